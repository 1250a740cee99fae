"""The relations as the extractor and the comparison see them."""

import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest

from histgraph import vocabulary
from histgraph.errors import ShapeError
from histgraph.model import EntityKind, Mode
from histgraph.vocabulary import broader_relations, opposites, read_relations, relation_for, relations

ALL = relations()
KINDS = {kind.value for kind in EntityKind} | {"Actor"}


def test_the_vocabulary_is_broad() -> None:
    assert len(ALL) >= 110
    assert sum(len(relation.verbs) for relation in ALL.values()) >= 500


def test_no_phrase_stands_under_two_relations() -> None:
    counted = Counter(verb for relation in ALL.values() for verb in relation.verbs)
    assert [verb for verb, count in counted.items() if count > 1] == []


@pytest.mark.parametrize(
    ("phrase", "relation"),
    [
        ("seek", "sought"),
        ("strive for", "sought"),
        ("Lead  To", "caused"),
        ("lead", "led"),
        ("support", "favored"),
        ("be born in", "bornIn"),
        ("drive out", "removed"),
        ("put an end to", "ended"),
        ("stem from", "causedBy"),
        ("modernise", "transformed"),
        ("modernize", "transformed"),
        ("be", "was"),
        ("fail", "failedToAchieve"),
    ],
)
def test_verbs_find_their_relation(phrase: str, relation: str) -> None:
    found = relation_for(phrase)
    assert found is not None
    assert found.id == relation


def test_an_unknown_verb_finds_none() -> None:
    assert relation_for("yodel at") is None
    assert relation_for("") is None


ALWAYS_WITH_S = {
    "advertise", "advise", "arise", "chastise", "compromise", "comprise", "despise", "devise", "disguise",
    "exercise", "franchise", "improvise", "practise", "promise", "revise", "supervise", "surprise",
}  # fmt: skip


def test_british_and_american_spellings_go_together() -> None:
    for relation in ALL.values():
        for verb in relation.verbs:
            first, *rest = verb.split()
            if first.endswith("ise") and len(first) > 6 and first not in ALWAYS_WITH_S:
                other = relation_for(" ".join([first.removesuffix("ise") + "ize", *rest]))
                assert other is relation, verb


@pytest.mark.parametrize("relation", ALL.values(), ids=lambda relation: relation.id)
def test_what_a_relation_points_at_exists(relation: vocabulary.RelationDef) -> None:
    for other in (relation.opposite, relation.undone_by, relation.inverse, relation.broader):
        assert other is None or other in ALL
        assert other != relation.id
    assert relation.subject_kind in KINDS
    assert relation.object_kind in KINDS
    assert relation.verbs
    if relation.inverse:
        assert ALL[relation.inverse].inverse == relation.id
    assert not (relation.functional and relation.functional_at_time)
    assert relation.id not in broader_relations(relation.id)


def test_opposites_run_both_ways() -> None:
    pairs = [(id_, other) for id_ in ALL for other in opposites(id_)]
    assert ("favored", "opposed") in pairs
    assert all((other, id_) in pairs for id_, other in pairs)
    assert opposites("v-yodel") == frozenset()


def test_deeds_that_undo_each_other_are_not_opposites() -> None:
    assert ALL["established"].undone_by == "abolished"
    assert "abolished" not in opposites("established")


def test_aims_are_intended_and_deeds_are_actual() -> None:
    assert ALL["sought"].default_mode is Mode.INTENDED
    assert ALL["achieved"].default_mode is Mode.ACTUAL
    assert opposites("sought") == frozenset()


def test_functional_marks_are_read() -> None:
    assert ALL["bornIn"].functional
    assert ALL["succeeded"].functional_at_time
    assert ALL["alliedWith"].symmetric
    assert not ALL["sought"].functional


def test_what_was_purged_was_removed() -> None:
    assert broader_relations("purged") == ("removed",)


def test_a_user_adds_a_relation_without_code(tmp_path: Path) -> None:
    path = tmp_path / "mine.ttl"
    path.write_text(
        f"@prefix rel: <{vocabulary.RELATION}> . @prefix hg: <{vocabulary.ONTOLOGY}> .\n"
        "@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .\n"
        'rel:dredged a hg:Relation ; rdfs:label "dredged"@en ; hg:verb "dredge", "dig out" .\n',
        encoding="utf-8",
    )
    (found,) = read_relations(path).values()
    assert (found.id, found.label, found.verbs) == ("dredged", "dredged", ("dredge", "dig out"))


@pytest.mark.parametrize("text", [None, "this is no Turtle", "<http://a/b> <http://a/c> <http://a/d> ."])
def test_a_bad_vocabulary_is_told_by_its_path(text: str | None, tmp_path: Path) -> None:
    path = tmp_path / "bad.ttl"
    if text is not None:
        path.write_text(text, encoding="utf-8")
    with pytest.raises(ShapeError, match=r"bad\.ttl"):
        read_relations(path)


def test_reading_it_is_fast_and_needs_no_rdflib() -> None:
    code = (
        "import sys, time; from histgraph import vocabulary; start = time.process_time(); vocabulary.relations(); "
        "print(time.process_time() - start, 'rdflib' in sys.modules)"
    )
    out = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, timeout=60)
    seconds, loaded = out.stdout.split()
    assert loaded == "False"
    assert float(seconds) < 0.5
