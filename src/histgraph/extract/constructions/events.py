"""Deeds and events told by a noun: "Rome's conquest of Gaul", "the murder of Becket in 1170".

Which verb a noun stands for, and whether what stands behind its "of" does or suffers the deed,
is data (``[nominal]`` of the lexicon), after NomBank (Meyers et al. 2004).
"""

from dataclasses import replace

from histgraph.drafts import Phrase
from histgraph.extract.drafting.clauses import ClauseReader
from histgraph.extract.drafting.phrases import bare
from histgraph.extract.syntax.modality import Modality
from histgraph.extract.syntax.scope import LEXICON, Scope
from histgraph.extract.syntax.times import is_time_phrase, time_of
from histgraph.extract.syntax.tokens import child, children, lemma
from histgraph.extract.syntax.tree import Token
from histgraph.model import Mode, Polarity

_DONE_TO: dict[str, str] = dict(LEXICON["nominal"]["done_to"])
_DONE_BY: dict[str, str] = dict(LEXICON["nominal"]["done_by"])
_PARTICIPLES: dict[str, str] = dict(LEXICON["nominal"]["participles"])
_TIMES = frozenset({"period", "age", "era", "century", "decade", "time", "year", "generation"})
_UNREAL = frozenset(LEXICON["nominal"]["unreal_verbs"])


def read_event(reader: ClauseReader, noun: Token, scope: Scope) -> None:
    """Read the deed that a noun tells, where nothing says that it did not take place."""
    word = lemma(noun)
    if noun.pos_ != "NOUN" or (word not in _DONE_TO and word not in _DONE_BY):
        return
    if noun.dep_ in {"compound", "nmod"} or not _happened(reader, noun):
        return
    if word in _DONE_TO:
        _suffered(reader, noun, scope, _DONE_TO[word])
    else:
        _took_place(reader, noun, scope, _DONE_BY[word])


def _happened(reader: ClauseReader, noun: Token) -> bool:
    """Whether the clauses around a noun present it as real."""
    if any(c.lower_ in {"no", "any", "every", "each", "possible", "potential", "future", "attempted", "planned"}
           for c in noun.children):  # fmt: skip
        return False
    for above in noun.ancestors:
        if above.pos_ in {"VERB", "AUX"}:
            how = reader.modality(above, Scope())
            if how.void or how.mode is not Mode.ACTUAL or lemma(above) in _UNREAL:
                return False
            if how.polarity is Polarity.DENIED and noun.i > above.i:
                return False
        if lemma(above) in _UNREAL or above.i in reader.opaque:
            return False
    return True


def _of(noun: Token, word: str) -> Token | None:
    for prep in children(noun, "prep", "agent"):
        if prep.lower_ == word and (inner := child(prep, "pobj")) is not None:
            return inner
    return None


def _suffered(reader: ClauseReader, noun: Token, scope: Scope, verb: str) -> None:
    """Read "A's conquest of B", "the conquest of B by A", "the conquest of B"."""
    owner, target, agent = child(noun, "poss"), _of(noun, "of"), _of(noun, "by")
    doer = agent if agent is not None else owner
    if target is None and agent is not None:
        target = owner
    if target is None or lemma(target) in _TIMES:
        return  # "an invention of the Tudor age"
    when = time_of(noun)[:2]
    obj = bare(reader.maker.phrase(target))
    if doer is not None and doer.i != target.i:
        who = reader.maker.actor(doer)
        reader.emit(noun, scope, who, verb, obj, Modality(), "nominal_deed", time=when)
    elif when[1] and (obj.name or any(c.lower_ == "the" for c in target.children)):
        participle = _PARTICIPLES.get(verb, f"{verb}d" if verb.endswith("e") else f"{verb}ed")
        state = Phrase(participle, noun.text, reader.sentence.source_span([noun]), verb, (verb,))
        if when[1]:
            state = replace(state, label=f"{participle} {when[1]}")
        reader.emit(noun, scope, obj, "be", state, Modality(), "nominal_state", time=when)


def _took_place(reader: ClauseReader, noun: Token, scope: Scope, verb: str) -> None:
    """Read "the rise of A in B", "A's death in 1170": A rose in B, A died in 1170."""
    owner = child(noun, "poss")
    who = owner if owner is not None else _of(noun, "of")
    where = [
        c for c in children(noun, "prep") if c.lower_ in {"in", "from", "to", "into", "across", "at", "on"}
    ]
    where += [c for c in children(noun.head, "prep") if noun.dep_ == "pobj" and c.i > noun.i]
    if noun.dep_ == "pobj" and noun.head.head.pos_ in {"VERB", "NOUN"}:
        where += [c for c in children(noun.head.head, "prep") if c.i > noun.i and is_time_phrase(c)]
    where = [c for c in where if child(c, "pobj") is not None]
    if who is None or not where:
        return
    place = reader.maker.of(reader.maker.tokens(where[0]), where[0])
    reader.emit(
        noun,
        scope,
        reader.maker.actor(who),
        verb,
        place,
        Modality(),
        "nominal_event",
        time=time_of(noun, where)[:2],
    )
