"""Signing in with the token, what went wrong, and the way to the interface for programs."""

from starlette.requests import Request
from starlette.responses import Response

from histgraph.serve.body import BadRequest
from histgraph.serve.context import context_of
from histgraph.serve.forms import form_of
from histgraph.serve.rendering import back_to, render, signed_in, signed_out
from histgraph.serve.security import is_endpoint

_TITLES = {
    400: "That cannot be read",
    403: "That is not allowed here",
    404: "There is nothing at this address",
    413: "That is too much",
    429: "Too fast",
    503: "In a moment",
}


def wants_page(request: Request) -> bool:
    """Whether a person looks at what is answered, not a program."""
    path = request.url.path
    told = "text/html" in request.headers.get("accept", "")
    return told and not is_endpoint(path) and not path.startswith(("/api", "/static"))


def trouble(request: Request, status: int, message: str) -> Response:
    """Show what went wrong, and where to go on."""
    title = _TITLES.get(status, "Something went wrong" if status >= 500 else "That did not work")
    return render(request, "trouble.html", status=status, title=title, message=message, code=status)


def form(request: Request) -> Response:
    """Show the form that takes the token."""
    return render(request, "signin.html", wrong=False)


async def sign_in(request: Request) -> Response:
    """Let whoever has the token change the store from this browser."""
    if context_of(request).settings.token is None:
        raise BadRequest("This server was started without a token; there is nothing to sign in to", 404)
    sent = await form_of(request, anybody=True)
    done = signed_in(request, sent.get("token"), back_to(request, "/"))
    return done if done is not None else render(request, "signin.html", status=403, wrong=True)


async def sign_out(request: Request) -> Response:
    """Take the right to change the store from this browser."""
    await form_of(request, anybody=True)
    return signed_out(request, back_to(request, "/"))


def programs(request: Request) -> Response:
    """Show where programs may ask."""
    return render(request, "programs.html")
