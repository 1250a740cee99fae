"""Views: what somebody believed or said."""

from collections.abc import Sequence
from dataclasses import replace

from histgraph.drafts import Phrase
from histgraph.extract.drafting.clauses import ClauseReader
from histgraph.extract.drafting.goals import hide, inner_negation, owner
from histgraph.extract.drafting.motives import motive_noun
from histgraph.extract.drafting.phrases import bare
from histgraph.extract.holders.reported import at_large
from histgraph.extract.holders.scholars import PRESENT, SHOWING, WORKS, author_of, holds, is_holder
from histgraph.extract.syntax.amounts import weak_quantity
from histgraph.extract.syntax.modality import Modality, cues, negative_phrase
from histgraph.extract.syntax.positive import is_nobody
from histgraph.extract.syntax.scope import (
    ADMITTING,
    BELIEF_NOUNS,
    BELIEF_VERBS,
    FACTIVE,
    FIRST_SECOND,
    FRAMES,
    GOAL_VERBS,
    HOLDERS,
    SAYING_DENIALS,
    SAYING_VERBS,
    Scope,
    words,
)
from histgraph.extract.syntax.tokens import child, children, conjuncts, is_finite, lemma
from histgraph.extract.syntax.tree import Token
from histgraph.model import Certainty, CueKind, Polarity, Stance


def belief_noun(reader: ClauseReader, verb: Token, scope: Scope, how: Modality) -> bool:
    """Read "X held the belief that S", "was committed to the idea that S": X believed S."""
    nouns = children(verb, "dobj")
    for prep in children(verb, "prep"):
        nouns += children(prep, "pobj")
    found = False
    for noun in nouns:
        clause = child(noun, "acl", "ccomp") if lemma(noun) in BELIEF_NOUNS else None
        if child(verb, "nsubjpass") is not None and motive_noun(noun.head) is not None:
            continue  # "were deported for fear that S": others feared it
        if clause is None or not any(m.lower_ == "that" for m in children(clause, "mark")):
            continue
        for one in conjuncts(clause):
            phrase = reader.clause_phrase(one)
            hide(reader, one)
            for subject in reader.subjects(verb, scope):
                reader.emit(
                    verb,
                    scope,
                    subject,
                    "believe",
                    phrase,
                    inner_negation(one, how),
                    "belief_noun",
                    relation="believed",
                )
                found = True
    return found


_ENDORSING = cues("attribution", "endorsing")
_REJECTING = cues("attribution", "rejecting")
_TOLD = cues("attribution", "told")
"""What "it is said that S" gives to people at large; "it should be noted that S" only leads on to S."""
_SUPPOSING = cues("attribution", "supposing")
_DOUBTING = SAYING_DENIALS | {"doubt"}
_SWALLOWED = frozenset({"buy", "accept", "agree"})
"""What "I do not buy that S" makes of S."""


def view(reader: ClauseReader, verb: Token, scope: Scope, how: Modality, clause: Token) -> bool:
    """Read "X believes that S": a claim about X, or S as X's view, or S alone behind "I think"."""
    subject = child(verb, "nsubj", "nsubjpass")
    word = lemma(verb)
    framed = subject is None or subject.lower_ in FRAMES | {"nothing"} or subject.lower_ in FIRST_SECOND
    framed = framed or (subject is not None and word in _BEARS_OUT and _bears_out(subject)) or bears_out(verb)
    author = author_of(reader, subject)
    if author is None and framed and not (scope.subjects and subject is None):
        return _framed(reader, verb, scope, how, clause)
    subjects = reader.subjects(verb, scope)
    stance = _stance(verb)
    if subject is not None and weak_quantity(subject) == "few":
        how = how.denied("few")
    if author is not None:
        subjects = (author,)
    if not subjects and subject is not None and subject.lower_ in _UNNAMED:
        subjects = (Phrase(subject.text, subject.text, None, subject.lower_),)
    nobody = bool(subjects) and is_nobody(subjects[0])
    nobody = nobody or (
        how.polarity is Polarity.DENIED and subject is not None and bool(negative_phrase(subject))
    )
    if subjects and nobody and verb.tag_ in {"VBZ", "VBP"} and word in PRESENT:
        reader.visit(clause, scope.inner("ccomp", subjects=(), modality=how))
        return True  # "nobody maintains today that S", "no chronicle says that S": nobody's view
    open_question = word in _DOUBTING and asks(clause)
    unknown = word in FACTIVE and how.polarity is Polarity.DENIED  # "people did not know that S": S was so
    if (
        subjects
        and not open_question
        and not unknown
        and (author is not None or holds(reader, verb, subject, subjects[0]) or stance is not Stance.NEUTRAL)
    ):
        if subjects[0].name:
            reader.holders.add(subjects[0].label)
        meant = (how.denied(word) if word in _DOUBTING else how).cued(CueKind.ATTRIBUTION, word)
        if scope.holder and scope.stance is not None and stance is Stance.NEUTRAL:
            stance = scope.stance
        inner = replace(scope, holder=subjects[0].label, stance=stance)
        reader.visit(clause, inner.inner("ccomp", subjects=(), modality=meant))
        return True
    parts = [one for one in conjuncts(clause) if one.pos_ in {"VERB", "AUX"}]
    for one in [p for p in parts if p is not clause and (_stray(clause, p) or _apart(verb, p))]:
        own = child(one, "nsubj", "nsubjpass", "expl") is not None
        reader.visit(one, scope.inner("conj", subjects=() if own else subjects))
        parts.remove(one)
    _believed(reader, verb, scope, how, parts, subjects)
    return bool(subjects)


def _believed(
    reader: ClauseReader,
    verb: Token,
    scope: Scope,
    how: Modality,
    parts: Sequence[Token],
    subjects: tuple[Phrase, ...],
) -> None:
    """Put down what somebody of the past believed or knew, and as told what is known or admitted."""
    word = lemma(verb)
    relation = "believed" if word in _BELIEVES | _DOUBTING else ""
    known = word in FACTIVE or (word in ADMITTING | _GRIEVING and how.polarity is Polarity.AFFIRMED)
    for one in parts:
        inside = (
            word not in _BELIEVES | _DOUBTING | _RAISING and word not in FACTIVE
        )  # "announced that not S" announces it
        meant = how if inside else inner_negation(one, how)
        open_question = word in _DOUBTING and asks(one)  # "doubted how far S": S is not denied
        if word in _DOUBTING and not open_question:
            meant = meant.denied(word)
        known = known or one.doc[one.left_edge.i].lower_ == "why"  # who asks why S takes S for granted
        fact = known and meant.polarity is not how.polarity
        meant = how if fact else meant  # who knows that not S does not know that S
        phrase = reader.clause_phrase(one, positive=not (fact or inside), purposes=True)
        for who in subjects:
            key = "believe" if word in _DOUBTING and not open_question else word
            said = "" if open_question else relation
            reader.emit(verb, scope, who, key, phrase, meant, "belief", relation=said)
        if known:
            reader.visit(one, scope.inner("ccomp", subjects=(), modality=Modality(cues=how.cues)))
        else:
            hide(reader, one)


_GRIEVING = words("saying", "grieving")
"""What somebody complains of or finds out is told as so."""
_EVIDENCE = cues("attribution", "evidence")
"""What shows something without holding a view: "the parish registers suggest that S"."""
_BEARS_OUT = SHOWING | {"suggest", "indicate", "reveal", "imply", "confirm", "hint"}


def _bears_out(subject: Token) -> bool:
    """Whether a thing, no person, suggests or shows something: "the alignment suggests that S"."""
    if lemma(subject) in _EVIDENCE:
        return True
    work = lemma(subject) in WORKS or is_holder(subject) or child(subject, "poss") is not None
    return subject.tag_ in {"NN", "NNS"} and subject.text.islower() and not work and not _minded(subject)


def bears_out(verb: Token) -> bool:
    """Whether what a clause tells suggests something: "..., which suggests that S", "which tells us that S"."""
    subject = child(verb, "nsubj")
    if (
        subject is None
        or subject.lower_ != "which"
        or verb.dep_ not in {"relcl", "advcl"}
        or is_holder(verb.head)
    ):
        return False
    return lemma(verb) in _BEARS_OUT | {"tell"} and lemma(verb.head) not in WORKS | _CASES


def _minded(subject: Token) -> bool:
    return lemma(subject) in _PEOPLE or subject.lower_ in {"many", "some", "others", "most"}


_PEOPLE = words("anaphora", "person_nouns") | words("anaphora", "group_nouns") | words("anaphora", "men")
_PEOPLE |= words("anaphora", "women") | words("anaphora", "fellow_nouns")


_UNNAMED = frozenset({"some", "many", "others", "most"})
"""Who says so, where no noun follows: "some say"."""


def shows(verb: Token) -> bool:
    """Whether a scholar shows, or scholars agree, that S."""
    subject = child(verb, "nsubj")
    if subject is None:
        return False
    if lemma(verb) == "agree":
        return lemma(subject) in HOLDERS
    bears_out = lemma(subject) in _EVIDENCE and lemma(verb) in _BEARS_OUT
    return bears_out or (lemma(verb) in SHOWING and (is_holder(subject) or lemma(subject) in WORKS))


def makes_the_case(reader: ClauseReader, verb: Token, scope: Scope, how: Modality) -> bool:
    """Read "X makes the case that S", "X's book advances the view that S": S as X's view."""
    noun, subject = child(verb, "dobj"), child(verb, "nsubj")
    clause = child(noun, "acl", "ccomp", "relcl") if noun is not None and lemma(noun) in _CASES else None
    if clause is None or subject is None or lemma(verb) not in _MAKING or verb.tag_ == "VBD":
        return False
    if clause.doc[clause.left_edge.i].lower_ != "that" or child(clause, "nsubj", "nsubjpass", "expl") is None:
        return False
    owner = child(subject, "poss")
    who = (
        bare(reader.maker.phrase(owner))
        if owner is not None
        else next(iter(reader.subjects(verb, scope)), None)
    )
    if who is None or who.label.split()[0].lower() in FIRST_SECOND | {"my", "our"}:
        return False
    inner = replace(scope, holder=who.label, stance=Stance.NEUTRAL)
    meant = how.cued(CueKind.ATTRIBUTION, f"{lemma(verb)} the {lemma(noun) if noun is not None else 'case'}")
    reader.visit(clause, inner.inner("ccomp", subjects=(), modality=meant))
    return True


_CASES = cues("attribution", "cases")
_MAKING = cues("attribution", "making")


def disbelieved(verb: Token) -> bool:
    """Whether an author says "I do not buy that S"."""
    subject = child(verb, "nsubj")
    return lemma(verb) in _SWALLOWED and subject is not None and subject.lower_ in FIRST_SECOND


def _stance(verb: Token) -> Stance:
    """Return how the text stands to what is said: "rightly insisted", "wrongly claimed"."""
    how = {c.lower_ for c in children(verb, "advmod")}
    return Stance.ENDORSES if how & _ENDORSING else Stance.REJECTS if how & _REJECTING else Stance.NEUTRAL


def asks(clause: Token) -> bool:
    """Whether a clause is a question told: "where he landed", "how many there were"."""
    opening = clause.doc[clause.left_edge.i]
    return opening.tag_ in {"WRB", "WP", "WDT"} or opening.lower_ in {"whether", "if"}


def _people_say(verb: Token, subject: Token | None) -> str | None:
    """Return whose view "it is often said that S", "it used to be said that S" gives."""
    if verb.tag_ != "VBN" or lemma(verb) not in _TOLD:
        return None
    if subject is None and verb.dep_ == "xcomp" and lemma(verb.head) == "use":
        return f"it used to be {verb.lower_}"
    if subject is None or subject.lower_ != "it":
        return None
    modal = next((t.lower_ for t in children(verb, "aux") if t.tag_ == "MD"), None)
    if modal is not None:
        return f"it {modal} be {verb.lower_}" if modal in {"can", "could", "may", "might"} else None
    who = at_large(verb)
    return who if who is not None and who != "many" else f"it is {verb.lower_}"


def _framed(reader: ClauseReader, verb: Token, scope: Scope, how: Modality, clause: Token) -> bool:
    """Read S behind "I think that S", "it is said that S", "evidence suggests that S"."""
    subject, word = child(verb, "nsubj", "nsubjpass"), lemma(verb)
    if word in FACTIVE and how.polarity is Polarity.DENIED and asks(clause):
        hide(reader, clause)  # "it is not known where the fleet lay"
        return True
    meant = how.denied(word) if word in _DOUBTING else how
    meant = replace(meant, mode=scope.modality.mode)
    if word in _SUPPOSING:
        meant = meant.hedged(Certainty.PROBABLE, word)
    if subject is not None and subject.lower_ == "nothing" and how.polarity is Polarity.DENIED:
        meant = meant.hedged(Certainty.PROBABLE, f"nothing {word}s")
    if word == "say" and any(t.lower_ in {"would", "'d"} for t in children(verb, "aux")):
        meant = meant.hedged(Certainty.PROBABLE, "would say")
    if word in _ARGUING and any(t.lower_ in {"can", "could", "may", "might"} for t in children(verb, "aux")):
        meant = meant.hedged(Certainty.POSSIBLE, f"could {word}")
    holder = _people_say(verb, subject) or scope.holder
    stance = Stance.NEUTRAL if holder and not scope.holder else scope.stance
    reader.visit(clause, scope.inner("ccomp", subjects=(), modality=meant, holder=holder, stance=stance))
    return True


_ARGUING = cues("attribution", "arguing")


_BELIEVES = cues("attribution", "believing")
_RAISING = cues("attribution", "raising")


def _stray(clause: Token, conjunct: Token) -> bool:
    """Whether a verb coordinated with a believed clause belongs to the believer: "saw it was so and settled on Y"."""
    inner = child(clause, "nsubj")
    if child(conjunct, "nsubj", "nsubjpass", "mark") is not None or conjunct.tag_ not in {
        "VBD",
        "VBZ",
        "VBP",
    }:
        return False
    if inner is None or lemma(conjunct) == "be":
        return False
    thing = inner.pos_ == "NOUN" and not _minded(
        inner
    )  # "wrote that the hall was damp and advised leaving it"
    speaks = lemma(conjunct) in SAYING_VERBS | BELIEF_VERBS | GOAL_VERBS | _ADVISING
    return inner.lower_ in {"it", "this", "that"} or (thing and speaks)


def _apart(verb: Token, conjunct: Token) -> bool:
    """Whether a clause behind what somebody believed is the author's: "thought so, and they were not wrong"."""
    subject = child(conjunct, "nsubj", "nsubjpass", "expl")
    if subject is None or child(conjunct, "mark") is not None:
        return False
    opens = conjunct.doc[conjunct.left_edge.i - 1]
    if opens.dep_ != "cc" or opens.i < 2 or opens.nbor(-1).text != ",":
        return False
    now = {t.tag_ for t in (conjunct, *children(conjunct, "aux", "auxpass"))}
    if verb.tag_ == "VBD" and now & {"VBZ", "VBP"} and "VBD" not in now:
        return True  # what was written in the past is told in the past
    judged = {lemma(c) for c in children(conjunct, "acomp")}
    return bool(judged & _JUDGING) and subject.pos_ == "PRON"


_JUDGING = cues("opinion", "right") | cues("opinion", "wrong")
_ADVISING = frozenset({"recommend", "advise", "urge", "order", "ask", "beg", "demand", "threaten"})


def no_reason(reader: ClauseReader, thing: Token, scope: Scope, how: Modality) -> bool:
    """Read "there is no reason to think that S", "there is little evidence that S": S, denied."""
    if lemma(thing) not in {
        "reason",
        "evidence",
        "indication",
        "proof",
        "sign",
        "doubt",
        "question",
        "basis",
        "ground",
    } and not _nothing_shows(thing):
        return False
    denied = how.polarity.value == "denied" or any(
        c.lower_ in {"little", "scant", "few"} for c in [thing, *thing.children]
    )
    clause = next(
        (
            t
            for t in thing.subtree
            if t.dep_ in {"ccomp", "acl"}
            and (any(m.lower_ == "that" for m in children(t, "mark")) or _told_bare(t))
        ),
        None,
    )
    if clause is None:
        return False
    sure = lemma(thing) in {"doubt", "question"}
    meant = Modality(cues=how.cues)
    if denied and not sure:
        meant = meant.denied(f"no {lemma(thing)}").hedged(Certainty.PROBABLE, f"no {lemma(thing)}")
    reader.visit(clause, scope.inner("ccomp", subjects=(), modality=meant))
    return True


def _told_bare(clause: Token) -> bool:
    """Whether a clause is the content of what governs it without a "that": "evidence he sailed"."""
    own = child(clause, "nsubj", "nsubjpass", "expl")
    return own is not None and own.tag_ not in {"WP", "WDT", "WRB"} and is_finite(clause) and not asks(clause)


def _nothing_shows(thing: Token) -> bool:
    """Whether S follows in "there is nothing to suggest that S", "little to show that S"."""
    shown = child(thing, "relcl", "acl")
    return thing.lower_ in {"nothing", "little"} and shown is not None and lemma(shown) in _POINTS


_POINTS = SHOWING | {"suggest", "indicate", "say", "support", "confirm"}


def inability(reader: ClauseReader, noun: Token, scope: Scope) -> None:
    """Read "X's inability to V", "the failure of X to V": X did not V."""
    clause = next(
        (c for c in children(noun, "acl") if any(a.lower_ == "to" for a in children(c, "aux"))), None
    )
    holder = owner(reader, noun)
    if clause is not None and holder is not None:
        reader.opaque -= {t.i for t in clause.subtree}
        reader.visit(clause, scope.inner("noun", subjects=(holder,), modality=Modality().denied(lemma(noun))))
