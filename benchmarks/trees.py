"""Score the trees that rules are read from: python benchmarks/trees.py [--by-repair | --show REPAIR]

Parses the sentences of benchmarks/trees with the pipeline that histgraph ships, and sets the trees before and after
the repairs of histgraph.extract.repairs against the corrected ones: heads, heads with their labels, tags, and whole
sentences of which all heads are right; punctuation is left out. Sentences corrected by hand are told apart from
those on which two parsers agreed, which say little: the parser that is measured was one of the two.

With --by-repair, what each function of the repairs changes: words whose head it makes right, wrong, or leaves wrong
in another way, likewise labels of words whose head it leaves alone, and tags; a word counts for a function by what it
was before the function's first change and what it is after its last; --show lists the words. A repair may make a
tree that the conventions do not have because the rules of claims ask for it, so a "worse" is a question and no
verdict.

Half of the pages can be kept back while a repair is written: --half takes the pages by the digest of their names.
"""

import argparse
import hashlib
import inspect
import json
import sys
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from unittest import mock

from spacy.tokens import Doc as Parse

from histgraph.extract.parsing.parse import load_model
from histgraph.extract.repairs.forms import known
from histgraph.extract.repairs.repair import repaired
from histgraph.extract.syntax.tree import Doc, Token, grown
from histgraph.thrift import one_thread

TREES = Path(__file__).parent / "trees" / "trees.jsonl"
HALVES = ("first", "second")
WRITTEN = {"head": 0, "dep_": 1, "tag_": 2}
"""What a repair may set on a token, and its place in a word of a tree."""

Word = tuple[int, str, str]
"""Place of the head (its own for a root), label, tag."""


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence with its right tree; ``by`` is "hand" or "agreed"."""

    page: str
    by: str
    text: str
    words: tuple[str, ...]
    tree: tuple[Word, ...]

    @property
    def half(self) -> str:
        """Which half of the pages it belongs to."""
        return HALVES[hashlib.sha256(self.page.encode()).digest()[0] % 2]

    def spaces(self) -> list[bool]:
        """Tell for each word whether a space follows."""
        at, found = 0, []
        for word in self.words:
            at += len(word)
            found.append(self.text[at : at + 1] == " ")
            at += found[-1]
        return found


def sentences(path: Path = TREES) -> Iterator[Sentence]:
    """Yield the sentences of the treebank in the order of the file."""
    for line in path.read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        columns = (map(int, row["heads"].split()), row["labels"].split(), row["tags"].split())
        tree = tuple(zip(*columns, strict=True))
        yield Sentence(row["page"], row["by"], row["text"], tuple(row["words"]), tree)


def parses(wanted: Sequence[Sentence]) -> list[Parse]:
    """Parse sentences whose words are given, with the pipeline that histgraph ships."""
    nlp = load_model()
    with one_thread():
        return list(nlp.pipe(Parse(nlp.vocab, words=list(s.words), spaces=s.spaces()) for s in wanted))


def tree(doc: Iterable[Any]) -> tuple[Word, ...]:
    """Return a parse, or a repaired tree, as plain words."""
    return tuple((t.head.i, t.dep_, t.tag_) for t in doc)


def shares(wanted: Sequence[Sentence], trees: Sequence[Sequence[Word]]) -> dict[str, float]:
    """Return which share of words has the right head, head and label, and tag, and which share of trees all heads."""
    right: Counter[str] = Counter()
    for sentence, found in zip(wanted, trees, strict=True):
        both = [(f, g) for f, g in zip(found, sentence.tree, strict=True) if g[1] != "punct"]
        right["words"] += len(both)
        right["heads"] += sum(f[0] == g[0] for f, g in both)
        right["labels"] += sum(f[:2] == g[:2] for f, g in both)
        right["tags"] += sum(f[2] == g[2] for f, g in both)
        right["whole"] += all(f[0] == g[0] for f, g in both)
    found = {name: right[name] / max(right["words"], 1) for name in ("heads", "labels", "tags")}
    return found | {"whole trees": right["whole"] / max(len(wanted), 1)}


class Watch:
    """Notes which function of the repairs set what on which token of the tree that is being repaired."""

    def __init__(self) -> None:
        self.changes: dict[tuple[str, int], tuple[Word, Word]] = {}
        self._set = Token.__setattr__

    def __call__(self, token: Token, name: str, value: Any) -> None:
        """Stand in for ``Token.__setattr__``."""
        before = (token.head.i, token.dep_, token.tag_)
        self._set(token, name, value)
        if name in WRITTEN:
            key = (repair_at_work(), token.i)
            first = self.changes[key][0] if key in self.changes else before
            self.changes[key] = first, (token.head.i, token.dep_, token.tag_)


def repair_at_work() -> str:
    """Return module and name of the innermost function of the repairs that has a docstring: one that repairs."""
    frame = inspect.currentframe()
    while frame is not None:
        module, name = frame.f_globals["__name__"], frame.f_code.co_name
        if module.startswith("histgraph.extract.repairs.") and getattr(
            frame.f_globals.get(name), "__doc__", None
        ):
            return f"{module.rsplit('.', 1)[1]}.{name}"
        frame = frame.f_back
    return "?"


def verdict(before: Word, after: Word, right: Word) -> str | None:
    """Say what changed on a word, and whether for the better: "heads better", "labels worse", "tags neither"."""
    if before[0] != after[0]:
        place, name = 0, "heads"
    elif before[1] != after[1]:
        place, name = 1, "labels"
    elif before[2] != after[2]:
        place, name = 2, "tags"
    else:
        return None
    if after[place] == right[place]:
        return f"{name} better"
    return f"{name} worse" if before[place] == right[place] else f"{name} neither"


@dataclass(frozen=True, slots=True)
class Change:
    """What one repair did to one word."""

    repair: str
    sentence: Sentence
    place: int
    before: Word
    after: Word
    verdict: str

    def __str__(self) -> str:
        words, right = self.sentence.words, self.sentence.tree[self.place]
        was, now, due = (
            f"{words[head]} {label} {tag}" for head, label, tag in (self.before, self.after, right)
        )
        told = f"{self.verdict} ({self.sentence.by}): {words[self.place]}: {was} -> {now}, right is {due}"
        return f"{told} << {self.sentence.text}"


def repaired_trees(docs: Sequence[Parse]) -> list[Doc]:
    return list(repaired(known(grown(docs))))


def changes(wanted: Sequence[Sentence], docs: Sequence[Parse]) -> Iterator[Change]:
    """Yield what each repair changes, sentence by sentence."""
    for sentence, doc in zip(wanted, docs, strict=True):
        watch = Watch()
        with mock.patch.object(Token, "__setattr__", lambda t, n, v, watch=watch: watch(t, n, v)):
            repaired_trees([doc])
        for (repair, place), (before, after) in watch.changes.items():
            right = sentence.tree[place]
            said = verdict(before, after, right) if right[1] != "punct" else None
            if said is not None:
                yield Change(repair, sentence, place, before, after, said)


def by_repair(found: Iterable[Change]) -> str:
    """Write a table of the repairs, those that do most harm to heads and labels first."""
    counts: dict[str, Counter[str]] = defaultdict(Counter)
    texts: dict[str, set[Sentence]] = defaultdict(set)
    for change in found:
        counts[change.repair][change.verdict] += 1
        texts[change.repair].add(change.sentence)
    kinds = ("heads", "labels", "tags")

    def gain(name: str) -> int:
        return sum(counts[name][f"{k} better"] - counts[name][f"{k} worse"] for k in kinds)

    lines = [
        "| repair | sentences | heads better/worse/neither | labels | tags |",
        "|---|---:|---:|---:|---:|",
    ]
    for name in sorted(counts, key=lambda name: (gain(name), name)):
        cells = (
            "/".join(str(counts[name][f"{k} {how}"]) for how in ("better", "worse", "neither")) for k in kinds
        )
        lines.append(f"| {name} | {len(texts[name])} | " + " | ".join(cells) + " |")
    return "\n".join(lines)


def main() -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--by-repair", action="store_true", help="what each repair changes")
    parser.add_argument("--show", metavar="REPAIR", help="each word that one repair changes")
    parser.add_argument("--half", choices=HALVES, help="only one half of the pages")
    chosen = parser.parse_args()
    wanted = [s for s in sentences() if chosen.half in {None, s.half}]
    docs = parses(wanted)
    if chosen.show:
        shown = (c for c in changes(wanted, docs) if c.repair == chosen.show)
        print("\n".join(map(str, shown)))
        return 0
    if chosen.by_repair:
        print(by_repair(changes(wanted, docs)))
        return 0
    print("| sentences | | heads | labels | tags | whole trees |\n|---|---|---:|---:|---:|---:|")
    for by in ("hand", "agreed"):
        pairs = [(s, d) for s, d in zip(wanted, docs, strict=True) if s.by == by]
        some = [s for s, _ in pairs]
        raw, righted = [tree(d) for _, d in pairs], [tree(d) for d in repaired_trees([d for _, d in pairs])]
        for name, trees in (("parser", raw), ("with repairs", righted)):
            cells = " | ".join(f"{share:.4f}" for share in shares(some, trees).values())
            print(f"| {by}, {len(some)} | {name} | {cells} |")
    return 0


if __name__ == "__main__":
    sys.exit(main())
