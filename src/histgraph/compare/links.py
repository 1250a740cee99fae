"""All links between the claims of a corpus, found group by group; cost grows with the claims."""

from histgraph.compare.corpus import Corpus, Embed, embedded
from histgraph.compare.groups import Crowds
from histgraph.compare.likely import likely
from histgraph.compare.renewal import found, in_order
from histgraph.model import ClaimLink
from histgraph.thrift import collected_rarely

RULES = "comparison 32"
"""Raised whenever the rules change, so that stored links are made anew."""


@collected_rarely()
def compare(world: Corpus, *, embed: Embed | None = None) -> tuple[ClaimLink, ...]:
    """Return the links between claims, sorted by their claims; one at most between two claims.

    Args:
        world: the corpus.
        embed: turns phrases into vectors; lets differently worded subjects and objects meet.
    """
    if embed is not None:
        world = embedded(world, embed)
    links = found(world, Crowds())
    return in_order([*links, *likely(world, links, world.pages)])
