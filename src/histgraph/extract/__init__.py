"""The offline extractor: contributions -> drafts of claims, by rules over dependency trees."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from histgraph.drafts import Draft, ExtractedPage, Phrase
from histgraph.extract.confidence import fitted
from histgraph.extract.drafting.clauses import ClauseReader
from histgraph.extract.drafting.phrases import PhraseMaker
from histgraph.extract.drafting.phrases import bare as without_article
from histgraph.extract.grounds.asked import slot_of
from histgraph.extract.holders.scholars import scholars
from histgraph.extract.parsing.parse import Sentence, load_model, model_version, parse_text, parsed
from histgraph.extract.questions.replies import Asking, Question, Reply, asked
from histgraph.extract.questions.statements import Parse, statement
from histgraph.extract.reading import read_clause, read_sentence
from histgraph.extract.referents.names import NameTable, topic_person
from histgraph.extract.referents.ranking import Ranker, ranker
from histgraph.extract.referents.refer import Discourse
from histgraph.extract.referents.slot import Slot
from histgraph.extract.syntax.positive import AT_ALL, positive_object
from histgraph.extract.syntax.scope import Scope
from histgraph.extract.syntax.tokens import child, subtree, written
from histgraph.extract.syntax.tree import Doc
from histgraph.extract.triples import triples
from histgraph.gazetteer import Gazetteer, gazetteer
from histgraph.model import EntityKind, Page, stable_id

VERSION = "4"
"""Raised whenever the rules change, so that stored readings are made anew."""


_ASKS_WHY = re.compile(
    r"\b(why|how(?! (long|many|much|often|far|old|big|large|accurate|true|common|good|bad)\b)"
    r"|what (caused|led|happened(?! to)|was the (cause|reason))|causes? of|reasons?)\b",
    re.IGNORECASE,
)

_FIRST_QUESTION = re.compile(
    r"[?(;]|,? (?:and|but|or) (?=(?:why|how|what|did|was|were|do|does|is|are|who|when)\b)", re.IGNORECASE
)
"""Where the first of several questions ends."""
_IT_THAT = re.compile(r"^.*?\b(?:is|was) it (?:\S+ ){0,4}that\b", re.IGNORECASE)
"""What only leads to what is asked about: "why was it so odd that", "how is it that"."""


class RuleExtractor:
    """Finds the claims of a page by rules.

    Args:
        model: name or path of a spaCy pipeline; the first one installed by default.
        rated: rate each draft and drop those that are unlikely to be claims.
        referents: decides what pronouns stand for; the fitted model by default.

    Raises:
        ExtractionError: at first use, if the model is not installed.
    """

    name = "rules"

    def __init__(
        self, model: str | None = None, *, rated: bool = True, referents: Ranker | None = None
    ) -> None:
        self._model = model
        self._referents = referents
        self._confidence = fitted() if rated else None

    @property
    def version(self) -> str:
        """Name, version and model: what a stored reading was made with."""
        return f"histgraph-rules {VERSION} ({model_version(load_model(self._model))})"

    def read(self, page: Page) -> ExtractedPage:
        """Return the drafts of all contributions of a page, in text order."""
        nlp = load_model(self._model)
        names = gazetteer()
        sentences = list(parsed(page, nlp, names))

        def parse(text: str) -> Doc:
            return parse_text(text, nlp, names)

        table, heard = _heard(page, sentences, parse, names)
        slot = _slot(page, parse, table)
        drafts: list[Draft] = []
        contrasts = []
        holders = set(scholars((s.doc for s in sentences), table))
        topic = _topic(page, sentences, table)
        for contribution in page.contributions:
            discourse = Discourse(table, topic, heard.event, ranker=self._referents or ranker())
            if heard.head is not None:
                head = replace(heard.head, contribution=contribution)
                discourse.begin(head)
                discourse.asked = _asked(head, table, discourse)
                discourse.slot = slot
            asking = Asking(heard.question)
            told = [s for s in sentences if s.contribution.id == contribution.id]
            for sentence, after in zip(told, (*told[1:], None), strict=True):
                reply = asking.answered(sentence, after)
                reader = _read(sentence, table, discourse, page, holders, reply)
                own = _asks_himself(sentence, parse, discourse)
                again = asking.goes_on(sentence, reply, reader.drafts, own)
                drafts = [d for d in drafts if d not in again]
                drafts += [d for d in (reply.drafts if reply else ()) if d not in again]
                drafts += reader.drafts
                contrasts += reader.contrasts
        if self._confidence is not None:
            drafts = self._confidence.rated(drafts)
        aliases = tuple(sorted((form, label, why) for form, (label, why) in table.reasons.items()))
        return ExtractedPage(tuple(drafts), tuple(contrasts), aliases, self.version)


def page_triples(page: Page, model: str | None = None) -> Iterator[dict[str, str | int | float]]:
    """Yield the bare triples of a page's sentences, with the place of the sentence."""
    for sentence in parsed(page, load_model(model), gazetteer()):
        for number, triple in enumerate(triples(sentence.doc)):
            yield {
                "id": stable_id("triple", page.source.id, sentence.span.start, number),
                "document": page.source.name,
                "start": sentence.span.start,
                "end": sentence.span.end,
                "subject_text": triple.subject,
                "relation_text": triple.relation,
                "object_text": triple.object,
                "confidence": triple.confidence,
            }


_SENTENCES = re.compile(r"[.?!]\s+\w")
"""Whether a question is more than one sentence."""


@dataclass(frozen=True, slots=True)
class _Heard:
    """The question of a page: its sentence, put as a statement where it can be; and what it asks."""

    head: Sentence | None = None
    question: Question | None = None
    event: str | None = None


def _heard(page: Page, sentences: list[Sentence], parse: Parse, names: Gazetteer) -> tuple[NameTable, _Heard]:
    """Return the names of a page, and its question.

    Where the question is one sentence, its statement stands for it: of "Was Cleopatra Egyptian?" the parser makes one
    name.
    """
    docs = [s.doc for s in sentences]
    words, span = page.question, page.question_span
    if not words:
        return NameTable(docs, names), _Heard()
    event = _question_event(words)
    if span is None or not page.contributions:
        return NameTable([parse(words), *docs], names), _Heard(event=event)
    first = page.contributions[0]
    alone = _SENTENCES.search(words) is None
    for emphatic in (False, True):
        stated = statement(words, parse, emphatic=emphatic)
        if stated is None:
            break
        tree = parse(stated.text)
        doc = tree if alone else parse(words)
        table = NameTable([doc, *docs], names)
        head = Sentence(first, span, doc, range(len(doc.text) + 1))
        question = asked(stated, tree, head, Discourse(table), read_clause)
        if question is not None:
            granted = alone and not (stated.whether or stated.negated or event is None)
            event = _question_event(f"Why did {stated.text.rstrip('.')}") if granted else event
            return table, _Heard(head, question, event)
    doc = parse(words)
    return NameTable([doc, *docs], names), _Heard(
        Sentence(first, span, doc, range(len(doc.text) + 1)), None, event
    )


_NAMING = re.compile(r"\b(?:who|whom|when|where|what|which|how)\b", re.IGNORECASE)
"""What a question asks with that a name, a time or a number answers."""


def _slot(page: Page, parse: Parse, table: NameTable) -> Slot | None:
    """Return what the question leaves open for answers to name, None where it asks for no name."""
    words, span = page.question, page.question_span
    if not words or span is None or not page.contributions or _NAMING.search(words) is None:
        return None
    doc = parse(words)
    head = Sentence(page.contributions[0], span, doc, range(len(doc.text) + 1))
    return slot_of(doc, PhraseMaker(head, table))


def _asks_himself(sentence: Sentence, parse: Parse, discourse: Discourse) -> Question | None:
    """Return what an author asks within his answer, and may answer at once: "Did they succeed? No."."""
    if not sentence.doc.text.rstrip().endswith("?"):
        return None
    for emphatic in (False, True):
        stated = statement(sentence.doc.text, parse, emphatic=emphatic)
        if stated is None:
            return None
        tree = parse(stated.text)
        question = asked(stated, tree, sentence, discourse, read_clause, within=True)
        if question is not None:
            return question
    return None


def _asked(question: Sentence, table: NameTable, discourse: Discourse) -> tuple[Phrase, str, Phrase] | None:
    """Return subject, verb and object of what the question takes for granted or asks."""
    reader = ClauseReader(question, PhraseMaker(question, table), discourse, read_clause)
    root = next((t for t in question.doc if t.head.i == t.i and t.pos_ in {"VERB", "AUX"}), None)
    if root is None:
        return None
    reader.visit(root, Scope())
    found = next((d for d in reader.drafts if d.rule not in {"apposition", "because"}), None)
    if found is None and child(root, "expl") is not None and (thing := child(root, "attr")) is not None:
        return positive_object(without_article(reader.maker.phrase(thing))), "exist", AT_ALL
    return (found.subject, found.verb, found.object) if found else None


def _read(
    sentence: Sentence,
    table: NameTable,
    discourse: Discourse,
    page: Page,
    holders: set[str],
    reply: Reply | None,
) -> ClauseReader:
    discourse.listen(sentence)
    discourse.read(sentence)
    authors = tuple(c.author for c in page.contributions if c.author)
    reader = ClauseReader(
        sentence, PhraseMaker(sentence, table), discourse, read_clause, authors, holders=holders
    )
    reader.left_open = discourse.left_open
    if reply is not None:
        reader.answering = {t.i for t in reply.words}
    read_sentence(reader)
    discourse.left_open = reader.left_open if reader.left_open is not discourse.left_open else None
    event = _main_clause(sentence, reader)
    if event:
        discourse.event = event
    spoken_of = _main_subject(sentence, reader)
    told = [*(reply.drafts if reply is not None else ()), *reader.drafts]
    discourse.last_subject = next((d.subject for d in told), spoken_of or discourse.last_subject)
    main = next((d for d in told if d.verb != "be"), None)
    discourse.last_told = (main.subject, main.verb, main.object) if main is not None else None
    discourse.last_object = next((d.object for d in reader.drafts if d.relation), None) or next(
        (d.object for d in reader.drafts), discourse.last_object
    )
    return reader


def _main_subject(sentence: Sentence, reader: ClauseReader) -> Phrase | None:
    """Return the subject of the sentence's main clause, or X of "X?", for a next one that leaves it out."""
    root = next((t for t in sentence.doc if t.head.i == t.i), None)
    if root is not None and root.pos_ in {"NOUN", "PROPN"} and sentence.doc[-1].text == "?":
        stop = [t.i for t in root.subtree if t.is_punct]
        return without_article(reader.maker.phrase(root, without=stop))
    root = root if root is not None and root.pos_ in {"VERB", "AUX"} else None
    found = reader.subjects(root, Scope()) if root is not None else ()
    return found[0] if found else None


_NO_EVENT = 1
"""Words that tell nothing that happened: "was" of "this was because ..."."""


def _main_clause(sentence: Sentence, reader: ClauseReader) -> str | None:
    """Return the words of the sentence's main clause, for "this" in the next one."""
    root = next((t for t in sentence.doc if t.head.i == t.i and t.pos_ in {"VERB", "AUX"}), None)
    if root is None:
        return None
    tokens = subtree(
        root,
        lambda t: (
            t.dep_ not in {"advcl", "punct", "relcl", "appos", "parataxis", "intj"}
            and not (t.head.i == root.i and t.i < root.i and t.dep_ in {"advmod", "prep", "cc", "mark"})
        ),
    )
    label = reader.maker.label(tokens[:30]) or written(tokens)
    return label if len(label.split()) > _NO_EVENT else None


def _topic(page: Page, sentences: list[Sentence], table: NameTable) -> str | None:
    labels = [
        table.canonical(entity.text)
        for sentence in sentences
        for entity in sentence.doc.ents
        if entity.label_ == "PERSON" or table.kind(entity.text) is EntityKind.PERSON
    ]
    return topic_person(list(_weighted(labels, page.question or "")))


def _weighted(labels: list[str], question: str) -> Iterator[str]:
    lowered = question.lower()
    for label in labels:
        yield label
        if label and label.split()[-1].lower() in lowered:
            yield label


def _question_event(question: str | None) -> str | None:
    """Return what a "why ..." or "what caused ..." question asks about, as a clause."""
    if not question or not _ASKS_WHY.search(question):
        return None
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
    }:
        words = words[1:]
    ends = next((n for n, w in enumerate(words) if n > 1 and w.lower().strip(",") in _BESIDE_THE_EVENT), 20)
    return " ".join(words[:ends]).rstrip(",") or None


_BESIDE_THE_EVENT = frozenset(
    {
        "when",
        "if",
        "after",
        "while",
        "although",
        "though",
        "even",
        "despite",
        "given",
        "considering",
        "compared",
    }
)
"""What these open tells when or against what odds it happened, not what happened."""
