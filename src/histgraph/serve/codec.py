"""Records of the model as compact JSON, and back: each a list of its fields, in their order.

The index keeps claims so, since reading one back from there takes some twenty microseconds,
and from triples more than ten times as long. ``SHAPE`` changes whenever the fields do, so that
an index written by another version is made anew, not misread.
"""

import dataclasses
import enum
import json
import types
from collections.abc import Callable
from functools import cache
from operator import attrgetter
from typing import Any, TypeVar, Union, get_args, get_origin, get_type_hints

from histgraph import model
from histgraph.model import Claim, ClaimLink, Entity, Page, Reading, Review, stable_id

T = TypeVar("T")
Build = Callable[[Any], Any]


@cache
def _fields(kind: Any) -> Callable[[Any], tuple[Any, ...]]:
    return attrgetter(*(field.name for field in dataclasses.fields(kind)))


def _listed(value: Any) -> Any:
    kind: Any = type(value)
    return _fields(kind)(value)


def packed(record: Any) -> str:
    """Return a record, or a tuple of records, as JSON."""
    return json.dumps(record, default=_listed, ensure_ascii=False, separators=(",", ":"))


def unpacked(kind: type[T], text: str) -> T:
    """Return the record that ``packed`` wrote.

    Raises:
        ValueError: the text was not written by this version.
    """
    form: Any = kind
    try:
        built: T = _builder(form)(json.loads(text))
    except (TypeError, IndexError, KeyError) as error:
        raise ValueError(f"not a {kind.__name__} of this version") from error
    return built


def _same(value: Any) -> Any:
    return value


@cache
def _builder(kind: Any) -> Build:
    """Return what makes a value of a type out of JSON."""
    origin = get_origin(kind)
    if origin in {Union, types.UnionType}:
        inner = _builder(next(a for a in get_args(kind) if a is not type(None)))
        return _same if inner is _same else lambda value: None if value is None else inner(value)
    if origin is tuple:
        return _tuple(get_args(kind))
    if isinstance(kind, type) and issubclass(kind, enum.Enum):
        return kind
    if dataclasses.is_dataclass(kind) and isinstance(kind, type):
        return _record(kind)
    return _same


def _tuple(parts: tuple[Any, ...]) -> Build:
    if len(parts) == 2 and parts[1] is Ellipsis:
        one = _builder(parts[0])
        return tuple if one is _same else lambda value: tuple(map(one, value))
    builders = tuple(map(_builder, parts))
    return lambda value: tuple(b(v) for b, v in zip(builders, value, strict=True))


def _record(kind: type) -> Build:
    hints = get_type_hints(kind)
    builders = tuple(_builder(hints[field.name]) for field in dataclasses.fields(kind))

    def build(value: Any) -> Any:
        return kind(*[v if b is _same else b(v) for b, v in zip(builders, value, strict=True)])

    return build


def _shape() -> str:
    kinds = (Claim, ClaimLink, Entity, Page, Reading, Review, model.Mention, model.Span, model.Source)
    return stable_id([[kind.__name__, [f.name for f in dataclasses.fields(kind)]] for kind in kinds])


SHAPE = _shape()
"""Changes when the fields of the model do."""
