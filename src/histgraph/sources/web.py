"""From a web page to plain text in one layout: the question, then each answer under its own line.

Pages that say what they are (schema.org QAPage as JSON-LD or microdata) are believed; known
layouts of question-and-answer sites are told by their classes; of all others the main text is
taken, block by block, and its lines say the rest.
"""

import json
import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass

from selectolax.lexbor import LexborHTMLParser, LexborNode

_NOISE = (
    "script, style, noscript, template, nav, aside, iframe, svg, button, select, figure,"
    " [role=navigation], [role=banner], [role=contentinfo], [hidden], [aria-hidden=true]"
)
_BESIDE = ", ".join(
    f"[class*={word}], [id*={word}]"
    for word in ("breadcrumb", "sidebar", "newsletter", "cookie", "share", "sharing", "related", "advert", "promo",
                 "upsell", "paywall", "subscribe", "signup", "tooltip", "pagination", "popular")
)  # fmt: skip
_WHO = "[class*=author], [rel=author], [class*=byline]"
"""Who wrote a comment; some themes tell it in the footer of the comment."""
_LEAST_PARAGRAPH = 60
_MOST_BESIDE = 0.3
"""What a class calls a side matter is believed up to this share of the words of the page."""
_BLOCKS = frozenset(
    ["p", "div", "li", "h1", "h2", "h3", "h4", "h5", "h6", "blockquote", "tr", "section", "article", "main", "ul",
     "ol", "table", "pre", "br", "dd", "dt", "hr", "header", "body", "td"]
)  # fmt: skip
_CONTAINER = re.compile(
    r"<(/?)(?!(?:p|li|dt|dd|tr|t[hd]|thead|tbody|tfoot|option|br|hr|img|input|meta|link|col|wbr|area|source|embed"
    r"|base|param|track|path|circle|rect|line|use|polygon)\b)[a-z][^<>]{0,2000}(?<!/)>",
    re.IGNORECASE,
)
_HEADINGS = frozenset(["h1", "h2", "h3", "h4", "h5", "h6"])


@dataclass(frozen=True, slots=True)
class _Layout:
    """Where a kind of site keeps the question, an answer, its words and its author."""

    question: str
    answer: str
    words: tuple[str, ...]
    authors: tuple[str, ...]
    comments: bool = False


_LAYOUTS = (
    _Layout(
        "#question-header h1, h1",
        ".answer",
        (".js-post-body", ".s-prose", ".post-text"),
        (".owner .user-details [itemprop=name]", ".owner .user-details a", "[itemprop=author] [itemprop=name]",
         ".user-details [itemprop=name]", ".user-details a", "[class*=author]", "[class*=user]"),
    ),
    _Layout(
        "h1, .question-text, .c-question__text, [data-testid=question]",
        ".c-answer, .answer-item, .expert-answer, .qa-answer, .answer-card",
        (".c-answer__text", ".answer-text", ".answer-body", ".answer-content", ".content"),
        (".c-answer__author a", ".c-answer__author", ".educator-name", "[class*=author]", "[class*=user]"),
    ),
    _Layout(
        "h1, a.title, [slot=title], [data-testid=post-title]",
        "shreddit-comment, .thing.comment, [data-testid=comment]",
        (".md", "[slot=comment]", ".comment-body"),
        ("[slot=authorName]", "a.author", ".author", "a[href*='/user/']"),
    ),
    _Layout("h1, title", ".crawler-post", ("[itemprop=text]", ".post"), (".creator [itemprop=name]", ".creator")),
    _Layout(
        "#topic-title h1, h1",
        ".topic-post",
        (".cooked",),
        (".names .username a", ".names [data-user-card]", ".names"),
    ),
    _Layout(".fatitem .titleline a, .titleline a", ".comtr", (".commtext",), (".hnuser",)),
    _Layout(
        "h1",
        "[class*=dom_annotate_question_answer_item]",
        ("[class*=spacing_log_answer_content]",),
        ("[class*=spacing_log_answer_header] a[href*='/profile/']", "a[href*='/profile/']"),
    ),
    _Layout("h1", "article.message", (".bbWrapper",), (".message-name .username", ".message-name", ".username")),
    _Layout("h1, h2.title", ".postcontainer, .postbit", (".postcontent",), (".username", "[class*=user]")),
    _Layout(
        ".maintitle, h1, h2", "tr:has(> td .name):has(> td .postbody)", (".postbody",), (".name",),
    ),
    _Layout(
        "h1",
        "li.comment, .comment, .post, .message, .reply",
        (".comment-content", ".comment-text", ".comment-body", ".post-body", ".post-content", ".message-body",
         ".bbWrapper", ".md", ".content"),
        ("[class*=author] [class*=name]", "[class*=author]", "[class*=user]", "cite"),
        comments=True,
    ),
)  # fmt: skip


_ABOUT_AN_ANSWER = "time, " + ", ".join(
    f"[class*={word}]"
    for word in ("author", "user", "tagline", "byline", "meta", "score", "vote", "timestamp", "date", "avatar",
                 "signature", "actions", "controls", "toolbar")
)  # fmt: skip
"""What stands in an answer beside its words, where nothing marks these."""


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
    told = [found for found in (_json_ld(tree), _microdata(tree)) if found is not None]
    quick = _quick_answer(tree)
    _without_noise(tree)
    shown = _by_classes(tree)
    if shown is not None:
        told.append((shown[0] or _without_site(title), shown[1]))
    if told:
        question, answers = max(told, key=lambda found: len(found[1]))
        return question or title, _laid_out(question, answers, quick)
    main = tree.css_first("main, [role=main], article") or tree.body
    if main is None:
        return title, ""
    words = _blocks(main)
    if len(words) < 200 and tree.body is not None:
        words = _blocks(tree.body) or words
    return title, words


def depth(html: str) -> int:
    """Return how deep the tags of a page stand in each other, those left out that need not be closed."""
    deepest = level = 0
    for match in _CONTAINER.finditer(html):
        level += -1 if match[1] else 1
        deepest = max(deepest, level)
        level = max(level, 0)
    return deepest


def _without_noise(tree: LexborHTMLParser) -> None:
    """Take out what is no text: scripts, menus, side matters."""
    for node in tree.css(_NOISE):
        node.decompose()
    for node in tree.css("header"):
        if not _is_inside(node, {"article", "main"}):
            node.decompose()
    for node in tree.css("footer"):
        if node.css_first(_WHO) is None or not _is_inside(node, {"article", "li"}):
            node.decompose()
    for node in tree.css("form"):  # some forums keep posts in forms, and some old sites the whole page
        if not any(len(p.text()) > _LEAST_PARAGRAPH for p in node.css("p, .md, blockquote, article")):
            node.decompose()
    whole = len(tree.body.text()) if tree.body is not None else 0
    for node in tree.css(_BESIDE):
        if node.tag not in {"html", "body", "main", "article"} and len(node.text()) < _MOST_BESIDE * whole:
            node.decompose()


def _is_inside(node: LexborNode, tags: set[str]) -> bool:
    above = node.parent
    while above is not None:
        if above.tag in tags:
            return True
        above = above.parent
    return False


def _without_site(title: str) -> str:
    """Return the title of a page without the name of the site behind it."""
    return re.sub(r"(?<=\?)\s+[-–—|:•·]\s.{1,60}$", "", title)


def _quick_answer(tree: LexborHTMLParser) -> str:
    node = tree.css_first(
        "[class*=quick-answer], [class*=quickAnswer], [class*=QuickAnswer], [id*=quick-answer]"
    )
    return (
        re.sub(r"^[#\s]*quick answer\s*:?\s*", "", _blocks(node), flags=re.IGNORECASE)
        if node is not None
        else ""
    )


def _laid_out(question: str, answers: list[_Answer], quick: str = "") -> str:
    parts = [f"Question:\n\n{question}"] if question else []
    parts += [f"Quick answer:\n\n{quick}"] if quick else []
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
            kind = kind[0] if isinstance(kind, list) and kind else kind
            if kind == "DiscussionForumPosting" and (thread := _thread(item)) is not None:
                return thread
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


def _thread(item: dict[str, object]) -> tuple[str, list[_Answer]] | None:
    """Read a thread of a forum out of JSON-LD: the opening post asks, or is the first to answer."""
    headline = _line(_fragment(str(item.get("headline") or item.get("name") or "")))
    rows = _listed(item.get("comment"))
    if not headline.endswith("?"):
        rows = [item, *rows]
    answers = [
        _Answer(_author(row), _fragment(str(row.get("text") or row.get("articleBody") or ""))) for row in rows
    ]
    answers = [answer for answer in answers if answer.text]
    return (headline, answers) if answers else None


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
        author = node.css_first("[itemprop=author] [itemprop=name]") or node.css_first("[itemprop=author]")
        words = _blocks(body)
        if words:
            answers.append(_Answer(_name(author.text()) if author is not None else "", words))
    name = tree.css_first("[itemtype*='schema.org/Question'] [itemprop=name], h1")
    return (_line(name.text()) if name is not None else "", answers) if answers else None


def _by_classes(tree: LexborHTMLParser) -> tuple[str, list[_Answer]] | None:
    """Read a page of a known layout: question-and-answer sites, threads, articles with comments."""
    for layout in _LAYOUTS:
        heading = tree.css_first(layout.question)
        seen: set[int] = set()
        answers = []
        for node in tree.css(layout.answer):
            if node.mem_id in seen:
                continue
            seen.add(node.mem_id)
            author = next((a for a in map(node.css_first, layout.authors) if a is not None), None)
            name = _name(author.text()) if author is not None else ""
            text = _words(node, layout)
            asks = text.endswith("?") and heading is not None and _holds(node, heading)
            if len(text) > 20 and name.lower() != "automoderator" and not asks:
                answers.append(_Answer(name, text))
        if not answers:
            continue
        question = _line(heading.text()) if heading is not None else ""
        if layout.comments:
            answers = [*_article(tree, layout.answer), *answers]
            if len(answers) < 2:
                continue
        return question, answers
    return None


def _holds(node: LexborNode, inner: LexborNode) -> bool:
    above: LexborNode | None = inner
    while above is not None and above.mem_id != node.mem_id:
        above = above.parent
    return above is not None


def _words(node: LexborNode, layout: _Layout) -> str:
    """Return the words of an answer: what is marked as such, else all but who, when, and the answers to it."""
    for marked in layout.words:
        found = node.css_first(marked)
        if found is not None and (text := _blocks(found)):
            return text
    beside = {n.mem_id for selector in (layout.answer, _ABOUT_AN_ANSWER) for n in node.css(selector)}
    return _blocks(node, beside - {node.mem_id})


def _article(tree: LexborHTMLParser, comments: str) -> list[_Answer]:
    """Return the text above the comments of a page, which is the first to speak; none if it is short."""
    for node in tree.css(f"{comments}, .comments, #comments, [class*=comment], h1"):
        node.decompose()
    main = tree.css_first("article, main, [role=main], .entry-content") or tree.body
    byline = tree.css_first("[rel=author], [class*=byline], [class*=author]")
    text = _blocks(main) if main is not None else ""
    author = re.sub(r"^by\s+", "", _name(byline.text()), flags=re.IGNORECASE) if byline is not None else ""
    if not author and (
        signed := re.match(r"by ([A-Z][\w.'’-]+(?: [A-Z][\w.'’-]+){0,3})", text, re.IGNORECASE)
    ):
        author = signed[1]
    return [_Answer(author, text)] if len(text) > 120 else []


def _fragment(html: str) -> str:
    """Return the text of a piece of HTML or of plain text with entities."""
    body = LexborHTMLParser(html).body
    return _blocks(body) if body is not None else ""


def _blocks(node: LexborNode, without: Collection[int] = ()) -> str:
    """Return the text under a node, blocks as paragraphs with a blank line between them.

    Headings and quotations keep a sign of what they are, as in Markdown; the nodes of some memory
    addresses are left out.
    """
    parts: list[list[str]] = [["", ""]]
    _walk(node, parts, without)
    return "\n\n".join(f"{sign}{words}" for sign, text in parts if (words := _line(text)))


def _walk(top: LexborNode, parts: list[list[str]], without: Collection[int] = ()) -> None:
    """Gather text in order without recursion, so that deep nesting costs no stack."""
    stack: list[tuple[LexborNode, bool]] = [
        (top, False)
    ]  # a quotation at the top is the whole: some forums post so
    quoted = 0
    while stack:
        node, leaving = stack.pop()
        tag = node.tag or ""
        if tag == "-text":
            parts[-1][1] += node.text(deep=False) or ""
            continue
        if tag in {"script", "style", "noscript", "template"} or node.mem_id in without:
            continue
        if tag == "blockquote" and node.mem_id != top.mem_id:
            quoted += -1 if leaving else 1
        if tag in _BLOCKS or (tag == "cite" and quoted):
            sign = "> " if quoted else "#" * int(tag[1]) + " " if tag in _HEADINGS and not leaving else ""
            if parts[-1][1].strip():
                parts.append([sign, ""])
            else:
                parts[-1][0] = sign
        if leaving:
            continue
        stack.append((node, True))
        children = list(node.iter(include_text=True))
        stack.extend((child, False) for child in reversed(children))


def _line(text: str) -> str:
    return re.sub(r"\s+", " ", text).strip()


def _name(text: str) -> str:
    """Return the name in a stretch that may go on with rank and date."""
    words = re.sub(r"[()\n]+", " ", _line(text))
    name = re.split(r"\s*[|·•,]\s*|\s+(?:on|at)\s+", words)[0][:60].strip()
    return re.sub(r"(?:\s+(?:says|said|wrote|writes))?\s*:$", "", name)
