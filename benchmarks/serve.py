"""How many readers the server bears: python benchmarks/serve.py [--seconds 120] [--clients 50] [--claims 6000].

Fifty clients read from 127.0.0.1 (queries, the JSON interface, things by address) while one build takes
texts into the same store. Every answer must be 200, and every count of a source's claims must be that of
before or after its being taken in, never one between (a torn read). Then the same queries go to this server
and to ``oxigraph serve-read-only`` on a copy of the same store, one after the other, and the requests a
second are given as a ratio: nothing else can be compared between machines. ``--death`` measures besides how
long simple queries take while queries run that never end.

The other server comes from PyPI: pip install oxigraph, or name its binary with --oxigraph.
"""

import argparse
import asyncio
import contextlib
import itertools
import json
import re
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import quote

from histgraph.store.snapshots import Snapshots
from large_store import make

HG = "https://w3id.org/histgraph/ontology#"
COUNTED = f"SELECT ?s (COUNT(?c) AS ?n) {{ GRAPH ?s {{ ?s a <{HG}Source> . ?c a <{HG}Claim> }} }} GROUP BY ?s"
QUERIES = (
    "ASK {}",
    f"SELECT ?c ?o {{ ?c <{HG}subject> ?s ; <{HG}object> ?o }} LIMIT 50",
    f"SELECT ?a ?b {{ ?a <{HG}contradicts> ?b }} LIMIT 20",
    f"SELECT ?p (COUNT(DISTINCT ?c) AS ?n) {{ ?c <{HG}proposition> ?p }} GROUP BY ?p ORDER BY DESC(?n) LIMIT 10",
    f"CONSTRUCT {{ ?c <{HG}quote> ?q }} WHERE {{ ?c <{HG}quote> ?q }} LIMIT 50",
)
PAGES = (
    "/api/counts",
    "/api/links?limit=20",
    "/api/claims?limit=50",
    "/api/search?q=case",
    "/api/propositions?limit=20",
)
ENDLESS = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }"
TEXT = """Why was dam {n} built?

Answer 1
The engineers of dam {n} wanted to tame the river. The flood of {year} caused the project.

Answer 2
The flood of {year} did not cause the project. The council wanted to sell power. It did not want to tame the river.
"""


@dataclass
class Tally:
    """What clients saw."""

    statuses: Counter[int] = field(default_factory=Counter)
    seconds: list[float] = field(default_factory=list)
    counts: set[tuple[str, int]] = field(default_factory=set)
    failures: list[str] = field(default_factory=list)

    def rate(self, seconds: float) -> float:
        """Return requests a second."""
        return len(self.seconds) / seconds

    def p95(self) -> float:
        """Return the time within which 19 of 20 answers came, in milliseconds."""
        return 1000 * (statistics.quantiles(self.seconds, n=20)[18] if len(self.seconds) > 1 else 0.0)


class Line:
    """One connection that is kept open, and asks one thing after another."""

    def __init__(self, address: str) -> None:
        self._host = address.removeprefix("http://").rstrip("/")

    async def __aenter__(self) -> "Line":
        name, _, port = self._host.rpartition(":")
        self._reader, self._writer = await asyncio.open_connection(name, int(port), limit=1 << 24)
        return self

    async def __aexit__(self, *_: object) -> None:
        self._writer.close()

    async def get(self, path: str, accept: str = "*/*", client: str = "") -> tuple[int, bytes]:
        """Ask for a path; return status and body."""
        told = f"X-Forwarded-For: {client}\r\n" if client else ""
        self._writer.write(
            f"GET {path} HTTP/1.1\r\nHost: {self._host}\r\nAccept: {accept}\r\n{told}\r\n".encode()
        )
        head = (await self._reader.readuntil(b"\r\n\r\n")).lower()
        if length := re.search(rb"content-length: (\d+)", head):
            return int(head.split()[1]), await self._reader.readexactly(int(length[1]))
        body = b""
        while size := int((await self._reader.readuntil(b"\r\n")).strip(), 16):
            body += (await self._reader.readexactly(size + 2))[:-2]
        await self._reader.readexactly(2)
        return int(head.split()[1]), body


def asked(query: str) -> str:
    """Return the path of a query."""
    return f"/query?query={quote(query)}"


async def read(address: str, paths: list[str], tally: Tally, until: float, start: int) -> None:
    """Be one client until a time."""
    async with Line(address) as line:
        for path in itertools.islice(itertools.cycle(paths), start, None):
            if time.monotonic() > until:
                return
            begin = time.monotonic()
            counted = path == asked(COUNTED)
            accept = "application/sparql-results+json" if counted else "*/*"
            status, body = await line.get(path, accept)
            tally.seconds.append(time.monotonic() - begin)
            tally.statuses[status] += 1
            if status != 200:
                tally.failures.append(f"{status} {path[:80]}: {body[:120]!r}")
            elif counted:
                rows = json.loads(body)["results"]["bindings"]
                tally.counts |= {(row["s"]["value"], int(row["n"]["value"])) for row in rows}
            elif path.startswith("/api/sources"):
                tally.counts |= {
                    (row["iri"], row["claims"]) for row in json.loads(body)["items"] if row["claims"]
                }


async def crowd(address: str, paths: list[str], clients: int, seconds: float) -> Tally:
    """Let so many clients read for so long."""
    tally = Tally()
    until = time.monotonic() + seconds
    async with asyncio.TaskGroup() as group:
        for number in range(clients):
            group.create_task(read(address, paths, tally, until, number))
    return tally


@contextlib.contextmanager
def serving(command: list[str], pattern: str) -> Iterator[str]:
    """Run a server; yield its address once it tells it."""
    with tempfile.TemporaryFile("w+") as log:
        process = subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=log, stderr=log)
        try:
            yield _address(process, log, pattern)
        finally:
            process.terminate()
            process.wait(20)


def _address(process: subprocess.Popen[bytes], log: object, pattern: str) -> str:
    for _ in range(1200):
        log.seek(0)
        said = log.read()
        if found := re.search(pattern, said):
            return found[0]
        if process.poll() is not None:
            raise SystemExit(said)
        time.sleep(0.05)
    raise SystemExit("the server does not start")


def histgraph(store: Path) -> contextlib.AbstractContextManager[str]:
    """Run our server."""
    command = [
        sys.executable,
        "-m",
        "histgraph",
        "serve",
        "--store",
        str(store),
        "--port",
        "0",
        "--proxy",
        "127.0.0.1",
    ]
    return serving(command, r"http://127[\d.:]+")


async def ready(address: str) -> None:
    """Wait until pages are answered."""
    for _ in range(6000):
        async with Line(address) as line:
            if (await line.get("/api/counts"))[0] == 200:
                return
        await asyncio.sleep(0.1)


def mixed(store: Path, clients: int, seconds: float, texts: int) -> Tally:
    """Let clients read everything while a build runs; return what they saw, torn reads among the failures."""
    folder = Path(tempfile.mkdtemp(prefix="histgraph-texts-"))
    for number in range(texts):
        (folder / f"dam-{number:03}.txt").write_text(
            TEXT.format(n=number, year=1850 + number), encoding="utf-8"
        )
    build = [sys.executable, "-m", "histgraph", "build", str(folder), "--store", str(store)]
    paths = [*map(asked, QUERIES), *PAGES, asked(COUNTED), "/api/sources?limit=500"]
    try:
        with histgraph(store) as address:
            asyncio.run(ready(address))
            builder = subprocess.Popen(build, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
            tally = asyncio.run(crowd(address, paths, clients, seconds))
            if builder.wait(600):
                tally.failures.append("the build failed")
            time.sleep(2)
            last = asyncio.run(crowd(address, [asked(COUNTED)], 1, 1))
    finally:
        shutil.rmtree(folder)
    whole = dict(last.counts)
    torn = sorted((iri, n) for iri, n in tally.counts if whole.get(iri) != n)
    tally.failures += [f"torn read: {iri} with {n} claims, not {whole.get(iri)}" for iri, n in torn]
    return tally


def against(store: Path, clients: int, seconds: float, binary: str) -> tuple[Tally, Tally]:
    """Ask both servers the same queries; return what clients of ours and of the other saw."""
    paths = list(map(asked, QUERIES))
    with histgraph(store) as address:
        asyncio.run(ready(address))
        asyncio.run(crowd(address, paths, 4, 1))
        ours = asyncio.run(crowd(address, paths, clients, seconds))
    copy, held = Snapshots(store / "readers").hold()
    command = [
        binary,
        "serve-read-only",
        "--location",
        str(copy),
        "--bind",
        "127.0.0.1:7979",
        "--union-default-graph",
    ]
    with held, serving(command, r"http://[\w.]+:7979"):
        asyncio.run(crowd("http://127.0.0.1:7979", paths, 4, 1))
        other = asyncio.run(crowd("http://127.0.0.1:7979", paths, clients, seconds))
    return ours, other


def dying(store: Path, seconds: float) -> tuple[Tally, Tally]:
    """Return what a client of simple queries sees on an idle server, and while endless queries run."""

    async def attack(address: str, until: float) -> None:
        async with Line(address) as line:
            while time.monotonic() < until:
                await line.get(asked(ENDLESS) + "&timeout=2", client="203.0.113.9")

    async def both(address: str) -> tuple[Tally, Tally]:
        idle = await crowd(address, [asked(QUERIES[1])], 1, seconds)
        until = time.monotonic() + seconds
        attackers = asyncio.gather(*(attack(address, until) for _ in range(8)))
        await asyncio.sleep(0.5)
        busy = await crowd(address, [asked(QUERIES[1])], 1, seconds - 0.5)
        await attackers
        return idle, busy

    with histgraph(store) as address:
        asyncio.run(ready(address))
        return asyncio.run(both(address))


def main() -> int:
    """Measure and print; return 1 where an answer was wrong."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--seconds", type=float, default=120)
    parser.add_argument("--clients", type=int, default=50)
    parser.add_argument("--claims", type=int, default=6000)
    parser.add_argument("--texts", type=int, default=40)
    parser.add_argument("--death", action="store_true")
    parser.add_argument("--oxigraph", default=shutil.which("oxigraph"))
    given = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="histgraph-bench-") as folder:
        store = make(Path(folder) / "store", given.claims)
        tally = mixed(store, given.clients, given.seconds, given.texts)
        print(f"{given.clients} clients, all sorts, beside a build: {tally.rate(given.seconds):.0f} requests a second, "
              f"p95 {tally.p95():.0f} ms, answers {dict(tally.statuses)}, failures {len(tally.failures)}")  # fmt: skip
        for failure in tally.failures[:10]:
            print(" ", failure)
        if given.oxigraph:
            seconds = max(2.0, given.seconds / 4)
            ours, other = against(store, given.clients, seconds, given.oxigraph)
            print(f"queries alone: ours {ours.rate(seconds):.0f} a second, p95 {ours.p95():.0f} ms; oxigraph serve "
                  f"{other.rate(seconds):.0f} a second, p95 {other.p95():.0f} ms; "
                  f"ratio {ours.rate(seconds) / other.rate(seconds):.2f}")  # fmt: skip
            tally.failures += ours.failures + other.failures
        if given.death:
            idle, busy = dying(store, max(6.0, given.seconds / 8))
            print(f"a simple query: p95 {idle.p95():.1f} ms idle, {busy.p95():.1f} ms beside endless queries; "
                  f"ratio {busy.p95() / idle.p95():.1f}")  # fmt: skip
            tally.failures += busy.failures
    return bool(tally.failures)


if __name__ == "__main__":
    sys.exit(main())
