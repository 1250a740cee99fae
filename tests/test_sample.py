"""The sample corpus: what is found in it, and that the committed graph is what the code builds today."""

from pathlib import Path

import pytest

from histgraph.cli.demo import files
from histgraph.graph.validate import validate

ROOT = Path(__file__).resolve().parents[1]
BUILT = ROOT / "graph" / "built"


def test_the_committed_graph_is_built_anew_byte_for_byte(sample):
    for name, text in files(sample).items():
        standing = (BUILT / name).read_text(encoding="utf-8")
        assert standing == text, f"graph/built/{name} is not what the code builds: run make sample"


def test_nothing_else_stands_beside_the_committed_graph(sample):
    beside = {p.name for p in BUILT.iterdir()} - {"network.html"}
    assert beside == {*files(sample), "README.md"}


def test_there_are_three_questions_with_four_answers_each(sample):
    pages = sample.pages()
    assert len(pages) >= 4
    assert all(page.question for page in pages)
    assert all(sum(c.number != "summary" for c in page.contributions) >= 4 for page in pages)
    assert all(c.author for page in pages for c in page.contributions if c.kind == "answer")


@pytest.mark.parametrize(
    ("relation", "words"),
    [("sought", "absolute power"), ("purged", "rivals"), ("favored", "Socialism in One Country")],
)
def test_the_three_claims_about_stalin_are_found(sample, relation, words):
    found = [
        c
        for c in sample.claims()
        if c.relation.id == relation and c.subject.label == "Joseph Stalin" and words in c.object.label
    ]
    assert found, f"nobody says that Stalin {relation} {words}"


def test_what_was_favored_over_what(sample):
    rows = list(sample.query("who-favored-what"))
    assert any("permanent revolution" in " ".join(row.values()) for row in rows)


def test_every_question_is_disputed_with_two_true_quotes(sample):
    texts = {p.source.id: p.source.text for p in sample.pages()}
    disputed = set()
    for link in sample.contradictions():
        one, other = sample.claim(link.claim_a), sample.claim(link.claim_b)
        for claim in (one, other):
            assert texts[claim.source][claim.evidence.start : claim.evidence.end] == claim.quote
        assert one.contribution != other.contribution
        disputed.add(one.document)
    assert disputed == {page.source.name for page in sample.pages()}


def test_the_graph_keeps_its_own_rules(sample):
    report = validate(sample.store.quads())
    assert report.claims == len(sample.claims())
    assert [f.message for f in report.findings if f.severity == "violation"] == []


def test_voices_are_told_apart(sample):
    claims = sample.claims()
    assert any(c.attributed_to == "Isaac Deutscher" for c in claims)
    assert any("Tomas Brandt" in c.disagrees_with and c.polarity == "denied" for c in claims)
    assert any(c.certainty != "certain" for c in claims)
    assert any(c.polarity == "denied" for c in claims)
