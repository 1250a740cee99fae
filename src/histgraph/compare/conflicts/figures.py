"""Figures that one text doubts and another gives, plans that one lets come to nothing and another carry out."""

import re
from functools import lru_cache

from histgraph.compare.conflicts.rules import COPULAS, Finding, table
from histgraph.compare.corpus import Corpus
from histgraph.compare.matters import asked_for, beside, matter, stems
from histgraph.compare.memory import remembered
from histgraph.compare.values import amount, magnitudes
from histgraph.compare.words import tokens, word_list
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
    if (taken := _taken_up(claim)) is not None:
        return taken
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


_A_FIGURE = re.compile(
    r"^(?:the |this |that |his |her |their |its |[\w&’' ]+['’]s? )?(?:(?:old|usual|popular|famous|traditional) )?"
    r"(?:(?:figures?|numbers?|estimates?|counts?|tolls?|totals?) of )?(?:about |some |around |nearly |over )?"
    r"(?P<number>(?:an? )?[\w., -]*\b(?:\d[\d,.]*|hundred|thousand|million))$",
    re.IGNORECASE,
)


def _taken_up(claim: Claim) -> str | None:
    """Return the number that a claim does not let stand, or tells where it comes from and what it counts.

    "The figure of nine thousand goes back to a poem", "his 9000 isn't reliable", "it counts the wounded as well".
    """
    match = _A_FIGURE.match(claim.subject.label)
    if match is None or not magnitudes(match["number"]) or _is_year(match["number"]):
        return None
    said = f"{claim.relation.text} {claim.object.label}".lower()
    words = set(tokens(claim.object.label.lower())[:4])
    if claim.relation.id not in COPULAS:
        return match["number"] if claim.polarity is Polarity.AFFIRMED and _ORIGIN.search(said) else None
    wanted = table("creditable") if claim.polarity is Polarity.DENIED else _DOUBTED | _GUESSED
    return match["number"] if words & wanted else None


_ORIGIN = re.compile(
    r"\b(?:go(?:es)?|went) back to|"
    r"\b(?:com(?:es?)|came|stems?|derives?|rests?) (?:only |solely )?(?:from|on) (?:a|an|one)\b"
    r"|\b(?:counts?|counted|includes?|included|takes? in|lumps?)\b.*\b(?:as well|too|also|together)\b"
)
_YEAR = re.compile(r"^(?:1\d|20)\d\d$")


def _is_year(label: str) -> bool:
    """Whether a bare number may be a year."""
    return _YEAR.match(label.strip()) is not None


@remembered
def numbered(claim: Claim) -> str:
    """Return the part of a claim that states how many or how much, with a number."""
    if claim.polarity is Polarity.DENIED or _taken_up(claim) is not None:
        return ""
    for label in (claim.object.label, claim.subject.label):
        if any(number >= _GREAT for number in magnitudes(_DATE.sub("", label))):
            return label
    return ""


_DATE = re.compile(
    r"\b(?:in|by|since|until|till|from|after|before|around|of|to|between|and|year) (?:1\d|20)\d\d\b(?! [a-z]+s\b)"
)


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
        what = doubted(no)
        said = magnitudes(what or "")
        given = numbered(yes) if said else figure(yes)
        if what is None or not given or doubted(yes) is not None:
            continue
        if said and said.isdisjoint(magnitudes(given)):
            continue
        if what and not said and not stems(what) & (stems(given) | asked_for(world.question(a))):
            continue
        return Finding(
            LinkKind.VALUE_CONFLICT,
            f"one takes the number in “{given}” for wrong",
            Strength.QUALIFIED,
            counted=True,
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
    if doubted(claim) is not None or figure(claim) or numbered(claim):
        found.append("figure")
    if undone(claim):
        found.append(f"done {matter(claim.subject.label).head}")
    elif claim.polarity is Polarity.AFFIRMED and claim.relation.id in table(_CAUSED) | table("causing"):
        found.append(f"done {matter(claim.object.label).head}")
    return tuple(found)
