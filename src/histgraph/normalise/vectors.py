"""Word vectors: how near two wordings are in meaning. A gate for identity, never a verdict.

Static vectors distilled from all-MiniLM-L6-v2 (Apache-2.0) by ``benchmarks/distil_vectors.py``:
21,719 English words, 96 dimensions, int8. A phrase is the mean of its words' vectors,
frequent words weighing less (smooth inverse frequency, Arora et al. 2017).
"""

import re
from collections.abc import Sequence
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
    """Return one vector of length 1 a phrase, shape (n, 96); zeros where no word is known."""
    index, vectors = _table()
    out = np.zeros((len(phrases), vectors.shape[1]), dtype=np.float32)
    for row, phrase in enumerate(phrases):
        known = [index[w] for w in _WORD.findall(phrase.lower()) if w in index]
        if known:
            mean = vectors[known].sum(axis=0)
            length = float(np.linalg.norm(mean))
            if length:
                out[row] = mean / length
    return out
