"""Trees of denials put right: "could not very well V", "had next to no money", "was in no way matched by Y"."""

from histgraph.extract.repairs.misread import verb_of
from histgraph.extract.syntax.tokens import SUBJECTS, child, children, lemma
from histgraph.extract.syntax.tree import Token

_NOMINAL = frozenset({"NOUN", "PROPN"})
_FINITE = frozenset({"VBD", "VBZ", "VBP"})
_BEFORE_NOUN = frozenset({"amod", "compound", "nummod", "nmod"})


def denial_righted(token: Token) -> None:
    """Put right, in place, what a parser made of the words around a negation; ``token`` is any word of it."""
    if token.dep_ == "advmod" and " " in token.text:
        _named_subject(token)
    elif token.dep_ == "neg":
        _not_very_well(token)
    elif token.dep_ == "acl":
        _no_way_done(token)
    elif token.lower_ == "own" and token.i > 1 and token.nbor(-1).dep_ == "cc":
        _owning(token)
    elif token.text == "-" and 0 < token.i < len(token.doc) - 1:
        _hyphened(token)
    elif token.dep_ == "compound" and token.tag_ == "VBG" and token.head.tag_ == "NNP":
        _doing_of_somebody(token)
    elif token.dep_ == "attr" and lemma(token.head) == "have":
        token.dep_ = "dobj"  # "hadn't any guns"
    elif token.dep_ == "pobj" and token.tag_ == "NN" and token.head.lower_ == "without":
        _without_doing(token)
    elif token.lower_ == "alone" and token.dep_ == "advmod" and token.i > 1:
        _this_alone(token)
    elif token.lower_ == "nowhere" and token.dep_ in {"advmod", "acomp", "attr"}:
        _nowhere_near(token)
    elif token.lower_ == "next" and token.dep_ in {"advmod", "acomp", "attr"}:
        _next_to_none(token)
    elif token.dep_ == "pcomp" and token.tag_ == "VBG":
        _whose_doing(token)
    elif token.dep_ == "ccomp" and token.tag_ in _FINITE:
        _kept_object(token)


def _named_subject(name: Token) -> None:
    """Make "Elizabeth I" the subject of "Elizabeth I never married": a name of several words is no adverb."""
    verb = name.head
    if name.i < verb.i and verb.pos_ == "VERB" and child(verb, *SUBJECTS) is None and name.text[:1].isupper():
        name.dep_, name.pos_, name.tag_ = "nsubj", "PROPN", "NNP"
        verb.tag_ = "VBD" if verb.tag_ == "VBN" and child(verb, "aux", "auxpass") is None else verb.tag_


def _not_very_well(cue: Token) -> None:
    """Give the verb the "not" of "could not very well V": it denies the deed, not how it is done."""
    adverb = cue.head
    told = adverb.tag_ == "VBN" and adverb.dep_ == "ROOT" and child(adverb, "nsubj") is not None
    if told and child(adverb, "aux", "auxpass") is None:
        adverb.tag_ = "VBD"  # "Venice, the richest port, never joined"
    verb = adverb.head
    if adverb.dep_ != "advmod" or adverb.pos_ != "ADV" or verb.pos_ not in {"VERB", "AUX"}:
        return
    before = cue.nbor(-1) if cue.i else cue
    second = before.text == "," and verb.tag_ == "VBG"
    helped = before.dep_ == "aux" and before.head is verb
    if adverb.i < verb.i and cue.i == adverb.left_edge.i and (helped or second):
        cue.head = verb  # so in ", not blindly and stubbornly V-ing"


def _doing_of_somebody(doing: Token) -> None:
    """Make a gerund of "ruling" in "no record of the duke ruling Orkney", which is taken for part of the name."""
    thing, of = doing.head, doing.head.head
    who = next(
        (c for c in (*children(doing, "compound"), *children(thing, "compound")) if c.i == doing.i - 1), None
    )
    if (
        who is None
        or thing.dep_ != "pobj"
        or of.lower_ not in {"of", "about", "without"}
        or doing.i + 1 != thing.i
    ):
        return
    for c in [c for h in (thing, doing) for c in h.children if c.i < who.i]:
        c.head = who
    doing.head, doing.dep_, doing.pos_ = of, "pcomp", "VERB"
    who.head, who.dep_ = doing, "nsubj"
    thing.head, thing.dep_ = doing, "dobj"


def _nowhere_near(nowhere: Token) -> None:
    """Give the verb the "near X" of "was nowhere near X", which that denies."""
    verb, near = nowhere.head, next(iter(children(nowhere, "prep")), None)
    if (
        near is not None
        and near.lower_ == "near"
        and near.i == nowhere.i + 1
        and verb.pos_ in {"VERB", "AUX"}
    ):
        near.head, nowhere.dep_ = verb, "neg"


def _this_alone(alone: Token) -> None:
    """Give "alone" of "not caused by Paris alone" to what it stands behind."""
    noun = alone.nbor(-1)
    if noun.pos_ in _NOMINAL and noun.dep_ == "pobj" and noun.head.lower_ in {"by", "through", "of"}:
        alone.head = noun


def _without_doing(doing: Token) -> None:
    """Make a gerund of "voting" in "without a single member voting for it", which is taken for a noun."""
    who = next((c for c in children(doing, "compound") if c.i == doing.i - 1 and c.pos_ in _NOMINAL), None)
    if who is None or not doing.lower_.endswith("ing") or child(doing, "prep", "dobj") is None:
        return
    for c in [c for c in doing.children if c.i < who.i]:
        c.head = who
    who.dep_, doing.dep_, doing.tag_, doing.pos_ = "nsubj", "pcomp", "VBG", "VERB"
    doing.lemma_ = verb_of(f"{doing.lower_.removesuffix('ing')}ed")


def _whose_doing(gerund: Token) -> None:
    """Give "being" its subject in "from the king being unable to pay": the parser hangs both on "from"."""
    noun = child(gerund.head, "pobj")
    if noun is None or child(gerund, "nsubj") is not None or noun.right_edge.i + 1 != gerund.left_edge.i:
        return
    if lemma(gerund) in {"be", "have"}:
        noun.head, noun.dep_ = gerund, "nsubj"


def _kept_object(verb: Token) -> None:
    """Put "stems" in charge of "Rome's inability to hold Dacia stems from X": Dacia was taken for its subject."""
    deed, noun, root = verb.head, child(verb, "nsubj"), verb
    if noun is None or noun.left_edge.i != deed.i + 1 or child(verb, "mark") is not None:
        return
    if deed.dep_ not in {"acl", "xcomp"} or not any(a.lower_ == "to" for a in children(deed, "aux")):
        return
    while root.head is not root:
        root = root.head
    if root.pos_ not in _NOMINAL or child(root, "aux") is not None:
        return
    rest = [c for c in root.children if c.dep_ == "punct" or (c.dep_ == "prep" and c.i < root.left_edge.i)]
    noun.head, noun.dep_ = deed, "dobj"
    verb.head, verb.dep_ = verb, "ROOT"
    root.head, root.dep_ = verb, "nsubj"
    for c in rest:
        c.head = verb


def _next_to_none(word: Token) -> None:
    """Make "no money" of "had next to no money" the object: it was hung on "next to" as a place."""
    to, verb = child(word, "prep"), word.head
    noun = child(to, "pobj") if to is not None and to.lower_ == "to" and to.i == word.i + 1 else None
    if (
        noun is None
        or to is None
        or verb.pos_ not in {"VERB", "AUX"}
        or child(verb, "dobj", "attr") is not None
    ):
        return
    if noun.lower_ != "nothing" and not any(c.lower_ == "no" and c.i < noun.i for c in noun.children):
        return
    noun.head, noun.dep_ = verb, "attr" if lemma(verb) == "be" else "dobj"
    word.head, word.dep_ = noun, "advmod"
    if lemma(verb) == "be":
        for c in [c for c in children(noun, "prep") if c.i > noun.i]:
            c.head = verb


def _no_way_done(done: Token) -> None:
    """Make "matched" the verb of "was in no way matched by Y": it was hung on "way"."""
    way = done.head
    prep, was = way.head, way.head.head
    if done.tag_ not in {"VBN", "VBD"} or done.i != way.i + 1 or prep.lower_ not in {"in", "by"}:
        return
    if lemma(was) != "be" or way.dep_ != "pobj" or child(was, "attr", "acomp") is not None:
        return
    if not any(c.lower_ == "no" for c in way.children):
        return
    rooted, head, dep = was.head is was, was.head, was.dep_
    for c in [c for c in was.children if c is not done]:
        c.head = done
        if c.dep_ == "nsubj":
            c.dep_ = "nsubjpass"
    done.head, done.dep_, done.tag_, done.pos_ = (done if rooted else head), dep, "VBN", "VERB"
    was.head, was.dep_ = done, "auxpass"


def _hyphened(dash: Token) -> None:
    """Make one word of "ex-soldiers", "re-educate", which the parser takes for three in a row."""
    first, last = dash.nbor(-1), dash.nbor(1)
    whole = not first.whitespace_ and not dash.whitespace_ and len(first.text) < 6
    if first.dep_ in _BEFORE_NOUN and first.i < first.head.i:
        return  # "post-war prices", "late-ninth century": both belong to the noun, and stay together
    if whole and first.head is last.head and first.dep_ == last.dep_ and first is not last.head:
        first.head, first.dep_ = last, "compound"
        dash.head, dash.dep_ = last, "punct"


def _owning(own: Token) -> None:
    """Make "own" the second verb of "could not vote or own land": nobody's own land is spoken of."""
    land = own.head if own.dep_ == "amod" else child(own, "dobj")
    if land is None or land.i < own.i or child(land, "poss") is not None or land.left_edge.i < own.i:
        return
    first = own.head if own.dep_ == "conj" else land.head
    while first.tag_ != "VB" and first.head is not first and first.i < own.i:
        first = first.head
    if first.tag_ != "VB" or first.i > own.i or child(first, "aux") is None:
        return
    own.nbor(-1).head = first
    own.head, own.dep_, own.tag_, own.pos_ = first, "conj", "VB", "VERB"
    land.head, land.dep_ = own, "dobj"
