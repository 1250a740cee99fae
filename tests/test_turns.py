"""Pages whose answers are told apart by the turns of speakers, the engines of forums, or not at all."""

import tomllib
from pathlib import Path

import pytest

from histgraph.model import Source
from histgraph.segment import divide
from histgraph.sources.web import page_text

PAGES = tomllib.loads((Path(__file__).parent / "cases" / "turns.toml").read_text(encoding="utf-8"))["page"]
QUESTION = "Why did the dyke at Olmen break in 1374?"
ANSWERS = {
    "a": "The dyke at Olmen broke because the reeve had sold the oak that was meant for it. "
    "Nobody checked the piles after the autumn storms.",
    "b": "I do not believe that. The oak was delivered, and the accounts of the abbey record it; "
    "the sea simply rose higher than ever before.",
    "c": "It was the moles. They had dug through the clay for years, and the watchmen were too few to fill the holes.",
}


def filled(text):
    """Put the question and the answers into a page; {pa} is the first answer in two paragraphs of HTML."""
    for key, answer in ANSWERS.items():
        text = text.replace(f"{{{key}}}", answer)
        text = text.replace(
            f"{{p{key}}}", "<p>{}</p><p>{}</p>".format(*answer.replace(". ", ".\n", 1).split("\n"))
        )
    return text.replace("{q}", QUESTION)


@pytest.mark.parametrize("case", PAGES, ids=[case["name"] for case in PAGES])
def test_who_says_what(case):
    text = filled(case["text"])
    text = page_text(text)[1] if case.get("html") else text
    page = divide(Source("s", "s.txt", "0" * 64, text))
    assert [c.author or "" for c in page.contributions] == case["authors"]
    assert page.question == case.get("question", QUESTION)
    said = [" ".join(s.quote(text) for s in c.sentences) for c in page.contributions]
    for answer in ANSWERS.values():
        if answer in filled(case["text"]):
            first, rest = answer.split(". ", 1)
            whole = [words for words in said if first in words and rest.rstrip(".") in words]
            assert (
                len(whole) == 1 or case["name"] == "mail-three"
            )  # quoted in what is quoted: read in the letter itself
