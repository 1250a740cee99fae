"""The copy of the store that is served: the newest that a writer left for readers.

Nobody reads the data itself, for Oxigraph has one writer and calls readers beside it
undefined. Whoever writes (this server, or a build by the command line) leaves a copy of hard
links after a change, at most every second; the server looks for a newer one, holds it while
anybody reads it, and takes no lock that a writer would have to wait for.
"""

import contextlib
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO

import pyoxigraph as ox

from histgraph.errors import StoreError
from histgraph.model import stable_id
from histgraph.store import OxigraphStore
from histgraph.store.disk import BEHIND, DATA, READERS
from histgraph.store.snapshots import Snapshots as Copies

_STALE = 5.0
"""Seconds after which a copy that is behind the data is taken to be left so by a killed writer."""


@dataclass(slots=True)
class Snapshot:
    """One copy: a folder, a number, a mark that no other copy has, and the store opened read-only."""

    folder: Path
    number: int
    mark: str
    store: ox.Store
    held: IO[bytes]
    readers: int = field(default=0)

    @property
    def path(self) -> str:
        """The folder as workers are told of it."""
        return str(self.folder)


class Snapshots:
    """Keeps the newest copy of a store, and older ones for as long as somebody reads them.

    Args:
        folder: of the store; made where there is none and ``create`` is set.
        create: whether an empty store may be made.

    Raises:
        StoreError: there is no store, or it cannot be read.
    """

    def __init__(self, folder: Path, *, create: bool = False) -> None:
        self.folder = folder
        self._copies = Copies(folder / READERS)
        self._kept: list[Snapshot] = []
        self._guard = threading.Lock()
        self._tried = time.monotonic()
        if create and not (folder / DATA).exists():
            OxigraphStore(folder).close()
        OxigraphStore(folder, write=False).close()  # where a writer was killed: brings the copy up to date
        self.refresh()

    @property
    def current(self) -> Snapshot:
        """The newest copy."""
        return self._kept[-1]

    @contextlib.contextmanager
    def reading(self) -> Iterator[Snapshot]:
        """Keep the newest copy from being removed while the block reads it."""
        with self._guard:
            snapshot = self._kept[-1]
            snapshot.readers += 1
        try:
            yield snapshot
        finally:
            with self._guard:
                snapshot.readers -= 1

    def refresh(self) -> bool:
        """Turn to the newest copy; False where that is served already.

        Raises:
            StoreError: it cannot be read.
        """
        with self._guard:
            if self._kept and self._copies.newest == self._kept[-1].number:
                return False
            try:
                folder, held = self._copies.hold()
                store = ox.Store.read_only(str(folder))
            except (OSError, RuntimeError) as error:
                raise StoreError(f"The store {self.folder} cannot be read: {error}") from error
            mark = stable_id(folder.name, folder.stat().st_ctime_ns)
            self._kept.append(Snapshot(folder, int(folder.name), mark, store, held))
            unused = [s for s in self._kept[:-1] if not s.readers]
            self._kept = [s for s in self._kept if s not in unused]
        for old in unused:
            old.held.close()
        return True

    def catch_up(self) -> None:
        """Bring the copy up to date where a writer was killed before it could."""
        with contextlib.suppress(OSError):
            behind = self.folder / BEHIND
            now = time.monotonic()
            if now - self._tried > _STALE and time.time() - behind.stat().st_mtime > _STALE:
                self._tried = now
                with contextlib.suppress(StoreError):
                    OxigraphStore(self.folder, write=False).close()

    def close(self) -> None:
        """Let go of all copies."""
        with self._guard:
            for snapshot in self._kept:
                snapshot.held.close()
            self._kept.clear()
