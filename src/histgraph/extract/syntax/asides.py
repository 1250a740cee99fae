"""Clauses that tell something of their own beside what is wanted, believed or said."""

from histgraph.extract.syntax.tokens import child, children, is_finite
from histgraph.extract.syntax.tree import Token

_BESIDE = frozenset(
    {"while", "as", "even", "whereas", "though", "although", "since", "because", "when", "before"}
)
SURELY = _BESIDE - {"when", "before"}
"""What these open is so, whatever becomes of the deed beside it."""


def told_beside(clause: Token) -> bool:
    """Whether a finite clause tells something of its own beside what is wanted or believed: "..., as they had to"."""
    own = child(clause, "nsubj", "nsubjpass", "expl")
    first = clause.doc[clause.left_edge.i]
    beside = clause.head.pos_ in {"VERB", "AUX"}  # "as much as he could" measures
    return own is not None and beside and first.lower_ in _BESIDE and is_finite(clause)


def tells_why(clause: Token) -> bool:
    """Whether a clause gives a reason, or what speaks against it."""
    return any(m.lower_ in {"because", "since", "although", "though"} for m in children(clause, "mark"))
