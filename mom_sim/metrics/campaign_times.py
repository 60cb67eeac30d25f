"""How long every campaign took, and whether that is the whole truth or only so far."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from mom_sim.calendars.working_clock import WorkingClock
from mom_sim.log.contract import CAUSES, OUTCOMES
from mom_sim.metrics.cause_split import CauseSplit
from mom_sim.metrics.ingredients import BoolArray, IntArray
from mom_sim.metrics.log_arrays import LogArrays
from mom_sim.metrics.measured_campaigns import are_measured
from mom_sim.metrics.sums import sum_by


@dataclass(frozen=True, eq=False)
class CampaignTimes:
    """All campaigns of a log, one entry each.

    Attributes
    ----------
    measured : bool array, shape (campaigns,)
        Requested between warm-up and horizon, and not part of the backlog at the start.
    launched, inside : bool arrays, shape (campaigns,)
    timed : bool array, shape (campaigns,)
        Launched or still inside: those that a time-to-launch speaks of.
    until : int64 array, shape (campaigns,), microseconds
        Instant of the end; for those still inside, when the run stopped.
    embargo_calendar, embargo_working : int64 arrays, shape (campaigns,), microseconds
        Wait for an embargo date: on the critical path of the launched, all of it for the others.
    calendar, working : int64 arrays, shape (campaigns,), microseconds
        From the request to `until` without the embargo, on the wall clock and in the working time
        of the reference calendar.
    """

    measured: BoolArray
    launched: BoolArray
    inside: BoolArray
    timed: BoolArray
    until: IntArray
    embargo_calendar: IntArray
    embargo_working: IntArray
    calendar: IntArray
    working: IntArray


def time_campaigns(log: LogArrays, clock: WorkingClock, split: CauseSplit) -> CampaignTimes:
    """Time all campaigns of a log.

    Parameters
    ----------
    log : LogArrays
    clock : WorkingClock
        Of the reference calendar.
    split : CauseSplit
        Of the same log.

    Returns
    -------
    CampaignTimes
    """
    launched = log.campaigns["outcome"] == OUTCOMES.index("launched")
    embargo = CAUSES.index("embargo")
    waited_calendar, waited_working = embargo_waits(log, clock)
    embargo_calendar = np.where(launched, split.calendar_by_cause[:, embargo], waited_calendar)
    embargo_working = np.where(launched, split.working_by_cause[:, embargo], waited_working)
    return times_without(log, clock, embargo_calendar, embargo_working)


def times_without(
    log: LogArrays, clock: WorkingClock, embargo_calendar: IntArray, embargo_working: IntArray
) -> CampaignTimes:
    """Time all campaigns, their waits for embargo dates being known.

    Parameters
    ----------
    log : LogArrays
        Of which the campaigns alone are looked at.
    clock : WorkingClock
        Of the reference calendar.
    embargo_calendar, embargo_working : int64 arrays, shape (campaigns,), microseconds
        As of `CampaignTimes`.

    Returns
    -------
    CampaignTimes
    """
    requested, ended, outcome = (log.campaigns[one] for one in ("requested", "ended", "outcome"))
    launched = outcome == OUTCOMES.index("launched")
    inside = outcome == OUTCOMES.index("inside")
    until = np.where(inside, log.window.end, ended)
    return CampaignTimes(
        measured=are_measured(log),
        launched=launched,
        inside=inside,
        timed=launched | inside,
        until=until,
        embargo_calendar=embargo_calendar,
        embargo_working=embargo_working,
        calendar=until - requested - embargo_calendar,
        working=clock.work_array(until) - clock.work_array(requested) - embargo_working,
    )


def embargo_waits(log: LogArrays, clock: WorkingClock) -> tuple[IntArray, IntArray]:
    """Add up waits for embargo dates by campaign.

    Parameters
    ----------
    log : LogArrays
        Of which campaigns, waits, and the campaigns of their activities are looked at.
    clock : WorkingClock

    Returns
    -------
    calendar, working : int64 arrays, shape (campaigns,), microseconds
        On the wall clock, and in the working time of the clock.
    """
    rows = np.flatnonzero(log.waits["cause"] == CAUSES.index("embargo"))
    activity, start, finish = (log.waits[name][rows] for name in ("activity", "start", "finish"))
    campaign = log.activities["campaign"][activity]
    campaigns = log.campaigns["campaign"].size
    working = clock.work_array(finish) - clock.work_array(start)
    return sum_by(campaign, finish - start, campaigns), sum_by(campaign, working, campaigns)
