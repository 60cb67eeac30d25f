"""Which surges are in force: those of the scenario, none, or its windows with another factor."""

from __future__ import annotations

import math
from dataclasses import replace
from enum import Enum
from typing import TypeAlias

from mom_sim.calendars.units import MICROSECONDS_PER_WEEK
from mom_sim.scenario.resolved import Scenario, Surge

DEFAULT_SURGE_NAME = "surge"
DEFAULT_SURGE_LENGTH = 8 * MICROSECONDS_PER_WEEK


class SurgeMode(Enum):
    """The choices that need no factor."""

    AS_WRITTEN = "as written"
    CALM = "calm"


AS_WRITTEN = SurgeMode.AS_WRITTEN
"""The scenario's surges with their own factors."""

CALM = SurgeMode.CALM
"""No surge at all."""

SurgeChoice: TypeAlias = SurgeMode | float
"""`AS_WRITTEN`, `CALM`, or one factor for every surge window."""


def surges_in_force(scenario: Scenario, choice: SurgeChoice) -> tuple[Surge, ...]:
    """Surges of a run.

    Parameters
    ----------
    scenario : Scenario
    choice : SurgeChoice
        A factor takes the place of every surge's own. A scenario without a surge then gets one:
        eight weeks in the middle of the measured window [warm_up, horizon), cut to that window,
        over all units and types.

    Returns
    -------
    tuple of Surge
        In the order of the scenario. Where two overlap, each adds its own share of the baseline.

    Raises
    ------
    ValueError
        If the factor is not a finite number of at least 0.
    """
    if choice is CALM:
        return ()
    if choice is AS_WRITTEN:
        return scenario.surges
    factor = float(choice)  # type: ignore[arg-type]
    if not (math.isfinite(factor) and factor >= 0.0):
        raise ValueError(
            f"surge factor: got {choice}; allowed is a number from 0, such as 1.35 for 35% more"
        )
    windows = scenario.surges or (_default_surge(scenario),)
    return tuple(replace(surge, factor=factor) for surge in windows)


def covers(surge: Surge, unit: str, campaign_type: str) -> bool:
    """Whether a surge is about a unit and a campaign type; none named means all of them."""
    return (not surge.units or unit in surge.units) and (
        not surge.types or campaign_type in surge.types
    )


def _default_surge(scenario: Scenario) -> Surge:
    run = scenario.run
    start = (run.warm_up + run.horizon - DEFAULT_SURGE_LENGTH) // 2
    return Surge(
        DEFAULT_SURGE_NAME,
        max(start, run.warm_up),
        min(start + DEFAULT_SURGE_LENGTH, run.horizon),
        1.0,
        tuple(unit.name for unit in scenario.units),
        tuple(campaign.name for campaign in scenario.campaigns),
    )
