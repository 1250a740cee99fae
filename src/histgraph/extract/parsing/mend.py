"""Small repairs of hasty writing before a sentence is parsed; every code point keeps its place in the source.

Two sentences joined by a comma ("it wasn't the walls, they had no grain") come out of a parser as one
inside the other. A full stop in the comma's place gives each its own tree. Apostrophes left out are put in.
"""

import re
from collections.abc import Sequence

from histgraph.resources import load_toml

_CUES = load_toml("lexicon.toml")["splice"]


def _any(key: str) -> str:
    return "|".join(_CUES[key])


_BREAKS = re.compile(r"[.;:!?](?=\s)|,(?=\s)")
_OPENING = re.compile(r"\s(?:in|by|of|for|after|before|at|within|under|during) [^,.;:!?]{3,60},(?=\s)")
"""A phrase of time or place that a clause opens with."""
_STOPS = re.compile(r"[.;:!?](?=\s)")
_NEW = re.compile(rf",\s(?:{_any('subjects')})(?:(?:{_any('clitics')})\b|\s(?:{_any('verbs')})\b)")
"""A comma with a pronoun and its verb behind it."""

_ASKED = re.compile(
    rf",\s(?=(?:(?:{_any('asking_links')})\s)?(?:(?:{_any('asking')})\b[^,.;:!?]{{0,30}}?\s)?(?:{_any('inverted')})"
    rf"\s(?:{_any('asked')})\b[^.;:!?]{{0,150}}\?\W*$|(?:{_any('tags')})\?\W*$)",
    re.IGNORECASE,
)
"""A comma with a question behind it: "nobody went near the wall, why would they?"."""
_ASKS = re.compile(
    rf"\W*(?:(?:{_any('asking_links')})\s)?(?:{_any('asking')}|{_any('inverted')})\b|[^?]*\bquestion\b",
    re.IGNORECASE,
)
"""How a stretch begins that is part of the question itself."""

_LEANING = re.compile(
    rf"\W*(?:(?:{_any('links')})[ ,]+)*(?:{_any('leaning')}|\w+ing)\b",
    re.IGNORECASE,
)
"""How a stretch begins that is no sentence by itself: the comma behind it belongs there."""

_PICKED = re.compile(r"\W*(?:\w+[ ,]+){0,2}it(?:'s|\s(?:is|was|were|isn't|wasn't))\b", re.IGNORECASE)
"""How a cleft begins: behind "it was hunger, not the army," a "that" opens no sentence."""

_OPENING = re.compile(
    r"(?:^|[,;]\s|\b(?:and|but)\s)(?:"
    r"(?:in|by|before|after|since|until|around|from)\s(?:(?:the|about|early|late)\s){0,2}(?:\d{3,4}|[a-z-]+th\scentury)"
    r"|during\sthe\s(?:\w+\s){0,3}(?-i:War|Revolution|Depression|Reformation|Renaissance|Enlightenment)"
    r"|in\s(?:his|her|their|my|our)\s(?:view|opinion|eyes|judge?ment)"
    rf")(?=\s(?!(?:{_any('behind_dates')})\b)(?-i:[a-z]{{4,}}|[A-Z][a-z]+\b(?!\s\d)))",
    re.IGNORECASE,
)
"""A date or view before a noun without an article, which a parser takes for one thing: "before 1860 nurses were"."""

_FINITE = re.compile(rf"(?:\b(?:{_any('finite')}|\w{{2,}}ed)|\w(?:{_any('clitics')}))\b", re.IGNORECASE)

_ANNOUNCING = re.compile(rf"\b(?:{_any('announcing')})\b", re.IGNORECASE)
"""What leads on to the words behind a colon, which then belong to it."""

_BARE = re.compile(
    r"\b(?P<negated>(?:did|does|do|was|were|is|are|would|could|should|has|have|had)n)(?=t\b)"
    r"|\b(?P<short>(?:that|there|what|here|who|it|he|she)"
    r"(?=s (?:a|an|the|not|no|just|how|why|what|when|where|because)\b)"
    r"|they(?=(?:re|ve) )|(?:you|we)(?=ve )|i(?=m ))",
    re.IGNORECASE,
)

_NEGATED = rf"(?:{_any('contracting')})"
_MISSPELT = re.compile(
    rf"\b(?P<verb>{_NEGATED})(?:'nt|ent|n[;´` ]t)\b"
    rf"|\b(?P<able>(?:would|could|should|might|must)(?:n'?t| not)?) of(?= (?:{_any('behind_of')}|\w{{2,}}ed)\b)",
    re.IGNORECASE,
)
"""Denials as hasty people spell them: "did'nt", "dident", "wasn t"; "would of gone"."""

_GLUED_DASH = re.compile(r"(?<![\w-])(?P<word>[A-Za-z]{3,})-(?=\s(?:(?:and|or|to|but)\s(?P<next>\S+))?)")
"""A dash that stands glued to the word before it: "drained the marsh- and ruined the fishermen"."""
_HALVES = frozenset(_CUES["halves"])
"""First halves of words told once for two: "pre- and postwar"."""

_CIRCA = re.compile(r"\b(?P<circa>c\.|ca\.|circa)(?=\s\d{3,4}\b)", re.IGNORECASE)

_SHORTEST = 3
"""Words of a stretch that can be a sentence joined by a comma."""


_BOLD = re.compile(r"\W*(?:\d+[.)]\s*)?(?:\*\*|__)[^*_\n]{2,70}?(?::(?:\*\*|__)|(?:\*\*|__):)\s+[A-Z\"“‘]")
"""A list item that opens with its title in bold: "**Reaping machines:** McCormick patented ..."."""
_TITLE = re.compile(r"(?:\d{1,2}[.)]\s)?(?P<title>[A-Z][^.;:!?,\"()\d]{2,60}):\s(?=[A-Z\"])")
"""One that opens with a title in plain letters: "Harvests: The rains failed twice."."""
_LONGEST_TITLE = 7


MYTH_OR_FACT = re.compile(
    r"\W*(?:\d+[.)]\s*)?(?:(?:[Pp]opular |[Cc]ommon )?(?P<myth>Myth|myth|MYTH|Misconception|misconception)|"
    r"Fact|FACT|Truth|Reality)"
    r"(?:\s(?:#|[Nn]umber |[Nn]o\. ?)?\d{1,3})?\s?(?P<mark>[:.–—]|-(?=\s))\s"
)
"""How pages that set myths right open what they deny, and what they put in its place: "Myth: ...", "Fact: ..."."""


def mended(text: str, offsets: Sequence[int], written: str = "") -> tuple[str, Sequence[int]]:
    """Return the text with joined sentences parted and apostrophes put in, and the offsets that go with it.

    Args:
        text: the sentence without its markup.
        offsets: where each code point stands in the source.
        written: the sentence as the source writes it, with its markup.
    """
    if _BOLD.match(written) or _is_titled(text):
        text = text.replace(":", ".", 1)
    elif (told := MYTH_OR_FACT.match(text)) is not None:
        text = f"{text[: told.start('mark')]}.{text[told.end('mark') :]}"
    text = _GLUED_DASH.sub(_unglued, text) if "- " in text else text
    text = _MISSPELT.sub(_spelt, text)
    return _put_in("'", _BARE, *_put_in(",", _OPENING, *_around(parted(text), offsets)))


def _around(text: str, offsets: Sequence[int]) -> tuple[str, Sequence[int]]:
    """Write "around" for "c." and "circa" before a year: the parser takes these for names, or ends a sentence there."""
    letters, places = list(text), list(offsets)
    for match in reversed(list(_CIRCA.finditer(text))):
        start, end = match.span("circa")
        letters[start:end] = "around"
        places[start:end] = [places[start]] * 5 + [places[end - 1]]
    return "".join(letters), places


def _spelt(found: re.Match[str]) -> str:
    """Spell a misspelt "didn't" or "would have" in as many letters as it has."""
    return f"{found['verb']}n't" if found["verb"] else f"{found['able']}'ve"


def _unglued(found: re.Match[str]) -> str:
    """Write a comma for a dash between clauses, and leave that of "short- and long-term"."""
    half = found["word"].lower() in _HALVES or "-" in (found["next"] or "")
    return found.group() if half else f"{found['word']},"


def _is_titled(text: str) -> bool:
    """Whether a sentence opens with a title, a few words without a verb, and a colon."""
    found = _TITLE.match(text)
    if found is None or len(found["title"].split()) > _LONGEST_TITLE or _FINITE.search(found["title"]):
        return False
    rest = _STOPS.split(text[found.end() :], maxsplit=1)[0]
    return _ANNOUNCING.search(found["title"]) is None and _FINITE.search(rest) is not None


def parted(text: str) -> str:
    """Write a full stop where a comma or semicolon joins two sentences; the length stays."""
    letters = list(text)
    start = 0
    for match in _BREAKS.finditer(text):
        at = match.start()
        if match.group() != ",":
            if match.group() == ";" or (match.group() == ":" and _two_clauses(text, start, at)):
                letters[at] = "."
            start = at + 1
        elif (
            _NEW.match(text, at)
            and _stands_alone(text[start:at])
            and not (text.startswith("that", at + 2) and _PICKED.match(text[start:at]))
        ):
            letters[at] = "."
            start = at + 1
    asked = _ASKED.search(text) if text.rstrip().endswith("?") else None
    if asked is not None:
        told = text[_last_stop(letters, asked.start()) : asked.start()]
        if _stands_alone(told) and _ASKS.match(told) is None:
            letters[asked.start()] = "."
    return "".join(letters)


def _last_stop(letters: Sequence[str], end: int) -> int:
    return next((at + 1 for at in range(end - 1, -1, -1) if letters[at] in ".;!?"), 0)


def _two_clauses(text: str, start: int, colon: int) -> bool:
    """Whether a colon stands between two sentences: "they went no further: the river was in flood"."""
    told, rest = text[start:colon], _BREAKS.split(text[colon + 1 :], maxsplit=1)[0]
    if _ANNOUNCING.search(told) is not None or not _stands_alone(told):
        return False
    if _stands_alone(rest):
        return True
    opening = _OPENING.match(text, colon + 1)  # "...: of the ten ministers, eight were nobles"
    return opening is not None and _stands_alone(_STOPS.split(text[opening.end() :], maxsplit=1)[0])


def _stands_alone(stretch: str) -> bool:
    """Whether the words before a comma can be a sentence: a finite verb, and nothing that leans on what follows."""
    if len(stretch.split()) < _SHORTEST or '"' in stretch or stretch.count("(") != stretch.count(")"):
        return False
    return _LEANING.match(stretch) is None and _FINITE.search(stretch) is not None


def _put_in(
    sign: str, behind: re.Pattern[str], text: str, offsets: Sequence[int]
) -> tuple[str, Sequence[int]]:
    ends = [match.end() for match in behind.finditer(text)]
    if not ends:
        return text, offsets
    letters, places = list(text), list(offsets)
    for end in reversed(ends):
        letters.insert(end, sign)
        places.insert(end, places[end - 1])
    return "".join(letters), places
