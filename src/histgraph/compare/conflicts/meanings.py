"""What a thing was called, taken for, made of and meant to do, where two texts on one question differ."""

import re
from typing import NamedTuple

from histgraph.compare.align import Fit, fit
from histgraph.compare.conflicts.causes import cause
from histgraph.compare.conflicts.denials import denial_first, is_nobody
from histgraph.compare.conflicts.rules import COPULAS, Finding, table
from histgraph.compare.corpus import Corpus
from histgraph.compare.matters import asked_for, head_word, matter, met, stem, stems
from histgraph.compare.memory import remembered
from histgraph.compare.sight import affirmation, between, denial
from histgraph.compare.words import forms, tokens, verb_said
from histgraph.model import Claim, LinkKind, Polarity, Strength

# -- what a name means -----------------------------------------------------------------------

_NAME_FOR = re.compile(
    r"^(?:an?|the|their|our) (?:[\w-]+ ){0,2}(?:name|word|term|expression|nickname) (?:for|of) (?P<what>.+)$",
    re.IGNORECASE,
)
_MEANS = table("meaning")


@remembered
def meaning(claim: Claim) -> str:
    """Return what a claim says that a name stands for, "" where it does not."""
    if claim.polarity is Polarity.DENIED:
        return ""
    match = _NAME_FOR.match(claim.object.label) if claim.relation.id in COPULAS else None
    if match is not None:
        return match["what"]
    refers = " ".join(tokens(claim.relation.text)[-2:]).lower() in {"referred to", "refers to", "refer to"}
    return claim.object.label if refers or claim.relation.id in _MEANS else ""


def other_meaning(a: Claim, b: Claim, world: Corpus) -> Finding | None:
    """Two texts on one question give one name different meanings."""
    if not world.side_by_side(a, b):
        return None
    one, other = meaning(a), meaning(b)
    if not one or not other or fit(a.subject, b.subject, world) is not Fit.SAME:
        return None
    if fit(a.object, b.object, world) is not Fit.APART or matter(one).head == matter(other).head:
        return None
    asked = asked_for(world.question(a))
    if any(x[:4].lower() == y[:4].lower() for x in stems(one) - asked for y in stems(other)):
        return None
    why = f"one takes the name to stand for “{one}”, the other for “{other}”"
    return Finding(LinkKind.VALUE_CONFLICT, why, Strength.QUALIFIED)


# -- what somebody was taken for -------------------------------------------------------------

_FOR_A = re.compile(
    r"^(?P<who>.+?) (?:for|as|to be) (?:an? |the )?(?P<what>[\w-]+(?: [\w-]+)?)$", re.IGNORECASE
)
_WAS_A = re.compile(
    r"^(?:that )?(?P<who>.+?) (?:was|were|is|are|had been) (?:an? |the )?(?P<what>[\w-]+(?: [\w-]+)?)$",
    re.IGNORECASE,
)
_TAKING = table("taking")


class Belief(NamedTuple):
    """What somebody was held to be."""

    who: str
    what: str


@remembered
def belief(claim: Claim) -> Belief | None:
    """Return whom the subject of a claim held to be what: "took them for gods", "believed that he was a god"."""
    match = None
    if claim.relation.id in {"believed", "considered"}:
        match = _WAS_A.match(claim.object.label)
    elif verb_said(claim) in _TAKING:
        match = _FOR_A.match(claim.object.label)
    return Belief(match["who"], match["what"]) if match is not None else None


def belief_denied(a: Claim, b: Claim, world: Corpus) -> Finding | None:
    """One says that some took a thing for something, the other that nobody did."""
    pair = denial_first(a, b, world)
    if pair is None:
        return None
    no, yes = pair
    one, other = belief(no), belief(yes)
    if one is None or other is None or stem(head_word(one.what)) != stem(head_word(other.what)):
        return None
    some = _ANYBODY.match(no.subject.label)
    if some is not None and some["limit"] and not stems(some["limit"]) & stems(yes.subject.label):
        return None  # who went to school did not believe it; the others may have
    everybody = some is not None or is_nobody(no.subject.label)
    if not everybody and not met(no.subject, yes.subject, world, world.question(a)):
        return None
    strength = Strength.STRONG if everybody else Strength.QUALIFIED
    return Finding(LinkKind.NEGATION, f"one denies that they were taken for “{one.what}”", strength)


_ANYBODY = re.compile(
    r"^(?:anybody|anyone|nobody|no one)(?: (?:(?:at|in|there|then|back then)\b.*|(?P<limit>.+)))?$",
    re.IGNORECASE,
)
"""Everybody, but for a limit that is no place or time: anybody [with any schooling]."""


# -- a part that is denied, and told of ------------------------------------------------------

_THE_ROLE = re.compile(r"^the (?:real |true |main )?(?P<role>[a-z]+)$")


@between(denial(COPULAS, lambda c: _denied_role(c)), affirmation(others=COPULAS))
def role_denied(a: Claim, b: Claim, world: Corpus) -> Finding | None:
    """One denies that somebody was the author, say; the other speaks of him as an author while telling of him."""
    pair = denial_first(a, b, world)
    if pair is None:
        return None
    no, yes = pair
    match = _denied_role(no)
    if no.relation.id not in COPULAS or match is None or yes.relation.id in COPULAS:
        return None
    role, who = stem(match["role"]), stems(no.subject.label)
    if role in asked_for(world.question(a)) or match["role"] in _NO_ROLE or cause(no) is not None:
        return None
    if (
        not who
        or not who <= stems(yes.subject.label)
        or not re.search(rf"\ban? (?:[\w-]+ )?{match['role']}\b", yes.object.label)
    ):
        return None
    return Finding(LinkKind.NEGATION, f"one denies that it was “the {match['role']}”", Strength.QUALIFIED)


def _denied_role(claim: Claim) -> re.Match[str] | None:
    return _THE_ROLE.match(claim.object.label) or _THE_ROLE.match(claim.object.text)


_NO_ROLE = table("no_role")


# -- what a thing was meant for --------------------------------------------------------------

_MEANT_FOR = re.compile(
    r"\b(?:intended|meant|designed|built|created|set up|supposed) (?:to|for) (?P<what>.+)$", re.IGNORECASE
)


@remembered
def meant_for(claim: Claim) -> str:
    """Return what a claim says that its subject was meant for, "" where it does not."""
    if claim.relation.id in COPULAS:
        match = _MEANT_FOR.search(claim.object.label)
        return match["what"] if match is not None else ""
    return claim.object.label if claim.relation.id == "sought" else ""


def purpose_denied(a: Claim, b: Claim, world: Corpus) -> Finding | None:
    """One denies that a thing was meant for what the other says in other words that it was meant for."""
    pair = denial_first(a, b, world)
    if pair is None:
        return None
    no, yes = pair
    one, other = meant_for(no), meant_for(yes)
    if (
        not one
        or not other
        or no.relation.id not in COPULAS
        or not met(no.subject, yes.subject, world, world.question(a))
    ):
        return None
    first = stem(next((w for w in tokens(one) if w.lower() != "to"), ""))
    wanted = stems(one) - {first}
    if (
        len(wanted) < 2
        or not wanted <= stems(other) | stems(no.subject.label)
        or len(wanted & stems(other)) < 2
    ):
        return None
    return Finding(LinkKind.NEGATION, f"one denies that it was meant “{one}”", Strength.QUALIFIED)


# -- what ended it, where nobody did ---------------------------------------------------------


@between(
    denial(table("ending") | table("causing"), lambda c: is_nobody(c.subject.label)),
    affirmation(holds=lambda c: (told := cause(c)) is not None and told.effect),
)
def nobody_did(a: Claim, b: Claim, world: Corpus) -> Finding | None:
    """One says that nobody ended a thing, or brought it about; the other puts it down to what people did."""
    pair = denial_first(a, b, world)
    if pair is None:
        return None
    no, yes = pair
    if not is_nobody(no.subject.label) or no.relation.id not in table("ending") | table("causing"):
        return None
    told, question = cause(yes), world.question(a)
    if (
        told is None
        or told.denied
        or not (told.effect and told.label)
        or not {stem(f) for f in forms(no.relation.label)} & {stem(w) for w in tokens(told.effect)}
    ):
        return None
    if not stems(no.object.label) & stems(told.effect) or not stems(no.object.label) & asked_for(question):
        return None
    why = f"one says that nobody {no.relation.label} it, the other names “{told.label}”"
    return Finding(LinkKind.COMPETING_EXPLANATION, why, Strength.QUALIFIED)


# -- what a thing was made of ----------------------------------------------------------------


def meanings(claim: Claim) -> tuple[str, ...]:
    """Return under which headings a claim is set beside others: each rule here looks at one of them."""
    found = []
    if meaning(claim):
        found.append("meaning")
    if belief(claim) is not None:
        found.append("belief")
    copula = claim.relation.id in COPULAS
    if (copula or claim.relation.id == "sought") and meant_for(claim):
        found.append("aim")
    return tuple(found)
