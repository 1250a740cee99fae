"""A second opinion on contradictions: recorded beside the rule's reasons, and never able to make a link."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Protocol

from histgraph.compare.corpus import Corpus
from histgraph.model import ClaimLink, Strength

LABELS = ("contradiction", "entailment", "neutral")
_WEAKER = {Strength.STRONG: Strength.QUALIFIED, Strength.QUALIFIED: Strength.TENSION}


@dataclass(frozen=True, slots=True)
class Opinion:
    """What one reader of two sentences takes them for: one of ``LABELS``, with its probability in [0, 1]."""

    label: str
    probability: float


class SecondOpinion(Protocol):
    """Anything that reads pairs of sentences. ``version`` names it: links are made anew when it changes."""

    @property
    def version(self) -> str:
        """Name, version and settings."""
        ...

    def read(self, pairs: Sequence[tuple[str, str]]) -> list[Opinion]:
        """Return for each pair, in order, what the two sentences are to each other."""
        ...


def heard(links: Iterable[ClaimLink], world: Corpus, reader: SecondOpinion) -> list[ClaimLink]:
    """Return links with the second opinion among the guards of the contradictions.

    Where the reader takes the two quotes to say the same, the link is weakened by one step;
    in every other case its strength stays as the rules gave it.
    """
    found = list(links)
    asked = [k for k in found if not k.kind.is_agreement and k.strength is not Strength.TENSION]
    pairs = [(_words(k.claim_a, world), _words(k.claim_b, world)) for k in asked]
    told = dict(zip((k.id for k in asked), reader.read(pairs), strict=True)) if asked else {}
    return [_weighed(k, told[k.id], reader) if k.id in told else k for k in found]


def _words(claim: str, world: Corpus) -> str:
    return " ".join(world.claims[claim].quote.split())


def _weighed(link: ClaimLink, opinion: Opinion, reader: SecondOpinion) -> ClaimLink:
    text = f"second opinion ({reader.version}): {opinion.label}, {opinion.probability:.2f}"
    strength = _WEAKER[link.strength] if opinion.label == "entailment" else link.strength
    return replace(link, strength=strength, guards=(*link.guards, text))
