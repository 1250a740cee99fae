"""Words whose form the tagger does not know: a rare plural taken for a singular, a name taken for a pronoun."""

from collections.abc import Iterable, Iterator

from histgraph.extract.syntax.scope import words
from histgraph.extract.syntax.tokens import children
from histgraph.extract.syntax.tree import Doc, Token

_SINGULAR = words("form", "singular_in_s")
_SINGULAR_ENDINGS = tuple(words("form", "singular_endings"))
_ONE = frozenset({"a", "an", "this", "that", "each", "every", "another", "one"})
_POSSESSIVE = frozenset({"theirs", "hers", "ours", "yours"})
_OF_ONE = frozenset({"is", "was", "has", "does"})


def known(docs: Iterable[Doc]) -> Iterator[Doc]:
    """Yield the documents with the forms of such words put right, in place."""
    for doc in docs:
        for token in doc:
            text = token.text
            if text[-1] == "s" and token.tag_ == "NN":
                _rare_plural(token)
            elif token.pos_ not in _NAMES and text[-1].isalpha() and " the " in text:
                _a_ruler(token)
            elif text == "s" and token.i and token.nbor(-1).lower_ in _IS_BEHIND and token.tag_ != "NNS":
                token.pos_, token.tag_, token.lemma_ = "AUX", "VBZ", "be"  # "thats": written without its mark
            elif text == "He" and token.i and token.pos_ == "PRON":
                _no_pronoun(token)
        yield doc


_IS_BEHIND = frozenset({"that", "what", "he", "she", "it", "there", "who"})
_NAMES = frozenset({"PROPN", "NOUN"})


def _a_ruler(token: Token) -> None:
    """Read "Ivan the Terrible", one token to the parser, as the name that it is."""
    if not token.text[0].isupper():
        return
    token.tag_, token.pos_ = "NNP", "PROPN"
    if (
        token.dep_ in {"intj", "advmod", "dep"}
        and token.i < token.head.i
        and not children(token.head, "nsubj")
    ):
        token.dep_ = "nsubj"


def _rare_plural(token: Token) -> None:
    """Read "the eunuchs chose him" as of several: the tagger knows no singular of a rare noun."""
    word = token.lower_
    if (
        not token.text.isalpha()
        or len(word) < 4
        or token.lemma_.lower() != word
        or token.ent_type_ == "PERSON"
    ):
        return
    if word in _SINGULAR or word in _POSSESSIVE or word.endswith(_SINGULAR_ENDINGS):
        return
    if any(c.lower_ in _ONE for c in children(token, "det", "nummod")):
        return
    verb = token.head
    if token.dep_.startswith("nsubj") and any(
        t.lower_ in _OF_ONE for t in (verb, *children(verb, "aux", "auxpass"))
    ):
        return
    token.tag_, token.lemma_ = "NNS", word.removesuffix("s")


def _no_pronoun(token: Token) -> None:
    """Read the "He" of "Zheng He sailed" as part of the name: behind a name no pronoun has a capital."""
    given = token.nbor(-1)
    if given.pos_ == "PROPN" and given.text[:1].isupper():
        token.tag_, token.pos_, token.lemma_ = "NNP", "PROPN", "He"
        if token.head.i != given.i:
            given.head, given.dep_ = token, "compound"
