"""Relative clauses whose object is the noun before them: "a pace that they were unable to match"."""

from histgraph.extract.syntax.scope import words
from histgraph.extract.syntax.tokens import SUBJECTS, child, children, lemma
from histgraph.extract.syntax.tree import Token

_RELATIVES = frozenset({"WDT", "WP"})
_ALONE = words("complement", "alone")
_CONTENTS = words("belief", "nouns") | words("belief", "contents")
"""Of "the fact that they were unable to V" nothing is V-ed."""
_TIMES = frozenset({"day", "year", "time", "moment", "way", "reason", "place", "extent", "point", "degree"})
_PAST = frozenset({"VBD", "VBN"})


def relative_righted(token: Token) -> None:
    """Put right, in place, a relative clause that lacks its object; ``token`` is any word of it."""
    if token.dep_ == "relcl" and token.pos_ in {"VERB", "AUX"}:
        _object_of_infinitive(token)
        _whose_clause(token)
    elif token.dep_ == "acl" and token.tag_ in _PAST and child(token, "mark") is not None:
        _no_content(token)


def _whose_clause(clause: Token) -> None:
    """Hang "who had no horses" of "herders from the hills who had no horses" on the herders: hills are nobody."""
    place, who = clause.head, child(clause, "nsubj", "nsubjpass")
    if who is None or who.lower_ != "who" or place.dep_ != "pobj" or place.pos_ != "NOUN":
        return
    people = place.head.head
    ground = lemma(place) in _GROUND and lemma(place) not in _PEOPLE
    if (
        ground
        and people.pos_ == "NOUN"
        and place.head.lower_ in {"from", "of", "in", "on"}
        and people.tag_ == "NNS"
    ):
        clause.head = people


_GROUND = words("noun", "ground")
_PEOPLE = words("anaphora", "person_nouns") | words("anaphora", "group_nouns")


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
