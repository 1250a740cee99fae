"""What a sentence tells, as a name that "this" in the next one stands for."""

from histgraph.extract.drafting.clauses import ClauseReader
from histgraph.extract.drafting.happening import LONGEST_EVENT, event_tokens
from histgraph.extract.drafting.phrases import bare
from histgraph.extract.parsing.parse import Sentence
from histgraph.extract.syntax.modality import cues, negative_phrase
from histgraph.extract.syntax.scope import BELIEF_VERBS, SAYING_VERBS, Scope
from histgraph.extract.syntax.tokens import SUBJECTS, child, children, lemma, subtree, written
from histgraph.extract.syntax.tree import Token

_SAYING = SAYING_VERBS | BELIEF_VERBS | cues("attribution", "showing")
_NO_EVENT = 1
"""Words that tell nothing that happened: "was" of "this was because ..."."""
_MOST_WORDS = 30
_CLOSE = frozenset({"of", "to", "between", "over", "for", "against", "with", "among"})
"""Prepositions whose phrase belongs to the name of what there was: "a dispute over the valley"."""


def told(sentence: Sentence, reader: ClauseReader) -> str | None:
    """Return what the sentence's main clause tells, None where it tells nothing.

    Of "there was a dispute" and "the north had a port" a next sentence's "this" takes up the dispute, the port.
    """
    root = next((t for t in sentence.doc if t.head.i == t.i and t.pos_ in {"VERB", "AUX"}), None)
    if root is None:
        return None
    root = _reported(root)
    if (thing := _thing(root, reader)) is not None:
        return thing
    tokens = subtree(
        root,
        lambda t: (
            t.dep_ not in {"advcl", "punct", "relcl", "appos", "parataxis", "intj"}
            and not (t.head.i == root.i and t.i < root.i and t.dep_ in {"advmod", "prep", "cc", "mark"})
        ),
    )
    if len(tokens) > LONGEST_EVENT:
        tokens = event_tokens(root)
    label = reader.maker.label(tokens[:_MOST_WORDS]) or written(tokens)
    return label if len(label.split()) > _NO_EVENT else None


def _reported(root: Token) -> Token:
    """Return the verb of S of "X thinks that S", in the present: "this may be so" is of S."""
    clause = child(root, "ccomp")
    saying = lemma(root) in _SAYING and root.tag_ in {"VBZ", "VBP", "VBN"}
    if clause is None or clause.i < root.i or not saying or child(root, "neg", "auxpass") is not None:
        return root
    return clause if child(clause, *SUBJECTS) is not None and clause.pos_ in {"VERB", "AUX"} else root


def _thing(root: Token, reader: ClauseReader) -> str | None:
    """Return the dispute of "there was a dispute over it", with its owner the port of "the north had a port"."""
    there = child(root, "expl")
    owns = lemma(root) in {"have", "possess", "enjoy"} and child(root, "xcomp", "ccomp") is None
    noun = child(root, "attr", "dobj") if there is not None or owns else None
    if (
        noun is None
        or noun.pos_ != "NOUN"
        or negative_phrase(noun)
        or child(noun, "conj", "poss") is not None
    ):
        return None
    tokens = subtree(
        noun,
        lambda t: (
            t.dep_ not in {"relcl", "acl", "appos", "punct", "advcl", "cc", "conj"}
            and not (t.dep_ in {"prep", "advmod"} and t.head.i == noun.i and t.lower_ not in _CLOSE)
            and not (
                t.dep_ == "prep" and t.head.i != noun.i and t.lower_ in {"like", "such", "as", "including"}
            )
            and not (t.dep_ == "det" and t.head.i == noun.i and t.lower_ in {"a", "an", "the"})
        ),
    )
    label = reader.maker.label(tokens)
    owner = None if there is not None else next(iter(reader.subjects(root, Scope())), None)
    if there is None and (owner is None or children(noun, "poss")):
        return None
    return label if owner is None else f"{bare(owner).label}'s {label}"
