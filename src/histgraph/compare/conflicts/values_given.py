"""Two answers give two values where the question asks for one: 22 years and eleven, lead and clay, Rome and Tyre."""

from histgraph.compare.answers.given import Value, apart, value_of
from histgraph.compare.conflicts.rules import Finding
from histgraph.compare.corpus import Corpus
from histgraph.model import Claim, LinkKind


def given(claim: Claim, world: Corpus) -> Value | None:
    """Return the value of an answer where a claim carries it."""
    contribution = world.contributions.get(claim.contribution)
    found = value_of(contribution, world) if contribution is not None else None
    return found if found is not None and found.claim.id == claim.id else None


def other_value_given(a: Claim, b: Claim, world: Corpus) -> Finding | None:
    """The values that two answers give cannot both be what the question asks for."""
    if a.contribution == b.contribution or not world.side_by_side(a, b):
        return None
    one, other = given(a, world), given(b, world)
    if one is None or other is None or one.kind != other.kind or not apart(one, other, world.question(a)):
        return None
    why = f"the question asks for one thing: one answer gives “{one.told}”, the other “{other.told}”"
    return Finding(LinkKind.VALUE_CONFLICT, why, timed=True, valued=True, answered=True)
