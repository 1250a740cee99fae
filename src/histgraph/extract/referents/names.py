"""Names on one page: which full name a short form stands for, and what kind of thing it is."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from itertools import pairwise

from histgraph.extract.referents.kinds import evidence, noun_kinds
from histgraph.extract.syntax.scope import words
from histgraph.extract.syntax.tokens import lemma
from histgraph.extract.syntax.tree import Doc, Token
from histgraph.gazetteer import Gazetteer
from histgraph.model import EntityKind
from histgraph.resources import load_toml

_ENTITY_KINDS = {
    "PERSON": EntityKind.PERSON,
    "NORP": EntityKind.GROUP,
    "ORG": EntityKind.GROUP,
    "GPE": EntityKind.POLITY,
    "LOC": EntityKind.PLACE,
    "FAC": EntityKind.PLACE,
    "EVENT": EntityKind.EVENT,
    "DATE": EntityKind.TIME,
    "TIME": EntityKind.TIME,
    "CARDINAL": EntityKind.QUANTITY,
    "QUANTITY": EntityKind.QUANTITY,
    "PERCENT": EntityKind.QUANTITY,
    "MONEY": EntityKind.QUANTITY,
    "LAW": EntityKind.POLICY,
}
_NAMED = frozenset({"PERSON", "GPE", "NORP", "ORG", "LOC", "EVENT", "FAC", "NAME"})
_NAME_PARTS = frozenset(
    {"compound", "nmod", "amod", "nummod", "det", "punct", "prep", "pobj", "flat", "poss", "case"}
)
_TITLES = words("noun", "titles")

_NOTHING: frozenset[str] = frozenset()
_LINKS = frozenset({"of", "the", "and", "in", "for", "de", "la"})
_SMALL_WORDS = frozenset(
    {"he", "an", "so", "it", "we", "do", "you", "me", "my", "to", "no", "in", "on", "be", "long"}
)
"""Words that are surnames too where the family comes first: "Zheng He", "Cao An"."""
"""Words inside a name that carry nothing and are written small."""

_NUMBERED = re.compile(r" [IVX]+$")
_REIGNING = words("regnal", "queens")
"""First names of rulers with a number who were women."""

_LADIES = words("noun", "ladies")
_GENTLEMEN = words("noun", "gentlemen")
_GIVEN_NAMES = {
    **dict.fromkeys(load_toml("given_names.toml")["women"].split(), "f"),
    **dict.fromkeys(load_toml("given_names.toml")["men"].split(), "m"),
}
"""By given name, in lower case, "f" or "m"."""


class NameTable:
    """Canonical names on one page: "Stalin" means "Joseph Stalin" where the page says so."""

    def __init__(self, docs: Iterable[Doc], names: Gazetteer) -> None:
        self._names = names
        self._full: dict[str, str] = {}
        self._kinds: dict[str, EntityKind] = {}
        self.reasons: dict[str, tuple[str, str]] = {}
        self._words: Counter[str] = Counter()
        self._cased: dict[str, str] = {}
        self._spoken: dict[str, int] = {}
        self._canonical: dict[str, str] = {}
        counts: Counter[str] = Counter()
        votes: dict[str, Counter[EntityKind]] = {}
        docs = list(docs)
        self._persons, self._titles = _told(docs)
        for doc in docs:
            counts.update(self._known_people(doc))
            self._words.update(t.lower_ for t in doc)
            for entity in doc.ents:
                if entity.label_ == "PERSON" and all(t.lower_ != "of" for t in entity):
                    words = [t.text for t in entity if t.pos_ == "PROPN" and t.lower_ not in _TITLES]
                    counts[" ".join(words)] += 1
                plain = _plain(entity.text)
                if " " in plain and all(w[:1].isupper() or w in _LINKS for w in plain.split()):
                    self._cased.setdefault(plain.lower(), plain)
                if entity.label_ in _ENTITY_KINDS:
                    votes.setdefault(plain, Counter())[_ENTITY_KINDS[entity.label_]] += 1
        for plain, found in votes.items():
            person = found[EntityKind.PERSON] * 2 >= found.total()
            self._kinds[plain] = EntityKind.PERSON if person else found.most_common(1)[0][0]
        for name in sorted(counts, key=lambda n: (len(n.split()), counts[n], n)):
            words = name.split()
            if 2 <= len(words) <= 4 and all(w[:1].isupper() for w in words):
                self._full[words[-1].lower()] = name
        first = Counter(name.split()[0].lower() for name in self._full.values())
        for name in sorted(self._full.values()):
            word = name.split()[0].lower()
            last = name.split()[-1].lower()
            if first[word] == 1 and (last in _SMALL_WORDS or self._words[word] > self._words[last]):
                self._full.setdefault(word, name)
        self._people = frozenset(self._full.values())

    def _known_people(self, doc: Doc) -> Iterator[str]:
        """Yield the full names of known people that the parser takes for none."""
        for first, last in pairwise(doc):
            if first.pos_ == last.pos_ == "PROPN" and not last.ent_type_:
                entry = self._names.get(f"{first.text} {last.text}") if last.text.istitle() else None
                if entry is not None and entry.kind is EntityKind.PERSON:
                    yield f"{first.text} {last.text}"

    def canonical(self, name: str) -> str:
        """Return the canonical label of a proper name as it stands on the page."""
        found = self._canonical.get(name)
        if found is None:
            found = self._canonical[name] = self._found(_plain(name))
        return found

    def _found(self, plain: str) -> str:
        entry = self._names.get(plain)
        if entry is not None:
            if entry.label.lower() != plain.lower():
                self.reasons[plain] = (entry.label, "a known name of it")
            return entry.label
        full = self._full.get(plain.lower())
        if full is not None:
            known = self._names.get(full)
            label = known.label if known else full
            if label != plain:
                self.reasons[plain] = (label, "the page gives the full name")
            return label
        return plain

    def cased(self, label: str) -> str:
        """Return a phrase as the page writes it with capitals elsewhere: "suez canal" is "Suez Canal"."""
        return self._cased.get(label, label)

    def is_name(self, form: str) -> bool:
        """Whether the gazetteer or, in capitals, the page has a name."""
        return self.is_known(form) or form.lower() in self._cased

    def spoken(self, label: str) -> int:
        """Return how often the rarest word of a label stands on the page."""
        found = self._spoken.get(label)
        if found is None:
            found = min((self._words[w] for w in label.lower().split() if w not in _LINKS), default=0)
            self._spoken[label] = found
        return found

    def kind(self, label: str, head: Token | None = None) -> EntityKind:
        """Return what kind of thing a label names, as far as can be told."""
        entry = self._names.get(label)
        if entry is not None:
            return entry.kind
        if label in self._people or _is_a_ruler(label):
            return EntityKind.PERSON
        if head is not None:
            common = noun_kinds().get(lemma(head))
            if common is not None and head.pos_ != "PROPN":
                return common
            if head.pos_ == "PROPN" and head.lower_ in noun_kinds():
                return noun_kinds()[head.lower_]
            if head.pos_ == "PROPN" and head.text in self._persons:
                return EntityKind.PERSON
            if head.ent_type_ in _ENTITY_KINDS:
                return _ENTITY_KINDS[head.ent_type_]
            if common is not None:
                return common
            if head.like_num or head.pos_ == "NUM":
                return EntityKind.QUANTITY
        return self._kinds.get(_plain(label), EntityKind.ENTITY)

    def sex(self, label: str) -> str:
        """Return "m", "f" or "" for a person's name."""
        entry = self._names.get(label)
        if entry is not None:
            return entry.sex
        first = label.split()[0].lower().rstrip(".") if label else ""
        if _is_a_ruler(label):
            return "f" if first in _REIGNING else "m"
        return "f" if first in _LADIES else "m" if first in _GENTLEMEN else self._by_given_name(label)

    def _by_given_name(self, label: str) -> str:
        """Return what the given name of a full name tells; a lone name may be that of a place or a house."""
        given, *others = [word for word in label.split() if word.lower().rstrip(".") not in _TITLES] or [""]
        common = not others or others[-1].lower() in noun_kinds() or not others[-1][:1].isupper()
        if common and label not in self._persons:
            return ""
        return _GIVEN_NAMES.get(given.lower(), "")

    def called(self, label: str) -> frozenset[str]:
        """Return the nouns by which the page calls the bearer of a name: "emperor", "monk"."""
        words = label.split()
        return (
            self._titles.get(words[-1], _NOTHING) | self._titles.get(label, _NOTHING) if words else _NOTHING
        )

    def is_known(self, form: str) -> bool:
        """Whether the gazetteer has the name."""
        return self._names.get(_plain(form)) is not None


def _is_a_ruler(label: str) -> bool:
    """Whether a name bears a ruler's number: "Philip IV", not "World War II" or "Article V"."""
    numbered = _NUMBERED.search(label)
    return numbered is not None and label[: numbered.start()].split()[-1].lower() not in _COUNTED | set(
        noun_kinds()
    )


_COUNTED = frozenset(
    {"part", "act", "mark", "article", "chapter", "volume", "phase", "book", "title", "line"}
)


def _told(docs: Sequence[Doc]) -> tuple[frozenset[str], dict[str, frozenset[str]]]:
    """Return the last words of persons' names, where surroundings tell, and by last word what the bearer is called."""
    called: defaultdict[str, set[str]] = defaultdict(set)
    votes: defaultdict[str, defaultdict[EntityKind, float]] = defaultdict(lambda: defaultdict(float))
    for word, kind, weight, noun in evidence(docs):
        votes[word][kind] += weight
        if noun:
            called[word].add(noun)
    persons = frozenset(
        word
        for word, found in votes.items()
        if found[EntityKind.PERSON] >= 1 and found[EntityKind.PERSON] * 2 >= sum(found.values())
    )
    return persons, {word: frozenset(nouns) for word, nouns in called.items()}


def name_tokens(head: Token) -> list[Token]:
    """Return the contiguous tokens of the proper name that ``head`` heads, [] if it is none."""
    if head.ent_type_ in _NAMED and head.pos_ in {"PROPN", "NOUN", "ADJ"}:
        tokens = _beside(head, _entity_tokens(head))
        if all(t.i == head.i or t.dep_ in _NAME_PARTS for t in tokens):
            return tokens if tokens[-1].i > head.i else [*tokens, *_numeral(head)]
    if head.pos_ != "PROPN":
        return []
    tokens = [head]
    i = head.i - 1
    while i >= 0 and head.doc[i].dep_ in {"compound", "nmod", "amod", "nummod"}:
        token = head.doc[i]
        if token.head.i not in {t.i for t in tokens} or token.lower_ in _ASKING_VERBS:
            break
        if not (token.pos_ == "PROPN" or token.text[:1].isupper()):
            break
        tokens.insert(0, token)
        i -= 1
    return [*tokens, *_numeral(head)]


_ASKING_VERBS = frozenset({"was", "were", "did", "does", "do", "is", "are", "has", "had", "the"})
"""What a question opens with, and a guess at names takes in: "Was the Battle of Clontarf"."""


def _beside(head: Token, tokens: list[Token]) -> list[Token]:
    """Return the part of an entity behind its comma where two things were taken for one: "unlike Rome, Carthage"."""
    tokens = _within_a_phrase(head, tokens)
    first = tokens[0]
    if first.dep_ != "pobj" or first.head.i != first.i - 1 or head.i in {t.i for t in first.subtree}:
        return tokens
    comma = next((n for n, t in enumerate(tokens) if t.text == ","), -1)
    return tokens[comma + 1 :] if 0 < comma < len(tokens) - 1 else tokens


def _within_a_phrase(head: Token, tokens: list[Token]) -> list[Token]:
    """Return the part of an entity on its head's side of where somebody was met: "met Otto at Pavia" is of Otto."""
    inside = {t.i for t in tokens}
    for n, t in enumerate(tokens):
        if t.dep_ == "prep" and t.head.i not in inside:
            part = tokens[:n] if head.i < t.i else tokens[n + 1 :]
            return part if any(p.i == head.i for p in part) else tokens
    return tokens


def _numeral(head: Token) -> list[Token]:
    """Return the "I" of "James I", which no entity holds."""
    behind = head.doc[head.i + 1 : head.i + 2]
    return [t for t in behind if t.text == "I" and t.head.i == head.i and t.dep_ == "nummod"]


def _entity_tokens(head: Token) -> list[Token]:
    """Return the tokens of the named entity around ``head``, article and possessive left off."""
    doc, start, end = head.doc, head.i, head.i + 1
    while doc[start].ent_iob_ == "I" and start > 0:
        start -= 1
    while end < len(doc) and doc[end].ent_iob_ == "I":
        end += 1
    tokens = [doc[i] for i in range(start, end)]
    while (
        tokens
        and tokens[0].i < head.i
        and (
            tokens[0].dep_ in {"det", "poss", "case"}
            or tokens[0].is_punct
            or tokens[0].lower_ in _ASKING_VERBS
        )
    ):
        tokens = tokens[1:]
    while tokens and tokens[-1].i > head.i and (tokens[-1].dep_ in {"case"} or tokens[-1].is_punct):
        tokens = tokens[:-1]
    return tokens


def topic_person(labels: Sequence[str]) -> str | None:
    """Return the person that a page is about: named at least twice as often as any other."""
    counts = Counter(labels).most_common(2)
    if not counts or counts[0][1] < 3:
        return None
    if len(counts) == 1 or counts[0][1] >= 2 * counts[1][1]:
        return counts[0][0]
    return None


@lru_cache(maxsize=65536)
def _plain(name: str) -> str:
    name = " ".join(name.replace("’", "'").split()).strip("\"'“”‘ ,.")
    name = name.removesuffix("'s").removesuffix("'")
    return name[4:] if name.lower().startswith("the ") else name
