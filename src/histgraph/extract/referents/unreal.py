"""Nouns that name nothing there was: what is denied or only asked for is not spoken of in later sentences.

"They were not men who were sold. They were paid": no men were there to be paid (Karttunen 1976).
"""

from histgraph.extract.syntax.tokens import SUBJECTS, children, lemma
from histgraph.extract.syntax.tree import Token

_OPEN = frozenset({"a", "an", "any", "no"})
_ASKED_FOR = frozenset({"should", "must", "might", "may", "can", "ought"})


def is_unreal(noun: Token, verb: Token) -> bool:
    """Whether an indefinite noun in the clause of ``verb`` is denied or only asked for there."""
    opening = noun.doc[noun.left_edge.i]
    kind_of = noun.dep_ == "attr" and lemma(verb) == "be" and noun.pos_ == "NOUN"
    if noun.dep_ in SUBJECTS and opening.lower_ not in {"no", "any"}:
        # "a woman could not own land. She ..." is of women; "what a king should do" is of none
        return opening.lower_ in _OPEN and any(a.lower_ in {"should", "ought"} for a in children(verb, "aux"))
    if opening.lower_ not in _OPEN and not (kind_of and noun.tag_ == "NNS" and opening.tag_ != "DT"):
        return False
    if opening.lower_ == "no" or children(verb, "neg"):
        return True
    return any(a.lower_ in _ASKED_FOR for a in children(verb, "aux"))
