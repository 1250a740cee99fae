"""One description of an entity out of those that several sources give."""

from collections import Counter
from collections.abc import Iterable

from histgraph.model import Alias, Entity, EntityKind

_OTHER_NAME = "named so in another source"


def merged(entities: Iterable[Entity]) -> tuple[Entity, ...]:
    """Merge descriptions of the same entities from several sources, sorted by id.

    The label is the one that most sources use, then the shortest, then the first by letters;
    other labels become aliases. The kind is the commonest but plain Entity. Aliases and
    wider entities are put together. The result is the same in whatever order they come.
    """
    groups: dict[str, list[Entity]] = {}
    for entity in entities:
        groups.setdefault(entity.id, []).append(entity)
    return tuple(_merge(groups[id_]) for id_ in sorted(groups))


def _merge(group: list[Entity]) -> Entity:
    """Make one entity of several under the same id."""
    first = group[0]
    if all(other == first for other in group):
        return first
    labels = Counter(entity.label for entity in group)
    label = min(labels, key=lambda name: (-labels[name], len(name), name))
    kinds = Counter(entity.kind for entity in group if entity.kind is not EntityKind.ENTITY)
    aliases = {alias for entity in group for alias in entity.aliases if alias.text != label}
    named = {alias.text for alias in aliases}
    aliases |= {Alias(name, _OTHER_NAME) for name in labels if name != label and name not in named}
    described = min((e for e in group if e.terms or e.head), key=lambda e: (e.head, e.terms), default=first)
    return Entity(
        id=first.id,
        label=label,
        kind=min(kinds, key=lambda kind: (-kinds[kind], kind)) if kinds else EntityKind.ENTITY,
        aliases=tuple(sorted(aliases, key=lambda alias: (alias.text, alias.reason))),
        head=described.head,
        terms=described.terms,
        broader=tuple(sorted({wider for entity in group for wider in entity.broader} - {first.id})),
    )
