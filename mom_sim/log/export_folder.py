"""A folder that is there as a whole or not at all, and never in place of something else."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from uuid import uuid4

from mom_sim.errors import LogError

LABEL = "log.json"
"""The file that makes a folder an export of a log."""

FORMAT = "mom_sim log"


@contextmanager
def whole_folder(folder: Path, known: frozenset[str]) -> Iterator[Path]:
    """Give a new folder to write into, which takes the place of `folder` when all is written.

    Parameters
    ----------
    folder : Path
        Where the export is to be; missing, empty, or an earlier export.
    known : frozenset of str
        Names of all files that an export can have.

    Yields
    ------
    Path
        A folder beside it. After an error it is removed, and `folder` is as it was.

    Raises
    ------
    LogError
        If `folder` is a file, or holds anything that is not an earlier export.
    """
    target = folder.resolve()
    _require_replaceable(folder, target, known)
    target.parent.mkdir(parents=True, exist_ok=True)
    stem = f".{target.name}.{uuid4().hex}"
    partial, former = (target.with_name(f"{stem}.{part}") for part in ("partial", "former"))
    partial.mkdir()
    try:
        yield partial
        if target.exists():
            target.rename(former)
        try:
            partial.rename(target)
        except OSError:
            if former.exists():
                former.rename(target)
            raise
    finally:
        shutil.rmtree(partial, ignore_errors=True)
        shutil.rmtree(former, ignore_errors=True)


def read_label(folder: Path) -> dict[str, object]:
    """Read the file that says what an export is.

    Raises
    ------
    LogError
        If the folder is no export of a log.
    """
    try:
        label = json.loads((folder / LABEL).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        label = None
    if not isinstance(label, dict) or label.get("format") != FORMAT:
        raise LogError(f"{folder}: is not an export of a log; one has a file {LABEL} that says so")
    return label


def _require_replaceable(folder: Path, target: Path, known: frozenset[str]) -> None:
    if not target.exists():
        return
    if not target.is_dir():
        raise LogError(f"{folder}: is a file; name a folder for the log")
    names = {path.name for path in target.iterdir()}
    if not names:
        return
    advice = "nothing was written; name another folder, or an empty one"
    if names - known:
        raise LogError(f"{folder}: holds {min(names - known)!r}, which is not of a log; {advice}")
    try:
        read_label(target)
    except LogError:
        raise LogError(f"{folder}: is not empty and not an earlier log; {advice}") from None
