"""Denials that end in time: "did not V until T" tells that it happened then."""

from histgraph.extract.syntax.tokens import child, children, lemma
from histgraph.extract.syntax.tree import Token

_CAN = frozenset({"can", "could", "ca"})
_STATES = frozenset({
    "be", "know", "have", "remain", "exist", "believe", "think", "need", "like", "belong", "understand", "permit",
    "allow",
})  # fmt: skip


def ends_in_time(verb: Token) -> bool:
    """Whether a denial ends in time: "did not V until T" tells that it happened then; a state may only have begun."""
    able = any(t.lower_ in _CAN for t in children(verb, "aux"))
    if lemma(verb) in _STATES or able or child(verb, "auxpass") is not None:
        return False
    for c in verb.children:
        if c.lower_ == "until" and c.dep_ in {"prep", "mark"}:
            return True
        if c.dep_ == "advcl" and any(m.lower_ == "until" for m in children(c, "mark", "advmod", "prep")):
            return True
    second = child(verb, "conj")  # "did not sow and reap until 1872"
    return (
        second is not None
        and second.tag_ == verb.tag_ == "VB"
        and not children(second, "aux")
        and ends_in_time(second)
    )
