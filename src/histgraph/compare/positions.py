"""Consensus, dispute and silence: where each contribution stands on each proposition."""

from collections import defaultdict
from dataclasses import dataclass

from histgraph.compare.corpus import Corpus
from histgraph.model import Polarity, Proposition, Stance


@dataclass(frozen=True, slots=True)
class Position:
    """One proposition under one question: who affirms, who denies, who is silent.

    ``state`` is "dispute" (some affirm, some deny), "unanimous" (all say the same), "consensus" (two
    or more affirm or deny, none the other way) or "single" (one voice only). Who affirms something
    narrower affirms it too. Ids of contributions, in page order; summaries are left out.
    """

    topic: str
    proposition: str
    label: str
    affirmed: tuple[str, ...]
    denied: tuple[str, ...]
    silent: tuple[str, ...]

    @property
    def state(self) -> str:
        """What the positions amount to."""
        if self.affirmed and self.denied:
            return "dispute"
        if len(self.affirmed) + len(self.denied) < 2:
            return "single"
        return "consensus" if self.silent else "unanimous"


def positions(world: Corpus) -> tuple[Position, ...]:
    """Return where contributions stand, disputes first, then the most widely held."""
    voices: dict[str, list[str]] = defaultdict(list)
    for contribution in world.contributions.values():
        if contribution.kind != "summary":
            voices[world.topics[contribution.id]].append(contribution.id)
    held: dict[tuple[str, str], dict[str, Polarity]] = defaultdict(dict)
    labels: dict[str, str] = {}
    for key in sorted(world.claims):
        claim = world.claims[key]
        if world.is_summary(claim) or claim.stance in {Stance.REJECTS, Stance.NEUTRAL}:
            continue
        proposition = claim.proposition.id
        labels.setdefault(proposition, f"{claim.subject.label} {claim.relation.label} {claim.object.label}")
        held[world.topics[claim.contribution], proposition].setdefault(claim.contribution, claim.polarity)
    _entail(world, held)
    found = []
    for (topic, proposition), stands in held.items():
        order = voices[topic]
        found.append(
            Position(
                topic,
                proposition,
                labels[proposition],
                tuple(c for c in order if stands.get(c) is Polarity.AFFIRMED),
                tuple(c for c in order if stands.get(c) is Polarity.DENIED),
                tuple(c for c in order if c not in stands),
            )
        )
    rank = {"dispute": 0, "unanimous": 1, "consensus": 2, "single": 3}
    return tuple(
        sorted(
            found,
            key=lambda p: (p.topic, rank[p.state], -len(p.affirmed) - len(p.denied), p.label, p.proposition),
        )
    )


def _entail(world: Corpus, held: dict[tuple[str, str], dict[str, Polarity]]) -> None:
    """Let who affirms something narrower stand for the wider thing too, where that is said at all."""
    for key in sorted(world.claims):
        claim = world.claims[key]
        if claim.polarity is Polarity.DENIED or world.is_summary(claim) or claim.attributed_to:
            continue
        topic = world.topics[claim.contribution]
        for wider in world.wider.get(claim.object.entity, ()):
            said = Proposition(claim.subject.entity, claim.relation.id, wider).id
            if (topic, said) in held:
                held[topic, said].setdefault(claim.contribution, Polarity.AFFIRMED)
