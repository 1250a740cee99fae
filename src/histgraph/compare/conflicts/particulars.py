"""Who, where, when and how many, where two texts on one question give particulars that exclude each other."""

import re
from functools import lru_cache
from typing import NamedTuple

from histgraph.compare.conflicts.rules import COPULAS, Finding, both_affirmed, table
from histgraph.compare.corpus import Corpus
from histgraph.compare.matters import asked_for, beside, head_word, matter, met, stem, stems
from histgraph.compare.memory import remembered
from histgraph.compare.places import apart
from histgraph.compare.values import amount, disjoint, times
from histgraph.compare.words import forms, tokens, verb_said
from histgraph.gazetteer import gazetteer
from histgraph.model import Claim, CueKind, EntityKind, LinkKind, Polarity, Strength

FAR = 1.3
"""From this factor on two sizes of one crowd, or two shares of it, cannot both be right."""


def _on_one_question(a: Claim, b: Claim, world: Corpus) -> bool:
    return world.side_by_side(a, b) and both_affirmed(a, b)


def _one_thing(one: str, other: str, question: str) -> bool:
    """Whether two labels are of one thing: what only one of them is called, the question calls it.

    The Old Bridge and the Old Stone Bridge are two; so are the canal and the ship canal.
    """
    return stems(one) ^ stems(other) <= asked_for(question)


# -- shares ----------------------------------------------------------------------------------

_FRACTIONS = {"half": 1 / 2, "third": 1 / 3, "quarter": 1 / 4, "fifth": 1 / 5, "tenth": 1 / 10}
_SHARE = re.compile(
    r"^(?:about |around |roughly |almost |nearly |perhaps |some |up to |over |only )?(?:"
    r"(?P<percent>\d+(?:\.\d+)?) ?(?:percent|per cent|%)|"
    r"(?:(?P<many>two|three|four) )?(?:an? |one )?(?P<part>half|third|quarter|fifth|tenth)s?)"
    r" (?:of )?(?:the |its |their |all )?(?P<whole>.+)$",
    re.IGNORECASE,
)
_MANY = {"two": 2, "three": 3, "four": 4}


class Share(NamedTuple):
    """What part of what a claim tells something of: who died, who was a farmer."""

    part: float
    whole: str
    told: str


@lru_cache(maxsize=65536)
def _share(label: str) -> tuple[float, str] | None:
    match = _SHARE.match(label)
    if match is None:
        return None
    if match["percent"]:
        return float(match["percent"]) / 100, match["whole"]
    return _MANY.get((match["many"] or "").lower(), 1) * _FRACTIONS[match["part"].lower()], match["whole"]


@remembered
def share(claim: Claim) -> Share | None:
    """Return the share that a claim gives, None where it gives none."""
    if claim.polarity is Polarity.DENIED:
        return None
    subject, said = _share(claim.subject.label), _share(claim.object.label)
    if said is not None and claim.relation.id in {"killed", "lost", "destroyed"}:
        return Share(*said, "died")
    if subject is None:
        return None
    dead = claim.relation.id in {"died", "diedIn"} or (
        claim.relation.id in COPULAS and tokens(claim.object.label)[:1] == ("killed",)
    )
    return Share(*subject, "died" if dead else f"{claim.relation.id} {matter(claim.object.label).head}")


def other_share(a: Claim, b: Claim, world: Corpus) -> Finding | None:
    """A third of them here, half of them there."""
    one, other = share(a), share(b)
    if one is None or other is None or one.told != other.told or not _on_one_question(a, b, world):
        return None
    if not beside(one.whole, other.whole, world.question(a)) or max(one.part, other.part) < FAR * min(
        one.part, other.part
    ):
        return None
    why = f"{one.part:.0%} of “{one.whole}” here, {other.part:.0%} there"
    return Finding(LinkKind.VALUE_CONFLICT, why, Strength.QUALIFIED)


# -- how large a crowd -----------------------------------------------------------------------

_CROWD = re.compile(
    r"^(?:the )?(?:(?P<owner>.+?)(?:['’]s|s['’]) (?:army|forces?|troops|population|fleet|following)"
    r"|(?:army|forces?|population|number) of (?P<of>.+?)(?: in .+)?)$",
    re.IGNORECASE,
)
_SIZED = table("sized")
_OF_PEOPLE = re.compile(
    r"\b(?:people|inhabitants|residents|souls|citizens|men|soldiers|troops|warriors|fighters)\b",
    re.IGNORECASE,
)


_RATE = re.compile(r"\bdensit(?:y|ies)\b|\bper\b", re.IGNORECASE)


@remembered
def crowd(claim: Claim) -> tuple[str, float] | None:
    """Return whose people a claim counts and how many they were, None where it counts nobody's."""
    if claim.polarity is Polarity.DENIED or claim.relation.id not in _SIZED:
        return None
    if _RATE.search(f"{claim.subject.label} {claim.object.label}"):
        return None
    found, match = amount(claim.object.label), _CROWD.match(claim.subject.label)
    if (
        found is None
        or found.value < 10
        or not (_OF_PEOPLE.search(claim.object.label) or (match and not found.unit))
    ):
        return None
    who = (match["owner"] or match["of"]) if match is not None else claim.subject.label
    return who, found.value


def other_crowd_size(a: Claim, b: Claim, world: Corpus) -> Finding | None:
    """The people of a town, the men of a leader, are so many here, so many there."""
    one, other = crowd(a), crowd(b)
    if one is None or other is None or not _on_one_question(a, b, world):
        return None
    question = world.question(a)
    if max(one[1], other[1]) < FAR * min(one[1], other[1]) or not beside(one[0], other[0], question):
        return None
    why = f"{one[1]:,.0f} here, {other[1]:,.0f} there"
    return Finding(LinkKind.VALUE_CONFLICT, why, Strength.QUALIFIED)


# -- where, when and in which tongue a thing was done ----------------------------------------


class Deed(NamedTuple):
    """A deed done once to a thing: the form of its verb, what it was done to, and what stands behind it."""

    verb: str
    thing: str
    behind: str


@remembered
def deed(claim: Claim) -> Deed | None:
    """Return what a claim says was done once, told as a passive or by its doer; None where it tells of no such deed."""
    if claim.polarity is Polarity.DENIED:
        return None
    words = [w for w in tokens(claim.object.label) if w.lower() not in {"first", "originally", "probably"}]
    if claim.relation.id in COPULAS:
        if not words or words[0].lower() not in table("done_once"):
            return None
        return Deed(words[0].lower(), claim.subject.label, claim.object.label.partition(words[0])[2].strip())
    verb = verb_said(claim)
    done = next(
        (form for form in forms(verb) if form in table("done_once") or f"{form}ed" in table("done_once")), ""
    )
    if verb not in table("done_once") and not done:
        return None
    return Deed(verb if verb in table("done_once") else done, claim.object.label, "")


def _single(thing: str) -> bool:
    """Whether a label is of one thing, or of a thing by name; men are killed here and there."""
    head = head_word(thing)
    if amount(thing) is not None or head.lower() in {"men", "women", "people", "children"}:
        return False
    return head[:1].isupper() or not head.endswith("s")


_IN = re.compile(r"(?:in|at|near) (?P<name>(?:the )?[A-Z][\w’'-]+(?: [A-Z][\w’'-]+){0,2})")


def other_particular(a: Claim, b: Claim, world: Corpus) -> Finding | None:
    """A thing done once was done in another place, or tongue, or at another time."""
    one, other = deed(a), deed(b)
    if (
        one is None
        or other is None
        or not set(forms(one.verb)) & set(forms(other.verb))
        or not _on_one_question(a, b, world)
    ):
        return None
    if not all(_single(d.thing) for d in (one, other)):
        return None
    if not beside(one.thing, other.thing, world.question(a)) or head_word(one.thing).endswith(
        "s"
    ) != head_word(other.thing).endswith("s"):
        return None
    if not _one_thing(one.thing, other.thing, world.question(a)):
        return None
    if (when := times(a)) and (then := times(b)) and disjoint(when, then):
        told = f"only one can be right of “{a.time_text or when}” and “{b.time_text or then}”"
        return Finding(LinkKind.VALUE_CONFLICT, told, Strength.QUALIFIED, timed=True)
    where, there = _IN.match(one.behind), _IN.match(other.behind)
    if where is None or there is None or where["name"] == there["name"]:
        return None
    if not _two_places(where["name"], there["name"]):
        return None
    why = f"“in {where['name']}” here, “in {there['name']}” there"
    return Finding(LinkKind.VALUE_CONFLICT, why, Strength.QUALIFIED)


def _two_places(one: str, other: str) -> bool:
    """Whether two names are of two places, or tongues, of which neither holds the other."""
    far = apart(one, other)
    if far is not None:
        return far
    polities = [
        found is not None and found.kind is EntityKind.POLITY for found in map(gazetteer().get, (one, other))
    ]
    return all(polities)


# -- who did it, and who was the first -------------------------------------------------------

_FIRST = re.compile(r"^the (?:very )?first\b(?P<what>.*)$", re.IGNORECASE)


_SO_CALLED = frozenset(
    stem(w) for w in ("man", "woman", "person", "human", "one", "people", "reach", "get", "arrive", "do")
)


def other_first(a: Claim, b: Claim, world: Corpus) -> Finding | None:
    """Two texts on one question call two people the first to have done it."""
    if not {a.relation.id, b.relation.id} <= COPULAS or not _on_one_question(a, b, world):
        return None
    one, other = _FIRST.match(a.object.label), _FIRST.match(b.object.label)
    if one is None or other is None or not stems(one["what"]) & stems(other["what"]):
        return None
    first, second = (
        stems(match["what"]) - asked_for(world.question(a)) - _SO_CALLED for match in (one, other)
    )
    if first and second and not first & second:
        return None
    if met(a.subject, b.subject, world, world.question(a)) or stems(a.subject.label) & stems(b.subject.label):
        return None
    why = f"only one can have been the first: “{a.subject.label}” or “{b.subject.label}”"
    return Finding(LinkKind.VALUE_CONFLICT, why, Strength.QUALIFIED)


_DRAW = re.compile(
    r"^(?:[a-z]+ )*(?:draw|stalemate|tie|stand-?off|deadlock|no contest)\b(?! on| over)", re.IGNORECASE
)
_WINNER = frozenset({stem("winner"), stem("victor")})


@remembered
def contest(claim: Claim) -> tuple[bool, str, str] | None:
    """Return whether a contest had a winner (True), who that was, and which contest; None where untold."""
    verb = verb_said(claim)
    yes = claim.polarity is Polarity.AFFIRMED
    if claim.relation.id == "existed" and not yes and matter(claim.subject.label).head in _WINNER:
        return False, "", claim.subject.label
    if claim.relation.id in COPULAS and yes and _DRAW.match(claim.object.label):
        return False, "", claim.subject.label
    if verb in {"ended", "end"} and yes and (match := _ENDED_IN.match(claim.object.label)) is not None:
        return (False, "", claim.subject.label) if _DRAW.match(match["how"]) else None
    if verb in {"won", "win"} and yes:
        return True, claim.subject.label, claim.object.label
    return None


_ENDED_IN = re.compile(r"^(?:in |as |with )?(?:an? )?(?P<how>[a-z].*)$", re.IGNORECASE)


def nobody_won(a: Claim, b: Claim, world: Corpus) -> Finding | None:
    """One says who won what the other calls a draw, or says that nobody won."""
    one, other = contest(a), contest(b)
    if one is None or other is None or one[0] is other[0] or not world.side_by_side(a, b):
        return None
    won, drawn = (one, other) if one[0] else (other, one)
    if not beside(won[2], drawn[2], world.question(a)):
        return None
    why = f"one says that “{won[1]}” won, the other that nobody did"
    # Whoever denies that there was a real winner denies more than "real", which a guard weighs.
    hard = any(c.polarity is Polarity.DENIED and c.has_cue(CueKind.EXCLUSIVE) for c in (a, b))
    return Finding(LinkKind.VALUE_CONFLICT, why, Strength.STRONG if hard else Strength.QUALIFIED)


def particulars(claim: Claim) -> tuple[str, ...]:
    """Return under which headings a claim is set beside others: each rule here looks at one of them."""
    found = []
    if share(claim) is not None:
        found.append("part")
    if claim.relation.id in _SIZED and crowd(claim) is not None:
        found.append("crowd")
    if (done := deed(claim)) is not None:
        found.append(f"deed {stem(done.verb)}")
    if claim.relation.id in COPULAS and _FIRST.match(claim.object.label) is not None:
        found.append("first")
    if contest(claim) is not None:
        found.append("contest")
    return tuple(found)
