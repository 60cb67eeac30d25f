"""What all replications of a scenario have in common, made once and kept."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from mom_sim.calendars.working_clock import WorkingClock
from mom_sim.scenario.resolved import Scenario
from mom_sim.tape.arrivals import DemandSource, demand_sources
from mom_sim.tape.clocks import compile_clocks
from mom_sim.tape.people import PersonSpec, people_of
from mom_sim.tape.surges import AS_WRITTEN, SurgeChoice, covers, surges_in_force


@dataclass(frozen=True, eq=False)
class Stage:
    """What is the same in every replication of a scenario.

    Parameters
    ----------
    clocks, clocks_without_overtime : tuple of WorkingClock
        By calendar; the same objects where there is no overtime.
    people : tuple of PersonSpec
    sources : tuple of DemandSource
    """

    clocks: tuple[WorkingClock, ...]
    clocks_without_overtime: tuple[WorkingClock, ...]
    people: tuple[PersonSpec, ...]
    sources: tuple[DemandSource, ...]


@lru_cache(maxsize=8)
def stage_of(scenario: Scenario) -> Stage:
    """Compile clocks and cumulative rates of a scenario; the last eight scenarios are kept."""
    bare = compile_clocks(scenario, overtime=False)
    has_overtime = bool(scenario.surge_response.overtime)
    return Stage(
        compile_clocks(scenario, overtime=True) if has_overtime else bare,
        bare,
        people_of(scenario),
        demand_sources(scenario),
    )


def compiled_clocks(scenario: Scenario) -> tuple[WorkingClock, ...]:
    """Clocks of the scenario's calendars, with overtime; compiled once for each scenario.

    Parameters
    ----------
    scenario : Scenario

    Returns
    -------
    tuple of WorkingClock
        In the order of `scenario.calendars`, until a year after horizon plus follow-up.
    """
    return stage_of(scenario).clocks


def expected_campaigns(scenario: Scenario, surge: SurgeChoice = AS_WRITTEN) -> float:
    """Expected number of campaigns of a replication, without drawing any.

    Parameters
    ----------
    scenario : Scenario
    surge : SurgeChoice

    Returns
    -------
    float, campaigns
        Until horizon plus follow-up, with backlog and stated campaigns. A renewal process counts
        with its mean rate.
    """
    surges = surges_in_force(scenario, surge)
    total = float(sum(entry.count for entry in scenario.backlog))
    for row in scenario.dated:
        total += 1.0
        for force in surges if row.stream == "calendar" else ():
            if covers(force, row.unit, row.type) and force.start <= row.requested < force.end:
                total += force.factor - 1.0
    for source in stage_of(scenario).sources:
        total += source.rate.total
        for force in surges:
            window = source.rate.between(force.start, force.end)
            if window is not None and covers(force, source.unit_name, source.type_name):
                total += (force.factor - 1.0) * window.total
    return max(total, 0.0)
