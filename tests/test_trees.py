"""The treebank holds trees, and its benchmark tells what each repair does to them."""

import sys
from importlib import import_module
from pathlib import Path
from types import ModuleType

import pytest

BENCHMARKS = Path(__file__).resolve().parents[1] / "benchmarks"
WORDS = ("The", "machine", "did", "not", ",", "however", ",", "replace", "the", "weavers", ".")


@pytest.fixture(scope="module")
def trees() -> ModuleType:
    sys.path.insert(0, str(BENCHMARKS))
    return import_module("trees")


def test_every_sentence_of_the_treebank_is_a_tree(trees):
    found = list(trees.sentences())
    assert len(found) == len({s.text for s in found})
    assert {s.by for s in found} == {"hand", "agreed"}
    for sentence in found:
        whole = "".join(w + " " * gap for w, gap in zip(sentence.words, sentence.spaces(), strict=True))
        assert whole == sentence.text
        for place, (head, label, _) in enumerate(sentence.tree):
            assert (label == "ROOT") == (head == place)
            for _ in sentence.words:
                head = sentence.tree[head][0]
            assert sentence.tree[head][1] == "ROOT", sentence.text


@pytest.mark.parametrize(("head", "said"), [(7, "heads better"), (2, "heads worse"), (9, "heads neither")])
def test_a_change_is_told_of_the_repair_that_makes_it(trees, head, said):
    right = tuple((head if place == 1 else 7, "nsubj", "NN") for place in range(len(WORDS)))
    sentence = trees.Sentence(
        "page", "hand", "The machine did not, however, replace the weavers.", WORDS, right
    )
    found = list(trees.changes([sentence], trees.parses([sentence])))
    (machine,) = (c for c in found if c.place == 1)
    assert (machine.repair, machine.verdict) == ("repair._moved_subject", said)
