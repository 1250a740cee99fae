"""Doing again what reviewers did, on readings that may have changed since."""

import re
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field, replace
from math import sqrt

from histgraph.model import (
    Alias,
    Certainty,
    Claim,
    Entity,
    Mention,
    Mode,
    Polarity,
    Reading,
    Relation,
    Review,
    ReviewAction,
    Verdict,
    stable_id,
)
from histgraph.vocabulary import relations

_SPACE = re.compile(r"\s+")
_BEFORE = re.compile(r"^(?:(?:the|a|an|to|that|such) )+(?=.)")


@dataclass(frozen=True, slots=True)
class Replayed:
    """Readings as corrected, and what was found of claims and links.

    ``verdicts`` are by id of claim or link, the last one of each counting; ``dismissed``
    are ids found not to hold. ``unattached`` tells, in words, of reviews whose target is gone.
    """

    readings: tuple[Reading, ...] = ()
    verdicts: dict[str, Verdict] = field(default_factory=dict)
    dismissed: frozenset[str] = frozenset()
    unattached: tuple[str, ...] = ()


def in_force(reviews: Iterable[Review]) -> list[Review]:
    """Return the reviews that were not taken back, in the order of time."""
    ordered = sorted(reviews, key=lambda r: (r.at, r.id))
    undone = {r.target for r in ordered if r.action is ReviewAction.UNDO}
    # An undo that was itself undone does not count.
    undone -= {r.target for r in ordered if r.action is ReviewAction.UNDO and r.id in undone}
    return [r for r in ordered if r.id not in undone and r.action is not ReviewAction.UNDO]


def replay(readings: Iterable[Reading], reviews: Sequence[Review]) -> Replayed:
    """Apply merges, splits and corrections, and find the targets of verdicts again.

    A target that is gone is looked for by its anchor: the same document and answer, the same
    words, the same subject, relation and object. What cannot be found so is listed, never moved.
    """
    current = {r.source.id: r for r in readings}
    if not reviews:
        return Replayed(tuple(current[k] for k in sorted(current)))
    active = in_force(reviews)
    unattached: list[str] = []
    for review in active:
        if review.action is ReviewAction.MERGE:
            into = next((e for r in current.values() for e in r.entities if e.id == review.after), None)
            changed = {k: _mapped(r, review, into) for k, r in current.items()}
        elif review.action is ReviewAction.SPLIT:
            changed = {k: _split(r, review) for k, r in current.items()}
        else:
            continue
        if all(changed[k] is current[k] for k in changed):
            unattached.append(_told(review))
        current = changed
    index = _Index(list(current.values()))
    verdicts: dict[str, Verdict] = {}
    for review in active:
        if review.action is ReviewAction.CORRECT:
            claim = index.claim(review)
            if claim is None:
                unattached.append(_told(review))
            else:
                named = index.entity(review.after)
                corrected = _corrected(claim, review, named)
                current[claim.source] = _with_claim(current[claim.source], claim, corrected, named)
                index.put(corrected)
        elif review.action is ReviewAction.JUDGE and review.verdict is not None:
            target = index.target(review)
            if target is None:
                unattached.append(_told(review))
            else:
                verdicts[target] = review.verdict
    dismissed = frozenset(k for k, v in verdicts.items() if v is Verdict.DOES_NOT_HOLD)
    kept = tuple(_without(current[k], dismissed) for k in sorted(current))
    return Replayed(kept, verdicts, dismissed, tuple(unattached))


def _without(reading: Reading, dismissed: frozenset[str]) -> Reading:
    """Leave out claims that a reviewer found not to hold."""
    if not any(c.id in dismissed for c in reading.claims):
        return reading
    return replace(reading, claims=tuple(c for c in reading.claims if c.id not in dismissed))


class _Index:
    """Claims by id and by anchor, as they were read: a correction does not hide a claim from later reviews."""

    def __init__(self, readings: Collection[Reading]) -> None:
        self._claims = {c.id: c for reading in readings for c in reading.claims}
        self._anchored: dict[tuple[str, ...], list[str]] = {}
        for claim in self._claims.values():
            self._anchored.setdefault(_key(claim), []).append(claim.id)
        self._entities = {
            name.lower(): entity
            for reading in readings
            for entity in reading.entities
            for name in (*(alias.text for alias in entity.aliases), entity.label)
        }

    def put(self, claim: Claim) -> None:
        """Put a corrected claim in the place of what was read."""
        self._claims[claim.id] = claim

    def entity(self, name: str) -> Entity | None:
        """Return the entity that is called so, if any is."""
        return self._entities.get(name.lower())

    def claim(self, review: Review, role: str = "") -> Claim | None:
        """Return the claim that a review is about, by id or else by its anchor, if one alone fits."""
        if not role and review.target in self._claims:
            return self._claims[review.target]
        told = dict(review.anchor)
        names = ("document", "quote", "subject", "relation", "object", "polarity")
        key = tuple(_SPACE.sub(" ", told.get(f"{role}{name}", "")) for name in names)
        found = [self._claims[id_] for id_ in self._anchored.get(key, [])]
        if len(found) > 1:
            found = [claim for claim in found if claim.answer == told.get(f"{role}answer")]
        return found[0] if len(found) == 1 else None

    def target(self, review: Review) -> str | None:
        """Return the id of the claim or link that a verdict is about now."""
        told = dict(review.anchor)
        if "a.quote" not in told:
            claim = self.claim(review)
            return claim.id if claim is not None else None
        a, b = self.claim(review, "a."), self.claim(review, "b.")
        if a is None or b is None:
            return None
        first, second = sorted((a.id, b.id))
        for agrees in (False, True):
            if stable_id("link", agrees, first, second) == review.target:
                return review.target
        return stable_id("link", told.get("agrees") == "True", first, second)


def _key(claim: Claim) -> tuple[str, ...]:
    return tuple(
        _SPACE.sub(" ", part)
        for part in (
            claim.document, claim.quote, claim.subject.entity, claim.relation.id, claim.object.entity,
            str(claim.polarity),
        )
    )  # fmt: skip


def _told(review: Review) -> str:
    if review.action in {ReviewAction.MERGE, ReviewAction.SPLIT}:
        what = (
            f"{review.target} into {review.after}" if review.after else f"{review.before} off {review.target}"
        )
        return f"{review.reviewer}, {review.at}: “{review.action} {what}”: no text speaks of it any more"
    told = dict(review.anchor)
    quote = told.get("quote") or told.get("a.quote", "")
    document = told.get("document") or told.get("a.document", "?")
    what = str(review.verdict or review.action)
    return f"{review.reviewer}, {review.at}: “{what}” on {document}: “{quote[:120]}” is no longer found"


def _corrected(claim: Claim, review: Review, named: Entity | None) -> Claim:
    """Return a claim with one field as a reviewer wants it; a name that is known means its entity."""
    value = review.after
    if review.field == "polarity":
        return replace(claim, polarity=Polarity(value))
    if review.field == "certainty":
        return replace(claim, certainty=Certainty(value))
    if review.field == "mode":
        return replace(claim, mode=Mode(value))
    if review.field == "time":
        return replace(claim, time=value or None)
    if review.field == "attributed_to":
        return replace(claim, attributed_to=value or None)
    if review.field == "relation":
        return replace(claim, relation=_relation(value, claim.relation.text))
    mention: Mention = getattr(claim, review.field)
    entity = named.id if named is not None else _entity_id(value)
    meant = replace(mention, entity=entity, label=value)
    return replace(claim, **{review.field: meant})  # type: ignore[arg-type]


def _relation(name: str, text: str) -> Relation:
    """Return the relation that a reviewer named, by id or by label; an unknown one is open."""
    known = relations()
    key = name if name in known else next((k for k, r in known.items() if r.label == name.lower()), "")
    if key:
        return Relation(key, known[key].label, text)
    return Relation(f"v-{_entity_id(name)}", name, text)


def _entity_id(label: str) -> str:
    return re.sub(r"[^a-z0-9]+", "-", label.lower()).strip("-") or stable_id(label)


def _with_claim(reading: Reading, old: Claim, new: Claim, named: Entity | None) -> Reading:
    claims = tuple(new if c.id == old.id else c for c in reading.claims)
    known = {e.id for e in reading.entities}
    added = tuple(
        named if named is not None and named.id == m.entity else Entity(m.entity, m.label)
        for m in (new.subject, new.object)
        if m.entity not in known
    )
    entities = tuple(sorted((*reading.entities, *added), key=lambda e: e.id))
    return replace(reading, claims=claims, entities=entities)


def _mapped(reading: Reading, review: Review, known: Entity | None) -> Reading:
    """Put one entity in the place of another throughout a reading; ``known`` is that other, if read anywhere."""
    ids = {review.target: review.after}
    if not any(e.id in ids for e in reading.entities):
        return reading

    def to(mention: Mention) -> Mention:
        return replace(mention, entity=ids.get(mention.entity, mention.entity))

    claims = tuple(
        replace(c, subject=to(c.subject), object=to(c.object), over=to(c.over) if c.over else None)
        for c in reading.claims
    )
    gone = [e for e in reading.entities if e.id in ids]
    kept = {e.id: e for e in reading.entities if e.id not in ids}
    for entity in gone:
        into = ids[entity.id]
        alias = Alias(entity.label, f"merged by {review.reviewer}: {review.reason}".rstrip(": "))
        target = kept.get(into) or known or replace(entity, id=into, aliases=())
        aliases = tuple(sorted({*target.aliases, *entity.aliases, alias}, key=lambda a: (a.text, a.reason)))
        kept[into] = replace(target, aliases=aliases)
    entities = tuple(
        replace(e, broader=tuple(sorted({ids.get(b, b) for b in e.broader} - {e.id})))
        for _, e in sorted(kept.items())
    )
    return replace(reading, claims=claims, entities=entities)


def bare(wording: str) -> str:
    """Return a wording as wordings are compared: lower case, without article or "to" before it."""
    return _BEFORE.sub("", " ".join(wording.lower().split()))


def _split(reading: Reading, review: Review) -> Reading:
    """Give a wording an entity of its own again."""
    surface = bare(review.before)
    own = _entity_id(review.before)

    def to(mention: Mention) -> Mention:
        same = mention.entity == review.target and surface in {bare(mention.label), bare(mention.text)}
        return replace(mention, entity=own) if same else mention

    claims = tuple(
        replace(c, subject=to(c.subject), object=to(c.object), over=to(c.over) if c.over else None)
        for c in reading.claims
    )
    if claims == reading.claims:
        return reading
    entities = {
        e.id: replace(e, aliases=tuple(a for a in e.aliases if bare(a.text) != surface))
        if e.id == review.target
        else e
        for e in reading.entities
    }
    entities.setdefault(own, Entity(own, review.before))
    return replace(reading, claims=claims, entities=tuple(entities[k] for k in sorted(entities)))


@dataclass(frozen=True, slots=True)
class Measured:
    """How many judged cases hold: ``share`` of ``judged``, with the bounds of its 95% interval (Wilson's).

    Unsure ones are counted apart and in none of the others.
    """

    holds: int
    judged: int
    unsure: int

    @property
    def share(self) -> float | None:
        """The share that holds in [0, 1], None where nothing was judged."""
        return self.holds / self.judged if self.judged else None

    @property
    def bounds(self) -> tuple[float, float] | None:
        """The share that one can be 95% sure of, at least and at most."""
        if not self.judged:
            return None
        n, p, z = self.judged, self.holds / self.judged, 1.96
        middle = (p + z * z / (2 * n)) / (1 + z * z / n)
        reach = z * sqrt(p * (1 - p) / n + z * z / (4 * n * n)) / (1 + z * z / n)
        return max(0.0, middle - reach), min(1.0, middle + reach)


def measured(verdicts: Iterable[Verdict]) -> Measured:
    """Return how many of some judged cases hold."""
    found = list(verdicts)
    holds, fails = found.count(Verdict.HOLDS), found.count(Verdict.DOES_NOT_HOLD)
    return Measured(holds, holds + fails, len(found) - holds - fails)
