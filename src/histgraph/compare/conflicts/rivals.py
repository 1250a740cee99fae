"""Who was the better of two: each text may put the other first."""

import re
from typing import NamedTuple

from histgraph.compare.conflicts.rules import COPULAS, Finding
from histgraph.compare.corpus import Corpus
from histgraph.compare.matters import head_word, stem, stems
from histgraph.compare.memory import remembered
from histgraph.model import Claim, LinkKind, Polarity

_THAN = re.compile(
    r"^(?:an? |the |far |much |even |by far |slightly )*"
    r"(?P<how>(?:more|less) [a-z-]+|(?!other\b|rather\b)[a-z]{3,}(?:er|ier)|better|worse)\b"
    r"(?P<at> [^,;]*?)? than (?P<whom>[^,;]+)$",
    re.IGNORECASE,
)
_PLAIN = frozenset({"better", "greater", "finer", "superior", "abler"})
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
        return None
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
    if not (_same(one.first, other.second) and _same(one.second, other.first)):
        return None
    return Finding(LinkKind.OPPOSED_EVALUATION, f"each puts another first: “{one.first}”, “{other.first}”")


def _same(one: str, other: str) -> bool:
    """Whether two labels name one of the two: Scipio, Scipio Africanus."""
    ours, theirs = stems(one), stems(other)
    return bool(ours & theirs) and (ours <= theirs or theirs <= ours)


def rivals(claim: Claim) -> tuple[str, ...]:
    """Return the heading of a claim that puts somebody before another."""
    found = rivalry(claim)
    return () if found is None else (f"rival {found.how}",)
