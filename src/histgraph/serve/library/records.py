"""Rows that lists show, where a whole record would be too much."""

from dataclasses import dataclass

from histgraph.model import Claim, ClaimLink, Verdict
from histgraph.model import Contribution as Contribution


@dataclass(frozen=True, slots=True)
class SourceRow:
    """A source in a list. ``question`` falls back to title, then name; ``disputes`` counts contradictions."""

    id: str
    name: str
    title: str
    question: str
    contributions: int
    claims: int


@dataclass(frozen=True, slots=True)
class PropositionRow:
    """A proposition and how it fares: how many contributions affirm and deny it, summaries left out.

    ``disputes`` counts the contradictions (no tensions) that claims of it take part in.
    ``label`` reads by itself, without polarity.
    """

    id: str
    subject: str
    relation: str
    object: str
    label: str
    claims: int
    affirmed: int
    denied: int
    sources: int
    disputes: int


@dataclass(frozen=True, slots=True)
class LinkRow:
    """A link with both its claims and the verdict of the last review, if any."""

    link: ClaimLink
    a: Claim
    b: Claim
    verdict: Verdict | None
    dismissed: bool


@dataclass(frozen=True, slots=True)
class Hit:
    """Something found by its words.

    ``kind`` is "quote", "entity" or "source"; ``id`` that of the claim, entity or source that it leads
    to. ``text`` is what was found, divided round the matching words: pieces at odd places match.
    ``claims`` are those the words carry ("quote" only); ``note`` tells where ("answer 3, wars.txt").
    """

    kind: str
    id: str
    text: tuple[str, ...]
    note: str = ""
    claims: tuple[Claim, ...] = ()


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A completion: ``kind`` is "entity" or "relation"; ``weight`` how many claims there are of it."""

    kind: str
    id: str
    label: str
    weight: int
