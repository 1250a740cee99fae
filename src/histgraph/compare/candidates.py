"""Which pairs of claims are worth a decision: members of groups by key, never all pairs."""

from collections import defaultdict
from collections.abc import Callable, Collection, Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from histgraph.compare.align import is_named, is_specific
from histgraph.compare.conflicts.causes import cause
from histgraph.compare.conflicts.denials import denies_more
from histgraph.compare.conflicts.doers import description, done_by_one
from histgraph.compare.conflicts.effects import debate_sides, effect, judgement
from histgraph.compare.conflicts.fillers import filler
from histgraph.compare.conflicts.headings import headings
from histgraph.compare.conflicts.rebuttals import rebuts
from histgraph.compare.conflicts.rules import (
    COPULAS,
    DESCRIBING,
    implies,
    opposed_relations,
    same_wording,
    table,
)
from histgraph.compare.conflicts.stance import carries
from histgraph.compare.conflicts.stands import stands
from histgraph.compare.conflicts.values_given import given
from histgraph.compare.corpus import Corpus, K, by_key
from histgraph.compare.groups import Changes, Crowds, Group, Place
from histgraph.compare.matters import matter, stems
from histgraph.compare.values import participle, undated
from histgraph.compare.words import content, poles, tokens
from histgraph.model import Claim, ContributionKind, Polarity
from histgraph.vocabulary import relations

PAGE = 150
"""Claims on either side that are compared with each other under one question; a long page holds about as many."""
MOST = 40
"""Claims on either side of a group that are compared with each other; what goes beyond is noted, not compared."""

_Key = tuple[Hashable, ...]
_UnderTopic = tuple[str, _Key]


@dataclass(slots=True)
class Candidates:
    """Pairs of claims, each once.

    Args:
        world: the corpus.
        crowds: notes the groups that were compared in part only.
        changes: what is compared; None compares all.
        groups: those to look at; None finds all there are.
    """

    world: Corpus
    crowds: Crowds = field(default_factory=Crowds)
    changes: Changes | None = None
    groups: Iterable[Group] | None = None

    def pairs(self) -> Iterator[tuple[Claim, Claim]]:
        """Yield the pairs, in an order that depends on the claims alone."""
        seen: set[tuple[str, str]] = set()
        changes, crowds = self.changes, self.crowds
        for group in Finder(self.world).groups() if self.groups is None else self.groups:
            crowds.note(group)
            if changes is not None and not changes.concern(group):
                continue
            meet = group.meet
            for a, b in crowds.pairs(group):
                pair = (a.id, b.id) if a.id < b.id else (b.id, a.id)
                if pair in seen or a.id == b.id:
                    continue
                if changes is not None and not changes.want(group, a, b):
                    continue
                if meet is not None and not meet(a, b):
                    continue
                seen.add(pair)
                yield a, b


class Finder:
    """Finds the groups of a corpus.

    Args:
        world: the corpus.
        places: where to look; None looks everywhere. Groups in other places are not found.
    """

    def __init__(self, world: Corpus, places: Collection[Place] | None = None) -> None:
        self._world = world
        self._places = places
        self._claims = sorted(_in(world, places), key=lambda c: c.id)
        self._topics = {c.id: world.topic(c) for c in self._claims}
        self._on_topic = self._on_subject = self._claims
        if places is not None:
            self._on_topic = [c for c in self._claims if ("topic", self._topics[c.id]) in places]
            self._on_subject = [c for c in self._claims if ("subject", c.subject.entity) in places]

    def groups(self) -> Iterator[Group]:
        """Yield the groups, in an order that depends on the claims alone."""
        for found in (
            self._propositions(self._on_subject),
            self._denials(self._on_topic),
            self._near(self._on_topic),
            self._opposed(_affirmed(self._on_subject)),
            self._values(_affirmed(self._claims)),
            self._families(_affirmed(self._claims)),
            self._within(_affirmed(self._on_topic)),
            self._causes(self._on_topic),
            self._debates(self._on_topic),
            self._under("axis", self._on_topic, lambda c: (stand.axis for stand in stands(c))),
            self._under("deeds", self._on_topic, headings),
            self._rebutted(self._on_topic),
            self._answering("answers", self._on_topic, filler),
            self._answering("given", self._on_topic, given),
            self._answering("polar", self._on_topic, carries),
        ):
            yield from found if self._places is None else (g for g in found if g.place in self._places)

    def _topic(self, claim: Claim) -> str:
        return self._topics[claim.id]

    def _propositions(self, claims: list[Claim]) -> Iterator[Group]:
        """Pair denials with affirmations of the same proposition, or of something narrower, anywhere."""
        wide = by_key((c for c in claims if c.polarity is Polarity.DENIED), _said)
        said = by_key((c for c in _affirmed(claims) if _said(c) in wide), _said)
        for key, yes in said.items():
            yield _subjected("proposition", key, yes, wide[key])
        for claim in _affirmed(claims):
            for wider in sorted(self._world.wider.get(claim.object.entity, ())):
                key = (claim.subject.entity, claim.relation.id, wider)
                if key in wide:
                    yield _subjected("wider", key, [claim], wide[key])

    def _denials(self, claims: list[Claim]) -> Iterator[Group]:
        """Pair denials with affirmations of the same matter under one question."""
        denied = [c for c in claims if c.polarity is Polarity.DENIED]
        affirmed, topics = _affirmed(claims), self._topics
        keys: tuple[tuple[str, Callable[[Claim], tuple[str, str]]], ...] = (
            ("subject", lambda c: (topics[c.id], c.subject.entity)),
            ("object", lambda c: (topics[c.id], c.object.entity)),
        )
        for name, key in keys:
            no_by = by_key(denied, key)
            yes_by = by_key((c for c in affirmed if key(c) in no_by), key)
            for (topic, entity), yes in yes_by.items():
                yield _asked(name, topic, (entity,), yes, no_by[topic, entity])

    def _near(self, claims: list[Claim]) -> Iterator[Group]:
        """Pair denials with affirmations under one question whose relations can be about the same.

        Subject and object may be worded in any way here: whether they mean the same is decided later.
        """
        no_by = by_key((c for c in claims if denies_more(c)), self._topic)
        yes_by = by_key((c for c in _affirmed(claims) if self._topic(c) in no_by), self._topic)
        for topic, yes in yes_by.items():
            place = ("topic", topic)
            yield Group(("near", topic), place, yes, no_by[topic], (PAGE, PAGE), _comparable_or_shared)

    def _opposed(self, affirmed: list[Claim]) -> Iterator[Group]:
        """Pair claims of one subject under relations that exclude each other."""
        for key, group in _among(by_key(affirmed, lambda c: (c.subject.entity, c.object.entity))):
            for one, other, *sides in _by_relation(group):
                yield _subjected("opposed", (*key, one, other), *sides)

    def _values(self, affirmed: list[Claim]) -> Iterator[Group]:
        """Pair claims that give a value of which one only can be right, anywhere."""
        for key, group in _among(by_key(affirmed, self._of_subject)):
            yield _subjected("value", key, group)
        for key, group in _among(by_key(affirmed, self._of_deed)):
            where, *deed = key
            place: Place = ("topic", where) if where else ("deed", *deed)
            yield Group(("deed", *key), place, group, most=(MOST, MOST))
        for key, group in _among(by_key(affirmed, self._of_description)):
            yield Group(key, key, group, most=(MOST, MOST))

    def _of_subject(self, claim: Claim) -> _Key | None:
        """Group what is told once of a subject: born, founded, numbered."""
        if claim.relation.id in COPULAS:
            told = participle(claim.object.label)
            once = told in table("once_participles") or told in table("located_participles")
            return (claim.subject.entity, told) if once else None
        if claim.relation.id in table("located"):
            return (claim.subject.entity, claim.relation.id[:4])
        known = relations().get(claim.relation.id)
        functional = known is not None and (known.functional or known.functional_at_time)
        if claim.relation.id in table("once"):
            # A place or manner beside the date is no other event: grouping leaves the object to the rule.
            core = min(undated(claim.object.label), default="")
            return (claim.subject.entity, claim.relation.id, "" if functional else core)
        return (claim.subject.entity, claim.relation.id) if functional or _counted(claim) else None

    def _of_deed(self, claim: Claim) -> tuple[str, str, str] | None:
        """Group deeds that one alone can have done, by what was done."""
        if not done_by_one(claim):
            return None
        where = "" if is_specific(claim.object, self._world) else self._topic(claim)
        return (where, claim.relation.id, claim.object.entity)

    def _of_description(self, claim: Claim) -> tuple[str, ...] | None:
        """Group descriptions that fit one bearer alone."""
        if claim.relation.id not in {"was", "became"}:
            return None
        found = description(claim, self._world)
        return ("unique", *sorted(content(found[0][1].label))) if found else None

    def _families(self, affirmed: list[Claim]) -> Iterator[Group]:
        """Pair what is said of one subject, family by family of relations; a named subject's aims on any page."""
        for key, group in _among(by_key(affirmed, self._family)):
            where, subject, sort = key
            yield (
                _asked("family", where, (subject, sort), group)
                if where
                else _subjected("family", (subject, sort), group)
            )

    def _within(self, affirmed: list[Claim]) -> Iterator[Group]:
        """Pair what is said of one matter under one question."""
        for key in (self._description, self._headed):
            for (topic, rest), group in _among(by_key(affirmed, key)):
                yield _asked(key.__name__, topic, rest, group)
        for key in (self._about, self._named, self._done_to):
            for (topic, rest), group in _among(by_key(affirmed, key)):
                for one, other, *sides in _by_relation(group):
                    yield _asked(key.__name__, topic, (*rest, one, other), *sides)
                described = [c for c in group if c.relation.id in DESCRIBING]
                if len(described) > 1:
                    yield _asked(f"{key.__name__}, descriptions", topic, rest, described)

    def _causes(self, claims: list[Claim]) -> Iterator[Group]:
        """Pair causes named under one question: one that is called the main one, or rejected, with any."""
        known = {claim.id: found for claim in claims if (found := cause(claim)) is not None}
        for topic, group in by_key((c for c in claims if c.id in known), self._topic).items():
            told = [c for c in group if known[c.id].rank or known[c.id].denied or known[c.id].shared]
            if told:
                yield _asked("cause", topic, (), told, group)

    def _about(self, claim: Claim) -> _UnderTopic:
        """Group by question and subject."""
        return self._topic(claim), (claim.subject.entity,)

    def _named(self, claim: Claim) -> _UnderTopic | None:
        """Group by question and the words for the subject, which identity may have parted."""
        words = content(claim.subject.label)
        return (self._topic(claim), tuple(sorted(words))) if words else None

    def _done_to(self, claim: Claim) -> _UnderTopic | None:
        """Group by question and the head of the object."""
        head = matter(claim.object.label).head
        return (self._topic(claim), (head,)) if head else None

    def _family(self, claim: Claim) -> tuple[str, str, str] | None:
        """Group by question, subject and sort of relation; a named subject meets itself on any page."""
        sort = (
            "was" if claim.relation.id in DESCRIBING else "aim" if claim.relation.id in table("aims") else ""
        )
        felt = effect(claim) if not sort else None
        if felt is not None:
            sort = felt[0]
        if not sort:
            return None
        where = "" if sort == "aim" and is_named(claim.subject, self._world) else self._topic(claim)
        return (where, claim.subject.entity, sort)

    def _headed(self, claim: Claim) -> _UnderTopic | None:
        """Group descriptions under one question by the head of what they describe."""
        if claim.relation.id not in DESCRIBING:
            return None
        return self._topic(claim), (matter(claim.subject.label).head,)

    def _description(self, claim: Claim) -> _UnderTopic | None:
        """Group what is described under one question by the theme of the judgement."""
        themes = poles(claim.object.label) if claim.relation.id in COPULAS else frozenset()
        return (self._topic(claim), tuple(sorted(themes))) if themes else None

    def _under(
        self, name: str, claims: list[Claim], headings: Callable[[Claim], Iterable[str]]
    ) -> Iterator[Group]:
        """Pair what different texts on one question say under one heading: on one axis, in one sort of sentence."""
        told: dict[tuple[str, str], list[Claim]] = defaultdict(list)
        for claim in claims:
            for heading in sorted(set(headings(claim))):
                told[self._topic(claim), heading].append(claim)
        for (topic, heading), group in _among(told):
            yield _asked(name, topic, (heading,), group)

    def _answering(
        self, name: str, claims: list[Claim], answer: Callable[[Claim, Corpus], object]
    ) -> Iterator[Group]:
        """Pair what answers one question in one way: names or gives what it asks for, takes a stance."""
        answering = by_key((c for c in claims if answer(c, self._world) is not None), self._topic)
        for topic, group in _among(answering):
            yield _asked(name, topic, (), group)

    def _rebutted(self, claims: list[Claim]) -> Iterator[Group]:
        """Pair what turns against others with all that other texts on the question say."""
        turning = by_key((c for c in claims if rebuts(c)), self._topic)
        told = by_key((c for c in claims if self._topic(c) in turning), self._topic)
        for topic, group in turning.items():
            place = ("topic", topic)
            yield Group(("rebutted", topic), place, told[topic], group, (PAGE, MOST), _other_voices)

    def _debates(self, claims: list[Claim]) -> Iterator[Group]:
        """Pair what the two sides of a debate judge."""
        world = self._world
        debated = [
            c
            for c in claims
            if (found := world.contributions.get(c.contribution)) is not None
            and found.kind in {ContributionKind.POINT_FOR, ContributionKind.POINT_AGAINST}
            and judgement(c) is not None
        ]
        for source, group in by_key(debated, lambda c: c.source).items():
            debate = _asked("debate", self._topic(group[0]), (source,), group)
            debate.meet = lambda a, b: debate_sides(a, b, world)
            yield debate


def _in(world: Corpus, places: Collection[Place] | None) -> Iterable[Claim]:
    """Return the claims that may be members of groups in some places."""
    claims = world.claims.values()
    if places is None:
        return claims
    described = any(place[0] == "unique" for place in places)
    return (
        c
        for c in claims
        if ("subject", c.subject.entity) in places
        or ("topic", world.topic(c)) in places
        or ("deed", c.relation.id, c.object.entity) in places
        or (described and c.relation.id in {"was", "became"})
    )


def _by_relation(group: Iterable[Claim]) -> Iterator[tuple[str, str, list[Claim], list[Claim]]]:
    """Yield each two relations of a group that may exclude each other, with the claims of either."""
    by_relation: dict[str, list[Claim]] = defaultdict(list)
    for claim in group:
        by_relation[claim.relation.id].append(claim)
    told = sorted(by_relation)
    for place, one in enumerate(told):
        for other in told[place + 1 :]:
            if other in opposed_relations(one) or one.startswith("v-") or other.startswith("v-"):
                yield one, other, by_relation[one], by_relation[other]


def _other_voices(one: Claim, other: Claim) -> bool:
    """Whether two claims stand in two contributions."""
    return one.contribution != other.contribution


def _comparable_or_shared(yes: Claim, no: Claim) -> bool:
    """Whether a denial can be of what is affirmed, going by the relations, or by a word in common."""
    return _comparable(yes, no) or _shared(yes, no)


def _comparable(yes: Claim, no: Claim) -> bool:
    """Whether a denial can be of what is affirmed, going by the relation alone."""
    one, other = yes.relation.id, no.relation.id
    return one == other or {one, other} <= COPULAS or implies(one, other) or same_wording(yes, no)


def _shared(one: Claim, other: Claim) -> bool:
    """Whether two claims have a word in common."""
    return not _words(one.subject.label, one.object.label).isdisjoint(
        _words(other.subject.label, other.object.label)
    )


@lru_cache(maxsize=65536)
def _words(subject: str, said: str) -> frozenset[str]:
    return stems(subject) | stems(said)


def _said(claim: Claim) -> tuple[str, str, str]:
    """Return what stands for the proposition of a claim."""
    return claim.subject.entity, claim.relation.id, claim.object.entity


def _affirmed(claims: Iterable[Claim]) -> list[Claim]:
    return [c for c in claims if c.polarity is Polarity.AFFIRMED]


def _subjected(name: str, key: _Key, one: Sequence[Claim], other: Sequence[Claim] | None = None) -> Group:
    """Return a group of claims on one subject, which is the first part of the key."""
    return Group((name, *key), ("subject", str(key[0])), one, other, (MOST, MOST))


def _asked(
    name: str, topic: str, key: _Key, one: Sequence[Claim], other: Sequence[Claim] | None = None
) -> Group:
    """Return a group of claims under one question."""
    return Group((name, topic, *key), ("topic", topic), one, other, (MOST, MOST))


def _among(groups: Mapping[K, list[Claim]]) -> Iterator[tuple[K, list[Claim]]]:
    """Yield the groups in which there is anything to compare."""
    return ((key, group) for key, group in groups.items() if len(group) > 1)


def _counted(claim: Claim) -> bool:
    return any(w[0].isdigit() for w in tokens(claim.object.label))
