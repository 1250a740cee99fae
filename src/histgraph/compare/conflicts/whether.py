"""What a question that asks for yes or no asks about, by its words alone: its parts, and what it turns on."""

import re
from collections.abc import Sequence
from functools import cache, lru_cache
from typing import NamedTuple

from histgraph.compare.conflicts.poles import Place, places_of
from histgraph.compare.matters import stem, stems
from histgraph.compare.words import forms, tokens, word_list
from histgraph.resources import load_toml

_AUXILIARY = r"(?:was|were|is|are|did|do|does|had|has|have|could|can|would)(?P<negated>n[’']?t)?"
_ASKS = re.compile(
    r"^(?:(?:so|ok|okay|and|but|hi|hey|well|really|quick question|question|serious question|wait|also|now)\b[,:]? +)*"
    rf"(?P<setting>(?:in|during|under|at|on|before|after) [^,?]+, )?"
    rf"(?P<verb>{_AUXILIARY}) +(?P<rest>.+)$",
    re.IGNORECASE,
)
_LEAD = re.compile(
    r"^(?:it|there) (?:really |actually |any |some |much )*(?:true|a fact|the case|correct|accurate|right|so|"
    r"(?:truth|evidence|proof)(?: (?:to|in|for|behind) (?:the )?(?:story|claim|idea|legend|notion|myth|rumor))?) that ",
    re.IGNORECASE,
)
_SENTENCE = re.compile(r"(?<=[a-z0-9)”\"'])[?.!]+(?:\s+|$)")
_OTHERWISE = re.compile(
    r",? +or +(?:not\b|no\b|(?:was|were|is|are|did|do|does|just|merely|simply)\b).*$",
    re.IGNORECASE,
)
_TAIL = re.compile(
    r"^(?:is|was|or is|or was) (?:this|that|it|there) (?:really |actually |just |all )*(?:a |any )?"
    r"(?:true|right|correct|so|myth|legend|truth (?:to|in) (?:it|this|that))\W*$",
    re.IGNORECASE,
)
_DENYING = re.compile(r"\b(?:not|never|no|nobody|nothing|without|neither|none)\b|n[’']t\b", re.IGNORECASE)
_SECOND = re.compile(rf", (?:and |but |or )?{_AUXILIARY} ", re.IGNORECASE)
_NOT_EARLY = re.compile(r"^((?:\S+ ){1,5}?)not ", re.IGNORECASE)


@cache
def listed(key: str) -> tuple[str, ...]:
    """Return one list of ``data/stances.toml``."""
    return tuple(load_toml("stances.toml")[key])


@cache
def _stems(key: str) -> frozenset[str]:
    return frozenset(stem(w) for w in listed(key))


@cache
def _rows() -> dict[str, frozenset[int]]:
    found: dict[str, set[int]] = {}
    rows = [*load_toml("stances.toml")["kin"], *load_toml("synonyms.toml")["same"]]
    for n, row in enumerate(rows):
        for word in row:
            found.setdefault(stem(word), set()).add(n)
    return {word: frozenset(numbers) for word, numbers in found.items()}


@lru_cache(maxsize=65536)
def kin(word: str) -> frozenset[int]:
    """Return the rows of words of one meaning that a stem stands in."""
    return _rows().get(word, frozenset())


class Whether(NamedTuple):
    """What a yes-or-no question asks about.

    Attributes:
        parts: its content in order, each the stems of one word, or of the words of one name.
        said: all stems of it, those of light words too.
        must: the stems on which it turns: an answer that leaves them out says it of something wider.
        passive: whether it asks what was done to its subject.
        deed: whether it asks if something was done or happened, and not how something was.
        core: how many of the parts stand before the first preposition.
        words: the words of each part, in lower case.
        named: those of its parts before the first preposition that are names.
        belief: whether it asks what people thought.
        setting: the stems of what is put before it.
        sides: the axes of its words, with the stem of each.
    """

    parts: tuple[frozenset[str], ...]
    said: frozenset[str]
    must: frozenset[str]
    core: int
    words: dict[frozenset[str], frozenset[str]]
    named: tuple[frozenset[str], ...]
    passive: bool
    deed: bool
    belief: bool
    setting: frozenset[str]
    sides: tuple[tuple[str, Place], ...]

    @property
    def stems(self) -> frozenset[str]:
        """All stems of it."""
        return frozenset().union(*self.parts)


@lru_cache(maxsize=4096)
def whether(question: str) -> Whether | None:
    """Return what a question asks for yes or no, None where it asks anything else, several things, or a denial."""
    asking = [m for part in _SENTENCE.split(question) if (m := _ASKS.match(part.strip())) is not None]
    asking = [m for m in asking if _TAIL.match(m.group()) is None]
    if len(asking) != 1:
        return None
    match = asking[0]
    rest = _OTHERWISE.sub("", match["rest"])
    rest = _LEAD.sub("", rest)
    rest = _NOT_EARLY.sub(r"\1", rest, count=1) if match["negated"] is None else rest
    if " or " in f" {rest} " or _DENYING.search(rest) or _SECOND.search(rest):
        return None
    words = _parts(rest)
    if not words:
        return None
    verb = match["verb"].lower()
    done = verb.startswith(("did", "do", "ha")) or rest.startswith("there ")
    core = len(_parts(_BEHIND.split(rest, maxsplit=1)[0]))
    return Whether(
        parts=tuple(part for part, _ in words),
        said=stems(rest),
        must=_must(rest),
        core=core,
        words=dict(words),
        named=_named(rest, words[1:core]),
        passive=not done and _PARTICIPLE.search(rest) is not None,
        deed=done or (verb.startswith("was") and _PARTICIPLE.search(rest) is not None),
        belief=_BELIEF.search(rest) is not None,
        setting=frozenset(s for part, _ in _parts(match["setting"] or "") for s in part),
        sides=tuple(_sides(rest)),
    )


_BELIEF = re.compile(r"\b(?:think|believe|expect|know)\b", re.IGNORECASE)
_BEHIND = re.compile(
    r" (?:in|on|at|into|onto|off|from|to|with|for|by|as|during|over|under|across|through|against|out|before|after|"
    r"inside|near|around|behind|along|upon) ",
    re.IGNORECASE,
)


def _parts(text: str) -> tuple[tuple[frozenset[str], frozenset[str]], ...]:
    """Return the parts of a question, each with its words in lower case."""
    found: list[tuple[frozenset[str], frozenset[str]]] = []
    name: list[str] = []

    def named() -> None:
        if name:
            found.append((frozenset(map(stem, name)), frozenset(map(str.lower, name))))
            name.clear()

    for word in tokens(text):
        empty = word.lower() in word_list("empty") or stem(word) in _stems("light")
        if not word[0].isupper() or empty:
            named()
        if empty or word[0].isdigit():
            continue
        if word[0].isupper():
            name.append(word)
        else:
            found.append((frozenset({stem(word), stem(word.capitalize())}), frozenset({word.lower()})))
    named()
    return tuple(found)


_PARTICIPLE = re.compile(
    r"\b(?!wicked|naked|sacred|crooked|rugged|gifted|talented)(?:\w{2,}ed|built|written|stolen|shot|slain|eaten|burnt|sunk|"
    r"hung|found|won|lost|bought|sold|born|drawn|broken|beaten|overthrown|cut)\b",
    re.IGNORECASE,
)


def _named(text: str, parts: Sequence[tuple[frozenset[str], frozenset[str]]]) -> tuple[frozenset[str], ...]:
    capital = {w.lower() for w in tokens(text) if w[0].isupper()}
    return tuple(part for part, words in parts if words <= capital)


def _must(text: str) -> frozenset[str]:
    words = [w.lower() for w in tokens(text)]
    turn = next((n for n, w in enumerate(words) if w in {"because", "due", "thanks"}), len(words))
    narrow = {stem(w) for w in words if w in listed("narrow")}
    behind = {stem(w) for w in words[turn + 1 :] if w not in word_list("empty")}
    return frozenset(narrow | behind)


def _sides(text: str) -> list[tuple[str, Place]]:
    found = []
    for word in tokens(text):
        for use in ("is", "does", "noun", "to"):
            for form in forms(word):
                found += [(stem(word), place) for place in places_of(use).get(form, ())]
    return found
