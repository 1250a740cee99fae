"""What deeds show of who did them, and how high or low a text ranks a thing.

Who expels the Jews is not tolerant, who mutinies not loyal, who bungles a siege no great commander. People
who answer one question rarely call a king both just and unjust: one calls him just, the other tells
what he did. The words are in ``data/oppositions.toml``.
"""

import re
from collections import defaultdict
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from histgraph.compare.conflicts.degrees import Stand
from histgraph.compare.conflicts.openings import clause
from histgraph.compare.conflicts.rules import COPULAS, data, table
from histgraph.compare.matters import examples, stem, stems
from histgraph.compare.words import forms, runs, tokens, word_list
from histgraph.model import Claim, Polarity

LOUD = 99
"""The place of what shows more than any word could say: to deny a word denies it too."""


class Trait(NamedTuple):
    """A deed that shows on which side of an axis its doer is.

    ``whom`` are stems of which one it must be done to, ``both`` tells that nobody does both this and the opposite.
    """

    axis: str
    side: bool
    whom: frozenset[str]
    both: bool


@cache
def _traits() -> dict[str, tuple[Trait, ...]]:
    found: dict[str, list[Trait]] = defaultdict(list)
    for row in data()["trait"]:
        whom = frozenset(stem(word) for word in row.get("whom", ()))
        for side in ("up", "down"):
            for verb in row.get(side, ()):
                found[verb].append(Trait(row["axis"], side == "up", whom, bool(row.get("both"))))
    return {verb: tuple(traits) for verb, traits in found.items()}


def shown(claim: Claim) -> Iterator[Stand]:
    """Read what a claim shows of its subject by a deed, a manner or a rank."""
    yield from _by_deed(claim)
    yield from _by_manner(claim)
    yield from _by_treatment(claim)
    yield from _of_power(claim)
    yield from _by_will(claim)
    if claim.relation.id in COPULAS:
        yield from _ranked(claim)
    yield from _exemplified(claim)
    if claim.relation.id in _DWELLING and claim.object.label:
        told = f"{claim.subject.label} {claim.relation.label}"
        yield Stand("inhabited or uninhabited", True, 0, claim.object.label, told, deed=True)


_DWELLING = table("dwelling")


def _by_deed(claim: Claim) -> Iterator[Stand]:
    if claim.relation.id in COPULAS:
        return
    known, done = _traits(), None
    for verb in _verbs(claim):
        for trait in known.get(verb, ()):
            if trait.whom:
                done = done if done is not None else stems(claim.object.label)
                if trait.whom.isdisjoint(done):
                    continue
            told = f"{claim.relation.label} {claim.object.label}"
            yield Stand(trait.axis, trait.side, 0, claim.subject.label, told, deed=not trait.both)


def _verbs(claim: Claim) -> tuple[str, ...]:
    """Return the verb of a claim as its relation, as worded, and with the particle behind it: "changed sides"."""
    found = [claim.relation.id]
    words = [w.lower() for w in tokens(claim.relation.text)]
    if words:
        found += [words[-1], *(f"{form}{end}" for form in forms(words[-1]) for end in ("ed", "d"))]
        found.append(" ".join(words[-2:]))
        behind = [w.lower() for w in tokens(claim.object.label)[:2]]
        found += [" ".join((words[-1], *behind[:n])) for n in range(1, len(behind) + 1)]
    return tuple(dict.fromkeys(found))


@cache
def _manners() -> tuple[re.Pattern[str], dict[str, tuple[str, bool]]]:
    words = {
        word: (row["axis"], side == "up")
        for row in data()["manner"]
        for side in ("up", "down")
        for word in row[side]
    }
    found = "|".join(sorted(words, key=len, reverse=True))
    return re.compile(rf"\b(?:with (?:[a-z]+ )?)?(?P<how>{found})\b", re.IGNORECASE), words


def _by_manner(claim: Claim) -> Iterator[Stand]:
    """Read how a thing was done: "cleverly exploited the quarrel", "responded with great negligence"."""
    text = claim.relation.text
    if claim.relation.id in COPULAS or not text:
        return
    pattern, words = _manners()
    before, _, behind = claim.quote.partition(text)
    near = f"{' '.join(before.split()[-1:])} {text} {' '.join(behind.split()[:1])} {claim.object.label}"
    for match in pattern.finditer(near):
        axis, side = words[match["how"].lower()]
        yield Stand(axis, side, LOUD, claim.subject.label, match.group().lower(), deed=True)


@cache
def _treated() -> tuple[re.Pattern[str], ...]:
    rows = data()["treated"]
    return tuple(re.compile(rf"\s(?:{'|'.join(rows[key])})\b.*$", re.IGNORECASE) for key in ("badly", "well"))


def _by_treatment(claim: Claim) -> Iterator[Stand]:
    """Read how somebody was treated: "were treated fairly well", "treated him like a criminal"."""
    passive = claim.relation.id in COPULAS and claim.object.label.startswith(("treated", "being treated"))
    if not passive and claim.relation.id != "v-treat":
        return
    for side, pattern in enumerate(_treated()):
        match = pattern.search(claim.object.label)
        if match is not None:
            whom = claim.subject.label if passive else claim.object.label[: match.start()]
            yield Stand("treatment", bool(side), 0, whom, f"treated{match.group()}")
            return


_WILLING = re.compile(
    r"\b(?:by (?:their|his|her|its) own (?:free )?(?:choice|will)|(?:of|out of|on) (?:their|his|her|"
    r"its) own (?:free )?(?:will|accord)|by choice|of free will)\b",
    re.IGNORECASE,
)
_UNWILLING = re.compile(
    r"\b(?:(?:forced|compelled|coerced) (?:to|into)|were made to|against (?:their|his|her) will|at "
    r"gunpoint|at swordpoint|under duress)\b",
    re.IGNORECASE,
)
_WILL = frozenset(
    {"own", "choice", "will", "forced", "compelled", "coerced", "made", "gunpoint", "swordpoint", "duress"}
)


def _by_will(claim: Claim) -> Iterator[Stand]:
    """Read whether a thing was done of free will: "stayed by their own choice", "were forced to stay"."""
    if claim.polarity is Polarity.DENIED or _WILL.isdisjoint(runs(claim.quote)):
        return
    told = clause(claim)
    willing, unwilling = _WILLING.search(told), _UNWILLING.search(told)
    match = willing or unwilling
    if match is None or (willing and unwilling):
        return
    verb = frozenset(stem(w) for w in tokens(claim.relation.text)[-1:])
    yield Stand("free will", willing is not None, 0, claim.subject.label, match.group().lower(), verb)


_MIGHT = re.compile(
    r"^(?:the )?(?:(?P<whose>.+?)['’]s? )?(?:real |actual |political )?(?:power|influence|authority|"
    r"might|say)(?: of (?P<of>.+))?$",
    re.IGNORECASE,
)
_MUCH_MIGHT = re.compile(
    r"^(?:(?:an? )?(?:good|great|fair|huge) (?:deal|amount) of |quite a (?:bit|lot) of |a lot of |"
    r"lots of |plenty of |much |considerable |"
    r"enormous |great |immense |huge |real |vast )?(?:(?:real|actual|political) )?(?:power|influence|"
    r"authority)\b(?! (?:on|over|in) )",
    re.IGNORECASE,
)
_OVER = word_list("over")


def _of_power(claim: Claim) -> Iterator[Stand]:
    """Read that somebody had much power, or that it was over with it: what is said of an emperor or of the Church."""
    said = claim.object.label
    if claim.relation.id == "had" and _MUCH_MIGHT.match(said):
        for axis in ("power", "strength"):
            yield Stand(axis, True, 0, claim.subject.label, f"had {said}")
        return
    match = _MIGHT.match(claim.subject.label)
    what = (match["of"] or match["whose"]) if match is not None else None
    told = tokens(said)[:1] if claim.relation.id in COPULAS else tokens(claim.relation.text)[-1:]
    if what and told and told[0].lower() in _OVER:
        for axis in ("power", "strength"):
            yield Stand(axis, False, 0, what, f"{told[0].lower()}")


_TOP = re.compile(
    r"^(?:easily |by far |probably |perhaps |arguably |already |still )?(?:one of |"
    r"among )?(?:the |its |their |his |her )?"
    r"(?:[a-z]+['’]s )?(?:two |three |few )?"
    r"(?:most (?P<most>[a-z-]+)|(?P<best>[a-z]+est|leading|foremost|first) )",
    re.IGNORECASE,
)
_NO_MORE = re.compile(r"^(?:anything )?more than (?:an? |the )", re.IGNORECASE)
_LEADER = re.compile(
    r"^(?:really |at all )?(?:the leader|in the lead|in the first rank|among the leaders|ahead)\b",
    re.IGNORECASE,
)


def _ranked(claim: Claim) -> Iterator[Stand]:
    """Read how high a thing stands: "one of the strongest powers", "never more than a figurehead"."""
    said, subject = claim.object.label, claim.subject.label
    match = _TOP.match(f"{said} ")
    if match is not None:
        word = (match["most"] or match["best"]).lower()
        if word in table("high"):
            yield Stand("rank", True, 0, subject, match.group().strip().lower())
    if claim.polarity is Polarity.DENIED and (_NO_MORE.match(said) or _LEADER.match(said)):
        # What is denied here is the more; `stands` turns the sign of it.
        yield Stand("rank", True, 0, subject, said.lower())


_NAMING = frozenset({"such", "including", "like"})
"""What a label names its examples by."""


def _exemplified(claim: Claim) -> Iterator[Stand]:
    """Read what a label calls its examples: "learned monks such as" him."""
    for label in (claim.subject.label, claim.object.label):
        for one in examples(label) if not _NAMING.isdisjoint(runs(label)) else ():
            for word in (w.lower() for w in tokens(label)[:2]):
                for axis, side in _adjectives().get(word, ()):
                    yield Stand(axis, side, 0, one, word)


@cache
def _adjectives() -> dict[str, tuple[tuple[str, bool], ...]]:
    found: dict[str, list[tuple[str, bool]]] = defaultdict(list)
    for up, down in data()["poles"]:
        for side, words in ((True, up), (False, down)):
            for word in words:
                found[word].append((f"{up[0]} or {down[0]}", side))
    return {word: tuple(places) for word, places in found.items()}
