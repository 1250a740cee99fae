"""What each line of a page is: a cue that tells of what follows, a heading, furniture, or prose."""

import re
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from typing import Any

from histgraph.model import Span
from histgraph.resources import load_toml

_LINE = re.compile(r"[^\n\r\x0b\x0c\x85\u2028\u2029]+")
_SPACES = "".join(chr(c) for c in range(0x3001) if chr(c).isspace())
_BEFORE, _AFTER = f"{_SPACES}#>*_=~-", f"{_SPACES}#*_=~"
"""Signs of markup around a line. (A pattern for them would take quadratic time on runs of white space.)"""
_RULE = re.compile(r"^[\s\-=_*~•.·—–]{3,}$")
_WORD = re.compile(r"[\w'’-]+")
_LINK = re.compile(r"(?<!!)\[([^\[\]]{1,200})\]\([^()\s]{0,2000}\)")
_FRONT_MATTER = re.compile(
    r"\A---[ \t]*\r?\n(?:[\w -]{1,40}:.*\r?\n|[ \t]+.*\r?\n|- .*\r?\n|\r?\n){1,60}---[ \t]*(?:\r?\n|\Z)"
)
_LABELLED = re.compile(r"\s*(?:Q|A|Question|Answer)\s?\d{0,2}\s?(?:\([^()\n]{1,60}\)\s?)?:\s")
_LABEL_WITHIN = re.compile(
    r"(?<=[.?!\"”)])\s+(?P<label>(?:A|Answer)\s?\d{0,2}\s?(?:\([^()\n]{1,60}\)\s?)?:\s)"
)
_SIGNED = re.compile(r"\s*-- ?@?\w")
_FIELD = re.compile(
    r"(?P<key>title|question|author)\s*:\s*[\"']?(?P<value>[^\"']+(?:['’][^\"']+)*)[\"']?", re.IGNORECASE
)
LONGEST_HEADING = 110
"""Code points; a longer line without a full stop is prose."""


@dataclass(frozen=True, slots=True)
class Cue:
    """One layout cue of the data file, ready to match."""

    role: str
    pattern: re.Pattern[str]
    label: bool
    least: int
    longest: int
    lead: str
    beside: re.Pattern[str] | None


@dataclass(frozen=True, slots=True)
class Line:
    """One line: where it stands, what it does, and what a label leaves as text.

    ``role`` is a cue's role, or "prose", "heading" or "thesis"; ``rest`` is the stretch of text behind a
    label. ``marked`` tells a Markdown heading; ``before`` counts the blank lines above.
    """

    span: Span
    role: str
    author: str | None = None
    rest: Span | None = None
    lead: str = ""
    marked: bool = False
    before: int = 0


@cache
def cues() -> tuple[Cue, ...]:
    """Return the layout cues in the order in which they are tried."""
    return tuple(_cue(row) for row in load_toml("layouts.toml")["cue"])


def _cue(row: dict[str, Any]) -> Cue:
    label = bool(row.get("label", False))
    return Cue(
        row["role"],
        re.compile(row["pattern"], re.IGNORECASE),
        label,
        int(row.get("least", 1)),
        int(row.get("longest", 10**9 if label else 160)),
        row.get("lead", ""),
        re.compile(row["beside"], re.IGNORECASE) if "beside" in row else None,
    )


def lines(text: str) -> list[Line]:
    """Return the lines of a page in order, blank ones left out."""
    spans = [
        part
        for m in _LINE.finditer(text)
        if m.group().strip()
        for part in _unfolded(text, m.start(), m.end())
    ]
    plain = [_plain(s.quote(text)) for s in spans]
    active = [cue for cue in cues() if _counts(cue, plain)]
    found: list[Line] = []
    heading = _front_matter(text)
    for span, words in zip(spans, plain, strict=True):
        before = text.count("\n", found[-1].span.end if found else 0, span.start) - 1 if found else 1
        if span.end <= heading:
            found.append(_of_front_matter(text, span, words, before))
        else:
            found.append(_line(text, span, words, active, max(0, before)))
    return found


def _plain(raw: str) -> str:
    """Take signs of markup off a line; two hyphens before a name are a dash, and no rule."""
    words = raw.lstrip(_BEFORE).rstrip(_AFTER)
    return f"— {words}" if _SIGNED.match(raw) else words


def _unfolded(text: str, start: int, end: int) -> list[Span]:
    """Cut a line that holds question and answers with their labels ("Q: ...? A: ... A: ...")."""
    if not _LABELLED.match(text, start, end):
        return [Span(start, end)]
    cuts = [start, *(m.start("label") for m in _LABEL_WITHIN.finditer(text, start, end)), end]
    return [Span(a, b) for a, b in pairwise(cuts) if text[a:b].strip()]


def _counts(cue: Cue, plain: list[str]) -> bool:
    """Whether a cue is to be looked for on this page."""
    if cue.beside is not None and not any(map(cue.beside.match, plain)):
        return False
    return cue.least <= 1 or _hits(cue, plain) >= cue.least


def _hits(cue: Cue, plain: list[str]) -> int:
    matches = cue.pattern.match if cue.label else cue.pattern.fullmatch
    return sum(1 for words in plain if len(words) <= cue.longest and matches(words))


def _front_matter(text: str) -> int:
    """Return where the YAML block at the head of a Markdown file ends, 0 if there is none."""
    match = _FRONT_MATTER.match(text)
    return match.end() if match else 0


def _of_front_matter(text: str, span: Span, words: str, before: int) -> Line:
    """Of a YAML block the title and the author count; the rest says nothing."""
    match = _FIELD.fullmatch(words)
    if match is None:
        return Line(span, "furniture", before=before)
    if match["key"].lower() == "author":
        return Line(span, "byline", match["value"].strip(), before=before)
    start = span.start + span.quote(text).rindex(match["value"])
    return Line(Span(start, start + len(match["value"])), "heading", marked=True, before=before)


def _line(text: str, span: Span, words: str, active: list[Cue], before: int) -> Line:
    raw = span.quote(text).strip()
    if not words or _RULE.match(raw) or not _WORD.search(words):
        return Line(span, "furniture", before=before)
    marked = raw.startswith("#")
    unlinked = _LINK.sub(r"\1", words) if "](" in words else words
    for cue in active:
        if cue.label:
            match = cue.pattern.match(words)
            if match is None:
                continue
            start = span.start + span.quote(text).index(words[: match.end()] or words) + match.end()
            rest = Span(min(start, span.end), span.end)
            behind = rest if rest.quote(text).strip() else None
            return Line(span, cue.role, _author(match), behind, cue.lead, marked, before)
        if len(words) <= cue.longest and (match := cue.pattern.fullmatch(unlinked)):
            heading = None
            if "rest" in match.re.groupindex and match["rest"] and match["rest"] in span.quote(text):
                offset = span.quote(text).rfind(match["rest"])
                heading = Span(span.start + offset, span.start + offset + len(match["rest"]))
            return Line(span, cue.role, _author(match), heading, cue.lead, marked, before)
    return Line(span, _plain_role(words, marked), marked=marked, before=before)


def _author(match: re.Match[str]) -> str | None:
    found = match.groupdict().get("author")
    return found.strip(" \t*_,") or None if found else None


def _plain_role(words: str, marked: bool) -> str:
    """Tell prose from a heading, and a heading that states a thesis from one that names a subject."""
    if not marked and (len(words) > LONGEST_HEADING or words[-1] in '.!?…:;,"”’)'):
        return "prose"
    if words[-1] in ".!?" and marked and len(words) > LONGEST_HEADING:
        return "prose"
    tokens = [w.lower() for w in _WORD.findall(words)]
    if not marked and (
        len(tokens) > 14 or not words[:1].isalnum() or words[:1].islower() or words[:1].isdigit()
    ):
        return "prose"
    table = load_toml("layouts.toml")["headings"]
    states = len(tokens) > 3 and tokens[0] not in table["interrogatives"] and words[-1] != "?"
    return "thesis" if states and any(t in table["finite"] for t in tokens[1:]) else "heading"
