"""On which side of what a claim puts a thing: strong or weak, rising or falling, decisive or a footnote.

One and the same can be said with an adjective ("trade was stagnant"), a verb of its own ("trade
declined"), a verb of somebody else ("the war reduced trade") or a noun ("the decline of trade").
Read onto axes, claims of different make can be set against each other. The words are in
``data/oppositions.toml``.
"""

import re
from collections.abc import Iterator
from functools import lru_cache

from histgraph.compare.conflicts.degrees import (
    TAIL,
    Stand,
    by_degrees,
    compared,
    how_well,
    is_share,
    skilled,
    supplied,
    weighed,
)
from histgraph.compare.conflicts.poles import Place, first_words, phrases, places_of, runs_of
from histgraph.compare.conflicts.rules import CAUSAL, COPULAS, DESCRIBING, data, table
from histgraph.compare.conflicts.traits import shown
from histgraph.compare.matters import head_word, stem, wording
from histgraph.compare.memory import remembered
from histgraph.compare.words import forms, runs, tokens, word_list
from histgraph.gazetteer import gazetteer
from histgraph.model import Claim, Polarity

_EMPTY = word_list("empty")
_PREPOSITIONS = word_list("prepositions")
_NOUN_OF = re.compile(r"^(?:the |an? )?(?P<front>(?:[\w-]+ ){0,3}?)(?P<noun>[\w-]+) (?:of|in) (?P<what>.+)$")
_NOUN_OWNED = re.compile(r"^(?P<what>.+?)(?:['’]s|s['’]) (?:[\w-]+ ){0,2}?(?P<noun>[\w-]+)$")
_NOUN_LAST = re.compile(r"^(?P<what>.+) (?P<noun>[\w-]+)$")


_STAYING = frozenset({"v-remain-in", "v-live-in", "v-stay-in", "v-be-in", "v-fall-into", "v-sink-into"})


@remembered
def stands(claim: Claim) -> tuple[Stand, ...]:
    """Return where a claim puts what."""
    verb = _with_adverb(claim)
    said = _with_manner(claim)
    found = _stands(claim.subject.label, claim.relation.id, claim.relation.label, verb, said)
    if claim.relation.id in COPULAS:
        over = claim.over.label if claim.over is not None else ""
        found = (*found, *compared(claim.subject.label, said, over))
    found = (*found, *_twins(claim, found), *_heeded(claim), *shown(claim))
    if not found and claim.polarity is Polarity.AFFIRMED and claim.relation.id not in _CHANGED:
        return ()
    if claim.polarity is Polarity.DENIED and any(q.text.lower().startswith("fail") for q in claim.cues):
        failed = Stand(
            "success and failure", False, 0, claim.subject.label, f"failed in “{claim.object.label}”"
        )
        return (*(s._replace(denied=True) for s in found if s.word not in _nouns_of(found, claim)), failed)
    if claim.relation.id in _CHANGED and claim.object.label.lower() in _NOTHING:
        found = (
            *found,
            Stand("importance", True, 0, claim.subject.label, f"{claim.relation.label} anything"),
        )
    if claim.polarity is Polarity.AFFIRMED:
        return found
    if claim.relation.id in _PLAYED and head_word(claim.object.label).lower() in _PARTS:
        found = (
            *found,
            Stand("importance", True, 0, claim.subject.label, f"{claim.relation.label} {claim.object.label}"),
        )
    if claim.relation.id in CAUSAL | table("causing"):
        return tuple(s for s in found if s.word not in places_of("noun"))
    if claim.subject.label.lower() in table("nobody"):
        # What nobody put an end to may have ended by itself.
        found = tuple(s for s in found if s.target != claim.object.label)
    if _limited(claim):
        found = tuple(s for s in found if s.word not in places_of("does"))
    # Who denies what became of a decline does not deny the decline.
    return tuple(s._replace(denied=True) for s in found if s.word not in _nouns_of(found, claim))


def _limited(claim: Claim) -> bool:
    """Whether only the time or place of a deed is denied: "did not end in one night"."""
    joined = (*tokens(claim.relation.label)[1:][-1:], *tokens(claim.object.label)[:1])
    return claim.relation.id not in DESCRIBING and any(word.lower() in _LIMITS for word in joined)


_CHANGED = frozenset({"transformed", "changed", "achieved", "caused", "produced"})
_LIMITS = frozenset({"in", "on", "at", "by", "until", "before", "after", "during", "within", "since"})
_PLAYED = frozenset({"had", "practised", "v-play", "played", "held", "produced", "caused"})
_PARTS = frozenset(
    {
        "role", "part", "impact", "influence", "effect", "difference", "importance", "significance", "consequence",
        "consequences",
    }
)  # fmt: skip
_NOTHING = frozenset({"anything", "nothing", "much", "anything much"})


_ACCORDING = re.compile(
    r"\b(?:according to|in accordance with|in keeping with) "
    r"(?P<what>the (?:rules?|laws?|customs?|terms|treaty|constitution)\b.*)$"
)


def _heeded(claim: Claim) -> Iterator[Stand]:
    """Read that rules were kept: "held the trial according to the rules"."""
    said = claim.object.label
    match = _ACCORDING.search(said) if "accord" in said or "in keeping" in said else None
    if match is not None:
        yield Stand("heed", True, 0, match["what"], "according to")


def _twins(claim: Claim, found: tuple[Stand, ...]) -> tuple[Stand, ...]:
    """Return the same of what the text words in its own way: identity may have taken the alliance for the treaty."""
    worded = wording(claim.subject) if found else ""
    return tuple(s._replace(target=worded) for s in found if worded and s.target == claim.subject.label)


_ADVERB = re.compile(r"([a-z]+ly)\s*$")
_ADVERB_BEHIND = re.compile(r"\s+([a-z]+ly)\b")


def _with_adverb(claim: Claim) -> str:
    """Return the verb of a claim as worded, with the adverb that stands before it, if one does."""
    verb = claim.relation.text or claim.relation.label
    if not claim.relation.text or "ly" not in claim.quote or claim.relation.id in DESCRIBING:
        return verb
    before, _, behind = claim.quote.partition(claim.relation.text)
    match = _ADVERB.search(before[-24:]) or _ADVERB_BEHIND.match(behind[:24])
    return f"{match[1]} {verb}" if match is not None else verb


_MANNER = re.compile(r"\b(well|better|best|badly|poorly|ill|worse)[ -]$")
_MANNERS = frozenset({"well", "better", "best", "badly", "poorly", "ill", "worse"})


def _with_manner(claim: Claim) -> str:
    """Return what is said of a subject, with the adverb that stands before it: "[poorly] equipped"."""
    text = claim.object.text
    if claim.relation.id not in COPULAS or not text or _MANNERS.isdisjoint(runs(claim.quote)):
        return claim.object.label
    match = _MANNER.search(claim.quote.partition(text)[0][-10:])
    return f"{match[1]} {claim.object.label}" if match is not None else claim.object.label


def _nouns_of(found: tuple[Stand, ...], claim: Claim) -> frozenset[str]:
    if claim.relation.id in {"existed", "happened"}:
        return frozenset()
    return frozenset(s.word for s in found if s.word in places_of("noun") and s.word not in places_of("is"))


@lru_cache(maxsize=65536)
def _stands(subject: str, relation: str, label: str, verb: str, said: str) -> tuple[Stand, ...]:
    found: list[Stand] = []
    last = tokens(verb)[-1].lower() if tokens(verb) else ""
    if relation in DESCRIBING:
        found += _described(subject, said)
        if relation in COPULAS:
            found += _done_to(subject, said)
    elif last in _TURNING:
        found += _described(subject, said)
        if (turn := _TURN.match(said)) is not None:
            found.append(Stand("good and harm", turn["better"] is not None, 0, subject, turn.group()))
    elif relation == "showed" and (match := _PROVING.match(said)) is not None:
        found += _described(subject, match["what"])
    elif relation not in CAUSAL:
        found += _done(subject, relation, label, verb, said)
    if relation in _FEELING and _is_crowd(subject):
        found.append(Stand("popularity", _FEELING[relation], 0, _SO_MUCH.sub("", said), label))
    if last in _MAKING:
        found += _made(said)
    if relation == "had":
        found += _had(subject, said)
    if relation in _STAYING or label == "lived in":
        found += _in_state(subject, said)
    if relation in COPULAS:
        found += _part_played(subject, said)
        found += skilled(subject, said)
        found += how_well(subject, said)
    found += weighed(subject, verb, said)
    found += _named(subject, relation, said)
    found += supplied(subject, relation, said)
    found += _paced(subject, verb, said, tuple(found))
    found += by_degrees(subject, verb, " ".join((*tokens(label)[1:], said)))
    if is_share(said):
        found = [s for s in found if s.axis != "importance"]
    if not found:
        return ()
    return tuple(
        dict.fromkeys(s if s.axis == "importance" else s._replace(target=_measured(s.target)) for s in found)
    )


_PART_PLAYED = re.compile(
    r"^(?:(?P<who>.+?)(?:['’]s|s['’]) "
    r"(?:influence|role|impact|importance|contribution|part|effect|significance)(?: .+)?"
    r"|(?:the )?(?:influence|role|impact|importance|contribution|effect|significance) of "
    r"(?P<what>.+?)(?: (?:on|in|to|for) .+)?)$",
    re.IGNORECASE,
)


def _part_played(subject: str, said: str) -> Iterator[Stand]:
    """Read how much somebody's part was: "his influence on the king was minimal"."""
    match = _PART_PLAYED.match(subject)
    words = [w.lower() for w in tokens(TAIL.sub("", said)) if w.lower() not in _EMPTY]
    if match is None or not words or len(words) > 3:
        return
    weight = data()["weight"]
    for side in ("up", "down"):
        if words[-1] in weight[side]:
            yield Stand(
                "importance", side == "up", 1, match["who"] or match["what"], f"influence was {words[-1]}"
            )


_PROVING = re.compile(
    r"^(?:(?:himself|herself|itself|themselves) )?(?:to be |as )?(?P<what>an? .+)$", re.IGNORECASE
)
_TURNING = frozenset({"got", "get", "grew", "grow", "turned", "getting", "growing"})
_TURN = re.compile(r"^(?:much |far |a lot |a good deal |even )?(?:(?P<better>better)|worse)\b", re.IGNORECASE)
_MAKING = frozenset({"made", "make", "makes", "making", "left", "rendered", "rendering", "leaving"})
_FEELING = {
    "loved": True, "v-look-up-to": True, "v-care-about": True, "v-care-for": True,
    "v-admire": True, "v-welcome": True, "v-adore": True, "v-cheer": True,
    "resented": False, "distrusted": False,
    "v-despise": False, "v-detest": False, "v-loathe": False,
}  # fmt: skip
_EVERYBODY = frozenset(map(stem, word_list("crowd")))
_SO_MUCH = re.compile(
    r"\s(?:well enough|very much|a lot|deeply|greatly|dearly|intensely|bitterly|for\s.*|because\s.*)$"
)


def _is_crowd(subject: str) -> bool:
    """Whether a subject stands for people at large: ordinary people, the people of a town, a people by name."""
    head = head_word(subject)
    return stem(head) in _EVERYBODY or (
        head[:1].isupper() and head.endswith("s") and gazetteer().noun(head[:-1].lower()) is not None
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


_FRAME = re.compile(
    r"^(?:one of (?:the|its|their|his) |"
    r"(?:little|nothing|no|not much|hardly) (?:more|other|else) than (?:a |an |the )?)",
    re.IGNORECASE,
)
SEEN_AS = re.compile(
    r"^(?:often |usually |generally |commonly |widely |still |mostly )?"
    r"(?:portrayed|seen|regarded|remembered|considered|described|known|viewed|thought of|hailed|"
    r"celebrated|depicted|called|deemed) "
    r"(?:as )?(?:to be )?",
    re.IGNORECASE,
)
_OF_WEIGHT = re.compile(r"^of (?:[a-z]+ )?(?:importance|significance|consequence|relevance)\b", re.IGNORECASE)


def _down_weight(said: str) -> bool:
    return not {w.lower() for w in tokens(said)[:3]}.isdisjoint(data()["weight"]["down"])


_LITTLE_MORE = re.compile(r"^(?:little|nothing|no|not much|hardly) more than\b", re.IGNORECASE)


def _described(subject: str, said: str) -> Iterator[Stand]:
    """Read a description: "was quite weak", "was a loose federation", "was one of the weakest"."""
    belittled = _LITTLE_MORE.match(said)
    if belittled is not None:
        yield Stand("importance", False, 0, subject, belittled.group().lower().strip())
    if _OF_WEIGHT.match(said) and not _down_weight(said):
        yield Stand("importance", True, 0, subject, said.split(" to ")[0].lower())
    said = _FRAME.sub("", SEEN_AS.sub("", said))
    bare = TAIL.sub("", f"{said.lower().split(',')[0].strip()} ").strip()
    words = [w for w in tokens(bare) if w not in _EMPTY]
    if not words or len(words) > 5 or {"not", "no", "never"} & set(tokens(bare)):
        return
    padded = f" {said.lower()} "
    if not first_words().isdisjoint(padded.split()):
        for phrase in phrases():
            if padded.startswith(f" {phrase} ") or f" {phrase} " in f" {bare} ":
                for axis, side, place in places_of("is")[phrase]:
                    yield Stand(axis, side, place, subject, phrase)
    for word in words:
        for axis, side, place in _degree(word):
            last = word == words[-1]
            rest = frozenset() if last else frozenset({stem(words[-1])})
            yield Stand(axis, side, place, subject, word, rest)
    if padded.startswith(" in "):
        yield from _in_state(subject, said[3:])


_ENDINGS = (("ies", "y"), ("s", ""), ("ier", "y"), ("er", ""), ("er", "e"), ("iest", "y"), ("est", ""))


def _degree(word: str) -> tuple[Place, ...]:
    """Return the places of an adjective, of a comparative too: richer, poorest."""
    found = places_of("is").get(word)
    if found is None:
        for end, tail in _ENDINGS:
            if word.endswith(end) and (word.removesuffix(end) + tail) in places_of("is"):
                return places_of("is")[word.removesuffix(end) + tail]
    return found or ()


def _in_state(subject: str, said: str) -> Iterator[Stand]:
    """Read a state somebody is in: "remained in poverty"."""
    words = [w.lower() for w in tokens(TAIL.sub("", said)) if w.lower() not in _EMPTY]
    if 1 <= len(words) <= 2:
        for axis, side, place in places_of("noun").get(words[-1], ()):
            yield Stand(axis, side, place, subject, words[-1])


def _done_to(subject: str, said: str) -> Iterator[Stand]:
    """Read a passive: "was weakened by the war"."""
    words = [w.lower() for w in tokens(said)[:3] if w.lower() not in _EMPTY]
    for word in words[:2]:
        if word.endswith(("ed", "en", "ost", "ut")):
            for axis, side, place in (*places_of("to").get(word, ()), *places_of("does").get(word, ())):
                yield Stand(axis, side, place, subject, word)


def _done(subject: str, relation: str, label: str, verb: str, said: str) -> Iterator[Stand]:
    """Read a verb: what the subject does by itself, or what it does to the object."""
    by_itself, to_another = _told_by(relation, label, verb)
    if not by_itself and not to_another:
        return
    if _is_bare(said) or (len(tokens(label)) > 1 and tokens(label)[-1] in _PREPOSITIONS):
        for word, (axis, side, place) in by_itself:
            if said and word.endswith(" on"):
                continue  # to fight on foot is not to fight on
            yield Stand(axis, side, place, subject, word)
    else:
        for word, (axis, side, place) in to_another:
            yield Stand(axis, side, place, _HOW_HARD.sub("", said), word)


_HOW_HARD = re.compile(
    r"\s(?:as (?:hard|badly|much|severely) as .*|(?:very |really |pretty )?(?:hard|badly|severely)(?: too)?)$"
)
_Told = tuple[tuple[str, Place], ...]


@lru_cache(maxsize=65536)
def _told_by(relation: str, label: str, verb: str) -> tuple[_Told, _Told]:
    """Return the words of a verb that have a place on an axis: where its subject does it, and where it is done."""
    words, does, to = _verbs(relation, label, verb), places_of("does"), places_of("to")
    return (
        tuple((word, place) for word in words for place in does.get(word, ())),
        tuple((word, place) for word in words for place in to.get(word, ())),
    )


def _verbs(relation: str, label: str, verb: str) -> tuple[str, ...]:
    """Return the relation and the verb that stand for a deed, in the past tense where it can be told."""
    found = [relation, label.lower(), verb.lower()]
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


def _had(subject: str, said: str) -> Iterator[Stand]:
    """Read a quality of what somebody had: "had a strong navy"."""
    words = [w.lower() for w in tokens(TAIL.sub("", said)) if w.lower() not in _EMPTY]
    if 1 <= len(words) <= 2:
        for axis, side, place in places_of("noun").get(words[-1], ()):
            yield Stand(axis, side, place, subject, words[-1])
    if 2 <= len(words) <= 3:
        for word in words[:-1]:
            for axis, side, place in places_of("is").get(word, ()):
                yield Stand(axis, side, place, f"{subject}'s {words[-1]}", word)


def _paced(subject: str, verb: str, said: str, found: tuple[Stand, ...]) -> Iterator[Stand]:
    """Read how fast a thing came about: "declined gradually", "the sudden collapse of the state"."""
    changed = [s.target for s in found if s.axis in _CHANGES] or [subject]
    pace, words = places_of("pace"), runs_of("pace")
    if len(said) > 60 or not words.isdisjoint(runs(said)) or not words.isdisjoint(runs(verb)):
        for word in (w.lower() for w in (*tokens(verb), *tokens(said[:60]))):
            for axis, side, place in pace.get(word, ()):
                yield Stand(axis, side, place, changed[0], word)
    for label in (subject, said):
        what = _owner_of_noun(label)
        if what:
            for word in (w.lower() for w in tokens(label)[:3]):
                for axis, side, place in places_of("is").get(word, ()):
                    if axis == "speed":
                        yield Stand(axis, side, place, what, word)
            if label == subject:
                yield from (s._replace(target=what) for s in found if s.axis in _OF_EVENTS)


@lru_cache(maxsize=65536)
def _owner_of_noun(label: str) -> str:
    """Return of what a label names a state or a change, "" where it names none: the collapse of the state."""
    if runs_of("noun").isdisjoint(runs(label)):
        return ""
    match = _NOUN_OF.match(label) or _NOUN_OWNED.match(label)
    return match["what"] if match is not None and match["noun"].lower() in places_of("noun") else ""


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
        what, word, places = _noun_in(label)
        for axis, side, place in places:
            yield Stand(axis, side is same, place, what, word)


@lru_cache(maxsize=65536)
def _noun_in(label: str) -> tuple[str, str, tuple[Place, ...]]:
    """Return of what a label names a state, the noun, and the places of that; no places where it names none."""
    patterns = () if runs_of("noun").isdisjoint(runs(label)) else (_NOUN_OF, _NOUN_OWNED, _NOUN_LAST)
    for pattern in patterns:
        match = pattern.match(label)
        if match is None:
            continue
        if match["noun"][:1].isupper() and match["what"][:1].isupper():
            break  # a name is not taken apart
        word = match["noun"].lower()
        return match["what"], word, places_of("noun").get(word, ())
    return "", "", ()
