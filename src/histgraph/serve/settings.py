"""How the server is run, and how much anybody may ask of it."""

from dataclasses import dataclass, field
from pathlib import Path

LOOPBACK = frozenset({"127.0.0.1", "::1", "localhost"})
"""Addresses that only this machine reaches."""

_MB = 1 << 20


@dataclass(frozen=True, slots=True)
class Limits:
    """What one query, upload or client may use.

    Times are seconds, sizes bytes. ``seconds`` counts from the arrival of a query, waiting
    included; an update may take ``change``. ``memory`` is what a query may take on top of an idle worker. ``waiting``
    queries may stand in line; of one client at most ``per_client`` run at once.
    ``slow_per_minute`` queries of one client may run longer than ``slow_after`` in a
    minute; then the client is told to wait. A change waits ``patience`` seconds for another
    program to let go of the store.
    """

    seconds: float = 15.0
    change: float = 60.0
    memory: int = 1024 * _MB
    rows: int = 100_000
    result: int = 50 * _MB
    query: int = 256 * 1024
    depth: int = 100
    workers: int = 4
    per_client: int = 2
    waiting: int = 256
    upload: int = 5 * _MB
    graph: int = 50 * _MB
    slow_after: float = 1.0
    slow_per_minute: int = 30
    writes_per_minute: int = 120
    patience: float = 10.0


@dataclass(frozen=True, slots=True)
class Settings:
    """How ``histgraph serve`` is run.

    ``store`` is the folder of a store; where there is none and writing is allowed, it is made.
    ``read_only`` forbids every change. ``token`` is asked of whoever changes anything; without
    one, pages can be changed from this machine only, and SPARQL updates not at all.
    ``hosts`` are further names that the server answers to (behind a proxy: the public name).
    ``cors`` are origins whose pages may read the endpoint, ``("*",)`` for all. ``proxies`` are
    addresses whose X-Forwarded-For is believed. ``base`` is the public address, for links in
    the service description; by default what the request says.
    """

    store: Path
    host: str = "127.0.0.1"
    port: int = 8765
    read_only: bool = False
    token: str | None = None
    hosts: tuple[str, ...] = ()
    cors: tuple[str, ...] = ()
    proxies: tuple[str, ...] = ()
    base: str | None = None
    open_browser: bool = False
    limits: Limits = field(default_factory=Limits)

    @property
    def is_loopback(self) -> bool:
        """Whether only this machine can reach the server."""
        return self.host in LOOPBACK

    @property
    def may_write(self) -> bool:
        """Whether anybody can change the store at all: off loopback, not without a token."""
        return not self.read_only and (self.is_loopback or self.token is not None)

    @property
    def may_update(self) -> bool:
        """Whether SPARQL updates and writing graphs are on: with a token only."""
        return self.may_write and self.token is not None
