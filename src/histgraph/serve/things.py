"""What has an IRI has an address: one thing as a page, as triples, or as JSON.

The address is the path of the IRI (entities: ``/entity/...`` for ``.../id/...``). ``/id/...`` stands for the
thing itself and leads to the form that the client asked for (303 See Other): ``/id/joseph-stalin``,
``/id/claim/0123456789abcdef``. A suffix names a form without an Accept header: ``/claim/....ttl``,
``.nt``, ``.jsonld``, ``.json``.
"""

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Any
from urllib.parse import quote

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import JSONResponse, RedirectResponse, Response
from starlette.routing import BaseRoute, Route

from histgraph.graph import terms
from histgraph.serve import records
from histgraph.serve.body import BadRequest
from histgraph.serve.context import client_of, context_of, library_of
from histgraph.serve.library import Library
from histgraph.serve.negotiate import CONTENT, PAGES, choose
from histgraph.serve.pages import things as pages
from histgraph.serve.protocol import failure
from histgraph.vocabulary import ALIAS, PASSAGE, PREFIXES

_NAMED: Mapping[str, Callable[[str], Any]] = MappingProxyType(
    {
        "claim": terms.claim,
        "entity": terms.entity,
        "proposition": terms.proposition,
        "source": terms.source,
        "contribution": terms.contribution,
        "link": terms.link,
    }
)
KINDS = tuple(_NAMED)
_FOUND: Mapping[str, Callable[[Library, str], Any]] = MappingProxyType(
    {
        "claim": Library.claim,
        "entity": Library.entity,
        "proposition": Library.proposition,
        "source": Library.source,
        "contribution": Library.contribution,
        "link": Library.link,
    }
)
_FORMS = ("ttl", "nt", "jsonld", "json")
_MOST = 500
"""Things that point at this one, of which the triples tell."""
_POINTING = MappingProxyType(
    {
        "entity": "hg:subject|hg:object",
        "proposition": "hg:proposition",
        "contribution": "hg:statedIn",
        "claim": "hg:between",
        "source": "hg:source",
    }
)


def described(iri: str, kind: str) -> str:
    """Return the query for the triples about a thing, those of its passages and names, and who points at it."""
    inverse = ""
    if way := _POINTING.get(kind):
        inverse = (
            f"UNION {{ SELECT ?s ?p ?o {{ BIND(<{iri}> AS ?o) ?s {way} ?o . ?s ?p ?o }} LIMIT {_MOST} }}"
        )
    return f"""PREFIX hg: <{PREFIXES["hg"]}>
CONSTRUCT {{ ?s ?p ?o }} WHERE {{
  {{ BIND(<{iri}> AS ?s) ?s ?p ?o }}
  UNION {{ <{iri}> ?way ?s . FILTER(STRSTARTS(STR(?s), "{PASSAGE}") || STRSTARTS(STR(?s), "{ALIAS}")) ?s ?p ?o }}
  UNION {{ <{iri}> hg:evidence ?passage . ?passage ?way ?s . FILTER(STRSTARTS(STR(?s), "{PASSAGE}")) ?s ?p ?o }}
  {inverse} }}"""


def _divided(key: str) -> tuple[str, str]:
    """Return an id and the form that a suffix asks for."""
    stem, dot, suffix = key.rpartition(".")
    return (stem, suffix) if dot and suffix in _FORMS else (key, "")


def _asked(request: Request, suffix: str) -> str:
    form = suffix or choose(request.headers.get("accept"), PAGES)
    if form is None:
        raise BadRequest(f"This can be had as {', '.join(PAGES)}", 406)
    return form


async def _thing(request: Request, kind: str) -> Response:
    id_, suffix = _divided(request.path_params["id"])
    form = _asked(request, suffix)
    known = await run_in_threadpool(_FOUND[kind], library_of(request), id_)
    if known is None:
        raise BadRequest(f"There is no {kind} of this name", 404)
    page = pages().get(kind)
    if form == "html" and page is not None:
        response = await run_in_threadpool(page, request, id_)
    elif form == "json":
        response = JSONResponse(records.record(known))
    else:
        response = await _triples(request, kind, id_, "ttl" if form == "html" else form)
    base = f"/{kind}/{quote(id_, safe='')}"
    response.headers.setdefault("Cache-Control", "no-cache")
    response.headers["Vary"] = "Accept, HX-Request"
    response.headers["Link"] = ", ".join(
        f'<{base}.{other}>; rel="alternate"; type="{CONTENT[other].split(";")[0]}"'
        for other in ("ttl", "jsonld", "nt")
    )
    return response


async def _triples(request: Request, kind: str, id_: str, form: str) -> Response:
    limits = context_of(request).settings.limits
    query = described(_NAMED[kind](id_).value, kind)
    job = {
        "job": "query", "table": None, "graph_form": form, "rows": limits.rows, "bytes": limits.result,
        "prefixes": {prefix: base for prefix, base in PREFIXES.items() if prefix}, "own_dataset": False,
    }  # fmt: skip
    answer = await context_of(request).ask(job, query.encode(), client_of(request))
    if answer.error:
        return failure(request, answer)
    return Response(answer.body, headers={"Content-Type": CONTENT[form]})


async def _identified(request: Request) -> Response:
    """Lead from a thing to what tells of it."""
    path = request.path_params["path"]
    kind, slash, rest = path.partition("/")
    kind, id_ = (kind, rest) if slash and kind in KINDS else ("entity", path)
    form = choose(request.headers.get("accept"), PAGES)
    suffix = f".{form}" if form in _FORMS else ""
    target = f"/{kind}/{quote(id_, safe='')}{suffix}"
    return RedirectResponse(target, 303, headers={"Vary": "Accept"})


def routes() -> list[BaseRoute]:
    """Return the addresses of things."""
    found: list[BaseRoute] = [Route("/id/{path:path}", _identified)]
    found += [Route(f"/{kind}/{{id:path}}", _of(kind)) for kind in KINDS]
    return found


def _of(kind: str) -> Callable[[Request], Any]:
    async def thing(request: Request) -> Response:
        return await _thing(request, kind)

    return thing
