"""Causes and effects: what is said to have brought something about."""

import re
from dataclasses import replace

from histgraph.drafts import Phrase
from histgraph.extract.drafting.announced import listed, several, strays
from histgraph.extract.drafting.answered import as_answers
from histgraph.extract.drafting.clauses import ClauseReader
from histgraph.extract.drafting.goals import real_head
from histgraph.extract.drafting.happening import is_doing_it
from histgraph.extract.drafting.motives import result_of
from histgraph.extract.drafting.phrases import bare
from histgraph.extract.syntax.hedges import led_in
from histgraph.extract.syntax.keys import past
from histgraph.extract.syntax.modality import Modality, phrase_cues
from histgraph.extract.syntax.scope import CAUSE_NOUNS, EFFECT_NOUNS, Scope, words
from histgraph.extract.syntax.tokens import child, children, conjuncts, lemma, trimmed
from histgraph.extract.syntax.tree import Doc, Token
from histgraph.model import EntityKind, Polarity


def cause_noun(reader: ClauseReader, verb: Token, scope: Scope, how: Modality) -> bool:
    """Read "the main cause of X was Y", "a consequence of X was Y", "the result was Y"."""
    subject = child(verb, "nsubj")
    noun = real_head(subject)
    if noun is None or subject is None:
        return False
    word = lemma(noun)
    singled_out = word in _SINGLED_OUT and _first_of_all(noun) and reader.discourse.question_event is not None
    if word not in CAUSE_NOUNS | EFFECT_NOUNS and not singled_out:
        return False
    about, asked_itself = _about(reader, noun), False
    contributing = about is not None and any(
        lemma(c) in {"contribute", "lead"} for c in children(noun, "relcl", "acl")
    )
    if about is None and (word in _OF_WHAT_WAS_ASKED or singled_out):
        about, asked_itself = (
            event_asked(reader),
            reader.discourse.question_event is not None and scope.holder is None,
        )
    if about is None:
        return False
    targets = [c for c in children(verb, "attr", "ccomp", "acomp", "advcl", "xcomp") if c.pos_ != "ADJ"]
    for prep in children(verb, "prep"):
        targets += children(prep, "pobj")
    targets += [
        c for c in children(noun, "appos") if c.i > verb.i
    ]  # a list hung on the subject by the parser
    how = replace(how, cues=(*how.cues, *phrase_cues(noun)))
    sort = "effect" if word not in CAUSE_NOUNS and not singled_out else "factor" if contributing else "cause"
    heads = [one for target in [t for t in targets if t.i > noun.i][:3] for one in conjuncts(target)]
    for one in heads:
        after = one.doc[one.left_edge.i - 1].lower_
        turned = how.polarity is Polarity.DENIED and after in {"but", "rather"} and one is not heads[0]
        meant = Modality(certainty=how.certainty) if turned else how  # "was not that S but that T"
        before = len(reader.drafts)
        _told_by_noun(reader, verb, scope, meant, about, one, sort)
        if asked_itself and sort == "cause":
            as_answers(reader, before)
    return bool(heads)


def called_reason(reader: ClauseReader, verb: Token, scope: Scope, how: Modality) -> bool:
    """Read "X was (not) the reason the lords rebelled": S was caused by X, or was not."""
    noun = child(verb, "attr")
    clause = child(noun, "relcl", "acl") if noun is not None and lemma(noun) in {"reason", "cause"} else None
    if clause is None or clause.i < verb.i or child(clause, "nsubj", "nsubjpass") is None:
        return False
    told = child(verb, "nsubj")
    if told is None or told.lower_ in {"it", "there"}:
        return False
    event = reader.event_phrase(clause, scope.inner("ccomp", subjects=()))
    before = told_before(reader, verb, scope) if told.lower_ in _LOOKING_BACK else None
    for cause in (before,) if before is not None else reader.subjects(verb, scope):
        reader.emit(verb, scope, event, "be caused by", cause, how, "called_reason", relation="causedBy")
    reader.visit(clause, scope.inner("ccomp", subjects=()))
    return True


def was_result(reader: ClauseReader, verb: Token, scope: Scope, how: Modality) -> bool:
    """Read "X was the result of Y and Z": X was caused by Y, by Z."""
    noun = child(verb, "attr")
    if lemma(verb) != "be" or noun is None or lemma(noun) not in _RESULTS:
        return False
    of = next(
        (t for p in children(noun, "prep") if p.lower_ == "of" for t in children(p, "pobj", "pcomp")), None
    )
    if of is None or any(c.dep_ == "poss" for c in noun.children):
        return False
    heads = [of] if listed(of) else [*conjuncts(of), *_hung_higher(noun)]
    for about in reader.subjects(verb, scope):
        for one in heads:
            for phrase in several(reader.maker, one):
                reader.emit(
                    verb, scope, about, "be caused by", phrase, how, "was_result", relation="causedBy"
                )
    return True


def _hung_higher(noun: Token) -> list[Token]:
    """Return Z of "the result of Y and Z" where the parser has it beside "result": "a result", but "the Z" or "Zs"."""
    others = conjuncts(noun)[1:]
    return [c for c in others if not any(t.lower_ in {"a", "an"} for t in children(c, "det"))]


_RESULTS = words("cause", "results")

_OF_WHAT_WAS_ASKED = frozenset(
    {"reason", "cause", "trigger", "explanation", "result", "consequence", "outcome"}
)
"""Nouns that speak of the question's matter where they do not say of what."""


_SINGLED_OUT = frozenset({"factor", "problem", "driver", "key", "weapon", "secret", "killer", "culprit"})
"""Nouns that do so where they are called the real or the decisive one."""
_FIRST = words("cause", "first")


def _first_of_all(noun: Token) -> bool:
    return any(c.lower_ in _FIRST or (c.tag_ == "JJS" and c.pos_ == "ADJ") for c in noun.children)


def _told_by_noun(
    reader: ClauseReader, verb: Token, scope: Scope, how: Modality, about: Phrase, one: Token, sort: str
) -> None:
    clause = one.pos_ in {"VERB", "AUX"}
    phrase = reader.clause_phrase(one, positive=False) if clause else reader.maker.phrase(one, joined=False)
    if sort == "factor":
        reader.emit(verb, scope, bare(phrase), "cause", about, how, "factor", relation="caused")
    elif sort == "cause":
        reader.emit(verb, scope, about, "be caused by", phrase, how, "cause_noun", relation="causedBy")
    elif one.pos_ == "ADJ":
        return
    else:
        reader.emit(verb, scope, about, "cause", phrase, how, "effect_noun", relation="caused")
    if clause:
        reader.visit(one, scope.inner("ccomp", subjects=()))


def why(reader: ClauseReader, verb: Token, scope: Scope, how: Modality) -> bool:
    """Read "X is why S": X caused S; "..., which is why S", "that is why S": S was caused by what was told."""
    clause = child(verb, "ccomp", "advcl", "attr", "acomp")
    if clause is None or lemma(verb) != "be" or clause.pos_ not in {"VERB", "AUX"} or clause.i < verb.i:
        return False
    word = next((c for c in clause.children if c.lower_ == "why" and c.i < clause.i), None)
    subject = child(verb, "nsubj", "csubj")
    if word is None or subject is None:
        return False
    before = {c.i for c in clause.children if c.i <= word.i}
    happened = reader.clause_phrase(clause, without=before)
    if subject.lower_ in _LOOKING_BACK | {"it"}:
        cause = told_before(reader, verb, scope)
        if cause is not None:
            reader.emit(verb, scope, happened, "be caused by", cause, how, "why", relation="causedBy")
    else:
        for who in reader.subjects(verb, scope):
            reader.emit(verb, scope, who, "cause", happened, how, "why", relation="caused")
    reader.visit(clause, scope.inner("ccomp", subjects=()))
    return True


_LOOKING_BACK = frozenset({"which", "that", "this"})


def told_before(reader: ClauseReader, verb: Token, scope: Scope) -> Phrase | None:
    """Name what a clause looks back to: the clause it hangs on, else the sentence before."""
    subject = child(verb, "nsubj", "csubj")
    if subject is not None and verb.head.i < verb.i and (verb.dep_ == "conj" or subject.lower_ == "which"):
        above = next((a for a in verb.ancestors if a.pos_ in {"VERB", "AUX"}), None)
        return reader.event_phrase(above, scope) if above is not None else None
    label = reader.discourse.event
    if label is None:
        return None
    words = tuple(label.lower().split())
    return Phrase(label, label, None, words[-1], words, EntityKind.SITUATION)


def listing(reader: ClauseReader, scope: Scope) -> None:
    """Read "Several factors led to X:" and, in what follows, "Bad harvests: ...": X was caused by bad harvests."""
    doc, discourse = reader.sentence.doc, reader.discourse
    title = _title_before_colon(doc)
    if title is not None and discourse.explained is not None:
        cause = reader.maker.of(
            trimmed([t for t in doc[: _colon(doc)] if not (t.is_punct or t.like_num)]), title
        )
        reader.emit(
            title,
            scope,
            discourse.explained,
            "be caused by",
            cause,
            Modality(),
            "listing",
            relation="causedBy",
        )
    noun = next((t for t in doc if lemma(t) in _LISTED and t.tag_ == "NNS"), None)
    if noun is None or not _NUMBER.sub("", doc.text.rstrip()).endswith(":"):
        return
    about = _about(reader, noun) or next(
        (d.object for d in reader.drafts if d.subject.head == lemma(noun)), None
    )
    about = about or next((d.subject for d in reader.drafts if d.object.head in _LISTED and d.relation), None)
    discourse.explained = bare(about) if about is not None else event_asked(reader)


_NUMBER = re.compile(r"\s+\d{1,2}[.)]?$")
"""The number of the first item, left at the end of what leads on to it."""

_LISTED = frozenset({"factor", "reason", "cause"})


def _colon(doc: Doc) -> int:
    """Return the place of a colon, or of the full stop put for it, among the first words; 0 where there is none."""
    return next((t.i for t in doc[1:9] if t.text == ":" or (t.text == "." and not t.nbor(-1).like_num)), 0)


def _title_before_colon(doc: Doc) -> Token | None:
    """Return the head of the nouns that a list item opens with, up to its colon."""
    colon = _colon(doc)
    if colon == 0 or colon + 2 >= len(doc):
        return None
    words = [t for t in doc[:colon] if not (t.is_punct or t.like_num or t.tag_ == "LS")]
    if not words or any(
        t.pos_ in {"VERB", "AUX", "PRON"} for t in words if t.dep_ != "amod" and t.tag_ != "VBG"
    ):
        return None
    inside = {t.i for t in words}
    tops = [t for t in words if t.head.i not in inside or t.head.i == t.i]
    return tops[0] if len(tops) == 1 and tops[0].pos_ in {"NOUN", "PROPN"} else None


def listed_causes(reader: ClauseReader, verb: Token, scope: Scope, how: Modality) -> bool:
    """Read "X had three causes: A, B and C": X was caused by A, by B, by C."""
    noun = child(verb, "dobj")
    if noun is None or lemma(noun) not in {"cause", "reason", "root", "origin"}:
        return False
    first = child(noun, "appos")
    if first is None:
        return False
    for subject in reader.subjects(verb, scope):
        for one in conjuncts(first):
            phrase = reader.maker.phrase(one, joined=False)
            reader.emit(
                verb, scope, subject, "be caused by", phrase, how, "listed_cause", relation="causedBy"
            )
    return True


def _about(reader: ClauseReader, noun: Token) -> Phrase | None:
    """Return what a cause or result is a cause or result of."""
    for prep in children(noun, "prep"):
        if prep.lower_ in {"of", "for", "behind", "to"}:
            inner = child(prep, "pobj", "pcomp")
            if inner is not None:
                return (
                    reader.clause_phrase(inner)
                    if inner.pos_ in {"VERB", "AUX"}
                    else bare(reader.maker.phrase(inner))
                )
    for clause in children(noun, "relcl", "acl"):
        if lemma(clause) in {"contribute", "lead"}:
            for prep in children(clause, "prep"):
                if (inner := child(prep, "pobj")) is not None:
                    reader.visited.add(clause.i)
                    return bare(reader.maker.phrase(inner))
        elif _tells_what_happened(noun, clause):
            return reader.event_phrase(clause, Scope())
    return None


def _tells_what_happened(noun: Token, clause: Token) -> bool:
    """Whether a clause says of what something is the reason: "the reason (why) he went", not "that he gave"."""
    own = child(clause, "nsubj", "nsubjpass")
    if own is None or own.tag_ in {"WDT", "WP"} or any(t.tag_ == "WDT" for t in children(clause, "dobj")):
        return False
    return lemma(noun) == "reason" or any(t.lower_ in {"why", "that"} for t in clause.subtree)


def cause_asked(reader: ClauseReader) -> Phrase | None:
    """Name what the page asks the cause of; None where it asks something else."""
    return event_asked(reader) if reader.discourse.question_event is not None else None


def event_asked(reader: ClauseReader) -> Phrase | None:
    """Name what the question asks about, else what was told last."""
    label = reader.discourse.question_event or reader.discourse.event
    if label is None:
        return None
    return Phrase(
        label, label, None, label.split()[-1].lower(), tuple(label.lower().split()), EntityKind.SITUATION
    )


def because(reader: ClauseReader, verb: Token, scope: Scope, how: Modality) -> None:
    """Read the reasons hung on a clause: "because S", "because of X", "due to X"."""
    for c in verb.children:
        if scope.role == "because" and c in _other_reasons(verb):
            continue
        if c.dep_ == "advcl" and any(m.lower_ == "because" for m in children(c, "mark")):
            caused(reader, verb, scope, led_in(c, how), c, clause=True)
        elif c.dep_ == "prep" and c.i in reader.visited:
            continue
        elif c.dep_ == "prep" and (cause := result_of(c)) is not None:
            caused(reader, verb, scope, how, cause, clause=False)
        elif c.dep_ in {"prep", "acomp", "advmod"} and c.lower_ in {"because", "due", "owing", "thanks"}:
            inner = next((g for g in children(c, "pobj", "pcomp") if g.pos_ not in {"ADP", "PART"}), None)
            if inner is None:
                inner = next(
                    (g for p in children(c, "prep", "pcomp", "pobj") for g in children(p, "pobj", "pcomp")),
                    None,
                )
            if inner is not None:
                caused(reader, verb, scope, led_in(c, how), inner, clause=inner.pos_ == "VERB")
            for other in conjuncts(c)[1:]:  # "not because of A but because of B"
                if other.lower_ == c.lower_ and (second := _last_pobj(other)) is not None:
                    caused(reader, verb, scope, how, second, clause=False)


def _last_pobj(prep: Token) -> Token | None:
    own = child(prep, "pobj")
    if own is not None:
        return own
    return next((g for p in children(prep, "prep", "pcomp") for g in children(p, "pobj")), None)


def caused(
    reader: ClauseReader,
    verb: Token,
    scope: Scope,
    how: Modality,
    why: Token,
    *,
    clause: bool,
    rule: str = "because",
) -> None:
    """Put down that what a clause tells was caused by what ``why`` heads, and read a reason told as a clause."""
    told = child(verb, "nsubj")
    if told is not None and lemma(verb) == "be" and lemma(told) in CAUSE_NOUNS and verb.i in reader.told:
        return  # "the reason why S was that T" is told already
    event = _effect(reader, verb, scope)
    calm = Modality(certainty=how.certainty, cues=how.cues)
    if any(q.text == "not because" for q in how.cues) and how.polarity is Polarity.AFFIRMED:
        calm, event = calm.denied("not because"), _as_it_was(event, verb)
    aside = _is_set_aside(why)
    denied = calm.denied("not because") if aside else calm
    for one in [*(conjuncts(why) if not listed(why) else [why]), *strays(verb)]:
        verbal = clause or one.pos_ == "VERB"
        own = child(one, "nsubj", "nsubjpass", "expl")
        apart = [t.text for t in one.doc[max(0, one.left_edge.i - 2) : one.left_edge.i]] == [",", "and"]
        if verbal and one is not why and (own is None or own.tag_ == "WP" or apart) and not aside:
            continue
        phrases = (
            [_reason(reader, one, set_aside=aside and one is why)]
            if verbal
            else several(reader.maker, one, joined=True)
        )
        if not verbal and len(phrases) == 1:
            phrases = [reader.maker.phrase(one, joined=False)]
        for phrase in phrases:
            meant = denied if one is why or not verbal else calm
            key, relation = _DROVE if is_doing_it(verb) else ("be caused by", "causedBy")
            reader.emit(verb, scope, event, key, phrase, meant, rule, relation=relation)
        if verbal and one is why:
            _against(reader, verb, scope, event, one, calm)
        if verbal and one is why and denied.polarity is Polarity.DENIED:
            reader.visited.add(one.i)  # whether it was so is left open
        elif verbal and one.dep_ != "conj":
            reader.visit(one, scope.inner("because", subjects=reader.subjects(verb, scope)))


_DROVE = ("be motivated by", "motivatedBy")
"""What "he did it because S" tells of him."""


def _against(
    reader: ClauseReader, verb: Token, scope: Scope, event: Phrase, why: Token, calm: Modality
) -> None:
    """Read T of "not because S but because T", "because S, not because of T": a reason of the same event, or none."""
    for second in _other_reasons(why):
        meant = calm.denied("not because") if _is_set_aside(second) else calm
        told = next(
            (g for p in [second, *children(second, "prep", "pcomp")] for g in children(p, "pcomp")), None
        )
        target = second if second.pos_ in {"VERB", "AUX"} else _last_pobj(second) or told
        if target is None:
            continue
        verbal = target.pos_ in {"VERB", "AUX"}
        phrase = _reason(reader, target, set_aside=False) if verbal else reader.maker.phrase(target)
        reader.emit(verb, scope, event, "be caused by", phrase, meant, "because", relation="causedBy")
        if verbal and meant.polarity is not Polarity.DENIED:
            reader.visit(target, scope.inner("because", subjects=reader.subjects(verb, scope)))
        else:
            reader.opaque.update(t.i for t in second.subtree)


def _effect(reader: ClauseReader, verb: Token, scope: Scope) -> Phrase:
    """Name what a clause with a reason says happened: the clause, or the subject of "was due to X"."""
    while verb.dep_ == "xcomp" and verb.head.pos_ == "VERB":
        verb = verb.head  # "refused to marry because S": the refusal has the reason
    if is_doing_it(verb) and (doers := reader.subjects(verb, scope)):
        return doers[0]  # "he did it because S"
    complement = child(verb, "acomp", "attr", "oprd")
    if lemma(verb) != "be" or (complement is not None and complement.lower_ != "due"):
        return reader.event_phrase(verb, scope, brief=True)
    told = child(verb, "csubj")
    if told is not None:
        return reader.event_phrase(told, scope.inner("ccomp", subjects=()), brief=True)
    found, subject = reader.subjects(verb, scope), child(verb, "nsubj")
    if (
        subject is not None
        and lemma(subject) in CAUSE_NOUNS
        and (about := _about(reader, subject)) is not None
    ):
        return about  # "the reason why it failed is due to X"
    if found and subject is not None and subject.lower_ not in {"it", "this", "that"}:
        return found[0]
    if subject is not None and subject.lower_ in _LOOKING_BACK and verb.dep_ == "conj":
        return told_before(reader, verb, scope) or reader.event_phrase(verb, scope)
    return event_asked(reader) or reader.event_phrase(verb, scope)


def _as_it_was(event: Phrase, verb: Token) -> Phrase:
    """Name an event of which only the reason is denied: "X did not leave" is "X left"."""
    told = (
        past(lemma(verb))
        if any(c.lower_ in {"did", "do", "does"} for c in children(verb, "aux"))
        else verb.text
    )
    found = re.sub(
        rf"\b(?:did|do|does)(?: not|n['’]t) (?:\w+ly )?{re.escape(verb.text)}\b", told, event.label
    )
    return replace(event, label=re.sub(r"(?: not|n['’]t)\b", "", found))


def _reason(reader: ClauseReader, clause: Token, *, set_aside: bool) -> Phrase:
    """Make the phrase of a reason told as a clause, without "precisely" and what it is set against."""
    mark = child(clause, "mark")
    without = {c.i for c in children(clause, "advmod") if mark is not None and c.i < mark.i}
    for second in _other_reasons(clause):
        start = second.left_edge.i
        without |= {t.i for t in second.subtree}
        without |= {t.i for t in clause.doc[start - 2 : start] if t.lower_ in {"not", "but", ","}}
    for t in clause.subtree:
        if t.lower_ in {"than", "instead"} and (t.lower_ == "instead" or t.nbor(-1).lower_ == "rather"):
            without |= {t.i, *(g.i for g in t.subtree), *(c.i for c in children(t.head, "conj") if c.i > t.i)}
    return reader.clause_phrase(clause, positive=set_aside, without=without)


def _other_reasons(clause: Token) -> list[Token]:
    """Return what a reason is set against inside it: "not because S but because T", "because S, not because of T"."""
    return [
        c
        for c in clause.children
        if c.i > clause.i
        and c.dep_ in {"advcl", "conj", "prep"}
        and (c.lower_ == "because" or any(m.lower_ == "because" for m in children(c, "mark")))
        and any(t.lower_ in {"not", "but"} for t in c.doc[c.left_edge.i - 1 : c.left_edge.i + 1])
    ]


def _is_set_aside(why: Token) -> bool:
    """Whether a reason is given only to be denied: "not because of X but because of Y"."""
    start = why.left_edge.i
    before = reversed(why.doc[max(0, start - 4) : start + 1])
    for t in [*before, *why.doc[start + 1 : start + 3]]:
        if t.lower_ in {"because", "due", "owing", "thanks"}:
            return bool(t.i > 0 and t.nbor(-1).lower_ == "not")
    return False
