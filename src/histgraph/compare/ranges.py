"""How many and how long as ranges: "just under two thousand", "hundreds, if not thousands", "no more than a week"."""

import re
from functools import cache, lru_cache
from typing import NamedTuple

from histgraph.resources import load_toml

_EXACT = 0.02
"""Share by which a number without further words may be off."""
_ROUGH = 0.25
"""The same for "about", and for numbers that are round by their wording ("half a million")."""
_FAR = 1e12
_ONES = (
    "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve",
    "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen",
)  # fmt: skip
_TENS = ("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")
_SMALL = {word: n for n, word in enumerate(_ONES)} | {word: 20 + 10 * n for n, word in enumerate(_TENS)}
_SCALES = {"dozen": 12.0, "score": 20.0, "hundred": 100.0, "thousand": 1e3, "million": 1e6, "billion": 1e9}
_PARTS = {"half": 1 / 2, "third": 1 / 3, "quarter": 1 / 4, "fifth": 1 / 5, "tenth": 1 / 10}
_WORD = re.compile(r"\d[\d,]*(?:\.\d+)?|[a-z]+|[-–%]", re.IGNORECASE)
_FEET = re.compile(r"(?P<feet>\b[\w-]+ (?:feet|foot)) [a-z]+(?: inch(?:es)?)?$")
_OR_SO = re.compile(r"\b(?:or so|or thereabouts|give or take|ish|more or less)\b")
_ABOUT = re.compile(
    r"\b(?:about|around|roughly|approximately|some|circa|estimated|perhaps|maybe|probably|something like"
    r"|in the region of)\b"
)
_LEAST = re.compile(
    r"\b(?:at least|(?:no|not) (?:fewer|less) than|over|upwards? of|in excess of|minimum)\b"
    r"|(?<!no )(?<!not )(?<!hardly )(?<!much )\bmore than\b"
)
_MOST = re.compile(
    r"\b(?:at (?:the )?(?:very )?most|(?:no|not|hardly) more than|not even|under|fewer than|less than|up to|tops"
    r"|at best|below|barely|hardly|scarcely|not much more than)\b"
)
_ALMOST = re.compile(
    r"\b(?:just under|nearly|almost|close to|just short of|not quite|approaching|getting on for)\b"
)


class Range(NamedTuple):
    """At least and at most so many; ``part`` tells that it is a share of a whole, ``days`` that time is counted."""

    least: float
    most: float
    part: bool = False
    days: bool = False

    def apart(self, other: "Range") -> bool:
        """Whether no number lies in both, and nearly none does."""
        if self.part is not other.part or self.days is not other.days:
            return False
        few, many = sorted((self, other), key=lambda r: r.most)
        return few.most * 1.02 < many.least


@cache
def days() -> dict[str, float]:
    """Return how many days each word for a stretch of time stands for."""
    units = load_toml("comparison.toml")["units"]["duration"]
    seasons = dict.fromkeys(("season", "seasons", "summer", "summers", "winter", "winters"), 90.0) | {
        "night": 1.0,
        "nights": 1.0,
        "lifetime": 20000.0,
    }
    return {**seasons, **{n: float(v) for n, v in units.items()}, "hour": 1 / 24, "hours": 1 / 24, "fortnight": 14.0,
            "minute": 1 / 1440, "minutes": 1 / 1440, "generation": 9131.0, "generations": 9131.0}  # fmt: skip


@lru_cache(maxsize=65536)
def counted(label: str) -> Range | None:
    """Return how many a label says that there were, None where it gives no number."""
    low = _OR_SO.sub(" ", label.lower())
    values = _numbers(_WORD.findall(_FEET.sub(lambda told: told["feet"], low)))
    if not values:
        return None
    part = all(value.part for value in values)
    kept = [v for v in values if v.part is part]
    least, most = min(v.least for v in kept), max(v.most for v in kept)
    if _OR_SO.search(label.lower()) or _ABOUT.search(low):
        least, most = least * (1 - _ROUGH), most * (1 + _ROUGH)
    return _bounded(low, Range(least, most, part))


def _bounded(low: str, found: Range) -> Range:
    """Return a range with "at least", "no more than" and "nearly" counted in."""
    if _ALMOST.search(low):
        return found._replace(least=found.least * 0.8)
    if _MOST.search(low):
        return found._replace(least=0.0)
    if _LEAST.search(low):
        return found._replace(most=1.0 if found.part else _FAR)
    return found


@lru_cache(maxsize=65536)
def lasted(label: str) -> Range | None:
    """Return how long a label says that something took, in days; None where it does not say."""
    words = label.lower().replace("-", " ").split()
    place = next((n for n, w in enumerate(words) if w.strip(".,;!") in days()), None)
    if place is None:
        return None
    unit, before = words[place].strip(".,;!"), " ".join(words[:place])
    found = counted(before)
    if found is not None:
        return _scaled(_bounded(" ".join(words[place + 1 : place + 4]), found), unit)
    if unit.endswith("s"):
        if before.endswith(("the", "these", "those", "his", "her", "their", "recent")):
            return None
        return _scaled(Range(*_loosely(before)), unit)
    single = before.split()[-1:] in (["a"], ["an"], ["single"], ["one"])
    return _scaled(_bounded(label.lower(), Range(0.9, 1.1)), unit) if single else None


def _loosely(before: str) -> tuple[float, float]:
    loose = load_toml("comparison.toml")["loose"]
    key = next((k for k in sorted(loose, key=len, reverse=True) if k and before.endswith(k)), "")
    return float(loose[key][0]), float(loose[key][1])


def _scaled(found: Range, unit: str) -> Range:
    worth = days()[unit]
    return Range(found.least * worth, found.most * worth, days=True)


def _numbers(words: list[str]) -> list[Range]:
    """Return the numbers that words give, in order; the scale of the last counts for a smaller one before it."""
    found: list[tuple[float, float, bool, float]] = []
    n = 0
    while n < len(words):
        used, value = _number(words, n)
        if value is None:
            n += 1
            continue
        found.append(value)
        n += used
    scaled = []
    largest = max((scale for *_, scale in found), default=1.0)
    for least, most, part, scale in found:
        factor = (
            largest
            if scale == 1.0 and largest >= 1e3 and most < 1000 and not part and len(found) > 1
            else 1.0
        )
        scaled.append(Range(least * factor, most * factor, part))
    return scaled


_LOOSE = {"dozens": (24.0, 200.0), "scores": (40.0, 200.0), "hundreds": (200.0, 2e3), "thousands": (2e3, 1e5),
          "millions": (2e6, 1e8), "tens": (20.0, 100.0)}  # fmt: skip


def _number(words: list[str], n: int) -> tuple[int, tuple[float, float, bool, float] | None]:
    """Return how many words a number at a place takes, and its ends, whether it is a share, and its scale."""
    word, after = words[n], words[n + 1 : n + 4]
    if word in _LOOSE:
        least, most = _LOOSE[word]
        if after[:1] == ["of"] and after[1:2] and after[1] in {"hundreds", "thousands", "millions"}:
            scale = {"hundreds": 100.0, "thousands": 1e3, "millions": 1e6}[after[1]]
            return 3, (least * scale, most * scale, False, scale)
        return 1, (least, most, False, 1e3)
    if word in {"half", "third", "quarter", "fifth", "tenth", "thirds", "quarters", "fifths", "tenths"}:
        if word == "half" and (
            after[:2][-1:] == ["million"] or after[:2] == ["a", "dozen"] or after[:2] == ["a", "thousand"]
        ):
            scale = _SCALES[after[1]]
            return 3, (0.45 * scale, 0.6 * scale, False, scale)
        value = _PARTS[word.removesuffix("s")]
        return 1, (value * 0.9, value * 1.1, True, 1.0)
    if word in {"few", "several", "couple", "handful"}:
        least, most = {"few": (2.0, 9.0), "several": (3.0, 9.0), "couple": (2.0, 3.0), "handful": (2.0, 8.0)}[
            word
        ]
        used = 2 if after[:1] == ["of"] else 1
        if words[n + used : n + used + 1] and words[n + used].removesuffix("s") in _SCALES:
            scale = _SCALES[words[n + used].removesuffix("s")]
            return used + 1, (least * scale, most * scale, False, scale)
        return 1, (least, most, False, 1.0)
    return _plain(words, n)


def _plain(words: list[str], n: int) -> tuple[int, tuple[float, float, bool, float] | None]:
    """Read "sixty two", "1,300", "two hundred thousand", "fourteen and a half", "two thirds", "a dozen"."""
    start, total, value, scale = n, 0.0, None, 1.0
    while n < len(words):
        word = words[n]
        if word[0].isdigit() and value is None:
            value = float(word.replace(",", "").rstrip(".") or 0)
        elif word in _SMALL and (
            value is None or (value % 10 == 0 and value % 100 >= 20 and _SMALL[word] < 10)
        ):
            value = (value or 0.0) + _SMALL[word]
        elif word in _SMALL and value is not None and value >= 100 and value % 100 == 0:
            value += _SMALL[word]
        elif word in _SCALES and (value is not None or words[n - 1 : n] in (["a"], ["an"], ["one"])):
            value = (value if value is not None else 1.0) * _SCALES[word]
            scale = max(scale, _SCALES[word])
            if word in {"thousand", "million", "billion"}:
                total, value = total + value, 0.0
        elif (
            word == "and"
            and value is not None
            and scale >= 100
            and words[n + 1 : n + 2]
            and words[n + 1] in _SMALL
        ) or (
            word in {"-", "–"}
            and value is not None
            and value % 10 == 0
            and words[n + 1 : n + 2]
            and words[n + 1] in _SMALL
        ):
            pass
        elif words[n : n + 3] == ["and", "a", "half"] and value is not None and scale == 1.0:
            value += 0.5
            n += 2
        elif word in {"percent", "%"} and value is not None:
            return n + 1 - start, (value * 0.95 / 100, value * 1.05 / 100, True, 1.0)
        elif word == "per" and words[n + 1 : n + 2] == ["cent"] and value is not None:
            return n + 2 - start, (value * 0.95 / 100, value * 1.05 / 100, True, 1.0)
        elif word.removesuffix("s") in _PARTS and value is not None and value < 10:
            share = value * _PARTS[word.removesuffix("s")]
            return n + 1 - start, (share * 0.95, share * 1.05, True, 1.0)
        else:
            break
        n += 1
    if value is None:
        return 1, None
    total += value
    return max(1, n - start), (total * (1 - _EXACT), total * (1 + _EXACT), False, scale)
