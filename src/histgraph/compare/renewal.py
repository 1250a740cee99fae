"""Comparing again after something changed: only what the change touches, with the same links as a whole run.

Whether two claims are linked depends on themselves, on how their entities lie to each other, on what
texts set against each other, and, in groups too large to compare each with each, on who else is in
the group. Each of these leaves a mark in the basis of a comparison; where a mark differs the claims
behind it are compared anew, and all other links stay.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field, replace

from histgraph.compare.addressed import Addressed, speaks
from histgraph.compare.agreement import agreeing, agreements
from histgraph.compare.candidates import Candidates, Finder
from histgraph.compare.corpus import Corpus, closure
from histgraph.compare.decide import conflict, spoken_against
from histgraph.compare.disagreement import Named
from histgraph.compare.groups import Changes, Crowds, Group, Place, places
from histgraph.compare.likely import likely
from histgraph.compare.opinion import SecondOpinion, heard
from histgraph.model import Claim, ClaimLink, Entity, LinkKind, Strength, stable_id
from histgraph.thrift import collected_rarely


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


@collected_rarely()
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
        links = found(world, crowds)
        links = heard(links, world, opinion) if opinion is not None else links
        return in_order([*links, *likely(world, links, world.pages)]), Basis(sources, opposed, crowds.now)
    decided = tuple(k for k in standing.links if k.kind is not LinkKind.LIKELY_DISPUTE)
    touched = _touched(world, sources, opposed, standing)
    fresh, kept, crowds = _renewed(world, sources, replace(standing, links=decided), touched)
    fresh = heard(fresh, world, opinion) if opinion is not None else fresh
    links = [*kept, *fresh]
    stirred = _stirred(world, decided, links, touched)
    links += likely(world, links, stirred)
    links += (
        k
        for k in standing.links
        if k.kind is LinkKind.LIKELY_DISPUTE
        and k.claim_a in world.claims
        and world.claims[k.claim_a].source not in stirred
    )
    return in_order(links), Basis(sources, opposed, crowds.now)


def _stirred(
    world: Corpus, before: Iterable[ClaimLink], now: Iterable[ClaimLink], touched: Collection[str]
) -> set[str]:
    """Return the sources with a claim or a link between two of their claims that is not as it was.

    What else is likely in dispute on a page depends on its claims, and on which of its passages are linked.
    """
    stirred = {world.claims[id_].source for id_ in touched}
    for link in set(before) ^ set(now):
        one, other = world.claims.get(link.claim_a), world.claims.get(link.claim_b)
        if one is None or other is None or one.source == other.source:
            stirred |= {claim.source for claim in (one, other) if claim is not None}
    return stirred


def _renewed(
    world: Corpus, sources: Mapping[str, str], standing: Standing, touched: Collection[str]
) -> tuple[list[ClaimLink], list[ClaimLink], Crowds]:
    """Return the links that were found anew, those that stay, and the crowds of this time."""
    crowds = Crowds(before=standing.basis.crowds)
    where = {place for id_ in touched for place in places(world.claims[id_], world)}
    if any(sources.get(id_) != mark for id_, mark in standing.basis.sources.items()):
        where |= crowds.places()  # a claim that is gone may have been one of a crowd anywhere
    crowds.keep(where)
    opposing, agreed = list(Finder(world, where).groups()), list(agreeing(world, where))
    for group in (*opposing, *agreed):
        crowds.note(group)
    again = _again(standing.links, [g for g in (*opposing, *agreed) if g.key in crowds.stirred], touched)
    more = _shared_places(world, again) - where
    if more:
        opposing += Finder(world, more).groups()
        agreed += agreeing(world, more)
    fresh = found(world, crowds, Changes(touched, again, frozenset(crowds.stirred)), opposing, agreed)
    kept = [
        link
        for link in standing.links
        if link.claim_a in world.claims
        and link.claim_b in world.claims
        and link.claim_a not in touched
        and link.claim_b not in touched
        and (link.claim_a, link.claim_b) not in again
    ]
    return fresh, kept, crowds


def _again(
    links: Iterable[ClaimLink], stirred: Iterable[Group], touched: Collection[str]
) -> set[tuple[str, str]]:
    """Return the pairs of untouched claims that are linked and stand in a group that changed."""
    linked: dict[str, list[ClaimLink]] = defaultdict(list)
    for link in links:
        if link.claim_a not in touched and link.claim_b not in touched:
            linked[link.claim_a].append(link)
    again: set[tuple[str, str]] = set()
    for group in stirred:
        one = {claim.id for claim in group.one}
        other = one if group.other is None else {claim.id for claim in group.other}
        for id_ in one | other:
            for link in linked.get(id_, ()):
                a, b = link.claim_a, link.claim_b
                if (a in one and b in other) or (a in other and b in one):
                    again.add((a, b))
    return again


def _shared_places(world: Corpus, pairs: Iterable[tuple[str, str]]) -> set[Place]:
    """Return the places in which both claims of a pair stand."""
    shared: set[Place] = set()
    for a, b in pairs:
        shared |= set(places(world.claims[a], world)) & set(places(world.claims[b], world))
    return shared


def found(
    world: Corpus,
    crowds: Crowds,
    changes: Changes | None = None,
    opposing: Iterable[Group] | None = None,
    agreed: Iterable[Group] | None = None,
) -> list[ClaimLink]:
    """Return the links between claims, one at most between two.

    Args:
        world: the corpus.
        crowds: notes the groups that are compared in part only.
        changes: what is compared; None compares all.
        opposing: the groups in which conflicts are looked for; None looks everywhere.
        agreed: the same for agreements.
    """
    best: dict[str, ClaimLink] = {}
    named, addressed = Named(world), Addressed(world)

    def told(a: Claim, b: Claim) -> str | None:
        return (
            named.reason(a, b.contribution)
            or named.reason(b, a.contribution)
            or addressed.reason(a, b.contribution)
            or addressed.reason(b, a.contribution)
        )

    for a, b in Candidates(world, crowds, changes, opposing).pairs():
        link = conflict(a, b, world, disagreement=told)
        if link is not None:
            best.setdefault(link.id, link)
    for link in _spoken(world, addressed, best.values(), changes):
        if link.id not in best or best[link.id].strength is Strength.TENSION:
            best[link.id] = link
    contradicted = {(link.claim_a, link.claim_b) for link in best.values()}
    for link in agreements(world, crowds, changes, agreed):
        if (link.claim_a, link.claim_b) not in contradicted:
            best.setdefault(link.id, link)
    return list(best.values())


def _spoken(
    world: Corpus, addressed: Addressed, found: Iterable[ClaimLink], changes: Changes | None
) -> list[ClaimLink]:
    """Return the links of claims that are brought forward against a text, where no rule saw what is at odds."""
    linked: dict[tuple[str, str], bool] = {}
    for had in found:
        firm = had.strength is not Strength.TENSION
        for one, other in ((had.claim_a, had.claim_b), (had.claim_b, had.claim_a)):
            key = (one, world.claims[other].contribution)
            linked[key] = firm or linked.get(key, False)
    links = []
    sources = (
        world.pages
        if changes is None
        else {world.claims[id_].source for id_ in changes.touched if id_ in world.claims}
    )
    for told in (told for source in sorted(sources) for told in addressed.meant(source)):
        known = linked.get((told.claim.id, told.against.contribution))
        if known or (known is not None and not told.aligned):
            continue  # a tension is known; only where one answers the other may it be more
        link = spoken_against(told.claim, told.against, world, told.reason, aligned=told.aligned)
        if link is not None:
            links.append(link)
    return links


def in_order(links: Iterable[ClaimLink]) -> tuple[ClaimLink, ...]:
    """Return links in the order in which they are kept."""
    return tuple(sorted(links, key=lambda link: (link.claim_a, link.claim_b, link.kind)))


def _touched(
    world: Corpus, sources: Mapping[str, str], opposed: Mapping[str, str], standing: Standing
) -> set[str]:
    """Return the claims of changed sources, and those about entities that are not what they were."""
    changed = {id_ for id_, mark in sources.items() if standing.basis.sources.get(id_) != mark}
    moved = _moved(world, standing.entities)
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


def _moved(world: Corpus, former: Iterable[Entity]) -> set[str]:
    """Return the entities of which rules see something else than before: kind, terms, or all that they fall under."""
    before, now = {e.id: e for e in former}, world.entities
    changed = {
        id_
        for id_ in before.keys() | now.keys()
        if (one := before.get(id_)) is None
        or (other := now.get(id_)) is None
        or (one.kind, one.terms, one.broader) != (other.kind, other.terms, other.broader)
    }
    # What an entity falls under changed only where it, or one of those that it falls under, changed.
    above = [id_ for id_ in now if id_ in changed or not changed.isdisjoint(world.wider.get(id_, ()))]
    wider_before, wider_now = closure(before, above), closure(now, above)
    return {
        id_
        for id_ in above
        if (one := before.get(id_)) is None
        or (one.kind, one.terms) != (now[id_].kind, now[id_].terms)
        or wider_before.get(id_) != wider_now.get(id_)
    }


def _with_speakers(world: Corpus, touched: set[str]) -> set[str]:
    """Add the claims of pages that speak of each other: whom they mean depends on the whole page."""
    speaking = {c.source for c in world.claims.values() if c.disagrees_with}
    reached = {world.claims[id_].source for id_ in touched if id_ in world.claims}
    reached = {id_ for id_ in reached if id_ in speaking or speaks(world.pages[id_])}
    return touched | {c.id for c in world.claims.values() if c.source in reached}
