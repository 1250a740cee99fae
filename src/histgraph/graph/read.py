"""From RDF back to the model: the inverses of ``write`` and ``shared``.

Quads may come in any order and may be a whole store; what is not of histgraph's making is
passed over. All fields come back but the problems of pages and readings, which are not
written; without quotes in the graph, texts and quotes come back empty.
"""

import json
from collections.abc import Iterable
from typing import Any

from pyoxigraph import NamedNode, Quad

from histgraph import vocabulary
from histgraph.errors import ShapeError
from histgraph.graph import terms
from histgraph.graph.nodes import Node, gather, of_class
from histgraph.graph.terms import LABEL, hg, term
from histgraph.model import (
    Alias,
    Certainty,
    Claim,
    ClaimLink,
    Contribution,
    ContributionKind,
    Cue,
    CueKind,
    Entity,
    EntityKind,
    LinkKind,
    Mention,
    Mode,
    Opposition,
    Page,
    Polarity,
    Reading,
    Relation,
    Review,
    ReviewAction,
    Source,
    Span,
    Stance,
    Strength,
    Verdict,
)


def readings(quads: Iterable[Quad]) -> tuple[Reading, ...]:
    """Return the readings that the graphs of sources hold, sorted by the id of the source.

    Raises:
        ShapeError: a node lacks what the model needs, or holds what the model does not know.
    """
    found = [
        _reading(graph, nodes)
        for graph, nodes in gather(quads).items()
        if graph.value.startswith(vocabulary.SOURCE) and graph in nodes
    ]
    return tuple(sorted(found, key=lambda reading: reading.source.id))


def _reading(graph: NamedNode, nodes: dict[NamedNode, Node]) -> Reading:
    """Make the reading of one source from the nodes of its graph."""
    source = _source(nodes[graph])
    question = nodes.get(terms.question(source.id))
    contributions = tuple(_contribution(n, source) for n in of_class(nodes.values(), "Contribution"))
    page = Page(
        source=source,
        question=question.find(LABEL) if question else None,
        question_span=question.span(hg("span")) if question else None,
        contributions=contributions,
    )
    numbers = {c.id: c.number for c in contributions}
    entries = [_entity_from(json.loads(packed)) for packed in nodes[graph].all(hg("entry"))]
    runs = of_class(nodes.values(), "Extraction")
    return Reading(
        page=page,
        claims=tuple(_claim(n, source, numbers) for n in of_class(nodes.values(), "Claim")),
        entities=tuple(sorted(entries, key=lambda entity: entity.id)),
        oppositions=tuple(_opposition(n, source) for n in of_class(nodes.values(), "Opposition")),
        extractor=runs[0].text(hg("version")) if runs else "",
    )


def _source(node: Node) -> Source:
    return Source(
        id=terms.local(node.iri.value, vocabulary.SOURCE),
        name=node.get(hg("name")),
        sha256=node.get(hg("sha256")),
        text=node.text(hg("text")),
        title=node.text(term("dcterms", "title")),
        media_type=node.text(term("dcterms", "format")),
        url=node.find(hg("url")),
    )


def _contribution(node: Node, source: Source) -> Contribution:
    kinds = node.types(ContributionKind)
    if len(kinds) != 1:
        raise ShapeError(f"{node.iri.value} is {len(kinds)} kinds of contribution, and must be one.")
    return Contribution(
        id=terms.local(node.iri.value, vocabulary.CONTRIBUTION),
        source=source.id,
        kind=kinds[0],
        number=node.text(hg("number")),
        spans=node.spans(hg("spans")),
        sentences=node.spans(hg("sentences")),
        author=node.find(hg("authorName")),
        headings=node.spans(hg("headings")),
    )


def _entity_from(row: dict[str, Any]) -> Entity:
    """Unpack what one source says of an entity."""
    return Entity(
        id=row["id"],
        label=row.get("label", ""),
        kind=EntityKind(row.get("kind", EntityKind.ENTITY)),
        aliases=tuple(Alias(text=alias["text"], reason=alias["reason"]) for alias in row.get("aliases", ())),
        head=row.get("head", ""),
        terms=tuple(row.get("terms", ())),
        broader=tuple(row.get("broader", ())),
    )


def _claim(node: Node, source: Source, numbers: dict[str, str]) -> Claim:
    contribution = node.id(hg("statedIn"), vocabulary.CONTRIBUTION)
    detail = node.detail()
    comparand = hg("comparand") in node.values
    return Claim(
        id=terms.local(node.iri.value, vocabulary.CLAIM),
        source=source.id,
        document=source.name,
        contribution=contribution,
        answer=numbers.get(contribution, ""),
        subject=_mention(node, "subject"),
        relation=_relation(node),
        object=_mention(node, "object"),
        evidence=_evidence(node, source),
        quote=node.text(hg("quote")),
        polarity=node.member(hg("polarity"), Polarity),
        certainty=node.member(hg("certainty"), Certainty),
        mode=node.member(hg("mode"), Mode),
        attributed_to=node.find(hg("attributedTo")),
        stance=node.maybe(hg("stance"), Stance),
        agrees_with=tuple(detail.get("agrees") or node.all(hg("goesWith"))),
        disagrees_with=tuple(detail.get("disagrees") or node.all(hg("goesAgainst"))),
        time=node.find(hg("time")),
        time_text=node.find(hg("timeText")),
        place=node.find(hg("place")),
        over=_mention(node, "comparand") if comparand else None,
        condition=node.find(hg("condition")),
        cues=_cues(node, detail),
        focus=node.span(hg("focus")),
        confidence=float(node.get(hg("confidence"))),
        swapped=node.find(hg("swapped")) == "true",
    )


def _mention(node: Node, role: str) -> Mention:
    label = node.text(hg(f"{role}Label"))
    words = node.find(hg(f"{role}Text"))
    return Mention(
        entity=node.id(hg(role), vocabulary.ENTITY),
        label=label,
        text=label if words is None else words,
        span=node.span(hg(f"{role}Span")),
    )


def _relation(node: Node) -> Relation:
    id_ = node.id(hg("predicate"), vocabulary.RELATION)
    known = vocabulary.relations().get(id_)
    label = node.find(hg("relationLabel"))
    if label is None:
        label = known.label if known else ""
    return Relation(id=id_, label=label, text=node.text(hg("relationText")))


def _evidence(node: Node, source: Source) -> Span:
    """Return the stretch that the IRI of the passage names."""
    packed = node.id(hg("evidence"), f"{vocabulary.PASSAGE}{terms.encode(source.id)}-")
    return terms.read_span(packed)


def _cues(node: Node, detail: dict[str, Any]) -> tuple[Cue, ...]:
    if "cues" in detail:
        return tuple(Cue(CueKind(kind), text) for kind, text in detail["cues"])
    return tuple(Cue(kind, text) for kind in CueKind for text in node.all(hg(f"{kind.value}Cue")))


def _opposition(node: Node, source: Source) -> Opposition:
    return Opposition(
        one=node.id(hg("sets"), vocabulary.ENTITY),
        other=node.id(hg("against"), vocabulary.ENTITY),
        evidence=_evidence(node, source),
        quote=node.text(hg("quote")),
        reason=node.text(hg("explanation")),
    )


def entities(quads: Iterable[Quad]) -> tuple[Entity, ...]:
    """Return the merged entities of the graph ``g:entities``, sorted by id."""
    nodes = gather(quad for quad in quads if quad.graph_name == terms.ENTITIES).get(terms.ENTITIES, {})
    found = [_entity(node, nodes) for node in nodes.values() if node.types(EntityKind)]
    return tuple(sorted(found, key=lambda entity: entity.id))


def _entity(node: Node, nodes: dict[NamedNode, Node]) -> Entity:
    named = [nodes[NamedNode(iri)] for iri in node.all(hg("alias")) if NamedNode(iri) in nodes]
    named.sort(key=lambda other: (other.position(), other.iri.value))
    detail = node.detail()
    broader = [terms.local(iri, vocabulary.ENTITY) for iri in node.all(hg("broader"))]
    return Entity(
        id=terms.local(node.iri.value, vocabulary.ENTITY),
        label=node.text(LABEL),
        kind=node.types(EntityKind)[0],
        aliases=tuple(Alias(other.text(LABEL), other.text(hg("explanation"))) for other in named),
        head=node.text(hg("head")),
        terms=tuple(detail.get("terms", ())),
        broader=tuple(detail.get("broader") or sorted(broader)),
    )


def links(quads: Iterable[Quad]) -> tuple[ClaimLink, ...]:
    """Return the links of the graph ``g:links``, sorted by their claims, then by kind."""
    nodes = gather(quad for quad in quads if quad.graph_name == terms.LINKS).get(terms.LINKS, {})
    found = [_link(node) for node in nodes.values() if hg("between") in node.values]
    return tuple(sorted(found, key=lambda link: (link.claim_a, link.claim_b, link.kind)))


def _link(node: Node) -> ClaimLink:
    detail = node.detail()
    claims = detail.get("claims") or [terms.local(i, vocabulary.CLAIM) for i in node.all(hg("between"))]
    if len(claims) != 2:
        raise ShapeError(f"{node.iri.value} joins {len(claims)} claims, and must join two.")
    score = node.find(hg("score"))
    return ClaimLink(
        kind=node.member(hg("kind"), LinkKind),
        strength=node.member(hg("strength"), Strength),
        claim_a=claims[0],
        claim_b=claims[1],
        explanation=node.text(hg("explanation")),
        guards=tuple(detail.get("guards") or node.all(hg("guard"))),
        score=None if score is None else float(score),
        resolved=node.find(hg("resolved")),
    )


def reviews(quads: Iterable[Quad]) -> tuple[Review, ...]:
    """Return the reviews of the graph ``g:reviews`` in the order they were made."""
    nodes = gather(quad for quad in quads if quad.graph_name == terms.REVIEWS).get(terms.REVIEWS, {})
    return tuple(_review(node, nodes) for node in of_class(nodes.values(), "Review"))


def _review(node: Node, nodes: dict[NamedNode, Node]) -> Review:
    who = NamedNode(node.get(term("prov", "wasAttributedTo")))
    return Review(
        id=terms.local(node.iri.value, vocabulary.REVIEW),
        action=node.member(hg("action"), ReviewAction),
        target=node.get(hg("target")),
        reviewer=nodes[who].text(LABEL) if who in nodes else "",
        at=node.get(hg("at")),
        verdict=node.maybe(hg("verdict"), Verdict),
        reason=node.text(hg("explanation")),
        field=node.text(hg("field")),
        before=node.text(hg("before")),
        after=node.text(hg("after")),
        anchor=tuple((key, value) for key, value in node.detail().get("anchor", ())),
    )
