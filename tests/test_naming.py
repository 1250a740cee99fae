"""Whether one bearer of a name has one entity on a page, and two bearers two."""

import pytest

import histgraph
from casetables import claims_of
from histgraph.drafts import Phrase
from histgraph.gazetteer import gazetteer
from histgraph.model import EntityKind
from histgraph.normalise.naming import bearers_of
from histgraph.normalise.wordings import described
from histgraph.review import now, split, undo

PERSON, EVENT, POLITY, PLACE, GROUP = (
    EntityKind.PERSON,
    EntityKind.EVENT,
    EntityKind.POLITY,
    EntityKind.PLACE,
    EntityKind.GROUP,
)


def labels(**kinds: EntityKind) -> dict[str, str]:
    """Return which names get the label of another, all on the page once; "_" stands for a space."""
    named = {name.replace("_", " "): kind for name, kind in kinds.items()}
    return {form: label for form, (label, _) in bearers_of(named, dict.fromkeys(named, 1)).items()}


def test_by_names_titles_and_first_names_belong_to_their_bearer():
    assert labels(Catherine=PERSON, Catherine_the_Great=PERSON) == {"Catherine": "Catherine the Great"}
    assert labels(Gregory=GROUP, Pope_Gregory_VII=PERSON) == {"Gregory": "Pope Gregory VII"}
    assert labels(Odo=PERSON, Odo_of_Bayeux=PERSON) == {"Odo": "Odo of Bayeux"}
    assert labels(Osei=PERSON, Osei_Bonsu=PERSON) == {"Osei": "Osei Bonsu"}
    assert labels(Qianlong=PERSON, Qianlong_emperor=PERSON) == {"Qianlong": "Qianlong emperor"}


def test_where_two_could_be_meant_none_is():
    assert not labels(Henry=PERSON, Henry_IV=PERSON, Henry_VIII=PERSON)
    assert not labels(Catherine=PERSON, Catherine_the_Great=PERSON, Catherine_of_Aragon=PERSON)


def test_a_name_within_the_name_of_something_else_is_not_its_bearer():
    assert not labels(Marshall=PERSON, Marshall_Plan=EVENT)
    assert not labels(Oda=PERSON, Oda_Japan=PERSON)
    assert not labels(Angkor=PLACE, Angkor_Wat=PERSON)
    assert not labels(Spain=POLITY, King_Spain=PERSON)


def test_of_several_forms_that_which_the_page_has_most_often_is_the_label():
    kinds = {"Odo": PERSON, "Odo of Bayeux": PERSON}
    assert bearers_of(kinds, {"Odo": 5, "Odo of Bayeux": 1}) == {
        "Odo of Bayeux": ("Odo", "a fuller form of the name")
    }


def test_a_name_is_one_entity_whether_it_is_read_as_a_name_or_not():
    text = "The Maginot Line was strong.\n\nNobody attacked the Maginot Line.\n\nThe Maginot Line cost money."
    found = {m.entity for c in claims_of(text) for m in (c.subject, c.object) if "Maginot" in m.label}
    assert found == {"maginot-line"}


COUNT = """Q: What did William do?

A (Alda): William of Poitou founded schools. William of Poitou feared the nobles.

A (Bruno): William closed the courts of the bishops.
"""


def test_a_reviewer_parts_bearers_that_were_taken_for_one(tmp_path):
    (tmp_path / "count.txt").write_text(COUNT, encoding="utf-8")
    graph = histgraph.build(str(tmp_path))

    def subjects() -> set[str]:
        return {c.subject.entity for c in graph.claims() if c.relation.label in {"founded", "closed"}}

    assert subjects() == {"william-of-poitou"}
    entity = next(e for e in graph.entities() if e.id == "william-of-poitou")
    assert "a shorter form of the name" in {a.reason for a in entity.aliases if a.text == "William"}
    parted = split(entity.id, "William", "Ada", now())
    graph.add_reviews([parted])
    assert len(subjects()) == 2
    graph.build(str(tmp_path))
    assert len(subjects()) == 2
    graph.add_reviews([undo(parted, "Ada", now())])
    assert subjects() == {"william-of-poitou"}


def test_names_of_states_of_several_words_count_as_one_word():
    known = gazetteer()
    assert known.joined(["war", "united", "states"]) == ["war", "united-states"]
    assert known.whole("american") == known.whole("america") == "united-states"
    # The first word tells as much: "Ottoman fleet" and "the fleet of the Ottoman Empire" share it.
    assert known.joined(["fleet", "ottoman", "empire"]) == ["fleet", "ottoman", "empire"]
    assert known.joined(["great", "britain"]) == ["great", "britain"]


@pytest.mark.parametrize(
    ("label", "terms", "head", "left"),
    [
        ("strong towns that relied on the salt trade", "strong town rely salt trade", "town", "strong town"),
        ("a board of wardens who mended dykes", "board warden mend dyke", "board", "board warden"),
        # One word alone is told apart by its clause only.
        ("a law that freed the serfs", "law free serf", "law", "law free serf"),
        # The content of an idea, no relative clause.
        (
            "the old fear that the harvest would fail",
            "old fear harvest fail",
            "fear",
            "old fear harvest fail",
        ),
        ("to make sure that nobody left", "make sure nobody leave", "make", "make sure nobody leave"),
    ],
)
def test_what_a_relative_clause_tells_is_left_out_of_a_wording(label, terms, head, left):
    found = described(Phrase(label, label, head=head, terms=tuple(terms.split())))
    assert found.terms == tuple(left.split())
