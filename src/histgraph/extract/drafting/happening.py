"""A clause as the name of something that happened: "the town surrendered" of what had a cause or an effect."""

from histgraph.extract.drafting.motives import motive_noun, result_of
from histgraph.extract.syntax.modality import negative_phrase
from histgraph.extract.syntax.scope import FOCUS
from histgraph.extract.syntax.times import is_time_phrase
from histgraph.extract.syntax.tokens import CLAUSES, child, children, is_finite, subtree, trimmed
from histgraph.extract.syntax.tree import Token

LONGEST_EVENT = 9
"""Words of a phrase that names a whole clause; a longer one loses what only tells how and where."""

LONGEST_BRIEF = 5
"""Words of the short name of a clause: who did what, without where and with whom."""

CAUSE_PREPOSITIONS = frozenset({"because", "due", "owing", "thanks"})
_PARTS = frozenset(
    {"one", "part", "half", "third", "quarter", "most", "majority", "lot", "number", "many", "some", "all"}
)
_OUTSIDE = frozenset({"cc", "conj", "advcl", "punct", "mark", "intj", "preconj", "parataxis"})


def is_doing_it(verb: Token) -> bool:
    """Whether a clause takes up a deed told before: "he did it because ..."."""
    done = child(verb, "dobj") if verb.lemma_ == "do" else None
    return done is not None and done.lower_ in {"it", "this", "that", "so"}


def event_tokens(verb: Token, *, brief: bool = False) -> list[Token]:
    """Return the words that name a clause as something that happened, in text order."""
    tokens = subtree(verb, lambda t: _belongs(verb, t))
    tokens = tokens[1:] if tokens[0].lower_ == "that" and verb.dep_ in CLAUSES else tokens
    whole = child(verb, "dobj", "attr", "acomp") is not None
    far = [c for c in children(verb, "prep") if c.i > verb.i]
    if brief:  # "fell after his death": when it was is no part of its name
        tokens = [t for t in tokens if t.i not in {g.i for c in far if c.lower_ in _WHEN for g in c.subtree}]
    gone = {t.i for c in far[0 if whole else 1 :] for t in c.subtree}
    if len(tokens) > LONGEST_EVENT:
        tokens = trimmed([t for t in tokens if t.i not in gone]) or tokens
    if brief and len(tokens) > LONGEST_BRIEF:
        beside = [t for t in verb.subtree if t.dep_ in {"prep", "acl"} and _beside_object(verb, t)]
        gone |= {t.i for c in beside for t in c.subtree}
        tokens = trimmed([t for t in tokens if t.i not in gone]) or tokens
    return _without_stray_commas(tokens)


_WHEN = frozenset({"after", "before", "during", "since", "until"})


def _without_stray_commas(tokens: list[Token]) -> list[Token]:
    """Leave out the commas and brackets of what was left out: "the Acts, passed in 1651, hurt X"."""
    last = len(tokens) - 1
    return [
        t
        for n, t in enumerate(tokens)
        if t.text not in _MARKS
        or (0 < n < last and tokens[n - 1].i == t.i - 1 and tokens[n + 1].i == t.i + 1)
    ]


_MARKS = frozenset({",", "(", ")", "–", "—", ";"})


def _beside_object(verb: Token, token: Token) -> bool:
    """Whether a word hangs on what a verb does something to, and only tells more of it."""
    obj = token.head
    part = obj.pos_ == "NUM" or obj.lemma_ in _PARTS
    return obj.head.i == verb.i and obj.dep_ in {"dobj", "attr"} and not part and not negative_phrase(obj)


def _belongs(verb: Token, token: Token) -> bool:
    if token.head.i == verb.i:
        if token.dep_ in _OUTSIDE or (token.dep_ == "ccomp" and is_finite(token)):
            return False
        if (
            token.dep_ == "aux"
            and token.lemma_ == "do"
            and any(t.i > token.i for t in children(verb, "nsubj", "nsubjpass"))
        ):
            return False  # "only later did Rome set up the Index"
        if token.dep_ == "advmod" and (token.i < verb.i or token.lower_ in FOCUS):
            return token.lower_ in {"not", "never"}
        if token.dep_ == "prep" and (
            token.lower_ in CAUSE_PREPOSITIONS
            or token.i < verb.i
            or motive_noun(token) is not None
            or result_of(token) is not None
            or is_time_phrase(token)
            or any(t.lower_ == "order" for t in children(token, "pobj"))
        ):
            return False
    aside = token.dep_ == "acl" and token.doc[token.left_edge.i - 1].text in _MARKS
    return token.dep_ not in {"appos", "relcl", "parataxis", "advcl"} and not aside
