"""How far a thing went: hardly anyone did it, everybody did; they seldom did it, they did it all the time.

Few say the plain opposite of an answer. They say how many did a thing, or how often, and leave it to the reader that
"very few could read" goes against "most could". The words are in ``data/oppositions.toml``.
"""

import re
from functools import cache, lru_cache
from typing import NamedTuple

from histgraph.compare.conflicts.openings import clause, opens
from histgraph.compare.conflicts.rules import COPULAS, Finding, data, same_wording
from histgraph.compare.corpus import Corpus
from histgraph.compare.matters import asked_for, beside, matter, named_apart, stem, stems
from histgraph.compare.memory import remembered
from histgraph.compare.words import runs, tokens, word_list
from histgraph.model import Claim, LinkKind, Polarity


class Extent(NamedTuple):
    """How far a thing goes that a claim tells: little or hardly at all (False), widely or mostly (True)."""

    wide: bool
    word: str


@cache
def _patterns() -> tuple[re.Pattern[str], re.Pattern[str], re.Pattern[str]]:
    rows = data()["extent"]
    little, much = (
        re.compile(rf"\b(?:{'|'.join(sorted(rows[key], key=len, reverse=True))})\b", re.IGNORECASE)
        for key in ("little", "much")
    )
    return little, much, re.compile(rf"(?:{rows['harmless']})", re.IGNORECASE)


@cache
def _listed(key: str) -> frozenset[str]:
    """Return one list of the words around how far a thing goes."""
    return frozenset(data()["extent"][key])


@remembered
def extent(claim: Claim) -> Extent | None:
    """Return how far a claim says that a thing goes, None where it does not say, or says both."""
    if _listed("gate").isdisjoint(runs(claim.quote)):
        return None
    little, much, harmless = _patterns()
    told = harmless.sub(" ", clause(claim))
    low, high = little.search(told), much.search(told)
    if (low is None) is (high is None):
        return None
    if low is not None:
        return Extent(False, low.group().lower())
    if claim.polarity is Polarity.DENIED or high is None:
        return None  # what not everybody did many may have done
    return Extent(True, high.group().lower())


def other_extent(a: Claim, b: Claim, world: Corpus) -> Finding | None:
    """A thing was done by few or seldom here, by most or all the time there."""
    one, other = extent(a), extent(b)
    if one is None or other is None or one.wide is other.wide or not world.side_by_side(a, b):
        return None
    question = world.question(a)
    seldom, often = (b, a) if one.wide else (a, b)
    if not _one_deed(seldom, often, world) or not _one_doer(a, b, question):
        return None
    return Finding(LinkKind.VALUE_CONFLICT, f"“{one.word}” here, “{other.word}” there", counted=True)


_ABLE = re.compile(r"^(?:able|allowed|free|permitted) to (?P<verb>[a-z]+)\s*(?P<rest>.*)$")


@lru_cache(maxsize=65536)
def _core(label: str) -> str:
    """Return a label without words for how much, how many and how often, "" where it only tells how or where."""
    for pattern in _patterns()[:2]:
        label = pattern.sub(" ", label)
    label = _LOOSE.sub(" ", f" {label} ").strip()
    first = tokens(label)[:1]
    if not first or first[0][0].isdigit():
        return ""
    low = first[0].lower()
    return "" if low in word_list("prepositions") or low.endswith("ly") or low in _listed("manner") else label


_LOOSE = re.compile(
    r"\s(?:at all|any|no|of|the|them|as well|though|too|enough|very|pretty|quite|fairly|actually|"
    r"really|extremely)(?=\s)"
)


class Deed(NamedTuple):
    """What is done, without words of measure: stems of the verb (none for a state), what it is done to, by whom."""

    verb: frozenset[str]
    done: str
    doer: str


@remembered
def deed(claim: Claim) -> Deed:
    """Return what a claim tells as a deed, be it worded as an ability or as something that was done."""
    subject, said = _core(claim.subject.label), claim.object.label
    if claim.relation.id in {"existed", "happened"} or claim.relation.id.startswith(
        ("v-happen-", "v-exist-", "v-occur")
    ):
        return Deed(frozenset(), subject, "")
    if claim.relation.id not in COPULAS:
        told = {stem(w) for w in tokens(claim.relation.text)[-1:]}
        told.add(stem(claim.relation.id.removeprefix("v-").split("-")[0]))
        return Deed(frozenset(told), _core(said), subject)
    if (match := _ABLE.match(said)) is not None:
        return Deed(frozenset({stem(match["verb"])}), _core(match["rest"]), subject)
    if extent(claim) is not None and not _core(said):
        return Deed(frozenset(), subject, "")  # it was common, it was rare
    first = tokens(said)[:1]
    if first and first[0].islower() and first[0].endswith(("ed", "en")) and len(first[0]) > 4:
        return Deed(frozenset({stem(first[0]), stem(first[0].removesuffix("en"))}), subject, "")
    return Deed(frozenset(), _core(said), subject)


def _one_deed(a: Claim, b: Claim, world: Corpus) -> bool:
    """Whether two claims measure one deed: the first is the one that hardly goes on at all."""
    one, other, question = deed(a), deed(b), world.question(a)
    asked = asked_for(question)
    if bool(one.verb) is not bool(other.verb):
        return False
    if not one.verb:
        where = stems(_among(a)) - asked
        return bool(stems(one.done)) and beside(one.done, other.done, question) and where <= stems(clause(b))
    same = bool(one.verb & other.verb) or same_wording(a, b)
    if not same and one.verb & asked and other.verb & asked:
        same = True
    elif not same and (
        (not one.verb & asked and not other.verb & asked) or not (opens(a, world) and opens(b, world))
    ):
        return False
    if not one.done:
        return same or stems(other.done) <= asked
    if other.done and stems(one.done).isdisjoint(stems(other.done)):
        return False
    if stems(one.done) <= asked:
        return True if same else stems(one.done) <= stems(other.done)
    return bool(stems(one.done) & stems(other.done)) and not named_apart(one.done, other.done)


_AMONG = re.compile(r"\b(?:among|in|at|for|outside|within|under|during|with) (?P<what>.+)$")


def _among(claim: Claim) -> str:
    """Return to what a measure is limited, "" where to nothing: rare among peasants."""
    match = _AMONG.search(clause(claim))
    return match["what"] if match is not None else ""


def _one_doer(a: Claim, b: Claim, question: str) -> bool:
    one, other = deed(a).doer, deed(b).doer
    anyone = _listed("anyone") | {""}
    if any(who.lower() in anyone for who in (one, other)):
        rest = one if other.lower() in anyone else other
        return rest.lower() in anyone or stems(rest) <= asked_for(question) | _folk()
    return matter(one).head == matter(other).head and beside(one, other, question)


@cache
def _folk() -> frozenset[str]:
    """Return the stems of words for people at large, and of what stands beside them."""
    return frozenset(map(stem, _listed("anyone") | _listed("beside_anyone")))


def extents(claim: Claim) -> tuple[str, ...]:
    """Return the heading of a claim that tells how far a thing goes."""
    return () if extent(claim) is None else ("extent",)
