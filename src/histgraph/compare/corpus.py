"""What the comparison needs to know around the claims: their contributions, texts and entities."""

import re
from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, TypeVar

import numpy as np
from numpy.typing import NDArray

from histgraph.model import Claim, Contribution, ContributionKind, Entity, Opposition, Page, Reading, Stance

_WORDS = re.compile(r"\w+")
K = TypeVar("K", bound=Hashable)

Embed = Callable[[Sequence[str]], NDArray[np.float32]]
"""Turns n phrases into n vectors of length 1, shape (n, d); zeros where no word is known."""


def two_parties(a: Claim, b: Claim) -> bool:
    """Whether two claims are of two holders, one at least reported: "some historians argue", "others insist".

    A view that the author takes over is his own.
    """
    one, other = _holder(a), _holder(b)
    return one != other


def _holder(claim: Claim) -> str:
    """Return from whom a claim is reported, "" where it is its author's."""
    own = claim.attributed_to is None or claim.stance is Stance.ENDORSES
    return "" if own else (claim.attributed_to or "").lower()


@dataclass(frozen=True, slots=True)
class Corpus:
    """Claims by id with the contributions, pages and entities they stand in.

    ``topics`` gives the question that a contribution answers, folded so that the same
    question on two pages is one topic.
    """

    claims: dict[str, Claim]
    contributions: dict[str, Contribution]
    pages: dict[str, Page]
    entities: dict[str, Entity]
    topics: dict[str, str]
    opposed: Mapping[frozenset[str], Opposition] = field(default_factory=dict)
    wider: dict[str, frozenset[str]] = field(default_factory=dict)
    vectors: Mapping[str, NDArray[np.float32]] = field(default_factory=dict)
    memory: dict[tuple[str, ...], Any] = field(init=False, repr=False, compare=False, default_factory=dict)
    """What was found out of its labels and entities, for who asks again; nothing else may depend on it."""

    looks: dict[str, Any] = field(init=False, repr=False, compare=False, default_factory=dict)
    """What was seen in its claims by their ids, for who asks again; nothing else may depend on it."""

    answers: dict[tuple[str, str], Any] = field(init=False, repr=False, compare=False, default_factory=dict)
    """What was found out of its contributions by their ids, for who asks again; nothing else may depend on it."""

    first: dict[tuple[str, int, str, str], str] = field(
        init=False, repr=False, compare=False, default_factory=dict
    )

    def speaks_for(self, claim: Claim) -> bool:
        """Whether a claim stands for all that its sentence says in one relation of one subject: the most surely read.

        "X failed because of A, B and C" makes three claims, but says once that X failed.
        """
        if not self.first:
            for one in self.claims.values():
                key = (one.source, one.evidence.start, one.subject.entity, one.relation.id)
                held = self.claims.get(self.first.get(key, ""), one)
                self.first[key] = min((one, held), key=lambda c: (-c.confidence, c.id)).id
        key = (claim.source, claim.evidence.start, claim.subject.entity, claim.relation.id)
        return self.first[key] == claim.id

    def of_contribution(self, contribution: str) -> tuple[Claim, ...]:
        """Return the claims of a contribution, in an order that depends on the claims alone."""
        if ("claims", "") not in self.answers:
            told: dict[str, list[Claim]] = defaultdict(list)
            for claim in self.claims.values():
                told[claim.contribution].append(claim)
            self.answers["claims", ""] = {
                key: tuple(sorted(group, key=lambda c: c.id)) for key, group in told.items()
            }
        found: tuple[Claim, ...] = self.answers["claims", ""].get(contribution, ())
        return found

    def likeness(self, one: str, other: str) -> float | None:
        """Return the cosine of two labels in [-1, 1], None where no embedding was given."""
        a, b = self.vectors.get(one), self.vectors.get(other)
        return None if a is None or b is None else float(a @ b)

    def topic(self, claim: Claim) -> str:
        """Return the question that a claim answers."""
        return self.topics.get(claim.contribution, claim.source)

    def side_by_side(self, a: Claim, b: Claim) -> bool:
        """Whether two claims are of two voices on one question: of two contributions, or two views that one reports."""
        return (a.contribution != b.contribution or two_parties(a, b)) and self.topic(a) == self.topic(b)

    def question(self, claim: Claim) -> str:
        """Return the question of the page that a claim stands on, "" where there is none."""
        page = self.pages.get(claim.source)
        return (page.question or "") if page is not None else ""

    def is_summary(self, claim: Claim) -> bool:
        """Whether a claim stands in a summary, which never counts as support."""
        found = self.contributions.get(claim.contribution)
        return found is not None and found.kind is ContributionKind.SUMMARY

    def voice(self, claim: Claim) -> str:
        """Return how a person calls the contribution: "answer 3", "the quick answer"."""
        found = self.contributions.get(claim.contribution)
        return f"answer {claim.answer}" if found is None else self.name(found)

    def name(self, contribution: Contribution) -> str:
        """Return how a person calls a contribution."""
        kind = {
            ContributionKind.SUMMARY: "the quick answer",
            ContributionKind.POINT_FOR: f"point {contribution.number} for",
            ContributionKind.POINT_AGAINST: f"point {contribution.number} against",
            ContributionKind.ESSAY: "the essay",
            ContributionKind.ANSWER: f"answer {contribution.number}",
        }[contribution.kind]
        return f"{kind} ({contribution.author})" if contribution.author else kind

    def verified(self, claim: Claim) -> bool:
        """Whether the quote stands in the stored text at its place."""
        page = self.pages.get(claim.source)
        if page is None:
            return False
        return bool(claim.quote) and claim.evidence.quote(page.source.text) == claim.quote


def corpus(readings: Iterable[Reading], entities: Iterable[Entity] = ()) -> Corpus:
    """Gather readings into one corpus; the order of the readings does not matter."""
    ordered = sorted(readings, key=lambda r: r.source.id)
    known: dict[str, Entity] = {}
    for reading in ordered:
        for entity in reading.entities:
            known.setdefault(entity.id, entity)
    known.update({entity.id: entity for entity in entities})
    topics = {}
    for reading in ordered:
        folded = " ".join(_WORDS.findall((reading.page.question or "").lower()))
        for contribution in reading.page.contributions:
            topics[contribution.id] = folded or reading.source.id
    return Corpus(
        claims={c.id: c for reading in ordered for c in reading.claims},
        contributions={c.id: c for reading in ordered for c in reading.page.contributions},
        pages={r.source.id: r.page for r in ordered},
        entities=known,
        topics=topics,
        opposed={frozenset((o.one, o.other)): o for reading in ordered for o in reading.oppositions},
        wider=closure(known),
    )


def closure(entities: Mapping[str, Entity], wanted: Iterable[str] | None = None) -> dict[str, frozenset[str]]:
    """Return all wider concepts of each concept, or of the wanted ones, nearest and farther, itself left out."""
    found: dict[str, frozenset[str]] = {}
    for start in entities if wanted is None else (id_ for id_ in wanted if id_ in entities):
        seen: set[str] = set()
        queue = list(entities[start].broader)
        while queue and len(seen) < 200:
            wider = queue.pop()
            if wider not in seen and wider != start:
                seen.add(wider)
                queue.extend(entities[wider].broader if wider in entities else ())
        if seen:
            found[start] = frozenset(seen)
    return found


class Meanings(Mapping[str, NDArray[np.float32]]):
    """The vectors of labels, made when they are first asked for."""

    def __init__(self, embed: Embed) -> None:
        self._embed = embed
        self._made: dict[str, NDArray[np.float32]] = {}

    def __getitem__(self, label: str) -> NDArray[np.float32]:
        """Return the vector of a label, zeros where no word of it is known."""
        found = self._made.get(label)
        if found is None:
            found = self._made[label] = self._embed([label])[0]
        return found

    def __iter__(self) -> Iterator[str]:
        """Iterate over the labels that were asked for."""
        return iter(self._made)

    def __len__(self) -> int:
        """Return how many labels were asked for."""
        return len(self._made)


def embedded(world: Corpus, embed: Embed) -> Corpus:
    """Return the corpus with the meaning of labels at hand."""
    return replace(world, vectors=Meanings(embed))


def by_key(claims: Iterable[Claim], key: Callable[[Claim], K | None]) -> dict[K, list[Claim]]:
    """Group claims by the key that a function gives them, None left out."""
    groups: dict[K, list[Claim]] = defaultdict(list)
    for claim in claims:
        found = key(claim)
        if found is not None:
            groups[found].append(claim)
    return groups
