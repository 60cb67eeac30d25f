"""Files that appear whole or not at all."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


@contextmanager
def whole_file(target: str | Path) -> Iterator[str]:
    """Give a name to write to; what is written takes the place of the target at the end.

    Parameters
    ----------
    target : str or Path

    Yields
    ------
    str
        Of an empty file in the same folder. If what writes to it raises, it is removed, and an
        earlier target is as it was.

    Raises
    ------
    OSError
        If the disk does not take it.
    """
    path = Path(target).resolve()  # a link keeps pointing where it did
    handle, temporary = tempfile.mkstemp(
        prefix=f".{path.name}.", suffix=".partial", dir=path.parent
    )
    os.close(handle)
    try:
        yield temporary
        os.chmod(temporary, _permissions(path))
        os.replace(temporary, path)
    except BaseException:
        Path(temporary).unlink(missing_ok=True)
        raise


def _permissions(path: Path) -> int:
    """What the file has already, else what a new file gets here."""
    try:
        return path.stat().st_mode & 0o777
    except FileNotFoundError:
        mask = os.umask(0)
        os.umask(mask)
        return 0o666 & ~mask
