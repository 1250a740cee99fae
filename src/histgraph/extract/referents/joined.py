"""The subject of the clause that a pronoun's own is joined to: "the guns were new, and they broke the walls"."""

from histgraph.extract.parsing.parse import Sentence
from histgraph.extract.referents.mentions import Anaphor, Candidate
from histgraph.extract.syntax.tokens import SUBJECTS, children
from histgraph.extract.syntax.tree import Token
from histgraph.model import EntityKind

_MINDED = frozenset({EntityKind.PERSON, EntityKind.GROUP, EntityKind.POLITY})
_STANDS_FOR_ALL = frozenset({"one", "people", "it", "there", "what"})


def joined_subject(anaphor: Anaphor, sentence: Sentence) -> Token | None:
    """Return the subject of the joined clause before "they", "it" or "their attempt" as subject.

    The second of two clauses joined by "and", "but", "so" or a mere comma takes up the first one's subject
    (Kameyama 1986, parallel subjects), be there other nouns nearer.
    """
    token = anaphor.token
    owner = anaphor.own and anaphor.sort == "they" and token.head.dep_ in SUBJECTS
    if not (owner or anaphor.role == "subj") or anaphor.sort not in {"they", "it"}:
        return None
    before = _joined_to(sentence.doc[anaphor.verb], token)
    subject = None
    for _ in range(6):
        if before is None or subject is not None:
            break
        subject = next((c for c in before.children if c.dep_ in {"nsubj", "nsubjpass"}), None)
        before = before.head if before.dep_ == "conj" and before.head.pos_ in {"VERB", "AUX"} else None
    if subject is None or subject.i > token.i or subject.lower_ in _STANDS_FOR_ALL:
        return None
    return subject


def taken_up(
    anaphor: Anaphor, subject: Token, label: str, known: dict[str, Candidate], sentence: int
) -> Candidate | None:
    """Return what the subject of the joined clause names, a list as one, if it can do what is told of the pronoun."""
    here = [m for m in known.values() if m.sentence == sentence]
    one = next((m for m in here if m.joined and m.token == subject.i), None)
    one = one or next((m for m in here if m.label == label), None)
    if one is None:
        return None
    minded = one.kind in _MINDED or (one.name and one.kind is EntityKind.ENTITY)
    return one if anaphor.wants != "person" or minded else None


def _joined_to(verb: Token, subject: Token) -> Token | None:
    if verb.dep_ == "conj":
        above = verb.head
        return above if above.i < subject.i and above.pos_ in {"VERB", "AUX"} else None
    if verb.head.i != verb.i:
        return None
    spliced = [c for c in children(verb, "ccomp", "parataxis") if c.i < subject.i]
    if not spliced or any(c.dep_ == "mark" or c.tag_ in _ASKING for c in spliced[-1].children):
        return None
    return spliced[-1]


_ASKING = frozenset({"WP", "WRB", "WDT"})
