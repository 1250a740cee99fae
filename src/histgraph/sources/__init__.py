"""From paths, addresses and standard input to sources: bytes read once, text frozen."""

import hashlib
import os
import sys
from collections import Counter
from collections.abc import Iterable, Iterator
from difflib import get_close_matches
from pathlib import Path, PurePosixPath
from urllib.error import URLError
from urllib.parse import urlparse
from urllib.request import Request, urlopen

from histgraph.errors import SourceError
from histgraph.model import Problem, Source
from histgraph.sources.decode import text_of
from histgraph.sources.formats import MEDIA_TYPES, READERS, Document, UnreadableError

LIMIT = 10_000_000
"""Bytes of one source that are read at the most, unless told otherwise."""
_LONGEST_SHOWN = 60
_SKIPPED = frozenset({".git", ".venv", "__pycache__", ".histgraph", "node_modules"})


def read(
    arguments: Iterable[str], *, fetch: bool = False, limit_bytes: int = LIMIT
) -> Iterator[Source | Problem]:
    """Yield the source of each argument, or the one problem why there is none.

    Args:
        arguments: files, folders (read throughout, in order of their names), "-" for
            standard input, and addresses, which are read only with ``fetch``.
        fetch: allow requests to the web.
        limit_bytes: larger sources are refused.

    Sources are named by their path within the folder given, or their file name. Two with one
    name and different bytes get the name of their folder put before them.
    """
    gathered: list[tuple[str, str, Source | Problem]] = []
    for argument in arguments:
        for parent, outcome in _each(argument, fetch, limit_bytes):
            name = outcome.name if isinstance(outcome, Source) else ""
            gathered.append((name, parent, outcome))
    hashes: dict[str, set[str]] = {}
    for name, _, outcome in gathered:
        if isinstance(outcome, Source):
            hashes.setdefault(name, set()).add(outcome.sha256)
    seen: Counter[tuple[str, str]] = Counter()
    for name, parent, outcome in gathered:
        if isinstance(outcome, Problem):
            yield outcome
            continue
        renamed = f"{parent}/{name}" if len(hashes[name]) > 1 and parent else name
        seen[renamed, outcome.sha256] += 1
        if seen[renamed, outcome.sha256] == 1:
            yield _named(outcome, renamed)


def _named(source: Source, name: str) -> Source:
    if name == source.name:
        return source
    return Source(source.id, name, source.sha256, source.text, source.title, source.media_type, source.url)


def _each(argument: str, fetch: bool, limit: int) -> Iterator[tuple[str, Source | Problem]]:
    if argument == "-":
        yield "", _taken("stdin", sys.stdin.buffer.read(limit + 1), "", limit)
    elif urlparse(argument).scheme in {"http", "https"}:
        yield "", _fetched(argument, fetch, limit)
    else:
        yield from _from_path(Path(argument), limit)


def _from_path(path: Path, limit: int) -> Iterator[tuple[str, Source | Problem]]:
    try:
        path.lstat()
    except FileNotFoundError:
        pass
    except (OSError, ValueError) as error:
        yield "", _no_path(path, error)
        return
    if path.is_symlink() and not path.exists():
        yield (
            "",
            Problem(str(path), "is a link that leads nowhere", "Repair the link or name the file itself."),
        )
    elif not path.exists():
        yield "", Problem(str(path), "does not exist", _nearest(path))
    elif path.is_dir():
        yield from _from_folder(path, limit)
    else:
        yield path.resolve().parent.name, _from_file(path, path.name, limit)


def _no_path(path: Path, error: Exception) -> Problem:
    """Tell why what was given cannot even be looked for: words instead of the name of a file, a closed folder."""
    given = " ".join(str(path).split())
    if isinstance(error, PermissionError):
        return Problem(
            given, "may not be looked at", "Give yourself the right to enter its folder (chmod +x)."
        )
    shown = given if len(given) <= _LONGEST_SHOWN else f"{given[:_LONGEST_SHOWN]}…"
    remedy = "To take in words, put them into a file, or hand them over: ... | histgraph build -"
    return Problem(shown, "is no name of a file", remedy)


def _nearest(path: Path) -> str:
    parent = path.parent if path.parent.is_dir() else Path()
    try:
        others = sorted(p.name for p in parent.iterdir() if not p.name.startswith("."))
    except OSError:
        others = []
    where = "this folder" if str(parent) == "." else parent
    stems = {Path(name).stem.lower(): name for name in others}
    if near := get_close_matches(path.stem.lower(), stems, n=1, cutoff=0.7):
        return f"Did you mean {parent / stems[near[0]]}?"
    return f"Check the name; {where} holds {', '.join(others[:5])}." if others else "Check the name."


def _from_folder(folder: Path, limit: int) -> Iterator[tuple[str, Source | Problem]]:
    found = 0
    closed: list[OSError] = []
    for root, folders, names in os.walk(folder, onerror=closed.append):
        folders[:] = sorted(f for f in folders if f not in _SKIPPED and not f.startswith("."))
        for name in sorted(names):
            path = Path(root) / name
            if name.startswith(".") or (path.suffix.lower() not in READERS and not path.is_symlink()):
                continue
            found += 1
            if path.is_symlink() and not path.exists():
                yield "", Problem(str(path), "is a link that leads nowhere", "Repair the link or remove it.")
                continue
            inside = PurePosixPath(path.relative_to(folder).as_posix())
            yield folder.resolve().name, _from_file(path, str(inside), limit)
    for error in closed:
        where = str(error.filename or folder)
        yield (
            "",
            Problem(where, f"could not be looked into: {error.strerror}", "Give yourself the right to it."),
        )
    if not found and not closed:
        kinds = ", ".join(sorted(filter(None, READERS)))
        yield "", Problem(str(folder), "holds no file that can be read", f"Put texts into it: {kinds}.")


def _from_file(path: Path, name: str, limit: int) -> Source | Problem:
    try:
        if path.exists() and not path.is_file():
            return Problem(str(path), "is neither a file nor a folder", "Name a file with text in it.")
        with path.open("rb") as stream:
            data = stream.read(limit + 1)
    except FileNotFoundError:
        return Problem(
            str(path), "is gone, though it was there a moment ago", "Take it in again if it is back."
        )
    except PermissionError:
        return Problem(str(path), "may not be read", "Give yourself the right to read it (chmod +r).")
    except OSError as error:
        return Problem(
            str(path), f"could not be read: {error.strerror or error}", "Check the disk and the file."
        )
    return _taken(name, data, path.suffix.lower(), limit, shown=str(path))


def _taken(
    name: str, data: bytes, suffix: str, limit: int, *, shown: str = "", url: str | None = None
) -> Source | Problem:
    """Make a source of bytes; problems name the file as the user gave it."""
    shown = shown or name
    if len(data) > limit:
        remedy = f"Divide it into files of at most {limit // 1_000_000} MB."
        return Problem(shown, f"is larger than {limit // 1_000_000} MB", remedy)
    if not data.strip():
        return Problem(shown, "is empty", "Put the text into it, or leave it out.")
    try:
        document = READERS.get(suffix, READERS[""])(data, text_of)
    except UnreadableError as error:
        return Problem(shown, str(error), error.remedy)
    if not document.text.strip():
        return Problem(
            shown, "holds no text", "Check that the words are in it, not only pictures or scripts."
        )
    return _source(name, data, document, suffix, url)


def _source(name: str, data: bytes, document: Document, suffix: str, url: str | None) -> Source:
    digest = hashlib.sha256(data).hexdigest()
    name, text = _storable(name), _storable(document.text)
    return Source(
        id=digest[:16],
        name=name,
        sha256=digest,
        text=text,
        title=_storable(document.title) or _title(text, name),
        media_type=document.media_type or MEDIA_TYPES.get(suffix, "text/plain"),
        url=url,
    )


def _storable(words: str) -> str:
    """Return words without the halves of characters that names of files and JSON may hold: no graph can keep them."""
    return words.encode("utf-8", "replace").decode("utf-8")


def _title(text: str, name: str) -> str:
    first = next((line.strip("#* \t") for line in text.splitlines() if line.strip()), "")
    return first if 3 < len(first) <= 160 else name


def _fetched(address: str, fetch: bool, limit: int) -> Source | Problem:
    if not fetch:
        return Problem(address, "is an address on the web, and nothing was fetched", "Allow it with --fetch.")
    try:
        request = Request(address, headers={"User-Agent": "histgraph"})  # noqa: S310 (http and https only)
        with urlopen(request, timeout=30) as answer:  # noqa: S310
            data = answer.read(limit + 1)
            kind = answer.headers.get_content_type()
    except (URLError, OSError, ValueError) as error:
        return Problem(address, f"could not be fetched: {error}", "Check the address and the connection.")
    suffix = next((s for s, media in MEDIA_TYPES.items() if media == kind), ".html")
    parsed = urlparse(address)
    name = (parsed.netloc + parsed.path).strip("/").replace("/", "_")
    return _taken(name, data, suffix, limit, shown=address, url=address)


__all__ = ["LIMIT", "SourceError", "read"]
