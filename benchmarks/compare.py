"""How long comparing takes as claims grow, and what a new source costs beside a whole comparison.

    python benchmarks/compare.py [--claims 10000 100000] [--json]

The claims are made up: subjects by Zipf's law, so that a few are spoken of everywhere and most once;
objects from a vocabulary that grows with the root of the claims (Heaps' law); sources of twenty claims
in three contributions; one claim in ten a denial; dates, numbers, aims, judgements and causes among
them. The same seed makes the same claims.
"""

import argparse
import json
import random
import time
from collections.abc import Sequence

from histgraph import compare
from histgraph.compare import corpus
from histgraph.model import (
    Certainty,
    Claim,
    Contribution,
    ContributionKind,
    Cue,
    CueKind,
    Entity,
    EntityKind,
    Mention,
    Page,
    Polarity,
    Reading,
    Relation,
    Source,
    Span,
    claim_id,
    stable_id,
)
from histgraph.normalise.vectors import phrase_vectors
from histgraph.pipeline.merge import described

IN_SOURCE = 20
RELATIONS = (
    ("sought", "sought"), ("was", "was"), ("causedBy", "was caused by"), ("favored", "favored"), ("opposed", "opposed"),
    ("began", "began"), ("numbered", "numbered"), ("gained", "gained"), ("lost", "lost"), ("v-visited", "visited"),
)  # fmt: skip
HEADS = (
    "power",
    "trade",
    "peace",
    "war",
    "reform",
    "revolt",
    "treaty",
    "army",
    "faith",
    "tax",
    "harvest",
    "law",
)
QUALITIES = (
    "absolute",
    "weak",
    "strong",
    "royal",
    "foreign",
    "rich",
    "poor",
    "just",
    "harsh",
    "free",
    "early",
    "late",
)


class Maker:
    """Makes sources of claims; equal seeds make equal claims."""

    def __init__(self, claims: int, seed: int = 7) -> None:
        self._random = random.Random(seed)
        self._names = max(10, claims // 10)
        self._places = max(1, round((claims / 1000) ** 0.5))
        self._weights = [1 / (rank + 1) for rank in range(self._names)]

    def readings(self, count: int, first: int = 0) -> list[Reading]:
        """Return as many sources as hold ``count`` claims, numbered from ``first``."""
        sources = max(1, count // IN_SOURCE)
        subjects = iter(self._random.choices(range(self._names), self._weights, k=sources * IN_SOURCE))
        return [self._reading(first + n, [next(subjects) for _ in range(IN_SOURCE)]) for n in range(sources)]

    def _reading(self, number: int, subjects: Sequence[int]) -> Reading:
        id_, text, drafts = stable_id("made", number), "", []
        for place, subject in enumerate(subjects):
            claim = self._said(subject)
            start = len(text)
            text += f"{claim[0].label} {'not ' * claim[4]}{claim[1][1]} {claim[2].label}{claim[3]}. "
            drafts.append((place % 3, start, len(text) - 1, *claim))
        source = Source(id_, f"made-{number}.txt", id_ * 4, text)
        voices = [
            Contribution(
                stable_id(id_, n), id_, ContributionKind.ANSWER, str(n + 1), (Span(0, len(text)),), ()
            )
            for n in range(3)
        ]
        claims = [
            _claim(source, voices[voice], Span(start, end), *rest) for voice, start, end, *rest in drafts
        ]
        page = Page(source, f"Question {number}?", None, tuple(voices))
        entities = {m.entity: _entity(m) for c in claims for m in (c.subject, c.object)}
        return Reading(page, tuple(claims), tuple(entities[k] for k in sorted(entities)))

    def _said(self, subject: int) -> tuple[Mention, tuple[str, str], Mention, str, bool]:
        pick = self._random
        relation = pick.choice(RELATIONS)
        denied, tail = pick.random() < 0.1, ""
        if relation[0] == "began":
            thing, tail = "rule", f" in {pick.randint(1000, 1900)}"
        elif relation[0] == "numbered":
            thing = f"{pick.randint(1, 99) * 1000} men"
        else:
            place = pick.randrange(self._places)
            thing = f"{pick.choice(QUALITIES)} {pick.choice(HEADS)}" + f" of Place{place}" * bool(place)
        name = f"Person{subject}"
        return Mention(name.lower(), name, name), relation, Mention(_slug(thing), thing, thing), tail, denied


def _slug(label: str) -> str:
    return "-".join(sorted(label.lower().split()))


def _entity(mention: Mention) -> Entity:
    words = mention.label.split()
    if mention.label[0].isupper():
        return Entity(mention.entity, mention.label, EntityKind.PERSON)
    return Entity(
        mention.entity, mention.label, EntityKind.CONCEPT, head=words[-1], terms=tuple(sorted(words))
    )


def _claim(
    source: Source, voice: Contribution, span: Span,
    subject: Mention, relation: tuple[str, str], object_: Mention, tail: str, denied: bool,
) -> Claim:  # fmt: skip
    main = int(stable_id(source.id, span.start), 16) % 3 == 0
    made = Claim(
        id="",
        source=source.id,
        document=source.name,
        contribution=voice.id,
        answer=voice.number,
        subject=subject,
        relation=Relation(*relation),
        object=object_,
        evidence=span,
        quote=source.text[span.start : span.end],
        polarity=Polarity.DENIED if denied else Polarity.AFFIRMED,
        certainty=Certainty.PROBABLE if span.start % 7 == 0 else Certainty.CERTAIN,
        time=tail.removeprefix(" in ") or None,
        cues=(Cue(CueKind.PRIMARY, "main"),) if main and relation[0] == "causedBy" else (),
    )
    fields = {name: getattr(made, name) for name in Claim.__dataclass_fields__}
    return Claim(**fields | {"id": claim_id(source.id, voice.id, span, made.proposition, made.polarity)})


def world(readings: Sequence[Reading]) -> compare.Corpus:
    """Put made-up readings into one corpus as a build does."""
    return compare.embedded(
        corpus(readings, described(e for r in readings for e in r.entities)), phrase_vectors
    )


def measure(count: int) -> dict[str, float]:
    """Time a whole comparison of so many claims, and one more source after it."""
    maker = Maker(count)
    readings = maker.readings(count)
    whole = world(readings)
    marks = {r.source.id: r.source.sha256 for r in readings}
    start = time.process_time()
    links, basis = compare.renew(whole, marks)
    all_of_it = time.process_time() - start
    more = readings + maker.readings(IN_SOURCE, first=len(readings))
    grown = world(more)
    marks = {r.source.id: r.source.sha256 for r in more}
    start = time.process_time()
    after, _ = compare.renew(grown, marks, compare.Standing(links, basis, tuple(whole.entities.values())))
    one_more = time.process_time() - start
    return {
        "claims": len(whole.claims),
        "links": len(links),
        "seconds": round(all_of_it, 2),
        "one more source, seconds": round(one_more, 2),
        "links then": len(after),
        "crowds": len(basis.crowds),
    }


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--claims", type=int, nargs="+", default=[10_000, 100_000])
    parser.add_argument("--json", action="store_true")
    args = parser.parse_args()
    measure(200)  # so that tables are read before the clock runs
    found = [measure(count) for count in args.claims]
    ratio = round(found[-1]["seconds"] / max(found[0]["seconds"], 0.01), 1)
    if args.json:
        print(json.dumps({"runs": found, "ratio": ratio}))
        return
    for run in found:
        print(", ".join(f"{name} {value:,}" for name, value in run.items()))
    print(f"the last takes {ratio} times as long as the first")


if __name__ == "__main__":
    main()
