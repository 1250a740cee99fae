"""Polarity, certainty and mode of one clause, from cue words within its scope.

Polarity follows the ConText idea (Chapman et al. 2001): a cue acts on the verb it hangs on in
the tree, never on a stretch of words; every negative word turns the clause round once.
Certainty follows FactBank's CT / PR / PS (Saurí and Pustejovsky 2009). The cues are data:
``data/modality.toml``.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from histgraph.extract.syntax.amounts import no_more
from histgraph.extract.syntax.preferred import put_after, sooner
from histgraph.extract.syntax.tokens import child, children, lemma
from histgraph.extract.syntax.tree import Doc, Token
from histgraph.extract.syntax.trusting import trusted
from histgraph.extract.syntax.until import ends_in_time
from histgraph.model import Certainty, Cue, CueKind, Mode, Polarity
from histgraph.resources import load_toml

_CUES = load_toml("modality.toml")


def cues(section: str, key: str) -> frozenset[str]:
    """Return one list of the cues as a set."""
    return frozenset(_CUES[section][key])


_ADVERBS = cues("negation", "adverbs")
_DETERMINERS = cues("negation", "determiners")
_PRONOUNS = cues("negation", "pronouns")
_NO_PHRASES = cues("negation", "no_phrases")
_HARMLESS = cues("negation", "harmless_after_no")
_ONLY = cues("negation", "only")
_ALMOST = cues("negation", "almost")
_AFTER_ALMOST = _PRONOUNS | _DETERMINERS | {"never"}
_WEAK = cues("negation", "weak_after_not")
_EMPHATIC = cues("negation", "emphatic")
_POSSIBLE = cues("hedge", "possible")
_PROBABLE = cues("hedge", "probable")
_BOOSTERS = cues("hedge", "boosters")
_SCOPES = cues("scope", "adverbs")
_PRIMARY = cues("primary", "words")
_EXCLUSIVE = cues("primary", "exclusive")
_RANK = {Certainty.CERTAIN: 0, Certainty.PROBABLE: 1, Certainty.POSSIBLE: 2}
_HARDLY = frozenset({"hardly", "scarcely", "barely", "rarely", "seldom"})
_CAN = frozenset({"can", "could", "ca"})
_MODALS = frozenset({"would", "could", "might", "'d", "may"})
_COMPLEMENTS = ("acomp", "attr", "oprd")


@dataclass(frozen=True, slots=True)
class Modality:
    """How a clause is meant: affirmed or denied, how surely, as deed, aim or supposition.

    ``void`` marks a clause that claims nothing, such as praise in the form of a denial
    ("cannot be overstated") or an inverted condition ("had he known").
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
    if is_inverted_condition(verb) or _let_alone(verb) or _praises(verb) or _leaves_open(verb):
        return Modality(void=True)
    found = _auxiliaries(verb, start)
    negatives = list(_turns(verb))
    for c in verb.children:
        word = _plain(c)
        if c.dep_ == "neg" or (c.dep_ in {"advmod", "det"} and word in _ADVERBS):
            found, turned = _negation(verb, c, found)
            negatives += [word] * turned
        elif c.dep_ in {"advmod", "npadvmod", "acomp"} and not of_the_reason(c):
            found = _adverb(c, word, found)
    for complement in children(verb, *_COMPLEMENTS):
        negatives += _inside_complement(complement)
        found = _hedges_inside(complement, found)
    for word in negatives if len(negatives) % 2 else ():
        found = replace(found, cues=(*found.cues, Cue(CueKind.NEGATION, word)))
    if len(negatives) % 2:
        flipped = Polarity.AFFIRMED if found.polarity is Polarity.DENIED else Polarity.DENIED
        found = replace(found, polarity=flipped)
    return found


def of_the_reason(adverb: Token) -> bool:
    """Whether an adverb right before a reason weighs that alone: "V-ed, probably because of X"."""
    behind = adverb.nbor(1).lower_ if adverb.i + 1 < len(adverb.doc) else ""
    return behind in REASONS and adverb.lower_ in _POSSIBLE | _PROBABLE


REASONS = frozenset({"because", "due", "owing", "thanks"})


def _plain(token: Token) -> str:
    return token.lower_.replace("’", "'")


# -- negation ------------------------------------------------------------------------------------


def _turns(verb: Token) -> Iterator[str]:
    """Yield the words beside "not" that turn the clause of a verb round."""
    if second := put_after(verb):
        yield second
    before = [t.lower_ for t in verb.doc[max(0, verb.left_edge.i - 2) : verb.left_edge.i]]
    link = verb.doc[verb.left_edge.i - 1] if verb.left_edge.i > 0 else None
    if link is not None and link.lower_ in {"nor", "neither"} and link.dep_ in {"cc", "preconj", "advmod"}:
        yield link.lower_
    if before in (["let", "alone"], ["much", "less"], ["still", "less"]):
        yield " ".join(before)
    for c in verb.children:
        word = _plain(c)
        if c.dep_ == "cc" and word == "nor" and c.i == verb.left_edge.i:
            yield word
        elif word == "much" and _not_so_much(c):
            yield "not so much"
        elif (c.dep_ in {"preconj", "cc"} and word == "neither" and c.i < verb.i) or (
            c.dep_ == "advmod"
            and word in _ALMOST
            and verb.i - 2 <= c.i < verb.i
            and c.nbor(1).lower_ not in _AFTER_ALMOST
        ):
            yield word
        elif c.dep_ == "nsubj" and any(g.lower_ == "neither" and c.i < g.i < verb.i for g in c.children):
            yield "neither"  # "yet they neither V-ed nor W-ed"
        elif c.dep_ == "advmod" and any(g.lower_ in _HARDLY for g in c.children) and c.lower_ != "far":
            yield "hardly"
        elif word == "less" and c.i < verb.i and any(g.lower_ in {"much", "still"} for g in c.children):
            yield "much less"
        elif c.dep_ == "prep" and (phrase := no_phrase(c)):
            yield phrase
        elif c.dep_ == "npadvmod" and word == "way" and any(g.lower_ == "no" for g in c.children):
            yield "no way"
        elif (
            c.dep_ == "advmod"
            and (word in {"again", "before"} or (word in {"much", "really", "fully"} and c.i < verb.i))
            and any(g.lower_ == "never" for g in c.children)
        ):
            yield f"never {word}"
        elif c.dep_ == "advmod" and word == "once" and any(g.lower_ == "not" for g in c.children):
            if not children(verb, "neg"):  # "never stood for election, not once"
                yield "not once"
        elif c.dep_ == "advmod" and word == "longer" and any(g.lower_ == "no" for g in c.children):
            yield "no longer"
        elif c.dep_ in {"advmod", "acomp"} and word == "far" and _is_far_from(verb, c):
            yield "far from"
        elif c.dep_ == "advmod" and word == "little" and c.i < verb.i and c.i == verb.left_edge.i:
            yield word
        elif c.dep_ == "mark" and word == "before" and any(t.lower_ in _CAN for t in children(verb, "aux")):
            yield "before"


def no_phrase(prep: Token) -> str:
    """Return "by no means", "in no way" where a preposition says no more than "not"."""
    target = child(prep, "pobj")
    no = target is not None and any(c.lower_ == "no" for c in target.children)
    if no and (prep.lower_, target.lower_ if target else "") == ("in", "time"):
        return ""  # "was built in no time"
    named = target is not None and {lemma(target), target.lower_} & _NO_PHRASES
    return f"{prep.lower_} no {target.lower_}" if no and named and target is not None else ""


def _not_so_much(much: Token) -> bool:
    """Whether "much" stands in "not so much A as B", with the "not" hung on it; A is denied."""
    before = [t.lower_ for t in much.doc[max(0, much.i - 2) : much.i]]
    inside = any(c.dep_ == "neg" for c in much.children)
    return inside and before[-1:] == ["so"] and any(t.lower_ == "as" for t in much.doc[much.i : much.i + 15])


def _is_far_from(verb: Token, far: Token) -> bool:
    """Whether something was far from a property; "far from V-ing, X ..." says nothing of the main verb.

    What lies or lives far from a thing is told where it is.
    """
    source = next((c for c in far.children if c.lower_ == "from"), None)
    if source is None or far.i < verb.i or child(source, "pcomp") is not None:
        return False
    thing = child(source, "pobj")
    return verb.pos_ != "VERB" or thing is None or any(c.lower_ in {"a", "an"} for c in thing.children)


def _inside_complement(complement: Token) -> Iterator[str]:
    """Yield what denies a property: "hardly unbiased", "no longer loyal", "anything but peaceful"."""
    nested = [g for c in children(complement, "amod") for g in c.children if g.lower_ in _HARDLY]
    for c in [*complement.children, *nested]:
        word = _plain(c)
        measure = complement.lower_ in {"more", "less"} and "than" in {t.lower_ for t in complement.children}
        if (measure and word == "no" and complement.i == c.i + 1) or no_more(complement):
            continue  # "was no more than rubble": was just that
        if word == "no" and c.i < complement.i and c.nbor(1).tag_ in {"RBR", "JJR"}:
            yield f"no {c.nbor(1).lower_}"
        elif c.dep_ in {"preconj", "cc"} and word == "neither" and c.i < complement.i:
            if complement.pos_ not in {"NOUN", "PROPN"}:  # as a determiner of a noun it is read with the noun
                yield word
        elif c.i < complement.i and (c.dep_ == "neg" or word in _HARDLY | {"never"}):
            if c.dep_ != "det" and word != "no" and not _is_contrast(complement, c):
                yield word
        elif (c.dep_ == "advmod" or c.lower_ == "longer") and any(g.lower_ == "no" for g in c.children):
            yield "no longer"
    if complement.lower_ == "anything" and any(c.lower_ == "but" for c in complement.children):
        yield "anything but"


def _is_contrast(complement: Token, cue: Token) -> bool:
    """Whether "not" only sets a second property against a first: "was rich, not poor"."""
    head = complement.head
    return cue.i > head.i + 1 and cue.i > 0 and cue.nbor(-1).text in {",", "and", "but"}


def _negation(verb: Token, cue: Token, found: Modality) -> tuple[Modality, bool]:
    """Weigh one negative word; True where it turns the clause round."""
    after = list(cue.doc[cue.i + 1 : cue.i + 3])
    following = after[0].lower_ if after else ""
    contrast = following in _ONLY and not (child(verb, "attr", "acomp") and following == "only")
    if contrast and not _is_plain_denial(verb, cue):
        return found.cued(CueKind.CONTRAST, f"not {following}"), False
    if following in {"until", "if"} or (ends_in_time(verb) and cue.lower_ not in _HARDLY):
        return found.cued(CueKind.SCOPE, "not until"), False
    if cue.i > verb.i + 1 and cue.nbor(-1).text in {",", "and", "but"}:
        return found.cued(CueKind.CONTRAST, "not"), False
    words = [t.lower_ for t in children(verb, "aux")]
    if "need" in words and "have" in words:
        return found, False
    if _CAN & set(words) and _outdone(verb):
        return replace(found, certainty=Certainty.CERTAIN), False
    if any(t.lower_ in _WEAK for t in after):
        found = found.hedged(Certainty.PROBABLE, f"not {after[0].lower_}")
    return found, True


def _is_plain_denial(verb: Token, cue: Token) -> bool:
    """Whether "X was not simply Y" stands alone, with nothing set beside it that X was as well."""
    if child(verb, "attr", "acomp") is None or cue.nbor(1).lower_ in {"merely", "only"}:
        return False
    rest = verb.doc[cue.i : verb.doc[-1].i + 1]
    return not any(t.lower_ in {"but", "also"} or t.text == ";" for t in rest)


def _outdone(verb: Token) -> bool:
    """Whether a denial praises by comparison: "could not have been more loyal", "have chosen a worse"."""
    for c in children(verb, "dobj", "advmod", *_COMPLEMENTS):
        if any(t.lower_ == "any" for t in c.children):
            continue  # "could not raise any more money"
        if any(t.tag_ in {"JJR", "RBR"} and t.lower_ != "longer" for t in [c, *c.children]):
            return not any(t.lower_ == "than" for t in verb.subtree)
    return False


def _praises(verb: Token) -> bool:
    """Whether a clause says that something cannot be said strongly enough: it claims nothing."""
    denied = any(c.dep_ == "neg" or c.lower_ in _HARDLY for c in verb.children)
    able = any(t.lower_ in _CAN | {"should", "must"} for t in children(verb, "aux"))
    return lemma(verb) in _EMPHATIC and denied and able


def _let_alone(verb: Token) -> bool:
    return verb.lower_ == "let" and verb.i + 1 < len(verb.doc) and verb.nbor(1).lower_ == "alone"


def _perfect(verb: Token) -> bool:
    return verb.tag_ == "VBN" and any(a.lower_ == "had" for a in children(verb, "aux"))


def _leaves_open(verb: Token) -> bool:
    """Whether a clause leaves open if it is so: "whether it rains", a stray "if ...", "before they had fired"."""
    if any(m.lower_ == "before" for m in children(verb, "mark")) and _perfect(verb):
        return True
    if any(m.lower_ == "whether" for m in children(verb, "mark")):
        return lemma(verb.head) not in {"doubtful", "doubt", "questionable"} and not any(
            lemma(c) in {"doubtful", "questionable"} for c in children(verb.head, "acomp")
        )
    return verb.dep_ in {"ROOT", "ccomp"} and _conditional(verb) and verb.doc[verb.left_edge.i].lower_ == "if"


# -- hedges and modes ----------------------------------------------------------------------------


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
    if word == "otherwise" and any(t.lower_ in _MODALS for t in token.head.children):
        return found.supposed(Mode.COUNTERFACTUAL, word)
    return found


def _hedges_inside(complement: Token, found: Modality) -> Modality:
    """Take in a hedge that the parser has hung on the property: "were likely Roman imports"."""
    article = any(t.lower_ in {"a", "an", "the"} for t in complement.children)
    for c in complement.doc[max(complement.left_edge.i, complement.head.i + 1) : complement.i]:
        word = _plain(c)
        if word in _PROBABLE and c.dep_ in {"advmod", "amod"} and not article:
            found = found.hedged(Certainty.PROBABLE, word)
        elif word in _POSSIBLE and c.dep_ == "advmod":
            found = found.hedged(Certainty.POSSIBLE, word)
    return found


def _auxiliaries(verb: Token, found: Modality) -> Modality:
    words = [_plain(t) for t in children(verb, "aux")]
    perfect = "have" in words or "'ve" in words
    conditional = _has_condition(verb)
    if {"may", "might"} & set(words) or ("could" in words and perfect):
        found = found.hedged(Certainty.POSSIBLE, next(w for w in words if w in {"may", "might", "could"}))
    if "must" in words and perfect:
        found = found.hedged(Certainty.PROBABLE, "must have")
    if {"could", "would"} & set(words) and not perfect and _is_present(verb.doc):
        found = _potential(words, found)
    if "must" in words and not perfect:
        found = found.supposed(Mode.HYPOTHETICAL, "must")
    if "would" in words or ("'d" in words and perfect):
        if perfect or _is_but_for(verb):
            found = found.supposed(Mode.COUNTERFACTUAL, "would have")
        elif conditional or _opens_without(verb):
            found = found.supposed(Mode.HYPOTHETICAL, "would")
    if put_after(verb) and any(a.lower_ == "have" for a in children(verb.head, "aux")):
        found = found.supposed(Mode.COUNTERFACTUAL, "would have")  # "would rather have served than fought"
    if word := sooner(verb):
        found = found.supposed(Mode.HYPOTHETICAL, f"would {word}")
    if "should" in words and perfect:
        found = found.supposed(Mode.COUNTERFACTUAL, "should have")
    elif {"should", "shall"} & set(words):
        found = found.supposed(Mode.HYPOTHETICAL, "should")
    if {"could", "might"} & set(words) and perfect and (conditional or _opens_without(verb)):
        found = found.supposed(Mode.COUNTERFACTUAL, "could have")
    return found


def _potential(words: list[str], found: Modality) -> Modality:
    """Take "could" and "would" for what may be, in a sentence about the present."""
    if "could" in words:
        return found.hedged(Certainty.POSSIBLE, "could")
    return found.supposed(Mode.HYPOTHETICAL, "would")


def _is_present(doc: Doc) -> bool:
    """Whether a sentence tells of the present alone: there "could" is no ability of the past."""
    finite = [t.tag_ for t in doc if t.tag_ in {"VBZ", "VBP", "VBD"}]
    return bool(finite) and "VBD" not in finite


def _has_condition(verb: Token) -> bool:
    """Whether a condition hangs on a verb, or the verb hangs on one turned round ("..., had he lived")."""
    if any(t.dep_ == "advcl" and is_conditional(t) for t in verb.children):
        return True
    return verb.dep_ == "ccomp" and verb.i < verb.head.i and is_inverted_condition(verb.head)


def _is_but_for(verb: Token) -> bool:
    """Whether the clause holds only without something: "but for X, Y would ...", "were it not for X"."""
    for c in verb.children:
        if c.dep_ == "advcl" and is_inverted_condition(c):
            return True
        if c.dep_ == "prep" and c.lower_ == "for" and c.i > 0 and c.nbor(-1).lower_ == "but":
            return True
    return False


def _opens_without(verb: Token) -> bool:
    """Whether the clause opens with what it would be without: "without bees, crops would ..."."""
    return any(c.dep_ == "prep" and c.lower_ == "without" and c.i == verb.left_edge.i for c in verb.children)


def _conditional(clause: Token) -> bool:
    """Whether a clause is marked by "if" or "unless"; "even if" only concedes."""
    even = any(t.lower_ == "even" for t in children(clause, "advmod"))
    return not even and any(t.lower_ in {"if", "unless"} for t in children(clause, "mark"))


def is_conditional(clause: Token) -> bool:
    """Whether an adverbial clause states a condition ("if", "unless", "had he known"); to trust somebody is none."""
    if trusted(clause) is not None or clause.lower_ == "anything":  # "if anything"
        return False
    if _conditional(clause) or is_inverted_condition(clause):
        return True
    return any(t.lower_ in {"unless", "provided"} for t in children(clause, "mark", "advmod"))


def is_inverted_condition(verb: Token) -> bool:
    """Whether a clause opens with its auxiliary and is no question: "had he known", "were it not for X"."""
    subject = child(verb, "nsubj", "nsubjpass", "expl")
    first = next((t for t in [verb, *children(verb, "aux", "auxpass")] if t.lower_ in {"had", "were"}), None)
    if subject is None or first is None or first.i > subject.i or verb.doc[-1].text == "?":
        return False
    if any(c.i < first.i and c.dep_ not in {"punct", "cc", "ccomp"} for c in verb.children):
        return False
    inner = [c for c in children(verb, "ccomp", "parataxis", "conj") if c.i < first.i or c.i > verb.i]
    if verb.dep_ == "ccomp" and verb.i < verb.head.i:
        inner.append(verb.head)  # "had they known, they might have fled", hung the wrong way round
    may = [t for c in inner for t in c.children if t.dep_ in {"aux", "dep"}]
    return verb.dep_ == "advcl" or any(t.lower_ in _MODALS for a in may for t in [a, *children(a, "aux")])


# -- noun phrases --------------------------------------------------------------------------------


def negative_phrase(head: Token) -> str:
    """Return the word that makes a noun phrase deny its clause ("no", "nobody", "hardly any"), or ""."""
    if head.lower_ == "nothing" and head.i + 1 < len(head.doc):
        than = [t.lower_ for t in head.doc[head.i + 1 : head.i + 3]]
        if than in (["more", "than"], ["less", "than"], ["short", "of"]):
            return ""  # "was nothing short of a disaster", "amounted to nothing more than a raid"
    if head.lower_ in _PRONOUNS and any(c.lower_ in {"a", "the"} for c in children(head, "det")):
        return ""  # "was a nobody"
    if head.lower_ in _PRONOUNS | {"none"}:
        return (
            "" if any(c.lower_ in {"but", "if"} or "if" in _words(c) for c in head.children) else head.lower_
        )
    if head.lower_ == "one" and any(c.lower_ == "no" for c in head.children):
        return "no one"
    if head.lower_ == "neither" and head.dep_ != "preconj":
        return "neither"
    if no_more(head):
        return "no more"
    for c in head.children:
        if c.i > head.i:
            continue
        if c.lower_ in {"little", "few"} and any(g.lower_ == "no" for g in c.children if g.dep_ == "conj"):
            return f"{c.lower_} or no"
        if c.dep_ in {"det", "preconj", "neg", "advmod", "nummod"} and c.lower_ in _DETERMINERS:
            following = c.nbor(1)
            other = following.lower_ == "other" and following.i < head.i
            harmless = following.lower_ in _HARMLESS or lemma(following) in _HARMLESS
            return c.lower_ if other or not harmless else ""
        if c.dep_ in {"neg", "advmod"} and c.lower_ == "not" and c.nbor(1).lower_ in _COUNTED:
            return f"not {c.nbor(1).lower_}"
        if c.lower_ in _COUNTED and any(g.lower_ == "not" for g in c.children):
            return f"not {c.lower_}"
        if c.dep_ == "nummod" and (few := next((g for g in c.children if g.lower_ in _SELDOM), None)):
            return few.lower_  # "there were seldom more than two"
        measured = head.lower_ in _MEASURES and c.nbor(1).lower_ != "any"  # "lost barely a tenth of them"
        if c.lower_ in _HARDLY and c.nbor(1).lower_ in {"any", "a", "one"} and not measured:
            return f"{c.lower_} {c.nbor(1).lower_}"
        if c.lower_ == "any" and any(g.lower_ in _HARDLY for g in c.children):
            return "hardly any"
    if head.lower_ in {"any", "anyone", "anybody", "anything"} and any(
        c.lower_ in _HARDLY for c in head.children
    ):
        return "hardly any"
    return ""


_SELDOM = frozenset({"seldom", "rarely", "never"})
_MEASURES = cues("negation", "measures")
_COUNTED = frozenset({"all", "every", "each", "a", "one", "many", "much", "even", "enough"})
"""What "not" denies in a noun phrase: "not all nobles", "not a single ship"."""


def _words(token: Token) -> set[str]:
    return {t.lower_ for t in token.children if t.dep_ == "mark"}


_NONE = frozenset({"nobody", "nothing", "none", "one", "no-one", "neither"})


def means_absence(verb: Token, subject: Token) -> bool:
    """Whether a bare "no X" is what there was: "no trees meant no timber"."""
    bare = lemma(verb) in {"mean", "spell"} and subject.i < verb.i and subject.lower_ not in _NONE
    return bare and bool(negative_phrase(subject))


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
