"""Building: what changes is replaced, what does not is left, and the result is always the same."""

import contextlib
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

import histgraph
from histgraph.graph import terms
from histgraph.store import open_store

CORPUS = Path(__file__).resolve().parents[1] / "graph" / "corpus"

KING = "Q: Did the king sell the forest?\n\nA (Alda): The king sold the forest to the abbey in 1250.\n\n"
YES = KING + "A (Bruno): The king did not sell the forest to the abbey.\n"
OTHER = "Q: Who built the wall?\n\nA (Carla): The bishop built the wall after the flood of 1310.\n"


def write(folder, **texts):
    for name, text in texts.items():
        (folder / f"{name}.txt").write_text(text, encoding="utf-8")
    return str(folder)


def test_quotes_are_word_for_word(sample):
    pages = {p.source.id: p.source.text for p in sample.pages()}
    assert len(sample.claims()) > 100
    for claim in sample.claims():
        assert pages[claim.source][claim.evidence.start : claim.evidence.end] == claim.quote


def test_a_second_build_changes_nothing(tmp_path):
    folder = write(tmp_path, king=YES, wall=OTHER)
    graph = histgraph.build(folder)
    before = graph.serialise()
    report = graph.build(folder)
    assert report.unchanged == ("king.txt", "wall.txt")
    assert not report.new_links
    assert graph.serialise() == before


def test_a_changed_source_replaces_only_itself(tmp_path):
    folder = write(tmp_path, king=YES, wall=OTHER)
    graph = histgraph.build(folder)
    assert len(graph.contradictions()) == 1
    wall = [c.id for c in graph.claims() if c.document == "wall.txt"]
    write(tmp_path, king=KING)
    report = graph.build(folder)
    assert (report.replaced, report.unchanged) == (("king.txt",), ("wall.txt",))
    assert graph.contradictions() == ()
    assert [c.id for c in graph.claims() if c.document == "wall.txt"] == wall
    fresh = histgraph.build(folder)
    assert graph.serialise() == fresh.serialise()


def test_forgetting_leaves_nothing_behind(tmp_path):
    write(tmp_path, king=YES, wall=OTHER)
    graph = histgraph.build(tmp_path)
    king = next(p.source.id for p in graph.pages() if p.source.name == "king.txt")
    assert graph.forget("king.txt").forgotten == ("king.txt",)
    left = "\n".join(map(str, graph.store.quads()))
    assert king not in left
    assert "forest" not in left
    assert graph.serialise() == histgraph.build(tmp_path / "wall.txt").serialise()


def test_forgetting_takes_along_the_reviews_that_quote_it(tmp_path):
    graph = histgraph.build(write(tmp_path, king=YES, wall=OTHER))
    graph.judge(graph.contradictions()[0].id, "holds", reviewer="Ada")
    wall = next(c.id for c in graph.claims() if c.document == "wall.txt")
    graph.judge(wall, "holds", reviewer="Ada")
    report = graph.forget("king.txt")
    assert any("1 review of its claims" in p.message for p in report.problems)
    assert [review.target for review in graph.reviews()] == [wall]
    assert "forest" not in "\n".join(map(str, graph.store.quads()))


def test_forgetting_what_is_not_there_says_what_is(tmp_path):
    graph = histgraph.build(write(tmp_path, wall=OTHER))
    problem = graph.forget("wal.txt").problems[0]
    assert "wall.txt" in problem.remedy


def test_problems_do_not_stop_the_others(tmp_path):
    write(tmp_path, wall=OTHER)
    (tmp_path / "bad.txt").write_bytes(bytes(range(256)) * 20)
    graph = histgraph.build([tmp_path, tmp_path / "none.txt"])
    assert graph.report.added == ("wall.txt",)
    assert len(graph.report.problems) == 2


SCRIPT = """
import sys, histgraph
from histgraph.pipeline import Settings
graph = histgraph.build(sys.argv[2:], settings=Settings(jobs=int(sys.argv[1])))
sys.stdout.write(graph.serialise())
"""


@pytest.mark.slow
def test_same_graph_whatever_the_order_hash_seed_or_processes(sample, tmp_path):
    script = tmp_path / "run.py"
    script.write_text(
        'if __name__ == "__main__":\n' + "".join(f"    {line}\n" for line in SCRIPT.strip().splitlines())
    )
    corpus = sorted(map(str, CORPUS.iterdir()))
    assert len(corpus) >= 3
    env = {**os.environ, "PYTHONHASHSEED": "1"}
    command = [sys.executable, str(script), "2", *corpus[::-1]]
    done = subprocess.run(command, capture_output=True, env=env, check=True)
    here = sample.serialise()
    assert len(here) > 100_000
    assert done.stdout.decode() == here


def _written(folder):
    """Return how many bytes the files of a store take; an empty one takes two thirds of 300 kB."""
    total = 0
    for path in folder.glob("*") if folder.is_dir() else ():
        with contextlib.suppress(FileNotFoundError):  # one that the store has just replaced
            total += path.stat().st_size
    return total


def test_a_build_that_is_killed_leaves_each_source_old_or_new(tmp_path):
    folder = tmp_path / "texts"
    folder.mkdir()
    for n in range(12):
        write(folder, **{f"t{n:02}": OTHER.replace("1310", str(1300 + n))})
    store = tmp_path / "store"
    command = [sys.executable, "-m", "histgraph", "build", str(folder), "--store", str(store)]
    process = subprocess.Popen(command, stderr=subprocess.DEVNULL)
    deadline = time.monotonic() + 30
    while _written(store / "data") < 300_000 and process.poll() is None and time.monotonic() < deadline:
        time.sleep(0.005)
    os.kill(process.pid, signal.SIGKILL)
    assert process.wait() == -signal.SIGKILL, "the build was over before it could be killed"
    left = open_store(store)
    graphs = {
        q.graph_name.value for q in left.quads() if q.graph_name.value.startswith(terms.source("").value)
    }
    for graph in graphs:
        assert any(q.predicate == terms.hg("sha256") for q in left.quads(graph))
    left.close()
    subprocess.run(command, check=True, stderr=subprocess.DEVNULL)
    assert histgraph.open(store).serialise() == histgraph.build(folder).serialise()


def test_of_two_files_that_hold_the_same_one_is_taken_in_and_stays(tmp_path):
    folder = write(tmp_path, king=YES, wall=OTHER, copy=YES)
    graph = histgraph.build(folder)
    report = graph.build(folder)
    assert report.unchanged == ("copy.txt", "wall.txt")
    assert (report.added, report.replaced) == ((), ())
    assert [problem.document for problem in report.problems] == ["king.txt"]
    assert "holds the same as copy.txt" in report.problems[0].message
    before = graph.serialise()
    (tmp_path / "a-third.txt").write_text(YES, encoding="utf-8")  # what stands in the store stays
    assert graph.build(folder).unchanged == ("copy.txt", "wall.txt")
    assert graph.serialise() == before


def test_a_file_of_another_name_takes_the_place_of_the_former(tmp_path):
    folder = write(tmp_path, king=YES, wall=OTHER)
    graph = histgraph.build(folder)
    ids = {claim.id for claim in graph.claims()}
    (tmp_path / "king.txt").rename(tmp_path / "monarch.txt")
    report = graph.build(folder)
    assert (report.added, report.unchanged, report.sources) == (("monarch.txt",), ("wall.txt",), 2)
    assert {claim.id for claim in graph.claims()} == ids
    assert {claim.document for claim in graph.claims()} == {"monarch.txt", "wall.txt"}
    assert graph.serialise() == histgraph.build(folder).serialise()


def test_a_copy_that_is_edited_becomes_a_source_of_its_own(tmp_path):
    folder = write(tmp_path, king=YES, copy=YES)
    graph = histgraph.build(folder)
    write(tmp_path, copy=KING)
    assert graph.build(folder).sources == 2
    assert graph.serialise() == histgraph.build(folder).serialise()


def test_names_that_change_places_lose_nothing(tmp_path):
    folder = write(tmp_path, king=YES, wall=OTHER)
    graph = histgraph.build(folder)
    write(tmp_path, king=OTHER, wall=YES)
    assert graph.build(folder).sources == 2
    assert graph.serialise() == histgraph.build(folder).serialise()
    write(tmp_path, early=YES)  # a copy, which takes the place of the one that is edited
    assert graph.build(folder).sources == 2
    write(tmp_path, wall=KING)
    assert graph.build(folder).sources == 3
    assert graph.serialise() == histgraph.build(folder).serialise()


SLOW = """
import time
from pathlib import Path

import histgraph.pipeline


class Slow:
    def __init__(self, model):
        self.rules = histgraph.pipeline.extractor("rules", model)
        self.version = "slow 1"

    def read(self, page):
        reached, go_on = Path(__file__).with_name("reached"), Path(__file__).with_name("go-on")
        time.sleep(0.0 if go_on.exists() else 0.3)
        if page.source.name == "t11.txt":
            reached.touch()
            while not go_on.exists():
                time.sleep(0.05)
        return self.rules.read(page)
"""


@pytest.mark.parametrize("jobs", ["1", pytest.param("2", marks=pytest.mark.slow)])
def test_a_build_that_is_killed_keeps_what_it_has_read_and_goes_on_from_there(tmp_path, jobs):
    folder = tmp_path / "texts"
    folder.mkdir()
    for n in range(12):
        write(folder, **{f"t{n:02}": OTHER.replace("1310", str(1300 + n))})
    (tmp_path / "slow.py").write_text(SLOW, encoding="utf-8")
    store = tmp_path / "store"
    how = ["--extractor", "slow:Slow", "--jobs", jobs, "--store", str(store)]
    env = {**os.environ, "PYTHONPATH": os.pathsep.join([str(tmp_path), os.environ.get("PYTHONPATH", "")])}
    command = [sys.executable, "-m", "histgraph", "build", str(folder), *how]
    process = subprocess.Popen(command, stderr=subprocess.DEVNULL, env=env)
    deadline = time.monotonic() + 60
    while not (tmp_path / "reached").exists() and time.monotonic() < deadline:
        time.sleep(0.05)
    readers = _children(process.pid)
    process.kill()
    process.wait()
    deadline = time.monotonic() + 20
    while any(map(_runs, readers)) and time.monotonic() < deadline:
        time.sleep(0.05)
    assert not [pid for pid in readers if _runs(pid)], "processes that read pages outlived the build"
    kept = {claim.document for claim in histgraph.open(store).claims()}
    assert {"t00.txt"} <= kept < {f"t{n:02}.txt" for n in range(12)}
    (tmp_path / "go-on").touch()
    done = subprocess.run(command, check=True, env=env, capture_output=True, text=True)
    assert f"{12 - len(kept)} added" in done.stderr
    fresh = tmp_path / "fresh"
    subprocess.run([*command[:-1], str(fresh)], check=True, env=env, capture_output=True)
    assert histgraph.open(store).serialise() == histgraph.open(fresh).serialise()


def _children(pid):
    """Return the processes that a process started, where the system tells."""
    listed = Path(f"/proc/{pid}/task/{pid}/children")
    return [int(child) for child in listed.read_text().split()] if listed.exists() else []


def _runs(pid):
    """Tell whether a process runs; one that is over and waits to be noticed does not."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False


def test_the_public_interface_is_flat():
    assert sorted(histgraph.__all__) == list(histgraph.__all__)
    for name in histgraph.__all__:
        assert getattr(histgraph, name) is not None
    with pytest.raises(AttributeError):
        histgraph.nothing  # noqa: B018


def test_a_graph_shows_itself(sample):
    assert "claims" in repr(sample)
    assert "<script" not in sample._repr_html_()
    assert sample.network().number_of_nodes() > 50


@pytest.mark.shared
def test_the_sentence_that_is_the_emblem_of_the_project(shared):
    graph = histgraph.build(shared / "seeds")
    third = [c for c in graph.claims() if c.answer == "3" and c.disagrees_with == ("pohnpei",)]
    assert len(third) == 1
    denial = third[0]
    assert (denial.subject.label, denial.relation.id, denial.polarity) == (
        "Joseph Stalin",
        "sought",
        "denied",
    )
    assert denial.certainty != "certain"
    assert denial.attributed_to is None
    same = [
        c for c in graph.claims() if c.object.entity == denial.object.entity and c.relation.id == "sought"
    ]
    assert {("3", "Vladimir Lenin"), ("3", "Leon Trotsky")} <= {(c.answer, c.subject.label) for c in same}
    against = {
        graph.corpus.claims[k].answer
        for link in graph.contradictions()
        if denial.id in {link.claim_a, link.claim_b}
        for k in (link.claim_a, link.claim_b)
    } - {"3"}
    assert against == {"1", "2", "4"}
    kinds = {k.kind for k in graph.contradictions() if denial.id in {k.claim_a, k.claim_b}}
    assert "ExplicitDisagreement" in kinds
    strong = [k for k in graph.contradictions() if k.strength == "strong"]
    assert len(strong) <= 2
    favored = [
        c for c in graph.claims() if c.relation.id == "favored" and "one country" in c.object.label.lower()
    ]
    assert {c.subject.label for c in favored} == {"Joseph Stalin"}


@pytest.mark.shared
def test_saved_queries_answer_on_the_seeds(shared):
    graph = histgraph.build(shared / "seeds")
    rows = graph.query("who-sought", subject="Stalin", goal="power").rows
    assert len({row[0].value for row in rows}) >= 4
    rows = graph.query("who-removed-rivals").rows
    assert len({row[0].value for row in rows}) >= 3
    rows = list(graph.query("who-favored-what"))
    assert any("permanent revolution" in r["what"].lower() for r in rows)
    assert any("one country" in r["what"].lower() for r in rows)


@pytest.mark.shared
def test_no_claim_comes_from_page_furniture(shared):
    graph = histgraph.build(shared / "seeds")
    words = " ".join(c.quote for c in graph.claims())
    for furniture in ("Approved by", "illustration", "Free Trial", "48-hour", "Log in", "Expert Answers"):
        assert furniture not in words
    voices = [[c.number for c in p.contributions] for p in graph.pages()]
    assert voices == [["summary", "1", "2", "3", "4"], ["summary", "1"]]
