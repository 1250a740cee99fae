"""Fit the rating of likely disputes: python benchmarks/fit_likely.py [--shared DIR] [--dry].

Reads the pages beside a development checkout (``learn``) and of ``annotated/open`` and ``threads/open``, and fits the
trees of ``histgraph.compare.likely`` on which pairs of claims stand, by their sentences, on two sides of a dispute of
the gold. What is printed comes from trees that had not seen the page: of the likeliest pairs, how many are right by
their sentences, and by their claims, and how many disputes they find that no rule finds; pairs of sentences that
another link connects are left out. The score of a pair is the share of right ones at its odds, fitted on those pairs.
Then trees are fitted on all pages and written to src/histgraph/data/likely.json; with ``--dry`` nothing is written.
``--unseen FOLDER`` prints the same totals for pages that take no part in the fit. Needs scikit-learn.
"""

import argparse
import json
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from sklearn.ensemble import HistGradientBoostingClassifier
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import GroupKFold

from contradiction_rules import HERE, LEARN, Gold, _row, gold_of
from histgraph.compare import corpus, likely, pairing
from histgraph.compare.corpus import embedded
from histgraph.compare.groups import Crowds
from histgraph.compare.guards import words_of
from histgraph.compare.renewal import found as decided
from histgraph.extract import RuleExtractor
from histgraph.model import Claim, Source
from histgraph.normalise import Normaliser
from histgraph.normalise.vectors import phrase_vectors
from histgraph.pipeline.merge import described
from histgraph.segment import divide
from histgraph.sources import read

FOLDERS = (LEARN, str(HERE / "annotated" / "open"), str(HERE / "threads" / "open"))
TARGET = HERE.parent / "src" / "histgraph" / "data" / "likely.json"
LEAVES, TREES, RATE, FEWEST, SHRINK = 4, 250, 0.05, 60, 5.0
FOLDS = 10
LEAST = 0.3
"""Share of right ones, by sentences, below which a pair is not worth anybody's time."""


@dataclass(frozen=True)
class Page:
    """The pairs of a page: facts, whether right by sentences and by claims, and what the gold calls the disputes."""

    told: Sequence[Claim]
    pairs: np.ndarray
    names: tuple[str, ...]
    facts: np.ndarray
    right: np.ndarray
    by_claims: np.ndarray
    finds: Sequence[frozenset[str]]
    linked: frozenset[frozenset[str]]


def pages(gold: Gold) -> list[Page]:
    """Return the pairs of each page with what the gold says of them."""
    extractor, normaliser = RuleExtractor(), Normaliser()
    sources = [source for source in read(list(map(str, gold.pages))) if isinstance(source, Source)]
    readings = [normaliser.reading(page, extractor.read(page)) for page in map(divide, sources)]
    world = corpus(readings, described(entity for reading in readings for entity in reading.entities))
    world = embedded(world, phrase_vectors)
    links = decided(world, Crowds())
    names = {source.id: source.name for source in sources}
    by_page: Mapping[str, list[Claim]] = defaultdict(list)
    for claim in world.claims.values():
        by_page[claim.source].append(claim)
    linked = frozenset(frozenset(words_of(world.claims[x]) for x in (k.claim_a, k.claim_b)) for k in links)
    found = []
    for source in sorted(by_page):
        told = pairing.chosen(by_page[source], world.pages[source])
        if not told:
            continue
        pairs, names_of_facts, facts = pairing.facts(told, world.pages[source], world.vectors)
        rows = [_row(claim, names) for claim in told]
        finds = [frozenset(gold.by_sentences(rows[i], rows[j])) for i, j in pairs]
        claims = [bool(gold.by_claims(rows[i], rows[j])) for i, j in pairs]
        found.append(
            Page(
                told,
                pairs,
                names_of_facts,
                facts,
                np.array(list(map(bool, finds))),
                np.array(claims),
                finds,
                linked,
            )
        )
    return found


def fitted(known: Sequence[Page]) -> HistGradientBoostingClassifier:
    """Return trees fitted on pages."""
    trees = HistGradientBoostingClassifier(
        max_iter=TREES, learning_rate=RATE, max_leaf_nodes=LEAVES, min_samples_leaf=FEWEST, l2_regularization=SHRINK,
        early_stopping=False, random_state=0,
    )  # fmt: skip
    return trees.fit(np.vstack([p.facts for p in known]), np.concatenate([p.right for p in known]))


@dataclass(frozen=True)
class Told:
    """A pair of sentences that would be told: log odds, right by sentences, by claims, and the disputes it finds."""

    odds: float
    right: bool
    by_claims: bool
    finds: frozenset[tuple[int, str]]


def told(known: Sequence[Page], odds: Sequence[np.ndarray]) -> list[Told]:
    """Return the pairs that no other link connects, the likeliest first."""
    found = []
    for number, (page, values) in enumerate(zip(known, odds, strict=True)):
        best = likely.picked(page.told, page.pairs, values, -np.inf)
        for k in best:
            i, j = page.pairs[k]
            if frozenset((words_of(page.told[i]), words_of(page.told[j]))) not in page.linked:
                finds = frozenset((number, name) for name in page.finds[k])
                found.append(Told(values[k], bool(page.right[k]), bool(page.by_claims[k]), finds))
    return sorted(found, key=lambda t: -t.odds)


def table(found: Sequence[Told], scores: Sequence[float]) -> str:
    """Write how many pairs reach each score, and how many of them are right."""
    lines = ["| score | pairs | right by sentences | by claims | disputes |", "|---|---:|---:|---:|---:|"]
    for least in (0.7, 0.6, 0.5, 0.4, LEAST):
        some = [t for t, s in zip(found, scores, strict=True) if s >= least]
        disputes = frozenset().union(*(t.finds for t in some))
        cells = (least, len(some), sum(t.right for t in some), sum(t.by_claims for t in some), len(disputes))
        lines.append("| " + " | ".join(map(str, cells)) + " |")
    return "\n".join(lines)


def nodes(trees: HistGradientBoostingClassifier) -> dict[str, Any]:
    """Return the trees as lists of shape (trees, nodes), leaves their own children."""
    names = ("feature", "threshold", "left", "right", "value")
    out: dict[str, Any] = {name: [] for name in names}
    size = 2 * LEAVES - 1
    for (grown,) in trees._predictors:
        rows: list[tuple[float, ...]] = []
        for i, node in enumerate(grown.nodes):
            leaf = bool(node["is_leaf"])
            split = (0, 0.0, i, i) if leaf else (
                int(node["feature_idx"]), float(node["num_threshold"]), int(node["left"]), int(node["right"])
            )  # fmt: skip
            rows.append((*split, round(float(node["value"]), 5) if leaf else 0.0))
        rows += [(0, 0.0, i, i, 0.0) for i in range(len(rows), size)]
        for name, column in zip(names, zip(*rows, strict=True), strict=True):
            out[name].append([round(x, 5) if isinstance(x, float) else x for x in column])
    return out


def main() -> None:
    """Fit, print and write."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--shared", type=Path, default=HERE.parents[1] / "shared")
    parser.add_argument("--unseen", action="append", default=[], metavar="FOLDER")
    parser.add_argument("--dry", action="store_true", help="write nothing")
    chosen = parser.parse_args()
    by_folder = {name: pages(gold_of(name, chosen.shared)) for name in FOLDERS}
    known = [page for some in by_folder.values() for page in some]
    odds: list[Any] = [None] * len(known)
    places = np.arange(len(known))
    for seen, left in GroupKFold(FOLDS, shuffle=True, random_state=0).split(places, groups=places):
        trees = fitted([known[i] for i in seen])
        for i in left:
            odds[i] = trees.decision_function(known[i].facts) if len(known[i].facts) else np.zeros(0)
    found = told(known, odds)
    judge = LogisticRegression(C=1e6).fit([[t.odds] for t in found[:400]], [t.right for t in found[:400]])
    print(f"{len(known)} pages, left out in turn")
    print(table(found, judge.predict_proba([[t.odds] for t in found])[:, 1]))
    for name, some in by_folder.items():
        here = told(some, odds[: len(some)])
        odds = odds[len(some) :]
        print(Path(name).name, table(here, judge.predict_proba([[t.odds] for t in here])[:, 1]), sep="\n")
    trees = fitted(known)
    for name in chosen.unseen:
        more = pages(gold_of(name, chosen.shared))
        best = told(more, [trees.decision_function(p.facts) if len(p.facts) else np.zeros(0) for p in more])
        print(name, table(best, judge.predict_proba([[t.odds] for t in best])[:, 1]), sep="\n")
    if not chosen.dry:
        data = {"facts": known[0].names, "base": round(float(trees._baseline_prediction.item()), 5)}
        data |= {"slope": round(float(judge.coef_[0, 0]), 5), "shift": round(float(judge.intercept_[0]), 5)}
        TARGET.write_text(json.dumps(data | {"least": LEAST} | nodes(trees)) + "\n", encoding="utf-8")
        print(f"wrote {TARGET}")


if __name__ == "__main__":
    main()
