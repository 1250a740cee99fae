"""Polarity, certainty and mode of one clause, from cue words within its scope.

Polarity follows the ConText idea (Chapman et al.): a cue acts on the verb it hangs on in the
tree, never on a stretch of words. Certainty follows FactBank's CT / PR / PS.
"""

from dataclasses import dataclass, replace

from spacy.tokens import Token

from histgraph.extract.tokens import child, children, lemma
from histgraph.model import Certainty, Cue, CueKind, Mode, Polarity
from histgraph.resources import load_toml

_LEXICON = load_toml("lexicon.toml")
_NEGATIVE_ADVERBS = frozenset(_LEXICON["negation"]["adverbs"])
_NEGATIVE_DETERMINERS = frozenset(_LEXICON["negation"]["determiners"])
_NEGATIVE_PRONOUNS = frozenset(_LEXICON["negation"]["pronouns"])
_POSSIBLE = frozenset(_LEXICON["hedge"]["possible"])
_PROBABLE = frozenset(_LEXICON["hedge"]["probable"])
_BOOSTERS = frozenset(_LEXICON["hedge"]["boosters"])
_SCOPES = frozenset(_LEXICON["scope"]["adverbs"])
_PRIMARY = frozenset(_LEXICON["primary"]["words"])
_EXCLUSIVE = frozenset(_LEXICON["primary"]["exclusive"])
_RANK = {Certainty.CERTAIN: 0, Certainty.PROBABLE: 1, Certainty.POSSIBLE: 2}


@dataclass(frozen=True, slots=True)
class Modality:
    """How a clause is meant: affirmed or denied, how surely, as deed, aim or supposition.

    ``emphatic`` marks a denial that praises or stresses ("could not have been greater"),
    which says nothing negative; ``void`` a clause that claims nothing.
    """

    polarity: Polarity = Polarity.AFFIRMED
    certainty: Certainty = Certainty.CERTAIN
    mode: Mode = Mode.ACTUAL
    cues: tuple[Cue, ...] = ()
    void: bool = False

    def denied(self, cue: str) -> "Modality":
        """Turn the polarity round."""
        flipped = Polarity.AFFIRMED if self.polarity is Polarity.DENIED else Polarity.DENIED
        return replace(self, polarity=flipped, cues=(*self.cues, Cue(CueKind.NEGATION, cue)))

    def hedged(self, certainty: Certainty, cue: str) -> "Modality":
        """Lower the certainty; the weaker of two hedges stays."""
        weaker = max(self.certainty, certainty, key=_RANK.__getitem__)
        return replace(self, certainty=weaker, cues=(*self.cues, Cue(CueKind.HEDGE, cue)))

    def supposed(self, mode: Mode, cue: str) -> "Modality":
        """Set the mode, unless it is set already."""
        if self.mode is not Mode.ACTUAL:
            return self
        return replace(self, mode=mode, cues=(*self.cues, Cue(CueKind.MODE, cue)))

    def cued(self, kind: CueKind, text: str) -> "Modality":
        """Note a cue that sets none of the three."""
        return replace(self, cues=(*self.cues, Cue(kind, text)))


def modality(verb: Token, start: Modality) -> Modality:
    """Return how the clause of ``verb`` is meant, within the scope it stands in."""
    found = _auxiliaries(verb, start)
    negatives = 0
    for c in verb.children:
        word = c.lower_.replace("’", "'")
        if c.dep_ == "neg" or (c.dep_ in {"advmod", "det"} and word in _NEGATIVE_ADVERBS):
            found, step = _negation(verb, c, found)
            negatives += step
        elif c.dep_ == "advmod" and any(
            g.lower_ in {"hardly", "scarcely", "barely", "rarely"} for g in c.children
        ):
            negatives += 1
        elif c.dep_ in {"advmod", "npadvmod", "acomp"} or (c.dep_ == "cc" and word == "nor"):
            found = _adverb(c, word, found)
            negatives += word == "nor" and not negatives
    negatives += _before(verb)
    for complement in children(verb, "acomp", "attr", "oprd"):
        negatives += _inside_complement(complement)
    if negatives % 2:
        found = found.denied("not")
    return found


def _before(verb: Token) -> int:
    """1 where "nor" or "neither" joins the clause to the one before it."""
    link = verb.doc[verb.left_edge.i - 1] if verb.left_edge.i > 0 else None
    return int(
        link is not None and link.lower_ in {"nor", "neither"} and link.dep_ in {"cc", "preconj", "advmod"}
    )


def _inside_complement(complement: Token) -> int:
    """1 where the property is denied: "hardly unbiased", "no longer loyal", "anything but"."""
    count = 0
    nested = [
        g
        for c in complement.children
        if c.dep_ == "amod"
        for g in c.children
        if g.lower_ in {"hardly", "scarcely", "barely"}
    ]
    for c in [*complement.children, *nested]:
        word = c.lower_
        if c.i < complement.i and (c.dep_ == "neg" or word in {"hardly", "scarcely", "never", "barely"}):
            count += c.dep_ != "det" and word != "no"
        elif c.dep_ == "advmod" and any(g.lower_ == "no" for g in c.children):
            count += 1
    return count


def _negation(verb: Token, cue: Token, found: Modality) -> tuple[Modality, int]:
    """Weigh one negative word; the step is 1 where it turns the clause round."""
    after = list(cue.doc[cue.i + 1 : cue.i + 3])
    following = after[0].lower_ if after else ""
    if following in {"only", "just", "merely", "simply"} and not child(verb, "attr", "acomp"):
        return found.cued(CueKind.CONTRAST, f"not {following}"), 0
    if following == "until":
        return found, 0
    if any(
        t.lower_ in {"necessarily", "entirely", "always", "completely", "wholly", "really"} for t in after
    ):
        found = found.hedged(Certainty.PROBABLE, " ".join(("not", after[0].lower_)))
    if lemma(verb) in {"overstate", "exaggerate", "overestimate", "underestimate", "emphasise", "doubt"}:
        return Modality(void=True), 0
    if any(lemma(t) in {"could", "can"} for t in children(verb, "aux")) and any(
        t.lower_ == "more" for t in verb.doc[verb.i : verb.i + 3]
    ):
        return found, 0
    return found, 1


def _adverb(token: Token, word: str, found: Modality) -> Modality:
    if word in _POSSIBLE:
        return found.hedged(Certainty.POSSIBLE, word)
    if word in _PROBABLE:
        return found.hedged(Certainty.PROBABLE, word)
    if word in _BOOSTERS:
        return found.cued(CueKind.BOOSTER, word)
    if word in _SCOPES:
        return found.cued(CueKind.SCOPE, word)
    if word in _PRIMARY:
        return found.cued(CueKind.PRIMARY, word)
    if word in _EXCLUSIVE and token.i < token.head.i + 3:
        return found.cued(CueKind.EXCLUSIVE, word)
    if word == "otherwise" and any(t.lower_ in {"would", "could", "might"} for t in token.head.children):
        return found.supposed(Mode.COUNTERFACTUAL, word)
    if word == "longer" and any(t.lower_ == "no" for t in token.children):
        return found.denied("no longer")
    if word == "far" and any(t.lower_ == "from" for t in token.children):
        return found.denied("far from")
    return found


def _auxiliaries(verb: Token, found: Modality) -> Modality:
    words = [t.lower_ for t in children(verb, "aux")]
    perfect = "have" in words or any(w in words for w in ("'ve", "’ve"))
    if any(w in {"may", "might"} for w in words) or ("could" in words and perfect):
        found = found.hedged(Certainty.POSSIBLE, next(w for w in words if w in {"may", "might", "could"}))
    if "must" in words and perfect:
        found = found.hedged(Certainty.PROBABLE, "must have")
    if "would" in words or ("'d" in words and perfect and verb.tag_ == "VBN" and "have" in words):
        if perfect:
            found = found.supposed(Mode.COUNTERFACTUAL, "would have")
        elif any(t.dep_ == "advcl" and _conditional(t) for t in verb.children):
            found = found.supposed(Mode.HYPOTHETICAL, "would")
    if "should" in words or "shall" in words:
        found = found.supposed(Mode.HYPOTHETICAL, "should")
    if (
        {"could", "might"} & set(words)
        and perfect
        and any(t.dep_ == "advcl" and _conditional(t) for t in verb.children)
    ):
        found = found.supposed(Mode.COUNTERFACTUAL, "could have")
    return found


def _conditional(clause: Token) -> bool:
    return any(t.lower_ in {"if", "unless"} for t in children(clause, "mark"))


def is_conditional(clause: Token) -> bool:
    """Whether an adverbial clause states a condition ("if", "unless", "had he known")."""
    return _conditional(clause) or any(
        t.lower_ in {"unless", "provided"} for t in children(clause, "mark", "advmod")
    )


def negative_phrase(head: Token) -> str:
    """Return the word that makes a noun phrase deny its clause ("no", "nobody"), or ""."""
    if head.lower_ in _NEGATIVE_PRONOUNS:
        return head.lower_
    for c in head.children:
        if (
            c.dep_ in {"det", "preconj", "neg", "advmod"}
            and c.lower_ in _NEGATIVE_DETERMINERS
            and c.i < head.i
        ):
            return c.lower_
    if head.lower_ == "none" or (head.lower_ == "one" and any(c.lower_ == "no" for c in head.children)):
        return head.lower_
    return ""


def weak_quantity(head: Token) -> str:
    """Return "few" or "little" where these deny as much as they affirm, or ""."""
    for c in head.children:
        if c.dep_ in {"amod", "det"} and c.lower_ in {"few", "little"}:
            article = any(t.lower_ in {"a", "the", "these", "his", "her"} for t in head.children)
            if not article:
                return c.lower_
    return ""


def phrase_cues(head: Token) -> tuple[Cue, ...]:
    """Return cues of rank within a noun phrase: main, only, sole."""
    found = []
    for c in head.children:
        if c.dep_ in {"amod", "advmod", "det"}:
            if c.lower_ in _PRIMARY:
                found.append(Cue(CueKind.PRIMARY, c.lower_))
            elif c.lower_ in _EXCLUSIVE:
                found.append(Cue(CueKind.EXCLUSIVE, c.lower_))
    return tuple(found)
