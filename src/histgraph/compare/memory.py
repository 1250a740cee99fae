"""Remembering what was read from a claim alone: each claim meets many others."""

from collections.abc import Callable
from functools import wraps
from typing import TypeVar

from histgraph.model import Claim

T = TypeVar("T")
MOST = 65536
"""Claims whose reading is remembered; beyond, all are forgotten and read again."""


def remembered(read: Callable[[Claim], T]) -> Callable[[Claim], T]:
    """Return a reading that is done once for each claim.

    Claims are told apart as objects, not by their id: a corrected claim keeps its id.
    """
    known: dict[int, tuple[Claim, T]] = {}

    @wraps(read)
    def reading(claim: Claim) -> T:
        found = known.get(id(claim))
        if found is not None and found[0] is claim:
            return found[1]
        value = read(claim)
        if len(known) >= MOST:
            known.clear()
        known[id(claim)] = (claim, value)
        return value

    return reading
