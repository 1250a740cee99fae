"""Hold the quality of the claims to its floors: python benchmarks/quality.py [SUITE ...]

Suites: learn (shown by document) and check (totals only), hand-annotated pages with their
scorer; open and kept, pages of our own (benchmarks/annotated), of which the kept ones are shown in
totals only; plain_open and plain_kept, short plain pages (benchmarks/plain), likewise; threads_open
and threads_kept, threads in any layout (benchmarks/threads), of which the denied, hedged and reported
claims are annotated; layouts_open and layouts_kept, who speaks where (benchmarks/layouts); benchie,
carb, mine and ramdocs, external benchmarks. Other data and scorers stand beside a development
checkout (--shared, ../shared by default). All scorers are run as programs of their own;
floors.toml holds what each suite must reach, beside the SHA-256 of its data.

Fails below a floor, on other data than the floors were measured on, and where a suite that was
asked for could not be checked at all.
"""

import argparse
import hashlib
import json
import subprocess
import sys
import tempfile
import tomllib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import layouts
from contradiction_rules import gold_of

HERE = Path(__file__).parent
FLOORS = HERE / "floors.toml"
SLACK = 0.0005
"""A score this little below its floor is the same score, rounded."""


@dataclass(frozen=True, slots=True)
class Suite:
    """One set of data: what it needs beside the checkout, and how it is scored.

    ``data`` are files and folders within the shared folder that decide the figures; ``score``
    takes the shared folder and a folder for results, and returns the measures by name.
    """

    name: str
    data: tuple[str, ...]
    score: Callable[[Path, Path, int], dict[str, float]]

    def missing(self, shared: Path) -> list[Path]:
        """Return what is not there."""
        return [shared / part for part in self.data if not (shared / part).exists()]

    def digest(self, shared: Path) -> str:
        """Return one SHA-256 over names and bytes of all files of the suite."""
        whole = hashlib.sha256()
        for part in self.data:
            root = shared / part
            for path in sorted(root.rglob("*")) if root.is_dir() else [root]:
                if path.is_file():
                    home = shared if path.is_relative_to(shared) else HERE
                    whole.update(f"{path.relative_to(home).as_posix()}\n".encode())
                    whole.update(hashlib.sha256(path.read_bytes()).digest())
        return whole.hexdigest()


@dataclass(frozen=True, slots=True)
class Bound:
    """What one measure must reach: at least ``floor``, or at most where ``ceiling`` is set."""

    floor: float
    ceiling: bool = False
    reason: str = ""

    def holds(self, value: float) -> bool:
        """Whether a value is good enough."""
        return value <= self.floor + SLACK if self.ceiling else value >= self.floor - SLACK

    def __str__(self) -> str:
        """Return the bound as shown in the table."""
        lowered = f"   (lowered: {self.reason})" if self.reason else ""
        return f"{'at most ' if self.ceiling else 'floor   '}{self.floor:.3f}{lowered}"


def run(*command: str | Path, out: Path | None = None) -> str:
    """Run a program and return what it wrote; its failure ends the gate with its words."""
    done = subprocess.run([str(c) for c in command], capture_output=True, text=True, check=False)
    if done.returncode:
        sys.exit(f"{' '.join(str(c) for c in command)}\n{done.stderr[-2000:]}")
    if out is not None:
        out.write_text(done.stdout, encoding="utf-8")
    return done.stdout


def build(texts: list[Path], out: Path, jobs: int) -> tuple[Path, Path, Path]:
    """Build a graph from texts and return the files of its claims, contradictions and bare triples."""
    tool = [sys.executable, "-m", "histgraph", "--store", out / "store"]
    run(*tool, "build", "--jobs", str(jobs), *texts)
    files = (out / "claims.jsonl", out / "contradictions.jsonl", out / "triples.jsonl")
    for path in files[:2]:
        run(*tool, "export", path.stem, "--format", "jsonl", out=path)
    if not files[0].read_text(encoding="utf-8").strip():
        sys.exit(f"no claim at all was found in {', '.join(str(t) for t in texts)}")
    return files


def annotated(name: str, folders: tuple[str, ...], by_document: bool) -> Suite:
    """Return a suite of hand-annotated pages."""
    gold = f"eval/{name}.gold.json"
    scorer = "eval/score_claims.py"

    def score(shared: Path, out: Path, jobs: int) -> dict[str, float]:
        claims, pairs, _ = build([shared / folder for folder in folders], out, jobs)
        command = [sys.executable, shared / scorer, shared / gold, claims, "--contradictions", pairs]
        if by_document:
            print(run(*command, "--by-document"), end="")
        return dict(_claim_measures(json.loads(run(*command, "--json"))))

    return Suite(name, (gold, scorer, *folders), score)


def likely(folder: Path, shared: Path, claims: Path, store: Path) -> Iterator[tuple[str, float]]:
    """Yield how many likely disputes are right by their sentences, and the share of required disputes they find."""
    gold = gold_of(str(folder), shared)
    listing = ("contradictions", "--tensions", "--format", "jsonl")
    pairs = run(sys.executable, "-m", "histgraph", "--store", store, *listing)
    rows = {row["id"]: row for row in map(json.loads, claims.read_text(encoding="utf-8").splitlines())}
    links = map(json.loads, pairs.splitlines())
    finds = [
        gold.by_sentences(rows[link["claim_a"]], rows[link["claim_b"]])
        for link in links
        if link["kind"] == "LikelyDispute"
    ]
    if finds:
        yield "likely_right", sum(map(bool, finds)) / len(finds)
        yield "likely_recall", len(gold.required & set().union(*finds)) / len(gold.required)


def own(name: str) -> Suite:
    """Return a suite of pages of our own."""
    folder, scorer = HERE / "annotated" / name, "eval/score_claims.py"

    def score(shared: Path, out: Path, jobs: int) -> dict[str, float]:
        claims, pairs, _ = build(sorted(folder.glob("*.txt")), out, jobs)
        command = [sys.executable, shared / scorer, folder / "gold.json", claims, "--contradictions", pairs]
        found = json.loads(run(*command, "--json"))
        return {**dict(_claim_measures(found)), **dict(likely(folder, shared, claims, out / "store"))}

    return Suite(name, (str(folder / "gold.json"), *map(str, sorted(folder.glob("*.txt"))), scorer), score)


def plain(name: str) -> Suite:
    """Return a suite of short plain pages of our own, scored by a program of their own."""
    folder, program, scorer = HERE / "plain" / name, HERE / "plain.py", "eval/score_claims.py"

    def score(shared: Path, out: Path, jobs: int) -> dict[str, float]:
        command = [sys.executable, program, name, "--shared", shared, "--jobs", str(jobs), "--out", out]
        return dict(json.loads(run(*command, "--json"))[name])

    return Suite(f"plain_{name}", (str(folder), str(program), scorer), score)


def threads(name: str) -> Suite:
    """Return a suite of threads whose denied, hedged and reported claims and disputes are annotated: recall."""
    folder, scorer = HERE / "threads" / name, "eval/score_claims.py"

    def score(shared: Path, out: Path, jobs: int) -> dict[str, float]:
        claims, pairs, _ = build(sorted(folder.glob("*.txt")), out, jobs)
        command = [sys.executable, shared / scorer, folder / "gold.json", claims, "--contradictions", pairs]
        found = json.loads(run(*command, "--json"))
        gold = json.loads((folder / "gold.json").read_text(encoding="utf-8"))
        recalls = {f"{part}_recall": found[part][1] for part in ("claim", "denied", "hedged", "holder")}
        disputes = {key: value for key, value in _claim_measures(found) if key.startswith("disputes")}
        divided = {"divided": layouts.agreement(folder, gold["claims"])}
        whole = divided | recalls | disputes | {"polarity_accuracy": found["polarity_accuracy"]}
        return whole | dict(likely(folder, shared, claims, out / "store"))

    return Suite(
        f"threads_{name}", (str(folder / "gold.json"), *map(str, sorted(folder.glob("*.txt"))), scorer), score
    )


def voices(name: str) -> Suite:
    """Return a suite of pages of which only who speaks where is told."""
    folder, program = HERE / "layouts" / name, HERE / "layouts.py"

    def score(_shared: Path, _out: Path, _jobs: int) -> dict[str, float]:
        return dict(json.loads(run(sys.executable, program, name, "--json"))[name])

    return Suite(f"layouts_{name}", (str(folder), str(program)), score)


def _claim_measures(found: Mapping[str, Any]) -> Iterator[tuple[str, float]]:
    precision, recall, f1 = found["claim"]
    yield from (("claim_f1", f1), ("claim_precision", precision), ("claim_recall", recall))
    for name in ("denied", "concept", "hedged", "holder"):
        yield f"{name}_f1", found[name][2]
    yield "polarity_accuracy", found["polarity_accuracy"]
    disputes = found["disputes"]
    if disputes["pairs_reported"]:
        yield "disputes_precision", disputes["precision"]
    yield "disputes_recall", disputes["recall"]
    yield "disputes_pairs", disputes["pairs_reported"]
    yield "disputes_wrong", disputes["pairs_reported"] - disputes["pairs_right"]


def external(name: str, measures: Mapping[str, str], *, triples: bool = False) -> Suite:
    """Return a suite of a public benchmark; ``measures`` names its results by its scorer's keys."""
    bench = "eval/bench"
    scripts = tuple(f"{bench}/{script}.py" for script in ("evalkit", "make_inputs", f"score_{name}"))
    data = f"{bench}/dev/{name}"

    def score(shared: Path, out: Path, jobs: int) -> dict[str, float]:
        home = shared / bench
        run(sys.executable, home / "make_inputs.py", name, "--data", home, "--split", "dev", out)
        claims, pairs, bare = build([out / "texts"], out, jobs)
        if triples:
            tool = [sys.executable, "-m", "histgraph", "--store", out / "store"]
            run(*tool, "export", "triples", "--format", "jsonl", out=bare)
            claims = bare
        extra = ["--contradictions", pairs] if name == "ramdocs" else []
        found = json.loads(
            run(
                *(sys.executable, home / f"score_{name}.py", "--data", home, "--split", "dev"),
                *("--inputs", out, "--claims", claims, *extra, "--json"),
            )
        )
        return {ours: found[theirs] for ours, theirs in measures.items() if found.get(theirs) is not None}

    return Suite(name, (data, *scripts), score)


PLAIN = {"f1": "f1", "precision": "precision", "recall": "recall"}
SUITES = (
    annotated("learn", ("seeds", "eval/learn"), by_document=True),
    annotated("check", ("eval/check",), by_document=False),
    own("open"),
    own("kept"),
    plain("open"),
    plain("kept"),
    threads("open"),
    threads("kept"),
    voices("open"),
    voices("kept"),
    external("benchie", PLAIN, triples=True),
    external("carb", {**PLAIN, "auc": "auc"}, triples=True),
    external("mine", {"single": "covered_single", "pair": "covered_pair"}),
    external("ramdocs", {**PLAIN, "false_alarms": "false_alarm_rate_different_entity"}),
)


def bounds(rows: Mapping[str, Any]) -> dict[str, Bound]:
    """Read the floors of one suite: a number, or a table with its reason."""
    found = {}
    for key, value in rows.items():
        if key == "data":
            continue
        row = value if isinstance(value, Mapping) else {"floor": value}
        name = key.removesuffix("_at_most")
        found[name] = Bound(float(row["floor"]), name != key, str(row.get("reason", "")))
    return found


def judge(suite: str, values: Mapping[str, float], wanted: Mapping[str, Bound]) -> list[str]:
    """Print each measure beside its floor and return what fell short."""
    short = []
    print(f"\n{suite}")
    for name, value in values.items():
        bound = wanted.get(name)
        verdict = "" if bound is None else "ok   " if bound.holds(value) else "BELOW"
        print(f"  {name:22s} {value:8.3f}   {verdict} {bound or ''}".rstrip())
        if bound is not None and not bound.holds(value):
            short.append(f"{suite}: {name} is {value:.3f}, {bound}")
    short += [f"{suite}: {name} has a floor but was not measured" for name in wanted if name not in values]
    return short


def measure(
    suite: Suite, shared: Path, out: Path, jobs: int, floors: Mapping[str, Any]
) -> tuple[dict[str, float], list[str]]:
    """Score one suite against its floors; return its measures and what is wrong."""
    rows = floors.get(suite.name, {})
    if missing := suite.missing(shared):
        return {}, [f"{suite.name}: not checked, there is no {missing[0]}"]
    wrong = []
    if (digest := suite.digest(shared)) != rows.get("data"):
        wrong.append(f"{suite.name}: its data are not those of the floors (SHA-256 {digest})")
    out.mkdir(parents=True)
    values = suite.score(shared, out, jobs)
    return values, wrong + judge(suite.name, values, bounds(rows))


def main(argv: list[str] | None = None) -> int:
    names = [suite.name for suite in SUITES]
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("suites", nargs="*", metavar="SUITE", help=f"all by default: {', '.join(names)}")
    parser.add_argument("--shared", type=Path, default=HERE.parents[1] / "shared", help="data and scorers")
    parser.add_argument("--out", type=Path, help="keep claims and scores in this new folder")
    parser.add_argument("--jobs", type=int, default=2)
    chosen = parser.parse_args(argv)
    if unknown := set(chosen.suites) - set(names):
        parser.error(f"no suite {', '.join(sorted(unknown))}; there are: {', '.join(names)}")
    floors = tomllib.loads(FLOORS.read_text(encoding="utf-8"))
    measured: dict[str, dict[str, float]] = {}
    wrong: list[str] = []
    with tempfile.TemporaryDirectory() as folder:
        home = chosen.out or Path(folder)
        for suite in SUITES:
            if not chosen.suites or suite.name in chosen.suites:
                found, faults = measure(suite, chosen.shared, home / suite.name, chosen.jobs, floors)
                wrong += faults
                if found:
                    measured[suite.name] = found
    if "learn" in measured and "check" in measured:
        gap = measured["learn"]["claim_f1"] - measured["check"]["claim_f1"]
        wrong += judge("learn minus check", {"claim_f1": gap}, bounds(floors["gap"]))
    if not measured:
        wrong.append(
            f"nothing was checked: the data and scorers are looked for in {chosen.shared} (--shared)"
        )
    print()
    for line in wrong:
        print(f"FAILED  {line}")
    print(f"{len(wrong)} failed" if wrong else f"{', '.join(measured)}: nothing below its floor")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
