"""Names, dates and numbers of a sentence: which words they are, and of what kind."""

import time
import tomllib
from pathlib import Path

import pytest

from histgraph.extract.parsing.entities import marked
from histgraph.extract.parsing.numbers import numbers
from histgraph.extract.parsing.parse import TextParser, load_model
from histgraph.extract.syntax.tree import grow
from histgraph.gazetteer import gazetteer

CASES = tomllib.loads((Path(__file__).parent / "cases" / "entities.toml").read_text(encoding="utf-8"))["case"]


def found(text: str) -> list[str]:
    return [f"{e.text} | {e.label_}" for e in TextParser(load_model(), gazetteer())(text).ents]


@pytest.mark.parametrize("case", CASES, ids=[case["text"] for case in CASES])
def test_names_dates_and_numbers(case):
    assert found(case["text"]) == case["found"]


def test_what_tokens_say_is_what_is_listed():
    (tree,) = marked(
        [grow(load_model()("In May 1802 Queen Ysolde of Kent sold Dover for 300 crowns."))], gazetteer()
    )
    for entity in tree.ents:
        assert [t.ent_iob_ for t in entity] == ["B", *"I" * (len(entity.tokens) - 1)]
        assert {t.ent_type_ for t in entity} == {entity.label_}
    named = {t.i for entity in tree.ents for t in entity}
    assert all((t.ent_type_, t.ent_iob_) == ("", "O") for t in tree if t.i not in named)


def test_a_weak_guess_gives_way_to_what_the_page_tells_elsewhere():
    texts = ("They lived at Brodnica.", "Brodnica, as they told us, was rich.")
    trees = marked([grow(parse) for parse in load_model().pipe(texts)], gazetteer())
    assert [e.label_ for tree in trees for e in tree.ents] == ["GPE", "GPE"]


@pytest.mark.parametrize("row", ["1 " * 500, "that last " * 200, "about more " * 200, "first , and " * 150])
def test_long_rows_take_no_time(row):
    tree = grow(load_model()(row))
    started = time.perf_counter()
    list(numbers(tree))
    assert time.perf_counter() - started < 2
