"""From one parsed sentence to drafts of claims: every clause, its subject and its complement.

The analysis follows ClausIE (Del Corro and Gemulla 2013): a clause is a verb with its
obligatory and optional parts; MinIE (Gashteovski et al. 2017) for what is minimised and
annotated. Constructions of history (goals, beliefs, causes) are in ``constructions``.
"""

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, field, replace

from histgraph.drafts import Contrast, Draft, Phrase
from histgraph.extract.drafting.announced import listed
from histgraph.extract.drafting.facts import facts
from histgraph.extract.drafting.happening import CAUSE_PREPOSITIONS, event_tokens
from histgraph.extract.drafting.lacking import filled, lacked
from histgraph.extract.drafting.motives import for_reasons
from histgraph.extract.drafting.phrases import PhraseMaker, bare, is_aside, parts_of
from histgraph.extract.parsing.parse import Sentence
from histgraph.extract.referents.refer import Discourse
from histgraph.extract.syntax.amounts import is_compared, none_of, weak_quantity
from histgraph.extract.syntax.asides import SURELY, tells_why, told_beside
from histgraph.extract.syntax.coordination import infinitive_to, several_subjects, shared_object
from histgraph.extract.syntax.hedges import doubtful, weighed
from histgraph.extract.syntax.keys import light_key, verb_key
from histgraph.extract.syntax.modality import (
    Modality,
    cues,
    is_conditional,
    means_absence,
    modality,
    negative_phrase,
    phrase_cues,
)
from histgraph.extract.syntax.passives import is_passive
from histgraph.extract.syntax.positive import generic, is_nobody, positively
from histgraph.extract.syntax.prepositional_denials import behind_preposition
from histgraph.extract.syntax.scope import (
    COPULAS,
    FIRST_SECOND,
    SILENT_SUBJECTS,
    Scope,
)
from histgraph.extract.syntax.times import is_time_phrase, time_of
from histgraph.extract.syntax.tokens import (
    CLAUSES,
    after_comma,
    child,
    children,
    conjuncts,
    is_infinitive,
    lemma,
    subtree,
    trimmed,
    written,
)
from histgraph.extract.syntax.tree import Token
from histgraph.model import Cue, CueKind, EntityKind, Polarity, Span, Stance

DEEPEST = 8
"""Clauses nested deeper than this are not read."""

_VAGUE = frozenset({
    "it", "this", "that", "these", "those", "what", "which", "who", "there", "something", "things",
    "everything", "they", "them", "he", "she", "him", "her", "one", "all", "some",
})  # fmt: skip


@dataclass(slots=True)
class ClauseReader:
    """Reads one sentence; ``drafts`` collects what was found, in the order of reading."""

    sentence: Sentence
    maker: PhraseMaker
    discourse: Discourse
    rules: "Rules"
    authors: tuple[str, ...] = ()
    drafts: list[Draft] = field(default_factory=list)
    contrasts: list[Contrast] = field(default_factory=list)
    visited: set[int] = field(default_factory=set)
    opaque: set[int] = field(default_factory=set)
    answering: set[int] = field(default_factory=set)
    """Words that only say yes or no to a question: "they did" of "they did, and the town burned"."""
    weighed: set[int] = field(default_factory=set)
    """Words between which it was told already which is set against which."""
    holders: set[str] = field(default_factory=set)
    """Who has been brought in as holding a view on this page: a scholar then, whatever the tense of his verbs."""
    local: dict[int, Scope] = field(default_factory=dict)
    """What holds for one clause alone, by its verb: "..., and, according to X, S"."""
    voiced: dict[int, tuple[str, Stance | None]] = field(default_factory=dict)
    """Whose view a word belongs to, by its place: what is told beside a reported clause is reported too."""
    left_open: tuple[Draft, str] | None = None
    """The last "it was not X that V", and which part X is of what is denied: "it was Y" may follow."""
    told: dict[int, list[tuple[str, str, Phrase]]] = field(default_factory=dict)
    """Verb, relation and object of the drafts of each verb: what "but Z did not" takes up."""
    actors: dict[tuple[Token, bool, int], Phrase] = field(default_factory=dict)
    """Phrases of who does something by their head, with its conjuncts or without, and the turns of its tree."""

    # -- subjects ------------------------------------------------------------------------

    def subjects(self, verb: Token, scope: Scope) -> tuple[Phrase, ...]:
        """Return the subject of a clause, its own or inherited, as one phrase or several."""
        own = child(verb, "nsubj", "nsubjpass", "csubj", "csubjpass")
        if own is None:
            return scope.subjects
        if own.dep_.startswith("csubj"):
            return tuple(self.clause_phrase(one) for one in conjuncts(own) if one.tag_ == own.tag_)
        if own.lower_ in {"what", "whatever"} and scope.role not in {"relative", "cleft"}:
            return ()
        if own.tag_ in {"WP", "WDT"} and scope.subjects:
            return scope.subjects
        if _paired(own):
            return tuple(_unpaired(bare(p)) for p in self.maker.conjunct_phrases(own))
        if several_subjects(own):
            return tuple(self._actor(one, joined=False) for one in conjuncts(own))
        phrase = self._actor(own)
        whose = child(own, "poss")
        if whose is not None and whose.tag_ == "WP$" and scope.subjects:
            rest = [t for t in self.maker.tokens(own) if t.i != whose.i]
            phrase = self.maker.of(rest, own)
            return (replace(phrase, label=f"{scope.subjects[0].label}'s {phrase.label}", name=False),)
        if parts := parts_of(own, scope.subjects):
            return parts
        if (whole := none_of(verb, own)) is not None:
            return (self._actor(whole),)
        nobody = own.lower_ == "one" and any(c.lower_ in {"no", "not"} for c in own.children)
        of = next((c for c in children(own, "prep") if c.lower_ == "of"), None)
        counted = of is not None and child(of, "pobj") is not None and phrase.label.lower() != own.lower_
        vague = own.lower_ in _VAGUE and own.pos_ != "PROPN"
        if vague and own.i not in self.sentence.referents and not (nobody or counted):
            return self._unable_it(verb, own, scope)
        return (phrase,)

    def _actor(self, head: Token, *, joined: bool = True) -> Phrase:
        """Return the phrase of a subject: one construction after the other asks for it."""
        key = (head, joined, head.doc.turns)
        found = self.actors.get(key)
        if found is None:
            found = self.actors[key] = self.maker.actor(head, joined=joined)
        return found

    def _unable_it(self, verb: Token, own: Token, scope: Scope) -> tuple[Phrase, ...]:
        """Return X for the "it" of "X fell because it was unable to V": no clause is unable to do anything."""
        able = any(lemma(c) in {"unable", "unwilling", "powerless"} for c in children(verb, "acomp"))
        hangs = verb.dep_ in {"advcl", "conj"} and verb.head.i < verb.i
        told = own.lower_ == "it" and able and hangs and child(verb.head, "nsubj", "nsubjpass")
        return self.subjects(verb.head, scope) if told else ()

    def split_subjects(self, verb: Token, scope: Scope) -> tuple[Phrase, ...]:
        """Return coordinated subjects one by one."""
        own = child(verb, "nsubj", "nsubjpass")
        if own is None or own.i in self.sentence.referents or own.tag_ in {"WP", "WDT"}:
            return self.subjects(verb, scope)
        if child(own, "conj") is None and (
            named := listed(own)
        ):  # "several factors, including A and B, led to X"
            return tuple(bare(self.maker.phrase(one, joined=False)) for one in named)
        return tuple(bare(p) for p in self.maker.conjunct_phrases(own))

    # -- phrases of clauses ----------------------------------------------------------------

    def clause_phrase(
        self,
        verb: Token,
        *,
        subject: str | None = None,
        positive: bool = True,
        without: Collection[int] = (),
        purposes: bool = False,
    ) -> Phrase:
        """Make a phrase of a complement clause: infinitive, gerund or finite, without its conjuncts.

        ``purposes`` keeps what the clause says its deed is for: who believes the one believes the other.
        """
        gap = lacked(verb)

        def keep(token: Token) -> bool:
            if token.i in without or token is gap:
                return False
            if token.head.i == verb.i:
                if token.dep_ in {"conj", "cc", "preconj"} or (
                    token.dep_ == "mark"
                    and token.lower_ in {"that", "because", "since", "as", "if", "for", "cos", "cuz", "coz"}
                ):
                    return False
                if positive and token.dep_ == "neg":
                    return False
                if token.dep_ == "advcl" and (
                    token.i < verb.i
                    or after_comma(token)
                    or (is_purpose(token) and not purposes)
                    or tells_why(token)
                ):
                    return False
                if token.dep_ in {"intj", "parataxis"}:
                    return False
            if token.dep_ == "advcl" and told_beside(token):
                return False
            return token.dep_ not in {"appos"} and not (token.dep_ == "relcl" and after_comma(token))

        tokens = subtree(verb, keep)
        shared = shared_object(verb)
        if shared is not None:
            tokens = sorted(
                [*tokens, *(t for t in self.maker.tokens(shared) if t.i not in {x.i for x in tokens})],
                key=lambda t: t.i,
            )
        if verb.dep_ == "conj" and not child(verb, "aux") and verb.tag_ == "VB":
            to = infinitive_to(verb)
            if to is not None and to.i < tokens[0].i:
                tokens = [to, *tokens]
        return filled(self.maker.of(trimmed(tokens), verb, subject=subject), verb, self.maker)

    def beside(self, clause: Token, scope: Scope) -> None:
        """Read what the author tells beside a deed that is only wanted, asked or made: "..., as they had no grain"."""
        for c in clause.children:
            if told_beside(c) and c.doc[c.left_edge.i].lower_ in SURELY and c.i not in self.visited:
                self.visit(c, scope.inner("adverbial", subjects=(), modality=Modality()))

    def event_phrase(self, verb: Token, scope: Scope, *, brief: bool = False) -> Phrase:
        """Make a phrase that names the whole clause as something that happened."""
        subjects = self.subjects(verb, scope)

        tokens = event_tokens(verb, brief=brief)
        phrase = self.maker.of(tokens, verb)
        if subjects and child(verb, "nsubj", "nsubjpass") is None:
            phrase = replace(phrase, label=f"{subjects[0].label} {phrase.label}")
        return replace(phrase, kind=EntityKind.EVENT, name=False)

    def adjuncts(self, verb: Token, after: int, *, without: Sequence[Token] = ()) -> list[Token]:
        """Return the tokens of the clause's further parts that belong to a full object."""
        skip = {t.i for t in without}
        found: list[Token] = []
        for c in verb.children:
            if c.i in skip or c.i < after:
                continue
            if c.dep_ == "prep" and c.lower_ == "in" and any(g.lower_ == "order" for g in c.children):
                continue
            if c.dep_ == "prep" and 0 < c.i < len(c.doc) - 1 and c.nbor(-1).lower_ == c.nbor(1).lower_:
                continue  # "one by one", "step by step"
            if c.dep_ == "prep" and (
                is_aside(c)
                or c.lower_ in {"except", "barring", "unlike"}
                or for_reasons(c)
                or (c.lower_ == "with" and after_comma(c))
            ):
                continue
            if c.dep_ in {"prep", "dative"} and not is_time_phrase(c) and c.lower_ not in CAUSE_PREPOSITIONS:
                if any(g.dep_ == "pcomp" for g in c.children) and c.lower_ in {
                    "by",
                    "without",
                    "after",
                    "before",
                    "instead",
                    "while",
                    "despite",
                }:
                    continue
                found.extend(self.maker.tokens(c))
            elif c.dep_ in {"oprd", "acomp"} or (
                c.dep_ == "advmod"
                and not any(g.dep_ == "advcl" for g in c.children)
                and c.i > verb.i
                and c.lower_ not in {"not", "however", "too", "also", "as", "then"}
            ):
                found.extend(self.maker.tokens(c))
        return found

    # -- the walk --------------------------------------------------------------------------

    def visit(self, verb: Token, scope: Scope) -> None:
        """Read one clause once, at bounded depth."""
        if verb.i in self.visited or scope.depth > DEEPEST:
            return
        self.visited.add(verb.i)
        if (own := self.local.get(verb.i)) is not None and own.holder is not None:
            scope = replace(scope, holder=own.holder, stance=own.stance)
        if scope.holder is not None and scope.role == "ccomp":
            self.discourse.last_voice = (scope.holder, self.discourse.count)
            for t in verb.subtree:
                self.voiced.setdefault(t.i, (scope.holder, scope.stance))
        self.rules(self, verb, scope)

    def modality(self, verb: Token, scope: Scope) -> Modality:
        """Return how a clause is meant, negative subjects and objects counted in."""
        found, listed, absent = weighed(verb, modality(verb, scope.modality)), False, False
        for c in verb.children:
            if c.dep_ in {"nsubj", "nsubjpass", "dobj", "attr", "pobj"}:
                absent = absent or means_absence(verb, c)  # "no sheep means no wool"
                word = "" if absent else negative_phrase(c)
                if word and not (listed and c.i > verb.i):  # "had no police, no census"
                    found, listed = found.denied(word), c.i > verb.i
                elif (quantity := weak_quantity(c)) and c.dep_ in {"nsubj", "nsubjpass"}:
                    most = is_compared(verb)  # "few did more for it" praises
                    found = found.cued(CueKind.SCOPE, quantity) if most else found.denied(quantity)
                found = replace(found, cues=(*found.cues, *phrase_cues(c)))
        word = "" if listed or absent else behind_preposition(verb)
        return found.denied(word) if word else found

    def emit(
        self,
        verb: Token,
        scope: Scope,
        subject: Phrase,
        key: str,
        obj: Phrase,
        how: Modality,
        rule: str,
        *,
        relation: str = "",
        over: Phrase | None = None,
        swapped: bool = False,
        time: tuple[str | None, str | None] | None = None,
        cues: tuple[Cue, ...] = (),
    ) -> None:
        """Put one draft on the list, unless it says nothing."""
        subject, scope = generic(subject, verb, how), self._in_voice(verb, scope)
        if how.void or not _says_something(subject, obj, denied=how.polarity is Polarity.DENIED):
            return
        subject, obj = positively(subject, obj, how)
        how = doubtful(subject.label, obj.label, how)
        self.told.setdefault(verb.i, []).append((key, relation, obj))
        when = time if time is not None else time_of(verb)[:2]
        self.drafts.append(
            Draft(
                contribution=self.sentence.contribution.id,
                evidence=self.sentence.span,
                subject=subject,
                verb=key,
                object=obj,
                relation=relation,
                relation_text=_verb_text(verb),
                polarity=how.polarity,
                certainty=how.certainty,
                mode=how.mode,
                attributed_to=scope.holder,
                stance=scope.stance,
                agrees_with=scope.agrees,
                disagrees_with=scope.disagrees,
                time=when[0],
                time_text=when[1],
                over=over,
                condition=scope.condition,
                cues=(*how.cues, *cues),
                focus=self._focus(verb, subject, obj),
                rule=rule,
                features=facts(self.sentence, verb, scope, subject, obj, how, rule),
                swapped=swapped,
            )
        )

    def _in_voice(self, verb: Token, scope: Scope) -> Scope:
        """Return the scope with the holder of the report that a verb stands in."""
        voice = self.voiced.get(verb.i) if scope.holder is None else None
        return scope if voice is None else replace(scope, holder=voice[0], stance=voice[1])

    def put_instead(self, denied: Draft, part: str, phrase: Phrase) -> None:
        """Affirm of ``phrase`` what was denied: "it was not X that V, it was Y"; ``part`` is "subject" or "object"."""
        changed = replace(denied, subject=phrase) if part == "subject" else replace(denied, object=phrase)
        cues = tuple(c for c in denied.cues if c.kind is not CueKind.NEGATION)
        if denied.evidence != self.sentence.span:
            changed = replace(changed, evidence=self.sentence.span, focus=None)
        self.drafts.append(replace(changed, polarity=Polarity.AFFIRMED, cues=cues, rule="put_instead"))

    def _focus(self, verb: Token, subject: Phrase, obj: Phrase) -> Span | None:
        """Return the tightest stretch of the sentence that holds subject, verb and object."""
        whole = self.sentence.span
        spans = [p.span for p in (subject, obj) if p.span is not None]
        inside = [s for s in spans if whole.start <= s.start and s.end <= whole.end]
        here = self.sentence.source_span([verb])
        if here is not None:
            inside.append(here)
        return Span(min(s.start for s in inside), max(s.end for s in inside)) if inside else None


_FUNCTION = frozenset(
    {"to", "of", "so", "as", "it", "the", "a", "an", "that", "and", "or", "not", "in", "on", "for", "by"}
)


_UNTRUE = cues("judged", "false")  # said of "the tower thing"


_CUT_OFF = frozenset({"of", "the", "a", "an"})
"""What no noun phrase ends with."""


def _says_something(subject: Phrase, obj: Phrase, *, denied: bool) -> bool:
    """Whether both parts name something a claim can be about; only a denial can be about anybody."""
    if subject.label.rsplit(" ", 1)[-1].lower() in _CUT_OFF and " " in subject.label:
        return False  # "the average density of": the parser lost what stands behind it
    if not subject.label or not obj.label or subject.label == obj.label:
        return False
    first = subject.label.split()[0]
    first = first if first == "US" else first.lower()
    vague = _VAGUE - {"there"} if denied else _VAGUE
    if subject.label.lower() in {"none", "neither"}:
        return False  # "asked for grain and none came": of what, the clause does not say
    if is_nobody(subject):
        return denied and obj.label.lower() not in vague
    first = "" if subject.label.lower().startswith("one of ") else first
    named = "'s " in subject.label or subject.label.endswith(" I") or (subject.name and subject.head == "us")
    named |= subject.head == "thing" and " " in subject.label and obj.label.lower() in _UNTRUE
    named |= denied and subject.head == "source" and " " in subject.label and first not in _OURS
    silent = subject.head in SILENT_SUBJECTS and not named
    told_of = FIRST_SECOND - {"one"} if len(subject.label.split()) > 1 else FIRST_SECOND
    if silent or first in told_of | {"what", "which", "who", "there", "here"}:
        return False
    if all(w in _FUNCTION for w in obj.label.lower().split()) or obj.label == "made out to be":
        return False
    if not denied and obj.label.lower().split()[0] in {"anything", "anyone", "anybody"}:
        return False  # "before he was anything else"
    return subject.label.lower() not in _VAGUE and obj.label.lower() not in vague - {"one"}


_OURS = FIRST_SECOND | {"my", "our", "your", "this", "that", "other"}
"""Of "no source of the time describes it" the source is one of the past; of "my source" it is not."""


def _paired(own: Token) -> bool:
    """Whether a subject is "neither X nor Y", "both X and Y", however the parser has hung the first word."""
    pairs = {"neither", "both", "either"}
    first = any(
        c.dep_ in {"preconj", "det", "cc"} and c.lower_ in pairs and c.i < own.i for c in own.children
    )
    return first and child(own, "conj") is not None


def _unpaired(phrase: Phrase) -> Phrase:
    """Leave "neither" and its like off what they pair."""
    first, _, rest = phrase.label.partition(" ")
    return replace(phrase, label=rest) if rest and first.lower() in {"neither", "both", "either"} else phrase


Rules = Callable[[ClauseReader, Token, Scope], None]
"""What reads one clause: puts drafts on the reader's list and visits the clauses inside."""


def is_purpose(clause: Token) -> bool:
    """Whether an adverbial clause is an infinitive of purpose ("to V")."""
    return clause.dep_ == "advcl" and is_infinitive(clause)


def is_copula(verb: Token) -> bool:
    """Whether a verb ties its subject to a property."""
    word = lemma(verb)
    if word not in COPULAS:
        return False
    if word == "be":
        return verb.dep_ not in {"aux", "auxpass"}
    return child(verb, "acomp", "attr", "oprd") is not None


def conditions(verb: Token) -> str | None:
    """Return the words of a condition on the clause, or None."""
    for c in verb.children:
        if c.dep_ == "advcl" and is_conditional(c):
            return written(subtree(c, lambda _: True))
    return None


def _verb_text(verb: Token) -> str:
    parts = [t for t in verb.children if t.dep_ in {"aux", "auxpass", "neg", "prt"}] + [verb]
    return written(sorted(parts, key=lambda t: t.i))


__all__ = [
    "CAUSE_PREPOSITIONS", "CLAUSES", "ClauseReader", "Rules", "conditions", "is_copula", "is_infinitive", "is_passive",
    "light_key", "verb_key",
]  # fmt: skip
