"""What one would rather do: of "would rather die than betray him" the first is a choice, the second is not done."""

from histgraph.extract.syntax.tokens import children
from histgraph.extract.syntax.tree import Token

_SOONER = frozenset({"rather", "sooner"})
_WOULD = frozenset({"would", "'d", "’d", "had"})


def sooner(verb: Token) -> str:
    """Return "rather" of "would rather V", or ""."""
    word = next((c.lower_ for c in verb.children if c.lower_ in _SOONER and c.i < verb.i), "")
    would = any(a.lower_ in _WOULD for h in (verb, verb.head) for a in children(h, "aux") if a.i < verb.i)
    return word if word and would else ""


def put_after(verb: Token) -> str:
    """Return "rather than" for W of "would rather V than W", or ""."""
    first = verb.head
    if (
        first is verb
        or first.pos_ not in {"VERB", "AUX"}
        or not first.i < verb.i
        or not (word := sooner(first))
    ):
        return ""
    between = [t.lower_ for t in verb.doc[first.i + 1 : verb.i]]
    opens = verb.doc[verb.left_edge.i].lower_ == "than" or between[-1:] == ["than"]
    return f"{word} than" if opens and verb.tag_ in {"VB", "VBP", "VBD", "VBN"} else ""
