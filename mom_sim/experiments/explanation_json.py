"""An explanation's frames as plain data: whole microseconds, words, null for what is missing."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd

from mom_sim.log.contract import CAUSES
from mom_sim.metrics.kpis.waits import PARTS_OF_TIME
from mom_sim.metrics.launch_parts import ATTEMPTS
from mom_sim.metrics.life import Life

_TIMES = ("a", "b", "difference")
_CAUSES = tuple(CAUSES[code] for code in PARTS_OF_TIME)
_LATER = ATTEMPTS.index("later")


def campaign_entries(campaigns: pd.DataFrame, causes: pd.DataFrame) -> list[dict[str, Any]]:
    """One entry a campaign, with its difference by cause.

    Parameters
    ----------
    campaigns, causes : DataFrame
        Of an `Explanation`.

    Returns
    -------
    list of dict
    """
    shape = (len(campaigns), len(_CAUSES), len(ATTEMPTS))
    calendar, working = (
        causes[name].to_numpy().reshape(shape) for name in ("difference", "working_difference")
    )
    names = ("id", "replication", "campaign", "unit", "type")
    return [
        {
            **{name: row[name] for name in names},
            **_times(row, ""),
            **_by_cause(wall),
            "embargo": _times(row, "embargo_"),
            "working": {**_times(row, "working_"), **_by_cause(open_)},
        }
        for row, wall, open_ in zip(campaigns.to_dict("records"), calendar, working, strict=True)
    ]


def total_entry(campaigns: pd.DataFrame, causes: pd.DataFrame) -> dict[str, Any]:
    """Sums over all campaigns, of the same form as an entry.

    Parameters
    ----------
    campaigns, causes : DataFrame

    Returns
    -------
    dict
    """
    sums = campaigns.sum(numeric_only=True)
    shape = (len(campaigns), len(_CAUSES), len(ATTEMPTS))
    calendar, working = (
        causes[name].to_numpy().reshape(shape).sum(axis=0)
        for name in ("difference", "working_difference")
    )
    return {
        "count": len(campaigns),
        **_times(sums, ""),
        **_by_cause(calendar),
        "embargo": _times(sums, "embargo_"),
        "working": {**_times(sums, "working_"), **_by_cause(working)},
    }


def mean_entries(means: pd.DataFrame) -> list[dict[str, Any]]:
    """Mean differences, with their reason only where something is missing."""
    rows = means.astype(object).where(means.notna(), None).to_dict("records")
    return [
        {str(key): value for key, value in row.items() if key != "reason" or value} for row in rows
    ]


def life_entry(life: Life) -> dict[str, Any]:
    """One campaign's life under one model."""
    return {
        "outcome": life.outcome,
        "requested": life.requested,
        "until": life.until,
        "activities": _records(life.activities),
        "pieces": _records(life.pieces),
    }


def _times(row: Any, prefix: str) -> dict[str, int]:
    return {name: int(row[f"{prefix}{name}"]) for name in _TIMES}


def _by_cause(differences: np.ndarray) -> dict[str, dict[str, int]]:
    """Differences by cause, and the part of them in second and later attempts."""
    return {
        "causes": dict(zip(_CAUSES, differences.sum(axis=1).tolist(), strict=True)),
        "rework": dict(zip(_CAUSES, differences[:, _LATER].tolist(), strict=True)),
    }


def _records(frame: pd.DataFrame) -> list[dict[str, Any]]:
    plain = frame.astype(object).where(frame.notna(), None)
    return [{str(key): value for key, value in row.items()} for row in plain.to_dict("records")]
