"""What claims make of causes: which one, of what, whether as the main one, and whether they deny it.

"X caused E", "E because of X", "X was the driving force behind E", "X played a minor role", "X had
nothing to do with it": all of these say of X how far it was a cause. A cause is compared under the
question of its page, so that what is explained need not be repeated in the words of the question.
"""

import re
from functools import cache, lru_cache
from typing import NamedTuple

from histgraph.compare.conflicts.degrees import Stand
from histgraph.compare.conflicts.ranks import CAUSE, FIRST, FIRST_CAUSE, FOREMOST, SIMPLY, WHAT_DID, rank
from histgraph.compare.conflicts.rules import CAUSAL, COPULAS, table
from histgraph.compare.conflicts.stands import stands
from histgraph.compare.matters import head_word, stem, stems
from histgraph.compare.memory import remembered
from histgraph.compare.words import folded, tokens, verb_said, word_list
from histgraph.gazetteer import gazetteer
from histgraph.model import Claim, Polarity
from histgraph.resources import load_toml

_CALLED = re.compile(
    rf"^(?!.* as (?:a|the) )(?:the |a |an )?(?:[a-z]+ ){{0,3}}{CAUSE}(?: (?:of|for|behind|in|to) (?P<effect>.+))?$",
    re.IGNORECASE,
)
_TO_DO_WITH = re.compile(
    r"\b(?:nothing|little|not much|not a lot|less|anything|much) to do with (?P<what>.+)$", re.IGNORECASE
)
_MEANS = re.compile(
    r"(?P<main>primarily |mainly |largely |mostly |chiefly |solely |only )?"
    r"(?:through|by means of|thanks to|because of|owing to|due to|as a result of|"
    r"out of(?= (?:fear|greed|hatred|hunger|"
    r"need|necessity|ambition|desperation|piety|religious|economic|political|jealousy|love|pride|weakness)\b)) "
    r"(?P<what>.+)$",
    re.IGNORECASE,
)
_BY_MEANS = ("through ", " means ", "thanks ", "because ", "owing ", "due ", "result ", "out of ")


def _may_tell_means(said: str) -> bool:
    """Whether a label may tell by what means a thing was done: quick, before the pattern is asked."""
    low = folded(said)
    return any(word in low for word in _BY_MEANS)


_ABOUT = re.compile(
    r"(?:really |all |mostly |mainly |just |only )*about (?P<what>(?!to\b).+)$", re.IGNORECASE
)
_WORK_OF = re.compile(
    r"(?:simply |largely |mainly |really )?the "
    r"(?:work|product|result|fruit|consequence|outcome|achievement|doing|merit|fault) of (?P<what>.+)$"
    r"|^(?:[a-z]+ly )?(?P<who>.+?)['’]s? (?:fault|doing|work|achievement|merit)$",
    re.IGNORECASE,
)
_FOUGHT_OVER = re.compile(
    r"^(?:[a-z]+ )?(?:fought|waged|begun|started) (?:over|about) (?P<what>.+)$", re.IGNORECASE
)
_AT_THE_ROOT = re.compile(
    r"at the (?:heart|root|roots|core|bottom|centre|center) of (?P<what>.+)$", re.IGNORECASE
)


_ONE_OF = re.compile(r"(?:an?|one of|among|another|some)\s", re.IGNORECASE)
_ONE_OF_MANY = re.compile(
    rf"^(?:only |just |merely |simply )?(?:one (?:of (?:the )?(?:many|several|a number of) \w+|"
    rf"{CAUSE} among (?:many|several|others)|"
    rf"among (?:many|several))|a (?:contributing|secondary|minor) {CAUSE})\b",
    re.IGNORECASE,
)
"""One cause among many: at odds with whoever calls it the main one."""


MEANT = 0.68
"""Cosine from which two causes may be one in other words: guns and firearms, poverty and hardship."""


class Cause(NamedTuple):
    """One cause of something.

    ``effect`` is "" where a claim does not say of what. ``rank`` is 2 where it is called the only cause,
    1 where the main one, else 0. ``denied`` tells that it is said not to be one, or not to count,
    ``shared`` that it is called one of many, or, with no ``label``, that there were many, ``wide`` that it
    had some effect on a thing rather than brought it about.
    """

    label: str
    effect: str
    rank: int
    denied: bool = False
    shared: bool = False
    wide: bool = False


def _singled_out(claim: Claim) -> bool:
    """Whether a sentence asks what did a thing and answers with the subject: "what broke the siege was hunger"."""
    match, told = WHAT_DID.search(claim.quote), claim.subject.text
    return match is not None and bool(told) and match["what"].lower().startswith(told.lower())


@remembered
def cause(claim: Claim) -> Cause | None:
    """Return the cause that a claim names or rejects, None where it speaks of none."""
    found = _cause(claim)
    if found is None or not claim.quote.startswith(found.label):
        return found
    first, *rest = found.label.split(" ")
    if first.islower() or any(w[:1].isupper() for w in rest) or gazetteer().get(first) is not None:
        return found
    # A capital letter that only the beginning of the sentence makes is no name.
    return found._replace(label=found.label[:1].lower() + found.label[1:])


_ITS_TIME = re.compile(
    r"^(?:.+['’]s?|his|her|their|its|the|that|our) (?:own )?(?:times?|age|era|day|generation|upbringing|class)$",
    re.IGNORECASE,
)
"""Who was a product of his time is not explained by it."""
_NO_SINGLE = re.compile(
    r"^(?:(?:any|a|one|the) )?(?:single|one|sole) (?:factor|cause|reason|explanation|event)\b", re.IGNORECASE
)
_COMBINED = re.compile(
    r"^(?:an? |the )?(?:[a-z]+ )?(?:combination|mix|mixture|variety|number|host|range|"
    r"convergence|accumulation) of |^(?:various|several|many|multiple|different) (?:reasons|causes|factors)\b",
    re.IGNORECASE,
)


def _rooted(claim: Claim) -> Cause | None:
    """Read what a thing was about, what it was fought over, and what was at the root of it."""
    if claim.relation.id not in COPULAS:
        return None
    denied, said = claim.polarity is Polarity.DENIED, claim.object.label
    if (match := _ABOUT.match(said)) is not None:
        return Cause(match["what"], claim.subject.label, 1, denied)
    if (match := _AT_THE_ROOT.match(said)) is not None:
        return Cause(claim.subject.label, match["what"], 1, denied)
    match = _FOUGHT_OVER.match(said)
    return None if match is None else Cause(match["what"], claim.subject.label, 0, denied)


def _many(claim: Claim, named: tuple[str, str]) -> bool:
    """Whether a claim says that there were many causes: no single one, a combination of them."""
    pattern = _NO_SINGLE if claim.polarity is Polarity.DENIED else _COMBINED
    return pattern.match(named[0]) is not None


def _cause(claim: Claim) -> Cause | None:
    named = named_cause(claim)
    if named is not None and _ITS_TIME.match(named[0]):
        return None
    if named is not None and _many(claim, named):
        return Cause("", named[1], 0, shared=True)
    denied = claim.polarity is Polarity.DENIED
    if claim.relation.id in COPULAS and not denied and _ONE_OF_MANY.match(claim.object.label):
        return Cause(claim.subject.label, "", 0, shared=True)
    blamed = _BLAME.match(claim.subject.label)
    if blamed is not None and (
        claim.relation.id in {"v-lie-with", "v-rest-with", "v-belong-to", "v-go-to"}
        or claim.relation.id in COPULAS
    ):
        return Cause(claim.object.label, blamed["effect"], 1, denied)
    if (found := _responsible(claim)) is not None:
        return found
    if (found := _likelihood(claim)) is not None:
        return found
    work = _WORK_OF.match(claim.object.label) if claim.relation.id in COPULAS else None
    if work is not None:
        return Cause(work["what"] or work["who"], claim.subject.label, 1, denied)
    if named is not None:
        weight = 0 if _one_of(claim) else max(rank(claim), int(_decided(claim)))
        return Cause(named[0], _unowned(*named), weight, denied)
    if (found := _explains(claim)) is not None:
        return found
    if not denied and claim.relation.id not in COPULAS and _singled_out(claim):
        return Cause(claim.subject.label, claim.object.label, 1)
    if claim.relation.id == "v-owe" and (match := _OWED.match(claim.object.label)) is not None:
        none = match["what"].lower() in _NOTHING
        return Cause(match["whom"], claim.subject.label if none else match["what"], 0, denied or none)
    if claim.relation.id == "had" and (match := _TO_DO_WITH.search(claim.object.label)) is not None:
        return _unconnected(claim, match["what"])
    if (found := _rooted(claim)) is not None:
        return found
    if not denied and _may_tell_means(claim.object.label) and (match := _MEANS.search(claim.object.label)):
        return Cause(
            match["what"], f"{claim.subject.label} {claim.relation.label}", int(match["main"] is not None)
        )
    if not denied and claim.relation.id in table("affecting"):
        return Cause(_with_example(claim), claim.object.label, 0, wide=True)
    for stand in stands(claim):
        if stand.axis == "importance":
            out = stand.side is stand.denied
            main_one = int(not out and bool(FOREMOST.match(claim.quote)))
            return Cause(_AS_A_CAUSE.sub("", stand.target), "", main_one, denied=out)
        if _useless(claim, stand):
            return Cause(stand.target, "", 0, denied=True)
    return _of_no_use(claim) or _characterised(claim)


_NO_USE = re.compile(
    r"^of (?:any |much |great |real )?(?:use|account|importance|consequence|help|value)\b", re.IGNORECASE
)


@cache
def _belittled() -> re.Pattern[str]:
    return re.compile(rf"(?:{'|'.join(load_toml('ways.toml')['alone']['belittled'])})\b", re.IGNORECASE)


def _of_no_use(claim: Claim) -> Cause | None:
    """Read "horses were of no use", "the plague is a convenient excuse": a cause that is set aside."""
    if claim.relation.id not in COPULAS:
        return None
    said = claim.object.label
    if claim.polarity is Polarity.DENIED:
        return Cause(claim.subject.label, "", 0, denied=True) if _NO_USE.match(said) else None
    match = _belittled().match(said)
    return Cause(claim.subject.label, "", 0, denied=True) if match is not None else None


def unconnected(claim: Claim) -> bool:
    """Whether a claim says of a thing that it had nothing to do with another."""
    return claim.relation.id == "had" and _TO_DO_WITH.search(claim.object.label) is not None


_EXPLAINS = frozenset({"explain", "explains", "explained"})
_IT = frozenset({"it", "that", "this", "everything", "much", "anything", "all of it"})


def _explains(claim: Claim) -> Cause | None:
    """Read what explains a thing, or does not: "population doesn't explain it"."""
    if verb_said(claim) not in _EXPLAINS or len(tokens(claim.object.label)) > 6:
        return None
    told = _LITTLE.sub("", claim.object.label)
    effect = "" if claim.object.text.lower() in _IT or not told.strip(" .") else told
    little = told != claim.object.label
    return Cause(claim.subject.label, effect, 0, little is not (claim.polarity is Polarity.DENIED))


_LITTLE = re.compile(
    r"^(?:very |precious |rather |really )*(?:little|nothing|not much|next to nothing|hardly anything)"
    r"(?: here| of (?:it|this|that)| about it)?",
    re.IGNORECASE,
)


_OWED = re.compile(r"^(?P<what>.+?) to (?P<whom>(?:the |his |her |their |its )?[^,;]+)$")
_NOTHING = frozenset({"nothing", "little", "anything", "not much", "very little", "much"})
_AS_A_CAUSE = re.compile(
    r" as (?:an? |the )?(?:main |real )?(?:reason|cause|factor|motive|explanation|driver)\b.*$"
)


_WHOLLY = re.compile(
    r"\b(?:complete|total|full|whole|unqualified|unmitigated|resounding|outright|entire|perfect)(?:ly)?\b",
    re.IGNORECASE,
)


_LEADERS = frozenset(map(stem, word_list("leaders")))


def _useless(claim: Claim, stand: Stand) -> bool:
    """Whether a thing is said to have had no effect: "was a joke", "did not work"; no complete success is some."""
    if stand.axis != "success and failure" or (stand.denied and _WHOLLY.search(claim.object.label)):
        return False
    if stand.denied and stand.rest & _LEADERS:
        return False  # what a man without success in office did may have been the cause
    return stand.denied if stand.side else not stand.denied and stand.word in table("without_effect")


_NOTABLY = re.compile(
    r",? (?:in particular|particularly|especially|above all|notably|chiefly) (?P<what>[^,;.]{3,40}),"
)


def _with_example(claim: Claim) -> str:
    """Return the subject with what its sentence singles out in it: "the constitution, in particular the veto"."""
    text = claim.subject.text
    match = _NOTABLY.match(claim.quote.partition(text)[2]) if text else None
    return claim.subject.label if match is None else f"{claim.subject.label} such as {match['what']}"


_BLAME = re.compile(
    r"^(?:the )?(?:main |real |whole )?(?:fault|blame|responsibility|credit) for (?P<effect>.+)$",
    re.IGNORECASE,
)
_RESPONSIBLE = re.compile(
    r"^(?:[a-z]+ly )?(?:responsible for|to blame for|to blame$)(?: (?P<effect>(?!\w+ing\b).+))?$",
    re.IGNORECASE,
)
_BEARS = re.compile(
    r"^(?:the )?(?:main |chief |sole |full |greatest )?(?:responsibility|blame) for (?P<effect>.+)$",
    re.IGNORECASE,
)


def _responsible(claim: Claim) -> Cause | None:
    """Read who was responsible for what, or to blame."""
    pattern = (
        _RESPONSIBLE
        if claim.relation.id in COPULAS
        else _BEARS
        if claim.relation.id in {"bore", "v-bear", "had"}
        else None
    )
    if claim.relation.id == "responsibleFor" and not claim.object.label.startswith("to "):
        return Cause(claim.subject.label, claim.object.label, 1, claim.polarity is Polarity.DENIED)
    match = pattern.match(claim.object.label) if pattern is not None else None
    if match is None:
        return None
    return Cause(claim.subject.label, match["effect"] or "", 1, claim.polarity is Polarity.DENIED)


_LIKELY = word_list("likely")
_UNLIKELY = word_list("unlikely")


def _likelihood(claim: Claim) -> Cause | None:
    """Read that something cannot have been the cause: "malaria is not likely"."""
    if claim.relation.id not in COPULAS:
        return None
    words = [w.lower() for w in tokens(claim.object.label)]
    if not words or len(words) > 3:
        return None
    denied = claim.polarity is Polarity.DENIED
    out = (denied and words[-1] in _LIKELY) or (not denied and words[-1] in _UNLIKELY)
    return Cause(claim.subject.label, "", 0, denied=True) if out else None


@remembered
def useless(claim: Claim) -> bool:
    """Whether a claim says of its subject that it was of no use."""
    return any(_useless(claim, stand) for stand in stands(claim))


@remembered
def belittled(claim: Claim) -> bool:
    """Whether a claim says of its subject how much it counted, or that it was of no use."""
    return any(stand.axis == "importance" or _useless(claim, stand) for stand in stands(claim))


_ABOVE_ALL = re.compile(
    r"\b(?:above all|first and foremost|primarily|essentially|mainly|chiefly)\s*$", re.IGNORECASE
)


def _characterised(claim: Claim) -> Cause | None:
    """Read what a thing was above all, and what it was not: "it wasn't the guns"."""
    if claim.relation.id not in COPULAS or not claim.object.text:
        return None
    said = claim.object.label
    if claim.polarity is Polarity.DENIED:
        pronoun = claim.subject.text.lower() in {"it", "that", "this"}
        return Cause(said, "", 0, denied=True) if pronoun and not _describes(said) else None
    if _describes(said):
        return None
    before = claim.quote.partition(claim.object.text)[0]
    found = re.match(r"(?:above all|first and foremost)\s+(?P<what>.+)", said, re.IGNORECASE)
    if found is None and not _ABOVE_ALL.search(before):
        return None
    return Cause(found["what"] if found else said, claim.subject.label, 1)


def _describes(said: str) -> bool:
    """Whether a label is no thing but a quality, or a deed: "inevitable", "built in a day"."""
    words = [w for w in tokens(said) if w.lower() not in {"the", "a", "an", "really", "just"}]
    return (
        not words
        or len(words) > 4
        or words[0].lower().endswith(("ed", "ing", "ble", "ful", "ous", "ive", "ant", "ent", "ly"))
    )


def _unconnected(claim: Claim, what: str) -> Cause:
    """Read "religion had nothing to do with it" and "it had little to do with religion"."""
    subject = claim.subject.label
    worded = _TO_DO_WITH.search(claim.object.text)
    pronoun = (
        what.lower() in {"it", "this", "that"}
        or (worded is not None and worded["what"].split()[0].lower().strip(",.") in {"it", "this", "that"})
        or stems(what) <= stems(subject)
        or what.lower().startswith(("why", "how"))
        or _THE_MATTER.fullmatch(what) is not None
    )
    return Cause(subject, "", 0, denied=True) if pronoun else Cause(what, subject, 0, denied=True)


_THE_MATTER = re.compile(
    r"(?:the|this|that) (?:matter|thing|affair|business|outcome|result)|any of (?:it|this)", re.I
)
_THE_FIRST = re.compile(rf"^\W*(?:but |and |so )?the {FIRST} {CAUSE} (?:was|is|were|lay in)\b", re.IGNORECASE)


def _one_of(claim: Claim) -> bool:
    """Whether a claim calls a thing a cause, not the cause: "a key factor was the weather"."""
    if claim.relation.id in CAUSAL and _THE_FIRST.search(claim.quote) is not None:
        return False  # "the real cause was a quarrel"
    return (
        any(
            _ONE_OF.match(text) is not None and _CALLED.match(text) is not None
            for text in (claim.object.label, claim.subject.text)
        )
        or _ONE_OF.match(claim.object.label) is not None
    )


def _decided(claim: Claim) -> bool:
    """Whether a thing, no party to the contest, is said to have won or decided it: mud, the machine gun."""
    head = head_word(claim.subject.label)
    if verb_said(claim) not in table("deciding") or not head:
        return False
    if verb_said(claim) in table("closing") and stems(claim.object.label).isdisjoint(_outcomes()):
        return False  # a marriage seals a peace that others brought about
    if claim.object.text.split(" ", 1)[0].lower() in _WHOM and " " in claim.object.text:
        return False  # it won him their trust
    return not _is_party(claim)


def _is_party(claim: Claim) -> bool:
    """Whether the subject of a claim can be one of those who fought: somebody by name, a people, an army."""
    head = head_word(claim.subject.label)
    if head[:1].isupper() and (gazetteer().get(head) is not None or not claim.quote.startswith(head)):
        return True
    return stem(head) in _parties()


_WHOM = frozenset({"him", "her", "them", "it", "us", "me", "you", "himself", "herself", "themselves"})


@cache
def _outcomes() -> frozenset[str]:
    return frozenset(stem(word) for word in table("outcomes"))


@cache
def _parties() -> frozenset[str]:
    return frozenset(stem(word) for word in (*table("parties"), *_PRONOUNS))


_PRONOUNS = ("he", "she", "they", "we", "i", "who", "anybody", "anyone", "nobody")
_OWNED = re.compile(r"^(?P<owner>.+?)(?:['’]s|s['’])\s+(?P<thing>.+)$")


def _unowned(label: str, effect: str) -> str:
    """Return an effect without the cause as its owner: whose "its failure" is was guessed."""
    effect = SIMPLY.sub("", effect).rstrip(" ,")
    owned = _OWNED.match(effect)
    return owned["thing"] if owned is not None and stems(owned["owner"]) <= stems(label) else effect


def named_cause(claim: Claim) -> tuple[str, str] | None:
    """Return the cause and the effect that a claim names in so many words, None where it names none."""
    if claim.relation.id in CAUSAL:
        return claim.object.label, claim.subject.label
    if claim.relation.id == "defeated" and _is_party(claim):
        return None  # who beat whom in a battle is told, not why it went so
    if claim.relation.id in table("causing") or claim.relation.id in table("ending") or _decided(claim):
        return claim.subject.label, claim.object.label
    if claim.relation.id == "included":
        listed = _FACTORS.match(claim.subject.label)
        return (claim.object.label, listed["effect"] or "") if listed is not None else None
    if claim.relation.id not in COPULAS:
        return None
    match = _PUT_DOWN.match(claim.object.label)
    return (
        (match["what"], claim.subject.label)
        if match is not None
        else _called(claim.subject.label, claim.object.label)
    )


_FACTORS = re.compile(
    rf"^(?:the |some |other )?(?:[a-z]+ ){{0,2}}{CAUSE}s(?: (?:of|for|behind|in|to) (?P<effect>.+))?$",
    re.IGNORECASE,
)
_PUT_DOWN = re.compile(
    r"^(?:often |usually |generally |commonly |widely |traditionally )?(?:put down|attributed|"
    r"ascribed|credited|blamed|pinned|chalked up)"
    r" (?:to|on) (?P<what>.+)$",
    re.IGNORECASE,
)
_VAGUE = re.compile(
    r"^an? .*\b(?:force|event|moment|element|weapon|edge|step|key|secret|problem|engine|motor|blow|difference)s?$",
    re.IGNORECASE,
)
"""What is no cause of anything unless it is called the first one, or one of something."""
_SEEN_AS = re.compile(
    r"^(?:often |usually |generally |commonly |widely )?(?:considered|called|seen as|"
    r"regarded as|thought of as|described as|deemed)"
    r"(?: to be)? ",
    re.IGNORECASE,
)


@lru_cache(maxsize=65536)
def _called(subject: str, said: str) -> tuple[str, str] | None:
    said = _SEEN_AS.sub("", said)
    for cause_, named in ((subject, said), (said, subject)):
        match = _CALLED.match(named)
        if (
            match is not None
            and not match["effect"]
            and _VAGUE.search(named)
            and not FIRST_CAUSE.search(named)
        ):
            match = None  # "a growing force" is the cause of nothing
        if match is not None:
            return cause_, match["effect"] or ""
    return None
