"""Where contributions stand on each proposition, and how many judged cases hold, in words."""

from collections.abc import Iterable, Mapping
from itertools import groupby
from typing import Any, Protocol

FIELDS = ("question", "state", "proposition", "affirmed", "denied", "silent")


class Stand(Protocol):
    """Who affirms, denies and is silent on one proposition."""

    @property
    def topic(self) -> str:
        """What the question is known by."""
        ...

    @property
    def label(self) -> str:
        """The proposition in words."""
        ...

    @property
    def state(self) -> str:
        """Dispute, unanimous, consensus or single."""
        ...

    @property
    def affirmed(self) -> tuple[str, ...]:
        """Contributions that affirm it."""
        ...

    @property
    def denied(self) -> tuple[str, ...]:
        """Contributions that deny it."""
        ...

    @property
    def silent(self) -> tuple[str, ...]:
        """Contributions that say nothing of it."""
        ...


class Measured(Protocol):
    """How many judged cases hold."""

    @property
    def judged(self) -> int:
        """Cases found to hold or not to hold."""
        ...

    @property
    def unsure(self) -> int:
        """Cases of which a reviewer was unsure."""
        ...

    @property
    def share(self) -> float | None:
        """The share that holds."""
        ...

    @property
    def bounds(self) -> tuple[float, float] | None:
        """What the share is at least and at most, with 95% certainty."""
        ...


def positions_text(stands: Iterable[Stand], questions: Mapping[str, str], names: Mapping[str, str]) -> str:
    """Write where contributions stand, question by question.

    Args:
        stands: positions, those of one question together.
        questions: the question of each topic in words.
        names: how each contribution is called.
    """
    lines: list[str] = []
    for topic, group in groupby(stands, key=lambda stand: stand.topic):
        lines += ["", questions.get(topic, topic)]
        for stand in group:
            sides = [
                f"{verb} {', '.join(names.get(c, c) for c in side)}"
                for verb, side in (("affirmed by", stand.affirmed), ("denied by", stand.denied))
                if side
            ]
            told = "; ".join([*sides, f"{len(stand.silent)} silent"] if stand.silent else sides)
            lines.append(f"  {stand.state:10} {stand.label}\n{'':13}{told}")
    return "\n".join(lines).strip() or "Nothing stands there yet."


def position_records(
    stands: Iterable[Stand], questions: Mapping[str, str], names: Mapping[str, str]
) -> list[dict[str, Any]]:
    """Return where contributions stand as plain values."""
    return [
        {
            "question": questions.get(stand.topic, stand.topic),
            "state": stand.state,
            "proposition": stand.label,
            "affirmed": "; ".join(names.get(c, c) for c in stand.affirmed),
            "denied": "; ".join(names.get(c, c) for c in stand.denied),
            "silent": "; ".join(names.get(c, c) for c in stand.silent),
        }
        for stand in stands
    ]


def measured_text(told: Measured) -> str:
    """Write how many judged cases hold: "12 judged, 83% of them hold (55% to 95%); 1 unsure"."""
    unsure = f"; {told.unsure} unsure" if told.unsure else ""
    if told.share is None or told.bounds is None:
        return f"none judged yet{unsure}"
    low, high = told.bounds
    return f"{told.judged} judged, {told.share:.0%} of them hold ({low:.0%} to {high:.0%}){unsure}"
