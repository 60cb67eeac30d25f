"""How precise the estimates of a run have to be, and how much may be simulated for that."""

from __future__ import annotations

from dataclasses import dataclass

from mom_sim.stats.interval import Interval

REPORTED = 0.99
"""Confidence of the intervals that are reported."""

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
    confidence : float
        Of the intervals whose width says when to stop.
    activities : int
        No further replication is begun once the logs of a case have so many activities, or twice
        as many if a case compares several runs.
    """

    name: str
    relative: float
    absolute: float
    confidence: float
    activities: int

    @property
    def campaigns(self) -> int:
        """How many campaigns of a single step that is: each begins, works and is launched."""
        return self.activities // 3

    def widest(self, figure: str, interval: Interval) -> float:
        """Largest half-width that is allowed for a figure."""
        if self.absolute and figure.startswith(_PROBABILITIES):
            return self.absolute
        return self.relative * abs(interval.estimate or 0.0)

    def replications_needed(self, figure: str, interval: Interval) -> float:
        """How many times as many replications would make the interval short enough.

        At most 1 if it is; a little more than the widths say otherwise, since they are estimates.
        """
        if interval.estimate is None or interval.low is None or interval.high is None:
            return 2.0
        half, widest = (interval.high - interval.low) / 2.0, self.widest(figure, interval)
        if half <= widest:
            return 1.0
        return 2.0 if widest == 0.0 else 1.05 * (half / widest) ** 2


CI = Profile("ci", 0.10, 0.0, 0.95, 3_000_000)
"""Of the tests that are always run."""
USUAL = Profile("usual", 0.10, 0.0, REPORTED, 3_000_000)
"""Of the command and the page."""
DEEP = Profile("deep", 0.02, 0.005, REPORTED, 150_000_000)
