"""Links in a sentence, as a person would say it: who says what, who denies it, and what follows."""

import re
from functools import cache

from histgraph.compare.corpus import Corpus, two_parties
from histgraph.compare.memory import remembered
from histgraph.compare.words import tokens
from histgraph.gazetteer import gazetteer
from histgraph.model import Certainty, Claim, EntityKind, Mention, Polarity, Stance
from histgraph.resources import load_toml

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
    elif two_parties(a, b):
        said = f"{world.voice(a)} tells of a dispute: it {stance(a, world)}, and it {stance(b, world)}."
    else:
        said = f"{world.voice(a)} contradicts itself: it {stance(a, world)}, and it {stance(b, world)}."
    parts = [said, f"{why}." if why else "", told or ""]
    return " ".join(part[:1].upper() + part[1:] for part in parts if part)


def in_order(a: Claim, b: Claim) -> tuple[Claim, Claim]:
    """Return two claims in the order in which they are told: a denial first, else by document and place."""
    return (a, b) if place(a) <= place(b) else (b, a)


@remembered
def place(claim: Claim) -> tuple[bool, str, int, int, str]:
    """Return where a claim is told beside others: denials first, then by document and place."""
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
    if claim.relation.id in _CAUSAL and _is_clause(claim, world):
        because = "because" if _gives_clause(claim) else "because of"
        return (
            f"{_told(claim, claim.subject, world)} {because} {_told(claim, claim.object, world, first=False)}"
        )
    if verb.startswith("was") and claim.relation.text.lower().startswith("were"):
        verb = f"were{verb[3:]}"
    if not claim.object.spoken:
        return f"{_told(claim, claim.subject, world)} {verb}"
    return f"{_told(claim, claim.subject, world)} {verb} {_told(claim, claim.object, world, first=False)}"


_CAUSAL = frozenset({"causedBy", "motivatedBy"})
_BECAUSE = re.compile(
    r"\b(?:because|since|cos|cuz|'cause)\s+(?!of\b)(?P<rest>.{1,300})", re.IGNORECASE | re.DOTALL
)


def _is_clause(claim: Claim, world: Corpus) -> bool:
    """Whether the subject of a claim is a clause, of its own sentence or of the question: "the town fell"."""
    known = world.entities.get(claim.subject.entity)
    asked = known is not None and known.kind is EntityKind.SITUATION
    return asked or (bool(claim.relation.text) and claim.relation.text in claim.subject.label)


def _gives_clause(claim: Claim) -> bool:
    """Whether the reason is a clause in its text: "because nobody paid", not "because of the tolls"."""
    word = next(iter(tokens(claim.object.text or claim.object.label)), "")
    return any(
        match["rest"].lower().startswith(word.lower()) for match in _BECAUSE.finditer(claim.quote) if word
    )


def _told(claim: Claim, mention: Mention, world: Corpus, *, first: bool = True) -> str:
    """Return a mention as it is said within a sentence, with the capitals that its text gives it.

    Where it opens its sentence a capital tells nothing: it is kept unless the page, or a list of words for causes,
    has the word with a small letter. Elsewhere the text is right: "the Catholic clubs".
    """
    said, text = spoken(mention, world, first=first), mention.text.strip()
    word = next(iter(tokens(mention.label)), "")
    if not word or word.lower() in _ARTICLES:
        return said
    opens = bool(text) and claim.quote.startswith(text)
    if not opens:
        kept = re.search(rf"\b{re.escape(word)}\b", text, re.IGNORECASE)
        return (
            re.sub(rf"\b{re.escape(word)}\b", kept[0], said, count=1, flags=re.IGNORECASE) if kept else said
        )
    page = world.pages.get(claim.source)
    small = word[:1].lower() + word[1:]
    common = small in _nouns() or (
        page is not None and re.search(rf"(?<!\w){re.escape(small)}(?!\w)", page.source.text) is not None
    )
    if common and small != word and gazetteer().get(word) is None:
        return re.sub(rf"\b{re.escape(word)}\b", small, said, count=1)
    if not common and " " in mention.label and word != small:
        return re.sub(rf"\b{re.escape(small)}\b", word, said, count=1)
    return said


@cache
def _nouns() -> frozenset[str]:
    """Return nouns that are no names though they often open a sentence: disease, drought."""
    data = load_toml("comparison.toml")
    rows = [*data["alike"], *(word for row in data["sort"] for word in ([*row["wide"], *row["under"]],))]
    return frozenset(word for row in rows for word in row)


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
