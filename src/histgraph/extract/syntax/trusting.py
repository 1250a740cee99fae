"""Whom a text leans on by a condition that is none: "if you trust X", "if X is to be believed"."""

from histgraph.extract.syntax.tokens import child, children, lemma
from histgraph.extract.syntax.tree import Token

_TRUSTING = frozenset({"trust", "believe", "credit", "follow"})
_READERS = frozenset({"you", "we", "one", "i"})


def trusted(clause: Token) -> Token | None:
    """Return X of "if we can believe X", "if X is to be believed"; None where a clause says something else."""
    if not any(m.lower_ == "if" for m in children(clause, "mark")):
        return None
    subject = child(clause, "nsubj", "nsubjpass")
    if subject is None:
        return None
    inner = child(clause, "xcomp")
    told = inner if inner is not None and lemma(clause) == "be" else clause
    if (
        lemma(told) not in _TRUSTING
        or child(told, "ccomp", "neg") is not None
        or child(clause, "neg") is not None
    ):
        return None
    if subject.lower_ in _READERS:
        return child(told, "dobj")
    return subject if child(told, "auxpass") is not None and subject.lower_ not in {"it", "this"} else None
