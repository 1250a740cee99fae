"""Claims, links and reviews as RDF: written, read back, checked and exported."""

from histgraph.graph.export import FORMATS, serialise
from histgraph.graph.merge import merged
from histgraph.graph.read import entities, links, readings, reviews
from histgraph.graph.shared import comparison_quads, entity_quads, link_quads, review_quads
from histgraph.graph.write import open_relation_quads, reading_quads, tool_quads

__all__ = [
    "FORMATS",
    "comparison_quads",
    "entities",
    "entity_quads",
    "link_quads",
    "links",
    "merged",
    "open_relation_quads",
    "reading_quads",
    "readings",
    "review_quads",
    "reviews",
    "serialise",
    "tool_quads",
]
