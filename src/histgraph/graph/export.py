"""A graph in the formats that other programs read.

TriG, Turtle, N-Quads, N-Triples and JSON-LD hold the quads as they are. RDF 1.2 says each claim
as a reifier of its triple; nanopublications pack each claim with its provenance, ready to
be signed by a tool for that. Equal graphs give equal bytes in every format.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from types import MappingProxyType

import pyoxigraph as ox
from pyoxigraph import Literal, NamedNode, Quad, Triple

from histgraph import vocabulary
from histgraph.errors import UsageError
from histgraph.graph import terms, trig
from histgraph.graph.nodes import Node, gather, of_class
from histgraph.graph.terms import LABEL, TYPE, hg, term

NANOPUB = "https://w3id.org/histgraph/nanopub/"
_LICENCE = NamedNode("https://creativecommons.org/licenses/by/4.0/")
_STATED = (
    "subject",
    "predicate",
    "object",
    "comparand",
    "polarity",
    "certainty",
    "mode",
    "time",
    "place",
    "condition",
)
_PROVENANCE = ("statedIn", "claimant", "voice", "stance", "quote", "evidence", "confidence", "cue")


def serialise(quads: Iterable[Quad], form: str) -> str:
    """Return a graph in one of the formats of ``FORMATS``.

    Args:
        quads: the graph, in any order; blank nodes are refused.
        form: "trig", "ttl", "nq", "nt", "jsonld", "rdf12" or "nanopub".

    Raises:
        UsageError: there is no such format.
        ShapeError: a quad holds a blank node.
    """
    writer = FORMATS.get(form)
    if writer is None:
        raise UsageError(f"There is no format {form!r} for a graph. Choose one of: {', '.join(FORMATS)}.")
    return writer(quads)


def _plain(form: ox.RdfFormat, *, named: bool) -> Callable[[Iterable[Quad]], str]:
    """Return a writer by pyoxigraph over sorted quads; formats without graphs get each triple once."""

    def write(quads: Iterable[Quad]) -> str:
        kept = quads if named else (Quad(q.subject, q.predicate, q.object) for q in quads)
        return _decoded(ox.serialize(trig.canonical(kept), format=form))

    return write


def _decoded(data: bytes | None) -> str:
    return (data or b"").decode("utf-8")


def rdf12(quads: Iterable[Quad]) -> str:
    """Return the graph as TriG of RDF 1.2, in which each claim reifies the triple that it speaks of."""
    return trig.write(_reified(list(quads)))


def _reified(quads: list[Quad]) -> Iterator[Quad]:
    dropped = {hg("subject"), hg("predicate"), hg("object")}
    for graph, nodes in gather(quads).items():
        for node in of_class(nodes.values(), "Claim"):
            triple = Triple(
                NamedNode(node.get(hg("subject"))),
                NamedNode(node.get(hg("predicate"))),
                NamedNode(node.get(hg("object"))),
            )
            yield Quad(node.iri, term("rdf", "reifies"), triple, graph)
    claims = {quad.subject for quad in quads if quad.predicate == TYPE and quad.object == hg("Claim")}
    for quad in quads:
        if quad.predicate not in dropped or quad.subject not in claims:
            yield quad


def nanopublications(quads: Iterable[Quad], *, created: str | None = None) -> Iterator[Quad]:
    """Return each claim as an unsigned nanopublication: head, assertion, provenance, publication info.

    The assertion says what the claim says and how; the passage, the words and the
    claimant are its provenance.

    Args:
        quads: graphs of sources.
        created: an ISO 8601 time for the publication info; None leaves it out.
    """
    for nodes in gather(quads).values():
        for node in of_class(nodes.values(), "Claim"):
            yield from _nanopublication(node, nodes, created)


def _nanopublication(node: Node, nodes: Mapping[NamedNode, Node], created: str | None) -> Iterator[Quad]:
    base = NANOPUB + terms.encode(terms.local(node.iri.value, vocabulary.CLAIM))
    whole = NamedNode(base)
    head, assertion, provenance, info = (
        NamedNode(f"{base}#{part}") for part in ("Head", "assertion", "provenance", "pubinfo")
    )
    yield Quad(whole, TYPE, term("np", "Nanopublication"), head)
    yield Quad(whole, term("np", "hasAssertion"), assertion, head)
    yield Quad(whole, term("np", "hasProvenance"), provenance, head)
    yield Quad(whole, term("np", "hasPublicationInfo"), info, head)
    yield Quad(node.iri, TYPE, hg("Claim"), assertion)
    yield from _copied(node, [LABEL, *map(hg, _STATED)], assertion)
    yield from _copied(node, [*map(hg, _PROVENANCE), term("prov", "wasGeneratedBy")], provenance)
    for passage in node.values.get(hg("evidence"), ()):
        # A validator asks for one triple about the assertion itself.
        yield Quad(assertion, term("prov", "wasDerivedFrom"), passage, provenance)
        if isinstance(passage, NamedNode) and passage in nodes:
            yield from _passage(nodes[passage], nodes, provenance)
    yield Quad(whole, term("dcterms", "license"), _LICENCE, info)
    yield Quad(whole, term("dcterms", "creator"), Literal("The histgraph developers"), info)
    for run in node.values.get(term("prov", "wasGeneratedBy"), ()):
        if isinstance(run, NamedNode) and run in nodes:
            for tool in nodes[run].values.get(term("prov", "wasAssociatedWith"), ()):
                yield Quad(whole, term("prov", "wasAttributedTo"), tool, info)
    if created is not None:
        yield Quad(whole, term("prov", "generatedAtTime"), Literal(created, datatype=terms.DATE_TIME), info)


def _copied(node: Node, predicates: list[NamedNode], graph: NamedNode) -> Iterator[Quad]:
    for predicate in predicates:
        for value in node.values.get(predicate, ()):
            yield Quad(node.iri, predicate, value, graph)


def _passage(node: Node, nodes: Mapping[NamedNode, Node], graph: NamedNode) -> Iterator[Quad]:
    """Return a passage with its selectors."""
    selectors = [s for s in node.values.get(term("oa", "hasSelector"), ()) if isinstance(s, NamedNode)]
    for found in (node, *(nodes[selector] for selector in selectors if selector in nodes)):
        yield from _copied(found, list(found.values), graph)


def _as_nanopublications(quads: Iterable[Quad]) -> str:
    prefixes = {**vocabulary.PREFIXES, "pub": NANOPUB}
    return trig.write(nanopublications(quads), prefixes=prefixes)


FORMATS: Mapping[str, Callable[[Iterable[Quad]], str]] = MappingProxyType(
    {
        "trig": trig.write,
        "ttl": trig.turtle,
        "nq": _plain(ox.RdfFormat.N_QUADS, named=True),
        "nt": _plain(ox.RdfFormat.N_TRIPLES, named=False),
        "jsonld": _plain(ox.RdfFormat.JSON_LD, named=True),
        "rdf12": rdf12,
        "nanopub": _as_nanopublications,
    }
)
"""Name of a format to the function that writes it."""
