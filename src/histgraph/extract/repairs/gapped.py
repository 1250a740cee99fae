"""Trees of clauses that leave out a verb just told: "Ghana became independent in 1957, Nigeria in 1960".

The parser takes what is left for more of the first clause. It is hung on the verb as ``GAPPED``, with what
is said of it below, so that no object of the first clause holds it; the reader reads the verb once more.
"""

from collections.abc import Sequence

from histgraph.extract.syntax.times import is_time_noun
from histgraph.extract.syntax.tokens import child, children
from histgraph.extract.syntax.tree import Doc, Token

GAPPED = "gapped"
"""How the subject of a clause without its verb hangs on the verb that it takes up."""

_NOMINAL = frozenset({"DT", "JJ", "NN", "NNS", "NNP", "NNPS", "VBN", "PDT"})
_NAMES = frozenset({"NNP", "NNPS"})
_FINITE = frozenset({"VBD", "VBZ", "VBP"})
_SUBJECTS = ("nsubj", "nsubjpass")
_LONGEST = 4
"""Words of a subject without its verb."""


def gaps_righted(doc: Doc) -> None:
    """Part each subject and what is said of it from the clause whose verb they take up."""
    for link in doc:
        if link.dep_ == "cc" and link.head.dep_ == "pobj":
            _what_there_was(link)
        if link.lower_ in {",", "and", "but"} and 1 < link.i < len(doc) - 3:
            words = _run(doc, link.i + 1)
            verb = _verb_before(link) if words else None
            if verb is None:
                continue
            behind = doc[words[-1].i + 1] if words[-1].i + 1 < len(doc) else None
            if behind is not None and behind.tag_ in {"IN", "TO"}:
                _with_preposition(verb, link, words, behind)
            elif (behind is None or _closes(behind)) and link.lower_ != "but":
                _without(verb, link, words)


def _what_there_was(link: Token) -> None:
    """Make two things of "a mill in every village and a chapel in every valley": "there was" both."""
    place = link.head.head
    above = place.head
    be = above if child(above, "expl") is not None else above.head
    thing = child(be, "attr", "nsubj")
    other = next((c for c in children(link.head, "conj") if c.i > link.i), None)
    if (
        child(be, "expl") is None
        or thing is None
        or other is None
        or (above is not be and above is not thing)
    ):
        return
    own = link.doc[min(other.i + 1, len(link.doc) - 1)]
    starts = other.left_edge
    introduced = starts.lower_ in {"a", "an", "no"} or starts.tag_ == "CD"
    if own.lower_ == place.lower_ and own.dep_ == "prep" and introduced:
        other.head = link.head = thing
        own.head = other
        place.head = thing if thing.i < place.i else be


def _run(doc: Doc, start: int) -> list[Token]:
    """Return the nouns, articles and qualities from a place on, none where there are too many."""
    found = []
    for t in doc[start : start + 2 * _LONGEST]:
        if t.tag_ not in _NOMINAL:
            break
        found.append(t)
    return found


def _closes(token: Token) -> bool:
    return token.is_punct or token.lower_ in {"and", "but"}


def _verb_before(link: Token) -> Token | None:
    """Return the verb of the clause before a link, where nothing but its complements stands between."""
    for t in reversed(link.doc[max(0, link.i - 14) : link.i]):
        if t.tag_ in _FINITE or (t.tag_ == "VBN" and children(t, "auxpass")):
            own = child(t, *_SUBJECTS)
            return t if own is not None and own.i < t.i and own.tag_ not in {"WP", "WDT", "EX"} else None
        if t.tag_.startswith(("VB", "W", "MD")) or t.text in {";", ":", "(", ")", '"'}:
            return None
    return None


def _with_preposition(verb: Token, link: Token, words: Sequence[Token], behind: Token) -> None:
    """Part "Nigeria in 1960", "sugar to Bristol": the verb has the same preposition with a thing of the same sort."""
    doc = verb.doc
    own = child(verb, *_SUBJECTS)
    first = next(
        (t for t in doc[verb.i + 1 : link.i] if t.lower_ == behind.lower_ and t.dep_ in {"prep", "dative"}),
        None,
    )
    if own is None or first is None or len(words) > _LONGEST or words[0].lower_ in {"a", "an"}:
        return
    told, there = child(first, "pobj"), _run_of_object(doc, behind.i + 1)
    if told is None or not there:
        return
    head, other = words[-1], there[-1]
    between = [t for t in doc[verb.i + 1 : first.i] if t.tag_ in _NAMES or t.dep_ == "pobj"]
    if is_time_noun(told):
        fits = (
            other.tag_ == told.tag_
            and own.tag_ != "PRP"
            and (head.tag_ in _NAMES or words[0].lower_ == "the")
            and not (between or is_time_noun(head))
        )
    else:
        fits = (
            link.lower_ != ","
            and first.i <= verb.i + 2
            and not between
            and own.tag_ != "PRP"
            and (own.i == 0 or (own.tag_ in _NAMES) == (head.tag_ in _NAMES))
            and (told.tag_ in _NAMES) == (other.tag_ in _NAMES)
            and not is_time_noun(other)
        )
    if fits:
        _part(verb, link, words, [behind, *there])
        behind.dep_, other.dep_ = "prep", "pobj"
        other.head = behind
        for t in there[:-1]:
            t.head = other


def _run_of_object(doc: Doc, start: int) -> list[Token]:
    """Return the object of a preposition that ends its clause."""
    found = []
    for t in doc[start : start + _LONGEST]:
        if t.tag_ not in _NOMINAL | {"CD"}:
            break
        found.append(t)
    stop = start + len(found)
    return found if found and (stop == len(doc) or _closes(doc[stop])) else []


def _without(verb: Token, link: Token, words: Sequence[Token]) -> None:
    """Part "the queen Protestant" of what somebody was, "the Saxons the valley" of what somebody held."""
    doc = verb.doc
    last = words[-1]
    quality = child(verb, "acomp", "attr")
    if verb.lemma_ == "be":
        single = doc[verb.i + 1 : link.i]
        whom = words[:-1]
        alike = len(single) == 1 and (
            (single[0].tag_ == "JJ" and last.tag_ == "JJ") or last.text[0].isupper()
        )
        if not (quality and alike and whom and len(whom) <= 2) or len({t.lower_ for t in whom} & {"a", "an"}):
            return
        if len(whom) == 2 and whom[0].lower_ != "the":
            return
        if len(whom) == 1 and whom[0].tag_ not in _NAMES:
            return
        single[0].head, single[0].dep_ = verb, "acomp"
        _part(verb, link, whom, [last])
        last.dep_ = "acomp"
        return
    articles = [k for k, t in enumerate(words) if t.lower_ == "the"]
    told = child(verb, "dobj")
    if articles[:1] != [0] or len(articles) != 2 or told is None or is_time_noun(last):
        return
    if told.left_edge.i != verb.i + 1 or articles[1] < 2 or link.lower_ != "and":
        return
    _part(verb, link, words[: articles[1]], words[articles[1] :])
    last.dep_ = "dobj"


def _part(verb: Token, link: Token, whom: Sequence[Token], what: Sequence[Token]) -> None:
    """Hang a subject without its verb on the verb, and below it what is said of it."""
    head = whom[-1]
    for t in (*whom, *what):
        if verb in t.subtree:
            t.head = verb
    head.head, head.dep_ = verb, GAPPED
    link.head = verb
    for t in whom[:-1]:
        t.head = head
        t.dep_ = "det" if t.tag_ == "DT" else "amod" if t.tag_ == "JJ" else "compound"
    main = what[-1] if what[0].tag_ not in {"IN", "TO"} else what[0]
    main.head = head
    for t in what:
        if t is not main and what[0] is not main:
            t.head = main
            t.dep_ = "det" if t.tag_ == "DT" else "amod" if t.tag_ == "JJ" else "compound"
    doc = verb.doc
    for t in doc[verb.i + 1 : link.i]:  # what the parser hung on the words parted keeps to its verb
        if t.head.i > link.i:
            t.head = verb
