"""Clauses with a copula: what something was, became, seemed; clefts and existentials."""

from dataclasses import replace

from spacy.tokens import Token

from histgraph.drafts import Phrase
from histgraph.extract.clauses import (
    CAUSE_PREPOSITIONS,
    ClauseReader,
    is_infinitive,
    verb_key,
)
from histgraph.extract.goals import goal, hide, over
from histgraph.extract.modality import Modality, modality
from histgraph.extract.phrases import bare
from histgraph.extract.positive import AT_ALL, positive_object
from histgraph.extract.scope import (
    BELIEF_ADJECTIVES,
    FACTIVE,
    GOAL_ADJECTIVES,
    GOAL_VERBS,
    REMARKS,
    SAYING_VERBS,
    Scope,
)
from histgraph.extract.times import is_time_phrase
from histgraph.extract.tokens import child, children, conjuncts, lemma
from histgraph.extract.views import no_reason, view
from histgraph.model import Certainty, EntityKind, Polarity


def read_copula(reader: ClauseReader, verb: Token, scope: Scope, how: Modality) -> bool:
    """Read what something is said to be; True, as the clause is done with."""
    if (
        _what_was(reader, verb, scope, how)
        or _framing(reader, verb, scope, how)
        or _not_that(reader, verb, scope, how)
    ):
        return True
    if (far := _far_from(reader, verb, scope, how)) is not None:
        return far
    complements = children(verb, "attr", "acomp", "oprd")
    if not complements:
        return _without_complement(reader, verb, scope, how)
    complement = complements[0]
    subject = child(verb, "nsubj", "csubj")
    if subject is not None and subject.lower_ == "it" and _cleft(reader, verb, scope, how, complement):
        return True
    if _adjective_clause(reader, verb, scope, how, complement) or _what_clause(reader, verb, scope, how):
        return True
    word = lemma(verb)
    if word in {"seem", "appear", "look"}:
        how = how.hedged(Certainty.PROBABLE, word)
    _properties(reader, verb, scope, how, complement, _KEYS.get(word, word))
    return True


_KEYS = {
    "seem": "be", "appear": "be", "prove": "be", "look": "be", "grow": "become", "turn": "become",
}  # fmt: skip


def _framing(reader: ClauseReader, verb: Token, scope: Scope, how: Modality) -> bool:
    """Read "the truth is that S", "the problem with X was that S": S."""
    subject, clause = child(verb, "nsubj"), child(verb, "ccomp")
    if subject is None or clause is None or clause.i < verb.i or how.polarity is Polarity.DENIED:
        return False
    if lemma(subject) not in _FRAMING or child(clause, "nsubj", "nsubjpass", "expl") is None:
        return False
    if child(verb, "attr", "acomp") is not None or lemma(clause.doc[clause.left_edge.i]) in {
        "what",
        "who",
        "how",
    }:
        return False
    for told in children(subject, "relcl"):
        hide(reader, told)
    for one in conjuncts(clause):
        if one.pos_ in {"VERB", "AUX"}:
            reader.visit(one, scope.inner("ccomp", subjects=()))
    return True


_FRAMING = frozenset({
    "truth", "fact", "reality", "problem", "trouble", "difficulty", "thing", "point", "trick", "answer", "version",
    "catch", "irony", "difference", "story", "tragedy", "oddity", "part", "bit", "reason", "upshot", "gist",
    "consensus", "surprise", "bottom", "line", "joke", "paradox", "weakness", "advantage", "snag", "issue", "kicker",
})  # fmt: skip


def _not_that(reader: ClauseReader, verb: Token, scope: Scope, how: Modality) -> bool:
    """Read "it is not that S", "it's not like S": not S; "it is not just that S, but ..." denies nothing."""
    subject, clause = child(verb, "nsubj"), child(verb, "ccomp", "advcl")
    if subject is None or subject.lower_ != "it" or clause is None or how.polarity is not Polarity.DENIED:
        return False
    opening = clause.doc[clause.left_edge.i].lower_
    before = clause.doc[clause.left_edge.i - 1].lower_
    if child(verb, "attr", "acomp") is not None or not (opening in {"that", "like"} or before == "like"):
        return False
    if child(clause, "nsubj", "nsubjpass", "expl") is None:
        return False
    reader.visit(clause, scope.inner("ccomp", subjects=(), modality=how))
    return True


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
    if subject is not None and subject.lower_ == "it" and _until(verb) and clause is not None:
        reader.visit(clause, scope.inner("cleft", subjects=()))
        return True
    return _what_clause(reader, verb, scope, how) or _copula_rest(reader, verb, scope, how)


def _properties(
    reader: ClauseReader, verb: Token, scope: Scope, how: Modality, complement: Token, key: str
) -> None:
    """Put each property that a complement gives to each subject on the list."""
    rest = reader.adjuncts(verb, complement.i, without=[complement])
    heads = _complement_heads(complement)
    alone = any(t.lower_ == "no" and t.dep_ in {"det", "advmod", "neg"} for t in complement.subtree)
    beside = modality(verb, scope.modality) if alone else how
    if _turned(reader, child(verb, "nsubj", "csubj"), complement):
        for head in conjuncts(complement):
            named = bare(reader.maker.phrase(head, joined=False))
            for subject in reader.subjects(verb, scope):
                reader.emit(verb, scope, named, key, subject, how, "copula_turned")
        return
    for subject in reader.subjects(verb, scope):
        for one in heads:
            joined = one is complement and len(heads) == 1
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


def _having(
    reader: ClauseReader, verb: Token, scope: Scope, how: Modality, subject: Phrase, noun: Token
) -> None:
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
    what = next(
        (t for t in clause.children if t.lower_ == "what" and t.dep_ in {"dobj", "attr", "nsubj"}), None
    )
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
        done = False
        for prep in children(verb, "prep"):
            if (
                prep.i > verb.i
                and prep.lower_ not in CAUSE_PREPOSITIONS
                and not (is_time_phrase(prep) and not subject.name)
            ):
                tokens = reader.maker.tokens(prep)
                more = reader.adjuncts(verb, prep.right_edge.i + 1)
                phrase = reader.maker.of(
                    sorted({t.i: t for t in [*tokens, *more]}.values(), key=lambda t: t.i),
                    prep,
                    subject=subject.label,
                )
                reader.emit(verb, scope, subject, "be", phrase, how, "copula_prep")
                done = True
                break
        if done:
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
        if (
            clause is not None
            and told is not None
            and lemma(told) in _ANSWERS
            and how.polarity is Polarity.DENIED
        ):
            reader.visit(clause, scope.inner("ccomp", subjects=(), modality=how))
            return True
        if clause is not None and clause.i > verb.i and _visited_what(reader, scope, how, subject, clause):
            continue
        if clause is not None and clause.i > verb.i and not children(clause, "mark"):
            phrase = reader.clause_phrase(clause)
            reader.emit(verb, scope, subject, "be", phrase, how, "copula_clause")
    return True


def _visited_what(reader: ClauseReader, scope: Scope, how: Modality, subject: Phrase, clause: Token) -> bool:
    """Read "X was what V-ed Y": X V-ed Y, or did not."""
    what = child(clause, "nsubj")
    if (
        what is None
        or what.lower_ != "what"
        or clause.pos_ != "VERB"
        or child(clause, "dobj", "ccomp") is None
    ):
        return False
    reader.visit(clause, scope.inner("relative", subjects=(subject,), modality=how))
    return True


_ANSWERS = frozenset(
    {"answer", "reason", "explanation", "point", "case", "truth", "problem", "issue", "lesson"}
)


def _until(verb: Token) -> bool:
    """Whether the clause says "it was not until X that ..."."""
    return child(verb, "neg") is not None and any(t.lower_ == "until" for t in verb.subtree)


def _cleft(reader: ClauseReader, verb: Token, scope: Scope, how: Modality, complement: Token) -> bool:
    """Read "it was X that V": X V; "it wasn't until X that S": S, after X."""
    relatives = children(complement, "relcl")
    clause = relatives[-1] if relatives else child(verb, "relcl", "ccomp", "advcl") or _deep_relative(verb)
    if clause is not None and _until(verb):
        reader.visit(clause, scope.inner("cleft", subjects=()))
        return True
    if clause is None or complement.dep_ != "attr" or clause.pos_ not in {"VERB", "AUX"}:
        return False
    inside = child(clause, "nsubj", "nsubjpass")
    open_subject = inside is not None and inside.lower_ in {"who", "that", "which"}
    if not open_subject and not (
        inside is None and any(m.lower_ == "that" for m in children(clause, "mark"))
    ):
        return False
    inside_it = clause.dep_ == "relcl"
    subject = _without(reader, complement, clause) if inside_it else reader.maker.actor(complement)
    indefinite = any(c.lower_ in {"a", "an"} for c in complement.children)
    if complement.pos_ == "PROPN" or (inside_it and not indefinite):
        reader.visited.discard(clause.i)
        reader.visit(clause, scope.inner("cleft", subjects=(subject,), modality=how))
        return True
    return False


def split_cleft(reader: ClauseReader, verb: Token, scope: Scope) -> Scope | None:
    """Return the scope of V in "it was X, not Y, that V": X is its subject."""
    pronoun, was = child(verb, "nsubj", "nsubjpass"), child(verb, "ccomp")
    if (
        pronoun is None
        or pronoun.lower_ not in {"that", "who"}
        or was is None
        or lemma(was) != "be"
        or was.i > verb.i
    ):
        return None
    it, complement = child(was, "nsubj"), child(was, "attr")
    if it is None or it.lower_ != "it" or complement is None:
        return None
    reader.visited.add(was.i)
    other = next((t for t in complement.subtree if t.dep_ == "appos" and _set_off(t)), None)
    without = [t.i for t in other.subtree] if other is not None else []
    without += [t.i for t in complement.subtree if t.dep_ == "neg"]
    subject = bare(reader.maker.phrase(complement, without=without))
    return scope.inner("cleft", subjects=(subject,))


def _set_off(token: Token) -> bool:
    return any(t.lower_ == "not" for t in token.doc[max(0, token.left_edge.i - 2) : token.left_edge.i])


def _deep_relative(verb: Token) -> Token | None:
    """Return the last relative clause of a sentence, wherever the parser has hung it."""
    last = verb.right_edge
    found = [t for t in verb.subtree if t.dep_ == "relcl" and t.i > verb.i and t.right_edge.i >= last.i - 1]
    return found[-1] if found else None


def _without(reader: ClauseReader, noun: Token, clause: Token) -> Phrase:
    return bare(reader.maker.phrase(noun, without=[t.i for t in clause.subtree]))


def _what_was(reader: ClauseReader, verb: Token, scope: Scope, how: Modality) -> bool:
    """Read "what X wanted was Y": X wanted Y; "what ruined X was Y": Y ruined X."""
    clause = child(verb, "csubj")
    complement = child(verb, "attr", "xcomp", "acomp", "ccomp")
    if clause is None or complement is None or clause.pos_ not in {"VERB", "AUX"} or lemma(clause) == "be":
        return False
    what = next((t for t in clause.children if t.lower_ == "what"), None)
    if what is None:
        return False
    key = verb_key(clause)
    if complement.pos_ in {"VERB", "AUX"} and any(m.lower_ == "that" for m in children(complement, "mark")):
        reader.visit(complement, scope.inner("ccomp", subjects=()))
        hide(reader, clause)
        return True
    for one in conjuncts(complement):
        said = reader.clause_phrase(one) if one.pos_ == "VERB" else reader.maker.phrase(one, joined=False)
        if what.dep_ == "nsubj":
            obj = child(clause, "dobj")
            if obj is not None:
                reader.emit(clause, scope, bare(said), key, reader.maker.phrase(obj), how, "what_was")
            continue
        relation = "sought" if lemma(clause) in GOAL_VERBS else ""
        meant = how if how.polarity is Polarity.DENIED else reader.modality(clause, scope)
        for who in reader.subjects(clause, scope):
            reader.emit(clause, scope, who, key, said, meant, "what_was", relation=relation)
    hide(reader, clause)
    return True


def _adjective_clause(
    reader: ClauseReader, verb: Token, scope: Scope, how: Modality, complement: Token
) -> bool:
    """Read "was able to V", "was determined to V", "it is likely that S", "was aware that S"."""
    word = lemma(complement)
    subjects = reader.subjects(verb, scope)
    inner = child(complement, "xcomp", "ccomp") or child(verb, "ccomp")
    if _remarked(reader, verb, scope, complement):
        return True
    if word in GOAL_ADJECTIVES and (inner is not None or child(complement, "prep") is not None):
        return goal(reader, verb, scope, how, holder=complement)
    if inner is None or inner.i < complement.i:
        return _said_to_be(reader, verb, scope, how, complement)
    if inner.dep_ == "ccomp" and _said_to_be(reader, verb, scope, how, complement):
        return True
    if subjects and (meant := _ability(word, how, infinitive=inner.dep_ == "xcomp")) is not None:
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


_PLAIN = frozenset({
    "clear", "true", "certain", "obvious", "evident", "noteworthy", "important", "interesting", "notable", "worth",
    "known", "fact", "truth",
})  # fmt: skip
_FALSE = frozenset({
    "untrue", "false", "wrong", "unlikely", "myth", "misconception", "fallacy", "legend", "exaggeration", "lie",
    "mistake", "nonsense", "misunderstanding", "fiction",
})  # fmt: skip


def _said_to_be(reader: ClauseReader, verb: Token, scope: Scope, how: Modality, complement: Token) -> bool:
    """Read "it is likely that S", "it is a myth that S": S, as likely, as untrue."""
    subject, word = child(verb, "nsubj"), lemma(complement)
    clause = child(complement, "ccomp", "acl", "relcl") or child(verb, "ccomp", "advcl")
    if subject is None or subject.lower_ != "it" or clause is None or clause.i < complement.i:
        return False
    if word in {"likely", "probable"}:
        how = how.hedged(Certainty.PROBABLE, word)
    elif word in {"possible", "conceivable"}:
        how = how.hedged(Certainty.POSSIBLE, word)
    elif word in _FALSE:
        how = how.denied(word)
    elif word not in _PLAIN:
        return False
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
    if clause is None or lemma(remark) not in SAYING_VERBS | FACTIVE | REMARKS:
        return False
    reader.visited.add(remark.i)
    reader.visit(clause, scope.inner("ccomp", subjects=()))
    return True


def read_existential(reader: ClauseReader, verb: Token, scope: Scope, how: Modality) -> bool:
    """Read "there was X in Y": Y had X; "there were no X to V": X did not V; "there was X": X existed."""
    thing = child(verb, "attr", "nsubj", "dobj")
    if thing is None:
        return False
    if no_reason(reader, thing, scope, how):
        return True
    denied = how.polarity is Polarity.DENIED
    clause = next((c for c in children(thing, "relcl", "acl") if c.pos_ in {"VERB", "AUX"}), None)
    if clause is None and denied:
        clause = next(
            (c for c in children(verb, "advcl", "xcomp") if c.i > thing.i and is_infinitive(c)), None
        )
    if clause is not None and clause.lower_ in {"left", "remaining"}:
        clause = None
    if clause is not None and denied and (lemma(thing) in _PLANS or lemma(clause) in _IDLE):
        clause = None
    for one in conjuncts(thing):
        where = _places(verb, one, thing)
        without = {t.i for c in [*where, *children(one, "relcl", "acl")] for t in c.subtree}
        subject = positive_object(bare(reader.maker.phrase(one, joined=False, without=without)))
        if clause is not None and denied:
            reader.visited.discard(clause.i)
            reader.visit(clause, scope.inner("existential", subjects=(subject,), modality=how))
            continue
        for place in where[:1]:
            target = child(place, "pobj")
            if target is not None and place.lower_ != "between" and subject.kind is not EntityKind.EVENT:
                reader.emit(
                    verb, scope, bare(reader.maker.phrase(target)), "have", subject, how, "existential"
                )
            else:
                key = "happen" if subject.kind is EntityKind.EVENT else "exist"
                phrase = reader.maker.of(reader.maker.tokens(place), place)
                reader.emit(verb, scope, subject, key, phrase, how, "existed")
        if not where and clause is None:
            when = [c for c in verb.children if is_time_phrase(c)]
            if when:
                phrase = reader.maker.of(reader.maker.tokens(when[0]), when[0])
                reader.emit(verb, scope, subject, "exist", phrase, how, "existed")
            elif denied:
                key = "happen" if subject.kind is EntityKind.EVENT else "exist"
                reader.emit(verb, scope, subject, key, AT_ALL, how, "existed")
    return True


_PLANS = frozenset(
    {
        "reason",
        "plan",
        "attempt",
        "effort",
        "need",
        "desire",
        "way",
        "chance",
        "law",
        "rule",
        "order",
        "intention",
    }
)
"""What is done is no deed of these: "there was no plan to invade" denies the plan."""
_IDLE = frozenset({"speak", "mention", "note", "see", "find", "say"})
"""Of "no navy to speak of" the navy is denied."""


def _places(verb: Token, thing: Token, first: Token) -> list[Token]:
    """Return the prepositions that tell where or among whom something is said to be."""
    return [
        c
        for c in [*thing.children, *(first.children if first.i != thing.i else ()), *verb.children]
        if c.dep_ == "prep"
        and c.lower_ in {"in", "among", "within", "at", "across", "between"}
        and not is_time_phrase(c)
        and child(c, "pobj") is not None
    ]
