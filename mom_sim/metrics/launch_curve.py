"""What share of requests is launched within how many working days: a curve for charts."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd

from mom_sim.metrics.competing_ends import incidence
from mom_sim.metrics.measuring import Measurement

POINTS = 161
"""Of a curve: finer than a picture shows, and few enough for a file."""

TOLD_DAYS = (5, 10, 20, 30, 40, 60, 80)
"""Working days that every curve has a point at, so that curves can be told beside each other."""

_ALL_BUT = 0.995


def launched_by(
    measurements: Sequence[Measurement], days: Sequence[float] | None = None
) -> pd.DataFrame:
    """Share of requests that have been launched, by the working days since the request.

    Parameters
    ----------
    measurements : sequence of Measurement
        One a replication, all of one model and scenario; their campaigns are taken together.
    days : sequence of float, working days, optional
        At which it is told; by default `POINTS`, evenly from 0 until nearly all that are launched
        have been, and `TOLD_DAYS`.

    Returns
    -------
    DataFrame
        Columns `working_days` and `launched`, the Aalen-Johansen incidence of launches. After the
        last time at which a request ended or was still followed it stays as it was.

    Raises
    ------
    LogError
        If the measurements are not replications of one model and scenario.
    """
    curve = incidence(measurements)
    time, launched = (curve[name].to_numpy() for name in ("working_days", "launched"))
    if days is None:
        last = int(np.searchsorted(launched, _ALL_BUT * launched[-1]))
        evenly = np.linspace(0.0, time[min(last, time.size - 1)], POINTS)
        asked = np.union1d(evenly, np.array(TOLD_DAYS, dtype=np.float64))
    else:
        asked = np.asarray(days, dtype=np.float64)
    # Rounding the time by a day's billionth keeps an end at the very instant on its side.
    rows = np.searchsorted(time, asked * (1 + 1e-12), side="right") - 1
    return pd.DataFrame({"working_days": asked, "launched": launched[rows]})
