"""A store for work beside a server: read from a copy, write for moments only.

A build that holds the writer's lock for minutes would keep reviewers waiting. This store reads from the
newest copy, so it may take as long as it likes, and takes the lock for each change alone.
"""

import time
from collections.abc import Iterator
from pathlib import Path
from types import TracebackType

import pyoxigraph as ox

from histgraph.errors import StoreError
from histgraph.graph import terms
from histgraph.pipeline import State
from histgraph.store import Change, OxigraphStore, Results, Store
from histgraph.store.rdf import answered

_PATIENCE = 60.0
"""Seconds to wait for another writer before giving up."""


def writing(folder: Path, patience: float) -> OxigraphStore:
    """Open a store as its one writer, waiting for another to end.

    Raises:
        StoreError: it stays locked, or the disk refuses.
    """
    end = time.monotonic() + patience
    while True:
        try:
            return OxigraphStore(folder)
        except StoreError as error:
            if "locked" not in str(error) or time.monotonic() > end:
                raise
        time.sleep(0.05)


class Standing:
    """A copy that is open already, seen as a store; nothing can be changed in it."""

    def __init__(self, name: str, store: ox.Store) -> None:
        self.name = name
        self._store = store

    def apply(self, change: Change) -> None:
        """Refuse every change."""
        raise StoreError(f"{self.name} is a copy for readers; {len(change.insert)} quads were not put in.")

    def query(self, sparql: str) -> Results:
        """Answer a query over the union of all graphs."""
        return answered(self._store, sparql)

    def quads(self, graph: str | None = None) -> Iterator[ox.Quad]:
        """Yield all quads, or those of one graph."""
        return self._store.quads_for_pattern(None, None, None, ox.NamedNode(graph) if graph else None)

    def close(self) -> None:
        """Leave the copy open: others read it too."""


class MovedError(StoreError):
    """Somebody else changed the store since it was read; what was to follow from it must be worked out anew."""


def _standing(store: Store) -> tuple[object, ...]:
    """Return what work on the whole store rests on: its sources and the comparison; reviews may be added to it."""
    query = f"SELECT ?mark {{ GRAPH {terms.LINKS} {{ {terms.COMPARISON} {terms.hg('version')} ?mark }} }}"
    marks = sorted(row["mark"].value for row in store.query(query))  # type: ignore[union-attr]
    return State(store).known, marks


class CopyStore:
    """A store of a folder whose changes are seen at once by those who open it.

    A change rests on what was read; where another program took sources in or out meanwhile, it is
    refused (``MovedError``), and ``renew`` reads what stands now. Reviews may come in between.

    Args:
        folder: of a store.
        patience: seconds to wait for other writers at each change.

    Raises:
        StoreError: there is no store.
    """

    def __init__(self, folder: Path, *, patience: float = _PATIENCE) -> None:
        self.name = str(folder)
        self._folder = folder
        self._patience = patience
        self._copy = OxigraphStore(folder, write=False)

    def apply(self, change: Change) -> None:
        """Do a change as one transaction, durable when this returns; read what it made from then on.

        Raises:
            MovedError: another program changed what it rests on; nothing was done.
            StoreError: the store stays locked, or the disk refuses.
        """
        if change.is_empty:
            return
        opened = writing(self._folder, self._patience)
        try:
            if _standing(opened) != _standing(self._copy):
                raise MovedError(f"The store {self.name} was changed by another program; do it again.")
            opened.apply(change)
        finally:
            opened.close()
        self.renew()

    def renew(self) -> None:
        """Read what stands in the store now."""
        self._copy.close()
        self._copy = OxigraphStore(self._folder, write=False)

    def query(self, sparql: str) -> Results:
        """Answer a query over the union of all graphs."""
        return self._copy.query(sparql)

    def quads(self, graph: str | None = None) -> Iterator[ox.Quad]:
        """Yield all quads, or those of one graph."""
        return self._copy.quads(graph)

    def close(self) -> None:
        """Let go of the copy."""
        self._copy.close()

    def __enter__(self) -> "CopyStore":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()
