"""The example of the ontology: a question about Bruges, with claims put down by hand.

``python tests/graph_example.py`` writes ontology/examples/bruges.trig; a test says when
that was forgotten.
"""

from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path

from pyoxigraph import Quad

from histgraph import graph, vocabulary
from histgraph.graph import trig
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

EXAMPLE = Path(__file__).resolve().parents[1] / "ontology" / "examples" / "bruges.trig"

PAGE = """\
Why did Bruges lose its trade?

Quick answer: Silt caused the decline of Bruges.

Answer by dredger: Silt was the main cause of the decline of Bruges. \
The city wanted a deep channel to the sea. \
In 1488 the citizens imprisoned Maximilian of Austria. \
Maximilian favored Antwerp over Bruges.

Answer 2: The tolls were the main cause of the decline of Bruges. \
Perhaps the city sought a channel to the sea. \
Maximilian resented Bruges.

Answer 3: Contrary to what dredger says, the city did not necessarily want a deep channel to the sea. \
As dredger rightly says, Maximilian favored Antwerp. \
The merchants of the Hanse left Bruges in the 1520s.

Answer by anna: Some historians say that plague ruined the town. \
The merchants of the Hanse never left Bruges. \
Had the channel been dug, the city would have kept its trade. \
Maximilian opposed Antwerp, where others, on the contrary, opposed Bruges.
"""

ESSAY = """\
Bruges sought a deep channel to the sea for two generations. \
The silting of the Zwin caused the decline of Bruges, and it did not favor Antwerp at once. \
Bruges lay in Flanders; its belfry was 83 metres high.
"""


def _entity(id_: str, label: str, kind: EntityKind, *aliases: Alias, **more: object) -> Entity:
    return Entity(id_, label, kind, aliases, **more)  # type: ignore[arg-type]


ENTITIES = {
    e.id: e
    for e in (
        _entity(
            "bruges",
            "Bruges",
            EntityKind.POLITY,
            Alias("the city", "the page's city"),
            Alias("the town", "a synonym"),
        ),
        _entity(
            "maximilian-of-austria",
            "Maximilian of Austria",
            EntityKind.PERSON,
            Alias("Maximilian", "short name"),
        ),
        _entity("antwerp", "Antwerp", EntityKind.POLITY),
        _entity("merchants-of-the-hanse", "merchants of the Hanse", EntityKind.GROUP),
        _entity(
            "silt", "silting of the Zwin", EntityKind.EVENT, Alias("silt", "the page speaks of the Zwin")
        ),
        _entity("tolls", "tolls", EntityKind.POLICY),
        _entity("plague", "plague", EntityKind.EVENT),
        _entity(
            "decline-of-bruges",
            "decline of Bruges",
            EntityKind.EVENT,
            head="decline",
            terms=("bruges", "decline"),
        ),
        _entity(
            "channel", "channel to the sea", EntityKind.SITUATION, head="channel", terms=("channel", "sea")
        ),
        _entity(
            "deep-channel",
            "deep channel to the sea",
            EntityKind.SITUATION,
            head="channel",
            terms=("channel", "deep", "sea"),
            broader=("channel",),
        ),
        _entity("trade", "trade of Bruges", EntityKind.CONCEPT),
        _entity("flanders", "Flanders", EntityKind.PLACE),
        _entity("83-metres", "83 metres", EntityKind.QUANTITY),
        _entity("belfry-of-bruges", "belfry of Bruges", EntityKind.ENTITY),
    )
}


class _Writer:
    """Puts claims together; every span is looked up in the text, so that none is off by one."""

    def __init__(self, source: Source, contributions: tuple[Contribution, ...]) -> None:
        self.source = source
        self.contributions = {c.number: c for c in contributions}
        self.claims: list[Claim] = []

    def span(self, words: str, within: Span | None = None) -> Span:
        start = self.source.text.index(words, within.start if within else 0)
        return Span(start, start + len(words))

    def mention(self, id_: str, words: str, evidence: Span) -> Mention:
        return Mention(id_, ENTITIES[id_].label, words, self.span(words, evidence))

    def add(
        self,
        id_: str,
        number: str,
        sentence: str,
        subject: tuple[str, str],
        relation: tuple[str, str],
        object_: tuple[str, str],
        over: tuple[str, str] | None = None,
        **fields: object,
    ) -> None:
        contribution = self.contributions[number]
        evidence = self.span(sentence, contribution.spans[0])
        known = vocabulary.relations()[relation[0]]
        self.claims.append(
            Claim(
                id=id_,
                source=self.source.id,
                document=self.source.name,
                contribution=contribution.id,
                answer=number,
                subject=self.mention(*subject, evidence),
                relation=Relation(known.id, known.label, relation[1]),
                object=self.mention(*object_, evidence),
                over=self.mention(*over, evidence) if over else None,
                evidence=evidence,
                quote=sentence,
                **fields,  # type: ignore[arg-type]
            )
        )


def _source(id_: str, name: str, title: str, text: str) -> Source:
    return Source(id_, name, sha256(text.encode()).hexdigest(), text, title, "text/plain")


def _contribution(
    source: Source, kind: ContributionKind, number: str, start: str, author: str | None
) -> Contribution:
    begin = source.text.index(start) + (len(start) + 1 if ":" in start else 0)
    end = source.text.find("\n", begin)
    cuts = [begin]
    while (dot := source.text.find(". ", cuts[-1], end)) != -1:
        cuts.append(dot + 2)
    ends = [cut - 1 for cut in cuts[1:]] + [end]
    sentences = tuple(Span(*pair) for pair in zip(cuts, ends, strict=True))
    return Contribution(
        f"{source.id}-{number}", source.id, kind, number, (Span(begin, end),), sentences, author
    )


def _reading(writer: _Writer, page: Page, oppositions: tuple[Opposition, ...] = ()) -> Reading:
    used = {m.entity for c in writer.claims for m in (c.subject, c.object, c.over) if m is not None}
    return Reading(
        page=page,
        claims=tuple(writer.claims),
        entities=tuple(ENTITIES[id_] for id_ in sorted(used)),
        oppositions=oppositions,
        extractor="put down by hand 1",
    )


def page_reading() -> Reading:
    """Return the page: a quick answer and four answers."""
    source = _source("bruges", "bruges.md", "Why did Bruges lose its trade?", PAGE)
    contributions = (
        _contribution(source, ContributionKind.SUMMARY, "summary", "Quick answer:", None),
        _contribution(source, ContributionKind.ANSWER, "1", "Answer by dredger:", "dredger"),
        _contribution(source, ContributionKind.ANSWER, "2", "Answer 2:", None),
        _contribution(source, ContributionKind.ANSWER, "3", "Answer 3:", None),
        _contribution(source, ContributionKind.ANSWER, "4", "Answer by anna:", "anna"),
    )
    page = Page(source, "Why did Bruges lose its trade?", Span(0, 30), contributions)
    w = _Writer(source, contributions)
    city, king = ("bruges", "city"), ("maximilian-of-austria", "Maximilian")
    w.add(
        "c1",
        "summary",
        "Silt caused the decline of Bruges.",
        ("silt", "Silt"),
        ("caused", "caused"),
        ("decline-of-bruges", "the decline of Bruges"),
    )
    w.add(
        "c2",
        "1",
        "Silt was the main cause of the decline of Bruges.",
        ("silt", "Silt"),
        ("caused", "was the main cause of"),
        ("decline-of-bruges", "the decline of Bruges"),
        cues=(Cue(CueKind.PRIMARY, "main"),),
    )
    w.add(
        "c3",
        "1",
        "The city wanted a deep channel to the sea.",
        city,
        ("sought", "wanted"),
        ("deep-channel", "a deep channel to the sea"),
        mode=Mode.INTENDED,
        confidence=0.95,
    )
    w.add(
        "c4",
        "1",
        "In 1488 the citizens imprisoned Maximilian of Austria.",
        ("bruges", "the citizens"),
        ("imprisoned", "imprisoned"),
        ("maximilian-of-austria", "Maximilian of Austria"),
        time="1488",
        time_text="In 1488",
    )
    w.add(
        "c5",
        "1",
        "Maximilian favored Antwerp over Bruges.",
        king,
        ("favored", "favored"),
        ("antwerp", "Antwerp"),
        over=("bruges", "Bruges"),
    )
    w.add(
        "c6",
        "2",
        "The tolls were the main cause of the decline of Bruges.",
        ("tolls", "The tolls"),
        ("caused", "were the main cause of"),
        ("decline-of-bruges", "the decline of Bruges"),
        cues=(Cue(CueKind.PRIMARY, "main"),),
    )
    w.add(
        "c7",
        "2",
        "Perhaps the city sought a channel to the sea.",
        city,
        ("sought", "sought"),
        ("channel", "a channel to the sea"),
        certainty=Certainty.POSSIBLE,
        mode=Mode.INTENDED,
        cues=(Cue(CueKind.HEDGE, "Perhaps"),),
    )
    w.add("c8", "2", "Maximilian resented Bruges.", king, ("resented", "resented"), ("bruges", "Bruges"))
    against = "Contrary to what dredger says, the city did not necessarily want a deep channel to the sea."
    w.add(
        "c9",
        "3",
        against,
        city,
        ("sought", "want"),
        ("deep-channel", "a deep channel to the sea"),
        polarity=Polarity.DENIED,
        certainty=Certainty.PROBABLE,
        mode=Mode.INTENDED,
        disagrees_with=("dredger",),
        cues=(
            Cue(CueKind.DISAGREEMENT, "Contrary to"),
            Cue(CueKind.NEGATION, "not"),
            Cue(CueKind.HEDGE, "necessarily"),
        ),
    )
    w.add(
        "c10",
        "3",
        against,
        city,
        ("sought", "want"),
        ("deep-channel", "a deep channel to the sea"),
        mode=Mode.INTENDED,
        attributed_to="dredger",
        stance=Stance.REJECTS,
        cues=(Cue(CueKind.ATTRIBUTION, "what dredger says"),),
    )
    w.add(
        "c11",
        "3",
        "As dredger rightly says, Maximilian favored Antwerp.",
        king,
        ("favored", "favored"),
        ("antwerp", "Antwerp"),
        attributed_to="dredger",
        stance=Stance.ENDORSES,
        agrees_with=("dredger",),
        cues=(Cue(CueKind.AGREEMENT, "As dredger rightly says"),),
    )
    w.add(
        "c12",
        "3",
        "The merchants of the Hanse left Bruges in the 1520s.",
        ("merchants-of-the-hanse", "The merchants of the Hanse"),
        ("left", "left"),
        ("bruges", "Bruges"),
        time="152X",
        time_text="in the 1520s",
    )
    w.add(
        "c13",
        "4",
        "Some historians say that plague ruined the town.",
        ("plague", "plague"),
        ("destroyed", "ruined"),
        ("bruges", "the town"),
        attributed_to="some historians",
        stance=Stance.NEUTRAL,
        cues=(Cue(CueKind.ATTRIBUTION, "Some historians say"),),
    )
    w.add(
        "c14",
        "4",
        "The merchants of the Hanse never left Bruges.",
        ("merchants-of-the-hanse", "The merchants of the Hanse"),
        ("left", "left"),
        ("bruges", "Bruges"),
        polarity=Polarity.DENIED,
        cues=(Cue(CueKind.NEGATION, "never"),),
    )
    w.add(
        "c15",
        "4",
        "Had the channel been dug, the city would have kept its trade.",
        city,
        ("kept", "would have kept"),
        ("trade", "its trade"),
        mode=Mode.COUNTERFACTUAL,
        condition="Had the channel been dug",
        cues=(Cue(CueKind.MODE, "would have"),),
    )
    last = "Maximilian opposed Antwerp, where others, on the contrary, opposed Bruges."
    w.add("c16", "4", last, king, ("opposed", "opposed"), ("antwerp", "Antwerp"))
    evidence = w.span(last)
    set_against = Opposition("antwerp", "bruges", evidence, last, "on the contrary")
    return _reading(w, page, (set_against,))


def essay_reading() -> Reading:
    """Return the essay, which has no question."""
    source = _source("antwerp", "antwerp.txt", "How Antwerp rose", ESSAY)
    start = ESSAY.split(". ")[0]
    contributions = (_contribution(source, ContributionKind.ESSAY, "1", start, "M. Claes"),)
    w = _Writer(source, contributions)
    w.add(
        "c17",
        "1",
        "Bruges sought a deep channel to the sea for two generations.",
        ("bruges", "Bruges"),
        ("sought", "sought"),
        ("deep-channel", "a deep channel to the sea"),
        mode=Mode.INTENDED,
        time_text="for two generations",
    )
    both = "The silting of the Zwin caused the decline of Bruges, and it did not favor Antwerp at once."
    w.add(
        "c18",
        "1",
        both,
        ("silt", "The silting of the Zwin"),
        ("caused", "caused"),
        ("decline-of-bruges", "the decline of Bruges"),
    )
    w.add(
        "c19",
        "1",
        both,
        ("silt", "it"),
        ("favored", "favor"),
        ("antwerp", "Antwerp"),
        polarity=Polarity.DENIED,
        cues=(Cue(CueKind.NEGATION, "not"), Cue(CueKind.SCOPE, "at once")),
    )
    height = "Bruges lay in Flanders; its belfry was 83 metres high."
    w.add("c20", "1", height, ("bruges", "Bruges"), ("located", "lay in"), ("flanders", "Flanders"))
    w.add(
        "c21",
        "1",
        height,
        ("belfry-of-bruges", "its belfry"),
        ("was", "was"),
        ("83-metres", "83 metres high"),
    )
    return _reading(w, Page(source, None, None, contributions))


def _link(
    kind: LinkKind, strength: Strength, a: str, b: str, why: str, *guards: str, **more: object
) -> ClaimLink:
    first, second = sorted((a, b))
    return ClaimLink(kind, strength, first, second, why, guards, **more)  # type: ignore[arg-type]


LINKS = (
    _link(
        LinkKind.NEGATION,
        Strength.QUALIFIED,
        "c3",
        "c9",
        "Answer 3 denies, hedged, what answer 1 affirms.",
        "hedged: necessarily",
        resolved="dredger signs answer 1",
    ),
    _link(
        LinkKind.NEGATION, Strength.QUALIFIED, "c9", "c17", "Answer 3 denies, hedged, what the essay affirms."
    ),
    _link(
        LinkKind.NEGATION,
        Strength.STRONG,
        "c12",
        "c14",
        "Answer 4 denies what answer 3 affirms.",
        "time of one only: 152X",
        score=0.9,
    ),
    _link(
        LinkKind.OPPOSED_RELATION, Strength.STRONG, "c5", "c16", "Favored in answer 1, opposed in answer 4."
    ),
    _link(
        LinkKind.OPPOSED_RELATION, Strength.STRONG, "c11", "c16", "Favored in answer 3, opposed in answer 4."
    ),
    _link(LinkKind.COMPETING_EXPLANATION, Strength.TENSION, "c2", "c6", "Each names another main cause."),
    _link(LinkKind.SAME_PROPOSITION, Strength.STRONG, "c3", "c17", "Answer 1 and the essay say the same."),
    _link(LinkKind.SAME_PROPOSITION, Strength.STRONG, "c2", "c18", "Answer 1 and the essay say the same."),
    _link(LinkKind.SAME_PROPOSITION, Strength.STRONG, "c5", "c11", "Answers 1 and 3 say the same."),
    _link(LinkKind.ENTAILMENT, Strength.QUALIFIED, "c3", "c7", "A deep channel is a channel."),
)

REVIEWS = (
    Review(
        "r1",
        ReviewAction.JUDGE,
        LINKS[3].id,
        "a historian",
        "2026-11-24T10:00:00Z",
        Verdict.DOES_NOT_HOLD,
        "He favored the city before 1500 and opposed it after.",
    ),
    Review("r2", ReviewAction.JUDGE, LINKS[0].id, "a historian", "2026-11-24T10:05:00Z", Verdict.HOLDS),
    Review(
        "r3",
        ReviewAction.MERGE,
        "zwin-silting",
        "a student",
        "2026-11-24T11:00:00Z",
        reason="one event",
        after="silt",
        anchor=(("label", "silting"),),
    ),
    Review("r4", ReviewAction.UNDO, "r3", "a historian", "2026-11-24T12:00:00Z"),
    Review(
        "r5",
        ReviewAction.CORRECT,
        "c7",
        "a student",
        "2026-11-24T12:30:00Z",
        field="certainty",
        before="possible",
        after="probable",
    ),
)


def quads() -> Iterator[Quad]:
    """Return the whole example as quads."""
    readings = (page_reading(), essay_reading())
    for reading in readings:
        yield from graph.reading_quads(reading)
    yield from graph.entity_quads(graph.merged(e for reading in readings for e in reading.entities))
    yield from graph.link_quads(LINKS, dismissed={LINKS[3].id})
    yield from graph.comparison_quads("put down by hand 1")
    yield from graph.review_quads(REVIEWS, links={link.id for link in LINKS})


def text() -> str:
    """Return the example as TriG."""
    return trig.write(quads())


if __name__ == "__main__":
    EXAMPLE.write_text(text(), encoding="utf-8")
