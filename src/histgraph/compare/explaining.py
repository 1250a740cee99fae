"""Telling why two claims do or do not contradict each other, whatever rules saw and in what they differ."""

from dataclasses import dataclass

from histgraph.compare.align import is_specific
from histgraph.compare.conflicts.rules import Finding
from histgraph.compare.corpus import Corpus
from histgraph.compare.decide import conflict, rules
from histgraph.compare.guards import guards, same_words
from histgraph.compare.wording import in_order
from histgraph.model import Claim, ClaimLink, LinkKind


@dataclass(frozen=True, slots=True)
class Explanation:
    """What was found between two claims; ``link`` is None where they do not contradict each other.

    ``findings`` are what the rules saw, or in what the claims differ where no rule fired;
    ``guards`` are the differences that were weighed, those that exclude a contradiction marked.
    """

    link: ClaimLink | None
    findings: tuple[str, ...]
    guards: tuple[str, ...]

    def __str__(self) -> str:
        lines = [self.link.explanation if self.link else "They do not contradict each other."]
        lines += [f"- {finding}" for finding in self.findings]
        lines += [f"- weighed: {guard}" for guard in self.guards]
        return "\n".join(lines)


def related(a: Claim, b: Claim, world: Corpus) -> bool:
    """Whether two claims are about the same matter: one page, one question, or named things on both sides."""
    if a.source == b.source or world.topic(a) == world.topic(b):
        return True
    return all(is_specific(m, world) for claim in (a, b) for m in (claim.subject, claim.object))


def explain(a: Claim, b: Claim, world: Corpus) -> Explanation:
    """Tell why two claims do or do not contradict each other, every difference weighed."""
    a, b = in_order(a, b)
    found = [f for rule in rules() if (f := rule(a, b, world)) is not None]
    findings = [f"{f.kind}: {f.why}" for f in found] or _apart(a, b)
    if not related(a, b, world):
        findings.append("they stand on pages with different questions")
    if (same := same_words(a, b)) is not None:
        findings.append(same.text)
    findings += [
        f"the quote of {world.voice(c)} does not stand in its text" for c in (a, b) if not world.verified(c)
    ]
    about = found[0] if found else Finding(LinkKind.NEGATION, "")
    weighed = [
        f"{g.text} (excludes a contradiction)" if g.bars else g.text
        for g in guards(a, b, world, **about.about())
    ]
    return Explanation(conflict(a, b, world), tuple(findings), tuple(weighed))


def _apart(a: Claim, b: Claim) -> list[str]:
    found = []
    if a.subject.entity != b.subject.entity:
        found.append(f"different subjects: {a.subject.label}, {b.subject.label}")
    if a.relation.id != b.relation.id:
        found.append(f"different relations: {a.relation.label}, {b.relation.label}")
    if a.object.entity != b.object.entity:
        found.append(f"different objects: {a.object.label}, {b.object.label}")
    if a.polarity is b.polarity:
        found.append(f"both {a.polarity}")
    return found
