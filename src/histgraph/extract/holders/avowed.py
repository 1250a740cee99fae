"""What authors say they think in a turn of their own: "I lean to the view that S", "I am bound to say that S".

S is told, with the reserve that the turn has. Which nouns name a view and which turns hold one back is data
(``data/modality.toml``, section "avowed").
"""

from histgraph.extract.drafting.clauses import ClauseReader, is_infinitive
from histgraph.extract.holders.judged import CLAIM_NOUNS, content
from histgraph.extract.syntax.modality import Modality, cues
from histgraph.extract.syntax.scope import BELIEF_VERBS, SAYING_DENIALS, SAYING_VERBS, Scope
from histgraph.extract.syntax.tokens import child, children, conjuncts, lemma
from histgraph.extract.syntax.tree import Token
from histgraph.model import Certainty, Polarity

_SELVES = frozenset({"i", "we"})
_SHARED = cues("avowed", "shared")
_LEANING = cues("avowed", "leaning")
_BOUND = cues("avowed", "bound")


def read_avowed(reader: ClauseReader, verb: Token, scope: Scope, how: Modality) -> bool:
    """Read S of a clause in which the author only says that it is what he thinks; True where it is one."""
    subject = child(verb, "nsubj", "nsubjpass")
    if subject is None or subject.lower_ not in _SELVES or how.polarity is Polarity.DENIED:
        return False
    clause = _view_shared(verb) or _said(verb)
    if clause is None or child(clause, "nsubj", "nsubjpass", "expl", "csubj") is None:
        return False
    turns = (lemma(verb), verb.lower_, *(c.lower_ for c in children(verb, "acomp")))
    word = next((w for w in turns if w in _LEANING), "")
    meant = Modality().hedged(Certainty.PROBABLE, word) if word else Modality()
    for one in conjuncts(clause):
        if one.pos_ in {"VERB", "AUX"}:
            reader.visit(one, scope.inner("ccomp", subjects=(), modality=meant))
    return True


def _view_shared(verb: Token) -> Token | None:
    """Return S of "I take the view that S", "I am of the opinion that S", "I lean to the idea that S"."""
    if lemma(verb) not in _SHARED | _LEANING:
        return None
    nouns = [n for h in (verb, *children(verb, "prep")) for n in children(h, "dobj", "pobj")]
    return next((c for n in nouns if lemma(n) in CLAIM_NOUNS and (c := content(n)) is not None), None)


def _said(verb: Token) -> Token | None:
    """Return S of "I am bound to say that S", "I'm inclined to think S"."""
    said = child(verb, "xcomp", "advcl")
    if not {verb.lower_, *(c.lower_ for c in children(verb, "acomp"))} & (_BOUND | _LEANING):
        return None
    if said is None:
        said = next((c for a in children(verb, "acomp") for c in children(a, "xcomp")), None)
    if said is None or not is_infinitive(said) or child(said, "neg") is not None:
        return None
    if lemma(said) not in (SAYING_VERBS | BELIEF_VERBS) - SAYING_DENIALS - {"doubt"}:
        return None
    return child(said, "ccomp")
