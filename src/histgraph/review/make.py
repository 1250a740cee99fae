"""Making reviews: each with an anchor by which its target is found again after the text changed."""

from datetime import UTC, datetime
from enum import StrEnum
from typing import Any

from histgraph.errors import UsageError
from histgraph.model import (
    Certainty,
    Claim,
    ClaimLink,
    Mode,
    Polarity,
    Review,
    ReviewAction,
    Verdict,
    stable_id,
)

CORRECTABLE = ("polarity", "certainty", "mode", "subject", "relation", "object", "time", "attributed_to")
"""Fields of a claim that a person can correct."""


def now() -> str:
    """Return the time as reviews give it, in UTC, to the microsecond."""
    return datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")


Anchor = tuple[tuple[str, str], ...]


def anchor(claim: Claim, role: str = "") -> Anchor:
    """Return what finds a claim again: document, quote, what it says and how."""
    return (
        (f"{role}document", claim.document),
        (f"{role}answer", claim.answer),
        (f"{role}quote", claim.quote),
        (f"{role}subject", claim.subject.entity),
        (f"{role}relation", claim.relation.id),
        (f"{role}object", claim.object.entity),
        (f"{role}polarity", str(claim.polarity)),
    )


def _review(action: ReviewAction, target: str, reviewer: str, at: str, **rest: Any) -> Review:
    if not reviewer.strip():
        raise UsageError("A review needs the name of the reviewer (--as NAME).")
    key = sorted((k, str(v)) for k, v in rest.items() if k != "anchor")
    return Review(
        stable_id("review", action, target, reviewer, at, key), action, target, reviewer, at, **rest
    )


def judge(
    target: Claim | tuple[ClaimLink, Claim, Claim], verdict: Verdict, reviewer: str, at: str, reason: str = ""
) -> Review:
    """Say whether a claim or a link holds. A link is given with its two claims."""
    if isinstance(target, Claim):
        return _review(
            ReviewAction.JUDGE, target.id, reviewer, at, verdict=verdict, reason=reason, anchor=anchor(target)
        )
    link, a, b = target
    both = (*anchor(a, "a."), *anchor(b, "b."), ("agrees", str(link.kind.is_agreement)))
    return _review(ReviewAction.JUDGE, link.id, reviewer, at, verdict=verdict, reason=reason, anchor=both)


def correct(claim: Claim, field: str, after: str, reviewer: str, at: str, reason: str = "") -> Review:
    """Correct one field of a claim.

    Raises:
        UsageError: if the field cannot be corrected; the message lists those that can.
    """
    if field not in CORRECTABLE:
        raise UsageError(f"There is no field {field} to correct. There are: {', '.join(CORRECTABLE)}.")
    _check(field, after)
    value = getattr(claim, field)
    before = value.label if hasattr(value, "label") else str(value or "")
    return _review(
        ReviewAction.CORRECT, claim.id, reviewer, at,
        field=field, before=before, after=after, reason=reason, anchor=anchor(claim),
    )  # fmt: skip


_LISTS: dict[str, type[StrEnum]] = {"polarity": Polarity, "certainty": Certainty, "mode": Mode}


def _check(field: str, value: str) -> None:
    """Refuse a value that a field cannot have."""
    if field in _LISTS and value not in tuple(_LISTS[field]):
        raise UsageError(f"{field} cannot be {value}. It can be: {', '.join(_LISTS[field])}.")
    if field in {"subject", "relation", "object"} and not value.strip():
        raise UsageError(f"A claim cannot be without {field}.")


def merge(entity: str, into: str, reviewer: str, at: str, reason: str = "") -> Review:
    """Say that two entities are one: the first goes into the second."""
    return _review(ReviewAction.MERGE, entity, reviewer, at, before=entity, after=into, reason=reason)


def split(entity: str, surface: str, reviewer: str, at: str, reason: str = "") -> Review:
    """Say that a wording does not stand for an entity: it becomes one of its own, and stays so."""
    return _review(ReviewAction.SPLIT, entity, reviewer, at, before=surface, reason=reason)


def undo(review: Review, reviewer: str, at: str, reason: str = "") -> Review:
    """Take a review back; both stay on record."""
    return _review(ReviewAction.UNDO, review.id, reviewer, at, reason=reason)
