"""Reading pages one after another or in several processes: same readings, same order.

A chunk is a stretch of the list of sources. Reading it has no effect but its result, so it
may be done twice, and it is when a process dies under it.
"""

import multiprocessing
import os
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from difflib import get_close_matches
from functools import cache, partial
from importlib import import_module
from importlib.metadata import entry_points
from multiprocessing.connection import wait
from threading import Thread
from typing import Protocol

from histgraph.drafts import ExtractedPage
from histgraph.errors import HistgraphError, UsageError
from histgraph.model import Page, Problem, Reading, Source
from histgraph.normalise import Normaliser
from histgraph.pipeline.settings import Settings
from histgraph.segment import divide
from histgraph.thrift import thrifty


class Extractor(Protocol):
    """Anything that finds drafts of claims in a page.

    ``version`` names software, version, model and settings: a stored reading is made
    anew when it differs.
    """

    @property
    def version(self) -> str:
        """What the readings are made with."""
        ...

    def read(self, page: Page) -> ExtractedPage:
        """Return the drafts of all contributions of a page, in text order."""
        ...


@cache
def extractor(name: str, model: str | None = None) -> Extractor:
    """Return an extractor by name, once for each process.

    Raises:
        UsageError: if there is none of that name; the message lists those there are.
    """
    if ":" in name:
        return _loaded(name)(model)  # type: ignore[no-any-return, operator]
    known = {point.name: point for point in entry_points(group="histgraph.extractors")}
    if name not in known:
        near = get_close_matches(name, known, n=1)
        hint = f" Did you mean {near[0]}?" if near else ""
        raise UsageError(f"There is no extractor named {name}.{hint} There are: {', '.join(sorted(known))}.")
    return known[name].load()(model)  # type: ignore[no-any-return]


def _loaded(spec: str) -> object:
    module, _, attribute = spec.partition(":")
    try:
        return getattr(import_module(module), attribute)
    except (ImportError, AttributeError) as error:
        raise UsageError(
            f"The extractor {spec} cannot be loaded: {error}. Name it as package.module:Class."
        ) from error


def readings(sources: Sequence[Source], settings: Settings) -> Iterator[Reading | Problem]:
    """Yield the reading of each source, or why there is none, in the order of the sources."""
    jobs = settings.jobs or os.cpu_count() or 1
    if jobs == 1 or len(sources) < 2:
        yield from (_read(source, settings) for source in sources)
    else:
        yield from _pooled(sources, settings, min(jobs, len(sources)))


@thrifty()
def _read(source: Source, settings: Settings) -> Reading | Problem:
    try:
        page = divide(source)
        return Normaliser().reading(page, extractor(settings.extractor, settings.model).read(page))
    except HistgraphError:
        raise
    except Exception as error:  # one page that trips a rule must not stop the others
        return Problem(
            source.name,
            f"could not be read, the extractor stumbled: {type(error).__name__}: {error}",
            "Report it with the text; the other sources were taken in.",
        )


_CHUNK = 4
"""Pages that a process reads before it hands them over: what is lost, in each, if the program is killed."""


def _pooled(sources: Sequence[Source], settings: Settings, jobs: int) -> Iterator[Reading | Problem]:
    remaining = list(sources)
    while remaining:
        size = max(1, min(_CHUNK, len(remaining) // (jobs * 4)))
        done = 0
        try:
            with _pool(jobs) as pool:
                for result in pool.map(partial(_read, settings=settings), remaining, chunksize=size):
                    yield result
                    done += 1
            return
        except BrokenProcessPool:
            # Some source in flight killed its process: those are read each in a process of its own,
            # so that only the culprit is lost, and the rest goes on in a new pool.
            suspects = (jobs + 1) * size
            yield from (_alone(source, settings) for source in remaining[done : done + suspects])
            remaining = remaining[done + suspects :]


def _alone(source: Source, settings: Settings) -> Reading | Problem:
    try:
        with _pool(1) as pool:
            return pool.submit(_read, source, settings).result()
    except BrokenProcessPool:
        return Problem(
            source.name,
            "could not be read: the process that read it died, perhaps for want of memory",
            "Divide the file into smaller ones, or give the machine more memory.",
        )


def _pool(jobs: int) -> ProcessPoolExecutor:
    # "spawn" starts from nothing: forking a process that runs threads (a server, a notebook) can hang.
    spawning = multiprocessing.get_context("spawn")
    return ProcessPoolExecutor(jobs, mp_context=spawning, initializer=_end_with_parent)


def _end_with_parent() -> None:
    """Let this process end when the one that started it is killed: it would wait for work for ever."""
    parent = multiprocessing.parent_process()
    if parent is not None:
        Thread(target=lambda: (wait([parent.sentinel]), os._exit(1)), daemon=True).start()
