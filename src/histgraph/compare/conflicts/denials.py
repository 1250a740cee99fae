"""Denials that go against more than their own words: there was no such thing, it is a myth, nobody did it.

"There was no school" contradicts "he founded a school"; "the burned fleet is a myth" contradicts "they
burned the fleet"; "nobody ruled it" contradicts whoever lets somebody rule it. Compared are texts on one
question; all words of what is denied must stand in what the other affirms.
"""

import re
from functools import lru_cache

from histgraph.compare.align import Fit, fit
from histgraph.compare.conflicts.causes import MEANT, cause
from histgraph.compare.conflicts.extents import extent
from histgraph.compare.conflicts.rules import COPULAS, MEETING, Finding, same_wording, table
from histgraph.compare.conflicts.stories import story
from histgraph.compare.corpus import Corpus
from histgraph.compare.matters import (
    asked_for,
    beside,
    examples,
    matter,
    met,
    named_apart,
    one_respect,
    stem,
    stems,
    touches,
)
from histgraph.compare.sight import affirmation, between, claim_that, denial, one_relation
from histgraph.compare.words import forms, tokens, word_list
from histgraph.gazetteer import gazetteer
from histgraph.model import Claim, LinkKind, Mention, Polarity, Strength

_WHETHER_REAL = re.compile(
    r"\b(?:exist(?:s|ed)?|real(?:ly)?|actual(?:ly)?|ever|myth|legend|invented|made up)\b", re.IGNORECASE
)
"""A question that asks whether there was what it names."""
_CLAUSE = re.compile(r"\w(?:ed|ew|ought|ade)\s+(?:an?|the|its|his|her|their)\s")
"""A whole clause as a subject: "the king founded a school" led to something. The clause has a claim of its own."""


@between(claim_that(lambda c: _absent(c) is not None), affirmation(holds=lambda c: _absent(c) is None))
def presence_denied(a: Claim, b: Claim, world: Corpus) -> Finding | None:
    """One says that there was no such thing, the other has it founded, used, or lets it act."""
    pair = _lacking(a, b, world)
    if pair is None:
        return None
    no, yes, thing, place = pair
    thing = _plainly(thing)
    question = world.question(no)
    wanted = stems(thing)
    if not wanted or matter(thing).head in _COMMON or thing.lower().startswith(("other ", "another ")):
        return None
    if thing[:1].isupper() and wanted <= asked_for(question) and not _WHETHER_REAL.search(question):
        return None  # a page on the Hanse takes for granted that there was one
    held = _holding(thing, yes, question)
    if held is None or not _placed(place, held, yes, question):
        return None
    why = f"one says that there was no “{thing}”, the other speaks of “{held}”"
    return Finding(LinkKind.NEGATION, why, Strength.QUALIFIED, counted=True)


def _holding(thing: str, yes: Claim, question: str) -> str | None:
    """Return the part of a claim that has a thing as its head, None where none has."""
    parts = [yes.subject.label]
    if yes.relation.id in table("brought_about") | {"causedBy"} or _widely(yes):
        parts.append(yes.object.label)
    if (match := _FULL_OF.match(yes.object.label)) is not None:
        parts.append(match["what"])
    parts += [one for label in (yes.subject.label, yes.object.label) for one in examples(label)]
    wanted = matter(thing)
    for label in parts:
        found = matter(label)
        if _CLAUSE.search(label):
            continue
        if found.head == wanted.head and wanted.rest - asked_for(question) <= found.rest | stems(
            yes.subject.label
        ):
            return label
    verb = yes.relation.text.lower()
    if yes.relation.id not in COPULAS | table("unreal") and _names_deed(wanted.head, verb):
        return (
            verb
            if wanted.rest <= asked_for(question) | stems(f"{yes.subject.label} {yes.object.label}")
            else None
        )
    return None


_FULL_OF = re.compile(
    r"^(?:full of|crawling with|teeming with|swimming in|awash with|overrun with|rife with|used as|"
    r"taken as|accepted as|put to use as) (?P<what>.+)$"
)
_SLIGHT = re.compile(
    r"^(?:any |such |much |(?:a )?(?:real|noticeable|actual|visible|discernible|particular|notable|"
    r"proper|meaningful) )+(?:of (?:an? )?)?",
    re.IGNORECASE,
)
_WORTH = re.compile(
    r"\s+(?:worth (?:the name|mentioning|speaking of)|to speak of|as such|of any (?:kind|sort)|"
    r"whatsoever|to be (?:had|found))$"
)


def _plainly(thing: str) -> str:
    """Return what is denied to have been there, without what only stresses that: real, noticeable, worth the name."""
    return _WORTH.sub("", _SLIGHT.sub("", thing)) or thing


@lru_cache(maxsize=65536)
def _names_deed(head: str, verb: str) -> bool:
    """Whether a noun is that of a verb: resistance and resisted, training and trained."""
    words = tokens(verb)[-1:]
    return bool(words) and len(head) >= 4 and len(words[0]) > 4 and stem(words[0])[:5] == head[:5]


def _proper(held: str, claim: Claim) -> bool:
    """Whether a label has a name in it; a capital letter that only the beginning of the sentence makes is none."""
    if claim.quote.startswith(held) and gazetteer().get(held.split(" ")[0]) is None:
        held = held[:1].lower() + held[1:]
    return bool(matter(held).names)


def _widely(claim: Claim) -> bool:
    """Whether a claim says that a thing went far: they ate meat all the time."""
    found = extent(claim)
    return found is not None and found.wide


def _placed(place: str, held: str, yes: Claim, question: str) -> bool:
    """Whether a claim speaks of the one who is said to have had no such thing.

    Args:
        place: who had none, "" where nobody is named.
        held: the part of the claim that names the thing.
        yes: the claim.
        question: what both texts answer.
    """
    who, asked = stems(place), asked_for(question)
    if matter(place).names & asked:
        who &= asked
    if held == yes.object.label and yes.relation.id == "causedBy" and who <= asked:
        return True
    if not place or is_nobody(place) or (who & stems(held) and who <= stems(held) | asked):
        return True
    if held in {yes.subject.label, yes.relation.text.lower()} and who <= asked and not _proper(held, yes):
        return True
    return any(
        beside(place, label, question) for label in (yes.subject.label, yes.object.label) if label != held
    )


_WITHOUT = re.compile(r"\bwithout (?:an?|any) (?P<what>[\w’'-]+(?: [\w’'-]+){0,2})")


def _absent(claim: Claim) -> tuple[str, str] | None:
    """Return what a claim says that there was not, and who had none, "" where nobody is named."""
    if claim.polarity is Polarity.DENIED:
        if claim.relation.id.startswith("v-exist-"):
            return claim.subject.label, claim.object.label
        if claim.relation.id not in table("presence") - {"was"}:
            return None
        bare = claim.relation.id in {"existed", "happened"}
        return (claim.subject.label, "") if bare else (claim.object.label, claim.subject.label)
    if claim.relation.id == "lacked" or claim.relation.id.endswith("-without"):
        return claim.object.label, claim.subject.label
    match = _WITHOUT.search(claim.object.label)
    return (match["what"], claim.subject.label) if match is not None else None


def _lacking(a: Claim, b: Claim, world: Corpus) -> tuple[Claim, Claim, str, str] | None:
    """Return (denial, affirmation, thing, who had none) of two texts on one question, None where they are not that."""
    if not world.side_by_side(a, b):
        return None
    for no, yes in ((a, b), (b, a)):
        absent = _absent(no)
        if absent is not None and yes.polarity is Polarity.AFFIRMED and _absent(yes) is None:
            return no, yes, *absent
    return None


_COMMON = frozenset(map(stem, word_list("plain_nouns")))


@between(denial(others=table("presence") | COPULAS), affirmation())
@between(denial(COPULAS), affirmation(others=table("presence") | COPULAS))
@between(denial(COPULAS, lambda c: _may_be_nobody(c)), affirmation(COPULAS))
@between(denial(holds=lambda c: _may_be_nobody(c)), affirmation(), relations=one_relation)
def deed_denied(a: Claim, b: Claim, world: Corpus) -> Finding | None:
    """One denies a deed, of anybody or of the same, that stands as a whole in what the other affirms."""
    pair = denial_first(a, b, world)
    if pair is None:
        return None
    no, yes = pair
    if _nobody_was(no, yes):
        why = f"one denies of everybody what the other says of {yes.subject.label}"
        return Finding(LinkKind.NEGATION, why)
    if _anything_at_all(no, yes):
        return Finding(
            LinkKind.NEGATION, f"one denies that anybody {no.relation.label} anything", Strength.QUALIFIED
        )
    if _passive(no, yes, world) or _passive(yes, no, world):
        return Finding(
            LinkKind.NEGATION, "one denies as done what the other has done to it", Strength.QUALIFIED
        )
    one_sort = no.relation.id == yes.relation.id
    if no.relation.id in table("presence") | COPULAS:
        return None
    if not one_sort and yes.relation.id in table("unreal") | table("aims"):
        return None
    if not one_sort and no.relation.id in {"expected", "feared", "believed"}:
        return None  # what nobody expected may well have been done
    question = world.question(no)
    if _pronoun(no.object):
        if not (one_sort and met(no.subject, yes.subject, world, question)):
            return None
        return Finding(LinkKind.NEGATION, f"one denies that {no.subject.label} {no.relation.label} it")
    of_one = is_nobody(no.subject.label, yes.subject.label) or met(no.subject, yes.subject, world, question)
    if not of_one and not _pronoun(no.subject):
        return None  # whatever was done: most pairs end here, so the objects are looked at last
    alike = one_sort and _one_object(no.object, yes.object, world)
    found = None
    if not alike and not _contained(no, yes, question, one_sort=one_sort):
        found = _told_alike(no, yes, world)
        if found is None:
            return None
    if not of_one and not alike:
        return None
    if found is not None:
        return found
    why = f"one denies that {no.subject.label} {no.relation.label} {no.object.label}"
    return Finding(LinkKind.NEGATION, why, Strength.QUALIFIED)


def _may_be_nobody(claim: Claim) -> bool:
    """Whether a subject may take in everybody, or all of a kind: no doctor."""
    return any(is_nobody(said) or _NO.match(said) for said in (claim.subject.label, claim.subject.text))


SAID = 0.65
"""Cosine from which two deeds may be one in other words, where they have a word in common too."""


def _told_alike(no: Claim, yes: Claim, world: Corpus) -> Finding | None:
    """Find a denial of what the other tells in other words: did not die of a snake bite, died of the bite of an asp."""
    one_sort = no.relation.id == yes.relation.id
    if yes.relation.id in COPULAS or (not one_sort and _of_intent(no, yes)):
        return None
    if fit(no.object, yes.object, world) is Fit.WIDER or named_apart(no.object.label, yes.object.label):
        return None
    if _narrowed(no.object.label, yes.object.label):
        return None
    if _owner_of(no.subject.label, yes.subject.label) or _owner_of(yes.subject.label, no.subject.label):
        return None
    shared = stems(no.object.label) & stems(yes.object.label) - asked_for(world.question(no))
    if not shared:
        return None
    likeness = world.likeness(
        f"{no.relation.label} {no.object.label}", f"{yes.relation.label} {yes.object.label}"
    )
    if likeness is None or likeness < SAID:
        return None
    why = f"one denies that {no.subject.label} {no.relation.label} {no.object.label}"
    return Finding(LinkKind.NEGATION, why, Strength.QUALIFIED)


def _of_intent(no: Claim, yes: Claim) -> bool:
    """Whether one tells what was wanted, the other what came of it: who did not seek power may have got it."""
    return yes.relation.id in table("causing") or not {no.relation.id, yes.relation.id}.isdisjoint(
        table("aims")
    )


_QUALITY = ("ed", "ic", "al", "ous", "ive", "ful", "less", "ish", "ern")


def _narrowed(no: str, yes: str) -> bool:
    """Whether only a sort of what the other affirms is denied: no horned helmets, helmets."""
    one, other = matter(no), matter(yes)
    words = [w.lower() for w in tokens(no) if stem(w) in one.front - stems(yes)]
    return one.head == other.head and not other.front and any(w.endswith(_QUALITY) for w in words)


def _owner_of(one: str, other: str) -> bool:
    """Whether one label is the owner of another: Cleopatra, Cleopatra's grandmother."""
    return other.lower().startswith((f"{one.lower()}'s ", f"{one.lower()}’s "))


_ANYTHING = frozenset({"anything", "nothing", "a thing"})


def _anything_at_all(no: Claim, yes: Claim) -> bool:
    """Whether one denies of everybody a deed as such: nobody stole anything."""
    if no.object.label.lower() not in _ANYTHING or not is_nobody(no.subject.label):
        return False
    return no.relation.id == yes.relation.id and same_wording(no, yes)


def _passive(active: Claim, passive: Claim, world: Corpus) -> bool:
    """Whether one tells as a deed what the other says was done: a lord could not sell a serf, serfs were sold."""
    if passive.relation.id not in COPULAS or active.relation.id in table("presence") | COPULAS:
        return False
    done, verb = tokens(passive.object.label)[:1], tokens(active.relation.text)[-1:]
    if (
        not done
        or not verb
        or len(done[0]) <= 3
        or not set(forms(done[0].lower())) & set(forms(verb[0].lower()))
    ):
        return False
    if done[0] == verb[0] and not done[0].endswith(("ed", "en", "t", "d")):
        return False
    named = matter(passive.subject.label).names
    part = passive.subject.label[:1].isupper() and bool(named) and named == stems(passive.subject.label)
    if part and named <= stems(active.object.label) and passive.polarity is Polarity.DENIED:
        return True  # Bergen was never closed, they closed the offices in Bergen
    return met(active.object, passive.subject, world, world.question(active))


def _one_object(no: Mention, yes: Mention, world: Corpus) -> bool:
    """Whether two objects of one verb may be the same in other words: that he was a god, a divine being."""
    if _narrowed(no.label, yes.label):
        return False
    if fit(no, yes, world) in MEETING:
        return True
    if stems(no.label).isdisjoint(stems(yes.label)):
        return False
    likeness = world.likeness(no.label, yes.label)
    return likeness is not None and likeness >= MEANT


def _contained(no: Claim, yes: Claim, question: str, *, one_sort: bool) -> bool:
    """Whether verb and object of a denial stand in what another claim says of its subject."""
    verb = {stem(w) for w in (*tokens(no.relation.text)[-1:], *tokens(no.relation.label)[:1])}
    told = stems(no.object.label)
    said = stems(f"{yes.relation.text} {yes.relation.label} {yes.object.label}") | _behind(yes)
    if not told or not told <= said or not (one_sort or verb & said):
        return False
    asked = asked_for(question)
    if one_sort and told <= asked and not verb.isdisjoint(asked):
        return True  # what is denied is what the page asks
    return len(told - asked) + one_sort >= 2


@between(denial({"had"}, lambda c: _cleared(c)), affirmation(others=table("unreal") | COPULAS))
def deed_of_the_cleared(a: Claim, b: Claim, world: Corpus) -> Finding | None:
    """One says that somebody had nothing to do with what is asked about, the other has him do it."""
    pair = denial_first(a, b, world)
    if pair is None:
        return None
    no, yes = pair
    known = cause(no)
    if (
        known is None
        or known.effect
        or no.relation.id != "had"
        or yes.relation.id in table("unreal") | COPULAS
    ):
        return None
    question = world.question(no)
    what = matter(yes.object.label)
    # What was done to Greek ships was not done to the Greeks.
    beside_it = what.names - {what.head}
    done: object = (stems(f"{yes.relation.text} {yes.object.label}") - beside_it) & asked_for(question)
    deciding = yes.relation.id in table("built_by") | table("causing") | table("ending")
    done = done or (deciding and stems(known.label) == stems(yes.subject.label))
    if not done or not touches(known.label, yes.subject.label, question):
        return None
    if not one_respect(no.object.label, yes.object.label, question):
        return None  # without a say with the generals, with one at court
    return Finding(LinkKind.NEGATION, f"one says that “{known.label}” had no part in it")


def _cleared(claim: Claim) -> bool:
    """Whether a denial clears its subject of what is asked about."""
    known = cause(claim)
    return known is not None and not known.effect


_OF_ANY = re.compile(r"\s+of (?:anything|anyone|any kind|any sort)\b.*$", re.IGNORECASE)


@between(denial(table("marking") | COPULAS), affirmation(table("marking") - COPULAS))
@between(denial(table("marking") - COPULAS), affirmation(table("marking") | COPULAS))
def mark_denied(a: Claim, b: Claim, world: Corpus) -> Finding | None:
    """One says that a thing was not the end, or the cause, of anything, the other that it marked one."""
    pair = denial_first(a, b, world)
    if pair is None:
        return None
    no, yes = pair
    marks = table("marking") | COPULAS
    if not {no.relation.id, yes.relation.id} <= marks or {no.relation.id, yes.relation.id} <= COPULAS:
        return None
    question = world.question(no)
    one, other = _OF_ANY.sub("", no.object.label), yes.object.label
    if matter(one).head != matter(other).head or not matter(one).rest <= stems(other) | asked_for(question):
        return None
    if not met(no.subject, yes.subject, world, question):
        return None
    return Finding(LinkKind.NEGATION, f"one denies that it was “{one}”")


_PRONOUNS = frozenset({"it", "they", "them", "this", "that", "these", "those"})


def _pronoun(mention: Mention) -> bool:
    """Whether a text says only "it": what it means was guessed."""
    return mention.text.lower() in _PRONOUNS


_NAMED = re.compile(r"\s+((?:[A-Z][\w’'-]*\s?){1,3})")


def _behind(claim: Claim) -> frozenset[str]:
    """Return the stems of a name right behind the object: his nephew [Arthur]."""
    text = claim.object.text
    match = _NAMED.match(claim.quote.partition(text)[2]) if text else None
    return stems(match[1]) if match is not None else frozenset()


def _nobody_was(no: Claim, yes: Claim) -> bool:
    """Whether one says that nobody was what the other says somebody was: acquitted, spared."""
    if no.relation.id not in COPULAS or yes.relation.id not in COPULAS:
        return False
    if not any(is_nobody(told, yes.subject.label) for told in (no.subject.label, no.subject.text)):
        return False
    one, other = tokens(no.object.label)[:3], tokens(yes.object.label)[:1]
    return (
        bool(other)
        and (other[0].lower().endswith(("ed", "en")) or other[0].lower() in _DONE)
        and other[0] in one
    )


_DONE = frozenset(
    {"found", "built", "made", "won", "lost", "sold", "held", "sent", "kept", "paid", "put", "brought", "caught"}
)  # fmt: skip
_NO = re.compile(r"(?:no|hardly any|not a single|scarcely any)\s+(?P<what>.+)$", re.IGNORECASE)


def is_nobody(label: str, other: str = "") -> bool:
    """Whether a subject takes in everybody, or all of a kind that another subject is of: no doctor, some doctors."""
    none, kind = _nobody(label)
    return none or (kind is not None and kind == matter(other).head)


@lru_cache(maxsize=65536)
def _nobody(label: str) -> tuple[bool, str | None]:
    """Return whether a subject takes in everybody, and the head of the kind of which it takes in all, if any."""
    if label.lower() in table("nobody") or label.lower().startswith(("nobody ", "no one ")):
        return True, None
    match = _NO.match(label)
    return False, matter(match["what"]).head if match is not None else None


def denial_first(a: Claim, b: Claim, world: Corpus) -> tuple[Claim, Claim] | None:
    """Return (denial, affirmation) of two texts on one question, None where they are not that."""
    if a.polarity is b.polarity or not world.side_by_side(a, b):
        return None
    return (a, b) if a.polarity is Polarity.DENIED else (b, a)


def denies_more(claim: Claim) -> bool:
    """Whether a claim may go against claims of other relations than its own."""
    if claim.polarity is Polarity.DENIED:
        return True
    return story(claim) is not None or _absent(claim) is not None
