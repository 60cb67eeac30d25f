"""What a run has added up, as ratios of whole numbers: figures of one run and of many."""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import TYPE_CHECKING

from mom_sim.calendars.units import MICROSECONDS_PER_DAY, MICROSECONDS_PER_WEEK
from mom_sim.plan.plan import Plan
from mom_sim.stats.interval import ONE_REPLICATION, Interval
from mom_sim.stats.ratio_sums import RatioSums

if TYPE_CHECKING:
    from mom_sim.engines.compiled_engine.histograms import Histogram
    from mom_sim.engines.compiled_engine.statistics_run import Tallies

QUANTILES = (0.1, 0.25, 0.5, 0.75, 0.9, 0.95, 0.99)

TOO_FEW_ITEMS = (
    "a replication has too few items for this quantile, so that its interval would be too short: "
    "run longer"
)

_DAY, _HALF_DAY = Fraction(1, MICROSECONDS_PER_DAY), Fraction(1, 2 * MICROSECONDS_PER_DAY)


@dataclass(frozen=True)
class Ratio:
    """A figure of one run or of several together.

    Attributes
    ----------
    numerator, denominator : int
    unit : Fraction
        That a ratio of 1 has in the figure.
    highest : float
        That the figure can be; the lowest is 0.
    items_needed : float
        For a quantile, how many items a run has to have on average for its own quantile to be
        one; 0 for a figure that is the ratio of the sums of several runs.
    """

    numerator: int
    denominator: int
    unit: Fraction = Fraction(1)
    highest: float = math.inf
    items_needed: float = 0.0

    @property
    def value(self) -> float:
        """The figure; NaN where there is nothing to measure it by."""
        if not self.denominator:
            return math.nan
        return self.numerator * self.unit.numerator / (self.denominator * self.unit.denominator)

    @property
    def sums(self) -> RatioSums:
        """What of one run goes into the interval of several."""
        return RatioSums.of(self.numerator, self.denominator)

    def interval(self, sums: RatioSums) -> Interval:
        """Interval of the figure of several runs, from the sums of each."""
        if not self.denominator:
            return sums.interval(float(self.unit))
        if sums.replications < 2:
            return Interval(self.value, None, None, ONE_REPLICATION).within(0.0, self.highest)
        center = self.value if self.items_needed else None
        found = sums.interval(float(self.unit), center=center)
        if found.low is not None and self.denominator < self.items_needed * sums.filled:
            return Interval(self.value, None, None, TOO_FEW_ITEMS)
        return replace(found, estimate=self.value).within(0.0, self.highest)


def ratios_of(plan: Plan, tallies: Tallies) -> dict[str, Ratio]:
    """Figures of runs that have been added up, by where they stand in `Statistics`.

    Parameters
    ----------
    plan : Plan
    tallies : Tallies

    Returns
    -------
    dict of str to Ratio
        Such as ``launches_per_week``, ``causes.queue``, ``teams.design.wait.quantiles.0.9``.
    """
    observed = (plan.horizon - plan.warm_up) * tallies.runs
    followed, launched = sum(tallies.ends.values()), tallies.time_to_launch.count
    found = {
        "launches_per_week": Ratio(
            tallies.launched_in_window, observed, Fraction(MICROSECONDS_PER_WEEK)
        ),
        "mean_campaigns_inside": Ratio(tallies.wip_time, observed),
    }
    for word, count in tallies.ends.items():
        found[f"ends.{word}"] = Ratio(count, followed, highest=1.0)
    for cause, time in tallies.causes.items():
        found[f"causes.{cause}"] = Ratio(time, launched, _DAY)
    found |= _times("time_to_launch", tallies.time_to_launch)
    found |= _times("cycle_time", tallies.cycle_time)
    for number, team in enumerate(plan.teams):
        name = f"teams.{team.name}"
        busy, scheduled = tallies.busy[number], tallies.scheduled[number]
        found[f"{name}.utilization"] = Ratio(busy, scheduled)
        found[f"{name}.mean_queue"] = Ratio(tallies.queue_time[number], observed)
        found |= _times(f"{name}.wait", tallies.waits[number])
    return found


def _times(name: str, histogram: Histogram) -> dict[str, Ratio]:
    count = histogram.count
    found = {f"{name}.mean": Ratio(histogram.total, count, _DAY)}
    for share, value in zip(QUANTILES, histogram.quantiles(QUANTILES), strict=True):
        doubled = 0 if math.isnan(value) else round(2.0 * value)  # middles of buckets: halves
        found[f"{name}.quantiles.{share:g}"] = Ratio(
            doubled * count, count, _HALF_DAY, items_needed=1.0 / min(share, 1.0 - share)
        )
    return found
