"""Verbs told without any complement: "in 1846 a million tenants starved", "monks could read and write"."""

from dataclasses import replace

from histgraph.drafts import Phrase
from histgraph.extract.bare import EMPTY, circumstance
from histgraph.extract.causes import event_asked
from histgraph.extract.clauses import CAUSE_PREPOSITIONS, ClauseReader
from histgraph.extract.modality import Modality
from histgraph.extract.scope import Scope
from histgraph.extract.times import is_time_phrase
from histgraph.extract.tokens import child, children, conjuncts, in_order, is_finite, lemma
from histgraph.extract.tree import Token
from histgraph.model import Mode, Polarity


def read_alone(reader: ClauseReader, verb: Token, scope: Scope, how: Modality, key: str) -> None:
    """Read when, where or under what circumstances something was done; else that it could be done."""
    if how.polarity is Polarity.DENIED or how.mode is not Mode.ACTUAL or not is_finite(verb):
        return
    if (
        lemma(verb) in EMPTY
        or child(verb, "ccomp", "xcomp", "dobj", "nsubjpass", "acomp", "attr") is not None
    ):
        return
    if any(p.i > verb.i and p.lower_ not in CAUSE_PREPOSITIONS for p in children(verb, "prep")):
        return
    able = verb.tag_ in {"VB", "VBN", "VBD"} and any(
        t.lower_ in {"could", "can"} for t in children(verb, "aux")
    )
    if lemma(verb) in _HELPING and (asked := event_asked(reader)) is not None and not able:
        for subject in reader.split_subjects(verb, scope):
            reader.emit(verb, scope, subject, "contribute to", asked, how, "causal", relation="")
        return
    for subject in reader.subjects(verb, scope):
        if able:
            reader.emit(verb, scope, subject, "be", _able(reader, verb, subject), how, "able_to")
            continue
        phrase = _opening(reader, verb) or _where(reader, verb) or circumstance(reader, verb, _AT_THE_TIME)
        if phrase is not None:
            reader.emit(verb, scope, subject, key, phrase, how, "alone")


def _able(reader: ClauseReader, verb: Token, subject: Phrase) -> Phrase:
    """Return "able to read and write": bare infinitives that are told together."""
    group = [verb]
    for other in conjuncts(verb)[1:]:
        bare = all(c.dep_ in {"cc", "conj", "punct", "advmod"} for c in other.children)
        if other.tag_ != "VB" or not bare:
            break
        group.append(other)
        reader.visited.add(other.i)
    links = [c for v in group[:-1] for c in v.children if c.dep_ == "cc" and c.i < group[-1].i]
    how = [c for v in group for c in v.children if c.dep_ in {"advmod", "prt"} and c.i > v.i]
    phrase = reader.maker.of(in_order([*group, *links, *how]), verb, subject=subject.label)
    if verb.tag_ != "VB":  # "could have paid"
        phrase = replace(phrase, label=lemma(verb))
    return replace(phrase, label=f"able to {phrase.label}")


def _opening(reader: ClauseReader, verb: Token) -> Phrase | None:
    """Return the time or place that a clause opens with, its own or that of the clause it is coordinated with."""
    own = child(verb, "nsubj")
    while True:
        found = [c for c in verb.children if c.dep_ in {"prep", "npadvmod"} and c.i < verb.i]
        if own is not None:
            found += [c for c in children(own, "prep") if c.i < own.i]
        for c in found:
            if is_time_phrase(c) or (c.lower_ in _PLACED and _at_a_place(c)):
                return reader.maker.of(reader.maker.tokens(c), c)
        if verb.dep_ != "conj" or verb.head.pos_ not in {"VERB", "AUX"}:
            return None
        verb, own = verb.head, None


def _where(reader: ClauseReader, verb: Token) -> Phrase | None:
    """Return "in X" for "X, where a third died"."""
    if verb.dep_ != "relcl" or not any(c.lower_ == "where" for c in verb.children):
        return None
    place = reader.maker.phrase(verb.head, without=[t.i for t in verb.subtree])
    return replace(place, label=f"in {place.label}", name=False)


_HELPING = frozenset({"contribute"})
_AT_THE_TIME = frozenset({"when", "before", "after", "until", "once"})
_PLACED = frozenset({"in", "at", "across", "throughout"})


def _at_a_place(prep: Token) -> bool:
    where = child(prep, "pobj")
    return where is not None and where.pos_ == "PROPN" and where.ent_type_ in {"GPE", "LOC", "FAC"}
