"""One process that works on a store and may be killed at any moment.

The server starts this file as a script of its own, so it imports nothing of histgraph and
is ready within about 50 ms. It takes jobs on standard input and answers on standard
output: four bytes with the length of a JSON head, the head, then ``head["length"]`` bytes.

Queries run on a read-only copy, where pyoxigraph itself has no limit of time or memory
and cannot be interrupted: hence the process. Updates open the store for writing, end
with the process, and are one transaction each.
"""

import ctypes
import io
import json
import os
import re
import signal
import struct
import sys
from collections.abc import Callable, Iterable, Iterator
from typing import Any, BinaryIO

import pyoxigraph as ox

try:
    import resource
except ImportError:  # Windows: a query is limited in time only
    resource = None  # type: ignore[assignment]

_PDEATHSIG = 1
_NO_NEW_PRIVS = 38
_SET_SECCOMP = 22
_FILTER = 2
_SOCKET = {"x86_64": (0xC000003E, 41), "aarch64": (0xC00000B7, 198)}
"""Audit number of the architecture, and the number of the system call that opens a socket."""

RESULTS = {
    "json": ox.QueryResultsFormat.JSON,
    "xml": ox.QueryResultsFormat.XML,
    "csv": ox.QueryResultsFormat.CSV,
    "tsv": ox.QueryResultsFormat.TSV,
}
GRAPHS = {
    "ttl": ox.RdfFormat.TURTLE,
    "nt": ox.RdfFormat.N_TRIPLES,
    "rdf": ox.RdfFormat.RDF_XML,
    "jsonld": ox.RdfFormat.JSON_LD,
    "trig": ox.RdfFormat.TRIG,
    "nq": ox.RdfFormat.N_QUADS,
}
_ROW = {
    "json": re.compile(rb'(?:\[|\},)\{"\w'),
    "xml": re.compile(rb"<result>"),
    "tsv": re.compile(rb"\n"),
    "csv": re.compile(rb"\n"),
}
"""What stands once in each row of a result, and nowhere else but in quoted CSV (counted too often)."""


class Refused(Exception):  # noqa: N818  (it is told to the user, no failure of the program)
    """A limit was reached; ``kind`` tells which."""

    def __init__(self, kind: str, message: str) -> None:
        super().__init__(message)
        self.kind = kind


class Bounded(io.BytesIO):
    """A sink for results that refuses more bytes or rows than allowed."""

    def __init__(
        self, most_bytes: int, most_rows: int = 0, row: re.Pattern[bytes] | None = None, *, head: int = 0
    ) -> None:
        super().__init__()
        self._size = 0
        self._most_bytes = most_bytes
        self._most_rows = most_rows
        self._row = row
        self._tail = b""
        self.rows = -head

    def write(self, data: Any) -> int:
        """Take the next bytes."""
        self._size += len(data)
        if self._size > self._most_bytes:
            raise Refused("bytes", f"The result is larger than {self._most_bytes:,} bytes")
        if self._row is not None:
            text = self._tail + bytes(data)
            last = 0
            for match in self._row.finditer(text):
                self.rows += 1
                last = match.end()
            self._tail = text[max(last, len(text) - 7) :]
            if self.rows > self._most_rows:
                raise Refused("rows", f"The result has more than {self._most_rows:,} rows")
        return super().write(data)


def die_with(parent: int) -> None:
    """End when the server, whose process id is given, ends (on Linux)."""
    if sys.platform != "linux":
        return
    ctypes.CDLL(None, use_errno=True).prctl(_PDEATHSIG, signal.SIGKILL, 0, 0, 0)
    if os.getppid() != parent:
        sys.exit(0)  # the server ended before the kernel was told


def fence() -> None:
    """End when the server ends; on Linux, let the kernel refuse sockets whatever a query asks for."""
    if sys.platform != "linux":
        return
    if len(sys.argv) > 1:
        die_with(int(sys.argv[1]))
    libc = ctypes.CDLL(None, use_errno=True)
    known = _SOCKET.get(os.uname().machine)
    if known is None:
        return
    audit, socket = known
    program = b"".join(
        struct.pack("HBBI", *line)
        for line in (
            (0x20, 0, 0, 4),  # load the architecture
            (0x15, 0, 2, audit),  # another one: leave alone
            (0x20, 0, 0, 0),  # load the number of the system call
            (0x15, 1, 0, socket),  # a socket: refuse
            (0x06, 0, 0, 0x7FFF0000),  # allow
            (0x06, 0, 0, 0x00050000 | 13),  # fail with EACCES
        )
    )
    held = ctypes.create_string_buffer(program, len(program))
    filters = ctypes.create_string_buffer(struct.pack("HxxxxxxQ", len(program) // 8, ctypes.addressof(held)))
    libc.prctl(_NO_NEW_PRIVS, 1, 0, 0, 0)
    libc.prctl(_SET_SECCOMP, _FILTER, filters, 0, 0)


def limit_memory(extra: int) -> None:
    """Allow this process ``extra`` bytes of address space beyond what it has now."""
    if extra and sys.platform == "linux":
        with open("/proc/self/statm", encoding="ascii") as file:  # noqa: PTH123  (pathlib costs 10 ms here)
            pages = int(file.read().split()[0])
        most = pages * resource.getpagesize() + extra
        resource.setrlimit(resource.RLIMIT_AS, (most, resource.getrlimit(resource.RLIMIT_AS)[1]))


class Worker:
    """Answers jobs one after another; holds the copy of the store that the last query asked for."""

    def __init__(self) -> None:
        self._path = ""
        self._store: ox.Store | None = None

    def answer(self, job: dict[str, Any], body: bytes) -> tuple[dict[str, Any], bytes]:
        """Do a job; what goes wrong is part of the answer."""
        kinds: dict[str, Callable[[dict[str, Any], bytes], tuple[dict[str, Any], bytes]]] = {
            "open": self._opened,
            "query": self._query,
            "read": self._read,
            "update": _update,
            "write": _write,
        }
        try:
            return kinds[job["job"]](job, body)
        except Refused as refusal:
            return {"error": refusal.kind, "message": str(refusal)}, b""
        except SyntaxError as error:
            return {"error": "syntax", "message": str(error)}, b""
        except MemoryError:
            return {"error": "memory", "message": "The query needed more memory than allowed"}, b""
        except OSError as error:
            locked = "lock" in str(error).lower()
            return {"error": "locked" if locked else "failed", "message": str(error)}, b""
        except (RuntimeError, ValueError, TypeError) as error:
            return {"error": "failed", "message": f"{type(error).__name__}: {error}"}, b""

    def _opened(self, job: dict[str, Any], _body: bytes) -> tuple[dict[str, Any], bytes]:
        if job["store"] != self._path or self._store is None:
            self._store = None
            self._store = ox.Store.read_only(job["store"])
            self._path = job["store"]
        limit = job.get("memory", 0)
        if limit:
            limit_memory(limit)
        return {"ok": True}, b""

    def _query(self, job: dict[str, Any], body: bytes) -> tuple[dict[str, Any], bytes]:
        self._opened(job, b"")
        assert self._store is not None
        results = self._store.query(body.decode(), base_iri=job.get("base"), **_dataset(job))
        if isinstance(results, ox.QueryTriples):
            return _graph(results, job)
        form = job["table"]
        if form is None:
            raise Refused("unacceptable", "A table or a truth value answers this query")
        truth = isinstance(results, ox.QueryBoolean)
        row = None if truth else _ROW[form]
        sink = Bounded(job["bytes"], job["rows"], row, head=form in {"csv", "tsv"} and not truth)
        results.serialize(sink, format=RESULTS[form])
        return {"ok": True, "form": form, "truth": truth, "rows": sink.rows}, sink.getvalue()

    def _read(self, job: dict[str, Any], _body: bytes) -> tuple[dict[str, Any], bytes]:
        """Return a graph, or all of them."""
        self._opened(job, b"")
        store = self._store
        assert store is not None
        graph = _graph_name(job["graph"]) if job["graph"] is not None else None
        if (
            graph is not None
            and not isinstance(graph, ox.DefaultGraph)
            and not store.contains_named_graph(graph)
        ):
            return {"error": "missing", "message": f"There is no graph {job['graph']}"}, b""
        form = GRAPHS[job["form"]]
        sink = Bounded(job["bytes"])
        if graph is None:
            store.dump(sink, format=form)
        else:
            store.dump(sink, format=form, from_graph=graph)
        return {"ok": True, "form": job["form"]}, sink.getvalue()


def _dataset(job: dict[str, Any]) -> dict[str, Any]:
    """Return the dataset of a query: the protocol's, else the query's own, else the union of all graphs."""
    default, named = job.get("default"), job.get("named")
    if default or named:
        return {
            "default_graph": [ox.NamedNode(iri) for iri in default or ()],
            "named_graphs": [ox.NamedNode(iri) for iri in named or ()],
        }
    return {} if job.get("own_dataset") else {"use_default_graph_as_union": True}


def _graph(results: Iterable[ox.Triple], job: dict[str, Any]) -> tuple[dict[str, Any], bytes]:
    form = job["graph_form"]
    if form is None:
        raise Refused("unacceptable", "Triples answer this query")
    seen: set[ox.Triple] = set()  # a graph is a set, but the engine repeats what stands in several graphs

    def counted() -> Iterator[ox.Triple]:
        for triple in results:
            if triple in seen:
                continue
            seen.add(triple)
            if len(seen) > job["rows"]:
                raise Refused("rows", f"The result has more than {job['rows']:,} triples")
            yield triple

    sink = Bounded(job["bytes"])
    prefixes = job.get("prefixes") if form in {"ttl", "trig", "rdf"} else None
    ox.serialize(counted(), sink, format=GRAPHS[form], prefixes=prefixes)
    return {"ok": True, "form": form, "rows": len(seen)}, sink.getvalue()


def _graph_name(iri: str) -> ox.NamedNode | ox.DefaultGraph:
    return ox.NamedNode(iri) if iri else ox.DefaultGraph()


def _update(job: dict[str, Any], body: bytes) -> tuple[dict[str, Any], bytes]:
    store = ox.Store(job["store"])
    limit_memory(job.get("memory", 0))
    store.update(body.decode(), base_iri=job.get("base"))
    store.flush()
    return {"ok": True}, b""


def _write(job: dict[str, Any], body: bytes) -> tuple[dict[str, Any], bytes]:
    """Put, add to, or delete one graph, in one transaction."""
    graph = _graph_name(job["graph"])
    parts = job.get("parts", [[job.get("form"), len(body)]])
    triples: list[ox.Quad] = []
    at = 0
    for form, length in parts:
        for quad in ox.parse(body[at : at + length], format=GRAPHS[form], base_iri=job.get("base")):
            if not isinstance(quad.graph_name, ox.DefaultGraph):
                raise SyntaxError("this place takes triples of one graph, not quads")
            triples.append(ox.Quad(quad.subject, quad.predicate, quad.object, graph))
        at += length
    store = ox.Store(job["store"])
    limit_memory(job.get("memory", 0))
    named = isinstance(graph, ox.NamedNode)
    there = store.contains_named_graph(graph) if named else True
    if job["action"] == "delete" and not there:
        return {"error": "missing", "message": f"There is no graph {job['graph']}"}, b""
    target = f"GRAPH {graph}" if named else "DEFAULT"
    if job["action"] == "delete":
        store.update(f"DROP SILENT {target}")
    else:
        steps = [f"DROP SILENT {target}"] if job["action"] == "put" else []
        steps += [f"CREATE SILENT GRAPH {graph}"] if named else []
        lines = "".join(f"{q.subject} {q.predicate} {q.object} .\n" for q in triples)
        if lines:
            steps.append(
                f"INSERT DATA {{ GRAPH {graph} {{\n{lines}}} }}" if named else f"INSERT DATA {{\n{lines}}}"
            )
        store.update(" ;\n".join(steps)) if steps else None
    store.flush()
    return {"ok": True, "created": not there}, b""


def _exactly(stream: BinaryIO, length: int) -> bytes:
    data = stream.read(length)
    if len(data) < length:
        sys.exit(0)
    return data


def main() -> None:
    """Answer jobs until standard input ends."""
    fence()
    worker = Worker()
    taken, given = sys.stdin.buffer, sys.stdout.buffer
    while True:
        (length,) = struct.unpack(">I", _exactly(taken, 4))
        job = json.loads(_exactly(taken, length))
        head, body = worker.answer(job, _exactly(taken, job.get("length", 0)))
        packed = json.dumps(head | {"length": len(body)}).encode()
        given.write(struct.pack(">I", len(packed)) + packed + body)
        given.flush()


if __name__ == "__main__":
    main()
