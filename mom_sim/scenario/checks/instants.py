"""Instants within the run."""

from __future__ import annotations

from collections.abc import Iterator

from mom_sim.errors import Fault
from mom_sim.scenario.marked_document import Path
from mom_sim.scenario.study import Study


def outside(study: Study, path: Path, instant: int | None) -> Iterator[Fault]:
    """Report an instant before the start or after the end of the follow-up.

    Parameters
    ----------
    study : Study
    path : Path
        Where it is written.
    instant : int or None, microseconds
    """
    if instant is None or 0 <= instant <= study.end:
        return
    where = "before the start" if instant < 0 else "after the end of the follow-up"
    yield study.fault(path, f"{study.written(path)} is {where} of this run{_bounds(study)}")


def window_is_sound(study: Study, path: Path, start: int, end: int) -> Iterator[Fault]:
    """Report a window that is empty or outside the run.

    Parameters
    ----------
    study : Study
    path : Path
        Of the mapping with ``from`` and ``to``.
    start, end : int, microseconds
    """
    yield from outside(study, (*path, "from"), start)
    yield from outside(study, (*path, "to"), end)
    if end <= start:
        yield study.fault(
            (*path, "to"),
            f"{study.written((*path, 'to'))} is before {study.written((*path, 'from'))}; a window "
            "ends after it begins",
        )


def _bounds(study: Study) -> str:
    return f"; it starts on {study.context.start}, see run.start, run.horizon and run.follow_up"
