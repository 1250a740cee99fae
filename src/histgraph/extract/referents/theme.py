"""What a question that asks for no name, time or number is about: what became of X, what X did to Y, how X ended."""

from dataclasses import dataclass

from histgraph.drafts import Phrase


@dataclass(frozen=True, slots=True)
class Theme:
    """What an answer may leave to such a question.

    ``kind`` is "fate" (what became of the subject), "effect" (what the subject did to the object), "grade" (how good
    it was) or "course" (how it went the way that ``key`` names: ended, began). ``object`` is None where there is none.
    """

    kind: str
    subject: Phrase
    key: str = "be"
    object: Phrase | None = None
