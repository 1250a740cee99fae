"""Whom an author names by the way: "men like X", "my teacher told us", "your professor": the tale is not of them."""

from histgraph.extract.syntax.scope import BELIEF_VERBS, SAYING_VERBS, words
from histgraph.extract.syntax.tokens import child, lemma
from histgraph.extract.syntax.tree import Token

_TELLING = SAYING_VERBS | BELIEF_VERBS | {"tell", "teach", "use", "like", "love"}
"""What somebody whom an author knows does, where he only tells: "my uncle used to say that S"."""
_OF_THOSE_HERE = frozenset({"my", "our", "your"})
_ACQUAINTANCES = words("anaphora", "acquaintances")


def is_aside(noun: Token, verb: Token) -> bool:
    """Whether a noun in the clause of ``verb`` names an example, or somebody who only tells of the tale."""
    owner = child(noun, "poss")
    if owner is not None and owner.lower_ in _OF_THOSE_HERE and lemma(noun) in _ACQUAINTANCES:
        return owner.lower_ == "your" or (noun.dep_ == "nsubj" and lemma(verb) in _TELLING)
    return _is_an_example(noun)


def _is_an_example(noun: Token) -> bool:
    """Whether a name stands in "men like X", "rulers such as X"."""
    by = noun.head
    plural = by.head.tag_ in {"NNS", "NNPS"} and by.head.i < by.i
    such = by.lower_ == "as" and by.i > 0 and by.nbor(-1).lower_ == "such"
    return noun.dep_ == "pobj" and noun.pos_ == "PROPN" and plural and (such or by.lower_ == "like")
