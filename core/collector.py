"""Python's garbage collector, held still while values by the million are made that hold each other in no circle.

It would walk all of them again and again: a tenth more text then costs more than a tenth more time.
"""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def collector_held() -> Iterator[None]:
    """No collection inside, also as a decorator; afterwards as before. Counting references goes on freeing values."""
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_enabled:
            gc.enable()
