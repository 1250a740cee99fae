"""What every store can do, and the one thing that changes it."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Protocol

from pyoxigraph import NamedNode, Quad, QueryBoolean, QuerySolutions, QueryTriples

Results = QuerySolutions | QueryTriples | QueryBoolean


@dataclass(frozen=True, slots=True)
class Change:
    """One change of a store, done wholly or not at all: in this order.

    ``drop`` are graphs to empty, ``delete`` quads to take out, ``insert`` quads to put in.
    """

    drop: tuple[NamedNode, ...] = ()
    delete: tuple[Quad, ...] = ()
    insert: tuple[Quad, ...] = ()

    @property
    def is_empty(self) -> bool:
        """Whether it changes nothing."""
        return not (self.drop or self.delete or self.insert)


class Store(Protocol):
    """A place for quads. The default graph of a query is the union of all named graphs."""

    name: str

    def apply(self, change: Change) -> None:
        """Do a change wholly or not at all.

        Raises:
            StoreError: if the store refuses; it is then as it was before.
        """
        ...

    def query(self, sparql: str) -> Results:
        """Answer a SPARQL query (no update).

        Raises:
            QueryError: if the query is wrong.
            StoreError: if the store cannot be reached.
        """
        ...

    def quads(self, graph: str | None = None) -> Iterator[Quad]:
        """Yield all quads, or those of one graph."""
        ...

    def close(self) -> None:
        """Let go of the store; it can be opened again."""
        ...
