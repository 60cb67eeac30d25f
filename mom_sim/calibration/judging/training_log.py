"""The log that a scenario was fitted to, as the scenario's first line names it."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable
from pathlib import Path

_LINE = re.compile(r"^# Fitted on: (?P<name>.+) \(sha256 (?P<hash>[0-9a-f]{64})\)$")
_ABOUT = "so there is neither a replay baseline nor a test for drift"


def find_training_log(
    scenario: str | Path, folders: Iterable[str | Path]
) -> tuple[Path | None, str]:
    """Look for the log that a scenario was fitted to.

    Parameters
    ----------
    scenario : str or Path
        Its file.
    folders : iterable of str or Path
        Where the log may lie, beside the scenario's own folder.

    Returns
    -------
    path : Path or None
        Of a file of that name with that content.
    reason : str
        Why there is none; empty if there is one.
    """
    name, wanted = _named(Path(scenario))
    if not name:
        return None, f"the scenario does not say on which log it was fitted, {_ABOUT}"
    others = ""
    for folder in dict.fromkeys(Path(one) for one in (Path(scenario).parent, *folders)):
        path = folder / name
        if path.is_file():
            if _hash(path) == wanted:
                return path, ""
            others = f"; {path} has another content"
    return None, f"the log that the scenario was fitted on, {name}, was not found{others}, {_ABOUT}"


def trained_on(scenario: str | Path) -> str:
    """Return the SHA-256 of the log that a scenario was fitted to; empty if it does not say.

    Parameters
    ----------
    scenario : str or Path
        Its file.

    Returns
    -------
    str
    """
    return _named(Path(scenario))[1]


def _named(scenario: Path) -> tuple[str, str]:
    try:
        with open(scenario, encoding="utf-8") as file:
            found = _LINE.match(file.readline().rstrip("\r\n"))
    except (OSError, UnicodeDecodeError):
        return "", ""
    # The last part only: a scenario must not name files elsewhere.
    return (Path(found["name"]).name, found["hash"]) if found else ("", "")


def _hash(path: Path) -> str:
    with open(path, "rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
