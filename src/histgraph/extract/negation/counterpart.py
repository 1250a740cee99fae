"""What a contrasted half is set against: "by gifts" for "by gifts, not by treaties"."""

from histgraph.extract.syntax.tree import Doc, Token

_NOUNS = frozenset({"NOUN", "PROPN", "PRON", "NUM"})
_INNER = frozenset({"compound", "amod", "nummod", "poss", "case", "det"})
BY_WHAT = frozenset({"by", "through", "with", "via"})
"""What tells the means: each of these may be set against each other."""


def counterpart(doc: Doc, last: int, first: Token) -> int | None:
    """Return where the half begins that the other is set against: the like phrase before it."""
    if first.tag_ == "VBN":
        return last if doc[last].tag_ == "VBN" else None
    if first.lower_ == "to" and first.pos_ == "PART":
        infinitives = [t.i for t in doc[: last + 1] if t.lower_ == "to" and t.pos_ == "PART"]
        return infinitives[0] if infinitives else None
    if first.pos_ == "ADP":
        alike = [t.i for t in doc[: last + 1] if t.pos_ == "ADP" and t.lower_ == first.lower_]
        if not alike and first.lower_ in BY_WHAT:  # "by gifts, not through treaties"
            alike = [t.i for t in doc[: last + 1] if t.pos_ == "ADP" and t.lower_ in BY_WHAT]
        return alike[-1] if alike else None
    head = doc[last]
    if (
        first.pos_ == "ADJ"
        and not any(t.pos_ in _NOUNS for t in first.subtree)
        and first.head.pos_ not in _NOUNS
    ):
        return last if head.pos_ in {"ADJ", "ADV"} or head.tag_ == "VBN" else None
    while head.dep_ in _INNER and head.head.i <= last:
        head = head.head
    return head.left_edge.i if head.pos_ in _NOUNS and head.left_edge.i <= last else None
