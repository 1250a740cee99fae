"""How long a thing took, and since when or until when there was one, however it is worded.

"Lasted three years" and "was over within weeks", "dates from the 1630s" and "goes back to Roman times" are set
against each other. Each rule is for two texts on one question. The words are in ``data/comparison.toml``.
"""

import re
from typing import NamedTuple

from histgraph.compare.conflicts.rules import COPULAS, Finding, table
from histgraph.compare.corpus import Corpus
from histgraph.compare.matters import asked_for, beside, matter, stems
from histgraph.compare.memory import remembered
from histgraph.compare.ranges import days
from histgraph.compare.values import disjoint, times
from histgraph.compare.words import verb_said, word_list
from histgraph.model import Claim, LinkKind, Polarity, Strength
from histgraph.resources import load_toml

APART = 2.0
"""From this factor on two spans of time that do not meet cannot both be right, however roughly they are given."""


class Span(NamedTuple):
    """How long something took: at least and at most so many days, and the words that say so."""

    what: str
    least: float
    most: float
    told: str


_COUNTS = {word: float(number) for word, number in load_toml("comparison.toml")["counts"].items()}
_LOOSE = {
    word: (float(low), float(high)) for word, (low, high) in load_toml("comparison.toml")["loose"].items()
}
_UNIT = r"(?P<unit>hours?|days?|weeks?|months?|years?|decades?|generations?|century|centuries)"
_SPAN = re.compile(
    r"(?P<about>about |around |roughly |nearly |almost |over |more than |less than |under |"
    r"barely |at least |at most |only |just |"
    r"no more than |well over |the best part of |the next |the whole )*"
    r"(?:(?P<number>\d+(?:\.\d+)?)|(?P<loose>"
    + "|".join(sorted(filter(None, _LOOSE), key=len, reverse=True))
    + r")|"
    r"(?P<count>"
    + "|".join(sorted(_COUNTS, key=len, reverse=True))
    + r"))? ?(?:long |short |bloody |full |whole |entire )?"
    + _UNIT
    + r"\b",
    re.IGNORECASE,
)
_TOOK = re.compile(
    r"\b(?:lasted|lasting|took|dragged on|went on|held out|raged|continued|survived|endured|"
    r"ruled|reigned|stayed in power|"
    r"was in power|hung on|carried on|kept going|stood)(?: for| on for)? (?P<rest>.+)$",
    re.IGNORECASE,
)
_WITHIN = re.compile(
    r"\b(?:(?:was|were) (?:all )?(?:over|finished|done|gone|dead|abolished|abandoned|dropped|"
    r"forgotten|completed|built|back)|"
    r"ended|collapsed|fell|fell apart|disappeared|vanished|died out|surrendered|was crushed|"
    r"were crushed|was put down|happened|"
    r"came down|was defeated|conquered|overran|built|finished|completed) .{0,40}?\b(?:in|within|"
    r"after|inside) (?P<rest>.+)$",
    re.IGNORECASE,
)


def _measured(rest: str) -> tuple[float, float, str] | None:
    match = _SPAN.match(rest)
    if match is None:
        return None
    unit = days()[match["unit"].lower()]
    if match["number"] or match["count"]:
        number = float(match["number"]) if match["number"] else float(_COUNTS[match["count"].lower()])
        low, high = number * 0.9, number * 1.1
    else:
        loose = (match["loose"] or "").lower()
        if not loose and not match["unit"].lower().endswith("s"):
            return None
        low, high = _LOOSE[loose]
    return low * unit, high * unit, match.group().strip()


@remembered
def span(claim: Claim) -> Span | None:
    """Return how long a claim says that something took, None where it does not say."""
    if claim.polarity is Polarity.DENIED:
        return None
    text = claim.relation.text
    if not text or not claim.subject.text:
        return None
    behind = claim.quote.partition(text)[2]
    said = f"{text}{re.split(r'[,;.:()]| but | and | before | when | while ', behind, maxsplit=1)[0]}"[:90]
    match = _TOOK.search(said) or _WITHIN.search(said)
    if match is None:
        return None
    found = _measured(match["rest"])
    if found is None:
        return None
    what = (
        claim.object.label
        if match.re is _WITHIN and text.split()[-1].lower() in _OF_OBJECT
        else claim.subject.label
    )
    return Span(what, *found)


_OF_OBJECT = frozenset({"conquered", "overran", "built", "finished", "completed", "crushed"})


def other_span(a: Claim, b: Claim, world: Corpus) -> Finding | None:
    """A thing took years here, and was over within weeks there."""
    one, other = span(a), span(b)
    if one is None or other is None or not world.side_by_side(a, b):
        return None
    short, long = (one, other) if one.most <= other.most else (other, one)
    if short.most * (1.25 if short.least != short.most else 1.0) >= long.least:
        return None
    if not beside(one.what, other.what, world.question(a)):
        return None
    why = f"“{one.told}” here, “{other.told}” there"
    return Finding(LinkKind.VALUE_CONFLICT, why, Strength.QUALIFIED, timed=True)


# -- since when there was one, and until when ------------------------------------------------

_SINCE = re.compile(
    r"\b(?:dates? (?:back )?(?:from|to)|dated (?:back )?(?:from|to)|goes back to|went back to|"
    r"go back to|originated in|began in|"
    r"begun in|started in|started only in|arose in|appeared in|emerged in|first appeared in|"
    r"came into use in|introduced in|"
    r"was invented in|invented in|came in with|set in in|came up in)\b",
    re.IGNORECASE,
)
_UNTIL = re.compile(
    r"\b(?:ended in|died out in|disappeared in|vanished in|survived until|survived into|"
    r"lasted until|lasted into|continued until|"
    r"continued into|was abolished in|were abolished in|went on until|persisted until|"
    r"persisted into|was abandoned in)\b",
    re.IGNORECASE,
)


@remembered
def limit(claim: Claim) -> tuple[bool, str] | None:
    """Return whether a claim tells since when there was a thing (True) or until when, and what; else None."""
    if claim.polarity is Polarity.DENIED or times(claim) is None:
        return None
    text = claim.relation.text
    if not text:
        return None
    near = f"{text}{claim.quote.partition(text)[2][:40]}"
    near = re.sub(
        r"\b(?:only|already|as early as|as late as|first|finally|just|about|around|probably) ", "", near
    )
    for first, pattern in ((True, _SINCE), (False, _UNTIL)):
        if pattern.match(near) or pattern.search(near[:45]):
            return first, claim.subject.label
    return None


def other_limit(a: Claim, b: Claim, world: Corpus) -> Finding | None:
    """A thing began, or ended, at one time here, at another there."""
    one, other = limit(a), limit(b)
    if one is None or other is None or one[0] is not other[0] or not world.side_by_side(a, b):
        return None
    when, then = times(a), times(b)
    if not when or not then or not disjoint(when, then):
        return None
    question = world.question(a)
    if matter(one[1]).head != matter(other[1]).head or not beside(one[1], other[1], question):
        return None
    if (stems(one[1]) ^ stems(other[1])) - asked_for(question):
        return None
    why = f"only one can be right of “{a.time_text or when}” and “{b.time_text or then}”"
    return Finding(LinkKind.VALUE_CONFLICT, why, Strength.QUALIFIED, timed=True)


_UNTIL_WHAT = re.compile(r"\b(?:until|till|up to) (?P<what>(?:the )?[^,;.()]{3,40})", re.IGNORECASE)
_GONE_WITH = re.compile(r"\b(?:after|with|because of|in) (?P<what>(?:the )?[^,;.()]{3,40})", re.IGNORECASE)


@remembered
def end(claim: Claim) -> str:
    """Return with what a claim lets its subject end, or says that it did not end, "" where it tells of no end."""
    if claim.polarity is Polarity.DENIED:
        if verb_said(claim) not in table("going"):
            return ""
        match = _GONE_WITH.search(claim.quote.partition(claim.relation.text)[2][:60])
    else:
        match = _UNTIL_WHAT.search(claim.quote) if claim.relation.id in COPULAS | table("lasting") else None
    return match["what"] if match is not None else ""


def end_denied(a: Claim, b: Claim, world: Corpus) -> Finding | None:
    """A thing was there until something happened, and did not go with it by the other text."""
    if a.polarity is b.polarity or not end(a) or not end(b) or not world.side_by_side(a, b):
        return None
    question = world.question(a)
    if not beside(a.subject.label, b.subject.label, question) or not stems(end(a)) & stems(end(b)):
        return None
    return Finding(LinkKind.NEGATION, f"one denies that it ended with “{end(a)}”", timed=True)


_LAST_YEAR = re.compile(
    r"\b(?:until|till|into|from (?:about |around )?\d{3,4} to|(?:lasted|continued|went on|survived)(?: [a-z]+){0,3} to)"
    r" (?:about |around |well into |as late as |at least )?(?P<year>\d{3,4})\b(?!s)(?P<least> at least)?",
    re.IGNORECASE,
)


@remembered
def last_year(claim: Claim) -> int | None:
    """Return the year until which a claim lets its subject last, None where it names none."""
    if claim.polarity is Polarity.DENIED or not (
        claim.relation.id in table("lasting") | COPULAS or _verb_lasts(claim)
    ):
        return None
    text = claim.relation.text
    match = _LAST_YEAR.search(f"{text}{claim.quote.partition(text)[2][:70]}" if text else claim.object.label)
    return int(match["year"]) if match is not None and not match["least"] else None


def _verb_lasts(claim: Claim) -> bool:
    return verb_said(claim) in table("lasting") | _RAGING


_RAGING = word_list("raging")


def other_last_year(a: Claim, b: Claim, world: Corpus) -> Finding | None:
    """A thing lasted until one year here, until another there."""
    one, other = last_year(a), last_year(b)
    if one is None or other is None or one == other or not world.side_by_side(a, b):
        return None
    question = world.question(a)
    if not beside(a.subject.label, b.subject.label, question) or a.relation.id != b.relation.id:
        return None
    if (stems(a.subject.label) ^ stems(b.subject.label)) - asked_for(question):
        return None
    return Finding(LinkKind.VALUE_CONFLICT, f"until {one} here, until {other} there", timed=True)


def spans(claim: Claim) -> tuple[str, ...]:
    """Return under which headings a claim is set beside others: each rule here looks at one of them."""
    found = []
    if span(claim) is not None:
        found.append("span")
    if (known := limit(claim)) is not None:
        found.append(f"limit {'since' if known[0] else 'until'}")
    if end(claim):
        found.append("end")
    if last_year(claim) is not None:
        found.append(f"lasting {claim.relation.id}")
    return tuple(found)
