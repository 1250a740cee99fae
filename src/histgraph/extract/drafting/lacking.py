"""The object that an infinitive lacks because it stands before: "a prize that no emperor wanted to lose"."""

from dataclasses import replace

from histgraph.drafts import Phrase
from histgraph.extract.drafting.phrases import PhraseMaker, bare
from histgraph.extract.syntax.tokens import child, is_infinitive
from histgraph.extract.syntax.tree import Token


def lacked(verb: Token) -> Token | None:
    """Return the relative pronoun that stands for the object of an infinitive, or None."""
    pronoun = child(verb, "dobj")
    if (
        pronoun is None
        or pronoun.lower_ not in {"that", "which", "whom", "who"}
        or pronoun.i > verb.i
        or not is_infinitive(verb)
    ):
        return None
    return pronoun


def filled(phrase: Phrase, verb: Token, maker: PhraseMaker) -> Phrase:
    """Return the phrase of an infinitive with the noun that its relative pronoun stands for behind it."""
    clause = next((a for a in (verb, *verb.ancestors) if a.dep_ == "relcl"), None)
    if clause is None or lacked(verb) is None:
        return phrase
    noun = bare(maker.phrase(clause.head, joined=False, without=[t.i for t in clause.subtree]))
    return replace(phrase, label=f"{phrase.label} {noun.label}")
