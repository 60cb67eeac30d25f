"""How cases end over time where several ends compete and some have not ended yet.

A case that has ended in one way cannot end in another any more, and one that is still open may yet
end in any. One minus Kaplan-Meier would treat those that ended otherwise like the open ones, and
overstate each way.

Source: Aalen and Johansen (1978), Scandinavian Journal of Statistics 5, 141-150.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

OPEN = -1
"""In place of an end: the case had not ended when it was last seen."""


@dataclass(frozen=True, slots=True, eq=False)
class Incidence:
    """Shares of cases that have ended, by time.

    Attributes
    ----------
    time : array of float, shape (times,), increasing
        Every time at which a case ended.
    ended : array of float, shape (ends, times)
        Share that has ended so by then.
    open : array of float, shape (times,)
        Share that has not ended by then.
    """

    time: NDArray[np.float64]
    ended: NDArray[np.float64]
    open: NDArray[np.float64]


def aalen_johansen(time: ArrayLike, end: ArrayLike, ends: int) -> Incidence:
    """Estimate the share of cases that have ended in each way by each time.

    Parameters
    ----------
    time : array of float, shape (cases,), at least 0
        When the case ended, or how long it was seen without ending.
    end : array of int, shape (cases,)
        Which end, from 0, or `OPEN`.
    ends : int
        How many there are.

    Returns
    -------
    Incidence
        At each time the shares of all ends and of the open cases add up to 1.

    Raises
    ------
    ValueError
        Arrays of different lengths, times that are not finite or below 0, or an end that there is
        not.
    """
    times, codes = np.asarray(time, dtype=np.float64), np.asarray(end, dtype=np.int64)
    if times.ndim != 1 or times.shape != codes.shape:
        raise ValueError(f"time has shape {times.shape} and end {codes.shape}: give one of each")
    if not np.all(np.isfinite(times) & (times >= 0)):
        raise ValueError("every time has to be a finite number from 0")
    if np.any((codes < OPEN) | (codes >= ends)):
        raise ValueError(f"an end is outside 0 to {ends - 1}; {OPEN} stands for none yet")
    at = np.unique(times[codes != OPEN])
    # A case that was last seen open at an instant at which another ends was there to end, too.
    at_risk = times.size - np.searchsorted(np.sort(times), at, side="left")
    ended = np.array([_count(times[codes == code], at) for code in range(ends)]).reshape(ends, -1)
    left = np.cumprod(1 - ended.sum(axis=0) / at_risk)
    before = np.concatenate(([1.0], left))[: at.size]
    return Incidence(at, np.cumsum(before * ended / at_risk, axis=1), left)


def _count(times: NDArray[np.float64], at: NDArray[np.float64]) -> NDArray[np.int64]:
    ordered = np.sort(times)
    return np.searchsorted(ordered, at, side="right") - np.searchsorted(ordered, at, side="left")
