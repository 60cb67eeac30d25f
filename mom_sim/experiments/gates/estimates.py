"""From replications to what every gate is worth, with intervals.

Estimates are quotients of exact sums, so that the gates' figures add up to those of all gates
together; only the ends of intervals are computed in floating point.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import inf, sqrt

from mom_sim.calendars.units import MICROSECONDS_PER_DAY, MICROSECONDS_PER_HOUR
from mom_sim.experiments.gates.analysis import GateWorth, Level
from mom_sim.experiments.gates.shares import (
    DAYS,
    DEFECTS,
    LAUNCHES,
    QUANTITIES,
    WORKING_DAYS,
    Quantity,
    ReplicationShares,
    Shared,
)
from mom_sim.stats import Interval, jackknife_interval, ratio_interval, t_interval

NO_SAME_CAMPAIGN = (
    "no campaign is launched whatever gates are removed: run longer, or more replications"
)
NO_CAMPAIGN = "no campaign was requested in the measured window: run longer"
STOPS_NOTHING = "it stops no defect, so there is nothing to divide its days by"
MAYBE_NOTHING = "the data cannot tell whether it stops any defect: run more replications"

Part = Callable[[Shared], Fraction]
"""Takes from a shared quantity what a figure is about."""


@dataclass(frozen=True)
class Pool:
    """All replications, and the units in which their sums are told.

    Attributes
    ----------
    replications : sequence of ReplicationShares
    hours_per_day : float, hours
        Of a working day.
    orders : int
        Orders of removal sampled in each replication; 0 where all of them count.
    """

    replications: Sequence[ReplicationShares]
    hours_per_day: float
    orders: int = 0

    def worth(self, gate: str, place: int | None) -> GateWorth:
        """Estimate what a gate is worth.

        Parameters
        ----------
        gate : str
            Its name.
        place : int or None
            Its position among those that are asked; None for a gate that nobody is asked at.

        Returns
        -------
        GateWorth
        """
        if place is None:
            return self._worth(gate, lambda of: Fraction(0), {})
        return self._worth(gate, lambda of: of.shares[place], self._noise(place))

    def total(self, name: str) -> GateWorth:
        """Estimate what all gates together are worth."""
        return self._worth(name, lambda of: Fraction(of.whole), {})

    def levels(self) -> tuple[Level, Level]:
        """Figures with all gates, and with none."""
        return self._level(lambda of: of.with_all), self._level(lambda of: of.without)

    def _worth(self, gate: str, part: Part, noise: Mapping[str, float]) -> GateWorth:
        figures = {one.name: self._interval(one, part) for one in QUANTITIES}
        sums = {one.name: self._sum(one, part) for one in QUANTITIES}
        return GateWorth(
            gate=gate,
            days=figures[DAYS.name],
            working_days=figures[WORKING_DAYS.name],
            defects=figures[DEFECTS.name],
            launches_prevented=figures[LAUNCHES.name],
            days_per_defect=self._days_per_defect(part, figures[DEFECTS.name]),
            exact={
                "microseconds": sums[DAYS.name],
                "working_microseconds": sums[WORKING_DAYS.name],
                "defects": sums[DEFECTS.name],
                "launches_prevented": sums[LAUNCHES.name],
            },
            noise=noise,
        )

    def _level(self, end: Callable[[Shared], int]) -> Level:
        figures = {
            one.name: self._interval(one, lambda of: Fraction(end(of))) for one in QUANTITIES
        }
        return Level(
            days=figures[DAYS.name].within(0.0, inf),
            working_days=figures[WORKING_DAYS.name].within(0.0, inf),
            defects=figures[DEFECTS.name].within(0.0, inf),
            launched=figures[LAUNCHES.name].within(0.0, 100.0),
        )

    # ------------------------------------------------------------------ sums and quotients

    def _scale(self, quantity: Quantity) -> Fraction:
        """From the sum over a campaign to the unit of the figure."""
        if quantity is DAYS:
            return Fraction(1, MICROSECONDS_PER_DAY)
        if quantity is WORKING_DAYS:
            return 1 / (Fraction(self.hours_per_day) * MICROSECONDS_PER_HOUR)
        return Fraction(100)

    def _parts(self, quantity: Quantity, part: Part) -> list[Fraction]:
        return [part(one.quantities[quantity.name]) for one in self.replications]

    def _sum(self, quantity: Quantity, part: Part) -> Fraction:
        return sum(self._parts(quantity, part), Fraction(0))

    def _counts(self, quantity: Quantity) -> list[int]:
        return [one.same if quantity.of_same else one.measured for one in self.replications]

    def _interval(self, quantity: Quantity, part: Part) -> Interval:
        scale, parts = self._scale(quantity), self._parts(quantity, part)
        counts = self._counts(quantity)
        if not any(counts):
            reason = NO_SAME_CAMPAIGN if quantity.of_same else NO_CAMPAIGN
            return Interval(None, None, None, reason)
        found = ratio_interval([float(one * scale) for one in parts], counts)
        # The quotient of the exact sums, so that figures add up.
        estimate = float(sum(parts, Fraction(0)) * scale / sum(counts))
        return Interval(estimate, found.low, found.high, found.reason)

    def _days_per_defect(self, part: Part, defects: Interval) -> Interval:
        """Days of delay, over all campaigns, for one defect that is stopped."""
        entries = list(
            zip(
                self._parts(DAYS, part),
                self._counts(DAYS),
                self._parts(DEFECTS, part),
                self._counts(DEFECTS),
                strict=True,
            )
        )

        def quotient(some: Sequence[tuple[Fraction, int, Fraction, int]]) -> float | None:
            days, same, stopped, measured = (sum(column) for column in zip(*some, strict=True))
            if not same or stopped <= 0:
                return None
            return float(days * self._scale(DAYS) / int(same) * int(measured) / stopped)

        if not any(self._counts(DAYS)):
            return Interval(None, None, None, NO_SAME_CAMPAIGN)
        estimate = quotient(entries)
        if estimate is None:
            return Interval(None, None, None, STOPS_NOTHING)
        if defects.low is not None and defects.low <= 0:
            return Interval(estimate, None, None, MAYBE_NOTHING)
        found = jackknife_interval(entries, quotient)
        return Interval(estimate, found.low, found.high, found.reason)

    def _noise(self, place: int) -> dict[str, float]:
        """Half-width of the 95% interval of what sampling the orders alone leaves open.

        Replications have orders of their own, so that this is part of their spread, and of the
        interval over them.
        """
        found = {}
        for quantity in QUANTITIES if self.orders else ():
            shared = [one.quantities[quantity.name] for one in self.replications]
            total = sum(self._counts(quantity))
            if not total:
                continue
            variance = sum((one.noise[place] for one in shared), Fraction(0))
            error = sqrt(float(variance * (self._scale(quantity) / total) ** 2))
            interval = t_interval(0.0, error, len(shared) * (self.orders - 1))
            found[quantity.name] = float(interval.high or 0.0)
        return found
