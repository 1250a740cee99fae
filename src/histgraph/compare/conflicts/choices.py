"""Short answers to one question: which of two things it offers, which one thing it asks for.

"Accident or murder?" answered by the one and by the other, "which language?" by two languages, "bad leadership" by
"the leaders were excellent". Only what opens an answer, in a short sentence, is looked at: there one word is the
answer. The words are in ``data/comparison.toml``.
"""

import re
from functools import cache, lru_cache
from typing import NamedTuple

from histgraph.compare.align import Fit, fit
from histgraph.compare.asking import words
from histgraph.compare.conflicts.openings import clause, opens
from histgraph.compare.conflicts.poles import places_of
from histgraph.compare.conflicts.rules import COPULAS, Finding
from histgraph.compare.conflicts.stands import stands
from histgraph.compare.corpus import Corpus
from histgraph.compare.matters import asked_for, beside, head_word, matter, stem, stems
from histgraph.compare.memory import remembered
from histgraph.compare.words import forms, tokens, word_list
from histgraph.model import Claim, LinkKind, Mode, Polarity
from histgraph.resources import load_toml

SHORT = 110
"""Code points of a sentence that may be an answer by itself."""


@cache
def _listed(key: str) -> frozenset[str]:
    return frozenset(load_toml("comparison.toml")["answering"][key])


@lru_cache(maxsize=1)
def _shared() -> re.Pattern[str]:
    """Return what finds words by which an answer says that both may be so, or only in part."""
    said = "|".join(sorted(map(re.escape, _listed("shared"))))
    return re.compile(rf"\b(?:{said})\b", re.IGNORECASE)


def answering(claim: Claim) -> tuple[str, ...]:
    """Return the heading of what a short sentence says."""
    return ("answer",) if _plain(claim) else ()


@remembered
def _plain(claim: Claim) -> bool:
    """Whether a claim may be an answer by itself: short, the author's own, of what was, and without reserve."""
    return (
        len(claim.quote) <= SHORT
        and claim.mode is Mode.ACTUAL
        and not claim.attributed_to
        and _shared().search(claim.quote) is None
    )


# -- which of two ----------------------------------------------------------------------------

_YES_OR_NO = re.compile(
    r"^(?:so,? |ok,? |and |but |hi,? |really,? )?(?:was|were|is|are|did|do|does|had|has|have|could|can)\s",
    re.IGNORECASE,
)
_OR = re.compile(
    r"(?P<one>[^,;?.]+),? or (?!not\b|so\b|other|no\b|any|what)(?P<other>[^,;?.]+)(?P<more> or )?",
    re.IGNORECASE,
)
_DENYING = re.compile(
    r"\b(?:not|never|no|neither|nor|rather than|instead of|than|without)\b|n[’']t\b", re.IGNORECASE
)
_LIMITS = word_list("prepositions")


class Offer(NamedTuple):
    """Two things of which a question asks which it was, each by the stem of its head."""

    one: str
    other: str


@lru_cache(maxsize=4096)
def offered(question: str) -> Offer | None:
    """Return the two things that a question offers, None where it offers none, or more than two."""
    match = _OR.search(question)
    if match is None or match["more"] or not (_YES_OR_NO.match(question) or "which" in question.lower()):
        return None
    one, other = _told(match["one"]), _until_limit(match["other"])
    if tokens(match["other"])[-1:] in {("one",), ("ones",)}:
        one = one[:-1]
    if not one or not other or one[-1] == other[-1]:
        return None
    return Offer(one[-1], other[-1])


def _told(text: str) -> list[str]:
    """Return the stems of what a text says, in its order, without words such as "himself" and "something"."""
    return [stem(w) for w in tokens(text) if stems(w) and w.lower() not in _listed("blank")]


def _until_limit(text: str) -> list[str]:
    said = tokens(text)
    end = next((n for n, w in enumerate(said) if n and w.lower() in _LIMITS), len(said))
    return _told(" ".join(said[:end]))


def _chosen(claim: Claim, offer: Offer, asked: frozenset[str]) -> str:
    """Return which of two things a claim is about, "" where it is about neither or both."""
    said = stems(f"{claim.subject.label} {claim.relation.text} {claim.relation.label} {claim.object.label}")
    said |= {stem(form) for word in tokens(claim.relation.text) for form in forms(word)}
    picked = {offer.one, offer.other} & said
    if len(picked) != 1 or not (said - picked) & asked:
        return ""
    left = ({offer.one, offer.other} - picked).pop()
    if left in stems(claim.quote) and not _DENYING.search(claim.quote):
        return ""
    return picked.pop()


def other_choice(a: Claim, b: Claim, world: Corpus) -> Finding | None:
    """The question offers two things; one answer takes the one, another the other, or denies the one."""
    offer = offered(world.question(a))
    if offer is None or not _both_open(a, b, world):
        return None
    asked = asked_for(world.question(a))
    one, other = _chosen(a, offer, asked), _chosen(b, offer, asked)
    if not one or not other:
        return None
    denied = (a.polarity is Polarity.DENIED) + (b.polarity is Polarity.DENIED)
    if denied > 1 or (one == other) is not bool(denied):
        return None
    why = "of the two things that the question offers, each answer takes another"
    return Finding(LinkKind.NEGATION if denied else LinkKind.VALUE_CONFLICT, why)


def _both_open(a: Claim, b: Claim, world: Corpus) -> bool:
    return world.side_by_side(a, b) and opens(a, world) and opens(b, world)


# -- which one -------------------------------------------------------------------------------

_WHICH = re.compile(r"\b(?:which|what) (?P<noun>[a-z]+)\b", re.IGNORECASE)
_MADE_OF = re.compile(
    r"^what (?:was|were|is|are|did) .*\b(?:made|built|build|woven|cast|carved|make)\b.* (?:of|from|with)\b",
    re.IGNORECASE,
)


def _is_tongue(label: str) -> bool:
    """Whether a word may be the name of a language: one that is listed, or an adjective of a people."""
    return label.endswith(("ish", "ic", "ese", "ian")) or any(label.lower() in row for row in _families())


def _one_thing(claim: Claim, question: str) -> str:
    """Return what a claim names of the one thing that its question asks for: a language, a material."""
    if claim.polarity is Polarity.DENIED or len(tokens(claim.object.label)) > 3:
        return ""
    asked, which = asked_for(question), _WHICH.search(question)
    label = claim.object.label.removeprefix("in ")
    said = stems(label) - asked
    if not stems(claim.subject.label) & asked or not said:
        return ""
    if which is not None and which["noun"].lower() in _listed("single"):
        tongue = stem(which["noun"]) in words("tongues")
        same_verb = (
            claim.relation.id in COPULAS | {"had"}
            or not stems(claim.relation.text).isdisjoint(asked)
            or (tongue and _is_tongue(label))
        )
        named = label[:1].isupper() or not tongue
        return label if same_verb and named and len(said) == 1 else ""
    head = head_word(label).lower()
    if _MADE_OF.match(question) and head in _listed("stuffs"):
        return head
    return ""


def other_one(a: Claim, b: Claim, world: Corpus) -> Finding | None:
    """The question asks for one language, religion or material, and two answers name two."""
    if not _both_open(a, b, world):
        return None
    question = world.question(a)
    one, other = _one_thing(a, question), _one_thing(b, question)
    if not one or not other or stems(one) & stems(other) or _within(one, other) or _of_family(one, other):
        return None
    if fit(a.object, b.object, world) is not Fit.APART:
        return None
    if " and " in f" {a.quote} {b.quote} " or other in a.quote or one in b.quote:
        return None
    return Finding(LinkKind.VALUE_CONFLICT, f"the question asks for one thing: “{one}” here, “{other}” there")


def _within(one: str, other: str) -> bool:
    """Whether one word stands in another: stone, sandstone."""
    return one.lower() in other.lower() or other.lower() in one.lower()


@cache
def _families() -> tuple[frozenset[str], ...]:
    return tuple(
        frozenset(map(str.lower, row)) for row in load_toml("comparison.toml")["answering"]["families"]
    )


def _of_family(one: str, other: str) -> bool:
    """Whether one thing may be a sort of the other: Arians were Christians, Gothic is Germanic."""
    pair = [{*forms(w), w.lower()} for w in (head_word(one), head_word(other))]
    return any(all(said & row for said in pair) for row in _families())


# -- what kind of cause ----------------------------------------------------------------------


def _failing(claim: Claim) -> tuple[str, str] | None:
    """Return the adjective and the noun of a cause, bad leadership; None where a claim names no such cause."""
    if claim.relation.id != "causedBy" or claim.polarity is Polarity.DENIED:
        return None
    said = [w for w in tokens(claim.object.label) if stems(w)]
    return (said[0].lower(), said[-1]) if len(said) == 2 else None


def other_quality(a: Claim, b: Claim, world: Corpus) -> Finding | None:
    """One makes a bad thing the cause, bad leadership, of which the other says that it was good."""
    if not _both_open(a, b, world):
        return None
    for named, judged in ((a, b), (b, a)):
        found = _failing(named)
        if found is None or judged.relation.id not in COPULAS or _LIMITS & {*clause(judged).lower().split()}:
            continue  # in the south alone the weather was good
        for axis, side, _ in places_of("is").get(found[0], ()):
            for stand in stands(judged):
                opposed = stand.axis == axis and (stand.side is not side) is not stand.denied
                if opposed and (
                    matter(stand.target).head == stem(found[1])
                    or beside(stand.target, found[1], world.question(a))
                ):
                    why = f"“{named.object.label}” is the cause here, “{judged.object.label}” it is called there"
                    return Finding(LinkKind.OPPOSED_EVALUATION, why)
    return None


def plain_answers(a: Claim, b: Claim, world: Corpus) -> Finding | None:
    """Two short answers go against each other: by what they choose, name or judge."""
    if not (_plain(a) and _plain(b)):
        return None
    return other_choice(a, b, world) or other_one(a, b, world) or other_quality(a, b, world)
