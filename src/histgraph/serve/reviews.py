"""What people and programs say of what was read, made into reviews: checked against what the store holds."""

from collections.abc import Callable, Mapping
from typing import Any

from histgraph.errors import UsageError
from histgraph.model import Claim, Entity, Review, Verdict
from histgraph.review import bare, correct, judge, merge, now, split, undo
from histgraph.serve.body import BadRequest
from histgraph.serve.library import Library

_WORDINGS = 400
"""Claims that are looked through for the wordings of an entity."""

WAYS: Mapping[str, tuple[str, ...]] = {
    "verdict": ("target", "verdict"),
    "field": ("target", "field", "value"),
    "into": ("target", "into"),
    "wording": ("target", "wording"),
    "undo": ("undo",),
}
"""The ways to review something: by the field that tells it from the others, all that it takes."""


def made(library: Library, asked: Mapping[str, str]) -> Review:
    """Return the review that somebody asks for.

    Args:
        library: What the store holds.
        asked: ``reviewer``, perhaps ``reason``, and the fields of exactly one of ``WAYS``.

    Raises:
        BadRequest: it is none of the ways, or not of something that is there.
    """
    way = _way(asked)
    fields = {name: asked[name] for name in WAYS[way]}
    try:
        return _MAKING[way](library, fields, asked["reviewer"].strip(), asked.get("reason", "").strip())
    except UsageError as error:
        raise BadRequest(str(error)) from error


def _way(asked: Mapping[str, str]) -> str:
    given = set(asked) - {"reviewer", "reason"}
    for way, fields in WAYS.items():
        if given == set(fields):
            return way
    told = "; ".join(" and ".join(fields) for fields in WAYS.values())
    raise BadRequest(f"Give one of: {told}")


def _verdict(library: Library, asked: Mapping[str, str], who: str, reason: str) -> Review:
    if asked["verdict"] not in tuple(Verdict):
        raise BadRequest(f"verdict is one of {', '.join(Verdict)}")
    row = library.link(asked["target"])
    target: Any = (row.link, row.a, row.b) if row is not None else library.claim(asked["target"])
    if target is None:
        raise BadRequest("There is no such claim or link", 404)
    return judge(target, Verdict(asked["verdict"]), who, now(), reason)


def _correction(library: Library, asked: Mapping[str, str], who: str, reason: str) -> Review:
    claim = library.claim(asked["target"])
    if claim is None:
        raise BadRequest("There is no such claim", 404)
    field, value = asked["field"], " ".join(asked["value"].split())
    if value == value_of(claim, field):
        raise BadRequest(f"The {field} of this claim is that already", 409)
    return correct(claim, field, value, who, now(), reason)


def value_of(claim: Claim, field: str) -> str:
    """Return a field of a claim in the words of a form; empty where it has none."""
    value: object = getattr(claim, field, None)
    return str(getattr(value, "label", value or ""))


def _merging(library: Library, asked: Mapping[str, str], who: str, reason: str) -> Review:
    one, into = asked["target"], asked["into"]
    if one == into:
        raise BadRequest("An entity cannot be merged into itself")
    return merge(_entity(library, one).id, _entity(library, into).id, who, now(), reason)


def _splitting(library: Library, asked: Mapping[str, str], who: str, reason: str) -> Review:
    known = wordings(library, _entity(library, asked["target"]))
    if asked["wording"] not in known or len(known) < 2:
        raise BadRequest("No claim words it so, or all do")
    return split(asked["target"], asked["wording"], who, now(), reason)


def _undoing(library: Library, asked: Mapping[str, str], who: str, reason: str) -> Review:
    former = library.review(asked["undo"])
    if former is None:
        raise BadRequest("There is no such review", 404)
    return undo(former, who, now(), reason)


def _entity(library: Library, id_: str) -> Entity:
    found = library.entity(id_)
    if found is None:
        raise BadRequest("There is no such entity here", 404)
    return found


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


_MAKING: Mapping[str, Callable[[Library, Mapping[str, str], str, str], Review]] = {
    "verdict": _verdict,
    "field": _correction,
    "into": _merging,
    "wording": _splitting,
    "undo": _undoing,
}
