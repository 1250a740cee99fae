"""What the network view draws: boxes for entities, rings for propositions, each with its place.

pyvis holds the nodes and edges, and so checks ids and ends. None of its drawing is used:
its pages load style sheets from elsewhere, and run markup that stands in a node's title.
"""

import json
import math
import textwrap
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from histgraph.model import VERB_ALONE
from histgraph.network import arrange
from histgraph.network.projection import Graph

FIRST = 300
"""Propositions shown at first, at the most."""

READABLE = 24
"""Propositions shown at first where fewer are disputed or shared: more would be a thicket."""

MOST = 3000
"""Propositions that are ever drawn; beyond them, search and the tables."""

LINE_WIDTH = 24
LINE_HEIGHT = 15
LETTER_WIDTH = 6.6
BOX_LETTER_WIDTH = 8.8

OPTIONS = {
    "physics": {"enabled": False},
    "layout": {"improvedLayout": False, "randomSeed": 1},
    "interaction": {
        "hover": True,
        "keyboard": {"enabled": False},
        "multiselect": False,
        "selectConnectedEdges": False,
        "hoverConnectedEdges": False,
    },
    "nodes": {"shape": "custom", "chosen": False},
}
"""What vis-network is told; places are given, so it never has to look for any."""


@dataclass(frozen=True, slots=True)
class Scene:
    """Nodes and edges as vis-network takes them, and how many propositions had no room.

    Nodes: id, kind ("ring" or "entity"), x, y, radius or half-size, lines of the label.
    Edges: from, to, kind ("subject", "object", "contradiction", "tension", "agreement").
    """

    nodes: tuple[dict[str, Any], ...]
    edges: tuple[dict[str, Any], ...]
    shown: int
    left_out: int


def scene(graph: Graph, *, most: int | None = None) -> Scene:
    """Return what to draw of a projected network.

    Args:
        graph: as ``network.project`` returns it.
        most: propositions to draw: disputed ones first, then those with most voices;
            never more than ``MOST``. None draws what is disputed or said by several, at
            least ``READABLE`` and at most ``FIRST`` propositions.

    Returns:
        A scene in which every node has its place.
    """
    ranked, telling = _ranked(graph)
    wanted = max(READABLE, min(telling, FIRST)) if most is None else most
    rings = ranked[: min(wanted, MOST)]
    boxed = _boxed(graph, rings)
    nodes = [_ring(graph, ring, boxed) for ring in rings] + [_entity(graph, e) for e in sorted(boxed)]
    edges = _edges(graph, set(rings), boxed)
    ties = [(edge["from"], edge["to"]) for edge in edges if edge["kind"] != "agreement"]
    places = arrange({node["id"]: _room(node) for node in nodes}, ties)
    for node in nodes:
        node["x"], node["y"] = places[node["id"]]
        if node["kind"] == "ring":
            # The room reserved includes the label under the ring; the place is the ring's middle.
            node["y"] -= round(len(node["lines"]) * LINE_HEIGHT / 2)
    return _through_pyvis(nodes, edges, len(rings), len(ranked) - len(rings))


def _ranked(graph: Graph) -> tuple[list[str], int]:
    """Return the rings, the telling ones first, and how many are disputed or said by several."""
    disputed = {
        end
        for a, b, kind in graph.edges(data="kind")
        if kind in {"contradiction", "tension"}
        for end in (a, b)
    }
    rings = [(name, data) for name, data in graph.nodes(data=True) if data["kind"] == "proposition"]
    rings.sort(key=lambda r: (r[0] not in disputed, -r[1]["answers"], -r[1]["claims"], r[0]))
    telling = sum(name in disputed or data["voices"] > 1 for name, data in rings)
    return [name for name, _ in rings], telling


def _boxed(graph: Graph, rings: Sequence[str]) -> set[str]:
    """Return the entities that get a box: subjects, and objects of several propositions.

    An object that occurs once is written under its ring, which halves what is drawn.
    """
    subjects = {f"ent:{graph.nodes[ring]['subject']}" for ring in rings}
    objects: dict[str, set[tuple[str, str]]] = {}
    for ring in rings:
        data = graph.nodes[ring]
        objects.setdefault(f"ent:{data['object']}", set()).add((data["subject"], data["relation"]))
    several = {name for name, uses in objects.items() if len(uses) > 1}
    return subjects | {name for name in several if graph.nodes[name]["label"] not in _NO_THINGS}


_NO_THINGS = VERB_ALONE | {"there"}
"""Labels of objects that are no things: a box of theirs would join what has nothing to do with each other."""


def _lines(text: str, most: int = 3) -> list[str]:
    lines = textwrap.wrap(text, LINE_WIDTH, break_long_words=True) or [""]
    return lines if len(lines) <= most else [*lines[: most - 1], lines[most - 1][: LINE_WIDTH - 1] + "…"]


def _ring(graph: Graph, ring: str, boxed: set[str]) -> dict[str, Any]:
    data = graph.nodes[ring]
    verb = f"not: {data['relation_label']}" if data["denied"] else data["relation_label"]
    obj = f"ent:{data['object']}"
    lines = _lines(verb, 2)
    if obj not in boxed and graph.nodes[obj]["label"] not in VERB_ALONE:
        lines += _lines(graph.nodes[obj]["label"])
    return {
        "id": ring,
        "kind": "ring",
        "lines": lines,
        "radius": round(15 + 7 * math.sqrt(max(1, data["voices"])), 1),
        "denied": data["denied"],
    }


def _entity(graph: Graph, name: str) -> dict[str, Any]:
    lines = _lines(graph.nodes[name]["label"])
    return {
        "id": name,
        "kind": "entity",
        "lines": lines,
        "width": round(max(map(len, lines)) * BOX_LETTER_WIDTH + 18),
        "height": len(lines) * (LINE_HEIGHT + 2) + 12,
    }


def _room(node: dict[str, Any]) -> tuple[float, float]:
    if node["kind"] == "entity":
        return float(node["width"]), float(node["height"])
    across = max(2 * node["radius"] + 12, max(map(len, node["lines"])) * LETTER_WIDTH + 8)
    return across, 2 * node["radius"] + 12 + len(node["lines"]) * LINE_HEIGHT


def _edges(graph: Graph, rings: set[str], boxed: set[str]) -> list[dict[str, Any]]:
    shown = rings | boxed
    edges: dict[tuple[str, str, str], dict[str, Any]] = {}
    for a, b, key, data in sorted(graph.edges(keys=True, data=True), key=lambda e: (e[0], e[1], str(e[2]))):
        if a not in shown or b not in shown or a == b or data["kind"] == "claim":
            continue
        kind = data["kind"]
        # Links have no direction: one line for all between the same two rings.
        ends = (a, b) if kind in {"subject", "object"} else (min(a, b), max(a, b))
        edge = edges.setdefault((*ends, kind), {"from": ends[0], "to": ends[1], "kind": kind})
        if kind in {"subject", "object"}:
            edge["answers"] = data["answers"]
        else:
            edge.setdefault("links", []).append(key)
    return [edges[key] for key in sorted(edges)]


_NODE_KEYS = ("id", "kind", "lines", "x", "y", "radius", "width", "height", "denied")
_EDGE_KEYS = ("from", "to", "kind", "answers", "links")


def _kept(found: Iterable[dict[str, Any]], keys: Sequence[str]) -> tuple[dict[str, Any], ...]:
    return tuple({key: item[key] for key in keys if key in item} for item in found)


def _through_pyvis(
    nodes: Sequence[dict[str, Any]], edges: Sequence[dict[str, Any]], shown: int, left_out: int
) -> Scene:
    from pyvis.network import Network  # noqa: PLC0415  (takes most of a second: it loads IPython)

    net = Network(directed=True)
    net.set_options(json.dumps(OPTIONS))
    for node in nodes:
        rest = {key: value for key, value in node.items() if key != "id"}
        net.add_node(node["id"], label=" ".join(node["lines"]), shape="custom", **rest)
    for edge in edges:
        rest = {key: value for key, value in edge.items() if key not in {"from", "to"}}
        net.add_edge(edge["from"], edge["to"], **rest)
    drawn, lines, *_ = net.get_network_data()
    return Scene(_kept(drawn, _NODE_KEYS), _kept(lines, _EDGE_KEYS), shown, left_out)
