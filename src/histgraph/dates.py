"""Days at the two ends of an EDTF date, before our era as well.

A subset of the Extended Date/Time Format (Library of Congress, 2019; ISO 8601-2) that is
enough for what texts say: years, months, days, decades (``192X``), centuries (``18XX``),
seasons (``1848-21``), intervals with open ends (``1927/..``), sets (``[1914..1918]``), and the
marks ``?`` ``~`` ``%``, which leave the bounds as they are. Years are astronomical:
``0000`` is 1 BCE and ``-0043`` is 44 BCE, in the proleptic Gregorian calendar as in XSD 1.1,
so that the results are ``xsd:date`` values.
"""

import re
from functools import lru_cache

_DATE = re.compile(
    r"(?P<sign>-?)(?P<year>[0-9]{4}|[0-9]{3}X|[0-9]{2}XX|[0-9]XXX|XXXX)"
    r"(?:-(?P<month>[0-9]{2}|XX)(?:-(?P<day>[0-9]{2}|XX))?)?"
)
_LONG_YEAR = re.compile(r"Y(?P<sign>-?)(?P<year>[0-9]{5,9})")
_MARKS = str.maketrans("", "", "?~%")
_OPEN = {"", ".."}
_SEASONS = {
    # ISO 8601-2 codes: first and last month. A winter that runs over New Year is cut at its year.
    21: (3, 5), 22: (6, 8), 23: (9, 11), 24: (1, 3),
    25: (3, 5), 26: (6, 8), 27: (9, 11), 28: (1, 3),
    29: (9, 11), 30: (1, 3), 31: (3, 5), 32: (6, 8),
    33: (1, 3), 34: (4, 6), 35: (7, 9), 36: (10, 12),
    37: (1, 4), 38: (5, 8), 39: (9, 12), 40: (1, 6), 41: (7, 12),
}  # fmt: skip

_Day = tuple[int, int, int]


def bounds(edtf: str) -> tuple[str | None, str | None]:
    """Return the first and the last day that an EDTF date can mean, as ``[-]YYYY-MM-DD``.

    A bound is None where the date is open ("1927/..") and both are where it cannot be read.
    """
    first, last = _bounds(edtf)
    return (_iso(first) if first else None, _iso(last) if last else None)


def readable(edtf: str) -> bool:
    """Return whether the text is a date of the subset described above."""
    return any(_bounds(edtf)) or edtf.strip() in {"../..", "/..", "../", "/"}


def overlap(one: str, other: str) -> bool | None:
    """Return whether two EDTF dates can share a day; None where one of them has no bound."""
    (a, b), (c, d) = _bounds(one), _bounds(other)
    if not (a or b) or not (c or d):
        return None
    return (a is None or d is None or a <= d) and (c is None or b is None or c <= b)


@lru_cache(maxsize=4096)
def _bounds(edtf: str) -> tuple[_Day | None, _Day | None]:
    """Return the bounds as (year, month, day), which compare rightly before our era too."""
    text = edtf.strip().translate(_MARKS)
    if text[:1] in {"[", "{"} and text[-1:] in {"]", "}"}:
        return _set(text[1:-1])
    start, slash, end = text.partition("/")
    if not slash:
        return _date(text) or (None, None)
    first = None if start in _OPEN else _date(start)
    last = None if end in _OPEN else _date(end)
    if (start not in _OPEN and first is None) or (end not in _OPEN and last is None):
        return None, None
    if first and last and first[0] > last[1]:
        return None, None  # an interval that runs backwards says nothing
    return (first[0] if first else None), (last[1] if last else None)


def _set(members: str) -> tuple[_Day | None, _Day | None]:
    """Return the bounds of "1914..1918" or "1914,1916"; an open side has none."""
    firsts: list[_Day | None] = []
    lasts: list[_Day | None] = []
    for member in members.split(","):
        start, dots, end = member.strip().partition("..")
        first, last = _date(start), _date(end if dots else start)
        if (start and first is None) or (end and last is None) or not (first or last):
            return None, None
        firsts.append(first[0] if first else None)
        lasts.append(last[1] if last else None)
    return (
        None if None in firsts else min(day for day in firsts if day),
        None if None in lasts else max(day for day in lasts if day),
    )


def _date(text: str) -> tuple[_Day, _Day] | None:
    """Return the first and last day of one date, None where it is none."""
    if long := _LONG_YEAR.fullmatch(text):
        year = int(long["sign"] + long["year"])
        return (year, 1, 1), (year, 12, 31)
    match = _DATE.fullmatch(text)
    if match is None:
        return None
    low, high = _years(match["sign"], match["year"])
    if match["month"] is None or match["month"] == "XX":
        return ((low, 1, 1), (high, 12, 31)) if match["day"] in {None, "XX"} else None
    if low != high:
        return None  # "192X-05" names a month of no known year
    month = int(match["month"])
    if month in _SEASONS and match["day"] is None:
        opening, closing = _SEASONS[month]
        return (low, opening, 1), (low, closing, _month_length(low, closing))
    if not 1 <= month <= 12:
        return None
    length = _month_length(low, month)
    if match["day"] is None or match["day"] == "XX":
        return (low, month, 1), (low, month, length)
    day = int(match["day"])
    return ((low, month, day), (low, month, day)) if 1 <= day <= length else None


def _years(sign: str, digits: str) -> tuple[int, int]:
    """Return the first and last year that "192X" can be; before our era the nines come first."""
    small, large = int(digits.replace("X", "0")), int(digits.replace("X", "9"))
    return (-large, -small) if sign else (small, large)


def _month_length(year: int, month: int) -> int:
    """Return the days of a month in the proleptic Gregorian calendar."""
    if month == 2:
        return 29 if year % 4 == 0 and (year % 100 != 0 or year % 400 == 0) else 28
    return 30 if month in {4, 6, 9, 11} else 31


def _iso(day: _Day) -> str:
    """Write a day as ``[-]YYYY-MM-DD``."""
    year, month, number = day
    return f"{'-' if year < 0 else ''}{abs(year):04}-{month:02}-{number:02}"
