"""Reading one clause: which construction it is, what it says, which clauses stand inside."""

from dataclasses import replace

from spacy.tokens import Token

from histgraph.drafts import Phrase
from histgraph.extract import constructions as say
from histgraph.extract.clauses import (
    CAUSE_PREPOSITIONS,
    ClauseReader,
    conditions,
    is_copula,
    is_passive,
    light_key,
    verb_key,
)
from histgraph.extract.modality import Modality, is_conditional, modality
from histgraph.extract.phrases import bare
from histgraph.extract.scope import (
    BELIEF_ADJECTIVES,
    BELIEF_VERBS,
    CAUSE_ATTRIBUTED,
    CAUSE_ORIGIN,
    CAUSE_PASSIVE,
    DENIED,
    FIRST_SECOND,
    GOAL_ADJECTIVES,
    GOAL_NOUNS,
    GOAL_PARTICIPLES,
    GOAL_VERBS,
    HOLDS,
    MOTIVE_VERBS,
    QUEST_NOUNS,
    SAYING_VERBS,
    Scope,
)
from histgraph.extract.times import is_time_phrase, time_of
from histgraph.extract.tokens import SUBJECTS, child, children, conjuncts, is_finite, lemma, subtree, written
from histgraph.model import Certainty, CueKind, EntityKind, Polarity, Stance

_RESULT_GERUNDS = frozenset({"lead", "result", "cause", "create", "make", "allow", "enable", "culminate", "contribute", "trigger", "bring", "mean", "facilitate", "force", "produce", "spark", "fuel", "complicate", "end"})
_CONCESSIVE = frozenset({"while", "although", "though", "whereas", "even"})
_WEAK_PREPOSITIONS = frozenset({"like", "such", "including", "than", "as", "except", "besides", "despite", "for"})
_GERUND_PREPOSITIONS = frozenset({"by", "through", "in", "after", "before", "without", "despite", "instead", "from", "of", "with", "besides", "upon", "on"})


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
        _plain(reader, verb, scope, how)
    say.because(reader, verb, scope, how)
    _inside(reader, verb, scope, how)


def _elliptic(reader: ClauseReader, verb: Token, scope: Scope, how: Modality) -> bool:
    """Read "they never did", "yes, it was": what the question asks, affirmed or denied."""
    asked = reader.discourse.asked
    if asked is None or lemma(verb) not in {"do", "be", "have", "can", "will", "could", "would"} or len(verb.doc) > 12:
        return False
    if verb.dep_ != "ROOT" or child(verb, "dobj", "attr", "acomp", "xcomp", "ccomp", "prep", "oprd", "auxpass", "expl") is not None:
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
            if not children(c, "mark") and child(c, "nsubj", "nsubjpass", "expl") is not None and not _is_speech(verb):
                reader.visit(c, Scope(modality=Modality(), depth=scope.depth + 1, role="splice", holder=scope.holder, stance=scope.stance))


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
    word = lemma(verb)
    if word in {"have", "set", "share", "pursue"} and say.had_goal(reader, verb, scope, how):
        return True
    if child(verb, "expl") is not None and word in {"be", "exist", "come", "remain"}:
        return _existential(reader, verb, scope, how)
    if is_copula(verb):
        return (
            say.goal_noun(reader, verb, scope, how)
            or say.cause_noun(reader, verb, scope, how)
            or _copula(reader, verb, scope, how)
        )
    if is_passive(verb):
        return _passive(reader, verb, scope, how)
    if word in GOAL_VERBS and child(verb, "xcomp", "ccomp", "dobj", "prep") is not None:
        subject = child(verb, "nsubj")
        if subject is None or subject.lower_ not in FIRST_SECOND:
            return say.goal(reader, verb, scope, how)
    complement = child(verb, "ccomp")
    if word in SAYING_VERBS | BELIEF_VERBS and complement is not None and complement.pos_ in {"VERB", "AUX"}:
        small = child(complement, "nsubj") is not None and complement.tag_ in {"VB", "VBG", "VBN"} and not children(complement, "aux")
        if not small or word in {"think", "believe", "say", "feel"}:
            return say.view(reader, verb, scope, how, complement)
    return say.belief_noun(reader, verb, scope, how) or _complement(reader, verb, scope, how)


def _complement(reader: ClauseReader, verb: Token, scope: Scope, how: Modality) -> bool:
    """Read "managed to V", "failed to V", "decided to V", "seemed to V"."""
    inner = child(verb, "xcomp")
    if inner is None and lemma(verb) in {"come", "go", "get"}:
        inner = next((c for c in children(verb, "advcl") if lemma(c) in BELIEF_VERBS and any(a.lower_ == "to" for a in children(c, "aux"))), None)
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


# -- copula ----------------------------------------------------------------------------------


def _copula(reader: ClauseReader, verb: Token, scope: Scope, how: Modality) -> bool:
    word = lemma(verb)
    subject_token = child(verb, "nsubj", "csubj")
    complements = children(verb, "attr", "acomp", "oprd")
    if not complements:
        clause = child(verb, "ccomp", "advcl", "relcl")
        if subject_token is not None and subject_token.lower_ == "it" and _until(verb) and clause is not None:
            reader.visit(clause, scope.inner("cleft", subjects=()))
            return True
        if _what_clause(reader, verb, scope, how):
            return True
        return _copula_rest(reader, verb, scope, how)
    complement = complements[0]
    if subject_token is not None and subject_token.lower_ == "it" and _cleft(reader, verb, scope, how, complement):
        return True
    if _adjective_clause(reader, verb, scope, how, complement) or _what_clause(reader, verb, scope, how):
        return True
    key = "be" if word in {"be", "seem", "appear", "prove", "look"} else {"grow": "become", "turn": "become"}.get(word, word)
    if word in {"seem", "appear", "look"}:
        how = how.hedged(Certainty.PROBABLE, word)
    rest = reader.adjuncts(verb, complement.i, without=[complement])
    if _turned(reader, subject_token, complement):
        for head in conjuncts(complement):
            named = bare(reader.maker.phrase(head, joined=False))
            for subject in reader.subjects(verb, scope):
                reader.emit(verb, scope, named, key, subject, how, "copula_turned")
        return True
    for subject in reader.subjects(verb, scope):
        for one in _complement_heads(complement):
            joined = one is complement and len(_complement_heads(complement)) == 1
            more = rest if joined or one is _complement_heads(complement)[-1] else ()
            if lemma(one) == "responsible":
                _responsible(reader, verb, scope, how, subject, one)
                continue
            for phrase in reader.maker.spread(one, joined=joined, more=more, subject=subject.label):
                reader.emit(verb, scope, subject, key, phrase, how, "copula", over=say.over(reader, one))
            _having(reader, verb, scope, how, subject, one)
    return True


def _having(reader: ClauseReader, verb: Token, scope: Scope, how: Modality, subject: Phrase, noun: Token) -> None:
    """Read "X was a state with Y": X had Y."""
    for prep in children(noun, "prep"):
        target = child(prep, "pobj")
        if prep.lower_ == "with" and target is not None and noun.pos_ == "NOUN":
            reader.emit(verb, scope, subject, "have", reader.maker.phrase(target), how, "having")


def _what_clause(reader: ClauseReader, verb: Token, scope: Scope, how: Modality) -> bool:
    """Read "this was what X had wanted": X wanted what the last claim was about."""
    subject = child(verb, "nsubj")
    clause = child(verb, "ccomp", "attr", "advcl")
    last = reader.discourse.last_object
    if subject is None or clause is None or last is None or subject.lower_ not in {"this", "that", "it"}:
        return False
    what = next((t for t in clause.children if t.lower_ == "what" and t.dep_ in {"dobj", "attr", "nsubj"}), None)
    if what is None or clause.pos_ != "VERB":
        return False
    own = child(clause, "nsubj")
    heads = _likes(own) if own is not None else []
    inner = reader.modality(clause, scope.inner("what", modality=how))
    word = lemma(clause)
    for head in heads:
        who = bare(reader.maker.phrase(head, joined=False))
        relation = "sought" if word in GOAL_VERBS else ""
        reader.emit(clause, scope, who, word, last, inner, "what_clause", relation=relation)
    reader.visited.add(clause.i)
    return bool(heads)


def _likes(token: Token) -> list[Token]:
    """Return whom "the likes of X and Y" names."""
    if lemma(token) in {"like", "likes"}:
        for prep in children(token, "prep"):
            if (inner := child(prep, "pobj")) is not None:
                return conjuncts(inner)
    return conjuncts(token)


def _turned(reader: ClauseReader, subject: Token | None, complement: Token) -> bool:
    """Whether subject and complement changed places: "an influential figure was Avicenna"."""
    if subject is None or complement.pos_ != "PROPN" or subject.pos_ == "PROPN" or complement.dep_ != "attr":
        return False
    return subject.i not in reader.sentence.referents and subject.pos_ == "NOUN"


def _complement_heads(complement: Token) -> list[Token]:
    """Split "ruthless and ambitious", keep "the Angles and the Saxons"."""
    heads = conjuncts(complement)
    if all(h.pos_ == "PROPN" for h in heads) or len(heads) > 4:
        return [complement]
    return heads


def _responsible(reader: ClauseReader, verb: Token, scope: Scope, how: Modality, subject: Phrase, head: Token) -> None:
    for prep in children(head, "prep"):
        target = child(prep, "pobj", "pcomp")
        if target is not None:
            for one in conjuncts(target):
                phrase = reader.clause_phrase(one) if one.pos_ == "VERB" else reader.maker.phrase(one, joined=False)
                reader.emit(verb, scope, subject, "be responsible for", phrase, how, "responsible", relation="responsibleFor")


def _copula_rest(reader: ClauseReader, verb: Token, scope: Scope, how: Modality) -> bool:
    """Read "X was in Y", "the aim was to V", "the reason is that S"."""
    for subject in reader.subjects(verb, scope):
        done = False
        for prep in children(verb, "prep"):
            if prep.i > verb.i and prep.lower_ not in CAUSE_PREPOSITIONS and not (is_time_phrase(prep) and not subject.name):
                tokens = reader.maker.tokens(prep)
                more = reader.adjuncts(verb, prep.right_edge.i + 1)
                phrase = reader.maker.of(sorted({t.i: t for t in [*tokens, *more]}.values(), key=lambda t: t.i), prep, subject=subject.label)
                reader.emit(verb, scope, subject, "be", phrase, how, "copula_prep")
                done = True
                break
        if done:
            continue
        clause = child(verb, "xcomp", "ccomp", "advcl")
        if clause is not None and clause.i > verb.i and not children(clause, "mark"):
            phrase = reader.clause_phrase(clause)
            reader.emit(verb, scope, subject, "be", phrase, how, "copula_clause")
    return True


def _until(verb: Token) -> bool:
    """Whether the clause says "it was not until X that ..."."""
    return child(verb, "neg") is not None and any(t.lower_ == "until" for t in verb.subtree)


def _cleft(reader: ClauseReader, verb: Token, scope: Scope, how: Modality, complement: Token) -> bool:
    """Read "it was X that V": X V; "it wasn't until X that S": S, after X."""
    clause = child(complement, "relcl") or child(verb, "relcl", "ccomp", "advcl")
    if clause is not None and _until(verb):
        reader.visit(clause, scope.inner("cleft", subjects=()))
        return True
    if clause is None or complement.dep_ != "attr":
        return False
    if clause.head.i == complement.i and child(clause, "nsubj") is not None and child(clause, "nsubj").tag_ in {"WP", "WDT"}:  # type: ignore[union-attr]
        subject = bare(reader.maker.phrase(complement, without=[t.i for t in clause.subtree]))
        reader.visit(clause, scope.inner("cleft", subjects=(subject,), modality=how))
        return True
    return False


def _adjective_clause(reader: ClauseReader, verb: Token, scope: Scope, how: Modality, complement: Token) -> bool:
    """Read "was able to V", "was determined to V", "it is likely that S", "was aware that S"."""
    word = lemma(complement)
    subjects = reader.subjects(verb, scope)
    inner = child(complement, "xcomp", "ccomp") or child(verb, "ccomp")
    if word in GOAL_ADJECTIVES and (inner is not None or child(complement, "prep") is not None):
        return say.goal(reader, verb, scope, how, holder=complement)
    if inner is None or inner.i < complement.i:
        return False
    subject = child(verb, "nsubj")
    if word == "able" and subjects:
        reader.visit(inner, scope.inner("xcomp", subjects=subjects, modality=how))
        return True
    if word in {"unable", "incapable", "powerless", "unwilling"} and subjects:
        reader.visit(inner, scope.inner("xcomp", subjects=subjects, modality=how.denied(word)))
        return True
    if subject is not None and subject.lower_ == "it" and inner.dep_ == "ccomp":
        meant = how
        if word in {"likely", "probable"}:
            meant = how.hedged(Certainty.PROBABLE, word)
        elif word in {"possible", "conceivable"}:
            meant = how.hedged(Certainty.POSSIBLE, word)
        elif word in {"untrue", "false", "wrong", "unlikely"} or lemma(complement) == "myth":
            meant = how.denied(word)
        elif word not in {"clear", "true", "certain", "obvious", "evident", "noteworthy", "important", "interesting", "notable", "worth", "known"}:
            return False
        reader.visit(inner, scope.inner("ccomp", subjects=(), modality=meant))
        return True
    if word == "unlikely" and inner.dep_ == "xcomp" and subjects:
        meant = how.hedged(Certainty.PROBABLE, word).denied(word)
        reader.visit(inner, scope.inner("xcomp", subjects=subjects, modality=meant))
        return True
    if word == "likely" and inner.dep_ == "xcomp" and subjects:
        reader.visit(inner, scope.inner("xcomp", subjects=subjects, modality=how.hedged(Certainty.PROBABLE, word)))
        return True
    if word in {"willing", "prepared", "ready"} and inner.dep_ == "xcomp" and subjects:
        for who in subjects:
            for one in conjuncts(inner):
                phrase = reader.clause_phrase(one, subject=who.label)
                reader.emit(verb, scope, who, "be", replace(phrase, label=f"{complement.text} {phrase.label}"), how, "willing")
                say.hide(reader, one)
        return True
    if word in BELIEF_ADJECTIVES and inner.dep_ == "ccomp":
        return say.view(reader, verb, scope, how, inner)
    return False


def _existential(reader: ClauseReader, verb: Token, scope: Scope, how: Modality) -> bool:
    thing = child(verb, "attr", "nsubj", "dobj")
    if thing is None:
        return False
    if say.no_reason(reader, thing, scope, how):
        return True
    for one in conjuncts(thing):
        without = {t.i for c in one.children if c.dep_ in {"prep"} and c.lower_ in {"in", "among", "within", "at", "across", "between"} for t in c.subtree}
        where = [c for c in [*one.children, *verb.children] if c.dep_ == "prep" and c.lower_ in {"in", "among", "within", "at", "across", "between"}]
        subject = bare(reader.maker.phrase(one, joined=False, without=without))
        if where:
            phrase = reader.maker.of(reader.maker.tokens(where[0]), where[0])
            reader.emit(verb, scope, subject, "exist", phrase, how, "existential")
    return True


# -- passive ---------------------------------------------------------------------------------


def _passive(reader: ClauseReader, verb: Token, scope: Scope, how: Modality) -> bool:
    word = lemma(verb)
    subjects = reader.subjects(verb, scope)
    inner = child(verb, "xcomp")
    complement = child(verb, "ccomp")
    if word in GOAL_PARTICIPLES and (inner is not None or child(verb, "prep") is not None or child(verb, "advcl") is not None):
        if say.goal(reader, verb, replace(scope, subjects=subjects), how):
            return True
    subject = child(verb, "nsubjpass")
    if complement is not None and subject is not None and subject.lower_ == "it" and word in SAYING_VERBS | BELIEF_VERBS:
        return say.view(reader, verb, scope, how, complement)
    if inner is not None and inner.pos_ in {"VERB", "AUX"} and word in SAYING_VERBS | BELIEF_VERBS | {"rumour", "rumor", "purport", "allege"}:
        meant = how.hedged(Certainty.PROBABLE, word).cued(CueKind.ATTRIBUTION, word)
        reader.visit(inner, scope.inner("xcomp", subjects=subjects, modality=meant))
        return True
    if inner is not None and word in HOLDS:
        reader.visit(inner, scope.inner("xcomp", subjects=subjects, modality=how))
    if say.belief_noun(reader, verb, scope, how):
        return True
    agents = _agents(verb)
    if word in MOTIVE_VERBS and agents:
        _each(reader, verb, scope, how, subjects, agents, "be motivated by", "motivatedBy")
        return True
    if word in CAUSE_PASSIVE and agents:
        _each(reader, verb, scope, how, subjects, agents, "be caused by", "causedBy")
        return True
    if word in CAUSE_ATTRIBUTED:
        for prep in children(verb, "prep"):
            if prep.lower_ == "to" and (target := child(prep, "pobj", "pcomp")) is not None:
                _each(reader, verb, scope, how, subjects, conjuncts(target), "be caused by", "causedBy")
                return True
    if agents:
        rest = [t for c in verb.children if c.dep_ in {"prep", "oprd"} and not is_time_phrase(c) and c.i > verb.i and c.lower_ not in CAUSE_PREPOSITIONS for t in reader.maker.tokens(c)]
        for agent in agents:
            actor = bare(reader.maker.phrase(agent, joined=len(agents) == 1))
            for obj in subjects:
                longer = replace(obj, label=" ".join([obj.label, written(rest)]).strip()) if rest and len(rest) <= 5 else obj
                reader.emit(verb, scope, actor, verb_key(verb), longer, how, "passive_agent", swapped=True)
        return True
    return _agentless(reader, verb, scope, how, subjects)


def _agents(verb: Token) -> list[Token]:
    by = child(verb, "agent")
    head = child(by, "pobj") if by is not None else None
    return conjuncts(head) if head is not None else []


def _each(reader: ClauseReader, verb: Token, scope: Scope, how: Modality, subjects: tuple[Phrase, ...], heads: list[Token], key: str, relation: str) -> None:
    for subject in subjects:
        for head in heads:
            phrase = reader.clause_phrase(head) if head.pos_ == "VERB" else reader.maker.phrase(head, joined=False)
            reader.emit(verb, scope, subject, key, phrase, how, relation, relation=relation)


def _agentless(reader: ClauseReader, verb: Token, scope: Scope, how: Modality, subjects: tuple[Phrase, ...]) -> bool:
    """Read "the crowns were joined under X": was | joined under X."""
    rest = reader.adjuncts(verb, verb.i + 1)
    extra = [t for c in children(verb, "dobj", "oprd", "advcl", "acomp", "attr", "xcomp") if c.i > verb.i and not (c.dep_ == "advcl") and not (c.dep_ == "xcomp" and lemma(verb) in HOLDS) for t in reader.maker.tokens(c)]
    before = [c for c in children(verb, "advmod", "prt") if c.i < verb.i and c.i > verb.left_edge.i and c.lower_ not in {"not", "never", "also", "then", "however", "often"} and c.i >= verb.i - 2]
    tokens = {t.i: t for t in [verb, *rest, *extra, *before]}
    others = [c for c in conjuncts(verb)[1:] if c.tag_ == "VBN" and child(c, "nsubj", "nsubjpass", "auxpass", "aux", "agent") is None]
    for other in others:
        reader.visited.add(other.i)
        tokens.update({t.i: t for t in reader.maker.tokens(other, joined=False)})
        tokens.update({c.i: c for c in other.head.children if c.dep_ in {"cc", "punct"} and c.i < other.i})
    if verb.dep_ == "acl" and len(tokens) == 1:
        return True
    time = time_of(verb)
    if len(tokens) == 1 and time[2] and (time[0] is not None):
        tokens.update({t.i: t for t in time[2][0].subtree})
    phrase = reader.maker.of([tokens[i] for i in sorted(tokens)], verb)
    for subject in subjects:
        reader.emit(verb, scope, subject, "be", phrase, how, "passive")
    return True


# -- plain clauses ---------------------------------------------------------------------------


def _plain(reader: ClauseReader, verb: Token, scope: Scope, how: Modality) -> None:
    """Read subject, verb and what completes it."""
    if verb.pos_ not in {"VERB", "AUX"}:
        return
    light = light_key(verb)
    if light is not None:
        key, target = light
        for subject in reader.subjects(verb, scope):
            reader.emit(verb, scope, subject, key, reader.maker.phrase(target), how, "light")
        return
    key = verb_key(verb)
    if key == "lack":
        key, how = "have", how.denied("lack")
    obj = child(verb, "dobj")
    if obj is not None:
        _transitive(reader, verb, scope, how, key, obj)
        return
    _intransitive(reader, verb, scope, how, key)


def _transitive(reader: ClauseReader, verb: Token, scope: Scope, how: Modality, key: str, obj: Token) -> None:
    rest = reader.adjuncts(verb, verb.i + 1, without=[obj])
    clause = child(verb, "xcomp", "ccomp")
    if clause is not None and clause.i > obj.i:
        rest += list(reader.clause_phrase(clause, positive=False) and subtree(clause, lambda t: t.dep_ not in {"advcl", "relcl"} ))
    if key in {"make", "keep", "render", "leave", "find", "prove"}:
        rest += [t for t in verb.doc[obj.right_edge.i + 1 : verb.right_edge.i + 1] if _in_clause(t, verb)]
    heads = conjuncts(obj)
    subjects = reader.split_subjects(verb, scope) if key in {"cause", "help", "lead to"} else reader.subjects(verb, scope)
    split = len(heads) <= 3 and not any(h.dep_ == "conj" and len(heads) == 2 and h.pos_ == "ADJ" for h in heads)
    for subject in subjects:
        if obj.tag_ in {"WDT", "WP"}:
            return
        if not split or len(heads) == 1:
            phrases = reader.maker.spread(obj, more=rest, subject=subject.label) if len(heads) == 1 else [reader.maker.phrase(obj, more=rest, subject=subject.label)]
            for phrase in phrases:
                reader.emit(verb, scope, subject, key, phrase, how, "transitive", over=say.over(reader, obj))
            continue
        for head in heads:
            more = [t for t in rest if t.i > heads[-1].i] if head is heads[-1] else ()
            phrase = reader.maker.phrase(head, joined=False, more=more, subject=subject.label)
            reader.emit(verb, scope, subject, key, phrase, how, "transitive_split", over=say.over(reader, head))


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
    preps = [c for c in children(verb, "prep", "dative") if c.i > verb.i and child(c, "pobj", "pcomp") is not None and c.lower_ not in CAUSE_PREPOSITIONS]
    first = next((p for p in preps if not is_time_phrase(p)), None)
    if clause is not None and clause.i > verb.i and (first is None or clause.i < first.i):
        for subject in subjects:
            small = child(clause, "nsubj") is not None
            for one in conjuncts(clause)[:3]:
                phrase = reader.clause_phrase(one, subject=subject.label, positive=False)
                reader.emit(verb, scope, subject, key, phrase, how, "clause_small" if small else "clause")
                say.hide(reader, one)
        return
    if first is not None and first.lower_ not in _WEAK_PREPOSITIONS:
        _prepositional(reader, verb, scope, how, f"{key} {first.lower_}", first, subjects)
        return
    others = [c for c in verb.children if c.dep_ in {"advmod", "npadvmod", "acomp", "oprd", "prep"} and c.i > verb.i and c.lower_ not in CAUSE_PREPOSITIONS]
    if not others:
        others = [c for c in verb.children if (c.dep_ == "advmod" and c.tag_ == "RB" and c.text.endswith("ly")) or (c.dep_ in {"prep", "npadvmod"} and is_time_phrase(c))]
    if others:
        tokens = sorted({t.i: t for c in others for t in reader.maker.tokens(c)}.values(), key=lambda t: t.i)
        for subject in subjects:
            reader.emit(verb, scope, subject, key, reader.maker.of(tokens, others[0]), how, "manner")


_TRANSPARENT = frozenset({"set about", "go about", "succeed in", "engage in", "end up", "go on", "persist in", "insist on"})


def _prepositional(reader: ClauseReader, verb: Token, scope: Scope, how: Modality, key: str, first: Token, subjects: tuple[Phrase, ...]) -> None:
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
    split = 1 < len(heads) <= 4 and (origin or causal or key.startswith(("struggle", "rely", "depend", "suffer")))
    if causal:
        subjects = reader.split_subjects(verb, scope)
    for subject in subjects:
        for head in heads if split else [target]:
            if head.pos_ == "VERB":
                phrase = reader.clause_phrase(head)
            else:
                phrase = reader.maker.phrase(head, joined=not split, more=rest if not split else (), subject=subject.label)
            relation = "causedBy" if origin and not subject.name else ""
            reader.emit(verb, scope, subject, key, phrase, how, "origin" if origin else "causal" if causal else "prepositional", relation=relation)


# -- clauses inside --------------------------------------------------------------------------


def _inside(reader: ClauseReader, verb: Token, scope: Scope, how: Modality) -> None:
    """Read coordinated, adverbial and complement clauses."""
    subjects = reader.subjects(verb, scope)
    for c in verb.children:
        if c.i in reader.visited or c.i in reader.opaque:
            continue
        if c.dep_ == "conj" and (c.pos_ in {"VERB", "AUX"}):
            reader.visit(c, _conjunct_scope(verb, c, scope, how, subjects))
        elif c.dep_ == "advcl":
            _adverbial(reader, verb, c, scope, how, subjects)
        elif c.dep_ == "prep":
            for inner in children(c, "pcomp"):
                _gerund(reader, c, inner, scope, how, subjects)
        elif c.dep_ in {"ccomp", "parataxis"} and c.pos_ in {"VERB", "AUX"} and child(c, "nsubj", "nsubjpass", "expl") is not None:
            if c.i > verb.i and not children(c, "mark"):
                reader.visit(c, scope.inner("parataxis", subjects=subjects))


def _conjunct_scope(verb: Token, conjunct: Token, scope: Scope, how: Modality, subjects: tuple[Phrase, ...]) -> Scope:
    """Share subject; share auxiliaries and negation where the second verb leans on the first."""
    shared = scope.modality
    if child(conjunct, "nsubj", "nsubjpass") is None and not children(conjunct, "aux"):
        link = next((t.lower_ for t in verb.children if t.dep_ == "cc" and t.i < conjunct.i), "")
        if conjunct.tag_ == verb.tag_ and verb.tag_ in {"VB", "VBN"} and children(verb, "aux", "neg"):
            shared = how if link in {"or", "nor"} or not _negated(verb) else scope.modality
        elif link in {"nor"}:
            shared = how
    own = child(conjunct, "nsubj", "nsubjpass") is not None
    return scope.inner("conj", subjects=subjects, modality=shared, condition=None if own else scope.condition)


def _negated(verb: Token) -> bool:
    return modality(verb, Modality()).polarity is Polarity.DENIED


def _adverbial(reader: ClauseReader, verb: Token, clause: Token, scope: Scope, how: Modality, subjects: tuple[Phrase, ...]) -> None:
    marks = {m.lower_ for m in children(clause, "mark", "advmod")}
    plain = replace(scope, condition=None, modality=Modality())
    if is_conditional(clause) or "as if" in marks:
        return
    to = any(a.lower_ == "to" for a in children(clause, "aux"))
    if to and clause.i > verb.i and not is_copula(verb):
        say.purpose(reader, verb, scope, clause, how)
        return
    if to and clause.i < verb.i:
        say.purpose(reader, verb, scope, clause, how)
        return
    if child(clause, "nsubj", "nsubjpass", "expl") is not None:
        start = Modality()
        if marks & _CONCESSIVE:
            start = start.cued(CueKind.CONCESSION, next(iter(sorted(marks & _CONCESSIVE))))
        if "than" in marks or "until" in marks and how.polarity is Polarity.DENIED:
            return
        reader.visit(clause, plain.inner("adverbial", subjects=(), modality=start))
        return
    if clause.tag_ in {"VBG", "VBN"} or clause.pos_ in {"VERB", "AUX"}:
        if lemma(clause) in _RESULT_GERUNDS and clause.i > verb.i and clause.tag_ == "VBG":
            event = reader.event_phrase(verb, scope)
            reader.visit(clause, plain.inner("result", subjects=(event,)))
        elif how.polarity is Polarity.DENIED and clause.i > verb.i and clause.doc[clause.left_edge.i - 1].text != ",":
            return
        else:
            reader.visit(clause, plain.inner("participle", subjects=_actor(reader, verb, subjects)))


def _actor(reader: ClauseReader, verb: Token, subjects: tuple[Phrase, ...]) -> tuple[Phrase, ...]:
    """Return who acts where the subject is only his goal: "Driven by fear, his aim was to ..."."""
    noun = child(verb, "nsubj")
    if noun is not None and lemma(noun) in GOAL_NOUNS and (who := say.owner(reader, noun)) is not None:
        return (who,)
    return subjects


def _gerund(reader: ClauseReader, prep: Token, inner: Token, scope: Scope, how: Modality, subjects: tuple[Phrase, ...]) -> None:
    word = prep.lower_
    if inner.tag_ != "VBG" or word not in _GERUND_PREPOSITIONS:
        return
    start = Modality().denied("without") if word == "without" else Modality()
    if word == "instead":
        start = Modality().denied("instead of")
    if how.mode != "actual":
        start = replace(start, mode=how.mode)
    reader.visit(inner, scope.inner("gerund", subjects=subjects, modality=start))


# -- whole sentences -------------------------------------------------------------------------


def read_sentence(reader: ClauseReader) -> None:
    """Read all clauses of the sentence, then what hangs on its nouns."""
    doc = reader.sentence.doc
    if doc.text.rstrip().endswith("?"):
        return
    speaker = reader.discourse.speaker
    top = say.attributions(reader, Scope(holder=speaker, stance=Stance.NEUTRAL if speaker else None))
    for token in doc:
        if token.head.i == token.i:
            if token.pos_ in {"VERB", "AUX"}:
                reader.visit(token, top)
            else:
                for c in token.children:
                    if c.dep_ in {"ccomp", "conj", "parataxis", "advcl", "dep"} and c.pos_ in {"VERB", "AUX"} and child(c, "nsubj", "nsubjpass") is not None:
                        reader.visit(c, top)
    for token in doc:
        if token.i not in reader.opaque:
            _nominal(reader, token, replace(top, modality=Modality(), role="noun"))


def _nominal(reader: ClauseReader, noun: Token, scope: Scope) -> None:
    """Read relative clauses, participles and appositions of a noun."""
    for c in noun.children:
        if c.i in reader.opaque or c.i in reader.visited:
            continue
        if c.dep_ == "relcl" and c.pos_ in {"VERB", "AUX"}:
            _relative(reader, noun, c, scope)
        elif c.dep_ == "acl" and c.tag_ in {"VBG", "VBN", "VBD"} and noun.pos_ in {"NOUN", "PROPN", "PRON"}:
            subject = _antecedent(reader, noun, c)
            if subject.label:
                reader.visit(c, scope.inner("acl", subjects=(subject,)))
        elif c.dep_ == "appos" and c.pos_ in {"NOUN", "PROPN"} and noun.pos_ in {"NOUN", "PROPN"}:
            _apposition(reader, noun, c, scope)
    if lemma(noun) in {"inability", "failure", "refusal", "unwillingness", "reluctance"}:
        say.inability(reader, noun, scope)
    if lemma(noun) in QUEST_NOUNS and noun.pos_ == "NOUN":
        say.quest(reader, noun, scope)


def _describes(noun: Token) -> bool:
    """Whether a subject only describes what its complement names: "one factor that ...", "the tribes that ..."."""
    return noun.pos_ == "NOUN" and any(c.lower_ in {"a", "an", "another", "one", "the", "two", "three"} for c in noun.children)


def _antecedent(reader: ClauseReader, noun: Token, clause: Token) -> Phrase:
    """Return what a relative clause is about: behind a predicate noun, the subject it describes."""
    if noun.dep_ == "attr" and is_copula(noun.head) and clause.dep_ != "appos":
        subject = child(noun.head, "nsubj")
        if subject is not None and subject.lower_ not in {"it", "there", "this", "that", "what"} | FIRST_SECOND:
            return bare(reader.maker.phrase(subject))
    if noun.dep_ == "nsubj" and is_copula(noun.head) and clause.dep_ == "relcl":
        complement = child(noun.head, "attr")
        if complement is not None and complement.pos_ in {"NOUN", "PROPN"} and _describes(noun):
            return bare(reader.maker.phrase(complement))
    if noun.dep_ == "appos" and noun.head.pos_ in {"PROPN", "NOUN"} and clause.dep_ != "appos":
        noun = noun.head
    without = [t.i for c in noun.children if c.dep_ in {"relcl", "acl", "appos"} for t in c.subtree]
    return bare(reader.maker.phrase(noun, without=without))


def _relative(reader: ClauseReader, noun: Token, clause: Token, scope: Scope) -> None:
    pronoun = next((t for t in clause.subtree if t.tag_ in {"WDT", "WP", "WP$", "WRB"} or t.lower_ == "that" and t.dep_ in SUBJECTS | {"dobj"}), None)
    subject = child(clause, "nsubj", "nsubjpass")
    relative_subject = subject is not None and subject.tag_ in {"WDT", "WP"} or subject is not None and subject.lower_ in {"that", "which", "who"}
    antecedent = _antecedent(reader, noun, clause)
    if relative_subject:
        sentential = subject is not None and subject.lower_ == "which" and lemma(clause) in _RESULT_GERUNDS and clause.left_edge.i > 0 and clause.doc[clause.left_edge.i - 1].text == ","
        if sentential:
            verb = next((a for a in noun.ancestors if a.pos_ in {"VERB", "AUX"}), None)
            while verb is not None and verb.dep_ == "conj" and verb.head.pos_ in {"VERB", "AUX"}:
                verb = verb.head
            if verb is not None:
                antecedent = reader.event_phrase(verb, scope)
        reader.visit(clause, scope.inner("relative", subjects=(antecedent,)))
    elif subject is not None and (pronoun is None or pronoun.dep_ == "dobj") and pronoun is None or (pronoun is not None and pronoun.dep_ in {"dobj"}):
        how = reader.modality(clause, scope)
        for phrase in reader.subjects(clause, scope):
            if child(clause, "xcomp", "ccomp") is None:
                reader.visited.add(clause.i)
                reader.emit(clause, scope.inner("relative"), phrase, verb_key(clause), antecedent, how, "relative_object")
    elif subject is not None and is_finite(clause):
        reader.visit(clause, scope.inner("relative_where"))


def _apposition(reader: ClauseReader, noun: Token, other: Token, scope: Scope) -> None:
    """Read "Trotsky, one of the leaders": Trotsky was one of the leaders."""
    if child(other, "conj", "cc") is not None or child(noun, "conj", "cc") is not None or other.lower_ == noun.lower_:
        return
    subject = _antecedent(reader, noun, other)
    phrase = reader.maker.phrase(other)
    if noun.pos_ != "PROPN" and other.pos_ == "PROPN":
        subject, phrase = bare(reader.maker.phrase(other)), reader.maker.phrase(noun, without=[t.i for t in other.subtree])
    if subject.kind in {EntityKind.TIME, EntityKind.QUANTITY} or phrase.kind in {EntityKind.TIME, EntityKind.QUANTITY}:
        return
    verb = next((a for a in noun.ancestors if a.pos_ in {"VERB", "AUX"}), noun)
    reader.emit(verb, scope, subject, "be", phrase, Modality(), "apposition", time=(None, None))
