"""Trees in which a main verb, or the rest of a list, was taken for something else, put right before they are read."""

from histgraph.extract.syntax.scope import KEEPS
from histgraph.extract.syntax.tokens import SUBJECTS, child, children, conjuncts, is_finite, lemma
from histgraph.extract.syntax.tree import Token

_PAST = frozenset({"VBD", "VBN", "JJ"})
_SHORTEST = 5
"""Words of a line that can be a sentence: shorter ones are titles."""


def list_righted(token: Token) -> None:
    """Put right what one word of a list, of a second clause or before "there" was hung on."""
    if token.dep_ == "expl":
        _place_there(token)
    elif token.dep_ == "conj":
        _infinitive_conjunct(token)
        _bare_infinitive(token)
    elif token.dep_ == "appos":
        _list_not_name(token)
    elif token.dep_ == "cc" and token.lower_ == "but":
        _all_but(token)
    elif token.dep_ == "prep" and token.lower_ in _PAIRING:
        _of_place_or_pair(token)
    elif token.dep_ == "amod" and token.lower_ == "likely":
        _likely_name(token)


def _of_place_or_pair(prep: Token) -> None:
    """Make one phrase of "far from the sea" and one of "side by side": how or where, not what by."""
    if not prep.i or prep.i + 2 > len(prep.doc):
        return
    first, second = prep.nbor(-1), prep.nbor(1)
    if prep.lower_ == "from":
        verb = first.head
        placed = verb.tag_.startswith("VB") and verb.pos_ != "AUX"
        if first.lower_ == "far" and first.dep_ == "advmod" and prep.head is verb and placed:
            prep.head = first
    elif first.lower_ == second.lower_ and first.dep_ in {"npadvmod", "dobj"} and second.head is prep:
        verb = first.head
        if prep.lower_ == "after" and first.dep_ == "dobj":
            return  # "lost fort after fort"
        before = [c for c in first.children if c.i < first.i]
        whom = next((c for c in reversed(before) if c.dep_ in {"compound", "nmod"}), None)
        if before and whom is None:
            return
        if whom is not None:  # "fought Hannibal face to face"
            for c in before:
                c.head = whom
            whom.head, whom.dep_ = verb, "dobj"
        for c in second.children:
            c.head = verb
        prep.head, first.dep_ = first, "npadvmod"


_PAIRING = frozenset({"from", "by", "in", "to", "after"})


def _all_but(but: Token) -> None:
    """Take "but" of "any but the richest monks" for a preposition: who is left out does nothing here."""
    head = but.head
    if head.lower_ not in _ALL or but.i != head.i + 1:
        return
    beside = [*children(head, "conj"), *children(head.head, head.dep_)]
    left_out = next((c for c in beside if c.i > but.i and c.left_edge.i == but.i + 1), None)
    if left_out is not None and left_out.pos_ in {"NOUN", "PROPN", "PRON"}:
        left_out.head, left_out.dep_ = but, "pobj"
        but.dep_, but.pos_ = "prep", "ADP"


_ALL = frozenset({"any", "all", "none", "nobody", "anybody", "anyone", "everyone", "everybody", "no-one"})


def _likely_name(likely: Token) -> None:
    """Hang "most likely" of "it was most likely Anna Bohm" on the verb: it tells nothing of her."""
    name = likely.head
    verb = name.head
    if name.pos_ != "PROPN" or name.dep_ not in {"attr", "oprd"} or likely.i != name.left_edge.i + 1:
        return
    degree = likely.nbor(-1)
    if degree.lower_ in {"most", "very", "quite"}:
        degree.head, degree.dep_ = likely, "advmod"
        likely.head, likely.dep_, likely.pos_ = verb, "advmod", "ADV"


def whole_righted(root: Token) -> None:
    """Put right what was taken for the main verb."""
    _main_verb(root)


def thanks_to(thanks: Token) -> None:
    """Read "fell thanks to her reforms" as one preposition, wherever the "to" was hung.

    Of "survived its first winter thanks to X" the winter was taken for a part of the thanks.
    """
    to = thanks.nbor(1) if thanks.i + 1 < len(thanks.doc) else thanks
    thing = thanks.nbor(-1) if thanks.i else thanks
    if to.lower_ == "to" and thing.dep_ == "compound" and thing.head is thanks and thanks.head.i < thing.i:
        for c in [c for c in thanks.children if c.i < thing.i]:
            c.head = thing
        thing.head, thing.dep_ = thanks.head, "dobj"
    if to.lower_ == "to" and to.dep_ == "prep":
        to.head = thanks
        thanks.dep_ = "prep"


def _main_verb(root: Token) -> None:
    """Make "led" the verb of "This clarity of purpose led to ...": the parser took it for a participle.

    A line without a full stop is left alone, and so is a noun with a mere participle behind it, which may be a
    title or an answer cut short: what has an object, an infinitive or a past form of its own is no participle.
    """
    doc = root.doc
    if root.head.i != root.i or root.pos_ not in {"NOUN", "PROPN"} or len(doc) < _SHORTEST:
        return
    if not doc.text.rstrip().endswith(".") or child(root, *SUBJECTS, "cop", "relcl", "appos") is not None:
        return
    heads = [root, *(c for c in conjuncts(root)[1:] if c.pos_ in {"NOUN", "PROPN"})]
    found = [c for head in heads for c in children(head, "acl") if c.i > head.i]
    last = next((c for c in children(root, "conj") if c.tag_ == "VBD" and c.lower_.endswith("ed")), None)
    told = last or next((c for c in reversed(found) if _acts(c, earlier=len(found) > 1)), None)
    if told is None or child(told, *SUBJECTS) is not None:
        return
    if any(is_finite(c) for c in root.children if c is not told and c.dep_ not in {"relcl", "advcl", "acl"}):
        return
    _made_root(root, told)


def _acts(verb: Token, *, earlier: bool) -> bool:
    """Whether what was taken for a participle is a verb in the past: it has what no participle has."""
    if verb.tag_ not in _PAST or child(verb, "agent", "aux", "auxpass", "mark", *SUBJECTS) is not None:
        return False
    if verb.tag_ != "VBD" and not verb.lower_.endswith("ed"):
        return False
    whole = child(verb, "dobj", "xcomp", "ccomp") is not None
    apart = verb.doc[verb.left_edge.i - 1].text == ","
    return (
        whole
        or verb.tag_ == "VBD"
        or (verb.tag_ == "JJ" and child(verb, "prep") is not None and (earlier or apart))
    )


def _made_root(noun: Token, verb: Token) -> None:
    above = verb.head
    later = [c for c in noun.children if c is not verb and c.i > verb.i]
    rest = [c for c in above.children if above is not noun and c is not verb and c.i > verb.i]
    verb.head, verb.dep_ = verb, "ROOT"
    if verb.tag_ == "JJ":
        verb.lemma_ = verb_of(verb.lower_)
    verb.tag_, verb.pos_ = "VBD", "VERB"
    noun.head, noun.dep_ = verb, "nsubj"
    for c in [*later, *rest]:
        c.head = verb
    for c in children(noun, "cc"):
        if c.i > noun.i and not any(n.i > c.i for n in children(noun, "conj")):
            c.head = verb


def verb_of(past: str) -> str:
    """Return the verb of a regular past form: "fragmented" of "fragment", "declined" of "decline"."""
    stem = past.removesuffix("ed")
    if stem.endswith("i"):
        return f"{stem[:-1]}y"
    doubled = len(stem) > 3 and stem[-1] == stem[-2] and (stem[-1] not in "lsz" or stem.endswith("ell"))
    if doubled:
        return stem[:-1]
    silent = stem.endswith(
        (
            "c",
            "g",
            "s",
            "v",
            "z",
            "u",
            "in",
            "ir",
            "ur",
            "or",
            "at",
            "ut",
            "it",
            "id",
            "ud",
            "ol",
            "vot",
            "quot",
        )
    )
    return f"{stem}e" if silent else stem


def _infinitive_conjunct(token: Token) -> None:
    """Give "and to W" of "tended to V what S and to W" to the infinitive before it, not to the verb of S."""
    above = token.head
    if token.dep_ != "conj" or token.tag_ != "VB" or not is_finite(above):
        return
    if not any(t.lower_ == "to" for t in children(token, "aux")) or above.dep_ not in {
        "relcl",
        "ccomp",
        "advcl",
    }:
        return
    for verb in above.ancestors:
        if verb.pos_ == "VERB" and verb.i < above.i and any(t.lower_ == "to" for t in children(verb, "aux")):
            token.head = verb
            return


def _place_there(there: Token) -> None:
    """Take "there" of "the council there was in debt" for a place: what there is stands behind its verb."""
    if there.dep_ != "expl" or there.lower_ != "there" or there.i == 0:
        return
    subject = child(there.head, "nsubj")
    if subject is not None and subject.right_edge.i == there.i - 1 and subject.pos_ in {"NOUN", "PROPN"}:
        there.dep_ = "advmod"


def _list_not_name(second: Token) -> None:
    """Make a list of "the invention of A, the spread of B and the growth of C changed D": B is no other name of A.

    An apposition that holds an "and" closes with a comma, and names what stands before it by another sort of word.
    """
    first = second.head
    if second.dep_ != "appos" or first.pos_ != second.pos_ or first.pos_ not in {"NOUN", "PROPN"}:
        return
    third = next((c for c in children(second, "conj") if c.pos_ == first.pos_), None)
    cc = child(second, "cc")
    if third is None or cc is None or cc.lower_ not in {"and", "or"} or first.i > second.i:
        return
    doc, closes = second.doc, third.right_edge.i + 1
    if any(t.pos_ in {"VERB", "AUX"} and t.dep_ not in {"acl", "relcl"} for t in doc[first.i : second.i]):
        return
    if doc[second.left_edge.i - 1].text != "," or (closes < len(doc) and doc[closes].text == ","):
        return
    if (
        child(first, "nummod") is not None
        or children(first, "conj")
        or (first.tag_[-1] == "S") > (second.tag_[-1] == "S")
    ):
        return
    introduced = [child(t, "det", "poss", "amod", "compound") is not None for t in (first, second)]
    if introduced[0] == introduced[1] or first.pos_ == "PROPN":
        second.dep_ = "conj"


def _bare_infinitive(token: Token) -> None:
    """Give "maintain order" of "relied on elites to collect taxes, maintain order and raise troops" to "to collect".

    No verb in the past has one without a subject and without a tense beside it.
    """
    above = token.head
    alone = child(token, "aux", "neg", "mark", *SUBJECTS) is None
    if token.dep_ != "conj" or token.tag_ not in {"VB", "VBP"} or not alone or above.i > token.i:
        return
    if lemma(above) in KEEPS or child(above, "aux") is not None:
        return  # "began to study and consult the books": both were done
    if above.tag_ != "VBD" and above.pos_ not in {"NOUN", "PROPN"}:
        return
    for verb in reversed(token.doc[max(0, token.i - _FAR) : token.i]):
        if verb.tag_ == "VB" and verb.pos_ == "VERB":
            shared = verb.dep_ == "conj" or any(t.lower_ == "to" for t in children(verb, "aux"))
            if shared and (above.tag_ == "VBD") <= (verb.head.i >= above.i):
                token.head, token.tag_ = verb, "VB"
            return


_FAR = 14
"""Words between two infinitives of one list."""


def said_over(token: Token) -> None:
    """Make a property of "over" in "the war was (all) over by 1648": the parser has an adverb, and no complement."""
    verb = token.head
    if token.lower_ != "over" or token.dep_ != "advmod" or token.i < verb.i or verb.lemma_ != "be":
        return
    if child(verb, "nsubj") is not None and child(verb, "attr", "acomp", "oprd") is None:
        token.dep_, token.tag_, token.pos_ = "acomp", "JJ", "ADJ"
