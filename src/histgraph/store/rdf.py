"""What the stores share: changes as SPARQL updates, errors in the words of a user."""

import re
from collections.abc import Iterable, Iterator
from itertools import groupby

from pyoxigraph import NamedNode, Quad

from histgraph.errors import QueryError
from histgraph.store.protocol import Change

_POSITION = re.compile(r"(?:line|at)\s*(\d+)(?:,?\s*column\s*|:)(\d+)", re.IGNORECASE)


def update(change: Change) -> str:
    """Return a change as one SPARQL update of several operations, which a store does as a whole."""
    parts = [f"DROP SILENT GRAPH {graph}" for graph in change.drop]
    if change.delete:
        parts.append(f"DELETE DATA {{\n{_data(change.delete)}}}")
    if change.insert:
        parts.append(f"INSERT DATA {{\n{_data(change.insert)}}}")
    return " ;\n".join(parts)


def _data(quads: Iterable[Quad]) -> str:
    lines: list[str] = []
    for graph, group in groupby(sorted(quads, key=lambda q: str(q.graph_name)), key=lambda q: q.graph_name):
        triples = "\n".join(f"{q.subject} {q.predicate} {q.object} ." for q in group)
        lines.append(f"GRAPH {graph} {{\n{triples}\n}}" if isinstance(graph, NamedNode) else triples)
    return "\n".join(lines) + "\n"


def query_error(error: Exception) -> QueryError:
    """Return a parser's complaint as an error with the place in the query, where it tells one."""
    words = str(error)
    match = _POSITION.search(words)
    line, column = (int(match[1]), int(match[2])) if match else (0, 0)
    return QueryError(words, line=line, column=column)


def once(quads: Iterable[Quad]) -> Iterator[Quad]:
    """Yield each quad once, in the order met."""
    seen: set[Quad] = set()
    for quad in quads:
        if quad not in seen:
            seen.add(quad)
            yield quad
