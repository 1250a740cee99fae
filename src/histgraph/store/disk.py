"""A store in a folder: Oxigraph on disk, one writer and many readers, safe against a pulled plug.

Every change is one SPARQL update, which Oxigraph does as one transaction of RocksDB: after a
kill the folder holds all of it or nothing.
"""

import time
from collections.abc import Iterator
from pathlib import Path

import pyoxigraph as ox

from histgraph.errors import StoreError
from histgraph.store.protocol import Change, Results
from histgraph.store.rdf import query_error, update

_MARK = "CURRENT"
"""A file that every folder of RocksDB has."""
_TRIES = 5
BULK = 200_000
"""From so many quads on, an empty store is filled by bulk loading, which takes a third of the memory."""


class OxigraphStore:
    """Keeps quads in a folder.

    Args:
        folder: made where there is none.
        write: open as the one writer; otherwise a reader of what stands there now.

    Raises:
        StoreError: if another process writes to it, it is no store, or the disk refuses.
    """

    def __init__(self, folder: Path | str, *, write: bool = True) -> None:
        self.name = str(folder)
        self._folder = Path(folder)
        self._write = write
        self._store: ox.Store | None = self._opened()

    def _opened(self) -> ox.Store:
        folder = self._folder
        if folder.exists() and not folder.is_dir():
            raise StoreError(f"{folder} is a file, not the folder of a store. Name another with --store.")
        if folder.is_dir() and not (folder / _MARK).exists() and any(folder.iterdir()):
            raise StoreError(
                f"{folder} is a folder with other files, not a store. Name a new or empty folder with --store."
            )
        try:
            if not self._write and (folder / _MARK).exists():
                return _read_only(folder)
            folder.mkdir(parents=True, exist_ok=True)
            return ox.Store(str(folder))
        except OSError as error:
            raise self._refused(error) from error
        except RuntimeError as error:
            raise StoreError(
                f"The store {folder} is being written to or damaged; try again: {error}"
            ) from error

    def _refused(self, error: OSError) -> StoreError:
        words = str(error)
        if "LOCK" in words or "lock" in words.lower():
            return StoreError(
                f"The store {self._folder} is locked: another histgraph writes to it. "
                "Wait until it ends, or name another store with --store."
            )
        if "No space" in words or getattr(error, "errno", None) == 28:
            return StoreError(
                f"The disk under {self._folder} is full; the store is as it was. Make room and build again."
            )
        return StoreError(f"The store {self._folder} cannot be used: {words}")

    @property
    def _open(self) -> ox.Store:
        if self._store is None:
            raise StoreError(f"The store {self._folder} is closed; open it again.")
        return self._store

    def apply(self, change: Change) -> None:
        """Do a change as one transaction."""
        if change.is_empty:
            return
        if not self._write:
            raise StoreError(f"The store {self._folder} was opened for reading only.")
        store = self._open
        try:
            if not change.drop and not change.delete:
                if len(change.insert) >= BULK and len(store) == 0:
                    store.bulk_extend(change.insert)
                else:
                    store.extend(change.insert)
            else:
                store.update(update(change))
            store.flush()
        except OSError as error:
            raise self._refused(error) from error
        except (SyntaxError, ValueError) as error:
            raise StoreError(f"The change was refused: {error}") from error

    def query(self, sparql: str) -> Results:
        """Answer a query over the union of all graphs."""
        try:
            return self._open.query(sparql, use_default_graph_as_union=True)
        except (SyntaxError, ValueError) as error:
            raise query_error(error) from error
        except OSError as error:
            raise self._refused(error) from error

    def quads(self, graph: str | None = None) -> Iterator[ox.Quad]:
        """Yield all quads, or those of one graph."""
        return self._open.quads_for_pattern(None, None, None, ox.NamedNode(graph) if graph else None)

    def backup(self, target: Path) -> None:
        """Write an independent copy of what stands here now; hard links where the disk allows."""
        try:
            self._open.backup(str(target))
        except OSError as error:
            raise self._refused(error) from error

    def close(self) -> None:
        """Let go of the folder, so that another process can write."""
        self._store = None


def _read_only(folder: Path) -> ox.Store:
    """Open what stands in a folder now; files may vanish under a reader while a writer tidies up."""
    for _ in range(_TRIES - 1):
        try:
            return ox.Store.read_only(str(folder))
        except RuntimeError:
            time.sleep(0.05)
    return ox.Store.read_only(str(folder))
