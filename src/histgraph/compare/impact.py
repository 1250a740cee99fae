"""How much a thing did to another: it ruined the trade, it did next to no damage.

The two words need not be opposites: whoever denies any damage denies the ruin too. What was done to something
else than the other text speaks of says nothing against it.
"""

import re
from typing import NamedTuple

from histgraph.compare.corpus import Corpus
from histgraph.compare.explanations import of_question
from histgraph.compare.matters import beside, generic, head_word, matter, stems
from histgraph.compare.memory import remembered
from histgraph.compare.rules import COPULAS, Finding, table
from histgraph.compare.words import forms, tokens
from histgraph.model import Claim, LinkKind, Polarity

_NONE = re.compile(
    r"^(?:almost |virtually |practically |precious |very |next to |hardly |scarcely |barely |really )*"
    r"(?:no|little|nothing|any|anything|minimal|slight|negligible)\b(?: (?:real|lasting|serious|great|much))?",
    re.IGNORECASE,
)
_ON = re.compile(r"\b(?:on|upon|to|in|for) (?P<what>(?:the )?[^,;.]+)$", re.IGNORECASE)
_FOR_GOOD = re.compile(
    r"\b(?:for good|for ever|forever|beyond recognition|completely|utterly|out of all recognition|upside down|to the core)\b",
    re.IGNORECASE,
)
_MADE = frozenset({"made", "did", "do", "had", "caused", "left", "make", "have", "done", "v-make", "v-do", "produced"})
_ACHIEVED = frozenset({"achieved", "achieve", "accomplished", "accomplish", "changed", "change", "did", "do", "done"})
_ANYTHING = re.compile(r"^(?:anything|a thing|much)\b(?: (?:at all|whatever|whatsoever|much|of note))?$", re.IGNORECASE)
_GREAT_PLACE = re.compile(r"^(?:the |a |an )?(?:serious|grave|mortal|deadly|real|great|huge|major) (?:threat|danger|menace)\b")
_SMALL_PLACE = re.compile(
    r"\b(?:storm in a tea-?cup|nuisance|pinprick|sideshow|side show|flea ?bite|footnote|non-event|damp squib|no (?:real |great )?"
    r"(?:threat|danger|menace))\b"
)


class Impact(NamedTuple):
    """That a thing had a great effect, or none, and on what: "" where that is not said."""

    doer: str
    what: str
    great: bool
    told: str


@remembered
def impact(claim: Claim) -> Impact | None:
    """Return how great an effect a claim gives its subject, None where it tells of none, great or small."""
    said, yes, who = claim.object.label, claim.polarity is Polarity.AFFIRMED, claim.subject.label
    if claim.relation.id in COPULAS:
        return _called(claim)
    verb = [w.lower() for w in tokens(claim.relation.text)[-1:]]
    if not verb:
        return None
    roots = set(forms(verb[0]))
    great = not table("great_effect").isdisjoint(roots)
    any_ = not table("any_effect").isdisjoint(roots)
    if yes and (great or (any_ and _FOR_GOOD.search(f"{said} {_behind(claim)}"))):
        return Impact(who, _FOR_GOOD.sub("", said).strip(), True, f"{verb[0]} {said}")
    if not yes and verb[0] in _ACHIEVED and _ANYTHING.match(said):
        return Impact(who, "", False, f"not: {verb[0]} {said}")
    if not yes and any_ and not _FOR_GOOD.search(said):
        return Impact(who, _bare(said), False, f"not: {verb[0]} {said}")
    match = _NONE.match(said)
    rest = said[match.end() :] if match is not None else said
    head = head_word(_ON.sub("", rest)).lower()
    if claim.relation.id in _MADE or verb[0] in _MADE:
        if head in table("effects_of") and (match is not None or not yes):
            on = _ON.search(rest)
            return Impact(who, on["what"] if on is not None else "", False, f"{verb[0]} {said}")
    elif yes and any_ and match is not None:
        return Impact(who, "", False, f"{verb[0]} {said}")
    return None


def _behind(claim: Claim) -> str:
    text = claim.object.text
    return claim.quote.partition(text)[2][:24].split(",")[0] if text else ""


def _bare(said: str) -> str:
    return "" if said.lower() in {"much", "anything", "hardly", "a thing", "at all"} else said


def _called(claim: Claim) -> Impact | None:
    """Read what a thing is called: a serious threat, a storm in a teacup."""
    said, yes = claim.object.label, claim.polarity is Polarity.AFFIRMED
    great, small = _GREAT_PLACE.match(said), _SMALL_PLACE.search(said)
    if great is None and small is None:
        return None
    on = _ON.search(said)
    what = on["what"] if on is not None else ""
    if small is not None:
        return Impact(claim.subject.label, what, False, said) if yes else None
    return Impact(claim.subject.label, what, yes, said if yes else f"not: {said}")


@remembered
def slight(claim: Claim) -> bool:
    """Whether a claim gives its subject no effect, or hardly any."""
    found = impact(claim)
    return found is not None and not found.great


def other_impact(a: Claim, b: Claim, world: Corpus) -> Finding | None:
    """One gives a thing a great effect, the other none to speak of, on the same."""
    one, other = impact(a), impact(b)
    if one is None or other is None or one.great is other.great or not world.side_by_side(a, b):
        return None
    question = world.question(a)
    great, none = (one, other) if one.great else (other, one)
    if not beside(one.doer, other.doer, question) or stems(none.what) & stems(none.doer):
        return None
    if none.what and not (
        beside(great.what, none.what, question)
        or _as_such(none.what)
        or all(of_question(what, question) for what in (great.what, none.what))
    ):
        return None
    why = f"“{great.told}” stands against “{none.told}”"
    return Finding(LinkKind.OPPOSED_EVALUATION, why)


def _as_such(label: str) -> bool:
    """Whether a label means what all speak of by a word for its sort alone: the city, the country."""
    found = matter(label)
    return found.head in generic() and not found.rest
