"""One question: what all agree on, what is disputed, what only one says; the matrix; the texts."""

from collections.abc import Sequence

from starlette.requests import Request
from starlette.responses import Response

from histgraph import view
from histgraph.serve.context import library_of
from histgraph.serve.pages import shown
from histgraph.serve.pages.pieces import Question, question_of
from histgraph.serve.rendering import address, render
from histgraph.view import Matrix, Row, Stand

_ROWS = 300
"""Rows of a matrix at the most, disputed ones first."""
_SINGLE = 6
"""What only one says: so much of each answer, the rest is in the matrix."""


def _found(request: Request) -> Question:
    return question_of(library_of(request), request.path_params["source"])


def question(request: Request, id_: str) -> Response:
    """Show where the answers to a question agree, differ and stand alone."""
    found = question_of(library_of(request), id_)
    table = found.matrix()
    voices = [v for v in table.voices if not v.summary]
    shared = sorted((r for r in table.rows if r.affirmed >= 2 and not r.denied), key=lambda r: -r.affirmed)
    return render(
        request,
        "question.html",
        source=found.page.source,
        question=view.asked(found.page),
        matrix=table,
        voices=voices,
        number=found.number,
        link=_link,
        everybody=[r for r in shared if len(voices) > 1 and r.affirmed == len(voices)],
        several=[r for r in shared if r.affirmed < len(voices)],
        disputed=facing([r for r in table.rows if r.disputed]),
        tense=[r for r in table.rows if r.tension and not r.disputed],
        alone=[(voice, at, _alone(table, at)) for at, voice in enumerate(table.voices)],
        single=_SINGLE,
        voice={v.id: v for v in table.voices},
        shown=shown.question(found.page.source.id),
    )


def _alone(table: Matrix, at: int) -> list[Row]:
    """Return the rows on which one voice speaks alone."""
    own = {Stand.AFFIRMED, Stand.DENIED, Stand.BOTH}
    return [
        row
        for row in table.rows
        if row.cells[at].stand in own
        and sum(cell.stand is not Stand.SILENT for cell in row.cells) == 1
        and not row.disputed
    ]


def facing(rows: Sequence[Row]) -> list[tuple[Row, ...]]:
    """Return each disputed row with the rows it stands against: both sides together, every pair once."""
    known = {row.proposition: row for row in rows}
    told: set[frozenset[str]] = set()
    found = []
    for row in rows:
        pairs = {key: frozenset((row.proposition, key)) for key, _ in row.rivals if key in known}
        fresh = [known[key] for key, pair in pairs.items() if pair not in told]
        if fresh or not pairs:
            found.append((row, *fresh))
        told.update(pairs.values())
    return found


def _link(kind: str, key: str) -> str:
    return address("proposition" if kind == "prop" else kind, key)


def matrix(request: Request) -> Response:
    """Show propositions by answers, and answers against each other."""
    found = _found(request)
    return render(
        request,
        "matrix.html",
        source=found.page.source,
        question=view.asked(found.page),
        matrix=found.matrix(),
        most=_ROWS,
        number=found.number,
        link=_link,
        shown=shown.matrix(found.page.source.id),
    )


def read(request: Request) -> Response:
    """Show the answers side by side with the words that carry claims."""
    found = _found(request)
    text = view.reading(found.page, found.claims, found.links, known=found.known)
    return render(
        request,
        "read.html",
        source=found.page.source,
        question=view.asked(found.page),
        text=text,
        number=found.number,
        link=_link,
        shown=shown.reading(found.page.source.id),
    )
