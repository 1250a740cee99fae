"""Work that takes longer than a request: uploads and what follows from reviews, one after another.

A job is done in a process of its own (``builder``). Its state is kept in memory: what a job had put
into the store when the server was killed stays there, whole changes only; nobody was told that it
was done. ``Job.state`` is "waiting", "running", "done" or "failed"; "done" is said only after the
change is on disk and pages show it.
"""

import asyncio
import contextlib
import json
import os
import re
import secrets
import shutil
import sys
import tempfile
import unicodedata
from collections.abc import Awaitable, Callable, Collection, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from histgraph.resources import sample_dir
from histgraph.serve.body import BadRequest
from histgraph.serve.pool import KILL

KINDS: Mapping[str, tuple[str, ...]] = {
    "plain text": (".txt", ".text"),
    "Markdown": (".md", ".markdown"),
    "web page": (".html", ".htm", ".xhtml"),
    "JSON": (".json",),
    "table": (".csv", ".tsv"),
    "TEI": (".xml", ".tei"),
}
"""What may be uploaded: kind to suffixes. Archives and what is packed in them are not."""
_SUFFIXES = frozenset(s for kinds in KINDS.values() for s in kinds)
_SECONDS = 900.0
_WAITING = 20
_KEPT = 200
_QUIET = 3.0
"""Seconds after the last review before its consequences are derived."""


@dataclass(slots=True)
class Job:
    """One piece of work. ``stage``, ``done`` and ``total`` tell how far it is.

    ``report`` holds, when done: taken (names), problems (document, message, remedy), sources, claims,
    contradictions, agreements, new_links. ``error`` tells why it failed.
    """

    id: str
    names: tuple[str, ...]
    owner: str = ""
    state: str = "waiting"
    stage: str = "waiting"
    done: int = 0
    total: int = 0
    report: dict[str, Any] = field(default_factory=dict)
    error: str = ""
    folder: Path | None = None
    paths: tuple[str, ...] = ()


def safe_name(given: str, taken: Collection[str] = ()) -> str:
    """Return the file name for what was uploaded under a name: no path, no signs that hide, not taken yet.

    Raises:
        BadRequest: 415, it is of no kind that is taken in.
    """
    base = unicodedata.normalize("NFC", given).replace("\\", "/").rsplit("/", 1)[-1]
    base = "".join(" " if unicodedata.category(c)[0] in "CZ" else c for c in base)
    base = re.sub(r"\s+", " ", base).strip(" .") or "text.txt"
    stem, dot, suffix = base.rpartition(".")
    if not dot:
        stem, suffix = base, "txt"
    if f".{suffix.lower()}" not in _SUFFIXES:
        kinds = ", ".join(f"{name} ({' '.join(suffixes)})" for name, suffixes in KINDS.items())
        raise BadRequest(f"Such files are not taken in. What can be uploaded: {kinds}", 415)
    stem = (stem.strip(" .") or "text")[:80]
    found, number = f"{stem}.{suffix.lower()}", 1
    while found in taken:
        number += 1
        found = f"{stem}-{number}.{suffix.lower()}"
    return found


def check_text(data: bytes) -> None:
    """Refuse what is no text, whatever its name says.

    Raises:
        BadRequest: 415.
    """
    packed = data.startswith(
        (b"PK\x03\x04", b"\x1f\x8b", b"BZh", b"\xfd7zXZ", b"7z\xbc\xaf", b"Rar!", b"%PDF")
    )
    wide = data.startswith((b"\xff\xfe", b"\xfe\xff"))
    if packed or (b"\0" in data[:65536] and not wide):
        raise BadRequest("This is no text: save the page as text or HTML and upload that", 415)
    if not data.strip():
        raise BadRequest("There is nothing in it", 400)


class Jobs:
    """Does jobs one after another.

    Args:
        store: folder of the store.
        turn: awaited after a job changed the store, before it is said to be done.
        settles: says whether the store is small enough to derive anew after each review.
    """

    def __init__(self, store: Path, turn: Callable[[], Awaitable[None]], settles: Callable[[], bool]) -> None:
        self._store = store
        self._turn = turn
        self._settles = settles
        self._jobs: dict[str, Job] = {}
        self._queue: asyncio.Queue[Job] = asyncio.Queue()
        self._runner: asyncio.Task[None] | None = None
        self._timer: asyncio.TimerHandle | None = None

    def get(self, id_: str, owner: str = "") -> Job | None:
        """Return a job by id, if it is that session's."""
        job = self._jobs.get(id_)
        return job if job is not None and job.owner == owner else None

    @property
    def busy(self) -> int:
        """How many jobs wait or run."""
        return sum(job.state in {"waiting", "running"} for job in self._jobs.values())

    async def upload(self, name: str, data: bytes, *, owner: str = "") -> Job:
        """Take one text in; ``name`` comes from ``safe_name``.

        Raises:
            BadRequest: 415 it is no text, 429 too many wait.
        """
        check_text(data)
        self._room()
        folder = Path(await asyncio.to_thread(tempfile.mkdtemp, prefix="histgraph-upload-"))
        path = folder / name
        await asyncio.to_thread(path.write_bytes, data)
        return self._add(Job(secrets.token_urlsafe(9), (name,), owner, folder=folder, paths=(str(path),)))

    async def sample(self, *, owner: str = "") -> Job:
        """Take the sample corpus in."""
        self._room()
        corpus = sample_dir() / "corpus"
        names = tuple(sorted(path.name for path in corpus.iterdir()))
        return self._add(Job(secrets.token_urlsafe(9), names, owner, paths=(str(corpus),)))

    def settle_later(self) -> None:
        """Derive what follows from reviews a little after the last of them."""
        if self._timer is not None:
            self._timer.cancel()
        self._timer = asyncio.get_running_loop().call_later(_QUIET, self._settle)

    def _settle(self) -> None:
        self._timer = None
        if self._settles():
            self._add(Job(secrets.token_urlsafe(9), ()))

    def _room(self) -> None:
        if self.busy >= _WAITING:
            raise BadRequest("Too many uploads wait already; try again later", 429, Retry_After="30")

    def _add(self, job: Job) -> Job:
        for old in [j for j in self._jobs.values() if j.state in {"done", "failed"}][: -_KEPT or None]:
            del self._jobs[old.id]
        self._jobs[job.id] = job
        self._queue.put_nowait(job)
        if self._runner is None or self._runner.done():
            self._runner = asyncio.get_running_loop().create_task(self._run())
        return job

    async def _run(self) -> None:
        while not self._queue.empty():
            job = self._queue.get_nowait()
            job.state = "running"
            try:
                async with asyncio.timeout(_SECONDS):
                    await self._do(job)
                await self._turn()
                job.state = "failed" if job.error else "done"
            except TimeoutError:
                job.state, job.error = "failed", f"It was stopped after {_SECONDS:g} seconds."
            except Exception as error:
                job.state, job.error = "failed", f"It could not be taken in ({type(error).__name__})."
            finally:
                if job.folder is not None:
                    await asyncio.to_thread(shutil.rmtree, job.folder, ignore_errors=True)

    async def _do(self, job: Job) -> None:
        process = await asyncio.create_subprocess_exec(
            sys.executable, "-m", "histgraph.serve.builder", str(self._store), str(os.getpid()),
            stdin=asyncio.subprocess.PIPE, stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.DEVNULL,
        )  # fmt: skip
        try:
            assert process.stdin is not None
            assert process.stdout is not None
            process.stdin.write(json.dumps({"paths": job.paths}).encode())
            process.stdin.close()
            async for line in process.stdout:
                self._hear(job, json.loads(line))
            if await process.wait() and not job.error:
                job.error = "The text could not be read; it may need more memory than there is."
        finally:
            if process.returncode is None:
                with contextlib.suppress(ProcessLookupError):
                    os.kill(process.pid, KILL)
                await process.wait()

    @staticmethod
    def _hear(job: Job, said: Mapping[str, Any]) -> None:
        if "stage" in said:
            job.stage, job.done, job.total = said["stage"], said["done"], said["total"]
        job.report = said.get("report", job.report)
        job.error = said.get("error", job.error)

    async def close(self) -> None:
        """Stop what runs; the store is left as it is after its last whole change."""
        if self._timer is not None:
            self._timer.cancel()
        if self._runner is not None:
            self._runner.cancel()
            await asyncio.gather(self._runner, return_exceptions=True)
