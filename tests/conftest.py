"""What every test gets: no network, and the evaluation texts where they lie beside the checkout."""

import ipaddress
import os
import socket
from importlib.util import find_spec
from pathlib import Path

import pytest

from histgraph.cli import main

ROOT = Path(__file__).resolve().parents[1]

pytest_plugins = ["browser"] if find_spec("browser") else []


def _is_loopback(host: object) -> bool:
    if host in {None, "", b"", "localhost", b"localhost"}:
        return True
    text = host.decode() if isinstance(host, bytes) else str(host)
    try:
        return ipaddress.ip_address(text.split("%")[0]).is_loopback
    except ValueError:
        return False


class OutsideRequestError(AssertionError):
    """A test tried to leave this machine."""


@pytest.fixture(scope="session", autouse=True)
def no_network():
    """Let connections reach this machine only, so that no test hangs on or leaks to the web."""
    connect, connect_ex, getaddrinfo = socket.socket.connect, socket.socket.connect_ex, socket.getaddrinfo

    def checked(self, address):
        if self.family in {socket.AF_INET, socket.AF_INET6} and not _is_loopback(address[0]):
            raise OutsideRequestError(f"a test tried to connect to {address!r}")

    def guarded_connect(self, address):
        checked(self, address)
        return connect(self, address)

    def guarded_connect_ex(self, address):
        checked(self, address)
        return connect_ex(self, address)

    def guarded_getaddrinfo(host, *args, **kwargs):
        if not _is_loopback(host):
            raise OutsideRequestError(f"a test tried to look up {host!r}")
        return getaddrinfo(host, *args, **kwargs)

    patch = pytest.MonkeyPatch()
    patch.setattr(socket.socket, "connect", guarded_connect)
    patch.setattr(socket.socket, "connect_ex", guarded_connect_ex)
    patch.setattr(socket, "getaddrinfo", guarded_getaddrinfo)
    yield
    patch.undo()


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder with the evaluation texts; a test that needs it is skipped where there is none."""
    folder = Path(os.environ.get("HISTGRAPH_SHARED") or ROOT.parent / "shared")
    if not folder.is_dir():
        pytest.skip("the evaluation texts are not beside this checkout")
    return folder


@pytest.fixture(scope="session")
def sample():
    """The graph of the sample corpus, in memory; must not be changed."""
    import histgraph

    return histgraph.build(ROOT / "graph" / "corpus")


@pytest.fixture
def run(tmp_path, monkeypatch, capsys):
    """Run a command line in an empty folder; return exit code, standard output and standard error."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("HISTGRAPH_STORE", raising=False)

    def runner(*arguments):
        with pytest.raises(SystemExit) as ended:
            main(list(map(str, arguments)))
        out, err = capsys.readouterr()
        return ended.value.code, out, err

    return runner
