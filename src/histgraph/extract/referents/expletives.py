"""Pronouns that stand for nothing: "it is said that", "it took years to", "make it hard to", "for its own sake"."""

from histgraph.extract.syntax.tokens import SUBJECTS, child, children, lemma
from histgraph.extract.syntax.tree import Token
from histgraph.resources import load_toml

_WORDS = load_toml("lexicon.toml")["anaphora"]
_WEATHER = frozenset(_WORDS["weather_verbs"])
_SEEMING = frozenset(_WORDS["seeming_verbs"])
_SPANS = frozenset(_WORDS["spans"])
_OWN = frozenset(_WORDS["own_idioms"])


def is_empty(token: Token) -> bool:
    """Whether a pronoun only holds a place in its clause."""
    word = token.lower_
    if token.dep_ == "poss" and _by_itself(token):
        return True
    if word == "that":
        verb = token.head
        return token.dep_ == "nsubj" and any(lemma(c) == "say" for c in children(verb, "xcomp"))
    if word in {"those", "these"}:  # "those who went", "those with land"
        return any(c.dep_ in {"relcl", "acl", "prep"} for c in token.children)
    if word != "it":
        return False
    if token.dep_ == "expl" or is_placeholder(token) or _in_an_idiom(token):
        return True
    return token.dep_ in SUBJECTS and (is_empty_it(token) or _announces(token.head))


def _by_itself(token: Token) -> bool:
    """Whether a possessive stands in "for its own sake", "in her own right": that is of whatever it is said of."""
    behind = token.doc[token.i + 1 : token.i + 3]
    return len(behind) == 2 and behind[0].lower_ == "own" and behind[1].lower_ in _OWN


def _announces(verb: Token) -> bool:
    """Whether "it" as subject announces a clause, a stretch of time or the weather."""
    last = verb
    for _ in range(4):  # "it used to be said that", "it seems to have been thought that"
        inner = child(last, "xcomp")
        if inner is None or inner.pos_ not in {"VERB", "AUX"}:
            break
        last = inner
    told = next((c for c in children(last, "ccomp", "csubj") if c.i > last.i), None)
    if told is not None and (child(last, "auxpass") is not None or lemma(last) in _SEEMING):
        return True
    if lemma(verb) in _WEATHER and child(verb, "dobj", "prep", "ccomp") is None:
        return True
    if lemma(verb) == "take":
        span = child(verb, "dobj", "npadvmod")
        until = [c for c in children(verb, "advcl", "xcomp", "ccomp") if c.i > verb.i]
        return span is not None and (bool(until) or lemma(span) in _SPANS)
    if lemma(verb) == "be":
        noun = child(verb, "attr", "npadvmod")
        return noun is not None and (lemma(noun) in _SPANS | {"matter"} or noun.ent_type_ in {"DATE", "TIME"})
    return False


def _in_an_idiom(token: Token) -> bool:
    """Whether "it" stands in "as they felt like it", "went at it", "had it that"."""
    above = token.head
    if token.dep_ == "pobj":
        verb = above.head
        return (lemma(verb), above.lower_) in {("feel", "like"), ("go", "at"), ("be", "at")}
    if (
        token.dep_ == "dobj" and lemma(above) == "do"
    ):  # "they did it without shame": what they did was told before
        return True
    return token.dep_ == "dobj" and lemma(above) == "have" and child(above, "ccomp") is not None


def is_placeholder(token: Token) -> bool:
    """Whether "it" stands for the clause that follows: "makes it hard to ...", "found it useful that"."""
    if token.lower_ != "it" or token.dep_ not in {"dobj", "nsubj"}:
        return False
    after = token.doc[token.i + 1 : token.i + 4]
    if (
        token.dep_ == "nsubj"
        and token.head.dep_ in {"ccomp", "xcomp"}
        and lemma(token.head.head) in {"make", "find", "render"}
    ):
        return any(c.dep_ in {"advcl", "xcomp", "ccomp"} for c in token.head.children)
    return (
        token.dep_ == "dobj"
        and token.head.lemma_.lower() in {"make", "find", "think", "deem", "consider", "hard"}
        and any(t.pos_ == "ADJ" for t in after)
    )


def _is_cleft(verb: Token) -> bool:
    """Whether "it was X that V" picks X out: X is not told to be one of a kind ("a city that ...")."""
    complement = next((c for c in verb.children if c.dep_ == "attr"), None)
    if complement is None or any(c.lower_ in {"a", "an"} for c in complement.children):
        return False
    clauses = [c for c in (*complement.children, *verb.children) if c.dep_ in {"relcl", "ccomp"}]
    return any(
        g.lower_ in {"that", "who"} and g.dep_ in SUBJECTS | {"mark"} for c in clauses for g in c.children
    )


_SINGLING = frozenset({"first", "last", "only", "next", "second", "third"})
"""Adjectives that pick one of a kind: "it was the last city to fall" is of a city."""


_HOLDING = frozenset({"be", "seem", "appear", "say", "believe", "think", "argue", "turn", "happen", "take"})


def is_empty_it(token: Token) -> bool:
    """Whether "it" only holds the place of a clause ("it was hard to ...", "it is said that")."""
    if token.lower_ != "it":
        return False
    verb = token.head
    if lemma(verb) == "be" and _is_cleft(verb):
        return True
    if (
        lemma(verb) == "be"
        and verb.dep_ == "ccomp"
        and any(c.lower_ == "that" and c.i > verb.i for c in verb.head.children)
    ):
        return True
    if _of_somebody(verb):
        return False
    if any(c.dep_ in {"ccomp", "csubj", "xcomp"} for c in verb.children) and lemma(verb) in _HOLDING:
        return True
    complement = next((c for c in verb.children if c.dep_ in {"acomp", "attr"}), None)
    if complement is None or any(c.lower_ in _SINGLING or c.tag_ == "JJS" for c in complement.children):
        return False
    return any(c.dep_ in {"xcomp", "ccomp", "acl"} for c in complement.children)


def _of_somebody(verb: Token) -> bool:
    """Whether "it was unable to V", "it was too weak to V" speaks of a thing: of no clause can that be said."""
    quality = child(verb, "acomp")
    deed = (child(quality, "xcomp") or child(verb, "xcomp")) if quality is not None else None
    if quality is None or deed is None or deed.i < quality.i or lemma(verb) not in _STATES:
        return False
    measured = any(c.lower_ in {"too", "enough", "so"} for c in quality.children)
    return lemma(quality) in _ABLE or (measured and lemma(quality) in _STRENGTHS)


_STATES = frozenset({"be", "become", "remain", "prove", "seem", "appear"})
_ABLE = frozenset(_WORDS["agent_adjectives"])
_STRENGTHS = frozenset(_WORDS["agent_strengths"])
