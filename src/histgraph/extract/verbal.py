"""Plain clauses: subject, verb, and what completes it."""

from spacy.tokens import Token

from histgraph.drafts import Phrase
from histgraph.extract.clauses import CAUSE_PREPOSITIONS, ClauseReader, light_key, verb_key
from histgraph.extract.goals import hide, over
from histgraph.extract.modality import Modality, weak_quantity
from histgraph.extract.scope import BELIEF_VERBS, CAUSE_ORIGIN, DENIED, HOLDS, Scope
from histgraph.extract.times import is_time_phrase
from histgraph.extract.tokens import child, children, conjuncts, lemma, subtree
from histgraph.model import Certainty

_WEAK_PREPOSITIONS = frozenset(
    {"like", "such", "including", "than", "as", "except", "besides", "despite", "for"}
)


def read_complement(reader: ClauseReader, verb: Token, scope: Scope, how: Modality) -> bool:
    """Read "managed to V", "failed to V", "decided to V", "seemed to V"."""
    inner = child(verb, "xcomp")
    if inner is None and lemma(verb) in {"come", "go", "get"}:
        inner = next(
            (
                c
                for c in children(verb, "advcl")
                if lemma(c) in BELIEF_VERBS and any(a.lower_ == "to" for a in children(c, "aux"))
            ),
            None,
        )
    if inner is None or inner.pos_ not in {"VERB", "AUX"}:
        return False
    word = lemma(verb)
    subjects = reader.subjects(verb, scope)
    if child(verb, "dobj") is not None:
        return False
    if word in DENIED:
        reader.visit(inner, scope.inner("xcomp", subjects=subjects, modality=how.denied(word)))
        return True
    if word in {"seem", "appear"}:
        how = how.hedged(Certainty.PROBABLE, word)
        reader.visit(inner, scope.inner("xcomp", subjects=subjects, modality=how))
        return True
    if word in HOLDS:
        reader.visit(inner, scope.inner("xcomp", subjects=subjects, modality=how))
        return True
    return False


def read_plain(reader: ClauseReader, verb: Token, scope: Scope, how: Modality) -> None:
    """Read subject, verb and what completes it."""
    if verb.pos_ not in {"VERB", "AUX"}:
        return
    light = light_key(verb)
    if light is not None:
        key, target = light
        if any(weak_quantity(c) for c in children(verb, "dobj")):
            how = how.denied("little")
        for subject in reader.subjects(verb, scope):
            reader.emit(verb, scope, subject, key, reader.maker.phrase(target), how, "light")
        return
    key = verb_key(verb)
    if key == "lack":
        key, how = "have", how.denied("lack")
    own = [c for c in children(verb, "dobj") if c.tag_ not in {"WDT", "WP"}]
    obj = own[0] if own else child(verb, "dobj")
    if scope.gap is not None and (obj is None or obj.tag_ in {"WDT", "WP"}):
        for subject in reader.subjects(verb, scope):
            reader.emit(verb, scope, subject, key, scope.gap, how, "relative_object")
        return
    if obj is not None:
        _transitive(reader, verb, scope, how, key, obj)
        return
    _intransitive(reader, verb, scope, how, key)


def _transitive(reader: ClauseReader, verb: Token, scope: Scope, how: Modality, key: str, obj: Token) -> None:
    rest = reader.adjuncts(verb, verb.i + 1, without=[obj])
    clause = child(verb, "xcomp", "ccomp")
    if clause is not None and clause.i > obj.i:
        rest += subtree(clause, lambda t: t.dep_ not in {"advcl", "relcl"})
    if key in {"make", "keep", "render", "leave", "find", "prove"}:
        rest += [t for t in verb.doc[obj.right_edge.i + 1 : verb.right_edge.i + 1] if _in_clause(t, verb)]
    heads = conjuncts(obj)
    subjects = (
        reader.split_subjects(verb, scope)
        if key in {"cause", "help", "lead to"}
        else reader.subjects(verb, scope)
    )
    split = len(heads) <= 3 and not any(
        h.dep_ == "conj" and len(heads) == 2 and h.pos_ == "ADJ" for h in heads
    )
    for subject in subjects:
        if obj.tag_ in {"WDT", "WP"}:
            return
        if not split or len(heads) == 1:
            phrases = (
                reader.maker.spread(obj, more=rest, subject=subject.label)
                if len(heads) == 1
                else [reader.maker.phrase(obj, more=rest, subject=subject.label)]
            )
            for phrase in phrases:
                reader.emit(verb, scope, subject, key, phrase, how, "transitive", over=over(reader, obj))
            continue
        for head in heads:
            more = [t for t in rest if t.i > heads[-1].i] if head is heads[-1] else ()
            phrase = reader.maker.phrase(head, joined=False, more=more, subject=subject.label)
            reader.emit(verb, scope, subject, key, phrase, how, "transitive_split", over=over(reader, head))


def _in_clause(token: Token, verb: Token) -> bool:
    """Whether a token belongs to a clause itself, not to one coordinated with or hung on it."""
    for _ in range(40):
        if token.i == verb.i:
            return True
        if token.dep_ in {"conj", "cc", "advcl", "punct", "relcl", "parataxis"} and token.head.i == verb.i:
            return False
        if token.head.i == token.i or token.dep_ in {"relcl", "advcl", "punct"}:
            return False
        token = token.head
    return False


def _intransitive(reader: ClauseReader, verb: Token, scope: Scope, how: Modality, key: str) -> None:
    subjects = reader.subjects(verb, scope)
    clause = child(verb, "ccomp", "xcomp")
    preps = [
        c
        for c in children(verb, "prep", "dative")
        if c.i > verb.i and child(c, "pobj", "pcomp") is not None and c.lower_ not in CAUSE_PREPOSITIONS
    ]
    first = next((p for p in preps if not is_time_phrase(p)), None)
    if clause is not None and clause.i > verb.i and (first is None or clause.i < first.i):
        for subject in subjects:
            small = child(clause, "nsubj") is not None
            for one in conjuncts(clause)[:3]:
                phrase = reader.clause_phrase(one, subject=subject.label, positive=False)
                reader.emit(verb, scope, subject, key, phrase, how, "clause_small" if small else "clause")
                hide(reader, one)
        return
    if first is not None and first.lower_ not in _WEAK_PREPOSITIONS:
        _prepositional(reader, verb, scope, how, f"{key} {first.lower_}", first, subjects)
        return
    others = [
        c
        for c in verb.children
        if c.dep_ in {"advmod", "npadvmod", "acomp", "oprd", "prep"}
        and c.i > verb.i
        and c.lower_ not in CAUSE_PREPOSITIONS
    ]
    if not others:
        others = [
            c
            for c in verb.children
            if (c.dep_ == "advmod" and c.tag_ == "RB" and c.text.endswith("ly"))
            or (c.dep_ in {"prep", "npadvmod"} and is_time_phrase(c))
        ]
    if others:
        tokens = sorted({t.i: t for c in others for t in reader.maker.tokens(c)}.values(), key=lambda t: t.i)
        for subject in subjects:
            reader.emit(verb, scope, subject, key, reader.maker.of(tokens, others[0]), how, "manner")


_TRANSPARENT = frozenset(
    {"set about", "go about", "succeed in", "engage in", "end up", "go on", "persist in", "insist on"}
)


def _prepositional(
    reader: ClauseReader,
    verb: Token,
    scope: Scope,
    how: Modality,
    key: str,
    first: Token,
    subjects: tuple[Phrase, ...],
) -> None:
    target = child(first, "pobj", "pcomp")
    if target is None:
        return
    if first.dep_ == "prep" and target.dep_ == "pcomp" and target.tag_ == "VBG" and key in _TRANSPARENT:
        reader.visit(target, scope.inner("xcomp", subjects=subjects, modality=how))
        return
    origin = key in CAUSE_ORIGIN
    causal = key in {"lead to", "result in", "contribute to", "culminate in"}
    rest = reader.adjuncts(verb, first.right_edge.i + 1, without=[first])
    heads = conjuncts(target)
    split = 1 < len(heads) <= 4 and (
        origin or causal or key.startswith(("struggle", "rely", "depend", "suffer"))
    )
    if causal:
        subjects = reader.split_subjects(verb, scope)
    for subject in subjects:
        for head in heads if split else [target]:
            if head.pos_ == "VERB":
                phrase = reader.clause_phrase(head)
            else:
                phrase = reader.maker.phrase(
                    head, joined=not split, more=rest if not split else (), subject=subject.label
                )
            relation = "causedBy" if origin and not subject.name else ""
            reader.emit(
                verb,
                scope,
                subject,
                key,
                phrase,
                how,
                "origin" if origin else "causal" if causal else "prepositional",
                relation=relation,
            )
