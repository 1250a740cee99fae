"""Cutting a paragraph into sentences, with exact offsets.

Rules, not a model: the result must be the same on every machine, and it must be explainable
why a boundary stands where it stands. Abbreviations and words that open sentences are data
(``data/layouts.toml``, table ``sentences``). One pass from left to right, linear in the text.
"""

import re
from dataclasses import dataclass
from functools import cache
from typing import Any

from histgraph.model import Span
from histgraph.resources import load_toml

_NOTE = r"\[\[[^\[\]]{0,4000}(?:\[[^\[\]]{0,400}\][^\[\]]{0,4000}){0,20}\]\]|\[\d{1,3}\]|[⁰¹²³⁴-⁹]{1,4}"
_CANDIDATE = re.compile(
    rf"""
      (?P<mark> \.{{1,10}} | [!?…]{{1,10}} | [。！？] )
      (?P<close> (?: ["'”’»)*_] | \](?!\() ){{0,6}} )
      (?P<notes> (?: {_NOTE} | \d{{1,3}} (?= \s | $ | \[\[ ) | \s?(?=\[\[) ){{0,20}}
                 (?: (?: \s \d{{1,3}} ){{2,4}} (?= \s+ [A-Z“"] ) )? )
      (?P<gap> (?: \s | &nbsp; | &\#x200[bB]; ){{1,200}} | $ | (?= [A-Z“"‘(] ) | (?<= [。！？] ) )
    | (?P<bullet> (?<= [.:;!?)\]] ) \s{{0,3}} [*•·▪] \s{{1,3}} (?= \S ) )
    | (?P<break> (?: &\#x200[bB]; | \u200b ) \s{{0,3}} )
    """,
    re.VERBOSE,
)
_WHOLE = re.compile(
    rf"""
      (?P<fixed> {_NOTE}
             | \[ [^\[\]]{{1,1000}} \]
               \( [^()\s]{{0,2000}} (?: \( [^()\s]{{0,400}} \) [^()\s]{{0,2000}} ){{0,4}} \)
             | https?://\S{{1,2000}} )
    | (?P<aside> \( [^()]{{1,300}} \)
             | “ [^“”]{{1,300}} ”
             | (?<! [^\s(\[—–-] ) " (?= \S ) [^"]{{1,300}} " (?! \w ) )
    """,
    re.VERBOSE,
)
_OPENING = re.compile(r"""(?:["'“‘(*_>\s]|\[(?!\[)|&gt;)*""")
_LEADING = re.compile(
    rf"(?:\s|{_NOTE}|&gt;|&nbsp;|&\#x200[bB];|[>\u200b\ufeff]|[*•·▪–—-]+\s+|[)\]”’]+(?=\s)|[,;:.]+(?=\s))*"
)
_ITEM = re.compile(r"(?:[*•·▪●○◦–—+-]|\(?\d{1,3}[.)]|\(?[a-z][.)])\s+")
_BARE_NUMBER = re.compile(r"\d{3,4}[.!]|\d{1,3}(?:,\d{3})+[.!]")
_WORD = re.compile(r"[^\W_]\w*")
_TAIL = 60
_TERMINAL = frozenset(".!?…:。！？")


@dataclass(frozen=True, slots=True)
class _Words:
    """The word lists of the table ``sentences``, lower case."""

    never: frozenset[str]
    before_numbers: frozenset[str]
    seldom: frozenset[str]
    openers: frozenset[str]


@cache
def _words() -> _Words:
    table: dict[str, Any] = load_toml("layouts.toml")["sentences"]
    return _Words(**{name: frozenset(table[name]) for name in _Words.__slots__})


def sentences(text: str, span: Span) -> list[Span]:
    """Cut one paragraph into sentences.

    Args:
        text: the whole source text.
        span: the paragraph; no sentence reaches out of it.

    Returns:
        Stretches in order, without overlap, each beginning and ending with a visible
        character and holding at least one letter, or opening the paragraph with nothing but a
        number such as "1607.", which answers a question. Footnotes and list marks between them
        belong to none; footnotes within one stay in it.
    """
    start, end = span.start, span.end
    item = _ITEM.match(text, start, end)
    start = item.end() if item else start
    found: list[Span] = []
    whole = _wholes(text, start, end)
    turn = 0
    for match in _CANDIDATE.finditer(text, start, end):
        cut = match.start() if match["mark"] is None else match.end("close")
        while turn < len(whole) and whole[turn].end <= cut:
            turn += 1
        if turn < len(whole) and whole[turn].start < cut:
            continue
        if match["mark"] is None or _ends_sentence(text, match, start, end):
            _add(found, text, start, cut)
            start = match.end()
    _add(found, text, start, end)
    return found


def _add(found: list[Span], text: str, start: int, end: int) -> None:
    leading = _LEADING.match(text, start, end)
    start = leading.end() if leading else start
    end = _without_notes(text, start, end)
    if any(map(str.isalpha, text[start:end])) or (not found and _BARE_NUMBER.fullmatch(text, start, end)):
        found.append(Span(start, end))


def _without_notes(text: str, start: int, end: int) -> int:
    """Return the end of the words when white space and footnotes at the end are left out."""
    while end > start:
        if text[end - 1].isspace() or text[end - 1] in "\u200b\ufeff":
            end -= 1
        elif text.endswith(("&nbsp;", "&#x200b;", "&#x200B;"), start, end):
            end = text.rfind("&", start, end)
        elif text.endswith("]]", start, end) and (opening := text.rfind("[[", start, end)) >= 0:
            end = opening
            digits = re.compile(r"(?<=[\"'”’.,;:!?)])\d{1,3}$").search(text, max(start, end - 4), end)
            end = digits.start() if digits else end
        elif match := re.compile(r"\[\d{1,3}\]$").search(text, max(start, end - 5), end):
            end = match.start()
        else:
            break
    return end


def _wholes(text: str, start: int, end: int) -> list[Span]:
    """Return the stretches that no boundary may cut: footnotes, links, asides within a sentence."""
    found = []
    position = start
    while match := _WHOLE.search(text, position, end):
        if match["aside"] and _opens_sentence(text, start, match.start()):
            position = match.start() + 1
            continue
        found.append(Span(match.start(), match.end()))
        position = match.end()
    return found


def _opens_sentence(text: str, start: int, position: int) -> bool:
    before = text[max(start, position - _TAIL) : position].rstrip(" \t\n\r\"'”’)*_")
    return not before or (before[-1] in _TERMINAL and before[-1] != ":")


def _ends_sentence(text: str, match: re.Match[str], start: int, end: int) -> bool:
    """Decide whether the punctuation mark that ``match`` found ends a sentence."""
    mark = match.start("mark")
    if match.end() >= end:
        return True
    opening = _OPENING.match(text, match.end(), end)
    begin = opening.end() if opening else match.end()
    follower = _WORD.match(text, begin, min(end, begin + _TAIL))
    following = follower[0] if follower else ""
    previous = _last_word(text, start, mark)
    if not match["gap"] and not _is_glued(match, previous, following):
        return False
    if match["notes"][:1].isdigit() and not match["close"] and previous[-1:].isdigit():
        return False
    if following and not following[0].isalnum():
        return False
    if not following:
        return text[begin : begin + 1] not in set(",;:.!?…)]}/&-–—")
    if "…" in match["mark"] or ".." in match["mark"]:
        return _opens(following) and mark > start and not text[mark - 1].isspace()
    if following[0].islower():
        return _sloppy(text, match, previous, following, begin)
    if match["mark"] == "." and not match["close"].strip("*_"):
        return _is_full_stop(previous, following, mark, start)
    if match["close"].endswith(")"):
        return _opens_with_aside(text, start, match.end("close")) or following.lower() in _words().openers
    return True


def _last_word(text: str, start: int, mark: int) -> str:
    words = text[max(start, mark - _TAIL) : mark].split()
    return words[-1].lstrip("\"'“‘([*_") if words and not text[mark - 1].isspace() else ""


def _opens(word: str) -> bool:
    return not word[0].islower()


def _is_glued(match: re.Match[str], previous: str, following: str) -> bool:
    """Whether two sentences stand without a space between them ("ended.Then")."""
    if match["notes"] or match["mark"] in "。！？":
        return True
    if match["close"] and match["close"][-1] not in "*_":
        return previous[-3:].isalpha() and following[:1].isupper() and len(previous) > 2
    return (
        len(previous) > 2
        and previous[-3:].isalpha()
        and previous[-3:].islower()
        and "." not in previous
        and following[:1].isupper()
        and following[1:2].islower()
    )


def _sloppy(text: str, match: re.Match[str], previous: str, following: str, begin: int) -> bool:
    """Whether a sentence ends although the next begins with a small letter."""
    if match["mark"] != "." or match["close"].strip("*_"):
        return following == "i"
    if "*" in text[match.end("close") : begin] or "_" in text[match.end("close") : begin]:
        return previous.lower() not in _words().never
    word = previous.lower()
    known = _words()
    if word in known.never | known.before_numbers | known.seldom or "." in word:
        return False
    return (word.isalpha() and len(word) > 3) or (word.isdigit() and len(word) > 2)


def _is_full_stop(previous: str, following: str, mark: int, start: int) -> bool:
    """Whether a single "." before a capital or a figure is more than part of an abbreviation."""
    known = _words()
    word = previous.lower()
    opens = following.lower() in known.openers
    if len(word) == 1 and previous.isupper():
        return opens
    if word in known.never:
        return False
    if word in known.before_numbers:
        return not (following[0].isdigit() or set(following.lower()) <= set("ivxlc")) and (
            opens or len(word) < 3
        )
    if word in known.seldom:
        return opens or word == "etc"
    if word.isdigit() and len(word) < 3 and mark - len(word) == start:
        return False
    if "." in word and all(len(part) <= 2 for part in word.split(".")):
        return opens
    return True


def _opens_with_aside(text: str, start: int, end: int) -> bool:
    """Whether the bracket that closes at ``end`` had opened at the beginning of a sentence."""
    opening = text.rfind("(", max(start, end - 1000), end)
    return opening >= 0 and _opens_sentence(text, start, opening)
