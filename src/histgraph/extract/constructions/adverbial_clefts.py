"""Clefts of time, place and manner: "it was only when S that T", "it was there that T", "it turned out that T"."""

from histgraph.extract.drafting.clauses import ClauseReader, verb_key
from histgraph.extract.syntax.modality import Modality
from histgraph.extract.syntax.scope import BELIEF_VERBS, SAYING_VERBS, Scope, words
from histgraph.extract.syntax.tokens import SUBJECTS, child, children, is_finite, lemma
from histgraph.extract.syntax.tree import Token
from histgraph.model import Polarity

_TURNING_OUT = words("copula", "turning_out")
_NO_MORE = words("copula", "no_surprise")
_WHEN = frozenset(
    {"because", "when", "after", "before", "once", "while", "where", "through", "by", "then", "there"}
)


def read_adverbial_cleft(reader: ClauseReader, verb: Token, scope: Scope, how: Modality) -> bool:
    """Read T, and what tells when, where or how; True where the clause is such a cleft."""
    it = child(verb, "nsubj", "nsubjpass")
    if it is None or it.lower_ != "it" or it.i > verb.i:
        return False
    if _turned_out(verb) or _no_surprise(verb):
        told = next((c for c in children(verb, "ccomp", "advcl") if _opened(c)), None)
        told = told or next(
            (c for a in children(verb, "attr") for c in children(a, "ccomp", "acl", "relcl")), None
        )
        return told is not None and _visit(reader, told, scope)
    if lemma(verb) != "be" or how.polarity is Polarity.DENIED or child(verb, "attr", "agent") is not None:
        return False
    first = next((t for t in verb.doc[verb.i + 1 : verb.right_edge.i + 1] if t.lower_ not in _FOCUS), None)
    if first is None or first.lower_ not in _WHEN or _of(first):
        return False
    told = _told(verb, first)
    if told is None:
        return False
    when = next(
        (t for t in (first.head, *first.children) if t.pos_ in {"VERB", "AUX"} and t is not told), None
    )
    told.head, told.dep_ = verb, "ccomp"
    if first.lower_ == "because" and when is not None and when is not verb:
        when.head, when.dep_ = told, "advcl"  # T because S
        return _visit(reader, told, scope)
    if when is None or when is verb or child(when, *SUBJECTS, "expl") is None:
        return _visit(reader, told, scope)
    reader.visit(when, scope.inner("adverbial", subjects=()))
    if child(told, "dobj", "attr", "acomp", "oprd", "xcomp", "ccomp", "prep", "auxpass") is not None:
        return _visit(reader, told, scope)
    reader.visited.add(told.i)
    inner = scope.inner("cleft", subjects=())
    apart = {t.i for t in told.subtree}
    tokens = [t for t in verb.doc[verb.i + 1 : when.right_edge.i + 1] if t.i not in apart]
    for who in reader.subjects(told, inner):
        reader.emit(told, inner, who, verb_key(told), reader.maker.of(tokens, when), how, "alone")
    return True


def _of(first: Token) -> bool:
    return first.i + 1 < len(first.doc) and first.nbor(1).lower_ == "of"  # "because of X"


_FOCUS = frozenset({"only", "just", "not", "also", "largely", "mainly", "precisely", "exactly", "probably"})


def _turned_out(verb: Token) -> bool:
    particle = child(verb, "prt")
    return (
        f"{lemma(verb)} {particle.lower_}" in _TURNING_OUT
        if particle is not None
        else lemma(verb) in _TURNING_OUT
    )


def _no_surprise(verb: Token) -> bool:
    """Whether a clause says "it is no secret", "it was no accident"."""
    what = child(verb, "attr")
    no = what is not None and any(c.lower_ == "no" for c in what.children)
    return lemma(verb) == "be" and what is not None and no and lemma(what) in _NO_MORE


def _opened(clause: Token) -> bool:
    return clause.doc[clause.left_edge.i].lower_ == "that" and child(clause, *SUBJECTS, "expl") is not None


def _told(verb: Token, first: Token) -> Token | None:
    """Return T: the last clause that a "that" opens, unless that "that" is asked for by a verb of saying."""
    found = None
    for t in verb.subtree:
        if (
            t.i > first.i
            and t.pos_ in {"VERB", "AUX"}
            and is_finite(t)
            and child(t, *SUBJECTS, "expl") is not None
        ):
            that = t.doc[t.left_edge.i]
            asked = t.dep_ == "ccomp" and lemma(t.head) in SAYING_VERBS | BELIEF_VERBS and t.head is not verb
            if (
                that.lower_ == "that"
                and that.i > first.i
                and that.dep_ not in {"nsubj", "dobj"}
                and not asked
            ):
                found = t
    return found


def _visit(reader: ClauseReader, told: Token, scope: Scope) -> bool:
    reader.visited.discard(told.i)
    reader.visit(told, scope.inner("cleft", subjects=()))
    return True
