"""What pronouns and definite phrases stand for, going through one contribution in order.

What has been named is kept with the place it was named at; a fitted ranking decides which of
it is meant, or that nothing is (``ranking``). Number, sex and kind decide first what can be.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field

from histgraph.drafts import Draft, Phrase
from histgraph.extract.parsing.parse import Referent, Sentence
from histgraph.extract.referents.before import clause_before
from histgraph.extract.referents.fitting import (
    fits,
    same_head,
    without_asides,
    without_descriptions,
    without_places,
)
from histgraph.extract.referents.joined import joined_subject, taken_up
from histgraph.extract.referents.mentions import (
    WHERE,
    Anaphor,
    Candidate,
    around,
    asks,
    deed,
    last_word,
    named,
    nouns_of,
    together,
)
from histgraph.extract.referents.names import NameTable
from histgraph.extract.referents.question import asked_as, is_the_floor, named_in
from histgraph.extract.referents.ranking import Moment, Ranker, ranker
from histgraph.extract.referents.salience import (
    AIM_NOUNS,
    is_doctrine,
    label_of,
    names_an_aim,
    noun_is_doctrine,
)
from histgraph.extract.referents.slot import Slot
from histgraph.extract.referents.theme import Theme
from histgraph.extract.syntax.scope import words
from histgraph.extract.syntax.tokens import child, children, lemma
from histgraph.extract.syntax.tree import Doc, Token
from histgraph.model import EntityKind

_SPEAKER = frozenset({"i", "me", "my", "mine", "myself"})
LONGEST_MEMORY = 40
"""Things kept in mind; older ones are out of reach of a pronoun."""
FARTHEST = 10
"""Sentences back that a thing can be meant from, unless the question names it."""
MOST_CANDIDATES = 14
"""Things compared for one pronoun: the last ones named, and what the question names."""

SENTENCES_AHEAD = 2
"""Sentences in which the right reason may follow the one set aside."""
LONGEST_EVENT = 16
"""Words of a clause that "this" can be written out as; a longer one is no subject of a claim."""


@dataclass(slots=True)
class Discourse:
    """What has been talked about in one contribution."""

    names: NameTable
    topic: str | None = None
    question_event: str | None = None
    ranker: Ranker = field(default_factory=ranker)
    known: dict[str, Candidate] = field(default_factory=dict)
    """By label, the thing last named last."""
    event: str | None = None
    quoting: bool = False
    last_speaker: str | None = None
    asked: tuple[Phrase, str, Phrase] | None = None
    manner: bool = False
    """Whether the question asks how, and not why."""
    slot: Slot | None = None
    """What the question leaves open for an answer to name."""
    theme: Theme | None = None
    """What it is about, where it asks for no name: what became of X, what X did to Y."""
    last_told: tuple[Phrase, str, Phrase] | None = None
    left_open: tuple[Draft, str] | None = None
    """What the sentence before denies of one thing, and the part of it that another may take."""
    last_subject: Phrase | None = None
    last_object: Phrase | None = None
    last_date: str | None = None
    """The date told last, from which "two years later" is reckoned."""
    motion: str = ""
    """What a page is about where that is put as a statement: a motion, a thesis."""
    ahead: tuple[Doc, ...] = ()
    """The sentences that follow in the contribution."""
    explained: Phrase | None = None
    """What a list of causes explains: "Several factors led to the decline:"."""
    count: int = 0
    last_voice: tuple[str, int] = ("", 0)
    """Whose view was told last, and in which sentence."""
    writers: Collection[str] = ()
    """Who is brought in as a scholar is."""
    authors: Collection[str] = ()
    """Who writes on the page, in small letters."""

    def read(self, sentence: Sentence) -> None:
        """Resolve the sentence's pronouns and definite phrases, then remember its phrases."""
        self.count += 1
        nouns = {token.i for token in nouns_of(sentence)}
        for token in sentence.doc:
            referent = self._resolve(token, sentence)
            if referent is not None:
                sentence.referents[token.i] = referent
            elif token.i in nouns:
                self._remember(token, sentence)
            elif (one := deed(token)) is not None:
                one.sentence = self.count
                self._put(one)
        for label in list(self.known)[:-LONGEST_MEMORY]:
            if not self.known[label].asked:
                del self.known[label]

    def begin(self, question: Sentence) -> None:
        """Remember what the question speaks of, before the first sentence."""
        found = list(named_in(question, self.names))
        inside = {word for one in found for word in one.label.lower().split()}
        for token in nouns_of(question):
            if token.lower_ not in inside and not is_the_floor(token):
                self._remember(token, question)
        for one in found:
            self._put(one)
        for one in self.known.values():
            one.asked = asked_as(one, question)
            if one.asked == "subj":
                one.role, one.main, one.located = "subj", True, False
            elif one.asked == "of":
                one.asked = "subj"

    def forget(self, nouns: Sequence[Token]) -> None:
        """Forget what words of this sentence named, where they only say what somebody else was."""
        said = {t.i for t in nouns}
        for label, one in list(self.known.items()):
            if one.sentence == self.count and one.token in said and not one.asked:
                del self.known[label]

    def heard_last(self) -> str | None:
        """Return whose view "on this view" is: that of the sentence before, None where it tells of none."""
        who, when = self.last_voice
        return who if who and self.count - when <= 2 else None

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
            near = [m for m in self.known.values() if self.count - m.sentence <= 1]
            people = [m for m in near if m.kind is EntityKind.PERSON]
            leaders = [m for m in people if m.role == "subj"] or people
            if leaders:
                self.last_speaker = leaders[-1].label
        self.quoting = True

    def _remember(self, token: Token, sentence: Sentence) -> None:
        for one in (named(token, sentence, self.names), together(token, sentence, self.names)):
            if one is not None:
                one.sentence = self.count
                self._put(one)

    def _put(self, one: Candidate) -> None:
        """Put a thing last in mind, with what was known of it."""
        before = self.known.pop(one.label, None)
        if before is not None:
            one.count = before.count + one.sure * one.count
            one.asked = before.asked
            one.sex = one.sex or before.sex
            one.placed = one.placed or before.placed
            one.kind = before.kind if one.kind is EntityKind.ENTITY else one.kind
            one.plural = before.plural
        self.known[one.label] = one

    def _is_a_writer(self, one: Candidate) -> bool:
        """Whether a name is that of somebody who writes, on the page or of the past: no thing is."""
        if one.event or one.known:
            return False
        name = one.label.lower()
        return one.label in self.writers or any(name in {a, a.split()[-1]} for a in self.authors if a)

    def _remember_again(self, one: Candidate, anaphor: Anaphor, sentence: Sentence, sure: float) -> None:
        verb = sentence.doc[anaphor.verb]
        self._put(
            Candidate(
                one.label,
                one.head,
                EntityKind.PERSON if anaphor.sort == "he" else one.kind,
                sex=one.sex or anaphor.sex,
                plural=one.plural,
                name=one.name,
                known=one.known,
                called=one.called,
                page=one.page,
                sentence=self.count,
                token=anaphor.token.i,
                verb=anaphor.verb,
                role=anaphor.role,
                main=verb.dep_ in {"ROOT", "conj"} and anaphor.role == "subj",
                chain=anaphor.sort,
                many=one.many,
                placed=one.placed,
                joined=one.joined,
                sure=sure,
            )
        )

    def _resolve(self, token: Token, sentence: Sentence) -> Referent | None:
        word = token.lower_
        if word in _SPEAKER and self.speaker and token.pos_ in {"PRON", "DET"}:
            return Referent(self.speaker, EntityKind.PERSON, "the one who is quoted")
        if (
            fixed := self._aim(token)
            or self._doctrine(token)
            or self._matter(token)
            or self._described(token)
        ) is not None:
            return fixed
        anaphor = asks(token, sentence, self.names)
        if anaphor is None:
            return None
        one, sure = self._choose(anaphor, sentence)
        if one is None:
            return None
        one = self._joined(anaphor, one, sentence)
        if one.event:
            why = "what was just told" if one.event == "told" else "what the question asks about"
            return Referent(one.label, EntityKind.SITUATION, why, event=True, sure=sure)
        self._remember_again(one, anaphor, sentence, sure)
        return Referent(
            one.label, one.kind, _reason(anaphor, one, self.count), plural=anaphor.sort == "they", sure=sure
        )

    def _choose(self, anaphor: Anaphor, sentence: Sentence) -> tuple[Candidate | None, float]:
        """Return what an anaphor means, None where nothing, and how sure that is, in [0, 1]."""
        if anaphor.empty:
            return None, 1.0
        fitting: list[Candidate] = []
        inside = around(anaphor.token)
        opening = _opening(anaphor.token) if anaphor.role == "subj" else frozenset()
        above = {t.i for t in anaphor.token.ancestors} if anaphor.sort == "noun" else frozenset()
        for one in reversed(self.known.values()):
            near = self.count - one.sentence <= FARTHEST
            room = len(fitting) < MOST_CANDIDATES or one.asked
            here = one.sentence == self.count
            if one.unreal and not here:
                continue
            # "Bede says that the king died": no noun means the subject of a clause around it (Chomsky 1981, C)
            named_before = one.token in opening and not one.chain
            holds = here and (
                named_before or one.token in inside or (one.role in {"subj", "other"} and one.verb in above)
            )
            if (near or one.asked) and room and not holds and fits(anaphor, one):
                fitting.append(one)
        if anaphor.sort == "it":
            fitting = [one for one in without_places(fitting, self.count) if not self._is_a_writer(one)]
        elif anaphor.sort == "he":
            fitting = without_asides(anaphor, without_descriptions(fitting))
        headed = [one for one in fitting if same_head(anaphor, one)] if anaphor.sort == "noun" else []
        if headed and anaphor.noun_kind is EntityKind.PERSON:
            fitting = headed  # "the king" is the king named before, whoever else has been named since
        elif anaphor.noun_kind is EntityKind.PERSON:
            fitting = without_asides(anaphor, fitting)
        if anaphor.sort in {"it", "this"}:
            fitting += self._events(anaphor, sentence)
        if anaphor.sort == "he" and self.topic and not any(m.label == self.topic for m in fitting):
            fitting += self._topical(anaphor)
        if not fitting:
            return None, 0.0
        things = [one for one in fitting if not one.event]
        now = Moment(
            self.count,
            self.topic,
            most=max((one.count for one in things), default=0),
            nearest=things[0] if things else None,
            page_most=max((one.page for one in things), default=0),
            headed=bool(headed),
        )
        return self.ranker.choose(anaphor, fitting, now)

    def _joined(self, anaphor: Anaphor, chosen: Candidate, sentence: Sentence) -> Candidate:
        """Return the subject of the clause joined to a pronoun's own where it can be meant, else what was chosen."""
        subject = None if chosen.event else joined_subject(anaphor, sentence)
        label = label_of(subject, sentence, self.names) if subject is not None else ""
        if subject is None or label in {chosen.label, anaphor.subject}:
            return chosen
        one = taken_up(anaphor, subject, label, self.known, self.count)
        return one if one is not None and fits(anaphor, one) else chosen

    def _events(self, anaphor: Anaphor, sentence: Sentence) -> list[Candidate]:
        """Return the states of affairs that "this" or "it" can mean: told last, asked about."""
        if anaphor.role not in {"subj", "obl", "obj"} or anaphor.wants == "person":
            return []
        if anaphor.sort == "it" and (anaphor.role != "subj" or lemma(anaphor.token.head) not in _BY_DEEDS):
            return []  # "Pisa ran it", "it declined" are of a thing; of what was just told one says "this"
        found = []
        told = clause_before(anaphor.token, sentence) or self.event
        for event, label in (("told", told), ("asked", self.question_event)):
            if label is not None and len(label.split()) <= LONGEST_EVENT:
                found.append(Candidate(label, "", EntityKind.SITUATION, event=event, sentence=self.count))
        return found

    def _topical(self, anaphor: Anaphor) -> list[Candidate]:
        """Return the person that the page is about, if not named yet."""
        label = self.topic or ""
        sex = self.names.sex(label)
        if label == anaphor.subject or sex not in {"", anaphor.sex}:
            return []
        page = self.names.spoken(label)
        return [Candidate(label, last_word(label), EntityKind.PERSON, sex=sex, name=True, page=page)]

    def _aim(self, token: Token) -> Referent | None:
        """Resolve "it was no realistic aim", "this goal": what was just said to be sought."""
        if self.last_object is None:
            return None
        word = token.lower_
        if token.pos_ == "NOUN":
            determiner = child(token, "det")
            more = any(c.dep_ in {"amod", "compound", "prep", "relcl", "acl", "poss"} for c in token.children)
            called = lemma(token) in AIM_NOUNS and determiner is not None and not more
            meant = called and determiner is not None and determiner.lower_ in {"this", "that"}
        else:
            meant = word in {"it", "this", "that"} and names_an_aim(token)
        if not meant:
            return None
        return Referent(self.last_object.label, EntityKind.SITUATION, "what was just said to be sought")

    def _matter(self, token: Token) -> Referent | None:
        """Resolve "it had nothing to do with X", where a page asks why, to what it asks about."""
        if self.question_event is None or token.lower_ != "it" or token.dep_ != "nsubj":
            return None
        how_much = child(token.head, "dobj")
        if lemma(token.head) != "have" or how_much is None or how_much.lower_ not in _TO_DO:
            return None
        if not any(lemma(t) == "do" and t.i > how_much.i for t in token.head.subtree):
            return None
        return Referent(self.question_event, EntityKind.SITUATION, "what the question asks about", event=True)

    def _described(self, token: Token) -> Referent | None:
        """Resolve "that's no Y", where the question asks whether X was a Y, to X."""
        if (
            self.asked is None
            or token.dep_ != "nsubj"
            or token.lower_ not in _POINTING
            or self.asked[1] != "be"
        ):
            return None
        what = child(token.head, "attr")
        if what is None or lemma(what) != self.asked[2].head or lemma(token.head) != "be":
            return None
        who = self.asked[0]
        return Referent(who.label, who.kind, "whom the question asks about")

    def _doctrine(self, token: Token) -> Referent | None:
        """Resolve "the ideology" to the doctrine last named, of those within reach."""
        if token.pos_ != "NOUN" or not noun_is_doctrine(token) or child(token, "det") is None:
            return None
        near = (m for m in reversed(self.known.values()) if self.count - m.sentence <= 4)
        found = next((m for m in near if m.label and is_doctrine(m.label)), None)
        if found is None:
            return None
        return Referent(found.label, found.kind, f"the {lemma(token)} last named")


_BY_DEEDS = words("anaphora", "done_by_deeds")
_POINTING = frozenset({"that", "this", "it"})
_TO_DO = frozenset({"nothing", "little", "much", "lot", "something", "anything", "everything"})


def _opening(subject: Token) -> frozenset[int]:
    """Return the words that name another than the subject: X of "founded at the request of X, it", "in X they"."""
    verb = subject.head
    found = [
        c
        for c in verb.children
        if c.dep_ == "advcl"
        and c.i < subject.i
        and c.tag_ in {"VBN", "VBG"}
        and not children(c, "nsubj", "nsubjpass", "mark")
    ]
    found += [c for c in verb.children if c.pos_ == "NOUN" and _describes(c, subject)]
    places = [c for c in children(verb, "prep") if c.i < subject.i and c.lower_ in WHERE]
    named = {t.i for c in places for t in children(c, "pobj")}
    return frozenset(named | {t.i for c in found for t in c.subtree})


def _describes(noun: Token, subject: Token) -> bool:
    """Whether a noun before the subject only says what that was: "A proud man, he never asked"."""
    doc, behind = noun.doc, noun.right_edge.i + 1
    indefinite = doc[noun.left_edge.i].lower_ in {"a", "an"}
    return indefinite and behind + 1 == subject.left_edge.i and doc[behind].text == ","


def _reason(anaphor: Anaphor, one: Candidate, count: int) -> str:
    """Say why a thing was taken to be meant, for people."""
    if anaphor.sort == "noun":
        return f"named before: {one.label}"
    if one.sentence == 0:
        return "what the question speaks of"
    sort = "person" if anaphor.sort == "he" else "group" if anaphor.sort == "they" else "thing"
    return f"the {sort} spoken of {'before' if one.sentence < count else 'in this sentence'}"
