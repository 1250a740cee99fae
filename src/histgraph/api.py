"""The graph as people use it from Python: build, open, ask, look."""

import html
from collections.abc import Iterable, Mapping
from dataclasses import replace
from pathlib import Path
from types import TracebackType

import networkx as nx

from histgraph import network as networks
from histgraph import pipeline, view
from histgraph.compare import Corpus, Explanation, Position, corpus, embedded, explain, positions
from histgraph.errors import StoreError, UsageError
from histgraph.graph import reading_quads, serialise, terms
from histgraph.model import Claim, ClaimLink, Entity, Page, Reading, Review, Strength, Verdict
from histgraph.normalise.vectors import phrase_vectors
from histgraph.pipeline import Progress, Report, Settings, State
from histgraph.pipeline.merge import described
from histgraph.pipeline.settings import silent
from histgraph.query import Result, ask
from histgraph.review import Replayed, judge, now
from histgraph.store import Store, open_store


class Graph:
    """Claims of a store, with what agrees, contradicts and is asked of them.

    >>> graph = build(["graph/corpus"])                       # doctest: +SKIP
    >>> graph.contradictions()[0].explanation                 # doctest: +SKIP
    """

    def __init__(self, store: Store, report: Report | None = None) -> None:
        self.store = store
        self.report = report
        self._state = State(store)
        self._corpus: Corpus | None = None

    # -- reading ---------------------------------------------------------------------------

    @property
    def replayed(self) -> Replayed:
        """The readings with reviewers' corrections done, and their verdicts."""
        return self._state.replayed

    @property
    def corpus(self) -> Corpus:
        """The claims with their pages and entities, as comparisons need them."""
        if self._corpus is None:
            self._corpus = embedded(corpus(self.replayed.readings, self.entities()), phrase_vectors)
        return self._corpus

    def pages(self) -> tuple[Page, ...]:
        """Return the pages, sorted by the name of their source."""
        return tuple(sorted((r.page for r in self.replayed.readings), key=lambda p: p.source.name))

    def claims(self) -> tuple[Claim, ...]:
        """Return all claims, by source name and place."""
        found = (c for r in self.replayed.readings for c in r.claims)
        return tuple(sorted(found, key=lambda c: (c.document, c.evidence, c.id)))

    def entities(self) -> tuple[Entity, ...]:
        """Return what the claims are about, sorted by id, the concepts of all pages in one lattice."""
        return described(e for r in self.replayed.readings for e in r.entities)

    def links(self) -> tuple[ClaimLink, ...]:
        """Return all links that no reviewer dismissed."""
        return tuple(link for link in self._state.links if link.id not in self.replayed.dismissed)

    def every_link(self) -> tuple[ClaimLink, ...]:
        """Return all links, those that a reviewer dismissed among them."""
        return self._state.links

    def readings(self) -> tuple[Reading, ...]:
        """Return the readings as they were read, before anything that reviewers did."""
        return tuple(self._state.readings.values())

    def contradictions(self, *, tensions: bool = False) -> tuple[ClaimLink, ...]:
        """Return the contradictions, strongest first; with ``tensions`` those that can both be true too."""
        rank = {Strength.STRONG: 0, Strength.QUALIFIED: 1, Strength.TENSION: 2}
        found = (link for link in self.links() if not link.kind.is_agreement)
        wanted = (link for link in found if tensions or link.strength is not Strength.TENSION)
        return tuple(
            sorted(wanted, key=lambda k: (rank[k.strength], k.kind, -(k.score or 0), k.explanation, k.id))
        )

    def new_links(self) -> frozenset[str]:
        """Return the ids of the links that the last build found and the one before had not."""
        return self._state.news

    def agreements(self) -> tuple[ClaimLink, ...]:
        """Return where independent contributions support each other, strongest first."""
        found = (link for link in self.links() if link.kind.is_agreement)
        return tuple(sorted(found, key=lambda k: (k.strength != Strength.STRONG, k.explanation, k.id)))

    def positions(self) -> tuple[Position, ...]:
        """Return where each contribution stands on each proposition: consensus, dispute, silence."""
        return positions(self.corpus)

    def claim(self, id_: str) -> Claim:
        """Return a claim by its id or the beginning of it.

        Raises:
            UsageError: if none or several begin so.
        """
        found = [c for c in self.claims() if c.id.startswith(id_.rsplit("/", 1)[-1])]
        if len(found) != 1:
            told = "several claims begin so" if found else "no claim begins so"
            raise UsageError(f"{id_}: {told}. List them: histgraph export claims")
        return found[0]

    def explain(self, one: str, other: str) -> Explanation:
        """Tell why two claims, given by id, do or do not contradict each other."""
        a, b = self.claim(one), self.claim(other)
        told = explain(a, b, self.corpus)
        pair = {a.id, b.id}
        likely = (k for k in self.contradictions(tensions=True) if {k.claim_a, k.claim_b} == pair)
        return told if told.link is not None else replace(told, link=next(likely, None))

    # -- asking ----------------------------------------------------------------------------

    def query(self, query: str, **params: str) -> Result:
        """Answer a saved query by name, a file, or SPARQL; parameters fill a saved query."""
        return ask(self.store, query, params)

    # -- looking ---------------------------------------------------------------------------

    def network(self) -> nx.MultiDiGraph:
        """Return claims, propositions and entities as a typed network."""
        return networks.project(self.claims(), self.links(), self.entities(), self.pages())

    def view(self, path: str | Path, *, title: str = "histgraph") -> Path:
        """Write one offline page with network, matrix, texts and claims; return its path.

        Raises:
            StoreError: if the file cannot be written.
        """
        target = Path(path)
        page = view.page(self.claims(), self.links(), self.entities(), self.pages(), title=title)
        try:
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_text(page, encoding="utf-8", newline="\n")
        except OSError as error:
            raise StoreError(f"{target} cannot be written: {error.strerror}. Name another file.") from error
        return target

    def serialise(self, form: str = "trig", *, quotes: bool = True) -> str:
        """Write the whole graph in one of the RDF formats, sorted, the same for equal graphs."""
        quads = {q for q in self.store.quads() if q.graph_name != terms.NEWS}
        if not quotes:
            own = {terms.source(r.source.id) for r in self._state.readings.values()}
            quads = {q for q in quads if q.graph_name not in own}
            for reading in self._state.readings.values():
                quads.update(reading_quads(reading, quotes=False))
        return serialise(quads, form)

    # -- changing --------------------------------------------------------------------------

    def build(self, *sources: str, settings: Settings | None = None, progress: Progress = silent) -> Report:
        """Take further sources in."""
        self.report = pipeline.build(
            sources, self.store, settings=settings, progress=progress, state=self._state
        )
        self._changed()
        return self.report

    def forget(self, *names: str) -> Report:
        """Take sources out by name, with all that followed from them."""
        self.report = pipeline.forget(names, self.store, state=self._state)
        self._changed()
        return self.report

    def judge(
        self, target: str, verdict: Verdict | str, *, reviewer: str, reason: str = "", settle: bool = True
    ) -> Review:
        """Say whether a claim or link holds; kept with name and time.

        Args:
            target: the id of a claim or link, or the beginning of it.
            verdict: "holds", "does not hold" or "unsure".
            reviewer: who says so.
            reason: why.
            settle: derive at once what follows; False leaves it to ``settle`` or the next build.

        Raises:
            UsageError: if no claim or link, or several, begin so.
        """
        links = [k for k in self._state.links if k.id.startswith(target.rsplit("/", 1)[-1])]
        link = links[0] if len(links) == 1 else None
        claims = self.corpus.claims
        known = link is not None and {link.claim_a, link.claim_b} <= set(claims)
        what = (link, claims[link.claim_a], claims[link.claim_b]) if link and known else self.claim(target)
        review = judge(what, Verdict(verdict), reviewer, now(), reason)
        if settle:
            self.add_reviews([review])
        else:
            self.record([review])
        return review

    def record(self, reviews: Iterable[Review]) -> None:
        """Put reviews on disk, and leave what follows from them to ``settle`` or the next build."""
        pipeline.put_reviews(tuple(reviews), self.store)
        self._state.reviewed()

    def settle(self) -> None:
        """Derive what follows from reviews that were only put on record."""
        pipeline.settle(self.store, state=self._state)
        self._changed()

    def reviews(self) -> tuple[Review, ...]:
        """Return all reviews in the order they were made."""
        return self._state.reviews

    def add_reviews(self, reviews: Iterable[Review]) -> Report:
        """Put reviews on record and derive anew what follows from them."""
        report = pipeline.add_reviews(tuple(reviews), self.store, state=self._state)
        self._changed()
        return report

    def _changed(self) -> None:
        self._state.changed()
        self._corpus = None

    # -- showing ---------------------------------------------------------------------------

    def counts(self) -> Mapping[str, int]:
        """Return how much there is of everything."""
        pages = self.pages()
        return {
            "sources": len(pages),
            "contributions": sum(len(p.contributions) for p in pages),
            "claims": len(self.claims()),
            "contradictions": len(self.contradictions()),
            "agreements": len(self.agreements()),
        }

    def __repr__(self) -> str:
        told = ", ".join(f"{n} {name}" for name, n in self.counts().items())
        return f"<histgraph.Graph {self.store.name}: {told}>"

    def _repr_html_(self) -> str:
        cells = "".join(f"<td><b>{n}</b> {html.escape(name)}</td>" for name, n in self.counts().items())
        rows = "".join(
            f"<li>{html.escape(link.explanation)} <i>({html.escape(str(link.strength))})</i></li>"
            for link in self.contradictions()[:5]
        )
        return f"<table><tr>{cells}</tr></table><ul>{rows}</ul>"

    def close(self) -> None:
        """Let go of the store."""
        self.store.close()

    def __enter__(self) -> "Graph":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()


def build(
    sources: Iterable[str | Path] | str | Path,
    *,
    store: str | Path | Store = "memory:",
    settings: Settings | None = None,
    progress: Progress = silent,
) -> Graph:
    """Read sources into a graph.

    Args:
        sources: files, folders, addresses; one or several.
        store: "memory:", a folder, the address of a SPARQL endpoint, or an open store.
        settings: how to read.
        progress: told of each step.

    Raises:
        HistgraphError: see ``histgraph.errors``; trouble in single files is in ``graph.report.problems``.
    """
    named = [sources] if isinstance(sources, str | Path) else list(sources)
    opened = open_store(store) if isinstance(store, str | Path) else store
    report = pipeline.build([str(s) for s in named], opened, settings=settings, progress=progress)
    return Graph(opened, report)


def open_graph(store: str | Path, *, write: bool = False) -> Graph:
    """Open the graph of a store for reading, or for writing too.

    Raises:
        StoreError: if there is no store, or another process writes to it.
    """
    return Graph(open_store(store, write=write, create=False))
