"""What an answer puts forward: the one cause it gives, the way a thing went; and what sets two of them at odds.

Two causes are no dispute by themselves (0405). They are one where each text says that its own decided, or where the
one gives its own alone, in a sentence that says nothing else, and the other calls its own the main one. Ways of which
one excludes the other (by accident or on purpose, forced or freely) are data, in ``data/ways.toml``; they are looked
for in the clause that opens an answer, whatever its subject, since it answers the question.
"""

import re
from functools import cache, lru_cache
from typing import Any, NamedTuple

from histgraph.compare.conflicts.causes import Cause, cause
from histgraph.compare.conflicts.explanations import of_question
from histgraph.compare.conflicts.openings import opens
from histgraph.compare.conflicts.rules import CAUSAL, COPULAS, Finding
from histgraph.compare.corpus import Corpus
from histgraph.compare.matters import asked_for, beside, falls_under, met, stem, stems
from histgraph.compare.memory import remembered
from histgraph.compare.words import content, folded, tokens
from histgraph.model import Certainty, Claim, CueKind, LinkKind, Mode, Polarity
from histgraph.resources import load_toml

LONGEST = 110
"""Code points of a sentence that may give one cause and nothing else."""
ALIKE = 0.5
"""Cosine from which two causes may be one, or one a part of the other."""


@cache
def _data() -> dict[str, Any]:
    return load_toml("ways.toml")


def _any(patterns: list[str], flags: re.RegexFlag = re.IGNORECASE) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)(?:{'|'.join(patterns)})(?!\w)", flags)


@cache
def _said(name: str) -> re.Pattern[str]:
    return _any(_data()["alone"][name])


# -- which cause decided ---------------------------------------------------------------------


@remembered
def firmness(claim: Claim) -> int:
    """Return 2 where a claim says that its cause decided, 1 where it gives one and nothing else, 0 where neither."""
    found = cause(claim)
    if found is None or found.denied or found.shared or found.wide or not found.label:
        return 0
    if claim.mode is not Mode.ACTUAL or claim.attributed_to or claim.certainty is Certainty.POSSIBLE:
        return 0
    if _said("several").search(claim.quote):
        return 0
    hedges = {q.text.lower() for q in claim.cues if q.kind is CueKind.HEDGE}
    if hedges - _MAINLY:
        return 0
    alone = _alone(claim, found)
    if (
        found.rank
        or hedges
        or (_said("decided").search(claim.quote) and (alone or len(claim.quote) < LONGEST))
    ):
        return 2
    return int(alone)


_MAINLY = frozenset({"mostly", "mainly", "largely", "basically", "essentially", "chiefly"})


def _alone(claim: Claim, found: Cause, deed: str = "") -> bool:
    """Whether a sentence gives a cause and says nothing else: "Bribes.", "It was the plague."."""
    if len(claim.quote) > LONGEST:
        return False
    left = {w.lower() for w in tokens(claim.quote)} - {w.lower() for w in tokens(f"{found.label} {deed}")}
    return left <= _leading() | {w.lower() for w in tokens(found.effect)}


@cache
def _leading() -> frozenset[str]:
    return frozenset(_data()["alone"]["leading"])


def each_decided(a: Claim, b: Claim, world: Corpus) -> Finding | None:
    """Each text gives another cause, and says of it that it decided; one may give its own alone."""
    one, other = cause(a), cause(b)
    weights = sorted((firmness(a), firmness(b)))
    if one is None or other is None or weights[0] < 1 or weights[1] < 2:
        return None
    if not world.side_by_side(a, b) or not _explained(world.question(a)):
        return None
    if 1 in weights and not all(opens(c, world) for c in (a, b) if firmness(c) == 1):
        return None
    question = world.question(a)
    if not all(_of_what_is_asked(c, found, question) for c, found in ((a, one), (b, other))):
        return None
    if _of_one(one.label, other.label, world):
        return None
    why = f"each gives another cause as the one that decided: “{one.label}”, “{other.label}”"
    return Finding(LinkKind.COMPETING_EXPLANATION, why)


_EXPLAINED = re.compile(
    r"\b(?:why|how come|what (?:really |actually |finally )?(?:caused|led|made|brought|killed|ended|destroyed|"
    r"doomed|ruined|saved|stopped|sank|broke|triggered|sparked|started|drove|undid|finished|wiped|toppled)|"
    r"(?:cause|reason)s? (?:of|for|behind|why)|what (?:was|were) the (?:\w+ )?(?:reason|cause)s?|"
    r"how did .+ (?:win|lose|beat|fall|fail|collapse|defeat|succeed|conquer|manage))\b",
    re.IGNORECASE,
)


@lru_cache(maxsize=4096)
def _explained(question: str) -> bool:
    return _EXPLAINED.search(question) is not None


def _of_what_is_asked(claim: Claim, found: Cause, question: str) -> bool:
    """Whether a cause is one of what the question asks about: it says so, or leaves it out."""
    own = claim.subject.text if claim.relation.id in CAUSAL else claim.object.text
    looks_back = own.split(" ", 1)[0].lower() in {"this", "these", "that", "those"} and " " in own
    return not looks_back and (not found.effect or of_question(found.effect, question))


def _of_one(one: str, other: str, world: Corpus) -> bool:
    """Whether two causes may be one, or one a part of the other: smallpox and disease, his own trade and trade."""
    if content(one) & content(other) or falls_under(one, other) or falls_under(other, one):
        return True
    likeness = world.likeness(one, other)
    return likeness is not None and likeness >= ALIKE


# -- by which means -------------------------------------------------------------------------

_HOW = re.compile(r"\bhow (?:exactly |on earth |the hell )?(?:did|was|were|could|do|does)\b", re.IGNORECASE)
_BY = re.compile(
    r"\b(?:by|with|on|through|using|via|in) (?P<what>(?!the (?:end|meantime)\b)[^,;]+)$", re.IGNORECASE
)
_WHAT_WORDS = 9


@remembered
def means(claim: Claim) -> str:
    """Return by what means a claim says that a thing was done, or was not; "" where it names none."""
    match = _BY.search(claim.object.label) if claim.relation.id not in CAUSAL else None
    if match is None or len(tokens(match["what"])) > _WHAT_WORDS:
        return ""
    return "" if match["what"] in (claim.time_text or "") else match["what"]  # in twelve years


@remembered
def no_means(claim: Claim) -> str:
    """Return what a claim says was not the means, or of what it makes light."""
    if claim.polarity is Polarity.DENIED and means(claim):
        return means(claim)
    found = cause(claim)
    return found.label if found is not None and found.denied else ""


def means_denied(a: Claim, b: Claim, world: Corpus) -> Finding | None:
    """Where a page asks how, one answer names a means, and another says that it was not that, or could not be."""
    question = world.question(a)
    if not world.side_by_side(a, b) or _HOW.search(question) is None:
        return None
    for no, yes in ((a, b), (b, a)):
        what, named = no_means(no), means(yes) if yes.polarity is Polarity.AFFIRMED else ""
        if what and named and opens(yes, world) and _akin(what, named, asked_for(question)):
            why = f"one names “{named}” as the means, the other rejects “{what}”"
            return Finding(LinkKind.COMPETING_EXPLANATION, why)
    return None


_PREFIX = 4


def _akin(one: str, other: str, asked: frozenset[str]) -> bool:
    """Whether two means share a word, in whatever form: bribing the ministers, bribery."""
    ours, theirs = stems(one) - asked, stems(other) - asked
    return any(x == y or (len(x) > _PREFIX - 1 and x[:_PREFIX] == y[:_PREFIX]) for x in ours for y in theirs)


# -- which way it went -----------------------------------------------------------------------


WHOLE = 140
"""Code points of a sentence that is looked at as a whole; of a longer one only what the claim says."""
_PARTS = re.compile(r"[,;:()]\s|\s[-–—]+\s")
_NOT = re.compile(
    r"\b(?:not|never|no|nothing|hardly|neither|nor|far from|rather than|instead of)\b|n[’']t\b", re.IGNORECASE
)


_PRONOUNS = frozenset({"it", "this", "that", "they", "he", "she", "them", "him", "her", "", "those", "these"})


class Way(NamedTuple):
    """One side of a pair of ways: ``name`` of the pair, which ``side``, in which ``words``."""

    name: str
    side: bool
    words: str


class _Pair(NamedTuple):
    """A pair of ways; what is said for its sides is looked for in folded texts, in a third of the time."""

    name: str
    closed: bool
    asks: re.Pattern[str] | None
    sides: tuple[re.Pattern[str], re.Pattern[str]]


@cache
def _pairs() -> tuple[_Pair, ...]:
    return tuple(
        _Pair(
            row["name"],
            row["closed"],
            re.compile(row["asks"], re.IGNORECASE) if "asks" in row else None,
            (_any(row["one"], re.NOFLAG), _any(row["other"], re.NOFLAG)),
        )
        for row in _data()["way"]
    )


@cache
def _reserve() -> re.Pattern[str]:
    return _any(_data()["reserve"]["words"], re.NOFLAG)


_NOT = re.compile(
    r"\b(?:not|never|no|nothing|hardly|neither|nor|without|far from|rather than|instead of)\b|n[’']t\b",
    re.IGNORECASE,
)


@remembered
def ways(claim: Claim) -> tuple[Way, ...]:
    """Return which ways the sentence of a claim tells of, part by part; none where a part has a word of reserve."""
    if claim.mode is not Mode.ACTUAL or claim.attributed_to or claim.certainty is Certainty.POSSIBLE:
        return ()
    if len(claim.quote) <= WHOLE:
        own = claim.subject.text
        said = claim.quote.replace(own, "", 1) if own and own.lower() not in _PRONOUNS else claim.quote
        if stems(claim.object.label) & stems(claim.quote):
            return _told(said)
        # "Yes, he knew it": what it says is in the words of the question
        denied = "not " if claim.polarity is Polarity.DENIED else ""
        return _told(f"{said}; {denied}{claim.object.label}")
    return _told(f"{claim.relation.text} {claim.object.label}") if claim.polarity is Polarity.AFFIRMED else ()


@lru_cache(maxsize=16384)
def _told(text: str) -> tuple[Way, ...]:
    found: dict[str, Way] = {}
    split = set()
    for part in _PARTS.split(text):
        low = folded(part)
        if _reserve().search(low):
            continue
        for pair in _pairs():
            for side, pattern in enumerate(pair.sides):
                hit = pattern.search(low)
                if hit is None:
                    continue
                denied = _NOT.search(part[: hit.start()]) is not None
                if denied and not pair.closed:
                    continue
                way = Way(pair.name, bool(side) is not denied, part[slice(*hit.span())].strip())
                if found.setdefault(pair.name, way).side is not way.side:
                    split.add(pair.name)
    return tuple(way for name, way in found.items() if name not in split)


def other_way_taken(a: Claim, b: Claim, world: Corpus) -> Finding | None:
    """What opens two answers tells of two ways of which one excludes the other: by accident, on purpose."""
    if not world.side_by_side(a, b) or not (opens(a, world) and opens(b, world)):
        return None
    question = world.question(a)
    asked = all(_of_question(c, question) for c in (a, b))
    nature = any(
        _is_phrase(c) for c in (a, b)
    )  # "Forced labour." is said of all that the question asks about
    asks = {pair.name: (pair.asks, pair.closed) for pair in _pairs()}
    one_thing = _of_one_thing(a, b, question)
    first = all(_is_first(c, world) for c in (a, b))
    for one in ways(a):
        for other in ways(b):
            if one.name != other.name or one.side is other.side or one.words.lower() == other.words.lower():
                continue
            pattern, closed = asks[one.name]
            if not (asked and (one_thing or (closed and first))) and not (closed and nature):
                continue
            if not (_tells(a, one, world) and _tells(b, other, world)):
                continue
            if pattern is not None and pattern.search(question) is None:
                continue
            return Finding(LinkKind.OPPOSED_EVALUATION, f"“{one.words}” here, “{other.words}” there")
    return None


def _of_question(claim: Claim, question: str) -> bool:
    """Whether a claim is about what a question asks about: it names that, or leaves it out."""
    asked = asked_for(question)
    if {claim.subject.text.lower(), claim.object.text.lower()} & _PRONOUNS:
        return True
    if not stems(claim.subject.label) & stems(claim.quote):
        return True
    told = frozenset().union(*(stems(way.words) for way in ways(claim)))
    said = stems(claim.subject.label) | stems(claim.object.label) | {stem(claim.relation.label)}
    return bool((said - told) & asked)


SURE = 0.4
"""Confidence from which a claim can be set against another without loss."""


def _tells(claim: Claim, way: Way, world: Corpus) -> bool:
    """Whether the words of a way are a claim's own, or those of no claim of its sentence."""
    if _carries(claim, way):
        return True
    key = ("told", claim.source, str(claim.evidence.start), way.words)
    if key not in world.memory:
        beside_it = (
            c for c in world.claims.values() if c.source == claim.source and c.evidence == claim.evidence
        )
        world.memory[key] = any(_carries(c, way) for c in beside_it)
    return not world.memory[key]


def _carries(claim: Claim, way: Way) -> bool:
    said = stems(f"{claim.subject.label} {claim.relation.text} {claim.relation.label} {claim.object.label}")
    return bool(stems(way.words) & said)


def _is_phrase(claim: Claim) -> bool:
    """Whether a claim is all of a short sentence that leaves its subject to the question."""
    left_out = not stems(claim.subject.label) & stems(claim.quote)
    return left_out and claim.subject.text.lower() not in _PRONOUNS and len(tokens(claim.quote)) <= PHRASE


PHRASE = 7
"""Words of an answer that is a phrase and no clause."""


def _is_first(claim: Claim, world: Corpus) -> bool:
    """Whether a claim stands in the very first sentence of its text."""
    sentences = world.contributions[claim.contribution].sentences
    return bool(sentences) and claim.evidence.start < sentences[0].end


def _of_one_thing(a: Claim, b: Claim, question: str) -> bool:
    """Whether two claims tell of one thing, or one of them leaves to the question of what: not of two pits."""
    for claim in (a, b):
        left_out = not stems(claim.subject.label) & stems(claim.quote)
        if left_out or claim.relation.id in CAUSAL or claim.subject.text.lower() in _PRONOUNS:
            return True
    one, other = ((c.subject.label, c.object.label) for c in (a, b))
    return any(beside(x, y, question) for x in one for y in other)


# -- how good it was -------------------------------------------------------------------------


class Grade(NamedTuple):
    """How good something is called: the word for it, whether it praises, and the class of the role, -1 for none."""

    word: str
    good: bool
    role: int


@cache
def _grades() -> tuple[re.Pattern[str], re.Pattern[str], re.Pattern[str], tuple[frozenset[str], ...]]:
    told = _data()["grade"]
    roles = tuple(frozenset(map(stem, row)) for row in told["roles"])
    return re.compile(told["asks"], re.IGNORECASE), _any(told["good"]), _any(told["bad"]), roles


def _role(text: str) -> int:
    said = stems(text)
    return next((n for n, row in enumerate(_grades()[3]) if said & row), -1)


@remembered
def grade(claim: Claim) -> Grade | None:
    """Return how good a claim calls its subject, None where it does not, or both ways."""
    if claim.relation.id not in COPULAS or claim.mode is not Mode.ACTUAL or claim.attributed_to:
        return None
    said = _CLOSER.split(claim.object.label, maxsplit=1)[0]
    _, good, bad, _ = _grades()
    praised, blamed = good.search(said), bad.search(said)
    if (praised is None) is (blamed is None) or len(tokens(said)) > LABEL:
        return None
    hit = praised or blamed
    assert hit is not None
    kept = (claim.polarity is Polarity.AFFIRMED) is not ("not" in tokens(said[: hit.start()].lower()))
    return Grade(hit.group(), (praised is not None) is kept, _role(said))


LABEL = 9
"""Words of a description in which one word grades the whole."""
_CLOSER = re.compile(r"[,;(]|\b(?:who|which|that|but|though|although|because|since|as far as)\b")


def other_grade(a: Claim, b: Claim, world: Corpus) -> Finding | None:
    """Where a page asks how good something was, one answer opens with praise, the other with blame, in one role."""
    one, other = grade(a), grade(b)
    if one is None or other is None or one.good is other.good or not world.side_by_side(a, b):
        return None
    question = world.question(a)
    if _grades()[0].search(question) is None or not (opens(a, world) and opens(b, world)):
        return None
    roles = {one.role, other.role, _role(question)} - {-1}
    if len(roles) > 1 or not met(a.subject, b.subject, world, question):
        return None
    if any(stems(c.subject.label) - asked_for(question) for c in (a, b)):
        return None  # his administration is not he
    return Finding(LinkKind.OPPOSED_EVALUATION, f"“{one.word}” stands against “{other.word}”")


def theses(claim: Claim) -> tuple[str, ...]:
    """Return under which headings a claim is set beside others: each rule here looks at one of them."""
    by = means(claim) or no_means(claim)
    found = (("decided", firmness(claim)), ("taken", ways(claim)), ("graded", grade(claim)), ("means", by))
    return tuple(name for name, told in found if told)
