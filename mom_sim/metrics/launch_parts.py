"""The time-to-launch in parts: by cause, and within each the first attempts and the later ones."""

from __future__ import annotations

from dataclasses import dataclass

from mom_sim.log.contract import CAUSES
from mom_sim.metrics.ingredients import IntArray
from mom_sim.metrics.sums import sum_by
from mom_sim.metrics.view import Facts

ATTEMPTS = ("first", "later")
"""Rework is not a cause but a dimension: any cause in a second or later attempt."""


@dataclass(frozen=True, eq=False)
class LaunchParts:
    """What the way from request to launch of every campaign is made of, exactly.

    Attributes
    ----------
    calendar, working : int64 arrays, shape (campaigns, causes, attempts), microseconds
        On the wall clock and in the reference calendar's working time. By `CAUSES`, then by
        `ATTEMPTS`. Over both, a campaign's parts add up to launch less request; all are 0 for a
        campaign that was not launched.
    """

    calendar: IntArray
    working: IntArray

    def of(self, campaigns: IntArray) -> LaunchParts:
        """Keep some campaigns.

        Parameters
        ----------
        campaigns : int64 array, shape (n,)
            Rows.

        Returns
        -------
        LaunchParts
        """
        return LaunchParts(self.calendar[campaigns], self.working[campaigns])


def launch_parts(facts: Facts) -> LaunchParts:
    """Split the critical path of every launched campaign by cause and attempt.

    Parameters
    ----------
    facts : Facts

    Returns
    -------
    LaunchParts

    Raises
    ------
    LogError
        If the parts of a campaign do not add up, because the log breaks its contract.
    """
    split = facts.split.pieces
    campaigns = facts.log.campaigns["campaign"].size
    shape = (campaigns, len(CAUSES), len(ATTEMPTS))
    cell = (split.campaign * len(CAUSES) + split.cause) * len(ATTEMPTS) + (split.attempt > 1)
    cells = campaigns * len(CAUSES) * len(ATTEMPTS)
    return LaunchParts(
        calendar=sum_by(cell, split.calendar, cells).reshape(shape),
        working=sum_by(cell, split.working, cells).reshape(shape),
    )
