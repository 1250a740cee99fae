"""A three-way cross-encoder for natural language inference, from a folder on this machine.

The folder holds what ``optimum-cli export onnx`` writes: ``model.onnx`` (or ``onnx/model.onnx``), ``tokenizer.json``
and ``config.json`` with ``id2label``. Where the labels there have other names, ``labels.json`` beside
them tells which column is which: ``{"0": "contradiction", "1": "entailment", "2": "neutral"}``.
No weights come with histgraph. Needs the extra ``nli``.
"""

import hashlib
import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from histgraph.compare.opinion import LABELS, Opinion
from histgraph.errors import UsageError

_BATCH = 16
_MOST_TOKENS = 512
_OTHER_NAMES = {
    "contradictory": "contradiction", "contradicts": "contradiction", "refute": "contradiction",
    "entails": "entailment", "entail": "entailment", "support": "entailment",
    "neither": "neutral", "unrelated": "neutral", "nei": "neutral",
}  # fmt: skip


class CrossEncoder:
    """Reads two sentences at once, in both orders, and takes the mean.

    Args:
        folder: where the model lies.

    Raises:
        UsageError: if the extra is not installed, a file is missing, or the labels are not the three.
    """

    def __init__(self, folder: str | Path) -> None:
        self._folder = Path(folder)
        ort, tokenizers = _libraries()
        model = self._file("model.onnx", "onnx/model.onnx")
        vocabulary = self._file("tokenizer.json")
        self._columns = self._labels()
        options = ort.SessionOptions()
        options.intra_op_num_threads = (
            1  # so that sums are made in one order, and equal texts get equal numbers
        )
        self._session = ort.InferenceSession(str(model), options, providers=["CPUExecutionProvider"])
        self._wanted = {field.name for field in self._session.get_inputs()}
        self._tokenizer = tokenizers.Tokenizer.from_file(str(vocabulary))
        self._tokenizer.enable_truncation(_MOST_TOKENS)
        self._tokenizer.enable_padding()
        digest = hashlib.sha256(model.read_bytes() + vocabulary.read_bytes() + repr(self._columns).encode())
        self.version = f"{self._folder.name} {digest.hexdigest()[:8]}"

    def read(self, pairs: Sequence[tuple[str, str]]) -> list[Opinion]:
        """Return for each pair what the two sentences are to each other, whichever comes first."""
        found: list[Opinion] = []
        for start in range(0, len(pairs), _BATCH):
            some = list(pairs[start : start + _BATCH])
            shares = (self._shares(some) + self._shares([(b, a) for a, b in some])) / 2
            for row in shares:
                column = int(np.argmax(row))
                found.append(Opinion(self._columns[column], float(row[column])))
        return found

    def _shares(self, pairs: list[tuple[str, str]]) -> NDArray[np.float64]:
        """Return the probabilities of the columns, shape (pairs, 3)."""
        encoded = self._tokenizer.encode_batch(pairs)
        fields = {
            "input_ids": [e.ids for e in encoded],
            "attention_mask": [e.attention_mask for e in encoded],
            "token_type_ids": [e.type_ids for e in encoded],
        }
        feed = {name: np.array(rows, np.int64) for name, rows in fields.items() if name in self._wanted}
        logits = np.asarray(self._session.run(None, feed)[0], np.float64)
        if logits.shape != (len(pairs), len(LABELS)):
            raise UsageError(
                f"{self._folder}: the model gives {logits.shape[-1]} columns; a second opinion needs three."
            )
        powers = np.exp(logits - logits.max(axis=1, keepdims=True))
        shares: NDArray[np.float64] = powers / powers.sum(axis=1, keepdims=True)
        return shares

    def _file(self, *names: str) -> Path:
        for name in names:
            if (self._folder / name).is_file():
                return self._folder / name
        raise UsageError(
            f"{self._folder} holds no {names[0]}. See histgraph.compare.nli for what it must hold."
        )

    def _labels(self) -> tuple[str, ...]:
        own = self._folder / "labels.json"
        if own.is_file():
            table = json.loads(own.read_text(encoding="utf-8"))
        else:
            table = json.loads(self._file("config.json").read_text(encoding="utf-8")).get("id2label", {})
        return _in_order(table, self._folder)


def _in_order(table: Mapping[str, Any], folder: Path) -> tuple[str, ...]:
    names = [str(table[key]).lower() for key in sorted(table, key=int)] if _numbered(table) else []
    columns = tuple(_OTHER_NAMES.get(name, name) for name in names)
    if sorted(columns) != sorted(LABELS):
        told = ", ".join(map(str, table.values())) or "none"
        raise UsageError(
            f"{folder}: the labels are {told}. Write labels.json there, naming the columns "
            f'{", ".join(LABELS)}: {{"0": "contradiction", ...}}.'
        )
    return columns


def _numbered(table: Mapping[str, Any]) -> bool:
    return bool(table) and all(key.isdigit() for key in table)


def _libraries() -> tuple[Any, Any]:
    try:
        import onnxruntime  # noqa: PLC0415
        import tokenizers  # noqa: PLC0415
    except ImportError as error:
        raise UsageError("A second opinion needs the extra nli: pip install 'histgraph[nli]'.") from error
    return onnxruntime, tokenizers
