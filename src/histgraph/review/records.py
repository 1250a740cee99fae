"""Reviews as CSV and JSON Lines, both ways, and as gold for measuring."""

import csv
import io
import json
from collections.abc import Iterable, Mapping
from typing import Any

from histgraph.errors import UsageError
from histgraph.model import Claim, ClaimLink, Review, ReviewAction, Verdict

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


def gold(
    claims: Iterable[Claim],
    links: Iterable[ClaimLink],
    verdicts: Mapping[str, Verdict],
    documents: Mapping[str, str],
) -> dict[str, Any]:
    """Return what reviewers upheld in the form of an annotated set: claims, and disputes between them.

    The two claims of a contradiction that was upheld are upheld with it, unless they were judged
    otherwise themselves.

    Args:
        claims: all claims.
        links: all links.
        verdicts: by id of claim or link.
        documents: for the name of each source the SHA-256 of its bytes.
    """
    known = {claim.id: claim for claim in claims}
    upheld = [
        link
        for link in links
        if verdicts.get(link.id) is Verdict.HOLDS and not link.kind.is_agreement
        and {link.claim_a, link.claim_b} <= set(known)
    ]  # fmt: skip
    wanted = {id_ for id_ in known if verdicts.get(id_) is Verdict.HOLDS}
    wanted |= {id_ for link in upheld for id_ in (link.claim_a, link.claim_b)}
    kept = [known[id_] for id_ in sorted(wanted) if verdicts.get(id_) is not Verdict.DOES_NOT_HOLD]
    return {
        "documents": {name: documents[name] for name in sorted({c.document for c in kept} & set(documents))},
        "groups": [],
        "claims": [_annotated(claim) for claim in kept],
        "disputes": [
            {
                "id": link.id, "kind": str(link.kind), "required": True, "one_side": [link.claim_a],
                "other_side": [link.claim_b], "note": link.explanation,
            }
            for link in upheld
        ],
    }  # fmt: skip


def _annotated(claim: Claim) -> dict[str, Any]:
    row = {
        "id": claim.id, "document": claim.document, "answer": claim.answer, "start": claim.evidence.start,
        "end": claim.evidence.end, "subject": claim.subject.label, "relation": claim.relation.label,
        "object": claim.object.label, "concept": claim.object.entity, "polarity": str(claim.polarity),
        "certainty": str(claim.certainty),
    }  # fmt: skip
    return row | ({"attributed_to": claim.attributed_to} if claim.attributed_to else {})
