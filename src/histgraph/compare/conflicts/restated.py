"""On which side a claim is that answers a yes-or-no question: it says what is asked, or denies it, in whatever words.

What a claim leaves out of the question is found by stems, rows of words of one meaning, and embeddings; what may be
left out is settled here. The words are in ``data/stances.toml``.
"""

import re
from collections.abc import Iterator, Sequence
from functools import cache

from histgraph.compare.conflicts.doers import done_by_one
from histgraph.compare.conflicts.openings import clause
from histgraph.compare.conflicts.rules import COPULAS, table
from histgraph.compare.conflicts.stands import stands
from histgraph.compare.conflicts.whether import Whether, kin, listed
from histgraph.compare.corpus import Corpus
from histgraph.compare.matters import matter, stem, stems
from histgraph.compare.words import STEM, forms, opposite_words, telling, tokens
from histgraph.model import Claim, Mode, Polarity
from histgraph.resources import load_toml

SURE = 0.4
"""Confidence below which a claim carries no stance."""
FRONTED = re.compile(
    r"^(?:\W*(?:no|yes|nope|well|oh)\W+)?(?P<limit>(?:not )?(?:in|at|on|under|for|during|until|till|after|before|"
    r"from|among|with|within|outside|inside|towards?|east|west|north|south|since|when|once|while)\b[^,;:.!?]*)",
    re.IGNORECASE,
)
"""A phrase that a sentence opens with: where, when or for whom."""


def side_of(claim: Claim, asked: Whether, world: Corpus) -> bool | None:
    """Return whether a claim affirms what is asked (true), denies it, or says something else (None)."""
    if claim.mode is not Mode.ACTUAL or claim.condition or claim.confidence < SURE:
        return None
    if claim.attributed_to and not (
        asked.belief and not stems(claim.attributed_to).isdisjoint(asked.stems | _ANYBODY)
    ):
        return None
    affirmed = claim.polarity is Polarity.AFFIRMED
    if _only_aimed_at(claim, asked):
        return None
    if is_exact(claim, asked, world):
        return affirmed
    left = _left(claim, asked, world)
    if affirmed and _instead(claim) and all(p in left[:1] for p in left):
        return False
    if affirmed and _WITHOUT.search(clause(claim)):
        return None
    if affirmed and left == asked.parts[:1] and not asked.passive and _other_doer(claim, asked):
        return False
    if not affirmed and _rules_out(claim, asked):
        return False
    if not _is_about(claim, asked, left):
        return None
    if affirmed and _BELITTLED.search(claim.quote):
        return False
    if _says_all(claim, asked, left):
        return affirmed if affirmed or not _beyond(claim, asked) else None
    if not affirmed and _beyond(claim, asked):
        return None
    return next(_sides(claim, asked, left), None)


_WITHOUT = re.compile(r"\bwithout\b", re.IGNORECASE)
_ANYBODY = frozenset({stem(w) for w in ("people", "everyone", "everybody", "they", "most", "contemporaries")})
_THAN_THOUGHT = (
    r"(?:less|smaller|weaker|rarer|fewer) than (?:(?:is|are|was|were) )?(?:\w+ )?"
    r"(?:people|most|many|we|you|commonly|often|usually|generally|believed|thought|assumed|imagined|supposed)"
)
_BELITTLED = re.compile(
    rf"\b(?:{_THAN_THOUGHT}|(?:overrated|exaggerated|overstated|overblown|overestimated)|"
    r"gets? (?:far |way )?too much credit)\b",
    re.IGNORECASE,
)


def _instead(claim: Claim) -> bool:
    """Whether a claim tells of somebody in the place of another."""
    return claim.subject.label.lower() in listed("instead") or claim.subject.text.lower() in listed("instead")


def _only_aimed_at(claim: Claim, asked: Whether) -> bool:
    """Whether a claim is of a wish or a plan to do what the question asks for, and not of the deed."""
    if not claim.object.label.startswith("to ") and claim.relation.id not in table("aims"):
        return False
    return not _asked_verb(claim, asked)


def _asked_verb(claim: Claim, asked: Whether) -> bool:
    """Whether the verb of a claim is one of the question's, or means the same."""
    called = claim.relation.id.removeprefix("v-").replace("-", " ")
    told = f"{claim.relation.text} {claim.relation.label} {called}"
    verb = {stem(form) for word in tokens(told) for form in forms(word)}
    rows = {n for s in verb for n in kin(s)}
    return any(s in verb or kin(s) & rows for s in asked.stems)


_LIMIT = re.compile(
    r" (?:in|on|at|for|to|with|among|by|under|against|towards?|within|during|outside) "
    r"(?!most\b|much\b|nearly\b|all\b|the whole\b|(?:\w+ )?(?:years|decades|centuries)\b)(?P<limit>.+)$",
    re.IGNORECASE,
)


def is_limited(claim: Claim, asked: Whether, world: Corpus) -> bool:
    """Whether a claim is of a part of what is asked about, or holds in one place or respect: "in cloth"."""
    if is_exact(claim, asked, world) or _instead(claim) or _other_doer(claim, asked):
        return False
    if not _by_pronoun(claim) and stems(claim.subject.label) - asked.said:
        return claim.subject.label.lower() not in _NOBODY and not _same_name(claim, asked)
    match = _LIMIT.search(claim.object.label)
    return match is not None and not stems(match["limit"]) <= asked.stems


def _same_name(claim: Claim, asked: Whether) -> bool:
    """Whether the subject of a claim is a name of which the question has a part."""
    names = matter(claim.subject.label).names
    return (
        " of " not in claim.subject.label
        and bool(names & asked.stems)
        and stems(claim.subject.label) <= names | asked.said
    )


def _rules_out(claim: Claim, asked: Whether) -> bool:
    """Whether a denial is that there was, or had any part in it, what the question turns on: there was no sabotage."""
    said = stems(claim.subject.label)
    there = claim.object.label in {"at all", "there"} or bool(stems(claim.object.label) & _PART)
    turns_on = asked.must.union(*asked.parts[asked.core :])
    return there and bool(said & turns_on) and said <= asked.stems


_PART = frozenset(
    {stem(w) for w in ("role", "part", "matter", "difference", "reason", "cause", "motive", "point")}
)


def _other_doer(claim: Claim, asked: Whether) -> bool:
    """Whether a claim puts a deed that one alone can have done down to somebody whom the question does not name."""
    if (
        claim.relation.id in COPULAS
        or not stems(claim.subject.label).isdisjoint(asked.said)
        or _by_pronoun(claim)
    ):
        return False
    once = not {*tokens(claim.relation.text.lower())}.isdisjoint(listed("once"))
    return done_by_one(claim) or (once and _asked_verb(claim, asked))


def _said(claim: Claim) -> frozenset[str]:
    """Return the stems of what a claim says, with the phrase that its sentence opens with."""
    fronted = FRONTED.match(claim.quote)
    parts = (
        claim.subject.label,
        claim.relation.label,
        claim.object.label,
        claim.subject.text,
        claim.object.text,
    )
    words = f"{' '.join(parts)} {claim.attributed_to or ''} {claim.relation.id.removeprefix('v-').replace('-', ' ')}"
    if claim.polarity is Polarity.AFFIRMED and not _DENYING.search(clause(claim)):
        words += f" {clause(claim)}"
    told = {
        *stems(words),
        *stems(claim.relation.text),
        *(stems(fronted["limit"]) if fronted is not None else ()),
    }
    return frozenset(told | {stem(form) for word in tokens(claim.relation.text) for form in forms(word)})


_DENYING = re.compile(
    r"\b(?:not|never|no|nobody|nothing|without|neither|nor|none|hardly)\b|n[’']t\b", re.IGNORECASE
)


def _left(claim: Claim, asked: Whether, world: Corpus) -> tuple[frozenset[str], ...]:
    """Return the parts of a question that a claim leaves out."""
    said = _said(claim) | (stems(claim.object.label) if asked.passive else frozenset())
    rows = frozenset(n for s in said for n in kin(s))
    families = frozenset(s[:STEM] for s in said if len(s) > STEM)
    left = tuple(
        part
        for part in asked.parts
        if part.isdisjoint(said)
        and not any(kin(s) & rows or (len(s) > STEM and s[:STEM] in families) for s in part)
    )
    if _by_pronoun(claim):
        left = tuple(part for part in left if part != asked.parts[0])
    objects = {*asked.parts[2 : asked.core], asked.parts[asked.core - 1]} if asked.core > 1 else set()
    if objects & {*left} and _TAKEN_UP.search(clause(claim)):
        left = tuple(part for part in left if part not in objects)
    if (
        claim.polarity is Polarity.DENIED
        and claim.object.label.lower() in _ANYTHING
        and _asked_verb(claim, asked)
    ):
        left = tuple(part for part in left if part == asked.parts[0])
    if claim.subject.label.lower() in _NOBODY:
        left = left[1:] if left[:1] == asked.parts[:1] else left
    if (
        len(left) > 1
        and asked.parts[1] in left
        and _does(claim)
        and not stems(claim.object.label).isdisjoint(asked.stems)
    ):
        left = tuple(part for part in left if part != asked.parts[1])
    return (
        tuple(part for part in left if not _means(part, claim, asked, world)) if len(left) <= _FEW else left
    )


def _by_pronoun(claim: Claim) -> bool:
    """Whether a claim's sentence opens with a pronoun for its subject, which then is what the question is about."""
    who = claim.subject.text.lower()
    return who in _PRONOUNS and _OPENER.sub("", claim.quote).lower().startswith(f"{who} ")


_PRONOUNS = frozenset({"he", "she", "it", "they", "him", "her", "them", "this", "that"})
_OPENER = re.compile(r"^\W*(?:(?:yes|no|nope|nah|yeah|well|oh|actually)\W+)*", re.IGNORECASE)
_ANYTHING = frozenset({"anything", "anyone", "anybody"})
_NOBODY = frozenset({"anyone", "anybody", "nobody", "no one"})
_TAKEN_UP = re.compile(
    r"\w (?:it|them|him|her|that|this|one|those|these)(?=$|[.,;!]| (?!was|were|is|had|did)\w)",
    re.IGNORECASE,
)
"""What stands for the object of the question: "He brought it home from China"."""
_FEW = 2
_LIKE = 0.68
"""The cosine of two words from which on they are taken for one."""


def _does(claim: Claim) -> bool:
    """Whether a claim's verb says no more than that its object was done: carried out the raid."""
    return claim.relation.text.lower() in listed("doing")


def _means(part: frozenset[str], claim: Claim, asked: Whether, world: Corpus) -> bool:
    """Whether a word of a claim means what a word of the question means, as far as embeddings know."""
    said = [w.lower() for w in telling(f"{claim.relation.label} {claim.object.label}") if w[0].islower()]
    for word in asked.words[part]:
        for other in said:
            cosine = world.likeness(word, other)
            if (
                cosine is not None
                and cosine >= _LIKE
                and not (opposite_words(word, other) or _apart(word, other))
            ):
                return True
    return False


def _is_about(claim: Claim, asked: Whether, left: Sequence[frozenset[str]]) -> bool:
    """Whether a claim is about what the question is about."""
    if _by_pronoun(claim):
        return True
    told = matter(claim.subject.label)
    if told.names and told.names.isdisjoint(asked.stems):
        return False
    if claim.polarity is Polarity.AFFIRMED and not (told.names or told.head in asked.said):
        return asked.parts[0] not in left and claim.relation.id not in COPULAS
    return asked.parts[0] not in left or (len(asked.parts) > 2 and len(left) == 1)


def _says_all(claim: Claim, asked: Whether, left: Sequence[frozenset[str]]) -> bool:
    """Whether a claim says what the question asks, be it in other words or without a word that goes without saying."""
    if not left:
        return asked.must <= _said(claim)
    if any(not part.isdisjoint(asked.must) for part in left) or not asked.must <= _said(claim):
        return False
    if asked.parts[asked.core - 1] in left or any(part in left for part in asked.named):
        return False
    if left == asked.parts[:1]:  # the doer goes unsaid in "half of it was burned"
        return claim.relation.id in COPULAS and not stems(claim.subject.label).isdisjoint(asked.stems)
    rest = len(asked.parts) - 1
    if rest >= 3 and len(left) * 3 <= rest:
        return True
    about = stems(claim.subject.label)
    core = asked.parts[: asked.core]
    first = max((n for n, part in enumerate(core) if not part.isdisjoint(about)), default=0)
    if len(core) - first > 2 and all(part in asked.parts[asked.core :] for part in left):
        return True  # where it was done goes without saying
    middle = rest >= 2 and len(left) == 1 and left[0] not in (asked.parts[0], asked.parts[-1])
    return middle and claim.relation.id in COPULAS | {"had"}


def is_exact(claim: Claim, asked: Whether, world: Corpus) -> bool:
    """Whether a claim says what is asked and nothing else, as what is read of "No." does."""
    said = stems(f"{claim.subject.text or claim.subject.label} {claim.object.text or claim.object.label}")
    if claim.polarity is Polarity.DENIED and claim.object.label == "at all":
        return said <= asked.said and any(part & _said(claim) for part in asked.parts[1:])
    return said <= asked.said and not _left(claim, asked, world)


def _beyond(claim: Claim, asked: Whether) -> bool:
    """Whether a denial is of something narrower than what is asked, or of another deed."""
    plain = claim.relation.id in COPULAS | {"had", "joined"} or _does(claim)
    return not (plain or _asked_verb(claim, asked)) or len(stems(claim.object.label) - asked.stems) > 1


def _sides(claim: Claim, asked: Whether, left: Sequence[frozenset[str]]) -> Iterator[bool]:
    """Yield the side on which a claim puts the thing that the question puts on one."""
    affirmed = claim.polarity is Polarity.AFFIRMED
    open_ = frozenset(s for part in left for s in part)
    for word, (axis, side, place) in asked.sides:
        others = [part for part in left if word not in part]
        described = claim.relation.id in COPULAS and len(others) == 1 and others[0] == asked.parts[-1]
        if (others and not described) or (word not in open_ and not affirmed):
            continue
        for stand in stands(claim):
            if stand.axis == axis and not stems(stand.target).isdisjoint(asked.stems):
                if stand.side is side:
                    if not stand.denied or stand.place <= place:
                        yield not stand.denied
                elif not stand.denied:
                    yield False
    if len(left) == 1 and affirmed:
        copula = claim.relation.id in COPULAS
        for word in telling(claim.object.label if copula else claim.relation.text):
            if any(opposite_words(word, other) or _apart(word, other) for other in asked.words[left[0]]):
                yield False


@cache
def _groups() -> tuple[tuple[frozenset[str], ...], ...]:
    return tuple(
        tuple(frozenset(map(stem, row)) for row in group) for group in load_toml("stances.toml")["apart"]
    )


def _apart(one: str, other: str) -> bool:
    """Whether of two words one thing cannot well be called both: a volunteer, a conscript."""
    first, second = stem(one), stem(other)
    for group in _groups():
        rows = [next((n for n, row in enumerate(group) if word in row), None) for word in (first, second)]
        if None not in rows and rows[0] != rows[1]:
            return True
    return False
