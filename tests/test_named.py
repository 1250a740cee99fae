"""Answers that name what was asked for, and the ranges by which two of them are set against each other."""

import pytest

from histgraph.compare.asking import asked
from histgraph.compare.ranges import counted, lasted
from histgraph.model import Certainty, Claim, Polarity
from paircases import Pair, reading, reported


def claims(question: str, *answers: str) -> list[Claim]:
    said = "\n\n".join(f"A: {answer}" for answer in answers)
    return list(reading(f"Q: {question}\n\n{said}\n").claims)


def told(question: str, answer: str) -> set[str]:
    return {c.label for c in claims(question, answer, "I would like to know that too.") if c.answer == "1"}


@pytest.mark.parametrize(
    "answer",
    [
        "That would be Bodil Krag.",
        "It was Bodil Krag, a weaver from Ribe, who did it.",
        "Bodil Krag did.",
        "Bodil Krag, I think.",
        "My guess is Bodil Krag.",
        "Most likely the credit goes to Bodil Krag.",
        "You might be thinking of Bodil Krag.",
        "Pretty sure it was Bodil Krag.",
    ],
)
def test_a_name_takes_what_it_did_from_the_question(answer: str):
    assert "Bodil Krag founded weaving school at Ribe" in told(
        "Who founded the weaving school at Ribe?", answer
    )


@pytest.mark.parametrize(
    ("lead", "certainty"),
    [
        ("It was", Certainty.CERTAIN),
        ("It was probably", Certainty.PROBABLE),
        ("It might be", Certainty.POSSIBLE),
    ],
)
def test_a_hedge_goes_into_the_certainty_and_into_no_label(lead: str, certainty: Certainty):
    found = claims("Who painted the ceiling at Vaux?", f"{lead} Anselme Roche.", "I wonder.")
    assert [(c.subject.label, c.certainty) for c in found] == [("Anselme Roche", certainty)]


def test_what_only_leads_to_a_name_is_no_claim():
    assert told("Who was the first woman to rule Kano?", "One candidate might be Magajiya Abdu.") == {
        "first woman to rule Kano was Magajiya Abdu"
    }


def test_he_is_whoever_was_named_right_before():
    found = told(
        "What was the name of the ex-prisoner who ran the ferry at Aswan?",
        "The ex-prisoner in question is most likely Karim Halabi. He drowned in 1881.",
    )
    assert any(label.startswith("Karim Halabi drowned") for label in found)


@pytest.mark.parametrize(
    ("question", "answer", "label"),
    [
        (
            "I read about a nun who fought as a soldier in Peru. Who was she?",
            "Catalina de Erauso.",
            "nun who fought as a soldier in Peru was Catalina de Erauso",
        ),
        ("What share of the crew were convicts?", "About a third.", "about a third of the crew was convicts"),
        ("Do you know when the siege of Candia ended?", "In 1669.", "siege of Candia ended in 1669"),
        (
            "When was Latin the official language of Hungary?",
            "Until 1844.",
            "Latin was official language of Hungary until 1844",
        ),
        (
            "Which town was the first to mint coins in Wales?",
            "Rhuddlan.",
            "Rhuddlan was first to mint coins in Wales",
        ),
        (
            "When did the fair of Beaucaire start and end?",
            "From 1217 to 1632.",
            "fair of Beaucaire lasted from 1217 to 1632",
        ),
        ("Which century did the mill close in?", "The fifteenth.", "mill closed in the fifteenth century"),
        (
            "Where did the weavers of Norwich come from?",
            "From Flanders.",
            "weavers of Norwich came from Flanders",
        ),
        (
            "When did the last wolf die in Wales?",
            "The last sighting was in 1684.",
            "last sighting was in 1684",
        ),
    ],
)
def test_what_is_named_fills_the_place_that_the_question_leaves_open(question: str, answer: str, label: str):
    assert told(question, answer) == {label}


@pytest.mark.parametrize(
    "answer",
    [
        "Good question.",
        "No idea, sorry.",
        "It depends.",
        "After the war, the town was rebuilt.",
        "Thanks for asking!",
    ],
)
def test_a_remark_names_nobody(answer: str):
    assert not any("founded" in label for label in told("Who founded the fair at Beaucaire?", answer))


def test_not_until_a_time_is_at_that_time():
    (claim,) = claims("When did the toll on the Sound end?", "Not until 1857.", "I wonder.")
    assert claim.time == "1857"


@pytest.mark.parametrize(
    ("label", "least", "most"),
    [
        ("sixty two ships", 60, 64),
        ("between ten and twenty thousand men", 9_000, 21_000),
        ("no more than forty", 0, 41),
        ("half a million", 400_000, 610_000),
        ("hundreds, if not thousands", 200, 1e5),
        ("just under two thousand", 1_500, 2_050),
    ],
)
def test_numbers_are_read_as_ranges(label: str, least: float, most: float):
    found = counted(label)
    assert found is not None
    assert least <= found.least <= found.most <= most


def test_lengths_are_read_in_days():
    one, other = lasted("about eighty years"), lasted("more than five centuries")
    assert one is not None
    assert other is not None
    assert one.apart(other)
    assert lasted("the year") is None


@pytest.mark.parametrize(
    ("question", "kind"),
    [
        ("Why did the mill burn down?", None),
        ("Did the mill burn down?", None),
        ("Who burned the mill down?", "who"),
        ("In what year did the mill burn down?", "when"),
        ("How many mills burned down?", "many"),
        ("How long did the mill burn?", "long"),
        ("What was the death toll of the fire?", "many"),
        ("What caused the fire?", None),
    ],
)
def test_what_a_question_asks_for(question: str, kind: str | None):
    found = asked(question)
    assert (found.kind if found else None) == kind


def test_a_question_for_several_is_told_from_one_for_one():
    one, several = asked("Who was the doge in 1204?"), asked("Who were the captains of the fleet?")
    assert one is not None
    assert several is not None
    assert one.one
    assert not several.one


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("It was over by about 1700.", "It did not really end until the 1780s."),
        ("In about 1700.", "The last trial was in 1775."),
        ("Around 1690.", "It was still going on in the 1760s."),
    ],
)
def test_ends_at_two_times_exclude_each_other_however_worded(one: str, other: str):
    assert reported(Pair("", "When did the witch craze end in Styria?", one, other))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("It was over by about 1700.", "In the 1690s."),
        ("In the seventeenth century.", "The last trial was in 1684."),
        ("Not before 1650.", "In 1690."),
    ],
)
def test_times_that_meet_exclude_nothing(one: str, other: str):
    assert not reported(Pair("", "When did the witch craze end in Styria?", one, other))


@pytest.mark.parametrize(
    "question",
    [
        "Does anyone know the name of the weaver that founded the guild at Ribe?",
        "I remember reading about a weaver who founded the guild at Ribe. Can anyone tell me who she was?",
        "I'm trying to remember the weaver who founded the guild at Ribe. Any ideas?",
        "Trying to find out which weaver founded the guild at Ribe.",
    ],
)
def test_who_is_described_may_be_asked_for_in_many_ways(question: str):
    answer = "The weaver mentioned is most likely Bodil Krag, also known as Bodil of Ribe."
    assert "Bodil Krag founded guild at Ribe" in told(question, answer)
    assert not any(label.startswith("most likely") for label in told(question, answer))


@pytest.mark.parametrize("but", ["she wasn't even there", "she was only a guest"])
def test_a_guess_that_is_taken_back_at_once_is_none(but: str):
    answer = f"You're probably thinking of Bodil Krag, but {but}."
    assert "Bodil Krag founded guild at Ribe" not in told("Who founded the guild at Ribe?", answer)


def test_a_year_alone_answers():
    found = claims("When was the guild at Ribe founded?", "1607.", "In 1612.")
    assert {c.time for c in found if c.time} == {"1607", "1612"}


def test_a_title_or_caption_that_opens_a_longer_text_names_nobody():
    asked_for = "Who founded the weaving school at Ribe?"
    article = "Weaving Weekly Review\n\nThe school had forty looms. It burned down and was rebuilt in brick."
    assert not any("Weekly" in label for label in told(asked_for, article))
    assert "Bodil Krag founded weaving school at Ribe" in told(asked_for, "Bodil Krag")


@pytest.mark.parametrize(
    ("question", "answer", "claim"),
    [
        (
            "Why did Gedi fall to the Galla?",
            "Bad wells, mostly.",
            "Gedi fell to the Galla was caused by bad wells",
        ),
        (
            "Why did the Lübeck loan fail?",
            "Sheer carelessness, nobody had read the deed.",
            "Lübeck loan failed was caused by sheer carelessness",
        ),
        (
            "Was Odo of Deuil a good abbot?",
            "Fine preacher, hopeless abbot.",
            "Odo of Deuil was hopeless abbot",
        ),
        (
            "How many oxen did Kimberley take in 1880?",
            "I'd say 600 at most, the road couldn't carry more.",
            "Kimberley took 600 oxen at most in 1880",
        ),
        (
            "When did Gorm stop paying the tribute?",
            "No later than 941.",
            "Gorm stopped paying the tribute no later than 941",
        ),
    ],
)
def test_a_phrase_that_is_all_of_an_answer_says_what_was_asked(question: str, answer: str, claim: str):
    assert claim in told(question, answer)


def test_not_before_a_phrase_denies_the_first_thing_alone():
    found = claims("Why did Gedi fall to the Galla?", "Not hunger, greed.", "Well.")
    said = {c.object.label: c.polarity for c in found if c.answer == "1" and c.relation.id == "causedBy"}
    assert said.get("hunger") is Polarity.DENIED
    assert said.get("greed") is not Polarity.DENIED


@pytest.mark.parametrize("answer", ["A combination of things.", "Good question.", "The usual reasons."])
def test_a_phrase_that_names_no_cause_says_nothing(answer: str):
    assert not told("Why did Gedi fall to the Galla?", answer)


def test_who_did_it_did_what_was_asked():
    assert "Bodil Krag founded weaving school at Ribe" in told(
        "Who founded the weaving school at Ribe?", "A widow called Bodil Krag did it with borrowed looms."
    )
    assert "Gedi fell to the Galla was caused by Malaria" in told(
        "Why did Gedi fall to the Galla?", "Malaria did it."
    )


@pytest.mark.parametrize(
    ("answer", "claim"),
    [
        ("Mad, obviously.", "Ngolo was mad"),
        ("Maligned. His enemies wrote the books.", "Ngolo was maligned"),
        ("The latter.", "Ngolo was maligned"),
    ],
)
def test_one_of_two_alternatives_is_named(answer: str, claim: str):
    assert claim in told("Was Ngolo mad or just maligned?", answer)


@pytest.mark.parametrize(
    "answer",
    [
        "He kept the seal for a year. That's not a regent.",
        "Everybody at court said so but no, that is a legend.",
        "He kept the seal for a year. Others ran the court. So no.",
    ],
)
def test_a_late_no_denies_what_was_asked(answer: str):
    found = claims("Was Ngolo a regent?", answer, "I would like to know that too.")
    said = [c for c in found if c.answer == "1" and c.subject.label == "Ngolo" and "regent" in c.object.label]
    assert [c.polarity for c in said] == [Polarity.DENIED]


def test_none_counts_as_none():
    found = claims("How many oxen did Kimberley take in 1880?", "None.", "About 600.")
    assert [c.polarity for c in found if c.answer == "1"] == [Polarity.DENIED]


def test_a_verb_that_the_question_has_is_taken_up():
    found = claims("Did Ngolo break the treaty?", "He did break it, in 1790.", "He did not break it.")
    said = {c.answer: c.polarity for c in found if "treaty" in c.object.label}
    assert said == {"1": Polarity.AFFIRMED, "2": Polarity.DENIED}
