"""Whom and what a page's question speaks of, and which of it the answers will call "it", "they" or "he"."""

from collections.abc import Iterator

from histgraph.extract.parsing.parse import Sentence
from histgraph.extract.referents.kinds import noun_kinds
from histgraph.extract.referents.mentions import Candidate, clause_verb, last_word, role_of
from histgraph.extract.referents.names import NameTable
from histgraph.extract.syntax.scope import words
from histgraph.extract.syntax.tokens import SUBJECTS, child, lemma, written
from histgraph.extract.syntax.tree import Token
from histgraph.model import EntityKind

_HAPPENINGS = words("anaphora", "event_nouns") | words("anaphora", "happenings")
_NO_THINGS = frozenset({EntityKind.TIME, EntityKind.QUANTITY})
_BEFALLING = frozenset({"happen", "become", "befall", "go", "know", "think", "be"})
"""Verbs of questions about what stands behind a preposition: "what happened to X", "what was wrong with X"."""
_WITHIN = frozenset({"in", "at", "during", "under", "within", "across", "throughout"})


def named_in(question: Sentence, names: NameTable) -> Iterator[Candidate]:
    """Yield the names that a question holds, found by their words: few questions are written to be parsed."""
    said = [token for token in question.doc if not token.is_punct]
    taken: set[int] = set()
    for size in (4, 3, 2, 1):
        for start in range(len(said) - size + 1):
            part = said[start : start + size]
            text = written(part)
            if any(t.i in taken for t in part) or part[0].lower_ in {"the", "a"} or not names.is_name(text):
                continue
            taken |= {t.i for t in part}
            label = names.canonical(names.cased(text.lower()) if not names.is_known(text) else text)
            kind = names.kind(label, part[-1])
            head = _head_of(part)
            verb, role = clause_verb(head), role_of(head)
            if kind is EntityKind.TIME and role in {"subj", "obj"} and names.is_known(label):
                kind = EntityKind.EVENT  # "was Prohibition a failure?"
            if kind in _NO_THINGS:
                continue
            yield Candidate(
                label,
                last_word(label),
                kind,
                plural=kind is EntityKind.GROUP,
                sex=names.sex(label),
                name=True,
                known=names.is_known(label),
                page=names.spoken(label),
                token=head.i,
                verb=verb.i,
                role=role,
                main=role == "subj" and verb.dep_ in {"ROOT", "conj"},
                located=head.dep_ == "pobj" and head.head.lower_ in _WITHIN,
            )


def _head_of(part: list[Token]) -> Token:
    """Return the word that the rest of a name hangs on: "Battle" of "Battle of Zama"."""
    inside = {t.i for t in part}
    return next((t for t in part if t.head.i not in inside), part[-1])


def asked_as(one: Candidate, question: Sentence) -> str:
    """Return what a thing is in the question: what it is about ("subj"), an object, or anything else.

    X of "the fall of X" is "of" such a happening: what fell is X.

    Where the subject is what is asked for ("who built X", "what became of X"), or nothing but a place held
    ("was there any resistance to X"), the question is about what stands behind the verb.
    """
    if one.role == "subj" or not 0 <= one.token < len(question.doc):
        return one.role if one.role in {"subj", "obj"} else "other"
    token = question.doc[one.token]
    if token.dep_ in {"compound", "nmod"} and child(token.head, "aux") is not None:
        return "subj"  # "why did the Mary Rose sink": the verb was taken for the last part of the name
    if token.dep_ == "npadvmod" and token.pos_ == "PROPN":
        return "subj"  # "was the Battle of Clontarf real": a name measures nothing
    verb = clause_verb(token)
    subject = child(verb, *SUBJECTS, "expl")
    open_ = subject is None or subject.lower_ in _ASKED_FOR or subject.dep_ == "expl"
    if one.role == "obj" and verb.dep_ == "ROOT":
        return "subj" if open_ and subject is not None and subject.dep_ != "expl" else "obj"
    above = token.head.head
    if token.dep_ == "pobj" and token.head.lower_ == "of" and _is_a_happening(above):
        return "of"
    if token.dep_ != "pobj" or not open_ or token.head.lower_ in _WITHIN:
        return "other"
    if above.i == verb.i and lemma(verb) in _BEFALLING:
        return "subj"
    return "subj" if above.head.i == verb.i and above.dep_ in {"attr", "acomp"} else "other"


def is_the_floor(noun: Token) -> bool:
    """Whether a noun is "house" of "this house believes that S": those who debate, of whom nothing is told."""
    this = any(c.dep_ == "det" and c.lower_ == "this" for c in noun.children)
    return (
        this
        and lemma(noun) == "house"
        and noun.dep_ == "nsubj"
        and noun.head.tag_ in {"VBZ", "VBP", "MD", "VB"}
    )


_ASKED_FOR = frozenset({"who", "what", "which", "there"})


def _is_a_happening(noun: Token) -> bool:
    word = lemma(noun)
    return noun.pos_ == "NOUN" and (word in _HAPPENINGS or noun_kinds().get(word) is EntityKind.EVENT)
