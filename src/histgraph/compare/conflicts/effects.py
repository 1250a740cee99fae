"""Rules about what came of something, and what a debate makes of it."""

import re
from functools import cache, lru_cache

from histgraph.compare.align import Fit, fit
from histgraph.compare.conflicts.rules import (
    COPULAS,
    MEETING,
    Finding,
    both_affirmed,
    data,
    same_subject,
    unlimited,
)
from histgraph.compare.corpus import Corpus
from histgraph.compare.matters import asked_for, stems
from histgraph.compare.memory import remembered
from histgraph.compare.sight import affirmation, among, claim_that
from histgraph.compare.words import content, tokens
from histgraph.model import Claim, ContributionKind, LinkKind, Polarity, Strength

_BEHIND = re.compile(r"\b(?:by|which|that|who)\b")


@remembered
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


@among(affirmation(holds=lambda c: effect(c) is not None))
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


@remembered
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


_RIGHT = re.compile(r"\bfar[- ]right\b|\bright[- ]wing\b|\bright (?:to|of|on|in|over)\b", re.IGNORECASE)
"""Where "right" judges nothing."""


@lru_cache(maxsize=65536)
def _verdict(label: str) -> tuple[str, bool] | None:
    """Return the first word of judgement at the beginning of a label, and whether it judges well."""
    for word in tokens(_RIGHT.sub("", label))[:6]:
        for good in (False, True):
            if word.lower() in _words("good" if good else "bad"):
                return word, good
    return None


@among(claim_that(lambda c: judgement(c) is not None))
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


@among(affirmation(COPULAS, lambda c: _verdict(c.object.label) is not None))
def opposed_verdict(a: Claim, b: Claim, world: Corpus) -> Finding | None:
    """The same thing is called good and bad as a whole: a blessing, a mistake."""
    if not both_affirmed(a, b) or not {a.relation.id, b.relation.id} <= COPULAS:
        return None
    if not same_subject(a, b, world):
        return None
    one, other = _verdict(a.object.label), _verdict(b.object.label)
    if one is None or other is None or one[1] is other[1]:
        return None
    strength = Strength.QUALIFIED if unlimited(a, b) else Strength.TENSION
    return Finding(
        LinkKind.OPPOSED_EVALUATION, f"“{one[0]}” and “{other[0]}” judge it in opposed ways", strength
    )


_ASKS_HOW_GOOD = re.compile(
    r"^(?:so |but |ok |and )*(?:was|were|is|are|did|does|should|can)\b.*\b(?:right|wrong|good|bad|great|"
    r"justified|justifiable|"
    r"mistake|success|successful|failure|hero|villain|tyrant|wise|fair|just|necessary|benefit|beneficial|effective|evil|"
    r"competent|worth|better|worse|blessing|disaster|positive|negative)\b",
    re.IGNORECASE,
)
"""A question that asks for a judgement, so that who is asked about is judged by what is said of it."""
_WHOLLY = re.compile(
    r"\b(?:complete|total|full|whole|entire|perfect|sole|only|just|simply)(?:ly)?\b", re.IGNORECASE
)
_DID = re.compile(r"^the (?P<how>right|wrong|best|only sensible|proper) thing\b", re.IGNORECASE)


@remembered
def asked_judgement(claim: Claim) -> tuple[bool, str] | None:
    """Return how a claim judges its subject, where that is all it does, and in which word; None where it does not."""
    if claim.relation.id in COPULAS:
        told = _verdict(claim.object.label)
        found = None if told is None else (told[1], told[0])
    else:
        match = (
            _DID.match(claim.object.label) if claim.relation.text.lower() in {"did", "do", "done"} else None
        )
        found = None if match is None else (match["how"].lower() != "wrong", match.group())
    if found is None or claim.polarity is Polarity.AFFIRMED:
        return found
    if _WHOLLY.search(claim.object.label):
        return None  # what was no complete success may have been one
    return not found[0], f"not {found[1]}"


def answered(a: Claim, b: Claim, world: Corpus) -> Finding | None:
    """The page asks how good a thing was; one judges well what the question names, the other ill."""
    one, other = asked_judgement(a), asked_judgement(b)
    if one is None or other is None or one[0] is other[0] or not world.side_by_side(a, b):
        return None
    question = world.question(a)
    if not _ASKS_HOW_GOOD.match(question) or (a.polarity is b.polarity is Polarity.DENIED):
        return None
    asked = asked_for(question)
    subjects = [stems(c.subject.label) for c in (a, b)]
    if not all(words and words <= asked for words in subjects) and not same_subject(a, b, world):
        return None
    if not unlimited(a, b):
        return None
    why = f"the page asks for a judgement: “{one[1]}” here, “{other[1]}” there"
    return Finding(LinkKind.OPPOSED_EVALUATION, why)


@cache
def _words(key: str) -> frozenset[str]:
    return frozenset(data()["judgement"][key])


def _deed(claim: Claim) -> bool | None:
    """Return whether what somebody is said to have done speaks well or ill of him."""
    return _deed_of(claim.relation.id, claim.relation.label)


@lru_cache(maxsize=65536)
def _deed_of(relation: str, label: str) -> bool | None:
    verb = next(iter(tokens(label)), "").lower()
    for good in (False, True):
        if {relation, verb} & _words("good_deeds" if good else "bad_deeds"):
            return good
    return None


def _debated(claim: Claim, world: Corpus) -> bool:
    """Whether a claim's subject is what the page is about."""
    page = world.pages.get(claim.source)
    matter = f"{page.question or ''} {page.source.title}" if page is not None else ""
    words = content(claim.subject.label)
    return bool(words) and len(words & content(matter)) >= min(2, len(words))
