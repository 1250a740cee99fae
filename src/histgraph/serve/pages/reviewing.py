"""The review queue: evidence first, a verdict by one key, each taken back by another."""

from urllib.parse import quote

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response

from histgraph.model import Claim, Review, Verdict
from histgraph.query import saved
from histgraph.review import judge, now, undo
from histgraph.serve.body import BadRequest
from histgraph.serve.context import context_of, library_of
from histgraph.serve.forms import Form, form_of
from histgraph.serve.library import LinkRow
from histgraph.serve.pages import shown
from histgraph.serve.pages.acts import acts, given_name, given_reason, keep_name, reviewer_of, told
from histgraph.serve.pages.pieces import offset_of, piece
from histgraph.serve.pages.single import Speakers, denials_first
from histgraph.serve.rendering import back_to, render
from histgraph.serve.writing import record

_ROWS = 8
_ACTS = 30
SHOWS = ("contradictions", "tensions", "agreements", "claims", "judged", "record")
"""What the queue can be narrowed to; "claims" are readings to judge, "record" is everything that reviewers did."""


def queue(request: Request) -> Response:
    """Show what waits for a verdict, the strongest first."""
    library = library_of(request)
    wanted = request.query_params.get("show", SHOWS[0])
    show = wanted if wanted in SHOWS else SHOWS[0]
    if show == "record":
        return _record(request)
    rows = _waiting(request, show)
    speakers = Speakers(library)
    stretch = piece(request, rows, _ROWS)
    last = library.review(request.query_params.get("done", "")) if "done" in request.query_params else None
    return render(
        request,
        "review.html",
        show=show,
        shows=SHOWS,
        part=stretch,
        pairs={
            k.link.id: speakers.said(denials_first([k.a, k.b]))
            for k in stretch.rows
            if isinstance(k, LinkRow)
        },
        last=last,
        told=told(last) if last else "",
        readings=speakers.said(k for k in stretch.rows if isinstance(k, Claim)),
        acts=(),
        counts=library.counts(),
        reviewer=reviewer_of(request),
        shown=shown.CLAIMS if show == "claims" else shown.DISPUTES,
    )


def _record(request: Request) -> Response:
    """Show what reviewers did, the newest first, each with the way to take it back."""
    library = library_of(request)
    stretch = piece(request, library.reviews(limit=_ACTS + 1, offset=offset_of(request)), _ACTS)
    return render(
        request,
        "review.html",
        show="record",
        shows=SHOWS,
        part=stretch,
        pairs={},
        last=None,
        told="",
        readings=(),
        acts=acts(library, (r for r in stretch.rows if isinstance(r, Review))),
        counts=library.counts(),
        reviewer=reviewer_of(request),
        shown=saved()["reviews"].filled({}),
    )


def _waiting(request: Request, show: str) -> tuple[LinkRow | Claim, ...]:
    library = library_of(request)
    limit, offset = _ROWS + 1, offset_of(request)
    if show == "claims":
        return library.unjudged(limit=limit, offset=offset)
    if show == "judged":
        return library.links(agreement=None, reviewed=True, dismissed=True, limit=limit, offset=offset)
    if show == "agreements":
        return library.links(agreement=True, reviewed=False, limit=limit, offset=offset)
    if show == "tensions":
        found = library.counts()["contradictions"]
        return library.links(strength="tension", reviewed=False, limit=limit, offset=offset + found)
    return library.links(strength="qualified", reviewed=False, limit=limit, offset=offset)


async def verdict(request: Request) -> Response:
    """Take a verdict in, then show what waits next, with the way back."""
    form = await form_of(request)
    row = await run_in_threadpool(library_of(request).link, request.path_params["link"])
    if row is None:
        raise BadRequest("There is no such link any more", 404)
    try:
        found = Verdict(form.get("verdict"))
    except ValueError as error:
        raise BadRequest(f"A verdict is one of: {', '.join(Verdict)}") from error
    reviewer = given_name(form)
    review = judge((row.link, row.a, row.b), found, reviewer, now(), given_reason(form))
    await record(context_of(request), [review])
    return keep_name(back_to(request, f"/review?show={_show(form)}&done={quote(review.id)}"), reviewer)


async def take_back(request: Request) -> Response:
    """Take a review back; both stay on record."""
    form = await form_of(request)
    review = await run_in_threadpool(library_of(request).review, request.path_params["review"])
    if review is None:
        raise BadRequest("There is no such review", 404)
    reviewer = given_name(form)
    await record(context_of(request), [undo(review, reviewer, now())])
    path = form.get("back") or f"/review?show={_show(form)}&undone=1"
    return keep_name(back_to(request, path), reviewer)


def _show(form: Form) -> str:
    return form.get("show") if form.get("show") in SHOWS else SHOWS[0]
