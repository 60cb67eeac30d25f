"""The queueing systems that every engine simulates, stated once."""

from __future__ import annotations

from dataclasses import dataclass, replace


@dataclass(frozen=True)
class Station:
    """People who do one piece of work, first come first served, exponential times.

    Attributes
    ----------
    name : str
    people : int
    mean : float, hours
    back_to : str
        Station to which work is sent back; empty: this is no gate.
    probability : float
        Of being sent back.
    times : int
        How often a campaign is sent back at most.
    """

    name: str
    people: int
    mean: float
    back_to: str = ""
    probability: float = 0.0
    times: int = 0


@dataclass(frozen=True)
class Line:
    """Stations in series with Poisson arrivals, from empty.

    Attributes
    ----------
    stations : tuple of Station
    rate : float, campaigns an hour
    """

    stations: tuple[Station, ...]
    rate: float

    def quicker(self, factor: float) -> Line:
        """Make everything quicker, so that more campaigns fit into the years a scenario may last.

        Parameters
        ----------
        factor : float
        """
        stations = tuple(replace(one, mean=one.mean / factor) for one in self.stations)
        return Line(stations, self.rate * factor)


NETWORK = (
    Station("s1", 3, 2.55),
    Station("s2", 4, 3.4),
    Station("s3", 5, 3.2),
    Station("g1", 1, 0.64, "s3", 0.25, 3),
    Station("s4", 6, 5.1),
    Station("s5", 8, 5.12),
    Station("g2", 1, 0.64, "s5", 0.25, 3),
)
"""Seven stations, each with a load of 0.85."""

NETWORK_MEAN = 51.968
"""Mean hours in the system in steady state: sums of M/M/c times, since by Burke's and Jackson's
theorems each station is an M/M/c queue of its own."""
NETWORK_MEAN_10_000 = 51.657
"""The same for the first 10,000 campaigns from empty, by simulation of others."""

SINGLE = (Station("s1", 4, 1.0),)
SINGLE_RATE = 3.4
