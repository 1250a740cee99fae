"""What reviewers did, as pages tell it, and who does it now: the name is kept in a cookie."""

from collections.abc import Iterable
from dataclasses import dataclass
from urllib.parse import quote, unquote

from starlette.requests import Request
from starlette.responses import Response

from histgraph.model import Review, ReviewAction
from histgraph.serve.forms import Form
from histgraph.serve.library import Library
from histgraph.serve.rendering import address

_NAME = "histgraph-reviewer"
_FIELDS = {"attributed_to": "held by"}


@dataclass(frozen=True, slots=True)
class Act:
    """A review in words; ``standing`` unless somebody took it back, ``href`` of the page of what it is about."""

    review: Review
    told: str
    standing: bool
    href: str


def acts(library: Library, reviews: Iterable[Review]) -> list[Act]:
    """Return reviews as pages tell them, in the order given; what takes others back is told with those."""
    return [
        Act(review, told(review), not _undone(library, review), _href(review))
        for review in reviews
        if review.action is not ReviewAction.UNDO
    ]


def _undone(library: Library, review: Review) -> bool:
    found = library.reviews(target=review.id, limit=20)
    return any(r.action is ReviewAction.UNDO and not _undone(library, r) for r in found)


def _href(review: Review) -> str:
    if review.action is ReviewAction.MERGE:
        return address("entity", review.after)
    if review.action is ReviewAction.SPLIT:
        return address("entity", review.target)
    on_link = any(key == "a.quote" for key, _ in review.anchor)
    return address("link" if on_link else "claim", review.target)


def told(review: Review) -> str:
    """Return in words what a review says."""
    if review.action is ReviewAction.CORRECT:
        name = _FIELDS.get(review.field, review.field)
        return f"{name}: {review.before or 'nothing'} → {review.after or 'nothing'}"
    if review.action is ReviewAction.MERGE:
        return f"“{review.before}” is “{review.after}”"
    if review.action is ReviewAction.SPLIT:
        return f"“{review.before}” is not “{review.target}”"
    if review.action is ReviewAction.UNDO:
        return "takes an earlier act back"
    return review.verdict.value if review.verdict else review.action.value


def reviewer_of(request: Request) -> str:
    """Return the name that the browser last reviewed under, "" for none."""
    return unquote(request.cookies.get(_NAME, ""))[:80]


def given_name(form: Form) -> str:
    """Return the reviewer's name from a form, "reader" where none was given."""
    return " ".join(form.get("reviewer").split())[:80] or "reader"


def given_reason(form: Form) -> str:
    """Return the reason from a form."""
    return form.get("reason").strip()[:500]


def keep_name(response: Response, reviewer: str) -> Response:
    """Have the browser remember the reviewer's name."""
    response.set_cookie(_NAME, quote(reviewer), max_age=365 * 86400, samesite="strict", httponly=True)
    return response
