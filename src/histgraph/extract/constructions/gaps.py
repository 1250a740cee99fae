"""Clauses that take up the verb of the one before: "Ghana became independent in 1957, Nigeria in 1960"."""

from collections.abc import Callable

from histgraph.extract.drafting.clauses import ClauseReader
from histgraph.extract.repairs.gapped import GAPPED
from histgraph.extract.syntax.modality import Modality
from histgraph.extract.syntax.scope import Scope
from histgraph.extract.syntax.tokens import child, children
from histgraph.extract.syntax.tree import Token

Read = Callable[[ClauseReader, Token, Scope, Modality], None]


def read_gapped(reader: ClauseReader, verb: Token, scope: Scope, how: Modality, read: Read) -> None:
    """Read a clause once more for each subject that takes up its verb, with what is said of that one.

    What the clause says of "its" own subject is not said of another, and what is denied of the first may
    hold of the second ("X was not rich, Y poor"): neither is read again.
    """
    if how.cues:
        return
    for subject in children(verb, GAPPED):
        own = child(verb, "nsubj", "nsubjpass")
        told = next((c for c in subject.children if c.dep_ in {"prep", "acomp", "dobj"}), None)
        first = _answered(verb, told, subject) if told is not None else None
        if own is None or told is None or first is None:
            continue
        rest = [t for c in verb.children if c is not own and c is not subject for t in c.subtree]
        if any(t.tag_ == "PRP$" for t in rest if t.i < subject.i and t not in first.subtree):
            continue
        changed = [own, first, told, subject]
        before = [(t, t.head, t.dep_) for t in changed]
        others = [c for c in children(verb, GAPPED) if c is not subject]
        before += [(t, t.head, t.dep_) for t in others]
        subject.dep_, told.head = own.dep_, verb
        for t in (own, first, *others):
            t.head, t.dep_ = t, "dep"
        read(reader, verb, scope, how)
        for t, head, dep in before:
            t.head, t.dep_ = head, dep


def _answered(verb: Token, told: Token, subject: Token) -> Token | None:
    """Return what the first clause has in the place of what the second one tells."""
    for t in verb.doc[verb.i + 1 : subject.i]:
        if told.dep_ == "prep":
            if t.dep_ == "prep" and t.lower_ == told.lower_:
                return t
        elif t.head is verb and t.dep_ in {told.dep_, "attr"}:
            return t
    return None
