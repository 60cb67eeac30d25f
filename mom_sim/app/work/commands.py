"""What was asked, as the command line that answers the same."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from mom_sim.app.work.studies import FILE

PROGRAM = "mom-sim"


def command_of(kind: str, *, promises: Iterable[str] = (), **options: Any) -> tuple[str, ...]:
    """Words of a command, with the scenario as it can be taken along: moved as in the question.

    Parameters
    ----------
    kind : str
        Such as ``plan``.
    promises : iterable of str
        Each an option of its own.
    **options : str, number, list or None
        By name; what is None or empty was not asked for, and is left out.

    Returns
    -------
    tuple of str
    """
    words = [PROGRAM, kind, FILE]
    for name, value in options.items():
        if value is not None and value != []:
            words += [f"--{name}", _text(value)]
    for promise in promises:
        words += ["--promise", promise]
    return tuple(words)


def _text(value: Any) -> str:
    if isinstance(value, list | tuple):
        return ",".join(map(_text, value))
    return f"{value:.15g}" if isinstance(value, float) else str(value)
