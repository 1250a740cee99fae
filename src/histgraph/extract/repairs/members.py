"""Names listed behind the plural that they belong to: "his rivals, among them A and B", "ministers: first A, then B".

The parser makes of them second objects, subjects of what follows, or members of one another. Here they are told by
the words themselves and hung below the plural: the first as its apposition, the others as coordinated with the first.
"""

from collections.abc import Sequence

from histgraph.extract.syntax.tokens import children, conjuncts
from histgraph.extract.syntax.tree import Token

_ONE_BY_ONE = (
    ("one", "after", "another"),
    ("one", "after", "the", "other"),
    ("one", "by", "one"),
    ("in", "turn"),
)
_OPENING = (("among", "them"), ("including",), ("namely",), ("notably",), ("above", "all"))
_ORDER = frozenset(
    {"first", "firstly", "second", "third", "next", "then", "later", "finally", "lastly", "also", "even"}
)
_JOINED = frozenset({"and", ",", "&"})
_ENDS = frozenset({".", ";", ",", ":", ")", "!", "?", "—", "–"})
_MOST = 12


def named_members(noun: Token) -> None:
    """Hang the names listed behind a plural noun below it, in place."""
    if noun.tag_ != "NNS" or noun.i + 3 >= len(noun.doc):
        return
    doc = noun.doc
    at = _behind(doc, noun.i + 1, _ONE_BY_ONE)
    colon = doc[at].text == ":" if at < len(doc) else False
    if at >= len(doc) or doc[at].text not in {",", ":", "including", "namely"}:
        return
    at += doc[at].is_punct
    opened = _behind(doc, at, _OPENING)
    names, end = _names(doc, opened)
    marked = opened > at
    if not names or (len(names) < 2 and not marked) or not (marked or colon):
        return
    if end < len(doc) and doc[end].text not in _ENDS and not (marked and doc[end].pos_ in {"VERB", "AUX"}):
        return
    own = {t.i for name in names for t in name}
    kept = {i for name in names for i in range(name[-1].i + 1, _origin(doc, name[-1].i + 1))}
    between = [t for t in doc[noun.i + 1 : end] if t.i not in kept]
    if all(t.head.i != t.i for t in between) and all(doc[i].head.i in own | kept for i in kept):
        _hang(noun, names, between)


def _behind(doc: Sequence[Token], at: int, phrases: tuple[tuple[str, ...], ...]) -> int:
    """Return the place behind whichever phrase stands here, else the same place."""
    for words in phrases:
        if tuple(t.lower_ for t in doc[at : at + len(words)]) == words:
            return at + len(words)
    return at


def _names(doc: Sequence[Token], at: int) -> tuple[list[list[Token]], int]:
    """Return the names of a list, each as its tokens, and the place behind the list."""
    names: list[list[Token]] = []
    end = at
    while at < len(doc) and len(names) < _MOST:
        while at < len(doc) and (doc[at].lower_ in _ORDER or (names and doc[at].lower_ in _JOINED)):
            at += 1
        name = []
        while at < len(doc) and _is_name(doc[at]):
            name.append(doc[at])
            at += 1
        if not name:
            break
        names.append(name)
        at = _origin(doc, at)
        end = at
        if at >= len(doc) or doc[at].lower_ not in _JOINED | _ORDER:
            break
    return names, end


def _origin(doc: Sequence[Token], at: int) -> int:
    """Return the place behind "of the Palatinate", which belongs to the name before it."""
    if at >= len(doc) or doc[at].lower_ != "of":
        return at
    end = at + 2 if at + 1 < len(doc) and doc[at + 1].lower_ == "the" else at + 1
    start = end
    while end < len(doc) and _is_name(doc[end]):
        end += 1
    return end if end > start else at


def _is_name(token: Token) -> bool:
    return token.pos_ == "PROPN" and token.text[:1].isupper()


def _hang(noun: Token, names: list[list[Token]], between: Sequence[Token]) -> None:
    heads = [name[-1] for name in names]
    inside = {t.i for name in names for t in name}
    for name in names:
        for t in name[:-1]:
            t.head, t.dep_ = name[-1], "compound"
        if name[-1].i + 1 < len(noun.doc) and name[-1].nbor(1).lower_ == "of":
            name[-1].nbor(1).head = name[-1]
    for t in between:
        if t.i not in inside:
            t.head, t.dep_ = noun, "discourse"
    first = heads[0]
    first.head, first.dep_ = noun, "appos"
    for one in heads[1:]:
        one.head, one.dep_ = first, "conj"


def members_of(noun: Token) -> list[Token]:
    """Return the names that were hung below a plural, in text order."""
    if noun.tag_ != "NNS":
        return []
    first = next((c for c in children(noun, "appos") if _is_name(c) and c.i > noun.i), None)
    return conjuncts(first) if first is not None else []
