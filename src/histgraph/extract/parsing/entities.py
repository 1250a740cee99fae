"""What the names, dates and numbers of a sentence are: persons, places, peoples, bodies, events, years, sums.

Names that the gazetteer knows are what it says. Others, runs of words with capitals that the tagger takes for names
(runs.py), are told apart by what they are made of and what stands beside them (tells.py); where that leaves doubt, by
what the same last word is elsewhere on the page. Dates and numbers are found first (numbers.py).

Labels are those of OntoNotes. What nothing tells of gets none: the rules then go by the whole page (NameTable).
"""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from functools import cache

from histgraph.extract.parsing.numbers import numbers
from histgraph.extract.parsing.runs import run_end, with_origin
from histgraph.extract.parsing.tells import is_title, name_words, noun_label, told
from histgraph.extract.syntax.tree import Doc, Entity, Token
from histgraph.gazetteer import Gazetteer
from histgraph.model import EntityKind
from histgraph.resources import load_toml

_LABELS = {
    EntityKind.PERSON: "PERSON",
    EntityKind.POLITY: "GPE",
    EntityKind.PLACE: "LOC",
    EntityKind.GROUP: "ORG",
    EntityKind.EVENT: "EVENT",
    EntityKind.POLICY: "LAW",
}
_PIECES = re.compile(r"'s\b|[\w.]+|[^\w\s]")
_WIDEST = 7
"""Words of the longest known name."""
_SHARED = frozenset({"PERSON", "GPE", "LOC", "NORP", "ORG"})
"""Labels that a name has from others on its page, or from one that it is joined to."""
_TOLD_APART = frozenset({"NORP", ""})
"""Labels of known names that are no part of a longer one: "Roman" before "Sulla"."""
_IN_NAMES = frozenset({"ORDINAL", "CARDINAL"})
"""Numbers that can be part of a name."""
_PLACES = frozenset({"GPE", "LOC"})
_NAMING = frozenset({"PROPN", "ADJ", "NOUN"})
_COMPASS = name_words("compass")
_GIVEN = name_words("given")

_Span = tuple[int, int, str, bool]
"""First token, token behind the last, label, whether that is sure."""


def marked(docs: Sequence[Doc], names: Gazetteer) -> Sequence[Doc]:
    """Mark names, dates and numbers on the tokens of a page's sentences, in place, and list them."""
    finder = _finder(names)
    found = [finder.spans(doc) for doc in docs]
    votes: dict[str, Counter[str]] = {}
    for doc, spans in zip(docs, found, strict=True):
        for _, end, label, sure in spans:
            if sure and label in _SHARED:
                votes.setdefault(doc[end - 1].text, Counter())[label] += 1
    for doc, spans in zip(docs, found, strict=True):
        doc.ents = tuple(_entities(doc, spans, votes))
    return docs


def _entities(doc: Doc, spans: Sequence[_Span], votes: dict[str, Counter[str]]) -> Iterator[Entity]:
    for start, end, label, sure in spans:
        said = None if sure else votes.get(doc[end - 1].text)
        kind = said.most_common(1)[0][0] if said else label
        if kind:
            for token in doc[start:end]:
                token.ent_type_, token.ent_iob_ = kind, "I"
            doc[start].ent_iob_ = "B"
            yield Entity(doc[start:end], kind)


@cache
def _finder(names: Gazetteer) -> "_Finder":
    return _Finder(names)


class _Finder:
    """Finds names by a gazetteer."""

    def __init__(self, names: Gazetteer) -> None:
        self._names = names
        self._known: dict[tuple[str, ...], str] = {}
        for entry in names.entries():
            for form in (entry.label, *entry.aliases):
                people = entry.adjective and form == f"{entry.adjective}s"
                self._add(form, "NORP" if people else _LABELS.get(entry.kind, ""))
            for form in (entry.adjective, entry.people):
                self._add(form, "NORP")
        for whole, parts in load_toml("places.toml")["within"].items():
            for form in (whole, *parts):
                self._add(form, "GPE")
        for form in name_words("waters"):
            self._known.setdefault(_pieces(form), "LOC")
        for form in name_words("groups"):
            for written in (form, f"{form}s"):
                self._known.setdefault((written,), "NORP")
        self._first = {form[0] for form in self._known}

    def _add(self, form: str, label: str) -> None:
        if form[:1].isupper():
            self._known.setdefault(_pieces(form), label)

    def spans(self, doc: Doc) -> list[_Span]:
        """Return the names, dates and numbers of a sentence in text order, none in another."""
        counted = list(numbers(doc))
        dated = {i for start, end, label in counted if label not in _IN_NAMES for i in range(start, end)}
        found: list[_Span] = []
        behind = 0
        for token in doc:
            if token.i < behind or not token.text[0].isupper():
                continue
            end = self._end(doc, token.i, dated)
            if end > token.i:
                found += self._parted(doc, token.i, end, found)
                behind = end
        taken = {i for start, end, *_ in found for i in range(start, end)}
        found += [(*span, True) for span in counted if taken.isdisjoint(range(span[0], span[1]))]
        return sorted(found)

    def _end(self, doc: Doc, start: int, dated: set[int]) -> int:
        """Return the end of what may be a name, or several, from a word with a capital; its start if it is none."""
        known, _ = self._known_end(doc, start, min(start + _WIDEST, len(doc)))
        if known > start + 1 or (known and start not in dated and doc[start].pos_ in _NAMING):
            return max(known, run_end(doc, start, dated))
        if start in dated:
            return start
        end = run_end(doc, start, dated)
        return with_origin(doc, end) if end > start and self._is_given(doc[start]) else end

    def _parted(self, doc: Doc, start: int, end: int, before: Sequence[_Span]) -> Iterator[_Span]:
        """Yield the names in a run of words with capitals, which may be of several things: "Ottoman Sultan Selim"."""
        while start < end:
            known, label = self._known_end(doc, start, end)
            if known == end:
                part = label in _PLACES and start > 0 and doc[start - 1].lower_ in _COMPASS
                yield start - part, end, label, True
                return
            head = noun_label(doc[end - 1]) if end - start > 1 else ""
            if head and not (known > start + 1 and label != "NORP"):
                yield start, end, head, True
                return
            if not known or (label not in _TOLD_APART and known == start + 1 and doc[known].pos_ == "PROPN"):
                break
            yield start, known, label, True
            start = known
        while end - start > 1 and is_title(doc[start]) and doc[start + 1].text[0].isupper():
            start += 1
        if start < end:
            label, sure = told(doc, start, end, self._is_given)
            yield start, end, label if sure else _beside(doc, start, before) or label, sure

    def _known_end(self, doc: Doc, start: int, end: int) -> tuple[int, str]:
        """Return the end and the label of the longest known name that begins here, or 0."""
        if doc[start].lower_ in self._first and (doc[start].pos_ in _NAMING or end - start > 1):
            for last in range(min(end, start + _WIDEST), start, -1):
                label = self._known.get(tuple([t.lower_ for t in doc[start:last]]))
                if label is not None:
                    return last, label
        return 0, ""

    def _is_given(self, token: Token) -> bool:
        return token.lower_ in _GIVEN or self._names.is_given(token.text)


def _pieces(form: str) -> tuple[str, ...]:
    """Return the words of a name as the tokenizer parts them."""
    return tuple(_PIECES.findall(form.lower().replace("’", "'")))


def _beside(doc: Doc, start: int, before: Sequence[_Span]) -> str:
    """Return the label of a name to which this one is joined by a comma or "and"."""
    if not before or start < 2 or doc[start - 1].lower_ not in {",", "and", "or"}:
        return ""
    _, end, label, _ = before[-1]
    gap = doc[start - 1].text != "," and doc[start - 2].text == ","
    return label if end == start - 1 - gap and label in _SHARED else ""
