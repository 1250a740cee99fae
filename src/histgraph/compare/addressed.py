"""Who speaks to whom: "I disagree with Marta here", "unlike what Jonas says above", "the previous answer is wrong".

Such a sentence says that two texts contradict each other, and seldom in which words. What it brings forward stands
in the sentence itself or in the next; what it goes against is the claim of the other text that has most in common
with that. Where nothing is in common no claim is meant.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from typing import NamedTuple

from histgraph.compare.corpus import Corpus
from histgraph.compare.matters import asked_for, stem, stems
from histgraph.compare.replying import answers, passages
from histgraph.compare.words import folded, runs, tokens, word_list
from histgraph.model import Claim, Contribution, Page

_OTHERS = (
    r"(?P<which>(?:the |this )?(?:previous|last|preceding|above|earlier|first|second|third|fourth) "
    r"(?:answer|post|poster|comment|speaker|reply|commenter|contribution|writer)|"
    r"(?:the |this )?(?:answer|post|comment|poster|reply|speaker|commenter) (?:above|before(?: me)?)|"
    r"answer (?:number |no\. ?|#)?\d+)"
)
_VERDICTS = r"(?:wrong|mistaken|backwards|upside down|in error|too kind|too harsh|too simple|nonsense|a myth)"
_MISSES = (
    r"(?:overlooks?|forgets?|misses|ignores?|exaggerates?|overstates?|misreads?|confuses|leaves? out|goes too far|"
    r"overrates?|underrates?|underestimates?|overestimates?|does not convince|doesn['’]t convince)"
)
_CANNOT = r"(?:can ?not|can['’]t|do(?:es)? not|do(?:es)?n['’]t|won['’]t|would not|wouldn['’]t)"
_SAYS = r"(?:says|said|claims|claimed|thinks|writes|argues|believes|calls|makes|sees|blames|puts|mentions|tells us|has)"
_DEGREE = (
    r"(?:(?:quite|simply|plainly|dead|just|completely|flatly|clearly|also|both|got|gets|all|very|a little|"
    r"rather|partly) )*"
)
_PATTERNS = (
    rf"(?:\b(?P<holder>\w+) )?\b(?:disagree[ds]?|disagreeing|{_CANNOT} (?:\w+ )?agree|begs? to differ|takes? issue|"
    r"part company)(?: \w+)? (?:with|from) (?:what )?WHO",
    r"\b(?:unlike|contrary to|pace|as against|in contrast to) (?:what )?WHO",
    rf"\bWHO(?:['’]s? (?:[\w-]+ ){{1,4}})?\s*(?:is|are|was|were|has|have)? ?{_DEGREE}"
    rf"(?:(?:it|this|that|things|the \w+) )?{_VERDICTS}\b",
    rf"\bWHO(?:['’]s? (?:[\w-]+ ){{1,3}})? ?{_MISSES}\b",
    rf"\b{_CANNOT} (?:\w+ )?(?:buy|believe|accept|share|follow|endorse|go along with|side with|"
    r"see it (?:as|like)) (?:what )?WHO",
    r"\b(?:with (?:all )?(?:due )?respect (?:to|for)|sorry,?|no,|not so,) WHO",
    r"^\W*@?WHO\W+(?:no|nope|wrong|sorry|not quite|not so|hardly)\b",
    rf"\bWHO {_SAYS}\b[^.?!]{{3,160}}?[,;:] (?:but|yet|though|however|in fact|in truth)\b",
)
_ORDINALS = {"first": "1", "second": "2", "third": "3", "fourth": "4"}


FEW = 3
"""Claims of a text up to which one that has no more in common than what the page asks about is meant."""


_TITLE = r"(?:(?:prof(?:essor|\.)?|dr\.?|mr\.?|mrs\.?|ms\.?|sir|lady|lord) )?"


class Meant(NamedTuple):
    """That a claim goes against one of another text, because its own text says that it disagrees with that text."""

    claim: Claim
    against: Claim
    reason: str
    aligned: bool = False
    """Whether the two are known to be of one matter: what sets them apart still bars a contradiction."""


@lru_cache(maxsize=4096)
def _names(author: str) -> tuple[str, ...]:
    """Return the names that an author may be called by: all of them, the first, the last."""
    parts = [p for p in re.split(r"[\s,()_]+", author) if len(p) > 2 and p[0].isalpha()]
    titled = [p for p in parts if p.lower().rstrip(".") not in _TITLES]
    return tuple(dict.fromkeys((author, *titled[:1], *titled[-1:]))) if titled else ()


_TITLES = word_list("no_authors")


@lru_cache(maxsize=1024)
def _speech(authors: tuple[str, ...]) -> re.Pattern[str]:
    """Return what finds a sentence that goes against one of some authors, or against an answer by its place."""
    names = sorted({n for author in authors for n in _names(author)}, key=lambda n: (-len(n), n))
    who = rf"(?:@?{_TITLE}(?P<who>{'|'.join(map(re.escape, names))})\b|{_OTHERS})" if names else _OTHERS
    found = []
    for place, pattern in enumerate(_PATTERNS):
        one = pattern.replace("WHO", who)
        for group in ("who", "which", "holder"):
            one = one.replace(f"?P<{group}>", f"?P<{group}{place}>")
        found.append(f"(?:{one})")
    return re.compile("|".join(found), re.IGNORECASE)


class _Statement(NamedTuple):
    """That one text of a page goes against some others: in which sentence of which text, and about what."""

    teller: Contribution
    at: int
    holder: Contribution
    whom: tuple[str, ...]
    topic: frozenset[str]


def speaks(page: Page) -> bool:
    """Return whether any text of a page says that it, or another, disagrees with a text of the page."""
    return any(True for _ in _statements(page)) or any(True for _ in passages(page))


def _statements(page: Page) -> Iterator[_Statement]:
    texts = page.contributions
    if len(texts) < 2:
        return
    named = {n: c for c in texts if c.author for n in _names(c.author)}
    called = tuple(map(runs, named))
    for place, own in enumerate(texts):
        authors = tuple(sorted({c.author for c in texts if c.author and c.author != own.author}))
        for at, span in enumerate(own.sentences):
            said = span.quote(page.source.text)
            if not _may_speak(said, called):
                continue
            pattern = _speech(authors)
            for match in pattern.finditer(said):
                found = {k.rstrip("0123456789"): v for k, v in match.groupdict().items() if v}
                whom = _whom(found, texts, place)
                holder = _holder(found.get("holder", ""), own, named)
                if whom and holder is not None and holder.id not in whom:
                    yield _Statement(own, at, holder, whom, _topic(said[match.start() :], named))


_POSTS = ("answer", "post", "comment", "speaker", "reply", "contribution", "writer")
"""What every way of pointing at another text without a name ends with, or begins."""


def _may_speak(said: str, called: tuple[frozenset[str], ...]) -> bool:
    """Whether a sentence names an author, or points at another text: quick, before the long pattern is asked."""
    low = folded(said)
    if any(word in low for word in _POSTS):
        return True
    words = runs(said)
    return any(name <= words for name in called)


def _holder(word: str, own: Contribution, named: Mapping[str, Contribution]) -> Contribution | None:
    """Return whose view it is: the text's own, or that of whom it says so; None of somebody else."""
    if not word or word.lower() in {"i", "we", "and", "but", "also", "still", "strongly", "who"}:
        return own
    return named.get(word) or (None if word[0].isupper() else own)


_CLAUSE_END = re.compile(r"[,;:.!?]|\b(?:and|but|yet|though|because)\b")
_SAYING = frozenset(map(stem, word_list("addressing")))


def _topic(said: str, named: Mapping[str, Contribution]) -> frozenset[str]:
    """Return the stems of what a disagreement is said to be about: "about the owners", "overrates the army"."""
    words = {stem(w) for name in named for w in tokens(name)}
    end = _CLAUSE_END.search(said)
    return stems(said[: end.start()] if end is not None else said) - _SAYING - words


def _whom(found: Mapping[str, str], texts: Sequence[Contribution], place: int) -> tuple[str, ...]:
    own = texts[place]
    if "who" in found:
        called = found["who"]
        return tuple(
            c.id
            for c in texts
            if c.id != own.id
            and c.author
            and c.author != own.author
            and any(called in {n, n[:1].upper() + n[1:]} for n in _names(c.author))
        )
    words = [w.lower() for w in tokens(found["which"])]
    number = next((w for w in words if w.isdigit()), None)
    number = number or next((_ORDINALS[w] for w in words if w in _ORDINALS), None)
    if number is not None:
        return tuple(c.id for c in texts if c.number == number and c.id != own.id)
    return (texts[place - 1].id,) if place else ()


class Addressed:
    """Tells which claims go against which because texts speak to each other."""

    def __init__(self, world: Corpus) -> None:
        self._world = world
        self._carried: dict[tuple[str, str], str] = {}
        self._by_text: dict[str, list[Claim]] = {}
        self._meant: dict[str, list[Meant]] = {}

    def reason(self, claim: Claim, contribution: str) -> str | None:
        """Return how it is known that a claim is brought forward against a contribution, None where it is not."""
        other = self._world.contributions.get(contribution)
        if other is None or other.source != claim.source:
            return None
        self.meant(claim.source)
        return self._carried.get((claim.id, contribution))

    def meant(self, source: str) -> list[Meant]:
        """Return which claims of a page go against which because its texts speak to each other."""
        found = self._meant.get(source)
        if found is None:
            found = self._meant[source] = []
            page = self._world.pages.get(source)
            if page is not None and speaks(page):
                self._read(page)
                self._answers(page)
        return found

    def _answers(self, page: Page) -> None:
        """Note what goes against a text that its own text answers by name."""
        self._claims("")
        for found in answers(page, self._by_text, self._world):
            mine, other = (
                self._world.name(self._world.contributions[c.contribution])
                for c in (found.claim, found.against)
            )
            reason = f"{mine[:1].upper()}{mine[1:]} answers {other} here: “{found.words}”."
            self._carried.setdefault((found.claim.id, found.against.contribution), reason)
            self._meant[page.source.id].append(Meant(found.claim, found.against, reason, aligned=True))

    def _claims(self, contribution: str) -> list[Claim]:
        if not self._by_text:
            for claim in sorted(self._world.claims.values(), key=lambda c: (c.evidence.start, c.id)):
                self._by_text.setdefault(claim.contribution, []).append(claim)
        return self._by_text.get(contribution, [])

    def _read(self, page: Page) -> None:
        asked = asked_for(page.question or "")
        for told in _statements(page):
            said = told.teller.sentences[told.at].quote(page.source.text)
            topic = told.topic - asked
            brought = self._brought(told, said, topic)
            for id_ in told.whom:
                reason = self._reason(told, id_, said)
                for claim in brought:
                    self._carried[claim.id, id_] = reason
                found = self._best(brought, self._claims(id_), topic, asked)
                if found is not None:
                    self._meant[page.source.id].append(Meant(*found, reason))

    def _reason(self, told: _Statement, whom: str, said: str) -> str:
        teller, holder, other = (
            self._world.name(c) for c in (told.teller, told.holder, self._world.contributions[whom])
        )
        who = "it" if told.holder.id == told.teller.id else holder
        return f"{teller[:1].upper()}{teller[1:]} says that {who} disagrees with {other}: “{_short(said)}”"

    def _brought(self, told: _Statement, said: str, topic: frozenset[str]) -> list[Claim]:
        """Return the claims that a text brings forward where it disagrees.

        They stand in that sentence or, where it says no more than that, in the next; for a text of which another
        one says that it disagrees they are all that it says about the matter.
        """
        claims = self._claims(told.holder.id)
        authors = self._authors(told.teller.source)
        claims = [c for c in claims if c.subject.text.lower() not in authors]
        if told.holder.id != told.teller.id:
            return [c for c in claims if topic & _stems(c)]
        spans = told.teller.sentences[told.at : told.at + (2 if len(tokens(said)) <= BARE else 1)]
        for span in spans:
            found = [c for c in claims if span.start <= c.evidence.start < span.end]
            if found:
                return found
        return []

    def _authors(self, source: str) -> frozenset[str]:
        texts = self._world.pages[source].contributions
        return frozenset(n.lower() for c in texts if c.author for n in _names(c.author))

    def _best(
        self, brought: Sequence[Claim], theirs: Sequence[Claim], topic: frozenset[str], asked: frozenset[str]
    ) -> tuple[Claim, Claim] | None:
        """Return the two claims that have most in common, None where none has anything."""
        scored = []
        least = 0.25 if len(theirs) <= FEW else 1.0
        for mine in brought:
            for other in theirs:
                own, told = _stems(mine), _stems(other)
                same = mine.subject.entity == other.subject.entity
                if topic and not topic & told:
                    continue
                shared = own & told
                score = (
                    len(shared - asked) + 2.0 * len(topic & told) + 0.25 * len(shared & asked) + 0.5 * same
                )
                if score >= least and not _agreed(mine, other, shared - asked):
                    place = (-score, mine.evidence.start, other.evidence.start, mine.id, other.id)
                    scored.append((place, mine, other))
        return min(scored, key=lambda row: row[0])[1:] if scored else None


def _agreed(one: Claim, other: Claim, shared: frozenset[str]) -> bool:
    """Whether two claims say the same, as far as their words tell."""
    if one.polarity is not other.polarity:
        return False
    same = one.subject.entity == other.subject.entity or bool(
        shared & stems(one.subject.label) & stems(other.subject.label)
    )
    return (
        same
        and one.relation.id == other.relation.id
        and bool(shared & stems(one.object.label) & stems(other.object.label))
    )


BARE = 12
"""Words up to which a sentence may say no more than that it disagrees."""


def _stems(claim: Claim) -> frozenset[str]:
    verb = {stem(w) for w in tokens(claim.relation.text)[-1:]}
    return stems(f"{claim.subject.label} {claim.object.label}") | verb


def _short(said: str) -> str:
    words = " ".join(said.split())
    return words if len(words) <= 120 else f"{words[:117].rsplit(' ', 1)[0]} …"
