"""Who speaks where, on pages each in a layout of its own (benchmarks/layouts), and the judge of it."""

import importlib.util
import json
import sys
from pathlib import Path

import pytest

HERE = Path(__file__).parents[1] / "benchmarks"
pytestmark = pytest.mark.skipif(not HERE.is_dir(), reason="the pages stand beside a checkout")


@pytest.fixture(scope="module")
def layouts():
    spec = importlib.util.spec_from_file_location("layouts", HERE / "layouts.py")
    module = importlib.util.module_from_spec(spec)
    sys.modules["layouts"] = module
    spec.loader.exec_module(module)
    return module


def page(folder, text, *rows):
    path = folder / "page.txt"
    path.write_text(text, encoding="utf-8")
    contributions = [dict(zip(("author", "side", "begins", "ends"), row, strict=True)) for row in rows]
    path.with_suffix(".json").write_text(json.dumps({"contributions": contributions}), encoding="utf-8")
    return path


TWO = (
    "Why did Arvelle fall?\n\n[FOR] Jane Oldquill\nThe gate was opened from inside by a merchant of the town.\n\n"
    "[AGAINST] marten_k\nThe garrison had eaten its horses, and nobody came.\n"
)


@pytest.mark.parametrize(
    ("first", "side_of_second", "right"),
    [
        ("Jane Oldquill", "against", (2, 2)),
        ("Petra Holm", "against", (1, 2)),
        ("Jane Oldquill", "for", (2, 1)),
    ],
)
def test_a_page_divided_right_is_judged_by_author_and_side(layouts, tmp_path, first, side_of_second, right):
    one = (first, "for", "The gate", "the town.")
    other = ("marten_k", side_of_second, "The garrison", "came.")
    verdict = layouts.judge(page(tmp_path, TWO, one, other))
    assert verdict.divided
    assert (verdict.authors, verdict.sides) == ((right[0], 2), (right[1], 2))


def test_a_voice_too_many_is_wrong(layouts, tmp_path):
    path = page(tmp_path, TWO, (None, None, "The gate", "nobody came."))
    assert not layouts.judge(path).divided


def test_words_that_are_not_on_the_page_are_refused(layouts, tmp_path):
    path = page(tmp_path, TWO, (None, None, "The wall", "nobody came."))
    with pytest.raises(layouts.GoldError, match="The wall"):
        layouts.judge(path)


@pytest.mark.parametrize(("folder", "pages"), [("open", 136), ("kept", 40)])
def test_the_gold_of_every_page_stands_in_it(layouts, folder, pages):
    paths = sorted((HERE / "layouts" / folder).glob("*.txt"))
    assert len(paths) == pages
    for path in paths:
        assert layouts.voices(path, path.read_text(encoding="utf-8"))


def test_most_layouts_are_divided(layouts):
    found = layouts.measures(
        [layouts.judge(path) for path in sorted((HERE / "layouts" / "open").glob("*.txt"))]
    )
    assert found["divided"] >= 0.69
    assert found["authors"] >= 0.88
