"""Hands-on work of every activity instance: open hours, divided among what a person did at once."""

from __future__ import annotations

import numpy as np

from mom_sim.calibration.fitting.working_week import Bools, Floats, Ints, PastClock

OUTSIDE_HOURS = 8 * 3600.0
"""Most seconds that work wholly outside the hours is taken to be."""


def hands_on_seconds(
    person: Ints,
    start: Floats,
    end: Floats,
    clocks: list[PastClock],
    general: PastClock,
    is_estimated: Bools | None = None,
) -> tuple[Floats, float]:
    """Measure the work in each activity instance.

    Every open second of a person is divided evenly among the instances that the person has in
    hand: the engine keeps one task per person. An instance whose start is known shares with others
    of that kind only: one that is estimated to have begun too early takes nothing from it.

    Parameters
    ----------
    person : ndarray of int
        Who did it; -1 where nobody is named.
    start, end : ndarray of float, seconds since 1970
    clocks : list of PastClock
        One a person.
    general : PastClock
        For instances of nobody.
    is_estimated : ndarray of bool, optional
        Whether starts are estimates; none of them by default.

    Returns
    -------
    ndarray of float, seconds
    float
        Share of all instances that overlapped with another one of the same person.
    """
    work = np.zeros(start.size)
    guessed = np.zeros(start.size, dtype=bool) if is_estimated is None else is_estimated
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
        work[rows], crowded = _divided(start[rows], end[rows], clocks[who])
        overlapping += int(crowded.sum())
        known = rows[~guessed[rows]]
        if 0 < known.size < rows.size:
            work[known] = _divided(start[known], end[known], clocks[who])[0]
    outside = (work <= 0) & (end > start)
    work[outside] = np.minimum(end[outside] - start[outside], OUTSIDE_HOURS)
    return work, overlapping / max(start.size, 1)


def _divided(start: Floats, end: Floats, clock: PastClock) -> tuple[Floats, Bools]:
    """Share of one person's time that each instance gets, and whether it overlaps with another."""
    instants = np.unique(np.concatenate((start, end)))
    change = np.zeros(instants.size)
    first = np.searchsorted(instants, start)
    last = np.searchsorted(instants, end)
    np.add.at(change, first, 1.0)
    np.add.at(change, last, -1.0)
    in_hand = np.cumsum(change)[:-1]
    lengths = np.diff(clock.work(instants))
    divided = np.concatenate(([0.0], np.cumsum(lengths / np.maximum(in_hand, 1.0))))
    crowded = np.concatenate(([0.0], np.cumsum((in_hand > 1) * np.diff(instants))))
    return divided[last] - divided[first], crowded[last] - crowded[first] > 0
