"""Words and things that stand against each other: from data, and from what the texts themselves say."""

import re
from functools import cache

from histgraph.compare.corpus import Corpus
from histgraph.model import Claim
from histgraph.resources import load_toml

_WORD = re.compile(r"[a-z]+(?:-[a-z]+)*")


@cache
def _traits() -> dict[str, frozenset[str]]:
    found: dict[str, set[str]] = {}
    for one, other in load_toml("history_terms.toml")["traits"]["opposites"]:
        found.setdefault(one, set()).add(other)
        found.setdefault(other, set()).add(one)
    return {word: frozenset(others) for word, others in found.items()}


@cache
def _pairs() -> tuple[tuple[str, str], ...]:
    return tuple((one, other) for one, other in load_toml("oppositions.toml")["pairs"])


def opposed_traits(one: str, other: str) -> tuple[str, str] | None:
    """Return the words by which two descriptions oppose each other, None if they do not.

    Both must rest on the opposed word: at most four content words, and no other word shared
    but articles would make them about different things.
    """
    first, second = _WORD.findall(one.lower()), _WORD.findall(other.lower())
    if len(first) > 6 or len(second) > 6:
        return None
    for word in first:
        for opposite in _traits().get(word, ()):
            if opposite in second:
                return word, opposite
    return None


def opposed_entities(a: Claim, b: Claim, world: Corpus) -> str | None:
    """Return why the objects of two claims stand against each other, None if they do not."""
    wanted = {a.object.entity, b.object.entity}
    if len(wanted) < 2:
        return None
    for opposition in world.oppositions:
        if {opposition.one, opposition.other} == wanted:
            return f"a text sets them against each other: {opposition.reason}"
    for claim, other in ((a, b), (b, a)):
        if claim.over is not None and claim.over.entity == other.object.entity:
            return f"one prefers “{claim.object.label}” over “{claim.over.label}”"
    one, two = (" ".join(_WORD.findall(label.lower())) for label in (a.object.label, b.object.label))
    for left, right in _pairs():
        for x, y in ((left, right), (right, left)):
            if _about(one, x, y) and _about(two, y, x):
                return f"{x} stands against {y}"
    return None


def _about(label: str, word: str, opposite: str) -> bool:
    """Whether a label ends in a word or is short around it, without naming the opposite too."""
    return (
        f" {word} " in f" {label} "
        and f" {opposite} " not in f" {label} "
        and len(label.split()) <= len(word.split()) + 4
    )
