"""What a name on a page is the name of, going by how the page speaks of it; which nouns and verbs tell of people.

A small parser guesses anew in every sentence, and wrongly as often as not for names it has never seen. What
stands beside a name says more: a title, "the king of", what is done to it, whose son it is.
"""

from collections.abc import Iterable, Iterator
from functools import cache

from histgraph.extract.syntax.scope import words
from histgraph.extract.syntax.tokens import child, children, lemma
from histgraph.extract.syntax.tree import Doc, Token
from histgraph.model import EntityKind
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
_HELD_BY_PEOPLE = words("anaphora", "held_by_people")
_WITHIN = frozenset({"in", "at", "near", "outside", "inside"})
_TOLD_AS = frozenset(
    {EntityKind.PERSON, EntityKind.POLITY, EntityKind.PLACE, EntityKind.GROUP, EntityKind.EVENT}
)


@cache
def noun_kinds() -> dict[str, EntityKind]:
    """Return what kind of thing each common noun of history stands for."""
    if not data_path("history_terms.toml").is_file():
        return {}
    table = load_toml("history_terms.toml")
    sections = {
        "person": EntityKind.PERSON,
        "group": EntityKind.GROUP,
        "polity": EntityKind.POLITY,
        "place": EntityKind.PLACE,
        "event": EntityKind.EVENT,
        "doctrine": EntityKind.DOCTRINE,
        "policy": EntityKind.POLICY,
    }
    found: dict[str, EntityKind] = {}
    for section, kind in sections.items():
        rows = table.get(section, {})
        for word in rows.get("nouns", ()) if isinstance(rows, dict) else rows:
            found.setdefault(word.lower(), kind)
    return found


def evidence(docs: Iterable[Doc]) -> Iterator[tuple[str, EntityKind, float, str]]:
    """Yield the last word of a name, a kind that its surroundings speak for, how loudly (0 to 1), by which noun."""
    for doc in docs:
        for token in doc:
            if (
                token.pos_ == "PROPN"
                and token.dep_ not in {"compound", "amod", "nmod"}
                and token.text[:1].isupper()
            ):
                for kind, weight, noun in _around(token):
                    yield token.text, kind, weight, noun


def _around(name: Token) -> Iterator[tuple[EntityKind, float, str]]:
    head, role = name.head, name.dep_
    for noun in _called(name):
        kind = _sort(noun)
        if kind is not None:
            yield kind, 1.0, lemma(noun).lower()
    if role in {"dobj", "nsubjpass"} and wanted(head, "obj") == "person":
        yield EntityKind.PERSON, 1.0, ""
    elif role == "nsubj" and wanted(head, "subj") == "person":
        yield EntityKind.PERSON, 0.4, ""  # states and peoples are said to want things too
    elif role == "poss" and lemma(head) in _HELD_BY_PEOPLE:
        yield EntityKind.PERSON, 1.0, ""
    elif role == "pobj" and head.lower_ in _WITHIN:
        yield EntityKind.PLACE, 0.6, ""


def _called(name: Token) -> Iterator[Token]:
    """Yield the nouns that say what bears a name: "Emperor X", "X, the king of Y", "the city of X", "X was a monk"."""
    yield from (c for c in name.children if c.dep_ == "compound" and c.i < name.i)
    yield from children(name, "appos")
    head = name.head
    if name.dep_ == "appos":
        yield head
    elif name.dep_ == "nsubj" and lemma(head) in {"be", "become", "remain"}:
        complement = child(head, "attr")
        if complement is not None and child(head, "neg") is None:
            yield complement
    elif _named_place(name):
        yield head.head


def _named_place(name: Token) -> bool:
    """Whether a name stands in "the city of X", "the kingdom of X"."""
    of = name.head
    after = name.dep_ == "pobj" and of.lower_ == "of" and of.i == of.head.i + 1
    return after and _sort(of.head) in {EntityKind.PLACE, EntityKind.POLITY}


def _sort(noun: Token) -> EntityKind | None:
    word = lemma(noun).lower()
    if noun.pos_ not in {"NOUN", "PROPN"} or noun.tag_ in {"NNS", "NNPS"}:
        return None
    kind = noun_kinds().get(word)
    if kind is None and word in PEOPLE:
        return EntityKind.PERSON
    return kind if kind in _TOLD_AS else None


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
