"""What a build spares: threads that wait for each other, and looking for garbage where there is none.

Both are settings of the whole process. So the first thread to come changes them and sets them back when it goes;
who comes in between finds them changed and leaves them alone.

- numpy's matrices are small here. On two threads instead of one, the CPU seconds of 42 pages were twice as many and
  no second of the clock was won. Builds of many pages run in several processes, which is a better use of cores.
- Python looks for circles of dead objects whenever 700 more were made than freed, now and then among all
  objects there are. A build makes few circles and keeps most of what it makes: the looking took 7 of 100 CPU
  seconds of the same pages, and takes 2 when it is done rarely, with the same peak of memory.
"""

import gc
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from functools import cache
from threading import Lock

import numpy  # noqa: F401  (its library is found only where it has been loaded)
from threadpoolctl import ThreadpoolController

RARELY = (200_000, 20, 50)
"""Objects made before the youngest are looked through, and how often the older ones are looked through too."""


class _Setting:
    """A setting that holds while the first who wants it is at work."""

    def __init__(self, held: Callable[[], AbstractContextManager[object]]) -> None:
        self._held = held
        self._lock = Lock()

    @contextmanager
    def held(self) -> Iterator[None]:
        if not self._lock.acquire(blocking=False):
            yield
            return
        try:
            with self._held():
                yield
        finally:
            self._lock.release()


@cache
def _libraries() -> ThreadpoolController:
    return ThreadpoolController().select(user_api="blas")


def can_hold_threads() -> bool:
    """Whether numpy multiplies with a library whose threads can be told."""
    return bool(_libraries().lib_controllers)


def _limited() -> AbstractContextManager[object]:
    limit: AbstractContextManager[object] = _libraries().limit(limits=1)
    return limit


@contextmanager
def _rare() -> Iterator[None]:
    """Where it is off, or set to be rarer still, it stays so."""
    before = gc.get_threshold()
    if 0 < before[0] < RARELY[0]:
        gc.set_threshold(*RARELY)
    try:
        yield
    finally:
        gc.set_threshold(*before)


one_thread = _Setting(_limited).held
"""A context, also a decorator, in which numpy's products run on one thread."""

collected_rarely = _Setting(_rare).held
"""A context, also a decorator, in which garbage is looked for rarely."""


@contextmanager
def thrifty() -> Iterator[None]:
    """Spare both in here; also a decorator."""
    with one_thread(), collected_rarely():
        yield
