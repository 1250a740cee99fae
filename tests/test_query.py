"""Asking: saved queries, prefixes, labels, forms, and errors that point."""

import csv
import io
import json
from xml.etree import ElementTree

import pytest

from histgraph.errors import QueryError, UsageError
from histgraph.query import AUDIENCES, ask, check, hints, saved, with_prefixes


def test_there_are_saved_queries_for_every_user():
    queries = saved().values()
    assert len(queries) >= 25
    for audience in AUDIENCES:
        assert sum(q.audience == audience for q in queries) >= 5
    assert all(q.title.endswith("?") and q.description for q in queries)


@pytest.mark.parametrize("name", sorted(saved()))
def test_every_saved_query_runs_on_the_sample(sample, name):
    result = ask(sample.store, name)
    assert result.columns
    if name not in {"reviews", "tensions", "broader", "explicit-disagreements", "timeline", "by-time"}:
        assert len(result) > 0, f"{name} finds nothing in the sample corpus"


def test_parameters_fill_a_query_as_words_not_as_sparql(sample):
    assert len(ask(sample.store, "about", {"thing": "Angkor"})) > 0
    assert len(ask(sample.store, "about", {"thing": '")) } DROP ALL #'})) == 0
    with pytest.raises(UsageError, match="Did you mean thing"):
        ask(sample.store, "about", {"thin": "x"})


def test_labels_stand_in_the_place_of_iris(sample):
    rows = ask(sample.store, "SELECT ?s { ?c a hg:Claim ; hg:subject ?s } LIMIT 5").values()
    assert all(not row[0].startswith("http") for row in rows)


def test_prefixes_add_themselves_but_not_inside_words():
    text, added = with_prefixes('SELECT * { ?s hg:quote "rel:sought" } # not:this')
    assert added == 1
    assert text.startswith("PREFIX hg: <https://w3id.org/histgraph/ontology#>")


@pytest.mark.parametrize(
    ("query", "line", "column"),
    [
        ("SELECT * {\n  ?s hgg:quote ?o }", 2, 6),
        ("SELECT * {\n  ?s hg:quote }", 2, 15),
        ("SELECT ?x\nWHERE { SERVICE <http://example.org/> { ?s ?p ?o } }", 2, 9),
    ],
)
def test_errors_point_into_the_users_own_text(sample, query, line, column):
    with pytest.raises(QueryError) as caught:
        ask(sample.store, query)
    assert (caught.value.line, caught.value.column) == (line, column)
    assert "^" in str(caught.value)


@pytest.mark.parametrize(
    "query",
    [
        "INSERT DATA { <a:b> <a:c> <a:d> }",
        "LOAD <http://example.org/>",
        "PREFIX x: <http://x/> DELETE WHERE { ?s ?p ?o }",
        "SELECT * FROM <file:///etc/passwd> { ?s ?p ?o }",
        "SELECT * { { SERVICE SILENT <http://127.0.0.1/> { ?s ?p ?o } } }",
    ],
)
def test_queries_cannot_change_the_graph_or_leave_it(query):
    with pytest.raises(QueryError):
        check(query)


@pytest.mark.parametrize(
    "query", ['SELECT * { ?s ?p "SERVICE" }', "SELECT ?service { ?service ?p ?o } # LOAD"]
)
def test_words_in_strings_and_names_are_no_offence(query):
    check(query)


def test_every_format_can_be_read_again(sample):
    result = ask(sample.store, "SELECT ?claim ?quote { ?claim hg:quote ?quote } LIMIT 3")
    assert len(list(csv.DictReader(io.StringIO(result.to("csv"))))) == 3
    assert len(json.loads(result.to("json"))["results"]["bindings"]) == 3
    assert len(ElementTree.fromstring(result.to("xml")).findall(".//{*}result")) == 3
    assert result.to("tsv").count("\n") == 4
    graph = ask(sample.store, "CONSTRUCT { ?c hg:quote ?q } { ?c hg:quote ?q } LIMIT 2")
    assert "hg:quote" in graph.to("ttl")
    assert json.loads(graph.to("jsonld"))
    with pytest.raises(UsageError, match="csv, tsv, json or xml"):
        result.to("ttl")


def test_a_data_frame_and_a_table_for_notebooks(sample):
    result = ask(sample.store, 'SELECT ?x { VALUES ?x { "<script>alert(1)</script>" } }')
    assert "<script>" not in result._repr_html_()
    assert list(result.to_dataframe().columns) == ["x"]


def test_yes_or_no():
    from histgraph.store import MemoryStore

    assert ask(MemoryStore(), "ASK { ?s ?p ?o }").truth is False


def test_a_typo_in_a_name_gets_the_nearest():
    from histgraph.store import MemoryStore

    with pytest.raises(UsageError, match="Did you mean contradictions"):
        ask(MemoryStore(), "contradicions")


@pytest.mark.parametrize(
    ("query", "told"),
    [
        ("SELECT ?c { ?c a hg:Claim", r"\{ is never closed: \} is missing"),
        ("SELECT ?c { ?c a hg:Claim LIMIT 3", r"\{ is never closed"),
        ("SELECT ?c { ?c a hg:Claim }}", r"this \} closes nothing"),
        ("SELECT ?c { ?c hg:quote ?q FILTER(CONTAINS(?q, 'a') }", r"\) is missing before \}"),
        ("SELECT ?c { ?c hg:quote 'abc }", "a quotation mark ' is never closed"),
        ("SELEC ?c { ?c a hg:Claim }", "SELEC begins no query. Did you mean SELECT?"),
        ("SELECT ?c ?n { ?c hg:quote ?n } GROUP BY ?n", "neither in GROUP BY nor counted"),
        ("SELECT ?c { ?c a }", "something is missing, or too much"),
    ],
)
def test_what_is_wrong_is_said_in_words(sample, query, told):
    with pytest.raises(QueryError, match=told):
        ask(sample.store, query)


@pytest.mark.parametrize(
    ("query", "told"),
    [
        ("SELECT ?c { ?c a hg:Clam }", "hg:Clam is not in the vocabulary. Did you mean hg:Claim?"),
        ("SELECT ?c { ?c rel:soght ?o }", "rel:soght is not in the vocabulary. Did you mean rel:sought?"),
        ("SELECT ?s ?goal { ?s rel:sought ?o }", "?goal is never given a value"),
    ],
)
def test_a_slip_that_finds_nothing_is_named(query, told):
    assert any(hint.startswith(told) for hint in hints(query))


@pytest.mark.parametrize(
    "query",
    [
        "SELECT ?c { ?c a hg:Claim }",
        "SELECT (COUNT(?c) AS ?n) { ?c a hg:Claim }",
        "SELECT ?s (COUNT(?c) AS ?n) { ?c hg:subject ?s } GROUP BY ?s",
        "SELECT * { ?s not:sought ?o }",
        "ASK { ?s rel:of-his-own-making ?o }",
        'SELECT ?c { ?c hg:quote "hg:Clam" }',
        "SELECT ?c { ?c a hg:Claim } # hg:Clam",
        "CONSTRUCT { ?s ?p ?o } WHERE { ?s ?p ?o }",
    ],
)
def test_a_sound_query_gets_no_hint(query):
    assert hints(query) == ()


@pytest.mark.parametrize("name", sorted(saved()))
def test_no_saved_query_gets_a_hint(name):
    assert hints(saved()[name].filled({})) == ()
