"""Bare triples of a sentence, every prepositional part split off: open information extraction.

Not claims: nothing is resolved, nothing is a card a historian would keep. Made from the same
trees for those who want every part (and for the benchmarks that do: BenchIE, CaRB). All
words are verbatim.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from spacy.tokens import Doc, Token

from histgraph.extract.clauses import is_passive
from histgraph.extract.tokens import child, children, in_order, subtree, trimmed, written

MOST = 60
"""Triples of one sentence at the most."""
_NOT_IN_NOUN = frozenset(
    {
        "relcl",
        "acl",
        "appos",
        "conj",
        "cc",
        "punct",
        "prep",
        "advcl",
        "parataxis",
        "mark",
        "preconj",
        "ccomp",
        "case",
    }
)
_VERBAL = frozenset({"VERB", "AUX"})


@dataclass(frozen=True, slots=True)
class Triple:
    """Subject, relation and object as they stand; ``confidence`` in [0, 1] falls with the reach."""

    subject: str
    relation: str
    object: str
    confidence: float


def triples(doc: Doc) -> list[Triple]:
    """Return the triples of one parsed sentence, in text order of their verbs."""
    found: dict[tuple[str, str, str], Triple] = {}
    for verb in doc:
        if verb.pos_ in _VERBAL and verb.dep_ not in {"aux", "auxpass"}:
            for triple in _clause(verb):
                found.setdefault((triple.subject, triple.relation, triple.object), triple)
        elif verb.dep_ == "appos" and verb.head.pos_ in {"NOUN", "PROPN"}:
            triple = Triple(_noun(verb.head), "is", _full(verb), 0.4)
            found.setdefault((triple.subject, triple.relation, triple.object), triple)
    return list(found.values())[:MOST]


def _clause(verb: Token) -> Iterator[Triple]:
    subjects = list(_subjects(verb))
    if not subjects:
        return
    group = _verb_group(verb)
    base = 0.9 if child(verb, "nsubj", "nsubjpass") is not None else 0.6
    for relation, target, reach in _parts(verb, group):
        for subject in subjects:
            yield Triple(subject, written(in_order(relation)), target, round(base - 0.12 * reach, 2))


def _parts(verb: Token, group: list[Token]) -> Iterator[tuple[list[Token], str, int]]:
    """Yield (relation tokens, object words, reach): the direct complements, then one a preposition."""
    objects = [
        h
        for c in children(verb, "dobj", "attr", "acomp", "oprd", "dative")
        if c.pos_ != "ADP"
        for h in _conjuncts(c)
    ]
    for obj in objects:
        yield group, _wide(obj), 0
        yield from _chain([*group, *_noun_tokens(obj)], obj, 1)
    for clause in children(verb, "xcomp", "ccomp"):
        if clause.i > verb.i and clause.pos_ in _VERBAL and not objects:
            if clause.dep_ == "xcomp":
                yield from _parts(clause, [*group, *_verb_group(clause)])
            elif child(clause, "nsubj", "nsubjpass") is not None:
                yield group, _full(clause), 1
    lead = [*group, *(_noun_tokens(objects[0]) if objects else [])]
    yield from _chain(group if not objects else lead, verb, 0 if not objects else 1)
    if not objects:
        for c in children(verb, "advmod", "npadvmod"):
            if c.i == verb.i + 1:
                yield group, _full(c), 1


def _chain(lead: list[Token], head: Token, reach: int) -> Iterator[tuple[list[Token], str, int]]:
    """Follow prepositions outward: "deals with cases of | fraud"."""
    if reach > 3:
        return
    for prep in children(head, "prep", "agent", "dative"):
        if prep.pos_ != "ADP" or (prep.i < head.i and head.pos_ not in _VERBAL):
            continue
        for target in children(prep, "pobj"):
            for one in _conjuncts(target):
                yield [*lead, prep], _wide(one), reach
                yield from _chain([*lead, prep, *_noun_tokens(one)], one, reach + 1)
        for inner in children(prep, "prep"):
            for target in children(inner, "pobj"):
                yield [*lead, prep, inner], _noun(target), reach
        for gerund in children(prep, "pcomp"):
            if gerund.pos_ == "VERB":
                yield [*lead, prep], _full(gerund), reach


def _subjects(verb: Token) -> Iterator[str]:
    """Yield the subject of a clause, each conjunct by itself; inherited where it has none of its own."""
    own = child(verb, "nsubj", "nsubjpass")
    if (own is not None and own.tag_ in {"WDT", "WP"}) or (
        own is not None and own.lower_ == "that" and verb.dep_ == "relcl"
    ):
        own = verb.head if verb.dep_ == "relcl" else None
    if own is None and verb.dep_ in {"conj", "xcomp", "advcl"} and verb.head.pos_ in _VERBAL:
        if verb.dep_ != "xcomp" or child(verb.head, "dobj") is None:
            yield from _subjects_of_head(verb)
        else:
            yield _noun(child(verb.head, "dobj") or verb)
        return
    if own is None and verb.dep_ == "acl" and verb.head.pos_ in {"NOUN", "PROPN"}:
        own = verb.head
    if own is not None and own.dep_ != "expl":
        for one in _conjuncts(own):
            yield _full(one) if own.dep_ in {"nsubj", "nsubjpass"} else _noun(one)


def _subjects_of_head(verb: Token) -> Iterator[str]:
    head = verb.head
    for _ in range(6):
        if child(head, "nsubj", "nsubjpass") is not None or head.dep_ not in {"conj", "xcomp", "advcl"}:
            break
        head = head.head
    if head.pos_ in _VERBAL:
        yield from _subjects(head)


def _verb_group(verb: Token) -> list[Token]:
    kept = [c for c in verb.children if c.dep_ in {"aux", "auxpass", "neg", "prt"}]
    if (
        verb.dep_ == "conj"
        and is_passive(verb)
        and child(verb, "auxpass") is None
        and verb.head.pos_ in _VERBAL
    ):
        kept += children(verb.head, "aux", "auxpass")
    kept += [c for c in verb.children if c.dep_ == "advmod" and c.i == verb.i - 1]
    return in_order([*kept, verb])


def _conjuncts(head: Token) -> list[Token]:
    found = [head]
    for token in found:
        found += [c for c in token.children if c.dep_ == "conj" and c.pos_ == head.pos_ and len(found) < 8]
    return found


def _noun_tokens(head: Token) -> list[Token]:
    return trimmed(
        subtree(head, lambda t: t.dep_ not in _NOT_IN_NOUN or (t.dep_ == "case" and t.head.i != head.i))
    )


def _noun(head: Token) -> str:
    return written(_noun_tokens(head))


def _wide(head: Token) -> str:
    """Write a noun with its prepositions, without clauses and conjuncts."""
    return written(
        trimmed(
            subtree(
                head,
                lambda t: (
                    t.dep_ == "prep"
                    or t.dep_ in {"pobj"}
                    or t.dep_ not in _NOT_IN_NOUN
                    or (t.dep_ == "case" and t.head.i != head.i)
                ),
            )
        )
    )


def _full(head: Token) -> str:
    return written(
        trimmed(
            subtree(
                head,
                lambda t: (
                    not (t.head.i == head.i and t.dep_ in {"conj", "cc", "preconj", "appos", "relcl", "mark"})
                ),
            )
        )
    )
