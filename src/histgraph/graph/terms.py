"""The only maker of IRIs and literals: ids of the model to RDF terms, and back.

An id becomes the local part of an IRI. Characters that no IRI may hold are
percent-encoded, so any id survives the way there and back.
"""

import json
import re
from decimal import Decimal
from enum import StrEnum
from functools import cache, lru_cache
from typing import Any
from urllib.parse import quote, unquote

from pyoxigraph import Literal, NamedNode

from histgraph import vocabulary
from histgraph.model import ContributionKind, Span, stable_id

_UNSAFE = re.compile(r"[^\w.~-]")
_XSD = vocabulary.PREFIXES["xsd"]
DATE = NamedNode(f"{_XSD}date")
DATE_TIME = NamedNode(f"{_XSD}dateTime")
DECIMAL = NamedNode(f"{_XSD}decimal")
INTEGER = NamedNode(f"{_XSD}integer")
EDTF = NamedNode("http://id.loc.gov/datatypes/edtf/EDTF")
AFFIX = 24
"""Code points of context on either side of a quote (TextQuoteSelector prefix and suffix)."""


@lru_cache(maxsize=4096)
def term(prefix: str, name: str) -> NamedNode:
    """Return a term of a known vocabulary: ``term("prov", "Entity")``."""
    return NamedNode(vocabulary.PREFIXES[prefix] + name)


def hg(name: str) -> NamedNode:
    """Return a term of the histgraph ontology."""
    return term("hg", name)


TYPE = term("rdf", "type")
LABEL = term("rdfs", "label")


@lru_cache(maxsize=65536)
def encode(id_: str) -> str:
    """Return an id as the local part of an IRI; characters IRIs refuse are percent-encoded."""
    return _UNSAFE.sub(lambda match: quote(match.group(), safe=""), id_)


def local(iri: str, base: str) -> str:
    """Return the id within an IRI made by this module.

    Raises:
        ValueError: the IRI does not start with ``base``.
    """
    if not iri.startswith(base):
        raise ValueError(f"{iri} is no IRI under {base}")
    return unquote(iri[len(base) :])


@lru_cache(maxsize=65536)
def entity(id_: str) -> NamedNode:
    """Return the IRI of an entity: ``:joseph-stalin``."""
    return NamedNode(vocabulary.ENTITY + encode(id_))


@lru_cache(maxsize=4096)
def relation(id_: str) -> NamedNode:
    """Return the IRI of a relation: ``rel:sought``, ``rel:v-occupy``."""
    return NamedNode(vocabulary.RELATION + encode(id_))


def negation(id_: str) -> NamedNode:
    """Return the IRI of a relation's denial: ``not:sought``."""
    return NamedNode(vocabulary.NEGATION + encode(id_))


def claim(id_: str) -> NamedNode:
    """Return the IRI of a claim."""
    return NamedNode(vocabulary.CLAIM + encode(id_))


def proposition(id_: str) -> NamedNode:
    """Return the IRI of a proposition."""
    return NamedNode(vocabulary.PROPOSITION + encode(id_))


@lru_cache(maxsize=4096)
def contribution(id_: str) -> NamedNode:
    """Return the IRI of a contribution, which is also the name of its view graph."""
    return NamedNode(vocabulary.CONTRIBUTION + encode(id_))


@lru_cache(maxsize=4096)
def source(id_: str) -> NamedNode:
    """Return the IRI of a source, which is also the name of its graph."""
    return NamedNode(vocabulary.SOURCE + encode(id_))


def question(source_id: str) -> NamedNode:
    """Return the IRI of the question of a source."""
    return NamedNode(vocabulary.QUESTION + encode(source_id))


def passage(source_id: str, span: Span) -> NamedNode:
    """Return the IRI of a stretch of a source's text: ``pas:SOURCE-12-40``."""
    return NamedNode(f"{vocabulary.PASSAGE}{encode(source_id)}-{span.start}-{span.end}")


def selector(node: NamedNode, kind: str) -> NamedNode:
    """Return the IRI of a passage's selector; ``kind`` is "position" or "words"."""
    return NamedNode(f"{node.value}-{kind}")


def opposition(source_id: str, *parts: object) -> NamedNode:
    """Return the IRI of two entities that a source sets against each other."""
    return NamedNode(vocabulary.OPPOSITION + stable_id("opposition", source_id, *parts))


def agent(scope: str, name: str) -> NamedNode:
    """Return the IRI of somebody who claims or reviews: one name within one source or store."""
    return NamedNode(vocabulary.AGENT + stable_id("agent", scope, name))


def alias(entity_id: str, text: str, reason: str) -> NamedNode:
    """Return the IRI of another name of an entity."""
    return NamedNode(vocabulary.ALIAS + stable_id("alias", entity_id, text, reason))


def link(id_: str) -> NamedNode:
    """Return the IRI of a claim link."""
    return NamedNode(vocabulary.LINK + encode(id_))


def review(id_: str) -> NamedNode:
    """Return the IRI of a review."""
    return NamedNode(vocabulary.REVIEW + encode(id_))


def run(source_id: str, extractor: str) -> NamedNode:
    """Return the IRI of the extraction that read a source with an extractor."""
    return NamedNode(vocabulary.RUN + stable_id("extraction", source_id, extractor))


def tool(name: str) -> NamedNode:
    """Return the IRI of software, at one version and with one set of settings."""
    return NamedNode(vocabulary.TOOL + stable_id("tool", name))


ENTITIES = term("g", "entities")
RELATIONS = term("g", "relations")
LINKS = term("g", "links")
REVIEWS = term("g", "reviews")
TOOLS = term("g", "tools")
NEWS = term("g", "news")
"""What the last comparison found that the one before had not; tells of runs, and is in no export."""
COMPARISON = term("run", "comparison")


@lru_cache(maxsize=256)
@cache
def value(member: StrEnum) -> NamedNode:
    """Return the ontology's term for a member of one of the model's lists."""
    text = member.value
    return hg(text if text[:1].isupper() else "".join(word.capitalize() for word in text.split()))


def contribution_class(kind: ContributionKind) -> NamedNode:
    """Return the class of a contribution: hg:Answer, hg:PointFor, ..."""
    return value(kind)


def text(string: str) -> Literal:
    """Return a plain string literal."""
    return Literal(string)


def number(count: int) -> Literal:
    """Return an integer literal."""
    return Literal(str(count), datatype=INTEGER)


def decimal(amount: float) -> Literal:
    """Return a decimal literal of at most six places (the graph keeps no more)."""
    digits = format(Decimal(repr(round(amount, 6))), "f")
    return Literal(digits, datatype=DECIMAL)


def span_text(span: Span) -> str:
    """Write a stretch of text as "12-40"."""
    return f"{span.start}-{span.end}"


def spans_text(spans: tuple[Span, ...]) -> str:
    """Write stretches of text as "12-40 41-80", one literal instead of three triples each."""
    return " ".join(map(span_text, spans))


def read_span(packed: str) -> Span:
    """Read a stretch of text from "12-40".

    Raises:
        ValueError: the text is no pair of whole numbers.
    """
    start, _, end = packed.partition("-")
    return Span(int(start), int(end))


def read_spans(packed: str) -> tuple[Span, ...]:
    """Read stretches of text from "12-40 41-80"."""
    return tuple(map(read_span, packed.split()))


def detail(**fields: Any) -> Literal | None:
    """Pack what plain triples cannot carry (the order of a list) into one JSON literal."""
    kept = {key: held for key, held in fields.items() if held}
    if not kept:
        return None
    return Literal(json.dumps(kept, ensure_ascii=False, sort_keys=True, separators=(",", ":")))
