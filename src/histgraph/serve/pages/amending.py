"""Amending what was read: a claim's fields and worth, two entities that are one, a wording that is another."""

from collections.abc import Mapping, Sequence

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response

from histgraph.errors import UsageError
from histgraph.model import Certainty, Claim, Entity, Mode, Polarity, Review, Verdict
from histgraph.review import CORRECTABLE, bare, correct, judge, merge, now, split
from histgraph.serve.body import BadRequest
from histgraph.serve.context import context_of, library_of
from histgraph.serve.forms import Form, form_of
from histgraph.serve.library import Library
from histgraph.serve.pages.acts import given_name, given_reason, keep_name, reviewer_of
from histgraph.serve.rendering import address, back_to, render
from histgraph.serve.writing import record

_CANDIDATES = 12
_WORDINGS = 400
"""Claims that are looked through for the wordings of an entity."""
_LONGEST = 200


async def amend(request: Request) -> Response:
    """Take in a verdict on a claim, or what a reviewer changed in its fields, each a review of its own."""
    form = await form_of(request)
    found = await run_in_threadpool(library_of(request).claim, request.path_params["claim"])
    if found is None:
        raise BadRequest("There is no such claim any more", 404)
    made = _verdict(found, form) if form.get("verdict") else _corrections(found, form)
    if made and form.get("show") == "claims":  # it came from the queue of claims, and goes on there
        await record(context_of(request), made)
        return keep_name(back_to(request, f"/review?show=claims&done={made[0].id}"), given_name(form))
    return await _on_record(request, form, made, address("claim", found.id))


def _verdict(found: Claim, form: Form) -> list[Review]:
    try:
        verdict = Verdict(form.get("verdict"))
    except ValueError as error:
        raise BadRequest(f"A verdict is one of: {', '.join(Verdict)}") from error
    return [judge(found, verdict, given_name(form), now(), given_reason(form))]


def value_of(found: Claim, field: str) -> str:
    """Return a field of a claim as a form shows it."""
    value = getattr(found, field)
    return value.label if hasattr(value, "label") else str(value or "")


def choices() -> Mapping[str, Sequence[str]]:
    """Return what the fields of a claim that are chosen from a list can be."""
    lists = {"polarity": Polarity, "certainty": Certainty, "mode": Mode}
    return {name: [member.value for member in kind] for name, kind in lists.items()}


def _corrections(found: Claim, form: Form) -> list[Review]:
    who, reason, at = given_name(form), given_reason(form), now()
    sent = {name: " ".join(value.split())[:_LONGEST] for name, value in form.fields if name in CORRECTABLE}
    changed = {name: value for name, value in sent.items() if value != value_of(found, name)}
    try:
        return [correct(found, name, value, who, at, reason) for name, value in sorted(changed.items())]
    except UsageError as error:
        raise BadRequest(str(error)) from error


def wordings(library: Library, entity: Entity) -> tuple[str, ...]:
    """Return how claims name an entity, one of each that differ in more than an article; pronouns are no names."""
    claims = library.claims(about=entity.id, limit=_WORDINGS)
    names = {bare(alias.text) for alias in entity.aliases}
    found: dict[str, str] = {}
    for mention in (m for c in claims for m in (c.object, c.subject) if m.entity == entity.id):
        found.setdefault(bare(mention.label), mention.label)
        if bare(mention.text) in names:
            found.setdefault(bare(mention.text), mention.text)
    return tuple(found[key] for key in sorted(found))


def choose(request: Request) -> Response:
    """Show which entities might be the same as one, found by the words given."""
    library = library_of(request)
    id_, words = request.path_params["entity"], request.query_params.get("q", "").strip()[:_LONGEST]
    one = library.entity(id_)
    if one is None:
        raise BadRequest("There is no such entity here", 404)
    hits = library.suggest(words, kind="entity", limit=_CANDIDATES + 1) if words else ()
    others = [hit for hit in hits if hit.id != id_][:_CANDIDATES]
    return render(
        request, "merge.html", found=one, words=words, others=others, reviewer=reviewer_of(request)
    )  # fmt: skip


async def merged(request: Request) -> Response:
    """Take in that an entity is the same as another."""
    form = await form_of(request)
    id_, into = request.path_params["entity"], form.get("into")
    library = library_of(request)
    if id_ == into:
        raise BadRequest("An entity cannot be merged into itself")
    for one in (id_, into):
        if await run_in_threadpool(library.entity, one) is None:
            raise BadRequest("There is no such entity here", 404)
    made = merge(id_, into, given_name(form), now(), given_reason(form))
    return await _on_record(request, form, [made], address("entity", into))


async def parted(request: Request) -> Response:
    """Take in that a wording stands for something else than the entity it was taken for."""
    form = await form_of(request)
    id_, wording = request.path_params["entity"], form.get("wording")
    library = library_of(request)
    one = await run_in_threadpool(library.entity, id_)
    if one is None:
        raise BadRequest("There is no such entity here", 404)
    known = await run_in_threadpool(wordings, library, one)
    if wording not in known or len(known) < 2:
        raise BadRequest("No claim words it so, or all do")
    made = split(id_, wording, given_name(form), now(), given_reason(form))
    return await _on_record(request, form, [made], address("entity", id_))


async def _on_record(request: Request, form: Form, made: Sequence[Review], path: str) -> Response:
    if made:
        await record(context_of(request), made)
    return keep_name(back_to(request, f"{path}?{'done' if made else 'same'}=1"), given_name(form))
