"""Fit the confidence of drafts: python benchmarks/fit_confidence.py SHARED

SHARED is the folder with annotated pages (eval/learn.gold.json, eval/learn, seeds) and the
scorer (eval/score_claims.py), whose judgement of each unfiltered draft is the label; the pages of
our own that may be read (benchmarks/annotated/open) are taken as well. So are the short ones
(benchmarks/plain/open), whose gold marks only the theses: of them no draft counts that lies outside
the sentences marked, nor what such a sentence says beside its thesis. Prints claim precision, recall
and F1 with one page left out at a time for several thresholds, then fits on all pages and writes
src/histgraph/data/confidence.json. Needs scikit-learn.
"""

import importlib.util
import json
import sys
from pathlib import Path

import numpy as np
from sklearn.linear_model import LogisticRegression

from histgraph.drafts import Draft, ExtractedPage
from histgraph.extract import RuleExtractor
from histgraph.normalise import Normaliser
from histgraph.segment import divide
from histgraph.sources import read
from plain import claims_gold
from plain import read as plain_pages

OWN = Path(__file__).parent / "annotated" / "open"
SHORT = Path(__file__).parent / "plain" / "open"
TARGET = Path(__file__).parents[1] / "src" / "histgraph" / "data" / "confidence.json"
STRENGTH = 0.3
"""Inverse regularisation of the regression; chosen by leaving one page out."""
THRESHOLD = 0.24
"""Drafts rated lower are dropped. F1 is flat from 0 to 0.3; above, contradictions lose more than claims gain."""
UNJUDGED = frozenset({"existed"})
"""Rules whose drafts say nothing here: for "there was no drought" the gold mostly has "the valley had no drought",
with a subject from elsewhere on the page, so that a right reading counts as wrong."""
RAREST = 6
"""A fact seen in fewer drafts gets no weight."""


def scorer(shared: Path):
    """Load the scorer that stands beside the gold."""
    spec = importlib.util.spec_from_file_location("score_claims", shared / "eval" / "score_claims.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def annotated(shared: Path) -> tuple[list[Path], list[dict]]:
    """Return the annotated pages and all their gold claims."""
    pages, claims = [], []
    for gold, folders in (
        (shared / "eval" / "learn.gold.json", (shared / "seeds", shared / "eval" / "learn")),
        (OWN / "gold.json", (OWN,)),
    ):
        found = json.loads(gold.read_text(encoding="utf-8"))
        claims += found["claims"]
        for name in sorted(found["documents"]):
            pages.append(next(path for folder in folders if (path := folder / name).is_file()))
    return pages, claims


def theses() -> tuple[list[Path], list[dict]]:
    """Return the short pages and the gold claims of their theses."""
    pages = plain_pages(SHORT)
    return [SHORT / page.name for page in pages], claims_gold(pages)["claims"]


def touches(row: dict, gold: list[dict]) -> bool:
    """Whether a draft lies where something is marked."""
    return any(
        claim["document"] == row["document"] and row["start"] < claim["end"] and claim["start"] < row["end"]
        for claim in gold
    )


def drafts_of(paths: list[Path]) -> list[tuple[str, Draft, dict]]:
    """Return (page, draft, row as exported) of every unfiltered draft of the annotated pages."""
    extractor, normaliser = RuleExtractor(rated=False), Normaliser()
    found = []
    for path in paths:
        name = path.name
        page = divide(next(iter(read([str(path)]))))
        extracted = extractor.read(page)
        for draft in extracted.drafts:
            one = normaliser.reading(page, ExtractedPage((draft,), aliases=extracted.aliases))
            for claim in one.claims:
                row = {
                    "document": name, "start": claim.evidence.start, "end": claim.evidence.end,
                    "subject": claim.subject.label, "relation": claim.relation.label,
                    "object": claim.object.label, "polarity": claim.polarity.value,
                }  # fmt: skip
                found.append((name, draft, row))
    return found


def labels(score, gold: list[dict], rows: list[dict]) -> np.ndarray:
    """Return for each row whether it is right and the first to be so."""
    right = {i for i, j in score.assign(rows, gold) if score.right(rows[i], gold[j])}
    return np.array([i in right for i in range(len(rows))])


def judged(score, marked: list[dict], found: list[tuple[str, Draft, dict]]) -> list[tuple[str, Draft, dict]]:
    """Return the drafts of short pages that their gold judges: not what a sentence says beside its thesis."""
    right = labels(score, marked, [row for _, _, row in found])
    told = {(row["document"], row["start"]) for (_, _, row), good in zip(found, right, strict=True) if good}
    return [
        one
        for one, good in zip(found, right, strict=True)
        if good or (one[2]["document"], one[2]["start"]) not in told
    ]


def main(folder: str) -> None:
    """Fit, report, write."""
    shared = Path(folder)
    score = scorer(shared)
    paths, gold = annotated(shared)
    short, marked = theses()
    found = drafts_of(paths)
    found += judged(score, marked, [one for one in drafts_of(short) if touches(one[2], marked)])
    found = [one for one in found if one[1].rule not in UNJUDGED]
    gold += marked
    pages = np.array([name for name, _, _ in found])
    truth = labels(score, gold, [row for _, _, row in found])
    counts: dict[str, int] = {}
    for _, draft, _ in found:
        for fact in draft.features:
            counts[fact] = counts.get(fact, 0) + 1
    facts = sorted(f for f, n in counts.items() if n >= RAREST)
    place = {fact: i for i, fact in enumerate(facts)}
    matrix = np.zeros((len(found), len(facts)))
    for row, (_, draft, _) in enumerate(found):
        for fact in draft.features:
            if fact in place:
                matrix[row, place[fact]] = 1
    held_out = np.zeros(len(found))
    for name in sorted(set(pages)):
        inside = pages == name
        model = LogisticRegression(C=STRENGTH, max_iter=2000).fit(matrix[~inside], truth[~inside])
        held_out[inside] = model.predict_proba(matrix[inside])[:, 1]
    for threshold in np.arange(0, 0.56, 0.04):
        kept = held_out >= threshold
        hit, said = int((truth & kept).sum()), int(kept.sum())
        f1 = 2 * hit / (said + len(gold))
        print(f"threshold {threshold:.2f}: P {hit / max(1, said):.3f} R {hit / len(gold):.3f} F1 {f1:.3f}")
    for low in np.arange(0, 1, 0.1):
        bin_ = (held_out >= low) & (held_out < low + 0.1)
        if bin_.sum():
            print(f"said {low:.1f}-{low + 0.1:.1f}: right {truth[bin_].mean():.2f} of {bin_.sum()}")
    model = LogisticRegression(C=STRENGTH, max_iter=2000).fit(matrix, truth)
    table = {
        "intercept": round(float(model.intercept_[0]), 4),
        "threshold": THRESHOLD,
        "weights": {fact: round(float(w), 4) for fact, w in zip(facts, model.coef_[0], strict=True)},
    }
    TARGET.write_text(json.dumps(table, indent=1) + "\n", encoding="utf-8")
    print(f"{len(facts)} facts, threshold {table['threshold']} -> {TARGET}")


if __name__ == "__main__":
    main(sys.argv[1])
