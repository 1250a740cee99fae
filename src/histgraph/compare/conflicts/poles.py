"""The words of the axes: which side of which axis a word puts a thing on, by how it is used."""

from collections import defaultdict
from functools import cache, lru_cache

from histgraph.compare.conflicts.rules import data
from histgraph.compare.words import runs

Place = tuple[str, bool, int]
"""Axis, side (true for up), and rank within the words of that side."""


@cache
def places_of(use: str) -> dict[str, tuple[Place, ...]]:
    """Return for each word of one use (is, does, to, noun) its axes, sides and places."""
    found: dict[str, list[Place]] = defaultdict(list)
    rows = [(row["name"], row["up"], row["down"]) for row in data()["axis"]]
    if use == "is":
        rows += [(f"{up[0]} or {down[0]}", {"is": up}, {"is": down}) for up, down in data()["poles"]]
    for name, up, down in rows:
        for side, words in ((True, up), (False, down)):
            for place, word in enumerate(words.get(use, ())):
                found[word].append((name, side, place))
    return {word: tuple(places) for word, places in found.items()}


@cache
def phrases() -> tuple[str, ...]:
    """Return what describes a thing in several words: "well off"."""
    return tuple(word for word in places_of("is") if " " in word)


@cache
def first_words() -> frozenset[str]:
    """Return the words that those phrases begin with."""
    return frozenset(phrase.split()[0] for phrase in phrases())


@cache
def runs_of(use: str) -> frozenset[str]:
    """Return the runs of letters of all words of one use: without one of them none of the words is there."""
    return frozenset().union(*map(runs, places_of(use)))


def same_side(word: str, other: str) -> bool:
    """Return whether two verbs or nouns put a thing on one side of one axis: eradicate, annihilation."""
    return not _sides(word).isdisjoint(_sides(other))


@lru_cache(maxsize=4096)
def _sides(word: str) -> frozenset[tuple[str, bool]]:
    low = word.lower()
    known = [
        *places_of("noun").get(low, ()),
        *(p for end in ("", "d", "ed") for p in places_of("to").get(low + end, ())),
    ]
    return frozenset((axis, side) for axis, side, _ in known)
