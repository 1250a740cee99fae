"""A store in memory: gone when the program ends."""

from collections.abc import Iterator

import pyoxigraph as ox

from histgraph.errors import StoreError
from histgraph.store.protocol import Change, Results
from histgraph.store.rdf import query_error, update


class MemoryStore:
    """Keeps quads in memory, indexed by Oxigraph."""

    name = "memory:"

    def __init__(self) -> None:
        self._store = ox.Store()

    def apply(self, change: Change) -> None:
        """Do a change wholly or not at all."""
        if change.is_empty:
            return
        try:
            if not change.drop and not change.delete:
                self._store.extend(change.insert)
            else:
                self._store.update(update(change))
        except (OSError, SyntaxError, ValueError) as error:
            raise StoreError(f"The change was refused: {error}") from error

    def query(self, sparql: str) -> Results:
        """Answer a query over the union of all graphs."""
        try:
            return self._store.query(sparql, use_default_graph_as_union=True)
        except (SyntaxError, ValueError) as error:
            raise query_error(error) from error

    def quads(self, graph: str | None = None) -> Iterator[ox.Quad]:
        """Yield all quads, or those of one graph."""
        return self._store.quads_for_pattern(None, None, None, ox.NamedNode(graph) if graph else None)

    def close(self) -> None:
        """Nothing is held that must be let go."""
