"""The model's records as plain values for JSON: what the interface for programs sends.

Fields without a value are left out. Claims and links have the fields of the export formats
(``histgraph.interchange``), with ids of what they belong to beside them.
"""

from typing import Any

from histgraph import interchange
from histgraph.graph import terms
from histgraph.model import Claim, Entity, Review
from histgraph.serve.jobs import Job
from histgraph.serve.library import Contribution, Hit, LinkRow, PropositionRow, SourceRow, Suggestion
from histgraph.vocabulary import REVIEW

Record = dict[str, Any]


def record(found: Any) -> Record:
    """Return any of the library's records as plain values."""
    if isinstance(found, tuple):
        source, part = found
        return contribution(source, part)
    kinds: dict[type, Any] = {
        Claim: claim,
        Entity: entity,
        LinkRow: link,
        PropositionRow: proposition,
        SourceRow: source_row,
        Review: review,
        Hit: hit,
        Suggestion: suggestion,
    }
    written: Record = kinds[type(found)](found)
    return written


def _kept(values: Record) -> Record:
    return {key: value for key, value in values.items() if value not in (None, "", [], {})}


def claim(found: Claim) -> Record:
    """Return a claim."""
    return {
        **interchange.claim_record(found),
        "iri": terms.claim(found.id).value,
        "source": found.source,
        "contribution": found.contribution,
        "proposition": found.proposition.id,
        "label": found.label,
    }


def entity(found: Entity) -> Record:
    """Return an entity with its other names and why they are taken for it."""
    return _kept(
        {
            "id": found.id,
            "iri": terms.entity(found.id).value,
            "label": found.label,
            "kind": found.kind.value,
            "aliases": [{"text": a.text, "reason": a.reason} for a in found.aliases],
            "broader": list(found.broader),
        }
    )


def proposition(found: PropositionRow) -> Record:
    """Return a proposition and how it fares."""
    return {
        "id": found.id,
        "iri": terms.proposition(found.id).value,
        "label": found.label,
        "subject_id": terms.entity(found.subject).value,
        "relation_id": terms.relation(found.relation).value,
        "object_id": terms.entity(found.object).value,
        "claims": found.claims,
        "affirmed": found.affirmed,
        "denied": found.denied,
        "sources": found.sources,
        "disputes": found.disputes,
    }


def link(found: LinkRow) -> Record:
    """Return a link with both its claims."""
    verdict = found.verdict.value if found.verdict else None
    return {
        **interchange.link_record(found.link, verdict),
        "iri": terms.link(found.link.id).value,
        "agreement": found.link.kind.is_agreement,
        "dismissed": found.dismissed,
        "claims": [claim(found.a), claim(found.b)],
    }


def source_row(found: SourceRow) -> Record:
    """Return a source."""
    return {
        "id": found.id,
        "iri": terms.source(found.id).value,
        "name": found.name,
        "title": found.title,
        "question": found.question,
        "contributions": found.contributions,
        "claims": found.claims,
    }


def contribution(source: SourceRow, found: Contribution) -> Record:
    """Return a contribution."""
    return _kept(
        {
            "id": found.id,
            "iri": terms.contribution(found.id).value,
            "source": source.id,
            "document": source.name,
            "kind": found.kind.value,
            "number": found.number,
            "author": found.author,
        }
    )


def review(found: Review) -> Record:
    """Return a review."""
    return _kept(
        {
            "id": found.id,
            "iri": REVIEW + terms.encode(found.id),
            "action": found.action.value,
            "target": found.target,
            "reviewer": found.reviewer,
            "at": found.at,
            "verdict": found.verdict.value if found.verdict else None,
            "reason": found.reason,
            "field": found.field,
            "before": found.before,
            "after": found.after,
        }
    )


def hit(found: Hit) -> Record:
    """Return something found by its words; pieces of ``text`` at odd places match."""
    return _kept(
        {
            "kind": found.kind,
            "id": found.id,
            "text": list(found.text),
            "note": found.note,
            "claims": [claim(c) for c in found.claims],
        }
    )


def suggestion(found: Suggestion) -> Record:
    """Return a completion."""
    return {"kind": found.kind, "id": found.id, "label": found.label, "weight": found.weight}


def job(found: Job) -> Record:
    """Return how far a job is."""
    return _kept(
        {
            "id": found.id,
            "names": list(found.names),
            "state": found.state,
            "stage": found.stage,
            "done": found.done,
            "total": found.total,
            "report": found.report,
            "error": found.error,
        }
    )
