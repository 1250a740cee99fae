"""What stands in brackets behind a name, and what follows the brackets: both say something of the name."""

from histgraph.extract.syntax.tokens import SUBJECTS, child
from histgraph.extract.syntax.tree import Doc, Token

_LOOSE = frozenset({"parataxis", "dep", "acl", "advcl", "csubj", "csubjpass", "ccomp"})


def brackets_righted(doc: Doc) -> None:
    """Hang ", which" behind brackets and a participle in them on the noun before: "Ebla (now Mardikh), which fell"."""
    opening = next((t for t in doc if t.text == "("), None)
    closing = next((t for t in doc if t.text == ")"), None)
    if opening is None or closing is None or not 0 < opening.i < closing.i:
        return
    noun = doc[opening.i - 1]
    if noun.pos_ not in {"NOUN", "PROPN"}:
        return
    inside = range(opening.i + 1, closing.i)
    for t in doc[opening.i + 1 :]:
        if t.dep_ == "relcl" and t.head.i in inside and t.left_edge.i == closing.i + 2:
            t.head = noun
        elif t.i in inside and _is_loose_participle(t, opening):
            t.head, t.dep_, t.tag_ = noun, "acl", "VBN"


def _is_loose_participle(t: Token, opening: Token) -> bool:
    first = opening.i + 1
    adverb = t.i == first + 1 and t.doc[first].pos_ == "ADV"
    alone = t.tag_ in {"VBN", "VBD"} and t.dep_ in _LOOSE and (t.i == first or adverb)
    return alone and t.head.i != t.i and child(t, *SUBJECTS, "aux", "auxpass") is None
