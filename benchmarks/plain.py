"""What is found on short plain pages: python benchmarks/plain.py [open] [kept] [--shared FOLDER] [--json].

Each folder of benchmarks/plain (see its README) is built anew and what comes out is set beside its gold:

- A reported contradiction, strong or qualified, is *right* where its two quotes lie on the two sides of one dispute:
  a quote lies on a side where it shares half of the shorter of both with one of the side's passages.
- *Recall* is over the disputes that most readers would see; an optional one makes a pair right, and is never missed.
  A dispute is *read* where both sides have some claim, so that there is something to compare.
- *False alarms* are the pairs reported on pages without any dispute, and those between two pages.
- Of the gold claims only *recall* is told, since they are not all claims of a page; the scorer of longer pages tells
  it, which stands beside a development checkout (--shared, ../shared by default). Without it only disputes are scored.

What is missed and what is wrong is listed page by page for ``open``; ``kept`` is told in totals only.
"""

import argparse
import hashlib
import json
import subprocess
import sys
import tempfile
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

HERE = Path(__file__).resolve().parent
FOLDERS = ("open", "kept")
LISTED = ("open",)
"""The folders whose pages, misses and errors may be looked at."""
SCORER = "eval/score_claims.py"
REPORTED = ("strong", "qualified")
LEAST = 0.5
"""The share of the shorter of quote and passage that both must have in common."""

Span = tuple[int, int]


class GoldError(ValueError):
    """The gold of a page says something that cannot be right."""


@dataclass(frozen=True, slots=True)
class Dispute:
    """One dispute: where in the page each side says its part; which of several passages does not matter."""

    kind: str
    required: bool
    sides: tuple[tuple[Span, ...], tuple[Span, ...]]

    def read_in(self, quotes: Sequence[Span]) -> bool:
        """Whether there are quotes on both sides, so that a comparison has something to compare."""
        return all(any(lies(quote, side) for quote in quotes) for side in self.sides)

    def told_by(self, one: Span, other: Span) -> bool:
        """Whether two quotes lie on the two sides, in whichever order."""
        first, second = self.sides
        return (lies(one, first) and lies(other, second)) or (lies(one, second) and lies(other, first))


@dataclass(frozen=True, slots=True)
class Page:
    """A page and its gold: the disputes, and claims in the form that the scorer of claims reads."""

    name: str
    text: str
    disputes: tuple[Dispute, ...]
    claims: tuple[Mapping[str, Any], ...]


@dataclass(frozen=True, slots=True)
class Found:
    """What one folder came to: each pair with whether it is right, the required disputes with whether found."""

    pairs: tuple[tuple[str, str, bool], ...]
    """Name of the page ("" between two), both quotes, right or wrong."""
    disputes: tuple[tuple[str, Dispute, bool], ...]
    read: int
    """Of how many of the required disputes both sides were read as some claim or other."""
    undisputed: frozenset[str]
    """The pages without any dispute, optional ones included."""

    def measures(self) -> dict[str, float]:
        """Return the measures by name; precision only where something was reported."""
        right = sum(good for _, _, good in self.pairs)
        found = {
            "disputes_recall": sum(good for *_, good in self.disputes) / max(1, len(self.disputes)),
            "disputes_read": self.read / max(1, len(self.disputes)),
            "disputes_pairs": float(len(self.pairs)),
            "disputes_wrong": float(len(self.pairs) - right),
            "false_alarms": float(sum(not page or page in self.undisputed for page, *_ in self.pairs)),
        }
        return ({"disputes_precision": right / len(self.pairs)} if self.pairs else {}) | found


def read_page(path: Path) -> Page:
    """Read a page and the gold beside it.

    Raises:
        GoldError: A passage stands in the page not at all or twice, or lies on both sides of a dispute.
    """
    text = path.read_text(encoding="utf-8")
    gold = tomllib.loads(path.with_suffix(".toml").read_text(encoding="utf-8"))
    disputes = []
    for row in gold.get("dispute", ()):
        one, other = (
            tuple(_place(path, text, passage) for passage in row[side]) for side in ("one", "other")
        )
        disputes.append(Dispute(row["kind"], row.get("required", True), (one, other)))
    for dispute in disputes:
        if set(dispute.sides[0]) & set(dispute.sides[1]):
            raise GoldError(f"{path.name}: a passage is on both sides of a dispute")
    claims = []
    for number, row in enumerate(gold.get("claim", ()), 1):
        if row["polarity"] not in ("affirmed", "denied"):
            raise GoldError(f"{path.name}: polarity {row['polarity']!r}, neither affirmed nor denied")
        start, end = _place(path, text, row["evidence"])
        name = f"{path.stem}:{number}"
        claims.append({**row, "id": name, "document": path.name, "concept": name, "start": start, "end": end})
    return Page(path.name, text, tuple(disputes), tuple(claims))


def _place(path: Path, text: str, passage: str) -> Span:
    if not passage or text.count(passage) != 1:
        raise GoldError(f"{path.name}: stands there {text.count(passage)} times: {passage!r}")
    start = text.index(passage)
    return start, start + len(passage)


def lies(quote: Span, side: Sequence[Span]) -> bool:
    """Whether a quote and one of some passages share half of the shorter of both."""
    for start, end in side:
        shared = min(quote[1], end) - max(quote[0], start)
        if shared > 0 and shared >= LEAST * min(quote[1] - quote[0], end - start):
            return True
    return False


def read(folder: Path) -> tuple[Page, ...]:
    """Read all pages of a folder, by name."""
    return tuple(read_page(path) for path in sorted(folder.glob("*.txt")))


def compare(
    pages: Sequence[Page], claims: Mapping[str, Mapping[str, Any]], links: Sequence[Mapping[str, Any]]
) -> Found:
    """Set reported contradictions beside the gold; ``claims`` are the built ones by id."""
    by_name = {page.name: page for page in pages}
    told: set[tuple[str, int]] = set()
    pairs = []
    for link in links:
        if link["strength"] not in REPORTED:
            continue
        one, other = claims[link["claim_a"]], claims[link["claim_b"]]
        hits: list[int] = []
        name = one["document"] if one["document"] == other["document"] else ""
        if name:
            spans = (one["start"], one["end"]), (other["start"], other["end"])
            hits = [n for n, dispute in enumerate(by_name[name].disputes) if dispute.told_by(*spans)]
            told |= {(name, n) for n in hits}
        pairs.append((name, f"{one['quote']} <> {other['quote']}", bool(hits)))
    disputes = tuple(
        (page.name, dispute, (page.name, n) in told)
        for page in pages
        for n, dispute in enumerate(page.disputes)
        if dispute.required
    )
    quotes: dict[str, list[Span]] = {page.name: [] for page in pages}
    for claim in claims.values():
        quotes[claim["document"]].append((claim["start"], claim["end"]))
    read_both = sum(dispute.read_in(quotes[name]) for name, dispute, _ in disputes)
    return Found(
        tuple(pairs), disputes, read_both, frozenset(page.name for page in pages if not page.disputes)
    )


def build(folder: Path, out: Path, jobs: int) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    """Build a graph from the pages of a folder and return its claims and contradictions."""
    tool = [sys.executable, "-m", "histgraph", "--store", str(out / "store")]
    _run(*tool, "build", "--jobs", str(jobs), *map(str, sorted(folder.glob("*.txt"))))
    both = []
    for what in ("claims", "contradictions"):
        told = _run(*tool, "export", what, "--format", "jsonl")
        (out / f"{what}.jsonl").write_text(told, encoding="utf-8")
        both.append([json.loads(line) for line in told.splitlines() if line.strip()])
    return both[0], both[1]


def claims_gold(pages: Sequence[Page]) -> dict[str, Any]:
    """Return the gold claims of pages in the form that the scorer of claims reads."""
    return {
        "documents": {page.name: hashlib.sha256(page.text.encode()).hexdigest() for page in pages},
        "groups": [[page.name] for page in pages],
        "claims": [claim for page in pages for claim in page.claims],
        "disputes": [],
    }


def claim_recall(pages: Sequence[Page], out: Path, scorer: Path) -> tuple[dict[str, float], list[str]]:
    """Return the recall of gold claims, of all and of the denied ones, and the scorer's lines of what it missed."""
    (out / "gold.json").write_text(json.dumps(claims_gold(pages)), encoding="utf-8")
    files = str(out / "gold.json"), str(out / "claims.jsonl")
    *lines, last = _run(sys.executable, str(scorer), *files, "--errors", "--json").splitlines()
    found = json.loads(last)
    measures = {"claim_recall": found["claim"][1], "denied_recall": found["denied"][1]}
    return measures, [line for line in lines if line.startswith("MISSED")]


def _run(*command: str) -> str:
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode:
        sys.exit(f"{' '.join(command)}\n{done.stderr[-2000:]}")
    return done.stdout


def listing(found: Found, missed: Sequence[str], pages: Sequence[Page]) -> Iterator[str]:
    """Yield lines that tell of each page what was reported and what was missed."""
    for page in pages:
        lines = [
            f"  {'right ' if good else 'WRONG '} {quotes}" for name, quotes, good in found.pairs if name == page.name
        ]  # fmt: skip
        for name, dispute, good in found.disputes:
            if name == page.name and not good:
                one, other = (page.text[side[0][0] : side[0][1]] for side in dispute.sides)
                lines.append(f"  MISSED {dispute.kind}: {one} <> {other}")
        stem = page.name.removesuffix(".txt")
        lines += [f"  {line}" for line in missed if line.split()[1].partition(":")[0] == stem]
        if lines:
            yield from (page.name, *lines)
    yield from (f"BETWEEN TWO PAGES {quotes}" for name, quotes, _ in found.pairs if not name)


def score(name: str, shared: Path, out: Path, jobs: int) -> tuple[dict[str, float], list[str]]:
    """Build and score one folder into ``out``; return its measures and, where it may be seen, the listing."""
    pages = read(HERE / "plain" / name)
    claims, links = build(HERE / "plain" / name, out, jobs)
    found = compare(pages, {claim["id"]: claim for claim in claims}, links)
    measures, missed = found.measures(), list[str]()
    if (shared / SCORER).is_file():
        recalls, missed = claim_recall(pages, out, shared / SCORER)
        measures |= recalls
    return measures, list(listing(found, missed, pages)) if name in LISTED else []


def main() -> int:
    """Score and print."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("folders", nargs="*", metavar="FOLDER", help=f"all by default: {', '.join(FOLDERS)}")
    parser.add_argument("--shared", type=Path, default=HERE.parents[1] / "shared", help="where the scorer is")
    parser.add_argument("--jobs", type=int, default=1)
    parser.add_argument(
        "--out", type=Path, help="keep what was built in a new folder of each name in this one"
    )
    parser.add_argument("--json", action="store_true", help="totals only, one object by folder")
    chosen = parser.parse_args()
    if unknown := set(chosen.folders) - set(FOLDERS):
        parser.error(f"no folder {', '.join(sorted(unknown))}; there are: {', '.join(FOLDERS)}")
    totals = {}
    for name in chosen.folders or FOLDERS:
        with tempfile.TemporaryDirectory() as scratch:
            out = (chosen.out or Path(scratch)) / name
            out.mkdir(parents=True)
            totals[name], lines = score(name, chosen.shared, out, chosen.jobs)
        if not chosen.json:
            print(*lines, name, sep="\n")
            print(*(f"  {key:22s} {value:8.3f}" for key, value in totals[name].items()), sep="\n")
    if chosen.json:
        print(json.dumps(totals))
    return 0


if __name__ == "__main__":
    sys.exit(main())
