"""Reviews as CSV and JSON Lines, both ways, and as gold for measuring."""

import csv
import io
import json
from collections.abc import Iterable, Mapping
from typing import Any

from histgraph.errors import UsageError
from histgraph.model import Claim, Review, ReviewAction, Verdict

FIELDS = (
    "id",
    "action",
    "target",
    "reviewer",
    "at",
    "verdict",
    "reason",
    "field",
    "before",
    "after",
    "anchor",
)


def _row(review: Review) -> dict[str, str]:
    return {
        "id": review.id, "action": str(review.action), "target": review.target, "reviewer": review.reviewer,
        "at": review.at, "verdict": str(review.verdict or ""), "reason": review.reason, "field": review.field,
        "before": review.before, "after": review.after, "anchor": json.dumps(review.anchor, ensure_ascii=False),
    }  # fmt: skip


def _review(row: Mapping[str, Any], place: str) -> Review:
    try:
        anchor = row.get("anchor") or "[]"
        pairs = json.loads(anchor) if isinstance(anchor, str) else anchor
        return Review(
            id=row["id"], action=ReviewAction(row["action"]), target=row["target"], reviewer=row["reviewer"],
            at=row["at"], verdict=Verdict(row["verdict"]) if row.get("verdict") else None,
            reason=row.get("reason") or "", field=row.get("field") or "", before=row.get("before") or "",
            after=row.get("after") or "", anchor=tuple((str(k), str(v)) for k, v in pairs),
        )  # fmt: skip
    except (KeyError, ValueError, TypeError) as error:
        raise UsageError(
            f"{place} is no review: {error}. It needs the columns {', '.join(FIELDS)}."
        ) from error


def to_csv(reviews: Iterable[Review]) -> str:
    """Write reviews as CSV with a header."""
    out = io.StringIO()
    writer = csv.DictWriter(out, FIELDS, lineterminator="\r\n")
    writer.writeheader()
    writer.writerows(_row(r) for r in reviews)
    return out.getvalue()


def from_csv(text: str) -> tuple[Review, ...]:
    """Read reviews from CSV.

    Raises:
        UsageError: naming the line that is no review.
    """
    rows = csv.DictReader(io.StringIO(text))
    return tuple(_review(row, f"line {number}") for number, row in enumerate(rows, 2))


def to_jsonl(reviews: Iterable[Review]) -> str:
    """Write reviews as JSON Lines."""
    return "".join(json.dumps(_row(r), ensure_ascii=False) + "\n" for r in reviews)


def from_jsonl(text: str) -> tuple[Review, ...]:
    """Read reviews from JSON Lines.

    Raises:
        UsageError: naming the line that is no review.
    """
    found = []
    for number, line in enumerate(text.splitlines(), 1):
        if line.strip():
            try:
                found.append(_review(json.loads(line), f"line {number}"))
            except json.JSONDecodeError as error:
                raise UsageError(f"line {number} is no JSON: {error}") from error
    return tuple(found)


def gold(claims: Iterable[Claim], verdicts: Mapping[str, Verdict]) -> list[dict[str, Any]]:
    """Return claims that reviewers upheld, in the form of an annotated set."""
    return [
        {
            "id": c.id, "document": c.document, "answer": c.answer, "start": c.evidence.start,
            "end": c.evidence.end, "subject": c.subject.label, "relation": c.relation.label,
            "object": c.object.label, "concept": c.object.entity, "polarity": str(c.polarity),
            "certainty": str(c.certainty),
        }
        for c in claims
        if verdicts.get(c.id) is Verdict.HOLDS
    ]  # fmt: skip
