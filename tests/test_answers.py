"""The one value that an answer gives to a question that asks for one, and whether two of them exclude each other."""

import tomllib
from typing import Any

import pytest

from histgraph.compare.answers.given import value_of
from histgraph.compare.answers.measures import measures
from histgraph.compare.answers.opening import held
from histgraph.compare.answers.wanted import wanted
from histgraph.compare.answers.whereabouts import lie_apart
from histgraph.compare.answers.years import times_in
from paircases import CASES, Pair, reading, reported, world

ROWS: list[dict[str, Any]] = tomllib.loads((CASES / "answers.toml").read_text(encoding="utf-8"))["answer"]


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row["question"])
def test_what_two_answers_give_and_whether_both_can_be(row: dict[str, Any]):
    pair = Pair("", row["question"], row["one"], row["other"])
    corpus = world(reading(pair.text))
    given = [value_of(c, corpus) for c in corpus.contributions.values()]
    assert set(row["given"]) <= {value.told for value in given if value is not None}
    assert bool(reported(pair)) is row["apart"]


@pytest.mark.parametrize(
    ("question", "kind"),
    [
        ("When did the last Inca city fall?", "when"),
        ("in what year was the mint at Potosi founded", "when"),
        ("How long did the siege last?", "long"),
        ("how many languages did Mezzofanti speak", "many"),
        ("What was the population of Cahokia?", "amount"),
        ("At what age did Hatshepsut take the throne?", "age"),
        ("In which town was Hus burned?", "where"),
        ("Whose idea was the tunnel?", "who"),
        ("What were their boats made of?", "kind"),
    ],
)
def test_a_question_asks_for_one_value(question: str, kind: str):
    found = wanted(question)
    assert found is not None
    assert found.kind == kind


@pytest.mark.parametrize(
    "question",
    [
        "Why did the siege last so long?",
        "Which countries took part in the war?",
        "Did the city fall when the walls were breached?",
        "Who were the generals of the league?",
        "How did they cross the strait?",
    ],
)
def test_other_questions_ask_for_none(question: str):
    assert wanted(question) is None


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("about 300 ships", "25,000 ships"),
        ("40 tops", "fifty"),
        ("half a ton", "six tonnes"),
        ("no more than ten miles", "35 km"),
        ("nine months", "six years"),
        ("250k men", "600,000 men"),
    ],
)
def test_two_numbers_exclude_each_other(one: str, other: str):
    assert measures(one)[0].apart(measures(other)[0])


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("about 300", "350"),
        ("over 100", "120"),
        ("at least 50", "900"),
        ("four or five", "five"),
        ("20 years", "22 years"),
    ],
)
def test_two_numbers_go_together(one: str, other: str):
    assert not measures(one)[0].apart(measures(other)[0])


def test_years_are_no_counts_and_counts_no_years():
    assert not measures("It was built in 1204 and burned in 1231.")
    assert not times_in("They had 1500 ships.")


@pytest.mark.parametrize(
    ("one", "other", "apart"),
    [
        ("1458", "the early 16th century", True),
        ("by 1300", "into the 1600s at least", True),
        ("summer of 1348", "the 1340s", False),
        ("c. 1200", "1205", False),
        ("2200 BC", "the third millennium, 2150 BCE", True),
    ],
)
def test_times_share_a_year_or_none(one: str, other: str, apart: bool):
    assert times_in(one)[0].apart(times_in(other)[0]) is apart


@pytest.mark.parametrize(
    ("one", "other", "apart"),
    [
        (("Lisbon",), ("Seville",), True),
        (("Galilee",), ("Palestine",), False),
        (("Mactan", "Philippines"), ("Java",), True),
        (("Nowhereville",), ("Java",), False),
        (("Balkans",), ("Eastern Europe",), False),
    ],
)
def test_places_lie_apart_where_it_is_known(one: tuple[str, ...], other: tuple[str, ...], apart: bool):
    assert lie_apart(one, other) is apart


def test_what_others_say_is_not_held():
    assert held("People keep saying Lima but it was Cuzco.")[0] == "it was Cuzco."
    assert "Lima" not in held("Cuzco, not Lima.")[0]
