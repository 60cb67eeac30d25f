"""What is decided about a request at its own address: tier, due date, reach, size; its worth."""

from __future__ import annotations

import math
from functools import lru_cache

import numpy as np
import numpy.typing as npt

from mom_sim.calendars.units import MICROSECONDS_PER_DAY, MICROSECONDS_PER_WEEK
from mom_sim.calendars.working_clock import WorkingClock
from mom_sim.draws.address import threshold
from mom_sim.draws.distributions import Distribution, durations
from mom_sim.draws.tables import needs_chance
from mom_sim.scenario.resolved import SAME_SIZE, Delay, Scenario, Value
from mom_sim.tape.clocks import reference_calendar
from mom_sim.tape.luck import Luck
from mom_sim.tape.requests import NO_TIME, IntArray, Requests


def risk_tiers(luck: Luck, scenario: Scenario, requests: Requests) -> IntArray:
    """Draw the risk tier of every request.

    Parameters
    ----------
    luck : Luck
    scenario : Scenario
    requests : Requests, n of them

    Returns
    -------
    ndarray of int64, shape (n,)
        Positions in `scenario.risk_tiers`: the chance ``campaign:tier`` held against the
        cumulative probabilities of the request's type, in the order in which they are written.
    """
    chance = None
    tiers = np.zeros(requests.type.size, dtype=np.int64)
    for position, campaign_type in enumerate(scenario.campaigns):
        names, probabilities = zip(*campaign_type.risk_tiers, strict=True)
        # The last tier takes what is left, whatever rounding makes of the sum.
        bounds = [threshold(min(float(share), 1.0)) for share in np.cumsum(probabilities)[:-1]]
        of_type = ... if len(scenario.campaigns) == 1 else requests.type == position
        if not bounds:  # nothing for chance to decide
            tiers[of_type] = scenario.risk_tiers.index(names[0])
            continue
        if chance is None:
            chance = luck.chances("campaign:tier", requests.entity_class, requests.entity_index)
        rank = np.searchsorted(np.array(bounds, dtype=np.int64), chance[of_type], side="right")
        tiers[of_type] = np.array([scenario.risk_tiers.index(name) for name in names])[rank]
    return tiers


def due_dates(
    luck: Luck, scenario: Scenario, requests: Requests, reference_clock: WorkingClock
) -> IntArray:
    """Draw the due date of every request that states none.

    Parameters
    ----------
    luck : Luck
    scenario : Scenario
    requests : Requests, n of them
    reference_clock : WorkingClock
        In which delays in working time pass.

    Returns
    -------
    ndarray of int64, shape (n,), microseconds
        `NEVER` beyond the clock's end.
    """
    is_drawn = requests.due == NO_TIME
    if is_drawn.all() and len(scenario.campaigns) == 1:
        return _after_delay(luck, scenario.campaigns[0].due, requests, reference_clock, slice(None))
    due = requests.due.copy()
    for position, campaign_type in enumerate(scenario.campaigns):
        where = np.flatnonzero((requests.type == position) & is_drawn)
        if where.size:
            due[where] = _after_delay(luck, campaign_type.due, requests, reference_clock, where)
    return due


def _after_delay(
    luck: Luck, delay: Delay, requests: Requests, clock: WorkingClock, which: IntArray | slice
) -> IntArray:
    """Due dates of some requests: a delay after each."""
    requested = requests.requested[which]
    if needs_chance([delay.distribution]):
        drawn = luck.durations(
            delay.distribution,
            "campaign:due",
            requests.entity_class[which],
            requests.entity_index[which],
        )
    else:
        drawn = _only_duration(delay.distribution)
    if delay.working:
        return clock.finish_array(requested, drawn)
    return np.asarray(requested + drawn)


@lru_cache(maxsize=64)  # the same in all blocks of all replications
def _only_duration(distribution: Distribution) -> IntArray:
    return durations(distribution, 0.0)


def global_flags(luck: Luck, scenario: Scenario, requests: Requests) -> npt.NDArray[np.bool_]:
    """Draw which requests are for all units: the chance ``campaign:global`` below the share.

    Returns
    -------
    ndarray of bool, shape (n,)
    """
    if not any(kind.global_share for kind in scenario.campaigns):
        return np.zeros(requests.type.size, dtype=np.bool_)
    bounds = np.array([threshold(kind.global_share) for kind in scenario.campaigns])
    chance = luck.chances("campaign:global", requests.entity_class, requests.entity_index)
    return np.asarray(chance < bounds[requests.type])


def sizes(luck: Luck, scenario: Scenario, requests: Requests) -> npt.NDArray[np.float64]:
    """Draw how large every request is, compared with the mean of its type.

    Returns
    -------
    ndarray of float64, shape (n,)
        Factors of mean 1, from the draw ``campaign:size``; exactly 1 where all are alike.
    """
    size = np.ones(len(requests.ids))
    for position, campaign_type in enumerate(scenario.campaigns):
        if campaign_type.size == SAME_SIZE:
            continue
        drawn = np.flatnonzero(requests.type == position)
        if not drawn.size:
            continue
        chance = luck.uniforms(
            "campaign:size", requests.entity_class[drawn], requests.entity_index[drawn]
        )
        size[drawn] = campaign_type.size.quantile(chance)
    return size


def values(
    scenario: Scenario, requests: Requests
) -> tuple[npt.NDArray[np.float64], npt.NDArray[np.float64]]:
    """Worth of every request, and what a working day of delay costs.

    Parameters
    ----------
    scenario : Scenario
    requests : Requests, n of them

    Returns
    -------
    value : ndarray of float64, shape (n,), currency
        As stated, else the type's.
    cost_of_delay : ndarray of float64, shape (n,), currency a working day
        Slope of the type's decay where it begins, at the request's value.

    Notes
    -----
    Source: derivative at 0 of value x 2^(-t / half_life), and of value x (1 - t / gone_after). A
    working day takes as much wall-clock time as in the mean week of the reference calendar, a week
    x hours per day / hours per week (24 hours if the week has none).
    """
    amounts = np.array([kind.value.amount for kind in scenario.campaigns])
    value, is_stated = amounts[requests.type], ~np.isnan(requests.value)
    if is_stated.any():
        value[is_stated] = requests.value[is_stated]
    hours_per_week = reference_calendar(scenario).weekly.hours_per_week()
    day: float = MICROSECONDS_PER_DAY
    if hours_per_week:
        day = MICROSECONDS_PER_WEEK * scenario.hours_per_day / hours_per_week
    slopes = np.array([day * _decay(kind.value) for kind in scenario.campaigns])
    return value, value * slopes[requests.type]


def _decay(value: Value) -> float:
    """Share of the value lost per microsecond just after the decay begins."""
    if value.half_life:
        return math.log(2.0) / value.half_life
    return 1.0 / value.gone_after if value.gone_after else 0.0
