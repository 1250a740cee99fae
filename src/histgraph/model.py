"""The records that flow through the pipeline: plain, frozen, without RDF, NLP or web.

All offsets are Unicode code points into ``Source.text``, half-open ``[start, end)``
(W3C Web Annotation, TextPositionSelector). All ids are hashes or slugs of content:
equal input gives equal ids on any machine. Sequences are tuples, in text order.
"""

import hashlib
from dataclasses import dataclass
from enum import StrEnum


def stable_id(*parts: object) -> str:
    """Return 16 hex digits of SHA-256 over the parts: same parts, same id, anywhere."""
    return hashlib.sha256("\x1f".join(map(str, parts)).encode()).hexdigest()[:16]


class Polarity(StrEnum):
    """Whether a claim says that it was so or that it was not."""

    AFFIRMED = "affirmed"
    DENIED = "denied"


class Certainty(StrEnum):
    """How sure the claimant sounds (FactBank's CT, PR, PS)."""

    CERTAIN = "certain"
    PROBABLE = "probable"
    POSSIBLE = "possible"


class Mode(StrEnum):
    """Whether the claim is about what was, was meant to be, might be or might have been."""

    ACTUAL = "actual"
    INTENDED = "intended"
    HYPOTHETICAL = "hypothetical"
    COUNTERFACTUAL = "counterfactual"


class Stance(StrEnum):
    """How an author takes a claim that he reports from somebody else."""

    ENDORSES = "endorses"
    REJECTS = "rejects"
    NEUTRAL = "neutral"


class ContributionKind(StrEnum):
    """What sort of voice a contribution is; a summary is never independent support."""

    ANSWER = "answer"
    SUMMARY = "summary"
    POINT_FOR = "point for"
    POINT_AGAINST = "point against"
    ESSAY = "essay"


class EntityKind(StrEnum):
    """What an entity is; the values are the local names of the ontology's classes."""

    PERSON = "Person"
    GROUP = "Group"
    POLITY = "Polity"
    PLACE = "Place"
    EVENT = "Event"
    POLICY = "Policy"
    CONCEPT = "Concept"
    DOCTRINE = "Doctrine"
    TRAIT = "Trait"
    SITUATION = "Situation"
    TIME = "Time"
    QUANTITY = "Quantity"
    ENTITY = "Entity"


class LinkKind(StrEnum):
    """Why two claims are linked; the values are the local names of the ontology's kinds."""

    NEGATION = "Negation"
    VALUE_CONFLICT = "ValueConflict"
    OPPOSED_RELATION = "OpposedRelation"
    OPPOSED_OBJECT = "OpposedObject"
    OPPOSED_EVALUATION = "OpposedEvaluation"
    COMPETING_EXPLANATION = "CompetingExplanation"
    EXPLICIT_DISAGREEMENT = "ExplicitDisagreement"
    LIKELY_DISPUTE = "LikelyDispute"
    SAME_PROPOSITION = "SameProposition"
    ENTAILMENT = "Entailment"

    @property
    def is_agreement(self) -> bool:
        """Whether links of this kind say that two claims support each other."""
        return self in {LinkKind.SAME_PROPOSITION, LinkKind.ENTAILMENT}


class Strength(StrEnum):
    """How hard a link is: strong; qualified (a hedge, a partial overlap); tension (both can be true)."""

    STRONG = "strong"
    QUALIFIED = "qualified"
    TENSION = "tension"


class CueKind(StrEnum):
    """What a cue word did to the claim it stands by."""

    NEGATION = "negation"
    HEDGE = "hedge"
    BOOSTER = "booster"
    MODE = "mode"
    ATTRIBUTION = "attribution"
    DISAGREEMENT = "disagreement"
    AGREEMENT = "agreement"
    PRIMARY = "primary"
    EXCLUSIVE = "exclusive"
    CONCESSION = "concession"
    SCOPE = "scope"
    CONTRAST = "contrast"


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A half-open stretch ``[start, end)`` of code points in one source's text."""

    start: int
    end: int

    def __post_init__(self) -> None:
        """Refuse a stretch that ends before it starts."""
        if not 0 <= self.start <= self.end:
            raise ValueError(f"not a stretch of text: [{self.start}, {self.end})")

    def quote(self, text: str) -> str:
        """Return the words of the stretch."""
        return text[self.start : self.end]


@dataclass(frozen=True, slots=True)
class Problem:
    """Trouble in the input: reported at the end of a run, never stopping it.

    ``offset`` is in code points of the source's text, None where there is no such place.
    ``remedy`` is one sentence that tells a person what to do.
    """

    document: str
    message: str
    remedy: str = ""
    offset: int | None = None


@dataclass(frozen=True, slots=True)
class Source:
    """One document as taken in, its text frozen.

    ``id`` is the first 16 digits of ``sha256``, the hash of the bytes that were read;
    ``text`` is what they decode to (for HTML: the visible text), and the only thing
    that offsets refer to. ``name`` identifies the source within a store: taking in
    other bytes under the same name replaces the former text.
    """

    id: str
    name: str
    sha256: str
    text: str
    title: str = ""
    media_type: str = "text/plain"
    url: str | None = None


@dataclass(frozen=True, slots=True)
class Contribution:
    """A part of a source that speaks with one voice.

    ``number`` counts answers from "1" in page order; a quick answer is "summary".
    ``spans`` are the stretches of prose (furniture, headings and footnotes left out),
    ``sentences`` the sentences in them, ``headings`` headings that state a thesis.
    """

    id: str
    source: str
    kind: ContributionKind
    number: str
    spans: tuple[Span, ...]
    sentences: tuple[Span, ...]
    author: str | None = None
    headings: tuple[Span, ...] = ()


@dataclass(frozen=True, slots=True)
class Page:
    """A source divided into its question and its contributions."""

    source: Source
    question: str | None
    question_span: Span | None
    contributions: tuple[Contribution, ...]
    problems: tuple[Problem, ...] = ()


@dataclass(frozen=True, slots=True)
class Alias:
    """Another name or wording for an entity, and why it was taken to be the same."""

    text: str
    reason: str


@dataclass(frozen=True, slots=True)
class Entity:
    """Anything a claim has as subject or object, under one canonical id (a readable slug).

    ``head`` is the lemma that the phrase is about ("power"), ``terms`` the sorted
    content lemmas of the whole ("absolute", "power"); both are empty for names.
    ``broader`` are ids of wider entities: absolute power falls under power.
    """

    id: str
    label: str
    kind: EntityKind = EntityKind.ENTITY
    aliases: tuple[Alias, ...] = ()
    head: str = ""
    terms: tuple[str, ...] = ()
    broader: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Mention:
    """A subject or object as it stands in a claim: the entity meant and the words used.

    ``label`` reads by itself ("the spread of communism across the globe", "Joseph
    Stalin"); ``text`` is verbatim ("he"); ``span`` is where, None when understood.
    """

    entity: str
    label: str
    text: str
    span: Span | None = None

    @property
    def spoken(self) -> str:
        """The label as a claim is read aloud; of what was done or not done "at all" the verb says everything."""
        return "" if self.label in VERB_ALONE else self.label


VERB_ALONE = frozenset({"at all", "ever"})
"""Labels of objects that stand for none: "they starved (at all)", "it never burned (ever)"."""


@dataclass(frozen=True, slots=True)
class Relation:
    """A kind of tie. ``id`` is a local name of the relation vocabulary ("sought").

    Verbs that the vocabulary does not know make an *open* relation, whose id starts
    with "v-" ("v-occupy"). ``label`` is in the past tense; ``text`` is verbatim.
    """

    id: str
    label: str
    text: str = ""


@dataclass(frozen=True, slots=True)
class Cue:
    """A word or phrase of the text that set a field of the claim."""

    kind: CueKind
    text: str


@dataclass(frozen=True, slots=True)
class Proposition:
    """What is said, without speaker or polarity; shared by the claims that say or deny it."""

    subject: str
    relation: str
    object: str

    @property
    def id(self) -> str:
        """The hash of subject, relation and object ids."""
        return stable_id("proposition", self.subject, self.relation, self.object)


@dataclass(frozen=True, slots=True)
class Claim:
    """One contribution's commitment to a proposition, with the words that make it.

    ``evidence`` is the sentence (or clause) and ``quote`` its words, always
    ``source.text[start:end]``; ``focus`` is the tightest stretch that carries the claim.
    ``attributed_to`` names another holder than the author, whom ``stance`` endorses,
    rejects or leaves neutral. ``agrees_with`` and ``disagrees_with`` are names that the text itself
    says this claim goes along with or against. ``time`` is EDTF. ``over`` is the thing
    put second. ``confidence`` in [0, 1] is how sure the extractor is that the text says so,
    and nothing about whether it is true.
    """

    id: str
    source: str
    document: str
    contribution: str
    answer: str
    subject: Mention
    relation: Relation
    object: Mention
    evidence: Span
    quote: str
    polarity: Polarity = Polarity.AFFIRMED
    certainty: Certainty = Certainty.CERTAIN
    mode: Mode = Mode.ACTUAL
    attributed_to: str | None = None
    stance: Stance | None = None
    agrees_with: tuple[str, ...] = ()
    disagrees_with: tuple[str, ...] = ()
    time: str | None = None
    time_text: str | None = None
    place: str | None = None
    over: Mention | None = None
    condition: str | None = None
    cues: tuple[Cue, ...] = ()
    focus: Span | None = None
    confidence: float = 1.0
    swapped: bool = False

    @property
    def proposition(self) -> Proposition:
        """The proposition that the claim affirms or denies."""
        return Proposition(self.subject.entity, self.relation.id, self.object.entity)

    @property
    def label(self) -> str:
        """A sentence that a reader understands by itself."""
        denied = "not: " if self.polarity is Polarity.DENIED else ""
        return f"{denied}{self.subject.label} {self.relation.label} {self.object.label}".strip()

    def has_cue(self, kind: CueKind) -> bool:
        """Whether a cue of that kind set something in this claim."""
        return bool(self.cues) and any(cue.kind is kind for cue in self.cues)


def claim_id(
    source: str,
    contribution: str,
    evidence: Span,
    proposition: Proposition,
    *qualifiers: object,
) -> str:
    """Return the id of a claim: a hash of where it stands and all that it says."""
    return stable_id("claim", source, contribution, evidence.start, evidence.end, proposition.id, *qualifiers)


@dataclass(frozen=True, slots=True)
class Opposition:
    """Two entities that a text itself sets against each other ("A, B on the other hand")."""

    one: str
    other: str
    evidence: Span
    quote: str
    reason: str


@dataclass(frozen=True, slots=True)
class Reading:
    """All that was read out of one source: the unit of storing, replacing and forgetting.

    ``extractor`` names software, version, model and settings; ``entities`` are those
    that the claims mention, sorted by id; ``claims`` are in text order.
    """

    page: Page
    claims: tuple[Claim, ...]
    entities: tuple[Entity, ...]
    oppositions: tuple[Opposition, ...] = ()
    extractor: str = ""
    problems: tuple[Problem, ...] = ()

    @property
    def source(self) -> Source:
        """The source that was read."""
        return self.page.source


@dataclass(frozen=True, slots=True)
class ClaimLink:
    """A typed, explained finding that two claims bear on each other.

    ``claim_a < claim_b``. ``guards`` are the differences that were weighed and recorded
    ("different time: 1917 and 1953"). ``score`` is None unless calibrated on judged pairs.
    ``resolved`` tells whose contribution a name in the text was taken to mean, and why.
    """

    kind: LinkKind
    strength: Strength
    claim_a: str
    claim_b: str
    explanation: str
    guards: tuple[str, ...] = ()
    score: float | None = None
    resolved: str | None = None

    @property
    def id(self) -> str:
        """The hash of the two claims and of whether they agree; it outlives a change of kind."""
        return stable_id("link", self.kind.is_agreement, self.claim_a, self.claim_b)


class Verdict(StrEnum):
    """What a reviewer found."""

    HOLDS = "holds"
    DOES_NOT_HOLD = "does not hold"
    UNSURE = "unsure"


class ReviewAction(StrEnum):
    """What a review does."""

    JUDGE = "judge"
    CORRECT = "correct"
    MERGE = "merge"
    SPLIT = "split"
    UNDO = "undo"


@dataclass(frozen=True, slots=True)
class Review:
    """A person's act on a claim, a link or entities; kept apart and replayed after every rebuild.

    ``target`` is the id of a claim or link (JUDGE, CORRECT), of an entity (MERGE into
    ``after``; SPLIT of the surface ``before`` off it), or of the review undone (UNDO).
    ``field``, ``before`` and ``after`` tell a correction. ``anchor`` holds what finds the
    target again after the text changed: key-value pairs (document, quote, subject, ...).
    ``at`` is an ISO 8601 time in UTC.
    """

    id: str
    action: ReviewAction
    target: str
    reviewer: str
    at: str
    verdict: Verdict | None = None
    reason: str = ""
    field: str = ""
    before: str = ""
    after: str = ""
    anchor: tuple[tuple[str, str], ...] = ()
