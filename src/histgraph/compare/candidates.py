"""Which pairs of claims are worth a decision: members of groups by key, never all pairs."""

from collections import defaultdict
from collections.abc import Callable, Collection, Hashable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import combinations, product

from histgraph.compare.align import is_named, is_specific
from histgraph.compare.causes import cause
from histgraph.compare.corpus import Corpus, by_key
from histgraph.compare.crowds import Crowds
from histgraph.compare.denials import denies_more
from histgraph.compare.doers import description
from histgraph.compare.effects import debate_sides, effect, judgement
from histgraph.compare.headings import headings
from histgraph.compare.matters import matter, stems
from histgraph.compare.rebuttals import rebuts
from histgraph.compare.rules import (
    COPULAS,
    DESCRIBING,
    implies,
    opposed_relations,
    same_wording,
    table,
)
from histgraph.compare.stands import stands
from histgraph.compare.values import participle, undated
from histgraph.compare.words import content, poles, tokens
from histgraph.model import Claim, ContributionKind, Polarity
from histgraph.vocabulary import relations

PAGE = 150
"""Claims on either side that are compared with each other under one question; a long page holds about as many."""
MOST = 40
"""Claims on either side of a group that are compared with each other; what goes beyond is noted, not compared."""


@dataclass(slots=True)
class Candidates:
    """Pairs of claims, each once.

    Args:
        world: the corpus.
        touched: ids of claims; only pairs with one of them are found. None finds all.
        crowds: notes the groups that were compared in part only.
    """

    world: Corpus
    touched: Collection[str] | None = None
    crowds: Crowds = field(default_factory=Crowds)
    _seen: set[tuple[str, str]] = field(default_factory=set)

    def pairs(self) -> Iterator[tuple[Claim, Claim]]:
        """Yield the pairs, in an order that depends on the claims alone."""
        world = self.world
        claims = [world.claims[key] for key in sorted(world.claims)]
        finders = (
            self._denials,
            self._opposed,
            self._values,
            self._within,
            self._causes,
            self._debates,
            self._stands,
            self._deeds,
            self._rebutted,
        )
        for finder in finders:
            for a, b in finder(claims):
                pair = (a.id, b.id) if a.id < b.id else (b.id, a.id)
                if pair in self._seen or a.id == b.id:
                    continue
                if self.touched is not None and a.id not in self.touched and b.id not in self.touched:
                    continue
                self._seen.add(pair)
                yield a, b

    def _between(
        self, one: Sequence[Claim], other: Sequence[Claim], *key: Hashable
    ) -> Iterator[tuple[Claim, Claim]]:
        """Yield each claim of one side with each of the other."""
        if one and other:
            one, other = self._capped(one, *key, 1), self._capped(other, *key, 2)
            if self._touches(one) or self._touches(other):
                yield from product(one, other)

    def _among(self, group: Sequence[Claim], *key: Hashable) -> Iterator[tuple[Claim, Claim]]:
        """Yield each claim of a group with each other one."""
        if len(group) > 1:
            group = self._capped(group, *key)
            if self._touches(group):
                yield from combinations(group, 2)

    def _touches(self, group: Sequence[Claim]) -> bool:
        return self.touched is None or any(claim.id in self.touched for claim in group)

    def _capped(self, group: Sequence[Claim], *key: Hashable, most: int | None = None) -> list[Claim]:
        """Return at most MOST claims of a group, one of each contribution and wording before any second."""
        most = MOST if most is None else most
        self.crowds.note(key, group, most)
        if len(group) <= most:
            return list(group)
        first: dict[tuple[str, str], Claim] = {}
        for claim in group:
            first.setdefault((claim.contribution, claim.object.entity), claim)
        return list(first.values())[:most]

    def _denials(self, claims: list[Claim]) -> Iterator[tuple[Claim, Claim]]:
        """Pair denials with affirmations: of the same proposition anywhere, of the same matter under one question."""
        world = self.world
        denied, affirmed = [c for c in claims if c.polarity is Polarity.DENIED], _affirmed(claims)
        keys: tuple[tuple[str, Callable[[Claim], Hashable]], ...] = (
            ("proposition", _said),
            ("subject", lambda c: (world.topic(c), c.subject.entity)),
            ("object", lambda c: (world.topic(c), c.object.entity)),
        )
        for name, key in keys:
            no_by = by_key(denied, key)
            yes_by = by_key((c for c in affirmed if key(c) in no_by), key)
            for found, no in no_by.items():
                yield from self._between(yes_by.get(found, ()), no, name, found)
        yield from self._lattice(claims, denied)
        yield from self._near(claims)

    def _lattice(self, claims: list[Claim], denied: list[Claim]) -> Iterator[tuple[Claim, Claim]]:
        """Pair a denial of something wide with affirmations of something narrower, anywhere."""
        wide = by_key(denied, _said)
        for claim in _affirmed(claims):
            for wider in sorted(self.world.wider.get(claim.object.entity, ())):
                key = (claim.subject.entity, claim.relation.id, wider)
                yield from self._between([claim], wide.get(key, ()), "wider", key)

    def _near(self, claims: list[Claim]) -> Iterator[tuple[Claim, Claim]]:
        """Pair denials with affirmations under one question whose relations can be about the same.

        Subject and object may be worded in any way here: whether they mean the same is decided later.
        """
        world = self.world
        no_by = by_key((c for c in claims if denies_more(c)), world.topic)
        yes_by = by_key((c for c in _affirmed(claims) if world.topic(c) in no_by), world.topic)
        for topic, no in no_by.items():
            yes = self._capped(yes_by.get(topic, ()), "near", topic, most=PAGE)
            for claim in self._capped(no, "near not", topic, most=PAGE):
                if self._touches([claim]) or self._touches(yes):
                    yield from (
                        (other, claim) for other in yes if _comparable(other, claim) or _shared(other, claim)
                    )

    def _opposed(self, claims: list[Claim]) -> Iterator[tuple[Claim, Claim]]:
        """Pair claims of one subject under relations that exclude each other."""
        groups = by_key(_affirmed(claims), lambda c: (c.subject.entity, c.object.entity))
        for key, group in groups.items():
            if len(group) > 1 and (self._touches(group) or self.crowds.watches(group, MOST)):
                yield from self._by_relation(group, ("opposed", key))

    def _by_relation(self, group: Iterable[Claim], key: Hashable) -> Iterator[tuple[Claim, Claim]]:
        by_relation: dict[str, list[Claim]] = defaultdict(list)
        for claim in group:
            by_relation[claim.relation.id].append(claim)
        for relation in sorted(by_relation):
            for other in sorted(by_relation):
                if other > relation and (
                    other in opposed_relations(relation)
                    or relation.startswith("v-")
                    or other.startswith("v-")
                ):
                    yield from self._between(by_relation[relation], by_relation[other], key, relation, other)

    def _values(self, claims: list[Claim]) -> Iterator[tuple[Claim, Claim]]:
        """Pair claims that give a value of which one only can be right, anywhere."""
        for key in (self._of_subject, self._of_deed, self._of_description):
            for name, group in by_key(_affirmed(claims), key).items():
                yield from self._among(group, key.__name__, name)

    def _of_subject(self, claim: Claim) -> Hashable | None:
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

    def _of_deed(self, claim: Claim) -> Hashable | None:
        """Group deeds that one alone can have done, by what was done."""
        verb = next(iter(tokens(claim.relation.label)), "")
        if claim.relation.id not in table("one_subject") and verb not in table("one_subject_verbs"):
            return None
        where = "" if is_specific(claim.object, self.world) else self.world.topic(claim)
        return (where, claim.relation.id, claim.object.entity)

    def _of_description(self, claim: Claim) -> Hashable | None:
        """Group descriptions that fit one bearer alone."""
        if claim.relation.id not in {"was", "became"}:
            return None
        found = description(claim, self.world)
        return ("unique", *sorted(content(found[0][1].label))) if found else None

    def _within(self, claims: list[Claim]) -> Iterator[tuple[Claim, Claim]]:
        """Pair what is said of one subject under one question, family by family of relations."""
        affirmed = _affirmed(claims)
        for name, group in by_key(affirmed, self._family).items():
            yield from self._among(group, "family", name)
        for name, group in by_key(affirmed, self._description).items():
            yield from self._among(group, "described", name)
        for name, group in by_key(affirmed, self._headed).items():
            yield from self._among(group, "headed", name)
        for key in (self._about, self._named, self._done_to):
            for name, group in by_key(affirmed, key).items():
                if len(group) > 1 and (self._touches(group) or self.crowds.watches(group, MOST)):
                    yield from self._by_relation(group, ("within", key.__name__, name))
                    described = [c for c in group if c.relation.id in DESCRIBING]
                    yield from self._among(described, "descriptions", key.__name__, name)

    def _causes(self, claims: list[Claim]) -> Iterator[tuple[Claim, Claim]]:
        """Pair causes named under one question: one that is called the main one, or rejected, with any."""
        known = {claim.id: found for claim in claims if (found := cause(claim)) is not None}
        for name, group in by_key((c for c in claims if c.id in known), self.world.topic).items():
            told = [c for c in group if known[c.id].rank or known[c.id].denied or known[c.id].shared]
            yield from self._between(told, group, "cause", name)

    def _about(self, claim: Claim) -> Hashable:
        """Group by question and subject."""
        return (self.world.topic(claim), claim.subject.entity)

    def _named(self, claim: Claim) -> Hashable | None:
        """Group by question and the words for the subject, which identity may have parted."""
        words = content(claim.subject.label)
        return (self.world.topic(claim), *sorted(words)) if words else None

    def _done_to(self, claim: Claim) -> Hashable | None:
        """Group by question and the head of the object."""
        head = matter(claim.object.label).head
        return (self.world.topic(claim), head) if head else None

    def _family(self, claim: Claim) -> Hashable | None:
        """Group by question, subject and sort of relation; a named subject meets itself on any page."""
        sort = (
            "was" if claim.relation.id in DESCRIBING else "aim" if claim.relation.id in table("aims") else ""
        )
        felt = effect(claim) if not sort else None
        if felt is not None:
            sort = felt[0]
        if not sort:
            return None
        where = "" if sort == "aim" and is_named(claim.subject, self.world) else self.world.topic(claim)
        return (where, claim.subject.entity, sort)

    def _headed(self, claim: Claim) -> Hashable | None:
        """Group descriptions under one question by the head of what they describe."""
        if claim.relation.id not in DESCRIBING:
            return None
        return (self.world.topic(claim), matter(claim.subject.label).head)

    def _description(self, claim: Claim) -> Hashable | None:
        """Group what is described under one question by the theme of the judgement."""
        themes = poles(claim.object.label) if claim.relation.id in COPULAS else frozenset()
        return (self.world.topic(claim), *sorted(themes)) if themes else None

    def _stands(self, claims: list[Claim]) -> Iterator[tuple[Claim, Claim]]:
        """Pair what different texts on one question put on one axis."""
        placed: dict[Hashable, list[Claim]] = defaultdict(list)
        for claim in claims:
            for axis in sorted({stand.axis for stand in stands(claim)}):
                placed[self.world.topic(claim), axis].append(claim)
        for key, group in placed.items():
            yield from self._among(group, "axis", key)

    def _deeds(self, claims: list[Claim]) -> Iterator[tuple[Claim, Claim]]:
        """Pair what different texts on one question tell in one sort of sentence: origins, counts, changes, aims."""
        told: dict[Hashable, list[Claim]] = defaultdict(list)
        for claim in claims:
            for sort in headings(claim):
                told[self.world.topic(claim), sort].append(claim)
        for key, group in told.items():
            yield from self._among(group, "deeds", key)

    def _rebutted(self, claims: list[Claim]) -> Iterator[tuple[Claim, Claim]]:
        """Pair what turns against others with all that other texts on the question say."""
        turning = by_key((c for c in claims if rebuts(c)), self.world.topic)
        told = by_key((c for c in claims if self.world.topic(c) in turning), self.world.topic)
        for topic, group in turning.items():
            others = self._capped(told[topic], "rebutted", topic, most=PAGE)
            for claim in self._capped(group, "rebutting", topic):
                if self._touches([claim]) or self._touches(others):
                    yield from (
                        (other, claim) for other in others if other.contribution != claim.contribution
                    )

    def _debates(self, claims: list[Claim]) -> Iterator[tuple[Claim, Claim]]:
        """Pair what the two sides of a debate judge."""
        debated = [
            c
            for c in claims
            if (found := self.world.contributions.get(c.contribution)) is not None
            and found.kind in {ContributionKind.POINT_FOR, ContributionKind.POINT_AGAINST}
            and judgement(c) is not None
        ]
        for key, group in by_key(debated, lambda c: c.source).items():
            for a, b in self._among(group, "debate", key):
                if debate_sides(a, b, self.world):
                    yield a, b


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


def _counted(claim: Claim) -> bool:
    return any(w[0].isdigit() for w in tokens(claim.object.label))
