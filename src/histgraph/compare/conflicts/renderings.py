"""What one text denies, and the other tells in another word; and of what nature the two call one thing.

"They never left the city" and "they abandoned the city", "hardly anyone converted" and "friars converted thousands",
"they did not accept anything" and "they accepted the new rulers", "there never was such an order" and "the order was
a real thing", "a tax revolt" and "a Christian rising". Each sets two texts on one question against each other.
"""

import re
from functools import cache, lru_cache

from histgraph.compare.align import Fit, fit
from histgraph.compare.conflicts.denials import is_nobody
from histgraph.compare.conflicts.rules import COPULAS, Finding, data, same_wording, table
from histgraph.compare.corpus import Corpus
from histgraph.compare.matters import asked_for, beside, matter, met, sorts_of, stem, stems
from histgraph.compare.memory import remembered
from histgraph.compare.sight import affirmation, between, denial
from histgraph.compare.words import forms, tokens, word_list
from histgraph.model import Claim, LinkKind, Polarity

# -- the same deed in another word -----------------------------------------------------------


@cache
def _acts() -> dict[str, int]:
    """Return for each form of a verb of ``one_act`` the row in which it stands."""
    return {form: n for n, row in enumerate(data()["one_act"]) for verb in row for form in forms(verb)}


@remembered
def _act(claim: Claim) -> int | None:
    """Return the row of the verb of a claim, None where its verb stands in none."""
    words = tokens(claim.relation.text)[-1:] or tokens(claim.relation.label)[:1]
    return _row(words[0].lower()) if words else None


@lru_cache(maxsize=4096)
def _row(verb: str) -> int | None:
    known = _acts()
    return next((known[form] for form in (verb, *sorted(forms(verb))) if form in known), None)


_BARE = frozenset({"", "ever", "at all"})


@between(
    denial(others=COPULAS, holds=lambda c: _act(c) is not None),
    affirmation(holds=lambda c: _act(c) is not None),
)
def act_denied(a: Claim, b: Claim, world: Corpus) -> Finding | None:
    """One denies a deed that the other tells of in another word: never left it, abandoned it."""
    row = _act(a)
    if a.polarity is b.polarity or row is None or row != _act(b) or not world.side_by_side(a, b):
        return None
    no, yes = (a, b) if a.polarity is Polarity.DENIED else (b, a)
    if no.relation.id in COPULAS:
        return None
    question = world.question(a)
    if not is_nobody(no.subject.label, yes.subject.label) and not met(
        no.subject, yes.subject, world, question
    ):
        return None
    said = Fit.NARROWER if no.object.label.lower() in _BARE else fit(yes.object, no.object, world)
    if said in {Fit.APART, Fit.WIDER} and not beside(no.object.label, yes.object.label, question):
        return None
    why = f"one denies that {no.subject.label} {no.relation.label} it, the other says “{yes.relation.label}”"
    return Finding(LinkKind.NEGATION, why)


# -- of anything, and of many ----------------------------------------------------------------

_ANYTHING = word_list("anything")
_SAYING = frozenset({"said", "believed", "knew", "had", "expected"})
_ANYONE = re.compile(
    r"^(?:hardly |scarcely |barely |almost )?(?:anyone|anybody|no one|nobody)(?: (?:in|from|of) (?P<where>.+))?$",
    re.IGNORECASE,
)
_MANY_OF = re.compile(
    r"^(?:(?:very )?(?:large|great|huge|vast) numbers|hundreds|thousands|tens of thousands|millions|many|most|"
    r"whole \w+|entire \w+|the (?:vast )?majority|crowds|scores)\b",
    re.IGNORECASE,
)


def _of_anything(claim: Claim) -> bool:
    """Whether a claim denies a deed of whatever it could be done to, or of everybody."""
    if claim.relation.id in _SAYING | COPULAS or claim.relation.id in table("presence"):
        return False
    said = claim.object.label.lower()
    return said in _ANYTHING or (said in {"at all", ""} and _ANYONE.match(claim.subject.label) is not None)


@between(denial(others=COPULAS, holds=_of_anything), affirmation(others=COPULAS))
def anything_denied(a: Claim, b: Claim, world: Corpus) -> Finding | None:
    """One denies that a thing was done to anything, or befell anybody; the other tells to what, or to how many."""
    if a.polarity is b.polarity or not world.side_by_side(a, b):
        return None
    no, yes = (a, b) if a.polarity is Polarity.DENIED else (b, a)
    row = _act(no)
    one_act = (
        no.relation.id == yes.relation.id or same_wording(no, yes) or (row is not None and row == _act(yes))
    )
    if not one_act or not _of_anything(no):
        return None
    question, anyone = world.question(a), _ANYONE.match(no.subject.label)
    if no.object.label.lower() not in _ANYTHING:
        many = _MANY_OF.match(yes.object.label)
        where = stems(anyone["where"] or "") - asked_for(question) if anyone is not None else frozenset()
        if many is None or not where <= stems(yes.object.label):
            return None
        return Finding(LinkKind.NEGATION, f"hardly anyone here, “{yes.object.label}” there", counted=True)
    if not stems(yes.object.label) or not met(no.subject, yes.subject, world, question):
        return None
    why = f"one denies that {no.subject.label} {no.relation.label} anything"
    return Finding(LinkKind.NEGATION, why)


# -- real, or never there --------------------------------------------------------------------

_REAL = re.compile(
    r"^(?:very |quite |perfectly )?(?:real|an? (?:real|actual) [a-z]+|historical)$", re.IGNORECASE
)


@between(denial({"existed"}), affirmation(COPULAS, lambda c: _REAL.match(c.object.label)))
def real_denied(a: Claim, b: Claim, world: Corpus) -> Finding | None:
    """One says that there never was such a thing, the other that it was real."""
    if a.polarity is b.polarity or not world.side_by_side(a, b):
        return None
    no, yes = (a, b) if a.polarity is Polarity.DENIED else (b, a)
    if no.relation.id != "existed" or yes.relation.id not in COPULAS or not _REAL.match(yes.object.label):
        return None
    if not met(a.subject, b.subject, world, world.question(a)):
        return None
    return Finding(LinkKind.NEGATION, "one says that it never existed, the other that it was real")


# -- of what nature it was -------------------------------------------------------------------

_KINDS = word_list("kinds")


@cache
def _kinds() -> frozenset[str]:
    return frozenset(map(stem, _KINDS))


@remembered
def nature(claim: Claim) -> tuple[str, frozenset[int]] | None:
    """Return what a claim calls its subject and of which sort, a tax revolt; None where it does not."""
    if claim.relation.id not in COPULAS or claim.polarity is Polarity.DENIED:
        return None
    found = matter(claim.object.label)
    if found.head not in _kinds():
        return None
    words = tokens(claim.object.label)
    front = next((words[:n] for n, w in enumerate(words) if stem(w) == found.head), ())
    sorts = sorts_of(" ".join(front))
    return (found.head, sorts) if sorts else None


def other_nature(a: Claim, b: Claim, world: Corpus) -> Finding | None:
    """A thing is of one nature here, of another there: a tax revolt, a Christian rising."""
    one, other = nature(a), nature(b)
    if (
        one is None
        or other is None
        or one[0] != other[0]
        or one[1] & other[1]
        or not world.side_by_side(a, b)
    ):
        return None
    question = world.question(a)
    if not matter(a.subject.label).names ^ matter(b.subject.label).names <= asked_for(question):
        return None  # a revolt in one land, a revolt in another
    if not met(a.subject, b.subject, world, question):
        return None
    return Finding(LinkKind.OPPOSED_OBJECT, f"“{a.object.label}” here, “{b.object.label}” there")


# -- for the most part -----------------------------------------------------------------------

_MOSTLY = re.compile(r"^(?:mostly|mainly|chiefly|largely|primarily) (?P<what>[^,;]+)$", re.IGNORECASE)


def mostly(claim: Claim) -> str:
    """Return what a deed was done with or to for the most part, "" where a claim does not say: drank mostly beer."""
    match = _MOSTLY.match(claim.object.label)
    plain = match is None or claim.relation.id in COPULAS or claim.polarity is Polarity.DENIED
    return "" if match is None or plain else match["what"]


def other_staple(a: Claim, b: Claim, world: Corpus) -> Finding | None:
    """Somebody did a thing mostly with one thing here, mostly with another there."""
    one, other = mostly(a), mostly(b)
    if not one or not other or a.relation.id != b.relation.id or stems(one) & stems(other):
        return None
    if not world.side_by_side(a, b) or not met(a.subject, b.subject, world, world.question(a)):
        return None
    return Finding(LinkKind.VALUE_CONFLICT, f"mostly “{one}” here, mostly “{other}” there")


def renderings(claim: Claim) -> tuple[str, ...]:
    """Return under which headings a claim is set beside others: each rule here looks at one of them."""
    staple = (f"staple {claim.relation.id}",) if mostly(claim) else ()
    return ("nature", *staple) if nature(claim) is not None else staple
