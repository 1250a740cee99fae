"""Clauses about a deed that nobody in them does: "it was not feasible to V", "there was no way to V".

Denied, they tell what could not be done, or by whom; affirmed, they say little, and stay unread.
"""

from dataclasses import replace

from histgraph.drafts import Phrase
from histgraph.extract.drafting.clauses import ClauseReader, is_infinitive
from histgraph.extract.drafting.goals import hide
from histgraph.extract.drafting.phrases import bare
from histgraph.extract.syntax.amounts import weak_quantity
from histgraph.extract.syntax.modality import Modality, cues, negative_phrase
from histgraph.extract.syntax.positive import positive_object
from histgraph.extract.syntax.scope import Scope
from histgraph.extract.syntax.tokens import child, children, lemma
from histgraph.extract.syntax.tree import Token
from histgraph.model import Polarity

_ATTEMPTS = frozenset({"attempt", "effort"})
_WORTH = cues("implied", "worth")
ANYBODY = Phrase("anybody", "anybody", None, "anybody")


def read_impersonal(reader: ClauseReader, verb: Token, scope: Scope, how: Modality) -> bool:
    """Read a denied clause about a deed; True where it was one."""
    return (
        _no_sense(reader, verb, scope, how)
        or _no_attempt(reader, verb, scope, how)
        or _not_possible(reader, verb, scope, how)
        or _compared(reader, verb, scope, how)
    )


def _no_sense(reader: ClauseReader, verb: Token, scope: Scope, how: Modality) -> bool:
    """Read "it made little sense to V": V-ing made sense, denied."""
    it, sense = child(verb, "nsubj"), child(verb, "dobj")
    if lemma(verb) != "make" or it is None or it.lower_ != "it" or sense is None or lemma(sense) != "sense":
        return False
    deed = next(
        (c for h in (sense, verb) for c in children(h, "acl", "relcl", "xcomp", "advcl") if is_infinitive(c)),
        None,
    )
    if deed is None:
        return False
    if how.polarity is not Polarity.DENIED:
        if not (word := weak_quantity(sense)):
            return False
        how = how.denied(word)
    _told_of(reader, verb, scope, how, deed, "make", Phrase("sense", sense.text, None, "sense"))
    return True


def _not_possible(reader: ClauseReader, verb: Token, scope: Scope, how: Modality) -> bool:
    """Read "it was not feasible to V": V-ing was feasible, denied."""
    it, quality = child(verb, "nsubj"), child(verb, "acomp")
    if (
        lemma(verb) != "be"
        or it is None
        or it.lower_ != "it"
        or quality is None
        or how.polarity is not Polarity.DENIED
    ):
        return False
    deed = next((c for h in (quality, verb) for c in children(h, "xcomp", "advcl") if is_infinitive(c)), None)
    if deed is None or deed.i < quality.i:
        return False
    if lemma(quality) in _HARD:
        _hard_for(reader, verb, scope, how, quality, deed)
        return True
    if lemma(quality) not in _WORTH:
        return False
    if child(deed, "nsubj") is not None:
        reader.visit(deed, scope.inner("xcomp", subjects=(), modality=how))
        return True
    _told_of(
        reader,
        verb,
        scope,
        how,
        deed,
        "be",
        reader.maker.phrase(quality, without=[t.i for t in deed.subtree]),
    )
    return True


def _hard_for(
    reader: ClauseReader, verb: Token, scope: Scope, how: Modality, quality: Token, deed: Token
) -> None:
    """Read "it was not hard for X to V": V-ing was hard for X, denied."""
    who = child(deed, "nsubj")
    marked = [t for t in children(deed, "mark") if t.lower_ == "for"]
    subject = reader.clause_phrase(
        deed, without=[t.i for c in [who, *marked] if c is not None for t in c.subtree]
    )
    inside = {t.i for t in deed.subtree}
    what = reader.maker.phrase(quality, without=inside)
    if who is not None:
        what = replace(what, label=f"{what.label} for {bare(reader.maker.phrase(who)).label}")
    hide(reader, deed)
    reader.emit(verb, scope, subject, "be", what, how, "impersonal")


_HARD = cues("implied", "hard")


def _compared(reader: ClauseReader, verb: Token, scope: Scope, how: Modality) -> bool:
    """Read "it was cheaper to V than to W": V-ing was cheaper than W-ing."""
    it, quality = child(verb, "nsubj"), child(verb, "acomp")
    if lemma(verb) != "be" or it is None or it.lower_ != "it" or quality is None:
        return False
    more = quality.tag_ == "JJR" or any(c.lower_ in {"more", "less"} for c in quality.children)
    below = [c for h in (quality, verb) for c in children(h, "xcomp", "advcl") if c.i > quality.i]
    deeds = [c for c in below if is_infinitive(c)]
    if not more or len(deeds) < 2 or not any(m.lower_ == "than" for m in children(deeds[1], "mark")):
        return False
    than = reader.clause_phrase(deeds[1])
    inside = {t.i for d in deeds for t in d.subtree}
    what = reader.maker.phrase(quality, without=inside)
    what = replace(what, label=f"{what.label} than {than.label.removeprefix('than ')}")
    hide(reader, deeds[1])
    _told_of(reader, verb, scope, how, deeds[0], "be", what)
    return True


def _told_of(
    reader: ClauseReader, verb: Token, scope: Scope, how: Modality, deed: Token, key: str, what: Phrase
) -> None:
    subject = reader.clause_phrase(deed)
    hide(reader, deed)
    reader.emit(verb, scope, subject, key, what, how, "impersonal")


def _no_attempt(reader: ClauseReader, verb: Token, scope: Scope, how: Modality) -> bool:
    """Read "X made no attempt to V": X sought to V, denied."""
    noun = child(verb, "dobj")
    if (
        lemma(verb) != "make"
        or noun is None
        or lemma(noun) not in _ATTEMPTS
        or how.polarity is not Polarity.DENIED
    ):
        return False
    deed = next(
        (c for h in (noun, verb) for c in children(h, "acl", "relcl", "xcomp") if is_infinitive(c)), None
    )
    if deed is None or not negative_phrase(noun):
        return False
    for who in reader.subjects(verb, scope):
        phrase = reader.clause_phrase(deed, subject=who.label)
        reader.emit(verb, scope, who, "seek", phrase, how, "no_attempt", relation="sought")
    hide(reader, deed)
    return True


def no_way(reader: ClauseReader, verb: Token, thing: Token, deed: Token, scope: Scope, how: Modality) -> None:
    """Read "there was no reason to V", "no way to V": anybody had one, denied."""
    phrase = positive_object(reader.maker.phrase(thing, joined=False))
    hide(reader, deed)
    reader.emit(verb, scope, ANYBODY, "have", phrase, how, "no_way")
