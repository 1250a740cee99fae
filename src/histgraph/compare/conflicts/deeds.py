"""Whence a thing came, who did a deed, whether it ever changed, and what was only part of it.

Each rule sets two texts on one question against each other that a careful reader would lay side by side,
though both could be made to agree; none of them finds more than a qualified contradiction.
"""

import re
from functools import lru_cache
from typing import NamedTuple

from histgraph.compare.align import Fit, fit
from histgraph.compare.conflicts.poles import same_side
from histgraph.compare.conflicts.rules import COPULAS, Finding, bare, both_affirmed, table
from histgraph.compare.corpus import Corpus
from histgraph.compare.matters import asked_for, beside, matter, met, stem, stems, touches
from histgraph.compare.memory import remembered
from histgraph.compare.sight import affirmation, among, between, claim_that, denial, one_relation
from histgraph.compare.values import amount, amounts_differ, measured
from histgraph.compare.words import content, runs, tokens, word_list
from histgraph.model import Claim, CueKind, LinkKind, Polarity, Strength

_FROM = re.compile(r"^(?:[a-z]+ )?(?:from|out of)\s+(?P<what>.+)$", re.IGNORECASE)
_BEGUN_IN = re.compile(r"^(?:v-[a-z]+-in |\S+ (?:first )?in )(?P<what>(?:the |an? )?(?:[a-z]+ )*[A-Z].*)$")
_BEGINNING = re.compile(r"^(?:the )?(?P<noun>[a-z]+) of (?P<what>.+)$", re.IGNORECASE)


class Origin(NamedTuple):
    """What a thing came from."""

    thing: str
    source: str


@among(affirmation(holds=lambda c: origin(c)))
def other_origin(a: Claim, b: Claim, world: Corpus) -> Finding | None:
    """Two texts on one question let a thing come from different beginnings."""
    if not world.side_by_side(a, b) or not both_affirmed(a, b):
        return None
    one, other = origin(a), origin(b)
    if one is None or other is None:
        return None
    question = world.question(a)
    if not beside(one.thing, other.thing, question) or touches(one.source, other.source, question):
        return None
    if stems(one.source) & stems(other.source):
        return None
    why = f"each gives “{one.thing}” another origin: “{one.source}”, “{other.source}”"
    return Finding(LinkKind.COMPETING_EXPLANATION, why)


def origin(claim: Claim) -> Origin | None:
    """Return what a claim says that a thing came from, None where it does not."""
    return _origin(claim.subject.label, claim.relation.id, claim.relation.text, claim.object.label)


@lru_cache(maxsize=65536)
def _origin(subject: str, relation: str, verb: str, said: str) -> Origin | None:
    words = tokens(verb)
    match = _FROM.match(said) if words and words[-1].lower() in table("origin") else None
    if match is not None:
        return Origin(subject, match["what"])
    begun = _BEGINNING.match(said) if relation in table("causing") else None
    if begun is not None and begun["noun"].lower() in table("beginnings"):
        return Origin(begun["what"], subject)
    if (
        words
        and words[-1].lower() in table("setting_out")
        and (place := _BEGUN_IN.match(f"{relation} {said}"))
    ):
        return Origin(subject, place["what"])
    if relation in {"invented", "originated"}:
        return Origin(said, subject) if relation == "invented" else Origin(subject, said)
    return None


@among(affirmation(table("one_subject"), lambda c: len(stems(c.subject.label)) >= 2), relations=one_relation)
def one_or_many(a: Claim, b: Claim, world: Corpus) -> Finding | None:
    """A deed done once is put down to one of a kind here, to several of the same kind there."""
    if not world.side_by_side(a, b) or not both_affirmed(a, b) or a.relation.id != b.relation.id:
        return None
    if a.relation.id not in table("one_subject") or fit(a.object, b.object, world) in {
        Fit.NARROWER,
        Fit.WIDER,
    }:
        return None
    one, other = a.subject.label, b.subject.label
    if one.lower() == other.lower() or stems(one) != stems(other) or len(stems(one)) < 2:
        return None
    if _plural(one) is _plural(other):
        return None
    why = f"one deed is put down to “{one}” and to “{other}”"
    return Finding(LinkKind.VALUE_CONFLICT, why)


_FREE = re.compile(r"\b(?:free|paid|salaried|hired|skilled|citizens?|volunteers?)\b", re.IGNORECASE)
_BOUND = re.compile(r"\b(?:slaves?|serfs?|captives?|convicts?|prisoners?|enslaved|forced)\b", re.IGNORECASE)


@among(
    affirmation(table("built_by"), lambda c: _crowd(c.subject.label) or _FREE.search(c.subject.label)),
    relations=one_relation,
)
def other_crowd(a: Claim, b: Claim, world: Corpus) -> Finding | None:
    """A thing was made, or brought down, by one sort of people here, by another there: slaves, soldiers."""
    if not world.side_by_side(a, b) or not both_affirmed(a, b) or a.relation.id != b.relation.id:
        return None
    if a.relation.id not in table("built_by") or not beside(
        a.object.label, b.object.label, world.question(a)
    ):
        return None
    one, other = a.subject.label, b.subject.label
    if (
        not ((_crowd(one) and _crowd(other)) or _free_or_bound(one, other))
        or fit(a.subject, b.subject, world) is not Fit.APART
    ):
        return None
    if stems(one) & stems(other):
        return None
    return Finding(LinkKind.VALUE_CONFLICT, f"one puts it down to “{one}”, the other to “{other}”")


def _free_or_bound(one: str, other: str) -> bool:
    """Whether one names people who were free, the other people who were not: hired men, slaves."""
    return any(_FREE.search(x) and _BOUND.search(y) for x, y in ((one, other), (other, one)))


def _crowd(label: str) -> bool:
    words = tokens(label)
    return bool(words) and label[1:] == label[1:].lower() and len(words) <= 3 and _plural(label)


def _plural(label: str) -> bool:
    last = tokens(label)[-1].lower()
    return last.endswith("s") and not last.endswith("ss")


_ALWAYS = re.compile(
    r"\b(?:always|all along|from the (?:very )?beginning|from the start|ever since|never changed|consistently)\b",
    re.IGNORECASE,
)
_EVER = frozenset({"always", "along", "beginning", "start", "ever", "never", "consistently"})
_TURNED = frozenset({"transformed", "replaced", "became"})


def _always(claim: Claim) -> bool:
    """Whether the sentence of a claim has something always so."""
    return not _EVER.isdisjoint(runs(claim.quote)) and _ALWAYS.search(claim.quote) is not None


_INTO = re.compile(r"\b(?:to|into)\s+(?P<what>[^,;]+)$", re.IGNORECASE)


@between(
    affirmation(_TURNED),
    affirmation(COPULAS, lambda c: _always(c)),
)
def always_or_changed(a: Claim, b: Claim, world: Corpus) -> Finding | None:
    """One says that a thing became so, the other that it had always been so."""
    if not world.side_by_side(a, b) or not both_affirmed(a, b):
        return None
    for change, state in ((a, b), (b, a)):
        into = (
            _INTO.search(change.object.label) if change.relation.id in {"transformed", "replaced"} else None
        )
        new = into["what"] if into else change.object.label if change.relation.id == "became" else ""
        if not new or state.relation.id not in COPULAS or not _always(state):
            continue
        lasting = stems(bare(new))
        if lasting and lasting <= stems(state.object.label) and _one_thing(change, state, world):
            why = f"one has it become “{new}”, the other says that it always was"
            return Finding(LinkKind.VALUE_CONFLICT, why)
    return None


def _one_thing(change: Claim, state: Claim, world: Corpus) -> bool:
    question = world.question(change)
    if met(change.subject, state.subject, world, question):
        return True
    return matter(state.subject.label).head in stems(change.object.label)


_MAINLY = re.compile(
    r"\b(?:mainly|primarily|predominantly|mostly|chiefly|largely|above all|overwhelmingly)\b", re.IGNORECASE
)
_ALL_OF_IT = re.compile(
    r"\b(?:exclusively|only|solely|purely|entirely|wholly|just|merely|all)\b", re.IGNORECASE
)


@remembered
def _mainly(claim: Claim) -> bool:
    """Whether a claim says that it is so for the most part."""
    before = claim.quote.partition(claim.object.text)[0] if claim.object.text else ""
    return claim.has_cue(CueKind.PRIMARY) or bool(_MAINLY.search(before[-30:]))


@between(denial(COPULAS, lambda c: _not_only(c)), affirmation(COPULAS, lambda c: _mainly(c)))
def mainly_or_not_only(a: Claim, b: Claim, world: Corpus) -> Finding | None:
    """One calls a thing mainly so, the other denies that it was only so: they weigh it differently."""
    if (
        not world.side_by_side(a, b)
        or a.polarity is b.polarity
        or not {a.relation.id, b.relation.id} <= COPULAS
    ):
        return None
    no, yes = (a, b) if a.polarity is Polarity.DENIED else (b, a)
    if not _not_only(no) or not _mainly(yes):
        return None
    question = world.question(a)
    if not met(no.subject, yes.subject, world, question) or fit(no.object, yes.object, world) is Fit.APART:
        return None
    why = f"one calls it mainly “{yes.object.label}”, the other denies that it was that alone"
    return Finding(LinkKind.VALUE_CONFLICT, why, Strength.STRONG)


def _not_only(claim: Claim) -> bool:
    """Whether a denial may be of "only", not of the matter."""
    return claim.has_cue(CueKind.EXCLUSIVE) or _ALL_OF_IT.search(claim.object.text) is not None


_FAILING = re.compile(
    r"\b(?:inability|failure|failed|unable|attempts?|efforts?|couldn['’]t|could not|was not able)\s+"
    r"(?:of\s+(?:\w+\s+){1,4}?)?(?:\w+\s+)?(?:to\s+)?(?P<verb>\w+)\s+(?:the\s+)?(?P<what>\w+)",
    re.IGNORECASE,
)
_GOAL = word_list("goals")


@remembered
def _unwanted(claim: Claim) -> tuple[str, frozenset[str]] | None:
    """Return what a claim says was not wanted, and the words beside it."""
    if claim.polarity is not Polarity.DENIED:
        return None
    if claim.relation.id in COPULAS and matter(claim.object.label).head in {stem(w) for w in _GOAL}:
        words = tokens(claim.subject.label)
        return (words[0], stems(claim.object.label) | stems(claim.subject.label)) if words else None
    if claim.relation.id == "sought":
        said = [w for w in tokens(claim.object.label) if w.lower() not in {"to", "the"}]
        return (said[0], stems(claim.object.label)) if said else None
    return None


_FAILS = frozenset(
    {
        "inability",
        "failure",
        "failed",
        "unable",
        "attempt",
        "attempts",
        "effort",
        "efforts",
        "couldn",
        "could",
        "able",
    }
)
"""What the pattern begins with, one of them."""


@remembered
def _failing(claim: Claim) -> re.Match[str] | None:
    texts = (claim.subject.label, claim.relation.text, claim.object.label)
    if all(_FAILS.isdisjoint(runs(text)) for text in texts):
        return None
    return _FAILING.search(f"{claim.subject.label} {claim.relation.text} {claim.object.label}")


@between(claim_that(lambda c: _unwanted(c)), claim_that(lambda c: _failing(c)))
def never_the_goal(a: Claim, b: Claim, world: Corpus) -> Finding | None:
    """One says that a thing was never the goal, the other tells of failing at it."""
    if not world.side_by_side(a, b):
        return None
    for no, yes in ((a, b), (b, a)):
        wanted = _unwanted(no)
        match = _failing(yes) if wanted else None
        if not wanted or match is None or not world.speaks_for(yes):
            continue
        verb, what = match["verb"], match["what"]
        alike = stem(wanted[0]) == stem(verb) or same_side(wanted[0], verb)
        if alike and stem(what) in wanted[1]:
            why = f"one denies that “{wanted[0]}” was ever the goal, the other has it fail"
            return Finding(LinkKind.COMPETING_EXPLANATION, why)
    return None


@among(affirmation(holds=measured))
def other_count(a: Claim, b: Claim, world: Corpus) -> Finding | None:
    """Two texts on one question give the same in numbers that cannot both be right."""
    if not world.side_by_side(a, b) or not both_affirmed(a, b):
        return None
    if not (a.relation.id == b.relation.id or {a.relation.id, b.relation.id} <= table("counted")):
        return None
    question = world.question(a)
    if fit(a.subject, b.subject, world) is not Fit.SAME and not _as_much(
        a.subject.label, b.subject.label, question
    ):
        return None
    differ = amounts_differ(a.object.label, b.object.label)
    if differ is None or not differ[0].unit or differ[0].unit != differ[1].unit:
        return None
    if content(a.object.label) and _dated(a.object.label) != _dated(b.object.label):
        return None
    why = f"only one can be right of “{a.object.label}” and “{b.object.label}”"
    return Finding(LinkKind.VALUE_CONFLICT, why)


_DEAD = word_list("slain")
_MAGNITUDE = re.compile(r"\b(?:(tens|hundreds) of )?(thousands|millions)\b", re.IGNORECASE)
_FAR = 5
"""From this factor on two numbers of dead cannot both be right, however roughly they are given."""


@remembered
def _toll(claim: Claim) -> float | None:
    """Return the number of people that a claim says died, None where it says none."""
    slain = claim.relation.id in COPULAS and any(w.lower() in _DEAD for w in tokens(claim.object.label)[:2])
    if slain or claim.relation.id in {"died", "diedIn"}:
        label = claim.subject.label
    elif claim.relation.id == "killed":
        label = claim.object.label
    else:
        return None
    magnitude = _MAGNITUDE.search(label)
    if magnitude is not None:
        factor = {"tens": 10, "hundreds": 100}.get((magnitude[1] or "").lower(), 1)
        return 2.0 * factor * (1e3 if magnitude[2].lower() == "thousands" else 1e6)
    found = amount(label)
    return found.value if found is not None and found.value >= _FAR else None


@among(affirmation(holds=lambda c: _toll(c) is not None))
def other_toll(a: Claim, b: Claim, world: Corpus) -> Finding | None:
    """Two texts on one question tell of very different numbers of dead."""
    if not world.side_by_side(a, b) or not both_affirmed(a, b):
        return None
    one, other = _toll(a), _toll(b)
    if one is None or other is None or max(one, other) < _FAR * min(one, other):
        return None
    asked = asked_for(world.question(a))
    places = [frozenset(w for w in matter(c.object.label).names if w not in asked) for c in (a, b)]
    if all(places) and not places[0] & places[1]:
        return None
    why = f"{one:,.0f} dead here, {other:,.0f} there"
    return Finding(LinkKind.VALUE_CONFLICT, why)


def _as_much(one: str, other: str, question: str) -> bool:
    """Whether two labels count the same: a part of a town has fewer people than the town."""
    asked = asked_for(question)
    return beside(one, other, question) and stems(one) - asked == stems(other) - asked


_YEAR = re.compile(r"\b1\d{3}\b")


def _dated(label: str) -> bool:
    return bool(_YEAR.search(label))


_MOST = re.compile(
    r"^(?:most|the majority|the vast majority|a majority)\b(?: of)?(?: the)?\s+(?P<what>.+)$", re.IGNORECASE
)


@among(affirmation(COPULAS, lambda c: _MOST.match(c.subject.label)))
def other_majority(a: Claim, b: Claim, world: Corpus) -> Finding | None:
    """Most of them were of one sort here, of another there."""
    if (
        not world.side_by_side(a, b)
        or not both_affirmed(a, b)
        or not {a.relation.id, b.relation.id} <= COPULAS
    ):
        return None
    one, other = _MOST.match(a.subject.label), _MOST.match(b.subject.label)
    if one is None or other is None or not beside(one["what"], other["what"], world.question(a)):
        return None
    first, second = bare(a.object.label), bare(b.object.label)
    if fit(a.object, b.object, world) is not Fit.APART or stems(first) & stems(second):
        return None
    if not (tokens(first) and tokens(second) and tokens(first)[-1][-1:] == tokens(second)[-1][-1:] == "s"):
        return None
    return Finding(LinkKind.VALUE_CONFLICT, f"most were “{first}” here, “{second}” there")


_MEANT = re.compile(
    r"\b(?:deliberately|intentionally|on purpose|by design|knowingly|purposely|purposefully)\b", re.IGNORECASE
)
_UNMEANT = re.compile(
    r"\b(?:accidentally|by accident|"
    r"(?:was|were|is) (?:an? )?(?:[a-z]+ )?accident|unintentionally|by chance|by mistake|inadvertently)\b",
    re.IGNORECASE,
)


_HOW_MEANT = frozenset(
    {
        "deliberately", "intentionally", "purpose", "design", "knowingly", "purposely", "purposefully",
        "accidentally", "accident", "unintentionally", "chance", "mistake", "inadvertently",
    }
)  # fmt: skip
"""What the two patterns want, one of them."""


@remembered
def _meant(claim: Claim) -> bool | None:
    if _HOW_MEANT.isdisjoint(runs(claim.object.label)) and _HOW_MEANT.isdisjoint(runs(claim.relation.text)):
        return None
    if claim.relation.id in {"said", "believed"}:
        return None  # who claims that it was an accident does not make it one
    said = f"{claim.relation.text} {claim.object.label}"
    return True if _MEANT.search(said) else False if _UNMEANT.search(said) else None


@between(affirmation(holds=lambda c: _meant(c) is True), affirmation(holds=lambda c: _meant(c) is False))
def on_purpose(a: Claim, b: Claim, world: Corpus) -> Finding | None:
    """One has it done on purpose, the other by accident."""
    if not world.side_by_side(a, b) or not both_affirmed(a, b) or {_meant(a), _meant(b)} != {True, False}:
        return None
    one, other = (stems(f"{c.subject.label} {c.object.label}") for c in (a, b))
    if len(one & other) < 2 and not met(a.subject, b.subject, world, world.question(a)):
        return None
    return Finding(LinkKind.OPPOSED_EVALUATION, "one has it done on purpose, the other by accident")


def sorts(claim: Claim) -> tuple[str, ...]:
    """Return under which headings a claim is set beside others: each rule here looks at one of them."""
    found = []
    if origin(claim) is not None:
        found.append("origin")
    if claim.relation.id in table("built_by"):
        found.append(f"by {claim.relation.id}")
    if claim.relation.id in table("one_subject"):
        found.append(f"once {claim.relation.id}")
    if claim.relation.id in _TURNED or _always(claim):
        found.append("change")
    if claim.relation.id in COPULAS and (claim.has_cue(CueKind.EXCLUSIVE) or _mainly(claim)):
        found.append("main")
    if _unwanted(claim) or _failing(claim):
        found.append("goal")
    if _toll(claim) is not None:
        found.append("toll")
    if _MOST.match(claim.subject.label):
        found.append("most")
    if _meant(claim) is not None:
        found.append("purpose")
    if amount(claim.object.label) is not None:
        found.append("count")
    return tuple(found)
