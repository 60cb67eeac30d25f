"""The baseline: what somebody would expect who thinks that the last weeks come again."""

from __future__ import annotations

import pandas as pd

from mom_sim.calibration.event_log import EventLog


def replayed(train: EventLog, test: EventLog) -> EventLog:
    """Repeat the last training cases, shifted by whole weeks to where the test begins.

    Parameters
    ----------
    train, test : EventLog

    Returns
    -------
    EventLog
        As many of the last cases to start in `train` as `test` has, or all if there are fewer. The
        shift is the number of whole weeks that brings the first start closest to that of `test`, so
        that days of the week and hours of the day are kept.
    """
    last = train.of_cases(train.cases.index[-len(test.cases) :])
    gap = test.cases["start"].iloc[0] - last.cases["start"].iloc[0]
    shift = pd.Timedelta(weeks=round(gap / pd.Timedelta(weeks=1)))
    frame = last.frame.assign(start=last.frame["start"] + shift, end=last.frame["end"] + shift)
    return EventLog(frame, train.time_zone, source=train.source)
