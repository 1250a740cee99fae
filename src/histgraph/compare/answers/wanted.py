"""What one value a question asks for: a time, a length of time, a number, a place, a name, one of a family."""

import re
from functools import cache, lru_cache
from typing import NamedTuple

from histgraph.compare.answers.wording import listed, stems_of, table
from histgraph.compare.asking import turn, words
from histgraph.compare.matters import asked_for, stem
from histgraph.resources import load_toml

WHEN, LONG, AGE, MANY, AMOUNT, WHERE, WHO, KIND = (
    "when", "long", "age", "many", "amount", "where", "who", "kind"
)  # fmt: skip
_ASKS = re.compile(
    r"\b(?:(?:since|until|till) )?(?P<word>who(?:m|se)?|when|where|what|which|how)\b(?P<rest>[^?]*)",
    re.IGNORECASE,
)
_SENTENCE = re.compile(r"(?<=[?.!])\s+")
_TELLING = re.compile(
    r"\b(?:know|tell|wonder(?:ing|ed)?|curious|remember|ask(?:ing)?|question|explain|clear up|settle)\b"
)
_MADE_OF = re.compile(
    r"\b(?:made|built|cast|carved|woven|minted|struck|constructed)\b.*\b(?:of|from|with|out of)\b"
)
_ILL = re.compile(r"\bdie[ds]? (?:of|from)\b|^ killed\b")
_COSTS = re.compile(r"\b(?:weigh|cost)\b")
_OF_ONE = re.compile(
    r"\b(?:did|does|do|was|is) (?:the |saint |king |queen |emperor )?[A-Z][a-z]+(?<!s)\b(?! (?:people|tribes))"
)
"""A question about somebody by name, who lives in one place: "where did Hume live?"."""
_NOUN = re.compile(
    r"^(?P<was> (?:was|is|were|are)(?: the| his| her| their| its)?)? (?P<noun>[a-z]+(?: [a-z]+)?)\b", re.I
)


class Wanted(NamedTuple):
    """What a question asks for.

    ``stems`` is what the question says besides, ``events`` what comes to that, ``noun`` the stem of what is counted or
    asked for by name, ``family`` the family of things of which one is asked for, ``turn`` whether the beginning or the
    end of something.
    """

    kind: str
    stems: frozenset[str]
    events: frozenset[str]
    noun: str = ""
    family: str = ""
    turn: str = ""


@cache
def _asking(key: str) -> frozenset[str]:
    return frozenset(load_toml("lexicon.toml")["asking"][key])


@lru_cache(maxsize=4096)
def wanted(question: str) -> Wanted | None:
    """Return the one value that a question asks for, None where it asks something else, or for several."""
    for sentence in _SENTENCE.split(question.strip()):
        match = _ASKS.search(sentence)
        if match is not None and _leads(sentence[: match.start()]):
            return _wanted(sentence, match["word"].lower(), match["rest"].lower())
    return None


def _leads(before: str) -> bool:
    """Whether words before the one that asks only lead to it: "does anyone know", "in"."""
    low = before.lower()
    if re.search(r"\b(?:why|whether|if)\b", low):
        return False
    said = re.findall(r"[a-z]+", low)
    return _TELLING.search(low) is not None or len(said) <= 2 or all(w in _asking("leading") for w in said)


def _wanted(sentence: str, word: str, rest: str) -> Wanted | None:
    rest = re.split(r"[,;] (?:and|but|or) (?:who|why|how|when|what|where)\b| and why\b| and how\b", rest)[0]
    kind, noun, family = _kind(word, rest)
    if not kind or any(re.search(rf"\b{said}\b", rest) for said in table("wanted", "several")):
        return None
    every = asked_for(f"{word}{rest}")
    said = every - words("helping") | frozenset(filter(None, {stem(noun)}))
    if (
        kind == WHERE
        and (_OF_ONE.search(sentence) is None or every & stems_of("wanted", "roaming"))
        and every & (words("habits") | stems_of("wanted", "many_places"))
        and not re.search(r"\bwhich|what\b", word)
    ):
        return None
    turned = turn(asked_for(rest)) if kind == WHEN else ""
    low = sentence.lower()
    if kind == WHEN and re.search(r"\b(?:until|till) (?:when|which|what)\b", low):
        turned = "end"
    elif kind == WHEN and re.search(r"\bsince (?:when|which|what)\b", low):
        turned = "begin"
    return Wanted(kind, said, _events(every), stem(noun) if noun else "", family, turned)


def _kind(word: str, rest: str) -> tuple[str, str, str]:
    """Return what is asked for, by which noun, and of which family."""
    if word == "when":
        return WHEN, "", ""
    if word == "where":
        return WHERE, "", ""
    if word in {"who", "whom", "whose"}:
        return ("", "", "") if re.match(r" (?:were|are)\b", rest) else (WHO, "", "")
    if word == "how":
        return _how(rest)
    return _which(word, rest)


def _how(rest: str) -> tuple[str, str, str]:
    said = rest.split()
    how, noun = (said[0] if said else ""), (said[1] if len(said) > 1 else "")
    if how == "long":
        return LONG, "", ""
    if how == "old":
        return AGE, "", ""
    if how == "many":
        after = next(
            (w for w in said[1:3] if w in _asking("lengths") or w.removesuffix("s") in _asking("lengths")), ""
        )
        if after:
            return LONG, after, ""
        plural = next(
            (w for w in said[1:4] if w.endswith("s") or w in {"people", "men", "women", "children"}), noun
        )
        return MANY, plural, ""
    if how == "often":
        return "", "", ""
    return (AMOUNT, "", "") if how == "much" or how in _asking("measured") else ("", "", "")


def _which(word: str, rest: str) -> tuple[str, str, str]:
    if word == "what":
        if _MADE_OF.search(rest):
            return KIND, "", "material"
        if _ILL.search(rest):
            return KIND, "", "disease"
        if _COSTS.search(rest) and rest.startswith(" did"):
            return AMOUNT, "", ""
    match = _NOUN.match(rest)
    if match is None:
        return "", "", ""
    said = match["noun"].lower().split()
    nouns = [" ".join(said), said[0], *said[1:]] if not match["was"] else [" ".join(said), said[-1], said[0]]
    if match["was"] and not re.match(r" (?:was|is) (?:the|his|her|their|its)\b", rest):
        return "", "", ""
    for noun in nouns:
        if noun == "age":
            return AGE, "", ""
        if noun in _asking("times"):
            return WHEN, "", ""
        if noun in listed("wanted", "kind"):
            return KIND, noun, load_toml("answers.toml")["asked_for"].get(noun, noun)
        if noun in _asking("sizes"):
            return AMOUNT, "", ""
        if noun in {"duration", "length"}:
            return LONG, "", ""
        if noun in _asking("places") or noun in listed("wanted", "where"):
            return WHERE, noun, ""
        if noun in listed("wanted", "name") and (not match["was"] or word == "which"):
            return WHO, noun, ""
    return "", "", ""


@lru_cache(maxsize=4096)
def _events(said: frozenset[str]) -> frozenset[str]:
    """Return the stems of verbs that come to what a question's words tell of."""
    found = set(said)
    for row in table("events", "same"):
        group = {stem(w) for w in row}
        if group & said:
            found |= group
    return frozenset(found)
