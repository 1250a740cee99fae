"""What others install: the wheel holds all that the program needs, and works from there."""

import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]


@pytest.fixture(scope="module")
def wheel(tmp_path_factory) -> Path:
    out = tmp_path_factory.mktemp("wheel")
    command = [sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", str(out), str(ROOT)]
    subprocess.run(command, check=True, capture_output=True, timeout=240)
    return next(out.glob("*.whl"))


@pytest.mark.slow
def test_the_wheel_holds_data_ontology_queries_and_pages(wheel):
    names = set(zipfile.ZipFile(wheel).namelist())
    package = ROOT / "src" / "histgraph"
    for path in package.rglob("*"):
        if path.is_file() and "__pycache__" not in path.parts and "node_modules" not in path.parts:
            assert f"histgraph/{path.relative_to(package).as_posix()}" in names
    for name in (
        "histgraph.ttl",
        "relations.ttl",
        "negations.ttl",
        "shapes.ttl",
        "alignments/prov.ttl",
        "LICENSE",
    ):
        assert f"histgraph/ontology/{name}" in names
    assert sum(name.startswith("histgraph/graph_data/queries/") for name in names) >= 25
    assert sum(name.startswith("histgraph/graph_data/corpus/") for name in names) >= 4
    assert any(name.endswith("dist-info/licenses/LICENSE") for name in names)


@pytest.mark.slow
def test_it_works_from_the_wheel_alone(wheel, tmp_path):
    zipfile.ZipFile(wheel).extractall(tmp_path / "site")
    environment = {
        **os.environ,
        "PYTHONPATH": str(tmp_path / "site"),
        "HISTGRAPH_STORE": str(tmp_path / "store"),
    }
    command = [sys.executable, "-m", "histgraph", "demo", "--out", str(tmp_path / "out")]
    done = subprocess.run(
        command, cwd=tmp_path, env=environment, capture_output=True, text=True, encoding="utf-8", timeout=240
    )
    assert done.returncode == 0, done.stderr
    assert done.stdout.count("“") >= 6, "at least three contradictions with both quotes"
    assert "who-sought" in done.stdout
    assert (tmp_path / "out" / "network.html").is_file()
    where = [sys.executable, "-c", "import histgraph; print(histgraph.__file__)"]
    found = subprocess.run(where, env=environment, cwd=tmp_path, capture_output=True, text=True).stdout
    assert str(tmp_path / "site") in found
