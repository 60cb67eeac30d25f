"""When Python's garbage is collected: not while somebody waits for a first look."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def without_collections() -> Iterator[None]:
    """Put collections off while this lasts.

    Compiling plans makes many objects that stay, so that now and then all of them are looked
    through: 10 ms of a first look of the reference company in the median, 90 at most. What follows
    makes up for it.
    """
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()
