"""Where in a text a claim stands: what opens an answer is its thesis, and in which words a claim is told."""

import re

from histgraph.compare.corpus import Corpus
from histgraph.compare.matters import asked_for, stems
from histgraph.compare.memory import remembered
from histgraph.compare.words import tokens
from histgraph.model import Claim, Polarity

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


_NOT_THERE = re.compile(
    r"^(?:no(?:pe)?[,.;]? )?not "
    r"(?P<limit>(?:in|on|at|for|until|till|among|by|under|before|after|during|with|from) "
    r"[^,;.!?]+)[.!]?$",
    re.IGNORECASE,
)
_STRESS = re.compile(
    r"^(?:(?:at all|at any)\b|in the (?:least|slightest)|in any|by (?:a|any)\b|on your|"
    r"for (?:a|one) (?:moment|second|minute))|"
    r"\b(?:my|i)\b",
    re.IGNORECASE,
)


def not_there(a: Claim, b: Claim, question: str) -> str:
    """Return where, when or for what alone one claim denies what the other affirms without it: "not in the forest"."""
    for no, yes in ((a, b), (b, a)):
        if no.polarity is not Polarity.DENIED or yes.polarity is Polarity.DENIED:
            continue
        match = _NOT_THERE.match(" ".join(no.quote.split()))
        if match is None or _STRESS.search(match["limit"]):
            continue
        limit = stems(match["limit"]) | {w for w in tokens(match["limit"]) if w.isdigit()}
        told = asked_for(question) | stems(yes.quote)
        if not all(word in told or any(word[:4] == other[:4] for other in told) for word in limit):
            return match["limit"]
    return ""
