"""Where claims agree, contradict each other, or pull apart: by proposition, never by whole sentences.

Claims are grouped by keys, and only members of a group are compared; what decides is structure
(polarity, opposites, values, time, who), never likeness. Two verified quotes or nothing.
"""

from histgraph.compare.candidates import Candidates
from histgraph.compare.corpus import Corpus, Embed, corpus, embedded
from histgraph.compare.disagreement import Unheld, unheld
from histgraph.compare.explaining import Explanation, explain
from histgraph.compare.links import RULES, compare
from histgraph.compare.nli import CrossEncoder
from histgraph.compare.opinion import Opinion, SecondOpinion
from histgraph.compare.positions import Position, positions
from histgraph.compare.renewal import Basis, Standing, renew
from histgraph.compare.voices import Tie, called, questions, ties, voices

__all__ = [
    "RULES",
    "Basis",
    "Candidates",
    "Corpus",
    "CrossEncoder",
    "Embed",
    "Explanation",
    "Opinion",
    "Position",
    "SecondOpinion",
    "Standing",
    "Tie",
    "Unheld",
    "called",
    "compare",
    "corpus",
    "embedded",
    "explain",
    "positions",
    "questions",
    "renew",
    "ties",
    "unheld",
    "voices",
]
