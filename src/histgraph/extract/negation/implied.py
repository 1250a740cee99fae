"""Verbs and adjectives that imply what they govern, or its opposite.

Implicatives in the sense of Karttunen (1971): who failed to V did not V, who was prevented
from V-ing did not V; what was supposed to V was meant to, no more. The words are data
(``data/modality.toml``, section "implied").
"""

from collections.abc import Callable

from histgraph.drafts import Phrase
from histgraph.extract.drafting.clauses import ClauseReader, is_copula, is_infinitive, is_passive
from histgraph.extract.drafting.phrases import bare
from histgraph.extract.syntax.modality import Modality, cues
from histgraph.extract.syntax.scope import Scope
from histgraph.extract.syntax.tokens import child, children, conjuncts, is_gerund, lemma
from histgraph.extract.syntax.tree import Token
from histgraph.model import Certainty, CueKind, EntityKind, Mode, Polarity

_KEPT_FROM = cues("implied", "kept_from")
_REFRAINED = cues("implied", "refrained_from")
_AVOIDED = cues("implied", "avoided")
_UNABLE = cues("implied", "unable")
_MEANT = cues("implied", "meant")
_ACTORS = frozenset({EntityKind.PERSON, EntityKind.GROUP, EntityKind.POLITY})
_LITTLE = frozenset({"nothing", "little"})
_MUCH = frozenset({"much", "lot", "everything"})
_FATE = frozenset(
    {"become", "be", "have", "remain", "prove", "die", "last", "play", "lead", "follow", "continue"}
)
"""After "was to" these tell what came, not what was planned: "he was to become king"."""


def read_implied(reader: ClauseReader, verb: Token, scope: Scope, how: Modality) -> bool:
    """Read a clause for what it implies; True where that is all there is to read."""
    return any(rule(reader, verb, scope, how) for rule in _RULES)


def _kept_from(reader: ClauseReader, verb: Token, scope: Scope, how: Modality) -> bool:
    """Read "X prevented Y from V-ing": Y did not V, beside what X did."""
    if lemma(verb) not in _KEPT_FROM:
        return False
    passive, obj = is_passive(verb), child(verb, "dobj")
    holders = [verb] if obj is None else [verb, obj]
    deeds = [d for h in holders for d in _behind(h, "from")]
    kept: tuple[Phrase, ...] = ()
    if passive:
        kept = reader.subjects(verb, scope)
    elif obj is not None:
        kept = tuple(bare(reader.maker.phrase(one, joined=False)) for one in conjuncts(obj))
    for deed in deeds if kept else ():
        reader.visit(deed, scope.inner("implied", subjects=kept, modality=how.denied(f"{lemma(verb)} from")))
    return passive and bool(deeds and kept)


def _but_failed(reader: ClauseReader, verb: Token, scope: Scope, how: Modality) -> bool:
    """Read "tried to V but failed", "tried to V, but it failed": did not V, beside what was sought."""
    tried = verb.head
    deed = child(tried, "xcomp")
    own = child(verb, "nsubj")
    if lemma(verb) != "fail" or verb.dep_ != "conj" or deed is None or lemma(tried) not in _TRYING:
        return False
    if child(verb, "xcomp", "dobj", "prep") is not None or how.polarity is Polarity.DENIED:
        return False
    if own is not None and own.lower_ not in {"it", "this", "that", "they", "he", "she"}:
        return False
    _undone(reader, tried, deed, scope, "failed")
    return True


def _in_vain(reader: ClauseReader, verb: Token, scope: Scope, how: Modality) -> bool:
    """Read "tried in vain to V", "tried to V without success": did not V; what was sought is read besides."""
    deed = child(verb, "xcomp")
    if lemma(verb) not in _TRYING or deed is None or how.polarity is Polarity.DENIED:
        return False
    word = next((w for h in (verb, deed) for p in children(h, "prep") if (w := _no_success(p))), "")
    if word:
        _undone(reader, verb, deed, scope, word)
    return False


def _undone(reader: ClauseReader, tried: Token, deed: Token, scope: Scope, cue: str) -> None:
    inside = {t.i for t in deed.subtree}
    hidden = reader.opaque & inside
    reader.opaque -= inside
    reader.visited.discard(deed.i)
    subjects = reader.subjects(tried, scope)
    reader.visit(deed, scope.inner("implied", subjects=subjects, modality=Modality().denied(cue)))
    reader.opaque |= hidden


def _no_success(prep: Token) -> str:
    """Return "in vain", "without success" where a phrase says no more than that, else ""."""
    thing = child(prep, "pobj", "amod", "advmod", "pcomp")
    said = f"{prep.lower_} {thing.lower_}" if thing is not None else ""
    return said if said in _UNDONE else ""


_TRYING = cues("implied", "trying")
_UNDONE = cues("implied", "undone")


def _yet_to(reader: ClauseReader, verb: Token, scope: Scope, how: Modality) -> bool:
    """Read "X had yet to V", "X was yet to V": X did not V."""
    inner = child(verb, "xcomp")
    yet = any(c.lower_ == "yet" and c.i == verb.i + 1 for c in verb.doc[verb.i + 1 : verb.i + 2])
    if lemma(verb) not in {"have", "be"} or inner is None or not yet or not is_infinitive(inner):
        return False
    return _denied(reader, verb, scope, how.denied("yet to"), [inner])


def _refrained(reader: ClauseReader, verb: Token, scope: Scope, how: Modality) -> bool:
    """Read "X refrained from V-ing", "stopped short of V-ing", "avoided V-ing": X did not V."""
    word, deeds = lemma(verb), []
    if word in _REFRAINED:
        deeds = _behind(verb, "from")
    elif word in {"stop", "fall"}:
        deeds = [
            d
            for short in children(verb, "advmod", "acomp")
            if short.lower_ == "short"
            for d in _behind(short, "of")
        ]
    elif word in _AVOIDED:
        deeds = [c for c in children(verb, "xcomp", "pcomp") if is_gerund(c) or is_infinitive(c)]
    return _denied(reader, verb, scope, how.denied(word), deeds)


def _did_little(reader: ClauseReader, verb: Token, scope: Scope, how: Modality) -> bool:
    """Read "X did nothing to V", "did little to V" (X did not V) and "did much to V"."""
    thing = child(verb, "dobj")
    if lemma(verb) != "do" or thing is None or thing.lower_ not in _LITTLE | _MUCH:
        return False
    deeds = [
        c for h in (verb, thing) for c in children(h, "advcl", "xcomp", "acl", "relcl") if is_infinitive(c)
    ]
    meant = how if thing.lower_ in _MUCH | {"nothing"} else how.denied(f"did {thing.lower_} to")
    return _denied(reader, verb, scope, meant, deeds)


def _unable(reader: ClauseReader, verb: Token, scope: Scope, how: Modality) -> bool:
    """Read "X was unable to V", "was incapable of V-ing": X did not V."""
    if not is_copula(verb) or lemma(verb) in {"remain", "stay"}:
        return False
    for adjective in children(verb, "acomp", "oprd"):
        if lemma(adjective) in _UNABLE:
            deeds = [*children(adjective, "xcomp"), *_behind(adjective, "of"), *_behind(adjective, "to")]
            if _denied(reader, verb, scope, how.denied(lemma(adjective)), deeds):
                return True
    return False


def _too(reader: ClauseReader, verb: Token, scope: Scope, how: Modality) -> bool:
    """Read "X was too weak to V", "not strong enough to V": X did not V; "too late for Y to V": Y did not."""
    for quality in children(verb, "acomp", "oprd", "advmod"):
        degree = {c.lower_ for c in children(quality, "advmod")}
        denied = how.polarity is Polarity.DENIED
        if not (("too" in degree and not denied) or ("enough" in degree and denied)):
            continue
        deeds = [
            c for h in (quality, verb) for c in children(h, "xcomp", "advcl", "ccomp") if is_infinitive(c)
        ]
        for deed in [d for d in deeds if d.i > quality.i and d.pos_ == "VERB"][:1]:
            own = child(deed, "nsubj")
            if own is not None and any(m.lower_ in {"with", "by", "in"} for m in children(deed, "mark")):
                own = None  # "too busy with X to V": the parser makes X the subject
            subjects = reader.subjects(deed if own is not None else verb, scope)
            meant = how if denied else how.denied("too")
            if own is not None or (subjects and child(deed, "dobj") is not None):
                done = _visited(reader, scope, meant, [deed], subjects)
                if done and own is not None and is_copula(verb):
                    return True
    return False


def _left_unable(reader: ClauseReader, verb: Token, scope: Scope, how: Modality) -> bool:
    """Read "X left Y unable to V", "made it impossible for Y to V": Y did not V, beside what X did."""
    for word in verb.subtree:
        opened = (
            word.head.dep_ == "pobj" and word.head.head.lower_ == "with"
        )  # "with the king unable to V, ..."
        if (word.i < verb.i and not opened) or word.pos_ != "ADJ" or how.polarity is Polarity.DENIED:
            continue
        if lemma(word) in _UNABLE and word.head.dep_ in {"dobj", "nsubj", "pobj"} and word.i > word.head.i:
            deeds = [c for c in children(word, "xcomp") if is_infinitive(c)]
            who = bare(reader.maker.phrase(word.head, joined=False, without=[t.i for t in word.subtree]))
            _visited(reader, scope, how.denied(lemma(word)), deeds, (who,))
        elif word.lower_ == "impossible" and word.head.i in {verb.i, word.i} | {t.i for t in verb.children}:
            for deed in _for_to(word, verb):
                reader.opaque -= {t.i for t in deed.subtree}
                _visited(reader, scope, how.denied("impossible"), [deed], reader.subjects(deed, scope))
    return False


def _for_to(adjective: Token, verb: Token) -> list[Token]:
    """Return V of "impossible for X to V", wherever the parser has hung it."""
    heads = [adjective, verb]
    return [
        c
        for head in heads
        for c in children(head, "advcl", "xcomp", "ccomp")
        if c.i > adjective.i
        and is_infinitive(c)
        and any(m.lower_ == "for" for m in children(c, "mark"))
        and child(c, "nsubj") is not None
    ]


def _no_position(reader: ClauseReader, verb: Token, scope: Scope, how: Modality) -> bool:
    """Read "X was in no position to V", "in no mood to V": X did not V."""
    for prep in children(verb, "prep") if is_copula(verb) or lemma(verb) == "be" else ():
        noun = child(prep, "pobj")
        if prep.lower_ != "in" or noun is None or lemma(noun) not in _POSITIONS:
            continue
        if not any(c.lower_ == "no" for c in noun.children):
            continue
        deeds = [c for h in (noun, verb) for c in children(h, "acl", "advcl", "xcomp", "relcl")]
        meant = how.cued(CueKind.NEGATION, f"in no {noun.lower_}")
        if _denied(reader, verb, scope, meant, [d for d in deeds if is_infinitive(d)]):
            return True
    return False


_POSITIONS = cues("implied", "positions")


def _bound(reader: ClauseReader, verb: Token, scope: Scope, how: Modality) -> bool:
    """Read "X was almost certain to V", "was bound to V"."""
    if not is_copula(verb):
        return False
    for adjective in children(verb, "acomp"):
        deeds = [c for c in children(adjective, "xcomp") if is_infinitive(c)]
        if lemma(adjective) in {"certain", "sure", "bound"} and deeds:
            almost = any(c.lower_ in {"almost", "nearly"} for c in adjective.children)
            meant = how.hedged(Certainty.PROBABLE, f"almost {adjective.lower_}") if almost else how
            return _visited(reader, scope, meant, deeds, reader.subjects(verb, scope))
    return False


def _meant(reader: ClauseReader, verb: Token, scope: Scope, how: Modality) -> bool:
    """Read "X was supposed to V", "was due to V": meant, and not told to be done."""
    if lemma(verb) in _MEANT and is_passive(verb):
        deeds = children(verb, "xcomp")
    elif is_copula(verb):
        deeds = [c for a in children(verb, "acomp") if lemma(a) in _MEANT for c in children(a, "xcomp")]
    else:
        return False
    subjects = reader.subjects(verb, scope) if deeds else ()
    done = any(a.lower_ == "have" for d in deeds for a in children(d, "aux"))
    if done:  # "is supposed to have V-ed": it is told so
        return _visited(reader, scope, how.hedged(Certainty.POSSIBLE, "supposed to have"), deeds, subjects)
    return _visited(reader, scope, how.supposed(Mode.INTENDED, "meant to"), deeds, subjects)


def _was_to(reader: ClauseReader, verb: Token, scope: Scope, how: Modality) -> bool:
    """Read "X was to V": planned, but for verbs of fate ("he was to become king")."""
    if lemma(verb) != "be" or child(verb, "attr", "acomp", "oprd", "expl") is not None:
        return False
    deeds = [c for c in children(verb, "xcomp") if is_infinitive(c) and c.i > verb.i]
    subjects = reader.subjects(verb, scope) if deeds else ()
    if not subjects or not all(s.kind in _ACTORS for s in subjects):
        return False
    fated = lemma(deeds[0]) in _FATE
    meant = how if fated else how.supposed(Mode.INTENDED, "was to")
    return _visited(reader, scope, meant, deeds, subjects)


def _denied(reader: ClauseReader, verb: Token, scope: Scope, meant: Modality, deeds: list[Token]) -> bool:
    return bool(deeds) and _visited(reader, scope, meant, deeds, reader.subjects(verb, scope))


def _visited(
    reader: ClauseReader, scope: Scope, meant: Modality, deeds: list[Token], subjects: tuple[Phrase, ...]
) -> bool:
    deeds = [d for d in deeds if d.pos_ in {"VERB", "AUX"}]
    for deed in deeds if subjects else ():
        reader.visit(deed, scope.inner("implied", subjects=subjects, modality=meant))
    return bool(deeds and subjects)


def _behind(head: Token, preposition: str) -> list[Token]:
    """Return the gerunds behind a preposition: "from V-ing", "of V-ing"."""
    return [
        c
        for prep in children(head, "prep")
        if prep.lower_ == preposition
        for c in children(prep, "pcomp")
        if is_gerund(c)
    ]


_RULES: tuple[Callable[[ClauseReader, Token, Scope, Modality], bool], ...] = (
    _kept_from,
    _but_failed,
    _in_vain,
    _yet_to,
    _refrained,
    _did_little,
    _unable,
    _left_unable,
    _no_position,
    _too,
    _bound,
    _meant,
    _was_to,
)
