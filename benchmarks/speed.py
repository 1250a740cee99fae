"""How fast is the whole chain, beside spaCy's bare parse of the same text in the same run?

python benchmarks/speed.py [FILE_OR_FOLDER...] [--copies N]

Without arguments the sample corpus is read, in N copies that differ by a word so that each is a source
of its own. Everything is measured in CPU seconds of one process; only ratios carry over to other machines.
"""

import argparse
import importlib.util
import re
import resource
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import spacy

import histgraph
from histgraph.extract.parse import MODELS
from histgraph.model import Source
from histgraph.resources import sample_dir
from histgraph.segment import divide
from histgraph.sources import read
from histgraph.store import Change, open_store


def cpu(work: Callable[[], Any]) -> tuple[float, Any]:
    """Return the CPU seconds of this process that some work takes, and its result."""
    before = time.process_time()
    result = work()
    return time.process_time() - before, result


def copies(arguments: list[str], count: int, folder: Path) -> int:
    """Write the sources as text files, each a little different in its last line; return their number."""
    number = 0
    for copy in range(count):
        for source in read(arguments):
            if isinstance(source, Source):
                text = source.text + (f"\n\nNote {copy}\n" if copy else "")
                stem = re.sub(r"\W+", "-", source.name)
                (folder / f"{stem}-{copy}.txt").write_text(text, encoding="utf-8")
                number += 1
    return number


def main() -> int:
    options = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    options.add_argument("sources", nargs="*", default=[str(sample_dir() / "corpus")])
    options.add_argument("--copies", type=int, default=8)
    chosen = options.parse_args()
    nlp = spacy.load(next(name for name in MODELS if importlib.util.find_spec(name)))
    list(nlp.pipe(["The king built a wall."]))
    with tempfile.TemporaryDirectory() as folder:
        texts = Path(folder) / "texts"
        texts.mkdir()
        sources = copies(chosen.sources, chosen.copies, texts)
        pages = [divide(s) for s in read([str(texts)]) if isinstance(s, Source)]
        sentences = [
            s.quote(page.source.text) for page in pages for part in page.contributions for s in part.sentences
        ]
        histgraph.build(sample_dir() / "corpus" / "angkor.md")  # loads lexicons and models once
        bare, _ = cpu(lambda: sum(1 for _ in nlp.pipe(sentences, batch_size=64)))
        store = open_store(str(Path(folder) / "store"))
        whole, graph = cpu(lambda: histgraph.build(texts, store=store))
        again, report = cpu(lambda: graph.build(str(texts)))
        if len(report.unchanged) != sources:
            print("the second build did not leave everything alone", file=sys.stderr)
            return 1
        claims = len(graph.claims())
        quads = tuple(graph.store.quads())
        graph.close()
        empty = open_store(str(Path(folder) / "loaded"))
        loading, _ = cpu(lambda: empty.apply(Change(insert=quads)))
        empty.close()
    rows = (
        ("sources", f"{sources}"),
        ("sentences", f"{len(sentences)}"),
        ("claims", f"{claims}"),
        ("spaCy alone, sentences per CPU second", f"{len(sentences) / bare:.0f}"),
        ("the whole chain, sentences per CPU second", f"{len(sentences) / whole:.0f}"),
        ("ratio (1 would be: nothing costs but the parse)", f"{bare / whole:.2f}"),
        ("a second build of the same, share of the first", f"{again / whole:.3f}"),
        ("claims loaded into a store on disk per CPU second", f"{claims / loading:.0f}"),
        ("peak memory", f"{resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MB"),
    )
    for name, value in rows:
        print(f"{name:52} {value:>8}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
