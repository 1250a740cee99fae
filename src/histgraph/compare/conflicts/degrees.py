"""By how much: what a claim says of degrees, amounts and skill, read onto axes of their own."""

import re
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from histgraph.compare.conflicts.rules import COPULAS, data
from histgraph.compare.matters import stem
from histgraph.compare.words import runs, tokens, word_list

TAIL = re.compile(
    r"\s(?:of|in|among|at|on|under|to|towards|for|with|without|during|by|within|than|from|since|that|which|who|because|when|while|if|until|but|and|as)\s.*"
)
"""What stands behind a description without being part of it."""


class Stand(NamedTuple):
    """A thing on one side of an axis.

    ``side`` is True for the first side, ``place`` grows with the strength of the word, ``rest`` are the
    stems beside the word that make it about something narrower, ``denied`` tells that the text denies it,
    ``deed`` that it is not said but shown by what was done.
    """

    axis: str
    side: bool
    place: int
    target: str
    word: str
    rest: frozenset[str] = frozenset()
    denied: bool = False
    deed: bool = False


_HOW_WELL = re.compile(
    r"\b(?:(?P<up>well|better|best|superbly|excellently|splendidly)|badly|poorly|ill|worse|worst|miserably|"
    r"wretchedly)[ -]"
    r"(?P<what>equipped|armed|trained|led|fed|organi[sz]ed|paid|prepared|governed|supplied|run|built|planned|managed|"
    r"treated|informed|defended|fortified|disciplined|educated|clothed|commanded|financed)\b",
    re.IGNORECASE,
)


_PLAINLY = re.compile(
    r"^(?:highly |very |fully |quite )?(?P<what>educated|trained|armed|equipped|organi[sz]ed|"
    r"disciplined|prepared|supplied)$",
    re.IGNORECASE,
)


_MANNERED = frozenset(
    {
        "equipped", "armed", "trained", "led", "fed", "organised", "organized", "paid", "prepared", "governed",
        "supplied", "run", "built", "planned", "managed", "treated", "informed", "defended", "fortified", "disciplined",
        "educated", "clothed", "commanded", "financed",
    }
)  # fmt: skip
"""What both patterns want of a description, one of them."""
_FRONT = 60
"""Letters of a description that are looked at; a longer one is cut, maybe within a word."""


def how_well(subject: str, said: str) -> Iterator[Stand]:
    """Read how well a thing was done: "was poorly led", "was a well-trained army"."""
    if _MANNERED.isdisjoint(runs(said)) and len(said) <= _FRONT:
        return
    bare = _PLAINLY.match(said)
    if bare is not None:
        yield Stand(
            f"how well {bare['what'].lower().replace('z', 's')}", True, 0, subject, bare.group().lower()
        )
    for match in _HOW_WELL.finditer(said[:_FRONT]):
        what = match["what"].lower().replace("z", "s")
        yield Stand(f"how well {what}", match["up"] is not None, 0, subject, match.group().lower())


_COMPARED = re.compile(
    r"^(?:(?P<up>just as|quite as|every bit as|equally|no less|more|far more|much more|even more)|"
    r"less|far less|much less|not as|not so) "
    r"(?P<what>(?!than\b)[a-z-]+)\b",
    re.IGNORECASE,
)


def compared(subject: str, said: str, over: str) -> Iterator[Stand]:
    """Read a comparison: "less intelligent", "just as intelligent", "more advanced".

    Args:
        subject: what is compared.
        said: the description.
        over: with what it is compared, "" where that is not said.
    """
    match = _COMPARED.match(said)
    if match is not None:
        rest = frozenset(stem(w) for w in over.split()[-1:])
        yield Stand(
            f"how {match['what'].lower()}", match["up"] is not None, 0, subject, match.group().lower(), rest
        )


_GOOD_AT = re.compile(
    r"^(?:an? |the |very |quite |really |rather )*"
    r"(?:(?P<up>masters?|experts?|good|excellent|brilliant|skilled|great|superb|adept)|"
    r"poor|bad|terrible|hopeless|useless|inept|lousy) (?:of|at|in|with) (?P<what>[\w-]+(?: [\w-]+)?)",
    re.IGNORECASE,
)


def skilled(subject: str, said: str) -> Iterator[Stand]:
    """Read who was good or bad at what: "were masters of siege warfare"."""
    match = _GOOD_AT.match(said)
    if match is not None:
        word = match.group().lower()
        yield Stand(f"skill at {match['what'].lower()}", match["up"] is not None, 0, subject, word)


@cache
def _weight_words() -> tuple[re.Pattern[str], frozenset[str]]:
    table = data()["weight"]
    words = "|".join(sorted((*table["up"], *table["down"]), key=len, reverse=True))
    heads = "|".join(table["heads"])
    pattern = rf"\b(?P<weight>{words})\s+(?:[a-z-]+\s+){{0,2}}?(?:{heads})s?\b"
    return re.compile(pattern, re.IGNORECASE), frozenset(table["up"])


def weighed(subject: str, verb: str, said: str) -> Iterator[Stand]:
    """Read how much a part counted that the subject played: "had little influence on politics"."""
    weighty = _weighty()
    short = len(verb) + len(said) < _FRONT
    if short and weighty.isdisjoint(runs(said)) and weighty.isdisjoint(runs(verb)):
        return
    said = f"{verb} {said}"
    pattern, up = _weight_words()
    match = pattern.search(said[:120])
    due = _DUE.search(said[:60])
    if due is not None:
        yield Stand("importance", True, 0, subject, due.group().lower())
    undue = _UNDUE.search(said[:60])
    if (power := _POWER.search(said[:60])) is not None:
        strong = power["much"].lower() not in {"little", "no", "limited", "hardly any", "scant", "not much"}
        yield Stand("power", strong, 1, subject, power.group().lower())
    if (serious := _SERIOUSLY.search(said)) is not None:
        yield Stand("importance", True, 0, serious["what"], "taken seriously")
    if undue is not None:
        yield Stand("importance", False, 0, subject, undue.group().lower())
    if match is not None:
        yield Stand("importance", match["weight"].lower() in up, 1, subject, match.group().lower())


_SHARE = re.compile(
    r"(?:(?:an?|the|only|just|at most|merely) )*\w+ (?:[a-z-]+ )?parts? of (?!(?:it|this|that|why|how|what|"
    r"(?:the|an?|this|that|our|my) (?:\w+ )?(?:story|picture|reason|problem|answer|puzzle|truth|matter))\b)",
    re.IGNORECASE,
)


def is_share(said: str) -> bool:
    """Return whether a description tells how many were meant, not how much they counted: a small part of the army."""
    return "part" in said and _SHARE.match(said) is not None


@cache
def _weighty() -> frozenset[str]:
    """Return words of which one must stand where any pattern of weight finds something."""
    words = frozenset().union(_OF_WEIGHT, *map(runs, data()["weight"]["heads"]))
    return words | {f"{word}s" for word in words}


_OF_WEIGHT = (
    "power", "authority", "control", "seriously", "credit", "blame", "attention", "praise", "weight", "importance",
    "blamed", "glory", "deserve", "deserved",
)  # fmt: skip
_POWER = re.compile(
    r"\b(?:had|held|exercised|wielded|enjoyed|possessed) (?:an? )?(?P<much>enormous|great|"
    r"absolute|immense|unlimited|total|vast|real|considerable|dictatorial|"
    r"complete|supreme|little|no|limited|hardly any|scant|not much) (?:real )?(?:power|powers|"
    r"authority|control)\b(?! over (?:the |their )?(?:hearts|minds|imagination))",
    re.IGNORECASE,
)
_SERIOUSLY = re.compile(r"\b(?:took|take|taken) (?:the )?(?P<what>.{3,40}) seriously\b", re.IGNORECASE)
_UNDUE = re.compile(
    r"\btoo much (?:credit|blame|attention|praise|weight|importance)\b|"
    r"\bblamed for (?:everything|it all|all of it|too much)\b|"
    r"\b(?:all|most) of the (?:credit|blame|attention|glory)\b|\ball the (?:credit|blame|attention|glory)\b",
    re.IGNORECASE,
)
_DUE = re.compile(
    r"\bdeserve[sd]?\s+(?:the |its |his |her |their |all the |much )?"
    r"(?:place|credit|reputation|fame|attention|praise)\b",
    re.IGNORECASE,
)


@cache
def _supply() -> re.Pattern[str]:
    table = data()["supply"]
    sides = (f"(?P<{side}>{'|'.join(sorted(table[side], key=len, reverse=True))})" for side in ("up", "down"))
    return re.compile(rf"^(?:an? |the |only )?(?:{'|'.join(sides)})\s+(?:of )?(?P<what>.+)$", re.IGNORECASE)


def supplied(subject: str, relation: str, said: str) -> Iterator[Stand]:
    """Read whether there was enough of something: "had plenty of grain", "was short of grain", "lacked grain"."""
    if relation == "lacked":
        yield Stand("plenty and want", False, 0, f"{subject}'s {TAIL.sub('', said)}", "lacked")
    elif relation in {"had", "held"} | COPULAS:
        match = _supply().match(said)
        if match is not None and TAIL.sub("", match["what"]):
            word = match["up"] or match["down"]
            what = f"{subject}'s {TAIL.sub('', match['what'])}"
            yield Stand("plenty and want", match["up"] is not None, 0, what, word.lower())


_AT_ONCE = re.compile(
    r"\b(?:overnight|at a stroke|at one blow|all at once|in one go|out of the blue|"
    r"(?:in|within|over) an? (?:single )?(?:night|day|week|month|afternoon|morning|weekend|summer|winter|season)|"
    r"(?:within|in) (?:a few |a couple of |a matter of )?(?:hours|days|weeks|months))\b"
)
_BY_DEGREES = re.compile(
    r"\b(?:bit by bit|little by little|step by step|by degrees|inch by inch|piece by piece|"
    r"(?:for|over) (?:[a-z]+ ){0,3}(?:decades|generations|centuries)|"
    r"(?:for|over) (?:[a-z]+ ){0,2}(?:hundred|ninety|eighty|seventy|sixty|fifty|forty|thirty|\d{2,}) years)\b"
)
_GIVING_WAY = word_list("giving_way")
_DOWN = re.compile(
    r"^(?:apart|downhill|to pieces|to ruin|under|into decline|rotten|hollow|in decline|in trouble)\b"
)


def by_degrees(subject: str, verb: str, said: str) -> Iterator[Stand]:
    """Read whether a thing gave way at once or bit by bit: "fell overnight", "had been going downhill for decades"."""
    words = [w.lower() for w in tokens(verb)]
    if _GIVING_WAY.isdisjoint(words) and _DOWN.match(said) is None:
        return
    for pattern, fast in ((_AT_ONCE, True), (_BY_DEGREES, False)):
        match = pattern.search(said)
        if match is not None:
            yield Stand("speed", fast, 0, subject, match.group())
