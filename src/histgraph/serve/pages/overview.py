"""The first page: what is in the store, what is fought over, where to go on."""

from dataclasses import dataclass

from starlette.requests import Request
from starlette.responses import Response

from histgraph.model import Claim, Polarity
from histgraph.serve.context import context_of, library_of
from histgraph.serve.jobs import KINDS
from histgraph.serve.library import Library
from histgraph.serve.pages import shown
from histgraph.serve.pages.pieces import offset_of, piece
from histgraph.serve.pages.single import Said, Speakers, denials_first
from histgraph.serve.rendering import render

_QUESTIONS = 20
_DISPUTES = 3
_LINKS = 40
_SIDES = 5


@dataclass(frozen=True, slots=True)
class Dispute:
    """What is fought over, with the claims on both sides, denials first; ``link`` leads to one pair of them."""

    link: str
    label: str
    said: list[Said]


def _grouped(library: Library) -> list[Dispute]:
    """Return the strongest contradictions, those about the same propositions together."""
    groups: dict[frozenset[str], dict[str, Claim]] = {}
    first: dict[frozenset[str], str] = {}
    for row in library.links(limit=_LINKS, strength="qualified"):
        key = frozenset((row.a.proposition.id, row.b.proposition.id))
        first.setdefault(key, row.link.id)
        groups.setdefault(key, {}).update({row.a.id: row.a, row.b.id: row.b})
    speakers = Speakers(library)
    found = []
    for key, claims in list(groups.items())[:_DISPUTES]:
        ordered = denials_first(sorted(claims.values(), key=lambda c: (c.document, c.evidence)))
        lead = next((c for c in ordered if c.polarity is not Polarity.DENIED), ordered[0])
        label = f"{lead.subject.label} {lead.relation.label} {lead.object.label}"
        found.append(Dispute(first[key], label, speakers.said(ordered[:_SIDES])))
    return found


def overview(request: Request) -> Response:
    """Show the questions, how much there is, and the strongest disputes."""
    library = library_of(request)
    counts = library.counts()
    offset = offset_of(request)
    sources = library.sources(limit=_QUESTIONS + 1, offset=offset)
    return render(
        request,
        "overview.html",
        counts=counts,
        questions=piece(request, sources, _QUESTIONS),
        disputes=_grouped(library) if not offset else [],
        propositions=library.propositions(limit=6) if not offset else (),
        kinds=KINDS,
        upload=context_of(request).settings.limits.upload,
        shown=shown.OVERVIEW,
    )
