"""Trees that cannot be right, put right: a sentence whose verb was taken for a participle, a subject hung elsewhere.

Each repair names what the parser did; a tree that none of them fits stays as it is.
"""

from collections.abc import Iterable, Iterator

from spacy.tokens import Doc, Token

from histgraph.extract.tokens import SUBJECTS, child, is_finite

_PAST = frozenset({"VBN", "VBD"})


def repaired(docs: Iterable[Doc]) -> Iterator[Doc]:
    """Yield the documents with their trees put right, in place."""
    for doc in docs:
        for token in doc:
            _past_adjective(token)
            _noun_in_charge(token)
        for token in doc:
            _moved_subject(token)
            _finite_conjunct(token)
            _nobody_did(token)
        for root in [t for t in doc if t.head.i == t.i]:
            _verbless(root)
            _inverted_passive(root)
            _adverbial_subject(root)
        yield doc


def _verbless(root: Token) -> None:
    """Make "The shoguns governed through fear." a sentence: the parser read a noun and its participle."""
    if root.pos_ not in {"NOUN", "PROPN"} or root.doc[-1].text not in {".", "!", ";"}:
        return
    verb = next((c for c in root.children if c.dep_ == "acl" and c.tag_ in _PAST and c.i > root.i), None)
    if (
        verb is None
        or child(verb, "agent", "nsubj", "aux", "auxpass") is not None
        or not verb.lower_.endswith("ed")
    ):
        return
    between = root.doc[root.i + 1 : verb.i]
    if any(t.is_punct for t in between) or any(
        is_finite(t) for t in root.doc if t.pos_ in {"VERB", "AUX"} and t.i != verb.i and t.tag_ != "VBN"
    ):
        return
    stray = [c for c in root.children if c.i > verb.i or c.dep_ == "punct"]
    verb.head = verb
    verb.dep_, verb.tag_, verb.pos_ = "ROOT", "VBD", "VERB"
    root.head = verb
    root.dep_ = "nsubj"
    for c in stray:
        c.head = verb


def _adverbial_subject(root: Token) -> None:
    """Make "peasants" the subject of "Not many peasants owned horses.": the parser took it for a measure."""
    if root.pos_ != "VERB" or root.tag_ not in _PAST or child(root, *SUBJECTS, "expl", "auxpass") is not None:
        return
    before = [
        c for c in root.children if c.dep_ == "npadvmod" and c.i < root.i and c.pos_ in {"NOUN", "PROPN"}
    ]
    if (
        len(before) == 1
        and before[0].left_edge.i == root.left_edge.i
        and before[0].ent_type_ not in {"DATE", "TIME"}
    ):
        before[0].dep_ = "nsubj"
        root.tag_ = "VBD"


def _moved_subject(token: Token) -> None:
    """Give a verb the subject that the parser hung on its auxiliary: "The city was, however, burned"."""
    if token.dep_ not in {"aux", "auxpass"} or token.head.pos_ not in {"VERB", "AUX"}:
        return
    verb, subject = token.head, child(token, "nsubj", "nsubjpass")
    if subject is None or child(verb, *SUBJECTS) is not None:
        return
    subject.head = verb
    subject.dep_ = "nsubjpass" if token.dep_ == "auxpass" else "nsubj"
    for c in [c for c in token.children if c.dep_ in {"neg", "advmod", "mark"}]:
        c.head = verb


def _finite_conjunct(token: Token) -> None:
    """Give "V" of "asked to be heard and never V-ed" to the verb in charge: an infinitive has no finite conjunct."""
    above = token.head
    if (
        token.dep_ != "conj"
        or token.tag_ != "VBD"
        or above.dep_ != "xcomp"
        or above.tag_ not in {"VB", "VBN"}
    ):
        return
    to = any(t.lower_ == "to" for t in above.children if t.dep_ == "aux")
    if to and token.lower_.endswith("ed") and child(token, *SUBJECTS) is None and is_finite(above.head):
        token.head = above.head


def _past_adjective(token: Token) -> None:
    """Take "was prepared to V" for a clause, where the parser has an adjective with an auxiliary."""
    if token.tag_ == "JJ" and token.lower_.endswith("ed") and child(token, "auxpass") is not None:
        token.tag_, token.pos_ = "VBN", "VERB"


def _inverted_passive(root: Token) -> None:
    """Make a passive of "Nor was the town burned by X.": the parser hung the participle on the noun."""
    subject = child(root, "nsubj")
    opening = root.doc[root.left_edge.i].lower_
    if (
        root.lemma_ != "be"
        or subject is None
        or subject.i < root.i
        or opening not in {"nor", "neither", "never"}
    ):
        return
    verb = child(subject, "acl")
    if verb is None or verb.tag_ != "VBN" or child(root, "attr", "acomp", "oprd") is not None:
        return
    rest = [c for c in root.children if c.i != subject.i]
    verb.head = verb
    verb.dep_ = "ROOT"
    for c in [root, subject, *rest]:
        c.head = verb
    root.dep_, subject.dep_ = "auxpass", "nsubjpass"


def _nobody_did(token: Token) -> None:
    """Make a clause of ", but no one in Y V-ed", which the parser takes for a noun beside the verb before it."""
    no = token.doc[token.left_edge.i].lower_
    if (
        token.dep_ != "conj"
        or token.head.pos_ not in {"VERB", "AUX"}
        or no not in {"no", "nobody", "none", "few"}
    ):
        return
    verb = child(token, "acl")
    if verb is None or verb.tag_ not in _PAST or child(verb, "agent", "nsubj", "aux", "auxpass") is not None:
        return
    verb.head = token.head
    verb.dep_, verb.tag_, verb.pos_ = "conj", "VBD", "VERB"
    token.head = verb
    token.dep_ = "nsubj"
    for c in [c for c in token.children if c.i > verb.i]:
        c.head = verb


def _noun_in_charge(noun: Token) -> None:
    """Put "were" in charge of "These were not pilgrims.": the parser has a noun with an auxiliary."""
    if noun.pos_ not in {"NOUN", "PROPN", "ADJ"} or noun.tag_.startswith("VB"):
        return
    subject, be = child(noun, "nsubj", "nsubjpass"), child(noun, "auxpass", "aux")
    if subject is None or be is None or be.lemma_ != "be" or not subject.i < be.i < noun.i:
        return
    above, label = noun.head, noun.dep_
    rest = [c for c in noun.children if c.i < be.i or c.dep_ in {"neg", "punct", "cc", "conj", "advcl"}]
    be.head = be if above.i == noun.i else above
    be.dep_ = label
    noun.head = be
    noun.dep_ = "acomp" if noun.pos_ == "ADJ" else "attr"
    for c in rest:
        if c.i != be.i:
            c.head = be
    subject.dep_ = "nsubj"
