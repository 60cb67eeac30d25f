"""From replications to estimates with their intervals, and to paired differences."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from mom_sim.errors import LogError
from mom_sim.metrics.ingredients import Ingredient, Ratio
from mom_sim.metrics.measuring import Measurement
from mom_sim.metrics.metric import Metric
from mom_sim.metrics.registry import METRICS
from mom_sim.stats import Interval


@dataclass(frozen=True, slots=True)
class Estimate:
    """A figure over all replications.

    Attributes
    ----------
    name : str
    estimate : float or None, in `unit`
        None where it cannot be had; `reason` then says why.
    low, high : float or None, in `unit`
        Ends of the confidence interval over replications: uncertainty of the simulation, not of
        what was put into it. They are cut at the bounds of what the figure can be: a share's at 0
        and 1.
    unit, definition : str
    reason : str or None
    """

    name: str
    estimate: float | None
    low: float | None
    high: float | None
    unit: str
    definition: str
    reason: str | None = None

    @classmethod
    def of(cls, name: str, unit: str, definition: str, interval: Interval) -> Estimate:
        """Make an estimate of an interval."""
        low, high = interval.low, interval.high
        return cls(name, interval.estimate, low, high, unit, definition, interval.reason)

    def in_currency(self, currency: str) -> Estimate:
        """The same figure with the code of the currency in its unit."""
        return replace(self, unit=unit_in(self.unit, currency))

    def to_json(self) -> dict[str, Any]:
        """Plain data; a reason only where there is one."""
        found = {
            "estimate": self.estimate,
            "low": self.low,
            "high": self.high,
            "unit": self.unit,
            "definition": self.definition,
        }
        return {**found, "reason": self.reason} if self.reason else found


def unit_in(unit: str, currency: str) -> str:
    """Put the code of a currency into a unit such as ``currency/launch``."""
    return unit.replace("currency", currency)


def names_of(*, surge: bool = False) -> tuple[str, ...]:
    """Names of all figures, in the order in which they are printed.

    Parameters
    ----------
    surge : bool
        Whether those that are measured only under a surge are among them.

    Returns
    -------
    tuple of str
    """
    return tuple(name for name, metric in METRICS.items() if surge or not metric.requires_surge)


def summarize(
    measurements: Sequence[Measurement], *, surge: bool = False, confidence: float = 0.95
) -> dict[str, Estimate]:
    """Estimate every figure over the replications of one model.

    Parameters
    ----------
    measurements : sequence of Measurement
        One a replication, all of one model and scenario.
    surge : bool
        Whether the figures of a surge are wanted, too; the runs have to be measured with their
        recovery then.
    confidence : float, strictly between 0 and 1

    Returns
    -------
    dict of str to Estimate
        By name of the figure.

    Raises
    ------
    LogError
        If there is no measurement, or they are of different models or scenarios, or one replication
        is there twice.
    """
    check_replications(measurements)
    return estimates_of([one.figures for one in measurements], surge=surge, confidence=confidence)


def estimates_of(
    figures: Sequence[Mapping[str, Ingredient]], *, surge: bool = False, confidence: float = 0.95
) -> dict[str, Estimate]:
    """Estimate every figure from what the replications contribute to each; see `summarize`."""
    return {
        name: Estimate.of(
            name,
            METRICS[name].unit,
            METRICS[name].definition,
            interval_of(METRICS[name], [one[name] for one in figures], confidence),
        )
        for name in names_of(surge=surge)
    }


def estimates_of_one(figures: Mapping[str, Ingredient]) -> dict[str, Interval]:
    """Estimate every figure of a single replication, which has no intervals.

    Parameters
    ----------
    figures : mapping of str to Ingredient
        What the replication contributes to each.

    Returns
    -------
    dict of str to Interval
        By name of the figure, without ends; a reason only where there is no estimate.
    """
    return {name: _estimate_of_one(METRICS[name], figures[name]) for name in names_of()}


def _estimate_of_one(metric: Metric, part: Ingredient) -> Interval:
    if not metric.kind.is_empty([part]):
        estimate = metric.kind.estimate_of_one(part)
        if estimate is not None:
            return Interval(estimate, None, None)
    return interval_of(metric, [part])


def difference(
    a: Sequence[Measurement], b: Sequence[Measurement], name: str, *, confidence: float = 0.95
) -> Interval:
    """Estimate how much a figure differs, from replications that share their luck.

    Parameters
    ----------
    a, b : sequence of Measurement
        Paired by position: the same seed and replication.
    name : str
        Of the figure.
    confidence : float, strictly between 0 and 1

    Returns
    -------
    Interval
        For the figure of `a` less that of `b`, in its unit; its ends are not cut at any bound.

    Raises
    ------
    LogError
        If either breaks the rules of `summarize`, or they do not pair.
    """
    check_replications(a)
    check_replications(b)
    check_pairs(a, b)
    metric = METRICS[name]
    mine, theirs = ([one.figures[name] for one in side] for side in (a, b))
    if metric.kind.is_empty(mine) or metric.kind.is_empty(theirs):
        empty = mine if metric.kind.is_empty(mine) else theirs
        return _nothing(metric, empty)
    return metric.kind.difference(mine, theirs, confidence)


def interval_of(metric: Metric, parts: Sequence[Ingredient], confidence: float = 0.95) -> Interval:
    """Pool one figure's ingredients, and cut the interval at the bounds of what it can be.

    Parameters
    ----------
    metric : Metric
    parts : sequence of Ingredient
        One a replication.
    confidence : float, strictly between 0 and 1

    Returns
    -------
    Interval
    """
    if metric.kind.is_empty(parts):
        return _nothing(metric, parts)
    return metric.kind.interval(parts, confidence).within(*metric.bounds)


def check_replications(measurements: Sequence[Measurement]) -> None:
    """Refuse measurements that are not different replications of one model and scenario.

    Raises
    ------
    LogError
    """
    if not measurements:
        raise LogError("no measurement to summarize: give at least one replication")
    first = measurements[0]
    for other in measurements[1:]:
        for word in ("model", "scenario_hash", "plan_hash"):
            mine, theirs = getattr(first.of, word), getattr(other.of, word)
            if mine != theirs:
                raise LogError(
                    f"measurements of different runs cannot be pooled: {word} {mine} and {theirs}; "
                    "summarize each on its own"
                )
        if first.has_surge != other.has_surge:
            raise LogError("runs with a surge and without cannot be pooled: summarize each alone")
    counts = Counter((one.of.seed, one.of.replication) for one in measurements)
    (seed, replication), times = counts.most_common(1)[0]
    if times > 1:
        raise LogError(
            f"seed {seed}, replication {replication} is there twice: it would be counted as two "
            "independent runs"
        )


def check_pairs(a: Sequence[Measurement], b: Sequence[Measurement]) -> None:
    """Refuse two lists of measurements that do not pair by position.

    Raises
    ------
    LogError
    """
    pairs = [[(one.of.seed, one.of.replication) for one in side] for side in (a, b)]
    if pairs[0] != pairs[1]:
        raise LogError(
            f"seeds and replications {pairs[0]} do not pair with {pairs[1]}: give the same ones in "
            "the same order"
        )


def _nothing(metric: Metric, parts: Sequence[Ingredient]) -> Interval:
    for part in parts:
        if isinstance(part, Ratio) and part.reason is not None:
            return Interval(None, None, None, part.reason)
    replications = len(parts)
    runs = "the replication" if replications == 1 else f"any of the {replications} replications"
    reason = f"{metric.empty} in {runs}: run longer, or more replications"
    return Interval(None, None, None, reason)
