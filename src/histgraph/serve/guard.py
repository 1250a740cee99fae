"""What a query is, told from its words, and what is refused before any engine sees it.

SERVICE and LOAD would make the server ask other servers, ``FROM <file:...>`` its own disk.
The lexer follows the terminals of SPARQL 1.1 (section 19.8). At one place they are
ambiguous: ``?a<?b#>`` may be a comparison and a comment, or a variable and an IRI; a text in which
that could hide a forbidden word is refused. Workers cannot open sockets anyway.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice, takewhile
from typing import NamedTuple

from histgraph.errors import QueryError

_TOKEN = re.compile(
    r"""
      (?P<space>\s+)
    | (?P<comment>\#[^\r\n]*)
    | (?P<string>\"{3}(?:[^"\\]|\\.|"(?!""))*"{3} | '{3}(?:[^'\\]|\\.|'(?!''))*'{3}
                | "(?:[^"\\\r\n]|\\.)*" | '(?:[^'\\\r\n]|\\.)*')
    | (?P<iri><[^<>"{}|^`\\\x00-\x20]*>)
    | (?P<var>[?$]\w+)
    | (?P<lang>@[A-Za-z][A-Za-z0-9-]*)
    | (?P<blank>_:[\w.·-]+)
    | (?P<name>(?:[^\W\d_][\w.-]*)?:(?:[\w.:·-]|%[0-9A-Fa-f]{2}|\\[^\w\s])*)
    | (?P<number>\d+(?:\.\d*)?(?:[eE][+-]?\d+)?)
    | (?P<word>[^\W\d]\w*)
    | (?P<other>.)
    """,
    re.VERBOSE | re.DOTALL,
)
_ESCAPE = re.compile(r"\\u([0-9A-Fa-f]{4})|\\U([0-9A-Fa-f]{8})")
_ENDS = frozenset({"var", "string", "iri", "name", "number", "lang", "blank", "word"})
_HIDDEN = re.compile(r"service|load", re.IGNORECASE)
_MOST_HEAD = 20_000
"""Tokens that are looked at for the kind of a query: a prologue, a projection and dataset clauses."""
_FORMS = frozenset({"SELECT", "ASK", "CONSTRUCT", "DESCRIBE"})
_CHANGES = frozenset({"INSERT", "DELETE", "LOAD", "CLEAR", "DROP", "CREATE", "ADD", "MOVE", "COPY", "WITH"})


class Token(NamedTuple):
    """A piece of the text that means something: its kind, words and place."""

    kind: str
    text: str
    start: int


@dataclass(frozen=True, slots=True)
class Shape:
    """What kind of query it is: its form in capitals, and whether it names its own dataset."""

    form: str
    own_dataset: bool


def tokens(text: str) -> Iterator[Token]:
    """Yield what means something, blanks and comments left out."""
    for match in _TOKEN.finditer(text):
        kind = match.lastgroup or "other"
        if kind not in {"space", "comment"}:
            yield Token(kind, match.group(), match.start())


def inspect(text: str, *, depth: int = 100) -> Shape:
    """Refuse what a public query must not contain; return what it is.

    Args:
        text: the query.
        depth: how deeply brackets may be nested; a parser's stack is not endless.

    Raises:
        QueryError: with the place in the text.
    """
    for reading in _readings(text):
        if _is_suspect(reading, depth):
            _refuse_reach(reading, text, list(tokens(reading)), depth)
    # What kind of query it is stands before its first brace.
    head = list(takewhile(lambda token: token.text != "{", islice(tokens(text), _MOST_HEAD)))
    words = [(token.text.upper(), token) for token in head if token.kind == "word"]
    first = next(((word, token) for word, token in words if word in _FORMS | _CHANGES), ("", None))
    if first[0] in _CHANGES and first[1] is not None:
        message = f"{first[1].text} changes the graph; this address only answers queries"
        raise _error(text, first[1].start, message)
    return Shape(first[0], any(word == "FROM" for word, _ in words))


def _is_suspect(reading: str, depth: int) -> bool:
    """Whether a text must be looked at word for word; most need not, and it takes its time."""
    return (
        _HIDDEN.search(reading) is not None
        or "file:" in reading.lower()
        or sum(map(reading.count, "({[")) > depth
    )


def inspect_update(text: str, *, depth: int = 100) -> None:
    """Refuse what an update must not contain.

    Raises:
        QueryError: with the place in the text.
    """
    for reading in _readings(text):
        found = list(tokens(reading))
        _refuse_reach(reading, text, found, depth)
        for token in found:
            if token.kind == "word" and "LOAD" in token.text.upper():
                raise _error(text, token.start, "LOAD is refused: send the triples themselves")


def scoped(text: str, using: Sequence[str], named: Sequence[str]) -> str:
    """Put the dataset that the protocol gave into each operation with a WHERE.

    Raises:
        QueryError: the update names a dataset itself (SPARQL 1.1 Protocol, section 2.2.3).
    """
    found = list(tokens(text))
    clauses = "".join(f"USING <{iri}> " for iri in using)
    clauses += "".join(f"USING NAMED <{iri}> " for iri in named)
    parts: list[str] = []
    at = level = 0
    for number, token in enumerate(found):
        level += (token.text == "{") - (token.text == "}") if token.kind == "other" else 0
        word = token.text.upper() if token.kind == "word" and level == 0 else ""
        if word in {"USING", "WITH"}:
            message = f"{word} in the update and using-graph-uri in the request contradict each other"
            raise _error(text, token.start, message)
        if word != "WHERE":
            continue
        parts.append(text[at : token.start])
        before = found[number - 1].text.upper() if number else ""
        if before == "DELETE":
            # DELETE WHERE is short for a template that equals its pattern, and takes no dataset.
            parts.append(_pattern(text, found, number) + " ")
        parts.append(clauses)
        at = token.start
    return "".join([*parts, text[at:]])


def _pattern(text: str, found: Sequence[Token], where: int) -> str:
    """Return the braces after WHERE with what they hold."""
    level = 0
    for token in found[where + 1 :]:
        level += (token.text == "{") - (token.text == "}") if token.kind == "other" else 0
        if level == 0:
            return text[found[where + 1].start : token.start + 1]
    return "{}"


def _readings(text: str) -> Iterator[str]:
    """Yield the text, and the text with its escapes resolved, as some parsers do before reading."""
    yield text
    if _ESCAPE.search(text):
        yield _ESCAPE.sub(_character, text)


def _character(match: re.Match[str]) -> str:
    code = int(match[1] or match[2], 16)
    return chr(code) if code < 0x110000 and not 0xD800 <= code < 0xE000 else "\ufffd"


def _refuse_reach(reading: str, text: str, found: Sequence[Token], depth: int) -> None:
    stack: list[str] = []
    hidden = _HIDDEN.search(reading) is not None
    before = Token("", "", 0)
    for token in found:
        if token.kind == "other" and token.text in "({[":
            stack.append(token.text)
            if len(stack) > depth:
                raise _error(text, token.start, f"The query is nested more than {depth} levels deep")
        elif token.kind == "other" and token.text in ")}]" and stack:
            stack.pop()
        elif _names_service(token):
            raise _error(text, token.start, "SERVICE is refused: queries stay on this store")
        elif token.kind == "iri":
            ends = before.kind in _ENDS or before.text == ")"
            if hidden and ends and stack and stack[-1] == "(":
                message = "This < may begin an IRI or compare; put blanks round it"
                raise _error(text, token.start, message)
            if before.text.upper() in {"FROM", "NAMED"} and token.text.lower().startswith("<file:"):
                raise _error(text, token.start, "Files are refused: FROM may name graphs of this store")
        before = token


def _names_service(token: Token) -> bool:
    """Whether a scannerless parser could find the keyword in the token."""
    words = token.text.upper()
    if token.kind == "word":
        return "SERVICE" in words
    if token.kind == "name":
        return "SERVICE" in words.split(":", 1)[0]
    return token.kind == "var" and re.match(r"[?$](TRUE|FALSE|\d+)\w*SERVICE", words) is not None


def _error(text: str, place: int, message: str) -> QueryError:
    place = min(place, len(text))
    line = text.count("\n", 0, place) + 1
    return QueryError(message, line=line, column=place - (text.rfind("\n", 0, place) + 1) + 1)
