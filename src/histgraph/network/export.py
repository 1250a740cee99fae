"""The network for other programs: GraphML (yEd, igraph), GEXF (Gephi), node-link JSON (d3, networkx)."""

import io
import json
import re
from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Any

import networkx as nx

from histgraph.errors import UsageError
from histgraph.network.projection import Graph

# XML 1.0 has no way at all to write these, not even escaped (https://www.w3.org/TR/xml/#charsets).
_NOT_XML = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


def _printable(value: Any) -> Any:
    return _NOT_XML.sub("\ufffd", value) if isinstance(value, str) else value


def _for_xml(graph: Graph) -> Graph:
    """Return a copy that XML can hold; GEXF wants the keys of parallel edges as ids of their own."""
    copy = graph.__class__()
    copy.add_nodes_from(
        (n, {k: _printable(v) for k, v in data.items()}) for n, data in graph.nodes(data=True)
    )
    if graph.is_multigraph():
        for number, (a, b, key, data) in enumerate(graph.edges(keys=True, data=True)):
            copy.add_edge(a, b, key=number, id=str(number), name=str(key), **_clean(data))
    else:
        for number, (a, b, data) in enumerate(graph.edges(data=True)):
            copy.add_edge(a, b, id=str(number), **_clean(data))
    return copy


def _clean(data: Mapping[str, Any]) -> dict[str, Any]:
    return {key: _printable(value) for key, value in data.items()}


def _graphml(graph: Graph) -> str:
    copy = _for_xml(graph)
    for _, _, data in copy.edges(data=True):
        del data["id"]
    out = io.BytesIO()
    nx.write_graphml_xml(copy, out)
    return out.getvalue().decode("utf-8").rstrip("\n") + "\n"


def _gexf(graph: Graph) -> str:
    text = "\n".join(nx.generate_gexf(_for_xml(graph), version="1.2draft"))
    # The writer stamps today's date, and equal graphs must give equal files.
    return re.sub(r' lastmodifieddate="[^"]*"', "", text, count=1) + "\n"


def _node_link(graph: Graph) -> str:
    data = nx.node_link_data(graph, edges="edges")
    return json.dumps(data, ensure_ascii=False, sort_keys=True, indent=1) + "\n"


_WRITERS: dict[str, Callable[[Graph], str]] = {"gexf": _gexf, "graphml": _graphml, "json": _node_link}

FORMATS: Mapping[str, str] = MappingProxyType(
    {
        "gexf": "application/gexf+xml",
        "graphml": "application/graphml+xml",
        "json": "application/json",
    }
)
"""The names of the formats and their media types."""


def export(graph: Graph, format_: str) -> str:
    """Write a network: of claims, or of contributions (``disagreements``).

    Args:
        graph: the network; all attributes are str, int, float or bool.
        format_: one of ``FORMATS``: "graphml", "gexf" or "json" (node-link data that
            ``networkx.node_link_graph(data, edges="edges")`` reads).

    Returns:
        The file's text; equal graphs give equal text.

    Raises:
        UsageError: if there is no such format.
    """
    if format_ not in _WRITERS:
        raise UsageError(f"no network format {format_!r}: choose one of {', '.join(sorted(_WRITERS))}")
    return _WRITERS[format_](graph)
