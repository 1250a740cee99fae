"""What a question leaves open, and the sentence that an answer fills: who, when, where, how many, how long.

"Who built the mole?" leaves open who did it; "When did the fair end?" leaves open the time. A question is read word
by word from the word that asks, since parsers are trained on few questions. What "yes" and "no" answer is put as a
statement instead (``statements``); what fills the open part is read by ``grounds.named``.
"""

import re
from collections.abc import Sequence
from dataclasses import replace

from histgraph.drafts import Phrase
from histgraph.extract.drafting.phrases import PhraseMaker, bare
from histgraph.extract.referents.slot import Slot
from histgraph.extract.syntax.scope import LEXICON
from histgraph.extract.syntax.tokens import lemma
from histgraph.extract.syntax.tree import Doc, Token

_ASKING: dict[str, list[str]] = LEXICON["asking"]
_HELPING = frozenset({"do", "be", "have", "can", "could", "will", "would", "might", "may", "should", "must"})
_NAMES = frozenset(_ASKING["names"])
_TIMES = frozenset(_ASKING["times"])
_LENGTHS = frozenset(_ASKING["lengths"])
_PLACES = frozenset(_ASKING["places"])
_LEADING = frozenset(_ASKING["leading"])
_MEASURED = frozenset(_ASKING["measured"])
_ENDS = frozenset(_ASKING["ends"])
_SHARES = frozenset(_ASKING["shares"])
_SIZES = frozenset(_ASKING["sizes"])
_VAGUE = frozenset(_ASKING["vague"])
_FILLING = frozenset({"who", "what", "many", "much"})
"""What these ask for fills the place of a subject or an object."""
_BASES = frozenset(_ASKING["bases"])


def slot_of(doc: Doc, maker: PhraseMaker) -> Slot | None:
    """Return what a question leaves open, None where it asks why, how, whether, or for several things.

    Args:
        doc: the parsed question.
        maker: makes phrases of its words.
    """
    words = _sentence(doc)
    first = _asking_word(words)
    if first is None or (words[first].lower_ == "what" and any(t.lower_ == "like" for t in words)):
        return None
    if words[first].lower_ == "whose":
        return _whose(words[first + 1 :], maker)
    verb = next((n for n in range(first + 1, len(words)) if _is_verb(words, n)), None)
    if verb is None:
        return None
    kind, noun = _kind(words[first:verb])
    if kind == "where" and noun and not any(t.pos_ == "ADP" for t in (*words[:first], words[-1])):
        kind = "what"
    if not kind:
        return None
    slot = _frame(words, first, verb, (kind, noun), maker)
    if slot is None or (kind == "what" and not noun and _is_open(slot)):
        return None
    if kind == "what" and noun and first and words[first - 1].pos_ == "ADP" and slot.part == "object":
        slot = _led_by(words[first - 1], slot)
    if slot.subject is not None and slot.subject.label.lower() in _PRONOUNS:
        slot = replace(slot, subject=_told_before(doc, words, maker) or slot.subject)
    if kind == "what" and slot.subject is not None and slot.key == "be" and slot.subject.head in _SIZES:
        slot, kind = replace(slot, kind="many"), "many"
    if kind == "what" and not noun and slot.part == "object" and slot.key in {"cost", "weigh"}:
        slot, kind = replace(slot, kind="much"), "much"
    return replace(slot, noun=noun, ordinal=kind == "when" and noun == "century")


_WANTED = re.compile(rf"\b(?:{'|'.join(_ASKING['wanted'])})\b", re.IGNORECASE)
_DESCRIBED = re.compile(_ASKING["described"][0], re.IGNORECASE)


def _led_by(preposition: Token, slot: Slot) -> Slot:
    """Return the frame of "in which language did he write": he wrote in that language."""
    led = preposition.lower_
    if slot.object is None:
        return replace(slot, part="rest", key=f"{slot.key} {led}", verb_text=f"{slot.verb_text} {led}")
    return replace(slot, part="rest", object=replace(slot.object, label=f"{slot.object.label} {led}"))


def _whose(behind: Sequence[Token], maker: PhraseMaker) -> Slot | None:
    """Return the frame of "whose idea was X": X was somebody's idea."""
    verb = next((n for n, t in enumerate(behind) if n and lemma(t) == "be"), None)
    if verb is None or behind[verb - 1].pos_ not in {"NOUN", "PROPN"} or verb + 1 == len(behind):
        return None
    owned = maker.of(list(behind[:verb]), behind[verb - 1])
    subject = phrase_of(behind[verb + 1 :], maker)
    return Slot("who", "rest", subject, "be", None, behind[verb].text, behind[verb - 1].lower_, owned)


def put_plainly(question: str) -> str:
    """Return "which nun fought?" for "the name of the nun who fought", "" for questions put otherwise."""
    found = _DESCRIBED.search(question) if _WANTED.search(question) is not None else None
    return f"Which {found['what']}{found['told'].strip()}?" if found is not None else ""


_PRONOUNS = frozenset({"he", "she", "it", "they", "this", "that", "these", "those"})


def _is_open(slot: Slot) -> bool:
    """Whether no name answers: what happened, what somebody did, what the aim of it was, what the Ruma were."""
    if slot.key.split()[0] in _VAGUE:
        return True
    what = slot.subject
    if what is None:
        return False
    return what.head in _VAGUE if slot.key == "be" and slot.object is None else False


def _told_before(doc: Doc, words: Sequence[Token], maker: PhraseMaker) -> Phrase | None:
    """Return what "who was she?" means, told before the question: "a nun who fought as a soldier"."""
    for token in doc[: words[0].i]:
        article = any(c.lower_ in {"a", "an", "some"} for c in token.children)
        if token.pos_ == "NOUN" and article and any(c.dep_ in {"relcl", "acl"} for c in token.children):
            return replace(bare(maker.phrase(token)), span=None)
    return None


def _sentence(doc: Doc) -> list[Token]:
    """Return the words of the first sentence that asks, without its closing mark."""
    found: list[Token] = []
    words: list[Token] = []
    for token in doc:
        if token.text in {"?", "!", ".", "("} and words:
            asks = any(t.tag_ in {"WP", "WDT", "WRB"} for t in words)
            if asks and token.text in {"?", "("}:
                return words
            found = found or (words if asks else [])
            words = []
        else:
            words.append(token)
    return found or words


def _asking_word(words: Sequence[Token]) -> int | None:
    """Return the place of the word that asks: at the beginning, or behind "does anyone know"."""
    for n, token in enumerate(words[:14]):
        word = token.lower_
        if word in {"who", "whom", "when", "where", "what", "which", "how", "whose"}:
            before = [t.lower_ for t in words[:n]]
            asks = all(w in _LEADING for w in before)
            return n if asks else None
    return None


def _is_verb(words: Sequence[Token], n: int) -> bool:
    token = words[n]
    if token.pos_ == "AUX" or (token.lower_ in {"'s", "’s"} and token.tag_ == "VBZ"):
        return True
    return token.pos_ == "VERB" and token.tag_ in {"VBD", "VBZ", "VBP", "MD", "VBN"}


def _kind(opening: Sequence[Token]) -> tuple[str, str]:
    """Return what the words before the verb ask for, and the noun they ask it of; ("", "") for anything else."""
    word, rest = opening[0].lower_, opening[1:]
    noun = next((t for t in reversed(rest) if t.pos_ in {"NOUN", "PROPN"}), None)
    name = lemma(noun) if noun is not None else ""
    if word == "what" and name == "age" and len(rest) == 1:
        return "much", "age"
    if word in {"who", "whom"}:
        return "who", ""
    if word in {"when", "where"}:
        return word, ""
    if word in {"what", "which"}:
        if noun is None:
            return ("what", "") if word == "what" and not rest else ("", "")
        if rest[0].lower_ in _SHARES:
            return "much", rest[0].lower_
        if noun.tag_ in {"NNS", "NNPS"}:
            return "", ""
        kind = "when" if name in _TIMES else "where" if name in _PLACES else "what"
        return kind, name
    if word != "how" or not rest:
        return "", ""
    return _how(rest[0].lower_, name), name


def _how(word: str, noun: str) -> str:
    if word == "long":
        return "long"
    if word == "many":
        return "long" if noun in _LENGTHS else "many"
    return "much" if word == "much" or word in _MEASURED else ""


def _frame(
    words: Sequence[Token], first: int, verb: int, asked: tuple[str, str], maker: PhraseMaker
) -> Slot | None:
    """Return the sentence around what is asked for."""
    kind, noun = asked
    opening, behind = words[first:verb], list(words[verb + 1 :])
    counted = (
        phrase_of(opening[2:], maker)
        if kind in {"many", "much"} and opening[1].lower_ in {"many", "much"} | _SHARES
        else None
    )
    helping = lemma(words[verb]) in _HELPING
    inner = _inner_verb(behind) if helping else None
    if (
        not helping
        and any(t.pos_ in {"NOUN", "PROPN", "PRON"} for t in opening[1:])
        and kind in {"when", "where", "long"}
    ):
        subject = phrase_of(
            [t for t in opening[1:] if t.pos_ != "ADV"], maker
        )  # "do you know when the war ended"
        return _told(kind, "rest", subject, words[verb], behind, maker)
    if not helping:
        if kind in _FILLING:
            more = [t for t in opening[1:] if t.pos_ == "ADV" and t.lower_ in _ENDS]
            slot = _told(kind, "subject", None, words[verb], [*behind, *more], maker)
            return replace(slot, counted=counted)
        return None
    if lemma(words[verb]) == "be":
        by = first > 0 and words[first - 1].lower_ == "by"
        return _was(words[verb], behind, inner, kind, noun, counted, maker, by=by)
    if inner is None:
        return None
    return _did(words[verb], behind, inner, kind, counted, maker)


def _did(
    did: Token, behind: list[Token], inner: int, kind: str, counted: Phrase | None, maker: PhraseMaker
) -> Slot | None:
    """Return the frame of "when did X end", "how many ships did X take", "where did X get killed"."""
    before, rest = _without_adverbs(behind[:inner]), behind[inner + 1 :]
    subject = phrase_of(before, maker)
    called = behind[inner].lower_ in {"call", "name"} and kind == "what" and bool(rest)
    if called and subject is not None:  # "what did they call the tax": the tax was called
        return replace(
            _told(kind, "rest", phrase_of(rest, maker), behind[inner], [], maker), key="be", object=_CALLED
        )
    to = next((n for n, t in enumerate(rest) if t.lower_ == "to"), None)
    if kind == "long" and to is not None and [t.lower_ for t in behind[:inner]] == ["it"]:
        return Slot(kind, "rest", phrase_of(rest[to:], maker), lemma(behind[inner]), None, behind[inner].text)
    if not before:  # "how many people have died"
        slot = _told(kind, "subject", None, behind[inner], rest, maker)
        return replace(slot, counted=counted) if kind in _FILLING else None
    if behind[inner - 1].lower_ in {"get", "got"} and behind[inner].tag_ in {"VBN", "VBD"}:  # "get stopped"
        subject = phrase_of(_without_adverbs(behind[: inner - 1]), maker)
        return replace(_told(kind, "rest", subject, behind[inner - 1], behind[inner:], maker), key="be")
    part = "object" if kind in _FILLING else "rest"
    slot = replace(_told(kind, part, subject, behind[inner], rest, maker), counted=counted)
    if lemma(did) != "do":
        return slot
    base = behind[inner].lower_  # "did they found it": the verb itself, whatever a tagger takes it for
    return replace(slot, key=" ".join([base, *slot.key.split()[1:]]) if slot.key != "last" else "last")


_CALLED = Phrase("called", "called", head="call", terms=("call",))


def _without_adverbs(words: list[Token]) -> list[Token]:
    """Leave adverbs off the end of a subject: "did the plague finally leave"."""
    end = len(words)
    while end > 1 and (words[end - 1].pos_ == "ADV" or words[end - 1].lower_ in _ENDS):
        end -= 1
    return words[:end]


def _inner_verb(behind: Sequence[Token]) -> int | None:
    """Return the place of the verb behind a helping verb and its subject: "did the siege of Candia last"."""
    found = [
        n
        for n, t in enumerate(behind)
        if (t.pos_ == "VERB" or (t.pos_ == "AUX" and t.tag_ in {"VB", "VBN"}))
        and t.dep_ not in {"relcl", "amod"}
        and t.tag_ in {"VB", "VBN", "VBG", "VBD", "VBP"}
        and not (n and behind[n - 1].lower_ == "to")
    ]
    roots = [n for n, t in enumerate(behind) if t.dep_ == "ROOT" and (n in found or (n and not found))]
    bases = [
        n for n, t in enumerate(behind) if n and t.lower_ in _BASES
    ]  # "last", "end" pass for adjectives and nouns
    return next(iter([*roots, *found, *bases]), None)


def _was(
    was: Token,
    behind: list[Token],
    inner: int | None,
    kind: str,
    noun: str,
    counted: Phrase | None,
    maker: PhraseMaker,
    *,
    by: bool,
) -> Slot | None:
    """Return the frame of "who was X", "when was X built", "what was X called", "how old was X"."""
    when = next((n for n, t in enumerate(behind) if n and t.tag_ == "WRB"), len(behind))
    if kind in {"when", "much", "long"} and (inner is None or inner > when):
        behind, inner = behind[:when], None
    if not behind:
        return None
    described = phrase_of(_named(behind), maker)
    if kind in {"who", "what"}:
        return _who_was(was, behind, inner, (kind, noun), maker, by=by)
    if counted is not None and kind == "much" and inner is None:  # "what share of them were nobles"
        return Slot(kind, "subject", None, "be", described, was.text, counted=counted)
    if inner is not None and inner > 0 and behind[inner].tag_ in {"VBN", "VBD"}:
        start = inner
        while start > 1 and behind[start - 1].pos_ == "ADV":
            start -= 1
        part = "object" if kind == "many" else "rest"
        return replace(
            _told(kind, part, phrase_of(behind[:start], maker), was, behind[start:], maker), counted=counted
        )
    if inner == 0 and kind in {"many", "much"}:
        return replace(_told(kind, "subject", None, was, behind, maker), counted=counted)
    if kind in {"when", "where", "long"} and (named := _second(behind)) is not None:
        return Slot(
            kind, "rest", phrase_of(behind[:named], maker), "be", phrase_of(behind[named:], maker), was.text
        )
    if kind == "many" and counted is not None and behind[0].pos_ == "ADP":  # "how many Thracians were at X"
        return Slot(kind, "subject", None, "be", described, was.text, counted=counted)
    if kind in {"many"} and behind[0].lower_ == "there":
        return None
    return Slot(kind, "rest", described, "be", None, was.text)


def _who_was(
    was: Token,
    behind: list[Token],
    inner: int | None,
    asked: tuple[str, str],
    maker: PhraseMaker,
    *,
    by: bool,
) -> Slot | None:
    """Return the frame of "who was X", "what was X called", "who was responsible for X", "by whom was X built"."""
    kind, noun = asked
    described = phrase_of(_named(behind), maker)
    called = (
        inner is not None and lemma(behind[inner]) in {"call", "name", "know", "term", "dub"} and inner > 0
    )
    if called and inner is not None:
        what = [*_without_adverbs(behind[:inner]), *behind[inner + 1 :]]
        return _told(kind, "rest", phrase_of(what, maker), was, behind[inner : inner + 1], maker)
    if by and inner is not None and inner > 0:  # "by whom was it built"
        return Slot(
            kind, "subject", None, lemma(behind[inner]), phrase_of(behind[:inner], maker), behind[inner].text
        )
    is_so = behind[0].pos_ == "ADJ" and len(behind) > 1 and behind[1].pos_ == "ADP"  # "responsible for"
    if behind[0].pos_ == "ADP" or inner == 0 or is_so:
        return _told(kind, "subject", None, was, behind, maker)
    led = (
        kind == "what"
        and behind[-1].pos_ == "ADP"
        and bool(inner)
        and behind[-1].i == behind[inner or 0].i + 1
    )
    if inner is not None and (behind[-1].lower_ == "by" or led):  # "what language was it written in"
        return _told(kind, "rest", phrase_of(behind[:inner], maker), was, behind[inner:], maker)
    if described is None:
        return None
    if noun and described.head != noun:  # "which town was the first to ..."
        return Slot(kind, "subject", None, "be", described, was.text)
    return Slot(kind, "rest", described, "be", None, was.text)


def _second(behind: Sequence[Token]) -> int | None:
    """Return the place of the second of two noun phrases: "was Latin the official language of Hungary"."""
    return next(
        (
            n
            for n, t in enumerate(behind)
            if n and t.lower_ in {"the", "a", "an"} and behind[n - 1].pos_ in {"NOUN", "PROPN", "PRON"}
        ),
        None,
    )


_SPOTS = frozenset({"on", "in", "at", "over", "off"})


def _named(words: Sequence[Token]) -> list[Token]:
    """Leave "the name of" off what is asked for: whoever asks for the name of a king asks for the king."""
    said = [t.lower_ for t in words]
    for n in range(len(said) - 1):
        if said[n] in _NAMES and said[n + 1] in {"of", "for"} and n <= 3:
            return list(words[n + 2 :])
    return list(words)


def _told(
    kind: str, part: str, subject: Phrase | None, verb: Token, behind: Sequence[Token], maker: PhraseMaker
) -> Slot:
    """Return the frame of a verb with what stands behind it: "end", "die in", "burn down"."""
    key, rest = lemma(verb), list(behind)
    while key != "be" and rest and rest[0].lower_ in _ENDS and len(rest) > 1:
        rest = [*rest[1:], rest[0]]
    if kind == "when" and [t.lower_ for t in rest[:1]] == ["and"] and len(rest) > 1:
        key, rest = "last", rest[2:]  # "start and end"
    if rest and rest[0].tag_ == "RP" and (part == "subject" or rest[0].lower_ not in _SPOTS):
        key, rest = f"{key} {rest[0].lower_}", rest[1:]
    stranded = (
        len(rest) == 1 and rest[0].dep_ == "prep"
    )  # "which year did it close in", whatever a tagger makes of it
    if (
        key != "be"
        and rest
        and (stranded or (rest[0].pos_ == "ADP" and (part == "subject" or len(rest) == 1)))
    ):
        key, rest = f"{key} {rest[0].lower_}", rest[1:]
    return Slot(kind, part, subject, key, phrase_of(rest, maker), verb.text)


def phrase_of(words: Sequence[Token], maker: PhraseMaker) -> Phrase | None:
    """Make a phrase of words of the question; it stands nowhere in an answer."""
    kept = list(words)
    while kept and (kept[-1].is_punct or kept[-1].lower_ in _ASKING["trailing"]):
        kept.pop()
    for n, token in enumerate(kept):
        if (
            n > 1
            and token.lower_ == "or"
            and kept[n + 1 :]
            and kept[n + 1].lower_ in {"something", "whatever", "so"}
        ):
            kept = kept[:n]
            break
    if not kept:
        return None
    inside = {t.i for t in kept}
    heads = [t for t in kept if t.head.i not in inside or t.head.i == t.i]
    head = next((t for t in heads if t.pos_ in {"NOUN", "PROPN", "VERB"}), heads[0] if heads else kept[0])
    phrase = maker.of(kept, head)
    return replace(bare(phrase), span=None)
