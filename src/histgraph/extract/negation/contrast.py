"""What a sentence sets against something else: "A, not B", "A but not B", "not A but B".

The denied half is a claim of its own: who ruled "through his clerks, not through the barons" did
not rule through the barons. Works on the drafts of the sentence, since parsers attach the
contrasted half anywhere.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from histgraph.drafts import Draft, Phrase
from histgraph.extract.drafting.clauses import ClauseReader
from histgraph.extract.drafting.phrases import bare
from histgraph.extract.negation.counterpart import BY_WHAT, counterpart
from histgraph.extract.negation.halves import LONGEST, STOPS, denied, phrase_of, spanned
from histgraph.extract.negation.second_choice import put_second, set_over
from histgraph.extract.syntax.modality import cues
from histgraph.extract.syntax.positive import positive_object
from histgraph.extract.syntax.scope import FIRST_SECOND, Scope
from histgraph.extract.syntax.tokens import child, lemma
from histgraph.extract.syntax.tree import Doc, Token, stretch
from histgraph.model import EntityKind, Polarity

_MARKS = frozenset({",", "—", "–", "-", "--"})
_ONLY = cues("negation", "only") | {
    "all",
    "every",
    "each",
    "even",
    "until",
    "to",
    "so",
    "yet",
    "too",
    "one",
    "a",
}
_OPENERS = frozenset({"DET", "NOUN", "PROPN", "PRON", "NUM", "ADJ", "ADP"})
_NO_CLAUSE = frozenset({"amod", "pobj", "acl", "relcl", "compound"})


@dataclass(frozen=True, slots=True)
class _Half:
    """The contrasted half: tokens [start, end); ``against`` is where the half it is set against begins."""

    start: int
    end: int
    against: int | None


def set_against(reader: ClauseReader) -> None:
    """Deny what a sentence sets aside, and cut it out of what it affirms."""
    doc = reader.sentence.doc
    for token in doc:
        if token.i in reader.weighed:
            continue
        if token.lower_ in {"not", "never"} and (half := _half(doc, token)) is not None:
            _apply(reader, half, token.i)
        elif (half := _but_rather(doc, token) or _as_much(doc, token)) is not None:
            _affirm(reader, half)
        elif _is_second_no(token):
            _and_no(reader, token)
        elif token.lower_ == "unlike":
            _unlike(reader, token)
        elif (opens := put_second(token)) is not None:
            set_over(reader, opens, token)


def _unlike(reader: ClauseReader, unlike: Token) -> None:
    """Read "unlike Athens, Sparta had kings": Athens had none; other answerers are views, not subjects."""
    other, verb = child(unlike, "pobj"), unlike.head
    subject = child(verb, "nsubj", "nsubjpass")
    if other is None or subject is None or other.pos_ == "PRON" or subject.lower_ in FIRST_SECOND:
        return
    if verb.lemma_ == "be" and unlike.i > verb.i and child(verb, "attr", "acomp") is None:
        return  # "the Swiss were unlike the French" says no more than that
    if any(t.tag_ in {"JJR", "RBR"} for t in verb.subtree):
        return
    who = bare(reader.maker.phrase(other, joined=False))
    voices = {(a or "").lower() for a in reader.authors}
    if who.label.lower() in voices or (who.label[:1].islower() and other.pos_ == "PROPN"):
        return
    told = {s.label for s in reader.subjects(verb, Scope())}
    for draft in list(reader.drafts):
        if (
            draft.subject.label in told
            and draft.verb.split()[0] == lemma(verb)
            and not draft.swapped
            and draft.rule not in {"apposition", "contrast", "goal"}
        ):
            turned = denied(draft, draft.object)
            if draft.polarity is Polarity.DENIED:
                turned = replace(draft, polarity=Polarity.AFFIRMED)
            reader.drafts.append(replace(turned, subject=who, rule="contrast"))


def _is_second_no(token: Token) -> bool:
    """Whether a word denies the second of two: "ships but no port", "neither money nor men"."""
    if token.lower_ == "nor":
        return token.dep_ == "cc"
    return token.lower_ == "no" and token.dep_ == "det" and token.head.dep_ == "conj" and token.i > 1


def _and_no(reader: ClauseReader, no: Token) -> None:
    """Read "had ships but no port": the second is denied whatever the first is."""
    for place, draft in enumerate(list(reader.drafts)):
        words = spanned(reader, draft.object)
        kept, other = [t for t in words if t.i < no.i], [t for t in words if t.i > no.i]
        listed = kept and kept[-1].text == "," and draft.polarity is Polarity.DENIED
        if not kept or not other or (kept[-1].pos_ != "CCONJ" and no.dep_ != "cc" and not listed):
            continue
        if no.dep_ == "cc" and draft.polarity is not Polarity.DENIED:
            continue
        first = phrase_of(reader, kept)
        if draft.polarity is Polarity.DENIED:
            first = positive_object(first)
        reader.drafts[place] = replace(draft, object=first)
        reader.drafts.append(replace(denied(draft, phrase_of(reader, other)), rule="contrast"))


def _half(doc: Doc, cue: Token) -> _Half | None:
    """Return what "not" sets aside, where it does not simply deny a verb."""
    if cue.lower_ == "never" and cue.i + 1 < len(doc) and cue.nbor(1).tag_ != "VBN":
        short = cue.i > 0 and cue.nbor(-1).lower_ in {"but", "and"}  # "took the town but never the castle"
        if not short or cue.nbor(1).tag_ not in {"DT", "PRP$", "IN"}:
            return None
    before = cue.i - 1
    while before > 0 and (doc[before].text in _MARKS or doc[before].lower_ in {"and", "but"}):
        before -= 1
    if cue.i < 1 or before < 0 or cue.i + 1 >= len(doc) or doc[before].is_punct:
        return None
    last, first = doc[before], doc[cue.i + 1]
    if first.lower_ in {"even", "yet"} and cue.i + 2 < len(doc) and last.pos_ == "ADJ":
        first = doc[cue.i + 2]  # "young and not even married"
    if cue.head.dep_ in {"nsubj", "nsubjpass"} and cue.dep_ == "neg" and cue.i == cue.head.left_edge.i:
        return None  # ", and not a single officer was punished"
    if last.lower_ in {"if", "or", "whether"} or first.lower_ in {"more", "less", "least"}:
        return None
    if first.lower_ == "the" and stretch(doc[cue.i + 2 : cue.i + 4]).lower() in {"other way", "other round"}:
        return None
    if last.pos_ in {"VERB", "AUX", "PART"} and before == cue.i - 1 and first.pos_ != "ADP":
        return None
    participle = first.tag_ == "VBN" and last.tag_ == "VBN" and before < cue.i - 1
    infinitive = first.lower_ == "to" and cue.i + 2 < len(doc) and doc[cue.i + 2].tag_ == "VB"
    if (
        (first.pos_ not in _OPENERS and not infinitive and not participle)
        or (
            first.lower_ in _ONLY - {"a"}
            and not infinitive
            and not (first.lower_ == "to" and first.pos_ == "ADP")
        )
        or (first.tag_ == "IN" and first.lower_ == "because")
    ):
        return None
    end = cue.i + 1
    while end < len(doc) and end - cue.i <= LONGEST and doc[end].text not in STOPS:
        own = (infinitive and end == cue.i + 2) or (participle and end == cue.i + 1)
        if doc[end].pos_ in {"VERB", "AUX"} and not own and doc[end].dep_ not in _NO_CLAUSE:
            break
        if doc[end].lower_ in {"but", "because"}:
            break
        end += 1
    if end <= cue.i + 1 or (end < len(doc) and doc[end].pos_ in {"VERB", "AUX"} and before == cue.i - 1):
        return None
    against = counterpart(doc, before, first)
    if infinitive and against is None and before == cue.i - 1:
        return None  # "told them not to fight"
    return _Half(cue.i + 1, end, against)


def _apply(reader: ClauseReader, half: _Half, cue: int) -> None:
    for draft in list(reader.drafts):
        place = reader.drafts.index(draft)
        reader.drafts[place : place + 1] = [*_by_subject(reader, draft, half, cue)]
    for draft in list(reader.drafts):
        place = reader.drafts.index(draft)
        reader.drafts[place : place + 1] = [d for d in _by_object(reader, draft, half, cue) if d.object.label]


def _by_subject(reader: ClauseReader, draft: Draft, half: _Half, cue: int) -> Iterator[Draft]:
    """Yield "A did it", "B did not" for "A, not B, did it"."""
    words = spanned(reader, draft.subject)
    if not words or not words[0].i < cue <= words[-1].i + 2 or half.against is None or draft.swapped:
        yield draft
        return
    own = phrase_of(reader, [t for t in words if t.i < cue])
    yield replace(draft, subject=own)
    other = phrase_of(reader, list(reader.sentence.doc[half.start : half.end]))
    if draft.relation in {"causedBy", "motivatedBy"} and reader.sentence.doc[half.start].pos_ == "ADP":
        return  # "it was begun by A, not by B, to pay C": the contrast is within what happened
    if draft.polarity is Polarity.AFFIRMED and other.label and draft.rule != "apposition":
        yield replace(denied(draft, draft.object), subject=other, rule="contrast")


def _by_object(reader: ClauseReader, draft: Draft, half: _Half, cue: int) -> Iterator[Draft]:
    """Yield a draft without what it sets aside, and the denial of that."""
    whole = spanned(reader, draft.object)
    words = [t for t in whole if t.i != cue]
    inside = [t for t in words if half.start <= t.i < half.end]
    if not words or draft.rule == "contrast":
        yield draft
        return
    if len(inside) == len(words):
        told = spanned(reader, draft.subject)
        if told and half.start <= told[0].i and told[-1].i < half.end:
            yield draft  # "was not among the reasons that started the war"
        elif draft.rule != "apposition":
            yield denied(draft, positive_object(phrase_of(reader, words)))
        return
    kept = [t for t in words if t.i < cue]
    if kept and kept[-1].pos_ == "AUX" and draft.polarity is Polarity.DENIED:
        yield draft  # "believed that the war was not about trade": the whole is denied already
        return
    if kept and whole[-1].i >= cue:
        draft = replace(draft, object=phrase_of(reader, kept))
    yield draft
    doc = reader.sentence.doc
    if (rival := _rival(reader, draft, half)) is not None:
        yield replace(denied(draft, draft.object), subject=rival, rule="contrast")
        return
    other = _other(reader, half, kept)
    if other is not None and half.against == kept[0].i - 1 and doc[half.against].lower_ in BY_WHAT:
        key = draft.verb.removesuffix(f" {doc[half.against].lower_}")
        if key != draft.verb:  # "grew through trade, not by war"
            draft = replace(draft, verb=f"{key} {doc[half.start].lower_}")
    elif draft.rule == "passive_agent" and half.against is not None and doc[half.start].lower_ in BY_WHAT:
        if doc[half.against].lower_ == "by" and draft.polarity is Polarity.AFFIRMED:
            means = bare(phrase_of(reader, list(doc[half.start + 1 : half.end])))
            if means.label == draft.subject.label:
                return  # "by the court, not by them": they are not the court
            yield replace(denied(draft, draft.object), subject=means, rule="contrast")
        return
    if draft.relation in {"causedBy", "motivatedBy"} and any(t.tag_ in {"VBD", "VBZ", "VBP"} for t in kept):
        return  # the contrast is within the reason
    if other is not None and other.label != draft.object.label and draft.polarity is Polarity.AFFIRMED:
        yield replace(denied(draft, other), rule="contrast")


def _rival(reader: ClauseReader, draft: Draft, half: _Half) -> Phrase | None:
    """Return B of "A took the ports, not B", where only A and B are names of those who can act."""
    told = phrase_of(reader, list(reader.sentence.doc[half.start : half.end]))
    words = spanned(reader, draft.object)
    if not words or words[-1].i > half.start or words[0].i > half.start:
        return None
    if reader.sentence.doc[half.start].pos_ != "PROPN" or half.end - half.start > _NAME or draft.swapped:
        return None
    alike = told.kind in _ACTORS and draft.subject.kind in _ACTORS and draft.object.kind not in _ACTORS
    names = told.name and draft.subject.name and not draft.object.name and not _has_name(reader, draft.object)
    return told if alike and names and draft.polarity is Polarity.AFFIRMED else None


def _has_name(reader: ClauseReader, phrase: Phrase) -> bool:
    return any(t.pos_ == "PROPN" for t in spanned(reader, phrase))


_NAME = 4
"""Words of a name at the most."""
_ACTORS = frozenset({EntityKind.PERSON, EntityKind.GROUP, EntityKind.POLITY})


def _other(reader: ClauseReader, half: _Half, kept: list[Token]) -> Phrase | None:
    """Return the object with the contrasted half in the place of the half it is set against."""
    if half.against is None or not kept:
        return None
    instead = list(reader.sentence.doc[half.start : half.end])
    if any(t.i == half.against for t in kept):
        return phrase_of(reader, [*(t for t in kept if t.i < half.against), *instead])
    if instead[0].pos_ == "ADP" and kept[0].i == half.against + 1:
        return phrase_of(reader, instead[1:])
    return None


def _but_rather(doc: Doc, but: Token) -> _Half | None:
    """Return the affirmed half of "not A but B", "not A, only B", where B is no clause."""
    only = but.lower_ in _JUST and but.i > 0 and but.nbor(-1).text == ","
    if not only and (but.lower_ != "but" or but.dep_ != "cc"):
        return None
    cue = next(
        (t for t in reversed(doc[max(0, but.i - LONGEST) : but.i]) if t.lower_ in {"not", "n't"}), None
    )
    if cue is None or cue.nbor(1).lower_ in _ONLY - {"a", "one"}:
        return None
    between = [t for t in doc[cue.i : but.i] if t.tag_ not in {"WP", "WDT"}]  # "not a king who V-ed but ..."
    if any(t.text in ";:." or t.dep_ in {"nsubj", "nsubjpass", "expl"} for t in between):
        return None
    end = but.i + 1
    while end < len(doc) and end - but.i <= LONGEST and doc[end].text not in STOPS:
        inner = doc[end].dep_ in {"acl", "amod", "relcl"}
        finite = doc[end].tag_ in {"VBD", "VBZ", "VBP", "MD"} and not inner
        own = doc[end].dep_ in {"nsubj", "nsubjpass", "expl"} and doc[end].tag_ not in {"WP", "WDT"}
        if own or finite:
            return None
        end += 1
    also = but.i + 1 < len(doc) and but.nbor(1).lower_ in {"also", "not"}
    return None if end == but.i + 1 or also else _Half(but.i + 1, end, cue.i)


_JUST = frozenset({"just", "only", "merely"})


def _as_much(doc: Doc, token: Token) -> _Half | None:
    """Return B of "was not so much A as B", where B is no clause."""
    if token.lower_ != "as":
        return None
    before = [t.lower_ for t in doc[max(0, token.i - LONGEST) : token.i]]
    much = next((i for i in range(len(before) - 1) if before[i : i + 2] == ["so", "much"]), None)
    if much is None or not {"not", "n't", "n’t", "never"} & set(before[:much]):
        return None
    end = token.i + 1
    while end < len(doc) and end - token.i <= LONGEST and doc[end].text not in STOPS:
        if doc[end].dep_ in {"nsubj", "nsubjpass", "expl"} or doc[end].tag_ in {
            "VBD",
            "VBZ",
            "VBP",
            "MD",
            "VB",
        }:
            return None
        end += 1
    return _Half(token.i + 1, end, None) if end > token.i + 1 else None


def _affirm(reader: ClauseReader, half: _Half) -> None:
    """Affirm what stands behind "but": the denial before it does not reach that far."""
    for place, draft in enumerate(list(reader.drafts)):
        if draft.polarity is not Polarity.DENIED:
            continue
        words, told = spanned(reader, draft.object), spanned(reader, draft.subject)
        if told and half.start <= told[0].i < half.end:
            continue  # "but of woods that were not safe"
        if words and half.start <= words[0].i < half.end:
            reader.drafts[place] = replace(draft, polarity=Polarity.AFFIRMED)
        elif words and words[0].i < half.start - 1 < words[-1].i:
            reader.drafts[place] = replace(
                draft,
                object=phrase_of(reader, [t for t in words if t.i < half.start - 1 and t.i != half.against]),
            )
            first, before = reader.sentence.doc[half.start], _prefix(words, half)
            if draft.rule == "belief" and first.pos_ == "ADP":
                alike = [t.i for t in words if t.i < half.start - 1 and t.lower_ == first.lower_]
                like = alike[-1] if alike else -1  # "said the aid should not be directed at A but at B"
                before = [t for t in words if t.i < like and t.i != half.against]
                if not before:
                    continue
            again = not before and first.pos_ == "ADP" and first.lower_ == words[0].nbor(-1).lower_
            other = phrase_of(reader, [*before, *reader.sentence.doc[half.start + again : half.end]])
            reader.drafts.append(replace(draft, object=other, polarity=Polarity.AFFIRMED, rule="contrast"))


def _prefix(words: list[Token], half: _Half) -> list[Token]:
    """Return the words of a denied object that belong to the affirmed one too."""
    return [t for t in words if half.against is not None and t.i < half.against]
