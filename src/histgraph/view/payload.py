"""The data of the network view, as plain values for JSON: the exported page and the web app share it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from histgraph.model import Certainty, Claim, ClaimLink, Entity, Mode, Page, Polarity
from histgraph.network import is_commitment, project, ring_of
from histgraph.network.projection import link_class
from histgraph.view.scene import MOST, OPTIONS, Scene, scene
from histgraph.view.voices import MOST_COLOURS, Voice, asked, lettered, voices, words


@dataclass(frozen=True, slots=True)
class Scope:
    """Some pages that are looked at together, and the voices in them."""

    id: str
    title: str
    pages: tuple[Page, ...]
    voices: tuple[Voice, ...]


def scopes(pages: Sequence[Page]) -> tuple[Scope, ...]:
    """Return what can be looked at: all pages together, and each for itself.

    All together come first where their voices can be told apart by colour, else last.
    """
    known = lettered(pages)
    single = tuple(
        Scope(page.source.id, asked(page), (page,), tuple(known[v.id] for v in voices([page])))
        for page in pages
    )
    if len(single) == 1:
        return single
    together = Scope("all", f"All {len(pages)} questions", tuple(pages), voices(pages))
    return (together, *single) if len(together.voices) <= MOST_COLOURS else (*single, together)


def payload(
    claims: Iterable[Claim],
    links: Iterable[ClaimLink],
    entities: Iterable[Entity],
    pages: Sequence[Page],
    *,
    title: str = "",
    together: bool = False,
) -> dict[str, Any]:
    """Return what ``network.js`` draws and the evidence panel shows.

    Args:
        claims: in any order.
        links: contradictions, tensions, agreements.
        entities: for labels and kinds.
        pages: their contributions are the voices, in this order.
        title: of the whole.
        together: whether only all pages together can be looked at, not each for itself.

    Returns:
        Keys: title, options (of vis-network), voices, entities, claims, links, and scopes,
        each with the letters and colour slots of its voices and one or two scenes (the
        first propositions, then all up to 3,000). Claims and links refer to voices by
        number and to nodes by id.
    """
    ordered = sorted(claims, key=lambda c: (c.document, c.evidence, c.id))
    wanted = tuple(links)
    listed = tuple(entities)
    lettered_ones = lettered(pages)
    everyone = [lettered_ones[voice.id] for voice in voices(pages)]
    number = {voice.id: at for at, voice in enumerate(everyone)}
    kept = [c for c in ordered if c.contribution in number]
    known = {c.id for c in kept}
    mentioned = {mention.entity for c in kept for mention in (c.subject, c.object)}
    chosen = (Scope("all", title, tuple(pages), voices(pages)),) if together else scopes(pages)
    return {
        "title": title,
        "options": OPTIONS,
        "voices": [_voice(voice) for voice in everyone],
        "entities": {
            f"ent:{e.id}": [e.label, e.kind.value]
            for e in sorted(listed, key=lambda e: e.id)
            if e.id in mentioned
        },
        "claims": [_claim(claim, number) for claim in kept],
        "links": [
            _link(link)
            for link in sorted(wanted, key=lambda k: k.id)
            if link.claim_a in known and link.claim_b in known
        ],
        "scopes": [_scope(scope, kept, wanted, listed, number) for scope in chosen],
    }


def _voice(voice: Voice) -> dict[str, Any]:
    return {
        "id": voice.id,
        "label": voice.label,
        "letter": voice.letter,
        "slot": voice.slot,
        "document": voice.document,
        "question": voice.question,
        "summary": voice.summary,
    }


def _claim(claim: Claim, number: dict[str, int]) -> dict[str, Any]:
    quote = words(claim)
    found: dict[str, Any] = {
        "id": claim.id,
        "ring": ring_of(claim),
        "proposition": claim.proposition.id,
        "voice": number[claim.contribution],
        "subject": claim.subject.label,
        "subject_id": f"ent:{claim.subject.entity}",
        "relation": claim.relation.label,
        "object": claim.object.spoken,
        "object_id": f"ent:{claim.object.entity}",
        "quote": [quote.before, quote.focus, quote.after],
        "start": claim.evidence.start,
        "end": claim.evidence.end,
        "confidence": round(claim.confidence, 3),
    }
    shown = f"{quote.before}{quote.focus}{quote.after}"
    optional = {
        "verbatim": claim.quote if claim.quote != shown else None,
        "denied": claim.polarity is Polarity.DENIED,
        "certainty": claim.certainty.value if claim.certainty is not Certainty.CERTAIN else None,
        "mode": claim.mode.value if claim.mode is not Mode.ACTUAL else None,
        "reported": not is_commitment(claim),
        "holder": claim.attributed_to,
        "stance": claim.stance.value if claim.stance else None,
        "time": claim.time_text or claim.time,
        "over": claim.over.label if claim.over else None,
        "condition": claim.condition,
        "against": ", ".join(claim.disagrees_with),
    }
    return found | {key: value for key, value in optional.items() if value}


def _link(link: ClaimLink) -> dict[str, Any]:
    found = {
        "id": link.id,
        "class": link_class(link),
        "kind": link.kind.value,
        "strength": link.strength.value,
        "a": link.claim_a,
        "b": link.claim_b,
        "why": link.explanation,
    }
    optional = {"guards": "; ".join(link.guards), "resolved": link.resolved}
    return found | {key: value for key, value in optional.items() if value}


def _scope(
    scope: Scope,
    claims: Sequence[Claim],
    links: Sequence[ClaimLink],
    entities: Sequence[Entity],
    number: dict[str, int],
) -> dict[str, Any]:
    inside = {voice.id for voice in scope.voices}
    graph = project([c for c in claims if c.contribution in inside], links, entities, scope.pages)
    scenes = [scene(graph)]
    if scenes[0].left_out:
        scenes.append(scene(graph, most=MOST))
    return {
        "id": scope.id,
        "title": scope.title,
        "voices": [[number[v.id], v.letter, v.slot] for v in scope.voices],
        "scenes": [_scene(found) for found in scenes],
    }


def _scene(found: Scene) -> dict[str, Any]:
    return {
        "nodes": found.nodes,
        "edges": found.edges,
        "shown": found.shown,
        "leftOut": found.left_out,
    }
