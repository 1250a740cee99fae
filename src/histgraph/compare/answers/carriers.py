"""Which claim carries a value that a sentence names: one that speaks of what is asked, by its verb and subject."""

import re
from collections.abc import Iterable

from histgraph.compare.answers.bearers import Named
from histgraph.compare.answers.found import Found
from histgraph.compare.answers.measures import Measure
from histgraph.compare.answers.opening import lead, main_clause
from histgraph.compare.answers.wanted import AGE, AMOUNT, LONG, MANY, WHERE, WHO, Wanted
from histgraph.compare.answers.wording import pattern, stems_of
from histgraph.compare.asking import words
from histgraph.compare.conflicts.rules import COPULAS
from histgraph.compare.matters import stem, stems
from histgraph.compare.values import participle
from histgraph.compare.words import tokens
from histgraph.model import Claim, Mode, Polarity, Stance

_COUNTED = frozenset({AMOUNT, MANY, LONG, AGE})
_MONEY = frozenset({"dollars", "pounds", "euros", "ducats", "florins", "talents", "rubles", "francs"})


def carrier(claims: Iterable[Claim], found: Found, text: str, asks: Wanted) -> Claim | None:
    """Return the claim that carries a value, None where its sentence speaks of something else.

    Args:
        claims: those read of the sentence.
        found: the value.
        text: what the sentence holds.
        asks: what the question asks for.
    """
    value_words = {w.lower() for w in tokens(text[lead(text) if found.alone else found.start : found.end])}
    best: tuple[tuple[bool, float, str], Claim] | None = None
    for claim in claims:
        if claim.stance is Stance.REJECTS or claim.mode is not Mode.ACTUAL:
            continue
        holds = not value_words.isdisjoint(_said(claim))
        if not _may_carry(claim, found, text, asks, holds=holds):
            continue
        key = (holds, claim.confidence, claim.id)
        if best is None or key > best[0]:
            best = (key, claim)
    return best[1] if best is not None else None


def _said(claim: Claim) -> frozenset[str]:
    labels = (
        claim.subject.label,
        claim.object.label,
        claim.subject.text,
        claim.object.text,
        claim.time_text or "",
    )
    return frozenset(w.lower() for label in labels for w in tokens(label))


def _may_carry(claim: Claim, found: Found, text: str, asks: Wanted, *, holds: bool) -> bool:
    number = isinstance(found.value, Measure)
    if not holds and isinstance(found.value, tuple):
        return False
    if not found.alone and number and pattern("partly").search(text) is not None:
        return False
    if claim.polarity is Polarity.DENIED and not (
        isinstance(found.value, Measure) and found.value.least == 0.0
    ):
        return False
    return found.alone or ((holds or found.start < main_clause(text)) and _speaks_of(claim, found, asks))


def verb_of(claim: Claim) -> frozenset[str]:
    """Return the stems of a claim's verb, of a passive its participle."""
    said = {stem(w) for w in tokens(f"{claim.relation.text} {claim.relation.label}")}
    said |= {stem(w) for w in claim.relation.id.removeprefix("v-").split("-")}
    if claim.relation.id in COPULAS:
        said |= {stem(w) for w in tokens(claim.object.label)[:2]}
    return frozenset(said)


_BEING = frozenset({stem("was"), stem("were"), stem("be")})
_OWNED = re.compile(r"['’]s (?:[a-z]+ )*?(?P<thing>[a-z]+)$")
_SOMEWHERE = re.compile(r"(?:\w+ )?(?:in|at|on|from|near|of|off|somewhere|outside)\b")
_ORDER = frozenset(stem(w) for w in ("first", "second", "third", "last"))


def _speaks_of(claim: Claim, found: Found, asks: Wanted) -> bool:
    """Whether a claim tells of what is asked: its verb comes to the question's, and it is about the same."""
    verb, subject = verb_of(claim), stems(claim.subject.label) or {claim.subject.label.lower()}
    known = asks.stems | stems_of("telling", "general")
    plain = claim.relation.id in COPULAS and participle(claim.object.label) is None
    event = bool(verb & (asks.events - _BEING))
    measured = asks.kind in _COUNTED and bool(verb & stems_of("telling", "words"))
    owned = _OWNED.search(claim.subject.label)
    if not (event or measured or plain) or (owned is not None and stem(owned["thing"]) not in known):
        return False
    if _is_elsewhere(claim, asks):
        return False
    if isinstance(found.value, Measure) and _is_counted(claim, found.value, asks, plain=plain):
        return True
    if asks.kind == WHO:
        return _did_it(claim, found, asks, event=event)
    if asks.kind == WHERE and plain and not event and not _SOMEWHERE.match(claim.object.label):
        return False
    about = subject | stems(claim.object.label)
    return bool(about & (asks.stems - _BEING)) or bool(subject & known)


def part_told(claim: Claim, asks: Wanted) -> frozenset[str]:
    """Return the words by which a claim is of a part of what is asked about: the first part, the older temples."""
    said = {stem(w) for w in tokens(claim.subject.label)}
    return frozenset(said - asks.stems) & stems_of("telling", "parts")


def _is_elsewhere(claim: Claim, asks: Wanted) -> bool:
    """Whether a claim is of another sort of place than is asked about: the city, not the duchy."""
    ours = asks.stems & stems_of("telling", "lands")
    theirs = stems(claim.subject.label) & stems_of("telling", "lands")
    return bool(ours and theirs) and ours.isdisjoint(theirs)


def _is_counted(claim: Claim, measure: Measure, asks: Wanted, *, plain: bool) -> bool:
    """Whether what is counted or paid is what is asked for, whoever the subject is."""
    if asks.noun and asks.noun in measure.nouns | stems(claim.object.label) | stems(claim.subject.label):
        return True
    return asks.kind == AMOUNT and measure.measure in _MONEY and not plain


def _did_it(claim: Claim, found: Found, asks: Wanted, *, event: bool) -> bool:
    """Whether a claim tells that who is named did it: as its subject, or behind "by"."""
    beside = {stem(w) for w in tokens(claim.object.label) if not w[:1].isupper() or stem(w) in _ORDER}
    known = asks.events | words("light") | words("helping") | stems_of("telling", "general")
    if (beside & stems(claim.object.label) | beside & _ORDER) - known:
        return False  # who wrote essays in it did not write it
    names = found.value if isinstance(found.value, tuple) else ()
    named = {w for n in names if isinstance(n, Named) for w in n.words}
    led = pattern("done_by").search(claim.quote[: max(0, found.start)]) is not None
    return event and (led or not named.isdisjoint(w.lower() for w in tokens(claim.subject.label)))
