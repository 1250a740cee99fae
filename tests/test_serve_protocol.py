"""The SPARQL 1.1 Protocol, Graph Store Protocol and Service Description, case by case.

The cases follow the sections of the three W3C recommendations, and cover what the W3C's own suites
ask; words and data are ours. docs/serving.md tells how to run those suites.
"""

from pathlib import Path
from urllib.parse import urlencode

import pyoxigraph as ox
import pytest

from serving import BEARER, TOKEN, put_quads, served

G = "http://example.org/graph/"
BOOK = "http://example.org/is/Book"
FORM = {"Content-Type": "application/x-www-form-urlencoded"}
QUERY = {"Content-Type": "application/sparql-query"}
UPDATE = {"Content-Type": "application/sparql-update", **BEARER}
JSON = {"Accept": "application/sparql-results+json"}
TWO = (("a", "Annals"), ("b", "Bede"), ("c", "Chronicle"))


def graph_quads():
    label = ox.NamedNode("http://www.w3.org/2000/01/rdf-schema#label")
    kind = ox.NamedNode("http://www.w3.org/1999/02/22-rdf-syntax-ns#type")
    for name, title in TWO:
        node, graph = ox.NamedNode(f"http://example.org/{name}"), ox.NamedNode(G + name)
        yield ox.Quad(node, kind, ox.NamedNode(BOOK), graph)
        yield ox.Quad(node, label, ox.Literal(title), graph)


@pytest.fixture(scope="module")
def reader(tmp_path_factory):
    folder = put_quads(tmp_path_factory.mktemp("protocol") / "s", graph_quads())
    with served(folder, ready=False) as client:
        yield client


@pytest.fixture(scope="module")
def writer(tmp_path_factory):
    folder = put_quads(tmp_path_factory.mktemp("protocol") / "w", graph_quads())
    with served(folder, ready=False, token=TOKEN) as client:
        yield client


def ask(client, pattern, *, prologue="", **params):
    got = client.get("/sparql", params={"query": f"{prologue} ASK {{ {pattern} }}", **params}, headers=JSON)
    assert got.status_code == 200, got.text
    return got.json()["boolean"]


def titles(answer):
    assert answer.status_code == 200, answer.text
    return sorted(row["t"]["value"] for row in answer.json()["results"]["bindings"])


TITLES = "SELECT DISTINCT ?t { ?s <http://www.w3.org/2000/01/rdf-schema#label> ?t }"
NAMED = "SELECT DISTINCT ?t { GRAPH ?g { ?s <http://www.w3.org/2000/01/rdf-schema#label> ?t } }"


@pytest.mark.parametrize("place", ["/sparql", "/query"])
class TestQuery:
    def test_by_get(self, reader, place):
        got = reader.get(place, params={"query": "ASK {}"}, headers=JSON)
        assert got.status_code == 200
        assert got.json()["boolean"] is True

    def test_by_a_form(self, reader, place):
        got = reader.post(place, content=urlencode({"query": "ASK {}"}), headers=FORM | JSON)
        assert got.status_code == 200
        assert got.json()["boolean"] is True

    def test_by_posting_the_query_itself(self, reader, place):
        got = reader.post(place, content="ASK {}", headers=QUERY | JSON)
        assert got.status_code == 200
        assert got.json()["boolean"] is True

    def test_all_graphs_together_are_the_default(self, reader, place):
        assert titles(reader.get(place, params={"query": TITLES}, headers=JSON)) == [
            "Annals",
            "Bede",
            "Chronicle",
        ]

    @pytest.mark.parametrize("way", ["get", "form", "direct"])
    def test_default_graphs_are_merged(self, reader, place, way):
        chosen = [("default-graph-uri", G + "a"), ("default-graph-uri", G + "b")]
        assert titles(sent(reader, place, way, TITLES, chosen)) == ["Annals", "Bede"]
        assert titles(sent(reader, place, way, NAMED, chosen)) == []

    @pytest.mark.parametrize("way", ["get", "form", "direct"])
    def test_named_graphs_are_named(self, reader, place, way):
        chosen = [("named-graph-uri", G + "a"), ("named-graph-uri", G + "c")]
        assert titles(sent(reader, place, way, NAMED, chosen)) == ["Annals", "Chronicle"]
        assert titles(sent(reader, place, way, TITLES, chosen)) == []

    def test_a_whole_dataset(self, reader, place):
        chosen = [("default-graph-uri", G + "a"), ("named-graph-uri", G + "b"), ("named-graph-uri", G + "c")]
        assert titles(sent(reader, place, "get", TITLES, chosen)) == ["Annals"]
        assert titles(sent(reader, place, "get", NAMED, chosen)) == ["Bede", "Chronicle"]

    def test_the_dataset_of_the_request_wins_over_that_of_the_query(self, reader, place):
        query = TITLES.replace("{ ?s", f"FROM <{G}b> {{ ?s")
        assert titles(sent(reader, place, "get", query, [])) == ["Bede"]
        assert titles(sent(reader, place, "get", query, [("default-graph-uri", G + "c")])) == ["Chronicle"]


def sent(client, place, way, query, chosen):
    if way == "get":
        return client.get(place, params=[("query", query), *chosen], headers=JSON)
    if way == "form":
        return client.post(place, content=urlencode([("query", query), *chosen]), headers=FORM | JSON)
    return client.post(f"{place}?{urlencode(chosen)}", content=query, headers=QUERY | JSON)


TABLES = {
    "application/sparql-results+json": "application/sparql-results+json",
    "application/json": "application/sparql-results+json",
    "application/sparql-results+xml": "application/sparql-results+xml",
    "text/csv": "text/csv",
    "text/tab-separated-values": "text/tab-separated-values",
    "text/html, application/sparql-results+xml;q=0.5, */*;q=0.1": "application/sparql-results+xml",
    "*/*": "application/sparql-results+json",
}
GRAPHS = {
    "text/turtle": "text/turtle",
    "application/n-triples": "application/n-triples",
    "application/rdf+xml": "application/rdf+xml",
    "application/ld+json": "application/ld+json",
    "*/*": "text/turtle",
}


@pytest.mark.parametrize(("accept", "kind"), TABLES.items())
@pytest.mark.parametrize("query", [TITLES, "ASK { ?s ?p ?o }"], ids=["select", "ask"])
def test_tables_and_truth_come_as_asked(reader, accept, kind, query):
    got = reader.get("/sparql", params={"query": query}, headers={"Accept": accept})
    assert got.status_code == 200
    assert got.headers["content-type"].split(";")[0] == kind
    if kind == "text/csv" and query == TITLES:
        assert sorted(got.text.split()) == ["Annals", "Bede", "Chronicle", "t"]
    elif query == TITLES:
        form = ox.QueryResultsFormat.from_media_type(kind)
        assert len(list(ox.parse_query_results(got.content, format=form))) == 3
    else:
        assert b"true" in got.content


@pytest.mark.parametrize(("accept", "kind"), GRAPHS.items())
@pytest.mark.parametrize(
    "query",
    ["CONSTRUCT WHERE { ?s ?p ?o }", "DESCRIBE <http://example.org/a>"],
    ids=["construct", "describe"],
)
def test_triples_come_as_asked(reader, accept, kind, query):
    got = reader.get("/sparql", params={"query": query}, headers={"Accept": accept})
    assert got.status_code == 200
    assert got.headers["content-type"].split(";")[0] == kind
    count = len(list(ox.parse(got.content, format=ox.RdfFormat.from_media_type(kind))))
    assert count == (6 if query.startswith("C") else 2)


def test_types_that_nobody_has_are_refused(reader):
    for query in (TITLES, "CONSTRUCT WHERE { ?s ?p ?o }"):
        assert (
            reader.get("/sparql", params={"query": query}, headers={"Accept": "image/png"}).status_code == 406
        )


# ruff: noqa: E501 (a table)
BAD = {
    "two queries": ("POST", "/sparql", urlencode([("query", "ASK {}"), ("query", "SELECT * {}")]), FORM),
    "another media type": ("POST", "/sparql", "ASK {}", {"Content-Type": "text/plain"}),
    "a form without its type": ("POST", "/sparql", urlencode({"query": "ASK {}"}), {}),
    "a query without its type": ("POST", "/sparql", "ASK {}", {}),
    "not UTF-8": ("POST", "/sparql", 'ASK { ?s ?p "é" }'.encode("utf-16-le"), QUERY),
    "UTF-16 that says so": ("POST", "/sparql", "ASK {}".encode("utf-16"), {"Content-Type": "application/sparql-query; charset=utf-16"}),
    "another method": ("PUT", "/sparql?query=ASK%20%7B%7D", "", {}),
    "bad syntax": ("GET", "/sparql?" + urlencode({"query": "ASK { ?s ?p"}), "", {}),
    "bytes in the address that are not UTF-8": ("GET", "/sparql?query=ASK%20%7B%20%3Fs%20%3Fp%20%22%E9%22%20%7D", "", {}),
    "a relative graph": ("GET", "/sparql?" + urlencode({"query": "ASK {}", "default-graph-uri": "graph/a"}), "", {}),
    "no query in the form": ("POST", "/query", "q=1", FORM),
    "query and update": ("POST", "/sparql", urlencode({"query": "ASK {}", "update": "CLEAR ALL"}), FORM),
    "an update as a query": ("GET", "/sparql?" + urlencode({"query": "CLEAR ALL"}), "", {}),
    "an update by GET": ("GET", "/update?" + urlencode({"update": "CLEAR ALL"}), "", BEARER),
    "two updates": ("POST", "/update", urlencode([("update", "CLEAR DEFAULT"), ("update", "CLEAR DEFAULT")]), FORM | BEARER),
    "an update of another media type": ("POST", "/update", "CLEAR DEFAULT", {"Content-Type": "text/plain"} | BEARER),
    "an update form without its type": ("POST", "/update", urlencode({"update": "CLEAR DEFAULT"}), BEARER),
    "an update that is not UTF-8": ("POST", "/update", "CLEAR DEFAULT # é".encode("utf-16-le"), UPDATE),
    "an update of bad syntax": ("POST", "/update", "CLEAR XYZ", UPDATE),
    "a dataset twice": (
        "POST", f"/update?{urlencode({'using-named-graph-uri': G + 'a'})}",
        f"INSERT {{ <x:a> <x:b> <x:c> }} USING <{G}b> WHERE {{ ?s ?p ?o }}", UPDATE,
    ),
    "WITH and a dataset": (
        "POST", f"/update?{urlencode({'using-graph-uri': G + 'a'})}",
        f"WITH <{G}b> DELETE {{ ?s ?p ?o }} WHERE {{ ?s ?p ?o }}", UPDATE,
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", BAD)
def test_bad_requests_are_refused_in_words(writer, name):
    method, place, body, headers = BAD[name]
    got = writer.request(method, place, content=body, headers=headers)
    assert 400 <= got.status_code < 500, got.text
    assert len(got.text.strip()) > 10
    assert ask(writer, f"GRAPH <{G}b> {{ ?s a <{BOOK}> }}"), "nothing was changed"


def test_an_error_tells_its_place(reader):
    got = reader.get("/sparql", params={"query": "SELECT *\n{ ?s ?p }"}, headers=JSON)
    assert got.status_code == 400
    assert got.headers["content-type"] == "application/problem+json"
    assert got.json()["line"] == 2
    assert got.json()["column"] in {9, 10}  # the engine points behind what it could still read


class TestUpdate:
    @pytest.mark.parametrize("place", ["/update", "/sparql"])
    @pytest.mark.parametrize("way", ["form", "direct"])
    def test_is_done(self, writer, place, way):
        text = f"INSERT DATA {{ GRAPH <{G}new{way}{place}> {{ <x:a> <x:b> <x:{way}> }} }}"
        if way == "form":
            got = writer.post(place, content=urlencode({"update": text}), headers=FORM | BEARER)
        else:
            got = writer.post(place, content=text, headers=UPDATE)
        assert 200 <= got.status_code < 300, got.text
        assert ask(writer, f"GRAPH <{G}new{way}{place}> {{ ?s ?p <x:{way}> }}"), (
            "the answer came before the change"
        )

    @pytest.mark.parametrize(
        ("using", "named", "where", "copied"),
        [
            (["a"], [], "?s ?p ?o", ["Annals"]),
            (["a", "b"], [], "?s ?p ?o", ["Annals", "Bede"]),
            ([], ["a", "b"], "GRAPH ?g { ?s ?p ?o }", ["Annals", "Bede"]),
            ([], ["a"], "?s ?p ?o", []),
            (["c"], ["a"], "{ ?s ?p ?o } UNION { GRAPH ?g { ?s ?p ?o } }", ["Annals", "Chronicle"]),
        ],
        ids=["default graph", "default graphs", "named graphs", "named only", "full"],
    )  # fmt: skip
    @pytest.mark.parametrize("way", ["form", "direct"])
    def test_reads_the_dataset_of_the_request(self, writer, using, named, where, copied, way):
        target = f"{G}copy"
        fields = [("using-graph-uri", G + u) for u in using] + [
            ("using-named-graph-uri", G + n) for n in named
        ]
        text = (
            f"DROP SILENT GRAPH <{target}> ; INSERT {{ GRAPH <{target}> {{ ?s ?p ?o }} }} WHERE {{ {where} }}"
        )
        if way == "form":
            got = writer.post(
                "/update", content=urlencode([("update", text), *fields]), headers=FORM | BEARER
            )
        else:
            got = writer.post(f"/update?{urlencode(fields)}", content=text, headers=UPDATE)
        assert got.status_code == 204, got.text
        assert titles(sent(writer, "/sparql", "get", TITLES, [("default-graph-uri", target)])) == copied

    def test_resolves_relative_iris(self, writer):
        text = (
            f"BASE <http://example.org/deep/place/> INSERT DATA {{ GRAPH <{G}base> {{ <../up> <p> <#h> }} }}"
        )
        assert writer.post("/update", content=text, headers=UPDATE).status_code == 204
        assert ask(
            writer, f"GRAPH <{G}base> {{ <http://example.org/deep/up> <http://example.org/deep/place/p> ?o }}"
        )

    def test_of_several_steps_is_done_wholly_or_not_at_all(self, writer):
        text = f"DROP GRAPH <{G}a> ; CREATE GRAPH <{G}b>"
        got = writer.post("/update", content=text, headers=UPDATE)
        assert got.status_code == 400
        assert ask(writer, f"GRAPH <{G}a> {{ ?s ?p ?o }}")

    @pytest.mark.parametrize(
        "headers", [{}, {"Authorization": "Bearer wrong"}, {"Authorization": f"Basic {TOKEN}"}], ids=["none", "wrong", "basic"]
    )  # fmt: skip
    def test_takes_the_token(self, writer, headers):
        got = writer.post("/update", content="CLEAR ALL", headers=UPDATE | {"Authorization": ""} | headers)
        assert got.status_code == 401
        assert got.headers["www-authenticate"] == "Bearer"

    def test_is_off_without_a_token(self, reader):
        got = reader.post("/update", content="CLEAR ALL", headers=UPDATE)
        assert got.status_code == 403
        assert "token" in got.text


REACHING = {
    "SERVICE": "SELECT * { SERVICE <http://127.0.0.1:9/> { ?s ?p ?o } }",
    "SERVICE in small letters and a comment": "SELECT * { seRVice # x\n <http://127.0.0.1:9/> { ?s ?p ?o } }",
    "SERVICE SILENT": "SELECT * { SERVICE SILENT ?x { ?s ?p ?o } }",
    "SERVICE by escapes": "SELECT * { \\u0053ERVICE <http://127.0.0.1:9/> { ?s ?p ?o } }",
    "a file": "SELECT * FROM <file:///etc/passwd> { ?s ?p ?o }",
    "a named file": "SELECT * FROM NAMED <FILE:///etc/passwd> { GRAPH ?g { ?s ?p ?o } }",
    "SERVICE behind a comparison": "SELECT * { FILTER(?a<?b#> SERVICE <http://127.0.0.1:9/> { }\n) }",
}


@pytest.mark.parametrize("name", REACHING)
def test_what_reaches_out_is_refused(reader, name):
    got = reader.get("/sparql", params={"query": REACHING[name]}, headers=JSON)
    assert got.status_code == 400, got.text
    assert "results" not in got.text


def test_words_that_only_look_like_it_are_answered(reader):
    query = 'SELECT ("SERVICE" AS ?t) { ?service a <http://example.org/is/Book> FILTER(?service != <x:load>) } LIMIT 1'
    got = reader.get("/sparql", params={"query": query}, headers=JSON)
    assert titles(got) == ["SERVICE"]


@pytest.mark.parametrize(
    "text", ["LOAD <http://127.0.0.1:9/x>", "LOAD SILENT <file:///etc/passwd> INTO GRAPH <x:y>"]
)
def test_load_is_refused(writer, text):
    got = writer.post("/update", content=text, headers=UPDATE)
    assert got.status_code == 400
    assert "LOAD" in got.text


def test_files_are_refused_in_the_request(reader):
    got = reader.get("/sparql", params={"query": "ASK {}", "default-graph-uri": "file:///etc/passwd"})
    assert got.status_code == 400


# -- Graph Store HTTP Protocol ---------------------------------------------------------------------

TURTLE = {"Content-Type": "text/turtle", **BEARER}
PERSON = (
    '@prefix foaf: <http://xmlns.com/foaf/0.1/> . <http://example.org/p/1> a foaf:Person ; foaf:name "Anna" .'
)
OTHER = '@prefix foaf: <http://xmlns.com/foaf/0.1/> . <http://example.org/p/2> a foaf:Person ; foaf:name "Berta" .'


def triples(answer):
    assert answer.status_code == 200, answer.text
    form = ox.RdfFormat.from_media_type(answer.headers["content-type"].split(";")[0])
    return {str(t.triple) for t in ox.parse(answer.content, format=form)}


def wanted(*texts):
    return {str(t.triple) for text in texts for t in ox.parse(text, format=ox.RdfFormat.TURTLE)}


@pytest.fixture(params=["indirect", "direct"])
def place(request):
    """A graph named in the query string, and one named by the address itself."""
    name = f"{request.node.name.split('[')[0]}-{request.param}"
    return f"/store?graph=http://example.org/gsp/{name}" if request.param == "indirect" else f"/store/{name}"


class TestGraphStore:
    def test_put_makes_then_replaces(self, writer, place):
        assert writer.put(place, content=PERSON, headers=TURTLE).status_code == 201
        assert triples(writer.get(place)) == wanted(PERSON)
        assert writer.put(place, content=OTHER, headers=TURTLE).status_code in {200, 204}
        assert triples(writer.get(place)) == wanted(OTHER)

    def test_post_adds(self, writer, place):
        assert writer.post(place, content=PERSON, headers=TURTLE).status_code == 201
        assert writer.post(place, content=OTHER, headers=TURTLE).status_code in {200, 204}
        assert triples(writer.get(place)) == wanted(PERSON, OTHER)

    def test_posting_nothing_changes_nothing(self, writer, place):
        writer.put(place, content=PERSON, headers=TURTLE)
        assert writer.post(place, content="", headers=TURTLE).status_code in {200, 204}
        assert triples(writer.get(place)) == wanted(PERSON)

    def test_posting_several_parts_adds_them_all(self, writer, place):
        parts = [("one", ("one.ttl", PERSON, "text/turtle")), ("two", ("two.ttl", OTHER, "text/turtle"))]
        assert writer.post(place, files=parts, headers=BEARER).status_code == 201
        assert triples(writer.get(place)) == wanted(PERSON, OTHER)

    def test_delete_takes_away(self, writer, place):
        writer.put(place, content=PERSON, headers=TURTLE)
        assert writer.delete(place, headers=BEARER).status_code in {200, 204}
        assert writer.get(place).status_code == 404
        assert writer.delete(place, headers=BEARER).status_code == 404

    def test_head_tells_without_a_body(self, writer, place):
        assert writer.head(place).status_code == 404
        writer.put(place, content=PERSON, headers=TURTLE)
        got = writer.head(place)
        assert got.status_code == 200
        assert got.headers["content-type"].startswith("text/turtle")
        assert got.content == b""

    def test_forms_are_negotiated(self, writer, place):
        writer.put(place, content=PERSON, headers=TURTLE)
        for kind in ("text/turtle", "application/n-triples", "application/rdf+xml", "application/ld+json"):
            got = writer.get(place, headers={"Accept": kind})
            assert got.headers["content-type"].split(";")[0] == kind
            assert triples(got) == wanted(PERSON)
        assert writer.get(place, headers={"Accept": "image/png"}).status_code == 406

    def test_a_body_of_another_kind_is_refused(self, writer, place):
        xml = BEARER | {"Content-Type": "application/rdf+xml"}
        assert writer.put(place, content=PERSON, headers=xml).status_code == 400
        odd = BEARER | {"Content-Type": "application/pdf"}
        assert writer.put(place, content=PERSON, headers=odd).status_code == 415
        assert writer.get(place).status_code == 404

    def test_takes_the_token(self, writer, place):
        for method in ("PUT", "POST", "DELETE"):
            got = writer.request(method, place, content=PERSON, headers={"Content-Type": "text/turtle"})
            assert got.status_code == 401
        assert writer.get(place).status_code == 404


def test_the_default_graph_can_be_put_and_got(writer):
    assert writer.put("/store?default", content=PERSON, headers=TURTLE).status_code in {200, 201, 204}
    assert triples(writer.get("/store?default")) == wanted(PERSON)
    assert writer.delete("/store?default", headers=BEARER).status_code in {200, 204}
    assert triples(writer.get("/store?default")) == set()


def test_posting_to_the_store_makes_a_graph_and_tells_where(writer):
    got = writer.post("/store", content=PERSON, headers=TURTLE)
    assert got.status_code == 201
    made = got.headers["location"]
    assert triples(writer.get(made)) == wanted(PERSON)
    assert triples(writer.get(f"/store?{urlencode({'graph': made})}")) == wanted(PERSON)


def test_a_relative_graph_and_a_graph_beside_default_are_refused(reader):
    assert reader.get("/store?graph=no-iri").status_code == 400
    assert reader.get(f"/store?default&graph={G}a").status_code == 400


def test_the_whole_store_can_be_had(reader):
    got = reader.get("/store", headers={"Accept": "application/n-quads"})
    assert set(ox.parse(got.content, format=ox.RdfFormat.N_QUADS)) == set(graph_quads())


# -- Service Description ---------------------------------------------------------------------------

SD = "http://www.w3.org/ns/sparql-service-description#"


class TestServiceDescription:
    @pytest.mark.parametrize("place", ["/sparql", "/query"])
    def test_is_rdf(self, reader, place):
        got = reader.get(place, headers={"Accept": "application/n-triples"})
        assert got.status_code == 200
        assert len(list(ox.parse(got.content, format=ox.RdfFormat.N_TRIPLES))) > 10

    def test_names_the_endpoint_once(self, reader):
        store = ox.Store()
        store.load(reader.get("/sparql").content, format=ox.RdfFormat.TURTLE)
        found = list(store.query(f"SELECT ?e {{ ?s a <{SD}Service> ; <{SD}endpoint> ?e }}"))
        assert [row["e"].value for row in found] == ["http://localhost/sparql"]

    def test_says_what_is_there(self, reader, writer):
        store = ox.Store()
        store.load(reader.get("/sparql").content, format=ox.RdfFormat.TURTLE)
        # Every property and class that is used is one of the vocabulary.
        known = ", ".join(f"<{SD}{name}>" for name in KNOWN)
        odd = store.query(
            f"SELECT ?p {{ ?s ?p ?o FILTER(STRSTARTS(STR(?p), '{SD}') && ?p NOT IN ({known})) }}"
        )
        assert list(odd) == []
        named = f"?d <{SD}namedGraph> ?g . ?g a <{SD}NamedGraph> ; <{SD}name> ?n ; <{SD}graph> ?h"
        names = store.query(f"SELECT ?n {{ {named} . ?h a <{SD}Graph> }}")
        assert sorted(row["n"].value for row in names) == [G + "a", G + "b", G + "c"]
        languages = {row["l"].value for row in store.query(f"SELECT ?l {{ ?s <{SD}supportedLanguage> ?l }}")}
        assert languages == {f"{SD}SPARQL11Query"}
        assert "SPARQL11Update" in writer.get("/sparql").text


KNOWN = (
    "endpoint", "supportedLanguage", "feature", "defaultDataset", "defaultGraph", "namedGraph", "name", "graph",
    "resultFormat", "inputFormat",
)  # fmt: skip


def test_other_sites_may_read_only_when_told(tmp_path):
    folder = put_quads(tmp_path / "s", graph_quads())
    site = {"Origin": "https://atlas.example.org"}
    with served(folder, ready=False) as client:
        assert (
            "access-control-allow-origin" not in client.get("/sparql?query=ASK%7B%7D", headers=site).headers
        )
    with served(folder, ready=False, cors=("https://atlas.example.org",)) as client:
        got = client.get("/sparql?query=ASK%7B%7D", headers=site)
        assert got.headers["access-control-allow-origin"] == "https://atlas.example.org"
        before = client.options("/sparql", headers=site | {"Access-Control-Request-Method": "POST"})
        assert before.status_code == 204
        assert "POST" in before.headers["access-control-allow-methods"]
        other = client.get("/sparql?query=ASK%7B%7D", headers={"Origin": "https://evil.example.org"})
        assert "access-control-allow-origin" not in other.headers


MANIFEST = """
@prefix : <http://example.org/cases#> . @prefix mf: <http://www.w3.org/2001/sw/DataAccess/tests/test-manifest#> .
@prefix ht: <http://www.w3.org/2011/http#> . @prefix hts: <http://www.w3.org/2011/http-statusCodes#> .
@prefix cnt: <http://www.w3.org/2011/content#> .
@prefix ut: <http://www.w3.org/2009/sparql/tests/test-update#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
<> a mf:Manifest ; mf:entries ( :right :wrong :graph :made :same ) .
:right ut:graphData [ ut:graph <a.nt> ; rdfs:label "http://example.org/a" ] ;
  mf:action [ ht:requests ( [ ht:methodName "POST" ; ht:absolutePath "/sparql/?default-graph-uri=http%3A%2F%2Fexample.org%2Fa" ;
    ht:headers ( [ ht:fieldName "content-type" ; ht:fieldValue "application/sparql-query" ] ) ;
    ht:body [ cnt:characterEncoding "UTF-8" ; cnt:chars "ASK { <x:a> ?p ?o }" ] ;
    ht:resp [ mf:expectedBoolean true ; mf:expectedStatus ht:StatusCode2xx, ht:StatusCode3xx ] ] ) ] .
:wrong mf:action [ ht:requests ( [ ht:methodName "GET" ; ht:absolutePath "/sparql/?query=ASK%20%7B%7D" ;
    ht:resp [ mf:expectedBoolean false ; mf:expectedStatus ht:StatusCode2xx ] ] ) ] .
:graph mf:action [ ht:requests (
    [ ht:methodName "PUT" ; ht:absolutePath "/gsp?graph=http%3A%2F%2Fexample.org%2Fb" ;
      ht:headers ( [ ht:fieldName "content-type" ; ht:fieldValue "text/turtle" ] ) ;
      ht:body [ cnt:chars "[] <x:p> 'it' ." ] ; ht:resp [ mf:expectedStatus hts:Created ] ]
    [ ht:methodName "GET" ; ht:absolutePath "/gsp?graph=http%3A%2F%2Fexample.org%2Fb" ;
      ht:headers ( [ ht:fieldName "accept" ; ht:fieldValue "text/turtle" ] ) ;
      ht:resp [ mf:expectedStatus hts:OK ; ht:headers ( [ ht:fieldName "content-type" ; ht:fieldValue "text/turtle" ] ) ;
        ht:body [ cnt:chars "_:any <x:p> 'it' ." ] ] ] ) ] .
:made mf:action [ ht:requests (
    [ ht:methodName "POST" ; ht:absolutePath "/gsp" ;
      ht:headers ( [ ht:fieldName "content-type" ; ht:fieldValue "text/turtle" ] ) ;
      ht:body [ cnt:chars "<x:s> <x:p> 'new' ." ] ;
      ht:resp [ mf:expectedStatus hts:Created ; mf:expectedLocation "$LOCATION$" ] ]
    [ ht:methodName "GET" ; ht:absolutePath "/gsp?graph=$LOCATION$" ;
      ht:resp [ mf:expectedStatus hts:OK ; ht:headers ( [ ht:fieldName "content-type" ; ht:fieldValue "text/turtle" ] ) ;
        ht:body [ cnt:chars "<x:s> <x:p> 'new' ." ] ] ]
    [ ht:methodName "GET" ; ht:absolutePath "$LOCATION$" ; ht:resp [ mf:expectedStatus hts:OK ] ] ) ] .
:same mf:action [ ht:requests (
    [ ht:methodName "PUT" ; ht:absolutePath "/gsp/one%2E" ;
      ht:headers ( [ ht:fieldName "content-type" ; ht:fieldValue "text/turtle" ] ) ;
      ht:body [ cnt:chars "<x:s> <x:p> 'it' ." ] ; ht:resp [ mf:expectedStatus hts:Created ] ]
    [ ht:methodName "GET" ; ht:absolutePath "/gsp?graph=http://www.example/gsp/one." ; ht:resp [ mf:expectedStatus hts:OK ] ]
    [ ht:methodName "GET" ; ht:absolutePath "/gsp?graph=http://www.example/gsp/one%252E" ;
      ht:resp [ mf:expectedStatus hts:NotFound ] ] ) ] .
"""


def test_the_runner_of_the_w3c_suites_tells_right_from_wrong(tmp_path, monkeypatch):
    monkeypatch.syspath_prepend(str(Path(__file__).resolve().parents[1] / "benchmarks"))
    import w3c_protocols as suites

    (tmp_path / "manifest.ttl").write_text(MANIFEST, encoding="utf-8")
    (tmp_path / "a.nt").write_text("<x:a> <x:b> <x:c> .\n", encoding="utf-8")
    graph = suites.manifest(tmp_path / "manifest.ttl")
    with served(tmp_path / "s", ready=False, token=TOKEN) as client:
        server = suites.Server(client, "http://localhost", TOKEN)
        found = {
            str(case).rpartition("#")[2]: suites.run(server, graph, case) for case in suites.cases(graph)
        }
    assert found == {"right": "", "wrong": found["wrong"], "graph": "", "made": "", "same": ""}
    assert found["wrong"].startswith("not false")
