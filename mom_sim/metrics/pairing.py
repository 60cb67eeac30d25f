"""The same campaigns under two models: how long each took, and how each ended."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt
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
    for mine, theirs in _campaign_pairs(a, b):
        launched = (_words(mine, "outcome") == LAUNCHED) & (_words(theirs, "outcome") == LAUNCHED)
        later = mine[unit].to_numpy()[launched] - theirs[unit].to_numpy()[launched]
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
    number = {word: position for position, word in enumerate(OUTCOMES)}
    counts = np.zeros((len(OUTCOMES), len(OUTCOMES)), dtype=np.int64)
    for mine, theirs in _campaign_pairs(a, b):
        here, there = (
            np.array([number[word] for word in _words(table, "outcome")], dtype=np.int64)
            for table in (mine, theirs)
        )
        np.add.at(counts, (here, there), 1)
    words = list(OUTCOMES)
    return pd.DataFrame(
        counts, pd.Index(words, name="outcome_a"), pd.Index(words, name="outcome_b")
    )


def _campaign_pairs(
    a: Sequence[Measurement], b: Sequence[Measurement]
) -> list[tuple[pd.DataFrame, pd.DataFrame]]:
    """Campaigns that are measured in both, row by row the same, replication by replication."""
    check_replications(a)
    check_replications(b)
    check_pairs(a, b)
    return [
        _same_campaigns(one.campaigns, other.campaigns) for one, other in zip(a, b, strict=True)
    ]


def _same_campaigns(mine: pd.DataFrame, theirs: pd.DataFrame) -> tuple[pd.DataFrame, pd.DataFrame]:
    here, there = _words(mine, "id"), _words(theirs, "id")
    if np.array_equal(here, there):  # as a rule: they are read from the same tape
        return mine, theirs
    rows = pd.Index(there).get_indexer(pd.Index(here))
    return mine[rows >= 0], theirs.iloc[rows[rows >= 0]]


def _words(campaigns: pd.DataFrame, column: str) -> npt.NDArray[np.object_]:
    return campaigns[column].to_numpy(dtype=object)
