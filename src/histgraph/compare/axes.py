"""Rules about sides: two texts on one question put the same thing on opposed sides of an axis."""

from histgraph.compare.corpus import Corpus
from histgraph.compare.matters import beside
from histgraph.compare.rules import Finding, unlimited
from histgraph.compare.stands import Stand, stands
from histgraph.model import Claim, LinkKind, Strength


def opposed_stands(a: Claim, b: Claim, world: Corpus) -> Finding | None:
    """Two texts on one question put one thing on the two sides of an axis, or one denies the side of the other."""
    if a.contribution == b.contribution or world.topic(a) != world.topic(b):
        return None
    question = world.question(a)
    for one in stands(a):
        for other in stands(b):
            if one.axis == other.axis and against(one, other) and beside(one.target, other.target, question):
                kind = LinkKind.NEGATION if one.denied or other.denied else LinkKind.OPPOSED_EVALUATION
                strength = Strength.QUALIFIED if unlimited(a, b) else Strength.TENSION
                return Finding(kind, _why(one, other), strength)
    return None


def _why(one: Stand, other: Stand) -> str:
    if one.denied or other.denied:
        no, yes = (one, other) if one.denied else (other, one)
        return f"as to {one.axis}, one denies “{no.word}”, the other says “{yes.word}”"
    return f"“{one.word}” stands against “{other.word}”, as to {one.axis}"


def against(one: Stand, other: Stand) -> bool:
    """Return whether two stands on one axis cannot well both be right."""
    if one.denied and other.denied:
        return False
    if one.rest and other.rest and not (one.rest & other.rest):
        return False
    if not one.denied and not other.denied:
        return one.side is not other.side
    no, yes = (one, other) if one.denied else (other, one)
    return no.side is yes.side and no.place <= yes.place
