"""Trees of reports put right: "has shown that trade was alive" read as showing that trade, and their like."""

from histgraph.extract.syntax.modality import cues
from histgraph.extract.syntax.scope import HOLDERS, SAYING_VERBS
from histgraph.extract.syntax.tokens import child, children, lemma
from histgraph.extract.syntax.tree import Doc, Token

_EYES = frozenset({"eye", "view", "opinion", "estimation", "judgement", "judgment"})
_SAID = frozenset({"VBZ", "VBD", "VBN"})
_NO_NAMES = (
    HOLDERS
    | cues("attribution", "evidence")
    | cues("attribution", "holders")
    | cues("attribution", "learned")
)
_NO_NAMES |= cues("opinion", "tales") | cues("judged", "nouns") | cues("attribution", "no_names")


def right_reports(doc: Doc) -> None:
    """Put right the trees of the reports of one sentence, in place."""
    _named_first(doc)
    for token in doc:
        if token.lower_ == "doubt" and token.dep_ == "advmod" and token.i and token.nbor(-1).lower_ == "no":
            _no_doubt(token)
        elif token.lower_ == "in" and token.dep_ == "prep":
            _beside_a_verb(token)
        elif token.dep_ == "acl" and token.tag_ == "VBN" and lemma(token) in SAYING_VERBS:
            _said_behind_aside(token)
        elif token.dep_ == "ROOT" and token.pos_ == "NOUN" and lemma(token) in SAYING_VERBS:
            _critics_object(token)
        if token.dep_ == "ROOT" and token.tag_ in _TAKEN_FOR_NOUNS and lemma(token) in SAYING_VERBS:
            _says_that(token)


def _said_behind_aside(verb: Token) -> None:
    """Put "denied" in charge of "The bailiff, who held the keys, denied before the court that S"."""
    clause, subject = child(verb, "ccomp"), verb.head
    if subject.dep_ == "appos" and subject.head.dep_ == "ROOT":
        subject = subject.head
    if clause is None or subject.dep_ != "ROOT" or subject.pos_ not in {"NOUN", "PROPN"}:
        return
    that = next((t for t in clause.subtree if t.lower_ == "that" and t.i == clause.left_edge.i), None)
    if that is None or verb.nbor(-1).text != "," or child(verb, "agent") is not None or that.i < verb.i:
        return
    for c in [c for c in subject.children if c.i > verb.i]:
        c.head = verb
    that.dep_, that.head, that.tag_, that.pos_ = "mark", clause, "IN", "SCONJ"
    verb.head, verb.dep_, verb.tag_ = verb, "ROOT", "VBD"
    subject.head, subject.dep_ = verb, "nsubj"


def _beside_a_verb(prep: Token) -> None:
    """Hang "in the eyes of X", "in X's view" on the verb: the parser has hung it on a noun before it."""
    noun = child(prep, "pobj")
    if noun is None or lemma(noun) not in _EYES or prep.head.pos_ in {"VERB", "AUX"}:
        return
    of = next((p for p in children(noun, "prep") if p.lower_ == "of"), None)
    if child(noun, "poss") is None and (of is None or child(of, "pobj") is None):
        return
    above = next((a for a in prep.ancestors if a.pos_ in {"VERB", "AUX"}), None)
    if above is not None and prep.i > above.i:
        prep.head, prep.dep_ = above, "prep"


def _no_doubt(doubt: Token) -> None:
    """Take "no doubt" of "was no doubt costly" for one adverb of the verb: it denies nothing."""
    no, head = doubt.nbor(-1), doubt.head
    no.dep_, no.head = "advmod", doubt
    if head.dep_ in {"acomp", "attr", "oprd"}:
        doubt.head = head.head


def _named_first(doc: Doc) -> None:
    """Make a name of "Bloch" in "Bloch says that S", where the parser hears a thing: a thing would have its article."""
    name = doc[0]
    verb = name.head
    if (
        name.tag_ not in {"NN", "JJ"}
        or name.dep_ != "nsubj"
        or not name.text[:1].isupper()
        or verb.tag_ not in _SAID
    ):
        return
    if any(c.dep_ not in {"appos", "punct", "relcl"} for c in name.children) or lemma(name) in _NO_NAMES:
        return
    speaks = lemma(verb) in SAYING_VERBS and child(verb, "ccomp", "xcomp") is not None
    if speaks or (lemma(verb) == "go" and any(t.lower_ == "far" for t in verb.children)):
        name.pos_, name.tag_ = "PROPN", "NNP"


def _says_that(said: Token) -> None:
    """Make a verb of "disputes" in "Lane disputes that S", whose speaker the parser has made a part of its name."""
    speakers = children(said, "compound", "amod")
    clause = child(said, "ccomp", "relcl", "acl")
    if len(said.doc) <= said.i + 2 or said.nbor(1).lower_ != "that" or child(said, "nsubj") is not None:
        return
    if not speakers or speakers[-1].i != said.i - 1 or clause is None or clause.i < said.i:
        return
    speaker = speakers[-1]
    plural = speaker.tag_ in {"NNS", "NNPS"}
    if (said.lower_ == lemma(said)) is not plural or child(clause, "nsubj", "nsubjpass", "expl") is None:
        return  # "Brook disputes that", "the annals record that"; not "the peace treaty record that"
    for c in list(said.children):
        if c.i < speaker.i and c.dep_ in {"det", "amod", "compound", "nummod", "poss"}:
            c.head = speaker
    if not plural and speaker.text[:1].isupper() and lemma(speaker) not in _NO_NAMES:
        speaker.pos_, speaker.tag_ = "PROPN", "NNP"
    speaker.dep_, clause.dep_ = "nsubj", "ccomp"
    said.pos_, said.tag_ = "VERB", "VBP" if plural else "VBZ"


_TAKEN_FOR_NOUNS = frozenset({"NN", "NNS", "VBZ", "VBP"})


def _critics_object(noun: Token) -> None:
    """Make a verb of "object" in "Critics of this theory object that S"."""
    people, clause = child(noun, "nsubj"), child(noun, "ccomp", "acl")
    if people is None or clause is None or people.tag_ != "NNS" or people.i > noun.i:
        return
    if lemma(people) in HOLDERS and noun.i + 1 < len(noun.doc) and noun.nbor(1).lower_ == "that":
        noun.pos_, noun.tag_, clause.dep_ = "VERB", "VBP", "ccomp"
