"""Questions in the middle of a sentence: "the toll went and did that bring back the merchants? no it did not"."""

from histgraph.extract.syntax.tokens import child, children
from histgraph.extract.syntax.tree import Doc, Token

_NO = frozenset({"no", "nope", "nah", "hardly", "never"})
_YES = frozenset({"yes", "yeah", "yep", "certainly", "sure"})


def asked_midway(doc: Doc) -> list[tuple[Token, str]]:
    """Return the verbs of questions that a sentence goes on behind, each with "no", "yes" or "" for the answer."""
    found = []
    for mark in [t for t in doc[:-1] if t.text == "?"]:
        behind = doc[mark.i + 1].lower_
        answer = "no" if behind in _NO else "yes" if behind in _YES else ""
        asked = [t for t in doc[: mark.i] if t.pos_ in {"VERB", "AUX"} and _inverted(t) and _reaches(t, mark)]
        found += [(verb, answer) for verb in asked[-1:]]
    return found


def _inverted(verb: Token) -> bool:
    """Whether an auxiliary stands before the subject: "did that bring", "was it"."""
    subject = child(verb, "nsubj", "nsubjpass", "expl")
    before = [a for a in (verb, *children(verb, "aux", "auxpass")) if a.pos_ == "AUX"]
    return subject is not None and any(a.i + 1 == subject.left_edge.i for a in before)


def _reaches(verb: Token, mark: Token) -> bool:
    """Whether nothing but words of the clause stands between a verb and the mark that ends it."""
    return all(any(a is verb for a in t.ancestors) for t in verb.doc[verb.i + 1 : mark.i])
