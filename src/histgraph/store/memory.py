"""A store in memory: gone when the program ends."""

from collections.abc import Iterator

import pyoxigraph as ox

from histgraph.store.protocol import Change, Results
from histgraph.store.rdf import answered, perform


class MemoryStore:
    """Keeps quads in memory, indexed by Oxigraph."""

    name = "memory:"

    def __init__(self) -> None:
        self._store = ox.Store()

    def apply(self, change: Change) -> None:
        """Do a change wholly or not at all."""
        perform(self._store, change)

    def query(self, sparql: str) -> Results:
        """Answer a query over the union of all graphs."""
        return answered(self._store, sparql)

    def quads(self, graph: str | None = None) -> Iterator[ox.Quad]:
        """Yield all quads, or those of one graph."""
        return self._store.quads_for_pattern(None, None, None, ox.NamedNode(graph) if graph else None)

    def close(self) -> None:
        """Nothing is held that must be let go."""
