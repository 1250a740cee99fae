"""Answer against answer: how often each two contributions to a question contradict each other and agree."""

import csv
import html
import io
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

from histgraph.report.cases import escaped, html_page

FIELDS = ("question", "one", "other", "contradictions", "tensions", "agreements")


class Tie(Protocol):
    """What joins and what divides two contributions."""

    @property
    def topic(self) -> str:
        """What the question is known by."""
        ...

    @property
    def one(self) -> str:
        """A contribution."""
        ...

    @property
    def other(self) -> str:
        """The other one."""
        ...

    @property
    def contradictions(self) -> tuple[str, ...]:
        """Ids of links that are strong or qualified conflicts."""
        ...

    @property
    def tensions(self) -> tuple[str, ...]:
        """Ids of links that can both be true."""
        ...

    @property
    def agreements(self) -> tuple[str, ...]:
        """Ids of links of support."""
        ...


@dataclass(frozen=True, slots=True)
class Matrix:
    """The contributions to one question, and a cell for each two of them.

    A cell reads "2≠ 1=": two contradictions, one agreement; "·" where there is neither.
    """

    title: str
    names: tuple[str, ...]
    cells: tuple[tuple[str, ...], ...]


def matrices(
    voices: Mapping[str, Sequence[str]],
    ties: Iterable[Tie],
    questions: Mapping[str, str],
    names: Mapping[str, str],
) -> list[Matrix]:
    """Return a matrix for each question of two contributions or more.

    Args:
        voices: the contributions to each topic, in page order.
        ties: what was found between them.
        questions: the question of each topic in words.
        names: how each contribution is called.
    """
    between: dict[tuple[str, str], str] = {}
    for tie in ties:
        told = f"{len(tie.contradictions)}≠ " * bool(tie.contradictions)
        told += f"{len(tie.tensions)}~ " * bool(tie.tensions) + f"{len(tie.agreements)}= " * bool(
            tie.agreements
        )
        between[tie.one, tie.other] = between[tie.other, tie.one] = told.strip()
    found = []
    for topic in sorted(voices, key=lambda t: questions.get(t, t)):
        held = voices[topic]
        if len(held) > 1:
            cells = tuple(tuple("" if a == b else between.get((a, b), "·") for b in held) for a in held)
            found.append(Matrix(questions.get(topic, topic), tuple(names[c] for c in held), cells))
    return found


def written(found: Sequence[Matrix], form: str) -> str:
    """Write matrices as "table", "md", "html" or "csv"."""
    return {"table": _plain, "md": _markdown, "html": _page, "csv": _csv}[form](found)


_BROADEST = 16
"""Contributions that stand side by side on a terminal; of more the pairs are listed."""


def _pairs(matrix: Matrix) -> str:
    """Write only the pairs between which something was found, those most at odds first."""
    rows = [
        (cell, one, other)
        for number, (one, row) in enumerate(zip(matrix.names, matrix.cells, strict=True))
        for other, cell in list(zip(matrix.names, row, strict=True))[number + 1 :]
        if cell not in {"", "·"}
    ]
    rows.sort(key=lambda row: -int(row[0].partition("≠")[0] if "≠" in row[0] else 0))
    lines = [
        matrix.title,
        "",
        f"{len(matrix.names)} contributions; the pairs between which something was found:",
    ]
    width = max((len(cell) for cell, _, _ in rows), default=0)
    return "\n".join([*lines, *(f"  {cell:{width}}  {one} and {other}" for cell, one, other in rows)])


def _plain(found: Sequence[Matrix]) -> str:
    blocks = []
    for matrix in found:
        if len(matrix.names) > _BROADEST:
            blocks.append(_pairs(matrix))
            continue
        numbers = [str(n) for n in range(1, len(matrix.names) + 1)]
        wide = max(len(name) for name in matrix.names) + 4
        width = max(5, *(len(cell) for row in matrix.cells for cell in row)) + 1
        lines = [matrix.title, "", " " * wide + "".join(f"{n:>{width}}" for n in numbers)]
        for number, name, row in zip(numbers, matrix.names, matrix.cells, strict=True):
            lines.append(f"{number:>2}  {name:{wide - 4}}" + "".join(f"{cell:>{width}}" for cell in row))
        blocks.append("\n".join(lines))
    legend = "≠ contradictions, ~ tensions (both can be true), = agreements, · neither"
    return "\n\n".join([*blocks, legend]) + "\n" if blocks else "No question has two answers yet.\n"


def _markdown(found: Sequence[Matrix]) -> str:
    blocks = []
    for matrix in found:
        lines = [f"## {escaped(matrix.title)}", "", "| |" + "".join(f" {escaped(n)} |" for n in matrix.names)]
        lines.append("|---|" + "---|" * len(matrix.names))
        for name, row in zip(matrix.names, matrix.cells, strict=True):
            lines.append(f"| {escaped(name)} |" + "".join(f" {cell} |" for cell in row))
        blocks.append("\n".join(lines))
    return "\n\n".join(["# Who disagrees with whom", *blocks]) + "\n"


def _page(found: Sequence[Matrix]) -> str:
    body = ""
    for matrix in found:
        head = "".join(f'<th scope="col">{html.escape(name)}</th>' for name in matrix.names)
        rows = "".join(
            f'<tr><th scope="row">{html.escape(name)}</th>'
            + "".join(f"<td>{html.escape(cell)}</td>" for cell in row)
            + "</tr>"
            for name, row in zip(matrix.names, matrix.cells, strict=True)
        )
        body += (
            f"<section><h2>{html.escape(matrix.title)}</h2><table><thead><tr><td></td>{head}</tr></thead>"
            f"<tbody>{rows}</tbody></table></section>"
        )
    legend = "<p><small>≠ contradictions, ~ tensions (both can be true), = agreements, · neither</small></p>"
    return html_page("Who disagrees with whom", body + legend)


def _csv(found: Sequence[Matrix]) -> str:
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    for matrix in found:
        writer.writerow([matrix.title, *matrix.names])
        writer.writerows([name, *row] for name, row in zip(matrix.names, matrix.cells, strict=True))
    return out.getvalue()


def records(
    ties: Iterable[Tie], questions: Mapping[str, str], names: Mapping[str, str]
) -> list[dict[str, Any]]:
    """Return what joins and divides contributions as plain values."""
    return [
        {
            "question": questions.get(tie.topic, tie.topic),
            "one": names[tie.one],
            "other": names[tie.other],
            "contradictions": len(tie.contradictions),
            "tensions": len(tie.tensions),
            "agreements": len(tie.agreements),
        }
        for tie in ties
    ]
