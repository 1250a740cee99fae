"""Contradictions as people read them: what is fought over once, with all who fight over it."""

from collections.abc import Iterable
from dataclasses import dataclass

from histgraph.model import Claim, Polarity
from histgraph.serve.library import Library, LinkRow
from histgraph.serve.pages.single import Said, Speakers, denials_first

_SIDES = 4
"""Claims of one dispute that are shown."""


@dataclass(frozen=True, slots=True)
class Dispute:
    """What is fought over, with the claims on both sides, denials first; ``link`` leads to one pair of them."""

    link: str
    label: str
    said: list[Said]


def disputes(library: Library, rows: Iterable[LinkRow], most: int) -> list[Dispute]:
    """Return contradictions, those about the same propositions together, the strongest first.

    What has not been spoken of yet goes before a second dispute about the same.
    """
    groups: dict[frozenset[str], dict[str, Claim]] = {}
    first: dict[frozenset[str], str] = {}
    for row in rows:
        key = frozenset((row.a.proposition.id, row.b.proposition.id))
        first.setdefault(key, row.link.id)
        groups.setdefault(key, {}).update({row.a.id: row.a, row.b.id: row.b})
    spoken: set[str] = set()
    fresh: list[frozenset[str]] = []
    again: list[frozenset[str]] = []
    for key in groups:
        (again if key & spoken else fresh).append(key)
        spoken |= key
    speakers = Speakers(library)
    return [_dispute(first[key], groups[key].values(), speakers) for key in (fresh + again)[:most]]


def _dispute(link: str, claims: Iterable[Claim], speakers: Speakers) -> Dispute:
    ordered = denials_first(sorted(claims, key=lambda c: (c.document, c.evidence)))
    lead = next((c for c in ordered if c.polarity is not Polarity.DENIED), ordered[0])
    other = next((c for c in ordered if c.proposition.id != lead.proposition.id), None)
    label = _sentence(lead) if other is None else f"{_sentence(lead)}, against: {_sentence(other)}"
    # Where two things stand against each other, both are heard before either is repeated.
    voices = (
        ordered
        if other is None
        else sorted(ordered, key=lambda c: ordered.index(c) if c not in (lead, other) else -1)
    )
    return Dispute(link, label, speakers.said(voices[:_SIDES]))


def _sentence(claim: Claim) -> str:
    return f"{claim.subject.label} {claim.relation.label} {claim.object.spoken}".strip()
