"""Queries that would kill a server: each ends in time with a clear error, others are answered meanwhile."""

import asyncio
import re
import time
from pathlib import Path

import pytest

from histgraph.serve import Limits
from serving import BEARER, TOKEN, Server, served, view_store

SECONDS = 0.8
ALL = "?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l"
DOUBLED = "".join(f"BIND(CONCAT(?x{n}, ?x{n}, ?x{n}, ?x{n}) AS ?x{n + 1}) " for n in range(13))
# ruff: noqa: E501 (a table)
DEATH = {
    "cross product counted": f"SELECT (COUNT(*) AS ?n) {{ {ALL} }}",
    "cross product sorted": f"SELECT * {{ {ALL} }} ORDER BY ?c ?f ?i ?l",
    "cross product told apart": f"SELECT DISTINCT ?a ?d ?g ?j {{ {ALL} }}",
    "cross product built": f"CONSTRUCT {{ ?a ?e ?i . ?d ?h ?l }} WHERE {{ {ALL} }}",
    "paths over everything": "SELECT (COUNT(*) AS ?n) { ?a (!<x:y>)* ?b . ?c (!<x:y>)* ?d . ?e (!<x:y>|^<x:z>)* ?f }",
    "pattern over everything": (
        "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i "
        'FILTER(REGEX(CONCAT(STR(?c), STR(?f), STR(?i)), "(.*)(.*)(.*)(.*)x+y+z+(.*)$", "i")) }'
    ),
    "a gigabyte in one cell": f'SELECT (GROUP_CONCAT(?x13; separator="-") AS ?all) {{ BIND("0123456789abcdef" AS ?x0) {DOUBLED} ?s ?p ?o }}',
    "a gigabyte of rows": 'SELECT ("0123456789abcdef0123456789abcdef" AS ?t) ?a ?d ?g { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }',
    "deep braces": "SELECT * " + "{" * 20_000 + "}" * 20_000,
    "deep brackets": "SELECT * { FILTER(" + "(" * 20_000 + "1" + ")" * 20_000 + ") }",
    "many negations": "SELECT * { FILTER(" + "!" * 60_000 + "true) }",
    "a long sum": "SELECT (" + "1+" * 60_000 + "1 AS ?n) {}",
    "a long union": "SELECT * { " + " UNION ".join(["{ ?s ?p ?o }"] * 8_000) + " }",
    "a long path": "SELECT * { ?s " + "/".join(["!<x:y>"] * 8_000) + " ?o }",
    "ten megabytes of text": "SELECT * { ?s ?p ?o } # " + "x" * 10_000_000,
}  # fmt: skip


TOLD = {
    "cross product counted": 504,
    "deep braces": 400,
    "ten megabytes of text": 413,
}


@pytest.fixture(scope="module")
def store(tmp_path_factory) -> Path:
    return view_store(tmp_path_factory.mktemp("limits") / "s")


@pytest.fixture(scope="module")
def client(store):
    limits = Limits(
        seconds=SECONDS, memory=256 << 20, rows=5_000, result=1 << 20, slow_per_minute=10_000, workers=2
    )
    with served(store, limits=limits, ready=False) as found:
        yield found


@pytest.mark.parametrize("name", DEATH)
def test_each_ends_in_time_with_a_clear_error(client, name):
    kind = {"Accept": "application/json", "Content-Type": "application/sparql-query"}
    begin = time.monotonic()
    got = client.post("/sparql", content=DEATH[name], headers=kind)
    took = time.monotonic() - begin
    assert took < SECONDS + 1, f"{took:.1f} s"
    assert got.status_code == TOLD.get(name, got.status_code), got.text[:300]
    assert got.status_code in {200, 400, 413, 422, 504}, got.text[:300]
    if got.status_code != 200:  # the engine may be clever enough
        told = got.json()
        assert told["status"] == got.status_code
        assert len(told["title"]) > 20
    assert client.get("/sparql", params={"query": "ASK {}"}).text


def test_half_a_result_is_never_sent(client):
    for what, limit in (("?a", "rows"), ("*", "bytes")):
        got = client.get("/sparql", params={"query": f"SELECT {what} {{ ?a ?b ?c . ?d ?e ?f }}"})
        assert got.status_code == 422
        assert limit in got.text
        assert "bindings" not in got.text


def test_the_client_may_want_less_time_but_not_more(client):
    for asked, most in (("0.3", 1.3), ("60", SECONDS + 1)):
        begin = time.monotonic()
        got = client.post("/sparql", data={"query": DEATH["cross product counted"], "timeout": asked})
        assert got.status_code == 504
        assert time.monotonic() - begin < most


def test_expensive_queries_have_a_rate(store):
    limits = Limits(seconds=0.3, slow_per_minute=2, workers=2)
    with served(store, limits=limits, ready=False) as found:
        answers = [found.post("/sparql", data={"query": DEATH["cross product counted"]}) for _ in range(4)]
        assert [a.status_code for a in answers] == [504, 504, 429, 429]
        assert int(answers[-1].headers["retry-after"]) > 0


def test_an_update_of_death_ends_and_changes_nothing(store):
    limits = Limits(change=1.5, memory=256 << 20)
    with served(store, limits=limits, ready=False, token=TOKEN) as found:
        count = {"query": "SELECT (COUNT(*) AS ?n) { GRAPH ?g { ?s ?p ?o } }"}
        before = found.post("/sparql", data=count).text
        whole = f"GRAPH ?m {{ {ALL} }}"
        for text in (
            f"INSERT {{ ?a ?e ?i }} WHERE {{ {whole} }}",
            f"DELETE {{ GRAPH ?m {{ ?a ?b ?c }} }} WHERE {{ {whole} }}",
        ):
            begin = time.monotonic()
            got = found.post("/update", data={"update": text}, headers=BEARER)
            assert got.status_code in {422, 504}, got.text
            assert "as it was" in got.text
            assert time.monotonic() - begin < 4
        assert found.post("/sparql", data=count).text == before


def resident(pid: int) -> int:
    """Bytes of memory that a process and its children hold."""
    pages = 0
    for process in [pid, *_children(pid)]:
        try:
            pages += int(Path(f"/proc/{process}/statm").read_text().split()[1])
        except OSError:
            continue
    return pages * 4096


def _children(pid: int) -> list[int]:
    found = []
    for task in Path(f"/proc/{pid}/task").glob("*/children"):
        try:
            found += [int(word) for word in task.read_text().split()]
        except OSError:
            continue
    return found


def test_two_hundred_at_once_leave_nothing_behind(store):
    with Server(store, "--timeout", "1.5", "--workers", "2", "--proxy", "127.0.0.1") as server:
        for _ in range(5):
            server.client.get("/sparql", params={"query": "ASK {}"})
        before = resident(server.process.pid)
        took, simple = asyncio.run(_storm(server.address))
        assert max(took) < 1.5 + 1, f"the slowest took {max(took):.2f} s"
        assert simple, "nobody else was answered"
        assert max(simple) < 1.5
        end = time.monotonic() + 10
        while time.monotonic() < end and (
            len(_children(server.process.pid)) > 2 or resident(server.process.pid) > before + (64 << 20)
        ):
            time.sleep(0.1)
        left = _children(server.process.pid)
        assert len(left) <= 2
        assert resident(server.process.pid) < before + (64 << 20)
        worked = {pid: _worked(pid) for pid in left}
        time.sleep(0.5)
        assert all(_worked(pid) in {None, ticks} for pid, ticks in worked.items()), (
            "a worker still works on a query that nobody waits for"
        )


def _worked(pid: int) -> int | None:
    """Return the processor time of a process, in ticks, None where it has ended meanwhile."""
    try:
        fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    except (FileNotFoundError, ProcessLookupError):
        return None
    return int(fields[11]) + int(fields[12])


class Line:
    """A connection without ceremony: 200 of them must not be what takes the time."""

    def __init__(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter, host: str) -> None:
        self._reader, self._writer, self._host = reader, writer, host

    @classmethod
    async def opened(cls, address: str) -> "Line":
        host = address.removeprefix("http://")
        name, _, port = host.rpartition(":")
        return cls(*await asyncio.open_connection(name, int(port)), host)

    async def ask(self, query: str, client: str) -> tuple[int, float]:
        body = query.encode()
        self._writer.write(
            f"POST /sparql HTTP/1.1\r\nHost: {self._host}\r\nContent-Type: application/sparql-query\r\n"
            f"X-Forwarded-For: {client}\r\nContent-Length: {len(body)}\r\n\r\n".encode()
            + body
        )
        begin = time.monotonic()
        head = await self._reader.readuntil(b"\r\n\r\n")
        took = time.monotonic() - begin
        length = int(re.search(rb"content-length: (\d+)", head, re.IGNORECASE)[1])
        await self._reader.readexactly(length)
        return int(head.split()[1]), took

    def close(self) -> None:
        self._writer.close()


async def _storm(address: str) -> tuple[list[float], list[float]]:
    """Send 200 queries of death at once, and simple ones from somebody else until all are answered."""
    queries = [
        DEATH[name] for name in ("cross product counted", "cross product sorted", "paths over everything")
    ]
    lines = [await Line.opened(address) for _ in range(201)]

    async def simple() -> list[float]:
        found = []
        while not storm.done():
            status, took = await lines[200].ask("ASK {}", "203.0.113.10")
            assert status == 200
            found.append(took)
            await asyncio.sleep(0.02)
        return found

    try:
        storm = asyncio.gather(*(lines[n].ask(queries[n % 3], "203.0.113.9") for n in range(200)))
        answered = await simple()
        deaths = await storm
    finally:
        for line in lines:
            line.close()
    assert {status for status, _ in deaths} <= {422, 429, 503, 504}
    return [took for _, took in deaths], answered
