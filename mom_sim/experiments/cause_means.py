"""Mean differences by cause over the campaigns that two models launched, with paired intervals."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import numpy as np
import pandas as pd

from mom_sim.calendars.units import MICROSECONDS_PER_DAY
from mom_sim.experiments.paired_campaigns import PairedCampaigns
from mom_sim.log.contract import CAUSES
from mom_sim.metrics.ingredients import IntArray
from mom_sim.metrics.kpis.waits import EMBARGO, PARTS_OF_TIME
from mom_sim.metrics.launch_parts import ATTEMPTS
from mom_sim.stats import ratio_interval

ALL_CAUSES = "time_to_launch"
"""In tables: the whole, which the causes add up to; waiting for an embargo is no part of it."""

ALL_ATTEMPTS = "all"

WORKING_DAYS, CALENDAR_DAYS = "working days", "calendar days"

NOTHING_PAIRED = "no campaign was launched in both models: run longer, or more replications"

_CAUSES: Mapping[str, tuple[int, ...]] = {
    **{CAUSES[code]: (code,) for code in PARTS_OF_TIME},
    ALL_CAUSES: PARTS_OF_TIME,
    CAUSES[EMBARGO]: (EMBARGO,),
}
_ATTEMPTS: Mapping[str, tuple[int, ...]] = {
    ALL_ATTEMPTS: tuple(range(len(ATTEMPTS))),
    **{word: (place,) for place, word in enumerate(ATTEMPTS)},
}


def cause_means(pairs: Sequence[PairedCampaigns], working_day: float) -> pd.DataFrame:
    """Estimate by how much two models differ on the same campaigns, and through which cause.

    Parameters
    ----------
    pairs : sequence of PairedCampaigns
        One a replication.
    working_day : float, working microseconds

    Returns
    -------
    DataFrame
        One row a cause (then the whole, then the embargo, which stands apart), choice of attempts
        (all, first, later) and unit: `cause`, `attempts`, `unit`, `a`, `b` (mean a campaign under
        each model), `difference` (b less a), `low`, `high` (95%, paired by replication), `reason`.

    Notes
    -----
    Pooled ratio with the delete-one jackknife over replications; see `ratio_interval`.
    """
    frame = pd.DataFrame(_rows(pairs, working_day))
    return frame.astype(dict.fromkeys(("a", "b", "difference", "low", "high"), np.float64))


def _rows(pairs: Sequence[PairedCampaigns], working_day: float) -> Iterator[dict[str, Any]]:
    counts = np.array([len(pair.launched) for pair in pairs], dtype=np.float64)
    for unit, day in ((WORKING_DAYS, working_day), (CALENDAR_DAYS, float(MICROSECONDS_PER_DAY))):
        # Whole microseconds are added up as such; only their sums become floats.
        a, b = (np.stack([_sums(pair, side, unit) for pair in pairs]) for side in (0, 1))
        for cause, codes in _CAUSES.items():
            for attempts, places in _ATTEMPTS.items():
                mine, theirs = (
                    side[:, list(codes)][:, :, list(places)].sum(axis=(1, 2)) for side in (a, b)
                )
                row = {"cause": cause, "attempts": attempts, "unit": unit}
                yield row | _estimated(mine, theirs, counts, day)


def _sums(pair: PairedCampaigns, side: int, unit: str) -> IntArray:
    parts = pair.parts[side]
    time = parts.working if unit == WORKING_DAYS else parts.calendar
    return np.asarray(time.sum(axis=0), dtype=np.int64)


def _estimated(a: IntArray, b: IntArray, counts: np.ndarray, day: float) -> dict[str, Any]:
    if not counts.any():
        names = ("a", "b", "difference", "low", "high")
        return {**dict.fromkeys(names), "reason": NOTHING_PAIRED}
    interval = ratio_interval((b - a) / day, counts)
    return {
        "a": float(a.sum() / day / counts.sum()),
        "b": float(b.sum() / day / counts.sum()),
        "difference": interval.estimate,
        "low": interval.low,
        "high": interval.high,
        "reason": interval.reason,
    }
