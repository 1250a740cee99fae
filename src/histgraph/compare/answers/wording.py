"""The words of ``data/answers.toml``: lists, stems of lists, and patterns made of alternatives."""

import re
from functools import cache
from typing import Any

from histgraph.compare.matters import stem
from histgraph.resources import load_toml


def table(section: str, key: str) -> Any:
    """Return one entry of the data file; it must not be changed."""
    return load_toml("answers.toml")[section][key]


@cache
def listed(section: str, key: str) -> frozenset[str]:
    """Return one list of the data file."""
    return frozenset(table(section, key))


@cache
def stems_of(section: str, key: str) -> frozenset[str]:
    """Return the stems of one list of the data file."""
    return frozenset(stem(word) for word in table(section, key))


def either(section: str, key: str) -> str:
    """Return one list of the data file as a group of alternatives."""
    return "(?:" + "|".join(table(section, key)) + ")"


@cache
def pattern(key: str) -> re.Pattern[str]:
    """Return the pattern of one list of wordings."""
    return re.compile(either("patterns", key), re.IGNORECASE)


@cache
def around(key: str) -> re.Pattern[str]:
    """Return the pattern of words around a number."""
    return re.compile(rf"\b{either('around', key)}\b", re.IGNORECASE)
