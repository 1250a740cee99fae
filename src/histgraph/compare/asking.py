"""What a question asks for: a person, a name, a time, a place, a number, a length; and whether for one only.

It is told from the words of the question alone, as they are kept with each claim, so that claims of any extractor can
be compared. What an answer leaves out and takes from its question is settled before, with a parser
(``extract.questions``).
"""

import re
from functools import cache, lru_cache
from typing import Any, NamedTuple

from histgraph.compare.matters import asked_for, stem
from histgraph.resources import load_toml

_WORD = re.compile(
    r"\b(?P<word>why|how come|who(?:m|se)?(?! else)|(?:since|until|till) when|when|where|what|which"
    r"|how (?P<how>[a-z]+)|how)\b",
    re.IGNORECASE,
)
_NOUN = re.compile(r"^(?:what|which) (?:(?:was|is) the )?(?P<noun>[a-z]+)\b(?P<of>(?: of)?)", re.IGNORECASE)
_SIZE = re.compile(
    r"^what (?:was|is|were) the (?P<noun>[a-z]+(?: [a-z]+)??)(?: (?:of|in|for|at)\b|$|\?)", re.IGNORECASE
)
_END = re.compile(r"(?<=[a-z0-9)”\"'])[?.!](?:\s|$)")


_COMMON = ("measured", "shares", "sizes", "times")
"""What reading and comparing know alike; these lists stand in the lexicon."""


@cache
def _data() -> dict[str, Any]:
    lexicon: dict[str, Any] = load_toml("lexicon.toml")["asking"]
    own: dict[str, Any] = load_toml("comparison.toml")["asking"]
    return {key: lexicon[key] for key in _COMMON} | own


@cache
def words(key: str) -> frozenset[str]:
    """Return the stems of one list of what questions are worded with."""
    return frozenset(stem(w) for w in _data()[key])


class Asked(NamedTuple):
    """What a question asks for, of what, and how.

    ``kind`` is who, what, when, where, many or long; ``stems`` what else the question says; ``turn`` is "begin",
    "end" or "" for what happens to the thing; ``best`` is what it singles out by ("first"); ``one`` tells that it
    asks for one thing only.
    """

    kind: str
    stems: frozenset[str]
    turn: str
    one: bool
    best: frozenset[str] = frozenset()


@lru_cache(maxsize=4096)
def asked(question: str) -> Asked | None:
    """Return what a question asks for, None where it asks why, how, or whether."""
    match = _WORD.search(question)
    if match is None:
        return None
    text = _END.split(question[match.start() :], maxsplit=1)[0]
    word, how = match["word"].lower(), (match["how"] or "").lower()
    noun, of = "", ""
    if found := _NOUN.match(text):
        noun, of = found["noun"].lower(), found["of"]
    kind = _kind(word, how, noun)
    size = _SIZE.match(text) if kind == "what" else None
    if size is not None and size["noun"].lower().split()[-1] in _data()["sizes"]:
        kind = "many"
    if not kind or (
        word in {"what", "which"}
        and not of
        and stem(noun) in words("vague")
        and not asked_for(text) & words("calling")
    ):
        return None
    said = asked_for(text) - words("helping") or asked_for(question) - words("helping")
    if kind in {"when", "where", "many", "long"}:
        said -= {stem(noun), stem(how)}
    return Asked(
        kind,
        said,
        turn(asked_for(text)) or _turn(word),
        _for_one(text, noun, word),
        asked_for(text) & words("best"),
    )


def _turn(word: str) -> str:
    return {"since when": "begin", "until when": "end", "till when": "end"}.get(word, "")


def _kind(word: str, how: str, noun: str) -> str:
    if word in {"when", "where"} or word.endswith(" when"):
        return "when" if word.endswith("when") else "where"
    if word in {"who", "whom"}:
        return "who"
    if word in {"what", "which"} and noun in _data()["shares"]:
        return "many"
    if word in {"what", "which"}:
        return "when" if noun in _data()["times"] else "what"
    if how == "long":
        return "long"
    return "many" if how in {"many", "much"} or how in _data()["measured"] else ""


def _for_one(text: str, noun: str, word: str) -> bool:
    low = text.lower()
    many = (
        noun.endswith("s")
        and not noun.endswith(("ss", "us", "is"))
        and noun not in {"was", "is", "does", "has"}
    )
    if word == "where" and asked_for(text) & words("habits"):
        return False
    return not (
        (many and word in {"what", "which"})
        or re.match(r"(?:who|what) (?:were|are)\b", low)
        or re.search(
            r"\b(?:else|some|examples?|different|various|kinds? of|sorts? of|types? of|list|any other)\b", low
        )
    )


@lru_cache(maxsize=65536)
def turn(said: frozenset[str]) -> str:
    """Return whether words tell of a beginning, of an end, or of neither, by their stems."""
    if said & words("end"):
        return "end"
    return "begin" if said & words("begin") else ""
