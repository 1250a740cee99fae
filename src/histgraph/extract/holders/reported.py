"""Reports that no verb of saying opens: "is often considered Y", "what X says is that S", "X is adamant that S"."""

from dataclasses import replace

from histgraph.extract.drafting.clauses import ClauseReader, is_copula, is_passive
from histgraph.extract.drafting.phrases import bare
from histgraph.extract.holders.portrayed import AS, PLAIN
from histgraph.extract.holders.scholars import SHOWING, holds, is_holder
from histgraph.extract.syntax.modality import Modality, cues
from histgraph.extract.syntax.scope import BELIEF_VERBS, FIRST_SECOND, HOLDERS, SAYING_VERBS, Scope
from histgraph.extract.syntax.tokens import child, children, conjuncts, lemma
from histgraph.extract.syntax.tree import Token
from histgraph.model import Certainty, CueKind, Polarity, Stance
from histgraph.resources import load_toml

AT_LARGE: dict[str, str] = load_toml("modality.toml")["at_large"]
"""Whose view it is that an adverb gives: "is widely regarded as Y"."""
_SURE = cues("attribution", "sure")
_SUPPOSING = cues("attribution", "supposing")


def read_reported(reader: ClauseReader, verb: Token, scope: Scope, how: Modality) -> bool:
    """Read a clause that reports a view; True where it does."""
    if is_copula(verb):
        return _what_he_says(reader, verb, scope, how) or _is_sure(reader, verb, scope, how)
    return _reputed(reader, verb, scope, how) or _credits(reader, verb, scope, how)


def _credits(reader: ClauseReader, verb: Token, scope: Scope, how: Modality) -> bool:
    """Read "scholars credit X with V-ing", in the present or of scholars: X V-ed, in their view."""
    subject, thing = child(verb, "nsubj"), child(verb, "dobj")
    if lemma(verb) != "credit" or subject is None or thing is None or is_passive(verb):
        return False
    deeds = [
        g
        for h in (verb, thing)
        for p in children(h, "prep")
        if p.lower_ == "with"
        for g in children(p, "pcomp")
    ]
    who = next(iter(reader.subjects(verb, scope)), None) or bare(reader.maker.phrase(subject))
    named = subject.pos_ == "PROPN" and verb.tag_ in {"VBZ", "VBP"}
    if not deeds or how.polarity is Polarity.DENIED or not (named or holds(reader, verb, subject, who)):
        return False
    doer = bare(reader.maker.phrase(thing, without=[t.i for g in deeds for t in g.head.subtree]))
    inner = replace(scope, holder=who.label, stance=Stance.NEUTRAL)
    meant = Modality(cues=how.cues).cued(CueKind.ATTRIBUTION, verb.lower_)
    for deed in (one for g in deeds for one in conjuncts(g)):
        reader.visited.discard(deed.i)
        reader.visit(deed, inner.inner("judged", subjects=(doer,), modality=meant))
    return True


def at_large(verb: Token) -> str | None:
    """Return those whose view "is often said", "is traditionally thought" gives, None where no adverb tells."""
    return next((AT_LARGE[c.lower_] for c in children(verb, "advmod") if c.lower_ in AT_LARGE), None)


def _reputed(reader: ClauseReader, verb: Token, scope: Scope, how: Modality) -> bool:
    """Read "X is often considered Y", "is widely seen as Y", in the present: X was Y in the view of many."""
    if lemma(verb) not in AS | PLAIN or not is_passive(verb) or how.polarity is Polarity.DENIED:
        return False
    now = {t.lower_ for t in children(verb, "aux", "auxpass")} & {"is", "are", "'s", "'re", "get", "gets"}
    inherited = verb.dep_ == "conj" and not children(verb, "aux", "nsubj", "nsubjpass")
    who = at_large(verb)
    if who is None or not (now or inherited) or children(verb, "agent"):
        return False
    what = child(verb, "oprd") or next(
        (t for p in children(verb, "prep") if p.lower_ == "as" for t in children(p, "pobj", "amod")), None
    )
    be = child(verb, "xcomp")
    if what is None and be is not None and lemma(be) == "be":
        what = child(be, "attr", "acomp")
    subjects = reader.subjects(verb, scope)
    if what is None or not subjects:
        return False
    inner = scope if scope.holder else replace(scope, holder=who, stance=Stance.ENDORSES)
    meant = how.cued(CueKind.ATTRIBUTION, lemma(verb))
    for about in subjects:
        kind = reader.maker.of(reader.maker.tokens(what), what, subject=about.label)
        reader.emit(verb, inner, about, "be", kind, meant, "portrayed", time=(None, None))
    if be is not None:
        reader.visited.add(be.i)
    return True


def _what_he_says(reader: ClauseReader, verb: Token, scope: Scope, how: Modality) -> bool:
    """Read "what X says is that S", "what she found was that S": S, in the view of X."""
    saying, clause = child(verb, "csubj"), child(verb, "ccomp")
    what = child(saying, "dobj") if saying is not None else None
    subject = child(saying, "nsubj") if saying is not None else None
    if saying is None or subject is None or what is None or what.lower_ != "what" or clause is None:
        return False
    word = lemma(saying)
    that = any(m.lower_ == "that" for m in children(clause, "mark"))
    if word not in SAYING_VERBS | BELIEF_VERBS | SHOWING or not that or clause.i < verb.i:
        return False
    meant = Modality(polarity=how.polarity, cues=how.cues)
    if subject.lower_ in FIRST_SECOND:
        meant = meant.hedged(Certainty.PROBABLE, word) if word in _SUPPOSING else meant
        reader.visit(clause, scope.inner("ccomp", subjects=(), modality=meant))
        return True
    who = next(iter(reader.subjects(saying, scope)), None) or bare(reader.maker.phrase(subject))
    if not (holds(reader, saying, subject, who) or saying.tag_ in {"VBZ", "VBP"}):
        return False
    reader.visited.add(saying.i)
    inner = replace(scope, holder=who.label, stance=Stance.NEUTRAL)
    meant = meant.cued(CueKind.ATTRIBUTION, f"what {who.label} {saying.lower_}")
    reader.visit(clause, inner.inner("ccomp", subjects=(), modality=meant))
    return True


def _is_sure(reader: ClauseReader, verb: Token, scope: Scope, how: Modality) -> bool:
    """Read "X is adamant that S", in the present or of a scholar: S, in the view of X."""
    subject, quality = child(verb, "nsubj"), child(verb, "acomp")
    if subject is None or quality is None or quality.lower_ not in _SURE or how.polarity is Polarity.DENIED:
        return False
    clause = child(quality, "ccomp") or child(verb, "ccomp")
    if clause is None or clause.i < quality.i or subject.lower_ in FIRST_SECOND | {"it", "this", "that"}:
        return False
    who = next(iter(reader.subjects(verb, scope)), None)
    if who is None:
        return False
    known = who.label in reader.holders or lemma(subject) in HOLDERS or is_holder(subject)
    if not known and not (verb.tag_ in {"VBZ", "VBP"} and subject.pos_ in {"PROPN", "PRON"}):
        return False
    inner = replace(scope, holder=who.label, stance=Stance.NEUTRAL)
    meant = Modality(cues=how.cues).cued(CueKind.ATTRIBUTION, quality.lower_)
    reader.visit(clause, inner.inner("ccomp", subjects=(), modality=meant))
    return True
