"""Servers for tests: in the test's own process, or as a process that may be killed; stores to serve."""

import contextlib
import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Iterable, Iterator
from pathlib import Path

import httpx
import pyoxigraph as ox
from starlette.testclient import TestClient

import fixture_view
from histgraph import graph
from histgraph.graph import terms
from histgraph.model import Reading, Review
from histgraph.pipeline.state import State
from histgraph.serve import Limits, Settings
from histgraph.serve.app import create_app
from histgraph.store import Change, OxigraphStore

TOKEN = "open sesame, 14 robbers"
BEARER = {"Authorization": f"Bearer {TOKEN}"}


def put_quads(folder: Path, quads: Iterable[ox.Quad]) -> Path:
    """Put quads into a store of their own."""
    store = OxigraphStore(folder)
    store.apply(Change(insert=tuple(quads)))
    store.close()
    return folder


def view_quads(reviews: Iterable[Review] = ()) -> set[ox.Quad]:
    """The two hand-made pages as a whole store: readings, entities, links, all settled."""
    pages, claims, links = fixture_view.PAGES, fixture_view.CLAIMS, fixture_view.LINKS
    readings = [
        Reading(
            page,
            tuple(c for c in claims if c.source == page.source.id),
            tuple(
                e
                for e in fixture_view.ENTITIES
                if any(
                    e.id in {c.subject.entity, c.object.entity} for c in claims if c.source == page.source.id
                )
            ),
            (),
            "made by hand",
        )
        for page in pages
    ]
    found = {quad for reading in readings for quad in graph.reading_quads(reading)}
    found |= set(graph.entity_quads(fixture_view.ENTITIES)) | set(graph.link_quads(links))
    found |= set(graph.comparison_quads("made by hand"))
    found |= set(graph.review_quads(reviews, links={k.id for k in links}))
    return found


def view_store(folder: Path) -> Path:
    """Put the two hand-made pages into a store."""
    put_quads(folder, view_quads())
    store = OxigraphStore(folder)
    mark = ox.Quad(terms.COMPARISON, terms.hg("version"), ox.Literal(State(store).fingerprint), terms.LINKS)
    store.apply(Change(insert=(mark,)))
    store.close()
    return folder


@contextlib.contextmanager
def served(
    folder: Path, *, limits: Limits | None = None, ready: bool = True, **settings: object
) -> Iterator[TestClient]:
    """Serve a store within this process."""
    app = create_app(Settings(folder, port=80, limits=limits or Limits(), **settings))
    with TestClient(
        app, base_url="http://localhost", client=("127.0.0.1", 50_000), follow_redirects=False
    ) as client:
        end = time.monotonic() + 60
        while ready and client.get("/api/counts").status_code == 503 and time.monotonic() < end:
            time.sleep(0.02)
        yield client


class Server:
    """``histgraph serve`` as a process of its own."""

    def __init__(self, folder: Path, *options: str, log: Path | None = None) -> None:
        self.folder = folder
        self._log = (log or folder.parent / f"{folder.name}.log").open("ab")
        start = self._log.tell()
        self.process = subprocess.Popen(
            [sys.executable, "-m", "histgraph", "serve", "--port", "0", "--store", str(folder), *options],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=self._log,
            env={**os.environ, "PYTHONUNBUFFERED": "1"},
        )
        self.address = self._told(start)
        self.client = httpx.Client(base_url=self.address, timeout=60)
        self.wait()

    def _told(self, start: int) -> str:
        end = time.monotonic() + 60
        while time.monotonic() < end and self.process.poll() is None:
            said = Path(self._log.name).read_bytes()[start:].decode(errors="replace")
            if found := re.search(r"http://\S+?(?=/\s)", said):
                return found[0]
            time.sleep(0.05)
        raise AssertionError(Path(self._log.name).read_text(errors="replace")[-2000:])

    def wait(self) -> None:
        """Wait until pages are answered."""
        end = time.monotonic() + 60
        while time.monotonic() < end:
            with contextlib.suppress(httpx.TransportError):
                if self.client.get("/api/counts").status_code == 200:
                    return
            time.sleep(0.05)
        raise AssertionError("the server does not answer")

    def children(self) -> list[int]:
        """Ids of the processes that the server started and that still are there."""
        listed = subprocess.run(
            ["ps", "--ppid", str(self.process.pid), "-o", "pid="], capture_output=True, text=True, check=False
        )
        return [int(pid) for pid in listed.stdout.split()]

    def kill(self) -> None:
        """Pull the plug."""
        self.process.send_signal(signal.SIGKILL)
        self.process.wait()

    def stop(self) -> None:
        """End it as a person would."""
        self.client.close()
        if self.process.poll() is None:
            self.process.send_signal(signal.SIGINT)
            try:
                self.process.wait(20)
            except subprocess.TimeoutExpired:
                self.kill()
        self._log.close()

    def __enter__(self) -> "Server":
        return self

    def __exit__(self, *_: object) -> None:
        self.stop()
