"""Heads of answers that a page cuts after one pattern of its own: ">> Post 3, by NAME", "--- NAME ---", "P2 - NAME".

No list of cues knows every forum. What such lines share shows on the page itself: they stand alone and short between
stretches of prose, the same signs or words around them, a running number or the name of somebody who writes within.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from histgraph.model import Span
from histgraph.resources import load_toml
from histgraph.segment.authors import Authorship, are_authors, authorship, is_handle, may_be_one
from histgraph.segment.lines import Line

_MAY_HEAD = frozenset({"prose", "heading", "thesis", "cites", "answer", "furniture"})
_RULE = re.compile(r"\s*(?:[-*_=~#—–]\s*){3,}")
_LONGEST = 110
_LEAST_PROSE = 25
_SIGNS = r"[^\w\s\"“”'‘’(@]"
_HEAD = re.compile(
    rf"(?P<mark>(?:{_SIGNS}+\s*)*)"
    r"(?P<label>(?:[A-Za-z]{1,14}\s+){0,2}(?:no\.\s*|#\s*)?)"
    r"(?P<letter>[A-Z]?)(?P<number>\d{1,3})(?P<join>\s*[\])}.,:|/–—-]*)\s*(?P<rest>\D.*)",
    re.DOTALL,
)
"""A head with a running number: mark, label, number, and what it numbers."""
_MARKED = re.compile(rf"(?P<mark>(?:{_SIGNS}+\s*)+)(?P<rest>\w.*|@\w.*)", re.DOTALL)
_FLAIR = re.compile(
    r"\s*(?:\(.*|\[.*|\{.*|<.*|\s[|·•–—/-]\s.*|\|.*|;.*|,\s*(?:flair|the|an?|in|to|reply|repl|also|who|from|with|as|of|on)\b.*"
    r"|,\s+[A-Z]{1,2}\.?[A-Za-z]{0,2}\.?(?:[A-Z]\.)?$|,\s+.*)",
    re.DOTALL | re.IGNORECASE,
)
"""What stands behind a name: a flair, a rank, to whom it replies."""
_INLINE = re.compile(
    r"\s*(?P<head>[^.!?:\n]{2,90}?(?:\b[A-Z]\.[^.!?:\n]{0,60}?)*)(?P<sep>:|\s[–—-]\s|>)[*_]{0,3}\s+(?=\S)"
)
_QUOTED_TITLE = re.compile(r"[\"“][^\"“”]{2,80}[\"”]\s*,?\s*")
_SENTENCE = re.compile(r"""[.!?…]["'”’)\]]*$""")
_ABBREVIATED = re.compile(r"(?:\b[A-Za-z]{1,2}\.){1,3}$|\b(?:Jr|Sr|Dr|Prof|etc|Esq|PhD|Ph\.D)\.$")
_TRAILING = re.compile(rf"[\s:{re.escape('-=_*~>»|#]')}]+$")


@dataclass(frozen=True, slots=True)
class _Head:
    """A line that may head an answer: where it stands, what its pattern is, whom it names."""

    place: int
    frame: tuple[str, ...]
    name: str
    said: bool
    number: int = 0
    side: str = ""
    title: str = ""
    inline: Span | None = None


def framed(text: str, found: list[Line]) -> list[Line]:
    """Let the lines that one pattern of the page cuts open answers, if what they name are people who write."""
    heads = [head for place in range(len(found)) if (head := _head(text, found, place)) is not None]
    by_frame: dict[tuple[str, ...], list[_Head]] = {}
    for head in heads:
        by_frame.setdefault(head.frame, []).append(head)
    taken: dict[int, _Head] = {}
    for group in (*by_frame.values(), *_running_on(text, found)):
        if _tells(text, found, group):
            taken |= {head.place: head for head in group}
    if not taken or len({head.name for head in taken.values()}) < 2:
        return found
    return [
        _opens(text, line, taken[place], _section(text, found, place)) if place in taken else line
        for place, line in enumerate(found)
    ]


def _opens(text: str, line: Line, head: _Head, section: str) -> Line:
    role = head.side or ("point" if section == "side" else "answer")
    rest = head.inline
    if head.title:
        start = text.index(head.title, line.span.start)
        rest = Span(start, start + len(head.title))
    lead = "titled" if head.title else "framed"
    return replace(line, role=role, author=line.author or head.name, rest=rest, lead=lead)


def _title(rest: str, name: str) -> str:
    """Return what a head says before the name, if that is a thesis: "They shut the door (submitted by NAME)"."""
    above = re.match(
        r"(?P<title>\w.{10,}?)\s*(?:[(,–—|-]\s*)(?:\w+\s+)?(?:by|from)?\s*" + re.escape(name), rest
    )
    return above["title"] if above and len(above["title"].split()) > 2 else ""


def _head(text: str, found: list[Line], place: int) -> _Head | None:
    """Return what a line is as a head, None where it is none by its form and place."""
    line = found[place]
    raw = line.span.quote(text).strip()
    if line.role not in _MAY_HEAD or line.rest is not None or len(raw) > _LONGEST or not _apart(found, place):
        return None
    words = _TRAILING.sub("", raw)
    if _SENTENCE.search(words) and not _ABBREVIATED.search(words) and not words.endswith((")", "]")):
        return None
    ruled = place > 0 and _RULE.fullmatch(found[place - 1].span.quote(text)) is not None
    sign = ":" if raw.rstrip("*_ ").endswith(":") else ""
    return _parsed(text, raw, place, sign, ruled=ruled)


def _parsed(text: str, raw: str, place: int, sign: str, *, ruled: bool) -> _Head | None:
    """Read the words of a head: its mark, label, number, and whom it names."""
    table = load_toml("layouts.toml")["frames"]
    words = _TRAILING.sub("", raw)
    said = re.search(rf"\s(?:{'|'.join(table['said'])})(?:\s(?:to|in reply to)\s.{{1,40}})?$", words)
    closing = "said" if said else (sign or _closing(raw))
    words = words[: said.start()] if said else words
    side = _side(words, table)
    numbered = _HEAD.fullmatch(words)
    if numbered is not None:
        label = " ".join(numbered["label"].lower().split())
        name, by = _named(numbered["rest"], table)
        side = side or next((s for s in ("for", "against") if label in table[s]), "")
        frame = ("numbered", numbered["mark"].strip(), label if not numbered["letter"] else "letter", closing)
        title = _title(numbered["rest"], name)
        return (
            _Head(place, frame, name, by or bool(said), int(numbered["number"]), side, title)
            if name
            else None
        )
    marked = _MARKED.fullmatch(words)
    mark, rest = (marked["mark"].strip(), marked["rest"]) if marked else ("", words)
    name, by = _named(rest, table)
    mark = mark or ("rule" if ruled else "")
    alone = authorship(name, text) is Authorship.SURE
    if not name or not (mark or said or sign or by or alone or _FLAIR.search(rest)):
        return None
    return _Head(place, ("marked", mark, "", closing), name, by or bool(said), 0, side)


def _running_on(text: str, found: list[Line]) -> list[list[_Head]]:
    """Return the groups of heads behind which prose goes on in the same line ("P1 (NAME): ...")."""
    by_frame: dict[tuple[str, ...], list[_Head]] = {}
    for place, line in enumerate(found):
        raw = line.span.quote(text)
        match = _INLINE.match(raw)
        if line.role not in {"prose", "thesis", "furniture"} or not line.before or match is None:
            continue
        rest = Span(line.span.start + match.end(), line.span.end)
        head = _parsed(text, match["head"].strip(), place, match["sep"].strip(), ruled=False)
        if head is not None and len(rest.quote(text)) > _LEAST_PROSE:
            frame = ("inline", *head.frame[:3], match["sep"].strip())
            by_frame.setdefault(frame, []).append(replace(head, frame=frame, inline=rest))
    return [group for group in by_frame.values() if _first_is(text, found, group)]


def _first_is(text: str, found: list[Line], group: Sequence[_Head]) -> bool:
    """Whether no prose that says something stands above the first head of a group but the question."""
    above = [line for line in found[: group[0].place] if line.role in {"prose", "thesis"}]
    return len(above) <= 1 or all(line.span.quote(text).strip().endswith("?") for line in above)


def _closing(raw: str) -> str:
    match = re.search(rf"\s({_SIGNS}+)$", raw)
    return match[1][0] if match else ""


def _side(words: str, table: dict[str, list[str]]) -> str:
    """Return for which side a head says that somebody speaks, if it does ("First speaker against, NAME")."""
    for side in ("for", "against"):
        if re.search(
            rf"\b(?:{'|'.join(table['speakers'])})\b.*\b(?:{'|'.join(table[side])})\b", words, re.IGNORECASE
        ):
            return side
    return ""


def _named(rest: str, table: dict[str, list[str]]) -> tuple[str, bool]:
    """Return the name within what a head says, and whether a word announces it ("posted by")."""
    titled = _QUOTED_TITLE.search(rest)
    words = rest[: titled.start()] + rest[titled.end() :] if titled and titled.end() < len(rest) else rest
    announced = list(
        re.finditer(rf"(?:^|(?<=[\s,(]))(?:{'|'.join(table['by'])}):?\s+(?!of\b)(?=\S)", words, re.I)
    )
    if announced:
        words = words[announced[-1].end() :]
    speaker = re.match(rf".*\b(?:{'|'.join(table['speakers'])})\b[^,:]*[,:]\s*(?=\S)", words, re.IGNORECASE)
    if speaker:
        words = words[speaker.end() :]
    name = _FLAIR.sub("", words.strip(' *_[]"“”'), count=1).strip(' *_[]):"“”')
    fits = 1 <= len(name.split()) <= 5 and 2 <= len(name) <= 45 and name.lower() not in table["after_sides"]
    return (re.sub(r"^(?:/?u/|@)", "", name) if fits else ""), bool(announced or speaker)


def _apart(found: list[Line], place: int) -> bool:
    """Whether a line stands alone: blank lines, a rule or the head of a section above, and prose below."""
    above = found[place - 1] if place else None
    if above is not None and not found[place].before and above.role not in {"furniture", "pro", "con"}:
        return False
    below = next((line for line in found[place + 1 : place + 4] if line.role != "furniture"), None)
    return below is not None and below.role in {"prose", "thesis", "heading", "question", "cites", "answer"}


def _tells(text: str, found: list[Line], group: Sequence[_Head]) -> bool:
    """Whether lines of one pattern head answers: they name people, and each has prose of its own."""
    names = {head.name for head in group}
    if len(group) < 2 or len(names) < 2 or not _each_speaks(text, found, group):
        return False
    shaped = {name for name in names if _is_name(name, text)}
    said = all(head.said for head in group)
    numbers = [head.number for head in group]
    runs = all(numbers) and numbers == sorted(numbers)
    again = len(names) < len(group)
    if said:
        return len(shaped) * 2 >= len(names) or (runs and len(group) > 2)
    if len(shaped) * 3 < 2 * len(names):
        return False
    return are_authors(shaped, text) or (again and len(shaped) == len(names))


def _is_name(name: str, text: str) -> bool:
    return authorship(name, text) is not Authorship.NONE or is_handle(name, text) or may_be_one(name, text)


def _each_speaks(text: str, found: list[Line], group: Iterable[_Head]) -> bool:
    """Whether nearly every head is followed by words before the next one."""
    places = sorted(head.place for head in group)
    ends = [*places[1:], len(found)]
    spoken = [
        any(
            line.role in {"prose", "thesis", "cites"} and len(line.span.quote(text).strip()) > _LEAST_PROSE
            for line in found[a + 1 : b]
        )
        for a, b in zip(places, ends, strict=True)
    ]
    return 3 * sum(spoken) >= 2 * len(spoken)


def _section(text: str, found: list[Line], place: int) -> str:
    """Return "side" below the head of one side of a debate, "" elsewhere and below "Replies"."""
    table = load_toml("layouts.toml")["frames"]
    for line in reversed(found[:place]):
        if line.role in {"pro", "con"}:
            return "side"
        words = line.span.quote(text).strip(" #*_=~-:\t").lower()
        if words in table["after_sides"]:
            return ""
    return ""
