"""Processes that answer queries: a time limit that holds, and a fair turn for every client."""

import asyncio
import contextlib
import json
import os
import signal
import struct
import sys
import time
from collections import deque
from collections.abc import AsyncIterator, Coroutine, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from histgraph.errors import StoreError
from histgraph.serve.settings import Limits

_SCRIPT = Path(__file__).with_name("worker.py")
_PROMPT = 0.2
"""Seconds after which it is looked whether a query has worked half of them; then it has the lowest priority."""
KILL = getattr(signal, "SIGKILL", signal.SIGTERM)
_TICKS = os.sysconf("SC_CLK_TCK") if hasattr(os, "sysconf") else 100
_BUSY = "The server is busy with other queries; try again in a moment"


@dataclass(frozen=True, slots=True)
class Answer:
    """What a worker said. ``error`` is empty, or one word that tells what went wrong.

    ``seconds`` counts from the arrival of the query, ``ran`` from its turn.

    Errors: syntax, time, memory, rows, bytes, busy, unacceptable, missing, locked, failed.
    """

    head: Mapping[str, Any] = field(default_factory=dict)
    body: bytes = b""
    error: str = ""
    message: str = ""
    seconds: float = 0.0
    ran: float = 0.0


class _DiedError(Exception):
    """A worker ended without an answer."""


class _Process:
    """One worker process and its pipes."""

    def __init__(self, process: asyncio.subprocess.Process) -> None:
        self._process = process
        self.demoted = False
        self._told: int | None = None
        with contextlib.suppress(OSError):
            self._told = os.open(f"/proc/{process.pid}/stat", os.O_RDONLY)

    @classmethod
    async def started(cls) -> "_Process":
        return cls(
            await asyncio.create_subprocess_exec(
                sys.executable,
                "-I",
                str(_SCRIPT),
                str(os.getpid()),
                stdin=asyncio.subprocess.PIPE,
                stdout=asyncio.subprocess.PIPE,
                stderr=asyncio.subprocess.DEVNULL,
                env={"LANG": "C.UTF-8", "MALLOC_ARENA_MAX": "2"},
                limit=1 << 20,
            )
        )

    @property
    def pid(self) -> int:
        return self._process.pid

    async def ask(self, job: Mapping[str, Any], body: bytes = b"") -> tuple[dict[str, Any], bytes]:
        """Send a job and wait for the answer.

        Raises:
            _DiedError: the process ended.
        """
        taken, given = self._process.stdin, self._process.stdout
        assert taken is not None
        assert given is not None
        head = json.dumps({**job, "length": len(body)}).encode()
        try:
            taken.write(struct.pack(">I", len(head)) + head + body)
            await taken.drain()
            (length,) = struct.unpack(">I", await given.readexactly(4))
            answer: dict[str, Any] = json.loads(await given.readexactly(length))
            return answer, await given.readexactly(answer["length"])
        except (asyncio.IncompleteReadError, ConnectionError) as error:
            raise _DiedError from error

    def worked(self) -> float:
        """Return how long it has worked, in seconds of a processor; where that is not told, of the clock."""
        if self._told is None:
            return time.monotonic()
        try:
            fields = os.pread(self._told, 1024, 0).rpartition(b")")[2].split()
            return (int(fields[11]) + int(fields[12])) / _TICKS
        except (OSError, IndexError):
            return 0.0  # it has just ended

    def demote(self) -> None:
        """Let it run only when nobody else wants the processor; there is no way back."""
        self.demoted = True
        with contextlib.suppress(OSError, AttributeError):
            os.setpriority(os.PRIO_PROCESS, self.pid, 19)

    async def end(self) -> None:
        """Kill it and wait until the kernel has taken its memory back."""
        if self._process.returncode is None:
            # Not through asyncio: its kill() reaps a process that has just died, and the loop then misses it.
            with contextlib.suppress(ProcessLookupError):
                os.kill(self.pid, KILL)
        await self._process.wait()
        if self._told is not None:
            os.close(self._told)
            self._told = None


class _Turns:
    """Who may run next: clients take turns, and none has more than a few running."""

    def __init__(self, limits: Limits) -> None:
        self._limits = limits
        self._running: dict[str, int] = {}
        self._waiting: dict[str, deque[asyncio.Future[None]]] = {}
        self._busy = 0

    @property
    def waiting(self) -> int:
        return sum(map(len, self._waiting.values()))

    def _may_run(self, client: str) -> bool:
        return self._busy < self._limits.workers and self._running.get(client, 0) < self._limits.per_client

    async def take(self, client: str, deadline: float) -> bool:
        """Wait for a turn; False where none came until the deadline or too many wait."""
        if not self._waiting.get(client) and self._may_run(client):
            self._start(client)
            return True
        if self.waiting >= self._limits.waiting:
            return False
        turn: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self._waiting.setdefault(client, deque()).append(turn)
        try:
            await asyncio.wait_for(turn, max(0.0, deadline - time.monotonic()))
        except TimeoutError:
            self._leave(client, turn)
            return False
        except asyncio.CancelledError:
            self._leave(client, turn)
            if turn.done() and not turn.cancelled():
                self.give(client)
            raise
        return True

    def _leave(self, client: str, turn: asyncio.Future[None]) -> None:
        line = self._waiting.get(client)
        if line is not None:
            with contextlib.suppress(ValueError):
                line.remove(turn)
            if not line:
                del self._waiting[client]

    def _start(self, client: str) -> None:
        self._busy += 1
        self._running[client] = self._running.get(client, 0) + 1

    def give(self, client: str) -> None:
        """Give the turn back; the next client in line gets it."""
        self._busy -= 1
        self._running[client] -= 1
        if not self._running[client]:
            del self._running[client]
        for other in list(self._waiting):
            if not self._may_run(other):
                continue
            line = self._waiting.pop(other)
            turn = line.popleft()
            if line:
                self._waiting[other] = line  # to the end: others come first next time
            if not turn.done():
                self._start(other)
                turn.set_result(None)
            if self._busy >= self._limits.workers:
                return


class Pool:
    """Workers on one read-only copy of a store.

    A worker that is not done promptly loses its priority, so that others are answered
    meanwhile, and is replaced when it is done; one that reaches the time limit is killed.
    """

    def __init__(self, limits: Limits) -> None:
        self._limits = limits
        self._turns = _Turns(limits)
        self._idle: list[_Process] = []
        self._alive: set[_Process] = set()
        self._tasks: set[asyncio.Task[None]] = set()
        self._closing = False
        self.killed = 0

    @property
    def processes(self) -> tuple[int, ...]:
        """Ids of the processes there are."""
        return tuple(sorted(p.pid for p in self._alive))

    @property
    def waiting(self) -> int:
        """How many queries stand in line."""
        return self._turns.waiting

    async def _fresh(self) -> _Process:
        process = await _Process.started()
        self._alive.add(process)
        return process

    async def _spare(self, store: str) -> None:
        """Have a worker ready before anybody needs it."""
        process = await self._fresh()
        try:
            await process.ask({"job": "open", "store": store})
        except _DiedError:
            await self._drop(process)
        else:
            self._idle.append(process)

    def _background(self, work: Coroutine[Any, Any, None]) -> None:
        task = asyncio.get_running_loop().create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def _drop(self, process: _Process) -> None:
        self._alive.discard(process)
        await process.end()

    async def start(self, store: str) -> None:
        """Start half of the workers; the others follow when they are needed."""
        await asyncio.gather(*(self._spare(store) for _ in range(max(1, self._limits.workers // 2))))

    async def answer(
        self, job: Mapping[str, Any], body: bytes = b"", *, client: str = "", seconds: float | None = None
    ) -> Answer:
        """Have a job of kind "query" or "read" done within the time limit, waiting included."""
        begin = time.monotonic()
        deadline = begin + (self._limits.seconds if seconds is None else seconds)
        if not await self._turns.take(client, deadline):
            return Answer(error="busy", message=_BUSY, seconds=time.monotonic() - begin)
        try:
            process = self._idle.pop() if self._idle else await self._fresh()
        except BaseException:
            self._turns.give(client)
            raise
        keep = False
        try:
            answer = await self._run(process, job, body, begin, deadline)
            keep = not process.demoted and answer.error not in {"time", "memory"}
            return answer
        finally:
            if keep:
                self._idle.append(process)
                self._turns.give(client)
            else:
                # Nobody waits for the end of a process, but its place is taken until its memory is back.
                self._background(self._replace(process, client, str(job["store"])))

    async def _run(
        self, process: _Process, job: Mapping[str, Any], body: bytes, begin: float, deadline: float
    ) -> Answer:
        started = time.monotonic()
        try:
            async with asyncio.timeout(max(0.01, deadline - time.monotonic())):
                head, data = await self._asked(process, job, body)
            ended = time.monotonic()
            error, message = head.get("error", ""), head.get("message", "")
            return Answer(head, data, error, message, ended - begin, ended - started)
        except TimeoutError:
            self.killed += 1
            limit = f"{deadline - begin:g} seconds"
            message = f"The query was stopped after {limit}. Ask for less: name more, join less, add a LIMIT"
            return Answer(error="time", message=message, seconds=time.monotonic() - begin)
        except _DiedError:
            self.killed += 1
            message = (
                "The query needed more memory than allowed, or is nested too deeply. Ask for less at once"
            )
            return Answer(error="memory", message=message, seconds=time.monotonic() - begin)

    async def _replace(self, process: _Process, client: str, store: str) -> None:
        try:
            await self._drop(process)
        finally:
            self._turns.give(client)
        if not self._closing and len(self._alive) < max(1, self._limits.workers // 2):
            await self._spare(store)

    async def _asked(
        self, process: _Process, job: Mapping[str, Any], body: bytes
    ) -> tuple[dict[str, Any], bytes]:
        """Ask a worker; take its priority away when it works for long."""
        loop = asyncio.get_running_loop()
        before = process.worked()
        timer: asyncio.TimerHandle

        def look() -> None:
            # By work, not by the clock: on a busy machine a small query takes long without being at fault.
            nonlocal timer
            if process.worked() - before >= _PROMPT / 2:
                process.demote()
            else:
                timer = loop.call_later(_PROMPT, look)

        timer = loop.call_later(_PROMPT, look)
        try:
            return await process.ask({"memory": self._limits.memory, **job}, body)
        finally:
            timer.cancel()

    async def close(self) -> None:
        """End all workers."""
        self._closing = True
        # Not cancelled: a process that is just being started would be nobody's.
        await asyncio.gather(*self._tasks, return_exceptions=True)
        await asyncio.gather(*(self._drop(process) for process in list(self._alive)))
        self._idle.clear()


@contextlib.asynccontextmanager
async def pool(limits: Limits, store: str) -> AsyncIterator[Pool]:
    """Run a pool for as long as the block runs."""
    found = Pool(limits)
    try:
        await found.start(store)
        yield found
    finally:
        await found.close()


async def alone(job: Mapping[str, Any], body: bytes, seconds: float) -> Answer:
    """Have one job done in a process of its own, which ends with it: for updates.

    Raises:
        StoreError: the process could not be started.
    """
    begin = time.monotonic()
    try:
        process = await _Process.started()
    except OSError as error:
        raise StoreError(f"No process could be started for the update: {error}") from error
    try:
        async with asyncio.timeout(seconds):
            head, data = await process.ask(job, body)
        took = time.monotonic() - begin
        return Answer(head, data, head.get("error", ""), head.get("message", ""), took)
    except TimeoutError:
        message = f"The update was stopped after {seconds:g} seconds; the store is as it was"
        return Answer(error="time", message=message, seconds=time.monotonic() - begin)
    except _DiedError:
        message = "The update needed more memory than allowed; the store is as it was"
        return Answer(error="memory", message=message, seconds=time.monotonic() - begin)
    finally:
        await asyncio.shield(process.end())
