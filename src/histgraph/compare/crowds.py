"""Groups of claims that are too large to compare each with each, and what becomes of them when they change."""

from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass, field

from histgraph.model import Claim, stable_id


@dataclass(slots=True)
class Crowds:
    """Notes groups of which a part only is compared; which part depends on all that are in the group.

    Args:
        before: what stood for the members of each such group the last time.

    ``now`` is the same for this time; ``stirred`` are the claims of groups that changed since.
    """

    before: Mapping[str, str] = field(default_factory=dict)
    now: dict[str, str] = field(default_factory=dict)
    stirred: set[str] = field(default_factory=set)

    def note(self, key: Hashable, group: Sequence[Claim], most: int) -> None:
        """Take note of a group if it holds more than ``most`` claims, or did so the last time."""
        if len(group) <= most and not self.before:
            return
        name = stable_id(repr(key))
        if len(group) > most:
            self.now[name] = stable_id(*(claim.id for claim in group))
        if self.now.get(name) != self.before.get(name):
            self.stirred.update(claim.id for claim in group)

    def watches(self, group: Sequence[Claim], most: int) -> bool:
        """Whether parts of a group may be, or may have been, larger than ``most``."""
        return len(group) > most or bool(self.before)
