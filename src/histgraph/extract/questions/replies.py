"""What "No.", "Yes they did", "Not really" claim: what was asked, as surely as the answer says it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace

from histgraph.drafts import Draft, Phrase
from histgraph.extract.drafting.clauses import ClauseReader, Rules
from histgraph.extract.drafting.phrases import PhraseMaker
from histgraph.extract.parsing.parse import Sentence
from histgraph.extract.questions.dismissals import dismissed, in_passing, of_story, softened, verb_again
from histgraph.extract.questions.openings import Opening, concluded, named, opening
from histgraph.extract.questions.statements import Statement
from histgraph.extract.referents.refer import Discourse
from histgraph.extract.syntax.modality import Modality
from histgraph.extract.syntax.positive import AT_ALL, THERE
from histgraph.extract.syntax.scope import Scope
from histgraph.extract.syntax.times import edtf
from histgraph.extract.syntax.tokens import child, conjuncts, lemma
from histgraph.extract.syntax.tree import Doc, Token
from histgraph.model import Certainty, Cue, CueKind, Polarity, Span

_NO_ANSWER = frozenset({"apposition", "role"})
_ECHO = "ellipsis"
"""The rule of a draft that has its content from what was said before."""
_SHORT = 7
"""Words of a greeting that may stand before the answer: "Great question!"."""
_SAME = 0.6
"""F1 of the content words of two claims of which one only repeats the other."""
_NEAR = 2
"""Code points between two sentences of one paragraph."""
_LONGEST_QUOTE = 300
_LATEST = 3
"""Sentences among which one of few words may answer the page behind others."""
_SEES = frozenset({"it", "that", "this", "none"})
_FALSE = frozenset({"true", "false", "wrong", "myth", "untrue", "nonsense"})


@dataclass(slots=True)
class Question:
    """A question put as a statement, to be read as an answer affirms or denies it."""

    stated: Statement
    sentence: Sentence
    discourse: Discourse
    rules: Rules
    asked_in: Span | None = None
    """Where in the answer itself it stands: "Did they succeed? No."; None for the question of the page."""
    about: frozenset[str] = frozenset()
    choice: tuple[str, frozenset[str]] = ("", frozenset())
    """The lower-case word before "or" in the question, and those behind it: "mad, or just slandered"."""

    @property
    def verb(self) -> str:
        """The lemma of the main verb, "" of a property."""
        root = next((t for t in self.sentence.doc if t.head.i == t.i), None)
        return lemma(root) if root is not None and root.pos_ == "VERB" else ""

    def read(self, meant: Opening) -> list[Draft]:
        """Return what the statement claims, meant in this way; subordinate clauses claim nothing here.

        It is read as affirmed, so that the claim is the one that others make by saying so; where only a denial
        says something ("the tsar survived"), or somebody else's view is asked for, as denied.
        """
        found = self._told(Modality())
        views = meant.denied and any(d.attributed_to for d in found)
        if not found or views:
            found = [replace(d, polarity=Polarity.AFFIRMED) for d in self._told(Modality().denied("no"))]
        if meant.word:
            named_here = [one for d in found if (one := _named(d, meant.word)) is not None]
            found = named_here or [
                one for d in found[:1] if (one := self._instead(d, meant.word)) is not None
            ]
        cue = meant.cue.lower()
        cues = (Cue(CueKind.NEGATION, cue),) if meant.denied else ()
        if meant.certainty is not Certainty.CERTAIN:
            cues = (*cues, Cue(CueKind.HEDGE, cue))
        if meant.setting:
            cues = (*cues, Cue(CueKind.SCOPE, meant.setting.lower()))
        return [
            replace(
                d,
                object=AT_ALL if d.object.label == THERE.label else d.object,
                polarity=_turned(d.polarity) if meant.denied else d.polarity,
                certainty=meant.certainty if meant.certainty is not Certainty.CERTAIN else d.certainty,
                cues=(*(c for c in d.cues if c.kind is not CueKind.NEGATION), *cues),
            )
            for d in found
        ]

    def _instead(self, draft: Draft, word: str) -> Draft | None:
        """Return what was asked with the second alternative in the place of the first: "by rats or by people"."""
        first, others = self.choice
        last = word in _IN_TURN and _IN_TURN[word] < 0
        word = max(others, key=len) if last and others else word
        part = next((p for p in ("object", "subject") if first in _words(getattr(draft, p))), None)
        if part is None or not first:
            return None
        if word == first or (word in _IN_TURN and not last):
            return draft
        if word not in others:
            return None
        if part == "subject":
            return replace(draft, subject=_other(draft.subject, word))
        return replace(draft, object=_other(draft.object, word))

    def _told(self, how: Modality) -> list[Draft]:
        """Return the drafts of the main clause, and of the verbs coordinated with its own; causes alone, if any."""
        self.sentence.setting = ()
        maker = PhraseMaker(self.sentence, self.discourse.names)
        reader = ClauseReader(self.sentence, maker, self.discourse, self.rules)
        root = next((t for t in self.sentence.doc if t.head.i == t.i and t.pos_ in {"VERB", "AUX"}), None)
        if root is None:
            return []
        if root.tag_ == "VBN" and child(root, "aux", "auxpass") is None:
            root.tag_ = "VBD"  # a past tense that a statement was given here
        reader.visit(root, Scope(modality=how))
        if not reader.drafts:  # "did Nero fiddle": that he did is claimed, as it was asked
            reader.visited.discard(root.i)
            reader.visit(root, Scope(modality=how, role="judged"))
        main = {(key, obj.label) for verb in conjuncts(root) for key, _, obj in reader.told.get(verb.i, ())}
        found = [d for d in reader.drafts if d.rule not in _NO_ANSWER]
        told = [d for d in found if (d.verb, d.object.label) in main] or found
        return [d for d in told if d.relation == "causedBy"] or told


def _words(phrase: Phrase) -> list[str]:
    return phrase.label.lower().split()


def _other(what: Phrase, word: str) -> Phrase:
    return replace(what, label=word, text=word, span=None, head=word, terms=(word,), name=False)


def _named(draft: Draft, word: str) -> Draft | None:
    """Return what was asked with the one alternative that a word names: "iron or bronze?" "Bronze."."""
    if " or " in draft.subject.label and " or " not in draft.object.label:
        turned = _named(replace(draft, object=draft.subject), word)
        return replace(draft, subject=turned.object) if turned is not None else None
    what = draft.object
    parts = what.label.split(" or ")
    part = next((p for p in parts if word in p.lower().split()), None)
    if len(parts) > 1 and word in _IN_TURN:
        part = parts[_IN_TURN[word]]
    if part is None or part == what.label:
        return draft if part is not None else None
    terms = tuple(t for t in what.terms if t in part.lower())
    return replace(draft, object=replace(what, label=part, head=word, terms=terms))


_IN_TURN = {"former": 0, "first": 0, "latter": -1, "second": -1}


def _turned(polarity: Polarity) -> Polarity:
    return Polarity.AFFIRMED if polarity is Polarity.DENIED else Polarity.DENIED


def asked(
    stated: Statement,
    doc: Doc,
    sentence: Sentence,
    discourse: Discourse,
    rules: Rules,
    *,
    within: bool = False,
) -> Question | None:
    """Make a question of its statement; None where nothing in it can be claimed.

    Args:
        stated: what the question asks about.
        doc: the tree of that statement.
        sentence: where the question stands; what its pronouns stand for is taken over.
        discourse: what has been talked about before.
        rules: what reads a clause.
        within: whether the author of an answer asks himself.
    """
    offsets = [sentence.offsets[min(n, len(sentence.offsets) - 1)] for n in stated.offsets]
    made = Sentence(sentence.contribution, sentence.span, doc, (*offsets, offsets[-1]))
    here = {t.idx: t for t in sentence.doc}
    for t in doc:
        word = here.get(stated.offsets[min(t.idx, len(stated.offsets) - 1)])
        if word is not None and word.i in sentence.referents and word.lower_ == t.lower_:
            made.referents[t.i] = sentence.referents[word.i]
    if not within:
        discourse.read(made)
    question = Question(stated, made, discourse, rules, sentence.span if within else None)
    drafts = question.read(Opening(False, Certainty.CERTAIN, "", 0))
    question.about = frozenset(
        w for d in drafts for w in f"{d.subject.label} {d.subject.text}".lower().split()
    )
    return question if drafts else None


@dataclass(slots=True)
class Reply:
    """What the opening of an answer claims, and the words that only say so."""

    drafts: list[Draft]
    words: tuple[Token, ...] = ()


@dataclass(slots=True)
class Asking:
    """Keeps, through one contribution, the question that the next words may answer."""

    page: Question | None
    own: Question | None = None
    waiting: bool = True
    replied: bool = False
    count: int = 0
    """How many sentences were read."""
    made: list[Draft] = field(default_factory=list)
    """The last reply, which the next sentences may only repeat in full."""

    def answered(self, sentence: Sentence, after: Sentence | None = None) -> Reply | None:
        """Return what a sentence's first words answer to what was asked right before, None where nothing.

        Args:
            sentence: the sentence.
            after: the one behind it, which the quote of a bare "No." takes in.
        """
        self.count += 1
        summed = self._summed(sentence)
        if summed is not None and self.page is not None:
            made = [_put(d, sentence, summed, sentence.span) for d in self.page.read(summed)]
            return Reply(made, sentence.doc[:]) if made else None
        question = self.own or (self.page if self.waiting else None)
        if sentence.quoted or not (question or self.waiting):
            return None
        found = (
            opening(sentence.doc, question.about, question.verb) if question else opening(sentence.doc, ())
        )
        if (
            found is not None
            and _asks(sentence)
            and found.until < len(sentence.doc) - 1
            and not _flat(found.cue)
        ):
            return None
        if question is not None and question.stated.whether and (found is None or softened(found)):
            found = (
                dismissed(sentence.doc, question.stated.text)
                or found
                or verb_again(sentence.doc, question.verb)
                or named(sentence.doc)
            )
        if found is not None and question is not None and question.stated.whether:
            found = of_story(found, question.stated.text)
        if found is not None and found.open:
            return Reply([], sentence.doc[: found.until])
        if found is None or question is None or not _answers(found, question):
            return None
        span = _quoted(sentence, after, question) if _is_bare(sentence, found) else sentence.span
        if question.asked_in is not None:
            span = Span(min(question.asked_in.start, span.start), max(question.asked_in.end, span.end))
        made = [_put(d, sentence, found, span) for d in question.read(found)]
        if not made:
            return None
        words = sentence.doc[found.until :] if found.at_last else sentence.doc[: found.until]
        for t in words:
            if t.pos_ in {"ADV", "PART", "DET"} and all(t.head.i != w.i for w in words):
                t.dep_ = "intj"  # "Hardly, he owned six hundred people": it denies nothing here
        return Reply(made, words)

    def _summed(self, sentence: Sentence) -> Opening | None:
        """Return what a sentence of few words answers to the page wherever it stands: "So no.", "I don't buy it."."""
        if self.page is None or self.own is not None or not self.page.stated.whether:
            return None
        found = concluded(sentence.doc.text, len(sentence.doc))
        if found is None and not self.waiting and not self.replied and self.count <= _LATEST:
            found = in_passing(sentence.doc, self.page.stated.text)
        return found

    def goes_on(
        self, sentence: Sentence, reply: Reply | None, told: Sequence[Draft], own: Question | None
    ) -> list[Draft]:
        """Note that a sentence has been read; return the drafts that only tell again what another one tells.

        A reply gives way to words that say it in full, and "They didn't." behind "No, no." to the reply.

        Args:
            sentence: the sentence.
            reply: what its first words answered.
            told: what its other words claim.
            own: the question that it asks.
        """
        replies = (*self.made, *(reply.drafts if reply else ()))
        echoes = [d for d in told if d.rule == _ECHO]
        again = [d for d in replies if _told_again(d, (one for one in told if one.rule != _ECHO))]
        again += [one for one in echoes if any(_told_again(d, (one,)) for d in replies if d not in again)]
        self.made = list(reply.drafts) if reply is not None else []
        self.replied = self.replied or bool(self.made)
        self.own = own
        if not (_asks(sentence) and reply is None) and (
            reply is not None or told or len(sentence.doc) > _SHORT
        ):
            self.waiting = False
        return again


def _answers(found: Opening, question: Question) -> bool:
    """Whether an opening says anything to a question: to "why" only that it is not so at all."""
    if question.stated.open and not found.denied and not found.word:
        return False
    return found.open or question.stated.whether or found.echo is not None or _rejects(found.cue)


def _rejects(cue: str) -> bool:
    """Whether words say of what was taken for granted that it is not so: "it never happened", "not true"."""
    words = cue.lower().split()
    return words[0] in _SEES or words[-1] in _FALSE


def _asks(sentence: Sentence) -> bool:
    return sentence.doc.text.rstrip().endswith("?")


def _flat(cue: str) -> bool:
    """Whether words are a yes or no that a question behind it only presses: "Yes, why else would they have gone?"."""
    return cue.lower().split()[:1] in (["yes"], ["no"], ["nope"], ["nah"], ["yeah"], ["yep"])


def _is_bare(sentence: Sentence, found: Opening) -> bool:
    """Whether a sentence says no more than yes or no."""
    return not found.at_last and all(t.is_punct for t in sentence.doc[found.until :])


def _quoted(sentence: Sentence, after: Sentence | None, question: Question) -> Span:
    """Return the evidence of a bare "No.": with the sentence right behind it, so that readers understand it."""
    span = sentence.span
    if after is None or question.asked_in is not None or not 0 <= after.span.start - span.end <= _NEAR:
        return span
    return Span(span.start, after.span.end) if after.span.end - span.start <= _LONGEST_QUOTE else span


def _put(draft: Draft, sentence: Sentence, found: Opening, span: Span) -> Draft:
    """Return what was asked as a claim of the sentence that answers it."""
    rest = sentence.doc[found.until :]
    when = None
    if draft.time is None and not any(t.pos_ in {"VERB", "AUX"} for t in rest):
        when = edtf("".join(t.text + t.whitespace_ for t in rest))
    return replace(
        draft,
        contribution=sentence.contribution.id,
        evidence=span,
        subject=_elsewhere(draft.subject),
        object=_elsewhere(draft.object),
        over=_elsewhere(draft.over) if draft.over is not None else None,
        time=when or draft.time,
        focus=None,
        rule="reply",
        features=(*(f for f in draft.features if "rule=" not in f), "rule=reply"),
    )


def _elsewhere(phrase: Phrase) -> Phrase:
    return replace(phrase, span=None)


def _told_again(reply: Draft, told: Iterable[Draft]) -> bool:
    """Whether the words around a reply say in full what it says: "No, Rome did not salt the earth".

    What is said of the same thing with the same verb tells it again, whatever else it adds: to "Were the
    allies aware of the losses?", "Yes, London was aware of how many had died".
    """
    subject, mine = _content(reply.subject), _content(reply.object)
    for other in told:
        theirs = _content(other.object)
        common = 2 * len(mine & theirs) >= _SAME * (len(mine) + len(theirs))
        swapped = subject & theirs and mine & _content(other.subject)
        longer = reply.verb == other.verb and mine & theirs
        same = (
            (common and subject & _content(other.subject)) or (swapped and reply.verb == other.verb) or longer
        )
        if same and other.polarity is reply.polarity:
            return True
    return False


def _content(phrase: Phrase) -> frozenset[str]:
    words = {w.strip(",.").lower() for w in phrase.label.split()} | set(phrase.terms)
    return frozenset(words - _SMALL)


_SMALL = frozenset({"the", "a", "an", "of", "in", "at", "to", "and", "on", "for"})
