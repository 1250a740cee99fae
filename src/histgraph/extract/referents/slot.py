"""A sentence with one part left open, as a question leaves it: what an answer that only names something fills."""

import re
from dataclasses import dataclass, replace

from histgraph.drafts import Phrase
from histgraph.extract.syntax.scope import words

_BEHIND = re.compile(
    r",? (?:tops|max(?:imum)?|at (?:the )?(?:very )?(?:most|least)|or (?:so|more|less|fewer|thereabouts)|give or take)"
    r"$",
    re.IGNORECASE,
)
"""What limits a number and stands behind it: "sixty at most"."""
_OF_IT = re.compile(r" of (?:it|them|these|those)$")
_WHOLE = words("asking", "whole_numbers")


@dataclass(frozen=True, slots=True)
class Slot:
    """A sentence with one part left open.

    ``kind`` is what is asked for: who, what, when, where, long, many or much; ``part`` tells what is open: "subject",
    "object" or, behind all others, "rest". ``noun`` is what is counted or asked for ("people", "general"), "" where
    nothing is named. ``ordinal`` tells that a bare ordinal names it: "in which century".
    """

    kind: str
    part: str
    subject: Phrase | None
    key: str
    object: Phrase | None
    verb_text: str
    noun: str = ""
    counted: Phrase | None = None
    ordinal: bool = False

    def filled(self, filler: Phrase) -> tuple[Phrase, str, Phrase] | None:
        """Return subject, verb and object with the open part filled, None where a part is missing."""
        if self.kind in {"many", "much"} and self.counted is not None:
            filler = _counted(filler, self.counted)
        if self.kind == "who" and self.counted is not None:
            filler = _owning(filler, self.counted)
        if self.part == "subject":
            return (filler, self.key, self.object) if self.object is not None else None
        if self.subject is None:
            return None
        if self.part == "object" and self.object is not None:
            return self.subject, self.key, joined(filler, self.object)
        last = self.key.rpartition(" ")[2]
        if last != self.key and filler.label.startswith(
            f"{last} "
        ):  # "where did they come from": "from the hills"
            filler = replace(filler, label=filler.label.removeprefix(f"{last} "))
        if self.object is not None and filler.label.startswith(f"{self.object.label} "):
            return self.subject, self.key, filler  # "where was he shot?" "He was shot in the street"
        return self.subject, self.key, filler if self.object is None else joined(self.object, filler)


def _owning(owner: Phrase, owned: Phrase) -> Phrase:
    """Return what belongs to somebody, named with or without its ending: "Carnot's" idea."""
    name = re.sub(r"['’]s?$", "", owner.label)
    return replace(owner, label=f"{name}'s {owned.label}", head=owned.head, name=False)


def joined(one: Phrase, other: Phrase) -> Phrase:
    """Return one phrase for two that follow each other; it stands where the one with a place stands."""
    span = one.span or other.span
    text = (one if one.span is not None else other).text
    return Phrase(
        f"{one.label} {other.label}", text, span, one.head, (*one.terms, *other.terms), kind=one.kind
    )


def _counted(filler: Phrase, noun: Phrase) -> Phrase:
    """Return "about six hundred people" for "about six hundred", "a quarter of the people" for "a quarter"."""
    said = {w.strip(".,").lower() for w in filler.label.split()}
    if noun.head and (noun.head in said or noun.head in {w.removesuffix("s") for w in said}):
        return filler
    limit = _BEHIND.search(filler.label)
    number = _OF_IT.sub("", filler.label if limit is None else filler.label[: limit.start()])
    of = "of " if number.split()[-1].lower() in _WHOLE and not noun.label.startswith("of ") else ""
    label = f"{number} {of}{noun.label}{limit.group() if limit is not None else ''}"
    return replace(filler, label=label, head=noun.head, terms=(*filler.terms, *noun.terms), name=False)
