"""The first page: what is in the store, what is fought over, where to go on."""

from starlette.requests import Request
from starlette.responses import Response

from histgraph.serve.context import context_of, library_of
from histgraph.serve.jobs import KINDS
from histgraph.serve.pages import shown
from histgraph.serve.pages.disputes import disputes
from histgraph.serve.pages.pieces import offset_of, piece
from histgraph.serve.rendering import render

_QUESTIONS = 20
_DISPUTES = 3
_LINKS = 40


def overview(request: Request) -> Response:
    """Show the questions, how much there is, and the strongest disputes."""
    library = library_of(request)
    counts = library.counts()
    offset = offset_of(request)
    sources = library.sources(limit=_QUESTIONS + 1, offset=offset)
    return render(
        request,
        "overview.html",
        counts=counts,
        questions=piece(request, sources, _QUESTIONS),
        disputes=[]
        if offset
        else disputes(library, library.links(limit=_LINKS, strength="qualified"), _DISPUTES),
        propositions=library.propositions(limit=6) if not offset else (),
        kinds=KINDS,
        upload=context_of(request).settings.limits.upload,
        shown=shown.OVERVIEW,
    )
