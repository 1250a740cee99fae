"""What the parser misplaced: the second of two objects, what somebody is made to do, the end of a list, a "not"."""

from histgraph.extract.syntax.scope import words
from histgraph.extract.syntax.tokens import SUBJECTS, child, children, conjuncts, is_finite, lemma, subtree
from histgraph.extract.syntax.tree import Token

_TWO_OBJECTS = words("complement", "two_objects")
_MADE_TO = words("complement", "made_to")
_NOMINAL = frozenset({"NOUN", "PROPN"})


def righted(verb: Token) -> None:
    """Put the objects of one verb right, in place."""
    if lemma(verb) in _TWO_OBJECTS:
        _second_object(verb)
    if lemma(verb) in _MADE_TO:
        _made_to(verb)
    if not is_finite(verb) or child(verb, "conj") is not None:
        _end_of_list(verb)


def righted_second(second: Token) -> None:
    """Put right what was joined to the word before it, in place."""
    if second.dep_ == "conj":
        clause_of_noun(second)
        second_preposition(second)
    property_behind_aside(second)


def clause_of_noun(noun: Token) -> None:
    """Make a verb of "reappear" in "corrected the models, and some of the devices reappear in X"."""
    subject, above = child(noun, "nsubj"), noun.head
    verb = above.head if above.pos_ in _NOMINAL else above
    tags = {"NN", "NNS"} if verb is not above else {"NN"}
    alone = noun.dep_ == "conj" and noun.tag_ in tags and child(noun, "det", "poss", "amod") is None
    if subject is None or not alone or verb.pos_ != "VERB":
        return
    if subject.right_edge.i + 1 == noun.i and above.i < subject.i:
        noun.head, noun.tag_, noun.pos_ = verb, "VBP" if noun.tag_ == "NN" else "VBZ", "VERB"


def second_preposition(prep: Token) -> None:
    """Coordinate "by Y" with "by X" in "not by X alone but by Y": the parser hung it on the verb."""
    verb = prep.head
    if prep.pos_ != "ADP" or verb.pos_ not in {"VERB", "AUX"} or child(prep, "pobj", "pcomp") is None:
        return
    first = next(
        (c for c in children(verb, "agent", "prep") if c.lower_ == prep.lower_ and c.i < prep.i), None
    )
    if first is None or first.i < verb.i or any(t.tag_ in _FINITE for t in prep.subtree):
        return
    for c in children(verb, "cc"):
        if first.i < c.i < prep.i:
            c.head = first
    prep.head = first


def not_because(word: Token) -> None:
    """Give "not" to the reason in "the town fell not because of X but because of Y": it did fall."""
    verb = word.head
    if verb.pos_ != "VERB" or word.i != verb.i + 1 or word.i + 1 >= len(word.doc) or not is_finite(verb):
        return
    reason = word.nbor(1)
    if reason.lower_ in {"because", "due", "owing", "thanks"} and child(verb, "aux") is None:
        word.head = reason if reason.head is verb else reason.head


def _second_object(verb: Token) -> None:
    """Make "a well" the object of "gave the pilgrims a well and a mill", and the pilgrims those who got it."""
    first = child(verb, "dobj")
    if first is None or first.i < verb.i or child(verb, "dative") is not None:
        return
    second = next(
        (c for c in children(verb, "dobj", "npadvmod") if c.left_edge.i == first.right_edge.i + 1), None
    )
    if second is None or second.pos_ not in {"NOUN", "PROPN", "ADJ"} or second.ent_type_ in {"DATE", "TIME"}:
        return
    first.dep_, second.dep_ = "dative", "dobj"


def _made_to(verb: Token) -> None:
    """Hang "to V" of "paid settlers to V" on the verb as its complement: who pays does not V."""
    who = child(verb, "dobj")
    clause = child(verb, "advcl")
    if who is None or clause is None or clause.left_edge.i != who.right_edge.i + 1:
        return
    if clause.left_edge.lower_ == "to" and clause.left_edge.dep_ == "aux":
        clause.dep_ = "xcomp"


def _end_of_list(verb: Token) -> None:
    """Give the last of "had the aim of V-ing, and the hope of W-ing" to the list: the parser hung it on the verb."""
    for noun in children(verb, "conj"):
        before = noun.doc[noun.left_edge.i - 1]
        after = noun.doc[min(noun.right_edge.i + 1, len(noun.doc) - 1)]
        whole = after.is_punct or after.i == noun.right_edge.i
        if noun.pos_ not in _NOMINAL or noun.i < verb.i or not whole:
            continue
        opened = before.dep_ == "cc" and before.head.i == verb.i and before.lower_ in _LINKS
        if _may_be_clause(noun):
            continue
        if not opened and not (before.text == "," and child(noun, "conj") is not None):
            continue
        first = _last_noun(verb, noun)
        if first is not None:
            noun.head = first
            if opened:
                before.head = first


_LINKS = frozenset({"and", "or", "nor", "than"})


def _may_be_clause(noun: Token) -> bool:
    """Whether a "noun" may be the verb of a clause of its own, or what one without a verb tells.

    In "and a smith of Ghent owed wages", "and everyone waits", "and to him the salt" the list has ended before.
    """
    first = noun.left_edge
    odd = noun.tag_ == "NNP" and noun.text.islower()
    verbs = any(t.tag_ in _FINITE for t in subtree(noun, lambda t: t.dep_ not in {"relcl", "advcl"}))
    return odd or verbs or first.tag_ == "IN" or (first.pos_ == "PRON" and first.dep_ != "poss")


_FINITE = frozenset({"VBD", "VBZ", "VBP", "MD"})


def _last_noun(verb: Token, noun: Token) -> Token | None:
    """Return the object before a noun, or what the last preposition before it governs."""
    found = [c for c in children(verb, "dobj") if c.i < noun.i]
    found = found or [t for p in children(verb, "prep") if p.i < noun.i for t in children(p, "pobj")]
    if not found or not verb.i < found[-1].i or found[-1].pos_ not in _NOMINAL:
        return None
    listed = [t for t in conjuncts(found[-1]) if t.i < noun.i and t.pos_ in _NOMINAL]
    return listed[-1] if listed else found[-1]


BEHIND = frozenset({"conj", "advcl", "ccomp", "parataxis", "dep"})


def stolen_subject(verb: Token) -> None:
    """Give "was" of "X met Y and Z was beaten" its subject: the parser made "Y and Z" one object."""
    if child(verb, *SUBJECTS, "expl", "mark") is not None or verb.head.pos_ not in {"VERB", "AUX"}:
        return
    start = verb.left_edge.i
    noun = verb.doc[start - 1] if start > 0 else verb
    while noun.i < verb.i and noun.dep_ != "conj" and noun.head.i != noun.i and noun.head.i > verb.head.i:
        noun = noun.head
    if noun.dep_ != "conj" or noun.pos_ not in {"NOUN", "PROPN", "PRON"} or not verb.head.i < noun.i < start:
        return
    link = verb.doc[noun.left_edge.i - 1]
    if link.dep_ != "cc" or noun.right_edge.i != start - 1 or noun.head.dep_ not in {"dobj", "pobj", "attr"}:
        return
    link.head = verb.head
    noun.head, noun.dep_ = verb, "nsubjpass" if child(verb, "auxpass") is not None else "nsubj"
    verb.dep_ = "conj"


def property_behind_aside(noun: Token) -> None:
    """Make Z a property in "X was, for the most part, not a Z": the parser joined it to the aside."""
    part = noun.head
    no, be = child(noun, "neg") or child(part, "neg"), part.head.head
    if no is None or part.dep_ != "pobj" or be.lemma_ != "be" or noun.left_edge.i - no.i not in {0, 1}:
        return
    if noun.doc[no.i - 1].text == "," and part.head.i > be.i and noun.doc[part.head.i - 1].text == ",":
        noun.head, noun.dep_ = be, "attr"
        no.head = be
