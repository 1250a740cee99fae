"""Pages of many layouts: who speaks where, and what belongs to nobody."""

import time
import tomllib
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from histgraph.model import Source, Span
from histgraph.segment import divide
from histgraph.segment.sentences import sentences
from histgraph.sources.web import page_text

CASES = tomllib.loads((Path(__file__).parent / "cases" / "layouts.toml").read_text(encoding="utf-8"))["case"]


def page(text):
    return divide(Source("s", "s.txt", "0" * 64, text))


@pytest.mark.parametrize("case", CASES, ids=[c["name"] for c in CASES])
def test_layouts(case):
    text = page_text(case["text"])[1] if case.get("html") else case["text"]
    found = page(text)
    assert (found.question or "") == case.get("question", "")
    told = [
        {
            "number": c.number,
            "kind": c.kind.value,
            "author": c.author or "",
            "headings": [h.quote(text) for h in c.headings],
            "sentences": len(c.sentences),
        }
        for c in found.contributions
    ]
    wanted = [{"author": "", "headings": [], **row} for row in case["contributions"]]
    assert [
        {k: v for k, v in row.items() if k in want} for row, want in zip(told, wanted, strict=False)
    ] == wanted
    assert len(told) == len(wanted)
    words = " ".join(s.quote(text) for c in found.contributions for s in c.sentences)
    for furniture in case.get("furniture", []):
        assert furniture not in words
    for kept in case.get("kept", []):
        assert kept in words


@given(st.text(max_size=400))
@settings(max_examples=50, deadline=None)
def test_any_text_is_divided_with_sentences_in_place(text):
    found = page(text)
    for contribution in found.contributions:
        last = 0
        for sentence in contribution.sentences:
            assert last <= sentence.start < sentence.end <= len(text)
            assert any(s.start <= sentence.start and sentence.end <= s.end for s in contribution.spans)
            last = sentence.end


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("He died in 1547. His son followed.", ["He died in 1547.", "His son followed."]),
        ("Dr. Smith met Mr. Jones. They spoke.", ["Dr. Smith met Mr. Jones.", "They spoke."]),
        ("The U.S. Navy sailed at 6 a.m. on Monday.", ["The U.S. Navy sailed at 6 a.m. on Monday."]),
        ('She said "No." Then she left.', ['She said "No."', "Then she left."]),
        ("The tax was 3.5 percent. It rose.", ["The tax was 3.5 percent.", "It rose."]),
        ("Was it so? Nobody knows!", ["Was it so?", "Nobody knows!"]),
    ],
)
def test_sentences(text, expected):
    assert [s.quote(text) for s in sentences(text, Span(0, len(text)))] == expected


@pytest.mark.parametrize(
    "unit", [" ", "x", "word ", "a\n", "> The king sold the forest.\n", "[[", "A: b. ", "**a** "]
)
def test_what_never_ends_is_divided_in_no_long_time(unit):
    text = unit * (120_000 // len(unit)) + "The end."
    start = time.process_time()
    page(text)
    assert time.process_time() - start < 10, "more than linear in the length of the text"


def test_a_page_without_words_is_a_problem_not_an_error():
    assert page("----\n\n***\n").problems[0].remedy


@pytest.mark.shared
def test_every_annotated_claim_lies_in_its_contribution(shared):
    import json

    gold = json.loads((shared / "eval" / "learn.gold.json").read_text(encoding="utf-8"))
    inside = total = 0
    for name in gold["documents"]:
        path = next(p for p in (shared / "seeds" / name, shared / "eval" / "learn" / name) if p.is_file())
        parts = page(path.read_text(encoding="utf-8")).contributions
        for claim in (c for c in gold["claims"] if c["document"] == name):
            total += 1
            inside += any(
                part.number == str(claim["answer"])
                and any(s.start < claim["end"] and claim["start"] < s.end for s in part.sentences)
                for part in parts
            )
    assert total > 1000
    assert inside / total >= 0.99


def test_thousands_of_names_before_dashes_are_divided_in_no_long_time():
    said = "the army of the town fell by night to the merchants of the coast"
    text = "Why?\n\n" + "\n".join(f"Old King{number} - {said}." for number in range(3000))
    start = time.process_time()
    page(text)
    assert time.process_time() - start < 10, "names are looked for one by one in the whole text"
