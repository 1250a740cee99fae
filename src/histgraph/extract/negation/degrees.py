"""Words weighed against each other: "less a scholar than a soldier", "not the town, let alone the castle".

Whoever is less an A than a B is a B, and hardly an A (the metalinguistic comparative of Giannakidou and Yoon 2011):
two claims, the second denied. "Less populous than Rome" compares, and stays as it is; so does "more of a B than an A",
which those who annotate keep whole.
"""

from dataclasses import replace

from histgraph.drafts import Draft
from histgraph.extract.drafting.clauses import ClauseReader
from histgraph.extract.negation.counterpart import counterpart
from histgraph.extract.negation.halves import LONGEST, STOPS, phrase_of, spanned
from histgraph.extract.syntax.positive import positive_object
from histgraph.extract.syntax.tree import Token
from histgraph.model import Certainty, Cue, CueKind, Polarity

_ARTICLES = frozenset({"a", "an", "the"})


def read_degrees(reader: ClauseReader) -> None:
    """Part what a copula weighs by "less"; deny what "let alone" adds to a denial."""
    doc = reader.sentence.doc
    for token in doc:
        if token.lower_ == "alone" and 1 < token.i < len(doc) - 1 and token.nbor(-1).lower_ == "let":
            _let_alone(reader, token)
        if token.lower_ == "much" and 1 < token.i < len(doc) - 2 and token.nbor(-1).lower_ == "so":
            _not_so_much(reader, token)
        if token.lower_ == "less" and token.i + 3 < len(doc):
            than = next((t for t in doc[token.i + 2 : token.i + LONGEST] if t.lower_ == "than"), None)
            if than is not None and than.i + 1 < len(doc) and _alike(token, than):
                _part(reader, token, than)


def _alike(degree: Token, than: Token) -> bool:
    """Whether like stands against like: "a scholar than a soldier", "clever than lucky"; "rich than Rome" does not."""
    first, second = degree.nbor(1), than.nbor(1)
    if first.lower_ == "of" and second.lower_ in _ARTICLES | {"of"}:  # "less of a scholar than a soldier"
        return True
    if first.lower_ in _ARTICLES and second.lower_ in _ARTICLES:
        return True
    return first.tag_ == "JJ" and second.tag_ == "JJ" and than.i == degree.i + 2


def _part(reader: ClauseReader, degree: Token, than: Token) -> None:
    for draft in list(reader.drafts):
        words = spanned(reader, draft.object)
        if (
            not words
            or words[0].i - degree.i not in {0, 1}
            or words[-1].i <= than.i
            or not draft.rule.startswith("copula")
        ):
            continue
        if draft.polarity is Polarity.DENIED:
            continue  # "was no less a scholar than a soldier": was both
        first = [t for t in words if degree.i < t.i < than.i and t.lower_ != "of"]
        second = [t for t in words if t.i > than.i and not (t.i == than.i + 1 and t.lower_ == "of")]
        if not first or not second:
            continue
        place = reader.drafts.index(draft)
        reader.drafts[place : place + 1] = [
            replace(draft, object=phrase_of(reader, second), over=draft.over or phrase_of(reader, first)),
            _hardly(replace(draft, object=phrase_of(reader, first)), "less than"),
        ]


def _hardly(draft: Draft, cue: str) -> Draft:
    weaker = Certainty.PROBABLE if draft.certainty is Certainty.CERTAIN else draft.certainty
    cues = (*draft.cues, Cue(CueKind.NEGATION, cue))
    return replace(draft, polarity=Polarity.DENIED, certainty=weaker, cues=cues, rule="contrast")


def _not_so_much(reader: ClauseReader, much: Token) -> None:
    """Read "was not so much burned as abandoned": was not burned, was abandoned."""
    doc = much.doc
    than = next((t for t in doc[much.i + 1 : much.i + LONGEST] if t.lower_ == "as"), None)
    if than is None or not any(t.lower_ in _NOT for t in doc[max(0, much.i - 4) : much.i]):
        return
    behind = than.i == much.i + 1  # "was not burned so much as abandoned"
    end = next((t.i for t in doc[than.i + 1 :] if t.is_punct or t.lower_ in STOPS), len(doc))
    second = doc[than.i + 1 : end]
    for draft in list(reader.drafts):
        words = [t for t in spanned(reader, draft.object) if t.i < than.i]
        if draft.polarity is not Polarity.DENIED or not words or draft.verb != "be":
            continue
        first = words if behind else [t for t in words if t.i > much.i]
        near = words[-1].i == much.i - 2 if behind else words[0].i - much.i in {-1, 0}
        if not near or not first or not second or first[-1].tag_ not in _QUALITIES:
            continue
        place = reader.drafts.index(draft)
        reader.drafts[place] = replace(draft, object=phrase_of(reader, first))
        if any(t.tag_ in _QUALITIES for t in second) and not any(t.pos_ == "AUX" for t in second):
            other = phrase_of(reader, list(second))
            told = replace(draft, object=other, polarity=Polarity.AFFIRMED, cues=(), rule="contrast")
            reader.drafts.insert(place + 1, told)


_NOT = frozenset({"not", "n't", "never"})
_QUALITIES = frozenset({"VBN", "JJ", "VBD"})


def _let_alone(reader: ClauseReader, alone: Token) -> None:
    """Read "never held the town, let alone the castle": the second is denied too."""
    doc, before, end = alone.doc, alone.i - 2, alone.i + 1
    while before > 0 and doc[before].is_punct:
        before -= 1
    while end < len(doc) and end - alone.i <= LONGEST and doc[end].text not in STOPS:
        end += 1
    rest = list(doc[alone.i + 1 : end])
    against = counterpart(doc, before, rest[0]) if rest else None
    if against is None or any(t.pos_ in {"VERB", "AUX"} for t in rest):
        return
    for draft in list(reader.drafts):
        words = [t for t in spanned(reader, draft.object) if t.i <= before]
        if draft.polarity is Polarity.DENIED and words and words[-1].i == before and words[0].i <= against:
            other = positive_object(phrase_of(reader, [*(t for t in words if t.i < against), *rest]))
            reader.drafts.append(replace(draft, object=other, rule="contrast"))
