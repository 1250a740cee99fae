"""Denials of verbs without an object: "the peace did not last", "the weavers could not compete".

Affirmed, such a clause tells little; denied, it is what another author affirms in other words.
"""

from dataclasses import replace

from spacy.tokens import Token

from histgraph.extract.clauses import CAUSE_PREPOSITIONS, ClauseReader
from histgraph.extract.modality import Modality
from histgraph.extract.positive import AT_ALL
from histgraph.extract.scope import Scope
from histgraph.extract.tokens import child, children, is_finite, lemma
from histgraph.model import Polarity

_EMPTY = frozenset({"do", "be", "have", "can", "will", "seem", "help", "matter"})
"""Verbs that say nothing by themselves."""


def read_bare_denial(reader: ClauseReader, verb: Token, scope: Scope, how: Modality, key: str) -> None:
    """Read "the money never arrived": that it arrived (at all), denied."""
    whole = child(verb, "ccomp", "xcomp", "dobj", "prep") is None
    if how.polarity is Polarity.DENIED and whole and is_finite(verb) and lemma(verb) not in _EMPTY:
        for subject in reader.subjects(verb, scope):
            reader.emit(verb, scope, subject, key, AT_ALL, how, "bare_denial")


def read_unable(reader: ClauseReader, verb: Token, scope: Scope, how: Modality) -> bool:
    """Read "X could not compete (with Y)": X was able to compete, denied; deeds with an object stay deeds."""
    able = any(t.lower_ in {"could", "can", "ca"} for t in children(verb, "aux"))
    whole = child(verb, "ccomp", "xcomp", "nsubjpass", "dobj") is None and not any(
        child(p, "pobj", "pcomp") is not None for p in children(verb, "prep")
    )
    if not able or not whole or how.polarity is not Polarity.DENIED or lemma(verb) in _EMPTY:
        return False
    rest = [
        t
        for c in verb.children
        if c.i > verb.i
        and c.dep_ in {"prep", "advmod", "prt", "npadvmod"}
        and c.lower_ not in CAUSE_PREPOSITIONS
        for t in c.subtree
    ]
    for subject in reader.subjects(verb, scope):
        phrase = reader.maker.of([verb, *rest], verb, subject=subject.label)
        phrase = replace(phrase, label=f"able to {phrase.label}")
        reader.emit(verb, scope, subject, "be", phrase, how, "unable_to")
    return True


def little_to_do(verb: Token, how: Modality) -> Modality:
    """Turn "had (very) little to do with X" round, as "had nothing to do with X" is."""
    obj = child(verb, "dobj")
    if lemma(verb) != "have" or obj is None or obj.lower_ != "little" or how.polarity is Polarity.DENIED:
        return how
    follows = [t.lower_ for t in obj.doc[obj.i + 1 : obj.i + 4]]
    return how.denied("little") if follows == ["to", "do", "with"] else how
