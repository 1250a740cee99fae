"""Whose voice a claim is: the author's own, a scholar's, another answerer's, nobody's."""

import pytest

from casetables import claims_of, extractor
from histgraph.model import Claim, Source, Stance, stable_id
from histgraph.normalise import Normaliser
from histgraph.segment import divide

PAGE = """Why did the city of Tarsa fall?

Answer 1 (marlow)

The city of Tarsa fell because its walls were weak.

Answer 2 (Quill Penhurst)

{}
"""


def claims_on_page(sentence: str) -> tuple[Claim, ...]:
    """Return the claims of the second answer."""
    text = PAGE.format(sentence)
    digest = stable_id(text)
    page = divide(Source(id=digest, name="p.txt", sha256=digest * 4, text=text))
    second = page.contributions[-1].id
    claims = Normaliser().reading(page, extractor(rated=False).read(page)).claims
    return tuple(c for c in claims if c.contribution == second)


def about(claims: tuple[Claim, ...], word: str) -> Claim:
    found = [c for c in claims if word in f"{c.subject.label} {c.object.label}"]
    assert found, [f"{c.subject.label} | {c.relation.label} | {c.object.label}" for c in claims]
    return found[0]


@pytest.mark.parametrize(
    ("sentence", "agrees", "disagrees"),
    [
        ("As marlow notes, the duke defended the harbour.", True, False),
        ("As marlow rightly points out, the duke defended the harbour.", True, False),
        ("Contrary to what marlow says, the duke did not defend the harbour.", False, True),
        ("Unlike marlow, I think that the duke defended the harbour.", False, True),
        ("Marlow is wrong: the duke defended the harbour.", False, True),
        ("I disagree with marlow: the duke defended the harbour.", False, True),
        ("The duke defended the harbour.", False, False),
    ],
)
def test_other_answerers_are_agreed_with_or_gone_against(sentence, agrees, disagrees):
    claim = about(claims_on_page(sentence), "harbour")
    assert claim.attributed_to is None, "the claim stays the author's own"
    assert any("marlow" in name.lower() for name in claim.agrees_with) is agrees
    assert any("marlow" in name.lower() for name in claim.disagrees_with) is disagrees


@pytest.mark.parametrize(
    ("text", "holder", "stance"),
    [
        ("According to Bede, the monks drained the marsh.", "Bede", Stance.NEUTRAL),
        ("As Bede notes, the monks drained the marsh.", "Bede", Stance.ENDORSES),
        ("Gibbon writes that the monks drained the marsh.", "Gibbon", Stance.NEUTRAL),
        ("Some historians argue that the monks drained the marsh.", "historians", Stance.NEUTRAL),
        ("Scholars rightly insist that the monks drained the marsh.", "Scholars", Stance.ENDORSES),
        ("Scholars wrongly claim that the monks drained the marsh.", "Scholars", Stance.REJECTS),
        ("It is often said that the monks drained the marsh.", "it is said", Stance.NEUTRAL),
        ("In the view of most scholars, the monks drained the marsh.", "scholars", Stance.NEUTRAL),
        ("Under the traditional view, the monks drained the marsh.", "traditional view", Stance.NEUTRAL),
    ],
)
def test_holders_and_the_stance_of_the_text(text, holder, stance):
    claim = about(claims_of(text, rated=False), "marsh")
    assert claim.attributed_to is not None
    assert holder.lower() in claim.attributed_to.lower()
    assert claim.stance is stance


@pytest.mark.parametrize(
    "text",
    [
        "It should be noted that the monks drained the marsh.",
        "I think that the monks drained the marsh.",
        "It is clear that the monks drained the marsh.",
        "Nobody denies that the monks drained the marsh.",
    ],
)
def test_frames_hold_nothing(text):
    assert about(claims_of(text, rated=False), "marsh").attributed_to is None


def test_a_view_that_is_taken_back_is_denied_by_the_author():
    claims = claims_of("Some scholars claim that the map is a forgery, but this is false.", rated=False)
    told = {c.attributed_to: c for c in claims if "forgery" in c.object.label}
    assert told[None].polarity == "denied"
    assert told["Some scholars"].polarity == "affirmed"
    assert told["Some scholars"].stance is Stance.REJECTS


def test_a_rumour_is_no_fact():
    claims = claims_of("The rumour that the queen poisoned the king spread quickly.", rated=False)
    assert not [c for c in claims if c.subject.label == "queen" and c.attributed_to is None]
