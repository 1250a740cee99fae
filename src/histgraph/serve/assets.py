"""Files for browsers, each under an address that changes with its content, so it may be kept for ever.

``static_url("app.css")`` is ``/static/<hash>/app.css``. Modules import their neighbours by relative
paths, so one hash stands for all files of the folder together. What lies in ``static/`` is served
under its path below it; the drawing library comes from the installed pyvis wheel.
"""

import hashlib
import mimetypes
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from types import MappingProxyType

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from histgraph.serve.body import BadRequest
from histgraph.view.bundle import STATIC as VIEW_STATIC
from histgraph.view.bundle import vis_code

_STATIC = Path(__file__).resolve().parent / "static"
_TYPES: Mapping[str, str] = MappingProxyType(
    {
        ".js": "text/javascript; charset=utf-8",
        ".mjs": "text/javascript; charset=utf-8",
        ".css": "text/css; charset=utf-8",
        ".svg": "image/svg+xml",
        ".woff2": "font/woff2",
        ".json": "application/json",
        ".webmanifest": "application/manifest+json",
        ".txt": "text/plain; charset=utf-8",
    }
)
_SHARED = "view/"
"""Below it lie the scripts and styles that the exported page uses too."""


@cache
def _held() -> Mapping[str, bytes]:
    """Return all files by path; read once, so nothing outside the folders can ever be asked for."""
    found: dict[str, bytes] = {"vendor/vis-network.min.js": vis_code().encode()}
    for folder, prefix in ((_STATIC, ""), (VIEW_STATIC, _SHARED)):
        for path in sorted(folder.rglob("*")) if folder.is_dir() else ():
            if path.is_file() and not path.name.startswith("."):
                found[prefix + path.relative_to(folder).as_posix()] = path.read_bytes()
    return MappingProxyType(found)


@cache
def _version() -> str:
    whole = hashlib.sha256()
    for name, data in sorted(_held().items()):
        whole.update(f"{name}\0{len(data)}\0".encode() + data)
    return whole.hexdigest()[:12]


def static_url(name: str) -> str:
    """Return the address of a file, for templates.

    Raises:
        KeyError: there is no such file.
    """
    if name not in _held():
        raise KeyError(f"There is no static file {name}")
    return f"/static/{_version()}/{name}"


async def _static(request: Request) -> Response:
    name = request.path_params["name"]
    data = _held().get(name)
    if data is None:
        raise BadRequest("There is no such file", 404)
    current = request.path_params["version"] == _version()
    kind = _TYPES.get(Path(name).suffix) or mimetypes.guess_type(name)[0] or "application/octet-stream"
    keep = "public, max-age=31536000, immutable" if current else "no-cache"
    return Response(data, headers={"Content-Type": kind, "Cache-Control": keep})


def routes() -> list[Route]:
    """Return the addresses of files."""
    return [Route("/static/{version}/{name:path}", _static)]
