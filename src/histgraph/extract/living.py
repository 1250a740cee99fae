"""Who can act and what cannot: whether a thing that was named lives, and what a verb asks of its parts."""

from histgraph.extract.tokens import child, lemma
from histgraph.extract.tree import Token
from histgraph.model import EntityKind
from histgraph.resources import load_toml

_LEXICON = load_toml("lexicon.toml")["anaphora"]
PERSON_NOUNS = frozenset(_LEXICON["person_nouns"])
_FELLOWS = frozenset(_LEXICON["fellow_nouns"])
SEXES = {
    **dict.fromkeys(_LEXICON["men"], "m"),
    **dict.fromkeys(_LEXICON["women"], "f"),
}
"""By noun, "m" or "f"."""
_MINDED = frozenset(_LEXICON["minded_verbs"])
_DONE_BY_THINGS = frozenset(_LEXICON["thing_verbs"])
_DONE_TO_PEOPLE = frozenset(_LEXICON["done_to_people"])
_DONE_TO_THINGS = frozenset(_LEXICON["done_to_things"])
PEOPLE = frozenset(_LEXICON["people"]) | _FELLOWS | PERSON_NOUNS | frozenset(SEXES)
_LIFELESS = frozenset({EntityKind.EVENT, EntityKind.POLICY, EntityKind.DOCTRINE, EntityKind.SITUATION})
_ABSTRACT = ("tion", "sion", "ment", "ness", "ity", "ism", "ance", "ence", "ship", "age", "ure", "hood", "cy")
"""Endings of nouns that name no living thing, unless they are known to."""


def life(kind: EntityKind, head: str) -> int:
    """Return 1 for what can act (a person, people, a state), -1 for what cannot, 0 for what one cannot tell."""
    if kind in {EntityKind.PERSON, EntityKind.GROUP, EntityKind.POLITY} or head in PEOPLE:
        return 1
    if kind in _LIFELESS or (kind is EntityKind.ENTITY and head.endswith(_ABSTRACT)):
        return -1
    return 0


def wanted(verb: Token, role: str) -> str:
    """Return what a verb asks of a part of its clause by role: "person", "thing" or "" where it takes both.

    Who is elected is a person, what is signed is a thing; the subject of a passive is what is done to.
    """
    word = lemma(verb)
    if role == "obj" or (role == "subj" and child(verb, "auxpass") is not None):
        return "person" if word in _DONE_TO_PEOPLE else "thing" if word in _DONE_TO_THINGS else ""
    if role == "subj":
        return "person" if word in _MINDED else "thing" if word in _DONE_BY_THINGS else ""
    return ""
