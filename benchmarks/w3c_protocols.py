"""Run the W3C's protocol suites against a server: python benchmarks/w3c_protocols.py DIR URL --token TOKEN.

DIR is ``sparql/sparql11`` of a checkout of https://github.com/w3c/rdf-tests. The server must accept updates, and
its store is emptied before each case. Statuses, truth values, media types and graphs (up to the names of blank nodes)
are compared. The suites' addresses ``/sparql/`` and ``/gsp`` stand for this server's ``/sparql`` and ``/store``,
also within the names of graphs.
"""

import argparse
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

import httpx
import pyoxigraph as ox
from rdflib import RDF, RDFS, Graph, Literal, Namespace, URIRef
from rdflib.collection import Collection
from rdflib.compare import isomorphic
from rdflib.term import Node

MF = Namespace("http://www.w3.org/2001/sw/DataAccess/tests/test-manifest#")
HT = Namespace("http://www.w3.org/2011/http#")
CNT = Namespace("http://www.w3.org/2011/content#")
UT = Namespace("http://www.w3.org/2009/sparql/tests/test-update#")
SD = Namespace("http://www.w3.org/ns/sparql-service-description#")
SUITES = ("protocol", "graph-store-protocol", "service-description")
STATUSES = {"Created": 201, "OK": 200, "NoContent": 204, "NotFound": 404, "BadRequest": 400, "NotAcceptable": 406,
            "UnsupportedMediaType": 415, "MethodNotAllowed": 405, "Conflict": 409}  # fmt: skip


@dataclass(frozen=True)
class Server:
    """Where requests go."""

    client: httpx.Client
    address: str
    token: str

    def send(self, method: str, path: str, headers: dict[str, str], body: bytes) -> httpx.Response:
        """Send one request; writing takes the token."""
        sent = {**headers, "Authorization": f"Bearer {self.token}"}
        return self.client.request(method, self.address + path, headers=sent, content=body)

    def empty(self) -> None:
        """Empty the store."""
        got = self.send("POST", "/update", {"Content-Type": "application/sparql-update"}, b"DROP ALL")
        got.raise_for_status()


def manifest(path: Path) -> Graph:
    """Read a manifest with those that it includes."""
    graph = Graph()
    graph.parse(path, publicID=path.as_uri(), format="turtle")
    for listed in set(graph.objects(None, MF.include)):
        for included in Collection(graph, listed):
            graph += manifest(Path(str(included).removeprefix("file://")))
    return graph


def cases(graph: Graph) -> Iterator[Node]:
    """Yield the tests of a manifest."""
    for listed in set(graph.objects(None, MF.entries)):
        yield from Collection(graph, listed)


def text(graph: Graph, node: Node, predicate: URIRef) -> str:
    """Return a value as text, "" where there is none."""
    return str(graph.value(node, predicate) or "")


def headers(graph: Graph, node: Node) -> dict[str, str]:
    """Return the headers of a request or an answer."""
    listed = graph.value(node, HT.headers)
    rows = Collection(graph, listed) if listed else []
    return {text(graph, row, HT.fieldName).lower(): text(graph, row, HT.fieldValue) for row in rows}


def place(path: str, known: dict[str, str], address: str) -> str:
    """Return an address of the suite as one of this server, with what earlier answers told filled in."""
    for name, value in known.items():
        path = value.removeprefix(address) if path == name else path.replace(name, quote(value, safe=""))
    # What a graph's own address says and what the query string says must be one and the same.
    for theirs in ("http://www.example/gsp", quote("http://www.example/gsp", safe="")):
        path = path.replace(theirs, quote(f"{address}/store", safe=""))
    for theirs, ours in (("/sparql/", "/sparql"), ("/gsp", "/store")):
        if path.startswith(theirs):
            return ours + path.removeprefix(theirs)
    return path


def body(graph: Graph, node: Node) -> bytes:
    """Return the body of a request in the encoding that it says."""
    held = graph.value(node, HT.body)
    if held is None:
        return b""
    return text(graph, held, CNT.chars).encode(text(graph, held, CNT.characterEncoding) or "utf-8")


def fits(status: int, wanted: list[str]) -> bool:
    """Whether a status is one of those that are expected."""
    names = [name.rpartition("#")[2] for name in wanted]
    return any(
        STATUSES.get(name) == status or (name.startswith("StatusCode") and name[10:11] == str(status)[0])
        for name in names
    )


def wrong(graph: Graph, answer: Node, got: httpx.Response, base: str) -> str:
    """Return what is wrong with an answer, "" where nothing is."""
    wanted = [str(status) for status in graph.objects(answer, MF.expectedStatus)]
    if wanted and not fits(got.status_code, wanted):
        return f"status {got.status_code}, not {' or '.join(w.rpartition('#')[2] for w in wanted)}: {got.text[:100]}"
    kind = got.headers.get("content-type", "").split(";")[0]
    truth = graph.value(answer, MF.expectedBoolean)
    if isinstance(truth, Literal) and truth.toPython() is not _truth(got.content, kind):
        return f"not {truth}: {got.text[:100]}"
    expected = headers(graph, answer).get("content-type", "").split(";")[0]
    if expected and expected != kind:
        return f"{kind}, not {expected}"
    held = graph.value(answer, HT.body)
    if held is not None and expected:
        told = Graph().parse(data=got.text, format=expected, publicID=base)
        if not isomorphic(
            told, Graph().parse(data=text(graph, held, CNT.chars), format=expected, publicID=base)
        ):
            return "another graph"
    return ""


def _truth(data: bytes, kind: str) -> bool | None:
    form = ox.QueryResultsFormat.from_media_type(kind)
    if form is None or form == ox.QueryResultsFormat.CSV:
        return {b"true": True, b"false": False}.get(data.strip())
    return bool(ox.parse_query_results(data, format=form))


def run(server: Server, graph: Graph, case: Node) -> str:
    """Run one case; return what is wrong, "" where nothing is."""
    server.empty()
    for given in graph.objects(case, UT.graphData):
        data = Path(text(graph, given, UT.graph).removeprefix("file://")).read_bytes()
        name = text(graph, given, RDFS.label)
        put = server.client.build_request("PUT", server.address + "/store", params={"graph": name})
        kind = {"Content-Type": "application/n-triples"}
        server.send("PUT", put.url.raw_path.decode(), kind, data).raise_for_status()
    action = graph.value(case, MF.action)
    requests = graph.value(action, HT.requests)
    if requests is None:
        return described(server, case)
    known: dict[str, str] = {}
    for request in Collection(graph, requests):
        path = place(text(graph, request, HT.absolutePath), known, server.address)
        sent = body(graph, request)
        for name, value in known.items():
            sent = sent.replace(name.encode(), value.encode())
        got = server.send(text(graph, request, HT.methodName), path, headers(graph, request), sent)
        answer = graph.value(request, HT.resp)
        if answer is None:
            continue
        if told := wrong(graph, answer, got, server.address + path):
            return told
        if name := text(graph, answer, MF.expectedLocation):
            if "location" not in got.headers:
                return "no Location"
            known[name] = got.headers["location"]
    return ""


def described(server: Server, case: Node) -> str:
    """Run a case of the service description, which the suite tells in words only."""
    got = server.send("GET", "/sparql", {"Accept": "text/turtle"}, b"")
    if got.status_code != 200:
        return f"status {got.status_code}"
    told = Graph().parse(data=got.text, format="turtle")
    name = str(case).rpartition("#")[2]
    if name == "has-endpoint-triple" and not list(told.triples((None, SD.endpoint, None))):
        return "no endpoint is told"
    known = {str(s) for s in told.subjects(RDF.type, SD.Service)}
    if name == "conforms-to-schema" and len(known) != 1:
        return f"{len(known)} services"
    return "" if len(told) else "no RDF"


def main() -> int:
    """Run the suites; return 1 where a case failed."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("folder", type=Path)
    parser.add_argument("address")
    parser.add_argument("--token", required=True)
    given = parser.parse_args()
    server = Server(httpx.Client(timeout=60), given.address.rstrip("/"), given.token)
    failed = 0
    for suite in SUITES:
        path = (given.folder / suite / "manifest.ttl").resolve()
        if not path.is_file():
            print(f"{suite}: not there")
            continue
        graph = manifest(path)
        outcomes = {str(case).rpartition("#")[2]: run(server, graph, case) for case in cases(graph)}
        for name, told in outcomes.items():
            if told:
                print(f"  {suite} {name}: {told}")
        good = sum(not told for told in outcomes.values())
        failed += len(outcomes) - good
        print(f"{suite}: {good} of {len(outcomes)}")
    return int(failed > 0)


if __name__ == "__main__":
    sys.exit(main())
