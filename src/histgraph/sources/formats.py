"""Readers by suffix: what is text in a file of each kind."""

import csv
import io
import logging
import re
import zipfile
from collections.abc import Callable
from dataclasses import dataclass
from importlib import import_module
from importlib.util import find_spec
from xml.etree import ElementTree

from histgraph.sources.tables import of_csv, of_json
from histgraph.sources.web import depth, page_text

Decode = Callable[[bytes], str | None]
_MOST_UNPACKED = 50_000_000
_DEEPEST = 5_000
"""Tags within tags; parsing takes the square of it, and would take minutes for a page that leaves none closed."""
_WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_REMEDY = "Save it as text, HTML, DOCX or EPUB."
_SIGNS = (
    (
        b"PK\x03\x04",
        "is a ZIP archive, not a text",
        "Unpack it and name the files; a DOCX or EPUB needs that ending.",
    ),
    (b"\x1f\x8b", "is a compressed file, not a text", "Unpack it (gunzip) and name what was in it."),
    (b"\x89PNG", "is a picture, not a text", "Run OCR over it and take in the text."),
    (b"\xff\xd8\xff", "is a picture, not a text", "Run OCR over it and take in the text."),
    (b"\xd0\xcf\x11\xe0", "is an old Word file, not a text", "Save it as DOCX or as text."),
    (b"%PDF", "is a PDF by another name, not a text", "Give it the ending .pdf."),
)
"""By what a binary file begins, what it is, and what to do with it."""


class UnreadableError(Exception):
    """A file of a known kind that cannot be read; becomes a problem of the input."""

    def __init__(self, message: str, remedy: str) -> None:
        super().__init__(message)
        self.remedy = remedy


@dataclass(frozen=True, slots=True)
class Document:
    """The text that offsets will refer to, with a title where the file tells one."""

    text: str
    title: str = ""
    media_type: str = ""


def _plain(data: bytes, decode: Decode) -> Document:
    text = decode(data)
    if text is None:
        raise UnreadableError(*_no_text(data))
    if re.match(r"\s*(<!doctype html|<html)", text[:500], re.IGNORECASE):
        return _html(data, decode)
    return Document(text)


def _no_text(data: bytes) -> tuple[str, str]:
    """Return what a file is that is no text, and what to do about it."""
    told = next((told for sign, *told in _SIGNS if data.startswith(sign)), None)
    return (told[0], told[1]) if told else ("is no text but a binary file", _REMEDY)


def _html(data: bytes, decode: Decode) -> Document:
    text = decode(data)
    if text is None:
        raise UnreadableError("is no HTML but a binary file", "Save the page again from the browser.")
    if (deepest := depth(text)) > _DEEPEST:
        raise UnreadableError(
            f"nests its tags {deepest:,} deep, which no page does", "Save it as text, or repair the HTML."
        )
    title, words = page_text(text)
    return Document(words, title, "text/html")


def _pdf(data: bytes, _decode: Decode) -> Document:
    if find_spec("pypdf") is None:
        raise UnreadableError(
            "is a PDF, which needs an extra", "Install it: pip install 'histgraph[formats]'."
        )
    pypdf = import_module("pypdf")
    logging.getLogger("pypdf").setLevel(logging.CRITICAL)  # what it logs, the problem tells
    try:
        reader = pypdf.PdfReader(io.BytesIO(data))
        pages = [page.extract_text() or "" for page in reader.pages]
    except Exception as error:  # pypdf raises many kinds on damaged files
        raise UnreadableError(
            f"is a PDF that cannot be read: {error}", "Export it again, or as text."
        ) from error
    text = "\n\n".join(re.sub(r"(?<=\w)-\n(?=[a-z])", "", page) for page in pages)
    if not text.strip():
        raise UnreadableError("is a PDF without text", "It may be scanned: run OCR over it first.")
    return Document(text, media_type="application/pdf")


def _member(archive: zipfile.ZipFile, name: str) -> bytes:
    info = archive.getinfo(name)
    if info.file_size > _MOST_UNPACKED:
        raise UnreadableError("unpacks to more than 50 MB", "Divide it into smaller files.")
    return archive.read(name)


def _docx(data: bytes, _decode: Decode) -> Document:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            root = _xml(_member(archive, "word/document.xml"))
    except (zipfile.BadZipFile, KeyError, ElementTree.ParseError) as error:
        raise UnreadableError(f"is no readable DOCX: {error}", "Save it again, or as text.") from error
    paragraphs = []
    for paragraph in root.iter(f"{_WORD}p"):
        paragraphs.append("".join(node.text or "" for node in paragraph.iter(f"{_WORD}t")))
    return Document("\n\n".join(p for p in paragraphs if p.strip()))


def _epub(data: bytes, decode: Decode) -> Document:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            names = sorted(n for n in archive.namelist() if n.lower().endswith((".xhtml", ".html", ".htm")))
            parts = [page_text(decode(_member(archive, name)) or "") for name in names]
    except zipfile.BadZipFile as error:
        raise UnreadableError(f"is no readable EPUB: {error}", "Save it again, or as text.") from error
    return Document("\n\n".join(words for _, words in parts), parts[0][0] if parts else "")


def _xml(data: bytes) -> ElementTree.Element:
    """Parse XML without entity declarations, which could unpack without bound."""
    if b"<!ENTITY" in data:
        raise UnreadableError("declares XML entities, which are refused", "Remove the declarations.")
    return ElementTree.fromstring(data)  # noqa: S314 (entities are refused above)


def _tei(data: bytes, _decode: Decode) -> Document:
    try:
        root = _xml(data)
    except ElementTree.ParseError as error:
        raise UnreadableError(f"is no well-formed XML: {error}", "Repair the XML.") from error
    body = next((n for n in root.iter() if n.tag.split("}")[-1] in {"body", "text"}), root)
    blocks = [n for n in body.iter() if n.tag.split("}")[-1] in {"p", "head", "l", "ab", "item"}]
    lines = [" ".join("".join(n.itertext()).split()) for n in blocks] or [
        " ".join("".join(body.itertext()).split())
    ]
    title = next((n.text or "" for n in root.iter() if n.tag.split("}")[-1] == "title"), "")
    return Document("\n\n".join(line for line in lines if line), title.strip())


def _csv(data: bytes, decode: Decode) -> Document:
    text = decode(data)
    if text is None:
        raise UnreadableError("is no text but a binary file", "Save it as CSV in UTF-8.")
    try:
        return Document(of_csv(text))
    except csv.Error as error:
        raise UnreadableError(f"is no readable CSV: {error}", "Save it as CSV in UTF-8 again.") from error


def _json(data: bytes, decode: Decode) -> Document:
    try:
        return Document(of_json(decode(data) or ""))
    except ValueError as error:
        raise UnreadableError(f"is no readable JSON: {error}", "Repair the JSON.") from error
    except RecursionError as error:
        raise UnreadableError("is no readable JSON: it nests too deep", "Repair the JSON.") from error


READERS: dict[str, Callable[[bytes, Decode], Document]] = {
    "": _plain, ".txt": _plain, ".text": _plain, ".md": _plain, ".markdown": _plain, ".html": _html, ".htm": _html,
    ".xhtml": _html, ".pdf": _pdf, ".docx": _docx, ".epub": _epub, ".tei": _tei, ".xml": _tei, ".csv": _csv,
    ".tsv": _csv, ".json": _json, ".jsonl": _json,
}  # fmt: skip
"""Readers by suffix; "" reads what has none of these."""

MEDIA_TYPES = {
    ".txt": "text/plain", ".md": "text/markdown", ".html": "text/html", ".htm": "text/html",
    ".pdf": "application/pdf", ".epub": "application/epub+zip", ".tei": "application/tei+xml", ".csv": "text/csv",
    ".tsv": "text/tab-separated-values", ".json": "application/json", ".jsonl": "application/jsonl",
    ".docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
}  # fmt: skip
