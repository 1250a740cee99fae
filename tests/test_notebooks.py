"""The notebooks run from top to bottom, and lie in the repository without their results."""

import os
from pathlib import Path

import nbformat
import pytest
from IPython.core.interactiveshell import InteractiveShell
from IPython.utils.capture import capture_output
from nbclient import NotebookClient

ROOT = Path(__file__).resolve().parents[1]
NOTEBOOKS = sorted((ROOT / "notebooks").glob("*.ipynb"))


def test_there_is_one_for_each_kind_of_user():
    assert {path.stem for path in NOTEBOOKS} == {"student", "researcher", "analyst"}


def code(notebook):
    return [cell for cell in notebook.cells if cell.cell_type == "code"]


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda p: p.stem)
def test_outputs_are_left_out(path):
    for cell in code(nbformat.read(path, as_version=4)):
        assert cell.outputs == []
        assert cell.execution_count is None


@pytest.mark.slow
def test_one_runs_in_a_kernel_of_its_own(tmp_path, monkeypatch):
    monkeypatch.setenv("PYTHONPATH", os.pathsep.join([str(ROOT / "src"), os.environ.get("PYTHONPATH", "")]))
    monkeypatch.setenv("PYDEVD_DISABLE_FILE_VALIDATION", "1")
    notebook = nbformat.read(ROOT / "notebooks" / "student.ipynb", as_version=4)
    NotebookClient(notebook, timeout=240, resources={"metadata": {"path": str(tmp_path)}}).execute()
    assert all(cell.outputs for cell in code(notebook)[:2])
    assert (tmp_path / "network.html").stat().st_size > 100_000


@pytest.mark.parametrize("name", ["researcher", "analyst"])
def test_the_others_run(name, tmp_path, monkeypatch):
    """In a shell of this process, which need not load everything anew."""
    monkeypatch.chdir(tmp_path)
    shell = InteractiveShell()
    for number, cell in enumerate(code(nbformat.read(ROOT / "notebooks" / f"{name}.ipynb", as_version=4))):
        with capture_output() as shown:
            done = shell.run_cell(cell.source)
        assert done.success, cell.source
        assert number > 1 or shown.outputs or shown.stdout
