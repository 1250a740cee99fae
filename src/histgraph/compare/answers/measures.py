"""Numbers with their units in a sentence: "a good three centuries", "25,000 tops", "no more than fifty metres high"."""

import re
from functools import cache, lru_cache
from typing import NamedTuple

from histgraph.compare.answers.wording import around, listed
from histgraph.compare.matters import stem
from histgraph.compare.ranges import counted
from histgraph.resources import load_toml

FAR = 1e12
_ROUND = 20
"""From here on a number that ends in nought may be a round one."""
_TOKEN = re.compile(r"\d+(?:,\d{3})*(?:\.\d+)?|[^\W\d_]+(?:['’][^\W\d_]+)?|[-–—$£€%]|[^\s\w]")
_ARTICLED = frozenset(
    {"few", "couple", "handful", "dozen", "hundred", "thousand", "million", "quarter", "third"}
)
_JOINING = frozenset({"to", "or", "and", "-", "–", "of", "a", "maybe", "perhaps", "even", "if", "not"})
_NO_NUMBER = frozenset({"no", "any", "every", "the", "this", "that", "each"})
_AFTER_ONE = listed("around", "after_one")
_ERAS = frozenset({"bc", "ad", "bce", "ce"})
_STOP = re.compile(r"[.,;:!?()—]")
_MONTHS = frozenset(w.lower() for w in load_toml("comparison.toml")["words"]["months"])


class Measure(NamedTuple):
    """A number in a text: where it stands, its bounds in the unit of its measure, what it measures and counts."""

    start: int
    end: int
    least: float
    most: float
    measure: str
    nouns: frozenset[str]

    def apart(self, other: "Measure") -> bool:
        """Whether no number lies in both."""
        few, many = sorted((self, other), key=lambda m: m.most)
        return few.most * 1.02 < many.least


class _Word(NamedTuple):
    text: str
    low: str
    start: int
    end: int


@cache
def _units() -> dict[str, tuple[str, float]]:
    found = {
        name: (measure, float(worth))
        for measure, units in load_toml("answers.toml")["units"].items()
        for name, worth in units.items()
    }
    days = load_toml("comparison.toml")["units"]["duration"]
    found |= {name: ("time", float(worth)) for name, worth in days.items()}
    return found


@lru_cache(maxsize=8192)
def measures(text: str) -> tuple[Measure, ...]:
    """Return the numbers of a sentence in their order, dates left out."""
    said = [_Word(m.group(), m.group().lower(), m.start(), m.end()) for m in _TOKEN.finditer(text)]
    found, n = [], 0
    while n < len(said):
        if not _opens_number(said, n):
            if said[n].low in _TIMES:
                found.append(_often(said[n]))
            n += 1
            continue
        end = _run(said, n)
        measure = None if _is_date(said, n, end) else _measure(text, said, n, end)
        if measure is not None:
            found.append(measure)
        n = end
    return tuple(found)


_TIMES = {"once": 1.0, "twice": 2.0, "thrice": 3.0}


def _often(word: _Word) -> Measure:
    count = _TIMES[word.low]
    return Measure(word.start, word.end, count * 0.98, count * 1.02, "often", frozenset())


def _is_number(word: _Word) -> bool:
    low = word.low
    return (
        low[0].isdigit()
        or low in listed("around", "numbers")
        or ("-" not in low and low.removesuffix("s") in listed("around", "numbers") and low in _units())
    )


def _opens_number(said: list[_Word], n: int) -> bool:
    word, after = said[n], said[n + 1].low if n + 1 < len(said) else ""
    before = said[n - 1].low if n else ""
    if word.low == "one":
        return before not in _NO_NUMBER and after not in _AFTER_ONE
    if word.low in {"a", "an"}:
        return after in _ARTICLED or after in _units()
    if word.low in {"half", "quarter", "third"} and before == "the":
        return False
    return _is_number(word)


def _run(said: list[_Word], n: int) -> int:
    """Return where the words of one number end: "four or five", "twenty-two", "two and a half"."""
    end = n + 1
    while end < len(said):
        if _is_number(said[end]) and said[end - 1].low != "one":
            end += 1
            continue
        joined = next(
            (
                k
                for k in (1, 2, 3)
                if end + k < len(said)
                and _is_number(said[end + k])
                and all(w.low in _JOINING for w in said[end : end + k])
            ),
            0,
        )
        same = [w.low for w in said[end : end + joined]]
        if not joined or (same == ["and"] and said[end + 1].low not in listed("around", "numbers")):
            break
        end += joined + 1
    return end


def _is_date(said: list[_Word], n: int, end: int) -> bool:
    """Whether a number is a year or a day: "in 1458", "44 BC", "12 May"."""
    run = [w for w in said[n:end] if w.text[0].isdigit()]
    after = said[end].low if end < len(said) else ""
    before = said[n - 1].low if n else ""
    if (
        after in _ERAS
        or before in _MONTHS
        or after in _MONTHS
        or (before == "of" and after in {"may", "march"})
    ):
        return True
    if after in {"s", "st", "nd", "rd", "th"} and run:
        return True
    years = bool(run) and all(
        len(w.text) in {3, 4} and w.text.isdigit() and 100 <= int(w.text) <= 2100 for w in run
    )
    if not years or after in _units():
        return False
    if len(run) > 1 and any(w.text in {"-", "–", "to"} for w in said[n:end]):
        return (
            all(len(w.text) == 4 for w in run)
            and int(run[0].text) < int(run[-1].text)
            and not after.endswith("s")
        )
    if (
        before in {"and", "or", "-", "–", "to"}
        and n > 1
        and len(said[n - 2].text) == 4
        and said[n - 2].text.isdigit()
    ):
        return True
    return before in listed("around", "before_years") and not (
        (after.endswith("s") and after not in {"as", "his", "was"}) or after in {"men", "people"}
    )


def _measure(text: str, said: list[_Word], n: int, end: int) -> Measure | None:
    first, last = said[n], said[end - 1]
    kilo = end < len(said) and said[end].low == "k" and said[end].start == last.end and last.text[0].isdigit()
    money = n > 0 and said[n - 1].text in "$£€"
    single = (first.low in {"a", "an"} and end == n + 1) or (
        first.low in {"a", "an"} and said[n + 1].low in _units()
    )
    base = counted(text[first.start : last.end])
    if single and end == n + 1:
        least = most = 1.0
    elif base is None:
        return None
    else:
        least, most = base.least, base.most
    if kilo:
        least, most, end = least * 1000, most * 1000, end + 1
        last = said[end - 1]
    share = base is not None and base.part
    of_one = end + 1 < len(said) and said[end].low in {"a", "an"} and said[end + 1].low in _units()
    if share and of_one and end == n + 1:  # "half a ton"
        share = False
    behind, nouns, unit, stop = end, [], ("share", 1.0) if share else ("", 1.0), last.end
    if end > n + 1 and last.low in _units():
        unit = _units()[last.low]
    if money:
        unit = ({"$": "dollars", "£": "pounds", "€": "euros"}[said[n - 1].text], 1.0)
    while not unit[0] and behind < len(said) and behind < end + 5 and not _STOP.match(said[behind].text):
        low = said[behind].low
        if low in _units():
            unit, stop = _units()[low], said[behind].end
            break
        if low in listed("around", "ends"):
            break
        if low not in listed("around", "skipped") and len(low) > 2 and not low.endswith("ly"):
            nouns.append(stem(said[behind].text))
            stop = said[behind].end if len(nouns) == 1 else stop
        behind += 1
    start, least, most = _bounded(text, said, n, stop, (least, most))
    if most < FAR:
        most *= unit[1]
    return Measure(start, stop, least * unit[1], most, unit[0], frozenset(nouns))


def _bounded(
    text: str, said: list[_Word], n: int, stop: int, ends: tuple[float, float]
) -> tuple[int, float, float]:
    """Return where a number begins with the words before it, and its bounds with "about", "at least" counted in."""
    least, most = ends
    first = n
    while first > 0 and said[first - 1].low in listed("around", "before") and n - first < 6:
        first -= 1
    led = " ".join(w.low for w in said[first:n]).replace("n't", " not")
    tail = re.match(
        r"(?:[^.,;:!?()]|,(?= (?:tops|at most|at least|give or take|or so|or more|max))){0,24}", text[stop:]
    )
    near = f"{led} # {tail.group().lower() if tail else ''} "
    denied = (
        re.search(rf"(?:n['’]t\b|{around('denied').pattern})[^,;.]{{0,45}}$", text[: said[n].start].lower())
        is not None
    )
    start = said[first].start
    plain = least / 0.98
    if plain >= _ROUND and round(plain) % 10 == 0 and most < plain * 1.03:
        least, most = least * 0.92, most * 1.08
    if around("rough").search(near):
        least, most = least * 0.78, most * 1.25
    if around("nearly").search(near):
        return start, least * 0.85, most
    if around("most").search(near) and not re.search(r"\b(?:no|not) (?:less|fewer) than", near):
        return start, 0.0, most
    if re.search(r"\b(?:more than|over)\b", led):
        return (start, 0.0, most) if denied else (start, least, most * 1.7)
    if around("least").search(near) or "# +" in near:
        return start, least, FAR
    return start, least, most
