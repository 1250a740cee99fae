"""What an answer rejects of what another said before it, without naming it: "the fire story has been debunked".

People who answer each other in a thread seldom say whom they mean. They quote a word or two ("'Tyrant' is far too
strong"), call the matter by its name ("I don't buy the no land part", "the raid stuff doesn't hold up"), or echo
it ("One summer? No way."). Which claim is meant is the one of an earlier text of the page that has all of those
words; whoever rejects it says the opposite of it, in words of which only the page as a whole gives the sense.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache

from histgraph.drafts import Draft, Phrase
from histgraph.model import Certainty, Contribution, EntityKind, Page, Polarity, Span
from histgraph.resources import load_toml

_LONGEST, _LONGEST_QUOTED = 9, 14
"""Words that what is rejected may have; a longer stretch is no name for a matter."""
_SURE = 0.4
"""How sure a claim must be that the opposite of it is told: what was misread once would be told twice."""
_ROOT = 5
"""Letters by which words are compared: a mutiny and those who mutinied meet."""
_WORD = re.compile(r"[^\W\d_]+(?:[-'’][^\W\d_]+)*|\d[\d,.]*")
_BE = r"(?:is|are|['’]s|['’]re|seems?|sounds?(?: like)?|looks?(?: like)?|strikes me as)"
_HOW = (
    r"(?:(?:just|simply|plain|plainly|pure|purely|utter|utterly|complete|completely|total|totally|absolute|absolutely|quite"
    r"|rather|frankly|also|a bit(?: of)?|an?|the|far|much|way|half|mostly|largely|clearly|obviously|such|so|really"
    r"|pretty|very|little more than|nothing but|long|been|to me|in my view|imo|imho|,)\s+)*"
)
_QUOTED = r"[\"“](?P<what>[^\"“”]{3,70})[\"”]"
_NAMED = r"(?P<what>[\w'’-]+(?: [\w'’-]+){0,5}?)"
_EMPTY = frozenset(load_toml("countering.toml")["empty"])
_FALSE = frozenset(word[:_ROOT] for word in load_toml("countering.toml")["false"])
"""Who says that charters were forged is not gone against by "the charters are a fabrication"."""
_AGREES = re.compile(
    r"\bagree(?:s|d)?,? that\b|\bas (?:you|the others?|everybody) (?:say|said)\b", re.IGNORECASE
)
_REPORTS = re.compile(
    r"\b(?:said|say|says|claimed|thought|called|believed|told \w+|argued|wrote) (?:that )?[^.;:]*$",
    re.IGNORECASE,
)
"""What stands before a rejection that is somebody else's: "the council said that the riot was a joke"."""
_SPEAKER = re.compile(r"\b(?:I|we|you|one|people|everybody)\s+(?:\w+\s+)?$", re.IGNORECASE)
_ECHO = re.compile(
    r"^\W*(?P<what>(?!(?:why|how|when|who|what|where|did|was|were|is|are|do|does)\b)[^?.!]{3,50})\?+\W*$",
    re.IGNORECASE,
)
_NEGATED = re.compile(r"\b(?:no|not|never|nobody|nothing|none|neither|without)\b|n['’]t\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Counter:
    """That a text rejects something: in which of its sentences, the words that name it, and whether it quotes them."""

    teller: Contribution
    span: Span
    what: str
    quoted: bool
    mild: bool


@cache
def _table() -> dict[str, str]:
    return {name: "|".join(parts) for name, parts in load_toml("countering.toml").items()}


@cache
def _ways() -> tuple[tuple[bool, re.Pattern[str]], ...]:
    """Return the ways of rejecting, each with whether it quotes the words that it rejects."""
    table = _table()
    matter, fails = rf"(?:{table['matters']})", rf"(?:{table['fails']})"
    verdict = rf"(?:{_BE}\s+{_HOW}(?:{table['verdicts']})\b|{fails}\b)"
    flat = rf"(?:{_BE}\s+{_HOW}(?:{table['flat']})\b|{fails}\b)"
    aside = r"(?:[^.;:!?\"“”]{0,40}?\s)?"
    end = r"(?=\s*(?:[,.;:!?)]|$| [-–—]|\b(?:but|and|either|at all|because|since|as|though|here|there|in)\b))"
    which = r"(?:the |that |this |your |all (?:the|this|that) )?"
    about = rf"(?:{matter}\s+(?:of|about|that|with|where)\s+(?:the )?)?"
    ways = (
        (True, rf"{_QUOTED},?\s*(?:{matter}\s+)?{aside}{verdict}"),
        (True, rf"\b(?:{table['refuses']})\s+{which}{_QUOTED}"),
        (True, rf"\b(?:{table['enough']})\s+{which}{_QUOTED}"),
        (False, rf"\b(?:the|that|this|your|all (?:that|this|the))\s+{_NAMED}\s+{matter}\s+{aside}{verdict}"),
        (
            False,
            rf"\b(?:the|that|this|all (?:that|this|the))\s+{matter}\s+(?:of|about|that|with|where)\s+(?:the )?"
            rf"(?P<what>[^,.;:!?\"“”]{{3,80}}?)\s+{verdict}",
        ),
        (False, rf"\b(?:{table['refuses']})\s+{which}{about}{_NAMED}(?:\s+{matter})?{end}"),
        (False, rf"\b(?:{table['enough']})\s+{which}{about}{_NAMED}(?:\s+{matter})?{end}"),
        (False, rf"^\W*(?:(?:but|and|also|sorry,?|well,?|no,?)\s+)*the\s+{_NAMED}\s+{flat}"),
        (False, rf"[,;]\s+(?:but|and|yet)\s+the\s+{_NAMED}\s+{flat}"),
    )
    return tuple((quotes, re.compile(way, re.IGNORECASE)) for quotes, way in ways)


@cache
def _hint() -> re.Pattern[str]:
    """Return a quick test: no sentence without one of these words rejects anything."""
    table = _table()
    return re.compile(
        "|".join(table[row] for row in ("verdicts", "fails", "refuses", "enough")), re.IGNORECASE
    )


@cache
def _verdict() -> re.Pattern[str]:
    verdicts = _table()["verdicts"].replace("|a ", "|").replace("|an ", "|")
    return re.compile(rf"\b(?:{_BE}|was|were|be|been)\s+{_HOW}(?:{verdicts})\b", re.IGNORECASE)


@cache
def _retort() -> re.Pattern[str]:
    """Return what answers a question that echoes somebody else's words."""
    return re.compile(rf"^\W*(?:{_table()['retorts']})\b", re.IGNORECASE)


@cache
def _mild() -> re.Pattern[str]:
    return re.compile(rf"\b(?:{_table()['mild']})\b", re.IGNORECASE)


def counters(page: Page) -> Iterator[Counter]:
    """Yield what the second and later texts of a page reject, in page order."""
    for own in page.contributions[1:]:
        said = [span.quote(page.source.text) for span in own.sentences]
        for at, words in enumerate(said):
            match, quoted = _rejected(words)
            echo = None if match else _ECHO.match(words)
            if echo is not None and (at + 1 == len(said) or not _retort().match(said[at + 1])):
                echo = None
            if found := match or echo:
                mild = _mild().search(words) is not None
                yield Counter(own, own.sentences[at], found["what"].strip(" ,"), quoted, mild)


def _rejected(words: str) -> tuple[re.Match[str] | None, bool]:
    """Return what a sentence rejects, as the group ``what``, and whether it quotes it."""
    if _hint().search(words) is None or _AGREES.search(words):
        return None, False
    for quoted, way in _ways():
        match = way.search(words)
        if match is None:
            continue
        before = words[: match.start()]
        theirs = _REPORTS.search(before) and not _SPEAKER.search(before)
        if not theirs and 0 < len(match["what"].split()) <= (_LONGEST_QUOTED if quoted else _LONGEST):
            return match, quoted
    return None, False


def countered(page: Page, drafts: Sequence[Draft], event: str | None = None) -> list[Draft]:
    """Return the drafts of a page with the opposite of each claim that a later text rejects.

    Where the page asks why, a matter that is called by its name is rejected as a reason: "the drought stuff doesn't
    hold up" does not deny that there was a drought. What the rejecting sentence itself was read as ("'Tyrant' was too
    strong") goes: it says no more than that. The opposite is rated as sure as the claim that it turns round.

    Args:
        page: the page.
        drafts: what was read on it, in text order.
        event: what its question asks the reason of, as a clause; None where it asks for none.
    """
    found = list(drafts)
    for counter in counters(page):
        texts = [c.id for c in page.contributions]
        before = set(texts[: texts.index(counter.teller.id)])
        other = _meant(counter, page, [d for d in found if d.contribution in before])
        if other is None:
            continue
        mine = [d for d in found if d.contribution == counter.teller.id and _within(d.evidence, counter.span)]
        reason = event is not None and not counter.quoted and other.relation != "causedBy"
        opposite = _no_reason(other, counter, event or "") if reason else _opposite(other, counter)
        if any(_same(d, opposite) for d in mine):
            continue
        idle = [d for d in mine if _same(d, other) or _only_rejects(d, counter)]
        place = _place(found, counter)
        found.insert(place, opposite)
        found = [d for d in found if d not in idle]
    return found


def _place(drafts: Sequence[Draft], counter: Counter) -> int:
    """Return where among the drafts of a page, in text order, what is read from a sentence goes."""
    for place, draft in enumerate(drafts):
        if draft.contribution == counter.teller.id and draft.evidence.start >= counter.span.start:
            return place
    return len(drafts)


def _within(inner: Span, outer: Span) -> bool:
    return outer.start <= inner.start < outer.end


def _roots(text: str) -> frozenset[str]:
    words = (w.lower() for w in _WORD.findall(text))
    return frozenset(w[:_ROOT] for w in words if w not in _EMPTY)


def _meant(counter: Counter, page: Page, drafts: Sequence[Draft]) -> Draft | None:
    """Return the draft of an earlier text that is rejected, None where none has the words."""
    own = _roots(counter.what)
    telling = own - _roots(page.question or "") or (own if counter.quoted else frozenset())
    if not telling:
        return None
    phrase = " ".join(w.lower() for w in _WORD.findall(counter.what))
    denies = _NEGATED.search(counter.what) is not None
    if len(telling) == 1 and not counter.quoted:
        # One word names a matter only where no more than one sentence speaks of it.
        spoken = {d.evidence for d in drafts if telling <= _roots(d.evidence.quote(page.source.text))}
        if len(spoken) > 1:
            return None
    best: tuple[float, int] | None = None
    chosen = None
    for number, draft in enumerate(drafts):
        quote = draft.evidence.quote(page.source.text)
        label = _roots(f"{draft.subject.label} {draft.relation} {draft.verb} {draft.object.label}")
        whole = f" {phrase} " in f" {' '.join(w.lower() for w in _WORD.findall(quote))} "
        heads = _roots(f"{draft.subject.head} {draft.verb} {draft.object.head}")
        said = whole or (own <= _roots(quote) | label and (len(telling) > 1 or bool(telling & heads)))
        if not said or (draft.polarity is Polarity.DENIED and not denies) or _rejects(quote):
            continue
        if draft.confidence < _SURE or len(draft.object.label.split()) > _LONGEST_QUOTED or label & _FALSE:
            continue
        place = (-len(own & label) - 2.0 * whole - 0.5 * len(telling & label), number)
        if (own & label) and (best is None or place < best):
            best, chosen = place, draft
    return chosen


def _rejects(sentence: str) -> bool:
    """Whether a sentence itself turns against something, or calls anything by the name of what is not so."""
    return _verdict().search(sentence) is not None or _rejected(sentence)[0] is not None


def _opposite(other: Draft, counter: Counter) -> Draft:
    denied = other.polarity is Polarity.AFFIRMED
    return replace(
        other,
        contribution=counter.teller.id,
        evidence=counter.span,
        subject=replace(other.subject, span=None),
        object=replace(other.object, span=None),
        polarity=Polarity.DENIED if denied else Polarity.AFFIRMED,
        certainty=Certainty.PROBABLE if counter.mild else Certainty.CERTAIN,
        attributed_to=None,
        stance=None,
        agrees_with=(),
        disagrees_with=(),
        condition=None,
        cues=(),
        focus=None,
        rule="countered",
    )


def _no_reason(other: Draft, counter: Counter, event: str) -> Draft:
    """Return that what a text rejects by name was no cause of what the page asks about."""
    about = Phrase(
        event, event, None, event.split()[-1].lower(), tuple(event.lower().split()), EntityKind.SITUATION
    )
    terms = tuple(w.lower() for w in _WORD.findall(counter.what) if w.lower() not in _EMPTY)
    cause = Phrase(counter.what, counter.what, None, terms[-1] if terms else "", terms)
    return replace(
        _opposite(other, counter),
        subject=about,
        verb="be caused by",
        relation="causedBy",
        relation_text=other.relation_text,
        object=cause,
        polarity=Polarity.DENIED,
        time=None,
        time_text=None,
        place=None,
        over=None,
        swapped=False,
    )


def _same(one: Draft, other: Draft) -> bool:
    return (one.subject.label, one.verb, one.object.label, one.polarity) == (
        other.subject.label, other.verb, other.object.label, other.polarity,
    )  # fmt: skip


_ONESELF = frozenset({"i", "we", "me", "us", "you"})


def _only_rejects(draft: Draft, counter: Counter) -> bool:
    """Whether a draft says no more than that something is rejected: "the mutiny was a myth", "it convinced me"."""
    if {draft.subject.label.lower(), draft.object.label.lower()} & _ONESELF:
        return True
    about = (
        bool(_roots(draft.subject.label) & _roots(counter.what))
        or draft.subject.label.lower() in counter.what.lower()
    )
    return about and draft.verb == "be" and _verdict().search(f"is {draft.object.label}") is not None
