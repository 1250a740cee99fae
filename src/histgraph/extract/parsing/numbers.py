"""Dates, times and numbers in a sentence, with OntoNotes' labels: "the late 19th century", "three years later", "40 %".

Each word is written as one letter that tells what it does in such an expression (``_LETTERS``, and Y a year, K a
decade, N a number, O an ordinal), and one pattern is looked for in the letters.
"""

import re
from collections.abc import Iterator

from histgraph.extract.syntax.tree import Doc, Token
from histgraph.resources import load_toml

_DATA = load_toml("entities.toml")
_LETTERS = {
    "month": "M", "weekday": "W", "season": "S", "span": "U", "clock": "H", "now": "Z", "era": "E", "part": "P",
    "pointing": "L", "behind": "A", "rounding": "r", "than": "h", "the": "t", "article": "d", "few": "F", "many": "G",
    "of": "o", "joint": "j", "dash": "-", "per": "p", "cent": "C", "comma": "c", "percent": "%", "currency": "$",
    "coin": "B", "measure": "q",
}  # fmt: skip
_LETTER = {word: letter for sort, letter in _LETTERS.items() for word in reversed(_DATA["words"][sort])}
_ORDINALS = frozenset(_DATA["ordinals"]["words"])
_BEFORE_A_YEAR = frozenset(_DATA["years"]["before"])
_BEFORE_A_SHORT_ONE = frozenset(_DATA["years"]["before_two"])
_COUNTED_ON = frozenset({"NOUN", "NUM", "ADJ", "SYM"})
_OTHER, _YEAR, _DECADE, _NUMBER, _ORDINAL = "x", "Y", "K", "N", "O"

_YEARS = re.compile(r"[12]\d{3}|\d{3,4}[-–—]\d{2,4}|[12]?\d{3}/\d{1,2}")
_DECADES = re.compile(r"[12]?\d{1,2}0['’]?s|(?:mid-)?[12]?\d{2}0s", re.IGNORECASE)
_NTH = re.compile(r"(?:mid-|early-|late-)?\d+(?:st|nd|rd|th)|(?:mid-)?[a-z]+(?:teenth|tieth)", re.IGNORECASE)
_DIGITS = re.compile(r"\d[\d,.]*(?:[-–]\d[\d,.]*)?")

_AMOUNT = r"[rh]*t?(?:[dLN]|[FG]o?)(?:[dLN]|[FG]o?|[j-](?=N))*"
_EXPRESSION = re.compile(
    r"(?P<DATE>"
    r"(?:tPo)?t?(?:Wc?)?(?:t?[NO]o?)?M(?:[NO](?![BqUH]))?(?:c?Y|oY)?E?"  # "3 May 1802", "the end of May"
    r"|(?:tPo)?t?P?(?:S|W+)(?:oL?t?)?(?:YE?|U)?"  # "the autumn of 1520"
    r"|(?:tPo)?r*t?(?:P-?)?O(?:[jct]*P?-?O)*(?:-|P|L)*U+E?"  # "the late 5th and 6th centuries BC"
    r"|(?:tPo)?r*t?(?:P-?)?K(?:jP?K)*E?"  # "the early 1880s"
    r"|(?:tPo)?r*(?:Y(?:-[NY])?E?|N-?NE|E?NE|EN)"  # "1802", "44 BC", "AD 70"
    rf"|{_AMOUNT}o?U+A?|t?P?U+A?|LZ?U"  # "three years later", "a few decades", "the year"
    r"|Z)"
    rf"|(?P<TIME>{_AMOUNT}?H+A?|t?P?O?H+A?)"
    r"|(?P<PERCENT>r*h?N(?:jN)*(?:%|pC))"
    rf"|(?P<MONEY>\$N+B?|{_AMOUNT}B)"
    rf"|(?P<QUANTITY>{_AMOUNT}o?q)"
    r"|(?P<CARDINAL>(?:rh?)*d?[NYG](?:[j-]?[NG])*(?:o[NG])?|dO(?=o))"
    r"|(?P<ORDINAL>O)"
)
_TELLING = re.compile("[MWSUHZKNOYG]")


def numbers(doc: Doc) -> Iterator[tuple[int, int, str]]:
    """Yield first token, token behind the last and label of each date, time and number, in text order."""
    letters = "".join([_letter(doc, token) for token in doc])
    if _TELLING.search(letters) is None:
        return
    for found in _EXPRESSION.finditer(letters):
        yield found.start(), found.end(), found.lastgroup or ""


def _letter(doc: Doc, token: Token) -> str:
    """Return what a word does in the expression of a time or a number."""
    word = token.lower_
    letter = _LETTER.get(word)
    if letter is None:
        counts = token.like_num or word in _ORDINALS or word[0].isdigit()
        return _counted(doc, token) if counts else _compound(token)
    if letter in "MW":
        return letter if token.text[0].isupper() and token.pos_ in {"PROPN", "NOUN"} else _OTHER
    if letter in "SH":
        return letter if token.tag_ in {"NN", "NNS", "NNP"} else _OTHER
    if letter == "E":
        return letter if token.text.isupper() or "." in word else _OTHER
    return letter


def _counted(doc: Doc, token: Token) -> str:
    """Return whether a number is an ordinal, a decade, a year or counts things."""
    text, word = token.text, token.lower_
    after = doc[token.i + 1] if token.i + 1 < len(doc) else None
    before = doc[token.i - 1].lower_ if token.i else ""
    if word in _ORDINALS or _NTH.fullmatch(text):
        return _ORDINAL
    if _DECADES.fullmatch(text):
        return _DECADE
    if _YEARS.fullmatch(text):
        counts = after is not None and after.tag_ == "NNS" and before not in {"the", "of", "'s"}
        return _NUMBER if counts and text.isdigit() else _YEAR
    if text.isdigit() and (after is None or after.pos_ not in _COUNTED_ON):
        full = len(text) == 3 and before in _BEFORE_A_YEAR
        if full or (len(text) == 2 and before in _BEFORE_A_SHORT_ONE):
            return _YEAR
    if word == "one" and token.dep_ != "nummod":
        return _OTHER
    return _NUMBER if token.like_num or _DIGITS.fullmatch(text) else _OTHER


def _compound(token: Token) -> str:
    word = token.lower_
    if (word.startswith("mid-") or word[-2:] == "th") and _NTH.fullmatch(word):
        return _ORDINAL
    return _DECADE if word.startswith("mid-") and _DECADES.fullmatch(word) else _OTHER
