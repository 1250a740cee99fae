"""Passive clauses: turned active where the agent is named."""

from dataclasses import replace

from histgraph.drafts import Phrase
from histgraph.extract.drafting.announced import listed, several, strays
from histgraph.extract.drafting.clauses import CAUSE_PREPOSITIONS, ClauseReader, is_purpose, verb_key
from histgraph.extract.drafting.goals import goal, set_apart
from histgraph.extract.drafting.phrases import bare
from histgraph.extract.holders.reported import at_large
from histgraph.extract.holders.views import belief_noun, view
from histgraph.extract.syntax.modality import Modality, negative_phrase
from histgraph.extract.syntax.scope import (
    BELIEF_VERBS,
    CAUSE_ATTRIBUTED,
    CAUSE_PASSIVE,
    FACTIVE,
    GOAL_PARTICIPLES,
    HOLDS,
    MOTIVE_VERBS,
    REMARKS,
    SAYING_VERBS,
    Scope,
    words,
)
from histgraph.extract.syntax.times import is_time_noun, is_time_phrase, time_of
from histgraph.extract.syntax.tokens import child, children, conjuncts, in_order, lemma, written
from histgraph.extract.syntax.tree import Token
from histgraph.model import Certainty, CueKind, EntityKind, Polarity, Stance

_MOVING = frozenset({"influence", "inspire", "drive", "fuel", "prompt", "trigger", "provoke"})
_MOVED = frozenset({EntityKind.PERSON, EntityKind.GROUP, EntityKind.POLITY})
"""Who is influenced or driven by something is not caused by it: it acts on him."""


def read_passive(reader: ClauseReader, verb: Token, scope: Scope, how: Modality) -> bool:
    """Read a passive clause: active with its agent, else as a state of its subject."""
    word = lemma(verb)
    subjects = reader.subjects(verb, scope)
    if _goal_or_view(reader, verb, scope, how, subjects):
        return True
    inner = child(verb, "xcomp")
    if inner is not None and word in HOLDS - _PERMITS and how.polarity is not Polarity.DENIED:
        reader.visit(inner, scope.inner("xcomp", subjects=subjects, modality=how))
    if belief_noun(reader, verb, scope, how):
        return True
    agents = _agents(verb)
    if word_of_none := next((w for a in agents if (w := negative_phrase(a))), ""):
        how = how.denied(word_of_none)
    if word in MOTIVE_VERBS and agents:
        for heads, meant in _apart(verb, how, agents):
            _each(reader, verb, scope, meant, subjects, heads, "be motivated by", "motivatedBy")
        return True
    moved = word in _MOVING and any(s.kind in _MOVED for s in subjects)
    if word in CAUSE_PASSIVE and agents and not moved:
        each = reader.split_subjects(verb, scope)
        for heads, meant in _apart(verb, how, agents):
            _each(reader, verb, scope, meant, each, heads, "be caused by", "causedBy")
        return True
    if word in CAUSE_ATTRIBUTED:
        for prep in children(verb, "prep"):
            if prep.lower_ == "to" and (target := child(prep, "pobj", "pcomp")) is not None:
                _each(reader, verb, scope, how, subjects, conjuncts(target), "be caused by", "causedBy")
                return True
    if agents:
        _by_agents(reader, verb, scope, how, subjects, agents)
        return True
    return _agentless(reader, verb, scope, how, subjects)


def _goal_or_view(
    reader: ClauseReader, verb: Token, scope: Scope, how: Modality, subjects: tuple[Phrase, ...]
) -> bool:
    """Read "was meant to V", "it is said that S", "was said to V"."""
    word, inner, complement = lemma(verb), child(verb, "xcomp"), child(verb, "ccomp")
    aimed = inner is not None or child(verb, "prep", "advcl") is not None
    aimed = aimed and (inner is None or child(inner, "auxpass") is None) and not _meant_for(verb)
    if word in GOAL_PARTICIPLES and aimed and goal(reader, verb, replace(scope, subjects=subjects), how):
        return True
    subject = child(verb, "nsubjpass")
    if subject is None and verb.dep_ == "xcomp" and not subjects:
        subject = child(verb.head, "nsubj")  # "it used to be argued that S"
    said = word in SAYING_VERBS | BELIEF_VERBS
    if complement is not None and subject is not None and subject.lower_ == "it" and said:
        return view(reader, verb, scope, how, complement)
    if complement is not None and subject is not None and subject.lower_ == "it" and complement.i > verb.i:
        noted = word in REMARKS and how.polarity is Polarity.AFFIRMED  # "it should be remembered that S"
        meant = scope.modality if noted else how.hedged(Certainty.PROBABLE, word)
        reader.visit(complement, scope.inner("ccomp", subjects=(), modality=meant))
        return True
    if inner is not None and inner.pos_ in {"VERB", "AUX"} and (said or word in _RUMOURED):
        who = at_large(verb)
        sure = word in FACTIVE or (who is not None and word in SAYING_VERBS)
        meant = (how if sure else how.hedged(Certainty.PROBABLE, word)).cued(CueKind.ATTRIBUTION, word)
        if who is not None and word in SAYING_VERBS and scope.holder is None:
            scope = replace(scope, holder=who, stance=Stance.NEUTRAL)
        reader.visit(inner, scope.inner("xcomp", subjects=subjects, modality=meant))
        return True
    return False


def _meant_for(verb: Token) -> bool:
    """Whether something is no more than "designed for cannon", "meant for pilgrims": a property, no aim of its own."""
    ends = [c for c in children(verb, "xcomp", "prep", "advcl", "agent") if c.i > verb.i]
    things = children(ends[0], "pobj") if ends else []
    return lemma(verb) != "aim" and bool(things) and ends[0].lower_ == "for"


_PERMITS = frozenset({"allow", "permit", "choose", "use"})
"""What is allowed to somebody he may never have done."""

_RUMOURED = frozenset({"rumour", "rumor", "purport", "allege"})


def _by_agents(
    reader: ClauseReader,
    verb: Token,
    scope: Scope,
    how: Modality,
    subjects: tuple[Phrase, ...],
    agents: list[Token],
) -> None:
    """Turn "B was seized by A" into "A seized B", with what the clause says further."""
    rest = [
        t
        for c in verb.children
        if c.dep_ in {"prep", "oprd"} and not is_time_phrase(c) and c.i > verb.i
        if c.lower_ not in CAUSE_PREPOSITIONS and child(c, "neg") is None
        for t in reader.maker.tokens(c)
    ]
    key = "put on trial" if lemma(verb) == "try" else verb_key(verb)
    others = _others(verb, how)
    apart = {agent.i for agent, _, _ in others}
    first = [(a, child(verb, "agent"), _told_of(verb, how)) for a in agents if a.i not in apart]
    for agent, by, meant in first + others:
        if _is_force(agent):
            tokens = in_order(
                [verb, *([by] if by is not None else []), *reader.maker.tokens(agent, joined=False)]
            )
            for obj in subjects:
                rule = "passive" if meant is how else "contrast"
                reader.emit(verb, scope, obj, "be", reader.maker.of(tokens, verb), meant, rule)
            continue
        actor = bare(reader.maker.phrase(agent, joined=len(agents) == 1))
        for obj in subjects:
            if rest and (len(rest) <= 5 or rest[0].lower_ == "as"):
                obj = replace(obj, label=" ".join([obj.label, written(rest)]).strip())
            reader.emit(verb, scope, actor, key, obj, meant, "passive_agent", swapped=True)


def _told_of(verb: Token, how: Modality) -> Modality:
    """Return how the first agent is meant: "was banned not by A but by B" denies A."""
    by = child(verb, "agent")
    return how.denied("not by") if by is not None and child(by, "neg") is not None else how


def _apart(verb: Token, how: Modality, agents: list[Token]) -> list[tuple[list[Token], Modality]]:
    """Return what is named behind "by" with how it is meant: "was caused not by A but by B"."""
    others = _others(verb, how)
    apart = {agent.i for agent, _, _ in others}
    first = [a for a in agents if a.i not in apart]
    return [(first, _told_of(verb, how)), *(([agent], meant) for agent, _, meant in others)]


def _others(verb: Token, how: Modality) -> list[tuple[Token, Token | None, Modality]]:
    """Return the agents set against the first: "not by A but by B", "by A, not by B"."""
    by = child(verb, "agent")
    found: list[tuple[Token, Token | None, Modality]] = []
    calm = Modality(certainty=how.certainty, mode=how.mode)
    for other in [*children(by, "conj"), *children(verb, "agent")[1:]] if by is not None else ():
        before = {t.lower_ for t in verb.doc[other.left_edge.i - 1 : other.i]}
        meant = calm if "but" in before else calm.denied("not by") if "not" in before else how
        if other.lower_ == "by" and (head := child(other, "pobj")) is not None:
            found += [(one, other, meant) for one in conjuncts(head)]
    first = child(by, "pobj") if by is not None else None
    for other in (
        children(first, "appos") if first is not None and how.polarity is not Polarity.DENIED else ()
    ):
        if other.left_edge.i > 0 and "not" in {t.lower_ for t in verb.doc[other.left_edge.i - 1 : other.i]}:
            found.append((other, by, calm.denied("not")))
    return found


def _is_force(agent: Token) -> bool:
    """Whether what follows "by" is no doer but a bare force or way: "burdened by taxation", "taken by assault"."""
    if lemma(agent) in _MEASURES and any(c.dep_ in {"nummod", "amod", "det"} for c in agent.children):
        return True  # "lost by only 12 votes"
    owned = any(c.dep_ in {"det", "poss", "nummod"} for c in agent.children)
    return agent.tag_ == "NN" and agent.pos_ == "NOUN" and not owned and not agent.ent_type_


_MEASURES = words("noun", "measures")
"""By how much something was done, or for how long it was put off: no doers."""

_ERAS = frozenset({"ad", "bc", "ce", "bce"})


def _tells_when(by: Token) -> bool:
    """Whether "by" is of time: "finished by 1206 BC"."""
    head = child(by, "pobj")
    era = head is not None and head.lower_ in _ERAS
    return era or (head is not None and head.pos_ != "PROPN" and is_time_noun(head))


def _agents(verb: Token) -> list[Token]:
    by = next((c for c in children(verb, "agent") if not _tells_when(c)), None)
    head = child(by, "pobj") if by is not None else None
    than = next((p for p in children(verb, "prep") if p.lower_ == "than"), None)
    if than is not None and any(c.lower_ == "less" for c in children(verb, "advmod")):
        head = next((t for p in children(than, "prep") for t in children(p, "pobj")), head)
    more = [t for c in (conjuncts(by)[1:] if by is not None else []) for t in children(c, "pobj")]
    return [*(conjuncts(head) if head is not None else []), *more]


def _each(
    reader: ClauseReader,
    verb: Token,
    scope: Scope,
    how: Modality,
    subjects: tuple[Phrase, ...],
    heads: list[Token],
    key: str,
    relation: str,
) -> None:
    whole = [*(heads[:1] if heads and listed(heads[0]) else heads), *strays(verb)]
    for subject in subjects:
        for head in whole:
            for phrase in several(reader.maker, head):
                reader.emit(verb, scope, subject, key, phrase, how, relation, relation=relation)


_POINTING = frozenset({"see", "show", "illustrate", "evidence", "exemplify", "note", "demonstrate"})


def _agentless(
    reader: ClauseReader, verb: Token, scope: Scope, how: Modality, subjects: tuple[Phrase, ...]
) -> bool:
    """Read "the crowns were joined under X": was | joined under X."""
    rest = reader.adjuncts(verb, verb.i + 1)
    denied = how.polarity is Polarity.DENIED
    extra = [
        t
        for c in children(verb, "dobj", "oprd", "advcl", "acomp", "attr", "xcomp", "prt")
        if c.i > verb.i
        and (c.dep_ != "advcl" or (is_purpose(c) and (denied or not set_apart(verb, c))))
        and not (c.dep_ == "xcomp" and lemma(verb) in HOLDS - _PERMITS and not denied)
        for t in reader.maker.tokens(c)
    ]
    before = [
        c
        for c in children(verb, "advmod", "prt")
        if c.i < verb.i
        and c.i > verb.left_edge.i
        and c.lower_ not in {"not", "never", "also", "then", "however", "often", "longer"}
        and c.i >= verb.i - 2
    ]
    tokens = {t.i: t for t in [verb, *rest, *extra, *before]}
    others = _alike(verb)
    for other in others:
        own = child(other, "prep", "xcomp", "oprd", "prt", "dobj") is not None
        if own and any(t.lower_ == "and" for t in children(other.head, "cc")):
            continue  # what has its own complement is a claim of its own
        reader.visited.add(other.i)
        tokens.update({t.i: t for t in reader.maker.tokens(other, joined=False)})
        tokens.update({c.i: c for c in other.head.children if c.dep_ in {"cc", "punct"} and c.i < other.i})
    time = time_of(verb)
    reduced = verb.dep_ in {"acl", "advcl"} and child(verb, "auxpass") is None
    if reduced and len(tokens) == 1 and time[0] is None:
        return True
    told = child(verb, "nsubjpass")
    if told is not None and told.lower_ in {"this", "that", "it"} and lemma(verb) in _POINTING:
        return True
    if len(tokens) == 1 and (when := _when(verb, time)) is not None:
        tokens.update({t.i: t for t in reader.maker.tokens(when)})
    inner = child(verb, "xcomp")
    if len(tokens) == 1 and inner is not None and inner.i in reader.visited:
        return True  # "was forced to V": V is told
    phrases = reader.maker.each([tokens[i] for i in sorted(tokens)], verb)
    for subject in subjects:
        for phrase in phrases:
            reader.emit(verb, scope, subject, "be", phrase, how, "passive")
    return True


def _when(verb: Token, time: tuple[str | None, str | None, list[Token]]) -> Token | None:
    """Return what tells when something was done, where nothing else is told of it: "closed after barely a week"."""
    if time[2] and (time[0] is not None or any(t.i > verb.i for t in time[2])):
        return time[2][0]
    for c in children(verb, "advcl"):
        if c.i > verb.i and c.doc[c.left_edge.i].lower_ in _MOMENTS and child(c, "nsubj", "nsubjpass"):
            return c
    return None


_MOMENTS = frozenset({"before", "after", "until", "once", "when"})


def _alike(verb: Token) -> list[Token]:
    """Return the participles that share all with a passive verb: "taxed and plundered", but not "but raised"."""
    return [
        c
        for c in conjuncts(verb)[1:]
        if c.tag_ == "VBN"
        and child(c, "nsubj", "nsubjpass", "auxpass", "aux", "agent") is None
        and not any(t.lower_ in {"but", "than"} and t.i < c.i for t in children(c.head, "cc"))
    ]
