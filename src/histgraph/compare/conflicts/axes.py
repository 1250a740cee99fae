"""Rules about sides: two texts on one question put the same thing on opposed sides of an axis."""

import re

from histgraph.compare.conflicts.degrees import Stand
from histgraph.compare.conflicts.rules import CAUSAL, COPULAS, Finding, table, turned, unlimited
from histgraph.compare.conflicts.stands import stands
from histgraph.compare.corpus import Corpus
from histgraph.compare.matters import beside, matter, one_respect, stem, stems
from histgraph.compare.sight import among, claim_that
from histgraph.compare.words import word_list
from histgraph.model import Claim, LinkKind, Strength


@among(claim_that(stands))
def opposed_stands(a: Claim, b: Claim, world: Corpus) -> Finding | None:
    """Two texts on one question put one thing on the two sides of an axis, or one denies the side of the other."""
    if not world.side_by_side(a, b):
        return None
    question, event = world.question(a), turned(a, b)
    for one in stands(a):
        for other in stands(b):
            if (
                one.axis == other.axis
                and not (event and one.axis in _STATES)
                and against(one, other)
                and _of_one(one, other, question)
                and not _another_did_it(a, one, b, other, question)
            ):
                kind = LinkKind.NEGATION if one.denied or other.denied else LinkKind.OPPOSED_EVALUATION
                whole = unlimited(a, b) and (
                    one.axis != "importance" or one_respect(a.object.label, b.object.label, question)
                )
                whole = whole and not any(_implied(c, s, t) for c, s, t in ((a, one, other), (b, other, one)))
                strength = Strength.QUALIFIED if whole else Strength.TENSION
                return Finding(kind, _why(one, other), strength)
    return None


_STATES = frozenset({"united or divided", "unity and division"})


def _another_did_it(a: Claim, one: Stand, b: Claim, other: Stand, question: str) -> bool:
    """Whether one denies of a doer what the other tells without him: no monk burned it, it was in ruins."""
    if one.denied is other.denied:
        return False
    (no, denied), (yes, told) = ((a, one), (b, other)) if one.denied else ((b, other), (a, one))
    if not _is_done_to(no, denied):
        return False
    who = no.subject.label
    if who.lower() in table("nobody"):
        return False
    if _is_done_to(yes, told):
        return not beside(who, yes.subject.label, question)
    return stems(who).isdisjoint(stems(f"{yes.subject.label} {yes.object.label}"))


def _is_done_to(claim: Claim, stand: Stand) -> bool:
    """Whether a stand is of what a claim says that its subject did to something."""
    return claim.relation.id not in COPULAS and stand.target != claim.subject.label


def _implied(claim: Claim, stand: Stand, other: Stand) -> bool:
    """Whether a claim about the cause of a decline only takes the decline for granted that the other denies."""
    return other.denied and claim.relation.id in CAUSAL and stand.word in claim.subject.label.lower().split()


def _of_one(one: Stand, other: Stand, question: str) -> bool:
    """Whether two stands are of one thing, or one denies it of everything."""
    if one.axis != "importance" and any(
        stand.denied and stand.target.lower() in table("nobody") and not told.deed
        for stand, told in ((one, other), (other, one))
    ):
        return True
    first, second = matter(one.target), matter(other.target)
    if first.head != second.head and not first.names & second.names:
        return False  # "the empires" may be any that the question names
    return beside(one.target, other.target, question)


def _why(one: Stand, other: Stand) -> str:
    if one.denied or other.denied:
        no, yes = (one, other) if one.denied else (other, one)
        return f"as to {one.axis}, one denies “{worded(no.word)}”, the other says “{worded(yes.word)}”"
    return f"“{worded(one.word)}” stands against “{worded(other.word)}”, as to {one.axis}"


def worded(word: str) -> str:
    """Return a word as people write it; some are names of relations ("failedToAchieve")."""
    return re.sub(r"(?<=[a-z])(?=[A-Z])", " ", word).lower()


_BLANK = frozenset(map(stem, word_list("blank_heads")))
"""Nouns that say nothing: a big place, a minor affair."""


_OF_A_SORT = word_list("of_a_sort")
"""Adjectives that tell before a noun of which sort it is, not what it is like."""


def against(one: Stand, other: Stand) -> bool:
    """Return whether two stands on one axis cannot well both be right."""
    if (one.denied and other.denied) or (one.deed and other.deed):
        return False
    if one.rest - _BLANK and other.rest - _BLANK and not (one.rest & other.rest):
        return False
    if not one.denied and not other.denied:
        return one.side is not other.side
    no, yes = (one, other) if one.denied else (other, one)
    if no.word in _OF_A_SORT and no.rest - _BLANK and not no.rest & yes.rest:
        return False  # who was no religious fanatic may have been pious
    return no.side is yes.side and (no.place <= yes.place or no.word in table("litotes"))
