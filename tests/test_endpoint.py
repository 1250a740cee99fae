"""Against a real server of another make: ``oxigraph serve``, which PyPI has as a program."""

import shutil
import socket
import subprocess
import sys
import time
from pathlib import Path

import pytest

import histgraph
from histgraph.errors import StoreError
from histgraph.store import open_store

PROGRAM = shutil.which("oxigraph", path=str(Path(sys.executable).parent)) or shutil.which("oxigraph")
FIRST = "Q: Did the king sell the forest?\n\nA (Alda): The king sold the forest to the abbey in 1250.\n"
SECOND = FIRST + "\nA (Bruno): The king did not sell the forest to the abbey.\n"


@pytest.fixture(scope="module")
def server(tmp_path_factory):
    if PROGRAM is None:
        pytest.skip("the oxigraph server is not installed; it comes with the tools of the tests")
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        address = f"127.0.0.1:{free.getsockname()[1]}"
    command = [PROGRAM, "serve", "--location", str(tmp_path_factory.mktemp("oxigraph")), "--bind", address]
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    deadline = time.monotonic() + 30
    while time.monotonic() < deadline:
        try:
            socket.create_connection((address.split(":")[0], int(address.split(":")[1])), timeout=1).close()
            break
        except OSError:
            time.sleep(0.05)
    yield f"http://{address}"
    process.terminate()
    process.wait(10)


def test_a_graph_lives_behind_a_real_endpoint(server, tmp_path):
    path = tmp_path / "king.txt"
    path.write_text(FIRST, encoding="utf-8")
    remote, local = histgraph.build(path, store=server), histgraph.build(path)
    assert remote.serialise() == local.serialise()
    assert len(remote.claims()) == 1

    path.write_text(SECOND, encoding="utf-8")
    assert remote.build(str(path)).replaced == ("king.txt",)
    assert len(remote.contradictions()) == 1
    assert remote.serialise() == histgraph.build(path).serialise()
    assert remote.build(str(path)).unchanged == ("king.txt",)
    rows = remote.query("about", thing="forest").values()
    assert {row[2] for row in rows} == {"affirmed", "denied"}
    assert remote.query("ASK { ?c hg:polarity hg:Denied }").truth is True

    link = remote.contradictions()[0]
    remote.judge(link.id, "holds", reviewer="Ada")
    with histgraph.open(server, write=True) as again:
        assert str(again.replayed.verdicts[link.id]) == "holds"
        again.forget("king.txt")
        assert again.claims() == ()
        assert "forest" not in "\n".join(map(str, again.store.quads()))


def test_a_wrong_update_changes_nothing_there(server):
    store = open_store(server)
    before = set(store.quads())
    with pytest.raises(StoreError):
        store.query("SELECT { wrong")
    assert set(store.quads()) == before
    store.close()
