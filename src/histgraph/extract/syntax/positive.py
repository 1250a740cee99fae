"""Writing what is denied positively: "no ship reached Manila" denies that a ship did.

A claim keeps its polarity apart from its wording, so that what one denies and another affirms
is worded alike.
"""

from dataclasses import replace

from histgraph.drafts import Phrase
from histgraph.extract.syntax.modality import Modality, cues
from histgraph.extract.syntax.tokens import children, lemma
from histgraph.extract.syntax.tree import Token
from histgraph.model import CueKind, Polarity

_ANY = {
    "nothing": "anything",
    "nobody": "anybody",
    "none": "any",
    "no one": "anyone",
    "no-one": "anyone",
    "nowhere": "anywhere",
}
_MANY = {"few": "many", "little": "much"}
"""What few did, many did not."""
_NEGATIVE = frozenset(
    {
        "no",
        "not",
        "hardly",
        "scarcely",
        "barely",
        "never",
        "neither",
        "any",
        "zero",
        "nary",
        "seldom",
        "rarely",
    }
)
AT_ALL = Phrase("at all", "")
"""The object of a denial that has none: "the money never arrived (at all)"."""
EVER = Phrase("ever", "")
"""The same, where it never did."""
THERE = Phrase("there", "")
"""The object of a thing that there was not: "there was no mortar"."""
_NO_DEGREE = frozenset(
    {"more", "less", "fewer", "longer", "better", "worse", "one", "other", "matter", "doubt", "sooner"}
)
_THROUGH = cues("negation", "through")
_EMPHASIS = frozenset({"exactly", "really", "actually", "even", "ever", "necessarily"})
_LIKELY = frozenset({"likely", "probably", "perhaps", "really"})
_TAILS = (
    ["at", "all"], ["anymore"], ["any", "more"], ["any", "longer"], ["either"], ["though"], ["anyway"], ["yet"],
    ["not", "once"], ["ever"],
)  # fmt: skip
"""What only strengthens a denial is no part of what is denied."""
_DATIVES = frozenset({"him", "her", "them", "it", "us"})
_NOBODY = frozenset({"anyone", "anybody", "nobody", "no-one", "none"})


_SPEAKING = cues("negation", "speaking")
"""What people of today do with the past."""


def is_nobody(phrase: Phrase) -> bool:
    """Whether a subject is nobody, or nobody of some place: "no one in the city", "hardly anyone"."""
    words = phrase.label.lower().split()
    if words[:2] == ["no", "one"]:
        return True
    return any(w in _NOBODY for w in words[:2])


def _of_some(subject: Phrase) -> bool:
    """Whether it is told of whom nobody did it: "none of the letters mention it"."""
    return subject.label.lower().startswith(("none ", "any "))


def generic(subject: Phrase, verb: Token, how: Modality) -> Phrase:
    """Name people for the "you" of "you couldn't farm it": said of the past, it speaks to nobody.

    Of "nobody mentions the Dutch" nothing is left: it speaks of those who write, not of the past.
    """
    if (
        verb.tag_ in {"VBZ", "VBP"}
        and lemma(verb) in _SPEAKING
        and is_nobody(subject)
        and not _of_some(subject)
    ):
        return Phrase("", "")
    past = verb.tag_ == "VBD" or any(
        t.lower_ in {"could", "would", "had", "did", "'d"} for t in children(verb, "aux")
    )
    if subject.label.lower() != "you" or not past or how.polarity is not Polarity.DENIED:
        return subject
    return replace(subject, label="people", head="people")


def positively(subject: Phrase, obj: Phrase, how: Modality) -> tuple[Phrase, Phrase]:
    """Return subject and object worded positively, whatever the claim says of them."""
    first, _, rest = subject.label.partition(" ")
    if first in {"Even", "even"} and rest:
        subject = replace(subject, label=rest)
    if how.polarity is Polarity.DENIED:
        first, _, rest = subject.label.partition(" ")
        if first.lower() == "very" and rest.lower().startswith(("few ", "little ")):
            first, _, rest = rest.partition(" ")
        if rest and first.lower() in _MANY and any(q.text == first.lower() for q in how.cues):
            subject = replace(subject, label=f"{_MANY[first.lower()]} {rest}")
        return positive_subject(subject), positive_object(obj)
    lifted = any(q.kind is CueKind.NEGATION for q in how.cues)
    if lifted and obj.label.lower().split()[:1] == ["nothing"]:  # "it is wrong that X achieved nothing"
        obj = replace(obj, label=f"something{obj.label[7:]}")
    return subject, without_no(obj) if lifted else obj


def positive_object(phrase: Phrase) -> Phrase:
    """Write a denied object positively: "no notion" is "notion", "nothing to do with it" "anything to do with it"."""
    words = phrase.label.split()
    if not words:
        return phrase
    if [w.lower() for w in words[:2]] == ["no", "one"]:
        words[:2] = ["anyone"]
    if [w.lower() for w in words[:2]] == ["no", "more"] and len(words) > 2 and words[2] != "than":
        words = words[2:]  # "sent no more ships"
    if [w.lower() for w in words[:2]] in (["no", "longer"], ["next", "to"]) and len(words) > 2:
        words = words[2:]  # "no longer merchants", "next to nothing"
    if " ".join(words).lower() in _ANY:
        return replace(phrase, label=_ANY[" ".join(words).lower()])
    if len(words) > 3 and words[1].lower() == "no" and words[2].lower() in {"means", "way", "sense"}:
        words = words[3:]  # "by no means friendly"
    words = _inside(words)
    for front in (["little", "or", "no"], ["few", "or", "no"], ["much", "of", "a"]):
        if [w.lower() for w in words[:3]] == front and len(words) > 3:
            words = words[2:]
    while (
        len(words) > 1 and words[0].lower() in _NEGATIVE | _EMPHASIS and words[1].lower() not in {"of", "but"}
    ):
        words = words[1:]
    if words[0].lower() == "too" and len(words) > 2 and words[1].lower() in {"few", "little"}:
        words[:2] = ["enough"]
    for front in (["near"], ["anywhere", "near"], ["anywhere", "close", "to"], ["even", "close", "to"]):
        if [w.lower() for w in words[: len(front) + 1]] == [*front, "as"]:
            words = words[len(front) :]  # "nowhere near as rich as Venice"
    if [w.lower() for w in words[:2]] == ["anything", "but"] and len(words) > 2:
        words = words[2:]
    if len(words) > 2 and words[0].lower() in _LIKELY and words[1].lower() == "no":
        words = words[2:]
    if words[0].lower() in _ANY and len(words) > 1:
        words[0] = _ANY[words[0].lower()]
    for front in (["very", "little", "to", "do"], ["little", "to", "do"]):
        if [w.lower() for w in words[: len(front)]] == front:
            words[: len(front)] = ["anything", "to", "do"]
    if [w.lower() for w in words[:3]] == ["little", "in", "common"]:
        words[0] = "much"
    words = [w for w in words if w.lower() != "whatsoever"] or words
    for tail in _TAILS:
        if len(words) > len(tail) and [w.lower() for w in words[-len(tail) :]] == tail:
            words = words[: -len(tail)]
    if len(words) > 2 and words[0].lower() in _DATIVES and words[1].lower() == "nothing":
        words[1] = _ANY["nothing"]  # "taught him nothing of war"
    bare = len(words) > 1 and words[-2].lower() not in {"for", "to", "with", "of", "on", "from", "by", "but"}
    if bare and words[-1].lower() in {"nothing", "nobody"}:  # "gave them nothing"
        words[-1] = _ANY[words[-1].lower()]
    return replace(phrase, label=" ".join(words))


def _inside(words: list[str]) -> list[str]:
    """Write "in no danger" as "in any danger"."""
    found = list(words)
    for at in range(1, len(words) - 1):
        behind = words[at - 1].lower() in _THROUGH and words[at + 1].lower() not in _NO_DEGREE
        found[at] = "any" if behind and words[at].lower() == "no" else words[at]
    return found


def positive_subject(phrase: Phrase) -> Phrase:
    """Write the subject of a denial positively: "none of the ships" is "ships", "not all nobles" "all nobles"."""
    words = phrase.label.split()
    low = [w.lower() for w in words]
    if low[:1] in (["almost"], ["virtually"], ["practically"], ["nearly"]) and len(low) > 1:
        words, low = words[1:], low[1:]
    if low[:2] == ["no", "one"]:
        words[:2] = ["anyone"]
    elif low[:2] == ["no", "more"] and len(low) > 2 and low[2] != "than":
        words = words[2:]
    elif low[:3] == ["not", "one", "of"] and len(low) > 3:
        words = words[3:]
    elif low[:1] == ["not"] and len(low) > 2 and low[1] in {"one", "a"} and low[2] != "of":
        words = words[3:] if low[2] in {"single", "sole"} and len(low) > 3 else words[2:]
    elif len(low) > 1 and low[0] in {"not", "no", "hardly", "scarcely", "barely", "zero"}:
        words = words[1:]
    elif low[:1] == ["neither"] and len(low) > 1 and low[1] != "of":
        words[0] = "either"
    low = [w.lower() for w in words]
    if low[:3] in (["not", "one", "of"], ["a", "single", "one"]):
        words = words[3:]
    if low[:2] in (["none", "of"], ["any", "of"], ["neither", "of"]) and len(low) > 2:
        words = words[2:]
    if len(words) > 1 and words[0].lower() == "even":
        words = words[1:]
    if len(words) > 1 and words[0].lower() in {"the", "any"} and words[1].lower() != "but":
        words = words[1:]
    if len(words) > 0 and words[0].lower() in _ANY:
        words[0] = _ANY[words[0].lower()]
    return replace(phrase, label=" ".join(words))


def without_no(phrase: Phrase) -> Phrase:
    """Drop the "no" of an object whose negation was lifted by another: "would not say it had no king"."""
    words = phrase.label.split()
    if len(words) > 1 and words[0].lower() == "no" and words[1].lower() not in _NO_DEGREE:
        return replace(phrase, label=" ".join(words[1:]))
    return phrase
