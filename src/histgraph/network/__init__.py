"""The graph as a network: entities, propositions and contributions, and what ties them.

``project`` makes a networkx graph of the model's objects; ``measures``, ``communities`` and
``disagreements`` read it; ``export`` writes it for other programs; ``arrange`` finds places
for its nodes, the same on every run.
"""

from histgraph.network.export import FORMATS, export
from histgraph.network.layout import arrange
from histgraph.network.measures import NodeMeasure, communities, disagreements, measures
from histgraph.network.projection import is_commitment, project, ring_of, voice_label

__all__ = [
    "FORMATS",
    "NodeMeasure",
    "arrange",
    "communities",
    "disagreements",
    "export",
    "is_commitment",
    "measures",
    "project",
    "ring_of",
    "voice_label",
]
