"""Bare triples: the clause whole, and every prepositional part by itself, word for word."""

import pytest

from histgraph.extract import page_triples
from histgraph.extract.parsing.parse import load_model
from histgraph.extract.syntax.tree import grow
from histgraph.extract.triples import MOST, triples
from histgraph.model import Source, stable_id
from histgraph.segment import divide


def found(text: str) -> set[str]:
    return {f"{t.subject} | {t.relation} | {t.object}" for t in triples(grow(load_model()(text)))}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "In 1453 the Ottomans took the city of the emperors after a long siege.",
            [
                "the Ottomans | took | the city of the emperors",
                "the Ottomans | took the city of | the emperors",
                "the Ottomans | took the city after | a long siege",
                "the Ottomans | took the city In | 1453",
                "the Ottomans | took | the city of the emperors after a long siege In 1453",
            ],
        ),
        (
            "The canal was dug by prisoners and opened in 1891.",
            ["The canal | was dug by | prisoners", "The canal | was opened in | 1891"],
        ),
        (
            "Merchants and monks carried the script to Korea.",
            ["Merchants | carried | the script", "monks | carried the script to | Korea"],
        ),
        (
            "The bridge that the engineers had built collapsed in the flood.",
            ["the engineers | had built | The bridge", "The bridge | collapsed in | the flood"],
        ),
        (
            "The duke promised to free the peasants.",
            ["The duke | promised to free | the peasants"],
        ),
        (
            "The famine forced the king to sell his horses.",
            ["The famine | forced | the king", "the king | to sell | his horses"],
        ),
        (
            "The abbey never paid taxes to the crown.",
            ["The abbey | never paid | taxes", "The abbey | never paid taxes to | the crown"],
        ),
    ],
)
def test_parts_of_clauses(text, expected):
    assert set(expected) <= found(text)


def test_a_raised_infinitive_is_no_clause_of_its_own():
    assert not any("| to free |" in triple for triple in found("The duke promised to free the peasants."))


def test_a_whole_clause_is_surer_than_a_part_far_out():
    rows = triples(
        grow(load_model()("The Ottomans took the city of the emperors after a siege of two months."))
    )
    sure = {t.object: t.confidence for t in rows}
    assert sure["the city of the emperors after a siege of two months"] > sure["two months"]
    assert all(0 < t.confidence <= 1 for t in rows)


def test_words_are_those_of_the_sentence_it_stands_in():
    text = "The khan burned the granaries of Merv. The well-fed garrison fled to the hills in 1221."
    digest = stable_id(text)
    rows = list(page_triples(divide(Source(id=digest, name="a.txt", sha256=digest * 4, text=text))))
    assert len({row["id"] for row in rows}) == len(rows) >= 4
    for row in rows:
        sentence = text[row["start"] : row["end"]]
        for field in ("subject_text", "relation_text", "object_text"):
            assert set(row[field].split()) <= set(sentence.replace(".", " .").split())
    assert "The well-fed garrison" in {row["subject_text"] for row in rows}


def test_a_list_without_end_has_an_end():
    names = " and ".join(f"Baron Number{i} of Place{i} in Land{i}" for i in range(60))
    assert 0 < len(triples(grow(load_model()(f"{names} fought {names} for {names}.")))) <= MOST
