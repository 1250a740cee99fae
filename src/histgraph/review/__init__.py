"""What people find of claims and links: kept apart from what was read, replayed after every rebuild."""

from histgraph.review.make import CORRECTABLE, correct, judge, merge, now, split, undo
from histgraph.review.records import from_csv, from_jsonl, gold, to_csv, to_jsonl
from histgraph.review.replay import Measured, Replayed, bare, in_force, measured, replay

__all__ = [
    "CORRECTABLE",
    "Measured",
    "Replayed",
    "bare",
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
