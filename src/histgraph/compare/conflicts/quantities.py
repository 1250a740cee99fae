"""How many, loosely told: thousands of temples here, about a dozen there.

Loose words are read as ranges; two of them cannot both be right where even the nearest ends lie far apart.
"""

import re
from collections.abc import Mapping
from functools import lru_cache
from typing import NamedTuple

from histgraph.compare.conflicts.rules import COPULAS, Finding, same_wording
from histgraph.compare.corpus import Corpus
from histgraph.compare.matters import beside, matter, met, stem, stems
from histgraph.compare.memory import remembered
from histgraph.compare.values import amount, years
from histgraph.model import Claim, LinkKind, Mention, Polarity
from histgraph.resources import load_toml

FAR = 3.0
"""From this factor between the nearest ends of two ranges on nobody can mean the same number."""

_UNITS = {"dozen": 12.0, "score": 20.0, "hundred": 100.0, "thousand": 1e3, "million": 1e6}
_SOME = {
    "a": (1.0, 1.0),
    "half a": (0.5, 0.5),
    "a couple": (2.0, 3.0),
    "a few": (2.0, 9.0),
    "several": (3.0, 9.0),
    "some": (1.0, 5.0),
}
_UNIT = "|".join(_UNITS)
_LOOSE = re.compile(
    r"^(?:about |around |roughly |nearly |almost |perhaps |maybe |probably |at most |only |"
    r"just |over |more than |the |well over )*"
    rf"(?:(?P<many>(?:tens|hundreds|dozens|scores) of )?(?P<plural>dozens|scores|hundreds|thousands|millions)|"
    rf"(?P<some>a couple(?: of)?|half a|a few|several|some|a)? ?(?P<unit>{_UNIT})(?: (?P<of>{_UNIT}))?|"
    r"(?P<handful>a handful|half a handful|a few|a couple)|(?P<none>hardly any|scarcely any|next to no|almost no))"
    r"(?: of)?(?: (?:the|these|those|his|her|its|their))? (?P<what>[a-z].*)$",
    re.IGNORECASE,
)


class Quantity(NamedTuple):
    """At least and at most so many of something."""

    least: float
    most: float
    what: str
    loose: bool = True


@lru_cache(maxsize=65536)
def quantity(label: str) -> Quantity | None:
    """Return how many a label says that there were, None where it does not say."""
    match = _LOOSE.match(label)
    if match is not None:
        return _loose(match)
    found = amount(label)
    if found is None or not found.unit or "duration" in found.unit or years(label) or "%" in label:
        return None
    share = 0.5 if found.rough else 0.2
    return Quantity(found.value * (1 - share), found.value * (1 + share), label, loose=False)


def _loose(match: re.Match[str]) -> Quantity:
    what = match["what"]
    if match["none"]:
        return Quantity(0.0, 5.0, what)
    if match["handful"]:
        return Quantity(2.0, 8.0, what)
    if match["plural"]:
        unit = _UNITS[match["plural"].lower().removesuffix("s")]
        many = {"tens": 10.0, "hundreds": 100.0, "dozens": 12.0, "scores": 20.0}.get(
            (match["many"] or "").split(" ")[0].lower(), 1.0
        )
        return Quantity(2 * unit * many, 500 * unit * many, what)
    low, high = _SOME.get((match["some"] or "a").lower().removesuffix(" of"), (1.0, 1.0))
    unit = _UNITS[match["unit"].lower()] * (_UNITS[match["of"].lower()] if match["of"] else 1.0)
    return Quantity(0.7 * low * unit, 1.5 * high * unit, what)


class Count(NamedTuple):
    """A number of things in one place of a claim, with what stands in the other."""

    quantity: Quantity
    told: str
    beside: Mention
    subject: bool


@remembered
def count(claim: Claim) -> Count | None:
    """Return how many of what a claim is about, None where it counts nothing."""
    if claim.polarity is Polarity.DENIED:
        return None
    for mention, other, subject in (
        (claim.object, claim.subject, False),
        (claim.subject, claim.object, True),
    ):
        if (found := quantity(mention.label)) is not None:
            return Count(found, mention.label, other, subject)
    return None


def other_number(a: Claim, b: Claim, world: Corpus) -> Finding | None:
    """Two texts on one question give numbers of one thing that lie far apart."""
    one, other = count(a), count(b)
    if one is None or other is None or one.subject is not other.subject or not world.side_by_side(a, b):
        return None
    if not (one.quantity.loose or other.quantity.loose):
        return None  # exact numbers have rules of their own
    few, many = sorted((one.quantity, other.quantity), key=lambda q: q.most)
    if few.most * FAR > many.least or (
        years(a.quote) and years(b.quote) and not years(a.quote) & years(b.quote)
    ):
        return None
    question = world.question(a)
    if matter(few.what).head != matter(many.what).head or not beside(few.what, many.what, question):
        return None
    if a.relation.id in COPULAS and one.subject and not stems(one.beside.label) & stems(other.beside.label):
        return None
    if not met(one.beside, other.beside, world, question):
        return None
    return Finding(LinkKind.VALUE_CONFLICT, f"“{one.told}” and “{other.told}” lie far apart")


# -- how often -------------------------------------------------------------------------------

_TIMES_A = {
    "day": 365.0,
    "week": 52.0,
    "month": 12.0,
    "year": 1.0,
    "decade": 0.1,
    "lifetime": 0.02,
    "life": 0.02,
}
_OFTEN: Mapping[str, tuple[float, float]] = load_toml("comparison.toml")["often"]
"""Words for how often, as times a year at least and at most."""
_HOW_OFTEN = re.compile(
    r"\b(?:(?P<n>once|twice|three times|several times)(?: or twice)? (?:a|an|each|every|in a) "
    r"(?P<unit>day|week|month|year|decade|lifetime|life)|"
    r"(?:every|each) (?:single )?(?P<each>day|week|month|year|decade)|"
    rf"(?P<word>{'|'.join(_OFTEN)}))\b",
    re.IGNORECASE,
)
_COUNTED = {"once": 1.0, "twice": 2.0, "three times": 3.0, "several times": 4.0}


@remembered
def how_often(claim: Claim) -> tuple[float, float, str] | None:
    """Return how many times a year a thing is done, at least and at most, and in which words; None where untold."""
    if claim.polarity is Polarity.DENIED or claim.relation.id in COPULAS:
        return None
    match = _HOW_OFTEN.search(f"{claim.relation.text} {claim.object.label}")
    if match is None:
        return None
    if match["word"]:
        least, most = _OFTEN[match["word"].lower()]
        return least, most, match.group()
    times = _COUNTED[(match["n"] or "once").lower()] * _TIMES_A[(match["unit"] or match["each"]).lower()]
    return 0.7 * times, 1.5 * times, match.group()


def other_frequency(a: Claim, b: Claim, world: Corpus) -> Finding | None:
    """Somebody did a thing once a year here, daily there."""
    one, other = how_often(a), how_often(b)
    if one is None or other is None or not world.side_by_side(a, b):
        return None
    if a.relation.id != b.relation.id and not same_wording(a, b):
        return None
    seldom, often = sorted((one, other), key=lambda told: told[1])
    if seldom[1] * FAR > often[0]:
        return None
    question = world.question(a)
    what = [stems(_HOW_OFTEN.sub("", c.object.label)) - _MEASURED for c in (a, b)]
    if not (what[0] <= what[1] or what[1] <= what[0]) or not met(a.subject, b.subject, world, question):
        return None
    return Finding(LinkKind.VALUE_CONFLICT, f"“{seldom[2]}” here, “{often[2]}” there")


_MEASURED = frozenset(stem(w) for w in ("year", "day", "week", "month", "time", "most", "least"))


def quantities(claim: Claim) -> tuple[str, ...]:
    """Return the headings of a claim that counts: by its verb and what it counts, or that tells how often."""
    found = count(claim)
    counted = () if found is None else (f"number {claim.relation.id}:{matter(found.quantity.what).head}",)
    return counted if how_often(claim) is None else (*counted, "often")
