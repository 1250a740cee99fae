"""Names known beforehand: states, peoples, persons, eras, with their aliases."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Any

from histgraph.model import EntityKind
from histgraph.resources import data_path, load_toml

_LOWER_WORD = re.compile(r"(?<![\w'’-])[a-z]\w*")
_GOES_ON = re.compile(r"[\w-]")
_OF_MANY_WORDS = frozenset({EntityKind.POLITY, EntityKind.PLACE})
"""Kinds of which a name of several words counts as one word where it stands in a phrase."""
_UNTOLD = frozenset({"the", "of", "and"})
_SORTS = frozenset(
    {
        "empire",
        "dynasty",
        "kingdom",
        "caliphate",
        "sultanate",
        "khanate",
        "shogunate",
        "republic",
        "emirate",
        "league",
        "confederation",
    }
)
"""Last words of names of which the first alone tells as much: Ottoman Empire, Ottoman."""


@dataclass(frozen=True, slots=True)
class Name:
    """One entry: a thing with its canonical label and other names.

    ``sex`` is "m", "f" or "" and serves pronouns only. ``adjective`` and ``people`` are the
    forms that point to the thing ("Ottoman", "the Ottomans").
    """

    id: str
    label: str
    kind: EntityKind
    aliases: tuple[str, ...] = ()
    adjective: str = ""
    people: str = ""
    sex: str = ""


class Gazetteer:
    """Look-up of names by any of their forms, indifferent to case and a leading article.

    Args:
        names: the entries; the first to claim a form gets it.
        common: forms that are common words too ("polish"): names only with a capital.
    """

    def __init__(self, names: Iterable[Name], common: Iterable[str] = ()) -> None:
        self._common = frozenset(map(_key, common))
        names = tuple(names)
        self._entries = names
        self._by_form: dict[str, Name] = {}
        self._cased: dict[str, str] = {}
        self._nouns: dict[str, str] = {}
        self._wholes: dict[str, str] = {}
        self._labels: dict[str, list[tuple[str, ...]]] = {}
        for name in names:
            for form in (name.label, *name.aliases):
                self._by_form.setdefault(_key(form), name)
                self._remember_case(form)
            for form in (name.adjective, name.people):
                if form:
                    self._remember_case(form)
            if name.label.isalpha():
                for form in (name.adjective, name.people, *name.aliases):
                    if form.isalpha() and form[:1].isupper() and _key(form) not in self._common:
                        self._nouns.setdefault(form.lower(), name.label.lower())
        self._given = frozenset(
            first
            for name in names
            if name.kind is EntityKind.PERSON
            for first, *_ in (form.split() for form in (name.label, *name.aliases))
            if first.isalpha() and first[:1].isupper() and first[1:].islower() and len(first) > 2
        )
        self._join()
        self._by_first_word: dict[str, list[str]] = {}
        for lower in sorted(self._cased, key=len, reverse=True):
            self._by_first_word.setdefault(_first_word(lower), []).append(lower)

    def _join(self) -> None:
        """Learn which names of several words count as one: none of which a part is a name of something else."""
        owners: dict[str, set[str]] = {}
        for name in self._entries:
            for form in _forms(name):
                owners.setdefault(form.lower(), set()).add(name.id)
        for name in self._entries:
            words = tuple(w for w in name.label.lower().split() if w not in _UNTOLD)
            if name.kind not in _OF_MANY_WORDS or len(words) < 2 or words[-1] in _SORTS:
                continue
            if any(owners.get(word, set()) - {name.id} for word in words):
                continue
            self._labels.setdefault(words[0], []).append(words)
            for form in _forms(name):
                if form.isalpha() and _key(form) not in self._common:
                    self._wholes.setdefault(form.lower(), "-".join(words))

    def _remember_case(self, form: str) -> None:
        if (
            form[:1].isupper()
            and len(form) > 3
            and form.lower() != form
            and form.isascii()
            and _key(form) not in self._common
        ):
            self._cased.setdefault(form.lower(), form)

    def entries(self) -> tuple[Name, ...]:
        """Return all entries, in the order of the file."""
        return self._entries

    def get(self, form: str) -> Name | None:
        """Return the entry that a form names, or None."""
        key = _key(form)
        if key in self._common and form.islower():
            return None
        return self._by_form.get(key)

    def is_given(self, word: str) -> bool:
        """Whether the name of some person begins with a word, written with its capital: "William"."""
        return word in self._given and not self.is_common(word)

    def is_common(self, word: str) -> bool:
        """Whether a name is a common word as well: "Turkey"."""
        return _key(word) in self._common

    def noun(self, word: str) -> str | None:
        """Return the one-word name that another word points to, both in lower case: "spanish" to "spain"."""
        return self._nouns.get(word)

    def whole(self, word: str) -> str | None:
        """Return the name of several words that one word points to, joined: "american" to "united-states"."""
        return self._wholes.get(word)

    def joined(self, words: Sequence[str]) -> list[str]:
        """Return lower-case words with those that make the name of a state or place as one.

        >>> gazetteer().joined(["trade", "united", "states"])
        ['trade', 'united-states']
        """
        out, at = [], 0
        while at < len(words):
            fits = (w for w in self._labels.get(words[at], ()) if tuple(words[at : at + len(w)]) == w)
            longest = max(fits, key=len, default=(words[at],))
            out.append("-".join(longest))
            at += len(longest)
        return out

    def truecase(self, text: str) -> str:
        """Give names written in lower case their capitals; the length never changes."""
        parts, done = [], 0
        for match in _LOWER_WORD.finditer(text):
            start = match.start()
            for lower in self._by_first_word.get(match.group(), ()) if start >= done else ():
                end = start + len(lower)
                if text.startswith(lower, start) and not _GOES_ON.match(text, end):
                    parts += [text[done:start], self._cased[lower]]
                    done = end
                    break
        return "".join([*parts, text[done:]])


def _forms(name: Name) -> list[str]:
    """Return the capitalised forms of a name."""
    return [f for f in (name.label, name.adjective, name.people, *name.aliases) if f[:1].isupper()]


def _first_word(form: str) -> str:
    return re.split(r"\W", form, maxsplit=1)[0]


@lru_cache(maxsize=65536)
def _key(form: str) -> str:
    form = " ".join(form.lower().replace("’", "'").split())
    return form.removeprefix("the ")


def _entry(row: dict[str, Any]) -> Name:
    return Name(
        id=row["id"],
        label=row["label"],
        kind=EntityKind(row["kind"]),
        aliases=tuple(row.get("aliases", ())),
        adjective=row.get("adjective", ""),
        people=row.get("people", ""),
        sex=row.get("sex", ""),
    )


@cache
def gazetteer() -> Gazetteer:
    """Return the names shipped with histgraph, read once."""
    if not data_path("gazetteer.toml").is_file():
        return Gazetteer([Name("world", "World", EntityKind.PLACE)])
    tables = load_toml("gazetteer.toml")
    rows = [row for table in tables.values() if isinstance(table, list) for row in table]
    return Gazetteer(map(_entry, rows), tables.get("common_words", {}).get("forms", ()))
