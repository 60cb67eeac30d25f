"""Ratios of sums over replications, with intervals from sums alone: nothing is kept of each.

A replication gives a numerator and a denominator, both whole numbers. Kept are the sums of their
powers and products up to the third degree, exact ones, so that neither the order of the
replications nor how many there are leaves a trace in memory or in the last digit.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

import numpy as np

from mom_sim.stats.interval import ONE_REPLICATION, Interval
from mom_sim.stats.student import reaches_of_moments

NOTHING = "there was nothing to measure it by"


@dataclass(frozen=True)
class RatioSums:
    """What replications have added up; sums of further replications can be added.

    Attributes
    ----------
    replications : int
    powers : tuple of int
        Sums over the replications of n**a d**b, a + b from 1 to 3, in the order of `_DEGREES`.
    """

    replications: int
    powers: tuple[int, ...]

    @classmethod
    def of(cls, numerator: int, denominator: int) -> RatioSums:
        """Sums of one replication."""
        return cls(1, tuple(numerator**a * denominator**b for a, b in _DEGREES))

    def __add__(self, other: RatioSums) -> RatioSums:
        """Add the sums of further replications."""
        return RatioSums(
            self.replications + other.replications,
            tuple(mine + its for mine, its in zip(self.powers, other.powers, strict=True)),
        )

    def interval(
        self, unit: float, *, center: float | None = None, confidence: float = 0.95
    ) -> Interval:
        """Sum of numerators by sum of denominators, with its interval.

        Parameters
        ----------
        unit : float
            That a ratio of 1 has in the answer.
        center : float, optional
            The estimate, in the unit of the answer, where it is not the ratio: of a quantile, whose
            numerators are the replications' own quantiles times their items, that of all items.
        confidence : float, strictly between 0 and 1

        Returns
        -------
        Interval
            Student's, moved outward on the side of a long tail as in `student_interval`; without
            ends of one replication, or where one alone has anything to measure by.

        Notes
        -----
        With r the ratio, deviations are n - r d, in mean denominators: the linearized ratio.
        Source: Cochran, Sampling Techniques, 3rd ed. (1977), section 6.3; for quantiles by
        sections Asmussen and Glynn, Stochastic Simulation (2007), section III.5.
        """
        sums = dict(zip(_DEGREES, self.powers, strict=True))
        total, count = sums[0, 1], self.replications
        if total == 0:
            return Interval(None, None, None, NOTHING)
        ratio = Fraction(sums[1, 0], total) if center is None else Fraction(center) / Fraction(unit)
        estimate = float(ratio) * unit if center is None else center
        if count < 2:
            return Interval(estimate, None, None, ONE_REPLICATION)
        if sums[0, 2] == total**2:
            return Interval(estimate, None, None, _ONE_ALONE)
        scale = Fraction(count, total)
        squares = scale**2 * (sums[2, 0] - 2 * ratio * sums[1, 1] + ratio**2 * sums[0, 2])
        cubes = scale**3 * (
            sums[3, 0] - 3 * ratio * sums[2, 1] + 3 * ratio**2 * sums[1, 2] - ratio**3 * sums[0, 3]
        )
        spread = float(squares / (count - 1)) ** 0.5
        skew = float(cubes) / spread**3 if spread > 0.0 else 0.0
        below, above = reaches_of_moments(count, np.array(spread), np.array(skew), confidence)
        return Interval(estimate, estimate - float(below) * unit, estimate + float(above) * unit)


_DEGREES = ((1, 0), (0, 1), (2, 0), (1, 1), (0, 2), (3, 0), (2, 1), (1, 2), (0, 3))
_ONE_ALONE = (
    "everything hangs on one replication: the others do not give a single item, so the uncertainty "
    "cannot be judged; run longer, or more replications"
)
