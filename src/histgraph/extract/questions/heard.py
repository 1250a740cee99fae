"""The question of a page, heard once for all its answers; and what an author asks within his own.

It is read in two ways, each for the answers that lean on it. Put as a statement it is what "No." and "They did" claim
(``statements``, ``replies``); with one part left open it is what a name, a time or a number fills (``slots``). A
question may be both: "Who dug the canal, and did it pay?".
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from histgraph.extract.drafting.clauses import Rules
from histgraph.extract.drafting.phrases import PhraseMaker
from histgraph.extract.parsing.parse import Sentence
from histgraph.extract.questions.openings import Opening
from histgraph.extract.questions.replies import Question, asked
from histgraph.extract.questions.slots import put_plainly, slot_of
from histgraph.extract.questions.statements import Parse, Statement, parsed_first, statement
from histgraph.extract.questions.themes import event_done, theme_of
from histgraph.extract.referents.names import NameTable
from histgraph.extract.referents.refer import Discourse
from histgraph.extract.referents.slot import Slot
from histgraph.extract.referents.theme import Theme
from histgraph.extract.syntax.keys import past
from histgraph.extract.syntax.scope import words
from histgraph.extract.syntax.tree import Doc
from histgraph.gazetteer import Gazetteer
from histgraph.model import Certainty, Page

_ASKS_WHY = re.compile(
    r"\b(why|how(?! (long|many|much|often|far|old|big|large|accurate|true|common|good|bad)\b)"
    r"|what (caused|led|happened(?! to)|was the (cause|reason))|causes? of|reasons?)\b",
    re.IGNORECASE,
)

_HOW = re.compile(
    r"\bhow (?:exactly |on earth |the hell |in the world )?(?:did|was|were|do|does|had|could|can)\b",
    re.IGNORECASE,
)
"""A question for the way or the means, whatever else is counted among the reasons above."""
_FIRST_QUESTION = re.compile(
    r"[?(;]|,? (?:and|but|or) (?=(?:why|how|what|did|was|were|do|does|is|are|who|when)\b)", re.IGNORECASE
)
"""Where the first of several questions ends."""
_IT_THAT = re.compile(r"^.*?\b(?:is|was) it (?:\S+ ){0,4}that\b", re.IGNORECASE)
"""What only leads to what is asked about: "why was it so odd that", "how is it that"."""
_NAMING = re.compile(r"\b(?:who|whom|whose|when|where|what|which|how)\b", re.IGNORECASE)
"""What a question asks with that a name, a time or a number answers."""
_SENTENCES = re.compile(r"[.?!]\s+\w")
"""Whether a question is more than one sentence."""


@dataclass(frozen=True, slots=True)
class Heard:
    """The question of a page: its sentence, what it asks as a statement, and what it leaves open.

    ``head`` is None where the page has no question; ``question`` where no statement can be made of it, ``slot`` where
    it asks for no name; ``theme`` is what it is about then. ``event`` is what a "why ..." asks about, as a clause;
    ``manner`` tells that it asks how and not why.
    """

    head: Sentence | None = None
    question: Question | None = None
    slot: Slot | None = None
    event: str | None = None
    manner: bool = False
    theme: Theme | None = None


def heard(
    page: Page, docs: Sequence[Doc], parse: Parse, names: Gazetteer, rules: Rules
) -> tuple[NameTable, Heard]:
    """Return the names of a page, those of its question included, and the question.

    Where the question is one sentence, its statement stands for it: of "Was Cleopatra Egyptian?" the parser makes one
    name.

    Args:
        page: the page.
        docs: its sentences, parsed.
        parse: makes a tree of a text.
        names: the names that are known.
        rules: what reads a clause.
    """
    words, span = page.question, page.question_span
    if not words:
        return NameTable(docs, names), Heard()
    event, manner = _event(words), _HOW.search(words) is not None
    if span is None or not page.contributions:
        return NameTable([parse(words), *docs], names), Heard(event=event, manner=manner)
    first = page.contributions[0]
    alone = _SENTENCES.search(words) is None
    put = ""
    for stated, tree in _statements(words, parse):
        plain = alone and event is not None and _IT_THAT.search(words) is None
        if plain and not (stated.whether or stated.negated or put):
            put = _event(f"Why did {stated.text.rstrip('.')}") or ""
            event = put or event
        doc = tree if alone else parse(words)
        table = NameTable([doc, *docs], names)
        head = Sentence(first, span, doc, range(len(doc.text) + 1))
        question = asked(stated, tree, head, Discourse(table), rules)
        if question is not None:
            question.choice = _choice(words.lower())
        if question is not None:
            open_ = _left_open(head, words, parse, table) or _left_open_by(question, words)
            return table, Heard(head, question, open_, event, manner, _theme(head, words, parse, table))
    doc = parse(words)
    table = NameTable([doc, *docs], names)
    head = Sentence(first, span, doc, range(len(doc.text) + 1))
    open_, theme = _left_open(head, words, parse, table), _theme(head, words, parse, table)
    return table, Heard(head, None, open_, event, manner, theme)


def parsed_ahead(page: Page, docs: Sequence[Doc]) -> Iterator[str]:
    """Yield texts that are parsed when the question of a page is heard, and what authors ask themselves."""
    own = (doc.text for doc in docs)
    for said in (page.question or "", *(text for text in own if _asks(text))):
        put = parsed_first(said)
        if put is not None:
            yield put
    if page.question:
        yield page.question


def _asks(words: str) -> bool:
    return words.rstrip().endswith("?")


def asks_himself(sentence: Sentence, parse: Parse, discourse: Discourse, rules: Rules) -> Question | None:
    """Return what an author asks within his answer, and may answer at once: "Did they succeed? No."."""
    words = sentence.doc.text
    if not _asks(words):
        return None
    read = (
        asked(stated, tree, sentence, discourse, rules, within=True)
        for stated, tree in _statements(words, parse)
    )
    return next((question for question in read if question is not None), None)


def _statements(words: str, parse: Parse) -> Iterator[tuple[Statement, Doc]]:
    """Yield what a question asks about with its tree, then the same with "did" left before the verb."""
    for emphatic in (False, True):
        stated = statement(words, parse, emphatic=emphatic)
        if stated is None:
            return
        yield stated, parse(stated.text)


def _left_open(head: Sentence, words: str, parse: Parse, table: NameTable) -> Slot | None:
    """Return what the question leaves open for answers to name, None where it asks for no name.

    The words are parsed as they were asked, since ``head`` may hold the statement that stands for them.
    """
    for put in filter(None, (words if _NAMING.search(words) is not None else "", put_plainly(words))):
        doc = parse(put)
        asking = Sentence(head.contribution, head.span, doc, range(len(doc.text) + 1))
        slot = slot_of(doc, PhraseMaker(asking, table))
        if slot is not None:
            return slot
    return None


def _theme(head: Sentence, words: str, parse: Parse, table: NameTable) -> Theme | None:
    """Return what a question is about that asks for no name."""
    doc = parse(words)
    asking = Sentence(head.contribution, head.span, doc, range(len(doc.text) + 1))
    return theme_of(doc, PhraseMaker(asking, table))


def _left_open_by(question: Question, words: str) -> Slot | None:
    """Return what "when did X end" leaves open, by its statement, where the question's own words were misread."""
    asks = _AT.match(words)
    told = question.read(Opening(denied=False, certainty=Certainty.CERTAIN, cue="", until=0)) if asks else []
    if asks is None or not told or question.stated.whether:
        return None
    first = told[0]
    place = None if first.object.label == "at all" else replace(first.object, span=None)
    kind = asks["kind"].lower()
    return Slot(
        kind, "rest", replace(first.subject, span=None), first.verb, place, past(first.verb.split()[0])
    )


_AT = re.compile(r"\W*(?:(?:so|and|but|ok|hi|hey)\W+)?(?P<kind>when|where) (?:did|was|were)\b", re.IGNORECASE)


def _choice(question: str) -> tuple[str, frozenset[str]]:
    """Return the last word before "or" and the words behind it: ("rats", {"by", "people"})."""
    before, found, behind = question.partition(" or ")
    said = re.findall(r"\w+", before)
    return (said[-1], frozenset(re.findall(r"\w+", behind))) if found and said else ("", frozenset())


def _event(question: str) -> str | None:
    """Return what a "why ..." or "what caused ..." question asks about, as a clause."""
    if (done := event_done(question)) or not _ASKS_WHY.search(question):
        return done or None
    words = _IT_THAT.sub("", _FIRST_QUESTION.split(question, maxsplit=1)[0]).split()
    while words and words[0].lower().strip(",") in {
        "why",
        "what",
        "how",
        "come",
        "did",
        "was",
        "were",
        "is",
        "are",
        "do",
        "does",
        "caused",
        "cause",
        "so",
        "the",
        "led",
        "to",
        "of",
        "reason",
        "reasons",
        "main",
        "real",
        "for",
    }:
        words = words[1:]
    ends = next((n for n, w in enumerate(words) if n > 1 and w.lower().strip(",") in _BESIDE_THE_EVENT), 20)
    return " ".join(words[:ends]).rstrip(",") or None


_BESIDE_THE_EVENT = words("question", "beside_event")
"""What these open tells when or against what odds it happened, not what happened."""
