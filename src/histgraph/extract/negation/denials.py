"""Denials in the turns that people use for them: "it never occurred to X that S", "one thing X never did was V".

Each turn is read for the plain clause it stands for; one that denies nothing is left to the other rules.
"""

from collections.abc import Callable
from dataclasses import replace

from histgraph.extract.drafting.clauses import ClauseReader, is_infinitive, verb_key
from histgraph.extract.drafting.goals import hide, inner_negation
from histgraph.extract.drafting.phrases import bare
from histgraph.extract.holders.signs import no_sign
from histgraph.extract.holders.views import asks, no_reason
from histgraph.extract.parsing.parse import Referent
from histgraph.extract.syntax.modality import Modality, cues
from histgraph.extract.syntax.scope import BELIEF_VERBS, FIRST_SECOND, SAYING_VERBS, Scope
from histgraph.extract.syntax.tokens import child, children, conjuncts, lemma
from histgraph.extract.syntax.tree import Token
from histgraph.model import Polarity

_SEEN = frozenset({"see", "find", "have", "know", "give", "offer", "produce", "provide", "discover"})
_IDEAS = frozenset({"idea", "clue", "notion", "inkling"})
_SAID = frozenset({"say", "suggest", "claim", "imply", "argue", "pretend"})
_SHRUGS = frozenset({"care", "matter"})


def read_denial(reader: ClauseReader, verb: Token, scope: Scope, how: Modality) -> bool:
    """Read a clause by the turn it uses; True where that is all there is to read."""
    return any(rule(reader, verb, scope, how) for rule in _RULES)


def _occurred(reader: ClauseReader, verb: Token, scope: Scope, how: Modality) -> bool:
    """Read "it never occurred to X that S": X believed S, denied."""
    it = child(verb, "nsubj")
    to = next((p for p in children(verb, "prep") if p.lower_ == "to"), None)
    who = child(to, "pobj") if to is not None else None
    if lemma(verb) != "occur" or it is None or it.lower_ != "it" or who is None:
        return False
    clause = next(
        (
            c
            for h in (verb, who)
            for c in children(h, "ccomp", "acl", "relcl", "xcomp", "advcl")
            if c.i > who.i
        ),
        None,
    )
    if clause is None:
        return False
    phrase = reader.clause_phrase(clause)
    hide(reader, clause)
    for one in conjuncts(who):
        holder = bare(reader.maker.phrase(one, joined=False, without=[t.i for t in clause.subtree]))
        reader.emit(verb, scope, holder, "believe", phrase, how, "occurred", relation="believed")
    return True


def _not_to_say(reader: ClauseReader, verb: Token, scope: Scope, how: Modality) -> bool:
    """Read "this is not to say that S": S, denied."""
    it, said = child(verb, "nsubj"), child(verb, "xcomp")
    clause = child(said, "ccomp") if said is not None and lemma(said) in _SAID else None
    if (
        lemma(verb) != "be"
        or clause is None
        or it is None
        or it.lower_ not in {"this", "that", "which", "it"}
    ):
        return False
    denied = how if said is None or how.polarity is Polarity.DENIED else inner_negation(said, how)
    if denied.polarity is not Polarity.DENIED:
        return False
    reader.visit(clause, scope.inner("ccomp", subjects=(), modality=denied))
    return True


def _to_blame(reader: ClauseReader, verb: Token, scope: Scope, how: Modality) -> bool:
    """Read "X was (not) to blame (for Y)": a property of X, nothing that X did."""
    blame = child(verb, "xcomp")
    if lemma(verb) != "be" or blame is None or lemma(blame) != "blame" or child(blame, "dobj") is not None:
        return False
    phrase = reader.clause_phrase(blame)
    hide(reader, blame)
    for who in reader.subjects(verb, scope):
        reader.emit(verb, scope, who, "be", phrase, inner_negation(blame, how), "to_blame")
    return True


def _no_proof(reader: ClauseReader, verb: Token, scope: Scope, how: Modality) -> bool:
    """Read "had no reason to V": no such deed; what "had no idea what was happening" asks is left out."""
    thing = child(verb, "dobj")
    if thing is None or how.polarity is not Polarity.DENIED or lemma(verb) not in _SEEN:
        return False
    for asked in children(thing, "relcl", "acl", "ccomp") if lemma(thing) in _IDEAS else ():
        if asks(asked):
            hide(reader, asked)  # "had no idea what was happening"
    return no_reason(reader, thing, scope, how) or no_sign(reader, verb, thing, scope, how)


def _one_thing(reader: ClauseReader, verb: Token, scope: Scope, how: Modality) -> bool:
    """Read "one thing X never did was (to) V", "the one thing X lacked was Y": X did not V, X lacked Y."""
    thing = child(verb, "nsubj")
    if lemma(verb) != "be" or thing is None or lemma(thing) != "thing":
        return False
    clause = child(thing, "relcl")
    told = child(verb, "xcomp", "ccomp", "attr", "advcl")
    if clause is None or told is None or told.i < verb.i or how.polarity is Polarity.DENIED:
        return False
    if any(
        c.dep_ in {"dobj", "attr", "acomp", "ccomp"} and c.tag_ not in {"WDT", "WP"} for c in clause.children
    ):
        return False
    subjects = reader.subjects(clause, scope)
    meant = reader.modality(clause, scope)
    hide(reader, clause)
    if lemma(clause) == "do" and told.pos_ == "VERB" and (is_infinitive(told) or told.tag_ in {"VB", "VBG"}):
        reader.visit(told, scope.inner("xcomp", subjects=subjects, modality=meant))
        return True
    if told.pos_ not in {"NOUN", "PROPN"}:
        return False
    for who in subjects:
        for one in conjuncts(told):
            phrase = reader.maker.phrase(one, joined=False)
            reader.emit(clause, scope, who, verb_key(clause), phrase, meant, "what_was")
    return True


def _refused(reader: ClauseReader, verb: Token, scope: Scope, how: Modality) -> bool:
    """Read "X refused to V": a deed of X, told as it is."""
    deed = child(verb, "xcomp")
    if lemma(verb) != "refuse" or deed is None or not is_infinitive(deed) or child(verb, "dobj") is not None:
        return False
    for who in reader.subjects(verb, scope):
        for one in conjuncts(deed):
            if one.pos_ in {"VERB", "AUX"}:
                phrase = reader.clause_phrase(one, subject=who.label)
                phrase = replace(phrase, label=phrase.label.removeprefix("to "))
                reader.emit(verb, scope, who, "refuse to", phrase, how, "refused")
                hide(reader, one)
    return True


def _stopped(reader: ClauseReader, verb: Token, scope: Scope, how: Modality) -> bool:
    """Read "X stopped V-ing": an end that X made, which tells that X did V before."""
    deed = child(verb, "xcomp", "advcl")
    if lemma(verb) not in _STOPPING or deed is None or deed.tag_ != "VBG" or deed.left_edge.i != verb.i + 1:
        return False
    subjects = reader.subjects(verb, scope)
    for one in [d for d in conjuncts(deed) if d.tag_ == "VBG"] if subjects else ():
        for who in subjects:
            phrase = reader.clause_phrase(one, subject=who.label)
            reader.emit(verb, scope, who, lemma(verb), phrase, how, "stopped")
        hide(reader, one)
    return bool(subjects)


_STOPPING = frozenset({"stop", "quit"})


def _not_to_suppose(reader: ClauseReader, verb: Token, scope: Scope, how: Modality) -> bool:
    """Read "we are not to suppose that S": S, denied."""
    who, mind = child(verb, "nsubj"), child(verb, "xcomp")
    told = child(mind, "ccomp") if mind is not None and lemma(mind) in BELIEF_VERBS else None
    if lemma(verb) != "be" or told is None or who is None or who.lower_ not in FIRST_SECOND:
        return False
    if how.polarity is not Polarity.DENIED:
        return False
    for one in conjuncts(told):
        if one.pos_ in {"VERB", "AUX"}:
            reader.visit(one, scope.inner("ccomp", subjects=(), modality=how))
    return True


def _rid_of(reader: ClauseReader, verb: Token, scope: Scope, how: Modality) -> bool:
    """Read "X got rid of Y", which the parser takes for a passive."""
    of = next((p for p in children(verb, "prep") if p.lower_ == "of"), None)
    thing = child(of, "pobj") if of is not None else None
    if lemma(verb) != "rid" or of is None or lemma(child(verb, "auxpass") or verb) != "get":
        return False
    for who in reader.subjects(verb, scope):
        if thing is None and scope.gap is not None:
            reader.emit(verb, scope, who, "get rid of", scope.gap, how, "relative_object")
        for one in conjuncts(thing) if thing is not None else ():
            phrase = reader.maker.phrase(one, joined=False)
            reader.emit(verb, scope, who, "get rid of", phrase, how, "transitive")
    return True


def shrugged(verb: Token, how: Modality) -> Modality:
    """Turn "X cared little about Y", "it mattered little" round."""
    little = next(
        (c for c in children(verb, "advmod", "dobj") if c.lower_ == "little" and c.i > verb.i), None
    )
    if lemma(verb) not in _SHRUGS or little is None or how.polarity is Polarity.DENIED:
        return how
    return how.denied("little")


def _so_it_was(reader: ClauseReader, verb: Token, _scope: Scope, how: Modality) -> bool:
    """Read "it was Y" behind "it was not X that V": Y V."""
    left, it, told = reader.left_open, child(verb, "nsubj"), child(verb, "attr", "acomp")
    if left is None or it is None or it.lower_ not in {"it", "that"} or told is None:
        return False
    if (
        how.polarity is Polarity.DENIED
        or told.pos_ not in {"NOUN", "PROPN"}
        or child(told, "relcl") is not None
    ):
        return False
    draft, part = left
    for one in conjuncts(told):
        phrase = bare(reader.maker.phrase(one, joined=False))
        reader.put_instead(draft, part, phrase)
    return True


def _whatever(reader: ClauseReader, verb: Token, scope: Scope, how: Modality) -> bool:
    """Read "whatever ended X, it was (not) Y": Y ended X, or did not."""
    it, told = child(verb, "nsubj"), child(verb, "attr")
    clause = next((c for c in children(verb, "advcl", "csubj") if c.i < verb.i), None)
    who = child(clause, "nsubj") if clause is not None else None
    if lemma(verb) != "be" or told is None or clause is None or it is None or it.lower_ not in {"it", "that"}:
        return False
    if who is None or who.lower_ not in {"whatever", "whoever"}:
        return False
    for one in conjuncts(told):
        phrase = bare(reader.maker.phrase(one, joined=False))
        reader.sentence.referents[who.i] = Referent(phrase.label, phrase.kind, "named behind it")
        who.doc.turns += 1  # phrases with this word are others from now on
        reader.visited.discard(clause.i)
        reader.visit(clause, scope.inner("cleft", subjects=(phrase,), modality=how))
    return True


def _fond_of_saying(reader: ClauseReader, verb: Token, scope: Scope, how: Modality) -> bool:
    """Read "people like to say that S" as "people say that S"."""
    said = child(verb, "xcomp")
    if lemma(verb) in _BOUND and said is not None and lemma(said) in _OWNED_UP:
        own = child(verb, "nsubj")
        if own is not None and own.lower_ in FIRST_SECOND and child(said, "ccomp") is not None:
            reader.visit(said, scope.inner("xcomp", subjects=()))  # "we need to acknowledge that S"
            return True
    if lemma(verb) not in _FOND or said is None or lemma(said) not in SAYING_VERBS | BELIEF_VERBS:
        return False
    if child(said, "ccomp") is None or said.tag_ != "VB":
        return False
    reader.visit(said, scope.inner("xcomp", subjects=reader.subjects(verb, scope), modality=how))
    return True


def _turned_out(reader: ClauseReader, verb: Token, scope: Scope, how: Modality) -> bool:
    """Read "X turned out (not) to be Y" as "X was (not) Y"."""
    told, out = child(verb, "xcomp"), child(verb, "prt")
    if lemma(verb) != "turn" or out is None or out.lower_ != "out" or told is None or not is_infinitive(told):
        return False
    subjects = reader.subjects(verb, scope)
    if subjects:
        reader.visit(told, scope.inner("xcomp", subjects=subjects, modality=how))
    return bool(subjects)


_FOND = frozenset({"like", "love", "tend"})
_BOUND = frozenset({"need", "have", "want", "ought"})
_OWNED_UP = cues("opinion", "owned_up")


_RULES: tuple[Callable[[ClauseReader, Token, Scope, Modality], bool], ...] = (
    _occurred,
    _not_to_say,
    _whatever,
    _fond_of_saying,
    _turned_out,
    _to_blame,
    _no_proof,
    _one_thing,
    _so_it_was,
    _refused,
    _stopped,
    _rid_of,
    _not_to_suppose,
)
