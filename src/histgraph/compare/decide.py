"""Whether two claims contradict or support each other, by which rule, how hard, and why in plain words."""

from collections.abc import Callable
from dataclasses import dataclass

from histgraph.compare.corpus import Corpus
from histgraph.compare.guards import Guard, content, guards
from histgraph.compare.opposites import opposed_entities, opposed_traits
from histgraph.model import Claim, ClaimLink, CueKind, EntityKind, LinkKind, Polarity, Strength
from histgraph.vocabulary import opposites, relations

Finding = tuple[LinkKind, str]
_VALUES = frozenset({EntityKind.TIME, EntityKind.QUANTITY, EntityKind.PLACE})
_EVALUATIVE = frozenset({"was", "became"})


@dataclass(frozen=True, slots=True)
class Explanation:
    """What was found between two claims; ``link`` is None where they neither contradict nor agree."""

    link: ClaimLink | None
    findings: tuple[str, ...]
    guards: tuple[str, ...]

    def __str__(self) -> str:
        lines = [self.link.explanation] if self.link else ["They neither contradict nor support each other."]
        lines += [f"- {finding}" for finding in self.findings]
        lines += [f"- weighed: {guard}" for guard in self.guards]
        return "\n".join(lines)


def negation(a: Claim, b: Claim, world: Corpus) -> Finding | None:
    """Same subject and relation, one affirmed, one denied, of the same object or a narrower one."""
    if a.polarity is b.polarity or a.subject.entity != b.subject.entity or a.relation.id != b.relation.id:
        return None
    if a.object.entity == b.object.entity:
        return LinkKind.NEGATION, "one affirms what the other denies"
    yes, no = (a, b) if a.polarity is Polarity.AFFIRMED else (b, a)
    if no.object.entity in world.wider.get(yes.object.entity, ()):
        return (
            LinkKind.NEGATION,
            f"“{no.object.label}” is denied as a whole, “{yes.object.label}” is part of it",
        )
    return None


def opposed_relation(a: Claim, b: Claim, world: Corpus) -> Finding | None:
    """Same subject and object, relations that exclude each other: supported and opposed."""
    if a.polarity is Polarity.DENIED or b.polarity is Polarity.DENIED:
        return None
    if a.subject.entity != b.subject.entity or a.object.entity != b.object.entity:
        return None
    if b.relation.id in opposites(a.relation.id):
        return LinkKind.OPPOSED_RELATION, f"“{a.relation.label}” and “{b.relation.label}” exclude each other"
    return None


def incompatible_values(a: Claim, b: Claim, world: Corpus) -> Finding | None:
    """A functional relation with two values, neither of which lies within the other."""
    known = relations().get(a.relation.id)
    if known is None or not known.functional or a.relation.id != b.relation.id:
        return None
    if a.subject.entity != b.subject.entity or a.object.entity == b.object.entity:
        return None
    if Polarity.DENIED in {a.polarity, b.polarity}:
        return None
    one, other = a.object.label, b.object.label
    if content(one) & content(other) or one.lower() in other.lower() or other.lower() in one.lower():
        return None
    return LinkKind.VALUE_CONFLICT, f"only one can be right of “{one}” and “{other}”"


def opposed_object(a: Claim, b: Claim, world: Corpus) -> Finding | None:
    """Same subject and relation, objects that stand against each other."""
    if a.subject.entity != b.subject.entity or a.relation.id != b.relation.id or a.polarity is not b.polarity:
        return None
    if a.polarity is Polarity.DENIED:
        return None
    if a.relation.id in _EVALUATIVE and (pair := opposed_traits(a.object.label, b.object.label)):
        return LinkKind.OPPOSED_EVALUATION, f"“{pair[0]}” is the opposite of “{pair[1]}”"
    if a.relation.id not in _EVALUATIVE and (why := opposed_entities(a, b, world)):
        return LinkKind.OPPOSED_OBJECT, why
    return None


def competing_explanation(a: Claim, b: Claim, world: Corpus) -> Finding | None:
    """Different main causes of one thing, where both texts call theirs the main or only one."""
    if not {a.relation.id, b.relation.id} <= {"causedBy", "motivatedBy"} or a.relation.id != b.relation.id:
        return None
    if a.subject.entity != b.subject.entity or a.object.entity == b.object.entity:
        return None
    main = [c.has_cue(CueKind.PRIMARY) or c.has_cue(CueKind.EXCLUSIVE) for c in (a, b)]
    if not all(main) or content(a.object.label) & content(b.object.label):
        return None
    return (
        LinkKind.COMPETING_EXPLANATION,
        f"each names another main cause: “{a.object.label}”, “{b.object.label}”",
    )


CONFLICTS: tuple[Callable[[Claim, Claim, Corpus], Finding | None], ...] = (
    negation,
    opposed_relation,
    incompatible_values,
    opposed_object,
    competing_explanation,
)
"""The rules of conflict, tried in this order."""


def related(a: Claim, b: Claim, world: Corpus) -> bool:
    """Whether two claims are about the same matter: one page, one question, or named things on both sides."""
    if a.source == b.source or world.topics.get(a.contribution) == world.topics.get(b.contribution):
        return True
    return _specific(a.subject.entity, world) and _specific(a.object.entity, world)


def _specific(entity: str, world: Corpus) -> bool:
    """Whether an entity is a name, or a concept of two words and more."""
    found = world.entities.get(entity)
    return found is not None and (not found.terms or len(found.terms) >= 3) and found.kind not in _VALUES


def conflict(a: Claim, b: Claim, world: Corpus, *, disagreement: str | None = None) -> ClaimLink | None:
    """Return the contradiction or tension between two claims, None where there is none.

    Args:
        a: one claim.
        b: the other.
        world: what stands around them.
        disagreement: how it is known that one text disagrees with the other by name.
    """
    found = next((f for rule in CONFLICTS if (f := rule(a, b, world)) is not None), None)
    if found is None or not related(a, b, world) or not (world.verified(a) and world.verified(b)):
        return None
    weighed = guards(a, b)
    if any(g.bars for g in weighed):
        return None
    kind, why = found
    if disagreement is not None:
        kind = LinkKind.EXPLICIT_DISAGREEMENT
    strength = _strength(kind, weighed)
    if a.contribution == b.contribution and strength is Strength.STRONG:
        strength = Strength.QUALIFIED
    first, second = sorted((a, b), key=lambda c: c.id)
    return ClaimLink(
        kind=kind,
        strength=strength,
        claim_a=first.id,
        claim_b=second.id,
        explanation=_sentence(a, b, world, why, disagreement),
        guards=tuple(g.text for g in weighed),
        resolved=disagreement,
    )


def _strength(kind: LinkKind, weighed: tuple[Guard, ...]) -> Strength:
    weak = sum(g.weakens for g in weighed)
    if kind is LinkKind.COMPETING_EXPLANATION:
        return Strength.TENSION if weak else Strength.QUALIFIED
    if kind in {LinkKind.OPPOSED_OBJECT, LinkKind.OPPOSED_EVALUATION}:
        return Strength.TENSION if weak > 1 else Strength.QUALIFIED
    if kind is LinkKind.EXPLICIT_DISAGREEMENT:
        return Strength.QUALIFIED if weak else Strength.STRONG
    return Strength.STRONG if not weak else Strength.QUALIFIED if weak == 1 else Strength.TENSION


def _sentence(a: Claim, b: Claim, world: Corpus, why: str, disagreement: str | None) -> str:
    if a.polarity is Polarity.DENIED and b.polarity is Polarity.AFFIRMED:
        a, b = b, a
    one, other = world.voice(a), world.voice(b)
    if a.source != b.source:
        one, other = f"{one} of {a.document}", f"{other} of {b.document}"
    said = f"{one} says that {plain(a)}; {other} says that {plain(b)}: {why}."
    said = said[:1].upper() + said[1:]
    return f"{said} {disagreement}" if disagreement else said


def plain(claim: Claim) -> str:
    """Return a claim as half a sentence: "Stalin sought power", "not that Stalin sought power"."""
    words = f"{claim.subject.label} {claim.relation.label} {claim.object.label}"
    hedge = "" if claim.certainty == "certain" else f" ({claim.certainty})"
    return f"it is not so that {words}{hedge}" if claim.polarity is Polarity.DENIED else f"{words}{hedge}"


def explain(a: Claim, b: Claim, world: Corpus) -> Explanation:
    """Tell why two claims do or do not contradict each other, every difference weighed."""
    findings = [f"{f[0]}: {f[1]}" for rule in CONFLICTS if (f := rule(a, b, world)) is not None]
    if not findings:
        findings = list(_apart(a, b))
    if not related(a, b, world):
        findings.append("they stand on pages with different questions")
    findings += [
        f"the quote of {world.voice(c)} does not stand in its text" for c in (a, b) if not world.verified(c)
    ]
    return Explanation(conflict(a, b, world), tuple(findings), tuple(g.text for g in guards(a, b)))


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
