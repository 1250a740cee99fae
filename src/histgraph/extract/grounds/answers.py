"""Answers to "why" that leave out what they answer: "It was the kings.", "Because of gunpowder."."""

from histgraph.drafts import Phrase
from histgraph.extract.drafting.answered import as_answers
from histgraph.extract.drafting.clauses import ClauseReader
from histgraph.extract.drafting.happening import CAUSE_PREPOSITIONS
from histgraph.extract.drafting.phrases import bare
from histgraph.extract.grounds.causes import cause_asked
from histgraph.extract.syntax.modality import Modality
from histgraph.extract.syntax.scope import Scope, words
from histgraph.extract.syntax.tokens import child, children, conjuncts, lemma
from histgraph.extract.syntax.tree import Token
from histgraph.model import Polarity

_OPEN = frozenset(
    {"a", "an", "another", "one", "some", "any", "all", "this", "that", "these", "those", "what", "such"}
)
_PARTS = frozenset({"one", "other", "another", "rest", "first", "second", "third", "thing", "big", "part"})


def it_was(reader: ClauseReader, verb: Token, scope: Scope, how: Modality) -> bool:
    """Read "it was the kings", "it wasn't poverty", "it was that S" where the page asks why: S was caused by that.

    True where nothing else is left to read: of "it was the kings" the plain reading stays possible.
    """
    about = cause_asked(reader)
    it = child(verb, "nsubj")
    if lemma(verb) != "be" or about is None or it is None:
        return False
    if it.lower_ == "it":
        return _it(reader, verb, scope, how, about)
    if lemma(it) in _PARTS and child(it, "relcl", "acl") is None:
        why = next((c for c in children(verb, "advcl") if _marked(c, "because") and c.i > verb.i), None)
        if why is not None and child(verb, "attr", "acomp") is None:
            phrase = reader.clause_phrase(why, positive=False)
            reader.emit(verb, scope, about, "be caused by", phrase, how, "answer", relation="causedBy")
            reader.visit(why, scope.inner("because", subjects=()))
            return True
    what = child(verb, "attr")
    if what is not None and how.polarity is not Polarity.DENIED and _is_part(it) and _is_cause(what):
        phrase = reader.maker.phrase(what)
        reader.emit(verb, scope, about, "be caused by", bare(phrase), how, "answer", relation="causedBy")
        return True
    return False


def _is_part(noun: Token) -> bool:
    """Whether a subject counts one of several answers: "the biggest thing was X", "the last bit, which ..., is X"."""
    aside = all(noun.doc[c.left_edge.i - 1].text == "," for c in children(noun, "relcl", "acl"))
    counts = any(c.lower_ in _COUNTING or c.tag_ == "JJS" for c in noun.children)
    return lemma(noun) in _BITS and counts and aside and child(noun, "prep", "poss") is None


_BITS = frozenset({"thing", "part", "bit", "piece", "factor", "half"})
_COUNTING = frozenset(
    {"other", "first", "second", "third", "last", "main", "big", "real", "key", "another", "final"}
)


def _it(reader: ClauseReader, verb: Token, scope: Scope, how: Modality, about: Phrase) -> bool:
    clause = child(verb, "ccomp", "advcl")
    what = child(verb, "attr") or next((c for c in children(verb, "acomp") if c.pos_ == "NOUN"), None)
    marked = clause is not None and (_marked(clause, "that") or _marked(clause, "because"))
    if clause is not None and child(verb, "prep") is not None:
        return False  # "it wasn't until then that S"
    if what is None and clause is not None and marked and clause.i > verb.i and child(verb, "acomp") is None:
        if how.polarity is Polarity.DENIED:
            return False
        phrase = reader.clause_phrase(clause, positive=False)
        reader.emit(verb, scope, about, "be caused by", phrase, how, "answer", relation="causedBy")
        reader.visit(clause, scope.inner("ccomp", subjects=()))
        return True
    if what is None or clause is not None or any(c is not what for c in children(verb, "acomp", "xcomp")):
        return False
    whole = reader.discourse.count <= _OPENING and len(verb.doc) <= _SHORT
    for one in conjuncts(what):
        if _is_cause(one):
            phrase = reader.maker.phrase(one, joined=False)
            before = len(reader.drafts)
            reader.emit(verb, scope, about, "be caused by", bare(phrase), how, "answer", relation="causedBy")
            if whole:
                as_answers(reader, before, rule="named")
    return whole and any(map(_is_cause, conjuncts(what)))


_OPENING, _SHORT = 2, 8
"""Sentences of an answer, and words of one, that as a whole answer why: "It was the price."."""


def because_cleft(reader: ClauseReader, verb: Token, scope: Scope, how: Modality) -> bool:
    """Read "it was because of the plague that the town shrank": the town shrank, and that was the cause."""
    it = child(verb, "nsubj")
    word = next((p for p in children(verb, "prep") if p.lower_ in CAUSE_PREPOSITIONS and p.i > verb.i), None)
    if lemma(verb) != "be" or it is None or it.lower_ != "it" or word is None:
        return False
    noun = next((t for p in [word, *children(word, "prep", "pcomp")] for t in children(p, "pobj")), None)
    if noun is None:
        return False
    clause = (
        child(verb, "ccomp", "advcl", "relcl")
        or child(noun, "relcl")
        or next((t for t in noun.subtree if t.dep_ == "relcl"), None)
    )
    if clause is None or clause.i < noun.i or child(clause, "nsubj", "nsubjpass") is None:
        return False
    inner = scope.inner("cleft", subjects=())
    event = reader.event_phrase(clause, inner, brief=True)
    without = [t.i for t in clause.subtree]
    for one in conjuncts(noun):
        phrase = reader.maker.phrase(one, joined=False, without=without)
        reader.emit(verb, scope, event, "be caused by", bare(phrase), how, "because", relation="causedBy")
    reader.visited.discard(clause.i)
    reader.visited.add(word.i)
    reader.visit(clause, inner)
    return True


def _marked(clause: Token, word: str) -> bool:
    return any(m.lower_ == word for m in children(clause, "mark"))


def _is_cause(noun: Token) -> bool:
    """Whether a noun can name a cause by itself: "the kings", "money", no description and no date."""
    if noun.pos_ not in {"NOUN", "PROPN"} or noun.ent_type_ in {"DATE", "CARDINAL", "TIME", "QUANTITY"}:
        return False
    if any(c.lower_ in _OPEN or c.tag_ in {"JJS", "JJR", "RBS"} or c.dep_ == "relcl" for c in noun.children):
        return False
    return lemma(noun) not in _PARTS | {
        "case",
        "way",
        "same",
        "time",
        "end",
        "beginning",
        "year",
        "fact",
        "reason",
        "nonsense",
        "rubbish",
        "myth",
        "legend",
        "story",
        "lie",
        "bunk",
    }


def fragment(reader: ClauseReader, scope: Scope) -> None:
    """Read "Because of gunpowder.", "Mostly because the king was broke.": what was asked was caused by it."""
    doc, about = reader.sentence.doc, cause_asked(reader)
    word = next((t for t in doc[:3] if t.lower_ in CAUSE_PREPOSITIONS), None)
    if word is None or about is None or any(t.dep_ not in {"advmod", "cc"} for t in doc[: word.i]):
        return
    root = doc.root
    whole = word.dep_ == "mark" and word.head.i == root.i and root.pos_ in {"VERB", "AUX"}
    phrases: list[Phrase] = []
    if whole:
        phrases = [reader.clause_phrase(root, positive=False, without=[t.i for t in doc[: word.i + 1]])]
    elif root.i == word.i or (root.pos_ not in {"VERB", "AUX"} and word.head.i == root.i):
        noun = next((t for p in [word, *children(word, "prep", "pcomp")] for t in children(p, "pobj")), None)
        phrases = (
            [reader.maker.phrase(one, joined=False) for one in conjuncts(noun)] if noun is not None else []
        )
    before = len(reader.drafts)
    for phrase in phrases:
        reader.emit(
            root, scope, about, "be caused by", bare(phrase), Modality(), "answer", relation="causedBy"
        )
    if reader.discourse.count <= _OPENING and not reader.discourse.manner:
        as_answers(reader, before, rule="named")


def sank_them(reader: ClauseReader, clause: Token) -> Phrase | None:
    """Name what was asked, where "what really sank them was X" answers why."""
    if lemma(clause) not in _RUIN:
        return None
    obj = child(clause, "dobj") or next(
        (t for p in children(clause, "prep") for t in children(p, "pobj")), None
    )
    return cause_asked(reader) if obj is not None and obj.pos_ == "PRON" else None


_RUIN = words("cause", "ruin")
