"""What became of a thing, and in what order: burned down or faded away, killed or moved away, begun before it or after.

Two answers to "what happened to the settlers" go against each other without a common word. Each fate is a row of
verbs in ``data/oppositions.toml``; a row names those that it goes together with.
"""

import re
from functools import cache
from typing import NamedTuple

from histgraph.compare.conflicts.openings import opens
from histgraph.compare.conflicts.rules import COPULAS, Finding, data
from histgraph.compare.corpus import Corpus
from histgraph.compare.matters import asked_for, beside, matter, stems
from histgraph.compare.memory import remembered
from histgraph.compare.words import forms, tokens, word_list
from histgraph.model import Claim, LinkKind, Polarity

# -- what became of it -----------------------------------------------------------------------

_ASKS_FATE = re.compile(
    r"\b(?:(?:happened|happen) to|come to an end|meet its end|became of|become of|end up|where did .+ go\b|"
    r"(?:did|was|were|do|does|is|are) .*\b(?:end|die|died|disappear|vanish|fall|perish|burn|burned|"
    r"burnt|destroyed|lost|killed|wiped|survive|abandoned|"
    r"collapse|extinct|sunk|sink)\b|(?:why|how) did .*\b(?:end|die|disappear|vanish|fall)\b)",
    re.IGNORECASE,
)


class Fate(NamedTuple):
    """What became of something: the name of the fate, in which words, and of what."""

    name: str
    word: str
    what: str


@cache
def _rows() -> tuple[dict[str, str], dict[str, str], dict[str, frozenset[str]]]:
    does: dict[str, str] = {}
    suffered: dict[str, str] = {}
    along: dict[str, frozenset[str]] = {}
    for row in data()["fate"]:
        does |= dict.fromkeys(row["does"], row["name"])
        suffered |= dict.fromkeys(row["to"], row["name"])
        along[row["name"]] = frozenset(row["along"])
    return does, suffered, along


@remembered
def fate(claim: Claim) -> Fate | None:
    """Return what a claim says became of something, None where it tells of no fate."""
    if claim.polarity is Polarity.DENIED:
        return None
    does, suffered, _ = _rows()
    said = [w.lower() for w in tokens(claim.object.spoken)[:3]]
    if claim.relation.id in COPULAS:
        for word in said[:2]:
            if (name := suffered.get(word)) is not None:
                return Fate(name, claim.object.label, claim.subject.label)
        return None
    verb = [w.lower() for w in tokens(claim.relation.text)]
    if not verb:
        return None
    behind = [*verb[-1:], *said[:2]] if verb[-1:] == verb else verb[-2:]
    for word in (
        " ".join(verb[-2:]),
        " ".join([verb[-1], *said[:1]]),
        " ".join([verb[-1], *said[:2]]),
        verb[-1],
        *(verb[:-1]),
    ):
        if (name := does.get(word)) is not None and (not said or _bare(claim)):
            return Fate(name, " ".join(behind), claim.subject.label)
        if (name := suffered.get(word)) is not None and said and not _bare(claim):
            return Fate(name, claim.relation.text, _BESIDES.sub("", claim.object.label))
    return None


_ADJUNCT = re.compile(
    r"^(?:away|back|off|out|over|slowly|gradually|in|to|into|from|with|by|on|at|for|after|before|during|as|because|when|of)\b|^[a-z]+ly\b"
)


_BESIDES = re.compile(r"\s+(?:along|together) with\b.*$|,.*$")


def _bare(claim: Claim) -> bool:
    """Whether a verb stands without an object: with nothing behind it, or with a place, a time or a manner."""
    last = tokens(claim.relation.label)[-1:]
    return _ADJUNCT.match(claim.object.label) is not None or (
        len(tokens(claim.relation.label)) > 1 and last[0] in _ADJUNCTS
    )


_ADJUNCTS = word_list("behind_fates")


def other_fate(a: Claim, b: Claim, world: Corpus) -> Finding | None:
    """What opens two answers tells of two fates of one thing that do not go together."""
    one, other = fate(a), fate(b)
    if one is None or other is None or one.name == other.name or not world.side_by_side(a, b):
        return None
    if other.name in _rows()[2][one.name] or one.name in _rows()[2][other.name]:
        return None
    question = world.question(a)
    if not _ASKS_FATE.search(question) or not (opens(a, world) and opens(b, world)):
        return None
    if not _of_one(one.what, other.what, question):
        return None
    return Finding(LinkKind.VALUE_CONFLICT, f"“{one.word}” here, “{other.word}” there")


def _of_one(one: str, other: str, question: str) -> bool:
    """Whether two labels are of what a question asks about, or of one thing."""
    asked = asked_for(question)
    if beside(one, other, question):
        return bool(stems(one) & asked) or bool(stems(other) & asked)
    return matter(one).head in asked and matter(other).head in asked


# -- in what order ---------------------------------------------------------------------------

_ORDER = re.compile(
    r"^(?:only |just |shortly |soon |right |long |well |even |already |[\w-]+ (?:years|decades|"
    r"centuries|months|weeks|days) )*"
    r"(?P<when>before|after|during) (?P<what>.{3,80})$",
    re.IGNORECASE,
)


@remembered
def sequence(claim: Claim) -> tuple[str, str] | None:
    """Return whether a claim puts the beginning or end of a thing before or after something, and what."""
    if claim.polarity is Polarity.DENIED or claim.relation.id in COPULAS:
        return None
    verb = tokens(claim.relation.text)
    if not verb or _once().isdisjoint(
        forms(verb[-1 if len(verb) == 1 else 0].lower()) + forms(verb[-1].lower())
    ):
        return None
    label = claim.object.label
    last = tokens(claim.relation.label)[-1:]
    match = _ORDER.match(f"{last[0]} {label}" if last and last[0] in {"before", "after", "during"} else label)
    return (match["when"].lower(), match["what"]) if match is not None else None


@cache
def _once() -> frozenset[str]:
    return frozenset(data()["turning_points"])


def other_order(a: Claim, b: Claim, world: Corpus) -> Finding | None:
    """One thing began or ended before something here, after it there."""
    one, other = sequence(a), sequence(b)
    if one is None or other is None or {one[0], other[0]} not in _APART or not world.side_by_side(a, b):
        return None
    question = world.question(a)
    if _turned(a) != _turned(b) or not (stems(one[1]) & stems(other[1])):
        return None
    if not beside(a.subject.label, b.subject.label, question):
        return None
    return Finding(
        LinkKind.VALUE_CONFLICT, f"{one[0]} “{one[1]}” here, {other[0]} “{other[1]}” there", timed=True
    )


def _turned(claim: Claim) -> str:
    """Return which turn a claim tells of, whether its relation takes in "before" and "after" or not."""
    return _WHEN.sub("", claim.relation.id).removeprefix("v-")


_WHEN = re.compile(r"-(?:before|after|during)$")
_APART = ({"before", "after"}, {"before", "during"})


def fates(claim: Claim) -> tuple[str, ...]:
    """Return under which headings a claim is set beside others: each rule here looks at one of them."""
    told = () if fate(claim) is None else ("fate",)
    return told if sequence(claim) is None else (*told, "sequence")
