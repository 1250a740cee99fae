"""Where answers begin on pages on which no single line says so: it shows only in the page as a whole.

Each function takes the lines of a page and gives them back, some of them now opening answers.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import replace
from itertools import pairwise

from histgraph.model import Span
from histgraph.segment.authors import Authorship, are_authors, authorship, may_be_one
from histgraph.segment.frames import framed, running_on
from histgraph.segment.lines import Line
from histgraph.segment.turns import (
    addressed,
    asked_of_machines,
    counted,
    in_capitals,
    quoted_mail,
    signed_at_end,
    timed,
)

_NUMBERED = re.compile(r"^\s*(?:\(?\d{1,2}[.)]|#\d{1,2}[.:)]?|[IVX]{1,4}[.)])\s+(?=\S)")
_BULLET = re.compile(r"^\s*[-*•▪●◦–+]\s+(?=\S)")
_RULE = re.compile(r"^\s*(?:[-*_=~#]\s*){3,}$")
_SPEAKER = re.compile(
    r"^\s*(?P<open>[*_]{1,3}|\[)?(?P<name>[^\W\d_][^:*_\[\]()\n]{0,70}?)"
    r"(?:\s*\((?P<about>[^()\n]{1,60})\)|,\s+(?P<title>[^:*_\n]{3,250}))?"
    r"(?:[*_]{1,3}|\])?\s*(?::|\s[—–]\s)\s*(?:[*_]{1,3})?\s*(?=\S)"
)
_AGO = re.compile(
    r"(?:[•·|,]\s*)?(?:edited\s+)?\d{1,3}\s?(?:y|yr|yrs|mo|mos|w|wk|d|h|hr|m|min|years?|months?|weeks?|days?|hours?"
    r"|minutes?)\.?(?:\s?ago)?\b.{0,40}",
    re.IGNORECASE,
)
_MONTH = r"(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.?"
_DATED = re.compile(
    r"(?:(?:posted|answered|written|commented|reviewed)\s)?(?:on\s)?"
    rf"(?:{_MONTH} \d{{1,2}}(?:st|nd|rd|th)?,?|\d{{1,2}}(?:st|nd|rd|th)? {_MONTH},?"
    r"|\d{1,2}[./]\d{1,2}[./])\s?(?:199\d|20\d\d)\b.{0,25}|(?:199\d|20\d\d)-\d\d-\d\d\b.{0,25}",
    re.IGNORECASE,
)
"""A date of our own time: no older one, which may be what a paragraph tells of."""
_SCORE = re.compile(r"[+-]?\d{1,5}(?: points?)?")
_DOT = re.compile(r"[•·|]")
_HANDLE = re.compile(r"(?:/?u/|@)?[\w-]{2,30}")
_SHOWN = re.compile(r"(?!r/|(?:[Pp]osted|[Ss]ubmitted|[Aa]sked|[Bb]y|[Ee]dited)\b)[^\W\d_][^.!?;:]{1,38}")
"""A name as sites show it above "3 days ago": of several words, in small letters, with a picture."""
_VOTES = re.compile(r"\s*[+-]?\d[\d.,]*k? (?:points?|(?:up)?votes?|likes?|people found this helpful)\s*")
_TITLED = re.compile(
    r"(?P<name>[^,(]{3,80}?)(?:,\s+|\s+\()(?:(?:an?|the|former(?:ly)?|retired|emerit(?:us|a)|senior|junior|honorary"
    r"|visiting|associate|assistant|chief|principal|independent|local|research|\w+al) )*"
    r"(?:historian|chair|dean|director|head|keeper|officer|president|chaplain|secretary|professor|lecturer|teacher|author|writer|journalist|student|curator|editor|researcher|fellow|expert"
    r"|archaeologist|economist|archivist|librarian|biographer|scholar|reader in|ph\.?d|b\.?a\.?\b|m\.?a\.?\b|dr\b"
    r"|works|worked|studied|studies|teaches|lives|amateur)\b.{0,250}",
    re.IGNORECASE,
)
"""A name with what its bearer is: "Mara Holt, lecturer in York"."""
_SENTENCE = re.compile(r"""[.!?…]["'”’)]*\s*$""")
_OPENERS = frozenset(
    {"answer", "for", "against", "point", "counter", "pro", "con", "summary", "card", "signed", "signs"}
)
_INTERVIEWER = re.compile(
    r"\s*[*_\[]{0,3}(?:interviewer|moderator|host|chair(?:man|woman)?|editor|user|human|questioner)[*_\]]{0,3}\s*:",
    re.IGNORECASE,
)
_ROLE = re.compile(
    r"(?:the |an? )?(?:human|person|chat ?gpt|gpt[-. ]?\w{0,4}|chatbot|bot|ai|llm|language model|model|machine"
    r"|assistant|system|claude|bard|gemini|llama|copilot|historian|expert|professor|teacher|student|redditor|reddit|wikipedia"
    r"|user|reference)(?:[- ]?[\da-d])?(?:[- ](?:written|generated))?(?: (?:answer|response|reply))?",
    re.IGNORECASE,
)
"""What answers are headed by where no name is given: "Human answer:", "ChatGPT:", "Historian:"."""
_BRACKETED = re.compile(r"^\s*\[(?P<name>[^\W\d_][^\[\]\n]{0,40})\]\s+(?=\S)")
_POINTS = re.compile(r"\s*\([+-]?\d[\d.,]*k? (?:points?|(?:up)?votes?|likes?)\)$")
_SECOND = re.compile(r"[#*_\s]*II[.):]\s")
_WROTE = re.compile(
    r"(?P<name>\w[\w.'’-]{0,30}(?: [\w.'’-]{1,30}){0,2}) (?:wrote|said|says|writes|posted)(?:\s(?:on|at)\s.{1,30})?\s*:"
)
_SHORT = 25
_LONGEST_TITLE = 60
_QUOTED = 20
"""Letters of a quotation from which on it can be found again: fewer may stand there by chance."""


def opened(text: str, found: list[Line]) -> list[Line]:
    """Let every way of telling answers apart have its turn; the first that sees any ends it."""
    found = framed(text, asked_of_machines(text, _users_with_time(text, quoted_mail(text, found))))
    ways: tuple[Callable[[str, list[Line]], list[Line]], ...] = (
        _wrote, _named_headings, _speakers, timed, addressed, running_on, in_capitals, signed_at_end, counted, _listed,
        _divided_by_rules,
    )  # fmt: skip
    for way in ways:
        if any(line.role in _OPENERS for line in found):
            break
        found = way(text, found)
    sides_only = {line.role for line in found} & _OPENERS <= {"pro", "con"}
    return running_on(text, found) if sides_only else found


def _words(text: str, line: Line) -> str:
    return line.span.quote(text).strip()


def _users_with_time(text: str, found: list[Line]) -> list[Line]:
    """Take "name / · / 3 yr. ago" on lines of their own for the opening of an answer, if there are two."""
    heads: dict[int, int] = {}
    for number, line in enumerate(found):
        scored = _SCORE.fullmatch(_words(text, line)) is not None
        dated = _DATED.fullmatch(_words(text, line)) is not None
        if not scored and not dated and not _AGO.fullmatch(_words(text, line)):
            continue
        above = number - 1
        if above >= 0 and _DOT.fullmatch(_words(text, found[above])):
            above -= 1
        if above >= 0 and found[above].role in {"heading", "prose", "thesis"}:
            words = _words(text, found[above]).strip("#*_ ")
            known = not scored or authorship(words, text) is Authorship.SURE
            named = dated and authorship(words, text) is not Authorship.NONE
            ago = not scored and not dated and _SHOWN.fullmatch(words) is not None
            if named or ago or (_HANDLE.fullmatch(words) and not words.isdigit() and known):
                heads[above] = number
    if len(heads) < 2:
        return found
    between = {n for above, below in heads.items() for n in range(above + 1, below + 1)}
    return [
        replace(
            line, role="answer", author=re.sub(r"^(/?u/|@)", "", _words(text, line).strip("#*_ ")), rest=None
        )
        if number in heads
        else replace(line, role="furniture")
        if number in between
        else line
        for number, line in enumerate(found)
    ]


def _wrote(text: str, found: list[Line]) -> list[Line]:
    """Take "name wrote:" for the opening of an answer below a rule or above words that are not quoted, if two do so."""
    names: dict[int, str] = {}
    for number, line in enumerate(found):
        match = _WROTE.fullmatch(_words(text, line)) if line.role == "cites" else None
        above, below = found[:number][-1:], found[number + 1 : number + 2]
        ruled = any(_RULE.match(other.span.quote(text)) for other in above)
        spoken = not any(_words(text, other).startswith((">", "&gt;")) for other in below)
        if match is not None and (ruled or spoken):
            names[id(line)] = match["name"]
    if len(set(names.values())) < 2:
        return found
    names |= _quoting(text, found, names)
    return [
        replace(line, role="answer", author=names[id(line)], rest=None) if id(line) in names else line
        for line in found
    ]


def _quoting(text: str, found: list[Line], names: Mapping[int, str]) -> dict[int, str]:
    """Return who opens an answer by quoting another: "Petra wrote:" above words that Rowan wrote before.

    Above words of Petra's own, or words that stand nowhere else, it tells whom the quotation is from.
    """
    quoting: dict[int, str] = {}
    speaker: list[tuple[int, str]] = []
    for line, below in pairwise(found):
        match = _WROTE.fullmatch(_words(text, line)) if line.role == "cites" else None
        if match is None:
            continue
        if id(line) not in names:
            words = re.sub(r"^(?:&gt;|[>\s])+", "", _words(text, below))
            place = text.find(words, 0, line.span.start) if len(words) > _QUOTED else -1
            said = [name for start, name in speaker if start < place]
            if not said or said[-1] == match["name"]:
                continue
            quoting[id(line)] = match["name"]
        speaker.append((line.span.start, match["name"]))
    return quoting


def _named_headings(text: str, found: list[Line]) -> list[Line]:
    """Take headings that are names for the openings of answers, if there are two or more."""
    marked = [line for line in found if line.marked and line.role in {"heading", "thesis"}]
    level = {id(line): len(_words(text, line)) - len(_words(text, line).lstrip("#")) for line in marked}
    names: dict[int, str] = {}
    lone: dict[int, str] = {}
    headings = marked or _bare_headings(text, found)
    if any(_SECOND.match(_words(text, line)) for line in headings):
        return found  # sections with Roman numbers
    for line in headings:
        words = _POINTS.sub("", _words(text, line).strip("#*_ \t"))
        titled = _TITLED.fullmatch(words)
        words = titled["name"].strip("*_ ") if titled else words
        if authorship(words, text) is not Authorship.NONE:
            names[id(line)] = words
        elif may_be_one(words, text):
            lone[id(line)] = words
    if are_authors(names.values(), text):
        names |= lone
    levels = {level.get(key, 0) for key in names}
    beside = [line for line in marked if level[id(line)] in levels and id(line) not in names]
    if not are_authors(names.values(), text) or len(beside) > len(names) // 2:
        return found
    return [
        replace(line, role="answer", author=names[id(line)], rest=None, lead="summary")
        if id(line) in names
        else line
        for line in found
    ]


def _bare_headings(text: str, found: list[Line]) -> list[Line]:
    """Return short lines of their own with prose right below, on a page without marked headings."""
    return [
        line
        for line, below in pairwise(found)
        if line.role in {"heading", "prose"} and line.before and below.role == "prose"
        and len(_words(text, below)) > 2 * _SHORT and not _SENTENCE.search(_words(text, line))
    ]  # fmt: skip


def _speakers(text: str, found: list[Line]) -> list[Line]:
    """Take "Name: ..." for the opening of an answer where every paragraph after the question has one."""
    heads: dict[int, tuple[str, Span]] = {}
    prose = _prose(text, found)
    asked = _asked(text, found)
    for line in prose:
        words = line.span.quote(text)
        match = _SPEAKER.match(words) or _BRACKETED.match(words)
        if (
            match
            and id(line) not in asked
            and _is_short_or_titled(match)
            and _speaks(match["name"], text, interviewed=bool(asked))
        ):
            heads[id(line)] = match["name"].strip(), Span(line.span.start + match.end(), line.span.end)
    first = next((line for line in prose if len(_words(text, line)) > _SHORT and id(line) not in asked), None)
    names = {name for name, _ in heads.values()}
    enough = _told_apart(names, text, len(heads), asked=bool(asked)) and 3 * len(heads) >= len(prose)
    if not enough or first is None or id(first) not in heads:
        return found

    def turned(line: Line) -> Line:
        if id(line) in heads:
            name, rest = heads[id(line)]
            return replace(line, role="answer", author=name, rest=rest)
        if id(line) in asked:
            asks = _words(text, line).endswith("?")
            return replace(line, role="question" if asks else "furniture", rest=asked[id(line)])
        return line

    return [turned(line) for line in found]


def _is_short_or_titled(match: re.Match[str]) -> bool:
    """Whether what stands between a name and its colon is short, or tells what its bearer is."""
    title = match.groupdict().get("title") or ""
    return len(title) <= _LONGEST_TITLE or _TITLED.fullmatch(f"{match['name']}, {title}") is not None


def _asked(text: str, found: list[Line]) -> dict[int, Span]:
    """Return the lines of who asks ("Interviewer: ..."); a human beside a machine may be one who answers."""
    asked = {}
    for line in found:
        words = _words(text, line)
        match = _INTERVIEWER.match(line.span.quote(text))
        answers = match is not None and _ROLE.match(words) and not words.endswith("?") and _asks(text, found)
        if match is not None and not answers:
            asked[id(line)] = Span(line.span.start + match.end(), line.span.end)
    return asked


def _told_apart(names: set[str], text: str, count: int, *, asked: bool) -> bool:
    """Whether names before colons are those of speakers: of authors, of two roles, or in capitals and used again."""
    roles = {name for name in names if _ROLE.fullmatch(name)}
    sure = {name for name in names - roles if authorship(name, text) is Authorship.SURE}
    loud = {name for name in names if _is_loud(name)}
    return (
        are_authors(names, text)
        or (asked and bool(names))
        or (len(roles | sure) >= 2 and bool(roles))
        or (2 <= len(loud) < count)
    )


def _is_loud(name: str) -> bool:
    return name.isupper() and len(name) > 2 and name.lower() not in _MARKS


_MARKS = frozenset(
    {"note", "edit", "update", "tldr", "source", "sources", "ps", "warning", "summary", "question", "answer"}
)


def _speaks(name: str, text: str, *, interviewed: bool) -> bool:
    known = _ROLE.fullmatch(name) or _is_loud(name) or authorship(name, text) is not Authorship.NONE
    return bool(known) or (interviewed and name.isalpha() and name.istitle())


def _prose(text: str, found: list[Line]) -> list[Line]:
    """Return the lines of prose that ask nothing."""
    said = (line for line in found if line.role in {"prose", "thesis"})
    return [line for line in said if not _words(text, line).rstrip("*_# ").endswith("?")]


def _asks(text: str, found: list[Line]) -> bool:
    return any(
        line.role == "question" or _words(text, line).rstrip("*_# ").endswith("?") for line in found[:4]
    )


def _listed(text: str, found: list[Line]) -> list[Line]:
    """Take a numbered or bulleted list right below a question for its answers."""
    prose = _prose(text, found)
    if not prose or not _asks(text, found):
        return found
    for pattern in (_NUMBERED, _BULLET):
        items = [
            line
            for line in prose
            if pattern.match(line.span.quote(text))
            and (len(_words(text, line)) > 60 or _SENTENCE.search(_words(text, line)))
        ]
        # What an answer introduces with a colon is a list of its reasons.
        if len(items) < 2 or prose[0] is not items[0] or 2 * len(items) < len(prose) - 1:
            continue
        rests = {id(line): _after(pattern, text, line) for line in items}
        told = _named_items(text, rests) or {key: (None, rest) for key, rest in rests.items()}
        return [
            replace(line, role="answer", author=told[id(line)][0], rest=told[id(line)][1])
            if id(line) in told
            else line
            for line in found
        ]
    return found


def _named_items(text: str, rests: Mapping[int, Span]) -> dict[int, tuple[str | None, Span]]:
    """Return who speaks in each item of a list, where every one tells it: "1. Ann Hale: ..."."""
    named: dict[int, tuple[str | None, Span]] = {}
    for key, rest in rests.items():
        match = _SPEAKER.match(rest.quote(text))
        if match:
            named[key] = match["name"].strip(), Span(rest.start + match.end(), rest.end)
    whole = len(named) == len(rests) and are_authors((name for name, _ in named.values() if name), text)
    return named if whole else {}


def _after(pattern: re.Pattern[str], text: str, line: Line) -> Span:
    match = pattern.match(line.span.quote(text))
    return Span(line.span.start + (match.end() if match else 0), line.span.end)


def _divided_by_rules(text: str, found: list[Line]) -> list[Line]:
    """Take the blocks between rules, or counts of votes, below a question for its answers, if there are two or more."""
    if not _asks(text, found):
        return found
    blocks: list[list[Line]] = [[]]
    for line in found:
        if _RULE.match(line.span.quote(text)) or _VOTES.fullmatch(line.span.quote(text)):
            blocks.append([])
        elif line.role in {"prose", "heading", "thesis"}:
            blocks[-1].append(line)
    firsts = [next((line for line in _prose(text, block) if line.role == "prose"), None) for block in blocks]
    keys = {id(line) for line in firsts if line is not None and len(_words(text, line)) > 2 * _SHORT}
    if len(keys) < 2 or len(keys) < len([block for block in blocks if block]) - 1:
        return found
    return [replace(line, role="answer", rest=line.span) if id(line) in keys else line for line in found]
