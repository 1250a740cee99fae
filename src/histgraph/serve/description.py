"""What the endpoint says of itself (SPARQL 1.1 Service Description)."""

from collections.abc import Iterable

import pyoxigraph as ox
from pyoxigraph import BlankNode, Literal, NamedNode, Triple

_SD = "http://www.w3.org/ns/sparql-service-description#"
_RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
_FORMATS = "http://www.w3.org/ns/formats/"
_TYPE = NamedNode(f"{_RDF}type")
_RESULTS = (
    "SPARQL_Results_JSON",
    "SPARQL_Results_XML",
    "SPARQL_Results_CSV",
    "SPARQL_Results_TSV",
    "Turtle",
    "N-Triples",
    "RDF_XML",
    "JSON-LD",
)
_INPUTS = ("Turtle", "N-Triples", "RDF_XML", "JSON-LD")


def _sd(name: str) -> NamedNode:
    return NamedNode(_SD + name)


def describe(endpoint: str, graphs: Iterable[str], *, updates: bool) -> list[Triple]:
    """Return the description of an endpoint.

    Args:
        endpoint: its address.
        graphs: IRIs of the named graphs.
        updates: whether updates are accepted.
    """
    service, dataset, default = NamedNode(endpoint), BlankNode("dataset"), BlankNode("default")
    found = [
        Triple(service, _TYPE, _sd("Service")),
        Triple(service, _sd("endpoint"), service),
        Triple(service, _sd("supportedLanguage"), _sd("SPARQL11Query")),
        Triple(service, _sd("feature"), _sd("UnionDefaultGraph")),
        Triple(service, _sd("defaultDataset"), dataset),
        Triple(dataset, _TYPE, _sd("Dataset")),
        Triple(dataset, _sd("defaultGraph"), default),
        Triple(default, _TYPE, _sd("Graph")),
        Triple(service, NamedNode("http://www.w3.org/2000/01/rdf-schema#label"), Literal("histgraph")),
    ]
    if updates:
        found.append(Triple(service, _sd("supportedLanguage"), _sd("SPARQL11Update")))
        found += [Triple(service, _sd("inputFormat"), NamedNode(_FORMATS + name)) for name in _INPUTS]
    found += [Triple(service, _sd("resultFormat"), NamedNode(_FORMATS + name)) for name in _RESULTS]
    for number, iri in enumerate(sorted(graphs)):
        graph, held = BlankNode(f"g{number}"), BlankNode(f"h{number}")
        found += [
            Triple(dataset, _sd("namedGraph"), graph),
            Triple(graph, _TYPE, _sd("NamedGraph")),
            Triple(graph, _sd("name"), NamedNode(iri)),
            Triple(graph, _sd("graph"), held),
            Triple(held, _TYPE, _sd("Graph")),
        ]
    return found


def serialised(triples: Iterable[Triple], form: ox.RdfFormat) -> bytes:
    """Return triples in a format, with the prefixes of a service description."""
    prefixes = {"sd": _SD, "rdf": _RDF, "format": _FORMATS}
    return ox.serialize(triples, format=form, prefixes=prefixes) or b""
