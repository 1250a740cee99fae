"""Clefts that set one thing against another: "it was A, not B, that V", "it was not B but A who V".

Two claims stand in them: A V, and B did not V.
"""

from collections.abc import Sequence
from typing import NamedTuple

from histgraph.drafts import Phrase
from histgraph.extract.drafting.clauses import ClauseReader
from histgraph.extract.drafting.phrases import bare
from histgraph.extract.syntax.modality import Modality
from histgraph.extract.syntax.scope import Scope
from histgraph.extract.syntax.tokens import SUBJECTS, child, lemma
from histgraph.extract.syntax.tree import Token
from histgraph.model import CueKind

_FARTHEST = 24
"""Words between "it was" and "that"."""
_NOT = frozenset({"not", "n't"})
_NO_DENIAL = frozenset({"only", "just", "merely", "simply", "solely", "so", "even", "alone"})
"""Behind "not", these deny nothing but that it was all."""
_SEPARATORS = (("rather", "than"), ("instead", "of"), ("as", "opposed", "to"), ("and", "not"), (",", "not"))


class _Sides(NamedTuple):
    """Heads of what is chosen and of what is set aside, each with the words that belong to it."""

    chosen: tuple[Token, Sequence[Token]]
    other: tuple[Token, Sequence[Token]]


def chosen(reader: ClauseReader, verb: Token, scope: Scope) -> bool:
    """Read both claims of such a cleft, whichever of its verbs the parser put on top; False if it is none."""
    was = verb if lemma(verb) == "be" else child(verb, "ccomp")
    it = child(was, "nsubj") if was is not None and lemma(was) == "be" else None
    if was is None or it is None or it.lower_ != "it" or it.i > was.i:
        return False
    that = next((t for t in verb.doc[was.i + 2 : was.i + _FARTHEST] if _opens(t)), None)
    if that is None or not (that.head is verb or any(a is verb for a in that.head.ancestors)):
        return False
    sides = _sides(verb.doc[was.i + 1 : that.i])
    if sides is None:
        return False
    clause, how = that.head, reader.modality(was, scope)
    calm = Modality(
        certainty=how.certainty, mode=how.mode, cues=tuple(c for c in how.cues if c.kind is CueKind.HEDGE)
    )
    reader.visited.update({was.i, clause.i})
    reader.weighed.update(range(was.i, that.i))
    _visit(reader, clause, scope, _phrase(reader, *sides.chosen), calm)
    before = len(reader.drafts)
    _visit(reader, clause, scope, _phrase(reader, *sides.other), calm.denied("not"))
    del reader.drafts[before + 1 :]  # when, why and how the other did not do it is not told
    return True


def _opens(token: Token) -> bool:
    return (
        token.lower_ in {"that", "who", "which"}
        and token.dep_ in SUBJECTS
        and token.head.i > token.i
        and token.head.pos_ in {"VERB", "AUX"}
    )


def _sides(words: Sequence[Token]) -> _Sides | None:
    """Tell what is chosen from what is set aside between "it was" and "that"."""
    low = [t.lower_ for t in words]
    if low[0] in _NOT:
        if "but" not in low or low[1] in _NO_DENIAL:
            return None
        at = low.index("but")
        return _whole(words[at + 1 :], words[1:at])
    for separator in _SEPARATORS:
        for at in range(1, len(low) - len(separator)):
            end = at + len(separator)
            if tuple(low[at:end]) == separator and low[end] not in _NO_DENIAL:
                return _whole(words[:at], words[end:])
    return None


def _whole(one: Sequence[Token], other: Sequence[Token]) -> _Sides | None:
    sides = [[t for t in side if not (t.is_punct or t.lower_ in {"and", "rather"})] for side in (one, other)]
    heads = [_head(side) for side in sides]
    if heads[0] is None or heads[1] is None:
        return None
    return _Sides((heads[0], sides[0]), (heads[1], sides[1]))


def _head(words: Sequence[Token]) -> Token | None:
    inside = {t.i for t in words}
    return next((t for t in words if t.pos_ in {"NOUN", "PROPN", "PRON"} and t.head.i not in inside), None)


def _phrase(reader: ClauseReader, head: Token, words: Sequence[Token]) -> Phrase:
    inside = {t.i for t in words}
    return bare(reader.maker.phrase(head, without=[t.i for t in head.subtree if t.i not in inside]))


def _visit(reader: ClauseReader, verb: Token, scope: Scope, subject: Phrase, how: Modality) -> None:
    reader.visited.discard(verb.i)
    reader.visit(verb, scope.inner("cleft", subjects=(subject,), modality=how))
