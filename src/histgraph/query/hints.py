"""What is wrong with a query, in words: the parser lists what it expected, which seldom is what is missing."""

import re
from collections.abc import Iterable
from difflib import get_close_matches
from functools import cache

import pyoxigraph as ox

from histgraph.query.tokens import TOKENS
from histgraph.resources import ontology_dir
from histgraph.vocabulary import ONTOLOGY, relations

FORMS = frozenset({"SELECT", "ASK", "CONSTRUCT", "DESCRIBE"})
_PAIRS = {"{": "}", "(": ")", "[": "]"}
_OPENING = {"PREFIX", "BASE"}


def complaint(message: str, text: str = "") -> str:
    """Return in words what the parser, or a look at the query, finds wrong; "" where neither tells."""
    if "Prefix not found" in message:
        return f"its prefix is not declared; begin with a line such as PREFIX hg: <{ONTOLOGY}>"
    if "contains a variable that is unbound" in message:
        return "a variable after SELECT is neither in GROUP BY nor counted, so it has no one value"
    if found := _form(text) or _brackets(text):
        return found
    marks = re.findall(r'"([^"\\\w\s]{1,2})"', message)
    return f"something else was expected here, such as {' '.join(dict.fromkeys(marks[:6]))}" if marks else ""


def _form(text: str) -> str:
    """Return a complaint of a first word that is nearly the name of a form."""
    skipped = False
    for match in TOKENS.finditer(text):
        if match.lastgroup == "word":
            word = match["word"].upper()
            if word not in _OPENING:
                near = get_close_matches(word, FORMS, n=1)
                return (
                    f"{match['word']} begins no query. Did you mean {near[0]}?"
                    if near and word not in FORMS
                    else ""
                )
            skipped = True
        elif match.lastgroup == "other" and match.group().strip() and not skipped:
            return ""
    return ""


def _brackets(text: str) -> str:
    """Return a complaint of a bracket or a quotation mark that has no partner."""
    waiting: list[str] = []
    for match in TOKENS.finditer(text):
        if match.lastgroup != "other":
            continue
        sign = match.group()
        if sign in "\"'":
            return f"a quotation mark {sign} is never closed"
        if sign in _PAIRS:
            waiting.append(sign)
        elif sign in _PAIRS.values():
            if not waiting or _PAIRS[waiting[-1]] != sign:
                return (
                    f"this {sign} closes nothing"
                    if not waiting
                    else f"{_PAIRS[waiting[-1]]} is missing before {sign}"
                )
            waiting.pop()
    return f"{waiting[-1]} is never closed: {_PAIRS[waiting[-1]]} is missing" if waiting else ""


def hints(text: str) -> tuple[str, ...]:
    """Return what may be meant by a query that finds nothing: terms that no vocabulary has, empty columns."""
    return (*_strange_terms(text), *_empty_columns(text))


def _strange_terms(text: str) -> Iterable[str]:
    known = _terms()
    for name in dict.fromkeys(
        f"{match['name']}:{match['local']}"
        for match in TOKENS.finditer(text)
        if match["name"] and match["local"]
    ):
        if name.partition(":")[0] not in {"hg", "rel", "not"} or name in known:
            continue
        near = get_close_matches(name, known, n=1, cutoff=0.75)
        if near:
            yield f"{name} is not in the vocabulary. Did you mean {near[0]}?"


def empty_columns(text: str) -> tuple[str, ...]:
    """Return a hint for each variable that stands after SELECT alone: its column is always empty."""
    return tuple(_empty_columns(text))


def _empty_columns(text: str) -> Iterable[str]:
    head, brace, body = text.partition("{")
    if not brace or not re.search(r"\bselect\b", head, re.IGNORECASE):
        return
    made = set(re.findall(r"\bas\s+[?$](\w+)", text, re.IGNORECASE))
    bound = set(re.findall(r"[?$](\w+)", body)) | made
    for name in dict.fromkeys(re.findall(r"[?$](\w+)", head)):
        if name not in bound:
            near = get_close_matches(name, bound, n=1) or sorted(bound)
            told = f" Given are: {', '.join(f'?{one}' for one in near[:6])}." if near else ""
            yield f"?{name} is never given a value between {{ and }}, so its column is empty.{told}"


@cache
def _terms() -> tuple[str, ...]:
    """Return the names of the ontology's terms and of the relations, with their prefixes."""
    held = ox.Store()
    held.load(path=str(ontology_dir() / "histgraph.ttl"), format=ox.RdfFormat.TURTLE)
    own = {quad.subject.value for quad in held if isinstance(quad.subject, ox.NamedNode)}
    names = {f"hg:{iri.removeprefix(ONTOLOGY)}" for iri in own if iri.startswith(ONTOLOGY)}
    names |= {f"{prefix}:{key}" for key in relations() for prefix in ("rel", "not")}
    return tuple(sorted(names))
