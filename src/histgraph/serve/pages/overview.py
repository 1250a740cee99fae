"""The first page: what is in the store."""

from starlette.requests import Request
from starlette.responses import Response

from histgraph.serve.context import library_of
from histgraph.serve.rendering import render


def overview(request: Request) -> Response:
    """Show how much there is."""
    return render(request, "overview.html", counts=library_of(request).counts())
