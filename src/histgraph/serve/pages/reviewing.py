"""The review queue: evidence first, a verdict by one key, each taken back by another."""

from datetime import UTC, datetime
from urllib.parse import quote

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response

from histgraph.model import Verdict
from histgraph.review import judge, undo
from histgraph.serve.body import BadRequest
from histgraph.serve.context import context_of, library_of
from histgraph.serve.forms import Form, form_of
from histgraph.serve.library import LinkRow
from histgraph.serve.pages import shown
from histgraph.serve.pages.pieces import offset_of, piece
from histgraph.serve.pages.single import Speakers, denials_first
from histgraph.serve.rendering import back_to, render
from histgraph.serve.writing import record

_ROWS = 8
_NAME = "histgraph-reviewer"
SHOWS = ("contradictions", "tensions", "agreements", "judged")
"""What the queue can be narrowed to."""


def queue(request: Request) -> Response:
    """Show what waits for a verdict, the strongest first."""
    library = library_of(request)
    wanted = request.query_params.get("show", SHOWS[0])
    show = wanted if wanted in SHOWS else SHOWS[0]
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
        counts=library.counts(),
        reviewer=request.cookies.get(_NAME, ""),
        shown=shown.DISPUTES,
    )


def _waiting(request: Request, show: str) -> tuple[LinkRow, ...]:
    library = library_of(request)
    limit, offset = _ROWS + 1, offset_of(request)
    if show == "judged":
        return library.links(agreement=None, reviewed=True, dismissed=True, limit=limit, offset=offset)
    if show == "agreements":
        return library.links(agreement=True, reviewed=False, limit=limit, offset=offset)
    if show == "tensions":
        found = library.counts()["contradictions"]
        return library.links(strength="tension", reviewed=False, limit=limit, offset=offset + found)
    return library.links(strength="qualified", reviewed=False, limit=limit, offset=offset)


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="milliseconds")


def _reviewer(form: Form) -> str:
    return " ".join(form.get("reviewer").split())[:80] or "reader"


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
    reviewer = _reviewer(form)
    review = judge((row.link, row.a, row.b), found, reviewer, _now(), form.get("reason").strip()[:500])
    await record(context_of(request), [review])
    return _named(back_to(request, f"/review?show={_show(form)}&done={quote(review.id)}"), reviewer)


async def take_back(request: Request) -> Response:
    """Take a review back; both stay on record."""
    form = await form_of(request)
    review = await run_in_threadpool(library_of(request).review, request.path_params["review"])
    if review is None:
        raise BadRequest("There is no such review", 404)
    reviewer = _reviewer(form)
    await record(context_of(request), [undo(review, reviewer, _now())])
    return _named(back_to(request, f"/review?show={_show(form)}&undone=1"), reviewer)


def _show(form: Form) -> str:
    return form.get("show") if form.get("show") in SHOWS else SHOWS[0]


def _named(response: Response, reviewer: str) -> Response:
    response.set_cookie(_NAME, quote(reviewer), max_age=365 * 86400, samesite="strict", httponly=True)
    return response
