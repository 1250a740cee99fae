"""What was so of which of two: "what was burnt was the mill and not the inn", "what was missing was not A but B"."""

from histgraph.extract.drafting.clauses import ClauseReader
from histgraph.extract.drafting.goals import hide
from histgraph.extract.drafting.phrases import bare
from histgraph.extract.syntax.modality import Modality
from histgraph.extract.syntax.scope import Scope
from histgraph.extract.syntax.tokens import child, children, conjuncts, lemma
from histgraph.extract.syntax.tree import Token
from histgraph.model import Polarity


def what_was_so(
    reader: ClauseReader, verb: Token, scope: Scope, how: Modality, parts: tuple[Token, Token, Token]
) -> bool:
    """Read "what was A was X, (and) not Y", "what was A was not X but Y": of each whether it was A."""
    clause, complement, what = parts
    if complement.pos_ not in {"NOUN", "PROPN"} or complement.dep_ != "attr":
        return False
    state = _state(clause, what)
    chosen = how.polarity is Polarity.DENIED or any(t.lower_ == "not" for t in complement.subtree)
    if state is None or not chosen:
        return False
    inside = reader.modality(clause, scope)
    but = next((t.i for t in verb.subtree if t.lower_ == "but" and t.dep_ == "cc"), len(verb.doc))
    said = reader.maker.of(
        reader.maker.tokens(
            state, without=[what.i, *(t.i for t in children(state, "aux", "auxpass", "neg"))]
        ),
        state,
    )
    for one in conjuncts(complement):
        meant = Modality(polarity=inside.polarity, cues=inside.cues)
        apart = [c.i for c in children(one, "neg", "advmod") if c.lower_ == "not" and c.i < one.i]
        reader.weighed.update(apart)
        if apart or (how.polarity is Polarity.DENIED and one.i < but):
            meant = meant.denied("not")
        who = bare(reader.maker.phrase(one, joined=False))
        reader.emit(clause, scope, who, "be", said, meant, "what_was")
    if how.polarity is Polarity.DENIED:
        reader.weighed.update(t.i for t in verb.subtree if t.lower_ in {"not", "n't", "but"} and t.i <= but)
    hide(reader, clause)
    return True


def _state(clause: Token, what: Token) -> Token | None:
    """Return what a clause says that something was: "ruined" of "what was ruined", "missing"."""
    if what.dep_ == "nsubjpass" and clause.tag_ == "VBN" and not children(clause, "agent"):
        return clause
    if what.dep_ == "nsubj" and lemma(clause) == "be":
        return child(clause, "acomp")
    return None
