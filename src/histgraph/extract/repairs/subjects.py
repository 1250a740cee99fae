"""Subjects that the parser gave to no verb: "the duke owned mills", "after the death of her father Maud ruled".

Of a question it may have made subject and verb one noun: "did the serfs of Brill revolt?".
"""

from histgraph.extract.repairs.misread import verb_of
from histgraph.extract.syntax.tokens import SUBJECTS, child, children, conjuncts, is_finite
from histgraph.extract.syntax.tree import Token

_ASTRAY = frozenset({"appos", "npadvmod", "dep", "nmod"})
_NAMES = frozenset({"NOUN", "PROPN"})


def own_subject(verb: Token) -> None:
    """Make "Maud" the subject of "after the death of her father Maud ruled": it was hung on the word before it.

    Only a name right before a verb that has no subject: "the year Maud ruled", "in 1340 troops" stay as they are.
    """
    if verb.tag_ != "VBD" or child(verb, *SUBJECTS, "expl", "csubj", "auxpass") is not None:
        return
    if verb.dep_ not in {"ROOT", "ccomp", "advcl"} or verb.i < 2:
        return
    name = verb.nbor(-1)
    if name.pos_ != "PROPN" or name.dep_ not in _ASTRAY or name.ent_type_ in {"DATE", "TIME"}:
        return
    first = name.left_edge
    opened = first.i > 0 and not first.nbor(-1).is_punct and first.nbor(-1).pos_ in {"NOUN", "NUM", "PRON"}
    inside = name.head is verb or any(a.dep_ == "prep" and a.head is verb for a in name.ancestors)
    if opened and inside and verb.doc[verb.left_edge.i].dep_ == "prep":
        name.head, name.dep_ = verb, "nsubj"


def own_verb(root: Token) -> None:
    """Make "owned" the verb of "the duke owned mills": the parser has mills owned by somebody, and no verb at all."""
    if root.head.i != root.i or root.pos_ != "NOUN" or not root.doc.text.rstrip().endswith("."):
        return
    owned = next((c for c in children(root, "amod") if c.i == root.i - 1 and c.lower_.endswith("ed")), None)
    if owned is None or owned.i < 1 or child(root, *SUBJECTS, "cop", "acl", "relcl") is not None:
        return
    if any(t.pos_ in {"VERB", "AUX"} and is_finite(t) for t in root.doc if t is not owned):
        return
    owner = owned.nbor(-1)
    led = [c for c in root.children if c.dep_ in {"det", "poss"} and c.i < owner.i]
    if owner.pos_ not in _NAMES or owner.dep_ not in _ASTRAY | {"compound", "nsubj"} or owner.text == "-":
        return
    if not led and child(owner, "det", "poss") is None and owner.pos_ != "PROPN" and owner.tag_ != "NNS":
        return  # "State owned mills." may be a title
    for c in led:
        c.head = owner
    for c in [c for c in root.children if c.i > root.i and c.dep_ in {"prep", "punct", "advmod"}]:
        c.head = owned
    for one in conjuncts(root)[1:]:
        if one.pos_ == "VERB":
            one.head = owned
    if owned.tag_ == "JJ":
        owned.lemma_ = verb_of(owned.lower_)
    owned.head, owned.dep_, owned.tag_, owned.pos_ = owned, "ROOT", "VBD", "VERB"
    owner.head, owner.dep_ = owned, "nsubj"
    root.head, root.dep_ = owned, "dobj"


def asked_verb(did: Token) -> None:
    """Make "revolt" the verb of "did the serfs of Brill revolt?": the parser has the revolt of some Brill serfs."""
    doc = did.doc
    if did.head.i != did.i or did.lower_ not in {"did", "do", "does"} or doc[-1].text != "?":
        return
    if any(t.tag_ == "VB" for t in doc) or child(did, "nsubj", "dobj", "attr") is None:
        return
    verb = next((t for t in reversed(doc) if t.pos_ == "NOUN" and _ends_its_phrase(t)), None)
    if verb is None or verb.i <= did.i + 2:
        return
    last = verb.nbor(-1)
    if last.head is not verb or last.dep_ != "compound":
        return
    for c in [c for c in verb.children if c.i < last.i]:
        c.head = last
    subject = last if verb.head is did else child(did, "nsubj", "dobj", "attr")
    last.head, last.dep_ = (did, "nsubj") if verb.head is did else (verb.head, verb.dep_)
    verb.head, verb.dep_, verb.tag_, verb.pos_, verb.lemma_ = verb, "ROOT", "VB", "VERB", verb.lower_
    for c in list(did.children):
        c.head = verb
    if subject is not None:
        subject.head, subject.dep_ = verb, "nsubj"
    did.head, did.dep_, did.pos_ = verb, "aux", "AUX"


def _ends_its_phrase(noun: Token) -> bool:
    behind = noun.nbor(1) if noun.i + 1 < len(noun.doc) else noun
    return noun.tag_ == "NN" and (behind.text == "?" or behind.pos_ == "ADP")
