"""Words of labels: content, names, numbers, and which words stand against each other."""

import re
from collections import defaultdict
from collections.abc import Mapping
from functools import cache, lru_cache
from typing import NamedTuple

from histgraph.model import Claim
from histgraph.resources import data_path, load_toml


@cache
def word_list(name: str) -> frozenset[str]:
    """Return one list of ``data/comparison.toml`` as a set."""
    return frozenset(load_toml("comparison.toml")["words"][name])


_TOKEN = re.compile(r"[A-Za-z\u00c0-\u024f]+(?:[-'’][A-Za-z\u00c0-\u024f]+)*|\d[\d,.]*\d|\d")
_EMPTY = word_list("empty")
_SUFFIXES = (
    ("ies", "y"), ("ied", "y"), ("ves", "f"), ("sses", "ss"), ("es", "e"), ("es", ""), ("s", ""), ("ed", ""),
    ("ed", "e"), ("ing", ""), ("ing", "e"), ("ly", ""), ("men", "man"),
)  # fmt: skip
STEM = 5
"""Letters by which content words are compared: "communism" and "communist" meet."""


@lru_cache(maxsize=65536)
def tokens(label: str) -> tuple[str, ...]:
    """Return the words and numbers of a label, as they stand."""
    return tuple(_TOKEN.findall(label))


def verb_said(claim: Claim) -> str:
    """Return the verb of a claim as it stands in the text, in lower case, "" where it has none."""
    return next(iter(tokens(claim.relation.text)[-1:]), "").lower()


_RUN = re.compile(r"\w+")
_FOLDED = str.maketrans({"\u0130": "i", "\u0131": "i", "\u017f": "s"})
"""Letters that patterns take for plain ones where case does not matter, but that ``lower`` keeps apart."""


@lru_cache(maxsize=65536)
def runs(text: str) -> frozenset[str]:
    """Return the runs of letters and digits of a text in lower case.

    A pattern that needs one of some words, whole and in any case, finds nothing where none of them is a run:
    looking into a set is the cheap test before the dear one.
    """
    return frozenset(_RUN.findall(folded(text)))


def folded(text: str) -> str:
    """Return a text in lower case, as patterns see it where case does not matter."""
    return (text if text.isascii() else text.translate(_FOLDED)).lower()


@lru_cache(maxsize=65536)
def content(label: str) -> frozenset[str]:
    """Return what a label is about: stems of its content words, and its numbers."""
    words = [w.lower() for w in tokens(label)]
    return frozenset(
        w.replace(",", "") if w[0].isdigit() else w[:STEM] for w in words if w not in _EMPTY and len(w) > 1
    )


@lru_cache(maxsize=65536)
def names(label: str) -> frozenset[str]:
    """Return the capitalised words of a label, lower-cased, the first one left out unless all are."""
    words = [w for w in tokens(label) if w.lower() not in _EMPTY]
    capital = [w for w in words if w[0].isupper()]
    if len(capital) < len(words) and words and words[0][0].isupper():
        capital = capital[1:]
    return frozenset(w.lower().removesuffix("'s").removesuffix("’s") for w in capital)


@lru_cache(maxsize=65536)
def numbers(label: str) -> frozenset[str]:
    """Return the numbers of a label without commas."""
    return frozenset(w.replace(",", "") for w in tokens(label) if w[0].isdigit())


@lru_cache(maxsize=65536)
def forms(word: str) -> tuple[str, ...]:
    """Return a word and what it may be a form of, lower case."""
    word = word.lower().removesuffix("'s").removesuffix("’s")
    found = [word]
    for suffix, tail in _SUFFIXES:
        if word.endswith(suffix) and len(word) - len(suffix) >= 2:
            found.append(word.removesuffix(suffix) + tail)
    return tuple(dict.fromkeys(found))


@cache
def _poles() -> Mapping[str, tuple[tuple[int, int], ...]]:
    """Return for each word of judgement its poles, each with its place there: 2n and 2n + 1 are those of row n."""
    found: dict[str, list[tuple[int, int]]] = defaultdict(list)
    for row, both in enumerate(load_toml("oppositions.toml")["poles"]):
        for side, words in enumerate(both):
            for place, word in enumerate(words):
                found[word].append((2 * row + side, place))
    return {word: tuple(places) for word, places in found.items()}


@lru_cache(maxsize=65536)
def poles(label: str) -> frozenset[int]:
    """Return the rows of judgements that a short description falls under."""
    words = telling(label)
    if len(words) > 4:
        return frozenset()
    return frozenset(pole // 2 for word in words for pole, _ in _poles().get(word.lower(), ()))


def outdone(denied: str, affirmed: str) -> tuple[str, str] | None:
    """Return the word of judgement that is denied and the stronger one of its kind that is affirmed, if so.

    Args:
        denied: a short description that one text denies.
        affirmed: one that another text gives.
    """
    first, second = telling(denied), telling(affirmed)
    if len(first) > 4 or len(second) > 4:
        return None
    for word in first:
        for stronger in second:
            for pole, place in _poles().get(word.lower(), ()):
                if any(p == pole and place < q for p, q in _poles().get(stronger.lower(), ())):
                    return word, stronger
    return None


@cache
def _opposites() -> Mapping[str, frozenset[str]]:
    found: dict[str, set[str]] = defaultdict(set)
    pairs: list[tuple[str, str]] = [
        (one, other)
        for key in ("poles", "verbs")
        for row in load_toml("oppositions.toml")[key]
        for one in row[0]
        for other in row[1]
    ]
    pairs += [(one, other) for one, other in load_toml("history_terms.toml")["traits"]["opposites"]]
    for line in data_path("antonyms.tsv").read_text(encoding="utf-8").splitlines():
        _, one, other = line.split("\t")
        if (one, other) not in _HARMLESS:
            pairs.append((one, other))
    for one, other in pairs:
        found[one].add(other)
        found[other].add(one)
    return {word: frozenset(others) for word, others in found.items()}


_HARMLESS = frozenset((one, other) for one, other in load_toml("comparison.toml")["harmless"])
"""WordNet's antonyms that may well be true together of one subject."""


def opposite_words(word: str, other: str) -> bool:
    """Return whether two words, in any of their forms, stand against each other."""
    against, reversals = _against(word)
    return (
        not against.isdisjoint(forms(other))
        or other.lower() in reversals
        or word.lower() in _against(other)[1]
    )


@lru_cache(maxsize=65536)
def _against(word: str) -> tuple[frozenset[str], frozenset[str]]:
    """Return what stands against a word in any of its forms, and the word with prefixes that reverse it."""
    known, low = _opposites(), word.lower()
    against = frozenset().union(*(known.get(form, frozenset()) for form in forms(word)))
    return against, frozenset(f"{prefix}{low}" for prefix in _REVERSING) if len(low) > 3 else frozenset()


_REVERSING = ("un", "non-", "non", "in", "dis", "im")
"""Prefixes that turn a word into its opposite."""


_DENYING = frozenset({"not", "no", "never", "without", "neither", "nor", "rather", "instead"})


@lru_cache(maxsize=65536)
def telling(label: str) -> tuple[str, ...]:
    """Return the words of a label that say something, as they stand."""
    return tuple(w for w in tokens(label) if w.lower() not in _EMPTY)


def _may_oppose(one: str, other: str) -> bool:
    """Whether any word of one label stands against any of the other: quick, before it is asked which."""
    (forms_one, against_one), (forms_other, against_other) = _weighed(one), _weighed(other)
    return not (against_one.isdisjoint(forms_other) and against_other.isdisjoint(forms_one))


@lru_cache(maxsize=65536)
def _weighed(label: str) -> tuple[frozenset[str], frozenset[str]]:
    """Return the words of a label in all their forms, and all that stands against any of them."""
    words = telling(label)
    against: set[str] = set()
    for word in words:
        for some in _against(word):
            against |= some
    return frozenset(form for word in words for form in forms(word)), frozenset(against)


@lru_cache(maxsize=65536)
def _denies(label: str) -> bool:
    return not _DENYING.isdisjoint(w.lower() for w in tokens(label))


class Contrast(NamedTuple):
    """Two labels that differ by opposed words: the words, and what stands beside them."""

    one: str
    other: str
    rest_one: frozenset[str]
    rest_other: frozenset[str]

    @property
    def aligned(self) -> bool:
        """Whether nothing stands beside the opposed words that would make them about different things."""
        return self.rest_one <= self.rest_other or self.rest_other <= self.rest_one


def contrast(one: str, other: str, *, most: int = 7) -> Contrast | None:
    """Return the words by which two labels oppose each other, None where they do not.

    Args:
        one: a label.
        other: another label.
        most: content words that a label may have; a longer one is about too much.
    """
    first, second = telling(one), telling(other)
    if not first or not second or len(first) > most or len(second) > most:
        return None
    if _denies(one) or _denies(other) or not _may_oppose(one, other):
        return None
    for word in first:
        for opposite in second:
            if word.lower() != opposite.lower() and opposite_words(word, opposite):
                mine, theirs = word.lower()[:STEM], opposite.lower()[:STEM]
                return Contrast(word, opposite, content(one) - {mine}, content(other) - {theirs})
    return None


def about(label: str, phrase: str) -> bool:
    """Return whether each word of a phrase stands in a label, in any form of the word."""
    stems = content(label)
    return bool(phrase) and content(phrase) <= stems
