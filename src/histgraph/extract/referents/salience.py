"""What a phrase does in a discourse: does it only describe, does it only hold a place, whose clause is it in."""

from histgraph.extract.parsing.parse import Sentence
from histgraph.extract.referents.names import NameTable, name_tokens
from histgraph.extract.syntax.scope import words
from histgraph.extract.syntax.tokens import conjuncts, lemma, subtree, written
from histgraph.extract.syntax.tree import Token
from histgraph.resources import load_toml

AIM_NOUNS = frozenset(load_toml("lexicon.toml")["goal"]["nouns"])
_DOCTRINE_NOUNS = words("noun", "doctrines")


def only_describes(token: Token) -> bool:
    """Whether a phrase only describes another one: behind "was" or in apposition to a name."""
    if token.dep_ == "attr" and lemma(token.head) in {"be", "become", "remain"}:
        subject = next((c for c in token.head.children if c.dep_ == "nsubj"), None)
        named = token.pos_ == "PROPN" and subject is not None and subject.pos_ != "PROPN"
        if subject is not None and subject.lower_ == "it":
            return _of_a_kind(token)
        return subject is not None and not named and subject.lower_ not in {"there", "this", "that"}
    if token.dep_ == "nsubj" and token.pos_ == "NOUN" and lemma(token.head) == "be":  # "the winner was Bell"
        graded = any(
            c.dep_ == "acomp" and c.i < token.i for c in token.head.children
        )  # "how good a general was Bell?"
        names = [c for c in token.head.children if c.pos_ == "PROPN" and c.i != token.i]
        return any(c.dep_ == "attr" or (graded and c.dep_ == "nsubj") for c in names)
    return token.dep_ == "appos" and token.head.pos_ == "PROPN"


def _of_a_kind(token: Token) -> bool:
    """Whether "it was a disaster" only says what it was: nothing is picked out by a clause behind it."""
    a = any(c.lower_ in {"a", "an"} for c in token.children)
    return a and not any(c.dep_ in {"relcl", "appos"} for c in (*token.children, *token.head.children))


def noun_is_doctrine(token: Token) -> bool:
    """Whether "the ideology" stands alone, to be told by what was named before."""
    bare = not any(c.dep_ in {"amod", "compound", "poss", "relcl", "acl"} for c in token.children)
    named = any(c.dep_ == "prep" and c.lower_ == "of" for c in token.children)
    return lemma(token) in _DOCTRINE_NOUNS and token.tag_ == "NN" and bare and not named


def is_doctrine(label: str) -> bool:
    """Whether a label names a doctrine: communism, Christianity."""
    return label.lower().split()[-1].endswith(("ism", "ianity", "islam"))


def nominal_label(token: Token, sentence: Sentence) -> str:
    """Write a common noun phrase so that it reads by itself, without article and clauses."""
    kept = subtree(
        token,
        lambda t: (
            (
                t.dep_
                not in {
                    "relcl",
                    "acl",
                    "appos",
                    "punct",
                    "cc",
                    "conj",
                    "det",
                    "advcl",
                    "parataxis",
                    "preconj",
                    "mark",
                    "discourse",
                }
                or (t.dep_ == "det" and t.lower_ in {"no", "some", "many", "most", "all"})
                or t.text == "-"
            )
            and not (t.dep_ == "case" and t.head.i == token.i)
        ),
    )

    def say(t: Token) -> str:
        referent = sentence.referents.get(t.i)
        if referent is not None and t.pos_ in {"PRON", "DET"}:
            return f"{referent.label}'s" if t.dep_ == "poss" else referent.label
        return t.text

    return written(kept, say)


def clause_subject(token: Token, sentence: Sentence, names: NameTable) -> str | None:
    """Return the label of the subject of the clause a token stands in, inherited ones included.

    "who" and "which" are what their clause hangs on, and so is the subject of a participle.
    """
    own = _subject(token)
    return label_of(own, sentence, names) if own is not None else None


def beside_subject(token: Token, sentence: Sentence, names: NameTable) -> frozenset[str]:
    """Return the labels of A and B, where "A and B" is the subject of the clause a token stands in."""
    own = _subject(token)
    parts = conjuncts(own) if own is not None else []
    return frozenset(label_of(one, sentence, names) for one in parts) if len(parts) > 1 else frozenset()


def _subject(token: Token) -> Token | None:
    head = token
    small = token.lower_ in {"them", "him"} and token.dep_ == "nsubj"  # "he had them killed"
    for _ in range(40):
        told = any(c.dep_ in {"nsubj", "nsubjpass"} and not (small and c is token) for c in head.children)
        leans = head.dep_ in {"xcomp", "conj", "pcomp", "advcl"} and not told
        leans = leans or (small and head.dep_ == "ccomp" and token.head is head)
        if head.head.i == head.i or (head.pos_ in {"VERB", "AUX"} and not leans):
            break
        if head.dep_ == "xcomp" and (told_to := _told_to(head)) is not None and token.i > told_to.i:
            return told_to
        head = head.head
    own = next((c for c in head.children if c.dep_ in {"nsubj", "nsubjpass"} and c.i != token.i), None)
    of_noun = head.dep_ in {"relcl", "acl"} and (own is None or own.tag_ in {"WP", "WDT"})
    if of_noun and head.head.pos_ in {"NOUN", "PROPN"}:
        return head.head
    if of_noun and own is None and head.head.lower_ in {"nothing", "little", "much", "everything"}:
        above = head.head.head  # "Genoa did nothing to help it"
        return next((c for c in above.children if c.dep_ == "nsubj"), None)
    return own


def _told_to(clause: Token) -> Token | None:
    """Return who is to do what an infinitive says: X of "told X to V it"."""
    above = clause.head
    if clause.tag_ != "VB" or lemma(above) in {"promise", "need", "use", "take", "make", "find"}:
        return None
    return next((c for c in above.children if c.dep_ == "dobj" and above.i < c.i < clause.i), None)


def label_of(token: Token, sentence: Sentence, names: NameTable) -> str:
    """Return what a nominal names as a label: what it stands for, its name in full, or its words."""
    referent = sentence.referents.get(token.i)
    if referent is not None:
        return referent.label
    name = name_tokens(token)
    return names.canonical(written(name)) if name else names.cased(nominal_label(token, sentence))


def names_an_aim(token: Token) -> bool:
    """Whether "it" or "this" is called an aim: "it was not a realistic aim"."""
    if token.dep_ != "nsubj" or token.head.lemma_ != "be":
        return False
    complement = next((c for c in token.head.children if c.dep_ == "attr"), None)
    return complement is not None and lemma(complement) in AIM_NOUNS
