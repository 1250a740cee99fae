"""The work of the person who judges: kept at once, done again after every rebuild, never moved silently."""

import json
import os
import pty
import random
import re
import select
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from click.testing import CliRunner

import histgraph
from histgraph import review as reviewing
from histgraph.cli import cli
from histgraph.errors import UsageError
from histgraph.model import ReviewAction, Verdict

ROOT = Path(__file__).resolve().parents[1]
PAGE = """Q: Did the king sell the forest?

A (Alda): The king sold the forest to the abbey in 1250. The king was generous.

A (Bruno): The king did not sell the forest to the abbey. The king feared the barons.
"""
OTHER = """Q: What was the bishop like?

A (Carla): The bishop was rich. The bishop supported the rebels.

A (Dino): The bishop was poor. The bishop opposed the rebels.
"""


@pytest.fixture
def texts(tmp_path):
    folder = tmp_path / "texts"
    folder.mkdir()
    (folder / "king.txt").write_text(PAGE, encoding="utf-8")
    (folder / "bishop.txt").write_text(OTHER, encoding="utf-8")
    return folder


def run(*words, store, code=0, typed=None):
    done = CliRunner().invoke(cli, ["--store", str(store), *words], input=typed, standalone_mode=False)
    if code == 0 and done.exception is not None:
        raise done.exception
    return done.output


# -- verdicts --------------------------------------------------------------------------------


def test_a_dismissed_contradiction_is_reported_no_more_and_undo_brings_it_back(texts):
    graph = histgraph.build(texts)
    before = graph.contradictions()
    graph.judge(before[0].id, "does not hold", reviewer="Ada", reason="another king")
    assert before[0].id not in {k.id for k in graph.contradictions()}
    made = graph.reviews()[0]
    assert (made.reviewer, made.reason) == ("Ada", "another king")
    graph.add_reviews([reviewing.undo(made, "Ada", reviewing.now())])
    assert graph.contradictions() == before
    assert len(graph.reviews()) == 2  # both stay on record


def test_a_claim_that_does_not_hold_takes_its_links_with_it(texts):
    graph = histgraph.build(texts)
    link = graph.contradictions()[0]
    graph.judge(link.claim_a, Verdict.DOES_NOT_HOLD, reviewer="Ada")
    assert link.claim_a not in {c.id for c in graph.claims()}
    assert not [k for k in graph.links() if link.claim_a in {k.claim_a, k.claim_b}]


def test_a_correction_changes_what_is_compared_and_is_on_record_with_before_and_after(texts):
    graph = histgraph.build(texts)
    link = next(k for k in graph.contradictions() if k.kind == "Negation")
    denial = next(
        c for c in graph.claims() if c.id in {link.claim_a, link.claim_b} and c.polarity == "denied"
    )
    graph.add_reviews([reviewing.correct(denial, "polarity", "affirmed", "Ada", reviewing.now())])
    assert link.id not in {k.id for k in graph.contradictions()}
    assert next(c for c in graph.claims() if c.id == denial.id).polarity == "affirmed"
    made = graph.reviews()[0]
    assert (made.field, made.before, made.after) == ("polarity", "denied", "affirmed")
    told = "\n".join(map(str, graph.store.quads()))
    for kept in ("Ada", "before", "after"):
        assert kept in told


def test_a_corrected_subject_means_the_entity_that_is_called_so(texts):
    graph = histgraph.build(texts)
    claim = next(c for c in graph.claims() if "baron" in c.object.label)
    bishop = next(c.subject for c in graph.claims() if c.document == "bishop.txt")
    graph.add_reviews([reviewing.correct(claim, "subject", bishop.label, "Ada", reviewing.now())])
    assert next(c for c in graph.claims() if c.id == claim.id).subject.entity == bishop.entity


@pytest.mark.parametrize(
    ("named", "id_", "label"),
    [("was caused by", "causedBy", "was caused by"), ("causedBy", "causedBy", "was caused by"),
     ("hoodwinked", "v-hoodwinked", "hoodwinked")],
)  # fmt: skip
def test_a_corrected_relation_means_the_one_that_is_called_so(texts, named, id_, label):
    graph = histgraph.build(texts)
    claim = graph.claims()[0]
    graph.add_reviews([reviewing.correct(claim, "relation", named, "Ada", reviewing.now())])
    relation = graph.claim(claim.id).relation
    assert (relation.id, relation.label) == (id_, label)


@pytest.mark.parametrize(("field", "value"), [("polarity", "maybe"), ("mode", "dreamt"), ("colour", "red")])
def test_a_correction_that_cannot_be_is_refused_with_what_can(texts, field, value):
    graph = histgraph.build(texts)
    with pytest.raises(UsageError, match=r"affirmed|actual|polarity"):
        reviewing.correct(graph.claims()[0], field, value, "Ada", reviewing.now())


def test_merging_makes_two_into_one_and_splitting_parts_them(texts):
    graph = histgraph.build(texts)
    king = next(c.subject for c in graph.claims() if c.document == "king.txt")
    bishop = next(c.subject for c in graph.claims() if c.document == "bishop.txt")
    assert king.entity != bishop.entity
    graph.add_reviews([reviewing.merge(king.entity, bishop.entity, "Ada", reviewing.now(), "one man")])
    assert {c.subject.entity for c in graph.claims()} == {bishop.entity}
    merged = next(e for e in graph.entities() if e.id == bishop.entity)
    assert any("Ada" in alias.reason and "one man" in alias.reason for alias in merged.aliases)
    graph.add_reviews([reviewing.split(bishop.entity, king.label, "Ada", reviewing.now())])
    own = {c.document: c.subject.entity for c in graph.claims()}
    assert own["king.txt"] != own["bishop.txt"]
    graph.add_reviews([reviewing.undo(r, "Ada", reviewing.now()) for r in graph.reviews()])
    assert {c.subject.entity for c in graph.claims() if c.document == "king.txt"} == {king.entity}


# -- rebuilding ------------------------------------------------------------------------------


def test_no_verdict_is_lost_when_sources_are_reordered_edited_and_removed(tmp_path):
    folder = tmp_path / "corpus"
    folder.mkdir()
    for path in sorted((ROOT / "graph" / "corpus").iterdir()):
        (folder / path.name).write_bytes(path.read_bytes())
    graph = histgraph.build(folder)
    pick = random.Random(5)
    links = list(graph.contradictions(tensions=True))[:10]
    # Of one claim in two nothing else is judged, so that no verdict takes another one's claim away.
    taken = {id_ for link in links for id_ in (link.claim_a, link.claim_b)}
    claims = pick.sample([c for c in graph.claims() if c.id not in taken], 50 - len(links))
    verdicts = [Verdict.HOLDS, Verdict.UNSURE]
    at = iter(f"2026-01-01T00:00:{n:02}Z" for n in range(60))
    known = {c.id: c for c in graph.claims()}
    made = [
        reviewing.judge((k, known[k.claim_a], known[k.claim_b]), pick.choice(verdicts), "Ada", next(at))
        for k in links
    ]
    made += [reviewing.judge(c, pick.choice(verdicts), "Ada", next(at)) for c in claims]
    assert len(made) == 50
    graph.add_reviews(made)
    assert len(graph.replayed.verdicts) == 50
    assert not graph.replayed.unattached

    edited, removed = "stalin-aims.txt", "angkor.md"
    text = (folder / edited).read_text(encoding="utf-8")
    gone = next(c for c in claims if c.document == edited).quote
    assert text.count(gone) == 1
    changed = "A line that was not there before.\n\n" + text.replace(gone, "Nobody knows what became of it.")
    (folder / edited).write_text(changed, encoding="utf-8")
    (folder / removed).unlink()
    again = histgraph.build(sorted(map(str, folder.iterdir()), reverse=True))
    again.add_reviews(made[::-1])

    missing = {removed}
    expected = sum(_touches(r, missing, gone) for r in made)
    assert 1 <= expected < 50
    assert len(again.replayed.unattached) == expected
    assert len(again.replayed.verdicts) == 50 - expected
    for words in again.replayed.unattached:
        assert "no longer found" in words
        assert removed in words or gone[:30] in words
    # What was found again is about the same words, by the same verdict.
    now = {c.id: c for c in again.claims()}
    for one in (r for r in made if not _touches(r, missing, gone)):
        told = dict(one.anchor)
        if "quote" in told:
            same = [
                c for c in now.values() if c.quote == told["quote"] and c.subject.entity == told["subject"]
            ]
            assert any(again.replayed.verdicts.get(c.id) is one.verdict for c in same)


def _touches(review, missing, gone):
    told = dict(review.anchor)
    documents = {told[k] for k in ("document", "a.document", "b.document") if k in told}
    quotes = {told[k] for k in ("quote", "a.quote", "b.quote") if k in told}
    return bool(documents & missing) or gone in quotes


def test_reviews_of_entities_that_no_text_speaks_of_are_listed(texts):
    graph = histgraph.build(texts)
    bishop = next(c.subject for c in graph.claims() if c.document == "bishop.txt")
    graph.add_reviews([reviewing.merge(bishop.entity, "prelate", "Ada", reviewing.now())])
    assert not graph.replayed.unattached
    graph.forget("bishop.txt")
    assert any(bishop.entity in words for words in graph.replayed.unattached)


def test_a_verdict_on_an_agreement_stays_one_when_the_text_moves(tmp_path):
    said = "Bismarck wanted a war with France."
    page = f"Q: What did Bismarck want?\n\nA: {said}\n\nA: In 1870 {said}\n"
    (tmp_path / "a.txt").write_text(page, encoding="utf-8")
    graph = histgraph.build(tmp_path)
    graph.judge(graph.agreements()[0].id, "holds", reviewer="Ada")
    (tmp_path / "a.txt").write_text("\n" + page.replace("want?", "want in 1870?"), encoding="utf-8")
    graph.build(str(tmp_path))
    assert set(graph.replayed.verdicts) == {k.id for k in graph.agreements()}


# -- in and out ------------------------------------------------------------------------------


@pytest.mark.parametrize("form", ["csv", "jsonl"])
def test_reviews_go_out_and_come_in_again(texts, tmp_path, form):
    one, other = tmp_path / "one", tmp_path / "other"
    histgraph.build(texts, store=one).close()
    run(
        "review",
        "--as",
        "Ada",
        "--judge",
        _first(one),
        "--verdict",
        "holds",
        "--reason",
        'so, "indeed"\nyes',
        store=one,
    )
    sheet = tmp_path / f"reviews.{form}"
    run("review", "--export", form, "-o", str(sheet), store=one)
    histgraph.build(texts, store=other).close()
    run("review", "--import", str(sheet), store=other)
    assert histgraph.open(other).reviews() == histgraph.open(one).reviews()
    sheet.write_text(sheet.read_text(encoding="utf-8").replace("holds", "pleases"), encoding="utf-8")
    with pytest.raises(UsageError, match=r"line \d"):
        run("review", "--import", str(sheet), store=other)


def _first(store):
    graph = histgraph.open(store)
    found = graph.contradictions()[0].id
    graph.close()
    return found


def test_the_command_line_corrects_merges_counts_and_lists(texts, tmp_path):
    store = tmp_path / "store"
    graph = histgraph.build(texts, store=store)
    denial = next(c for c in graph.claims() if c.polarity == "denied")
    king = denial.subject.entity
    other = next(c.subject.entity for c in graph.claims() if c.document == "bishop.txt")
    graph.close()
    assert "none judged yet" in run("review", "--stats", store=store)
    run("review", "--as", "Ada", "--correct", denial.id[:8], "certainty", "possible", store=store)
    run("review", "--as", "Ada", "--merge", king, other, store=store)
    with pytest.raises(UsageError, match="no entity"):
        run("review", "--as", "Ada", "--merge", "nobody", other, store=store)
    run("review", "--as", "Ada", "--judge", _first(store), "--verdict", "does not hold", store=store)
    assert "1 judged, 0% of them hold" in run("review", "--stats", store=store)
    run("review", "--as", "Ada", "--undo", "last", store=store)
    run("review", "--as", "Ada", "--undo", "last", store=store)  # the one before, not the same again
    standing = reviewing.in_force(histgraph.open(store).reviews())
    assert [r.action for r in standing] == [ReviewAction.CORRECT]
    assert "has its target" in run("review", "--lost", store=store)


def test_what_was_upheld_goes_out_as_gold(texts, tmp_path):
    store = tmp_path / "store"
    graph = histgraph.build(texts, store=store)
    link = graph.contradictions()[0]
    graph.judge(link.id, "holds", reviewer="Ada")
    graph.close()
    gold = json.loads(run("review", "--export", "gold", store=store))
    assert {c["id"] for c in gold["claims"]} == {link.claim_a, link.claim_b}
    assert gold["disputes"][0]["one_side"] == [link.claim_a]
    for claim in gold["claims"]:
        text = (texts / claim["document"]).read_text(encoding="utf-8")
        assert text[claim["start"] : claim["end"]].startswith("The ")
        assert len(gold["documents"][claim["document"]]) == 64


@pytest.mark.shared
def test_the_scorer_of_the_evaluation_texts_reads_gold_from_verdicts(shared, tmp_path):
    store = tmp_path / "store"
    graph = histgraph.build(shared / "seeds", store=store)
    for link in graph.contradictions():
        graph.judge(link.id, "holds", reviewer="Ada", settle=False)
    graph.settle()
    graph.close()
    files = {name: tmp_path / name for name in ("gold.json", "claims.jsonl", "pairs.jsonl")}
    run("review", "--export", "gold", "-o", str(files["gold.json"]), store=store)
    run("export", "claims", "-o", str(files["claims.jsonl"]), store=store)
    run("export", "contradictions", "-o", str(files["pairs.jsonl"]), store=store)
    scorer = shared / "eval" / "score_claims.py"
    command = [sys.executable, str(scorer), str(files["gold.json"]), str(files["claims.jsonl"])]
    done = subprocess.run(
        [*command, "--contradictions", str(files["pairs.jsonl"])], capture_output=True, text=True, check=True
    )
    assert re.search(r"disputes: precision 1\.000", done.stdout)


def test_the_share_that_holds_has_bounds_that_narrow_with_the_cases():
    few = reviewing.measured([Verdict.HOLDS] * 3 + [Verdict.UNSURE])
    many = reviewing.measured([Verdict.HOLDS] * 300)
    assert (few.share, few.judged, few.unsure) == (1.0, 3, 1)
    assert few.bounds[0] < 0.5 < 0.98 < many.bounds[0]
    assert reviewing.measured([]).share is None


# -- in the terminal -------------------------------------------------------------------------


def test_cases_are_judged_one_at_a_time_from_a_pipe(texts, tmp_path):
    store = tmp_path / "store"
    histgraph.build(texts, store=store).close()
    told = run("review", "--as", "Ada", store=store, typed="e\nh\nsure\nn\n\nt\ns\nq\n")
    assert told.count("1 of ") == 1
    assert "took back: does not hold" in told
    assert "1 judged now" in told
    held = histgraph.open(store)
    assert sorted(v.value for v in held.replayed.verdicts.values()) == ["holds"]
    assert held.reviews()[0].reason == "sure"


class Terminal:
    """A program under a pseudo-terminal, typed at as a person would."""

    def __init__(self, *command, env):
        self.screen, inner = pty.openpty()
        self.process = subprocess.Popen(
            command, stdin=inner, stdout=inner, stderr=inner, env=env, close_fds=True
        )
        os.close(inner)
        self.seen = ""

    def wait_for(self, words, seconds=60):
        deadline = time.monotonic() + seconds
        while words not in self.seen:
            left = deadline - time.monotonic()
            assert left > 0, f"waited for {words!r}, saw: {self.seen[-2000:]}"
            if select.select([self.screen], [], [], left)[0]:
                self.seen += os.read(self.screen, 65536).decode("utf-8", "replace")
        shown, _, self.seen = self.seen.partition(words)
        return shown

    def type(self, keys):
        os.write(self.screen, keys.encode())

    def press(self, key, words):
        """Press a key until the program answers: what is typed before it listens is lost, as on a real screen."""
        for _ in range(30):
            time.sleep(0.2)
            self.type(key)
            try:
                return self.wait_for(words, seconds=2)
            except AssertionError:
                continue
        raise AssertionError(f"pressed {key!r}, never saw {words!r}: {self.seen[-2000:]}")


def test_one_key_judges_in_a_terminal_and_a_kill_loses_nothing(texts, tmp_path):
    store = tmp_path / "store"
    histgraph.build(texts, store=store).close()
    env = {**os.environ, "TERM": "xterm", "COLUMNS": "120"}
    command = (sys.executable, "-m", "histgraph", "review", "--as", "Ada", "--store", str(store))
    terminal = Terminal(*command, env=env)
    shown = terminal.wait_for("[q]uit")
    assert "1 of 3" in shown
    assert shown.count(".txt:") == 2  # both quotes, each with its document
    terminal.press("h", "reason")
    terminal.type("plain in both\n")
    terminal.wait_for("2 of 3")
    terminal.wait_for("[q]uit")
    terminal.press("n", "reason")
    terminal.type("\n")
    terminal.wait_for("3 of 3")
    os.kill(terminal.process.pid, signal.SIGKILL)
    terminal.process.wait()

    graph = histgraph.open(store)
    assert sorted(v.value for v in graph.replayed.verdicts.values()) == ["does not hold", "holds"]
    assert len(graph.contradictions()) == 2
    graph.close()

    terminal = Terminal(*command, env=env)
    terminal.wait_for("1 of 1")
    terminal.wait_for("[q]uit")
    terminal.press("q", "judged now")
    terminal.process.wait(timeout=60)
    assert terminal.process.returncode == 0
