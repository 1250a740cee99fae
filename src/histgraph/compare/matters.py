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
from histgraph.model import EntityKind, Mention
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
def generic() -> frozenset[str]:
    """Return heads that say no more than the name beside them: the Roman state, the Roman people."""
    return frozenset(stem(w) for w in load_toml("comparison.toml")["words"]["generic"])


@lru_cache(maxsize=65536)
def stem(word: str) -> str:
    """Return what a word is compared by: one stem for all words of a row in ``alike``, its own for any other."""
    found = _stem(word)
    return _alike().get(found, found)


@cache
def _alike() -> dict[str, str]:
    rows = load_toml("comparison.toml")["alike"]
    return {_stem(word): _stem(row[0]) for row in rows for word in row}


def _stem(word: str) -> str:
    """Return an adjective's polity, or the word without its ending, cut to six letters."""
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


_DOING = re.compile(r"^((?!during)[a-z]{2,}ing) (the|his|her|their|its) ", re.IGNORECASE)
"""Killing the prisoners is the killing of the prisoners."""
_MEASURE = re.compile(
    r"^(?:(?:an?|the|quite a|quite an|very) )?(?:(?:whole|great|good|fair|large|huge|vast|enormous) )?"
    r"(?:lot|lots|loads|deal|plenty|number|amount|majority|bit|hundreds|thousands|dozens|millions|"
    r"scores|most|many|all) of (?:the )?(?=\w)",
    re.IGNORECASE,
)
"""Plenty of women are women, most of the monks are monks."""
_SOME_OF = re.compile(
    r"^(?:(?:many|some|a few|several) )?(?:hundreds|thousands|dozens|scores) of ", re.IGNORECASE
)
_LIGHT = frozenset({"system", "institution", "practice", "phenomenon"})
"""Heads that add nothing to the word before them: the feudal system, feudalism."""


@lru_cache(maxsize=65536)
def matter(label: str) -> Matter:
    """Return what a label is about."""
    doing = _DOING.match(label)
    label = f"{doing[1]} of {doing[2]} {label[doing.end() :]}" if doing is not None else label
    label = _MEASURE.sub("", label, count=1)
    front = _SPLIT.split(label.strip(), maxsplit=1)[0]
    owned = _OWNER.match(front)
    words = [w for w in tokens(front) if w.lower() not in _EMPTY]
    if not words:
        words = [w for w in tokens(label) if w.lower() not in _EMPTY] or [""]
    head = tokens(owned["thing"])[-1] if owned and tokens(owned["thing"]) else words[-1]
    if head.lower() in _LIGHT and len(words) > 1 and words[-1] == head:
        words = words[:-1]
        head = words[-1]
    said = [w for w in tokens(label) if w.lower() not in _EMPTY and not w[0].isdigit()]
    rest = {stem(w) for w in said} - {stem(head)}
    names = {stem(w) for n, w in enumerate(said) if w[0].isupper() and (n or not _at_first(w))}
    before = {stem(w) for w in words} - {stem(head)}
    return Matter(stem(head), frozenset(rest), frozenset(names), frozenset(before))


def _at_first(word: str) -> bool:
    """Whether only the beginning of a sentence makes a capital letter: Carving, no Nanking."""
    return word.endswith("ing") and gazetteer().get(word) is None and word.lower() not in _TOWNS


_TOWNS = frozenset(
    {"peking", "nanking", "nanjing", "chongqing", "chungking", "kaifeng", "reading", "kunming"}
)


@lru_cache(maxsize=65536)
def head_word(label: str) -> str:
    """Return the head of a label as it stands, "" where it has none."""
    words = tokens(_SPLIT.split(label.strip(), maxsplit=1)[0])
    return words[-1] if words else ""


def met(a: Mention, b: Mention, world: Corpus, question: str) -> bool:
    """Return whether two mentions under one question may be about one matter.

    Args:
        a: a subject or object.
        b: one of another text.
        world: what stands around them.
        question: the question that both texts answer.
    """
    if fit(a, b, world) is not Fit.APART or beside(a.label, b.label, question):
        return True
    mine, others = wording(a), wording(b)
    return bool(mine or others) and beside(mine or a.label, others or b.label, question)


_DETERMINER = re.compile(r"^(?:the|this|that|these|those|its|his|her|their|our)\s+", re.IGNORECASE)
_PRONOUNS = word_list("pronouns")


def wording(mention: Mention) -> str:
    """Return how a text words a thing, without its article; "" for a pronoun, or where its label says as much."""
    text = _DETERMINER.sub("", mention.text).strip()
    if not text or text.lower() in _PRONOUNS or len(text) > 60 or text.lower() in mention.label.lower():
        return ""
    return text


def beside(one: str, other: str, question: str) -> bool:
    """Return whether two labels have one head, or are one name in other words, and nothing sets them apart."""
    first, second = matter(one), matter(other)
    asked = asked_for(question)
    ours, theirs = first.names - asked, second.names - asked
    if (ours and theirs and not ours & theirs) or _sight_of(one, other) or _sight_of(other, one):
        return False
    if first.head == second.head:
        mine, others = first.rest - asked, second.rest - asked
        return mine <= others or others <= mine
    mine, others = first.names - generic(), second.names - generic()
    if not (_whole(first) and _whole(second)) or not (mine <= others or others <= mine):
        return False
    if _SOME_OF.match(one) or _SOME_OF.match(other):
        return False  # some thousands of people are not the people
    if mine & others:
        return True
    if not {first.head, second.head}.isdisjoint(_events()):
        return False  # a people is no event
    asked_of = [bool(found.names & asked) for found in (first, second)]
    return any(asked_of) and all(
        of or not found.names for of, found in zip(asked_of, (first, second), strict=True)
    )


@cache
def _events() -> frozenset[str]:
    return frozenset(
        stem(w)
        for w in (
            "Revolution",
            "War",
            "Reformation",
            "Enlightenment",
            "Depression",
            "Crusade",
            "Plague",
            "Famine",
        )
    )


@lru_cache(maxsize=65536)
def _sight_of(long: str, short: str) -> bool:
    """Whether a name is that of a place with another name behind it: London Bridge is not London."""
    if not long.startswith(f"{short} ") or not short[:1].isupper():
        return False
    behind = tokens(long[len(short) :])
    found = gazetteer().get(short)
    return (
        found is not None
        and found.kind is EntityKind.PLACE
        and len(behind) == 1
        and behind[0][0].isupper()
        and behind[0].lower() not in _events_named()
        and stem(behind[0]) not in generic()
    )


@cache
def _events_named() -> frozenset[str]:
    return frozenset({"city", "town", "empire", "kingdom", "ii", "i"})


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
    if not mine and not others:
        return not ours.isdisjoint(theirs)
    if not mine and len(ours) >= 2:
        return ours <= theirs
    return bool(mine) and (mine <= theirs or (bool(others) and others <= ours))


_ON_WHAT = re.compile(
    r"\b(?:influence|effect|impact|power|control)\s+(?:on|over|upon|in)\s+(?P<what>[^,;]+)", re.IGNORECASE
)


def one_respect(one: str, other: str, question: str) -> bool:
    """Return whether neither of two descriptions is of an influence on something that the other leaves out."""
    asked = asked_for(question)
    found = (match["what"] if (match := _ON_WHAT.search(label)) else "" for label in (one, other))
    first, second = (stems(what) - asked for what in found)
    return (not first and not second) or not first.isdisjoint(second)


def falls_under(wide: str, label: str) -> bool:
    """Return whether a label says no more than a sort of things, and another names a thing of that sort."""
    return not _sorts(0, wide).isdisjoint(_sorts(1, label)) and len(stems(wide)) == 1


def sorts_of(label: str) -> frozenset[int]:
    """Return the sorts of things that a label has to do with: a tax revolt with money, a Christian one with faith."""
    return _sorts(1, label)


@lru_cache(maxsize=65536)
def _sorts(which: int, label: str) -> frozenset[int]:
    """Return the sorts that a label names as a whole (0), or has things of (1)."""
    said = stems(label)
    return frozenset(n for n, row in enumerate(_under()) if not row[which].isdisjoint(said))


@cache
def _under() -> tuple[tuple[frozenset[str], frozenset[str]], ...]:
    rows = load_toml("comparison.toml")["sort"]
    return tuple(
        (frozenset(map(stem, row["wide"])), frozenset(map(stem, (*row["wide"], *row["under"]))))
        for row in rows
    )


def named_apart(one: str, other: str) -> bool:
    """Return whether each of two labels has a name that the other lacks: one king of the name, and another."""
    ours, theirs = matter(one).names - generic(), matter(other).names - generic()
    return bool(ours - theirs) and bool(theirs - ours)


_TITLE = re.compile(
    r"^(?:the )?(?:[A-Z][a-z]+ )?(?:king|queen|duke|earl|count|countess|prince|princess|bishop|archbishop|lord|lady"
    r"|emperor|empress|pope|sultan|elector|margrave|landgrave|doge|khan|shah|tsar|caliph|baron|abbot|governor|regent)\b",
    re.IGNORECASE,
)


def by_title(one: str, other: str) -> bool:
    """Return whether one name may be the title of the other: the Duke of Ferrara, Alfonso."""
    titled = bool(_TITLE.match(one)), bool(_TITLE.match(other))
    return titled[0] is not titled[1] and any(" of " in label for label in (one, other))


def _whole(found: Matter) -> bool:
    """Whether a label names a state, a people or the like as a whole, with nothing beside its name."""
    rest = found.front - found.names - generic()
    return (found.head in generic() or found.head in found.names) and not rest


@lru_cache(maxsize=4096)
def asked_for(question: str) -> frozenset[str]:
    """Return the stems of what a question asks about."""
    words = [w for w in tokens(question) if w.lower() not in _EMPTY]
    # People ask in lower case: "spanish" asks for Spain as "Spanish" does.
    return frozenset(s for w in words for s in (stem(w), stem(w.capitalize()))) - _ASKING


_ASKING = frozenset({"why", "how", "when", "where", "did", "come", "could", "would", "like", "hear", "realy"})
