"""The command line as a newcomer meets it: help, typos, bad input, exit codes, and a store left as it was."""

import io
import os
import subprocess
import sys
from pathlib import Path

import pytest

import histgraph
from histgraph.store import OxigraphStore

GOOD = "Q: Who built the wall?\n\nA (Carla): The bishop built the wall in 1310.\n"
OTHER = "Q: Who sold the forest?\n\nA (Alda): The king sold the forest to the abbey.\n"


def contents(store: Path) -> set[str]:
    with histgraph.open(store) as graph:
        return set(map(str, graph.store.quads()))


# ---- a newcomer ----------------------------------------------------------------------------------


def test_help_shows_commands_and_examples(run):
    code, out, _ = run("--help")
    assert code == 0
    for name in ("build", "query", "contradictions", "view", "serve", "demo"):
        assert f"\n  {name} " in out
    assert "\n    histgraph demo\n" in out


@pytest.mark.parametrize(
    "command",
    ["build", "forget", "demo", "query", "validate", "contradictions", "agreements", "explain", "positions", "view",
     "export", "serve", "review", "completion"],
)  # fmt: skip
def test_every_command_has_an_example_on_a_line_of_its_own(run, command):
    code, out, _ = run(command, "--help")
    assert code == 0
    assert f"\n    histgraph {command}" in out or f"| histgraph {command}" in out


def test_without_anything_the_first_steps_are_told(run):
    code, out, err = run()
    assert (code, err) == (0, "")
    assert "histgraph demo" in out


def test_a_file_alone_is_built_and_a_second_run_says_that_nothing_changed(run, tmp_path):
    (tmp_path / "wall.txt").write_text(GOOD, encoding="utf-8")
    code, out, err = run("wall.txt")
    assert (code, out) == (0, "")
    assert err.startswith("1 added.")
    assert "1 unchanged." in run("wall.txt")[2]
    assert run("forget", "wall.txt")[2].startswith("1 forgotten.")
    code, out, _ = run("status")
    assert code == 0
    assert "sources          0" in out


def test_forgetting_what_is_not_there_is_one_line_with_what_is(run, tmp_path):
    (tmp_path / "wall.txt").write_text(GOOD, encoding="utf-8")
    run("wall.txt")
    code, out, err = run("forget", "wal.txt")
    assert (code, out) == (3, "")
    assert err == "wal.txt: is not in the store. It holds: wall.txt.\n"


def test_the_demo_shows_everything_and_keeps_out_of_the_users_graph(run, tmp_path):
    code, out, _ = run("demo")
    assert code == 0
    assert out.count("“") >= 6, "three contradictions with both quotes"
    assert " polarity " in out
    assert "demo-out/network.html" in out
    assert (tmp_path / "demo-out" / "network.html").is_file()
    assert not (tmp_path / ".histgraph").exists()
    assert run("contradictions", "--store", "demo-out/store")[0] == 0


def test_standard_input_is_a_source(run, monkeypatch):
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(GOOD.encode())))
    code, _, err = run("build", "-")
    assert code == 0
    assert "1 added." in err


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("contradicions",), "Did you mean contradictions?"),
        (("build", "--stor", "x", "y"), "--store"),
        (("query", "contradicions", "--store", "memory:"), "Did you mean contradictions"),
        (("query", "goals", "-f", "tabel", "--store", "memory:"), "Did you mean table?"),
        (("build", "wall.txt", "--extractor", "rule"), "Did you mean rules?"),
        (("build", "wall.txt", "--store", "oxigraf:x"), "Did you mean oxigraph:?"),
        (("completion", "bsh"), "Did you mean bash?"),
    ],
)
def test_typos_are_answered_with_the_nearest(run, tmp_path, arguments, words):
    (tmp_path / "wall.txt").write_text(GOOD, encoding="utf-8")
    code, out, err = run(*arguments)
    assert (code, out) == (2, "")
    assert words in err
    assert err.count("\n") == 1


def test_shells_complete_commands_and_saved_queries():
    def completed(words, place):
        environment = {**os.environ, "COMP_WORDS": words, "COMP_CWORD": str(place)}
        environment["_HISTGRAPH_COMPLETE"] = "bash_complete"
        command = [sys.executable, "-c", "from histgraph.cli import main; main()"]
        return subprocess.run(command, env=environment, capture_output=True, text=True, timeout=60).stdout

    assert "plain,who-sought\n" in completed("histgraph query who-s", 2)
    assert "plain,validate\n" in completed("histgraph va", 1)


def test_the_script_for_a_shell_is_printed(run):
    code, out, _ = run("completion", "bash")
    assert code == 0
    assert "_HISTGRAPH_COMPLETE=bash_complete" in out


# ---- bad input -----------------------------------------------------------------------------------


def bad(folder: Path) -> dict[str, tuple[Path, str]]:
    """Write one bad file of each kind; return its path and words of what the user is told."""
    files = {
        "empty.txt": (b"", "is empty. Put the text into it"),
        "binary.txt": (bytes(range(256)) * 40, "is no text but a binary file. Save it as"),
        "long.txt": (b"x" * 20_000_000, "is larger than 10 MB. Divide it"),
        "scripts.html": (b"<html><body><script>1</script><img src=a></body></html>", "holds no text. Check"),
        "damaged.docx": (b"PK\x03\x04 no", "is no readable DOCX"),
        "damaged.pdf": (b"%PDF-1.4 no", "PDF"),
        "damaged.json": (b'{"a": ', "is no readable JSON"),
    }
    made = {}
    for name, (data, words) in files.items():
        (folder / name).write_bytes(data)
        made[name] = (folder / name, words)
    (folder / "away.txt").symlink_to(folder / "nowhere.txt")
    made["link"] = (folder / "away.txt", "is a link that leads nowhere. Repair")
    made["missing"] = (folder / "gone.txt", "does not exist. Check the name")
    (folder / "pictures").mkdir()
    (folder / "pictures" / "a.png").write_bytes(b"\x89PNG")
    made["folder"] = (folder / "pictures", "holds no file that can be read. Put texts into it")
    made["address"] = (Path("https://example.org/a.html"), "Allow it with --fetch.")
    return made


@pytest.mark.parametrize(
    "name",
    ["empty.txt", "binary.txt", "long.txt", "scripts.html", "damaged.docx", "damaged.pdf", "damaged.json", "link",
     "missing", "folder", "address"],
)  # fmt: skip
def test_bad_input_gives_one_line_and_stops_nothing_else(run, tmp_path, name):
    texts = tmp_path / "texts"
    texts.mkdir()
    path, words = bad(texts)[name]
    shown = "https://example.org/a.html" if name == "address" else str(path)
    code, out, err = run("build", shown)
    assert (code, out) == (3, "")
    assert err.count("\n") == 1
    assert err.startswith(f"{shown}: ")
    assert words in err
    assert not (tmp_path / ".histgraph").exists()

    (texts / "wall.txt").write_text(GOOD, encoding="utf-8")
    assert run("build", texts / "wall.txt")[0] == 0
    before = contents(tmp_path / ".histgraph")
    assert run("build", shown)[0] == 3
    assert contents(tmp_path / ".histgraph") == before
    (texts / "forest.txt").write_text(OTHER, encoding="utf-8")
    code, _, err = run("build", shown, texts / "forest.txt")
    assert code == 3, "what was asked for and not taken in must show in the exit code"
    assert "1 added." in err
    assert len(contents(tmp_path / ".histgraph")) > len(before)


def test_a_folder_with_bad_files_is_taken_in_for_the_rest(run, tmp_path):
    texts = tmp_path / "texts"
    texts.mkdir()
    bad(texts)
    (texts / "wall.txt").write_text(GOOD, encoding="utf-8")
    (texts / "old.txt").write_bytes(
        "A (Élodie): Le café brûla.\n\nA (Ö): The abbot sold the château.".encode("latin-1")
    )
    (texts / "wide.txt").write_text(OTHER, encoding="utf-16")
    code, _, err = run("build", texts)
    assert code == 0
    assert "3 added." in err
    assert err.count("\n") == 8 + 2  # a line each, the summary, the next step
    assert run("build", texts, "--strict")[0] == 7
    with histgraph.open(tmp_path / ".histgraph") as graph:
        authors = {c.author for page in graph.pages() for c in page.contributions}
    assert authors == {"Carla", "Alda", "Élodie", "Ö"}


@pytest.mark.parametrize(
    ("query", "words"),
    [
        ("SELECT ?x { ?x hg:quote }", "line 1, column 25"),
        ("SELECT ?x { ?x hgg:quote ?y }", "Did you mean hg:?"),
        ("missing.rq", "cannot be read"),
        ("DELETE WHERE { ?s ?p ?o }", "changes the graph"),
    ],
)
def test_bad_sparql_points_at_the_place(run, tmp_path, query, words):
    (tmp_path / "wall.txt").write_text(GOOD, encoding="utf-8")
    run("wall.txt")
    before = contents(tmp_path / ".histgraph")
    code, out, err = run("query", query)
    assert (code, out) == (6, "")
    assert words in err
    assert contents(tmp_path / ".histgraph") == before


def test_a_store_that_is_not_there_says_how_to_build_one(run):
    for command in (("contradictions",), ("query", "goals"), ("view",), ("export", "claims"), ("validate",)):
        code, out, err = run(*command, "--store", "nowhere")
        assert (code, out) == (5, "")
        assert "histgraph build" in err
        assert err.count("\n") == 1


def test_a_locked_store_is_named_with_what_to_do(run, tmp_path):
    (tmp_path / "wall.txt").write_text(GOOD, encoding="utf-8")
    run("wall.txt")
    held = OxigraphStore(tmp_path / ".histgraph")
    code, _, err = run("build", "wall.txt")
    assert code == 5
    assert "is locked" in err
    assert "--store" in err
    assert err.count("\n") == 1
    held.close()
    assert run("build", "wall.txt")[0] == 0


def test_what_cannot_be_written_names_the_file(run, tmp_path):
    (tmp_path / "wall.txt").write_text(GOOD, encoding="utf-8")
    run("wall.txt")
    (tmp_path / "file").write_text("x")
    for command in (("export", "claims", "-o", "file/claims.jsonl"), ("view", "-o", "file/page.html")):
        code, out, err = run(*command)
        assert (code, out) == (5, "")
        assert "file/" in err


@pytest.mark.skipif(
    not hasattr(os, "geteuid") or os.geteuid() != 0, reason="only root may mount a small disk"
)
def test_a_full_disk_is_told_and_leaves_the_store_as_it_was(run, tmp_path):
    disk = tmp_path / "disk"
    disk.mkdir()
    mounted = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=3m", "tmpfs", str(disk)], capture_output=True
    )
    if mounted.returncode:
        pytest.skip("no disk can be mounted here")
    try:
        (tmp_path / "wall.txt").write_text(GOOD, encoding="utf-8")
        assert run("build", "wall.txt", "--store", disk / "store")[0] == 0
        before = contents(disk / "store")
        (tmp_path / "large.txt").write_text(OTHER + "\n" + "The king sold a wood to an abbey. " * 30_000)
        os.posix_fallocate(os.open(disk / "ballast", os.O_CREAT | os.O_WRONLY), 0, _room(disk))
        code, _, err = run("build", "large.txt", "--store", disk / "store")
        assert code == 5
        assert "full" in err
        assert "--store" in err
        (disk / "ballast").unlink()
        assert contents(disk / "store") == before
    finally:
        subprocess.run(["umount", "-l", str(disk)], check=False)


def _room(disk: Path) -> int:
    found = os.statvfs(disk)
    return max(0, found.f_bavail * found.f_frsize - 60_000)
