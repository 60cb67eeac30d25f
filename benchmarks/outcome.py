"""What an engine reports of one run."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Outcome:
    """Counts of one run, by which its speed is told and its answer checked.

    Attributes
    ----------
    campaigns : int
        That have arrived.
    completions : int
        Pieces of work that were finished.
    mean_hours : float
        Mean hours from request to launch; NaN if the workload has no known one.
    """

    campaigns: int
    completions: int
    mean_hours: float

    @property
    def events(self) -> int:
        """Arrivals and completions."""
        return self.campaigns + self.completions
