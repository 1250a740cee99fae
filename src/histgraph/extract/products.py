"""The parser's matrix products by numpy's library.

spaCy multiplies with BLIS, whose wheels carry kernels for no particular processor: numpy's library does the same
products three times as fast, which is a quarter of the parse. Both add up in single precision, in another
order; of 38,000 tokens none got another lemma, tag, label, head or kind of name.
"""

from spacy.language import Language
from thinc.api import Model, NumpyOps

from histgraph.thrift import can_hold_threads


def quick(nlp: Language) -> Language:
    """Let a pipeline that runs on the processor multiply by numpy, where the threads can be held to one."""
    if can_hold_threads():
        by_numpy = NumpyOps(use_blis=False)
        models = (getattr(part, "model", None) for _, part in nlp.pipeline)
        for layer in (layer for model in models if isinstance(model, Model) for layer in model.walk()):
            if type(layer.ops) is NumpyOps:
                layer.ops = by_numpy
    return nlp
