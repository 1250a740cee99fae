"""The JSON interface for programs: claims, links, entities, propositions, sources, reviews, search.

Each address is one ``Operation``: what may be asked, what comes back and what answers it. The routes, the
checks of what is sent and the OpenAPI description all follow from it, so they cannot differ.
"""

import json
from collections.abc import Callable
from typing import Any

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import BaseRoute, Route

from histgraph.model import EntityKind, LinkKind, Polarity, Strength
from histgraph.serve import records
from histgraph.serve.body import BadRequest, limited_body, query_pairs
from histgraph.serve.context import context_of, library_of, public_base
from histgraph.serve.jobs import safe_name
from histgraph.serve.library import Library
from histgraph.serve.negotiate import media_type
from histgraph.serve.openapi import MOST_OFFSET, MOST_ROWS, SCHEMAS, Args, Operation, Param, described
from histgraph.serve.reviews import made
from histgraph.serve.security import require_writer
from histgraph.serve.writing import record

_BODY = 16 * 1024
_PAGED = (
    Param("limit", "How many at the most.", "integer", low=1, high=MOST_ROWS, default=50),
    Param("offset", "How many are passed over.", "integer", high=MOST_OFFSET, default=0),
)


def _id(name: str, text: str) -> Param:
    return Param(name, text, default="")


def _values(kind: Any) -> tuple[str, ...]:
    return tuple(member.value for member in kind)


def _claims(library: Library, args: Args) -> Any:
    renamed = {"object_" if name == "object" else name: value for name, value in args.items()}
    return library.claims(**renamed)


def _links(library: Library, args: Args) -> Any:
    wanted = {"contradictions": False, "agreements": True, "all": None}
    rest = {name: value for name, value in args.items() if name != "which"}
    return library.links(agreement=wanted[args["which"]], **rest)


def _hits(library: Library, args: Args) -> Any:
    kinds = [args["kind"]] if args["kind"] else ["entity", "source", "quote"]
    return library.search(args["q"], kinds=kinds, limit=args["limit"])


OPERATIONS = (
    Operation("/api/counts", "How much there is of everything.", "Counts", lambda library, _: library.counts()),
    Operation(
        "/api/sources", "Sources, by name.", "Source", lambda library, args: library.sources(**args), _PAGED, many=True
    ),
    Operation("/api/sources/{id}", "One source.", "Source", lambda library, args: library.source(args["id"])),
    Operation(
        "/api/contributions/{id}", "One contribution.", "Contribution",
        lambda library, args: library.contribution(args["id"]),
    ),
    Operation(
        "/api/claims", "Claims, by source and place.", "Claim", _claims,
        (
            _id("source", "Id of a source."), _id("contribution", "Id of a contribution."),
            _id("proposition", "Id of a proposition."), _id("subject", "Id of an entity."),
            _id("relation", "Id of a relation, as in sought."), _id("object", "Id of an entity."),
            _id("about", "Id of an entity that is subject or object."),
            Param("polarity", "Affirmed or denied.", among=_values(Polarity), default=""),
            Param("dated", "Only those with a time, the earliest first.", "boolean", default=False),
            Param("dismissed", "Also those that reviewers dismissed.", "boolean", default=False), *_PAGED,
        ),
        many=True,
    ),
    Operation("/api/claims/{id}", "One claim.", "Claim", lambda library, args: library.claim(args["id"])),
    Operation(
        "/api/propositions", "Propositions, the disputed and the widely held first.", "Proposition",
        lambda library, args: library.propositions(**args),
        (_id("about", "Id of an entity in it."), _id("source", "Id of a source that speaks of it."), *_PAGED),
        many=True,
    ),
    Operation(
        "/api/propositions/{id}", "One proposition.", "Proposition",
        lambda library, args: library.proposition(args["id"]),
    ),
    Operation(
        "/api/entities", "Entities, those most claims are about first.", "Entity",
        lambda library, args: library.entities(**args),
        (Param("kind", "Only those of a kind.", among=_values(EntityKind), default=""), *_PAGED), many=True,
    ),
    Operation("/api/entities/{id}", "One entity.", "Entity", lambda library, args: library.entity(args["id"])),
    Operation(
        "/api/links", "Contradictions or agreements with their claims, the strongest first.", "Link", _links,
        (
            Param("which", "What to list.", among=("contradictions", "agreements", "all"), default="contradictions"),
            Param("strength", "At least so strong.", among=_values(Strength), default=""),
            Param("kind", "Only those of a kind.", among=_values(LinkKind), default=""),
            _id("claim", "Id of a claim."), _id("proposition", "Id of a proposition."),
            _id("source", "Id of a source."),
            Param("reviewed", "Only those that somebody judged, or nobody.", "boolean"),
            Param("dismissed", "Also those found not to hold.", "boolean", default=False), *_PAGED,
        ),
        many=True,
    ),
    Operation("/api/links/{id}", "One link.", "Link", lambda library, args: library.link(args["id"])),
    Operation(
        "/api/reviews", "Reviews, the newest first.", "Review", lambda library, args: library.reviews(**args),
        (_id("target", "Id of what was reviewed."), *_PAGED), many=True,
    ),
    Operation("/api/reviews/{id}", "One review.", "Review", lambda library, args: library.review(args["id"])),
    Operation(
        "/api/search", "Quotes, entities and sources with all these words.", "Hit",
        _hits,
        (
            Param("q", "Words; phrases in quotation marks; the last word may be unfinished.", low=1, required=True),
            Param("kind", "Only those of a kind.", among=("quote", "entity", "source"), default=""),
            Param("limit", "How many of a kind at the most.", "integer", low=1, high=100, default=20),
        ),
        many=True,
    ),
    Operation(
        "/api/suggest", "Names of entities and relations that begin so.", "Suggestion",
        lambda library, args: library.suggest(args["q"], kind=args["kind"], limit=args["limit"]),
        (
            Param("q", "The beginning of a word.", low=1, required=True),
            Param("kind", "Only those of a kind.", among=("entity", "relation"), default=""),
            Param("limit", "How many at the most.", "integer", low=1, high=50, default=10),
        ),
        many=True,
    ),
)  # fmt: skip
"""All that can be read."""


def _answering(operation: Operation) -> Callable[[Request], Any]:
    async def answer(request: Request) -> Response:
        args = operation.args(query_pairs(request))
        if "id" in request.path_params:
            args["id"] = request.path_params["id"]
        body = await run_in_threadpool(_answer, operation, library_of(request), args)
        return JSONResponse(body, headers={"Cache-Control": "no-cache"})

    return answer


def _answer(operation: Operation, library: Library, args: dict[str, Any]) -> Any:
    if not operation.many:
        found = operation.answer(library, args)
        if found is None:
            raise BadRequest(f"There is no {operation.gives.lower()} of this id", 404)
        return found if operation.gives == "Counts" else records.record(found)
    limit, offset = args["limit"], args.get("offset", 0)
    found = operation.answer(library, {**args, "limit": limit + 1} if "offset" in args else args)
    items = [records.record(one) for one in (found[:limit] if "offset" in args else found)]
    more = "offset" in args and len(found) > limit
    return {"items": items, "limit": limit, "offset": offset, "more": more}


async def _review(request: Request) -> Response:
    """Take a review in; answered when it is on disk."""
    asked = await _sent(request, "NewReview", _BODY)
    review = await run_in_threadpool(made, library_of(request), asked)
    await record(context_of(request), [review])
    return JSONResponse(records.review(review), 201, headers={"Location": f"/api/reviews/{review.id}"})


async def _sent(request: Request, schema: str, most: int) -> dict[str, str]:
    """Return the fields of what was sent.

    Raises:
        BadRequest: they are not as described.
    """
    require_writer(request)
    if media_type(request.headers.get("content-type")) != "application/json":
        raise BadRequest("Send application/json", 415)
    try:
        asked = json.loads(await limited_body(request, most))
    except (ValueError, RecursionError) as error:
        raise BadRequest("The body is no JSON") from error
    fields = SCHEMAS[schema]["properties"]
    if not isinstance(asked, dict) or not set(asked) <= set(fields):
        raise BadRequest(f"Send an object with {', '.join(fields)}")
    for name, value in asked.items():
        least, longest = fields[name].get("minLength", 0), fields[name].get("maxLength", most)
        if not isinstance(value, str) or not least <= len(value) <= longest:
            raise BadRequest(f"{name} is a text of {least} to {longest} characters")
        if not value.isascii() and any(0xD800 <= ord(c) < 0xE000 for c in value):
            raise BadRequest(f"{name} holds half a character (a lone surrogate)")
    missing = [name for name in SCHEMAS[schema]["required"] if not asked.get(name, "").strip()]
    if missing:
        raise BadRequest(f"{missing[0]} is missing")
    return asked


async def _uploaded(request: Request) -> Response:
    """Take a text in; answered with the job that does it."""
    context = context_of(request)
    asked = await _sent(request, "NewSource", 2 * context.settings.limits.upload)
    data = asked["text"].encode()
    if len(data) > context.settings.limits.upload:
        raise BadRequest(f"The text is larger than the {context.settings.limits.upload:,} bytes allowed", 413)
    name = await run_in_threadpool(_free, library_of(request), asked["name"])
    job = await context.jobs.upload(name, data, owner=_owner(request))
    return JSONResponse(records.job(job), 202, headers={"Location": f"/api/jobs/{job.id}"})


def _free(library: Library, name: str) -> str:
    return safe_name(name, library.names())


def _owner(request: Request) -> str:
    """Return whose job it is: that of whoever holds the token, or of a browser's session."""
    return "" if "authorization" in request.headers else str(request.state.session)


async def _job(request: Request) -> Response:
    job = context_of(request).jobs.get(request.path_params["id"], _owner(request))
    if job is None:
        raise BadRequest(
            "There is no job of this id; a restart forgets them: look whether the source is there", 404
        )
    return JSONResponse(records.job(job), headers={"Cache-Control": "no-store"})


async def _described(request: Request) -> Response:
    return JSONResponse(described(OPERATIONS, public_base(request)))


def routes() -> list[BaseRoute]:
    """Return the addresses of the interface."""
    found: list[BaseRoute] = [Route("/api/openapi.json", _described)]
    found += [Route(operation.path, _answering(operation)) for operation in OPERATIONS]
    found.append(Route("/api/reviews", _review, methods=["POST"]))
    found.append(Route("/api/sources", _uploaded, methods=["POST"]))
    found.append(Route("/api/jobs/{id}", _job))
    return found
