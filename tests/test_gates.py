"""Cheap tests before dear patterns let through whatever the pattern finds."""

import re

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from histgraph.compare import addressed, matters, values
from histgraph.compare.conflicts import (
    agency,
    causes,
    deeds,
    degrees,
    ranks,
    rebuttals,
    stands,
    theses,
    traits,
)
from histgraph.compare.words import folded, runs

_GATES = {
    "failing": (deeds._FAILING, deeds._FAILS),
    "meant": (deeds._MEANT, deeds._HOW_MEANT),
    "unmeant": (deeds._UNMEANT, deeds._HOW_MEANT),
    "always": (deeds._ALWAYS, deeds._EVER),
    "set aside": (agency._NOT, agency._SETTING_ASIDE),
    "weight": (degrees._weight_words()[0], degrees._weighty()),
    "due": (degrees._DUE, degrees._weighty()),
    "undue": (degrees._UNDUE, degrees._weighty()),
    "power": (degrees._POWER, degrees._weighty()),
    "seriously": (degrees._SERIOUSLY, degrees._weighty()),
    "plainly": (degrees._PLAINLY, degrees._MANNERED),
    "how well": (degrees._HOW_WELL, degrees._MANNERED),
    "before": (rebuttals._BEFORE, rebuttals._BESIDE_WHAT),
    "after": (rebuttals._AFTER, rebuttals._BESIDE_WHAT),
    "everywhere": (rebuttals._EVERYWHERE, rebuttals._WIDE),
    "main": (ranks._MAIN, ranks._LED_ON),
    "ahead": (agency._AHEAD, agency._SINGLING),
    "behind": (agency._BEHIND, agency._SINGLING),
    "owned view": (rebuttals._OWNED_VIEW, rebuttals._VIEWS),
    "view of": (rebuttals._VIEW_OF, rebuttals._VIEWS),
    "such as": (matters._SUCH_AS, traits._NAMING),
    "manner": (stands._MANNER, stands._MANNERS),
}

often = settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))


@pytest.mark.parametrize("name", _GATES)
def test_what_a_pattern_finds_has_one_of_the_words_that_open_its_gate(name: str) -> None:
    pattern, words = _GATES[name]

    @often
    @given(st.from_regex(pattern))
    def holds(text: str) -> None:
        if pattern.search(text):
            assert not words.isdisjoint(runs(text)), text

    holds()


@pytest.mark.parametrize("authors", [(), ("Marta K.", "jonas_w", "Dr. Smith")], ids=["nobody", "three"])
def test_a_sentence_that_speaks_to_another_text_is_never_passed_over(authors: tuple[str, ...]) -> None:
    pattern = addressed._speech(authors)
    called = tuple(runs(name) for author in authors for name in addressed._names(author))

    @often
    @given(st.from_regex(pattern))
    def holds(text: str) -> None:
        if pattern.search(text):
            assert addressed._may_speak(text, called), text

    holds()


@often
@given(st.from_regex(causes._MEANS))
def test_a_label_that_tells_by_what_means_is_looked_at(text: str) -> None:
    assert causes._may_tell_means(text) or not causes._MEANS.search(text)


@often
@given(st.from_regex(values._NUMBER) | st.sampled_from(sorted(values._WORDS)))
def test_a_label_with_a_number_is_looked_at(number: str) -> None:
    spelt = not set(re.findall(r"[a-z]+", number.lower())).isdisjoint(values._WORDS)
    assert spelt or values._DIGIT.search(number) is not None


@pytest.mark.parametrize("side", [0, 1])
@pytest.mark.parametrize("pair", theses._pairs(), ids=lambda pair: pair.name)
def test_a_way_is_found_in_a_folded_text_where_it_stands_in_any_case(pair: theses._Pair, side: int) -> None:
    pattern = re.compile(pair.sides[side].pattern, re.IGNORECASE)

    @settings(often, max_examples=20)
    @given(st.from_regex(pattern))
    def holds(text: str) -> None:
        here, there = pattern.search(text), pair.sides[side].search(folded(text))
        assert (here and here.span()) == (there and there.span())

    holds()
