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
from mom_sim.metrics.ingredients import FloatArray
from mom_sim.metrics.measuring import Measurement
from mom_sim.metrics.summarizing import check_replications
from mom_sim.stats import OPEN, aalen_johansen

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
    time = np.concatenate([getattr(one.measured, unit) for one in measurements])
    outcome = np.concatenate([one.measured.outcome for one in measurements])
    ends = [word for word in OUTCOMES if word != INSIDE]
    code_of = np.array([ends.index(word) if word in ends else OPEN for word in OUTCOMES])
    codes = code_of[outcome]
    found = aalen_johansen(time, codes, len(ends))
    starts_late = found.time.size == 0 or found.time[0] > 0
    columns = {
        word: _from_zero(found.ended[row], 0.0, starts_late) for row, word in enumerate(ends)
    }
    return pd.DataFrame(
        {
            unit: _from_zero(found.time, 0.0, starts_late),
            **columns,
            INSIDE: _from_zero(found.open, 1.0, starts_late),
        }
    )


def _from_zero(values: FloatArray, first: float, starts_late: bool) -> FloatArray:
    return np.concatenate(([first], values)) if starts_late else values
