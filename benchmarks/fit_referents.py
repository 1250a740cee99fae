"""Fit what decides whom a pronoun means: python benchmarks/fit_referents.py [--measure | --halfway] [--shared DIR]

Reads benchmarks/anaphors (its README tells the form): what each pronoun and definite phrase of the pages of our
own stands for; further files there may tell of the annotated pages beside a development checkout (--shared).

The pages are read with the right answers given, and the ranking learns to give them: a conditional logit
with a prior, the weights that seemed right before anything was annotated. Prints accuracy with one page in
twelve left out at a time, then that of the weights that histgraph ships, and writes src/histgraph/data/referents.json:
what was fitted, or with --halfway the mean of it and what stood there, which follows the annotations less
closely (decision 0161). With --measure nothing is written. Needs scikit-learn's scipy.
"""

import argparse
import json
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
from scipy.optimize import minimize

from histgraph.extract import RuleExtractor
from histgraph.extract.parsing.parse import load_model, parsed
from histgraph.extract.referents.mentions import Anaphor, Candidate
from histgraph.extract.referents.ranking import Moment, Ranker, features, nothing, ranker
from histgraph.gazetteer import gazetteer
from histgraph.model import Page
from histgraph.segment import divide
from histgraph.sources import read

HERE = Path(__file__).parent
ANNOTATED = HERE / "anaphors"
TARGET = Path(__file__).parents[1] / "src" / "histgraph" / "data" / "referents.json"
STRENGTH = 3.0
"""Weight of the squared weights; chosen by leaving pages out."""
OWN = 0.7
"""How readily a sort of anaphor gets a weight of its own beside the shared one."""
RAREST, RAREST_OF_SORT = 8, 12
"""A feature seen with fewer anaphors gets no weight."""
FLOOR = 0.2
"""A choice this probable is made though nothing is more probable."""
NOTHING = 0.3
"""Weight of an anaphor that means nothing named: most stand where no claim is, and others tell that better."""
FLOOR_OF_NOUNS = 0.25
"""The same for a definite noun, which can always mean what it says."""
FOLDS = 12
ROUNDS = 0
SORTS = ("he", "they", "it", "this", "these", "noun")
SHARE = 0.5
"""A candidate is right if it shares this much of its words with an annotated name."""

PRIOR = {
    "he:kind=Person": 2.0, "he:age": -0.6, "he:prominent": 0.8, "he:was_prominent": 0.8, "he:name": 0.5,
    "he:topic": 1.2,
    "they:age": -1.0, "they:prominent": 1.2, "they:was_prominent": 1.2, "they:kind=Group": 1.0,
    "they:kind=Polity": 1.0, "they:kind=Person": 1.0, "they:count": 0.35, "they:plural_thing": 0.8,
    "they:plural_body": 0.3, "they:parallel": 0.4,
    "it:age": -1.2, "it:prominent": 1.3, "it:was_prominent": 1.3, "it:kind=Group": 0.5, "it:kind=Polity": 0.5,
    "it:name": 0.3, "it:count": 0.35, "it:told": -1.0,
    "noun:sort_of=Person": 2.0, "noun:sort_of=Polity": 1.5, "noun:same_head&name": 2.5, "noun:age": -0.4,
    "noun:same_head": 0.8, "noun:topic": 1.0, "noun:count": 0.35,
}  # fmt: skip
"""What seemed right before anything was annotated; fitted weights are pulled towards these."""

Told = dict[str, dict[tuple[str, int], list[str]]]
"""By page, and by sentence as it is parsed and place in it: what is meant."""


@dataclass(slots=True)
class Example:
    """One anaphor met: the features of each candidate, those of none last; which of them are right."""

    page: str
    sort: str
    options: list[tuple[tuple[str, float], ...]]
    right: list[int]


@dataclass(frozen=True)
class Teacher(Ranker):
    """Gives the right answer where it is annotated, its own best where not; remembers what it met."""

    told: Told = field(default_factory=dict)
    forced: bool = True
    pages: list[str] = field(default_factory=list)
    """The pages read; the last is being read."""
    met: list[Example] = field(default_factory=list)

    def choose(
        self, anaphor: Anaphor, candidates: Sequence[Candidate], now: Moment
    ) -> tuple[Candidate | None, float]:
        """Return the right candidate."""
        page = self.told.get(self.pages[-1], {})
        names = page.get((anaphor.token.doc.text, anaphor.token.idx))
        if names is None:
            return super().choose(anaphor, candidates, now)
        right = answers(names, candidates)
        options = [tuple(features(anaphor, c, now)) for c in candidates]
        options.append(tuple(nothing(anaphor, now, len(candidates))))
        self.met.append(Example(self.pages[-1], anaphor.sort, options, right))
        if not self.forced:
            return super().choose(anaphor, candidates, now)
        return (candidates[right[0]], 1.0) if right[0] < len(candidates) else (None, 1.0)


def answers(names: list[str], candidates: Sequence[Candidate]) -> list[int]:
    """Return the places of the right candidates; one past the last where none is."""
    worths = [max(alike(name, c) for name in names) for c in candidates]
    top = max(worths, default=0.0)
    if top < SHARE:
        return [len(candidates)]
    return [i for i, worth in enumerate(worths) if worth >= top - 0.01]


def alike(name: str, one: Candidate) -> float:
    """Return the share of words that an annotated name and a candidate have in common, in [0, 1]."""
    if name in {"E", "Q", "-", "="} or one.event:
        return float({"told": "E", "asked": "Q"}.get(one.event) == name)
    said, meant = (Counter(words(text)) for text in (name, one.label))
    if one.head in said and said <= meant:
        return 0.9
    return 2 * (said & meant).total() / max(1, said.total() + meant.total())


def words(text: str) -> list[str]:
    """Return the words that carry something, in lower case, without plural endings."""
    found = [w.strip("'’.,\"").removesuffix("'s") for w in text.lower().replace("-", " ").split()]
    return [
        w.removesuffix("s") if len(w) > 3 else w for w in found if w not in {"the", "of", "a", "an", "and"}
    ]


def annotated(shared: Path) -> tuple[dict[str, Page], Told]:
    """Return the annotated pages by name, and what is annotated on them.

    Raises:
        ValueError: An annotation names a word that does not stand at its place: the page has changed.
    """
    places = [
        shared / "seeds",
        shared / "eval" / "learn",
        HERE / "annotated" / "open",
        HERE / "plain" / "open",
    ]
    pages: dict[str, Page] = {}
    told: Told = {}
    for file in sorted(ANNOTATED.glob("*.json")):
        for name, rows in json.loads(file.read_text(encoding="utf-8")).items():
            path = next((p for folder in places if (p := folder / name).is_file()), None)
            if path is None:
                continue
            page = pages[name] = divide(next(iter(read([str(path)]))))
            means = {start: names for start, _, names in rows}
            for start, word, _ in rows:
                if page.source.text[start : start + len(word)].lower() != word.lower():
                    raise ValueError(f"{name}: no {word!r} at {start}")
            told[name] = {
                (sentence.doc.text, token.idx): means[start]
                for sentence in parsed(page, load_model(), gazetteer())
                for token in sentence.doc
                if (start := sentence.offsets[token.idx]) in means
            }
    return pages, told


class Fitted:
    """A conditional logit over candidates, with weights shared by all sorts and own ones of each."""

    def __init__(self, examples: list[Example]) -> None:
        seen: Counter[str] = Counter()
        for e in examples:
            for f in {f for option in e.options for f, _ in option}:
                seen.update((f, f"{e.sort}:{f}"))
        often = {f for f, n in seen.items() if n >= (RAREST_OF_SORT if ":" in f else RAREST)}
        kept = sorted(often | PRIOR.keys())
        self.place = {f: i for i, f in enumerate(kept)}
        self.prior = np.array([PRIOR.get(f, 0.0) for f in kept])
        self.scale = np.array([OWN if ":" in f else 1.0 for f in kept])
        self.weights = self._fit(examples)

    def row(self, sort: str, option: tuple[tuple[str, float], ...]) -> np.ndarray:
        """Return the values of the features."""
        row = np.zeros(len(self.place))
        for f, value in option:
            for name in (f, f"{sort}:{f}"):
                if name in self.place:
                    row[self.place[name]] += value
        return row

    def _fit(self, examples: list[Example]) -> np.ndarray:
        rows, starts, right = [], [0], []
        for e in examples:
            rows += [self.row(e.sort, option) for option in e.options]
            right += [i in e.right for i in range(len(e.options))]
            starts.append(len(rows))
        plain = np.array(rows)
        matrix, before = plain * self.scale, plain @ self.prior
        truth, begin = np.array(right), np.array(starts[:-1])
        weight = np.array(
            [NOTHING if e.right == [len(e.options) - 1] and e.sort != "noun" else 1.0 for e in examples]
        )
        group = np.repeat(np.arange(len(begin)), np.diff(starts))

        def loss(weights: np.ndarray) -> tuple[float, np.ndarray]:
            scores = before + matrix @ weights
            scores = np.exp(scores - np.maximum.reduceat(scores, begin)[group])
            share = scores / np.add.reduceat(scores, begin)[group]
            good = np.add.reduceat(share * truth, begin)
            pull = weight[group] * (share - share * truth / good[group])
            value = -(weight * np.log(good)).sum() + STRENGTH / 2 * weights @ weights
            return value, matrix.T @ pull + STRENGTH * weights

        return (
            self.prior + self.scale * minimize(loss, np.zeros(len(self.place)), jac=True, method="L-BFGS-B").x
        )

    def shares(self, e: Example) -> np.ndarray:
        """Return the probability of each option."""
        scores = np.array([self.row(e.sort, option) @ self.weights for option in e.options])
        scores = np.exp(scores - scores.max())
        return scores / scores.sum()

    def ranker(self) -> Ranker:
        """Return the weights in the form of the extractor."""
        return Ranker.of(self.table())

    def table(self) -> dict:
        """Return the weights as they are written."""
        found = {sort: {} for sort in ("any", *SORTS)}
        for name, i in self.place.items():
            sort, _, rest = name.rpartition(":")
            if abs(self.weights[i]) >= 0.005:
                found[sort or "any"][rest] = round(float(self.weights[i]), 3)
        return {
            "sorts": list(SORTS),
            "floors": {sort: FLOOR if sort != "noun" else FLOOR_OF_NOUNS for sort in SORTS},
            "weights": found,
        }


def taught(pages: dict[str, Page], told: Told, rankers: dict[str, Ranker]) -> list[Example]:
    """Read the pages and return what was met; without rankers, the right answers are given."""
    met = []
    for name, page in pages.items():
        own = rankers.get(name, Ranker({}))
        teacher = Teacher(own.weights, own.floors, told=told, forced=not rankers, pages=[name])
        RuleExtractor(rated=False, referents=teacher).read(page)
        met += teacher.met
    return met


def folds(names: Sequence[str]) -> dict[str, int]:
    """Return the fold of each page."""
    return {page: i % FOLDS for i, page in enumerate(sorted(names))}


def report(examples: list[Example]) -> None:
    """Print accuracy with pages left out: of what was chosen, how much was right."""
    fold = folds(sorted({e.page for e in examples}))
    table = defaultdict(lambda: [0, 0, 0, 0])
    sure = defaultdict(lambda: [0, 0])
    for k in range(FOLDS):
        model = Fitted([e for e in examples if fold[e.page] != k])
        for e in (e for e in examples if fold[e.page] == k):
            shares = model.shares(e)
            best = int(shares.argmax())
            for sort in (e.sort, "all"):
                table[sort][0] += 1
                table[sort][1] += best in e.right
                table[sort][2] += best == len(e.options) - 1
                table[sort][3] += len(e.options) - 1 in e.right
            bin_ = min(4, int(shares[best] * 5))
            sure[bin_][0] += 1
            sure[bin_][1] += best in e.right
    for sort in sorted(table):
        n, right, none, nothing_right = table[sort]
        print(
            f"{sort:6s} {n:4d} anaphors, right {right / n:.3f}, left alone {none / n:.3f} of {nothing_right / n:.3f}"
        )
    for bin_ in sorted(sure):
        n, right = sure[bin_]
        print(f"sure {bin_ / 5:.1f}-{(bin_ + 1) / 5:.1f}: right {right / n:.2f} of {n}")


def left_out(examples: list[Example]) -> dict[str, Ranker]:
    """Return for each page a ranking that has not seen it."""
    fold = folds(sorted({e.page for e in examples}))
    rankers = [Fitted([e for e in examples if fold[e.page] != k]).ranker() for k in range(FOLDS)]
    return {page: rankers[k] for page, k in fold.items()}


def met_on(pages: dict[str, Page], told: Told) -> list[Example]:
    """Read the pages first with the right answers given, then with those of rankings that have not seen the page.

    What is learned last is to answer where some answers before were wrong, as it will be.
    """
    examples = taught(pages, told, {})
    for _ in range(ROUNDS):
        examples = taught(pages, told, left_out(examples))
    return examples


def halfway(fitted: dict, before: dict) -> dict:
    """Return a table with the means of the weights of two; what one of them lacks counts as 0."""
    means: dict[str, dict[str, float]] = {}
    for sort, weights in fitted["weights"].items():
        stood = before["weights"].get(sort, {})
        means[sort] = {
            name: round((weights.get(name, 0.0) + stood.get(name, 0.0)) / 2, 4)
            for name in sorted(weights.keys() | stood.keys())
        }
    return {**fitted, "weights": means}


def shipped(examples: list[Example]) -> None:
    """Print how often the weights that histgraph ships choose right, where all before was resolved rightly."""
    table = defaultdict(lambda: [0, 0])
    model = ranker()
    for e in examples:
        weights = model.weights.get(e.sort, {})
        scores = [sum(weights.get(f, 0.0) * value for f, value in option) for option in e.options]
        for sort in (e.sort, "all"):
            table[sort][0] += 1
            table[sort][1] += int(np.argmax(scores)) in e.right
    print("as shipped: " + ", ".join(f"{sort} {right / n:.3f}" for sort, (n, right) in sorted(table.items())))


def main() -> None:
    """Fit, report, write."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--shared", type=Path, default=HERE.parents[1] / "shared")
    parser.add_argument("--measure", action="store_true", help="write nothing")
    parser.add_argument(
        "--halfway", action="store_true", help="write the mean of what was fitted and what stood there"
    )
    chosen = parser.parse_args()
    pages, told = annotated(chosen.shared)
    examples = met_on(pages, told)
    if not examples:
        parser.error(f"nothing annotated was found in {ANNOTATED}")
    model = Fitted(examples)
    report(examples)
    shipped(examples)
    if chosen.measure:
        return
    table = model.table()
    if chosen.halfway:
        table = halfway(table, json.loads(TARGET.read_text(encoding="utf-8")))
    TARGET.write_text(json.dumps(table, indent=1) + "\n", encoding="utf-8")
    print(f"{len(examples)} anaphors, {len(model.place)} features -> {TARGET}")


if __name__ == "__main__":
    main()
