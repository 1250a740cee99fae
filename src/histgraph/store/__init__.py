"""Where the graph is kept: in memory, in a folder, or behind a SPARQL endpoint."""

from difflib import get_close_matches
from pathlib import Path

from histgraph.errors import StoreError, UsageError
from histgraph.store.disk import NO_STORE, OxigraphStore, is_store
from histgraph.store.endpoint import EndpointStore
from histgraph.store.memory import MemoryStore
from histgraph.store.protocol import Change, Results, Store

__all__ = [
    "NO_STORE",
    "Change",
    "EndpointStore",
    "MemoryStore",
    "OxigraphStore",
    "Results",
    "Store",
    "is_store",
    "open_store",
]

_SCHEMES = ("memory", "oxigraph", "http", "https")


def open_store(spec: str | Path, *, write: bool = True, create: bool = True) -> Store:
    """Open a store by its name.

    Args:
        spec: "memory:", a folder (or "oxigraph:FOLDER"), or the address of a SPARQL endpoint.
        write: open for writing; a folder can have one writer and many readers.
        create: make the folder where there is none.

    Raises:
        UsageError: if the scheme is unknown; the message lists those there are.
        StoreError: if it is locked, missing, damaged or away.
    """
    text = str(spec)
    scheme, colon, rest = text.partition(":")
    if text == "memory:":
        return MemoryStore()
    if scheme in {"http", "https"}:
        return EndpointStore(text)
    if scheme == "oxigraph" and colon:
        text = rest
    elif colon and len(scheme) > 1 and "/" not in scheme and "\\" not in scheme and not Path(text).exists():
        near = get_close_matches(scheme, _SCHEMES, n=1)
        hint = f" Did you mean {near[0]}:?" if near else ""
        known = "memory:, a folder, oxigraph:FOLDER, http://HOST/PATH"
        raise UsageError(f"There is no kind of store named {scheme}:.{hint} There are: {known}.")
    folder = Path(text)
    if not (write and create) and not folder.is_dir():
        raise StoreError(f"{NO_STORE} at {folder}. Build one: histgraph build SOURCE... --store {folder}")
    return OxigraphStore(folder, write=write)
