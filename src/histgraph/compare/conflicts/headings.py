"""Under which headings claims on one question are set beside each other: whatever a rule looks at in both."""

from histgraph.compare.conflicts.choices import answering
from histgraph.compare.conflicts.deeds import sorts
from histgraph.compare.conflicts.effects import asked_judgement
from histgraph.compare.conflicts.extents import extents
from histgraph.compare.conflicts.fates import fates
from histgraph.compare.conflicts.figures import figures
from histgraph.compare.conflicts.fillers import filler
from histgraph.compare.conflicts.meanings import meanings
from histgraph.compare.conflicts.natures import natures
from histgraph.compare.conflicts.openings import opens
from histgraph.compare.conflicts.particulars import particulars
from histgraph.compare.conflicts.quantities import quantities
from histgraph.compare.conflicts.rebuttals import backed
from histgraph.compare.conflicts.renderings import renderings
from histgraph.compare.conflicts.rivals import rivals
from histgraph.compare.conflicts.sides import sides
from histgraph.compare.conflicts.spans import spans
from histgraph.compare.conflicts.stance import carries
from histgraph.compare.conflicts.theses import theses
from histgraph.compare.conflicts.values_given import given
from histgraph.compare.corpus import Corpus
from histgraph.compare.memory import remembered
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
        *renderings(claim),
        *extents(claim),
        *fates(claim),
        *answering(claim),
        *theses(claim),
        *(("judged",) if asked_judgement(claim) is not None else ()),
    )


_OF_OPENINGS = frozenset({"answer", "taken", "graded"})
"""Headings whose rules look at nothing but what opens two texts."""


def names(claim: Claim, world: Corpus) -> frozenset[str]:
    """Return the names of the headings that a claim stands under by itself or by its place."""
    found = {heading.split(" ", 1)[0] for heading in headings(claim)}
    if not opens(claim, world):
        found -= _OF_OPENINGS
    for name, carried in (("polar", carries), ("given", given), ("asked", filler)):
        if carried(claim, world) is not None:
            found.add(name)
    return frozenset(found)
