"""What an answer says to a question in words of its own: "Tudor propaganda.", "The whole thing is made up", "so yes".

``openings`` knows the words that stand for yes and no. Here is read what calls the matter of the question untrue, doubts
it, or stands by it, and what the first sentence comes to at its end. The words are in ``data/stances.toml``.
"""

import re
from functools import cache

from histgraph.extract.questions.openings import LEAD, Opening
from histgraph.extract.syntax.tree import Doc
from histgraph.model import Certainty
from histgraph.resources import load_toml


def _said(key: str) -> str:
    found: list[str] = load_toml("stances.toml")["dismissing"][key]
    return "(?:" + "|".join(sorted(found, key=len, reverse=True)) + ")"


_STOP = r"(?=\s*(?:[.,;:!?()…—–]|- |$))"
_NEGATED = re.compile(r"\b(?:not|no|hardly|never|more than)\b|n[’']t\b", re.IGNORECASE)


@cache
def _about_stories() -> frozenset[str]:
    return frozenset(load_toml("stances.toml")["dismissing"]["about_stories"])


@cache
def _doubt() -> re.Pattern[str]:
    return re.compile(_said("doubt") + _STOP, re.IGNORECASE)


@cache
def _stand() -> re.Pattern[str]:
    return re.compile(_said("stand") + _STOP, re.IGNORECASE)


@cache
def _fragment() -> re.Pattern[str]:
    """Return what finds a phrase that calls it untrue: "Pure Tudor propaganda!", "A story made up by monks"."""
    story = rf"(?:{_said('told')}|anecdote) (?:\w+ ){{0,2}}{_said('made')}"
    before = r"(?:(?:kind|sort) of )?(?:(?!(?:is|was|were|are|did|do|had|has|the|of|in|to|by|for|it|they|he|she)\b)[\w’'-]+,? ){0,4}?"
    return re.compile(
        rf"{before}(?:{_said('untrue')}(?: (?:that|this|that one|this one|all of it|mostly|really|i['’]?m afraid|(?:from|by|of|made|put|spread|started|invented|told|if)\b[^.;!?]*))?{_STOP}|{story}\b)",
        re.IGNORECASE,
    )


@cache
def _called() -> re.Pattern[str]:
    """Return what finds a clause that calls it untrue: "That's a legend from 1870", "the flat earth thing is invented"."""
    story = rf"(?:the|this|that|these|those|all (?:this|that)|such)(?: [\w’'“”\"-]+){{0,6}}? {_said('told')}s?(?: (?:about|of|that) [^.;:!?]{{2,60}}?)?"
    it = rf"(?:it|that|this|all of (?:it|that|this)|none of (?:it|that|this)|most of (?:it|that))"
    be = r"(?:['’]s| is| was| are| were| has been| have been| seems to be| looks like| sounds like)"
    return re.compile(
        rf"(?P<what>{it}|{story})(?:(?P<be>{be})(?P<how>(?: [\w’'-]+,?){{0,5}}?) {_said('untrue')}\b| ?{_said('origin')})",
        re.IGNORECASE,
    )


_SO = re.compile(
    r"(?:,|;|—|–| -)? ?(?:and )?(?:so|hence|therefore|which means|meaning),? (?:in short,? |i(?:['’]d| would) say |it['’]s )?"
    r"(?:(?P<word>yes|yeah|yep|no|nope|not really|hardly|probably not|probably|definitely|absolutely)(?:[,;]? (?:they|he|she|it|there) \w+(?:n[’']t| not)?)?"
    r"|(?:yes,? |no,? )?(?:they|he|she|it|there) (?:did|was|were|had|could)(?P<not>n[’']t| not)?(?: have| indeed| really)?)\s*[.!]*$",
    re.IGNORECASE,
)
"""What an answer comes to at the end of its first sentence: "Plutarch says so, so yes, they did"."""


@cache
def _turned() -> re.Pattern[str]:
    """Return what finds what people say and the author's own word: "A lovely story, but untrue"."""
    no = r"no|nope|nah|untrue|false|(?:it['’]s |it is |it was |that['’]s )?(?:not true|untrue|false|wrong|a myth|nonsense|rubbish|a legend)|(?:they|he|she|it) (?:did ?n['’]t|did not|was ?n['’]t|was not|were ?n['’]t|were not|never did|never was)|not (?:really|at all|so)"
    yes = r"yes|yep|yeah|true|(?:it['’]s |it is )?(?:all )?true|(?:they|he|she|it) (?:really |actually |certainly )?(?:did|was|were)"
    return re.compile(
        rf"(?P<said>[^.?!;:]{{2,90}}?),? but(?: actually| sadly| alas| in fact| honestly| i['’]m afraid)?,? (?:(?P<no>{no})|(?P<yes>{yes})){_STOP}",
        re.IGNORECASE,
    )


@cache
def _report() -> re.Pattern[str]:
    return re.compile(rf"\b{_said('report')}\b", re.IGNORECASE)


def softened(found: Opening) -> bool:
    """Whether an opening may only soften what stands behind it: "kind of", behind which may stand "a myth"."""
    return not found.denied and found.certainty is not Certainty.CERTAIN and found.echo is None


def dismissed(doc: Doc, question: str) -> Opening | None:
    """Return what a sentence says to a question by calling it untrue, doubting it, or standing by it.

    Args:
        doc: the sentence.
        question: the question; "a myth" says yes to one that asks if something is a myth.
    """
    text = doc.text
    place = lead.end() if (lead := LEAD.match(text)) is not None else 0
    if (turned := _turned().match(text, place)) is not None and _report().search(turned["said"]):
        return _opened(doc, text, turned["yes"] is None, turned.start("yes" if turned["yes"] else "no"), turned.end())
    for found, denied in ((_stand().match(text, place), False), (_doubt().match(text, place), True)):
        if found is not None:
            certainty = Certainty.PROBABLE if denied else Certainty.CERTAIN
            return _opened(doc, text, denied, found.start(), found.end(), certainty)
    if _about_stories().isdisjoint(re.findall(r"[\w-]+", question.lower())):
        called = _called().match(text, place)
        if called is not None and _of_what_is_asked(called["what"], question):
            how = called["how"] or ""
            return _opened(doc, text, _NEGATED.search(how) is None, called.start(), called.end(), last=0)
        fragment = _fragment().match(text, place)
        if fragment is not None:
            return _opened(doc, text, _NEGATED.search(fragment[0]) is None, fragment.start(), fragment.end())
    return _come_to(doc, text)


_ABOUT = re.compile(r"[a-z]{4,}", re.IGNORECASE)
_FAMILY = 5
"""Letters by which words of a story and of the question are compared."""


@cache
def _no_matter() -> frozenset[str]:
    found = load_toml("stances.toml")["dismissing"]
    return frozenset(found["told"]) | frozenset(found["of_stories"])


def _of_what_is_asked(story: str, question: str) -> bool:
    """Whether "the flat earth thing" is what the question asks about, and no part that it does not name."""
    said = [w.lower() for w in _ABOUT.findall(story) if w.lower().rstrip("s") not in _no_matter()]
    asked = {w.lower()[:_FAMILY] for w in _ABOUT.findall(question)}
    return not said or any(word[:_FAMILY] in asked for word in said)


def _come_to(doc: Doc, text: str) -> Opening | None:
    found = _SO.search(text)
    if found is None or found.start() == 0:
        return None
    word = (found["word"] or "").lower()
    denied = bool(found["not"]) or word.startswith("n") or word in {"hardly", "probably not"}
    begins = next((t.i for t in doc if t.idx >= found.start()), len(doc))
    certainty = Certainty.PROBABLE if word.startswith("probably") else Certainty.CERTAIN
    return Opening(denied, certainty, found[0].strip(" ,;—–-.!"), begins, at_last=True)


def _opened(
    doc: Doc,
    text: str,
    denied: bool,
    start: int,
    end: int,
    certainty: Certainty = Certainty.CERTAIN,
    *,
    last: int | None = None,
) -> Opening:
    until = next((t.i for t in doc if t.idx >= end), len(doc)) if last is None else last
    return Opening(denied, certainty, text[start:end], until)
