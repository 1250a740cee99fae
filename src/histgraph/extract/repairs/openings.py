"""Subjects that an opening took for its own: "In conclusion, plague and war ruined it", "Small correction, X was V"."""

from histgraph.extract.syntax.tokens import SUBJECTS, child, children, is_finite, lemma
from histgraph.extract.syntax.tree import Doc, Token

_SUMMING_UP = frozenset({
    "conclusion", "summary", "short", "sum", "addition", "fact", "reality", "truth", "turn", "end", "case", "all",
    "return", "contrast", "particular", "general", "essence", "practice", "theory", "response", "consequence", "result",
})  # fmt: skip
"""Nouns of openings that name nothing a list could go on with."""
_ANNOUNCING = frozenset(
    {"correction", "note", "point", "quibble", "addition", "thing", "nitpick", "clarification", "edit"}
)


def opening_parted(root: Token) -> None:
    """Give a clause the subject that its opening phrase swallowed."""
    if root.pos_ not in {"VERB", "AUX"}:
        return
    first = root.doc[root.left_edge.i]
    if first.dep_ == "prep" and first.head is root and child(root, *SUBJECTS, "expl") is None:
        _list_behind(root, first)
    else:
        _behind_announcement(root)


def title_parted(doc: Doc) -> None:
    """Make "Timing" of "Timing: the prize is given late" a title, no subject and nothing that has a clause."""
    colon = next((t for t in doc[1:_LONGEST_TITLE] if t.text == ":"), None)
    if colon is None:
        return
    title = next((t for t in reversed(doc[: colon.i]) if t.pos_ in {"NOUN", "PROPN"}), None)
    if title is None or title.i != colon.i - 1:
        return
    if title.dep_ in SUBJECTS and any(c.i > colon.i for c in children(title.head, *SUBJECTS)):
        title.dep_ = "dep"
    for c in children(title, "acl", "relcl") if title.head is title else ():
        if c.left_edge.i > colon.i and is_finite(c) and child(c, "nsubj", "nsubjpass") is not None:
            c.dep_ = "parataxis"


_LONGEST_TITLE = 7


def _list_behind(root: Token, prep: Token) -> None:
    """Part "In conclusion, plague, hunger and war" before its verb: the list is no part of the conclusion."""
    noun = child(prep, "pobj")
    listed = child(noun, "conj", "appos") if noun is not None else None
    if noun is None or listed is None or lemma(noun) not in _SUMMING_UP or listed.i > root.i:
        return
    comma = next((c for c in children(noun, "punct") if c.text == "," and c.i < listed.i), None)
    if comma is None or listed.left_edge.i != comma.i + 1:
        return
    passive = child(root, "auxpass") is not None
    rest = [c for c in noun.children if c.i > comma.i and c is not listed]
    for c in (comma, listed):
        c.head = root
    for c in rest:
        c.head = listed
    listed.dep_ = "nsubjpass" if passive else "nsubj"


def _behind_announcement(root: Token) -> None:
    """Make X the subject of "Small correction, X was V": the parser has "correction" for it, and X beside it."""
    subject = child(root, "nsubj", "nsubjpass")
    if subject is None or lemma(subject) not in _ANNOUNCING or child(subject, "det", "poss") is not None:
        return
    beside = child(subject, "appos")
    if beside is None or beside.i > root.i or subject.doc[beside.left_edge.i - 1].text not in {",", ":"}:
        return
    beside.head = root
    beside.dep_ = "csubj" if beside.tag_ == "VBG" and beside.pos_ == "VERB" else subject.dep_
    subject.dep_ = "npadvmod"
