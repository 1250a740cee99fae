"""Whether two wordings are about one matter, where two texts answer the same question.

More generous than ``align.fit``, which tells what may be put for what anywhere: under one question
"the Polish army" and "the army", "the league" and "the Hanseatic League's trade" can be set side by
side, and whoever does so records how they differ.
"""

import re
from functools import cache, lru_cache
from typing import NamedTuple

from histgraph.compare.align import Fit, fit
from histgraph.compare.corpus import Corpus
from histgraph.compare.words import tokens, word_list
from histgraph.gazetteer import gazetteer
from histgraph.model import Mention
from histgraph.resources import load_toml

_SPLIT = re.compile(
    r"\s(?:of|in|on|at|for|from|to|by|with|without|under|during|over|against|among|about|between|around|after|before|"
    r"since|until|through|throughout|across|near|into|than|when|while|who|which|that)\s"
)
_OWNER = re.compile(r"(?P<owner>.+?)(?:['’]s|s['’])\s+(?P<thing>.+)")
_EMPTY = word_list("empty")


class Matter(NamedTuple):
    """What a label is about: the stem of its head, those of the rest, the names, and what stands before the head."""

    head: str
    rest: frozenset[str]
    names: frozenset[str]
    front: frozenset[str]


@cache
def _generic() -> frozenset[str]:
    """Return heads that say no more than the name beside them: the Roman state, the Roman people."""
    return frozenset(stem(w) for w in load_toml("comparison.toml")["words"]["generic"])


@lru_cache(maxsize=65536)
def stem(word: str) -> str:
    """Return what a word is compared by: an adjective's polity, without its ending, cut to six letters."""
    low = word.lower().removesuffix("'s").removesuffix("’s")
    if word[:1].isupper():
        low = gazetteer().noun(low) or low
    low = low.replace("our", "or") if len(low) > 4 else low
    if low.endswith("ies") and len(low) > 4:
        low = low[:-3] + "y"
    elif low.endswith("s") and not low.endswith(("ss", "us", "is")) and len(low) > 3:
        low = low[:-1]
    for suffix in ("ing", "ed"):
        if low.endswith(suffix) and len(low) - len(suffix) >= 4:
            low = low.removesuffix(suffix)
            break
    return low[:6].rstrip("e")


@lru_cache(maxsize=65536)
def matter(label: str) -> Matter:
    """Return what a label is about."""
    front = _SPLIT.split(label.strip(), maxsplit=1)[0]
    owned = _OWNER.match(front)
    words = [w for w in tokens(front) if w.lower() not in _EMPTY]
    if not words:
        words = [w for w in tokens(label) if w.lower() not in _EMPTY] or [""]
    head = tokens(owned["thing"])[-1] if owned and tokens(owned["thing"]) else words[-1]
    said = [w for w in tokens(label) if w.lower() not in _EMPTY and not w[0].isdigit()]
    rest = {stem(w) for w in said} - {stem(head)}
    names = {stem(w) for w in said if w[0].isupper()}
    before = {stem(w) for w in words} - {stem(head)}
    return Matter(stem(head), frozenset(rest), frozenset(names), frozenset(before))


def met(a: Mention, b: Mention, world: Corpus, question: str) -> bool:
    """Return whether two mentions under one question may be about one matter.

    Args:
        a: a subject or object.
        b: one of another text.
        world: what stands around them.
        question: the question that both texts answer.
    """
    if fit(a, b, world) is not Fit.APART:
        return True
    return beside(a.label, b.label, question)


def beside(one: str, other: str, question: str) -> bool:
    """Return whether two labels have one head, or are one name in other words, and nothing sets them apart."""
    first, second = matter(one), matter(other)
    asked = asked_for(question)
    ours, theirs = first.names - asked, second.names - asked
    if ours and theirs and not ours & theirs:
        return False
    if first.head == second.head:
        mine, others = first.rest - asked, second.rest - asked
        return mine <= others or others <= mine
    mine, others = first.names - _generic(), second.names - _generic()
    if not (_whole(first) and _whole(second)) or not (mine <= others or others <= mine):
        return False
    if mine & others:
        return True
    asked_of = [bool(found.names & asked) for found in (first, second)]
    return any(asked_of) and all(
        of or not found.names for of, found in zip(asked_of, (first, second), strict=True)
    )


_AND = re.compile(r",\s*(?:and\s+|or\s+)?|\s+and\s+|\s+or\s+")
_SUCH_AS = re.compile(r"\b(?:such as|including|like)\s+(?P<what>.+)$")


@lru_cache(maxsize=65536)
def examples(label: str) -> tuple[str, ...]:
    """Return what a label names as examples: epidemics such as smallpox and measles."""
    match = _SUCH_AS.search(label)
    return tuple(_AND.split(match["what"])) if match is not None else ()


@lru_cache(maxsize=65536)
def stems(label: str) -> frozenset[str]:
    """Return the stems of what a label says, numbers left out."""
    return frozenset(stem(w) for w in tokens(label) if w.lower() not in _EMPTY and not w[0].isdigit())


def touches(small: str, large: str, question: str) -> bool:
    """Return whether one label is about what another names, be it among other things: religion, religious quarrels."""
    if beside(small, large, question):
        return True
    if named_apart(small, large):
        return False
    ours, theirs = stems(small), stems(large)
    mine, others = ours - asked_for(question), theirs - asked_for(question)
    return bool(mine) and (mine <= theirs or (bool(others) and others <= ours))


def named_apart(one: str, other: str) -> bool:
    """Return whether each of two labels has a name that the other lacks: one king of the name, and another."""
    ours, theirs = matter(one).names - _generic(), matter(other).names - _generic()
    return bool(ours - theirs) and bool(theirs - ours)


def _whole(found: Matter) -> bool:
    """Whether a label names a state, a people or the like as a whole, with nothing beside its name."""
    rest = found.front - found.names - _generic()
    return (found.head in _generic() or found.head in found.names) and not rest


@lru_cache(maxsize=4096)
def asked_for(question: str) -> frozenset[str]:
    """Return the stems of what a question asks about."""
    return frozenset(stem(w) for w in tokens(question) if w.lower() not in _EMPTY) - _ASKING


_ASKING = frozenset({"why", "how", "when", "where", "did", "come", "could", "would", "like", "hear", "realy"})
