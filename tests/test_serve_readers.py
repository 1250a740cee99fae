"""Many readers beside a build: no error, no torn read. The same for minutes: benchmarks/serve.py."""

import shutil
import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "benchmarks"))


def test_readers_beside_a_build_see_whole_states_only(tmp_path):
    import serve as bench
    from large_store import make

    store = make(tmp_path / "s", 300)
    tally = bench.mixed(store, clients=12, seconds=6, texts=3)
    assert tally.failures == []
    assert set(tally.statuses) == {200}
    assert sum(tally.statuses.values()) > 50
    assert len(tally.counts) >= 5


def test_the_other_server_is_compared_in_the_same_run(tmp_path):
    import serve as bench
    from large_store import make

    binary = shutil.which("oxigraph", path=str(Path(sys.executable).parent)) or shutil.which("oxigraph")
    if binary is None:
        pytest.skip("oxigraph's server is not installed")
    ours, other = bench.against(make(tmp_path / "s", 300), 4, 1, binary)
    assert not ours.failures
    assert not other.failures
