"""What several causes, or several effects, are told together: "a combination of A and B", "factors, among them A"."""

from histgraph.drafts import Phrase
from histgraph.extract.announced import LISTING, listed, mixed
from histgraph.extract.clauses import ClauseReader
from histgraph.extract.tokens import child, children, conjuncts
from histgraph.extract.tree import Token


def several(reader: ClauseReader, target: Token) -> list[Phrase]:
    """Return the phrases of a cause or effect: the whole, then what it lists: "many factors, among them A and B"."""
    if parts := mixed(target):
        return [reader.maker.phrase(one, joined=False) for one in parts]
    named = listed(target)
    gone = {t.i for one in named for t in one.subtree}
    for one in named:
        above = one.head
        if above.dep_ == "prep" and above.lower_ in LISTING:
            gone |= {above.i, *(c.i for c in above.children)}
    whole = reader.maker.phrase(target, joined=not named, without=gone)
    return [whole, *(reader.maker.phrase(one, joined=False) for one in named)]


def strays(verb: Token) -> list[Token]:
    """Return what a parser hung on the subject although it stands behind the verb: the rest of a list."""
    subject = child(verb, "nsubj", "nsubjpass")
    found = children(subject, "appos", "conj") if subject is not None else []
    return [one for c in found if c.i > verb.i for one in conjuncts(c)]
