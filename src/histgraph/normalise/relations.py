"""From verbs to relations of the vocabulary; verbs it does not know make open relations."""

import re
from dataclasses import replace
from functools import cache

from histgraph.drafts import Draft, Phrase
from histgraph.model import EntityKind, Relation, Span
from histgraph.normalise.concepts import slug
from histgraph.resources import data_path, load_toml
from histgraph.vocabulary import relation_for, relations

_IRREGULAR: dict[str, str] = dict(load_toml("lexicon.toml")["irregular"])
_DOUBLING = frozenset(load_toml("lexicon.toml")["form"]["doubling"])


_PASTS = (
    frozenset(_IRREGULAR.values())
    - frozenset(_IRREGULAR)
    - {"ground", "wound", "found", "left", "felt", "saw"}
)
"""Past forms that a tagger may hand over for lemmas; no verb of its own is among them."""

_LEMMAS = {form: lemma for lemma, form in sorted(_IRREGULAR.items(), reverse=True)}

SPOKEN = frozenset(
    {"sought", "favored", "opposed", "caused", "causedBy", "motivatedBy", "was", "became", "helped"}
)
"""Relations that are named alike whatever verb the text has; all others keep its verb."""


def past(lemma: str) -> str:
    """Return the past tense of an English verb, its particles behind it.

    >>> past("give up"), past("carry out"), past("plan"), past("occupy")
    ('gave up', 'carried out', 'planned', 'occupied')
    """
    verb, _, rest = lemma.partition(" ")
    form = _IRREGULAR.get(verb) or (verb if verb in _PASTS else None) or _prefixed(verb) or _regular(verb)
    return f"{form} {rest}".strip()


def present(form: str) -> str:
    """Return the lemma of an irregular past form, any other word unchanged.

    >>> present("sought"), present("planned")
    ('seek', 'planned')
    """
    return _LEMMAS.get(form, form)


def _prefixed(verb: str) -> str | None:
    for prefix in ("re", "over", "under", "out", "mis", "un"):
        stem = verb.removeprefix(prefix)
        if stem != verb and stem in _IRREGULAR and len(stem) > 2:
            return prefix + _IRREGULAR[stem]
    return None


def _regular(verb: str) -> str:
    if verb.endswith("e"):
        return verb + "d"
    if verb.endswith("y") and verb[-2:-1] not in set("aeiou"):
        return verb[:-1] + "ied"
    if verb in _DOUBLING:
        return verb + verb[-1] + "ed"
    return verb + "ed"


ATTITUDES = frozenset(
    {"feared", "opposed", "favored", "rivaled", "fought", "resented", "admired", "alliedWith"}
)
"""Relations that a predicate makes; others ("known as", "aware of") stay what the subject was."""
_ACTORS = frozenset({EntityKind.PERSON, EntityKind.GROUP, EntityKind.POLITY})
_WHERETO = re.compile(r" (?:to|into|from|across|over|back|home)\b")
_PREDICATE = 3
"""Words behind "be" that can make a verb of the vocabulary: "at war with"."""


def predicated(draft: Draft) -> Draft:
    """Return a draft with a predicate that is a tie of the vocabulary as that tie: was | afraid of X, feared | X."""
    if draft.verb != "be" or draft.relation not in {"", "was"}:
        return draft
    words = draft.object.label.split()
    for size in range(min(_PREDICATE, len(words) - 1), 0, -1):
        found = relation_for(f"be {' '.join(words[:size])}")
        if found is not None and found.id in ATTITUDES and (size > 1 or words[0] == "against"):
            rest = " ".join(words[size:])
            return replace(
                draft,
                relation=found.id,
                verb=f"be {' '.join(words[:size])}",
                object=_rest(draft.object, words[:size], rest),
            )
    return draft


def _rest(phrase: Phrase, gone: list[str], label: str) -> Phrase:
    """Return a phrase without its first words, in its label, its text and its place alike."""
    text, span, terms = phrase.text, phrase.span, phrase.terms
    before = re.match(r"\s+".join(map(re.escape, gone)) + r"\s+", text, re.IGNORECASE)
    if before is not None:
        text = text[before.end() :]
        span = (
            Span(span.start + before.end(), span.end)
            if span and span.start + before.end() < span.end
            else span
        )
    terms = tuple(t for t in terms if t not in {g.lower() for g in gone}) or tuple(label.lower().split())
    head = terms[0] if phrase.head in {g.lower() for g in gone} else phrase.head
    return replace(
        phrase, label=label, text=text, span=span, terms=terms, head=head, name=False, kind=EntityKind.ENTITY
    )


def relation(draft: Draft) -> Relation:
    """Return the relation of a draft: the construction's, the vocabulary's, or an open one."""
    known = relations()
    if draft.relation in known:
        return Relation(draft.relation, known[draft.relation].label, draft.relation_text)
    if draft.verb == "bring" and _carried(draft):
        return Relation("v-bring", past(draft.verb), draft.relation_text)
    found = relation_for(draft.verb) or relation_for(draft.verb.split()[0] if " " in draft.verb else "")
    if found is not None and (
        " " not in draft.verb or found.id == getattr(relation_for(draft.verb), "id", None)
    ):
        label = found.label if found.id in SPOKEN else past(draft.verb)
        return Relation(found.id, label, draft.relation_text)
    return Relation(f"v-{slug(draft.verb)}", past(draft.verb), draft.relation_text)


def _carried(draft: Draft) -> bool:
    """Whether "bring" is told of people, or with a place to bring to: sailors bring potatoes, a war brings hunger."""
    subject = draft.subject
    people = subject.kind in _ACTORS or subject.head in people_nouns()
    return people or _WHERETO.search(draft.object.label) is not None


@cache
def people_nouns() -> frozenset[str]:
    """Return nouns that name people (WordNet)."""
    return frozenset(data_path("people.txt").read_text(encoding="utf-8").split())
