"""The benchmark that tells which rule made which contradiction: what counts as right, and by whom it was made."""

import json
import sys
from importlib import import_module
from pathlib import Path
from types import ModuleType

import pytest

BENCHMARKS = Path(__file__).resolve().parents[1] / "benchmarks"

PAGE = """Q: Did the bridge at Orvane fall in 1604?

A: The bridge at Orvane fell in 1604.

A: No, the bridge at Orvane did not fall in 1604.
"""
DISPUTE = """
[[dispute]]
kind = "Negation"
one = ["The bridge at Orvane fell in 1604."]
other = ["No, the bridge at Orvane did not fall in 1604."]
"""
SCORER = """
def similarity(p, g):
    return p["subject"] == g["subject"]


def right(p, g):
    return p["polarity"] == g["polarity"]
"""


@pytest.fixture(scope="module")
def rules() -> ModuleType:
    sys.path.insert(0, str(BENCHMARKS))
    try:
        return import_module("contradiction_rules")
    finally:
        sys.path.remove(str(BENCHMARKS))


def claim(id_: str, start: int, *, subject: str = "the bridge", polarity: str = "affirmed") -> dict:
    place = {"document": "orvane.txt", "start": start, "end": start + 10}
    return {"id": id_, "subject": subject, "polarity": polarity} | place


@pytest.fixture
def gold(rules, tmp_path):
    """Gold of one page with two claims on two sides, and a scorer."""
    scorer = tmp_path / "score.py"
    scorer.write_text(SCORER, encoding="utf-8")
    page = tmp_path / "orvane.txt"
    page.write_text(PAGE, encoding="utf-8")
    known = {
        "documents": {"orvane.txt": ""},
        "claims": [claim("yes", 0), claim("no", 50, polarity="denied")],
        "disputes": [{"id": "fell", "one_side": ["yes"], "other_side": ["no"]}],
    }
    (tmp_path / "gold.json").write_text(json.dumps(known), encoding="utf-8")
    return rules.annotated([page, tmp_path / "other.txt"], tmp_path / "gold.json", scorer)


@pytest.mark.parametrize(
    ("one", "other", "verdict"),
    [
        (claim("a", 1), claim("b", 51, polarity="denied"), "by claims"),
        (claim("b", 51, polarity="denied"), claim("a", 1), "by claims"),
        (claim("a", 1, subject="the toll"), claim("b", 51, subject="the town"), "by sentences"),
        (claim("a", 1, subject="the toll"), claim("b", 70, subject="the town"), "wrong"),
        (claim("a", 1), claim("b", 3), "wrong"),
    ],
)
def test_a_pair_is_right_by_its_claims_or_by_its_sentences(gold, one, other, verdict):
    assert gold.verdict(one, other) == verdict


def test_pages_that_the_gold_does_not_know_are_not_read(gold):
    assert [page.name for page in gold.pages] == ["orvane.txt"]


def test_the_rule_that_made_a_pair_is_named(rules, tmp_path):
    (tmp_path / "orvane.txt").write_text(PAGE, encoding="utf-8")
    (tmp_path / "orvane.toml").write_text(DISPUTE, encoding="utf-8")
    gold = rules.gold_of(str(tmp_path), tmp_path / "nowhere")
    found = list(rules.pairs(gold))
    assert {(pair.rule, pair.verdict) for pair in found} == {("negation", "by claims")}
    assert "| negation | 1 | 0 | 0 |" in rules.table(found)
    assert rules.summary("orvane", gold, found).endswith("1 of 1 required disputes")


@pytest.mark.parametrize(
    ("files", "told"),
    [
        ({}, "no gold"),
        ({"orvane.txt": PAGE}, "no gold"),
        ({"orvane.txt": PAGE, "orvane.toml": ""}, "of no dispute"),
        ({"orvane.txt": PAGE, "gold.json": "{}", "eval/score_claims.py": SCORER}, "of no page"),
        ({"orvane.txt": PAGE, "gold.json": "{}"}, "whether a claim is that of the gold"),
    ],
)
def test_a_folder_without_gold_is_told_of_and_not_scored(rules, tmp_path, monkeypatch, capsys, files, told):
    for name, text in files.items():
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(text, encoding="utf-8")
    monkeypatch.setattr(sys, "argv", ["rules", str(tmp_path), "--shared", str(tmp_path)])
    with pytest.raises(SystemExit) as left:
        rules.main()
    assert left.value.code == 2
    assert told in capsys.readouterr().err
