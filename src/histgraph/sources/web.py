"""From a web page to plain text in one layout: the question, then each answer under its own line.

Pages that say what they are (schema.org QAPage as JSON-LD or microdata) are believed; known
layouts of question-and-answer sites are told by their classes; of all others the main text is
taken, block by block, and its lines say the rest.
"""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass

from selectolax.lexbor import LexborHTMLParser, LexborNode

_NOISE = (
    "script, style, noscript, template, nav, header nav, footer, aside, form, iframe, svg, button, select, figure,"
    " [role=navigation], [role=banner], [role=contentinfo], [hidden], [aria-hidden=true]"
)
_BLOCKS = frozenset(
    [
        "p",
        "div",
        "li",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "blockquote",
        "tr",
        "section",
        "article",
        "main",
        "ul",
        "ol",
        "table",
        "pre",
        "br",
        "dd",
        "dt",
        "hr",
        "header",
        "body",
        "td",
    ]
)
_LAYOUTS = (
    # question text, one answer, its words, its author
    (
        "#question .js-post-body, #question .s-prose",
        ".answer",
        ".js-post-body, .s-prose",
        ".user-details [itemprop=name], .user-details a",
    ),
    (
        ".question-text, .c-question__text, [data-testid=question]",
        ".c-answer, .answer-item, .expert-answer",
        ".c-answer__text, .answer-text, .answer-body",
        ".c-answer__author, .educator-name, .author",
    ),
    (
        "[slot=text-body], .usertext-body .md, .post-body",
        "shreddit-comment, .comment, .Comment",
        ".md, [slot=comment], .comment-body",
        "[slot=authorName], .author, a[href*='/user/']",
    ),
)


@dataclass(frozen=True, slots=True)
class _Answer:
    """One answer of a page: who and what."""

    author: str
    text: str


def page_text(html: str) -> tuple[str, str]:
    """Return title and text of a page; the text is "" where there are no words."""
    tree = LexborHTMLParser(html)
    titled = tree.css_first("title")
    title = _line(titled.text()) if titled is not None else ""
    for found in (_json_ld(tree), _microdata(tree)):
        if found is not None:
            return found[0] or title, _laid_out(*found)
    for node in tree.css(_NOISE):
        node.decompose()
    classes = _by_classes(tree)
    if classes is not None:
        question, answers = classes
        return title, _laid_out(question or title, answers)
    main = tree.css_first("main, [role=main], article") or tree.body
    if main is None:
        return title, ""
    words = _blocks(main)
    if len(words) < 200 and tree.body is not None:
        words = _blocks(tree.body) or words
    return title, words


def _laid_out(question: str, answers: list[_Answer]) -> str:
    parts = [f"Question:\n\n{question}"] if question else []
    for number, answer in enumerate(answers, 1):
        name = f" ({answer.author})" if answer.author else ""
        parts.append(f"Answer {number}{name}\n\n{answer.text}")
    return "\n\n".join(parts) + "\n"


def _json_ld(tree: LexborHTMLParser) -> tuple[str, list[_Answer]] | None:
    """Read a QAPage out of JSON-LD."""
    for node in tree.css("script[type='application/ld+json']"):
        try:
            table = json.loads(node.text())
        except ValueError:
            continue
        for item in _objects(table):
            kind = item.get("@type")
            question = item.get("mainEntity") if kind == "QAPage" else item if kind == "Question" else None
            if isinstance(question, list):
                question = question[0] if question else None
            if not isinstance(question, dict):
                continue
            rows = [*_listed(question.get("acceptedAnswer")), *_listed(question.get("suggestedAnswer"))]
            answers = [_Answer(_author(row), _fragment(str(row.get("text", "")))) for row in rows]
            answers = [a for a in answers if a.text]
            if answers:
                return _line(_fragment(str(question.get("name") or question.get("text") or ""))), answers
    return None


def _objects(value: object) -> Iterator[dict[str, object]]:
    if isinstance(value, list):
        for item in value:
            yield from _objects(item)
    elif isinstance(value, dict):
        yield value
        yield from _objects(value.get("@graph", []))


def _listed(value: object) -> list[dict[str, object]]:
    rows = value if isinstance(value, list) else [value]
    return [row for row in rows if isinstance(row, dict)]


def _author(row: dict[str, object]) -> str:
    author = row.get("author")
    if isinstance(author, list):
        author = author[0] if author else None
    if isinstance(author, dict):
        author = author.get("name")
    return _name(str(author)) if author else ""


def _microdata(tree: LexborHTMLParser) -> tuple[str, list[_Answer]] | None:
    """Read a QAPage out of microdata."""
    nodes = tree.css("[itemprop=acceptedAnswer], [itemprop=suggestedAnswer]")
    if not nodes:
        return None
    answers = []
    for node in nodes:
        body = node.css_first("[itemprop=text]") or node
        author = node.css_first("[itemprop=author] [itemprop=name], [itemprop=author]")
        words = _blocks(body)
        if words:
            answers.append(_Answer(_name(author.text()) if author is not None else "", words))
    name = tree.css_first("[itemtype*='schema.org/Question'] [itemprop=name], h1")
    return (_line(name.text()) if name is not None else "", answers) if answers else None


def _by_classes(tree: LexborHTMLParser) -> tuple[str, list[_Answer]] | None:
    """Read a page of a known layout: question-and-answer sites, threads of comments."""
    for asked, each, body, author in _LAYOUTS:
        nodes = tree.css(each)
        answers = []
        for node in nodes:
            words = node.css_first(body)
            named = node.css_first(author)
            text = _blocks(words) if words is not None else ""
            if len(text) > 20:
                answers.append(_Answer(_name(named.text()) if named is not None else "", text))
        if answers:
            heading = tree.css_first("h1")
            question = tree.css_first(asked)
            first = _line(heading.text()) if heading is not None else ""
            return first or (_line(question.text()) if question is not None else ""), answers
    return None


def _fragment(html: str) -> str:
    """Return the text of a piece of HTML or of plain text with entities."""
    body = LexborHTMLParser(html).body
    return _blocks(body) if body is not None else ""


def _blocks(node: LexborNode) -> str:
    """Return the text under a node, blocks as paragraphs with a blank line between them."""
    parts: list[str] = [""]
    _walk(node, parts)
    lines = [_line(part) for part in parts]
    return "\n\n".join(line for line in lines if line)


def _walk(top: LexborNode, parts: list[str]) -> None:
    """Gather text in order without recursion, so that deep nesting costs no stack."""
    stack: list[tuple[LexborNode, bool]] = [(top, False)]
    while stack:
        node, leaving = stack.pop()
        tag = node.tag or ""
        if tag == "-text":
            parts[-1] += node.text(deep=False) or ""
            continue
        if tag in {"script", "style", "noscript", "template"}:
            continue
        if tag in _BLOCKS and parts[-1].strip():
            parts.append("")
        if leaving:
            continue
        if tag == "blockquote":
            parts[-1] += "> "
        stack.append((node, True))
        children = list(node.iter(include_text=True))
        stack.extend((child, False) for child in reversed(children))


def _line(text: str) -> str:
    return re.sub(r"\s+", " ", text).strip()


def _name(text: str) -> str:
    return re.sub(r"[()\n]+", " ", _line(text))[:60].strip()
