"""The copy of the store that is served: made anew whenever the store has changed.

Nobody reads the store itself, for Oxigraph has one writer and calls readers beside it
undefined. A copy is made of hard links in some 20 ms and stands still while it is read.
The lock is held for that moment only, so that a build by the command line can run while
the server serves; until it lets go of the lock, the copy before it is served.
"""

import asyncio
import contextlib
import hashlib
import os
import re
import shutil
import tempfile
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pyoxigraph as ox

from histgraph.errors import StoreError

_DATA = re.compile(r"CURRENT|MANIFEST-\d+|\d+\.(sst|log|ldb|blob)")
"""The files of RocksDB that hold data; its diaries change at every opening."""
_PATIENCE = 10.0
"""Seconds that the first copy waits for somebody else's lock."""


@dataclass(slots=True)
class Snapshot:
    """One copy: a folder, a number, and the store opened read-only for the server's own questions."""

    folder: Path
    number: int
    store: ox.Store
    mark: str
    readers: int = field(default=0)

    @property
    def path(self) -> str:
        """The folder as workers are told of it."""
        return str(self.folder)


def fingerprint(folder: Path) -> str:
    """Return a hash that changes when the data of the store may have changed."""
    rows = []
    with contextlib.suppress(OSError), os.scandir(folder) as entries:
        for entry in entries:
            if _DATA.fullmatch(entry.name):
                with contextlib.suppress(OSError):
                    held = entry.stat()
                    rows.append(f"{entry.name} {held.st_size} {held.st_mtime_ns}")
    return hashlib.sha256("\n".join(sorted(rows)).encode()).hexdigest()


class Snapshots:
    """Keeps the newest copy of a store, and older ones for as long as somebody reads them.

    Args:
        folder: of the store; made where there is none and ``create`` is set.
        create: whether an empty store may be made.

    Raises:
        StoreError: there is no store, or it stays locked.
    """

    def __init__(self, folder: Path, *, create: bool = False) -> None:
        if not create and not (folder / "CURRENT").exists():
            raise StoreError(
                f"There is no store at {folder}. Build one: histgraph build SOURCE... --store {folder}"
            )
        self.folder = folder
        folder.parent.mkdir(parents=True, exist_ok=True)
        _sweep(folder)
        self._base = _beside(folder)
        self._seen = ""
        self._kept: list[Snapshot] = []
        self._guard = threading.Lock()
        self._number = 0
        self._take(patience=_PATIENCE)

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

    def refresh(self, *, patience: float = 0.0) -> bool:
        """Make a new copy if the store has changed; False where there was nothing new or it is locked."""
        if fingerprint(self.folder) == self._seen:
            return False
        try:
            self._take(patience=patience)
        except StoreError:
            return False
        return True

    def _take(self, *, patience: float) -> None:
        deadline = time.monotonic() + patience
        while True:
            try:
                store = ox.Store(str(self.folder))
                break
            except OSError as error:
                if time.monotonic() >= deadline:
                    raise StoreError(
                        f"The store {self.folder} is locked by another program, or no store: {error}"
                    ) from error
                time.sleep(0.05)
        with self._guard:
            self._number += 1
            target = self._base / f"{self._number:06d}"
            store.backup(str(target))
            del store
            self._seen = fingerprint(self.folder)
            mark = self._seen[:16]
            self._kept.append(Snapshot(target, self._number, ox.Store.read_only(str(target)), mark))
            unused = [s for s in self._kept[:-2] if not s.readers]
            self._kept = [s for s in self._kept if s not in unused]
        for old in unused:
            shutil.rmtree(old.folder, ignore_errors=True)

    async def watch(self, every: float = 1.0) -> None:
        """Look for changes made by other programs, for ever."""
        while True:
            await asyncio.sleep(every)
            await asyncio.to_thread(self.refresh)

    def close(self) -> None:
        """Remove all copies."""
        self._kept.clear()
        shutil.rmtree(self._base, ignore_errors=True)


def _beside(folder: Path) -> Path:
    """Return a new folder on the same disk as the store, else wherever the system keeps such things."""
    prefix = f".{folder.name}.served-{os.getpid()}-"
    try:
        return Path(tempfile.mkdtemp(prefix=prefix, dir=folder.parent))
    except OSError:
        return Path(tempfile.mkdtemp(prefix=f"histgraph{prefix}"))


def _sweep(folder: Path) -> None:
    """Remove what servers that were killed left behind."""
    for left in folder.parent.glob(f".{folder.name}.served-*"):
        match = re.fullmatch(rf"\.{re.escape(folder.name)}\.served-(\d+)-\w+", left.name)
        if match and not _alive(int(match[1])):
            shutil.rmtree(left, ignore_errors=True)


def _alive(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True
