"""What is waved away in passing: "monks hiding gold is a myth", "let's drop the story about X V-ing"."""

from histgraph.extract.drafting.clauses import ClauseReader, is_copula
from histgraph.extract.drafting.goals import hide
from histgraph.extract.drafting.phrases import bare
from histgraph.extract.holders.judged import CLAIM_NOUNS, content
from histgraph.extract.holders.signs import read_deed_of
from histgraph.extract.syntax.modality import Modality, cues
from histgraph.extract.syntax.positive import positive_object
from histgraph.extract.syntax.scope import FIRST_SECOND, Scope
from histgraph.extract.syntax.tokens import child, children, is_finite, lemma
from histgraph.extract.syntax.tree import Token
from histgraph.model import Certainty, Polarity

_MADE_UP = cues("judged", "made_up")
_DROPPED = cues("judged", "dropped")
_CALLS = frozenset({"let", "lets", "please"})


def read_dismissed(reader: ClauseReader, verb: Token, scope: Scope, how: Modality) -> bool:
    """Read a clause by what it waves away; True where that is all there is to read."""
    if is_copula(verb):
        return _is_a_myth(reader, verb, scope, how) or _unaware(reader, verb, scope, how)
    return False


def _is_a_myth(reader: ClauseReader, verb: Token, scope: Scope, how: Modality) -> bool:
    """Read "monks hiding gold is a myth", "the story of a queen poisoned by her doctor is a legend"."""
    called, noun = child(verb, "attr"), child(verb, "nsubj", "csubj")
    if called is None or noun is None or lemma(called) not in _MADE_UP or how.polarity is Polarity.DENIED:
        return False
    meant = Modality(cues=how.cues).denied(lemma(called))
    if noun.dep_ == "csubj":
        who = child(noun, "nsubj")
        told = noun.tag_ in {"VBG", "VBN", "VBD"} and child(noun, "aux", "auxpass", "mark") is None
        return told and who is not None and who.i < noun.i and _deed(reader, who, noun, scope, meant)
    thing = noun
    if lemma(noun) in CLAIM_NOUNS:
        of = next((p for p in children(noun, "prep") if p.lower_ in {"of", "about"}), None)
        named = child(of, "pobj") if of is not None else None
        if named is None:
            return False
        thing = named
    deed = next((c for c in children(thing, "acl") if c.i > thing.i and c.tag_ in {"VBG", "VBN"}), None)
    return deed is not None and _deed(reader, thing, deed, scope, meant)


def _deed(reader: ClauseReader, who: Token, deed: Token, scope: Scope, meant: Modality) -> bool:
    inside = [t.i for t in deed.subtree if t.i not in {x.i for x in who.subtree} or deed in who.subtree]
    inside = [i for i in inside if i != who.i]
    subject = positive_object(bare(reader.maker.phrase(who, joined=False, without=inside)))
    reader.opaque -= {t.i for t in deed.subtree}
    if deed.tag_ == "VBG":
        reader.visited.discard(deed.i)
        reader.visit(deed, scope.inner("judged", subjects=(subject,), modality=meant))
    else:
        words = [t for t in reader.maker.tokens(deed) if t.i >= deed.i]
        phrase = reader.maker.of(words, deed)
        reader.emit(deed, scope, subject, "be", phrase, meant, "dismissed", time=(None, None))
        hide(reader, deed)
    return True


def drop_it(reader: ClauseReader, verb: Token, scope: Scope, how: Modality) -> bool:
    """Read the call "let's drop the story about X V-ing", "forget the tale that S": not so."""
    if verb.lower_ in _CALLS and verb.dep_ == "ROOT":
        verb = child(verb, "ccomp", "xcomp") or verb
    noun, own = child(verb, "dobj"), child(verb, "nsubj")
    if lemma(verb) not in _DROPPED or noun is None or lemma(noun) not in CLAIM_NOUNS:
        return False
    called = verb.head.lower_ in _CALLS and verb.head is not verb
    told = own is None and verb.tag_ == "VB" and verb.dep_ == "ROOT"
    should = any(t.tag_ == "MD" for t in children(verb, "aux"))  # not "we forget the story that S"
    ours = own is not None and (own.lower_ in _CALLS or (should and own.lower_ in FIRST_SECOND))
    opening = verb.doc[0].lower_ in _CALLS and verb.i <= _NEAR
    if not (called or told or ours or opening) or how.polarity is Polarity.DENIED:
        return False
    meant = Modality().denied(lemma(verb))
    clause = content(noun)
    if clause is None:
        return read_deed_of(reader, noun, scope, meant)
    reader.opaque -= {t.i for t in clause.subtree}
    reader.visit(clause, scope.inner("judged", subjects=(), modality=meant))
    return True


_NEAR = 4


def _unaware(reader: ClauseReader, verb: Token, scope: Scope, how: Modality) -> bool:
    """Read "I'm not aware of anyone who V-ed": anyone V-ed, probably not."""
    own, quality = child(verb, "nsubj"), child(verb, "acomp")
    if own is None or own.lower_ not in FIRST_SECOND or quality is None:
        return False
    denied = how.polarity is Polarity.DENIED
    if lemma(quality) != ("aware" if denied else "unaware"):
        return False
    of = next((p for p in children(quality, "prep") if p.lower_ == "of"), None)
    thing = child(of, "pobj") if of is not None else None
    clause = child(thing, "relcl") if thing is not None else None
    if thing is None or clause is None or not is_finite(clause) or not _is_any(thing):
        return False
    cue = f"not {lemma(quality)}" if denied else lemma(quality)
    meant = Modality().denied(cue).hedged(Certainty.PROBABLE, cue)
    subject = positive_object(
        bare(reader.maker.phrase(thing, joined=False, without=[t.i for t in clause.subtree]))
    )
    reader.visited.discard(clause.i)
    reader.visit(clause, scope.inner("existential", subjects=(subject,), modality=meant))
    return True


def _is_any(thing: Token) -> bool:
    return thing.lower_ in {"anyone", "anybody", "anything"} or any(
        c.lower_ == "any" or (c.lower_ == "single" and thing.pos_ == "NOUN") for c in thing.children
    )
