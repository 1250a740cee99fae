"""Contradictions as people read them: what is fought over once, with all who fight over it."""

from collections.abc import Iterable
from dataclasses import dataclass

from histgraph.model import Claim, Polarity
from histgraph.serve.library import Library, LinkRow
from histgraph.serve.pages.single import Said, Speakers, denials_first

_SIDES = 5
"""Claims of one dispute that are shown."""


@dataclass(frozen=True, slots=True)
class Dispute:
    """What is fought over, with the claims on both sides, denials first; ``link`` leads to one pair of them."""

    link: str
    label: str
    said: list[Said]


def disputes(library: Library, rows: Iterable[LinkRow], most: int) -> list[Dispute]:
    """Return contradictions, those about the same propositions together, in the order given."""
    groups: dict[frozenset[str], dict[str, Claim]] = {}
    first: dict[frozenset[str], str] = {}
    for row in rows:
        key = frozenset((row.a.proposition.id, row.b.proposition.id))
        first.setdefault(key, row.link.id)
        groups.setdefault(key, {}).update({row.a.id: row.a, row.b.id: row.b})
    speakers = Speakers(library)
    found = []
    for key, claims in list(groups.items())[:most]:
        ordered = denials_first(sorted(claims.values(), key=lambda c: (c.document, c.evidence)))
        lead = next((c for c in ordered if c.polarity is not Polarity.DENIED), ordered[0])
        label = f"{lead.subject.label} {lead.relation.label} {lead.object.label}"
        found.append(Dispute(first[key], label, speakers.said(ordered[:_SIDES])))
    return found
