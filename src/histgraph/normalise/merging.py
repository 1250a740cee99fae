"""Which wordings on one page are about the same thing.

Pairs are rated by a small logistic regression over nearness of meaning and shared words
(fitted by ``benchmarks/fit_identity.py``, tested by leaving one page out), then joined by
average linkage, so that no chain of near misses runs together. Names that differ hold
wordings apart. Each merge keeps its reason.
"""

import json
import math
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from itertools import combinations

from histgraph.normalise.vectors import phrase_vectors
from histgraph.resources import data_path

MOST_WORDINGS = 1500
"""Wordings of one page that are compared by meaning; a longer page keeps equal words only."""


@dataclass(frozen=True, slots=True)
class Wording:
    """One concept as worded: its key, label, content stems and the proper names in it."""

    key: str
    label: str
    stems: frozenset[str]
    names: frozenset[str]


@cache
def _model() -> tuple[tuple[float, ...], float, float]:
    table = json.loads(data_path("identity.json").read_text(encoding="utf-8"))
    return tuple(table["weights"]), table["intercept"], table["threshold"]


def pair_features(a: Wording, b: Wording, nearness: float) -> tuple[float, ...]:
    """Return what two wordings have in common; ``nearness`` is the cosine in [-1, 1]."""
    shared, union = len(a.stems & b.stems), len(a.stems | b.stems) or 1
    smaller = min(len(a.stems), len(b.stems)) or 1
    return (
        nearness,
        nearness * nearness,
        shared / union,
        shared / smaller,
        float(a.stems == b.stems),
        float(bool(a.names and b.names and not a.names & b.names)),
        float(bool(a.names & b.names)),
        float(len(a.stems) + len(b.stems)),
    )


def probability(features: Sequence[float]) -> float:
    """Return the probability in [0, 1] that two wordings are about the same thing."""
    weights, intercept, _ = _model()
    return 1 / (1 + math.exp(-intercept - sum(w * f for w, f in zip(weights, features, strict=True))))


def merged(wordings: Sequence[Wording]) -> dict[str, tuple[str, str]]:
    """Return for each merged key the key it goes to and the reason.

    Independent of the order of the wordings. The shortest wording of a cluster stands for it.
    """
    if not data_path("identity.json").is_file() or not 1 < len(wordings) <= MOST_WORDINGS:
        return {}
    ordered = sorted(wordings, key=lambda w: w.key)
    near = phrase_vectors([w.label for w in ordered])
    cosines = near @ near.T
    threshold = _model()[2]
    rated: dict[tuple[int, int], float] = {}
    for i, j in combinations(range(len(ordered)), 2):
        if cosines[i, j] > 0.3 or ordered[i].stems & ordered[j].stems:
            p = probability(pair_features(ordered[i], ordered[j], float(cosines[i, j])))
            if p > 0.05:
                rated[i, j] = p
    clusters = _linked(len(ordered), rated, threshold)
    out: dict[str, tuple[str, str]] = {}
    for members in clusters:
        if len(members) < 2:
            continue
        head = min(members, key=lambda k: (len(ordered[k].stems), len(ordered[k].label), ordered[k].key))
        for k in members:
            if k != head:
                p = rated.get((min(k, head), max(k, head)), 0.0)
                reason = f"near in meaning to “{ordered[head].label}” ({p:.2f})"
                out[ordered[k].key] = (ordered[head].key, reason)
    return out


def _linked(n: int, rated: dict[tuple[int, int], float], threshold: float) -> list[list[int]]:
    """Join by average linkage while the mean probability between two clusters exceeds the threshold."""
    clusters: dict[int, list[int]] = {i: [i] for i in range(n)}
    sums: dict[int, dict[int, float]] = {i: {} for i in range(n)}
    for (i, j), p in rated.items():
        sums[i][j] = sums[j][i] = p
    while True:
        best, pair = threshold, None
        for a, row in sums.items():
            for b, total in row.items():
                if a < b and (mean := total / (len(clusters[a]) * len(clusters[b]))) > best:
                    best, pair = mean, (a, b)
        if pair is None:
            return [sorted(members) for members in clusters.values()]
        a, b = pair
        clusters[a] += clusters.pop(b)
        for other, total in sums.pop(b).items():
            del sums[other][b]
            if other != a:
                sums[a][other] = sums[other][a] = sums[a].get(other, 0.0) + total
