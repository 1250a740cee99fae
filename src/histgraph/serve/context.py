"""What all requests share: the settings, the copy of the store, the workers, the one writer."""

import asyncio
import contextlib
import json
import secrets
import time
from collections import defaultdict, deque
from collections.abc import Callable, Mapping
from typing import Any, TypeVar

from starlette.requests import Request

from histgraph.errors import StoreError
from histgraph.serve.copies import writing
from histgraph.serve.jobs import Jobs
from histgraph.serve.library import Library
from histgraph.serve.library.shelf import Shelf, Told
from histgraph.serve.metrics import LOG, Metrics
from histgraph.serve.pool import Answer, Pool, alone
from histgraph.serve.settings import Settings
from histgraph.serve.snapshot import Snapshots
from histgraph.store import OxigraphStore
from histgraph.store.disk import BEHIND, DATA

T = TypeVar("T")
_GUESSES = 20
"""Wrong tokens of one client within a minute, after which none is looked at."""
_REST = 30.0
_SETTLES = 20_000
"""Claims up to which links are derived anew after reviews; beyond, the next build does it."""


class Window:
    """How often each client did something within the last minute."""

    def __init__(self, most: int, seconds: float = 60.0) -> None:
        self._most = most
        self._seconds = seconds
        self._times: dict[str, deque[float]] = defaultdict(deque)

    def add(self, client: str) -> None:
        """Note that a client did it now."""
        self._times[client].append(time.monotonic())
        if len(self._times) > 10_000:
            self._forget()

    def wait(self, client: str) -> int:
        """Return how many seconds the client must wait, 0 where it may go on."""
        times = self._times.get(client)
        if not times:
            return 0
        now = time.monotonic()
        while times and now - times[0] > self._seconds:
            times.popleft()
        if len(times) < self._most:
            return 0
        return int(self._seconds - (now - times[0])) + 1

    def _forget(self) -> None:
        now = time.monotonic()
        for client in [c for c, times in self._times.items() if not times or now - times[-1] > self._seconds]:
            del self._times[client]


class Context:
    """Lives as long as the server.

    Raises:
        StoreError: there is no store and none may be made, or it is locked.
    """

    def __init__(self, settings: Settings, told: Told) -> None:
        self.settings = settings
        self.snapshots = Snapshots(settings.store, create=settings.may_write)
        self.shelf = Shelf(self.snapshots, told)
        self.pool = Pool(settings.limits)
        self.jobs = Jobs(settings.store, self.turn, self._settles)
        self.metrics = Metrics()
        self.slow = Window(settings.limits.slow_per_minute)
        self.guesses = Window(_GUESSES)
        self.writes = Window(settings.limits.writes_per_minute)
        self.secret = secrets.token_bytes(32)
        self._writing = asyncio.Lock()
        self._renewing: asyncio.Task[None] | None = None

    async def ask(
        self, job: Mapping[str, Any], body: bytes, client: str, *, seconds: float | None = None
    ) -> Answer:
        """Have a query answered from the newest copy."""
        with self.snapshots.reading() as snapshot:
            whole = {"store": snapshot.path, **job}
            answer = await self.pool.answer(whole, body, client=client, seconds=seconds)
        if answer.error in {"time", "memory"} or answer.ran > self.settings.limits.slow_after:
            self.slow.add(client)
        if answer.error:
            self.metrics.event(answer.error)
        return answer

    async def change(self, job: Mapping[str, Any], body: bytes) -> Answer:
        """Have an update done, then serve a new copy; one change at a time."""
        limits = self.settings.limits
        whole = {"store": str(self.settings.store / DATA), "memory": limits.memory, **job}
        deadline = time.monotonic() + limits.patience
        async with self._writing:
            (self.settings.store / BEHIND).touch()
            answer = await alone(whole, body, limits.change)
            while answer.error == "locked" and time.monotonic() < deadline:
                await asyncio.sleep(0.5)
                answer = await alone(whole, body, limits.change)
            if not answer.error:
                await asyncio.to_thread(self._publish)
                self.metrics.event("change")
                self.renew()
        return answer

    def _publish(self) -> None:
        """Leave readers a copy of what stands now, and turn to it."""
        OxigraphStore(self.settings.store).close()
        self.snapshots.refresh()

    async def write(self, work: Callable[[OxigraphStore], T]) -> T:
        """Do work on the store, opened for writing, in a thread; then turn to what it made.

        When this returns the change is on disk, and pages show it.

        Raises:
            StoreError: the store stays locked by another program.
        """

        def done() -> T:
            store = writing(self.settings.store, self.settings.limits.patience)
            try:
                return work(store)
            finally:
                store.close()

        async with self._writing:
            result = await asyncio.to_thread(done)
            self.metrics.event("change")
            await self.turn()
        return result

    async def turn(self) -> None:
        """Serve the newest copy, and have its library ready."""
        await asyncio.to_thread(self.snapshots.refresh)
        await self.shelf.refresh()

    def _settles(self) -> bool:
        """Whether the links are derived anew after each review: that takes long where there is much."""
        return self.shelf.newest.counts()["claims"] <= _SETTLES

    def renew(self) -> None:
        """Have the library of the newest copy made in the background."""
        if self._renewing is None or self._renewing.done():
            self._renewing = asyncio.get_running_loop().create_task(self._renew())

    async def _renew(self) -> None:
        try:
            begin = time.monotonic()
            while await self.shelf.refresh():
                # A long build changes the store every second; indexing takes half of the time at the most.
                await asyncio.sleep(min(_REST, time.monotonic() - begin))
                begin = time.monotonic()
        except StoreError as error:
            LOG.warning(json.dumps({"kind": "index", "error": type(error).__name__}))
            self.metrics.event("index_failed")

    async def watch(self, every: float = 0.5) -> None:
        """Look for changes made by other programs, for ever."""
        while True:
            await asyncio.sleep(every)
            with contextlib.suppress(StoreError):
                await asyncio.to_thread(self.snapshots.catch_up)
                if await asyncio.to_thread(self.snapshots.refresh):
                    self.renew()

    async def close(self) -> None:
        """End the workers and let go of the store."""
        if self._renewing is not None:
            self._renewing.cancel()
            await asyncio.gather(self._renewing, return_exceptions=True)
        await self.jobs.close()
        await self.pool.close()
        self.shelf.close()
        self.snapshots.close()

    def gauges(self) -> dict[str, float]:
        """Return values of this moment for the metrics."""
        return {
            "workers": len(self.pool.processes),
            "queries_waiting": self.pool.waiting,
            "jobs": self.jobs.busy,
            "snapshot_number": self.snapshots.current.number,
            "quads": len(self.snapshots.current.store),
        }


def context_of(request: Request) -> Context:
    """Return what the requests of an application share."""
    found: Context = request.app.state.context
    return found


def library_of(request: Request) -> Library:
    """Return the library that this request is answered from: the same for as long as it lasts.

    Raises:
        StoreError: the store is still being indexed.
    """
    held: Library | None = getattr(request.state, "library", None)
    if held is None:
        held, request.state.give_back = context_of(request).shelf.lend()
        request.state.library = held
    return held


def client_of(request: Request) -> str:
    """Return the address of the client; that of a trusted proxy's client where there is such a proxy."""
    return request.client.host if request.client else ""


def public_base(request: Request) -> str:
    """Return the public address of the server, without a slash at its end."""
    return (context_of(request).settings.base or str(request.base_url)).rstrip("/")
