"""Answers that name what was asked for and leave out the rest: "That would be Anna Bohm.", "In about 1700."."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from histgraph.drafts import Phrase
from histgraph.extract.drafting.clauses import ClauseReader
from histgraph.extract.drafting.phrases import bare
from histgraph.extract.referents.slot import Slot
from histgraph.extract.syntax.modality import Modality
from histgraph.extract.syntax.positive import AT_ALL
from histgraph.extract.syntax.scope import LEXICON, Scope
from histgraph.extract.syntax.times import edtf
from histgraph.extract.syntax.tokens import child, lemma
from histgraph.extract.syntax.tree import Token
from histgraph.model import Certainty, EntityKind

_Time = tuple[str | None, str | None]
"""A time as EDTF and in words."""
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
_POSSIBLY = re.compile(rf"\b(?:{_POSSIBLE}|might|may|could|possible|possibility)\b", re.IGNORECASE)
_PROBABLY = re.compile(
    rf"\b(?:{_PROBABLE}|candidate|must have|guess|bet|money|sounds|contender|think|believe|i'd say)\b",
    re.IGNORECASE,
)
TAIL = re.compile(
    rf"(?:,(?!\d)|\s[-–—]|\s\(|;|:|\.|!|\?|\s(?:who|which|when|where|because|since|but|although|though|while|whose)\b"
    rf"|\s(?:{_any('closings')})\b).*$",
    re.IGNORECASE | re.DOTALL,
)
_LIST = re.compile(r"^(?:[^,;:()]{2,40}, ){1,4}(?:and |or )?(?!I\b)[A-Z][^,;:().]{1,40}(?=[.,;!]|$)")
_DATED = re.compile(
    r"^,? ?(?:in|on|around|about|circa|back in) (?:about |around )?[^,.;]*\d{3,4}(?:s|\b)(?: BCE?)?",
    re.IGNORECASE,
)
_DATE_COMMA = re.compile(r"^[^,]*\d{1,2}(?:st|nd|rd|th)?, \d{3,4}\b")
_OR_MORE = re.compile(
    r"^[^,.;]*, (?:if not|perhaps|maybe|possibly|or even|or maybe|at most|at least|tops)[^,.;]*"
)
_NUMBER = re.compile(_NAMING["number"][0], re.IGNORECASE)
_LENGTH = re.compile(_NAMING["length"][0], re.IGNORECASE)
_TIME = re.compile(_NAMING["time"][0], re.IGNORECASE)
_PLACE = re.compile(_NAMING["place"][0], re.IGNORECASE)
_WITHDRAWN = re.compile(_NAMING["withdrawn"][0], re.IGNORECASE)  # "but she was not even there"
IDLE = frozenset(_NAMING["idle"])
_NAMED = frozenset({"PERSON", "GPE", "NORP", "ORG", "LOC", "FAC"})
_NOBODY = frozenset({"nobody", "none", "noone", "no-one"})
_LATEST = 2
"""Sentences of an answer that may leave out what was asked; later ones speak of other things."""


def read_named(reader: ClauseReader, scope: Scope) -> bool:
    """Read a sentence that names what the question asks for; True where its own words say nothing else."""
    slot = reader.discourse.slot
    if slot is None or reader.discourse.count > _LATEST or reader.sentence.quoted:
        return False
    text = reader.sentence.doc.text
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
    alone = framed or (bool(tokens) and reader.sentence.stands_alone and _bare(tokens, text[end:]))
    if not alone or _WITHDRAWN.search(text) is not None:
        return False
    if framed and (_of_another_deed(tokens, slot) or _so_called_by(text[:start], tokens, slot)):
        return False
    if _defines(slot) and (framed or tokens[0].lower_ not in {"a", "an"}):
        return False  # "what was Mau Mau?" asks for no other name
    if (no := _denied(tokens, slot)) is not None:
        word, told = no
        how = how.denied(word)
    else:
        phrase = _filler(reader, tokens, slot, framed=framed)
        filled = slot.filled(phrase) if phrase is not None else None
        if filled is None:
            return False
        told = filled
    if (condition := _ON.match(text[end:])) is not None:
        scope = replace(scope, condition=condition["told"])
    if framed:
        without_frame(reader, tokens)
    when, later = _when(text[start:end], slot), _dated(text[end:])
    if when is None or (when[0] is None and later is not None):
        when = later
    reader.drafts = [
        d for d in reader.drafts if d.verb not in {"call", "name"} or framed
    ]  # "a priest called Anselm" is his name
    _tell(reader, scope, slot, told, how, when)
    return True


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


def _denied(tokens: Sequence[Token], slot: Slot) -> tuple[str, tuple[Phrase, str, Phrase]] | None:
    """Return what "nobody", "none", "nowhere", "never" deny: the word, and what was asked with its place left out."""
    said = [
        t.lower_
        for t in tokens
        if t.lower_ not in {"almost", "virtually", "practically", "absolutely", "basically"}
    ]
    first = said[0] if said else ""
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
    when: _Time | None,
) -> None:
    """Put what was named on the list, in the words of the question; how the parser took it says nothing of it."""
    subject, key, obj = told
    root = next(t for t in reader.sentence.doc if t.head.i == t.i)
    before = len(reader.drafts)
    reader.emit(root, scope, subject, key, obj, how, "named", time=when or (None, None))
    reader.drafts[before:] = [
        replace(d, relation_text=slot.verb_text, features=("rule=named",)) for d in reader.drafts[before:]
    ]


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
    root = next(t for t in reader.sentence.doc if t.head.i == t.i)
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
    if _NUMBER.search(phrase.label) is None:
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
    for frame in (*_FRAMES, *((_LASTING,) if slot.kind == "long" else ())):
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
    return match.start() if match is not None else len(text)


def _bare(tokens: Sequence[Token], rest: str) -> bool:
    """Whether words that no frame leads to make no clause of their own, and belong to none."""
    doc = tokens[0].doc
    finite = any(
        t.tag_ in {"VBD", "VBZ", "VBP", "MD"} and t.pos_ in {"VERB", "AUX"} and t.lower_ not in _CALLED
        for t in tokens
    )
    if finite or tokens[0].tag_ == "VB" or tokens[-1].i - tokens[0].i > 14 or _GOES_ON.match(rest):
        return False
    root = next(t for t in doc if t.head.i == t.i)
    inside = tokens[0].i <= root.i <= tokens[-1].i or root.i < tokens[0].i
    aside = lemma(root) in _MINDING or _ASIDE.match(rest) is not None
    return (
        inside
        or aside
        or (child(root, "nsubj", "nsubjpass", "expl", "aux") is None and root.tag_ in {"VBG", "VBN"})
    )


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


def _is_time(tokens: Sequence[Token], label: str) -> bool:
    """Whether words open as a time does: a preposition, a number, a month."""
    if _TIME.match(label) is not None:
        return True
    first = tokens[0]
    if first.lower_ == "with" and edtf(label) is not None:
        return True
    if first.lower_ in {"under", "after", "before", "during"} and any(t.pos_ == "PROPN" for t in tokens):
        return True
    return (first.like_num or first.text[:1].isdigit() or first.pos_ == "PROPN") and edtf(label) is not None


def _filler(reader: ClauseReader, tokens: Sequence[Token], slot: Slot, *, framed: bool) -> Phrase | None:
    """Return the phrase of what is named, None where it is nothing of the kind that was asked for."""
    inside = {t.i for t in tokens}
    heads = [t for t in tokens if t.head.i not in inside or t.head.i == t.i]
    nouns = [t for t in tokens if t.pos_ in {"NOUN", "PROPN", "NUM"}]
    head = next((t for t in heads if t.pos_ in {"NOUN", "PROPN"}), nouns[0] if nouns else heads[0])
    phrase = reader.maker.of(list(tokens), head)
    if slot.kind == "where" and tokens[0].pos_ == "PROPN":
        phrase = replace(phrase, label=f"at {phrase.text}")
    if (
        phrase.name
        and slot.kind == "what"
        and slot.subject is not None
        and (phrase.label in slot.subject.label or slot.object is not None)
    ):
        phrase = replace(phrase, label=phrase.text)  # his real name is no other name of his
    if slot.kind in {"many", "much", "long"}:
        phrase = replace(phrase, label=phrase.label[:1].lower() + phrase.label[1:])
    elif slot.kind not in {"who", "what"} or tokens[0].pos_ == "DET":
        phrase = _lowered(phrase, tokens[0])
    label = phrase.label
    if slot.kind in {"who", "what"}:
        return bare(phrase) if _is_someone(tokens, head, slot, phrase.kind, framed=framed) else None
    if slot.ordinal and _ORDINAL.fullmatch(label):
        phrase = replace(phrase, label=f"in {label} {slot.noun}")
    if slot.kind == "when":
        fits = slot.ordinal or _is_time(tokens, label)
    elif slot.kind == "where":
        fits = _PLACE.match(label) is not None or head.pos_ == "PROPN" or head.ent_type_ in _NAMED
    else:
        fits = (_LENGTH if slot.kind == "long" else _NUMBER).search(label) is not None
    return phrase if fits else None


_ORDINAL = re.compile(
    r"(?:the )?(?:early |mid |late )?(?:\d+(?:st|nd|rd|th)|[a-z-]+(?:st|nd|rd|th))", re.IGNORECASE
)


def _lowered(phrase: Phrase, first: Token) -> Phrase:
    """Write the first word small that stands at the beginning of a sentence only: "In about 1700"."""
    stays = (
        first.pos_ == "PROPN"
        or first.ent_type_ in _NAMED
        or first.i > 0
        or first.lower_ == first.text
        or (first.text.isupper() and len(first.text) > 1)
    )
    return phrase if stays else replace(phrase, label=phrase.label[:1].lower() + phrase.label[1:])


def _is_someone(tokens: Sequence[Token], head: Token, slot: Slot, kind: EntityKind, *, framed: bool) -> bool:
    """Whether a phrase names somebody or something, or describes it: no remark such as "good question"."""
    if any(lemma(t) in IDLE for t in tokens) or (tokens[0].pos_ == "PRON" and tokens[0].tag_ != "PRP$"):
        return False
    if tokens[0].pos_ == "VERB" and tokens[0].text.islower():
        return False  # "he was hit by a tile in Argos"
    if any((t.pos_ == "PROPN" or t.ent_type_ in _NAMED) and t.text[:1].isupper() for t in tokens):
        return edtf(" ".join(t.text for t in tokens)) is None
    if head.pos_ not in {"NOUN", "PROPN"}:
        return False
    if slot.kind == "who":
        people = kind in {EntityKind.PERSON, EntityKind.GROUP} or head.tag_ == "NNS"
        return people and (tokens[0].lower_ in {"the", "a", "an", "some", "his", "her"} or head.tag_ == "NNS")
    definite = tokens[0].lower_ in {"the", "his", "her", "its", "their"} or head.tag_ == "NNS"
    return not framed or definite or lemma(head) == slot.noun


def _when(said: str, slot: Slot) -> _Time | None:
    """Return the time that was named, where a time was asked for."""
    if slot.kind != "when":
        return None
    told = said.strip()
    if slot.ordinal and _ORDINAL.fullmatch(told):
        return edtf(f"{told} {slot.noun}"), told
    date = edtf(
        re.sub(
            r"^not (?:until|till)\b", "in", re.sub(r"^not before\b", "since", told, flags=re.I), flags=re.I
        )
    )
    return date, told


def _dated(rest: str) -> _Time | None:
    """Return the time told right behind a name: "James Bruce, in 1770"."""
    match = _DATED.match(rest)
    if match is None:
        return None
    told = match.group().lstrip(", ")
    return edtf(told), told
