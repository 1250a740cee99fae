"""How many, loosely told: thousands of temples here, about a dozen there.

Loose words are read as ranges; two of them cannot both be right where even the nearest ends lie far apart.
"""

import re
from typing import NamedTuple

from histgraph.compare.corpus import Corpus
from histgraph.compare.matters import beside, matter, met, stems
from histgraph.compare.memory import remembered
from histgraph.compare.rules import COPULAS, Finding
from histgraph.compare.values import amount, years
from histgraph.model import Claim, LinkKind, Mention, Polarity

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


def quantities(claim: Claim) -> tuple[str, ...]:
    """Return the heading of a claim that counts: by its verb and what it counts."""
    found = count(claim)
    return () if found is None else (f"number {claim.relation.id}:{matter(found.quantity.what).head}",)
