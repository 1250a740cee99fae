"""From drafts to claims: who and what is meant, under which relation, with which id."""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace

from histgraph.drafts import Draft, ExtractedPage, Phrase
from histgraph.gazetteer import gazetteer
from histgraph.model import (
    Alias,
    Claim,
    Contribution,
    Entity,
    EntityKind,
    Mention,
    Opposition,
    Page,
    Proposition,
    Reading,
    claim_id,
)
from histgraph.normalise.concepts import concept_key, grounded, readable, slug, stems
from histgraph.normalise.merging import merged
from histgraph.normalise.naming import named
from histgraph.normalise.relations import predicated, relation
from histgraph.normalise.wordings import wordings


class Normaliser:
    """Turns the drafts of one page into claims over canonical entities.

    The result depends on the page alone, so that pages can be read in any order and on
    several machines: the same words get the same ids everywhere.
    """

    def reading(self, page: Page, extracted: ExtractedPage) -> Reading:
        """Return the reading of a page: claims in text order, entities sorted by id."""
        extracted = named(replace(extracted, drafts=tuple(map(predicated, extracted.drafts))))
        entities = _Entities(extracted)
        by_id = {c.id: c for c in page.contributions}
        claims: dict[str, Claim] = {}
        for draft in extracted.drafts:
            claim = _claim(draft, by_id[draft.contribution], page, entities)
            if claim is not None:
                claims.setdefault(claim.id, claim)
        ordered = sorted(claims.values(), key=lambda c: (c.evidence, c.focus or c.evidence, c.id))
        oppositions = tuple(
            Opposition(
                entities.id(c.one),
                entities.id(c.other),
                c.evidence,
                c.evidence.quote(page.source.text),
                c.reason,
            )
            for c in extracted.contrasts
        )
        used = {e for c in ordered for e in (c.subject.entity, c.object.entity)}
        used |= {c.over.entity for c in ordered if c.over is not None}
        used |= {e for o in oppositions for e in (o.one, o.other)}
        return Reading(
            page,
            tuple(ordered),
            tuple(entities.finished(used)),
            oppositions,
            extracted.extractor,
            extracted.problems,
        )


@dataclass(slots=True)
class _Found:
    """What is known of one entity while a page is read."""

    labels: dict[str, int] = field(default_factory=dict)
    kinds: dict[EntityKind, int] = field(default_factory=dict)
    head: str = ""
    terms: tuple[str, ...] = ()
    name: bool = False


class _Entities:
    """The entities of one page, by id."""

    def __init__(self, extracted: ExtractedPage) -> None:
        self._found: dict[str, _Found] = {}
        self._aliases: dict[str, set[Alias]] = {}
        for form, label, why in extracted.aliases:
            self._aliases.setdefault(slug(label), set()).add(Alias(form, why))
        self._merged = merged(wordings(extracted))

    def id(self, phrase: Phrase) -> str:
        """Return the id of what a phrase stands for, remembering the wording."""
        phrase = known(phrase)
        identity = concept_key(phrase)
        label = readable(phrase.label) if not phrase.name else phrase.label
        if identity in self._merged:
            identity, reason = self._merged[identity]
            self._aliases.setdefault(identity, set()).add(Alias(label, reason))
            return identity
        found = self._found.setdefault(identity, _Found())
        found.labels[label] = found.labels.get(label, 0) + 1
        found.kinds[phrase.kind] = found.kinds.get(phrase.kind, 0) + 1
        if not found.head or phrase.head < found.head:
            found.head = phrase.head
        found.terms = () if phrase.name else stems(phrase.terms)
        found.name = found.name or phrase.name
        return identity

    def mention(self, phrase: Phrase) -> Mention:
        """Return the mention that a phrase makes."""
        return Mention(self.id(phrase), known(phrase).label, phrase.text, phrase.span)

    def finished(self, used: Iterable[str]) -> list[Entity]:
        """Return the entities that claims mention, with aliases and wider concepts."""
        wanted = sorted(set(used))
        entities = []
        for identity in wanted:
            found = self._found.get(identity) or _Found({identity: 1}, {EntityKind.ENTITY: 1})
            label = min(found.labels, key=lambda text: (-found.labels[text], len(text), text))
            kinds = {k: n for k, n in found.kinds.items() if k is not EntityKind.ENTITY} or found.kinds
            aliases = {Alias(text, "the same words") for text in found.labels if text != label}
            aliases |= self._aliases.get(identity, set())
            entities.append(
                Entity(
                    id=identity,
                    label=label,
                    kind=min(kinds, key=lambda k: (-kinds[k], k)),
                    aliases=tuple(sorted(aliases, key=lambda a: (a.text, a.reason))),
                    head="" if found.name else found.head,
                    terms=() if found.name else found.terms,
                )
            )
        return _with_broader(entities)


def known(phrase: Phrase) -> Phrase:
    """Return a phrase by words that mean something, and as a name where the gazetteer knows it for one."""
    entry = None if phrase.name or not phrase.label[:1].isupper() else gazetteer().get(phrase.label)
    return (
        grounded(phrase) if entry is None else replace(phrase, label=entry.label, kind=entry.kind, name=True)
    )


def _with_broader(entities: list[Entity]) -> list[Entity]:
    """Put each concept under those of the page with the same head and fewer qualities."""
    by_head: dict[str, list[Entity]] = {}
    for entity in entities:
        if entity.terms:
            by_head.setdefault(entity.head, []).append(entity)
    finished = []
    for entity in entities:
        terms = set(entity.terms)
        wider = [e for e in by_head.get(entity.head, ()) if e.terms and set(e.terms) < terms] if terms else []
        nearest = [e.id for e in wider if not any(set(e.terms) < set(o.terms) for o in wider)]
        finished.append(replace(entity, broader=tuple(sorted(nearest))))
    return finished


def _claim(draft: Draft, contribution: Contribution, page: Page, entities: _Entities) -> Claim | None:
    subject, obj = entities.mention(draft.subject), entities.mention(draft.object)
    if subject.entity == obj.entity:
        return None
    tie = relation(draft)
    over = entities.mention(draft.over) if draft.over is not None else None
    proposition = Proposition(subject.entity, tie.id, obj.entity)
    return Claim(
        id=claim_id(
            page.source.id,
            contribution.number,
            draft.evidence,
            proposition,
            draft.polarity,
            draft.certainty,
            draft.mode,
            draft.attributed_to,
            over.entity if over else "",
        ),
        source=page.source.id,
        document=page.source.name,
        contribution=contribution.id,
        answer=contribution.number,
        subject=subject,
        relation=tie,
        object=obj,
        evidence=draft.evidence,
        quote=draft.evidence.quote(page.source.text),
        polarity=draft.polarity,
        certainty=draft.certainty,
        mode=draft.mode,
        attributed_to=draft.attributed_to,
        stance=draft.stance,
        agrees_with=draft.agrees_with,
        disagrees_with=draft.disagrees_with,
        time=draft.time,
        time_text=draft.time_text,
        place=draft.place,
        over=over,
        condition=draft.condition,
        cues=draft.cues,
        focus=draft.focus,
        confidence=draft.confidence,
        swapped=draft.swapped,
    )
