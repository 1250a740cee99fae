"""A store in a folder: Oxigraph on disk, one writer and many readers, safe against a pulled plug.

Every change is one transaction of Oxigraph: after a kill the folder holds all of it or nothing.
In the folder, ``data`` belongs to the writer, ``readers`` holds copies of it, and the empty
file ``behind`` says that the newest copy is older than the data.
"""

import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import IO

import pyoxigraph as ox

from histgraph.errors import StoreError
from histgraph.store.protocol import Change, Results
from histgraph.store.rdf import answered, perform
from histgraph.store.snapshots import Snapshots

DATA, READERS, BEHIND = "data", "readers", "behind"
NO_STORE = "There is no store"
"""How the complaint begins that there is none; what stands beside it can then be named."""
_MARK = "CURRENT"
"""A file that every data folder of Oxigraph has."""
_STRAYS = "bulk-*.sst"
"""Files of a bulk load on their way into the data."""
_PATIENCE = 2.0
"""Seconds to wait for a lock: a reader that brings a copy up to date holds it for a moment."""
_PAUSE = 1.0
"""Seconds between copies while change follows change; closing makes the last."""


class OxigraphStore:
    """Keeps quads in a folder.

    A reader sees the store as it stood when the reader opened it; what a writer that is still
    at work did in its last second may be missing.

    Args:
        folder: made where there is none.
        write: open as the one writer; otherwise as one of many readers.

    Raises:
        StoreError: if another process writes to it, it is no store, or the disk refuses.
    """

    def __init__(self, folder: Path | str, *, write: bool = True) -> None:
        self.name = str(folder)
        self._folder = Path(folder)
        self._write = write
        self._copies = Snapshots(self._folder / READERS)
        self._held: IO[bytes] | None = None
        self._copied = 0.0
        self._pause = _PAUSE
        self._store: ox.Store | None = None
        refuse_other_folders(self._folder, write=write)
        try:
            self._store = self._writer() if write else self._reader()
        except (OSError, RuntimeError) as error:
            raise self._refused(error) from error

    def _writer(self) -> ox.Store:
        (self._folder / DATA).mkdir(parents=True, exist_ok=True)
        store = self._locked(_PATIENCE)
        if not self._copies.exist or (self._folder / BEHIND).exists():
            self._publish(store)
        return store

    def _locked(self, patience: float) -> ox.Store:
        """Open the data for writing, waiting for a lock that is held for a moment only."""
        end = time.monotonic() + patience
        while True:
            try:
                # Resolved: the engine tells its own locks by the words of the path.
                store = ox.Store(str((self._folder / DATA).resolve()))
                self._sweep()
                return store
            except OSError as error:
                if not _is_lock(error) or time.monotonic() > end:
                    raise
                time.sleep(0.05)

    def _sweep(self) -> None:
        """Take away what bulk loading left behind when it was killed or the disk was full: nothing reads it."""
        for stray in (self._folder / DATA).glob(_STRAYS):
            stray.unlink(missing_ok=True)

    def _reader(self) -> ox.Store:
        """Open the newest copy, brought up to date first where a writer was killed before it could."""
        self._catch_up()
        store, self._held = self._copies.open()
        return store

    def _catch_up(self) -> None:
        if (self._folder / BEHIND).exists() or not self._copies.exist:
            with suppress(OSError):  # locked, full or not ours to write: the copy that stands will do
                self._publish(self._locked(0))

    def _publish(self, store: ox.Store) -> None:
        """Leave readers a copy; that there is no room for one is no reason to fail."""
        start = time.monotonic()
        with suppress(OSError):
            self._copies.make(store)
            (self._folder / BEHIND).unlink(missing_ok=True)
        self._copied = time.monotonic()
        self._pause = max(_PAUSE, 20 * (self._copied - start))

    def _refused(self, error: Exception) -> StoreError:
        words = str(error)
        if _is_lock(error):
            return StoreError(
                f"The store {self._folder} is locked: another histgraph writes to it. "
                "Wait until it ends, or name another store with --store."
            )
        if _is_full(error):
            return StoreError(
                f"The disk under {self._folder} is full; the store is as it was. "
                "Make room, or name a store elsewhere with --store, and do it again."
            )
        if isinstance(error, PermissionError):
            return StoreError(f"The store {self._folder} may not be used: {error.strerror}. Ask its owner.")
        return StoreError(
            f"The store {self._folder} cannot be used: {words}. If it is damaged, take the folder away "
            "and build anew; export your reviews first, if you can."
        )

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
            (self._folder / BEHIND).touch()
            perform(store, change, bulk=True)
        except OSError as error:
            self._sweep()
            raise self._refused(error) from error
        if time.monotonic() - self._copied > self._pause:
            self._publish(store)

    def query(self, sparql: str) -> Results:
        """Answer a query over the union of all graphs."""
        try:
            return answered(self._open, sparql)
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
        """Leave readers what stands here now, and let go of the folder."""
        if self._store is not None and self._write and (self._folder / BEHIND).exists():
            self._publish(self._store)
        self._store = None
        if self._held is not None:
            self._held.close()
            self._held = None


def is_store(folder: Path) -> bool:
    """Tell whether a store stands in a folder."""
    return (folder / DATA / _MARK).exists()


def refuse_other_folders(folder: Path, *, write: bool) -> None:
    """Refuse a folder that is no store, and to read where there is none.

    Raises:
        StoreError: with what to do.
    """
    if folder.exists() and not folder.is_dir():
        raise StoreError(f"{folder} is a file, not the folder of a store. Name another with --store.")
    if not write and not is_store(folder):
        raise StoreError(f"{NO_STORE} at {folder}. Build one: histgraph build SOURCE... --store {folder}")
    if folder.is_dir() and not (folder / DATA).is_dir() and any(folder.iterdir()):
        raise StoreError(
            f"{folder} is a folder with other files, not a store. Name a new or empty folder with --store."
        )


def _is_lock(error: Exception) -> bool:
    return "lock" in str(error).lower()


def _is_full(error: Exception) -> bool:
    return "No space" in str(error) or "quota" in str(error).lower() or "File too large" in str(error)
