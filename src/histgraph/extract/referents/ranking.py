"""Which of the things named so far a pronoun or definite phrase means: a small fitted model.

A conditional logistic regression over the candidates of one anaphor (Denis and Baldridge 2008,
with two more candidates: nothing that was named, and, for a definite phrase, what it says by
itself). ``benchmarks/fit_referents.py`` fits its weights on annotated pages; they are data.
It knows nothing of words or names, only of places, kinds and how often a thing is spoken of.
"""

import json
import math
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import Any, Self

from histgraph.extract.referents.fitting import BODIES, same_head
from histgraph.extract.referents.mentions import Anaphor, Candidate
from histgraph.model import EntityKind
from histgraph.resources import data_path


@dataclass(frozen=True, slots=True)
class Moment:
    """Where the discourse stands when an anaphor is met: what is the same for all candidates."""

    sentence: int
    topic: str | None
    most: float
    """How often the thing spoken of most has been named, of those that fit."""
    nearest: Candidate | None
    page_most: int
    headed: bool = False
    """Whether something that fits has the very noun of a definite phrase."""


_PROMINENCE = {"subj": 0.6, "obj": 0.4, "obl": 0.1, "gen": 0.0, "inner": -0.3, "other": 0.0}
_OLD = 6
"""Sentences after which a thing is no longer farther away."""


def features(anaphor: Anaphor, one: Candidate, now: Moment) -> Iterator[tuple[str, float]]:
    """Yield the names of what holds of a candidate for an anaphor, each with how much it does."""
    if one.event:
        yield from _event(anaphor, one, now)
        return
    age = now.sentence - one.sentence
    if one.sentence == 0:
        yield "asked_only", 1.0
    else:
        yield "age", float(min(age, _OLD))
        if age < 2:
            yield ("here" if age == 0 else "just_before"), 1.0
    weight = _PROMINENCE[one.role] + 0.4 * one.main - 0.5 * one.inside
    yield ("prominent" if age < 2 else "was_prominent"), weight
    if age == 1 and anaphor.opens:
        yield "opens", weight
        if one.main and not one.chain:
            yield "opens_named", 1.0
    if one.asked and now.sentence == 1:
        yield f"opening&{one.asked}", 1.0
    if one.located:
        yield "located", 1.0
    if one.asked and age > 1:
        yield f"asked_away={one.asked}", float(min(age, _OLD))
    if one is now.nearest:
        yield "nearest", 1.0
    if age < 2 and one.role == anaphor.role:
        yield "parallel", 1.0
    if age == 0:
        yield from _same_sentence(anaphor, one)
    yield from _weight(one, now)
    yield from _nature(anaphor, one)
    if one.chain:
        near = "near" if age < 2 else "far"
        yield (f"chain_{near}" if one.chain == anaphor.sort else "other_chain"), one.sure
    if anaphor.sort == "noun":
        yield from _described(anaphor, one, now)


def _event(anaphor: Anaphor, one: Candidate, now: Moment) -> Iterator[tuple[str, float]]:
    event = one.event
    yield event, 1.0
    yield f"{event}&{anaphor.role}", 1.0
    if anaphor.be:
        yield f"{event}&be", 1.0
    if now.sentence == 1:
        yield f"{event}&first", 1.0
    yield f"{event}&length", min(len(one.label.split()), 20) / 10
    if anaphor.wants:
        yield f"event&{anaphor.wants}", 1.0


def _same_sentence(anaphor: Anaphor, one: Candidate) -> Iterator[tuple[str, float]]:
    if one.verb == anaphor.verb:
        yield ("same_clause&own" if anaphor.own else "same_clause"), 1.0
        if one.role == "subj":
            yield "its_subject", 1.0
    elif anaphor.subject == one.label:
        yield "its_subject", 1.0
    yield "gap", math.log2(1 + max(0, anaphor.token.i - one.token)) / 4


def _weight(one: Candidate, now: Moment) -> Iterator[tuple[str, float]]:
    yield "count", math.log2(one.count)
    yield "page", math.log2(1 + one.page) / 2
    if one.count == now.most:
        yield "most", 1.0
    if one.page and one.page == now.page_most:
        yield "page_most", 1.0
    if one.asked:
        yield f"asked={one.asked}", 1.0
    if one.label == now.topic:
        yield "topic", 1.0


def _nature(anaphor: Anaphor, one: Candidate) -> Iterator[tuple[str, float]]:
    yield f"kind={one.kind}", 1.0
    if one.name:
        yield "name", 1.0
    if one.known:
        yield "known", 1.0
    if one.plural:
        yield ("plural_body" if one.kind in BODIES else "plural_thing"), 1.0
    if one.listed or one.joined:
        yield ("joined" if one.joined else "listed"), 1.0
    if one.indefinite:
        yield "indefinite", 1.0
    length = len(one.label.split())
    if length > 3:
        yield "long", 1.0
    if anaphor.described is not None and one.kind is not EntityKind.ENTITY:
        yield ("described" if anaphor.described is one.kind else "not_described"), 1.0


def _described(anaphor: Anaphor, one: Candidate, now: Moment) -> Iterator[tuple[str, float]]:
    if same_head(anaphor, one):
        yield ("same_head&name" if one.name else "same_head"), 1.0
    else:
        yield f"sort_of={one.kind}", 1.0
        if anaphor.pointing:
            yield "sort_of&pointing", 1.0
        if now.headed:
            yield "sort_of&other_head", 1.0


def nothing(anaphor: Anaphor, now: Moment, others: int) -> Iterator[tuple[str, float]]:
    """Yield what speaks for leaving an anaphor alone."""
    yield "none", 1.0
    yield f"none&{anaphor.role}", 1.0
    yield "none&others", math.log2(1 + others) / 2
    if anaphor.be:
        yield "none&be", 1.0
    if now.sentence == 1:
        yield "none&first", 1.0
    if anaphor.sort == "noun":
        if anaphor.pointing:
            yield "none&pointing", 1.0
        yield f"none&{anaphor.noun_kind}", 1.0


@dataclass(frozen=True, slots=True)
class Ranker:
    """Weights by sort of anaphor and feature.

    A choice less probable than nothing is still made from its sort's floor, in [0, 1], upwards: it is
    told how sure it is, and the rating of claims makes of that what it is worth.
    """

    weights: dict[str, dict[str, float]]
    floors: dict[str, float] = field(default_factory=dict)

    @classmethod
    def of(cls, table: dict[str, Any]) -> Self:
        """Read the weights as they are written: those of a sort are added to those of any."""
        shared: dict[str, float] = table["weights"].get("any", {})
        weights = {}
        for sort in table["sorts"]:
            own: dict[str, float] = table["weights"].get(sort, {})
            weights[sort] = {name: shared.get(name, 0.0) + own.get(name, 0.0) for name in {*shared, *own}}
        return cls(weights, table["floors"])

    def probabilities(
        self, anaphor: Anaphor, candidates: Sequence[Candidate], now: Moment
    ) -> tuple[list[float], float]:
        """Return the probability of each candidate, and that of none; they sum to 1."""
        weights = self.weights.get(anaphor.sort, {})
        scores = [_sum(weights, features(anaphor, one, now)) for one in candidates]
        scores.append(_sum(weights, nothing(anaphor, now, len(candidates))))
        top = max(scores)
        shares = [math.exp(score - top) for score in scores]
        whole = sum(shares)
        return [share / whole for share in shares[:-1]], shares[-1] / whole

    def choose(
        self, anaphor: Anaphor, candidates: Sequence[Candidate], now: Moment
    ) -> tuple[Candidate | None, float]:
        """Return what is most probably meant, None where nothing is, with the probability."""
        shares, none = self.probabilities(anaphor, candidates, now)
        best = max(range(len(shares)), key=lambda i: (shares[i], i), default=-1)
        if best < 0 or shares[best] < min(none, self.floors.get(anaphor.sort, 1.0)):
            return None, none
        return candidates[best], shares[best]


def _sum(weights: dict[str, float], found: Iterable[tuple[str, float]]) -> float:
    weight = weights.get
    return sum([weight(name, 0.0) * value for name, value in found])


@cache
def ranker() -> Ranker:
    """Return the model shipped with histgraph."""
    return Ranker.of(json.loads(data_path("referents.json").read_text(encoding="utf-8")))
