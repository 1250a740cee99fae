"""Set phrases that stand for a plain verb: "came to an end", "paved the way for X", "made it hard to V"."""

from histgraph.drafts import Phrase
from histgraph.extract.drafting.clauses import CAUSE_PREPOSITIONS, ClauseReader, is_infinitive, verb_key
from histgraph.extract.drafting.goals import hide
from histgraph.extract.drafting.phrases import bare, is_aside
from histgraph.extract.syntax.modality import Modality
from histgraph.extract.syntax.positive import AT_ALL
from histgraph.extract.syntax.scope import Scope, words
from histgraph.extract.syntax.times import is_time_noun
from histgraph.extract.syntax.tokens import child, children, in_order, lemma, subtree
from histgraph.extract.syntax.tree import Token
from histgraph.model import EntityKind, Polarity


def came_to_an_end(reader: ClauseReader, verb: Token, scope: Scope, how: Modality) -> bool:
    """Read "gradually came to an end with Y": ended gradually, with Y."""
    end = next((g for c in children(verb, "prep") if c.lower_ == "to" for g in children(c, "pobj")), None)
    if lemma(verb) != "come" or end is None or lemma(end) not in {"end", "close", "halt", "stop"}:
        return took_place(reader, verb, scope, how)
    parts = [c for c in verb.children if c.dep_ in {"advmod", "prep", "npadvmod"} and c.i != end.head.i]
    return _circumstances(reader, verb, scope, how, "end", [*parts, *children(end, "prep")])


def took_place(reader: ClauseReader, verb: Token, scope: Scope, how: Modality) -> bool:
    """Read "took place at Ghent in 1340": happened at Ghent, in 1340; denied without more, that it happened at all."""
    place = child(verb, "dobj")
    if lemma(verb) != "take" or place is None or place.lower_ != "place" or place.left_edge.i != place.i:
        return False
    parts = [c for c in verb.children if c.dep_ in {"advmod", "prep", "npadvmod"}] + children(place, "prep")
    parts = [c for c in parts if c.lower_ not in CAUSE_PREPOSITIONS]
    if _circumstances(reader, verb, scope, how, "happen", parts):
        return True
    if how.polarity is Polarity.DENIED:
        for subject in reader.subjects(verb, scope):
            reader.emit(verb, scope, subject, "happen", AT_ALL, how, "bare_denial")
    return True


def _circumstances(
    reader: ClauseReader, verb: Token, scope: Scope, how: Modality, key: str, parts: list[Token]
) -> bool:
    """Put down how, when and where something happened or ended; False where nothing tells."""
    tokens = in_order([t for c in parts if not is_aside(c) for t in reader.maker.tokens(c)])
    tokens = [t for t in tokens if t.lower_ not in _IDLE]
    if not tokens:
        return False
    for subject in reader.subjects(verb, scope):
        reader.emit(verb, scope, subject, key, reader.maker.of(tokens, tokens[0]), how, "manner")
    return True


_IDLE = frozenset({"finally", "eventually", "then", "thus", "so", "not", "n't", "never", "ever"})


def opened_way(reader: ClauseReader, verb: Token, scope: Scope, how: Modality, obj: Token) -> bool:
    """Read "paved the way for X to V": enabled X to V."""
    if lemma(obj) not in {"way", "path", "door", "ground"} or lemma(verb) not in {
        "pave",
        "open",
        "clear",
        "prepare",
    }:
        return False
    clause = child(obj, "relcl", "acl") or child(verb, "advcl", "xcomp")
    if clause is None or child(clause, "nsubj") is None:
        return False
    hide(reader, clause)
    for subject in reader.subjects(verb, scope):
        reader.emit(verb, scope, subject, "enable", reader.clause_phrase(clause), how, "opened_way")
    return True


def _took(reader: ClauseReader, verb: Token, scope: Scope, how: Modality, clause: Token) -> bool:
    """Read "it took ten years to build the canal", "it cost the city a fortune to V": V-ing took, cost that."""
    parts = [c for c in children(verb, "dative", "dobj", "npadvmod") if verb.i < c.i < clause.i]
    if not parts or child(clause, "dobj", "prep") is None:
        return False  # "it cost a fortune to build": the castle did
    tokens = in_order([t for c in parts for t in reader.maker.tokens(c) if t.i < clause.left_edge.i])
    deed = reader.clause_phrase(clause)
    hide(reader, clause)
    reader.emit(verb, scope, deed, lemma(verb), reader.maker.of(tokens, parts[-1]), how, "impersonal")
    return True


def took_long(reader: ClauseReader, verb: Token, scope: Scope, how: Modality) -> bool:
    """Read "it took the masons ten years to build the dome": the masons built it."""
    clause, it = child(verb, "xcomp"), child(verb, "nsubj", "expl")
    if (
        lemma(verb) not in {"take", "cost"}
        or clause is None
        or it is None
        or it.lower_ != "it"
        or not is_infinitive(clause)
    ):
        return False
    parts = [c for c in children(verb, "dative", "dobj", "npadvmod") if verb.i < c.i < clause.i]
    who = [c for c in parts if not is_time_noun(c)]
    if len(who) != 1 or len(parts) != 2 or lemma(verb) == "cost":
        return _took(reader, verb, scope, how, clause)
    doer = bare(reader.maker.phrase(who[0]))
    reader.visit(clause, scope.inner("xcomp", subjects=(doer,), modality=how))
    return True


def made_it(reader: ClauseReader, verb: Token, scope: Scope, how: Modality) -> bool:
    """Read "made it hard for X to V": the whole of what was made hard or easy is the object."""
    clause = child(verb, "ccomp", "xcomp")
    it = child(clause, "nsubj") if clause is not None else child(verb, "dobj")
    if lemma(verb) not in {"make", "render", "find", "keep"} or it is None or it.lower_ != "it":
        return False
    quality = clause if clause is not None else child(verb, "oprd", "acomp")
    if quality is None or quality.pos_ == "AUX":
        return False
    tokens = subtree(quality, lambda t: t.i != it.i and not _of_its_own(t))
    if not any(t.lower_ in {"to", "that"} for t in tokens):
        return False
    hide(reader, quality)
    for subject in reader.subjects(verb, scope):
        reader.emit(verb, scope, subject, verb_key(verb), reader.maker.of(tokens, quality), how, "made_it")
    return True


def _of_its_own(token: Token) -> bool:
    """Whether a part stands beside what was made hard: "..., and forcing Y to W", ", in which Z V-ed"."""
    second = token.dep_ == "conj" and token.tag_ == "VBG"
    return second or token.dep_ in {"punct", "relcl"} or (token.dep_ == "advcl" and token.tag_ == "VBG")


_WAYS = words("noun", "ways")


def way_to(key: str, subject: Phrase, place: Phrase) -> str:
    """Return the verb of "the road led to Rome": it reached Rome, and caused nothing."""
    somewhere = place.kind in {EntityKind.PLACE, EntityKind.POLITY}
    return "reach" if key == "lead to" and subject.head in _WAYS and somewhere else key
