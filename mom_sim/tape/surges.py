"""Which surges are in force: those of the scenario, none, or its windows with another factor.

A window with a factor of at most 1 is no surge but a part of the demand, such as a slump: it stays
as it is written, in a calm run and beside a surge of any factor.
"""

from __future__ import annotations

import math
from dataclasses import replace
from enum import Enum
from typing import TypeAlias

from mom_sim.calendars.units import MICROSECONDS_PER_WEEK
from mom_sim.scenario.resolved import Freelancers, Freeze, Overtime, Scenario, Surge

DEFAULT_SURGE_NAME = "surge"
DEFAULT_SURGE_LENGTH = 8 * MICROSECONDS_PER_WEEK


class SurgeMode(Enum):
    """The choices that need no factor."""

    AS_WRITTEN = "as written"
    CALM = "calm"


AS_WRITTEN = SurgeMode.AS_WRITTEN
"""The scenario's surges with their own factors."""

CALM = SurgeMode.CALM
"""No surge; slumps stay."""

SurgeChoice: TypeAlias = SurgeMode | float
"""`AS_WRITTEN`, `CALM`, or one factor for every surge window."""


def surges_in_force(scenario: Scenario, choice: SurgeChoice) -> tuple[Surge, ...]:
    """Surges of a run.

    Parameters
    ----------
    scenario : Scenario
    choice : SurgeChoice
        A factor takes the place of the own one of every window above 1 (`surge_windows`).

    Returns
    -------
    tuple of Surge
        In the order of the scenario. Where two overlap, each adds its own share of the baseline.

    Raises
    ------
    ValueError
        If the factor is not a finite number of at least 0.
    """
    if choice is AS_WRITTEN:
        return scenario.surges
    slumps = tuple(surge for surge in scenario.surges if not _is_surge(surge))
    if choice is CALM:
        return slumps
    factor = float(choice)  # type: ignore[arg-type]
    if not (math.isfinite(factor) and factor >= 0.0):
        raise ValueError(
            f"surge factor: got {choice}; allowed is a number from 0, such as 1.35 for 35% more"
        )
    if len(slumps) == len(scenario.surges):
        return (*slumps, *(replace(surge, factor=factor) for surge in surge_windows(scenario)))
    return tuple(
        replace(surge, factor=factor) if _is_surge(surge) else surge for surge in scenario.surges
    )


def surge_windows(scenario: Scenario) -> tuple[Surge, ...]:
    """Windows that a surge of any factor is in.

    Parameters
    ----------
    scenario : Scenario

    Returns
    -------
    tuple of Surge
        Those of the scenario with a factor above 1. Without any, one with the factor 1: eight weeks
        in the middle of the measured window [warm_up, horizon), cut to that window, over all units
        and types.
    """
    return tuple(filter(_is_surge, scenario.surges)) or (_default_surge(scenario),)


def _is_surge(surge: Surge) -> bool:
    return surge.factor > 1.0


def without_response(scenario: Scenario) -> Scenario:
    """Take out what is done about surges: for a calm run.

    Parameters
    ----------
    scenario : Scenario

    Returns
    -------
    Scenario
        Without the overtime, freelancers and freezes whose windows meet one of `surge_windows`.
        Others stay, and so does overflow: it answers queues, whenever they are long.
    """
    windows = surge_windows(scenario)

    def answers(entry: Overtime | Freelancers | Freeze) -> bool:
        return any(entry.start < surge.end and surge.start < entry.end for surge in windows)

    response = scenario.surge_response
    kept = replace(
        response,
        overtime=tuple(entry for entry in response.overtime if not answers(entry)),
        freelancers=tuple(entry for entry in response.freelancers if not answers(entry)),
        freeze=tuple(entry for entry in response.freeze if not answers(entry)),
    )
    return scenario if kept == response else replace(scenario, surge_response=kept)


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
