"""Which wordings on one page are about the same thing.

Pairs are rated by their likeness, then joined by average linkage, so that no chain of near
misses runs together; what must stay apart never joins. A page is bounded: its clusters depend
on nothing outside of it. Each merge keeps its reason.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np

from histgraph.normalise.apart import apart
from histgraph.normalise.likeness import fitted, probabilities
from histgraph.normalise.wordings import Wording
from histgraph.resources import data_path

MOST_WORDINGS = 1500
"""Wordings of one page that are compared by meaning; a longer page keeps equal words only."""
LEAST = 0.05
"""Probability below which a pair counts as 0."""

Rated = dict[tuple[int, int], float]


def merged(wordings: Sequence[Wording]) -> dict[str, tuple[str, str]]:
    """Return for each merged key the key it goes to and the reason.

    Independent of the order of the wordings. The shortest wording of a cluster stands for it, but not
    one that names no more than the kind of the others ("revolutions" for "permanent revolution"),
    unless it is what the page says most of the time.
    """
    if not data_path("identity.json").is_file() or not 1 < len(wordings) <= MOST_WORDINGS:
        return {}
    ordered = sorted(wordings, key=lambda w: w.key)
    rated, barred = rate(ordered)
    out: dict[str, tuple[str, str]] = {}
    for members in linked(len(ordered), rated, fitted().threshold, barred):
        if len(members) < 2:
            continue
        head = min(members, key=lambda k: _standing(ordered[k], [ordered[m] for m in members]))
        for k in members:
            if k != head:
                reason = _reason(ordered[k], ordered[head], rated.get((min(k, head), max(k, head)), 0.0))
                out[ordered[k].key] = (ordered[head].key, reason)
    return out


def _standing(wording: Wording, cluster: Sequence[Wording]) -> tuple[bool, int, int, str]:
    """Return by what wordings are put in line to stand for their cluster."""
    kind = len(wording.stems) == 1 and any(wording.stems < other.stems for other in cluster)
    kind = kind and 2 * wording.times < sum(other.times for other in cluster)
    return kind, len(wording.stems), len(wording.label), wording.key


def rate(ordered: Sequence[Wording]) -> tuple[Rated, frozenset[tuple[int, int]]]:
    """Return the probability of each pair that has one worth the name, and the pairs that must stay apart."""
    table = probabilities(ordered)
    rated: Rated = {}
    # What is said of something never joins it, not even by way of a third wording that is like both.
    place = {wording.key: k for k, wording in enumerate(ordered)}
    said = {(k, place[of]) for k, w in enumerate(ordered) for _, of in w.places if of in place}
    barred = {(min(pair), max(pair)) for pair in said if pair[0] != pair[1]}
    for i, j in zip(*(index.tolist() for index in np.nonzero(np.triu(table > LEAST, 1))), strict=True):
        if apart(ordered[i], ordered[j]):
            barred.add((i, j))
        else:
            rated[i, j] = round(float(table[i, j]), 4)
    return rated, frozenset(barred)


def _reason(wording: Wording, head: Wording, probability: float) -> str:
    shared = sorted(wording.stems & head.stems)
    words = f"shares {', '.join(shared)}; " if shared else ""
    return f"{words}likely about the same as “{head.label}” ({probability:.2f})"


@dataclass(slots=True)
class _Cluster:
    members: list[int]
    sums: dict[int, float] = field(default_factory=dict)
    barred: set[int] = field(default_factory=set)


def linked(
    n: int, rated: Rated, threshold: float, barred: frozenset[tuple[int, int]] = frozenset()
) -> list[list[int]]:
    """Join by average linkage while the mean probability between two clusters exceeds the threshold.

    Clusters that hold a barred pair between them never join. Of equal means the first pair by number wins.
    """
    clusters = {i: _Cluster([i]) for i in range(n)}
    for (i, j), p in rated.items():
        clusters[i].sums[j] = clusters[j].sums[i] = p
    for i, j in barred:
        clusters[i].barred.add(j)
        clusters[j].barred.add(i)
    while True:
        best, pair = threshold, None
        for a in sorted(clusters):
            own = clusters[a]
            for b in sorted(own.sums):
                if a < b and b not in own.barred:
                    mean = own.sums[b] / (len(own.members) * len(clusters[b].members))
                    if mean > best:
                        best, pair = mean, (a, b)
        if pair is None:
            return [sorted(c.members) for c in clusters.values()]
        _join(clusters, *pair)


def _join(clusters: dict[int, _Cluster], a: int, b: int) -> None:
    """Put cluster b into cluster a."""
    kept, gone = clusters[a], clusters.pop(b)
    kept.members += gone.members
    for other, total in gone.sums.items():
        del clusters[other].sums[b]
        if other != a:
            kept.sums[other] = clusters[other].sums[a] = kept.sums.get(other, 0.0) + total
    for other in gone.barred:
        clusters[other].barred.discard(b)
        if other != a:
            clusters[other].barred.add(a)
            kept.barred.add(other)
    kept.barred.discard(a)
