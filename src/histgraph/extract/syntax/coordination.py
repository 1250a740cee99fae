"""How many claims a list makes: what is told apart, what is told together.

Two rules keep "salt and obsidian" one thing and make "its fleet and the ore of the coast" two: what is
introduced by itself (an article, a number, a quality, a part of its own) can be disputed by itself; and
what repeats its preposition ("of A and of B", "to V and to W") is meant one by one. Bare nouns and
lists of names are told together.
"""

from collections.abc import Sequence

from histgraph.extract.syntax.modality import negative_phrase
from histgraph.extract.syntax.scope import words
from histgraph.extract.syntax.tokens import NOMINAL, child, children, conjuncts, is_infinitive, lemma, subtree
from histgraph.extract.syntax.tree import Token

MOST = 4
"""Longer lists are told as one."""

_OWN = frozenset({"det", "poss", "nummod", "amod", "compound", "nmod", "quantmod"})
_LINKS = frozenset({"cc", "preconj"})


def told_apart(heads: Sequence[Token], *, behind: bool = False) -> bool:
    """Whether coordinated nouns are claims of their own; ``behind`` tells that the last has a part hung elsewhere."""
    if len(heads) < 2:
        return False
    if all(negative_phrase(h) for h in heads):
        return True
    if len(heads) > MOST or any(h.lower_ == "half" for h in heads):
        return False
    if any(child(h, "nsubj") is not None for h in heads):
        return False
    if all(h.pos_ == "PROPN" for h in heads) or not all(h.pos_ in NOMINAL for h in heads):
        return False
    if (
        any(c.lower_ == "other" for c in heads[-1].children)
        and heads[-1].doc[heads[-1].left_edge.i - 1].lower_ == "or"
    ):
        return False
    return all(_by_itself(h, last=h is heads[-1]) or (behind and h is heads[-1]) for h in heads)


def _by_itself(noun: Token, *, last: bool) -> bool:
    """Whether one of several says enough to be disputed alone: a name, or a noun that is introduced by itself.

    What "of" adds behind the last may belong to all.
    """
    if noun.lower_ in _QUANTITIES and child(noun, "prep") is not None:
        return True
    for c in noun.children:
        if c.dep_ in _OWN and not (c.dep_ == "det" and c.lower_ in {"any", "all"}):
            return True
        if c.dep_ in {"relcl", "acl"} or (c.dep_ == "prep" and not (last and c.lower_ == "of")):
            return True
    return noun.pos_ == "PROPN"


_QUANTITIES = frozenset({"most", "all", "some", "many", "much", "part", "none"})


def part_of(quantity: Token) -> bool:
    """Whether a word is a quantity of something: "most of its guns", "all of it"."""
    return quantity.pos_ in {"ADJ", "DET", "NUM", "PRON"} and any(
        p.lower_ == "of" for p in children(quantity, "prep")
    )


def several_subjects(noun: Token) -> bool:
    """Whether coordinated subjects do each what the clause says: "the landlords and the mullahs were furious"."""
    heads = conjuncts(noun)
    if len(heads) > 3 or not told_apart(heads) or any(c.dep_ == "relcl" for h in heads for c in h.children):
        return False
    names = [h for h in heads if h.pos_ == "PROPN" and child(h, "det") is None]
    if names and not any(c.lower_ == "other" for c in heads[-1].children):
        return False
    beside = {
        t.lower_ for t in noun.head.subtree if t.i > noun.right_edge.i and t.dep_ in {"advmod", "dobj", "det"}
    }
    return not beside & _TOGETHER


_TOGETHER = frozenset({"each", "together", "other", "another", "alike", "jointly", "both", "apart"})


def repeated(tokens: Sequence[Token]) -> list[Token]:
    """Return the heads of the last list in a phrase whose members repeat their preposition or their "to"."""
    inside = {t.i for t in tokens}
    for first in reversed(tokens):
        if first.dep_ == "conj" and first.head.i in inside:
            continue
        group = [first, *(c for c in conjuncts(first)[1:] if c.i in inside)]
        if 1 < len(group) <= MOST and all(_alike(first, other) for other in group[1:]):
            return group
    return []


def targets(prep: Token) -> list[Token]:
    """Return what a preposition governs, and what its like beside it governs: "by A, by B and by C"."""
    alike = [prep, *(c for c in conjuncts(prep)[1:] if c.lower_ == prep.lower_)]
    return [t for p in alike if (t := child(p, "pobj", "pcomp")) is not None]


def _alike(first: Token, other: Token) -> bool:
    if first.dep_ == "prep":
        return other.pos_ in {"ADP", "SCONJ"} and child(other, "pobj") is not None
    whole = is_infinitive(other) or (
        other.tag_ == "VB" and child(other, "dobj") is not None and child(first, "dobj") is not None
    )
    return first.pos_ == "VERB" and is_infinitive(first) and whole


def parted(tokens: Sequence[Token]) -> list[list[Token]]:
    """Return the tokens of a phrase once for each member of its last repeated list; all of them where it has none."""
    group = repeated(tokens)
    if not group:
        return [list(tokens)]
    others = {g.i for g in group}
    links = {
        c.i for g in group for c in g.children if c.dep_ in _LINKS or (c.dep_ == "punct" and c.text == ",")
    }
    branches = {g.i: {t.i for t in subtree(g, lambda t: t.i not in others)} for g in group}
    found = []
    to = {t.i for t in children(group[0], "aux") if t.lower_ == "to"}
    for kept in group:
        gone = links.union(*(branches[g.i] for g in group if g is not kept))
        gone -= to if kept.tag_ == "VB" and not is_infinitive(kept) else set()
        found.append([t for t in tokens if t.i not in gone])
    return found


_ALONE = words("complement", "alone")
"""Verbs that have no object of their own: "could not vote or own land" tells of no vote of land."""


def shared_object(verb: Token) -> Token | None:
    """Return the object that a coordinated verb further right brings for this one too."""
    whole = child(verb, "dobj", "xcomp", "ccomp", "prep", "attr", "acomp", "agent") is not None
    if whole or lemma(verb) in _ALONE:
        return None
    for c in verb.children:
        if (
            c.dep_ == "conj"
            and (c.tag_ == verb.tag_ or {c.tag_, verb.tag_} == {"VBD", "VBN"})
            and (obj := child(c, "dobj")) is not None
            and c.i - verb.i <= 3
        ):
            return obj
    return None


def infinitive_to(verb: Token) -> Token | None:
    """Return the "to" that a coordinated infinitive shares with the first of its list."""
    head = verb
    for _ in range(10):
        if head.dep_ != "conj":
            break
        head = head.head
    return next((t for t in children(head, "aux") if t.lower_ == "to"), None)
