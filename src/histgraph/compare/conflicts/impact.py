"""How much a thing did to another: it ruined the trade, it did next to no damage.

The two words need not be opposites: whoever denies any damage denies the ruin too. What was done to something
else than the other text speaks of says nothing against it.
"""

import re
from functools import lru_cache
from typing import NamedTuple

from histgraph.compare.conflicts.explanations import of_question
from histgraph.compare.conflicts.rules import COPULAS, Finding, table
from histgraph.compare.corpus import Corpus
from histgraph.compare.matters import beside, generic, head_word, matter, stems
from histgraph.compare.memory import remembered
from histgraph.compare.words import forms, verb_said, word_list
from histgraph.model import Claim, LinkKind, Polarity

_NONE = re.compile(
    r"^(?:almost |virtually |practically |precious |very |next to |hardly |scarcely |barely |really )*"
    r"(?:no|little|nothing|any|anything|minimal|slight|negligible)\b(?: (?:real|lasting|serious|great|much))?",
    re.IGNORECASE,
)
_ON = re.compile(r"\b(?:on|upon|to|in|for) (?P<what>(?:the )?[^,;.]+)$", re.IGNORECASE)
_FOR_GOOD = re.compile(
    r"\b(?:for good|for ever|forever|beyond recognition|"
    r"completely|utterly|out of all recognition|upside down|to the core)\b",
    re.IGNORECASE,
)
_MADE = frozenset(
    {"made", "did", "do", "had", "caused", "left", "make", "have", "done", "v-make", "v-do", "produced"}
)
_ACHIEVED = word_list("achieving")
_ANYTHING = re.compile(
    r"^(?:anything|a thing|much)\b(?: (?:at all|whatever|whatsoever|much|of note))?$", re.IGNORECASE
)
_SMALL_PLACE = re.compile(
    r"\b(?:storm in a tea-?cup|nuisance|pinprick|sideshow|side show|flea ?bite|footnote|non-event|"
    r"damp squib|no (?:real |great )?"
    r"(?:threat|danger|menace))\b"
)


class Impact(NamedTuple):
    """That a thing had an effect, a great one, or none, and on what: "" where that is not said."""

    doer: str
    what: str
    size: int
    told: str


NONE, SOME, GREAT = range(3)
_PEOPLE = stems(
    "people anyone anybody someone nobody everyone everybody folk population public ordinary common most"
)


@remembered
def impact(claim: Claim) -> Impact | None:
    """Return how great an effect a claim gives its subject, None where it tells of none, great or small."""
    verb = verb_said(claim)
    if claim.relation.id in COPULAS:
        return _called(claim)
    if not verb:
        return None
    return _moved(claim, verb) or _had_none(claim, verb) or _left(claim, verb)


@lru_cache(maxsize=4096)
def _effect_of(verb: str) -> tuple[bool, bool]:
    """Return whether a verb is of a great effect, and whether it is of any."""
    great, some = (not table(key).isdisjoint(forms(verb)) for key in ("great_effect", "any_effect"))
    return great, some


def _moved(claim: Claim, verb: str) -> Impact | None:
    """Read a verb of effect, affirmed or denied: ruined the trade, hardly damaged the city."""
    said, who = claim.object.label, claim.subject.label
    great, some = _effect_of(verb)
    lasting = some and _FOR_GOOD.search(f"{said} {_behind(claim)}") is not None
    if claim.polarity is Polarity.DENIED and verb in table("minding") and stems(who) <= _PEOPLE:
        return Impact(said, "", NONE, f"not: {who} {verb}")
    if claim.polarity is Polarity.DENIED:
        if verb in _ACHIEVED and _ANYTHING.match(said):
            return Impact(who, "", NONE, f"not: {verb} {said}")
        return Impact(who, _bare(said), NONE, f"not: {verb} {said}") if some and not lasting else None
    if great or lasting or verb in {"saved", "rescued"}:
        return Impact(who, _FOR_GOOD.sub("", said).strip(), GREAT, f"{verb} {said}")
    if some and _NONE.match(said):
        return Impact(who, "", NONE, f"{verb} {said}")
    return Impact(who, said, SOME, f"{verb} {said}") if some else None


def _had_none(claim: Claim, verb: str) -> Impact | None:
    """Read a noun of effect: did next to no damage, made no difference to the villages."""
    said = claim.object.label
    match = _NONE.match(said)
    rest = said[match.end() :] if match is not None else said
    if not {claim.relation.id, verb} & _MADE or (match is None and claim.polarity is Polarity.AFFIRMED):
        return None
    if head_word(_ON.sub("", rest)).lower() not in table("effects_of"):
        return None
    on = _ON.search(rest)
    return Impact(claim.subject.label, on["what"] if on is not None else "", NONE, f"{verb} {said}")


_AS_BEFORE = re.compile(
    r"^(?P<what>(?:the |its |his |their )?(?:[\w’'-]+ ){0,3}?[\w’'-]+) "
    r"(?:exactly |just |pretty much |much |largely |almost )?"
    r"(?:where (?:they|it|he|she|[a-z]+)|as (?:they|it|he|she|[a-z]+ (?:was|were|had|found))|"
    r"untouched|unchanged|unaffected|alone|in peace)\b",
    re.IGNORECASE,
)
_BETTER = re.compile(
    r"^(?P<what>(?:the |its |his |their )?(?:[\w’'-]+ ){0,2}?[\w’'-]+) (?:much |far |even )?"
    r"(?:[a-z]+(?<!oth)er|worse|better|less [a-z]+|more [a-z]+)(?: off)?$",
    re.IGNORECASE,
)


def _left(claim: Claim, verb: str) -> Impact | None:
    """Read what was made of a thing, or that it was left as it had been."""
    if claim.polarity is Polarity.DENIED or verb not in {"left", "leave", "made", "make"}:
        return None
    pattern, size = (_AS_BEFORE, NONE) if verb in {"left", "leave"} else (_BETTER, SOME)
    match = pattern.match(claim.object.label)
    if match is None:
        return None
    return Impact(claim.subject.label, match["what"], size, f"{verb} {claim.object.label}")


def _behind(claim: Claim) -> str:
    text = claim.object.text
    return claim.quote.partition(text)[2][:24].split(",")[0] if text else ""


def _bare(said: str) -> str:
    return "" if said.lower() in {"much", "anything", "hardly", "a thing", "at all"} else said


def _called(claim: Claim) -> Impact | None:
    """Read what a thing of no effect is called: a storm in a teacup."""
    said, yes = claim.object.label, claim.polarity is Polarity.AFFIRMED
    small = _SMALL_PLACE.search(said)
    if small is None or not yes:
        return None
    on = _ON.search(said[small.end() :])
    return Impact(claim.subject.label, on["what"] if on is not None else "", NONE, said)


@remembered
def slight(claim: Claim) -> bool:
    """Whether a claim gives its subject no effect, or hardly any."""
    found = impact(claim)
    return found is not None and found.size == NONE


def other_impact(a: Claim, b: Claim, world: Corpus) -> Finding | None:
    """One gives a thing an effect, the other none to speak of, on the same."""
    one, other = impact(a), impact(b)
    if one is None or other is None or (one.size == NONE) is (other.size == NONE):
        return None
    if not world.side_by_side(a, b):
        return None
    question = world.question(a)
    great, none = (other, one) if one.size == NONE else (one, other)
    if not beside(one.doer, other.doer, question) or stems(none.what) & stems(none.doer):
        return None
    if great.size == SOME and not (none.what and beside(great.what, none.what, question)):
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
