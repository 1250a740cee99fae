"""What pronouns and definite phrases stand for, going through one contribution in order.

Small rules over recency, subjecthood, number and kind (the ideas of Lappin and Leass's
salience, with weights reduced to what short answers can bear).
"""

from collections import Counter
from dataclasses import dataclass, field

from spacy.tokens import Token

from histgraph.drafts import Phrase
from histgraph.extract.names import NameTable, name_tokens
from histgraph.extract.parse import Referent, Sentence
from histgraph.extract.salience import (
    AIM_NOUNS,
    clause_subject,
    is_doctrine,
    is_empty_it,
    is_placeholder,
    names_an_aim,
    nominal_label,
    noun_is_doctrine,
    only_describes,
    prominence,
)
from histgraph.extract.tokens import SUBJECTS, is_plural, lemma, written
from histgraph.model import EntityKind
from histgraph.resources import load_toml

_LEXICON = load_toml("lexicon.toml")["anaphora"]
_EVENT_NOUNS = frozenset(_LEXICON["event_nouns"])
_POLITY_NOUNS = frozenset(_LEXICON["polity_nouns"])
_PERSON_NOUNS = frozenset(_LEXICON["person_nouns"])
_HOLDERS = frozenset(load_toml("lexicon.toml")["saying"]["holders"])
_SPEAKER = frozenset({"i", "me", "my", "mine", "myself"})
_MASCULINE = frozenset({"he", "him", "his", "himself"})
_FEMININE = frozenset({"she", "her", "hers", "herself"})
_PLURAL = frozenset({"they", "them", "their", "theirs", "themselves"})
_NEUTER = frozenset({"it", "its", "itself"})
_DEMONSTRATIVES = frozenset({"this", "that", "these", "those", "such"})
_PERSONS = frozenset({EntityKind.PERSON})
_BODIES = frozenset({EntityKind.GROUP, EntityKind.POLITY})
LONGEST_MEMORY = 40
"""Mentions kept in mind; older ones are out of reach of a pronoun."""


@dataclass(slots=True)
class Mention:
    """A noun phrase met so far."""

    label: str
    head: str
    kind: EntityKind
    plural: bool
    subject: bool
    sentence: int
    token: int
    sex: str = ""
    name: bool = False
    weight: float = 0.0


@dataclass(slots=True)
class Discourse:
    """What has been talked about in one contribution."""

    names: NameTable
    topic: str | None = None
    question_event: str | None = None
    mentions: list[Mention] = field(default_factory=list)
    event: str | None = None
    quoting: bool = False
    last_speaker: str | None = None
    asked: tuple[Phrase, str, Phrase] | None = None
    last_told: tuple[Phrase, str, Phrase] | None = None
    last_subject: Phrase | None = None
    last_object: Phrase | None = None
    explained: Phrase | None = None
    """What a list of causes explains: "Several factors led to the decline:"."""
    count: int = 0
    topics: Counter[str] = field(default_factory=Counter)
    """How often each thing has been spoken of so far, the question included."""

    def read(self, sentence: Sentence) -> None:
        """Resolve the sentence's pronouns and definite phrases, then remember its phrases."""
        self.count += 1
        for token in sentence.doc:
            referent = self._resolve(token, sentence)
            if referent is not None:
                sentence.referents[token.i] = referent
                if token.dep_ in SUBJECTS and not referent.event:
                    self._remember_again(referent, token)
            elif token.pos_ in {"NOUN", "PROPN"} and token.dep_ not in {"compound", "npadvmod"}:
                self._remember(token, sentence)
        self.topics.update(m.label for m in self.mentions if m.sentence == self.count)
        self.mentions = self.mentions[-LONGEST_MEMORY:]

    def begin(self, question: Sentence) -> None:
        """Remember what the question speaks of, before the first sentence."""
        for token in question.doc:
            if token.pos_ in {"NOUN", "PROPN"} and token.dep_ not in {"compound", "npadvmod"}:
                self._remember(token, question)
        self.topics.update(m.label for m in self.mentions)
        for mention in self.mentions:
            mention.weight /= 2

    @property
    def speaker(self) -> str | None:
        """Who is being quoted, None outside of quotations."""
        return self.last_speaker if self.quoting else None

    def listen(self, sentence: Sentence) -> None:
        """Note who speaks in a quotation: the person its lead-in names, else who spoke before."""
        if not sentence.quoted:
            self.quoting = False
            return
        if not self.quoting:
            people = [m for m in self.mentions if m.kind in _PERSONS and self.count - m.sentence <= 1]
            leaders = [m for m in people if m.subject] or people
            if leaders:
                self.last_speaker = leaders[-1].label
        self.quoting = True

    def _remember_again(self, referent: Referent, token: Token) -> None:
        self.mentions.append(
            Mention(
                referent.label,
                "",
                EntityKind(referent.kind),
                referent.plural,
                True,
                self.count,
                token.i,
                self.names.sex(referent.label),
                True,
                1.0,
            )
        )

    def _remember(self, token: Token, sentence: Sentence) -> None:
        name = name_tokens(token)
        label = self.names.canonical(written(name)) if name else nominal_label(token, sentence)
        kind = self.names.kind(label, token)
        if kind is EntityKind.PERSON and token.tag_ == "NNS":
            kind = EntityKind.GROUP
        if kind in {EntityKind.TIME, EntityKind.QUANTITY} or not label or only_describes(token):
            return
        self.mentions.append(
            Mention(
                label,
                lemma(token),
                kind,
                is_plural(token) or kind is EntityKind.GROUP,
                token.dep_ in SUBJECTS,
                self.count,
                token.i,
                self.names.sex(label),
                bool(name),
                prominence(token),
            )
        )

    def _resolve(self, token: Token, sentence: Sentence) -> Referent | None:
        word = token.lower_
        if token.pos_ in {"PRON", "DET"} or token.tag_ in {"PRP", "PRP$"}:
            if self.speaker and word in _SPEAKER:
                return Referent(self.speaker, EntityKind.PERSON, "the one who is quoted")
            if word.endswith(("self", "selves")):
                return None
            if word in _MASCULINE | _FEMININE:
                return self._person(token, "m" if word in _MASCULINE else "f", sentence)
            if word in _PLURAL:
                return self._plural(token, sentence)
            if word in _NEUTER | {"this", "that"} and self.last_object is not None and names_an_aim(token):
                return Referent(
                    self.last_object.label, EntityKind.SITUATION, "what was just said to be sought"
                )
            if word in _NEUTER:
                return self._thing(token, sentence)
            if word in _DEMONSTRATIVES and token.dep_ in SUBJECTS | {"pobj", "dobj"} and token.pos_ == "PRON":
                return self._event()
        elif token.pos_ == "NOUN":
            return self._definite(token)
        return None

    def _person(self, token: Token, sex: str, sentence: Sentence) -> Referent | None:
        taken = clause_subject(token, sentence, self.names)
        best, best_score = None, 0.0
        for m in self.mentions:
            if m.kind not in _PERSONS or m.plural or (m.sex and m.sex != sex):
                continue
            score = 3.0 - 0.6 * min(4, self.count - m.sentence) + m.weight + 0.5 * m.name
            score += 1.2 * (m.label == self.topic)
            if (
                m.label == taken
                and token.lower_ in {"him", "her"}
                and token.dep_ in {"dobj", "pobj", "dative"}
            ):
                continue
            if score >= best_score:
                best, best_score = m, score
        if best is not None:
            return Referent(best.label, EntityKind.PERSON, "the person last spoken of")
        if self.topic and (self.names.sex(self.topic) or sex) == sex:
            return Referent(self.topic, EntityKind.PERSON, "the person the page is about")
        return None

    def _plural(self, token: Token, sentence: Sentence) -> Referent | None:
        best, best_score = None, 0.0
        for m in self.mentions:
            if m.head in _HOLDERS and m.sentence != self.count:
                continue
            if not (m.plural or m.kind in _BODIES) or (
                m.label == clause_subject(token, sentence, self.names) and token.dep_ != "poss"
            ):
                continue
            age = self.count - m.sentence
            score = 3.0 - 1.0 * min(4, age) + 1.2 * m.weight + 1.0 * (m.kind in _BODIES or m.kind in _PERSONS)
            score += (
                self._topical(m.label)
                + 0.8 * (m.plural and m.kind not in _BODIES)
                + 0.3 * (m.plural and m.kind in _BODIES)
            )
            score += 0.6 * (m.subject and age <= 1 and token.dep_ in SUBJECTS)
            if score >= best_score:
                best, best_score = m, score
        if best is None:
            return None
        return Referent(best.label, best.kind, "the group last spoken of", plural=True)

    def _thing(self, token: Token, sentence: Sentence) -> Referent | None:
        if token.dep_ in {"expl"} or (token.dep_ in SUBJECTS and is_empty_it(token)) or is_placeholder(token):
            return None
        best, best_score = None, 0.0
        for m in self.mentions:
            if (m.plural and m.kind not in _BODIES) or m.kind in _PERSONS:
                continue
            if m.label == clause_subject(token, sentence, self.names) and token.dep_ != "poss":
                continue
            age = self.count - m.sentence
            score = 3.0 - 1.2 * min(4, age) + 1.3 * m.weight + 0.5 * (m.kind in _BODIES) + 0.3 * m.name
            score += self._topical(m.label)
            if score >= best_score:
                best, best_score = m, score
        if (
            self.question_event
            and self.count == 1
            and token.dep_ in SUBJECTS
            and not any(m.sentence == 1 for m in self.mentions)
        ):
            return Referent(
                self.question_event, EntityKind.SITUATION, "what the question asks about", event=True
            )
        if best is not None:
            return Referent(best.label, best.kind, "the thing last spoken of")
        if self.event and token.dep_ in SUBJECTS:
            return Referent(self.event, EntityKind.SITUATION, "what was just told", event=True)
        return None

    def _topical(self, label: str) -> float:
        """Return how much being spoken of again and again puts a thing before the mind, in [0, 1]."""
        return 0.25 * min(4, self.topics[label])

    def _event(self) -> Referent | None:
        if self.event is None:
            if self.question_event is None:
                return None
            return Referent(
                self.question_event, EntityKind.SITUATION, "what the question asks about", event=True
            )
        return Referent(self.event, EntityKind.SITUATION, "what was just told", event=True)

    def _doctrine(self) -> Mention | None:
        """Return the doctrine last named, of those within reach."""
        near = (m for m in reversed(self.mentions) if self.count - m.sentence <= 4)
        return next((m for m in near if m.label and is_doctrine(m.label)), None)

    def _definite(self, token: Token) -> Referent | None:
        """Resolve "the empire", "this decision", "the dictator" to what was named before."""
        determiner = next((c for c in token.children if c.dep_ == "det"), None)
        others = [
            c
            for c in token.children
            if c.dep_ in {"amod", "compound", "prep", "relcl", "acl", "poss", "appos", "nummod"}
        ]
        if noun_is_doctrine(token) and determiner is not None and (doctrine := self._doctrine()) is not None:
            return Referent(doctrine.label, doctrine.kind, f"the {lemma(token)} last named")
        if determiner is None or others or token.dep_ in {"compound", "npadvmod", "appos", "attr"}:
            return None
        word, noun = determiner.lower_, lemma(token)
        if word not in _DEMONSTRATIVES | {"the", "both"}:
            return None
        if noun in AIM_NOUNS and word in {"this", "that"} and self.last_object is not None:
            return Referent(self.last_object.label, EntityKind.SITUATION, "what was just said to be sought")
        if (
            word in {"this", "these", "such"}
            and noun in _EVENT_NOUNS
            and self.event
            and token.dep_ in SUBJECTS
        ):
            return None
        for m in reversed(self.mentions):
            age = self.count - m.sentence
            if age > 6 or (m.token == token.i and age == 0):
                continue
            last = m.label.split()[-1].lower() if m.label else ""
            if m.name and (last == token.lower_ or last == noun) and m.label.lower() != noun:
                return Referent(m.label, m.kind, f"named before: {m.label}", plural=m.plural)
        wanted = None
        if noun in _PERSON_NOUNS:
            wanted = _PERSONS
        elif noun in _POLITY_NOUNS and token.tag_ == "NN":
            wanted = frozenset({EntityKind.POLITY})
        if wanted is None or token.tag_ != "NN":
            return None
        if wanted is _PERSONS and self.topic:
            return Referent(self.topic, EntityKind.PERSON, "the person the page is about")
        counted: dict[str, float] = {}
        for m in self.mentions:
            known = m.kind is not EntityKind.POLITY or self.names.is_known(m.label) or m.sentence == 0
            if m.kind in wanted and m.name and known and self.count - m.sentence <= 4:
                counted[m.label] = counted.get(m.label, 0.0) + 1 + m.subject
        if not counted:
            return None
        label = max(counted, key=lambda key: (counted[key] + self._topical(key), key))
        kind = EntityKind.PERSON if wanted is _PERSONS else EntityKind.POLITY
        return Referent(label, kind, f"the {noun} last named")
