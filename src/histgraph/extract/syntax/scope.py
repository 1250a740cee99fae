"""What a clause inherits from the clauses around it, and the word lists clauses are read by."""

from dataclasses import dataclass, field, replace

from histgraph.drafts import Phrase
from histgraph.extract.syntax.modality import Modality
from histgraph.model import Stance
from histgraph.resources import load_toml

LEXICON = load_toml("lexicon.toml")


def words(section: str, key: str) -> frozenset[str]:
    """Return one list of the lexicon as a set."""
    return frozenset(LEXICON[section][key])


GOAL_VERBS = words("goal", "verbs")
GOAL_ADJECTIVES = words("goal", "adjectives")
GOAL_PARTICIPLES = words("goal", "participles")
GOAL_NOUNS = words("goal", "nouns")
QUEST_NOUNS = words("goal", "quest_nouns")
BELIEF_VERBS = words("belief", "verbs")
BELIEF_ADJECTIVES = words("belief", "adjectives")
BELIEF_NOUNS = words("belief", "nouns")
SAYING_VERBS = words("saying", "verbs")
SAYING_DENIALS = words("saying", "denying")
HOLDERS = words("saying", "holders")
FRAMES = words("saying", "framing_subjects")
CAUSE_VERBS = words("cause", "verbs")
CAUSE_PASSIVE = words("cause", "passive")
CAUSE_ORIGIN = words("cause", "origin")
FOCUS = words("cause", "focus")
CAUSE_ATTRIBUTED = words("cause", "attributed")
CAUSE_NOUNS = words("cause", "nouns")
VAGUE = words("cause", "vague")
DUTY_NOUNS = words("goal", "duty_nouns")
EFFECT_NOUNS = words("cause", "effects")
MOTIVE_NOUNS = words("cause", "motive_nouns")
HANDLED = words("passive", "handled")
HOLDS = words("complement", "holds")
DENIED = words("complement", "denied")
KEEPS = words("complement", "keeps")
STATES = words("complement", "states")
JOINING = words("complement", "joining")
RESULTS = words("complement", "results")
ASIDES = words("complement", "asides")
MEANS_VERBS = words("complement", "means")
STRIVES_FOR = words("complement", "strives_for")
COPULAS = words("copula", "verbs")
SILENT_SUBJECTS = words("no_claim", "subjects")
LIGHT: dict[str, str] = dict(LEXICON["light"])
REMARKS = words("saying", "remarks")
FACTIVE = frozenset({"know", "realise", "realize", "recognise", "recognize", "discover", "learn"})
ADMITTING = frozenset({"admit", "concede", "acknowledge", "confess"})
MOTIVE_VERBS = frozenset({"motivate", "inspire", "drive"})
FIRST_SECOND = frozenset({"i", "we", "you", "me", "us", "one"})


_KEEP_GAP = frozenset({"xcomp", "implied"})


@dataclass(frozen=True, slots=True)
class Scope:
    """What holds for a clause before its own words are read.

    ``gap`` is the noun of a relative clause that is the object of the innermost verb: "the lands
    that he was unable to hold".
    """

    subjects: tuple[Phrase, ...] = ()
    modality: Modality = field(default_factory=Modality)
    holder: str | None = None
    stance: Stance | None = None
    agrees: tuple[str, ...] = ()
    disagrees: tuple[str, ...] = ()
    condition: str | None = None
    depth: int = 0
    role: str = "main"
    gap: Phrase | None = None

    def inner(self, role: str, **changes: object) -> "Scope":
        """Return the scope of a clause inside this one."""
        changes.setdefault("gap", self.gap if role in _KEEP_GAP else None)
        return replace(self, role=role, depth=self.depth + 1, **changes)  # type: ignore[arg-type]
