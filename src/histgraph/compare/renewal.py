"""Comparing again after something changed: only what the change touches, with the same links as a whole run.

Whether two claims are linked depends on themselves, on how their entities lie to each other, on what
texts set against each other, and, in groups too large to compare each with each, on who else is in
the group. Each of these leaves a mark in the basis of a comparison; where a mark differs the claims
behind it are compared anew, and all other links stay.
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field

from histgraph.compare.agreement import agreements
from histgraph.compare.candidates import Candidates
from histgraph.compare.corpus import Corpus, closure
from histgraph.compare.crowds import Crowds
from histgraph.compare.decide import conflict
from histgraph.compare.disagreement import named_disagreements
from histgraph.compare.opinion import SecondOpinion, heard
from histgraph.garbage import collected_rarely
from histgraph.model import ClaimLink, Entity, EntityKind, stable_id


@dataclass(frozen=True, slots=True)
class Basis:
    """What links were derived from.

    ``sources`` gives for the id of each source what stands for its claims, ``opposed`` for two
    entities why a text sets them against each other, ``crowds`` what stands for the members of
    each group that was compared in part only.
    """

    sources: Mapping[str, str] = field(default_factory=dict)
    opposed: Mapping[str, str] = field(default_factory=dict)
    crowds: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Standing:
    """A former comparison: its links, what they were derived from, and the entities of that time."""

    links: tuple[ClaimLink, ...]
    basis: Basis
    entities: tuple[Entity, ...]


def renew(
    world: Corpus,
    sources: Mapping[str, str],
    standing: Standing | None = None,
    opinion: SecondOpinion | None = None,
) -> tuple[tuple[ClaimLink, ...], Basis]:
    """Return all links of a corpus, sorted by their claims, and what they were derived from.

    Args:
        world: the corpus as it is now.
        sources: for the id of each source what stands for its claims; equal marks mean equal claims.
        standing: a former comparison under the same rules, whose links are kept where nothing changed.
        opinion: reads the quotes of the contradictions that were found anew.
    """
    opposed = {
        " ".join(sorted(pair)): stable_id(found.reason, found.quote) for pair, found in world.opposed.items()
    }
    if standing is None:
        crowds = Crowds()
        fresh = found(world, None, crowds)
        fresh = heard(fresh, world, opinion) if opinion is not None else fresh
        return in_order(fresh), Basis(sources, opposed, crowds.now)
    touched = _touched(world, sources, opposed, standing)
    while True:
        crowds = Crowds(before=standing.basis.crowds)
        fresh = found(world, touched, crowds)
        if crowds.stirred <= touched:
            break
        touched = _with_speakers(world, touched | crowds.stirred)
    fresh = heard(fresh, world, opinion) if opinion is not None else fresh
    kept = (
        link
        for link in standing.links
        if link.claim_a in world.claims
        and link.claim_b in world.claims
        and not {link.claim_a, link.claim_b} & touched
    )
    return in_order([*kept, *fresh]), Basis(sources, opposed, crowds.now)


def found(world: Corpus, touched: Collection[str] | None, crowds: Crowds) -> list[ClaimLink]:
    """Return the links that join a touched claim with any other; one at most between two claims."""
    with collected_rarely():
        return _found(world, touched, crowds)


def _found(world: Corpus, touched: Collection[str] | None, crowds: Crowds) -> list[ClaimLink]:
    best: dict[str, ClaimLink] = {}
    named = named_disagreements(world)
    for a, b in Candidates(world, touched, crowds).pairs():
        reason = named.get((a.id, b.contribution)) or named.get((b.id, a.contribution))
        link = conflict(a, b, world, disagreement=reason)
        if link is not None:
            best.setdefault(link.id, link)
    contradicted = {(link.claim_a, link.claim_b) for link in best.values()}
    for link in agreements(world, touched, crowds):
        if (link.claim_a, link.claim_b) not in contradicted:
            best.setdefault(link.id, link)
    return list(best.values())


def in_order(links: Iterable[ClaimLink]) -> tuple[ClaimLink, ...]:
    """Return links in the order in which they are kept."""
    return tuple(sorted(links, key=lambda link: (link.claim_a, link.claim_b, link.kind)))


def _touched(
    world: Corpus, sources: Mapping[str, str], opposed: Mapping[str, str], standing: Standing
) -> set[str]:
    """Return the claims of changed sources, and those about entities that are not what they were."""
    changed = {id_ for id_, mark in sources.items() if standing.basis.sources.get(id_) != mark}
    before, now = _seen({e.id: e for e in standing.entities}), _seen(world.entities)
    moved = {id_ for id_, seen in now.items() if before.get(id_) != seen}
    for pair in set(opposed) | set(standing.basis.opposed):
        if opposed.get(pair) != standing.basis.opposed.get(pair):
            moved.update(pair.split(" "))
    touched = {
        claim.id
        for claim in world.claims.values()
        if claim.source in changed
        or claim.subject.entity in moved
        or claim.object.entity in moved
        or (claim.over is not None and claim.over.entity in moved)
    }
    return _with_speakers(world, touched)


def _seen(entities: Mapping[str, Entity]) -> dict[str, tuple[EntityKind, tuple[str, ...], frozenset[str]]]:
    """Return what rules look at in each entity: its kind, its terms, and all that it falls under."""
    wider = closure(entities)
    return {id_: (e.kind, e.terms, wider.get(id_, frozenset())) for id_, e in entities.items()}


def _with_speakers(world: Corpus, touched: set[str]) -> set[str]:
    """Add the claims of pages that speak of each other: whom they mean depends on the whole page."""
    speaking = {c.source for c in world.claims.values() if c.disagrees_with}
    reached = {world.claims[id_].source for id_ in touched if id_ in world.claims} & speaking
    return touched | {c.id for c in world.claims.values() if c.source in reached}
