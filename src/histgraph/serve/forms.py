"""What browsers send: forms, taken in only from pages that this server gave to that browser."""

from collections.abc import AsyncGenerator
from dataclasses import dataclass, field

from starlette.datastructures import UploadFile
from starlette.formparsers import MultiPartException, MultiPartParser
from starlette.requests import Request

from histgraph.serve.body import BadRequest, decoded, limited_body, pairs
from histgraph.serve.context import context_of
from histgraph.serve.negotiate import media_type
from histgraph.serve.security import require_form

_FIELDS = 100
_SMALL = 64 * 1024
"""Bytes of a form without a file."""


@dataclass(frozen=True, slots=True)
class Sent:
    """A file as a browser sent it; name and type are the browser's word, and are not to be trusted."""

    name: str
    media_type: str
    data: bytes


@dataclass(frozen=True, slots=True)
class Form:
    """The fields of a form; of a name given twice, ``get`` returns the first and ``all`` both."""

    fields: tuple[tuple[str, str], ...]
    files: tuple[tuple[str, Sent], ...] = field(default=())

    def get(self, name: str, default: str = "") -> str:
        """Return the value of a field."""
        return next((value for key, value in self.fields if key == name), default)

    def all(self, name: str) -> list[str]:
        """Return all values of a field."""
        return [value for key, value in self.fields if key == name]

    def file(self, name: str) -> Sent | None:
        """Return the file of a field, None where none was chosen."""
        return next((sent for key, sent in self.files if key == name and (sent.name or sent.data)), None)


async def form_of(request: Request, *, upload: bool = False, anybody: bool = False) -> Form:
    """Return the form that a browser sent.

    Args:
        request: a POST.
        upload: whether files may come with it; then ``limits.upload`` bytes, else 64 kB.
        anybody: take it also from those who may not write: to sign in.

    Raises:
        BadRequest: 403 without our CSRF field or the right to write, 413 too large, 415 no form.
    """
    kind = media_type(request.headers.get("content-type"))
    most = context_of(request).settings.limits.upload + _SMALL if upload else _SMALL
    if kind == "application/x-www-form-urlencoded":
        # A pasted text may be three times as long on its way, for every byte may be percent-encoded.
        data = await limited_body(request, 3 * most if upload else most)
        form = Form(tuple(pairs(decoded(data, request.headers.get("content-type")))))
    elif kind == "multipart/form-data" and upload:
        form = await _multipart(request, await limited_body(request, most))
    else:
        raise BadRequest(f"Send a form, not {kind[:80] or 'nothing said'}", 415)
    require_form(request, form.fields, anybody=anybody)
    return form


async def _multipart(request: Request, data: bytes) -> Form:
    async def stream() -> AsyncGenerator[bytes, None]:
        yield data

    parser = MultiPartParser(
        request.headers, stream(), max_files=1, max_fields=_FIELDS, max_part_size=len(data)
    )
    try:
        parsed = await parser.parse()
    except (MultiPartException, KeyError, UnicodeDecodeError) as error:
        raise BadRequest(f"The form cannot be read: {error}") from error
    fields: list[tuple[str, str]] = []
    files: list[tuple[str, Sent]] = []
    try:
        for name, value in parsed.multi_items():
            if isinstance(value, UploadFile):
                sent = Sent(value.filename or "", media_type(value.content_type), await value.read())
                files.append((name, sent))
            else:
                fields.append((name, value))
    finally:
        await parsed.close()
    return Form(tuple(fields), tuple(files))
