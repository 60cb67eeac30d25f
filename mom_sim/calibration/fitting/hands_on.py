"""Hands-on work of every activity instance: open hours, divided among what a person did at once."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from mom_sim.calibration.fitting.working_week import Floats, PastClock

Ints = npt.NDArray[np.int64]

OUTSIDE_HOURS = 8 * 3600.0
"""Most seconds that work wholly outside the hours is taken to be."""


def hands_on_seconds(
    person: Ints, start: Floats, end: Floats, clocks: list[PastClock], general: PastClock
) -> tuple[Floats, float]:
    """Measure the work in each activity instance.

    Every open second of a person is divided evenly among the instances that the person has in
    hand: the engine keeps one task per person.

    Parameters
    ----------
    person : ndarray of int
        Who did it; -1 where nobody is named.
    start, end : ndarray of float, seconds since 1970
    clocks : list of PastClock
        One a person.
    general : PastClock
        For instances of nobody.

    Returns
    -------
    ndarray of float, seconds
    float
        Share of all instances that overlapped with another one of the same person.
    """
    work = np.zeros(start.size)
    overlapping = 0
    order = np.argsort(person, kind="stable")
    edges = np.searchsorted(person[order], np.arange(-1, len(clocks) + 1))
    for who in range(-1, len(clocks)):
        rows = order[edges[who + 1] : edges[who + 2]]
        if rows.size == 0:
            continue
        if who < 0:
            work[rows] = general.between(start[rows], end[rows])
            continue
        instants = np.unique(np.concatenate((start[rows], end[rows])))
        change = np.zeros(instants.size)
        first = np.searchsorted(instants, start[rows])
        last = np.searchsorted(instants, end[rows])
        np.add.at(change, first, 1.0)
        np.add.at(change, last, -1.0)
        in_hand = np.cumsum(change)[:-1]
        lengths = np.diff(clocks[who].work(instants))
        divided = np.concatenate(([0.0], np.cumsum(lengths / np.maximum(in_hand, 1.0))))
        work[rows] = divided[last] - divided[first]
        crowded = np.concatenate(([0.0], np.cumsum((in_hand > 1) * np.diff(instants))))
        overlapping += int((crowded[last] - crowded[first] > 0).sum())
    outside = (work <= 0) & (end > start)
    work[outside] = np.minimum(end[outside] - start[outside], OUTSIDE_HOURS)
    return work, overlapping / max(start.size, 1)
