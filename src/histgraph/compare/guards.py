"""Differences that keep two claims from contradicting each other: weighed, and always recorded."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import takewhile

from histgraph.compare.align import Fit, fit
from histgraph.compare.conflicts.openings import clause, not_there, opens
from histgraph.compare.conflicts.rules import COPULAS, table
from histgraph.compare.corpus import Corpus, two_parties
from histgraph.compare.distance import first_and_last, leant_on, only_told
from histgraph.compare.matters import asked_for, matter, stems
from histgraph.compare.memory import remembered
from histgraph.compare.values import disjoint, times
from histgraph.compare.words import content, tokens, word_list
from histgraph.model import Certainty, Claim, CueKind, EntityKind, Mode, Polarity, Stance
from histgraph.resources import load_toml

_PLACE = re.compile(
    r"\b(?:[Ii]n|[Aa]t|[Aa]mong|[Ww]ithin|[Tt]hroughout|[Aa]cross)\s+(?:the\s+)?((?:[A-Z][\w’'-]+\s?)+)"
)
_THEORY = re.compile(
    r"\b(in theory|in practice|on paper|officially|internally|nominally|formally|in reality|in name)\b", re.I
)
_IF = re.compile(
    r"\b(if(?! (?:i|memory|not|anything|ever|at all|you ask)\b)|unless|provided that|as long as)\b",
    re.IGNORECASE,
)
_MONTHS = word_list("months")


@dataclass(frozen=True, slots=True)
class Guard:
    """One difference. ``bars`` tells that it excludes a contradiction, ``weight`` in [0, 3] how far it softens one."""

    text: str
    bars: bool = False
    weight: int = 0


def guards(
    a: Claim,
    b: Claim,
    world: Corpus,
    *,
    timed: bool = False,
    valued: bool = False,
    counted: bool = False,
    answered: bool = False,
    reported: bool = True,
) -> tuple[Guard, ...]:
    """Return all differences between two claims that bear on whether they contradict each other.

    Args:
        a: one claim.
        b: the other.
        world: what stands around them.
        timed: the conflict is about the time itself, so that a difference of time is no excuse.
        valued: it is about how many or where, so that a difference in these is none.
        counted: it is about how many or how often, while where still matters.
        answered: it rests on the words that open an answer, however the claim was read.
        reported: whose view a claim reports counts; not where one text answers the other, and means what it reports.
    """
    found = [] if timed else list(_time(a, b))
    for part in (
        _mode(a, b),
        _condition(a, b, world.question(a)),
        _holder(a, b) if reported else (),
        () if valued else _scope(a, b, world, counted=counted),
        _part(a, b, world),
        _bearer(a, b, world),
        _purpose(a, b),
        () if answered else _reading(a, b, world),
        _told(a, b),
        _enough(a, b),
        _so_far(a, b),
        _only_there(a, b, world.question(a)),
    ):
        found += part
    return tuple(found)


def _only_there(a: Claim, b: Claim, question: str) -> Iterator[Guard]:
    """A bare "not in the forest" denies nothing of anywhere else."""
    if limit := not_there(a, b, question):
        yield Guard(f"denied only with a limit: “{limit}”", bars=True)


@remembered
def words_of(claim: Claim) -> str:
    """Return the quote of a claim with single blanks."""
    return " ".join(claim.quote.split())


def same_words(a: Claim, b: Claim) -> Guard | None:
    """Return a guard against conflict where one sentence, or one copied, says both.

    Nobody contradicts himself within a sentence: what it affirms and what it denies there are two
    things that it sets against each other. Only a view reported from somebody else is denied so.
    """
    if a.source == b.source and a.evidence.start < b.evidence.end and b.evidence.start < a.evidence.end:
        reported = two_parties(a, b) or (a.polarity is not b.polarity and a.attributed_to != b.attributed_to)
        reported = reported and not any(c.attributed_to and leant_on(c) for c in (a, b))
        return None if reported else Guard("one sentence says both", bars=True)
    if a.polarity is b.polarity and (a.quote == b.quote or words_of(a) == words_of(b)):
        return Guard("both quote the same words", bars=True)
    return None


_OPENING = re.compile(r"(?:In|By|Around|Until|Before|After) (?P<year>\d{3,4})\b(?!s)")


def _opening_year(claim: Claim) -> str:
    """Return the year that a sentence opens with, "" where it opens with none."""
    match = _OPENING.match(claim.quote)
    return match["year"] if match is not None else ""


def _time(a: Claim, b: Claim) -> Iterator[Guard]:
    one, other = times(a), times(b)
    first, second = _opening_year(a), _opening_year(b)
    if bool(one) != bool(other) and first and second and first != second:
        yield Guard(f"different time: {first} and {second}", bars=True)
    if first_and_last(a, b):
        yield Guard("one tells of the beginning, the other of the end", bars=True)
    if bool(one) != bool(other) and any(_AGE.search(c.time_text or "") for c in (a, b)):
        yield Guard(f"times that cannot be compared: {a.time_text} and {b.time_text}", weight=2)
    if bool(one) != bool(other) and a.polarity is not b.polarity:
        no, yes = (a, b) if a.polarity is Polarity.DENIED else (b, a)
        if _FROM_THEN.match(no.time_text or "") and _REIGN.search(yes.quote):
            yield Guard(f"times that cannot be compared: {no.time_text} and a reign", bars=True)
    if not one or not other or one == other:
        return
    told = f"{a.time_text or one} and {b.time_text or other}"
    if disjoint(one, other) or _before_what_was_so(a, b) or _before_what_was_so(b, a):
        yield Guard(f"different time: {told}", bars=True)
    else:
        yield Guard(f"times that overlap: {told}")


_AGE = re.compile(r"\b(?:age|era|period|times|days)$", re.IGNORECASE)
_FROM_THEN = re.compile(r"(?:after|before|since|until|from|by)\b", re.IGNORECASE)
_REIGN = re.compile(r"\b(?:[Uu]nder|in the (?:reign|days|time) of) (?:the )?[A-Z]")
_BY = re.compile(r"^\.\./(\d{3,4})$")


def _before_what_was_so(by: Claim, earlier: Claim) -> bool:
    """Whether one tells of a state reached by some year, the other of a year before: dead by 1700, alive in 1300."""
    end, then = _BY.match(by.time or ""), re.match(r"(\d{3,4})\b", earlier.time or "")
    if end is None or then is None or by.polarity is Polarity.DENIED or by.relation.id in table("once"):
        return False
    return int(then[1]) < int(end[1])


def _mode(a: Claim, b: Claim) -> Iterator[Guard]:
    unreal = {Mode.HYPOTHETICAL, Mode.COUNTERFACTUAL}
    if a.mode is not b.mode:
        yield Guard(f"different mode: {a.mode} and {b.mode}", bars=True)
    elif a.mode in unreal:
        yield Guard(f"both only supposed ({a.mode})", weight=1)
    if a.polarity is not b.polarity:
        yes = a if a.polarity is Polarity.AFFIRMED else b
        words = (yes.relation.text or "").lower().split()
        if words[:1] in (["might"], ["could"]) and words[1:2] == ["have"]:
            yield Guard("what might have been, against what was", weight=1)
    hedged = [str(c.certainty) for c in (a, b) if c.certainty is not Certainty.CERTAIN]
    if hedged:
        yield Guard(f"hedged: {', '.join(hedged)}", weight=1)


_NO_CONDITION = re.compile(
    r"(?:if|when) (?:anything|at all|ever|you (?:ask|believe|trust|go by)|one asks|not|so|only|possible)\b",
    re.IGNORECASE,
)
"""What looks like a condition and is none: if anything, they prolonged it."""


_WHEN = re.compile(r"[a-z] when(?:ever)? (?:they|he|she|it|people|you) [a-z]")


def _conditioned(claim: Claim, question: str) -> str:
    """Return on what a claim depends, "" where on nothing; what the question supposes both texts suppose."""
    told = claim.condition or ""
    return "" if _NO_CONDITION.match(told) or told.lower() in question.lower() else told


def _condition(a: Claim, b: Claim, question: str) -> Iterator[Guard]:
    one, other = _conditioned(a, question), _conditioned(b, question)
    if bool(one) != bool(other):
        yield Guard(f"a condition on one side: {one or other}", bars=True)
    elif one and other and one != other:
        yield Guard(f"different conditions: {one}; {other}", bars=True)
    elif (
        not one
        and {a.relation.id, b.relation.id} <= COPULAS
        and bool(_WHEN.search(a.quote)) != bool(_WHEN.search(b.quote))
    ):
        yield Guard("one sentence tells when it was so", weight=1)
    elif not one and bool(_IF.search(a.quote)) != bool(_IF.search(b.quote)):
        yield Guard("one sentence holds a condition", weight=1)


_SOMEBODY = re.compile(r"^(?:the |a |an |some |many |most |few |several )", re.IGNORECASE)


@cache
def is_authority(holder: str) -> bool:
    """Whether a holder is somebody by name, as scholars are: an author who tells such a view brings it to bear."""
    words = tokens(holder)
    return len(words) >= 2 and all(w[0].isupper() for w in words) and not _SOMEBODY.match(holder)


def _answered(reported: Claim, own: Claim) -> bool:
    """Whether an author says what he thinks himself after he has told what others do."""
    return (
        reported.contribution == own.contribution
        and own.attributed_to is None
        and reported.evidence.end <= own.evidence.start
    )


def _holder(a: Claim, b: Claim) -> Iterator[Guard]:
    if a.attributed_to and b.attributed_to and two_parties(a, b):
        # Whoever tells what two parties hold against each other tells of a dispute, be it not his own.
        yield Guard(f"views reported from {a.attributed_to} and from {b.attributed_to}", weight=1)
        parties: tuple[tuple[Claim, Claim], ...] = ()
    else:
        parties = ((a, b), (b, a))
    for one, other in parties:
        if one.attributed_to and one.stance is Stance.REJECTS:
            yield Guard(f"a view of {one.attributed_to} that its author rejects", weight=1)
        elif (
            one.attributed_to
            and one.stance is not Stance.ENDORSES
            and one.attributed_to != other.attributed_to
            and not leant_on(one)
        ):
            nobody = one.attributed_to.lower().startswith("it is ")
            known = nobody or is_authority(one.attributed_to) or _answered(one, other)
            hedged = nobody and one.certainty is not Certainty.CERTAIN  # weighed as a hedge already
            yield Guard(
                f"a view reported from {one.attributed_to}", weight=0 if hedged else 1 if known else 2
            )
    if parties and (a.has_cue(CueKind.CONCESSION) or b.has_cue(CueKind.CONCESSION)):
        yield Guard("said in a concession", weight=1)


@cache
def _quantities() -> tuple[frozenset[str], ...]:
    table = load_toml("oppositions.toml")["quantity"]
    return tuple(frozenset(table[key]) for key in ("all", "most", "some"))


@lru_cache(maxsize=65536)
def _quantity(label: str) -> str:
    """Return "all", "most", "some", or "" where a label does not say how many are meant."""
    words = [w.lower() for w in tokens(label)[:3]]
    for name, known in zip(("all", "most", "some"), _quantities(), strict=True):
        if any(w in known for w in words[: 2 if name == "some" else 3]) and words[:1] != ["a"]:
            return name
    if "half" in words[:2]:
        return "half"
    return "some" if words[:2] in (["a", "part"], ["a", "few"], ["a", "minority"]) else ""


_QUARTER = re.compile(
    r"\b(?:in|of|from|to) the (north|south|east|west|countryside|towns|cities|capital|provinces)\b",
    re.IGNORECASE,
)


def _scope(a: Claim, b: Claim, world: Corpus, *, counted: bool) -> Iterator[Guard]:
    if not counted:
        yield from _cue_scope(a, b)
        yield from _how_many(a, b, world)
    quarters = [frozenset(m.lower() for m in _QUARTER.findall(clause(c))) for c in (a, b)]
    if all(quarters) and quarters[0].isdisjoint(quarters[1]):
        yield Guard(f"different places: the {min(quarters[0])}, the {min(quarters[1])}", bars=True)
    first, second = _places(a, world), _places(b, world)
    if first and second and not first & second:
        yield Guard(
            f"different places: {', '.join(sorted(first))} and {', '.join(sorted(second))}", bars=True
        )
    elif first != second and not (first and second):
        yield Guard(f"a place on one side: {', '.join(sorted(first | second))}", weight=1)


def _how_many(a: Claim, b: Claim, world: Corpus) -> Iterator[Guard]:
    one, other = _quantity(a.subject.label), _quantity(b.subject.label)
    if a.polarity is not b.polarity and {one, other} == {"some", "most"}:
        yield Guard("some on one side, most on the other: both can be", bars=True)
    elif (
        a.polarity is not b.polarity
        and _quantity((a if a.polarity is Polarity.DENIED else b).subject.label) == "all"
    ):
        yield Guard(f"how many are meant: {one or 'all together'} and {other or 'all together'}")
    elif one != other and "some" in (one, other):
        contrary = {one, other} == {"all", "some"} and a.polarity is not b.polarity
        denied = _quantity((a if a.polarity is Polarity.DENIED else b).subject.label)
        excepted = a.polarity is not b.polarity and {one, other} == {"", "some"} and denied == "some"
        yield Guard(
            f"how many are meant: {one or 'all together'} and {other or 'all together'}",
            weight=0
            if contrary
            else 1
            if excepted and fit(a.object, b.object, world) is not Fit.APART
            else 2,
        )
    elif one == other == "half":
        yield Guard("half on either side: both can be", bars=True)
    elif one == other == "some":
        yield Guard("some on either side: both can be", bars=True)
    elif one != other:
        yield Guard(f"how many are meant: {one or 'all together'} and {other or 'all together'}", weight=1)


UNSURE = 0.4
"""Confidence below which a claim may well have been misread: of links with such a claim most were wrong."""

SHORT = 120
"""Code points of a sentence that is read rightly where it opens an answer by saying that there was none."""


def _reading(a: Claim, b: Claim, world: Corpus) -> Iterator[Guard]:
    """A claim that was read with little confidence: what it is at odds with may be the reading.

    That there was no such thing is rated low because it says little: where it opens an answer it was not misread.
    """
    least = min(a, b, key=lambda c: c.confidence)
    if least.confidence < UNSURE:
        plain = _was_none(least) and opens(least, world) and len(least.quote) <= SHORT
        yield Guard(f"read with little confidence: {least.confidence:.2f}", weight=1 if plain else 2)


def _was_none(claim: Claim) -> bool:
    """Whether a claim says that there was no such thing, or nobody had any."""
    return claim.polarity is Polarity.DENIED and (not claim.object.spoken or claim.object.label == "there")


def _told(a: Claim, b: Claim) -> Iterator[Guard]:
    """What a sentence only tells of as an image or a common belief is not what its author says."""
    for claim in (a, b):
        reported = a.contribution == b.contribution and claim.attributed_to
        if not reported and (told := only_told(claim)):
            yield Guard(f"told only as “{told}”", bars=True)


_MUCH = re.compile(r"\b(?:enough|many|much|more|most)\b", re.IGNORECASE)
_FEW = re.compile(
    r"^(?:only |just |barely |hardly )?(?:fewer|less|under|below|no more|at most|barely|only|few)\b",
    re.IGNORECASE,
)


def _enough(a: Claim, b: Claim) -> Iterator[Guard]:
    """What did not sell enough may have sold fewer than five hundred: both say the same."""
    if a.polarity is not b.polarity:
        no, yes = (a, b) if a.polarity is Polarity.DENIED else (b, a)
        if _MUCH.search(no.object.label) and _FEW.match(yes.object.label):
            yield Guard("few are no denial of enough", bars=True)


_LIMITS = word_list("limits")
_REASONS = frozenset({"for", "because", "as"})
_SURE = word_list("sure")


def _so_far(a: Claim, b: Claim) -> Iterator[Guard]:
    """What is denied only of a time, place, means or manner: "not built in wartime" leaves open that it was built."""
    if a.polarity is b.polarity:
        return
    no, yes = (a, b) if a.polarity is Polarity.DENIED else (b, a)
    agent = f" by {no.subject.text}" in words_of(no) and " by " not in words_of(yes)
    if agent and yes.relation.id == "was" and _plainly(yes.subject.label) == _plainly(no.object.label):
        yield Guard(f"denied is only “by {no.subject.text}”", bars=True)
    if no.relation.id != yes.relation.id:
        return
    denied, told = _plainly(no.object.label), _plainly(yes.object.label)
    shared = sum(1 for _ in takewhile(lambda two: two[0] == two[1], zip(denied, told, strict=False)))
    if not 0 < shared < len(denied) or not _limits(denied[shared]) or denied[shared:] == ("at", "all"):
        return
    if shared == len(told) or _limits(told[shared]):
        # Whoever wants a thing, but not "for its own sake", may well be doubted: no bar, but softer.
        reason = denied[shared] in _REASONS
        yield Guard(f"denied is only “{' '.join(denied[shared:])}”", bars=not reason, weight=int(reason))


def _limits(word: str) -> bool:
    """Whether a word begins what limits a deed: a time, a place, a means, a manner."""
    return word in _LIMITS or (word.endswith("ly") and word not in _SURE)


@lru_cache(maxsize=65536)
def _plainly(label: str) -> tuple[str, ...]:
    """Return the words of a label in lower case, without the article it may open with."""
    words = tuple(w.lower() for w in tokens(label))
    return words[1:] if words[:1] in {("the",), ("a",), ("an",)} else words


_FOR_WHAT = re.compile(
    r"\s+(?:to\s+(?!the\b|an?\b)[a-z]+|because|as\s|for\s+the\s+(?:purpose|sake)|in order)"
)


def _purpose(a: Claim, b: Claim) -> Iterator[Guard]:
    """A denied passive with a purpose: what "was never built to stop an army" may well have been built."""
    denied = a if a.polarity is Polarity.DENIED else b
    if a.polarity is b.polarity or denied.relation.id != "was" or not denied.object.text:
        return
    behind = denied.quote.partition(denied.object.text)[2]
    match = _FOR_WHAT.match(behind)
    if match is not None:
        yield Guard(
            f"denied is only what comes behind “{denied.object.text}”: “{match.group().strip()} …”", bars=True
        )


def _cue_scope(a: Claim, b: Claim) -> Iterator[Guard]:
    said = []
    for claim in (a, b):
        cues = {q.text.lower() for q in claim.cues if q.kind is CueKind.SCOPE}
        said.append(cues | {m.lower() for m in _THEORY.findall(claim.quote)})
    if said[0] and said[1] and not said[0] & said[1]:
        yield Guard(f"different scopes: {', '.join(sorted(said[0]))}; {', '.join(sorted(said[1]))}", weight=2)
    elif said[0] != said[1]:
        yield Guard(f"a scope: {', '.join(sorted(said[0] ^ said[1]))}", weight=1)
    denied = a if a.polarity is Polarity.DENIED else b
    only = [q.text for q in denied.cues if q.kind in {CueKind.EXCLUSIVE, CueKind.PRIMARY}]
    if a.polarity is not b.polarity and only:
        yield Guard(f"only “{only[0]}” is denied", weight=2)


def _places(claim: Claim, world: Corpus) -> frozenset[str]:
    """Return the named places that the sentence puts a claim in, beside those in its subject and object.

    Only a place that opens the sentence or stands within the words that carry the claim counts:
    others may belong to another clause.
    """
    said = content(claim.subject.label) | content(claim.object.label) | content(world.question(claim))
    found = {claim.place} if claim.place else set()
    for match in _PLACE.finditer(claim.quote):
        at = claim.evidence.start + match.start()
        if match.start() == 0 or claim.focus is None or claim.focus.start <= at < claim.focus.end:
            found.add(match[1].strip())
    return frozenset(
        p for p in found if not content(p) <= said and not any(w.lower() in _MONTHS for w in tokens(p))
    )


def _part(a: Claim, b: Claim, world: Corpus) -> Iterator[Guard]:
    subjects = fit(a.subject, b.subject, world)
    if _none_of_it(a, b):
        pass  # who denies that there was any denies a part of it too
    elif subjects in {Fit.NARROWER, Fit.WIDER} and not _asked_in_full(a, b, world):
        yield Guard(f"part against whole: “{a.subject.label}” and “{b.subject.label}”", weight=1)
    elif subjects is Fit.NEAR:
        yield Guard(f"subjects taken as one: “{a.subject.label}” and “{b.subject.label}”", weight=1)
    objects = fit(a.object, b.object, world)
    if objects in {Fit.NARROWER, Fit.WIDER} and a.polarity is b.polarity:
        yield Guard(f"part against whole: “{a.object.label}” and “{b.object.label}”", weight=1)
    elif objects is Fit.NEAR:
        yield Guard(f"objects taken as one: “{a.object.label}” and “{b.object.label}”", weight=1)
    elif objects is Fit.SAME and a.polarity is not b.polarity and _strangers(a, b):
        yield Guard(f"worded without a shared word: “{a.object.label}”, “{b.object.label}”", weight=1)


def _none_of_it(a: Claim, b: Claim) -> bool:
    """Whether one says that there was no such thing at all."""
    return a.polarity is not b.polarity and any(
        c.polarity is Polarity.DENIED
        and c.relation.id in {"existed", "happened"}
        and (not c.object.spoken or c.object.label == "there")
        for c in (a, b)
    )


def _asked_in_full(a: Claim, b: Claim, world: Corpus) -> bool:
    """Whether one subject says only in full what both answer the question about: the Revolution, the French one."""
    asked = asked_for(world.question(a)) if world.topic(a) == world.topic(b) else frozenset()
    return stems(a.subject.label) ^ stems(b.subject.label) <= asked and matter(a.subject.label).head in asked


def _strangers(a: Claim, b: Claim) -> bool:
    one, other = content(a.object.label), content(b.object.label)
    return bool(one) and bool(other) and not one & other


def _bearer(a: Claim, b: Claim, world: Corpus) -> Iterator[Guard]:
    """Two bearers of one name: the texts describe them differently right behind the name."""
    found = world.entities.get(a.subject.entity)
    if found is None or found.kind is EntityKind.TIME or fit(a.subject, b.subject, world) is Fit.APART:
        return
    first, second = described_as(a), described_as(b)
    one, other = content(first), content(second)
    if one - other and other - one:
        yield Guard(f"perhaps two of one name: {first}; {second}", weight=3)


def described_as(claim: Claim) -> str:
    """Return what stands in brackets or commas right behind the subject's name, "" if nothing."""
    name = claim.subject.text or claim.subject.label
    behind = claim.quote.split(name)[1:] if name else []
    for pattern in _BESIDE:
        for words in behind:
            if match := pattern.match(words):
                return match[1]
    return ""


_BESIDE = tuple(
    re.compile(pattern)
    for pattern in (
        r"\s*\(([^)\d]{3,60})\)",
        r",\s+(?:the|an?)\s+([^,.]{3,60}),",
        r"\s+((?:the|of)\s+[A-Z]\w+)",
    )
)
