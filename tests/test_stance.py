"""The stance that answers take to a question that asks for yes or no, and two of opposite stance."""

import tomllib

import pytest

from histgraph import compare
from histgraph.compare.conflicts.stance import carries
from histgraph.compare.conflicts.whether import whether
from histgraph.model import Strength
from histgraph.normalise.vectors import phrase_vectors
from paircases import CASES, reading, world

PAGES = tomllib.loads((CASES / "stances.toml").read_text(encoding="utf-8"))["page"]
FOUND = 67
"""Pages with opposite stances on which a contradiction is reported, of 108."""


def text(question: str, answers: list[str]) -> str:
    return f"Q: {question}\n\n" + "\n\n".join(f"A: {answer}" for answer in answers) + "\n"


def corpus(question: str, answers: list[str]) -> compare.Corpus:
    return compare.embedded(world(reading(text(question, answers))), phrase_vectors)


def reported(question: str, answers: list[str]) -> list[str]:
    links = compare.compare(corpus(question, answers))
    return [k.explanation for k in links if not k.kind.is_agreement and k.strength is not Strength.TENSION]


def test_opposite_stances_are_reported():
    opposed = [page for page in PAGES if page["opposed"]]
    missed = [p["question"] for p in opposed if not reported(p["question"], p["answers"])]
    assert len(opposed) - len(missed) >= FOUND, "\n".join(missed)


@pytest.mark.parametrize("page", [p for p in PAGES if not p["opposed"]], ids=lambda p: p["question"])
def test_answers_that_only_look_opposed_are_not(page):
    assert not reported(page["question"], page["answers"])


@pytest.mark.parametrize(
    ("question", "answer", "affirms"),
    [
        ("Did Xerxes whip the sea?", "Herodotus says so and I believe him, so yes, he did.", True),
        ("Did Xerxes whip the sea?", "Greek propaganda, all of it.", False),
        ("Did Xerxes whip the sea?", "The whole story comes from a play.", False),
        ("Did Xerxes whip the sea?", "A good story, but untrue.", False),
        ("Did Xerxes whip the sea?", "I am pretty sure he did.", True),
        ("Did Xerxes whip the sea?", "Not a shred of evidence for it.", False),
        ("Did Xerxes whip the sea?", "He had the sea whipped with three hundred lashes.", True),
        ("Was Timur lame?", "Lame indeed.", True),
        ("Was Timur lame?", "Far from lame.", False),
        ("Was the siege of Rhodes a myth?", "A myth, yes.", True),
        ("Did Cheng I's widow command pirates?", "Partly.", None),
        ("Did Cheng I's widow command pirates?", "It depends on whom you ask.", None),
        ("Was Timur lame?", "He was a great builder.", None),
    ],
)
def test_what_stance_an_answer_takes(question, answer, affirms):
    made = corpus(question, [answer])
    held = [found for claim in made.claims.values() if (found := carries(claim, made)) is not None]
    assert [found.affirms for found in held] == ([] if affirms is None else [affirms])


@pytest.mark.parametrize(
    "question",
    [
        "Why did Xerxes whip the sea?",
        "Was it the wind or the current?",
        "Did the Persians never come back?",
        "Who built the bridge?",
    ],
)
def test_other_questions_ask_for_no_stance(question):
    assert whether(question) is None
