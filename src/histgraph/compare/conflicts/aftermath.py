"""What went on after a blow: one text lets something end it, the other tells how it did afterwards.

"Thera was the end of the Minoans" and "the Minoans went on for two hundred years after Thera". A thing that
is told to have recovered, or to have had much left, after an event was not finished by that event.
"""

import re
from functools import lru_cache

from histgraph.compare.conflicts.rules import COPULAS, Finding, table
from histgraph.compare.corpus import Corpus
from histgraph.compare.matters import asked_for, beside, stems, touches
from histgraph.compare.memory import remembered
from histgraph.compare.words import forms, tokens, verb_said
from histgraph.model import Claim, LinkKind, Polarity

_AFTER = re.compile(
    r"\b(?:long after|after|following|since|in spite of|despite|within [a-z]+ [a-z]+ of)\s+"
    r"(?P<what>(?:the |its |his |her |their |that |this )?(?:[\w’'-]+ ?){1,6})",
    re.IGNORECASE,
)
_END_OF = re.compile(
    r"^(?:really |also |almost |basically |effectively )?(?:the |a |an |its |his |her |their )?(?:[a-z-]+ ){0,2}?"
    r"(?P<noun>[a-z-]+)(?: blow)? (?:of|to|for) (?P<what>[^,;.]+)",
    re.IGNORECASE,
)
_LEFT = re.compile(
    r"^(?:still )?(?:plenty|lots|a lot|enough|years|decades|much|many|most|a good deal|a great deal)\b.*\bleft\b",
    re.IGNORECASE,
)


@remembered
def blow(claim: Claim) -> tuple[str, str] | None:
    """Return what a claim makes the end of what, None where it tells of no such thing."""
    if not claim.object.label:
        return None
    if claim.polarity is Polarity.DENIED:
        never = claim.relation.id == "v-recover-from"
        return (claim.object.label, claim.subject.label) if never else None
    if claim.relation.id in COPULAS:
        match = _END_OF.match(claim.object.label)
        ends = match is not None and match["noun"].lower() in table("blows")
        return (claim.subject.label, match["what"]) if match is not None and ends else None
    ends = claim.relation.id in table("ending")
    if ends or verb_said(claim) in table("great_effect"):
        return claim.subject.label, claim.object.label
    return None


@remembered
def afterwards(claim: Claim) -> str:
    """Return after what a claim lets its subject go on or do well, "" where it does not."""
    if not _goes_on(claim):
        return ""
    text = claim.relation.text
    behind = claim.quote.partition(text)[2] if text else claim.quote
    match = _AFTER.search(behind) or _AFTER.search(claim.object.label)
    return match["what"] if match is not None else ""


def _goes_on(claim: Claim) -> bool:
    if claim.polarity is Polarity.DENIED:
        return False
    if claim.relation.id not in COPULAS and claim.relation.id != "had":
        return _keeps_on(claim.relation.text)
    said = {w.lower() for w in tokens(claim.object.label)}
    if claim.relation.id in COPULAS:
        return bool(said & table("still_well")) or not {"rebuilt", "restored", "revived"}.isdisjoint(said)
    return _LEFT.match(claim.object.label) is not None


@lru_cache(maxsize=4096)
def _keeps_on(verb: str) -> bool:
    return any(not table("going_on").isdisjoint(forms(word)) for word in tokens(verb)[-2:])


def went_on_after(a: Claim, b: Claim, world: Corpus) -> Finding | None:
    """One makes an event the end of a thing, the other tells how that went on after the event."""
    if not world.side_by_side(a, b):
        return None
    question = world.question(a)
    for later, ended in ((a, b), (b, a)):
        event, struck = afterwards(later), blow(ended)
        if not event or struck is None or not touches(struck[0], event, question):
            continue
        own = stems(later.subject.label)
        of_it = stems(struck[1])
        if not own or (own <= stems(event) and not own & of_it):
            continue
        whole = own <= of_it or beside(later.subject.label, struck[1], question)
        both_asked = own <= asked_for(question) and of_it <= asked_for(question)
        if whole or both_asked:
            why = f"one makes “{struck[0]}” the end of “{struck[1]}”, the other tells what came after it"
            return Finding(LinkKind.COMPETING_EXPLANATION, why, timed=True)
    return None
