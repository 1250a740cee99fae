"""What a thing was by nature, where it can have been one only: a coup or a revolution, a murder or an illness.

Each rule sets two texts on one question against each other. The words are in ``data/oppositions.toml``.
"""

import re
from functools import cache, lru_cache

from histgraph.compare.conflicts.causes import cause
from histgraph.compare.conflicts.rules import COPULAS, Finding, bare, both_affirmed, data, table
from histgraph.compare.corpus import Corpus
from histgraph.compare.matters import asked_for, beside, head_word, matter, met, named_apart, stem, stems
from histgraph.compare.memory import remembered
from histgraph.compare.sight import affirmation, between, denial
from histgraph.compare.words import tokens
from histgraph.model import Claim, LinkKind, Polarity, Strength

_SPLIT = re.compile(
    r"\s(?:of|in|on|at|for|from|to|by|with|against|between|that|which|who|and|or|meant|aimed|designed)\s|,"
)


@remembered
def sort_of(claim: Claim) -> frozenset[tuple[int, int]]:
    """Return as what sorts of things a claim calls its subject: (row, cell) of ``sorts`` in the data file."""
    if claim.relation.id not in COPULAS:
        return frozenset()
    return _sorts(claim.object.label)


@lru_cache(maxsize=65536)
def _sorts(label: str) -> frozenset[tuple[int, int]]:
    words = [w.lower() for w in tokens(_SPLIT.split(label, maxsplit=1)[0])]
    if not words or len(words) > 5 or _PARTLY & set(words):
        return frozenset()
    return _cells().get(words[-1], frozenset())


_PARTLY = table("partly")


@cache
def _cells() -> dict[str, frozenset[tuple[int, int]]]:
    found: dict[str, set[tuple[int, int]]] = {}
    for row, cells in enumerate(data()["sorts"]):
        for cell, words in enumerate(cells):
            for word in words:
                found.setdefault(word, set()).add((row, cell))
    return {word: frozenset(places) for word, places in found.items()}


def other_sort(a: Claim, b: Claim, world: Corpus) -> Finding | None:
    """Two texts call one thing by nouns of which one only fits: a victory and a draw, a coup and a revolution."""
    if not both_affirmed(a, b) or not world.side_by_side(a, b):
        return None
    one, other = sort_of(a), sort_of(b)
    if one & other or {row for row, _ in one}.isdisjoint(row for row, _ in other):
        return None
    if not met(a.subject, b.subject, world, world.question(a)):
        return None
    if named_apart(a.object.label, b.object.label):
        return None
    why = f"it was one of the two: “{a.object.label}” or “{b.object.label}”"
    return Finding(LinkKind.VALUE_CONFLICT, why, Strength.QUALIFIED)


# -- what was the main one -------------------------------------------------------------------

_MAIN = re.compile(
    r"^the (?:main|chief|principal|primary|usual|commonest|dominant|"
    r"most (?:common|important|popular|powerful|dangerous)) (?P<what>.+)$",
    re.IGNORECASE,
)


@remembered
def main(claim: Claim) -> str:
    """Return of what a claim calls its subject the main one, "" where it does not: the main drink, the chief enemy."""
    if claim.relation.id not in COPULAS or claim.polarity is Polarity.DENIED:
        return ""
    match = _MAIN.match(claim.object.label) or _MAIN.match(claim.object.text)
    return match["what"] if match is not None and cause(claim) is None else ""


def other_main(a: Claim, b: Claim, world: Corpus) -> Finding | None:
    """Two texts on one question call two things the main one of a kind."""
    if not world.side_by_side(a, b) or not main(a) or not main(b):
        return None
    question = world.question(a)
    if matter(main(a)).head != matter(main(b)).head or not beside(bare(main(a)), bare(main(b)), question):
        return None
    if met(a.subject, b.subject, world, question) or stems(a.subject.label) & stems(b.subject.label):
        return None
    why = f"only one can be the main one: “{a.subject.label}” or “{b.subject.label}”"
    return Finding(LinkKind.VALUE_CONFLICT, why, Strength.QUALIFIED)


# -- how somebody died -----------------------------------------------------------------------


@remembered
def death(claim: Claim) -> tuple[str, str] | None:
    """Return who a claim says died, and by what sort of death; None where it does not tell."""
    if claim.polarity is Polarity.DENIED:
        return None
    verb = claim.relation.text.lower()
    if claim.relation.id not in _DYING and _killing().isdisjoint(tokens(verb)):
        return None
    subject, said = claim.subject.label, claim.object.label.lower()
    told = {w.lower() for w in tokens(f"{verb} {said}")}
    for manner, words in _deaths().items():
        if claim.relation.id in {"died", "diedIn", "diedOn"} and words["of"] & told:
            return subject, manner
        if claim.relation.id in COPULAS and tokens(said)[:1] and words["was"] & set(tokens(said)[:2]):
            return subject, manner
        if words["did"] & set(tokens(verb)) and (
            manner != "suicide" or "self" in said or said.endswith("life") or "suicide" in said
        ):
            who = subject if manner in {"suicide", "drink"} else claim.object.label
            return who, manner
    return None


_DYING = COPULAS | {"died", "diedIn", "diedOn"}


@cache
def _killing() -> frozenset[str]:
    return frozenset(word for words in _deaths().values() for word in words["did"])


@cache
def _deaths() -> dict[str, dict[str, frozenset[str]]]:
    return {
        row["name"]: {key: frozenset(row.get(key, ())) for key in ("of", "was", "did")}
        for row in data()["death"]
    }


def other_death(a: Claim, b: Claim, world: Corpus) -> Finding | None:
    """Two texts on one question let somebody die by different sorts of death: of an illness, by murder."""
    if not world.side_by_side(a, b):
        return None
    one, other = death(a), death(b)
    if one is None or other is None or one[1] == other[1]:
        return None
    if not beside(one[0], other[0], world.question(a)) or head_word(one[0]).endswith("s") != head_word(
        other[0]
    ).endswith("s"):
        return None
    why = f"one tells of death by {one[1]}, the other by {other[1]}"
    return Finding(LinkKind.VALUE_CONFLICT, why, Strength.QUALIFIED)


# -- what a thing was about ------------------------------------------------------------------


# -- nothing to do with it -------------------------------------------------------------------


# -- what a thing was for --------------------------------------------------------------------

_AIM = re.compile(
    r"^(?:the )?(?:(?:main|real|true|original|primary|chief|sole|only|actual|whole|basic) )?"
    r"(?:aim|goal|purpose|point|objective|intention|function|intent)(?: of (?P<what>.+))?$",
    re.IGNORECASE,
)
_AIM_OWNED = re.compile(
    r"^(?P<what>.+?)(?:['’]s|s['’]) (?:\w+ )?(?:aim|goal|purpose|objective|intention|function)$",
    re.IGNORECASE,
)
_BUILT_FOR = re.compile(
    r"^(?:built|designed|meant|made|intended|created) (?:for|to) (?P<what>.+)$", re.IGNORECASE
)
_MEANT_TO = re.compile(r"\b(?:meant|intended|designed|built|set up|created|founded)$", re.IGNORECASE)
_AMONG = re.compile(
    r"\b(?:also|partly|one of|among|too|as well|both|besides|another|first|secondly)\b", re.IGNORECASE
)


@remembered
def purpose(claim: Claim) -> tuple[str, str] | None:
    """Return what a claim tells the one purpose of, "" where what is asked about, and the purpose."""
    found = _purpose(claim) if claim.polarity is not Polarity.DENIED else None
    return found if found is not None and not _AMONG.search(claim.quote) else None


def _purpose(claim: Claim) -> tuple[str, str] | None:
    if claim.relation.id in COPULAS:
        match = _AIM.match(claim.subject.label) or _AIM_OWNED.match(claim.subject.label)
        if match is not None:
            return match["what"] or "", claim.object.label
        built = _BUILT_FOR.match(claim.object.label)
        return (claim.subject.label, built["what"]) if built is not None else None
    if claim.relation.id == "sought" and _MEANT_TO.search(claim.relation.text):
        return claim.subject.label, claim.object.label
    return None


def other_purpose(a: Claim, b: Claim, world: Corpus) -> Finding | None:
    """Two texts on one question tell the purpose of one thing, and not the same."""
    if not world.side_by_side(a, b):
        return None
    one, other = purpose(a), purpose(b)
    if one is None or other is None or stems(one[1]) & stems(other[1]) - stems(one[0] or other[0]):
        return None
    question = world.question(a)
    if one[0] and other[0] and not beside(one[0], other[0], question):
        return None
    if not all(
        matter(x).head in asked_for(question) for x in (one[0], other[0]) if x and not (one[0] and other[0])
    ):
        return None
    likeness = world.likeness(one[1], other[1])
    if likeness is not None and likeness >= ALIKE:
        return None
    why = f"each tells another purpose: “{one[1]}”, “{other[1]}”"
    return Finding(LinkKind.COMPETING_EXPLANATION, why, Strength.QUALIFIED)


ALIKE = 0.6
"""Cosine from which two purposes may be one in other words."""

# -- qualities that others take for granted --------------------------------------------------


@between(denial(COPULAS), affirmation(holds=lambda c: (told := cause(c)) is not None and not told.denied))
def quality_denied(a: Claim, b: Claim, world: Corpus) -> Finding | None:
    """One denies of a thing the quality under which the other makes it a cause: the bad weather was not bad."""
    if a.polarity is b.polarity or not world.side_by_side(a, b):
        return None
    no, yes = (a, b) if a.polarity is Polarity.DENIED else (b, a)
    if no.relation.id not in COPULAS:
        return None
    told = cause(yes)
    quality = [w.lower() for w in tokens(_SPLIT.split(no.object.label, maxsplit=1)[0])]
    if told is None or told.denied or not quality or len(quality) > 3:
        return None
    wanted, head = stem(quality[-1]), matter(no.subject.label).head
    found = matter(told.label)
    if found.head != head or wanted not in found.front:
        return None
    if named_apart(no.subject.label, told.label) or not stems(told.label):
        return None
    why = f"one makes a cause of “{told.label}”, the other denies that it was “{no.object.label}”"
    return Finding(LinkKind.NEGATION, why, Strength.QUALIFIED)


_SO = frozenset({"really", "very", "at", "all", "truly", "particularly"})


@remembered
def _trait(claim: Claim) -> str:
    """Return the one word of quality that a description comes down to, "" where it is more than that."""
    words = [w for w in tokens(claim.object.label) if w.lower() not in _SO]
    if len(words) != 1 or words[0][0].isupper() or words[0].endswith(("ed", "s")):
        return ""
    return words[0]


@between(
    denial(COPULAS, lambda c: _trait(c)), affirmation(COPULAS, lambda c: len(tokens(c.object.label)) >= 2)
)
def trait_denied(a: Claim, b: Claim, world: Corpus) -> Finding | None:
    """One denies of a thing a trait by which the other names it: not really military, a military barrier."""
    if (
        a.polarity is b.polarity
        or not world.side_by_side(a, b)
        or not {a.relation.id, b.relation.id} <= COPULAS
    ):
        return None
    no, yes = (a, b) if a.polarity is Polarity.DENIED else (b, a)
    word = _trait(no)
    if not word or stem(word) not in matter(yes.object.label).front or len(tokens(yes.object.label)) < 2:
        return None
    if not met(no.subject, yes.subject, world, world.question(a)):
        return None
    why = f"one denies “{word}” of what the other calls “{yes.object.label}”"
    return Finding(LinkKind.NEGATION, why, Strength.QUALIFIED)


def natures(claim: Claim) -> tuple[str, ...]:
    """Return under which headings a claim is set beside others: each rule here looks at one of them."""
    copula = claim.relation.id in COPULAS
    found = [f"sort {row}" for row in sorted({row for row, _ in sort_of(claim)})] if copula else []
    if copula and main(claim):
        found.append("chief")
    if death(claim) is not None:
        found.append("death")
    if (copula or claim.relation.id == "sought") and purpose(claim) is not None:
        found.append("serves")
    return tuple(found)
