"""Answers that name what was asked for and leave out the rest: "That would be Anna Bohm.", "In about 1700."."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from histgraph.drafts import Phrase
from histgraph.extract.drafting.answered import as_answers
from histgraph.extract.drafting.clauses import ClauseReader
from histgraph.extract.drafting.phrases import bare
from histgraph.extract.grounds.fillers import NUMBER, Time, dated, filler, when_named
from histgraph.extract.referents.slot import Slot
from histgraph.extract.syntax.modality import Modality
from histgraph.extract.syntax.positive import AT_ALL
from histgraph.extract.syntax.scope import LEXICON, Scope
from histgraph.extract.syntax.times import edtf
from histgraph.extract.syntax.tokens import SUBJECTS, child, is_finite, lemma
from histgraph.extract.syntax.tree import Doc, Token
from histgraph.model import Certainty

_NAMING: dict[str, list[str]] = LEXICON["naming"]


def _any(key: str) -> str:
    return "(?:" + "|".join(sorted(_NAMING[key], key=len, reverse=True)) + ")"


_PROBABLE, _POSSIBLE = _any("probable"), _any("possible")
_HEDGE = rf"(?P<hedge>(?:{_any('sure')}|{_PROBABLE}|{_POSSIBLE})(?:,? (?:{_any('sure')}|{_PROBABLE}|{_POSSIBLE}))*)"
LEAD = re.compile(rf"\W*(?:(?:{_any('openings')})[,.!:;]? +)*(?:{_HEDGE}[,:]? +)?", re.IGNORECASE)
_BEING = (
    r"(?:(?:'s|’s|is|was|were|are|'d be|’d be|would be|would have been|will be|must be|must have been|has to be"
    r"|had to be|could be|could have been|might be|might have been|may be|may have been|would probably be|should be)"
    rf"(?: (?P<more>{_PROBABLE}|{_POSSIBLE}|{_any('sure')})(?: (?:be|been))?)?(?: (?:some time|sometime))?,?)"
)
_FRAMES = tuple(
    re.compile(
        frame.replace("BEING", _BEING).replace("HEDGE", rf"(?:{_PROBABLE}|{_POSSIBLE}|{_any('sure')})"),
        re.IGNORECASE,
    )
    for frame in _NAMING["frames"]
)
_BEHIND = tuple(re.compile(frame, re.IGNORECASE) for frame in _NAMING["behind"])
_LASTING = re.compile(_NAMING["lasting"][0], re.IGNORECASE)
_THERE_WERE = re.compile(_NAMING["there_were"][0], re.IGNORECASE)
_POSSIBLY = re.compile(rf"\b(?:{_POSSIBLE}|might|may|could|possible|possibility)\b", re.IGNORECASE)
_PROBABLY = re.compile(
    rf"\b(?:{_PROBABLE}|candidate|must have|guess|bet|money|sounds|contender|think|believe|i'd say|taught|told|heard)"
    r"\b",
    re.IGNORECASE,
)
TAIL = re.compile(
    rf"(?:,(?!\d)|\s[-–—]|\s\(|;|:|\.|!|\?|\s(?:who|which|when|where|because|since|but|although|though|while|whose)\b"
    rf"|\s(?:{_any('closings')})\b).*$",
    re.IGNORECASE | re.DOTALL,
)
_LIST = re.compile(r"^(?:[^,;:()]{2,40}, ){1,4}(?:and |or )?(?!I\b)[A-Z][^,;:().]{1,40}(?=[.,;!]|$)")
_DATE_COMMA = re.compile(r"^[^,]*\d{1,2}(?:st|nd|rd|th)?, \d{3,4}\b")
_OR_MORE = re.compile(
    r"^[^,.;]*, (?:if not|perhaps|maybe|possibly|or even|or maybe|at most|at least|tops)[^,.;]*"
)
_WITHDRAWN = re.compile(_NAMING["withdrawn"][0], re.IGNORECASE)  # "but she was not even there"
_NOBODY = frozenset({"nobody", "none", "noone", "no-one"})
_LATEST = 2
"""Sentences of an answer that may leave out what was asked; later ones speak of other things."""


def read_named(reader: ClauseReader, scope: Scope) -> bool:
    """Read a sentence that names what the question asks for; True where its own words say nothing else."""
    slot = reader.discourse.slot
    text = reader.sentence.doc.text
    if slot is None or reader.sentence.quoted or reader.discourse.count > _latest(text, slot):
        return False
    if slot.kind == "when" and _was_over(reader, scope, slot):
        return True
    if _others(reader, scope, slot):
        return True
    found = next(_found(text, slot), None)
    if found is None:
        return False
    start, end, framed, how = found
    tokens = [t for t in reader.sentence.doc if start <= t.idx and t.idx + len(t.text) <= end]
    while tokens and tokens[-1].is_punct:
        tokens.pop()
    alone = framed or (
        bool(tokens)
        and reader.sentence.stands_alone
        and (_bare(tokens, text[end:]) or _said_so(tokens, text, (start, end), slot))
    )
    if not alone or _WITHDRAWN.search(text) is not None:
        return False
    if framed and (_of_another_deed(tokens, slot) or _so_called_by(text[:start], tokens, slot)):
        return False
    if _defines(slot) and (framed or tokens[0].lower_ not in {"a", "an"}):
        return False  # "what was Mau Mau?" asks for no other name
    if (no := _denied(reader, tokens, slot)) is not None:
        word, told = no
        how = how.denied(word)
    else:
        phrase = filler(reader, tokens, slot, framed=framed)
        filled = slot.filled(phrase) if phrase is not None else None
        if filled is None:
            return False
        told = filled
    if (condition := _ON.match(text[end:])) is not None:
        scope = replace(scope, condition=condition["told"])
    if framed:
        without_frame(reader, tokens)
    when, later = when_named(text[start:end], slot), dated(text[end:])
    if when is None or (when[0] is None and later is not None):
        when = later
    reader.drafts = [
        d for d in reader.drafts if d.verb not in {"call", "name"} or framed
    ]  # "a priest called Anselm" is his name
    _tell(reader, scope, slot, told, how, when)
    return True


def _latest(text: str, slot: Slot) -> int:
    """Return up to which sentence of an answer what was asked may be left out: later where "I'd say" leads to it."""
    return _LATEST + 2 if slot.kind in _MEASURES and _ALL_IN_ALL.match(text) is not None else _LATEST


_ALL_IN_ALL = re.compile(_NAMING["all_in_all"][0], re.IGNORECASE)


def _so_called_by(frame: str, named: Sequence[Token], slot: Slot) -> bool:
    """Whether a sentence tells what others called him who is asked for: "he was called Kyros by the Greeks"."""
    called = frame.lower().split()[-1:] in (["called"], ["named"], ["as"])
    return called and slot.kind == "who" and any(t.lower_ == "by" for t in named)


def _of_another_deed(named: Sequence[Token], slot: Slot) -> bool:
    """Whether "it was NAME who" goes on with a deed that nobody asked for: who founded it, who raided the coast."""
    if slot.kind != "who" or slot.part != "subject" or slot.object is None:
        return False
    behind = [t for t in named[0].doc if t.i > named[-1].i]
    if not behind or behind[0].lower_ not in {"who", "that"}:
        return False
    asked = {w.lower() for w in f"{slot.object.label} {slot.object.text}".split()}
    verbs = [t for t in behind if t.dep_ == "relcl" and t.tag_ in {"VBD", "VBZ", "VBP"}]
    objects = [o for t in verbs if (o := child(t, "dobj")) is not None]
    return bool(objects) and all(
        o.pos_ == "NOUN" and o.lower_ not in asked and lemma(o.head) != slot.key.split()[0] for o in objects
    )


def _defines(slot: Slot) -> bool:
    """Whether a question asks what something by name was, and not how it was called."""
    whole = slot.kind == "what" and slot.key == "be" and slot.object is None
    return whole and slot.subject is not None and slot.subject.name


_FEW = 6


def _denied(
    reader: ClauseReader, tokens: Sequence[Token], slot: Slot
) -> tuple[str, tuple[Phrase, str, Phrase]] | None:
    """Return what "nobody", "none", "nowhere", "never" deny: the word, and what was asked with its place left out."""
    said = [
        t.lower_
        for t in tokens
        if t.lower_ not in {"almost", "virtually", "practically", "absolutely", "basically"}
    ]
    first = said[0] if said else ""
    if slot.kind == "many" and slot.subject is not None and slot.counted is not None:
        none = (
            first in _NOBODY or said[:2] in (["not", "one"], ["zero"]) or said[:3] == ["not", "a", "single"]
        )
        return ("none", (slot.subject, slot.key, slot.counted)) if none and len(said) < _FEW else None
    if (
        first in _NOBODY
        and slot.kind in {"who", "many"}
        and slot.part == "subject"
        and slot.object is not None
    ):
        who = (
            slot.counted
            if slot.kind == "many" and slot.counted is not None
            else replace(AT_ALL, label="anybody")
        )
        return first, (replace(who, label=who.label.removeprefix("of ")), slot.key, slot.object)
    if (
        first == "not"
        and len(tokens) > 1
        and tokens[1].pos_ == "PROPN"
        and slot.kind in {"who", "what", "where"}
    ):
        named = slot.filled(bare(reader.maker.of(list(tokens[1:]), tokens[1])))
        return ("not", named) if named is not None else None
    if (
        first in {"nowhere", "never"}
        and slot.kind in {"where", "when"}
        and slot.subject is not None
        and len(said) == 1
    ):
        return first, (slot.subject, slot.key, slot.object or AT_ALL)
    return None


def _tell(
    reader: ClauseReader,
    scope: Scope,
    slot: Slot,
    told: tuple[Phrase, str, Phrase],
    how: Modality,
    when: Time | None,
) -> None:
    """Put what was named on the list, in the words of the question; how the parser took it says nothing of it."""
    subject, key, obj = told
    root = reader.sentence.doc.root
    before = len(reader.drafts)
    reader.emit(root, scope, subject, key, obj, how, "named", time=when or (None, None))
    as_answers(reader, before, slot.verb_text)


def without_frame(reader: ClauseReader, named: Sequence[Token], *, behind: bool = False) -> None:
    """Take back what was read of the words that only lead to a name, and of the name itself with ``behind``."""
    whole, first = reader.sentence.span, reader.sentence.source_span(named if behind else named[:1])
    end = first.start if first is not None else whole.start
    if behind and first is not None:
        end = first.end
    reader.drafts = [
        d
        for d in reader.drafts
        if not any(
            p.span and whole.start <= p.span.start and p.span.end <= end for p in (d.subject, d.object)
        )
    ]


_OVER = re.compile(_NAMING["over"][0], re.IGNORECASE)


_NO_ONE = re.compile(
    r"\W*(?:(?:actually|honestly|well),? )*(?P<no>no ?-?one|nobody|none)"
    r"(?: (?:did|was|were|has|had|is)(?: that| it| so)?)?\W*",
    re.IGNORECASE,
)
_DATED_THING = re.compile(_NAMING["dated"][0], re.IGNORECASE)


def _others(reader: ClauseReader, scope: Scope, slot: Slot) -> bool:
    """Read "No one did.", "The last case was in 1679.", "Probably just a few hundred people died."."""
    doc = reader.sentence.doc
    if slot.kind == "who" and slot.part == "subject" and slot.object is not None:
        if (match := _NO_ONE.fullmatch(doc.text)) is None:
            return False
        anybody = replace(AT_ALL, label="anybody")
        reader.drafts = []
        _tell(
            reader,
            scope,
            slot,
            (anybody, slot.key, slot.object),
            Modality().denied(match["no"].lower()),
            None,
        )
        return True
    if slot.kind == "when" and (match := _DATED_THING.match(doc.text)) is not None:
        date, start = edtf(match["time"]), match.start("time")
        named = [
            t for t in doc if match.start("thing") <= t.idx and t.idx + len(t.text) <= match.end("thing")
        ]
        time = [t for t in doc if start <= t.idx and t.idx + len(t.text) <= match.end("time")]
        if date is None or any(d.time == date for d in reader.drafts) or not named or not time:
            return False
        told = (bare(reader.maker.of(named, named[-1])), "be", reader.maker.of(time, time[0]))
        _tell(
            reader,
            scope,
            replace(slot, verb_text=match["verb"]),
            told,
            surely(match.group()),
            (date, match["time"]),
        )
        return True
    return slot.kind == "many" and slot.part == "subject" and _counts(reader, scope, slot)


def _counts(reader: ClauseReader, scope: Scope, slot: Slot) -> bool:
    """Read "just a few hundred people died": that many V-ed, as the question has it."""
    root = reader.sentence.doc.root
    who = child(root, "nsubj", "nsubjpass")
    verb = slot.key.split()[0]
    same = lemma(root) == verb or {lemma(root), verb} <= _DYING
    if (
        who is None
        or slot.object is None
        or not same
        or child(root, "dobj", "prep", "attr", "neg") is not None
    ):
        return False
    phrase = bare(reader.maker.phrase(who))
    if NUMBER.search(phrase.label) is None:
        return False
    reader.drafts = [d for d in reader.drafts if d.verb != lemma(root)]
    _tell(reader, scope, slot, (phrase, slot.key, slot.object), reader.modality(root, scope), None)
    return True


_DYING = frozenset(_NAMING["dying"])


def _was_over(reader: ClauseReader, scope: Scope, slot: Slot) -> bool:
    """Read "it was all over by about 1700", "they were still around in the 1830s": so, at that time."""
    match = _OVER.match(reader.sentence.doc.text)
    date = edtf(match["time"]) if match is not None else None
    if match is None or date is None or slot.subject is None:
        return False
    tokens = [
        t
        for t in reader.sentence.doc
        if match.start("state") <= t.idx and t.idx + len(t.text) <= match.end("time")
    ]
    obj = reader.maker.of(tokens, tokens[0])
    reader.drafts = []
    _tell(reader, scope, slot, (slot.subject, "be", obj), surely(match.group()), (date, match["time"]))
    return True


def _found(text: str, slot: Slot) -> Iterator[tuple[int, int, bool, Modality]]:
    """Yield where the name may stand, whether a frame leads to it, and how surely it is given."""
    lead = LEAD.match(text)
    start = lead.end() if lead is not None else 0
    for frame in (
        *_FRAMES,
        *((_LASTING,) if slot.kind == "long" else (_THERE_WERE,) if slot.kind == "many" else ()),
    ):
        if (match := frame.match(text, start)) is not None:
            begin = match.end()
            if (more := LEAD.match(text, begin)) is not None and more["hedge"]:
                begin = more.end()
            yield begin, begin + _length(text[begin:], slot), True, surely(text[:begin])
    end = start + _length(text[start:], slot)
    for frame in _BEHIND:
        if slot.kind == "who" and (match := frame.match(text, start)) is not None:
            yield (
                match.start("name"),
                match.end("name"),
                True,
                surely(text[:start] + text[match.end("name") :]),
            )
    yield start, end, False, surely(text[:start] + text[end:])


def surely(said: str) -> Modality:
    """Return how surely something is named, by what leads to it and what follows it."""
    if (match := _POSSIBLY.search(said)) is not None:
        return Modality().hedged(Certainty.POSSIBLE, match.group().lower())
    if (match := _PROBABLY.search(said)) is not None:
        return Modality().hedged(Certainty.PROBABLE, match.group().lower())
    return Modality()


def _length(text: str, slot: Slot) -> int:
    """Return how many code points what is named takes: up to an aside, whole lists and dates kept."""
    for kinds, pattern in (
        (("who", "where"), _LIST),
        (("when",), _DATE_COMMA),
        (("many", "much", "long"), _OR_MORE),
    ):
        if slot.kind in kinds and (match := pattern.match(text)) is not None:
            return match.end()
    match = TAIL.search(text)
    end = match.start() if match is not None else len(text)
    if slot.kind == "who" and (dated_ := _WHEN_HE_DID.search(text[:end])) is not None:
        return dated_.start() if _PLAIN_NAME.fullmatch(text[: dated_.start()]) else end
    return end


_PLAIN_NAME = re.compile(_NAMING["plain_name"][0])
_WHEN_HE_DID = re.compile(_NAMING["when_done"][0])
"""When somebody whom an answer names did it: "James Bruce in 1770"."""


def _said_so(tokens: Sequence[Token], text: str, place: tuple[int, int], slot: Slot) -> bool:
    """Whether "I'd say sixty at most, S", "not until 1570, S" name something, and S only goes on behind a comma."""
    start, end = place
    if any(is_finite(t) for t in tokens):
        return False
    behind = tokens[0].doc[tokens[-1].i + 1 :]
    if not behind or behind[0].text not in {",", ".", ";", "-", "–", "—", "!"}:
        return False
    root = tokens[0].doc.root
    own = child(root, *SUBJECTS, "expl")
    goes_on = root.i > tokens[-1].i and (own is None or own.i > tokens[-1].i)
    if slot.kind not in _MEASURES:  # "Lima, that's pretty much agreed", "Bell, he had the patent"
        own = own if goes_on else None
        return (
            slot.kind in {"where", "who"}
            and own is not None
            and own.pos_ == "PRON"
            and tokens[0].pos_ == "PROPN"
        )
    led = _SPEAKER.search(text[:start]) is not None
    return led or (goes_on and _NOT_BEFORE.match(text[start:end]) is not None)


_MEASURES = frozenset({"when", "many", "much", "long"})
_SPEAKER = re.compile(r"\b(?:i|i['’]d|my)\b", re.IGNORECASE)
_NOT_BEFORE = re.compile(
    rf"(?:{_any('bounding')}|(?:{_any('rounding')} )*(?:(?:the )?\d|{_any('roundly')}\b))", re.IGNORECASE
)


def _bare(tokens: Sequence[Token], rest: str) -> bool:
    """Whether words that no frame leads to make no clause of their own, and belong to none."""
    doc = tokens[0].doc
    finite = any(
        t.tag_ in {"VBD", "VBZ", "VBP", "MD"} and t.pos_ in {"VERB", "AUX"} and t.lower_ not in _CALLED
        for t in tokens
    )
    if finite or tokens[0].tag_ == "VB" or tokens[-1].i - tokens[0].i > 14 or _GOES_ON.match(rest):
        return False
    root = doc.root
    inside = tokens[0].i <= root.i <= tokens[-1].i or root.i < tokens[0].i
    aside = lemma(root) in _MINDING or _ASIDE.match(rest) is not None
    if rest[:1] in {",", ";"} and _verbless(doc):
        return True
    return (
        inside
        or aside
        or (child(root, "nsubj", "nsubjpass", "expl", "aux") is None and root.tag_ in {"VBG", "VBN"})
    )


def _verbless(doc: Doc) -> bool:
    """Whether a sentence is made of phrases alone, but for clauses that hang on a noun."""
    return not any(t.tag_ in {"VBD", "VBZ", "VBP", "MD"} and t.dep_ not in {"relcl", "acl"} for t in doc)


_GOES_ON = re.compile(r"[\"”’']?, ?(?:was|were|is|are|had|has)\b")
"""A comma that parts a subject from its verb: "The Old Road, was a track"."""
_SUBORDINATE = "(?:when|who|which|where|because|since|but|though|although|after|before)"
_ASIDE = re.compile(rf"\s*(?:[-–—;:(.]|,? ?{_any('closings')}\b|,? ?{_SUBORDINATE}\b[^,]*$)", re.IGNORECASE)
_ON = re.compile(
    r",? ?(?:depend(?:s|ing) )?(?P<told>if (?:you|we) (?:count|include|take in|add|reckon|leave out)\b[^.;]*)",
    re.IGNORECASE,
)
_CALLED = frozenset({"called", "named", "known"})
_MINDING = frozenset(_NAMING["minding"])
