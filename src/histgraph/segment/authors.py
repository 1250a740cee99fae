"""Whether a few words are the name of somebody who writes, or the subject of a section."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from enum import Enum
from functools import cache

from histgraph.gazetteer import gazetteer
from histgraph.resources import load_toml

_WORD = re.compile(r"[\w'’-]+")
_PARTICLES = frozenset(
    ["de", "van", "von", "der", "den", "la", "le", "al", "el", "bin", "ibn", "du", "di", "da", "dos", "ter"]
)
_USER = re.compile(r"(?:/?u/|@)[\w-]{2,30}|(?=[\w-]*[a-z])(?=[\w-]*(?:\d|_|[a-z][A-Z]))[\w-]{3,30}")
_HANDLE = re.compile(r"@?[a-z][a-z\d.-]{2,29}")
_PHRASED = r"(?:the|an?|of|in|to|was|is|this|that|by)"
_INITIAL = re.compile(r"[A-Z]\.?")
_INITIALS = re.compile(r"(?:[A-Z]\. ?){1,3}[A-Z]")


class Authorship(Enum):
    """How much some words look like the name of an author."""

    NONE = 0
    POSSIBLE = 1
    SURE = 2


@dataclass(frozen=True, slots=True)
class _Lists:
    given: frozenset[str]
    titles: frozenset[str]
    topical: tuple[str, ...]
    subjects: frozenset[str]
    sections: frozenset[str]
    labels: frozenset[str]


@cache
def _lists() -> _Lists:
    layouts = load_toml("layouts.toml")
    names = layouts["names"]
    terms = load_toml("history_terms.toml")
    nouns = {
        noun for section in terms.values() if isinstance(section, dict) for noun in section.get("nouns", ())
    }
    nouns |= {f"{noun}s" for noun in nouns}
    return _Lists(
        frozenset(names["given"]),
        frozenset(names["titles"]),
        tuple(names["topical"]),
        frozenset(nouns),
        frozenset(layouts["headings"]["sections"]),
        frozenset(names["labels"]),
    )


def are_authors(names: Iterable[str], page: str) -> bool:
    """Whether several names that each look like an author's are those of authors, seen together.

    Two or more of them are asked for, and that a third is sure by itself: "Silk Road" and "Golden Horde" look like
    names too.
    """
    found = sorted(set(names))
    sure = sum(authorship(name, page) is Authorship.SURE or is_handle(name, page) for name in found)
    return len(found) >= 2 and 3 * sure >= len(found)


def authorship(words: str, page: str) -> Authorship:
    """Return how much words that head a stretch of text look like a person's or user's name.

    Args:
        words: the heading or label, without markup.
        page: the whole text; a name is not written with a small letter elsewhere in it.
    """
    words = words.strip().rstrip(":").strip()
    if _USER.fullmatch(words):
        return Authorship.SURE
    lists = _lists()
    words = re.sub(r"^The (?=[A-Z]\w+ [A-Z])", "", words)
    tokens = _WORD.findall(words)
    titled = bool(tokens) and tokens[0].lower() in lists.titles
    most, longest = (9, 90) if titled else (5, 50)
    if not 1 <= len(tokens) <= most or len(words) > longest or re.search(r"[?!;:&/\d]", words):
        return Authorship.NONE
    plain = [t for t in tokens if t.lower() not in _PARTICLES]
    if is_handle(words, page):
        return Authorship.POSSIBLE
    if not plain or not all(t[:1].isupper() for t in plain):
        return Authorship.NONE
    first = plain[0].lower().rstrip(".")
    if len(plain) > 1 and (first in lists.titles or _INITIALS.match(words)):
        return Authorship.SURE
    if gazetteer().get(words) is not None or any(t.lower() in lists.sections for t in plain):
        return Authorship.NONE
    if first in lists.given or (gazetteer().is_given(plain[0]) and not _is_common(plain[0], page)):
        return Authorship.SURE
    may_be = (
        2 <= len(plain) <= 4
        and not any(t.lower() in lists.subjects or t.lower().endswith(lists.topical) for t in plain)
        and not any(_is_common(t, page) for t in plain if not _INITIAL.fullmatch(t))
    )
    return Authorship.POSSIBLE if may_be else Authorship.NONE


def may_be_one(words: str, page: str) -> bool:
    """Whether a single word with a capital letter may be an author's name beside those of others."""
    lists, name = _lists(), words.strip()
    return (
        re.fullmatch(r"[A-Z][a-z]{1,20}", name) is not None
        and not {name.lower()} & (lists.sections | lists.subjects | lists.labels)
        and gazetteer().get(name) is None
        and not name.lower().endswith(lists.topical)
        and not _is_common(name, page)
    )


def is_handle(words: str, page: str) -> bool:
    """Whether one word in small letters, where a name would stand, may be a user: no label, and no noun of the page."""
    words = words.strip().rstrip(":").strip()
    if not _HANDLE.fullmatch(words):
        return False
    lists, name = _lists(), words.lstrip("@")
    return not (
        name in lists.labels
        or name in lists.sections
        or name in lists.subjects
        or name.endswith(("ly", *lists.topical))
        or re.search(rf"\b{_PHRASED} {re.escape(name)}\b", page)
    )


def _is_common(token: str, page: str) -> bool:
    return re.search(rf"(?<![\w'’-]){re.escape(token.lower())}(?![\w'’-])", page) is not None
