"""An extractor that asks a language model behind any OpenAI-compatible endpoint.

It hands over the same drafts as the rules. What the model says is trusted only as far as the text bears it:
a claim whose quote does not stand in the contribution, word for word, is refused. Answers are kept in a
cache under the hash of what was asked, so that a rebuild asks nothing twice and gives the same graph.

Where to ask is told by the environment: ``HISTGRAPH_LLM_URL`` (ending in ``/v1``), ``HISTGRAPH_LLM_KEY``,
``HISTGRAPH_LLM_MODEL`` (or ``--model``) and ``HISTGRAPH_LLM_CACHE``.
"""

import hashlib
import json
import os
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from histgraph.drafts import Draft, ExtractedPage
from histgraph.errors import ExtractionError
from histgraph.llm.endpoint import Endpoint
from histgraph.llm.prompt import SYSTEM, asked
from histgraph.llm.reading import drafts_of
from histgraph.model import Contribution, Page, Problem

VERSION = "1"
DEFAULT_URL = "http://127.0.0.1:11434/v1"
"""Where a model served on this machine is usually found."""

__all__ = ["LlmExtractor"]


class LlmExtractor:
    """Finds the claims of a page by asking a language model.

    Args:
        model: the name that the endpoint knows the model by.
        settings: the environment, unless a test gives another.

    Raises:
        ExtractionError: if no model is named, the extra is missing, or the endpoint does not answer.
    """

    name = "llm"

    def __init__(self, model: str | None = None, *, settings: Mapping[str, str] | None = None) -> None:
        self._settings = os.environ if settings is None else settings
        self._model = model or self._settings.get("HISTGRAPH_LLM_MODEL", "")
        if not self._model:
            raise ExtractionError(
                "the extractor llm needs the name of a model: --model NAME, or HISTGRAPH_LLM_MODEL"
            )

    @property
    def version(self) -> str:
        """Name, version, model, and what the model is told."""
        told = hashlib.sha256(SYSTEM.encode()).hexdigest()[:8]
        return f"histgraph-llm {VERSION} ({self._model}, instructions {told})"

    def read(self, page: Page) -> ExtractedPage:
        """Return the drafts of all contributions of a page, in text order."""
        endpoint = self._endpoint()
        drafts: list[Draft] = []
        problems: list[Problem] = []
        for contribution in page.contributions:
            found, refused = self._read(endpoint, page, contribution)
            drafts += found
            problems += refused
        return ExtractedPage(tuple(drafts), extractor=self.version, problems=tuple(problems))

    def _endpoint(self) -> Endpoint:
        told = self._settings
        cache = told.get("HISTGRAPH_LLM_CACHE") or Path.home() / ".cache" / "histgraph" / "llm"
        return Endpoint(
            told.get("HISTGRAPH_LLM_URL", DEFAULT_URL), told.get("HISTGRAPH_LLM_KEY", ""), Path(cache)
        )

    def _read(
        self, endpoint: Endpoint, page: Page, contribution: Contribution
    ) -> tuple[list[Draft], list[Problem]]:
        answer = endpoint.complete(self._model, SYSTEM, asked(page, contribution))
        rows = _claims(answer)
        if rows is None:
            place = contribution.spans[0].start
            message = (
                f"the model's answer on {contribution.kind.value} {contribution.number} is no list of claims"
            )
            return [], [Problem(page.source.name, message, "Take a model that can answer in JSON.", place)]
        return drafts_of(page, contribution, rows)


def _claims(answer: str) -> list[Mapping[str, Any]] | None:
    """Return the claims in a model's answer; None if it is no JSON with a list of them."""
    start, end = answer.find("{"), answer.rfind("}")
    try:
        held = json.loads(answer[start : end + 1])
    except ValueError:
        return None
    rows = held.get("claims") if isinstance(held, dict) else None
    if not isinstance(rows, list):
        return None
    return [row for row in rows if isinstance(row, dict)]
