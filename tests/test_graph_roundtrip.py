"""What is written to the graph comes back as it was."""

from dataclasses import replace

import pyoxigraph as ox
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from histgraph import graph, vocabulary
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

few = settings(max_examples=50, deadline=None, suppress_health_check=[HealthCheck.too_slow])
words = st.text(
    st.characters(exclude_categories=["Cs", "Co"], exclude_characters="\x00"), min_size=1, max_size=20
) | st.sampled_from(["the “Sun” king", "a\r\nb", 'say "no"', "C:\\x", "Ö", "日本", "a\tb", "{x}"])
maybe_words = st.none() | words
ids = st.text("abcdefghijklmnopqrstuvwxyz0123456789-", min_size=1, max_size=12) | st.sampled_from(
    ["são-paulo", "50%", "a b", "q/r", "x#y", "_", "o'neill"]
)
confidences = st.integers(0, 1_000_000).map(lambda n: n / 1_000_000)
times = st.none() | st.sampled_from(["1927", "192X", "-0043-03-15", "1927/..", "1610?", "once", "Y-17000"])


@st.composite
def spans(draw: st.DrawFn, length: int = 60) -> Span:
    start = draw(st.integers(0, length))
    return Span(start, draw(st.integers(start, length)))


@st.composite
def entities(draw: st.DrawFn) -> Entity:
    return Entity(
        id=draw(ids),
        label=draw(words),
        kind=draw(st.sampled_from(EntityKind)),
        aliases=tuple(draw(st.lists(st.builds(Alias, words, words), max_size=3, unique=True))),
        head=draw(words | st.just("")),
        terms=tuple(draw(st.lists(words, max_size=3))),
        broader=tuple(draw(st.lists(ids, max_size=2))),
    )


@st.composite
def mentions(draw: st.DrawFn) -> Mention:
    label = draw(words)
    return Mention(draw(ids), label, draw(words | st.just(label) | st.just("")), draw(st.none() | spans()))


@st.composite
def relations(draw: st.DrawFn) -> Relation:
    known = draw(st.sampled_from(sorted(vocabulary.relations())))
    plain = st.just(Relation(known, vocabulary.relations()[known].label))
    return draw(
        plain | st.builds(Relation, st.just(known), words, words) | st.just(Relation("v-yodel", "yodeled"))
    )


@st.composite
def claims(draw: st.DrawFn, source: Source, contributions: list[Contribution]) -> Claim:
    where, evidence = draw(st.sampled_from(contributions)), draw(spans(len(source.text)))
    return Claim(
        id=draw(ids),
        source=source.id,
        document=source.name,
        contribution=where.id,
        answer=where.number,
        subject=draw(mentions()),
        relation=draw(relations()),
        object=draw(mentions()),
        evidence=evidence,
        quote=evidence.quote(source.text),
        polarity=draw(st.sampled_from(Polarity)),
        certainty=draw(st.sampled_from(Certainty)),
        mode=draw(st.sampled_from(Mode)),
        attributed_to=draw(maybe_words),
        stance=draw(st.none() | st.sampled_from(Stance)),
        agrees_with=tuple(draw(st.lists(words, max_size=3))),
        disagrees_with=tuple(draw(st.lists(words, max_size=3))),
        time=draw(times),
        time_text=draw(maybe_words),
        place=draw(maybe_words),
        over=draw(st.none() | mentions()),
        condition=draw(maybe_words),
        cues=tuple(draw(st.lists(st.builds(Cue, st.sampled_from(CueKind), words), max_size=4))),
        focus=draw(st.none() | spans()),
        confidence=draw(confidences),
        swapped=draw(st.booleans()),
    )


@st.composite
def readings(draw: st.DrawFn) -> Reading:
    text = draw(st.text(st.characters(exclude_categories=["Cs"]), min_size=10, max_size=80))
    source = Source(
        id=draw(ids), name=draw(words), sha256="0" * 64, text=text,
        title=draw(words | st.just("")), media_type="text/html", url=draw(maybe_words),
    )  # fmt: skip
    contributions = [
        Contribution(
            id=f"{source.id}-{n}", source=source.id, kind=draw(st.sampled_from(ContributionKind)),
            number=draw(words), spans=tuple(draw(st.lists(spans(), max_size=2))),
            sentences=tuple(draw(st.lists(spans(), max_size=3))), author=draw(maybe_words),
            headings=tuple(draw(st.lists(spans(), max_size=1))),
        )
        for n in range(draw(st.integers(1, 3)))
    ]  # fmt: skip
    page = Page(source, draw(maybe_words), draw(st.none() | spans()), tuple(contributions))
    found = draw(st.lists(entities(), max_size=3, unique_by=lambda e: e.id))
    evidence = draw(spans(len(text)))
    return Reading(
        page=page,
        claims=tuple(draw(st.lists(claims(source, contributions), max_size=4, unique_by=lambda c: c.id))),
        entities=tuple(sorted(found, key=lambda e: e.id)),
        oppositions=tuple(
            draw(
                st.lists(
                    st.builds(Opposition, ids, ids, st.just(evidence), st.just(evidence.quote(text)), words),
                    max_size=2,
                )
            )
        ),
        extractor=draw(words),
    )


def through_a_store(quads: list[ox.Quad]) -> list[ox.Quad]:
    """Send quads through Oxigraph, which rewrites numbers and times."""
    store = ox.Store()
    store.extend(quads)
    return list(store)


@few
@given(readings())
def test_a_reading_comes_back(reading: Reading) -> None:
    quads = list(graph.reading_quads(reading))
    assert len(set(quads)) == len(quads)
    assert graph.readings(through_a_store(quads)) == (reading,)


@few
@given(readings())
def test_without_quotes_no_word_of_the_text_is_left(reading: Reading) -> None:
    text = "".join(chr(0xE000 + n) for n in range(120))
    marked = replace(reading, page=replace(reading.page, source=replace(reading.page.source, text=text)))
    marked = replace(
        marked,
        claims=tuple(replace(c, quote=c.evidence.quote(text)) for c in marked.claims),
        oppositions=tuple(replace(o, quote=o.evidence.quote(text)) for o in marked.oppositions),
    )
    quads = list(graph.reading_quads(marked, quotes=False))
    literals = "".join(q.object.value for q in quads if isinstance(q.object, ox.Literal))
    assert not set(literals) & set(text)
    assert set("".join(map(str, graph.reading_quads(marked)))) & set(text), "with quotes they must be found"
    (back,) = graph.readings(quads)
    assert [c.evidence for c in back.claims] == [c.evidence for c in marked.claims]
    assert {c.quote for c in back.claims} <= {""}


@few
@given(st.lists(entities(), max_size=5, unique_by=lambda e: e.id))
def test_entities_come_back(found: list[Entity]) -> None:
    expected = tuple(sorted(found, key=lambda e: e.id))
    assert graph.entities(through_a_store(list(graph.entity_quads(found)))) == expected


links = st.builds(
    ClaimLink,
    kind=st.sampled_from(LinkKind),
    strength=st.sampled_from(Strength),
    claim_a=ids,
    claim_b=ids.map(lambda i: i + "z"),
    explanation=words,
    guards=st.lists(words, max_size=3).map(tuple),
    score=st.none() | confidences,
    resolved=maybe_words,
)


@few
@given(st.lists(links, max_size=4, unique_by=lambda link: link.id), st.booleans())
def test_links_come_back(found: list[ClaimLink], dismissed: bool) -> None:
    gone = {found[0].id} if found and dismissed else set()
    quads = list(graph.link_quads(found, dismissed=gone))
    expected = tuple(sorted(found, key=lambda link: (link.claim_a, link.claim_b, link.kind)))
    assert graph.links(through_a_store(quads)) == expected


reviews = st.builds(
    Review,
    id=ids,
    action=st.sampled_from(ReviewAction),
    target=ids,
    reviewer=words,
    at=st.sampled_from(["2026-11-24T10:00:00Z", "2026-11-24T10:00:00+00:00", "yesterday"]),
    verdict=st.none() | st.sampled_from(Verdict),
    reason=words | st.just(""),
    field=words | st.just(""),
    before=words | st.just(""),
    after=ids | st.just(""),
    anchor=st.lists(st.tuples(words, words), max_size=3).map(tuple),
)


@few
@given(st.lists(reviews, max_size=4, unique_by=lambda review: review.id))
def test_reviews_come_back_in_their_order(found: list[Review]) -> None:
    assert graph.reviews(through_a_store(list(graph.review_quads(found)))) == tuple(found)
