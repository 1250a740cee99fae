"""spaCy's parser, taken step by step with Python's lock held.

It decides one step of all sentences at a time. Its own loop lets go of Python's lock for that. The same steps
through spaCy's own functions for single steps hold it throughout, with the same weights and moves.
"""

from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from typing import Any

from spacy.language import Language
from spacy.pipeline import DependencyParser
from spacy.tokens import Doc
from thinc.api import NumpyOps

_OURS = "by_steps"
_BATCH = 64


class BySteps:
    """A component of a pipeline that stands for its parser."""

    def __init__(self, part: Any) -> None:
        self._part = part

    def __call__(self, doc: Doc) -> Doc:
        """Give one document what the component finds."""
        return next(self.pipe([doc]))

    def pipe(self, docs: Iterable[Doc], *, batch_size: int = _BATCH) -> Iterator[Doc]:
        """Give documents what the component finds, some at a time."""
        stream = iter(docs)
        while batch := list(islice(stream, batch_size)):
            self._part.set_annotations(batch, self._decided(batch))
            yield from batch

    def _decided(self, docs: Sequence[Doc]) -> list[Any]:
        """Return what is decided on each document when nothing is left to decide."""
        states: list[Any] = self._part.moves.init_batch(docs)
        left = [state for state in states if not state.is_final()]
        if left:
            model = self._part.model.predict(docs)
            while left:
                left = self._part.transition_states(left, model.predict(left))
            model.clear_memory()
        return states


@Language.factory(_OURS, default_config={"part": "parser"})
def _made(nlp: Language, name: str, part: str) -> BySteps:
    found = nlp.get_pipe(part)
    if not isinstance(found, DependencyParser):
        raise TypeError(f"{name} stands for a parser, and {part} is none")
    return BySteps(found)


def by_steps(nlp: Language) -> Language:
    """Take the parser of a pipeline step by step, where it decides one way only, on the processor."""
    parts: list[tuple[str, Any]] = list(nlp.pipeline)
    for name, part in parts:
        if (
            type(part) is DependencyParser
            and part.cfg["beam_width"] == 1
            and type(part.model.ops) is NumpyOps
        ):
            nlp.add_pipe(_OURS, f"{name}_{_OURS}", config={"part": name}, after=name)
            nlp.disable_pipe(name)
    return nlp
