"""Who or what did the thing that a page asks about, and who or what did not.

"Disease emptied the city" and "the city was emptied by war, not sickness" answer one question with one deed, done
to one thing by two. Two texts that each name a doer may both be right; they go against each other where one
of them singles its doer out ("what really destroyed it was", "war alone") or sets another aside ("not sickness").
"""

import re
from functools import cache, lru_cache
from typing import NamedTuple

from histgraph.compare.conflicts.causes import MEANT, cause
from histgraph.compare.conflicts.explanations import of_question
from histgraph.compare.conflicts.rules import COPULAS, Finding, data, table
from histgraph.compare.corpus import Corpus
from histgraph.compare.matters import (
    asked_for,
    beside,
    by_title,
    falls_under,
    head_word,
    matter,
    named_apart,
    stem,
    stems,
    touches,
)
from histgraph.compare.memory import remembered
from histgraph.compare.words import forms, runs, tokens, word_list
from histgraph.model import Claim, LinkKind, Polarity

_PASSIVE = re.compile(r"^(?:[a-z]+ly )?(?P<done>[a-z]+) by (?P<doer>[^,;.]+)")
_BY = re.compile(r"^\s+(?:[a-z]+ly )?by (?P<doer>[^,;.]+)")
_NOT = re.compile(
    r"(?:,\s*(?:and )?not|\bnot|\brather than|\binstead of)\s+(?:by |from |because of |due to |through |to )?"
    r"(?P<what>(?:the |any |a |an |some |his |her |their )?[\w’'-]+(?: (?!but\b|that\b|who\b|which\b)[\w’'-]+){0,3})"
    r"\s*(?:[,;.:!?]|$|\bbut\b|\bthat\b|\bwho\b|\bwhich\b)",
    re.IGNORECASE,
)
_SETTING_ASIDE = frozenset({"not", "rather", "instead"})
_SOLE = (
    r"(?:\b[Ww]hat (?:really |actually |finally )?(?P<done>[a-z]+) [^,;.]{2,60}? (?:was|were|is) (?:the |a |an )?$|"
    r"\b[Ii]t (?:was|is|were) (?:really |actually )?(?:only |simply )?(?:the |a |an )?$|"
    r"\b(?:[Oo]nly|[Ss]imply) (?:the |a |an )?$)"
)
_AHEAD = re.compile(_SOLE)
_BEHIND = re.compile(
    r"^,? (?:alone|and nothing else|and nobody else|(?:was|is|were|are) what (?:really |actually )?[a-z]+|"
    r"(?:was|is|were) the (?:only )?(?:one|ones|thing|man|people) (?:that|who))\b"
)


_SINGLING = frozenset(
    {"what", "it", "only", "simply", "alone", "nothing", "nobody", "one", "ones", "thing", "man", "people"}
)
"""What a sentence that singles its doer out has before or behind him, one of them."""


class Agency(NamedTuple):
    """One deed: by whom or what, done to what, and whether by that alone.

    ``deed`` is the stem of the verb, or the name of a row of verbs that come to the same.
    """

    doer: str
    deed: str
    thing: str
    sole: bool


@remembered
def agency(claim: Claim) -> Agency | None:
    """Return who did what to what by a claim, None where it tells of no deed."""
    if claim.polarity is Polarity.DENIED or claim.attributed_to:
        return None
    found = _passive(claim) if claim.relation.id in COPULAS else _active(claim)
    if found is None:
        return None
    doer, verb, thing = found
    if not tokens(doer) or not thing or tokens(doer)[-1].lower() in _ANYBODY:
        return None
    return Agency(doer, _deed(verb), thing, _sole(claim, doer))


_ANYBODY = frozenset(
    {"it", "they", "he", "she", "we", "people", "this", "that", "which", "who", "what", "someone"}
)


_PARTICLES = frozenset(
    {"in", "out", "off", "up", "down", "over", "on", "away", "back", "through", "to", "by", "for", "with", "of", "at",
     "from", "into", "around", "against", "after"}
)  # fmt: skip


def _active(claim: Claim) -> tuple[str, str, str] | None:
    said = tokens(claim.relation.text)
    while len(said) > 1 and said[-1].lower() in _PARTICLES:
        said = said[:-1]  # ringed in, kept in: the particle is not what was done
    verb = said[-1:] or tokens(claim.relation.label)[:1]
    if not verb or not claim.object.label or claim.relation.id in table("aims") | table("presence"):
        return None
    told = claim.subject.text.lower() if claim.subject.text.lower() in _ANYBODY else claim.subject.label
    return told, verb[0], claim.object.label


def _passive(claim: Claim) -> tuple[str, str, str] | None:
    """Read "was emptied by war"; the doer may stand in the quote alone."""
    match = _PASSIVE.match(claim.object.label)
    if match is not None:
        return match["doer"], match["done"], claim.subject.label
    words = tokens(claim.object.label)
    behind = claim.quote.partition(claim.relation.text)[2] if claim.relation.text else ""
    found = _BY.match(behind)
    if found is None or len(words) != 1:
        return None
    return found["doer"], words[0], claim.subject.label


@remembered
def leads(claim: Claim) -> bool:
    """Whether a claim may stand against who else did it: it singles its doer out, or its deed is asked for."""
    found = agency(claim)
    return found is not None and (found.sole or found.deed in _named_deeds())


@cache
def _named_deeds() -> frozenset[str]:
    return frozenset(_rows().values())


@cache
def _rows() -> dict[str, str]:
    """Return for each verb of a row of those that come to the same the first of its row."""
    return {_root(verb): row[0] for row in data()["one_deed"] for verb in row}


@lru_cache(maxsize=4096)
def _root(verb: str) -> str:
    return stem(sorted(forms(verb), key=len)[0])


@lru_cache(maxsize=4096)
def _deed(verb: str) -> str:
    return _rows().get(_root(verb), _root(verb))


def _sole(claim: Claim, doer: str) -> bool:
    """Whether a claim singles its doer out."""
    if _SINGLING.isdisjoint(runs(claim.quote)):
        return False
    for name in (claim.subject.text, doer):
        before, told, behind = claim.quote.partition(name) if name else ("", "", "")
        if told and (_AHEAD.search(before) or _BEHIND.match(behind)):
            return True
    return False


@remembered
def set_aside(claim: Claim) -> str:
    """Return what a sentence says that it was not: "by war, not sickness", "not hunger but greed"."""
    if claim.polarity is Polarity.DENIED or not claim.quote:
        return ""
    match = None if _SETTING_ASIDE.isdisjoint(runs(claim.quote)) else _NOT.search(claim.quote)
    if match is None:
        return ""
    before = claim.quote[: match.start()].rstrip()
    behind = claim.quote[match.end() :]
    named = [n for n in (claim.subject.text, claim.object.text) if n]
    near = any(before.endswith(n) or behind.lstrip().startswith(n) for n in named)
    by = _BY.search(" " + before.rpartition(" by ")[1] + before.rpartition(" by ")[2]) is not None
    return match["what"] if near or by else ""


def other_agent(a: Claim, b: Claim, world: Corpus) -> Finding | None:
    """One deed done to one thing by two, where one text singles its doer out."""
    one, other = agency(a), agency(b)
    if one is None or other is None or one.deed != other.deed or not (leads(a) or leads(b)):
        return None
    question = world.question(a)
    if not (one.sole or other.sole) and asks_who(question) != one.deed:
        return None
    if not world.side_by_side(a, b) or not _one_thing(one.thing, other.thing, question):
        return None
    if _may_be_one(one.doer, other.doer, b) or _may_be_one(other.doer, one.doer, a):
        return None
    if _one_doer(one.doer, other.doer, question, world) or _named_too(a, other.doer, b, one.doer, question):
        return None
    if by_title(a.subject.label, b.subject.label):
        return None
    why = "each has it done by another"
    return Finding(LinkKind.COMPETING_EXPLANATION, why)


_ASKS_WHO = re.compile(
    r"^(?:so |ok |but |and )?(?:who|what)(?: (?:really|actually|finally|first))? (?P<done>[a-z]+)\b"
    r"(?! (?:the )?(?:causes|reasons)\b)",
    re.IGNORECASE,
)
_NO_DEED = frozenset(
    {"is", "was", "were", "are", "did", "do", "does", "made", "caused", "happened", "else", "if", "about"}
)


@lru_cache(maxsize=4096)
def asks_who(question: str) -> str:
    """Return the deed of which a question asks who or what did it, "" where it asks something else."""
    match = _ASKS_WHO.match(question)
    return "" if match is None or match["done"].lower() in _NO_DEED else _deed(match["done"])


_ROLE = re.compile(r"(?:lord|er|or|ist|king|queen|chief|bishop|[a-z]man|[a-z]men|abbot|duke|count|prince)s?$")


def _may_be_one(role: str, name: str, claim: Claim) -> bool:
    """Whether one doer is told by what he was, and the other by name: the landlord, Dr Maclean."""
    if matter(role).names or not matter(name).names or head_word(role) in _NO_ROLE:
        return False
    opens = claim.quote.startswith(name) and " " not in name  # a capital that tells nothing
    return not opens and _ROLE.search(head_word(role)) is not None


_NO_ROLE = word_list("no_roles")


def _breath(claim: Claim) -> str:
    """Return the part of a sentence in which a claim names its doer, as far as a comma and another clause."""
    found = agency(claim)
    parts = re.split(r"[;:]|, (?!(?:and|or|by)\b)(?=[\w’' -]{12,})", claim.quote)
    head = head_word(found.doer) if found is not None else ""
    return next((part for part in parts if head and head in part), claim.quote)


def _named_too(a: Claim, theirs: str, b: Claim, ours: str, question: str) -> bool:
    """Whether a text that names one doer names that of the other in the same breath: by fever and bad planning."""
    asked = asked_for(question)
    return any(
        bool(wanted := stems(doer) - asked) and wanted <= stems(_breath(claim))
        for claim, doer in ((a, theirs), (b, ours))
    )


def not_by(a: Claim, b: Claim, world: Corpus) -> Finding | None:
    """One says in passing what did not do it, the other that it did: "by war, not sickness"."""
    if not world.side_by_side(a, b):
        return None
    question = world.question(a)
    for no, yes in ((a, b), (b, a)):
        without, told, named = set_aside(no), agency(yes), cause(yes)
        if not without or not stems(without) - asked_for(question) or yes.polarity is Polarity.DENIED:
            continue
        mine = agency(no)
        done = (
            mine is not None
            and told is not None
            and mine.deed == told.deed
            and _one_thing(mine.thing, told.thing, question)
        )
        doer = told.doer if done and told is not None else ""
        if not done:
            own = cause(no)
            if named is None or named.denied or (own is not None and own.denied):
                continue
            if own is None and not (_it_was(no) and _ASKS_WHY.match(question)):
                continue
            told_of = [c.effect for c in (named, own) if c is not None and c.effect]
            bare = own is None and stems(without) == stems(named.label)
            if not bare and not all(of_question(effect, question) for effect in told_of):
                continue
            doer = named.label
        if _one_doer(without, doer, question, world):
            why = f"one says that it was not “{without}”, the other that it was"
            return Finding(LinkKind.COMPETING_EXPLANATION, why)
    return None


_ASKS_WHY = re.compile(r"(?:so |ok |but |and )?(?:why|how come|what (?:caused|led|made))\b", re.IGNORECASE)


def _it_was(claim: Claim) -> bool:
    """Whether a claim answers a question with "it was": ivory, not cold."""
    return claim.relation.id in COPULAS and claim.subject.text.lower() in {"it", "that", "this"}


def _one_thing(one: str, other: str, question: str) -> bool:
    return beside(one, other, question) or (of_question(one, question) and of_question(other, question))


def _one_doer(one: str, other: str, question: str, world: Corpus) -> bool:
    """Whether two doers are one, in other words, or one is among those of the other."""
    if touches(one, other, question) or touches(other, one, question):
        return True
    if falls_under(one, other) or falls_under(other, one):
        return True
    if named_apart(one, other):
        return False
    likeness = world.likeness(one, other)
    return likeness is not None and likeness >= MEANT
