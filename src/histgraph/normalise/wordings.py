"""The concepts of one page as worded: with their words, heads and names, and what is said with them."""

import re
from dataclasses import dataclass, replace

from histgraph.drafts import ExtractedPage, Phrase
from histgraph.gazetteer import gazetteer
from histgraph.model import EntityKind
from histgraph.normalise.concepts import concept_key, content, readable, stem, stems
from histgraph.normalise.relations import relation

_NEVER_MERGED = frozenset({EntityKind.TIME, EntityKind.QUANTITY, EntityKind.PERSON})
_CAPITAL = re.compile(r"\b[A-Z][\w.'’-]*")
_NUMBER = re.compile(r"\d[\d,.]*")
_WORD = re.compile(r"[^\W\d_]+")


@dataclass(frozen=True, slots=True)
class Wording:
    """One concept as worded on a page.

    ``key`` is the id that its own words give it. ``words`` are content lemmas, ``stems``
    what they fold into, ``head`` the stem of the word that the phrase is about. ``names``
    are proper names in canonical form, ``numbers`` the digits. ``subjects`` are the stems
    of what the wording is said of, ``relations`` by which ties.
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


def worded(phrase: Phrase) -> Wording:
    """Return the wording of a phrase by itself."""
    label = readable(phrase.label)
    words = tuple(dict.fromkeys(w for term in phrase.terms for w in _WORD.findall(term.lower())))
    return Wording(
        key=concept_key(phrase),
        label=label,
        words=words or tuple(_WORD.findall(label.lower())),
        stems=frozenset(content(phrase)),
        head=stem(phrase.head) if phrase.head else "",
        names=frozenset(_name(m) for m in _CAPITAL.findall(label)),
        numbers=frozenset(n.strip(".,") for n in _NUMBER.findall(label)),
    )


def wordings(extracted: ExtractedPage) -> list[Wording]:
    """Return the distinct wordings of concepts on a page, sorted by key; names and dates left out."""
    found: dict[str, Wording] = {}
    for draft in extracted.drafts:
        tie = relation(draft).id
        said = (frozenset(stems(draft.subject.terms or (draft.subject.label,))), frozenset({tie}))
        for phrase, (subjects, relations) in (
            (draft.subject, (frozenset[str](), frozenset[str]())),
            (draft.object, said),
        ):
            if phrase.name or phrase.kind in _NEVER_MERGED:
                continue
            new = worded(phrase)
            if new.stems <= {stem(name) for name in new.names}:
                continue
            old = found.get(new.key, new)
            shortest = min(old, new, key=lambda w: (len(w.label), w.label))
            found[new.key] = replace(
                shortest,
                subjects=old.subjects | new.subjects | subjects,
                relations=old.relations | new.relations | relations,
            )
    return [found[key] for key in sorted(found)]


def _name(word: str) -> str:
    """Return a capitalised word in the form in which names are compared: "Spanish" is "spain"."""
    word = re.sub(r"['’]s?$", "", word).strip(".-")
    return gazetteer().noun(word.lower()) or word.lower()
