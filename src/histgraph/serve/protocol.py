"""The SPARQL 1.1 Protocol: queries for everybody, updates for those who hold the token."""

import json
import re
from collections.abc import Awaitable, Callable
from functools import partial

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response

from histgraph.errors import QueryError
from histgraph.query import complaint
from histgraph.serve import guard
from histgraph.serve.body import BadRequest, Pairs, decoded, limited_body, only, pairs, query_pairs
from histgraph.serve.context import client_of, context_of, public_base
from histgraph.serve.description import describe, serialised
from histgraph.serve.negotiate import CONTENT, TABLES, TRIPLES, choose, media_type
from histgraph.serve.pool import Answer
from histgraph.serve.security import require_token
from histgraph.serve.worker import GRAPHS
from histgraph.vocabulary import PREFIXES

_FORM = "application/x-www-form-urlencoded"
_QUERY = "application/sparql-query"
_UPDATE = "application/sparql-update"
_STATUS = {
    "syntax": 400,
    "failed": 400,
    "unacceptable": 406,
    "missing": 404,
    "rows": 422,
    "bytes": 422,
    "memory": 422,
    "locked": 503,
    "busy": 503,
    "time": 504,
}
_LONG = 4000
_IRI = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:[^\x00-\x20<>\"{}|^`\\]*")
_POSITION = re.compile(r"error at (\d+):(\d+): ?")
_SHORT = {prefix: base for prefix, base in PREFIXES.items() if prefix}

Handler = Callable[[Request], Awaitable[Response]]


def problem(request: Request, status: int, message: str, *, line: int = 0, column: int = 0) -> Response:
    """Return an error: JSON for those who ask for it, else plain text."""
    accept = request.headers.get("accept", "")
    if "json" in accept or request.url.path.startswith("/api/"):
        body = {"status": status, "title": message}
        if line:
            body |= {"line": line, "column": column}
        return Response(json.dumps(body), status, media_type="application/problem+json")
    place = f"\nline {line}, column {column}" if line else ""
    return Response(f"{message}{place}\n", status, media_type="text/plain")


def plain_syntax(message: str, what: str = "query") -> tuple[str, int, int]:
    """Return the engine's complaint in short words, with line and column (0 where it tells none)."""
    match = _POSITION.match(message)
    if match is None:
        return f"The {what} is wrong: {message[:300]}", 0, 0
    told = complaint(message)
    return f"The {what} cannot be read here{f': {told}' if told else ''}", int(match[1]), int(match[2])


def failure(request: Request, answer: Answer, what: str = "query") -> Response:
    """Return the HTTP answer to a job that failed; ``what`` was sent."""
    status = _STATUS.get(answer.error, 500)
    if answer.error == "syntax":
        message, line, column = plain_syntax(answer.message, what)
        return problem(request, status, message, line=line, column=column)
    if answer.error == "unacceptable":
        return problem(request, status, f"{answer.message}; none of the types you accept fits")
    response = problem(request, status, answer.message)
    if status == 503:
        response.headers["Retry-After"] = "2"
    return response


async def query_endpoint(request: Request) -> Response:
    """Answer a query: GET, POST of a form, POST of the query itself."""
    if request.method in {"GET", "HEAD"}:
        fields = query_pairs(request)
        text = only(fields, "query")
        if text is None:
            return service_description(request)
        return await answered(request, text, fields)
    kind = media_type(request.headers.get("content-type"))
    if kind == _FORM:
        fields = await _form(request)
        text = only(fields, "query")
        if text is None:
            raise BadRequest("The form has no field named query")
        return await answered(request, text, fields)
    if kind == _QUERY:
        data = await limited_body(request, context_of(request).settings.limits.query)
        return await answered(
            request, decoded(data, request.headers.get("content-type")), query_pairs(request)
        )
    raise BadRequest(f"Send {_FORM} or {_QUERY}, not {kind[:80] or 'nothing said'}", 415)


async def update_endpoint(request: Request) -> Response:
    """Do an update: POST of a form, POST of the update itself."""
    require_token(request)
    kind = media_type(request.headers.get("content-type"))
    limit = context_of(request).settings.limits.graph
    if kind == _FORM:
        fields = await _form(request, limit)
        text = only(fields, "update")
        if text is None:
            raise BadRequest("The form has no field named update")
    elif kind == _UPDATE:
        text = decoded(await limited_body(request, limit), request.headers.get("content-type"))
        fields = query_pairs(request)
    else:
        raise BadRequest(f"Send {_FORM} or {_UPDATE}, not {kind[:80] or 'nothing said'}", 415)
    return await _updated(request, text, fields)


async def sparql_endpoint(request: Request) -> Response:
    """Serve queries and updates at one address."""
    if request.method == "POST":
        kind = media_type(request.headers.get("content-type"))
        if kind == _UPDATE:
            return await update_endpoint(request)
        if kind == _FORM:
            limits = context_of(request).settings.limits
            fields = await _form(request, max(limits.query, limits.graph))
            text, change = only(fields, "query"), only(fields, "update")
            if change is not None and text is None:
                require_token(request)
                return await _updated(request, change, fields)
            if change is not None or text is None:
                raise BadRequest("Give either query or update")
            return await answered(request, text, fields)
    return await query_endpoint(request)


async def _form(request: Request, limit: int = 0) -> Pairs:
    # A form is up to three times as long as what it carries, for every byte may be percent-encoded.
    most = limit or 3 * context_of(request).settings.limits.query
    data = await limited_body(request, most)
    return pairs(decoded(data, request.headers.get("content-type")))


def _iris(fields: Pairs, name: str) -> list[str]:
    found = [value for key, value in fields if key == name]
    for iri in found:
        if not _IRI.fullmatch(iri):
            raise BadRequest(f"{name} is no absolute IRI: {iri[:80]}")
        if iri.lower().startswith("file:"):
            raise BadRequest("Files are refused: name graphs of this store")
    return found


def _seconds(request: Request, fields: Pairs) -> float:
    most = context_of(request).settings.limits.seconds
    asked = only(fields, "timeout")
    if asked is None:
        return most
    try:
        return max(0.05, min(most, float(asked)))
    except ValueError as error:
        raise BadRequest("timeout is a number of seconds") from error


async def answered(request: Request, text: str, fields: Pairs) -> Response:
    """Answer one query from the newest copy of the store."""
    context = context_of(request)
    limits = context.settings.limits
    client = client_of(request)
    if len(text.encode()) > limits.query:
        raise BadRequest(f"The query is longer than the {limits.query:,} bytes allowed", 413)
    if wait := context.slow.wait(client):
        message = "Too many expensive queries within a minute; wait a little"
        raise BadRequest(message, 429, Retry_After=str(wait))
    try:
        # In a thread: a long text takes its time, and others are answered meanwhile.
        looked = partial(guard.inspect, text, depth=limits.depth)
        shape = looked() if len(text) < _LONG else await run_in_threadpool(looked)
    except QueryError as error:
        return problem(request, 400, str(error), line=error.line, column=error.column)
    accept = request.headers.get("accept")
    table, triples = choose(accept, TABLES), choose(accept, TRIPLES)
    if table is None and triples is None:
        raise BadRequest("None of the types you accept can be had here", 406)
    job = {
        "job": "query",
        "base": f"{public_base(request)}/",
        "default": _iris(fields, "default-graph-uri"),
        "named": _iris(fields, "named-graph-uri"),
        "own_dataset": shape.own_dataset,
        "table": table,
        "graph_form": triples,
        "prefixes": _SHORT,
        "rows": limits.rows,
        "bytes": limits.result,
    }
    answer = await context.ask(job, text.encode(), client, seconds=_seconds(request, fields))
    if answer.error:
        return failure(request, answer)
    return _sent(answer)


def _sent(answer: Answer) -> Response:
    headers = {
        "Content-Type": CONTENT[answer.head["form"]],
        "Vary": "Accept",
        "Server-Timing": f"query;dur={answer.seconds * 1000:.1f}",
        "Cache-Control": "no-cache",
    }
    if not answer.head.get("truth"):
        headers["Histgraph-Rows"] = str(answer.head["rows"])
    return Response(answer.body, headers=headers)


async def _updated(request: Request, text: str, fields: Pairs) -> Response:
    context = context_of(request)
    using, named = _iris(fields, "using-graph-uri"), _iris(fields, "using-named-graph-uri")
    try:
        await run_in_threadpool(guard.inspect_update, text, depth=context.settings.limits.depth)
        if using or named:
            text = await run_in_threadpool(guard.scoped, text, using, named)
    except QueryError as error:
        return problem(request, 400, str(error), line=error.line, column=error.column)
    answer = await context.change({"job": "update", "base": f"{public_base(request)}/"}, text.encode())
    if answer.error:
        return failure(request, answer, "update")
    return Response(status_code=204)


def service_description(request: Request) -> Response:
    """Describe the endpoint."""
    context = context_of(request)
    form = choose(request.headers.get("accept"), TRIPLES)
    if form is None:
        raise BadRequest("None of the types you accept can be had here", 406)
    endpoint = f"{public_base(request)}{request.url.path}"
    with context.snapshots.reading() as snapshot:
        graphs = [str(g.value) for g in snapshot.store.named_graphs()]
    triples = describe(endpoint, graphs[:10_000], updates=context.settings.may_update)
    return Response(
        serialised(triples, GRAPHS[form]), headers={"Content-Type": CONTENT[form], "Vary": "Accept"}
    )
