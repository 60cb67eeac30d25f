"""The same work on many items, spread over processes; results come back in the items' order."""

from __future__ import annotations

import signal
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from typing import Any, TypeVar

Item = TypeVar("Item")
Result = TypeVar("Result")

Progress = Callable[[int, int], None]


def carry_out(
    work: Callable[[Item], Result],
    items: Sequence[Item],
    *,
    workers: int = 1,
    progress: Progress | None = None,
) -> Iterator[Result]:
    """Do the same work on every item, in processes when there is more than one worker.

    Parameters
    ----------
    work : callable
        Sent to every process once, so that what it keeps stays from item to item.
    items : sequence
        Such as the numbers of replications.
    workers : int
        Processes; 1 stays in this one.
    progress : callable, optional
        Called with (done, all) at the beginning and after every item.

    Yields
    ------
    Any
        What the work returns, in the order of `items`, whatever the number of workers.
    """
    if progress is not None:
        progress(0, len(items))
    for done, result in enumerate(_results(work, items, min(workers, len(items))), start=1):
        if progress is not None:
            progress(done, len(items))
        yield result


def _results(
    work: Callable[[Item], Result], items: Sequence[Item], processes: int
) -> Iterator[Result]:
    if processes <= 1:
        yield from map(work, items)
        return
    with ProcessPoolExecutor(processes, initializer=_begin, initargs=(work,)) as pool:
        yield from pool.map(_on, items)


_work: list[Callable[[Any], Any]] = []
"""The one of a worker's process."""


def _begin(work: Callable[[Any], Any]) -> None:
    # A terminal sends Ctrl-C to all processes at once; it is for the one that gathers the results.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    _work[:] = [work]


def _on(item: Any) -> Any:
    return _work[0](item)
