"""From what the model says to drafts: only what stands in the text is believed."""

import re
from collections.abc import Iterable, Mapping
from enum import StrEnum
from typing import Any, TypeVar

from histgraph.drafts import Draft, Phrase
from histgraph.gazetteer import gazetteer
from histgraph.model import (
    Certainty,
    Contribution,
    EntityKind,
    Mode,
    Page,
    Polarity,
    Problem,
    Span,
    Stance,
)
from histgraph.plaintext import Plain, clean
from histgraph.vocabulary import relation_for, relations

E = TypeVar("E", bound=StrEnum)
_WORD = re.compile(r"[\w'’-]+")
_SMALL = frozenset(
    ["a", "an", "the", "of", "to", "in", "on", "at", "by", "for", "from", "with", "and", "or", "his", "her", "its",
     "their", "this", "that", "as", "into", "over"]
)  # fmt: skip
_CONFIDENCE = 0.7
"""How sure a claim of a model is; nobody has measured a better figure for the model that you take."""


def drafts_of(
    page: Page, contribution: Contribution, rows: Iterable[Mapping[str, Any]]
) -> tuple[list[Draft], list[Problem]]:
    """Return a draft for each claim whose quote stands in the contribution, and what was refused."""
    plains = [clean(page.source, span) for span in contribution.spans]
    drafts: dict[tuple[object, ...], Draft] = {}
    problems: list[Problem] = []
    for row in rows:
        quote = _text(row, "quote")
        evidence = _find(quote, plains)
        if evidence is None:
            place = contribution.spans[0].start
            message = f"a claim was refused, its quote is not in the text: {quote[:80]!r}"
            problems.append(Problem(page.source.name, message, "", place))
            continue
        draft = _draft(row, contribution, evidence, plains)
        if draft is not None:
            key = (
                draft.evidence.start,
                draft.subject.label,
                draft.relation or draft.verb,
                draft.object.label,
            )
            drafts.setdefault(key, draft)
    return sorted(drafts.values(), key=lambda d: (d.evidence, d.subject.label, d.object.label)), problems


def _find(quote: str, plains: Iterable[Plain]) -> Span | None:
    """Return where words stand in the source, white space apart; None where they do not."""
    words = quote.strip().strip('"“”').split()
    if not words:
        return None
    pattern = re.compile(r"\s+".join(map(re.escape, words)))
    for plain in plains:
        match = pattern.search(plain.text)
        if match is not None:
            return plain.source_span(match.start(), match.end())
    return None


def _draft(
    row: Mapping[str, Any], contribution: Contribution, evidence: Span, plains: list[Plain]
) -> Draft | None:
    subject, relation, object_ = (_text(row, key) for key in ("subject", "relation", "object"))
    if not (subject and relation and object_):
        return None
    known = relations().get(relation) or relation_for(relation)
    holder, opponent, over = (_text(row, key) for key in ("holder", "disagrees_with", "over"))
    own = not holder or holder.lower() in {"author", "the author", (contribution.author or "").lower()}
    return Draft(
        contribution=contribution.id,
        evidence=evidence,
        subject=_phrase(subject, plains),
        verb=relation.lower(),
        object=_phrase(object_, plains),
        relation=known.id if known else "",
        relation_text=relation,
        polarity=_member(row, "polarity", Polarity, Polarity.AFFIRMED),
        certainty=_member(row, "certainty", Certainty, Certainty.CERTAIN),
        mode=_member(row, "mode", Mode, Mode.ACTUAL),
        attributed_to=None if own else holder,
        stance=None if own else Stance.NEUTRAL,
        disagrees_with=(opponent,) if opponent else (),
        time_text=_text(row, "time") or None,
        over=_phrase(over, plains) if over else None,
        rule="llm",
        confidence=_CONFIDENCE,
    )


def _text(row: Mapping[str, Any], key: str) -> str:
    value = row.get(key)
    return " ".join(value.split()) if isinstance(value, str) and value.lower() not in {"null", "none"} else ""


def _member(row: Mapping[str, Any], key: str, kind: type[E], default: E) -> E:
    value = _text(row, key).lower()
    return next((member for member in kind if member.value == value), default)


def _phrase(words: str, plains: Iterable[Plain]) -> Phrase:
    known = gazetteer().get(words)
    tokens = [w for w in _WORD.findall(words) if w.lower() not in _SMALL]
    name = known is not None or (bool(tokens) and all(w[:1].isupper() for w in tokens))
    span = _find(words, plains)
    return Phrase(
        label=known.label if known else words,
        text=words,
        span=span,
        head=(tokens[-1] if name else tokens[-1].lower()) if tokens else words,
        terms=tuple(dict.fromkeys(w.lower() for w in tokens)),
        kind=known.kind if known else EntityKind.ENTITY,
        name=name,
    )
