"""Pages of single things: claim, entity, proposition, source, contribution, link."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import TypeVar

from starlette.requests import Request
from starlette.responses import Response

from histgraph.graph import terms
from histgraph.model import Claim, Page, Polarity, Span
from histgraph.review import CORRECTABLE
from histgraph.serve.body import BadRequest
from histgraph.serve.context import library_of
from histgraph.serve.library import Library
from histgraph.serve.pages import shown
from histgraph.serve.pages.acts import acts, reviewer_of
from histgraph.serve.pages.amending import choices
from histgraph.serve.pages.pieces import PIECE, offset_of, piece, voice_of
from histgraph.serve.pages.questions import question
from histgraph.serve.rendering import render
from histgraph.serve.reviews import value_of, wordings
from histgraph.view import Words, words

T = TypeVar("T")
_ROUND = 420
"""Characters of text shown on each side of the words that carry a claim."""


@dataclass(frozen=True, slots=True)
class Said:
    """A claim as a card shows it: who says it, in which words, ``page`` "" where it is not kept."""

    claim: Claim
    voice: str
    question: str
    words: Words


class Speakers:
    """Finds who speaks: asks each source once."""

    def __init__(self, library: Library) -> None:
        self._library = library
        self._pages: dict[str, Page | None] = {}

    def page(self, source: str) -> Page | None:
        """Return the page of a source."""
        if source not in self._pages:
            self._pages[source] = self._library.page(source)
        return self._pages[source]

    def said(self, claims: Iterable[Claim]) -> list[Said]:
        """Return claims as cards show them."""
        return [self._said(claim) for claim in claims]

    def _said(self, claim: Claim) -> Said:
        page = self.page(claim.source)
        part = next((c for c in page.contributions if c.id == claim.contribution), None) if page else None
        question = (page.question or page.source.title or page.source.name) if page else claim.document
        return Said(claim, voice_of(part, claim), question, words(claim))


def _known(found: T | None) -> T:
    if found is None:
        raise BadRequest("There is no such thing here", 404)
    return found


def denials_first(claims: Iterable[Claim]) -> list[Claim]:
    """Return claims with the denials first, else as they come."""
    return sorted(claims, key=lambda c: c.polarity is not Polarity.DENIED)


def claim(request: Request, id_: str) -> Response:
    """Show one claim in its words, and what agrees and disagrees with it."""
    library = library_of(request)
    found = _known(library.claim(id_))
    speakers = Speakers(library)
    page = speakers.page(found.source)
    links = library.links(claim=id_, agreement=None, limit=PIECE)
    others = {k.link.id: k.b if k.a.id == id_ else k.a for k in links}
    return render(
        request,
        "claim.html",
        said=speakers.said([found])[0],
        context=_context(page, found) if page else None,
        links=links,
        others={k: speakers.said([c])[0] for k, c in others.items()},
        acts=acts(library, library.reviews(target=id_, limit=30)),
        verdict=library.verdicts([id_]).get(id_),
        fields={name: value_of(found, name) for name in CORRECTABLE},
        choices=choices(),
        reviewer=reviewer_of(request),
        iri=terms.claim(id_).value,
        shown=shown.claim(id_),
    )


@dataclass(frozen=True, slots=True)
class Context:
    """Text round a claim: before, the evidence before its heart, the heart, evidence after, after."""

    lead: str
    before: str
    focus: str
    after: str
    rest: str


def _context(page: Page, found: Claim) -> Context | None:
    text = page.source.text
    if not text or text[found.evidence.start : found.evidence.end] != found.quote:
        return None
    start, end = found.evidence.start, found.evidence.end
    part = next((c for c in page.contributions if c.id == found.contribution), None)
    bounds = next((s for s in part.spans if s.start <= start and end <= s.end), None) if part else None
    low = max(bounds.start if bounds else 0, start - _ROUND)
    high = min(bounds.end if bounds else len(text), end + _ROUND)
    focus = (
        found.focus
        if found.focus and start <= found.focus.start and found.focus.end <= end
        else Span(start, end)
    )
    lead = ("… " if bounds and low > bounds.start else "") + text[low:start]
    rest = text[end:high] + (" …" if bounds and high < bounds.end else "")
    return Context(
        lead, text[start : focus.start], text[focus.start : focus.end], text[focus.end : end], rest
    )


def link(request: Request, id_: str) -> Response:
    """Show a contradiction or agreement: both quotes, why, and what reviewers found."""
    library = library_of(request)
    found = _known(library.link(id_))
    pair = Speakers(library).said(denials_first([found.a, found.b]))
    return render(
        request,
        "link.html",
        row=found,
        pair=pair,
        acts=acts(library, library.reviews(target=id_, limit=30)),
        reviewer=reviewer_of(request),
        iri=terms.link(id_).value,
        shown=shown.link(id_),
    )


def proposition(request: Request, id_: str) -> Response:
    """Show who affirms and who denies a proposition."""
    library = library_of(request)
    found = _known(library.proposition(id_))
    claims = library.claims(proposition=id_, limit=PIECE + 1, offset=offset_of(request))
    part = piece(request, claims)
    speakers = Speakers(library)
    links = library.links(proposition=id_, agreement=None, strength="tension", limit=12)
    return render(
        request,
        "proposition.html",
        found=found,
        part=part,
        said=speakers.said(denials_first(c for c in part.rows if isinstance(c, Claim))),
        links=links,
        pairs={k.link.id: speakers.said(denials_first([k.a, k.b])) for k in links},
        iri=terms.proposition(id_).value,
        shown=shown.proposition(id_),
    )


def entity(request: Request, id_: str) -> Response:
    """Show what is said about an entity, its names, and what stands above and below it."""
    library = library_of(request)
    found = _known(library.entity(id_))
    rows = library.propositions(about=id_, limit=PIECE + 1, offset=offset_of(request))
    return render(
        request,
        "entity.html",
        found=found,
        part=piece(request, rows),
        broader=library.entities(ids=found.broader, limit=20) if found.broader else (),
        narrower=library.narrower(id_, limit=20),
        wordings=wordings(library, found),
        acts=acts(library, library.reviews(target=id_, limit=30)),
        reviewer=reviewer_of(request),
        iri=terms.entity(id_).value,
        shown=shown.entity(id_),
    )


def contribution(request: Request, id_: str) -> Response:
    """Show one answer: its claims in the order of the text."""
    library = library_of(request)
    row, part = _known(library.contribution(id_))
    claims = library.claims(contribution=id_, limit=PIECE + 1, offset=offset_of(request))
    stretch = piece(request, claims)
    return render(
        request,
        "contribution.html",
        source=row,
        part=part,
        voice=voice_of(part, claims[0]) if claims else f"{part.kind.value} {part.number}",
        stretch=stretch,
        said=Speakers(library).said(c for c in stretch.rows if isinstance(c, Claim)),
        iri=terms.contribution(id_).value,
        shown=f"SELECT ?claim ?statement ?quote {{ ?claim hg:statedIn {terms.contribution(id_)} ; "
        "rdfs:label ?statement ; hg:quote ?quote } ORDER BY ?statement",
    )


KINDS: dict[str, Callable[[Request, str], Response]] = {
    "claim": claim,
    "entity": entity,
    "proposition": proposition,
    "source": question,
    "contribution": contribution,
    "link": link,
}
