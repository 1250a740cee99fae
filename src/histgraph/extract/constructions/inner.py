"""Clauses inside a clause: coordinated, adverbial, gerunds behind prepositions."""

from dataclasses import replace

from histgraph.drafts import Phrase
from histgraph.extract.constructions.copula import stands_out
from histgraph.extract.drafting.clauses import ClauseReader, is_copula, is_passive
from histgraph.extract.drafting.goals import hide, owner, purpose
from histgraph.extract.drafting.phrases import bare
from histgraph.extract.syntax.amounts import weak_quantity
from histgraph.extract.syntax.hedges import shared
from histgraph.extract.syntax.modality import Modality, is_conditional, modality, negative_phrase
from histgraph.extract.syntax.scope import ASIDES, GOAL_NOUNS, JOINING, RESULTS, Scope, words
from histgraph.extract.syntax.tokens import (
    SUBJECTS,
    child,
    children,
    conjuncts,
    is_finite,
    is_gerund,
    is_plural,
    lemma,
)
from histgraph.extract.syntax.tree import Token
from histgraph.model import Certainty, CueKind, EntityKind, Polarity

RESULT_GERUNDS = words("cause", "gerunds")
_CONCESSIVE = frozenset({"while", "although", "though", "whereas", "even"})
_GERUND_PREPOSITIONS = frozenset({
    "by", "through", "in", "after", "before", "without", "despite", "instead", "from", "of", "with",
    "besides", "upon", "on", "than",
})  # fmt: skip


def read_inside(reader: ClauseReader, verb: Token, scope: Scope, how: Modality) -> None:
    """Read coordinated, adverbial and complement clauses."""
    subjects = reader.subjects(verb, scope)
    for c in verb.children:
        if c.i in reader.visited or c.i in reader.opaque:
            continue
        if c.dep_ == "conj" and c.pos_ in {"NOUN", "PROPN"} and c.i > verb.i and is_copula(verb):
            first = child(verb, "attr")
            if first is None or _empty_subject(verb) or is_plural(c) != is_plural(first):
                continue
            key = "become" if lemma(verb) == "become" else "be"
            for who in subjects:
                reader.emit(verb, scope, who, key, reader.maker.phrase(c), how, "copula_conjunct")
        elif c.dep_ == "conj" and (c.pos_ in {"VERB", "AUX"}):
            reader.visit(c, _conjunct_scope(verb, c, scope, how, subjects))
        elif c.dep_ == "advcl":
            _adverbial(reader, verb, c, scope, how, subjects)
        elif c.dep_ == "advmod" and c.lower_ == "far":
            for inner in children(c, "advcl"):  # "went so far as to V"
                _adverbial(reader, verb, inner, scope, how, subjects)
            for prep in children(c, "prep") if c.i < verb.i else ():  # "far from V-ing, X ..."
                for inner in children(prep, "pcomp") if prep.lower_ == "from" else ():
                    _gerund(reader, prep, inner, scope, how, subjects)
        elif c.dep_ == "prep":
            for inner in children(c, "pcomp"):
                _gerund(reader, c, inner, scope, how, subjects)
        elif (
            (
                c.dep_ in {"ccomp", "parataxis"}
                and c.pos_ in {"VERB", "AUX"}
                and child(c, "nsubj", "nsubjpass", "expl") is not None
            )
            and c.i > verb.i
            and not children(c, "mark")
        ):
            reader.visit(c, scope.inner("parataxis", subjects=subjects))


def _empty_subject(verb: Token) -> bool:
    subject = child(verb, "nsubj")
    return subject is not None and subject.lower_ == "it"


def _conjunct_scope(
    verb: Token, conjunct: Token, scope: Scope, how: Modality, subjects: tuple[Phrase, ...]
) -> Scope:
    """Share subject; share auxiliaries and negation where the second verb leans on the first."""
    shared = scope.modality
    subject = child(verb, "nsubj", "nsubjpass")
    own = child(conjunct, *SUBJECTS, "expl") is not None
    if (
        subject is not None
        and not own
        and _leans(verb, conjunct)
        and (none := negative_phrase(subject) or weak_quantity(subject))
    ):
        return scope.inner("conj", subjects=subjects, modality=shared.denied(none))
    if not own and not children(conjunct, "aux"):
        links = [t.lower_ for t in verb.children if t.dep_ == "cc" and t.i < conjunct.i]
        link = links[-1] if links else _last_link(conjunct)
        if link == "than":
            return scope.inner("conj", subjects=subjects, modality=shared.denied("rather than"))
        if conjunct.tag_ == verb.tag_ and verb.tag_ in {"VB", "VBN"} and children(verb, "aux", "neg"):
            bare = conjunct.tag_ == "VB" and any(
                lemma(a) == "do" or a.lower_ in {"can", "could", "ca"} for a in children(verb, "aux")
            )
            bare = bare and link != "nor"  # "nor" turns what follows by itself
            shared = how if bare or link == "or" or not _negated(verb) else scope.modality
        elif link == "or" and _leans(verb, conjunct) and _negated(verb) and not _of_object(verb):
            shared = how  # "never asked, consulted or paid them", "had not yet asked or paid them"
    return scope.inner("conj", subjects=subjects, modality=shared, condition=None if own else scope.condition)


def _last_link(verb: Token) -> str:
    """Return the "or" of "could not A, B or C" for B and C: it stands before the last of them only."""
    for _ in range(6):
        link = next((t.lower_ for t in verb.children if t.dep_ == "cc"), "")
        further = child(verb, "conj")
        if link or further is None:
            return link
        verb = further
    return ""


def _leans(verb: Token, conjunct: Token) -> bool:
    """Whether two verbs stand in one form, so that a word before the first is meant of both."""
    if any(lemma(a) == "do" for a in children(verb, "aux")):
        return conjunct.tag_ in {"VB", "VBP", "VBN"}
    return conjunct.tag_ == verb.tag_ or {conjunct.tag_, verb.tag_} == {"VBD", "VBN"}


def _of_object(verb: Token) -> bool:
    """Whether it is an object that denies a clause: "had no walls or lay in ruins"."""
    return any(negative_phrase(c) for c in children(verb, "dobj", "attr"))


def _negated(verb: Token) -> bool:
    return modality(verb, Modality()).polarity is Polarity.DENIED


def _adverbial(
    reader: ClauseReader,
    verb: Token,
    clause: Token,
    scope: Scope,
    how: Modality,
    subjects: tuple[Phrase, ...],
) -> None:
    marks = {m.lower_ for m in children(clause, "mark", "advmod")}
    plain = replace(scope, condition=None, modality=Modality())
    if (denied := _second_clause(clause, marks, how)) is not None:
        reader.visit(clause, plain.inner("adverbial", subjects=subjects, modality=denied))
        return
    if is_conditional(clause) or "as if" in marks:
        return
    if {"so", "that"} <= marks and any(a.tag_ == "MD" for a in children(clause, "aux")):
        purpose(reader, verb, scope, clause, how)  # "so that he could pay them"
        return
    to = any(a.lower_ == "to" for a in children(clause, "aux"))
    if to and _infinitive(
        reader, verb, clause, scope, how, plain.inner("xcomp", subjects=subjects, modality=how)
    ):
        return
    if child(clause, "nsubj", "nsubjpass", "expl") is not None:
        start = Modality()
        if marks & _CONCESSIVE:
            start = start.cued(CueKind.CONCESSION, next(iter(sorted(marks & _CONCESSIVE))))
        if "than" in marks or ("until" in marks and how.polarity is Polarity.DENIED):
            return
        reader.visit(clause, plain.inner("adverbial", subjects=(), modality=start))
        return
    if clause.tag_ in {"VBG", "VBN"} or clause.pos_ in {"VERB", "AUX"}:
        told = child(clause, "ccomp")
        if lemma(clause) in _LEADING_ON and clause.tag_ == "VBG" and told is not None and clause.i > verb.i:
            sure, word = Modality(), lemma(clause)
            sure = sure if word == "mean" else sure.hedged(Certainty.PROBABLE, word)
            reader.visit(told, plain.inner("ccomp", subjects=(), modality=sure))
            return
        if lemma(clause) in RESULT_GERUNDS and clause.i > verb.i and clause.tag_ == "VBG":
            bringers = _bringers(reader, verb, clause, scope, subjects)
            reader.visit(clause, plain.inner("result", subjects=bringers, modality=shared(how)))
        elif (
            how.polarity is Polarity.DENIED
            and clause.i > verb.i
            and clause.doc[clause.left_edge.i - 1].text != ","
        ):
            return
        else:
            reader.visit(clause, plain.inner("participle", subjects=_actor(reader, verb, subjects)))


_LEADING_ON = frozenset({"suggest", "indicate", "imply", "mean"})
"""Of "..., suggesting that S" S is told, by the author: nobody in the sentence suggests it."""


def _second_clause(clause: Token, marks: set[str], how: Modality) -> Modality | None:
    """Return how the second of two deeds is meant: "rather than V, ...", "did not so much U as V"."""
    if "than" in marks and any(c.lower_ == "rather" for c in clause.children):
        return Modality().denied("rather than")
    return Modality() if "as" in marks and any(q.text == "not so much" for q in how.cues) else None


def _infinitive(
    reader: ClauseReader, verb: Token, clause: Token, scope: Scope, how: Modality, real: Scope
) -> bool:
    """Read an infinitive hung on a clause: a result, a purpose; ``real`` is the scope of what did happen."""
    if clause.i < verb.i:
        if lemma(clause) not in ASIDES:
            purpose(reader, verb, scope, clause, how)
        return True
    so_far = any(m.lower_ == "as" for m in children(clause, "mark")) and any(
        t.lower_ == "far" for t in verb.children
    )
    if so_far or (lemma(verb) in {"come", "get"} and child(clause, "auxpass") is not None):
        reader.visit(clause, real)
        return True
    if lemma(clause) in RESULTS and lemma(verb) in JOINING:
        for one in conjuncts(clause):
            reader.visit(one, replace(real, role="result"))
        return True
    if is_copula(verb):
        return False
    if how.polarity is Polarity.DENIED and lemma(verb) in {"come", "go"}:
        reader.visit(clause, real)  # "no ships came to relieve it"
    elif how.polarity is Polarity.DENIED:
        hide(reader, clause)  # "was never built to V" denies what it was for
    else:
        purpose(reader, verb, scope, clause, how)
    return True


def _nearest(verb: Token, clause: Token) -> Token:
    """Return the clause right before ", leading to X": "A fell, while B rose, leading to X" is of B's rise."""
    opens = clause.left_edge.i
    for c in verb.children:
        own = c.dep_ in {"advcl", "conj"} and is_finite(c) and child(c, "nsubj", "nsubjpass") is not None
        if own and verb.i < c.i < clause.i and opens - 2 <= c.right_edge.i < opens:
            return c
    return verb


def _bringers(
    reader: ClauseReader, above: Token, clause: Token, scope: Scope, subjects: tuple[Phrase, ...]
) -> tuple[Phrase, ...]:
    """Return what "..., leading to X" speaks of: what happened, or the thing of which the clause says what it was."""
    verb = _nearest(above, clause)
    subjects = subjects if verb is above else reader.subjects(verb, scope)
    what = child(verb, "attr")
    if is_copula(verb) and lemma(verb) == "be" and what is not None and subjects:
        named = what.pos_ == "PROPN" and not subjects[0].name
        if named or stands_out(child(verb, "nsubj", "csubj")):
            return (bare(reader.maker.phrase(what, joined=False)),)
        return subjects
    if subjects and not subjects[0].name and subjects[0].kind not in _ACTORS and " of " in subjects[0].label:
        return subjects  # "the loss of the port cut off the grain, leading to X": the loss led to it
    return (reader.event_phrase(verb, scope),)


_ACTORS = frozenset({EntityKind.PERSON, EntityKind.GROUP, EntityKind.POLITY})


def _actor(reader: ClauseReader, verb: Token, subjects: tuple[Phrase, ...]) -> tuple[Phrase, ...]:
    """Return who acts where the subject is only his goal: "Driven by fear, his aim was to ..."."""
    noun = child(verb, "nsubj")
    what = child(verb, "attr")
    if what is not None and is_copula(verb) and stands_out(noun):
        return (bare(reader.maker.phrase(what, joined=False)),)  # "another factor was X, which ..., V-ing Y"
    if noun is not None and lemma(noun) in GOAL_NOUNS and (who := owner(reader, noun)) is not None:
        return (who,)
    return subjects


CHARGING = words("saying", "charging")


def _charged(
    reader: ClauseReader, prep: Token, inner: Token, scope: Scope, how: Modality, subjects: tuple[Phrase, ...]
) -> None:
    """Read "X is credited with V-ing": X V-ed, it is said; whom "Y accused X of V-ing" charges is not Y."""
    if not is_passive(prep.head) or how.polarity is Polarity.DENIED:
        hide(reader, inner)
        return
    word = lemma(prep.head)
    meant = Modality().hedged(Certainty.PROBABLE, word).cued(CueKind.ATTRIBUTION, word)
    reader.visit(inner, scope.inner("gerund", subjects=subjects, modality=meant))


def _gerund(
    reader: ClauseReader, prep: Token, inner: Token, scope: Scope, how: Modality, subjects: tuple[Phrase, ...]
) -> None:
    word = prep.lower_
    if word == "with" and child(inner, "nsubj", "nsubjpass") is not None and inner.pos_ == "VERB":
        reader.visit(inner, scope.inner("gerund", subjects=()))
        return
    if word in {"of", "with", "for"} and lemma(prep.head) in CHARGING and inner.tag_ == "VBG":
        _charged(reader, prep, inner, scope, how, subjects)
        return
    having = inner.tag_ != "VBG" and word == "with"  # "reproached it with having V-ed"
    if not is_gerund(inner) or having or word not in _GERUND_PREPOSITIONS:
        return
    if how.polarity is Polarity.DENIED and (
        word == "without" or prep.doc[max(0, prep.i - 1)].lower_ in {"point", "use"}
    ):
        return  # "could not enter without losing ships", "saw no point in fighting"
    start = Modality().denied("without") if word == "without" else Modality()
    for first, second in (("instead", "of"), ("rather", "than"), ("far", "from")):
        if word == first or (word == second and first in {c.lower_ for c in (prep.head, *prep.children)}):
            start = Modality().denied(f"{first} {second}")
    if word == "than" and start.polarity is not Polarity.DENIED:
        return
    if how.mode != "actual":
        start = replace(start, mode=how.mode)
    reader.visit(inner, scope.inner("gerund", subjects=subjects, modality=start))
