"""When a claim says that it holds: date expressions and their EDTF form.

Source: Extended Date/Time Format (ISO 8601-2:2019), level 1: "1935", "1935-03", "193X",
"18XX", "1927/1953", "1917/..", "-0044", "1600~".
"""

import re
from collections.abc import Iterable

from histgraph.extract.syntax.tokens import child, children, subtree, written
from histgraph.extract.syntax.tree import Token
from histgraph.resources import load_toml

_MONTHS = {name: number for number, name in enumerate(load_toml("comparison.toml")["words"]["months"], 1)}
_ORDINALS = {
    word: number for number, word in enumerate(load_toml("entities.toml")["ordinals"]["words"][:20], 1)
} | {"twenty-first": 21}
_ERA = r"\s*(?P<era>BCE|BC|B\.C\.E?\.?|CE|AD|A\.D\.)?"
_CENTURY = re.compile(
    r"(?P<part>early|mid|middle|late|first half|second half|beginning|end)?[\s-]*(?:of )?(?:the )?"
    r"(?P<n>\d{1,2})(?:st|nd|rd|th)[\s-]+(?:century|centuries)" + _ERA,
    re.IGNORECASE,
)
_CENTURIES = re.compile(
    r"(?P<a>\d{1,2})(?:st|nd|rd|th)(?:[\s-]+centur(?:y|ies))?\s*(?:-|–|—|to|or|and|through|until)\s*(?:the )?"
    r"(?P<b>\d{1,2})(?:st|nd|rd|th)[\s-]+(?:century|centuries)" + _ERA,
    re.IGNORECASE,
)
"""Two of them: "the 9th or 10th century"."""
_MILLENNIUM = re.compile(r"(?P<n>\d)(?:st|nd|rd|th)[\s-]+millenni(?:um|a)" + _ERA, re.IGNORECASE)
_HUNDREDS = re.compile(
    r"(?:(?P<part>early|mid|middle|late|beginning|end)[\s-]*(?:of )?(?:the )?)?(?P<y>\d{1,2})00['’]?s\b",
    re.IGNORECASE,
)
"""A century by its hundreds: "the late 1700s"; of the present it may be ten years."""
_DECADE = re.compile(r"(?P<y>\d{3})0['’]?s\b", re.IGNORECASE)
_FULL = re.compile(
    r"(?:(?P<d>\d{1,2})(?:st|nd|rd|th)?\s+(?:of\s+)?)?(?P<m>" + "|".join(_MONTHS) + r")\.?"
    r"(?:\s+(?P<d2>\d{1,2})(?:st|nd|rd|th)?,?)?\s+(?P<y>\d{3,4})",
    re.IGNORECASE,
)
_RANGE = re.compile(
    r"(?:from |between )?(?P<a>\d{3,4})\s*(?:-|–|—|to|until|and|through)\s*(?P<b>\d{2,4})" + _ERA,
    re.IGNORECASE,
)
_ERA_RANGE = re.compile(
    r"(?P<a>\d{1,4})\s*(?P<first>BCE|BC|CE|AD)\b\s*(?:-|–|—|to|until|and|through)\s*(?P<b>\d{1,4})" + _ERA,
    re.IGNORECASE,
)
"""Both years with their eras: "51 BC to 30 BC", "27 BC to 14 AD"."""
_YEAR = re.compile(
    r"(?<![\d,.])(?P<y>\d{3,4})(?![\d%]|,\d|\.\d|[\s-]?(?:years?|months?|weeks?|days?|hours?|miles?)\b)"
    + _ERA
)
_SHORT_YEAR = re.compile(
    r"\b(?P<y>\d{1,3})\s*(?P<era>BCE|BC|CE|AD|A\.D\.|B\.C\.)|\b(?P<pre>AD|A\.D\.)\s*(?P<z>\d{1,4})",
    re.IGNORECASE,
)
_PERIOD_NOUNS = frozenset([
    "century", "decade", "year", "era", "age", "period", "reign", "war", "time", "day", "month",
    "spring", "summer", "autumn", "winter", "antiquity", "dynasty", "millennium",
])  # fmt: skip
_TIME_PREPOSITIONS = frozenset([
    "in", "on", "during", "by", "since", "until", "till", "after", "before", "around", "between",
    "throughout", "at", "from", "of", "for", "within", "over",
])  # fmt: skip

_MEASURED = frozenset({"early", "late", "later", "earlier", "recently"})
"""Adverbs of "as early as 1340", "two years later"."""
_ERAS = frozenset({"bc", "bce", "ad", "ce"})
_RANGE_ENDS = frozenset({"to", "until", "till", "through"})
_ROUND_A_WAR = frozenset({"during", "after", "before", "since", "until", "throughout", "between"})
"""A war is a time only behind these; one fights in it, over it, for it."""


def edtf(text: str) -> str | None:
    """Return the EDTF string of a date expression, or None where it names no date."""
    folded = text
    for word, number in _ORDINALS.items():
        folded = re.sub(
            rf"\b{word}(?=[\s-]+(?:centur|millenni)|\s(?:or|and|to)\s(?:the\s)?[\w-]+[\s-]+centur)",
            f"{number}th",
            folded,
            flags=re.IGNORECASE,
        )
    date = _dated(folded)
    if date is None:
        return None
    lowered = folded.lower()
    if re.search(r"\b(around|about|circa|c\.|ca\.|approximately|roughly)\b", lowered) and "/" not in date:
        date += "~"
    if re.search(r"^\s*(since|after|from)\b", lowered) and "/" not in date:
        return f"{date}/.."
    if re.search(r"^\s*(until|till|before|by|up to)\b", lowered) and "/" not in date:
        return f"../{date}"
    return date


def _dated(text: str) -> str | None:
    if match := _FULL.search(text):
        day = match["d"] or match["d2"]
        stem = f"{int(match['y']):04d}-{_MONTHS[match['m'].lower()]:02d}"
        return f"{stem}-{int(day):02d}" if day and 1 <= int(day) <= 31 else stem
    if match := _ERA_RANGE.search(text):
        first, last = (
            _bce(match[year]) if _before(match[era]) else f"{int(match[year]):04d}"
            for year, era in (("a", "first"), ("b", "era"))
        )
        return f"{first}/{last}"
    if match := _RANGE.search(text):
        first, last = match["a"], match["b"]
        falls = _before(match["era"]) and int(last) < int(first)
        last = last if falls else first[: max(0, len(first) - len(last))] + last
        if int(first) <= int(last) and not _before(match["era"]):
            return f"{int(first):04d}/{int(last):04d}"
        if _before(match["era"]):
            return f"{_bce(first)}/{_bce(last)}"
    if (match := _CENTURIES.search(text)) and (both := _centuries(match)) is not None:
        return both
    if match := _CENTURY.search(text):
        return _century(match)
    if match := _MILLENNIUM.search(text):
        return _millennium(int(match["n"]) * 1000, before=_before(match["era"]))
    if (match := _HUNDREDS.search(text)) and (match["part"] or int(match["y"]) < _PRESENT):
        return _hundreds(int(match["y"]), match["part"] or "")
    if match := _DECADE.search(text):
        return f"{int(match['y']):03d}X"
    if match := _SHORT_YEAR.search(text):
        year = match["y"] or match["z"]
        return _bce(year) if _before(match["era"]) else f"{int(year):04d}"
    if match := _YEAR.search(text):
        if _before(match["era"]):
            return _bce(match["y"])
        if len(match["y"]) == 4 and int(match["y"]) > 2100:
            return None
        return f"{int(match['y']):04d}"
    return None


_PRESENT = 19
"""Hundreds of which "s" is as often ten years as a hundred: "the 1900s"."""


def _century(match: re.Match[str]) -> str:
    number = int(match["n"])
    if _before(match["era"]):
        return f"-{number * 100 - 1:04d}/-{(number - 1) * 100:04d}"
    return _hundreds(number - 1, match["part"] or "")


def _centuries(match: re.Match[str]) -> str | None:
    """Return the years of two centuries that are named in their order, else None."""
    one, other = int(match["a"]), int(match["b"])
    if _before(match["era"]):
        return f"-{one * 100 - 1:04d}/-{(other - 1) * 100:04d}" if one > other > 1 else None
    return f"{(one - 1) * 100:04d}/{other * 100 - 1:04d}" if 0 < one < other else None


def _millennium(end: int, *, before: bool) -> str:
    return f"-{end - 1:04d}/-{end - 1000:04d}" if before else f"{end - 999:04d}/{end:04d}"


def _hundreds(number: int, part: str) -> str:
    """Write the hundred years from ``number`` * 100 on, or the half of them that is meant."""
    start, part = number * 100, part.lower()
    if part in {"early", "beginning", "first half"}:
        return f"{start:04d}/{start + 49:04d}"
    if part in {"late", "end", "second half"}:
        return f"{start + 50:04d}/{start + 99:04d}"
    return f"{number:02d}XX"


def _before(era: str | None) -> bool:
    return bool(era) and era.replace(".", "").upper().startswith("B")  # type: ignore[union-attr]


def _bce(year: str) -> str:
    """Astronomical numbering: 1 BCE is 0000, 44 BCE is -0043."""
    number = int(year) - 1
    return f"-{number:04d}" if number else "0000"


def is_time_phrase(token: Token) -> bool:
    """Whether a preposition, noun or adverb opens an expression of time."""
    if token.dep_ == "prep" and token.lower_ in _RANGE_ENDS and _began(token) is not None:
        return any(
            is_time_noun(c)
            and (c.like_num or _with_era(c) or c.lower_ in _MONTHS)
            and not (c.i + 1 < len(c.doc) and c.nbor(1).pos_ == "NOUN")
            for c in token.children
            if c.dep_ == "pobj"
        )
    if token.dep_ == "prep":
        return token.lower_ in _TIME_PREPOSITIONS and any(
            is_time_noun(c) and not (c.lemma_.lower() == "war" and token.lower_ not in _ROUND_A_WAR)
            for c in token.children
            if c.dep_ in {"pobj", "pcomp"}
        )
    if token.dep_ == "advmod" and token.lower_ in _MEASURED:
        inside = [t for c in token.children if c.lower_ == "as" for t in c.children]
        return any(is_time_noun(c) for c in [*inside, *children(token, "npadvmod")])
    return token.dep_ == "npadvmod" and is_time_noun(token)


def _began(end: Token) -> Token | None:
    """Return "from" of "from 1337 to 1453", by its "to"."""
    before = (c for c in end.head.children if c.dep_ == "prep" and c.lower_ == "from" and c.i < end.i)
    return next((c for c in before if c.right_edge.i == end.i - 1 and is_time_phrase(c)), None)


def measures(time: Token, verb: Token) -> bool:
    """Whether a time tells how long before or after another: "two years before the union collapsed"."""
    return any(m.i == time.right_edge.i + 1 for m in children(verb, "mark"))


def is_time_noun(noun: Token) -> bool:
    """Whether a noun names a time: a year, a month, a period, what the parser takes for a date."""
    if noun.ent_type_ in {"DATE", "TIME"} and (
        noun.like_num or noun.lemma_.lower() in _PERIOD_NOUNS or noun.pos_ != "VERB"
    ):
        return True
    if re.fullmatch(r"\d{3,4}s?", noun.text) or _with_era(noun):
        return True
    if noun.lemma_.lower() in _PERIOD_NOUNS:
        return True
    return noun.lower_ in _MONTHS


def _with_era(noun: Token) -> bool:
    """Whether a noun is the era of a year or a period: "44 BC", "the fifth century BC"."""
    return noun.lower_.replace(".", "") in _ERAS and any(
        c.i == noun.i - 1 and (c.like_num or c.lemma_.lower() in _PERIOD_NOUNS) for c in noun.children
    )


def time_of(verb: Token, extra: Iterable[Token] = ()) -> tuple[str | None, str | None, list[Token]]:
    """Find the time of a clause.

    Returns the EDTF string, the words, and the tokens that opened the expressions.
    """
    heads = [c for c in verb.children if is_time_phrase(c)]
    heads += [c for c in extra if is_time_phrase(c)]
    if not heads and (picked := _picked_out(verb)) is not None:
        heads.append(picked)
    texts = [written(subtree(h, lambda t: t.dep_ not in {"relcl", "advcl"})) + _era_behind(h) for h in heads]
    ranges = [
        f"{texts[i - 1]} {texts[i]}"
        for i in range(1, len(heads))
        if heads[i].lower_ in _RANGE_ENDS and _began(heads[i]) is heads[i - 1]
    ]
    texts = [*ranges, *texts]
    for text in texts:
        if (date := edtf(text)) is not None:
            return date, text, heads
    return None, (texts[0] if texts else None), heads


def _era_behind(opening: Token) -> str:
    """Return the era that a parser has not taken for part of the expression before it, else ""."""
    end = opening.right_edge.i + 1
    era = opening.doc[end] if end < len(opening.doc) else None
    return f" {era.text}" if era is not None and era.lower_.replace(".", "") in _ERAS else ""


def _picked_out(verb: Token) -> Token | None:
    """Return "in 1340" of "it was in 1340 that S"."""
    be = verb.head
    if verb.i == be.i or be.lemma_ != "be" or be.i > verb.i or child(be, "acomp") is not None:
        return None
    it = child(be, "nsubj", "expl")
    if it is None or it.lower_ != "it":
        return None
    return next((c for c in be.children if be.i < c.i < verb.i and is_time_phrase(c)), None)


_SAME = re.compile(r"\b(?:the same|that same|that very|that) year\b", re.IGNORECASE)
_LATER = re.compile(
    r"\b(?:(?P<n>[\w-]+) (?P<unit>year|decade)s? (?P<way>later|after(?:wards?)?|earlier|before(?:hand)?)"
    r"|the (?P<next>next|following|previous|preceding) year|the year (?P<side>before|after))\b",
    re.IGNORECASE,
)
_NUMBERS = {
    word: number
    for number, word in enumerate(
        ["one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"], 1
    )
} | {"a": 1, "an": 1, "fifteen": 15, "twenty": 20, "thirty": 30, "forty": 40, "fifty": 50}
_PLAIN_DATE = re.compile(r"(?P<year>-?\d{4})(?:-\d\d){0,2}~?")


def reckoned(words: str, before: str | None) -> str | None:
    """Return the year that "two years later", "that same year" mean after a date, None where they name none.

    Args:
        words: the expression of time.
        before: the EDTF date told last; only a single year, month or day can be reckoned from.
    """
    told = _PLAIN_DATE.fullmatch(before) if before else None
    if told is None:
        return None
    year = int(told["year"])
    if _SAME.search(words):
        return _year(year)
    match = _LATER.search(words)
    if match is None:
        return None
    back = (match["way"] or match["next"] or match["side"]).lower().startswith(("e", "b", "p"))
    count = match["n"].lower() if match["n"] else "one"
    number = int(count) if count.isdigit() else _NUMBERS.get(count)
    if number is None:
        return None
    number *= 10 if match["unit"] and match["unit"].lower() == "decade" else 1
    found = _year(year - number if back else year + number)
    return f"{found}~" if number > 1 else found


def _year(year: int) -> str:
    return f"{'-' if year < 0 else ''}{abs(year):04d}"
