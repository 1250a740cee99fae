"""Starting the server from the command line: what is told when it does not start, and how it ends."""

import os
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path

import pytest

from histgraph.store import OxigraphStore
from serving import TOKEN, Server, put_quads, view_store


def histgraph(*arguments, **environment):
    return subprocess.run(
        [sys.executable, "-m", "histgraph", "serve", *arguments],
        capture_output=True,
        text=True,
        timeout=60,
        env={**os.environ, **environment},
        check=False,
    )


def test_a_taken_port_is_told(tmp_path):
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = str(taken.getsockname()[1])
        done = histgraph("--store", str(tmp_path / "s"), "--port", port)
    assert done.returncode == 2
    assert f"Port {port} is taken" in done.stderr
    assert "--port" in done.stderr
    assert not (tmp_path / "s").exists(), "nothing is made before it is sure to be served"


def test_an_address_that_is_not_ours_is_told(tmp_path):
    done = histgraph("--store", str(tmp_path / "s"), "--host", "192.0.2.7", "--port", "0")
    assert done.returncode == 2
    assert "--host" in done.stderr


def test_no_store_is_told_when_it_may_not_be_made(tmp_path):
    done = histgraph("--store", str(tmp_path / "s"), "--port", "0", "--read-only")
    assert done.returncode == 5
    assert "Build one: histgraph build" in done.stderr


@pytest.mark.parametrize(
    ("store", "told"),
    [
        ("memory:", "a store in memory"),
        ("http://127.0.0.1:9/query", "an endpoint already"),
        ("nothing:x", ""),
    ],
)
def test_stores_that_cannot_be_served_are_told(tmp_path, store, told):
    done = subprocess.run(
        [sys.executable, "-m", "histgraph", "serve", "--store", store, "--port", "0", "--read-only"],
        capture_output=True, text=True, timeout=60, cwd=tmp_path, check=False,
    )  # fmt: skip
    assert done.returncode in {2, 5}
    assert told.lower() in done.stderr.lower()
    assert "Traceback" not in done.stderr


def test_another_folder_is_told(tmp_path):
    (tmp_path / "letters").mkdir()
    (tmp_path / "letters" / "a.txt").write_text("Dear Anna", encoding="utf-8")
    done = histgraph("--store", str(tmp_path / "letters"), "--port", "0")
    assert done.returncode == 5
    assert "not a store" in done.stderr
    assert sorted(p.name for p in (tmp_path / "letters").iterdir()) == ["a.txt"]


def test_a_missing_extra_is_told(tmp_path):
    script = (
        "import sys; from importlib import util; find = util.find_spec\n"
        "util.find_spec = lambda name, *a: None if name == 'uvicorn' else find(name, *a)\n"
        "from histgraph.cli import main; main()"
    )
    done = subprocess.run(
        [sys.executable, "-c", script, "serve", "--store", str(tmp_path / "s")],
        capture_output=True, text=True, timeout=60, check=False,
    )  # fmt: skip
    assert done.returncode == 2, done.stderr
    assert "pip install 'histgraph[serve]'" in done.stderr


def test_the_command_line_starts_without_the_extra():
    script = (
        "import sys, histgraph.cli.serving; print([m for m in ('starlette', 'uvicorn') if m in sys.modules])"
    )
    done = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, timeout=60, check=True
    )
    assert done.stdout.strip() == "[]"


def test_a_store_that_is_written_to_is_served_at_once(tmp_path, monkeypatch):
    folder = view_store(tmp_path / "s")
    monkeypatch.setenv("HISTGRAPH_TOKEN", TOKEN)
    writer = OxigraphStore(folder)
    try:
        with Server(folder) as server:
            assert server.client.get("/api/counts").json()["claims"] > 10
            got = server.client.post(
                "/api/reviews", json={"target": "x"}, headers={"Authorization": "Bearer x"}
            )
            assert got.status_code == 401, "the token comes from the environment"
            times = []
            for _ in range(20):
                begin = time.perf_counter()
                assert server.client.get("/healthz").status_code == 200
                times.append(time.perf_counter() - begin)
            assert min(times[1:]) < 0.03, "each answer takes 40 ms: Nagle's delay is on"
    finally:
        writer.close()


def test_it_starts_on_nothing_and_ends_on_a_signal(tmp_path):
    with Server(tmp_path / "new", "--token", TOKEN) as server:
        assert server.client.get("/api/counts").json()["claims"] == 0
        assert server.client.get("/").status_code == 200
        workers = server.children()
        server.process.send_signal(signal.SIGTERM)
        server.process.wait(20)
        for pid in workers:
            with pytest.raises(ProcessLookupError):
                os.kill(pid, 0)
    assert sorted(p.name for p in (tmp_path / "new").iterdir()) == ["data", "index.sqlite", "readers"]


def test_workers_end_with_a_server_that_is_killed(tmp_path):
    folder = put_quads(tmp_path / "s", [])
    server = Server(folder)
    workers = server.children()
    assert workers
    server.kill()
    for pid in workers:
        try:
            for _ in range(100):
                os.kill(pid, 0)
                if _zombie(pid):
                    break
                signal.sigtimedwait([], 0.05)
            else:
                raise AssertionError("a worker outlived its server")
        except ProcessLookupError:
            pass
    server.stop()


def _zombie(pid):
    try:
        return Path(f"/proc/{pid}/stat").read_text(encoding="ascii").rpartition(")")[2].split()[0] == "Z"
    except FileNotFoundError:
        return True
