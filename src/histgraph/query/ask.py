"""From what a person types to an answer: a saved name, a file, or SPARQL, checked and completed."""

import re
from collections.abc import Mapping
from difflib import get_close_matches
from pathlib import Path

from histgraph.errors import QueryError
from histgraph.query.answer import Result, from_results
from histgraph.query.hints import FORMS, complaint
from histgraph.query.saved import named, saved
from histgraph.query.tokens import TOKENS
from histgraph.store import Store
from histgraph.vocabulary import PREFIXES

_UPDATES = frozenset({"INSERT", "DELETE", "LOAD", "CLEAR", "DROP", "CREATE", "ADD", "MOVE", "COPY", "WITH"})


def resolve(argument: str, params: Mapping[str, str] | None = None) -> str:
    """Return the query that an argument stands for: a saved name, a file, or the query itself.

    Raises:
        UsageError: if it looks like a name and there is none, or a parameter does not exist.
        QueryError: if a file cannot be read.
    """
    text = argument.strip()
    if text in saved():
        return named(text).filled(params or {})
    path = Path(text)
    if len(text) < 400 and "\n" not in text and (path.suffix in {".rq", ".sparql"} or path.is_file()):
        try:
            return path.read_text(encoding="utf-8")
        except (OSError, UnicodeDecodeError) as error:
            if isinstance(error, FileNotFoundError):
                raise QueryError(
                    f"The query file {path} cannot be read: there is none. A saved query goes by its name alone."
                ) from error
            raise QueryError(f"The query file {path} cannot be read: {error}") from error
    if re.fullmatch(r"[\w-]+", text) and text.upper() not in FORMS | _UPDATES:
        return named(text).filled(params or {})
    return text


def with_prefixes(text: str) -> tuple[str, int]:
    """Add the prefixes that a query uses and does not declare.

    Returns:
        The query and the number of lines put before it.

    Raises:
        QueryError: if a prefix is neither declared nor known; the message gives the nearest.
    """
    declared, used = _prefixes(text)
    lines = []
    for name, place in used.items():
        if name in declared:
            continue
        if name not in PREFIXES:
            near = get_close_matches(name, PREFIXES, n=1)
            hint = f" Did you mean {near[0]}:?" if near and near[0] else ""
            line, column = _position(text, place)
            raise QueryError(
                f"The prefix {name}: is not declared and not known.{hint}", line=line, column=column
            )
        lines.append(f"PREFIX {name}: <{PREFIXES[name]}>")
    return ("\n".join([*lines, text]) if lines else text), len(lines)


def _prefixes(text: str) -> tuple[set[str], dict[str, int]]:
    declared: set[str] = set()
    used: dict[str, int] = {}
    last = ""
    for match in TOKENS.finditer(text):
        kind = match.lastgroup
        if kind in {"name", "local"}:
            name = match["name"] or ""
            if last == "PREFIX":
                declared.add(name)
            elif match["name"] != "_" and text[max(0, match.start() - 1)] not in "?$":
                used.setdefault(name, match.start())
        if kind == "word":
            last = match["word"].upper()
        elif kind not in {"other", "comment"} or (match.group().strip() and kind == "other"):
            last = ""
    return declared, used


def check(text: str) -> None:
    """Refuse what a public query must not do: reach other servers or files, or change the graph.

    Strings, comments and IRIs are passed over.

    Raises:
        QueryError: at the offending word.
    """
    previous = ""
    form = ""
    for match in TOKENS.finditer(text):
        kind = match.lastgroup
        if kind == "word":
            word = match["word"].upper()
            before = text[max(0, match.start() - 1) : match.start()]
            if before in {"?", "$", "@"}:
                previous = ""
                continue
            if word == "SERVICE":
                _refuse(text, match.start(), "SERVICE is refused: queries stay on this store")
            if not form and word in _UPDATES:
                _refuse(
                    text,
                    match.start(),
                    f"{word} changes the graph; this is the place for queries. Use build, forget or review",
                )
            if word in FORMS:
                form = form or word
            previous = word
        elif kind == "iri":
            if (
                previous in {"FROM", "NAMED"}
                and match["iri"].lower().startswith(("<file:", "<http:", "<https:"))
                and "histgraph" not in match["iri"]
            ):
                _refuse(text, match.start(), "FROM may only name graphs of this store")
            previous = ""


def _refuse(text: str, place: int, message: str) -> None:
    line, column = _position(text, place)
    raise QueryError(pointed(message, text, line, column), line=line, column=column)


def _position(text: str, place: int) -> tuple[int, int]:
    line = text.count("\n", 0, place) + 1
    return line, place - (text.rfind("\n", 0, place) + 1) + 1


def pointed(message: str, text: str, line: int, column: int) -> str:
    """Return a message with the line of the query below it and a caret under the place."""
    lines = text.split("\n")
    if not 1 <= line <= len(lines):
        return message
    shown = lines[line - 1].replace("\t", " ")
    start = max(0, column - 60)
    caret = " " * (column - 1 - start) + "^"
    return f"{message}\n  line {line}, column {column}:\n  {shown[start : start + 100]}\n  {caret}"


def ask(store: Store, argument: str, params: Mapping[str, str] | None = None) -> Result:
    """Answer a saved query, a file, or a query.

    Raises:
        UsageError: for a name or parameter that does not exist.
        QueryError: with the place in the user's own text.
    """
    text = resolve(argument, params)
    check(text)
    try:
        complete, added = with_prefixes(text)
    except QueryError as error:
        raise QueryError(
            pointed(str(error), text, error.line, error.column), line=error.line, column=error.column
        ) from None
    try:
        results = store.query(complete)
        return from_results(results, store)
    except QueryError as error:
        line = max(1, error.line - added) if error.line else 0
        message = _plain(str(error), text)
        raise QueryError(pointed(message, text, line, error.column), line=line, column=error.column) from None
    except (RuntimeError, ValueError, OSError) as error:
        raise QueryError(f"The query failed while it ran: {error}") from error


def _plain(message: str, text: str) -> str:
    """Return the parser's complaint as a person would put it."""
    if re.match(r"error at \d+:\d+: ", message) is None:
        return f"The query is wrong: {message.strip()[:300]}"
    told = complaint(message, text)
    return (
        f"The query is wrong: {told}"
        if told
        else "The query is wrong here: something is missing, or too much"
    )
