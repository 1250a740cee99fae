"""How fast is the whole chain, beside spaCy's own parse of the same sentences in the same run?

python benchmarks/speed.py [FILE_OR_FOLDER...] [--rounds N] [--copies N]

Without arguments the annotated pages are read. spaCy's own parse is what ``spacy.load(MODEL).pipe(sentences)``
does with every component that the pipeline ships with and that works when it is loaded (they are printed); the chain
is ``histgraph.build``: reading, rating, identity, writing to a store on disk and comparing. Only the sentences of the
answers are given to spaCy; the chain parses questions and headings too.

The two take turns: each page is read by the chain, then its sentences are parsed by spaCy, so that a machine
that is busy or hot for a while slows both. Each round has a process of its own, in which both have read
other texts before (the sample corpus) but none of these, so that nothing is remembered from an earlier round.
The figure is the middle one of all rounds; lowest and highest are told beside it. CPU seconds of one process with all
its threads; only ratios carry over to other machines. Copies differ by a word in the last line, so
that each is a source of its own.
"""

import argparse
import importlib.util
import json
import re
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import spacy

import histgraph
from histgraph.extract.parsing.parse import MODELS, load_model
from histgraph.model import Source
from histgraph.resources import sample_dir
from histgraph.segment import divide
from histgraph.sources import read
from histgraph.store import Change, open_store

PAGES = Path(__file__).resolve().parent / "annotated"
BATCH = 64
"""Sentences in a batch of spaCy's own; a page is rarely longer."""


def cpu(work: Callable[[], Any]) -> tuple[float, Any]:
    """Return the CPU seconds of this process that some work takes, and its result."""
    before = time.process_time()
    result = work()
    return time.process_time() - before, result


def copies(arguments: list[str], count: int, folder: Path) -> None:
    """Write the sources as text files, each a little different in its last line."""
    for copy in range(count):
        for source in read(arguments):
            if isinstance(source, Source):
                text = source.text + (f"\n\nNote {copy}\n" if copy else "")
                stem = re.sub(r"\W+", "-", source.name)
                (folder / f"{stem}-{copy}.txt").write_text(text, encoding="utf-8")


def sentences(texts: Path) -> Iterator[list[str]]:
    """Yield the sentences of each page, in the order in which the chain reads the pages."""
    sources = {source.name: source for source in read([str(texts)]) if isinstance(source, Source)}
    for _, source in sorted(sources.items()):
        parts = divide(source).contributions
        yield [s.quote(source.text) for part in parts for s in part.sentences]


class Turns:
    """Lets spaCy parse a page's sentences whenever the chain has read that page."""

    def __init__(self, texts: Path, model: str) -> None:
        self.nlp = spacy.load(model)
        self.pages = list(sentences(texts))
        self.bare = 0.0
        self.before_comparing = 0.0

    def parse(self, page: list[str]) -> int:
        """Parse sentences as spaCy does by itself."""
        return sum(1 for _ in self.nlp.pipe(page, batch_size=BATCH))

    def __call__(self, stage: str, done: int, _total: int) -> None:
        """Take a turn; told of each step of the build."""
        if stage == "reading":
            self.bare += cpu(lambda: self.parse(self.pages[done - 1]))[0]
        elif not done:
            self.before_comparing = time.process_time()


def a_round(texts: Path, folder: Path) -> dict[str, Any]:
    """Read the texts once by the chain and once by spaCy, in turns; return CPU seconds and counts."""
    turns = Turns(texts, next(name for name in MODELS if importlib.util.find_spec(name)))
    for page in sentences(sample_dir() / "corpus"):
        turns.parse(page)
    histgraph.build(sample_dir() / "corpus").close()
    store = open_store(str(folder / "store"))
    started = time.process_time()
    graph = histgraph.build(texts, store=store, progress=turns)
    ended = time.process_time()
    graph.close()
    return {
        "bare": turns.bare,
        "chain": ended - started - turns.bare,
        "comparing": ended - turns.before_comparing,
        "sentences": sum(map(len, turns.pages)),
        "components": turns.nlp.pipe_names,
        "ours": load_model().pipe_names,
    }


def the_rest(texts: Path, folder: Path) -> dict[str, Any]:
    """Build without spaCy beside it, for memory; then once more, and load the quads into an empty store."""
    store = open_store(str(folder / "store"))
    whole, graph = cpu(lambda: histgraph.build(texts, store=store))
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    again, report = cpu(lambda: graph.build(str(texts)))
    if report.added or report.replaced:
        raise SystemExit("the second build did not leave everything alone")
    claims, quads = len(graph.claims()), tuple(graph.store.quads())
    graph.close()
    empty = open_store(str(folder / "loaded"))
    loading, _ = cpu(lambda: empty.apply(Change(insert=quads)))
    empty.close()
    return {
        "sources": report.sources,
        "claims": claims,
        "again": again / whole,
        "loaded": claims / loading,
        "memory": memory,
    }


def alone(what: str, texts: Path) -> dict[str, Any]:
    """Do a round, or the rest, in a process of its own."""
    command = [sys.executable, __file__, str(texts), "--alone", what]
    found: dict[str, Any] = json.loads(subprocess.run(command, check=True, stdout=subprocess.PIPE).stdout)
    return found


def spread(values: list[float], form: str) -> str:
    """Return the middle value, and the lowest and the highest."""
    middle, low, high = (format(v, form) for v in (statistics.median(values), min(values), max(values)))
    return f"{middle} ({low} to {high})"


def main() -> int:
    options = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    options.add_argument("sources", nargs="*", default=[str(p) for p in sorted(PAGES.glob("*/*.txt"))])
    options.add_argument("--rounds", type=int, default=5)
    options.add_argument("--copies", type=int, default=1)
    options.add_argument("--alone", choices=("round", "rest"), help=argparse.SUPPRESS)
    chosen = options.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        if chosen.alone:
            work = a_round if chosen.alone == "round" else the_rest
            print(json.dumps(work(Path(chosen.sources[0]), Path(folder))))
            return 0
        texts = Path(folder) / "texts"
        texts.mkdir()
        copies(chosen.sources, chosen.copies, texts)
        rounds = [alone("round", texts) for _ in range(chosen.rounds)]
        rest = alone("rest", texts)
    count = rounds[0]["sentences"]
    print(f"spaCy's own parse: {', '.join(rounds[0]['components'])}")
    print(f"the chain's parse: {', '.join(rounds[0]['ours'])}")
    rows = (
        ("sources", f"{rest['sources']}"),
        ("sentences", f"{count}"),
        ("claims", f"{rest['claims']}"),
        ("rounds", f"{len(rounds)}"),
        ("spaCy's own parse, sentences per CPU second", spread([count / r["bare"] for r in rounds], ".0f")),
        ("the whole chain, sentences per CPU second", spread([count / r["chain"] for r in rounds], ".0f")),
        (
            "ratio (1: no slower than spaCy's own parse)",
            spread([r["bare"] / r["chain"] for r in rounds], ".2f"),
        ),
        ("comparing, share of the chain", spread([r["comparing"] / r["chain"] for r in rounds], ".2f")),
        ("a second build of the same, share of the first", f"{rest['again']:.3f}"),
        ("claims loaded into a store on disk per CPU second", f"{rest['loaded']:.0f}"),
        ("peak memory", f"{rest['memory']:.0f} MB"),
    )
    for name, value in rows:
        print(f"{name:52} {value}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
