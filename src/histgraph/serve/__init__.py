"""The web: pages for people, a SPARQL endpoint and a JSON interface for programs."""

import logging
import sys
import threading
import webbrowser
from pathlib import Path

import uvicorn

from histgraph.serve.app import create_app
from histgraph.serve.settings import Limits, Settings

__all__ = ["Limits", "Settings", "create_app", "run"]


def run(
    store_path: Path | str,
    *,
    host: str = "127.0.0.1",
    port: int = 8765,
    read_only: bool = False,
    token: str | None = None,
    open_browser: bool = False,
    limits: Limits | None = None,
    hosts: tuple[str, ...] = (),
    cors: tuple[str, ...] = (),
    proxies: tuple[str, ...] = (),
    base: str | None = None,
) -> None:
    """Serve a store until interrupted.

    Args:
        store_path: folder of the store; made where there is none, unless ``read_only``.
        host: address to listen at; other machines reach it only if it is not loopback.
        port: TCP port.
        read_only: forbid every change.
        token: asked of whoever changes anything; turns SPARQL updates on.
        open_browser: show the first page in a browser.
        limits: what one query, upload or client may use.
        hosts: further names to answer to.
        cors: origins whose pages may read the endpoint; ``("*",)`` for all.
        proxies: addresses of proxies whose X-Forwarded-For is believed.
        base: public address, where a proxy stands in front.

    Raises:
        StoreError: there is no store, or it is locked.
    """
    settings = Settings(
        Path(store_path),
        host,
        port,
        read_only,
        token,
        hosts,
        cors,
        proxies,
        base,
        open_browser,
        limits or Limits(),
    )
    app = create_app(settings)
    shown = f"http://{f'[{host}]' if ':' in host else host}:{port}/"
    print(f"histgraph serves {settings.store} at {shown}", file=sys.stderr)
    if not settings.is_loopback and token is None and not read_only:
        print(
            "Other machines can reach this address, so nothing can be changed without --token.",
            file=sys.stderr,
        )
    _log_to_stderr()
    if open_browser:
        threading.Timer(1.0, webbrowser.open, [shown]).start()
    uvicorn.run(
        app,
        host=host,
        port=port,
        log_level="warning",
        access_log=False,
        server_header=False,
        proxy_headers=bool(proxies),
        forwarded_allow_ips=list(proxies),
        timeout_keep_alive=15,
        limit_concurrency=1000,
        h11_max_incomplete_event_size=1 << 16,
    )


def _log_to_stderr() -> None:
    """Write one JSON line a request to stderr; what it holds is told in ``metrics``."""
    log = logging.getLogger("histgraph.serve")
    if not log.handlers:
        log.addHandler(logging.StreamHandler(sys.stderr))
        log.setLevel(logging.INFO)
        log.propagate = False
