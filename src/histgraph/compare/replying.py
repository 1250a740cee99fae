"""Which text a passage answers: "@NAME", "as NAME says", "the first answer", "where I differ from NAME".

Whoever answers another by name and there denies something means what that one says, so less is asked of two wordings
than where two texts only stand under one question; and what is called an afterthought or a legend there is what the
other brings forward. A passage is a paragraph from the sentence on that names the other.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from typing import NamedTuple

from histgraph.compare.conflicts.retold import answered
from histgraph.compare.conflicts.rules import COPULAS, table
from histgraph.compare.corpus import Corpus
from histgraph.compare.matters import asked_for, matter, stem, stems
from histgraph.compare.words import runs
from histgraph.model import Claim, Contribution, ContributionKind, Page, Polarity, Span

_ORDINALS = {"first": "1", "second": "2", "third": "3", "fourth": "4"}
_OTHERS = re.compile(
    r"\b(?:the (?P<which>first|second|third|fourth) (?:answer|post|poster|reply|speaker|comment)"
    r"|(?:answer|post|comment|point|reply) (?:no\. ?|number |#)?(?P<number>\d+))\b(?! (?:was|is) right)",
    re.IGNORECASE,
)
_REPLYING = re.compile(r"\b(?:replying|in reply|reply|responding|in response) to (?P<who>.+)$", re.IGNORECASE)


class Passage(NamedTuple):
    """That a text answers others in a passage: from where to where, which ones, and the words that name them."""

    teller: Contribution
    span: Span
    whom: tuple[str, ...]
    words: str


@lru_cache(maxsize=4096)
def handles(author: str) -> tuple[str, ...]:
    """Return the names by which a text may address an author: all of it, each capitalised part of a name of several.

    Of what is no name but a handle the parts are no names: only behind "@" or "u/" may it be cut short.
    """
    author = re.split(r",| \(", author)[0].strip()
    parts = [p.strip(".") for p in author.split()]
    named = [p for p in parts if len(p) > 2 and p[0].isupper() and p.isalpha() and p.lower() not in _TITLES]
    short = [p for p in re.split(r"[_\W\d]+", author) if len(p) > 3] if len(parts) == 1 else []
    whole = [author] if len(author) > 2 and author.lower() not in _TITLES else []
    return tuple(dict.fromkeys((*whole, *named, *(f"@{p}" for p in (*short[:1], *named)))))


_TITLES = frozenset(
    {"prof", "professor", "dr", "mr", "mrs", "ms", "miss", "sir", "lady", "lord", "rev", "father", "sister", "human",
     "model", "user", "answer", "the", "and", "bot", "assistant", "old", "from", "reddit", "gpt"}
)  # fmt: skip


def passages(page: Page) -> Iterator[Passage]:
    """Yield the passages of a page that answer other texts of it."""
    texts = page.contributions
    if len(texts) < 2:
        return
    for place, own in enumerate(texts):
        others = [c for c in texts if c.id != own.id and (c.author is None or c.author != own.author)]
        known = {**_called(others), **_opponents(own, texts[:place])}
        whole = _REPLYING.search(own.author or "")
        if whole is not None and (whom := _whom(whole["who"], known, texts, own)):
            yield Passage(own, Span(own.spans[0].start, own.spans[-1].end), whom, whole.group())
        yield from _within(page, own, known, texts[:place])


def _called(others: Sequence[Contribution]) -> Mapping[str, tuple[str, ...]]:
    """Return for each name the contributions of its bearer."""
    found: dict[str, tuple[str, ...]] = {}
    for one in others:
        for name in handles(one.author or ""):
            found[name] = (*found.get(name, ()), one.id)
    return found


def _opponents(own: Contribution, earlier: Sequence[Contribution]) -> Mapping[str, tuple[str, ...]]:
    """Return whom a speaker in a debate calls the opponent: who spoke last on the other side."""
    facing = [c.id for c in earlier if {own.kind, c.kind} == _SIDES]
    return dict.fromkeys(("my opponent", "My opponent"), (facing[-1],)) if facing else {}


_SIDES = {ContributionKind.POINT_FOR, ContributionKind.POINT_AGAINST}


def _within(
    page: Page,
    own: Contribution,
    known: Mapping[str, tuple[str, ...]],
    earlier: Sequence[Contribution],
) -> Iterator[Passage]:
    """Yield what answers others in a text: from each sentence on that names one of them, to the next.

    Whoever is called on at the head of a paragraph is meant until another is named, else until the paragraph ends.
    """
    open_: Passage | None = None
    for sentence in own.sentences:
        said = sentence.quote(page.source.text)
        if open_ is not None and sentence.start >= open_.span.end:
            yield open_
            open_ = None
        whom, words = _addressed(said, known, earlier)
        if not whom:
            continue
        if open_ is not None:
            yield open_._replace(span=Span(open_.span.start, sentence.start))
        span = next((s for s in own.spans if s.start <= sentence.start < s.end), own.spans[-1])
        called_on = said.lstrip(" *_>").startswith(words) and words.startswith(("@", "u/", "/u/"))
        open_ = Passage(own, Span(sentence.start, own.spans[-1].end if called_on else span.end), whom, words)
    if open_ is not None:
        yield open_


def _addressed(
    said: str, known: Mapping[str, tuple[str, ...]], earlier: Sequence[Contribution]
) -> tuple[tuple[str, ...], str]:
    """Return the texts that a sentence names, and the words by which it does."""
    if known and (match := _pattern(tuple(sorted(known, key=lambda n: (-len(n), n)))).search(said)):
        name = (match["at"] and f"@{match['at']}") or match["name"]
        for called, whom in known.items():
            if called.lower() == name.lower() or called == name.lstrip("@"):
                return whom, match.group()
    match = (
        _OTHERS.search(said)
        if "answer" in said or "post" in said or "comment" in said or "point" in said
        else None
    )
    if match is not None:
        number = match["number"] or _ORDINALS[match["which"].lower()]
        whom = tuple(c.id for c in earlier if c.number == number)
        return whom, match.group()
    return (), ""


@lru_cache(maxsize=512)
def _pattern(names: tuple[str, ...]) -> re.Pattern[str]:
    plain = "|".join(re.escape(n) for n in names if not n.startswith("@"))
    marked = "|".join(re.escape(n.lstrip("@")) for n in names)
    return re.compile(
        rf"(?:@|\b/?u/)(?P<at>(?i:{marked}))(?!\w)"
        + (rf"|(?<!\w)(?P<name>{plain})(?!\w)" if plain else "|(?P<name>(?!))")
    )


def _whom(
    who: str, known: Mapping[str, tuple[str, ...]], texts: Sequence[Contribution], own: Contribution
) -> tuple[str, ...]:
    numbers = set(re.findall(r"\d+", who))
    found = [
        id_
        for name, ids in known.items()
        if re.search(rf"(?<!\w){re.escape(name)}(?!\w)", who)
        for id_ in ids
    ]
    found += [c.id for c in texts if c.number in numbers and c.id != own.id]
    return tuple(dict.fromkeys(found))


class Answered(NamedTuple):
    """That a claim goes against one of a text that its own text answers, in which words."""

    claim: Claim
    against: Claim
    words: str


def answers(page: Page, claims: Mapping[str, Sequence[Claim]], world: Corpus) -> Iterator[Answered]:
    """Yield for each claim of a passage that answers others the claim of theirs that it goes against, if any.

    Args:
        page: the page.
        claims: its claims by contribution, in their order.
        world: what stands around them.
    """
    for passage in passages(page):
        for mine in claims.get(passage.teller.id, ()):
            if not passage.span.start <= mine.evidence.start < passage.span.end:
                continue
            for id_ in passage.whom:
                found = next((c for c in claims.get(id_, ()) if _against(mine, c, world)), None)
                if found is not None:
                    yield Answered(mine, found, passage.words)


def _against(mine: Claim, other: Claim, world: Corpus) -> bool:
    if mine.polarity is not other.polarity:
        no, yes = (mine, other) if mine.polarity is Polarity.DENIED else (other, mine)
        return answered(no, yes, world)
    return other.polarity is Polarity.AFFIRMED and _set_aside(mine, other, asked_for(world.question(mine)))


def _set_aside(mine: Claim, other: Claim, asked: frozenset[str]) -> bool:
    """Whether one calls what the other brings forward an afterthought, a legend, overdone."""
    if mine.relation.id not in COPULAS or table("set_aside").isdisjoint(runs(mine.object.label)):
        return False
    if not table("cancelling").isdisjoint(runs(mine.object.label)):
        return False
    what = matter(mine.subject.label)
    wanted = stems(mine.subject.label) - _told() - asked
    said = stems(f"{other.subject.label} {other.object.label}")
    if what.head not in wanted and _OWNED.search(mine.subject.label):
        return False  # whose claims are exaggerated is not what they claim
    if not wanted or not wanted <= stems(other.quote) or table("set_aside") & runs(other.object.label):
        return False
    return what.head in said if what.head in wanted else not wanted.isdisjoint(said)


_OWNED = re.compile(r"['’]s\b|s['’] ")


@lru_cache(maxsize=1)
def _told() -> frozenset[str]:
    return frozenset(map(stem, table("told")))
