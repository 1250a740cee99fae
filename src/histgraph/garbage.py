"""Looking for garbage less often while much is made that stays."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager

_RARELY = (50_000, 20, 50)
"""Objects made before the youngest are looked through, and how often the older ones are looked through too."""


@contextmanager
def collected_rarely() -> Iterator[None]:
    """Look for cyclic garbage less often within a ``with``, and as often as before after it.

    Who reads or compares many claims makes millions of objects that stay; the collector would go through
    all of them again and again and find nothing. Where it is off, or set to be rarer still, it stays so.
    """
    before = gc.get_threshold()
    if 0 < before[0] < _RARELY[0]:
        gc.set_threshold(*_RARELY)
    try:
        yield
    finally:
        gc.set_threshold(*before)
