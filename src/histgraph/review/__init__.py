"""What people find of claims and links: kept apart from what was read, replayed after every rebuild."""

from histgraph.review.make import correct, judge, merge, now, split, undo
from histgraph.review.records import from_csv, from_jsonl, gold, to_csv, to_jsonl
from histgraph.review.replay import Measured, Replayed, in_force, measured, replay

__all__ = [
    "Measured",
    "Replayed",
    "correct",
    "from_csv",
    "from_jsonl",
    "gold",
    "in_force",
    "judge",
    "measured",
    "merge",
    "now",
    "replay",
    "split",
    "to_csv",
    "to_jsonl",
    "undo",
]
