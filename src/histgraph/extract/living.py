"""Who can act: nouns that name people, and what a verb asks of its parts, somebody or something."""

from histgraph.extract.tokens import child, lemma
from histgraph.extract.tree import Token
from histgraph.resources import data_path, load_toml

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
PEOPLE = frozenset(data_path("people.txt").read_text(encoding="utf-8").split())
PEOPLE |= frozenset(_LEXICON["people"]) | _FELLOWS | PERSON_NOUNS | frozenset(SEXES)


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
