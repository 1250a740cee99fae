"""Which form of an answer a client wants (RFC 9110, section 12.5.1)."""

from collections.abc import Mapping
from types import MappingProxyType

TABLES: Mapping[str, str] = MappingProxyType(
    {
        "application/sparql-results+json": "json",
        "application/json": "json",
        "application/sparql-results+xml": "xml",
        "application/xml": "xml",
        "text/xml": "xml",
        "text/csv": "csv",
        "text/tab-separated-values": "tsv",
    }
)
"""Media types of tables and truth values, the preferred one first."""

TRIPLES: Mapping[str, str] = MappingProxyType(
    {
        "text/turtle": "ttl",
        "application/n-triples": "nt",
        "application/rdf+xml": "rdf",
        "application/xml": "rdf",
        "application/ld+json": "jsonld",
        "application/json": "jsonld",
        "application/x-turtle": "ttl",
        "text/plain": "nt",
    }
)
"""Media types of triples."""

QUADS: Mapping[str, str] = MappingProxyType(
    {"application/trig": "trig", "application/n-quads": "nq", "application/ld+json": "jsonld"}
)
"""Media types of whole datasets."""

CONTENT: Mapping[str, str] = MappingProxyType(
    {
        "json": "application/sparql-results+json",
        "xml": "application/sparql-results+xml",
        "csv": "text/csv; charset=utf-8; header=present",
        "tsv": "text/tab-separated-values; charset=utf-8; header=present",
        "ttl": "text/turtle; charset=utf-8",
        "nt": "application/n-triples; charset=utf-8",
        "rdf": "application/rdf+xml; charset=utf-8",
        "jsonld": "application/ld+json",
        "trig": "application/trig; charset=utf-8",
        "nq": "application/n-quads; charset=utf-8",
        "html": "text/html; charset=utf-8",
    }
)
"""Name of a form to the Content-Type that it is sent with."""

PAGES: Mapping[str, str] = MappingProxyType(
    {
        "text/html": "html",
        "application/xhtml+xml": "html",
        "text/turtle": "ttl",
        "application/ld+json": "jsonld",
        "application/n-triples": "nt",
        "application/json": "json",
    }
)
"""What a page about one thing can be had as."""

_MOST = 64
"""Ranges of an Accept header that are looked at."""


def _ranges(accept: str) -> list[tuple[str, float]]:
    found = []
    for part in accept.split(",")[:_MOST]:
        media, *params = (p.strip() for p in part.split(";"))
        weight = 1.0
        for param in params:
            name, _, value = param.partition("=")
            if name.strip().lower() == "q":
                try:
                    weight = min(1.0, max(0.0, float(value)))
                except ValueError:
                    weight = 0.0
        if media:
            found.append((media.lower(), weight))
    return found


def _weight(media: str, ranges: list[tuple[str, float]]) -> tuple[float, int]:
    """Return how much a type is wanted, and how exactly it was named; the exactest range decides."""
    best = (0.0, -1)
    kind = media.split("/", 1)[0]
    for wanted, weight in ranges:
        exact = 2 if wanted == media else 1 if wanted == f"{kind}/*" else 0 if wanted == "*/*" else -1
        if exact > best[1]:
            best = (weight, exact)
    return best


def choose(accept: str | None, offers: Mapping[str, str]) -> str | None:
    """Return the form that suits an Accept header best.

    Args:
        accept: the header; None and "" take anything.
        offers: media type to form, the server's favourite first.

    Returns:
        A form, or None where nothing offered is acceptable. Of equally wanted types an exactly
        named one wins, then the earlier offer.
    """
    ranges = _ranges(accept or "")
    if not ranges:
        return next(iter(offers.values()))
    best: tuple[float, int] = (0.0, -1)
    chosen = None
    for media, form in offers.items():
        found = _weight(media, ranges)
        if found[0] > 0 and found > best:
            best, chosen = found, form
    return chosen


def media_type(content_type: str | None) -> str:
    """Return a Content-Type without its parameters, in small letters."""
    return (content_type or "").split(";", 1)[0].strip().lower()


def charset(content_type: str | None) -> str:
    """Return the charset a Content-Type names, "utf-8" where it names none."""
    for part in (content_type or "").split(";")[1:]:
        name, _, value = part.partition("=")
        if name.strip().lower() == "charset":
            return value.strip().strip('"').lower()
    return "utf-8"
