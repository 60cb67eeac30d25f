"""How precise the estimates of a run have to be, and how much may be simulated for that."""

from __future__ import annotations

from dataclasses import dataclass

from mom_sim.stats.interval import Interval

REPORTED = 0.99
"""Confidence of the intervals that are reported and whose width says when to stop."""

_PROBABILITIES = ("p_", "P_", "alpha", "erlang", "sigma")


@dataclass(frozen=True)
class Profile:
    """What stops the replications of a case.

    Parameters
    ----------
    name : str
    relative : float
        Largest half-width of a 99% interval as a share of the estimate.
    absolute : float
        Largest half-width for probabilities instead; 0 if they are like the rest.
    campaigns : int
        No further replication is begun once a case has had so many campaigns.
    """

    name: str
    relative: float
    absolute: float
    campaigns: int

    def is_met(self, figure: str, interval: Interval) -> bool:
        """Whether the interval of a figure is short enough."""
        if interval.estimate is None or interval.low is None or interval.high is None:
            return False
        wanted = self.relative * abs(interval.estimate)
        if self.absolute and figure.startswith(_PROBABILITIES):
            wanted = self.absolute
        return (interval.high - interval.low) / 2.0 <= wanted


CI = Profile("ci", 0.10, 0.0, 400_000)
DEEP = Profile("deep", 0.02, 0.005, 50_000_000)
