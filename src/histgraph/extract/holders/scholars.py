"""Who holds a view as scholars do: not an actor of history, whose belief is a claim about him.

A text tells it by a noun ("historians"), by the tense ("Gibbon argues"), by a work cited, by the author's
own stand ("I follow Gibbon"). Whoever has been brought in so on a page is a scholar there in the past tense too.
"""

import re
from collections.abc import Iterable, Iterator

from histgraph.drafts import Phrase
from histgraph.extract.drafting.clauses import ClauseReader
from histgraph.extract.drafting.phrases import bare
from histgraph.extract.referents.kinds import PEOPLE
from histgraph.extract.referents.names import NameTable
from histgraph.extract.syntax.modality import cues
from histgraph.extract.syntax.scope import BELIEF_VERBS, HOLDERS, SAYING_VERBS, words
from histgraph.extract.syntax.tokens import child, children, lemma
from histgraph.extract.syntax.tree import Doc, Token
from histgraph.model import EntityKind

SHOWING = cues("attribution", "showing")
"""What scholars do beside saying; a thing that shows S says so itself."""
WORKS = cues("attribution", "works")
PRESENT = cues("attribution", "present")
_ACQUAINTANCES = words("anaphora", "acquaintances")
PLACES = frozenset({"GPE", "NORP", "LOC", "FAC"})
SOURCES = cues("attribution", "holders")
_LEARNED = cues("attribution", "learned")
_SIDING = cues("attribution", "siding")
_GUESSING = frozenset({"may", "might", "must", "could"})

_MODERN = re.compile(r"1[89]\d\d|20\d\d")
"""Years in which those write who are cited by their work."""
_LIFE = re.compile(r"\d[-–]|^[-–]$|^(?:b|d|r|born|died|reigned|ca?)\.?$")
"""What tells that years in brackets are those of a life or a reign."""


def is_holder(token: Token) -> bool:
    """Whether a subject holds a view as scholars do, not as actors of history do.

    A scholar by his noun ("historians", "some"), by an apposition ("Tacitus, a Roman historian"), or
    because a text still says it: a person with a verb of saying in the present ("Gibbon argues"), or cites
    his work in brackets.
    """
    if lemma(token) in HOLDERS | SOURCES or token.lower_ in HOLDERS:
        return True
    if any(lemma(c) in HOLDERS for c in token.children if c.dep_ in {"appos", "compound"}):
        return True
    if is_cited(token):
        return True
    verb = token.head
    if token.lower_ in {"everybody", "everyone"} and verb.tag_ in {"VBZ", "VBP"}:
        return True
    if token.dep_ == "nsubj" and (_tells_us(token, verb) or _in_a_work(verb)):
        return True
    named = token.pos_ == "PROPN" or (token.i > 0 and token.text[:1].isupper())
    return token.dep_ == "nsubj" and _speaks(verb) and named and token.ent_type_ not in PLACES


def _speaks(verb: Token) -> bool:
    """Whether a verb of saying is one a text still says: in the present or the perfect."""
    first = verb.head if verb.dep_ == "conj" and not children(verb, "aux") and verb.tag_ != "VBG" else verb
    perfect = verb.tag_ in {"VBN", "VBD"} and any(a.lower_ in _PERFECT for a in children(first, "aux"))
    present = verb.tag_ in {"VBZ", "VBP"} and not children(verb, "aux")
    return lemma(verb) in PRESENT | SHOWING and (present or perfect)


_PERFECT = frozenset({"has", "have", "'ve", "'s"})


def _tells_us(noun: Token, verb: Token) -> bool:
    """Whether one whom the author knows says S, or somebody unnamed still does: "my aunt said", "a sailor says"."""
    owner = child(noun, "poss")
    if owner is not None and owner.lower_ in {"my", "our", "your"} and lemma(noun) in _ACQUAINTANCES:
        return lemma(verb) in PRESENT
    clause = child(verb, "ccomp")
    past = clause is not None and any(t.tag_ == "VBD" for t in (clause, *children(clause, "aux", "auxpass")))
    return noun.tag_ == "NN" and lemma(noun) in PEOPLE and verb.tag_ == "VBZ" and past and _speaks(verb)


def _in_a_work(verb: Token) -> bool:
    """Whether somebody said so in a work of learning: "maintained in a book that S"."""
    works = (t for p in children(verb, "prep") if p.lower_ == "in" for t in children(p, "pobj"))
    return lemma(verb) in PRESENT and any(lemma(t) in _LEARNED | {"book"} and t.tag_ == "NN" for t in works)


def is_cited(token: Token) -> bool:
    """Whether a name has a work or its year in brackets behind it: "Bloch (1939)", "Duffy (The Altars, 1992)"."""
    doc, opens = token.doc, token.i + 1
    while opens < len(doc) and (doc[opens].pos_ == "PROPN" or doc[opens].text == "-"):
        opens += 1  # "Munro-Hay"
    if token.pos_ != "PROPN" or opens >= len(doc) or doc[opens].text != "(":
        return False
    closes = next((t.i for t in doc[opens : opens + 14] if t.text == ")"), opens)
    inside = doc[opens:closes]
    years = sum(_MODERN.fullmatch(t.text) is not None for t in inside)
    return years == 1 and not any(_LIFE.search(t.lower_) for t in inside)


def told_who(verb: Token) -> Token | None:
    """Return X of "X, who argues that S": the noun that a relative clause of saying hangs on."""
    return verb.head if verb.dep_ == "relcl" and verb.head.pos_ in {"PROPN", "NOUN"} else None


def holds(reader: ClauseReader, verb: Token, subject: Token | None, who: Phrase) -> bool:
    """Whether somebody holds a view as scholars do: by his noun, his tense, or since he was brought in before."""
    known = who.name and who.label in reader.holders
    if subject is None:
        if (told := _who_used_to(verb)) is not None and (_tells_us(told, verb) or known):
            return True  # "my uncle used to say that S"
        if verb.dep_ == "conj" and verb.tag_ in {"VBN", "VBD"} and who.name and _speaks(verb):
            return True  # "X has compared A with B and concluded that S"
        above = [a for a in (verb.head, verb.head.head) if a.tag_ in {"VBZ", "VBD"} and lemma(a) == "go"]
        far = verb.tag_ in {"VB", "VBG"} and bool(above) and who.name  # "X goes so far as to say that S"
        still = verb.dep_ == "conj" and verb.tag_ in {"VBZ", "VBP"} and lemma(verb) in PRESENT | SHOWING
        arguing = verb.dep_ in {"xcomp", "conj"} or (verb.tag_ == "VBG" and verb.dep_ == "advcl")
        return far or (who.name and still) or known or (who.head in HOLDERS and arguing)
    if any(t.lower_ in {"us", "me"} for t in children(verb, "dobj", "dative")):
        return True  # "Bede tells us that S"
    if subject.lower_ in {"he", "she", "they"} and verb.tag_ in {"VBZ", "VBP"} and lemma(verb) in PRESENT:
        return True  # "he points out that S": of the dead a text speaks in the past
    if subject.tag_ == "WP" and (noun := told_who(verb)) is not None:
        by_noun = lemma(noun) in HOLDERS | SOURCES or is_cited(noun)
        return known or by_noun or (_speaks(verb) and noun.pos_ == "PROPN" and noun.ent_type_ not in PLACES)
    return is_holder(subject) or known


def _who_used_to(verb: Token) -> Token | None:
    """Return X of "X used to say", "X likes to say"."""
    above = verb.head
    habit = verb.dep_ == "xcomp" and lemma(above) in {"use", "like", "love"}
    return child(above, "nsubj") if habit else None


def author_of(reader: ClauseReader, subject: Token | None) -> Phrase | None:
    """Return X of "X's work suggests that S", "the research of X shows that S"."""
    if subject is None or lemma(subject) not in WORKS:
        return None
    by = child(subject, "poss") or next(
        (
            t
            for p in children(subject, "prep", "agent")
            if p.lower_ in {"of", "by"}
            for t in children(p, "pobj")
        ),
        None,
    )
    if by is None or by.pos_ != "PROPN" or by.ent_type_ in PLACES:
        return None
    return bare(reader.maker.phrase(by))


# -- who is one on a whole page ---------------------------------------------------------------------


def scholars(docs: Iterable[Doc], table: NameTable) -> Iterator[str]:
    """Yield who is brought in somewhere on a page as scholars are, by the name a page knows him by."""
    for doc in docs:
        for token in doc:
            if token.pos_ == "PROPN" and token.dep_ != "compound" and _is_scholar(token):
                words = [c.text for c in token.children if c.dep_ == "compound" and c.i < token.i]
                label = table.canonical(" ".join([*words, token.text]))
                if table.kind(label) not in {EntityKind.PLACE, EntityKind.POLITY, EntityKind.GROUP}:
                    yield label


def _is_scholar(token: Token) -> bool:
    """Whether a name is that of a scholar, by what stands around it."""
    verb = token.head
    if token.ent_type_ in PLACES:
        return False
    if token.dep_ == "nsubj" and (is_cited(token) or _guesses(verb)):
        return True
    if token.dep_ == "poss" and lemma(verb) in _LEARNED:
        return True
    if token.dep_ in {"dobj", "pobj"}:  # "I follow X", "I agree with X"
        siding = verb if token.dep_ == "dobj" else verb.head
        mine = child(siding, "nsubj")
        if lemma(siding) in _SIDING and mine is not None and mine.lower_ in {"i", "we"}:
            return True
    for clause in children(token, "relcl"):
        what = child(clause, "nsubj")
        whose = child(what, "poss") if what is not None else None
        if whose is not None and whose.lower_ == "whose" and lemma(what or clause) in WORKS | _LEARNED:
            return clause.tag_ in {"VBZ", "VBP"}  # "X, whose book is still the place to begin"
    return False


def _guesses(verb: Token) -> bool:
    """Whether somebody thought what may have been: he looks back as the author does."""
    if lemma(verb) not in SAYING_VERBS | BELIEF_VERBS:
        return False
    clause = child(verb, "ccomp")
    aux = {t.lower_ for t in children(clause, "aux")} if clause is not None else set()
    return bool(aux & _GUESSING) and "have" in aux
