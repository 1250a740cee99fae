"""Clauses that leave to others what they say: "but the towns did not", "nor did Z", "they never did"."""

from collections.abc import Iterator
from dataclasses import replace

from histgraph.drafts import Phrase
from histgraph.extract.drafting.clauses import ClauseReader, is_infinitive, is_passive
from histgraph.extract.drafting.phrases import bare
from histgraph.extract.syntax.modality import Modality
from histgraph.extract.syntax.scope import BELIEF_VERBS, SAYING_VERBS, Scope
from histgraph.extract.syntax.tokens import child, children, conjuncts, lemma
from histgraph.extract.syntax.tree import Token

_ECHOES = frozenset({"do", "be", "have", "can", "will", "could", "would"})
_FULL = ("dobj", "attr", "acomp", "xcomp", "ccomp", "prep", "oprd", "auxpass", "expl")


def elliptic(reader: ClauseReader, verb: Token, scope: Scope, how: Modality) -> bool:
    """Read "they never did", "but the towns did not": what was asked or told before, affirmed or denied."""
    if lemma(verb) not in _ECHOES or _goes_on(verb):
        return False
    if verb.dep_ == "ROOT" and (others := list(_neither(verb))):
        return _neither_did(reader, verb, scope, how, others)
    inverted = _inverted(verb)
    full = [c for c in children(verb, *_FULL) if c.i > verb.i or not (c.dep_ == "ccomp" or _opening(c))]
    if full and inverted is None:
        return False
    if (above := _above(reader, verb, scope)) is not None:
        return _echo(reader, verb, scope, how, inverted, above)
    if verb.dep_ != "ROOT" or len(verb.doc) > 12 or any(_adds(c) for c in verb.children if c.i > verb.i):
        return False
    before = reader.discourse.last_told or reader.discourse.asked
    subject = child(verb, "nsubj", "nsubjpass")
    if before is not None and not _stands_for(verb, before[1]):
        return False
    if before is None or subject is None or subject.pos_ not in {"PRON", "PROPN", "DET"}:
        return False
    who, key, what = before
    if what.label.startswith("to ") and len(what.label.split()) > 2:
        _, key, rest = what.label.split(" ", 2)
        what = replace(what, label=rest)
    named = reader.subjects(verb, scope)
    if named and reader.discourse.last_told is not None:
        who = named[0]
    reader.emit(verb, scope, replace(who, span=None), key, replace(what, span=None), how, "ellipsis")
    return True


def _stands_for(verb: Token, key: str) -> bool:
    """Whether "did not" or "was not" can take up what was told: the one a deed, the other what something was."""
    word = lemma(verb)
    if word == "do":
        return key != "be"
    return word != "be" or key.split()[0] in {"be", "become"}


def _goes_on(verb: Token) -> bool:
    """Whether "this was" goes on to a clause of its own: "and this is why S", "and that was when S"."""
    behind = [c for c in children(verb, "advcl", "ccomp") if c.i > verb.i]
    return lemma(verb) == "be" and any(c.doc[c.left_edge.i].lower_ in _LEADING_ON for c in behind)


_LEADING_ON = frozenset({"why", "how", "when", "where", "because"})


def _opening(part: Token) -> bool:
    """Whether a clause only opens with a few words: "in a sense, they did not"."""
    behind = part.doc[part.right_edge.i + 1] if part.right_edge.i + 1 < len(part.doc) else part
    return part.dep_ == "prep" and behind.text == "," and part.right_edge.i - part.i < _A_FEW


_A_FEW = 4
_OPPOSING = frozenset({"whereas", "while", "though", "although", "if", "where"})


def _above(reader: ClauseReader, verb: Token, scope: Scope) -> Token | None:
    """Return the verb of the same sentence that an elliptic clause takes up, read already; None where there is none."""
    head = verb.head
    if verb.dep_ != "conj" and any(not _leaves_open(c, verb) for c in verb.children):
        return None
    if head.pos_ in {"VERB", "AUX"} and head.i < verb.i:
        marks = {m.lower_ for m in children(verb, "mark", "advmod")}
        if verb.dep_ in {"conj", "parataxis"} or (
            verb.dep_ == "advcl" and marks & (_OPPOSING - {"if", "where"})
        ):
            return head
    if verb.dep_ != "ROOT":
        return None
    for c in children(verb, "ccomp", "advcl", "parataxis"):
        if c.i > verb.i or c.pos_ not in {"VERB", "AUX"}:
            continue
        if c.dep_ == "advcl" and _OPPOSING & {m.lower_ for m in children(c, "mark", "advmod")}:
            reader.visit(c, scope.inner("advcl", subjects=()))
        if c.i in reader.told:
            return c
    before = next((t for t in reversed(verb.doc[: verb.left_edge.i]) if t.dep_ == "ROOT"), None)
    return before if before is not None and _takes_up(reader, before) else None


def _leaves_open(part: Token, verb: Token) -> bool:
    """Whether a part of a clause leaves to another what it says: no question, nothing told behind the verb."""
    if part.tag_ in {"WRB", "WP", "WDT"}:
        return False
    return (
        part.i < verb.i
        or part.dep_ in {"neg", "punct", "cc", "conj"}
        or part.lower_ in {"either", "too", "so"}
    )


def _takes_up(reader: ClauseReader, head: Token) -> bool:
    return head.i in reader.told or bool(_last_view(reader, head))


def _neither(verb: Token) -> Iterator[Token]:
    """Yield Y, Z of "neither did Y, nor did Z" that opens a sentence."""
    opening = next((t for t in verb.doc[verb.left_edge.i : verb.i] if t.lower_ in {"neither", "nor"}), None)
    if opening is None or opening.i != verb.i - 1 or child(verb, "acomp", "prep", "xcomp") is not None:
        return
    for did in conjuncts(verb):
        behind = [c for c in children(did, "nsubj", "nsubjpass", "dobj", "attr", "oprd") if c.i > did.i]
        if len(behind) == 1 and behind[0].pos_ in {"NOUN", "PROPN", "PRON"}:  # not "nor was he a hero"
            yield from conjuncts(behind[0])


def _neither_did(reader: ClauseReader, verb: Token, scope: Scope, how: Modality, others: list[Token]) -> bool:
    """Read "Neither did Y, nor did Z.": what was told before, denied of Y and of Z."""
    before = reader.discourse.last_told
    if before is None:
        return False
    _, key, what = before
    meant = Modality(cues=how.cues).denied("neither")
    for other in others:
        who = bare(reader.maker.phrase(other, joined=False))
        reader.emit(verb, scope, who, key, replace(what, span=None), meant, "ellipsis")
    for did in conjuncts(verb):
        reader.visited.add(did.i)
    return True


def _adds(part: Token) -> bool:
    """Whether what follows "did" or "was" says something by itself: "was ahead before the war began"."""
    return part.dep_ == "advcl" or (
        part.dep_ == "advmod" and part.lower_ in {"ahead", "behind", "there", "here"}
    )


def _last_view(reader: ClauseReader, head: Token) -> list[tuple[str, str, Phrase]]:
    """Return what a view just told says: "people say the king was mad, but he was not"."""
    view = child(head, "ccomp") if lemma(head) in SAYING_VERBS | BELIEF_VERBS else None
    return reader.told.get(view.i, []) if view is not None else []


def _rumoured(reader: ClauseReader, head: Token) -> list[tuple[str, str, Phrase]]:
    """Return what is said of somebody: "the bomb is said to have ended the war, but it did not"."""
    inner = child(head, "xcomp") if is_passive(head) else None
    return reader.told.get(inner.i, []) if inner is not None else []


def _inverted(verb: Token) -> Token | None:
    """Return Z of ", nor did Z", which the parser takes for an object."""
    obj = child(verb, "dobj", "attr")
    link = verb.doc[verb.i - 1].lower_ if verb.i > 0 else ""
    alone = child(verb, "nsubj", "nsubjpass") is None and lemma(verb) in {"do", "be", "have", "can", "will"}
    return obj if link in {"nor", "neither"} and alone and verb.dep_ == "conj" else None


def _echo(
    reader: ClauseReader, verb: Token, scope: Scope, how: Modality, inverted: Token | None, head: Token
) -> bool:
    """Read "X supported Y, but Z did not", "X tried to V but could not", "X did not V, nor did Z"."""
    subjects = reader.subjects(verb, scope) if not inverted else ()
    if inverted is not None:
        subjects = tuple(bare(reader.maker.phrase(one, joined=False)) for one in conjuncts(inverted))
    wanted = child(head, "xcomp")
    if wanted is not None and is_infinitive(wanted):
        reader.opaque -= {t.i for t in wanted.subtree}
        reader.visit(wanted, scope.inner("echo", subjects=subjects, modality=how))
        return True
    view = child(head, "ccomp") if lemma(head) in BELIEF_VERBS | SAYING_VERBS else None
    taken_up = lemma(verb) in {"could", "can"} or (
        view is not None and [s.label for s in subjects] == [s.label for s in reader.subjects(view, scope)]
    )
    if view is not None and taken_up and view.i > head.i and view.i not in reader.visited:
        reader.opaque -= {t.i for t in view.subtree}
        reader.visit(
            view, scope.inner("echo", subjects=(), modality=how)
        )  # "thought he could V; he could not"
        return True
    told = reader.told.get(head.i, []) or _last_view(reader, head) or _rumoured(reader, head)
    told = [one for one in told if _stands_for(verb, one[0])]
    if told and not subjects and (own := child(verb, "nsubj")) is not None and own.lower_ in {"it", "they"}:
        subjects = reader.subjects(head, scope)
    for key, relation, obj in told:
        for who in subjects:
            reader.emit(verb, scope, who, key, obj, how, "echo", relation=relation)
    return bool(told)
