"""What the JSON interface takes and gives, as data: checked when asked, described as OpenAPI 3.1."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

from histgraph import __version__
from histgraph.model import (
    Certainty,
    ContributionKind,
    EntityKind,
    LinkKind,
    Mode,
    Polarity,
    ReviewAction,
    Stance,
    Strength,
    Verdict,
)
from histgraph.review import CORRECTABLE
from histgraph.serve.body import BadRequest, Pairs, only
from histgraph.serve.library import Library
from histgraph.serve.reviews import WAYS

MOST_ROWS = 500
MOST_OFFSET = 1_000_000
_MOST_TEXT = 400
Args = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Param:
    """Something that may be asked: ``kind`` is "string", "integer" or "boolean"; ``low`` to ``high`` are allowed."""

    name: str
    text: str
    kind: str = "string"
    among: tuple[str, ...] = ()
    low: int = 0
    high: int = _MOST_TEXT
    default: Any = None
    required: bool = False

    def value(self, given: str | None) -> Any:
        """Return what was given as a value.

        Raises:
            BadRequest: it is none that is allowed.
        """
        if given is None:
            if self.required:
                raise BadRequest(f"Give {self.name}: {self.text}")
            return self.default
        if self.kind == "integer":
            return self._whole(given)
        if self.kind == "boolean":
            if given not in {"true", "false"}:
                raise BadRequest(f"{self.name} is true or false")
            return given == "true"
        if self.among and given not in self.among:
            raise BadRequest(f"{self.name} is one of {', '.join(self.among)}")
        if not self.low <= len(given) <= self.high:
            raise BadRequest(f"{self.name} has {self.low} to {self.high} characters")
        return given

    def _whole(self, given: str) -> int:
        if not (given.isascii() and given.isdecimal() and len(given) < 12):
            raise BadRequest(f"{self.name} is a whole number")
        number = int(given)
        if not self.low <= number <= self.high:
            raise BadRequest(f"{self.name} is from {self.low} to {self.high}")
        return number

    def schema(self) -> dict[str, Any]:
        """Return what may be given, as JSON Schema."""
        found: dict[str, Any] = {"type": self.kind}
        if self.among:
            found["enum"] = list(self.among)
        elif self.kind == "string":
            found |= {"minLength": self.low, "maxLength": self.high}
        elif self.kind == "integer":
            found |= {"minimum": self.low, "maximum": self.high}
        if self.default is not None:
            found["default"] = self.default
        return found


@dataclass(frozen=True, slots=True)
class Operation:
    """One address that is read: ``answer`` takes a library and the checked values.

    ``gives`` names a schema; with ``many`` the answer is a list of such. A path with ``{id}`` gives one
    thing, and None stands for 404.
    """

    path: str
    text: str
    gives: str
    answer: Callable[[Library, Args], Any]
    params: tuple[Param, ...] = ()
    many: bool = False

    def args(self, fields: Pairs) -> dict[str, Any]:
        """Check what was asked.

        Raises:
            BadRequest: a name or value is not allowed.
        """
        known = {param.name for param in self.params}
        if odd := sorted({name for name, _ in fields} - known):
            raise BadRequest(
                f"There is no {odd[0][:40]} to ask for. There are: {', '.join(sorted(known)) or 'none'}"
            )
        return {param.name: param.value(only(fields, param.name)) for param in self.params}


def _object(required: Sequence[str], **fields: Any) -> dict[str, Any]:
    types = {name: {"type": form} if isinstance(form, str) else form for name, form in fields.items()}
    return {"type": "object", "required": list(required), "properties": types, "additionalProperties": False}


def _one_of(members: Any) -> dict[str, Any]:
    return {"type": "string", "enum": [member.value for member in members]}


def _list(form: str | dict[str, Any]) -> dict[str, Any]:
    return {"type": "array", "items": {"type": form} if isinstance(form, str) else form}


def _ref(name: str) -> dict[str, Any]:
    return {"$ref": f"#/components/schemas/{name}"}


_ID = {"type": "string", "minLength": 1, "maxLength": _MOST_TEXT}
_STATE = {"type": "string", "enum": ["waiting", "running", "done", "failed"]}
_TEXT = dict.fromkeys(
    ("subject_text", "relation_text", "object_text", "attributed_to", "time", "place", "over", "over_id", "condition",
     "agrees_with", "disagrees_with", "quote"), "string",
)  # fmt: skip
SCHEMAS: Mapping[str, dict[str, Any]] = MappingProxyType(
    {
        "Claim": _object(
            ("id", "iri", "polarity", "source"), id="string", iri="string", document="string", answer="string",
            subject="string", relation="string", object="string", subject_id="string", relation_id="string",
            object_id="string", polarity=_one_of(Polarity), certainty=_one_of(Certainty), mode=_one_of(Mode),
            stance=_one_of(Stance), start="integer", end="integer", confidence="number", source="string",
            contribution="string", proposition="string", label="string", **_TEXT,
        ),
        "Link": _object(
            ("id", "iri", "kind", "strength", "claims"), id="string", iri="string", claim_a="string",
            claim_b="string", kind=_one_of(LinkKind), strength=_one_of(Strength), score="number",
            explanation="string", guards="string", resolved="string", review=_one_of(Verdict),
            agreement="boolean", dismissed="boolean", claims=_list(_ref("Claim")),
        ),
        "Entity": _object(
            ("id", "iri", "label", "kind"), id="string", iri="string", label="string", kind=_one_of(EntityKind),
            aliases=_list(_object(("text", "reason"), text="string", reason="string")), broader=_list("string"),
        ),
        "Proposition": _object(
            ("id", "iri", "label"), id="string", iri="string", label="string", subject_id="string",
            relation_id="string", object_id="string", claims="integer", affirmed="integer", denied="integer",
            sources="integer", disputes="integer",
        ),
        "Source": _object(
            ("id", "iri", "name"), id="string", iri="string", name="string", title="string", question="string",
            contributions="integer", claims="integer",
        ),
        "Contribution": _object(
            ("id", "iri", "source"), id="string", iri="string", source="string", document="string",
            kind=_one_of(ContributionKind), number="string", author="string",
        ),
        "Review": _object(
            ("id", "action", "target", "reviewer", "at"), id="string", iri="string", action=_one_of(ReviewAction),
            target="string", reviewer="string", at="string", verdict=_one_of(Verdict), reason="string",
            field="string", before="string", after="string",
        ),
        "Hit": _object(
            ("kind", "id", "text"), kind="string", id="string", text=_list("string"), note="string",
            claims=_list(_ref("Claim")),
        ),
        "Suggestion": _object(
            ("kind", "id", "label", "weight"), kind="string", id="string", label="string", weight="integer"
        ),
        "Job": _object(
            ("id", "state", "names"), id="string", state=_STATE, names=_list("string"), stage="string",
            done="integer", total="integer", error="string",
            report={"type": "object"},
        ),
        "NewSource": {
            "type": "object",
            "required": ["name", "text"],
            "additionalProperties": False,
            "properties": {
                "name": _ID | {"maxLength": 200, "description": "File name with its suffix."},
                "text": {"type": "string", "minLength": 1},
            },
        },
        "Counts": {"type": "object", "additionalProperties": {"type": "integer"}},
        "Problem": _object(("status", "title"), status="integer", title="string", line="integer", column="integer"),
        "NewReview": {
            "type": "object",
            "required": ["reviewer"],
            "additionalProperties": False,
            "properties": {
                "target": _ID | {"description": "Id of a claim or link; of an entity with into or wording."},
                "verdict": _one_of(Verdict),
                "field": {"enum": list(CORRECTABLE), "description": "Field of a claim to correct."},
                "value": {"type": "string", "maxLength": 200, "description": "What the field is to be."},
                "into": _ID | {"description": "Id of the entity that the target is the same as."},
                "wording": _ID | {"description": "A wording that stands for something else than the target."},
                "undo": _ID | {"description": "Id of the review to take back."},
                "reviewer": {"type": "string", "minLength": 1, "maxLength": 200, "pattern": r"\S"},
                "reason": {"type": "string", "maxLength": 4000},
            },
            "oneOf": [{"required": list(fields)} for fields in WAYS.values()],
        },
    }
)  # fmt: skip
"""What comes back and what is sent, as JSON Schema."""


def _content(name: str, *, many: bool) -> dict[str, Any]:
    form = _ref(name)
    if many:
        form = _object(
            ("items", "limit", "offset", "more"),
            items=_list(form),
            limit="integer",
            offset="integer",
            more="boolean",
        )
    return {"application/json": {"schema": form}}


def _trouble(text: str) -> dict[str, Any]:
    return {"description": text, "content": {"application/problem+json": {"schema": _ref("Problem")}}}


def _usual() -> dict[str, Any]:
    return {
        "400": _trouble("Something that was asked is not allowed; the title tells what."),
        "429": _trouble("Too many requests; wait."),
        "503": _trouble("The store is being indexed or written to; try again."),
    }


def _reading(operation: Operation) -> dict[str, Any]:
    single = "{id}" in operation.path
    params = [
        {"name": p.name, "in": "query", "description": p.text, "required": p.required, "schema": p.schema()}
        for p in operation.params
    ]
    if single:
        params.append(
            {
                "name": "id",
                "in": "path",
                "description": "Its id.",
                "required": True,
                "schema": {"type": "string", "minLength": 1},
            }
        )
    answers = {
        "200": {"description": operation.text, "content": _content(operation.gives, many=operation.many)}
    }
    if single:
        answers["404"] = _trouble("There is none of this id.")
    return {"get": {"summary": operation.text, "parameters": params, "responses": answers | _usual()}}


def _uploading() -> dict[str, Any]:
    return {
        "summary": "Take a text in; the answer names the job that does it.",
        "description": "Needs the token, or a page's CSRF token in X-CSRF-Token.",
        "security": [{"token": []}],
        "requestBody": {"required": True, "content": {"application/json": {"schema": _ref("NewSource")}}},
        "responses": {
            "202": {"description": "The job.", "content": {"application/json": {"schema": _ref("Job")}}},
            **_refusals("The text is too long."),
        },
    }


def _watching() -> dict[str, Any]:
    param = {"name": "id", "in": "path", "description": "Its id.", "required": True, "schema": _ID}
    return {
        "summary": "How far a job is; done is said only when its claims are on disk and shown.",
        "parameters": [param],
        "responses": {
            "200": {"description": "The job.", "content": {"application/json": {"schema": _ref("Job")}}},
            "404": _trouble("There is none of this id."),
            **_usual(),
        },
    }


def _refusals(long: str) -> dict[str, Any]:
    return {
        "401": _trouble("The token is missing or wrong."),
        "403": _trouble("Writing is off here."),
        "413": _trouble(long),
        "415": _trouble("It is of no kind that is taken in."),
        **_usual(),
    }


def _reviewing() -> dict[str, Any]:
    return {
        "summary": "Judge a claim or link, correct a claim, merge or split entities, or take a review back.",
        "description": "Send the fields of one of the ways. On disk when answered. "
        "Needs the token, or a page's CSRF token in X-CSRF-Token.",
        "security": [{"token": []}],
        "requestBody": {"required": True, "content": {"application/json": {"schema": _ref("NewReview")}}},
        "responses": {
            "201": {
                "description": "The review.",
                "content": {"application/json": {"schema": _ref("Review")}},
            },
            "404": _trouble("There is no such claim, link, entity or review."),
            "409": _trouble("The claim says so already."),
            **_refusals("It is too long."),
        },
    }


def described(operations: Sequence[Operation], server: str) -> dict[str, Any]:
    """Return the OpenAPI description of the interface at an address."""
    paths: dict[str, Any] = {operation.path: _reading(operation) for operation in operations}
    paths["/api/reviews"]["post"] = _reviewing()
    paths["/api/sources"]["post"] = _uploading()
    paths["/api/jobs/{id}"] = {"get": _watching()}
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "histgraph",
            "version": __version__,
            "description": "Claims that texts make about the past: who says what, in which words, and who disagrees.",
        },
        "servers": [{"url": server}],
        "paths": paths,
        "components": {
            "schemas": dict(SCHEMAS),
            "securitySchemes": {"token": {"type": "http", "scheme": "bearer"}},
        },
    }
