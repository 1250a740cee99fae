"""Claims about claims: "the idea that S is a myth", "it is unlikely that S", "few believe that S".

What is judged is read with the judgement as its polarity and certainty; the judgement itself
is no card. The words are data (``data/modality.toml``, section "judged").
"""

from dataclasses import replace

from histgraph.drafts import Draft
from histgraph.extract.drafting.clauses import ClauseReader, is_copula, is_passive
from histgraph.extract.drafting.goals import hide, visit_judged
from histgraph.extract.drafting.phrases import bare
from histgraph.extract.holders.portrayed import FOR, as_before, taken, taken_for
from histgraph.extract.holders.scholars import is_holder
from histgraph.extract.holders.signs import read_deed_of, was_there
from histgraph.extract.syntax.modality import Modality, cues, negative_phrase
from histgraph.extract.syntax.scope import BELIEF_VERBS, FIRST_SECOND, SAYING_VERBS, Scope
from histgraph.extract.syntax.tokens import child, children, lemma
from histgraph.extract.syntax.tree import Token
from histgraph.model import Certainty, CueKind, Polarity, Stance

CLAIM_NOUNS = cues("judged", "nouns")
_FALSE = cues("judged", "false")
_UNLIKELY = cues("judged", "unlikely")
_IMPOSSIBLE = cues("judged", "impossible")
_TRUE = cues("judged", "true")
_REJECTED = cues("judged", "rejected")
_ACCEPTED = cues("judged", "accepted")
_GUESSES = cues("hedge", "nouns_probable")
_OPEN = cues("judged", "open")
_HANDLING = cues("judged", "handling")
_DOUBTS = frozenset({"deny", "doubt", "dispute", "question", "contest"})


def read_judged(reader: ClauseReader, verb: Token, scope: Scope, how: Modality) -> bool:
    """Read a clause that judges a claim; True where it was one."""
    if is_copula(verb):
        return _called(reader, verb, scope, how)
    if is_passive(verb):
        return _passive(reader, verb, scope, how)
    return any(rule(reader, verb, scope, how) for rule in (_seems, _undoubted, _rejecting, _agreeing))


def verdict(words: set[str], how: Modality) -> Modality | None:
    """Return how the claim is meant that is called so; None where the words judge nothing."""
    plain = Modality(cues=tuple(c for c in how.cues if c.kind is not CueKind.MODE))
    if how.polarity is Polarity.DENIED:
        plain = replace(plain, polarity=Polarity.DENIED)
    if found := words & _FALSE:
        return plain.denied(min(found))
    if found := words & _UNLIKELY:
        return plain.denied(min(found)).hedged(Certainty.PROBABLE, min(found))
    if found := words & _IMPOSSIBLE:
        return plain.denied(min(found))
    if words & _TRUE and how.polarity is Polarity.DENIED:
        return plain
    return None


def _called(reader: ClauseReader, verb: Token, scope: Scope, how: Modality) -> bool:
    """Read "the idea that S is wrong", "it is a mistake to think that S", "..., but this seems unlikely"."""
    complements = children(verb, "acomp", "attr", "oprd")
    words = {lemma(c) for c in complements} | {c.lower_ for c in complements} | _hyphened(complements)
    words |= {"true" for c in children(verb, "advmod", "acomp") if _far_from_truth(c)}
    asked = child(verb, "csubj")
    if asked is not None and (words & _OPEN or any(m.lower_ == "whether" for m in children(asked, "mark"))):
        hide(reader, asked)
        return True
    if asked is not None and asked.doc[asked.left_edge.i].lower_ == "that":
        meant = verdict(words, how)  # "that he could read is a fiction of the chronicle"
        return meant is not None and visit_judged(reader, asked, scope, meant)
    if asked is not None and _to_say(reader, verb, asked, words, scope, how):
        return True
    subject = child(verb, "nsubj")
    if subject is not None and _supposed(reader, verb, subject, scope, how):
        return True
    if (
        subject is not None
        and subject.lower_ == "it"
        and (unseen := _hard_to_see(verb, complements)) is not None
    ):
        return visit_judged(reader, unseen, scope, _UNSEEN)
    meant = verdict(words, how)
    if meant is None or subject is None:
        return False
    if _image(reader, verb, subject, scope, meant):
        return True
    if subject.lower_ == "it" and _taken_for(reader, verb, complements, scope, meant):
        return True
    if subject.lower_ == "it" and (clause := _extraposed(verb, complements)) is not None:
        opens = clause.doc[clause.left_edge.i]
        if opens.tag_ in {"WRB", "WP", "WDT"} and how.polarity is Polarity.DENIED:
            if opens.lower_ == "why":  # "it is not clear why the city was abandoned": it was
                return visit_judged(reader, clause, scope, Modality())
            hide(reader, clause)
            return True
        return visit_judged(reader, clause, scope, meant)
    if lemma(subject) in CLAIM_NOUNS and (clause := content(subject)) is not None:
        return visit_judged(reader, clause, scope, meant)
    if lemma(subject) in CLAIM_NOUNS | _IMAGES and meant.polarity is Polarity.DENIED:
        if read_deed_of(reader, subject, scope, meant):
            return True
        if words & _MADE_UP and was_there(reader, verb, scope, subject, meant, "no_sign"):
            return True
    spliced = verb.dep_ in {"ccomp", "parataxis"} and verb.head.i < verb.i
    if subject.lower_ in {"this", "that", "it"} and (verb.dep_ == "conj" or spliced):
        return _taken_back(reader, scope, meant)
    return False


def _hyphened(complements: list[Token]) -> set[str]:
    """Return "far-fetched" where a parser has made three words of it."""
    return {
        f"far-{c.lower_}"
        for c in complements
        if c.lower_ in {"fetched", "stretched"} and any(g.lower_ == "far" for g in c.children)
    }


def _far_from_truth(far: Token) -> bool:
    """Whether something is "far from the truth"."""
    things = [t for p in far.children if p.lower_ == "from" for t in children(p, "pobj")]
    return far.lower_ == "far" and any(lemma(t) in {"truth", "fact", "reality"} for t in things)


_MADE_UP = cues("judged", "invented")
"""What these are said to be was not there at all; a mistaken idea of something leaves open that there was."""


def _to_say(
    reader: ClauseReader, verb: Token, asked: Token, words: set[str], scope: Scope, how: Modality
) -> bool:
    """Read "to say that S is misleading", "to claim that S is to ignore Y": not S."""
    clause, ignored = child(asked, "ccomp"), child(verb, "xcomp")
    if clause is None or lemma(asked) not in SAYING_VERBS | BELIEF_VERBS | {"pretend", "imagine"}:
        return False
    meant = verdict(words, how)
    if meant is None and ignored is not None and lemma(ignored) in _MISREADING:
        meant = Modality(polarity=how.polarity, cues=how.cues).denied(f"to {lemma(ignored)}")
        hide(reader, ignored)
    return meant is not None and visit_judged(reader, clause, scope, meant)


_MISREADING = cues("judged", "misreading")


_UNSEEN = Modality().denied("hard to see").hedged(Certainty.PROBABLE, "hard to see")
_SEEING = frozenset({"see", "imagine", "understand", "believe", "think"})


def _hard_to_see(verb: Token, complements: list[Token]) -> Token | None:
    """Return S of "it is hard to see how S could be": it was not."""
    for quality in complements:
        if quality.lower_ not in {"hard", "difficult", "impossible"}:
            continue
        for c in [*children(quality, "xcomp"), *children(verb, "xcomp", "advcl")]:
            clause = child(c, "ccomp")
            if lemma(c) in _SEEING and clause is not None and child(clause, "nsubj", "nsubjpass") is not None:
                asks = any(t.lower_ in {"how", "that"} for t in clause.children if t.i < clause.i)
                open_ = any(t.tag_ == "MD" for t in children(clause, "aux"))
                return clause if asks and open_ and child(verb, "advcl") is None else None
    return None


_IMAGES = cues("judged", "images")


def _image(reader: ClauseReader, verb: Token, subject: Token, scope: Scope, meant: Modality) -> bool:
    """Read "the image of X as Y is misleading": X was Y, denied."""
    if lemma(subject) not in _IMAGES:
        return False
    of = next((p for p in children(subject, "prep") if p.lower_ == "of"), None)
    thing = child(of, "pobj") if of is not None else None
    if thing is None:
        return False
    for taken_as in [*children(subject, "prep"), *children(thing, "prep")]:
        what = child(taken_as, "pobj", "amod") if taken_as.lower_ == "as" and taken_as.i > thing.i else None
        if what is not None:
            about = bare(reader.maker.phrase(thing, without=[t.i for t in taken_as.subtree]))
            kind = reader.maker.phrase(what)
            reader.emit(verb, scope, about, "be", kind, meant, "image", time=(None, None))
            return True
    return False


def _taken_for(
    reader: ClauseReader, verb: Token, complements: list[Token], scope: Scope, meant: Modality
) -> bool:
    """Read "it is wrong to see X as Y", "misleading to call X Y": X was Y, denied."""
    for told in [
        c for h in [verb, *complements] for c in children(h, "xcomp", "acl", "advcl", "relcl") if c.i > verb.i
    ]:
        thing, what = taken_for(told) if lemma(told) in FOR else taken(told)
        if thing is None or what is None:
            continue
        inside = {t.i for t in what.subtree}
        about = bare(reader.maker.phrase(thing, without=[*inside - {thing.i}, *as_before(what)]))
        without = [t.i for t in thing.subtree] if thing.head.i == what.i else []
        kind = reader.maker.phrase(what, without=without)
        reader.emit(told, scope, about, "be", kind, meant, "taken_for", time=(None, None))
        hide(reader, told)
        return True
    return False


def _agreeing(reader: ClauseReader, verb: Token, scope: Scope, how: Modality) -> bool:
    """Read "I agree with X that S": S; "I disagree that S": not so."""
    subject, clause = child(verb, "nsubj"), child(verb, "ccomp")
    if (
        lemma(verb) in {"buy", "believe", "accept", "find"}
        and subject is not None
        and subject.lower_ in FIRST_SECOND
        and how.polarity is Polarity.DENIED
        and any(c.lower_ in {"that", "it", "this"} for c in children(verb, "dobj"))
    ):
        return _taken_back(reader, scope, Modality(cues=how.cues).denied(lemma(verb)))
    if lemma(verb) not in {"agree", "disagree"} or subject is None or clause is None or clause.i < verb.i:
        return False
    if subject.lower_ not in FIRST_SECOND:
        return False
    meant = Modality(polarity=how.polarity, cues=how.cues)
    return visit_judged(
        reader, clause, scope, meant.denied("disagree") if lemma(verb) == "disagree" else meant
    )


def _supposed(reader: ClauseReader, verb: Token, subject: Token, scope: Scope, how: Modality) -> bool:
    """Read "my suspicion is that S": S, probably."""
    clause, whose = child(verb, "ccomp"), child(subject, "poss")
    if lemma(subject) not in _GUESSES or clause is None or whose is None or whose.lower_ not in {"my", "our"}:
        return False
    return visit_judged(
        reader, clause, scope, Modality(cues=how.cues).hedged(Certainty.PROBABLE, lemma(subject))
    )


_BESIDE = frozenset({"though", "although", "while", "because", "since", "as", "whereas", "when", "given"})
"""What opens a clause that stands beside a judgement, not under it."""


def _extraposed(verb: Token, complements: list[Token]) -> Token | None:
    """Return S of "it is wrong that S", "wrong to say that S", "unlikely S"."""
    for head in [verb, *complements]:
        for c in children(head, "ccomp", "advcl", "acl", "relcl"):
            reason = c.dep_ == "advcl" and any(m.lower_ in _BESIDE for m in children(c, "mark"))
            if c.i > verb.i and not reason and child(c, "nsubj", "nsubjpass", "expl") is not None:
                return c
        for c in children(head, "xcomp", "acl"):
            if c.i > verb.i and lemma(c) in SAYING_VERBS | BELIEF_VERBS | {"claim", "imagine"}:
                return child(c, "ccomp")
    return None


def content(noun: Token) -> Token | None:
    """Return S of "the idea that S"; a parser may take "that" for an object though the clause has one."""
    for c in children(noun, "acl", "ccomp", "relcl", "appos"):
        if c.dep_ == "relcl" and holds_according(c):
            return c
        if c.pos_ not in {"VERB", "AUX"} or child(c, "nsubj", "nsubjpass", "expl") is None:
            continue
        that, subject = c.left_edge, child(c, "nsubj", "nsubjpass", "expl")
        objects = [t for t in children(c, "dobj", "attr", "acomp", "prep", "agent") if t.i != that.i]
        handled = lemma(c) in SAYING_VERBS | BELIEF_VERBS | _HANDLING
        whole = that.dep_ == "mark" or (that.dep_ in {"dobj", "det", "dative"} and (objects or not handled))
        if that.lower_ == "that" and whole and subject is not None and subject.i != that.i:
            return c
    for prep in children(noun, "prep"):
        inner = child(prep, "pcomp", "pobj")
        if prep.lower_ not in {"of", "about"} or inner is None:
            continue
        if inner.dep_ == "pcomp" and inner.tag_ == "VBG" and child(inner, "nsubj") is not None:
            return inner
    return None


def holds_according(clause: Token) -> bool:
    """Whether a relative clause is what a view says: "the view according to which S"."""
    return any(
        c.lower_ == "according" and any(t.tag_ in {"WDT", "WP"} for t in c.doc[c.i + 1 : c.i + 3])
        for c in children(clause, "prep")
    )


def _taken_back(reader: ClauseReader, scope: Scope, meant: Modality) -> bool:
    """Read "X claims that S, but this is false": S, denied by the author; X's view is rejected."""
    held = [i for i, d in enumerate(reader.drafts) if d.attributed_to and not scope.holder]
    for i in held:
        told: Draft = reader.drafts[i]
        reader.drafts[i] = replace(told, stance=Stance.REJECTS)
        turned = Polarity.AFFIRMED if told.polarity is meant.polarity is Polarity.DENIED else meant.polarity
        reader.drafts.append(
            replace(
                told,
                attributed_to=None,
                stance=None,
                polarity=turned,
                certainty=meant.certainty,
                cues=(*told.cues, *meant.cues),
                disagrees_with=(*told.disagrees_with, told.attributed_to or ""),
                rule="taken_back",
            )
        )
    return bool(held)


def _passive(reader: ClauseReader, verb: Token, scope: Scope, how: Modality) -> bool:
    """Read "the view that S has been rejected"."""
    subject = child(verb, "nsubjpass")
    clause = content(subject) if subject is not None and lemma(subject) in CLAIM_NOUNS else None
    if clause is None or lemma(verb) not in _REJECTED | _ACCEPTED:
        return False
    meant = Modality(polarity=how.polarity, cues=how.cues)
    return visit_judged(
        reader, clause, scope, meant.denied(lemma(verb)) if lemma(verb) in _REJECTED else meant
    )


def _seems(reader: ClauseReader, verb: Token, scope: Scope, how: Modality) -> bool:
    """Read "it seems to me (more likely) that S": S, probably; "it seems unlikely that S": probably not."""
    subject = child(verb, "nsubj")
    if lemma(verb) not in {"seem", "appear"} or subject is None or subject.lower_ != "it":
        return False
    qualities = [c for c in verb.children if c.i > verb.i and c.dep_ in {"advmod", "acomp", "oprd"}]
    clause = next((c for h in [verb, *qualities] for c in children(h, "ccomp") if c.i > verb.i), None)
    if clause is None or child(clause, "nsubj", "nsubjpass", "expl") is None:
        return False
    words = {c.lower_ for c in qualities}
    meant = verdict(words, how) or Modality(polarity=how.polarity, cues=how.cues)
    return visit_judged(reader, clause, scope, meant.hedged(Certainty.PROBABLE, "seems"))


def _undoubted(reader: ClauseReader, verb: Token, scope: Scope, how: Modality) -> bool:
    """Read "nobody denies that S", "no one could doubt that S": S."""
    subject, clause = child(verb, "nsubj"), child(verb, "ccomp")
    if subject is None or clause is None or lemma(verb) not in _DOUBTS or not negative_phrase(subject):
        return False
    return visit_judged(reader, clause, scope, Modality(cues=how.cues))


def _rejecting(reader: ClauseReader, verb: Token, scope: Scope, how: Modality) -> bool:
    """Read "scholars have rejected the view that S", "the king dismissed the claim that S"."""
    subject, noun = child(verb, "nsubj"), child(verb, "dobj")
    if how.polarity is Polarity.DENIED and (held := _unsupported(verb, subject, noun)) is not None:
        return visit_judged(reader, held, scope, Modality().denied(f"not {lemma(verb)}"))
    clause = content(noun) if noun is not None and lemma(noun) in CLAIM_NOUNS else None
    if clause is None or subject is None or lemma(verb) not in _REJECTED:
        return False
    meant = how.denied(lemma(verb))
    if subject.lower_ in FIRST_SECOND:
        return visit_judged(reader, clause, scope, meant)
    for who in reader.subjects(verb, scope):
        if is_holder(subject):
            inner = replace(scope, holder=who.label, stance=Stance.NEUTRAL)
            return visit_judged(reader, clause, inner, meant.cued(CueKind.ATTRIBUTION, lemma(verb)))
        phrase = bare(reader.clause_phrase(clause))
        hide(reader, clause)
        reader.emit(verb, scope, who, "believe", phrase, meant, "rejecting", relation="believed")
    return True


_STANDS = frozenset({"hold", "stand", "survive", "wash", "work", "fit", "bear"})
_BACKS = _ACCEPTED | {"bear", "back", "justify", "favour", "favor"}
_SOURCES = cues("judged", "sources")


def _unsupported(verb: Token, subject: Token | None, noun: Token | None) -> Token | None:
    """Return S of "the idea that S does not hold up", "the evidence does not support the view that S"."""
    if subject is not None and lemma(subject) in CLAIM_NOUNS and lemma(verb) in _STANDS:
        return content(subject)
    if subject is not None and lemma(subject) in _SOURCES and lemma(verb) in _BACKS:
        return content(noun) if noun is not None and lemma(noun) in CLAIM_NOUNS else None
    return None
