"""Clauses denied from behind a preposition: "sat in no council", "answered to nobody"."""

from histgraph.extract.syntax.modality import cues, negative_phrase, no_phrase
from histgraph.extract.syntax.tokens import child, children, lemma
from histgraph.extract.syntax.tree import Token

_THROUGH = cues("negation", "through")
_IDLE = cues("negation", "idle")


def behind_preposition(verb: Token) -> str:
    """Return the word that denies a clause from behind a preposition: "sat in no council", "answered to nobody"."""
    for prep in children(verb, "prep"):
        thing = child(prep, "pobj")
        if prep.i < verb.i or thing is None or prep.lower_ not in _THROUGH or no_phrase(prep):
            continue
        whence = thing.lower_ == "nothing" and prep.lower_ in {"from", "out"}
        if lemma(thing) not in _IDLE and not whence and (word := negative_phrase(thing)):
            return word
    return ""
