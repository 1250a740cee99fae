"""From trees to phrases: labels that read by themselves, verbatim text, head and terms."""

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace

from histgraph.drafts import Phrase
from histgraph.extract.parsing.parse import Sentence
from histgraph.extract.referents.names import NameTable, name_tokens
from histgraph.extract.syntax.coordination import parted
from histgraph.extract.syntax.doubled import goes_on, partner, told_before, without_gaps
from histgraph.extract.syntax.scope import words
from histgraph.extract.syntax.tokens import (
    SUBJECTS,
    after_comma,
    child,
    in_order,
    is_consequence,
    is_plural,
    lemma,
    subtree,
    trimmed,
    written,
)
from histgraph.extract.syntax.tree import Token
from histgraph.model import EntityKind
from histgraph.resources import load_toml

_CONTENT = frozenset({"NOUN", "PROPN", "VERB", "ADJ", "NUM", "X"})
_LIGHT_TERMS = frozenset(
    {"be", "have", "do", "such", "own", "other", "same", "many", "more", "most", "very", "much"}
)
_DROPPED = frozenset({"appos", "parataxis", "advcl", "intj", "discourse"})
_FILLERS = frozenset(
    {"basically", "honestly", "literally", "btw", "kinda", "sorta", "tbh", "imo", "obviously", "frankly"}
)
_CLOSED = re.compile(r"\w'(?!\w)")
_SMALL = frozenset({"of", "in", "on", "at", "to", "the", "a", "an", "and", "for", "by", "with"})
"""Words inside a name of several that carry nothing: "Socialism in One Country"."""
_PRONOUN_POSSESSIVES = frozenset({"his", "her", "its", "their", "my"})
NAMING = words("noun", "naming")
"""Nouns that the name behind them belongs to: "the term 'Renaissance'"."""
_BESIDE_A_NAME = frozenset({"det", "amod", "compound", "nmod", "appos", "relcl", "punct", "nummod", "flat"})
_ARTICLES = frozenset({"the", "a", "an", "this", "these", "that", "those", "such", "both"})


@dataclass(frozen=True, slots=True)
class PhraseMaker:
    """Makes phrases out of one sentence's tokens."""

    sentence: Sentence
    names: NameTable

    def tokens(self, head: Token, *, joined: bool = True, without: Collection[int] = ()) -> list[Token]:
        """Return the tokens of the phrase under ``head``; unless ``joined``, without its conjuncts.

        Restrictive relative clauses stay; those after a comma, appositions and asides go.
        """

        def keep(token: Token) -> bool:
            if (
                token.i in without
                or (token.dep_ in _DROPPED and not _belongs_here(token))
                or (token.lower_ in _FILLERS and token.dep_ in {"advmod", "intj", "npadvmod"})
                or (token.dep_ == "case" and token.head.i == head.i)
            ):
                return False
            if token.dep_ == "neg" and token.head.pos_ in {"NOUN", "PROPN"} and token.i > token.head.i:
                return False
            if token.head.i == head.i and _leads_in(token):
                return False
            if token.dep_ in {"ccomp", "relcl"} and is_consequence(token):
                return False
            if token.dep_ == "relcl":
                return not after_comma(token) and _length(token) <= 9
            if token.dep_ == "acl" or (token.dep_ == "amod" and token.i > token.head.i):
                return not after_comma(token)
            if token.dep_ == "prep" and (
                is_aside(token) or (token.lower_ in {"with", "including"} and after_comma(token))
            ):
                return False
            if token.head.i == head.i and token.dep_ in {"conj", "cc", "preconj"}:
                return joined
            return True

        return subtree(head, keep)

    def phrase(
        self,
        head: Token,
        *,
        joined: bool = True,
        without: Collection[int] = (),
        more: Sequence[Token] = (),
        subject: str | None = None,
    ) -> Phrase:
        """Make the phrase of a head, with further tokens of the clause put behind it.

        ``subject`` is the label of the clause's subject: its own possessives stay pronouns.
        """
        referent = self.sentence.referents.get(head.i)
        if referent is not None and not more:
            return self._referred(head)
        named = _named_beside(head)
        if named is not None and not more and named.i not in without:
            head = named
        tokens = self.tokens(head, joined=joined, without=without)
        shared = [] if joined else [t for t in _shared_tail(head) if t.i not in without]
        tokens = trimmed(in_order([*tokens, *shared, *more]))
        return self.of(tokens, head, subject=subject)

    def actor(self, head: Token, *, joined: bool = True) -> Phrase:
        """Make the phrase of whoever does something: a person by name alone, a class without examples.

        "French scholar Jean Mabillon" is Jean Mabillon; "crafts, such as weaving," are crafts.
        """
        name = name_tokens(head)
        if (
            name
            and self.sentence.referents.get(head.i) is None
            and self.names.kind(self.names.canonical(written(name)), head) is EntityKind.PERSON
            and all(c.dep_ in _BESIDE_A_NAME for c in head.children)
        ):
            return self.of(name, head)
        many = [c for c in examples(head) if len([t for t in c.subtree if t.dep_ == "conj"]) >= 2]
        asking = [c for c in head.children if _opens(c) and c.i == head.left_edge.i]
        without = [t.i for c in [*many, *asking] for t in c.subtree]
        return bare(self.phrase(head, joined=joined, without=without))

    def of(self, tokens: Sequence[Token], head: Token, *, subject: str | None = None) -> Phrase:
        """Make a phrase of given tokens."""
        name = name_tokens(head)
        only_name = name and {t.i for t in tokens if t.lower_ not in _ARTICLES} <= {t.i for t in name}
        label = self.names.canonical(written(name)) if only_name else self.label(tokens, subject)
        return Phrase(
            label=label,
            text=written(tokens),
            span=self.sentence.source_span(tokens),
            head=lemma(head),
            terms=self._terms(tokens, label if only_name else None),
            kind=self.names.kind(label, head),
            name=bool(only_name),
        )

    def spread(
        self,
        head: Token,
        *,
        joined: bool = True,
        more: Sequence[Token] = (),
        subject: str | None = None,
        without: Collection[int] = (),
    ) -> list[Phrase]:
        """Make one phrase for each conjunct of a coordination inside the phrase.

        "famous for their art and warfare" gives "famous for their art" and "famous for their warfare".
        """
        if self.sentence.referents.get(head.i) is not None and not more:
            return [self._referred(head)]
        tokens = self.tokens(head, joined=joined, without=without)
        tokens = trimmed(in_order([*tokens, *more]))
        group = _coordination(tokens, head) if head.pos_ in {"ADJ", "VERB"} else []
        if not group:
            return self.each(tokens, head, subject=subject)
        phrases = []
        for kept in group:
            gone = {t.i for other in group if other is not kept for t in _branch(other, group)}
            gone |= {
                c.i
                for g in group
                for c in g.children
                if c.dep_ in {"cc", "preconj"} or (c.is_punct and c.text == ",")
            }
            if kept is not group[0]:
                gone -= {t.i for t in _branch(kept, group)}
            phrases.append(self.of(trimmed([t for t in tokens if t.i not in gone]), head, subject=subject))
        return phrases

    def each(self, tokens: Sequence[Token], head: Token, *, subject: str | None = None) -> list[Phrase]:
        """Make a phrase of given tokens, or one for each member of a list that repeats its preposition."""
        return [self.of(trimmed(part), head, subject=subject) for part in parted(tokens)]

    def label(self, tokens: Sequence[Token], subject: str | None = None) -> str:
        """Write tokens with their pronouns resolved and their names in full."""
        skip: set[int] = set()
        said: dict[int, str] = {}
        inside = {t.i for t in tokens}
        for t in tokens:
            referent = self.sentence.referents.get(t.i)
            if referent is not None and t.pos_ in {"PRON", "DET"} and not referent.event:
                if t.lower_ in _PRONOUN_POSSESSIVES and t.dep_ == "poss":
                    stays = _same(referent.label, subject) or self._own(t, referent.label)
                    stays = stays or len(referent.label.split()) > 4
                    said[t.i] = t.text if stays else _possessive(referent.label)
                elif t.lower_ not in {"himself", "herself", "itself", "themselves"}:
                    said[t.i] = referent.label
            elif referent is not None and t.pos_ == "NOUN" and not referent.event:
                said[t.i] = referent.label
                skip.update(c.i for c in t.children if c.dep_ == "det")
            elif t.i not in skip and t.i not in said and not _within_a_name(t, inside):
                name = name_tokens(t)
                canonical = self.names.canonical(written(name)) if name else ""
                whole = all(n.i in inside and n.i not in said for n in name)
                short = len(name) == 1 and name[0].text.isupper() and 1 < len(name[0].text) < 6
                if short and len(tokens) > 2:
                    continue  # "the ban on the ANC" keeps the letters
                if name and self._half_of_a_pair(name, canonical):
                    continue
                if name and whole and canonical.lower() not in _ARTICLES and not goes_on(name, canonical):
                    said[name[-1].i] = canonical
                    skip.update([n.i for n in name[:-1]] + told_before(name, canonical, inside))
        kept = [t for t in tokens if t.i not in skip]
        label = without_gaps(written(kept, lambda t: said.get(t.i, t.text)).strip("*_ "))
        label = " ".join(label.replace('"', " ").split()) if label.count('"') % 2 else label
        label = _REASONS.sub("", _BEHIND_COLON.sub("", label)) or label
        label = label[: label.rfind("(")].rstrip() if label.count("(") > label.count(")") else label
        opened = label.count(" '") + label.startswith("'")
        return label.replace(" '", " ").lstrip("'") if opened and not _CLOSED.search(label) else label

    def _own(self, pronoun: Token, label: str) -> bool:
        """Whether a possessive is of the subject of its own clause: "the Swiss were told by their abbot"."""
        for verb in pronoun.ancestors:
            if verb.dep_ in SUBJECTS or verb.dep_ == "agent":
                return False  # "its officers quarrelled": the officers of whom must be told
            subject = child(verb, "nsubj", "nsubjpass") if verb.pos_ in {"VERB", "AUX"} else None
            if subject is not None and subject.i < pronoun.i:
                said = self.sentence.referents.get(subject.i)
                return _same(label, said.label if said else self.actor(subject, joined=False).label)
        return False

    def _half_of_a_pair(self, name: Sequence[Token], canonical: str) -> bool:
        """Whether a name stays as it is beside another that has no fuller form: "Gilbert and Sullivan"."""
        if canonical == name[0].text or (other := partner(name)) is None:
            return False
        return self.names.canonical(other.text) == other.text

    def _referred(self, head: Token) -> Phrase:
        referent = self.sentence.referents[head.i]
        tokens = self.tokens(head, joined=False)
        kind = EntityKind(referent.kind)
        return Phrase(
            label=referent.label,
            text=written(tokens),
            span=self.sentence.source_span(tokens),
            head=referent.label.split()[-1].lower() if referent.label else "",
            terms=tuple(w.lower() for w in referent.label.split()),
            kind=kind,
            name=kind in {EntityKind.PERSON, EntityKind.POLITY},
        )

    def _terms(self, tokens: Sequence[Token], name: str | None) -> tuple[str, ...]:
        if name is not None:
            return tuple(w.lower() for w in name.split())
        terms = []
        for t in tokens:
            referent = self.sentence.referents.get(t.i)
            if referent is not None and not referent.event and t.pos_ == "NOUN":
                terms += [w.lower() for w in referent.label.split() if w.lower() not in terms]
                continue
            if t.pos_ not in _CONTENT or (t.is_stop and t.pos_ not in {"NOUN", "PROPN", "NUM"}):
                continue
            word = lemma(t)
            if word in _CARRIERS and _named_by(t):
                continue
            if t.pos_ == "PROPN":
                word = self.names.canonical(t.text).lower()
            words = [w for w in word.split() if w not in _SMALL] if " " in word else [word]
            terms += [w for w in words if w not in _LIGHT_TERMS and w not in terms]
        return tuple(terms)

    def conjunct_phrases(self, head: Token, **options: object) -> list[Phrase]:
        """Make one phrase for each of coordinated heads, sharing what stands before or behind all."""
        heads = [head, *list(_coordinated(head))]
        if len(heads) == 1:
            return [self.phrase(head, **options)]  # type: ignore[arg-type]
        return [self.phrase(h, joined=False, **options) for h in heads]  # type: ignore[arg-type]


def _leads_in(adverb: Token) -> bool:
    """Whether an adverb before a noun belongs to the whole clause: "internally, the party", "now Peel"."""
    if adverb.dep_ != "advmod" or adverb.i > adverb.head.i or adverb.head.pos_ not in {"NOUN", "PROPN"}:
        return False
    return adverb.nbor(1).text == "," or (adverb.lower_ in _LEADING and adverb.i == adverb.head.left_edge.i)


_LEADING = frozenset({
    "now", "then", "perhaps", "maybe", "probably", "possibly", "thus", "hence", "finally", "eventually", "meanwhile",
    "still", "again", "soon", "later", "so", "moreover",
})  # fmt: skip


def _opens(part: Token) -> bool:
    """Whether what stands before a subject belongs to the clause: "in 1817 only 763 of them"."""
    return part.tag_ == "WRB" or (
        part.dep_ == "prep" and part.lower_ in {"in", "by", "after", "before", "during"}
    )


def _belongs(head: Token) -> bool:
    """Whether what a parser puts in apposition belongs to the phrase: "the term X", "something like 40 men"."""
    return lemma(head) in NAMING or head.lower_ == "something"


def _shared_tail(head: Token) -> list[Token]:
    """Return the "of ..." that stands behind the last of coordinated nouns and belongs to all of them."""
    first = head
    while first.dep_ == "conj" and first.head.pos_ in {"NOUN", "PROPN"}:
        first = first.head
    group = [first, *_coordinated(first)]
    if len(group) < 2 or any(g.pos_ != "NOUN" for g in group):
        return []
    tails = [
        c for g in group for c in g.children if c.dep_ == "prep" and c.lower_ == "of" and c.i > group[-1].i
    ]
    if len(tails) != 1 or any(
        c.dep_ in {"prep", "relcl", "acl"} and c.i < group[-1].i for g in group for c in g.children
    ):
        return []
    if tails[0].head.i == head.i or any(c.dep_ in {"det", "poss"} for c in group[-1].children):
        return []
    return subtree(tails[0], lambda t: t.dep_ not in {"relcl", "acl", "advcl", "appos"})


def _belongs_here(token: Token) -> bool:
    """Whether what is mostly an aside belongs to the phrase: "the term X", "as stubborn as he was"."""
    if token.dep_ == "appos":
        return _belongs(token.head)
    if token.dep_ != "advcl" or token.lemma_ not in {"be", "do", "have"} or token.i < token.head.i:
        return False
    return any(m.dep_ == "mark" and m.lower_ in {"as", "than"} for m in token.children) and not any(
        c.dep_ in {"dobj", "attr", "acomp", "xcomp"} for c in token.children
    )


def _named_beside(head: Token) -> Token | None:
    """Return the person whom an apposition names: "the true believer, Leon Trotsky"."""
    if head.pos_ != "NOUN" or head.dep_ not in {"dobj", "pobj", "nsubj", "nsubjpass"}:
        return None
    named = next((c for c in head.children if c.dep_ == "appos" and c.ent_type_ == "PERSON"), None)
    if (
        named is not None
        and named.left_edge.i > 0
        and named.doc[named.left_edge.i - 1].lower_ in {"not", "nor"}
    ):
        return None
    return None if named is not None and any(t.lower_ == "among" for t in named.subtree) else named


def _coordination(tokens: Sequence[Token], head: Token) -> list[Token]:
    """Return the heads of the last coordination of nouns or gerunds under a preposition, [] if none or many."""
    inside = {t.i for t in tokens}
    for t in reversed(tokens):
        if t.dep_ not in {"pobj", "pcomp"} or t.pos_ not in {"NOUN", "PROPN", "VERB"} or t.i == head.i:
            continue
        if any(a.dep_ in {"relcl", "acl", "advcl"} and a.i in inside for a in t.ancestors):
            continue
        group = [t, *[c for c in _coordinated(t) if c.i in inside]]
        if 2 <= len(group) <= 4:
            return (
                []
                if all(g.pos_ == "PROPN" for g in group)
                or t.head.lower_ in {"between", "including", "like", "as"}
                else group
            )
    return []


def _branch(token: Token, group: Sequence[Token]) -> list[Token]:
    """Return a conjunct's tokens without the conjuncts that hang on it."""
    others = {g.i for g in group if g is not token}
    return subtree(token, lambda t: t.i not in others and t.dep_ != "cc")


def _coordinated(head: Token) -> list[Token]:
    found: list[Token] = []
    queue = [head]
    while queue and len(found) < 12:
        for c in queue.pop(0).children:
            if c.dep_ == "conj" and c.i > head.i:
                found.append(c)
                queue.append(c)
    return sorted(found, key=lambda t: t.i)


def examples(head: Token) -> list[Token]:
    """Return what only names examples of a phrase: "such as A and B", "like A", "including A"."""
    found = []
    for c in head.children:
        if c.dep_ != "prep" or c.i < head.i:
            continue
        such = any(g.lower_ == "such" for g in c.children)
        if such or c.lower_ == "including" or (c.lower_ in {"like", "as"} and is_plural(head)):
            found.append(c)
    return found


_CARRIERS = words("noun", "carriers")
"""Nouns that only say what sort of thing a name behind "of" is: the doctrine of X is X."""


def _named_by(noun: Token) -> bool:
    """Whether "of" and a name stand behind a noun."""
    behind = [g for c in noun.children if c.dep_ == "prep" and c.lower_ == "of" for g in c.children]
    return any(g.pos_ == "PROPN" or (" " in g.text and g.text[0].isupper()) for g in behind)


def parts_of(some: Token, wholes: tuple[Phrase, ...]) -> tuple[Phrase, ...]:
    """Return "most of X" for "most of which" said of X, X for "both of whom", nothing for other subjects."""
    of = [c for c in some.children if c.dep_ == "prep" and any(t.tag_ in {"WP", "WDT"} for t in c.children)]
    if not of or some.lower_ in {"both", "all", "each"}:
        return wholes if of else ()
    tokens = [t for t in some.subtree if t.i < of[0].i]
    return tuple(replace(w, label=f"{written(tokens)} of {w.label}", name=False) for w in wholes[:1])


def _same(one: str, other: str | None) -> bool:
    """Whether two labels differ in articles only: "villages in north", "villages in the north"."""
    words = [[w for w in label.lower().split() if w not in _ARTICLES] for label in (one, other or "")]
    return words[0] == words[1]


def _within_a_name(token: Token, inside: set[int]) -> bool:
    """Whether a word is the name of a ruler whose number stands for the whole: "Philip" in "Philip IV"."""
    head = token.head
    numbered = token.dep_ == "compound" and head.i in inside and not head.text.strip("IVX")
    return numbered and any(n.i == token.i for n in name_tokens(head))


def bare(phrase: Phrase) -> Phrase:
    """Drop a leading article from a label."""
    words = phrase.label.split()
    while len(words) > 1 and words[0].lower() in _ARTICLES:
        words = words[1:]
    return replace(phrase, label=" ".join(words))


_ASIDES = frozenset(load_toml("lexicon.toml")["no_claim"]["asides"])


_REASONS = re.compile(r",? for (?:[\w'-]+,? ){1,8}reasons$")
"""What only announces reasons is no part of what they are reasons for."""
_BEHIND_COLON = re.compile(r"(?<=\w): (?:\S+ ){3,}\S+$")
"""Behind a colon a sentence goes on to another claim."""


def is_aside(prep: Token) -> bool:
    """Whether a preposition opens a phrase that only guides the reader ("for example", "in fact")."""
    if prep.lower_ == "according" and prep.i > 0 and prep.nbor(-1).text in {",", "(", "—", "–"}:
        return True
    if prep.lower_ == "in" and _in_whose_eyes(prep):
        return True
    words = [t.lower_ for t in prep.doc[prep.i : prep.i + 4]]
    return any(" ".join(words[:n]) in _ASIDES for n in (2, 3, 4)) and len(list(prep.subtree)) <= 4


def _in_whose_eyes(prep: Token) -> bool:
    """Whether a phrase only tells whose view it is: "in the eyes of X", "in X's view"."""
    noun = next((c for c in prep.children if c.dep_ == "pobj"), None)
    if noun is None or noun.lower_ not in {"eyes", "view", "opinion", "estimation"}:
        return False
    of = [c for c in noun.children if c.lower_ == "of" and c.children]
    return bool(of) or any(c.dep_ == "poss" for c in noun.children)


def _length(token: Token) -> int:
    return token.right_edge.i - token.left_edge.i + 1


def _possessive(label: str) -> str:
    return f"{label}'" if label.endswith("s") else f"{label}'s"
