"""Names of persons and things, and kinds of things, as what an answer gives: "the Beagle", "Prince Eugene", "lead"."""

import re
from functools import cache, lru_cache
from typing import NamedTuple

from histgraph.compare.answers.wording import listed, table
from histgraph.compare.matters import stem, stems
from histgraph.gazetteer import gazetteer
from histgraph.resources import load_toml

_PARTICLES = r"(?:of|the|de|del|della|di|da|du|la|le|van|von|der|den|al|el|bin|ibn|y|and|&)"
_NAME = re.compile(
    rf"\b[A-Z\u00c0-\u00de][\w’'.-]*(?:,? (?:(?:{_PARTICLES} )*[A-Z\u00c0-\u00de][\w’'-]*\.?|[IVX]+\b))*"
)


class Named(NamedTuple):
    """A name in a text, and the words by which two are told apart."""

    start: int
    end: int
    told: str
    words: frozenset[str]


@lru_cache(maxsize=8192)
def names(text: str) -> tuple[Named, ...]:
    """Return the names in a text, in their order."""
    found = []
    for match in _NAME.finditer(text):
        told, start = match.group().rstrip(".,"), match.start()
        while (first := told.split(" ", 1))[0].lower().rstrip(",") in listed("naming", "no_names"):
            if len(first) == 1:
                told = ""
                break
            start += len(told) - len(first[1])
            told = first[1]
        told = re.sub(r"['’]s?$", "", told)
        words = frozenset(w.lower().strip(".,’'") for w in told.split()) - listed("naming", "titles")
        if told[:1].isupper() and words:
            found.append(Named(start, start + len(told), told, frozenset(map(_plain, words))))
    return tuple(found)


def _plain(word: str) -> str:
    word = re.sub(r"['’]s?$", "", word)
    for marked, bare in (
        ("é", "e"),
        ("è", "e"),
        ("ö", "o"),
        ("ü", "u"),
        ("ä", "a"),
        ("á", "a"),
        ("í", "i"),
        ("ó", "o"),
        ("ç", "c"),
        ("ñ", "n"),
    ):
        word = word.replace(marked, bare)
    return word


def sort_of(told: str) -> str:
    """Return whether a name is known as that of a person, a people or state, a place, or of none of these."""
    found = gazetteer().get(told)
    return str(found.kind) if found is not None else ""


class Kind(NamedTuple):
    """A member of a family of things in a text."""

    start: int
    end: int
    told: str


@cache
def _pattern(family: str) -> re.Pattern[str]:
    words = {word for row in table("families", family) for word in row}
    said = "|".join(sorted(map(re.escape, words), key=len, reverse=True))
    return re.compile(rf"(?<![\w-])(?:{said})(?![\w])", re.IGNORECASE)


def families() -> frozenset[str]:
    """Return the names of the families of things that are known."""
    return frozenset(load_toml("answers.toml")["families"])


@lru_cache(maxsize=8192)
def kinds(text: str, family: str) -> tuple[Kind, ...]:
    """Return the members of a family that a text names, in their order."""
    if family not in families():
        return ()
    return tuple(Kind(m.start(), m.end(), m.group().lower()) for m in _pattern(family).finditer(text))


def belong_together(one: str, other: str, family: str) -> bool:
    """Whether of two members of a family one may be a sort of the other, or another word for it."""
    if one == other or stem(one) == stem(other):
        return True
    return any({one, other} <= {w.lower() for w in row} for row in table("families", family))


def same_name(one: frozenset[str], other: frozenset[str]) -> bool:
    """Whether two names share a word, however it is written."""
    return (
        bool(one & other)
        or bool({stem(w) for w in one} & {stem(w) for w in other})
        or any(a[:4] == b[:4] and len(a) > 4 and len(b) > 4 for a in one for b in other)
    )


def asked_in(name: frozenset[str], question: frozenset[str]) -> bool:
    """Whether a name says nothing but what the question does."""
    return stems(" ".join(name)) <= question
