"""The grid of denials: that a sentence says what it is expected to say, and that no words make no success."""

import importlib.util
import sys
from pathlib import Path
from types import ModuleType

import pytest

BENCHMARKS = Path(__file__).resolve().parents[1] / "benchmarks"

WORDS = """
[[words]]
set = "tried"
people = "the millers"
plural = "millers"
singular = "miller"
others = "the bakers"
place = "Orvane"
year = "1604"
period = "the frost"
until = "1611"
act = ["mend", "mended", "mending", "mended"]
thing = "the old weirs"
things = "old weirs"
one_thing = "old weir"
other_things = "ponds"
next_thing = "the sluices"
deed = ["hide", "hid", "hiding", "hidden"]
deed_object = "the flour"
go = ["ride", "rode", "riding", "ridden"]
whither = "to the fair"
sort = "freemen"
quality = "rich"
when = "after the frost"
give = ["send", "sent", "sending", "sent"]
receiver = "the abbess"
gift = "a tithe"
bare_gift = "tithe"
want = ["plan", "planned", "planning", "planned"]
allowed = "obliged"
found = "looms"
found_in = "the parish"
lacked = "millstones"
hinderer = "the reeve"
did_else = "left the shire"
also = "dug a ditch"
why = "the river had frozen"
meanwhile = "the abbey lost its rents"
so_bad = "The ice was so thick"
sayer = "the reeve"
apposition = "men of small means"
circumstance = "ruined by the frost"
fate = "rotted away"
"""

WEIRS = ("the millers", "mended", "the old weirs")
EXPECTED = [
    ("The millers mended the old weirs.", *WEIRS, "affirmed"),
    ("The millers didn't mend the old weirs.", *WEIRS, "denied"),
    ("No miller was rich.", "millers", "was", "rich", "denied"),
    ("Neither the millers nor the bakers rode to the fair.", "the bakers", "rode", "to the fair", "denied"),
    ("Not once were the millers freemen.", "the millers", "was", "freemen", "denied"),
    ("The old weirs were seldom mended by the millers.", *WEIRS[:2], "the old weirs", "denied"),
    ("The millers were too weak to send the abbess a tithe.", "the millers", "sent", "a tithe", "denied"),
    ("There were no looms in the parish.", "the parish", "had", "looms", "denied"),
    ("The millers did not mend the old weirs or hide the flour.", "the millers", "hid", "the flour", "denied"),
    ("The millers did not mend the old weirs and hide the flour until 1611.", *WEIRS, "affirmed"),
    ("It is not true that the millers did not mend the old weirs.", *WEIRS, "affirmed"),
    ("The millers refused to ride to the fair.", "the millers", "refused", "to ride to the fair", "affirmed"),
    ("The reeve announced that no miller mended the old weirs.", "the reeve", "announced",
     "that no miller mended the old weirs", "affirmed"),
    ("These were old weirs that the millers never mended.", *WEIRS, "denied"),
]  # fmt: skip


@pytest.fixture(scope="module")
def grid() -> ModuleType:
    spec = importlib.util.spec_from_file_location("denial_grid", BENCHMARKS / "denial_grid.py")
    module = importlib.util.module_from_spec(spec)
    sys.modules["denial_grid"] = module
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="module")
def made(grid: ModuleType, tmp_path_factory: pytest.TempPathFactory) -> dict:
    path = tmp_path_factory.mktemp("grid") / "words.toml"
    path.write_text(WORDS, encoding="utf-8")
    every = grid.sentences(grid.read_words(path), grid.read_constructions(grid.CONSTRUCTIONS))
    return {sentence.text: sentence for sentence in every}


@pytest.mark.parametrize(("text", "subject", "relation", "object_", "polarity"), EXPECTED)
def test_what_a_sentence_says_comes_from_how_it_was_made(
    grid: ModuleType, made: dict, text: str, subject: str, relation: str, object_: str, polarity: str
):
    told = grid.Told(subject, relation, object_, polarity)
    assert any(told in claim for claim in made[text].claims)
    assert not any(told.turned() in claim for claim in made[text].claims)


def test_every_device_kind_and_frame_is_used(grid: ModuleType, made: dict):
    every = grid.read_constructions(grid.CONSTRUCTIONS)
    for part, name in (("kinds", "kind"), ("devices", "device"), ("frames", "frame")):
        used = {getattr(sentence, name) for sentence in made.values()}
        assert {row.name for row in getattr(every, part)} == used


def test_devices_that_do_not_fit_are_known(grid: ModuleType):
    every = grid.read_constructions(grid.CONSTRUCTIONS)
    devices, kinds = {device.name for device in every.devices}, {kind.name for kind in every.kinds}
    assert devices >= {name for kind in every.kinds for name in kind.unfit}
    assert kinds >= {name for device in every.devices for name in device.only}


def test_the_shipped_words_fill_every_slot(grid: ModuleType):
    sets = grid.read_words(grid.WORDS)
    made = list(grid.sentences(sets, grid.read_constructions(grid.CONSTRUCTIONS)))
    assert len({sentence.group for sentence in made}) == len({words.group for words in sets}) > 1
    assert not [sentence.text for sentence in made if "  " in sentence.text or "{" in sentence.text]


@pytest.mark.parametrize("text", ["", "words = []\n"])
def test_no_words_fail(grid: ModuleType, tmp_path: Path, text: str):
    path = tmp_path / "words.toml"
    path.write_text(text, encoding="utf-8")
    assert grid.main(["--words", str(path)]) == 1


def test_an_unknown_set_or_device_fails(grid: ModuleType):
    assert grid.main(["no such set"]) == 1
    assert grid.main(["--device", "no such device"]) == 1


def test_the_table_counts_right_turned_and_missed(grid: ModuleType, made: dict):
    sentence = made["The millers never mended the old weirs."]
    other = made["Historians say that the millers never mended the old weirs."]
    found = [grid.Judged(sentence, (), (True,), (False,)), grid.Judged(other, (), (False,), (True,))]
    *_, row = grid.table(found)
    assert row.split() == ["never", "1/1", "0/1", "1"]
    assert list(grid.totals(found)) == ["tried: 2 claims, 1 right (0.500), 1 turned, 1 missed"]
    assert list(grid.failures(found)) == [f"TURNED never, transitive, say: {other.text}"]
