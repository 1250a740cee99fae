"""What a pronoun or definite phrase can mean at all: number, sex, kind and office, and its place, decide first."""

from histgraph.extract.referents.kinds import PEOPLE, SEXES
from histgraph.extract.referents.mentions import Anaphor, Candidate, last_word
from histgraph.extract.syntax.scope import words
from histgraph.extract.syntax.tokens import child, lemma
from histgraph.model import EntityKind

_GOVERNING = words("anaphora", "governing")
_TRADES = ("man", "monger", "smith", "wright", "keeper", "ologist", "ographer")
"""Endings of nouns that name one human being by what he does."""
BODIES = frozenset({EntityKind.GROUP, EntityKind.POLITY})
_HAPPENINGS = frozenset({EntityKind.EVENT, EntityKind.POLICY, EntityKind.SITUATION})


def fits(anaphor: Anaphor, one: Candidate) -> bool:
    """Whether number, sex, kind and place in the sentence let a thing be meant."""
    if one.label == anaphor.subject and not anaphor.own and not one.event:
        return False
    if anaphor.sort == "it" and one.head == anaphor.does and not one.name:
        return False  # what fell is no fall
    if anaphor.role == "obj" and not one.event and one.label in anaphor.beside:
        return False  # "Genoa and Pisa helped it": neither is meant
    if anaphor.sort == "he":
        other = "m" if anaphor.sex == "f" else "f"
        thing = one.chain == "it" and not one.known
        return not (one.plural or one.event or thing) and one.sex != other and _may_be_a_person(one)
    if anaphor.sort in {"they", "these"}:
        if (
            anaphor.role == "obj"
            and anaphor.wants == "person"
            and one.kind is EntityKind.ENTITY
            and not one.name
        ):
            return one.head in PEOPLE  # "the cold killed them": no bones
        living = anaphor.token.dep_ == "nsubj" and anaphor.does in _LIVING
        if living and one.kind is EntityKind.ENTITY and not one.name and one.head not in PEOPLE:
            return False  # "they starved": no ships
        if one.located and one.head not in PEOPLE and one.kind not in _MINDED and _are_called_people(anaphor):
            return False  # "came from the counties. They were tenants"
        return not one.event and (one.plural or one.kind in BODIES)
    if anaphor.sort in {"it", "this"}:
        person = one.kind is EntityKind.PERSON and (one.known or not one.name or one.sex)
        if anaphor.done_to and anaphor.done_to == one.head and not one.name:
            return False  # "sold land, but it never gave that land back"
        return (
            not person
            and not one.many
            and one.head not in _PEOPLE_AT_LARGE
            and (not one.plural or one.kind in BODIES)
        )
    return _fits_noun(anaphor, one)


_LIVING = words("anaphora", "living_verbs")
"""What only the living do, so that no ship, book or law is meant."""
_PEOPLE_AT_LARGE = frozenset({"everyone", "everybody", "someone", "somebody", "anyone", "anybody", "nobody"})
_MINDED = frozenset({EntityKind.PERSON, EntityKind.GROUP})


def _are_called_people(anaphor: Anaphor) -> bool:
    """Whether a clause says of its subject that it is people: "they were tenants"."""
    what = child(anaphor.token.head, "attr") if anaphor.be else None
    return what is not None and lemma(what) in PEOPLE


_NEVER_A_PERSON = frozenset({EntityKind.EVENT, EntityKind.POLICY, EntityKind.DOCTRINE, EntityKind.TIME})


def _may_be_a_person(one: Candidate) -> bool:
    if one.kind is EntityKind.PERSON:
        return not one.placed or one.known or bool(one.sex)
    if one.name and not one.known:
        return not one.placed and one.kind not in _NEVER_A_PERSON
    return one.kind is EntityKind.ENTITY and one.head.endswith(_TRADES)


def without_places(fitting: list[Candidate], now: int) -> list[Candidate]:
    """Leave out the places that something was only in, where something else is at hand: "the Picts met it in Fife"."""
    else_ = [one for one in fitting if not (one.located and one.name and one.asked != "subj")]
    near = any(one.asked == "subj" or now - one.sentence < 2 for one in else_)
    return else_ if near else fitting


def without_descriptions(fitting: list[Candidate]) -> list[Candidate]:
    """Leave out those whom the question only describes, where the answer has named somebody: "it may be Bodil Krag"."""
    if not any(one.name and one.sentence and one.kind is EntityKind.PERSON for one in fitting):
        return fitting
    return [one for one in fitting if one.name or one.sentence or not one.asked]


def without_asides(anaphor: Anaphor, fitting: list[Candidate]) -> list[Candidate]:
    """Leave out who is named by the way, where somebody else is at hand: "my teacher told us ... he ruled"."""
    if anaphor.role == "subj" and anaphor.token.head.tag_ in {"VBZ", "VBP"}:
        return fitting  # "she says that S": who still tells it
    return [one for one in fitting if not one.aside] or fitting


def _fits_noun(anaphor: Anaphor, one: Candidate) -> bool:
    if one.event or one.label.lower() in {anaphor.noun, anaphor.token.lower_}:
        return False
    plural = anaphor.token.tag_ == "NNS"
    if same_head(anaphor, one):
        return plural == one.plural or (not plural and " and " not in one.label and one.name)
    if plural or not (one.name or one.asked or anaphor.pointing):
        return False
    if one.sex and SEXES.get(anaphor.noun, one.sex) != one.sex:
        return False  # no queen is he
    if one.called & _OFFICES and anaphor.noun in _OFFICES and anaphor.noun not in one.called:
        return False  # no pope is king
    if anaphor.noun_kind is EntityKind.GROUP and anaphor.noun not in _ANY_PEOPLE:
        return False  # the army is not the people it was raised from
    if anaphor.noun_kind is EntityKind.EVENT:
        return anaphor.pointing and one.kind in _HAPPENINGS and not one.plural
    if anaphor.noun_kind is EntityKind.PLACE and anaphor.noun not in _ANY_PLACE:
        return False  # the harbour is not the city it lies in
    if anaphor.noun in _GOVERNING:
        return False  # the government is not the country it governs
    return one.kind is anaphor.noun_kind and one.kind is not EntityKind.ENTITY and not one.plural


_OFFICES = words("noun", "offices")
"""Who is called one of these is none of the others, unless the page calls him both."""

_ANY_PEOPLE = words("noun", "any_people")
"""Nouns that can stand for any named people or body."""
_ANY_PLACE = frozenset({"place", "area", "region", "site", "spot", "territory", "location"})
"""Nouns that can stand for any named place."""


def same_head(anaphor: Anaphor, one: Candidate) -> bool:
    """Whether a definite noun is the head of what was named: "the treaty", "the canal" of the Suez Canal."""
    return one.head == anaphor.noun or (
        one.name and last_word(one.label) in {anaphor.noun, anaphor.token.lower_}
    )
