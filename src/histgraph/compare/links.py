"""All links between the claims of a corpus, found group by group; cost grows with the claims."""

from collections.abc import Collection

from histgraph.compare.agreement import agreements
from histgraph.compare.candidates import Candidates
from histgraph.compare.corpus import Corpus, Embed, embedded
from histgraph.compare.decide import conflict
from histgraph.compare.disagreement import named_disagreements
from histgraph.model import ClaimLink

RULES = "comparison 2"
"""Raised whenever the rules change, so that stored links are made anew."""


def compare(
    world: Corpus, *, touched: Collection[str] | None = None, embed: Embed | None = None
) -> tuple[ClaimLink, ...]:
    """Return the links between claims, sorted by their claims; one at most between two claims.

    Args:
        world: the corpus.
        touched: ids of sources; only links with a claim of one of them are looked for.
        embed: turns phrases into vectors; lets differently worded subjects and objects meet.
    """
    if embed is not None:
        world = embedded(world, embed)
    chosen = None if touched is None else frozenset(touched)
    best: dict[str, ClaimLink] = {}
    named = named_disagreements(world)
    for a, b in Candidates(world, chosen).pairs():
        reason = named.get((a.id, b.contribution)) or named.get((b.id, a.contribution))
        link = conflict(a, b, world, disagreement=reason)
        if link is not None:
            best.setdefault(link.id, link)
    contradicted = {(link.claim_a, link.claim_b) for link in best.values()}
    for link in agreements(world, chosen):
        if (link.claim_a, link.claim_b) not in contradicted:
            best.setdefault(link.id, link)
    return tuple(sorted(best.values(), key=lambda link: (link.claim_a, link.claim_b, link.kind)))
