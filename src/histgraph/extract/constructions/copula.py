"""Clauses with a copula: what something was, became, seemed."""

from dataclasses import replace

from histgraph.drafts import Phrase
from histgraph.extract.constructions.clefts import (
    framing,
    not_that,
    not_until,
    parted,
    prepositional_cleft,
    read_cleft,
    visited_what,
    what_clause,
    what_was,
)
from histgraph.extract.drafting.clauses import (
    CAUSE_PREPOSITIONS,
    ClauseReader,
    is_infinitive,
)
from histgraph.extract.drafting.goals import goal, hide, over
from histgraph.extract.drafting.phrases import bare, is_aside
from histgraph.extract.holders.views import asks, view
from histgraph.extract.syntax.modality import Modality, modality, negative_phrase
from histgraph.extract.syntax.scope import (
    BELIEF_ADJECTIVES,
    FACTIVE,
    FIRST_SECOND,
    GOAL_ADJECTIVES,
    REMARKS,
    SAYING_VERBS,
    Scope,
    words,
)
from histgraph.extract.syntax.times import is_time_phrase
from histgraph.extract.syntax.tokens import child, children, conjuncts, in_order, lemma
from histgraph.extract.syntax.tree import Token
from histgraph.model import Certainty, Polarity


def read_copula(reader: ClauseReader, verb: Token, scope: Scope, how: Modality) -> bool:
    """Read what something is said to be; True, as the clause is done with."""
    if (
        what_was(reader, verb, scope, how)
        or framing(reader, verb, scope, how)
        or not_that(reader, verb, scope, how)
        or parted(reader, verb, scope, how)
    ):
        return True
    if (far := _far_from(reader, verb, scope, how)) is not None:
        return far
    complements = [c for c in children(verb, "attr", "acomp", "oprd") if not _any_more(c)]
    if not complements:
        return _without_complement(reader, verb, scope, how)
    complement = complements[0]
    subject = child(verb, "nsubj", "csubj")
    if subject is not None and subject.lower_ == "it" and read_cleft(reader, verb, scope, how, complement):
        return True
    if _adjective_clause(reader, verb, scope, how, complement) or what_clause(reader, verb, scope, how):
        return True
    word = lemma(verb)
    if word in {"seem", "appear", "look"}:
        how = how.hedged(Certainty.PROBABLE, word)
    _properties(reader, verb, scope, how, complement, _KEYS.get(word, word))
    return True


_KEYS = {
    "seem": "be", "appear": "be", "prove": "be", "look": "be", "grow": "become", "turn": "become",
}  # fmt: skip


def _for_you(clause: Token) -> bool:
    """Whether a clause is about people at large: "which isn't how you treat slaves"."""
    own = child(clause, "nsubj")
    return own is not None and own.lower_ in FIRST_SECOND and clause.doc[clause.left_edge.i].lower_ == "how"


def _any_more(complement: Token) -> bool:
    """Whether the complement is no more than the end of "was not there any more"."""
    inside = [c.lower_ for c in complement.children]
    if complement.lower_ == "less" and inside in (["much"], ["still"]) and complement.i < complement.head.i:
        return True  # "much less were they weavers"
    return complement.lower_ in {"more", "longer"} and inside == ["any"]


def _far_from(reader: ClauseReader, verb: Token, scope: Scope, how: Modality) -> bool | None:
    """Read "X was far from generous": X was generous, denied; None where nothing is said to be far from."""
    for far in children(verb, "advmod", "acomp", "prep"):
        source = next((c for c in far.children if c.lower_ == "from"), None)
        quality = child(source, "pobj", "amod", "pcomp", "acomp") if source is not None else None
        distant = quality is not None and quality.pos_ in {"NOUN", "PROPN"}
        if far.lower_ != "far" or quality is None or far.i < verb.i:
            continue
        if distant and not any(c.lower_ in {"a", "an"} for c in quality.children):
            continue  # far from the sea
        key = _KEYS.get(lemma(verb), lemma(verb))
        if not any(q.text == "far from" for q in how.cues):
            how = how.denied("far from")
        for subject in reader.subjects(verb, scope):
            for one in conjuncts(quality):
                if one.tag_ == "VBG" and one.pos_ in {"VERB", "AUX"}:
                    reader.visit(one, scope.inner("gerund", subjects=(subject,), modality=how))
                else:
                    phrase = reader.maker.phrase(one, joined=False)
                    reader.emit(verb, scope, subject, key, phrase, how, "far_from")
        return True
    return None


def _without_complement(reader: ClauseReader, verb: Token, scope: Scope, how: Modality) -> bool:
    subject = child(verb, "nsubj", "csubj")
    clause = child(verb, "ccomp", "advcl", "relcl")
    if subject is not None and subject.lower_ == "it" and not_until(verb) and clause is not None:
        reader.visit(clause, scope.inner("cleft", subjects=()))
        return True
    if subject is not None and subject.lower_ == "it" and prepositional_cleft(reader, verb, scope, how):
        return True
    return what_clause(reader, verb, scope, how) or _copula_rest(reader, verb, scope, how)


def _properties(
    reader: ClauseReader, verb: Token, scope: Scope, how: Modality, complement: Token, key: str
) -> None:
    """Put each property that a complement gives to each subject on the list."""
    others = [c for c in children(verb, "acomp", "attr") if c.i > complement.i and _instead(c)]
    rest = reader.adjuncts(verb, complement.i, without=[complement, *others])
    deeds = [c for c in conjuncts(complement) if c.tag_ == "VBD" and child(c, "xcomp", "dobj", "ccomp")]
    heads = [c for c in _complement_heads(complement) if c not in deeds]
    for deed in deeds:
        reader.visit(deed, scope.inner("conj", subjects=reader.subjects(verb, scope)))
    alone = any(t.lower_ == "no" and t.dep_ in {"det", "advmod", "neg"} for t in complement.subtree)
    beside = modality(verb, scope.modality) if alone else how
    turned = how.polarity is not Polarity.DENIED and _turned(
        reader, child(verb, "nsubj", "csubj"), complement
    )
    if turned:
        for head in conjuncts(complement):
            named = bare(reader.maker.phrase(head, joined=False))
            for subject in reader.subjects(verb, scope):
                reader.emit(verb, scope, named, key, subject, how, "copula_turned")
        return
    if lemma(complement) == "dead" and _dead(reader, verb, scope, how, complement):
        return
    for subject in reader.subjects(verb, scope):
        for one in others:
            phrase = reader.maker.phrase(one, joined=False)
            reader.emit(verb, scope, subject, key, phrase, Modality(certainty=how.certainty), "copula")
        for one in heads:
            if one.lower_ == "neither":
                continue  # "X was neither": of what, the sentence before tells
            joined = one is complement and len(heads) == 1 and not deeds
            more = rest if joined or one is heads[-1] else ()
            if lemma(one) == "responsible":
                _responsible(reader, verb, scope, how, subject, one)
                continue
            if one.lower_ == "due":
                continue
            told = {t.i for c in children(one, "acl") if c.tag_ == "VBG" for t in c.subtree}
            phrases = reader.maker.spread(one, joined=joined, more=more, subject=subject.label, without=told)
            meant = how if one is complement else beside
            for phrase in phrases:
                reader.emit(verb, scope, subject, key, phrase, meant, "copula", over=over(reader, one))
            if meant.polarity is Polarity.AFFIRMED:
                _having(reader, verb, scope, how, subject, one)


def _instead(quality: Token) -> bool:
    """Whether a second property stands in the place of a denied one: "was not cruel, just poor"."""
    return any(c.lower_ in {"just", "only", "merely", "simply"} and c.i < quality.i for c in quality.children)


def _dead(reader: ClauseReader, verb: Token, scope: Scope, how: Modality, dead: Token) -> bool:
    """Read "most of them were dead within a week", "... dead of fever": died within a week, of fever."""
    parts = [
        c
        for h in (verb, dead)
        for c in children(h, "prep", "npadvmod")
        if c.i > dead.i and c.lower_ in _DYING
    ]
    tokens = in_order([t for c in parts for t in reader.maker.tokens(c)])
    if not tokens or lemma(verb) != "be":
        return False
    for subject in reader.subjects(verb, scope):
        reader.emit(verb, scope, subject, "die", reader.maker.of(tokens, tokens[0]), how, "manner")
    return True


_DYING = frozenset({"within", "of", "from", "in", "after"})
"""What tells when and of what somebody died; "dead by then" is a state."""


def _having(
    reader: ClauseReader, verb: Token, scope: Scope, how: Modality, subject: Phrase, noun: Token
) -> None:
    """Read "X was a state with Y": X had Y."""
    for prep in children(noun, "prep"):
        target = child(prep, "pobj")
        if (
            prep.lower_ == "with"
            and target is not None
            and noun.pos_ == "NOUN"
            and not negative_phrase(target)
        ):
            reader.emit(verb, scope, subject, "have", reader.maker.phrase(target), how, "having")


def _turned(reader: ClauseReader, subject: Token | None, complement: Token) -> bool:
    """Whether subject and complement changed places: "an influential figure was Avicenna"."""
    if subject is None or complement.dep_ != "attr" or subject.i in reader.sentence.referents:
        return False
    if complement.pos_ == "PROPN":
        return subject.pos_ == "NOUN"
    return complement.tag_ == "NN" and _picks_out(subject) and _is_definite(complement)


def stands_out(subject: Token | None) -> bool:
    """Whether a subject only announces what follows: "another factor was X", "one of the causes was Y"."""
    if subject is None:
        return False
    if subject.lower_ == "one":
        of = [t for p in children(subject, "prep") if p.lower_ == "of" for t in children(p, "pobj")]
        return any(lemma(t) in _SHELLS for t in of) or _picks_out(subject)
    return lemma(subject) in _SHELLS and child(subject, "poss") is None


def _picks_out(subject: Token) -> bool:
    """Whether a subject only says of what follows that it stands out: "the most decisive factor was X"."""
    of = [t for p in children(subject, "prep") if p.lower_ == "of" for t in children(p, "pobj")]
    best = any(
        t.tag_ in {"JJS", "RBS"} or (t.lower_ in _STANDING_OUT and t.dep_ == "amod")
        for noun in (subject, *of)
        for c in noun.children
        for t in (c, *c.children)
        if t.i < noun.i
    )
    if subject.lower_ == "one":
        return best and bool(of)
    first = subject.doc[subject.left_edge.i].lower_
    return subject.tag_ == "NN" and lemma(subject) in _SHELLS and (best or first in {"one", "another"})


_SHELLS = words("copula", "shells")
_STANDING_OUT = words("copula", "standing_out")


def _is_definite(noun: Token) -> bool:
    return any(c.lower_ == "the" or c.dep_ == "poss" for c in noun.children if c.i < noun.i)


def _complement_heads(complement: Token) -> list[Token]:
    """Split "ruthless and ambitious", keep "the Angles and the Saxons"."""
    heads = conjuncts(complement)
    if all(h.pos_ == "PROPN" for h in heads) or len(heads) > 4:
        return [complement]
    return heads


def _responsible(
    reader: ClauseReader, verb: Token, scope: Scope, how: Modality, subject: Phrase, head: Token
) -> None:
    for prep in children(head, "prep"):
        target = child(prep, "pobj", "pcomp")
        if target is not None:
            for one in conjuncts(target):
                phrase = (
                    reader.clause_phrase(one)
                    if one.pos_ == "VERB"
                    else reader.maker.phrase(one, joined=False)
                )
                reader.emit(
                    verb,
                    scope,
                    subject,
                    "be responsible for",
                    phrase,
                    how,
                    "responsible",
                    relation="responsibleFor",
                )


def _copula_rest(reader: ClauseReader, verb: Token, scope: Scope, how: Modality) -> bool:
    """Read "X was in Y", "the aim was to V", "the reason is that S"."""
    for subject in reader.subjects(verb, scope):
        if _somewhere(reader, verb, scope, how, subject):
            continue
        clause = child(verb, "xcomp", "ccomp", "advcl")
        last = reader.discourse.last_subject
        told = child(verb, "nsubj")
        if (
            clause is not None
            and told is not None
            and told.lower_ in {"this", "it"}
            and last is not None
            and is_infinitive(clause)
        ):
            reader.emit(
                verb, scope, last, "seek", reader.clause_phrase(clause), how, "purpose", relation="sought"
            )
            hide(reader, clause)
            return True
        if clause is not None and clause.i > verb.i and visited_what(reader, scope, how, subject, clause):
            continue
        if clause is not None and clause.i > verb.i and _for_you(clause):
            continue
        if clause is not None and clause.i > verb.i and not children(clause, "mark"):
            phrase = reader.clause_phrase(clause)
            reader.emit(verb, scope, subject, "be", phrase, how, "copula_clause")
    return True


def _somewhere(reader: ClauseReader, verb: Token, scope: Scope, how: Modality, subject: Phrase) -> bool:
    """Read "X was in Y", "was of no use", "was not there"."""
    for prep in children(verb, "prep"):
        if prep.i < verb.i or prep.lower_ in CAUSE_PREPOSITIONS | {"until"} or is_aside(prep):
            continue
        if is_time_phrase(prep) and not subject.name and how.polarity is not Polarity.DENIED:
            continue
        tokens, target = reader.maker.tokens(prep), child(prep, "pobj")
        no = negative_phrase(target) if target is not None and prep.lower_ == "of" else ""
        if no:
            tokens = [t for t in tokens if t.lower_ != no]
        more = reader.adjuncts(verb, prep.right_edge.i + 1)
        for phrase in reader.maker.each(in_order([*tokens, *more]), prep, subject=subject.label):
            reader.emit(verb, scope, subject, "be", phrase, how, "copula_prep")
        return True
    here = next((c for c in children(verb, "advmod") if c.lower_ in _THERE and c.i > verb.i), None)
    if here is None or how.polarity is not Polarity.DENIED:
        return False
    reader.emit(verb, scope, subject, "be", reader.maker.of([here], here), how, "copula_there")
    return True


_THERE = frozenset({"there", "here", "around", "away", "abroad", "alone", "ashore", "aboard"})


def _adjective_clause(
    reader: ClauseReader, verb: Token, scope: Scope, how: Modality, complement: Token
) -> bool:
    """Read "was able to V", "was determined to V", "it is likely that S", "was aware that S"."""
    word = lemma(complement)
    subjects = reader.subjects(verb, scope)
    inner = child(complement, "xcomp", "ccomp") or child(verb, "ccomp")
    if _remarked(reader, verb, scope, complement):
        return True
    if word in _BRINGING:
        for deed in [
            d for p in children(complement, "prep") if p.lower_ == "in" for d in children(p, "pcomp")
        ]:
            reader.visit(deed, scope.inner("gerund", subjects=subjects, modality=how))
    if word in GOAL_ADJECTIVES and (inner is not None or child(complement, "prep") is not None):
        return goal(reader, verb, scope, how, holder=complement)
    if inner is None or inner.i < complement.i:
        return _said_to_be(reader, verb, scope, how, complement)
    if inner.dep_ == "ccomp" and _said_to_be(reader, verb, scope, how, complement):
        return True
    stays = lemma(verb) in {"remain", "stay"}  # "remained unable to V" is a state
    meant = _ability(word, how, infinitive=inner.dep_ == "xcomp") if not stays else None
    if subjects and meant is not None:
        reader.visit(inner, scope.inner("xcomp", subjects=subjects, modality=meant))
        return True
    if word in {"willing", "prepared", "ready"} and inner.dep_ == "xcomp" and subjects:
        for who in subjects:
            for one in conjuncts(inner):
                phrase = reader.clause_phrase(one, subject=who.label)
                phrase = replace(phrase, label=f"{complement.text} {phrase.label}")
                reader.emit(verb, scope, who, "be", phrase, how, "willing")
                hide(reader, one)
        return True
    if word in BELIEF_ADJECTIVES and inner.dep_ == "ccomp":
        return view(reader, verb, scope, how, inner)
    return False


_BRINGING = frozenset({"instrumental", "successful", "crucial", "pivotal", "decisive", "influential"})
"""Who was "instrumental in V-ing" V-ed."""


def _ability(word: str, how: Modality, *, infinitive: bool) -> Modality | None:
    """Return how "able", "unlikely" or their like means the verb behind it, None for other words."""
    if word == "able":
        return how
    if word in {"unable", "incapable", "powerless", "unwilling"}:
        return how.denied(word)
    if word == "likely" and infinitive:
        return how.hedged(Certainty.PROBABLE, word)
    if word == "unlikely" and infinitive:
        return how.hedged(Certainty.PROBABLE, word).denied(word)
    return None


_PLAIN = words("copula", "plain")


def _said_to_be(reader: ClauseReader, verb: Token, scope: Scope, how: Modality, complement: Token) -> bool:
    """Read "it is likely that S", "it is clear that S": S, as likely, as true."""
    subject, word = child(verb, "nsubj"), lemma(complement)
    clause = child(complement, "ccomp", "acl", "relcl") or child(verb, "ccomp", "advcl")
    if subject is None or subject.lower_ != "it" or clause is None or clause.i < complement.i:
        return False
    if word in {"likely", "probable"}:
        how = how.hedged(Certainty.PROBABLE, word)
    elif word in {"possible", "conceivable"}:
        how = how.hedged(Certainty.POSSIBLE, word)
    elif word not in _PLAIN and complement.lower_ not in _PLAIN:
        return False
    elif how.polarity is Polarity.DENIED and asks(clause):  # "it is not known where X V-ed"
        hide(reader, clause)
        return True
    reader.visited.discard(clause.i)
    reader.visit(clause, scope.inner("ccomp", subjects=(), modality=how))
    return True


def _remarked(reader: ClauseReader, verb: Token, scope: Scope, complement: Token) -> bool:
    """Read "it is worth noting that S", "it is important to remember that S": S."""
    subject = child(verb, "nsubj")
    remark = child(complement, "xcomp") or child(verb, "xcomp", "csubj")
    if subject is None or subject.lower_ != "it" or remark is None:
        return False
    clause = child(remark, "ccomp")
    if clause is not None and clause.lower_ == "clear" and lemma(remark) == "make":
        clause = child(clause, "ccomp", "csubj")  # "it is important to make clear that S"
        if clause is None:
            return False
    elif clause is None or lemma(remark) not in SAYING_VERBS | FACTIVE | REMARKS:
        return False
    reader.visited.add(remark.i)
    reader.visit(clause, scope.inner("ccomp", subjects=()))
    return True
