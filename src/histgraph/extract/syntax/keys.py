"""The verb that a clause is about: with its particle, or the plain verb behind a light one; its past tense."""

import re

from histgraph.extract.syntax.scope import LEXICON, LIGHT
from histgraph.extract.syntax.tokens import child, children, lemma
from histgraph.extract.syntax.tree import Token


def verb_key(verb: Token) -> str:
    """Return lemma and particle: "give up"."""
    particle = child(verb, "prt")
    return f"{lemma(verb)} {particle.lower_}" if particle is not None else lemma(verb)


def light_key(verb: Token) -> tuple[str, Token] | None:
    """Return the plain verb behind "put an end to X" and the head of X, or None."""
    rid = child(verb, "acomp", "oprd")
    if rid is not None:
        for prep in [*children(rid, "prep"), *children(verb, "prep")]:
            plain, target = (
                LIGHT.get(f"{lemma(verb)} {rid.lower_} {prep.lower_}"),
                child(prep, "pobj", "pcomp"),
            )
            if plain and target is not None:
                return plain, target
    obj = child(verb, "dobj", "attr", "pobj")
    heads = [obj] if obj is not None else []
    for prep in children(verb, "prep"):
        heads += [c for c in prep.children if c.dep_ == "pobj" and c.i > verb.i]
    for noun in heads:
        for prep in [*children(noun, "prep"), *children(verb, "prep")]:
            target = child(prep, "pobj", "pcomp")
            between = f"{noun.head.lower_} " if noun.dep_ == "pobj" else ""
            plain = LIGHT.get(f"{lemma(verb)} {between}{lemma(noun)} {prep.lower_}")
            if plain and target is not None and target.i > noun.i:
                return plain, target
    return None


_DOUBLING = re.compile(r"[^aeiou]*[aeiou][bdgmnprt]")
"""Verbs that double their last letter: "planned", "robbed"."""


def past(verb: str) -> str:
    """Return the past tense of a verb as it is mostly written."""
    if (irregular := LEXICON["irregular"].get(verb)) is not None:
        return str(irregular)
    if verb.endswith("y") and verb[-2:-1] not in "aeiou":
        return f"{verb[:-1]}ied"
    if _DOUBLING.fullmatch(verb):
        return f"{verb}{verb[-1]}ed"
    return verb + ("d" if verb.endswith("e") else "ed")
