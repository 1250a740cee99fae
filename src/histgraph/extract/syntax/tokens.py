"""Walking the dependency tree: argument phrases, coordination, readable text.

Labels are ClearNLP's as spaCy's English pipelines give them.
"""

from collections.abc import Callable, Iterable, Sequence
from functools import lru_cache
from operator import attrgetter

from histgraph.extract.syntax.tree import Token

SUBJECTS = frozenset({"nsubj", "nsubjpass", "csubj", "csubjpass"})
CLAUSES = frozenset({"relcl", "advcl", "ccomp", "csubj", "parataxis", "acl", "csubjpass"})
NOMINAL = frozenset({"NOUN", "PROPN", "PRON", "NUM", "DET", "ADJ", "X", "SYM"})
EDGES = frozenset(',;:.-–—()[]*"“”')


def children(token: Token, *deps: str) -> list[Token]:
    """Return the dependents with one of the labels, in text order."""
    return [child for child in token.children if child.dep_ in deps]


def child(token: Token, *deps: str) -> Token | None:
    """Return the first dependent with one of the labels, or None."""
    for c in token.children:
        if c.dep_ in deps:
            return c
    return None


def conjuncts(token: Token) -> list[Token]:
    """Return the token and those coordinated with it to its right, in text order."""
    found = [token]
    for head in found:
        for c in head.children:
            if c.dep_ == "conj" and c.i > head.i and len(found) < 12 and not _put_second(head, c):
                found.append(c)
    return found


def _put_second(head: Token, conjunct: Token) -> bool:
    """Whether "rather than" parts a conjunct from its head: it is what was not chosen."""
    return any(t.lower_ == "than" and head.i < t.i < conjunct.i for t in children(head, "cc"))


def subtree(head: Token, keep: Callable[[Token], bool]) -> list[Token]:
    """Return the tokens under ``head``, leaving out every branch whose top is not kept."""
    found, queue = [], [head]
    while queue:
        token = queue.pop()
        found.append(token)
        queue.extend(c for c in token.children if keep(c))
    return trimmed(sorted(found, key=_place))


_place = attrgetter("i")


def in_order(tokens: Iterable[Token]) -> list[Token]:
    """Return tokens in text order, each once."""
    return sorted({t.i: t for t in tokens}.values(), key=_place)


def trimmed(tokens: list[Token]) -> list[Token]:
    """Cut punctuation and conjunctions off both ends."""
    while tokens and (tokens[0].text in EDGES or tokens[0].dep_ in {"cc", "preconj"}):
        tokens = tokens[1:]
    while tokens and (tokens[-1].text in EDGES or tokens[-1].dep_ == "cc"):
        tokens = tokens[:-1]
    return tokens


def written(tokens: Sequence[Token], say: Callable[[Token], str] = lambda t: t.text) -> str:
    """Write tokens out in order, with single spaces where the text had any or words are left out."""
    if len(tokens) == 1 and tokens[0].lower_ not in _UNCLIPPED:
        return " ".join(say(tokens[0]).split())
    parts: list[str] = []
    last: Token | None = None
    for token in tokens:
        if last is not None and _hyphened(last, token):
            parts.append(token.doc[token.i - 1].text)
        elif last is not None and (
            last.whitespace_ or (token.i != last.i + 1 and not _leans(token) and not _ties(last))
        ):
            parts.append(" ")
        parts.append(_UNCLIPPED.get(token.lower_, "") if _is_clipped(token, tokens) else say(token))
        last = token
    return " ".join("".join(parts).split())


def _ties(hyphen: Token) -> bool:
    """Whether a hyphen ties what stands before it to what is written in full behind: "Five-Year Plan"."""
    return hyphen.text in {"-", "‐", "‑"} and not hyphen.whitespace_


_UNCLIPPED = {"ca": "can", "wo": "will", "sha": "shall"}


def _is_clipped(token: Token, tokens: Sequence[Token]) -> bool:
    """Whether a verb has lost its "n't": "can" in "can't" without the "n't"."""
    if token.lower_ not in _UNCLIPPED or token.i + 1 >= len(token.doc):
        return False
    following = token.nbor(1)
    return following.lower_ in {"n't", "n’t"} and all(t.i != following.i for t in tokens)


def _hyphened(last: Token, token: Token) -> bool:
    """Whether only a hyphen between two joined words was left out."""
    if token.i != last.i + 2 or last.whitespace_:
        return False
    between = token.doc[last.i + 1]
    return between.text in {"-", "–", "/"} and not between.whitespace_


def _leans(token: Token) -> bool:
    """Whether a token is written onto the one before it."""
    return token.tag_ == "POS" or (token.is_punct and token.text in ",.;:!?)”’")


_MISTAKEN = {
    "hop": "hope", "wag": "wage", "rag": "rage", "star": "stare", "bar": "bare", "rat": "rate", "hat": "hate",
    "spar": "spare", "dat": "date", "not": "note", "cit": "cite", "rul": "rule", "fil": "file", "mat": "mate",
}  # fmt: skip
"""Lemmas that the pipeline's rules give to other verbs: "hoped" is no "hop"."""


def lemma(token: Token) -> str:
    """Return the lower-case lemma."""
    return _lemma(token.lemma_, token.lower_)


@lru_cache(maxsize=65536)
def _lemma(given: str, word: str) -> str:
    found = given.lower() if given else word
    if word == "taxes":
        return "tax"
    if found in _MISTAKEN and word in {f"{found}ed", f"{found}ing", f"{found}es"}:
        return _MISTAKEN[found]
    return found


def after_comma(token: Token) -> bool:
    """Whether a comma, a dash or a bracket stands before a phrase."""
    left = token.left_edge.i - 1
    return left >= 0 and token.doc[left].text in {",", "-", "–", "—", "(", ";"}


def is_infinitive(clause: Token) -> bool:
    """Whether a clause is a to-infinitive."""
    return any(a.lower_ == "to" for a in children(clause, "aux"))


def is_gerund(clause: Token) -> bool:
    """Whether a clause is a gerund: "V-ing", "being V-ed", "having V-ed"."""
    return clause.tag_ == "VBG" or any(a.tag_ == "VBG" for a in children(clause, "aux", "auxpass"))


def is_finite(verb: Token) -> bool:
    """Whether a verb form carries tense, itself or through its auxiliaries."""
    if verb.tag_ in {"VBD", "VBZ", "VBP", "MD"}:
        return True
    return any(c.tag_ in {"VBD", "VBZ", "VBP", "MD"} for c in children(verb, "aux", "auxpass"))


def is_consequence(clause: Token) -> bool:
    """Whether a clause tells what followed: "so well that S", "so many that S", "such that S"."""
    if clause.dep_ not in {"ccomp", "advcl", "relcl"} or not any(
        m.lower_ == "that" for m in children(clause, "mark")
    ):
        return False
    before = clause.head
    near = [before, *before.children, *(c for g in before.children for c in g.children)]
    return any(
        t.lower_ in {"so", "such"} and t.i < clause.i and t.dep_ in {"advmod", "amod", "predet"} for t in near
    )


def is_plural(token: Token) -> bool:
    """Whether a nominal stands for several things."""
    return token.tag_ in {"NNS", "NNPS"} or any(c.dep_ == "conj" and c.i > token.i for c in token.children)
