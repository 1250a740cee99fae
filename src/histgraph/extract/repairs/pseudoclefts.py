"""Trees of "what V-ed X was Y" put right: the parser puts V in charge, or makes "did" an auxiliary."""

from histgraph.extract.syntax.scope import words
from histgraph.extract.syntax.tokens import child, children, lemma
from histgraph.extract.syntax.tree import Token

_WANTED = words("goal", "verbs") | {"need", "ask", "do"}
_BE = frozenset({"was", "were", "is", "are", "'s"})


def what_for(be: Token) -> None:
    """Give "made" its object in "What made the difference was X": the parser took it for a second subject."""
    clause, noun = child(be, "csubj"), child(be, "nsubj")
    if clause is None or noun is None or noun.i < clause.i or lemma(be) != "be":
        return
    what = child(clause, "nsubj")
    if what is not None and what.lower_ == "what" and child(clause, "dobj") is None:
        noun.head, noun.dep_ = clause, "dobj"


def what_did(root: Token) -> None:
    """Put "was" in charge of "What decided the war was Y", "What did it was Y"."""
    doc = root.doc
    what = doc[root.left_edge.i]
    if what.lower_ in {"but", "and", "so"} and what.i + 1 < len(doc):
        what = doc[what.i + 1]
    if what.lower_ != "what" or root.head is not root:
        return
    if root.lower_ in _BE:
        _did_it(root, what)
    elif what.head is not root:
        return
    elif what.dep_ == "nsubj" and root.tag_ in {"VBD", "VBZ"}:
        _ruled(root, what)


def all_was(root: Token) -> None:
    """Put "was" in charge of "All the miners wanted was Y", as of "What the miners wanted was Y"."""
    doc = root.doc
    every = doc[root.left_edge.i]
    wanted = child(root, "csubj")
    if every.lower_ != "all" or root.lower_ not in _BE or wanted is None or wanted.lemma_ not in _WANTED:
        return
    if child(wanted, "nsubj") is not every and child(wanted, "dobj") is None:
        every.head, every.dep_ = wanted, "dobj"


def _did_it(be: Token, what: Token) -> None:
    did = next((c for c in children(be, "aux") if lemma(c) == "do" and c.i < be.i), None)
    it = child(be, "nsubj")
    it = it if it is not what else next((c for c in children(be, "nsubj")[1:]), None)
    if did is None or it is None or not what.i < did.i < it.i < be.i:
        return
    before = [c for c in be.children if what.i < c.i < did.i]
    did.dep_, did.pos_, did.tag_ = "csubj", "VERB", "VBD" if did.lower_ == "did" else "VBZ"
    what.dep_, it.dep_ = "nsubj", "dobj"
    for c in [what, it, *before]:
        c.head = did


def _ruled(verb: Token, what: Token) -> None:
    be = child(verb, "ccomp")
    noun = child(be, "nsubj") if be is not None else None
    if be is None or noun is None or be.lower_ not in _BE or child(verb, "dobj") is not None:
        return
    if noun.left_edge.i <= verb.i or noun.right_edge.i + 1 != be.i or children(be, "mark"):
        return
    stop = [c for c in verb.children if c.i > be.i or c.i < what.i]
    be.head, be.dep_ = be, "ROOT"
    verb.head, verb.dep_ = be, "csubj"
    noun.head, noun.dep_ = verb, "dobj"
    for c in stop:
        c.head = be
