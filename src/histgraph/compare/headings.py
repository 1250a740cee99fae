"""Under which headings claims on one question are set beside each other: whatever a rule looks at in both."""

from histgraph.compare.deeds import sorts
from histgraph.compare.effects import asked_judgement
from histgraph.compare.figures import figures
from histgraph.compare.meanings import meanings
from histgraph.compare.memory import remembered
from histgraph.compare.natures import natures
from histgraph.compare.particulars import particulars
from histgraph.compare.quantities import quantities
from histgraph.compare.rebuttals import backed
from histgraph.compare.rivals import rivals
from histgraph.compare.sides import sides
from histgraph.compare.spans import spans
from histgraph.model import Claim


@remembered
def headings(claim: Claim) -> tuple[str, ...]:
    """Return the headings of a claim, each a name and, for some, what it is about: "death", "begun war"."""
    return (
        *sorts(claim),
        *natures(claim),
        *sides(claim),
        *meanings(claim),
        *figures(claim),
        *particulars(claim),
        *backed(claim),
        *spans(claim),
        *quantities(claim),
        *rivals(claim),
        *(("judged",) if asked_judgement(claim) is not None else ()),
    )


@remembered
def names(claim: Claim) -> frozenset[str]:
    """Return the names of the headings of a claim, without what they are about."""
    return frozenset(heading.split(" ", 1)[0] for heading in headings(claim))
