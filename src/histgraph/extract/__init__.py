"""The offline extractor: contributions -> drafts of claims, by rules over dependency trees."""

from collections.abc import Iterator
from dataclasses import replace

from histgraph.drafts import Draft, ExtractedPage, Phrase
from histgraph.extract.confidence import fitted
from histgraph.extract.drafting.clauses import ClauseReader
from histgraph.extract.drafting.phrases import PhraseMaker
from histgraph.extract.drafting.phrases import bare as without_article
from histgraph.extract.drafting.told import told as told_by
from histgraph.extract.holders.afterwards import judged_afterwards
from histgraph.extract.holders.countered import countered
from histgraph.extract.holders.scholars import scholars
from histgraph.extract.negation.until import begun
from histgraph.extract.parsing.parse import Sentence, TextParser, load_model, model_version, parsed
from histgraph.extract.questions.heard import asks_himself, heard, parsed_ahead
from histgraph.extract.questions.replies import Asking, Reply
from histgraph.extract.reading import read_clause, read_sentence
from histgraph.extract.referents.names import NameTable, topic_person
from histgraph.extract.referents.ranking import Ranker, ranker
from histgraph.extract.referents.refer import SENTENCES_AHEAD, Discourse
from histgraph.extract.syntax.amounts import real_head
from histgraph.extract.syntax.positive import AT_ALL, positive_object
from histgraph.extract.syntax.scope import Scope
from histgraph.extract.syntax.times import edtf, reckoned
from histgraph.extract.syntax.tokens import child
from histgraph.extract.triples import triples
from histgraph.gazetteer import gazetteer
from histgraph.model import EntityKind, Page, stable_id

VERSION = "9"
"""Raised whenever the rules change, so that stored readings are made anew."""


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
        docs = [s.doc for s in sentences]
        parse = TextParser(nlp, names)
        parse.ahead(parsed_ahead(page, docs))
        table, question = heard(page, docs, parse, names, read_clause)
        drafts: list[Draft] = []
        contrasts = []
        holders = set(scholars(docs, table))
        topic = _topic(page, sentences, table)
        authors = {c.author.lower() for c in page.contributions if c.author}
        stated = (page.question or "").rstrip()
        for contribution in page.contributions:
            discourse = Discourse(table, topic, question.event, ranker=self._referents or ranker())
            discourse.manner, discourse.theme = question.manner, question.theme
            discourse.motion = "" if stated.endswith("?") else stated
            discourse.writers, discourse.authors = holders, authors
            if question.head is not None:
                head = replace(question.head, contribution=contribution)
                discourse.begin(head)
                discourse.asked = _asked(head, table, discourse)
                discourse.slot = question.slot
            asking = Asking(question.question)
            told = [s for s in sentences if s.contribution.id == contribution.id]
            before: tuple[Sentence, list[Draft]] | None = None
            for place, sentence in enumerate(told):
                after = next(iter(told[place + 1 :]), None)
                discourse.ahead = tuple(s.doc for s in told[place + 1 : place + 1 + SENTENCES_AHEAD])
                reply = asking.answered(sentence, after)
                reader = _read(sentence, table, discourse, page, holders, reply)
                if before is not None and reply is None:
                    drafts = judged_afterwards(reader, *before, drafts)
                before = (sentence, list(reader.drafts))
                own = asks_himself(sentence, parse, discourse, read_clause)
                again = asking.goes_on(sentence, reply, reader.drafts, own)
                if again:
                    drafts = [d for d in drafts if d not in again]
                drafts += [d for d in (reply.drafts if reply else ()) if d not in again]
                drafts += [d for d in reader.drafts if d not in again]
                contrasts += reader.contrasts
        if self._confidence is not None:
            drafts = self._confidence.rated(drafts)
        drafts = countered(page, drafts, None if question.manner else question.event)
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


def _asked(question: Sentence, table: NameTable, discourse: Discourse) -> tuple[Phrase, str, Phrase] | None:
    """Return subject, verb and object of what the question takes for granted or asks."""
    reader = ClauseReader(question, PhraseMaker(question, table), discourse, read_clause)
    root = next((t for t in question.doc if t.head.i == t.i and t.pos_ in {"VERB", "AUX"}), None)
    if root is None:
        return None
    reader.visit(root, Scope())
    found = next((d for d in reader.drafts if d.rule not in {"apposition", "because"}), None)
    if found is None and child(root, "expl") is not None and (thing := child(root, "attr")) is not None:
        return positive_object(without_article(reader.maker.phrase(real_head(thing)))), "exist", AT_ALL
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
    reader.drafts = [_dated(begun(draft), discourse) for draft in reader.drafts]
    discourse.left_open = reader.left_open if reader.left_open is not discourse.left_open else None
    event = told_by(sentence, reader)
    if event:
        discourse.event = event
    told = [*(reply.drafts if reply is not None else ()), *reader.drafts]
    spoken_of = told[0].subject if told else _main_subject(sentence, reader)
    discourse.last_subject = spoken_of or discourse.last_subject
    main = next((d for d in told if d.verb != "be"), None)
    discourse.last_told = (main.subject, main.verb, main.object) if main is not None else None
    discourse.last_object = next((d.object for d in reader.drafts if d.relation), None) or next(
        (d.object for d in reader.drafts), discourse.last_object
    )
    return reader


def _dated(draft: Draft, discourse: Discourse) -> Draft:
    """Give a draft the year that "two years later" means after what was told before, and remember its own."""
    if draft.rule in {"contrast", "put_instead"} and (own := edtf(draft.object.label)) is not None:
        draft = replace(draft, time=own, time_text=draft.object.label)  # "not in 1340 but in 1345"
    if draft.time is None and draft.time_text:
        draft = replace(draft, time=reckoned(draft.time_text, discourse.last_date))
    discourse.last_date = draft.time or discourse.last_date
    return draft


def _main_subject(sentence: Sentence, reader: ClauseReader) -> Phrase | None:
    """Return the subject of the sentence's main clause, or X of "X?", for a next one that leaves it out."""
    root = next((t for t in sentence.doc if t.head.i == t.i), None)
    if root is not None and root.pos_ in {"NOUN", "PROPN"} and sentence.doc[-1].text == "?":
        stop = [t.i for t in root.subtree if t.is_punct]
        return without_article(reader.maker.phrase(root, without=stop))
    root = root if root is not None and root.pos_ in {"VERB", "AUX"} else None
    found = reader.subjects(root, Scope()) if root is not None else ()
    return found[0] if found else None


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
