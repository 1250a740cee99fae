"""What an answer says to a question in words of its own: "Tudor propaganda.", "That is all made up", "so yes".

``openings`` knows the words that stand for yes and no. Here is read what calls the matter of the question untrue,
doubts it, or stands by it, and what the first sentence comes to at its end. The words are in ``data/stances.toml``.
"""

import re
from dataclasses import replace
from functools import cache

from histgraph.extract.questions.openings import LEAD, Opening
from histgraph.extract.syntax.tokens import lemma
from histgraph.extract.syntax.tree import Doc
from histgraph.model import Certainty
from histgraph.resources import load_toml


def _listed(key: str) -> list[str]:
    found: list[str] = load_toml("stances.toml")["dismissing"][key]
    return found


def _said(key: str) -> str:
    return "(?:" + "|".join(sorted(_listed(key), key=len, reverse=True)) + ")"


_STOP = r"(?=\s*(?:[.,;:!?()…—–]|- |$))"
_HE_DID = r"(?:they|he|she|it|there) (?:did|was|were|had|could|can|must)"
_PLAINLY = re.compile(r"(?: (?:not|no|never|an?|any|the|at|all|such|really|just))*", re.IGNORECASE)
_NEGATED = re.compile(r"\b(?:not|no|hardly|never|more than)\b|n[’']t\b", re.IGNORECASE)


@cache
def _compiled(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern, re.IGNORECASE)


@cache
def _fragment() -> re.Pattern[str]:
    """Return what finds a phrase that calls it untrue: "Pure Tudor propaganda!", "A story made up by monks"."""
    story = rf"(?:{_said('told')}|anecdote) (?:\w+ ){{0,2}}{_said('made')}\b"
    no_clause = r"(?!(?:is|was|were|are|did|do|had|has|the|of|in|to|by|for|it|they|he|she)\b)"
    before = rf"(?:(?:kind|sort) of )?(?:{no_clause}[\w’'-]+,? ){{0,4}}?"
    whose = r"(?:from|by|of|made|put|spread|started|invented|told|if)\b[^.;!?]*"
    behind = rf"(?: (?:that one|this one|that|this|all of it|mostly|really|i['’]?m afraid|{whose}))?"
    return _compiled(rf"{before}(?:{_said('untrue')}{behind}{_STOP}|{story})")


@cache
def _called() -> re.Pattern[str]:
    """Return what finds a clause that calls it untrue: "That's a legend from 1870", "the whole idea is made up"."""
    first = r"(?:the|this|that|these|those|all (?:this|that)|such)"
    story = rf"{first}(?: [\w’'“”\"-]+){{0,6}}? {_said('told')}s?(?: (?:about|of|that) [^.;:!?]{{2,60}}?)?"
    it = r"(?:it|that|this|(?:all|none|most) of (?:it|that|this))"
    be = r"(?:['’]s| is| was| are| were| has been| have been| seems to be| looks like| sounds like)"
    untrue = rf"{be}(?P<how>(?: [\w’'-]+,?){{0,5}}?) {_said('untrue')}\b"
    source = rf"(?:an? |the |some )?(?:\w+[’'-]?\w*[ -]){{0,4}}?{_said('sources')}\b"
    comes = rf" ?{_said('from_story')}(?: \w+)? (?:from|to|in|with) {source}"
    made = rf" (?:was|is|were)(?: \w+){{0,2}}? {_said('concocted')}\b"
    it_comes = rf" ?{_said('from_it')}(?: \w+)? from {source}"
    return _compiled(
        rf"(?:(?P<what>{story})(?:{comes}|{made})|{it}{it_comes}|(?P<called>{it}|{story}){untrue})"
    )


@cache
def _turned() -> re.Pattern[str]:
    """Return what finds what people say and the author's own word: "A lovely story, but untrue"."""
    own = rf"(?:(?P<no>{_said('but_no')})|(?P<yes>{_said('but_yes')})){_STOP}"
    aside = r"(?: actually| sadly| alas| in fact| honestly| i['’]m afraid)?,?"
    return _compiled(rf"(?P<said>[^.?!;:]{{2,90}}?),? but{aside} {own}")


@cache
def _thought() -> re.Pattern[str]:
    """Return what finds what is thought, the verb of the question left out: "I am convinced they did"."""
    surely = r"(?:(?P<never>never) )?(?:(?:really|actually|probably|certainly) )?"
    did = rf"{surely}(?:did|was|were|had|could)(?P<not>n[’']t| not)?"
    return _compiled(
        rf"(?:{_said('thought')}|(?P<doubt>{_said('not_thought')})) (?:that )?(?:they|he|she|it|there) {did}{_STOP}"
    )


@cache
def _again() -> re.Pattern[str]:
    """Return what finds a word of the question: "Not evil.", "Evil through and through"."""
    he_was = r"(?:(?:he|she|it|they) (?:was|were|is|are)(?P<nt>n[’']t)? )?"
    before = rf"{he_was}(?:(?P<not>{_said('denies_again')}) )?(?:{_said('before_again')} )*"
    return _compiled(rf"{before}(?P<word>[a-z]{{3,}})(?: {_said('behind_again')})?{_STOP}")


_PREDICATE = re.compile(
    r"\w+ (?:(?:was|were|is|are) (?:(?:too|so|very|really|all|an?|the|such|that) )*([a-z]+)\b.*?)?\b([a-z]+)\W*$"
)
"""The first word behind "was" and the last one of a statement."""
_SO = re.compile(
    r"(?:,|;|—|–| -)? ?(?:and )?(?:so|hence|therefore|which means|meaning),? "
    r"(?:(?:in short,?|i(?:['’]d| would) say|it['’]s) )?"
    r"(?:(?P<word>yes|yeah|yep|no|nope|not really|hardly|probably not|probably|definitely|absolutely)"
    r"(?:[,;.]? (?:they|he|she|it|there) \w+(?:n[’']t| not)?)?"
    rf"|(?:yes,? |no,? )?{_HE_DID}(?P<not>n[’']t| not|not)?(?: have| indeed| really)?)\s*[.!]*$",
    re.IGNORECASE,
)
"""What an answer comes to at the end of its first sentence: "Plutarch says so, so yes, they did"."""


def softened(found: Opening) -> bool:
    """Whether an opening may only soften what stands behind it: "kind of", behind which may stand "a myth"."""
    return not found.denied and found.certainty is not Certainty.CERTAIN and found.echo is None


def in_passing(doc: Doc, question: str) -> Opening | None:
    """Return what a sentence of few words says to a question behind others: "I don't buy it.", "It's a legend."."""
    found = dismissed(doc, question) if len(doc) <= _FEW else None
    if found is None or found.at_last or not _IT.search(found.cue):
        return None
    return found if len(doc.text.strip(" .!")) <= len(found.cue) + _BESIDE else None


_FEW = 14
_BESIDE = 3
"""Code points of a sentence that may stand beside such words."""
_IT = re.compile(r"\b(?:it|this|they|he|she|that)\b|convinced|evidence|proof", re.IGNORECASE)


def verb_again(doc: Doc, verb: str) -> Opening | None:
    """Read "They existed, ...": a pronoun with the verb of the question, and no more."""
    if len(doc) < 3 or not verb or doc[0].lower_ not in {"he", "she", "it", "they"}:
        return None
    place = 1
    while place < len(doc) - 2 and doc[place].lower_ in {"really", "actually", "certainly", "did", "indeed"}:
        place += 1
    if lemma(doc[place]) != verb or not doc[place + 1].is_punct:
        return None
    return Opening(False, Certainty.CERTAIN, f"{doc[0].text} {doc[place].text}", place + 1)


def of_story(found: Opening, question: str) -> Opening:
    """Turn "a myth" round where the question is if something is a myth."""
    said = re.findall(r"[\w-]+", found.cue.lower())
    told = {*_listed("about_stories")} & {*said} & {*re.findall(r"[\w-]+", question.lower())}
    if not (found.denied and told) or {"no", "not", "never"} & {*said}:
        return found
    return replace(found, denied=False)


def dismissed(doc: Doc, question: str) -> Opening | None:
    """Return what a sentence says to a question by calling it untrue, doubting it, or standing by it.

    Args:
        doc: the sentence.
        question: what is asked, as a statement; "a myth" says yes to one that something is a myth.
    """
    text = doc.text
    place = lead.end() if (lead := LEAD.match(text)) is not None else 0
    turned = _turned().match(text, place)
    if turned is not None and _compiled(rf"\b{_said('report')}\b").search(turned["said"]):
        own = "no" if turned["yes"] is None else "yes"
        return _opened(doc, text, denied=own == "no", start=turned.start(own), end=turned.end())
    return _held(doc, text, place, question) or _as_story(doc, text, place, question) or _come_to(doc, text)


def _held(doc: Doc, text: str, place: int, question: str) -> Opening | None:
    """Read what an author thinks, in his own words or in one of the question's."""
    if (thought := _thought().match(text, place)) is not None:
        denied = bool(thought["not"] or thought["never"]) is not bool(thought["doubt"])
        return _opened(doc, text, denied=denied, start=place, end=thought.end(), certainty=Certainty.PROBABLE)
    again, asked = _again().match(text, place), _PREDICATE.search(question.lower())
    if (
        again is not None
        and asked is not None
        and again["word"].lower() in asked.groups()
        and " or " not in question
    ):
        return _opened(doc, text, denied=bool(again["not"] or again["nt"]), start=place, end=again.end())
    if (stands := _compiled(_said("stand") + _STOP).match(text, place)) is not None:
        return _opened(doc, text, denied=False, start=place, end=stands.end())
    if (doubts := _compiled(_said("doubt") + _STOP).match(text, place)) is not None:
        return _opened(doc, text, denied=True, start=place, end=doubts.end(), certainty=Certainty.PROBABLE)
    return None


def _as_story(doc: Doc, text: str, place: int, question: str) -> Opening | None:
    """Read what calls a story what the question asks."""
    if not {*_listed("about_stories")}.isdisjoint(re.findall(r"[\w-]+", question.lower())):
        return None
    called = _called().match(text, place)
    if called is not None and _of_what_is_asked(called["called"] or called["what"] or "", question):
        how = called["how"] or ""
        negated = _NEGATED.search(how) is not None
        if negated and _PLAINLY.fullmatch(how) is None:
            return None
        return Opening(not negated, Certainty.CERTAIN, called[0], 0)
    fragment = _fragment().match(text, place)
    if fragment is None:
        return None
    negated = _NEGATED.search(fragment[0]) is not None
    return _opened(doc, text, denied=not negated, start=place, end=fragment.end())


_WORDS = re.compile(r"[a-z]{4,}", re.IGNORECASE)
_FAMILY = 5
"""Letters by which words of a story and of the question are compared."""


def _of_what_is_asked(story: str, question: str) -> bool:
    """Whether "the flat earth thing" is what the question asks about, and no part that it does not name."""
    light = {*_listed("told"), *_listed("of_stories")}
    said = [w.lower() for w in _WORDS.findall(story) if w.lower().rstrip("s") not in light]
    asked = {w.lower()[:_FAMILY] for w in _WORDS.findall(question)}
    return not said or any(word[:_FAMILY] in asked for word in said)


@cache
def _in_the_end() -> re.Pattern[str]:
    """Return what finds what an author thinks at the end: "The texts hint at it and I think she did."."""
    return _compiled(
        rf",? (?:and|but) {_said('thought')} (?:that )?{_HE_DID}(?P<not>n[’']t| not)?(?P<word>)\s*[.!]*$"
    )


def _come_to(doc: Doc, text: str) -> Opening | None:
    found = _SO.search(text) or _in_the_end().search(text)
    if found is None or found.start() == 0:
        return None
    word = (found["word"] or "").lower()
    denied = bool(found["not"]) or word.startswith("n") or word in {"hardly", "probably not"}
    begins = next((t.i for t in doc if t.idx >= found.start()), len(doc))
    certainty = Certainty.PROBABLE if word.startswith("probably") else Certainty.CERTAIN
    return Opening(denied, certainty, found[0].strip(" ,;—–-.!"), begins, at_last=True)


def _opened(
    doc: Doc, text: str, *, denied: bool, start: int, end: int, certainty: Certainty = Certainty.CERTAIN
) -> Opening:
    until = next((t.i for t in doc if t.idx >= end), len(doc))
    return Opening(denied, certainty, text[start:end], until)
