"""Lives as columns: as they were drawn, or put together from those of single people."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from mom_sim.calendars.clock_table import ClockTable
from mom_sim.calendars.working_clock import WorkingClock
from mom_sim.tape.drawn_lives import DrawnLives, HandOvers
from mom_sim.tape.employment import Spells, spells_of
from mom_sim.tape.person_life import PersonLife


def columns_of(lives: Sequence[PersonLife]) -> tuple[ClockTable, Spells, HandOvers]:
    """Lay out lives; `person` is the place in the list.

    Parameters
    ----------
    lives : sequence of PersonLife

    Returns
    -------
    ClockTable, Spells, HandOvers
    """
    drawn = _drawn_in_this_order(lives)
    if drawn is not None:
        return drawn.clocks, drawn.spells, drawn.hand_overs
    hand_overs = []
    for place, life in enumerate(lives):
        departures = {time for time, kind, _ in life.events if kind == "departure"}
        hand_overs += [
            (place, instant, instant in departures)
            for instant in sorted({*life.hand_overs, *departures})
        ]
    spells = spells_of(
        [(place, spell) for place, life in enumerate(lives) for spell in life.spells]
    )
    return (
        _table([life.clock for life in lives]),
        spells,
        HandOvers(
            np.array([person for person, _, _ in hand_overs], dtype=np.int64),
            np.array([time for _, time, _ in hand_overs], dtype=np.int64),
            np.array([leaves for _, _, leaves in hand_overs], dtype=np.bool_),
        ),
    )


def _drawn_in_this_order(lives: Sequence[PersonLife]) -> DrawnLives | None:
    """Return what all of the lives were drawn with, if nobody else was, in the order given."""
    together = lives[0].origin if lives else None
    if together is None or len(lives) != together[0].count:
        return None
    for place, life in enumerate(lives):
        if life.origin is None or life.origin[0] is not together[0] or life.origin[1] != place:
            return None
    return together[0]


def _table(clocks: Sequence[WorkingClock]) -> ClockTable:
    none = np.zeros(0, dtype=np.int64)
    return ClockTable(
        np.cumsum([0, *(clock.starts.size for clock in clocks)]),
        np.concatenate([none, *(clock.starts for clock in clocks)]),
        np.concatenate([none, *(clock.ends for clock in clocks)]),
        np.concatenate([none, *(clock.worked_before for clock in clocks)]),
        np.array([clock.total for clock in clocks], dtype=np.int64),
    )
