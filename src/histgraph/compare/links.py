"""All links between the claims of a corpus, found group by group; cost grows with the claims."""

from collections import defaultdict
from collections.abc import Collection, Iterator
from itertools import combinations, product

from histgraph.compare.corpus import Corpus, by_key
from histgraph.compare.decide import conflict, plain
from histgraph.compare.disagreement import named_disagreements
from histgraph.compare.guards import guards
from histgraph.model import Claim, ClaimLink, LinkKind, Polarity, Stance, Strength
from histgraph.vocabulary import opposites, relations

RULES = "comparison 1"
"""Raised whenever the rules change, so that stored links are made anew."""
MOST_IN_GROUP = 40
"""Claims of one group on either side that are compared with each other; more are left alone."""
_SHINGLE = 8


def compare(world: Corpus, *, touched: Collection[str] | None = None) -> tuple[ClaimLink, ...]:
    """Return the links between claims, sorted; one at most between two claims.

    Args:
        world: the corpus.
        touched: ids of sources; only links with a claim of one of them are looked for.
    """
    best: dict[str, ClaimLink] = {}
    named = named_disagreements(world)
    for a, b in _candidates(world):
        if touched is not None and not {a.source, b.source} & set(touched):
            continue
        reason = named.get((a.id, b.contribution)) or named.get((b.id, a.contribution))
        link = conflict(a, b, world, disagreement=reason)
        if link is not None:
            best.setdefault(link.id, link)
    contradicted = {frozenset((link.claim_a, link.claim_b)) for link in best.values()}
    for link in _agreements(world, touched):
        if frozenset((link.claim_a, link.claim_b)) not in contradicted:
            best.setdefault(link.id, link)
    return tuple(sorted(best.values(), key=lambda link: (link.claim_a, link.claim_b, link.kind)))


def _candidates(world: Corpus) -> Iterator[tuple[Claim, Claim]]:
    """Yield pairs worth a decision, from groups by key; never all pairs."""
    claims = [world.claims[key] for key in sorted(world.claims)]
    for group in by_key(claims, lambda c: c.proposition).values():
        yield from _across(group)
    yield from _lattice(claims, world)
    for group in by_key(claims, lambda c: (c.subject.entity, c.object.entity)).values():
        yield from _opposed(group)
    for group in by_key(claims, _exclusive_key).values():
        if len(group) <= MOST_IN_GROUP:
            yield from combinations(group, 2)


def _exclusive_key(claim: Claim) -> object:
    """Group claims whose objects may exclude each other: one subject, one relation."""
    known = relations().get(claim.relation.id)
    if known is None or claim.polarity is Polarity.DENIED:
        return None
    wanted = known.functional or claim.relation.id in {
        "sought", "favored", "was", "became", "believed", "causedBy", "motivatedBy",
    }  # fmt: skip
    return (claim.subject.entity, claim.relation.id) if wanted else None


def _across(group: list[Claim]) -> Iterator[tuple[Claim, Claim]]:
    """Pair the affirmations of a proposition with its denials."""
    yes = [c for c in group if c.polarity is Polarity.AFFIRMED][:MOST_IN_GROUP]
    no = [c for c in group if c.polarity is Polarity.DENIED][:MOST_IN_GROUP]
    yield from product(yes, no)


def _lattice(claims: list[Claim], world: Corpus) -> Iterator[tuple[Claim, Claim]]:
    """Pair a denial of something wide with affirmations of something narrower."""
    denied: dict[tuple[str, str, str], list[Claim]] = defaultdict(list)
    for claim in claims:
        if claim.polarity is Polarity.DENIED:
            denied[claim.subject.entity, claim.relation.id, claim.object.entity].append(claim)
    for claim in claims:
        if claim.polarity is Polarity.AFFIRMED:
            for wider in sorted(world.wider.get(claim.object.entity, ())):
                for other in denied.get((claim.subject.entity, claim.relation.id, wider), ())[:MOST_IN_GROUP]:
                    yield claim, other


def _opposed(group: list[Claim]) -> Iterator[tuple[Claim, Claim]]:
    """Pair claims of one subject and object under relations that exclude each other."""
    by_relation: dict[str, list[Claim]] = defaultdict(list)
    for claim in group:
        by_relation[claim.relation.id].append(claim)
    for relation in sorted(by_relation):
        for other in sorted(opposites(relation)):
            if other > relation and other in by_relation:
                yield from product(by_relation[relation][:MOST_IN_GROUP], by_relation[other][:MOST_IN_GROUP])


# -- agreement -----------------------------------------------------------------------------


def _agreements(world: Corpus, touched: Collection[str] | None) -> Iterator[ClaimLink]:
    claims = [world.claims[key] for key in sorted(world.claims)]
    eligible = [c for c in claims if not world.is_summary(c) and c.stance is not Stance.REJECTS]
    for group in by_key(eligible, lambda c: (c.proposition, c.polarity)).values():
        firsts: dict[str, Claim] = {}
        for claim in group:
            firsts.setdefault(claim.contribution, claim)
        distinct = list(firsts.values())
        pairs = (
            combinations(distinct, 2) if len(distinct) <= 12 else zip(distinct, distinct[1:], strict=False)
        )
        for a, b in pairs:
            if touched is None or {a.source, b.source} & set(touched):
                link = _agreement(a, b, world, LinkKind.SAME_PROPOSITION)
                if link is not None:
                    yield link
    yield from _entailments(eligible, world, touched)


def _entailments(claims: list[Claim], world: Corpus, touched: Collection[str] | None) -> Iterator[ClaimLink]:
    """Yield where one claim says a narrower thing than another: absolute power entails power."""
    wide: dict[tuple[str, str, str], list[Claim]] = defaultdict(list)
    for claim in claims:
        if claim.polarity is Polarity.AFFIRMED:
            wide[claim.subject.entity, claim.relation.id, claim.object.entity].append(claim)
    for claim in claims:
        if claim.polarity is not Polarity.AFFIRMED:
            continue
        for wider in sorted(world.wider.get(claim.object.entity, ())):
            for other in wide.get((claim.subject.entity, claim.relation.id, wider), ())[:12]:
                if other.contribution != claim.contribution and (
                    touched is None or {claim.source, other.source} & set(touched)
                ):
                    link = _agreement(claim, other, world, LinkKind.ENTAILMENT)
                    if link is not None:
                        yield link


def _agreement(a: Claim, b: Claim, world: Corpus, kind: LinkKind) -> ClaimLink | None:
    if not (world.verified(a) and world.verified(b)) or near_copy(a.quote, b.quote):
        return None
    if not _same_matter(a, b, world):
        return None
    weighed = guards(a, b)
    if any(g.bars for g in weighed):
        return None
    first, second = sorted((a, b), key=lambda c: c.id)
    soft = kind is LinkKind.ENTAILMENT or any(g.weakens for g in weighed)
    one, other = world.voice(a), world.voice(b)
    why = "both say that" if kind is LinkKind.SAME_PROPOSITION else "one follows from the other:"
    return ClaimLink(
        kind=kind,
        strength=Strength.QUALIFIED if soft else Strength.STRONG,
        claim_a=first.id,
        claim_b=second.id,
        explanation=f"{one[:1].upper()}{one[1:]} and {other}: {why} {plain(a)}.",
        guards=tuple(g.text for g in weighed),
    )


def _same_matter(a: Claim, b: Claim, world: Corpus) -> bool:
    if a.source == b.source or world.topics.get(a.contribution) == world.topics.get(b.contribution):
        return True
    found = world.entities.get(a.subject.entity)
    return found is not None and not found.terms


def near_copy(one: str, other: str) -> bool:
    """Whether one quote holds most of the runs of eight words of the other: not independent."""
    first, second = (_runs(text) for text in (one, other))
    smaller = min(len(first), len(second))
    return smaller > 0 and len(first & second) >= 0.5 * smaller


def _runs(text: str) -> set[tuple[str, ...]]:
    words = text.lower().split()
    return {tuple(words[i : i + _SHINGLE]) for i in range(len(words) - _SHINGLE + 1)}
