"""From the model to RDF: readings, entities, links and reviews as quads.

Where each quad goes is told in ``ontology/README.md``: the graph of a source holds
all that was read out of it; the view of each contribution holds plain triples; what belongs
to no single source (entities, open relations, links, reviews, tools) has a graph of its own.
Quads of one call do not repeat.
"""

import json
from collections.abc import Iterable, Iterator
from dataclasses import asdict, fields

from pyoxigraph import Literal, NamedNode, Quad

from histgraph import vocabulary
from histgraph.dates import bounds
from histgraph.graph import terms
from histgraph.graph.terms import LABEL, TYPE, hg, term, text
from histgraph.model import (
    Claim,
    Contribution,
    ContributionKind,
    Cue,
    Entity,
    Mention,
    Mode,
    Page,
    Polarity,
    Proposition,
    Reading,
    Source,
    Span,
    Stance,
)

Pairs = Iterator[tuple[NamedNode, NamedNode | Literal]]


def reading_quads(reading: Reading, *, quotes: bool = True) -> Iterator[Quad]:
    """Write all that was read out of one source.

    The graph ``src:ID`` holds source, question, contributions, passages, propositions and
    claims; the view ``ans:ID`` of each contribution holds a plain triple for each claim that it
    makes its own. Tools and open relations go to their own graphs. The problems of a
    reading are not kept: they belong to the report of the run.

    Args:
        reading: what was read out of one source.
        quotes: False leaves out the text, the quotes and the words around them;
            offsets, hashes and all that was understood stay.
    """
    seen: set[Quad] = set()
    for quad in _reading(reading, quotes):
        if quad not in seen:
            seen.add(quad)
            yield quad
    yield from open_relation_quads(reading.claims)


def _reading(reading: Reading, quotes: bool) -> Iterator[Quad]:
    page, source = reading.page, reading.page.source
    graph = terms.source(source.id)
    run = terms.run(source.id, reading.extractor)
    for subject, pairs in _page_nodes(page, quotes):
        for predicate, value in pairs:
            yield Quad(subject, predicate, value, graph)
    for entity in reading.entities:
        yield Quad(graph, hg("mentions"), terms.entity(entity.id), graph)
        yield Quad(graph, hg("entry"), _entry(entity), graph)
    for predicate, value in _run(reading, graph):
        yield Quad(run, predicate, value, graph)
    yield from tool_quads(reading.extractor)
    yield from _claims(reading, quotes, graph, run)
    yield from _oppositions(reading, quotes, graph)


def _page_nodes(page: Page, quotes: bool) -> Iterator[tuple[NamedNode, Pairs]]:
    """Return the nodes of a page with their predicates and values."""
    source = page.source
    yield terms.source(source.id), _source(source, quotes)
    if page.question is not None or page.question_span is not None:
        yield terms.question(source.id), _question(page)
    for position, contribution in enumerate(page.contributions):
        author = _author(contribution)
        yield terms.contribution(contribution.id), _contribution(contribution, position, page, author)
        name = contribution.author or f"author of {_contribution_label(contribution)} (unnamed)"
        yield author, iter([(TYPE, hg("Agent")), (LABEL, text(name))])


def _source(source: Source, quotes: bool) -> Pairs:
    yield TYPE, hg("Source")
    yield LABEL, text(source.title or source.name)
    yield hg("name"), text(source.name)
    yield hg("sha256"), text(source.sha256)
    yield term("dcterms", "format"), text(source.media_type)
    if quotes:
        yield hg("text"), text(source.text)
    if source.title:
        yield term("dcterms", "title"), text(source.title)
    if source.url is not None:
        yield hg("url"), text(source.url)


def _question(page: Page) -> Pairs:
    yield TYPE, hg("Question")
    yield hg("source"), terms.source(page.source.id)
    if page.question is not None:
        yield LABEL, text(page.question)
    if page.question_span is not None:
        yield hg("span"), text(terms.span_text(page.question_span))


def _contribution_label(contribution: Contribution) -> str:
    """Return how a reader would call it: "answer 3", "summary"."""
    kind, number = contribution.kind, contribution.number
    if kind is ContributionKind.SUMMARY or not number:
        return kind.value
    return f"{kind.value} {number}"


def _author(contribution: Contribution) -> NamedNode:
    """Return the agent who speaks: one for each name in a source, one for each unnamed voice."""
    if contribution.author is None:
        return terms.agent(contribution.source, f"\x00{contribution.id}")
    return terms.agent(contribution.source, contribution.author)


def _contribution(contribution: Contribution, position: int, page: Page, author: NamedNode) -> Pairs:
    yield TYPE, hg("Contribution")
    yield TYPE, terms.contribution_class(contribution.kind)
    yield LABEL, text(_contribution_label(contribution))
    yield hg("source"), terms.source(page.source.id)
    yield hg("number"), text(contribution.number)
    yield hg("position"), terms.number(position)
    yield hg("author"), author
    if contribution.author is not None:
        yield hg("authorName"), text(contribution.author)
    if page.question is not None:
        yield hg("answers"), terms.question(page.source.id)
    for name, spans in (
        ("spans", contribution.spans),
        ("sentences", contribution.sentences),
        ("headings", contribution.headings),
    ):
        if spans:
            yield hg(name), text(terms.spans_text(spans))


_FIELDS = tuple(field.name for field in fields(Entity))


def _entry(entity: Entity) -> Literal:
    """Pack what one source says of an entity, so that the merged description can be made again."""
    row = {name: value for name in _FIELDS if (value := getattr(entity, name))}
    if entity.aliases:
        row["aliases"] = [asdict(alias) for alias in entity.aliases]
    return text(json.dumps(row, ensure_ascii=False, sort_keys=True, separators=(",", ":")))


def _run(reading: Reading, graph: NamedNode) -> Pairs:
    yield TYPE, hg("Extraction")
    yield LABEL, text(f"reading of {reading.source.title or reading.source.name}")
    yield term("prov", "used"), graph
    yield term("prov", "wasAssociatedWith"), terms.tool(reading.extractor)
    yield hg("version"), text(reading.extractor)


def tool_quads(name: str) -> Iterator[Quad]:
    """Describe an extractor by what names its software, version, model and settings."""
    tool = terms.tool(name)
    yield Quad(tool, TYPE, hg("Extractor"), terms.TOOLS)
    yield Quad(tool, LABEL, text(name or "unnamed extractor"), terms.TOOLS)
    yield Quad(tool, hg("version"), text(name), terms.TOOLS)


def _claims(reading: Reading, quotes: bool, graph: NamedNode, run: NamedNode) -> Iterator[Quad]:
    """Write claims, their passages and propositions, and the views."""
    source = reading.page.source
    authors = {c.id: _author(c) for c in reading.page.contributions}
    labels = {e.id: e.label for e in reading.entities}
    for position, claim in enumerate(reading.claims):
        node = terms.claim(claim.id)
        author = authors.get(claim.contribution)
        claimant = terms.agent(source.id, claim.attributed_to) if claim.attributed_to is not None else author
        for predicate, value in _claim(claim, source, position, quotes):
            yield Quad(node, predicate, value, graph)
        yield Quad(node, term("prov", "wasGeneratedBy"), run, graph)
        if claimant is not None:
            yield Quad(node, hg("claimant"), claimant, graph)
        if claim.attributed_to is not None and claimant is not None:
            yield Quad(claimant, TYPE, hg("Agent"), graph)
            yield Quad(claimant, LABEL, text(claim.attributed_to), graph)
        yield from _passage(source, claim.evidence, quotes, graph)
        yield from _proposition(claim, labels, graph)
        yield from _view(claim)


def _claim(claim: Claim, source: Source, position: int, quotes: bool) -> Pairs:
    yield TYPE, hg("Claim")
    yield LABEL, text(claim.label)
    yield hg("position"), terms.number(position)
    yield hg("statedIn"), terms.contribution(claim.contribution)
    yield hg("predicate"), terms.relation(claim.relation.id)
    yield hg("proposition"), terms.proposition(claim.proposition.id)
    yield hg("polarity"), terms.value(claim.polarity)
    yield hg("certainty"), terms.value(claim.certainty)
    yield hg("mode"), terms.value(claim.mode)
    yield hg("confidence"), terms.decimal(claim.confidence)
    yield hg("evidence"), terms.passage(source.id, claim.evidence)
    if quotes:
        yield hg("quote"), text(claim.quote)
    yield from _mention("subject", claim.subject)
    yield from _mention("object", claim.object)
    if claim.over is not None:
        yield from _mention("comparand", claim.over)
    yield from _wording(claim)
    yield from _attribution(claim)
    yield from _circumstances(claim)
    yield from _cues(claim.cues)
    if packed := terms.detail(
        agrees=_unsorted(claim.agrees_with),
        disagrees=_unsorted(claim.disagrees_with),
        cues=_several(claim.cues),
    ):
        yield hg("detail"), packed


def _mention(role: str, mention: Mention) -> Pairs:
    """Write an entity in its role, and its words where they are not the label."""
    yield hg(role), terms.entity(mention.entity)
    yield hg(f"{role}Label"), text(mention.label)
    if mention.text != mention.label:
        yield hg(f"{role}Text"), text(mention.text)
    if mention.span is not None:
        yield hg(f"{role}Span"), text(terms.span_text(mention.span))


def _wording(claim: Claim) -> Pairs:
    known = vocabulary.relations().get(claim.relation.id)
    if known is None or known.label != claim.relation.label:
        yield hg("relationLabel"), text(claim.relation.label)
    if claim.relation.text:
        yield hg("relationText"), text(claim.relation.text)
    if claim.focus is not None:
        yield hg("focus"), text(terms.span_text(claim.focus))
    if claim.swapped:
        yield hg("swapped"), Literal(True)


def _attribution(claim: Claim) -> Pairs:
    if claim.attributed_to is None:
        yield hg("voice"), hg("OwnVoice")
    else:
        yield hg("voice"), hg("ReportedVoice")
        yield hg("attributedTo"), text(claim.attributed_to)
    if claim.stance is not None:
        yield hg("stance"), terms.value(claim.stance)
    for name in claim.agrees_with:
        yield hg("goesWith"), text(name)
    for name in claim.disagrees_with:
        yield hg("goesAgainst"), text(name)


def _circumstances(claim: Claim) -> Pairs:
    if claim.time is not None:
        yield hg("time"), Literal(claim.time, datatype=terms.EDTF)
        earliest, latest = bounds(claim.time)
        if earliest:
            yield hg("earliest"), Literal(earliest, datatype=terms.DATE)
        if latest:
            yield hg("latest"), Literal(latest, datatype=terms.DATE)
    for name, words in (
        ("timeText", claim.time_text),
        ("place", claim.place),
        ("condition", claim.condition),
    ):
        if words is not None:
            yield hg(name), text(words)


def _cues(cues: tuple[Cue, ...]) -> Pairs:
    for cue in cues:
        yield hg(f"{cue.kind.value}Cue"), text(cue.text)


def _several(cues: tuple[Cue, ...]) -> list[list[str]]:
    """Return cues whose order or repetition plain triples would lose."""
    return [[cue.kind.value, cue.text] for cue in cues] if len(cues) > 1 else []


def _unsorted(names: tuple[str, ...]) -> list[str]:
    """Return names whose order or repetition plain triples would lose."""
    return list(names) if list(names) != sorted(set(names)) else []


def _passage(source: Source, span: Span, quotes: bool, graph: NamedNode) -> Iterator[Quad]:
    """Write a stretch of text as a Web Annotation resource with its selectors."""
    node = terms.passage(source.id, span)
    place = terms.selector(node, "position")
    yield Quad(node, TYPE, hg("Passage"), graph)
    yield Quad(node, term("oa", "hasSource"), terms.source(source.id), graph)
    yield Quad(node, term("oa", "hasSelector"), place, graph)
    yield Quad(place, TYPE, term("oa", "TextPositionSelector"), graph)
    yield Quad(place, term("oa", "start"), terms.number(span.start), graph)
    yield Quad(place, term("oa", "end"), terms.number(span.end), graph)
    if not quotes:
        return
    words = terms.selector(node, "words")
    before = source.text[max(0, span.start - terms.AFFIX) : span.start]
    after = source.text[span.end : span.end + terms.AFFIX]
    yield Quad(node, term("oa", "hasSelector"), words, graph)
    yield Quad(words, TYPE, term("oa", "TextQuoteSelector"), graph)
    yield Quad(words, term("oa", "exact"), text(span.quote(source.text)), graph)
    yield Quad(words, term("oa", "prefix"), text(before), graph)
    yield Quad(words, term("oa", "suffix"), text(after), graph)


def _proposition(claim: Claim, labels: dict[str, str], graph: NamedNode) -> Iterator[Quad]:
    """Write what the claim says or denies, under the names that the entities go by."""
    proposition: Proposition = claim.proposition
    node = terms.proposition(proposition.id)
    known = vocabulary.relations().get(proposition.relation)
    words = (
        labels.get(proposition.subject, claim.subject.label),
        known.label if known else claim.relation.label,
        labels.get(proposition.object, claim.object.label) if claim.object.spoken else "",
    )
    yield Quad(node, TYPE, hg("Proposition"), graph)
    yield Quad(node, LABEL, text(" ".join(filter(None, words))), graph)
    yield Quad(node, hg("subject"), terms.entity(proposition.subject), graph)
    yield Quad(node, hg("predicate"), terms.relation(proposition.relation), graph)
    yield Quad(node, hg("object"), terms.entity(proposition.object), graph)


def in_view(claim: Claim) -> bool:
    """Return whether a claim is one that its contribution itself stands for, as fact or as aim."""
    own = claim.attributed_to is None or claim.stance is Stance.ENDORSES
    return own and claim.mode in {Mode.ACTUAL, Mode.INTENDED}


def _view(claim: Claim) -> Iterator[Quad]:
    """Write the plain triple of a claim, with the twin of the relation where it is denied."""
    if in_view(claim):
        maker = terms.negation if claim.polarity is Polarity.DENIED else terms.relation
        yield Quad(
            terms.entity(claim.subject.entity),
            maker(claim.relation.id),
            terms.entity(claim.object.entity),
            terms.contribution(claim.contribution),
        )


def _oppositions(reading: Reading, quotes: bool, graph: NamedNode) -> Iterator[Quad]:
    source = reading.page.source
    for position, found in enumerate(reading.oppositions):
        node = terms.opposition(source.id, position, found.one, found.other)
        yield Quad(node, TYPE, hg("Opposition"), graph)
        yield Quad(node, hg("position"), terms.number(position), graph)
        yield Quad(node, hg("sets"), terms.entity(found.one), graph)
        yield Quad(node, hg("against"), terms.entity(found.other), graph)
        yield Quad(node, hg("evidence"), terms.passage(source.id, found.evidence), graph)
        yield Quad(node, hg("explanation"), text(found.reason), graph)
        if quotes:
            yield Quad(node, hg("quote"), text(found.quote), graph)
        yield from _passage(source, found.evidence, quotes, graph)


def open_relation_quads(claims: Iterable[Claim]) -> Iterator[Quad]:
    """Declare the relations that claims use and the vocabulary does not know, with their denials."""
    labels: dict[str, str] = {}
    known = vocabulary.relations()
    for claim in claims:
        id_, label = claim.relation.id, claim.relation.label
        if id_ not in known:
            labels[id_] = min(labels.get(id_, label), label)
    for id_, label in sorted(labels.items()):
        node, twin = terms.relation(id_), terms.negation(id_)
        yield Quad(node, TYPE, hg("OpenRelation"), terms.RELATIONS)
        yield Quad(node, LABEL, text(label), terms.RELATIONS)
        yield Quad(node, hg("negation"), twin, terms.RELATIONS)
        yield Quad(twin, LABEL, text(f"not: {label}"), terms.RELATIONS)
        yield Quad(twin, term("owl", "propertyDisjointWith"), node, terms.RELATIONS)
