"""What the extractor hands to normalisation: claims whose words are not yet identified.

Free of spaCy objects, so that drafts travel between processes and can be stored.
"""

from dataclasses import dataclass, field

from histgraph.model import Certainty, Cue, EntityKind, Mode, Polarity, Problem, Span, Stance


@dataclass(frozen=True, slots=True)
class Phrase:
    """A subject, object or comparand as found in the text.

    ``label`` reads by itself (pronouns resolved), ``text`` is verbatim. ``head`` is the
    lemma of the head word, ``terms`` the content lemmas in text order; ``name`` tells
    that the head is a proper name. ``kind`` is what the head's type suggests.
    """

    label: str
    text: str
    span: Span | None = None
    head: str = ""
    terms: tuple[str, ...] = ()
    kind: EntityKind = EntityKind.ENTITY
    name: bool = False


@dataclass(frozen=True, slots=True)
class Draft:
    """One claim as read from one clause.

    ``verb`` is a lemma with its particle or preposition ("give up", "come from");
    ``relation`` is set where a construction decides the relation ("sought").
    ``rule`` names the construction; ``features`` feed the learned confidence.
    """

    contribution: str
    evidence: Span
    subject: Phrase
    verb: str
    object: Phrase
    relation: str = ""
    relation_text: str = ""
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
    over: Phrase | None = None
    condition: str | None = None
    cues: tuple[Cue, ...] = ()
    focus: Span | None = None
    rule: str = ""
    features: tuple[str, ...] = ()
    confidence: float = 1.0
    swapped: bool = False


@dataclass(frozen=True, slots=True)
class Contrast:
    """Two phrases that a sentence sets against each other."""

    one: Phrase
    other: Phrase
    evidence: Span
    reason: str


@dataclass(frozen=True, slots=True)
class ExtractedPage:
    """All drafts of one page in text order, with the names met and what they stand for."""

    drafts: tuple[Draft, ...]
    contrasts: tuple[Contrast, ...] = ()
    aliases: tuple[tuple[str, str, str], ...] = ()
    extractor: str = ""
    problems: tuple[Problem, ...] = field(default=())
