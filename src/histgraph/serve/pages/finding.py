"""Finding: by words, by time, and by a question put together from parts."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from histgraph.graph import terms
from histgraph.model import Claim, Entity
from histgraph.serve.context import library_of
from histgraph.serve.library import Hit, Library, LinkRow
from histgraph.serve.pages import shown
from histgraph.serve.pages.disputes import disputes
from histgraph.serve.pages.pieces import PIECE, offset_of, piece
from histgraph.serve.pages.single import Speakers
from histgraph.serve.rendering import render
from histgraph.vocabulary import relations

_HITS = 20
_CLAIMS, _NAMES, _DISPUTES = 15, 4, 4
"""Claims and names among the hits that are looked up for contradictions, and how many are shown."""

_ROWS = 200
_CARDS = 40
_NARROWER = 60


def search(request: Request) -> Response:
    """Show quotes, names and sources that hold some words, and who disagrees about them."""
    library = library_of(request)
    words = request.query_params.get("q", "").strip()[:200]
    hits = library.search(words, limit=_HITS) if words else ()
    return render(
        request,
        "search.html",
        words=words,
        hits=hits,
        meant=library.meant(words) if words and not hits else "",
        disputes=disputes(library, _fought(library, hits), _DISPUTES),
        shown=shown.search(words or "power"),
    )


def _fought(library: Library, hits: Sequence[Hit]) -> list[LinkRow]:
    """Return the contradictions that the claims and names found take part in, the best hits first."""
    found: dict[str, LinkRow] = {}
    claims = list(dict.fromkeys(c.id for hit in hits if hit.kind == "quote" for c in hit.claims))
    names = [hit.id for hit in hits if hit.kind == "entity"][:_NAMES]
    for id_ in claims[:_CLAIMS]:
        found |= {row.link.id: row for row in library.links(claim=id_, strength="qualified", limit=4)}
    for name in names:
        for fought in library.propositions(about=name, limit=2):
            if fought.disputes:
                rows = library.links(proposition=fought.id, strength="qualified", limit=4)
                found |= {row.link.id: row for row in rows}
    return list(found.values())


def suggest(request: Request) -> Response:
    """Complete the name of an entity, for fields of forms."""
    beginning = request.query_params.get("q", "")[:80]
    kind = request.query_params.get("kind", "entity")
    found = library_of(request).suggest(
        beginning, kind=kind if kind in {"entity", "relation"} else "", limit=10
    )
    return JSONResponse([{"id": s.id, "label": s.label, "claims": s.weight, "kind": s.kind} for s in found])


def timeline(request: Request) -> Response:
    """Show dated claims in the order of time."""
    library = library_of(request)
    claims = library.claims(dated=True, limit=PIECE + 1, offset=offset_of(request))
    stretch = piece(request, claims)
    said = Speakers(library).said(c for c in stretch.rows if isinstance(c, Claim))
    return render(request, "timeline.html", part=stretch, said=said, shown=shown.TIMELINE)


@dataclass(frozen=True, slots=True)
class Put:
    """A question as the form put it; entities are None where none was named or none is known.

    ``wide`` tells that the object has narrower ones, which count as well.
    """

    subject: Entity | None
    relation: str
    object: Entity | None
    polarity: str
    wide: bool = False
    unknown: tuple[str, ...] = ()

    def claims(self, library: Library) -> list[Claim]:
        """Return what the query would find, from the index."""
        given: dict[str, Any] = {"relation": self.relation, "polarity": self.polarity, "limit": _ROWS}
        if self.subject:
            given["subject"] = self.subject.id
        if self.object is None:
            return list(library.claims(**given))
        found = [c for id_ in _below(library, self.object.id) for c in library.claims(object_=id_, **given)]
        return sorted(found, key=lambda c: (c.document, c.evidence, c.id))[:_ROWS]

    def sparql(self) -> str:
        """Return the query that the form wrote.

        What is asked for comes first and by itself, all else as an option: joined to it, the
        engine would read the quotes of the whole store.
        """
        lines = []
        if self.subject:
            lines.append(
                f"?claim hg:subject {terms.entity(self.subject.id)} .  # {_comment(self.subject.label)}"
            )
        if self.relation:
            lines.append(f"?claim hg:predicate rel:{self.relation} .")
        if self.object and self.wide:
            lines.append("?claim hg:object ?object .")
            target = f"{terms.entity(self.object.id)} .  # {_comment(self.object.label)}, or narrower"
            lines.append(f"?object hg:broader* {target}")
        elif self.object:
            lines.append(
                f"?claim hg:object {terms.entity(self.object.id)} .  # {_comment(self.object.label)}"
            )
        lines = lines or ["?claim a hg:Claim ."]
        wanted = (
            "rdfs:label ?statement",
            "hg:statedIn ?answer",
            "hg:polarity ?polarity",
            "hg:certainty ?certainty",
        )
        lines += [f"OPTIONAL {{ ?claim {each} }}" for each in (*wanted, "hg:quote ?quote")]
        lines.append("FILTER (BOUND(?answer))  # propositions have subjects too, but nobody who states them")
        if self.polarity:
            lines.append(f"FILTER (?polarity = hg:{self.polarity.capitalize()})")
        head = "SELECT DISTINCT ?claim ?statement ?answer ?polarity ?certainty ?quote"
        return "\n  ".join([f"{head} {{", *lines]) + f"\n}} LIMIT {_ROWS}"


def _below(library: Library, entity: str) -> list[str]:
    """Return an entity and what is narrower, at most ``_NARROWER`` of them."""
    found = [entity]
    for id_ in found:
        found += [e.id for e in library.narrower(id_, limit=_NARROWER) if e.id not in found]
        if len(found) > _NARROWER:
            break
    return found[:_NARROWER]


def _comment(label: str) -> str:
    return " ".join(label.split())[:60]


def _entity(library: Library, words: str) -> tuple[Entity | None, str]:
    """Return the entity of a name, and the name where there is none."""
    words = words.strip()[:120]
    if not words:
        return None, ""
    found = library.suggest(words, kind="entity", limit=1)
    entity = library.entity(found[0].id) if found else None
    return entity, "" if entity else words


def _put(request: Request) -> Put:
    library, query = library_of(request), request.query_params
    subject, no_subject = _entity(library, query.get("subject", ""))
    thing, no_thing = _entity(library, query.get("object", ""))
    relation = query.get("relation", "")
    polarity = query.get("polarity", "")
    return Put(
        subject,
        relation if relation in relations() else "",
        thing,
        polarity if polarity in {"affirmed", "denied"} else "",
        bool(thing and library.narrower(thing.id, limit=1)),
        tuple(filter(None, (no_subject, no_thing))),
    )


def ask(request: Request) -> Response:
    """Answer "who says that somebody did something?", and show the query that the form wrote."""
    library, put = library_of(request), _put(request)
    asked = bool(put.subject or put.object or put.relation or put.unknown)
    claims = put.claims(library) if asked and not put.unknown else []
    return render(
        request,
        "ask.html",
        put=put,
        asked=asked,
        said=Speakers(library).said(claims[:_CARDS]),
        total=len(claims),
        most=_ROWS,
        relations=sorted(((key, d.label) for key, d in relations().items()), key=lambda r: r[1]),
        shown=put.sparql(),
    )
