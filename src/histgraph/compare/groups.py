"""Groups of claims that may be compared, the places where their members are found, and groups that are too large.

A place is what all members of a group share: the question they answer, their subject, the deed they tell of.
Whoever knows in which places something changed need look at no other claims.
"""

import json
from collections.abc import Callable, Collection, Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import combinations, product

from histgraph.compare.conflicts.doers import done_by_one, unique
from histgraph.compare.corpus import Corpus
from histgraph.compare.words import content
from histgraph.model import Claim, stable_id

Place = tuple[str, ...]
"""A sort of place ("topic", "subject", "deed", "unique") and its name."""


def places(claim: Claim, world: Corpus) -> Iterator[Place]:
    """Yield all places in which a claim may be a member of a group."""
    yield "topic", world.topic(claim)
    yield "subject", claim.subject.entity
    if done_by_one(claim):
        yield "deed", claim.relation.id, claim.object.entity
    if claim.relation.id in {"was", "became"}:
        for said in (claim.subject, claim.object):
            if unique(said):
                yield "unique", *sorted(content(said.label))


@dataclass(slots=True)
class Group:
    """Claims that are compared with each other, or with those of another side.

    Attributes:
        key: what tells the group from others.
        place: where all its members are found.
        one: the claims of one side, or all.
        other: those of the other side; None where all are compared with each other.
        most: how many claims of either side are compared; what goes beyond is noted, not compared.
        meet: tells which two are worth a decision; None where any two are.
    """

    key: tuple[Hashable, ...]
    place: Place
    one: Sequence[Claim]
    other: Sequence[Claim] | None = None
    most: tuple[int, int] = (0, 0)
    meet: Callable[[Claim, Claim], bool] | None = None

    @property
    def crowded(self) -> bool:
        """Whether it is too large to compare each with each."""
        return len(self.one) > self.most[0] or (self.other is not None and len(self.other) > self.most[1])

    def members(self) -> Iterator[Claim]:
        """Yield the claims of both sides."""
        yield from self.one
        yield from self.other or ()


@dataclass(slots=True)
class Crowds:
    """Takes note of groups of which a part only is compared; which part depends on all that are in the group.

    Attributes:
        before: what stood for the place and the members of each such group the last time.
        now: the same for this time.
        stirred: the keys of groups whose members changed since.
    """

    before: Mapping[str, str] = field(default_factory=dict)
    now: dict[str, str] = field(default_factory=dict)
    stirred: set[Hashable] = field(default_factory=set)
    _places: frozenset[Place] | None = None
    _noted: set[Hashable] = field(default_factory=set)
    _parts: dict[tuple[Hashable, int], list[Claim]] = field(default_factory=dict)

    def places(self) -> frozenset[Place]:
        """Return the places that held crowds the last time."""
        if self._places is None:
            self._places = frozenset(_place(mark) for mark in self.before.values())
        return self._places

    def keep(self, looked_at: Iterable[Place]) -> None:
        """Keep what stood the last time for all places but those that are looked at now."""
        wanted = set(looked_at)
        self.now |= {name: mark for name, mark in self.before.items() if _place(mark) not in wanted}

    def note(self, group: Group) -> None:
        """Take note of a group if it is a crowd, or was one the last time."""
        crowded = group.crowded
        if group.key in self._noted or not (crowded or (self.before and group.place in self.places())):
            return
        self._noted.add(group.key)
        name = stable_id(repr(group.key))
        if crowded:
            sides = [group.one] if group.other is None else [group.one, group.other]
            marks = [
                stable_id(*(c.id for c in side)) if len(side) > most else ""
                for side, most in zip(sides, group.most, strict=False)
            ]
            self.now[name] = f"{stable_id(*marks)} {json.dumps(group.place, ensure_ascii=False)}"
        if self.now.get(name) != self.before.get(name):
            self.stirred.add(group.key)

    def pairs(self, group: Group) -> Iterator[tuple[Claim, Claim]]:
        """Return the pairs of a group that are compared, whatever is worth a decision among them."""
        one = self._part(group, 0, group.one)
        if group.other is None:
            return combinations(one, 2)
        return product(one, self._part(group, 1, group.other))

    def _part(self, group: Group, side: int, claims: Sequence[Claim]) -> Sequence[Claim]:
        """Return the claims of a side that are compared, one of each contribution and wording before any second."""
        most = group.most[side]
        if len(claims) <= most:
            return claims
        found = self._parts.get((group.key, side))
        if found is None:
            first: dict[tuple[str, str], Claim] = {}
            for claim in claims:
                first.setdefault((claim.contribution, claim.object.entity), claim)
            found = self._parts[group.key, side] = list(first.values())[:most]
        return found


def _place(mark: str) -> Place:
    return tuple(json.loads(mark.partition(" ")[2]))


@dataclass(slots=True)
class Changes:
    """What is compared anew after something changed.

    Attributes:
        touched: ids of the claims of which each pair is compared anew.
        again: pairs of other claims, by id, the lesser first, whose link stood in a group that changed.
        stirred: keys of the groups that changed; all their pairs are compared.
    """

    touched: Collection[str]
    again: Collection[tuple[str, str]] = ()
    stirred: Collection[Hashable] = ()
    _hot: set[str] = field(init=False)

    def __post_init__(self) -> None:
        self._hot = {*self.touched, *(id_ for pair in self.again for id_ in pair)}

    def concern(self, group: Group) -> bool:
        """Whether any pair of a group may have to be compared."""
        return group.key in self.stirred or any(claim.id in self._hot for claim in group.members())

    def want(self, group: Group, a: Claim, b: Claim) -> bool:
        """Whether a pair of a group must be compared."""
        if a.id in self.touched or b.id in self.touched or group.key in self.stirred:
            return True
        return ((a.id, b.id) if a.id < b.id else (b.id, a.id)) in self.again
