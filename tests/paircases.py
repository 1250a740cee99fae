"""Reading the tables of pairs (contradictions, hard negatives) and comparing the two answers of each."""

import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from casetables import extractor
from histgraph import compare
from histgraph.model import ClaimLink, Reading, Source, Strength, stable_id
from histgraph.normalise import Normaliser
from histgraph.normalise.vectors import phrase_vectors
from histgraph.pipeline.merge import described
from histgraph.segment import divide

CASES = Path(__file__).parent / "cases"
KEYS = {"kind", "difference", "question", "one", "other", "authors"}


@dataclass(frozen=True, slots=True)
class Pair:
    """Two short answers to one question; ``label`` is the kind of conflict, or what keeps them apart."""

    label: str
    question: str
    one: str
    other: str
    authors: tuple[str, ...] = ()

    @property
    def text(self) -> str:
        """The page on which they stand."""
        said = [self.one, self.other] if self.other else [self.one]
        heads = [f"A ({name}):" for name in self.authors] or ["A:"] * len(said)
        blocks = "\n\n".join(f"{head} {words}" for head, words in zip(heads, said, strict=True))
        return f"Q: {self.question}\n\n{blocks}\n"


def pairs(table: str) -> list[Pair]:
    """Read a table; a misspelt key is an error."""
    rows = tomllib.loads((CASES / f"{table}.toml").read_text(encoding="utf-8"))["pair"]
    for row in rows:
        if set(row) - KEYS:
            raise ValueError(f"{table}.toml: {row['question']!r}: unknown keys {sorted(set(row) - KEYS)}")
    return [
        Pair(
            row.get("kind") or row["difference"],
            row["question"],
            row["one"],
            row["other"],
            tuple(row.get("authors", ())),
        )
        for row in rows
    ]


@cache
def reading(text: str) -> Reading:
    """Read one page as a build does."""
    digest = stable_id(text)
    page = divide(Source(id=digest, name=f"{digest}.txt", sha256=digest * 4, text=text))
    return Normaliser().reading(page, extractor().read(page))


def world(*readings: Reading) -> compare.Corpus:
    """Put readings into one corpus as a build does."""
    return compare.corpus(readings, described(e for r in readings for e in r.entities))


def links(pair: Pair) -> list[ClaimLink]:
    """Return what is found between the two answers of a pair, agreements left out."""
    return [
        k for k in compare.compare(world(reading(pair.text)), embed=phrase_vectors) if not k.kind.is_agreement
    ]


def reported(pair: Pair) -> list[ClaimLink]:
    """Return those that a report shows: strong and qualified ones."""
    return [k for k in links(pair) if k.strength is not Strength.TENSION]


def shown(pair: Pair) -> Iterator[str]:
    """Yield what an editor of the tables wants to see of a pair: claims and links."""
    for claim in reading(pair.text).claims:
        yield f"  {claim.answer}: {claim.label} [{claim.mode}, {claim.certainty}, {claim.attributed_to}]"
    for link in links(pair):
        yield f"  {link.kind}, {link.strength}: {link.explanation} {'; '.join(link.guards)}"
