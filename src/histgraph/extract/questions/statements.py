"""From a question to what it asks about, as a statement: "Did X salt the earth?" asks if "X salted the earth".

A parser knows statements far better than questions. So the words of a question are put in the order of a
statement and parsed again, and all rules for statements read what is asked.
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from histgraph.extract.syntax.keys import past
from histgraph.extract.syntax.scope import LEXICON, words
from histgraph.extract.syntax.tokens import child, lemma
from histgraph.extract.syntax.tree import Doc, Token

_DO = frozenset({"did", "do", "does"})
_BE = frozenset({"was", "were", "is", "are"})
_ASKING = _DO | _BE | words("question", "auxiliaries")
_WHY = frozenset({"why", "how", "when", "where"})
_BEFORE = words("question", "before_auxiliary")
_MERELY = words("question", "only_asks")
_NOT = frozenset({"n't", "n’t", "not"})
_NOMINAL = frozenset({"NOUN", "PROPN", "PRON", "NUM"})
_SUBJECTS = ("nsubj", "nsubjpass", "expl", "attr", "csubj")
_LEADS = re.compile(rf"\s*(?:{'|'.join(LEXICON['question']['leads'])})\s+", re.IGNORECASE)
_TAG = re.compile(rf",\s*(?:{'|'.join(LEXICON['question']['tags'])})\s*\?\s*$", re.IGNORECASE)
_FIRST = re.compile(r"(?:^|(?<=[.?!,:] )|(?<=[Ww]hy ))[A-Z][a-z]+(?:n['’]t)?(?= )")
_OTHERWISE = re.compile(
    r",?\s+or\s+(?=(?:was|were|is|are|did|do|does|had|has|just|not|only|merely|simply|more|rather)\b).*$",
    re.IGNORECASE | re.DOTALL,
)
"""What asks for the opposite or for something else: "or was it a myth"."""
_NEAR = 8
"""Words behind the auxiliary among which its "not" is looked for."""
LONGEST = 300
"""Code points of a question that are read; a longer one tells a story first."""

Parse = Callable[[str], Doc]


@dataclass(frozen=True, slots=True)
class Statement:
    """What a question asks about, as a statement.

    ``offsets[i]`` is the place in the question, in code points, of code point i of ``text``. ``whether``
    tells that the question asks if it is so; else it takes it for granted ("why did X V?"). ``open`` tells that
    it names alternatives ("a king or a god"): yes says nothing of any of them. ``negated`` tells that "not" was
    left out: "why did X not V?" takes the contrary for granted.
    """

    text: str
    offsets: tuple[int, ...]
    whether: bool
    open: bool = False
    negated: bool = False


def statement(question: str, parse: Parse, *, emphatic: bool = False) -> Statement | None:
    """Return what a question asks about or takes for granted, None where that is no statement.

    Args:
        question: one or more sentences; the first that asks whether something is so counts, else the
            first that asks why, how, when or where.
        parse: makes a tree of a text.
        emphatic: leave "did" before the verb, which a parser knows even where it takes the past tense for no verb.
    """
    put = parsed_first(question)
    if put is None:
        return None
    tag = _TAG.search(question)
    parts = _sentences(parse(put))
    found = [
        one
        for n, part in enumerate(parts)
        if (one := _turned(part, question, tagged=tag is not None and n == len(parts) - 1, emphatic=emphatic))
        is not None
    ]
    return next((one for one in found if one.whether), found[0] if found else None)


def parsed_first(question: str) -> str | None:
    """Return the text that is parsed to find what a question asks about, None where it is not read."""
    if not question or len(question) > LONGEST:
        return None
    tag = _TAG.search(question)
    return _FIRST.sub(_lowered, question if tag is None else f"{question[: tag.start()]}?")


def _lowered(first: re.Match[str]) -> str:
    """Write the auxiliary that opens a question small, so that it is taken for no part of a name."""
    word = re.sub(r"n['’]t$", "", first[0].lower())
    return first[0].lower() if word in _ASKING else first[0]


def _sentences(doc: Doc) -> list[Sequence[Token]]:
    parts: list[list[Token]] = [[]]
    for token in doc:
        if token.text and set(token.text) <= set("?.!"):
            parts[-1].append(token)
            parts.append([])
        else:
            parts[-1].append(token)
    return [part for part in parts if len(part) > 2]


def _turned(part: Sequence[Token], question: str, *, tagged: bool, emphatic: bool) -> Statement | None:
    asks = part[-1].text.startswith("?")
    body = part[:-1] if set(part[-1].text) <= set("?.!") else part
    place = _auxiliary(body)
    if place is None:
        return _plain(body, tagged=tagged) if asks else None
    wh = next((t.lower_ for t in body[max(0, place - 3) : place] if t.tag_ == "WRB"), "")
    if not (asks or place == 0 or wh):
        return None
    start, end = body[place].idx, body[-1].idx + len(body[-1].text)
    lead = _LEADS.match(question, start, end)
    if lead is not None and not wh:
        return _verbatim(question, lead.end(), end)
    prefix = _setting(body[:place]) if not wh else []
    aux, rest = body[place], body[place + 1 :]
    kept = [t for n, t in enumerate(rest) if not (t.lower_ in _NOT and n < _NEAR and _negates(t, aux))]
    pieces = _in_order(aux, kept, emphatic=emphatic)
    made = _written([*prefix, *pieces], whether=not wh) if pieces else None
    return replace(made, negated=len(kept) < len(rest)) if made is not None else None


def _verbatim(question: str, start: int, end: int) -> Statement:
    cut = _OTHERWISE.sub("", question[start:end])
    text = cut + "."
    return Statement(text, tuple(range(start, start + len(cut) + 1)), whether=True)


def _auxiliary(body: Sequence[Token]) -> int | None:
    """Return the place of the auxiliary that asks: first of its sentence, or behind "why" or a comma."""
    for n, token in enumerate(body):
        if token.lower_ not in _ASKING:
            continue
        before = body[n - 1] if n else None
        if before is None or before.text in {",", ":", ";", "-", "–", "—"} or before.lower_ in _BEFORE:
            return n
        return n if _asks_of_it(body, n) else None
    return None


def _asks_of_it(body: Sequence[Token], place: int) -> bool:
    """Whether "why", "when", "how come" stand before an auxiliary, and not "how many ships"."""
    wh = next((m for m in range(max(0, place - 3), place) if body[m].lower_ in _WHY), None)
    if wh is None or not all(t.pos_ in {"ADV", "SCONJ", "DET", "INTJ"} for t in body[wh:place]):
        return False
    return body[wh].lower_ != "how" or wh == place - 1 or body[place - 1].lower_ in {"exactly", "come"}


def _setting(before: Sequence[Token]) -> list[tuple[str, Token]]:
    """Return what tells the time or place or condition in front: "In 1204, did the crusaders ...?"."""
    opens = before[0] if before else None
    if opens is None or (
        opens.pos_ != "ADP" and opens.lower_ not in {"when", "if", "before", "after", "during"}
    ):
        return []
    return [(t.text, t) for t in before]


def _plain(body: Sequence[Token], *, tagged: bool) -> Statement | None:
    """Read a statement with a question mark: "So Rome salted the earth, right?"."""
    root = next((t for t in body if t.head.i == t.i), None)
    wh = any(t.tag_ in {"WRB", "WP", "WDT"} for t in body[:3])
    if root is None or root.pos_ not in {"VERB", "AUX"} or wh:
        return None
    if child(root, "nsubj", "nsubjpass", "expl") is None:
        return None
    while body and (body[0].lower_ in _BEFORE or body[0].is_punct):
        body = body[1:]
    if not tagged and not any(t.lower_ in _MERELY for t in body):
        return None
    return _written([(t.text, t) for t in body if t.lower_ not in _MERELY], whether=True)


# -- subject and predicate -------------------------------------------------------------------------


def _in_order(aux: Token, rest: Sequence[Token], *, emphatic: bool) -> list[tuple[str, Token]]:
    """Return the words of a statement in order, each with the token of the question that it stands for."""
    cut = _alternative(rest)
    rest = rest[:cut] if cut else rest
    split = _predicate(aux, rest)
    if not split or rest[0].lower_ in {"no", "nobody", "none"}:
        return []
    subject, predicate = rest[:split], rest[split:]
    while len(subject) > 1 and subject[-1].lower_ in _MERELY:
        subject = subject[:-1]
    if len(subject) > 1 and subject[0].lower_ == "any":
        subject = subject[2:] if len(subject) > 2 and subject[1].lower_ == "of" else subject[1:]
    predicate = [t for n, t in enumerate(predicate) if not _says_nothing(t, n)]
    if not predicate:
        return []
    if predicate[0].lower_ in {"what", "who"} and len(predicate) > 2 and predicate[1].pos_ == "VERB":
        return [(t.text, t) for t in (*subject, *predicate[1:])]  # "was the longbow what won the battle?"
    verb: list[tuple[str, Token]] = [(aux.text, aux)]
    if aux.lower_ in _DO and not emphatic:
        verbs = _helped(predicate)
        return [
            *((t.text, t) for t in subject),
            *((_inflected(aux, t) if t in verbs else t.text, t) for t in predicate),
        ]
    return [*((t.text, t) for t in subject), *verb, *((t.text, t) for t in predicate)]


def _says_nothing(token: Token, place: int) -> bool:
    """Whether a word belongs to the asking alone: "really", "any", "so" of "so bad at fighting"."""
    if token.lower_ in _MERELY or (token.lower_ == "any" and token.dep_ == "det"):
        return True
    if token.lower_ == "real" and token.i + 1 < len(token.doc) and token.nbor(1).pos_ == "PROPN":
        return True  # "was there a real King Arthur"
    much = place < 2 and token.lower_ in {"so", "much", "that"} and token.tag_ in {"RB", "DT", "IN"}
    return much and token.i + 1 < len(token.doc) and token.nbor(1).pos_ in {"ADJ", "ADV"}


def _negates(token: Token, aux: Token) -> bool:
    """Whether "not" stands with the auxiliary or right behind the subject: "did X not V"."""
    return token.i == aux.i + 1 or token.head.i in {aux.i, aux.head.i}


def _alternative(rest: Sequence[Token]) -> int:
    """Return where something else begins that is asked as well: "or was it ...", "and did he ..."; 0 if nowhere."""
    for n, token in enumerate(rest[:-1]):
        if (
            n > 1
            and token.lower_ in {"or", "and", "but"}
            and rest[n + 1].lower_ in _ASKING | words("question", "instead")
        ):
            return n - 1 if rest[n - 1].text == "," else n
    return 0


def _predicate(aux: Token, rest: Sequence[Token]) -> int | None:
    """Return how many of the words behind the auxiliary are the subject, None where that shows nowhere."""
    if not rest:
        return None
    if rest[0].lower_ == "there":
        return 1 if len(rest) > 1 else None
    if rest[0].pos_ == "PRON" and rest[0].tag_ == "PRP" and len(rest) > 1:
        return 1
    if aux.lower_ not in _BE or (aux.head is not aux and aux.head.pos_ == "VERB"):
        main = _main_verb(aux, rest)
        if main is not None:
            return _back_over_adverbs(rest, main)
        return None if aux.lower_ in _DO else _split_inside(rest)
    what = next(
        (n for n, t in enumerate(rest) if n and t.lower_ == "what" and rest[n - 1].pos_ in _NOMINAL), None
    )
    if what is not None:
        return what
    done = next((c for c in aux.children if c.dep_ == "ccomp" and c.tag_ in {"VBN", "VBD"}), None)
    if done is not None and child(done, "nsubj", "nsubjpass") is not None and not child(done, "mark"):
        return _back_over_adverbs(rest, rest.index(done)) if done in rest else None
    subject = next((c for c in aux.children if c.dep_ in _SUBJECTS and c.i > aux.i), None)
    if subject is None:
        return _split_inside(rest)
    last = subject.right_edge.i
    end = next((n for n, t in enumerate(rest) if t.i > last), None)
    if (
        end is None
        or rest[end].lower_ in {"as", "than"}
        or (rest[end - 1].tag_ == "NN" and rest[end].lower_ == "of")
    ):
        return _split_inside(rest)
    inside = next((n for n in range(1, end) if rest[n].tag_ == "VBN" and rest[n - 1].pos_ in _NOMINAL), None)
    return inside if inside is not None and len(rest) - end == 1 else end


def _main_verb(aux: Token, rest: Sequence[Token]) -> int | None:
    """Return the place of the verb that the auxiliary helps."""
    head = aux.head
    helps = aux.dep_ in {"aux", "auxpass"} and head.i > rest[0].i
    if helps and (head.pos_ in {"VERB", "AUX"} or aux.lower_ in _DO or head.i == rest[-1].i):
        return next((n for n, t in enumerate(rest) if t is head), None)
    wanted = {"VB", "VBP"} if aux.lower_ in _DO or aux.tag_ == "MD" else {"VBN", "VBG", "VBD"}
    found = next(
        (n for n, t in enumerate(rest) if n and t.tag_ in wanted and rest[n - 1].lower_ != "to"), None
    )
    if found is None and aux.lower_ in _DO:  # "did any emperor visit Ireland", whose verb is taken for a noun
        return next((n for n in range(1, len(rest) - 1) if _is_mistaken(rest[n - 1 : n + 2])), None)
    return found


def _is_mistaken(three: Sequence[Token]) -> bool:
    """Whether the middle one of three words is a verb though it is taken for a noun."""
    before, verb, behind = three
    whole = behind.pos_ in {"PROPN", "DET", "PRON", "ADP"} and before.pos_ in _NOMINAL
    whole = whole or before.pos_ == "PROPN" or before.tag_ == "NNS"
    return verb.tag_ == "NN" and whole and verb.lower_.isalpha()


def _back_over_adverbs(rest: Sequence[Token], verb: int) -> int:
    """Return where the predicate begins: its adverbs and auxiliaries stand before the verb."""
    while verb > 1 and (
        (rest[verb - 1].pos_ == "ADV" and rest[verb - 1].dep_ not in {"pobj", "nsubj"})
        or rest[verb - 1].lower_ in {"have", "been", "be", "being", "get", "also", "all", "both"}
    ):
        verb -= 1
    return verb


def _split_inside(rest: Sequence[Token]) -> int | None:
    """Return where a property begins that the parser has taken for a part of the subject."""
    found = [n for n in range(1, len(rest)) if rest[n - 1].pos_ in _NOMINAL]
    article = next((n for n in range(1, len(rest)) if _opens_predicate(rest[n - 1], rest[n])), len(rest))
    first = min([article, *(n for n in found if _begins_property(rest[n]))])
    if first < len(rest):
        return first
    for begins in (_names_office, lambda t: t.pos_ == "ADP" and t.lower_ != "of"):
        place = next((n for n in found if begins(rest[n])), None)
        if place is not None:
            return place
    last = len(rest) - 1
    while last > 1 and rest[last - 1].pos_ in {"DET", "ADJ", "ADV"}:
        last -= 1
    return last or None


def _opens_predicate(before: Token, article: Token) -> bool:
    """Whether an article behind a noun, which may be taken for a verb, begins what somebody was."""
    noun = before.pos_ in _NOMINAL or (before.tag_ == "VBZ" and before.lower_ not in _ASKING)
    return noun and article.lower_ in {"a", "an", "the"}


def _begins_property(token: Token) -> bool:
    return token.pos_ in {"ADV", "ADJ"} or token.tag_ in {"VBN", "VBG"}


def _names_office(token: Token) -> bool:
    """Whether a noun behind a name says what somebody was: "was Zenobia queen of Palmyra"."""
    return token.tag_ == "NN" and token.nbor(-1).pos_ == "PROPN"


def _helped(predicate: Sequence[Token]) -> list[Token]:
    """Return the verbs that "did" stands for: the first of the predicate, and those coordinated with it."""
    plain = [t for t in predicate if t.pos_ != "ADV"] or list(predicate)
    first = next((t for t in plain if t.pos_ in {"VERB", "AUX"}), plain[0])
    return [
        first,
        *(t for t in predicate if t.dep_ == "conj" and t.tag_ in {"VB", "VBP"} and t.head is first),
    ]


def _inflected(aux: Token, verb: Token) -> str:
    if aux.lower_ == "did":
        return past(verb.lower_ if verb.tag_ == "NN" else lemma(verb))
    return f"{verb.text}s" if aux.lower_ == "does" else verb.text


# -- writing ---------------------------------------------------------------------------------------


def _written(pieces: Sequence[tuple[str, Token]], *, whether: bool) -> Statement:
    """Write a statement, each code point with the place in the question it comes from."""
    text, offsets = "", []
    for word, token in pieces:
        gap = (
            "" if not text or token.text in {",", "'s", "’s", "'", "’", "-", ")"} or text[-1] in "-(" else " "
        )
        text += gap + word
        offsets += [token.idx] * (len(gap) + len(word))
    text += "."
    either = any(token.lower_ == "or" for _, token in pieces)
    return Statement(text, (*offsets, offsets[-1]), whether, open=either)
