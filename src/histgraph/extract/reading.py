"""Reading one clause: which construction it is, and which clauses stand inside."""

from dataclasses import replace

from spacy.tokens import Token

from histgraph.extract.causes import because, cause_noun
from histgraph.extract.clauses import ClauseReader, conditions, is_copula, is_passive
from histgraph.extract.contrast import set_against
from histgraph.extract.copula import read_copula, read_existential
from histgraph.extract.goals import goal, goal_noun, had_goal
from histgraph.extract.implied import read_implied
from histgraph.extract.inner import read_inside
from histgraph.extract.judged import read_judged
from histgraph.extract.modality import Modality
from histgraph.extract.nouns import read_noun
from histgraph.extract.passive import read_passive
from histgraph.extract.portrayed import read_portrayed
from histgraph.extract.scope import BELIEF_VERBS, FIRST_SECOND, GOAL_VERBS, SAYING_VERBS, Scope
from histgraph.extract.stated import read_stated
from histgraph.extract.tokens import SUBJECTS, child, children, lemma
from histgraph.extract.verbal import read_complement, read_plain
from histgraph.extract.views import belief_noun, view
from histgraph.extract.voices import attributions
from histgraph.model import Stance


def read_clause(reader: ClauseReader, verb: Token, scope: Scope) -> None:
    """Read one clause and the clauses inside it."""
    how = reader.modality(verb, scope)
    scope = replace(scope, condition=scope.condition or conditions(verb))
    _independent(reader, verb, scope)
    if how.void or _is_command(verb, scope) or verb.i in reader.opaque:
        return
    if _elliptic(reader, verb, scope, how):
        return
    if not _constructions(reader, verb, scope, how):
        read_plain(reader, verb, scope, how)
    because(reader, verb, scope, how)
    read_inside(reader, verb, scope, how)


def _sums_up(verb: Token) -> bool:
    """Whether "this means that S" only leads on to S."""
    subject = child(verb, "nsubj")
    return subject is not None and subject.lower_ in {"this", "that", "which", "it"}


def _elliptic(reader: ClauseReader, verb: Token, scope: Scope, how: Modality) -> bool:
    """Read "they never did", "yes, it was": what the question asks, affirmed or denied."""
    asked = reader.discourse.asked
    if (
        asked is None
        or lemma(verb) not in {"do", "be", "have", "can", "will", "could", "would"}
        or len(verb.doc) > 12
    ):
        return False
    if (
        verb.dep_ != "ROOT"
        or child(verb, "dobj", "attr", "acomp", "xcomp", "ccomp", "prep", "oprd", "auxpass", "expl")
        is not None
    ):
        return False
    subject = child(verb, "nsubj", "nsubjpass")
    if subject is None or subject.pos_ not in {"PRON", "PROPN", "DET"}:
        return False
    who, key, what = asked
    reader.emit(verb, scope, replace(who, span=None), key, replace(what, span=None), how, "ellipsis")
    return True


def _independent(reader: ClauseReader, verb: Token, scope: Scope) -> None:
    """Read clauses that a comma splice has hung below this one."""
    for c in verb.children:
        if c.dep_ in {"ccomp", "parataxis", "dep"} and c.i < verb.i and c.pos_ in {"VERB", "AUX"}:
            if (
                not children(c, "mark")
                and child(c, "nsubj", "nsubjpass", "expl") is not None
                and not _is_speech(verb)
            ):
                reader.visit(
                    c,
                    Scope(
                        modality=Modality(),
                        depth=scope.depth + 1,
                        role="splice",
                        holder=scope.holder,
                        stance=scope.stance,
                    ),
                )


def _is_speech(verb: Token) -> bool:
    return lemma(verb) in SAYING_VERBS | BELIEF_VERBS


def _is_command(verb: Token, scope: Scope) -> bool:
    return (
        verb.tag_ == "VB"
        and verb.dep_ == "ROOT"
        and not scope.subjects
        and child(verb, *SUBJECTS, "expl") is None
        and not children(verb, "aux")
    )


def _constructions(reader: ClauseReader, verb: Token, scope: Scope, how: Modality) -> bool:
    """Try the constructions that decide the relation; True where one read the clause."""
    if any(rule(reader, verb, scope, how) for rule in (read_judged, read_implied, read_portrayed)):
        return True
    word = lemma(verb)
    if word in {"have", "set", "share", "pursue"} and had_goal(reader, verb, scope, how):
        return True
    if child(verb, "expl") is not None and word in {"be", "exist", "come", "remain"}:
        return read_existential(reader, verb, scope, how)
    if is_copula(verb):
        return (
            goal_noun(reader, verb, scope, how)
            or cause_noun(reader, verb, scope, how)
            or read_copula(reader, verb, scope, how)
        )
    if is_passive(verb):
        return read_passive(reader, verb, scope, how)
    if word in GOAL_VERBS and child(verb, "xcomp", "ccomp", "dobj", "prep") is not None:
        subject = child(verb, "nsubj")
        if subject is None or subject.lower_ not in FIRST_SECOND:
            return goal(reader, verb, scope, how)
    complement = child(verb, "ccomp")
    if word == "mean" and complement is not None and _sums_up(verb):
        reader.visit(complement, scope.inner("ccomp", subjects=()))
        return True
    if word in SAYING_VERBS | BELIEF_VERBS and complement is not None and complement.pos_ in {"VERB", "AUX"}:
        small = (
            child(complement, "nsubj") is not None
            and complement.tag_ in {"VB", "VBG", "VBN"}
            and not children(complement, "aux")
        )
        if not small or word in {"think", "believe", "say", "feel"}:
            return view(reader, verb, scope, how, complement)
    return belief_noun(reader, verb, scope, how) or read_complement(reader, verb, scope, how)


def read_sentence(reader: ClauseReader) -> None:
    """Read all clauses of the sentence, then what hangs on its nouns."""
    doc = reader.sentence.doc
    if doc.text.rstrip().endswith("?"):
        return
    speaker = reader.discourse.speaker
    top = attributions(reader, Scope(holder=speaker, stance=Stance.NEUTRAL if speaker else None))
    for token in doc:
        if token.head.i == token.i:
            if token.pos_ in {"VERB", "AUX"}:
                reader.visit(token, top)
            else:
                for c in token.children:
                    if (
                        c.dep_ in {"ccomp", "conj", "parataxis", "advcl", "dep"}
                        and c.pos_ in {"VERB", "AUX"}
                        and child(c, "nsubj", "nsubjpass") is not None
                    ):
                        reader.visit(c, top)
    read_stated(reader, replace(top, modality=Modality()))
    for token in doc:
        if token.i not in reader.opaque:
            read_noun(reader, token, replace(top, modality=Modality(), role="noun"))
    set_against(reader)
