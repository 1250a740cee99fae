"""spaCy's attribute ruler and lemmatizer asked once for each kind of token instead of once for each token.

The ruler tries its two hundred patterns on every token, which takes a tenth of the parse; nearly all of them
look at one token alone, by its tag and label, and some at its word. What it gives is remembered by what the
patterns look at; a sentence in which a pattern of several tokens may begin is given to the ruler itself. The
lemmatizer, some seven hundredths of the parse, looks at a word, its part of speech and its morphology.
"""

import re
from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

import numpy as np
from spacy.lang.en.lemmatizer import EnglishLemmatizer
from spacy.language import Language
from spacy.matcher import Matcher
from spacy.pipeline import AttributeRuler
from spacy.tokens import Doc
from spacy.vocab import Vocab

_RULER, _LEMMATIZER, _OURS = "attribute_ruler", "lemmatizer", "remembered_labels"
_KEY: list[int | str] = ["ORTH", "TAG", "DEP"]
_GIVEN: list[int | str] = ["POS", "MORPH", "LEMMA"]
_WORD = frozenset({"ORTH", "TEXT", "LOWER"})
_SEEN = _WORD | {"TAG", "DEP", "IS_SPACE"}
"""What a pattern may look at, all of it fixed by the key."""
_BEFORE = frozenset({"tok2vec", "transformer", "tagger", "parser", "senter"})
"""Components that leave alone what the ruler gives."""
_MOST = 100_000
_ANY_WORD = 0
"""Stands in a key for every word that no pattern looks at."""


class _Given(NamedTuple):
    """What the ruler gives a token: numbers of part of speech, morphology and lemma; whether that is not all."""

    labels: tuple[int, ...]
    begins: bool


class _Looks(dict[int, int]):
    """By the number of a word what the ruler's patterns see of it: itself, or that it is any word."""

    def __init__(self, vocab: Vocab, patterns: Sequence[Sequence[dict[str, Any]]]) -> None:
        super().__init__()
        self._vocab = vocab
        looks = [token[name] for pattern in patterns for token in pattern for name in _WORD & token.keys()]
        named = [word for look in looks for word in _named(look)]
        self._words = {word for word in named if isinstance(word, str)}
        self._shapes = [word for word in named if not isinstance(word, str)]

    def __missing__(self, orth: int) -> int:
        text = self._vocab.strings[orth]
        forms = {text, text.lower()}
        special = (
            not text.strip()
            or not forms.isdisjoint(self._words)
            or any(shape.search(form) for shape in self._shapes for form in forms)
        )
        self[orth] = found = orth if special else _ANY_WORD
        return found


class RememberedLabels:
    """A component of a pipeline that stands for its attribute ruler, and its lemmatizer where there is one."""

    def __init__(self, ruler: AttributeRuler, lemmatizer: EnglishLemmatizer | None = None) -> None:
        self._ruler = ruler
        self._lemmatizer = lemmatizer
        self._known: dict[tuple[int, ...], _Given] = {}
        self._asked: dict[tuple[int, ...], _Given] = {}
        self._lemmas: dict[tuple[int, ...], int] = {}
        patterns = _patterns(ruler)
        self._looks = _Looks(ruler.vocab, patterns)
        self._several = Matcher(ruler.vocab)
        first = [pattern[:1] for pattern in patterns if len(pattern) > 1]
        if first:
            self._several.add("begins", first)

    def __call__(self, doc: Doc) -> Doc:
        """Give the tokens of a document their parts of speech, morphology and lemmas."""
        if len(self._known) > _MOST:
            for kept in (self._known, self._asked, self._lemmas, self._looks):
                kept.clear()
        given = []
        for key in zip(*doc.to_array(_KEY).T.tolist(), strict=True):
            found = self._known.get(key)
            if found is None:
                found = self._known[key] = self._find(key)
            if found.begins:
                doc = self._ruler(doc)
                return doc if self._lemmatizer is None else self._lemmatizer(doc)
            given.append(found.labels)
        return _set(doc, _GIVEN, given) if given else doc

    def _find(self, key: tuple[int, ...]) -> _Given:
        """Return what a word with its tag and label is given, asking as little as can be."""
        kind = (self._looks[key[0]], *key[1:])
        found = self._asked.get(kind)
        if found is None:
            found = self._asked[kind] = self._ask(key)
        *labels, lemma = found.labels
        if lemma or self._lemmatizer is None:
            return found
        word = (key[0], *labels)
        known = self._lemmas.get(word)
        if known is None:
            alone = self._alone(key[0], _GIVEN[:-1], labels)
            known = self._lemmas[word] = self._lemmatizer(alone)[0].lemma
        return _Given((*labels, known), found.begins)

    def _ask(self, key: Sequence[int]) -> _Given:
        """Show a word with its tag and label to the ruler, alone."""
        alone = self._alone(key[0], _KEY[1:], key[1:])
        begins = bool(len(self._several) and self._several(alone, allow_missing=True))
        alone = self._ruler(alone)
        kept = tuple(alone.to_array(_KEY).tolist()[0]) == tuple(key)
        return _Given(tuple(alone.to_array(_GIVEN).tolist()[0]), begins or not kept)

    def _alone(self, orth: int, columns: list[int | str], labels: Sequence[int]) -> Doc:
        return _set(Doc(self._ruler.vocab, words=[self._ruler.vocab.strings[orth]]), columns, [tuple(labels)])


@Language.factory(_OURS)
def _made(nlp: Language, name: str) -> RememberedLabels:
    ruler = nlp.get_pipe(_RULER)
    if not isinstance(ruler, AttributeRuler):
        raise TypeError(f"{name} stands for an attribute ruler, and there is none")
    return RememberedLabels(ruler, _lemmatizer(nlp))


def remember(nlp: Language) -> Language:
    """Put a memory before the attribute ruler and the lemmatizer of a pipeline where that changes nothing."""
    if _RULER not in nlp.pipe_names or not isinstance(ruler := nlp.get_pipe(_RULER), AttributeRuler):
        return nlp
    before = set(nlp.pipe_names[: nlp.pipe_names.index(_RULER)])
    if before <= _BEFORE and all(
        _SEEN.issuperset(token) for pattern in _patterns(ruler) for token in pattern
    ):
        nlp.add_pipe(_OURS, after=_RULER)
        if _lemmatizer(nlp) is not None:
            nlp.disable_pipe(_LEMMATIZER)
        nlp.disable_pipe(_RULER)
    return nlp


def _lemmatizer(nlp: Language) -> EnglishLemmatizer | None:
    """Return the lemmatizer that works right behind the ruler, if it is one that looks at single words."""
    names = [name for name in nlp.pipe_names if name != _OURS]
    if names[names.index(_RULER) + 1 :][:1] != [_LEMMATIZER]:
        return None
    found = nlp.get_pipe(_LEMMATIZER)
    if type(found) is not EnglishLemmatizer or found.mode != "rule" or found.overwrite:
        return None
    index = found.lookups.get_table("lemma_index")
    for part_of_speech, words in list(index.items()):
        if isinstance(words, list):  # looked through from end to end for each word that is asked for
            index[part_of_speech] = frozenset(words)
    return found


def _named(look: Any) -> Iterator[str | re.Pattern[str]]:
    """Yield the words, and the expressions for words, that a pattern asks for in a token."""
    if isinstance(look, str):
        yield look
        return
    for how, what in look.items():
        if how == "REGEX":
            yield re.compile(what)
        elif how in {"IN", "NOT_IN"}:
            yield from what
        else:
            yield re.compile("")  # asks in a way not known here: takes every word for one that it asks for


def _patterns(ruler: AttributeRuler) -> list[list[dict[str, Any]]]:
    rules: list[Any] = list(ruler.patterns)
    return [pattern for rule in rules for pattern in rule["patterns"]]


def _set(doc: Doc, columns: list[int | str], rows: list[tuple[int, ...]]) -> Doc:
    numbers: Any = np.array(rows, dtype=np.uint64)
    return doc.from_array(columns, numbers)
