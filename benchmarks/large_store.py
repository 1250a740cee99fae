"""A store of any size with invented claims, for measuring: python benchmarks/large_store.py FOLDER --claims 100000.

The shapes are those of real readings (three answers to a page, twenty claims to an answer, few entities
named often and many once); the words mean nothing. The same arguments give the same store.
"""

import argparse
import hashlib
import random
import time
from collections import defaultdict
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

import pyoxigraph as ox

from histgraph import graph
from histgraph.graph import terms
from histgraph.model import (
    Certainty,
    Claim,
    ClaimLink,
    Contribution,
    ContributionKind,
    Entity,
    EntityKind,
    LinkKind,
    Mention,
    Page,
    Polarity,
    Proposition,
    Reading,
    Relation,
    Source,
    Span,
    Strength,
    claim_id,
)  # fmt: skip
from histgraph.pipeline.state import State
from histgraph.store import Change, OxigraphStore
from histgraph.vocabulary import relations

ANSWERS, CLAIMS = 3, 20
_SYLLABLES = [
    "ka",
    "ro",
    "mi",
    "te",
    "sol",
    "var",
    "den",
    "ul",
    "fa",
    "ber",
    "gon",
    "lis",
    "tor",
    "an",
    "el",
    "dra",
]
_LINKS = 20_000


def names(count: int, rng: random.Random) -> list[str]:
    """Return so many different names."""
    found: dict[str, None] = {}
    while len(found) < count:
        word = "".join(rng.choice(_SYLLABLES) for _ in range(rng.randint(2, 4))).capitalize()
        found[f"{word} {rng.choice(_SYLLABLES).capitalize()}{len(found) % 97}"] = None
    return list(found)


def readings(claims: int, seed: int = 7) -> Iterator[Reading]:
    """Yield readings with so many claims in all."""
    rng = random.Random(seed)
    pool = names(max(50, claims // 12), rng)
    weights = [1 / (rank + 3) ** 0.9 for rank in range(len(pool))]
    known = sorted(relations())
    for number in range(-(-claims // (ANSWERS * CLAIMS))):
        yield _reading(number, rng, pool, weights, known)


def _reading(
    number: int, rng: random.Random, pool: list[str], weights: list[float], known: list[str]
) -> Reading:
    drawn = iter(rng.choices(pool, weights, k=ANSWERS * CLAIMS * 2))
    lines, rows = [f"Why did it come to matter {number}?", ""], []
    for answer in range(ANSWERS):
        lines.append(f"Answer {answer + 1}")
        for _ in range(CLAIMS):
            subject, object_ = next(drawn), next(drawn)
            relation = known[min(int(rng.expovariate(0.12)), len(known) - 1)]
            denied = rng.random() < 0.15
            sentence = (
                f"{subject} {'did not ' if denied else ''}{relation} {object_}, as case {number} shows."
            )
            rows.append((answer, len(lines), subject, relation, object_, denied))
            lines.append(sentence)
    text = "\n".join(lines)
    starts = [0]
    for line in lines:
        starts.append(starts[-1] + len(line) + 1)
    name = f"page-{number:06}.txt"
    digest = hashlib.sha256(f"{name}\n{text}".encode()).hexdigest()
    source = Source(digest[:16], name, digest, text, f"Page {number}")
    parts = tuple(_part(source, answer, rows, starts, lines) for answer in range(ANSWERS))
    spans = [Span(start, start + len(line)) for start, line in zip(starts, lines, strict=False)]
    found = [_claim(source, parts[row[0]], row, spans[row[1]], lines[row[1]])
             for row in rows]  # fmt: skip
    labels = {slug(label): label for row in rows for label in (row[2], row[4])}
    entities = tuple(Entity(id_, label, EntityKind.PERSON) for id_, label in sorted(labels.items()))
    page = Page(source, lines[0], Span(0, len(lines[0])), parts)
    return Reading(page, tuple(found), entities, (), "invented")


def slug(label: str) -> str:
    """Return the id of an entity."""
    return label.lower().replace(" ", "-")


def _part(source: Source, answer: int, rows: list, starts: list[int], lines: list[str]) -> Contribution:
    mine = [row[1] for row in rows if row[0] == answer]
    spans = tuple(Span(starts[at], starts[at] + len(lines[at])) for at in mine)
    id_ = hashlib.sha256(f"{source.id}/{answer}".encode()).hexdigest()[:16]
    whole = (Span(spans[0].start, spans[-1].end),)
    return Contribution(
        id_, source.id, ContributionKind.ANSWER, str(answer + 1), whole, spans, f"Author {answer}"
    )


def _claim(source: Source, part: Contribution, row: tuple, span: Span, quote: str) -> Claim:
    _, _, subject, relation, object_, denied = row
    said = Proposition(slug(subject), relation, slug(object_))
    return Claim(
        id=claim_id(source.id, part.id, span, said, denied),
        source=source.id, document=source.name, contribution=part.id, answer=part.number,
        subject=Mention(slug(subject), subject, subject), relation=Relation(relation, relation, relation),
        object=Mention(slug(object_), object_, object_), evidence=span, quote=quote,
        polarity=Polarity.DENIED if denied else Polarity.AFFIRMED, certainty=Certainty.CERTAIN, confidence=0.9,
        time=str(1000 + int(part.id[:3], 16) % 900) if part.id[0] in "0123" else None,
    )  # fmt: skip


def links(claims: dict[tuple[str, str], list[tuple[str, bool]]]) -> Iterator[ClaimLink]:
    """Yield links between claims about the same two entities."""
    count = 0
    for members in claims.values():
        for (one, denied), (other, contrary) in pairwise(sorted(members)):
            if count >= _LINKS:
                return
            count += 1
            kind = LinkKind.NEGATION if denied != contrary else LinkKind.SAME_PROPOSITION
            strength = Strength.STRONG if count % 3 else Strength.TENSION
            yield ClaimLink(kind, strength, one, other, f"case {count}: {one} and {other}")


def make(folder: Path, claims: int) -> Path:
    """Fill a store."""
    store = OxigraphStore(folder)
    quads: set[ox.Quad] = set()
    entities: dict[str, Entity] = {}
    about: dict[tuple[str, str], list[tuple[str, bool]]] = defaultdict(list)
    for reading in readings(claims):
        quads.update(graph.reading_quads(reading))
        entities.update((e.id, e) for e in reading.entities)
        for claim in reading.claims:
            about[claim.subject.entity, claim.object.entity].append(
                (claim.id, claim.polarity is Polarity.DENIED)
            )
    quads.update(graph.entity_quads(entities.values()))
    quads.update(graph.link_quads(links(about)))
    quads.update(graph.comparison_quads("invented"))
    store.apply(Change(insert=tuple(quads)))
    mark = ox.Literal(State(store).fingerprint)
    store.apply(Change(insert=(ox.Quad(terms.COMPARISON, terms.hg("version"), mark, terms.LINKS),)))
    store.close()
    return folder


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--claims", type=int, default=100_000)
    given = parser.parse_args()
    begin = time.monotonic()
    make(given.folder, given.claims)
    print(f"{given.claims} claims in {time.monotonic() - begin:.0f} s")
