"""Words of another text that a text puts between quotation marks in order to turn against them.

"'Forgotten' is wrong, every shepherd knew the path"; "anyone who says 'the toll did it', since the toll was lifted
by then": whoever quotes a word of somebody else's answer in a sentence that rejects something, rejects what was said
with it. Titles, names and terms stand in such marks too, and do not count.
"""

import re

from histgraph.compare.conflicts.causes import cause
from histgraph.compare.conflicts.explanations import of_question
from histgraph.compare.conflicts.rules import COPULAS, Finding, table
from histgraph.compare.corpus import Corpus
from histgraph.compare.matters import asked_for, matter, stems, touches
from histgraph.compare.memory import remembered
from histgraph.compare.words import tokens
from histgraph.model import Claim, LinkKind, Polarity

_MARKED = re.compile(r"[\"“](?P<said>[^\"“”]{3,45})[\"”]")
_TERM = re.compile(
    r"\b(?:call|calls|called|calling|known as|named|term|terms|title|titled|entitled|book|essay|"
    r"poem|song|translated as|"
    r"translates as|nicknamed|dubbed|styled|motto|slogan|word|words|phrase|label|labelled|"
    r"meaning|means|meant)(?: \w+){0,2},?\s*$",
    re.IGNORECASE,
)
_REJECTS = re.compile(
    r"\b(?:wrong|myth|nonsense|please|depends|means|suspicious|polite (?:name|word)|not|never|hardly|nobody|no|nothing|"
    r"so-called|whatever|come on|exaggerat\w+|misleading|overstate\w+|doubt|tired of|sick of|"
    r"funny|odd|strange|hard to see|"
    r"supposed|generous|stretch)\b|n['’]t\b",
    re.IGNORECASE,
)
_OWNED = re.compile(r"(?:\b(?:the|an?|its|his|her|their|our|this|that|of|in)|['’]s)\s*$", re.IGNORECASE)
"""Before a single word: there it is no word of somebody else's sentence, but a name for a thing."""
_DID_IT = re.compile(
    r"^(?:the )?(?P<what>[\w’' -]+?) (?:did it|caused it|was the reason|is to blame|was to blame)$",
    re.IGNORECASE,
)
_ASKED = re.compile(r"\b(?:how|whether) [a-z]", re.IGNORECASE)
NEAR = 40
"""Letters behind the quoted words within which a claim says what is set against them."""


@remembered
def quoted(claim: Claim) -> tuple[str, ...]:
    """Return the words of somebody else that the sentence of a claim quotes and rejects."""
    text = claim.quote
    if (
        ('"' not in text and "“" not in text)
        or not _MARKED.search(text)
        or not _REJECTS.search(_MARKED.sub(" ", text))
    ):
        return ()
    found = []
    for match in _MARKED.finditer(text):
        said = match["said"].strip(" ,.")
        if len(said.split()) > 6 or said[:1].isupper() or _TERM.search(text[: match.start()]):
            continue
        if " " not in said and _OWNED.search(text[: match.start()]):
            continue
        if _about(claim, match, stems(said)):
            found.append(said)
    return tuple(found)


def _about(claim: Claim, match: re.Match[str], said: frozenset[str]) -> bool:
    """Whether a claim of a sentence is the one that goes against the quoted words: it holds or follows them."""
    label = stems(f"{claim.subject.label} {claim.object.label}")
    if said & label:
        return claim.polarity is Polarity.DENIED or claim.relation.id in COPULAS
    if claim.focus is None:
        return claim.polarity is Polarity.DENIED
    start = claim.focus.start - claim.evidence.start
    return match.end() <= start <= match.end() + NEAR


def quoted_back(a: Claim, b: Claim, world: Corpus) -> Finding | None:
    """One text quotes words of the other in order to reject them."""
    if not world.side_by_side(a, b):
        return None
    question = world.question(a)
    for no, yes in ((a, b), (b, a)):
        if not world.speaks_for(yes):
            continue  # what is quoted back is a sentence: it need not be told of each thing that the sentence lists
        for said in quoted(no):
            if yes.polarity is Polarity.AFFIRMED and not quoted(yes) and _says(yes, said, question):
                why = f"one takes up the words “{said}” and turns against them"
                return Finding(LinkKind.EXPLICIT_DISAGREEMENT, why)
    return None


def _says(claim: Claim, said: str, question: str) -> bool:
    """Whether a claim says the quoted words, or tells what they sum up."""
    match = _DID_IT.match(said)
    if match is not None:
        found = cause(claim)
        if found is None or found.denied or not touches(match["what"], found.label, question):
            return False
        return not found.effect or of_question(found.effect, question)
    words = stems(said)
    told = stems(f"{claim.relation.text} {claim.relation.label} {claim.object.label}")
    if _ASKED.search(claim.object.label):
        return False  # "ask them how peaceful it was" does not say that it was
    if not words - asked_for(question):
        return False
    if claim.relation.id in table("causing"):
        return False
    if len(words) == 1:
        first = (
            stems(" ".join(tokens(claim.object.label)[:3])) if claim.relation.id in COPULAS else frozenset()
        )
        heads = {matter(claim.subject.label).head, matter(claim.object.label).head}
        return bool(words & first) or any(
            root[:5] == head[:5] for root in words for head in heads if len(root) > 4
        )
    return words <= told | stems(claim.subject.label) and bool(words & told)
