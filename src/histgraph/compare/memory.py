"""Remembering what was read from a claim alone: each claim meets many others."""

from collections.abc import Callable
from functools import wraps
from typing import TypeVar

from histgraph.model import Claim

T = TypeVar("T")
MOST = 65536
"""Claims that a generation of the memory holds; there are two, and the older one is forgotten first."""


def remembered(read: Callable[[Claim], T]) -> Callable[[Claim], T]:
    """Return a reading that is done once for each claim.

    Claims are told apart as objects, not by their id: a corrected claim keeps its id.
    """
    young: dict[int, tuple[Claim, T]] = {}
    old: dict[int, tuple[Claim, T]] = {}

    @wraps(read)
    def reading(claim: Claim) -> T:
        nonlocal young, old
        key = id(claim)
        found = young.get(key)
        if found is not None and found[0] is claim:
            return found[1]
        found = old.get(key)
        if found is None or found[0] is not claim:
            found = (claim, read(claim))
        if len(young) >= MOST:
            young, old = {}, young
        young[key] = found
        return found[1]

    return reading
