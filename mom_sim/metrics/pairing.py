"""The same campaigns under two models: how long each took, and how each ended."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd

from mom_sim.log.contract import OUTCOMES
from mom_sim.metrics.ingredients import IntArray
from mom_sim.metrics.measured_campaigns import MeasuredCampaigns
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
    for mine, theirs, here, there in _campaign_pairs(a, b):
        launched = mine.ended(LAUNCHED)[here] & theirs.ended(LAUNCHED)[there]
        later = (getattr(mine, unit)[here] - getattr(theirs, unit)[there])[launched]
        sums.append(float(later.sum()))
        counts.append(float(np.count_nonzero(launched)))
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
    counts = np.zeros((len(OUTCOMES), len(OUTCOMES)), dtype=np.int64)
    for mine, theirs, here, there in _campaign_pairs(a, b):
        np.add.at(counts, (mine.outcome[here], theirs.outcome[there]), 1)
    words = list(OUTCOMES)
    return pd.DataFrame(
        counts, pd.Index(words, name="outcome_a"), pd.Index(words, name="outcome_b")
    )


def _campaign_pairs(
    a: Sequence[Measurement], b: Sequence[Measurement]
) -> list[tuple[MeasuredCampaigns, MeasuredCampaigns, IntArray, IntArray]]:
    """Rows of campaigns that are measured in both, replication by replication."""
    check_replications(a)
    check_replications(b)
    check_pairs(a, b)
    return [
        (one.measured, other.measured, *_same_rows(one.measured, other.measured))
        for one, other in zip(a, b, strict=True)
    ]


def _same_rows(mine: MeasuredCampaigns, theirs: MeasuredCampaigns) -> tuple[IntArray, IntArray]:
    every = np.arange(len(mine))
    if mine.are_the_same_as(theirs):  # as a rule: they are read from the same tape
        return every, every
    rows = pd.Index(theirs.ids).get_indexer(pd.Index(mine.ids)).astype(np.int64)
    return every[rows >= 0], rows[rows >= 0]
