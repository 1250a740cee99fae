"""Capitals that a hasty writer leaves out, given back to names before a sentence is parsed; no length changes.

What the gazetteer knows it restores everywhere. What others on the page write with a capital is restored in
sentences that begin without one, and so are the first names of known persons behind a title ("saint nicholas").
"""

import re
from collections import Counter
from collections.abc import Mapping

from histgraph.gazetteer import Gazetteer
from histgraph.resources import load_toml

_ALONE = re.compile(r"(?<![\w'’])[a-z][\w'’]*,? (?<!\bof )([A-Z][a-z]{3,})\b(?! (?:of )?[A-Z])")
"""A word with a capital inside a sentence, not in a title of several words."""
_TITLED = re.compile(
    r"\b(?P<title>saint|pope|king|queen|emperor|empress|tsar|prince|st\.?) (?P<given>[a-z]{3,})\b"
)
_HASTY = re.compile(r"\W*[a-z]|.*\bi\b(?!\.)")
_WORD = re.compile(r"(?<![\w'’-])[a-z]{4,}(?!\w)")
_OFTEN = 2
"""Times that a word stands with a capital before it is taken for a name."""

_NOUNS = frozenset(
    noun for section in load_toml("history_terms.toml").values() for noun in section.get("nouns", ())
)


def written(text: str, names: Gazetteer) -> Mapping[str, str]:
    """Return the names of a page, in lower case and as they are written, that no dictionary of history has as nouns."""
    found = Counter(_ALONE.findall(text))
    return {
        word.lower(): word
        for word, times in found.items()
        if times >= _OFTEN
        and not {word.lower(), word.lower().removesuffix("s")} & _NOUNS
        and not names.is_common(word)
    }


def restored(text: str, names: Gazetteer, on_page: Mapping[str, str]) -> str:
    """Give the names of a sentence the capitals that its writer left out."""
    text = names.truecase(text)
    if not _HASTY.match(text):
        return text
    text = _TITLED.sub(lambda m: _titled(m, names), text)
    return _WORD.sub(lambda m: on_page.get(m.group(), m.group()), text) if on_page else text


def _titled(match: re.Match[str], names: Gazetteer) -> str:
    given = match["given"].capitalize()
    return f"{match['title'].capitalize()} {given}" if names.is_given(given) else match.group()
