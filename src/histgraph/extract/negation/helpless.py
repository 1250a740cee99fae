"""What there was no way to do: "there was nothing the king could do to stop it", "there was no way S"."""

from histgraph.extract.drafting.clauses import ClauseReader, is_infinitive
from histgraph.extract.drafting.goals import hide
from histgraph.extract.syntax.modality import Modality, negative_phrase
from histgraph.extract.syntax.scope import Scope
from histgraph.extract.syntax.tokens import SUBJECTS, child, children, is_finite, lemma
from histgraph.extract.syntax.tree import Token


def read_helpless(reader: ClauseReader, verb: Token, scope: Scope, how: Modality) -> bool:
    """Read a clause with "there" for what somebody could not do; True where it told of that."""
    thing = child(verb, "attr", "dobj")
    told = child(thing, "relcl") if thing is not None else None
    if thing is None or told is None or child(told, *SUBJECTS) is None or not is_finite(told):
        return False
    return _nothing_to_do(reader, thing, told, scope) or _no_way(reader, thing, told, scope, how)


def _nothing_to_do(reader: ClauseReader, thing: Token, told: Token, scope: Scope) -> bool:
    """Read "nothing (little) that X could do to V": X did not V."""
    if thing.lower_ not in {"nothing", "little"} or lemma(told) != "do":
        return False
    deed = next((c for c in children(told, "advcl", "xcomp") if is_infinitive(c) and c.i > told.i), None)
    subjects = reader.subjects(told, scope.inner("relative"))
    if deed is None or not subjects:
        return False
    hide(reader, told)
    reader.opaque -= {t.i for t in deed.subtree}
    meant = Modality().denied(f"{thing.lower_} could be done")
    reader.visited.discard(deed.i)
    reader.visit(deed, scope.inner("xcomp", subjects=subjects, modality=meant))
    return True


def _no_way(reader: ClauseReader, way: Token, told: Token, scope: Scope, how: Modality) -> bool:
    """Read "there was no way (that) X could V": X did not V."""
    if lemma(way) not in {"way", "chance"} or negative_phrase(way) != "no":
        return False
    reader.visit(told, scope.inner("ccomp", subjects=(), modality=how))
    return True
