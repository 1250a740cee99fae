"""What a noun in apposition belongs to, and where it is none: "Delft, Holland", "ruler of Mali, Musa"."""

from histgraph.extract.syntax.tokens import child
from histgraph.extract.syntax.tree import Token

_PLACES = frozenset({"GPE", "LOC", "FAC"})
_LIES = frozenset({"in", "at", "near", "from", "to", "of", "around", "outside"})


_DATED = frozenset({"r.", "b.", "d.", "fl.", "r", "c.", "ca.", "around"})
"""What stands before the years of somebody's life or rule."""


def names_nothing(noun: Token, other: Token) -> bool:
    """Whether a parser's apposition tells nothing of its noun: a country, the rest of a name, what was rejected.

    "Delft, Holland" says where Delft lies; "Jeanne d'Arc" is one name; "rather than land" turns land down.
    """
    before = other.doc[other.left_edge.i - 1] if other.left_edge.i else other
    if before.lower_ == "than" or (other.lower_ in _DATED and any(c.like_num for c in other.children)):
        return True  # "rather than land"; "(r. 1302-1351)"
    if noun.pos_ != "PROPN" or other.pos_ != "PROPN" or child(other, "det") is not None:
        return False
    if noun.i + 1 == other.left_edge.i:
        return True
    within = (
        noun.dep_ == "pobj" and noun.head.lower_ in _LIES and noun.tag_ != "NNPS"
    )  # in no people lies a town
    placed = noun.ent_type_ in _PLACES or within
    return placed and other.ent_type_ in _PLACES


def really_named(noun: Token, other: Token) -> Token:
    """Return the noun that a name behind a name belongs to: the ruler of "ruler of Mali, Musa".

    No name of a country or a people is told a second time by another name.
    """
    of = noun.head
    if noun.pos_ != "PROPN" or other.pos_ != "PROPN" or noun.dep_ != "pobj" or of.lower_ != "of":
        return noun
    known = noun.ent_type_ in _PLACES or noun.tag_ == "NNPS" or noun.ent_type_ == "NORP"
    return of.head if known and of.head.tag_ == "NN" and of.head.left_edge.i < of.i else noun


def told_of_subject(noun: Token, other: Token) -> bool:
    """Whether "a diplomat" of "was a general, a diplomat" tells of the subject what the first does."""
    if noun.dep_ != "attr" or noun.pos_ != "NOUN" or other.pos_ != "NOUN" or other.dep_ != "appos":
        return False
    first, second = child(noun, "det"), child(other, "det")
    return all(t is not None and t.lower_ in {"a", "an"} for t in (first, second))
