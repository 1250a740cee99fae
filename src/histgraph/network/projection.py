"""From claims and links to a networkx graph with typed attributes.

A proposition becomes one node for those who affirm it and another for those who deny it
(a *ring*: its slices are the contributions), so that a contradiction is an edge between two
nodes. Every attribute is a str, int, float or bool, never None, so that each export format
can hold each of them.
"""

from collections.abc import Iterable, Sequence
from typing import Any

import networkx as nx

from histgraph.model import (
    Certainty,
    Claim,
    ClaimLink,
    Contribution,
    ContributionKind,
    Entity,
    Mode,
    Page,
    Polarity,
    Stance,
    Strength,
)

Graph = Any
"""A ``networkx.MultiDiGraph``; networkx carries no types."""

_SURENESS = {Certainty.POSSIBLE: 0, Certainty.PROBABLE: 1, Certainty.CERTAIN: 2}


def is_commitment(claim: Claim) -> bool:
    """Whether the contribution itself stands by the claim.

    A view reported from somebody else counts only when it is endorsed; what is merely
    supposed or might have been is nobody's commitment.
    """
    own = claim.attributed_to is None or claim.stance is Stance.ENDORSES
    return own and claim.mode in {Mode.ACTUAL, Mode.INTENDED}


def ring_of(claim: Claim) -> str:
    """Return the node id of the ring that a claim belongs to."""
    return f"{'not' if claim.polarity is Polarity.DENIED else 'prop'}:{claim.proposition.id}"


def voice_label(contribution: Contribution) -> str:
    """Return what a contribution is called: "answer 2 (Josiah)", "quick answer"."""
    if contribution.kind is ContributionKind.SUMMARY:
        return "quick answer"
    name = f"{contribution.kind.value} {contribution.number}"
    return f"{name} ({contribution.author})" if contribution.author else name


def link_class(link: ClaimLink) -> str:
    """Return "agreement", "tension" or "contradiction"."""
    if link.kind.is_agreement:
        return "agreement"
    return "tension" if link.strength is Strength.TENSION else "contradiction"


def project(
    claims: Iterable[Claim],
    links: Iterable[ClaimLink] = (),
    entities: Iterable[Entity] = (),
    pages: Iterable[Page] = (),
) -> Graph:
    """Return the network of the claims as a ``networkx.MultiDiGraph``.

    Nodes have ``kind`` "entity" (id ``ent:…``), "proposition" (``prop:…`` affirmed, ``not:…``
    denied) or "contribution" (``ans:…``). Edges have ``kind`` "subject" (entity to
    proposition), "object" (proposition to entity), "claim" (contribution to proposition),
    and "contradiction", "tension" or "agreement" (proposition to proposition, the key being
    the link's id; a loop where both claims affirm the same).

    Args:
        claims: in any order; the graph does not depend on it.
        links: those whose claims are not among ``claims`` are left out.
        entities: give kinds and other names; entities that no claim mentions are left out.
        pages: give questions, authors and kinds of the contributions.

    Returns:
        A new graph, nodes and edges sorted by id.
    """
    ordered = sorted(claims, key=lambda c: (c.document, c.evidence, c.id))
    graph = nx.MultiDiGraph()
    _add_entities(graph, ordered, {e.id: e for e in entities})
    _add_contributions(graph, ordered, pages)
    _add_rings(graph, ordered)
    _add_claims(graph, ordered)
    _add_links(graph, links, {c.id: c for c in ordered})
    return graph


def _add_entities(graph: Graph, claims: Sequence[Claim], known: dict[str, Entity]) -> None:
    labels: dict[str, str] = {}
    for claim in claims:
        for mention in (claim.subject, claim.object):
            labels.setdefault(mention.entity, mention.label)
    for key in sorted(labels):
        entity = known.get(key)
        graph.add_node(
            f"ent:{key}",
            kind="entity",
            label=entity.label if entity else labels[key],
            entity_kind=entity.kind.value if entity else "Entity",
            aliases="; ".join(sorted({a.text for a in entity.aliases})) if entity else "",
        )


def _add_contributions(graph: Graph, claims: Sequence[Claim], pages: Iterable[Page]) -> None:
    speaking = {claim.contribution: claim for claim in claims}
    known = {c.id: (page, c) for page in pages for c in page.contributions}
    for key in sorted(speaking):
        page, contribution = known.get(key, (None, None))
        claim = speaking[key]
        summary = claim.answer == "summary"
        graph.add_node(
            f"ans:{key}",
            kind="contribution",
            label=voice_label(contribution) if contribution else f"answer {claim.answer}",
            document=claim.document,
            question=(page.question or page.source.title) if page else "",
            number=claim.answer,
            author=(contribution.author or "") if contribution else "",
            summary=contribution.kind is ContributionKind.SUMMARY if contribution else summary,
        )


def _add_rings(graph: Graph, claims: Sequence[Claim]) -> None:
    rings: dict[str, list[Claim]] = {}
    for claim in claims:
        rings.setdefault(ring_of(claim), []).append(claim)
    for ring in sorted(rings):
        members = rings[ring]
        first = members[0]
        own = [c for c in members if is_commitment(c)]
        voices = {c.contribution for c in own}
        independent = {v for v in voices if not graph.nodes[f"ans:{v}"]["summary"]}
        sure = max((c.certainty for c in own), key=_SURENESS.__getitem__, default=Certainty.POSSIBLE)
        denied = first.polarity is Polarity.DENIED
        graph.add_node(
            ring,
            kind="proposition",
            label=first.label,
            subject=first.subject.entity,
            relation=first.relation.id,
            relation_label=first.relation.label,
            object=first.object.entity,
            denied=denied,
            answers=len(independent),
            voices=len(voices),
            claims=len(members),
            reported=len(members) - len(own),
            certainty=sure.value,
        )
        shared = {"answers": len(independent), "polarity": first.polarity.value, "certainty": sure.value}
        graph.add_edge(f"ent:{first.subject.entity}", ring, key="subject", kind="subject", **shared)
        graph.add_edge(ring, f"ent:{first.object.entity}", key="object", kind="object", **shared)


def _add_claims(graph: Graph, claims: Sequence[Claim]) -> None:
    for claim in sorted(claims, key=lambda c: c.id):
        graph.add_edge(
            f"ans:{claim.contribution}",
            ring_of(claim),
            key=claim.id,
            kind="claim",
            polarity=claim.polarity.value,
            certainty=claim.certainty.value,
            mode=claim.mode.value,
            own=is_commitment(claim),
            attributed_to=claim.attributed_to or "",
            stance=claim.stance.value if claim.stance else "",
            time=claim.time or "",
            quote=claim.quote,
            start=claim.evidence.start,
            end=claim.evidence.end,
            confidence=float(claim.confidence),
        )


def _add_links(graph: Graph, links: Iterable[ClaimLink], claims: dict[str, Claim]) -> None:
    for link in sorted(links, key=lambda found: found.id):
        one, other = claims.get(link.claim_a), claims.get(link.claim_b)
        if one is None or other is None:
            continue
        graph.add_edge(
            ring_of(one),
            ring_of(other),
            key=link.id,
            kind=link_class(link),
            link_kind=link.kind.value,
            strength=link.strength.value,
            explanation=link.explanation,
            claim_a=one.id,
            claim_b=other.id,
            contribution_a=one.contribution,
            contribution_b=other.contribution,
        )
