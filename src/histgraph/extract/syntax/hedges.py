"""How sure an author is, by what he sets beside his clause: "I suspect", "in all likelihood", "would have been"."""

import re
from dataclasses import replace

from histgraph.extract.syntax.modality import REASONS, Modality, cues, of_the_reason
from histgraph.extract.syntax.tokens import child, children, lemma
from histgraph.extract.syntax.tree import Token
from histgraph.model import Certainty, Cue, CueKind, Mode

_POSSIBLE = cues("hedge", "possible")
_PROBABLE = cues("hedge", "probable")
_ABBREVIATED = cues("hedge", "abbreviated")
_FALLIBLE = cues("hedge", "fallible")
_PHRASES = cues("hedge", "phrases_probable")
_OPENING = frozenset(phrase.split()[0] for phrase in _PHRASES)
_LONGEST = max(len(phrase.split()) for phrase in _PHRASES)
_MINDING = frozenset({"suspect", "think", "believe", "guess", "reckon", "imagine", "suppose", "say", "fancy"})
_SURE = frozenset({"certainly", "surely"})
_WITHOUT = frozenset({"if", "unless", "without", "otherwise", "but", "had", "were", "longer", "more", "less"})
"""What a "would have been" may depend on: with none of these, it is a guess at what was."""


def weighed(verb: Token, found: Modality) -> Modality:
    """Return how a clause is meant, what stands beside it counted in."""
    for c in verb.children:
        if c.dep_ in {"parataxis", "ccomp"} and (word := _in_my_mind(c)):
            found = found.hedged(Certainty.PROBABLE, word)
        elif c.lower_ in _SURE and any(g.lower_ == "almost" for g in c.children):
            found = found.hedged(Certainty.PROBABLE, f"almost {c.lower_}")
        elif c.left_edge.lower_ in _OPENING and (phrase := _phrase(c.left_edge)):
            found = found.hedged(Certainty.PROBABLE, phrase)
        elif c.dep_ in {"dobj", "attr"} or (c.dep_ == "prep" and _is_all(verb, c)):
            found = led_in(c, found)
    if word := _abbreviated(verb):
        found = found.hedged(Certainty.PROBABLE, word)
    if verb.dep_ == "conj" and (word := _may_err(verb.head)):
        found = found.hedged(Certainty.PROBABLE, word)
    return _supposed(verb, found) if found.mode is Mode.COUNTERFACTUAL else found


def is_guess(word: Token) -> bool:
    """Whether a word alone says that something is a guess: perhaps, probably."""
    return word.lower_ in _POSSIBLE | _PROBABLE


def led_in(part: Token, found: Modality) -> Modality:
    """Return how a clause is meant with a part that is a guess: "killed perhaps half", "died, probably of plague"."""
    before = [c for c in part.children if c.i < part.i and c.dep_ == "advmod"]
    if part.lower_ in REASONS and part.i > 0 and of_the_reason(part.nbor(-1)):
        before.append(part.nbor(-1))
    for c in before:
        if c.lower_ in _POSSIBLE:
            return found.hedged(Certainty.POSSIBLE, c.lower_)
        if c.lower_ in _PROBABLE:
            return found.hedged(Certainty.PROBABLE, c.lower_)
    return found


def _abbreviated(verb: Token) -> str:
    """Return "iirc" where it opens or closes a clause, whatever the parser made of it, else ""."""
    ends = [verb.left_edge, verb.right_edge]
    if verb.dep_ == "ROOT" or verb.head.i == 0:
        ends.append(verb.doc[0])
    return next((t.lower_ for t in ends if t.lower_ in _ABBREVIATED), "")


def _is_all(verb: Token, adjunct: Token) -> bool:
    """Whether an adjunct is all that a clause tells beside its verb."""
    alone = child(verb, "dobj", "attr", "acomp") is None and children(verb, "prep") == [adjunct]
    return alone and adjunct.lower_ not in REASONS


def _may_err(clause: Token) -> str:
    """Return "wrong" where an author says that he may be: "I could be wrong, but S"."""
    subject = child(clause, "nsubj")
    if subject is None or subject.lower_ != "i" or not children(clause, "aux"):
        return ""
    said = [clause, *children(clause, "acomp")]
    return next((t.lower_ for t in said if t.lower_ in _FALLIBLE), "")


def _in_my_mind(clause: Token) -> str:
    """Return "I suspect" where an author sets it into his sentence, else ""."""
    subject = child(clause, "nsubj")
    if subject is None or subject.lower_ != "i" or lemma(clause) not in _MINDING:
        return ""
    if clause.tag_ == "VBD" or child(clause, "ccomp", "dobj", "neg", "xcomp", "prep") is not None:
        return ""
    if lemma(clause) == "say" and not any(t.lower_ in {"would", "'d"} for t in children(clause, "aux")):
        return ""
    return f"i {lemma(clause)}"


def _phrase(first: Token) -> str:
    """Return the phrase of doubt that opens with a word, else ""."""
    words = [t.lower_ for t in first.doc[first.i : first.i + _LONGEST]]
    return next((p for n in range(_LONGEST, 1, -1) if (p := " ".join(words[:n])) in _PHRASES), "")


def _supposed(verb: Token, found: Modality) -> Modality:
    """Take "the first locks would have been wooden" for a guess at what was, where it hangs on no condition."""
    been = lemma(verb) == "be" or any(t.lower_ == "been" for t in children(verb, "auxpass"))
    would = any(c.kind is CueKind.MODE and c.text == "would have" for c in found.cues)
    if not been or not would or any(t.lower_ in _WITHOUT for t in verb.doc):
        return found
    kept: tuple[Cue, ...] = tuple(c for c in found.cues if c.kind is not CueKind.MODE)
    return replace(found, mode=Mode.ACTUAL, cues=kept).hedged(Certainty.PROBABLE, "would have been")


def doubtful(subject: str, label: str, how: Modality) -> Modality:
    """Hedge a claim whose subject or object is given as a guess: "had maybe a hundred ships"."""
    if how.certainty is Certainty.CERTAIN and (found := _GUESSED.search(label) or _GUESSED.match(subject)):
        return how.hedged(Certainty.POSSIBLE, found.group(1))
    return how


def shared(how: Modality) -> Modality:
    """Return how a consequence is meant of what may have happened: "may have broken the dam, leading to Y"."""
    return (
        Modality().hedged(how.certainty, "shared") if how.certainty is not Certainty.CERTAIN else Modality()
    )


_GUESSED = re.compile(
    rf"(?:^|\s)({'|'.join(sorted(_POSSIBLE))}) (?:\d[\d,.]*|{'|'.join(cues('hedge', 'amounts'))})\b",
    re.IGNORECASE,
)
"""A word of doubt before an amount."""
