"""Contradictions, matrix and positions as a person gets them from the command line."""

import csv
import io
import json
import xml.etree.ElementTree as ElementTree

import networkx as nx
import pytest
from click.testing import CliRunner

import histgraph
from histgraph.cli import cli

PAGE = """Q: Was the <bishop> rich & just?

A (Ann <b>): The bishop was rich. The bishop supported the rebels. The bishop built the wall.

A (Ben): The bishop was poor. The bishop opposed the rebels. The bishop built the wall.

A (Cy): The bishop built the wall. Contrary to what Dan says, the bishop did not destroy the town.
"""
LATER = "Q: Who was the abbot?\n\nA: The abbot was generous.\n\nA: The abbot was not generous.\n"


@pytest.fixture(scope="module")
def store(tmp_path_factory):
    folder = tmp_path_factory.mktemp("reports")
    (folder / "bishop.txt").write_text(PAGE, encoding="utf-8")
    place = folder / "store"
    histgraph.build(folder / "bishop.txt", store=place).close()
    return place


def told(store, *words):
    done = CliRunner().invoke(cli, ["--store", str(store), *words], standalone_mode=False)
    if done.exception is not None:
        raise done.exception
    return done.stdout


def test_a_contradiction_is_told_with_both_quotes_in_every_format(store):
    quotes = ("The bishop was rich.", "The bishop was poor.")
    for form in ("table", "md", "html"):
        text = told(store, "contradictions", "-f", form)
        assert all(quote in text for quote in quotes), form
        assert "not judged yet" in text
    rows = [json.loads(line) for line in told(store, "contradictions", "-f", "jsonl").splitlines()]
    assert {row["kind"] for row in rows} >= {"OpposedEvaluation", "OpposedRelation"}
    sheet = list(csv.DictReader(io.StringIO(told(store, "contradictions", "-f", "csv"))))
    assert [row["id"] for row in sheet] == [row["id"] for row in rows]
    known = {json.loads(line)["id"] for line in told(store, "export", "claims").splitlines()}
    assert {row[side] for row in rows for side in ("claim_a", "claim_b")} <= known


@pytest.mark.parametrize("command", ["contradictions", "matrix"])
def test_pages_ask_for_nothing_and_escape_what_texts_say(store, command):
    page = told(store, command, "-f", "html")
    assert "Ann <b>" not in page
    assert "Ann &lt;b&gt;" in page
    assert "://" not in page
    assert "default-src &#x27;none&#x27;" in page or "default-src 'none'" in page
    assert page.count("<html") == page.count("</html>") == 1


def test_a_view_that_nobody_holds_is_told_beside_the_contradictions(store):
    done = CliRunner().invoke(cli, ["--store", str(store), "contradictions"], standalone_mode=False)
    assert "goes against a view of Dan that nobody here holds" in done.stderr


def test_the_matrix_counts_what_divides_and_joins_each_two_answers(store):
    rows = [json.loads(line) for line in told(store, "matrix", "-f", "jsonl").splitlines()]
    counts = {(r["one"], r["other"]): (r["contradictions"], r["agreements"]) for r in rows}
    ann, ben, cy = "answer 1 (Ann <b>)", "answer 2 (Ben)", "answer 3 (Cy)"
    assert counts == {(ann, ben): (2, 1), (ann, cy): (0, 1), (ben, cy): (0, 1)}
    table = told(store, "matrix")
    assert "2≠ 1=" in table
    sheet = list(csv.reader(io.StringIO(told(store, "matrix", "-f", "csv"))))
    assert sheet[0][1:] == [ann, ben, cy]
    assert sheet[1][2] == sheet[2][1] == "2≠ 1="
    assert "\\<b\\>" in told(store, "matrix", "-f", "md")


@pytest.mark.parametrize("form", ["graphml", "gexf"])
def test_who_disagrees_with_whom_is_a_graph_that_other_programs_read(store, tmp_path, form):
    path = tmp_path / f"quarrels.{form}"
    told(store, "matrix", "-f", form, "-o", str(path))
    ElementTree.parse(path)
    graph = {"graphml": nx.read_graphml, "gexf": nx.read_gexf}[form](path)
    assert len(graph) == 3
    assert sorted(data["contradictions"] for _, _, data in graph.edges(data=True)) == [0, 0, 2]


def test_what_all_agree_on_is_told_apart_from_what_some_say(store):
    assert "built the wall" in told(store, "positions", "--state", "unanimous")
    assert "was rich" not in told(store, "positions", "--state", "unanimous")
    single = list(csv.DictReader(io.StringIO(told(store, "positions", "--state", "single", "-f", "csv"))))
    assert any("rich" in row["proposition"] and row["silent"].count(";") == 1 for row in single)


def test_what_is_new_since_the_last_build_is_told(tmp_path):
    (tmp_path / "bishop.txt").write_text(PAGE, encoding="utf-8")
    store = tmp_path / "store"
    histgraph.build(tmp_path / "bishop.txt", store=store).close()
    (tmp_path / "abbot.txt").write_text(LATER, encoding="utf-8")
    histgraph.build([tmp_path / "bishop.txt", tmp_path / "abbot.txt"], store=store).close()
    rows = [json.loads(line) for line in told(store, "contradictions", "--new", "-f", "jsonl").splitlines()]
    assert [row["kind"] for row in rows] == ["Negation"]
    assert "abbot" in rows[0]["explanation"]
    assert len(told(store, "contradictions", "-f", "jsonl").splitlines()) == 3
    held, fresh = histgraph.open(store), histgraph.build([tmp_path / "bishop.txt", tmp_path / "abbot.txt"])
    assert held.serialise() == fresh.serialise()


def test_what_is_linked_is_explained_as_linked(tmp_path):
    answers = ("The allies' help was not important.", "The help of the allies was decisive.")
    page = "\n\n".join(["Q: Was the help of the allies important?", *(f"A: {answer}" for answer in answers)])
    (tmp_path / "a.txt").write_text(page, encoding="utf-8")
    graph = histgraph.build(tmp_path)
    assert graph.contradictions()
    for link in graph.contradictions(tensions=True):
        assert graph.explain(link.claim_a, link.claim_b).link == link


@pytest.mark.parametrize("form", ["table", "md", "html"])
def test_a_bare_yes_is_shown_with_the_question_it_answers(tmp_path, form):
    page = (
        "Q: Did the Swedes burn Danzig?\n\nA: Yes.\n\nA: The Swedes never burned Danzig, they besieged it.\n"
    )
    (tmp_path / "danzig.txt").write_text(page, encoding="utf-8")
    histgraph.build(tmp_path / "danzig.txt", store=tmp_path / "store").close()
    text = told(tmp_path / "store", "contradictions", "-f", form)
    assert "Yes." in text
    assert text.count("asked “Did the Swedes burn Danzig?”") == 1
