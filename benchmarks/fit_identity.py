"""Fit the weights by which wordings are merged: python benchmarks/fit_identity.py GOLD.json

GOLD.json is an annotated set (claims with ``object`` and ``concept``). Prints pair precision,
recall and F1 with one page left out at a time, then fits on all pages and writes
src/histgraph/data/identity.json. Needs scikit-learn.
"""

import json
import re
import sys
from collections import defaultdict
from itertools import combinations
from pathlib import Path

import numpy as np
from sklearn.linear_model import LogisticRegression

from histgraph.normalise.concepts import stems
from histgraph.normalise.merging import Wording, _linked, pair_features
from histgraph.normalise.vectors import phrase_vectors

THRESHOLD = 0.42
TARGET = Path(__file__).parents[1] / "src" / "histgraph" / "data" / "identity.json"
_SMALL = frozenset(
    [
        "the", "a", "an", "of", "to", "in", "on", "his", "its", "their", "and", "for", "with", "as", "by",
        "at", "from", "that", "it", "was", "be", "is", "were", "he", "they", "her", "or", "not"
    ]
)  # fmt: skip


def pages(path: str) -> list[list[dict]]:
    """Return the claims of each group of pages that share their concepts."""
    gold = json.loads(Path(path).read_text(encoding="utf-8"))
    group = {name: str(k) for k, names in enumerate(gold["groups"]) for name in names}
    by_page = defaultdict(list)
    for claim in gold["claims"]:
        by_page[group.get(claim["document"], claim["document"])].append(claim)
    return [by_page[key] for key in sorted(by_page)]


def wording(claim: dict) -> Wording:
    """Return an annotated object as the extractor would word it."""
    text = claim["object"]
    words = [w for w in re.findall(r"[A-Za-z'-]+", text) if w.lower() not in _SMALL]
    return Wording(text, text, frozenset(stems(words)), frozenset(re.findall(r"\b[A-Z][a-z]+", text)))


def table(claims: list[dict]) -> tuple[list[tuple[int, int]], np.ndarray, np.ndarray]:
    """Return all pairs of a page, their features and whether the annotator saw one concept."""
    found = [wording(c) for c in claims]
    near = phrase_vectors([w.label for w in found])
    cosines = near @ near.T
    pairs = list(combinations(range(len(claims)), 2))
    features = np.array([pair_features(found[i], found[j], float(cosines[i, j])) for i, j in pairs])
    return pairs, features, np.array([claims[i]["concept"] == claims[j]["concept"] for i, j in pairs])


def main(path: str) -> None:
    """Fit, report, write."""
    sets = [(len(claims), *table(claims)) for claims in pages(path)]
    hit = said = real = 0
    for k, (n, pairs, features, same) in enumerate(sets):
        rest = [s for m, s in enumerate(sets) if m != k]
        model = LogisticRegression(max_iter=1000).fit(
            np.concatenate([s[2] for s in rest]), np.concatenate([s[3] for s in rest])
        )
        rated = {
            pair: p for pair, p in zip(pairs, model.predict_proba(features)[:, 1], strict=True) if p > 0.05
        }
        label = {i: c for c, members in enumerate(_linked(n, rated, THRESHOLD)) for i in members}
        joined = np.array([label[i] == label[j] for i, j in pairs])
        hit, said, real = hit + (joined & same).sum(), said + joined.sum(), real + same.sum()
    print(
        f"one page left out: precision {hit / said:.3f} recall {hit / real:.3f} F1 {2 * hit / (said + real):.3f}"
    )
    model = LogisticRegression(max_iter=1000).fit(
        np.concatenate([s[2] for s in sets]), np.concatenate([s[3] for s in sets])
    )
    weights = {
        "weights": [round(float(w), 4) for w in model.coef_[0]],
        "intercept": round(float(model.intercept_[0]), 4),
        "threshold": THRESHOLD,
    }
    TARGET.write_text(json.dumps(weights, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main(sys.argv[1])
