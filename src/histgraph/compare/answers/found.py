"""The values of the kind asked for that a sentence names, and whether each stands there as an answer by itself."""

import re
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from histgraph.compare.answers import bearers, whereabouts
from histgraph.compare.answers.measures import Measure, measures
from histgraph.compare.answers.opening import ends_there, lead, main_clause, stands_alone
from histgraph.compare.answers.wanted import AGE, AMOUNT, KIND, LONG, MANY, WHEN, WHERE, WHO, Wanted
from histgraph.compare.answers.wording import either, pattern, stems_of
from histgraph.compare.answers.years import Time, times_in
from histgraph.compare.asking import words
from histgraph.compare.matters import stem

Told = Time | Measure | tuple[bearers.Named, ...] | tuple[str, ...] | str
"""A time, a number, names, places, or a thing of some family."""


class Found(NamedTuple):
    """A value in a sentence: where, and whether it stands there as an answer by itself."""

    start: int
    end: int
    alone: bool
    value: Told


def found_in(text: str, asks: Wanted) -> Iterator[Found]:
    """Yield the values of the kind asked for that a sentence names, in their order."""
    if asks.kind == WHEN:
        yield from (_found(text, time) for time in times_in(text))
    elif asks.kind in {LONG, AGE, MANY, AMOUNT}:
        yield from (_found(text, number) for number in _numbers(text, asks))
    elif asks.kind == WHERE:
        yield from _places(text)
    elif asks.kind == KIND and asks.family in bearers.families():
        yield from _things(text, asks)
    elif asks.kind == WHO:
        yield from _names(text, asks)


def _found(text: str, value: Time | Measure) -> Found:
    return Found(value.start, value.end, stands_alone(text, value.start, value.end), value)


# -- numbers ---------------------------------------------------------------------------------


def _numbers(text: str, asks: Wanted) -> Iterator[Measure]:
    if asks.kind == AGE and (decade := _aged(text)) is not None:
        yield decade
    if asks.kind == LONG:
        yield from _spans(text)
    for measure in measures(text):
        if _measures_it(measure, asks):
            yield _in_days(measure, asks)


_FROM_TO = re.compile(r"\d{3,4} ?(?:[-–]|to|until|and) ?\d")
_YEAR = 365.25


def _spans(text: str) -> Iterator[Measure]:
    """Yield the lengths of times from one year to another: "1631 to 1653"."""
    for time in times_in(text):
        if time.exact and time.high - time.low > 1.5 and _FROM_TO.search(text[time.start : time.end]):
            days = (time.high - time.low - 1) * _YEAR
            yield Measure(time.start, time.end, days * 0.93, days * 1.07 + 366, "time", frozenset())


def _in_days(measure: Measure, asks: Wanted) -> Measure:
    """Return a length of time in days, where the question gives the unit or an age is rounded down."""
    if asks.kind == AGE and not measure.measure:
        return measure._replace(least=measure.least * _YEAR, most=measure.most * _YEAR + 366, measure="time")
    if asks.kind == MANY and measure.measure == "often":
        return measure._replace(measure="")  # married twice, two wives
    return measure._replace(most=measure.most + 366) if asks.kind == AGE else measure


_TENS = [
    *("teens", "twenties", "thirties", "forties", "fifties", "sixties", "seventies", "eighties", "nineties"),
]
_AGED = re.compile(rf"\b(?P<part>early |mid[- ]?|late )?(?P<tens>{'|'.join(_TENS)})\b", re.IGNORECASE)


def _aged(text: str) -> Measure | None:
    """Return the age that "in her early thirties" tells."""
    match = _AGED.search(text)
    if match is None:
        return None
    low = 10.0 * (_TENS.index(match["tens"].lower()) + 1)
    part = (match["part"] or "").strip(" -").lower()
    least, most = {"early": (0, 4), "mid": (3, 7), "late": (6, 10)}.get(part, (0, 10))
    return Measure(
        match.start(), match.end(), (low + least) * _YEAR, (low + most) * _YEAR, "time", frozenset()
    )


@cache
def _humans() -> frozenset[str]:
    return stems_of("around", "humans")


_HEADS = frozenset(stem(w) for w in ("population", "number", "toll", "big", "large", "size"))
_MARRYING = frozenset({stem("marry"), stem("married")})


def _measures_it(measure: Measure, asks: Wanted) -> bool:
    """Whether a number is of the measure that is asked for, and counts what is asked about."""
    if asks.kind == LONG:
        bare = not measure.measure and not measure.nouns and bool(asks.noun)
        return measure.measure in {"time", "length"} or bare
    if asks.kind == AGE:
        return measure.measure == "time" or (
            not measure.measure and not measure.nouns and measure.most < _OLDEST
        )
    if asks.kind == AMOUNT:
        return _is_amount(measure, asks)
    if measure.measure == "often":
        return asks.noun == stem("times") or not asks.events.isdisjoint(_MARRYING)
    if measure.measure:
        return False
    if not measure.nouns or asks.noun in measure.nouns:
        return True
    other = measure.nouns - _humans() - asks.events - asks.stems - stems_of("around", "beside_humans")
    return asks.noun in _humans() and bool(measure.nouns & _humans()) and not other


_OLDEST = 130


def _is_amount(measure: Measure, asks: Wanted) -> bool:
    if measure.measure:
        return measure.measure not in {"time", "often"}
    return bool(_HEADS & asks.stems) and (not measure.nouns or bool(measure.nouns & _humans()))


# -- places and things -----------------------------------------------------------------------


@cache
def _lying_in() -> re.Pattern[str]:
    return re.compile(rf"(?:,? {either('patterns', 'lying_in')}|,) $")


@cache
def _towards() -> re.Pattern[str]:
    return re.compile(either("patterns", "towards") + "$")


def _places(text: str) -> Iterator[Found]:
    """Yield places with what they are said to lie in: "L'Anse aux Meadows, northern tip of Newfoundland"."""
    found = whereabouts.places_in(text[: main_clause(text)])
    n = 0
    while n < len(found):
        first, names, end = found[n], [*found[n].names], found[n].end
        while n + 1 < len(found) and _lying_in().match(text[end : found[n + 1].start]):
            n += 1
            names += found[n].names
            end = found[n].end
        n += 1
        opens = _towards().fullmatch(text[lead(text) : first.start]) is not None
        yield Found(first.start, end, opens and ends_there(text, end), tuple(names))


_CLAUSE = re.compile(r"[.;:–—(]")
_VERBS = re.compile(r"\b(?:was|were|is|had|spoke|used|made|did|that|who|which|of the)\b")


def _things(text: str, asks: Wanted) -> Iterator[Found]:
    """Yield the thing of a family that a sentence names, nothing where it names two that are apart."""
    main = main_clause(text)
    found = bearers.kinds(text[:main], asks.family)
    if not found:
        return
    first = found[0]
    clause = _CLAUSE.split(text[first.start : main])[0]
    named = [k for k in found if k.start < first.start + len(clause)]
    if all(bearers.belong_together(first.told, k.told, asks.family) for k in named):
        before = text[lead(text) : first.start]
        opens = len(before.split()) <= _FEW and _VERBS.search(before) is None
        yield Found(first.start, first.end, opens and ends_there(text, first.end), first.told)


_FEW = 4
"""Words that may stand before a thing with which a sentence opens: "an early form of"."""


# -- names -----------------------------------------------------------------------------------

_LONGEST = 45


def _names(text: str, asks: Wanted) -> Iterator[Found]:
    """Yield the names that a sentence tells, those in a row together."""
    found = [n for n in bearers.names(text[: main_clause(text)]) if not bearers.asked_in(n.words, asks.stems)]
    first, n = lead(text), 0
    while n < len(found):
        row, end = [found[n]], found[n].end
        while n + 1 < len(found) and _joins(text, end, found[n + 1]):
            n += 1
            row.append(found[n])
            end = found[n].end
        n += 1
        before = text[first : row[0].start]
        leads = len(before) < _LONGEST and pattern("leading_to_name").fullmatch(before) is not None
        behind = re.sub(r"^['’]s?\b", "", text[end:])
        alone = leads and (ends_there(behind, 0) or pattern("did").match(text[end:]) is not None)
        yield Found(row[0].start, end, alone and not _did_else(text[end:], asks), tuple(row))


_WHO_DID = re.compile(
    r"[^.;:]*?\b(?:who|that) (?:(?:first|finally|later|actually|had|also) )*(?P<verb>[a-z]+)"
)


def _did_else(behind: str, asks: Wanted) -> bool:
    """Whether "it was NAME who" goes on with a deed that is not asked for."""
    deeds = {stem(m["verb"]) for m in _WHO_DID.finditer(behind)}
    return bool(deeds) and deeds.isdisjoint(asks.events | words("light_verbs"))


def _joins(text: str, end: int, name: bearers.Named) -> bool:
    """Whether a name goes on a row of names: "Marx and Engels", "Hamilton, Madison and Jay"."""
    between = text[end : name.start]
    listed = between == ", " and re.match(r",? (?:and|or|&) [A-Z]", text[name.end :]) is not None
    return listed or re.fullmatch(rf",? {either('patterns', 'joining')} ", between) is not None
