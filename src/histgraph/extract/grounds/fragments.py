"""Answers that are a phrase and no sentence: "Bribes." to a why, "A hopeless president." to what somebody was."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from histgraph.drafts import Phrase
from histgraph.extract.drafting.answered import as_answers
from histgraph.extract.drafting.clauses import ClauseReader
from histgraph.extract.drafting.phrases import bare
from histgraph.extract.grounds.causes import event_asked
from histgraph.extract.grounds.fillers import IDLE
from histgraph.extract.grounds.named import LEAD, TAIL, surely, without_frame
from histgraph.extract.syntax.modality import Modality
from histgraph.extract.syntax.scope import LEXICON, Scope
from histgraph.extract.syntax.tokens import SUBJECTS, child, children, conjuncts, is_finite, lemma
from histgraph.extract.syntax.tree import Token
from histgraph.model import Polarity

_LATEST = 2
"""Sentences of an answer that may leave out what was asked."""
_LONGEST = 12
"""Words of a phrase that is an answer by itself."""
_HEADS = frozenset({"NOUN", "PROPN"})
_NO_BEGINNING = frozenset({"ADP", "SCONJ", "PRON", "AUX", "CCONJ", "INTJ", "NUM", "ADV"})
_NO_CAUSES = frozenset({"DATE", "CARDINAL", "TIME", "QUANTITY", "ORDINAL", "PERCENT"})
_NO_CAUSE = frozenset({"thing", "reason", "factor"})
_UNTOLD = IDLE - {"luck", "chance"} | frozenset(LEXICON["naming"]["untold"])


def read_fragment(reader: ClauseReader, scope: Scope) -> bool:
    """Read a phrase that answers why, how or what somebody was; True where one was read."""
    discourse, sentence = reader.discourse, reader.sentence
    if discourse.count > _LATEST or sentence.quoted or not sentence.stands_alone or reader.answering:
        return False
    tokens, how = opening_words(sentence.doc.text, reader)
    head = _head(tokens)
    if head is None:
        return False
    denied = tokens[0].lower_ == "not"
    if denied:
        tokens, how = tokens[1:], how.denied("not")
    if discourse.question_event is not None:
        told = _why(reader, scope, tokens, head, how)
    else:
        told = _what(reader, scope, tokens, head, how)
    return told


def opening_words(text: str, reader: ClauseReader, *, adverbs: bool = False) -> tuple[list[Token], Modality]:
    """Return the words that an answer opens with up to an aside, and how surely they are said.

    Args:
        text: the sentence.
        reader: what reads it.
        adverbs: keep adverbs at their end.
    """
    lead = LEAD.match(text)
    start = lead.end() if lead is not None else 0
    tail = TAIL.search(text, start)
    end = tail.start() if tail is not None else len(text)
    if text[end : end + 1] == ":" and not adverbs:
        return [], Modality()  # a heading
    tokens = [t for t in reader.sentence.doc if start <= t.idx and t.idx + len(t.text) <= end]
    while tokens and (tokens[-1].is_punct or (tokens[-1].pos_ == "ADV" and not adverbs)):
        tokens.pop()
    return tokens, surely(text[:start] + text[end:])


def _head(tokens: Sequence[Token]) -> Token | None:
    """Return the noun that an opening phrase hangs on, None where the words are part of a clause or say nothing."""
    if not tokens or len(tokens) > _LONGEST or tokens[0].pos_ in _NO_BEGINNING:
        return None
    inside = {t.i for t in tokens}
    if any(is_finite(t) and t.dep_ not in {"relcl"} for t in tokens):
        return None
    tops = [t for t in tokens if (t.head.i not in inside or t.head.i == t.i) and t.lower_ != "not"]
    head = next((t for t in tops if t.pos_ in _HEADS), None)
    if head is None and len(tops) == 1 and _is_bare(tops[0]):
        return tops[0]  # "Not fear.": a noun that is taken for a verb where it stands alone
    if head is None or any(t.pos_ in {"VERB", "AUX"} for t in tops) or head.ent_type_ in _NO_CAUSES:
        return None
    if (
        any(lemma(t) in _UNTOLD for t in tops)
        or any(lemma(t) in _NO_CAUSE for t in tokens)
        or head.dep_ in {*SUBJECTS, "dobj", "pobj", "poss", "compound"}
    ):
        return None
    root = next(t for t in head.doc if t.head.i == t.i)
    if root.i in inside:
        return head
    own = child(root, *SUBJECTS, "expl")
    behind = head.doc[tokens[-1].i + 1] if tokens[-1].i + 1 < len(head.doc) else head
    spliced = head.dep_ in _SPLICED and behind.is_punct and own is not None and own.i > head.i
    return head if spliced else None


_SPLICED = frozenset({"npadvmod", "dep", "ccomp", "parataxis", "intj", "advcl"})
"""How a parser hangs a phrase on the clause that a comma joins to it: "Sheer bad luck, they ran out of powder."."""


def _is_bare(word: Token) -> bool:
    alone = all(c.is_punct or c.dep_ in {"neg", "advmod"} for c in word.children)
    return word.tag_ in {"VB", "VBG"} and word.head.i == word.i and alone and lemma(word) not in _UNTOLD


def _parts(
    reader: ClauseReader, tokens: Sequence[Token], head: Token, how: Modality
) -> Iterator[tuple[Phrase, Modality]]:
    """Yield what a phrase lists, one by one; of "not hunger, greed" only the first is denied."""
    listed = [t for t in conjuncts(head) if t.pos_ in _HEADS]
    if len(listed) < 2:
        yield reader.maker.of(list(tokens), head), how
        return
    joins = {t.lower_ for t in head.doc[head.i : listed[-1].i] if t.dep_ == "cc"}
    for one in listed:
        first = one is head or bool(joins & {"or", "nor"})
        nots = [t.i for t in one.subtree if t.lower_ == "not"]
        said = how if first else replace(how, polarity=Polarity.AFFIRMED, cues=())
        yield reader.maker.phrase(one, joined=False, without=nots), said


def _why(reader: ClauseReader, scope: Scope, tokens: Sequence[Token], head: Token, how: Modality) -> bool:
    """Read "Bribes.", "Not hunger.": what was asked about was caused by that."""
    about = event_asked(reader)
    if about is None:
        return False
    if reader.discourse.manner:
        return _means(reader, scope, tokens, head, how)
    without_frame(reader, tokens, behind=True)
    for phrase, said in _parts(reader, tokens, head, how):
        _tell(reader, scope, about, "be caused by", _plain(phrase, tokens[0]), said, relation="causedBy")
    return True


def _means(reader: ClauseReader, scope: Scope, tokens: Sequence[Token], head: Token, how: Modality) -> bool:
    """Read "Sledges, mostly." as an answer to how something was done: with sledges."""
    if reader.discourse.asked is None:
        return False
    who, key, what = reader.discourse.asked
    phrase = _plain(reader.maker.of(list(tokens), head), tokens[0])
    by = "of" if key == "die" else "by"
    label = f"{what.label} {by} {phrase.label}".removeprefix("at all ")
    obj = replace(phrase, label=label, terms=(*what.terms, *phrase.terms), name=False)
    without_frame(reader, tokens, behind=True)
    _tell(reader, scope, replace(who, span=None), key, obj, how)
    return True


def _what(reader: ClauseReader, scope: Scope, tokens: Sequence[Token], head: Token, how: Modality) -> bool:
    """Read "A hopeless president." where the question asks what somebody was: he was that."""
    asked, slot = reader.discourse.asked, reader.discourse.slot
    if slot is not None or asked is None or asked[1] != "be" or head.pos_ != "NOUN":
        return False
    if not any(c.dep_ in {"amod", "det", "compound"} for c in head.children):
        return False
    without_frame(reader, tokens, behind=True)
    heads = [head, *(c for c in children(head, "appos") if c.pos_ == "NOUN" and child(c, "amod") is not None)]
    for one in heads:
        phrase = reader.maker.phrase(
            one, without=[t.i for h in heads if h is not one for t in h.subtree if h.i > one.i]
        )
        _tell(reader, scope, replace(asked[0], span=None), "be", _plain(phrase, tokens[0]), how)
    reader.discourse.forget(heads)  # "A hopeless president. He left debts.": he is nobody new
    return True


def _plain(phrase: Phrase, first: Token) -> Phrase:
    """Leave off the article, and write small what is large at the beginning of a sentence only."""
    phrase = bare(phrase)
    if phrase.name or first.pos_ == "PROPN" or first.ent_type_ or not first.text[1:].islower():
        return phrase
    return replace(phrase, label=phrase.label[:1].lower() + phrase.label[1:])


def _tell(
    reader: ClauseReader,
    scope: Scope,
    who: Phrase,
    key: str,
    what: Phrase,
    how: Modality,
    *,
    relation: str = "",
) -> None:
    """Put what a phrase answers on the list; the parse of a phrase without a verb tells nothing of it."""
    root = next(t for t in reader.sentence.doc if t.head.i == t.i)
    before = len(reader.drafts)
    reader.emit(root, scope, who, key, what, how, "named", relation=relation, time=(None, None))
    as_answers(reader, before, _WORDS.get(key, key))


_WORDS = {"be": "was", "be caused by": "was caused by"}
