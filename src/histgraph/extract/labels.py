"""spaCy's attribute ruler asked once for each word, tag and label instead of once for each token.

The ruler tries its two hundred patterns on every token, which takes a tenth of the parse; nearly all of them
look at one token alone. What it gives a token is remembered; a sentence in which a pattern of
several tokens may begin is given to the ruler itself.
"""

from collections.abc import Sequence
from typing import Any, NamedTuple

import numpy as np
from spacy.language import Language
from spacy.matcher import Matcher
from spacy.pipeline import AttributeRuler
from spacy.tokens import Doc

_RULER, _OURS = "attribute_ruler", "remembered_labels"
_KEY: list[int | str] = ["ORTH", "TAG", "DEP"]
_GIVEN: list[int | str] = ["POS", "MORPH", "LEMMA"]
_SEEN = frozenset({"ORTH", "TEXT", "LOWER", "TAG", "DEP", "IS_SPACE"})
"""What a pattern may look at, all of it fixed by the key."""
_BEFORE = frozenset({"tok2vec", "transformer", "tagger", "parser", "senter", "ner"})
"""Components that leave alone what the ruler gives."""
_MOST = 100_000


class _Given(NamedTuple):
    """What the ruler gives a token: numbers of part of speech, morphology and lemma; whether that is not all."""

    labels: tuple[int, ...]
    begins: bool


class RememberedLabels:
    """A component of a pipeline that stands for its attribute ruler."""

    def __init__(self, ruler: AttributeRuler) -> None:
        self._ruler = ruler
        self._known: dict[tuple[int, ...], _Given] = {}
        self._several = Matcher(ruler.vocab)
        first = [pattern[:1] for pattern in _patterns(ruler) if len(pattern) > 1]
        if first:
            self._several.add("begins", first)

    def __call__(self, doc: Doc) -> Doc:
        """Give the tokens of a document their parts of speech, morphology and fixed lemmas."""
        if len(self._known) > _MOST:
            self._known.clear()
        given = []
        for key in map(tuple, doc.to_array(_KEY).tolist()):
            found = self._known.get(key)
            if found is None:
                found = self._known[key] = self._ask(key)
            if found.begins:
                return self._ruler(doc)
            given.append(found.labels)
        return _set(doc, _GIVEN, given) if given else doc

    def _ask(self, key: Sequence[int]) -> _Given:
        """Show a word with its tag and label to the ruler, alone."""
        alone = Doc(self._ruler.vocab, words=[self._ruler.vocab.strings[key[0]]])
        _set(alone, _KEY[1:], [tuple(key[1:])])
        begins = bool(len(self._several) and self._several(alone, allow_missing=True))
        alone = self._ruler(alone)
        kept = tuple(alone.to_array(_KEY).tolist()[0]) == tuple(key)
        return _Given(tuple(alone.to_array(_GIVEN).tolist()[0]), begins or not kept)


@Language.factory(_OURS)
def _made(nlp: Language, name: str) -> RememberedLabels:
    ruler = nlp.get_pipe(_RULER)
    if not isinstance(ruler, AttributeRuler):
        raise TypeError(f"{name} stands for an attribute ruler, and there is none")
    return RememberedLabels(ruler)


def remember(nlp: Language) -> Language:
    """Put a memory before the attribute ruler of a pipeline where that changes nothing."""
    if _RULER not in nlp.pipe_names or not isinstance(ruler := nlp.get_pipe(_RULER), AttributeRuler):
        return nlp
    before = set(nlp.pipe_names[: nlp.pipe_names.index(_RULER)])
    if before <= _BEFORE and all(
        _SEEN.issuperset(token) for pattern in _patterns(ruler) for token in pattern
    ):
        nlp.add_pipe(_OURS, after=_RULER)
        nlp.disable_pipe(_RULER)
    return nlp


def _patterns(ruler: AttributeRuler) -> list[list[dict[str, Any]]]:
    rules: list[Any] = list(ruler.patterns)
    return [pattern for rule in rules for pattern in rule["patterns"]]


def _set(doc: Doc, columns: list[int | str], rows: list[tuple[int, ...]]) -> Doc:
    numbers: Any = np.array(rows, dtype=np.uint64)
    return doc.from_array(columns, numbers)
