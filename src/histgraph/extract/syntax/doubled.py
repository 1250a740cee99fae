"""Names written out in full among words that already tell part of them, and the commas round what was left out."""

import re
from collections.abc import Collection, Sequence

from histgraph.extract.syntax.tree import Token

_COMMAS = re.compile(r"\s*,(?:\s*,)+")
_EMPTY = re.compile(r"\s*\(\s*\)")


def told_before(name: Sequence[Token], canonical: str, inside: Collection[int]) -> list[int]:
    """Return the words before a name that its full form repeats: "Pope" in "Pope Innocent" for "Pope Innocent III"."""
    full = canonical.lower().split()
    doc, first = name[0].doc, name[0].i
    for size in range(min(3, first, len(full) - 1), 0, -1):
        before = [doc[i] for i in range(first - size, first)]
        if [t.lower_ for t in before] == full[:size] and all(t.i in inside for t in before):
            return [t.i for t in before]
    return []


def goes_on(name: Sequence[Token], canonical: str) -> bool:
    """Whether a name that would be written out in full stands before more of itself: "Roger" in "Roger Bigod"."""
    last = name[-1]
    if last.i + 1 >= len(last.doc) or len(canonical.split()) <= len(name) or not last.whitespace_:
        return False
    behind = last.nbor(1)
    return behind.pos_ == "PROPN" and behind.text[:1].isupper() and behind.dep_ != "appos"


def partner(name: Sequence[Token]) -> Token | None:
    """Return the other of two lone names joined by "and": "Gilbert" for "Sullivan" in "Gilbert and Sullivan operas"."""
    doc, i = name[0].doc, name[0].i
    if len(name) != 1:
        return None
    for step in (-1, 1):
        far = i + 2 * step
        if not 0 <= far < len(doc) or doc[i + step].lower_ != "and":
            continue
        other, beyond = doc[far], doc[far + step] if 0 <= far + step < len(doc) else None
        alone = beyond is None or beyond.pos_ != "PROPN"
        if other.pos_ == "PROPN" and other.text[:1].isupper() and alone:
            return other
    return None


def without_gaps(label: str) -> str:
    """Write one comma where something between two was left out, and no brackets around nothing."""
    return _COMMAS.sub(",", _EMPTY.sub("", label) if "(" in label else label)
