"""Histograms of whole microseconds that can be added, with buckets of about equal relative width.

Below 2048 every value has a bucket of its own. Above, each doubling is cut into 1024 buckets of
equal width, so a bucket is at most 1/1024 of its values wide, and its middle differs from any of
them by at most 0.05%. Whatever is told from a histogram is off by no more: by less than 0.1%.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from mom_sim.engines.compiled_engine.arrays import Integers
from mom_sim.engines.compiled_engine.codes import BUCKET_BITS

RELATIVE_ERROR = 0.001
"""No quantile differs by more, relatively, from that of the values themselves."""


@dataclass(frozen=True, eq=False)
class Histogram:
    """Counts by bucket, with the exact number and sum of what was counted.

    Attributes
    ----------
    buckets : ndarray of int64, shape (n,)
        Those that are filled, ascending: a few hundred of 50,000, and nothing is done for the rest.
    counts : ndarray of int64, shape (n,)
        How many values each has, all above 0.
    count : int
    total : int, microseconds
        Exact.
    """

    buckets: Integers
    counts: Integers
    count: int
    total: int

    @classmethod
    def empty(cls) -> Histogram:
        """Histogram of nothing."""
        return cls(np.zeros(0, dtype=np.int64), np.zeros(0, dtype=np.int64), 0, 0)

    @classmethod
    def taken_out(cls, every: Integers, total: int) -> Histogram:
        """Take a histogram out of counts by bucket, which are 0 then.

        Parameters
        ----------
        every : ndarray of int64, shape (m,)
            Counts of the first m buckets.
        total : int, microseconds
        """
        buckets = np.flatnonzero(every != 0)  # of flags: a quarter of the time
        counts = every[buckets]
        every[buckets] = 0
        return cls(buckets, counts, int(counts.sum()), total)

    def __add__(self, other: Histogram) -> Histogram:
        """Add what another one has counted."""
        buckets = np.concatenate((self.buckets, other.buckets))
        order = np.argsort(buckets, kind="stable")  # which merges what is sorted
        buckets, counts = buckets[order], np.concatenate((self.counts, other.counts))[order]
        is_first = np.ones(buckets.size, dtype=np.bool_)
        is_first[1:] = buckets[1:] != buckets[:-1]
        first = np.flatnonzero(is_first)
        return Histogram(
            buckets[first],
            np.add.reduceat(counts, first) if first.size else counts,
            self.count + other.count,
            self.total + other.total,
        )

    @property
    def mean(self) -> float:
        """Exact mean in microseconds; NaN of nothing."""
        return self.total / self.count if self.count else math.nan

    def quantile(self, probability: float) -> float:
        """Value that a share of all values does not exceed.

        Parameters
        ----------
        probability : float
            From 0 to 1.

        Returns
        -------
        float, microseconds
            Middle of the bucket of the value with rank ceil(probability x count), at least 1:
            within 0.1% of that value. NaN of nothing.

        Raises
        ------
        ValueError
            If it is not a probability.
        """
        return self.quantiles([probability])[0]

    def quantiles(self, probabilities: Sequence[float]) -> list[float]:
        """Find several quantiles at once; see `quantile`."""
        for probability in probabilities:
            if not 0.0 <= probability <= 1.0:
                raise ValueError(f"probability: got {probability}; allowed is 0 to 1")
        if not self.count:
            return [math.nan] * len(probabilities)
        ranks = [max(1, math.ceil(probability * self.count)) for probability in probabilities]
        places = np.searchsorted(np.cumsum(self.counts), ranks, side="left")
        found = map(bounds, self.buckets[places].tolist())
        return [low + (width - 1) / 2 for low, width in found]


def bounds(bucket: int) -> tuple[int, int]:
    """Lowest value of a bucket, and how many values it has."""
    shift = max(0, (bucket >> BUCKET_BITS) - 1)
    return (bucket - (shift << BUCKET_BITS)) << shift, 1 << shift


def bucket(value: int) -> int:
    """Bucket of a value from 0; the kernel's `bucket_of` does the same."""
    shift = max(0, value.bit_length() - 1 - BUCKET_BITS)
    return (shift << BUCKET_BITS) + (value >> shift)
