"""The newest library, and those before it for as long as a request reads them.

When the store has changed, an index of the new copy is made: verdicts in a thread of the server,
all else in a process of its own at low priority, so that requests are answered meanwhile from the
library before. The newest index also stays beside the data, for the next start.
"""

import asyncio
import contextlib
import json
import os
import re
import shutil
import sqlite3
import sys
import tempfile
import threading
from collections.abc import Callable
from pathlib import Path

from histgraph.errors import StoreError
from histgraph.serve.copies import Standing
from histgraph.serve.library.filling import fill
from histgraph.serve.library.reading import Library
from histgraph.serve.pool import KILL
from histgraph.serve.snapshot import Snapshot, Snapshots

INDEX = "index.sqlite"
_OURS = re.compile(r"\.serving-(\d+)-\w+")
Told = Callable[[int, int], None]


class Shelf:
    """Libraries of one store, the newest last.

    Args:
        snapshots: the copies that indexes are made of.
        told: hears how many sources of how many are indexed.
    """

    def __init__(self, snapshots: Snapshots, told: Told = lambda _done, _total: None) -> None:
        self._snapshots = snapshots
        self._told = told
        self._folder = _place(snapshots.folder)
        self._libraries: list[Library] = []
        self._leases: dict[int, int] = {}
        self._guard = threading.Lock()
        self._making = asyncio.Lock()
        self.done, self.total = 0, 0
        self._adopt()

    def _adopt(self) -> None:
        """Take the index that the last server left."""
        left, ours = self._snapshots.folder / INDEX, self._folder / "left.sqlite"
        with contextlib.suppress(OSError):
            _linked(left, ours)

    @property
    def newest(self) -> Library:
        """The newest library.

        Raises:
            StoreError: none is ready yet.
        """
        if not self._libraries:
            raise StoreError("The store is being indexed; try again in a moment.")
        return self._libraries[-1]

    def lend(self) -> tuple[Library, Callable[[], None]]:
        """Return the newest library, and what gives it back."""
        with self._guard:
            library = self.newest
            self._leases[library.number] = self._leases.get(library.number, 0) + 1

        def give_back() -> None:
            with self._guard:
                self._leases[library.number] -= 1
            self._tidy()

        return library, give_back

    async def refresh(self) -> bool:
        """Make the library of the newest copy, if there is none yet; return whether there was one to make.

        Raises:
            StoreError: the index could not be made.
        """
        async with self._making:
            with self._snapshots.reading() as snapshot:
                if self._libraries and self._libraries[-1].number == snapshot.number:
                    return False
                target = self._folder / f"{snapshot.number}.sqlite"
                base = self._libraries[-1].path if self._libraries else self._folder / "left.sqlite"
                if not await asyncio.to_thread(self._small, snapshot, base, target):
                    await self._large(snapshot, base, target)
            library = await asyncio.to_thread(Library, target)
            with self._guard:
                self._libraries.append(library)
            self._tidy()
            await asyncio.to_thread(self._leave, target)
            return True

    def _small(self, snapshot: Snapshot, base: Path, target: Path) -> bool:
        store = Standing(snapshot.path, snapshot.store)
        try:
            return fill(store, target, base=base, number=snapshot.number, only_little=True)
        except sqlite3.DatabaseError:
            return False  # the process of its own begins anew
        except (OSError, ValueError) as error:
            raise StoreError(f"The store cannot be indexed: {error}") from error

    async def _large(self, snapshot: Snapshot, base: Path, target: Path) -> None:
        process = await asyncio.create_subprocess_exec(
            sys.executable, "-m", "histgraph.serve.library.make", snapshot.path, str(target), str(base),
            str(snapshot.number), str(os.getpid()),
            stdin=asyncio.subprocess.DEVNULL, stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.PIPE,
        )  # fmt: skip
        try:
            assert process.stdout is not None
            assert process.stderr is not None
            async for line in process.stdout:
                self.done, self.total = json.loads(line)
                self._told(self.done, self.total)
            said = (await process.stderr.read()).decode(errors="replace").strip()
            if await process.wait():
                raise StoreError(f"The store cannot be indexed: {said.rsplit(chr(10), 1)[-1][:500]}")
        finally:
            if process.returncode is None:
                with contextlib.suppress(ProcessLookupError):
                    os.kill(process.pid, KILL)
                await process.wait()

    def _leave(self, index: Path) -> None:
        """Leave the index for the next start; where the folder is not ours to write, so be it."""
        with contextlib.suppress(OSError):
            part = self._snapshots.folder / f"{INDEX}.{os.getpid()}"
            part.unlink(missing_ok=True)
            _linked(index, part)
            part.rename(self._snapshots.folder / INDEX)

    def _tidy(self) -> None:
        with self._guard:
            old = [k for k in self._libraries[:-1] if not self._leases.get(k.number)]
            self._libraries = [k for k in self._libraries if k not in old]
        for library in old:
            library.close()
            library.path.unlink(missing_ok=True)
            self._leases.pop(library.number, None)

    def close(self) -> None:
        """Let go of all libraries."""
        for library in self._libraries:
            library.close()
        self._libraries.clear()
        shutil.rmtree(self._folder, ignore_errors=True)


def _place(folder: Path) -> Path:
    """Return a folder of our own beside the data; what killed servers left there is removed."""
    for left in folder.glob(".serving-*"):
        match = _OURS.fullmatch(left.name)
        if match and not _alive(int(match[1])):
            shutil.rmtree(left, ignore_errors=True)
    try:
        return Path(tempfile.mkdtemp(prefix=f".serving-{os.getpid()}-", dir=folder))
    except OSError:
        return Path(tempfile.mkdtemp(prefix="histgraph-serving-"))


def _linked(source: Path, target: Path) -> None:
    """Give a file that never changes a second name; copy it where the disk knows no links."""
    try:
        os.link(source, target)
    except FileNotFoundError:
        raise
    except OSError:
        shutil.copyfile(source, target)


def _alive(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True
