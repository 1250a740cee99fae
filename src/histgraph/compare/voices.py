"""Contribution against contribution: what joins and what divides each two of them."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from histgraph.compare.corpus import Corpus
from histgraph.model import ClaimLink, Contribution, ContributionKind, Strength


@dataclass(frozen=True, slots=True)
class Tie:
    """Two contributions between which links were found; ids of links, sorted.

    ``topic`` is the question of the first. ``tensions`` can both be true and are no contradictions.
    """

    topic: str
    one: str
    other: str
    contradictions: tuple[str, ...] = ()
    tensions: tuple[str, ...] = ()
    agreements: tuple[str, ...] = ()


def ties(world: Corpus, links: Iterable[ClaimLink]) -> tuple[Tie, ...]:
    """Return for each two contributions what joins and what divides them, by question and page order."""
    found: dict[tuple[str, str], list[list[str]]] = defaultdict(lambda: [[], [], []])
    order = {id_: place for place, id_ in enumerate(c for held in voices(world).values() for c in held)}
    for link in links:
        a, b = (world.claims[id_].contribution for id_ in (link.claim_a, link.claim_b))
        if a == b or a not in order or b not in order:
            continue
        one, other = sorted((a, b), key=order.__getitem__)
        sort = 2 if link.kind.is_agreement else 1 if link.strength is Strength.TENSION else 0
        found[one, other][sort].append(link.id)
    return tuple(
        Tie(world.topics[one], one, other, *(tuple(sorted(ids)) for ids in sorts))
        for (one, other), sorts in sorted(
            found.items(), key=lambda item: (order[item[0][0]], order[item[0][1]])
        )
    )


def voices(world: Corpus) -> dict[str, list[str]]:
    """Return the contributions to each topic, by document and in page order, summaries last."""
    held: dict[str, list[Contribution]] = defaultdict(list)
    for contribution in world.contributions.values():
        held[world.topics[contribution.id]].append(contribution)

    def place(contribution: Contribution) -> tuple[bool, str, int, str]:
        page = world.pages[contribution.source]
        start = contribution.spans[0].start if contribution.spans else 0
        return contribution.kind is ContributionKind.SUMMARY, page.source.name, start, contribution.id

    return {topic: [c.id for c in sorted(held[topic], key=place)] for topic in sorted(held)}


def called(world: Corpus) -> dict[str, str]:
    """Return how each contribution is called, with its document where a question stands on several pages."""
    documents: dict[str, set[str]] = defaultdict(set)
    for contribution in world.contributions.values():
        documents[world.topics[contribution.id]].add(contribution.source)
    return {
        id_: world.name(found)
        + (f", {world.pages[found.source].source.name}" if len(documents[world.topics[id_]]) > 1 else "")
        for id_, found in world.contributions.items()
    }


def questions(world: Corpus) -> dict[str, str]:
    """Return the question of each topic in words: as its first page puts it, else the page's title or name."""
    found: dict[str, str] = {}
    for contribution in sorted(world.contributions.values(), key=lambda c: world.pages[c.source].source.name):
        page = world.pages[contribution.source]
        words = page.question or page.source.title or page.source.name
        found.setdefault(world.topics[contribution.id], words)
    return found
