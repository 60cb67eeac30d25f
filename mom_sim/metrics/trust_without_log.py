"""Why statistics without a log may not be trusted: what is said beside them, by rule."""

from __future__ import annotations

from typing import Protocol

from mom_sim.metrics.trust import SATURATED, told_of_few, told_of_saturation


class _Team(Protocol):
    @property
    def team(self) -> str:
        """Its name."""

    @property
    def utilization(self) -> float:
        """Working time by the time in which its people are there; NaN if nobody is."""


class _Times(Protocol):
    @property
    def count(self) -> int:
        """How many."""


class _Measured(Protocol):
    @property
    def replications(self) -> int:
        """How many."""

    @property
    def ends(self) -> dict[str, float]:
        """Shares of the measured campaigns by how they ended."""

    @property
    def time_to_launch(self) -> _Times:
        """Of the launched ones."""

    @property
    def teams(self) -> tuple[_Team, ...]:
        """What each team did."""


def warnings_without_log(found: _Measured) -> list[str]:
    """Say what a reader of statistics without a log should know.

    Parameters
    ----------
    found : Statistics
        Of `mom_sim.experiments.statistics_only`.

    Returns
    -------
    list of str
        Sentences; empty if nothing is amiss.

    Source: the thresholds are those of `mom_sim.metrics.trust`.
    """
    full = [
        f"{team.team} ({team.utilization:.0%})"
        for team in found.teams
        if team.utilization >= SATURATED
    ]
    return [
        *_inside(found),
        *told_of_saturation(full),
        *told_of_few(found.time_to_launch.count, found.replications),
    ]


def _inside(found: _Measured) -> list[str]:
    share = found.ends["inside"]
    if not share > 0.0:
        return []
    how_many = f"{share:.1%}" if share >= 0.001 else "less than 0.1%"
    return [
        f"{how_many} of the measured campaigns were still inside when the runs stopped: times are "
        "those of the launched ones alone, and so too short; a longer follow-up tells more, unless "
        "work piles up"
    ]
