"""Entities over all pages: one description each, and the lattice of wider and narrower concepts."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from itertools import combinations

from histgraph.graph import merged
from histgraph.model import Entity

_MOST_QUALITIES = 10
"""Concepts of more words than this are not placed: their parts are too many to look up."""

_Concepts = Mapping[tuple[str, frozenset[str]], Sequence[str]]


def described(entities: Iterable[Entity]) -> tuple[Entity, ...]:
    """Return one entity for each id, sorted by id, each concept under the nearest wider ones.

    Absolute power falls under power when both are mentioned anywhere; "absolute personal
    power" falls under absolute power, and only through it under power.
    """
    whole = merged(entities)
    known: dict[tuple[str, frozenset[str]], list[str]] = defaultdict(list)
    for entity in whole:
        if entity.terms:
            known[entity.head, frozenset(entity.terms)].append(entity.id)
    concepts = {identity for ids in known.values() for identity in ids}
    return tuple(_placed(entity, known, concepts) for entity in whole)


def _placed(entity: Entity, known: _Concepts, concepts: set[str]) -> Entity:
    terms = sorted(set(entity.terms))
    if not 1 < len(terms) <= _MOST_QUALITIES:
        return entity
    nearest: list[frozenset[str]] = []
    for size in range(len(terms) - 1, 0, -1):
        for chosen in map(frozenset, combinations(terms, size)):
            if (entity.head, chosen) in known and not any(chosen < nearer for nearer in nearest):
                nearest.append(chosen)
    # What a page placed for other reasons stays; what it placed by words is placed anew, among all pages.
    kept = {wider for wider in entity.broader if wider not in concepts}
    found = {identity for chosen in nearest for identity in known[entity.head, chosen]}
    return replace(entity, broader=tuple(sorted((kept | found) - {entity.id})))
