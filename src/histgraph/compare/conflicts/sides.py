"""Who was for and who against, who began it, and whom it touched: everybody or some.

Each rule sets two texts on one question against each other.
"""

import re

from histgraph.compare.align import Fit, fit
from histgraph.compare.conflicts.rules import COPULAS, Finding, same_wording, table
from histgraph.compare.corpus import Corpus
from histgraph.compare.matters import asked_for, beside, head_word, met, stem, stems
from histgraph.compare.memory import remembered
from histgraph.compare.words import tokens, verb_said, word_list
from histgraph.model import Claim, LinkKind, Polarity, Strength

_FOR = re.compile(
    r"^(?:in fact |strongly |firmly |very much )?(?:in favou?r of|supportive of|sympathetic to|keen on|"
    r"all for) (?P<what>.+)$"
)
_AGAINST = re.compile(
    r"^(?:strongly |firmly |very much )?(?:against|opposed to|hostile to|dead set against) (?P<what>.+)$"
)


_WHEN = re.compile(
    r" (?:at first|at the time|back then|from the (?:start|beginning)|to begin with|at all|all along|anyway)$"
)
_FALL_OF = re.compile(
    r"^(?:(?P<what>.+?)['’]s? (?:fall|death|defeat|downfall|overthrow|end|removal|departure|execution)"
    r"|the (?:fall|death|defeat|downfall|overthrow|end|removal|departure|execution) of (?P<of>.+))$"
)
"""Whoever welcomes the fall of a thing is against it."""


@remembered
def stance(claim: Claim) -> tuple[bool, str] | None:
    """Return whether a claim has its subject for (True) or against something, and what; None where it tells neither."""
    if claim.relation.id in COPULAS:
        for side, pattern in ((True, _FOR), (False, _AGAINST)):
            match = pattern.match(claim.object.label)
            if match is not None:
                return side is (claim.polarity is Polarity.AFFIRMED), _WHEN.sub("", match["what"])
        return None
    set_against = tokens(claim.relation.label)[1:][-1:] == ("against",)
    for side, key in ((True, "in_favour"), (False, "against")):
        if claim.relation.id in table(key) or (set_against and not side):
            fallen = _FALL_OF.match(claim.object.label)
            what = claim.object.label if fallen is None else fallen["what"] or fallen["of"]
            return (side is (fallen is None)) is (claim.polarity is Polarity.AFFIRMED), what
    return None


def opposed_stance(a: Claim, b: Claim, world: Corpus) -> Finding | None:
    """Somebody is for a thing here, against it there, or stands in its way."""
    what = _parted(a, b, stance(a), stance(b), world)
    if what is None:
        return None
    return Finding(LinkKind.OPPOSED_RELATION, f"for “{what}” here, against it there", Strength.QUALIFIED)


def _parted(
    a: Claim, b: Claim, one: tuple[bool, str] | None, other: tuple[bool, str] | None, world: Corpus
) -> str | None:
    """Return in what two claims put one subject on two sides, None where they do not."""
    if one is None or other is None or one[0] is other[0] or not world.side_by_side(a, b):
        return None
    question = world.question(a)
    if a.polarity is b.polarity is Polarity.DENIED or not met(a.subject, b.subject, world, question):
        return None
    return one[1] if _one_matter(one[1], other[1], question) else None


_ANY = re.compile(r"^(?:every|any|all|each|the|its|their|his)\s+", re.IGNORECASE)


def _one_matter(one: str, other: str, question: str) -> bool:
    if ("other" in tokens(one)) is not ("other" in tokens(other)):
        return False
    for it, thing in ((one, other), (other, one)):
        if it.lower() in {"it", "that", "this", ""}:
            return bool(stems(thing)) and stems(thing) <= asked_for(question)
    return beside(_ANY.sub("", one), _ANY.sub("", other), question)


# -- who began it ----------------------------------------------------------------------------

_BEGUN = table("beginning")


def begun(claim: Claim) -> str:
    """Return what somebody is said to have begun, "" where a claim tells of no beginning."""
    if claim.polarity is Polarity.DENIED or verb_said(claim) not in _BEGUN:
        return ""
    definite = (
        claim.object.text.lower().startswith(("the ", "this ", "that ")) or claim.object.label[:1].isupper()
    )
    return head_word(claim.object.label).lower() if definite and stems(claim.subject.label) else ""


def other_beginner(a: Claim, b: Claim, world: Corpus) -> Finding | None:
    """One thing is begun by one side here, by another there: the war, the violence."""
    if not world.side_by_side(a, b) or not begun(a) or not begun(b):
        return None
    if (
        not met(a.object, b.object, world, world.question(a))
        or fit(a.subject, b.subject, world) is not Fit.APART
    ):
        return None
    one, other = stems(a.subject.label), stems(b.subject.label)
    if one & other or stem(head_word(a.subject.label)) == stem(head_word(b.subject.label)):
        return None
    why = f"one says that “{a.subject.label}” began it, the other “{b.subject.label}”"
    return Finding(LinkKind.VALUE_CONFLICT, why, Strength.QUALIFIED)


# -- who took a hand in it -------------------------------------------------------------------

_LITTLE_INTEREST = re.compile(
    r"^(?:an? )?(?:little|no|hardly any|scant) (?:interest|part|hand|share) in (?P<what>.+)$", re.IGNORECASE
)
_ACTIVE = re.compile(
    r"^(?:very |deeply |closely |keenly |actively |heavily )?(?:active|involved|interested|engaged) in (?P<what>.+)$",
    re.IGNORECASE,
)
_TOOK_PART = table("took_part")
_KEPT_OUT = table("kept_out")


@remembered
def hand(claim: Claim) -> tuple[bool, str] | None:
    """Return whether a claim has its subject take a hand in something, and in what; None where it tells neither."""
    said = claim.object.label
    yes = claim.polarity is Polarity.AFFIRMED
    if claim.relation.id in _TOOK_PART | _KEPT_OUT:
        return (claim.relation.id in _TOOK_PART) is yes, said
    if claim.relation.id in COPULAS and (match := _ACTIVE.match(said)) is not None:
        return yes, match["what"]
    match = _LITTLE_INTEREST.match(said) if claim.relation.id in {"had", "took"} and yes else None
    return (False, match["what"]) if match is not None else None


# -- few or many -----------------------------------------------------------------------


_FEW = re.compile(
    r"^(?:very |only a |only |a )?(?:few|handful of|(?:tiny |small )?minority of) (?:of )?(?:the )?(?P<what>.+)$",
    re.IGNORECASE,
)
_MANY = re.compile(
    r"^(?:(?:very |a great |a good )?many|most|the (?:vast )?majority of|a (?:large )?majority of|all|"
    r"millions of|thousands of) (?:of )?(?:the )?(?P<what>.+)$",
    re.IGNORECASE,
)


@remembered
def share(claim: Claim) -> tuple[bool, str] | None:
    """Return whether many (True) or few did what a claim tells, and many of whom; None where it does not say."""
    if claim.polarity is Polarity.DENIED:
        return None
    for many, pattern in ((True, _MANY), (False, _FEW)):
        match = pattern.match(claim.subject.text) or pattern.match(claim.subject.label)
        if match is not None:
            return many, match["what"]
    return None


def few_or_many(a: Claim, b: Claim, world: Corpus) -> Finding | None:
    """Few did a thing here, many there."""
    if not world.side_by_side(a, b) or (a.relation.id != b.relation.id and not same_wording(a, b)):
        return None
    one, other = share(a), share(b)
    if one is None or other is None or one[0] is other[0]:
        return None
    question = world.question(a)
    if not beside(one[1], other[1], question) or not met(a.object, b.object, world, question):
        return None
    return Finding(
        LinkKind.VALUE_CONFLICT, f"“{a.subject.text}” here, “{b.subject.text}” there", Strength.QUALIFIED
    )


# -- who knew --------------------------------------------------------------------------------

_IDEA_OF = re.compile(
    r"^(?:an? |any |some |the )?(?:idea|knowledge|notion|concept|understanding|inkling|clue) (?:of|about) (?P<what>.+)$"
)
_CLUELESS = word_list("clueless")
_AWARE = re.compile(
    r"^(?:well |quite |fully )?(?:(?P<up>aware|familiar)|unaware|ignorant|oblivious) (?:of|with|to|about) (?P<what>.+)$"
)


@remembered
def knowledge(claim: Claim) -> tuple[bool, str] | None:
    """Return whether a claim has its subject know of a thing, and of what; None where it tells neither."""
    yes, said = claim.polarity is Polarity.AFFIRMED, claim.object.label
    if claim.relation.id in {"knew", "v-know-about", "v-know-of"} and len(tokens(said)) <= 5:
        return yes, _WHEN.sub(
            "", re.sub(r"^(?:about|of|anything about|anything of|nothing about) ", "", said)
        )
    if claim.relation.id == "had" and said.lower() in _CLUELESS and not yes:
        return False, ""
    if claim.relation.id == "had" and (match := _IDEA_OF.match(said)) is not None:
        return yes, match["what"]
    if claim.relation.id in COPULAS and (match := _AWARE.match(said)) is not None:
        return (match["up"] is not None) is yes, match["what"]
    return None


def opposed_knowledge(a: Claim, b: Claim, world: Corpus) -> Finding | None:
    """Somebody knew of a thing here, had no idea of it there."""
    what = _parted(a, b, knowledge(a), knowledge(b), world)
    if what is None:
        return None
    return Finding(LinkKind.NEGATION, f"knew of “{what}” here, had no idea of it there", Strength.QUALIFIED)


def sides(claim: Claim) -> tuple[str, ...]:
    """Return under which headings a claim is set beside others: each rule here looks at one of them."""
    found = []
    if stance(claim) is not None:
        found.append("stance")
    if knowledge(claim) is not None:
        found.append("knowing")
    if share(claim) is not None:
        found.append(f"share {claim.relation.id}")
    if what := begun(claim):
        found.append(f"begun {stem(what)}")
    return tuple(found)
