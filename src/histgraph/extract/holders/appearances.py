"""What is only said to look so: "it doesn't look like S", "it is not as if S", "it is not the case that S"."""

from histgraph.extract.drafting.clauses import ClauseReader
from histgraph.extract.syntax.modality import Modality
from histgraph.extract.syntax.scope import Scope
from histgraph.extract.syntax.tokens import child, children, conjuncts, lemma
from histgraph.extract.syntax.tree import Token
from histgraph.model import Certainty, Polarity

_LOOKS = frozenset({"look", "sound", "seem", "appear", "feel"})
_SEEMS = frozenset({"seem", "appear", "look"})
_LIKE = frozenset({"like", "as"})
_SO_IT_IS = frozenset({"case"})


def read_appearance(reader: ClauseReader, verb: Token, scope: Scope, how: Modality) -> bool:
    """Read S where a clause tells no more than that it looks so, or not; True where it does."""
    it, word = child(verb, "nsubj"), lemma(verb)
    if it is None and verb.dep_ == "ROOT" and word in _SEEMS and (told := _told(verb)) is not None:
        plain = Modality(polarity=how.polarity, cues=how.cues).hedged(Certainty.PROBABLE, word)
        reader.visit(told, scope.inner("judged", subjects=(), modality=plain))
        return True
    if it is None or it.lower_ != "it" or word not in _LOOKS | {"be"}:
        return False
    plain = Modality(polarity=how.polarity, cues=how.cues)
    if word == "be":
        clause = _the_case(verb) or (_likened(verb) if how.polarity is Polarity.DENIED else None)
    else:
        clause, plain = _likened(verb), plain.hedged(Certainty.PROBABLE, word)
    if clause is None:
        return False
    for one in conjuncts(clause):
        if one.pos_ in {"VERB", "AUX"}:
            reader.visit(one, scope.inner("judged", subjects=(), modality=plain))
    return True


def _told(verb: Token) -> Token | None:
    """Return S of "seems to me S", where nothing stands before the verb."""
    clause = child(verb, "ccomp")
    told = (
        clause is not None and clause.i > verb.i and child(clause, "nsubj", "nsubjpass", "expl") is not None
    )
    return clause if told and verb.tag_ in {"VBZ", "VBP", "NNS"} else None


def _likened(verb: Token) -> Token | None:
    """Return S of "like S", "as if S", "as though S" behind a verb."""
    for c in children(verb, "advcl", "ccomp", "xcomp"):
        first = c.doc[c.left_edge.i]
        if c.i < verb.i or first.lower_ not in _LIKE or child(c, "nsubj", "nsubjpass", "expl") is None:
            continue
        if first.lower_ == "like" or first.nbor(1).lower_ in {"if", "though"}:
            return c
    return None


def _the_case(verb: Token) -> Token | None:
    """Return S of "it is (not) the case that S"."""
    case = child(verb, "attr")
    if case is None or lemma(case) not in _SO_IT_IS or not any(c.lower_ == "the" for c in case.children):
        return None
    for c in [t for h in (case, verb) for t in children(h, "ccomp", "acl", "relcl", "advcl")]:
        opens = c.i > case.i and c.doc[c.left_edge.i].lower_ == "that"
        if opens and child(c, "nsubj", "nsubjpass", "expl") is not None:
            return c
    return None
