"""Amending what was read: a claim's fields and worth, two entities that are one, a wording that is another."""

from collections.abc import Mapping, Sequence

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response

from histgraph.model import Certainty, Claim, Mode, Polarity, Review
from histgraph.review import CORRECTABLE
from histgraph.serve.body import BadRequest
from histgraph.serve.context import context_of, library_of
from histgraph.serve.forms import Form, form_of
from histgraph.serve.pages.acts import given_name, given_reason, keep_name, reviewer_of
from histgraph.serve.rendering import address, back_to, render
from histgraph.serve.reviews import made, value_of
from histgraph.serve.writing import record

_CANDIDATES = 12
_LONGEST = 200


async def amend(request: Request) -> Response:
    """Take in a verdict on a claim, or what a reviewer changed in its fields, each a review of its own."""
    form = await form_of(request)
    library, id_ = library_of(request), request.path_params["claim"]
    found = await run_in_threadpool(library.claim, id_)
    if found is None:
        raise BadRequest("There is no such claim any more", 404)
    said = {"target": id_, "reviewer": given_name(form), "reason": given_reason(form)}
    changes = [{"verdict": form.get("verdict")}] if form.get("verdict") else _corrections(found, form)
    reviews = [await run_in_threadpool(made, library, said | change) for change in changes]
    if reviews and form.get("show") == "claims":  # it came from the queue of claims, and goes on there
        await record(context_of(request), reviews)
        return keep_name(back_to(request, f"/review?show=claims&done={reviews[0].id}"), given_name(form))
    return await _on_record(request, form, reviews, address("claim", id_))


def _corrections(found: Claim, form: Form) -> list[dict[str, str]]:
    sent = {name: " ".join(value.split())[:_LONGEST] for name, value in form.fields if name in CORRECTABLE}
    changed = {name: value for name, value in sent.items() if value != value_of(found, name)}
    return [{"field": name, "value": value} for name, value in sorted(changed.items())]


def choices() -> Mapping[str, Sequence[str]]:
    """Return what the fields of a claim that are chosen from a list can be."""
    lists = {"polarity": Polarity, "certainty": Certainty, "mode": Mode}
    return {name: [member.value for member in kind] for name, kind in lists.items()}


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
    into = form.get("into")
    return await _of_entity(request, form, {"into": into}, address("entity", into))


async def parted(request: Request) -> Response:
    """Take in that a wording stands for something else than the entity it was taken for."""
    form = await form_of(request)
    one = address("entity", request.path_params["entity"])
    return await _of_entity(request, form, {"wording": form.get("wording")}, one)


async def _of_entity(request: Request, form: Form, said: dict[str, str], path: str) -> Response:
    asked = said | {
        "target": request.path_params["entity"],
        "reviewer": given_name(form),
        "reason": given_reason(form),
    }
    review = await run_in_threadpool(made, library_of(request), asked)
    return await _on_record(request, form, [review], path)


async def _on_record(request: Request, form: Form, reviews: Sequence[Review], path: str) -> Response:
    if reviews:
        await record(context_of(request), reviews)
    return keep_name(back_to(request, f"{path}?{'done' if reviews else 'same'}=1"), given_name(form))
