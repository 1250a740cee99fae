"""The names and nouns known beforehand: consistent, world-wide, found by any of their forms."""

from collections import Counter

import pytest

from histgraph.extract.referents.names import noun_kinds
from histgraph.gazetteer import gazetteer
from histgraph.model import EntityKind
from histgraph.normalise.concepts import slug
from histgraph.resources import load_toml

TABLES = load_toml("gazetteer.toml")
LISTS = {name: table for name, table in TABLES.items() if isinstance(table, list)}
ROWS = [row for table in LISTS.values() for row in table]
TERMS = load_toml("history_terms.toml")
KEYS = {"id", "label", "kind", "aliases", "adjective", "people", "sex", "office"}


def form_key(form: str) -> str:
    return " ".join(form.lower().replace("’", "'").split()).removeprefix("the ")


def test_there_are_names_of_all_kinds():
    counts = Counter(row["kind"] for row in ROWS)
    assert counts["Person"] >= 200
    assert len(ROWS) - counts["Person"] >= 450
    assert set(counts) == {"Polity", "Group", "Place", "Event", "Doctrine", "Time", "Person"}


def test_every_entry_is_well_formed():
    for row in ROWS:
        assert set(row) <= KEYS, row
        assert row["id"] == slug(row["label"]), row
        assert row.get("sex", "m") in {"m", "f"}, row
        assert row["kind"] == "Person" or not {"sex", "office"} & set(row), row
        assert not any(form_key(alias) == form_key(row["label"]) for alias in row.get("aliases", ())), row


@pytest.mark.parametrize("name", sorted(LISTS))
def test_lists_are_alphabetical(name):
    ids = [row["id"] for row in LISTS[name]]
    assert ids == sorted(ids)


def test_no_form_belongs_to_two_entries():
    owners: dict[str, set[str]] = {}
    for row in ROWS:
        for form in (row["label"], *row.get("aliases", ())):
            owners.setdefault(form_key(form), set()).add(row["id"])
    assert {form: ids for form, ids in owners.items() if len(ids) > 1} == {}


def test_ambiguous_forms_name_entries_that_exist_and_are_nobodys_alias():
    ids = {row["id"] for row in ROWS}
    for form, claimants in TABLES["ambiguous"].items():
        assert set(claimants) <= ids, form
        assert gazetteer().get(form) is None, form


@pytest.mark.parametrize(
    ("form", "label"),
    [
        ("USSR", "Soviet Union"),
        ("U.S.", "United States"),
        ("the Sun King", "Louis XIV"),
        ("Averroes", "Ibn Rushd"),
        ("the Great War", "World War I"),
        ("Tamerlane", "Timur"),
        ("the Sublime Porte", "Ottoman Empire"),
        ("Avicenna", "Ibn Sina"),
        ("the hanse", "Hanseatic League"),
    ],
)
def test_any_form_finds_its_entry(form, label):
    name = gazetteer().get(form)
    assert name is not None
    assert name.label == label


def test_common_words_are_names_only_with_a_capital():
    assert gazetteer().get("the us") is None
    assert gazetteer().get("the US") is not None
    text = "the polish envoys of the ottoman empire ate turkey"
    assert gazetteer().truecase(text) == "the polish envoys of the Ottoman Empire ate turkey"


def test_common_words_are_forms_of_some_entry():
    forms = {form_key(row[key]) for row in ROWS for key in ("label", "adjective", "people") if key in row}
    forms |= {form_key(alias) for row in ROWS for alias in row.get("aliases", ())}
    assert set(TABLES["common_words"]["forms"]) <= forms


def test_nouns_stand_in_one_section_each_and_in_order():
    seen: Counter[str] = Counter()
    for name, section in TERMS.items():
        if name != "traits":
            assert section["class"] in set(EntityKind), name
            assert section["nouns"] == sorted(section["nouns"]), name
            seen.update(section["nouns"])
    assert sum(seen.values()) >= 500
    assert [noun for noun, times in seen.items() if times > 1] == []


@pytest.mark.parametrize(
    ("noun", "kind"),
    [
        ("shogun", EntityKind.PERSON),
        ("peasantry", EntityKind.GROUP),
        ("khanate", EntityKind.POLITY),
        ("steppe", EntityKind.PLACE),
        ("siege", EntityKind.EVENT),
        ("heresy", EntityKind.DOCTRINE),
        ("tariff", EntityKind.POLICY),
    ],
)
def test_nouns_tell_what_kind_of_thing_they_name(noun, kind):
    assert noun_kinds()[noun] is kind


def test_traits_come_in_pairs_of_opposites():
    pairs = TERMS["traits"]["opposites"]
    assert len(pairs) >= 100
    assert all(len(pair) == 2 and pair[0] != pair[1] for pair in pairs)
    assert ["merciful", "ruthless"] in pairs
    praised, blamed = {a for a, _ in pairs}, {b for _, b in pairs}
    assert praised & blamed == set(), "an adjective on both sides judges both ways"
