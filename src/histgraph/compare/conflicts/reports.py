"""What a text says that something says: the treaty says that they gave it up, a court found that they did not."""

from histgraph.compare.conflicts.rules import Finding, table
from histgraph.compare.corpus import Corpus
from histgraph.compare.matters import asked_for, named_apart, stems
from histgraph.compare.sight import affirmation, between, denial
from histgraph.compare.words import tokens
from histgraph.model import Claim, LinkKind, Polarity, Stance, Strength

_SAYING = table("reporting")
LIKE = 0.8
"""Cosine from which a sentence and a reported one may say the same in other words."""


def _reported(claim: Claim) -> bool:
    """Whether a claim tells what something says, in a clause of its own."""
    return claim.relation.id in _SAYING and len(tokens(claim.object.label)) >= 4


def _told(claim: Claim) -> str:
    return (
        claim.object.label
        if _reported(claim)
        else f"{claim.subject.label} {claim.relation.label} {claim.object.label}"
    )


def _of_what_is_told(claim: Claim) -> bool:
    """Whether a denial is of what is reported, not of the report."""
    return not _reported(claim) or any(q.text.endswith("(within)") for q in claim.cues)


@between(denial(holds=lambda c: _reported(c)), affirmation())
@between(denial(), affirmation(holds=lambda c: _reported(c)))
def denied_report(a: Claim, b: Claim, world: Corpus) -> Finding | None:
    """One reports, without distance, what the other denies, in nearly the same words."""
    if a.polarity is b.polarity or not world.side_by_side(a, b):
        return None
    no, yes = (a, b) if a.polarity is Polarity.DENIED else (b, a)
    if not (_reported(no) or _reported(yes)) or not _of_what_is_told(no) or yes.stance is Stance.REJECTS:
        return None
    one, other = _told(no), _told(yes)
    shared = stems(one) & stems(other)
    known = asked_for(world.question(a)) | (frozenset() if _reported(no) else stems(no.subject.label))
    if len(shared) < 2 or not shared - known or named_apart(one, other):
        return None
    likeness = world.likeness(one, other)
    if likeness is None or likeness < LIKE:
        return None
    return Finding(LinkKind.NEGATION, f"one denies what the other reports: “{other}”", Strength.QUALIFIED)
