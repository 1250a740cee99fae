"""Negative words before the verb put in their place: "at no time were the monks rich", "by no means repaired it"."""

from histgraph.extract.syntax.modality import cues
from histgraph.extract.syntax.tokens import SUBJECTS, child, children, lemma
from histgraph.extract.syntax.tree import Token

_NO_PHRASES = cues("negation", "no_phrases")
_OPENING = cues("negation", "adverbs") - {"not", "n't", "no"}
_PAIRS = frozenset(
    {("not", "once"), ("hardly", "ever"), ("scarcely", "ever"), ("nor", "ever"), ("never", "once")}
)
_FINITE = frozenset({"VBD", "VBZ", "VBP", "MD"})
_PAST = frozenset({"VBD", "VBN"})
_HELPING = frozenset({"be", "do", "have", "can", "could", "will", "would", "may", "might", "must", "should"})
_NOMINAL = frozenset({"NOUN", "PROPN"})
_BOUNDARIES = frozenset({",", ";", ":", "—", "–", "but", "and", "so", "that", "because", "or"})


def opening_denied(token: Token) -> None:
    """Put right, in place, what a parser made of negative words that stand before their verb."""
    if token.dep_ == "prep":
        _whole_phrase(token)
        _year_before(token)
    elif token.tag_ in _FINITE and lemma(token) in _HELPING:
        _turned_round(token)
    elif token.lower_ == "than" and token.i and token.nbor(-1).lower_ == "rather":
        _chosen_after(token)


def is_no_phrase(prep: Token) -> bool:
    """Whether a preposition says no more than "not": "by no means", "in no way"."""
    noun = child(prep, "pobj")
    if noun is None or not {lemma(noun), noun.lower_} & _NO_PHRASES:
        return False
    return noun.i == prep.i + 2 and prep.nbor(1).lower_ == "no"


def _whole_phrase(prep: Token) -> None:
    """End "by no means" before "merchants" in "were by no means merchants", which was taken for its noun."""
    thing, be = child(prep, "pobj"), prep.head
    if thing is None or thing.i != prep.i + 3 or lemma(be) != "be" or child(be, "attr", "acomp") is not None:
        return
    no, noun = prep.nbor(1), prep.nbor(2)
    if no.lower_ != "no" or noun.head is not thing or not {lemma(noun), noun.lower_} & _NO_PHRASES:
        return
    no.head, noun.head, noun.dep_, noun.pos_ = noun, prep, "pobj", "NOUN"
    thing.head, thing.dep_ = be, "attr"


def _year_before(prep: Token) -> None:
    """End "in 1868" before "few settlers": the year was taken for a number of them."""
    year = prep.nbor(1) if prep.i + 1 < len(prep.doc) else prep
    counted = (
        year.dep_ == "nummod" and len(year.text) == 4 and year.text.isdigit() and child(prep, "pobj") is None
    )
    if (
        counted
        and year.i + 1 < len(year.doc)
        and year.nbor(1).lower_ in {"few", "no", "not", "hardly", "many"}
    ):
        year.head, year.dep_ = prep, "pobj"


def _turned_round(helping: Token) -> None:
    """Read "at no time was X (a) Y", "not once did X V" as one clause that the words before it deny."""
    opening = _opening(helping)
    if opening is None:
        return
    if lemma(helping) == "be":
        _passive(helping)
        _bare_property(helping)
    verb = helping.head if helping.dep_ in {"aux", "auxpass"} else helping
    opening.head = verb
    if opening.lower_ in {"not", "nor", "neither"} and opening.dep_ != "cc":
        opening.dep_ = "neg"


def _opening(verb: Token) -> Token | None:
    """Return the first of the negative words that stand right before a verb and turn it round, or None."""
    if verb.i == 0 or not any(
        t.dep_ in SUBJECTS or t.pos_ in _NOMINAL | {"PRON"} for t in verb.doc[verb.i + 1 :]
    ):
        return None
    before = verb.nbor(-1)
    if before.dep_ == "pobj" and is_no_phrase(before.head):
        return before.head
    pair = (verb.nbor(-2).lower_, before.lower_) if verb.i > 1 else ("", before.lower_)
    first = verb.nbor(-2) if pair in _PAIRS else before if before.lower_ in _OPENING else None
    if first is None or (
        first.i and first.nbor(-1).lower_ not in _BOUNDARIES and not first.nbor(-1).is_punct
    ):
        return None
    return first


def _passive(be: Token) -> None:
    """Make a passive of "at no time were the novels read": "read" was taken for a clause or a deed of theirs."""
    deed: Token | None
    if be.dep_ == "aux" and be.head.tag_ in _PAST:
        subject, deed = child(be.head, "nsubj"), be.head
    else:
        deed = next((c for c in children(be, "ccomp") if c.tag_ in _PAST), None)
        subject = child(deed, "nsubj") if deed is not None else child(be, "nsubj", "nsubjpass", "attr")
        if deed is None and subject is not None:
            deed = next((c for c in children(subject, "acl") if c.tag_ in _PAST), None)
        if deed is None or any(c is not subject for c in children(be, "attr", "acomp", "oprd")):
            return
    if subject is None or not be.i < subject.i < deed.i or child(deed, "dobj") is not None:
        return
    rooted, above, dep = be.head is be, be.head, be.dep_
    if be.head is not deed:
        for c in [c for c in be.children if c is not deed]:
            c.head = deed
        deed.head, deed.dep_ = (deed if rooted else above), dep
    be.head, be.dep_ = deed, "auxpass"
    subject.head, subject.dep_ = deed, "nsubjpass"
    deed.tag_, deed.pos_ = "VBN", "VERB"


def _bare_property(be: Token) -> None:
    """Part "the monks landowners" of "at no time were the monks landowners": one noun is the subject of the other."""
    behind = [c for c in be.children if c.dep_ in {"nsubj", "attr", "acomp"} and c.i > be.i]
    if len(behind) != 1:
        return
    what = behind[0]
    last = next((p for p in children(what, "prep") if p.lower_ == "of"), None)
    inner = child(last, "pobj") if last is not None else None
    name = next((c for c in children(inner, "compound") if c.i == inner.i - 1), None) if inner else None
    if (
        last is not None
        and inner is not None
        and name is not None
        and name.pos_ == "PROPN"
        and inner.pos_ != "PROPN"
    ):
        name.head, name.dep_ = last, "pobj"  # "were the consuls of Pisa merchants"
        what.dep_, inner.head = "nsubj", be
        inner.dep_ = "acomp" if inner.pos_ == "ADJ" else "attr"
        return
    behind = [c for c in children(what, "amod", "acomp") if c.i > what.i and c.i == what.right_edge.i]
    if behind and what.dep_ != "acomp":  # "was the synod of Bari popular"
        what.dep_, behind[0].head, behind[0].dep_ = "nsubj", be, "acomp"
        return
    subject = _before(what)
    if subject is None or not be.i < subject.i < what.i:
        return
    for c in [c for c in what.children if c.i < subject.i]:
        c.head = subject
    subject.head, subject.dep_ = be, "nsubj"
    what.dep_ = "acomp" if what.pos_ == "ADJ" else "attr"


def _before(what: Token) -> Token | None:
    """Return the noun that a parser has made part of the property behind it, or None."""
    if what.pos_ == "ADJ":
        subject = child(what, "nsubj", "compound", "npadvmod")
        return subject if subject is not None and subject.pos_ in _NOMINAL else None
    both = (c for c in children(what, "compound") if c.i == what.i - 1 and c.tag_ == what.tag_ == "NNS")
    return next(both, None)


def _chosen_after(than: Token) -> None:
    """Give "rather than V, X W-ed" to W: behind another clause, V was hung on that one as its second verb."""
    rather = than.nbor(-1)
    if than.dep_ == "mark" and rather.head is than:
        rather.head = than.head
        return
    deed = next((t for t in than.doc[than.i + 1 : than.i + 3] if t.tag_ in {"VB", "VBG"}), None)
    if deed is None or rather.i == 0 or rather.nbor(-1).lower_ not in _BOUNDARIES or deed.head.i > deed.i:
        return
    comma = next((t for t in than.doc[deed.i : deed.i + 12] if t.text == ","), None)
    if comma is None:
        return
    after = than.doc[comma.i + 1 : comma.i + 10]
    subject = next((t for t in after if t.dep_ in SUBJECTS and t.head.i > t.i), None)
    if subject is None or subject.left_edge.i != comma.i + 1 or subject.head.tag_ not in {"VBD", "VBN", "VB"}:
        return
    deed.head, deed.dep_ = subject.head, "advcl"
    than.head, than.dep_ = deed, "mark"
    rather.head, rather.dep_ = deed, "advmod"
