"""Dates, numbers and names as values: when two of them cannot both be right."""

import re
from functools import cache, lru_cache
from typing import NamedTuple

from histgraph.compare.memory import remembered
from histgraph.compare.words import STEM, content, tokens, word_list
from histgraph.dates import bounds, overlap
from histgraph.model import Claim
from histgraph.resources import load_toml

_CENTURY = re.compile(r"\b(\d{1,2})(?:st|nd|rd|th)[ -]centur(?:y|ies)\b( BCE?)?", re.IGNORECASE)
_YEAR = re.compile(
    r"(?<![\d,.])(1[0-9]{3}|20[0-9]{2}|[3-9][0-9]{2})(?![\d,.]*\d)( BCE?)?(?! [a-z]*(?:men|soldiers|people|ships))"
)
_NUMBER = re.compile(
    r"(?<![\w.,])(\d{1,3}(?:,\d{3})+|\d+(?:\.\d+)?)(?![\w,.]*\d)(?![A-Za-z])\s*"
    r"(thousand|million|billion|%|percent)?",
    re.IGNORECASE,
)
_DATED = re.compile(
    r"\b(?:in|by|since|until|till|from|after|before|around|circa|c\.)\s+(?:the year\s+)?\d{3,4}\b(?!\s+[a-z]{3,})"
)
_DIGIT = re.compile(r"\d")
_SCALE = {"thousand": 1e3, "million": 1e6, "billion": 1e9}
_WORDS = {
    "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10,
    "eleven": 11, "twelve": 12, "fifteen": 15, "twenty": 20, "thirty": 30, "forty": 40, "fifty": 50, "hundred": 100,
}  # fmt: skip
_ABOUT = frozenset(
    {"about", "around", "roughly", "nearly", "almost", "approximately", "some", "over", "circa"}
)
_BOUND = frozenset({"least", "more", "most", "under", "fewer", "less", "up"})
CLOSE = 0.05
"""Share by which exact numbers may differ and still be taken for the same."""
CLOSE_ROUGHLY = 0.35
"""The same where a text says "about"."""


class Amount(NamedTuple):
    """A number as a text gives it."""

    value: float
    unit: frozenset[str]
    rough: bool


@remembered
def times(claim: Claim) -> str | None:
    """Return when a claim holds, as EDTF: what was read, else a century or year in its object."""
    if claim.time:
        return claim.time
    for label in (claim.object.label, claim.time_text or ""):
        if not label or _DIGIT.search(label) is None:
            continue
        if match := _CENTURY.search(label):
            century = int(match[1]) - 1
            return None if match[2] else f"{century:02d}XX"
        if (match := _YEAR.search(label)) and not match[2]:
            return f"{int(match[1]):04d}"
    return None


@lru_cache(maxsize=65536)
def years(text: str) -> frozenset[str]:
    """Return the years that a text names."""
    return frozenset(match[1] for match in _YEAR.finditer(text))


def disjoint(one: str, other: str) -> bool:
    """Return whether two dates share no day, or only the year in which one ends and the other begins."""
    shared = overlap(one, other)
    if shared is not True:
        return shared is False
    (a, b), (c, d) = bounds(one), bounds(other)
    for end, start, first, second in ((b, c, a, d), (d, a, c, b)):
        meets = end is not None and start is not None and end[:-6] == start[:-6]
        if meets and first != start and second != end and (one.count("/") or other.count("/")):
            return True
    return False


@lru_cache(maxsize=65536)
def amount(label: str) -> Amount | None:
    """Return the number that a label states, None where it states none or two, or only a bound."""
    words = {w.lower() for w in tokens(label)}
    if words.isdisjoint(_WORDS) and _DIGIT.search(label) is None:
        return None
    if words & _BOUND or _DATED.search(label):
        return None
    found = list(_NUMBER.finditer(label))
    if len(found) > 1:
        return None
    if found:
        value = float(found[0][1].replace(",", "")) * _SCALE.get((found[0][2] or "").lower(), 1)
        rest = label[: found[0].start()] + " " + label[found[0].end() :]
    else:
        spelt = [w for w in tokens(label) if w.lower() in _WORDS]
        if len(spelt) != 1:
            return None
        value, rest = float(_WORDS[spelt[0].lower()]), label.replace(spelt[0], " ", 1)
    factor, unit = _measure(content(rest))
    return Amount(value * factor, unit, bool(words & _ABOUT))


_SPELT = {
    **_WORDS, "one": 1, "thirteen": 13, "fourteen": 14, "sixteen": 16, "seventeen": 17, "eighteen": 18,
    "nineteen": 19, "sixty": 60, "seventy": 70, "eighty": 80, "ninety": 90,
}  # fmt: skip
_LARGE = {"hundred": 1e2, **_SCALE}


@lru_cache(maxsize=65536)
def magnitudes(text: str) -> frozenset[float]:
    """Return all numbers of a text, however worded: 300,000, three hundred thousand, a hundred and thirty thousand."""
    found: set[float] = set()
    total = part = 0.0
    open_ = False
    words = [*(w.lower() for w in tokens(text.replace("-", " "))), ""]
    for place, word in enumerate(words):
        digits = word.replace(",", "").rstrip(".")
        if word in _LARGE:
            if word == "hundred":
                part = (part or 1) * 100
            else:
                total, part = total + (part or 1) * _LARGE[word], 0.0
            open_ = True
        elif (value := _SPELT.get(word)) is not None or digits.replace(".", "", 1).isdigit():
            part += float(digits) if value is None else value
            open_ = True
        elif word != "and" or words[place - 1] not in _LARGE or words[place + 1] not in _SPELT:
            if open_:
                found.add(total + part)
            total, part, open_ = 0.0, 0.0, False
    return frozenset(found)


def measured(claim: Claim) -> bool:
    """Return whether the object of a claim is a number of something."""
    found = amount(claim.object.label)
    return found is not None and bool(found.unit)


@cache
def _units() -> dict[str, tuple[float, str]]:
    """Return for the stem of each unit what it is worth in the unit that its measure is counted in."""
    return {
        name[:STEM]: (float(worth), measure)
        for measure, units in load_toml("comparison.toml")["units"].items()
        for name, worth in units.items()
    }


def _measure(unit: frozenset[str]) -> tuple[float, frozenset[str]]:
    """Return the factor and the common name of a unit: months and years are both spans of time."""
    for stem in sorted(unit):
        if stem in _units():
            factor, measure = _units()[stem]
            return factor, unit - {stem} | {measure}
    return 1.0, unit


def is_duration(label: str) -> bool:
    """Return whether a label says how long something took."""
    found = amount(label)
    return found is not None and "duration" in found.unit


def amounts_differ(one: str, other: str) -> tuple[Amount, Amount] | None:
    """Return two numbers of the same unit that cannot both be right, None where they can."""
    a, b = amount(one), amount(other)
    if a is None or b is None or a.value == b.value:
        return None
    if not (a.unit <= b.unit or b.unit <= a.unit) or (not a.unit) != (not b.unit):
        return None
    larger = max(abs(a.value), abs(b.value))
    margin = CLOSE_ROUGHLY if a.rough or b.rough else CLOSE
    return (a, b) if abs(a.value - b.value) > margin * larger else None


@lru_cache(maxsize=65536)
def participle(label: str) -> str | None:
    """Return the participle that a copula's object begins with ("founded in 762"), None if none."""
    first = next((w for w in tokens(label) if w.lower() not in {"first", "finally", "probably"}), "")
    return first.lower() if first.lower().endswith(("ed", "en", "rn", "lt", "nt", "ied")) else None


@lru_cache(maxsize=65536)
def undated(label: str) -> frozenset[str]:
    """Return what a label is about, dates and their words left out."""
    return frozenset(w for w in content(label) if not w[0].isdigit() and w not in _DATE_STEMS)


_DATE_STEMS = frozenset(w[:STEM] for w in (*word_list("months"), *word_list("dates")))
