"""How something new comes into use: a share that rises over time, in weekly steps."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass

from mom_sim.calendars.units import MICROSECONDS_PER_WEEK
from mom_sim.draws.address import threshold
from mom_sim.operating_models.tables import Tables
from mom_sim.plan.plan import Curve

REACHED = 0.95  # share of the ceiling that is reached when the ramp is over

_ODDS = math.log(REACHED / (1.0 - REACHED))


@dataclass(frozen=True)
class Adoption:
    """A share that rises from the begin to a ceiling.

    Attributes
    ----------
    ceiling : float
    begin : int, microseconds since the start
    ramp : int, microseconds wall clock
        Until 95% of the ceiling; 0: at once.
    shape : str
        logistic: slow, fast, slow; learning: fast at first.
    """

    ceiling: float
    begin: int
    ramp: int
    shape: str

    def at(self, time: int) -> float:
        """Share at an instant.

        Notes
        -----
        Source: logistic diffusion 1 / (1 + exp(-k (t - ramp / 2))), which is at 5% when it begins
        and at 95% when the ramp is over; learning curve 1 - exp(-t / tau), at 95% at that time.
        """
        if time < self.begin:
            return 0.0
        if not self.ramp:
            return self.ceiling
        passed = (time - self.begin) / self.ramp
        if self.shape == "learning":
            return self.ceiling * (1.0 - (1.0 - REACHED) ** passed)
        return self.ceiling / (1.0 + math.exp(-_ODDS * (2.0 * passed - 1.0)))


def weekly_curve(tables: Tables, name: str, begin: int, share: Callable[[int], float]) -> int:
    """Enter the curve of a share as thresholds, one step a week from the begin on.

    Parameters
    ----------
    tables : Tables
    name : str
    begin : int, microseconds
        Before it the share is `share(0)`, which is the share of the first instant.
    share : callable
        By instant in microseconds.

    Returns
    -------
    int
        Position of the curve; equal curves are entered once.
    """
    run = tables.scenario.run
    until = run.horizon + run.follow_up
    at, values = [0], [threshold(share(0))]
    for time in range(begin, until + 1, MICROSECONDS_PER_WEEK):
        value = threshold(share(time))
        if value != values[-1] and time:
            at.append(time)
            values.append(value)
    return tables.curve(Curve(name, "time", tuple(at), tuple(values)))
