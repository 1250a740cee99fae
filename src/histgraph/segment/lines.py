"""What each line of a page is: a cue that tells of what follows, a heading, furniture, or prose."""

import re
from dataclasses import dataclass
from functools import cache
from typing import Any

from histgraph.model import Span
from histgraph.resources import load_toml

_LINE = re.compile(r"[^\n\r\x0b\x0c\x85\u2028\u2029]+")
_WRAPPING = re.compile(r"^[\s#>*_=~-]*|[\s#*_=~]*$")
_RULE = re.compile(r"^[\s\-=_*~•.·—–]{3,}$")
_WORD = re.compile(r"[\w'’-]+")
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
    )


def lines(text: str) -> list[Line]:
    """Return the lines of a page in order, blank ones left out."""
    spans = [Span(m.start(), m.end()) for m in _LINE.finditer(text) if m.group().strip()]
    plain = [_WRAPPING.sub("", s.quote(text)).strip() for s in spans]
    active = [cue for cue in cues() if cue.least <= 1 or _hits(cue, plain) >= cue.least]
    found: list[Line] = []
    for span, words in zip(spans, plain, strict=True):
        before = text.count("\n", found[-1].span.end if found else 0, span.start) - 1 if found else 1
        found.append(_line(text, span, words, active, max(0, before)))
    return found


def _hits(cue: Cue, plain: list[str]) -> int:
    return sum(1 for words in plain if len(words) <= cue.longest and cue.pattern.fullmatch(words))


def _line(text: str, span: Span, words: str, active: list[Cue], before: int) -> Line:
    raw = span.quote(text).strip()
    if not words or _RULE.match(raw) or not _WORD.search(words):
        return Line(span, "furniture", before=before)
    marked = raw.startswith("#")
    for cue in active:
        if cue.label:
            match = cue.pattern.match(words)
            if match is None:
                continue
            start = span.start + span.quote(text).index(words[: match.end()] or words) + match.end()
            rest = Span(min(start, span.end), span.end)
            return Line(
                span,
                cue.role,
                _author(match),
                rest if rest.quote(text).strip() else None,
                cue.lead,
                marked,
                before,
            )
        if len(words) <= cue.longest and (match := cue.pattern.fullmatch(words)):
            heading = None
            if "rest" in match.re.groupindex and match["rest"]:
                offset = span.quote(text).rfind(match["rest"])
                heading = Span(span.start + offset, span.start + offset + len(match["rest"]))
            return Line(span, cue.role, _author(match), heading, cue.lead, marked, before)
    return Line(span, _plain_role(words, marked), marked=marked, before=before)


def _author(match: re.Match[str]) -> str | None:
    found = match.groupdict().get("author")
    return found.strip() if found and found.strip() else None


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


def names_an_author(words: str) -> bool:
    """Whether a Markdown heading looks like a person's or user's name, not a section's title."""
    tokens = _WORD.findall(words)
    sections = frozenset(load_toml("layouts.toml")["headings"]["sections"])
    if not 1 <= len(tokens) <= 4 or any(t.lower() in sections for t in tokens):
        return False
    return all(t[:1].isupper() for t in tokens) or len(tokens) == 1
