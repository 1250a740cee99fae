"""What a network says: who stands in the middle, what belongs together, who disagrees with whom."""

from dataclasses import dataclass

import networkx as nx

from histgraph.network.projection import Graph

EXACT_UP_TO = 600
"""Nodes up to which betweenness is exact; above, it is estimated from ``PIVOTS`` seeded sources."""

PIVOTS = 120
SEED = 1


@dataclass(frozen=True, slots=True)
class NodeMeasure:
    """The measures of one entity or proposition.

    ``degree`` counts its ties to others (a tie twice counts once), ``betweenness`` in [0, 1]
    is the share of shortest paths that run through it, ``community`` numbers the groups from
    0, largest first.
    """

    node: str
    label: str
    kind: str
    degree: int
    betweenness: float
    community: int


def _ties(graph: Graph) -> Graph:
    """Return entities and propositions as a plain undirected graph, numbered in sorted order.

    Numbers instead of names keep every algorithm independent of the hash seed.
    """
    kept = sorted(n for n, kind in graph.nodes(data="kind") if kind in {"entity", "proposition"})
    number = {name: at for at, name in enumerate(kept)}
    ties = nx.Graph()
    ties.add_nodes_from((at, {"name": name}) for name, at in number.items())
    pairs = {(number[a], number[b]) for a, b in graph.edges() if a in number and b in number and a != b}
    ties.add_edges_from(sorted(pairs))
    return ties


def communities(graph: Graph) -> tuple[tuple[str, ...], ...]:
    """Return the groups of nodes that hang together more than with the rest (Louvain, seeded).

    Largest first, then by name; the same for the same graph on every run.
    """
    ties = _ties(graph)
    if not ties:
        return ()
    found = nx.community.louvain_communities(ties, seed=SEED)
    named = [tuple(sorted(ties.nodes[n]["name"] for n in group)) for group in found]
    return tuple(sorted(named, key=lambda group: (-len(group), group)))


def measures(graph: Graph) -> tuple[NodeMeasure, ...]:
    """Return degree, betweenness and community of every entity and proposition, central ones first."""
    ties = _ties(graph)
    sample = None if len(ties) <= EXACT_UP_TO else PIVOTS
    between = nx.betweenness_centrality(ties, k=sample, seed=SEED)
    group_of = {name: at for at, group in enumerate(communities(graph)) for name in group}
    found = [
        NodeMeasure(
            node=(name := data["name"]),
            label=graph.nodes[name]["label"],
            kind=graph.nodes[name]["kind"],
            degree=ties.degree(node),
            betweenness=round(between[node], 6),
            community=group_of[name],
        )
        for node, data in ties.nodes(data=True)
    ]
    return tuple(sorted(found, key=lambda m: (-m.betweenness, -m.degree, m.node)))


def disagreements(graph: Graph) -> Graph:
    """Return who disagrees with whom: a ``networkx.Graph`` of contributions.

    Each edge counts ``contradictions``, ``tensions`` and ``agreements`` between two
    contributions; ``weight`` is contradictions minus agreements, so that a negative number
    means that the two mostly say the same. Contributions without any link stand alone.
    """
    against = nx.Graph()
    for node, data in sorted(graph.nodes(data=True)):
        if data["kind"] == "contribution":
            against.add_node(node, **data)
    for _, _, data in sorted(graph.edges(data=True), key=lambda e: (e[0], e[1], e[2].get("claim_a", ""))):
        if data["kind"] not in {"contradiction", "tension", "agreement"}:
            continue
        one, other = f"ans:{data['contribution_a']}", f"ans:{data['contribution_b']}"
        if not against.has_edge(one, other):
            against.add_edge(one, other, contradictions=0, tensions=0, agreements=0, weight=0)
        edge = against.edges[one, other]
        edge[f"{data['kind']}s"] += 1
        edge["weight"] = edge["contradictions"] - edge["agreements"]
    return against
