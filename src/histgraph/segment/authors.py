"""Whether a few words are the name of somebody who writes, or the subject of a section."""

import re
from dataclasses import dataclass
from functools import cache

from histgraph.gazetteer import gazetteer
from histgraph.resources import load_toml

_WORD = re.compile(r"[\w'’-]+")
_PARTICLES = frozenset(
    ["de", "van", "von", "der", "den", "la", "le", "al", "el", "bin", "ibn", "du", "di", "da", "dos", "ter"]
)
_USER = re.compile(r"(?:/?u/|@)[\w-]{2,30}|(?=\w*(?:\d|_|[a-z][A-Z]))[\w-]{3,30}")
_INITIAL = re.compile(r"[A-Z]\.?")


@dataclass(frozen=True, slots=True)
class _Lists:
    given: frozenset[str]
    titles: frozenset[str]
    topical: tuple[str, ...]
    subjects: frozenset[str]
    sections: frozenset[str]


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
    )


def is_author(words: str, page: str) -> bool:
    """Whether words that head a stretch of text look like a person's or user's name.

    Args:
        words: the heading or label, without markup.
        page: the whole text; a name is not written with a small letter elsewhere in it.
    """
    words = words.strip().rstrip(":").strip()
    if _USER.fullmatch(words):
        return True
    tokens = _WORD.findall(words)
    if not 1 <= len(tokens) <= 5 or len(words) > 50 or re.search(r"[?!;:&/\d]", words):
        return False
    lists = _lists()
    plain = [t for t in tokens if t.lower() not in _PARTICLES]
    if not plain or not all(t[:1].isupper() for t in plain):
        return False
    first = plain[0].lower().rstrip(".")
    if first in lists.titles and len(plain) > 1:
        return True
    if gazetteer().get(words) is not None or any(t.lower() in lists.sections for t in plain):
        return False
    if first in lists.given:
        return True
    return (
        2 <= len(plain) <= 4
        and not any(t.lower() in lists.subjects or t.lower().endswith(lists.topical) for t in plain)
        and not any(_is_common(t, page) for t in plain if not _INITIAL.fullmatch(t))
    )


def _is_common(token: str, page: str) -> bool:
    return re.search(rf"(?<![\w'’-]){re.escape(token.lower())}(?![\w'’-])", page) is not None
