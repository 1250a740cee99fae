"""Relative clauses whose object is the noun before them: "a pace that they were unable to match"."""

from histgraph.extract.syntax.scope import words
from histgraph.extract.syntax.tokens import SUBJECTS, child, children, lemma
from histgraph.extract.syntax.tree import Token

_RELATIVES = frozenset({"WDT", "WP"})
_ALONE = words("complement", "alone")
_CONTENTS = words("belief", "nouns") | {
    "fact",
    "claim",
    "news",
    "evidence",
    "sign",
    "proof",
    "story",
    "rumour",
}
"""Of "the fact that they were unable to V" nothing is V-ed."""
_TIMES = frozenset({"day", "year", "time", "moment", "way", "reason", "place", "extent", "point", "degree"})
_PAST = frozenset({"VBD", "VBN"})


def relative_righted(token: Token) -> None:
    """Put right, in place, a relative clause that lacks its object; ``token`` is any word of it."""
    if token.dep_ == "relcl" and token.pos_ in {"VERB", "AUX"}:
        _object_of_infinitive(token)
        _two_verbs(token)
    elif token.dep_ == "acl" and token.tag_ in _PAST and child(token, "mark") is not None:
        _no_content(token)
    elif token.dep_ == "acl" and token.tag_ in _PAST and token.head.dep_ in SUBJECTS:
        _two_subjects(token)


def _object_of_infinitive(clause: Token) -> None:
    """Give V the "which" of "walls which they were unable to V", hung on "were" or taken for a conjunction."""
    noun, subject = clause.head, child(clause, *SUBJECTS)
    pronoun = next(
        (c for c in clause.children if c.i == clause.left_edge.i and c.lower_ in {"that", "which"}), None
    )
    if subject is None or pronoun is None or pronoun is subject or not pronoun.i < subject.i < clause.i:
        return
    if lemma(noun) in _CONTENTS | _TIMES or any(
        t.lower_ in {"so", "such"} for t in noun.subtree if t.i < noun.i
    ):
        return
    if pronoun.dep_ not in {"mark", "attr", "dobj", "oprd", "advmod", "nsubj", "acomp"}:
        return
    deed = _infinitive(clause)
    if deed is not None:
        pronoun.head, pronoun.dep_, pronoun.tag_, pronoun.pos_ = deed, "dobj", "WDT", "PRON"


def _no_content(clause: Token) -> None:
    """Make a relative clause of "duties that none of them performed": what has no object tells nothing by itself."""
    that, noun = child(clause, "mark"), clause.head
    whole = child(
        clause, "dobj", "xcomp", "ccomp", "prep", "attr", "acomp", "aux", "auxpass", "advmod", "prt"
    )
    if that is None or that.lower_ != "that" or whole is not None or child(clause, "nsubj") is None:
        return
    if noun.tag_ == "NNS" and lemma(noun) not in _CONTENTS and lemma(clause) not in _ALONE:
        clause.dep_, clause.tag_ = "relcl", "VBD"
        that.dep_, that.tag_, that.pos_ = "dobj", "WDT", "PRON"


def _infinitive(clause: Token) -> Token | None:
    """Return the last infinitive under a clause, if it needs an object and has none."""
    deed, above = None, clause
    for _ in range(4):
        inner = [c for h in (above, *children(above, "acomp")) for c in children(h, "xcomp", "advcl")]
        inner = [c for c in inner if c.i > above.i and any(a.lower_ == "to" for a in children(c, "aux"))]
        if not inner:
            break
        deed = above = inner[0]
    if deed is None or deed.pos_ != "VERB" or lemma(deed) in _ALONE or child(deed, "auxpass") is not None:
        return None
    whole = [c for c in children(deed, "dobj", "ccomp", "attr", "acomp", "prep") if c.tag_ not in _RELATIVES]
    return None if whole else deed


def _two_subjects(participle: Token) -> None:
    """Make a relative clause of "no guild repaired" in "the walls no guild repaired fell", a second subject."""
    second = participle.head
    verb = second.head
    first = next((c for c in children(verb, *SUBJECTS) if c.i < second.i), None)
    if first is None or first.right_edge.i + 1 != second.left_edge.i or participle.i != second.i + 1:
        return
    if child(participle, "dobj", "agent") is not None or first.pos_ == "PRON":
        return
    participle.head, participle.dep_, participle.tag_ = first, "relcl", "VBD"
    second.head, second.dep_ = participle, "nsubj"


def _two_verbs(clause: Token) -> None:
    """Put "fell" in charge of "the walls that no guild repaired fell": "repaired" was hung on the guild."""
    noun, pronoun, subject = clause.head, child(clause, "dobj"), child(clause, *SUBJECTS)
    if pronoun is None or subject is None or pronoun.tag_ not in _RELATIVES or clause.tag_ not in _PAST:
        return
    deed = child(subject, "acl")
    if noun.head is not noun or deed is None or deed.tag_ not in _PAST or deed.i != subject.right_edge.i:
        return
    if child(noun, "nsubj", "aux", "cop") is not None or not pronoun.i < subject.i < deed.i < clause.i:
        return
    rest = [c for c in noun.children if c.i > clause.i or (c.dep_ == "punct" and c.i > deed.i)]
    clause.head, clause.dep_ = clause, "ROOT"
    noun.head, noun.dep_ = clause, "nsubj"
    deed.head, deed.dep_, deed.tag_ = noun, "relcl", "VBD"
    subject.head, subject.dep_ = deed, "nsubj"
    pronoun.head = deed
    for c in rest:
        c.head = clause
