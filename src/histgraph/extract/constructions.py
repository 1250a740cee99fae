"""The constructions that history is written in: goals, beliefs, causes, reported views."""

from dataclasses import replace

from spacy.tokens import Token

from histgraph.drafts import Phrase
from histgraph.extract.clauses import ClauseReader
from histgraph.extract.modality import Modality, phrase_cues
from histgraph.extract.phrases import bare
from histgraph.extract.scope import (
    BELIEF_NOUNS,
    CAUSE_NOUNS,
    EFFECT_NOUNS,
    FACTIVE,
    FIRST_SECOND,
    FRAMES,
    GOAL_NOUNS,
    HOLDERS,
    MOTIVE_NOUNS,
    SAYING_DENIALS,
    Scope,
)
from histgraph.extract.tokens import child, children, conjuncts, lemma
from histgraph.model import Certainty, Cue, CueKind, EntityKind, Stance


def hide(reader: ClauseReader, clause: Token) -> None:
    """Mark a clause that is wanted or believed, not told: what is inside is no fact."""
    reader.opaque.update(t.i for t in clause.subtree)


def inner_negation(reader: ClauseReader, clause: Token, how: Modality) -> Modality:
    """Carry a negation inside a wanted or believed clause out to the claim."""
    for c in clause.children:
        if c.dep_ == "neg" and c.i + 1 < len(c.doc) and c.doc[c.i + 1].lower_ != "only":
            return how.denied(f"{c.lower_} (within)")
    return how


# -- goals ---------------------------------------------------------------------------------


def goal(reader: ClauseReader, verb: Token, scope: Scope, how: Modality, holder: Token | None = None) -> bool:
    """Read "X wanted (Y) to V", "X sought Y", "X was determined to V": X sought what follows.

    ``holder`` is the word that the complements hang on, where that is not the verb.
    """
    subjects = reader.subjects(verb, scope)
    base = holder if holder is not None else verb
    targets = children(base, "xcomp", "ccomp", "dobj", "acl", "advcl")
    for prep in children(base, "prep"):
        if prep.i > base.i and prep.lower_ in {"for", "at", "after", "of", "on", "to", "about", "towards", "toward"}:
            targets += children(prep, "pobj", "pcomp")
    targets = [t for t in targets if t.dep_ != "advcl" or any(a.lower_ == "to" for a in children(t, "aux"))]
    found = False
    for target in targets[:3]:
        for one in conjuncts(target):
            if one.tag_ in {"VBD", "VBZ", "VBP"} and one.dep_ == "conj" and child(one, "nsubj") is None and target.pos_ not in {"NOUN", "PROPN"}:
                reader.visit(one, scope.inner("conj", subjects=subjects))
                continue
            if one.pos_ in {"VERB", "AUX"}:
                phrase = reader.clause_phrase(one, subject=subjects[0].label if subjects else None)
                hide(reader, one)
                meant = inner_negation(reader, one, how)
            else:
                phrase = reader.maker.phrase(one, joined=False, more=() if one is not target else _tail(base, one))
                meant = how
            for subject in subjects:
                reader.emit(verb, scope, subject, "seek", phrase, meant, "goal", relation="sought", over=_over(reader, one))
                found = True
    return found


def _tail(base: Token, target: Token) -> list[Token]:
    """Return what follows a wanted thing in the same clause ("power over the land")."""
    return [
        t
        for c in base.children
        if c.dep_ == "prep" and c.i > target.i and c.lower_ in {"over", "in", "from", "within", "across", "for"}
        for t in c.subtree
    ]


def _over(reader: ClauseReader, token: Token) -> Phrase | None:
    """Return the thing put second ("rather than Y", "over Y", "instead of Y")."""
    for holder in (token, token.head):
        for c in holder.children:
            if c.lower_ in {"over", "instead", "than"} and c.dep_ in {"prep", "cc"} and c.i > token.i:
                target = child(c, "pobj", "pcomp") or next(
                    (g for p in children(c, "prep") for g in children(p, "pobj", "pcomp")), None
                )
                if target is not None:
                    return bare(reader.maker.phrase(target))
            if c.dep_ == "cc" and c.lower_ == "than":
                other = next((o for o in holder.children if o.dep_ == "conj" and o.i > c.i), None)
                if other is not None:
                    return bare(reader.maker.phrase(other))
    return None


def over(reader: ClauseReader, token: Token) -> Phrase | None:
    """Return the thing put second to ``token``, or None."""
    return _over(reader, token)


def goal_noun(reader: ClauseReader, verb: Token, scope: Scope, how: Modality) -> bool:
    """Read "X's goal was to V", "the main aim of X was Y", "one of X's goals was to V"."""
    subject = child(verb, "nsubj")
    noun = _real_head(subject)
    if noun is None or lemma(noun) not in GOAL_NOUNS | MOTIVE_NOUNS:
        return False
    holder = _owner(reader, noun) or (scope.subjects[0] if scope.subjects else None)
    if holder is None:
        return False
    targets = children(verb, "xcomp", "ccomp", "attr", "acomp", "advcl", "pcomp", "dobj", "prep")
    targets = [t for t in targets if t.i > noun.i and (t.dep_ != "prep" or child(t, "pobj", "pcomp"))]
    how = replace(how, cues=(*how.cues, *phrase_cues(noun)))
    found = False
    for target in targets[:2]:
        if target.dep_ == "prep":
            target = child(target, "pobj", "pcomp") or target
        if target.pos_ in {"ADJ", "ADV"} or (target.dep_ == "advcl" and not any(a.lower_ == "to" for a in children(target, "aux"))):
            continue
        for one in conjuncts(target):
            if one.pos_ in {"VERB", "AUX"}:
                phrase = reader.clause_phrase(one, subject=holder.label)
                hide(reader, one)
                meant = inner_negation(reader, one, how)
            else:
                phrase, meant = reader.maker.phrase(one, joined=False), how
            reader.emit(verb, scope, holder, "seek", phrase, meant, "goal_noun", relation="sought")
            found = True
    return found


def had_goal(reader: ClauseReader, verb: Token, scope: Scope, how: Modality) -> bool:
    """Read "X had the goal of V-ing", "had a plan to V": X sought what the noun opens."""
    found = False
    for noun in conjuncts(child(verb, "dobj")) if child(verb, "dobj") is not None else []:
        if lemma(noun) not in GOAL_NOUNS:
            continue
        targets = children(noun, "acl", "relcl")
        targets = [t for t in targets if any(a.lower_ == "to" for a in children(t, "aux"))]
        for prep in children(noun, "prep"):
            if prep.lower_ in {"of", "for"}:
                targets += children(prep, "pobj", "pcomp")
        for target in targets:
            for one in conjuncts(target):
                phrase = reader.clause_phrase(one) if one.pos_ in {"VERB", "AUX"} else reader.maker.phrase(one, joined=False)
                if one.pos_ in {"VERB", "AUX"}:
                    hide(reader, one)
                for subject in reader.subjects(verb, scope):
                    meant = replace(how, cues=(*how.cues, *phrase_cues(noun)))
                    reader.emit(verb, scope, subject, "seek", phrase, meant, "had_goal", relation="sought")
                    found = True
    return found


def belief_noun(reader: ClauseReader, verb: Token, scope: Scope, how: Modality) -> bool:
    """Read "X held the belief that S", "was committed to the idea that S": X believed S."""
    nouns = children(verb, "dobj")
    for prep in children(verb, "prep"):
        nouns += children(prep, "pobj")
    found = False
    for noun in nouns:
        clause = child(noun, "acl", "ccomp") if lemma(noun) in BELIEF_NOUNS else None
        if clause is None or not any(m.lower_ == "that" for m in children(clause, "mark")):
            continue
        for one in conjuncts(clause):
            phrase = reader.clause_phrase(one)
            hide(reader, one)
            for subject in reader.subjects(verb, scope):
                reader.emit(verb, scope, subject, "believe", phrase, inner_negation(reader, one, how), "belief_noun", relation="believed")
                found = True
    return found


def _real_head(subject: Token | None) -> Token | None:
    """Return the noun a subject is about: "one of his goals" is about goals."""
    if subject is None:
        return None
    if subject.lower_ in {"one", "some", "part", "most", "many", "another"} or lemma(subject) in {"part", "number"}:
        for prep in children(subject, "prep"):
            if prep.lower_ == "of" and (inner := child(prep, "pobj")) is not None:
                return inner
    return subject


def _owner(reader: ClauseReader, noun: Token) -> Phrase | None:
    """Return whose goal, belief or motive a noun is: "X's goal", "the goal of X", "a goal for X"."""
    poss = child(noun, "poss")
    if poss is not None:
        return bare(reader.maker.phrase(poss))
    for prep in children(noun, "prep"):
        if prep.lower_ in {"of", "behind", "for"} and (inner := child(prep, "pobj")) is not None:
            return bare(reader.maker.phrase(inner))
    return None


def owner(reader: ClauseReader, noun: Token) -> Phrase | None:
    """Return the phrase that owns a noun, or None."""
    return _owner(reader, noun)


# -- causes --------------------------------------------------------------------------------


def cause_noun(reader: ClauseReader, verb: Token, scope: Scope, how: Modality) -> bool:
    """Read "the main cause of X was Y", "a consequence of X was Y", "the result was Y"."""
    subject = child(verb, "nsubj")
    noun = _real_head(subject)
    if noun is None or subject is None:
        return False
    word = lemma(noun)
    if word not in CAUSE_NOUNS | EFFECT_NOUNS:
        return False
    about = _about(reader, noun)
    contributing = about is not None and any(lemma(c) in {"contribute", "lead"} for c in children(noun, "relcl", "acl"))
    if about is None and word in {"reason", "cause", "trigger", "explanation", "result", "consequence", "outcome"}:
        about = _event_phrase(reader, scope)
    if about is None:
        return False
    targets = children(verb, "attr", "ccomp", "acomp", "advcl", "xcomp")
    for prep in children(verb, "prep"):
        targets += children(prep, "pobj")
    how = replace(how, cues=(*how.cues, *phrase_cues(noun)))
    found = False
    for target in [t for t in targets if t.i > noun.i][:2]:
        for one in conjuncts(target):
            clause = one.pos_ in {"VERB", "AUX"}
            phrase = reader.clause_phrase(one, positive=False) if clause else reader.maker.phrase(one, joined=False)
            if word in CAUSE_NOUNS and contributing:
                reader.emit(verb, scope, bare(phrase), "cause", about, how, "factor", relation="caused")
            elif word in CAUSE_NOUNS:
                reader.emit(verb, scope, about, "be caused by", phrase, how, "cause_noun", relation="causedBy")
            else:
                reader.emit(verb, scope, about, "cause", phrase, how, "effect_noun", relation="caused")
            found = True
            if clause:
                reader.visit(one, scope.inner("ccomp", subjects=()))
    return found


def _about(reader: ClauseReader, noun: Token) -> Phrase | None:
    """Return what a cause or result is a cause or result of."""
    for prep in children(noun, "prep"):
        if prep.lower_ in {"of", "for", "behind", "to"}:
            inner = child(prep, "pobj", "pcomp")
            if inner is not None:
                return reader.clause_phrase(inner) if inner.pos_ == "VERB" else bare(reader.maker.phrase(inner))
    for clause in children(noun, "relcl", "acl"):
        if lemma(clause) in {"contribute", "lead"}:
            for prep in children(clause, "prep"):
                if (inner := child(prep, "pobj")) is not None:
                    reader.visited.add(clause.i)
                    return bare(reader.maker.phrase(inner))
        elif any(t.lower_ in {"why", "that"} for t in clause.subtree) and child(clause, "nsubj") is not None:
            return reader.clause_phrase(clause)
    return None


def _event_phrase(reader: ClauseReader, scope: Scope) -> Phrase | None:
    label = reader.discourse.question_event or reader.discourse.event
    if label is None:
        return None
    return Phrase(label, label, None, label.split()[-1].lower(), tuple(label.lower().split()), EntityKind.SITUATION)


def because(reader: ClauseReader, verb: Token, scope: Scope, how: Modality) -> None:
    """Read the reasons hung on a clause: "because S", "because of X", "due to X"."""
    for c in verb.children:
        if c.dep_ == "advcl" and any(m.lower_ == "because" for m in children(c, "mark")):
            _caused(reader, verb, scope, how, c, clause=True)
        elif c.dep_ == "advcl" and any(m.lower_ == "since" for m in children(c, "mark")) and c.i < verb.i:
            continue
        elif c.dep_ in {"prep", "acomp", "advmod"} and c.lower_ in {"because", "due", "owing", "thanks"}:
            inner = next((g for g in children(c, "pobj", "pcomp") if g.pos_ not in {"ADP", "PART"}), None)
            if inner is None:
                inner = next(
                    (g for p in children(c, "prep", "pcomp", "pobj") for g in children(p, "pobj", "pcomp")), None
                )
            if inner is not None:
                _caused(reader, verb, scope, how, inner, clause=inner.pos_ == "VERB")


def _caused(reader: ClauseReader, verb: Token, scope: Scope, how: Modality, why: Token, *, clause: bool) -> None:
    event = reader.event_phrase(verb, scope)
    if lemma(verb) == "be" and child(verb, "acomp", "attr", "oprd") is None:
        found = reader.subjects(verb, scope)
        subject = child(verb, "nsubj")
        if found and subject is not None and subject.lower_ not in {"it", "this", "that"}:
            event = found[0]
        else:
            event = _event_phrase(reader, scope) or event
    calm = Modality(certainty=how.certainty, cues=how.cues)
    for one in conjuncts(why):
        verbal = clause or one.pos_ == "VERB"
        phrase = reader.clause_phrase(one, positive=False) if verbal else reader.maker.phrase(one, joined=False)
        reader.emit(verb, scope, event, "be caused by", phrase, calm, "because", relation="causedBy")
        if verbal and one.dep_ != "conj":
            reader.visit(one, scope.inner("because", subjects=reader.subjects(verb, scope)))


# -- views ---------------------------------------------------------------------------------


def is_holder(token: Token) -> bool:
    """Whether a subject holds a view as scholars do, not as actors of history do."""
    return lemma(token) in HOLDERS or token.lower_ in HOLDERS


def view(reader: ClauseReader, verb: Token, scope: Scope, how: Modality, clause: Token) -> bool:
    """Read "X believes that S": a claim about X, or S as X's view, or S alone behind "I think"."""
    subject = child(verb, "nsubj", "nsubjpass")
    word = lemma(verb)
    framed = subject is None or subject.lower_ in FRAMES or subject.lower_ in FIRST_SECOND
    if framed and not (scope.subjects and subject is None):
        meant = how if word not in SAYING_DENIALS | {"doubt"} else how.denied(word)
        meant = replace(meant, mode=scope.modality.mode)
        if word in {"think", "believe", "suppose", "guess", "suspect", "assume", "seem", "appear", "suggest", "imagine", "doubt"}:
            meant = meant.hedged(Certainty.PROBABLE, word)
        holder = "it is said" if subject is not None and subject.lower_ == "it" and verb.tag_ == "VBN" else scope.holder
        stance = Stance.NEUTRAL if holder and not scope.holder else scope.stance
        reader.visit(clause, scope.inner("ccomp", subjects=(), modality=meant, holder=holder, stance=stance))
        return True
    subjects = reader.subjects(verb, scope)
    if subject is not None and is_holder(subject) and subjects:
        stance = Stance.REJECTS if word in SAYING_DENIALS else Stance.NEUTRAL
        meant = how.denied(word) if word in SAYING_DENIALS else how
        reader.visit(
            clause,
            scope.inner(
                "ccomp",
                subjects=(),
                modality=meant.cued(CueKind.ATTRIBUTION, word),
                holder=subjects[0].label,
                stance=Stance.NEUTRAL if stance is Stance.REJECTS else stance,
            ),
        )
        return True
    relation = "believed" if word in _BELIEVES else ""
    parts = [one for one in conjuncts(clause) if one.pos_ in {"VERB", "AUX"}]
    for one in [p for p in parts if p is not clause and _stray(clause, p)]:
        reader.visit(one, scope.inner("conj", subjects=subjects))
        parts.remove(one)
    for one in parts:
        meant = inner_negation(reader, one, how)
        if word in {"doubt", "deny", "reject"}:
            meant = meant.denied(word)
        phrase = reader.clause_phrase(one)
        for who in subjects:
            reader.emit(verb, scope, who, word, phrase, meant, "belief", relation=relation)
        if word in FACTIVE:
            reader.visit(one, scope.inner("ccomp", subjects=(), modality=Modality(cues=how.cues)))
        else:
            hide(reader, one)
    return bool(subjects)


_BELIEVES = frozenset({"believe", "think", "feel", "consider", "suppose", "assume", "suspect", "judge", "imagine", "reckon", "hold", "doubt", "see", "deem"})


def _stray(clause: Token, conjunct: Token) -> bool:
    """Whether a verb coordinated with a believed clause belongs to the believer: "saw it was so and settled on Y"."""
    inner = child(clause, "nsubj")
    if child(conjunct, "nsubj", "nsubjpass", "mark") is not None or conjunct.tag_ not in {"VBD", "VBZ", "VBP"}:
        return False
    return inner is not None and inner.lower_ in {"it", "this", "that"} and lemma(conjunct) != "be"


def attributions(reader: ClauseReader, scope: Scope) -> Scope:
    """Read who else is brought in: "according to X", "contrary to what X says", "as X notes"."""
    for token in reader.sentence.doc:
        word = token.lower_
        if word == "according" and (who := _named(reader, token)) is not None:
            scope = replace(scope, holder=who, stance=Stance.NEUTRAL)
            scope = replace(scope, modality=scope.modality.cued(CueKind.ATTRIBUTION, f"according to {who}"))
        elif word == "contrary" and (who := _named(reader, token)) is not None:
            scope = _against(scope, who, f"contrary to {who}")
        elif word == "unlike" and (who := _named(reader, token)) is not None and _is_voice(reader, token, who):
            scope = _against(scope, who, f"unlike {who}")
        elif (
            token.dep_ == "advcl"
            and lemma(token) in {"note", "remark", "observe", "say", "mention", "point", "state", "write", "argue", "explain", "suggest", "show", "put", "indicate", "describe"}
            and any(m.lower_ == "as" for m in token.children)
            and (subject := child(token, "nsubj")) is not None
            and subject.lower_ not in FIRST_SECOND | {"it"}
        ):
            who = reader.maker.phrase(subject).label
            reader.visited.add(token.i)
            cue = Cue(CueKind.AGREEMENT, f"as {who} {token.text}")
            scope = replace(scope, agrees=(*scope.agrees, who))
            scope = replace(scope, modality=replace(scope.modality, cues=(*scope.modality.cues, cue)))
    return scope


def _against(scope: Scope, who: str, cue: str) -> Scope:
    scope = replace(scope, disagrees=(*scope.disagrees, who))
    return replace(scope, modality=scope.modality.cued(CueKind.DISAGREEMENT, cue))


def _named(reader: ClauseReader, token: Token) -> str | None:
    """Return whose words "according to ..." or "contrary to what ..." brings in."""
    window = [t for t in token.doc[token.i + 1 : token.i + 9]]
    for t in window:
        if t.text == ",":
            break
        if t.lower_ in {"to", "what", "the", "popular", "common", "claims", "claim", "view", "views", "of"}:
            continue
        if t.lower_ in {"belief", "opinion", "myth", "wisdom"}:
            return "popular belief"
        if t.dep_ in {"nsubj", "poss", "pobj", "compound", "nmod"} and t.pos_ in {"PROPN", "NOUN", "PRON", "ADJ"}:
            if t.lower_ in FIRST_SECOND:
                return None
            if t.dep_ == "pobj" and t.pos_ == "NOUN" and child(t, "poss") is not None:
                return reader.maker.phrase(child(t, "poss") or t).label
            head = t.head if t.dep_ in {"compound", "nmod"} else t
            return bare(reader.maker.phrase(head)).label
        if t.pos_ in {"VERB", "AUX"}:
            continue
        return t.text
    return None


def _is_voice(reader: ClauseReader, token: Token, who: str) -> bool:
    """Whether "unlike X" speaks of another answerer: X is named as an author on the page."""
    return who.lower() in {(c or "").lower() for c in reader.authors}


def no_reason(reader: ClauseReader, thing: Token, scope: Scope, how: Modality) -> bool:
    """Read "there is no reason to think that S", "there is little evidence that S": S, denied."""
    if lemma(thing) not in {"reason", "evidence", "indication", "proof", "sign", "doubt", "question", "basis", "ground"}:
        return False
    denied = how.polarity.value == "denied" or any(c.lower_ in {"little", "scant", "few"} for c in thing.children)
    clause = next((t for t in thing.subtree if t.dep_ in {"ccomp", "acl"} and any(m.lower_ == "that" for m in children(t, "mark"))), None)
    if clause is None:
        return False
    sure = lemma(thing) in {"doubt", "question"}
    meant = Modality(cues=how.cues)
    if denied and not sure:
        meant = meant.denied(f"no {lemma(thing)}").hedged(Certainty.PROBABLE, f"no {lemma(thing)}")
    reader.visit(clause, scope.inner("ccomp", subjects=(), modality=meant))
    return True


def inability(reader: ClauseReader, noun: Token, scope: Scope) -> None:
    """Read "X's inability to V", "the failure of X to V": X did not V."""
    clause = next((c for c in children(noun, "acl") if any(a.lower_ == "to" for a in children(c, "aux"))), None)
    holder = owner(reader, noun)
    if clause is not None and holder is not None:
        reader.visit(clause, scope.inner("noun", subjects=(holder,), modality=Modality().denied(lemma(noun))))


def quest(reader: ClauseReader, noun: Token, scope: Scope) -> None:
    """Read "his quest for power", "Stalin's desire to industrialise": the owner sought it."""
    poss = child(noun, "poss")
    if poss is None:
        return
    holder = bare(reader.maker.phrase(poss))
    for prep in children(noun, "prep"):
        if prep.lower_ in {"for", "of", "after"} and (inner := child(prep, "pobj")) is not None:
            reader.emit(noun, scope, holder, "seek", reader.maker.phrase(inner), Modality(), "quest", relation="sought", time=(None, None))
    for clause in children(noun, "acl"):
        if any(a.lower_ == "to" for a in children(clause, "aux")):
            hide(reader, clause)
            for one in conjuncts(clause):
                reader.emit(noun, scope, holder, "seek", reader.clause_phrase(one), Modality(), "quest", relation="sought", time=(None, None))


def purpose(reader: ClauseReader, verb: Token, scope: Scope, clause: Token, how: Modality) -> None:
    """Read "invaded X to annex Y": the subject sought to annex Y."""
    hide(reader, clause)
    for subject in reader.subjects(verb, scope)[:2]:
        for one in conjuncts(clause):
            phrase = reader.clause_phrase(one, subject=subject.label)
            meant = Modality(certainty=how.certainty)
            reader.emit(one, scope, subject, "seek", phrase, meant, "purpose", relation="sought")
