"""What a vague noun announces: "a combination of A and B", "several factors, including A and B"."""

from histgraph.drafts import Phrase
from histgraph.extract.drafting.phrases import PhraseMaker
from histgraph.extract.syntax.scope import VAGUE, words
from histgraph.extract.syntax.tokens import child, children, conjuncts, lemma
from histgraph.extract.syntax.tree import Token

LISTING = frozenset({"including", "like", "as", "namely"})


def mixed(target: Token) -> list[Token]:
    """Return A, B and C of "a combination of A, B and C": each of them is a cause."""
    if lemma(target) not in _MIXTURES:
        return []
    inner = next((t for p in children(target, "prep") if p.lower_ == "of" for t in children(p, "pobj")), None)
    found = conjuncts(inner) if inner is not None else []
    told = all(_is_thing(one) and not _is_vague(one) for one in found)
    return found if told and 1 < len(found) <= _MOST_MIXED else []


def _is_thing(word: Token) -> bool:
    """Whether a word names something: a noun, or a gerund without an object ("overfishing")."""
    return word.pos_ in {"NOUN", "PROPN"} or (word.tag_ == "VBG" and child(word, "dobj") is None)


def _is_vague(noun: Token) -> bool:
    """Whether a noun leaves open what it stands for: "factors", but not "foreign pressure"."""
    return lemma(noun) in VAGUE and child(noun, "amod", "compound", "poss") is None


_MIXTURES = words("noun", "mixtures")
_MOST_MIXED = 5


def listed(target: Token) -> list[Token]:
    """Return what a vague noun ("a combination of factors") is followed by in apposition or behind "including"."""
    if parts := mixed(target):
        return parts
    vague = [target]
    for prep in children(target, "prep"):
        if prep.lower_ == "of" and (inner := child(prep, "pobj")) is not None:
            vague.append(inner)
    vague = [t for t in vague if lemma(t) in VAGUE]
    if not vague:
        return []
    found: list[Token] = []
    for noun in vague:
        for c in noun.children:
            if c.i < noun.i:
                continue
            if c.dep_ in {"conj", "appos"} and c.pos_ in {"NOUN", "PROPN"} and lemma(c) not in VAGUE:
                found += _members(c)
            elif c.dep_ == "prep" and c.lower_ in LISTING and (inner := child(c, "pobj")) is not None:
                found += conjuncts(inner)
    return found if len(found) > 1 else []


def _members(first: Token) -> list[Token]:
    """Return what a list behind a colon names, where the parser hung the second thing on the first as its name."""
    second = next((c for c in children(first, "appos") if child(c, "conj", "appos") is not None), None)
    return [first, *_members(second)] if second is not None else conjuncts(first)


def several(maker: PhraseMaker, target: Token, *, joined: bool = False) -> list[Phrase]:
    """Return the phrases of a cause or effect: the whole, then what it lists: "many factors, among them A and B".

    Args:
        maker: makes phrases.
        target: the head of the cause or effect.
        joined: where it lists nothing, take it with all that is coordinated with it.
    """
    named = listed(target)
    if not named and not joined:
        return [maker.phrase(target, joined=False)]
    if parts := mixed(target):
        return [maker.phrase(one, joined=False) for one in parts]
    gone = {t.i for one in named for t in one.subtree}
    for one in named:
        above = one.head
        if above.dep_ == "prep" and above.lower_ in LISTING:
            gone |= {above.i, *(c.i for c in above.children)}
    whole = maker.phrase(target, joined=not named, without=gone)
    return [whole, *(maker.phrase(one, joined=False) for one in named)]


def strays(verb: Token) -> list[Token]:
    """Return what a parser hung on the subject although it stands behind the verb: the rest of a list."""
    subject = child(verb, "nsubj", "nsubjpass")
    found = children(subject, "appos", "conj") if subject is not None else []
    return [one for c in found if c.i > verb.i for one in conjuncts(c)]
