"""Answers that leave out whom they are about, or what: "Ruined it.", "Drowned.", "Badly.", "Terrible.", "By rafts.".

What they leave out is the theme of the question: what became of X, what X did to Y, how good X was, how X ended.
"""

import re
from collections.abc import Sequence
from dataclasses import replace

from histgraph.drafts import Phrase
from histgraph.extract.drafting.answered import as_answers
from histgraph.extract.drafting.clauses import ClauseReader
from histgraph.extract.grounds.causes import event_asked
from histgraph.extract.grounds.fragments import opening_words
from histgraph.extract.grounds.named import without_frame
from histgraph.extract.referents.theme import Theme
from histgraph.extract.syntax.keys import verb_key
from histgraph.extract.syntax.modality import Modality
from histgraph.extract.syntax.positive import AT_ALL
from histgraph.extract.syntax.scope import LEXICON, Scope
from histgraph.extract.syntax.tokens import SUBJECTS, child, children, lemma
from histgraph.extract.syntax.tree import Token

_LATEST = 2
"""Sentences of an answer that may leave out what was asked."""
_LONGEST = 10
_NONE = re.compile(
    rf"\W*(?:(?:well|honestly|absolutely|almost|practically),? )*(?:{'|'.join(LEXICON['themes']['none'])})"
    r"(?:,? (?:honestly|really|basically|as far as \w+ \w+))?\s*(?:[.!,;]|$)",
    re.IGNORECASE,
)
_GOING = frozenset(LEXICON["themes"]["intransitive"])
_IT = frozenset({"it", "them", "him", "her", "that", "everything"})
_WHO = frozenset({"they", "he", "she", "it"})
_QUALITY = frozenset({"ADJ", "ADV", "CCONJ", "VERB", "PART"})


def read_curt(reader: ClauseReader, scope: Scope) -> bool:
    """Read an answer that leaves the theme of the question out; True where one was read."""
    discourse, sentence = reader.discourse, reader.sentence
    if discourse.count > _LATEST or sentence.quoted or reader.answering:
        return False
    theme = discourse.theme
    if theme is not None and _whole(reader, scope, theme):
        return True
    tokens, how = opening_words(sentence.doc.text, reader, adverbs=True)
    if not tokens or len(tokens) > _LONGEST or any(t.dep_ in SUBJECTS for t in tokens):
        return False
    doc = sentence.doc
    root = next(t for t in doc if t.head.i == t.i)
    behind = doc[tokens[-1].i + 1].text if tokens[-1].i + 1 < len(doc) else "."
    if root.i not in {t.i for t in tokens} and behind != ":":
        return False  # "In the case of X, they ..." only leads on
    if tokens[0].lower_ == "not" and len(tokens) > 1:
        tokens, how = tokens[1:], how.denied("not")
    if theme is not None and _of_theme(reader, scope, theme, tokens, how):
        return True
    if discourse.asked is not None and not reader.drafts and discourse.count == 1 and _just_did(tokens):
        told = (discourse.asked[0], verb_key(tokens[0]), AT_ALL)
        _tell(reader, scope, tokens[0], told, how, " ".join(t.lower_ for t in tokens))
        return True
    return _by_means(reader, scope, tokens, how)


def _whole(reader: ClauseReader, scope: Scope, theme: Theme) -> bool:
    """Read "They drowned.", "It ended badly.": a clause of few words that plain rules say nothing of; "Nothing."."""
    doc = reader.sentence.doc
    if theme.kind == "effect" and theme.object is not None and _NONE.match(doc.text) is not None:
        what = replace(theme.object, label=f"effect on {theme.object.label}", head="effect")
        _tell(reader, scope, doc[0], (theme.subject, "have", what), Modality().denied("nothing"), "had")
        return True
    root = next(t for t in doc if t.head.i == t.i)
    own = child(root, "nsubj")
    if own is None or root.tag_ != "VBD" or theme.kind not in {"fate", "course"}:
        return False
    plain = [d for d in reader.drafts if own.lower_ not in _WHO or d.rule != "bare_thesis"]
    if any(d.verb.split()[0] == lemma(root) for d in plain):
        return False
    known = own.lower_ in _WHO or own.lower_ == theme.subject.head
    if (not known and own.pos_ not in {"NOUN", "PROPN"}) or child(
        root, "dobj", "attr", "xcomp", "ccomp", "neg"
    ) is not None:
        return False
    if root.lower_ not in _GOING and lemma(root) != theme.key:
        return False
    reader.drafts = plain  # they are whom the question asks about
    rest = [t for t in doc[root.i + 1 :] if t.head.i == root.i or any(a.i != root.i for a in t.ancestors)]
    rest = _up_to_a_stop(rest)
    obj = reader.maker.of(rest, rest[-1]) if rest and rest[0].pos_ in {"ADV", "ADP"} else AT_ALL
    for who in (theme.subject,) if known else reader.subjects(root, scope):
        _tell(reader, scope, root, (who, verb_key(root), obj), Modality(), root.lower_)
    return True


def _up_to_a_stop(words: Sequence[Token]) -> list[Token]:
    found: list[Token] = []
    for token in words:
        if token.is_punct or token.dep_ in {"cc", "mark"} or len(found) > _LONGEST:
            break
        found.append(token)
    return found


def _of_theme(reader: ClauseReader, scope: Scope, theme: Theme, tokens: list[Token], how: Modality) -> bool:
    """Read "Ruined it.", "Sold off in London.", "Terrible.", "Badly." of the theme."""
    first = tokens[0]
    done = first.tag_ in {"VBD", "VBN"} or first.lower_ in _GOING
    if theme.kind == "effect" and done:
        stop = next(
            (n for n, t in enumerate(tokens) if n and t.pos_ == "ADP" and t.dep_ != "prt"), len(tokens)
        )
        more = [t for t in tokens[1:stop] if t.dep_ != "prt" and t.pos_ != "ADV" and t.lower_ not in _IT]
        if more or theme.object is None:
            return False
        _tell(reader, scope, first, (theme.subject, verb_key(first), theme.object), how, first.lower_)
        return True
    if theme.kind == "fate" and done:
        if first.lower_ in _GOING and first.lower_ != "drowned":
            obj = reader.maker.of(tokens[1:], tokens[-1]) if len(tokens) > 1 else AT_ALL
            _tell(reader, scope, first, (theme.subject, lemma(first), obj), how, first.lower_)
        else:
            _tell(reader, scope, first, (theme.subject, "be", _small(reader, tokens)), how, "was")
        return True
    if theme.kind == "grade" and all(t.pos_ in _QUALITY for t in tokens) and tokens[-1].pos_ != "ADV":
        _tell(reader, scope, first, (theme.subject, "be", _small(reader, tokens)), how, "was")
        return True
    if (
        theme.kind == "fate"
        and first.pos_ in {"NOUN", "ADJ", "DET"}
        and tokens[-1].pos_ == "NOUN"
        and first.text[:1].isupper()
    ):
        what = _small(reader, tokens)
        _tell(
            reader, scope, first, (what, "happen to", replace(theme.subject, span=None)), how, "happened to"
        )
        return True
    manner = all(t.pos_ in {"ADV", "CCONJ", "ADJ"} for t in tokens) or first.pos_ == "ADP"
    if theme.kind == "course" and manner:
        _tell(reader, scope, first, (theme.subject, theme.key, _small(reader, tokens)), how, theme.key)
        return True
    return False


def _just_did(tokens: Sequence[Token]) -> bool:
    """Whether words are a verb that leaves out its subject, and has no object: "Walked in."."""
    return (
        tokens[0].tag_ == "VBD"
        and tokens[0].dep_ == "ROOT"
        and all(t.pos_ in {"ADV", "ADP", "PART"} for t in tokens[1:])
    )


def _by_means(reader: ClauseReader, scope: Scope, tokens: list[Token], how: Modality) -> bool:
    """Read "By copying a wreck.", "Not with rollers.", "On sledges." where the question asks how it was done."""
    discourse, first = reader.discourse, tokens[0]
    if not discourse.manner or discourse.asked is None or first.lower_ not in _MEANS or len(tokens) < 2:
        return False
    about = event_asked(reader)
    if about is None:
        return False
    who, key, what = discourse.asked
    phrase = _small(reader, tokens)
    label = f"{what.label} {phrase.label}".removeprefix("at all ")
    obj = replace(phrase, label=label, terms=(*what.terms, *phrase.terms), name=False)
    without_frame(reader, tokens, behind=True)
    _tell(reader, scope, first, (replace(who, span=None), key, obj), how, _WORDS.get(key, key))
    return True


_MEANS = frozenset({"by", "with", "on", "through", "using"})
_WORDS = {"be": "was"}


def _small(reader: ClauseReader, tokens: Sequence[Token]) -> Phrase:
    """Return a phrase of some words, written small where only the beginning of the sentence makes it large."""
    head = next((t for t in tokens if t.head.i == t.i), tokens[-1])
    phrase = reader.maker.of(list(tokens), head)
    if tokens[0].pos_ == "PROPN" or tokens[0].ent_type_:
        return phrase
    return replace(phrase, label=phrase.label[:1].lower() + phrase.label[1:])


def _tell(
    reader: ClauseReader,
    scope: Scope,
    verb: Token,
    told: tuple[Phrase, str, Phrase],
    how: Modality,
    words: str,
) -> None:
    """Put what an answer says of its theme on the list, in the place of what was read of its few words."""
    subject, key, obj = told
    inside = {c.i for c in children(verb)} | {verb.i}
    reader.drafts = [d for d in reader.drafts if d.rule not in _GUESSED or not inside]
    before = len(reader.drafts)
    reader.emit(verb, scope, replace(subject, span=None), key, obj, how, "named", time=(None, None))
    as_answers(reader, before, words)


_GUESSED = frozenset({"manner", "bare"})
"""Rules whose reading of a clause without a subject is a guess."""
