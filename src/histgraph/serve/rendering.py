"""Pages from templates: everything escaped, forms signed, a session for whoever looks.

Templates lie in ``templates/`` and are Jinja2 with autoescape on. Each is given, beside its own values:

- ``request``, ``path``, ``query`` (the address's parameters as a dict),
- ``static("app.css")``: the address of a file,
- ``address("claim", id)``: the address of a thing (the path of its IRI),
- ``csrf``: the hidden field's value; ``{{ csrf_field }}`` is the whole field,
- ``theme``: "light", "dark", "contrast" or "" where the reader chose none,
- ``may_write``: whether to show what changes the store,
- ``limits``: see ``settings.Limits``; ``version``: of histgraph.

A style nonce is made only for pages that ask: ``render(..., style_nonce=True)`` puts it into the
policy and gives the template ``style_nonce`` (CodeMirror needs one). Scripts never need one:
they are files of our own.
"""

import secrets
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import quote

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response

from histgraph import __version__, view
from histgraph.serve.assets import static_url
from histgraph.serve.security import PROOF, SESSION, csrf_token, is_token, may_write, proof_of

_TEMPLATES = Path(__file__).resolve().parent / "templates"
_SHARED = Path(view.__file__).resolve().parent / "templates"
"""The parts that the exported page shows too."""
_DAYS = 30


@cache
def environment() -> Environment:
    """Return the templates. Pages may add filters and globals when their module is imported."""
    made = Environment(
        loader=FileSystemLoader([_TEMPLATES, _SHARED], encoding="utf-8"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
    )
    made.globals.update(static=static_url, address=address, version=__version__)
    return made


def address(kind: str, id_: str) -> str:
    """Return the address of a claim, entity, proposition, source, contribution or link."""
    return f"/{kind}/{quote(id_, safe='')}"


def render(
    request: Request,
    template: str,
    *,
    status: int = 200,
    style_nonce: bool = False,
    headers: dict[str, str] | None = None,
    **values: Any,
) -> Response:
    """Return a page.

    Args:
        request: what is answered.
        template: its name below ``templates/``.
        status: of HTTP.
        style_nonce: whether the page's scripts write styles of their own (CodeMirror).
        headers: further ones.
        **values: for the template.
    """
    token = csrf_token(request)
    if style_nonce:
        request.state.style_nonce = values["style_nonce"] = secrets.token_urlsafe(12)
    given = {
        "request": request,
        "path": request.url.path,
        "query": dict(request.query_params),
        "csrf": token,
        "csrf_field": Markup('<input type="hidden" name="csrf" value="{}">').format(token),
        "may_write": may_write(request),
        "theme": _theme(request),
        "limits": request.app.state.context.settings.limits,
        **values,
    }
    text = environment().get_template(template).render(given)
    sent = {"Cache-Control": "no-cache", "Vary": "Accept, HX-Request", **(headers or {})}
    return keep_session(request, HTMLResponse(text, status, headers=sent))


def _theme(request: Request) -> str:
    """Return the colours that the reader chose, "" for those of the system."""
    chosen = request.cookies.get("histgraph-theme", "")
    return chosen if chosen in {"light", "dark", "contrast"} else ""


def keep_session(request: Request, response: Response) -> Response:
    """Give the browser its session, by which a form is known to have been given to it."""
    if request.cookies.get(SESSION) != request.state.session:
        _cookie(request, response, SESSION, request.state.session)
    return response


def _cookie(request: Request, response: Response, name: str, value: str) -> None:
    secure = request.url.scheme == "https"
    response.set_cookie(name, value, max_age=_DAYS * 86400, httponly=True, samesite="strict", secure=secure)


def signed_in(request: Request, token: str, response: Response) -> Response | None:
    """Let the browser change the store through pages, if its user gave the token; None where it is wrong.

    The form that takes the token goes through ``form_of(request, anybody=True)``.

    Raises:
        BadRequest: 429, too many guesses.
    """
    if not is_token(request, token):
        return None
    _cookie(request, response, PROOF, proof_of(request))
    return keep_session(request, response)


def signed_out(request: Request, response: Response) -> Response:
    """Take the right to change the store from the browser."""
    response.delete_cookie(PROOF)
    return keep_session(request, response)


def back_to(request: Request, path: str) -> Response:
    """Send the browser to another page of this server, after a form was taken in (303)."""
    if not path.startswith("/") or path.startswith(("//", "/\\")):
        path = "/"
    return keep_session(request, RedirectResponse(path, 303))
