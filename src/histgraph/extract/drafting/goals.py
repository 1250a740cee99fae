"""Goals: what somebody wanted, aimed at, or did something for."""

from dataclasses import replace

from histgraph.drafts import Phrase
from histgraph.extract.drafting.clauses import ClauseReader, is_purpose
from histgraph.extract.drafting.phrases import bare, is_aside
from histgraph.extract.syntax.amounts import weak_quantity
from histgraph.extract.syntax.hedges import is_guess, led_in
from histgraph.extract.syntax.modality import Modality, phrase_cues
from histgraph.extract.syntax.scope import (
    DUTY_NOUNS,
    GOAL_NOUNS,
    GOAL_VERBS,
    MEANS_VERBS,
    MOTIVE_NOUNS,
    Scope,
    words,
)
from histgraph.extract.syntax.tokens import child, children, conjuncts, is_finite, lemma
from histgraph.extract.syntax.tree import Token


def hide(reader: ClauseReader, clause: Token) -> None:
    """Mark a clause that is wanted or believed, not told: what is inside is no fact."""
    told = {t.i for c in clause.subtree if _told_aside(c) and c is not clause for t in c.subtree}
    reader.opaque.update(t.i for t in clause.subtree if t.i not in told)


def visit_judged(reader: ClauseReader, clause: Token, scope: Scope, meant: Modality) -> bool:
    """Read a clause, and those joined to it, as it is judged to be: true, in doubt, untrue."""
    for one in conjuncts(clause):
        if one.pos_ in {"VERB", "AUX"}:
            reader.visit(one, scope.inner("judged", subjects=(), modality=meant))
    return True


def _told_aside(clause: Token) -> bool:
    """Whether the author himself tells a clause: "wanted to marry Anne, who was already betrothed"."""
    if clause.dep_ != "relcl" or clause.left_edge.tag_ not in {"WP", "WDT"} or not is_finite(clause):
        return False
    left = clause.left_edge
    return left.i > 0 and left.nbor(-1).text == "," and not any(c.tag_ == "MD" for c in clause.children)


def inner_negation(clause: Token, how: Modality) -> Modality:
    """Carry a negation inside a wanted or believed clause out to the claim."""
    for c in clause.children:
        if c.dep_ == "neg" and c.i + 1 < len(c.doc) and c.doc[c.i + 1].lower_ != "only":
            return how.denied(f"{c.lower_} (within)")
    return how


_AIMED_AT = frozenset({"for", "at", "after", "of", "on", "to", "about", "towards", "toward"})


def goal(reader: ClauseReader, verb: Token, scope: Scope, how: Modality, holder: Token | None = None) -> bool:
    """Read "X wanted (Y) to V", "X sought Y", "X was determined to V": X sought what follows.

    ``holder`` is the word that the complements hang on, where that is not the verb.
    """
    subjects = reader.subjects(verb, scope)
    base = holder if holder is not None else verb
    targets = [*children(base, "xcomp", "ccomp", "dobj", "acl"), *(c for c in base.children if is_purpose(c))]
    for prep in children(base, "prep"):
        late = prep.lower_ == "after" and prep.i > base.i + 1  # "struggled with floods after long droughts"
        if prep.i > base.i and prep.lower_ in _AIMED_AT and not late:
            targets += children(prep, "pobj", "pcomp")
    found = False
    for target in [t for t in targets if t.i > base.i][:3]:
        for one in conjuncts(target):
            if _told(one, target):
                reader.visit(one, scope.inner("conj", subjects=subjects))
            elif subjects:
                _wanted(reader, verb, scope, how, subjects, base, target, one)
                found = True
    return found


def _wants_itself(one: Token) -> bool:
    """Whether a goal is told by a clause that says who wants what: "his goal was that he wanted X"."""
    finite = one.tag_ in {"VBD", "VBZ", "VBP"} and one.pos_ == "VERB"
    return finite and lemma(one) in GOAL_VERBS and child(one, "nsubj") is not None


def _told(one: Token, target: Token) -> bool:
    """Whether a finite verb coordinated with a wanted one tells a deed again."""
    finite = one.tag_ in {"VBD", "VBZ", "VBP"} and one.dep_ == "conj" and child(one, "nsubj") is None
    return finite and target.pos_ not in {"NOUN", "PROPN"}


def _wanted(
    reader: ClauseReader,
    verb: Token,
    scope: Scope,
    how: Modality,
    subjects: tuple[Phrase, ...],
    base: Token,
    target: Token,
    one: Token,
) -> None:
    meant, purposes = how, []
    if one.pos_ in {"VERB", "AUX"}:
        phrases = [reader.clause_phrase(one, subject=subjects[0].label)]
        purposes = [p for c in one.children if is_purpose(c) for p in conjuncts(c)]
        reader.beside(one, scope)
        hide(reader, one)
        meant = inner_negation(one, how.denied("rather than") if set_second(one) else how)
    else:
        behind = _wished(reader, one)
        more = [*(() if one is not target else _tail(base, one)), *behind]
        phrases = [reader.maker.phrase(one, joined=False, more=more)]
    phrases = [found for p in phrases if (found := _taken_up(reader, verb, p)) is not None]
    phrases += [reader.clause_phrase(p, subject=subjects[0].label) for p in purposes]
    second = over(reader, one)
    for subject in subjects:
        for phrase in phrases:
            reader.emit(verb, scope, subject, "seek", phrase, meant, "goal", relation="sought", over=second)


_LEFT_OPEN = frozenset(
    {"to do", "to do so", "to do it", "to do that", "to do likewise", "to do the same", "to"}
)


def _taken_up(reader: ClauseReader, verb: Token, phrase: Phrase) -> Phrase | None:
    """Return what is wanted; for the "to do" of "X sought to V, as Z had hoped to do" what X sought, else None."""
    if phrase.label.lower() not in _LEFT_OPEN:
        return phrase
    told = reader.told.get(verb.head.i, []) if verb.dep_ in {"advcl", "conj"} else []
    return next((replace(obj, span=None) for _, _, obj in told if obj.label.startswith("to ")), None)


def set_second(clause: Token) -> bool:
    """Whether an infinitive is put second: "to settle rather than (to) fight"."""
    before = [t.lower_ for t in clause.doc[max(0, clause.left_edge.i - 2) : clause.i]]
    return any(before[n : n + 2] == ["rather", "than"] for n in range(len(before)))


def _wished(reader: ClauseReader, noun: Token) -> list[Token]:
    """Return the clause that says what a wanted thing should be like ("a state that would ..."), and hide it."""
    found: list[Token] = []
    for clause in children(noun, "relcl"):
        if any(a.tag_ == "MD" for a in children(clause, "aux")):
            found += list(clause.subtree)
            hide(reader, clause)
    return found


def _tail(base: Token, target: Token) -> list[Token]:
    """Return what follows a wanted thing in the same clause ("power over the land")."""
    return [
        t
        for c in base.children
        if c.dep_ == "prep"
        and c.i > target.i
        and c.lower_ in {"over", "in", "from", "within", "across", "for"}
        for t in c.subtree
    ]


CHOOSING = words("goal", "choosing")
"""What sets one thing over another; power over a land is no choice."""


def over(reader: ClauseReader, token: Token) -> Phrase | None:
    """Return the thing put second ("rather than Y", "over Y", "instead of Y")."""
    for holder in (token, token.head):
        for c in holder.children:
            if c.lower_ == "over" and lemma(holder) not in CHOOSING and lemma(token.head) not in CHOOSING:
                continue
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


def goal_noun(reader: ClauseReader, verb: Token, scope: Scope, how: Modality) -> bool:
    """Read "X's goal was to V", "the main aim of X was Y", "one of X's goals was to V"."""
    subject = child(verb, "nsubj")
    noun = real_head(subject)
    if noun is None or lemma(noun) not in GOAL_NOUNS | MOTIVE_NOUNS:
        return False
    holder = owner(reader, noun) or (scope.subjects[0] if scope.subjects else None)
    if holder is None:
        return False
    targets = children(verb, "xcomp", "ccomp", "attr", "acomp", "advcl", "pcomp", "dobj", "prep")
    targets = [
        t
        for t in targets
        if t.i > noun.i and (t.dep_ != "prep" or (child(t, "pobj", "pcomp") and not is_aside(t)))
    ]
    how = replace(how, cues=(*how.cues, *phrase_cues(noun)))
    found = False
    for target in targets[:2]:
        if target.dep_ == "prep":
            target = child(target, "pobj", "pcomp") or target
        if target.pos_ in {"ADJ", "ADV"} or (
            target.dep_ == "advcl" and not any(a.lower_ == "to" for a in children(target, "aux"))
        ):
            continue
        for one in conjuncts(target):
            if _wants_itself(one):
                reader.visit(one, scope.inner("ccomp", subjects=()))
                found = True
                continue
            if one.pos_ in {"VERB", "AUX"}:
                phrase = reader.clause_phrase(one, subject=holder.label)
                hide(reader, one)
                meant = inner_negation(one, how)
            elif lemma(noun) in MOTIVE_NOUNS:
                motive = reader.maker.phrase(one, joined=False)
                reader.emit(
                    verb, scope, holder, "be motivated by", motive, how, "motive", relation="motivatedBy"
                )
                found = True
                continue
            else:
                phrase, meant = reader.maker.phrase(one, joined=False), how
            reader.emit(verb, scope, holder, "seek", phrase, meant, "goal_noun", relation="sought")
            found = True
    return found


def duty(reader: ClauseReader, verb: Token, scope: Scope, how: Modality) -> bool:
    """Read "X's duty was to V and to W": X was responsible for V, for W."""
    noun = real_head(child(verb, "nsubj"))
    clause = child(verb, "xcomp", "ccomp")
    if noun is None or lemma(noun) not in DUTY_NOUNS or clause is None:
        return False
    holder = owner(reader, noun)
    if holder is None:
        return False
    for one in conjuncts(clause):
        phrase = reader.clause_phrase(one, subject=holder.label)
        hide(reader, one)
        reader.emit(verb, scope, holder, "be responsible for", phrase, how, "duty", relation="responsibleFor")
    return True


def had_goal(reader: ClauseReader, verb: Token, scope: Scope, how: Modality) -> bool:
    """Read "X had the goal of V-ing", "had a plan to V": X sought what the noun opens."""
    found = False
    obj = child(verb, "dobj")
    for noun in conjuncts(obj) if obj is not None else []:
        if lemma(noun) not in GOAL_NOUNS or (lemma(noun) == "hope" and weak_quantity(noun)):
            continue
        targets = children(noun, "acl", "relcl")
        targets = [t for t in targets if any(a.lower_ == "to" for a in children(t, "aux"))]
        for prep in children(noun, "prep"):
            if prep.lower_ in {"of", "for"}:
                targets += children(prep, "pobj", "pcomp")
        for target in targets:
            for one in conjuncts(target):
                phrase = (
                    reader.clause_phrase(one)
                    if one.pos_ in {"VERB", "AUX"}
                    else reader.maker.phrase(one, joined=False)
                )
                if one.pos_ in {"VERB", "AUX"}:
                    hide(reader, one)
                for subject in reader.subjects(verb, scope):
                    meant = replace(how, cues=(*how.cues, *phrase_cues(noun)))
                    reader.emit(verb, scope, subject, "seek", phrase, meant, "had_goal", relation="sought")
                    found = True
    return found


def real_head(subject: Token | None) -> Token | None:
    """Return the noun a subject is about: "one of his goals" is about goals."""
    if subject is None:
        return None
    if subject.lower_ in {"one", "some", "part", "most", "many", "another"} or lemma(subject) in {
        "part",
        "number",
    }:
        for prep in children(subject, "prep"):
            if prep.lower_ == "of" and (inner := child(prep, "pobj")) is not None:
                return inner
    return subject


def owner(reader: ClauseReader, noun: Token) -> Phrase | None:
    """Return whose goal, belief or motive a noun is: "X's goal", "the goal of X", "a goal for X"."""
    poss = child(noun, "poss")
    if poss is not None:
        return bare(reader.maker.phrase(poss))
    for prep in children(noun, "prep"):
        if prep.lower_ in {"of", "behind", "for"} and (inner := child(prep, "pobj")) is not None:
            return bare(reader.maker.phrase(inner))
    return None


def quest(reader: ClauseReader, noun: Token, scope: Scope) -> None:
    """Read "his quest for power", "Stalin's desire to industrialise": the owner sought it."""
    poss = child(noun, "poss")
    if poss is None or (poss.tag_ == "PRP$" and poss.i not in reader.sentence.referents):
        return  # nobody knows whose
    holder = bare(reader.maker.phrase(poss))
    for prep in children(noun, "prep"):
        if prep.lower_ in {"for", "of", "after"} and (inner := child(prep, "pobj")) is not None:
            reader.emit(
                noun,
                scope,
                holder,
                "seek",
                reader.maker.phrase(inner),
                Modality(),
                "quest",
                relation="sought",
                time=(None, None),
            )
    for clause in children(noun, "acl"):
        if any(a.lower_ == "to" for a in children(clause, "aux")):
            hide(reader, clause)
            for one in conjuncts(clause):
                reader.emit(
                    noun,
                    scope,
                    holder,
                    "seek",
                    reader.clause_phrase(one),
                    Modality(),
                    "quest",
                    relation="sought",
                    time=(None, None),
                )


def purpose(reader: ClauseReader, verb: Token, scope: Scope, clause: Token, how: Modality) -> None:
    """Read "invaded X to annex Y": the subject sought to annex Y."""
    hide(reader, clause)
    if child(clause, "auxpass") is not None or _is_task(verb, clause):
        return
    rule = "purpose" if set_apart(verb, clause) else "purpose_close"
    if rule == "purpose" and child(verb, "nsubjpass") is not None:
        done = reader.event_phrase(verb, scope, brief=True)
        calm = Modality(certainty=how.certainty)
        for one in conjuncts(clause):
            aim = reader.clause_phrase(one)
            reader.emit(one, scope, done, "be motivated by", aim, calm, "motive", relation="motivatedBy")
        return
    for subject in reader.subjects(verb, scope)[:2]:
        for one in conjuncts(clause):
            meant = led_in(one, Modality(certainty=how.certainty, polarity=how.polarity))
            phrase = _purposed(reader, one, subject)
            reader.emit(one, scope, subject, "seek", phrase, meant, rule, relation="sought")


def _purposed(reader: ClauseReader, clause: Token, subject: Phrase) -> Phrase:
    """Make the phrase of a purpose; "so that he could V" is "to V" of the same doer."""
    own = child(clause, "nsubj")
    if own is None or not any(a.tag_ == "MD" for a in children(clause, "aux")):
        guess = [m.i for m in children(clause, "advmod") if m.i == clause.left_edge.i and is_guess(m)]
        return reader.clause_phrase(clause, subject=subject.label, without=guess)
    marks = [m.i for m in children(clause, "mark", "advmod") if m.i < own.i]
    referent = reader.sentence.referents.get(own.i)
    if own.tag_ != "PRP" or referent is None or referent.label != subject.label or child(clause, "neg"):
        return reader.clause_phrase(clause, positive=False, without=marks)
    modal = [a.i for a in children(clause, "aux") if a.tag_ == "MD"]
    phrase = reader.clause_phrase(clause, without=[*marks, own.i, *modal], subject=subject.label)
    return replace(phrase, label=f"to {phrase.label}")


_HANDED = words("goal", "handed")
"""What follows "to" behind these is what somebody else is to do, or how long it takes: "sent them to hold the pass"."""


def set_apart(verb: Token, clause: Token) -> bool:
    """Whether a purpose stands for itself: "in order to V", before its clause, or behind a comma."""
    before = clause.doc[max(0, clause.left_edge.i - 1)].text
    return clause.i < verb.i or before in {",", "–", "—"} or clause.dep_ == "acl"


def _is_task(verb: Token, clause: Token) -> bool:
    """Whether "V X to W" tells what X was to do, not what was wanted by V-ing."""
    if set_apart(verb, clause):
        return False
    handed = lemma(verb) in _HANDED and child(verb, "dobj", "nsubjpass") is not None
    return handed or (child(verb, "nsubjpass") is not None and lemma(verb) not in MEANS_VERBS | _MADE)


_MADE = words("goal", "made")
