"""Who was the better of two: each text may put the other first."""

import re
from typing import NamedTuple

from histgraph.compare.conflicts.rules import COPULAS, Finding
from histgraph.compare.corpus import Corpus
from histgraph.compare.matters import head_word, stem, stems
from histgraph.compare.memory import remembered
from histgraph.compare.words import word_list
from histgraph.model import Claim, LinkKind, Polarity

_THAN = re.compile(
    r"^(?:an? |the |far |much |even |by far |slightly )*"
    r"(?P<how>(?:more|less) [a-z-]+|(?!other\b|rather\b)[a-z]{3,}(?:er|ier)|better|worse)\b"
    r"(?P<at> [^,;]*?)? than (?P<whom>[^,;]+?)(?: (?:at|in|by|during|back|until|when)\b.*)?$",
    re.IGNORECASE,
)
_BARE = re.compile(
    r"^(?:far |much |even |by far |slightly |a lot )*(?P<how>(?:more|less) [a-z-]+|(?!other\b|"
    r"rather\b)[a-z]{3,}(?:er|ier))$",
    re.IGNORECASE,
)
_PLAIN = word_list("better")
"""Words that all say who was the better."""


class Rivalry(NamedTuple):
    """Who is put before whom, in what: ``how`` is "better" for all words that say no more."""

    first: str
    second: str
    how: str
    noun: str


@remembered
def rivalry(claim: Claim) -> Rivalry | None:
    """Return whom a claim puts before whom, None where it compares nobody."""
    if claim.relation.id not in COPULAS or claim.polarity is Polarity.DENIED:
        return None
    match = _THAN.match(claim.object.label)
    if match is None:
        bare = _BARE.match(claim.object.label)
        return None if bare is None else Rivalry(claim.subject.label, "", bare["how"].lower(), "")
    how = match["how"].lower()
    return Rivalry(
        claim.subject.label,
        match["whom"],
        "better" if how in _PLAIN else how,
        stem(head_word(match["at"] or "")),
    )


def other_way_round(a: Claim, b: Claim, world: Corpus) -> Finding | None:
    """One puts a before b, the other b before a, in one and the same."""
    one, other = rivalry(a), rivalry(b)
    if one is None or other is None or one.how != other.how or not world.side_by_side(a, b):
        return None
    if one.noun and other.noun and one.noun != other.noun:
        return None
    one, other = _filled(one, a, world), _filled(other, b, world)
    if not (_same(one.first, other.second) and _same(one.second, other.first)):
        return None
    return Finding(LinkKind.OPPOSED_EVALUATION, f"each puts another first: “{one.first}”, “{other.first}”")


def _filled(found: Rivalry, claim: Claim, world: Corpus) -> Rivalry:
    """Return a comparison with the other of two whom the question compares: "Rome was much richer"."""
    if found.second:
        return found
    asked = _THAN_WHOM.search(world.question(claim))
    if asked is None:
        return found
    pair = (asked["one"], asked["other"])
    others = [who for who in pair if not _same(who, found.first)]
    return found._replace(second=others[0]) if len(others) == 1 else found


_THAN_WHOM = re.compile(
    r"\b(?i:was|were|is|are|did|had) (?:the )?(?P<one>[A-Z][\w’'-]+(?: [A-Z][\w’'-]+)*).*? than (?:the "
    r")?(?P<other>[A-Z][\w’'-]+(?: [A-Z][\w’'-]+)*)",
)


def _same(one: str, other: str) -> bool:
    """Whether two labels name one of the two: Scipio, Scipio Africanus."""
    ours, theirs = stems(one), stems(other)
    return bool(ours & theirs) and (ours <= theirs or theirs <= ours)


def rivals(claim: Claim) -> tuple[str, ...]:
    """Return the heading of a claim that puts somebody before another."""
    found = rivalry(claim)
    return () if found is None else (f"rival {found.how}",)
