"""The delete-one jackknife, apart from where the delete-one estimates come from."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from mom_sim.stats.interval import NO_REPLICATION, ONE_REPLICATION, Interval, t_interval


@dataclass(frozen=True, slots=True)
class DeleteOne:
    """An estimate from all replications and the estimates with each replication left out.

    Attributes
    ----------
    estimate : float
        From all replications; NaN where it is undefined.
    left_out : array of float, shape (replications,)
        Entry i: the estimate without replication i; NaN where it is undefined.
    missing : str
        What an undefined estimate lacks, as the end of a sentence ("a denominator other than 0").
    """

    estimate: float
    left_out: NDArray[np.float64]
    missing: str

    def reason(self) -> str | None:
        """Why there is no estimate, or None when there is one."""
        replications = self.left_out.size
        if replications == 0:
            return NO_REPLICATION
        if not np.isfinite(self.estimate):
            return (
                f"all {replications} replication(s) together do not give {self.missing}: "
                "run longer, or more replications"
            )
        undefined = np.flatnonzero(~np.isfinite(self.left_out))
        if replications > 1 and undefined.size:
            return (
                f"everything hangs on replication {undefined[0]}: the others do not give "
                f"{self.missing}, so the uncertainty cannot be judged; run longer, or more "
                "replications"
            )
        return None

    def interval(self, confidence: float = 0.95) -> Interval:
        """Student t interval with the jackknife standard error and replications - 1 degrees.

        The estimate is the one from all replications, not corrected for bias: it is the number
        that anybody gets who pools the same data.

        Source: Tukey (1958), Annals of Mathematical Statistics 29, 614; Shao and Tu, The Jackknife
        and Bootstrap (1995), chapter 1.
        """
        reason = self.reason()
        if reason is not None:
            return Interval(None, None, None, reason)
        replications = self.left_out.size
        if replications == 1:
            return Interval(float(self.estimate), None, None, ONE_REPLICATION)
        spread = np.sum(np.square(self.left_out - np.mean(self.left_out)))
        standard_error = float(np.sqrt(spread * (replications - 1) / replications))
        return t_interval(self.estimate, standard_error, replications - 1, confidence)


def paired_difference(a: DeleteOne, b: DeleteOne, confidence: float = 0.95) -> Interval:
    """Interval for the estimate of `a` less that of `b`, replications paired by position.

    The same replication is left out on both sides at once, so that what the two sides share
    cancels out of the standard error.
    """
    for side, part in (("a", a), ("b", b)):
        reason = part.reason()
        if reason is not None:
            return Interval(None, None, None, f"{side}: {reason}")
    return DeleteOne(a.estimate - b.estimate, a.left_out - b.left_out, "a difference").interval(
        confidence
    )
