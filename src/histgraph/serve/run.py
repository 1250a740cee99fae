"""Starting the server, and telling in words why it does not start."""

import errno
import logging
import socket
import sys
import threading
import webbrowser
from dataclasses import replace

import uvicorn

from histgraph.errors import UsageError
from histgraph.serve.app import create_app
from histgraph.serve.settings import Settings

_LARGE = 100
"""Sources from which on it is told how far the index is."""


def run(settings: Settings) -> None:
    """Serve a store until interrupted.

    Raises:
        StoreError: there is no store, or it is locked.
        UsageError: the address cannot be listened at.
    """
    listening = _listening(settings.host, settings.port)
    with listening:
        settings = replace(settings, port=listening.getsockname()[1])
        app = create_app(settings, _told_indexing)
        shown = f"http://{f'[{settings.host}]' if ':' in settings.host else settings.host}:{settings.port}/"
        print(f"histgraph serves {settings.store} at {shown}", file=sys.stderr, flush=True)
        if not settings.is_loopback and settings.token is None and not settings.read_only:
            print(
                "Other machines can reach this address, so nothing can be changed without --token.",
                file=sys.stderr,
            )
        _log_to_stderr()
        if settings.open_browser:
            threading.Timer(1.0, webbrowser.open, [shown]).start()
        config = uvicorn.Config(
            app,
            log_level="warning",
            access_log=False,
            server_header=False,
            proxy_headers=bool(settings.proxies),
            forwarded_allow_ips=list(settings.proxies),
            timeout_keep_alive=15,
            limit_concurrency=1000,
            h11_max_incomplete_event_size=1 << 16,
        )
        uvicorn.Server(config).run(sockets=[listening])


def _told_indexing(done: int, total: int) -> None:
    """Tell how far the index of a large store is; without it pages have nothing to show."""
    if total > _LARGE and (done % _LARGE == 0 or done == total):
        print(f"indexing for pages and search: {done} of {total} sources", file=sys.stderr, flush=True)


def _listening(host: str, port: int) -> socket.socket:
    """Return a socket that listens, so that a taken port is told before a store is opened."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    # Named as TCP, for only then asyncio turns Nagle's delay off: 40 ms an answer otherwise.
    found = socket.socket(family, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    try:
        found.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        found.bind((host, port))
        found.listen(1024)
    except (OSError, OverflowError) as error:
        found.close()
        raise UsageError(_told(error, host, port)) from error
    return found


def _told(error: OSError | OverflowError, host: str, port: int) -> str:
    code = getattr(error, "errno", None)
    if code == errno.EADDRINUSE:
        return f"Port {port} is taken by another program. Name another with --port, or --port 0 for any."
    if code == errno.EACCES:
        return f"Port {port} is for the administrator only. Name one above 1023 with --port."
    return f"This machine cannot listen at {host}:{port}: {error}. Name an address of its own with --host."


def _log_to_stderr() -> None:
    """Write one JSON line a request to stderr; what it holds is told in ``metrics``."""
    log = logging.getLogger("histgraph.serve")
    if not log.handlers:
        log.addHandler(logging.StreamHandler(sys.stderr))
        log.setLevel(logging.INFO)
        log.propagate = False
