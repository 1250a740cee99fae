"""Asking the graph: saved queries, prefixes that add themselves, results in every usual form."""

from histgraph.query.answer import FORMATS, Result
from histgraph.query.ask import ask, check, resolve, with_prefixes
from histgraph.query.hints import complaint, empty_columns, hints
from histgraph.query.saved import AUDIENCES, SavedQuery, saved

__all__ = [
    "AUDIENCES",
    "FORMATS",
    "Result",
    "SavedQuery",
    "ask",
    "check",
    "complaint",
    "empty_columns",
    "hints",
    "resolve",
    "saved",
    "with_prefixes",
]
