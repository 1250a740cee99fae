"""Walks the lines of a page from top to bottom and gathers what belongs to whom."""

import re
from dataclasses import dataclass, field

from histgraph.model import ContributionKind, Span
from histgraph.segment.lines import Line

_ITEM = re.compile(r"^\s*(?:[-*•▪●]|\(?\d{1,2}[.)])\s+\S")
_QUOTE_MARK = re.compile(r"^\s*(?:(?:>|&gt;)\s?)+")
_SENTENCE = re.compile(r"""[.!?…]["'”’)\]]*\s*$""")
_KINDS = {
    "summary": ContributionKind.SUMMARY,
    "answer": ContributionKind.ANSWER,
    "for": ContributionKind.POINT_FOR,
    "against": ContributionKind.POINT_AGAINST,
}
_OTHER = {
    ContributionKind.POINT_FOR: ContributionKind.POINT_AGAINST,
    ContributionKind.POINT_AGAINST: ContributionKind.POINT_FOR,
}
_LONGEST_NAME = 50
_SHORTEST_POINT = 3
_TOLD = re.compile(
    r"[a-z]{2,}(?:ed|[^s\W]s)|rose|led|kept|held|left|spread|sent|paid|ran|fought|built|put|meant|cut|hit"
)
"""What may be the verb of a line above a "Yes because" that states what the point argues."""
_LONGEST_POINT = 250
_MOST_LOOKED_UP = 300
_LEAST_PROSE = 90
"""Code points; after the end of an answer less than this may be an advert, and is no new one."""


def opens_item(line: str) -> bool:
    """Whether a line begins with the mark or number of a list item."""
    return _ITEM.match(line) is not None


@dataclass(slots=True)
class Part:
    """One contribution while it is being gathered; ``cued`` if a line announced it, ``framed`` if all of them are."""

    kind: ContributionKind
    author: str | None = None
    spans: list[Span] = field(default_factory=list)
    headings: list[Span] = field(default_factory=list)
    cued: bool = False
    framed: bool = False


@dataclass(slots=True)
class Reader:
    """What is known of a page so far.

    ``expecting`` is "question" or "signature" when the next line is one. ``ended`` tells that an answer
    has ended and the next prose may open another: "" if not, "signed" if surely, "closed" if it is long.
    """

    text: str
    question: Span | None = None
    parts: list[Part] = field(default_factory=list)
    current: Part | None = None
    lead: list[Span] = field(default_factory=list)
    title: Span | None = None
    byline: str | None = None
    section: ContributionKind | None = None
    expecting: str = ""
    ended: str = ""
    silent: bool = False
    citing: bool = False
    cited: Part | None = None
    quoted: list[Part] = field(default_factory=list)
    listed: bool = False
    looked_up: int = 0
    last: Line | None = None

    def open(self, kind: ContributionKind, author: str | None = None) -> None:
        """Begin a contribution, unless the last one has no words yet: then it gets the name."""
        self.silent = self.citing = False
        self.ended = ""
        part = self.current
        if part is not None and not part.spans and not part.headings and part.kind is kind:
            part.author = part.author or author
            return
        self.current = Part(kind, author)
        self.parts.append(self.current)

    def take(self, line: Line) -> None:
        """Let one line do what its role says."""
        raw = line.span.quote(self.text)
        if self.expecting == "signature" and line.role in {"prose", "heading", "thesis"}:
            self.expecting = ""
            if len(raw.strip()) <= _LONGEST_NAME and not _SENTENCE.search(raw):
                self._end(raw.strip(), "signed")
                return
        match line.role:
            case "question":
                self._ask(line)
            case "summary" | "answer" | "for" | "against":
                self._open(line)
            case "point" | "counter":
                self._point(line)
            case "card":
                if self.current is None or self.current.spans:
                    self._open(line)
            case "pro" | "con":
                self._section(line)
            case "byline":
                self._name(line.author)
            case "signed":
                self._sign(line.author, line.lead)
            case "signs":
                self.expecting = "signature"
            case "closes":
                self.expecting, self.silent = "", False
                if self.current is not None and self.current.spans:
                    self._end(None, "closed")
            case "apparatus":
                self.silent = True
            case "cites" if self.cited is None or not _QUOTE_MARK.match(raw):
                self.citing, self.cited = True, None
            case "quoted":
                self._quote(line.author)
            case "furniture" | "cites":
                pass
            case _:
                self._words(line, raw)
        self.last = line

    def _ask(self, line: Line) -> None:
        if self.question is None and line.rest is not None:
            self.question = line.rest
        elif self.question is None:
            self.expecting = "question"

    def _open(self, line: Line) -> None:
        """Begin what a cue announces; prose before the first answer may be a quick one."""
        self.cited = None
        kind = _KINDS.get(line.role, ContributionKind.ANSWER)
        point = kind in {ContributionKind.POINT_FOR, ContributionKind.POINT_AGAINST}
        if line.lead == "summary" and self.lead and not self.parts:
            spans = self._quick()
            if spans:
                self.parts.append(Part(ContributionKind.SUMMARY, None, spans))
            self.lead = []
        heading = self._heading_above(line) if point else None
        if point:
            self.current = None
        self.open(kind, line.author)
        part = self.current
        if part is not None:
            part.cued = True
            part.headings += [heading] if heading is not None else []
        if part is not None and line.rest is not None:
            (part.headings if line.lead == "titled" else part.spans).append(line.rest)

    def _point(self, line: Line) -> None:
        """Begin a point of the side whose turn it is."""
        side = self.section or ContributionKind.POINT_FOR
        if line.role == "counter" and self.parts:
            side = _OTHER.get(self.parts[-1].kind, ContributionKind.POINT_AGAINST)
        self.current = None
        self.open(side, line.author)
        part = self.parts[-1]
        part.cued = True
        part.framed = line.lead in {"framed", "titled"}
        if line.rest is not None:
            (part.headings if line.lead == "titled" else part.spans).append(line.rest)

    def _heading_above(self, line: Line) -> Span | None:
        """Take back the line right above a "Yes because": it heads the point, and may state a thesis."""
        last = self.last
        if last is None or line.before or not last.before or len(last.span.quote(self.text)) > _LONGEST_POINT:
            return None
        if last.role not in {"heading", "thesis", "prose"} or last.span == self.question:
            return None
        holders = [self.lead]
        if self.parts:
            part = self.parts[-1]
            if part.cued and part.spans == [last.span]:
                return None  # all that this point says
            holders += [part.spans, part.headings]
        for holder in holders:
            if holder and holder[-1] == last.span:
                holder.pop()
        words = last.span.quote(self.text).split()
        states = last.role != "heading" or (
            len(words) >= _SHORTEST_POINT and any(_TOLD.fullmatch(word) for word in words[1:])
        )
        return last.span if states and not words[-1].endswith("?") else None

    def _section(self, line: Line) -> None:
        self.section = ContributionKind.POINT_FOR if line.role == "pro" else ContributionKind.POINT_AGAINST
        self.current, self.silent, self.listed = None, False, False
        if line.author:
            self.open(self.section, line.author)

    def _name(self, author: str | None) -> None:
        if self.current is not None:
            self.current.author = self.current.author or author
        elif self.section is not None:
            self.open(self.section, author)
        elif not self.parts:
            self.byline = self.byline or author

    def _sign(self, author: str | None, side: str) -> None:
        """End an answer with the name below it, and perhaps for which side it speaks."""
        if self.current is None and not self.parts and self.lead:
            spans = self._quick(least=0)
            if spans:
                self.parts.append(Part(ContributionKind.ANSWER, None, spans))
                self.current, self.lead = self.parts[-1], []
        if self.current is not None and self.current.spans:
            self.current.kind = _KINDS.get(side, self.current.kind)
            self._end(author, "signed")
        else:
            self._name(author)

    def _quote(self, author: str | None) -> None:
        """Let the quoted lines below "On ..., NAME wrote:" be an answer of whom they quote; the other goes on."""
        if self.current is None and not self.parts and self.lead and (spans := self._quick(least=0)):
            self.current, self.lead = Part(ContributionKind.ANSWER, self.byline, spans), []
            self.parts.append(self.current)
        self.citing = True
        self.cited = next((part for part in self.quoted if part.author == author), None)
        if self.cited is None:
            self.cited = Part(ContributionKind.ANSWER, author)
            self.quoted.append(self.cited)
            self.parts.append(self.cited)
        if self.current is None:
            self.ended = "signed"

    def _end(self, author: str | None, how: str) -> None:
        if self.current is not None:
            self.current.author = self.current.author or author
        self.current, self.ended = None, how

    def _words(self, line: Line, raw: str) -> None:
        """Take prose and headings to where they belong."""
        if self.silent or self._repeats(raw):
            return
        if (self.citing or self.cited is not None) and (mark := _QUOTE_MARK.match(raw)):
            if self.cited is not None and mark[0].count(">") == 1 and mark.end() < len(raw.rstrip()):
                self.cited.spans.append(line.span)
            return
        self.citing = self.citing and bool(_QUOTE_MARK.match(raw))
        if self.question is None and (
            self.expecting == "question" or (not self.parts and raw.strip(" \t*_#=").endswith("?"))
        ):
            self.question, self.expecting = line.span, ""
        elif line.role in {"heading", "thesis"}:
            self._heading(line)
        elif not self._is_credential(line, raw):
            self._prose(line, raw)

    def _heading(self, line: Line) -> None:
        if line.marked and self.title is None and not self.parts:
            self.title = line.span
        if self.current is not None and line.role == "thesis" and self.current.spans:
            self.current.headings.append(line.span)
        elif self.current is None and not self.parts:
            self.lead.append(line.span)

    def _is_credential(self, line: Line, raw: str) -> bool:
        """Whether a line right below an author's name says who that is, instead of answering."""
        return (
            self.last is not None
            and self.last.role == "answer"
            and self.last.author is not None
            and self.last.rest is None
            and not line.before
            and len(raw) < 2 * _LONGEST_NAME
            and not _SENTENCE.search(raw)
            and not raw.rstrip().endswith(":")
            and "\n" in self.text[line.span.end : line.span.end + 2]
        )

    def _repeats(self, raw: str) -> bool:
        """Whether a quoted line repeats what another says on this page: it is that one's claim, not this one's."""
        mark = _QUOTE_MARK.match(raw)
        words = raw[mark.end() :].strip() if mark else ""
        if len(words) <= 20 or self.looked_up >= _MOST_LOOKED_UP:
            return False
        self.looked_up += 1
        return self.text.count(words) > 1

    def _prose(self, line: Line, raw: str) -> None:
        """Take in a stretch of prose, joining it to the line above where it goes on."""
        if self.ended and self.current is None and self.section is None:
            if self.ended == "closed" and not (len(raw) >= _LEAST_PROSE and _SENTENCE.search(raw)):
                return
            self.open(ContributionKind.ANSWER)
        if self.section is not None:
            item = bool(_ITEM.match(raw))
            parts = self.current is None or (not self.current.framed and self.current.spans and item)
            if self.current is None or (parts and (line.before or self.listed)):
                self.open(self.section)
                self.listed = item
        target = self.current.spans if self.current is not None else self.lead
        last = self.last
        joined = line.before == 0 and last is not None and last.role in {"prose", "answer"}
        joined = joined and not self._is_item(raw)
        if joined and target and not self.text[target[-1].end : line.span.start].strip("\r\n \t"):
            target[-1] = Span(target[-1].start, line.span.end)
        else:
            target.append(line.span)

    def _is_item(self, raw: str) -> bool:
        """Whether a line opens an item of a list, and is not only broken where a dash or a number stands."""
        mark = _ITEM.match(raw)
        if mark is None or self.last is None:
            return False
        above = self.last.span.quote(self.text)
        return raw[mark.end() - 1].isupper() or above.rstrip()[-1:] in ".!?:;" or opens_item(above)

    def _quick(self, least: int = 40) -> list[Span]:
        """Return the prose gathered before the first answer, headings and the question left out."""
        kept = []
        for span in self.lead:
            words = span.quote(self.text).strip()
            if self.question is None and words.endswith("?"):
                self.question = span
            elif len(words) > least and _SENTENCE.search(words):
                kept.append(span)
        return kept
