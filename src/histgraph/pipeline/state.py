"""What stands in a store, read and changed one source at a time, and what follows from the whole.

Beside the graphs of the sources the store keeps what was derived from all of them: merged
entities, open relations, links. The activity ``run:comparison`` tells from which readings and
reviews, and under which rules (``hg:version``, a fingerprint); it is written in the same stroke
as the links, so a build that was killed in between is completed by the next.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cached_property

from pyoxigraph import Literal, Quad

from histgraph import compare, graph, review
from histgraph.graph import terms
from histgraph.model import ClaimLink, Reading, Review, stable_id
from histgraph.pipeline.merge import described
from histgraph.pipeline.settings import Progress
from histgraph.store import Change, Store

_VERSION = terms.hg("version")
_SHARED = (terms.ENTITIES, terms.RELATIONS, terms.TOOLS, terms.LINKS)

_KNOWN = """
PREFIX hg: <https://w3id.org/histgraph/ontology#>
PREFIX prov: <http://www.w3.org/ns/prov#>
SELECT DISTINCT ?source ?name ?sha ?version WHERE {
  ?source a hg:Source ; hg:name ?name ; hg:sha256 ?sha .
  ?run a hg:Extraction ; prov:used ?source ; prov:wasAssociatedWith ?tool . ?tool hg:version ?version }"""


@dataclass(frozen=True, slots=True)
class Known:
    """A source as it stands in the store: its id, hash, and what it was read with."""

    id: str
    sha256: str
    version: str


@dataclass(frozen=True, slots=True)
class Derived:
    """What followed from the whole store: links new since the last build, reviews without a target."""

    new_links: tuple[str, ...] = ()
    unattached: tuple[str, ...] = ()


@dataclass
class State:
    """A store seen as readings, links and reviews; what is read once is kept."""

    store: Store
    _readings: dict[str, Reading] = field(default_factory=dict)

    @cached_property
    def known(self) -> dict[str, Known]:
        """Return the sources in the store by name."""
        found = {}
        for row in self.store.query(_KNOWN):  # type: ignore[union-attr]
            source = terms.local(row["source"].value, terms.source("").value)
            found[row["name"].value] = Known(source, row["sha"].value, row["version"].value)
        return found

    @cached_property
    def readings(self) -> dict[str, Reading]:
        """Return all readings by the id of their source, as they were read."""
        quads = (q for known in self.known.values() for q in self.store.quads(terms.source(known.id).value))
        return {reading.source.id: reading for reading in graph.readings(quads)}

    @cached_property
    def reviews(self) -> tuple[Review, ...]:
        """Return the reviews in the order in which they were made."""
        return graph.reviews(self.store.quads(terms.REVIEWS.value))

    @cached_property
    def links(self) -> tuple[ClaimLink, ...]:
        """Return the links between claims as they were derived."""
        return graph.links(self.store.quads(terms.LINKS.value))

    @cached_property
    def replayed(self) -> review.Replayed:
        """Return the readings with the corrections, merges and splits of reviewers done."""
        return review.replay(self.readings.values(), self.reviews)

    @cached_property
    def fingerprint(self) -> str:
        """Return what stands for the readings, reviews and rules that links would be derived from."""
        read = sorted((k.id, name, k.version) for name, k in self.known.items())
        return stable_id(compare.RULES, read, [r.id for r in self.reviews])

    def changed(self) -> None:
        """Forget what was read of the store, since it has changed."""
        for name in ("known", "readings", "reviews", "links", "replayed", "fingerprint"):
            self.__dict__.pop(name, None)


def _graphs(reading: Reading) -> tuple[object, ...]:
    """Return the graphs that belong to one source alone: its own and the views of its contributions."""
    views = (terms.contribution(c.id) for c in reading.page.contributions)
    return (terms.source(reading.source.id), *views)


def put(state: State, reading: Reading, *, quotes: bool = True) -> None:
    """Put a reading in the place of the former one of the same name, in one stroke."""
    former = state.known.get(reading.source.name)
    drop: list[object] = list(_graphs(reading))
    if former is not None:
        old = next((r for r in _stored(state, former.id)), None)
        if old is not None:
            drop += [g for g in _graphs(old) if g not in drop]
    shared = {terms.RELATIONS, terms.TOOLS}
    own = tuple(q for q in graph.reading_quads(reading, quotes=quotes))
    insert = tuple(q for q in own if q.graph_name not in shared)
    beside = tuple(q for q in own if q.graph_name in shared)
    state.store.apply(Change(drop=tuple(drop), insert=(*insert, *beside)))  # type: ignore[arg-type]
    state.known[reading.source.name] = Known(reading.source.id, reading.source.sha256, reading.extractor)


def take_out(state: State, names: Iterable[str]) -> tuple[str, ...]:
    """Take sources out of the store by name; return the names that were there."""
    gone = []
    for name in sorted(set(names) & set(state.known)):
        known = state.known[name]
        drop = [g for reading in _stored(state, known.id) for g in _graphs(reading)]
        state.store.apply(Change(drop=tuple(drop) or (terms.source(known.id),)))  # type: ignore[arg-type]
        gone.append(name)
    state.changed()
    return tuple(gone)


def _stored(state: State, source: str) -> Iterator[Reading]:
    yield from graph.readings(state.store.quads(terms.source(source).value))


def derive(state: State, *, progress: Progress) -> Derived:
    """Derive entities and links anew where sources, reviews or rules changed since the last time."""
    before = {link.id for link in state.links}
    mark = Literal(state.fingerprint)
    state.changed()
    mark = Literal(state.fingerprint)
    standing = [
        q.object
        for q in state.store.quads(terms.LINKS.value)
        if q.subject == terms.COMPARISON and q.predicate == _VERSION
    ]
    if standing == [mark]:
        return Derived((), state.replayed.unattached if state.reviews else ())
    progress("comparing", 0, 1)
    replayed = state.replayed
    entities = described(e for reading in replayed.readings for e in reading.entities)
    world = compare.corpus(replayed.readings, entities)
    links = compare.compare(world)
    dismissed = replayed.dismissed
    quads: set[Quad] = set(graph.entity_quads(entities))
    for reading in replayed.readings:
        quads.update(
            q for q in graph.reading_quads(reading) if q.graph_name in {terms.RELATIONS, terms.TOOLS}
        )
    quads.update(graph.link_quads(links, dismissed=dismissed))
    quads.update(graph.comparison_quads(compare.RULES))
    quads.add(Quad(terms.COMPARISON, _VERSION, mark, terms.LINKS))
    state.store.apply(Change(drop=_SHARED, insert=tuple(sorted(quads, key=str))))
    state.changed()
    progress("comparing", 1, 1)
    new = tuple(sorted(link.id for link in links if link.id not in before))
    return Derived(new, replayed.unattached)
