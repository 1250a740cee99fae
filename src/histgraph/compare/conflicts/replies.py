"""How people answer a claim without denying it: it was so already, elsewhere it did not help, he had no choice.

Each rule sets two texts on one question against each other, and begins with one claim that is a reply by its form.
"""

import re

from histgraph.compare.align import Fit, fit
from histgraph.compare.conflicts.causes import cause
from histgraph.compare.conflicts.extents import deed
from histgraph.compare.conflicts.rules import COPULAS, Finding, table
from histgraph.compare.corpus import Corpus
from histgraph.compare.matters import (
    asked_for,
    beside,
    falls_under,
    head_word,
    matter,
    met,
    stem,
    stems,
    touches,
)
from histgraph.compare.memory import remembered
from histgraph.compare.words import forms, tokens, verb_said, word_list
from histgraph.gazetteer import gazetteer
from histgraph.model import Claim, LinkKind, Polarity, Strength

# -- done already by somebody else -----------------------------------------------------------

_ALREADY = re.compile(r"\b(?:already|long before|years before|earlier|beforehand)\b", re.IGNORECASE)


@remembered
def already(claim: Claim) -> bool:
    """Whether a claim says that somebody had done a thing already."""
    return (
        claim.polarity is Polarity.AFFIRMED
        and claim.relation.id not in COPULAS
        and bool(claim.object.label)
        and claim.relation.text.lower().startswith("had ")
        and _ALREADY.search(claim.quote) is not None
    )


def done_already(a: Claim, b: Claim, world: Corpus) -> Finding | None:
    """One says that another had already done what the other text puts down to somebody."""
    if not world.side_by_side(a, b) or a.polarity is not b.polarity:
        return None
    for first, later in ((a, b), (b, a)):
        if not already(first) or already(later) or first.relation.id != later.relation.id:
            continue
        question = world.question(a)
        if not met(first.object, later.object, world, question) or later.relation.id in _AGAIN:
            continue
        if matter(first.object.label).head != matter(later.object.label).head:
            continue
        if fit(first.subject, later.subject, world) is not Fit.APART or beside(
            first.subject.label, later.subject.label, question
        ):
            continue
        why = f"one says that {first.subject.label} had {first.relation.label} it already"
        return Finding(LinkKind.VALUE_CONFLICT, why)
    return None


_AGAIN = frozenset(
    {"had", "attacked", "fought", "visited", "said", "used", "believed", "held", "traveled", "sought"}
)
"""What may well be done again by another."""

# -- elsewhere it had no such effect ---------------------------------------------------------


@remembered
def elsewhere(claim: Claim) -> str:
    """Return what a claim says had no effect on something, "" where it says so of nothing."""
    if claim.polarity is not Polarity.DENIED or claim.relation.id in COPULAS or not claim.subject.text:
        return ""
    if head_word(claim.subject.label)[:1].isupper() and not claim.quote.startswith(claim.subject.text):
        return ""  # somebody by name, who did other things besides
    told = {*forms(verb_said(claim))}
    moving = claim.relation.id in table("ending") | table("causing") or not table("moving").isdisjoint(told)
    named = gazetteer().get(head_word(claim.subject.label)) if moving else None
    if not moving or named is not None:
        return ""
    label = claim.subject.label
    return label[:1].lower() + label[1:] if claim.quote.startswith(label) else label


def counterexample(a: Claim, b: Claim, world: Corpus) -> Finding | None:
    """One makes a thing the cause of what is asked about, the other says what it did not bring about elsewhere."""
    if a.polarity is b.polarity or not world.side_by_side(a, b):
        return None
    no, yes = (a, b) if a.polarity is Polarity.DENIED else (b, a)
    what, found = elsewhere(no), cause(yes)
    if not what or found is None or found.denied:
        return None
    question = world.question(a)
    if not stems(what) - asked_for(question) or not _others(no.object.label, question):
        return None
    if not touches(what, found.label, question) and not falls_under(what, found.label):
        return None
    why = f"one makes a cause of “{found.label}”, the other says what it did not do: {no.label}"
    return Finding(LinkKind.COMPETING_EXPLANATION, why)


def _others(label: str, question: str) -> bool:
    """Whether a label is of people or places that the question does not ask about: the Swiss, anybody."""
    asked = asked_for(question)
    words = tokens(label)
    if words and words[0].lower() in {"anybody", "anyone", "anything", "people"}:
        return True
    known = gazetteer()
    return any(
        w[0].isupper() and (known.get(w) or known.noun(w.lower())) and stem(w) not in asked for w in words
    )


# -- a choice, or none -----------------------------------------------------------------------

_CHOICE = frozenset(stem(w) for w in ("choice", "alternative", "option", "leeway"))
_LITTLE = re.compile(r"^(?:little|no|hardly any|not much|scant|no other|no real) ", re.IGNORECASE)


@remembered
def choice(claim: Claim) -> bool | None:
    """Return whether a claim leaves its subject a choice, None where it does not tell."""
    said, verb = claim.object.label, claim.relation.text.lower()
    yes = claim.polarity is Polarity.AFFIRMED
    if claim.relation.id == "had" and stem(head_word(re.split(r" but | than | other ", said)[0])) in _CHOICE:
        return yes and _LITTLE.match(said) is None
    if yes and verb.startswith(("could have", "could easily have", "might easily have")):
        return True
    if claim.relation.id == "forced" and not yes:
        return True
    return None


def had_a_choice(a: Claim, b: Claim, world: Corpus) -> Finding | None:
    """Somebody had no choice here, and could have acted otherwise there."""
    if {choice(a), choice(b)} != {True, False} or not world.side_by_side(a, b):
        return None
    if not met(a.subject, b.subject, world, world.question(a)):
        return None
    # "Could have" is a hedge and no deed by its form: both are weighed, and neither is meant here.
    return Finding(LinkKind.OPPOSED_EVALUATION, "a choice in one, none in the other", Strength.STRONG)


# -- all went on as before -------------------------------------------------------------------

_ALL_OF_IT = word_list("going_on")
_ON = re.compile(
    r"\b(?:went on|carried on|goes on|go on|continued|changed|stayed the same|ran on)\b", re.IGNORECASE
)


@remembered
def continuity(claim: Claim) -> bool:
    """Whether a claim says that all went on as before, or that nothing changed."""
    if claim.subject.label.lower() not in _ALL_OF_IT or _ON.search(claim.relation.text) is None:
        return False
    change = "chang" in claim.relation.text.lower()
    return change is (claim.polarity is Polarity.DENIED or claim.subject.label.lower() == "little")


def went_on(a: Claim, b: Claim, world: Corpus) -> Finding | None:
    """One says that all went on as before, the other tells of a collapse or a great change of what is asked about."""
    if not world.side_by_side(a, b) or continuity(a) is continuity(b):
        return None
    broken = b if continuity(a) else a
    question = world.question(a)
    if not breaks(broken) or not stems(f"{broken.subject.label} {broken.object.label}") & asked_for(question):
        return None
    return Finding(LinkKind.OPPOSED_EVALUATION, "one says that all went on as before")


@remembered
def breaks(claim: Claim) -> bool:
    """Whether a claim tells of a break: a collapse, a revolution of everything."""
    if claim.polarity is Polarity.DENIED:
        return False
    return verb_said(claim) in table("breaking")


# -- a state denied that the other names by its noun -----------------------------------------

_STATE = ("ness", "ity", "ty", "cy", "ence", "ance", "dom")


@remembered
def state_denied(claim: Claim) -> str:
    """Return the adjective that a claim denies of its subject, "" where it denies none: "was not ill"."""
    if claim.polarity is not Polarity.DENIED or claim.relation.id not in COPULAS:
        return ""
    words = [w.lower() for w in tokens(claim.object.label)]
    return words[-1] if 1 <= len(words) <= 2 and len(words[-1]) > 2 else ""


def in_that_state(a: Claim, b: Claim, world: Corpus) -> Finding | None:
    """One says that somebody was not ill, the other speaks of his illness."""
    if a.polarity is b.polarity or not world.side_by_side(a, b):
        return None
    no, yes = (a, b) if a.polarity is Polarity.DENIED else (b, a)
    word = state_denied(no)
    if not word or yes.relation.id in table("unreal") | {"lacked"}:
        return None
    who = stems(no.subject.label)
    said = f"{yes.subject.label} {yes.object.label}"
    if not who or not who & stems(said):
        return None
    noun = next((w for w in tokens(said) if _noun_of(word, w.lower())), "")
    return Finding(LinkKind.NEGATION, f"one denies “{word}”, the other speaks of “{noun}”") if noun else None


def _noun_of(adjective: str, noun: str) -> bool:
    """Whether a noun names the state that an adjective tells: ill and illness, cruel and cruelty."""
    root = adjective[:-1] if adjective.endswith(("y", "e", "t")) else adjective
    return (
        noun.startswith(root) and noun != adjective and noun.endswith(_STATE) and len(noun) <= len(root) + 5
    )


# -- he did nothing ----------------------------------------------------------------------------


@remembered
def idle(claim: Claim) -> bool:
    """Whether a claim says that its subject did nothing."""
    return (
        claim.polarity is Polarity.DENIED
        and verb_said(claim) in {"did", "do", "done"}
        and claim.object.label.lower() in {"anything", "anything at all", "a thing", "nothing"}
    )


def not_idle(a: Claim, b: Claim, world: Corpus) -> Finding | None:
    """Somebody did nothing by one text, and something by the other."""
    if a.polarity is b.polarity or not world.side_by_side(a, b):
        return None
    no, yes = (a, b) if a.polarity is Polarity.DENIED else (b, a)
    if not idle(no) or yes.relation.id in table("unreal") | table("presence") | table("aims") | COPULAS:
        return None
    if yes.relation.id in _NO_DEED or not beside(no.subject.label, yes.subject.label, world.question(a)):
        return None
    return Finding(LinkKind.NEGATION, f"one says that “{no.subject.label}” did nothing")


_NO_DEED = frozenset(
    {"died", "lived", "came", "traveled", "knew", "lost", "causedBy", "motivatedBy", "diedIn", "bornIn"}
)


@remembered
def unable(claim: Claim) -> bool:
    """Whether a claim says that somebody could not or might not do a thing at all."""
    told = claim.object.label
    if claim.polarity is not Polarity.DENIED or claim.relation.id not in COPULAS:
        return False
    return told.startswith(("able to ", "allowed to ", "permitted to ")) and _UNLESS.isdisjoint(tokens(told))


_UNLESS = word_list("limiting")


def did_it_all_the_same(a: Claim, b: Claim, world: Corpus) -> Finding | None:
    """One says that somebody could not do a thing, the other that he did it."""
    if a.polarity is b.polarity or not world.side_by_side(a, b):
        return None
    no, yes = (a, b) if a.polarity is Polarity.DENIED else (b, a)
    if not unable(no) or yes.relation.id in table("unreal") | table("aims") | COPULAS:
        return None
    barred, done, question = deed(no), deed(yes), world.question(a)
    if not barred.verb & done.verb or not beside(no.subject.label, yes.subject.label, question):
        return None
    if barred.done and not (done.done and beside(barred.done, done.done, question)):
        return None
    return Finding(LinkKind.NEGATION, f"one says that “{no.subject.label}” was not {no.object.label}")


def replies(claim: Claim) -> tuple[str, ...]:
    """Return in which ways a claim is a reply to others of any sort."""
    found = []
    if already(claim):
        found.append("already")
    if elsewhere(claim):
        found.append("elsewhere")
    if continuity(claim):
        found.append("went on")
    if choice(claim) is False:
        found.append("choice")
    if state_denied(claim):
        found.append("state")
    if idle(claim):
        found.append("idle")
    if unable(claim):
        found.append("able")
    return tuple(found)
