"""The SPARQL 1.1 Graph Store HTTP Protocol: whole graphs, read by everybody, written with the token."""

import hashlib
import io
import re
from typing import Any

from starlette.datastructures import UploadFile
from starlette.formparsers import MultiPartException, MultiPartParser
from starlette.requests import Request
from starlette.responses import Response

from histgraph.serve.body import BadRequest, limited_body, only, query_pairs
from histgraph.serve.context import client_of, context_of, public_base
from histgraph.serve.negotiate import CONTENT, QUADS, TRIPLES, choose, media_type
from histgraph.serve.protocol import failure
from histgraph.serve.security import require_token

_IRI = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:[^\x00-\x20<>\"{}|^`\\]+")
_INPUT = {media: form for media, form in TRIPLES.items() if form != "json"} | {"text/n3": "ttl"}


def _target(request: Request) -> str | None:
    """Return the IRI of the graph, "" for the default graph, None for the store as a whole.

    Below /store/ the address itself names the graph (section 4.1), else ``graph`` or
    ``default`` in the query string (section 4.2).
    """
    if request.path_params.get("path"):
        return f"{public_base(request)}{request.url.path}"
    fields = query_pairs(request)
    graph = only(fields, "graph")
    if any(key == "default" for key, _ in fields):
        if graph is not None:
            raise BadRequest("Give either graph or default")
        return ""
    if graph is None:
        return None
    if not _IRI.fullmatch(graph):
        raise BadRequest(f"graph is no absolute IRI: {graph[:80]}")
    return graph


async def graph_store(request: Request) -> Response:
    """Serve one method on one graph."""
    graph = _target(request)
    if request.method in {"GET", "HEAD"}:
        return await _got(request, graph)
    require_token(request)
    if request.method == "POST":
        return await _posted(request, graph)
    if graph is None:
        raise BadRequest("Name a graph: ?graph=IRI or ?default")
    if request.method == "DELETE":
        answer = await context_of(request).change(
            {"job": "write", "action": "delete", "graph": graph, "parts": []}, b""
        )
        return failure(request, answer, "RDF") if answer.error else Response(status_code=204)
    return await _written(request, graph, "put")


async def _got(request: Request, graph: str | None) -> Response:
    offers = QUADS if graph is None else TRIPLES
    form = choose(request.headers.get("accept"), offers)
    if form is None:
        raise BadRequest(f"This can be had as {', '.join(offers)}", 406)
    context = context_of(request)
    job = {"job": "read", "graph": graph, "form": form, "bytes": context.settings.limits.result}
    answer = await context.ask(job, b"", client_of(request))
    if answer.error:
        return failure(request, answer, "RDF")
    return Response(answer.body, headers={"Content-Type": CONTENT[form], "Vary": "Accept"})


async def _posted(request: Request, graph: str | None) -> Response:
    """Add to a graph; without one, make a new graph whose name follows from what it holds."""
    if graph is not None:
        return await _written(request, graph, "post")
    parts, data = await _payload(request)
    digest = hashlib.sha256(data).hexdigest()[:16]
    address = f"{public_base(request)}/store/{digest}"
    job = {"job": "write", "action": "put", "graph": address, "parts": parts, "base": address}
    answer = await context_of(request).change(job, data)
    if answer.error:
        return failure(request, answer, "RDF")
    return Response(status_code=201, headers={"Location": address})


async def _written(request: Request, graph: str, action: str) -> Response:
    parts, data = await _payload(request)
    base = graph or str(request.url)
    job = {"job": "write", "action": action, "graph": graph, "parts": parts, "base": base}
    answer = await context_of(request).change(job, data)
    if answer.error:
        return failure(request, answer, "RDF")
    return Response(status_code=201 if answer.head.get("created") else 204)


async def _payload(request: Request) -> tuple[list[list[Any]], bytes]:
    """Return the parts of what was sent, as (form, length) each, and the bytes."""
    content_type = request.headers.get("content-type")
    data = await limited_body(request, context_of(request).settings.limits.graph)
    kind = media_type(content_type)
    if kind == "multipart/form-data":
        return await _multipart(request, data)
    form = _INPUT.get(kind or "text/turtle")
    if form is None:
        raise BadRequest(f"Send one of {', '.join(sorted(_INPUT))}; {kind[:80]} is not read here", 415)
    return [[form, len(data)]], data


async def _multipart(request: Request, data: bytes) -> tuple[list[list[Any]], bytes]:
    async def stream() -> Any:
        yield data

    try:
        form = await MultiPartParser(request.headers, stream(), max_files=50, max_fields=50).parse()
    except MultiPartException as error:
        raise BadRequest(f"The parts cannot be read: {error.message}") from error
    parts: list[list[Any]] = []
    whole = io.BytesIO()
    for _, value in form.multi_items():
        if isinstance(value, UploadFile):
            held = await value.read()
            known = _INPUT.get(media_type(value.content_type))
            if known is None:
                raise BadRequest(f"A part is {value.content_type}; send RDF", 415)
        else:
            held, known = value.encode(), "ttl"
        parts.append([known, len(held)])
        whole.write(held)
    return parts, whole.getvalue()
