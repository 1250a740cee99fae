"""Pages for people.

``app`` asks this package for two things:

- ``routes()``: the addresses of pages;
- ``things()``: for each kind of thing that has an IRI (claim, entity, proposition, source,
  contribution, link) the function that shows one as HTML. The addresses, the redirects from IRIs and
  the other forms (Turtle, JSON-LD, N-Triples, JSON) are ``serve.things``' business.

How a page is made::

    def matrix(request: Request) -> Response:              # plain functions run in a thread
        library = library_of(request)                      # one copy of the store for the whole request
        reading = library.reading(request.path_params["source"])
        if reading is None:
            raise BadRequest("There is no such source", 404)
        return render(request, "matrix.html", matrix=view.matrix(...))

    async def judge(request: Request) -> Response:
        fields = await form_of(request)                    # refused without our CSRF field
        await record(context_of(request), [review])        # returns when it is on disk
        return back_to(request, "/review")

See ``serve.rendering`` for templates, ``serve.library`` for what can be asked of the store,
``serve.writing`` for what changes it, ``serve.forms`` for what browsers send.
"""

from collections.abc import Callable, Mapping

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route

from histgraph.serve.pages import (
    adding,
    amending,
    editing,
    entering,
    finding,
    network,
    questions,
    reviewing,
    single,
    tour,
)
from histgraph.serve.pages.overview import overview

Page = Callable[[Request, str], Response]
"""Shows one thing: the request and the id of the thing. Runs in a thread."""


def routes() -> list[BaseRoute]:
    """Return the addresses of pages."""
    return [
        Route("/", overview),
        Route("/matrix/{source}", questions.matrix),
        Route("/read/{source}", questions.read),
        Route("/network", network.network),
        Route("/around", network.around),
        Route("/data", network.data),
        Route("/review", reviewing.queue),
        Route("/review/{link}", reviewing.verdict, methods=["POST"]),
        Route("/amend/{claim:path}", amending.amend, methods=["POST"]),
        Route("/merge/{entity:path}", amending.choose),
        Route("/merge/{entity:path}", amending.merged, methods=["POST"]),
        Route("/split/{entity:path}", amending.parted, methods=["POST"]),
        Route("/undo/{review}", reviewing.take_back, methods=["POST"]),
        Route("/search", finding.search),
        Route("/suggest", finding.suggest),
        Route("/timeline", finding.timeline),
        Route("/ask", finding.ask),
        Route("/editor", editing.editor),
        Route("/results", editing.results),
        Route("/download", editing.download),
        Route("/words", editing.words),
        Route("/tour", tour.tour),
        Route("/api", entering.programs),
        Route("/signin", entering.form),
        Route("/signin", entering.sign_in, methods=["POST"]),
        Route("/signout", entering.sign_out, methods=["POST"]),
        Route("/upload", adding.form),
        Route("/upload", adding.upload, methods=["POST"]),
        Route("/sample", adding.sample, methods=["POST"]),
        Route("/job/{id}", adding.job),
    ]


def things() -> Mapping[str, Page]:
    """Return what shows a thing of each kind as HTML."""
    return single.KINDS
