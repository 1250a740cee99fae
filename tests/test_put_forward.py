"""What answers to why, how and what became of it put forward or set aside, and what they leave to the question."""

import pytest

from histgraph.model import Claim, Polarity
from paircases import reading

WHY = "Why did Ostrava lose the salt trade?"


def claims(question: str, answer: str) -> list[Claim]:
    page = reading(f"Q: {question}\n\nA: {answer}\n\nA: I would like to know that too.\n")
    return [c for c in page.claims if c.answer == "1"]


def told(question: str, answer: str, polarity: Polarity = Polarity.AFFIRMED) -> set[str]:
    return {c.label.removeprefix("not: ") for c in claims(question, answer) if c.polarity is polarity}


@pytest.mark.parametrize(
    "answer",
    [
        "I'm sick of hearing about the new toll.",
        "Forget the new toll.",
        "Everyone blames the new toll, but it made no difference.",
        "The new toll is often blamed, but that wasn't it.",
        "Don't blame the new toll.",
        "People make too much of the new toll.",
        "I don't think the new toll came into it.",
    ],
)
def test_what_an_answer_sets_aside_is_denied_as_the_cause(answer: str):
    assert "Ostrava lost the salt trade was caused by new toll" in told(WHY, answer, Polarity.DENIED)
    assert not any("new toll" in label for label in told(WHY, answer))


@pytest.mark.parametrize(
    "answer",
    [
        "Blame the new toll.",
        "It all came down to the new toll.",
        "The new toll is what did it.",
        "The answer is the new toll.",
        "It was down to the new toll.",
        "Look no further than the new toll.",
    ],
)
def test_what_an_answer_puts_forward_is_the_cause(answer: str):
    assert "Ostrava lost the salt trade was caused by new toll" in told(WHY, answer)


@pytest.mark.parametrize(
    "answer",
    [
        "I'm tired.",
        "Forget it.",
        "Everyone blames everyone.",
        "It wasn't until 1650.",
    ],
)
def test_what_names_no_cause_sets_none_aside(answer: str):
    assert not any("was caused by" in c.label for c in claims(WHY, answer))


@pytest.mark.parametrize(
    ("question", "answer", "claim"),
    [
        (
            "What did the new toll do to the trade of Ostrava?",
            "Ruined it.",
            "new toll ruined trade of Ostrava",
        ),
        ("What became of the crew of the Halcyon?", "They drowned.", "crew of the Halcyon drowned at all"),
        ("What happened to the altar of Vilm?", "Sold off in Lund.", "altar of Vilm was sold off in Lund"),
        ("What happened to the army of Vilm?", "Sandstorm.", "sandstorm happened to army of Vilm"),
        ("How good a general was Ottokar?", "Overrated, honestly.", "Ottokar was overrated"),
        ("How did the siege of Vilm end?", "Badly.", "siege of Vilm ended badly"),
        ("How did the siege of Vilm end?", "In a massacre.", "siege of Vilm ended in a massacre"),
    ],
)
def test_an_answer_may_leave_out_what_the_question_is_about(question: str, answer: str, claim: str):
    found = told(question, answer)
    assert claim in found, found


def test_nothing_denies_the_effect_that_is_asked_for():
    question = "What did the new toll do to the trade of Ostrava?"
    assert "new toll had effect on trade of Ostrava" in told(question, "Nothing at all.", Polarity.DENIED)


def test_a_phrase_that_leads_on_to_a_clause_is_no_means():
    found = told(
        "How did Ostrava rebuild its mint?", "In the case of the mint, the bishop paid for everything."
    )
    assert not any("in the case" in label.lower() for label in found)
