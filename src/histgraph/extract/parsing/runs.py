"""Where a name that is not known may begin and end: words with capitals, and small words that link them."""

from collections.abc import Collection

from histgraph.extract.parsing.tells import name_words, noun_label
from histgraph.extract.syntax.tree import Doc, Token

_LINKS = name_words("links")
_LONGEST = 7
_MOST_LINKS = 3
_NAMING = frozenset({"PROPN", "ADJ", "NOUN"})
_OPENING = frozenset({'"', "“", "(", "[", "-", "–", "—", ":", ".", "?", "!"})
"""Behind these a word may have its capital as behind the end of a sentence."""


def run_end(doc: Doc, start: int, dated: Collection[int]) -> int:
    """Return the end of a run of words that can be one name; the start itself if its word can belong to none.

    Args:
        doc: the sentence.
        start: the place of the first word.
        dated: places of words of dates, which end a name.
    """
    end, opened = start, False
    while end < len(doc) and end - start < _LONGEST and end not in dated:
        token = doc[end]
        if _is_part(doc, end):
            end += 1
        elif end == start:
            break
        elif token.lower_ == "of" and (opened or noun_label(doc[end - 1])):
            opened = True  # "Battle of ...": a second "of" goes on with it
            behind = end + 1 + (doc[end + 1 : end + 2] != () and doc[end + 1].lower_ == "the")
            if not _is_part(doc, behind) or doc[behind].pos_ != "PROPN":
                break
            end = behind + 1
        elif behind := _behind_links(doc, end):
            end = behind
        else:
            break
    return end


def with_origin(doc: Doc, end: int) -> int:
    """Return the end of a person's name together with where the bearer is from: "Bertha of Kent"."""
    if end < len(doc) and doc[end].lower_ == "of" and _is_part(doc, end + 1) and doc[end + 1].pos_ == "PROPN":
        return end + 2
    return end


def _behind_links(doc: Doc, start: int) -> int:
    """Return the place behind the word that a hyphen or links such as "de la", "al-" lead to, or 0."""
    i = start
    while i < len(doc) and i < start + _MOST_LINKS and (doc[i].lower_ in _LINKS or _hyphen(doc, i)):
        i += 1
    return i + 1 if i > start and _is_part(doc, i) else 0


def _hyphen(doc: Doc, i: int) -> bool:
    return doc[i].text == "-" and not doc[i].whitespace_ and not doc[i - 1].whitespace_


def _is_part(doc: Doc, i: int) -> bool:
    """Whether a word can belong to a name; the first word of a sentence has its capital from there."""
    token = doc[i] if i < len(doc) else None
    if token is None or not token.text[0].isupper() or (i == 0 and token.is_stop):
        return False
    return token.pos_ == "PROPN" or (token.pos_ in _NAMING and not _opens(doc, token))


def _opens(doc: Doc, token: Token) -> bool:
    return token.i == 0 or doc[token.i - 1].text in _OPENING
