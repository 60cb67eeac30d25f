"""An estimate with its confidence interval, Student's from a known error, and a proportion's."""

from __future__ import annotations

from dataclasses import dataclass

from scipy.special import betaincinv, stdtrit

from mom_sim.stats.checks import confidence_level

NO_REPLICATION = "no replication, so nothing to estimate: run at least 2"
ONE_REPLICATION = "one replication has no interval: run at least 2"


@dataclass(frozen=True, slots=True)
class Interval:
    """An estimate and its two-sided confidence interval.

    Attributes
    ----------
    estimate : float or None
        The point estimate; None where it cannot be had.
    low, high : float or None
        The interval's ends; None where they cannot be had, or one alone where it is infinite.
    reason : str or None
        Why something is None and what to do about it; None when nothing is missing.
    """

    estimate: float | None
    low: float | None
    high: float | None
    reason: str | None = None

    def within(self, lowest: float, highest: float) -> Interval:
        """Cut the ends at the bounds of what the quantity can be.

        What is cut off could not be true anyway, so the coverage stays what it was.

        Parameters
        ----------
        lowest, highest : float, in the unit of the estimate
            Infinite where there is no bound.

        Returns
        -------
        Interval
            With the estimate as it was, and inside its ends.
        """
        if self.estimate is None:
            return self
        low = None if self.low is None else min(max(self.low, lowest), self.estimate)
        high = None if self.high is None else max(min(self.high, highest), self.estimate)
        return Interval(self.estimate, low, high, self.reason)


def t_interval(
    estimate: float, standard_error: float, degrees_of_freedom: int, confidence: float = 0.95
) -> Interval:
    """Symmetric Student t interval from an estimate and its standard error.

    Parameters
    ----------
    estimate, standard_error : float, in one unit
    degrees_of_freedom : int, at least 1
    confidence : float, strictly between 0 and 1

    Returns
    -------
    Interval

    Raises
    ------
    ValueError
        `confidence` out of range, or fewer than 1 degree of freedom.
    """
    if degrees_of_freedom < 1:
        raise ValueError(
            f"degrees_of_freedom is {degrees_of_freedom}: a t interval needs 1 or more"
        )
    quantile = stdtrit(degrees_of_freedom, 0.5 + confidence_level(confidence) / 2.0)
    half_width = float(quantile) * float(standard_error)
    return Interval(float(estimate), float(estimate) - half_width, float(estimate) + half_width)


def proportion_interval(successes: int, trials: int, confidence: float = 0.95) -> Interval:
    """Exact (Clopper-Pearson) interval for the success probability of independent trials.

    Never shorter than promised, and usually longer: its coverage is at least `confidence` for
    every true probability. The trials must be independent; items of one replication are not.

    Parameters
    ----------
    successes, trials : int, 0 <= successes <= trials
    confidence : float, strictly between 0 and 1

    Returns
    -------
    Interval
        Dimensionless, within [0, 1]. With no trials everything is None.

    Raises
    ------
    ValueError
        Counts that are negative, not whole, or out of order; `confidence` out of range.

    Source: Clopper and Pearson (1934), Biometrika 26, 404-413.
    """
    alpha = 1.0 - confidence_level(confidence)
    if successes != int(successes) or trials != int(trials) or not 0 <= successes <= trials:
        raise ValueError(
            f"successes is {successes!r} and trials {trials!r}: give whole numbers with "
            "0 <= successes <= trials"
        )
    if trials == 0:
        return Interval(None, None, None, "no trial, so no proportion: run at least 1")
    failures = trials - successes
    low = 0.0 if successes == 0 else float(betaincinv(successes, failures + 1, alpha / 2))
    high = 1.0 if failures == 0 else float(betaincinv(successes + 1, failures, 1 - alpha / 2))
    return Interval(successes / trials, low, high)
