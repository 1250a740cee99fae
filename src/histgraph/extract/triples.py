"""Bare triples of a sentence: each clause whole, then every prepositional part split off.

Not claims: nothing is resolved, nothing is a card a historian would keep. Made from the same
trees for those who want every part, as open information extraction does (BenchIE wants each
part by itself, CaRB the clause with all that belongs to it). All words are verbatim. A
preposition that stands before its verb is written behind it ("was renamed Jones In | 1918").
"""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice

from histgraph.extract.syntax.tokens import child, children, in_order, subtree, trimmed, written
from histgraph.extract.syntax.tree import Doc, Token

MOST = 80
"""Triples of one sentence at the most."""
DEEPEST = 4
"""Prepositions followed outward from one verb at the most."""
CONFIDENCE = {
    "whole": 0.95, "clause": 0.86, "direct": 0.84, "time": 0.84, "part": 0.80, "gerund": 0.60, "manner": 0.60,
}  # fmt: skip
"""How likely a triple of each kind is found right and whole, in the order in which CaRB's dev
sentences bear them out; a further step outward or an inherited subject lowers it."""
_VERBAL = frozenset({"VERB", "AUX"})
_NOMINAL = frozenset({"NOUN", "PROPN", "PRON"})
_RELATIVE = frozenset({"WDT", "WP", "WP$", "WRB"})
_APART = frozenset(
    ["relcl", "acl", "appos", "conj", "cc", "punct", "prep", "advcl", "parataxis", "mark", "preconj", "ccomp"]
)
_COMPLEMENTS = ("dobj", "attr", "acomp", "oprd", "dative")
_WHOLE = frozenset([*_COMPLEMENTS, "prep", "agent", "npadvmod", "advmod", "xcomp", "ccomp"])


@dataclass(frozen=True, slots=True)
class Triple:
    """Subject, relation and object as they stand; ``confidence`` in [0, 1] orders them."""

    subject: str
    relation: str
    object: str
    confidence: float


@dataclass(frozen=True, slots=True)
class _Part:
    """What one part of a clause says: the tokens of the relation in reading order, and the object."""

    relation: tuple[Token, ...]
    object: str
    kind: str
    reach: int = 0


def triples(doc: Doc) -> list[Triple]:
    """Return the triples of one parsed sentence, in text order of their verbs, each once."""
    found: dict[tuple[str, str, str], Triple] = {}
    for verb in doc:
        if verb.pos_ in _VERBAL and verb.dep_ not in {"aux", "auxpass"}:
            for triple in islice(_clause(verb), 4 * MOST):
                if triple.subject and triple.relation:
                    found.setdefault((triple.subject, triple.relation, triple.object), triple)
        if len(found) >= MOST:
            break
    return list(found.values())[:MOST]


def _clause(verb: Token) -> Iterator[Triple]:
    """Yield a clause whole, then its parts; a raised infinitive is read with the verb above it."""
    if verb.dep_ == "xcomp" and verb.head.pos_ in _VERBAL and child(verb.head, "dobj") is None:
        return
    subjects = _subjects(verb)
    if not subjects:
        return
    inherited = 0.03 if child(verb, "nsubj", "nsubjpass") is None else 0.0
    whole = _entire(verb)
    for subject in _joined(verb, subjects) if whole else ():
        yield _triple(subject, whole or _Part((), "", ""), inherited)
    for part in _parts(verb, _group(verb), 0):
        for subject in subjects:
            if part.object and part.object != subject:
                yield _triple(subject, part, inherited)


def _triple(subject: str, part: _Part, inherited: float) -> Triple:
    relation = written(list({t.i: t for t in part.relation}.values()))
    return Triple(
        subject, relation, part.object, round(CONFIDENCE[part.kind] - inherited - 0.1 * part.reach, 2)
    )


# -- the clause as a whole -----------------------------------------------------------------------


def _entire(verb: Token) -> _Part | None:
    """Return the verb, raised infinitives included, and all that belongs to it but further clauses."""
    group, last = _group(verb), verb
    for _ in range(DEEPEST):
        inner = child(last, "xcomp")
        if inner is None or inner.pos_ not in _VERBAL or child(last, "dobj") is not None:
            break
        group, last = in_order([*group, *_group(inner)]), inner
    taken = {t.i for t in group}
    tops = [verb] if last.i == verb.i else [verb, last]
    parts = [c for top in tops for c in top.children if c.dep_ in _WHOLE and c.i not in taken]
    parts = [c for c in parts if c.tag_ not in _RELATIVE and not (c.dep_ == "ccomp" and c.i < verb.i)]
    if not parts:
        return None
    after = [c for c in parts if c.i > verb.i]
    relation, pieces = list(group), []
    direct = any(c.dep_ in {"dobj", "attr", "acomp"} for c in parts)
    for c in [*after, *(c for c in parts if c.i < verb.i)]:
        tokens = subtree(c, lambda t: t.dep_ != "advcl")
        if after and c.i == after[0].i and c.dep_ in {"prep", "agent"} and not direct:
            relation = in_order([*group, c])
            tokens = [t for t in tokens if t.i != c.i]
        pieces.append(written(trimmed(tokens)))
    said = " ".join(piece for piece in pieces if piece)
    return _Part(tuple(relation), said, "whole") if said else None


def _joined(verb: Token, subjects: list[str]) -> list[str]:
    """Return coordinated subjects as the one phrase they form."""
    own = child(verb, "nsubj", "nsubjpass")
    if own is None or own.tag_ in _RELATIVE or len(subjects) < 2:
        return subjects
    return [written(trimmed(subtree(own, lambda t: t.dep_ != "relcl")))]


# -- its parts -----------------------------------------------------------------------------------


def _parts(verb: Token, lead: list[Token], reach: int) -> Iterator[_Part]:
    """Yield the direct complements of a verb, then what hangs on it by prepositions and clauses.

    ``lead`` are the tokens of the relation so far; ``reach`` counts the steps from the verb.
    """
    if reach >= DEEPEST:
        return
    if (noun := _gap(verb)) is not None:
        yield _Part(tuple(lead), noun, "direct", reach)
    objects = [c for c in children(verb, *_COMPLEMENTS) if c.pos_ != "ADP" and c.tag_ not in _RELATIVE]
    kept = list(lead)
    for obj in objects:
        for one in _conjuncts(obj):
            yield _Part(tuple(kept), _object(one), "direct", reach)
            yield from _chain([*kept, *_noun(one)], one, reach + 1)
            for inner in children(one, "acl", "xcomp"):
                if _is_infinitive(inner):
                    yield from _parts(inner, [*kept, *_noun(one), *_group(inner)], reach + 1)
        kept += _noun(obj)
    yield from _clausal(verb, lead, objects, reach)
    yield from _chain(kept, verb, reach + bool(objects))
    for c in children(verb, "npadvmod"):
        yield _Part(tuple(kept), _object(c), "time", reach + bool(objects))
    if not objects:
        for c in children(verb, "advmod"):
            if c.i == verb.i + 1 and c.tag_ not in _RELATIVE:
                yield _Part(tuple(lead), _full(c), "manner", reach)


def _clausal(verb: Token, lead: list[Token], objects: list[Token], reach: int) -> Iterator[_Part]:
    """Yield what the clauses inside a clause add: infinitives, purposes, what somebody said."""
    kept = [*lead, *(t for obj in objects for t in _noun(obj))]
    for inner in children(verb, "xcomp"):
        if inner.pos_ in _VERBAL:
            alike = [c for c in children(inner, "conj") if c.pos_ in _VERBAL and c.tag_ == inner.tag_]
            to = [t for t in children(inner, "aux") if t.lower_ == "to"]
            for one in [inner, *alike]:
                yield from _parts(one, [*kept, *(to if one.i != inner.i else ()), *_group(one)], reach)
        elif inner.pos_ in {"ADJ", "NOUN"}:
            yield _Part(tuple(kept), _object(inner), "direct", reach)
    for inner in children(verb, "advcl"):
        if inner.i > verb.i and _is_infinitive(inner) and child(inner, "nsubj") is None:
            wide = [*lead, *(t for obj in objects for t in _wide(obj))]
            yield from _parts(inner, [*wide, *_group(inner)], reach + 1)
    for inner in children(verb, "ccomp"):
        if child(inner, "nsubj", "nsubjpass") is not None:
            yield _Part(tuple(kept), _full(inner), "clause", reach)


def _chain(lead: list[Token], head: Token, reach: int) -> Iterator[_Part]:
    """Follow prepositions outward: "deals with cases of | fraud"."""
    if reach > DEEPEST:
        return
    for prep in children(head, "prep", "agent", "dative"):
        if prep.pos_ not in {"ADP", "SCONJ", "PART"} or (head.pos_ not in _VERBAL and prep.i < head.i):
            continue
        targets = children(prep, "pobj")
        stranded = not targets and not prep.children and head.dep_ == "relcl"
        if (stranded or any(t.tag_ in _RELATIVE for t in targets)) and (noun := _antecedent(head)):
            yield _Part((*lead, prep), noun, "part", reach)
        for target in (one for t in targets if t.tag_ not in _RELATIVE for one in _conjuncts(t)):
            yield _Part((*lead, prep), _object(target), "part", reach)
            yield from _chain([*lead, prep, *_noun(target)], target, reach + 1)
        for inner in children(prep, "prep"):
            for target in (one for t in children(inner, "pobj") for one in _conjuncts(t)):
                yield _Part((*lead, prep, inner), _object(target), "part", reach)
        for gerund in children(prep, "pcomp"):
            if gerund.pos_ in _VERBAL and child(gerund, "nsubj") is None:
                yield _Part((*lead, prep), _full(gerund), "gerund", reach)


# -- relative clauses ----------------------------------------------------------------------------


def _gap(verb: Token) -> str | None:
    """Return the noun that is the object of its own relative clause: "the gimmicks she used"."""
    subject = child(verb, "nsubj")
    if verb.dep_ != "relcl" or verb.pos_ != "VERB" or subject is None or subject.tag_ in _RELATIVE:
        return None
    obj = child(verb, "dobj")
    if obj is not None:
        return _antecedent(verb) if obj.tag_ in _RELATIVE else None
    stranded = any(not p.children for p in children(verb, "prep"))
    other = child(verb, "attr", "acomp", "ccomp", "xcomp", "advmod") is not None
    return None if stranded or other else _antecedent(verb)


def _antecedent(verb: Token) -> str | None:
    noun = _antecedent_head(verb)
    return written(_noun(noun)) if noun is not None else None


def _antecedent_head(verb: Token) -> Token | None:
    for _ in range(DEEPEST):
        if verb.dep_ == "relcl":
            return verb.head if verb.head.pos_ in _NOMINAL else None
        if verb.dep_ not in {"conj", "xcomp"}:
            return None
        verb = verb.head
    return None


# -- subjects, verbs, nouns ----------------------------------------------------------------------


def _subjects(verb: Token) -> list[str]:
    """Return the subjects of a clause, each conjunct by itself; inherited where it has none of its own."""
    for _ in range(8):
        own = child(verb, "nsubj", "nsubjpass", "csubj", "csubjpass", "expl")
        if own is not None and own.tag_ in _RELATIVE:
            noun = _antecedent_head(verb)
            return [written(_wide(noun))] if noun is not None else []
        if own is not None:
            return [written(_wide(one)) for one in _conjuncts(own)] if own.dep_.startswith("nsubj") else []
        head = verb.head
        if verb.dep_ == "acl" and head.pos_ in {"NOUN", "PROPN"} and not _is_infinitive(verb):
            return [written(_wide(head))]
        if head.pos_ not in _VERBAL or verb.dep_ not in {"conj", "advcl", "xcomp", "dep"}:
            return []
        if verb.dep_ == "xcomp" and (obj := child(head, "dobj")) is not None:
            return [written(_noun(obj))]
        if verb.dep_ == "advcl" and (verb.tag_ not in {"VBG", "VBN"} or child(verb, "mark") is not None):
            return []
        verb = head
    return []


def _is_infinitive(verb: Token) -> bool:
    return verb.pos_ in _VERBAL and any(t.lower_ == "to" for t in children(verb, "aux"))


def _group(verb: Token) -> list[Token]:
    """Return a verb with its auxiliaries, negation and particle; a coordinated participle shares them."""
    kept = children(verb, "aux", "auxpass", "neg", "prt")
    bare = not any(c.dep_ in {"aux", "auxpass"} for c in kept)
    if bare and verb.dep_ == "conj" and verb.tag_ == "VBN" and verb.head.tag_ == "VBN":
        kept += children(verb.head, "aux", "auxpass")
    kept += [c for c in children(verb, "advmod") if c.i == verb.i - 1]
    return in_order([*kept, verb])


def _conjuncts(head: Token) -> list[Token]:
    found = [head]
    for token in found:
        alike = {head.pos_} | (_NOMINAL if head.pos_ in _NOMINAL else set())
        found += [c for c in children(token, "conj") if len(found) < 10 and c.pos_ in alike]
    return found


def _noun(head: Token) -> list[Token]:
    """Return a noun with all that stands before it, coordinated adjectives and hyphens included."""
    left = list(head.doc[head.left_edge.i : head.i + 1])
    while left[0].i != head.i and (left[0].dep_ in {"cc", "preconj", "mark"} or left[0].is_punct):
        left = left[1:]
    right = [c for c in head.children if c.i > head.i and c.dep_ not in _APART]
    return trimmed(in_order([*left, *(t for c in right for t in subtree(c, lambda t: t.dep_ not in _APART))]))


def _wide(head: Token, only: frozenset[str] | None = None, depth: int = 0) -> list[Token]:
    """Return a noun with its prepositions (those of ``only``), without clauses and conjuncts."""
    tokens = list(_noun(head))
    for prep in children(head, "prep"):
        if prep.i < head.i or (only is not None and prep.lower_ not in only) or depth > DEEPEST:
            continue
        for one in [prep, *children(prep, "prep")]:
            tokens.append(one)
            tokens += [t for target in children(one, "pobj") for t in _wide(target, only, depth + 1)]
            tokens += [t for clause in children(one, "pcomp") for t in subtree(clause, lambda _: True)]
    return trimmed(in_order(tokens))


_OF = frozenset({"of"})


def _object(head: Token) -> str:
    """Write an object with what "of" adds to it; other prepositions make triples of their own."""
    return written(_wide(head, _OF))


def _full(head: Token) -> str:
    """Write a clause or adverb with all below it, without its conjuncts."""
    tokens = subtree(head, lambda t: not (t.head.i == head.i and t.dep_ in {"conj", "cc", "preconj", "mark"}))
    return written(trimmed(tokens))
