"""The value that an answer gives, found once for each answer, from its first sentences and the claims read of them.

What opens an answer, or stands behind "I'd say", "it was", "the answer is", gives the value as it stands. In a sentence
of its own the claim that was read of it tells whether it speaks of what is asked: by its verb and by what it is about.
"""

import re
from typing import NamedTuple

from histgraph.compare.answers import bearers, opening, whereabouts
from histgraph.compare.answers.carriers import carrier, part_told, verb_of
from histgraph.compare.answers.found import Found, found_in
from histgraph.compare.answers.measures import Measure
from histgraph.compare.answers.wanted import AMOUNT, WHERE, Wanted, wanted
from histgraph.compare.answers.wording import pattern, stems_of
from histgraph.compare.answers.years import Time
from histgraph.compare.corpus import Corpus
from histgraph.compare.matters import by_title, stem
from histgraph.compare.values import years
from histgraph.compare.words import tokens
from histgraph.model import Claim, Contribution

SENTENCES = 2
"""Sentences in which an answer says what it holds; what only greets is not counted."""
LATEST = 5
"""Sentences among which "I'd say" is looked for."""
LONGEST = 700
"""Code points of an answer: what is longer tells of more than the question asks."""
_ENTRY = re.compile(
    r"(?:The )?(?P<title>[A-Z0-9][\w.,'’&-]*(?: [\w.,'’&-]+){0,7}?)(?: \([^()]{2,60}\))?\s+(?:The )?(?P=title)\b"
)
"""The beginning of an entry of a reference work: its title, and the title again."""
_FURNITURE = re.compile(r" \| |\[ ?\d+ ?\]|[★›»]|https?:|\w\.(?:org|com)\b|\(\d{4}\) [A-Z]|\w [,.] ")
"""What stands in pages around their texts: bars, marks of notes, addresses, lists of titles with years."""


class Value(NamedTuple):
    """What an answer gives: of which kind, in which words, and the claim that carries it.

    ``stage`` tells whether its sentence is of a beginning or an end, ``held`` is what the sentence holds, ``alone``
    that the value is an answer by itself, ``part`` of which part it is told. One of the others is the value.
    """

    kind: str
    told: str
    claim: Claim
    stage: str
    held: str
    alone: bool = False
    part: frozenset[str] = frozenset()
    time: Time | None = None
    measure: Measure | None = None
    place: tuple[str, ...] = ()
    names: tuple[bearers.Named, ...] = ()
    thing: str = ""
    family: str = ""


def value_of(contribution: Contribution, world: Corpus) -> Value | None:
    """Return the value that a contribution gives to the question of its page, None where it gives none."""
    key = ("value", contribution.id)
    if key not in world.answers:
        world.answers[key] = _value_of(contribution, world)
    found: Value | None = world.answers[key]
    return found


def _value_of(contribution: Contribution, world: Corpus) -> Value | None:
    page = world.pages.get(contribution.source)
    asks = wanted(page.question) if page is not None and page.question else None
    if page is None or asks is None or not contribution.sentences:
        return None
    whole = page.source.text[contribution.sentences[0].start : contribution.sentences[-1].end]
    if len(whole) > LONGEST or _ENTRY.match(whole) or _FURNITURE.search(whole):
        return None
    claims = world.of_contribution(contribution.id)
    seen = 0
    for span in contribution.sentences[:LATEST]:
        text = page.source.text[span.start : span.end]
        if opening.is_idle(text):
            continue
        seen += 1
        if seen > SENTENCES and not opening.sums_up(text):
            continue
        held, offset = opening.held(text)
        place = span.start + offset
        covering = [c for c in claims if c.evidence.start <= place < c.evidence.end]
        for found in found_in(held, asks):
            claim = carrier((c for c in covering if c.evidence.end >= place + found.start), found, held, asks)
            if claim is not None:
                return _made(found, held, asks, claim)
        if opening.rejects(held or text):
            return None
    return None


def _made(found: Found, held: str, asks: Wanted, claim: Claim) -> Value:
    told = " ".join(held[found.start : found.end].split())
    opens = found.alone and re.search(r"[a-z]", held[: found.start], re.IGNORECASE) is None
    value = Value(asks.kind, told, claim, "" if opens else _stage(held, claim), held.lower(), found.alone)
    value = value if found.alone else value._replace(part=part_told(claim, asks))
    what = found.value
    if isinstance(what, Time):
        return value._replace(time=what)
    if isinstance(what, Measure):
        return value._replace(measure=what)
    if isinstance(what, str):
        return value._replace(thing=what, family=asks.family)
    if asks.kind == WHERE:
        return value._replace(place=tuple(n for n in what if isinstance(n, str)))
    return value._replace(names=tuple(n for n in what if isinstance(n, bearers.Named)))


def _stage(text: str, claim: Claim) -> str:
    """Return whether a sentence tells of a beginning, of an end, or of neither."""
    said = verb_of(claim) | {stem(w) for w in tokens(text)}
    begins, ends = said & stems_of("telling", "begins"), said & stems_of("telling", "ends")
    return "begin" if begins and not ends else "end" if ends and not begins else ""


# -- two of them -----------------------------------------------------------------------------


def apart(one: Value, other: Value, question: str) -> bool:
    """Whether two values of one kind cannot both fill the place that a question leaves open."""
    if one.part != other.part:
        return False
    if _two_bearers(one.claim, other.claim, question) or _of_two_events(one, other, question):
        return False
    if (one.place or one.names) and any(pattern("one_of_several").search(v.held) for v in (one, other)):
        return False
    if one.time is not None and other.time is not None:
        return not _of_two_stages(one, other, question) and one.time.apart(other.time)
    if one.measure is not None and other.measure is not None:
        return _other_measure(one, other, one.measure, other.measure)
    if one.place and other.place:
        return whereabouts.lie_apart(one.place, other.place)
    if one.thing and other.thing:
        return not bearers.belong_together(one.thing, other.thing, one.family)
    return bool(one.names and other.names) and _other_names(one, other)


def _of_two_stages(one: Value, other: Value, question: str) -> bool:
    """Whether one tells when something began and the other when it was, or ended, where neither was asked for."""
    asks = wanted(question)
    stages = {one.stage, other.stage}
    return stages == {"begin", "end"} or bool(
        asks and not asks.turn and len(stages) > 1 and "begin" in stages
    )


def _other_measure(one: Value, other: Value, ours: Measure, theirs: Measure) -> bool:
    if ours.measure != theirs.measure or _of_two_years(one.claim.quote, other.claim.quote):
        return False
    if one.kind == AMOUNT and ours.nouns and theirs.nouns and ours.nouns.isdisjoint(theirs.nouns):
        return False
    return ours.apart(theirs)


def _of_two_years(one: str, other: str) -> bool:
    """Whether two counts are of two years, as those of two censuses are."""
    if "census" in f"{one}{other}".lower():
        return True
    ours, theirs = years(one), years(other)
    return bool(ours and theirs) and ours.isdisjoint(theirs)


_CAPITAL = re.compile(r"\b[A-Z][\w’'-]+")


def _two_bearers(one: Claim, other: Claim, question: str) -> bool:
    """Whether two claims are of two bearers of one name: each has names that neither the question nor the other has."""
    asked = {w.lower() for w in tokens(question)}
    as_one = one.subject.entity == other.subject.entity
    alike = as_one and one.subject.text[:1].islower() is other.subject.text[:1].islower()
    named = [_CAPITAL.findall(c.subject.text if alike else c.subject.label) for c in (one, other)]
    shared = [{w.lower() for w in words} & asked for words in named]
    own = [{w.lower() for w in words if len(w) > 3} - asked for words in named]
    return bool(shared[0] & shared[1]) and own[0] != own[1]


def _of_two_events(one: Value, other: Value, question: str) -> bool:
    """Whether two numbers are told with two names that the question lacks: so many at Issus, so many at Tyre."""
    if one.measure is None or one.alone or other.alone:
        return False
    asked = {w.lower() for w in tokens(question)}
    ours, theirs = (
        {w.lower() for w in _CAPITAL.findall(f"{v.claim.subject.text} {v.claim.object.label}")} - asked
        for v in (one, other)
    )
    return bool(ours and theirs) and ours.isdisjoint(theirs)


def _other_names(one: Value, other: Value) -> bool:
    """Whether two answers name two of one sort, and neither sentence names the other's as well."""
    if by_title(one.told, other.told) or any(
        bearers.same_name(ours.words, theirs.words) for ours in one.names for theirs in other.names
    ):
        return False
    sorts = {bearers.sort_of(one.names[0].told), bearers.sort_of(other.names[0].told)}
    if len(sorts) > 1 and sorts & {"Polity", "Group", "Place"}:
        return False
    return not any(
        re.search(rf"\b{re.escape(word)}\b", beside.held)
        for value, beside in ((one, other), (other, one))
        for name in value.names
        for word in name.words
    )
