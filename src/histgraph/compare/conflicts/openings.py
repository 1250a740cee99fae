"""Where in a text a claim stands: what opens an answer is its thesis, and in which words a claim is told."""

import re

from histgraph.compare.corpus import Corpus
from histgraph.compare.memory import remembered
from histgraph.model import Claim

SENTENCES = 2
"""Sentences in which an answer says what it holds; "No." may be one of them."""
_STOP = re.compile(r"[.;:!?()—–]|,(?! mostly| mainly| largely)")


def opens(claim: Claim, world: Corpus) -> bool:
    """Whether a claim stands in the first sentences of its text."""
    found = world.contributions.get(claim.contribution)
    if found is None or not found.sentences:
        return False
    return claim.evidence.start < found.sentences[:SENTENCES][-1].end


@remembered
def clause(claim: Claim) -> str:
    """Return the words of a claim with those beside it up to the next stop: adverbs that its parts leave out."""
    if claim.focus is None:
        return claim.quote
    start, end = claim.focus.start - claim.evidence.start, claim.focus.end - claim.evidence.start
    before = max((m.end() for m in _STOP.finditer(claim.quote, 0, max(start, 0))), default=0)
    after = _STOP.search(claim.quote, max(end, 0))
    return " ".join(claim.quote[before : after.start() if after else len(claim.quote)].split())
