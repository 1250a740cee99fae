"""What a build is told to do, and what it tells when it is done."""

from collections.abc import Callable
from dataclasses import dataclass, field

from histgraph.model import Problem

Progress = Callable[[str, int, int], None]
"""Called with the name of the stage, how much of it is done and how much there is in all."""


def silent(_stage: str, _done: int, _total: int) -> None:
    """Take no notice of progress."""


@dataclass(frozen=True, slots=True)
class Settings:
    """How sources are read.

    ``extractor`` is a name among the entry points ``histgraph.extractors`` or
    ``package.module:Class``; ``model`` is handed to it. ``jobs`` is the number of
    processes, 0 for one on each core. ``fetch`` allows addresses on the web to be read.
    ``quotes`` stores the words of the texts; without them offsets and hashes remain.
    ``nli`` is the folder of a cross-encoder that gives a second opinion on contradictions;
    without it the environment variable HISTGRAPH_NLI is looked at, by every later change too.
    """

    extractor: str = "rules"
    model: str | None = None
    jobs: int = 1
    fetch: bool = False
    quotes: bool = True
    nli: str | None = None


@dataclass(frozen=True, slots=True)
class Report:
    """What a build did: names of sources, sorted, and how much the store holds now.

    ``unattached`` tells of reviews whose claim or link is no longer found.
    """

    added: tuple[str, ...] = ()
    replaced: tuple[str, ...] = ()
    unchanged: tuple[str, ...] = ()
    forgotten: tuple[str, ...] = ()
    problems: tuple[Problem, ...] = ()
    sources: int = 0
    contributions: int = 0
    claims: int = 0
    contradictions: int = 0
    agreements: int = 0
    new_links: tuple[str, ...] = field(default=())
    unattached: tuple[str, ...] = ()

    @property
    def taken(self) -> tuple[str, ...]:
        """Names of the sources that stand in the store thanks to this build, sorted."""
        return tuple(sorted((*self.added, *self.replaced, *self.unchanged)))
