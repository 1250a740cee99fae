"""The concepts of one page as worded: with their words, heads and names, and what is said with them."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace

from histgraph.drafts import ExtractedPage, Phrase
from histgraph.gazetteer import gazetteer
from histgraph.model import EntityKind
from histgraph.normalise.concepts import concept_key, content, grounded, readable, stem, stems
from histgraph.normalise.relations import present, relation

_NEVER_MERGED = frozenset({EntityKind.TIME, EntityKind.QUANTITY})
_CAPITAL = re.compile(r"\b[A-Z][\w.'’-]*")
_NAME = re.compile(r"\b[A-Z][\w.'’-]*(?:\s+(?:of\s+(?:the\s+)?)?[A-Z][\w.'’-]*)+")
_NUMBER = re.compile(r"\d[\d,.]*")
_AUXILIARY = frozenset({"was", "were", "be", "been", "had", "have"})
_WORD = re.compile(r"[^\W\d_]+")


@dataclass(frozen=True, slots=True)
class Wording:
    """One concept as worded on a page.

    ``key`` is the id that its own words give it. ``words`` are content lemmas, ``stems``
    what they fold into, ``head`` the stem of the word that the phrase is about. ``names``
    are proper names in canonical form, ``numbers`` the digits. ``subjects`` are the stems
    of what the wording is said of, ``relations`` by which ties, ``verbs`` the stems of the
    verbs of those ties; ``around`` are the words of subjects and verbs as they stand,
    ``places`` the sentences by their start, each with the subject of which it says this;
    ``times`` tells how often the page has it.
    """

    key: str
    label: str
    words: tuple[str, ...]
    stems: frozenset[str]
    head: str = ""
    names: frozenset[str] = frozenset()
    numbers: frozenset[str] = frozenset()
    subjects: frozenset[str] = frozenset()
    relations: frozenset[str] = frozenset()
    verbs: frozenset[str] = frozenset()
    around: frozenset[str] = frozenset()
    places: frozenset[tuple[int, str]] = frozenset()
    times: int = 1


def worded(phrase: Phrase) -> Wording:
    """Return the wording of a phrase by itself."""
    phrase = grounded(phrase)
    label = readable(phrase.label)
    words = tuple(dict.fromkeys(w for term in phrase.terms for w in _WORD.findall(term.lower())))
    return Wording(
        key=concept_key(phrase),
        label=label,
        words=words or tuple(_WORD.findall(label.lower())),
        stems=_whole_names(label, content(phrase)),
        head=stem(phrase.head) if phrase.head else "",
        names=frozenset(_name(m) for m in _CAPITAL.findall(label)),
        numbers=frozenset(n.strip(".,") for n in _NUMBER.findall(label)),
    )


def said(wording: Wording, subject: Phrase, tie: str, verb: str, start: int) -> Wording:
    """Return a wording as the object of one claim.

    Args:
        wording: the object by itself.
        subject: what it is said of.
        tie: the id of the relation.
        verb: its verb, in the past as relations are named ("sought", "was caused by").
        start: where the sentence begins.
    """
    subject = grounded(subject)
    words = stems(subject.terms or (subject.label,))
    verb = next((present(word) for word in verb.lower().split() if word not in _AUXILIARY), "")
    return replace(
        wording,
        subjects=_whole_names(subject.label, words),
        relations=frozenset({tie}),
        verbs=frozenset({stem(verb)} if verb else ()),
        around=frozenset(_WORD.findall(f"{subject.label} {verb}".lower())),
        places=frozenset({(start, concept_key(subject))}),
    )


def gathered(found: Iterable[Wording]) -> list[Wording]:
    """Return one wording for each key, the shortest label first in line, with all that is said with any, sorted."""
    known: dict[str, Wording] = {}
    for new in found:
        old = known.get(new.key)
        known[new.key] = (
            new
            if old is None
            else replace(
                min(old, new, key=lambda w: (len(w.label), w.label)),
                subjects=old.subjects | new.subjects,
                relations=old.relations | new.relations,
                verbs=old.verbs | new.verbs,
                around=old.around | new.around,
                places=old.places | new.places,
                times=old.times + new.times,
            )
        )
    return [known[key] for key in sorted(known)]


def wordings(extracted: ExtractedPage) -> list[Wording]:
    """Return the distinct wordings of concepts on a page, sorted by key; names and dates left out."""
    found = []
    for draft in extracted.drafts:
        if _a_concept(draft.subject):
            found.append(worded(draft.subject))
        if _a_concept(draft.object):
            tie = relation(draft)
            found.append(said(worded(draft.object), draft.subject, tie.id, tie.label, draft.evidence.start))
    return gathered(w for w in found if not names_alone(w))


def names_alone(wording: Wording) -> bool:
    """Whether a wording is made of names and nothing else: names are told apart by the gazetteer, not by likeness."""
    names = {stem(name) for name in wording.names}
    return all(part in names for word in wording.stems for part in word.split("-"))


def _a_concept(phrase: Phrase) -> bool:
    """Whether a phrase is told apart by likeness: no name, no date or number, nobody of a certain place or people."""
    somebody = phrase.kind is EntityKind.PERSON and _CAPITAL.search(readable(phrase.label))
    return not (phrase.name or somebody or phrase.kind in _NEVER_MERGED)


def _whole_names(label: str, found: Iterable[str]) -> frozenset[str]:
    """Return stems with those of a name of several words as one: a long name tells no more than a short one."""
    whole = set(found)
    for match in _NAME.findall(label):
        parts = {stem(word) for word in _CAPITAL.findall(match)} & whole
        if len(parts) > 1:
            whole = (whole - parts) | {"-".join(sorted(parts))}
    return frozenset(whole)


def _name(word: str) -> str:
    """Return a capitalised word in the form in which names are compared: "Spanish" is "spain"."""
    word = re.sub(r"['’]s?$", "", word).strip(".-")
    return gazetteer().noun(word.lower()) or word.lower()
