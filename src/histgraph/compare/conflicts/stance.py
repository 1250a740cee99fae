"""The stance of an answer to a question that asks for yes or no: it affirms what is asked, denies it, or neither.

It is computed once for each contribution, from the first of its sentences that take sides, whatever their words: by
the claims read there (a "No." is read as the denial of what was asked), by the side on which they put the thing, and by
what the sentence leaves open. Two contributions of opposite stance contradict each other in the two claims that carry
them. The words are in ``data/stances.toml``.
"""

import re
from collections.abc import Iterator, Sequence
from functools import cache, lru_cache
from typing import NamedTuple

from histgraph.compare.conflicts.doers import done_by_one
from histgraph.compare.conflicts.openings import clause
from histgraph.compare.conflicts.rules import COPULAS, Finding
from histgraph.compare.conflicts.stands import stands
from histgraph.compare.conflicts.whether import Whether, kin, listed, whether
from histgraph.compare.corpus import Corpus
from histgraph.compare.matters import matter, stem, stems
from histgraph.compare.words import STEM, forms, opposite_words, telling, tokens
from histgraph.model import Claim, Contribution, LinkKind, Mode, Polarity, Strength
from histgraph.resources import load_toml

SENTENCES = 3
"""Sentences of an answer among which the first that takes sides is looked for."""
SHORT = 240
"""Code points of a sentence that may be an answer by itself."""
SURE = 0.4
"""Confidence below which a claim carries no stance."""


class Stance(NamedTuple):
    """The side that an answer takes, the claim that carries it, and whether it holds only where or when it says."""

    affirms: bool
    claim: Claim
    limited: bool = False


def carries(claim: Claim, world: Corpus) -> Stance | None:
    """Return the stance that a claim carries for its contribution, None where it carries none."""
    found = _stances(world).get(claim.contribution)
    return found if found is not None and found.claim is claim else None


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
    return Finding(LinkKind.NEGATION, "to what the question asks one answers yes, the other no", Strength.QUALIFIED)


def _stances(world: Corpus) -> dict[str, Stance]:
    """Return the stances of all contributions that take one, by their ids."""
    found: dict[str, Stance] | None = world.looks.get(_STANCES)
    if found is None:
        found = world.looks[_STANCES] = {}
        claims: dict[str, list[Claim]] = {}
        asks: dict[str, Whether | None] = {}
        for claim in world.claims.values():
            if claim.source not in asks:
                asks[claim.source] = whether(world.question(claim))
            if asks[claim.source] is not None:
                claims.setdefault(claim.contribution, []).append(claim)
        for id_, own in claims.items():
            asked, contribution = asks[own[0].source], world.contributions.get(id_)
            if asked is not None and contribution is not None:
                stance = _stance(contribution, own, asked, world)
                if stance is not None:
                    found[id_] = stance
    return found


_STANCES = "stances"


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
        sides = [s for s in sides if _is_exact(s[1], asked, world)] or _outright(text, here, asked) or sides
        if not sides:
            if _leaves_open(text) and n == 0:
                return None
            continue
        open_ = _leaves_open(text) and _COMES_TO.search(text) is None
        if len({affirms for affirms, _ in sides}) > 1 or open_ or len(text) > SHORT:
            return None
        if n + 1 < len(texts) and _takes_back(texts[n + 1][1]):
            return None
        affirms, claim = min(sides, key=lambda s: (-len(stems(s[1].quote) & asked.stems), -s[1].confidence, s[1].id))
        return Stance(affirms, claim, _limited(text, asked))
    return None


_NO = re.compile(
    r"^(?:(?:well|so|oh|um|ok),? )?(?:no(?:pe)?|nah|never|not (?:at all|true|really|particularly|a chance)|"
    r"(?:absolutely|certainly|definitely|of course|probably) not|hardly|"
    r"untrue|(?:he|she|they|it) (?:(?:did|was|were|had|could)(?:n[’']t| not)|never (?:did|was|were|had)))(?=[.,!;:])",
    re.IGNORECASE,
)
_YES = re.compile(
    r"^(?:(?:well|so|oh|um|ok),? )?(?:yes|yeah|yep|yup|indeed|absolutely|certainly|definitely|of course|true|"
    r"(?:he|she|they|it) (?:did|was|were|had|could))(?=[.,!;:]|\s(?:he|she|they|it|there|the)\b)",
    re.IGNORECASE,
)


def _outright(text: str, here: Sequence[Claim], asked: Whether) -> list[tuple[bool, Claim]]:
    """Return the claims of a sentence that begins by saying yes or no, with that; none where it does not."""
    said = False if _NO.match(text) else True if _YES.match(text) else None
    if said is None:
        return []
    plain = [c for c in here if c.mode is Mode.ACTUAL and not c.attributed_to and c.confidence >= SURE]
    return [(said, c) for c in plain if stems(f"{c.subject.label} {c.object.label}") & asked.stems]


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
    r"^(?:\W*(?:every(?:one|body)|people|many|most people|some|they|it)\b[^.?!;:]{2,60}?),? but "
    r"(?=(?:no|nope|nah|yes|yeah|it|that|they|he|she)\b)",
    re.IGNORECASE,
)
"""What others say, and then the author's own answer."""


_COMES_TO = re.compile(r"[,;] (?:and )?so (?:yes|no|nope|yeah|not really)(?:,? (?:they|he|she|it) \w+(?:n[’']t)?)?[.!]*$", re.IGNORECASE)
"""What a sentence comes to, whatever it has granted before."""


def _leaves_open(text: str) -> bool:
    """Whether a sentence holds in part, at times, for some, or only perhaps."""
    return _reserve().search(_TURNS.sub("", text, count=1)) is not None


def _takes_back(text: str) -> bool:
    return _back().match(text) is not None


_FRONTED = re.compile(
    r"^(?:\W*(?:no|yes|nope|well|oh)\W+)?(?P<limit>(?:not )?(?:in|at|on|under|for|during|until|till|after|before|from|among|with|within|"
    r"outside|inside|towards?|east|west|north|south|since|when|once|while)\b[^,;:.!?]*)",
    re.IGNORECASE,
)


def _limited(text: str, asked: Whether) -> bool:
    """Whether a sentence opens with where, when or for whom it holds, and the question does not ask for that."""
    match = _FRONTED.match(text.strip())
    if match is None:
        return False
    limit = match["limit"].lower()
    if limit.startswith(listed("unlimiting")):
        return False
    said = stems(limit)
    return not said or not said <= asked.stems | asked.setting


# -- on which side a claim is ----------------------------------------------------------------


def side_of(claim: Claim, asked: Whether, world: Corpus) -> bool | None:
    """Return whether a claim affirms what is asked (true), denies it, or says something else (None)."""
    if claim.mode is not Mode.ACTUAL or claim.condition or claim.confidence < SURE:
        return None
    if claim.attributed_to and not (asked.belief and not stems(claim.attributed_to).isdisjoint(asked.stems | _ANYBODY)):
        return None
    affirmed = claim.polarity is Polarity.AFFIRMED
    left = _left(claim, asked, world)
    if affirmed and (_instead(claim) or _other_doer(claim, asked)) and all(p in left[:1] for p in left):
        return False
    if not _is_about(claim, asked, left):
        return None
    if affirmed and _BELITTLED.search(claim.quote):
        return False
    if _says_all(claim, asked, left):
        return affirmed if affirmed or not _beyond(claim, asked) else None
    if not affirmed and _beyond(claim, asked):
        return None
    return next(_sides(claim, asked, left), None)


_ANYBODY = frozenset({stem(w) for w in ("people", "everyone", "everybody", "they", "most", "contemporaries")})
_BELITTLED = re.compile(
    r"\b(?:(?:less|smaller|weaker|rarer|fewer) than (?:(?:is|are|was|were) )?(?:\w+ )?(?:people|most|many|we|you|commonly|often|usually|generally|believed|"
    r"thought|assumed|imagined|supposed)|(?:greatly|wildly|vastly|much|hugely|highly|badly|heavily|massively|way|grossly)?[ -]?"
    r"(?:overrated|exaggerated|overstated|overblown|overestimated)|gets? (?:far |way )?too much credit)\b",
    re.IGNORECASE,
)


def _instead(claim: Claim) -> bool:
    """Whether a claim tells of somebody in the place of another."""
    return claim.subject.label.lower() in listed("instead") or claim.subject.text.lower() in listed("instead")


def _other_doer(claim: Claim, asked: Whether) -> bool:
    """Whether a claim puts a deed that one alone can have done down to a name that the question does not have."""
    names = matter(claim.subject.label).names
    return bool(names) and names.isdisjoint(asked.stems) and done_by_one(claim)


def _said(claim: Claim) -> frozenset[str]:
    """Return the stems of what a claim says, with the phrase that its sentence opens with."""
    fronted = _FRONTED.match(claim.quote)
    parts = (claim.subject.label, claim.relation.label, claim.object.label, claim.subject.text, claim.object.text)
    words = f"{' '.join(parts)} {claim.attributed_to or ''} {claim.relation.id.removeprefix('v-').replace('-', ' ')}"
    if claim.polarity is Polarity.AFFIRMED and not _DENYING.search(clause(claim)):
        words += f" {clause(claim)}"
    told = {*stems(words), *stems(claim.relation.text), *(stems(fronted["limit"]) if fronted is not None else ())}
    return frozenset(told | {stem(form) for word in tokens(claim.relation.text) for form in forms(word)})


_DENYING = re.compile(r"\b(?:not|never|no|nobody|nothing|without|neither|nor|none|hardly)\b|n[’']t\b", re.IGNORECASE)


def _left(claim: Claim, asked: Whether, world: Corpus) -> tuple[frozenset[str], ...]:
    """Return the parts of a question that a claim leaves out."""
    said = _said(claim)
    rows = frozenset(n for s in said for n in kin(s))
    families = frozenset(s[:STEM] for s in said if len(s) > STEM)
    left = tuple(
        part
        for part in asked.parts
        if part.isdisjoint(said)
        and not any(kin(s) & rows or (len(s) > STEM and s[:STEM] in families) for s in part)
    )
    if claim.subject.label.lower() in _NOBODY:
        left = left[1:] if left[:1] == asked.parts[:1] else left
    if len(left) > 1 and asked.parts[1] in left and _does(claim) and not stems(claim.object.label).isdisjoint(asked.stems):
        left = tuple(part for part in left if part != asked.parts[1])
    return tuple(part for part in left if not _means(part, claim, asked, world)) if len(left) <= _FEW else left


_NOBODY = frozenset({"anyone", "anybody", "nobody", "no one"})
_FEW = 2
_LIKE = 0.68
"""The cosine of two words from which on they are taken for one."""


def _does(claim: Claim) -> bool:
    """Whether a claim's verb says no more than that its object was done: carried out the experiment."""
    return claim.relation.text.lower() in listed("doing")


def _means(part: frozenset[str], claim: Claim, asked: Whether, world: Corpus) -> bool:
    """Whether a word of a claim means what a word of the question means, as far as embeddings know."""
    said = [w.lower() for w in telling(f"{claim.relation.label} {claim.object.label}") if w[0].islower()]
    for word in asked.words[part]:
        for other in said:
            cosine = world.likeness(word, other)
            if cosine is not None and cosine >= _LIKE and not (opposite_words(word, other) or _apart(word, other)):
                return True
    return False


def _is_about(claim: Claim, asked: Whether, left: Sequence[frozenset[str]]) -> bool:
    """Whether a claim is about what the question is about."""
    names = matter(claim.subject.label).names
    if names and names.isdisjoint(asked.stems):
        return False
    return asked.parts[0] not in left or (len(asked.parts) > 2 and len(left) == 1)


def _says_all(claim: Claim, asked: Whether, left: Sequence[frozenset[str]]) -> bool:
    """Whether a claim says what the question asks, be it in other words or without a word that goes without saying."""
    if not left:
        return asked.must <= _said(claim)
    if any(not part.isdisjoint(asked.must) for part in left) or not asked.must <= _said(claim):
        return False
    if asked.parts[asked.core - 1] in left:
        return False
    if left == asked.parts[:1]:  # the doer goes unsaid in "parts of him were eaten"
        return claim.relation.id in COPULAS and not stems(claim.subject.label).isdisjoint(asked.stems)
    rest = len(asked.parts) - 1
    if rest >= 3 and len(left) * 3 <= rest:
        return True
    about = stems(claim.subject.label)
    core = asked.parts[: asked.core]
    first = max((n for n, part in enumerate(core) if not part.isdisjoint(about)), default=0)
    if len(core) - first > 2 and all(part in asked.parts[asked.core :] for part in left):
        return True  # where it was done goes without saying
    middle = rest >= 2 and len(left) == 1 and left[0] not in (asked.parts[0], asked.parts[-1])
    return middle and claim.relation.id in COPULAS | {"had"}


def _is_exact(claim: Claim, asked: Whether, world: Corpus) -> bool:
    """Whether a claim says what is asked and nothing else, as what is read of "No." does."""
    said = stems(f"{claim.subject.text or claim.subject.label} {claim.object.text or claim.object.label}")
    if claim.polarity is Polarity.DENIED and claim.object.label == "at all":
        return said <= asked.stems and any(part & _said(claim) for part in asked.parts[1:])
    return said <= asked.stems and not _left(claim, asked, world)


def _beyond(claim: Claim, asked: Whether) -> bool:
    """Whether a denial is of something narrower than what is asked."""
    return len(stems(claim.object.label) - asked.stems) > 1


def _sides(claim: Claim, asked: Whether, left: Sequence[frozenset[str]]) -> Iterator[bool]:
    """Yield the side on which a claim puts the thing that the question puts on one."""
    affirmed = claim.polarity is Polarity.AFFIRMED
    open_ = frozenset(s for part in left for s in part)
    for word, (axis, side, _) in asked.sides:
        others = [part for part in left if word not in part]
        described = claim.relation.id in COPULAS and len(others) == 1 and others[0] == asked.parts[-1]
        if (others and not described) or (word not in open_ and not affirmed):
            continue
        for stand in stands(claim):
            if stand.axis == axis and not stems(stand.target).isdisjoint(asked.stems):
                if stand.side is side:
                    yield not stand.denied
                elif not stand.denied:
                    yield False
    if len(left) == 1 and affirmed:
        copula = claim.relation.id in COPULAS
        for word in telling(claim.object.label if copula else claim.relation.text):
            if any(opposite_words(word, other) or _apart(word, other) for other in asked.words[left[0]]):
                yield False


@cache
def _groups() -> tuple[tuple[frozenset[str], ...], ...]:
    return tuple(
        tuple(frozenset(map(stem, row)) for row in group) for group in load_toml("stances.toml")["apart"]
    )


def _apart(one: str, other: str) -> bool:
    """Whether of two words one thing cannot well be called both: a slave, a paid labourer."""
    first, second = stem(one), stem(other)
    for group in _groups():
        rows = [next((n for n, row in enumerate(group) if word in row), None) for word in (first, second)]
        if None not in rows and rows[0] != rows[1]:
            return True
    return False
