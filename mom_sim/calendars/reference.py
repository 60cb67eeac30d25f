"""Working time in working days of a reference calendar.

Times of several organizations are comparable only if their working days are the same, so all are
expressed in those of one calendar: working time by its clock over the mean length of its day.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from mom_sim.calendars.calendar_error import CalendarError
from mom_sim.calendars.intervals import as_integers
from mom_sim.calendars.units import MICROSECONDS_PER_HOUR
from mom_sim.calendars.working_clock import WorkingClock


def working_days(microseconds: npt.ArrayLike, hours_per_day: float) -> npt.NDArray[np.float64]:
    """Express working time that the reference clock has counted as working days.

    Parameters
    ----------
    microseconds : array_like of int, any shape, working microseconds
    hours_per_day : float, hours
        Length of a working day, as `WeeklyHours.hours_per_day` gives it.

    Returns
    -------
    ndarray of float64, same shape, working days

    Raises
    ------
    CalendarError
        If the working day has no length.
    """
    if not hours_per_day > 0:
        raise CalendarError(
            f"a working day of {hours_per_day} hours cannot measure anything; choose a reference "
            "calendar that has working hours"
        )
    return np.asarray(as_integers(microseconds) / (hours_per_day * MICROSECONDS_PER_HOUR))


def working_days_between(
    clock: WorkingClock, hours_per_day: float, starts: npt.ArrayLike, ends: npt.ArrayLike
) -> npt.NDArray[np.float64]:
    """Working days of the reference calendar between pairs of instants.

    Parameters
    ----------
    clock : WorkingClock
        Of the reference calendar.
    hours_per_day : float, hours
        Length of a working day.
    starts, ends : array_like of int, shapes that broadcast, microseconds
        Instants of the engine.

    Returns
    -------
    ndarray of float64, broadcast shape, working days
        Negative where an end lies before its start.

    Raises
    ------
    CalendarError
        If the working day has no length.
    """
    return working_days(clock.work_array(ends) - clock.work_array(starts), hours_per_day)
