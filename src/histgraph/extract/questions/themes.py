"""What became of X, what X did to Y, how good X was, how X ended: read from the words of the question.

Such questions ask for no name that a slot could hold, and parsers make little of them. The patterns are data,
``[themes]`` in ``lexicon.toml``.
"""

import re

from histgraph.drafts import Phrase
from histgraph.extract.drafting.phrases import PhraseMaker
from histgraph.extract.questions.slots import phrase_of
from histgraph.extract.referents.theme import Theme
from histgraph.extract.syntax.keys import past
from histgraph.extract.syntax.scope import LEXICON
from histgraph.extract.syntax.tree import Doc

_THEMES: dict[str, list[str]] = LEXICON["themes"]
_PATTERNS = tuple(
    (kind, re.compile(rf"^\W*(?:(?:{_THEMES['leading'][0]})\W+)*{pattern}", re.IGNORECASE))
    for kind in ("effect", "fate", "course", "grade")
    for pattern in _THEMES[kind]
)


def theme_of(doc: Doc, maker: PhraseMaker) -> Theme | None:
    """Return what a question is about, None where it asks for something else.

    Args:
        doc: the parsed question.
        maker: makes phrases of its words.
    """
    for kind, pattern in _PATTERNS:
        match = pattern.match(doc.text)
        if match is None:
            continue
        parts = match.groupdict()
        subject = _phrase(doc, maker, match, "x")
        if subject is None or subject.label.lower() in _UNTOLD:
            return None
        key = (parts.get("verb") or "be").lower()
        return Theme(kind, subject, key, _phrase(doc, maker, match, "y") if parts.get("y") else None)
    return None


_UNTOLD = frozenset({"it", "he", "she", "they", "this", "that", "these", "those", "you", "i", "we", "there"})


def _phrase(doc: Doc, maker: PhraseMaker, match: re.Match[str], group: str) -> Phrase | None:
    start, end = match.span(group)
    return phrase_of([t for t in doc if start <= t.idx and t.idx + len(t.text) <= end], maker)


_WHAT_DID = re.compile(_THEMES["doing"][0], re.IGNORECASE)
_BECAME = re.compile(r"^(?P<x>(?:the )?[\w'’-]+(?: [A-Z][\w'’-]+)*) (?P<state>(?:so )?[a-z]+(?<!s))$")
"""What was made what: "Venice rich"; "the people stop" is something else."""


def event_done(question: str) -> str:
    """Return what "what brought down X" asks the cause of: "X was brought down"; "" for any other question."""
    match = _WHAT_DID.match(question)
    if match is None:
        return ""
    verb, particle, what = match["verb"].lower(), (match["particle"] or "").lower(), match["x"].strip()
    if verb == "made":
        state = _BECAME.match(what)
        return f"{state['x']} became {state['state']}" if state is not None else ""
    done = _DONE.get(verb, verb)
    was = "were" if what.endswith("s") and not what.endswith("ss") else "was"
    return f"{what} {was} {done} {particle}".strip()


_DONE = {past(verb): done for verb, done in LEXICON["themes"]["participles"].items()}
