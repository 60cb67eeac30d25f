"""A progress line on standard error, where somebody looks at it."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager

Progress = Callable[[int, int], None]


@contextmanager
def progress_line(what: str) -> Iterator[Progress | None]:
    """Show how far long work has come, and how much time is left.

    Parameters
    ----------
    what : str
        What is counted, such as ``replications``.

    Yields
    ------
    callable or None
        Takes (done, all); None if standard error is not a terminal, so that nothing is printed.
    """
    if not sys.stderr.isatty():
        yield None
        return
    from rich.console import Console
    from rich.progress import (
        BarColumn,
        MofNCompleteColumn,
        TextColumn,
        TimeElapsedColumn,
        TimeRemainingColumn,
    )
    from rich.progress import Progress as Bar

    columns = (
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeElapsedColumn(),
        TextColumn("left"),
        TimeRemainingColumn(),
    )
    bar = Bar(*columns, console=Console(stderr=True), transient=True)
    task = bar.add_task(what, total=None)

    def advance(done: int, total: int) -> None:
        bar.start()  # not before: bad input is refused without a bar
        bar.update(task, completed=done, total=total)

    try:
        yield advance
    finally:
        bar.stop()
