"""What stands inside noun phrases and reduced clauses: "the fact that S", "a lack of X", "while not Y".

The content of a fact is told as one, the content of a story or a view only as somebody's: "the
rumour that the queen fled" does not say that she did. Read before the clauses that hang on nouns.
"""

from dataclasses import replace

from histgraph.drafts import Phrase
from histgraph.extract.drafting.clauses import ClauseReader, is_copula, is_infinitive
from histgraph.extract.drafting.goals import hide, owner
from histgraph.extract.drafting.phrases import bare
from histgraph.extract.holders.judged import CLAIM_NOUNS, content
from histgraph.extract.syntax.amounts import weak_quantity
from histgraph.extract.syntax.modality import Modality, cues, negative_phrase
from histgraph.extract.syntax.positive import positive_object
from histgraph.extract.syntax.scope import FIRST_SECOND, HOLDERS, Scope, words
from histgraph.extract.syntax.tokens import child, children, conjuncts, is_finite, lemma, written
from histgraph.extract.syntax.tree import Token
from histgraph.model import Certainty, CueKind, EntityKind, Stance

_FACTS = cues("judged", "facts")
_LACKS = cues("negation", "lacks")
_GUESSES = cues("hedge", "nouns_probable")
_ACTORS = frozenset({EntityKind.PERSON, EntityKind.GROUP, EntityKind.POLITY})
_OWNERS = frozenset({"among", "in", "by", "for", "on"})
_REDUCED = frozenset({"while", "although", "though", "albeit", "if"})


def read_stated(reader: ClauseReader, scope: Scope) -> None:
    """Read what the nouns and verbless clauses of a sentence state."""
    for token in reader.sentence.doc:
        if token.dep_ in {"ccomp", "relcl"} and _asked_why(token):
            reader.opaque -= {t.i for t in token.subtree}
            reader.visit(token, replace(scope.inner("ccomp"), subjects=(), modality=Modality()))
        if token.i in reader.opaque and lemma(token) not in _FACTS:
            continue
        if token.pos_ == "NOUN" and lemma(token) in CLAIM_NOUNS | _FACTS:
            _content_of(reader, token, scope)
        if token.pos_ == "NOUN" and lemma(token) in _LACKS:
            _lack(reader, token, scope)
        if token.lower_ in {"with", "without"} and token.dep_ == "prep":
            _going_without(reader, token, scope)
        if token.dep_ == "pcomp" and token.tag_ == "VBG" and child(token, "nsubj") is not None:
            how = Modality().denied("without") if token.head.lower_ == "without" else Modality()
            reader.visit(token, replace(scope.inner("gerund"), subjects=(), modality=how))
        if token.dep_ == "pcomp" and token.head.lower_ in {"given", "considering"} and is_finite(token):
            reader.visit(token, replace(scope.inner("adverbial"), subjects=(), modality=Modality()))
        if token.dep_ in {"advcl", "advmod", "prep"} and (
            token.pos_ in {"NOUN", "ADJ", "PROPN"} or token.lower_ == "like"
        ):
            _reduced(reader, token, scope)


def _asked_why(clause: Token) -> bool:
    """Whether a clause tells what is wondered at or explained: "one reason why S", "you may wonder why S"."""
    told = clause.doc[clause.left_edge.i].lower_ == "why" and is_finite(clause)
    who = child(clause.head, "nsubj")
    if clause.dep_ == "ccomp" and (who is None or who.lower_ not in FIRST_SECOND):
        return False
    return told and child(clause, "nsubj", "nsubjpass", "expl") is not None


def _content_of(reader: ClauseReader, noun: Token, scope: Scope) -> None:
    """Read "the fact that S": S; "X's claim that S", "the story that S": S as X's view or as told."""
    clause = content(noun)
    if clause is None or clause.i in reader.visited:
        return
    if lemma(noun) in _FACTS:
        reader.opaque -= {t.i for t in clause.subtree}
        reader.visit(clause, scope.inner("fact", subjects=(), modality=Modality()))
        return
    who = owner(reader, noun)
    if who is not None and who.label.split()[0].lower() in FIRST_SECOND | {"my", "our"}:
        meant = Modality().hedged(Certainty.PROBABLE, lemma(noun)) if lemma(noun) in _GUESSES else Modality()
        reader.visit(clause, scope.inner("ccomp", subjects=(), modality=meant))
        return
    if who is not None and who.kind in _ACTORS and who.head not in HOLDERS:
        for one in conjuncts(clause):
            phrase = reader.clause_phrase(one, positive=False)
            reader.emit(noun, scope, who, "believe", phrase, Modality(), "belief_noun", relation="believed")
        hide(reader, clause)
        return
    holder = who.label if who is not None else _story(reader, noun, clause)
    meant = Modality().cued(CueKind.ATTRIBUTION, f"the {lemma(noun)} that")
    inner = replace(scope, holder=holder, stance=Stance.NEUTRAL)
    reader.visit(clause, inner.inner("ccomp", subjects=(), modality=meant))


def _story(reader: ClauseReader, noun: Token, clause: Token) -> str:
    """Name a view without a holder by itself: "the old story", "a decent argument"."""
    inside = {t.i for t in clause.subtree}
    outside = [t for t in reader.maker.tokens(noun, without=inside, joined=False) if t.i <= noun.i]
    return written(outside) or "it is said"


def _lack(reader: ClauseReader, noun: Token, scope: Scope) -> None:
    """Read "Rome's lack of horses", "a lack of trust among the nobles": these had none."""
    thing = next((t for p in children(noun, "prep") if p.lower_ == "of" for t in children(p, "pobj")), None)
    if thing is None:
        return
    for who in _lacking(reader, noun, thing):
        if not is_copula(noun.head) or noun.dep_ != "attr":
            purpose = [
                c for h in (noun, thing) for c in children(h, "acl", "relcl", "advcl") if is_infinitive(c)
            ]
            tail = [t for c in purpose for t in c.subtree if t.lower_ != "for" and t.i > thing.i]
            for one in conjuncts(thing):
                phrase = reader.maker.phrase(one, joined=False, more=tail, without=_branch(thing, _OWNERS))
                meant = Modality().denied(f"{lemma(noun)} of")
                reader.emit(noun, scope, who, "have", phrase, meant, "lack", time=(None, None))


def _going_without(reader: ClauseReader, prep: Token, scope: Scope) -> None:
    """Read "X fought without any Y", "an army with no Y": X had no Y."""
    thing = child(prep, "pobj")
    if thing is None or thing.pos_ not in {"NOUN", "PROPN"} or lemma(thing) in _ABSTRACT:
        return
    how = Modality()
    key = "have"
    if prep.lower_ == "without" and lemma(thing) == "need" and child(thing, "acl", "prep") is not None:
        key, how = "need", how.denied("without")
    elif prep.lower_ == "without":
        going = lemma(prep.head) in _GOING
        if not going and not any(c.lower_ in {"any", "single", "much"} for c in thing.children):
            return
        how = how.denied("without")
    elif word := negative_phrase(thing) or weak_quantity(thing):
        how = how.denied(f"with {word}")
    else:
        return
    head = prep.head
    left = child(head, "dobj") if lemma(head) == "leave" else None
    if left is not None:  # "left the valley with no smiths"
        head = left
    elif head.dep_ == "attr" and is_copula(head.head):  # "was a port with no walls"
        head = head.head
    if head.pos_ in {"VERB", "AUX"}:
        owners = reader.subjects(head, scope)
        if not owners and head.dep_ == "relcl":
            owners = (
                bare(reader.maker.phrase(head.head, joined=False, without=[t.i for t in head.subtree])),
            )
    elif (verb := _carried_into(head)) is not None:
        owners = reader.subjects(verb, scope)  # "went into a war with hardly any guns"
    elif head.pos_ in {"NOUN", "PROPN"}:
        owners = (bare(reader.maker.phrase(head, joined=False, without=[t.i for t in prep.subtree])),)
    else:
        return
    if key == "have" and (state := _left_so(thing)) is not None:
        for one in conjuncts(thing):
            what = positive_object(
                bare(reader.maker.phrase(one, joined=False, without=[t.i for t in state.subtree]))
            )
            said = reader.maker.of(list(state.subtree), state)
            reader.emit(prep, scope, what, "be", said, how, "going_without", time=(None, None))
        return
    for who in owners:
        for one in conjuncts(thing):
            phrase = _needed(reader, one) if key == "need" else reader.maker.phrase(one, joined=False)
            reader.emit(prep, scope, who, key, phrase, how, "going_without", time=(None, None))


def _carried_into(noun: Token) -> Token | None:
    """Return the verb of who goes into a war, or to one: what is done "with no guns" is done by those who do it."""
    prep = noun.head
    going = noun.dep_ == "pobj" and prep.lower_ in {"into", "to", "on"} and prep.head.pos_ == "VERB"
    return prep.head if going and lemma(noun) in _UNDERTAKEN else None


def _left_so(thing: Token) -> Token | None:
    """Return "left behind" of "with hardly any tools left behind": what was not so with anything."""
    state = child(thing, "acl")
    return state if state is not None and state.tag_ == "VBN" and state.i > thing.i else None


def _needed(reader: ClauseReader, need: Token) -> Phrase:
    """Return what "the need to V", "the need for X" is a need of."""
    deed = child(need, "acl")
    if deed is not None:
        return reader.clause_phrase(deed)
    things = [t for p in children(need, "prep") for t in children(p, "pobj")]
    return reader.maker.phrase(things[0] if things else need, joined=False)


_UNDERTAKEN = words("noun", "undertaken")
"""What people go into or on, and have things for or not."""
_GOING = frozenset({"go", "do", "manage", "get"})
"""Whoever "went without", "made do without" something had none."""
_ABSTRACT = frozenset(
    {"doubt", "question", "exception", "fail", "regard", "reference", "warning", "way", "time", "reason"}
)


def _lacking(reader: ClauseReader, noun: Token, thing: Token) -> list[Phrase]:
    """Return who has none of it."""
    poss = child(noun, "poss")
    if poss is not None:
        return [bare(reader.maker.phrase(poss))]
    for head in (noun, thing):
        for prep in children(head, "prep"):
            inner = child(prep, "pobj")
            if prep.lower_ in _OWNERS and inner is not None:
                if prep.lower_ == "on" and lemma(inner) != "part":
                    continue
                who = inner if prep.lower_ != "on" else _of(inner)
                if who is not None:
                    return [bare(reader.maker.phrase(who))]
    return []


def _of(noun: Token) -> Token | None:
    return next((t for p in children(noun, "prep") if p.lower_ == "of" for t in children(p, "pobj")), None)


def _branch(head: Token, prepositions: frozenset[str]) -> list[int]:
    return [t.i for p in children(head, "prep") if p.lower_ in prepositions for t in p.subtree]


def _reduced(reader: ClauseReader, head: Token, scope: Scope) -> None:
    """Read "while not a democracy, the city ...", "although poor, X ...": the city was no democracy."""
    verb, marks = head.head, {c.lower_ for c in children(head, "mark")}
    subject = child(verb, "nsubj", "nsubjpass")
    if (
        not marks & _REDUCED - {"if"}
        or subject is None
        or head.i > subject.i
        or child(head, "nsubj") is not None
    ):
        return
    meant = Modality().cued(CueKind.CONCESSION, min(marks & _REDUCED))
    if any(c.dep_ == "neg" or c.lower_ in {"hardly", "never"} for c in head.children):
        meant = meant.denied("not")
    without = [t.i for c in head.children if c.dep_ in {"mark", "neg"} for t in c.subtree]
    phrase = reader.maker.phrase(head, joined=False, without=without)
    for who in reader.subjects(verb, scope):
        reader.emit(verb, scope, who, "be", phrase, meant, "reduced", time=(None, None))
