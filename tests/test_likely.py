"""Likely disputes: where to look on a page though no rule decides; never more than a tension."""

import json

import numpy as np
import pytest

from histgraph.compare import compare, corpus, embedded
from histgraph.compare.likely import TWICE, log_odds
from histgraph.compare.pairing import facts
from histgraph.compare.renewal import Standing, renew
from histgraph.extract import RuleExtractor
from histgraph.model import LinkKind, Source, Strength
from histgraph.normalise import Normaliser
from histgraph.normalise.vectors import phrase_vectors
from histgraph.resources import data_path
from histgraph.segment import divide
from histgraph.sources import read

FORTS = """Question: Why did the fleet of Vessany lose the strait?

Answer 1 (Imre Dallow)
The coastal forts of Brannoch kept the galleys out for a generation. The harbour of Vessany flourished, and its
shipwrights built forty galleys a year. Sailors came from every island.

Answer 2 (Sana Okoro)
The forts of Brannoch were half finished when the galleys came, so they hardly kept anybody out. Timber was dear in
the south. The governors quarrelled over the customs of the strait.

Answer 3 (Peer Lindal)
The winters were harsh, and bread was short in the villages. Two governors died of fever.
"""


def readings(tmp_path, **pages):
    for name, text in pages.items():
        (tmp_path / f"{name}.txt").write_text(text, encoding="utf-8")
    sources = [s for s in read([str(tmp_path)]) if isinstance(s, Source)]
    extractor, normaliser = RuleExtractor(), Normaliser()
    return [normaliser.reading(page, extractor.read(page)) for page in map(divide, sources)]


def world_of(found):
    return corpus(found, [entity for reading in found for entity in reading.entities])


def likely_links(links):
    return [link for link in links if link.kind is LinkKind.LIKELY_DISPUTE]


@pytest.fixture(scope="module")
def forts(tmp_path_factory):
    return readings(tmp_path_factory.mktemp("forts"), forts=FORTS)


def test_an_answer_that_turns_on_rare_words_of_another_is_told_as_a_likely_dispute(forts):
    world = world_of(forts)
    found = likely_links(compare(world, embed=phrase_vectors))
    quotes = [{world.claims[k.claim_a].quote, world.claims[k.claim_b].quote} for k in found]
    assert any(
        any("for a generation" in q for q in pair) and any("half finished" in q for q in pair)
        for pair in quotes
    )
    for link in found:
        one, other = world.claims[link.claim_a], world.claims[link.claim_b]
        assert link.strength is Strength.TENSION
        assert 0.3 <= link.score <= 1
        assert world.verified(one)
        assert world.verified(other)
        assert one.contribution != other.contribution
        assert "seems to answer the other" in link.explanation


def test_without_meanings_nothing_is_guessed(forts):
    assert not likely_links(compare(world_of(forts)))


def test_one_voice_is_in_no_likely_dispute_with_itself(tmp_path):
    alone = FORTS.replace("Answer 2 (Sana Okoro)\n", "").replace("Answer 3 (Peer Lindal)\n", "")
    assert not likely_links(compare(world_of(readings(tmp_path, alone=alone)), embed=phrase_vectors))


def test_who_agrees_is_in_no_likely_dispute(tmp_path):
    text = FORTS.replace(
        "The forts of Brannoch were", "I agree with Imre Dallow that the forts of Brannoch were"
    )
    world = world_of(readings(tmp_path, agreed=text))
    for link in likely_links(compare(world, embed=phrase_vectors)):
        assert not any("I agree" in world.claims[id_].quote for id_ in (link.claim_a, link.claim_b))


def test_what_another_link_connects_is_not_told_again(forts, tmp_path):
    plain = FORTS.replace("Sailors came", "The governor of Ansby sold the customs to a banker. Sailors came")
    plain += "The governor of Ansby did not sell the customs to a banker.\n"
    world = world_of(readings(tmp_path, plain=plain))
    links = compare(world, embed=phrase_vectors)
    told = {frozenset(world.claims[x].quote for x in (k.claim_a, k.claim_b)) for k in likely_links(links)}
    other = {
        frozenset(world.claims[x].quote for x in (k.claim_a, k.claim_b))
        for k in links
        if k.kind is not LinkKind.LIKELY_DISPUTE
    }
    assert other, "the page is made so that a rule finds something"
    assert not told & other


def test_no_sentence_is_told_too_often(forts):
    world = world_of(forts)
    parts = [
        world.claims[x].quote
        for k in likely_links(compare(world, embed=phrase_vectors))
        for x in (k.claim_a, k.claim_b)
    ]
    assert parts
    assert max(parts.count(quote) for quote in parts) <= TWICE


def test_a_page_is_rated_the_same_whatever_stands_beside_it_and_when_it_came(tmp_path):
    other = FORTS.replace("Brannoch", "Ollern").replace("Vessany", "Tarrow").replace("galleys", "barges")
    (tmp_path / "one").mkdir(), (tmp_path / "two").mkdir()
    one, two = readings(tmp_path / "one", forts=FORTS), readings(tmp_path / "two", barges=other)
    alone = likely_links(compare(world_of(one), embed=phrase_vectors))
    both = world_of([*two, *one])
    whole = compare(both, embed=phrase_vectors)
    assert set(alone) <= set(whole)

    marks = {reading.source.id: reading.source.id for reading in (*one, *two)}
    first, both = embed(world_of(one)), embed(both)
    mark = one[0].source.id
    links, basis = renew(first, {mark: mark})
    later, after = renew(both, marks, Standing(links, basis, tuple(first.entities.values())))
    assert later == whole
    gone, _ = renew(first, {mark: mark}, Standing(later, after, tuple(both.entities.values())))
    assert gone == links


def embed(world):
    return embedded(world, phrase_vectors)


def test_the_stored_trees_know_the_facts_they_are_asked_with(forts):
    world = embed(world_of(forts))
    claims = sorted(world.claims.values(), key=lambda c: (c.evidence.start, c.evidence.end, c.id))
    pairs, names, known = facts(claims, forts[0].page, world.vectors)
    assert known.shape == (len(pairs), len(names))
    assert len(set(names)) == len(names)
    assert np.isfinite(known).all()
    assert list(names) == json.loads(data_path("likely.json").read_text(encoding="utf-8"))["facts"]
    with pytest.raises(AssertionError, match="fit_likely"):
        log_odds(names[1:], known[:, 1:])
