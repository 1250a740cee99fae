"""Which rule made which contradiction: python benchmarks/contradiction_rules.py [FOLDER ...] [--shared DIR] [--pairs].

Reads the pages of each folder, compares their claims, and sets each reported pair, strong or qualified, beside the
disputes of the gold, under the rule of ``histgraph.compare`` that made it. A pair is *right by claims* where its two
claims are such as stand on the two sides of one dispute, by the scorer that stands beside a development checkout;
*right by sentences* where only their quotes are those of such claims; else *wrong*, for all that the gold knows.
On short plain pages the gold of a dispute is passages, so that a pair is right by both or by none.

A ``FOLDER`` holds ``gold.json`` (see benchmarks/annotated), or a ``.toml`` beside each page (see benchmarks/plain);
``learn`` is the annotated pages beside a development checkout. By default these are ``learn``, and the folders
``annotated/open`` and ``plain/open`` beside this script. ``--pairs`` lists every pair; not of a folder called
``kept``, which is told in totals only.
"""

import argparse
import importlib.util
import json
import sys
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any
from unittest import mock

import plain
from histgraph.compare import compare, corpus, decide
from histgraph.extract import RuleExtractor
from histgraph.model import Claim, Source, Strength
from histgraph.normalise import Normaliser
from histgraph.normalise.vectors import phrase_vectors
from histgraph.pipeline.merge import described
from histgraph.segment import divide
from histgraph.sources import read

HERE = Path(__file__).resolve().parent
LEARN = "learn"
FOLDERS = (LEARN, str(HERE / "annotated" / "open"), str(HERE / "plain" / "open"))
SPOKEN = "spoken_against"
"""In the place of a rule where one text says itself that it speaks against the other."""
VERDICTS = ("by claims", "by sentences", "wrong")

Row = Mapping[str, Any]
"""A claim, built or of the gold, as the scorer of claims takes it."""


@dataclass(frozen=True, slots=True)
class Gold:
    """What is known of a folder: where pages are, and by which disputes two claims lie on two sides."""

    pages: tuple[Path, ...]
    required: frozenset[str]
    by_claims: Callable[[Row, Row], set[str]]
    by_sentences: Callable[[Row, Row], set[str]]

    def verdict(self, one: Row, other: Row) -> str:
        """Return one of ``VERDICTS``."""
        if self.by_claims(one, other):
            return VERDICTS[0]
        return VERDICTS[1] if self.by_sentences(one, other) else VERDICTS[2]


@dataclass(frozen=True, slots=True)
class Pair:
    """One reported pair: the rule that made it, whether it is right, the disputes that it finds, both quotes."""

    rule: str
    verdict: str
    finds: frozenset[str]
    quotes: str


def annotated(pages: Iterable[Path], gold: Path, scorer: Path) -> Gold:
    """Return the gold of pages whose claims are annotated.

    Args:
        pages: the pages; those that the gold does not know are left out.
        gold: the claims and disputes, as ``annotated/convert.py`` writes them.
        scorer: the program that tells whether a claim is one of the gold.

    Raises:
        GoldError: There is no scorer.
    """
    if not scorer.is_file():
        raise plain.GoldError(f"there is no {scorer}, which tells whether a claim is that of the gold")
    known = {"documents": {}, "claims": [], "disputes": []} | json.loads(gold.read_text(encoding="utf-8"))
    by_page: dict[str, list[Row]] = defaultdict(list)
    for claim in known["claims"]:
        by_page[claim["document"]].append(claim)
    sides = [(d["id"], set(d["one_side"]), set(d["other_side"])) for d in known["disputes"]]
    score = _module(scorer)

    def finder(same: Callable[[Row, Row], bool]) -> Callable[[Row, Row], set[str]]:
        seen: dict[str, set[str]] = {}

        def those(row: Row) -> set[str]:
            if row["id"] not in seen:
                seen[row["id"]] = {g["id"] for g in by_page[row["document"]] if same(row, g)}
            return seen[row["id"]]

        def told(one: Row, other: Row) -> set[str]:
            a, b = those(one), those(other)
            return {
                name for name, left, right in sides if (a & left and b & right) or (a & right and b & left)
            }

        return told

    return Gold(
        tuple(page for page in pages if page.name in known["documents"]),
        frozenset(d["id"] for d in known["disputes"] if d.get("required", True)),
        finder(lambda row, g: score.similarity(row, g) > 0 and score.right(row, g)),
        finder(lambda row, g: plain.lies((row["start"], row["end"]), [(g["start"], g["end"])])),
    )


@cache
def _module(path: Path) -> Any:
    spec = importlib.util.spec_from_file_location(path.stem, path)
    module = importlib.util.module_from_spec(spec)  # type: ignore[arg-type]
    spec.loader.exec_module(module)  # type: ignore[union-attr]
    return module


def passages(folder: Path) -> Gold:
    """Return the gold of short pages, whose disputes are passages."""
    disputes = {
        f"{page.name}:{number}": (page.name, dispute)
        for page in plain.read(folder)
        for number, dispute in enumerate(page.disputes)
    }

    def told(one: Row, other: Row) -> set[str]:
        spans = (one["start"], one["end"]), (other["start"], other["end"])
        return {
            name
            for name, (page, dispute) in disputes.items()
            if page == one["document"] == other["document"] and dispute.told_by(*spans)
        }

    required = frozenset(name for name, (_, dispute) in disputes.items() if dispute.required)
    return Gold(tuple(sorted(folder.glob("*.txt"))), required, told, told)


def gold_of(name: str, shared: Path) -> Gold:
    """Return the gold of a folder, or of the pages beside a development checkout.

    Raises:
        GoldError: It holds no gold, or gold that tells of no required dispute.
    """
    scorer = shared / plain.SCORER
    if name == LEARN:
        folders, beside = [shared / "seeds", shared / "eval" / LEARN], shared / "eval" / f"{LEARN}.gold.json"
    else:
        folders, beside = [Path(name)], Path(name) / "gold.json"
    pages = [page for folder in folders for page in sorted(folder.glob("*.txt"))]
    if beside.is_file():
        found = annotated(pages, beside, scorer)
    elif pages and all(page.with_suffix(".toml").is_file() for page in pages):
        found = passages(folders[0])
    else:
        raise plain.GoldError(f"no gold in {folders[-1]}: neither {beside.name} nor a .toml beside each page")
    if not (found.pages and found.required):
        raise plain.GoldError(f"the gold of {folders[-1]} tells of no page, or of no dispute on one")
    return found


@contextmanager
def named() -> Iterator[Mapping[frozenset[str], str]]:
    """Return the rule by the ids of the two claims of each link made meanwhile."""
    made: dict[frozenset[str], str] = {}
    last: list[Any] = [None, ""]
    worth, link = decide._worth, decide._link

    def remembering(rule: Callable[..., Any]) -> Callable[..., Any]:
        def asked(*claims: Any) -> Any:
            found = rule(*claims)
            if found is not None:
                last[:] = found, rule.__name__
            return found

        return asked

    def linked(a: Claim, b: Claim, world: Any, found: Any, *rest: Any) -> Any:
        made[frozenset((a.id, b.id))] = last[1] if found is last[0] else SPOKEN
        return link(a, b, world, found, *rest)

    with (
        mock.patch.object(decide, "_worth", lambda *seen: tuple(map(remembering, worth(*seen)))),
        mock.patch.object(decide, "_link", linked),
    ):
        yield made


def pairs(gold: Gold) -> Iterator[Pair]:
    """Read and compare the pages of a folder; yield what is reported, pairs of the same words once."""
    extractor, normaliser = RuleExtractor(), Normaliser()
    sources = [source for source in read(list(map(str, gold.pages))) if isinstance(source, Source)]
    readings = [normaliser.reading(page, extractor.read(page)) for page in map(divide, sources)]
    world = corpus(readings, described(entity for reading in readings for entity in reading.entities))
    with named() as rules:
        links = compare(world, embed=phrase_vectors)
    names = {source.id: source.name for source in sources}
    told = set()
    for link in links:
        if link.kind.is_agreement or link.strength is Strength.TENSION:
            continue
        one, other = (_row(world.claims[id_], names) for id_ in (link.claim_a, link.claim_b))
        same = frozenset(tuple(v for k, v in row.items() if k not in {"id", "quote"}) for row in (one, other))
        if same in told:
            continue
        told.add(same)
        yield Pair(
            rules[frozenset((link.claim_a, link.claim_b))],
            gold.verdict(one, other),
            frozenset(gold.by_claims(one, other)),
            " <> ".join(" ".join(row["quote"].split()) for row in (one, other)),
        )


def _row(claim: Claim, names: Mapping[str, str]) -> Row:
    return {
        "id": claim.id, "document": names[claim.source], "start": claim.evidence.start, "end": claim.evidence.end,
        "subject": claim.subject.label, "relation": claim.relation.label, "object": claim.object.label,
        "polarity": claim.polarity.value, "quote": claim.quote,
    }  # fmt: skip


def table(found: Iterable[Pair]) -> str:
    """Write a Markdown table of rules, those with most pairs first."""
    by_rule: dict[str, Counter[str]] = defaultdict(Counter)
    for pair in found:
        by_rule[pair.rule][pair.verdict] += 1
    rows = sorted(by_rule.items(), key=lambda item: (-item[1].total(), item[0]))
    cells = (" | ".join(str(counts[verdict]) for verdict in VERDICTS) for _, counts in rows)
    head = ("| rule | " + " | ".join(VERDICTS) + " |", "|---|" + "---:|" * len(VERDICTS))
    return "\n".join((*head, *(f"| {rule} | {cell} |" for (rule, _), cell in zip(rows, cells, strict=True))))


def summary(name: str, gold: Gold, found: Sequence[Pair]) -> str:
    """Return what a folder came to, in one line."""
    counts = Counter(pair.verdict for pair in found)
    hit = gold.required & {name for pair in found for name in pair.finds}
    told = ", ".join(f"{counts[verdict]} {verdict}" for verdict in VERDICTS)
    return f"{name}: {len(found)} pairs, {told}; {len(hit)} of {len(gold.required)} required disputes"


def main() -> int:
    """Read, compare and print."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("folders", nargs="*", metavar="FOLDER")
    parser.add_argument(
        "--shared", type=Path, default=HERE.parents[1] / "shared", help="where learn and the scorer are"
    )
    parser.add_argument("--pairs", action="store_true", help="list the pairs of each folder")
    chosen = parser.parse_args()
    try:
        golds = {name: gold_of(name, chosen.shared) for name in chosen.folders or FOLDERS}
    except plain.GoldError as problem:
        parser.error(str(problem))
    whole: list[Pair] = []
    for name, gold in golds.items():
        found = list(pairs(gold))
        if chosen.pairs and Path(name).name != "kept":
            print(*(f"{pair.verdict:12s} {pair.rule}: {pair.quotes}" for pair in found), sep="\n")
        print(summary(name, gold, found), flush=True)
        whole += found
    print(table(whole))
    return 0


if __name__ == "__main__":
    sys.exit(main())
