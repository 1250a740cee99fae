"""What nothing shows: "no sign of X V-ing", "little to indicate that S", "we have no record of X V-ing".

The author says that he knows of no such thing; that it was not so is only probable.
"""

from histgraph.extract.drafting.clauses import ClauseReader
from histgraph.extract.drafting.phrases import bare
from histgraph.extract.holders.scholars import SHOWING
from histgraph.extract.syntax.modality import Modality, cues
from histgraph.extract.syntax.positive import AT_ALL, positive_object
from histgraph.extract.syntax.scope import FIRST_SECOND, Scope
from histgraph.extract.syntax.tokens import child, children, conjuncts, is_finite, lemma
from histgraph.extract.syntax.tree import Token
from histgraph.model import Certainty, EntityKind

SIGNS = cues("judged", "signs")
_POINTS = SHOWING | {"suggest", "indicate", "say", "support", "confirm"}
_OF = frozenset({"of", "for", "about", "that"})


def deed_of(noun: Token) -> tuple[Token, Token] | None:
    """Return who and the gerund of "the notion of X V-ing", "no sign of X V-ing", however the parser hangs them."""
    for prep in children(noun, "prep"):
        inner = child(prep, "pcomp", "pobj")
        if prep.lower_ not in _OF or inner is None:
            continue
        if inner.dep_ == "pcomp":
            who = child(inner, "nsubj")
            return (who, inner) if inner.tag_ == "VBG" and who is not None else None
        deed = next((c for h in (inner, noun) for c in children(h, "acl") if c.i > inner.i), None)
        return (inner, deed) if deed is not None and deed.tag_ == "VBG" else None
    return None


def read_deed_of(reader: ClauseReader, noun: Token, scope: Scope, meant: Modality) -> bool:
    """Read the deed that "the notion of X V-ing", "no sign of X V-ing" names; False where it names none."""
    found = deed_of(noun)
    if found is None:
        return False
    who, deed = found
    inside = [t.i for t in deed.subtree if t.i != who.i]
    subjects = tuple(bare(reader.maker.phrase(one, joined=False, without=inside)) for one in conjuncts(who))
    reader.opaque -= {t.i for t in deed.subtree}
    for one in conjuncts(deed):
        reader.visited.discard(one.i)
        reader.visit(one, scope.inner("judged", subjects=subjects, modality=meant))
    return True


def was_there(
    reader: ClauseReader, verb: Token, scope: Scope, noun: Token, meant: Modality, rule: str
) -> bool:
    """Read what "the idea of N is a fantasy" names: that there was N."""
    of = next((p for p in children(noun, "prep") if p.lower_ in _OF and p.i > noun.i), None)
    thing = child(of, "pobj") if of is not None else None
    if thing is None or thing.pos_ not in {"NOUN", "PROPN"}:
        return False
    for one in conjuncts(thing):
        what = positive_object(bare(reader.maker.phrase(one, joined=False)))
        key = "happen" if what.kind is EntityKind.EVENT else "exist"
        reader.emit(verb, scope, what, key, AT_ALL, meant, rule, time=(None, None))
    return True


def no_sign(reader: ClauseReader, verb: Token, thing: Token, scope: Scope, how: Modality) -> bool:
    """Read "there is no sign of X V-ing", "we have no record of X V-ing"; ``how`` denies the sign."""
    if lemma(thing) not in SIGNS:
        return False
    own = child(verb, "nsubj")
    if own is not None and own.lower_ not in FIRST_SECOND:
        return False  # "the dig found no trace of poison" tells of the dig
    cue = f"no {lemma(thing)}"
    meant = Modality(cues=how.cues).denied(cue).hedged(Certainty.PROBABLE, cue)
    return read_deed_of(reader, thing, scope, meant)


def little_shows(reader: ClauseReader, verb: Token, thing: Token, scope: Scope) -> bool:
    """Read "there is little (nothing) to indicate that S": S, denied."""
    if thing.lower_ not in {"little", "nothing"}:
        return False
    shown = next((c for h in (thing, verb) for c in children(h, "relcl", "acl", "xcomp", "advcl")), None)
    if (
        shown is None
        or lemma(shown) not in _POINTS
        or not any(a.lower_ == "to" for a in children(shown, "aux"))
    ):
        return False
    cue = f"{thing.lower_} to {lemma(shown)}"
    meant = Modality().denied(cue).hedged(Certainty.PROBABLE, cue)
    clause = child(shown, "ccomp")
    if clause is None or not is_finite(clause):
        return False
    reader.visited.add(shown.i)
    for one in conjuncts(clause):
        if one.pos_ in {"VERB", "AUX"}:
            reader.visit(one, scope.inner("judged", subjects=(), modality=meant))
    return True
