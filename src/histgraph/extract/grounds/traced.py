"""What somebody or something is traced back to: "X blames Y on Z", "Y had more to do with Z", "Z explains Y"."""

from dataclasses import replace

from histgraph.drafts import Phrase
from histgraph.extract.drafting.clauses import ClauseReader, is_passive
from histgraph.extract.drafting.phrases import bare
from histgraph.extract.grounds.causes import cause_asked, event_asked, told_before
from histgraph.extract.grounds.theories import read_theory
from histgraph.extract.holders.scholars import is_holder
from histgraph.extract.syntax.modality import Modality
from histgraph.extract.syntax.scope import CAUSE_ATTRIBUTED, FIRST_SECOND, HOLDERS, Scope
from histgraph.extract.syntax.tokens import child, children, conjuncts, lemma
from histgraph.extract.syntax.tree import Token
from histgraph.model import CueKind, EntityKind, Polarity, Stance


def read_traced(reader: ClauseReader, verb: Token, scope: Scope, how: Modality) -> bool:
    """Read a clause that traces something back to what brought it about; True where it does."""
    return any(
        rule(reader, verb, scope, how) for rule in (read_theory, _blamed, _had_to_do, _explains, _is_what)
    )


def _blamed(reader: ClauseReader, verb: Token, scope: Scope, how: Modality) -> bool:
    """Read "Kaba attributes Y to Z", "scholars blame Z for Y": Y was caused by Z, in their view."""
    subject, thing = child(verb, "nsubj"), child(verb, "dobj")
    word = lemma(verb)
    if word not in CAUSE_ATTRIBUTED | {"blame"} or subject is None or thing is None or is_passive(verb):
        return False
    mine = subject.lower_ in FIRST_SECOND
    if not mine and not is_holder(subject) and (subject.pos_ != "PROPN" or verb.tag_ not in {"VBZ", "VBP"}):
        return False
    preps = [p for h in (verb, thing) for p in children(h, "prep", "dative") if p.i > thing.i]
    wanted = {"on", "for"} if word == "blame" else {"to"}
    prep = next((p for p in preps if p.lower_ in wanted and child(p, "pobj") is not None), None)
    other = child(prep, "pobj") if prep is not None else None
    if prep is None or other is None or how.polarity is Polarity.DENIED:
        return False
    effect, causes = (other, conjuncts(thing)) if prep.lower_ == "for" else (thing, conjuncts(other))
    inside = {t.i for t in prep.subtree}
    about = bare(reader.maker.phrase(effect, without=inside if effect is thing else ()))
    inner = scope
    if not mine:
        who = next(iter(reader.subjects(verb, scope)), None) or bare(reader.maker.phrase(subject))
        inner = replace(scope, holder=who.label, stance=Stance.NEUTRAL)
        how = how.cued(CueKind.ATTRIBUTION, word)
    for one in causes:
        phrase = bare(reader.maker.phrase(one, joined=False, without=inside if one is thing else ()))
        reader.emit(verb, inner, about, "be caused by", phrase, how, "blamed", relation="causedBy")
    return True


def _had_to_do(reader: ClauseReader, verb: Token, scope: Scope, how: Modality) -> bool:
    """Read "Y had more to do with Z than with W", "a lot of it had to do with Z": Y was caused by Z."""
    measure, subject = child(verb, "dobj"), child(verb, "nsubj")
    do = child(verb, "xcomp") if measure is None else child(measure, "relcl", "acl")
    if lemma(verb) != "have" or do is None or lemma(do) != "do" or how.polarity is Polarity.DENIED:
        return False
    if measure is not None and measure.lower_ not in {"more", "less"}:
        return False
    first = next((t for p in children(do, "prep") if p.lower_ == "with" for t in children(p, "pobj")), None)
    than = next(
        (p for h in (measure, verb) if h is not None for p in children(h, "prep") if p.lower_ == "than"), None
    )
    if first is None or subject is None or (measure is not None and than is None):
        return False
    second = (
        next((t for p in children(than, "prep") for t in children(p, "pobj")), None)
        if than is not None
        else None
    )
    less = measure is not None and measure.lower_ == "less"
    cause, beside = (second, first) if less else (first, second)
    about = _effect(reader, verb, subject, scope)
    if cause is None or about is None:
        return False
    over = bare(reader.maker.phrase(beside, joined=False)) if beside is not None else None
    for one in conjuncts(cause):
        told = [t for c in children(one, "acl", "ccomp") for t in c.subtree]
        phrase = reader.maker.phrase(one, joined=False, more=told)
        reader.emit(
            verb, scope, about, "be caused by", phrase, how, "had_to_do", relation="causedBy", over=over
        )
    return True


def _effect(reader: ClauseReader, verb: Token, subject: Token, scope: Scope) -> Phrase | None:
    """Name what had to do with something; "it" and "a lot of it" are what was asked about."""
    part = next((t for p in children(subject, "prep") for t in children(p, "pobj")), subject)
    if part.lower_ in {"it", "this", "that"}:
        return event_asked(reader)
    return next(iter(reader.subjects(verb, scope)), None)


def _explains(reader: ClauseReader, verb: Token, scope: Scope, how: Modality) -> bool:
    """Read "hunger explains the revolt", "this explains why S": what is explained was caused by what explains it."""
    subject = child(verb, "nsubj")
    if lemma(verb) != "explain" or subject is None or is_passive(verb):
        return False
    looks_back = subject.lower_ in {"this", "that", "which"} and subject.i not in reader.sentence.referents
    if subject.pos_ != "NOUN" and not looks_back:
        return False
    if looks_back:
        found = told_before(reader, verb, scope)
        causes: tuple[Phrase, ...] = (found,) if found is not None else ()
    else:
        causes = () if lemma(subject) in HOLDERS or is_holder(subject) else reader.subjects(verb, scope)
    causes = tuple(c for c in causes if c.kind not in {EntityKind.PERSON, EntityKind.GROUP})
    thing, clause = child(verb, "dobj"), child(verb, "ccomp")
    asked = clause is not None and any(c.lower_ == "why" for c in clause.children)
    if not causes or (thing is None and not asked):
        return False
    if clause is not None and asked:
        effects = [reader.event_phrase(clause, scope.inner("ccomp", subjects=()))]
        reader.visit(clause, scope.inner("ccomp", subjects=()))
    elif thing is not None and thing.lower_ == "it" and (asked_of := cause_asked(reader)) is not None:
        effects = [asked_of]
    else:
        effects = [bare(reader.maker.phrase(one, joined=False)) for one in conjuncts(thing)] if thing else []
    for about in effects:
        for cause in causes:
            reader.emit(verb, scope, about, "be caused by", cause, how, "explains", relation="causedBy")
    return True


def _is_what(reader: ClauseReader, verb: Token, scope: Scope, how: Modality) -> bool:
    """Read "that is what ruined the trade": what was told before ruined it."""
    subject, clause = child(verb, "nsubj"), child(verb, "ccomp")
    if lemma(verb) != "be" or subject is None or clause is None or clause.pos_ != "VERB" or clause.i < verb.i:
        return False
    what = child(clause, "nsubj")
    if what is None or what.lower_ != "what" or subject.lower_ not in {"that", "this", "which"}:
        return False
    cause = told_before(reader, verb, scope)
    if cause is None or child(clause, "dobj", "ccomp") is None:
        return False
    reader.visit(clause, scope.inner("relative", subjects=(cause,), modality=how))
    return True
