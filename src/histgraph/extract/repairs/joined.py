"""Clauses that "and" joins to the wrong word: "had to send one in ten, and few came back" says nothing of sending."""

from histgraph.extract.syntax.tokens import SUBJECTS, child, is_finite
from histgraph.extract.syntax.tree import Doc, Token


def clause_joined(verb: Token) -> None:
    """Join a clause to a clause: a verb with tense and a subject of its own was hung on what has no tense."""
    above, own = verb.head, child(verb, *SUBJECTS, "expl")
    if verb.dep_ != "conj" or own is None or own.i > verb.i or not is_finite(verb) or is_finite(above):
        return
    main = next((a for a in above.ancestors if a.pos_ in {"VERB", "AUX"} and is_finite(a)), None)
    if main is not None and main.i < above.i < verb.i:
        verb.head = main


def links_joined(doc: Doc) -> None:
    """Hang each "and" where what stands behind it is joined to: "has salt | and | the mills have none"."""
    for link in doc:
        if link.dep_ != "cc" or link.head.i > link.i:
            continue
        behind = (t for t in doc[link.i + 1 :] if t.dep_ == "conj" and t.left_edge.i == link.i + 1)
        second = next(behind, None)
        if second is not None and second.head is not link.head and second.head.i < link.i:
            link.head = second.head
