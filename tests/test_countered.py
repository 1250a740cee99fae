"""What an answer rejects of an earlier one, in its own words, goes against that answer; look-alikes do not."""

import tomllib
from pathlib import Path

import pytest

from histgraph import compare
from histgraph.model import Polarity, Strength
from histgraph.normalise.vectors import phrase_vectors
from paircases import reading, world

PAGES = tomllib.loads((Path(__file__).parent / "cases" / "countered.toml").read_text(encoding="utf-8"))[
    "page"
]
FOUND = 18
"""Of the disputes in the table so many are found at least; raise it when more are."""


def found(text):
    corpus = world(reading(text.lstrip()))
    told = [
        link
        for link in compare.compare(corpus, embed=phrase_vectors)
        if not link.kind.is_agreement and link.strength is not Strength.TENSION
    ]
    return [tuple(" ".join(corpus.claims[c].quote.split()) for c in (k.claim_a, k.claim_b)) for k in told]


def meets(dispute, pair):
    return any(dispute[0] in one and dispute[1] in other for one, other in (pair, pair[::-1]))


def test_what_is_rejected_is_set_against_who_says_it():
    listed = hits = 0
    missed = []
    for page in PAGES:
        pairs = found(page["text"])
        for dispute in page["disputes"]:
            listed += 1
            hit = any(meets(dispute, pair) for pair in pairs)
            hits += hit
            missed += [] if hit else [dispute]
    assert listed >= FOUND
    assert hits >= FOUND, missed


@pytest.mark.parametrize(
    "page", [p for p in PAGES if not p["disputes"]], ids=lambda p: p["text"].strip()[:40]
)
def test_look_alikes_report_nothing(page):
    assert not found(page["text"])


def test_the_opposite_of_what_is_rejected_is_a_claim_of_who_rejects_it():
    text = """
Was Queen Aldith a good ruler?

Answer 1

Aldith was a tyrant who taxed the poor to build herself a palace.

Answer 2

"Tyrant" is nonsense. She held a council every spring.
"""
    claims = reading(text.lstrip()).claims
    told = [c for c in claims if "tyrant" in c.object.label.split()]
    assert {c.polarity for c in told} == {Polarity.AFFIRMED, Polarity.DENIED}
    denied = next(c for c in told if c.polarity is Polarity.DENIED)
    assert denied.quote == '"Tyrant" is nonsense.'


def test_where_the_page_asks_why_a_matter_is_rejected_as_a_reason_and_not_as_a_fact():
    text = """
Why did the valley empty?

Answer 1

A drought struck the valley in 1290. The herds died.

Answer 2

The drought stuff doesn't hold up. Rain fell as ever, the lake shows it.
"""
    claims = reading(text.lstrip()).claims
    assert not any(c.polarity is Polarity.DENIED and c.relation.label == "struck" for c in claims)
    assert any(c.polarity is Polarity.DENIED and c.relation.label == "was caused by" for c in claims)
