"""The quality gate itself: it must fail below a floor, on other data, and when it checked nothing."""

import contextlib
import importlib.util
import io
import sys
import tomllib
from functools import partial
from pathlib import Path
from types import ModuleType

import pytest

from histgraph.cli import main

BENCHMARKS = Path(__file__).resolve().parents[1] / "benchmarks"

PAGE = "In 146 BC the Roman army conquered Carthage. The Romans destroyed Carthage after a siege of three years.\n"
SCORER = """
import json, sys
claims = [json.loads(line) for line in open(sys.argv[2], encoding="utf-8")]
share = sum("Carthage" in c["object"] for c in claims) / len(claims)
scores = {name: [share, share, share] for name in ("claim", "denied", "concept", "hedged", "holder")}
scores |= {"polarity_accuracy": 1.0, "disputes": {"pairs_reported": 0, "pairs_right": 0, "precision": 0, "recall": 0}}
print(json.dumps(scores))
"""


@pytest.fixture(scope="module")
def gate() -> ModuleType:
    spec = importlib.util.spec_from_file_location("quality_gate", BENCHMARKS / "quality.py")
    module = importlib.util.module_from_spec(spec)
    sys.modules["quality_gate"] = module
    with pytest.MonkeyPatch.context() as patched:
        patched.syspath_prepend(str(BENCHMARKS))  # as for a script that is run there
        spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="module")
def shared(tmp_path_factory) -> Path:
    """One page, and a scorer that wants claims about Carthage."""
    folder = tmp_path_factory.mktemp("shared")
    (folder / "eval" / "check").mkdir(parents=True)
    (folder / "eval" / "check" / "page.txt").write_text(PAGE, encoding="utf-8")
    (folder / "eval" / "check.gold.json").write_text("{}", encoding="utf-8")
    (folder / "eval" / "score_claims.py").write_text(SCORER, encoding="utf-8")
    return folder


@pytest.fixture
def held(gate, tmp_path, monkeypatch):
    """Run the gate over one suite with given floors, with scores that are given or really made."""

    def run(shared: Path, floors: str, values: dict[str, float] | None = None) -> int:
        suite = next(suite for suite in gate.SUITES if suite.name == "check")
        path = tmp_path / "floors.toml"
        path.write_text(floors.replace("DIGEST", suite.digest(shared)), encoding="utf-8")
        monkeypatch.setattr(gate, "FLOORS", path)
        if values is not None:
            monkeypatch.setattr(gate, "SUITES", (gate.Suite("check", suite.data, lambda *_: values),))
        return gate.main(["check", "--shared", str(shared), "--jobs", "1"])

    return run


def test_a_page_is_built_and_scored(gate, held, shared, monkeypatch, capsys):
    monkeypatch.setattr(gate, "run", partial(run_here, gate.run))
    assert held(shared, '[check]\ndata = "DIGEST"\nclaim_f1 = 0.9\n') == 0
    told = capsys.readouterr().out
    assert "claim_f1                  1.000   ok" in told
    assert "nothing below its floor" in told


def run_here(elsewhere, *command: str | Path, out: Path | None = None) -> str:
    """Run the tool in this process, where all is loaded, and any other program as the gate does."""
    words = [str(word) for word in command]
    if words[1:3] != ["-m", "histgraph"]:
        return elsewhere(*command, out=out)
    with (
        contextlib.redirect_stdout(io.StringIO()) as told,
        contextlib.redirect_stderr(io.StringIO()),
        pytest.raises(SystemExit) as ended,
    ):
        main(words[3:])
    assert ended.value.code == 0
    if out is not None:
        out.write_text(told.getvalue(), encoding="utf-8")
    return told.getvalue()


@pytest.mark.parametrize(
    ("floors", "code", "words"),
    [
        ("claim_f1 = 0.5\ndisputes_wrong_at_most = 1", 0, "nothing below its floor"),
        ("claim_f1 = 0.6", 1, "claim_f1 is 0.500, floor   0.600"),
        ("disputes_wrong_at_most = 0", 1, "disputes_wrong is 1.000, at most 0.000"),
        ("beauty = 0.5", 1, "beauty has a floor but was not measured"),
    ],
)
def test_verdicts(held, shared, capsys, floors, code, words):
    assert (
        held(shared, f'[check]\ndata = "DIGEST"\n{floors}\n', {"claim_f1": 0.5, "disputes_wrong": 1}) == code
    )
    assert words in capsys.readouterr().out


def test_floors_of_other_data_hold_nothing(held, shared, capsys):
    assert held(shared, '[check]\ndata = "0"\nclaim_f1 = 0.1\n', {"claim_f1": 0.5}) == 1
    assert "not those of the floors" in capsys.readouterr().out


def test_a_lowered_floor_shows_its_reason(gate, capsys):
    wanted = gate.bounds({"f1": {"floor": 0.3, "reason": "the wording of the gold was changed"}})
    assert gate.judge("carb", {"f1": 0.4}, wanted) == []
    assert "the wording of the gold was changed" in capsys.readouterr().out


def test_nothing_checked_is_a_failure(gate, tmp_path, capsys):
    nowhere = tmp_path / "nowhere"
    without = [suite.name for suite in gate.SUITES if suite.missing(nowhere)]
    assert {suite.name for suite in gate.SUITES} - set(without) == {"layouts_open", "layouts_kept"}
    assert gate.main([*without, "--shared", str(nowhere)]) == 1
    told = capsys.readouterr().out
    assert "nothing was checked" in told
    for name in without:
        assert f"{name}: not checked, there is no {nowhere}" in told


def test_every_suite_has_floors(gate):
    floors = tomllib.loads((BENCHMARKS / "floors.toml").read_text(encoding="utf-8"))
    assert {suite.name for suite in gate.SUITES} | {"gap"} == set(floors)
    for name, rows in floors.items():
        assert gate.bounds(rows), f"{name} holds nothing"


def test_other_bytes_are_other_data(gate, shared, tmp_path):
    suite = gate.Suite("x", ("eval/check",), lambda *_: {})
    before = suite.digest(shared)
    copy = tmp_path / "eval" / "check"
    copy.mkdir(parents=True)
    (copy / "page.txt").write_text(PAGE, encoding="utf-8")
    assert suite.digest(tmp_path) == before
    (copy / "page.txt").write_text("Rome conquered Corinth.\n", encoding="utf-8")
    assert suite.digest(tmp_path) != before
