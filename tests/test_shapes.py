"""Broken graphs fail, each with the sentence meant for it; a good graph conforms."""

import tomllib
from functools import cache
from pathlib import Path
from typing import Any

import pyoxigraph as ox
import pytest

from graph_example import EXAMPLE, LINKS, quads
from histgraph import graph
from histgraph.graph.terms import hg
from histgraph.graph.validate import Validation, rules, validate
from histgraph.resources import ontology_dir

CASES: list[dict[str, str]] = tomllib.loads(
    (Path(__file__).parent / "cases" / "broken_graphs.toml").read_text(encoding="utf-8")
)["case"]
TEXT = EXAMPLE.read_text(encoding="utf-8")


def broken(*cases: dict[str, str]) -> list[ox.Quad]:
    """Return the example with one change in one node for each case."""
    text = TEXT
    for case in cases:
        described = text.find(f"\n  {case['node']} a ")
        start = (described if described >= 0 else text.index(f"\n  {case['node']} ")) + 1
        end = text.index(" .\n", start) + 3
        block = text[start:end]
        assert case["find"] in block, f"{case['name']}: the example has changed"
        text = text[:start] + block.replace(case["find"], case["put"], 1) + text[end:]
    return list(ox.parse(text, format=ox.RdfFormat.TRIG))


@cache
def report_on(name: str) -> Validation:
    """Return what is found in the example broken by one case."""
    return validate(broken(next(case for case in CASES if case["name"] == name)))


def test_there_are_enough_ways_to_break_a_graph() -> None:
    assert len(CASES) >= 12
    assert len({case["name"] for case in CASES}) == len(CASES)


def test_the_example_conforms() -> None:
    report = validate(quads())
    assert report.conforms, report.violations
    assert (report.claims, report.links) == (21, len(LINKS))


def dated(first: str, last: str) -> list[ox.Quad]:
    """Return the example with other days in the one claim that has them."""
    day = {term: hg(term) for term in ("earliest", "latest")}
    put = {day["earliest"]: first, day["latest"]: last}
    date = ox.NamedNode("http://www.w3.org/2001/XMLSchema#date")
    changed = [
        ox.Quad(q.subject, q.predicate, ox.Literal(put[q.predicate], datatype=date), q.graph_name)
        if q.predicate in put
        else q
        for q in quads()
    ]
    assert changed != list(quads())
    return changed


@pytest.mark.parametrize(
    ("first", "last"),
    [("-0043-03-15", "-0043-03-15"), ("-0220-01-01", "-0205-12-31"), ("0000-02-29", "0014-08-19")],
)
def test_days_before_our_era_are_days(first: str, last: str) -> None:
    report = validate(dated(first, last))
    assert report.conforms, report.violations


def test_days_before_our_era_have_an_order() -> None:
    report = validate(dated("-0205-12-31", "-0220-01-01"))
    assert {finding.message for finding in report.violations} == {"The earliest day is after the latest."}


def test_warnings_do_not_break_it() -> None:
    report = validate(quads())
    assert {finding.node for finding in report.findings} == {"claim:c13", "claim:c19"}
    assert {finding.severity for finding in report.findings} == {"warning"}


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["name"])
def test_a_broken_graph_fails_with_its_message(case: dict[str, str]) -> None:
    report = report_on(case["name"])
    assert not report.conforms
    assert case["message"] in {finding.message for finding in report.violations}


def test_every_violation_query_and_constraint_has_a_case() -> None:
    told = [finding for case in CASES for finding in report_on(case["name"]).findings]
    seen = {finding.rule for finding in told}
    untested = {rule.name for rule in rules()} - seen
    assert untested <= {"claim-outside-its-source", "objectType"}, "these rules are never broken by a case"


def test_a_claim_in_the_graph_of_another_source_is_found() -> None:
    stray = ox.NamedNode("https://w3id.org/histgraph/source/antwerp")
    moved = [
        ox.Quad(q.subject, q.predicate, q.object, stray)
        if q.subject == ox.NamedNode("https://w3id.org/histgraph/claim/c8")
        else q
        for q in quads()
    ]
    found = {finding.message for finding in validate(moved).violations}
    assert "A claim must stand in the graph of its source, not in src:antwerp." in found


def test_an_unusual_object_is_a_warning_only() -> None:
    case = {"name": "place", "node": ":flanders", "find": "hg:Place", "put": "hg:Person"}
    report = validate(broken(case))
    assert report.conforms
    expected = "Unusual: this relation mostly has another class of object than :flanders."
    assert expected in {finding.message for finding in report.findings}


def test_a_check_of_nothing_does_not_conform() -> None:
    assert not validate([]).conforms
    only_links = validate(graph.link_quads(LINKS))
    assert not only_links.conforms
    assert only_links.violations[0].message == "The graph holds no claim, so nothing was checked."


def _plain_shacl(some: list[ox.Quad]) -> set[str]:
    """Return the messages that pySHACL gives by itself, SPARQL constraints and all."""
    import pyshacl
    import rdflib

    data = rdflib.Graph()
    triples = {ox.Triple(q.subject, q.predicate, q.object) for q in some}
    data.parse(data=ox.serialize(triples, format=ox.RdfFormat.N_TRIPLES), format="nt")
    for name in ("histgraph.ttl", "relations.ttl"):
        data.parse(ontology_dir() / name)
    shapes = rdflib.Graph().parse(ontology_dir() / "shapes.ttl")
    _, results, _ = pyshacl.validate(data, shacl_graph=shapes, inference="none")
    message: Any = rdflib.URIRef("http://www.w3.org/ns/shacl#resultMessage")
    return {str(text) for text in results.objects(None, message)}  # type: ignore[union-attr]


def test_any_shacl_engine_finds_the_same() -> None:
    names = {"reported without stance", "quote changed", "dates the wrong way round", "a link with one end"}
    cases = [case for case in CASES if case["name"] in names]
    assert len({case["node"] for case in cases}) == len(names)
    found = _plain_shacl(broken(*cases))
    for case in cases:
        expected = case["message"].split(":")[0]
        assert any(message.startswith(expected) for message in found), case["name"]


def test_the_shapes_are_shapes() -> None:
    import pyshacl
    import rdflib

    shapes = rdflib.Graph().parse(ontology_dir() / "shapes.ttl")
    conforms, _, text = pyshacl.validate(rdflib.Graph(), shacl_graph=shapes, meta_shacl=True)
    assert conforms, text
