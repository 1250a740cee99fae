"""The grammar of a line that heads an answer: a mark, a side, a role or a number, a name, and what is said about it.

    >> Post 3, by NAME (flair)      [FOR] NAME      Historian B      2nd Opp.      P1 - NAME, M.A.      NAME wrote:

What a line is by its form only; whether it heads an answer shows in the page as a whole (``frames``).
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

from histgraph.resources import load_toml

LONGEST = 120
"""Code points; a longer line of its own is prose."""
_MARK = r"[^\w\"“”'‘’(@]*"
_NUMBERED = re.compile(
    rf"{_MARK}\(?(?P<label>(?:[A-Za-z]{{1,14}}\s+){{0,2}}(?:no\.\s*|#\s*)?)"
    r"(?P<letter>[A-Z]{0,3})(?P<number>\d{1,3})(?P<code>[A-Z]{1,3}\b)?[\s\])}.,:|/–—-]*\s(?P<rest>\D.*)",
    re.DOTALL,
)
_FLAIR = re.compile(
    r"\s*(?:\(.*|\[.*|\{.*|<.*|\s[|·•»>–—/-]\s.*|\|.*|;.*|,\s+.*|\s{3,}.*"
    r"|\s{1,4}(?:today |yesterday )?(?:at )?\d{1,2}[:.]\d\d\b.*"
    r"|\s(?:replying|in reply|in response|responding)\b.*)",
    re.DOTALL | re.IGNORECASE,
)
"""What stands behind a name: a flair, a rank, to whom it replies."""
_HANDLE = re.compile(r"[^A-Za-z]*(?:@|/?u/)(?P<name>[\w-]{3,30})(?:[^\w].{0,40})?")
_QUOTED_TITLE = re.compile(r"[\"“][^\"“”]{2,80}[\"”]\s*,?\s*")
_SENTENCE = re.compile(r"""[.!?…]["'”’)\]]*$""")
_ABBREVIATED = re.compile(
    r"(?:\b[A-Za-z]{1,2}\.){1,3}$|\b(?:Jr|Sr|Dr|Prof|Esq|PhD|Ph\.D|Prop|Opp|Aff|Neg|Gov|Op)\.$"
)
_TIMED = re.compile(r"\[?\d{1,2}:\d\d(?::\d\d)?\]?\s+(?=[^\W\d])")
_TRAILING = re.compile(r"[\s:=_*~>»|#.–—-]+$")
_BRACKETED_NAME = re.compile(r"[(\[](?P<name>[^()\[\],;:]{2,40})")


@dataclass(frozen=True, slots=True)
class Head:
    """What a line says if it heads an answer.

    ``frame`` is what heads of one page share; ``name`` is whom it names, or what it calls the voice ("Historian B");
    ``said`` tells that a word announces a name ("posted by"), ``called`` that a role or a side stands for one,
    ``flair`` that something is said about who speaks.
    """

    frame: tuple[str, ...]
    name: str
    said: bool = False
    called: bool = False
    number: int = 0
    side: str = ""
    title: str = ""
    flair: bool = False


@dataclass(frozen=True, slots=True)
class _Words:
    """The words of heads that the data file lists, ready to match."""

    said: re.Pattern[str]
    whose: re.Pattern[str]
    by: re.Pattern[str]
    speakers: re.Pattern[str]
    sided: re.Pattern[str]
    sides: dict[str, str]
    spoken_for: tuple[tuple[str, re.Pattern[str]], ...]
    roled: re.Pattern[str]
    views: re.Pattern[str]
    stands: re.Pattern[str]
    farewells: frozenset[str]
    askers: re.Pattern[str]
    none: frozenset[str]
    of_page: re.Pattern[str]


def _any(words: Iterable[str]) -> str:
    return f"(?:{'|'.join(words)})"


@cache
def _words() -> _Words:
    table = load_toml("layouts.toml")["frames"]
    said, by, speakers, roles, views = (
        _any(table[key]) for key in ("said", "by", "speakers", "roles", "views")
    )
    sides = {word: side for side in ("for", "against") for word in table[side]}
    order = f"(?:\\d(?:st|nd|rd|th)|{'|'.join(table['order'])})"
    words = "|".join(sorted(sides, key=len, reverse=True))
    spoken_for = tuple(
        (side, re.compile(rf"\b{speakers}\b.*\b{said_for}\b|\b{said_for} {speakers}\b", re.IGNORECASE))
        for side in ("for", "against")
        for said_for in (_any(table[side]),)
    )
    number = r"(?:[A-H]|\d{1,2})\b|[\[(][\w.-]{2,30}[\])]"
    return _Words(
        said=re.compile(rf"\s{said}(?:\s(?:to|in reply to|on|at)\s.{{1,40}})?$", re.IGNORECASE),
        whose=re.compile(
            rf"{_MARK}(?:\(?\d{{1,2}}\)?\.?\s+)?(?P<who>\w[\w. -]{{2,30}}?)(?:['’]s|s['’])\s(?:\w+\s)?{views}",
            re.IGNORECASE,
        ),
        by=re.compile(rf"(?:^|(?<=[\s,(])){by}:?\s+(?!of\b)(?=\S)", re.IGNORECASE),
        speakers=re.compile(rf"(?i:.*\b{speakers}\b)(?:[^,:]*[,:]\s*(?=\S)|\s+(?=[A-Z]\S*(?:\s[A-Z]\S*)?$))"),
        sided=re.compile(
            rf"{_MARK}(?:\d{{1,2}}[.)]\s+)?(?:{order}\s+)?(?P<side>{words})\b\.?\s*(?P<number>\d{{1,2}})?"
            rf"(?:\s{_any(table['turns'])})?\s*(?P<rest>(?:[^\w\s].*|(?<=\s\s)\w.*)?)",
            re.IGNORECASE | re.DOTALL,
        ),
        sides=sides,
        spoken_for=spoken_for,
        roled=re.compile(
            rf"{_MARK}(?P<called>{roles}[\s#-]*(?P<id>{number}))[\])]?(?:\s*[,(\[|–—-].*)?",
            re.IGNORECASE | re.DOTALL,
        ),
        views=re.compile(rf"\b{views}\b", re.IGNORECASE),
        stands=re.compile(
            rf"(?:[(\[|,–—-]|\b(?:speaks|closes|opens|votes))\s*(?P<side>{words})\b", re.IGNORECASE
        ),
        farewells=frozenset(table["farewells"]),
        askers=re.compile(rf"(?:the )?{_any(table['askers'])}\b.{{0,20}}", re.IGNORECASE),
        none=frozenset(table["after_sides"]),
        of_page=re.compile("|".join(load_toml("layouts.toml")["question"]["heads"]), re.IGNORECASE),
    )


def head(raw: str, sign: str = "") -> Head | None:
    """Return what a line is as a head, None where its form says that it is none.

    Args:
        raw: the line without blanks around it.
        sign: what parts the head from prose in the same line; "" where it stands alone.
    """
    words = _TRAILING.sub("", raw)
    if len(raw) > LONGEST or not words:
        return None
    if not sign and _SENTENCE.search(raw) and not _ABBREVIATED.search(raw) and not raw.endswith((")", "]")):
        return None
    timed = _TIMED.match(words)
    if timed and timed.end() < len(words):
        raw, words = raw[timed.end() :], words[timed.end() :]
    mark = re.match(_MARK, words)
    signs = mark[0].strip() if mark else ""
    closing = sign or (":" if raw.rstrip("*_ ").endswith(":") else _closing(raw))
    return _called(words, signs, closing) or _naming(words, signs, closing)


def is_asker(name: str) -> bool:
    """Whether a head names one who leads the talk and answers nothing ("The PRESIDENT")."""
    return _words().askers.fullmatch(name) is not None


def is_farewell(raw: str) -> bool:
    """Whether a line only takes leave before a name ("Yours,")."""
    return raw.strip(" ,*_").lower() in _words().farewells


def ends_sides(raw: str) -> bool:
    """Whether a line heads what follows the two sides of a debate ("Replies")."""
    return raw.strip(" #*_=~-:\t").lower() in _words().none


def _called(words: str, signs: str, closing: str) -> Head | None:
    """Read a head that calls the voice by its side or role: "2nd Opp.", "[FOR] NAME", "Historian B"."""
    handle = _HANDLE.fullmatch(words)
    if handle is not None:
        return Head(("handle", signs[:1], "", closing), handle["name"], side=_stand(words))
    whose = _words().whose.fullmatch(words)
    if whose is not None:
        return Head(("whose", "", "", closing), whose["who"], said=True)
    roled = _words().roled.fullmatch(words)
    if roled is not None:
        inner = roled["id"].strip("[]()")
        name = inner if len(inner) > 2 else " ".join(roled["called"].split())
        frame = ("roled", signs, roled["called"].split()[0].lower(), closing)
        return Head(frame, name, called=True, side=_stand(words))
    sided = _words().sided.fullmatch(words)
    if sided is None:
        return None
    within = _BRACKETED_NAME.search(sided["rest"])  # "Opening Government – Prime Minister (NAME)"
    rest = within["name"] if within else sided["rest"].strip(" .:|–—-)]*_")
    name, _ = _named(rest) if rest else ("", False)
    label = " ".join(words[: sided.start("rest")].strip(" []().:*_#").split())
    side = _words().sides[sided["side"].lower()]
    return Head(("sided", signs, "", closing), name or label, called=not name, side=side)


def _naming(words: str, signs: str, closing: str) -> Head | None:
    """Read a head that names who speaks."""
    said = _words().said.search(words)
    closing = "said" if said else closing
    words = words[: said.start()] if said else words
    side = next((side for side, pattern in _words().spoken_for if pattern.search(words)), "") or _stand(words)
    numbered = _NUMBERED.fullmatch(words)
    if numbered is not None:
        label = " ".join(numbered["label"].lower().split())
        name, by = _named(numbered["rest"])
        side = side or _words().sides.get(label, "")
        frame = ("numbered", signs, "letter" if numbered["letter"] or numbered["code"] else label, closing)
        title = _title(numbered["rest"], name)
        return (
            Head(frame, name, by or bool(said), False, int(numbered["number"]), side, title) if name else None
        )
    rest = words[len(re.match(_MARK, words)[0]) :]  # type: ignore[index]
    viewed = _BRACKETED_NAME.search(rest) if _words().views.search(rest.split("(")[0]) else None
    name, by = (viewed["name"].strip(), True) if viewed else _named(rest)
    if not name:
        return None
    bare = name == rest and not (signs or said or closing)
    flair = re.search(r"\s[(\[|·•—–]|\d[:.]\d\d", rest) is not None
    return Head(
        ("bare" if bare else "marked", signs, "", closing), name, by or bool(said), side=side, flair=flair
    )


def _stand(words: str) -> str:
    """Return the side that a flair tells: "NAME (in favour)", "NAME | speaks AGAINST"."""
    found = _words().stands.search(words)
    return _words().sides[found["side"].lower()] if found else ""


def _closing(raw: str) -> str:
    match = re.search(r"\s([^\w\s\"“”'‘’(@.?!]+)$", raw)
    return match[1][0] if match else ""


def _named(rest: str) -> tuple[str, bool]:
    """Return the name within what a head says, and whether a word announces it ("posted by")."""
    titled = _QUOTED_TITLE.search(rest)
    words = rest[: titled.start()] + rest[titled.end() :] if titled and titled.end() < len(rest) else rest
    announced = list(_words().by.finditer(words))
    words = words[announced[-1].end() :] if announced else words
    speaker = _words().speakers.match(words)
    words = words[speaker.end() :] if speaker else words
    name = _FLAIR.sub("", words.strip(' *_[]"“”'), count=1).strip(' *_[]):"“”')
    fits = 1 <= len(name.split()) <= 5 and 2 <= len(name) <= 45 and name.lower() not in _words().none
    fits = fits and _words().of_page.fullmatch(name) is None
    return (re.sub(r"^(?:/?u/|@)", "", name) if fits else ""), bool(announced or speaker)


def _title(rest: str, name: str) -> str:
    """Return what a head says before the name, if that is a thesis: "They shut the door (submitted by NAME)"."""
    above = re.match(
        r"(?P<title>\w.{10,}?)\s*(?:[(,–—|-]\s*)(?:\w+\s+)?(?:by|from)?\s*" + re.escape(name), rest
    )
    return above["title"] if above and len(above["title"].split()) > 2 else ""
