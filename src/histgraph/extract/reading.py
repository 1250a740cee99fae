"""Reading one clause: which construction it is, and which clauses stand inside."""

from dataclasses import replace

from histgraph.drafts import Draft, Phrase
from histgraph.extract.constructions.adverbial_clefts import read_adverbial_cleft
from histgraph.extract.constructions.copula import read_copula
from histgraph.extract.constructions.doing import did_it
from histgraph.extract.constructions.elliptic import elliptic
from histgraph.extract.constructions.events import read_event
from histgraph.extract.constructions.existentials import raised, read_existential, read_raised
from histgraph.extract.constructions.gaps import read_gapped
from histgraph.extract.constructions.inner import read_inside
from histgraph.extract.constructions.nouns import read_noun, read_told
from histgraph.extract.constructions.passive import read_passive
from histgraph.extract.constructions.verbal import read_complement, read_plain
from histgraph.extract.drafting.clauses import ClauseReader, conditions, is_copula, is_passive
from histgraph.extract.drafting.goals import duty, goal, goal_noun, had_goal
from histgraph.extract.grounds.answers import because_cleft, fragment, it_was
from histgraph.extract.grounds.causes import (
    because,
    called_reason,
    cause_noun,
    listed_causes,
    listing,
    was_result,
    why,
)
from histgraph.extract.grounds.curt import read_curt
from histgraph.extract.grounds.fragments import read_fragment
from histgraph.extract.grounds.named import read_named
from histgraph.extract.grounds.put_forward import read_put_forward
from histgraph.extract.grounds.reasons import beside, denies_the_reason
from histgraph.extract.grounds.theories import drops_theory
from histgraph.extract.grounds.traced import read_traced
from histgraph.extract.holders.appearances import read_appearance
from histgraph.extract.holders.avowed import read_avowed
from histgraph.extract.holders.dismissed import drop_it, read_dismissed
from histgraph.extract.holders.judged import read_judged
from histgraph.extract.holders.opinions import read_opinion
from histgraph.extract.holders.portrayed import read_portrayed
from histgraph.extract.holders.rejected import is_exception, read_no_sign, read_rejected
from histgraph.extract.holders.reported import read_reported
from histgraph.extract.holders.stated import read_stated
from histgraph.extract.holders.views import bears_out, belief_noun, disbelieved, makes_the_case, shows, view
from histgraph.extract.holders.voices import attributions
from histgraph.extract.negation.but_not import read_limits
from histgraph.extract.negation.chosen import chosen
from histgraph.extract.negation.contrast import set_against
from histgraph.extract.negation.degrees import read_degrees
from histgraph.extract.negation.denials import read_denial
from histgraph.extract.negation.fragments import read_not
from histgraph.extract.negation.helpless import read_helpless
from histgraph.extract.negation.impersonal import read_impersonal
from histgraph.extract.negation.implied import read_implied
from histgraph.extract.questions.midway import asked_midway
from histgraph.extract.syntax.modality import Modality
from histgraph.extract.syntax.scope import BELIEF_VERBS, FIRST_SECOND, GOAL_VERBS, SAYING_VERBS, Scope
from histgraph.extract.syntax.tokens import SUBJECTS, child, children, conjuncts, is_consequence, lemma
from histgraph.extract.syntax.tree import Doc, Token
from histgraph.model import Polarity, Stance


def read_clause(reader: ClauseReader, verb: Token, scope: Scope) -> None:
    """Read one clause and the clauses inside it."""
    if scope.role != "cleft" and chosen(reader, verb, scope):
        return
    how = reader.modality(verb, scope)
    if denies_the_reason(reader, verb, how):
        how = how.denied("not because")
    scope = replace(scope, condition=scope.condition or conditions(verb))
    _independent(reader, verb, scope)
    if verb.dep_ == "ROOT" and lemma(verb) in {"keep", "bear"} and complement_of_mind(reader, verb, scope):
        return
    if verb.i in reader.answering:
        read_inside(reader, verb, scope, scope.modality)
        return
    called = verb.dep_ == "ROOT" and verb.tag_ == "VB"
    if called and (drop_it(reader, verb, scope, how) or drops_theory(reader, verb, scope)):
        return
    if how.void or _is_command(verb, scope) or verb.i in reader.opaque:
        return
    if did_it(reader, verb, scope, how) or elliptic(reader, verb, scope, how):
        return
    _told(reader, verb, scope, how)
    read_gapped(reader, verb, scope, how, _told)
    because(reader, verb, scope, how)
    beside(reader, verb, scope, how)
    _role(reader, verb, scope, how)
    read_inside(reader, verb, scope, how)


def _told(reader: ClauseReader, verb: Token, scope: Scope, how: Modality) -> None:
    if not _constructions(reader, verb, scope, how):
        read_plain(reader, verb, scope, how)


def _perfect(reader: ClauseReader, verb: Token, scope: Scope, how: Modality) -> bool:
    """Read "had itself attempted X", which the parser takes for having something attempted."""
    clause = child(verb, "ccomp")
    inside = child(clause, "nsubj") if clause is not None else None
    if (
        clause is None
        or inside is None
        or not inside.lower_.endswith(("self", "selves"))
        or clause.tag_ not in {"VBN", "VBD"}
    ):
        return False
    reader.sentence.referents.pop(inside.i, None)
    subjects = reader.subjects(verb, scope)
    if child(clause, "dobj") is not None:
        for who in subjects:
            for phrase in reader.maker.conjunct_phrases(child(clause, "dobj") or clause):
                reader.emit(clause, scope, who, lemma(clause), phrase, how, "perfect")
    reader.visited.add(clause.i)
    return True


def complement_of_mind(reader: ClauseReader, verb: Token, scope: Scope) -> bool:
    """Read "keep in mind that S": S."""
    clause = child(verb, "ccomp")
    if clause is None or not any(t.lower_ == "mind" for p in children(verb, "prep") for t in p.children):
        return False
    reader.visit(clause, scope.inner("ccomp", subjects=()))
    return True


_ANSWERS = frozenset({"answer", "post", "reply", "comment", "textbook", "people", "myth"})
"""What is blamed for leaving a fact out."""


def _told_to_remember(verb: Token) -> bool:
    """Whether "nor should one forget that S", "people forget that S" only leads on to S."""
    subject = child(verb, "nsubj")
    today = verb.tag_ in {"VBZ", "VBP"} and child(verb, "neg") is None
    if (
        subject is not None
        and today
        and (
            subject.lower_ in {"everyone", "everybody", "people", "most", "many", "both", "you"}
            or lemma(subject) in _ANSWERS
        )
    ):
        return True
    return subject is not None and subject.lower_ in FIRST_SECOND and bool(children(verb, "aux"))


def _sums_up(verb: Token) -> bool:
    """Whether "this means that S" only leads on to S."""
    subject = child(verb, "nsubj")
    return subject is not None and subject.lower_ in {"this", "that", "which", "it"}


def _independent(reader: ClauseReader, verb: Token, scope: Scope) -> None:
    """Read clauses that a comma splice has hung below this one."""
    for c in verb.children:
        if c.i > verb.i or c.dep_ not in {"ccomp", "parataxis", "dep"} or c.pos_ not in {"VERB", "AUX"}:
            continue
        whole = not children(c, "mark") and child(c, "nsubj", "nsubjpass", "expl", "csubj") is not None
        own = child(c, "nsubj")
        mine = own is not None and own.lower_ == "i" and child(c, "ccomp") is not None
        told = [d for d in children(verb, "xcomp", "ccomp") if d.i > verb.i]
        alone = bool(told) or child(verb, "dobj") is not None  # "it isn't true, no source mentions it"
        led_on = any(t.lower_ in _LEADS_ON and c.right_edge.i < t.i < verb.i for t in verb.children)
        if whole and (mine or alone or led_on or not _is_speech(verb)):
            spliced = Scope(depth=scope.depth + 1, role="splice", holder=scope.holder, stance=scope.stance)
            reader.visit(c, spliced)


_LEADS_ON = frozenset({"so", "and", "but", "yet", "therefore", "thus", "hence"})
"""What stands between two clauses: the first is not what is said or feared in the second."""


def _is_speech(verb: Token) -> bool:
    return lemma(verb) in SAYING_VERBS | BELIEF_VERBS


def _is_command(verb: Token, scope: Scope) -> bool:
    """Whether a clause tells the reader to do something: "Picture a port.", "..., so don't tell the king"."""
    told = child(verb, *SUBJECTS, "expl") is None and verb.tag_ == "VB" and child(verb, "neg") is not None
    past = any(t.tag_ == "VBD" for t in verb.doc)
    if told and past and any(t.lower_ == "do" for t in children(verb, "aux")):
        return True
    return (
        verb.tag_ == "VB"
        and verb.dep_ == "ROOT"
        and not scope.subjects
        and child(verb, *SUBJECTS, "expl") is None
        and not children(verb, "aux")
    )


_AHEAD = (
    read_avowed,
    read_opinion,
    read_rejected,
    read_denial,
    read_dismissed,
    read_judged,
    read_appearance,
    read_adverbial_cleft,
    read_implied,
    read_impersonal,
    read_reported,
    read_portrayed,
    read_traced,
)
"""Constructions that are looked for before the kind of the verb: what is only reported, denied, framed."""


def _constructions(reader: ClauseReader, verb: Token, scope: Scope, how: Modality) -> bool:
    """Try the constructions that decide the relation; True where one read the clause."""
    if any(rule(reader, verb, scope, how) for rule in _AHEAD):
        return True
    word = lemma(verb)
    if word in {"have", "set", "share", "pursue"} and had_goal(reader, verb, scope, how):
        return True
    if word in {"lie", "consist"} and cause_noun(reader, verb, scope, how):
        return True
    if word == "have" and _perfect(reader, verb, scope, how):
        return True
    if word == "have" and listed_causes(reader, verb, scope, how):
        return True
    if (be := raised(verb)) is not None:
        return read_raised(reader, be, scope, how)
    if child(verb, "expl") is not None and word in {"be", "exist", "come", "remain"}:
        return read_helpless(reader, verb, scope, how) or read_existential(reader, verb, scope, how)
    if is_copula(verb):
        return (
            because_cleft(reader, verb, scope, how)
            or it_was(reader, verb, scope, how)
            or was_result(reader, verb, scope, how)
            or why(reader, verb, scope, how)
            or goal_noun(reader, verb, scope, how)
            or called_reason(reader, verb, scope, how)
            or cause_noun(reader, verb, scope, how)
            or duty(reader, verb, scope, how)
            or read_copula(reader, verb, scope, how)
        )
    if is_passive(verb):
        return read_passive(reader, verb, scope, how)
    if word in GOAL_VERBS and child(verb, "xcomp", "ccomp", "dobj", "prep") is not None:
        subject = child(verb, "nsubj")
        if subject is None or subject.lower_ not in FIRST_SECOND:
            return goal(reader, verb, scope, how)
    return _with_clause(reader, verb, scope, how, word)


def _with_clause(reader: ClauseReader, verb: Token, scope: Scope, how: Modality, word: str) -> bool:
    """Read verbs of saying, believing and meaning, and what else takes a clause."""
    complements = children(verb, "ccomp")
    if word in {"forget", "overlook", "ignore"} and complements and _told_to_remember(verb):
        reader.visit(complements[0], scope.inner("ccomp", subjects=()))
        return True
    complement = next((c for c in complements if c.i > verb.i), complements[0] if complements else None)
    if complement is not None and complement.i < verb.i and complement.i in reader.visited:
        complement = None
    if word == "mean" and complement is not None and _sums_up(verb):
        meant = how if how.polarity is Polarity.DENIED else scope.modality
        reader.visit(complement, scope.inner("ccomp", subjects=(), modality=meant))
        return True
    if word in SAYING_VERBS | BELIEF_VERBS and complement is not None and complement.pos_ in {"VERB", "AUX"}:
        small = (
            child(complement, "nsubj") is not None
            and complement.tag_ in {"VB", "VBG", "VBN"}
            and not children(complement, "aux")
        )
        if not small or word in {"think", "believe", "say", "feel"}:
            return view(reader, verb, scope, how, complement)
    if complement is not None and (disbelieved(verb) or shows(verb) or bears_out(verb) or _tells_us(verb)):
        return view(reader, verb, scope, how, complement)
    if complement is not None and complement.i > verb.i and _addressed(verb, complement):
        return view(reader, verb, scope, how, complement)
    if complement is not None and complement.i > verb.i and _heard(verb, how):
        return view(reader, verb, scope, how, complement)
    if makes_the_case(reader, verb, scope, how):
        return True
    return belief_noun(reader, verb, scope, how) or read_complement(reader, verb, scope, how)


def _tells_us(verb: Token) -> bool:
    """Whether a source speaks to those who read it: "Bede tells us that S"."""
    whom = child(verb, "dobj", "dative")
    return lemma(verb) in {"tell", "inform", "assure"} and whom is not None and whom.lower_ in {"us", "me"}


def _addressed(verb: Token, complement: Token) -> bool:
    """Whether a clause tells somebody something: "told the council that S, and that T"."""
    whom = child(verb, "dobj", "dative")
    that = any(m.lower_ == "that" for m in children(complement, "mark"))
    return lemma(verb) in {"tell", "inform", "assure", "warn", "remind"} and whom is not None and that


def _heard(verb: Token, how: Modality) -> bool:
    subject = child(verb, "nsubj")
    told = how.polarity is not Polarity.DENIED and lemma(verb) in _HEARD
    return told and subject is not None and subject.lower_ in FIRST_SECOND


_HEARD = frozenset({"read", "hear", "see", "notice", "find", "learn"})
"""What an author has read, he tells: "I've read that the soldiers looted the town"."""


def _left_out(reader: ClauseReader, root: Token) -> tuple[Phrase, ...]:
    """Return the subject that a sentence leaves to the one before, or to the question: "And changed the world."."""
    discourse = reader.discourse
    last = discourse.last_subject
    if last is None and discourse.count == 1:
        slot, asked = discourse.slot, discourse.asked
        last = slot.subject if slot is not None else asked[0] if asked is not None else None
    helped = children(root, "aux", "auxpass")
    denied = child(root, "neg") is not None and [t.lower_ for t in helped] in (
        ["did"],
        ["does"],
        ["was"],
        ["were"],
    )
    if last is None or child(root, *SUBJECTS, "expl") is not None:
        return ()
    if not denied and (root.tag_ not in {"VBD", "VBN", "VBZ"} or (helped and root.tag_ != "VBD")):
        return ()
    begins = all(
        c.dep_ in {"cc", "advmod", "advcl", "prep", "punct", "mark", "neg"} or (denied and c in helped)
        for c in root.children
        if c.i < root.i
    )
    return (replace(last, span=None),) if begins else ()


def _role(reader: ClauseReader, verb: Token, scope: Scope, how: Modality) -> None:
    """Read what a clause opens with: "As a physician and poet, X ...": X was a physician, a poet."""
    for prep in children(verb, "prep"):
        noun = child(prep, "pobj")
        if prep.lower_ != "as" or prep.i > verb.i or noun is None or lemma(noun) in _NO_ROLE:
            continue
        subject = child(verb, "nsubj", "nsubjpass")
        if subject is None or prep.i > subject.i or not any(c.lower_ in {"a", "an"} for c in noun.children):
            continue
        for who in reader.subjects(verb, scope):
            for one in conjuncts(noun):
                phrase = reader.maker.phrase(one, joined=False)
                if who.name:
                    reader.emit(
                        verb, scope, who, "be", phrase, Modality(cues=how.cues), "role", time=(None, None)
                    )


_NO_ROLE = frozenset(
    {"result", "consequence", "whole", "rule", "matter", "way", "means", "response", "reaction", "part"}
)


def _asked_from(doc: Doc) -> int:
    """Return where the question begins that ends a sentence: "nobody went near it. why would they?"; 0 if all of it."""
    return next((t.i + 1 for t in reversed(doc[:-1]) if t.text in {".", "!"} and _ends(doc, t)), 0)


def _ends(doc: Doc, stop: Token) -> bool:
    """Whether a stop parts two trees, and stands in no abbreviation."""
    before, behind = doc[: stop.i], doc[stop.i + 1 :]
    return all(t.head.i <= stop.i for t in before) and all(t.head.i > stop.i for t in behind)


def read_sentence(reader: ClauseReader) -> None:
    """Read all clauses of the sentence, then what hangs on its nouns."""
    doc = reader.sentence.doc
    asks = doc.text.rstrip().endswith("?")
    if asks and (asked := _asked_from(doc)) == 0:
        return
    speaker = reader.discourse.speaker
    top = attributions(reader, Scope(holder=speaker, stance=Stance.NEUTRAL if speaker else None))
    if asks:
        reader.opaque |= {t.i for t in doc[asked:]}
    for verb, answer in asked_midway(doc):
        if answer == "no":
            reader.visit(verb, replace(top, modality=Modality().denied(answer)))
        elif not answer:
            reader.opaque.add(verb.i)
    for token in doc:
        if token.head.i == token.i and token.i not in reader.opaque:
            if token.pos_ in {"VERB", "AUX"}:
                reader.visit(token, replace(top, subjects=_left_out(reader, token)))
            else:
                for c in token.children:
                    if (
                        c.dep_ in {"ccomp", "conj", "parataxis", "advcl", "dep"}
                        and c.pos_ in {"VERB", "AUX"}
                        and child(c, "nsubj", "nsubjpass") is not None
                    ):
                        reader.visit(c, top)
    read_no_sign(reader, replace(top, modality=Modality()))
    read_stated(reader, replace(top, modality=Modality()))
    for token in doc:
        if token.i not in reader.opaque and (is_consequence(token) or is_exception(token)):
            reader.visit(token, replace(top, modality=Modality(), role="consequence"))
    of_noun, of_event = (replace(top, modality=Modality(), role=role) for role in ("noun", "event"))
    for token in doc:
        if token.i not in reader.opaque | reader.answering:
            read_noun(reader, token, of_noun)
            read_event(reader, token, of_event)
        elif token.children:
            read_told(reader, token, of_noun)
    listing(reader, top)
    fragment(reader, top)
    read_not(reader, top)
    read_degrees(reader)
    if not (read_put_forward(reader, top) or read_named(reader, top) or read_curt(reader, top)):
        read_fragment(reader, top)
    read_limits(reader)
    set_against(reader)
    told: dict[tuple[str, ...], Draft] = {}
    for draft in reader.drafts:
        told.setdefault(_told_once(draft), draft)
    reader.drafts = [d for d in told.values() if not _unsaid(d, told)]


def _unsaid(draft: Draft, told: dict[tuple[str, ...], Draft]) -> bool:
    """Whether a sentence denies what it tells: "by the court, not by them", where "them" was taken for the court."""
    affirmed = _told_once(replace(draft, polarity=Polarity.AFFIRMED))
    return draft.polarity is Polarity.DENIED and affirmed in told and draft.time == told[affirmed].time


def _told_once(draft: Draft) -> tuple[str, ...]:
    """Return what makes a draft of a sentence the same as another, whatever rule read it."""
    said = (draft.subject.label, draft.relation or draft.verb, draft.object.label, draft.attributed_to or "")
    return (*said, draft.polarity.value, draft.mode.value, str(draft.swapped))
