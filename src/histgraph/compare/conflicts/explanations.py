"""Rules about causes: what two texts on one thing make of why it happened."""

import re
from functools import lru_cache

from histgraph.compare.align import Fit, fit
from histgraph.compare.conflicts.causes import (
    MEANT,
    Cause,
    belittled,
    cause,
    named_cause,
    unconnected,
    useless,
)
from histgraph.compare.conflicts.fates import fate
from histgraph.compare.conflicts.openings import opens
from histgraph.compare.conflicts.ranks import FIRST
from histgraph.compare.conflicts.rules import CAUSAL, COPULAS, MEETING, Finding, both_affirmed, unlimited
from histgraph.compare.corpus import Corpus
from histgraph.compare.matters import (
    asked_for,
    beside,
    examples,
    falls_under,
    generic,
    matter,
    named_apart,
    one_respect,
    stem,
    stems,
    touches,
)
from histgraph.compare.memory import remembered
from histgraph.compare.sight import affirmation, among, between, claim_that, denial, one_relation
from histgraph.compare.words import content, tokens, verb_said, word_list
from histgraph.gazetteer import gazetteer
from histgraph.model import Certainty, Claim, CueKind, LinkKind, Mention, Polarity, Strength

_ASKS_WHY = re.compile(
    r"(?:so |ok |but |and )?(?:why|how come|how did|what (?:caused|led|made|brought)|"
    r"what (?:was|were) the (?:reason|cause)s?)\b",
    re.IGNORECASE,
)


@between(claim_that(lambda c: _is(c, denied=True)), claim_that(lambda c: _is(c, denied=False)))
def rejected_cause(a: Claim, b: Claim, world: Corpus) -> Finding | None:
    """One text says that a thing was no cause, or counted little, where another makes it a cause."""
    if not world.side_by_side(a, b):
        return None
    one, other = cause(a), cause(b)
    if one is None or other is None or one.denied is other.denied or not (one.label and other.label):
        return None
    no, yes = (one, other) if one.denied else (other, one)
    question = world.question(a)
    if no.effect and _of_no_part(no, question):
        no = Cause(no.effect, "", no.rank, denied=True)  # he had little to do with what is asked about
    if not _telling(a if one.denied else b) and (
        stems(no.label) <= asked_for(question) or gazetteer().get(no.label) is not None
    ):
        return None  # who did not win is no cause that a text sets aside
    if not one_respect(a.object.label, b.object.label, question):
        return None
    aside = a if one.denied else b
    if yes.wide and not belittled(b if one.denied else a) and not (belittled(aside) or unconnected(aside)):
        return None
    if not _touching(no.label, yes.label, question, world):
        return None
    of_no_use = yes.wide and useless(a if one.denied else b) and beside(no.label, yes.label, question)
    if not of_no_use and not _same_effect(no, yes, question):
        return None
    affirming = b if one.denied else a
    if (
        yes.effect
        and not no.effect
        and affirming.relation.id not in COPULAS
        and not of_question(yes.effect, question)
        and not (belittled(aside) and (yes.rank or beside(no.label, yes.label, question)))
        and not (unconnected(aside) and _ASKS_WHY.match(question))
    ):
        return None
    bare_no = a if one.denied else b
    bare = bare_no.relation.id in COPULAS and not no.rank and not no.effect and not belittled(bare_no)
    if bare and not _ASKS_WHY.match(question):
        return None
    if belittled(bare_no) and not unlimited(a, b):
        return None
    strength = Strength.STRONG if no.rank and yes.rank else Strength.QUALIFIED
    return Finding(LinkKind.COMPETING_EXPLANATION, _rejected(no, yes), strength)


@between(
    claim_that(lambda c: _is(c, denied=False, shared=True)),
    claim_that(lambda c: _is(c, denied=False, ranked=True)),
)
def one_among_many(a: Claim, b: Claim, world: Corpus) -> Finding | None:
    """One text calls a thing the main cause, or the only one, another one among many."""
    if not world.side_by_side(a, b):
        return None
    one, other = cause(a), cause(b)
    if one is None or other is None or one.shared is other.shared or one.denied or other.denied:
        return None
    question, main = world.question(a), other if one.shared else one
    many = one if one.shared else other
    if (
        main.rank < (1 if many.label else 2)
        or (many.label and not touches(one.label, other.label, question))
        or not _same_effect(one, other, question)
    ):
        return None
    why = (
        f"one calls “{main.label}” the main cause, the other one among many"
        if many.label
        else f"one makes “{main.label}” the only cause, the other sees many"
    )
    # That "single" or "only" is denied is the matter here; the guard that weighs it applies to every such pair.
    hard = not many.label and Polarity.DENIED in {a.polarity, b.polarity}
    return Finding(LinkKind.COMPETING_EXPLANATION, why, Strength.STRONG if hard else Strength.QUALIFIED)


def _rejects(claim: Claim) -> bool:
    """Whether a claim says of something that it was not the reason."""
    return _set_aside(claim) is not None


@between(claim_that(_rejects), affirmation(others=CAUSAL))
@between(claim_that(_rejects), denial({"had"}))
def answered_cause(a: Claim, b: Claim, world: Corpus) -> Finding | None:
    """Where a page asks why, one text opens with what a thing did, the other says that it was not that."""
    if not world.side_by_side(a, b) or not _ASKS_WHY.match(world.question(a)):
        return None
    question = world.question(a)
    for no, yes in ((a, b), (b, a)):
        what, found = _set_aside(no), cause(no)
        if found is not None and found.effect and _of_no_part(found, question):
            what = found.effect
        if what is None or _set_aside(yes) is not None or not opens(yes, world):
            continue
        acts = yes.subject.label if yes.polarity is Polarity.AFFIRMED else ""
        if (
            acts[:1].isupper()
            and len(tokens(acts)) <= _NAME
            and not no.attributed_to
            and _whose_it_is(acts, what, question)
        ):
            why = f"one answers with what “{acts}” did, the other rejects or belittles “{what}”"
            return Finding(LinkKind.COMPETING_EXPLANATION, why)
        lacked = yes.object.label if yes.relation.id == "lacked" or yes.polarity is Polarity.DENIED else ""
        asked = asked_for(question)
        done = stems(yes.object.label) & asked or fate(yes) is not None
        for label in (acts if done else "", lacked):
            if label and stems(label) - asked and beside(what, label, question):
                why = f"one answers with “{label}”, the other rejects or belittles it"
                return Finding(LinkKind.COMPETING_EXPLANATION, why)
    return None


_NAME = 3
"""Words of a name, at most."""


def _whose_it_is(who: str, what: str, question: str) -> bool:
    """Whether what is rejected is somebody's, or he himself, whom the question does not name: Howe's delay, Howe."""
    if not who[:1].isupper() or len(tokens(who)) > _NAME:
        return False
    told = matter(what)
    return matter(who).head in ({told.head} | told.front) - asked_for(question)


_IT_WAS_NOT = re.compile(
    r"^(?:no,? |nope,? |well,? )?(?:and |but )?it (?:wasn['’]t|was not|was never|isn['’]t) (?:the |"
    r"because of |about )?",
    re.IGNORECASE,
)


_TELLING = CAUSAL | COPULAS | {"had"}


def _telling(claim: Claim) -> bool:
    """Whether a claim speaks of causes as such: whoever did not win was not set aside as a cause."""
    return claim.relation.id in _TELLING or verb_said(claim) == "played"


def _of_no_part(found: Cause, question: str) -> bool:
    """Whether a thing is said to have had no part in what is asked about: his wound had nothing to do with Poltava."""
    asked = asked_for(question)
    if _ASKS_WHY.match(question) and stems(found.label) and stems(found.label) <= asked:
        return bool(stems(found.effect) - asked)
    return of_question(found.label, question) and not of_question(found.effect, question)


@remembered
def _set_aside(claim: Claim) -> str | None:
    """Return what a claim says was not the reason, None where it rejects none."""
    found = cause(claim)
    if found is not None and found.denied and found.label and _telling(claim):
        return found.label
    if claim.polarity is Polarity.DENIED and claim.relation.id in COPULAS and _IT_WAS_NOT.match(claim.quote):
        return claim.object.label if claim.subject.text.lower() == "it" else None
    return None


def _is(claim: Claim, *, denied: bool, shared: bool = False, ranked: bool = False) -> bool:
    """Whether a claim names a cause, or rejects one; ``ranked`` as the main one, ``shared`` as one of many."""
    found = cause(claim)
    if found is None or found.denied is not denied or not (found.label or shared):
        return False
    return (found.shared or not shared) and (found.rank > 0 or not ranked)


def _touching(no: str, yes: str, question: str, world: Corpus) -> bool:
    if falls_under(no, yes) or _by_its_head(no, yes, question):
        return True
    if touches(no, yes, question):
        # That land in women's hands was no cause says nothing of women.
        asked = asked_for(question)
        within = stems(yes) - asked <= stems(no)
        return beside(no, yes, question) or not within or matter(no).head in stems(yes) | asked
    if named_apart(no, yes) or not stems(no) - asked_for(question):
        return False
    bare = _own_words(no, question)
    found = (world.likeness(bare, _own_words(part, question)) for part in (yes, *examples(yes)))
    return any(likeness is not None and likeness >= MEANT for likeness in found)


_OF = re.compile(r"\bof (?P<what>[^,;]+)")


def _by_its_head(no: str, yes: str, question: str) -> bool:
    """Whether what is rejected is a trait or deed of a cause of few words: cruel laws, the harshness of its laws."""
    told = stems(yes) - asked_for(question)
    head = matter(yes).head
    of = _OF.search(no)
    owned = matter(of["what"]).head if of is not None else ""
    return 0 < len(told) <= 2 and head in told and head in matter(no).front | {owned}


def _own_words(label: str, question: str) -> str:
    """Return a label without the words of the question, which make all causes on a page alike."""
    asked = asked_for(question)
    return " ".join(w for w in tokens(label) if stem(w) not in asked) or label


def _rejected(no: Cause, yes: Cause) -> str:
    return f"one makes a cause of “{yes.label}”, the other rejects or belittles “{no.label}”"


def _same_effect(a: Cause, b: Cause, question: str) -> bool:
    """Whether two causes are causes of one thing, as far as their texts say of what."""
    if a.effect and b.effect:
        parts = [(x, y) for x in (a.effect, *examples(a.effect)) for y in (b.effect, *examples(b.effect))]
        return any(beside(x, y, question) for x, y in parts) or (
            of_question(a.effect, question) and of_question(b.effect, question)
        )
    return all(c.rank > 0 or of_question(c.effect, question) for c in (a, b) if c.effect)


_FAINT = frozenset(map(stem, word_list("faint")))
"""What an effect is told with, beside what it is."""
_OUTCOMES = frozenset(map(stem, word_list("outcomes")))
"""What a page asks about without naming it: the failure, the defeat."""


@lru_cache(maxsize=65536)
def of_question(effect: str, question: str) -> bool:
    """Whether an effect is what a question asks to explain."""
    words, asked = stems(effect) - _FAINT, asked_for(question)
    if words and words <= asked | _OUTCOMES:
        return True
    shared, more = len(words & asked), len(words - asked)
    return shared > 0 and (more <= shared or (shared >= 2 and more <= 3))


def _asked_itself(effect: str, question: str) -> bool:
    """Whether an effect is what a question asks about, and nothing beside it."""
    return not stems(effect) - _FAINT - _OUTCOMES - asked_for(question) - generic()


@between(
    affirmation(holds=lambda c: _is(c, denied=False, ranked=True)),
    affirmation(holds=lambda c: _is(c, denied=False)),
)
def competing_explanation(a: Claim, b: Claim, world: Corpus) -> Finding | None:
    """Different causes of one thing, where both texts call theirs the main one, or one the only one."""
    if (a.evidence == b.evidence and a.source == b.source) or not both_affirmed(a, b):
        return None
    one, other = cause(a), cause(b)
    if one is None or other is None or not _compete(one, other) or any(map(_perhaps, (a, b))):
        return None
    if a.contribution == b.contribution and not (named_cause(a) and named_cause(b)):
        return None
    if not _met_effects(a, b, one, other, world) or _overlap(one, other):
        return None
    why = f"each names another main cause: “{one.label}”, “{other.label}”"
    if not (one.rank and other.rank):
        why = f"one calls its cause the only one: “{one.label}”, “{other.label}”"
    return Finding(LinkKind.COMPETING_EXPLANATION, why)


_PERHAPS = re.compile(r"\b(?:perhaps|maybe|possibly)\b", re.IGNORECASE)


def _perhaps(claim: Claim) -> bool:
    """Whether a cause is only put forward as one that may have been the main one."""
    return claim.certainty is Certainty.POSSIBLE or _PERHAPS.search(claim.quote) is not None


def _compete(one: Cause, other: Cause) -> bool:
    if any(c.denied or c.shared or c.wide for c in (one, other)):
        return False
    return bool(one.rank and other.rank) or 2 in {one.rank, other.rank}


def _met_effects(a: Claim, b: Claim, one: Cause, other: Cause, world: Corpus) -> bool:
    question = world.question(a)
    if not one.effect or not other.effect:
        other_text = world.side_by_side(a, b)
        told = any(c.effect and _asked_itself(c.effect, question) for c in (one, other))
        same = other_text and (told or bool(_ASKS_WHY.match(question)))
        return same and all(of_question(c.effect, question) for c in (one, other) if c.effect)
    effects = [c.subject if c.relation.id in CAUSAL else c.object for c in (a, b)]
    own = one.effect == effects[0].label and other.effect == effects[1].label
    if own and fit(effects[0], effects[1], world) in MEETING:
        return True
    if world.topic(a) != world.topic(b):
        return False
    return beside(one.effect, other.effect, question) or (
        of_question(one.effect, question) and of_question(other.effect, question)
    )


def _overlap(one: Cause, other: Cause) -> bool:
    """Whether two causes have words in common, beside those of what they explain.

    Its own trade and its own banks are two causes.
    """
    effect = content(one.effect) | content(other.effect)
    return bool((content(one.label) & content(other.label)) - effect)


@among(affirmation({"sought", "motivatedBy"}, lambda c: _first_aim(c)), relations=one_relation)
def competing_purpose(a: Claim, b: Claim, world: Corpus) -> Finding | None:
    """Each text calls another aim of one actor, or another purpose of one deed, the main one."""
    if not both_affirmed(a, b) or a.relation.id != b.relation.id or a.relation.id not in _PURPOSES:
        return None
    if fit(a.subject, b.subject, world) is not Fit.SAME or fit(a.object, b.object, world) is not Fit.APART:
        return None
    if content(a.object.label) & content(b.object.label):
        return None
    if not _first_aim(a) or not _first_aim(b):
        return None
    why = f"each calls another aim the main one: “{a.object.label}”, “{b.object.label}”"
    return Finding(LinkKind.COMPETING_EXPLANATION, why)


def _first_aim(claim: Claim) -> bool:
    """Whether a claim calls an aim the first one."""
    return claim.has_cue(CueKind.PRIMARY) and _FIRST_AIM.search(claim.quote) is not None


_FIRST_AIM = re.compile(
    rf"\b{FIRST}\s+(?:aim|goal|objective|motive|motivation|purpose|ambition|intention|concern|priority)\b",
    re.IGNORECASE,
)
_PURPOSES = frozenset({"sought", "motivatedBy"})


@among(affirmation({"causedBy", "caused"}))
def reversed_cause(a: Claim, b: Claim, world: Corpus) -> Finding | None:
    """One says that a thing brought another about, the other the reverse."""
    if not both_affirmed(a, b):
        return None
    one, other = _chain(a), _chain(b)
    if one is None or other is None:
        return None
    if fit(one[0], other[1], world) not in MEETING or fit(one[1], other[0], world) not in MEETING:
        return None
    if not (_same_words(one[0], other[1]) and _same_words(one[1], other[0])):
        return None
    why = "each makes a cause of what the other takes for the effect"
    return Finding(LinkKind.COMPETING_EXPLANATION, why)


def _same_words(one: Mention, other: Mention) -> bool:
    """Whether neither label says much beside the other: a clause is more than the name that it begins with."""
    ours, theirs = content(one.label), content(other.label)
    return len(ours ^ theirs) <= max(2, len(ours & theirs))


def _chain(claim: Claim) -> tuple[Mention, Mention] | None:
    """Return cause and effect of a claim, None where it tells of neither."""
    if claim.relation.id == "causedBy":
        return claim.object, claim.subject
    return (claim.subject, claim.object) if claim.relation.id == "caused" else None
