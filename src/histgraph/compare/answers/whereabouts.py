"""Places that a phrase names, and whether two of them lie apart: told from what lies in what (``data/places.toml``)."""

import re
from functools import cache, lru_cache
from typing import NamedTuple

from histgraph.compare.answers.wording import listed, table
from histgraph.gazetteer import gazetteer
from histgraph.resources import load_toml

_NAME = re.compile(
    r"\b[A-Z\u00c0-\u00de][\w’'-]*\.?(?:(?: (?:of|de|del|la|le|do|da|al|the))? [A-Z\u00c0-\u00de][\w’'-]*)*"
)
_OWNER = re.compile(r"['’]s$")


class Place(NamedTuple):
    """Names of places in a stretch of text that tell of one place: "Korčula, a Dalmatian island"."""

    start: int
    end: int
    names: tuple[str, ...]


@cache
def _rows() -> dict[str, frozenset[str]]:
    """Return for each place the wider ones in whose rows it stands."""
    found: dict[str, set[str]] = {}
    for wide, narrow in load_toml("places.toml")["within"].items():
        found.setdefault(wide, set())
        for name in narrow:
            found.setdefault(name, set()).add(wide)
    return {name: frozenset(wider) for name, wider in found.items()}


@lru_cache(maxsize=4096)
def _around(name: str) -> frozenset[str]:
    """Return a place and all that it lies in."""
    found, queue = {name}, [name]
    while queue:
        for wider in _rows().get(queue.pop(), ()):
            if wider not in found:
                found.add(wider)
                queue.append(wider)
    return frozenset(found)


@cache
def _adjectives() -> dict[str, str]:
    """Return for the adjective of a land the land."""
    found: dict[str, str] = dict(table("naming", "lands"))
    for row in gazetteer().entries():
        if row.adjective and row.label in _rows():
            found.setdefault(row.adjective, row.label)
    return found


def is_known(name: str) -> bool:
    """Whether it is known what a place lies in."""
    return name in _rows()


def is_wide(name: str) -> bool:
    """Whether it is known that other places lie in one."""
    return name in load_toml("places.toml")["within"]


@lru_cache(maxsize=8192)
def places_in(text: str) -> tuple[Place, ...]:
    """Return the known places that a text names, each by itself, in their order."""
    found = []
    if text == text.lower():  # a writer without capitals
        text = re.sub(
            r"[a-z’'-]+",
            lambda m: m.group().capitalize() if m.group() not in listed("naming", "no_places") else m.group(),
            text,
        )
    for match in _NAME.finditer(text):
        for start, end, name in _known_in(match.group()):
            found.append(Place(match.start() + start, match.start() + end, (name,)))
    return tuple(found)


def _known_in(run: str) -> list[tuple[int, int, str]]:
    """Return the known places in a run of capitalised words: the longest first, "North" left before a land."""
    words = [(m.start(), m.end()) for m in re.finditer(r"[^ ]+", run)]
    found, n = [], 0
    while n < len(words):
        for last in range(len(words), n, -1):
            start, end = words[n][0], words[last - 1][1]
            told = _OWNER.sub("", run[start:end].rstrip(".,"))
            name = told if is_known(told) else _adjectives().get(told, "")
            if name:
                found.append((start, start + len(told), name))
                n = last - 1
                break
        n += 1
    return found


def lie_apart(one: tuple[str, ...], other: tuple[str, ...]) -> bool:
    """Whether two places, each told by one or more names, cannot be one, nor one a part of the other."""
    ours, theirs = [n for n in one if is_known(n)], [n for n in other if is_known(n)]
    if not ours or not theirs:
        return False
    return all(a not in _around(b) and b not in _around(a) for a in ours for b in theirs) and not _kin(
        ours[0], theirs[0]
    )


def _kin(one: str, other: str) -> bool:
    """Whether two wide places may overlap, as two parts of a continent do: something lies in both of them."""
    return any(one in _around(name) and other in _around(name) for name in _rows())
