"""What an author takes up only to reject it: "what is not true is the story that S", "no sign that S"."""

from histgraph.extract.drafting.clauses import ClauseReader, is_infinitive
from histgraph.extract.drafting.goals import hide, visit_judged
from histgraph.extract.drafting.phrases import bare
from histgraph.extract.holders.judged import CLAIM_NOUNS, content, verdict
from histgraph.extract.syntax.modality import Modality, cues, negative_phrase
from histgraph.extract.syntax.scope import FIRST_SECOND, Scope
from histgraph.extract.syntax.tokens import child, children, is_finite, lemma
from histgraph.extract.syntax.tree import Token
from histgraph.model import Certainty, Polarity

_QUESTIONED = cues("judged", "questioned")
_PROOFS = cues("judged", "proofs")
_PICTURING = cues("judged", "picturing")
_EXCEPT = frozenset({"except", "save", "only"})


def read_rejected(reader: ClauseReader, verb: Token, scope: Scope, how: Modality) -> bool:
    """Read a clause by what it rejects; True where that is all there is to read."""
    return any(rule(reader, verb, scope, how) for rule in (_what_is_untrue, _questioned, _wrong_picture))


def _visit(reader: ClauseReader, clause: Token, scope: Scope, meant: Modality) -> bool:
    reader.opaque -= {t.i for t in clause.subtree}
    return visit_judged(reader, clause, scope, meant)


def _what_is_untrue(reader: ClauseReader, verb: Token, scope: Scope, how: Modality) -> bool:
    """Read "what isn't true is (the story) that S": S, denied."""
    called, told = child(verb, "csubj"), child(verb, "attr", "ccomp")
    if lemma(verb) != "be" or called is None or told is None or told.i < verb.i:
        return False
    what = child(called, "nsubj")
    if what is None or what.lower_ != "what" or lemma(called) != "be":
        return False
    words = {c.lower_ for c in children(called, "acomp", "attr")}
    meant = verdict(words, reader.modality(called, scope))
    clause = told if told.dep_ == "ccomp" else content(told) if lemma(told) in CLAIM_NOUNS else None
    if meant is None or clause is None or how.polarity is Polarity.DENIED:
        return False
    hide(reader, called)
    return _visit(reader, clause, scope, meant)


def _questioned(reader: ClauseReader, verb: Token, scope: Scope, how: Modality) -> bool:
    """Read "I would question the idea that S": S, probably not."""
    subject, noun = child(verb, "nsubj"), child(verb, "dobj")
    if (
        subject is None
        or noun is None
        or subject.lower_ not in FIRST_SECOND
        or lemma(verb) not in _QUESTIONED
    ):
        return False
    clause = content(noun) if lemma(noun) in CLAIM_NOUNS else None
    if clause is None or how.polarity is Polarity.DENIED:
        return False
    meant = Modality().denied(lemma(verb)).hedged(Certainty.PROBABLE, lemma(verb))
    return _visit(reader, clause, scope, meant)


def _wrong_picture(reader: ClauseReader, verb: Token, scope: Scope, how: Modality) -> bool:
    """Read "it is wrong to imagine X V-ing": X V-ed, denied."""
    it, called = child(verb, "nsubj"), child(verb, "acomp", "attr")
    if lemma(verb) != "be" or it is None or it.lower_ != "it" or called is None:
        return False
    meant = verdict({lemma(called), called.lower_}, how)
    if meant is None:
        return False
    for told in [c for h in (verb, called) for c in children(h, "xcomp", "acl", "advcl", "ccomp")]:
        if lemma(told) not in _PICTURING or not is_infinitive(told):
            continue
        who = child(told, "dobj")
        deed = next(
            (
                c
                for h in (who, told, verb)
                if h is not None
                for c in children(h, "acl", "ccomp", "xcomp")
                if c is not told
            ),
            None,
        )
        if deed is None or not deed.lower_.endswith("ing"):
            return False
        who = who or child(deed, "nsubj", "compound")
        if who is None:
            return False
        subject = bare(
            reader.maker.phrase(who, joined=False, without=[t.i for t in deed.subtree if t != who])
        )
        hide(reader, told)
        reader.opaque -= {t.i for t in deed.subtree}
        reader.visited.discard(deed.i)
        reader.visit(deed, scope.inner("judged", subjects=(subject,), modality=meant))
        return True
    return False


def read_no_sign(reader: ClauseReader, scope: Scope) -> None:
    """Read "No sign that S.", "Hardly any evidence that S.": S, denied with a doubt."""
    doc = reader.sentence.doc
    opening = [t for t in doc[:4] if lemma(t) in _PROOFS and t.head.i == t.i]
    opening += [t for t in doc[:3] if t.lower_ == "way" and (t.head.i == t.i or t.dep_ == "npadvmod")]
    for root in opening:
        word = negative_phrase(root)
        clause = next(
            (c for c in children(root, "acl", "relcl", "ccomp") if child(c, "nsubj", "nsubjpass", "expl")),
            None,
        )
        if not word or clause is None or not is_finite(clause):
            continue
        meant = Modality().denied(f"{word} {lemma(root)}")
        if root.lower_ == "way":  # "no way they did that in one night"
            _visit(reader, clause, scope, meant)
            continue
        _visit(reader, clause, scope, meant.hedged(Certainty.PROBABLE, f"{word} {lemma(root)}"))


def is_exception(clause: Token) -> bool:
    """Whether a clause tells what goes against what was just said: "I have little to add, except that S"."""
    if clause.dep_ not in {"advcl", "pcomp"} or clause.pos_ not in {"VERB", "AUX"}:
        return False
    that = clause.doc[clause.left_edge.i]
    before = that.lower_ if that.lower_ in _EXCEPT else clause.doc[max(0, that.i - 1)].lower_
    return before in _EXCEPT and any(m.lower_ == "that" for m in children(clause, "mark"))
