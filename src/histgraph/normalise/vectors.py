"""Word vectors: how near two wordings are in meaning. A gate for identity, never a verdict.

Static vectors distilled from all-MiniLM-L6-v2 (Apache-2.0) by ``benchmarks/distil_vectors.py``:
21,719 English words, commonest first, int8. A phrase is the mean of its words' vectors,
frequent words weighing less (smooth inverse frequency, Arora et al. 2017).
"""

import math
import re
from collections.abc import Mapping, Sequence
from functools import cache

import numpy as np
from numpy.typing import NDArray

from histgraph.resources import data_path

_WORD = re.compile(r"[a-z]{2,}")
_SMOOTHING = 3e-4

Matrix = NDArray[np.float32]


@cache
def _table() -> tuple[dict[str, int], Matrix]:
    with np.load(data_path("vectors.npz")) as stored:
        words = stored["words"].tobytes().decode().split("\n")
        vectors = stored["vectors"].astype(np.float32) / 254
    frequency = 1 / (np.arange(len(words)) + 5)
    frequency /= frequency.sum()
    weights = (_SMOOTHING / (_SMOOTHING + frequency)).astype(np.float32)
    return {word: i for i, word in enumerate(words)}, vectors * weights[:, None]


def phrase_vectors(phrases: Sequence[str]) -> Matrix:
    """Return one vector of length 1 a phrase, shape (n, d); zeros where no word is known."""
    index, vectors = _table()
    out = np.zeros((len(phrases), vectors.shape[1]), dtype=np.float32)
    for row, phrase in enumerate(phrases):
        known = [index[w] for w in _WORD.findall(phrase.lower()) if w in index]
        if known:
            out[row] = vectors[known].sum(axis=0)
    return _of_length_one(out)


def word_vectors(words: Sequence[str]) -> Matrix:
    """Return one vector of length 1 a word, shape (n, d); zeros where it is not known."""
    index, vectors = _table()
    out = np.zeros((len(words), vectors.shape[1]), dtype=np.float32)
    for row, word in enumerate(words):
        if word in index:
            out[row] = vectors[index[word]]
    return _of_length_one(out)


def rank() -> Mapping[str, int]:
    """Return the known words with their rank by frequency, 0 for the commonest."""
    return _table()[0]


def rareness(word: str) -> float:
    """Return how much a word tells by its rank among English words: 1 for a rare one, less for a common one."""
    index, vectors = _table()
    place = index.get(word)
    return 1.0 if place is None else math.log(place + 2) / math.log(len(vectors) + 2)


def _of_length_one(table: Matrix) -> Matrix:
    lengths = np.linalg.norm(table, axis=1, keepdims=True)
    return (table / np.where(lengths == 0, 1, lengths)).astype(np.float32)
