"""How requests end over time, with the ends competing: the Aalen-Johansen estimator.

A request that is rejected cannot be launched any more, and one that is still inside may yet end in
any way. One minus Kaplan-Meier would treat the rejected like the undecided and overstate launches.

Source: Aalen and Johansen (1978), Scandinavian Journal of Statistics 5, 141-150.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd

from mom_sim.log.contract import OUTCOMES
from mom_sim.metrics.ingredients import FloatArray, IntArray
from mom_sim.metrics.measuring import Measurement
from mom_sim.metrics.summarizing import check_replications

INSIDE = "inside"


def incidence(measurements: Sequence[Measurement], *, unit: str = "working_days") -> pd.DataFrame:
    """Share of requests that have ended in each way, by the time since the request.

    Parameters
    ----------
    measurements : sequence of Measurement
        One a replication, all of one model and scenario; their campaigns are taken together.
    unit : str
        `working_days` or `calendar_days`.

    Returns
    -------
    DataFrame
        Column `unit`, increasing from 0, with every time at which a request ended; a column for
        each way to end, the share that has ended so by then; and `inside`, the share that has not.
        They add up to 1.

    Raises
    ------
    LogError
        If the measurements are not replications of one model and scenario.
    """
    check_replications(measurements)
    campaigns = pd.concat([one.campaigns for one in measurements], ignore_index=True)
    time = campaigns[unit].to_numpy(dtype=np.float64)
    outcome = campaigns["outcome"].to_numpy(dtype=object)
    ends = [word for word in OUTCOMES if word != INSIDE]
    at = np.unique(time[outcome != INSIDE])
    # Whoever is still inside at an instant at which somebody ends was there to end, too.
    at_risk = time.size - np.searchsorted(np.sort(time), at, side="left")
    ended = np.array([_count(time[outcome == word], at) for word in ends]).reshape(len(ends), -1)
    left = np.cumprod(1 - ended.sum(axis=0) / at_risk)
    before = np.concatenate(([1.0], left))[: at.size]
    shares = np.cumsum(before * ended / at_risk, axis=1)
    starts_late = at.size == 0 or at[0] > 0
    columns = {word: _from_zero(shares[row], 0.0, starts_late) for row, word in enumerate(ends)}
    return pd.DataFrame(
        {
            unit: _from_zero(at, 0.0, starts_late),
            **columns,
            INSIDE: _from_zero(left, 1.0, starts_late),
        }
    )


def _count(times: FloatArray, at: FloatArray) -> IntArray:
    times = np.sort(times)
    return np.searchsorted(times, at, side="right") - np.searchsorted(times, at, side="left")


def _from_zero(values: FloatArray, first: float, starts_late: bool) -> FloatArray:
    return np.concatenate(([first], values)) if starts_late else values
