"""Turns that lines tell by other signs than "Name:": a time, an at sign, capitals, a name at the end.

Like the functions of ``openings``, each takes the lines of a page and gives them back, some of them now
opening answers; none does so on a page whose first words are nobody's turn.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache

from histgraph.gazetteer import gazetteer
from histgraph.model import Span
from histgraph.resources import load_toml
from histgraph.segment.authors import Authorship, are_authors, authorship, is_handle
from histgraph.segment.heads import is_asker
from histgraph.segment.lines import Line

_SHORT = 25
_LONGEST_HEAD = 250
_MOST_NAMES = 40
"""Names that are looked for on the page: each costs a search, and more say nothing new."""
_PREFACE = 200
_QUESTION = re.compile(r"[^\s.!?][^.!?\n]{20,300}\?")
_PROSE = frozenset({"prose", "thesis"})
_SPOKEN = frozenset({"prose", "thesis", "heading"})
_NAME = r"(?-i:@?[\w.-]{2,30}|[A-Z][\w.'’-]*(?: [A-Z][\w.'’-]*){0,3})(?:\s[^\w\s:<>()\[\].,–—-]{1,3})?"
_CLOCK = r"[012]?\d[:.][0-5]\d(?:[:.][0-5]\d)?(?:\s?[ap]\.?m\.?)?"
_DAY = r"(?:\d{1,4}[-/.]\d{1,2}[-/.]\d{1,4}|today|yesterday|(?:mon|tues|wednes|thurs|fri|satur|sun)day)"
_STAMP = rf"(?:(?P<day>{_DAY}),?(?:\sat)?\s)?{_CLOCK}"
_TIMED = (
    re.compile(
        rf"\s*(?:(?P<open>[\[(])\s*{_STAMP}\s*[\])]|{_STAMP.replace('day>', 'date>')})\s*(?:[-–—|]\s*)?(?:from\s+)?"
        rf"(?:<[@+ ]?(?P<handle>[^<>\n]{{2,30}})>\s*:?|(?P<name>{_NAME})(?:\s+to\s+(?:everyone|all))?\s*:)\s+(?=\S)",
        re.IGNORECASE,
    ),
    re.compile(rf"\s*(?P<name>{_NAME})\s*(?P<open>[\[(])\s*{_STAMP}\s*[\])]\s*:\s*(?=\S)", re.IGNORECASE),
    re.compile(rf"\s*(?P<name>{_NAME})(?:\s*[—–,|-]|\s)\s*(?P<open>\[)?{_STAMP}\]?\s*$", re.IGNORECASE),
)
"""The head of a message in a log of a chat: "[12:04] mara: ...", "mara (12:04): ...", "mara 12:04 PM" above it."""
_AT = re.compile(r"\s*[*_]{0,3}@(?P<name>\w[\w.-]{1,29}?)[*_]{0,3}\s*[:,–—-]?[*_]{0,3}\s+(?=\S)")
_TITLE = r"(?:M(?:rs?|RS?|[sS])|D[rR]|Rev|REV|Prof|PROF|Col|COL|Gen|GEN|Capt|CAPT|Sen|SEN)\.?"
_LOUD = r"(?:THE |The |SIR |LORD |LADY |MISS )?[A-Z][A-Z'’-]+(?: [A-Z][A-Z'’-]+){0,3}"
_CAPITALS = re.compile(
    rf"\s*[*_]{{0,3}}(?P<name>(?:{_TITLE} [A-Z][\w'’-]+|{_LOUD}))"
    r"(?:,?\s[\[(][^\])\n]{1,60}[\])])?[*_]{0,3}\s?(?:\.\s?[—–-]{0,2}|[—–]{1,2}|:)[*_]{0,3}\s*(?=\S)"
)
"""A turn in a transcript or a play: "MR. HALE. ...", "THE CHAIRMAN.— ..."."""
_HELD = re.compile(rf"{_TITLE} |(?:SIR|LORD|LADY|MISS) ")
_AT_END = re.compile(
    r"(?<=[.!?…\"”’)])\s*(?:\((?P<a>[^()\n]{2,60})\)|\[(?P<b>[^\[\]\n]{2,60})\]|\s[—–~-]{1,2}\s?(?P<c>[^.!?:;—–\n]{2,50}))[*_]{0,3}\s*$"
)
_TALK = re.compile(
    r"(?:\s*[-—–]{1,2}\s*|(?<=[.!?…\"”’)])\s+)"
    r"(?:\[\[User:(?P<linked>[^\]|\n]{1,40})\|[^\]\n]{0,80}\]\]|(?P<name>\w[\w.'’-]{0,30}(?: [\w.'’-]{1,30}){0,3}?))"
    r"\s*(?:\([^()\n]{3,120}\)\s*)?\d{1,2}:\d{2}, \d{1,2} \w{3,9} 20\d\d \([A-Z]{3,4}\)\s*$"
)
"""The signature on a talk page: "... ended. Mara (talk) 10:02, 3 March 2021 (UTC)"."""
_COUNTED = re.compile(
    r"(?:(?:no\.?|post|reply|comment|message|opinion)\s*)?#?\s*(?P<number>\d{1,3})\s*[.):]?", re.IGNORECASE
)
_WORD = re.compile(r"[\w'’-]+")
_INDENT = re.compile(r"\s*[:*]+\s*")


@dataclass(frozen=True, slots=True)
class _Dialogue:
    """Words of the table ``dialogue``: who asks a machine, what answers, who presides."""

    asks: re.Pattern[str]
    answers: re.Pattern[str]
    presides: frozenset[str]
    asides: frozenset[str]
    mail: re.Pattern[str]


@cache
def _dialogue() -> _Dialogue:
    table = load_toml("layouts.toml")["dialogue"]
    sign = r"[^\w\n]{0,8}"
    end = r"(?:\s(?:said|says|wrote))?[*_]{0,3}\s*(?P<mark>:)?[*_]{0,3}\s*"
    return _Dialogue(
        re.compile(rf"{sign}(?:{'|'.join(table['asks'])}){end}", re.IGNORECASE),
        re.compile(rf"{sign}(?P<name>{'|'.join(table['answers'])}){end}", re.IGNORECASE),
        frozenset(table["presides"]),
        frozenset(table["asides"]),
        re.compile(table["mail"], re.IGNORECASE),
    )


def asked_of_machines(text: str, found: list[Line]) -> list[Line]:
    """Take "User" and "Assistant" before their words, or above them, for question and answers."""
    heads: dict[int, tuple[str | None, int]] = {}
    for number, line in enumerate(found):
        words = line.span.quote(text)
        for pattern in (_dialogue().asks, _dialogue().answers):
            match = pattern.match(words)
            if match and (match.end() == len(words) or match["mark"]):
                name = match.groupdict().get("name")
                heads[number] = (name, line.span.start + match.end())
                break
    speakers = [name for name, _ in heads.values()]
    if None not in speakers or not any(speakers) or any(found[n].role == "question" for n in heads):
        return found
    if next((n for n, line in enumerate(found) if _weighs(text, line)), 0) < min(heads):
        return found
    turned: list[Line] = []
    asking = asked = False
    for number, line in enumerate(found):
        name, start = heads.get(number, ("", 0))
        if number in heads:
            asking = name is None
        rest = Span(start, line.span.end) if number in heads else line.span
        words = rest.quote(text).strip() if rest.start < rest.end else ""
        if not asking:
            opened = replace(line, role="answer", author=name, rest=rest if words else None)
            turned.append(opened if number in heads else line)
        elif words.rstrip("*_ ").endswith("?") and not asked:
            asked = True
            turned.append(replace(line, role="question", rest=rest))
        else:
            turned.append(replace(line, role="furniture"))
    return turned


def _weighs(text: str, line: Line) -> bool:
    return line.role in _PROSE and len(line.span.quote(text).strip()) > _SHORT


@dataclass(frozen=True, slots=True)
class _Turn:
    """The head of a turn: who, where the words begin, and how sure the sign is by itself."""

    name: str
    start: int
    sure: bool = False


def quoted_mail(text: str, found: list[Line]) -> list[Line]:
    """Tell whom the quoted lines below "On ..., NAME wrote:" quote, in letters of our own time."""
    turned: list[Line] = []
    for number, line in enumerate(found):
        below = [other.span.quote(text).strip() for other in found[number + 1 : number + 3]]
        words = line.span.quote(text).strip()
        if below[:1] == ["wrote:"]:  # such lines are often broken there
            words, below = f"{words} wrote:", below[1:]
        match = _dialogue().mail.fullmatch(words) if len(words) < _LONGEST_HEAD else None
        if match and below and below[0].startswith((">", "&gt;")):
            line = replace(line, role="quoted", author=match["author"].strip(" ,\"'"))
        elif turned and turned[-1].role == "quoted" and words == "wrote:":
            line = replace(line, role="furniture")
        turned.append(line)
    return turned


def timed(text: str, found: list[Line]) -> list[Line]:
    """Take the lines of a chat for turns: a time and a name before each, or above it."""
    turns: dict[int, _Turn] = {}
    for number, line in enumerate(found):
        for pattern in _TIMED if line.role in _SPOKEN else ():
            match = pattern.match(line.span.quote(text))
            if match:
                told = match.groupdict()
                name = (told.get("handle") or told.get("name") or "").strip().removeprefix("@")
                sure = bool(told.get("open") or told.get("handle") or told.get("day") or told.get("date"))
                turns[number] = _Turn(name, line.span.start + match.end(), sure)
                break
    names = {turn.name for turn in turns.values()}
    sure = all(turn.sure for turn in turns.values()) or are_authors(_some(names), text)
    return _turned(text, found, turns, going_on=True) if len(names) > 1 and sure else found


def addressed(text: str, found: list[Line]) -> list[Line]:
    """Take "@name" before every paragraph for its writer; after another's words it is whom they speak to."""
    turns = _matched(text, found, _AT, bool)
    names = {turn.name for turn in turns.values()}
    most = 2 * len(turns) >= sum(_weighs(text, line) for line in found)
    return _turned(text, found, turns) if len(names) > 1 and most else found


def in_capitals(text: str, found: list[Line]) -> list[Line]:
    """Take names in capitals, or with a title, before a stop for the speakers of a transcript or a play.

    Two are to be names by themselves, or one to come again; a word that the page also writes small is none.
    """
    written: set[str] = set()

    def may_speak(name: str) -> bool:
        if not written:
            written.update(_WORD.findall(text))
        told = name.lower().removeprefix("the ")
        if gazetteer().get(name) is not None or gazetteer().get(name.title()) is not None:
            return False
        small = any(word in written for word in told.split())
        return bool(_HELD.match(name)) or told in _dialogue().presides or (len(name) > 2 and not small)

    turns = _matched(text, found, _CAPITALS, may_speak)
    names = {turn.name for turn in turns.values()}
    sure = sum(
        bool(_HELD.match(n)) or (" " in n and authorship(n.title(), text) is Authorship.SURE)
        for n in _some(names)
    )
    told = 3 * len(turns) >= sum(_weighs(text, line) for line in found)
    if not told or len(names) < 2 or (sure < 2 and len(names) == len(turns)):
        return found
    return _turned(text, found, turns)


def _matched(
    text: str, found: Sequence[Line], pattern: re.Pattern[str], speaks: Callable[[str], bool]
) -> dict[int, _Turn]:
    turns = {}
    for number, line in enumerate(found):
        match = pattern.match(line.span.quote(text)) if line.role in _PROSE else None
        if match and speaks(match["name"]):
            turns[number] = _Turn(match["name"], line.span.start + match.end())
    return turns


def _turned(text: str, found: list[Line], turns: dict[int, _Turn], *, going_on: bool = False) -> list[Line]:
    """Open an answer at each turn; who only asks is the one who puts the question.

    Args:
        text: the page.
        found: its lines.
        turns: the heads of turns by the number of their line.
        going_on: whether what one says after his own words goes on with them.
    """
    if not turns or not (_begins(text, found, turns) or (going_on and _is_preface(text, found, turns))):
        return found
    asks = _askers(text, found, turns)
    opened: list[Line] = []
    last = ""
    for number, line in enumerate(found):
        turn = turns.get(number)
        if turn is None:
            opened.append(line)
            continue
        rest = Span(turn.start, line.span.end) if turn.start < line.span.end else None
        if turn.name in asks:
            asked = _question(text, rest) if rest is not None else None
            opened.append(replace(line, role="furniture" if last else "question", rest=asked or rest))
        elif going_on and turn.name == last and rest is not None:
            opened.append(replace(line, span=rest, role="prose"))
        else:
            opened.append(replace(line, role="answer", author=turn.name, rest=rest))
        last = turn.name
    return opened


def _begins(text: str, found: Sequence[Line], turns: Mapping[int, _Turn]) -> bool:
    """Whether the first words below the question are somebody's turn."""
    first = next(
        (n for n, line in enumerate(found) if _weighs(text, line) and not _asks(text, line)), len(found)
    )
    return min(turns) <= first and (first in turns or first - 1 in turns)


def _is_preface(text: str, found: Sequence[Line], turns: Mapping[int, _Turn]) -> bool:
    """Whether only a short notice stands above the turns of a chat; what ends with a colon introduces a quotation."""
    above = [line.span.quote(text).strip() for line in found[: min(turns)] if line.role in _SPOKEN]
    most = 2 * len(turns) >= sum(_weighs(text, line) for line in found)
    return (
        most
        and len(turns) > 2
        and sum(map(len, above)) < _PREFACE
        and not any(w.endswith(":") for w in above)
    )


def _askers(text: str, found: Sequence[Line], turns: Mapping[int, _Turn]) -> set[str]:
    """Return who puts nothing but questions; whoever opens a page that asks nothing above may add to them."""
    first = min(turns)
    opener = "" if any(_asks(text, line) for line in found[:first]) else turns[first].name
    asking: dict[str, bool] = {}
    for number, turn in turns.items():
        words = Span(turn.start, max(turn.start, found[number].span.end))
        asks = _asks(text, found[number]) or (turn.name == opener and _question(text, words) is not None)
        asking[turn.name] = is_asker(turn.name) or (asking.get(turn.name, True) and asks)
    return {name for name, asks in asking.items() if asks}


def _question(text: str, words: Span) -> Span | None:
    """Return the first question of some length within a turn."""
    match = _QUESTION.search(text, words.start, words.end)
    return Span(*match.span()) if match else None


def _asks(text: str, line: Line) -> bool:
    return line.span.quote(text).rstrip("*_#= \t").endswith("?")


def counted(text: str, found: list[Line]) -> list[Line]:
    """Take numbers on lines of their own, one after the other from right below a question, for heads of answers."""
    heads = {}
    for number, line in enumerate(found):
        words = line.span.quote(text).strip(" \t*_")
        match = (
            _COUNTED.fullmatch(words) if not words.isdigit() else None
        )  # a page or a section has its number alone
        below = next((other for other in found[number + 1 : number + 2] if _weighs(text, other)), None)
        if match and below is not None:
            heads[number] = int(match["number"])
    counts = list(heads.values())
    first = next((n for n, line in enumerate(found) if _weighs(text, line) and not _asks(text, line)), 0)
    asked = any(_asks(text, line) or line.role == "question" for line in found[:4])
    if len(heads) < 2 or not asked or counts != list(range(counts[0], counts[0] + len(counts))):
        return found
    if first != min(heads) + 1:
        return found
    return [
        replace(line, role="answer", author=None, rest=None) if number in heads else line
        for number, line in enumerate(found)
    ]


def signed_at_end(text: str, found: list[Line]) -> list[Line]:
    """Take a name in brackets or after a dash at the end of a paragraph for the writer of what stands above it.

    The last paragraph has to end so, too: else the names may be those of works that are cited.
    """
    said = [line for line in found if _weighs(text, line) and not _asks(text, line)]
    for pattern in (_TALK, _AT_END):
        ends = {id(line): match for line in said if (match := pattern.search(line.span.quote(text)))}
        names = {key: _signer(match) for key, match in ends.items()}
        known = {name for name in names.values() if name.lower() not in _dialogue().asides}
        told = pattern is _TALK or (len(known) == len(set(names.values())) and _are_writers(known, text))
        closed = bool(said) and id(said[-1]) in ends
        if closed and told and (pattern is _TALK or not any(map(_is_quotation, said, [text] * len(said)))):
            return _blocks(
                text, found, said, {key: (names[key], match.start()) for key, match in ends.items()}
            )
    return found


def _are_writers(names: set[str], text: str) -> bool:
    looked_at = _some(names)
    return are_authors(looked_at, text) and all(
        authorship(name, text) is not Authorship.NONE or is_handle(name, text) for name in looked_at
    )


def _some(names: set[str]) -> list[str]:
    return sorted(names)[:_MOST_NAMES]


def _is_quotation(line: Line, text: str) -> bool:
    return line.span.quote(text).lstrip().startswith(('"', "“", ">", "«"))


def _signer(match: re.Match[str]) -> str:
    found = next(words for words in match.groups() if words)
    return found.split(",")[0].strip(" *_").removeprefix("@")


def _blocks(
    text: str, found: list[Line], said: Sequence[Line], ends: dict[int, tuple[str, int]]
) -> list[Line]:
    """Open an answer above each name, for the paragraphs since the one before, and take the name off its end."""
    opens: dict[int, str] = {}
    block: list[Line] = []
    for line in said:
        block.append(line)
        if id(line) in ends:
            opens[id(block[0])] = ends[id(line)][0]
            block = []
    if block:
        opens[id(block[0])] = ""

    def cut(line: Line) -> Line:
        indent = _INDENT.match(text, line.span.start, line.span.end)
        start = indent.end() if indent else line.span.start
        end = line.span.start + ends[id(line)][1] if id(line) in ends else line.span.end
        words = Span(start, end)
        if id(line) in opens:
            return replace(line, role="answer", author=opens[id(line)] or None, rest=words)
        return replace(line, span=words) if id(line) in ends else line

    return [cut(line) for line in found]
