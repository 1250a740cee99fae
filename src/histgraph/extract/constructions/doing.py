"""Clauses that leave to the question, or to what was told, what was done: "a guild did it", "smallpox did it"."""

from dataclasses import replace

from histgraph.drafts import Phrase
from histgraph.extract.drafting.answered import as_answers
from histgraph.extract.drafting.clauses import ClauseReader
from histgraph.extract.drafting.phrases import bare
from histgraph.extract.grounds.causes import event_asked
from histgraph.extract.syntax.modality import Modality
from histgraph.extract.syntax.scope import Scope
from histgraph.extract.syntax.times import time_of
from histgraph.extract.syntax.tokens import child, children, lemma
from histgraph.extract.syntax.tree import Token

_IT = frozenset({"it", "this", "that", "so"})
_OPENING = 2
"""Sentences of an answer in which "it" is what the question asks about."""


def did_it(reader: ClauseReader, verb: Token, scope: Scope, how: Modality) -> bool:
    """Read "X did it": the question's deed or its cause, else what was told right before, is put down to X."""
    what, own = child(verb, "dobj"), child(verb, "nsubj")
    if lemma(verb) != "do" or what is None or what.lower_ not in _IT or what.children or own is None:
        return False
    if reader.discourse.count > _OPENING or verb.dep_ not in {"ROOT", "conj", "ccomp"} or scope.holder:
        return False
    if own.pos_ == "PRON" and own.lower_ not in _SOME:
        return False
    who = _named(reader, own)
    told = _asked_for(reader, who, own)
    reasons = child(verb, "advcl", "xcomp") or any(p.lower_ in _WHY for p in children(verb, "prep"))
    told = told or (None if reasons else _told(reader, who))
    if told is None:
        return False
    subject, key, obj = told
    relation = "causedBy" if key == "be caused by" else ""
    before = len(reader.drafts)
    reader.emit(verb, scope, subject, key, obj, how, "ellipsis", relation=relation, time=time_of(verb)[:2])
    as_answers(reader, before, _WORDS.get(key))
    return True


_WHY = frozenset({"for", "over", "because", "from", "out"})
"""What stands behind these is why it was done, and what is told then."""
_SOME = frozenset({"nobody", "everybody", "everyone", "none", "most", "many", "some", "few", "several"})
_WORDS = {"be caused by": "was caused by"}


def _named(reader: ClauseReader, own: Token) -> Phrase:
    """Return who did it; of "a guy called X" it is X."""
    called = child(own, "acl")
    name = child(called, "oprd", "dobj", "attr") if called is not None and lemma(called) in _CALLED else None
    return bare(reader.maker.phrase(name)) if name is not None else reader.maker.actor(own)


_CALLED = frozenset({"call", "name"})


def _asked_for(reader: ClauseReader, who: Phrase, own: Token) -> tuple[Phrase, str, Phrase] | None:
    """Return what the question asks with the one in its open part, or as the cause of what it asks about."""
    discourse = reader.discourse
    slot = discourse.slot
    if slot is not None:
        return slot.filled(who) if slot.kind in {"who", "what"} and slot.part == "subject" else None
    about = event_asked(reader) if discourse.question_event and not discourse.manner else None
    return (about, "be caused by", who) if about is not None and own.tag_ != "PRP" else None


def _told(reader: ClauseReader, who: Phrase) -> tuple[Phrase, str, Phrase] | None:
    """Return what was told last, or asked, as said of another."""
    discourse = reader.discourse
    before = (discourse.last_told if discourse.count > 1 else None) or discourse.asked
    return (who, before[1], replace(before[2], span=None)) if before is not None else None
