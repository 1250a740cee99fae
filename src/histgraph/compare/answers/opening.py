"""What a sentence of an answer holds: what it rejects or only reports left out, and where a value opens it."""

import re
from functools import cache

from histgraph.compare.answers.wording import either, listed, pattern


def is_idle(text: str) -> bool:
    """Whether a sentence says nothing of what was asked: "Good question!", a question of the author's own."""
    stripped = text.strip()
    return stripped.endswith("?") or pattern("idle").fullmatch(re.sub(r"^\W+|\W+$", "", stripped)) is not None


def sums_up(text: str) -> bool:
    """Whether a sentence leads to what its author holds after all: "I'd say", "all told"."""
    return (
        re.match(rf"\W*(?:so,? |and |but )?{either('patterns', 'all_in_all')}\b", text, re.IGNORECASE)
        is not None
    )


@cache
def _rejecting() -> re.Pattern[str]:
    before, said = either("patterns", "before_rejecting"), either("patterns", "rejecting")
    return re.compile(rf"\W*(?:{before},? )?{said}\b", re.IGNORECASE)


@cache
def _others_say() -> re.Pattern[str]:
    said = either("patterns", "others_say")
    return re.compile(rf"\W*(?:yes,? |well,? |sure,? |i know )?{said}\b", re.IGNORECASE)


@cache
def _turning() -> re.Pattern[str]:
    return re.compile(rf"\b{either('patterns', 'turning')}\b[, ]*", re.IGNORECASE)


def rejects(text: str) -> bool:
    """Whether a sentence says that there is no answer: "Nobody knows.", "They never did."."""
    return _rejecting().match(text) is not None


def held(text: str) -> tuple[str, int]:
    """Return what of a sentence its author holds, what he rejects blotted out, and where it begins in the sentence."""
    reported = _others_say().match(text)
    if reported is None and not rejects(text):
        return _blotted(text), 0
    turned = _turning().search(text, reported.end() if reported is not None else 0)
    return (_blotted(text[turned.end() :]), turned.end()) if turned is not None else ("", 0)


def _blotted(text: str) -> str:
    """Return a text in which "not in Rome", "rather than lead" is written as blanks."""
    return pattern("not_so").sub(lambda m: " " * len(m.group()), text)


@cache
def _lead() -> re.Pattern[str]:
    remarks, being, hedging = (either("patterns", key) for key in ("remarks", "being", "hedging"))
    return re.compile(
        rf"\W*(?:(?:{remarks}\b[,.:;!–—-]* *)+|(?:that|this|it|he|she|they){being}(?: {hedging})*\s+)*",
        re.IGNORECASE,
    )


def lead(text: str) -> int:
    """Return where a sentence begins behind what only leads to an answer."""
    match = _lead().match(text)
    return match.end() if match is not None else 0


@cache
def _subordinate() -> re.Pattern[str]:
    return re.compile(rf",? \b{either('patterns', 'subordinate')}\b", re.IGNORECASE)


def main_clause(text: str) -> int:
    """Return where the main clause of a sentence ends."""
    match = _subordinate().search(text, 8)
    return match.start() if match is not None else len(text)


@cache
def _behind() -> re.Pattern[str]:
    return re.compile(rf"\s*(?:$|[.,;:!?()–—-]|{either('patterns', 'behind')})", re.IGNORECASE)


def ends_there(text: str, end: int) -> bool:
    """Whether what ends at some place is the subject of no verb."""
    return _behind().match(text[end:]) is not None


def stands_alone(text: str, start: int, end: int) -> bool:
    """Whether a value opens a sentence, but for a preposition or an article, and is the subject of no verb."""
    first = lead(text)
    before = text[first:start].strip().lower() if start > first else ""
    return before in listed("patterns", "light") and ends_there(text, end)
