"""What a rule must see in two claims before it is worth asking: each rule says so, each claim is looked at once.

A rule is declared with pairs of glimpses, one for either claim: ``@between(denial(COPULAS), affirmation())``.
What a glimpse asks for follows from the claim alone, so it is answered once for each claim and kept as bits;
whether a rule can see anything between two claims is then one operation on numbers. A rule without a
declaration is asked about every two claims. A glimpse may let through more than its rule will find, never less.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Generic, NamedTuple, TypeVar

from histgraph.model import Claim, Polarity, Relation

R = TypeVar("R", bound=Callable[..., object])
_Holds = Callable[[Claim], object]


@dataclass(frozen=True, slots=True)
class Glimpse:
    """What is looked for in one claim; None stands for anything.

    Attributes:
        polarity: what the claim must be.
        relations: ids of which its relation must be one.
        others: ids of which its relation must be none.
        holds: what must be true of it; asked only where the rest fits.
    """

    polarity: Polarity | None = None
    relations: frozenset[str] | None = None
    others: frozenset[str] = frozenset()
    holds: _Holds | None = None


class Need(NamedTuple):
    """Two glimpses, one for either of two claims in any order, and what their two relations must be to each other."""

    one: Glimpse
    other: Glimpse
    relations: Callable[[Relation, Relation], object] | None = None


_DECLARED: dict[Callable[..., object], tuple[Need, ...]] = {}


def claim_that(holds: _Holds) -> Glimpse:
    """Return a glimpse of a claim of any polarity and relation."""
    return Glimpse(holds=holds)


def affirmation(
    relations: Iterable[str] | None = None,
    holds: _Holds | None = None,
    *,
    others: Iterable[str] = (),
) -> Glimpse:
    """Return a glimpse of what is affirmed."""
    return _glimpse(Polarity.AFFIRMED, relations, holds, others)


def denial(
    relations: Iterable[str] | None = None,
    holds: _Holds | None = None,
    *,
    others: Iterable[str] = (),
) -> Glimpse:
    """Return a glimpse of what is denied."""
    return _glimpse(Polarity.DENIED, relations, holds, others)


def _glimpse(
    polarity: Polarity | None,
    relations: Iterable[str] | None,
    holds: _Holds | None,
    others: Iterable[str],
) -> Glimpse:
    named = None if relations is None else frozenset(relations)
    return Glimpse(polarity, named, frozenset(others), holds)


def between(
    one: Glimpse, other: Glimpse, *, relations: Callable[[Relation, Relation], object] | None = None
) -> Callable[[R], R]:
    """Declare that a rule sees nothing but between these two; a rule may be declared so several times.

    Args:
        one: what it looks for in one of two claims.
        other: what it looks for in the other.
        relations: what must be true of their relations, going by ids and labels, whichever comes first.
    """

    def declared(rule: R) -> R:
        _DECLARED[rule] = (*_DECLARED.get(rule, ()), Need(one, other, relations))
        return rule

    return declared


def among(
    one: Glimpse, *, relations: Callable[[Relation, Relation], object] | None = None
) -> Callable[[R], R]:
    """Declare that a rule sees nothing but between two claims of one make."""
    return between(one, one, relations=relations)


def one_relation(one: Relation, other: Relation) -> bool:
    """Whether two relations are the same."""
    return one.id == other.id


_ANY = (Need(Glimpse(), Glimpse()),)


class Sight(NamedTuple):
    """What rules see in one claim, as bits: where it can be the one of two claims, where the other."""

    one: int
    other: int


class Eyes(Generic[R]):
    """Tells which of some rules are worth asking between two claims.

    Args:
        rules: the rules in the order in which they are asked.
        led: rules that begin with one claim of a certain sort, whatever the other is, by the name of the sort,
            and what returns the sorts of a claim; asked after those.
        headed: rules by the name of the heading that both claims must stand under; asked last.
        plain: those of the rules that are asked after all others, since these have more to say.
    """

    def __init__(
        self,
        rules: Iterable[R],
        led: tuple[Mapping[str, R], Callable[[Claim], Iterable[str]]],
        headed: Mapping[str, R],
        plain: Iterable[R] = (),
    ) -> None:
        self._plain = frozenset(plain)
        self._leading = led[1]
        self._asked: list[R] = []
        self._needs: list[Need] = []
        for rule in rules:
            for need in _DECLARED.get(rule, _ANY):
                self._asked.append(rule)
                self._needs.append(need)
        self._led = {name: 1 << (len(self._asked) + n) for n, name in enumerate(led[0])}
        self._asked += led[0].values()
        self._headed = {name: 1 << (len(self._asked) + n) for n, name in enumerate(headed)}
        self._asked += headed.values()
        self._any = sum(self._led.values())
        self._hung: dict[Callable[[Relation, Relation], object], int] = {}
        for place, need in enumerate(self._needs):
            if need.relations is not None:
                self._hung[need.relations] = self._hung.get(need.relations, 0) | 1 << place
        self._free = ~sum(self._hung.values())
        glimpses = [glimpse for need in self._needs for glimpse in need[:2]]
        self._told_apart = frozenset().union(*(g.others | (g.relations or frozenset()) for g in glimpses))
        self._met: dict[tuple[str, str, str, str], int] = {}
        self._worth: dict[tuple[str, Polarity], tuple[Sight, tuple[tuple[int, int, _Holds], ...]]] = {}
        self._rules: dict[int, tuple[R, ...]] = {}

    def bits(self, rules: Iterable[R]) -> int:
        """Return the bits of some of the rules."""
        wanted = set(rules)
        return sum(1 << n for n, rule in enumerate(self._asked) if rule in wanted)

    def meeting(self, bits: int, one: Relation, other: Relation) -> int:
        """Return those of some bits whose rules two relations do not forbid."""
        free = self._free
        if not bits & ~free:
            return bits
        key = (one.id, one.label, other.id, other.label)
        found = self._met.get(key)
        if found is None:
            found = free
            for allowed, hung in self._hung.items():
                if allowed(one, other) or allowed(other, one):
                    found |= hung
            if len(self._met) >= _MOST:
                self._met.clear()
            self._met[key] = found
        return bits & found

    def sight(self, claim: Claim, headings: Iterable[str]) -> Sight:
        """Look at a claim that stands under headings of some names."""
        kind = (claim.relation.id if claim.relation.id in self._told_apart else "", claim.polarity)
        found = self._worth.get(kind)
        if found is None:
            found = self._worth[kind] = self._of_kind(*kind)
        (one, other), open_ = found
        for ours, theirs, holds in open_:
            if holds(claim):
                one |= ours
                other |= theirs
        for name in self._leading(claim):
            one |= self._led.get(name, 0)
        for name in headings:
            bit = self._headed.get(name, 0)
            one |= bit
            other |= bit
        return Sight(one, other | self._any)

    def _of_kind(
        self, relation: str, polarity: Polarity
    ) -> tuple[Sight, tuple[tuple[int, int, _Holds], ...]]:
        """Return what can be seen in all claims of one relation and polarity, and what hangs on the claim."""
        open_: dict[_Holds, list[int]] = {}
        one = other = 0
        for place, need in enumerate(self._needs):
            bit = 1 << place
            for side, glimpse in enumerate(need[:2]):
                if glimpse.polarity not in {None, polarity} or relation in glimpse.others:
                    continue
                if glimpse.relations is not None and relation not in glimpse.relations:
                    continue
                if glimpse.holds is None:
                    one, other = (one | bit, other) if side == 0 else (one, other | bit)
                else:
                    held = open_.setdefault(glimpse.holds, [0, 0])
                    held[side] |= bit
        return Sight(one, other), tuple((ours, theirs, holds) for holds, (ours, theirs) in open_.items())

    def rules(self, bits: int) -> tuple[R, ...]:
        """Return the rules of some bits, each once, in their order."""
        found = self._rules.get(bits)
        if found is None:
            places = [n for n in range(len(self._asked)) if bits >> n & 1]
            found = tuple(sorted(dict.fromkeys(self._asked[n] for n in places), key=self._plain.__contains__))
            if len(self._rules) >= _MOST:
                self._rules.clear()
            self._rules[bits] = found
        return found


_MOST = 1 << 16
"""Sets of rules, and pairs of relations, that are remembered."""
