"""Reasons that stand beside a clause without "because": "since S", "as he believed that S", "for fear that S"."""

import re

from histgraph.extract.drafting.announced import listed
from histgraph.extract.drafting.clauses import ClauseReader, is_infinitive
from histgraph.extract.drafting.goals import hide, purpose
from histgraph.extract.drafting.happening import is_doing_it
from histgraph.extract.drafting.motives import aimed_at, motive_noun, motive_parts
from histgraph.extract.drafting.phrases import bare
from histgraph.extract.grounds.causes import caused
from histgraph.extract.syntax.keys import past
from histgraph.extract.syntax.modality import Modality
from histgraph.extract.syntax.scope import BELIEF_VERBS, GOAL_VERBS, Scope, words
from histgraph.extract.syntax.tokens import child, children, is_finite, lemma
from histgraph.extract.syntax.tree import Doc, Token
from histgraph.model import Mode, Polarity

_PLAIN = words("reason", "markers")
_MINDED = BELIEF_VERBS | GOAL_VERBS | words("reason", "minded")
_STATES = frozenset({"be", "have", "can", "could", "need", "lack", "want", "know", "own", "depend", "would"})


def beside(reader: ClauseReader, verb: Token, scope: Scope, how: Modality) -> None:
    """Read the reasons beside a clause: the clause was caused, or its deed was motivated, by them."""
    _motive(reader, verb, scope, how)
    _announced(reader, verb, scope, how)
    if child(verb, "nsubjpass") is not None:
        _in_order(reader, verb, scope, how)
    for c in verb.children:
        if c.dep_ == "advcl" and c.i not in reader.opaque and is_finite(c):
            if _gives_reason(verb, c):
                caused(reader, verb, scope, how, c, clause=True, rule="since")
        elif c.dep_ in {"ccomp", "xcomp"} and not is_finite(c) and c.i > verb.i:
            _inside(reader, verb, c, scope, how)


def _gives_reason(verb: Token, clause: Token) -> bool:
    """Whether an adverbial clause gives a reason: "since" of what lasts is no time, "as he thought" no comparison."""
    mark = child(clause, "mark")
    own = child(clause, "nsubj", "nsubjpass", "expl")
    if mark is None or own is None:
        return False
    word = mark.lower_
    if word in _PLAIN:
        return word != "for" or (clause.i > verb.i and not is_infinitive(clause))
    if word == "as":
        minded = lemma(clause) in _MINDED and child(clause, "ccomp", "xcomp", "dobj", "prep") is not None
        return minded and own.tag_ == "PRP" and clause.i > verb.i
    if word != "since" or (mark.i > 0 and mark.nbor(-1).lower_ == "ever"):
        return False
    perfect = verb.tag_ == "VBN" and any(a.lower_ in {"has", "have", "had"} for a in children(verb, "aux"))
    if perfect:
        return False
    state = lemma(clause) in _STATES or any(a.lower_ in _STATES for a in children(clause, "aux", "auxpass"))
    apart = mark.i > 0 and mark.nbor(-1).text in {",", "-", "–", "—", "("}
    return clause.i < verb.i or apart or state or child(clause, "neg") is not None


def _inside(reader: ClauseReader, verb: Token, inner: Token, scope: Scope, how: Modality) -> None:
    """Read the reason that a parser hung on what was let or made to happen: "let them go because S"."""
    if child(inner, "nsubj") is None and lemma(verb) not in _LETTING:
        return
    for c in children(inner, "advcl"):
        mark = child(c, "mark")
        if mark is not None and mark.lower_ in _PLAIN | {"because"} and is_finite(c):
            reader.opaque -= {t.i for t in c.subtree}
            caused(reader, verb, scope, how, c, clause=True)


_LETTING = frozenset({"refuse", "fail", "decide", "choose", "begin", "start", "continue", "manage", "agree"})


def _in_order(reader: ClauseReader, verb: Token, scope: Scope, how: Modality) -> None:
    """Read "X was given to Y in order to V": what others wanted, who are not told."""
    for prep in children(verb, "prep"):
        noun = child(prep, "pobj")
        clause = child(noun, "acl") if noun is not None and noun.lower_ == "order" else None
        if clause is not None and prep.lower_ == "in" and is_infinitive(clause):
            purpose(reader, verb, scope, clause, how)


def _motive(reader: ClauseReader, verb: Token, scope: Scope, how: Modality) -> None:
    """Read "out of fear", "for fear that S", "in the hope that S": what was done was motivated by it."""
    for prep in motive_parts(verb):
        noun = motive_noun(prep)
        if noun is None:
            continue
        clauses = children(noun, "acl", "ccomp")
        motive = bare(reader.maker.phrase(noun, more=[t for c in clauses for t in c.subtree]))
        event = reader.event_phrase(verb, scope, brief=True)
        calm = Modality(certainty=how.certainty, cues=how.cues)
        reader.emit(verb, scope, event, "be motivated by", motive, calm, "motive", relation="motivatedBy")


def _announced(reader: ClauseReader, verb: Token, scope: Scope, how: Modality) -> None:
    """Read "for several reasons, including A and B" and "with the goal of V-ing and W-ing"."""
    if how.void or how.polarity is Polarity.DENIED:
        return
    near = [p for c in children(verb, "dobj", "attr") for p in children(c, "prep")]
    for prep in [*children(verb, "prep"), *near]:
        for aim in aimed_at(prep):
            for subject in reader.subjects(verb, scope):
                phrase = reader.clause_phrase(aim, subject=subject.label)
                meant = Modality(certainty=how.certainty)
                reader.emit(aim, scope, subject, "seek", phrase, meant, "aimed_at", relation="sought")
            hide(reader, aim)
        noun = child(prep, "pobj")
        if prep.lower_ != "for" or noun is None or lemma(noun) != "reason":
            continue
        event = reader.event_phrase(verb, scope, brief=True)
        for one in listed(noun):
            cause = reader.maker.phrase(one, joined=False)
            calm = Modality(certainty=how.certainty)
            reader.emit(verb, scope, event, "be caused by", cause, calm, "because", relation="causedBy")


def denies_the_reason(reader: ClauseReader, verb: Token, how: Modality) -> bool:
    """Whether "X did not V because of Y" denies Y, not V: the question is why X V-ed, or the right reason follows."""
    negated = any(c.dep_ == "neg" and c.i < verb.i for c in verb.children)
    reason = next((c for c in verb.children if c.i > verb.i and _opens_reason(c)), None)
    if how.polarity is not Polarity.DENIED or not negated or reason is None or how.mode is not Mode.ACTUAL:
        return False
    if verb.doc[reason.left_edge.i - 1].text in {",", "—", "–"}:
        return False
    if any(t.lower_ in _LIMITS for t in (*reason.subtree, verb.doc[reason.left_edge.i - 1])):
        return True
    if is_doing_it(verb):
        return True  # "he did not do it because he liked them": it was done
    asked = reader.discourse.question_event or ""
    stem = lemma(verb)[:5]
    told = stem not in {"be", "have", "do"} and any(w.lower().startswith(stem) for w in asked.split())
    if told and _NOT.search(asked) is None:
        return True
    if any(t.lower_ == "because" and t.i > reason.right_edge.i for t in verb.doc[reason.right_edge.i + 1 :]):
        return True
    return _so_by_the_motion(reader, verb) or any(_right_reason(verb, doc) for doc in reader.discourse.ahead)


def _so_by_the_motion(reader: ClauseReader, verb: Token) -> bool:
    """Whether a page argues over a statement that tells just this deed: "The empire fell because S"."""
    motion = reader.discourse.motion
    words = {w.strip(".,;:!'\"").lower() for w in motion.split()}
    return lemma(verb) not in _PALE and past(lemma(verb)) in words and _NOT.search(motion) is None


def _right_reason(verb: Token, doc: Doc) -> bool:
    """Whether a later sentence says why it did: "The war did not begin because of X. It began because of Y"."""
    return any(
        lemma(t) == lemma(verb)
        and child(t, "neg") is None
        and any(_opens_reason(c) and c.i > t.i for c in t.children)
        for t in doc
        if t.pos_ in {"VERB", "AUX"} and lemma(verb) not in _PALE
    )


_PALE = frozenset({"be", "have", "do"})


_NOT = re.compile(r"\b(?:not|never|\w+n['’]t)\b", re.IGNORECASE)
"""The question takes for granted that it was not so: the reason is that of what did not happen."""
_LIMITS = words("cause", "limits")
"""What makes a reason the only one: \"did not fall because of the siege alone\" tells that it fell."""


def _opens_reason(part: Token) -> bool:
    if part.dep_ == "advcl":
        return any(m.lower_ == "because" for m in children(part, "mark"))
    return part.dep_ == "prep" and part.lower_ == "because"
