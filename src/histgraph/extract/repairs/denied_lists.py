"""What is denied beside something else: ", no B" taken for another name of what stands before it, "at all but B"."""

from histgraph.extract.syntax.tokens import children, conjuncts
from histgraph.extract.syntax.tree import Token

_NOMINAL = frozenset({"NOUN", "PROPN"})
_TAKEN = frozenset({"attr", "dobj", "nsubj", "ROOT", "pobj"})


def denied_beside(token: Token) -> None:
    """Put right, in place, the second of two things of which both, or the first, are denied."""
    if token.dep_ == "appos":
        _one_more(token)
    elif token.lower_ == "but" and token.dep_ == "prep":
        _at_all_but(token)


def _one_more(noun: Token) -> None:
    """Set B beside A in "had no A in Y, no B": a parser hangs B on Y, as another name of it."""
    if not _opens_with_no(noun):
        return
    for above in noun.ancestors:
        if above.pos_ in {"VERB", "AUX"}:
            return
        if above.dep_ in _TAKEN and above.pos_ in _NOMINAL and _opens_with_no(above):
            noun.head, noun.dep_ = conjuncts(above)[-1], "conj"
            return


def _opens_with_no(noun: Token) -> bool:
    first = noun.doc[noun.left_edge.i]
    return noun.pos_ in _NOMINAL and first.lower_ == "no" and first.head is noun


def _at_all_but(but: Token) -> None:
    """Set B beside A in "not A at all but B": "all but B" is taken for one phrase."""
    doc, noun = but.doc, next(iter(children(but, "pobj")), None)
    beside = noun is not None or but.i + 1 < len(doc)
    if but.i < 3 or not beside or [t.lower_ for t in doc[but.i - 2 : but.i]] != ["at", "all"]:
        return
    first = next((a for a in but.ancestors if a.pos_ in _NOMINAL and a.i < but.i), None)
    if first is None or first.lower_ == "all":
        return
    but.head, but.dep_ = first, "cc"
    but.pos_, but.tag_ = "CCONJ", "CC"
    if noun is not None:
        noun.head, noun.dep_ = first, "conj"
