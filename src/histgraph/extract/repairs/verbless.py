"""Sentences in which the parser saw no verb: "The guilds, led by X, opened shops." taken for nouns and participles."""

from histgraph.extract.syntax.tokens import child, children, is_finite
from histgraph.extract.syntax.tree import Token

_PAST = frozenset({"VBN", "VBD"})
_NOMINAL = frozenset({"NOUN", "PROPN"})
_OPENING = frozenset({"advmod", "prep", "npadvmod"})


def given_a_verb(root: Token) -> None:
    """Make a verb of the participle that must be one where a sentence has none, in place."""
    if root.doc[-1].text not in {".", "!", ";"}:
        return
    if root.pos_ in {"VERB", "AUX"} and root.tag_ != "VBG":
        _first_of_two(root)
        return
    subject = child(root, "nsubj") if root.tag_ == "VBG" else root
    if subject is None or (root is subject and _takes_a_subject(root)) or _has_verb(root):
        return
    if subject.pos_ in _NOMINAL and not _verbless(root) and not _behind_an_aside(root, subject):
        _before_its_object(root, subject)


_BEFORE = frozenset({"prep", "det", "punct", "cc", "advmod"})
"""What a parser hangs on the noun although it stands before the verb: "In addition, the"."""


def _takes_a_subject(noun: Token) -> bool:
    """Make a verb of "fixed" in "The guilds fixed prices, trained boys and cared for widows."."""
    verb = next(
        (c for c in noun.children if c.dep_ == "amod" and child(c, "nsubj", "npadvmod") is not None), None
    )
    subject = child(verb, "nsubj", "npadvmod") if verb is not None else None
    if verb is None or subject is None or not subject.i < verb.i < noun.i:
        return False
    if subject.dep_ == "npadvmod" and (subject.tag_ not in {"NNS", "NNPS"} or _has_verb(noun)):
        return False
    stop = [c for c in noun.children if c.dep_ == "punct"][-1:]
    others = [c for c in noun.children if c.i > noun.i and c.dep_ in {"conj", "cc", "prep", "advcl"}]
    others += stop + [c for c in noun.children if c.i < verb.i and c.dep_ in _BEFORE]
    if any(c.dep_ == "conj" and c.pos_ != "VERB" for c in others):
        others = [c for c in others if c.dep_ != "cc"]
    listed = [c for c in children(noun, "appos") if _opening_participle(c) is not None]
    noun.head, noun.dep_ = verb, "dobj"
    for c in [c for c in others if c.dep_ == "det"]:
        c.head = subject
    _put_in_charge(verb, subject, [c for c in others if c.dep_ not in {"conj", "det"} or c.pos_ == "VERB"])
    for other in listed:
        second = _opening_participle(other)
        if second is not None:
            _make_second(second, other, verb)
    return True


def _opening_participle(noun: Token) -> Token | None:
    """Return the participle that a bare noun opens with: "trained boys"."""
    first = noun.doc[noun.left_edge.i]
    first = noun.doc[first.i + 1] if first.is_punct and first is not noun else first
    return first if first.dep_ == "amod" and first.head is noun and first.tag_ in _PAST else None


def _make_second(verb: Token, noun: Token, first: Token) -> None:
    """Make a participle before its object a verb beside the first one."""
    verbs = [c for c in noun.children if c.i > noun.i and c.dep_ in {"cc", "conj"} and c.pos_ != "NOUN"]
    verb.head, verb.dep_, verb.tag_, verb.pos_ = first, "conj", "VBD", "VERB"
    noun.head, noun.dep_ = verb, "dobj"
    for c in verbs:
        c.head = verb


def _first_of_two(root: Token) -> None:
    """Make "required" the first verb of "The bow, cheap and light, required years of practice and was not mastered"."""
    subject = child(root, "nsubj", "nsubjpass")
    if subject is None or subject.i > root.i or not is_finite(root):
        return
    noun = next((c for c in children(subject, "appos") if c.i < root.i), None)
    verb = _opening_participle(noun) if noun is not None else None
    if verb is None:
        noun = None
        verb = next((c for c in children(subject, "acl") if c.tag_ in _PAST and _may_rule(c)), None)
    if verb is None or verb.doc[verb.i - 1].text != "," or not subject.i < verb.i < root.i:
        return
    last = noun if noun is not None else verb
    link = verb.doc[min(last.right_edge.i + 1, root.i)]
    if link.lower_ != "and" or not verb.lower_.endswith("ed"):
        return
    stop = [c for c in root.children if c.dep_ == "punct"][-1:]
    verb.head = verb
    if noun is not None:
        noun.head, noun.dep_ = verb, "dobj"
    _put_in_charge(verb, subject, stop)
    link.head = verb
    root.head, root.dep_ = verb, "conj"


def _behind_an_aside(root: Token, subject: Token) -> bool:
    """Make "hardened" the verb of "Roman mortar, a mixture of X and Y, hardened under water and made Z"."""
    doc = root.doc
    found = (
        t for t in root.subtree if t.dep_ == "acl" and t.tag_ in _PAST and t.i > subject.i and _may_rule(t)
    )
    verb = next((t for t in found if doc[t.i - 1].text == "," and t.left_edge is t), None)
    if verb is None or sum(t.text == "," for t in doc[subject.i : verb.i]) < 2:
        return False
    late = [c for c in subject.children if c.i > verb.i]
    _put_in_charge(verb, subject, late)
    return True


def _has_verb(root: Token) -> bool:
    """Whether there is a verb besides those coordinated with a noun: "X, a port, thrived and drew ships"."""
    verbs = [t for t in root.subtree if t.pos_ in {"VERB", "AUX"} and t.tag_ != "VBN" and is_finite(t)]
    return any(not (t.dep_ == "conj" and t.head is root and child(t, "nsubj") is None) for t in verbs)


def _verbless(root: Token) -> bool:
    """Make "The shoguns governed through fear." a sentence: the parser read a noun and its participle."""
    verb = next((c for c in root.children if c.dep_ == "acl" and c.tag_ in _PAST and c.i > root.i), None)
    if verb is None or not _may_rule(verb) or any(t.is_punct for t in root.doc[root.i + 1 : verb.i]):
        return False
    stray = [c for c in root.children if c.i > verb.i or c.dep_ == "punct"]
    _put_in_charge(verb, root, stray)
    return True


def _may_rule(verb: Token) -> bool:
    alone = child(verb, "agent", "nsubj", "aux", "auxpass") is None
    return alone and verb.lower_.endswith("ed")


def _put_in_charge(verb: Token, subject: Token, stray: list[Token]) -> None:
    verb.head = verb
    verb.dep_, verb.tag_, verb.pos_ = "ROOT", "VBD", "VERB"
    if verb.lemma_ == verb.lower_:
        verb.lemma_ = _present(verb.lower_)
    subject.head, subject.dep_ = verb, "nsubj"
    for c in stray:
        c.head = verb


def _present(past: str) -> str:
    """Return the lemma of a regular past tense that the tagger took for an adjective: "organized"."""
    base = past[:-2]
    if past.endswith("ied"):
        return past[:-3] + "y"
    if base[-1:] in "cgvuzs" or base.endswith(("at", "ir", "ur", "it", "ag", "ak", "uk", "ut")):
        return base + "e"
    return base[:-1] if base[-1:] == base[-2:-1] and base[-1:] not in "ls" else base


def _before_its_object(root: Token, subject: Token) -> None:
    """Make "opened" the verb of "The guilds, led by X, opened shops and mills, making Y", taken for "opened shops"."""
    verb = next((t for t in root.subtree if _is_before_object(t) and t.i > subject.i), None)
    if verb is None or verb.head.i == subject.i or verb.i > subject.i + _FARTHEST:
        return
    noun, doc = verb.head, verb.doc
    late = [c for c in root.children if c.i > noun.i and c.dep_ in {"punct", "acl", "advcl", "prep"}]
    before = [c for h in (noun, verb) for c in h.children if c.i < verb.i]
    behind = [c for c in noun.children if c.i > noun.i and c.dep_ in {"acl", "advcl"} and c.tag_ == "VBG"]
    behind = [c for c in behind if doc[c.left_edge.i - 1].text == ","]
    opening = (
        [c for c in root.children if c is not subject and c.i < subject.i] if root is not subject else []
    )
    for c in before:
        last = c.pos_ in _NOMINAL and any(t.dep_ == "cc" for t in doc[c.i - 1 : c.i])
        c.head = subject
        c.dep_ = "conj" if last else c.dep_
    verb.head = verb
    noun.head, noun.dep_ = verb, "dobj"
    if root is not subject:
        root.head, root.dep_ = verb, "advcl"
    _put_in_charge(verb, subject, [*opening, *late, *behind])
    for c in [c for c in verb.children if c.dep_ == "acl"]:
        c.dep_ = "advcl"
    for c in [c for c in subject.children if c.dep_ in _OPENING and c.i == subject.left_edge.i]:
        if doc[c.i + 1].text == ",":
            c.head = verb


_FARTHEST = 16
"""Words between a subject and its verb at most."""


def _is_before_object(word: Token) -> bool:
    """Whether a participle that stands before a bare noun may be its verb: behind a comma, or behind a noun."""
    noun = word.head
    if word.dep_ != "amod" or word.tag_ not in {"VBN", "JJ"} or not word.lower_.endswith("ed"):
        return False
    if noun.pos_ not in _NOMINAL or noun.i < word.i or child(word, "advmod", "punct") is not None:
        return False
    if any(c.dep_ in {"det", "poss", "nummod"} and c.i < word.i for c in noun.children):
        return False
    last = word.nbor(-1) if word.i else word
    commas = sum(t.text in {",", "("} for t in word.doc[: word.i])
    return (last.text == "," and commas > 1) or last.pos_ in _NOMINAL
