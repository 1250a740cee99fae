"""What "this" looks back to in its own sentence: the clause that its own is joined to."""

from histgraph.extract.parsing.parse import Sentence
from histgraph.extract.syntax.tokens import SUBJECTS, child, subtree, written
from histgraph.extract.syntax.tree import Token

_OUTSIDE = frozenset({
    "advcl", "punct", "relcl", "appos", "parataxis", "intj", "conj", "cc", "mark", "ccomp", "preconj",
})  # fmt: skip
_LONGEST = 9
"""Words of the clause that are said in full; of a longer one, what stands behind its object is left out."""


def clause_before(token: Token, sentence: Sentence) -> str | None:
    """Return what the clause before tells: "the lords closed the commons" of "..., and this drove them out"."""
    if token.dep_ not in SUBJECTS or token.lower_ not in {"this", "that"}:
        return None
    verb = token.head
    above = verb.head
    joined = verb.dep_ == "conj" and above.pos_ in {"VERB", "AUX"} and above.i < token.i
    if not joined or child(above, *SUBJECTS) is None:
        return None
    tokens = subtree(above, lambda t: t.dep_ not in _OUTSIDE and not _opens(t, above))
    if len(tokens) > _LONGEST:
        far = [c for c in above.children if c.dep_ == "prep" and c.i > above.i]
        whole = child(above, "dobj", "attr", "acomp") is not None
        gone = {t.i for c in far[0 if whole else 1 :] for t in c.subtree}
        tokens = [t for t in tokens if t.i not in gone]

    def say(t: Token) -> str:
        referent = sentence.referents.get(t.i)
        if referent is None or t.pos_ not in {"PRON", "DET"} or referent.event:
            return t.text
        return f"{referent.label}'s" if t.dep_ == "poss" else referent.label

    return written(tokens, say)


def _opens(part: Token, verb: Token) -> bool:
    return part.head.i == verb.i and part.i < verb.i and part.dep_ in {"advmod", "prep", "npadvmod"}
