"""What an answer to "why" puts forward or sets aside in a frame: "blame A", "everyone says A, but it was not that".

Plain rules make a claim of the frame ("everyone blames A"), or none ("blame A", "I'm tired of the A story"). The frames
are data, ``[frames]`` in ``lexicon.toml``; "A had nothing to do with it" and "A was overrated" are read by plain rules,
and are understood where causes are compared.
"""

import re

from histgraph.extract.drafting.answered import as_answers
from histgraph.extract.drafting.clauses import ClauseReader
from histgraph.extract.drafting.phrases import bare
from histgraph.extract.grounds.causes import cause_asked
from histgraph.extract.grounds.fillers import IDLE
from histgraph.extract.grounds.named import surely
from histgraph.extract.syntax.modality import Modality
from histgraph.extract.syntax.scope import LEXICON, Scope, words
from histgraph.extract.syntax.tokens import is_finite, lemma
from histgraph.extract.syntax.tree import Token

_SAID: dict[str, list[str]] = LEXICON["frames"]
_WHAT = r"(?:the |this |that |all the |all this |all that |any )?(?P<what>[^,.;:!?()]{3,60}?)"


def _frame(text: str) -> str:
    for name in ("everyone", "blaming", "blamed", "sort", "dismissed", "nonsense"):
        text = text.replace(name.upper(), f"(?:{'|'.join(_SAID[name])})")
    return text.replace("WHAT", _WHAT)


_LEADING = r"\W*(?:(?:and|but|so|well|honestly|look|no|nope|simple|easy|nah)[,:.]? )*"
_ASIDE, _FORWARD = (
    tuple(re.compile(f"{_LEADING}{_frame(frame)}", re.IGNORECASE) for frame in _SAID[side])
    for side in ("aside", "forward")
)
_LONGEST = 8
_LATEST = 2
"""Sentences of an answer in which such a frame puts a cause forward."""


def read_put_forward(reader: ClauseReader, scope: Scope) -> bool:
    """Read a sentence whose frame puts a cause forward, or sets it aside; True where it is one."""
    discourse, sentence = reader.discourse, reader.sentence
    about = cause_asked(reader)
    if (
        about is None
        or sentence.quoted
        or scope.holder
        or any(d.relation == "causedBy" and d.rule == "named" for d in reader.drafts)
    ):
        return False
    text = sentence.doc.text
    for frames, aside in ((_ASIDE, True), (_FORWARD, False)):
        match = next((m for frame in frames if (m := frame.match(text)) is not None), None)
        if match is None or (not aside and discourse.count > _LATEST):
            continue
        start, end = match.span("what")
        tokens = [t for t in sentence.doc if start <= t.idx and t.idx + len(t.text) <= end]
        head = _head(tokens)
        if head is None:
            continue
        how = (
            Modality().denied(match.group().split()[0].lower())
            if aside
            else surely(text[:start] + text[end:])
        )
        _take_back(reader, match.end())
        before = len(reader.drafts)
        phrase = bare(reader.maker.of(tokens, head))
        reader.emit(
            head, scope, about, "be caused by", phrase, how, "named", relation="causedBy", time=(None, None)
        )
        as_answers(reader, before, "was caused by")
        return len(reader.drafts) > before
    return False


def _take_back(reader: ClauseReader, until: int) -> None:
    """Leave out what was read of a frame, which ends at a place of the sentence."""
    whole = reader.sentence.span
    last = reader.sentence.source_span([t for t in reader.sentence.doc if t.idx < until])
    if last is not None:
        reader.drafts = [
            d
            for d in reader.drafts
            if (d.subject.span is not None or d.object.span is not None)
            and not any(
                p.span is not None and whole.start <= p.span.start < last.end for p in (d.subject, d.object)
            )
        ]


def _head(tokens: list[Token]) -> Token | None:
    """Return the noun that a cause of few words hangs on, the last before any preposition; None for anything else."""
    if len(tokens) == 1 and (tokens[0].pos_ in _NOUNS or tokens[0].lower_.endswith(_ENDINGS)):
        return tokens[0] if lemma(tokens[0]) not in IDLE else None  # whatever a tagger makes of it
    if any(t.text in _MARKS or t.like_num for t in tokens[:1]):
        return None
    if not 0 < len(tokens) <= _LONGEST or any(is_finite(t) for t in tokens) or tokens[0].lower_ in _OPEN:
        return None
    stop = next((n for n, t in enumerate(tokens) if n and t.pos_ == "ADP"), len(tokens))
    nouns = [t for t in tokens[:stop] if t.pos_ in {"NOUN", "PROPN"} or t.tag_ == "VBG"]
    return nouns[-1] if nouns and lemma(nouns[-1]) not in IDLE else None


_MARKS = frozenset({'"', "“", "”", "'", "‘", "’"})
_NOUNS = frozenset({"NOUN", "PROPN"})
_ENDINGS = ("ness", "tion", "ment", "ity", "ing", "ism", "ship", "ance", "ence")
_OPEN = words("cause", "tells_of")
"""What these begin is rather told of something than named as a cause: "it was not a surprise"."""
