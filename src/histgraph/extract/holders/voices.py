"""Whose voice a sentence brings in: "according to X", "contrary to what X says", "as X notes", "I agree with X".

Scholars and sources hold views; another answerer on the page is agreed with or gone against.
"""

from collections.abc import Callable
from dataclasses import replace

from histgraph.extract.drafting.clauses import ClauseReader
from histgraph.extract.drafting.phrases import bare
from histgraph.extract.holders.tellings import telling
from histgraph.extract.parsing.mend import MYTH_OR_FACT
from histgraph.extract.syntax.modality import cues
from histgraph.extract.syntax.scope import FIRST_SECOND, HOLDERS, Scope, words
from histgraph.extract.syntax.tokens import child, children, lemma
from histgraph.extract.syntax.tree import Token, stretch
from histgraph.extract.syntax.trusting import trusted
from histgraph.model import CueKind, EntityKind, Stance

_Side = Callable[[ClauseReader, Scope, str, str], Scope]
_REMARKS = cues("attribution", "remarks")
_VIEWS = cues("attribution", "views")
_SOURCES = cues("attribution", "holders")


def attributions(reader: ClauseReader, scope: Scope) -> Scope:
    """Read who else is brought in: "according to X", "contrary to what X says", "as X notes", "in X's view".

    A view brought in within the sentence holds for the clause it stands in, not for all of them.
    """
    opening = MYTH_OR_FACT.match(reader.sentence.doc.text)
    if opening is not None and opening["myth"]:
        scope = replace(scope, modality=scope.modality.denied(opening["myth"]))
    for token in reader.sentence.doc:
        if (tale := telling(reader, token)) is not None:
            scope = _held(scope, tale, f"{tale} tells")
            continue
        found = _brought_in(reader, token, scope)
        if found is scope:
            continue
        if found.holder is not None and found.holder[:1].isupper():
            reader.holders.add(found.holder)
        clause = _own_clause(token)
        if found.holder != scope.holder and clause is not None:
            reader.local[clause.i] = found
            found = replace(found, holder=scope.holder, stance=scope.stance)
        scope = found
    return scope


def _own_clause(token: Token) -> Token | None:
    """Return the verb of the clause that a view is brought into, None where it opens the sentence or is its root's."""
    if token.i <= 1:
        return None
    above = token.head if token.dep_ in {"advcl", "parataxis", "prep"} else token
    for _ in range(12):
        if above.pos_ in _VERBAL and above.dep_ not in {"aux", "auxpass"}:
            break
        above = above.head
    return above if above.pos_ in _VERBAL and above.head.i != above.i else None


def _brought_in(reader: ClauseReader, token: Token, scope: Scope) -> Scope:
    """Return the scope with what one word brings in."""
    word = token.lower_
    if word == "according" and _which(token) is None and (who := _source(reader, token)) is not None:
        scope = _held(scope, who, f"according to {who}")
    elif word == "contrary" and (who := _named(reader, token)) is not None:
        scope = _against(reader, scope, who, f"contrary to {who}")
    elif word == "unlike" and (who := _named(reader, token)) is not None and _is_voice(reader, who):
        scope = _against(reader, scope, who, f"unlike {who}")
    elif word in {"as", "like"} and (said := _noting(token)) is not None:
        who = reader.maker.names.canonical(said)
        scope = _along(reader, scope, who, f"{word} {who} notes")
    elif (found := _answered(reader, token)) is not None:
        scope = found[0](reader, scope, found[1], f"{found[1]} is {token.lower_}")
    elif word == "by" and (who := _by_counts(reader, token)) is not None:
        scope = _held(scope, who, f"by {who}")
    elif (who := _inserted(reader, token)) is not None:
        reader.visited.add(token.i)
        scope = _held(scope, who, f"{who} {token.lower_}")
    elif word == "for" and token.i == 0 and (who := _for_person(reader, token)) is not None:
        scope = _held(scope, who, f"for {who}")
    elif lemma(token) in _VIEWS and (who := _seen_by(reader, token)) is not None:
        scope = _held(scope, who, f"{token.head.lower_} {who}'s {token.lower_}")
    elif token.dep_ == "advcl" and (leant_on := trusted(token)) is not None:
        who = bare(reader.maker.phrase(leant_on)).label
        reader.visited.add(token.i)
        scope = _held(scope, who, f"if one trusts {who}")
    elif token.dep_ in {"advcl", "parataxis"} and lemma(token) in _REMARKS and _is_as(token):
        scope = _as_said(reader, token, scope)
    return scope


def _source(reader: ClauseReader, according: Token) -> str | None:
    """Return X of "according to X" where X can hold a view: "varied according to class" brings in nobody."""
    head = next((t for p in children(according, "prep") for t in children(p, "pobj")), None)
    who = _named(reader, according)
    if head is None or who is None or head.pos_ != "NOUN":
        return who
    if child(head, "poss") is not None:
        return who
    opens = according.i == 0 or according.nbor(-1).text in {",", ";", "(", "—", "–"}
    holds = lemma(head) in HOLDERS | _SOURCES or opens
    return bare(reader.maker.phrase(head, joined=False)).label if holds else None


def _which(according: Token) -> Token | None:
    """Return "which" of "the view according to which S": whose view it is stands before it."""
    return next(
        (t for t in according.doc[according.i + 1 : according.i + 3] if t.tag_ in {"WDT", "WP"}), None
    )


def _held(scope: Scope, who: str, cue: str) -> Scope:
    scope = replace(scope, holder=who, stance=Stance.NEUTRAL)
    return replace(scope, modality=scope.modality.cued(CueKind.ATTRIBUTION, cue))


def _seen_by(reader: ClauseReader, noun: Token) -> str | None:
    """Return whose view "in X's opinion", "in the eyes of X", "under the traditional view" brings in."""
    prep = noun.head
    if (
        noun.dep_ != "pobj"
        or prep.lower_ not in {"in", "under", "on", "by", "from"}
        or prep.head.pos_ not in _VERBAL
    ):
        return None
    if any(c.lower_ in _THE_SAME for c in children(noun, "det")) and prep.lower_ in {"on", "in", "by"}:
        return reader.discourse.heard_last()
    poss = child(noun, "poss")
    if poss is not None and poss.lower_ in FIRST_SECOND | {"my", "our", "your"}:
        return None
    if (
        poss is not None
        and poss.lower_ in {"his", "her", "their"}
        and poss.i not in reader.sentence.referents
    ):
        return reader.discourse.heard_last() or poss.text
    if poss is not None:
        return bare(reader.maker.phrase(poss)).label
    for of in children(noun, "prep"):
        if of.lower_ == "of" and (inner := child(of, "pobj")) is not None and prep.lower_ in {"in", "from"}:
            return bare(reader.maker.phrase(inner)).label
    if prep.lower_ in {"under", "on"} and lemma(noun) in {
        "view",
        "reading",
        "interpretation",
        "theory",
        "account",
    }:
        kinds = [c.text for c in children(noun, "amod", "compound")]
        return f"the {' '.join(kinds)} {noun.text}" if kinds else None
    return None


_THE_SAME = frozenset({"this", "that", "such"})


def _by_counts(reader: ClauseReader, by: Token) -> str | None:
    """Return "most accounts" of "by most accounts": those whose view it is."""
    noun = child(by, "pobj")
    if noun is None or lemma(noun) not in {"account", "count", "estimate", "reckoning"}:
        return None
    if child(noun, "poss") is not None or not any(c.lower_ in _SOME for c in noun.children):
        return None
    return bare(reader.maker.phrase(noun, joined=False)).label


_SOME = frozenset(
    {"some", "most", "many", "all", "several", "one", "other", "contemporary", "modern", "recent"}
)


def _inserted(reader: ClauseReader, verb: Token) -> str | None:
    """Return X of ", X writes," set into a sentence."""
    if verb.i < 2 or verb.i + 1 >= len(verb.doc) or lemma(verb) not in _REMARKS | {"say", "write"}:
        return None
    if verb.dep_ == "ROOT" and (told := child(verb, "ccomp")) is not None and told.i < verb.i:
        return None  # "S, X writes.": read as what X writes
    name, opens, closes = verb.nbor(-1), verb.doc[max(0, verb.i - 3) : verb.i - 1], verb.nbor(1)
    referent = reader.sentence.referents.get(name.i)
    if name.lower_ in {"he", "she", "they"} and referent is not None and not referent.event:
        inside = closes.text == "," and any(t.text == "," for t in opens)
        return referent.label if inside and lemma(verb) in _REMARKS | {"argue", "claim"} else None
    if name.pos_ != "PROPN" or closes.text not in {",", "."} or not any(t.text == "," for t in opens):
        return None
    return bare(reader.maker.phrase(name)).label if name.dep_ == "nsubj" and name.head.i == verb.i else None


def _for_person(reader: ClauseReader, token: Token) -> str | None:
    """Return who thinks so in "For Machiavelli, S"."""
    named = child(token, "pobj")
    if named is None or named.pos_ != "PROPN" or named.right_edge.i + 1 >= len(token.doc):
        return None
    who = bare(reader.maker.phrase(named))
    comma = named.right_edge.nbor(1).text == ","
    return who.label if comma and who.kind is EntityKind.PERSON else None


_VERBAL = frozenset({"VERB", "AUX"})


def _is_as(clause: Token) -> bool:
    return any(m.lower_ == "as" for m in clause.children)


def _as_said(reader: ClauseReader, clause: Token, scope: Scope) -> Scope:
    """Read "as X notes" (the text goes along with X) and "as is often claimed"."""
    subject = child(clause, "nsubj") or next(
        (t for by in children(clause, "agent") for t in children(by, "pobj")), None
    )
    if subject is None or subject.lower_ in FIRST_SECOND | {"it"} or child(clause, "ccomp") is not None:
        return scope  # "as X believed that S" gives a reason
    who = reader.maker.phrase(subject).label
    reader.visited.add(clause.i)
    return _along(reader, scope, who, f"as {who} {clause.text}")


def _along(reader: ClauseReader, scope: Scope, who: str, cue: str) -> Scope:
    """Note that the text goes along with somebody; a name that is no answerer's holds the view himself."""
    if who.lower() in {a.lower() for a in scope.agrees}:
        return scope
    scope = replace(scope, agrees=(*scope.agrees, who))
    if who[:1].isupper() and not _is_voice(reader, who):
        scope = replace(scope, holder=who, stance=Stance.ENDORSES)
    return replace(scope, modality=scope.modality.cued(CueKind.AGREEMENT, cue))


def _noting(token: Token) -> str | None:
    """Return X of "as X notes," where the parser took the verb for a noun, or of "like X said,"."""
    for t in token.doc[token.i + 2 : token.i + 5]:
        ends = t.i + 1 < len(token.doc) and t.nbor(1).text in {",", ".", ")", ":"}
        lead = token.i == 0 or token.nbor(-1).text in {",", ";", "(", "and", "but"}
        if ends and lead and t.lemma_.lower() in _REMARKS and t.tag_ in {"NNS", "VBZ", "VBD", "NN"}:
            name = stretch(token.doc[token.i + 1 : t.i])
            return name if name.split()[0].lower() not in _NO_NAMES else None
    return None


_NO_NAMES = FIRST_SECOND | words("saying", "no_names")
_FOR = frozenset({"right", "correct"})
_WRONG = frozenset({"wrong", "mistaken", "incorrect"})


def _answered(reader: ClauseReader, token: Token) -> tuple[_Side, str] | None:
    """Return whom "I agree with X", "X is wrong:", "X is right that S" answers, and on which side."""
    verb = token.head
    if token.lower_ in _FOR | _WRONG and token.dep_ == "acomp" and lemma(verb) == "be":
        subject = child(verb, "nsubj")
        if subject is not None and _is_voice(reader, subject.text) and child(verb, "neg") is None:
            reader.visited.add(verb.i) if child(token, "ccomp") is None and verb.dep_ != "ROOT" else None
            return (_along if token.lower_ in _FOR else _against), subject.text
    if lemma(token) in {"agree", "disagree"} and token.pos_ == "VERB":
        subject = child(token, "nsubj")
        named = next(
            (t for p in children(token, "prep") if p.lower_ == "with" for t in children(p, "pobj")), None
        )
        if (
            subject is not None
            and subject.lower_ in {"i", "we"}
            and named is not None
            and named.pos_ in {"PROPN", "NOUN"}
        ):
            denied = child(token, "neg") is not None
            return (_along if (lemma(token) == "agree") is not denied else _against), named.text
    return None


def _against(_: ClauseReader, scope: Scope, who: str, cue: str) -> Scope:
    scope = replace(scope, disagrees=(*scope.disagrees, who))
    return replace(scope, modality=scope.modality.cued(CueKind.DISAGREEMENT, cue))


def _named(reader: ClauseReader, token: Token) -> str | None:
    """Return whose words "according to ..." or "contrary to what ..." brings in."""
    window = list(token.doc[token.i + 1 : token.i + 9])
    for t in window:
        if t.text == ",":
            break
        if t.tag_ in {"WP", "WDT"} or t.lower_ in {
            "to",
            "the",
            "popular",
            "common",
            "claims",
            "claim",
            "view",
            "views",
            "of",
        }:
            continue
        if (
            t.lower_ in {"belief", "opinion", "myth", "wisdom", "legend", "tradition"}
            and t.nbor(-1).lower_ != "'s"
        ):
            return "tradition" if t.lower_ in {"legend", "tradition"} else "popular belief"
        if t.dep_ in {"nsubj", "poss", "pobj", "compound", "nmod"} and t.pos_ in {
            "PROPN",
            "NOUN",
            "PRON",
            "ADJ",
        }:
            if t.lower_ in FIRST_SECOND:
                return None
            head = t.head if t.dep_ in {"compound", "nmod"} else t
            questions = [c.i for c in head.children if c.tag_ in {"WP", "WDT"}]
            return bare(reader.maker.phrase(head, without=questions)).label
        if t.pos_ in {"VERB", "AUX"}:
            continue
        return t.text
    return None


def _is_voice(reader: ClauseReader, who: str) -> bool:
    """Whether somebody is another answerer: named as an author on the page, in full or by last name."""
    name = who.lower()
    return any(name == a.lower() or name == a.lower().split()[-1] for a in reader.authors if a)
