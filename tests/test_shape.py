"""The house rules that a tool can hold: size of modules and functions, direction of imports, no network."""

import ast
import socket
import subprocess
import sys
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

from conftest import OutsideRequestError

ROOT = Path(__file__).resolve().parents[1]
PACKAGE = ROOT / "src" / "histgraph"
MODULES = sorted(PACKAGE.rglob("*.py"))
MOST_LINES = 420
MOST_FUNCTION_LINES = 50
DUMPING_GROUNDS = {"utils", "util", "helpers", "helper", "common", "base", "manager", "misc", "core"}


@cache
def parsed(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"))


def functions(tree: ast.AST) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield node


def code_lines(node: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    """Lines of a function without its docstring: words that explain are no burden."""
    documented = ast.get_docstring(node) is not None
    docstring = (node.body[0].end_lineno - node.body[0].lineno + 1) if documented else 0
    return node.end_lineno - node.lineno + 1 - docstring


def test_the_package_was_found():
    assert len(MODULES) > 20


@pytest.mark.parametrize("path", MODULES, ids=lambda p: str(p.relative_to(PACKAGE)))
def test_no_module_is_a_burden(path: Path):
    text = path.read_text(encoding="utf-8")
    lines = [line for line in text.splitlines() if line.strip()]
    assert len(lines) <= MOST_LINES, f"{path.name} has {len(lines)} lines: divide it"
    long = {f.name: code_lines(f) for f in functions(parsed(path)) if code_lines(f) > MOST_FUNCTION_LINES}
    assert not long, f"{path.name}: too long to read at a glance: {long}"


@pytest.mark.parametrize("path", MODULES, ids=lambda p: str(p.relative_to(PACKAGE)))
def test_modules_say_what_they_hold(path: Path):
    assert path.stem not in DUMPING_GROUNDS
    assert ast.get_docstring(parsed(path)), f"{path} has no docstring"


@pytest.mark.parametrize("path", MODULES, ids=lambda p: str(p.relative_to(PACKAGE)))
def test_own_modules_are_imported_at_the_top(path: Path):
    hidden = [
        (function.name, node.lineno)
        for function in functions(parsed(path))
        for node in ast.walk(function)
        if (isinstance(node, ast.ImportFrom) and (node.level or (node.module or "").startswith("histgraph")))
        or (isinstance(node, ast.Import) and any(a.name.startswith("histgraph") for a in node.names))
    ]
    assert not hidden, f"{path.name} hides imports of our own modules in functions: {hidden}"


def test_imports_flow_one_way():
    done = subprocess.run(
        [sys.executable, "-c", "from importlinter.cli import lint_imports_command; lint_imports_command()"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=120,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    assert " 0 broken" in done.stdout


@pytest.mark.parametrize("command", [["check"], ["format", "--check"]], ids=" ".join)
def test_style_is_clean(command: list[str]):
    ruff = str(Path(sys.executable).parent / "ruff")
    done = subprocess.run(
        [ruff, *command, "--no-cache", "."], cwd=ROOT, capture_output=True, text=True, timeout=120
    )
    assert done.returncode == 0, done.stdout[-4000:] + done.stderr


@pytest.mark.slow
def test_types_hold():
    done = subprocess.run(
        [sys.executable, "-m", "mypy"], cwd=ROOT, capture_output=True, text=True, timeout=420
    )
    assert done.returncode == 0, done.stdout[-4000:] + done.stderr


def test_no_test_can_reach_the_web():
    with pytest.raises(OutsideRequestError):
        socket.create_connection(("192.0.2.1", 80), timeout=0.2)
    with pytest.raises(OutsideRequestError):
        socket.getaddrinfo("example.org", 80)
