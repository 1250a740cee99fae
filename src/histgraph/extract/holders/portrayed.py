"""What somebody takes something for: "saw X as Y", "called X Y", "considered X (to be) Y".

Said of scholars and sources, X was Y in their view; said of actors of history, they believed it.
"""

from dataclasses import replace

from histgraph.drafts import Phrase
from histgraph.extract.drafting.clauses import ClauseReader, is_passive
from histgraph.extract.drafting.goals import hide
from histgraph.extract.drafting.phrases import bare
from histgraph.extract.holders.scholars import is_holder
from histgraph.extract.syntax.modality import Modality, cues
from histgraph.extract.syntax.scope import FIRST_SECOND, Scope
from histgraph.extract.syntax.tokens import child, children, lemma
from histgraph.extract.syntax.tree import Token
from histgraph.model import CueKind, EntityKind, Polarity, Stance

AS = cues("portrayed", "as")
PLAIN = cues("portrayed", "plain")
_JUDGING = cues("portrayed", "judging")


def read_portrayed(reader: ClauseReader, verb: Token, scope: Scope, how: Modality) -> bool:
    """Read a clause that tells what somebody takes something for; True where it does."""
    if lemma(verb) not in AS | PLAIN | FOR or is_passive(verb):
        return False
    subject = child(verb, "nsubj") or _goes_so_far(verb)
    if _would_not_call(reader, verb, subject, scope, how):
        return True
    if subject is None or subject.lower_ in FIRST_SECOND or lemma(verb) in FOR - PLAIN:
        return False
    thing, what = taken(verb)
    if thing is None or what is None:
        return False
    set_aside = any(
        c.dep_ == "neg" for c in [*what.head.children, *what.children] if c.i < what.i and c.i > thing.i
    )
    if set_aside:
        how = how.denied("not as")
    without = [t.i for t in what.subtree if t.i != thing.i] + as_before(what)
    about = bare(reader.maker.phrase(thing, without=without))
    for who in reader.subjects(verb, scope) or _unnamed(subject):
        if thing.lower_ in {"himself", "herself", "itself", "themselves"}:
            about = replace(who, span=about.span)
        inside = {t.i for t in thing.subtree} if thing.head.i == what.i else set()
        inside |= {t.i for t in what.children if t.dep_ == "neg" and set_aside}
        tokens = [t for t in reader.maker.tokens(what) if t.i not in inside]
        kind = reader.maker.of(tokens, what, subject=about.label)
        if kind.label == about.label:
            return False
        if is_holder(subject) or _now(subject, who):
            inner = replace(scope, holder=who.label, stance=Stance.NEUTRAL)
            meant = how.cued(CueKind.ATTRIBUTION, lemma(verb))
            reader.emit(verb, inner, about, "be", kind, meant, "portrayed", time=(None, None))
            for told in _told_of_it(what) if how.polarity is not Polarity.DENIED else ():
                reader.visit(told, inner.inner("relative", subjects=(about,)))
        elif lemma(verb) in _JUDGING:
            whole = _that_was(about, kind)
            reader.emit(verb, scope, who, "believe", whole, how, "portrayed_belief", relation="believed")
        elif set_aside and how.polarity is Polarity.DENIED:  # "Vauban described the wall as no fortress"
            inner = replace(scope, holder=who.label, stance=Stance.NEUTRAL)
            reader.emit(verb, inner, about, "be", kind, how, "portrayed", time=(None, None))
        else:
            return False
        hide(reader, what)
    return True


def _told_of_it(what: Token) -> list[Token]:
    """Return the clauses behind a comma that tell more of what somebody is taken for: "as an ally, who V-ed"."""
    clauses = [t for t in what.subtree if t.dep_ == "relcl" and child(t, "nsubj", "nsubjpass") is not None]
    opening = [(t, t.left_edge) for t in clauses]
    return [t for t, first in opening if first.tag_ in {"WP", "WDT"} and first.nbor(-1).text == ","]


def _goes_so_far(verb: Token) -> Token | None:
    """Return who goes "so far as to call X Y"."""
    goes = verb.head.head if verb.head.lower_ == "far" else verb.head
    if verb.tag_ != "VB" or lemma(goes) != "go" or not any(t.lower_ == "far" for t in goes.children):
        return None
    return child(goes, "nsubj")


def _now(subject: Token, who: Phrase) -> bool:
    """Whether somebody named takes it so in the present, as scholars do: "Jansen treats X as Y"."""
    present = subject.head.tag_ in {"VBZ", "VBP"}
    named = subject.pos_ == "PROPN" and who.kind not in {EntityKind.POLITY, EntityKind.PLACE}
    return named and present


def _unnamed(subject: Token) -> tuple[Phrase, ...]:
    said = subject.lower_ in {"some", "many", "others", "most"}
    return (Phrase(subject.text, subject.text, None, subject.lower_),) if said else ()


def _would_not_call(
    reader: ClauseReader, verb: Token, subject: Token | None, scope: Scope, how: Modality
) -> bool:
    """Read "I would not call X Y", "we should not see X as Y": X was Y, denied."""
    names = (AS | PLAIN | FOR) - {"find", "believe", "judge"}  # "I do not find that convincing"
    warned = subject is not None and subject.lower_ in _ANYBODY and _ought(verb)
    if lemma(verb) not in names or subject is None or not (warned or subject.lower_ in FIRST_SECOND):
        return False
    thing, what = taken(verb) if lemma(verb) not in FOR else taken_for(verb)
    if how.polarity is not Polarity.DENIED or thing is None or what is None or thing.lower_ in FIRST_SECOND:
        return False
    about = bare(
        reader.maker.phrase(thing, without=[t.i for t in what.subtree if t.i != thing.i] + as_before(what))
    )
    inside = {t.i for t in thing.subtree} if thing.head.i == what.i else set()
    kind = reader.maker.of(
        [t for t in reader.maker.tokens(what) if t.i not in inside], what, subject=about.label
    )
    meant = Modality(cues=how.cues).denied(f"not {lemma(verb)}")
    reader.emit(verb, scope, about, "be", kind, meant, "portrayed", time=(None, None))
    hide(reader, what)
    return True


FOR = frozenset({"take", "mistake", "confuse", "think", "conceive"})
_ANYBODY = frozenset({"people", "nobody", "anyone", "readers", "students"})


def _ought(verb: Token) -> bool:
    return any(t.lower_ in {"should", "must", "shouldn't", "mustn't"} for t in children(verb, "aux"))


def taken_for(verb: Token) -> tuple[Token | None, Token | None]:
    """Return the heads of X and Y in "take X for Y", "think of X as Y"."""
    thing, first = child(verb, "dobj"), "for"
    if lemma(verb) in {"think", "conceive"}:
        of = next((p for p in children(verb, "prep") if p.lower_ == "of"), None)
        thing, first = (child(of, "pobj") if of is not None else None), "as"
    if thing is None:
        return None, None
    for prep in [*children(verb, "prep"), *children(thing, "prep")]:
        if prep.i > thing.i and (
            prep.lower_ == first or (lemma(verb) == "confuse" and prep.lower_ == "with")
        ):
            return thing, child(prep, "pobj", "amod")
    return None, None


def taken(verb: Token) -> tuple[Token | None, Token | None]:
    """Return the heads of what is taken, and of what for."""
    small = child(verb, "ccomp", "xcomp")
    bare_be = small is not None and small.pos_ == "AUX" and small.tag_ == "VB"
    if lemma(verb) in PLAIN and small is not None and (small.pos_ in {"NOUN", "ADJ", "PROPN"} or bare_be):
        thing = child(small, "nsubj")
        if thing is not None and thing.i > verb.i and child(small, "mark") is None:
            return (thing, child(small, "attr", "acomp")) if bare_be else (thing, small)
    thing = child(verb, "dobj")
    if thing is None:
        return None, None
    if lemma(verb) in AS:
        for prep in [*children(verb, "prep"), *children(thing, "prep")]:
            if prep.lower_ == "as" and prep.i > thing.i:
                return thing, child(prep, "pobj", "amod", "pcomp")
    named = child(verb, "oprd") if lemma(verb) in PLAIN else None
    return (thing, named) if named is not None and named.i > thing.i else (None, None)


def as_before(what: Token) -> list[int]:
    """Return the place of the "as" before what somebody is taken for."""
    return [what.head.i] if what.head.lower_ in {"as", "for", "with"} else []


def _that_was(about: Phrase, kind: Phrase) -> Phrase:
    """Write "X was Y" as one phrase."""
    return Phrase(
        label=f"{about.label} was {kind.label}",
        text=f"{about.text} {kind.text}",
        span=about.span,
        head=kind.head,
        terms=(*about.terms, *kind.terms),
        kind=EntityKind.SITUATION,
    )
