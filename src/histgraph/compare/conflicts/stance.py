"""The stance of an answer to a question that asks for yes or no: it affirms what is asked, denies it, or neither.

It is computed once for each contribution, from the first of its sentences that take sides, whatever their words: by
the claims read there (a "No." is read as the denial of what was asked), by the side on which they put the thing, and by
what the sentence leaves open. Two contributions of opposite stance contradict each other in the two claims that carry
them. The words are in ``data/stances.toml``.
"""

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

from histgraph.compare.conflicts.restated import FRONTED, SURE, is_exact, is_limited, side_of
from histgraph.compare.conflicts.rules import Finding
from histgraph.compare.conflicts.whether import Whether, listed, whether
from histgraph.compare.corpus import Corpus
from histgraph.compare.matters import stems
from histgraph.model import Claim, Contribution, LinkKind, Mode, Strength

SENTENCES = 3
"""Sentences of an answer among which the first that takes sides is looked for."""
SHORT = 240
"""Code points of a sentence that may be an answer by itself."""


class Stance(NamedTuple):
    """The side that an answer takes, the claim that carries it, and whether it holds only where or when it says."""

    affirms: bool
    claim: Claim
    limited: bool = False


def carries(claim: Claim, world: Corpus) -> Stance | None:
    """Return the stance that a claim carries for its contribution, None where it carries none."""
    found = stance_of(claim.contribution, world)
    return found if found is not None and found.claim is claim else None


def stance_of(contribution: str, world: Corpus) -> Stance | None:
    """Return the stance that a contribution takes, found once for it; None where it takes none."""
    key = ("stance", contribution)
    if key not in world.answers:
        told, claims = world.contributions.get(contribution), world.of_contribution(contribution)
        asked = whether(world.question(claims[0])) if claims else None
        taken = None if told is None or asked is None else _stance(told, claims, asked, world)
        world.answers[key] = taken
    found: Stance | None = world.answers[key]
    return found


def opposite_stances(a: Claim, b: Claim, world: Corpus) -> Finding | None:
    """One answer affirms what the question asks, the other denies it."""
    if a.contribution == b.contribution or world.topic(a) != world.topic(b):
        return None
    one, other = carries(a, world), carries(b, world)
    if one is None or other is None or one.affirms is other.affirms:
        return None
    yes, no = (one, other) if one.affirms else (other, one)
    asked = whether(world.question(a))
    if no.limited or (yes.limited and (asked is None or not asked.deed)):
        return None
    return Finding(
        LinkKind.NEGATION, "to what the question asks one answers yes, the other no", Strength.QUALIFIED
    )


def _stance(told: Contribution, claims: Sequence[Claim], asked: Whether, world: Corpus) -> Stance | None:
    """Return the side that the first sentences of a contribution take, None where none or both."""
    page = world.pages.get(told.source)
    if page is None:
        return None
    texts = [(s, page.source.text[s.start : s.end]) for s in told.sentences[: SENTENCES + 1]]
    for n, (span, text) in enumerate(texts[:SENTENCES]):
        here = [c for c in claims if c.evidence.start < span.end and span.start < c.evidence.end]
        here = [c for c in here if c.evidence.start >= span.start or c.evidence.end <= span.end]
        sides = [(side, c) for c in here if (side := side_of(c, asked, world)) is not None]
        exact = [s for s in sides if is_exact(s[1], asked, world)]
        outright = [] if exact else _outright(text, here, asked)
        sides = exact or outright or sides
        if not sides:
            if _leaves_open(text) and n == 0:
                return None
            continue
        open_ = _leaves_open(text) and _COMES_TO.search(text) is None
        if len({affirms for affirms, _ in sides}) > 1 or open_ or len(text) > SHORT:
            return None
        if n + 1 < len(texts) and _takes_back(texts[n + 1][1]):
            return None
        affirms, claim = min(
            sides, key=lambda s: (-len(_labels(s[1]) & asked.stems), -s[1].confidence, s[1].id)
        )
        limited = _limited(text, asked) or (not outright and is_limited(claim, asked, world))
        return Stance(affirms, claim, limited)
    return None


_NO = re.compile(
    r"^(?:(?:well|so|oh|um|ok),? )?(?:no(?:pe)?|nah|never|not (?:at all|true|really|particularly|a chance)|"
    r"(?:absolutely|certainly|definitely|of course|probably) not|hardly|"
    r"untrue|(?:he|she|they|it) (?:(?:did|was|were|had|could)(?:n[’']t| not)|never (?:did|was|were|had)))(?=[.,!;:])",
    re.IGNORECASE,
)
_YES = re.compile(
    r"^(?:(?:well|so|oh|um|ok),? )?(?:(?:yes|yeah|yep|yup|indeed|absolutely|certainly|definitely|of course|true)"
    r"(?=[.,!;:]|\s(?:he|she|they|it|there|the)\b)|(?:he|she|they|it) (?:did|was|were|had|could)(?=[.,!;:]))",
    re.IGNORECASE,
)


def _outright(text: str, here: Sequence[Claim], asked: Whether) -> list[tuple[bool, Claim]]:
    """Return the claims of a sentence that begins by saying yes or no, with that; none where it does not."""
    said = False if _NO.match(text) else True if _YES.match(text) else None
    if said is None:
        return []
    plain = [c for c in here if c.mode is Mode.ACTUAL and not c.attributed_to and c.confidence >= SURE]
    return [(said, c) for c in plain if _labels(c) & asked.stems]


def _labels(claim: Claim) -> frozenset[str]:
    return stems(f"{claim.subject.label} {claim.object.label}")


# -- what a sentence leaves open -------------------------------------------------------------


@lru_cache(maxsize=1)
def _reserve() -> re.Pattern[str]:
    return _one_of(listed("reserve"))


@lru_cache(maxsize=1)
def _back() -> re.Pattern[str]:
    return re.compile(rf"^\W*(?:{_words(listed('taking_back'))})\b", re.IGNORECASE)


def _words(said: Sequence[str]) -> str:
    return "|".join(sorted(map(re.escape, said), key=len, reverse=True))


def _one_of(said: Sequence[str]) -> re.Pattern[str]:
    return re.compile(rf"\b(?:{_words(said)})\b", re.IGNORECASE)


_TURNS = re.compile(
    r"^(?:\W*(?:every(?:one|body)|people|many|most people|some|they|it|an? |popular|great|good|nice|lovely|sounds)\b"
    r"[^.?!;:]{2,60}?),? but (?=(?:actually |sadly |alas |in fact )?"
    r"(?:no|nope|nah|not|untrue|false|yes|yeah|it|that|they|he|she)\b)",
    re.IGNORECASE,
)
"""What others say, and then the author's own answer."""


_COMES_TO = re.compile(
    r"[,;] (?:and )?so (?:yes|no|nope|yeah|not really)(?:,? (?:they|he|she|it) \w+(?:n[’']t)?)?[.!]*$",
    re.IGNORECASE,
)
"""What a sentence comes to, whatever it has granted before."""


_NOTHING_BUT = re.compile(r"\b(?:nothing|anything|none|nobody|no one) but\b", re.IGNORECASE)


def _leaves_open(text: str) -> bool:
    """Whether a sentence holds in part, at times, for some, or only perhaps."""
    return _reserve().search(_NOTHING_BUT.sub("", _TURNS.sub("", text, count=1))) is not None


def _takes_back(text: str) -> bool:
    return _back().match(text) is not None


def _limited(text: str, asked: Whether) -> bool:
    """Whether a sentence opens with where, when or for whom it holds, and the question does not ask for that."""
    match = FRONTED.match(text.strip())
    if match is None:
        return False
    limit = match["limit"].lower()
    if limit.startswith(listed("unlimiting")):
        return False
    said = stems(limit)
    return not said or not said <= asked.stems | asked.setting
