"""How an answer begins: "No.", "Yes they did, ...", "Not particularly.", "That's a myth.", "I doubt it."."""

import re
from collections.abc import Collection
from dataclasses import dataclass

from histgraph.extract.syntax.scope import LEXICON
from histgraph.extract.syntax.tokens import lemma
from histgraph.extract.syntax.tree import Doc, Token
from histgraph.model import Certainty

_REPLIES = LEXICON["reply"]
_GOES = "but|though|although|and|because|since|as far|until|they|he|she|it|we|there"
_END = rf"(?=\s*(?:[.,;:!?()…—–-]|$|(?:{_GOES})\b|\w+ly\s*[.!]))"


def _any(*lists: list[str]) -> str:
    return "(?:" + "|".join(sorted((p for found in lists for p in found), key=len, reverse=True)) + ")"


LEAD = re.compile(rf"\W*(?:{_any(_REPLIES['lead'])}\b\W*)*", re.IGNORECASE)
_NOTHING = re.compile(rf"{_any(_REPLIES['nothing'])}\b", re.IGNORECASE)
_SAID = [
    (denied, certainty, re.compile(f"{_any(_REPLIES[side][str(certainty)])}{_END}", re.IGNORECASE))
    for side, denied in (("no", True), ("yes", False))
    for certainty in (Certainty.CERTAIN, Certainty.PROBABLE, Certainty.POSSIBLE)
]
_AUXILIARIES = frozenset(_REPLIES["auxiliaries"])
_NOT = frozenset({"not", "n't", "n’t", "never"})
_BESIDE = frozenset(_REPLIES["beside"])
_TAKEN_UP = frozenset({"it", "them", "him", "her", "that", "so", "there"})
_GOES_ON = frozenset(_REPLIES["goes_on"])
_PRONOUNS = frozenset({"he", "she", "it", "they", "there", "we", "you", "this", "that", "these", "those"})
_RANK = (Certainty.CERTAIN, Certainty.PROBABLE, Certainty.POSSIBLE)
_LAST = re.compile(
    r"[^.?!;:]{2,60}?,? (?P<but>(?:but|so) )?(?P<word>yes|yeah|yep|sure|no|nope)\s*[.!]*\s*", re.IGNORECASE
)
_PLAIN_NO = re.compile(r"no|nope|nah|naw|never", re.IGNORECASE)
"""Behind these "they did" may follow without a comma; behind others it is denied: "there's no proof they did"."""
_SETTING = re.compile(
    r"not (?P<setting>(?:in|at|on|to|for|during|under|with|by) .+?)(?:, no)?$", re.IGNORECASE
)
_LONGEST_SETTING = 8
_MOST = 3
"""Turns taken together: "No, not really, they didn't"."""


@dataclass(frozen=True, slots=True)
class Opening:
    """What the first words of an answer say to a question.

    ``cue`` are the words; ``until`` is the place of the first token behind them; ``echo`` the place of an auxiliary
    that stands for the question's verb ("they did"), None where there is none. ``open`` tells that they leave it
    open: "it depends", "nobody knows". ``at_last`` tells that they stand behind what is told besides: "It helped,
    but no."; ``until`` is then where they begin. ``setting`` are words that say for whom, where or when: "For the
    outside world it was". ``word`` is one of the question's own that is the whole answer: "A villain."
    """

    denied: bool
    certainty: Certainty
    cue: str
    until: int
    echo: int | None = None
    open: bool = False
    at_last: bool = False
    setting: str = ""
    word: str = ""


def opening(doc: Doc, subject: Collection[str], verb: str = "") -> Opening | None:
    """Return what a sentence's first words say to a question; None where they tell by themselves.

    Args:
        doc: the sentence.
        subject: the lower-case words of what the question is about: "the Romans did" echoes it.
        verb: the lemma of the question's verb: "they did not vanish" echoes it, if no more follows.
    """
    text = doc.text
    lead = LEAD.match(text)
    place = lead.end() if lead else 0
    if (silent := _NOTHING.match(text, place)) is not None:
        return Opening(False, Certainty.POSSIBLE, silent[0], _behind(doc, silent.end()), open=True)
    denied: bool | None = None
    certainty, start, end = Certainty.CERTAIN, place, place
    for _ in range(_MOST):
        match = next(((d, c, m) for d, c, p in _SAID if (m := p.match(text, place))), None)
        if match is None:
            break
        denied = match[0] if denied is None else denied or match[0]
        certainty = max(certainty, match[1], key=_RANK.index)
        end = match[2].end()
        place = end + len(re.match(r"[\s,;:—–-]*", text[end:])[0])  # type: ignore[index]
    first = next((t for t in doc if t.idx >= place), None)
    if denied is not None and first is not None and re.match(r"[.!?…]", text[end:].lstrip()):
        first = None
    echoed = _echo(doc, first, subject, verb) if first is not None else None
    if echoed is not None:
        last, auxiliary, turned, where = echoed
        leans = denied and not re.search(r"[.,;:!?—–-]", text[end : first.idx] if first is not None else "")
        turned = True if leans and not _PLAIN_NO.fullmatch(text, start, end) else turned
        cue = text[start : last.idx + len(last.text)]
        return Opening(turned, certainty, cue, last.i + 1, auxiliary.i, setting=where)
    if denied is None:
        return _at_last(doc, text)
    limited = _SETTING.match(text, start, end)
    setting = limited["setting"] if limited is not None else ""
    return Opening(denied, certainty, text[start:end], _behind(doc, end), setting=setting)


def named(doc: Doc) -> Opening | None:
    """Read "A villain.", "Villain, if you ask me.": a word, which the question may have offered, is all."""
    first = next((t for t in doc if t.pos_ != "DET"), None)
    if first is None or first.i > 1 or first.pos_ not in {"NOUN", "ADJ", "VERB", "PROPN"}:
        return None
    behind = doc[first.i + 1] if first.i + 1 < len(doc) else None
    if behind is not None and not behind.is_punct and behind.lower_ != "but":
        return None
    return Opening(False, Certainty.CERTAIN, first.text, first.i + 1, word=first.lower_)


_TURNING = re.compile(
    r"(?:everyone|everybody|people|many|most people|you['’]ll hear|they|some|popular|hollywood)\b[^.?!;:]{2,60}?,? but "
    r"(?P<word>no|nope|nah)(?=[,.;]| it| that| they| he| she)",
    re.IGNORECASE,
)
"""What others think, and then the author's own no: "Everybody says so but no, it's a legend."."""
_THEY_DID = r"(?:they|he|she|it|there) (?:did|was|were|had|could|can|would|must)(?:n[’']t| ?not)?(?: have)?"
_CONCLUDES = re.compile(
    r"\W*(?:(?:and )?so|so,? in short|in short|in sum|in conclusion|all in all|bottom line|tl;?dr|overall)[,:]? "
    r"(?:(?P<word>yes|no|nope|yeah|not (?:really|at all|particularly|especially|very))"
    rf"(?:[,.]? {_THEY_DID})?|(?P<alone>{_THEY_DID}))"
    r"\s*[.!]*\s*",
    re.IGNORECASE,
)


def concluded(text: str, length: int) -> Opening | None:
    """Read "So no.", "so he can't have", which sums up an answer; ``length`` is the number of its tokens."""
    match = _CONCLUDES.fullmatch(text)
    if match is None:
        return None
    word = (match["word"] or match["alone"]).lower()
    denied = word.startswith("n") or re.search(r"n[’']t\b|not\b", word) is not None
    return Opening(denied, Certainty.CERTAIN, word, length)


def _at_last(doc: Doc, text: str) -> Opening | None:
    """Read "For the first fifty years, yes.": nothing is told before it but when, where or in whose eyes."""
    if (turned := _TURNING.match(text)) is not None:
        return Opening(True, Certainty.CERTAIN, turned["word"], _behind(doc, turned.end()))
    match = _LAST.fullmatch(text)
    if match is None:
        return None
    if match["but"]:
        begins = next(t.i for t in doc if t.idx >= match.start("but"))
        return Opening(
            match["word"].lower().startswith("n"), Certainty.CERTAIN, match["word"], begins, at_last=True
        )
    if any(t.dep_.startswith("nsubj") and t.head.head.i == t.head.i for t in doc):
        return None
    denied = match["word"].lower().startswith("n")
    return Opening(
        denied,
        Certainty.CERTAIN,
        text.strip(" .!"),
        len(doc),
        setting=text[: match.start("word")].strip(" ,"),
    )


def _behind(doc: Doc, end: int) -> int:
    """Return the place of the first token behind a stretch of the text."""
    return next((t.i for t in doc if t.idx >= end), len(doc))


def _echo(
    doc: Doc, first: Token, subject: Collection[str], verb: str
) -> tuple[Token, Token, bool, str] | None:
    """Return the last word, the auxiliary, the polarity and the setting of "they did", "he never was"."""
    n = _behind_setting(doc, first.i)
    setting = "".join(t.text + t.whitespace_ for t in doc[first.i : n]).strip(" ,")
    while n < len(doc) and (doc[n].lower_ in _BESIDE or doc[n].text == ","):
        n += 1
    start = n
    while n < len(doc) and n - start < 5 and doc[n].lower_ not in _AUXILIARIES and doc[n].lower_ not in _NOT:
        n += 1
    who = [t for t in doc[start:n] if t.lower_ not in _BESIDE]
    if not who or not _is_meant(who, subject):
        return None
    denied = False
    while n < len(doc) and doc[n].lower_ in _NOT | _BESIDE:
        denied ^= doc[n].lower_ in _NOT
        n += 1
    if n >= len(doc) or doc[n].lower_ not in _AUXILIARIES:
        return None
    auxiliary = last = doc[n]
    for token in doc[n + 1 :]:
        if token.lower_ in _NOT:
            denied = not denied
        elif token.lower_ not in _BESIDE:
            break
        last = token
    behind = doc[last.i + 1] if last.i + 1 < len(doc) else None
    if behind is not None and verb and lemma(behind) == verb:
        more = doc[behind.i + 1 : behind.i + 3]
        if more and more[0].lower_ in _TAKEN_UP:  # "he did fail it"
            behind, more = more[0], more[1:]
        if not more or more[0].is_punct:
            return behind, auxiliary, denied, setting
        behind = last.nbor(1)
    if behind is None or behind.is_punct or behind.lower_ in _GOES_ON or _beside_deed(auxiliary, behind):
        return last, auxiliary, denied, setting
    return None


def _behind_setting(doc: Doc, start: int) -> int:
    """Return where the echo begins behind a place, time or manner: "internally they never did", "in Gaul they did"."""
    if doc[start].pos_ not in {"ADP", "ADV"} or doc[start].lower_ in _BESIDE:
        return start
    for n in range(start + 1, min(start + _LONGEST_SETTING, len(doc) - 1)):
        if doc[n].pos_ in {"VERB", "AUX"}:
            return start
        if doc[n].lower_ in _PRONOUNS and doc[n + 1].lower_ in _AUXILIARIES | _NOT | _BESIDE:
            return n
    return start


def _is_meant(who: list[Token], subject: Collection[str]) -> bool:
    if len(who) == 1 and who[0].lower_ in _PRONOUNS:
        return True
    told = [t.lower_ for t in who if t.pos_ in {"NOUN", "PROPN", "ADJ", "NUM"}]
    return bool(told) and all(word in subject for word in told) and all(t.pos_ != "VERB" for t in who)


def _beside_deed(auxiliary: Token, behind: Token) -> bool:
    """Whether "did" goes on with where or when: "they did in the north"."""
    return auxiliary.lower_ in {"did", "do", "does"} and behind.pos_ in {"ADP", "SCONJ"}
