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

from histgraph.normalise.concepts import pale, stem
from histgraph.normalise.vectors import Matrix, phrase_vectors, rareness, word_vectors
from histgraph.normalise.wordings import Wording
from histgraph.resources import data_path

OF_WORDS = (
    "nearness", "shared words", "shared rare words", "words within the other", "one word within the other",
    "same head", "head within the other", "a name in common", "aligned words", "aligned words, both ways",
    "words in all", "shared words but what the page is about", "words besides", "words besides on either side",
    "shared words that are common here",
)  # fmt: skip
"""What is weighed between two wordings by themselves, in the order of the weights."""

FEATURES = (
    *OF_WORDS, "subjects in common", "a relation in common", "subject and relation in common",
    "shared words, claim", "words within the other, claim", "nearness, claim", "shared words, with verb",
    "verb within the other", "subject within the other", "each subject within the other",
    "nearness of subject and verb", "subject and verb near the other",
)  # fmt: skip
"""What is weighed between two wordings that both stand as objects of claims."""

KNOTS = (0.25, 0.5, 0.75)
"""Where the worth of a feature may bend."""


TOPIC = 0.08
"""Share of claims that are made of something from which on the page is about it."""


@dataclass(frozen=True, slots=True)
class Weights:
    """The weights of each feature's shape and the intercept."""

    features: tuple[tuple[float, ...], ...]
    intercept: float


@dataclass(frozen=True, slots=True)
class Fitted:
    """How wordings are weighed by themselves and in their claims; the mean probability from which clusters join."""

    words: Weights
    claims: Weights
    threshold: float


@cache
def fitted() -> Fitted:
    """Return the weights that were fitted."""
    table = json.loads(data_path("identity.json").read_text(encoding="utf-8"))

    def weights(part: str, names: Sequence[str]) -> Weights:
        of_part = table[part]
        return Weights(tuple(tuple(of_part["weights"][n]) for n in names), of_part["intercept"])

    return Fitted(weights("words", OF_WORDS), weights("claims", FEATURES), table["threshold"])


def shape(values: Matrix) -> tuple[Matrix, ...]:
    """Return what of a feature is weighed: its value, whether there is any, and how far it is beyond each knot.

    A score of hinges: additive, so that what each feature adds can be read off, yet not bound to a straight line.
    """
    beyond = [np.maximum(values - np.float32(knot), 0) for knot in KNOTS]
    return (values, _true(values > 1e-6), *beyond)


def probabilities(wordings: Sequence[Wording]) -> Matrix:
    """Return the probability in [0, 1] that each two of n wordings are about the same, shape (n, n).

    Two judges weigh objects of claims, one their words, one with what is claimed of whom; their mean
    decides. What stands as a subject only is weighed by its words.
    """
    weights = fitted()
    objects = np.array([bool(w.places) for w in wordings])
    by_words, both = _logits(weights, features(wordings))
    logits = np.where(objects[:, None] & objects[None, :], both, by_words)
    return (1 / (1 + np.exp(-logits))).astype(np.float32)


def _logits(weights: Fitted, table: Sequence[Matrix]) -> tuple[Matrix, Matrix]:
    """Return the log odds of each pair by the judge of words, and by the mean of both judges."""
    by_words: Matrix = np.full_like(table[0], weights.words.intercept)
    by_claims: Matrix = np.full_like(table[0], weights.claims.intercept)
    for k, values in enumerate(table):
        for n, part in enumerate(shape(values)):
            if k < len(OF_WORDS):
                by_words += np.float32(weights.words.features[k][n]) * part
            by_claims += np.float32(weights.claims.features[k][n]) * part
    return by_words, ((by_words + by_claims) / 2).astype(np.float32)


def features(wordings: Sequence[Wording]) -> tuple[Matrix, ...]:
    """Return each feature of all pairs of n wordings, each of shape (n, n) and symmetric."""
    return (*_of_words(wordings), *_of_claims(wordings))


def _of_words(wordings: Sequence[Wording]) -> tuple[Matrix, ...]:
    """Return the features of the wordings themselves."""
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
    aligned = _aligned(wordings, weights)
    own = _incidence([w.stems for w in wordings], _untold(wordings))
    own_shared, own_sizes = own @ stems.T, own.sum(axis=1)
    left = own_sizes[:, None] - own_shared
    return (
        near @ near.T,
        _jaccard(stems),
        _jaccard(stems, weighed),
        _share(rare, np.minimum(masses[:, None], masses[None, :])),
        _true((np.minimum(sizes[:, None], sizes[None, :]) == 1) & (shared == 1)),
        _true(heads @ heads.T > 0),
        _true((within > 0) | (within.T > 0)),
        _true(names @ names.T > 0),
        np.minimum(aligned, aligned.T),
        ((aligned + aligned.T) / 2).astype(np.float32),
        (sizes[:, None] + sizes[None, :]) / 10,
        _share(own_shared, own_sizes[:, None] + own_sizes[None, :] - own_shared),
        np.minimum(np.minimum(left, left.T), 3) / 3,
        np.minimum(np.maximum(left, left.T), 5) / 5,
        np.minimum((stems * stems.mean(axis=0)) @ stems.T * 10, 1),
    )


def _of_claims(wordings: Sequence[Wording]) -> tuple[Matrix, ...]:
    """Return the features of what is claimed as a whole.

    What is claimed of one subject in a verb may be the object of another claim: "X levied tolls",
    "the levying of tolls by X was resented".
    """
    whole = [w.stems | w.subjects | w.verbs for w in wordings]
    weights = _rarity(whole)

    def bags(found: Sequence[frozenset[str]]) -> tuple[Matrix, Matrix]:
        return _incidence(found, columns=whole), _incidence(found, weights, columns=whole)

    (objects, _), (claims, claims_weighed) = bags([w.stems for w in wordings]), bags(whole)
    verbal, verbal_weighed = bags([w.stems | w.verbs for w in wordings])
    masses = claims_weighed.sum(axis=1)
    of_verbs = _part(bags([w.verbs for w in wordings])[1], objects)
    of_subjects = _part(bags([w.subjects for w in wordings])[1], objects)
    near = phrase_vectors([" ".join([w.label, *sorted(w.around)]) for w in wordings])
    subjects = phrase_vectors([" ".join(sorted(w.around)) for w in wordings])
    same_subject = _jaccard(_incidence([w.subjects for w in wordings]))
    ties = _incidence([w.relations for w in wordings])
    same_tie = _true(ties @ ties.T > 0)
    across = subjects @ phrase_vectors([w.label for w in wordings]).T
    return (
        same_subject,
        same_tie,
        same_subject * same_tie,
        _jaccard(claims, claims_weighed),
        _share(claims_weighed @ claims.T, np.minimum(masses[:, None], masses[None, :])),
        near @ near.T,
        _jaccard(verbal, verbal_weighed),
        np.maximum(of_verbs, of_verbs.T),
        ((of_subjects + of_subjects.T) / 2).astype(np.float32),
        np.minimum(of_subjects, of_subjects.T),
        subjects @ subjects.T,
        np.maximum(across, across.T),
    )


def _untold(wordings: Sequence[Wording]) -> dict[str, float]:
    """Return 0 for each stem of what the page speaks of all along, its usual subjects, 1 for any other stem.

    That a wording names what the page is about anyway tells it from no other.
    """
    spoken = Counter(stem for wording in wordings for stem in wording.subjects)
    least = TOPIC * max(1, sum(bool(wording.places) for wording in wordings))
    return {s: float(spoken[s] < least) for wording in wordings for s in wording.stems}


def _jaccard(bags: Matrix, weighed: Matrix | None = None) -> Matrix:
    """Return the share of what two bags have in common in what they have together."""
    weighed = bags if weighed is None else weighed
    common, masses = weighed @ bags.T, weighed.sum(axis=1)
    return _share(common, masses[:, None] + masses[None, :] - common)


def _part(weighed: Matrix, bags: Matrix) -> Matrix:
    """Return the share of each weighed bag that lies in each other bag."""
    return _share(weighed @ bags.T, weighed.sum(axis=1)[:, None])


def _rarity(bags: Sequence[frozenset[str]]) -> dict[str, float]:
    """Return how much each stem tells on this page, near 1 for one used once, less for what all is about.

    A word that tells no kinds apart counts by half.
    """
    counts = Counter(stem for bag in bags for stem in bag)
    whole = math.log((len(bags) + 1) / 0.5)
    half = pale()
    return {
        s: (0.15 + math.log((len(bags) + 1) / (n + 0.5)) / whole) * (0.5 if s in half else 1)
        for s, n in counts.items()
    }


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
