"""By what an unknown name is told to be a person's, a place's or a people's: its words, and what stands beside it."""

import re
from collections.abc import Callable
from functools import cache

from histgraph.extract.syntax.scope import words
from histgraph.extract.syntax.tree import Doc, Token
from histgraph.resources import load_toml

_DATA = load_toml("entities.toml")


def name_words(key: str) -> frozenset[str]:
    """Return a list of words about names."""
    return frozenset(_DATA["names"][key])


_OF_PERSONS = name_words("of_persons")
_WHERE = name_words("where")
_INSIDE = name_words("inside")
_BY_WHOM = name_words("by_whom")
_OF_PLACES = name_words("of_places")
_PLACED = frozenset({"GPE", "LOC", "FAC"})
_TAKEN = name_words("taken")
_PLACE_ENDINGS = tuple(_DATA["names"]["place_endings"])
_PEOPLE_ENDINGS = tuple(_DATA["names"]["people_endings"])
_ABSTRACT_ENDINGS = tuple(_DATA["names"]["abstract_endings"])
_HELD_BY_PEOPLE = words("anaphora", "held_by_people")
_DONE_TO_PEOPLE = words("anaphora", "done_to_people")
_MINDED = words("anaphora", "minded_verbs")
_NUMERAL = re.compile(r"[IVX]{2,}|[VXI]")
_INITIALS = re.compile(r"(?:[A-Z]\.)+")
_LETTERS = re.compile(r"[A-Z]{2,5}")
_LABELS = {"event": "EVENT", "group": "ORG", "polity": "GPE", "place": "LOC", "policy": "LAW"}
"""By section of the nouns of history, what a name with such a noun is the name of."""

_UNTOLD = "", False


@cache
def _nouns() -> dict[str, str]:
    """Return labels by the nouns, of one or many, that are part of a name."""
    terms = load_toml("history_terms.toml")
    found = {noun: label for label, nouns in _DATA["nouns"].items() for noun in nouns}
    for section, label in _LABELS.items():
        for noun in terms[section]["nouns"]:
            for form in (noun, f"{noun}s", f"{noun[:-1]}ies" if noun.endswith("y") else noun):
                found.setdefault(form, label)
    return found


@cache
def _titles() -> frozenset[str]:
    persons = frozenset(load_toml("history_terms.toml")["person"]["nouns"])
    return persons | words("noun", "titles") | words("noun", "ladies") | words("noun", "gentlemen")


def noun_label(token: Token) -> str:
    """Return what a name is the name of that has a noun for its head: "War", "Sea", "Company"; or ""."""
    return _nouns().get(token.lower_, "")


def is_title(token: Token) -> bool:
    """Whether a word before a name tells that it is a person's."""
    return token.lower_ in _titles()


def told(doc: Doc, start: int, end: int, is_given: Callable[[Token], bool]) -> tuple[str, bool]:
    """Return the label of a name that is not known, or "", and whether that is sure.

    Args:
        doc: the sentence.
        start: the place of the name's first word.
        end: the place behind its last.
        is_given: whether a word is somebody's first name.
    """
    first, last = doc[start], doc[end - 1]
    if is_title(first):
        return ("PERSON" if end - start > 1 else ""), True
    if noun_label(first):
        return noun_label(first), True
    titled = start > 0 and is_title(doc[start - 1]) and doc[start - 1].tag_ in {"NN", "NNP"}
    if titled or " the " in first.text:
        return "PERSON", True
    if end - start > 1:
        linked = any(t.lower_ in _OF_PERSONS or _INITIALS.fullmatch(t.text) for t in doc[start:end])
        if linked or is_given(first) or _NUMERAL.fullmatch(last.text):
            return "PERSON", True
    elif (first.pos_ == "ADJ" or first.text[-1] == "s") and first.lower_.endswith(_PEOPLE_ENDINGS):
        return "NORP", True  # no person: "Aurelian", "Lindqvist"
    elif len(first.text) > 5 and first.lower_.endswith(_PLACE_ENDINGS):
        return "GPE", True
    if _LETTERS.fullmatch(first.text):
        return "ORG", True
    if is_given(last):
        return "PERSON", doc[start - 1].lower_ != "the" if start else True
    return _told_before(doc, start, end) if start else _told_by_role(doc, end)


def _told_before(doc: Doc, start: int, end: int) -> tuple[str, bool]:
    """Return what the word before a name tells: an article, a preposition."""
    last, before = doc[end - 1], doc[start - 1].lower_
    if before == "the" or last.tag_ == "NNPS":
        return ("NORP", False) if last.text[-1] == "s" else _UNTOLD
    if before in _WHERE:
        return "GPE", before in _INSIDE
    if before == "of" and start > 1:
        noun = doc[start - 2].lemma_.lower()
        if noun in _HELD_BY_PEOPLE:
            return "PERSON", True
        placed = noun in _OF_PLACES or noun in _titles() or _nouns().get(noun) in _PLACED
        return ("GPE", True) if placed else _UNTOLD
    return _told_by_role(doc, end)


def _told_by_role(doc: Doc, end: int) -> tuple[str, bool]:
    """Return what is told by what the bearer of a name has, does, or has done to it."""
    last = doc[end - 1]
    verb = last.head.lemma_.lower()
    if end + 1 < len(doc) and doc[end].lower_ == "'s" and doc[end + 1].lemma_.lower() in _HELD_BY_PEOPLE:
        return "PERSON", True
    if last.dep_ in {"dobj", "nsubjpass"}:
        if verb in _TAKEN:
            return "GPE", True
        return ("PERSON", True) if verb in _DONE_TO_PEOPLE else _UNTOLD
    if last.dep_ == "nsubj" and verb in _MINDED:
        return "PERSON", True
    if last.lower_.endswith(_ABSTRACT_ENDINGS) or (last.dep_ == "pobj" and last.head.lower_ not in _BY_WHOM):
        return _UNTOLD
    return "PERSON", False
