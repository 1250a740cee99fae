"""Where answers begin on pages on which no single line says so: it shows only in the page as a whole.

Each function takes the lines of a page and gives them back, some of them now opening answers.
"""

import re
from collections.abc import Callable
from dataclasses import replace
from itertools import pairwise

from histgraph.model import Span
from histgraph.segment.authors import Authorship, are_authors, authorship
from histgraph.segment.lines import Line

_NUMBERED = re.compile(r"^\s*(?:\(?\d{1,2}[.)]|[IVX]{1,4}[.)])\s+(?=\S)")
_BULLET = re.compile(r"^\s*[-*•▪●◦–+]\s+(?=\S)")
_RULE = re.compile(r"^\s*(?:[-*_=~#]\s*){3,}$")
_SPEAKER = re.compile(
    r"^\s*(?P<open>[*_]{1,3}|\[)?(?P<name>[^\W\d_][^:*_\[\]()\n]{0,48}?)"
    r"(?:\s*\((?P<about>[^()\n]{1,60})\)|,\s+(?P<title>[^:*_\n]{3,60}))?"
    r"(?:[*_]{1,3}|\])?\s*(?::|\s[—–]\s)\s*(?:[*_]{1,3})?\s*(?=\S)"
)
_AGO = re.compile(
    r"(?:[•·|,]\s*)?(?:edited\s+)?\d{1,3}\s?(?:y|yr|yrs|mo|mos|w|wk|d|h|hr|m|min|years?|months?|weeks?|days?|hours?"
    r"|minutes?)\.?(?:\s?ago)?\b.{0,40}",
    re.IGNORECASE,
)
_DOT = re.compile(r"[•·|]")
_HANDLE = re.compile(r"(?:/?u/|@)?[\w-]{2,30}")
_SENTENCE = re.compile(r"""[.!?…]["'”’)]*\s*$""")
_OPENERS = frozenset(
    {"answer", "for", "against", "point", "counter", "pro", "con", "summary", "card", "signed", "signs"}
)
_INTERVIEWER = re.compile(
    r"\s*[*_\[]{0,3}(?:interviewer|moderator|host|chair(?:man|woman)?|editor|user|human|questioner)[*_\]]{0,3}\s*:",
    re.IGNORECASE,
)
_MACHINE = re.compile(r"assistant|chatbot|bot|ai|model|system", re.IGNORECASE)
_SHORT = 25


def opened(text: str, found: list[Line]) -> list[Line]:
    """Let every way of telling answers apart have its turn; the first that sees any ends it."""
    found = _users_with_time(text, found)
    ways: tuple[Callable[[str, list[Line]], list[Line]], ...] = (
        _named_headings, _speakers, _listed, _divided_by_rules,
    )  # fmt: skip
    for way in ways:
        if any(line.role in _OPENERS for line in found):
            return found
        found = way(text, found)
    return found


def _words(text: str, line: Line) -> str:
    return line.span.quote(text).strip()


def _users_with_time(text: str, found: list[Line]) -> list[Line]:
    """Take "name / · / 3 yr. ago" on lines of their own for the opening of an answer, if there are two."""
    heads: dict[int, int] = {}
    for number, line in enumerate(found):
        if not _AGO.fullmatch(_words(text, line)):
            continue
        above = number - 1
        if above >= 0 and _DOT.fullmatch(_words(text, found[above])):
            above -= 1
        if above >= 0 and found[above].role in {"heading", "prose", "thesis"}:
            words = _words(text, found[above])
            if _HANDLE.fullmatch(words) and not words.isdigit():
                heads[above] = number
    if len(heads) < 2:
        return found
    between = {n for above, below in heads.items() for n in range(above + 1, below + 1)}
    return [
        replace(line, role="answer", author=re.sub(r"^(/?u/|@)", "", _words(text, line)), rest=None)
        if number in heads
        else replace(line, role="furniture")
        if number in between
        else line
        for number, line in enumerate(found)
    ]


def _named_headings(text: str, found: list[Line]) -> list[Line]:
    """Take headings that are names for the openings of answers, if there are two or more."""
    marked = [line for line in found if line.marked and line.role in {"heading", "thesis"}]
    level = {id(line): len(_words(text, line)) - len(_words(text, line).lstrip("#")) for line in marked}
    names: dict[int, str] = {}
    for line in marked or _bare_headings(text, found):
        words = _words(text, line).strip("#*_ \t")
        if authorship(words, text) is not Authorship.NONE:
            names[id(line)] = words
    levels = {level.get(key, 0) for key in names}
    beside = [line for line in marked if level[id(line)] in levels and id(line) not in names]
    if not are_authors(names.values(), text) or len(beside) > len(names) // 2:
        return found
    return [
        replace(line, role="answer", author=names[id(line)], rest=None, lead="summary")
        if id(line) in names
        else line
        for line in found
    ]


def _bare_headings(text: str, found: list[Line]) -> list[Line]:
    """Return short lines of their own with prose right below, on a page without marked headings."""
    return [
        line
        for line, below in pairwise(found)
        if line.role in {"heading", "prose"} and line.before and below.role == "prose"
        and len(_words(text, below)) > 2 * _SHORT and not _SENTENCE.search(_words(text, line))
    ]  # fmt: skip


def _speakers(text: str, found: list[Line]) -> list[Line]:
    """Take "Name: ..." for the opening of an answer where every paragraph after the question has one."""
    heads: dict[int, tuple[str, Span]] = {}
    prose = _prose(text, found)
    asked = {
        id(line): Span(line.span.start + match.end(), line.span.end)
        for line in found
        if (match := _INTERVIEWER.match(line.span.quote(text)))
    }
    for line in prose:
        match = _SPEAKER.match(line.span.quote(text))
        if match and id(line) not in asked and _speaks(match["name"], text):
            heads[id(line)] = match["name"].strip(), Span(line.span.start + match.end(), line.span.end)
    first = next((line for line in prose if len(_words(text, line)) > _SHORT and id(line) not in asked), None)
    names = {name for name, _ in heads.values()}
    told_apart = are_authors(names, text) or (asked and names)
    enough = told_apart and 3 * len(heads) >= len(prose)
    if not enough or first is None or id(first) not in heads:
        return found

    def turned(line: Line) -> Line:
        if id(line) in heads:
            name, rest = heads[id(line)]
            return replace(line, role="answer", author=name, rest=rest)
        if id(line) in asked:
            asks = _words(text, line).endswith("?")
            return replace(line, role="question" if asks else "furniture", rest=asked[id(line)])
        return line

    return [turned(line) for line in found]


def _speaks(name: str, text: str) -> bool:
    return _MACHINE.fullmatch(name) is not None or authorship(name, text) is not Authorship.NONE


def _prose(text: str, found: list[Line]) -> list[Line]:
    """Return the lines of prose that ask nothing."""
    said = (line for line in found if line.role in {"prose", "thesis"})
    return [line for line in said if not _words(text, line).rstrip("*_# ").endswith("?")]


def _asks(text: str, found: list[Line]) -> bool:
    return any(
        line.role == "question" or _words(text, line).rstrip("*_# ").endswith("?") for line in found[:4]
    )


def _listed(text: str, found: list[Line]) -> list[Line]:
    """Take a numbered or bulleted list right below a question for its answers."""
    prose = _prose(text, found)
    if not prose or not _asks(text, found):
        return found
    for pattern in (_NUMBERED, _BULLET):
        items = [
            line
            for line in prose
            if pattern.match(line.span.quote(text))
            and (len(_words(text, line)) > 60 or _SENTENCE.search(_words(text, line)))
        ]
        # What an answer introduces with a colon is a list of its reasons.
        if len(items) < 2 or prose[0] is not items[0] or 2 * len(items) < len(prose) - 1:
            continue
        keys = {id(line) for line in items}
        return [
            replace(line, role="answer", rest=_after(pattern, text, line)) if id(line) in keys else line
            for line in found
        ]
    return found


def _after(pattern: re.Pattern[str], text: str, line: Line) -> Span:
    match = pattern.match(line.span.quote(text))
    return Span(line.span.start + (match.end() if match else 0), line.span.end)


def _divided_by_rules(text: str, found: list[Line]) -> list[Line]:
    """Take the blocks between rules below a question for its answers, if there are two or more."""
    if not _asks(text, found):
        return found
    blocks: list[list[Line]] = [[]]
    for line in found:
        if _RULE.match(line.span.quote(text)):
            blocks.append([])
        elif line.role in {"prose", "heading", "thesis"}:
            blocks[-1].append(line)
    firsts = [next((line for line in _prose(text, block) if line.role == "prose"), None) for block in blocks]
    keys = {id(line) for line in firsts if line is not None and len(_words(text, line)) > 2 * _SHORT}
    if len(keys) < 2 or len(keys) < len([block for block in blocks if block]) - 1:
        return found
    return [replace(line, role="answer", rest=line.span) if id(line) in keys else line for line in found]
