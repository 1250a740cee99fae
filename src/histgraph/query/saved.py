"""Saved queries: files with a title, a description, for whom, and parameters with defaults."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from functools import cache
from pathlib import Path

from histgraph.errors import UsageError
from histgraph.resources import sample_dir

AUDIENCES = ("researcher", "student", "analyst")
_HEADER = re.compile(r"^#\s*(title|description|for|param):\s*(.*)$")
_USE = re.compile(r"\$(\w+)\$")


@dataclass(frozen=True, slots=True)
class SavedQuery:
    """One query with what a person needs to choose it; ``params`` are (name, default) pairs."""

    name: str
    title: str
    description: str
    audience: str
    params: tuple[tuple[str, str], ...]
    text: str

    def filled(self, given: Mapping[str, str]) -> str:
        """Return the query with its parameters put in as string literals.

        Raises:
            UsageError: if a parameter is not one of the query's; the message lists those.
        """
        known = dict(self.params)
        for name in given:
            if name not in known:
                near = get_close_matches(name, known, n=1)
                hint = f" Did you mean {near[0]}?" if near else ""
                listed = ", ".join(known) or "none"
                raise UsageError(f"The query {self.name} has no parameter {name}.{hint} It has: {listed}.")
        values = known | dict(given)
        return _USE.sub(lambda match: _literal(values[match[1]]), self.text)


def _literal(value: str) -> str:
    escaped = value.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n").replace("\r", "\\r")
    return f'"{escaped}"'


@cache
def saved() -> Mapping[str, SavedQuery]:
    """Return the saved queries by name, in the order of their names."""
    return {path.stem: _read(path) for path in sorted((sample_dir() / "queries").glob("*.rq"))}


def _read(path: Path) -> SavedQuery:
    header: dict[str, str] = {}
    params: list[tuple[str, str]] = []
    body: list[str] = []
    for line in path.read_text(encoding="utf-8").splitlines():
        match = _HEADER.match(line)
        if match is None:
            body.append(line)
        elif match[1] == "param":
            name, _, default = match[2].partition("=")
            params.append((name.strip(), default.strip()))
        else:
            header[match[1]] = match[2].strip()
    return SavedQuery(
        path.stem,
        header.get("title", path.stem),
        header.get("description", ""),
        header.get("for", "researcher"),
        tuple(params),
        "\n".join(body).strip() + "\n",
    )


def named(name: str) -> SavedQuery:
    """Return a saved query.

    Raises:
        UsageError: if there is none of that name; the message gives the nearest.
    """
    known = saved()
    if name not in known:
        near = get_close_matches(name, known, n=3, cutoff=0.4)
        hint = f" Did you mean {' or '.join(near)}?" if near else ""
        raise UsageError(f"There is no saved query named {name}.{hint} List them all: histgraph query")
    return known[name]
