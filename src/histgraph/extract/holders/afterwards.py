"""What the next sentence takes back: "Some say S. Total lie.", "You hear that S. That's wrong" and the like.

Inside one sentence ("X claims that S, but this is false") the rules of :mod:`judged` read the same turn.
"""

import re
from collections.abc import Sequence
from dataclasses import replace

from histgraph.drafts import Draft
from histgraph.extract.drafting.clauses import ClauseReader
from histgraph.extract.parsing.parse import Sentence
from histgraph.model import Cue, CueKind, Mode, Polarity, Stance
from histgraph.resources import load_toml

_CUES = load_toml("modality.toml")["judged"]
_FALSE = "|".join(sorted({*_CUES["false"], *_CUES["made_up"], *_CUES["flatly"]}))
_BESIDE = {"a", "an", "at", "all", *_CUES["before_verdicts"]}
_SOFT = "|".join(sorted({*_CUES["before_verdicts"], "a", "an"}))
_CLAIMS = "|".join(sorted(_CUES["nouns"]))
_NOT = r"(?:not|isn'?t|wasn'?t|ain'?t|never|aren'?t|hardly)"
_WHAT = rf"(?:it|they|(?:this|that|these|all of (?:this|that))(?:\s(?:{_CLAIMS})s?)?)"
_VERDICT = re.compile(
    r"\W*(?:(?:well|no|nope|but|sorry|and|yeah|however|actually)\b,?\s)*"
    rf"(?:{_WHAT}\s?(?:'s|is|was|are|'re|were|seems|s)?\s(?:(?:all|both)\s)?)?"
    rf"(?P<verdict>(?:(?:{_SOFT})\s)*(?:{_FALSE})s?"
    rf"|(?:(?:{_SOFT})\s)*{_NOT}\s(?:(?:{_SOFT})\s)*(?:true|so|right|correct|accurate|the case|what happened)"
    r"|(?:never|didn't|did not) (?:really |actually )?happened?|no way"
    r"|(?:i|we) (?:(?:really|just|still|personally) )?(?:don'?t|do not) (?:buy|believe|accept|think)"
    r" (?:it|that|this|them|so))(?=\s?(?:[.!,;:–—-]|$))",
    re.IGNORECASE,
)
"""A sentence that does no more than judge, or opens so: "Total lie.", "That's wrong, the moat was dry."."""
_HEARD = re.compile(
    r"\b(?:you|we|i|one)(?:'ll|'ve|'d)?(?:\s(?:will|often|always|sometimes|usually|may|might|have|also|probably|still|all))*"
    r"\s(?:hear|heard|read|(?:were|was|are|get|got|been) (?:told|taught))\b",
    re.IGNORECASE,
)
"""What the author has only heard."""


def judged_afterwards(
    reader: ClauseReader, before: Sentence, told: Sequence[Draft], drafts: list[Draft]
) -> list[Draft]:
    """Return all drafts so far, with what the sentence before claims taken back where this one says that it is wrong.

    Args:
        reader: of the sentence; its own drafts lose those that only tell the verdict.
        before: the sentence before it.
        told: what that one claims.
        drafts: all so far.
    """
    verdict, held = _held(reader.sentence, before, told)
    if not held:
        return drafts
    reader.drafts = [d for d in reader.drafts if not _is_verdict(d, verdict)]
    return [d for d in drafts if d not in held] + _rejected(held, verdict)


def _held(sentence: Sentence, before: Sentence, told: Sequence[Draft]) -> tuple[str, list[Draft]]:
    """Return the verdict that a sentence opens with, and those drafts of the one before it that it is passed on.

    Args:
        sentence: the sentence.
        before: the one before it.
        told: what that one claims.
    """
    found = _VERDICT.match(sentence.doc.text) if told else None
    if found is None or sentence.quoted or sentence.doc.text.rstrip().endswith("?"):
        return "", []
    heard = _HEARD.search(before.doc.text) is not None
    held = [
        d
        for d in told
        if (d.attributed_to or heard) and d.mode is Mode.ACTUAL and d.stance is not Stance.REJECTS
    ]
    return found["verdict"].lower(), held


def _rejected(told: Sequence[Draft], verdict: str) -> list[Draft]:
    """Return what the author says of what others claim: not so; and their claims, as views that he rejects."""
    made = []
    for draft in told:
        turned = Polarity.AFFIRMED if draft.polarity is Polarity.DENIED else Polarity.DENIED
        own = replace(
            draft,
            attributed_to=None,
            stance=None,
            polarity=turned,
            cues=(*draft.cues, Cue(CueKind.NEGATION, verdict)),
            rule="taken_back",
        )
        if draft.attributed_to:
            made.append(replace(draft, stance=Stance.REJECTS))
            own = replace(own, disagrees_with=(*draft.disagrees_with, draft.attributed_to))
        made.append(own)
    return made


def _is_verdict(draft: Draft, verdict: str) -> bool:
    """Whether a draft of the judging sentence only tells the verdict again: "what they say was wrong"."""
    said = {*verdict.split(), *_BESIDE}
    return draft.verb in {"be", "happen"} and set(draft.object.label.lower().split()) <= said
