"""The scorer of short plain pages: what counts as right, and that the gold says what stands in the pages."""

import importlib.util
import sys
from collections import Counter
from pathlib import Path
from types import ModuleType

import pytest

from histgraph.model import LinkKind

BENCHMARKS = Path(__file__).resolve().parents[1] / "benchmarks"

PAGE = """Q: Did the bridge at Orvane fall in 1604?

A: Nope. It stood until the flood. The toll was doubled that year.

A: It fell in 1604. The toll was lower than ever.
"""
GOLD = """
[[dispute]]
kind = "Negation"
one = ["Nope.", "It stood until the flood."]
other = ["It fell in 1604."]

[[dispute]]
kind = "ValueConflict"
required = false
one = ["The toll was doubled that year."]
other = ["The toll was lower than ever."]
"""


@pytest.fixture(scope="module")
def plain() -> ModuleType:
    spec = importlib.util.spec_from_file_location("plain_pages", BENCHMARKS / "plain.py")
    module = importlib.util.module_from_spec(spec)
    sys.modules["plain_pages"] = module
    spec.loader.exec_module(module)
    return module


@pytest.fixture
def found(plain, tmp_path):
    """Score reported pairs of quotes, each with a strength, beside the gold of one page and of one without disputes."""

    def score(*reported: tuple[str, str, str]):
        for name, gold in (("orvane", GOLD), ("quiet", "")):
            (tmp_path / f"{name}.txt").write_text(PAGE, encoding="utf-8")
            (tmp_path / f"{name}.toml").write_text(gold, encoding="utf-8")
        claims, links = {}, []
        for one, other, strength in reported:
            sides = []
            for said in (one, other):
                name, _, quote = said.rpartition("|")
                start = PAGE.index(quote)
                sides.append(f"c{len(claims)}")
                claims[sides[-1]] = {
                    "document": f"{name or 'orvane'}.txt",
                    "start": start,
                    "end": start + len(quote),
                    "quote": quote,
                }
            links.append({"claim_a": sides[0], "claim_b": sides[1], "strength": strength})
        return plain.compare(plain.read(tmp_path), claims, links).measures()

    return score


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Nope.", "It fell in 1604."),
        ("It fell in 1604.", "It stood until the flood."),
        ("Nope. It stood until the flood.", "fell in 1604"),
    ],
)
def test_a_pair_on_both_sides_finds_the_dispute_in_either_order(found, one, other):
    got = found((one, other, "strong"))
    assert (got["disputes_precision"], got["disputes_recall"], got["false_alarms"]) == (1, 1, 0)


def test_a_pair_on_one_side_or_across_two_disputes_is_wrong(found):
    got = found(
        ("Nope.", "It stood until the flood.", "strong"),
        ("Nope.", "The toll was lower than ever.", "qualified"),
    )
    assert (got["disputes_pairs"], got["disputes_wrong"], got["disputes_recall"]) == (2, 2, 0)


def test_an_optional_dispute_is_right_but_never_missed(found):
    got = found(("The toll was doubled that year.", "The toll was lower than ever.", "qualified"))
    assert (got["disputes_precision"], got["disputes_recall"], got["disputes_read"]) == (1, 0, 0)


def test_tensions_are_not_reported(found):
    got = found(("Nope.", "It fell in 1604.", "tension"))
    assert (got["disputes_pairs"], got["disputes_read"]) == (0, 1)


def test_alarms_where_nothing_is_disputed_and_between_pages_are_false(found):
    got = found(
        ("quiet|Nope.", "quiet|It fell in 1604.", "strong"), ("Nope.", "quiet|It fell in 1604.", "strong")
    )
    assert (got["false_alarms"], got["disputes_wrong"]) == (2, 2)


@pytest.mark.parametrize(
    "gold",
    [
        '[[dispute]]\nkind = "Negation"\none = ["Never."]\nother = ["Nope."]\n',
        '[[dispute]]\nkind = "Negation"\none = ["The toll was"]\nother = ["Nope."]\n',
        '[[dispute]]\nkind = "Negation"\none = ["Nope."]\nother = ["Nope."]\n',
    ],
    ids=["not there", "there twice", "on both sides"],
)
def test_gold_that_cannot_be_right_is_refused(plain, tmp_path, gold):
    (tmp_path / "page.txt").write_text(PAGE, encoding="utf-8")
    (tmp_path / "page.toml").write_text(gold, encoding="utf-8")
    with pytest.raises(plain.GoldError):
        plain.read(tmp_path)


def test_the_folders_are_whole_and_their_gold_is_in_the_pages(plain):
    pages = {name: plain.read(BENCHMARKS / "plain" / name) for name in plain.FOLDERS}
    counts = {
        name: (len(read), sum(not page.disputes for page in read), sum(len(page.disputes) for page in read))
        for name, read in pages.items()
    }
    assert counts == {"open": (96, 25, 113), "kept": (60, 19, 68)}
    assert not {page.name for page in pages["open"]} & {page.name for page in pages["kept"]}
    kinds = Counter(d.kind for read in pages.values() for page in read for d in page.disputes)
    assert set(kinds) <= {kind.value for kind in LinkKind if not kind.is_agreement}
