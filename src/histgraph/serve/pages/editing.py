"""The SPARQL editor: saved queries, a query in the address, results with labels and links."""

import json
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from typing import Any

import pyoxigraph as ox
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from histgraph import vocabulary
from histgraph.errors import QueryError, UsageError
from histgraph.network.layout import arrange
from histgraph.query import complaint, empty_columns, hints, saved, with_prefixes
from histgraph.resources import ontology_dir
from histgraph.serve.body import BadRequest
from histgraph.serve.context import client_of, context_of
from histgraph.serve.protocol import answered
from histgraph.serve.rendering import address, render

ROWS = 500
"""Rows that the page shows; a download has all of them."""
_LABELS = 600
_TRIPLES = 250
_TEXT = 200_000
_FIRST = """# Who wanted what? Denials stand with their own relation.
SELECT ?who ?wanted ?answer ?quote {
  ?claim hg:predicate rel:sought ; hg:subject ?who ; hg:object ?wanted ;
    hg:statedIn ?answer ; hg:quote ?quote .
} LIMIT 50"""
_PAGES: Mapping[str, str] = {
    vocabulary.CLAIM: "claim",
    vocabulary.PROPOSITION: "proposition",
    vocabulary.CONTRIBUTION: "contribution",
    vocabulary.SOURCE: "source",
    vocabulary.LINK: "link",
    vocabulary.ENTITY: "entity",
}
_SAFE = re.compile(r"https?://[^\s<>\"'`\\]+")


@dataclass(frozen=True, slots=True)
class Cell:
    """One value of a result: its text, a label where the store has one, and where it leads."""

    text: str
    label: str = ""
    href: str = ""
    kind: str = ""


@dataclass(frozen=True, slots=True)
class Answer:
    """What came of a query; ``error`` with ``line`` and ``column`` (0 for none) where nothing did."""

    kind: str = ""
    names: Sequence[str] = ()
    rows: Sequence[Sequence[Cell | None]] = ()
    total: int = 0
    truth: bool = False
    text: str = ""
    drawing: Mapping[str, Any] | None = None
    milliseconds: float = 0.0
    hints: Sequence[str] = ()
    error: str = ""
    line: int = 0
    column: int = 0


def _href(iri: str) -> str:
    for base, kind in _PAGES.items():
        if iri.startswith(base) and len(iri) > len(base):
            return address(kind, iri[len(base) :].replace("%2F", "/"))
    return iri if _SAFE.fullmatch(iri) and not iri.startswith("https://w3id.org/histgraph/") else ""


def short(iri: str) -> str:
    """Return an IRI with its prefix, where it has one."""
    for prefix, base in vocabulary.PREFIXES.items():
        if iri.startswith(base) and len(iri) > len(base):
            return f"{prefix}:{iri[len(base) :]}"
    return iri


def _accepting(request: Request, accept: str) -> Request:
    """Return the request as if it asked for another form."""
    kept = [(k, v) for k, v in request.scope["headers"] if k != b"accept"]
    return Request({**request.scope, "headers": [*kept, (b"accept", accept.encode())]})


async def run(request: Request, text: str) -> Answer:
    """Have a query answered, as the endpoint does it: same limits, same refusals."""
    try:
        whole, added = with_prefixes(text)
    except QueryError as error:
        return Answer(error=str(error), line=error.line, column=error.column)
    asked = _accepting(request, "application/sparql-results+json, text/turtle;q=0.9")
    try:
        response = await answered(asked, whole, [])
    except BadRequest as error:
        return Answer(error=str(error))
    body = bytes(response.body)
    if response.status_code != 200:
        told = json.loads(body)
        line = max(0, told.get("line", 0) - added)
        wrong = complaint("", text) if line else ""
        title = f"The query is wrong: {wrong}" if wrong else told["title"]
        return Answer(error=title, line=line, column=told.get("column", 0) if line else 0)
    match = re.search(r"dur=([\d.]+)", response.headers.get("server-timing", ""))
    spent = float(match[1]) if match else 0.0
    if "json" in response.headers["content-type"]:
        found = await _table(request, json.loads(body), spent)
        told = () if found.kind != "table" else empty_columns(text) if found.total else hints(text)
        return replace(found, hints=told)
    return await run_in_threadpool(_graph, body, spent)


async def _table(request: Request, found: Mapping[str, Any], spent: float) -> Answer:
    if "boolean" in found:
        return Answer("truth", truth=found["boolean"], milliseconds=spent)
    names, rows = found["head"]["vars"], found["results"]["bindings"]
    iris = {v["value"] for row in rows[:ROWS] for v in row.values() if v["type"] == "uri"}
    labels = await _labels(request, sorted(iris)[:_LABELS])
    cells = [[_cell(row.get(name), labels) for name in names] for row in rows[:ROWS]]
    return Answer("table", names, cells, len(rows), milliseconds=spent)


def _cell(value: Mapping[str, Any] | None, labels: Mapping[str, str]) -> Cell | None:
    if value is None:
        return None
    text = value["value"]
    if value["type"] != "uri":
        return Cell(text, kind="number" if _is_number(value) else "text")
    return Cell(short(text), labels.get(text, ""), _href(text), "iri")


def _is_number(value: Mapping[str, Any]) -> bool:
    kind = value.get("datatype", "").rpartition("#")[2]
    return kind in {"integer", "decimal", "double", "float", "int", "long", "nonNegativeInteger"}


async def _labels(request: Request, iris: Sequence[str]) -> dict[str, str]:
    own = [i for i in iris if i.startswith("https://w3id.org/histgraph/") and ">" not in i]
    if not own:
        return {}
    listed = " ".join(f"<{iri}>" for iri in own)
    query = (
        f"SELECT ?s (SAMPLE(?l) AS ?label) {{ VALUES ?s {{ {listed} }} "
        f"?s <http://www.w3.org/2000/01/rdf-schema#label> ?l }} GROUP BY ?s"
    )
    job: dict[str, Any] = {
        "job": "query", "table": "json", "graph_form": None, "rows": _LABELS, "bytes": 1 << 20,
        "prefixes": {}, "own_dataset": False, "base": None, "default": [], "named": [],
    }  # fmt: skip
    answer = await context_of(request).ask(job, query.encode(), client_of(request), seconds=2.0)
    if answer.error:
        return {}
    rows = json.loads(answer.body)["results"]["bindings"]
    return {row["s"]["value"]: row["label"]["value"] for row in rows if "label" in row}


def _graph(body: bytes, spent: float) -> Answer:
    text = body.decode()
    triples = [t for t in ox.parse(body, format=ox.RdfFormat.TURTLE) if isinstance(t, ox.Quad)]
    return Answer(
        "graph",
        total=len(triples),
        text=text[:_TEXT],
        drawing=_drawing(triples[:_TRIPLES]),
        milliseconds=spent,
    )


def _drawing(triples: Iterable[ox.Quad]) -> dict[str, Any]:
    """Return nodes with places, and edges, for the drawing of a graph."""
    edges = [(_name(t.subject), short(t.predicate.value), _name(t.object)) for t in triples]
    names = sorted({end for s, _, o in edges for end in (s, o)})
    boxes = {name: (max(40.0, 7.2 * min(len(name), 34) + 16), 28.0) for name in names}
    places = arrange(boxes, [(s, o) for s, _, o in edges])
    return {
        "nodes": [{"name": n, "x": places[n][0], "y": places[n][1], "width": boxes[n][0]} for n in names],
        "edges": [{"from": s, "to": o, "label": p} for s, p, o in edges],
    }


def _name(term: Any) -> str:
    return short(term.value) if isinstance(term, ox.NamedNode) else str(getattr(term, "value", term))[:120]


def _text(request: Request) -> tuple[str, str]:
    """Return the query of the address, and the name of the saved one."""
    name = request.query_params.get("saved", "")
    if name:
        known = saved()
        if name not in known:
            raise BadRequest(f"There is no saved query {name[:60]}", 404)
        try:
            return known[name].filled({}), name
        except UsageError as error:
            raise BadRequest(str(error)) from error
    return request.query_params.get("query", ""), ""


async def editor(request: Request) -> Response:
    """Show the editor; where the address holds a query and asks for it, its results too.

    A saved query is run by the page's script, so that the page is there before a slow query ends.
    """
    text, name = _text(request)
    wanted = bool(text.strip()) and "run" in request.query_params
    answer = await run(request, text) if wanted else None
    return await run_in_threadpool(
        render,
        request,
        "editor.html",
        style_nonce=True,
        text=text or _FIRST,
        chosen=name,
        answer=answer,
        queries=dict(sorted(saved().items(), key=lambda q: (bool(q[1].params), q[0]))),
    )


async def results(request: Request) -> Response:
    """Return the results of a query as a piece of a page, for the editor's script."""
    text = request.query_params.get("query", "")
    if not text.strip():
        raise BadRequest("There is no query")
    answer = await run(request, text)
    return await run_in_threadpool(render, request, "results.html", answer=answer)


async def download(request: Request) -> Response:
    """Return the results of a query as the endpoint gives them, its prefixes added."""
    text = request.query_params.get("query", "")
    try:
        whole, _ = with_prefixes(text)
    except QueryError as error:
        raise BadRequest(str(error)) from error
    return await answered(request, whole, [])


@cache
def _words() -> list[dict[str, str]]:
    """Return the terms of the ontology and the relations, for completion."""
    found = []
    held = ox.Store()
    held.load(path=str(ontology_dir() / "histgraph.ttl"), format=ox.RdfFormat.TURTLE)
    rows = held.query("SELECT ?t ?d { ?t <http://www.w3.org/2004/02/skos/core#definition> ?d } ORDER BY ?t")
    for row in rows:  # type: ignore[union-attr]
        iri, told = row["t"].value, row["d"].value
        if iri.startswith(vocabulary.ONTOLOGY):
            kind = "class" if short(iri)[3:4].isupper() else "property"
            found.append({"label": short(iri), "type": kind, "info": told})
    for key, relation in vocabulary.relations().items():
        found.append({"label": f"rel:{key}", "type": "property", "info": relation.definition})
        found.append({"label": f"not:{key}", "type": "property", "info": f"Denied: {relation.label}"})
    return found


def words(_request: Request) -> Response:
    """Return what the editor can complete: terms, and prefixes with their namespaces."""
    prefixes = {prefix: base for prefix, base in vocabulary.PREFIXES.items() if prefix}
    headers = {"Cache-Control": "max-age=3600"}
    return JSONResponse({"terms": _words(), "prefixes": prefixes}, headers=headers)
