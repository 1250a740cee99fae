"""Documentation that cannot rot: everything there is, is told of, and every example runs.

``python tests/test_docs.py`` writes the generated parts anew.
"""

import contextlib
import io
import re
import shlex
import shutil
import sys
import tomllib
from dataclasses import fields
from functools import cache
from importlib import import_module
from pathlib import Path

import click
import pytest

import histgraph
from histgraph.cli import _COMMANDS, cli, main
from histgraph.query import AUDIENCES, saved
from histgraph.vocabulary import PREFIXES

ROOT = Path(__file__).resolve().parents[1]
DOCS = ROOT / "docs"
PAGES = [ROOT / "README.md", *sorted(DOCS.glob("*.md"))]
_GENERATED = re.compile(r"(<!-- generated: (?P<what>[\w ]+) -->\n).*?(<!-- end -->)", re.DOTALL)
_BLOCK = re.compile(r"^```(?P<kind>\w+)(?: (?P<name>[\w.-]+))?\n(?P<body>.*?)^```$", re.DOTALL | re.MULTILINE)


def command(name: str) -> click.Command:
    found = cli.get_command(click.Context(cli), name)
    assert found is not None
    return found


def commands_text() -> str:
    """Return the reference of all commands, as their own help tells it."""
    parts = []
    for name in _COMMANDS:
        context = click.Context(command(name), info_name=f"histgraph {name}", max_content_width=100)
        parts.append(f"## {name}\n\n```text\n{command(name).get_help(context)}\n```\n")
    return "\n".join(parts)


def queries_text() -> str:
    """Return the list of saved queries for each kind of user."""
    parts = []
    for audience in AUDIENCES:
        parts.append(f"### For the {audience}\n\n| name | question | parameters |\n|---|---|---|")
        for query in (q for q in saved().values() if q.audience == audience):
            params = ", ".join(f"`{name}={value}`" for name, value in query.params)
            parts.append(f"| `{query.name}` | {query.title} {query.description} | {params} |")
        parts.append("")
    return "\n".join(parts)


GENERATED = {
    "commands": (DOCS / "commands.md", commands_text),
    "saved queries": (DOCS / "queries.md", queries_text),
}


def renewed(text: str) -> str:
    return _GENERATED.sub(lambda m: m[1] + "\n" + GENERATED[m["what"]][1]() + "\n" + m[3], text)


@pytest.mark.parametrize("what", GENERATED)
def test_generated_parts_are_fresh(what):
    text = GENERATED[what][0].read_text(encoding="utf-8")
    assert renewed(text) == text, "run python tests/test_docs.py"


def test_every_command_and_option_is_told_of():
    text = (DOCS / "commands.md").read_text(encoding="utf-8")
    for name in _COMMANDS:
        assert f"## {name}\n" in text
        for parameter in command(name).params:
            for option in parameter.opts if isinstance(parameter, click.Option) else ():
                assert option in text, f"{name} {option}"


def test_every_setting_is_told_of():
    text = (DOCS / "python.md").read_text(encoding="utf-8")
    for setting in fields(histgraph.Settings):
        assert f"| `{setting.name}` |" in text


def test_every_variable_of_the_environment_is_told_of():
    read = "\n".join(path.read_text(encoding="utf-8") for path in (ROOT / "src").rglob("*.py"))
    told = "\n".join(path.read_text(encoding="utf-8") for path in PAGES)
    names = set(re.findall(r"\bHISTGRAPH_[A-Z_]*[A-Z]\b", read))
    assert len(names) >= 5
    assert {name for name in names if name not in told} == set()


def test_every_exception_of_the_tree_is_told_of():
    text = (DOCS / "python.md").read_text(encoding="utf-8")
    tree = [e for e in vars(import_module("histgraph.errors")).values() if isinstance(e, type)]
    assert len(tree) >= 7
    for error in tree:
        assert f"| {error.exit_code} | `{error.__name__}` |" in text


def test_every_door_for_extensions_is_told_of():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    text = (DOCS / "extending.md").read_text(encoding="utf-8")
    for group, points in project["entry-points"].items():
        assert group in text
        assert all(f"`{name}`" in text for name in points)
    for path in sorted((ROOT / "src" / "histgraph" / "data").glob("*.toml")):
        assert path.name in text
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    assert all(f"`{extra}`" in readme for extra in project["optional-dependencies"])


def test_every_file_of_the_ontology_and_every_prefix_is_told_of():
    text = (ROOT / "ontology" / "README.md").read_text(encoding="utf-8")
    for path in (ROOT / "ontology").glob("*.ttl"):
        assert f"`{path.name}`" in text
    for prefix in ("hg", "rel", "not", ""):
        assert f"`{prefix}:` `{PREFIXES[prefix]}`" in text


def test_links_lead_somewhere():
    pages = [*PAGES, ROOT / "CONTRIBUTING.md", ROOT / "ontology" / "README.md", ROOT / "graph" / "README.md"]
    checked = 0
    for page in pages:
        for target in re.findall(r"\]\(([^)#]+?)(?:#[^)]*)?\)", page.read_text(encoding="utf-8")):
            if not target.startswith("http"):
                checked += 1
                assert (page.parent / target).exists(), f"{page.name}: {target}"
    assert checked > 20


@pytest.mark.parametrize("document", PAGES, ids=lambda p: str(p.relative_to(ROOT)))
def test_examples_run(document, tmp_path, monkeypatch):
    """Run all blocks of a page in order in one folder: texts are written, commands and Python run, SPARQL asked."""
    blocks = list(_BLOCK.finditer(document.read_text(encoding="utf-8")))
    (tmp_path / "graph").mkdir()
    shutil.copytree(ROOT / "graph" / "corpus", tmp_path / "graph" / "corpus")
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("HISTGRAPH_STORE", raising=False)
    names: dict[str, object] = {"__name__": "docs"}
    for block in blocks:
        kind, body = block["kind"], block["body"]
        if block["name"]:
            Path(block["name"]).write_text(body, encoding="utf-8")
        elif kind == "python":
            exec(compile(body, f"{document.name}", "exec"), names)
        elif kind == "console":
            for line in body.splitlines():
                if line.startswith("$ histgraph"):
                    run(line[2:])
        elif kind == "sparql" and "$" not in body:
            asked(body)
        elif kind == "toml":
            tomllib.loads(body)


def run(line: str) -> None:
    arguments = shlex.split(line)[1:]
    with (
        contextlib.redirect_stdout(io.StringIO()),
        contextlib.redirect_stderr(io.StringIO()) as told,
        pytest.raises(SystemExit) as ended,
    ):
        main(arguments)
    assert ended.value.code == 0, f"{line}\n{told.getvalue()}"


def asked(query: str) -> None:
    assert len(one_source().query(query)) > 0, query


@cache
def one_source() -> histgraph.Graph:
    return histgraph.build(ROOT / "graph" / "corpus" / "stalin-aims.txt")


if __name__ == "__main__":
    for path, _ in GENERATED.values():
        path.write_text(renewed(path.read_text(encoding="utf-8")), encoding="utf-8")
    sys.exit(0)
