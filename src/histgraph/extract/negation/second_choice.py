"""What is put second: "A rather than B", "A instead of B", "chose A over B"; some of it is denied."""

from dataclasses import replace

from histgraph.drafts import Draft
from histgraph.extract.drafting.clauses import ClauseReader
from histgraph.extract.drafting.goals import CHOOSING
from histgraph.extract.negation.counterpart import counterpart
from histgraph.extract.negation.halves import LONGEST, STOPS, denied, phrase_of, spanned
from histgraph.extract.syntax.modality import Modality
from histgraph.extract.syntax.scope import Scope
from histgraph.extract.syntax.tokens import child, lemma
from histgraph.extract.syntax.tree import Token
from histgraph.model import Mode, Polarity


def put_second(token: Token) -> int | None:
    """Return where "rather than B", "instead of B", "over B" begins, if this is its last word before B."""
    before = token.nbor(-1).lower_ if token.i > 1 else ""
    if (before, token.lower_) in {("rather", "than"), ("instead", "of"), ("opposed", "to")}:
        return token.i - (2 if before == "opposed" and token.nbor(-2).lower_ == "as" else 1)
    verb = token.head if token.head.pos_ == "VERB" else token.head.head
    if token.dep_ != "prep" or token.i < verb.i:
        return None
    chosen = lemma(verb) in CHOOSING if token.lower_ == "over" else lemma(verb) == "prefer"
    return token.i if chosen and token.lower_ in {"over", "to"} and child(verb, "dobj") is not None else None


def set_over(reader: ClauseReader, opens: int, last: Token) -> None:
    """Read "A rather than B" within an object: A, put before B; of "was A rather than B" B is denied."""
    doc = reader.sentence.doc
    end = last.i + 1
    while end < len(doc) and end - last.i <= LONGEST and doc[end].text not in STOPS:
        if doc[end].dep_ in {"nsubj", "nsubjpass", "expl"} or doc[end].tag_ in {"VBD", "VBZ", "VBP", "MD"}:
            break
        end += 1
    second = list(doc[last.i + 1 : end])
    if second and second[0].tag_ == "VBG" and _another_deed(reader, second[0], opens):
        return
    for place, draft in enumerate(list(reader.drafts)):
        told = spanned(reader, draft.subject)
        doer = draft.rule == "passive_agent"
        if (way := _other_way(reader, draft, second, opens)) is not None:
            reader.drafts.append(way)
        if second and told and told[0].i < opens < told[-1].i and (doer or not draft.swapped):
            reader.drafts[place] = replace(draft, subject=phrase_of(reader, [t for t in told if t.i < opens]))
            if doer and draft.polarity is Polarity.AFFIRMED:
                turned = replace(denied(draft, draft.object), subject=phrase_of(reader, second))
                reader.drafts.append(replace(turned, rule="contrast"))
            continue
        words = spanned(reader, draft.object)
        behind = told and last.i < told[0].i and told[-1].i < end and draft.polarity is Polarity.AFFIRMED
        if behind and not (words and words[0].i > last.i):  # not of "over peace, which was dear"
            reader.drafts[place] = denied(draft, draft.object)  # "burnt by rebels rather than by the army"
            continue
        kept = [t for t in words if t.i < opens]
        if words and words[0].i > last.i and words[-1].i < end and draft.relation in _GROUNDS:
            reader.drafts[place] = denied(draft, draft.object)
            continue
        if not second or not kept:
            continue
        beside = second[1:] if second[0].pos_ == "ADP" and len(second) > 1 else second
        other = phrase_of(reader, beside)
        whole = any(
            t.tag_ in {"VBD", "VBZ", "VBP"} for t in words
        )  # "because it lived off silver rather than trade"
        grounds = draft.relation in _GROUNDS and draft.polarity is Polarity.AFFIRMED and not whole
        if grounds and words[-1].i == opens - 1:
            reader.drafts[place] = replace(draft, over=draft.over or other)
            if not any(d.object.label == other.label and d.relation == draft.relation for d in reader.drafts):
                reader.drafts.append(replace(denied(draft, other), rule="contrast"))
        if words[-1].i <= opens:
            continue
        reader.drafts[place] = replace(draft, object=phrase_of(reader, kept), over=draft.over or other)
        if _denies_second(draft, second[0]) and draft.polarity is Polarity.AFFIRMED and other.label:
            turned = replace(denied(draft, other), over=None, rule="contrast")
            reader.drafts.append(replace(turned, verb=_by_the_second(draft, second[0])))


def _by_the_second(draft: Draft, first: Token) -> str:
    """Return "raid into" for the "raid past" of "raided past the fort rather than into it"."""
    verb, _, link = draft.verb.rpartition(" ")
    turned = draft.rule == "prepositional" and first.pos_ == "ADP" and verb and link != first.lower_
    return f"{verb} {first.lower_}" if turned else draft.verb


def _other_way(reader: ClauseReader, draft: Draft, second: list[Token], opens: int) -> Draft | None:
    """Return what "V-ed in A rather than in B" denies, where the draft ends with "in A": V-ed in B."""
    words = [t for t in spanned(reader, draft.object) if t.i < opens]
    if len(second) < 2 or second[0].pos_ != "ADP" or not words or words[-1].i != opens - 1 or draft.swapped:
        return None
    if draft.rule not in _WAYS or draft.polarity is not Polarity.AFFIRMED or draft.mode is not Mode.ACTUAL:
        return None
    place = counterpart(reader.sentence.doc, words[-1].i, second[0])
    first = next((t for t in words if t.i == place), None) or next(
        (t for t in words if t.pos_ == "ADP" and second[0].lower_ in _WHERE and t.lower_ in _WHERE), None
    )
    if first is None:
        return None
    return replace(
        denied(draft, phrase_of(reader, [*(t for t in words if t.i < first.i), *second])), rule="contrast"
    )


_WHERE = frozenset({"in", "on", "at"})


_WAYS = frozenset({"passive", "manner", "copula_prep", "transitive"})


def _denies_second(draft: Draft, second: Token) -> bool:
    """Whether "A rather than B" denies B: of what was wanted or chosen it tells only which came first."""
    if draft.rule.startswith("copula"):
        return True
    return (
        second.tag_ != "VBG"
        and draft.mode is Mode.ACTUAL
        and draft.rule in _PLAIN
        and draft.verb.split()[0] not in CHOOSING
    )


_PLAIN = frozenset({"transitive", "prepositional"})


_GROUNDS = frozenset({"causedBy", "motivatedBy"})


def _another_deed(reader: ClauseReader, deed: Token, opens: int) -> bool:
    """Read "X did A rather than V-ing B": X did not V B; the words go from what tells A."""
    verb = next(
        (a for a in reversed(list(deed.ancestors)) if a.i < opens and a.pos_ in {"VERB", "AUX"}), None
    )
    while verb is not None and (later := [c for c in verb.children if c.dep_ == "conj" and c.i < opens]):
        verb = later[-1]
    subjects = reader.subjects(verb, Scope()) if verb is not None else ()
    if not subjects or deed.i in reader.visited or child(deed, "dobj", "prep") is None:
        return False
    for place, draft in enumerate(list(reader.drafts)):
        words = spanned(reader, draft.object)
        if words and words[0].i < opens <= words[-1].i:
            reader.drafts[place] = replace(draft, object=phrase_of(reader, [t for t in words if t.i < opens]))
    reader.drafts = [d for d in reader.drafts if d.object.label]
    reader.visit(deed, Scope(subjects=subjects, modality=Modality().denied("rather than")))
    return True
