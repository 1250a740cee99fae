"""The fixed formats in which claims and links leave the house, and bare triples beside them.

A field is left out of JSON Lines where it has nothing to say; CSV has a column for every
field. Offsets count code points, and ``text[start:end] == quote`` always holds.
"""

import csv
import io
import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from types import MappingProxyType
from typing import Any

from histgraph.errors import UsageError
from histgraph.graph import terms
from histgraph.model import Claim, ClaimLink

CLAIM_FIELDS = (
    "id", "document", "answer", "subject", "relation", "object", "subject_id", "relation_id", "object_id",
    "subject_text", "relation_text", "object_text", "polarity", "certainty", "mode", "attributed_to", "stance",
    "time", "place", "over", "over_id", "condition", "agrees_with", "disagrees_with", "quote", "start", "end",
    "confidence",
)  # fmt: skip
"""The fields of a claim, in the order in which they are written."""

LINK_FIELDS = (
    "id",
    "claim_a",
    "claim_b",
    "kind",
    "strength",
    "score",
    "explanation",
    "guards",
    "resolved",
    "review",
)
"""The fields of a contradiction or an agreement, in the order in which they are written."""

TRIPLE_FIELDS = (
    "id",
    "document",
    "start",
    "end",
    "subject_text",
    "relation_text",
    "object_text",
    "confidence",
)
"""The fields of a bare triple."""

Record = dict[str, Any]


def claim_record(claim: Claim, *, quotes: bool = True) -> Record:
    """Return one claim as plain values, fields without a value left out.

    ``quotes=False`` leaves the words of the text out; offsets remain.
    """
    record: Record = {
        "id": claim.id,
        "document": claim.document,
        "answer": claim.answer,
        "subject": claim.subject.label,
        "relation": claim.relation.label,
        "object": claim.object.label,
        "subject_id": terms.entity(claim.subject.entity).value,
        "relation_id": terms.relation(claim.relation.id).value,
        "object_id": terms.entity(claim.object.entity).value,
        "subject_text": claim.subject.text if quotes else None,
        "relation_text": claim.relation.text if quotes else None,
        "object_text": claim.object.text if quotes else None,
        "polarity": claim.polarity.value,
        "certainty": claim.certainty.value,
        "mode": claim.mode.value,
        "attributed_to": claim.attributed_to,
        "stance": claim.stance.value if claim.stance else None,
        "time": claim.time,
        "place": claim.place,
        "over": claim.over.label if claim.over else None,
        "over_id": terms.entity(claim.over.entity).value if claim.over else None,
        "condition": claim.condition,
        "agrees_with": "; ".join(claim.agrees_with),
        "disagrees_with": "; ".join(claim.disagrees_with),
        "quote": claim.quote if quotes else None,
        "start": claim.evidence.start,
        "end": claim.evidence.end,
        "confidence": round(claim.confidence, 4),
    }
    return {key: value for key, value in record.items() if value not in {None, ""}}


def link_record(link: ClaimLink, review: str | None = None) -> Record:
    """Return one link as plain values; ``review`` is the verdict on it, if there is one."""
    record: Record = {
        "id": link.id,
        "claim_a": link.claim_a,
        "claim_b": link.claim_b,
        "kind": link.kind.value,
        "strength": link.strength.value,
        "score": link.score,
        "explanation": link.explanation,
        "guards": "; ".join(link.guards),
        "resolved": link.resolved,
        "review": review,
    }
    return {key: value for key, value in record.items() if value not in {None, ""}}


def jsonl(records: Iterable[Mapping[str, Any]], fields: Sequence[str] = ()) -> str:
    """Return one JSON object a line; ``fields`` is taken for the sake of the other writers."""
    del fields
    return "".join(json.dumps(record, ensure_ascii=False) + "\n" for record in records)


def as_json(records: Iterable[Mapping[str, Any]], fields: Sequence[str] = ()) -> str:
    """Return one JSON array."""
    del fields
    return json.dumps(list(records), ensure_ascii=False, indent=1) + "\n"


def as_csv(records: Iterable[Mapping[str, Any]], fields: Sequence[str]) -> str:
    """Return comma-separated values with a header line and Unix line ends."""
    sheet = io.StringIO()
    writer = csv.DictWriter(sheet, fields, extrasaction="ignore", lineterminator="\n")
    writer.writeheader()
    writer.writerows(records)
    return sheet.getvalue()


WRITERS: Mapping[str, Callable[[Iterable[Mapping[str, Any]], Sequence[str]], str]] = MappingProxyType(
    {"jsonl": jsonl, "json": as_json, "csv": as_csv}
)
"""The formats of records, by name."""


def write(records: Iterable[Mapping[str, Any]], fields: Sequence[str], form: str) -> str:
    """Return records in a format.

    Raises:
        UsageError: if there is no such format; the message lists those there are.
    """
    if form not in WRITERS:
        raise UsageError(f"There is no format named {form} for records. There are: {', '.join(WRITERS)}.")
    return WRITERS[form](records, fields)
