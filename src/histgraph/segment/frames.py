"""Heads of answers that a page cuts after one pattern of its own: ">> Post 3, by NAME", "--- NAME ---", and the like.

No list of cues knows every forum. What such lines share shows on the page itself: they stand between stretches of
prose, the same signs or words around them, a running number, a side or the name of somebody who writes within.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from histgraph.model import Span
from histgraph.segment.authors import Authorship, are_authors, authorship, is_handle, may_be_one
from histgraph.segment.heads import LONGEST, Head, ends_sides, head, is_asker, is_farewell
from histgraph.segment.lines import Line

_MAY_HEAD = frozenset({"prose", "heading", "thesis", "cites", "answer", "furniture", "pro", "con"})
_RULE = re.compile(r"\s*(?:[-*_=~#—–]\s*){3,}")
_LEAST_PROSE = 25
_SHORT_PROSE = 200
_MOST_NAMES = 40
"""Names that are looked for on the page: each costs a search, and more say nothing new."""
_TITLE = r"\b(?:[A-Z]|Mr|Ms|Mrs|Dr|St|Fr|Sr|Jr|Lt|Rev|Col|Gen|Hon|Prof|Capt|Prop|Opp)\."
_INLINE = re.compile(
    rf"\s*(?P<head>(?:{_TITLE}|[^.!?:\n]){{2,90}}?)(?P<sep>:|\s[–—-]\s|>|\.\s?[–—]|\.(?=\s))[*_]{{0,3}}\s*(?=\S)"
)


@dataclass(frozen=True, slots=True)
class _Found:
    """A head and where it stands; ``rest`` is the prose that goes on behind it in the same line."""

    place: int
    head: Head
    rest: Span | None = None


def framed(text: str, found: list[Line]) -> list[Line]:
    """Let the lines that one pattern of the page cuts open answers, if what they name are people who write."""
    return _opened(text, found, _standing(text, found)) or _signed(text, found)


def running_on(text: str, found: list[Line]) -> list[Line]:
    """Let heads behind which prose goes on in the same line ("P1 (NAME): ...") open answers, as ``framed`` does."""
    return _opened(text, found, _inline(text, found)) or found


def _opened(text: str, found: list[Line], groups: Iterable[list[_Found]]) -> list[Line] | None:
    """Return the lines with the heads of groups that tell voices apart opening answers, None if there are none."""
    taken: dict[int, _Found] = {}
    cued = {place for place, line in enumerate(found) if line.role in {"answer", "for", "against"}}
    for group in groups:
        group = _of_people(text, group)
        misses_cues = 2 * len(cued & {one.place for one in group}) < len(cued)
        if not misses_cues and _tells(text, found, group):
            taken |= {one.place: one for one in group if one.place not in taken}
    if len({one.head.name for one in taken.values()}) < 2:
        return None
    sided = _sided(text, found)
    asking = _only_ask(text, found, taken)
    return [
        line
        if place not in taken
        else replace(line, role="question", rest=one.rest)
        if (one := taken[place]).head.name in asking
        else replace(line, role="furniture")
        if is_asker(one.head.name)
        else _opens(text, line, taken[place], sided=sided[place])
        for place, line in enumerate(found)
    ]


def _of_people(text: str, group: list[_Found]) -> list[_Found]:
    """Leave out lines that only look like the heads beside them, where nothing but a name makes a head."""
    if not group or group[0].head.frame[0] not in {"bare", "marked", "ruled"}:
        return group
    seen: dict[str, bool] = {}
    for one in group:
        if one.head.name not in seen:
            seen[one.head.name] = len(seen) >= _MOST_NAMES or _is_name(one.head.name, text)
    first = next((one.place for one in group if seen[one.head.name]), 0)
    shaped = [
        one for one in group if one.head.said or seen[one.head.name] or (one.head.flair and one.place > first)
    ]
    return shaped if 2 * len(shaped) >= len(group) or group[0].head.frame[0] == "bare" else group


def _only_ask(text: str, found: Sequence[Line], heads: Mapping[int, _Found]) -> set[str]:
    """Return who puts nothing but questions to others who answer: several, or the first on the page."""
    first = min(heads)
    asked = any(line.role == "question" or _is_question(line.span.quote(text)) for line in found[:first])
    opener = "" if asked else heads[first].head.name
    turns: dict[str, list[bool]] = {}
    for one in heads.values():
        asks = one.rest is not None and _is_question(one.rest.quote(text))
        turns.setdefault(one.head.name, []).append(asks)
    below = [
        line for line in found[first + 1 : min(set(heads) - {first}, default=first)] if _says(text, line)
    ]
    if heads[first].rest is None and len(below) == 1 and len(turns[heads[first].head.name]) == 1:
        turns[heads[first].head.name] = [_is_question(below[0].span.quote(text))]
    asking = {
        name
        for name, asks in turns.items()
        if all(asks) and (len(asks) > 1 or name == opener or is_asker(name))
    }
    return asking if len(asking) < len(turns) else set()


def _is_question(words: str) -> bool:
    return words.rstrip("*_# \t").endswith("?")


def _opens(text: str, line: Line, one: _Found, *, sided: bool) -> Line:
    role = one.head.side or ("point" if sided else "answer")
    rest = one.rest
    if one.head.title:
        start = text.index(one.head.title, line.span.start)
        rest = Span(start, start + len(one.head.title))
    lead = "titled" if one.head.title else "framed"
    only_side = one.head.called and one.head.frame[0] == "sided" and not re.search(r"\d", one.head.name)
    author = line.author or (None if only_side else one.head.name)
    return replace(line, role=role, author=author, rest=rest, lead=lead)


def _standing(text: str, found: list[Line]) -> list[list[_Found]]:
    """Return the groups of lines of one pattern that stand alone."""
    groups: dict[tuple[str, ...], list[_Found]] = {}
    for place, line in enumerate(found):
        if line.role not in _MAY_HEAD or line.rest is not None or not _apart(found, place):
            continue
        one = head(line.span.quote(text).strip())
        kinds = {"pro": {"sided"}, "con": {"sided"}, "furniture": {"numbered"}}.get(line.role)
        if one is not None and (kinds is None or one.frame[0] in kinds):
            above = found[place - 1].span.quote(text) if place else ""
            ruled = _RULE.fullmatch(above) is not None and one.frame[:2] in {("bare", ""), ("marked", "")}
            groups.setdefault(("ruled",) if ruled else one.frame, []).append(_Found(place, one))
    return [
        group for group in groups.values() if not all(found[one.place].role == "cites" for one in group)
    ]  # "NAME wrote:" everywhere may quote as well, which is told elsewhere


def _inline(text: str, found: list[Line]) -> list[list[_Found]]:
    """Return the groups of heads behind which prose goes on in the same line."""
    groups: dict[tuple[str, ...], list[_Found]] = {}
    sure: dict[str, bool] = {}
    for place, line in enumerate(found):
        match = _INLINE.match(line.span.quote(text))
        if line.role not in {"prose", "thesis", "furniture"} or match is None:
            continue
        rest = Span(line.span.start + match.end(), line.span.end)
        one = head(match["head"].strip(), match["sep"].strip())
        if match["sep"] == "." and (one is None or not one.side):
            continue  # "Mr." and the first words of a sentence
        if one is None or len(rest.quote(text)) <= _LEAST_PROSE:
            continue
        if not line.before and not one.called and one.name not in sure:
            looked_for = len(sure) < _MOST_NAMES
            sure[one.name] = looked_for and authorship(_plain(one.name), text) is Authorship.SURE
        if line.before or one.called or sure[one.name]:
            groups.setdefault(("inline", *one.frame), []).append(_Found(place, one, rest))
    return [group for group in groups.values() if _first_is(text, found, group)]


def _first_is(text: str, found: list[Line], group: Sequence[_Found]) -> bool:
    """Whether above the first head of a group there is nothing but a question and some lines on the page."""
    above = [
        line.span.quote(text).strip() for line in found[: group[0].place] if line.role in {"prose", "thesis"}
    ]
    addressed = group[0].head.frame[0] == "handle"  # behind a word of another, "@NAME" addresses
    most = 1 if addressed else _SHORT_PROSE
    return sum(len(words) for words in above if not words.endswith("?")) < most


def _apart(found: list[Line], place: int) -> bool:
    """Whether a line stands alone: blank lines, a rule or the head of a section above, and prose below."""
    above = found[place - 1] if place else None
    below_heading = above is not None and above.role in {"furniture", "pro", "con"}
    if above is not None and not found[place].before and not below_heading:
        return False
    below = next((line for line in found[place + 1 : place + 4] if line.role != "furniture"), None)
    return below is not None and below.role in {"prose", "thesis", "heading", "question", "cites", "answer"}


def _tells(text: str, found: list[Line], group: Sequence[_Found]) -> bool:
    """Whether lines of one pattern head answers: they tell voices apart, and each has prose of its own."""
    heads = [one.head for one in group if not is_asker(one.head.name)]
    names = {one.name for one in heads}
    if len(names) < 2 or not _each_speaks(text, found, group):
        return False
    if heads[0].frame[0] in {"roled", "whose"}:
        return True
    if heads[0].frame[0] == "sided" and all(one.called for one in heads):
        return len(group) > 2 and {one.side for one in heads} == {"for", "against"}
    return _name_people(text, heads, names)


def _name_people(text: str, heads: Sequence[Head], names: set[str]) -> bool:
    looked_at = sorted(names)[:_MOST_NAMES]
    if heads[0].frame[0] == "bare" and any(name.isupper() and " " not in name for name in looked_at):
        return False  # "LETTERS" heads a section
    shaped = {name for name in looked_at if _is_name(name, text)}
    numbers = [one.number for one in heads]
    if all(one.said for one in heads):
        return len(shaped) * 2 >= len(looked_at) or (
            all(numbers) and numbers == sorted(numbers) and len(numbers) > 2
        )
    if {one.side for one in heads} == {"for", "against"}:
        return len(shaped) * 2 >= len(looked_at)
    if len(shaped) * 3 < 2 * len(looked_at):
        return False
    again = len(names) < len(heads)
    coded = heads[0].frame[:3:2] == ("numbered", "letter")
    return are_authors(shaped, text) or again or coded


def _is_name(name: str, text: str) -> bool:
    name = _plain(name)
    return authorship(name, text) is not Authorship.NONE or is_handle(name, text) or may_be_one(name, text)


def _plain(name: str) -> str:
    """Return a name written in capitals as names are written elsewhere."""
    return " ".join(word.title() if word.isupper() and len(word) > 2 else word for word in name.split())


def _each_speaks(text: str, found: list[Line], group: Iterable[_Found]) -> bool:
    """Whether nearly every head is followed by words before the next one."""
    group = list(group)
    ends = [*(one.place for one in group[1:]), len(found)]
    spoken = [
        one.rest is not None or any(_says(text, line) for line in found[one.place + 1 : end])
        for one, end in zip(group, ends, strict=True)
    ]
    return 3 * sum(spoken) >= 2 * len(spoken)


def _says(text: str, line: Line) -> bool:
    return line.role in {"prose", "thesis", "cites"} and len(line.span.quote(text).strip()) > _LEAST_PROSE


def _sided(text: str, found: list[Line]) -> list[bool]:
    """Tell of each line whether it stands below the head of one side of a debate, and not below "Replies"."""
    sided, inside = [], False
    for line in found:
        if line.role in {"pro", "con"}:
            inside = True
        elif inside and ends_sides(line.span.quote(text)):
            inside = False
        sided.append(inside)
    return sided


def _signed(text: str, found: list[Line]) -> list[Line]:
    """Let names on lines of their own end answers where the last of them has no words below it."""
    names: dict[int, str] = {}
    sides: dict[int, str] = {}
    for place, line in enumerate(found):
        words = re.sub(r"^\((.*)\)$", r"\1", line.span.quote(text).strip(" *_\t—–-"))
        above = found[place - 1] if place else None
        if line.role not in {"prose", "heading"} or len(words) > LONGEST // 2 or above is None:
            continue
        one = head(re.sub(r"^\([^()]{1,6}\)\s*", "", words))  # "(Miss) R. NAME"
        if one is None or one.frame[0] not in {"bare", "marked"} or one.frame[1]:
            continue
        name = one.name
        closed = _says(text, above) or is_farewell(above.span.quote(text))
        if closed and authorship(_plain(name), text) is not Authorship.NONE:
            names[place], sides[place] = name, one.side
    if len(set(names.values())) < 2 or any(_says(text, line) for line in found[max(names, default=0) + 1 :]):
        return found
    return _sign(text, found, names, sides)


def _sign(text: str, found: list[Line], names: Mapping[int, str], sides: Mapping[int, str]) -> list[Line]:
    signed = []
    for place, line in enumerate(found):
        if place in names:
            line = replace(line, role="signed", author=names[place], lead=sides[place])
        elif place - 1 in names and not line.before and not _says(text, line):
            line = replace(line, role="furniture")
        signed.append(line)
    return signed
