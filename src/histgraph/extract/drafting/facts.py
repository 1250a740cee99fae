"""The facts about a reading that its confidence is judged by: how a claim was read, not of what."""

from collections.abc import Iterator

from histgraph.drafts import Phrase
from histgraph.extract.parsing.parse import Sentence
from histgraph.extract.syntax.modality import Modality
from histgraph.extract.syntax.scope import FIRST_SECOND, Scope
from histgraph.extract.syntax.tokens import child, children, is_finite, lemma
from histgraph.extract.syntax.tree import Token
from histgraph.model import Certainty, Mode, Polarity

_PRONOUNS = frozenset([
    "he", "she", "it", "they", "this", "that", "these", "those", "who", "which", "him", "her", "them",
    "its", "his", "their", "i",
])  # fmt: skip
_COMMON_VERBS = frozenset([
    "be", "have", "do", "make", "get", "go", "come", "take", "see", "know", "say", "show", "find",
    "use", "give", "become", "call", "begin", "cause", "lead", "include", "seem", "keep",
])  # fmt: skip


def facts(
    sentence: Sentence, verb: Token, scope: Scope, subject: Phrase, obj: Phrase, how: Modality, rule: str
) -> tuple[str, ...]:
    """Return the names of the facts that hold of one reading."""
    return (
        *_construction(verb, scope, rule),
        *_resolved(sentence, verb),
        *_arguments(subject, obj, rule),
        *_manner(verb, scope, how),
        *_surroundings(sentence, verb),
    )


def _construction(verb: Token, scope: Scope, rule: str) -> Iterator[str]:
    yield f"rule={rule}"
    yield f"role={scope.role}"
    yield f"rule={rule}&role={scope.role}"
    yield f"verb={verb.tag_}"
    yield f"depth={min(scope.depth, 3)}"
    word = lemma(verb)
    yield f"lemma={word}" if word in _COMMON_VERBS else "lemma=other"
    if child(verb, "nsubj", "nsubjpass") is None:
        yield "subject_inherited"


def _resolved(sentence: Sentence, verb: Token) -> Iterator[str]:
    """Yield how sure it is what the clause's pronoun or definite phrase means."""
    own = child(verb, "nsubj", "nsubjpass")
    whose = child(own, "poss") if own is not None else None
    for token in (own, whose):
        referent = sentence.referents.get(token.i) if token is not None else None
        if referent is not None:
            yield f"sure={min(4, int(5 * referent.sure))}"
            yield "event_meant" if referent.event else "named_before"


def _arguments(subject: Phrase, obj: Phrase, rule: str) -> Iterator[str]:
    said, what = subject.label.split(), obj.label.split()
    yield f"subject={subject.kind}"
    yield f"object={obj.kind}"
    yield f"object_length={min(len(what), 12) // 2}"
    yield f"subject_length={min(len(said), 8) // 2}"
    yield f"object_terms={min(len(obj.terms), 6)}"
    first = subject.text.lower().split()[0] if subject.text else ""
    yield (
        f"subject_first={first}"
        if first in {"the", "a", "an", "this", "these", "some", "many", "other"}
        else "subject_bare"
    )
    begins = what[0].lower() if what else ""
    yield (
        f"object_first={begins}"
        if begins in {"the", "a", "an", "to", "of", "in", "that", "its", "his", "their", "it"}
        else "object_bare"
    )
    if subject.name:
        yield "subject_name"
        yield f"subject_name&rule={rule}"
    if subject.text.lower() in _PRONOUNS:
        yield "subject_pronoun"
    if subject.span is None:
        yield "subject_nowhere"
    if obj.name:
        yield "object_name"
    if not obj.terms:
        yield "object_empty"
    if any(c.isdigit() for c in obj.label):
        yield "object_number"
    if not any(w[:1].isupper() for w in [*said, *what]):
        yield "no_name"


def _manner(verb: Token, scope: Scope, how: Modality) -> Iterator[str]:
    if verb.tag_ in {"VBZ", "VBP"} or any(t.tag_ in {"VBZ", "VBP"} for t in children(verb, "aux", "auxpass")):
        yield "present"
    for t in children(verb, "aux"):
        if t.tag_ == "MD":
            yield f"modal={t.lower_}"
    if how.mode is not Mode.ACTUAL:
        yield f"mode={how.mode}"
    if how.certainty is not Certainty.CERTAIN:
        yield "hedged"
    if how.polarity is Polarity.DENIED:
        yield "denied"
    if scope.holder:
        yield "held"
    if not is_finite(verb):
        yield "nonfinite"


def _surroundings(sentence: Sentence, verb: Token) -> Iterator[str]:
    if not sentence.setting:
        sentence.setting = tuple(_setting(sentence))
    yield f"place={min(4 * verb.i // max(1, len(sentence.doc)), 3)}"
    yield from sentence.setting


def _setting(sentence: Sentence) -> Iterator[str]:
    """Yield what is the same for all readings of one sentence."""
    doc = sentence.doc
    yield f"sentence={min(len(doc) // 10, 5)}"
    yield f"verbs={min(sum(t.pos_ == 'VERB' for t in doc), 8) // 2}"
    if any(t.lower_ in FIRST_SECOND and t.pos_ == "PRON" for t in doc):
        yield "first_person"
    if sentence.quoted:
        yield "quoted"
    if any(t.text in {"(", "[", ":", ";"} for t in doc):
        yield "aside"
