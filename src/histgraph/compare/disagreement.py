"""Who is meant where a text says that it disagrees: "contrary to what NAME suggests".

By name where the page gives it; otherwise by inference from the same page: the contribution
that holds what is denied, and what else is ascribed to the name. The reasons are kept, and
a reviewer may reject the link.
"""

from collections import defaultdict

from histgraph.compare.corpus import Corpus
from histgraph.model import Claim, Contribution, Polarity


def named_disagreements(world: Corpus) -> dict[tuple[str, str], str]:
    """Return for (claim, contribution gone against) how it is known."""
    found: dict[tuple[str, str], str] = {}
    by_source: dict[str, list[Claim]] = defaultdict(list)
    for key in sorted(world.claims):
        by_source[world.claims[key].source].append(world.claims[key])
    for claims in by_source.values():
        ascribed = _ascribed(claims)
        for claim in claims:
            for name in claim.disagrees_with:
                for contribution, reason in _meant(name, claim, claims, ascribed, world):
                    found[claim.id, contribution] = reason
    return found


def _ascribed(claims: list[Claim]) -> dict[str, list[Claim]]:
    """Return the claims that texts ascribe to each name, going along or against."""
    found: dict[str, list[Claim]] = defaultdict(list)
    for claim in claims:
        for name in (*claim.agrees_with, *claim.disagrees_with):
            found[name.lower()].append(claim)
    return found


def _meant(
    name: str, claim: Claim, claims: list[Claim], ascribed: dict[str, list[Claim]], world: Corpus
) -> list[tuple[str, str]]:
    page = world.pages[claim.source]
    authors = [c for c in page.contributions if c.author and _same_name(name, c.author)]
    if authors:
        return [(c.id, f"The text names {name}, the author of {_called(c)}.") for c in authors]
    holders = [
        c.contribution
        for c in claims
        if c.contribution != claim.contribution
        and c.polarity is not claim.polarity
        and c.subject.entity == claim.subject.entity
        and c.relation.id == claim.relation.id
        and c.object.entity == claim.object.entity
    ]
    if not holders:
        return []
    scores: dict[str, int] = defaultdict(int)
    for other in ascribed[name.lower()]:
        for c in claims:
            if (
                c.contribution in holders
                and c.contribution != other.contribution
                and _says_as(c, other, claim)
            ):
                scores[c.contribution] += 1
    contributions = {c.id: c for c in page.contributions}
    ordered = sorted(set(holders), key=lambda h: (-scores[h], contributions[h].number))
    likeliest = contributions[ordered[0]]
    told = [
        f"The text goes against {name}; no author of that name is on the page. {_called(likeliest).capitalize()} "
        f"is the likeliest, as it holds what is denied"
        + (
            f" and {scores[likeliest.id]} more of what is ascribed to {name}"
            if scores[likeliest.id] > 1
            else ""
        )
    ]
    return [
        (
            holder,
            f"{told[0]}."
            if holder == likeliest.id
            else f"The text goes against {name}, and {_called(contributions[holder])} holds the same.",
        )
        for holder in ordered
    ]


def _says_as(c: Claim, other: Claim, denial: Claim) -> bool:
    same = c.subject.entity == other.subject.entity and c.relation.id == other.relation.id
    if other.id == denial.id:
        return same and c.object.entity == other.object.entity and c.polarity is Polarity.AFFIRMED
    return same and c.polarity is other.polarity and c.object.entity == other.object.entity


def _same_name(name: str, author: str) -> bool:
    one, other = name.lower().split(), author.lower().split()
    return one == other or (len(one) == 1 and one[0] in other) or (len(other) == 1 and other[0] in one)


def _called(contribution: Contribution) -> str:
    return f"answer {contribution.number}" if contribution.number.isdigit() else f"the {contribution.number}"
