"""The concepts of one page as worded: with their words, heads and names, and what is said with them."""

import re
from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace

from histgraph.drafts import ExtractedPage, Phrase
from histgraph.gazetteer import gazetteer
from histgraph.model import EntityKind
from histgraph.normalise.concepts import concept_key, content, empty, grounded, readable, stem, stems
from histgraph.normalise.relations import present, relation
from histgraph.resources import load_toml

_NEVER_MERGED = frozenset({EntityKind.TIME, EntityKind.QUANTITY})
_CAPITAL = re.compile(r"\b[A-Z][\w.'’-]*")
_NAME = re.compile(r"\b[A-Z][\w.'’-]*(?:\s+(?:of\s+(?:the\s+)?)?[A-Z][\w.'’-]*)+")
_NUMBER = re.compile(r"\d[\d,.]*")
_AUXILIARY = frozenset({"was", "were", "be", "been", "had", "have"})
_WORD = re.compile(r"[^\W\d_]+")
_CLAUSE = re.compile(
    r"\b(?:who|whom|whose|which"
    r"|that(?!\s+(?:the|an?|all|no|every|each|some|any|this|these|those|it|he|she|they|we|i|you|there|his|her|their|its|my|our)\b)"
    r"(?=\s+[a-z]))\b"
)
"""Where a relative clause begins; behind "that" another subject makes it the content of an idea or a fact."""
_BEFORE_A_NOUN = frozenset(load_toml("synonyms.toml")["before_nouns"])
_LIKE = 5
"""Letters by which a lemma is found again in a word."""
_TELLING = 2
"""Words that tell something, from which on a noun tells enough without its relative clause."""


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
    key = concept_key(grounded(phrase))
    phrase = described(grounded(phrase))
    label = readable(phrase.label)
    words = tuple(dict.fromkeys(w for term in phrase.terms for w in _WORD.findall(term.lower())))
    found = content(phrase)
    return Wording(
        key=key,
        label=label,
        words=words or tuple(_WORD.findall(label.lower())),
        stems=_whole_names(label, found),
        head=stem(phrase.head) if phrase.head else "",
        names=_names(label, found),
        numbers=frozenset(n.strip(".,") for n in _NUMBER.findall(label)),
    )


def described(phrase: Phrase) -> Phrase:
    """Return a phrase without what a relative clause tells of it: "efforts that let rebels return" are efforts.

    What stands in such a clause is mostly claimed elsewhere too, and would meet the whole that it stands in.
    """
    clause = next((m for m in _CLAUSE.finditer(phrase.label) if m.start()), None)
    if clause is None or phrase.name or phrase.label.startswith("to "):
        return phrase
    label = phrase.label[: clause.start()].rstrip(" ,")
    before = _WORD.findall(label.lower())
    if not before or before[-1] in _BEFORE_A_NOUN:
        return phrase
    # Terms are lemmas, words of the label may be inflected.
    told = [any(word.startswith(term[:_LIKE]) for word in before) for term in phrase.terms]
    kept = phrase.terms[: len(told) - told[::-1].index(True)] if any(told) else ()
    if phrase.head not in kept or sum(not empty((term,)) for term in kept) < _TELLING:
        return phrase
    return replace(phrase, label=label, terms=kept)


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
        if _a_concept(draft.object, said_to_be=draft.verb == "be"):
            tie = relation(draft)
            found.append(said(worded(draft.object), draft.subject, tie.id, tie.label, draft.evidence.start))
    return gathered(w for w in found if not names_alone(w))


def names_alone(wording: Wording) -> bool:
    """Whether a wording is made of names and nothing else: names are told apart by the gazetteer, not by likeness."""
    names = {name if "-" in name else stem(name) for name in wording.names}
    return all(word in names or all(part in names for part in word.split("-")) for word in wording.stems)


def _a_concept(phrase: Phrase, said_to_be: bool = False) -> bool:
    """Whether a phrase is told apart by likeness: no name, no date or number, nobody of a certain place or people.

    What somebody is said to be is no person but a property: "a tyrant in the mould of Nero".
    """
    somebody = not said_to_be and phrase.kind is EntityKind.PERSON and _CAPITAL.search(readable(phrase.label))
    return not (phrase.name or somebody or phrase.kind in _NEVER_MERGED)


def _whole_names(label: str, found: Iterable[str]) -> frozenset[str]:
    """Return stems with those of a name of several words as one: a long name tells no more than a short one."""
    whole = set(found)
    for match in _NAME.findall(label):
        parts = {stem(word) for word in _CAPITAL.findall(match)} & whole
        if len(parts) > 1:
            whole = (whole - parts) | {"-".join(sorted(parts))}
    return frozenset(whole)


def _names(label: str, found: Collection[str]) -> frozenset[str]:
    """Return the names that a phrase is made of; those that only stand for its pronouns are not."""
    of_label = {name for m in _CAPITAL.findall(label) if stem(name := _name(m)) in found}
    return frozenset(of_label | {s for s in found if "-" in s})


def _name(word: str) -> str:
    """Return a capitalised word in the form in which names are compared: "Spanish" is "spain"."""
    word = re.sub(r"['’]s?$", "", word).strip(".-")
    known = gazetteer()
    return known.whole(word.lower()) or known.noun(word.lower()) or word.lower()
