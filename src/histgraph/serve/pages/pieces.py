"""What several pages show: one source with everything in it, a list by the piece."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from urllib.parse import urlencode

from starlette.requests import Request

from histgraph.model import Claim, ClaimLink, Contribution, Page, Reading
from histgraph.network import voice_label
from histgraph.serve.body import BadRequest
from histgraph.serve.library import Library
from histgraph.view import Matrix, Voice, lettered, matrix, voices

PIECE = 30
"""Rows of a list on one page."""


@dataclass(frozen=True, slots=True)
class Question:
    """One source as its pages show it; ``known`` are its voices by id, ``number`` their places."""

    page: Page
    claims: tuple[Claim, ...]
    links: tuple[ClaimLink, ...]
    reading: Reading
    known: Mapping[str, Voice]

    @property
    def number(self) -> dict[str, int]:
        """The place of each voice, by id."""
        return {voice.id: at for at, voice in enumerate(voices([self.page]))}

    def matrix(self) -> Matrix:
        """Return propositions by answers."""
        return matrix(self.claims, self.links, [self.page], known=self.known)


def question_of(library: Library, source: str) -> Question:
    """Return a source with its claims and links.

    Raises:
        BadRequest: 404, there is no such source.
    """
    reading = library.reading(source)
    if reading is None:
        raise BadRequest("There is no such source here", 404)
    links = library.links_within([c.id for c in reading.claims])
    return Question(reading.page, reading.claims, links, reading, lettered([reading.page]))


def voice_of(part: Contribution | None, claim: Claim) -> str:
    """Return what the contribution of a claim is called."""
    if part is not None:
        return voice_label(part)
    return "quick answer" if claim.answer == "summary" else f"answer {claim.answer}"


@dataclass(frozen=True, slots=True)
class Slice:
    """A stretch of a long list: the rows, and the addresses of those before and after, "" for none."""

    rows: Sequence[object]
    offset: int
    before: str
    after: str


def offset_of(request: Request) -> int:
    """Return how many rows are passed over; what makes no sense is 0."""
    text = request.query_params.get("offset", "0")
    return min(int(text), 10_000_000) if text.isascii() and text.isdigit() else 0


def piece(request: Request, rows: Sequence[object], most: int = PIECE) -> Slice:
    """Return a stretch of a list; ``rows`` were asked for with one more than ``most``."""
    offset = offset_of(request)

    def at(place: int) -> str:
        query = {**dict(request.query_params), "offset": str(place)}
        return f"{request.url.path}?{urlencode(query)}"

    return Slice(
        rows[:most],
        offset,
        at(max(0, offset - most)) if offset else "",
        at(offset + most) if len(rows) > most else "",
    )
