"""From a source to its question and its contributions; page furniture belongs to nobody."""

import re

from histgraph.model import Contribution, ContributionKind, Page, Problem, Source, Span, stable_id
from histgraph.resources import load_toml
from histgraph.segment.lines import lines
from histgraph.segment.openings import opened
from histgraph.segment.reader import Part, Reader, opens_item
from histgraph.segment.sentences import sentences

_LONGEST_TITLE = 700
_LEADS = re.compile(
    rf"(?:{'|'.join(load_toml('layouts.toml')['question']['leads'])})(?=[\"“‘']?\w)", re.IGNORECASE
)
_LEAST_WORDS = 3
"""Words that must be left of a question without what leads to it."""


def divide(source: Source) -> Page:
    """Divide a source into its question and its contributions.

    Never raises on any text; a page without words gives a problem and no contributions.
    """
    reader = Reader(source.text)
    for line in opened(source.text, lines(source.text)):
        reader.take(line)
    question, parts = _settled(reader)
    contributions = _finished(source, parts)
    problems: tuple[Problem, ...] = ()
    if not contributions:
        remedy = "check that the file holds the text itself, not only menus or pictures"
        problems = (Problem(source.name, "no prose was found to read", remedy),)
    words = question.quote(source.text).strip() if question else None
    return Page(source, _plain_question(words), question, contributions, problems)


def _settled(reader: Reader) -> tuple[Span | None, list[Part]]:
    """Decide what the question is and, on a page without cues, who speaks."""
    parts = [part for part in reader.parts if part.spans]
    question = reader.question
    lead = list(reader.lead)
    if question is None and lead and (parts or len(lead) > 1):
        question = _title(reader, lead, bool(parts))
        lead = [span for span in lead if span != question]
    if not parts:
        spans = [s for s in lead if s != question and _is_prose(s.quote(reader.text))]
        if spans:
            asked = question is not None and question.quote(reader.text).strip().endswith("?")
            kind = ContributionKind.ANSWER if asked else ContributionKind.ESSAY
            parts = [Part(kind, reader.byline, spans)]
    elif parts[0].kind is ContributionKind.SUMMARY and len(parts) == 1:
        parts = _after_summary(reader, parts[0])
    return question, parts


def _title(reader: Reader, lead: list[Span], answered: bool) -> Span | None:
    """Return what the page is about: a marked heading, else its first line of some length."""
    if reader.title is not None and reader.title in lead:
        return reader.title
    first = (
        next((s for s in lead[:4] if len(s.quote(reader.text).split()) > 3), lead[0]) if answered else lead[0]
    )
    words = first.quote(reader.text).strip()
    if words.endswith(":") and any(opens_item(s.quote(reader.text)) for s in lead[1:2]):
        return None  # "These are the reasons why it fell:" belongs to the list behind it
    return first if len(words) < _LONGEST_TITLE and (answered or words[-1:] not in ".!…") else None


def _is_prose(words: str) -> bool:
    tokens = words.split()
    return len(tokens) > 3 or (len(tokens) > 1 and words.rstrip()[-1:] in ".!…")


def _after_summary(reader: Reader, summary: Part) -> list[Part]:
    """Split a page with a quick answer and no further cue: its first paragraph, then the answer."""
    if len(summary.spans) < 2:
        paragraph = summary.spans[0]
        breaks = [m.end() for m in re.finditer(r"\n", paragraph.quote(reader.text))]
        if not breaks:
            return [summary]
        cut = paragraph.start + breaks[0]
        summary.spans = [Span(paragraph.start, cut), Span(cut, paragraph.end)]
    first, *rest = summary.spans
    return [
        Part(ContributionKind.SUMMARY, None, [first]),
        Part(ContributionKind.ANSWER, summary.author, rest, summary.headings),
    ]


def _finished(source: Source, parts: list[Part]) -> tuple[Contribution, ...]:
    """Number the contributions in page order, and cut them into sentences."""
    done: list[Contribution] = []
    count = 0
    summaries = 0
    for part in parts:
        cut = tuple(s for span in part.spans for s in sentences(source.text, span))
        if not cut:
            continue
        if part.kind is ContributionKind.SUMMARY:
            summaries += 1
            number = "summary" if summaries == 1 else f"summary {summaries}"
        else:
            count += 1
            number = str(count)
        done.append(
            Contribution(
                id=stable_id("contribution", source.id, number),
                source=source.id,
                kind=part.kind,
                number=number,
                spans=tuple(part.spans),
                sentences=cut,
                author=part.author,
                headings=tuple(part.headings),
            )
        )
    return tuple(done)


def _plain_question(words: str | None) -> str | None:
    """Return the question without markup, and without the name of the site or of the motion before or behind it."""
    if not words:
        return None
    plain = re.sub(r"^[#>*_=\s]+|[*_=\s]+$", "", re.sub(r"\s+", " ", words))
    plain = re.sub(r"(?<=\?) [-–—|:•·] [\w./ ]{1,40}$", "", plain)
    plain = re.sub(r"^[\"“](.{10,})[\"”]$", r"\1", _led_to(plain.strip(" -")))
    return plain or None


def _led_to(plain: str) -> str:
    """Leave off what leads to a question: "Thread: Who built it?", "Castles » Wales » Who built it?"."""
    found = _LEADS.match(plain)
    rest = plain[found.end() :] if found is not None else ""
    return rest[:1].upper() + rest[1:] if len(rest.split()) >= _LEAST_WORDS else plain
