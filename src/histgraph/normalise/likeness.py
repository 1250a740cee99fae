"""How likely two wordings of a page are about the same thing: features and their weights.

All pairs of a page at once, as matrices, so that the cost of a page stays far below its parse.
The weights are fitted by ``benchmarks/fit_identity.py``, tested by leaving one page out.
"""

import json
import math
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

import numpy as np
from numpy.typing import NDArray

from histgraph.normalise.concepts import stem
from histgraph.normalise.vectors import Matrix, phrase_vectors, rareness, word_vectors
from histgraph.normalise.wordings import Wording
from histgraph.resources import data_path

FEATURES = (
    "nearness", "shared words", "shared rare words", "words within the other", "same words",
    "one word within the other", "same head", "head within the other", "a name in common", "aligned words",
    "aligned words, both ways", "subjects in common", "a relation in common", "subject and relation in common",
    "words in all",
)  # fmt: skip
"""What is weighed between two wordings, in the order of the weights."""


@dataclass(frozen=True, slots=True)
class Weights:
    """The weights of the features, the intercept, and the mean probability from which clusters join."""

    features: tuple[float, ...]
    intercept: float
    threshold: float


@cache
def fitted() -> Weights:
    """Return the weights that were fitted."""
    table = json.loads(data_path("identity.json").read_text(encoding="utf-8"))
    return Weights(tuple(table["weights"][name] for name in FEATURES), table["intercept"], table["threshold"])


def probabilities(wordings: Sequence[Wording]) -> Matrix:
    """Return the probability in [0, 1] that each two of n wordings are about the same, shape (n, n)."""
    weights = fitted()
    logits: Matrix = np.full((len(wordings), len(wordings)), weights.intercept, dtype=np.float32)
    for weight, values in zip(weights.features, features(wordings), strict=True):
        logits += np.float32(weight) * values
    return (1 / (1 + np.exp(-logits))).astype(np.float32)


def features(wordings: Sequence[Wording]) -> tuple[Matrix, ...]:
    """Return each feature of all pairs of n wordings, each of shape (n, n) and symmetric."""
    near = phrase_vectors([w.label for w in wordings])
    weights = _rarity([w.stems for w in wordings])
    stems = _incidence([w.stems for w in wordings])
    weighed = _incidence([w.stems for w in wordings], weights)
    shared, sizes = stems @ stems.T, stems.sum(axis=1)
    rare, masses = weighed @ stems.T, weighed.sum(axis=1)
    heads = _incidence([frozenset({w.head} - {""}) for w in wordings], columns=[w.stems for w in wordings])
    plain = _incidence([w.stems for w in wordings], columns=[frozenset({w.head} - {""}) for w in wordings])
    within = heads @ plain.T
    names = _incidence([w.names for w in wordings])
    subjects = _incidence([w.subjects for w in wordings])
    ties = _incidence([w.relations for w in wordings])
    common_subjects, many = subjects @ subjects.T, subjects.sum(axis=1)
    of_subjects = _share(common_subjects, many[:, None] + many[None, :] - common_subjects)
    same_tie = _true(ties @ ties.T > 0)
    aligned = _aligned(wordings, weights)
    equal = (shared == sizes[:, None]) & (shared == sizes[None, :])
    return (
        near @ near.T,
        _share(shared, sizes[:, None] + sizes[None, :] - shared),
        _share(rare, masses[:, None] + masses[None, :] - rare),
        _share(rare, np.minimum(masses[:, None], masses[None, :])),
        _true(equal),
        _true((np.minimum(sizes[:, None], sizes[None, :]) == 1) & (shared == 1) & ~equal),
        _true(heads @ heads.T > 0),
        _true((within > 0) | (within.T > 0)),
        _true(names @ names.T > 0),
        np.minimum(aligned, aligned.T),
        ((aligned + aligned.T) / 2).astype(np.float32),
        of_subjects,
        same_tie,
        of_subjects * same_tie,
        sizes[:, None] + sizes[None, :],
    )


def _rarity(bags: Sequence[frozenset[str]]) -> dict[str, float]:
    """Return how much each stem tells on this page, near 1 for one used once, less for what all is about."""
    counts = Counter(stem for bag in bags for stem in bag)
    whole = math.log((len(bags) + 1) / 0.5)
    return {s: 0.15 + math.log((len(bags) + 1) / (n + 0.5)) / whole for s, n in counts.items()}


def _incidence(
    bags: Sequence[frozenset[str]],
    weights: dict[str, float] | None = None,
    columns: Sequence[frozenset[str]] = (),
) -> Matrix:
    """Return which bag holds which string, shape (bags, strings of all); 1 or the string's weight."""
    strings = {s: i for i, s in enumerate(sorted({s for bag in (*bags, *columns) for s in bag}))}
    table: Matrix = np.zeros((len(bags), len(strings)), dtype=np.float32)
    for row, bag in enumerate(bags):
        for s in bag:
            table[row, strings[s]] = 1.0 if weights is None else weights[s]
    return table


def _share(part: Matrix, whole: Matrix) -> Matrix:
    return (part / np.maximum(whole, 1e-6)).astype(np.float32)


def _true(table: NDArray[np.bool_]) -> Matrix:
    return table.astype(np.float32)


def _aligned(wordings: Sequence[Wording], weights: dict[str, float]) -> Matrix:
    """Return for (a, b) the mean over a's words of the nearness of the nearest word of b.

    Words that share a stem are as near as can be. Rare words weigh more (the idea of soft
    alignment of BERTScore, Zhang et al. 2020, with static vectors).
    """
    words = sorted({word for w in wordings for word in w.words})
    place = {word: i for i, word in enumerate(words)}
    vectors = word_vectors(words)
    near = np.maximum(vectors @ vectors.T, 0).astype(np.float32)
    stems = [stem(word) for word in words]
    folded = {s: i for i, s in enumerate(sorted(set(stems)))}
    places = np.array([folded[s] for s in stems])
    near[places[:, None] == places[None, :]] = 1
    best = np.zeros((len(wordings), len(words)), dtype=np.float32)
    share = np.zeros((len(wordings), len(words)), dtype=np.float32)
    for row, wording in enumerate(wordings):
        own = [place[word] for word in wording.words]
        if own:
            best[row] = near[:, own].max(axis=1)
            mass = [rareness(words[i]) * weights.get(stems[i], 1.0) for i in own]
            share[row, own] = np.array(mass, dtype=np.float32) / max(sum(mass), 1e-6)
    return (share @ best.T).astype(np.float32)
