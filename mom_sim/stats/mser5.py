"""Where the warm-up of a run is over, by MSER-5, with the curve to look at.

The series is averaged in batches of five. Leaving out the first d batches, the marginal standard
error is the sum of squared deviations of the others from their mean, by the square of their number;
the warm-up ends where it is smallest. If that is in the second half of the series, the run is too
short to tell: it may be that no steady state was reached. A run through a surge has none, and its
warm-up is to be looked for in a calm run of the same system.

Source: White, Cobb and Spratt (2000), Proceedings of the Winter Simulation Conference, 755-760;
White and Franklin (2010), by the same, 400-408 (the half); Hoad, Robinson and Davies (2010),
Journal of the Operational Research Society 61, 1389-1403 (on the mean over replications).
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

BATCH = 5

FEWEST_BATCHES = 20
"""Below this the smallest value of the curve is a matter of chance."""


@dataclass(frozen=True, slots=True, eq=False)
class WarmUp:
    """What MSER-5 says about a series.

    Attributes
    ----------
    length : int or None, observations
        To leave out from the start; None where the series does not tell.
    curve : array of float, shape (candidates,), squared unit of the series
        Marginal standard error without the first 0, 1, 2, ... batches.
    batch : int
        Observations in a batch.
    reason : str or None
        Why there is no length.
    """

    length: int | None
    curve: NDArray[np.float64]
    batch: int = BATCH
    reason: str | None = None


def mser5(values: ArrayLike, *, is_transient: bool = False) -> WarmUp:
    """Find where the warm-up of a series is over.

    Parameters
    ----------
    values : array of float, shape (observations,) or (replications, observations)
        At equal distances of time; of several replications the mean series is taken.
    is_transient : bool
        Whether something is known to keep the system from a steady state, such as a surge. The
        curve is given, and no length.

    Returns
    -------
    WarmUp

    Raises
    ------
    ValueError
        Values that are not finite, or not of one or two dimensions.
    """
    series = np.asarray(values, dtype=np.float64)
    if series.ndim not in (1, 2) or not np.all(np.isfinite(series)):
        raise ValueError(
            f"values has shape {series.shape}: give finite numbers, one series or one a replication"
        )
    mean = series if series.ndim == 1 else series.mean(axis=0)
    batches = mean[: mean.size // BATCH * BATCH].reshape(-1, BATCH).mean(axis=1)
    curve = _curve(batches)
    if is_transient:
        reason = (
            "a run with a surge has no steady state, so no warm-up can be found in it: look at the "
            "calm run of the same system"
        )
        return WarmUp(None, curve, reason=reason)
    if batches.size < FEWEST_BATCHES:
        reason = (
            f"{mean.size} observations make {batches.size} batches of {BATCH}, and at least "
            f"{FEWEST_BATCHES} are needed: run longer, or observe more often"
        )
        return WarmUp(None, curve, reason=reason)
    best = int(np.argmin(curve))
    if best > batches.size // 2:
        reason = (
            "the curve is lowest in the second half of the run: no steady state can be seen, run "
            "longer, or the system is overloaded or seasonal"
        )
        return WarmUp(None, curve, reason=reason)
    return WarmUp(best * BATCH, curve)


def _curve(batches: NDArray[np.float64]) -> NDArray[np.float64]:
    """Marginal standard error for every truncation that leaves at least five batches."""
    candidates = max(batches.size - BATCH + 1, 0)
    # Summed from the end, around the overall mean so that no digits are lost.
    around = batches - (batches.mean() if batches.size else 0.0)
    counts = np.arange(1, batches.size + 1, dtype=np.float64)
    sums = np.cumsum(around[::-1])
    squares = np.cumsum(np.square(around[::-1]))
    deviations = np.maximum(squares - sums**2 / counts, 0.0) / counts**2
    return np.ascontiguousarray(deviations[::-1][:candidates])
