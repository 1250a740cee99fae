"""Every question the ontology was made for gets its expected rows from the example.

``python tests/test_competency.py`` writes the rows anew; look at what changed before you commit them.
"""

import csv
import io
import re
from pathlib import Path

import pyoxigraph as ox
import pytest

from histgraph import vocabulary
from histgraph.resources import ontology_dir

FOLDER = ontology_dir() / "competency"
QUERIES = sorted(FOLDER.glob("*.rq"))


def example() -> ox.Store:
    """Return the example with ontology and relations, each graph where a build puts it."""
    store = ox.Store()
    store.load(path=str(ontology_dir() / "examples" / "bruges.trig"))
    for name in ("histgraph.ttl", "relations.ttl"):
        store.load(path=str(ontology_dir() / name), to_graph=ox.NamedNode(f"{vocabulary.GRAPH}vocabulary"))
    return store


def shown(term: object) -> str:
    """Return a term as the expected rows write it."""
    if isinstance(term, ox.NamedNode):
        for prefix, space in sorted(vocabulary.PREFIXES.items(), key=lambda pair: -len(pair[1])):
            if term.value.startswith(space):
                return f"{prefix}:{term.value.removeprefix(space)}"
    return "" if term is None else term.value  # type: ignore[attr-defined, no-any-return]


def answer(store: ox.Store, path: Path) -> str:
    """Return the rows of a query as CSV, sorted."""
    solutions = store.query(path.read_text(encoding="utf-8"), use_default_graph_as_union=True)
    assert isinstance(solutions, ox.QuerySolutions)
    names = [variable.value for variable in solutions.variables]
    rows = sorted([shown(solution[name]) for name in names] for solution in solutions)
    out = io.StringIO()
    csv.writer(out, lineterminator="\n").writerows([names, *rows])
    return out.getvalue()


@pytest.fixture(scope="module")
def store() -> ox.Store:
    return example()


@pytest.mark.parametrize("path", QUERIES, ids=lambda path: path.stem)
def test_a_question_gets_its_rows(path: Path, store: ox.Store) -> None:
    expected = path.with_suffix(".csv").read_text(encoding="utf-8")
    assert expected.count("\n") > 1, "a question without an answer tests nothing"
    assert answer(store, path) == expected


def test_there_are_questions_for_each_kind_of_user() -> None:
    assert len(QUERIES) >= 28
    users = [re.findall(r"^# for: (\w+)$", path.read_text(encoding="utf-8"), re.M) for path in QUERIES]
    assert {user for (user,) in users} == {"researcher", "student", "analyst"}


@pytest.mark.parametrize("path", QUERIES, ids=lambda path: path.stem)
def test_a_question_is_headed_by_title_description_and_user(path: Path) -> None:
    lines = path.read_text(encoding="utf-8").splitlines()
    assert lines[0].startswith("# title: ")
    assert lines[0].endswith("?")
    assert lines[1].startswith("# description: ")
    assert lines[2].startswith("# for: ")


def test_no_expected_rows_are_left_without_a_question() -> None:
    assert {path.stem for path in FOLDER.glob("*.csv")} == {path.stem for path in QUERIES}


if __name__ == "__main__":
    filled = example()
    for query in QUERIES:
        query.with_suffix(".csv").write_text(answer(filled, query), encoding="utf-8")
