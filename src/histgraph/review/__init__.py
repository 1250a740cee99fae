"""What people find of claims and links: kept apart from what was read, replayed after every rebuild."""

from histgraph.review.make import correct, judge, merge, split, undo
from histgraph.review.records import from_csv, from_jsonl, gold, to_csv, to_jsonl
from histgraph.review.replay import Replayed, precision, replay

__all__ = [
    "Replayed",
    "correct",
    "from_csv",
    "from_jsonl",
    "gold",
    "judge",
    "merge",
    "precision",
    "replay",
    "split",
    "to_csv",
    "to_jsonl",
    "undo",
]
