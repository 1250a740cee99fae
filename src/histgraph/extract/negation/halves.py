"""Parts of a claim as words of the sentence, to cut what is set aside out of them."""

from collections.abc import Iterator
from dataclasses import replace

from histgraph.drafts import Draft, Phrase
from histgraph.extract.drafting.clauses import ClauseReader
from histgraph.extract.syntax.tree import Token
from histgraph.model import Cue, CueKind, Polarity

LONGEST = 12
"""Words of a contrasted half at the most."""


STOPS = frozenset(",;:()[]–—.!?")


def spanned(reader: ClauseReader, phrase: Phrase) -> list[Token]:
    """Return the tokens of the sentence that a phrase spans."""
    if phrase.span is None:
        return []
    found = []
    for token in reader.sentence.doc:
        here = reader.sentence.source_span([token])
        if here is not None and phrase.span.start <= here.start and here.end <= phrase.span.end:
            found.append(token)
    return found


def phrase_of(reader: ClauseReader, tokens: list[Token]) -> Phrase:
    """Make a phrase of tokens of the sentence, without the links and marks at its ends."""
    tokens = list(_trimmed(tokens))
    if not tokens:
        return Phrase("", "")
    inside = {t.i for t in tokens}
    head = next((t for t in tokens if t.head.i not in inside), tokens[-1])
    return reader.maker.of(tokens, head)


def _trimmed(tokens: list[Token]) -> Iterator[Token]:
    while tokens and (tokens[-1].is_punct or tokens[-1].lower_ in {"and", "but", "not", "though"}):
        tokens = tokens[:-1]
    while tokens and (tokens[0].is_punct or tokens[0].lower_ in {"and", "but", "not"}):
        tokens = tokens[1:]
    yield from tokens


def denied(draft: Draft, obj: Phrase) -> Draft:
    """Return a draft denied; what is denied already stays so."""
    if draft.polarity is Polarity.DENIED:
        return replace(draft, object=obj)
    return replace(
        draft, object=obj, polarity=Polarity.DENIED, cues=(*draft.cues, Cue(CueKind.NEGATION, "not"))
    )
