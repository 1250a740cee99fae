"""Who did what one alone can have done, and who alone is what a description says."""

import re

from histgraph.compare.align import Fit, fit, is_named
from histgraph.compare.conflicts.rules import (
    COPULAS,
    Finding,
    both_affirmed,
    names_differ,
    proper,
    table,
)
from histgraph.compare.corpus import Corpus
from histgraph.compare.sight import affirmation, among, one_relation
from histgraph.compare.words import content, tokens
from histgraph.model import Claim, LinkKind, Mention, Strength


@among(affirmation(holds=lambda c: done_by_one(c)), relations=one_relation)
def other_doer(a: Claim, b: Claim, world: Corpus) -> Finding | None:
    """A deed that one alone can have done is given to two: who killed, invented, discovered."""
    if a.relation.id != b.relation.id or not both_affirmed(a, b):
        return None
    if not (done_by_one(a) and done_by_one(b)):
        return None
    if fit(a.object, b.object, world) is not Fit.SAME or not _singular(a.object, world):
        return None
    if fit(a.subject, b.subject, world) is not Fit.APART or not names_differ(a.subject, b.subject, world):
        return None
    why = f"“{a.object.label}” is put down to “{a.subject.label}” and to “{b.subject.label}”"
    return Finding(LinkKind.VALUE_CONFLICT, why, Strength.QUALIFIED)


def done_by_one(claim: Claim) -> bool:
    """Whether a claim may tell of a deed that one alone can have done."""
    verb = next(iter(tokens(claim.relation.label)), "")
    return claim.relation.id in table("one_subject") or verb in table("one_subject_verbs")


def _singular(mention: Mention, world: Corpus) -> bool:
    """Whether a label stands for one thing: a name, or a concept of two words in the singular."""
    if is_named(mention, world):
        return True
    words = tokens(re.split(r"\s(?:of|in|on|at|for|from|to|by)\s", mention.label)[0])
    return len(content(mention.label)) >= 2 and not words[-1].endswith("s")


@among(affirmation({"was", "became"}, lambda c: unique(c.subject) or unique(c.object)))
def unique_bearer(a: Claim, b: Claim, world: Corpus) -> Finding | None:
    """A description that fits one alone ("the first emperor of Mexico") is given to two names."""
    if {a.relation.id, b.relation.id} - {"was", "became"} or not both_affirmed(a, b):
        return None
    for (name_a, said_a), (name_b, said_b) in (
        (x, y) for x in description(a, world) for y in description(b, world)
    ):
        if content(said_a.label) != content(said_b.label) or not names_differ(name_a, name_b, world):
            continue
        if fit(name_a, name_b, world) is Fit.APART:
            why = f"one only can be “{said_a.label}”: “{name_a.label}” or “{name_b.label}”"
            return Finding(LinkKind.VALUE_CONFLICT, why, Strength.QUALIFIED)
    return None


def description(claim: Claim, world: Corpus) -> list[tuple[Mention, Mention]]:
    """Return (bearer, description) where a copula gives a name a description that fits one alone."""
    found = []
    for bearer, said in ((claim.subject, claim.object), (claim.object, claim.subject)):
        if unique(said) and is_named(bearer, world):
            found.append((bearer, said))
    return found


def unique(said: Mention) -> bool:
    """Whether a description fits one alone."""
    words = (w.lower() for w in tokens(f"{said.text} {said.label}"))
    return any(w in table("unique") for w in words) and len(content(said.label)) >= 2


_MADE_BY = re.compile(
    r"^(?P<what>.+?) (?:written |composed |painted |made |built |designed )?by (?P<who>.+)$"
)


@among(affirmation(COPULAS, lambda c: _MADE_BY.match(c.object.label)))
def other_maker(a: Claim, b: Claim, world: Corpus) -> Finding | None:
    """The same is called the work of two makers: "a play by" one, "a play by" another."""
    if not {a.relation.id, b.relation.id} <= COPULAS or not both_affirmed(a, b):
        return None
    if fit(a.subject, b.subject, world) is not Fit.SAME:
        return None
    one, other = _MADE_BY.match(a.object.label), _MADE_BY.match(b.object.label)
    if one is None or other is None:
        return None
    thing, thing_too = content(one["what"]), content(other["what"])
    if not thing or not thing_too or not (thing <= thing_too or thing_too <= thing):
        return None
    first, second = proper(one["who"]), proper(other["who"])
    if not first or not second or first & second or content(one["who"]) & content(other["who"]):
        return None
    why = f"it is put down to “{one['who']}” and to “{other['who']}”"
    return Finding(LinkKind.VALUE_CONFLICT, why, Strength.QUALIFIED)
