"""What a clause is limited by at its end: "..., but not always", "it was X who V-ed, and not Y"."""

from dataclasses import replace

from histgraph.drafts import Draft, Phrase
from histgraph.extract.drafting.clauses import ClauseReader
from histgraph.extract.drafting.phrases import bare
from histgraph.extract.negation.halves import LONGEST, spanned
from histgraph.extract.syntax.modality import Modality, cues
from histgraph.extract.syntax.scope import Scope
from histgraph.extract.syntax.tokens import child, children, lemma
from histgraph.extract.syntax.tree import Token
from histgraph.model import Cue, CueKind, Polarity

_LIMITS = cues("negation", "limits")
_NOT = frozenset({"not", "never"})


def read_limits(reader: ClauseReader) -> None:
    """Deny what a clause is limited by, and note which negative words are done with."""
    for token in reader.sentence.doc:
        if token.lower_ not in _NOT or token.i < 2 or token.i in reader.weighed:
            continue
        if _not_always(reader, token) or _not_he(reader, token) or _not_a(reader, token):
            reader.weighed.add(token.i)


def _not_always(reader: ClauseReader, cue: Token) -> bool:
    """Read "X V-ed Y, but not always": that X always V-ed Y, denied."""
    adverb, verb = cue.head, cue.head.head
    if adverb.lower_ not in _LIMITS or adverb.i != cue.i + 1 or adverb.dep_ not in {"conj", "advmod", "dep"}:
        return False
    if (
        cue.nbor(-1).lower_ not in {"but", "though", "and", ","}
        or verb.i > cue.i
        or adverb.head.i == adverb.i
    ):
        return False
    for draft in _told(reader, verb):
        limited = replace(draft.object, label=f"{draft.object.label} {adverb.lower_}")
        reader.drafts.append(_turned(replace(draft, object=limited)))
    return True


def _not_he(reader: ClauseReader, cue: Token) -> bool:
    """Read the end of "it was X who V-ed, and not Y": Y did not."""
    doc = cue.doc
    clause = next((t for t in doc[: cue.i] if t.dep_ in {"relcl", "ccomp"} and _in_cleft(t)), None)
    if clause is None or cue.nbor(-1).lower_ not in {"and", ",", "but"}:
        return False
    end = cue.i + 1
    while end < len(doc) and not doc[end].is_punct and end - cue.i <= LONGEST:
        end += 1
    second = list(doc[cue.i + 1 : end])
    if not second or any(t.pos_ in {"VERB", "AUX", "ADP"} for t in second[:1]) or _has_verb(second):
        return False
    inside = {t.i for t in second}
    head = next((t for t in second if t.head.i not in inside), second[-1])
    if head.pos_ not in {"NOUN", "PROPN", "PRON"}:
        return False
    other = bare(reader.maker.of(second, head))
    told = _told(reader, clause)
    gone = [d for d in reader.drafts if _begins_in(reader, d.object, cue.i)]
    reader.drafts = [d for d in reader.drafts if d not in gone]
    for draft in [d for d in told if d not in gone]:
        kept = [t for t in spanned(reader, draft.object) if t.i < cue.i and t.lower_ != "and"]
        whole = not kept or spanned(reader, draft.object)[-1].i < cue.i
        obj = draft.object if whole else reader.maker.of(kept, kept[0])
        reader.drafts[reader.drafts.index(draft)] = replace(draft, object=obj)
        reader.drafts.append(_turned(replace(draft, object=obj, subject=other)))
    return bool(told)


def _not_a(reader: ClauseReader, cue: Token) -> bool:
    """Read "the king, not a patient man, V-ed": he was a patient man, denied; "a monk, not a king" chooses."""
    noun = next((t for t in cue.doc[cue.i + 1 : cue.i + 6] if t.dep_ == "appos"), None)
    before = cue.nbor(-1).text
    if noun is None or before not in {",", "("} or noun.left_edge.i not in {cue.i, cue.i + 1}:
        return False
    known = noun.head.pos_ == "PROPN" or any(
        c.lower_ in {"the", "this", "these"} or c.dep_ == "poss" for c in noun.head.children
    )
    loose = any(c.lower_ in {"a", "an"} for c in noun.children) or (before == "(" and noun.tag_ == "NNS")
    end = noun.right_edge.i + 1
    if not known or not loose or noun.head.i > cue.i or end >= len(cue.doc) or not cue.doc[end].is_punct:
        return False
    without = [t.i for t in noun.subtree] + [cue.i]
    who = bare(reader.maker.phrase(noun.head, joined=False, without=without))
    what = reader.maker.phrase(noun, joined=False, without=[cue.i])
    meant = Modality().denied("not")
    reader.emit(noun, Scope(), who, "be", what, meant, "not_a", time=(None, None))
    return True


def _in_cleft(clause: Token) -> bool:
    """Whether a relative clause is that of "it was X who V-ed"."""
    was = clause.head if clause.dep_ == "ccomp" else clause.head.head
    it, own = child(was, "nsubj"), child(clause, "nsubj", "nsubjpass")
    if it is None or own is None or lemma(was) != "be" or child(was, "attr") is None:
        return False
    return it.lower_ == "it" and own.lower_ in {"who", "that", "which"} and not children(was, "neg")


def _has_verb(tokens: list[Token]) -> bool:
    return any(t.tag_ in {"VBD", "VBZ", "VBP", "MD"} for t in tokens)


def _begins_in(reader: ClauseReader, phrase: Phrase, place: int) -> bool:
    words = spanned(reader, phrase)
    return bool(words) and words[0].i >= place


def _told(reader: ClauseReader, verb: Token) -> list[Draft]:
    """Return the affirmed drafts of a verb."""
    found = {(key, obj.label) for key, _, obj in reader.told.get(verb.i, ())}
    return [
        d
        for d in reader.drafts
        if (d.verb, d.object.label) in found and d.polarity is Polarity.AFFIRMED and d.rule != "contrast"
    ]


def _turned(draft: Draft) -> Draft:
    told = (*draft.cues, Cue(CueKind.NEGATION, "not"))
    return replace(draft, polarity=Polarity.DENIED, cues=told, rule="contrast")
