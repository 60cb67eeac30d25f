"""What in a log itself may keep a scenario that was fitted to it from telling the truth."""

from __future__ import annotations

import numpy as np
import pandas as pd

from mom_sim.calibration.event_log import EventLog
from mom_sim.calibration.fitting.working_week import DAY, local_times

MANY_ESTIMATED = 0.1
"""Share of estimated starts from which efforts are not to be trusted without a look."""
NIGHT = 12
"""Half hours without work, side by side, that make a night: six hours."""
QUIET = 0.1
"""Share of an even day's events below which a half hour counts as one without work."""
_BINS = 48


def log_warnings(log: EventLog, time_zone: str) -> tuple[str, ...]:
    """List what to know about a log before the scenario from it is used.

    Parameters
    ----------
    log : EventLog
    time_zone : str
        In whose hours the fit takes people to work.

    Returns
    -------
    tuple of str
    """
    found = []
    frame = log.frame
    estimated = float(frame["start_estimated"].mean())
    if estimated > MANY_ESTIMATED:
        found.append(
            f"{estimated:.0%} of the starts are estimated, as if work began as soon as it could: "
            "where an activity has fewer than 8 known ones, its effort contains waiting, and "
            "queues look shorter than they are"
        )
    if "requested" in frame:
        found.append(
            "the time of the request bounds missing starts and tells which of several waiting "
            "pieces came first; cases arrive with their first start, and what they wait before it "
            "is not part of the fit"
        )
    if works_across_midnight(frame, time_zone):
        found.append(
            f"people seem to work across midnight in {time_zone}, so that their days count as open "
            "around the clock; give their time_zone in --map"
        )
    return tuple(found)


def works_across_midnight(frame: pd.DataFrame, time_zone: str) -> bool:
    """Tell whether the night of a log lies away from midnight.

    Parameters
    ----------
    frame : pandas.DataFrame
        Columns ``start`` and ``end``.
    time_zone : str

    Returns
    -------
    bool
        Whether the longest stretch of the day without work is a night, and work goes on at
        midnight.
    """
    times = pd.concat([frame["start"], frame["end"]]).dt.tz_convert("UTC").dt.tz_localize(None)
    instants = times.to_numpy(dtype="datetime64[us]").astype(np.int64) / 1e6
    _, seconds = local_times(instants, time_zone)
    counts = np.bincount((seconds / DAY * _BINS).astype(int), minlength=_BINS)
    is_quiet = counts < max(QUIET * instants.size / _BINS, 1.0)
    if is_quiet[0] or is_quiet[-1]:
        return False
    longest, run = 0, 0
    for quiet in is_quiet:
        run = run + 1 if quiet else 0
        longest = max(longest, run)
    return longest >= NIGHT
