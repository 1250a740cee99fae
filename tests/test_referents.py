"""What pronouns and definite phrases stand for: the case table, and that the ranking is sound."""

import tomllib
from dataclasses import dataclass

import pytest

from casetables import CASES, overlap
from histgraph.extract import RuleExtractor
from histgraph.extract.parsing.parse import Referent, Sentence
from histgraph.extract.referents.mentions import Anaphor, Candidate
from histgraph.extract.referents.ranking import Moment, Ranker, ranker
from histgraph.extract.referents.refer import Discourse
from histgraph.model import Source, stable_id
from histgraph.segment import divide

FLOOR = 0.85
"""Share of the table that is resolved as expected."""
TABLE = tomllib.loads((CASES / "referents.toml").read_text(encoding="utf-8"))["case"]


@dataclass(frozen=True, slots=True)
class Found:
    """The words of a text with what each was taken to mean."""

    words: tuple[tuple[str, Referent | None], ...]


def read(text: str, question: str, monkeypatch: pytest.MonkeyPatch) -> Found:
    words: list[tuple[str, Referent | None]] = []
    plain = Discourse.read

    def listening(discourse: Discourse, sentence: Sentence) -> None:
        plain(discourse, sentence)
        words.extend((t.text, sentence.referents.get(t.i)) for t in sentence.doc)

    monkeypatch.setattr(Discourse, "read", listening)
    page = f"{question}?\n\nAnswer 1 (human)\n\n{text}\n" if question else text
    source = Source(stable_id("source", page), "case.txt", stable_id("sha", page), page)
    RuleExtractor(rated=False).read(divide(source))
    monkeypatch.setattr(Discourse, "read", plain)
    return Found(tuple(words))


def resolved(case: dict[str, str], monkeypatch: pytest.MonkeyPatch) -> bool:
    found = read(case["text"], case.get("question", ""), monkeypatch)
    meant = [referent for word, referent in found.words if word == case["word"]]
    assert meant, f"{case['word']!r} is not a word of {case['text']!r}"
    one = meant[int(case.get("occurrence", 1)) - 1]
    if not case["means"] or one is None:
        return one is None and not case["means"]
    return overlap(one.label, case["means"]) >= 0.5


def test_what_is_meant(monkeypatch, record_property):
    wrong = [f"{c['word']} in {c['text']!r}" for c in TABLE if not resolved(c, monkeypatch)]
    share = 1 - len(wrong) / len(TABLE)
    record_property("score", f"referents {len(TABLE)} cases, right {share:.3f}")
    assert share >= FLOOR, "\n".join(wrong)


def test_every_choice_says_how_sure_it_is(monkeypatch):
    found = read("Timur sacked Delhi. He carried its craftsmen off to Samarkand.", "", monkeypatch)
    sure = [referent.sure for _, referent in found.words if referent is not None]
    assert sure
    assert all(0 < share <= 1 for share in sure)


def test_probabilities_sum_to_one(monkeypatch):
    shares: list[float] = []

    class Summing(Ranker):
        def choose(self, anaphor: Anaphor, candidates: list[Candidate], now: Moment):
            each, none = self.probabilities(anaphor, candidates, now)
            shares.append(sum(each) + none)
            return super().choose(anaphor, candidates, now)

    shipped = ranker()
    text = "Timur sacked Delhi. He carried its craftsmen off to Samarkand. They built his tomb."
    source = Source("s", "case.txt", "s", text)
    RuleExtractor(rated=False, referents=Summing(shipped.weights, shipped.floors)).read(divide(source))
    assert len(shares) >= 3
    assert all(abs(total - 1) < 1e-9 for total in shares)


def test_a_ranking_without_weights_still_reads():
    source = Source("s", "case.txt", "s", "Timur sacked Delhi. He carried its craftsmen off.")
    assert RuleExtractor(rated=False, referents=Ranker({})).read(divide(source)).drafts


def test_the_clause_last_told_is_no_candidate_when_it_is_long(monkeypatch):
    long = "the governor of the northern province sent word to the old viceroy in the far capital beyond the river"
    found = read(f"In that year {long}. This alarmed everybody.", "", monkeypatch)
    meant = [referent for word, referent in found.words if word == "This"]
    assert all(one is None or len(one.label.split()) <= 16 for one in meant)
