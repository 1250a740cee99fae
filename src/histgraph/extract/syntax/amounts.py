"""How much there was of something, where that denies it: "no more ships", "few khans", "too little corn"."""

from histgraph.extract.syntax.tokens import child, children, lemma
from histgraph.extract.syntax.tree import Token


def no_more(head: Token) -> bool:
    """Whether a phrase is "no more ships": there were none after that; "no more than ten" counts them."""
    more = next((c for c in children(head, "amod") if c.lower_ == "more" and 0 < c.i < head.i), None)
    if more is None or more.nbor(-1).lower_ != "no":
        return False
    return not any(t.lower_ == "than" for t in more.doc[more.i : more.i + 8])


def weak_quantity(head: Token) -> str:
    """Return "few" or "little" where these deny as much as they affirm, or ""."""
    for c in head.children:
        if c.dep_ in {"amod", "det"} and c.lower_ in {"few", "little"}:
            of_some = any(t is not c and t.dep_ in {"det", "poss", "nummod"} for t in head.children)
            counted = any(t.lower_ in {"a", "the", "last", "first"} for t in c.children)
            if not of_some and not counted and (c.lower_ == "few" or head.tag_ == "NN"):
                return c.lower_
    return ""


def is_compared(verb: Token) -> bool:
    """Whether a clause tells of more or less of something: "did more to spread it", "reigned longer"."""
    told = children(verb, "dobj", "advmod", "acomp", "attr", "oprd")
    return any(t.tag_ in {"JJR", "RBR"} and t.lower_ != "longer" for c in told for t in [c, *c.children])


def too_few(head: Token) -> str:
    """Return "too few", "too little" where there was not enough of something, or ""."""
    for c in children(head, "amod"):
        if c.lower_ in {"few", "little"} and any(g.lower_ == "too" for g in c.children):
            return f"too {c.lower_}"
    return ""


def real_head(thing: Token) -> Token:
    """Return the head of what there was, "opposition" of "a lot of opposition"."""
    of = next((p for p in children(thing, "prep") if p.lower_ == "of"), None)
    inner = child(of, "pobj") if of is not None and lemma(thing) in _AMOUNTS else None
    return inner or thing


_AMOUNTS = frozenset(
    {"lot", "plenty", "deal", "bit", "amount", "lots", "ton", "tons", "load", "loads", "number", "degree"}
)


def none_of(verb: Token, own: Token) -> Token | None:
    """Return X of "of X none V-ed", "of the ten ships not one V-ed": what none of it did."""
    one = own.lower_ == "one" and own.i > 0 and own.nbor(-1).lower_ in {"not", "no"}
    if own.lower_ != "none" and not one:
        return None
    of = next((c for c in verb.children if c.dep_ == "prep" and c.lower_ == "of" and c.i < own.i), None)
    return child(of, "pobj") if of is not None and of.right_edge.i < own.i else None
