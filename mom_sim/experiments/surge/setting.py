"""What a surge study varies: surges of several lengths in the same place, and a permanent rise.

A length moves the end of every surge window and keeps its beginning, so that a longer surge holds
the campaigns of a shorter one, as a larger factor holds those of a smaller one.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from mom_sim.calendars.units import (
    MICROSECONDS_PER_DAY,
    MICROSECONDS_PER_HOUR,
    MICROSECONDS_PER_WEEK,
)
from mom_sim.experiments.replicating import CALM_RUN, WATCHED_AFTER_SURGE
from mom_sim.plan.plan import Plan
from mom_sim.scenario.resolved import Scenario, Surge
from mom_sim.tape.surges import CALM, surge_windows, surges_in_force, without_response

RISE = "rise"
"""Name of the permanent rise; surges go by their length."""

_ANY_SURGE = 2.0
"""Marks a window as one of a surge; every run has a factor in its place."""


@dataclass(frozen=True)
class SurgeSetting:
    """One thing that demand does, at any factor.

    Attributes
    ----------
    name : str
        The length in weeks, or `RISE`.
    weeks : float or None, weeks
        None for the permanent rise.
    scenario : Scenario
        What tapes are drawn from: its surge windows are those of this setting.
    compiled : Scenario
        What plans are made from: the same, but without a surge that the scenario does not state.
    start, end : int, microseconds
        Campaigns requested in [start, end) are measured: those of the surge's weeks; for the rise
        those of the scenario's measured window.
    observe_until : int, microseconds
        How long a run goes on at least.
    """

    name: str
    weeks: float | None
    scenario: Scenario
    compiled: Scenario
    start: int
    end: int
    observe_until: int

    def window_of(self, plan: Plan) -> Plan:
        """The same plan, measured in this setting's window."""
        return replace(plan, warm_up=self.start, horizon=self.end)


def length_as_written(scenario: Scenario) -> float:
    """Weeks from the beginning of the first surge window to the end of the last.

    Parameters
    ----------
    scenario : Scenario

    Returns
    -------
    float, weeks
        Of whole days, where it is an hour more or less for the change of the clocks.
    """
    windows = surge_windows(scenario)
    length = max(one.end for one in windows) - min(one.start for one in windows)
    days = round(length / MICROSECONDS_PER_DAY)
    if abs(length - days * MICROSECONDS_PER_DAY) <= MICROSECONDS_PER_HOUR:
        return days / 7
    return length / MICROSECONDS_PER_WEEK


def surge_settings(
    scenario: Scenario, weeks: Sequence[float] | None
) -> tuple[tuple[SurgeSetting, ...], SurgeSetting, SurgeSetting]:
    """Lay out the surges of a study.

    Parameters
    ----------
    scenario : Scenario
    weeks : sequence of float, optional
        Lengths; the windows as written, or of eight weeks, by default.

    Returns
    -------
    settings : tuple of SurgeSetting
        One a length, in the order given.
    rise : SurgeSetting
        More of everything from the first instant on.
    calm : SurgeSetting
        No surge, and nothing that is done about one; measured in all windows of the others at once.

    Notes
    -----
    Where a run would stop within 26 weeks after the longest surge, its follow-up is longer.
    """
    windows = surge_windows(scenario)
    stated = len(windows) + len(surges_in_force(scenario, CALM)) == len(scenario.surges)
    slumps = surges_in_force(scenario, CALM)
    lengths = [length_as_written(scenario)] if weeks is None else list(weeks)
    ends = [
        tuple(one.end if weeks is None else one.start + _instants(length) for one in windows)
        for length in lengths
    ]
    run = scenario.run
    last = max(map(max, ends)) + WATCHED_AFTER_SURGE
    follow_up = max(run.follow_up, last - run.horizon)
    base = replace(scenario, run=replace(run, follow_up=follow_up))

    settings = []
    for length, until in zip(lengths, ends, strict=True):
        moved = tuple(
            replace(one, end=end, factor=_ANY_SURGE)
            for one, end in zip(windows, until, strict=True)
        )
        drawn = replace(base, surges=(*slumps, *moved))
        settings.append(
            SurgeSetting(
                name=f"{length:g}",
                weeks=length,
                scenario=drawn,
                compiled=drawn if stated else base,
                start=min(one.start for one in moved),
                end=max(until),
                observe_until=max(until) + WATCHED_AFTER_SURGE,
            )
        )
    longest = max(settings, key=lambda setting: setting.end)
    quiet = without_response(longest.scenario)
    calm = SurgeSetting(
        name=CALM_RUN,
        weeks=None,
        scenario=replace(quiet, surges=slumps),
        # The market of an agency has its season whether or not this company has a surge.
        compiled=replace(quiet, surges=longest.compiled.surges),
        start=min(run.warm_up, longest.start),
        end=max(run.horizon, longest.end),
        observe_until=last,
    )
    everything = Surge(
        name=RISE,
        start=0,
        end=run.horizon + follow_up,
        factor=_ANY_SURGE,
        units=tuple(unit.name for unit in scenario.units),
        types=tuple(campaign.name for campaign in scenario.campaigns),
    )
    rise = replace(
        calm,
        name=RISE,
        scenario=replace(quiet, surges=(*slumps, everything)),
        start=run.warm_up,
        end=run.horizon,
        observe_until=run.horizon,
    )
    return tuple(settings), rise, calm


def _instants(weeks: float) -> int:
    return round(weeks * MICROSECONDS_PER_WEEK)
