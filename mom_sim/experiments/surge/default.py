"""What a surge study asks where nothing is said: the promise, the factors, the surge in short."""

from __future__ import annotations

from collections.abc import Sequence
from math import isfinite

from mom_sim.calendars.units import MICROSECONDS_PER_DAY, MICROSECONDS_PER_HOUR
from mom_sim.experiments.surge.setting import length_as_written
from mom_sim.scenario.resolved import CampaignType, Scenario
from mom_sim.tape.clocks import MICROSECONDS_PER_YEAR
from mom_sim.tape.surges import surge_windows

DEFAULT_FACTORS = (1.0, 1.25, 1.5, 1.75, 2.0, 2.25, 2.5, 2.75, 3.0)

USUAL_FACTOR = 1.5
"""Of the surge that is told in short, where the scenario states none."""

MOST_REPLICATIONS = 10
"""By default, where the scenario has more."""


def default_promise(scenario: Scenario) -> str:
    """Make a promise of the due time of the campaign type that is asked for most.

    Parameters
    ----------
    scenario : Scenario

    Returns
    -------
    str
        Such as ``p90 time-to-launch for email <= 21 calendar days``: 90% in the mean of the time
        that requests give, in working days where that passes in working time. Without ``for`` where
        there is one campaign type; ``on-time share >= 90%`` where the due time has no mean.
    """
    types = scenario.campaigns
    chosen = max(types, key=lambda one: _asked_for(scenario, one))
    whose = f" for {chosen.name}" if len(types) > 1 else ""
    if chosen.due.working:
        day, unit = scenario.hours_per_day * MICROSECONDS_PER_HOUR, "working days"
    else:
        day, unit = float(MICROSECONDS_PER_DAY), "calendar days"
    limit = chosen.due.distribution.mean() / day
    if not isfinite(limit):
        return "on-time share >= 90%"
    limit = round(limit, 2)
    return f"p90 time-to-launch{whose} <= {limit:.12g} {unit}"


def stated_surge(
    scenario: Scenario, factors: Sequence[float], weeks: Sequence[float]
) -> tuple[float, float]:
    """Choose the surge whose effects are told in short.

    Parameters
    ----------
    scenario : Scenario
    factors : sequence of float, increasing
    weeks : sequence of float, weeks

    Returns
    -------
    weeks : float
        The length as written, or of eight weeks, if it is among `weeks`; else the first of them.
    factor : float
        The largest one that the scenario's surges have, or 1.5; the last of `factors` where that
        lies above.
    """
    written = length_as_written(scenario)
    own = [one.factor for one in surge_windows(scenario) if one.factor > 1]
    factor = max(own, default=USUAL_FACTOR)
    return (written if written in weeks else weeks[0]), min(factor, factors[-1])


def _asked_for(scenario: Scenario, campaign_type: CampaignType) -> float:
    """Requests a year, and those that the scenario states one by one."""
    rates = [
        MICROSECONDS_PER_YEAR / demand.interval[0].mean() if demand.interval else demand.per_year
        for demand in campaign_type.demand
    ]
    return sum(rates) + sum(one.type == campaign_type.name for one in scenario.dated)
