"""Stories that one text tells and another calls a myth."""

from functools import cache, lru_cache
from itertools import pairwise

from histgraph.compare.conflicts.openings import opens
from histgraph.compare.conflicts.rules import COPULAS, Finding, table
from histgraph.compare.corpus import Corpus
from histgraph.compare.matters import asked_for, stem, stems
from histgraph.compare.memory import remembered
from histgraph.compare.sight import affirmation, between, claim_that
from histgraph.compare.words import tokens
from histgraph.model import Certainty, Claim, LinkKind, Polarity, Strength


@remembered
def story(claim: Claim) -> frozenset[str] | None:
    """Return the stems of what a claim calls untrue, None where it does not."""
    if claim.polarity is Polarity.DENIED:
        return None
    if " ".join(w.lower() for w in tokens(claim.relation.text)[-2:]) in table("made_up"):
        words = {stem(w) for w in tokens(claim.object.label)}
        return _stripped(claim.object.label) if words & _told() else None
    if claim.relation.id not in COPULAS:
        return None
    return _untrue(claim.subject.label, claim.object.label)


@between(claim_that(lambda c: story(c) is not None), affirmation(holds=lambda c: not c.attributed_to))
def called_untrue(a: Claim, b: Claim, world: Corpus) -> Finding | None:
    """One calls a story a myth that another tells."""
    if not world.side_by_side(a, b):
        return None
    question = world.question(a)
    for myth, told in ((a, b), (b, a)):
        if told.polarity is not Polarity.AFFIRMED or told.attributed_to or story(myth) is None:
            continue
        wanted = story(myth) or frozenset()
        said = stems(f"{told.subject.label} {told.relation.text} {told.object.label}")
        if wanted and wanted & said and len(wanted) >= 2:
            said |= stems(told.quote)
        if _tale_told(myth, told, world):
            return Finding(LinkKind.NEGATION, f"one takes it for a story: {myth.label}", Strength.QUALIFIED)
        if (
            len(wanted) >= 2
            and wanted - asked_for(question)
            and wanted <= said | asked_for(question)
            and len(wanted & said) >= 2
            and not _other_sort(myth.subject.label, told.object.label, wanted - said)
        ):
            return Finding(
                LinkKind.NEGATION,
                f"one takes it for a story: {myth.label}",
                Strength.QUALIFIED,
            )
    return None


def _other_sort(story_told: str, said: str, missing: frozenset[str]) -> bool:
    """Whether the story is of another sort of thing: failing a language exam, failed an entrance exam."""
    one, other = ([(stem(a), stem(b)) for a, b in pairwise(tokens(x))] for x in (story_told, said))
    sorts = {b: a for a, b in one if a in missing}
    return any(b in sorts and stem(b) and a not in _WEAK for a, b in other)


_WEAK = frozenset({"a", "an", "the", "his", "her", "their", "its", "any", "this", "that", "entire"})


_CAUSING = COPULAS | {"causedBy"}


def _tale_told(myth: Claim, told: Claim, world: Corpus) -> bool:
    """Whether one calls "the NAME stuff" nonsense, and another opens with what that name, or in that year, was done."""
    said = tokens(myth.subject.label)
    if (
        len(said) < 2
        or stem(said[-1]) not in _told()
        or told.relation.id in _CAUSING
        or not opens(told, world)
    ):
        return False
    plain = [stem(w) for w in said[:-1] if w.lower() not in _WEAK and stem(w) not in _told()]
    given = {*stems(told.subject.label), *stems(told.object.label), told.time or ""}
    names = [stem(w) for w in said[:-1] if w.isdigit() or (w[0].isupper() and w.lower() not in _WEAK)]
    names = names or (plain if set(plain) - asked_for(world.question(told)) else [])
    reported = {stem(w) for w in tokens(told.quote)} & (_told() - {stem("part"), stem("whole"), stem("old")})
    return told.certainty is Certainty.CERTAIN and not reported and not given.isdisjoint(names)


@lru_cache(maxsize=65536)
def _untrue(subject: str, said: str) -> frozenset[str] | None:
    words = [w.lower() for w in tokens(said)][:6]
    if not any(w in table("untrue") for w in words) and not said.lower().startswith("straight out of "):
        return None
    return _stripped(subject)


def _stripped(label: str) -> frozenset[str]:
    return stems(label) - _told()


@cache
def _told() -> frozenset[str]:
    return frozenset(
        stem(w)
        for w in (*table("told"), "so-called", "alleged", "supposed", "whole", "famous", "old", "popular")
    )
