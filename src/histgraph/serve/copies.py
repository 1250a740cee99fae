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
from histgraph.store import Change, OxigraphStore, Results
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


class CopyStore:
    """A store of a folder whose changes are seen at once by those who open it.

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
        """Do a change as one transaction, durable when this returns; read what it made from then on."""
        if change.is_empty:
            return
        with_lock = writing(self._folder, self._patience)
        try:
            with_lock.apply(change)
        finally:
            with_lock.close()
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
