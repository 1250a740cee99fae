"""The reading view: the voices of a page side by side, each claim marked where it stands."""

import re
from bisect import bisect_left, insort
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from histgraph.model import Certainty, Claim, ClaimLink, Contribution, Page, Polarity, Span, Strength
from histgraph.network import is_commitment
from histgraph.plaintext import clean_text
from histgraph.view.voices import Voice, asked, links_by_claim, voices, words

_MOST_LANES = 12
"""Overlapping claims that get lines of their own; all beyond share one."""


@dataclass(frozen=True, slots=True)
class Mark:
    """A claim under a piece of text.

    ``lane`` is 0 for the line next to the words and grows outwards where claims overlap;
    ``reference`` ("B3") stands on the last piece of the claim only, else it is empty.
    """

    claim: str
    proposition: str
    label: str
    lane: int
    denied: bool
    hedged: bool
    reported: bool
    disputed: bool
    reference: str = ""


@dataclass(frozen=True, slots=True)
class Piece:
    """Words under which the same claims lie; ``marks`` with the outermost lane first."""

    text: str
    marks: tuple[Mark, ...] = ()


@dataclass(frozen=True, slots=True)
class Note:
    """What the other side says about a claim, to be set in the margin."""

    link: str
    claim: str
    other: str
    reference: str
    voice: Voice | None
    quote: str
    explanation: str
    tension: bool


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph or heading with its marks and the notes that belong to it."""

    pieces: tuple[Piece, ...]
    notes: tuple[Note, ...] = ()
    heading: bool = False


@dataclass(frozen=True, slots=True)
class Column:
    """One voice's text; ``paragraphs`` is empty where the text is not kept."""

    voice: Voice
    paragraphs: tuple[Paragraph, ...]
    claims: int


@dataclass(frozen=True, slots=True)
class ReadingView:
    """A page to be read: its question and a column for each voice."""

    source: str
    document: str
    question: str
    columns: tuple[Column, ...]


@dataclass(frozen=True, slots=True)
class _Placed:
    """A claim, its stretch, its lane and its reference."""

    claim: Claim
    span: Span
    lane: int
    reference: str


def reading(
    page: Page,
    claims: Iterable[Claim],
    links: Iterable[ClaimLink],
    *,
    known: Mapping[str, Voice] | None = None,
) -> ReadingView:
    """Return a page's voices side by side.

    Args:
        page: the page; where its text is not kept, columns have no paragraphs.
        claims: of any pages; those of others serve to quote the other side.
        links: contradictions and tensions become notes.
        known: voices whose letters are already given, by id (for several pages on one screen).

    Returns:
        A column for each voice; the pieces of a paragraph, joined, are its text.
    """
    everything = {c.id: c for c in claims}
    lettered = {v.id: v for v in voices([page])} | dict(known or {})
    against = links_by_claim(sorted((k for k in links if not k.kind.is_agreement), key=lambda k: k.id))
    columns = []
    for voice in voices([page]):
        part = next(c for c in page.contributions if c.id == voice.id)
        own = [c for c in everything.values() if c.contribution == part.id]
        placed = _lanes(own, lettered[part.id].letter)
        paragraphs = tuple(
            _paragraph(page, span, heading, placed, everything, against, lettered)
            for span, heading in _stretches(page, part)
        )
        columns.append(Column(lettered[part.id], paragraphs, len(own)))
    return ReadingView(page.source.id, page.source.name, asked(page), tuple(columns))


def _stretches(page: Page, part: Contribution) -> list[tuple[Span, bool]]:
    """Return the paragraphs of a contribution in text order, each with whether it is a heading."""
    text = page.source.text
    found = [(span, True) for span in part.headings if span.end <= len(text)]
    for span in part.spans:
        start = span.start
        for gap in re.finditer(r"\n[ \t\r]*\n\s*", text[span.start : span.end]):
            found.append((Span(start, span.start + gap.start()), False))
            start = span.start + gap.end()
        found.append((Span(start, span.end), False))
    return sorted((s, h) for s, h in found if text[s.start : s.end].strip())


def _meets(span: Span, lane: Sequence[Span]) -> bool:
    """Whether a stretch overlaps one of those in a lane, which are sorted and do not overlap."""
    at = bisect_left(lane, span)
    before, after = lane[at - 1 : at], lane[at : at + 1]
    return any(other.start < span.end and span.start < other.end for other in (*before, *after))


def _lanes(claims: Sequence[Claim], letter: str) -> list[_Placed]:
    """Number the claims in text order; give overlapping ones lanes of their own, short ones inside."""
    spans = {c.id: c.focus or c.evidence for c in claims}
    ordered = sorted(claims, key=lambda c: (spans[c.id].start, -spans[c.id].end, c.id))
    number = {c.id: at for at, c in enumerate(ordered, 1)}
    stem = f"{letter}." if letter[-1:].isdigit() else letter
    taken: list[list[Span]] = []
    placed = []
    for claim in sorted(claims, key=lambda c: (spans[c.id].end - spans[c.id].start, number[c.id])):
        span = spans[claim.id]
        lane = 0
        while lane < _MOST_LANES and lane < len(taken) and _meets(span, taken[lane]):
            lane += 1
        if lane < _MOST_LANES:
            if lane == len(taken):
                taken.append([])
            insort(taken[lane], span)
        placed.append(_Placed(claim, span, lane, f"{stem}{number[claim.id]}"))
    return sorted(placed, key=lambda p: (-p.lane, p.span))


def _paragraph(
    page: Page,
    span: Span,
    heading: bool,
    placed: Sequence[_Placed],
    everything: dict[str, Claim],
    against: dict[str, list[ClaimLink]],
    lettered: dict[str, Voice],
) -> Paragraph:
    plain = clean_text(page.source.text, span.start, span.end)
    here = [p for p in placed if p.span.start < span.end and span.start < p.span.end]
    edges = {
        p.claim.id: (bisect_left(plain.offsets, p.span.start), bisect_left(plain.offsets, p.span.end))
        for p in here
    }
    cuts = sorted({0, len(plain.text), *(cut for edge in edges.values() for cut in edge)})
    pieces = []
    for a, b in pairwise(cuts):
        under = [p for p in here if edges[p.claim.id][0] <= a and b <= edges[p.claim.id][1]]
        marks = tuple(
            _mark(p, against, last=b == edges[p.claim.id][1] and p.span.end <= span.end) for p in under
        )
        pieces.append(Piece(plain.text[a:b], marks))
    notes = tuple(
        note
        for p in sorted(here, key=lambda p: p.span)
        if p.span.end <= span.end
        for note in _notes(p, everything, against, lettered)
    )
    return Paragraph(tuple(pieces), notes, heading)


def _mark(placed: _Placed, against: dict[str, list[ClaimLink]], *, last: bool) -> Mark:
    claim = placed.claim
    return Mark(
        claim=claim.id,
        proposition=claim.proposition.id,
        label=claim.label,
        lane=placed.lane,
        denied=claim.polarity is Polarity.DENIED,
        hedged=claim.certainty is not Certainty.CERTAIN,
        reported=not is_commitment(claim),
        disputed=any(k.strength is not Strength.TENSION for k in against.get(claim.id, [])),
        reference=placed.reference if last else "",
    )


def _notes(
    placed: _Placed,
    everything: dict[str, Claim],
    against: dict[str, list[ClaimLink]],
    lettered: dict[str, Voice],
) -> Iterable[Note]:
    for link in against.get(placed.claim.id, []):
        other_id = link.claim_b if link.claim_a == placed.claim.id else link.claim_a
        other = everything.get(other_id)
        if other is None:
            continue
        yield Note(
            link=link.id,
            claim=placed.claim.id,
            other=other_id,
            reference=placed.reference,
            voice=lettered.get(other.contribution),
            quote=words(other).short,
            explanation=link.explanation,
            tension=link.strength is Strength.TENSION,
        )
