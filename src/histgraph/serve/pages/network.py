"""The network: a frame for the drawing with its table, and the data that scripts draw from."""

import json
import threading
from collections import OrderedDict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from urllib.parse import urlencode

from starlette.requests import Request
from starlette.responses import Response

from histgraph import view
from histgraph.model import Claim, Page
from histgraph.serve.body import BadRequest
from histgraph.serve.context import library_of
from histgraph.serve.library import Library, PropositionRow
from histgraph.serve.pages import shown
from histgraph.serve.pages.pieces import question_of
from histgraph.serve.rendering import render

FIRST = 60
"""Propositions of a whole store that are drawn at first."""
MOST = 300
"""Propositions drawn at the most; beyond, search and the network around one thing."""
_CLAIMS = 6000
"""Claims that are sent for a drawing at the most, shared out among its propositions."""
_SOURCES = 120
_TABLE = 400
"""Claims up to which the table is written by the server; else the page's script writes it."""
_KEPT = 24


class _Cache:
    """The last few answers: the same for as long as the copy of the store is the same."""

    def __init__(self) -> None:
        self._held: OrderedDict[tuple[str, ...], bytes] = OrderedDict()
        self._guard = threading.Lock()

    def get(self, key: tuple[str, ...]) -> bytes | None:
        with self._guard:
            if key in self._held:
                self._held.move_to_end(key)
            return self._held.get(key)

    def put(self, key: tuple[str, ...], value: bytes) -> None:
        with self._guard:
            self._held[key] = value
            while len(self._held) > _KEPT:
                self._held.popitem(last=False)


_CACHE = _Cache()


@dataclass(frozen=True, slots=True)
class Asked:
    """What is to be drawn: one source, or what lies round some entities, or the whole store."""

    source: str = ""
    entities: tuple[str, ...] = ()
    depth: int = 1
    most: int = FIRST


def _asked(request: Request) -> Asked:
    query = request.query_params
    depth, most = query.get("depth", "1"), query.get("most", "")
    return Asked(
        query.get("source", ""),
        tuple(e for e in query.getlist("entity") if e)[:20],
        min(3, int(depth)) if depth in {"1", "2", "3"} else 1,
        min(MOST, max(1, int(most))) if most.isascii() and most.isdigit() else FIRST,
    )


def network(request: Request) -> Response:
    """Show the frame of the drawing, and the table that says the same in words."""
    library = library_of(request)
    asked = _asked(request)
    source = library.source(asked.source) if asked.source else None
    if asked.source and source is None:
        raise BadRequest("There is no such source here", 404)
    entities = library.entities(ids=asked.entities) if asked.entities else ()
    if asked.entities and not entities:
        raise BadRequest("There is no such thing here", 404)
    named = ", ".join(e.label for e in entities)
    title = source.question if source else f"Around {named}" if named else "The whole store"
    small = question_of(library, asked.source) if source and source.claims <= _TABLE else None
    return render(
        request,
        "network.html",
        title=title,
        source=source,
        entities=entities,
        depth=asked.depth,
        filled=library.counts()["claims"],
        data=f"/data?{request.url.query}",
        claims=small.claims if small else (),
        voice=small.known if small else {},
        number=small.number if small else {},
        words=view.words,
        shown=shown.matrix(asked.source)
        if source
        else shown.entity(entities[0].id)
        if entities
        else shown.NETWORK,
    )


def around(request: Request) -> Response:
    """Lead from a name that was typed to the network around the thing of that name."""
    words = request.query_params.get("name", "").strip()[:200]
    library = library_of(request)
    found = library.suggest(words, kind="entity", limit=1) if words else ()
    return render(request, "unknown.html", status=404, words=words) if not found else _to(found[0].id)


def _to(entity: str) -> Response:
    return Response(status_code=303, headers={"Location": f"/network?{urlencode({'entity': entity})}"})


def data(request: Request) -> Response:
    """Return what the scripts of network, matrix and reading view work from."""
    library = library_of(request)
    asked = _asked(request)
    key = (str(library.path), asked.source, *asked.entities, str(asked.depth), str(asked.most))
    found = _CACHE.get(key)
    if found is None:
        made = _of_source(library, asked.source) if asked.source else _of_choice(library, asked)
        found = json.dumps(made, ensure_ascii=False, separators=(",", ":")).encode()
        _CACHE.put(key, found)
    return Response(found, media_type="application/json", headers={"Cache-Control": "no-cache"})


def _of_source(library: Library, source: str) -> dict[str, object]:
    found = question_of(library, source)
    title = view.asked(found.page)
    made = view.payload(found.claims, found.links, found.reading.entities, [found.page], title=title)
    return made | {"sources": {found.page.source.name: source}}


def _of_choice(library: Library, asked: Asked) -> dict[str, object]:
    propositions = _propositions(library, asked)
    each = max(12, _CLAIMS // max(1, len(propositions)))
    claims = [c for p in propositions for c in library.claims(proposition=p.id, limit=each)]
    capped = each if any(p.claims > each for p in propositions) else 0
    pages = _pages(library, claims)
    links = library.links_within([c.id for c in claims])
    named = {m.entity for c in claims for m in (c.subject, c.object)}
    entities = library.entities(ids=named, limit=len(named) or 1)
    made = view.payload(claims, links, entities, pages, title="network", together=True)
    return made | {"sources": {page.source.name: page.source.id for page in pages}, "capped": capped}


def _propositions(library: Library, asked: Asked) -> Sequence[PropositionRow]:
    if not asked.entities:
        return library.propositions(limit=asked.most)
    found: dict[str, PropositionRow] = {}
    seen: set[str] = set()
    rim = list(asked.entities)
    for _ in range(asked.depth):
        fresh = [e for e in dict.fromkeys(rim) if e not in seen]
        seen.update(fresh)
        rim = []
        for entity in fresh:
            for row in library.propositions(about=entity, limit=MOST - len(found)):
                found[row.id] = row
                rim += [row.subject, row.object]
            if len(found) >= MOST:
                return tuple(found.values())[:MOST]
    return tuple(found.values())


def _pages(library: Library, claims: Iterable[Claim]) -> list[Page]:
    sources = sorted({c.source for c in claims})[:_SOURCES]
    found = (library.page(source) for source in sources)
    return sorted((page for page in found if page is not None), key=lambda p: p.source.name)
