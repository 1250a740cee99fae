"""Rules about what came of something, why it came about, and what a debate makes of it."""

import re
from functools import cache, lru_cache

from histgraph.compare.align import Fit, fit
from histgraph.compare.corpus import Corpus
from histgraph.compare.rules import CAUSAL, COPULAS, MEETING, Finding, both_affirmed, data
from histgraph.compare.words import content, tokens
from histgraph.model import Claim, ContributionKind, CueKind, LinkKind, Mention, Polarity, Strength

_BEHIND = re.compile(r"\b(?:by|which|that|who)\b")
_MAIN = re.compile(
    r"\b(only|solely|mainly|primarily|chiefly|principally|above all|first and foremost)\s+"
    r"(?:because|due|by|from|for|through|thanks|owing|out)\b",
    re.IGNORECASE,
)


_FIRST = (
    r"(?:main|primary|principal|chief|key|root|real|true|central|decisive|ultimate|fundamental|biggest|"
    r"most important)"
)
_FIRST_CAUSE = re.compile(rf"\b{_FIRST}\s+(?:cause|reason|factor|driver|explanation)\b", re.IGNORECASE)
_FIRST_AIM = re.compile(
    rf"\b{_FIRST}\s+(?:aim|goal|objective|motive|motivation|purpose|ambition|intention|concern|priority)\b",
    re.IGNORECASE,
)


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


def competing_explanation(a: Claim, b: Claim, world: Corpus) -> Finding | None:
    """Different causes of one thing, where both texts call theirs the main one, or one the only one."""
    if a.evidence == b.evidence and a.source == b.source:
        return None
    pair = _causes(a, b, world)
    if (
        pair is None
        or fit(pair[0], pair[1], world) is not Fit.APART
        or (content(pair[0].label) & content(pair[1].label)) - _of_effect(a, b)
    ):
        return None
    if not (rank(a) and rank(b)) and 2 not in {rank(a), rank(b)}:
        return None
    why = f"each names another main cause: “{pair[0].label}”, “{pair[1].label}”"
    if not (rank(a) and rank(b)):
        why = f"one calls its cause the only one: “{pair[0].label}”, “{pair[1].label}”"
    return Finding(LinkKind.COMPETING_EXPLANATION, why)


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


def _causes(a: Claim, b: Claim, world: Corpus) -> tuple[Mention, Mention] | None:
    """Return the causes that two claims name for one effect, None where the effects differ."""
    if not both_affirmed(a, b):
        return None
    one, other = explained(a), explained(b)
    if one is None or other is None or fit(one[1], other[1], world) not in MEETING:
        return None
    return one[0], other[0]


_CALLED_CAUSE = re.compile(
    r"^(?:the |a |an )?(?:[a-z]+ ){0,3}(?:cause|reason|explanation) (?:of|for|behind) (?P<effect>.+)$"
)


def explained(claim: Claim) -> tuple[Mention, Mention] | None:
    """Return cause and effect where a claim explains: "X caused E", "E because of X", "X was the cause of E"."""
    if claim.relation.id in CAUSAL:
        return claim.object, claim.subject
    if claim.relation.id == "caused":
        return claim.subject, claim.object
    called = _CALLED_CAUSE.match(claim.object.label) if claim.relation.id in COPULAS else None
    if called is None:
        return None
    return claim.subject, Mention(f"effect of {claim.object.entity}", called["effect"], called["effect"])


def _of_effect(a: Claim, b: Claim) -> frozenset[str]:
    """Return the words of what is explained: its own trade and its own banks are two causes."""
    found = (explained(c) for c in (a, b))
    return frozenset().union(*(content(pair[1].label) for pair in found if pair is not None))


def rank(claim: Claim) -> int:
    """Return 2 where a cause is called the only one, 1 where the main one, else 0."""
    said = {m.lower() for m in _MAIN.findall(claim.quote)}
    if claim.has_cue(CueKind.EXCLUSIVE) or said & {"only", "solely"}:
        return 2
    return 1 if claim.has_cue(CueKind.PRIMARY) or said or _FIRST_CAUSE.search(claim.quote) else 0


def opposed_effects(a: Claim, b: Claim, world: Corpus) -> Finding | None:
    """One says that good came of a thing, the other harm, in the same respect; or two sides of a debate do."""
    if not both_affirmed(a, b):
        return None
    one, other = effect(a), effect(b)
    if one is None or other is None or one[0] != other[0] or one[1] == other[1]:
        return None
    debated = debate_sides(a, b, world)
    if not debated and fit(a.subject, b.subject, world) not in MEETING:
        return None
    why = f"one sees good come of it, the other harm, as to {one[0]}"
    return Finding(LinkKind.OPPOSED_EVALUATION, why, Strength.QUALIFIED)


def effect(claim: Claim) -> tuple[str, bool] | None:
    """Return the theme in which a claim sees an effect, and whether it is for the good."""
    sign = (
        True
        if claim.relation.id in _effects("brings")
        else False
        if claim.relation.id in _effects("averts")
        else None
    )
    if sign is None:
        return None
    found = _theme(claim.object.label)
    return (found[0], found[1] is sign) if found is not None else None


@lru_cache(maxsize=65536)
def _theme(label: str) -> tuple[str, bool] | None:
    """Return the theme that the beginning of a label names, and whether it names the good of it."""
    head = _BEHIND.split(label, maxsplit=1)[0].split()[:5]
    words = {w.lower() for w in tokens(" ".join(head))}
    for name, good, phrases in _themes():
        if any(phrase <= words for phrase in phrases):
            return name, good
    return None


@cache
def _themes() -> tuple[tuple[str, bool, tuple[frozenset[str], ...]], ...]:
    return tuple(
        (theme["name"], good, tuple(frozenset(phrase.split()) for phrase in theme["good" if good else "bad"]))
        for theme in data()["theme"]
        for good in (False, True)
    )


@cache
def _effects(key: str) -> frozenset[str]:
    return frozenset(data()["effects"][key])


def debate_sides(a: Claim, b: Claim, world: Corpus) -> bool:
    """Whether two claims stand on the two sides of one debate."""
    if a.source != b.source:
        return False
    kinds = {
        world.contributions[c.contribution].kind for c in (a, b) if c.contribution in world.contributions
    }
    return kinds == {ContributionKind.POINT_FOR, ContributionKind.POINT_AGAINST}


def debate_judgement(a: Claim, b: Claim, world: Corpus) -> Finding | None:
    """The two sides of a debate judge the matter: one as a problem, the other by the good of it."""
    if not debate_sides(a, b, world):
        return None
    one, other = judgement(a), judgement(b)
    if one is None or other is None or one == other or not (_debated(a, world) or _debated(b, world)):
        return None
    why = "the two sides of the debate judge it in opposed ways"
    if any(effect(c) is None and _deed(c) is not None for c in (a, b)):
        # Good and bad deeds of one and the same can both be true.
        met = fit(a.subject, b.subject, world) is Fit.SAME
        return Finding(LinkKind.OPPOSED_EVALUATION, why, Strength.TENSION) if met else None
    return Finding(LinkKind.OPPOSED_EVALUATION, why)


def opposed_verdict(a: Claim, b: Claim, world: Corpus) -> Finding | None:
    """The same thing is called good and bad as a whole: a blessing, a mistake."""
    if not both_affirmed(a, b) or not {a.relation.id, b.relation.id} <= COPULAS:
        return None
    if fit(a.subject, b.subject, world) not in MEETING:
        return None
    one, other = _verdict(a.object.label), _verdict(b.object.label)
    if one is None or other is None or one[1] is other[1]:
        return None
    return Finding(LinkKind.OPPOSED_EVALUATION, f"“{one[0]}” and “{other[0]}” judge it in opposed ways")


def judgement(claim: Claim) -> bool | None:
    """Return whether a claim judges well (True) or ill (False) of its subject; None where it does not judge."""
    if claim.relation.id in COPULAS:
        told = _verdict(claim.object.label)
        sign = told[1] if told is not None else None
    elif (found := effect(claim)) is not None:
        sign = found[1]
    else:
        sign = _deed(claim)
    return sign if sign is None or claim.polarity is Polarity.AFFIRMED else not sign


@lru_cache(maxsize=65536)
def _verdict(label: str) -> tuple[str, bool] | None:
    """Return the first word of judgement at the beginning of a label, and whether it judges well."""
    for word in tokens(label)[:6]:
        for good in (False, True):
            if word.lower() in _words("good" if good else "bad"):
                return word, good
    return None


@cache
def _words(key: str) -> frozenset[str]:
    return frozenset(data()["judgement"][key])


def _deed(claim: Claim) -> bool | None:
    """Return whether what somebody is said to have done speaks well or ill of him."""
    verb = next(iter(tokens(claim.relation.label)), "").lower()
    for good in (False, True):
        if {claim.relation.id, verb} & _words("good_deeds" if good else "bad_deeds"):
            return good
    return None


def _debated(claim: Claim, world: Corpus) -> bool:
    """Whether a claim's subject is what the page is about."""
    page = world.pages.get(claim.source)
    matter = f"{page.question or ''} {page.source.title}" if page is not None else ""
    words = content(claim.subject.label)
    return bool(words) and len(words & content(matter)) >= min(2, len(words))
