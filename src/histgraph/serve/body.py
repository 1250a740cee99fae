"""Taking in what clients send: never more than allowed, never in another encoding than said."""

from urllib.parse import parse_qsl

from starlette.requests import Request

from histgraph.serve.negotiate import charset

Pairs = list[tuple[str, str]]


class BadRequest(Exception):  # noqa: N818  (an answer to the client, no failure of the program)
    """The request cannot be served; ``status`` is the HTTP status to answer with."""

    def __init__(self, message: str, status: int = 400, **headers: str) -> None:
        super().__init__(message)
        self.status = status
        self.headers = {name.replace("_", "-"): value for name, value in headers.items()}


async def limited_body(request: Request, most: int) -> bytes:
    """Return the body.

    Raises:
        BadRequest: 413 as soon as it is longer than ``most`` bytes.
    """
    told = request.headers.get("content-length", "")
    message = f"The request is larger than the {most:,} bytes allowed"
    if told.isdigit() and int(told) > most:
        raise BadRequest(message, 413)
    data = bytearray()
    async for chunk in request.stream():
        data += chunk
        if len(data) > most:
            raise BadRequest(message, 413)
    return bytes(data)


def decoded(data: bytes, content_type: str | None) -> str:
    """Return a body as text.

    Raises:
        BadRequest: it says to be, or is, in another encoding than UTF-8.
    """
    named = charset(content_type)
    if named not in {"utf-8", "utf8", "us-ascii"}:
        raise BadRequest(f"Send UTF-8, not {named[:40]}", 415)
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as error:
        raise BadRequest(f"The body is not UTF-8: byte {error.start}") from error


def pairs(data: bytes | str) -> Pairs:
    """Return the fields of a query string or form.

    Raises:
        BadRequest: percent-encoded bytes are not UTF-8, or there are too many fields.
    """
    text = data if isinstance(data, str) else data.decode("latin-1")
    try:
        return parse_qsl(text, keep_blank_values=True, errors="strict", max_num_fields=1000)
    except UnicodeDecodeError as error:
        raise BadRequest("The fields are not UTF-8") from error
    except ValueError as error:
        raise BadRequest(f"The fields cannot be read: {error}") from error


def query_pairs(request: Request) -> Pairs:
    """Return the fields of the request's address."""
    return pairs(request.scope["query_string"])


def only(found: Pairs, name: str) -> str | None:
    """Return the value of a field, None where there is none.

    Raises:
        BadRequest: the field is given more than once.
    """
    values = [value for key, value in found if key == name]
    if len(values) > 1:
        raise BadRequest(f"Give {name} once; it is here {len(values)} times")
    return values[0] if values else None
