"""Views: what somebody believed or said, and whom a text goes along with or against."""

from dataclasses import replace

from spacy.tokens import Token

from histgraph.extract.clauses import ClauseReader
from histgraph.extract.goals import hide, inner_negation, owner
from histgraph.extract.modality import Modality
from histgraph.extract.phrases import bare
from histgraph.extract.scope import (
    BELIEF_NOUNS,
    FACTIVE,
    FIRST_SECOND,
    FRAMES,
    HOLDERS,
    SAYING_DENIALS,
    Scope,
)
from histgraph.extract.tokens import child, children, conjuncts, lemma
from histgraph.model import Certainty, Cue, CueKind, Stance


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
                reader.emit(
                    verb,
                    scope,
                    subject,
                    "believe",
                    phrase,
                    inner_negation(one, how),
                    "belief_noun",
                    relation="believed",
                )
                found = True
    return found


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
        if word in {
            "think",
            "believe",
            "suppose",
            "guess",
            "suspect",
            "assume",
            "seem",
            "appear",
            "suggest",
            "imagine",
            "doubt",
        }:
            meant = meant.hedged(Certainty.PROBABLE, word)
        holder = (
            "it is said"
            if subject is not None and subject.lower_ == "it" and verb.tag_ == "VBN"
            else scope.holder
        )
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
        meant = inner_negation(one, how)
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


_BELIEVES = frozenset(
    {
        "believe",
        "think",
        "feel",
        "consider",
        "suppose",
        "assume",
        "suspect",
        "judge",
        "imagine",
        "reckon",
        "hold",
        "doubt",
        "see",
        "deem",
    }
)


def _stray(clause: Token, conjunct: Token) -> bool:
    """Whether a verb coordinated with a believed clause belongs to the believer: "saw it was so and settled on Y"."""
    inner = child(clause, "nsubj")
    if child(conjunct, "nsubj", "nsubjpass", "mark") is not None or conjunct.tag_ not in {
        "VBD",
        "VBZ",
        "VBP",
    }:
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
        elif word == "unlike" and (who := _named(reader, token)) is not None and _is_voice(reader, who):
            scope = _against(scope, who, f"unlike {who}")
        elif (
            token.dep_ == "advcl"
            and lemma(token)
            in {
                "note",
                "remark",
                "observe",
                "say",
                "mention",
                "point",
                "state",
                "write",
                "argue",
                "explain",
                "suggest",
                "show",
                "put",
                "indicate",
                "describe",
            }
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
    window = list(token.doc[token.i + 1 : token.i + 9])
    for t in window:
        if t.text == ",":
            break
        if t.lower_ in {"to", "what", "the", "popular", "common", "claims", "claim", "view", "views", "of"}:
            continue
        if t.lower_ in {"belief", "opinion", "myth", "wisdom"}:
            return "popular belief"
        if t.dep_ in {"nsubj", "poss", "pobj", "compound", "nmod"} and t.pos_ in {
            "PROPN",
            "NOUN",
            "PRON",
            "ADJ",
        }:
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


def _is_voice(reader: ClauseReader, who: str) -> bool:
    """Whether "unlike X" speaks of another answerer: X is named as an author on the page."""
    return who.lower() in {(c or "").lower() for c in reader.authors}


def no_reason(reader: ClauseReader, thing: Token, scope: Scope, how: Modality) -> bool:
    """Read "there is no reason to think that S", "there is little evidence that S": S, denied."""
    if lemma(thing) not in {
        "reason",
        "evidence",
        "indication",
        "proof",
        "sign",
        "doubt",
        "question",
        "basis",
        "ground",
    }:
        return False
    denied = how.polarity.value == "denied" or any(
        c.lower_ in {"little", "scant", "few"} for c in thing.children
    )
    clause = next(
        (
            t
            for t in thing.subtree
            if t.dep_ in {"ccomp", "acl"} and any(m.lower_ == "that" for m in children(t, "mark"))
        ),
        None,
    )
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
    clause = next(
        (c for c in children(noun, "acl") if any(a.lower_ == "to" for a in children(c, "aux"))), None
    )
    holder = owner(reader, noun)
    if clause is not None and holder is not None:
        reader.visit(clause, scope.inner("noun", subjects=(holder,), modality=Modality().denied(lemma(noun))))
