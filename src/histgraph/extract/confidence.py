"""How sure the extractor is that a draft is a claim the text makes: a small fitted model.

A logistic regression over the named facts of a reading (``Draft.features``), fitted by
``benchmarks/fit_confidence.py`` on annotated pages; its weights are data. It knows nothing
of words or names, only of how the claim was read.
"""

import json
import math
from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import cache

from histgraph.drafts import Draft
from histgraph.resources import data_path


@dataclass(frozen=True, slots=True)
class Confidence:
    """Weights by feature name; drafts below ``threshold`` (in [0, 1]) are dropped."""

    intercept: float
    weights: dict[str, float]
    threshold: float

    def of(self, draft: Draft) -> float:
        """Return the probability in [0, 1] that an annotator would put the draft on a card."""
        score = self.intercept + sum(self.weights.get(name, 0.0) for name in draft.features)
        return 1.0 / (1.0 + math.exp(-score))

    def rated(self, drafts: Iterable[Draft]) -> list[Draft]:
        """Return the drafts that pass the threshold, each with its confidence (3 digits)."""
        rated = (replace(draft, confidence=round(self.of(draft), 3)) for draft in drafts)
        return [draft for draft in rated if draft.confidence >= self.threshold]


@cache
def fitted() -> Confidence | None:
    """Return the model shipped with histgraph, None where there is none."""
    path = data_path("confidence.json")
    if not path.is_file():
        return None
    table = json.loads(path.read_text(encoding="utf-8"))
    return Confidence(table["intercept"], table["weights"], table["threshold"])
