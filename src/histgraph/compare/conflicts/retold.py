"""A denial of what another text says in words that differ a little: "was not built in a year", "was raised in one".

All that is denied must stand in what the other affirms: the verb, what it is done to, how many, until when. One word
may be another of the same meaning, by the rows of words of one meaning (``data/stances.toml``, ``data/synonyms.toml``).
A subject may be what the other text does the deed to ("the caravans stopped", "the strike stopped the caravans"), or
name the deed itself ("the ban came in 1810", "forbade it in 1810"). Where a text answers the other by name
(``replying.py``), its pronouns are taken to mean what the other speaks of.
"""

import re
from collections.abc import Iterable
from functools import lru_cache
from typing import NamedTuple

from histgraph.compare.conflicts.rules import CAUSAL, COPULAS, PLAIN_DENIAL, Finding, cancelled, table
from histgraph.compare.conflicts.whether import kin
from histgraph.compare.corpus import Corpus
from histgraph.compare.matters import asked_for, head_word, met, named_apart, stem, stems
from histgraph.compare.memory import remembered
from histgraph.compare.sight import affirmation, between, denial
from histgraph.compare.values import magnitudes
from histgraph.compare.words import forms, tokens, word_list
from histgraph.model import Claim, LinkKind, Polarity

_PREPOSITIONS = word_list("prepositions")
MOST = 6
"""Words of what is denied up to which it can be the same in other words; what is longer says more than the other."""


class Telling(NamedTuple):
    """What a claim tells of its subject, as a denial of it is compared.

    Attributes:
        verb: the stems of its verb, none where it only says what or how a thing was.
        light: whether the verb says nothing by itself: had, came, took.
        said: the stem of each further word but for those that a denial can do without.
        numbers: how many, how much, in which year.
    """

    verb: frozenset[str]
    light: bool
    said: frozenset[str]
    numbers: frozenset[float]


@remembered
def telling(claim: Claim) -> Telling:
    """Return what a claim tells of its subject."""
    numbers = magnitudes(f"{claim.object.label} {claim.time_text or ''}")
    worded = tokens(claim.relation.text)[-1:]
    verb = worded[0].lower() if worded else ""
    if verb in table("auxiliaries") or verb.endswith(("n't", "n’t")):
        verb = next(iter(tokens(claim.relation.label)), "").lower()
    if claim.relation.id in COPULAS or verb in table("auxiliaries"):
        verb = ""
    said = frozenset(s for s in stems(claim.object.label) - _softeners() if not magnitudes(s))
    return Telling(
        _roots(verb) if verb else frozenset(),
        verb in table("light_verbs"),
        said,
        numbers,
    )


def _roots(verb: str) -> frozenset[str]:
    """Return the stems of what a verb may be a form of: stop for stopped."""
    found = frozenset(map(stem, forms(verb)))
    return found | {s[:-1] for s in found if len(s) > 3 and s[-1] == s[-2] and s[-1] not in "ls"}


@remembered
def _words(claim: Claim) -> tuple[frozenset[str], frozenset[int], frozenset[float]]:
    """Return all that a claim says: stems, rows of meaning, numbers."""
    told = telling(claim)
    worded = f"{claim.object.label} {claim.time_text or ''} {claim.place or ''} {claim.relation.label}"
    said = stems(worded) | told.verb.union(*map(_roots, tokens(claim.relation.text)))
    return said, _rows(said), magnitudes(claim.quote)


def _rows(said: Iterable[str]) -> frozenset[int]:
    return frozenset(row for word in said for row in kin(word))


@lru_cache(maxsize=1)
def _softeners() -> frozenset[str]:
    return frozenset(map(stem, table("softeners")))


@between(denial(), affirmation())
def retold(a: Claim, b: Claim, world: Corpus) -> Finding | None:
    """One denies in other words what the other affirms."""
    if a.polarity is b.polarity or not world.side_by_side(a, b):
        return None
    no, yes = (a, b) if a.polarity is Polarity.DENIED else (b, a)
    substituted = covered(no, yes) if _plain(no, yes) else None
    if substituted is None or substituted > 1 or not _of_one(no, yes, world):
        return None
    return Finding(LinkKind.NEGATION, PLAIN_DENIAL)


_GIVEN = re.compile(r"\b(?:because|due to|owing to|thanks to|as a result)\b", re.IGNORECASE)


def _plain(no: Claim, yes: Claim) -> bool:
    """Whether what is affirmed is the deed itself: no aim, no end of it, and not only taken for granted."""
    if {no.relation.id, yes.relation.id} & CAUSAL or cancelled(yes, no) or _GIVEN.search(yes.object.label):
        return False
    if _named_deed(no, yes):
        return True
    if telling(no).verb.isdisjoint(telling(yes).verb) and yes.relation.id in table("aims") | table("unreal"):
        return False
    # Who did not lose may have lost a harbour.
    return bool(telling(no).said) or yes.relation.id in COPULAS or _bare(yes.object.label)


def _bare(label: str) -> bool:
    """Whether an object only tells where, when or how."""
    words = [w.lower() for w in tokens(label)]
    return not stems(label) or words[0] in _PREPOSITIONS or words[0].endswith("ly")


def answered(no: Claim, yes: Claim, world: Corpus) -> bool:
    """Return whether a denial goes against what is affirmed, where one text answers the other by name.

    Whom a pronoun means is seldom read rightly across texts, so it may mean what the other speaks of; and where verb
    and object are the same, the subject may be worded in any way that is not another name.
    """
    substituted = covered(no, yes, answers=True) if _plain(no, yes) else None
    if substituted is None or substituted > 1:
        return False
    if _of_one(no, yes, world):
        return True
    meant = _may_mean(no, yes) or _may_mean(yes, no)
    if named_apart(no.subject.label, yes.subject.label) and not meant:
        return False
    told = telling(no)
    more = (told.verb | told.said) - asked_for(world.question(no))
    whole = bool(told.verb and told.said and more) and not told.light
    return whole or (bool(told.said) and meant)


def _may_mean(claim: Claim, other: Claim) -> bool:
    """Whether the subject of a claim is a pronoun that can stand for that of the other: they for soldiers."""
    pronoun = claim.subject.text.lower()
    head = head_word(other.subject.label)
    many = head.endswith("s") and not head.endswith(("ss", "us", "is"))
    return pronoun in (_MANY if many else _MANY | _ONE) and other.subject.text.lower() not in _NOBODY


_OBJECTS = frozenset({"it", "them", "him", "her", "that", "this"})
_ONE = frozenset({"he", "she", "it", "this", "that"})
_MANY = frozenset({"they", "these", "those"})
_NOBODY = frozenset({"i", "we", "you", "one"})


def covered(no: Claim, yes: Claim, *, answers: bool = False) -> int | None:
    """Return how many words of what is denied the other says in another word, None where it does not say all of it.

    Args:
        no: the denial.
        yes: what is affirmed.
        answers: one text answers the other, so that a pronoun as object may mean what the other speaks of.
    """
    told, (said, rows, numbers) = telling(no), _words(yes)
    if (
        answers
        and told.verb
        and not told.light
        and no.object.text.lower() in _OBJECTS
        and yes.object.text.lower() not in _OBJECTS
    ):
        told = told._replace(said=frozenset())
    if not (told.verb or told.said) or len(told.said) > MOST or not told.numbers <= numbers:
        return None
    unsaid = bool(told.verb) and told.verb.isdisjoint(said) and not _named_deed(no, yes)
    missing = [told.verb] if unsaid else []
    if told.numbers:
        said |= stems(yes.quote)  # how long, how many: what is counted stands beside the number
    missing += [frozenset({word}) for word in told.said - said - stems(yes.subject.label)]
    if any(rows.isdisjoint(_rows(word)) for word in missing):
        return None
    if told.said and told.said <= stems(yes.subject.label) - said:
        return None  # who did not rob the peasants, and the peasants robbed
    return len(missing)


def _of_one(no: Claim, yes: Claim, world: Corpus) -> bool:
    """Whether a denial is of the subject of what is affirmed, of what that was done to, or of the deed by its noun."""
    question, told = world.question(no), telling(no)
    if met(no.subject, yes.subject, world, question):
        return True
    head = stem(head_word(no.subject.label))
    if not head or named_apart(no.subject.label, yes.object.label):
        return False
    if _named_deed(no, yes):
        rest = stems(no.subject.label) - {head}
        return bool(told.numbers) and rest <= _words(yes)[0] | asked_for(question)
    # The strike stopped the caravans; the caravans stopped.
    done_to = head == stem(head_word(yes.object.label)) and not told.verb.isdisjoint(telling(yes).verb)
    return done_to and told.said.isdisjoint(stems(yes.subject.label))


def _named_deed(no: Claim, yes: Claim) -> bool:
    """Whether the subject of one names the deed of the other, and its verb says no more: the ban came, banned it."""
    if not telling(no).light:
        return False
    head = stem(head_word(no.subject.label))
    verbs = telling(yes).verb
    return len(head) > 2 and (
        any(verb.startswith(head[:5]) or head.startswith(verb) for verb in verbs if len(verb) > 2)
        or not kin(head).isdisjoint(_rows(verbs))
    )
