"""How far claims rank a cause: as the only one, as the main one, or as one like others."""

import re

from histgraph.compare.conflicts.rules import CAUSAL, table
from histgraph.compare.memory import remembered
from histgraph.compare.words import runs, word_list
from histgraph.model import Claim, CueKind

FIRST = (
    r"(?:main|primary|principal|chief|key|root|real|true|central|decisive|crucial|critical|overriding|dominant|leading|ultimate|fundamental|biggest|"
    r"(?:single )?most (?:important|significant|powerful|decisive)|greatest|deciding|underlying)"
)
CAUSE = (
    r"(?:cause|reason|factor|driver|driving force|force|explanation|problem|motor|engine|motive|motivation|"
    r"blow|event|moment|element|ingredient|weapon|edge|difference|key|secret|mistake|error|blunder|step)"
)
_LED_ON = frozenset({"because", "due", "by", "from", "for", "through", "thanks", "owing", "out"})
_MAIN = re.compile(
    r"\b(only|solely|mainly|primarily|chiefly|principally|largely|mostly|above all|first and foremost|first of all|"
    r"more than anything)\s+(?:because|due|by|from|for|through|thanks|owing|out)\b",
    re.IGNORECASE,
)
FIRST_CAUSE = re.compile(rf"\b{FIRST}\s+{CAUSE}\b", re.IGNORECASE)
_THE_KEY = re.compile(r"(?:really |simply )?the (?:real |true )?(?:key|secret)\b", re.IGNORECASE)
_NOT_THAT = re.compile(
    r"\s*,?\s*(?:and |but )?(?:not|rather than|instead of)\s+(?:to |from |because |by |the )?\w+",
    re.IGNORECASE,
)
"""Behind a cause: another that it is set against."""
_IT_WAS = re.compile(
    r"\b[Ii]t (?:was|is|were)(?: really| actually)? (?P<what>[^,;.]{3,60}?) (?:that|who|which)\b"
)
WHAT_DID = re.compile(
    r"\b[Ww]hat (?:really |actually |finally )?\w+ [^,;.]{3,60}? (?:was|were|is) (?P<what>[^,;.]+)"
)


@remembered
def rank(claim: Claim) -> int:
    """Return 2 where a cause is called the only one, 1 where the main one, else 0."""
    led_on = not _LED_ON.isdisjoint(runs(claim.quote))
    said = {m.lower() for m in _MAIN.findall(claim.quote)} if led_on else set()
    alone = {q.text.lower() for q in claim.cues if q.kind is CueKind.EXCLUSIVE}
    if alone - _REAL or said & {"only", "solely"}:
        return 2
    named = bool(said or FIRST_CAUSE.search(claim.quote) or _THE_KEY.match(claim.object.label))
    cued = bool(
        claim.has_cue(CueKind.PRIMARY)
        or alone
        or FOREMOST.match(claim.quote)
        or _RECEIVED.search(claim.quote)
    )
    return int(cued or named or _cleft(claim) or _set_against(claim) or _simply(claim))


FOREMOST = re.compile(
    r"(?:\d\. )?(?:First and foremost|Above all|Most importantly|Most decisively|Most of all|"
    r"More than anything(?: else)?)\b"
)
_RECEIVED = re.compile(
    r"\b(?:usually|generally|commonly|widely|traditionally|often) (?:attributed|ascribed|"
    r"credited|put down|blamed|explained)\b",
    re.IGNORECASE,
)
"""The explanation that is given as a rule: who names another goes against it."""
_REAL = word_list("real")
SIMPLY = re.compile(
    r"\b(?:pure|plain) and simple\b|\band nothing else\b|\bas simple as that\b|"
    r"\bthat['’]s (?:all|it|the whole story)\b|"
    r"\bend of story\b",
    re.IGNORECASE,
)


def _simply(claim: Claim) -> bool:
    return claim.relation.id in CAUSAL | table("causing") and SIMPLY.search(claim.quote) is not None


def _set_against(claim: Claim) -> bool:
    """Whether a cause is named in the place of another: "due to the reform, not to foreign money"."""
    if claim.relation.id not in CAUSAL or not claim.object.text:
        return False
    return _NOT_THAT.match(claim.quote.partition(claim.object.text)[2]) is not None


def _cleft(claim: Claim) -> bool:
    """Whether a sentence singles a subject out: "it was the Depression that made them strong"."""
    told = claim.object.text if claim.relation.id in CAUSAL else claim.subject.text
    match = WHAT_DID.search(claim.quote) or _IT_WAS.search(claim.quote)
    if match is not None and claim.relation.id in CAUSAL and match.group().endswith("who"):
        return False  # who did what stands in it tells of a doer
    return match is not None and bool(told) and (told in match["what"] or told.startswith(match["what"]))
