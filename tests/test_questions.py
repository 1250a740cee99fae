"""Questions put as statements, and what "No.", "They did", "Not really" claim as answers to them."""

import pytest

from histgraph import compare
from histgraph.extract import RuleExtractor
from histgraph.extract.parsing.parse import TextParser, load_model
from histgraph.extract.questions.openings import opening
from histgraph.extract.questions.statements import statement
from histgraph.gazetteer import gazetteer
from histgraph.model import Certainty, Claim, Page, Polarity, Source, stable_id
from histgraph.normalise import Normaliser
from histgraph.segment import divide
from paircases import reading, world


def parse(text: str):
    return TextParser(load_model(), gazetteer())(text)


@pytest.mark.parametrize(
    ("question", "told"),
    [
        ("Did the Hittites really use iron swords?", "the Hittites used iron swords."),
        ("Didn't the Dutch buy Manhattan?", "the Dutch bought Manhattan."),
        ("Did the Safavids ban coffee houses?", "the Safavids banned coffee houses."),
        ("Was Zenobia Syrian?", "Zenobia was Syrian."),
        ("Was Zenobia queen of Palmyra?", "Zenobia was queen of Palmyra."),
        (
            "Were the Cathars as harmless as the novels say?",
            "the Cathars were as harmless as the novels say.",
        ),
        ("Was there any money in Inca Peru?", "there was money in Inca Peru."),
        ("Has the tomb of Attila ever been found?", "the tomb of Attila has been found."),
        ("Could an ordinary Athenian read?", "an ordinary Athenian could read."),
        ("Is it true that the Janissaries never married?", "the Janissaries never married."),
        ("The canal was dug by convicts, right?", "The canal was dug by convicts."),
        ("Did Prester John exist or was he only a legend?", "Prester John existed."),
        ("In 1204, did the crusaders burn the library?", "In 1204, the crusaders burned the library."),
        ("Did any emperor visit Ireland?", "emperor visited Ireland."),
        ("Did any of the monks ever actually read?", "the monks read."),
        ("Was it the frost that beat Napoleon?", "it was the frost that beat Napoleon."),
        ("Was the frost what beat Napoleon?", "the frost beat Napoleon."),
        (
            "Did the queen plan the murder and hide the letters?",
            "the queen planned the murder and hid the letters.",
        ),
    ],
)
def test_a_question_is_put_as_the_statement_it_asks_about(question, told):
    found = statement(question, parse)
    assert found is not None
    assert found.whether
    assert found.text == told


@pytest.mark.parametrize(
    ("question", "told", "negated"),
    [
        ("Why were the Saxons so bad at sieges?", "the Saxons were bad at sieges.", False),
        ("Why did Novgorod lose its freedom?", "Novgorod lost its freedom.", False),
        ("Why didn't the Ming settle Taiwan?", "the Ming settled Taiwan.", True),
    ],
)
def test_a_question_that_asks_why_takes_something_for_granted(question, told, negated):
    found = statement(question, parse)
    assert found is not None
    assert not found.whether
    assert (found.text, found.negated) == (told, negated)


@pytest.mark.parametrize(
    "question",
    ["Who dug the canal?", "What did the monks eat?", "How many ships were lost?", "", "Carthage?"],
)
def test_what_asks_for_a_name_or_a_number_is_no_statement(question):
    assert statement(question, parse) is None


@pytest.mark.parametrize(
    "question", ["Did Rome salt the fields in 146 BC?", "Why was the fleet so badly led?"]
)
def test_every_letter_of_a_statement_has_its_place_in_the_question(question):
    found = statement(question, parse)
    assert found is not None
    assert len(found.offsets) == len(found.text)
    assert all(0 <= place < len(question) for place in found.offsets)


@pytest.mark.parametrize(
    ("words", "denied", "certainty"),
    [
        ("No.", True, Certainty.CERTAIN),
        ("Nope, that came later.", True, Certainty.CERTAIN),
        ("Not particularly.", True, Certainty.PROBABLE),
        ("Well, not as a rule.", True, Certainty.PROBABLE),
        ("I doubt it.", True, Certainty.PROBABLE),
        ("Almost certainly not.", True, Certainty.PROBABLE),
        ("That's a myth.", True, Certainty.CERTAIN),
        ("This is simply not true.", True, Certainty.CERTAIN),
        ("It never happened.", True, Certainty.CERTAIN),
        ("There is no evidence that they ever did.", True, Certainty.PROBABLE),
        ("They didn't.", True, Certainty.CERTAIN),
        ("Internally they never did.", True, Certainty.CERTAIN),
        ("It helped, but no.", True, Certainty.CERTAIN),
        ("Yes they did, and nothing grew there.", False, Certainty.CERTAIN),
        ("Of course they did!", False, Certainty.CERTAIN),
        ("He was.", False, Certainty.CERTAIN),
        ("Yes, mostly.", False, Certainty.PROBABLE),
        ("Probably.", False, Certainty.PROBABLE),
        ("Kind of, but only in the towns.", False, Certainty.POSSIBLE),
        ("For the first ten years, yes.", False, Certainty.CERTAIN),
    ],
)
def test_the_first_words_of_an_answer_say_yes_or_no(words, denied, certainty):
    found = opening(parse(words), ())
    assert found is not None
    assert not found.open
    assert (found.denied, found.certainty) == (denied, certainty)


@pytest.mark.parametrize("words", ["Yes and no.", "It depends on the village.", "Nobody knows for sure."])
def test_what_leaves_a_question_open_says_neither(words):
    found = opening(parse(words), ())
    assert found is not None
    assert found.open


@pytest.mark.parametrize(
    "words",
    ["No king ever went there.", "Never had the town seen such a crowd.", "They did nothing.", "They were poor.",
     "Hardly a house was left.", "Most towns had a wall."],
)  # fmt: skip
def test_what_tells_by_itself_is_no_bare_answer(words):
    assert opening(parse(words), ()) is None


def page_of(question: str, *answers: str) -> Page:
    heads = [f"A ({name}): {words}" for name, words in zip(("one", "two", "three"), answers, strict=False)]
    text = "\n\n".join([f"Q: {question}", *heads]) + "\n"
    digest = stable_id(text)
    return divide(Source(id=digest, name=f"{digest}.txt", sha256=digest * 4, text=text))


def claims_of(question: str, *answers: str) -> list[Claim]:
    page = page_of(question, *answers, "Thanks everybody.")
    claims = Normaliser().reading(page, RuleExtractor().read(page)).claims
    for claim in claims:
        assert page.source.text[claim.evidence.start : claim.evidence.end] == claim.quote
    return list(claims)


def test_a_bare_no_is_quoted_with_the_sentence_that_explains_it():
    claims = claims_of("Did Rome salt the earth of Carthage?", "No. That story was made up much later.")
    denied = [c for c in claims if c.polarity is Polarity.DENIED]
    assert [(c.subject.label, c.object.label) for c in denied] == [("Rome", "the earth of Carthage")]
    assert denied[0].quote == "No. That story was made up much later."


@pytest.mark.parametrize(
    "answer",
    [
        "No, Rome did not salt the earth of Carthage.",
        "No. Rome did not salt the earth of Carthage.",
        "No, they did not.",
        "No, no. They didn't.",
    ],
)
def test_an_answer_that_says_no_twice_claims_it_once(answer):
    claims = claims_of("Did Rome salt the earth of Carthage?", answer)
    assert [c.polarity for c in claims] == [Polarity.DENIED]


def test_time_and_place_of_the_question_belong_to_the_claim():
    (claim,) = claims_of("Did the Swedes burn Danzig in 1655?", "They did.")
    assert (claim.subject.label, claim.relation.label, claim.time) == ("Swedes", "burned", "1655")


def test_an_answer_is_the_same_proposition_as_the_plain_sentence():
    bare = claims_of("Did the Swedes burn Danzig?", "No.")
    plain = claims_of("What happened to Danzig?", "The Swedes burned Danzig.")
    assert bare[0].proposition == plain[0].proposition
    assert (bare[0].polarity, plain[0].polarity) == (Polarity.DENIED, Polarity.AFFIRMED)


@pytest.mark.parametrize(
    ("question", "answer"),
    [
        ("Did Rome salt the earth of Carthage?", "It depends."),
        ("Did Rome salt the earth of Carthage?", "Yes and no."),
        ("Why did Rome salt the earth of Carthage?", "Yes."),
        ("Who salted the earth of Carthage?", "No."),
        ("Was Mithras a god or a hero?", "Yes."),
    ],
)
def test_nothing_is_claimed_where_nothing_is_answered(question, answer):
    assert claims_of(question, answer) == []


def test_what_a_question_takes_for_granted_can_be_denied():
    (claim,) = claims_of("Why did the Mongols spare Kyoto?", "They didn't.")
    assert (claim.subject.label, claim.object.label, claim.polarity) == ("Mongols", "Kyoto", Polarity.DENIED)


@pytest.mark.parametrize(
    ("question", "answer", "told"),
    [
        ("Was Pugachev a deserter or a nobleman?", "A deserter, if anything.", "a deserter"),
        ("Did the Hittites use iron or bronze?", "Bronze.", "bronze"),
    ],
)
def test_an_alternative_of_the_question_may_be_the_whole_answer(question, answer, told):
    claims = claims_of(question, answer)
    assert [(c.object.label, c.polarity) for c in claims] == [(told, Polarity.AFFIRMED)]


def test_a_no_further_on_answers_another():
    claims = claims_of("Did the Swedes burn Danzig?", "The town paid the Swedes. Its walls were strong. No.")
    assert not [c for c in claims if c.relation.label == "burned"]


def test_an_author_may_answer_himself():
    claims = claims_of("What happened at Danzig?", "The Swedes besieged Danzig. Did they burn the town? No.")
    denied = [c for c in claims if c.polarity is Polarity.DENIED]
    assert [(c.relation.label, c.quote) for c in denied] == [("burned", "Did they burn the town? No.")]


def test_no_contradicts_yes_with_two_quotes_and_in_plain_words():
    page = page_of(
        "Were the galleys rowed by slaves?", "Nope. Free men rowed them for pay.", "Of course they were."
    )
    known = world(reading(page.source.text))
    found = [link for link in compare.compare(known) if str(link.kind) == "Negation"]
    assert len(found) == 1
    assert {known.claims[c].quote for c in (found[0].claim_a, found[0].claim_b)} == {
        "Nope. Free men rowed them for pay.",
        "Of course they were.",
    }
    assert "denies that" in found[0].explanation
    assert "galleys" in found[0].explanation


@pytest.mark.parametrize(
    "yes",
    [
        "There was definitely some resistance when it was first tried in Bergen.",
        "There was quite a bit of resistance, mostly in the hills.",
        "There was a lot.",
        "There was plenty of resistance.",
    ],
)
@pytest.mark.parametrize(
    "no",
    [
        "There was no resistance.",
        "There wasn't any that we know of.",
        "There was none to speak of.",
        "There was hardly any.",
    ],
)
def test_what_there_was_is_set_against_that_there_was_none(yes, no):
    page = reading(f"Q: Was there any resistance to the salt tax in Norway?\n\nA: {yes}\n\nA: {no}\n")
    found = {
        (c.answer, c.polarity) for c in page.claims if "resistance" in f"{c.subject.label} {c.object.label}"
    }
    assert {("1", Polarity.AFFIRMED), ("2", Polarity.DENIED)} <= found
    assert any(str(link.kind) == "Negation" for link in compare.compare(world(page)))


def test_an_answer_may_open_with_what_there_was():
    page = reading(
        "Q: Did people object to the salt tax?\n\nA: There were loud protests.\n\nA: Nobody did.\n"
    )
    assert any(c.subject.label == "loud protests" for c in page.claims)


def test_who_alone_could_do_it_is_not_denied_it():
    page = reading(
        "Q: Who could vote?\n\nA: It is unlikely that any but the richest monks were heard.\n\nA: I wonder.\n"
    )
    assert "richest monks" not in {c.subject.label for c in page.claims}
    assert not any(c.subject.label.startswith("but") for c in page.claims)
