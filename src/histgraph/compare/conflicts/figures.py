"""Figures that one text doubts and another gives, plans that one lets come to nothing and another carry out."""

import re
from functools import lru_cache

from histgraph.compare.conflicts.rules import COPULAS, Finding, table
from histgraph.compare.corpus import Corpus
from histgraph.compare.matters import asked_for, beside, matter, stems
from histgraph.compare.memory import remembered
from histgraph.compare.values import amount
from histgraph.compare.words import numbers, tokens, word_list
from histgraph.model import Claim, LinkKind, Polarity, Strength

_FIGURES = re.compile(
    r"^(?:the |these |those |such |his |their )?(?:numbers|figures?|death toll|toll|estimates?|totals?)"
    r"(?: (?:of|for|about) (?P<what>.+))?$",
    re.IGNORECASE,
)
_NUMBER = re.compile(
    r"^(?:the |that |those |these )?(?:\d[\d,.]*|one|two|three|four|five|six|seven|eight|nine|"
    r"ten|twelve|twenty|thirty|forty|fifty|hundred)"
    r"(?: (?:thousand|million|hundred|percent|per cent))?$",
    re.IGNORECASE,
)
_PERCENT = re.compile(
    r"^(?:about |around |roughly |only |some )?\d+ ?(?:%|percent|per cent) of ", re.IGNORECASE
)
_OVERDONE = re.compile(
    r"^(?:much |greatly |vastly |grossly |wildly |badly |very )*(?:exaggerated|overstated|"
    r"overestimated|overdone|overblown|inflated|"
    r"blown (?:up )?out of (?:all )?proportion)\b"
)
_MUCH = re.compile(
    r"^(?:most|many|half|masses|hundreds|thousands|millions|plenty|"
    r"(?:a |an )?(?:considerable|large|great|huge|vast|enormous|good) "
    r"(?:number|part|share|proportion|majority|many)|the (?:vast )?(?:bulk|majority|greater part))\b",
    re.IGNORECASE,
)
_GUESSED = word_list("guessed")
_DOUBTED = table("doubted")
_GREAT = 500
"""What nobody calls a great number: figures below it are seldom meant."""


@remembered
def doubted(claim: Claim) -> str | None:
    """Return of what a claim doubts the figures, "" where it does not say, None where it doubts none."""
    if claim.relation.id not in COPULAS or claim.polarity is Polarity.DENIED:
        return None
    match = _FIGURES.match(claim.subject.label)
    if match is None and _OVERDONE.match(claim.object.label) and len(tokens(claim.subject.label)) <= 4:
        return claim.subject.label
    if match is None and _NUMBER.match(claim.subject.label):
        words = {w.lower() for w in tokens(claim.object.label)[:3]}
        return claim.subject.label if words & (_DOUBTED | _GUESSED) else None
    if match is None or (_DOUBTED | _GUESSED).isdisjoint(w.lower() for w in tokens(claim.object.label)[:4]):
        return None
    return match["what"] or ""


@remembered
def figure(claim: Claim) -> str:
    """Return the part of a claim that states a great number of people or things, "" where none does."""
    if claim.polarity is Polarity.DENIED:
        return ""
    if _MUCH.match(claim.subject.label) or (
        claim.relation.id not in COPULAS and _MUCH.match(claim.object.label)
    ):
        return f"{claim.subject.label} {claim.object.label}"
    for label in (claim.object.label, claim.subject.label):
        if _is_great(label):
            return label
    return ""


@lru_cache(maxsize=65536)
def _is_great(label: str) -> bool:
    """Whether a label states a share, or a great number of people or things."""
    if _PERCENT.match(label):
        return True
    found = amount(label)
    return found is not None and found.value >= _GREAT and "duration" not in found.unit and bool(found.unit)


def figure_doubted(a: Claim, b: Claim, world: Corpus) -> Finding | None:
    """One text calls the numbers absurd, another one gives such a number."""
    if not world.side_by_side(a, b):
        return None
    for no, yes in ((a, b), (b, a)):
        what, given = doubted(no), figure(yes)
        if what is None or not given:
            continue
        said = numbers(what)
        if said and not said <= numbers(given):
            continue
        if what and not said and not stems(what) & (stems(given) | asked_for(world.question(a))):
            continue
        return Finding(
            LinkKind.VALUE_CONFLICT, f"one takes the number in “{given}” for wrong", Strength.QUALIFIED
        )
    return None


_CAUSED = "brought_about"


def came_to_nothing(a: Claim, b: Claim, world: Corpus) -> Finding | None:
    """One has a thing brought about that the other says was shelved, or never carried out."""
    if not world.side_by_side(a, b):
        return None
    question = world.question(a)
    for no, yes in ((a, b), (b, a)):
        if (
            not undone(no)
            or yes.polarity is Polarity.DENIED
            or yes.relation.id not in table(_CAUSED) | table("causing")
        ):
            continue
        if beside(no.subject.label, yes.object.label, question) and matter(
            no.subject.label
        ).head not in asked_for(question):
            return Finding(
                LinkKind.NEGATION, f"one says that “{no.subject.label}” came to nothing", Strength.QUALIFIED
            )
    return None


@remembered
def undone(claim: Claim) -> bool:
    """Whether a claim says that its subject came to nothing: "was shelved", "was never carried out"."""
    words = [w.lower() for w in tokens(claim.object.label)[:2]]
    if claim.relation.id not in COPULAS or not words:
        return False
    wanted = table("carried_out") if claim.polarity is Polarity.DENIED else table("undone")
    return not wanted.isdisjoint(words)


def figures(claim: Claim) -> tuple[str, ...]:
    """Return under which headings a claim is set beside others: each rule here looks at one of them."""
    found = []
    copula = claim.relation.id in COPULAS
    if (copula and doubted(claim) is not None) or figure(claim):
        found.append("figure")
    if copula and undone(claim):
        found.append(f"done {matter(claim.subject.label).head}")
    elif claim.polarity is Polarity.AFFIRMED and claim.relation.id in table(_CAUSED) | table("causing"):
        found.append(f"done {matter(claim.object.label).head}")
    return tuple(found)
