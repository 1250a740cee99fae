"""On which side of what a claim puts a thing: strong or weak, rising or falling, decisive or a footnote.

One and the same can be said with an adjective ("trade was stagnant"), a verb of its own ("trade
declined"), a verb of somebody else ("the war reduced trade") or a noun ("the decline of trade").
Read onto axes, claims of different make can be set against each other. The words are in
``data/oppositions.toml``.
"""

import re
from collections import defaultdict
from collections.abc import Iterator
from functools import cache, lru_cache
from typing import NamedTuple

from histgraph.compare.matters import stem
from histgraph.compare.memory import remembered
from histgraph.compare.rules import CAUSAL, COPULAS, DESCRIBING, data
from histgraph.compare.words import forms, tokens, word_list
from histgraph.model import Claim, Polarity

_EMPTY = word_list("empty")
_PREPOSITIONS = word_list("prepositions")
_TAIL = re.compile(
    r"\s(?:of|in|among|at|on|under|to|towards|for|with|without|during|by|within|than|from|since|that|which|who|because|when|while|if|until|but|and|as)\s.*"
)
_NOUN_OF = re.compile(r"^(?:the |an? )?(?P<front>(?:[\w-]+ ){0,3}?)(?P<noun>[\w-]+) (?:of|in) (?P<what>.+)$")
_NOUN_OWNED = re.compile(r"^(?P<what>.+?)(?:['’]s|s['’]) (?:[\w-]+ ){0,2}?(?P<noun>[\w-]+)$")
_NOUN_LAST = re.compile(r"^(?P<what>.+) (?P<noun>[\w-]+)$")


class Stand(NamedTuple):
    """A thing on one side of an axis.

    ``side`` is True for the first side, ``place`` grows with the strength of the word, ``rest`` are the
    stems beside the word that make it about something narrower, ``denied`` tells that the text denies it.
    """

    axis: str
    side: bool
    place: int
    target: str
    word: str
    rest: frozenset[str] = frozenset()
    denied: bool = False


_Place = tuple[str, bool, int]


@cache
def _axes(use: str) -> dict[str, tuple[_Place, ...]]:
    """Return for each word of one use (is, does, to, noun) its axes, sides and places."""
    found: dict[str, list[_Place]] = defaultdict(list)
    rows = [(row["name"], row["up"], row["down"]) for row in data()["axis"]]
    if use == "is":
        rows += [(f"{up[0]} or {down[0]}", {"is": up}, {"is": down}) for up, down in data()["poles"]]
    for name, up, down in rows:
        for side, words in ((True, up), (False, down)):
            for place, word in enumerate(words.get(use, ())):
                found[word].append((name, side, place))
    return {word: tuple(places) for word, places in found.items()}


@cache
def _phrases() -> tuple[str, ...]:
    return tuple(word for word in _axes("is") if " " in word)


_STAYING = frozenset({"v-remain-in", "v-live-in", "v-stay-in", "v-be-in", "v-fall-into", "v-sink-into"})


def same_side(word: str, other: str) -> bool:
    """Return whether two verbs or nouns put a thing on one side of one axis: eradicate, annihilation."""
    return not _sides(word).isdisjoint(_sides(other))


@lru_cache(maxsize=4096)
def _sides(word: str) -> frozenset[tuple[str, bool]]:
    low = word.lower()
    known = [
        *_axes("noun").get(low, ()),
        *(p for end in ("", "d", "ed") for p in _axes("to").get(low + end, ())),
    ]
    return frozenset((axis, side) for axis, side, _ in known)


@remembered
def stands(claim: Claim) -> tuple[Stand, ...]:
    """Return where a claim puts what."""
    verb = _with_adverb(claim)
    found = _stands(claim.subject.label, claim.relation.id, claim.relation.label, verb, claim.object.label)
    if claim.polarity is Polarity.AFFIRMED:
        return found
    # Who denies what became of a decline does not deny the decline.
    return tuple(s._replace(denied=True) for s in found if s.word not in _nouns_of(found, claim))


_ADVERB = re.compile(r"([a-z]+ly)\s*$")


def _with_adverb(claim: Claim) -> str:
    """Return the verb of a claim as worded, with the adverb that stands before it, if one does."""
    verb = claim.relation.text or claim.relation.label
    if not claim.relation.text or claim.relation.id in DESCRIBING:
        return verb
    match = _ADVERB.search(claim.quote.partition(claim.relation.text)[0][-24:])
    return f"{match[1]} {verb}" if match is not None else verb


def _nouns_of(found: tuple[Stand, ...], claim: Claim) -> frozenset[str]:
    if claim.relation.id in {"existed", "happened"}:
        return frozenset()
    return frozenset(s.word for s in found if s.word in _axes("noun") and s.word not in _axes("is"))


@lru_cache(maxsize=65536)
def _stands(subject: str, relation: str, label: str, verb: str, said: str) -> tuple[Stand, ...]:
    found: list[Stand] = []
    if relation in DESCRIBING:
        found += _described(subject, said)
        if relation in COPULAS:
            found += _done_to(subject, said)
    elif tokens(verb)[-1:] and tokens(verb)[-1].lower() in _TURNING:
        found += _described(subject, said)
    elif relation not in CAUSAL:
        found += _done(subject, relation, label, verb, said)
    if relation in _FEELING and stem(subject.split(" ")[-1].lower()) in _EVERYBODY:
        found.append(Stand("popularity", _FEELING[relation], 0, said, label))
    if tokens(verb)[-1:] and tokens(verb)[-1].lower() in _MAKING:
        found += _made(said)
    if relation == "had":
        found += _had(subject, said)
    if relation in _STAYING or label == "lived in":
        found += _in_state(subject, said)
    if relation in COPULAS:
        found += _skilled(subject, said)
    found += _weighed(subject, f"{verb} {said}")
    found += _named(subject, relation, said)
    found += _supplied(subject, relation, said)
    found += _paced(subject, verb, said, tuple(found))
    return tuple(dict.fromkeys(s._replace(target=_measured(s.target)) for s in found))


_TURNING = frozenset({"got", "get", "grew", "grow", "turned", "getting", "growing"})
_MAKING = frozenset({"made", "make", "makes", "making", "left", "rendered", "rendering", "leaving"})
_FEELING = {"loved": True, "resented": False, "distrusted": False}
_EVERYBODY = frozenset(
    stem(w) for w in ("people", "everyone", "everybody", "public", "population", "masses", "subjects")
)


def _made(said: str) -> Iterator[Stand]:
    """Read what somebody made of a thing: "left the workers worse off"."""
    words = said.split()
    for at in range(1, min(len(words), 6)):
        rest = " ".join(words[at:])
        target = " ".join(words[:at])
        found = list(_described(target, rest))
        if found and not (len(words) > at + 1 and words[at].lower() in {"a", "an", "the"}):
            yield from found
            return


def _described(subject: str, said: str) -> Iterator[Stand]:
    """Read a description: "was quite weak", "was a loose federation"."""
    bare = _TAIL.sub("", f"{said.lower().split(',')[0].strip()} ").strip()
    words = [w for w in tokens(bare) if w not in _EMPTY]
    if not words or len(words) > 5 or {"not", "no", "never"} & set(tokens(bare)):
        return
    padded = f" {said.lower()} "
    for phrase in _phrases():
        if padded.startswith(f" {phrase} ") or f" {phrase} " in f" {bare} ":
            for axis, side, place in _axes("is")[phrase]:
                yield Stand(axis, side, place, subject, phrase)
    for word in words:
        for axis, side, place in _degree(word):
            last = word == words[-1]
            rest = frozenset() if last else frozenset({stem(words[-1])})
            yield Stand(axis, side, place, subject, word, rest)
    if padded.startswith(" in "):
        yield from _in_state(subject, said[3:])


def _degree(word: str) -> tuple[_Place, ...]:
    """Return the places of an adjective, of a comparative too: richer, poorest."""
    found = _axes("is").get(word)
    if found is None:
        for end, tail in (("ier", "y"), ("er", ""), ("er", "e"), ("iest", "y"), ("est", "")):
            if word.endswith(end) and (word.removesuffix(end) + tail) in _axes("is"):
                return _axes("is")[word.removesuffix(end) + tail]
    return found or ()


def _in_state(subject: str, said: str) -> Iterator[Stand]:
    """Read a state somebody is in: "remained in poverty"."""
    words = [w.lower() for w in tokens(_TAIL.sub("", said)) if w.lower() not in _EMPTY]
    if 1 <= len(words) <= 2:
        for axis, side, place in _axes("noun").get(words[-1], ()):
            yield Stand(axis, side, place, subject, words[-1])


def _done_to(subject: str, said: str) -> Iterator[Stand]:
    """Read a passive: "was weakened by the war"."""
    words = [w.lower() for w in tokens(said)[:3] if w.lower() not in _EMPTY]
    for word in words[:2]:
        if word.endswith(("ed", "en", "ost", "ut")):
            for axis, side, place in (*_axes("to").get(word, ()), *_axes("does").get(word, ())):
                yield Stand(axis, side, place, subject, word)


def _done(subject: str, relation: str, label: str, verb: str, said: str) -> Iterator[Stand]:
    """Read a verb: what the subject does by itself, or what it does to the object."""
    words = _verbs(relation, label, verb)
    bare = _is_bare(said) or (len(tokens(label)) > 1 and tokens(label)[-1] in _PREPOSITIONS)
    for word in words:
        if bare:
            for axis, side, place in _axes("does").get(word, ()):
                yield Stand(axis, side, place, subject, word)
        else:
            for axis, side, place in _axes("to").get(word, ()):
                yield Stand(axis, side, place, said, word)


def _verbs(relation: str, label: str, verb: str) -> tuple[str, ...]:
    """Return the relation and the verb that stand for a deed, in the past tense where it can be told."""
    found = [relation]
    for word in (w.lower() for w in (*tokens(label)[:1], *tokens(verb)[-1:])):
        if word:
            found += [word, *(f"{form}{end}" for form in forms(word) for end in ("ed", "d"))]
    return tuple(dict.fromkeys(found))


_MEASURE = re.compile(
    r"^(?:the |its |their |his |her )?(?:[a-z]+ )?"
    r"(?:standards?|conditions?|situation|lives|position|lot|incomes?|welfare|fortunes|power|strength|level|number|"
    r"quality|state|role|use|amount|volume|importance)(?: of living)? of (?P<what>.+)$",
    re.IGNORECASE,
)


def _measured(target: str) -> str:
    """Return what a measure is taken of: the condition of the workers tells of the workers."""
    match = _MEASURE.match(target)
    return match["what"] if match is not None else target


def _is_bare(said: str) -> bool:
    words = [w.lower() for w in tokens(said)]
    return (
        not [w for w in words if w not in _EMPTY]
        or words[0] in _PREPOSITIONS
        or words[0].endswith("ly")
        or words[0][0].isdigit()
    )


_GOOD_AT = re.compile(
    r"^(?:an? |the |very |quite |really |rather )*"
    r"(?:(?P<up>masters?|experts?|good|excellent|brilliant|skilled|great|superb|adept)|"
    r"poor|bad|terrible|hopeless|useless|inept|lousy) (?:of|at|in|with) (?P<what>[\w-]+(?: [\w-]+)?)",
    re.IGNORECASE,
)


def _skilled(subject: str, said: str) -> Iterator[Stand]:
    """Read who was good or bad at what: "were masters of siege warfare"."""
    match = _GOOD_AT.match(said)
    if match is not None:
        word = match.group().lower()
        yield Stand(f"skill at {match['what'].lower()}", match["up"] is not None, 0, subject, word)


def _had(subject: str, said: str) -> Iterator[Stand]:
    """Read a quality of what somebody had: "had a strong navy"."""
    words = [w.lower() for w in tokens(_TAIL.sub("", said)) if w.lower() not in _EMPTY]
    if 1 <= len(words) <= 2:
        for axis, side, place in _axes("noun").get(words[-1], ()):
            yield Stand(axis, side, place, subject, words[-1])
    if 2 <= len(words) <= 3:
        for word in words[:-1]:
            for axis, side, place in _axes("is").get(word, ()):
                yield Stand(axis, side, place, f"{subject}'s {words[-1]}", word)


@cache
def _weight_words() -> tuple[re.Pattern[str], frozenset[str]]:
    table = data()["weight"]
    words = "|".join(sorted((*table["up"], *table["down"]), key=len, reverse=True))
    heads = "|".join(table["heads"])
    pattern = rf"\b(?P<weight>{words})\s+(?:[a-z-]+\s+){{0,2}}?(?:{heads})s?\b"
    return re.compile(pattern, re.IGNORECASE), frozenset(table["up"])


def _weighed(subject: str, said: str) -> Iterator[Stand]:
    """Read how much a part counted that the subject played: "had little influence on politics"."""
    pattern, up = _weight_words()
    match = pattern.search(said[:120])
    due = _DUE.search(said[:60])
    if due is not None:
        yield Stand("importance", True, 0, subject, due.group().lower())
    undue = _UNDUE.search(said[:60])
    if undue is not None:
        yield Stand("importance", False, 0, subject, undue.group().lower())
    if match is not None:
        yield Stand("importance", match["weight"].lower() in up, 1, subject, match.group().lower())


_UNDUE = re.compile(r"\btoo much (?:credit|attention|praise|weight|importance)\b", re.IGNORECASE)
_DUE = re.compile(
    r"\bdeserve[sd]?\s+(?:the |its |his |her |their |all the |much )?"
    r"(?:place|credit|reputation|fame|attention|praise)\b",
    re.IGNORECASE,
)


@cache
def _supply() -> re.Pattern[str]:
    table = data()["supply"]
    sides = (f"(?P<{side}>{'|'.join(sorted(table[side], key=len, reverse=True))})" for side in ("up", "down"))
    return re.compile(rf"^(?:an? |the |only )?(?:{'|'.join(sides)})\s+(?:of )?(?P<what>.+)$", re.IGNORECASE)


def _supplied(subject: str, relation: str, said: str) -> Iterator[Stand]:
    """Read whether there was enough of something: "had plenty of grain", "was short of grain", "lacked grain"."""
    if relation == "lacked":
        yield Stand("plenty and want", False, 0, f"{subject}'s {_TAIL.sub('', said)}", "lacked")
    elif relation in {"had", "held"} | COPULAS:
        match = _supply().match(said)
        if match is not None and _TAIL.sub("", match["what"]):
            word = match["up"] or match["down"]
            what = f"{subject}'s {_TAIL.sub('', match['what'])}"
            yield Stand("plenty and want", match["up"] is not None, 0, what, word.lower())


def _paced(subject: str, verb: str, said: str, found: tuple[Stand, ...]) -> Iterator[Stand]:
    """Read how fast a thing came about: "declined gradually", "the sudden collapse of the state"."""
    changed = [s.target for s in found if s.axis in _CHANGES] or [subject]
    pace = _axes("pace")
    for word in (w.lower() for w in tokens(f"{verb} {said[:60]}")):
        for axis, side, place in pace.get(word, ()):
            yield Stand(axis, side, place, changed[0], word)
    for label in (subject, said):
        match = _NOUN_OF.match(label) or _NOUN_OWNED.match(label)
        if match is not None and match["noun"].lower() in _axes("noun"):
            for word in (w.lower() for w in tokens(label)[:3]):
                for axis, side, place in _axes("is").get(word, ()):
                    if axis == "speed":
                        yield Stand(axis, side, place, match["what"], word)
            if label == subject:
                yield from (s._replace(target=match["what"]) for s in found if s.axis in _OF_EVENTS)


_OF_EVENTS = frozenset({"speed", "necessity", "intention"})
"""Axes on which what is said of a fall is said of who fell."""
_CHANGES = frozenset({"rise and decline", "survival and end"})


def _named(subject: str, relation: str, said: str) -> Iterator[Stand]:
    """Read the noun of a state: "the decline of trade" as what is spoken of, or as what something brought about."""
    named = [(subject, True)]
    if relation in CAUSAL:
        named.append((said, True))
    if relation in data()["effects"]["brings"]:
        named.append((said, True))
    elif relation in data()["effects"]["averts"] and relation not in {"lost"}:
        named.append((said, False))
    for label, same in named:
        for pattern in (_NOUN_OF, _NOUN_OWNED, _NOUN_LAST):
            match = pattern.match(label)
            if match is None:
                continue
            word = match["noun"].lower()
            for axis, side, place in _axes("noun").get(word, ()):
                yield Stand(axis, side is same, place, match["what"], word)
            break
