"""What is known of two claims of one page, as numbers: the words they share, how near they lie, how they turn.

Facts for the rating of likely disputes; no word of any page is one of them. "Earlier" and "later" go by the place on
the page.
"""

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, cached_property

import numpy as np
from numpy.typing import NDArray

from histgraph.compare.guards import words_of
from histgraph.compare.matters import stem
from histgraph.compare.replying import passages
from histgraph.model import Certainty, Claim, Mode, Page, Polarity
from histgraph.resources import load_toml

MOST = 400
"""Claims of a page that are set beside each other, the most surely read; cost grows with their square."""
RARE = 3
"""Sentences of a page that may share a word for it to count as rare."""
NEAR = 0.25
"""Likeness of two sentences without a word in common from which they may speak of one thing."""
_OPENING = 200
_SHORTEST = 3
_AT_ONCE = 2048

Matrix = NDArray[np.float32]
Embed = Mapping[str, NDArray[np.float32]]
"""The meaning of a phrase: a vector of length 1, zeros where no word of it is known."""
_Pairs = NDArray[np.int64]

_WORD = re.compile(r"[^\W\d_][\w’'-]*|\d+")
_NUMBER = re.compile(r"\d[\d,.]*")
_NAME = re.compile(r"(?<=[a-z,;] )[A-Z][\w’'-]+")


@cache
def _words() -> tuple[re.Pattern[str], re.Pattern[str], frozenset[str]]:
    """Return what denies, what turns against another, and the words that are too common to tell anything."""
    data = load_toml("likely.toml")
    denying, turning = ("|".join(map(re.escape, data[name])) for name in ("denying", "turning"))
    return (
        re.compile(rf"\b(?:{denying})\b|n['’]t\b", re.IGNORECASE),
        re.compile(rf"\b(?:{turning})\b", re.IGNORECASE),
        frozenset(data["common"]),
    )


def _telling(text: str) -> Iterator[str]:
    common = _words()[2]
    return (w for w in _WORD.findall(text) if len(w) >= _SHORTEST and w.lower() not in common)


def _stems(text: str) -> frozenset[str]:
    return frozenset(stem(word.lower()) for word in _telling(text))


def shared_words(one: Claim, other: Claim) -> list[str]:
    """Return the words that the sentences of two claims share, as the first writes them, the longest first."""
    theirs = _stems(words_of(other))
    had: dict[str, str] = {}
    for word in _telling(words_of(one)):
        if (root := stem(word.lower())) in theirs:
            had.setdefault(root, word)
    return sorted(had.values(), key=lambda word: (-len(word), word))


def chosen(claims: Iterable[Claim], page: Page) -> list[Claim]:
    """Return the claims of a page that are set beside each other, in its order.

    None where fewer than two texts make claims.
    """
    texts = {text.id for text in page.contributions}
    told = sorted((c for c in claims if c.contribution in texts), key=lambda c: (-c.confidence, c.id))[:MOST]
    if len({c.contribution for c in told}) < 2:
        return []
    return sorted(told, key=lambda c: (c.evidence.start, c.evidence.end, c.id))


@dataclass(frozen=True)
class _Told:
    """The claims of a page in its order, with their sentences, each of which may make several claims."""

    claims: Sequence[Claim]
    page: Page
    vectors: Embed

    @cached_property
    def said(self) -> list[str]:
        return [words_of(claim) for claim in self.claims]

    @cached_property
    def numbers(self) -> dict[str, int]:
        """Each sentence once, with its number."""
        return {sentence: i for i, sentence in enumerate(dict.fromkeys(self.said))}

    @cached_property
    def sentence(self) -> NDArray[np.int64]:
        """The number of the sentence of each claim."""
        return np.array([self.numbers[sentence] for sentence in self.said])

    @cached_property
    def place(self) -> dict[str, int]:
        """The place of each text on the page."""
        return {text.id: i for i, text in enumerate(self.page.contributions)}

    @cached_property
    def text(self) -> NDArray[np.int64]:
        """The place of the text of each claim."""
        return np.array([self.place[claim.contribution] for claim in self.claims])

    @cached_property
    def labels(self) -> list[str]:
        return [" ".join((c.subject.label, c.relation.label, c.object.label)) for c in self.claims]

    def meanings(self, phrases: Iterable[str]) -> Matrix:
        return np.stack([self.vectors[phrase] for phrase in phrases])

    def of_claims(self, look: Callable[[Claim], object]) -> NDArray[np.float32]:
        return np.array([look(claim) for claim in self.claims], dtype=np.float32)

    @cached_property
    def alike(self) -> Matrix:
        """The likeness of the sentences of two claims."""
        meant = self.meanings(self.numbers)[self.sentence]
        return np.asarray(meant @ meant.T)

    @cached_property
    def vocabulary(self) -> tuple[Mapping[str, int], NDArray[np.int64]]:
        """The number of each word, by its stem, and in how many sentences of the page it stands."""
        of_sentences = [_stems(sentence) for sentence in self.numbers]
        every = frozenset().union(*of_sentences, *map(_stems, self.labels))
        seen = Counter(word for words in of_sentences for word in words)
        index = {word: i for i, word in enumerate(sorted(every))}
        return index, np.array([seen[word] for word in index])

    def table(self, phrases: Iterable[str]) -> Matrix:
        """Return which words stand in which phrases, shape (phrases, words)."""
        index, _ = self.vocabulary
        rows = [[index[word] for word in _stems(phrase)] for phrase in phrases]
        table = np.zeros((len(rows), len(index)), dtype=np.float32)
        for row, words in enumerate(rows):
            table[row, words] = 1
        return table

    @cached_property
    def by_sentence(self) -> Matrix:
        """The words of the sentence of each claim."""
        return self.table(self.numbers)[self.sentence]

    @cached_property
    def weight(self) -> Matrix:
        """How much it tells that two sentences share a word: the log of how few have it."""
        seen = np.maximum(self.vocabulary[1], 1)
        return np.asarray(np.log((len(self.numbers) + 1) / seen), dtype=np.float32)


_Column = tuple[str, NDArray[np.generic]]


def _polarity(told: _Told, one: _Pairs, other: _Pairs) -> Iterator[_Column]:
    denied = told.of_claims(lambda c: c.polarity is Polarity.DENIED)
    yield "one is a denial", denied[one] != denied[other]
    yield "both are", denied[one] * denied[other]
    yield "the earlier is", denied[one]
    yield "the later is", denied[other]


def _likeness(told: _Told, one: _Pairs, other: _Pairs) -> Iterator[_Column]:
    claims = told.meanings(told.labels)
    subjects = told.meanings(c.subject.label for c in told.claims)
    objects = told.meanings(c.object.label for c in told.claims)
    relations = told.meanings(c.relation.label for c in told.claims)
    yield "likeness of sentences", told.alike[one, other]
    yield "likeness of claims", (claims @ claims.T)[one, other]
    yield "likeness of subjects", (subjects @ subjects.T)[one, other]
    yield "likeness of objects", (objects @ objects.T)[one, other]
    yield "likeness of relations", (relations @ relations.T)[one, other]
    yield "likeness of subject to object", (subjects @ objects.T)[one, other]
    yield "likeness of object to subject", (objects @ subjects.T)[one, other]
    near = _nearer(told)
    yield "sentences nearer to the earlier", near[one, other]
    yield "sentences nearer to the later", near[other, one]
    yield "the fewer of both", np.minimum(near[one, other], near[other, one])


def _nearer(told: _Told) -> NDArray[np.int64]:
    """Return how many sentences of other texts lie nearer to a claim's sentence than that of another claim.

    Shape (claims, claims): the row for whom, the column than whom.
    """
    near = np.zeros(told.alike.shape, dtype=np.int64)
    _, first = np.unique(told.sentence, return_index=True)
    for row, likeness in enumerate(told.alike):
        others = np.sort(likeness[first[told.text[first] != told.text[row]]])
        near[row] = len(others) - np.searchsorted(others, likeness, side="right")
    return near


def _words_of_sentences(told: _Told, one: _Pairs, other: _Pairs) -> Iterator[_Column]:
    words, weight = told.by_sentence, told.weight
    rare = words * (told.vocabulary[1] <= RARE)
    heavy = ((words * weight) @ words.T)[one, other]
    own = words @ weight + 1e-6
    yield "shared words", (words @ words.T)[one, other]
    yield "weight of shared words", heavy
    yield "rare shared words", (rare @ rare.T)[one, other]
    yield "weight of rare shared words", ((rare * weight) @ rare.T)[one, other]
    yield "greatest weight of a shared word", _heaviest(words, weight, one, other)
    yield "shared part of the earlier", heavy / own[one]
    yield "shared part of the later", heavy / own[other]


def _heaviest(words: Matrix, weight: Matrix, one: _Pairs, other: _Pairs) -> Matrix:
    """Return the greatest weight of a word that both sentences of each pair have, 0 where they share none."""
    found = np.zeros(len(one), dtype=np.float32)
    heavy = words * np.maximum(weight, 0)
    for begin in range(0, len(one), _AT_ONCE):
        some = slice(begin, begin + _AT_ONCE)
        found[some] = (words[one[some]] * heavy[other[some]]).max(axis=1)
    return found


def _words_of_claims(told: _Told, one: _Pairs, other: _Pairs) -> Iterator[_Column]:
    words = told.table(told.labels)
    subjects = told.table(c.subject.label for c in told.claims)
    objects = told.table(c.object.label for c in told.claims)
    heavy = ((words * told.weight) @ words.T)[one, other]
    own = words @ told.weight + 1e-6
    yield "words of both claims", (words @ words.T)[one, other]
    yield "weight of words of both claims", heavy
    yield "shared part of the earlier claim", heavy / own[one]
    yield "shared part of the later claim", heavy / own[other]
    yield "words of both subjects", (subjects @ subjects.T)[one, other]
    yield "words of both objects", (objects @ objects.T)[one, other]
    yield "words of a subject and an object", (subjects @ objects.T + objects @ subjects.T)[one, other]
    yield (
        "one relation",
        np.array(
            [
                told.claims[i].relation.label == told.claims[j].relation.label
                for i, j in zip(one, other, strict=True)
            ]
        ),
    )


def _names_and_numbers(told: _Told, one: _Pairs, other: _Pairs) -> Iterator[_Column]:
    numbers, names = ([set(p.findall(s)) for s in told.said] for p in (_NUMBER, _NAME))
    many = np.array([len(found) for found in numbers])
    pairs = list(zip(one, other, strict=True))
    both = np.array([len(numbers[i] & numbers[j]) for i, j in pairs])
    yield "names in both", np.array([len(names[i] & names[j]) for i, j in pairs])
    yield "numbers in both", both
    yield "numbers in one only", many[one] + many[other] - 2 * both
    yield "other numbers", (many[one] > 0) & (many[other] > 0) & (both == 0)


def _turns(told: _Told, one: _Pairs, other: _Pairs) -> Iterator[_Column]:
    denying, turning, _ = _words()
    denials, turns = (
        np.array([len(pattern.findall(s)) for s in told.numbers])[told.sentence]
        for pattern in (denying, turning)
    )
    yield "denying words of the earlier", denials[one]
    yield "denying words of the later", denials[other]
    yield "turning words of the earlier", turns[one]
    yield "turning words of the later", turns[other]
    addressed = _addressed(told)
    yield "the later answers the earlier by name", addressed[other, told.text[one]]
    yield "the earlier answers the later by name", addressed[one, told.text[other]]


def _turning(told: _Told) -> NDArray[np.bool_]:
    """Return whether a claim turns against anything: it or its sentence denies, turns, or answers another by name."""
    denying, turning, _ = _words()
    by_words = np.array([bool(denying.search(s) or turning.search(s)) for s in told.numbers])[told.sentence]
    denied = np.array([claim.polarity is Polarity.DENIED for claim in told.claims])
    return np.asarray(by_words | denied | _addressed(told).any(axis=1))


def _addressed(told: _Told) -> NDArray[np.bool_]:
    """Return whether a claim stands where its text answers another by name, shape (claims, texts)."""
    found = np.zeros((len(told.claims), len(told.place)), dtype=bool)
    for passage in passages(told.page):
        for i, claim in enumerate(told.claims):
            inside = passage.span.start <= claim.evidence.start < passage.span.end
            if inside and claim.contribution == passage.teller.id:
                found[i, [told.place[id_] for id_ in passage.whom]] = True
    return found


def _placing(told: _Told, one: _Pairs, other: _Pairs) -> Iterator[_Column]:
    begins = {text.id: text.spans[0].start for text in told.page.contributions}
    opening = told.of_claims(lambda c: c.evidence.start - begins[c.contribution] < _OPENING)
    lengths = np.array([len(sentence) for sentence in told.said])
    between = told.text[other] - told.text[one]
    yield "texts between", between
    yield "is the next text", np.abs(between) == 1
    yield "the earlier opens its text", opening[one]
    yield "the later opens its text", opening[other]
    yield "length of the earlier", lengths[one]
    yield "length of the later", lengths[other]
    yield "texts of the page", np.full(len(one), len(told.place))
    yield "claims of the page", np.full(len(one), len(told.claims))


def _reading(told: _Told, one: _Pairs, other: _Pairs) -> Iterator[_Column]:
    sure = told.of_claims(lambda c: c.confidence)
    reported = told.of_claims(lambda c: bool(c.attributed_to))
    certain = told.of_claims(lambda c: c.certainty is Certainty.CERTAIN)
    wished = told.of_claims(lambda c: c.mode is not Mode.ACTUAL)
    yield "less surely read", np.minimum(sure[one], sure[other])
    yield "more surely read", np.maximum(sure[one], sure[other])
    yield "the earlier is reported", reported[one]
    yield "the later is reported", reported[other]
    yield "the earlier is certain", certain[one]
    yield "the later is certain", certain[other]
    yield "one is no fact", np.maximum(wished[one], wished[other])


_LOOKS = (
    _polarity, _likeness, _words_of_sentences, _words_of_claims, _names_and_numbers, _turns, _placing, _reading,
)  # fmt: skip


def facts(claims: Sequence[Claim], page: Page, vectors: Embed) -> tuple[_Pairs, tuple[str, ...], Matrix]:
    """Return the pairs of claims of two texts that may speak of one thing, and what is known of each.

    Args:
        claims: claims of one page, as ``chosen`` returns them.
        page: the page.
        vectors: the meaning of a phrase.

    Returns:
        Pairs of places in ``claims``, the smaller first, shape (pairs, 2); the names of the facts; the facts, shape
        (pairs, facts).
    """
    told = _Told(claims, page, vectors)
    two = np.triu(told.text[:, None] != told.text[None, :])
    turns = _turning(told)
    two &= turns[:, None] | turns[None, :]
    pairs = np.argwhere(two & ((told.by_sentence @ told.by_sentence.T > 0) | (told.alike >= NEAR)))
    columns = [column for look in _LOOKS for column in look(told, *pairs.T)]
    return pairs, tuple(n for n, _ in columns), np.stack([c for _, c in columns], axis=1).astype(np.float32)
