"""Trees of reports put right: "has shown that trade was alive" read as showing that trade, and their like."""

from histgraph.extract.modality import cues
from histgraph.extract.scope import BELIEF_VERBS, HOLDERS, SAYING_VERBS
from histgraph.extract.tokens import child, children, is_finite, lemma
from histgraph.extract.tree import Doc, Token

_SHOWING = frozenset({"show", "demonstrate", "prove", "find", "establish", "reveal", "indicate", "confirm"})
_TELLING = SAYING_VERBS | BELIEF_VERBS | _SHOWING
_EYES = frozenset({"eye", "view", "opinion", "estimation", "judgement", "judgment"})
_SAID = frozenset({"VBZ", "VBD", "VBN"})
_NO_NAMES = (
    HOLDERS
    | cues("attribution", "evidence")
    | cues("attribution", "holders")
    | cues("attribution", "learned")
)
_NO_NAMES |= cues("opinion", "tales") | cues("judged", "nouns") | cues("attribution", "no_names")
_FORMS = cues("attribution", "forms")


def right_reports(doc: Doc) -> None:
    """Put right the trees of the reports of one sentence, in place."""
    _name_speaks(doc)
    _named_first(doc)
    for token in doc:
        if token.lower_ == "that" and token.dep_ == "det" and token.tag_ == "DT":
            _that_clause(token)
        elif token.lower_ == "doubt" and token.dep_ == "advmod" and token.i and token.nbor(-1).lower_ == "no":
            _no_doubt(token)
        elif token.lower_ == "in" and token.dep_ == "prep":
            _beside_a_verb(token)
        elif token.dep_ == "ROOT" and token.pos_ == "NOUN" and lemma(token) in SAYING_VERBS:
            _critics_object(token)


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


def _that_clause(that: Token) -> None:
    """Make S of "has shown that trade in the valley was alive" a clause: its subject was taken for an object."""
    noun, verb = that.head, that.head.head
    if (
        noun.dep_ != "dobj"
        or verb.pos_ != "VERB"
        or lemma(verb) not in _TELLING
        or noun.left_edge is not that
    ):
        return
    if that.i != verb.i + 1:
        return
    for clause in children(verb, "ccomp"):
        bare = child(clause, "nsubj", "nsubjpass", "expl", "csubj") is None and not children(clause, "mark")
        if clause.i > noun.i and bare and is_finite(clause) and clause.left_edge.i == noun.right_edge.i + 1:
            passive = child(clause, "auxpass") is not None
            noun.head, noun.dep_ = clause, "nsubjpass" if passive else "nsubj"
            that.head, that.dep_, that.tag_, that.pos_ = clause, "mark", "IN", "SCONJ"
            return


def _no_doubt(doubt: Token) -> None:
    """Take "no doubt" of "was no doubt costly" for one adverb of the verb: it denies nothing."""
    no, head = doubt.nbor(-1), doubt.head
    no.dep_, no.head = "advmod", doubt
    if head.dep_ in {"acomp", "attr", "oprd"}:
        doubt.head = head.head


def _name_speaks(doc: Doc) -> None:
    """Make a sentence of "Bloch disputes that S": a name that the parser does not know opens it."""
    if len(doc) < 4 or doc[1].lower_ not in _FORMS or doc[2].lower_ != "that":
        return
    name, verb = doc[0], doc[1]
    if verb.head is not verb or name.dep_ not in {"amod", "compound", "nmod", "advmod", "dep"}:
        return
    clause = next((c for c in children(verb, "acl", "ccomp", "relcl") if c.i > 2), None)
    if clause is None or child(clause, "nsubj", "nsubjpass", "expl") is None:
        return
    verb.pos_, verb.tag_ = "VERB", "VBZ"
    name.dep_, name.pos_, name.tag_ = "nsubj", "PROPN", "NNP"
    clause.dep_ = "ccomp"


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


def _critics_object(noun: Token) -> None:
    """Make a verb of "object" in "Critics of this theory object that S"."""
    people, clause = child(noun, "nsubj"), child(noun, "ccomp", "acl")
    if people is None or clause is None or people.tag_ != "NNS" or people.i > noun.i:
        return
    if lemma(people) in HOLDERS and noun.i + 1 < len(noun.doc) and noun.nbor(1).lower_ == "that":
        noun.pos_, noun.tag_, clause.dep_ = "VERB", "VBP", "ccomp"
