"""The rules of conflict: each looks at two claims and tells what stands between them, or nothing."""

import re
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Any

from histgraph.compare.align import Fit, fit, kind_of
from histgraph.compare.corpus import Corpus
from histgraph.compare.matters import head_word, met, stem, stems
from histgraph.compare.places import apart, place_named
from histgraph.compare.sight import affirmation, among, between, denial, one_relation
from histgraph.compare.values import (
    amounts_differ,
    disjoint,
    is_duration,
    measured,
    participle,
    times,
    undated,
    years,
)
from histgraph.compare.words import (
    about,
    content,
    contrast,
    forms,
    names,
    opposite_words,
    outdone,
    poles,
    runs,
    tokens,
)
from histgraph.gazetteer import gazetteer
from histgraph.model import Claim, EntityKind, LinkKind, Mention, Polarity, Relation, Strength
from histgraph.resources import load_toml
from histgraph.vocabulary import broader_relations, opposites, relations

COPULAS = frozenset({"was", "became", "remained"})
DESCRIBING = COPULAS | {"died", "lived"}
"""Relations whose object can be a description: he was poor, he died poor."""
CAUSAL = frozenset({"causedBy", "motivatedBy"})
PLAIN_DENIAL = "one affirms what the other denies"
MEETING = frozenset({Fit.SAME, Fit.NEAR})


@dataclass(frozen=True, slots=True)
class Finding:
    """What a rule found: ``strength`` is the most that it can be worth.

    ``timed`` tells that it is about time itself, ``valued`` that it is about how many or where, ``counted`` that it is
    about how many or how often alone; ``answered`` that it rests on the words that open an answer, so that
    a claim that says little was not misread.
    """

    kind: LinkKind
    why: str
    strength: Strength = Strength.QUALIFIED
    timed: bool = False
    valued: bool = False
    counted: bool = False
    answered: bool = False

    def about(self) -> dict[str, bool]:
        """Return what a finding is about, as guards want to know it."""
        return {
            "timed": self.timed,
            "valued": self.valued,
            "counted": self.counted,
            "answered": self.answered,
        }


@cache
def table(key: str) -> frozenset[str]:
    """Return one list of the data file as a set."""
    return frozenset(load_toml("oppositions.toml")[key])


def data() -> dict[str, Any]:
    """Return the data file of oppositions; it must not be changed."""
    return load_toml("oppositions.toml")


def both_affirmed(a: Claim, b: Claim) -> bool:
    """Whether neither of two claims is a denial."""
    return a.polarity is Polarity.AFFIRMED and b.polarity is Polarity.AFFIRMED


# -- one affirms what the other denies -------------------------------------------------------


@between(affirmation(), denial())
def negation(a: Claim, b: Claim, world: Corpus) -> Finding | None:
    """One affirms what the other denies: the same, or something narrower than what is denied."""
    if a.polarity is b.polarity:
        return None
    yes, no = (a, b) if a.polarity is Polarity.AFFIRMED else (b, a)
    if not implies(yes.relation.id, no.relation.id) and not same_wording(yes, no):
        return None
    subjects = fit(yes.subject, no.subject, world)
    if subjects is Fit.APART:
        return None
    objects = fit(yes.object, no.object, world)
    if objects is Fit.WIDER and subjects is Fit.SAME and no.object.label.startswith(f"{no.subject.label}'s "):
        objects = Fit.SAME  # the duchy's coinage is its coinage
    if objects is Fit.APART or objects is Fit.WIDER or cancelled(yes, no):
        return None
    if subjects is not Fit.SAME and objects is not Fit.SAME and yes.relation.id != no.relation.id:
        return None
    if objects is Fit.NARROWER:
        why = f"“{no.object.label}” is denied as a whole, and “{yes.object.label}” falls under it"
    else:
        why = PLAIN_DENIAL
    return Finding(LinkKind.NEGATION, why, Strength.STRONG)


def cancelled(yes: Claim, no: Claim) -> bool:
    """Whether what is affirmed says itself that a thing was no more what is denied: finished as a great power."""
    return not (table("cancelling") & runs(yes.object.label) <= runs(no.object.label))


def implies(narrow: str, wide: str) -> bool:
    """Whether a relation is another one or falls under it."""
    return narrow == wide or wide in broader_relations(narrow)


def same_wording(a: Claim, b: Claim) -> bool:
    """Whether the same verb stands in both texts, whatever relations it was taken for."""
    return _one_verb(a.relation.text or a.relation.label, b.relation.text or b.relation.label)


@lru_cache(maxsize=65536)
def _one_verb(verb: str, other_verb: str) -> bool:
    one, other = tokens(verb), tokens(other_verb)
    return (
        bool(one)
        and bool(other)
        and len(one[-1]) > 3
        and not set(forms(one[-1])).isdisjoint(forms(other[-1]))
    )


# -- relations that exclude each other -------------------------------------------------------


@cache
def opposed_relations(relation: str) -> frozenset[str]:
    """Return the relations that exclude a relation, by the ontology or by the data file."""
    found = set(opposites(relation))
    for one, other in data()["relations"]:
        if relation == one:
            found.add(other)
        elif relation == other:
            found.add(one)
    return frozenset(found)


@among(affirmation(), relations=lambda one, other: _exclude(one, other))
def opposed_relation(a: Claim, b: Claim, world: Corpus) -> Finding | None:
    """Same subject, same object, relations that exclude each other: supported and opposed."""
    if not both_affirmed(a, b):
        return None
    declared = b.relation.id in opposed_relations(a.relation.id)
    if not declared and not _opposite_verbs(a.relation, b.relation):
        return None
    subjects, objects = fit(a.subject, b.subject, world), fit(a.object, b.object, world)
    if world.side_by_side(a, b):
        question = world.question(a)
        if met(a.subject, b.subject, world, question) and met(a.object, b.object, world, question):
            why = f"“{a.relation.label}” and “{b.relation.label}” exclude each other"
            strong = declared and subjects is objects is Fit.SAME
            return Finding(LinkKind.OPPOSED_RELATION, why, Strength.STRONG if strong else Strength.QUALIFIED)
    bare = _is_bare(a.object, world) and _is_bare(b.object, world)
    said = undated(a.object.label), undated(b.object.label)
    if objects is Fit.APART and all(said) and not said[0] & said[1]:
        return None  # took a third of the people, lost a tenth of the land
    if subjects is Fit.APART or (objects is Fit.APART and not bare):
        return None
    if objects not in {Fit.SAME} and subjects is not Fit.SAME:
        return None
    why = f"“{a.relation.label}” and “{b.relation.label}” exclude each other"
    return Finding(LinkKind.OPPOSED_RELATION, why, Strength.STRONG if declared else Strength.QUALIFIED)


def _exclude(a: Relation, b: Relation) -> bool:
    return b.id in opposed_relations(a.id) or _opposite_verbs(a, b)


def _opposite_verbs(a: Relation, b: Relation) -> bool:
    if a.id in COPULAS or b.id in COPULAS:
        return False
    one, other = tokens(a.label), tokens(b.label)
    return bool(one) and bool(other) and one[1:] == other[1:] and opposite_words(one[0], other[0])


def _is_bare(mention: Mention, world: Corpus) -> bool:
    """Whether an object only tells when or how much, as behind "rose" and "declined"."""
    found = world.entities.get(mention.entity)
    return not content(mention.label) or (
        found is not None and found.kind in {EntityKind.TIME, EntityKind.QUANTITY}
    )


# -- values of which one only can be right ---------------------------------------------------


@among(affirmation(COPULAS | table("once"), lambda c: times(c) is not None and _once(c)))
def other_date(a: Claim, b: Claim, world: Corpus) -> Finding | None:
    """What happens once to a thing is put into two times that do not meet."""
    one, other = times(a), times(b)
    if not one or not other or not both_affirmed(a, b) or fit(a.subject, b.subject, world) is not Fit.SAME:
        return None
    if not _happens_once(a, b) or not disjoint(one, other):
        return None
    first, second = undated(a.object.label), undated(b.object.label)
    if not (first <= second or second <= first):
        return None
    told = f"only one can be right of “{a.time_text or one}” and “{b.time_text or other}”"
    return Finding(LinkKind.VALUE_CONFLICT, told, Strength.STRONG, timed=True)


def _once(claim: Claim) -> bool:
    """Whether a claim may tell of what happens once."""
    return claim.relation.id not in COPULAS or participle(claim.object.label) in table("once_participles")


def _happens_once(a: Claim, b: Claim) -> bool:
    if a.relation.id in COPULAS and b.relation.id in COPULAS:
        one, other = participle(a.object.label), participle(b.object.label)
        return one is not None and one == other and one in table("once_participles")
    return a.relation.id == b.relation.id and a.relation.id in table("once")


@between(
    affirmation(holds=lambda c: _counts(c) and measured(c)),
    affirmation(holds=lambda c: measured(c)),
    relations=one_relation,
)
def other_amount(a: Claim, b: Claim, world: Corpus) -> Finding | None:
    """The same is counted or measured, with numbers that cannot both be right."""
    if a.relation.id != b.relation.id or not both_affirmed(a, b) or not _counts(a):
        return None
    if fit(a.subject, b.subject, world) is not Fit.SAME or _other_years(a, b):
        return None
    differ = amounts_differ(a.object.label, b.object.label)
    if differ is None or not differ[0].unit:
        return None
    if EntityKind.TIME in {kind_of(a.object, world), kind_of(b.object, world)} and not is_duration(
        a.object.label
    ):
        return None
    known = relations().get(a.relation.id)
    functional = known is not None and (known.functional or known.functional_at_time)
    why = f"only one can be right of “{a.object.label}” and “{b.object.label}”"
    rough = differ[0].rough or differ[1].rough
    hard = functional and not rough
    return Finding(LinkKind.VALUE_CONFLICT, why, Strength.STRONG if hard else Strength.QUALIFIED)


def _counts(claim: Claim) -> bool:
    verb = next(iter(tokens(claim.relation.label)), "").lower()
    return (
        claim.relation.id in table("counted") or claim.relation.id.startswith("v-count") or verb == "counted"
    )


def _other_years(a: Claim, b: Claim) -> bool:
    """Whether the sentences speak of different years: a census of 2011 and one of 2016."""
    one, other = years(a.quote), years(b.quote)
    return bool(one) and bool(other) and not one & other


@among(affirmation(holds=lambda c: located_once(c) or _functional(c.relation.id)))
def other_value(a: Claim, b: Claim, world: Corpus) -> Finding | None:
    """A functional relation, or "was born in", with two named values, neither within the other."""
    if not both_affirmed(a, b) or fit(a.subject, b.subject, world) is not Fit.SAME:
        return None
    if fit(a.object, b.object, world) is not Fit.APART:
        return None
    why = f"only one can be right of “{a.object.label}” and “{b.object.label}”"
    if located_once(a) and located_once(b) and _same_event(a, b):
        far = apart(a.object.label, b.object.label)
        if far is None and place_named(a.object.label) and place_named(b.object.label):
            return Finding(LinkKind.VALUE_CONFLICT, f"{why}, unless one lies in the other", Strength.TENSION)
        return Finding(LinkKind.VALUE_CONFLICT, why, Strength.QUALIFIED) if far else None
    functional = a.relation.id == b.relation.id and _functional(a.relation.id)
    if functional and names_differ(a.object, b.object, world):
        return Finding(LinkKind.VALUE_CONFLICT, why, Strength.QUALIFIED)
    return None


def _functional(relation: str) -> bool:
    known = relations().get(relation)
    return known is not None and known.functional


def located_once(claim: Claim) -> bool:
    """Whether a claim tells where something happened that happens once: a birth, a death."""
    if claim.relation.id in COPULAS:
        return participle(claim.object.label) in table("located_participles")
    return claim.relation.id in table("located")


def _same_event(a: Claim, b: Claim) -> bool:
    if a.relation.id in COPULAS and b.relation.id in COPULAS:
        return participle(a.object.label) == participle(b.object.label)
    return a.relation.id == b.relation.id or {a.relation.id[:4], b.relation.id[:4]} in ({"died"}, {"born"})


def names_differ(a: Mention, b: Mention, world: Corpus) -> bool:
    """Whether two values are names without a word in common, and not known to be of two sorts."""
    if {kind_of(a, world), kind_of(b, world)} & {EntityKind.TIME, EntityKind.QUANTITY}:
        return False
    known = {found.kind for m in (a, b) if (found := gazetteer().get(m.label)) is not None}
    if len(known) > 1:
        return False
    one, other = proper(a.label), proper(b.label)
    return bool(one) and bool(other) and not one & other


def proper(label: str) -> frozenset[str]:
    """Return the words of a label that are names, all that identity looks at where none has a capital letter."""
    words = [w for w in tokens(label) if w[0].isupper()]
    return frozenset(w.lower() for w in words) or names(label)


# -- opposed aims and judgements -------------------------------------------------------------


@among(affirmation(table("aims")))
def opposed_aims(a: Claim, b: Claim, world: Corpus) -> Finding | None:
    """The same actor is said to want, favor or plan two things that stand against each other."""
    if not {a.relation.id, b.relation.id} <= table("aims") or not both_affirmed(a, b):
        return None
    if fit(a.subject, b.subject, world) is not Fit.SAME:
        return None
    for claim, other in ((a, b), (b, a)):
        if claim.over is not None and fit(claim.over, other.object, world) in MEETING:
            if fit(claim.object, other.object, world) is Fit.SAME:
                continue
            why = f"one puts “{claim.object.label}” before “{claim.over.label}”, the other does not"
            return Finding(LinkKind.OPPOSED_OBJECT, why, Strength.STRONG)
    told = opposed_things(a.object, b.object, world)
    return Finding(LinkKind.OPPOSED_OBJECT, told) if told else None


def opposed_things(one: Mention, other: Mention, world: Corpus) -> str | None:
    """Return why two things stand against each other: by a text, by the data file, by opposed words."""
    wanted = {one.entity, other.entity}
    if len(wanted) == 2 and (told := world.opposed.get(frozenset(wanted))):
        return f"a text sets them against each other: {told.reason}"
    return _opposed_labels(one.label, other.label)


_NAMED_EVENT = re.compile(
    r"\b(?:[A-Z][\w’'-]+ )*(?:Wars?|Peace|Revolution|Union|Republic|Reform)\b"
    r"(?: (?:I{1,3}|One|Two|of (?:the )?[A-Z][\w’'-]+))?"
)
"""A war by name stands against no peace."""


@lru_cache(maxsize=65536)
def _opposed_labels(one: str, other: str) -> str | None:
    mine, theirs = (_core(_NAMED_EVENT.sub("", label)) for label in (one, other))
    ours, others = _sides(mine), _sides(theirs)
    for row, side in sorted(ours):
        if (row, 1 - side) in others and (row, 1 - side) not in ours and (row, side) not in others:
            pair = data()["pairs"][row]
            return f"“{pair[side]}” stands against “{pair[1 - side]}”"
    found = contrast(mine, theirs)
    if found is not None and found.aligned and found.rest_one & found.rest_other:
        return f"“{found.one}” is the opposite of “{found.other}”"
    return None


@lru_cache(maxsize=65536)
def _sides(label: str) -> frozenset[tuple[int, int]]:
    """Return which side of which pairs of the data file a label is about: (row, 0 or 1)."""
    rows = enumerate(data()["pairs"])
    return frozenset((row, side) for row, pair in rows for side in (0, 1) if about(label, pair[side]))


_AWAY = re.compile(
    r"\s(?:against|from|despite|over|without|rather than|instead of|before|after|because|while|"
    r"(?:compet|rival|fight|vy)\w* with)\b|"
    r"^(?:to )?(?:prevent|avert|avoid|stop|challeng|oppos|resist|fight|combat|contain|curb|"
    r"counter|weaken|destroy|defeat|end)\w*\b"
)


@lru_cache(maxsize=65536)
def _core(label: str) -> str:
    """Return a label up to what it only sets itself off from: "strength against the barons" is no baron."""
    return _AWAY.split(label, maxsplit=1)[0]


_TAIL = re.compile(
    r"\s(in|among|at|on|under|to|towards|for|with|during|by|within|compared|from|since|throughout)\s.*"
)
_WHILE = re.compile(
    r"\s(?:for|at|by|within|during|in)\s(?:(?:many|several|two|three|a few|a|the|that|this|those)\s)?"
    r"(?:long\s)?(?:times?|days|years|decades?|centur(?:y|ies)|generations?)\b"
)
"""How long or when, in words that limit nothing: for centuries, at the time."""
_WHY = re.compile(r"\s(?:due to|because|owing to|thanks to|as a result of)\b.*")
"""What is said of why it was so limits nothing."""
_LASTING = frozenset({"from", "since", "throughout"})


@lru_cache(maxsize=65536)
def bare(label: str) -> str:
    """Return a description without what is said of where and for whom it holds."""
    return _TAIL.sub("", _WHY.sub("", label))


_KIND_TO = re.compile(r"\b(?:kind|nice|gentle|friendly|merciful|cruel|brutal) (?:to|towards) ")


def _to_some(a: Claim, b: Claim) -> bool:
    """Whether one tells what somebody was to some: who was kind to them may have been brutal."""
    return any(_KIND_TO.search(c.object.label) for c in (a, b))


def unlimited(a: Claim, b: Claim) -> bool:
    """Whether one of two descriptions at least holds without a limit of place, side or occasion."""
    if _to_some(a, b):
        return False
    tails = (_TAIL.search(_WHILE.sub("", _WHY.sub("", c.object.label))) for c in (a, b))
    return any(tail is None or tail[1] in _LASTING for tail in tails)


@between(
    denial(COPULAS, lambda c: poles(c.object.label)), affirmation(COPULAS, lambda c: poles(c.object.label))
)
def denied_judgement(a: Claim, b: Claim, world: Corpus) -> Finding | None:
    """One denies of a thing what the other affirms of it in a stronger word: not important, crucial."""
    if a.polarity is b.polarity or not {a.relation.id, b.relation.id} <= COPULAS:
        return None
    if fit(a.subject, b.subject, world) not in MEETING:
        return None
    no, yes = (a, b) if a.polarity is Polarity.DENIED else (b, a)
    words = outdone(no.object.label, yes.object.label)
    if words is None:
        return None
    kind = head_word(no.object.label)
    if kind.lower() != words[0].lower() and kind and stem(kind) not in stems(yes.object.label):
        return None  # who was no religious fanatic may have been pious
    why = f"what is “{words[1]}” is “{words[0]}”"
    return Finding(LinkKind.OPPOSED_EVALUATION, why, Strength.QUALIFIED)


def same_subject(a: Claim, b: Claim, world: Corpus) -> bool:
    """Return whether two claims describe one thing; two texts on one question may word it more freely."""
    if fit(a.subject, b.subject, world) in MEETING:
        return True
    texts = world.side_by_side(a, b)
    return texts and met(a.subject, b.subject, world, world.question(a))


_TURNED = re.compile(r"^[a-z]+(?:ed|en) +(?:(?:in|by|after|during|at the end of) )?.*\d")
"""What was done to a thing at some time: divided in 1947."""


def turned(a: Claim, b: Claim) -> bool:
    """Whether one of two claims alone tells what was done at some time: what was divided in one year was one before."""
    one, other = (_TURNED.match(f"{c.object.label} {c.time_text or ''}") is not None for c in (a, b))
    return one is not other


@among(affirmation(DESCRIBING))
def opposed_judgement(a: Claim, b: Claim, world: Corpus) -> Finding | None:
    """The same subject is described by opposed words, or as two things that exclude each other."""
    if not {a.relation.id, b.relation.id} <= DESCRIBING or not both_affirmed(a, b):
        return None
    if not same_subject(a, b, world):
        return None
    found = contrast(a.object.label, b.object.label)
    if found is not None and turned(a, b):
        return None
    if found is not None:
        core, whole = contrast(bare(a.object.label), bare(b.object.label)), unlimited(a, b)
        met = (found.aligned or (whole and core is not None and core.aligned)) and not _to_some(a, b)
        strength = Strength.QUALIFIED if met else Strength.TENSION
        return Finding(
            LinkKind.OPPOSED_EVALUATION, f"“{found.one}” is the opposite of “{found.other}”", strength
        )
    if len(content(a.object.label)) <= 4 and len(content(b.object.label)) <= 4:
        why = opposed_things(a.object, b.object, world)
        if why:
            return Finding(LinkKind.OPPOSED_OBJECT, why)
    return None
