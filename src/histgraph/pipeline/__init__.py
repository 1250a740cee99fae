"""The one module that knows the order: sources, pages, claims, graph, links, reviews.

A build is atomic for each source: one change of the store takes the old reading of a
source out and puts the new one in. What follows from all sources together (descriptions of
entities, links between claims) is derived anew afterwards, and carries the fingerprint of
what it was derived from, so that a build that was killed in between is completed by the next.
"""

from collections.abc import Iterable, Sequence

from histgraph import graph
from histgraph.graph import terms
from histgraph.model import Problem, Reading, Review, Source, Strength
from histgraph.pipeline.pool import Extractor, extractor, readings
from histgraph.pipeline.settings import Progress, Report, Settings, silent
from histgraph.pipeline.state import Derived, Intake, State, derive, take_out
from histgraph.sources import read
from histgraph.store import Change, Store
from histgraph.thrift import thrifty

__all__ = [
    "Extractor", "Progress", "Report", "Settings", "State", "add_reviews", "build", "extractor", "forget",
    "put_reviews", "settle",
]  # fmt: skip


@thrifty()
def build(
    arguments: Iterable[str],
    store: Store,
    *,
    settings: Settings | None = None,
    progress: Progress = silent,
    state: State | None = None,
) -> Report:
    """Take sources into a store; leave alone those that stand there already, unchanged.

    Args:
        arguments: files, folders, addresses, or "-" for standard input.
        store: where the graph is kept.
        settings: how to read; see ``Settings``.
        progress: told of each step.
        state: what was read of the store already, if anything.

    Returns:
        What was added, replaced and left, and the problems met in the input.

    Raises:
        UsageError: if there is no such extractor.
        ExtractionError: if the language model is missing.
        StoreError: if the store refuses; every source is then in its old or its new state.
    """
    settings = settings or Settings()
    sources, problems = _sources(arguments, settings)
    state = state or State(store)
    sources, copies = _apart(sources, state)
    problems += copies
    version = extractor(settings.extractor, settings.model).version if sources else ""
    before = dict(state.known)

    def stands(source: Source) -> bool:
        known = before.get(source.name)
        return known is not None and (known.sha256, known.version) == (source.sha256, version)

    unchanged = [s for s in sources if stands(s)]
    fresh = [s for s in sources if not stands(s)]
    done: list[Reading] = []
    with Intake(state, quotes=settings.quotes) as intake:
        for number, outcome in enumerate(readings(fresh, settings), 1):
            if isinstance(outcome, Problem):
                problems.append(outcome)
            else:
                intake.put(outcome)
                done.append(outcome)
                problems += [*outcome.page.problems, *outcome.problems]
            progress("reading", number, len(fresh))
    derived = derive(state, progress=progress, nli=settings.nli) if state.known else Derived()
    taken = {reading.source.name for reading in done}
    return _report(
        state,
        derived,
        problems,
        added=tuple(sorted(taken - set(before))),
        replaced=tuple(sorted(taken & set(before))),
        unchanged=tuple(sorted(source.name for source in unchanged)),
    )


@thrifty()
def forget(
    names: Iterable[str], store: Store, *, progress: Progress = silent, state: State | None = None
) -> Report:
    """Take sources out of a store by name, with all that followed from them."""
    state = state or State(store)
    wanted = sorted(set(names))
    gone = take_out(state, wanted)
    problems = [
        Problem(name, "is not in the store", f"It holds: {', '.join(sorted(state.known)[:8]) or 'nothing'}.")
        for name in wanted
        if name not in gone
    ]
    problems += _without_reviews(state, gone)
    derived = derive(state, progress=progress) if gone else Derived()
    return _report(state, derived, problems, forgotten=gone)


def _without_reviews(state: State, gone: Iterable[str]) -> list[Problem]:
    """Take out the reviews that quote forgotten sources: forgetting leaves nothing behind."""
    names = set(gone)
    kept: list[Review] = []
    about: list[Review] = []
    for one in state.reviews:
        quoted = {value for key, value in one.anchor if key.rpartition(".")[2] == "document"}
        (about if quoted & names else kept).append(one)
    ids = {one.id for one in about}
    kept = [one for one in kept if one.target not in ids]  # an undone review takes its undoing along
    if not about:
        return []
    state.store.apply(Change(drop=(terms.REVIEWS,), insert=tuple(graph.review_quads(kept))))
    state.changed()
    told = "1 review" if len(about) == 1 else f"{len(about)} reviews"
    return [Problem(", ".join(sorted(names)), f"{told} of its claims went with it", "They hold its words.")]


@thrifty()
def add_reviews(
    reviews: Sequence[Review], store: Store, *, progress: Progress = silent, state: State | None = None
) -> Report:
    """Put reviews into a store and derive anew what follows from them."""
    put_reviews(reviews, store)
    state = state or State(store)
    return _report(state, derive(state, progress=progress), [])


def put_reviews(reviews: Sequence[Review], store: Store) -> None:
    """Put reviews on record, and leave what follows from them to ``settle`` or the next build."""
    state = State(store)
    known = {review.id: review for review in state.reviews} | {review.id: review for review in reviews}
    quads = tuple(graph.review_quads(known.values(), links=_links_among(known.values(), store)))
    store.apply(Change(drop=(terms.REVIEWS,), insert=quads))


def _links_among(reviews: Iterable[Review], store: Store) -> set[str]:
    """Return the targets of reviews that are links, without reading all the links there are."""
    wanted = {terms.link(review.target).value: review.target for review in reviews}
    values = " ".join(f"<{iri}>" for iri in sorted(wanted))
    query = f"SELECT DISTINCT ?link {{ VALUES ?link {{ {values} }} ?link {terms.hg('between')} ?claim }}"
    return {wanted[row["link"].value] for row in store.query(query)}  # type: ignore[union-attr]


@thrifty()
def settle(store: Store, *, progress: Progress = silent, state: State | None = None) -> Derived:
    """Derive anew what follows from all sources and reviews, where that is not done yet."""
    state = state or State(store)
    return derive(state, progress=progress) if state.known else Derived()


def _sources(arguments: Iterable[str], settings: Settings) -> tuple[list[Source], list[Problem]]:
    """Read the arguments; of two sources under one name the last by hash stands, whatever the order."""
    found: dict[str, Source] = {}
    problems: list[Problem] = []
    for outcome in read(arguments, fetch=settings.fetch):
        if isinstance(outcome, Problem):
            problems.append(outcome)
        elif outcome.name not in found or found[outcome.name].sha256 < outcome.sha256:
            found[outcome.name] = outcome
    return [found[name] for name in sorted(found)], problems


def _apart(sources: Sequence[Source], state: State) -> tuple[list[Source], list[Problem]]:
    """Of files that hold the same leave the one that stands in the store, else the first by name.

    Each would take the place of the other, at every build, and nobody contradicts or confirms himself.
    """
    kept: dict[str, Source] = {}
    for source in sorted(sources, key=lambda source: (source.name not in state.known, source.name)):
        kept.setdefault(source.id, source)
    copies = [
        Problem(
            source.name,
            f"holds the same as {kept[source.id].name} and is not taken in twice",
            "Leave it out.",
        )
        for source in sources
        if kept[source.id].name != source.name
    ]
    return sorted(kept.values(), key=lambda source: source.name), copies


def _report(
    state: State,
    derived: Derived,
    problems: list[Problem],
    *,
    added: tuple[str, ...] = (),
    replaced: tuple[str, ...] = (),
    unchanged: tuple[str, ...] = (),
    forgotten: tuple[str, ...] = (),
) -> Report:
    state.changed()
    conflicts = [link for link in state.links if not link.kind.is_agreement]
    return Report(
        added=added,
        replaced=replaced,
        unchanged=unchanged,
        forgotten=forgotten,
        problems=tuple(problems),
        sources=len(state.known),
        contributions=state.count("Contribution"),
        claims=state.count("Claim"),
        contradictions=sum(link.strength is not Strength.TENSION for link in conflicts),
        agreements=len(state.links) - len(conflicts),
        new_links=derived.new_links,
        unattached=derived.unattached,
    )
