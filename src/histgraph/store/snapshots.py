"""What readers of a store on disk open: copies that nobody writes to any more.

Oxigraph leaves undefined what a reader sees of a folder that is being written to (measured: it
fails to open, or hangs). So the writer leaves numbered copies beside its data, made of hard
links in some milliseconds, and readers open the newest. A reader holds a lock on the copy it
reads; the writer takes old copies away when nobody holds them.
"""

import shutil
from pathlib import Path
from typing import IO

import pyoxigraph as ox

try:
    import fcntl
except ImportError:  # Windows: a folder in use cannot be taken away there anyway
    fcntl = None  # type: ignore[assignment]

_IN_USE = "in-use"
_TRIES = 20


class Snapshots:
    """The copies in one folder, numbered from 1; ``1.part`` is one that was never finished."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def _numbers(self) -> list[int]:
        if not self._folder.is_dir():
            return []
        return sorted(int(path.name) for path in self._folder.iterdir() if path.name.isdecimal())

    @property
    def exist(self) -> bool:
        """Whether there is a copy to read."""
        return bool(self._numbers())

    def make(self, store: ox.Store) -> None:
        """Copy what the store holds now, and take away the copies that nobody reads.

        Raises:
            OSError: if the disk refuses; the former copies stand.
        """
        self._folder.mkdir(parents=True, exist_ok=True)
        number = max(self._numbers(), default=0) + 1
        part = self._folder / f"{number}.part"
        shutil.rmtree(part, ignore_errors=True)
        try:
            store.backup(str(part))
            (part / _IN_USE).touch()
            part.rename(self._folder / str(number))
        except OSError:
            shutil.rmtree(part, ignore_errors=True)
            raise
        self._tidy(number)

    def _tidy(self, newest: int) -> None:
        for path in self._folder.iterdir():
            if path.name == str(newest) or _is_read(path / _IN_USE):
                continue
            shutil.rmtree(path, ignore_errors=True)

    @property
    def newest(self) -> int:
        """The number of the newest copy, 0 where there is none."""
        return max(self._numbers(), default=0)

    def open(self) -> tuple[ox.Store, IO[bytes]]:
        """Open the newest copy; keep the file that comes with it open while you read.

        Raises:
            OSError: if there is no copy, or it cannot be read.
        """
        path, held = self.hold()
        return ox.Store.read_only(str(path)), held

    def hold(self) -> tuple[Path, IO[bytes]]:
        """Return the newest copy, and a file; while that is open, the copy is not taken away.

        Raises:
            OSError: if there is no copy.
        """
        for _ in range(_TRIES):
            numbers = self._numbers()
            if not numbers:
                break
            path = self._folder / str(numbers[-1])
            try:
                held = (path / _IN_USE).open("rb")
            except FileNotFoundError:
                continue  # a newer one has just taken its place
            if fcntl is not None:
                fcntl.flock(held, fcntl.LOCK_SH)
            if (path / _IN_USE).exists():
                return path, held
            held.close()
        raise FileNotFoundError(f"no copy for readers in {self._folder}")


def _is_read(mark: Path) -> bool:
    """Return whether a reader holds a copy; of two that ask at once the reader looks again."""
    if fcntl is None or not mark.exists():
        return False
    with mark.open("rb") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            return True
        mark.unlink()
        return False
