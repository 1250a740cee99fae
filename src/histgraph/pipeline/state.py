"""What stands in a store, read and changed one source at a time, and what follows from the whole.

Beside the graphs of the sources the store keeps what was derived from all of them: merged
entities, open relations, links. The activity ``run:comparison`` tells from which readings and
reviews, and under which rules (``hg:version``, a fingerprint); it is written in the same stroke
as the links, so a build that was killed in between is completed by the next.
"""

import json
import os
import time
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Self

from pyoxigraph import Literal, NamedNode, Quad

from histgraph import compare, graph, review
from histgraph.graph import terms
from histgraph.model import ClaimLink, Reading, Review, stable_id
from histgraph.normalise.vectors import phrase_vectors
from histgraph.pipeline.merge import described
from histgraph.pipeline.settings import Progress
from histgraph.store import Change, Store

_VERSION = terms.hg("version")
_BY = terms.term("prov", "wasAssociatedWith")
_FOUND = terms.term("prov", "generated")
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


_COUNT = """
PREFIX hg: <https://w3id.org/histgraph/ontology#>
SELECT (COUNT(DISTINCT ?it) AS ?n) WHERE {{ ?it a hg:{0} }}"""


@dataclass
class State:
    """A store seen as readings, links and reviews; what is read once is kept."""

    store: Store
    _readings: dict[tuple[str, str], Reading] = field(default_factory=dict)

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
        kept = self._readings
        for known in self.known.values():
            if (known.id, known.version) not in kept:
                for reading in graph.readings(self.store.quads(terms.source(known.id).value)):
                    kept[known.id, known.version] = reading
        wanted = {(known.id, known.version) for known in self.known.values()}
        self._readings = {key: reading for key, reading in kept.items() if key in wanted}
        return {id_: self._readings[id_, version] for id_, version in sorted(self._readings)}

    @cached_property
    def reviews(self) -> tuple[Review, ...]:
        """Return the reviews in the order in which they were made."""
        return graph.reviews(self.store.quads(terms.REVIEWS.value))

    @cached_property
    def links(self) -> tuple[ClaimLink, ...]:
        """Return the links between claims as they were derived."""
        return graph.links(self.store.quads(terms.LINKS.value))

    @cached_property
    def news(self) -> frozenset[str]:
        """Return the ids of the links that the last comparison found and the one before had not."""
        found = (q.object for q in self.store.quads(terms.NEWS.value))
        return frozenset(
            terms.local(node.value, terms.link("").value) for node in found if isinstance(node, NamedNode)
        )

    @cached_property
    def replayed(self) -> review.Replayed:
        """Return the readings with the corrections, merges and splits of reviewers done."""
        return review.replay(self.readings.values(), self.reviews)

    @cached_property
    def fingerprint(self) -> str:
        """Return what stands for the readings, reviews and rules that links would be derived from."""
        read = sorted((k.id, name, k.version) for name, k in self.known.items())
        return stable_id(compare.RULES, read, [r.id for r in self.reviews])

    def count(self, name: str) -> int:
        """Return how many members a class of the ontology has."""
        row = next(iter(self.store.query(_COUNT.format(name))))  # type: ignore[arg-type]
        return int(row["n"].value)

    def keep(self, reading: Reading | None, source: str, version: str) -> None:
        """Keep a reading that was just put into the store; None if the store holds less than was read."""
        self._readings.pop((source, version), None)
        if reading is not None:
            self._readings[source, version] = reading

    def reviewed(self) -> None:
        """Forget what was read of the reviews and what they do, since there are new ones."""
        for name in ("reviews", "replayed", "fingerprint"):
            self.__dict__.pop(name, None)

    def changed(self) -> None:
        """Forget what was read of the store, since it has changed; readings that still stand are kept."""
        for name in ("known", "readings", "reviews", "links", "news", "replayed", "fingerprint"):
            self.__dict__.pop(name, None)


def _graphs(reading: Reading) -> tuple[NamedNode, ...]:
    """Return the graphs that belong to one source alone: its own and the views of its contributions."""
    views = (terms.contribution(c.id) for c in reading.page.contributions)
    return (terms.source(reading.source.id), *views)


class Intake:
    """Puts readings in the place of the former ones of the same name, several in one stroke.

    One change of many quads costs a third of many changes of few. What is waiting is written when it is
    much or the last writing is some time ago, and at the end, also where that is an error: so use it in a
    ``with``. So a program that is killed loses what it read in that time, and the page it was at.

    Args:
        state: what the store holds.
        quotes: whether the words of the texts are stored.
    """

    def __init__(self, state: State, *, quotes: bool = True) -> None:
        self._state = state
        self._quotes = quotes
        self._waiting: list[Reading] = []
        self._drop: dict[NamedNode, None] = {}
        self._insert: list[Quad] = []
        self._written = time.monotonic()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.write()

    def put(self, reading: Reading) -> None:
        """Take a reading in, to be written soon."""
        graphs = _graphs(reading)
        if not self._drop.keys().isdisjoint(graphs):
            self.write()
        former = self._state.known.get(reading.source.name)
        if former is not None and former.id in self._of_others(reading.source.name):
            former = None  # its text stands now under another name
        old = next(_stored(self._state, former.id), None) if former is not None else None
        self._drop |= dict.fromkeys((*graphs, *(_graphs(old) if old is not None else ())))
        self._insert += graph.reading_quads(reading, quotes=self._quotes)
        self._waiting.append(reading)
        if len(self._insert) >= _MUCH or time.monotonic() - self._written > _LONG:
            self.write()

    def _of_others(self, name: str) -> set[str]:
        """Return the ids of all sources but one, with those that are waiting."""
        standing = {known.id for other, known in self._state.known.items() if other != name}
        return standing | {reading.source.id for reading in self._waiting}

    def write(self) -> None:
        """Write what is waiting, all of it or nothing."""
        waiting, drop, insert = self._waiting, tuple(self._drop), tuple(self._insert)
        self._waiting, self._drop, self._insert = [], {}, []
        self._state.store.apply(Change(drop=drop, insert=insert))
        for reading in waiting:
            source = reading.source
            self._state.keep(reading if self._quotes else None, source.id, reading.extractor)
            self._state.known[source.name] = Known(source.id, source.sha256, reading.extractor)
        self._written = time.monotonic()


_MUCH = 80_000
"""Quads that are written in one stroke: some forty pages. Half as many cost a fifth more."""
_LONG = 2.0
"""Seconds after which a reading is written, though it is alone: what is lost if the program is killed.

Measured from the last writing, not from the first that waits: a page that took long is written at once.
"""


def take_out(state: State, names: Iterable[str]) -> tuple[str, ...]:
    """Take sources out of the store by name; return the names that were there."""
    gone = []
    for name in sorted(set(names) & set(state.known)):
        known = state.known[name]
        drop = [g for reading in _stored(state, known.id) for g in _graphs(reading)]
        state.store.apply(Change(drop=tuple(drop) or (terms.source(known.id),)))
        gone.append(name)
    state.changed()
    return tuple(gone)


def _stored(state: State, source: str) -> Iterator[Reading]:
    yield from graph.readings(state.store.quads(terms.source(source).value))


def second_opinion(folder: str | None = None) -> compare.SecondOpinion | None:
    """Return the reader that a folder, else HISTGRAPH_NLI, names; None where neither does.

    Raises:
        UsageError: if the folder holds no model that can be used.
    """
    named = folder or os.environ.get("HISTGRAPH_NLI")
    return compare.CrossEncoder(named) if named else None


def derive(state: State, *, progress: Progress, nli: str | None = None) -> Derived:
    """Derive entities and links where sources, reviews or rules changed since the last time.

    Links between claims that nothing touched are kept as they are; the rest is compared anew. Only
    what differs from what stands is written, in one stroke with the mark of what it was derived from.
    """
    state.changed()
    opinion = second_opinion(nli)
    rules = f"{compare.RULES}, {opinion.version}" if opinion is not None else compare.RULES
    mark = Literal(stable_id(state.fingerprint, rules))
    old = {graph_: set(state.store.quads(graph_.value)) for graph_ in (terms.LINKS, terms.NEWS)}
    if Quad(terms.COMPARISON, _VERSION, mark, terms.LINKS) in old[terms.LINKS]:
        return Derived((), state.replayed.unattached if state.reviews else ())
    progress("comparing", 0, 1)
    before = state.links
    old |= {graph_: set(state.store.quads(graph_.value)) for graph_ in _SHARED if graph_ not in old}
    replayed = state.replayed
    entities = described(e for reading in replayed.readings for e in reading.entities)
    links, basis = compare.renew(
        compare.embedded(compare.corpus(replayed.readings, entities), phrase_vectors),
        _marks(state),
        _standing(state, old, rules),
        opinion,
    )
    new = _new(links, before)
    quads: set[Quad] = set(graph.entity_quads(entities))
    quads.update(graph.open_relation_quads(c for reading in replayed.readings for c in reading.claims))
    for name in sorted({reading.extractor for reading in replayed.readings}):
        quads.update(graph.tool_quads(name))
    quads.update(graph.link_quads(links, dismissed=replayed.dismissed))
    quads.update(graph.comparison_quads(rules))
    quads.add(Quad(terms.COMPARISON, _VERSION, mark, terms.LINKS))
    if packed := terms.detail(sources=basis.sources, opposed=basis.opposed, crowds=basis.crowds):
        quads.add(Quad(terms.COMPARISON, terms.hg("detail"), packed, terms.LINKS))
    quads.update(Quad(terms.COMPARISON, _FOUND, terms.link(id_), terms.NEWS) for id_ in new)
    standing = set().union(*old.values())
    delete, insert = (tuple(sorted(some, key=str)) for some in (standing - quads, quads - standing))
    state.store.apply(Change(delete=delete, insert=insert))
    state.changed()
    progress("comparing", 1, 1)
    return Derived(new, replayed.unattached)


def _new(links: Sequence[ClaimLink], before: Sequence[ClaimLink]) -> tuple[str, ...]:
    """Return the ids of the links that were not there before.

    A text that was edited has claims of new ids. A link that went with its former reading and stands
    there again in the same words is no news.
    """
    now = {link.id for link in links}
    gone = Counter((link.kind, link.explanation) for link in before if link.id not in now)
    known = {link.id for link in before}
    new = []
    for link in sorted(links, key=lambda link: link.id):
        if link.id in known:
            continue
        if gone[link.kind, link.explanation]:
            gone[link.kind, link.explanation] -= 1
        else:
            new.append(link.id)
    return tuple(new)


def _marks(state: State) -> dict[str, str]:
    """Return for each source what stands for its claims: how it was read, and what reviewers changed."""
    read = {k.id: stable_id(k.id, name, k.version) for name, k in state.known.items()}
    for reading in state.replayed.readings:
        if reading is not state.readings[reading.source.id]:
            read[reading.source.id] = stable_id(read[reading.source.id], repr(reading.claims))
    return read


def _standing(state: State, old: Mapping[NamedNode, set[Quad]], rules: str) -> compare.Standing | None:
    """Return the former comparison, None where there is none or it was made by other rules."""
    told = {q.predicate: q.object for q in old[terms.LINKS] if q.subject == terms.COMPARISON}
    packed = told.get(terms.hg("detail"))
    if not isinstance(packed, Literal) or told.get(_BY) != terms.tool(rules):
        return None
    held = json.loads(packed.value)
    basis = compare.Basis(**{key: held.get(key, {}) for key in ("sources", "opposed", "crowds")})
    return compare.Standing(state.links, basis, graph.entities(old[terms.ENTITIES]))
