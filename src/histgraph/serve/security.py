"""Who may ask, and who may change: host, origin, token, CSRF, and the headers on every answer."""

import hashlib
import hmac
import ipaddress
import secrets
import socket
import time
from collections.abc import Iterable
from urllib.parse import urlsplit

from starlette.datastructures import Headers, MutableHeaders
from starlette.requests import Request, cookie_parser
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from histgraph.serve.body import BadRequest
from histgraph.serve.metrics import Metrics
from histgraph.serve.settings import LOOPBACK, Settings

SESSION = "histgraph-session"
PROOF = "histgraph-writer"
_SAFE = frozenset({"GET", "HEAD", "OPTIONS"})
_ENDPOINTS = ("/sparql", "/query", "/update", "/store")
"""Addresses for programs: writing there takes the token in a header, which no browser adds by itself."""
_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'{nonce}; img-src 'self' data: blob:; "
    "connect-src 'self'; font-src 'self'; manifest-src 'self'; form-action 'self'; base-uri 'none'; "
    "frame-ancestors 'none'"
)
_HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Permissions-Policy": "camera=(), microphone=(), geolocation=(), payment=(), usb=()",
}


def is_endpoint(path: str) -> bool:
    """Whether an address belongs to the protocols, not to the pages."""
    return any(path == known or path.startswith(f"{known}/") for known in _ENDPOINTS)


def kind_of(path: str) -> str:
    """Return what sort of request it is, for the metrics; never the path itself."""
    if is_endpoint(path):
        return path.split("/")[1]
    first = path.split("/")[1] if "/" in path else ""
    return first if first in {"static", "api", "healthz", "metrics"} else "page"


def _is_address(name: str) -> bool:
    try:
        ipaddress.ip_address(name.strip("[]"))
    except ValueError:
        return False
    return True


def host_name(host: str) -> str:
    """Return a Host header without its port."""
    if host.startswith("["):
        return host.split("]", 1)[0] + "]"
    return host.rsplit(":", 1)[0] if ":" in host else host


class Guardian:
    """Refuses requests for other hosts and writes from other origins; puts headers on every answer.

    A page of another site can make a browser send requests here, also to a server on
    loopback, and under a name of its own that it lets point here (DNS rebinding). So
    only known names are answered, and a write must come from a page of our own.
    """

    def __init__(self, app: ASGIApp, *, settings: Settings, metrics: Metrics) -> None:
        self._app = app
        self._settings = settings
        self._metrics = metrics
        self._names = self._known()

    def _known(self) -> frozenset[str]:
        names = {*self._settings.hosts, self._settings.host}
        if self._settings.base:
            names.add(urlsplit(self._settings.base).hostname or "")
        if self._settings.is_loopback:
            names |= LOOPBACK | {"[::1]"}
        else:
            names |= {"localhost", "127.0.0.1", socket.gethostname()}
        return frozenset(name.lower() for name in names if name)

    def _is_known(self, name: str) -> bool:
        name = name.lower()
        # Off loopback an address in figures is no name that somebody else could let point here.
        return name in self._names or (not self._settings.is_loopback and _is_address(name))

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one request."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        begin = time.perf_counter()
        headers = Headers(scope=scope)
        path, method = scope["path"], scope["method"]
        state = scope.setdefault("state", {})
        state["session"] = _session(headers) or secrets.token_urlsafe(24)
        status, size = 500, 0

        async def sent(message: Message) -> None:
            nonlocal status, size
            if message["type"] == "http.response.start":
                status = message["status"]
                self._finish(MutableHeaders(scope=message), scope, headers.get("origin"))
            elif message["type"] == "http.response.body":
                size += len(message.get("body", b""))
            await send(message)

        try:
            refusal = self._refusal(headers, path, method)
            if refusal:
                await PlainTextResponse(refusal + "\n", 403 if "origin" in refusal else 421)(
                    scope, receive, sent
                )
            elif method == "OPTIONS" and is_endpoint(path) and headers.get("origin"):
                await PlainTextResponse("", 204)(scope, receive, sent)
            else:
                await self._app(scope, receive, sent)
        finally:
            if give_back := state.get("give_back"):
                give_back()
            self._metrics.request(kind_of(path), method, status, time.perf_counter() - begin, size)

    def _refusal(self, headers: Headers, path: str, method: str) -> str:
        host = headers.get("host", "")
        if not self._is_known(host_name(host)):
            return "This server does not answer to that name; --allow-host adds names"
        if method in _SAFE or is_endpoint(path):
            return ""
        origin = headers.get("origin")
        if origin is not None:
            if urlsplit(origin).netloc.lower() != host.lower():
                return "Writing from a page of another origin is refused"
        elif headers.get("sec-fetch-site", "same-origin") not in {"same-origin", "none"}:
            return "Writing from a page of another origin is refused"
        return ""

    def _finish(self, headers: MutableHeaders, scope: Scope, origin: str | None) -> None:
        for name, value in _HEADERS.items():
            headers.setdefault(name, value)
        nonce = scope.get("state", {}).get("style_nonce")
        allowed = f" 'nonce-{nonce}'" if nonce else ""
        headers.setdefault("Content-Security-Policy", _POLICY.format(nonce=allowed))
        cors = self._settings.cors
        shared = is_endpoint(scope["path"]) or scope["path"].startswith("/api")
        if shared and origin and ("*" in cors or origin in cors):
            headers["Access-Control-Allow-Origin"] = "*" if "*" in cors else origin
            headers["Access-Control-Expose-Headers"] = "Histgraph-Rows, Server-Timing"
            headers.append("Vary", "Origin")
            if scope["method"] == "OPTIONS":
                headers["Access-Control-Allow-Methods"] = "GET, HEAD, POST, OPTIONS"
                headers["Access-Control-Allow-Headers"] = "Accept, Content-Type"
                headers["Access-Control-Max-Age"] = "86400"
            headers["Cross-Origin-Resource-Policy"] = "cross-origin"
        else:
            headers.setdefault("Cross-Origin-Resource-Policy", "same-origin")


def same(given: str, known: str) -> bool:
    """Compare two secrets in constant time."""
    return hmac.compare_digest(given.encode(), known.encode())


def is_token(request: Request, given: str) -> bool:
    """Return whether somebody gave the token, in constant time; wrong guesses are counted.

    Raises:
        BadRequest: 429, the client guessed too often.
    """
    context = request.app.state.context
    client = request.client.host if request.client else ""
    if wait := context.guesses.wait(client):
        raise BadRequest("Too many wrong tokens; wait a little", 429, Retry_After=str(wait))
    known: str | None = context.settings.token
    right = known is not None and same(given, known)
    if not right and given:
        context.guesses.add(client)
    return right


def proof_of(request: Request) -> str:
    """Return what the cookie of a browser must hold whose user gave the token."""
    secret: bytes = request.app.state.context.secret
    return signed(secret, "writer", request.state.session)


def require_token(request: Request) -> None:
    """Let pass only who holds the token.

    Raises:
        BadRequest: 403 where writing is off, 401 where the token is missing or wrong.
    """
    settings: Settings = request.app.state.context.settings
    if not settings.may_update or settings.token is None:
        raise BadRequest("Writing is off on this server; it is turned on by starting it with a token", 403)
    scheme, _, given = request.headers.get("authorization", "").partition(" ")
    if scheme.lower() != "bearer" or not is_token(request, given.strip()):
        raise BadRequest("Send the token: Authorization: Bearer TOKEN", 401, WWW_Authenticate="Bearer")


def signed(secret: bytes, *parts: str) -> str:
    """Return a proof that this server wrote the parts."""
    return hmac.new(secret, "\x1f".join(parts).encode(), hashlib.sha256).hexdigest()


def _session(headers: Headers) -> str:
    """Return the id of the browser's session, "" where it has none."""
    cookies = cookie_parser(headers.get("cookie", ""))
    held = cookies.get(SESSION, "")
    return held if 20 <= len(held) <= 200 else ""


def csrf_token(request: Request) -> str:
    """Return what a form of this session must carry."""
    secret: bytes = request.app.state.context.secret
    return signed(secret, "csrf", request.state.session)


def may_write(request: Request) -> bool:
    """Whether this browser may change the store through pages.

    Without a token: whoever sits at this machine. With one: whoever signed in with it.
    """
    context = request.app.state.context
    settings: Settings = context.settings
    if not settings.may_write:
        return False
    if settings.token is None:
        return True
    proof = request.cookies.get(PROOF, "")
    return bool(proof) and same(proof, proof_of(request))


def require_form(request: Request, fields: Iterable[tuple[str, str]], *, anybody: bool = False) -> None:
    """Let pass only forms that this server gave to this browser, if it may write, or with ``anybody``.

    Raises:
        BadRequest: 403, with what to do.
    """
    if not (anybody or may_write(request)):
        raise BadRequest("Writing is not allowed here: sign in, or the server was started read-only", 403)
    given = next((value for name, value in fields if name == "csrf"), request.headers.get("x-csrf-token", ""))
    if not same(given, csrf_token(request)):
        raise BadRequest("This form is out of date; load the page again and repeat", 403)
    context = request.app.state.context
    client = request.client.host if request.client else ""
    if wait := context.writes.wait(client):
        raise BadRequest("Too many changes within a minute; wait a little", 429, Retry_After=str(wait))
    context.writes.add(client)


def require_writer(request: Request) -> None:
    """Let pass programs with the token, and scripts of our own pages with their CSRF token in a header.

    Raises:
        BadRequest: 401 or 403, with what to do.
    """
    if "authorization" in request.headers:
        require_token(request)
    else:
        require_form(request, ())
