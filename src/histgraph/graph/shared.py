"""What belongs to no single source: merged entities, links between claims, reviews."""

import re
from collections.abc import Collection, Iterable, Iterator

from pyoxigraph import Literal, NamedNode, Quad

from histgraph.graph import terms
from histgraph.graph.terms import LABEL, TYPE, hg, term, text
from histgraph.model import ClaimLink, Entity, Review, ReviewAction, Strength

_DATE_TIME = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)")


def entity_quads(entities: Iterable[Entity]) -> Iterator[Quad]:
    """Write entities, one description for each id, to the graph ``g:entities``."""
    for entity in entities:
        node = terms.entity(entity.id)
        for predicate, value in _entity(entity):
            yield Quad(node, predicate, value, terms.ENTITIES)
        for position, alias in enumerate(entity.aliases):
            other = terms.alias(entity.id, alias.text, alias.reason)
            yield Quad(node, hg("alias"), other, terms.ENTITIES)
            yield Quad(other, TYPE, hg("Alias"), terms.ENTITIES)
            yield Quad(other, LABEL, text(alias.text), terms.ENTITIES)
            yield Quad(other, hg("explanation"), text(alias.reason), terms.ENTITIES)
            yield Quad(other, hg("position"), terms.number(position), terms.ENTITIES)


def _entity(entity: Entity) -> Iterator[tuple[NamedNode, NamedNode | Literal]]:
    yield TYPE, terms.value(entity.kind)
    yield LABEL, text(entity.label)
    for name in sorted({alias.text for alias in entity.aliases}):
        yield term("skos", "altLabel"), text(name)
    for wider in sorted(set(entity.broader)):
        yield hg("broader"), terms.entity(wider)
    if entity.head:
        yield hg("head"), text(entity.head)
    broader = list(entity.broader)
    if packed := terms.detail(
        terms=list(entity.terms), broader=broader if broader != sorted(set(broader)) else []
    ):
        yield hg("detail"), packed


def link_quads(links: Iterable[ClaimLink], *, dismissed: Collection[str] = ()) -> Iterator[Quad]:
    """Write links to the graph ``g:links``.

    Strong and qualified conflicts are hg:Contradiction, tensions (both can be true) are
    hg:Divergence. Each link but a dismissed one also makes a shortcut between its claims,
    both ways: hg:contradicts, hg:divergesFrom or hg:agreesWith.

    Args:
        links: what the comparison found.
        dismissed: ids of links that a review found not to hold.
    """
    shortcuts: set[Quad] = set()
    for link in links:
        node = terms.link(link.id)
        for predicate, value in _link(link):
            yield Quad(node, predicate, value, terms.LINKS)
        if link.id in dismissed:
            continue
        one, other = terms.claim(link.claim_a), terms.claim(link.claim_b)
        for quad in (Quad(a, _shortcut(link), b, terms.LINKS) for a, b in ((one, other), (other, one))):
            if quad not in shortcuts:
                shortcuts.add(quad)
                yield quad


def _shortcut(link: ClaimLink) -> NamedNode:
    if link.kind.is_agreement:
        return hg("agreesWith")
    return hg("divergesFrom" if link.strength is Strength.TENSION else "contradicts")


def _link(link: ClaimLink) -> Iterator[tuple[NamedNode, NamedNode | Literal]]:
    if link.kind.is_agreement:
        yield TYPE, hg("Agreement")
    else:
        yield TYPE, hg("Divergence" if link.strength is Strength.TENSION else "Contradiction")
    yield hg("kind"), terms.value(link.kind)
    yield hg("strength"), terms.value(link.strength)
    yield hg("between"), terms.claim(link.claim_a)
    yield hg("between"), terms.claim(link.claim_b)
    yield hg("explanation"), text(link.explanation)
    yield term("prov", "wasGeneratedBy"), terms.COMPARISON
    for guard in dict.fromkeys(link.guards):
        yield hg("guard"), text(guard)
    if link.score is not None:
        yield hg("score"), terms.decimal(link.score)
    if link.resolved is not None:
        yield hg("resolved"), text(link.resolved)
    odd_order = link.claim_a >= link.claim_b
    packed = terms.detail(
        guards=list(link.guards) if list(link.guards) != sorted(set(link.guards)) else [],
        claims=[link.claim_a, link.claim_b] if odd_order else [],
    )
    if packed:
        yield hg("detail"), packed


def review_quads(reviews: Iterable[Review], *, links: Collection[str] = ()) -> Iterator[Quad]:
    """Write reviews to the graph ``g:reviews``.

    Args:
        reviews: acts of people, in the order they were made.
        links: ids of the links known, so that hg:reviews points at a link where the target is one.
    """
    named: set[str] = set()
    for position, review in enumerate(reviews):
        node = terms.review(review.id)
        who = terms.agent("reviewer", review.reviewer)
        yield Quad(node, hg("position"), terms.number(position), terms.REVIEWS)
        yield Quad(node, term("prov", "wasAttributedTo"), who, terms.REVIEWS)
        yield Quad(node, hg("reviews"), _target(review, links), terms.REVIEWS)
        for predicate, value in _review(review):
            yield Quad(node, predicate, value, terms.REVIEWS)
        if review.reviewer not in named:
            named.add(review.reviewer)
            yield Quad(who, TYPE, hg("Agent"), terms.REVIEWS)
            yield Quad(who, LABEL, text(review.reviewer), terms.REVIEWS)


def _target(review: Review, links: Collection[str]) -> NamedNode:
    """Return what a review is about; an id that is no known link is taken to be a claim's."""
    if review.action is ReviewAction.UNDO:
        return terms.review(review.target)
    if review.action in {ReviewAction.MERGE, ReviewAction.SPLIT}:
        return terms.entity(review.target)
    return terms.link(review.target) if review.target in links else terms.claim(review.target)


def _review(review: Review) -> Iterator[tuple[NamedNode, NamedNode | Literal]]:
    yield TYPE, hg("Review")
    yield hg("action"), terms.value(review.action)
    yield hg("target"), text(review.target)
    yield hg("at"), text(review.at)
    if _DATE_TIME.fullmatch(review.at):
        yield term("dcterms", "created"), Literal(review.at, datatype=terms.DATE_TIME)
    if review.verdict is not None:
        yield hg("verdict"), terms.value(review.verdict)
    if review.action is ReviewAction.MERGE and review.after:
        yield hg("mergedInto"), terms.entity(review.after)
    for name, words in (
        ("explanation", review.reason),
        ("field", review.field),
        ("before", review.before),
        ("after", review.after),
    ):
        if words:
            yield hg(name), text(words)
    if packed := terms.detail(anchor=[list(pair) for pair in review.anchor]):
        yield hg("detail"), packed


def comparison_quads(name: str) -> Iterator[Quad]:
    """Describe the comparison that made the links: the software, its version and settings.

    Args:
        name: what stands for software, version and settings ("histgraph 0.1.0, comparison").
    """
    tool = terms.tool(name)
    yield Quad(terms.COMPARISON, TYPE, hg("Comparison"), terms.LINKS)
    yield Quad(terms.COMPARISON, LABEL, text("comparison of all claims"), terms.LINKS)
    yield Quad(terms.COMPARISON, term("prov", "wasAssociatedWith"), tool, terms.LINKS)
    yield Quad(tool, TYPE, hg("Extractor"), terms.TOOLS)
    yield Quad(tool, LABEL, text(name), terms.TOOLS)
    yield Quad(tool, hg("version"), text(name), terms.TOOLS)
