"""The guided tour: a few stops on pages as they are, each with a word what to look at."""

from dataclasses import dataclass
from urllib.parse import quote

from jinja2 import pass_context
from jinja2.runtime import Context
from starlette.requests import Request
from starlette.responses import Response

from histgraph.serve.context import library_of
from histgraph.serve.library import Library
from histgraph.serve.rendering import environment, render


@dataclass(frozen=True, slots=True)
class Stop:
    """One stop; ``{source}`` in its path is the question that the tour is about."""

    path: str
    title: str
    text: str


STOPS = (
    Stop("/", "What is in here",
         "Each question has several answers. The strongest disputes stand first, the words of both sides beside "
         "each other: what is dashed denies what the others say."),
    Stop("/source/{source}", "Where they agree",
         "One question: what all say, what is disputed, and what only one says. The letters stand for the "
         "answers and stay the same on every page of this question."),
    Stop("/matrix/{source}", "All at a glance",
         "Each row is something that is said, each column an answer. Choose a cell to read the words. A dot "
         "means silence, and silence is not consent."),
    Stop("/read/{source}", "The words themselves",
         "The answers side by side. Point at an underlined passage: the same claim lights up wherever another "
         "answer makes or denies it. The margin quotes the other side."),
    Stop("/network?source={source}", "The picture",
         "A ring is something that is said, its slices the answers that say so. A dashed ring with a cross is "
         "denied; a zigzag joins what contradicts. Choose a ring to read."),
    Stop("/ask?relation=sought", "Ask for yourself",
         "Who says that anybody sought anything? The form writes a query in SPARQL and shows it, so that you "
         "can go on with it."),
    Stop("/review", "Judge for yourself",
         "The program finds contradictions and gives its reasons; whether they hold is for people to say. A "
         "verdict can always be taken back."),
)  # fmt: skip


def _subject(library: Library) -> str:
    """Return the question that the tour is about: one that answers fight over."""
    fought = library.links(limit=1)
    if fought:
        return fought[0].a.source
    sources = library.sources(limit=1)
    return sources[0].id if sources else ""


def _path(stop: Stop, number: int, source: str) -> str:
    path = stop.path.format(source=quote(source, safe=""))
    return f"{path}{'&' if '?' in path else '?'}tour={number}"


@pass_context
def banner(context: Context) -> dict[str, object] | None:
    """Return what the tour says on this page; None for who is not on it."""
    request: Request = context["request"]
    given = request.query_params.get("tour", "")
    if not given.isascii() or not given.isdigit() or not 1 <= int(given) <= len(STOPS):
        return None
    number = int(given)
    source = _subject(library_of(request))
    return {
        "number": number,
        "total": len(STOPS),
        "stop": STOPS[number - 1],
        "before": _path(STOPS[number - 2], number - 1, source) if number > 1 else "",
        "after": _path(STOPS[number], number + 1, source) if number < len(STOPS) else "",
        "away": request.url.path,
    }


environment().globals["tour"] = banner


def tour(request: Request) -> Response:
    """Show where the tour goes."""
    library = library_of(request)
    source = _subject(library)
    stops = [(stop, _path(stop, number, source)) for number, stop in enumerate(STOPS, 1)] if source else []
    return render(request, "tour.html", stops=stops)
