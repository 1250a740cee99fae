"""Links in a sentence, as a person would say it: who says what, who denies it, and what follows."""

import re

from histgraph.compare.corpus import Corpus
from histgraph.compare.memory import remembered
from histgraph.compare.words import tokens
from histgraph.gazetteer import gazetteer
from histgraph.model import Certainty, Claim, Mention, Polarity, Stance

_ARTICLES = frozenset({"the", "a", "an", "this", "that", "these", "those"})
_BODY = re.compile(
    r"\b(?:Empire|Republic|Kingdom|Union|League|War|Wars|Revolution|Dynasty|dynasty|Confederation|Confederacy|"
    r"Church|Party|Army|Navy|Senate|Parliament|States|Netherlands|Khanate|Caliphate|Sultanate|Islands|Front|Reich)$"
)


def contradiction(a: Claim, b: Claim, world: Corpus, why: str, told: str | None) -> str:
    """Return a conflict in words, in the order of ``in_order``.

    Args:
        a: one claim.
        b: the other, which comes after it.
        world: what stands around them.
        why: the rule's reason as half a sentence, "" where it goes without saying.
        told: how it is known that one text goes against the other by name.
    """
    if a.contribution != b.contribution:
        one, other = voices(a, b, world)
        said = f"{one} {stance(a, world)}; {other} {stance(b, world)}."
    elif a.attributed_to is None and b.attributed_to:
        said = f"{world.voice(a)} {stance(b, world)}, and goes against it: it {stance(a, world)}."
    else:
        said = f"{world.voice(a)} contradicts itself: it {stance(a, world)}, and it {stance(b, world)}."
    parts = [said, f"{why}." if why else "", told or ""]
    return " ".join(part[:1].upper() + part[1:] for part in parts if part)


def in_order(a: Claim, b: Claim) -> tuple[Claim, Claim]:
    """Return two claims in the order in which they are told: a denial first, else by document and place."""
    return (a, b) if _place(a) <= _place(b) else (b, a)


@remembered
def _place(claim: Claim) -> tuple[bool, str, int, int, str]:
    span = claim.evidence
    return claim.polarity is Polarity.AFFIRMED, claim.document, span.start, span.end, claim.id


def agreement(a: Claim, b: Claim, world: Corpus, *, follows: bool) -> str:
    """Return an agreement in words; ``follows`` tells that the second claim follows from the first."""
    one, other = voices(a, b, world)
    if follows:
        said = f"{one} {stance(a, world)}; from this follows what {other} says, that {clause(b, world)}."
    elif a.polarity is Polarity.DENIED:
        said = f"{one} and {other} both deny that {clause(a, world)}."
    else:
        said = f"{one} and {other} both say that {clause(a, world)}."
    return said[:1].upper() + said[1:]


def voices(a: Claim, b: Claim, world: Corpus) -> tuple[str, str]:
    """Return how the two contributions are called, with their documents where these differ."""
    one, other = world.voice(a), world.voice(b)
    return (one, other) if a.source == b.source else (f"{one} of {a.document}", f"{other} of {b.document}")


def stance(claim: Claim, world: Corpus) -> str:
    """Return what a contribution does with a claim: "says that …", "doubts that …", "reports that …"."""
    denied, sure = claim.polarity is Polarity.DENIED, claim.certainty is Certainty.CERTAIN
    if claim.attributed_to and claim.stance is not Stance.ENDORSES:
        verb = "rejects the view of" if claim.stance is Stance.REJECTS else "reports the view of"
        return f"{verb} {claim.attributed_to} that {'it is not so that ' * denied}{clause(claim, world)}"
    if denied:
        return f"{'denies' if sure else 'doubts'} that {clause(claim, world)}"
    if sure:
        return f"says that {clause(claim, world)}"
    likely = "likely" if claim.certainty is Certainty.PROBABLE else "possible"
    return f"holds it {likely} that {clause(claim, world)}"


def clause(claim: Claim, world: Corpus) -> str:
    """Return what a claim says, without its polarity: "the king sold the forest to the abbey (in 1250)"."""
    words = " ".join(_words(claim, world).split())
    when = claim.time_text or ""
    return f"{words} ({when})" if when and when.lower() not in words.lower() else words


def _words(claim: Claim, world: Corpus) -> str:
    subject, verb = claim.subject.label, claim.relation.label
    if claim.object.label.startswith(f"{subject} ") and claim.object.label != subject:
        return claim.object.label  # the object is a whole clause about the subject
    if claim.relation.id in _CAUSAL and claim.relation.text and claim.relation.text in subject:
        return f"{spoken(claim.subject, world)} because of {spoken(claim.object, world, first=False)}"
    if verb.startswith("was") and claim.relation.text.lower().startswith("were"):
        verb = f"were{verb[3:]}"
    return f"{spoken(claim.subject, world)} {verb} {spoken(claim.object, world, first=False)}"


_CAUSAL = frozenset({"causedBy", "motivatedBy"})


def spoken(mention: Mention, world: Corpus, *, first: bool = True) -> str:
    """Return a mention as it is said within a sentence, with the article that belongs to it.

    Args:
        mention: the subject or object of a claim.
        world: tells names from concepts.
        first: it is a subject; an object keeps the words of its label.
    """
    label, text = mention.label.strip(), mention.text.strip()
    known = world.entities.get(mention.entity)
    if known is not None and known.terms and label[1:] == label[1:].lower():
        # A concept at the beginning of its sentence: "Drought", but "Confucian officials".
        label = gazetteer().truecase(label[:1].lower() + label[1:])
    head = label.split(" ", 1)[0].lower()
    if not label or head in _ARTICLES:
        return (
            label if gazetteer().get(label) else label[:1].lower() + label[1:] if head in _ARTICLES else label
        )
    article, _, rest = text.partition(" ")
    if article.lower() in _ARTICLES and tokens(rest) == tokens(label):
        return f"{article.lower()} {label}"
    if _BODY.search(label):
        return f"the {label}"
    if first and label[:1].islower() and " of " in label and not label.split(" of ")[0].endswith("s"):
        return f"the {label}"
    return label
