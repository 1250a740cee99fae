"""Every store keeps the same promises: all of a change or none, also when the plug is pulled."""

import os
import signal
import subprocess
import sys
import textwrap
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, urlsplit

import pyoxigraph as ox
import pytest

from histgraph.errors import QueryError, StoreError, UsageError
from histgraph.store import Change, EndpointStore, MemoryStore, OxigraphStore, open_store

GRAPH = ox.NamedNode("https://example.org/g")
OTHER = ox.NamedNode("https://example.org/h")


def quad(n, graph=GRAPH):
    return ox.Quad(
        ox.NamedNode(f"https://example.org/{n}"),
        ox.NamedNode("https://example.org/p"),
        ox.Literal(str(n)),
        graph,
    )


class _Endpoint(BaseHTTPRequestHandler):
    """A small SPARQL 1.1 server on loopback, with Oxigraph behind it."""

    store: ox.Store

    def log_message(self, *_args):
        pass

    def _send(self, code, body, kind="text/plain"):
        self.send_response(code)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def do_POST(self):
        body = self.rfile.read(int(self.headers["Content-Length"])).decode()
        try:
            if self.path.startswith("/update"):
                self.store.update(body)
                self._send(204, b"")
                return
            found = self.store.query(body, use_default_graph_as_union=True)
        except (SyntaxError, ValueError) as error:
            self._send(400, str(error).encode())
            return
        if isinstance(found, ox.QueryTriples):
            self._send(200, found.serialize(format=ox.RdfFormat.N_TRIPLES), "application/n-triples")
        else:
            self._send(
                200, found.serialize(format=ox.QueryResultsFormat.JSON), "application/sparql-results+json"
            )

    def do_GET(self):
        graph = parse_qs(urlsplit(self.path).query).get("graph", [None])[0]
        if graph:
            body = self.store.dump(format=ox.RdfFormat.N_TRIPLES, from_graph=ox.NamedNode(graph))
            self._send(200, body, "application/n-triples")
        else:
            self._send(200, self.store.dump(format=ox.RdfFormat.N_QUADS), "application/n-quads")


@pytest.fixture
def endpoint():
    handler = type("Handler", (_Endpoint,), {"store": ox.Store()})
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    thread.join()


@pytest.fixture(params=["memory", "disk", "endpoint"])
def store(request, tmp_path):
    if request.param == "memory":
        made = MemoryStore()
    elif request.param == "disk":
        made = OxigraphStore(tmp_path / "store")
    else:
        made = EndpointStore(request.getfixturevalue("endpoint"))
    yield made
    made.close()


def test_a_change_drops_deletes_and_inserts(store):
    store.apply(Change(insert=(quad(1), quad(2), quad(3, OTHER))))
    store.apply(Change(drop=(OTHER,), delete=(quad(1),), insert=(quad(4),)))
    assert sorted(q.object.value for q in store.quads()) == ["2", "4"]
    assert list(store.quads(OTHER.value)) == []


def test_queries_see_the_union_of_all_graphs(store):
    store.apply(Change(insert=(quad(1), quad(2, OTHER))))
    rows = list(store.query("SELECT ?o { ?s ?p ?o } ORDER BY ?o"))
    assert [row["o"].value for row in rows] == ["1", "2"]


def test_a_wrong_query_is_a_query_error(store):
    with pytest.raises(QueryError):
        list(store.query("SELECT * { ?s ?p"))


def test_an_empty_change_changes_nothing(store):
    store.apply(Change())
    assert list(store.quads()) == []


def test_a_store_can_be_changed_in_several_sittings(tmp_path):
    for number in range(3):
        store = OxigraphStore(tmp_path / "s")
        store.apply(Change(insert=(quad(number),)))
        store.close()
        reader = OxigraphStore(tmp_path / "s", write=False)
        assert len(set(reader.quads())) == number + 1
        reader.close()


def test_a_locked_store_says_who_and_what_to_do(tmp_path):
    first = OxigraphStore(tmp_path / "s")
    with pytest.raises(StoreError, match=r"is locked.*--store"):
        OxigraphStore(tmp_path / "s")
    first.close()
    OxigraphStore(tmp_path / "s").close()


def test_readers_read_beside_each_other(tmp_path):
    writer = OxigraphStore(tmp_path / "s")
    writer.apply(Change(insert=(quad(1),)))
    writer.close()
    readers = [open_store(tmp_path / "s", write=False) for _ in range(2)]
    assert [len(list(r.quads())) for r in readers] == [1, 1]
    with pytest.raises(StoreError, match="reading only"):
        readers[0].apply(Change(insert=(quad(2),)))


def test_what_is_no_store_is_left_alone(tmp_path):
    (tmp_path / "letter.txt").write_text("dear")
    with pytest.raises(StoreError, match="other files"):
        OxigraphStore(tmp_path)
    with pytest.raises(StoreError, match="is a file"):
        OxigraphStore(tmp_path / "letter.txt")
    with pytest.raises(StoreError, match="There is no store"):
        open_store(tmp_path / "none", create=False)


def test_an_unknown_kind_of_store_names_those_there_are():
    with pytest.raises(UsageError, match=r"Did you mean oxigraph:\?"):
        open_store("oxigrap:here")


def test_an_endpoint_that_is_away_says_so():
    with pytest.raises(StoreError, match="Is the server running"):
        EndpointStore("http://127.0.0.1:9").query("ASK {}")


WRITER = """
import sys
from pathlib import Path
import pyoxigraph as ox
from histgraph.store import Change, OxigraphStore
graph = ox.NamedNode("https://example.org/g")
store = OxigraphStore(Path(sys.argv[1]))
for n in range(1, 100000):
    quads = tuple(ox.Quad(ox.NamedNode(f"https://example.org/{k}"), ox.NamedNode("https://example.org/p"),
                  ox.Literal(str(n)), graph) for k in range(200))
    store.apply(Change(drop=(graph,), insert=quads))
    print(n, flush=True)
"""


def test_a_pulled_plug_leaves_the_old_or_the_new_state(tmp_path):
    for turn in range(4):
        folder = tmp_path / f"s{turn}"
        process = subprocess.Popen(
            [sys.executable, "-c", textwrap.dedent(WRITER), str(folder)], stdout=subprocess.PIPE, text=True
        )
        acknowledged = 0
        deadline = time.monotonic() + 20
        while acknowledged < 3 + turn and time.monotonic() < deadline:
            acknowledged = int(process.stdout.readline())
        time.sleep(0.003 * turn)
        os.kill(process.pid, signal.SIGKILL)
        told = [int(line) for line in process.stdout.read().split()]
        process.wait()
        last = max([acknowledged, *told])
        store = OxigraphStore(folder)
        values = {q.object.value for q in store.quads()}
        assert len(list(store.quads())) == 200
        assert values in ({str(last)}, {str(last + 1)})
        store.close()


def test_what_a_killed_load_left_behind_is_taken_away(tmp_path):
    with_one = OxigraphStore(tmp_path / "s")
    with_one.apply(Change(insert=(quad(1),)))
    with_one.close()
    stray = tmp_path / "s" / "data" / "bulk-1234.sst"
    stray.write_bytes(b"half a file")
    again = OxigraphStore(tmp_path / "s")
    assert not stray.exists()
    assert list(again.quads()) == [quad(1)]
    again.close()


def test_much_is_loaded_beside_what_stands(tmp_path):
    store = OxigraphStore(tmp_path / "s")
    first, more = (quad(1), quad(2)), tuple(quad(n) for n in range(2, 6_000))
    store.apply(Change(insert=first))
    store.apply(Change(insert=more))
    assert set(store.quads()) == {*first, *more}
    assert len(list(store.query("SELECT ?s { ?s ?p ?o }"))) == len({*first, *more})
    store.close()


def test_a_full_disk_leaves_the_store_as_it_was(tmp_path):
    if os.geteuid() != 0:
        pytest.skip("mounting a small disk needs root")
    disk = tmp_path / "disk"
    disk.mkdir()
    mounted = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=24m", "tmpfs", str(disk)], capture_output=True
    )
    if mounted.returncode:
        pytest.skip("mounting is not allowed here")
    try:
        store = OxigraphStore(disk / "s")
        store.apply(Change(insert=(quad(1),)))
        big = tuple(
            ox.Quad(quad(n).subject, quad(n).predicate, ox.Literal(os.urandom(500).hex()), GRAPH)
            for n in range(60_000)
        )
        with pytest.raises(StoreError):
            store.apply(Change(insert=big))
        store.close()
        read = "open_store(sys.argv[1], write=False).quads()"
        count = f"import sys; from histgraph.store import open_store; print(len(list({read})))"
        kept = subprocess.run([sys.executable, "-c", count, str(disk / "s")], capture_output=True, text=True)
        assert kept.stdout.strip() == "1", kept.stderr
    finally:
        subprocess.run(["umount", str(disk)], check=False)
