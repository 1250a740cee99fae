"""What claims make of causes: which one, of what, whether as the main one, and whether they deny it.

"X caused E", "E because of X", "X was the driving force behind E", "X played a minor role", "X had
nothing to do with it": all of these say of X how far it was a cause. A cause is compared under the
question of its page, so that what is explained need not be repeated in the words of the question.
"""

import re
from functools import lru_cache
from typing import NamedTuple

from histgraph.compare.align import Fit, fit
from histgraph.compare.corpus import Corpus
from histgraph.compare.matters import asked_for, beside, examples, named_apart, stem, stems, touches
from histgraph.compare.memory import remembered
from histgraph.compare.rules import CAUSAL, COPULAS, MEETING, Finding, both_affirmed, table
from histgraph.compare.stands import stands
from histgraph.compare.words import content, tokens
from histgraph.model import Claim, CueKind, LinkKind, Mention, Polarity, Strength

_FIRST = (
    r"(?:main|primary|principal|chief|key|root|real|true|central|decisive|ultimate|fundamental|biggest|"
    r"(?:single )?most important|deciding|underlying)"
)
_CAUSE = (
    r"(?:cause|reason|factor|driver|driving force|force|explanation|problem|motor|engine|motive|motivation|"
    r"blow|event|moment)"
)
_MAIN = re.compile(
    r"\b(only|solely|mainly|primarily|chiefly|principally|largely|mostly|above all|first and foremost|first of all|"
    r"more than anything)\s+(?:because|due|by|from|for|through|thanks|owing|out)\b",
    re.IGNORECASE,
)
_FIRST_CAUSE = re.compile(rf"\b{_FIRST}\s+{_CAUSE}\b", re.IGNORECASE)
_CALLED_CAUSE = re.compile(
    rf"^(?:the |a |an )?(?:[a-z]+ ){{0,3}}{_CAUSE} (?:of|for|behind|in) (?P<effect>.+)$", re.IGNORECASE
)
_CALLED = re.compile(
    rf"^(?:the |a |an )?(?:[a-z]+ ){{0,3}}{_CAUSE}(?: (?:of|for|behind|in) (?P<effect>.+))?$", re.IGNORECASE
)
_FIRST_AIM = re.compile(
    rf"\b{_FIRST}\s+(?:aim|goal|objective|motive|motivation|purpose|ambition|intention|concern|priority)\b",
    re.IGNORECASE,
)
_TO_DO_WITH = re.compile(
    r"\b(?:nothing|little|not much|not a lot|less|anything|much) to do with (?P<what>.+)$", re.IGNORECASE
)
_MEANS = re.compile(
    r"(?P<main>primarily |mainly |largely |mostly |chiefly |solely |only )?"
    r"(?:through|by means of|thanks to|because of|owing to|due to|as a result of) (?P<what>.+)$",
    re.IGNORECASE,
)
_ABOUT = re.compile(r"(?:really |all |mostly |mainly |just |only )*about (?P<what>.+)$", re.IGNORECASE)
_AT_THE_ROOT = re.compile(
    r"at the (?:heart|root|roots|core|bottom|centre|center) of (?P<what>.+)$", re.IGNORECASE
)


_ASKS_WHY = re.compile(
    r"(?:so |ok |but |and )?(?:why|how come|how did|what (?:caused|led|made|brought)|"
    r"what (?:was|were) the (?:reason|cause)s?)\b",
    re.IGNORECASE,
)
_IT_WAS = re.compile(
    r"\b[Ii]t (?:was|is|were)(?: really| actually)? (?P<what>[^,;.]{3,60}?) (?:that|who|which)\b"
)
_WHAT_DID = re.compile(
    r"\b[Ww]hat (?:really |actually |finally )?\w+ [^,;.]{3,60}? (?:was|were|is) (?P<what>[^,;.]+)"
)
_ONE_OF = re.compile(r"(?:an?|one of|among|another|some)\s", re.IGNORECASE)


class Cause(NamedTuple):
    """One cause of something.

    ``effect`` is "" where a claim does not say of what. ``rank`` is 2 where it is called the only cause,
    1 where the main one, else 0. ``denied`` tells that it is said not to be one, or not to count.
    """

    label: str
    effect: str
    rank: int
    denied: bool = False


@remembered
def rank(claim: Claim) -> int:
    """Return 2 where a cause is called the only one, 1 where the main one, else 0."""
    said = {m.lower() for m in _MAIN.findall(claim.quote)}
    if claim.has_cue(CueKind.EXCLUSIVE) or said & {"only", "solely"}:
        return 2
    return int(
        bool(claim.has_cue(CueKind.PRIMARY) or said or _FIRST_CAUSE.search(claim.quote) or _cleft(claim))
    )


def _cleft(claim: Claim) -> bool:
    """Whether a sentence singles a subject out: "it was the Depression that made them strong"."""
    told = claim.subject.text
    match = _IT_WAS.search(claim.quote) or _WHAT_DID.search(claim.quote)
    return match is not None and bool(told) and told in match["what"]


@remembered
def cause(claim: Claim) -> Cause | None:
    """Return the cause that a claim names or rejects, None where it speaks of none."""
    named = _named(claim)
    denied = claim.polarity is Polarity.DENIED
    if named is not None:
        return Cause(*named, 0 if _ONE_OF.match(claim.object.label) else rank(claim), denied)
    if claim.relation.id == "had" and (match := _TO_DO_WITH.search(claim.object.label)) is not None:
        return _unconnected(claim, match["what"])
    if claim.relation.id in COPULAS and (match := _ABOUT.match(claim.object.label)) is not None:
        return Cause(match["what"], claim.subject.label, 1, denied)
    if claim.relation.id in COPULAS and (match := _AT_THE_ROOT.match(claim.object.label)) is not None:
        return Cause(claim.subject.label, match["what"], 1, denied)
    if not denied and (match := _MEANS.search(claim.object.label)) is not None:
        return Cause(
            match["what"], f"{claim.subject.label} {claim.relation.label}", int(match["main"] is not None)
        )
    for stand in stands(claim):
        if stand.axis == "importance":
            return Cause(stand.target, "", 0, denied=stand.side is stand.denied)
    return _characterised(claim)


_ABOVE_ALL = re.compile(
    r"\b(?:above all|first and foremost|primarily|essentially|mainly|chiefly)\s*$", re.IGNORECASE
)


def _characterised(claim: Claim) -> Cause | None:
    """Read what a thing was above all, and what it was not: "it wasn't the guns"."""
    if claim.relation.id not in COPULAS or not claim.object.text:
        return None
    said = claim.object.label
    if claim.polarity is Polarity.DENIED:
        pronoun = claim.subject.text.lower() in {"it", "that", "this"}
        return Cause(said, "", 0, denied=True) if pronoun and not _describes(said) else None
    if _describes(said):
        return None
    before = claim.quote.partition(claim.object.text)[0]
    found = re.match(r"(?:above all|first and foremost)\s+(?P<what>.+)", said, re.IGNORECASE)
    if found is None and not _ABOVE_ALL.search(before):
        return None
    return Cause(found["what"] if found else said, claim.subject.label, 1)


_QUALITY = ("ed", "ing", "ble", "ful", "ous", "ive", "ant", "ent", "ly")


def _describes(said: str) -> bool:
    """Whether a label is no thing but a quality, or a deed: "inevitable", "built in a day"."""
    words = [w for w in tokens(said) if w.lower() not in {"the", "a", "an", "really", "just"}]
    return (
        not words
        or len(words) > 4
        or words[0].lower().endswith(("ed", "ing", "ble", "ful", "ous", "ive", "ant", "ent", "ly"))
    )


def _unconnected(claim: Claim, what: str) -> Cause:
    """Read "religion had nothing to do with it" and "it had little to do with religion"."""
    subject = claim.subject.label
    pronoun = (
        what.lower() in {"it", "this", "that"}
        or stems(what) <= stems(subject)
        or what.lower().startswith(("why", "how"))
    )
    return Cause(subject, "", 0, denied=True) if pronoun else Cause(what, subject, 0, denied=True)


def _named(claim: Claim) -> tuple[str, str] | None:
    if claim.relation.id in CAUSAL:
        return claim.object.label, claim.subject.label
    if claim.relation.id in table("causing") or claim.relation.id in table("ending"):
        return claim.subject.label, claim.object.label
    return _called(claim.subject.label, claim.object.label) if claim.relation.id in COPULAS else None


@lru_cache(maxsize=65536)
def _called(subject: str, said: str) -> tuple[str, str] | None:
    for cause_, named in ((subject, said), (said, subject)):
        match = _CALLED.match(named)
        if match is not None:
            return cause_, match["effect"] or ""
    return None


def rejected_cause(a: Claim, b: Claim, world: Corpus) -> Finding | None:
    """One text says that a thing was no cause, or counted little, where another makes it a cause."""
    if a.contribution == b.contribution or world.topic(a) != world.topic(b):
        return None
    one, other = cause(a), cause(b)
    if one is None or other is None or one.denied is other.denied:
        return None
    no, yes = (one, other) if one.denied else (other, one)
    question = world.question(a)
    if no.effect and of_question(no.label, question) and not of_question(no.effect, question):
        no = Cause(no.effect, "", no.rank, denied=True)  # he had little to do with what is asked about
    if _turned(no, yes, question):
        return Finding(LinkKind.COMPETING_EXPLANATION, _rejected(no, yes))
    if not _touching(no.label, yes.label, question, world) or not _same_effect(no, yes, question):
        return None
    affirming = b if one.denied else a
    if (
        yes.effect
        and not no.effect
        and affirming.relation.id not in COPULAS
        and not of_question(yes.effect, question)
    ):
        return None
    bare_no = a if one.denied else b
    if bare_no.relation.id in COPULAS and not no.rank and not no.effect and not _ASKS_WHY.match(question):
        return None
    strength = Strength.STRONG if no.rank and yes.rank else Strength.QUALIFIED
    return Finding(LinkKind.COMPETING_EXPLANATION, _rejected(no, yes), strength)


MEANT = 0.68
"""Cosine from which two causes may be one in other words: guns and firearms, poverty and hardship."""


def _touching(no: str, yes: str, question: str, world: Corpus) -> bool:
    if touches(no, yes, question):
        return True
    if named_apart(no, yes):
        return False
    found = (world.likeness(no, part) for part in (yes, *examples(yes)))
    return any(likeness is not None and likeness >= MEANT for likeness in found)


def _rejected(no: Cause, yes: Cause) -> str:
    return f"one makes a cause of “{yes.label}”, the other rejects or belittles “{no.label}”"


def _turned(no: Cause, yes: Cause, question: str) -> bool:
    """Whether one says that two things have to do with each other, the other that they have not, in any order."""
    if not no.effect or not yes.effect:
        return False
    return touches(no.label, yes.effect, question) and touches(no.effect, yes.label, question)


def _same_effect(a: Cause, b: Cause, question: str) -> bool:
    """Whether two causes are causes of one thing, as far as their texts say of what."""
    if a.effect and b.effect:
        return beside(a.effect, b.effect, question) or (
            of_question(a.effect, question) and of_question(b.effect, question)
        )
    return all(c.rank > 0 or of_question(c.effect, question) for c in (a, b) if c.effect)


_FAINT = frozenset(
    stem(w)
    for w in (
        "came",
        "come",
        "went",
        "end",
        "th",
        "st",
        "nd",
        "century",
        "time",
        "year",
        "happened",
        "became",
    )
)
"""What an effect is told with, beside what it is."""


@lru_cache(maxsize=65536)
def of_question(effect: str, question: str) -> bool:
    """Whether an effect is what a question asks to explain."""
    words, asked = stems(effect) - _FAINT, asked_for(question)
    shared, more = len(words & asked), len(words - asked)
    return shared > 0 and (more <= shared or (shared >= 2 and more <= 3))


def competing_explanation(a: Claim, b: Claim, world: Corpus) -> Finding | None:
    """Different causes of one thing, where both texts call theirs the main one, or one the only one."""
    if (a.evidence == b.evidence and a.source == b.source) or not both_affirmed(a, b):
        return None
    one, other = cause(a), cause(b)
    if one is None or other is None or not _compete(one, other):
        return None
    if a.contribution == b.contribution and not (_named(a) and _named(b)):
        return None
    if not _met_effects(a, b, one, other, world) or _overlap(one, other):
        return None
    why = f"each names another main cause: “{one.label}”, “{other.label}”"
    if not (one.rank and other.rank):
        why = f"one calls its cause the only one: “{one.label}”, “{other.label}”"
    return Finding(LinkKind.COMPETING_EXPLANATION, why)


def _compete(one: Cause, other: Cause) -> bool:
    if one.denied or other.denied:
        return False
    return bool(one.rank and other.rank) or 2 in {one.rank, other.rank}


def _met_effects(a: Claim, b: Claim, one: Cause, other: Cause, world: Corpus) -> bool:
    question = world.question(a)
    if not one.effect or not other.effect:
        other_text = a.contribution != b.contribution and world.topic(a) == world.topic(b)
        same = other_text and bool(_ASKS_WHY.match(question))
        return same and all(of_question(c.effect, question) for c in (one, other) if c.effect)
    effects = [c.subject if c.relation.id in CAUSAL else c.object for c in (a, b)]
    own = one.effect == effects[0].label and other.effect == effects[1].label
    if own and fit(effects[0], effects[1], world) in MEETING:
        return True
    if world.topic(a) != world.topic(b):
        return False
    return beside(one.effect, other.effect, question) or (
        of_question(one.effect, question) and of_question(other.effect, question)
    )


def _overlap(one: Cause, other: Cause) -> bool:
    """Whether two causes have words in common, beside those of what they explain.

    Its own trade and its own banks are two causes.
    """
    effect = content(one.effect) | content(other.effect)
    return bool((content(one.label) & content(other.label)) - effect)


def competing_purpose(a: Claim, b: Claim, world: Corpus) -> Finding | None:
    """Each text calls another aim of one actor, or another purpose of one deed, the main one."""
    if not both_affirmed(a, b) or a.relation.id != b.relation.id or a.relation.id not in _PURPOSES:
        return None
    if fit(a.subject, b.subject, world) is not Fit.SAME or fit(a.object, b.object, world) is not Fit.APART:
        return None
    if content(a.object.label) & content(b.object.label):
        return None
    if not all(c.has_cue(CueKind.PRIMARY) and _FIRST_AIM.search(c.quote) for c in (a, b)):
        return None
    why = f"each calls another aim the main one: “{a.object.label}”, “{b.object.label}”"
    return Finding(LinkKind.COMPETING_EXPLANATION, why)


_PURPOSES = frozenset({"sought", "motivatedBy"})


def reversed_cause(a: Claim, b: Claim, world: Corpus) -> Finding | None:
    """One says that a thing brought another about, the other the reverse."""
    if not both_affirmed(a, b):
        return None
    one, other = _chain(a), _chain(b)
    if one is None or other is None:
        return None
    if fit(one[0], other[1], world) not in MEETING or fit(one[1], other[0], world) not in MEETING:
        return None
    why = "each makes a cause of what the other takes for the effect"
    return Finding(LinkKind.COMPETING_EXPLANATION, why)


def _chain(claim: Claim) -> tuple[Mention, Mention] | None:
    """Return cause and effect of a claim, None where it tells of neither."""
    if claim.relation.id == "causedBy":
        return claim.object, claim.subject
    return (claim.subject, claim.object) if claim.relation.id == "caused" else None
