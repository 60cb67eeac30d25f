"""Every breakdown of figures by its name, and what makes its rows plain."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import lru_cache, partial
from typing import Any

import numpy as np
import pandas as pd

from mom_sim.metrics.bottlenecks import shifting_bottleneck
from mom_sim.metrics.ingredients import Ingredient
from mom_sim.metrics.measuring import Measurement
from mom_sim.metrics.registry import BREAKDOWNS, METRICS
from mom_sim.metrics.summarizing import estimates_of_one, unit_in
from mom_sim.metrics.tabulating import by_type, by_unit, table

Tabulate = Callable[[Sequence[Measurement]], pd.DataFrame]

TABLES: Mapping[str, Tabulate] = {
    "by_type": by_type,
    "by_unit": by_unit,
    **{name: partial(table, name) for name in BREAKDOWNS},
    "bottlenecks": lambda measurements: shifting_bottleneck(measurements).ranking,
}
"""Breakdowns by name."""


def table_named(name: str, measurements: Sequence[Measurement], currency: str) -> pd.DataFrame:
    """Make a breakdown.

    Parameters
    ----------
    name : str
        One of `TABLES`.
    measurements : sequence of Measurement
        One a replication, all of one model and scenario.
    currency : str
        Code that units are written with.

    Returns
    -------
    DataFrame

    Raises
    ------
    ValueError
        If there is no such table.
    """
    if name not in TABLES:
        raise ValueError(f"there is no table {name!r}; there are {', '.join(TABLES)}")
    frame = TABLES[name](measurements)
    if "unit" in frame.columns:
        frame["unit"] = [unit_in(unit, currency) for unit in frame["unit"]]
    return frame


def figures_of_one(figures: Mapping[str, Ingredient], currency: str) -> pd.DataFrame:
    """All figures of one replication, which has no intervals.

    Parameters
    ----------
    figures : mapping of str to Ingredient
        What the replication contributes to each.
    currency : str
        Code that units are written with.

    Returns
    -------
    DataFrame
        Columns `kpi`, `estimate`, `unit`, `definition`, and `reason` where there is no estimate.
    """
    found = estimates_of_one(figures)
    frame = _frame_without_estimates(tuple(found), currency).copy()
    frame["estimate"] = np.array([one.estimate for one in found.values()], dtype=np.float64)
    missing = [one.reason if one.estimate is None else None for one in found.values()]
    if any(reason is not None for reason in missing):
        frame["reason"] = _texts(missing)
    return frame


@lru_cache(maxsize=16)  # the same in all replications
def _frame_without_estimates(names: tuple[str, ...], currency: str) -> pd.DataFrame:
    """What a table of figures says before anything is known; not to be changed."""
    metrics = [METRICS[name] for name in names]
    return pd.DataFrame(
        {
            "kpi": _texts([metric.name for metric in metrics]),
            "estimate": np.full(len(metrics), np.nan),
            "unit": _texts([unit_in(metric.unit, currency) for metric in metrics]),
            "definition": _texts([metric.definition for metric in metrics]),
            "reason": _texts([None] * len(metrics)),
        }
    )


def table_of_one(name: str, measurement: Measurement, currency: str) -> pd.DataFrame:
    """Make a breakdown of one replication, which has no intervals; see `table_named`."""
    return _without_intervals(table_named(name, [measurement], currency))


def plain_rows(frame: pd.DataFrame) -> list[dict[str, Any]]:
    """Rows for JSON: what is missing is None."""
    rows = frame.astype(object).where(frame.notna(), None).to_dict("records")
    return [{str(key): value for key, value in row.items()} for row in rows]


def _texts(values: Sequence[Any]) -> pd.Series[Any]:
    """Texts as pandas keeps them; told so, it need not look at each."""
    return pd.Series(values, dtype=pd.Series([""]).dtype)


def _without_intervals(frame: pd.DataFrame) -> pd.DataFrame:
    """Without ends of intervals, and with reasons only for estimates that are missing."""
    frame = frame.drop(columns=["low", "high"], errors="ignore")
    if {"estimate", "reason"} <= set(frame.columns):
        frame["reason"] = frame["reason"].where(frame["estimate"].isna(), None)
    return frame
