"""What may fill the part that a question leaves open: a name or person, a time, a place, a number, a length."""

import re
from collections.abc import Sequence
from dataclasses import replace

from histgraph.drafts import Phrase
from histgraph.extract.drafting.clauses import ClauseReader
from histgraph.extract.drafting.phrases import bare
from histgraph.extract.referents.slot import Slot
from histgraph.extract.syntax.scope import LEXICON
from histgraph.extract.syntax.times import edtf
from histgraph.extract.syntax.tokens import lemma
from histgraph.extract.syntax.tree import Token
from histgraph.model import EntityKind

Time = tuple[str | None, str | None]
"""A time as EDTF and in words."""
_NAMING: dict[str, list[str]] = LEXICON["naming"]
_DATED = re.compile(
    r"^,? ?(?:in|on|around|about|circa|back in) (?:about |around )?[^,.;]*\d{3,4}(?:s|\b)(?: BCE?)?",
    re.IGNORECASE,
)
NUMBER = re.compile(_NAMING["number"][0], re.IGNORECASE)
_LENGTH = re.compile(_NAMING["length"][0], re.IGNORECASE)
_TIME = re.compile(_NAMING["time"][0], re.IGNORECASE)
_PLACE = re.compile(_NAMING["place"][0], re.IGNORECASE)
IDLE = frozenset(_NAMING["idle"])
_NAMED = frozenset({"PERSON", "GPE", "NORP", "ORG", "LOC", "FAC"})


def _is_time(tokens: Sequence[Token], label: str) -> bool:
    """Whether words open as a time does: a preposition, a number, a month."""
    if _TIME.match(label) is not None:
        return True
    first = tokens[0]
    if first.lower_ == "with" and edtf(label) is not None:
        return True
    if first.lower_ in {"under", "after", "before", "during"} and any(t.pos_ == "PROPN" for t in tokens):
        return True
    return (first.like_num or first.text[:1].isdigit() or first.pos_ == "PROPN") and edtf(label) is not None


def filler(reader: ClauseReader, tokens: Sequence[Token], slot: Slot, *, framed: bool) -> Phrase | None:
    """Return the phrase of what is named, None where it is nothing of the kind that was asked for."""
    inside = {t.i for t in tokens}
    heads = [t for t in tokens if t.head.i not in inside or t.head.i == t.i]
    nouns = [t for t in tokens if t.pos_ in {"NOUN", "PROPN", "NUM"}]
    head = next((t for t in heads if t.pos_ in {"NOUN", "PROPN"}), nouns[0] if nouns else heads[0])
    phrase = reader.maker.of(list(tokens), head)
    if slot.kind == "where" and tokens[0].pos_ == "PROPN":
        phrase = replace(phrase, label=f"at {phrase.text}")
    if (
        phrase.name
        and slot.kind == "what"
        and slot.subject is not None
        and (phrase.label in slot.subject.label or slot.object is not None)
    ):
        phrase = replace(phrase, label=phrase.text)  # his real name is no other name of his
    if slot.kind in {"many", "much", "long"}:
        phrase = replace(phrase, label=phrase.label[:1].lower() + phrase.label[1:])
    elif slot.kind not in {"who", "what"} or tokens[0].pos_ == "DET":
        phrase = _lowered(phrase, tokens[0])
    label = phrase.label
    if slot.kind in {"who", "what"}:
        return bare(phrase) if _is_someone(tokens, head, slot, phrase.kind, framed=framed) else None
    if slot.ordinal and _ORDINAL.fullmatch(label):
        phrase = replace(phrase, label=f"in {label} {slot.noun}")
    if slot.kind == "when":
        fits = slot.ordinal or _is_time(tokens, label)
    elif slot.kind == "where":
        fits = _PLACE.match(label) is not None or head.pos_ == "PROPN" or head.ent_type_ in _NAMED
    else:
        fits = (_LENGTH if slot.kind == "long" else NUMBER).search(label) is not None
    return phrase if fits else None


_ORDINAL = re.compile(
    r"(?:the )?(?:early |mid |late )?(?:\d+(?:st|nd|rd|th)|[a-z-]+(?:st|nd|rd|th))", re.IGNORECASE
)


def _lowered(phrase: Phrase, first: Token) -> Phrase:
    """Write the first word small that stands at the beginning of a sentence only: "In about 1700"."""
    stays = (
        first.pos_ == "PROPN"
        or first.ent_type_ in _NAMED
        or first.i > 0
        or first.lower_ == first.text
        or (first.text.isupper() and len(first.text) > 1)
    )
    return phrase if stays else replace(phrase, label=phrase.label[:1].lower() + phrase.label[1:])


def _is_someone(tokens: Sequence[Token], head: Token, slot: Slot, kind: EntityKind, *, framed: bool) -> bool:
    """Whether a phrase names somebody or something, or describes it: no remark such as "good question"."""
    if any(lemma(t) in IDLE for t in tokens) or (tokens[0].pos_ == "PRON" and tokens[0].tag_ != "PRP$"):
        return False
    if tokens[0].pos_ == "VERB" and tokens[0].text.islower():
        return False  # "he was hit by a tile in Argos"
    if any((t.pos_ == "PROPN" or t.ent_type_ in _NAMED) and t.text[:1].isupper() for t in tokens):
        return edtf(" ".join(t.text for t in tokens)) is None
    if slot.kind == "what" and slot.noun and head.pos_ == "ADJ" and head.text[:1].isupper():
        return True  # "which language?" "Latin."
    if head.pos_ not in {"NOUN", "PROPN"}:
        return False
    if slot.kind == "who":
        people = kind in {EntityKind.PERSON, EntityKind.GROUP} or head.tag_ == "NNS"
        return people and (tokens[0].lower_ in {"the", "a", "an", "some", "his", "her"} or head.tag_ == "NNS")
    definite = tokens[0].lower_ in {"the", "his", "her", "its", "their"} or head.tag_ == "NNS"
    return not framed or definite or lemma(head) == slot.noun


def when_named(said: str, slot: Slot) -> Time | None:
    """Return the time that was named, where a time was asked for."""
    if slot.kind != "when":
        return None
    told = said.strip()
    if slot.ordinal and _ORDINAL.fullmatch(told):
        return edtf(f"{told} {slot.noun}"), told
    told = re.sub(r"^no later than\b", "by", told, flags=re.IGNORECASE)
    told = re.sub(r"^no (?:earlier|sooner) than\b", "since", told, flags=re.IGNORECASE)
    date = edtf(
        re.sub(
            r"^not (?:until|till)\b", "in", re.sub(r"^not before\b", "since", told, flags=re.I), flags=re.I
        )
    )
    return date, told


def dated(rest: str) -> Time | None:
    """Return the time told right behind a name: "James Bruce, in 1770"."""
    match = _DATED.match(rest)
    if match is None:
        return None
    told = match.group().lstrip(", ")
    return edtf(told), told
