"""Plain clauses: subject, verb, and what completes it."""

from dataclasses import replace

from histgraph.drafts import Phrase
from histgraph.extract.constructions.bare import little_to_do, read_alone, read_bare_denial, read_unable
from histgraph.extract.constructions.set_phrases import came_to_an_end, made_it, opened_way, took_long, way_to
from histgraph.extract.drafting.announced import several
from histgraph.extract.drafting.clauses import (
    CAUSE_PREPOSITIONS,
    ClauseReader,
    is_infinitive,
    light_key,
    verb_key,
)
from histgraph.extract.drafting.goals import hide, over, purpose, set_apart
from histgraph.extract.drafting.motives import result_of
from histgraph.extract.drafting.phrases import is_aside
from histgraph.extract.negation.denials import shrugged
from histgraph.extract.repairs.members import members_of
from histgraph.extract.syntax.amounts import weak_quantity
from histgraph.extract.syntax.coordination import part_of, shared_object, targets, told_apart
from histgraph.extract.syntax.modality import Modality, negative_phrase
from histgraph.extract.syntax.scope import (
    BELIEF_VERBS,
    CAUSE_ORIGIN,
    CAUSE_VERBS,
    DENIED,
    FOCUS,
    HOLDS,
    MEANS_VERBS,
    SAYING_VERBS,
    STATES,
    STRIVES_FOR,
    Scope,
    words,
)
from histgraph.extract.syntax.times import is_time_phrase, measures
from histgraph.extract.syntax.tokens import child, children, conjuncts, in_order, is_finite, lemma, subtree
from histgraph.extract.syntax.tree import Token
from histgraph.model import Certainty, CueKind, Mode, Polarity

_WEAK_PREPOSITIONS = frozenset(
    {"like", "such", "including", "than", "as", "except", "besides", "despite", "for", "by"}
)


_CALLING = SAYING_VERBS | BELIEF_VERBS | words("saying", "naming")
"""Who calls himself something may be nothing of the kind."""


def read_complement(reader: ClauseReader, verb: Token, scope: Scope, how: Modality) -> bool:
    """Read "managed to V", "failed to V", "decided to V", "seemed to V"."""
    word = lemma(verb)
    inner = child(verb, "xcomp")
    if inner is None and word in {"come", "go", "get"}:
        states = BELIEF_VERBS | STATES if word == "come" else BELIEF_VERBS
        inner = next((c for c in children(verb, "advcl") if lemma(c) in states and is_infinitive(c)), None)
    if inner is None and (word in DENIED or (word in _CARING and how.polarity is Polarity.DENIED)):
        inner = next((c for c in children(verb, "advcl") if c.i > verb.i and is_infinitive(c)), None)
    if inner is None or inner.pos_ not in {"VERB", "AUX"}:
        return False
    subjects = reader.subjects(verb, scope)
    if child(verb, "dobj") is not None:
        return False
    if word in DENIED:
        reader.visit(inner, scope.inner("xcomp", subjects=subjects, modality=how.denied(word)))
        return True
    if word == "go" and verb.tag_ == "VBG" and is_infinitive(inner):
        meant = how if how.polarity is Polarity.DENIED else how.supposed(Mode.INTENDED, "going to")
        reader.visit(inner, scope.inner("xcomp", subjects=subjects, modality=meant))
        return True
    meant = how.hedged(Certainty.PROBABLE, word) if word in _SEEMING else how
    had_to = word == "have" and verb.tag_ == "VBD" and how.polarity is not Polarity.DENIED
    keeps = word == "keep" and inner.tag_ == "VBG"
    grew = word == "grow" and lemma(inner) in STATES | BELIEF_VERBS
    if word in HOLDS | _CARING | _SEEMING or (had_to and is_infinitive(inner)) or keeps or grew:
        reader.visit(inner, scope.inner("xcomp", subjects=subjects, modality=meant))
        return True
    return False


_SEEMING = frozenset({"seem", "appear"})
_CARING = frozenset({"care", "deign", "trouble", "stoop", "bother"})
"""Who does not care to do something does not do it."""


def read_plain(reader: ClauseReader, verb: Token, scope: Scope, how: Modality) -> None:
    """Read subject, verb and what completes it."""
    if verb.pos_ not in {"VERB", "AUX"} or verb.tag_ == "MD" or not _is_word(lemma(verb)):
        return
    if made_it(reader, verb, scope, how) or took_long(reader, verb, scope, how):
        return
    light = light_key(verb)
    if light is not None:
        key, target = light
        if any(weak_quantity(c) for c in children(verb, "dobj")):
            how = how.denied("little")
        for subject in reader.subjects(verb, scope):
            reader.emit(verb, scope, subject, key, reader.maker.phrase(target), how, "light")
        return
    _in_order(reader, verb, scope, how)
    key = verb_key(verb)
    if key == "lack":
        key, how = "have", how.denied("lack")
    how = shrugged(verb, little_to_do(verb, how))
    own = [c for c in children(verb, "dobj") if c.tag_ not in {"WDT", "WP"}]
    obj = own[0] if own else child(verb, "dobj") or shared_object(verb)
    if scope.gap is not None and (obj is None or obj.tag_ in {"WDT", "WP"}):
        if key == "do":
            return  # "granted them the vote, which Rome did"
        for subject in reader.subjects(verb, scope):
            reader.emit(verb, scope, subject, key, scope.gap, how, "relative_object")
        return
    if came_to_an_end(reader, verb, scope, how):
        return
    if _origin(reader, verb, scope, how) or (obj is not None and opened_way(reader, verb, scope, how, obj)):
        return
    if obj is not None:
        _transitive(reader, verb, scope, how, key, obj)
        return
    if read_unable(reader, verb, scope, how):
        return
    before = len(reader.drafts)
    _intransitive(reader, verb, scope, how, key)
    if len(reader.drafts) == before:
        read_bare_denial(reader, verb, scope, how, key)
        read_alone(reader, verb, scope, how, key)


def _transitive(reader: ClauseReader, verb: Token, scope: Scope, how: Modality, key: str, obj: Token) -> None:
    rest = reader.adjuncts(verb, verb.i + 1, without=[obj])
    clause = child(verb, "xcomp", "ccomp")
    if clause is not None and clause.i > obj.i:
        denied = how.polarity is Polarity.DENIED  # who did not use slaves to build may have built
        if clause.dep_ == "xcomp" and is_infinitive(clause) and _is_means(verb, clause) and not denied:
            purpose(reader, verb, scope, clause, how)
        else:
            reader.beside(clause, scope)
            rest += subtree(clause, lambda t: t.dep_ not in {"advcl", "relcl"})
    rest += [
        t
        for c in children(verb, "advcl")
        if c.i > obj.i and is_infinitive(c) and not set_apart(verb, c) and c.right_edge.i - c.left_edge.i < 8
        for t in subtree(c, lambda t: t.dep_ not in {"advcl", "relcl", "conj", "cc", "punct"})
    ]
    rest += _given(reader, verb, obj)
    if key in {"make", "keep", "render", "leave", "find", "prove"}:
        rest += [t for t in verb.doc[obj.right_edge.i + 1 : verb.right_edge.i + 1] if _in_clause(t, verb)]
    heads = _listed_objects(verb, obj)
    subjects = reader.split_subjects(verb, scope) if key in _EACH_BY_ITSELF else reader.subjects(verb, scope)
    split = told_apart(heads, behind=any(t.i > heads[-1].i for t in rest))
    whom = [t for c in children(verb, "dative") if c.i < obj.i for t in reader.maker.tokens(c)]
    denied = how.polarity is Polarity.DENIED
    no = [c.i for c in obj.children if whom and denied and c.lower_ == "no"]  # "brought the king no glory"
    for subject in subjects:
        if obj.tag_ in {"WDT", "WP"}:
            return
        if not split:
            phrases = (
                reader.maker.spread(obj, more=rest, subject=subject.label, without=no)
                if len(heads) == 1
                else [reader.maker.phrase(obj, more=rest, subject=subject.label, without=no)]
            )
            for phrase in phrases:
                reader.emit(verb, scope, subject, key, phrase, how, "transitive", over=over(reader, obj))
            for one in members_of(obj):
                name = reader.maker.phrase(one, joined=False, subject=subject.label)
                reader.emit(verb, scope, subject, key, name, how, "member")
            continue
        for head in heads:
            more = [*whom, *(t for t in rest if head is heads[-1] and t.i > head.i)]
            phrase = reader.maker.phrase(head, joined=False, more=more, subject=subject.label)
            told = how.polarity is not Polarity.DENIED
            none = negative_phrase(head) if told else ""  # "few settlers and no doctor"
            meant = how.denied(none) if none else how
            reader.emit(verb, scope, subject, key, phrase, meant, "transitive_split", over=over(reader, head))


_EACH_BY_ITSELF = CAUSE_VERBS | {"give", "offer", "provide", "bring", "add"}
"""What several causes bring about, each of them brings about."""


def _is_word(verb: str) -> bool:
    """Whether a lemma can be an English verb: a mistagged name or number is none."""
    return verb.isascii() and verb.replace("-", "").isalpha()


def _origin(reader: ClauseReader, verb: Token, scope: Scope, how: Modality) -> bool:
    """Read "X stems from A, B and C", wherever the parser has hung B and C: X was caused by each."""
    for prep in children(verb, "prep"):
        first = child(prep, "pobj")
        if first is None or prep.i < verb.i or is_time_phrase(prep):
            continue
        if f"{lemma(verb)} {prep.lower_}" not in CAUSE_ORIGIN:
            continue
        heads = conjuncts(first)
        for stray in children(verb, "dobj"):
            if stray.i > prep.i:
                heads += conjuncts(stray)
        for subject in reader.subjects(verb, scope):
            relation = "" if subject.name else "causedBy"
            for head in heads:
                for phrase in several(reader.maker, head):
                    key = f"{lemma(verb)} {prep.lower_}"
                    reader.emit(verb, scope, subject, key, phrase, how, "origin", relation=relation)
        return True
    return False


def _listed_objects(verb: Token, obj: Token) -> list[Token]:
    """Return coordinated objects, also those of a list that the parser has hung on the verb or beside the first."""
    heads = conjuncts(obj)
    if negative_phrase(obj):
        others = [c for c in children(verb, "dobj", "nsubj", "npadvmod", "oprd") if c.i > obj.i]
        heads += [c for c in others if negative_phrase(c)]
    if len(heads) > 1:
        return heads
    for c in [*children(verb, "npadvmod", "dobj"), *children(obj, "appos")]:
        apart = c.left_edge.i > obj.i and c.doc[c.left_edge.i - 1].text == ","
        if (
            apart
            and (c.pos_ in {"NOUN", "PROPN"} or part_of(c))
            and any(g.dep_ == "cc" and g.lower_ == "and" for g in c.children)
        ):
            return [obj, *conjuncts(c)]
    return heads


def _given(reader: ClauseReader, verb: Token, receiver: Token) -> tuple[Token, ...]:
    """Return what is given, where the parser takes it and who receives it for objects alike: "gave poor men power"."""
    for c in children(verb, "dobj"):
        if c.i > receiver.i and c.left_edge.i == receiver.right_edge.i + 1 and c.tag_ not in {"WDT", "WP"}:
            return tuple(reader.maker.tokens(c))
    return ()


def _is_means(verb: Token, clause: Token) -> bool:
    """Whether "V X to W" tells what X was for; who is sent to die seeks nothing."""
    suffers = {
        "die",
        "live",
        "work",
        "serve",
        "study",
        "settle",
        "be",
        "become",
        "perish",
        "fight",
        "starve",
        "stay",
    }
    return lemma(verb) in MEANS_VERBS and lemma(clause) not in suffers


def _in_order_to(prep: Token) -> bool:
    """Whether a preposition opens "in order to"."""
    return prep.lower_ == "in" and any(g.lower_ == "order" for g in prep.children)


def _in_order(reader: ClauseReader, verb: Token, scope: Scope, how: Modality) -> None:
    """Read "V in order to W": W was sought."""
    for prep in children(verb, "prep"):
        noun = child(prep, "pobj")
        if noun is not None and _in_order_to(prep):
            clause = child(noun, "acl")
            if clause is not None and is_infinitive(clause):
                purpose(reader, verb, scope, clause, how)


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
    clauses = [c for c in children(verb, "ccomp", "xcomp") if not _looks_back(c)]
    clause = next((c for c in clauses if c.i > verb.i), clauses[0] if clauses else None)
    inverted = any(c.i > verb.i for c in children(verb, "nsubj"))  # "in the valley stood a fort"
    preps = [
        c
        for c in children(verb, "prep", "dative")
        if (c.i > verb.i or inverted)
        and child(c, "pobj", "pcomp") is not None
        and c.lower_ not in CAUSE_PREPOSITIONS
        and not is_aside(c)
        and not _in_order_to(c)
    ]
    first = next((p for p in preps if not is_time_phrase(p)), None)
    if _entailed(reader, verb, clause, scope, how) and lemma(verb) in _WITNESSES:
        return
    if clause is not None and clause.i > verb.i and (first is None or clause.i < first.i):
        for subject in subjects:
            own = child(clause, "nsubj")
            small = own is not None
            for c in conjuncts(clause)[1:]:
                if clause.pos_ == "ADJ" and c.tag_ == "VBG":
                    reader.visit(c, scope.inner("conj", subjects=subjects))
            shown = clause.pos_ == "ADJ" and lemma(verb) not in _CALLING
            if own is not None and own.tag_ == "PRP" and own.lower_.endswith(("self", "selves")) and shown:
                for one in conjuncts(clause):
                    phrase = reader.maker.phrase(one, joined=False, without=[own.i])
                    reader.emit(verb, scope, subject, "be", phrase, how, "proved")
                continue
            for one in [
                c for c in conjuncts(clause)[:3] if clause.pos_ in {"VERB", "AUX"} or c.pos_ == clause.pos_
            ]:
                phrase = reader.clause_phrase(one, subject=subject.label, positive=False)
                if own is not None and one is not clause and child(one, "nsubj") is None:
                    whom = reader.maker.label(reader.maker.tokens(own))
                    phrase = replace(phrase, label=f"{whom} {phrase.label}")  # "let X V and (X) W"
                reader.emit(verb, scope, subject, key, phrase, how, "clause_small" if small else "clause")
                reader.beside(one, scope)
                hide(reader, one)
        return
    strives = first is not None and first.lower_ == "for" and lemma(verb) in STRIVES_FOR
    if first is not None and (strives or first.lower_ not in _WEAK_PREPOSITIONS):
        _prepositional(reader, verb, scope, how, f"{key} {first.lower_}", first, subjects)
        return
    _manner(reader, verb, scope, how, key, subjects)


def _looks_back(clause: Token) -> bool:
    """Whether a clause is a relative one hung on the verb: "would not yield, which cost him the war"."""
    left = clause.left_edge
    return left.lower_ == "which" and left.i > 0 and left.nbor(-1).text == ","


_WITNESSES = frozenset({"indicate", "show", "demonstrate", "prove", "reveal", "confirm"})
_ENTAILING = _WITNESSES | {"mean", "ensure"}


def _entailed(reader: ClauseReader, verb: Token, clause: Token | None, scope: Scope, how: Modality) -> bool:
    """Read S of "finds indicate that S", "this meant that S" as told; True where it was."""
    if (
        clause is None
        or clause.i < verb.i
        or lemma(verb) not in _ENTAILING
        or child(clause, "nsubj", "nsubjpass", "expl") is None
    ):
        return False
    if not is_finite(clause) or how.void or how.mode is not Mode.ACTUAL or how.polarity is Polarity.DENIED:
        return False
    reader.visit(clause, scope.inner("ccomp", subjects=()))
    return True


def _manner(
    reader: ClauseReader, verb: Token, scope: Scope, how: Modality, key: str, subjects: tuple[Phrase, ...]
) -> None:
    """Read what tells how, where or when, where a clause has no other complement."""
    reasons = [m.lower_ for c in children(verb, "advcl") for m in children(c, "mark")]
    focus = FOCUS if "because" in [*reasons, *(c.lower_ for c in verb.children)] else frozenset()
    others = [
        c
        for c in verb.children
        if c.dep_ in {"advmod", "npadvmod", "acomp", "oprd", "prep"}
        and c.i > verb.i
        and c.lower_ not in CAUSE_PREPOSITIONS | focus
        and not _so_far_as(c)
        and not (how.polarity is Polarity.DENIED and c.lower_ in _STRENGTHENING)
        and not (c.dep_ == "prep" and (is_aside(c) or _in_order_to(c) or result_of(c) is not None))
    ]
    if not others:
        others = [
            c
            for c in verb.children
            if (
                c.dep_ == "advmod"
                and c.tag_ == "RB"
                and c.text.endswith("ly")
                and c.lower_ not in focus
                and not any(q.kind in _TOLD_ALREADY and q.text == c.lower_ for q in how.cues)
                and not (how.polarity is Polarity.DENIED and c.lower_ == "actually")
            )
            or (c.dep_ in {"prep", "npadvmod"} and is_time_phrase(c) and not measures(c, verb))
        ]
    if others:
        tokens = in_order([t for c in others for t in reader.maker.tokens(c)])
        phrases = reader.maker.each(tokens, others[0])
        for subject in subjects:
            for phrase in phrases:
                reader.emit(verb, scope, subject, key, phrase, how, "manner")


_TOLD_ALREADY = frozenset({CueKind.HEDGE, CueKind.NEGATION})
"""What an adverb of these kinds adds, certainty and polarity tell."""
_STRENGTHENING = frozenset({"either", "though", "anymore", "anyway", "yet", "too", "however"})
"""Adverbs behind a denied verb that tell neither how nor where."""


def _so_far_as(adverb: Token) -> bool:
    """Whether an adverb only leads on to an infinitive: "went so far as to V"."""
    so = any(g.lower_ == "so" for g in adverb.children)
    leads = child(adverb, "advcl") is not None or any(
        m.lower_ == "as" for c in children(adverb.head, "advcl") for m in children(c, "mark")
    )
    return adverb.lower_ == "far" and so and leads


_TRANSPARENT = words("complement", "transparent")


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
    several_preps = targets(first)
    heads = several_preps if len(several_preps) > 1 else conjuncts(target)
    split = 1 < len(heads) <= 4 and (
        len(several_preps) > 1 or origin or causal or key.startswith(("struggle", "rely", "depend", "suffer"))
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
                way_to(key, subject, phrase),
                phrase,
                how,
                "origin" if origin else "causal" if causal else "prepositional",
                relation=relation,
            )
