"""How two mentions lie to each other: the same thing, one within the other, near, or apart."""

import re
from enum import Enum
from functools import lru_cache

from histgraph.compare.corpus import Corpus
from histgraph.compare.words import content, contrast, names, numbers, telling, tokens, word_list
from histgraph.gazetteer import gazetteer
from histgraph.model import EntityKind, Mention

_MOST = 1 << 17
"""Pairs of mentions of which a corpus remembers how they lie to each other, to bound its memory."""
NEAR = 0.80
"""Cosine from which two wordings with a word in common count as near in meaning."""
_PREPOSITIONS = word_list("prepositions")
_VALUES = frozenset({EntityKind.TIME, EntityKind.QUANTITY})


class Fit(Enum):
    """How the first of two mentions lies to the second."""

    SAME = "the same"
    NARROWER = "narrower"
    WIDER = "wider"
    NEAR = "near in meaning"
    APART = "apart"


def fit(a: Mention, b: Mention, world: Corpus) -> Fit:
    """Return how two subjects or objects lie to each other.

    Equal ids are the same unless the words used differ in a number or by opposed words
    (identity is sometimes too generous). Nearness of meaning never suffices: it needs a
    shared content word, and no differing name or number.
    """
    key = (a.entity, a.label, b.entity, b.label)
    known = world.memory.get(key)
    if known is None:
        if len(world.memory) >= _MOST:
            world.memory.clear()
        known = world.memory[key] = _fit(a, b, world)
    return known


def _fit(a: Mention, b: Mention, world: Corpus) -> Fit:
    if _clash(a.label, b.label):
        return Fit.APART
    if telling(a.label) == telling(b.label):
        return Fit.SAME
    if a.entity == b.entity:
        # Identity takes "a defensive war" and "a war" for one; who denies the one need not deny the other.
        return (
            Fit.NARROWER
            if _qualified(a.label, b.label)
            else Fit.WIDER
            if _qualified(b.label, a.label)
            else Fit.SAME
        )
    if b.entity in world.wider.get(a.entity, ()):
        return Fit.NARROWER
    if a.entity in world.wider.get(b.entity, ()):
        return Fit.WIDER
    if _extends(a.label, b.label):
        return Fit.NARROWER
    if _extends(b.label, a.label):
        return Fit.WIDER
    return Fit.NEAR if _near(a, b, world) else Fit.APART


def _clash(one: str, other: str) -> bool:
    """Whether two labels differ in a number or a name, or oppose each other."""
    if one == other:
        return False
    first, second = numbers(one), numbers(other)
    if first and second and first != second:
        return True
    if " between " in one and " between " in other:
        ours, theirs = names(one), names(other)
        if ours - theirs and theirs - ours:
            return True  # a war between him and me is not one between him and you
    found = contrast(one, other, most=9)
    return found is not None and found.aligned


def _qualified(long: str, short: str) -> bool:
    """Whether a label is another one with qualities before it."""
    whole, part = _lowered(long), _lowered(short)
    return 0 < len(part) < len(whole) and whole[-len(part) :] == part


@lru_cache(maxsize=65536)
def _lowered(label: str) -> tuple[str, ...]:
    return tuple(w.lower() for w in telling(label))


@lru_cache(maxsize=65536)
def _undetermined(label: str) -> tuple[str, ...]:
    """Return the words of a label in lower case, articles and owners left out."""
    return tuple(low for w in tokens(label) if (low := w.lower()) not in _DETERMINERS)


_DETERMINERS = frozenset({"the", "a", "an", "his", "her", "their", "its"})


def _extends(long: str, short: str) -> bool:
    """Whether a label is another with qualities before it or a phrase behind it."""
    whole, part = _undetermined(long), _undetermined(short)
    if not part or len(part) >= len(whole) or len(whole) > 12:
        return False
    if whole[: len(part)] == part and whole[len(part)] in _PREPOSITIONS:
        return True
    return whole[-len(part) :] == part and not set(whole[: -len(part)]) & (
        _PREPOSITIONS | {"and", "or", "not"}
    )


def _near(a: Mention, b: Mention, world: Corpus) -> bool:
    one, other = _owned(a.label, b.label)
    first, second = content(one), content(other)
    shared = first & second
    if not shared or kind_of(a, world) in _VALUES or kind_of(b, world) in _VALUES:
        return False
    ours, theirs = names(a.label), names(b.label)
    if ours and theirs and (not ours & theirs or _two_bearers(a.label, b.label)):
        return False
    if _two_peoples(a.label, b.label):
        return False
    if EntityKind.PERSON not in {kind_of(a, world), kind_of(b, world)} and _parted(a.label, b.label):
        return False
    smaller, larger = sorted((first, second), key=len)
    if (
        len(shared) >= 2
        and (content(_front(one)) & content(_front(other)) or len(shared) >= 3)
        and len(shared) / len(first | second) >= 0.5
    ):
        return True
    likeness = world.likeness(a.label, b.label)
    if likeness is None or (likeness >= NEAR - 0.1 and _two_sorts(a.label, b.label, world)):
        return False
    if smaller <= larger and len(larger) <= 3 * len(smaller) and likeness >= NEAR - 0.1:
        return True
    return likeness >= NEAR


@lru_cache(maxsize=65536)
def _by_owner(label: str) -> tuple[str, str, str]:
    """Return owner, mark of the genitive and what is owned; the last two are "" where there is no owner."""
    return label.replace("’s ", "'s ").partition("'s ")


def _owned(one: str, other: str) -> tuple[str, str]:
    """Return two labels without the owner they share: its trade and its banks have nothing in common."""
    (owner, mark, thing), (owner_too, mark_too, thing_too) = _by_owner(one), _by_owner(other)
    same = mark and mark_too and owner.lower() == owner_too.lower()
    return (thing, thing_too) if same else (one, other)


_BEHIND = re.compile(r"\s(?:of|in|on|at|for|from|to|by|with)\s")


@lru_cache(maxsize=65536)
def _front(label: str) -> str:
    """Return what a label names before it tells of what: the navy and the army of one king are two."""
    return _BEHIND.split(label, maxsplit=1)[0]


def _two_bearers(one: str, other: str) -> bool:
    """Whether two labels are names alone, each with a word that the other lacks: Frederick of here, of there."""
    first, second = ([w for w in tokens(x) if w.lower() not in _PREPOSITIONS | {"the"}] for x in (one, other))
    if not all(w[0].isupper() for w in (*first, *second)):
        return False
    return bool(set(first) - set(second)) and bool(set(second) - set(first))


@lru_cache(maxsize=65536)
def _people_of(label: str) -> str | None:
    words = telling(label)
    return gazetteer().noun(words[0].lower()) if len(words) > 1 else None


def _two_peoples(one: str, other: str) -> bool:
    """Whether two labels open with adjectives of two peoples: Spanish ships, English ships."""
    ours, theirs = _people_of(one), _people_of(other)
    return ours is not None and theirs is not None and ours != theirs


UNLIKE = 0.35
"""Cosine below which two words before one noun make two sorts of it."""


def _two_sorts(one: str, other: str, world: Corpus) -> bool:
    """Whether two labels are of two sorts of one thing: war horses, plough horses."""
    first, second = _lowered(one), _lowered(other)
    if len(first) != 2 or len(second) != 2 or first[1] != second[1]:
        return False
    likeness = world.likeness(first[0], second[0])
    return likeness is not None and likeness < UNLIKE


def _parted(one: str, other: str) -> bool:
    """Whether a name is another with a word put in: the National Party is not the National Liberal Party."""
    short, long = sorted(([w for w in tokens(x) if w.lower() != "the"] for x in (one, other)), key=len)
    if len(short) < 2 or len(short) == len(long) or not all(w[0].isupper() for w in (*short, *long)):
        return False
    return short[0] == long[0] and short[-1] == long[-1] and set(short) < set(long)


def kind_of(mention: Mention, world: Corpus) -> EntityKind | None:
    """Return of what kind an entity is known to be, None where it is not known."""
    found = world.entities.get(mention.entity)
    return found.kind if found is not None else None


def is_named(mention: Mention, world: Corpus) -> bool:
    """Whether a mention is a proper name: a person, a place, a state, no common noun."""
    found = world.entities.get(mention.entity)
    return found is not None and not found.terms and found.kind not in _VALUES


def is_specific(mention: Mention, world: Corpus) -> bool:
    """Whether a mention means the same on any page: a name, or a concept of three words and more."""
    found = world.entities.get(mention.entity)
    return found is not None and found.kind not in _VALUES and (not found.terms or len(found.terms) >= 3)
