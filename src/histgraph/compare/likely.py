"""Passages of one page that likely answer each other, though no rule of conflict sees what is at odds.

Nine in ten disputes hang on what one must know (that half-finished forts do not stop a fleet), and no rule reaches
them. But whoever answers takes up rare words of what he answers, denies or turns something, and of all that others
wrote his sentence lies nearest to that one. How such facts go together is learnt: boosted trees of four leaves
(Friedman, Greedy Function Approximation, 2001), fitted by ``benchmarks/fit_likely.py`` on annotated pages. They hold
no word of any page, and say where to look, never what is true: such a link is a tension, and its score is the share
of such pairs that were disputes on annotated pages that the trees had not seen.
"""

import json
from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from functools import cache

import numpy as np
from numpy.typing import NDArray

from histgraph.compare.corpus import Corpus, Meanings
from histgraph.compare.guards import words_of
from histgraph.compare.pairing import Embed, Matrix, chosen, facts, shared_words
from histgraph.compare.wording import contradiction, in_order
from histgraph.model import Claim, ClaimLink, CueKind, LinkKind, Page, Strength
from histgraph.resources import data_path

_SHARE = "on annotated pages about {:.0f} in 10 such pairs were disputes, fewer where authors had not read each other"
_AT_ONCE = 256
TWICE = 2
"""Likely disputes that a sentence may have a part in."""


@dataclass(frozen=True, slots=True)
class Rated:
    """Two claims of one page, the earlier first, with how likely they are of a dispute, in [0, 1]."""

    one: Claim
    other: Claim
    score: float


@dataclass(frozen=True, slots=True)
class _Model:
    """Trees as arrays of shape (trees, nodes): a leaf has itself for both children.

    ``facts`` are the names of the columns that the trees were fitted on. ``slope`` and ``shift`` turn the sum of the
    leaves into the log odds of being a dispute; ``least`` is the smallest score that is told.
    """

    facts: tuple[str, ...]
    feature: NDArray[np.int64]
    threshold: NDArray[np.float64]
    left: NDArray[np.int64]
    right: NDArray[np.int64]
    value: NDArray[np.float64]
    base: float
    slope: float
    shift: float
    least: float


@cache
def _model() -> _Model:
    with data_path("likely.json").open(encoding="utf-8") as stored:
        data = json.load(stored)
    feature, left, right = (np.array(data[name], dtype=np.int64) for name in ("feature", "left", "right"))
    threshold, value = (np.array(data[name], dtype=np.float64) for name in ("threshold", "value"))
    base, slope, shift, least = (float(data[name]) for name in ("base", "slope", "shift", "least"))
    return _Model(tuple(data["facts"]), feature, threshold, left, right, value, base, slope, shift, least)


def log_odds(names: tuple[str, ...], known: Matrix) -> NDArray[np.float64]:
    """Return the sum of the trees for facts of shape (pairs, facts) with their names, one number a pair."""
    model = _model()
    if names != model.facts:
        raise AssertionError("likely.json was fitted on other facts: python benchmarks/fit_likely.py")
    trees, size = model.feature.shape
    roots = np.arange(trees) * size
    feature, threshold, value = model.feature.ravel(), model.threshold.ravel(), model.value.ravel()
    left, right = ((side + roots[:, None]).ravel() for side in (model.left, model.right))
    total = np.full(len(known), model.base)
    for begin in range(0, len(known), _AT_ONCE):
        some = known[begin : begin + _AT_ONCE]
        row = np.arange(len(some))[:, None] * some.shape[1]
        at = np.broadcast_to(roots, (len(some), trees))
        for _ in range(size // 2):
            goes_left = some.take(row + feature.take(at)) <= threshold.take(at)
            at = np.where(goes_left, left.take(at), right.take(at))
        total[begin : begin + _AT_ONCE] += value.take(at).sum(axis=1)
    return total


def rated(claims: Iterable[Claim], page: Page, vectors: Embed) -> list[Rated]:
    """Return the likely disputes between the texts of a page, the likeliest first.

    Each pair of sentences is there once, by those of its claims that fit best, and no sentence more than
    ``TWICE`` times.
    """
    told = chosen(claims, page)
    if not told:
        return []
    pairs, names, known = facts(told, page, vectors)
    model = _model()
    scores = 1 / (1 + np.exp(-(model.slope * log_odds(names, known) + model.shift)))
    found = picked(told, pairs, scores, model.least)
    return [Rated(told[pairs[k][0]], told[pairs[k][1]], float(scores[k])) for k in found]


def picked(
    told: Sequence[Claim], pairs: NDArray[np.int64], scores: NDArray[np.float64], least: float
) -> list[int]:
    """Return which pairs are told of those that score ``least`` or more: the best of each two sentences.

    A sentence that says "I agree" answers nobody that way.
    """
    agreeing = {words_of(c) for c in told if c.has_cue(CueKind.AGREEMENT)}
    had: set[tuple[str, str]] = set()
    parts: Counter[str] = Counter()
    found = []
    for k in sorted(np.flatnonzero(scores >= least), key=lambda k: (-scores[k], k)):
        key = words_of(told[pairs[k][0]]), words_of(told[pairs[k][1]])
        if key in had or key[0] == key[1] or any(parts[s] >= TWICE or s in agreeing for s in key):
            continue
        had.add(key)
        parts.update(key)
        found.append(int(k))
    return found


def likely(world: Corpus, links: Iterable[ClaimLink], sources: Collection[str]) -> list[ClaimLink]:
    """Return likely disputes within pages whose passages no link of another kind connects.

    Args:
        world: the corpus; without vectors nothing is found.
        links: all links that were found otherwise.
        sources: the pages to look at, by the ids of their sources.
    """
    if not isinstance(world.vectors, Meanings):
        return []
    linked = {frozenset(words_of(world.claims[x]) for x in (k.claim_a, k.claim_b)) for k in links}
    by_source: dict[str, list[Claim]] = {id_: [] for id_ in sorted(sources)}
    for claim in world.claims.values():
        if claim.source in by_source:
            by_source[claim.source].append(claim)
    return [
        _link(pair, world)
        for source, claims in by_source.items()
        for pair in rated(claims, world.pages[source], world.vectors)
        if frozenset((words_of(pair.one), words_of(pair.other))) not in linked
        and world.verified(pair.one)
        and world.verified(pair.other)
    ]


def _link(pair: Rated, world: Corpus) -> ClaimLink:
    shared = ", ".join(f"“{word}”" for word in shared_words(pair.one, pair.other)[:3])
    about = f"Both speak of {shared}" if shared else "Of all that others wrote the two passages lie nearest"
    a, b = in_order(pair.one, pair.other)
    return ClaimLink(
        kind=LinkKind.LIKELY_DISPUTE,
        strength=Strength.TENSION,
        claim_a=min(a.id, b.id),
        claim_b=max(a.id, b.id),
        explanation=contradiction(a, b, world, f"{about}, and one seems to answer the other", None),
        guards=(f"no rule sees what is at odds; {_SHARE.format(pair.score * 10)}",),
        score=round(pair.score, 2),
    )
