"""Control variates: the demand and the work of a replication, whose means a scenario states.

Waits are long in replications to which chance brought much demand or long work. How much more than
the mean that was is known, so that this part of their spread can be taken out of an interval.

Source: Lavenberg and Welch (1981), Management Science 27, 322-335; the standard error of the
regression by MacKinnon and White (1985), Journal of Econometrics 29, 305-325 (HC3).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
from scipy import stats

from mom_sim.stats.interval import Interval, t_interval
from tests.formula.oracles.view import Floats, Views

LEVEL = 1e-4
"""Inputs that are farther from their means than once in 1 / LEVEL are no luck: no correction."""


@dataclass(frozen=True)
class Inputs:
    """Demand and work of one station, by types of campaigns.

    Parameters
    ----------
    step : str
    means : mapping of type to float, hours
        Mean work of a visit.
    rates : mapping of type to float, requests an hour
        Of types whose demand is Poisson and constant; none if demand is something else, or known
        by another station.
    run : int
        Which scenario of a replication.
    """

    step: str
    means: Mapping[str, float]
    rates: Mapping[str, float] = field(default_factory=dict)
    run: int = 0

    def excess(self, views: Views) -> list[float]:
        """Hours of work requested and hours of work drawn beyond their means; both have mean 0.

        All until the end of the window: what comes later is in the log as long as it takes to
        follow the others to their end, and so by a choice that is not free of luck.
        Work is drawn anew for each visit, whatever went before, so that also with a number of
        visits left to chance what is beyond the mean comes to nothing on average (Wald).
        """
        view = views[self.run]
        demand = work = 0.0
        for kind, mean in self.means.items():
            if kind in self.rates:
                requested = view.campaigns((kind,)).requested
                demand += mean * (int((requested < view.end).sum()) - self.rates[kind] * view.end)
            visits = view.visits(self.step, (kind,))
            effort = visits.effort[visits.ready < view.end]
            work += float(effort.sum()) - mean * effort.size
        return [demand, work]


def corrected_interval(
    estimate: float, left_out: Floats, excesses: Floats, confidence: float
) -> Interval | None:
    """Jackknife interval around an estimate corrected for the luck with the inputs.

    Parameters
    ----------
    estimate : float
    left_out : array of float, shape (replications,)
        Estimates with each replication left out.
    excesses : array of float, shape (replications, inputs)
        What has a mean of 0.
    confidence : float

    Returns
    -------
    Interval or None
        None if there is nothing to correct for, or if the inputs are not what they should be: an
        error in demand or in work must not be corrected away.
    """
    replications = len(left_out)
    centered = excesses - excesses.mean(axis=0)
    errors = centered.std(axis=0, ddof=1) / np.sqrt(replications)
    moves = errors > 1e-6  # hours; less is rounding to microseconds
    if not moves.any() or not np.isfinite(left_out).all():
        return None
    means = excesses.mean(axis=0)[moves] / errors[moves]
    if np.abs(means).max() > stats.t.isf(LEVEL / 2.0 / len(means), replications - 1):
        return None
    freedom = replications - 1 - int(np.linalg.matrix_rank(centered[:, moves] / errors[moves]))
    if freedom < replications / 2:
        return None
    values = (replications - 1) * (left_out.mean() - left_out)
    design = np.column_stack([np.ones(replications), excesses[:, moves] / errors[moves]])
    inverse = np.linalg.pinv(design)
    coefficients = inverse @ values
    rest = values - design @ coefficients
    # The delete-one jackknife of the regression: its spread need not be the same everywhere.
    alone = rest / (1.0 - np.einsum("ij,ji->i", design, inverse))
    error = float(np.sqrt(np.sum((inverse[0] * alone) ** 2)))
    return t_interval(float(estimate + coefficients[0]), error, freedom, confidence)


def excesses_of(inputs: Sequence[Inputs], views: Views) -> list[float]:
    """What chance brought in one replication beyond the mean, by station."""
    return [value for one in inputs for value in one.excess(views)]
