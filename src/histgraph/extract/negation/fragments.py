"""Sentences without a verb that take something out of what was said before: "Not iron.", "Not by sea, anyway."."""

from dataclasses import replace

from histgraph.extract.drafting.clauses import ClauseReader
from histgraph.extract.drafting.phrases import bare
from histgraph.extract.syntax.modality import Modality, cues
from histgraph.extract.syntax.scope import Scope
from histgraph.extract.syntax.tokens import conjuncts
from histgraph.extract.syntax.tree import Token

_LIMITING = cues("negation", "fragment_limits")
_FINITE = frozenset({"VBD", "VBZ", "VBP", "MD"})
_LONGEST = 14


def read_not(reader: ClauseReader, scope: Scope) -> None:
    """Read "Not iron." behind "The Incas had gold.": they had iron, denied."""
    doc, before = reader.sentence.doc, reader.discourse.last_told
    root = next((t for t in doc if t.head.i == t.i), None)
    if before is None or root is None or len(doc) > _LONGEST or doc.text.rstrip().endswith("?"):
        return
    if doc[0].lower_ != "not" or len(doc) < 2 or doc[1].lower_ in _LIMITING or not _is_thing(root):
        return
    if any(t.tag_ in _FINITE for t in doc):
        return
    who, key, _ = before
    for one in conjuncts(root):
        if not _is_thing(one):
            continue
        other = bare(reader.maker.phrase(one, joined=False, without=[0]))
        meant = Modality().denied("not")
        reader.emit(root, scope, replace(who, span=None), key, other, meant, "fragment")


def _is_thing(word: Token) -> bool:
    return word.pos_ in {"NOUN", "PROPN"}
