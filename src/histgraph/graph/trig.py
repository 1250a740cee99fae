"""TriG that people can read and that never changes without need.

The same set of quads gives the same bytes, in whatever order they come and whether or
not they went through Oxigraph (which rewrites ``1.0`` as ``1``): graphs, subjects,
predicates and objects are sorted, types and labels first. Triple terms of RDF 1.2 are written too.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from itertools import groupby

from pyoxigraph import BlankNode, DefaultGraph, Literal, NamedNode, Quad, Triple

from histgraph import vocabulary
from histgraph.errors import ShapeError

Value = NamedNode | Literal | Triple
_LOCAL = re.compile(r"[A-Za-z0-9_](?:[A-Za-z0-9_.-]*[A-Za-z0-9_-])?")
_INTEGER = re.compile(r"[+-]?[0-9]+")
_DECIMAL = re.compile(r"[+-]?[0-9]*\.[0-9]+")
_WHOLE = re.compile(r"[+-]?[0-9]+")
_ESCAPES = {"\\": "\\\\", '"': '\\"', "\n": "\\n", "\r": "\\r", "\t": "\\t"}
_SPECIAL = re.compile(r'[\\"\x00-\x1f\x7f]')
_XSD = vocabulary.PREFIXES["xsd"]
_RDF_TYPE = f"{vocabulary.PREFIXES['rdf']}type"
_FIRST = {_RDF_TYPE: 0, f"{vocabulary.PREFIXES['rdfs']}label": 1}


class Writer:
    """Writes terms, and remembers which prefixes it used."""

    def __init__(self, prefixes: Mapping[str, str]) -> None:
        # The longest namespace wins, so that one within another is not hidden by it.
        self._spaces = sorted(
            ((space, prefix) for prefix, space in prefixes.items()), key=lambda p: -len(p[0])
        )
        self._known: dict[str, str] = {}
        self.used: set[str] = set()

    def iri(self, value: str) -> str:
        """Return an IRI with its prefix where it has one, else in angle brackets."""
        found = self._known.get(value)
        if found is None:
            found = self._known[value] = self._short(value)
        return found

    def _short(self, value: str) -> str:
        for space, prefix in self._spaces:
            if value.startswith(space) and _LOCAL.fullmatch(value, len(space)):
                self.used.add(prefix)
                return f"{prefix}:{value[len(space) :]}"
        return f"<{value}>"

    def term(self, value: object) -> str:
        """Return any term of a quad.

        Raises:
            ShapeError: it is a blank node, which has no name to sort by.
        """
        if isinstance(value, NamedNode):
            return self.iri(value.value)
        if isinstance(value, Literal):
            return self._literal(value)
        if isinstance(value, Triple):
            return (
                f"<<( {self.term(value.subject)} {self.term(value.predicate)} {self.term(value.object)} )>>"
            )
        if isinstance(value, BlankNode):
            raise ShapeError(f"{value} is a blank node; give it an IRI, so that the graph can be sorted.")
        raise TypeError(f"no term of RDF: {value!r}")

    def _literal(self, literal: Literal) -> str:
        text, kind = literal.value, literal.datatype.value
        if literal.language:
            return f"{quoted(text)}@{literal.language}"
        if kind == f"{_XSD}string":
            return quoted(text)
        if kind == f"{_XSD}integer" and _INTEGER.fullmatch(text):
            return text
        if kind == f"{_XSD}decimal" and _WHOLE.fullmatch(text):
            return f"{text}.0"
        if kind == f"{_XSD}decimal" and _DECIMAL.fullmatch(text):
            return text
        if kind == f"{_XSD}boolean" and text in {"true", "false"}:
            return text
        return f"{quoted(text)}^^{self.iri(kind)}"


def quoted(text: str) -> str:
    """Return a string in quotes on one line; control characters are escaped, others stay as they are."""
    escaped = _SPECIAL.sub(lambda m: _ESCAPES.get(m.group()) or f"\\u{ord(m.group()):04X}", text)
    return f'"{escaped}"'


def write(quads: Iterable[Quad], *, prefixes: Mapping[str, str] = vocabulary.PREFIXES) -> str:
    """Return a set of quads as TriG; repeated quads count once.

    Raises:
        ShapeError: a quad holds a blank node.
    """
    writer = Writer(prefixes)
    rows = sorted({_row(quad, writer) for quad in quads})
    body = [_graph(name, list(group)) for name, group in groupby(rows, key=lambda row: row[0])]
    header = [f"@prefix {prefix}: <{prefixes[prefix]}> ." for prefix in sorted(writer.used)]
    return "\n".join(["\n".join(header), *body]) + "\n" if rows else ""


def turtle(quads: Iterable[Quad], *, prefixes: Mapping[str, str] = vocabulary.PREFIXES) -> str:
    """Return the triples of a set of quads as Turtle, whatever graphs they stand in."""
    return write((Quad(q.subject, q.predicate, q.object) for q in quads), prefixes=prefixes)


_Row = tuple[str, str, int, str, str]


def _row(quad: Quad, writer: Writer) -> _Row:
    """Return graph, subject, rank of the predicate, predicate and object as text, in the order to sort by."""
    graph = quad.graph_name
    name = "" if isinstance(graph, DefaultGraph) else writer.term(graph)
    predicate = quad.predicate.value
    shown = "a" if predicate == _RDF_TYPE else writer.iri(predicate)
    return name, writer.term(quad.subject), _FIRST.get(predicate, 2), shown, writer.term(quad.object)


def _graph(name: str, rows: list[_Row]) -> str:
    """Return one graph with its subjects."""
    indent = "  " if name else ""
    subjects = [_subject(s, list(g), indent) for s, g in groupby(rows, key=lambda row: row[1])]
    body = "\n".join(subjects)
    return f"\n{name} {{\n{body}\n}}" if name else f"\n{body}"


def _subject(subject: str, rows: list[_Row], indent: str) -> str:
    """Return one subject with its predicates, one a line."""
    lines = [
        f"{predicate} {', '.join(row[4] for row in group)}"
        for predicate, group in groupby(rows, key=lambda row: row[3])
    ]
    return f"{indent}{subject} " + f" ;\n{indent}    ".join(lines) + " ."


def canonical(quads: Iterable[Quad]) -> Iterator[Quad]:
    """Return the quads sorted and without repeats, decimals written as TriG writes them."""
    writer = Writer({})
    rows = {(*_row(quad, writer),): quad for quad in quads}
    for key in sorted(rows):
        yield _with_decimal(rows[key])


def _with_decimal(quad: Quad) -> Quad:
    value = quad.object
    if not isinstance(value, Literal) or value.datatype.value != f"{_XSD}decimal":
        return quad
    if not _WHOLE.fullmatch(value.value):
        return quad
    literal = Literal(f"{value.value}.0", datatype=value.datatype)
    return Quad(quad.subject, quad.predicate, literal, quad.graph_name)
