"""Two answers that name different persons, times, places or numbers for the one thing that their question asks for.

What a question leaves open decides what is compared, however either answer is worded: "it was over by 1700" and "it
did not end until the 1780s", "six people died" and "the dead ran into the hundreds". A claim counts as an answer
where all that it says beside the name, the time or the number stands in the question.
"""

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from histgraph.compare.align import Fit, fit
from histgraph.compare.answers.whereabouts import is_wide, places_in
from histgraph.compare.asking import Asked, asked, turn, words
from histgraph.compare.conflicts.rules import COPULAS, Finding
from histgraph.compare.corpus import Corpus
from histgraph.compare.matters import asked_for, by_title, named_apart, stem, stems, wording
from histgraph.compare.memory import remembered
from histgraph.compare.places import apart
from histgraph.compare.ranges import Range, counted, lasted
from histgraph.compare.values import times
from histgraph.compare.words import tokens
from histgraph.dates import bounds
from histgraph.gazetteer import gazetteer
from histgraph.model import Claim, EntityKind, LinkKind, Mention, Mode, Polarity, Strength
from histgraph.resources import load_toml

_INFINITE = 1e6


_BOUND = re.compile(
    r"(?P<up>more than|over|as many as|as much as)|(?P<down>less than|fewer than|under)\b", re.IGNORECASE
)
"""What is denied and gives a number all the same: it was not more than forty."""


class Filler(NamedTuple):
    """What a claim puts in the open place.

    ``span`` is a number, a length in days or a time in years, ``name`` a name; ``what`` is what is counted.
    """

    kind: str
    told: str
    span: Range | None = None
    name: Mention | None = None
    what: frozenset[str] = frozenset()


def filler(claim: Claim, world: Corpus) -> Filler | None:
    """Return what a claim names of what its question asks for, None where it answers something else."""
    if (
        (claim.polarity is Polarity.DENIED and not _BOUND.match(claim.object.label))
        or claim.mode is not Mode.ACTUAL
        or not may_fill(claim)
    ):
        return None
    question = world.question(claim)
    wanted = asked(question)
    if wanted is None:
        return None
    known, key = _known(claim), (question, _opens(claim, world))
    if key not in known:
        known[key] = next(_filler(claim, wanted, first=key[1]), None)
    return known[key]


@remembered
def _known(_claim: Claim) -> dict[tuple[str, bool], Filler | None]:
    """Return what is known of a claim as an answer: to which question, and whether it opens its text."""
    return {}


def _opens(claim: Claim, world: Corpus) -> bool:
    """Whether a claim stands in the first sentence of its answer."""
    found = world.contributions.get(claim.contribution)
    return found is not None and bool(found.sentences) and claim.evidence.start <= found.sentences[0].start


@remembered
def may_fill(claim: Claim) -> bool:
    """Whether a claim gives a time, a number or a name at all."""
    if claim.time or any(c.isdigit() for c in claim.object.label):
        return True
    named = (
        any(m.label[:1].isupper() for m in (claim.subject, claim.object))
        or _named(claim.object.label) is not None
    )
    return named or any(counted(m.label) or lasted(m.label) for m in (claim.subject, claim.object))


def _filler(claim: Claim, wanted: Asked, *, first: bool) -> Iterator[Filler]:
    if claim.polarity is Polarity.DENIED and wanted.kind not in {"many", "long"}:
        return
    if wanted.kind == "when":
        yield from _time(claim, wanted, first=first)
    elif wanted.kind in {"many", "long"}:
        yield from _number(claim, wanted)
    elif wanted.kind == "where":
        yield from _place(claim, wanted)
    else:
        yield from _name(claim, wanted, first=first)


# -- what a claim is about -------------------------------------------------------------------


@remembered
def _verb(claim: Claim) -> frozenset[str]:
    """Return the stems of a claim's verb, as the text has it and as the relation is called."""
    called = [w for w in claim.relation.id.removeprefix("v-").split("-") if w]
    return frozenset(stem(w) for w in (*called, *tokens(claim.relation.text), *tokens(claim.relation.label)))


def _fits(claim: Claim, wanted: Asked, said: frozenset[str], *, verb: bool = True) -> bool:
    """Whether a claim speaks of what is asked for: all it says is light, or stands in the question."""
    said = frozenset(s for s in said if len(s) > 1)
    if said - wanted.stems - words("helping") - words("light") - words("end") - words("begin") - _kin(wanted):
        return False
    if not verb or claim.relation.id in COPULAS:
        return True
    return bool(
        _verb(claim) & (wanted.stems | words("light_verbs") | words("end") | words("begin") | _kin(wanted))
    )


def _kin(wanted: Asked) -> frozenset[str]:
    """Return what comes to the same as words of the question: the dead, those killed, the toll."""
    return words("dead") if wanted.stems & words("dead") else frozenset()


def _said(mention: Mention) -> frozenset[str]:
    """Return the stems of a label, without what only its name in full adds: Caesar, Julius Caesar."""
    whole, part = stems(mention.label), stems(mention.text)
    return whole & part or whole


# -- times -----------------------------------------------------------------------------------

_OPEN = re.compile(r"^\.\./|/\.\.$")
_BEFORE = re.compile(r"\b(?:not before|after|later than|only after|at the earliest)\b", re.IGNORECASE)
_BY = re.compile(r"\b(?:by|before|prior to|no later than|at the latest)\b", re.IGNORECASE)
_STILL = re.compile(r"\bstill\b", re.IGNORECASE)
_NOT_UNTIL = re.compile(r"\b(?:not|n[’']t|never)\b.{0,40}\b(?:until|till)\b", re.IGNORECASE)


def _time(claim: Claim, wanted: Asked, *, first: bool) -> Iterator[Filler]:
    when = times(claim)
    if not when:
        return
    told = claim.time_text or when
    dated = stems(told)
    said = (_said(claim.subject) | stems(claim.object.label)) - dated
    last = (
        wanted.turn == "end"
        and stem("last") not in wanted.stems
        and tokens(claim.subject.label)[:1] == ("last",)
    )
    named = first and claim.subject.label[:1].isupper() and bool(_verb(claim) & wanted.stems)
    about = _fits(claim, wanted, said) and said & wanted.stems
    if not about and not last and not (named and not (stems(claim.object.label) - dated - wanted.stems)):
        return
    spoken = "end" if last else _turned(claim)
    still = wanted.turn == "end" and (last or _STILL.search(claim.quote) is not None)
    if wanted.turn and spoken != wanted.turn and not still:
        return
    if not wanted.turn and spoken and not _verb(claim) & wanted.stems:
        return
    if (span := _years(when, told, still=still)) is not None:
        yield Filler("when", told, span)


@remembered
def _turned(claim: Claim) -> str:
    """Return whether a claim tells of a beginning or an end."""
    if _NOT_UNTIL.match(claim.time_text or ""):
        return "end" if turn(_verb(claim)) == "end" else "begin"
    told = (
        f"{claim.relation.text} {claim.relation.label} {claim.object.label} {claim.time_text or ''}".lower()
    )
    if _CAME_IN.search(told):
        return "begin"
    return turn(stems(told) | _verb(claim) | stems(claim.subject.label) & {stem("first")})


_CAME_IN = re.compile(r"\b(?:came? in\b|came? into|since|not before|first|earliest|only (?:from|in|after))")


def _years(when: str, told: str, *, still: bool) -> Range | None:
    """Return between which years, as fractions, something may have happened."""
    rough = "~" in when or re.search(r"\b(?:about|around|circa|roughly|c\.|or so)\b", told) is not None
    first, last = bounds(_OPEN.sub("", when))
    if first is None or last is None:
        return None
    low, high = _year(first), _year(last) + 1
    if rough:
        margin = 10.0 if low > 1000 else 25.0 if low > 0 else 50.0
        low, high = low - margin, high + margin
    if still or (_BEFORE.search(told) and not _NOT_UNTIL.search(told)):
        high = _INFINITE
    elif _BY.search(told):
        low = -_INFINITE
    return Range(low, high)


def _year(day: str) -> float:
    before = day.startswith("-")
    year, month, _ = day.removeprefix("-").split("-")
    return (-int(year) if before else int(year)) + (0.0 if month == "12" else (int(month) - 1) / 12)


# -- numbers and lengths ---------------------------------------------------------------------


def _number(claim: Claim, wanted: Asked) -> Iterator[Filler]:
    measure = lasted if wanted.kind == "long" else counted
    for mention, other in ((claim.object, claim.subject), (claim.subject, claim.object)):
        label = " ".join(w for w in mention.label.split() if w.strip(".,") not in wanted.stems)
        found = measure(label)
        if found is None or (
            wanted.kind == "many" and times(claim) in {w.strip(".,") for w in label.split()}
        ):
            continue
        if claim.polarity is Polarity.DENIED:
            up = _BOUND.match(mention.label)
            if up is None:
                continue
            ends = (0.0, found.least * 1.05) if up["up"] else (found.most * 0.95, 1e12)
            found = found._replace(least=ends[0], most=ends[1])
        said = _said(other) | stems(mention.label) - _number_words()
        if _fits(claim, wanted, said) and (said | _verb(claim)) & (wanted.stems | _kin(wanted)):
            what = (stems(mention.label) - _number_words()) & wanted.stems
            yield Filler(wanted.kind, mention.label, found, what=what)


@lru_cache(maxsize=1)
def _number_words() -> frozenset[str]:
    return frozenset(stem(w) for w in load_toml("comparison.toml")["asking"]["numbers"])


# -- places ----------------------------------------------------------------------------------

_NAME = re.compile(r"[A-Z][\w’'-]+(?:(?: (?:of|the|de|al|el|la))* [A-Z][\w’'-]+)*")


@lru_cache(maxsize=65536)
def _named(label: str) -> str | None:
    match = _NAME.search(label)
    return match.group() if match is not None else None


def _place(claim: Claim, wanted: Asked) -> Iterator[Filler]:
    names = [n for n in _NAME.findall(claim.object.label) if not stems(n) <= wanted.stems]
    if (
        not wanted.one
        or _MOSTLY.search(claim.quote)
        or not 1 <= len(names) <= 2
        or not _is_place(names[0])
        or _BUILT.search(" ".join(names))
    ):
        return
    said = stems(claim.subject.label) | stems(claim.object.label) - stems(" ".join(names))
    if _fits(claim, wanted, said - words("where")) and stems(claim.subject.label) & wanted.stems:
        yield Filler("where", ", ".join(names), name=claim.object)


_BUILT = re.compile(
    r"\b(?:St\.?|Saint|Cathedral|Church|Abbey|Palace|Castle|Tower|House|Square|Street|Bridge|Temple|Gate|Park|Christmas|[A-Z]\w+’s|[A-Z]\w+'s)\b"
)
"""What stands in a town, whatever the town."""

_MOSTLY = re.compile(
    r"\b(?:mostly|mainly|usually|often|sometimes|also|for instance|for example)\b", re.IGNORECASE
)


def _is_place(name: str) -> bool:
    found = gazetteer().get(name)
    return found is None or found.kind is not EntityKind.PERSON


# -- names -----------------------------------------------------------------------------------


def _name(claim: Claim, wanted: Asked, *, first: bool) -> Iterator[Filler]:
    if not wanted.one or (wanted.kind == "what" and not wanted.stems & words("calling")):
        return  # "what was its medium?" is answered by no name
    if (match := _CALLED.match(claim.object.label)) and claim.relation.id in COPULAS:
        if _said(claim.subject) & wanted.stems and _fits(claim, wanted, _said(claim.subject)):
            yield Filler(wanted.kind, match["name"], name=claim.object)
        return
    for mention, other in ((claim.object, claim.subject), (claim.subject, claim.object)):
        if (
            _named(mention.label) is None
            or stems(mention.label) <= wanted.stems | words("helping") | words("light")
            or len(tokens(mention.label)) > 6
        ):
            continue
        behind = mention is claim.object
        copula = claim.relation.id in COPULAS
        said = stems(other.label) | (frozenset() if copula else _verb(claim))
        if copula and not (_PROPER.fullmatch(mention.label) and claim.relation.id == "was"):
            continue
        if (behind and not copula) or not _fits(claim, wanted, _said(other)):
            continue
        if stems(other.label) & words("best") - wanted.best:
            continue  # its first owner is not whoever owned it
        covered = len(said & wanted.stems) * 2 >= len(wanted.stems) or bool(stems(other.label) & wanted.best)
        if not covered and not (first and copula and said & wanted.stems):
            continue
        if not copula and not (wanted.stems & words("one_doer") or stems(other.label) & words("best")):
            continue
        yield Filler(wanted.kind, mention.label, name=mention)


_CALLED = re.compile(r"(?:called|named|known as) (?P<name>.+)")
_PROPER = re.compile(
    r"[A-Z][\w.’'-]*(?:,? (?:[A-Z][\w.’'-]*|of|the|and|de|del|di|da|du|la|le|van|von|der|den|al|el|bin|ibn|y))*"
)
"""A name and nothing besides: "Spartan princess" names nobody, nor does a heading with a date in it."""


def _several(claim: Claim, told: str) -> bool:
    """Whether a text names its answer as one of several."""
    low = claim.quote.lower()
    return (
        any(word in low for word in load_toml("comparison.toml")["asking"]["many_doers"]) or " and " in told
    )


def _same_name(one: str, other: str, question: str) -> bool:
    """Whether two names share what the question does not say: King John and John Lackland."""
    return bool((stems(one) & stems(other)) - asked_for(question))


# -- the rule --------------------------------------------------------------------------------


def other_filler(a: Claim, b: Claim, world: Corpus) -> Finding | None:
    """Two answers name two things where the question asks for one: persons, times, places, numbers, lengths."""
    if not world.side_by_side(a, b):
        return None
    one, other = filler(a, world), filler(b, world)
    if one is None or other is None or one.kind != other.kind or one.told == other.told:
        return None
    if one.span is not None and _two_things(a.subject, b.subject):
        return None
    why = f"the question asks for one thing, and they name “{one.told}” and “{other.told}”"
    if one.span is not None and other.span is not None:
        if not _differ(one, other):
            return None
        return Finding(LinkKind.VALUE_CONFLICT, why, timed=one.kind == "when", valued=one.kind != "when")
    if one.name is None or other.name is None:
        return None
    if one.kind == "where":
        known = [{name for place in places_in(f.told) for name in place.names} for f in (one, other)]
        if all(known) or any(map(is_wide, known[0] | known[1])):
            return None  # what is known of places is compared as the value of an answer
        return Finding(LinkKind.VALUE_CONFLICT, why, valued=True) if apart(one.told, other.told) else None
    if fit(one.name, other.name, world) is not Fit.APART:
        return None
    if _several(a, one.told) or _several(b, other.told) or by_title(one.told, other.told):
        return None
    if (
        _same_name(one.told, other.told, world.question(a))
        or one.told in b.quote
        or other.told in a.quote
        or _sorts(one.told) != _sorts(other.told)
    ):
        return None
    return Finding(LinkKind.VALUE_CONFLICT, why, Strength.QUALIFIED)


def _two_things(one: Mention, other: Mention) -> bool:
    """Whether two subjects that are taken for one are worded apart: the Northern Song, the Southern Song."""
    ours, theirs = wording(one), wording(other)
    return bool(ours and theirs) and named_apart(ours, theirs)


def _differ(one: Filler, other: Filler) -> bool:
    assert one.span is not None
    assert other.span is not None
    if one.kind != "when":
        other_thing = (
            bool(one.what and other.what) and not one.what & other.what
        )  # so many ships, so many men
        return not other_thing and one.span.apart(other.span)
    early, late = sorted((one.span, other.span), key=lambda span: span.most)
    return early.most <= late.least


def _sorts(name: str) -> bool:
    """Whether a name is one of a state or a people."""
    found = gazetteer().get(name)
    return found is not None and found.kind in {EntityKind.POLITY, EntityKind.GROUP}
