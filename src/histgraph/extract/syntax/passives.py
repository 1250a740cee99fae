"""Which clauses are passive, with and without their auxiliary."""

from histgraph.extract.syntax.scope import HANDLED
from histgraph.extract.syntax.tokens import after_comma, child, lemma
from histgraph.extract.syntax.tree import Token


def is_passive(verb: Token) -> bool:
    """Whether a clause is passive: by auxiliary, subject label, or as a reduced relative."""
    if child(verb, "auxpass", "nsubjpass") is not None or _shares_was(verb) or _never_done(verb):
        return True
    return (
        verb.tag_ in {"VBN", "VBD"}
        and verb.dep_ in {"acl", "advcl", "conj"}
        and (child(verb, "aux", "nsubj", "dobj") is None or _named_so(verb))
        and (
            verb.tag_ == "VBN"
            or (verb.dep_ == "conj" and child(verb, "prep", "xcomp", "ccomp", "acomp") is None)
            or (after_comma(verb) if verb.dep_ == "acl" else lemma(verb) in HANDLED)
        )
        and (verb.dep_ != "conj" or is_passive(verb.head))
    )


def _shares_was(verb: Token) -> bool:
    """Whether a participle leans on the "was" of the clause before: "the mill was finished and the dam never used"."""
    alone = (
        verb.tag_ == "VBN" and verb.dep_ == "conj" and child(verb, "aux", "dobj", "ccomp", "xcomp") is None
    )
    return (
        alone
        and child(verb, "nsubj") is not None
        and child(verb, "neg") is not None
        and child(verb.head, "auxpass") is not None
    )


def _never_done(verb: Token) -> bool:
    """Whether a participle opens a sentence that leaves out all before its "never": "Never carried out."."""
    whole = verb.dep_ != "ROOT" or child(verb, "nsubj", "aux", "dobj", "ccomp", "xcomp") is not None
    first = child(verb, "neg")
    return not whole and verb.tag_ == "VBN" and first is not None and first.i == verb.left_edge.i


def _named_so(verb: Token) -> bool:
    """Whether a participle behind a noun gives it a name: "specialists called quipucamayocs"."""
    return (
        verb.dep_ == "acl"
        and verb.tag_ == "VBN"
        and lemma(verb) in {"call", "name", "term", "dub", "nickname"}
    )
