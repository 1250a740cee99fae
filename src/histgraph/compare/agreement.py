"""Where claims support each other: the same said by independent voices, or one following from the other."""

from collections.abc import Collection, Iterable, Iterator
from functools import lru_cache
from itertools import combinations, pairwise

from histgraph.compare.align import Fit, fit, is_named
from histgraph.compare.corpus import Corpus, by_key
from histgraph.compare.groups import Changes, Crowds, Group, Place
from histgraph.compare.guards import guards
from histgraph.compare.wording import agreement
from histgraph.model import Claim, ClaimLink, LinkKind, Polarity, Stance, Strength

_SHINGLE = 8
_COPIED = 0.5
"""Share of the runs of eight words from which a shorter text counts as copied from a longer one."""
_FEW = 12
"""Voices of one proposition that are joined each with each; more are joined in a chain."""


def agreements(
    world: Corpus,
    crowds: Crowds | None = None,
    changes: Changes | None = None,
    groups: Iterable[Group] | None = None,
) -> Iterator[ClaimLink]:
    """Yield the agreements between independent contributions, summaries and reported views left out.

    Args:
        world: the corpus.
        crowds: notes the groups of which not all are joined with all.
        changes: what is compared; None compares all.
        groups: those to look at; None finds all there are.
    """
    finder, crowds = _Agreements(world), crowds or Crowds()
    for group in agreeing(world) if groups is None else groups:
        crowds.note(group)
        if changes is not None and not changes.concern(group):
            continue
        for a, b in _joined(group):
            if changes is None or changes.want(group, a, b):
                link = finder.link(
                    a, b, LinkKind.SAME_PROPOSITION if group.other is None else LinkKind.ENTAILMENT
                )
                if link is not None:
                    yield link


def agreeing(world: Corpus, places: Collection[Place] | None = None) -> Iterator[Group]:
    """Yield the groups of claims that may agree: the same is said, or something narrower than what others say.

    Args:
        world: the corpus.
        places: where to look; None looks everywhere.
    """
    claims = sorted(
        (
            c
            for c in world.claims.values()
            if (places is None or ("subject", c.subject.entity) in places)
            and not world.is_summary(c)
            and _own(c)
        ),
        key=lambda c: c.id,
    )
    for key, group in by_key(
        claims, lambda c: (c.subject.entity, c.relation.id, c.object.entity, c.polarity)
    ).items():
        if len(group) > 1:
            yield Group(("same", *key), ("subject", key[0]), group, most=(_FEW, _FEW))
    affirmed = [c for c in claims if c.polarity is Polarity.AFFIRMED]
    wide = by_key(affirmed, lambda c: (c.subject.entity, c.relation.id, c.object.entity))
    for claim in affirmed:
        for wider in sorted(world.wider.get(claim.object.entity, ())):
            said = (claim.subject.entity, claim.relation.id, wider)
            if held := wide.get(said):
                yield Group(("entailed", *said), ("subject", said[0]), [claim], held, (_FEW, _FEW))


def _joined(group: Group) -> Iterable[tuple[Claim, Claim]]:
    """Return the pairs of a group that are joined."""
    if group.other is not None:
        return ((claim, other) for claim in group.one for other in group.other[: group.most[1]])
    firsts: dict[str, Claim] = {}
    for claim in group.one:
        firsts.setdefault(claim.contribution, claim)
    voices = list(firsts.values())
    return combinations(voices, 2) if len(voices) <= group.most[0] else pairwise(voices)


def _own(claim: Claim) -> bool:
    """Whether the author says it himself, or makes another's view his own."""
    return claim.attributed_to is None or claim.stance is Stance.ENDORSES


class _Agreements:
    """Decides on agreements, remembering which contributions copy from each other."""

    def __init__(self, world: Corpus) -> None:
        self._world = world
        self._runs: dict[str, frozenset[tuple[str, ...]]] = {}

    def link(self, a: Claim, b: Claim, kind: LinkKind) -> ClaimLink | None:
        world = self._world
        if a.contribution == b.contribution:
            return None
        if not _same_matter(a, b, world) or not (world.verified(a) and world.verified(b)):
            return None
        lies = fit(a.object, b.object, world)
        if lies is Fit.APART or self._copied(a, b):
            return None
        if lies in {Fit.NARROWER, Fit.WIDER}:
            kind = LinkKind.ENTAILMENT
            # Who affirms the narrower thing affirms the wider; who denies the wider denies the narrower.
            if (lies is Fit.WIDER) is (a.polarity is Polarity.AFFIRMED):
                a, b = b, a
        weighed = guards(a, b, world)
        if any(g.bars for g in weighed):
            return None
        soft = kind is LinkKind.ENTAILMENT or any(g.weight for g in weighed)
        first, second = sorted((a, b), key=lambda c: c.id)
        return ClaimLink(
            kind=kind,
            strength=Strength.QUALIFIED if soft else Strength.STRONG,
            claim_a=first.id,
            claim_b=second.id,
            explanation=agreement(a, b, world, follows=kind is LinkKind.ENTAILMENT),
            guards=tuple(g.text for g in weighed),
        )

    def _copied(self, a: Claim, b: Claim) -> bool:
        """Whether one quote, or one whole contribution, is mostly made of the words of the other."""
        if near_copy(a.quote, b.quote):
            return True
        one, other = self._words_of(a), self._words_of(b)
        smaller = min(len(one), len(other))
        return smaller > 0 and len(one & other) >= _COPIED * smaller

    def _words_of(self, claim: Claim) -> frozenset[tuple[str, ...]]:
        found = self._runs.get(claim.contribution)
        if found is None:
            contribution = self._world.contributions.get(claim.contribution)
            page = self._world.pages.get(claim.source)
            spans = contribution.spans if contribution is not None and page is not None else ()
            found = (
                _runs(" ".join(span.quote(page.source.text) for span in spans))
                if page is not None
                else frozenset()
            )
            self._runs[claim.contribution] = found
        return found


def _same_matter(a: Claim, b: Claim, world: Corpus) -> bool:
    if a.source == b.source or world.topic(a) == world.topic(b):
        return True
    return is_named(a.subject, world)


def near_copy(one: str, other: str) -> bool:
    """Return whether one text holds half or more of the runs of eight words of the other."""
    first, second = _runs(one), _runs(other)
    smaller = min(len(first), len(second))
    return smaller > 0 and len(first & second) >= _COPIED * smaller


@lru_cache(maxsize=4096)
def _runs(text: str) -> frozenset[tuple[str, ...]]:
    words = text.lower().split()
    return frozenset(tuple(words[i : i + _SHINGLE]) for i in range(len(words) - _SHINGLE + 1))
