"""Ways of giving or weighing an opinion: "I am not convinced that S", "X is wrong to say that S"."""

from dataclasses import replace

from histgraph.extract.drafting.clauses import ClauseReader, is_passive
from histgraph.extract.drafting.goals import hide, inner_negation, visit_judged
from histgraph.extract.drafting.phrases import bare
from histgraph.extract.holders.scholars import is_holder
from histgraph.extract.syntax.modality import Modality, cues
from histgraph.extract.syntax.scope import BELIEF_VERBS, FIRST_SECOND, SAYING_VERBS, Scope
from histgraph.extract.syntax.tokens import child, children, conjuncts, lemma, written
from histgraph.extract.syntax.tree import Token
from histgraph.model import Certainty, CueKind, Polarity, Stance

_PERSUADED = cues("opinion", "persuaded")
_HARD = cues("opinion", "hard")
_RIGHT = cues("opinion", "right")
_WRONG = cues("opinion", "wrong")
_TALES = cues("opinion", "tales")
_THINKING = SAYING_VERBS | BELIEF_VERBS | {"accept", "claim"}


def read_opinion(reader: ClauseReader, verb: Token, scope: Scope, how: Modality) -> bool:
    """Read a clause that only gives or weighs an opinion; True where it does."""
    return any(
        rule(reader, verb, scope, how)
        for rule in (_convinced, _find_hard, _right_to_say, _tale, _has_a_tale, _has_it, _of_opinion, _may_be)
    )


def _told(clause: Token | None) -> bool:
    return (
        clause is not None
        and clause.pos_ in {"VERB", "AUX"}
        and child(clause, "nsubj", "nsubjpass", "expl", "csubj") is not None
    )


def _convinced(reader: ClauseReader, verb: Token, scope: Scope, how: Modality) -> bool:
    """Read "I am not convinced that S", "I remain unpersuaded that S": S, in doubt."""
    subject = child(verb, "nsubj", "nsubjpass")
    if subject is None or subject.lower_ not in FIRST_SECOND:
        return False
    state = verb if is_passive(verb) else child(verb, "acomp", "oprd")
    if state is None or state.lower_ not in _PERSUADED:
        return False
    clause = child(state, "ccomp") or child(verb, "ccomp")
    if clause is None or not _told(clause):
        return False
    meant = how.denied(state.lower_) if state.lower_.startswith(("un", "skept", "scept")) else how
    return visit_judged(reader, clause, scope, meant.hedged(Certainty.PROBABLE, state.lower_))


def _find_hard(reader: ClauseReader, verb: Token, scope: Scope, how: Modality) -> bool:
    """Read "I find it hard to believe that S", "it is difficult to accept that S": S, denied."""
    if lemma(verb) == "find":
        quality = child(verb, "ccomp", "oprd", "acomp")
        it = child(quality, "nsubj") if quality is not None else None
        it = it or child(verb, "dobj")
    else:
        quality, it = child(verb, "acomp"), child(verb, "nsubj")
    if quality is None or it is None or it.lower_ != "it" or quality.lower_ not in _HARD:
        return False
    for deed in [c for h in (quality, verb) for c in children(h, "xcomp", "advcl", "ccomp")]:
        clause = child(deed, "ccomp")
        if lemma(deed) in {"believe", "accept", "credit"} and clause is not None and _told(clause):
            hard = f"{quality.lower_} to {deed.lower_}"
            return visit_judged(reader, clause, scope, how.denied(hard).hedged(Certainty.PROBABLE, hard))
    return False


def _right_to_say(reader: ClauseReader, verb: Token, scope: Scope, how: Modality) -> bool:
    """Read "X is wrong to say that S", "X is right that S", "X is mistaken in thinking that S"."""
    subject = child(verb, "nsubj", "nsubjpass")
    if subject is None or subject.lower_ in {"it", "this", "that", "which"} | FIRST_SECOND:
        return False
    quality = verb if lemma(verb) == "mistake" else child(verb, "acomp")
    if quality is None or quality.lower_ not in _RIGHT | _WRONG:
        return False
    deeds = [c for h in {quality.i: quality, verb.i: verb}.values() for c in children(h, "xcomp", "advcl")]
    deeds += [c for p in children(quality, "prep") for c in children(p, "pcomp")]
    clause = child(quality, "ccomp") or child(verb, "ccomp")
    for deed in deeds:
        clause = clause or child(deed, "ccomp")
    wrong = quality.lower_ in _WRONG
    if clause is not None and _told(clause) and (not deeds or lemma(deeds[0]) in _THINKING | _POINTING):
        meant = Modality(polarity=how.polarity, cues=how.cues)
        reader.visited.update(d.i for d in deeds)
        return visit_judged(reader, clause, scope, meant.denied(quality.lower_) if wrong else meant)
    return False


_POINTING = cues("opinion", "pointing")


def _tale(reader: ClauseReader, verb: Token, scope: Scope, how: Modality) -> bool:
    """Read "there is a story that S": S, as the story has it."""
    thing = child(verb, "attr", "nsubj")
    if child(verb, "expl") is None or thing is None or lemma(thing) not in _TALES:
        return False
    clause = child(thing, "acl", "ccomp", "relcl")
    if clause is None or clause.doc[clause.left_edge.i].lower_ != "that" or not _told(clause):
        return False
    own = child(clause, "nsubj", "nsubjpass")
    if own is not None and own.tag_ in {"WDT", "WP"}:
        return False
    outside = [t for t in reader.maker.tokens(thing, without=[t.i for t in clause.subtree]) if t.i < clause.i]
    inner = replace(scope, holder=written(outside), stance=Stance.NEUTRAL)
    meant = how.hedged(Certainty.POSSIBLE, lemma(thing)).cued(CueKind.ATTRIBUTION, lemma(thing))
    return visit_judged(reader, clause, inner, meant)


def _has_a_tale(reader: ClauseReader, verb: Token, scope: Scope, how: Modality) -> bool:
    """Read "the annals have a tale where S", "our elders have stories that S": S, as they tell it."""
    who, tale = child(verb, "nsubj"), child(verb, "dobj")
    if lemma(verb) != "have" or tale is None or who is None or lemma(tale) not in _TALES:
        return False
    clauses = [c for c in tale.subtree if c.dep_ in {"acl", "relcl", "ccomp"} and _told(c)]
    led = [c for c in clauses if c.doc[c.left_edge.i].lower_ in {"where", "that", "how", "in"}]
    if not led or who.lower_ in FIRST_SECOND or how.polarity is Polarity.DENIED or children(verb, "aux"):
        return False
    inner = replace(scope, holder=bare(reader.maker.phrase(who)).label, stance=Stance.NEUTRAL)
    return visit_judged(reader, led[0], inner, Modality().cued(CueKind.ATTRIBUTION, lemma(tale)))


def _of_opinion(reader: ClauseReader, verb: Token, scope: Scope, how: Modality) -> bool:
    """Read "X is of the opinion that S": S as a scholar's view, or X believed it."""
    who = child(verb, "nsubj")
    of = next((p for p in children(verb, "prep") if p.lower_ == "of"), None)
    noun = child(of, "pobj") if of is not None else None
    clause = child(noun, "acl", "ccomp", "relcl") if noun is not None else None
    if (
        lemma(verb) != "be"
        or noun is None
        or who is None
        or lemma(noun) not in _OF_OPINION
        or not _told(clause)
    ):
        return False
    if who.lower_ in FIRST_SECOND:
        return False  # the author's own
    meant = Modality(polarity=how.polarity, cues=how.cues)
    holders = reader.subjects(verb, scope)
    if holders and (is_holder(who) or (verb.tag_ == "VBZ" and who.pos_ == "PROPN")):
        inner = replace(scope, holder=holders[0].label, stance=Stance.NEUTRAL)
        return clause is not None and visit_judged(
            reader, clause, inner, meant.cued(CueKind.ATTRIBUTION, lemma(noun))
        )
    for one in conjuncts(clause) if clause is not None else ():
        phrase, inside = reader.clause_phrase(one), inner_negation(one, how)
        hide(reader, one)
        for holder in holders:
            reader.emit(verb, scope, holder, "believe", phrase, inside, "belief_noun", relation="believed")
    return True


_OF_OPINION = cues("opinion", "of_opinion")


def _may_be(reader: ClauseReader, verb: Token, scope: Scope, how: Modality) -> bool:
    """Read "it may be that S", "there is a good chance that S", "it is not impossible that S": S, as possible."""
    it, thing = child(verb, "nsubj", "expl"), child(verb, "attr", "acomp")
    if lemma(verb) != "be" or it is None or it.lower_ not in {"it", "there"}:
        return False
    clause = child(verb, "ccomp") if thing is None else child(thing, "acl", "ccomp") or child(verb, "ccomp")
    if clause is None or not _told(clause) or clause.i < verb.i:
        return False
    if thing is None:
        modal = next((a.lower_ for a in children(verb, "aux") if a.lower_ in _MAYBE), "")
        meant = Modality().hedged(Certainty.POSSIBLE, f"{modal} be") if modal and it.lower_ == "it" else None
    else:
        meant = _chance(thing, how)
    return meant is not None and visit_judged(reader, clause, scope, meant)


def _chance(thing: Token, how: Modality) -> Modality | None:
    """Return how S is meant behind "there is a chance that", "no chance that", "it is not impossible that"."""
    word, denied = lemma(thing), how.polarity is Polarity.DENIED
    if word == "impossible":
        return Modality().hedged(Certainty.POSSIBLE, "not impossible") if denied else None
    if word not in _CHANCES:
        return None
    if denied:
        return Modality().denied(f"no {word}")
    slight = any(c.lower_ in _SLIGHT for c in thing.children)
    found = Modality().hedged(Certainty.PROBABLE if slight else Certainty.POSSIBLE, word)
    return found.denied(f"little {word}") if slight else found


_MAYBE = frozenset({"may", "might", "could"})
_CHANCES = cues("hedge", "chances")
_SLIGHT = frozenset({"little", "small", "slight", "slim", "zero"})


def _has_it(reader: ClauseReader, verb: Token, scope: Scope, how: Modality) -> bool:
    """Read "legend has it that S": S, as legend has it."""
    subject, it, clause = child(verb, "nsubj"), child(verb, "dobj"), child(verb, "ccomp")
    if lemma(verb) != "have" or subject is None or lemma(subject) not in _TALES or not _told(clause):
        return False
    if it is None or it.lower_ != "it" or clause is None:
        return False
    holder = bare(reader.maker.phrase(subject)).label
    inner = replace(scope, holder=holder, stance=Stance.NEUTRAL)
    meant = how.hedged(Certainty.POSSIBLE, lemma(subject)).cued(CueKind.ATTRIBUTION, lemma(subject))
    return visit_judged(reader, clause, inner, meant)
