"""Verbs without an object: "the peace did not last", "the weavers could not compete", "in 1846 a million starved".

Affirmed, such a clause tells little, unless it says when or where, or that it could be done; denied, it is what
another author affirms in other words.
"""

from dataclasses import replace

from histgraph.drafts import Phrase
from histgraph.extract.drafting.answered import as_answers
from histgraph.extract.drafting.clauses import CAUSE_PREPOSITIONS, ClauseReader
from histgraph.extract.grounds.causes import event_asked
from histgraph.extract.syntax.amounts import too_few
from histgraph.extract.syntax.modality import Modality
from histgraph.extract.syntax.positive import AT_ALL, EVER
from histgraph.extract.syntax.scope import Scope
from histgraph.extract.syntax.times import is_time_phrase, measures
from histgraph.extract.syntax.tokens import child, children, conjuncts, in_order, is_finite, lemma
from histgraph.extract.syntax.tree import Token
from histgraph.model import EntityKind, Mode, Polarity

EMPTY = frozenset({"do", "be", "have", "can", "will", "seem", "help", "matter"})
"""Verbs that say nothing by themselves."""


def read_bare_denial(reader: ClauseReader, verb: Token, scope: Scope, how: Modality, key: str) -> None:
    """Read "the money never arrived": that it arrived (at all), denied."""
    whole = child(verb, "ccomp", "xcomp", "dobj") is None
    whole = whole and not any(
        p.i > verb.i and p.lower_ not in CAUSE_PREPOSITIONS for p in children(verb, "prep")
    )
    told = is_finite(verb) or _leans(verb) or scope.role in {"xcomp", "implied", "judged"}
    own = child(verb, "nsubj")
    empty = EMPTY - {"help", "matter"} if own is None or own.lower_ not in {"it", "this", "that"} else EMPTY
    if how.polarity is Polarity.DENIED and whole and told and lemma(verb) not in empty:
        never = any(q.text in {"never", "ever"} for q in how.cues)
        rest = circumstance(reader, verb) or _where(reader, verb) or (EVER if never else AT_ALL)
        thesis = _is_thesis(reader, verb)
        if rest is AT_ALL and scope.role != "judged" and not thesis and not _stands_alone(verb):
            return
        for subject in reader.subjects(verb, scope):
            before = len(reader.drafts)
            reader.emit(verb, scope, subject, key, rest, how, "bare_denial")
            if thesis and not rest.text:
                as_answers(reader, before)


def _stands_alone(verb: Token) -> bool:
    """Whether a clause is told for its own sake: a main one that names its subject, or leaves it to the one before.

    "At all" is little to agree or disagree with: of such denials inside other clauses, or of a pronoun, one in
    thirty was a claim that readers noted.
    """
    ceased = verb.dep_ == "xcomp" and verb.tag_ == "VB"  # "the empire had ceased to exist"
    if ceased or _leans(verb):
        verb = verb.head
    own, above = child(verb, "nsubj"), child(verb.head, "nsubj")
    if verb.dep_ == "ccomp" and above is not None and above.lower_ in {"i", "we"}:
        return own is not None and own.pos_ in {"NOUN", "PROPN"}  # "I don't buy that the farmers starved"
    named = own is None or own.pos_ in {"NOUN", "PROPN"} or own.lower_ in _NO_ONE
    if is_spliced(verb):
        return own is not None and (named or own.lower_ in {"it", "they"})
    return verb.dep_ in {"ROOT", "conj", "advcl"} and is_finite(verb) and named


def is_spliced(verb: Token) -> bool:
    """Whether only a comma stands between a clause and the next one: "Genoa didn't win either, its fleet was lost"."""
    behind = verb.right_edge.i + 1
    own = child(verb.head, "nsubj", "nsubjpass", "expl")
    return (
        verb.dep_ in {"ccomp", "parataxis"}
        and verb.i < verb.head.i
        and child(verb, "mark") is None
        and behind < len(verb.doc)
        and verb.doc[behind].text in {",", ";", ":"}
        and own is not None
        and own.i > behind
    )


def _leans(verb: Token) -> bool:
    """Whether a verb shares the "did not" of the one before: "did not shrink or collapse"."""
    return verb.dep_ == "conj" and verb.tag_ == "VB" and verb.head.tag_ == "VB" and is_finite(verb.head)


_NO_ONE = frozenset({"nobody", "none", "one", "nothing", "anyone", "anybody", "anything"})
_WHEN = frozenset({"when", "while", "before", "after", "once", "until", "till", "where", "as", "whenever"})


def circumstance(reader: ClauseReader, verb: Token, opened: frozenset[str] = _WHEN) -> Phrase | None:
    """Return the clause that tells when or where it did not happen: "nobody moved while he was a prisoner"."""
    for c in children(verb, "advcl"):
        opening = c.doc[c.left_edge.i]
        if c.i > verb.i and opening.lower_ in opened and is_finite(c):
            return reader.maker.of(reader.maker.tokens(c), c)
    return None


def read_unable(reader: ClauseReader, verb: Token, scope: Scope, how: Modality) -> bool:
    """Read "X could not compete (with Y)": X was able to compete, denied; deeds with an object stay deeds."""
    able = any(t.lower_ in {"could", "can", "ca"} for t in children(verb, "aux")) or _was_unable(
        verb, scope, how
    )
    whole = child(verb, "ccomp", "xcomp", "nsubjpass", "dobj") is None and not any(
        child(p, "pobj", "pcomp") is not None for p in children(verb, "prep")
    )
    if not able or not whole or how.polarity is not Polarity.DENIED or lemma(verb) in EMPTY:
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


def _was_unable(verb: Token, scope: Scope, how: Modality) -> bool:
    """Whether an infinitive stands behind "unable to", "not able to", "in no position to"."""
    if scope.role not in {"xcomp", "implied"}:
        return False
    return lemma(verb.head) in _ABLE or any(q.text.startswith("in no ") for q in how.cues)


_ABLE = frozenset({"able", "unable", "incapable", "powerless"})


def little_to_do(verb: Token, how: Modality) -> Modality:
    """Turn "had (very) little to do with X" round, as "had nothing to do with X" is; "had too few men" too."""
    obj = child(verb, "dobj")
    if obj is not None and how.polarity is not Polarity.DENIED and (few := too_few(obj)):
        return how.denied(few)
    if lemma(verb) != "have" or obj is None or obj.lower_ != "little" or how.polarity is Polarity.DENIED:
        return how
    follows = [t.lower_ for t in obj.doc[obj.i + 1 : obj.i + 4]]
    empty = follows == ["to", "do", "with"] or follows[:2] == ["in", "common"]
    return how.denied("little") if empty else how


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
        elif _is_thesis(reader, verb):
            before = len(reader.drafts)
            reader.emit(verb, scope, subject, key, AT_ALL, how, "bare_thesis")
            as_answers(reader, before)


def _is_thesis(reader: ClauseReader, verb: Token) -> bool:
    """Whether a verb alone is what an answer puts forward: "They starved.", told as briefly as another denies it.

    Deeper in a text such a clause says little that others would take up; there it stays unread.
    """
    sentence = reader.sentence
    opening = sentence.span in sentence.contribution.sentences[:_OPENING]
    brief = len(sentence.doc.text) <= _BRIEF and sentence.stands_alone
    main = verb.dep_ == "ROOT" or (verb.dep_ == "conj" and verb.head.dep_ == "ROOT") or is_spliced(verb)
    did = any(t.lower_ in {"did", "had"} for t in children(verb, "aux"))
    told = (verb.tag_ == "VBD" or did) and child(verb, "nsubj") is not None
    told = told and not any(c.dep_ in {"npadvmod", "dep", "acl"} or c.tag_ == "VBG" for c in verb.children)
    return opening and brief and main and told and lemma(verb) not in EMPTY | _IDLE


_OPENING = 2
_BRIEF = 60
"""Code points of a sentence."""
_IDLE = frozenset(
    {"happen", "change", "go", "come", "get", "take", "make", "know", "say", "vary", "differ", "depend"}
)


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
            if measures(c, verb):
                continue
            if is_time_phrase(c) or (c.lower_ in _PLACED and _at_a_place(c)) or _at_an_event(reader, c):
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


def _at_an_event(reader: ClauseReader, prep: Token) -> bool:
    """Whether a phrase tells after, before or with what it was: "after the siege", "with the death of the king"."""
    event = child(prep, "pobj")
    if event is None or event.pos_ != "NOUN" or prep.lower_ not in _BESIDE:
        return False
    return prep.lower_ != "with" or reader.maker.phrase(event).kind is EntityKind.EVENT


_BESIDE = frozenset({"after", "before", "during", "following", "upon", "until", "with"})


def _at_a_place(prep: Token) -> bool:
    where = child(prep, "pobj")
    return where is not None and where.pos_ == "PROPN" and where.ent_type_ in {"GPE", "LOC", "FAC"}
