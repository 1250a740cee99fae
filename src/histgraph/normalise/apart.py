"""What holds two wordings apart, however near they are in meaning: opposed words, other names, other numbers."""

from collections import defaultdict
from collections.abc import Mapping, Set
from functools import cache

from histgraph.normalise.concepts import pale, stem, turned
from histgraph.normalise.vectors import word_vectors
from histgraph.normalise.wordings import Wording
from histgraph.resources import data_path, load_toml

OPEN = "v-"
"""How the id of a tie begins that the vocabulary does not know: a deed of its own."""
OFTEN = 2
"""Times beyond which a bare word on a page is a thing of its own, not one of those that it is the kind of."""
FAR = 0.4
"""Cosine below which two words in the same place of two wordings are different things: faith, plague."""


def apart(a: Wording, b: Wording) -> bool:
    """Whether two wordings cannot be about the same thing.

    They name different things, count different numbers, one has the opposite of a word of
    the other ("the rise", "the fall"), or one turns round ("without", "before") what the other does not.
    What one sentence says of one subject side by side is not the same thing twice, and nothing is said of itself.
    """
    if a.places & b.places or _said_of(a, b) or _said_of(b, a):
        return True
    if a.names and b.names and not a.names & b.names:
        return True
    if a.numbers and b.numbers and a.numbers != b.numbers:
        return True
    known = _opposites()
    only_a, only_b = a.stems - b.stems, b.stems - a.stems
    if any(known.get(word, frozenset()) & only_b for word in only_a):
        return True
    if _wider(a, b) or _wider(b, a):
        return True
    return turned(a.label) != turned(b.label) or _replaced(a, b)


def _wider(bare: Wording, narrow: Wording) -> bool:
    """Whether a bare word is wider than a wording that it heads, and not a short name for it.

    It is where the word tells no kinds apart ("power", "absolute power"), where the page has it often, and where
    another deed is told of it ("opened the gates", "marched to the southern gates"). Such two stand in the
    lattice of wider and narrower; as one they would make of the bare word another thing on every page.
    """
    if len(bare.stems) != 1 or not bare.stems < narrow.stems or bare.head != narrow.head:
        return False
    if bare.stems <= pale() or bare.times > OFTEN:
        return True
    ties = bare.relations | narrow.relations
    return bare.relations.isdisjoint(narrow.relations) and any(tie.startswith(OPEN) for tie in ties)


def _said_of(a: Wording, b: Wording) -> bool:
    return any(subject == b.key for _, subject in a.places)


def _replaced(a: Wording, b: Wording) -> bool:
    """Whether two wordings are the same but for one word in the same place, head or not, far in meaning.

    A word that tells no kinds apart ("rapid", "nature", "desire") makes no other thing of what it stands with,
    unless it stands behind it ("the loss of members") or beside nothing but names.
    """
    if len(a.words) < 2 or len(b.words) < 2:
        return False
    of_a, of_b = {stem(word): word for word in a.words}, {stem(word): word for word in b.words}
    only_a, only_b = sorted(of_a.keys() - of_b.keys()), sorted(of_b.keys() - of_a.keys())
    if len(only_a) != 1 or len(only_b) != 1 or (only_a[0] == a.head) != (only_b[0] == b.head):
        return False
    one, other = of_a[only_a[0]], of_b[only_b[0]]
    if not (
        pale().isdisjoint((*only_a, *only_b))
        or (_behind(a, one) and _behind(b, other))
        or _but_names(a, b, of_a.keys() & of_b.keys())
    ):
        return False
    vectors = word_vectors([one, other])
    return float(vectors[0] @ vectors[1]) < FAR


def _behind(wording: Wording, word: str) -> bool:
    """Whether a word stands behind the head of a wording."""
    before = wording.words[: wording.words.index(word)]
    return any(stem(other) == wording.head for other in before)


def _but_names(a: Wording, b: Wording, shared: Set[str]) -> bool:
    """Whether what two wordings share is nothing but names: the economy of Peru, the nature of Peru."""
    return shared <= {stem(name) for name in a.names | b.names}


@cache
def _opposites() -> Mapping[str, frozenset[str]]:
    """Return for each stem the stems that are opposed to it."""
    table = load_toml("synonyms.toml")
    pairs = [
        line.split("\t")[1:3] for line in data_path("antonyms.tsv").read_text(encoding="utf-8").splitlines()
    ]
    pairs += load_toml("history_terms.toml")["traits"]["opposites"]
    pairs += table["opposed"]
    found: dict[str, set[str]] = defaultdict(set)
    for one, other in pairs:
        first, second = stem(one), stem(other)
        if first != second:
            found[first].add(second)
            found[second].add(first)
    return {word: frozenset(others) for word, others in found.items()}
