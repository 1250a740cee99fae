"""Who is meant where a text says that it disagrees: "contrary to what NAME suggests".

By name where the page gives it; otherwise by inference from the same page: the contributions
that hold what is denied, the one first that says most of what else is put down to the name.
The reasons are kept, and a reviewer may reject the link.
"""

from collections import defaultdict
from dataclasses import dataclass

from histgraph.compare.conflicts.rules import negation
from histgraph.compare.corpus import Corpus
from histgraph.compare.words import content
from histgraph.model import Claim, Contribution, CueKind, Polarity, Stance

_NOBODY = frozenset(
    {"popular belief", "common belief", "common opinion", "general opinion", "tradition", "convention", "many",
     "some people", "a myth", "it is said"}
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Unheld:
    """A view that a contribution goes against, though nobody in the corpus holds it.

    ``claim`` is the id of the denial, ``name`` whose view it is said to be, "" where none is named.
    """

    claim: str
    name: str
    explanation: str


class Named:
    """Tells whom texts mean where they say that they disagree."""

    def __init__(self, world: Corpus) -> None:
        self._world = world
        self._by_source: dict[str, list[Claim]] = defaultdict(list)
        speaking = {c.source for c in world.claims.values() if c.disagrees_with}
        for claim in world.claims.values() if speaking else ():
            if claim.source in speaking:
                self._by_source[claim.source].append(claim)
        for claims in self._by_source.values():
            claims.sort(key=lambda c: c.id)
        self._found: dict[str, dict[str, str]] = {}

    def reason(self, claim: Claim, contribution: str) -> str | None:
        """Return how it is known that a claim goes against a contribution by name, None where it is not."""
        if not claim.disagrees_with:
            return None
        found = self._found.get(claim.id)
        if found is None:
            found = self._found[claim.id] = {}
            for name in (said.removeprefix("what ") for said in claim.disagrees_with):
                found |= _meant(name, claim, self._by_source[claim.source], self._world)
        return found.get(contribution)


def _meant(name: str, claim: Claim, claims: list[Claim], world: Corpus) -> dict[str, str]:
    """Return the contributions that a name may mean, each with the reason."""
    page = world.pages[claim.source]
    contributions = {c.id: c for c in page.contributions if c.id != claim.contribution}
    authors = [c for c in contributions.values() if c.author and _same_name(name, c.author)]
    if authors:
        return {c.id: f"The text names {name}, the author of {_called(c)}." for c in authors}
    holding = {
        c.contribution
        for c in claims
        if c.contribution in contributions
        and not world.is_summary(c)
        and negation(claim, c, world) is not None
    }
    if name.lower() in _NOBODY:
        return {
            who: f"The text goes against {name}; {_called(contributions[who])} holds it." for who in holding
        }
    known = {who for who in holding if not contributions[who].author}
    if not known:
        return {}
    ascribed = [c for c in claims if name in (*c.agrees_with, *c.disagrees_with)]
    scores = {who: _shared(ascribed, [c for c in claims if c.contribution == who]) for who in known}
    first = min(known, key=lambda who: (-scores[who], contributions[who].number))
    return {who: _reason(name, who == first, contributions[who], len(ascribed), scores[who]) for who in known}


def _reason(name: str, likeliest: bool, contribution: Contribution, ascribed: int, score: float) -> str:
    called = _called(contribution)
    if not likeliest:
        return f"The text goes against {name}, and {called} holds the same."
    more = (
        f", and comes nearest to all {ascribed} things that are put down to {name}"
        if ascribed > 1 and score
        else ""
    )
    return (
        f"The text goes against {name}; the page names no author so. "
        f"{called[:1].upper()}{called[1:]} is the likeliest: it holds what is denied{more}."
    )


def _shared(ascribed: list[Claim], held: list[Claim]) -> float:
    """Return how much of what is put down to a name a contribution says: a sum of likenesses in [0, 1]."""
    total = 0.0
    for claim in ascribed:
        wanted = content(claim.object.label)
        best = 0.0
        for other in held:
            if other.subject.entity == claim.subject.entity and wanted:
                said = content(other.object.label)
                best = max(best, len(wanted & said) / (len(wanted | said) or 1))
        total += best
    return total


def _same_name(name: str, author: str) -> bool:
    one, other = name.lower().split(), author.lower().split()
    return one == other or (len(one) == 1 and one[0] in other) or (len(other) == 1 and other[0] in one)


def _called(contribution: Contribution) -> str:
    return f"answer {contribution.number}" if contribution.number.isdigit() else f"the {contribution.number}"


def unheld(world: Corpus) -> tuple[Unheld, ...]:
    """Return the views that contributions go against although nobody in the corpus holds them."""
    found = []
    holders: dict[tuple[str, str], list[Claim]] = defaultdict(list)
    for claim in world.claims.values():
        if claim.polarity is Polarity.AFFIRMED and not claim.attributed_to:
            holders[world.topic(claim), claim.subject.entity].append(claim)
    for key in sorted(world.claims):
        claim = world.claims[key]
        rejects = (
            claim.disagrees_with or claim.has_cue(CueKind.DISAGREEMENT) or claim.stance is Stance.REJECTS
        )
        if not rejects or claim.polarity is not Polarity.DENIED:
            continue
        rivals = holders[world.topic(claim), claim.subject.entity]
        if not any(
            negation(claim, other, world) for other in rivals if other.contribution != claim.contribution
        ):
            name = next(iter(claim.disagrees_with), claim.attributed_to or "")
            whose = f" of {name}" if name else ""
            words = f"{claim.subject.label} {claim.relation.label} {claim.object.label}"
            told = f"{world.voice(claim)} goes against a view{whose} that nobody here holds: {words}."
            found.append(Unheld(claim.id, name, told[:1].upper() + told[1:]))
    return tuple(found)
