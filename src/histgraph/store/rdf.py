"""What the stores share: changes as SPARQL updates, errors in the words of a user."""

import re
from collections.abc import Iterable, Iterator
from itertools import groupby

import pyoxigraph as ox

from histgraph.errors import QueryError, StoreError
from histgraph.store.protocol import Change, Results

_POSITION = re.compile(r"\b(?:line|at)\s+(\d+)(?:,?\s*column\s+|:)(\d+)", re.IGNORECASE)
BULK = 5_000
"""From so many new quads on bulk loading is quicker; it takes a third of the memory, too."""


def perform(store: ox.Store, change: Change, *, bulk: bool = False) -> None:
    """Do a change in an Oxigraph store as one transaction.

    What takes nothing away is put in directly, which is several times as fast as an update in words.

    Args:
        store: where to do it.
        change: what to do.
        bulk: whether what is much and takes nothing away may be bulk loaded (atomic on disk only).

    Raises:
        OSError: if the disk refuses.
        StoreError: if the change holds what no graph can.
    """
    drop = tuple(graph for graph in change.drop if store.contains_named_graph(graph))
    try:
        if drop or change.delete:
            store.update(update(Change(drop, change.delete, change.insert)))
        elif bulk and len(change.insert) >= BULK:
            store.bulk_extend(change.insert)
        elif change.insert:
            store.extend(change.insert)
    except (SyntaxError, ValueError) as error:
        raise StoreError(f"The change was refused, nothing was done: {error}") from error


def answered(store: ox.Store, sparql: str) -> Results:
    """Answer a query over the union of all graphs of an Oxigraph store.

    Raises:
        QueryError: if the query is wrong, with the place where it is.
    """
    try:
        return store.query(sparql, use_default_graph_as_union=True)
    except (SyntaxError, ValueError) as error:
        raise query_error(error) from error


def update(change: Change) -> str:
    """Return a change as one SPARQL update of several operations, which a store does as a whole."""
    parts = [f"DROP SILENT GRAPH {graph}" for graph in change.drop]
    if change.delete:
        parts.append(f"DELETE DATA {{\n{_data(change.delete)}}}")
    if change.insert:
        parts.append(f"INSERT DATA {{\n{_data(change.insert)}}}")
    return " ;\n".join(parts)


def _data(quads: Iterable[ox.Quad]) -> str:
    lines: list[str] = []
    ordered = sorted(quads, key=lambda quad: str(quad.graph_name))
    for graph, group in groupby(ordered, key=lambda quad: quad.graph_name):
        triples = "\n".join(f"{quad.triple} ." for quad in group)
        lines.append(f"GRAPH {graph} {{\n{triples}\n}}" if isinstance(graph, ox.NamedNode) else triples)
    return "\n".join(lines) + "\n"


def query_error(error: Exception | str) -> QueryError:
    """Return a parser's complaint as an error with the place in the query, where it tells one."""
    words = str(error)
    match = _POSITION.search(words)
    line, column = (int(match[1]), int(match[2])) if match else (0, 0)
    return QueryError(words, line=line, column=column)


def once(quads: Iterable[ox.Quad]) -> Iterator[ox.Quad]:
    """Yield each quad once, in the order met."""
    seen: set[ox.Quad] = set()
    for quad in quads:
        if quad not in seen:
            seen.add(quad)
            yield quad
