"""From a source to its question and its contributions; page furniture belongs to nobody."""

import re
from dataclasses import dataclass, field

from histgraph.model import Contribution, ContributionKind, Page, Problem, Source, Span, stable_id
from histgraph.segment.lines import Line, lines, names_an_author
from histgraph.segment.sentences import sentences

_NUMBERED = re.compile(r"^\s*(\d{1,2})[.)]\s+\S")
_BULLET = re.compile(r"^\s*[-*•]\s+\S")
_QUOTE_MARK = re.compile(r"^\s*(>|&gt;)")


@dataclass(slots=True)
class _Part:
    """One contribution while it is being gathered."""

    kind: ContributionKind
    author: str | None = None
    spans: list[Span] = field(default_factory=list)
    headings: list[Span] = field(default_factory=list)


@dataclass(slots=True)
class _Reader:
    """Walks the lines of one page."""

    text: str
    question: Span | None = None
    parts: list[_Part] = field(default_factory=list)
    current: _Part | None = None
    lead: list[Span] = field(default_factory=list)
    section: ContributionKind | None = None
    expecting: str = ""
    silent: bool = False
    citing: bool = False
    last: Line | None = None

    def open(self, kind: ContributionKind, author: str | None = None) -> None:
        """Begin a contribution, unless the last one has no words yet: then it gets the name."""
        self.silent = self.citing = False
        part = self.current
        if part is not None and not part.spans and not part.headings and part.kind is kind:
            part.author = part.author or author
            return
        self.current = _Part(kind, author)
        self.parts.append(self.current)

    def prose(self, span: Span, line: Line) -> None:
        """Take in a stretch of prose, joining it to the line above where it goes on."""
        target = self.current.spans if self.current is not None else self.lead
        joined = line.before == 0 and self.last is not None and self.last.role == "prose"
        if joined and target and not self.text[target[-1].end : span.start].strip("\r\n \t"):
            target[-1] = Span(target[-1].start, span.end)
        else:
            target.append(span)


def divide(source: Source) -> Page:
    """Divide a source into its question and its contributions.

    Never raises on any text; a page without words gives a problem and no contributions.
    """
    found = lines(source.text)
    found = _with_listed_answers(source.text, _with_name_headings(source.text, found))
    reader = _Reader(source.text)
    for line in found:
        _take(reader, line)
        reader.last = line
    question, parts = _settled(reader)
    contributions = _finished(source, parts)
    problems: tuple[Problem, ...] = ()
    if not contributions:
        remedy = "check that the file holds the text itself, not only menus or pictures"
        problems = (Problem(source.name, "no prose was found to read", remedy),)
    words = question.quote(source.text).strip() if question else None
    return Page(source, _plain_question(words), question, contributions, problems)


def _take(reader: _Reader, line: Line) -> None:
    """Let one line do what its role says."""
    role = line.role
    words = line.span
    if reader.expecting == "signature" and role in {"prose", "heading", "thesis"}:
        if reader.current is not None:
            reader.current.author = reader.current.author or words.quote(reader.text).strip()
        reader.expecting, reader.current = "", None
        return
    if role == "question":
        if line.rest is not None and reader.question is None:
            reader.question = line.rest
        elif reader.question is None:
            reader.expecting = "question"
        return
    if role in {"summary", "answer", "for", "against"}:
        _open(reader, line)
        return
    if role in {"pro", "con"}:
        reader.section = ContributionKind.POINT_FOR if role == "pro" else ContributionKind.POINT_AGAINST
        reader.current, reader.silent = None, False
        return
    if role == "byline":
        if reader.current is not None:
            reader.current.author = reader.current.author or line.author
        return
    if role == "signs":
        reader.expecting = "signature"
        return
    if role == "closes":
        reader.expecting = ""
        if reader.current is not None and reader.current.spans:
            reader.current = None
            reader.silent = True
        return
    if role == "apparatus":
        reader.silent = True
        return
    if role == "cites":
        reader.citing = True
        return
    if role == "furniture":
        return
    _words(reader, line)


def _open(reader: _Reader, line: Line) -> None:
    kinds = {
        "summary": ContributionKind.SUMMARY,
        "answer": ContributionKind.ANSWER,
        "for": ContributionKind.POINT_FOR,
        "against": ContributionKind.POINT_AGAINST,
    }
    if line.lead == "summary" and reader.lead and not reader.parts:
        spans = _without_question(reader)
        if spans:
            reader.parts.append(_Part(ContributionKind.SUMMARY, None, spans))
        reader.lead = []
    heading = _heading_above(reader) if line.role in {"for", "against"} else None
    if line.role in {"for", "against"}:
        reader.current = None
    reader.open(kinds[line.role], line.author)
    part = reader.current
    if part is not None and heading is not None:
        part.headings.append(heading)
    if line.rest is not None and part is not None:
        part.spans.append(line.rest)


def _heading_above(reader: _Reader) -> Span | None:
    """Take back the heading of a debate point, which stands above its "Yes because"."""
    last = reader.last
    if last is None or last.role not in {"heading", "thesis", "prose"}:
        return None
    for holder in [part.headings for part in reader.parts[-1:]]:
        if holder and holder[-1] == last.span:
            holder.pop()
    return None


def _words(reader: _Reader, line: Line) -> None:
    """Take prose and headings to where they belong."""
    raw = line.span.quote(reader.text)
    if reader.silent:
        return
    if reader.citing and _QUOTE_MARK.match(raw):
        return
    reader.citing = reader.citing and bool(_QUOTE_MARK.match(raw))
    if reader.question is None and (
        reader.expecting == "question" or (not reader.parts and raw.strip().endswith("?"))
    ):
        reader.question, reader.expecting = line.span, ""
        return
    if line.role in {"heading", "thesis"}:
        if reader.current is not None and line.role == "thesis" and reader.current.spans:
            reader.current.headings.append(line.span)
        elif reader.current is None and not reader.parts:
            reader.lead.append(line.span)
        return
    if (reader.current is None and reader.section is not None) or (
        reader.section is not None
        and line.before
        and reader.current is not None
        and reader.current.spans
        and (_BULLET.match(raw) or _NUMBERED.match(raw))
    ):
        reader.open(reader.section)
    reader.prose(line.span, line)


def _without_question(reader: _Reader) -> list[Span]:
    """Return the prose gathered before the first answer, headings and the question left out."""
    kept = []
    for span in reader.lead:
        words = span.quote(reader.text).strip()
        if reader.question is None and words.endswith("?"):
            reader.question = span
        elif len(words) > 40 and words[-1:] in '.!…"”’)':
            kept.append(span)
    return kept


def _settled(reader: _Reader) -> tuple[Span | None, list[_Part]]:
    """Decide what the question is and, on a page without cues, who speaks."""
    parts = [part for part in reader.parts if part.spans]
    question = reader.question
    lead = list(reader.lead)
    if question is None and lead and len(lead[0].quote(reader.text)) < 700 and (parts or len(lead) > 1):
        title = lead[0].quote(reader.text).strip()
        if parts or title[-1:] not in ".!…":
            question = lead.pop(0)
    if not parts:
        spans = [s for s in lead if s != question and len(s.quote(reader.text).split()) > 3]
        if spans:
            asked = question is not None and question.quote(reader.text).strip().endswith("?")
            kind = ContributionKind.ANSWER if asked else ContributionKind.ESSAY
            parts = [_Part(kind, None, spans)]
    elif parts[0].kind is ContributionKind.SUMMARY and len(parts) == 1:
        parts = _after_summary(reader, parts[0])
    return question, parts


def _after_summary(reader: _Reader, summary: _Part) -> list[_Part]:
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
        _Part(ContributionKind.SUMMARY, None, [first]),
        _Part(ContributionKind.ANSWER, summary.author, rest, summary.headings),
    ]


def _with_name_headings(text: str, found: list[Line]) -> list[Line]:
    """Take Markdown headings that are names for the openings of answers, if there are two or more."""
    named = {
        id(line)
        for line in found
        if line.marked
        and line.role in {"heading", "thesis"}
        and names_an_author(line.span.quote(text).strip("# \t"))
    }
    if len(named) < 2 or any(line.role == "answer" for line in found):
        return found
    return [
        Line(line.span, "answer", line.span.quote(text).strip("# \t"), None, "summary", True, line.before)
        if id(line) in named
        else line
        for line in found
    ]


def _with_listed_answers(text: str, found: list[Line]) -> list[Line]:
    """Take a numbered or bulleted list below a question for its answers, where no cue opens any."""
    if any(line.role in {"answer", "for", "against", "pro", "con", "summary"} for line in found):
        return found
    prose = [line for line in found if line.role == "prose"]
    if not prose or not any(line.span.quote(text).strip().endswith("?") for line in found[:2]):
        return found
    for pattern in (_NUMBERED, _BULLET):
        items = [
            line for line in prose if pattern.match(line.span.quote(text)) and len(line.span.quote(text)) > 60
        ]
        others = [
            line for line in prose if line not in items and not line.span.quote(text).strip().endswith("?")
        ]
        if len(items) >= 2 and len(others) <= len(items):
            opened = []
            for line in found:
                if line in items:
                    match = re.match(r"\s*(\d{1,2}[.)]|[-*•])\s+", line.span.quote(text))
                    start = line.span.start + (match.end() if match else 0)
                    opened.append(
                        Line(line.span, "answer", None, Span(start, line.span.end), "", False, line.before)
                    )
                else:
                    opened.append(line)
            return opened
    return found


def _finished(source: Source, parts: list[_Part]) -> tuple[Contribution, ...]:
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
    if not words:
        return None
    return re.sub(r"^[#>*_\s]+|[*_\s]+$", "", re.sub(r"\s+", " ", words)).strip(" -") or None
