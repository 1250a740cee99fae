"""A store behind a SPARQL 1.1 endpoint: query, update and graph store protocol over HTTP."""

import io
from collections.abc import Iterator
from importlib import import_module
from importlib.util import find_spec
from typing import Any
from urllib.parse import urlsplit

import pyoxigraph as ox

from histgraph.errors import QueryError, StoreError
from histgraph.store.protocol import Change, Results
from histgraph.store.rdf import once, update

_RESULTS = "application/sparql-results+json, application/n-triples;q=0.9"
_SECONDS = 60.0


class EndpointStore:
    """Keeps quads in any server that speaks the SPARQL 1.1 protocol.

    Args:
        address: the query address ("http://host/query"); a base without path, or one ending in
            "/", stands for a server with /query, /update and /store below it.
        update_address: where updates go; "/update" beside "/query" by default.
        store_address: the graph store protocol's address; "/store" beside it by default.

    Raises:
        StoreError: if the extra ``remote`` is not installed.
    """

    def __init__(self, address: str, update_address: str = "", store_address: str = "") -> None:
        if find_spec("httpx") is None:
            raise StoreError("Endpoints need an extra: pip install 'histgraph[remote]'.")
        self.name = address
        base = address.rstrip("/")
        if urlsplit(base).path in {"", "/"}:
            base, query = base, f"{base}/query"
        else:
            base, query = base.removesuffix("/query").removesuffix("/sparql"), address
        self._query = query
        self._update = update_address or f"{base}/update"
        self._graphs = store_address or f"{base}/store"
        self._httpx = import_module("httpx")
        self._client = self._httpx.Client(timeout=_SECONDS)

    def _sent(self, address: str, body: str, kind: str, accept: str = "*/*") -> Any:
        try:
            answer = self._client.post(
                address, content=body.encode(), headers={"Content-Type": kind, "Accept": accept}
            )
        except self._httpx.HTTPError as error:
            raise StoreError(
                f"The endpoint {address} cannot be reached: {error}. Is the server running?"
            ) from error
        if answer.status_code == 400:
            raise QueryError(f"The endpoint {address} refused: {answer.text.strip()[:500]}")
        if answer.status_code >= 300:
            words = answer.text.strip()[:300]
            raise StoreError(f"The endpoint {address} answered {answer.status_code}: {words}")
        return answer

    def apply(self, change: Change) -> None:
        """Send a change as one update request, which the protocol makes atomic."""
        if not change.is_empty:
            try:
                self._sent(self._update, update(change), "application/sparql-update")
            except QueryError as error:
                raise StoreError(str(error)) from error

    def query(self, sparql: str) -> Results:
        """Answer a query; the server must serve the union of all graphs as its default graph.

        A server that does not is asked over the union spelt out.
        """
        address = self._query + ("&" if "?" in self._query else "?") + "union-default-graph"
        answer = self._sent(address, sparql, "application/sparql-query", _RESULTS)
        kind = answer.headers.get("content-type", "").split(";")[0]
        if "sparql-results" in kind:
            return ox.parse_query_results(io.BytesIO(answer.content), format=ox.QueryResultsFormat.JSON)
        graph = ox.Store()
        graph.extend(ox.parse(io.BytesIO(answer.content), format=ox.RdfFormat.N_TRIPLES))
        return graph.query("CONSTRUCT { ?s ?p ?o } WHERE { ?s ?p ?o }")

    def quads(self, graph: str | None = None) -> Iterator[ox.Quad]:
        """Yield all quads, or those of one graph, by the graph store protocol."""
        params = {"graph": graph} if graph else {}
        accept = "application/n-triples" if graph else "application/n-quads"
        try:
            answer = self._client.get(self._graphs, params=params, headers={"Accept": accept})
        except self._httpx.HTTPError as error:
            raise StoreError(f"The endpoint {self._graphs} cannot be reached: {error}") from error
        if answer.status_code == 404:
            return
        if answer.status_code >= 300:
            raise StoreError(f"The endpoint {self._graphs} answered {answer.status_code}")
        form = ox.RdfFormat.N_TRIPLES if graph else ox.RdfFormat.N_QUADS
        for quad in once(ox.parse(io.BytesIO(answer.content), format=form)):
            yield ox.Quad(quad.subject, quad.predicate, quad.object, ox.NamedNode(graph)) if graph else quad

    def close(self) -> None:
        """Close the connections."""
        self._client.close()
