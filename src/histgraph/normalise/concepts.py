"""From wordings to concepts: the key under which different words for one thing meet.

A concept's key is the set of its content stems. Derived nouns and the verbs they come from
share a stem ("spreading", "the spread of"), a few synonyms are folded together (data file),
light words are dropped. Readable, computed from one phrase alone, so that the same words
give the same key on every page.
"""

import hashlib
import re
import unicodedata
from collections.abc import Iterable
from dataclasses import replace
from functools import cache, lru_cache

from histgraph.drafts import Phrase
from histgraph.gazetteer import gazetteer
from histgraph.resources import data_path, load_toml

LONGEST_SLUG = 60
_PARTICLES = frozenset(
    ["von", "van", "der", "den", "de", "da", "di", "du", "la", "le", "al", "el", "ibn", "bin"]
)
"""Words within names that are written small."""
_LETTERS = re.compile(r"[^\W_][\w'’]*")
_MANNER = re.compile(r"[^\W\d_]{3}ly$")
_SUFFIXES = (
    ("ating", ""), ("ated", ""), ("ates", ""), ("ate", ""), ("ators", ""), ("ator", ""),
    ("isation", "is"), ("ization", "is"), ("ising", "is"), ("izing", "is"), ("ised", "is"), ("ized", "is"),
    ("ises", "is"), ("izes", "is"), ("ise", "is"), ("ize", "is"), ("ations", ""), ("ation", ""), ("itions", ""),
    ("ition", ""), ("ements", ""), ("ement", ""), ("ments", ""), ("ment", ""), ("iveness", ""), ("fulness", "ful"),
    ("nesses", ""), ("ness", ""), ("lessly", "less"), ("ically", "ic"), ("ities", ""), ("ity", ""), ("ances", ""),
    ("ance", ""), ("ences", ""), ("ence", ""), ("ively", ""), ("ions", ""), ("ion", ""), ("ings", ""), ("ing", ""),
    ("ively", ""), ("ives", ""), ("ive", ""), ("ally", ""), ("ies", "y"), ("ied", "y"), ("eds", ""), ("ed", ""),
    ("als", ""), ("al", ""), ("ers", ""), ("ly", ""), ("es", ""), ("s", ""), ("e", ""),
)  # fmt: skip


@cache
def _folding() -> tuple[dict[str, str], frozenset[str]]:
    table = load_toml("synonyms.toml")
    folded = {word: row[0] for row in table["same"] for word in row}
    return folded, frozenset(table["light"])


@cache
def _bases() -> dict[str, str]:
    """Return what words are derived from: "invasion", "invade" (WordNet)."""
    lines = data_path("derivations.tsv").read_text(encoding="utf-8").splitlines()
    return dict(line.split("\t") for line in lines)


@cache
def stem(word: str) -> str:
    """Return a form shared by a word and what is derived from it; never empty."""
    word = word.lower().strip("'’\".-")
    folded, _ = _folding()
    if word in folded:
        return folded[word]
    whole = gazetteer().whole(word)
    if whole is not None:
        return whole
    word = gazetteer().noun(word) or _bases().get(word, word)
    if word in folded:
        return folded[word]
    for suffix, tail in _SUFFIXES:
        if word.endswith(suffix) and len(word) - len(suffix) >= 4:
            word = word[: len(word) - len(suffix)] + tail
            break
    if len(word) > 4 and word[-1] == word[-2] and word[-1] not in "sl":
        word = word[:-1]
    return folded.get(word, word) or word


def stems(terms: Iterable[str]) -> tuple[str, ...]:
    """Return the sorted set of stems of content words, light words left out if others remain."""
    return _stems(tuple(terms))


@lru_cache(maxsize=65536)
def _stems(terms: tuple[str, ...]) -> tuple[str, ...]:
    _, light = _folding()
    words = [w for term in terms for w in re.split(r"[\s/-]+", term.lower()) if w]
    words = gazetteer().joined(words)
    heavy = [w for w in words if w not in light]
    return tuple(sorted({w if "-" in w else stem(w) for w in heavy or words}))


@cache
def pale() -> frozenset[str]:
    """Return the stems of words that tell no kinds apart ("rapid", "nature", "gain")."""
    return frozenset(stem(word) for word in load_toml("synonyms.toml")["pale"])


@cache
def _empty() -> tuple[frozenset[str], frozenset[str]]:
    """Return words of grammar alone, and heads that add nothing to what they are of ("the principle of")."""
    table = load_toml("synonyms.toml")
    return frozenset(table["function"]), frozenset(table["of_nothing"])


def empty(terms: Iterable[str]) -> bool:
    """Whether words tell nothing by themselves: "fact", "one", "those"."""
    function, of_nothing = _empty()
    return all(w in function or w in of_nothing or w in _folding()[1] or w == "one" for w in terms)


def grounded(phrase: Phrase) -> Phrase:
    """Return a phrase whose head and terms are words of its label that mean something.

    Where a pronoun was resolved, or a phrase was cut out of a longer one, they may be words of grammar
    ("it") or none at all. A phrase of nothing but such words stays as it is.
    """
    function, _ = _empty()
    if phrase.name or (phrase.terms and phrase.head not in function and function.isdisjoint(phrase.terms)):
        return phrase
    words = [word for word in _LETTERS.findall(phrase.label.lower()) if word.strip("'’")]
    meant = tuple(w for w in words if w not in function and not _MANNER.search(w))
    if not meant:
        return phrase
    kept = tuple(term for term in phrase.terms if term not in function and term in words)
    if phrase.head and phrase.head not in function and (kept or not phrase.terms):
        return replace(phrase, terms=kept or meant)
    first = words.index(meant[0])
    group = next((words[first:n] for n in range(first, len(words)) if words[n] in function), words[first:])
    head = [word for word in group if word in meant][-1]
    return replace(phrase, terms=kept if head in kept else meant, head=head)


def concept_key(phrase: Phrase) -> str:
    """Return the id that a phrase has by its own words: a name's slug, or its content stems."""
    return slug(phrase.label if phrase.name else "-".join(content(phrase)) or phrase.label)


def content(phrase: Phrase) -> tuple[str, ...]:
    """Return the content stems of a phrase and the words that turn it round ("without", "after").

    A light head stays where names alone would be left: "larger than Athens" is not Athens.
    """
    return _content(phrase.terms, phrase.label, phrase.head)


@lru_cache(maxsize=65536)
def _content(terms: tuple[str, ...], label: str, head_word: str) -> tuple[str, ...]:
    found = {*stems(terms), *turned(label)} if terms else set()
    names = {stem(w) for w in re.findall(r"\b[A-Z][^\W\d_]+", label)} | {
        w for w in found if "-" in w or w in _PARTICLES
    }
    function, of_nothing = _empty()
    head = stem(head_word) if head_word else ""
    if head and found and found <= names | {head}:
        if head_word not in function | of_nothing or _somebodys(head_word, label):
            found.add(head)
        elif head_word in of_nothing and found > {head}:
            found -= {head} - names
    elif head and not found:
        found.add(head)
    return tuple(sorted(found))


def _somebodys(head: str, label: str) -> bool:
    """Whether a thought may be told by whose it is, not by what it is about: "the doctrine of Luther"."""
    table = load_toml("synonyms.toml")
    return head in table["of_somebody"] and not re.search(table["of_something"], label)


@cache
def _turning() -> dict[str, str]:
    return {word: row[0] for row in load_toml("synonyms.toml")["turning"] for word in row}


@lru_cache(maxsize=65536)
def turned(label: str) -> frozenset[str]:
    """Return which words of a label turn round or move in time what stands beside them."""
    words = re.findall(r"[a-z]+", label.lower())
    return frozenset(
        turn
        for spoken, turn in _turning().items()
        if spoken in words or (" " in spoken and spoken in label.lower())
    )


def readable(label: str) -> str:
    """Return a label without leading article or "to"."""
    words = label.split()
    while len(words) > 1 and words[0].lower() in {"the", "a", "an", "to", "that", "such"}:
        words = words[1:]
    return " ".join(words)


@lru_cache(maxsize=65536)
def slug(text: str) -> str:
    """Return a readable id: lower-case ASCII words joined by hyphens, at most 60 characters.

    What is cut off or cannot be written in ASCII goes into a short hash at the end.
    """
    folded = unicodedata.normalize(
        "NFKD", text.lower().replace("ß", "ss").replace("æ", "ae").replace("ø", "o")
    )
    plain = "".join(c for c in folded if not unicodedata.combining(c))
    ascii_only = re.sub(r"[^a-z0-9]+", "-", plain).strip("-")
    lost = sum(c.isalpha() and ord(c) > 127 for c in plain)
    if len(ascii_only) <= LONGEST_SLUG and ascii_only and not lost:
        return ascii_only
    digest = hashlib.sha256(text.encode()).hexdigest()[:8]
    return f"{ascii_only[:LONGEST_SLUG].rstrip('-')}-{digest}".lstrip("-")
