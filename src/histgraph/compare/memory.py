"""Remembering what was read from a claim alone: each claim meets many others."""

from collections.abc import Callable
from functools import wraps
from typing import Any, TypeVar

from histgraph.model import Claim

T = TypeVar("T")
MOST = 1 << 18
"""Claims that a generation of the memory holds; there are two, and the older one is forgotten first.

For each claim there is one list with a place for every reading, some 600 bytes in all.
"""


class _Memory:
    """What was read of claims: for each a list with the claim itself, and a place for each reading.

    Both generations stay the same two dictionaries, so that whoever reads need not ask which they are.
    """

    def __init__(self) -> None:
        self.readings = 1
        self.young: dict[int, list[Any]] = {}
        self.old: dict[int, list[Any]] = {}

    def of(self, claim: Claim) -> list[Any]:
        """Return what was read of a claim, as the younger generation holds it from now on."""
        key = id(claim)
        found = self.old.get(key)
        if found is None or found[0] is not claim:
            found = [_UNREAD] * self.readings
            found[0] = claim
        if len(self.young) >= MOST:
            self.old.clear()
            self.old.update(self.young)
            self.young.clear()
        self.young[key] = found
        return found


_UNREAD = object()
_MEMORY = _Memory()


def remembered(read: Callable[[Claim], T]) -> Callable[[Claim], T]:
    """Return a reading that is done once for each claim.

    Claims are told apart as objects, not by their id: a corrected claim keeps its id.
    """
    memory, place, look, unread = _MEMORY, _MEMORY.readings, _MEMORY.young.get, _UNREAD
    memory.readings += 1

    @wraps(read)
    def reading(claim: Claim) -> T:
        held = look(id(claim))
        if held is None or held[0] is not claim:
            held = memory.of(claim)
        try:
            found: T = held[place]
        except IndexError:  # a reading that was not known yet
            held += [unread] * (memory.readings - len(held))
            found = held[place]
        if found is unread:
            found = held[place] = read(claim)
        return found

    return reading
