"""The process that takes uploads in: STORE PARENT, the order on standard input, progress on standard output.

It reads from copies of the store and takes the writer's lock for each change alone, so that reviewers
do not wait for it. Killed at any moment it leaves the store as it was before or after a change;
what then is still to be derived, the next build or ``settle`` derives.
"""

import json
import os
import sys
import traceback
from pathlib import Path
from typing import Any

from histgraph.errors import HistgraphError, StoreError
from histgraph.pipeline import Report, Settings, build, settle
from histgraph.serve.copies import CopyStore, MovedError
from histgraph.serve.worker import die_with, limit_memory

_NICE = 3
_TRIES = 8
_MEMORY = 4 << 30
"""Bytes of address space beyond what the process has once the program is loaded."""


def _tell(**facts: Any) -> None:
    print(json.dumps(facts), flush=True)


def _progress(stage: str, done: int, total: int) -> None:
    _tell(stage=stage, done=done, total=total)


def _summary(report: Report) -> dict[str, Any]:
    return {
        "taken": list(report.taken),
        "problems": [
            {"document": p.document, "message": p.message, "remedy": p.remedy} for p in report.problems
        ],
        "sources": report.sources,
        "claims": report.claims,
        "contradictions": report.contradictions,
        "agreements": report.agreements,
        "new_links": len(report.new_links),
    }


def _done(paths: list[str], store: CopyStore) -> dict[str, Any]:
    """Do the order; begin anew where another program changed the store meanwhile."""
    for _ in range(_TRIES):
        try:
            if paths:
                return _summary(build(paths, store, settings=Settings(), progress=_progress))
            settle(store, progress=_progress)
            return {}
        except MovedError:
            store.renew()
    raise StoreError("Other programs change the store all the time; do it again when they are done.")


def main(folder: str, parent: str) -> None:
    """Do one order: build from paths, or settle what is still to be derived."""
    die_with(int(parent))
    if hasattr(os, "nice"):
        os.nice(_NICE)
    limit_memory(_MEMORY)
    order = json.loads(sys.stdin.read())
    try:
        with CopyStore(Path(folder)) as store:
            _tell(report=_done(order["paths"], store))
    except HistgraphError as error:
        _tell(error=str(error))
    except Exception as error:  # told without its words, which may hold words of the text
        place = traceback.extract_tb(error.__traceback__)[-1]
        _tell(
            error=f"The program stumbled: {type(error).__name__} at {Path(place.filename).name}:{place.lineno}."
        )


if __name__ == "__main__":
    main(*sys.argv[1:])
