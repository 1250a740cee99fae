"""What a theory says of the matter asked about: "the plague theory doesn't hold up", "I don't buy the tax story".

A theory is named by the cause that it gives. Whoever sets it aside denies that what the question asks about was
caused by it; a question that asks for no cause leaves such words to the other rules.
"""

from histgraph.drafts import Phrase
from histgraph.extract.drafting.answered import as_answers
from histgraph.extract.drafting.clauses import ClauseReader, is_copula
from histgraph.extract.drafting.phrases import bare
from histgraph.extract.grounds.causes import event_asked
from histgraph.extract.holders.judged import content, verdict
from histgraph.extract.syntax.modality import Modality, cues
from histgraph.extract.syntax.scope import FIRST_SECOND, Scope
from histgraph.extract.syntax.tokens import child, children, lemma
from histgraph.extract.syntax.tree import Token
from histgraph.model import Polarity

_THEORIES = cues("judged", "theories")
_STANDS = cues("judged", "stands")
_BUYS = cues("judged", "buys")
_CONVINCING = cues("judged", "doubted_after_not")
_DROPPED = cues("judged", "dropped")
_TURNS_DOWN = cues("judged", "rejected") | cues("judged", "questioned")
_IT = frozenset({"it", "this", "that"})
_SERVES = frozenset({("make", "sense"), *(("explain", it) for it in _IT)})


def read_theory(reader: ClauseReader, verb: Token, scope: Scope, how: Modality) -> bool:
    """Read a clause that sets a theory aside; True where it does."""
    if reader.discourse.question_event is None:
        return False
    found = _judged(verb, how) or _not_bought(verb, how) if scope.holder is None else None
    return found is not None and _deny(reader, verb, scope, *found)


def drops_theory(reader: ClauseReader, verb: Token, scope: Scope) -> bool:
    """Read the call "forget the plague theory"."""
    noun = child(verb, "dobj")
    if reader.discourse.question_event is None or noun is None or lemma(noun) not in _THEORIES:
        return False
    told = lemma(verb) in _DROPPED and child(verb, "nsubj", "neg") is None
    return told and _deny(reader, verb, scope, noun, Modality().denied(lemma(verb)))


def _deny(reader: ClauseReader, verb: Token, scope: Scope, noun: Token, meant: Modality) -> bool:
    cause, about = _cause(reader, noun), event_asked(reader)
    if cause is None or about is None:
        return False
    before = len(reader.drafts)
    reader.emit(
        verb, scope, about, "be caused by", cause, meant, "named", relation="causedBy", time=(None, None)
    )
    as_answers(reader, before, "was caused by")
    return True


def _judged(verb: Token, how: Modality) -> tuple[Token, Modality] | None:
    """Return the noun of "the plague theory is nonsense", "the plague theory doesn't hold up", and how it is meant."""
    noun = child(verb, "nsubj")
    if noun is None or lemma(noun) not in _THEORIES:
        return None
    if is_copula(verb):
        called = {w for c in children(verb, "acomp", "attr", "oprd") for w in (lemma(c), c.lower_)}
        if called & _CONVINCING and how.polarity is Polarity.DENIED:
            return noun, Modality(cues=how.cues, polarity=Polarity.DENIED)
        meant = verdict(called, how)
        return (noun, meant) if meant is not None and meant.polarity is Polarity.DENIED else None
    thing = child(verb, "dobj")
    what = (lemma(verb), thing.lower_ if thing is not None else "")
    stands = (lemma(verb) in _STANDS or what in _SERVES) and how.polarity is Polarity.DENIED
    return (noun, Modality(cues=how.cues, polarity=Polarity.DENIED)) if stands else None


def _not_bought(verb: Token, how: Modality) -> tuple[Token, Modality] | None:
    """Return the noun of "I don't buy the plague theory", "I reject the plague theory"."""
    who, noun = child(verb, "nsubj"), child(verb, "dobj")
    if who is None or who.lower_ not in FIRST_SECOND or noun is None or lemma(noun) not in _THEORIES:
        return None
    if lemma(verb) in _BUYS and how.polarity is Polarity.DENIED:
        return noun, Modality(cues=how.cues, polarity=Polarity.DENIED)
    if lemma(verb) in _TURNS_DOWN and how.polarity is Polarity.AFFIRMED:
        return noun, Modality().denied(lemma(verb))
    return None


def _cause(reader: ClauseReader, noun: Token) -> Phrase | None:
    """Name the cause that a theory gives: "plague" of "the plague theory"."""
    first = [c for c in children(noun, "compound", "nmod") if c.i < noun.i]
    if not first or content(noun) is not None:
        return None
    words = sorted({t.i: t for c in first for t in c.subtree if t.i < noun.i}.values(), key=lambda t: t.i)
    words = [t for t in words if not t.is_punct]
    if not words or words[-1].ent_type_ == "PERSON":
        return None  # "the Gibbon theory" is his
    return bare(reader.maker.of(words, words[-1]))
