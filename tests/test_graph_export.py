"""The graph in files: equal graphs give equal bytes, and other engines read them."""

import random

import pyoxigraph as ox
import pytest
import rdflib
from hypothesis import given, settings
from hypothesis import strategies as st

from graph_example import page_reading
from histgraph.errors import ShapeError, UsageError
from histgraph.graph import FORMATS, reading_quads, serialise, trig
from histgraph.graph.export import nanopublications
from histgraph.model import Reading

HG = "https://w3id.org/histgraph/ontology#"
QUOTED = {
    "trig": ox.RdfFormat.TRIG,
    "ttl": ox.RdfFormat.TURTLE,
    "nq": ox.RdfFormat.N_QUADS,
    "nt": ox.RdfFormat.N_TRIPLES,
    "jsonld": ox.RdfFormat.JSON_LD,
    "rdf12": ox.RdfFormat.TRIG,
    "nanopub": ox.RdfFormat.TRIG,
}


@pytest.fixture(scope="module")
def harbour() -> Reading:
    return page_reading()


nodes = st.sampled_from(
    [
        "https://w3id.org/histgraph/id/venice",
        "https://w3id.org/histgraph/id/s%C3%A3o",
        "https://w3id.org/histgraph/id/são.paulo.",
        "https://w3id.org/histgraph/ontology#Claim",
        "http://www.w3.org/1999/02/22-rdf-syntax-ns#type",
        "http://www.w3.org/2000/01/rdf-schema#label",
        "https://elsewhere.example/a-b/c",
    ]
).map(ox.NamedNode)
xsd = "http://www.w3.org/2001/XMLSchema#"
literals = (
    st.text(st.characters(exclude_categories=["Cs"]), max_size=20).map(ox.Literal)
    | st.integers(-99, 99).map(lambda n: ox.Literal(str(n), datatype=ox.NamedNode(f"{xsd}integer")))
    | st.integers(0, 100).map(lambda n: ox.Literal(str(n / 100), datatype=ox.NamedNode(f"{xsd}decimal")))
    | st.booleans().map(ox.Literal)
    | st.just(ox.Literal("Venedig", language="de"))
    | st.just(ox.Literal("-0043-03-15", datatype=ox.NamedNode(f"{xsd}date")))
)
quads = st.lists(
    st.builds(ox.Quad, nodes, nodes, nodes | literals, nodes | st.just(ox.DefaultGraph())), max_size=12
)


@settings(max_examples=50, deadline=None)
@given(quads, st.randoms())
def test_trig_says_the_same_in_any_order_and_after_a_store(
    some: list[ox.Quad], chance: random.Random
) -> None:
    text = trig.write(some)
    shuffled = some * 2
    chance.shuffle(shuffled)
    store = ox.Store()
    store.extend(some)
    assert trig.write(shuffled) == text
    assert trig.write(store) == text
    assert set(ox.parse(text, format=ox.RdfFormat.TRIG)) == set(some)


def test_a_short_name_is_used_only_where_turtle_allows_it() -> None:
    base = "https://w3id.org/histgraph/id/"
    label = ox.NamedNode("http://www.w3.org/2000/01/rdf-schema#label")
    text = trig.write(
        ox.Quad(ox.NamedNode(base + name), label, ox.Literal("x")) for name in ("a.b", "a.", "a/b", "")
    )
    assert text == (
        "@prefix : <https://w3id.org/histgraph/id/> .\n"
        "@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .\n"
        "\n"
        ':a.b rdfs:label "x" .\n'
        '<https://w3id.org/histgraph/id/> rdfs:label "x" .\n'
        '<https://w3id.org/histgraph/id/a.> rdfs:label "x" .\n'
        '<https://w3id.org/histgraph/id/a/b> rdfs:label "x" .\n'
    )


def test_blank_nodes_are_refused_with_a_remedy() -> None:
    quad = ox.Quad(ox.BlankNode("b"), ox.NamedNode(f"{HG}name"), ox.Literal("x"))
    with pytest.raises(ShapeError, match="give it an IRI"):
        trig.write([quad])


def test_an_unknown_format_lists_those_there_are() -> None:
    with pytest.raises(UsageError, match=r"'rdfxml'.*trig, ttl, nq"):
        serialise([], "rdfxml")


@pytest.mark.parametrize("form", FORMATS)
def test_every_format_is_read_again_and_stable(form: str, harbour: Reading) -> None:
    quads = list(reading_quads(harbour))
    text = serialise(quads, form)
    assert serialise(reversed(quads), form) == text
    again = list(ox.parse(text, format=QUOTED[form]))
    claims = {quad.subject for quad in again if quad.object == ox.NamedNode(f"{HG}Claim")}
    assert len(claims) == len(harbour.claims) > 0
    if form in {"trig", "nq"}:
        assert set(again) == set(quads)


@pytest.mark.parametrize(
    ("form", "parser"), [("trig", "trig"), ("nq", "nquads"), ("jsonld", "json-ld"), ("nanopub", "trig")]
)
def test_rdflib_reads_as_many_quads_as_oxigraph(form: str, parser: str, harbour: Reading) -> None:
    text = serialise(reading_quads(harbour), form)
    dataset = rdflib.Dataset()
    dataset.parse(data=text, format=parser)
    assert len(list(dataset.quads())) == len(set(ox.parse(text, format=QUOTED[form])))


def test_in_rdf_12_a_claim_reifies_its_triple(harbour: Reading) -> None:
    store = ox.Store()
    store.load(serialise(reading_quads(harbour), "rdf12"), format=ox.RdfFormat.TRIG)
    found = store.query(
        "PREFIX rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#> "
        "PREFIX hg: <https://w3id.org/histgraph/ontology#> "
        "SELECT ?s ?o { GRAPH ?g { ?claim rdf:reifies <<( ?s ?p ?o )>> ; hg:polarity hg:Denied } }"
    )
    denied = [claim for claim in harbour.claims if claim.polarity == "denied"]
    assert len(list(found)) == len(denied) > 0  # type: ignore[arg-type]


def test_each_nanopublication_has_its_four_parts(harbour: Reading) -> None:
    quads = list(nanopublications(reading_quads(harbour), created="2026-11-24T10:00:00Z"))
    graphs: dict[str, set[str]] = {}
    for quad in quads:
        base, _, part = quad.graph_name.value.partition("#")  # type: ignore[union-attr]
        graphs.setdefault(base, set()).add(part)
    assert len(graphs) == len(harbour.claims)
    assert all(parts == {"Head", "assertion", "provenance", "pubinfo"} for parts in graphs.values())
    for quad in quads:
        if quad.predicate.value == "http://www.nanopub.org/nschema#hasAssertion":
            about = [q for q in quads if q.subject == quad.object]
            assert about, "a nanopublication says where its assertion comes from"


def test_a_graph_without_quotes_keeps_offsets_and_hashes(harbour: Reading) -> None:
    text = serialise(reading_quads(harbour, quotes=False), "trig")
    assert harbour.source.sha256 in text
    assert "oa:start" in text
    assert "hg:quote" not in text
    assert "oa:exact" not in text
    assert "hg:text " not in text
