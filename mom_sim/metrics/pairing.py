"""The same campaigns under two models: how long each took, and how each ended."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd

from mom_sim.log.contract import OUTCOMES
from mom_sim.metrics.measuring import Measurement
from mom_sim.metrics.summarizing import check_pairs, check_replications
from mom_sim.stats import Interval, ratio_interval

LAUNCHED = "launched"


def paired_time_difference(
    a: Sequence[Measurement],
    b: Sequence[Measurement],
    *,
    unit: str = "working_days",
    confidence: float = 0.95,
) -> Interval:
    """Mean difference of the time-to-launch over the campaigns that both models launched.

    Read it beside `cross_table_of_ends`: a model that rejects the difficult campaigns would
    otherwise look fast.

    Parameters
    ----------
    a, b : sequence of Measurement
        Paired by position: the same seed and replication.
    unit : str
        `working_days` or `calendar_days`.
    confidence : float, strictly between 0 and 1

    Returns
    -------
    Interval
        Time in `a` less time in `b`, in `unit`, pooled over replications.

    Raises
    ------
    LogError
        If the measurements do not pair.
    """
    sums, counts = [], []
    for both in _campaign_pairs(a, b):
        launched = both[(both["outcome_a"] == LAUNCHED) & (both["outcome_b"] == LAUNCHED)]
        sums.append(float((launched[f"{unit}_a"] - launched[f"{unit}_b"]).sum()))
        counts.append(float(len(launched)))
    if not any(counts):
        return Interval(None, None, None, "no campaign was launched in both models: run longer")
    return ratio_interval(sums, counts, confidence)


def cross_table_of_ends(a: Sequence[Measurement], b: Sequence[Measurement]) -> pd.DataFrame:
    """Count how the same campaigns ended in two models.

    Parameters
    ----------
    a, b : sequence of Measurement
        Paired by position: the same seed and replication.

    Returns
    -------
    DataFrame
        Rows: the end in `a`; columns: the end in `b`; every outcome in both; counts over all
        replications.

    Raises
    ------
    LogError
        If the measurements do not pair.
    """
    both = pd.concat(_campaign_pairs(a, b), ignore_index=True)
    words = list(OUTCOMES)
    counts = pd.crosstab(both["outcome_a"], both["outcome_b"]).reindex(
        index=words, columns=words, fill_value=0
    )
    return counts.astype(np.int64)


def _campaign_pairs(a: Sequence[Measurement], b: Sequence[Measurement]) -> list[pd.DataFrame]:
    """Campaigns that are measured in both, replication by replication."""
    check_replications(a)
    check_replications(b)
    check_pairs(a, b)
    return [
        mine.campaigns.merge(theirs.campaigns, on="id", suffixes=("_a", "_b"))
        for mine, theirs in zip(a, b, strict=True)
    ]
