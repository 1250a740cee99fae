"""Parts of a clause that name why something was done: "out of fear", "for fear that S", "in the hope of V-ing"."""

from histgraph.extract.syntax.scope import words
from histgraph.extract.syntax.tokens import child, children, conjuncts, lemma
from histgraph.extract.syntax.tree import Token

_FEELINGS = words("reason", "feelings")
_HELD = words("reason", "held")
_ORIGINS = words("cause", "grown")
"""Verbs that "out of" belongs to."""

_OPENING = frozenset({"in", "for", "from", "under", "on"})


def motive_noun(prep: Token) -> Token | None:
    """Return the noun of what a deed was done for, where a preposition opens such a part, else None.

    What was "not done out of kindness", or "less out of hatred than ...", was done for something else.
    """
    if prep.head.lemma_ in _ORIGINS or any(c.dep_ == "neg" for c in prep.head.children):
        return None
    if prep.i > 0 and prep.doc[prep.i - 1].lower_ in {"less", "not"}:
        return None
    if prep.lower_ == "out":
        of = child(prep, "prep")
        noun = child(of, "pobj") if of is not None else None
        return noun if noun is not None and lemma(noun) in _FEELINGS else None
    noun = child(prep, "pobj")
    if noun is None or prep.lower_ not in _OPENING or lemma(noun) not in _HELD:
        return None
    told = child(noun, "acl", "ccomp", "relcl") is not None
    return noun if told or any(p.lower_ in {"of", "for"} for p in children(noun, "prep")) else None


def motive_parts(verb: Token) -> list[Token]:
    """Return the prepositions of a clause that open a motive, also one hung on the part before it."""
    found = []
    for prep in children(verb, "prep"):
        inner = child(prep, "pobj")
        found += [
            p for p in [prep, *(children(inner, "prep") if inner is not None else ())] if motive_noun(p)
        ]
    return found


def aimed_at(prep: Token) -> list[Token]:
    """Return the verbs of "with the goal of V-ing and W-ing", "in an effort to V": what a deed was done for."""
    noun = child(prep, "pobj")
    if noun is None or prep.lower_ not in {"with", "in"} or lemma(noun) not in _AIMS[prep.lower_]:
        return []
    if any(c.lower_ in {"no", "any", "little"} for c in noun.children):
        return []
    behind = [c for p in children(noun, "prep") if p.lower_ == "of" for c in children(p, "pcomp")]
    behind += [c for c in children(noun, "acl") if any(a.lower_ == "to" for a in children(c, "aux"))]
    return [one for c in behind[:1] for one in conjuncts(c) if one.tag_ in {"VBG", "VB"}]


_AIMS = {"with": words("reason", "aims"), "in": words("reason", "efforts")}
"""Nouns of what is wanted: "with the aim of V-ing", "in a bid to V"."""


_OF_WHAT = frozenset({"result", "consequence", "account", "virtue"})


def result_of(prep: Token) -> Token | None:
    """Return the noun behind "as a result of", "on account of", "by virtue of": what brought a clause about."""
    noun = child(prep, "pobj") if prep.lower_ in {"as", "on", "by"} else None
    if noun is None or lemma(noun) not in _OF_WHAT:
        return None
    return next((t for p in children(noun, "prep") if p.lower_ == "of" for t in children(p, "pobj")), None)


def for_reasons(prep: Token) -> bool:
    """Whether a part only announces reasons, for or against: "for political reasons", "despite the ban"."""
    if motive_noun(prep) is not None or result_of(prep) is not None or prep.lower_ == "despite":
        return True
    if aimed_at(prep):
        return True
    if prep.lower_ != "for":
        return False
    near = [
        g for c in children(prep, "pobj") for g in [c, *(x for p in children(c, "prep") for x in p.children)]
    ]
    return any(lemma(t) == "reason" for t in near)
