"""How an economy did, told by itself or by what is taken as its measure: wages, output, the number out of work.

One text calls the economy healthy, the other tells of falling wages. Of two measures none stands for the
whole: trade may flourish while wages fall; so one of the two texts must speak of the economy as such.
"""

import re
from functools import cache

from histgraph.compare.corpus import Corpus
from histgraph.compare.matters import asked_for, matter, named_apart, stem
from histgraph.compare.memory import remembered
from histgraph.compare.rules import COPULAS, Finding, table
from histgraph.compare.stands import stands
from histgraph.compare.words import tokens
from histgraph.model import Claim, LinkKind, Polarity

_UP = re.compile(
    r"^(?:well |way |far |sharply |slightly )?(?P<up>up|rising|growing|buoyant|high)\b|"
    r"^(?:well |way |sharply )?(?:down|falling|low)\b"
)
_AXES = frozenset(
    {
        "rise and decline",
        "wealth and want",
        "success and failure",
        "strength",
        "good and harm",
        "healthy or unhealthy",
    }
)


@cache
def _measures() -> tuple[frozenset[str], frozenset[str], frozenset[str]]:
    whole, good, bad = (
        frozenset(map(stem, table(key))) for key in ("economies", "well_measured", "ill_measured")
    )
    return whole, good, bad


@remembered
def outlook(claim: Claim) -> tuple[bool, bool, str] | None:
    """Return whether things went well by a claim, whether it speaks of an economy as a whole, and of whose."""
    whole, good, bad = _measures()
    yes = claim.polarity is Polarity.AFFIRMED
    if claim.relation.id in COPULAS and (match := _UP.match(claim.object.label)) is not None:
        head = matter(claim.subject.label).head
        if head in good | bad:
            return ((match["up"] is not None) is (head in good)) is yes, False, _common(claim)
    verb = tokens(claim.relation.text)[-1:]
    if verb and verb[0].lower() in table("rising") | table("falling"):
        head = matter(claim.subject.label).head
        if head in good | bad | whole:
            well = (verb[0].lower() in table("rising")) is (head not in bad)
            return well is yes, head in whole, _common(claim)
    for stand in stands(claim):
        head = matter(stand.target).head
        if stand.axis in _AXES and head in whole | good | bad:
            well = stand.side is not stand.denied
            return well is (head not in bad), head in whole, stand.target
    return None


def _common(claim: Claim) -> str:
    """Return the subject with a small letter where only the beginning of the sentence makes it a capital one."""
    label = claim.subject.label
    return label[:1].lower() + label[1:] if claim.quote.startswith(label) else label


def other_outlook(a: Claim, b: Claim, world: Corpus) -> Finding | None:
    """An economy was sound by one text, in a bad way by what the other tells of it."""
    one, other = outlook(a), outlook(b)
    if one is None or other is None or one[0] is other[0] or not (one[1] or other[1]):
        return None
    if not world.side_by_side(a, b) or named_apart(one[2], other[2]):
        return None
    asked = asked_for(world.question(a))
    if any((matter(label).names - asked) for label in (one[2], other[2])) and not (
        matter(one[2]).names & matter(other[2]).names
    ):
        return None
    return Finding(
        LinkKind.OPPOSED_EVALUATION,
        f"things go well with “{one[2] if one[0] else other[2]}”, ill with the other",
    )


def outlooks(claim: Claim) -> tuple[str, ...]:
    """Return the heading under which a claim is set beside others: how an economy did."""
    return ("outlook",) if outlook(claim) is not None else ()
