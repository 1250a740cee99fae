"""histgraph reads what texts claim about the past: quoted, attributed, compared.

>>> import histgraph
>>> graph = histgraph.build("graph/corpus")               # doctest: +SKIP
>>> graph.query("who-sought", subject="Stalin")           # doctest: +SKIP
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from histgraph.api import Graph, build
    from histgraph.api import open_graph as open
    from histgraph.errors import (
        ExtractionError,
        HistgraphError,
        QueryError,
        ShapeError,
        SourceError,
        StoreError,
        UsageError,
    )
    from histgraph.model import Claim, ClaimLink, Entity, Page, Review, Source
    from histgraph.pipeline import Report, Settings
    from histgraph.query import Result

__version__ = "0.1.0"

_PLACES = {
    "Graph": "histgraph.api", "build": "histgraph.api", "open": "histgraph.api",
    "Claim": "histgraph.model", "ClaimLink": "histgraph.model", "Entity": "histgraph.model",
    "Page": "histgraph.model", "Review": "histgraph.model", "Source": "histgraph.model",
    "Report": "histgraph.pipeline", "Settings": "histgraph.pipeline", "Result": "histgraph.query",
    "HistgraphError": "histgraph.errors", "UsageError": "histgraph.errors", "SourceError": "histgraph.errors",
    "ExtractionError": "histgraph.errors", "StoreError": "histgraph.errors", "QueryError": "histgraph.errors",
    "ShapeError": "histgraph.errors",
}  # fmt: skip

__all__ = [
    "Claim", "ClaimLink", "Entity", "ExtractionError", "Graph", "HistgraphError", "Page", "QueryError", "Report",
    "Result", "Review", "Settings", "ShapeError", "Source", "SourceError", "StoreError", "UsageError", "build",
    "open",
]  # fmt: skip


def __getattr__(name: str) -> Any:
    """Load the parts of the public interface when they are first used: spaCy takes its time."""
    if name in _PLACES:
        return getattr(import_module(_PLACES[name]), "open_graph" if name == "open" else name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


def __dir__() -> list[str]:
    return sorted([*__all__, "__version__"])
