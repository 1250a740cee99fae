"""The endpoint: one question, one answer, kept under the hash of the question."""

import hashlib
import json
import os
import time
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import Any

from histgraph.errors import ExtractionError

_TRIES = 4
_WAIT = 1.0
"""Seconds before the second try; doubled for each further one."""
_AGAIN = frozenset([408, 409, 429, 500, 502, 503, 504])
_SECONDS = 300


class Endpoint:
    """Asks ``URL/chat/completions`` and keeps the answers in a folder.

    Args:
        url: the base address, usually ending in ``/v1``.
        key: sent as a bearer token; never kept.
        cache: the folder of the answers.
        wait: seconds before a second try.
    """

    def __init__(self, url: str, key: str, cache: Path, *, wait: float = _WAIT) -> None:
        self._url = url.rstrip("/")
        self._key = key
        self._cache = cache
        self._wait = wait

    def complete(self, model: str, system: str, user: str) -> str:
        """Return the model's words; from the cache if the same was asked before.

        Raises:
            ExtractionError: if the extra is missing, the endpoint is away, or it refuses.
        """
        body = {
            "model": model,
            "temperature": 0,
            "seed": 1,
            "response_format": {"type": "json_object"},
            "messages": [{"role": "system", "content": system}, {"role": "user", "content": user}],
        }
        key = hashlib.sha256(json.dumps(body, sort_keys=True).encode()).hexdigest()
        kept = self._cache / key[:2] / f"{key}.json"
        if kept.is_file():
            return str(json.loads(kept.read_text(encoding="utf-8"))["answer"])
        answer = self._asked(body)
        self._keep(kept, {"model": model, "asked": user, "answer": answer})
        return answer

    def _asked(self, body: dict[str, Any]) -> str:
        if find_spec("httpx") is None:
            raise ExtractionError("the extractor llm needs an extra: pip install 'histgraph[llm]'")
        httpx = import_module("httpx")
        headers = {"Authorization": f"Bearer {self._key}"} if self._key else {}
        for turn in range(_TRIES):
            last = turn == _TRIES - 1
            try:
                reply = httpx.post(
                    f"{self._url}/chat/completions", json=body, headers=headers, timeout=_SECONDS
                )
            except httpx.HTTPError as error:
                if last or isinstance(error, httpx.UnsupportedProtocol):
                    raise ExtractionError(
                        f"the language model at {self._url} does not answer: {error}. "
                        "Start it, or name another address with HISTGRAPH_LLM_URL."
                    ) from error
                time.sleep(self._wait * 2**turn)
                continue
            if reply.status_code == 200:
                return self._words(reply)
            if last or reply.status_code not in _AGAIN:
                raise ExtractionError(
                    f"the language model at {self._url} refuses with {reply.status_code}: "
                    f"{reply.text.strip()[:200]}. Check HISTGRAPH_LLM_KEY and the name of the model."
                )
            time.sleep(self._wait * 2**turn)
        raise AssertionError("the last turn returns or raises")

    def _words(self, reply: Any) -> str:
        try:
            return str(reply.json()["choices"][0]["message"]["content"] or "")
        except (ValueError, KeyError, IndexError, TypeError) as error:
            raise ExtractionError(
                f"{self._url} answers, but not as an OpenAI-compatible endpoint does. "
                "Check HISTGRAPH_LLM_URL; it usually ends in /v1."
            ) from error

    def _keep(self, path: Path, row: dict[str, str]) -> None:
        """Write whole or not at all, so that a killed run leaves no half answer."""
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            with NamedTemporaryFile("w", dir=path.parent, delete=False, encoding="utf-8") as file:
                json.dump(row, file, ensure_ascii=False, indent=1)
            os.replace(file.name, path)  # noqa: PTH105 (atomic)
        except OSError as error:
            raise ExtractionError(
                f"the answers of the model cannot be kept in {path.parent}: {error.strerror}. "
                "Name another folder with HISTGRAPH_LLM_CACHE."
            ) from error
