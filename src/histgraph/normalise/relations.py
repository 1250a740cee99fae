"""From verbs to relations of the vocabulary; verbs it does not know make open relations."""

from histgraph.drafts import Draft
from histgraph.model import Relation
from histgraph.normalise.concepts import slug
from histgraph.resources import load_toml
from histgraph.vocabulary import relation_for, relations

_IRREGULAR: dict[str, str] = dict(load_toml("lexicon.toml")["irregular"])
_DOUBLING = frozenset(
    [
        "admit",
        "ban",
        "beg",
        "commit",
        "compel",
        "control",
        "deter",
        "drop",
        "equip",
        "expel",
        "grab",
        "occur",
        "omit",
        "permit",
        "plan",
        "plot",
        "prefer",
        "propel",
        "rebel",
        "refer",
        "regret",
        "rob",
        "ship",
        "slip",
        "stab",
        "stem",
        "step",
        "stop",
        "submit",
        "transfer",
        "trap",
    ]
)


_PASTS = (
    frozenset(_IRREGULAR.values())
    - frozenset(_IRREGULAR)
    - {"ground", "wound", "found", "left", "felt", "saw"}
)
"""Past forms that a tagger may hand over for lemmas; no verb of its own is among them."""

SPOKEN = frozenset(
    {"sought", "favored", "opposed", "caused", "causedBy", "motivatedBy", "was", "became", "helped"}
)
"""Relations that are named alike whatever verb the text has; all others keep its verb."""


def past(lemma: str) -> str:
    """Return the past tense of an English verb, its particles behind it.

    >>> past("give up"), past("carry out"), past("plan"), past("occupy")
    ('gave up', 'carried out', 'planned', 'occupied')
    """
    verb, _, rest = lemma.partition(" ")
    form = _IRREGULAR.get(verb) or (verb if verb in _PASTS else None) or _prefixed(verb) or _regular(verb)
    return f"{form} {rest}".strip()


def _prefixed(verb: str) -> str | None:
    for prefix in ("re", "over", "under", "out", "mis", "un"):
        stem = verb.removeprefix(prefix)
        if stem != verb and stem in _IRREGULAR and len(stem) > 2:
            return prefix + _IRREGULAR[stem]
    return None


def _regular(verb: str) -> str:
    if verb.endswith("e"):
        return verb + "d"
    if verb.endswith("y") and verb[-2:-1] not in set("aeiou"):
        return verb[:-1] + "ied"
    if verb in _DOUBLING:
        return verb + verb[-1] + "ed"
    return verb + "ed"


def relation(draft: Draft) -> Relation:
    """Return the relation of a draft: the construction's, the vocabulary's, or an open one."""
    known = relations()
    if draft.relation in known:
        return Relation(draft.relation, known[draft.relation].label, draft.relation_text)
    found = relation_for(draft.verb) or relation_for(draft.verb.split()[0] if " " in draft.verb else "")
    if found is not None and (
        " " not in draft.verb or found.id == getattr(relation_for(draft.verb), "id", None)
    ):
        label = found.label if found.id in SPOKEN else past(draft.verb)
        return Relation(found.id, label, draft.relation_text)
    return Relation(f"v-{slug(draft.verb)}", past(draft.verb), draft.relation_text)
