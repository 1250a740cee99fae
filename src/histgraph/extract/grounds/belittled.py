"""What an answer to "why" sets aside: "everyone blames A, but it made no difference", "I'm tired of the A story".

Such sentences name a cause only to reject it, often with a verb of which plain rules make a claim of its own
("everyone blames A"). The frames are data, ``[belittled]`` in ``lexicon.toml``; "A had nothing to do with it" and "A
was overrated" are read by plain rules, and are understood where causes are compared.
"""

import re

from histgraph.extract.drafting.answered import as_answers
from histgraph.extract.drafting.clauses import ClauseReader
from histgraph.extract.drafting.phrases import bare
from histgraph.extract.grounds.causes import event_asked
from histgraph.extract.syntax.modality import Modality
from histgraph.extract.syntax.scope import LEXICON, Scope
from histgraph.extract.syntax.tokens import is_finite
from histgraph.extract.syntax.tree import Token

_SAID: dict[str, list[str]] = LEXICON["belittled"]
_WHAT = r"(?:the |this |that |all the |all this |all that |any )?(?P<what>[^,.;:!?()]{3,60}?)"


def _frame(text: str) -> str:
    for name in ("everyone", "blaming", "blamed", "sort", "dismissed", "nonsense"):
        text = text.replace(name.upper(), f"(?:{'|'.join(_SAID[name])})")
    return text.replace("WHAT", _WHAT)


_FRAMES = tuple(re.compile(rf"\W*(?:(?:and|but|so|well|honestly|look|no),? )?{_frame(f)}", re.IGNORECASE)
                for f in _SAID["frames"])  # fmt: skip
_LONGEST = 8


def read_belittled(reader: ClauseReader, scope: Scope) -> bool:
    """Read a sentence that names a cause only to set it aside; True where it is one."""
    discourse, sentence = reader.discourse, reader.sentence
    if discourse.question_event is None or sentence.quoted or scope.holder:
        return False
    about = event_asked(reader)
    match = next((m for frame in _FRAMES if (m := frame.match(sentence.doc.text)) is not None), None)
    if match is None or about is None:
        return False
    start, end = match.span("what")
    tokens = [t for t in sentence.doc if start <= t.idx and t.idx + len(t.text) <= end]
    if not 0 < len(tokens) <= _LONGEST or any(is_finite(t) for t in tokens):
        return False
    head = _head(tokens)
    if head is None:
        return False
    whole, last = sentence.span, sentence.source_span([t for t in sentence.doc if t.idx < match.end()])
    if last is not None:
        reader.drafts = [
            d
            for d in reader.drafts
            if not any(
                p.span is not None and whole.start <= p.span.start < last.end for p in (d.subject, d.object)
            )
            and (d.subject.span is not None or d.object.span is not None)
        ]
    before = len(reader.drafts)
    phrase = bare(reader.maker.of(tokens, head))
    how = Modality().denied(match.group().split()[0].lower())
    reader.emit(
        head, scope, about, "be caused by", phrase, how, "named", relation="causedBy", time=(None, None)
    )
    as_answers(reader, before, "was caused by")
    return len(reader.drafts) > before


def _head(tokens: list[Token]) -> Token | None:
    """Return the noun that some words hang on, the last before any preposition; None where there is none."""
    stop = next((n for n, t in enumerate(tokens) if n and t.pos_ == "ADP"), len(tokens))
    nouns = [t for t in tokens[:stop] if t.pos_ in {"NOUN", "PROPN"} or t.tag_ == "VBG"]
    return nouns[-1] if nouns else None
