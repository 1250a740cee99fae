"""The process that makes an index: COPY TARGET BASE NUMBER PARENT; tells how far it is on stdout."""

import json
import os
import sys
from pathlib import Path

import pyoxigraph as ox

from histgraph.serve.copies import Standing
from histgraph.serve.library.filling import fill
from histgraph.serve.worker import die_with

_NICE = 3


def _tell(done: int, total: int) -> None:
    print(json.dumps([done, total]), flush=True)


def main(copy: str, target: str, base: str, number: str, parent: str) -> None:
    """Make one index, then end; end at once when the server ends."""
    die_with(int(parent))
    if hasattr(os, "nice"):
        os.nice(_NICE)
    fill(
        Standing(copy, ox.Store.read_only(copy)),
        Path(target),
        base=Path(base),
        number=int(number),
        progress=_tell,
    )


if __name__ == "__main__":
    main(*sys.argv[1:])
