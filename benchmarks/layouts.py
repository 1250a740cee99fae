"""Whether voices are told apart: python benchmarks/layouts.py [open] [kept] [--json].

Each page of benchmarks/layouts has a layout of its own; beside it stands what is right (``NAME.json``): the
contributions in page order, the first and last words of each, who speaks, and for which side.

- A page is *divided* right where there are as many contributions, and the middle of each lies in its own.
- *Authors* and *sides* are told of the pages divided right: the share that is as it should be.

What is wrong is listed page by page for ``open``; ``kept`` is told in totals only. ``agreement`` tells of pages with
annotated claims how well they are divided: the share of pairs of claims that are rightly of one voice, or of two.
"""

import argparse
import json
import sys
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from pathlib import Path
from typing import Any

from histgraph.model import Contribution, Page
from histgraph.segment import divide
from histgraph.sources import read

HERE = Path(__file__).resolve().parent
FOLDERS = ("open", "kept")
LISTED = ("open",)
"""The folders whose pages and errors may be looked at."""


class GoldError(ValueError):
    """The gold of a page names words that do not stand in it, in that order."""


@dataclass(frozen=True, slots=True)
class Voice:
    """One contribution as it should be: where its words are, who speaks ("" if nobody is named), for which side."""

    start: int
    end: int
    author: str
    side: str


@dataclass(frozen=True, slots=True)
class Verdict:
    """What became of one page; authors and sides are (right, asked for)."""

    name: str
    found: int
    wanted: int
    divided: bool
    authors: tuple[int, int] = (0, 0)
    sides: tuple[int, int] = (0, 0)


def voices(path: Path, text: str) -> tuple[Voice, ...]:
    """Return the contributions of a page as the file beside it tells them.

    Raises:
        GoldError: Words do not stand in the page, or not in this order.
    """
    told, place = [], 0
    for row in json.loads(path.with_suffix(".json").read_text(encoding="utf-8"))["contributions"]:
        start = text.find(row["begins"], place)
        end = text.find(row["ends"], start)
        if start < 0 or end < 0:
            raise GoldError(f"{path.name}: does not say {row['begins']!r} and then {row['ends']!r}")
        place = end + len(row["ends"])
        told.append(Voice(start, place, row.get("author") or "", row.get("side") or ""))
    return tuple(told)


def divided(path: Path) -> Page:
    """Return a page as it is divided."""
    return divide(next(iter(read([str(path)]))))


def judge(path: Path) -> Verdict:
    """Set the division of one page beside what is right."""
    text = path.read_text(encoding="utf-8")
    wanted, found = voices(path, text), divided(path).contributions
    right = len(wanted) == len(found) and all(
        _holds(one, (voice.start + voice.end) // 2) for voice, one in zip(wanted, found, strict=True)
    )
    if not right:
        return Verdict(path.name, len(found), len(wanted), False)
    pairs = list(zip(wanted, found, strict=True))
    named = [_plain(one.author or "") == _plain(voice.author) for voice, one in pairs if voice.author]
    sided = [one.kind.value.endswith(voice.side) for voice, one in pairs if voice.side]
    return Verdict(
        path.name, len(found), len(wanted), True, (sum(named), len(named)), (sum(sided), len(sided))
    )


def _holds(contribution: Contribution, place: int) -> bool:
    return bool(contribution.spans) and contribution.spans[0].start <= place < contribution.spans[-1].end


def _plain(name: str) -> str:
    return name.lower().removeprefix("u/").lstrip("@")


def measures(verdicts: Sequence[Verdict]) -> dict[str, float]:
    """Return the measures of a folder by name."""
    named = [sum(v.authors[i] for v in verdicts) for i in (0, 1)]
    sided = [sum(v.sides[i] for v in verdicts) for i in (0, 1)]
    return {
        "pages": float(len(verdicts)),
        "divided": sum(v.divided for v in verdicts) / len(verdicts),
        "authors": named[0] / max(1, named[1]),
        "sides": sided[0] / max(1, sided[1]),
    }


def agreement(folder: Path, claims: Iterable[Mapping[str, Any]]) -> float:
    """Return how well pages with annotated claims are divided, as the mean over pages in [0, 1].

    Of a page it is the share of pairs of gold claims that are of one contribution where the gold gives them to one
    answer, and of two where it gives them to two; a claim that no contribution holds is of none.
    """
    by_page: dict[str, list[Mapping[str, Any]]] = {}
    for claim in claims:
        by_page.setdefault(claim["document"], []).append(claim)
    shares = []
    for name, rows in sorted(by_page.items()):
        contributions = divided(folder / name).contributions
        placed = [(row["answer"], _of(contributions, row["start"])) for row in rows]
        pairs = [
            (one[0] != other[0], one[1] != other[1] and -1 not in (one[1], other[1]))
            for one, other in combinations(placed, 2)
        ]
        if pairs:
            shares.append(sum(wanted == found for wanted, found in pairs) / len(pairs))
    return sum(shares) / len(shares)


def _of(contributions: Sequence[Contribution], place: int) -> int:
    for number, one in enumerate(contributions):
        if any(span.start <= place < span.end for span in (*one.spans, *one.headings)):
            return number
    return -1


def main() -> int:
    """Judge and print."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("folders", nargs="*", metavar="FOLDER", help=f"all by default: {', '.join(FOLDERS)}")
    parser.add_argument("--json", action="store_true", help="totals only, one object by folder")
    chosen = parser.parse_args()
    if unknown := set(chosen.folders) - set(FOLDERS):
        parser.error(f"no folder {', '.join(sorted(unknown))}; there are: {', '.join(FOLDERS)}")
    totals = {}
    for name in chosen.folders or FOLDERS:
        verdicts = [judge(path) for path in sorted((HERE / "layouts" / name).glob("*.txt"))]
        if not verdicts:
            sys.exit(f"{HERE / 'layouts' / name} holds no page")
        totals[name] = measures(verdicts)
        if not chosen.json:
            wrong = [v for v in verdicts if not v.divided] if name in LISTED else []
            print(*(f"  {v.name}: {v.found} voices, {v.wanted} are right" for v in wrong), name, sep="\n")
            print(*(f"  {key:22s} {value:8.3f}" for key, value in totals[name].items()), sep="\n")
    if chosen.json:
        print(json.dumps(totals))
    return 0


if __name__ == "__main__":
    sys.exit(main())
