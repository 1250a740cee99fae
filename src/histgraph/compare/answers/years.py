"""Times in a sentence as stretches of years: "the early 16th century", "c. 1200", "summer of 1348", "by 1300"."""

import re
from functools import lru_cache
from typing import NamedTuple

from histgraph.compare.answers.wording import table
from histgraph.resources import load_toml

FOREVER = 1e6
_MONTH_NAMES = [
    *("january", "february", "march", "april", "may", "june", "july"),
    *("august", "september", "october", "november", "december"),
]
_MONTH = "(?P<month>" + "|".join(_MONTH_NAMES) + ")"
_ERA = r"(?: ?(?P<era>BCE?|B\.C\.(?:E\.)?|AD|CE|A\.D\.))?"
_ORDINALS = {word: n for n, word in enumerate(table("parts_of_time", "ordinals"), start=1)}
_PART = (
    rf"(?:(?P<part>{'|'.join(load_toml('answers.toml')['parts'])})"
    r"(?:[ -]|(?: of)? the |\b-?of the ))?(?:the )?"
)
_CENTURY = re.compile(
    rf"{_PART}(?P<number>\d{{1,2}}(?:st|nd|rd|th)|{'|'.join(_ORDINALS)})[ -](?:centur(?:y|ies)|c\.){_ERA}",
    re.IGNORECASE,
)
_DECADE = re.compile(rf"{_PART}(?P<year>\d{{3}}0)['’]?s\b{_ERA}", re.IGNORECASE)
_YEAR = re.compile(
    rf"(?:(?:\d{{1,2}}(?:st|nd|rd|th)? )?{_MONTH}(?: \d{{1,2}}(?:st|nd|rd|th)?)?,? (?:of )?)?(?:(?:AD|A\.D\.) )?"
    rf"(?<![\d,.$£€#-])(?P<year>\d{{3,4}}|\d{{1,3}}(?= ?B\.?C)|(?<=AD )\d{{1,3}})(?![\d%]|,\d{{3}}|\.\d|['’]?s\b){_ERA}"
    r"(?:(?: ?[-–] ?| to | until | and )(?P<end>\d{2,4})(?![\d%]|,\d{3}| [A-Z])(?P<era2> ?BCE?| AD)?)?",
    re.IGNORECASE,
)
_COUNTING = re.compile(
    r"^ (?!(?:was|as|his|is|this|thus|us)\b)(?:[a-z]+ )?[a-z]+s\b"
    r"|^ (?:men|people|or so (?:men|people)|years?|feet|metres|km|miles)\b"
)
_BEFORE = re.compile(
    r"(?:\b(?P<by>by|before|no later than|prior to)"
    r"|\b(?P<rough>about|around|circa|c\.|roughly|ca\.?)"
    r"|\b(?P<still>(?:still|as late as|at least until|well into)(?: in| around)?|after|not before|no earlier than)"
    r"|\b(?P<until>until|till|into|up to|to)"
    r"|\b(?:from|since|in|on|of|back in|only in|the|summer|spring|autumn|winter|fall|year|sometime|just"
    r"|finally)|,)[ ,]*$",
    re.IGNORECASE,
)


class Time(NamedTuple):
    """A time in a text: where it stands and between which years it lies, the last left out."""

    start: int
    end: int
    low: float
    high: float
    exact: bool = True

    def apart(self, other: "Time") -> bool:
        """Whether no year lies in both."""
        early, late = sorted((self, other), key=lambda t: t.high)
        return early.high <= late.low


@lru_cache(maxsize=8192)
def times_in(text: str) -> tuple[Time, ...]:
    """Return the times of a sentence in their order."""
    found: list[Time] = []
    for pattern, read in ((_CENTURY, _century), (_DECADE, _decade), (_YEAR, _year)):
        for match in pattern.finditer(text):
            if any(t.start < match.end() and match.start() < t.end for t in found):
                continue
            if pattern is _YEAR and _counts(text, match):
                continue
            low, high = read(match)
            found.append(_led(text, match.start(), match.end(), (low, high)))
    return tuple(sorted(found))


def _counts(text: str, match: "re.Match[str]") -> bool:
    """Whether a number of three or four digits counts things: "1500 ships"."""
    if match["era"] or match["month"]:
        return False
    bare = (
        len(match["year"]) < 4
        and re.search(
            r"(?:^|\b(?:in|by|since|until|till|from|after|before|around|about|c\.?|circa|year|between|and|to|at)|[(,–-])\W*$",
            text[: match.start()],
            re.I,
        )
        is None
    )
    return bare or _COUNTING.match(text[match.end() :]) is not None


def _led(text: str, start: int, end: int, ends: tuple[float, float]) -> Time:
    """Return a time with "about", "by", "after", "still in" before it counted in."""
    low, high = ends
    first = start
    rough = by = after = until = False
    while (match := _BEFORE.search(text[:first])) is not None and match.group().strip():
        rough, by = rough or bool(match["rough"]), by or bool(match["by"])
        after, until = after or bool(match["still"]), until or bool(match["until"])
        first = match.start()
    if re.match(r"(?: or so| or thereabouts|ish|, give or take)\b", text[end:]):
        rough = True
    if re.match(r",? at (?:the )?(?:least|earliest)\b", text[end:]):
        high = FOREVER
    if rough:
        margin = 10.0 if low > 1000 else 25.0 if low > 0 else 50.0
        low, high = low - margin, high + margin
    if by:
        low = -FOREVER
    elif after:
        high = FOREVER
    return Time(first, end, low, high, not (rough or by or after or until))


def _sign(match: "re.Match[str]") -> bool:
    return bool(match["era"]) and match["era"].upper().startswith("B")


def _parted(part: str | None, low: float, width: float) -> tuple[float, float]:
    part = (part or "").lower()
    begin, end = load_toml("answers.toml")["parts"].get(part, (0.0, 1.0))
    return low + begin * width, low + end * width


def _century(match: "re.Match[str]") -> tuple[float, float]:
    told = match["number"].lower()
    number = _ORDINALS.get(told) or int(re.sub(r"\D", "", told))
    low = -100.0 * number if _sign(match) else 100.0 * (number - 1)
    return _parted(match["part"], low, 100.0)


def _decade(match: "re.Match[str]") -> tuple[float, float]:
    year = int(match["year"])
    width = 100.0 if year % 100 == 0 else 10.0
    return _parted(match["part"], -float(year) - 10 if _sign(match) else float(year), width)


def _year(match: "re.Match[str]") -> tuple[float, float]:
    year = int(match["year"])
    before = _sign(match) or bool(match["era2"] and "B" in match["era2"].upper())
    low = -float(year) if before else float(year)
    if match["month"]:
        low += _MONTH_NAMES.index(match["month"].lower()) / 12
        high = low + 1 / 12
    else:
        high = low + 1
    if match["end"]:
        told = match["end"]
        last = int(told if len(told) >= len(match["year"]) else match["year"][: -len(told)] + told)
        late = -float(last) if before else float(last)
        if late > low:
            high = late + 1
    return low, high
