"""Places as values: when somebody cannot have been born, or have died, in both of two."""

import re
from functools import cache

from histgraph.gazetteer import gazetteer
from histgraph.model import EntityKind
from histgraph.resources import load_toml

_WHERE = re.compile(
    r"^(?:(?:[A-Za-z]+\s+)?(?:in|at|on|near|of)\s+)?(?:the\s+)?(?:(?:city|town|village|island)\s+of\s+)?"
)
_WHEN = re.compile(
    r"[,\s]+(?:(?:in|on|around|about|circa|c\.)\s+)?(?:[A-Z][a-z]+\s+)?(?:\d{1,2},?\s+)?\d{3,4}$"
)
_NAME = re.compile(
    r"^[A-Z\u00c0-\u00de][\w.'’-]*(?:\s(?:of|the|de|del|la|le|upon|am|an|[A-Z\u00c0-\u00de][\w.'’-]*))*$"
)


def place_named(label: str) -> tuple[str, ...]:
    """Return the place that a label names and the places it lies in: ("Genoa", "Italy").

    Empty where the label says more, or other, than a name.
    """
    rest = _WHERE.sub("", _WHEN.sub("", label.strip()), count=1)
    parts = tuple(part.strip() for part in rest.split(",") if part.strip())
    return parts if parts and all(_NAME.match(part) for part in parts) else ()


def apart(one: str, other: str) -> bool | None:
    """Return whether two labels name places of which neither can lie in the other, None where one cannot tell."""
    first, second = place_named(one), place_named(other)
    if not first or not second:
        return None
    ours, theirs = ({part.lower() for part in parts} for parts in (first, second))
    if first[0].lower() in theirs or second[0].lower() in ours or _words(first[0]) & _words(second[0]):
        return False
    if _is_area(first[0]) or _is_area(second[0]):
        return None
    return True


def _words(name: str) -> set[str]:
    return {w.lower() for w in name.split() if w[:1].isupper()}


@cache
def _known(key: str) -> frozenset[str]:
    return frozenset(load_toml("comparison.toml")["places"][key])


def _is_area(name: str) -> bool:
    if name in _known("cities"):
        return False
    found = gazetteer().get(name)
    return name in _known("areas") or (found is not None and found.kind is EntityKind.POLITY)
