"""The matrix: propositions by voices, the disputed ones first, and voices against each other."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from itertools import combinations

from histgraph.model import Certainty, Claim, ClaimLink, Page, Polarity, Strength
from histgraph.network import is_commitment
from histgraph.view.voices import Voice, voices, words


class Stand(StrEnum):
    """Where a voice stands on a proposition."""

    AFFIRMED = "affirmed"
    DENIED = "denied"
    BOTH = "both"
    REPORTED = "reported"
    SILENT = "silent"


@dataclass(frozen=True, slots=True)
class Cell:
    """What one voice says about one proposition.

    ``hedged`` is true when nothing it says on it is certain; ``excerpt`` holds the words,
    denial first; ``holder`` names whose view is reported. ``claims`` are ids.
    """

    voice: str
    stand: Stand
    hedged: bool = False
    excerpt: str = ""
    holder: str = ""
    claims: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Row:
    """A proposition and where each voice stands, one cell for each voice in order.

    ``affirmed`` and ``denied`` count voices that are no summaries; ``disputed`` tells that
    voices contradict each other on it, ``tension`` that they may. ``rivals`` are the other
    propositions that claims of this one contradict: id and sentence.
    """

    proposition: str
    subject: str
    relation: str
    object: str
    affirmed: int
    denied: int
    disputed: bool
    tension: bool
    cells: tuple[Cell, ...]
    rivals: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Pair:
    """What there is between two voices; ``links`` are ids of the contradictions and tensions."""

    one: str
    other: str
    agreements: int
    contradictions: int
    tensions: int
    links: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Matrix:
    """The whole: rows in order of interest, and each pair of voices once."""

    voices: tuple[Voice, ...]
    rows: tuple[Row, ...]
    pairs: tuple[Pair, ...]

    def pair(self, one: str, other: str) -> Pair | None:
        """Return what there is between two voices, in either order; None for the same voice."""
        return next((p for p in self.pairs if {p.one, p.other} == {one, other}), None)

    @property
    def met(self) -> tuple[Pair, ...]:
        """The pairs between which something was found, those most at odds first."""
        found = [p for p in self.pairs if p.contradictions or p.tensions or p.agreements]
        return tuple(sorted(found, key=lambda p: (-p.contradictions, -p.tensions, -p.agreements)))


def matrix(
    claims: Iterable[Claim],
    links: Iterable[ClaimLink],
    pages: Iterable[Page],
    *,
    known: Mapping[str, Voice] | None = None,
) -> Matrix:
    """Return the matrix of some pages.

    Args:
        claims: those of other pages are ignored.
        links: contradictions, tensions and agreements between claims.
        pages: their contributions are the columns.
        known: voices whose letters are already given, by id.

    Returns:
        Rows sorted: disputed, then in tension, then by the number of voices, then by name.
    """
    columns = tuple((known or {}).get(v.id, v) for v in voices(pages))
    speaking = {v.id for v in columns}
    kept = sorted(
        (c for c in claims if c.contribution in speaking), key=lambda c: (c.document, c.evidence, c.id)
    )
    by_id = {c.id: c for c in kept}
    found = sorted((k for k in links if k.claim_a in by_id and k.claim_b in by_id), key=lambda k: k.id)
    against = [k for k in found if not k.kind.is_agreement]
    disputed = _propositions([k for k in against if k.strength is not Strength.TENSION], by_id)
    tense = _propositions([k for k in against if k.strength is Strength.TENSION], by_id)
    by_proposition: dict[str, list[Claim]] = {}
    for claim in kept:
        by_proposition.setdefault(claim.proposition.id, []).append(claim)
    rivals = _rivals([k for k in against if k.strength is not Strength.TENSION], by_id)
    rows = [
        replace(
            _row(key, members, columns, disputed=key in disputed, tension=key in tense),
            rivals=tuple(sorted(rivals.get(key, ()), key=lambda r: (r[1], r[0]))),
        )
        for key, members in by_proposition.items()
    ]
    rows.sort(key=_interest)
    return Matrix(columns, tuple(rows), _pairs(columns, rows, against, by_id))


def _propositions(links: Sequence[ClaimLink], claims: dict[str, Claim]) -> set[str]:
    return {claims[key].proposition.id for link in links for key in (link.claim_a, link.claim_b)}


def _rivals(links: Sequence[ClaimLink], claims: dict[str, Claim]) -> dict[str, set[tuple[str, str]]]:
    names = {c.proposition.id: c for c in reversed(claims.values())}
    found: dict[str, set[tuple[str, str]]] = {}
    for link in links:
        one, other = claims[link.claim_a], claims[link.claim_b]
        for here, there in ((one, other), (other, one)):
            if here.proposition.id != there.proposition.id:
                first = names[there.proposition.id]
                label = f"{first.subject.label} {first.relation.label} {first.object.spoken}".strip()
                found.setdefault(here.proposition.id, set()).add((there.proposition.id, label))
    return found


def _interest(row: Row) -> tuple[object, ...]:
    label = f"{row.subject} {row.relation} {row.object}".casefold()
    return (not row.disputed, not row.tension, -(row.affirmed + row.denied), label, row.proposition)


def _row(
    key: str, members: Sequence[Claim], columns: Sequence[Voice], *, disputed: bool, tension: bool
) -> Row:
    said: dict[str, list[Claim]] = {}
    for claim in members:
        said.setdefault(claim.contribution, []).append(claim)
    cells = tuple(_cell(voice, said.get(voice.id, [])) for voice in columns)
    independent = [c for c, voice in zip(cells, columns, strict=True) if not voice.summary]
    affirmed = sum(c.stand in {Stand.AFFIRMED, Stand.BOTH} for c in independent)
    denied = sum(c.stand in {Stand.DENIED, Stand.BOTH} for c in independent)
    first = members[0]
    return Row(
        proposition=key,
        subject=first.subject.label,
        relation=first.relation.label,
        object=first.object.spoken,
        affirmed=affirmed,
        denied=denied,
        disputed=disputed or bool(affirmed and denied),
        tension=tension,
        cells=cells,
    )


def _cell(voice: Voice, members: Sequence[Claim]) -> Cell:
    if not members:
        return Cell(voice.id, Stand.SILENT)
    own = [c for c in members if is_commitment(c)]
    ids = tuple(c.id for c in members)
    if not own:
        first = members[0]
        return Cell(voice.id, Stand.REPORTED, False, words(first).short, first.attributed_to or "", ids)
    own.sort(key=lambda c: c.polarity is not Polarity.DENIED)
    kinds = {c.polarity for c in own}
    stand = Stand.BOTH if len(kinds) == 2 else Stand(own[0].polarity.value)
    hedged = all(c.certainty is not Certainty.CERTAIN for c in own)
    return Cell(voice.id, stand, hedged, words(own[0]).short, "", ids)


def _pairs(
    columns: Sequence[Voice], rows: Sequence[Row], against: Sequence[ClaimLink], claims: dict[str, Claim]
) -> tuple[Pair, ...]:
    stands = {
        voice.id: {
            (row.proposition, row.cells[at].stand)
            for row in rows
            if row.cells[at].stand in {Stand.AFFIRMED, Stand.DENIED}
        }
        for at, voice in enumerate(columns)
    }
    between: dict[frozenset[str], list[ClaimLink]] = {}
    for link in against:
        ends = frozenset((claims[link.claim_a].contribution, claims[link.claim_b].contribution))
        between.setdefault(ends, []).append(link)
    pairs = []
    for one, other in combinations(columns, 2):
        met = between.get(frozenset((one.id, other.id)), [])
        tensions = sum(k.strength is Strength.TENSION for k in met)
        pairs.append(
            Pair(
                one.id,
                other.id,
                len(stands[one.id] & stands[other.id]),
                len(met) - tensions,
                tensions,
                tuple(k.id for k in met),
            )
        )
    return tuple(pairs)
