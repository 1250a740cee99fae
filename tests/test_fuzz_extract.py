"""Any text at all: the extractor ends in time, never raises, and quotes word for word."""

import random
import time
from collections.abc import Callable, Iterator

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from casetables import CASES, claims_of, extractor, load
from histgraph.extract.parsing.parse import load_model
from histgraph.extract.syntax.tree import grown
from histgraph.extract.triples import MOST, triples
from histgraph.model import Source, stable_id
from histgraph.normalise import Normaliser
from histgraph.segment import divide

SECONDS_A_PAGE = 20.0
"""CPU time for one page of this file, parsing included; the slowest takes a small part of it."""

NAMES = (
    "Ashoka",
    "the Hittites",
    "Genoa",
    "Queen Nzinga",
    "he",
    "they",
    "this",
    "the empire",
    "O’Neill",
    "“Rex”",
)
VERBS = (
    "did not want",
    "conquered",
    "was",
    "had been ruled by",
    "might have lost",
    "led to",
    "said",
    "failed to keep",
)
LINKS = (
    "and",
    "but",
    "because",
    "although",
    "which",
    "who",
    "so that",
    "not only",
    "rather than",
    ",",
    ";",
    ":",
    "—",
)
TAILS = (
    "in 1258",
    "for gold",
    "by fleeing",
    "than Rome",
    "of its own",
    "(sic)",
    "to be free",
    "no longer",
    "",
    "?!",
    '"',
)
FOREIGN = (
    "Gallia est omnis divisa in partes tres, quarum unam incolunt Belgae.",
    "Der König ließ die Brücke nicht bauen, weil das Geld fehlte.",
    "Император не хотел войны, но войско уже стояло у реки.",
    "皇帝不想打仗,可是军队已经到了河边。",
    "لم يكن السلطان يريد الحرب ولكن الجيش وصل إلى النهر.",
    "המלך לא רצה במלחמה.",
    "Ο βασιλιάς δεν ήθελε τον πόλεμο.",
    "राजा युद्ध नहीं चाहता था।",
    "Kral savaşı istemedi. İstanbul'dan ayrıldı.",
    "\u202eesrever\u202c e\u0301a\u030a\u200b\u00ad 👑⚔️👨‍👩‍👧 ﬁn ½ Ⅳ \u2028 \x0b\x0c\x00",
)


def read(text: str) -> int:
    """Read a page, check every quote against the text and return the number of claims."""
    started = time.process_time()
    digest = stable_id(text)
    page = divide(Source(id=digest, name="fuzz.txt", sha256=digest * 4, text=text))
    reading = Normaliser().reading(page, extractor(rated=False).read(page))
    assert time.process_time() - started < SECONDS_A_PAGE
    known = {entity.id for entity in reading.entities}
    for claim in reading.claims:
        assert claim.quote == claim.evidence.quote(text)
        assert claim.evidence.end <= len(text)
        for mention in (claim.subject, claim.object):
            assert mention.entity in known
            assert mention.span is None or mention.span.end <= len(text)
        if claim.focus is not None:
            assert claim.evidence.start <= claim.focus.start <= claim.focus.end <= claim.evidence.end
        assert 0.0 <= claim.confidence <= 1.0
    assert len({claim.id for claim in reading.claims}) == len(reading.claims)
    return len(reading.claims)


def case_texts() -> list[str]:
    tables = [*sorted((CASES / "claims").glob("*.toml")), CASES / "polarity.toml"]
    return [case.text for path in tables for case in load(path)]


def generated(dice: random.Random) -> Iterator[str]:
    for _ in range(600):
        parts = []
        for _ in range(dice.randint(1, 6)):
            parts += [
                dice.choice(NAMES),
                dice.choice(VERBS),
                dice.choice(NAMES),
                dice.choice(TAILS),
                dice.choice(LINKS),
            ]
        yield " ".join(parts).strip().capitalize() + dice.choice((".", ".", "!", "", "..."))


TURNS = (
    "not",
    "no longer",
    "neither",
    "nor",
    "hardly any",
    "prevented the army from crossing",
    "was supposed to",
    "let alone",
    "far from",
    "by no means",
    "until 1453",
    "the claim that",
    "is a myth",
    "it is unlikely that",
    "Unlike Athens,",
    "According to Bede,",
    "as Gibbon notes,",
    "in the view of the monks",
    "had he lived,",
    "but for the winter,",
    "would have",
    "saw the king as a tyrant",
    "a lack of",
    "while not a saint,",
    "rather than",
    "but this is false",
)


def turned(dice: random.Random) -> Iterator[str]:
    """Words that turn meanings round and bring in other voices, in any order."""
    for _ in range(600):
        words = [
            dice.choice(dice.choice((TURNS, TURNS, NAMES, VERBS, LINKS, TAILS)))
            for _ in range(dice.randint(2, 14))
        ]
        yield " ".join(words) + dice.choice((".", "", "?", "”"))


def shuffled(dice: random.Random) -> Iterator[str]:
    for text in case_texts():
        words = text.split()
        dice.shuffle(words)
        yield " ".join(words)


def truncated(dice: random.Random) -> Iterator[str]:
    for text in case_texts():
        start, end = sorted(dice.sample(range(len(text) + 1), 2))
        yield text[start:end]


def mixed(dice: random.Random) -> Iterator[str]:
    texts = case_texts()
    for _ in range(300):
        half, other = dice.choice(texts), dice.choice(FOREIGN)
        yield half[: dice.randint(0, len(half))] + other[dice.randint(0, len(other)) :]


def upper_and_lower(dice: random.Random) -> Iterator[str]:
    for text in case_texts():
        yield dice.choice(
            (text.upper(), text.lower(), text.title(), text.replace(" ", "  "), text.replace(" ", "\n"))
        )


@pytest.mark.slow
@pytest.mark.parametrize("make", [generated, turned, shuffled, truncated, mixed, upper_and_lower])
def test_thousands_of_odd_sentences(make: Callable[[random.Random], Iterator[str]]):
    sentences = list(make(random.Random(20)))
    found = sum(read("\n\n".join(sentences[i : i + 60])) for i in range(0, len(sentences), 60))
    assert found > 0, "sentences of which none says anything test nothing"


@pytest.mark.parametrize("text", FOREIGN)
def test_other_languages(text):
    read(text)


LONG = {
    "one long sentence": "The king of the east and the king of the west fought, " * 400,
    "words without end": "and " * 20_000,
    "one word": "a" * 100_000,
    "brackets": "(" * 3000 + "the king fell" + ")" * 3000,
    "quotes": '"' * 2001 + "the king fell" + "”“" * 1000,
    "that that that": "He said " + "that she believed " * 600 + "that the king fell.",
    "of of of": "The fall " + "of the house " * 1500 + "was slow.",
    "who who who": "The king " + "who killed the man " * 500 + "fell.",
    "not not not": "The king was " + "not " * 3000 + "mad.",
    "a list": "Rome exported " + ", ".join(f"good {i}" for i in range(1500)) + " and wine.",
    "names": "Antony " * 4000,
    "commas": "," * 20_000,
    "full stops": ". " * 10_000,
    "blank": " \n\t" * 5000,
    "dates": "In 1258, " * 2000 + "Baghdad fell.",
    "nothing": "",
}


@pytest.mark.parametrize("text", LONG.values(), ids=LONG.keys())
def test_very_long_sentences_end(text):
    read(text)


@pytest.mark.parametrize("make", [generated, turned, shuffled, mixed])
def test_bare_triples_of_odd_sentences_are_their_words(make: Callable[[random.Random], Iterator[str]]):
    texts = list(make(random.Random(7)))[:300]
    started, given = time.process_time(), 0
    for doc in grown(load_model().pipe(texts)):
        words = {word for token in doc for word in token.text.split()}
        rows = triples(doc)
        assert len(rows) <= MOST
        for row in rows:
            given += 1
            assert 0.0 <= row.confidence <= 1.0
            assert row.subject
            assert row.relation
            assert row.object
            for part in " ".join((row.subject, row.relation, row.object)).split():
                assert part in words or any(part.startswith(word) for word in words), (doc.text, row)
    assert given > 0
    assert time.process_time() - started < SECONDS_A_PAGE


@settings(max_examples=50, deadline=None, derandomize=True)
@given(st.text(max_size=300))
def test_any_characters(text):
    read(text)


@settings(max_examples=25, deadline=None, derandomize=True)
@given(st.lists(st.sampled_from([*NAMES, *VERBS, *LINKS, *TAILS]), max_size=30).map(" ".join))
def test_same_text_same_claims(text):
    first = claims_of(text)
    claims_of.cache_clear()
    assert claims_of(text) == first
