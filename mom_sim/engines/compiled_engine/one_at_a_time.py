"""What only one process of this machine does at a time: a lock on a file, let go of at its end."""

from __future__ import annotations

import errno
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

LOOK_SECONDS = 0.2
_TAKEN = (errno.EACCES, errno.EAGAIN, errno.EDEADLK)


@contextmanager
def alone(file: Path, if_taken: Callable[[], None]) -> Iterator[None]:
    """Wait until no other process holds the file, and hold it while this lasts.

    The system lets go of it when a process ends, however it ends. Where files cannot be locked,
    nobody waits.

    Parameters
    ----------
    file : Path
        Made if it is not there; stays.
    if_taken : callable
        Called once if another process has it.
    """
    try:
        held = file.open("a+b")
    except OSError:
        yield
        return
    with held:
        is_told = False
        while _is_taken(held):
            if not is_told:
                is_told = True
                if_taken()
            time.sleep(LOOK_SECONDS)
        yield  # closing the file lets go of it


def _is_taken(file: IO[bytes]) -> bool:
    """Lock the file, unless another process has."""
    try:
        if sys.platform == "win32":
            import msvcrt

            file.seek(0)
            msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)
        else:
            import fcntl

            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError as error:
        return error.errno in _TAKEN
    return False
