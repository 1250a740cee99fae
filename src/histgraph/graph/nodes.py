"""Quads gathered by subject, and the questions the model asks of a subject."""

import json
from collections import defaultdict
from collections.abc import Iterable
from enum import StrEnum
from typing import Any, TypeVar

from pyoxigraph import Literal, NamedNode, Quad

from histgraph.errors import ShapeError
from histgraph.graph import terms
from histgraph.graph.terms import TYPE, hg
from histgraph.model import Span

E = TypeVar("E", bound=StrEnum)
_ADVICE = "Run `histgraph validate` to see all that is amiss."


class Node:
    """A subject with its values, and what the model asks of it."""

    __slots__ = ("iri", "values")

    def __init__(self, iri: NamedNode) -> None:
        self.iri = iri
        self.values: dict[NamedNode, list[NamedNode | Literal]] = defaultdict(list)

    def find(self, predicate: NamedNode) -> str | None:
        """Return the text or IRI of one value, None where there is none."""
        held = self.values.get(predicate)
        return min(value.value for value in held) if held else None

    def get(self, predicate: NamedNode) -> str:
        """Return the text or IRI of the one value.

        Raises:
            ShapeError: there is none.
        """
        found = self.find(predicate)
        if found is None:
            raise ShapeError(f"{self.iri.value} lacks {predicate.value}. {_ADVICE}")
        return found

    def text(self, predicate: NamedNode) -> str:
        """Return the text of the value, empty where there is none."""
        return self.find(predicate) or ""

    def all(self, predicate: NamedNode) -> list[str]:
        """Return the different values, sorted by code points."""
        return sorted({value.value for value in self.values.get(predicate, ())})

    def id(self, predicate: NamedNode, base: str) -> str:
        """Return the id within the IRI that the node points at.

        Raises:
            ShapeError: there is no value, or it is no IRI under ``base``.
        """
        try:
            return terms.local(self.get(predicate), base)
        except ValueError as error:
            raise ShapeError(f"{self.iri.value}: {error}. {_ADVICE}") from error

    def member(self, predicate: NamedNode, kind: type[E]) -> E:
        """Return the value as a member of one of the model's lists.

        Raises:
            ShapeError: there is no value, or the list has no such member.
        """
        found = self.get(predicate)
        for member in kind:
            if terms.value(member).value == found:
                return member
        allowed = ", ".join(terms.value(member).value for member in kind)
        raise ShapeError(f"{self.iri.value}: {found} is none of {allowed}. {_ADVICE}")

    def maybe(self, predicate: NamedNode, kind: type[E]) -> E | None:
        """Return the value as a member of one of the model's lists, None where there is none."""
        return self.member(predicate, kind) if predicate in self.values else None

    def types(self, kind: type[E]) -> list[E]:
        """Return the members of a list that the node has as classes."""
        held = set(self.values.get(TYPE, ()))
        return [member for member in kind if terms.value(member) in held]

    def spans(self, predicate: NamedNode) -> tuple[Span, ...]:
        """Return packed stretches of text."""
        return terms.read_spans(self.text(predicate))

    def span(self, predicate: NamedNode) -> Span | None:
        """Return a packed stretch of text, None where there is none."""
        packed = self.find(predicate)
        return terms.read_span(packed) if packed else None

    def detail(self) -> dict[str, Any]:
        """Return what plain triples could not carry."""
        packed = self.find(hg("detail"))
        held: dict[str, Any] = json.loads(packed) if packed else {}
        return held

    def position(self) -> int:
        """Return the place of the node among its like."""
        return int(self.text(hg("position")) or 0)


def gather(quads: Iterable[Quad]) -> dict[NamedNode, dict[NamedNode, Node]]:
    """Return the nodes of each named graph by IRI; blank nodes and the default graph are passed over."""
    graphs: dict[NamedNode, dict[NamedNode, Node]] = {}
    for quad in quads:
        subject, value, graph = quad.subject, quad.object, quad.graph_name
        if not isinstance(subject, NamedNode) or not isinstance(graph, NamedNode):
            continue
        if not isinstance(value, NamedNode | Literal):
            continue
        nodes = graphs.setdefault(graph, {})
        node = nodes.get(subject)
        if node is None:
            node = nodes[subject] = Node(subject)
        node.values[quad.predicate].append(value)
    return graphs


def of_class(nodes: Iterable[Node], name: str) -> list[Node]:
    """Return the nodes of a class of the ontology, by position, then by IRI."""
    wanted = hg(name)
    found = [node for node in nodes if wanted in node.values.get(TYPE, ())]
    return sorted(found, key=lambda node: (node.position(), node.iri.value))
