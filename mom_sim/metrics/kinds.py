"""How the ingredients of several replications become one estimate with its interval."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from math import inf, isfinite
from typing import Any, Protocol

import numpy as np

from mom_sim.metrics.ingredients import FloatArray, OneValue, Ratio, Ratios, Sample
from mom_sim.stats import (
    Interval,
    counted_share_interval,
    mean_interval,
    median_interval,
    paired_mean_difference,
    paired_quantile_difference_interval,
    paired_ratio_difference_interval,
    pooled_quantile_interval,
    ratio_interval,
)
from mom_sim.stats.delete_one import DeleteOne, paired_difference


class Kind(Protocol):
    """One way of pooling; every method takes an ingredient from each replication."""

    @property
    def name(self) -> str:
        """What it is called in the documentation."""

    def is_empty(self, parts: Sequence[Any]) -> bool:
        """Whether there is nothing to pool, for which a metric has a sentence of its own."""

    def estimate_of_one(self, part: Any) -> float | None:
        """Estimate of a single replication, not empty; None where only the interval says why not.

        Bit for bit that of `interval`, in a fraction of the time.
        """

    def interval(self, parts: Sequence[Any], confidence: float) -> Interval:
        """Estimate with its interval."""

    def difference(self, a: Sequence[Any], b: Sequence[Any], confidence: float) -> Interval:
        """Estimate of `a` less that of `b`, replications paired by position."""


@dataclass(frozen=True)
class PooledRatio:
    """Sum of numerators by sum of denominators, with a delete-one jackknife interval.

    Source: Shao and Tu, The Jackknife and Bootstrap (1995), chapter 2.
    """

    name: str = "pooled ratio"

    def is_empty(self, parts: Sequence[Ratio]) -> bool:
        """Whether all denominators are 0."""
        return all(part.denominator == 0 for part in parts)

    def estimate_of_one(self, part: Ratio) -> float | None:
        """Numerator by denominator."""
        # A sum that begins with 0 is never -0.
        return _if_finite((part.numerator + 0.0) / part.denominator)

    def interval(self, parts: Sequence[Ratio], confidence: float) -> Interval:
        """Pooled ratio."""
        return ratio_interval(*_sums(parts), confidence)

    def difference(self, a: Sequence[Ratio], b: Sequence[Ratio], confidence: float) -> Interval:
        """Difference of pooled ratios, replications left out in pairs."""
        return paired_ratio_difference_interval(*_sums(a), *_sums(b), confidence)


@dataclass(frozen=True)
class CountedShare(PooledRatio):
    """Share of campaigns, pooled: the exact interval of as many as these are worth.

    Source: Korn and Graubard (1998), Survey Methodology 24, 193-201.
    """

    def interval(self, parts: Sequence[Ratio], confidence: float) -> Interval:
        """Pooled share."""
        return counted_share_interval(*_sums(parts), confidence)


@dataclass(frozen=True)
class PooledQuantile:
    """Quantile of the items of all replications, by inversion of the interval of a share.

    Source: Francisco and Fuller (1991), Annals of Statistics 19, 454-469.
    """

    probability: float

    @property
    def name(self) -> str:
        """Name of the kind."""
        return f"pooled quantile {self.probability:g}"

    def is_empty(self, parts: Sequence[Sample]) -> bool:
        """Whether there is no item."""
        return not any(part.values.size for part in parts)

    def estimate_of_one(self, part: Sample) -> float | None:
        """Quantile of the items."""
        return _if_finite(_quantile_of_sorted(np.sort(part.values), self.probability))

    def interval(self, parts: Sequence[Sample], confidence: float) -> Interval:
        """Pooled quantile."""
        samples = [part.values for part in parts]
        return pooled_quantile_interval(samples, self.probability, confidence)

    def difference(self, a: Sequence[Sample], b: Sequence[Sample], confidence: float) -> Interval:
        """Difference of pooled quantiles, replications paired."""
        return paired_quantile_difference_interval(
            [part.values for part in a], [part.values for part in b], self.probability, confidence
        )


@dataclass(frozen=True)
class MeanOverReplications:
    """Mean of one value a replication, with a Student t interval; null if a replication has none.

    Source: Law, Simulation Modeling and Analysis, 5th ed. (2015), chapters 4, 9 and 10.
    """

    name: str = "mean over replications"

    def is_empty(self, parts: Sequence[OneValue]) -> bool:
        """Never: a value that is missing brings its own reason."""
        return False

    def estimate_of_one(self, part: OneValue) -> float | None:
        """The value itself."""
        return None if part.value is None else _if_finite(part.value + 0.0)

    def interval(self, parts: Sequence[OneValue], confidence: float) -> Interval:
        """Mean over replications."""
        return _missing(parts) or mean_interval(_values(parts), confidence)

    def difference(
        self, a: Sequence[OneValue], b: Sequence[OneValue], confidence: float
    ) -> Interval:
        """Mean of the paired differences."""
        return (
            _missing(a) or _missing(b) or paired_mean_difference(_values(a), _values(b), confidence)
        )


@dataclass(frozen=True)
class MedianOverReplications:
    """Median of one value a replication, with an interval by rank; what has none is infinite.

    So a replication in which something never happens counts as the longest, and does not keep the
    others from having a middle. In differences a pair without either value may be anything.

    Source: David and Nagaraja, Order Statistics, 3rd ed. (2003), section 7.1.
    """

    name: str = "median over replications"

    def is_empty(self, parts: Sequence[OneValue]) -> bool:
        """Never: a value that is missing brings its own reason."""
        return False

    def estimate_of_one(self, part: OneValue) -> float | None:
        """The value itself."""
        return None if part.value is None else _if_finite(part.value + 0.0)

    def interval(self, parts: Sequence[OneValue], confidence: float) -> Interval:
        """Median over replications."""
        values = [inf if part.value is None else part.value for part in parts]
        return _with_reason(median_interval(values, confidence), parts)

    def difference(
        self, a: Sequence[OneValue], b: Sequence[OneValue], confidence: float
    ) -> Interval:
        """Median of the paired differences."""
        pairs = zip(a, b, strict=True)
        found = median_interval([_less(mine, theirs) for mine, theirs in pairs], confidence)
        return _with_reason(found, [*a, *b])


@dataclass(frozen=True)
class FromRatios:
    """One figure from several pooled ratios, such as the largest, with a jackknife interval.

    Parameters
    ----------
    name : str
    combine : callable
        From the pooled ratios (float array, shape (parts,), without those whose denominator is 0)
        to a float, or None where they are too few.

    Notes
    -----
    The largest of several is smooth, as the jackknife demands, only where it is clearly the
    largest; between ratios that are as good as equal its interval is approximate.

    Source: Shao and Tu, The Jackknife and Bootstrap (1995), chapter 2.
    """

    name: str
    combine: Callable[[FloatArray], float | None]

    def is_empty(self, parts: Sequence[Ratios]) -> bool:
        """Whether no figure comes of all replications together."""
        return not np.isfinite(self._pooled(parts))

    def estimate_of_one(self, part: Ratios) -> float | None:
        """Figure from the replication's own ratios."""
        return _if_finite(self._pooled([part]))

    def interval(self, parts: Sequence[Ratios], confidence: float) -> Interval:
        """Figure from the pooled ratios."""
        return self._delete_one(parts).interval(confidence)

    def difference(self, a: Sequence[Ratios], b: Sequence[Ratios], confidence: float) -> Interval:
        """Difference of the two figures, replications left out in pairs."""
        return paired_difference(self._delete_one(a), self._delete_one(b), confidence)

    def _delete_one(self, parts: Sequence[Ratios]) -> DeleteOne:
        numerators = np.array([part.numerators for part in parts])
        denominators = np.array([part.denominators for part in parts])
        left_out = [
            self._figure(numerator, denominator)
            for numerator, denominator in zip(
                _without_each(numerators), _without_each(denominators), strict=True
            )
        ]
        return DeleteOne(self._pooled(parts), np.array(left_out), "enough to compare")

    def _pooled(self, parts: Sequence[Ratios]) -> float:
        return self._figure(
            np.sum([part.numerators for part in parts], axis=0),
            np.sum([part.denominators for part in parts], axis=0),
        )

    def _figure(self, numerators: FloatArray, denominators: FloatArray) -> float:
        known = denominators > 0
        figure = self.combine(numerators[known] / denominators[known])
        return np.nan if figure is None else figure


RATIO = PooledRatio()
SHARE = CountedShare()
MEAN = MeanOverReplications()
MEDIAN = MedianOverReplications()


def _quantile_of_sorted(values: FloatArray, probability: float) -> float:
    """Quantile of sorted items, to the last bit that of `np.quantile`, which sorts more slowly.

    Source: Hyndman and Fan (1996), The American Statistician 50, 361-365, definition 7.
    """
    place = (values.size - 1) * probability
    below = int(place)
    if below >= values.size - 1:
        return float(values[-1])
    low, high, beyond = float(values[below]), float(values[below + 1]), place - below
    # From the nearer end, so that neither can be missed.
    if beyond < 0.5:
        return low + (high - low) * beyond
    return high - (high - low) * (1.0 - beyond)


def _if_finite(value: float) -> float | None:
    return value if isfinite(value) else None


def _sums(parts: Sequence[Ratio]) -> tuple[list[float], list[float]]:
    return [part.numerator for part in parts], [part.denominator for part in parts]


def _without_each(values: FloatArray) -> FloatArray:
    """Sums over all rows but one, for every row: what is before it plus what is after."""
    nothing = np.zeros((1, values.shape[1]))
    before = np.concatenate((nothing, np.cumsum(values, axis=0)))[:-1]
    after = np.concatenate((nothing, np.cumsum(values[::-1], axis=0)))[:-1][::-1]
    return np.asarray(before + after)


def _values(parts: Sequence[OneValue]) -> list[float]:
    return [part.value for part in parts if part.value is not None]


def _missing(parts: Sequence[OneValue]) -> Interval | None:
    without = [part for part in parts if part.value is None]
    if not without:
        return None
    reason = f"not to be had in {len(without)} of {len(parts)} replications: {without[0].reason}"
    return Interval(None, None, None, reason)


def _less(mine: OneValue, theirs: OneValue) -> float | None:
    """Difference of two values, of which those that are missing are infinite."""
    if mine.value is None:
        return None if theirs.value is None else inf
    return -inf if theirs.value is None else mine.value - theirs.value


def _with_reason(interval: Interval, parts: Sequence[OneValue]) -> Interval:
    """Say in how many replications a value is missing, where that leaves a gap."""
    without = [part for part in parts if part.value is None]
    if interval.reason is None or not without:
        return interval
    missing = f"{len(without)} of {len(parts)} runs have none: {without[0].reason}"
    return replace(interval, reason=f"{interval.reason}; {missing}")
