"""The delete-one jackknife, apart from where the delete-one estimates come from."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from mom_sim.stats.interval import NO_REPLICATION, ONE_REPLICATION, Interval
from mom_sim.stats.student import student_interval


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

    def no_estimate(self) -> str | None:
        """Why there is no estimate, or None when there is one."""
        replications = self.left_out.size
        if replications == 0:
            return NO_REPLICATION
        if not np.isfinite(self.estimate):
            who = "the only replication does"
            if replications > 1:
                who = f"all {replications} replications together do"
            return f"{who} not give {self.missing}: run longer, or more replications"
        return None

    def no_ends(self) -> str | None:
        """Why an estimate that is there has no interval, or None when it has one."""
        if self.left_out.size == 1:
            return ONE_REPLICATION
        undefined = np.flatnonzero(~np.isfinite(self.left_out))
        if not undefined.size:
            return None
        return (
            f"everything hangs on replication {undefined[0] + 1}, counted from 1: the others do "
            f"not give {self.missing}, so the uncertainty cannot be judged; run longer, or more "
            "replications"
        )

    def interval(self, confidence: float = 0.95) -> Interval:
        """Student's interval of the pseudovalues, around the estimate from all replications.

        The pseudovalue of a replication is r estimate - (r - 1) (estimate without it), r being the
        number of replications; their variance by r is the jackknife's. The estimate is not
        corrected for bias: it is the number that anybody gets who pools the same data. It is given
        wherever it can be had; where it cannot be had without one of the replications, the ends are
        None, with the reason.

        Source: Tukey (1958), Annals of Mathematical Statistics 29, 614; Shao and Tu, The Jackknife
        and Bootstrap (1995), chapter 1; for skewed pseudovalues see `mom_sim.stats.student`.
        """
        reason = self.no_estimate()
        if reason is not None:
            return Interval(None, None, None, reason)
        reason = self.no_ends()
        if reason is not None:
            return Interval(float(self.estimate), None, None, reason)
        replications = self.left_out.size
        pseudovalues = replications * self.estimate - (replications - 1) * self.left_out
        return student_interval(self.estimate, pseudovalues, confidence)


def paired_difference(a: DeleteOne, b: DeleteOne, confidence: float = 0.95) -> Interval:
    """Interval for the estimate of `a` less that of `b`, replications paired by position.

    The same replication is left out on both sides at once, so that what the two sides share
    cancels out of the standard error. The difference is given wherever both estimates are; its ends
    are None where one of the two has none, with the reason.
    """
    for side, part in (("a", a), ("b", b)):
        reason = part.no_estimate()
        if reason is not None:
            return Interval(None, None, None, f"{side}: {reason}")
    estimate = a.estimate - b.estimate
    if a.left_out.size > 1:
        for side, part in (("a", a), ("b", b)):
            reason = part.no_ends()
            if reason is not None:
                return Interval(estimate, None, None, f"{side}: {reason}")
    with np.errstate(invalid="ignore"):  # without a single replication nothing is left
        both = DeleteOne(estimate, a.left_out - b.left_out, "a difference")
    return both.interval(confidence)
