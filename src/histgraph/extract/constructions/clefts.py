"""Clefts and frames: "it was X that V", "what X wanted was Y", "the truth is that S", "it is not that S"."""

from dataclasses import replace

from histgraph.drafts import Draft, Phrase
from histgraph.extract.constructions.pseudoclefts import what_was_so
from histgraph.extract.drafting.clauses import ClauseReader, is_infinitive, verb_key
from histgraph.extract.drafting.goals import hide, inner_negation, owner
from histgraph.extract.drafting.phrases import bare
from histgraph.extract.grounds.answers import sank_them
from histgraph.extract.negation.halves import spanned
from histgraph.extract.syntax.modality import Modality, cues
from histgraph.extract.syntax.positive import AT_ALL
from histgraph.extract.syntax.scope import (
    FIRST_SECOND,
    GOAL_NOUNS,
    GOAL_VERBS,
    Scope,
    words,
)
from histgraph.extract.syntax.tokens import child, children, conjuncts, is_finite, lemma
from histgraph.extract.syntax.tree import Token, stretch
from histgraph.model import Mode, Polarity, Stance


def framing(reader: ClauseReader, verb: Token, scope: Scope, how: Modality) -> bool:
    """Read "the truth is that S", "the problem with X was that S": S."""
    subject, clause = child(verb, "nsubj"), child(verb, "ccomp", "advcl")
    if subject is None or clause is None or clause.i < verb.i or how.polarity is Polarity.DENIED:
        return False
    if _planned(reader, scope, how, subject, clause):
        return True
    if clause.dep_ != "ccomp":
        return False
    if (
        lemma(subject) not in _FRAMING | _VIEWS | _ARGUED | _CHARGES
        or child(clause, "nsubj", "nsubjpass", "expl") is None
    ):
        return False
    if child(verb, "attr", "acomp") is not None or lemma(clause.doc[clause.left_edge.i]) in {
        "what",
        "who",
        "how",
    }:
        return False
    for told in children(subject, "relcl"):
        hide(reader, told)
    usual = next((c for c in subject.children if c.lower_ in _USUAL), None)
    if usual is not None:
        held = f"the {usual.lower_} {subject.lower_}"
        scope = replace(scope, holder=held, stance=Stance.NEUTRAL)
    elif lemma(subject) in _VIEWS | _ARGUED and _was_his(reader, verb, subject, scope, how, clause):
        return True
    elif lemma(subject) in _ARGUED and (who := _whose(reader, verb, subject)) is not None:
        scope = replace(scope, holder=who, stance=Stance.NEUTRAL)
    elif (brought := _brought_up(subject)) is not None:
        scope = replace(scope, holder=brought, stance=Stance.NEUTRAL)
    elif lemma(subject) in (_VIEWS | _ARGUED) - _FRAMING:
        return False
    for one in conjuncts(clause):
        if one.pos_ in {"VERB", "AUX"}:
            reader.visit(one, scope.inner("ccomp", subjects=()))
    return True


def _was_his(
    reader: ClauseReader, verb: Token, subject: Token, scope: Scope, how: Modality, clause: Token
) -> bool:
    """Read "the duke's opinion was that S": the duke believed S."""
    whose = child(subject, "poss")
    if whose is None or verb.tag_ != "VBD" or whose.lower_ in FIRST_SECOND | {"its", "our", "my", "your"}:
        return False
    who = owner(reader, subject)
    if who is None or (whose.tag_ == "PRP$" and whose.i not in reader.sentence.referents):
        return False
    for one in conjuncts(clause):
        if one.pos_ in {"VERB", "AUX"}:
            phrase = reader.clause_phrase(one)
            hide(reader, one)
            reader.emit(
                verb,
                scope,
                who,
                "believe",
                phrase,
                inner_negation(one, how),
                "belief_noun",
                relation="believed",
            )
    return True


def _planned(reader: ClauseReader, scope: Scope, how: Modality, subject: Token, clause: Token) -> bool:
    """Read "the plan was that X should V", "the idea was for X to V": X was meant to V."""
    marks = {m.lower_ for m in children(clause, "mark")}
    meant = {c.lower_ for c in children(clause, "aux")} & _MEANT
    planned = ("that" in marks and meant) or ("for" in marks and is_infinitive(clause))
    if lemma(subject) not in _PLANS or not planned:
        return False
    if child(subject, "poss") and lemma(subject) in GOAL_NOUNS | _VIEWS:
        return False
    if child(clause, "nsubj", "nsubjpass") is None or child(clause.head, "attr", "acomp") is not None:
        return False
    how = how.supposed(Mode.INTENDED, subject.lower_)
    for one in conjuncts(clause):
        if one.pos_ in {"VERB", "AUX"}:
            reader.visit(one, scope.inner("ccomp", subjects=(), modality=how))
    return True


_PLANS = GOAL_NOUNS | words("goal", "plans")
"""Nouns of what was meant to be."""
_MEANT = frozenset({"should", "would", "must", "might", "could", "shall", "to"})


_ARGUED = cues("framing", "argued")
"""Nouns of what a scholar puts forward: "Byock's argument is that S"."""


_CHARGES = cues("framing", "charges")
_COUNTED = cues("framing", "counted")


def _brought_up(noun: Token) -> str | None:
    """Return how an argument is told of that nobody is named for: "one argument", "the main criticism"."""
    if lemma(noun) not in _CHARGES | {"argument"} or child(noun, "poss") is not None:
        return None
    told = [t for t in noun.children if t.i < noun.i and t.dep_ in {"det", "amod", "nummod"}]
    return stretch([*told, noun]).lower() if any(t.lower_ in _COUNTED for t in told) else None


def _whose(reader: ClauseReader, verb: Token, subject: Token) -> str | None:
    """Return whose argument "X's argument is that S" tells, in the present tense, as of scholars."""
    owner = child(subject, "poss")
    if owner is None or verb.tag_ != "VBZ" or owner.lower_ in {"my", "our", "your", "its"}:
        return None
    referent = reader.sentence.referents.get(owner.i)
    if owner.tag_ == "PRP$" and referent is None:
        return None
    return referent.label if referent is not None else bare(reader.maker.phrase(owner)).label


_VIEWS = cues("framing", "views")
_USUAL = cues("framing", "usual")
"""Whose view it is that "the usual story is that S"."""


_FRAMING = cues("framing", "nouns")


def parted(reader: ClauseReader, verb: Token, scope: Scope, how: Modality) -> bool:
    """Read "X was not, as is often claimed, founded by Y": the participle behind an aside is the verb."""
    doc = verb.doc
    opens = next((t.i for t in doc[verb.i + 1 : verb.i + 3] if t.text == ","), None)
    if lemma(verb) != "be" or opens is None or child(verb, "attr", "acomp", "oprd") is not None:
        return False
    closes = next((t.i for t in doc[opens + 1 : opens + 8] if t.text == ","), None)
    told = doc[closes + 1] if closes is not None and closes + 1 < len(doc) else None
    if told is None or told.tag_ != "VBN" or told.dep_ not in {"advcl", "ccomp", "conj", "dep", "acl"}:
        return False
    reader.opaque.update(range(opens, closes or opens))
    reader.visited.update(t.i for t in doc[opens:closes])
    reader.visit(told, scope.inner("xcomp", subjects=reader.subjects(verb, scope), modality=how))
    return True


def not_that(reader: ClauseReader, verb: Token, scope: Scope, how: Modality) -> bool:
    """Read "it is not that S", "it's not like S": not S; "it is not just that S, but ..." denies nothing."""
    subject, clause = child(verb, "nsubj"), child(verb, "ccomp", "advcl")
    if subject is None or subject.lower_ != "it" or clause is None or how.polarity is not Polarity.DENIED:
        return False
    opening = clause.doc[clause.left_edge.i].lower_
    before = clause.doc[clause.left_edge.i - 1].lower_
    second = stretch(clause.doc[clause.left_edge.i + 1 : clause.left_edge.i + 2]).lower()
    as_though = opening == "as" and second in {"if", "though"}
    if child(verb, "attr", "acomp") is not None or not (
        opening in {"that", "like"} or before == "like" or as_though
    ):
        return False
    if child(clause, "nsubj", "nsubjpass", "expl") is None:
        return False
    reader.visit(clause, scope.inner("ccomp", subjects=(), modality=how))
    return True


def what_clause(reader: ClauseReader, verb: Token, scope: Scope, how: Modality) -> bool:
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


def visited_what(reader: ClauseReader, scope: Scope, how: Modality, subject: Phrase, clause: Token) -> bool:
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


def not_until(verb: Token) -> bool:
    """Whether the clause says "it was not until X that ..."."""
    return child(verb, "neg") is not None and any(t.lower_ == "until" for t in verb.subtree)


def read_cleft(reader: ClauseReader, verb: Token, scope: Scope, how: Modality, complement: Token) -> bool:
    """Read "it was X that V": X V; "it wasn't until X that S": S, after X."""
    relatives = children(complement, "relcl")
    below = children(verb, "relcl", "ccomp", "advcl")
    told = [
        c for c in below if (s := child(c, "nsubj", "nsubjpass")) and s.lower_ in {"who", "that", "which"}
    ]
    clause = relatives[-1] if relatives else next(iter([*told, *below]), None) or _deep_relative(verb)
    picked = (
        complement.dep_ == "attr" or complement.pos_ in {"NOUN", "PROPN"} or bool(told and clause is told[0])
    )
    if clause is None or not picked or clause.pos_ not in {"VERB", "AUX"}:
        return False
    inside = child(clause, "nsubj", "nsubjpass")
    open_subject = inside is not None and inside.lower_ in {"who", "that", "which"}
    if not open_subject and inside is not None and _object_cleft(complement, clause):
        without = [t.i for t in clause.subtree]
        gap = reader.maker.phrase(complement, without=without)
        reader.visited.discard(clause.i)
        reader.visit(clause, scope.inner("cleft", subjects=(), modality=how, gap=gap))
        return True
    if not open_subject and not (
        inside is None and any(m.lower_ == "that" for m in children(clause, "mark"))
    ):
        return False
    inside_it = clause.dep_ == "relcl"
    subject = _without(reader, complement, clause) if inside_it else reader.maker.actor(complement)
    indefinite = any(c.lower_ in {"a", "an"} for c in complement.children)
    denied = how.polarity is Polarity.DENIED
    if complement.pos_ == "PROPN" or (inside_it and not indefinite) or (denied and clause.i > complement.i):
        before = len(reader.drafts)
        reader.visited.discard(clause.i)
        reader.visit(clause, scope.inner("cleft", subjects=(subject,), modality=how))
        if denied and len(reader.drafts) > before:
            reader.left_open = (reader.drafts[before], "subject")
            _but_it_was(reader, verb, clause, reader.drafts[before])
        return True
    return False


def _but_it_was(reader: ClauseReader, verb: Token, clause: Token, denied: Draft) -> None:
    """Read the end of "it was not X that V, but Y": Y V."""
    but = next((t for t in verb.subtree if t.i > clause.i and t.lower_ == "but" and t.dep_ == "cc"), None)
    if but is None or any(c.dep_ == "conj" and c.i > but.i for c in verb.children):
        return
    rest = list(verb.doc[but.i + 1 : verb.right_edge.i + 1])
    end = next((n for n, t in enumerate(rest) if t.is_punct), len(rest))
    told = rest[:end]
    if not told or any(t.pos_ in {"VERB", "AUX"} and is_finite(t) for t in told):
        return
    inside = {t.i for t in told}
    head = next((t for t in told if t.head.i not in inside and t.pos_ in {"NOUN", "PROPN", "PRON"}), None)
    if head is not None:
        reader.drafts = [d for d in reader.drafts if d is not denied]
        tail = {t.i for t in rest} | {but.i}
        kept = [t for t in spanned(reader, denied.object) if t.i not in tail]
        clean = replace(denied, object=reader.maker.of(kept, kept[0])) if kept else denied
        reader.drafts.append(clean)
        reader.put_instead(clean, "subject", bare(reader.maker.of(told, head)))


def _object_cleft(complement: Token, clause: Token) -> bool:
    """Whether "it was Y that X V" picks Y out of others: a name, "the ...", or what stands without an article."""
    begins = clause.doc[clause.left_edge.i]
    indefinite = any(c.lower_ in {"a", "an", "one", "another"} for c in complement.children)
    free = child(clause, "dobj", "attr", "acomp", "ccomp", "xcomp")
    bare = (
        begins.dep_ in {"nsubj", "nsubjpass"}
        and begins.pos_ == "PRON"
        and child(complement.head, "neg") is not None
    )
    opens = begins.lower_ == "that" or bare  # "it's not machines they hated"
    return clause.dep_ == "relcl" and opens and not indefinite and free in {None, begins}


def prepositional_cleft(reader: ClauseReader, verb: Token, scope: Scope, how: Modality) -> bool:
    """Read "it was with galleys that he won": he won, with galleys; denied, not with galleys."""
    for prep in children(verb, "prep"):
        noun = child(prep, "pobj")
        if noun is None or prep.i < verb.i or any(t.i < noun.i for t in children(noun, "relcl")):
            continue
        clause = child(noun, "relcl") or child(verb, "relcl", "ccomp", "advcl")
        subject = child(clause, "nsubj", "nsubjpass") if clause is not None else None
        if clause is None or subject is None or subject.tag_ in {"WDT", "WP"} or clause.i < noun.i:
            continue
        that = clause.doc[clause.left_edge.i]
        if that.lower_ != "that" or subject.i == that.i:
            continue
        inner = scope.inner("cleft", subjects=())
        if how.polarity is Polarity.DENIED or child(clause, "dobj") not in {None, that}:
            reader.visited.discard(clause.i)
            reader.visit(clause, replace(inner, modality=how))
            return True
        reader.visited.add(clause.i)
        rest = [t for p in children(clause, "prep") if p.i > clause.i for t in reader.maker.tokens(p)]
        inside = {t.i for t in clause.subtree}
        tokens = [t for t in reader.maker.tokens(prep) if t.i not in inside]
        meant = reader.modality(clause, inner)
        if child(clause, "auxpass") is not None:
            tokens = [clause, *tokens]
        for who in reader.subjects(clause, inner):
            key = "be" if child(clause, "auxpass") is not None else f"{verb_key(clause)} {prep.lower_}"
            obj = reader.maker.of([*(t for t in tokens if key == "be" or t.i != prep.i), *rest], clause)
            reader.emit(clause, inner, who, key, obj, meant, "cleft_prep")
        return True
    return False


def _deep_relative(verb: Token) -> Token | None:
    """Return the last relative clause of a sentence, wherever the parser has hung it."""
    last = verb.right_edge
    found = [t for t in verb.subtree if t.dep_ == "relcl" and t.i > verb.i and t.right_edge.i >= last.i - 1]
    return found[-1] if found else None


def _without(reader: ClauseReader, noun: Token, clause: Token) -> Phrase:
    return bare(reader.maker.phrase(noun, without=[t.i for t in clause.subtree]))


def what_was(reader: ClauseReader, verb: Token, scope: Scope, how: Modality) -> bool:
    """Read "what X wanted was Y": X wanted Y; "what ruined X was Y": Y ruined X."""
    clause = child(verb, "csubj")
    complement = child(verb, "attr", "xcomp", "acomp", "ccomp")
    if clause is None or complement is None or clause.pos_ not in {"VERB", "AUX"}:
        return False
    what = _what_of(clause)
    if what is None:
        return False
    if what_was_so(reader, verb, scope, how, (clause, complement, what)):
        return True
    if lemma(clause) == "be":
        return _what_it_was(reader, clause, complement, what, scope)
    key = verb_key(clause) if what.head is clause else f"{verb_key(clause)} {what.head.lower_}"
    if complement.pos_ in {"VERB", "AUX"} and any(m.lower_ == "that" for m in children(complement, "mark")):
        if what.dep_ == "dobj" and (inside := reader.modality(clause, scope)).polarity is Polarity.DENIED:
            for who in reader.subjects(clause, scope):  # "what X could not accept was that S"
                reader.emit(clause, scope, who, key, reader.clause_phrase(complement), inside, "what_was")
        reader.visit(complement, scope.inner("ccomp", subjects=()))
        hide(reader, clause)
        return True
    if key == "do" and complement.pos_ == "VERB" and what.dep_ == "dobj":
        meant = how if how.polarity is Polarity.DENIED else reader.modality(clause, scope)
        reader.visit(
            complement, scope.inner("xcomp", subjects=reader.subjects(clause, scope), modality=meant)
        )
        hide(reader, clause)
        return True
    but = next((t.i for t in verb.subtree if t.lower_ == "but" and t.dep_ == "cc"), len(verb.doc))
    denied = how
    for one in conjuncts(complement):
        how = Modality() if one.i > but and denied.polarity is Polarity.DENIED else denied
        said = reader.clause_phrase(one) if one.pos_ == "VERB" else reader.maker.phrase(one, joined=False)
        if _did_it(reader, clause, scope, how, what, bare(said)):
            continue
        relation = "sought" if lemma(clause) in GOAL_VERBS else ""
        meant = how if how.polarity is Polarity.DENIED else reader.modality(clause, scope)
        if lacking := key == "lack":
            meant = meant.denied("lack")
        for who in reader.subjects(clause, scope):
            told = "have" if lacking else key
            reader.emit(clause, scope, who, told, said, meant, "what_was", relation=relation)
    if denied.polarity is Polarity.DENIED and reader.drafts and reader.drafts[-1].rule == "what_was":
        reader.left_open = (reader.drafts[-1], "subject" if what.dep_ == "nsubj" else "object")
    hide(reader, clause)
    return True


def _what_of(clause: Token) -> Token | None:
    """Return the "what" of a clause: its own, or that of a preposition left behind ("what they objected to")."""
    own = child(clause.head, "nsubj")
    if own is not None and own.lower_ == "what" and lemma(clause) == "be" and own.i + 1 == clause.i:
        return own
    left = [p for p in children(clause, "prep") if p.i > clause.i and child(p, "pobj") is not None]
    return next(
        (t for h in (clause, *left[:1]) for t in h.children if t.lower_ == "what" or _is_all(t)), None
    )


def _is_all(token: Token) -> bool:
    """Whether "all" stands for what somebody wanted: "all they wanted was to farm"."""
    return token.lower_ == "all" and token.dep_ == "dobj" and token.i < token.head.i


def _did_it(
    reader: ClauseReader, clause: Token, scope: Scope, how: Modality, what: Token, said: Phrase
) -> bool:
    """Read Y of "what ruined X was Y", "what made X do it was Y": Y ruined X; True where it is the doer."""
    if (asked := sank_them(reader, clause)) is not None:
        reader.emit(clause, scope, asked, "be caused by", said, how, "answer", relation="causedBy")
        return True
    if what.dep_ != "nsubj":
        return False
    obj, small, deed = child(clause, "dobj"), child(clause, "ccomp", "oprd"), child(clause, "xcomp")
    if obj is not None:
        more = list(deed.subtree) if deed is not None else []
        reader.emit(
            clause, scope, said, verb_key(clause), reader.maker.phrase(obj, more=more), how, "what_was"
        )
    elif small is not None:
        reader.emit(clause, scope, said, verb_key(clause), reader.clause_phrase(small), how, "what_was")
    elif how.polarity is Polarity.DENIED and not children(clause, "prep", "advmod"):
        reader.emit(clause, scope, said, verb_key(clause), AT_ALL, how, "what_was")
    return True


def _what_it_was(reader: ClauseReader, clause: Token, complement: Token, what: Token, scope: Scope) -> bool:
    """Read "what X was not is Y": X was not Y."""
    if what.dep_ != "attr" or complement.dep_ not in {"attr", "acomp"}:
        return False
    how = reader.modality(clause, scope)
    for who in reader.subjects(clause, scope):
        for one in conjuncts(complement):
            phrase = reader.maker.phrase(one, joined=False)
            reader.emit(clause, scope, who, "be", phrase, how, "what_was")
    hide(reader, clause)
    return True
