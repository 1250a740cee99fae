"""How long do the saved queries take on 1,000, 10,000 and 100,000 claims?

python benchmarks/queries.py [--claims N...] [--seconds S]

The claims are copies of the sample graph under names of their own; five copies at a time share their
propositions and entities, so that the larger graph also holds more that is agreed and disputed. The
store is on disk, opened read-only; a query that takes more than S seconds is stopped and said so. The
times are of the engine and of fetching all rows; only ratios carry over to other machines.
"""

import argparse
import re
import sys
import tempfile
import time
from collections.abc import Iterator
from multiprocessing import get_context
from multiprocessing.connection import Connection
from pathlib import Path
from statistics import median

import pyoxigraph as ox

import histgraph
from histgraph import vocabulary
from histgraph.query import saved, with_prefixes
from histgraph.resources import sample_dir

SHARED = (vocabulary.ENTITY, vocabulary.PROPOSITION)
KEPT = (vocabulary.ONTOLOGY, vocabulary.RELATION, vocabulary.NEGATION, vocabulary.GRAPH)
TOGETHER = 5


def copied(quads: list[ox.Quad], number: int) -> Iterator[ox.Quad]:
    """Yield the quads under the names of one copy."""
    own, shared = f"-{number}", f"-s{number // TOGETHER}"

    def renamed(term: object) -> object:
        if not isinstance(term, ox.NamedNode) or term.value.startswith(KEPT) or "histgraph" not in term.value:
            return term
        return ox.NamedNode(term.value + (shared if term.value.startswith(SHARED) else own))

    for quad in quads:
        yield ox.Quad(
            renamed(quad.subject), renamed(quad.predicate), renamed(quad.object), renamed(quad.graph_name)
        )


def ask(folder: str, names: list[str], pipe: Connection) -> None:
    """Answer saved queries one after another and tell how long each took."""
    store = ox.Store.read_only(folder)
    for name in names:
        text, _ = with_prefixes(saved()[name].filled({}))
        start = time.perf_counter()
        results = store.query(text, use_default_graph_as_union=True)
        rows = sum(1 for _ in results)
        pipe.send((name, time.perf_counter() - start, rows))


def times(folder: str, limit: float) -> dict[str, tuple[float, int]]:
    """Return seconds and rows of each saved query; infinity where it was stopped."""
    context = get_context("spawn")
    waiting = list(saved())
    found: dict[str, tuple[float, int]] = {}
    while waiting:
        here, there = context.Pipe(duplex=False)
        process = context.Process(target=ask, args=(folder, waiting, there))
        process.start()
        while waiting and here.poll(limit + 15 * (not found)):
            name, seconds, rows = here.recv()
            found[name] = (seconds, rows)
            waiting.remove(name)
        if waiting:
            found[waiting.pop(0)] = (float("inf"), 0)
        process.kill()
        process.join()
    return found


def main() -> int:
    options = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    options.add_argument("--claims", type=int, nargs="*", default=[1_000, 10_000, 100_000])
    options.add_argument("--seconds", type=float, default=30)
    chosen = options.parse_args()
    graph = histgraph.build(sample_dir() / "corpus")
    quads, each = sorted(graph.store.quads(), key=str), len(graph.claims())
    table: dict[int, dict[str, tuple[float, int]]] = {}
    for claims in chosen.claims:
        copies = -(-claims // each)
        with tempfile.TemporaryDirectory() as folder:
            store = ox.Store(folder)
            start = time.perf_counter()
            for first in range(0, copies, 50):
                store.bulk_extend(q for n in range(first, min(copies, first + 50)) for q in copied(quads, n))
            took = time.perf_counter() - start
            store.optimize()
            del store
            size = sum(f.stat().st_size for f in Path(folder).rglob("*") if f.is_file())
            print(
                f"{copies * each} claims in {copies * len(quads)} quads: loaded at {copies * each / took:.0f} "
                f"claims a second, {size / (copies * each):.0f} bytes a claim on disk",
                flush=True,
            )
            table[claims] = times(folder, chosen.seconds)
    print("\n" + f"{'milliseconds at claims':26}" + "".join(f"{n:>12}" for n in table))
    for name in saved():
        cells = (f"{1000 * table[n][name][0]:12.1f}" for n in table)
        print(f"{name:26}" + re.sub(r"\binf\b", "stopped", "".join(cells)))
    middle = [f"{1000 * median(seconds for seconds, _ in found.values()):12.1f}" for found in table.values()]
    print(f"{'median':26}" + "".join(middle))
    return 0


if __name__ == "__main__":
    sys.exit(main())
