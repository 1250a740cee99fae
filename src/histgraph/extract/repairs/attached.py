"""Clauses and subjects that hang on the wrong verb: what a comma splices, parts or doubles."""

from histgraph.extract.syntax.scope import words
from histgraph.extract.syntax.tokens import SUBJECTS, child, children
from histgraph.extract.syntax.tree import Token

_WILLING = words("anaphora", "agent_adjectives")
_LETTING = words("complement", "letting")


def attached(verb: Token) -> None:
    """Put right what one verb has for its subject, its complement or its participle."""
    _finite_relative(verb)
    _second_subject(verb)
    _detached_participle(verb)
    _interrupted(verb)
    _participle_of_noun(verb)
    _behind_place(verb)


def emphatic(noun: Token) -> None:
    """Make a verb of "attempt" in "the shah did attempt to V": the parser has a noun with an auxiliary."""
    if noun.dep_ == "dobj" and noun.head.lower_ == "did" and noun.head.i == noun.i - 1:
        _emphatic_object(noun)
        return
    did = child(noun, "aux")
    if (
        did is None
        or did.lower_ not in {"did", "do", "does"}
        or child(noun, "det", "amod", "poss") is not None
    ):
        return
    subject = child(noun, "nsubj") or child(did, "nsubj")
    if subject is not None and subject.i < did.i:
        subject.head = noun
        noun.tag_, noun.pos_, noun.lemma_ = "VB", "VERB", noun.lower_


def _emphatic_object(noun: Token) -> None:
    """Make a verb of "attempt", where the parser has it for what the shah did."""
    did, deed = noun.head, child(noun, "acl")
    if deed is None or deed.left_edge.lower_ != "to" or child(noun, "det", "amod", "poss") is not None:
        return
    if child(did, "nsubj") is None:
        return
    noun.tag_, noun.pos_, noun.lemma_, noun.dep_ = "VB", "VERB", noun.lower_, did.dep_
    noun.head = noun if did.head is did else did.head
    for c in [c for c in did.children if c is not noun]:
        c.head = noun
    did.head, did.dep_, did.pos_, deed.dep_ = noun, "aux", "AUX", "xcomp"


def _finite_relative(verb: Token) -> None:
    """Make "mixed" of "a time where the settlers mixed with them" a past tense: it has a subject, and no auxiliary."""
    opens = verb.doc[verb.left_edge.i]
    open_clause = verb.dep_ in {"relcl", "advcl"} and opens.lower_ in {"where", "when"}
    bare = child(verb, "nsubj") is not None and child(verb, "aux", "auxpass") is None
    if verb.tag_ == "VBN" and open_clause and bare:
        verb.tag_ = "VBD"


def _second_subject(verb: Token) -> None:
    """Join "the flood of 1342 and the plague ruined it", where the parser has two subjects of one verb."""
    before = [c for c in children(verb, "nsubj", "nsubjpass") if c.i < verb.i]
    if len(before) != 2 or before[0].dep_ != before[1].dep_:
        return
    first, second = before
    link = second.left_edge.i - 1
    if link > first.i and first.doc[link].lower_ == "and" and first.doc[link].head is first:
        apart = first.doc[link - 1].text == ","
        last = first.doc[link - 2 if apart else link - 1]
        named = last.pos_ == second.pos_ == "PROPN" and second.left_edge is second
        if apart and last.dep_ != "conj":
            return  # "the mills that he built fell, and Otto sold it": only a list has a comma there
        second.head, second.dep_ = last if named else first, "conj"


def _detached_participle(verb: Token) -> None:
    """Make "being given land" of "they rebuilt it, being given land" an adverbial clause, no part of the object."""
    for c in children(verb, "ccomp", "xcomp"):
        opens = c.left_edge
        if opens.i < verb.i or child(c, *SUBJECTS, "mark") is not None or opens.nbor(-1).text != ",":
            continue
        if opens.tag_ == "VBG" and (opens is c or opens.head is c) and child(verb, "dobj", "attr", "acomp"):
            c.dep_ = "advcl"


def _interrupted(verb: Token) -> None:
    """Give "to hang them" of "was willing, for instance, to hang them" to the adjective that asks for it."""
    quality = child(verb, "acomp")
    if verb.lemma_ != "be" or quality is None or quality.lower_ not in _WILLING:
        return
    for c in children(verb, "advcl", "xcomp"):
        if c.left_edge.i > quality.i and c.left_edge.lower_ == "to" and c.left_edge.nbor(-1).text == ",":
            c.head, c.dep_ = quality, "xcomp"


def _participle_of_noun(verb: Token) -> None:
    """Make "surviving" of "allowed surviving herders to claim it" a quality of those who claim it."""
    if verb.tag_ != "VBG" or (verb.head.lemma_ not in _LETTING and verb.head.head.lemma_ not in _LETTING):
        return
    noun = child(verb, "dobj")
    if noun is None or noun.left_edge.i != verb.i + 1 or verb.i == 0:
        return
    above = verb.head if verb.dep_ == "csubj" else child(verb, "xcomp", "advcl")
    matrix = verb.nbor(-1)
    if above is None or matrix.lemma_ not in _LETTING or above.left_edge.i > above.i:
        return
    to = next((a for a in children(above, "aux") if a.lower_ == "to"), None)
    if to is None or to.i != noun.right_edge.i + 1:
        return
    above.head, above.dep_ = matrix, "ccomp"
    noun.head, noun.dep_ = above, "nsubj"
    verb.head, verb.dep_, verb.pos_ = noun, "amod", "ADJ"


def _behind_place(verb: Token) -> None:
    """Make "a fort" of "in the valley stood a fort" the subject."""
    first = verb.doc[verb.left_edge.i]
    placed = verb.lemma_ in _STANDING and verb.tag_ in {"VBD", "VBZ", "VBP"}
    if (
        not placed
        or first.dep_ != "prep"
        or first.head is not verb
        or child(verb, *SUBJECTS, "expl") is not None
    ):
        return
    thing = child(verb, "dobj", "attr")
    if thing is not None and thing.left_edge.i == verb.i + 1:
        thing.dep_ = "nsubj"


_STANDING = frozenset(
    {"stand", "lie", "sit", "hang", "live", "rise", "come", "dwell", "flow", "begin", "grow"}
)
